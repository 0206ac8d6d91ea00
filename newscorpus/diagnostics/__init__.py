"""Findings as data (`report`) and edits of the data that they propose (`changes`)."""
