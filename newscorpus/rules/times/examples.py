"""Annotations that the examples of these rules begin with."""

TALKS = """
  actors:
    anna: {name: Anna Berg, kind: person}
    carl: {name: Carl Dahl, kind: person}
  events:
    talks:
      kind: meeting
      type: talks
      participants: {participant: [anna, carl]}
      evidence:
        - Anna Berg met Carl Dahl in Oslo on Monday"""


TWO = """
  text: Anna Berg met Carl Dahl in Oslo on Monday. The festival began on Tuesday.
  actors:
    anna: {name: Anna Berg, kind: person}
    carl: {name: Carl Dahl, kind: person}
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
