"""Standoff annotation of any tool: labels on words, and events, relations, attributes and notes that refer to them.

`annotations` has them as values; `offsets` finds the unit of their offsets. `document` makes articles of any labels, as
a mapping file says. `scheme` and `writer` have the labels with which newscorpus writes articles and reads them back.
"""
