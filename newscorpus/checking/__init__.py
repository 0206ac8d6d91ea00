"""What `check` does, in the order in which it happens: sources, one article, the corpus, waivers, places."""
