"""The `result` of an annotation of Label Studio -> annotations, and what it says of the task as a whole.

See https://labelstud.io/guide/task_format.
"""

from collections.abc import Iterator
from typing import Any, Final

from newscorpus.interchange.engine.document import Annotation, Mark, Relation, Remark, Words
from newscorpus.interchange.engine.losses import Losses, count_unread
from newscorpus.text.spans import Span

LABELS: Final = ("labels", "hypertextlabels")
"""Types of results that are regions of a text."""
IDENTIFIER: Final = "identifier"
_READ: Final = frozenset(("id", "from_name", "to_name", "type", "value", "origin", "source", "meta"))
_OF_RELATION: Final = frozenset(("from_id", "to_id", "type", "direction", "labels"))
_OF_SPAN: Final = ("start", "end", "startOffset", "endOffset", "globalOffsets", "text")


def parse(items: Any, text: str, losses: Losses, place: str) -> Iterator[Annotation]:
    """Yield the annotations in a `result`, in the order of the source.

    Choices and texts of no region are marks and remarks without a target.

    Args:
        items: The items.
        text: The text of the task.
        losses: Where to count what cannot be read.
        place: The file and the task.
    """
    if not isinstance(items, list):
        losses.add("result that is not a list", place)
        return
    regions = {_id(item.get("id")) for item in items if isinstance(item, dict) and item.get("type") in LABELS}
    for number, item in enumerate(items):
        where = f"{place}: result[{number}]"
        if not isinstance(item, dict):
            losses.add("result that cannot be read", where)
            continue
        count_unread(item, _OF_RELATION if item.get("type") == "relation" else _READ, losses, "result", where)
        if item.get("type") == "relation":
            yield from _relations(item, losses, where)
        elif not isinstance(item.get("value"), dict):
            losses.add("result that cannot be read", where)
        elif item.get("type") in LABELS:
            yield from _words(item, text, losses, where)
        else:
            id_ = _id(item.get("id"))
            target = id_ if id_ in regions else ""
            if not target and "start" in item["value"]:
                losses.add(f"result of type {item.get('type')} for a region without a label", where)
                continue
            yield from _said(item, target, losses, where)


def _relations(item: dict[str, Any], losses: Losses, place: str) -> Iterator[Annotation]:
    first, second, direction = _id(item.get("from_id")), _id(item.get("to_id")), item.get("direction")
    if not first or not second:
        losses.add("result that cannot be read", place)
        return
    if direction == "left":
        first, second = second, first
    labels = _strings(item.get("labels")) or ["relation"]
    if direction == "bi":
        losses.add("relation in both directions, which is read as one", place)
    for label in labels:
        yield Relation(f"{place} {label}", label, first, second, place)


def _words(item: dict[str, Any], text: str, losses: Losses, place: str) -> Iterator[Annotation]:
    value = item["value"]
    span, labels, id_ = _span(value), _strings(value.get(item["type"])), _id(item.get("id")) or place
    count_unread(value, (*_OF_SPAN, item["type"]), losses, "result.value", place)
    if span is None or not labels:
        losses.add("region without a label" if span else "region without offsets in a text", place)
        return
    words = value["text"] if isinstance(value.get("text"), str) else ""
    if "\\n" not in text:
        words = words.replace("\\n", "\n")  # as Label Studio writes line breaks of regions
    for number, label in enumerate(labels):
        yield Words(f"{id_}/{label}" if number else id_, label, (span,), words, place)
    meta = item["meta"] if isinstance(item.get("meta"), dict) else {}
    count_unread(meta, ("text",), losses, "result.meta", place)
    for note in _strings(meta.get("text")):
        yield Remark("meta", id_, note, place)


def _span(value: dict[str, Any]) -> Span | None:
    """Return the span of a region in the text; None if it is one of another kind of data."""
    for given in (value, value.get("globalOffsets")):
        if isinstance(given, dict):
            start, end = given.get("start"), given.get("end")
            if type(start) is int and type(end) is int and 0 <= start <= end:
                return start, end
    return None


def _said(item: dict[str, Any], target: str, losses: Losses, place: str) -> Iterator[Mark | Remark]:
    """Yield what a control other than labels says of a region, or of the task."""
    kind, name, value = item.get("type"), str(item.get("from_name")), item["value"]
    given = value.get("text") if kind == "textarea" else value.get(str(kind))
    if kind == "textarea":
        yield from (Remark(name, target, text, place) for text in _strings(given))
    elif kind == "choices" and _strings(given):
        chosen = ", ".join(_strings(given))
        yield Mark(name, target, None if chosen == name else chosen, place)
    elif kind == "taxonomy" and isinstance(given, list):
        paths = ("/".join(_strings(path)) for path in given)
        yield Mark(name, target, ", ".join(paths), place)
    elif kind in ("rating", "number", "datetime") and isinstance(given, int | float | str):
        yield Mark(name, target, str(given), place)
    else:
        losses.add(f"result of type {kind}", place)


def _id(value: Any) -> str:
    return str(value) if isinstance(value, str | int) else ""


def _strings(value: Any) -> list[str]:
    given = value if isinstance(value, list) else [value]
    return [one for one in given if isinstance(one, str)]
