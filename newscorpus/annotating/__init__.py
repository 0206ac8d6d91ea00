"""Annotate in the browser: a page on which people select words and say what these are. The file is the truth."""
