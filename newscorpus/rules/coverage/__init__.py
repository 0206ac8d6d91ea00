"""NC9xx: coverage: what the annotation omits. Hints for an annotator, not defects: reported only when selected."""

from newscorpus.rules.coverage.times import unused_time

RULES = (unused_time,)
