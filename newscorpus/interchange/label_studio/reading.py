"""Label Studio -> documents: tasks in JSON, each a text with the results of an annotation.

See https://labelstud.io/guide/task_format.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from newscorpus.interchange.engine.document import Annotation, Document, Mark, Relation, Remark, Words
from newscorpus.interchange.engine.fields import without_empty
from newscorpus.interchange.engine.losses import Losses, count_unread
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.markup import text_of
from newscorpus.interchange.engine.paths import first
from newscorpus.interchange.engine.sources import Source
from newscorpus.interchange.label_studio.tasks import LABELS, Task, is_address, names_of, read_tasks, with_paths
from newscorpus.interchange.label_studio.writing import FORMAT, read_back
from newscorpus.interchange.own.reading import article
from newscorpus.text.spans import Span

_READ: Final = frozenset(("id", "from_name", "to_name", "type", "value", "origin", "source", "meta"))
_OF_RELATION: Final = frozenset(("from_id", "to_id", "type", "direction", "labels"))
_OF_SPAN: Final = ("start", "end", "startOffset", "endOffset", "globalOffsets", "text")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_DOCUMENT: Final = re.compile(r"(?is)<body\b.*")


def _documents(source: Source, losses: Losses) -> Iterator[Document]:
    """Yield the tasks of an export in JSON or JSON-MIN, a file or a folder of them."""
    for task, likely_path in with_paths(read_tasks(source, losses)):
        is_own = task.data.get("format") == FORMAT
        known = source.labels.article.text or ("text" if is_own else None)
        path = known or likely_path
        text = first(task.data, path) if path else None
        result = task.annotation.get("result") or []
        if not isinstance(text, str) or not text.strip() or (known is None and is_address(text)):
            losses.add("task without a text", task.place)
            text = None
        elif (shown := _shown_text(text, result)) is not None:
            losses.add("markup of HTML", task.place)
            text, result = shown, _in_text(result, shown)
        if text is not None and not is_own:
            source.count_unread(task.data, str(path), losses, task.place, kind="data")
        yield Document(
            str(task.data.get("id")) if is_own else f"{task.file}-{task.number}",
            text,
            _annotations(result, text or "", losses, task.place, is_own=is_own),
            task.place,
            task.file,
            task.number,
            metadata=task.data,
            fields=_people(task),
            own=article if is_own else None,
        )


def _annotations(result: Any, text: str, losses: Losses, place: str, *, is_own: bool) -> Iterator[Annotation]:
    annotations = _parsed(result, text, losses, place)
    yield from read_back(annotations) if is_own else annotations


def _people(task: Task) -> dict[str, Any]:
    """Return who has annotated a task and when, as a field of the article."""
    when = str(task.annotation.get("updated_at") or task.annotation.get("created_at") or "")[:10]
    fields: dict[str, Any] = {"by": names_of(task.annotation), "date": when}
    if task.is_prediction:
        fields["drafted_by"] = task.annotation.get("model_version") or "a model"
    known = without_empty(fields)
    return {"annotation": known} if known else {}


def _parsed(items: Any, text: str, losses: Losses, place: str) -> Iterator[Annotation]:
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
    return [text for text in given if isinstance(text, str)]


def _shown_text(markup: str, result: Any) -> str | None:
    """Return the text of HTML with regions in it; None if the string is not HTML, or its regions are not of HTML."""
    if not any(isinstance(region["value"].get("start"), str) for region in _regions(result)) or not _TAG.search(markup):
        return None
    body = _DOCUMENT.search(markup)
    return text_of(body[0] if body else markup)


def _in_text(result: Any, text: str) -> Any:
    """Return the items of a result; the regions of HTML have offsets in the text that is shown, where it has the words.

    Of several places of the words, that is meant which is nearest to the offsets of the region, as far as these are off
    for the regions before.
    """
    drift, spans = 0, dict[int, tuple[int, int]]()
    for item in sorted(_regions(result), key=_start):
        words = str(item["value"].get("text") or "").replace("\\n", "\n").split()
        expected = _start(item) + drift
        places = [match.span() for match in re.finditer(r"\s+".join(map(re.escape, words)), text)] if words else []
        if places and isinstance(item["value"].get("start"), str):
            start, end = min(places, key=lambda span: abs(span[0] - expected))
            spans[id(item)] = start, end
            drift = start - _start(item)
    return [_moved(item, *spans[id(item)]) if id(item) in spans else item for item in result]


def _moved(item: dict[str, Any], start: int, end: int) -> dict[str, Any]:
    rest = {key: value for key, value in item["value"].items() if key not in ("start", "end", "globalOffsets")}
    return {**item, "value": {"start": start, "end": end, **rest}}


def _regions(result: Any) -> list[dict[str, Any]]:
    items = result if isinstance(result, list) else []
    return [item for item in items if isinstance(item, dict) and isinstance(item.get("value"), dict) and "id" in item]


def _start(item: dict[str, Any]) -> int:
    given = item["value"].get("globalOffsets")
    start = given.get("start") if isinstance(given, dict) else None
    return start if type(start) is int else 0


READER: Final = LabelReader("label-studio", _documents)
