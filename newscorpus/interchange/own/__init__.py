"""The labels with which newscorpus writes its articles for annotation tools, and reads them back without loss."""
