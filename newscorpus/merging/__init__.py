"""Merge two versions of a file that began with the same one: data, comments, and the text that has both."""
