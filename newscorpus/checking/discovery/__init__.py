"""Paths -> corpora, files, and the records in them."""
