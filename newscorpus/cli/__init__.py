"""The command line: one module per command, which calls the library and prints the result. `main` starts it."""
