"""The file system: bounded reads, atomic writes, folders replaced as a whole."""
