"""A server of the Language Server Protocol: one module per feature. Needs the extra `lsp`."""
