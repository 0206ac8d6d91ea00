"""Proposed fixes -> edits of the source, verified by reading the edited source again."""
