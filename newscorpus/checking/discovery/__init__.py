"""Paths -> corpora, files and records."""
