"""Diagnostics as data (`report`), proposed changes of the data (`changes`), and what shows both (`shown`)."""
