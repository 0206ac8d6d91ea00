"""Events in tools that have words and relations only: the trigger stands for the event, its relations are arguments."""

import re
from collections.abc import Iterable
from typing import Final

import attrs

from newscorpus.interchange.standoff.annotations import (
    Annotation,
    Frame,
    Identifier,
    Mark,
    Relation,
    Remark,
    Same,
    Words,
)
from newscorpus.interchange.standoff.scheme import is_frame

_SAME: Final = "Equiv"
_NUMBER: Final = re.compile(r"[0-9]*\Z")


def unframed(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Return annotations with relations of the trigger in place of each frame, and of the first in place of `Same`."""
    given = list(annotations)
    triggers = {one.id: one.trigger for one in given if isinstance(one, Frame)}
    made: list[Annotation] = []
    for one in given:
        match one:
            case Frame():
                pairs = ((role, triggers.get(target, target)) for role, target in one.arguments)
                made += [Relation("", role, one.trigger, target) for role, target in pairs]
            case Same():
                made += [Relation("", _SAME, one.members[0], other) for other in one.members[1:]]
            case Mark() | Identifier() | Remark():
                made.append(attrs.evolve(one, target=triggers.get(one.target, one.target)))
            case _:
                made.append(one)
    return made


def framed(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Return what `unframed` was given. A frame has the id of its trigger."""
    given = list(annotations)
    arguments: dict[str, list[tuple[str, str]]] = {
        one.id: [] for one in given if isinstance(one, Words) and is_frame(one.label)
    }
    for one in given:
        if isinstance(one, Relation) and one.first in arguments:
            arguments[one.first].append((one.label, one.second))
    made: list[Annotation] = []
    for one in given:
        if isinstance(one, Relation) and one.label == _SAME:
            made.append(Same(_SAME, (one.first, one.second), one.place))
        elif not isinstance(one, Relation) or one.first not in arguments:
            made.append(one)
        if isinstance(one, Words) and one.id in arguments:
            ordered = sorted(arguments[one.id], key=lambda pair: _number(pair[0]))
            made.append(Frame(one.id, one.label, one.id, tuple(ordered), one.place))
    return made


def _number(role: str) -> int:
    found = _NUMBER.search(role)
    return int(found[0]) if found and found[0] else 1
