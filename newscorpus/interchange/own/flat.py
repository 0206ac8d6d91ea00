"""Events in tools that have words and relations only: the trigger stands for the event, its relations are arguments."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

import attrs

from newscorpus.interchange.engine.document import (
    Annotation,
    Frame,
    Identifier,
    Mark,
    Relation,
    Remark,
    Same,
    Words,
)
from newscorpus.interchange.own.reading import RELATION, is_frame

_SAME: Final = "Equiv"
_PLACE: Final = re.compile(r" ([0-9]{1,9})\Z")
_NUMBER: Final = re.compile(r"[0-9]*\Z")


def unframed(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Return annotations with relations of the trigger in place of each frame, and of the first in place of `Same`."""
    given = _numbered(list(annotations))
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
    links: list[tuple[int, Frame | Relation]] = []
    for one in given:
        if isinstance(one, Relation) and one.label == _SAME:
            made.append(Same(_SAME, (one.first, one.second), one.place))
        elif isinstance(one, Relation) and one.first not in arguments:
            links.append(_in_order(one))
        elif not isinstance(one, Relation):
            made.append(one)
        if isinstance(one, Words) and one.id in arguments:
            ordered = sorted(arguments[one.id], key=lambda pair: _number(pair[0]))
            links.append(_in_order(Frame(one.id, one.label, one.id, tuple(ordered), one.place)))
    return [*made, *(one for _, one in sorted(links, key=lambda link: link[0]))]


def _numbered(given: list[Annotation]) -> list[Annotation]:
    """Number the relations of an actor that would come in another order.

    Frames come before relations without words, and a pair of words has one relation, with several labels.
    """
    links = [one for one in given if isinstance(one, Frame | Relation) and one.label.startswith(RELATION)]
    ends = [dict(one.arguments)["Arg1"] if isinstance(one, Frame) else one.first for one in links]
    pairs = Counter((one.first, one.second) for one in links if isinstance(one, Relation))
    lists: dict[tuple[str, str], list[Frame | Relation]] = {}
    for one, first in zip(links, ends, strict=True):
        lists.setdefault((first, one.label), []).append(one)
    numbers = dict[str, int]()
    for several in lists.values():
        kinds = {type(one) for one in several}
        shares = any(isinstance(one, Relation) and pairs[one.first, one.second] > 1 for one in several)
        if len(several) > 1 and (len(kinds) > 1 or shares):
            numbers |= {one.trigger if isinstance(one, Frame) else one.id: i for i, one in enumerate(several, 1)}
    return [
        attrs.evolve(one, label=f"{one.label} {numbers[one.id]}")
        if isinstance(one, Words | Relation) and numbers.get(one.id, 1) > 1
        else one
        for one in given
    ]


def _in_order(link: Frame | Relation) -> tuple[int, Frame | Relation]:
    """Return the number of a relation in its list, and the relation without it."""
    found = _PLACE.search(link.label) if link.label.startswith(RELATION) else None
    return (int(found[1]), attrs.evolve(link, label=link.label[: found.start()])) if found else (1, link)


def _number(role: str) -> int:
    found = _NUMBER.search(role)
    return int(found[0]) if found and found[0] else 1
