"""Two annotations of the same articles: which parts are the same, and how these differ."""
