"""Diagnostics as data (`report`) and proposed changes of the data (`changes`)."""
