"""Annotations that the examples of several rules begin with: two actors, and talks between them."""

from typing import Final

ACTORS: Final = """
  actors:
    anna: {name: Anna Berg, kind: person}
    carl: {name: Carl Dahl, kind: person}"""

TALKS: Final = (
    ACTORS
    + """
  events:
    talks:
      kind: meeting
      type: talks
      participants: {participant: [anna, carl]}"""
)

TALKS_ON_MONDAY: Final = (
    TALKS
    + """
      evidence:
        - Anna Berg met Carl Dahl in Oslo on Monday"""
)

PLANNED_TALKS: Final = (
    ACTORS
    + """
  events:
    talks:
      kind: meeting
      type: talks
      status: planned
      participants: {participant: [anna, carl]}
      evidence:
        - Anna Berg will meet Carl Dahl"""
)

FESTIVAL_AND_TALKS: Final = (
    """
  text: Anna Berg met Carl Dahl in Oslo on Monday. The festival began on Tuesday."""
    + ACTORS
    + """
  events:
    festival:
      kind: meeting
      type: gathering
      when: 2024-05-07
      evidence:
        - The festival began on Tuesday
    talks:
      kind: meeting
      type: talks
      participants: {participant: [anna, carl]}
      evidence:
        - Anna Berg met Carl Dahl in Oslo on Monday"""
)
