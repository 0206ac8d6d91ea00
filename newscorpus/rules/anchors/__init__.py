"""NC3xx: anchoring: what is annotated is in the article text."""
