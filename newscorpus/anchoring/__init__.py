"""Anchoring: quotes -> offsets in the article text.

A quote is looked up in its scope first, then in the whole text. The scope of all words of an event is the event's
evidence; that of a claim's cue, and of the further parts of its quote, is the paragraph of the first part. Words with a
value beside them (participants, times, places, things, topics, counts, titles of roles) need no context: of several
places the one nearest to their scope is meant. For the time of a claim, that is the quote and the cue, then their
paragraph; for that of a relation, its evidence; for the title of a role, the mentions of its actor. A place within the
longer words of a value beside them is meant only if their scope has no other. All offsets are code points, half-open.
"""

from newscorpus.anchoring.occurrences import Reason, Unanchored, resolve, spans
from newscorpus.anchoring.walk import Anchored, anchor, anchor_all, anchor_in_place, strip_offsets, unshared_actors

__all__ = [
    "Anchored",
    "Reason",
    "Unanchored",
    "anchor",
    "anchor_all",
    "anchor_in_place",
    "resolve",
    "spans",
    "strip_offsets",
    "unshared_actors",
]
