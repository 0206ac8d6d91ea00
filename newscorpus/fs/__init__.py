"""The file system: bounded reads, atomic writes, and output that replaces files or folders as a whole."""
