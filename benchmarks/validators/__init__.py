"""The same four errors, given to newscorpus and to other validators, each with a schema of its own in this folder."""
