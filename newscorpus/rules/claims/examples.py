"""The article that examples of rules share."""

TALKS = """
  actors:
    anna: {name: Anna Berg, kind: person}
    carl: {name: Carl Dahl, kind: person}
  events:
    talks:
      kind: meeting
      type: talks
      status: planned
      participants: {participant: [anna, carl]}
      evidence:
        - Anna Berg will meet Carl Dahl
"""
