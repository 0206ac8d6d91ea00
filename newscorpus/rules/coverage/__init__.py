"""NC9xx: coverage: what the annotation omits. Hints for an annotator, not defects: reported only when selected."""
