"""Actors that examples of rules share."""

ACTORS = """
  actors:
    anna: {name: Anna Berg, kind: person}
    carl: {name: Carl Dahl, kind: person}
"""
