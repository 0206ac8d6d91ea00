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

SAME: Final = "Equiv"
_PLACE: Final = re.compile(r" ([0-9]{1,9})\Z")
_NUMBER: Final = re.compile(r"[0-9]*\Z")


def unframed(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Return annotations with relations of the trigger in place of each frame, and of the first in place of `Same`."""
    given = _numbered(list(annotations))
    triggers = {annotation.id: annotation.trigger for annotation in given if isinstance(annotation, Frame)}
    plain: list[Annotation] = []
    for annotation in given:
        match annotation:
            case Frame():
                pairs = ((role, triggers.get(target, target)) for role, target in annotation.arguments)
                plain += [Relation("", role, annotation.trigger, target) for role, target in pairs]
            case Same():
                plain += [Relation("", SAME, annotation.members[0], other) for other in annotation.members[1:]]
            case Mark() | Identifier() | Remark():
                plain.append(attrs.evolve(annotation, target=triggers.get(annotation.target, annotation.target)))
            case _:
                plain.append(annotation)
    return plain


def framed(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Return what `unframed` was given. A frame has the id of its trigger."""
    given = list(annotations)
    arguments: dict[str, list[tuple[str, str]]] = {
        annotation.id: [] for annotation in given if isinstance(annotation, Words) and is_frame(annotation.label)
    }
    for annotation in given:
        if isinstance(annotation, Relation) and annotation.first in arguments:
            arguments[annotation.first].append((annotation.label, annotation.second))
    whole: list[Annotation] = []
    links: list[tuple[int, Frame | Relation]] = []
    for annotation in given:
        if isinstance(annotation, Relation) and annotation.label == SAME:
            whole.append(Same(SAME, (annotation.first, annotation.second), annotation.place))
        elif isinstance(annotation, Relation) and annotation.first not in arguments:
            links.append(_in_order(annotation))
        elif not isinstance(annotation, Relation):
            whole.append(annotation)
        if isinstance(annotation, Words) and annotation.id in arguments:
            ordered = sorted(arguments[annotation.id], key=lambda pair: _number(pair[0]))
            frame = Frame(annotation.id, annotation.label, annotation.id, tuple(ordered), annotation.place)
            links.append(_in_order(frame))
    return [*whole, *(annotation for _, annotation in sorted(links, key=lambda link: link[0]))]


def _numbered(given: list[Annotation]) -> list[Annotation]:
    """Number the relations of an actor that would come in another order.

    Frames come before relations without words, and a pair of words has one relation, with several labels.
    """
    links = [link for link in given if isinstance(link, Frame | Relation) and link.label.startswith(RELATION)]
    ends = [dict(link.arguments)["Arg1"] if isinstance(link, Frame) else link.first for link in links]
    pairs = Counter((link.first, link.second) for link in links if isinstance(link, Relation))
    lists: dict[tuple[str, str], list[Frame | Relation]] = {}
    for link, first in zip(links, ends, strict=True):
        lists.setdefault((first, link.label), []).append(link)
    numbers = dict[str, int]()
    for several in lists.values():
        kinds = {type(link) for link in several}
        shares = any(isinstance(link, Relation) and pairs[link.first, link.second] > 1 for link in several)
        if len(several) > 1 and (len(kinds) > 1 or shares):
            ids = (link.trigger if isinstance(link, Frame) else link.id for link in several)
            numbers |= {id_: i for i, id_ in enumerate(ids, 1)}
    return [
        attrs.evolve(annotation, label=f"{annotation.label} {numbers[annotation.id]}")
        if isinstance(annotation, Words | Relation) and numbers.get(annotation.id, 1) > 1
        else annotation
        for annotation in given
    ]


def _in_order(link: Frame | Relation) -> tuple[int, Frame | Relation]:
    """Return the number of a relation in its list, and the relation without it."""
    place = _PLACE.search(link.label) if link.label.startswith(RELATION) else None
    return (int(place[1]), attrs.evolve(link, label=link.label[: place.start()])) if place else (1, link)


def _number(role: str) -> int:
    number = _NUMBER.search(role)
    return int(number[0]) if number and number[0] else 1
