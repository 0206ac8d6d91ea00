"""doccano: a text with labels of spans, relations of them, and labels of the text, in each line of JSON Lines.

See https://doccano.github.io/doccano/tutorial/. Spans are `[start, end, label]`, or objects with offsets and ids.
"""

from collections.abc import Iterator
from typing import Any, Final

import attrs

from newscorpus.interchange.engine.document import Annotation, Document, Mark, Relation, Remark, Words
from newscorpus.interchange.engine.losses import Losses, count_unread
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.paths import first
from newscorpus.interchange.engine.sources import Item, Source, SourceFile, csv_rows, json_items, json_lines

_LABELS: Final = ("label", "labels", "entities", "cats")
"""What lists of labels are called in the versions and kinds of projects."""
_SPAN: Final = ("start_offset", "end_offset", "label")
_COMMENTS: Final = ("Comments", "comments")
_READ: Final = (*_LABELS, *_COMMENTS, "relations", "id")


def _documents(source: Source, losses: Losses) -> Iterator[Document]:
    """Yield the texts of an export in JSON Lines, JSON or CSV, a file or a folder of them."""
    for file in source.files("*.jsonl", "*.json", "*.csv"):
        for number, item in enumerate(_items(file, losses), 1):
            if isinstance(item.data, dict):
                yield _document(source, file.stem, item.data, str(item.data.get("id") or number), item.place, losses)
            else:
                losses.add("line that is not an object", item.place)


def _document(source: Source, file: str, data: dict[str, Any], index: str, place: str, losses: Losses) -> Document:
    path = source.labels.article.text or ("text" if "text" in data else "data")
    text = first(data, path)
    if isinstance(text, str) and text.strip():
        others = {key: value for key, value in data.items() if key not in _READ}
        source.count_unread(others, path, losses, place)
    else:
        losses.add("line without a text", place)
        text = None
    annotations = _annotations(data, place, losses)
    return Document(f"{file}-{index}", text, annotations, place, file, index, metadata=data)


def _annotations(data: dict[str, Any], place: str, losses: Losses) -> Iterator[Annotation]:
    for name in _LABELS:
        given = data.get(name)
        labels = [given] if given and not isinstance(given, list) else _listed(given)
        if of_text := ", ".join(label for label in labels if isinstance(label, str)):
            yield Mark(name, "", of_text, place)
        for number, label in enumerate(labels):
            if not isinstance(label, str):
                yield from _words(label, f"{place}: {name}[{number}]", name, losses)
    for number, relation in enumerate(_listed(data.get("relations"))):
        yield from _relation(relation, f"{place}: relations[{number}]", losses)
    for name in _COMMENTS:
        for comment in _listed(data.get(name)):
            fields = comment if isinstance(comment, dict) else {"text": comment}
            count_unread(fields, ("id", "text"), losses, name, place)
            words = fields.get("text")
            if isinstance(words, str) and words:
                yield Remark(name, "", words, place)


def _words(label: Any, place: str, name: str, losses: Losses) -> Iterator[Words]:
    """Yield the words of a label; none, and a loss, if it has no offsets."""
    id_: object = place
    if isinstance(label, dict):
        count_unread(label, ("id", *_SPAN), losses, name, place)
        id_ = label.get("id", place)
        label = [label.get(key) for key in _SPAN]
    start, end, tag = label if isinstance(label, list) and len(label) == len(_SPAN) else (None, None, None)
    if type(start) is int and type(end) is int and 0 <= start <= end and isinstance(tag, str) and tag:
        yield Words(str(id_), tag, ((start, end),), "", place)
    else:
        losses.add("label that cannot be read", place)


def _relation(relation: Any, place: str, losses: Losses) -> Iterator[Relation]:
    fields = relation if isinstance(relation, dict) else {}
    source, target = fields.get("from_id"), fields.get("to_id")
    if source is None or target is None:
        losses.add("relation that cannot be read", place)
        return
    count_unread(fields, ("id", "from_id", "to_id", "type"), losses, "relations", place)
    yield Relation(place, str(fields.get("type") or "relation"), str(source), str(target), place)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _items(file: SourceFile, losses: Losses) -> Iterator[Item]:
    if file.path.suffix == ".csv":
        return _rows(file, losses)
    if file.path.suffix == ".json" and file.begins_with(b"["):
        return json_items(file, losses)
    return json_lines(file, losses)  # older versions call them `.json`, too


def _rows(file: SourceFile, losses: Losses) -> Iterator[Item]:
    for row in csv_rows(file, losses):
        labels = [label for label in row.data.get("label", "").split("#") if label]
        yield attrs.evolve(row, data={**row.data, "label": labels})


READER: Final = LabelReader("doccano", _documents)
