"""Results of many articles, kept until the corpus rules have run."""
