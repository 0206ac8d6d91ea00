"""NC9xx: coverage: what the annotation omits. Hints for an annotator, not defects: reported only when selected."""

from newscorpus.rules.coverage.names import uncovered_name
from newscorpus.rules.coverage.paragraphs import uncovered_paragraph
from newscorpus.rules.coverage.times import unused_time

RULES = (uncovered_name, uncovered_paragraph, unused_time)
