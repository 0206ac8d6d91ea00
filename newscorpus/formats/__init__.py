"""Bytes to plain data and back: YAML, JSON, JSON Lines; each reader with the position of every value."""
