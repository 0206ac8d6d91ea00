"""The results of many articles, until the corpus rules have run."""
