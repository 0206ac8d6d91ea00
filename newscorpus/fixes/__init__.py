"""Turn proposed fixes into edits of the source, verified by parsing the edited source again."""
