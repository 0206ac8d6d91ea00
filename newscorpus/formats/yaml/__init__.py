"""YAML 1.2 core schema: reader with positions, writer, and syntax errors."""
