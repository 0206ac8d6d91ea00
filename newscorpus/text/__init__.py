"""Strings and spans: words, occurrences, quotations, similar words, expressions of time. Imports no other package."""
