"""Strings only: words, spans, quotations, likeness, and expressions of time."""
