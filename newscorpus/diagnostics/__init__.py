"""Diagnostics as data (`report`), and changes of the data that findings propose (`changes`)."""
