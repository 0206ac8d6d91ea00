"""YAML and JSON: bytes -> plain data with the positions of all values, and plain data -> text."""
