"""JSON (RFC 8259): reader with positions, writer, and syntax errors."""
