"""brat: standoff annotation in the files `ID.txt` and `ID.ann`, with the labels in `annotation.conf`."""
