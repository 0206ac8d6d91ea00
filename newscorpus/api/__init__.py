"""What a program calls: one module per verb. `newscorpus.__init__` exports the public names."""
