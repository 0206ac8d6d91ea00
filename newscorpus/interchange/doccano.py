"""doccano: a text with labels of spans, relations of them, and labels of the text, in each line of JSON Lines.

See https://doccano.github.io/doccano/tutorial/. Spans are `[start, end, label]`, or objects with offsets and ids.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any, Final

import attrs

from newscorpus.formats.source_text import decode
from newscorpus.fs import reading
from newscorpus.interchange.engine.document import (
    Annotation,
    Document,
    Mark,
    Relation,
    Remark,
    Words,
)
from newscorpus.interchange.engine.fields import reads_of_fields
from newscorpus.interchange.engine.losses import Losses, count_unread
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.paths import Reads, first
from newscorpus.interchange.engine.sources import UNREADABLE, Item, Source, SourceFile, json_items, json_lines

_SPANS: Final = ("label", "labels", "entities", "cats")
"""What lists of labels are called in the versions and kinds of projects."""
_COMMENTS: Final = ("Comments", "comments")


@attrs.frozen
class _Line:
    """A text of doccano."""

    data: dict[str, Any]
    file: str
    number: str
    place: str


def _documents(source: Source, losses: Losses) -> Iterator[Document]:
    """Yield the texts of an export in JSON Lines, JSON or CSV, a file or a folder of them."""
    for line in _lines(source, losses):
        path = source.labels.article.text or ("text" if "text" in line.data else "data")
        text = first(line.data, path)
        if not isinstance(text, str) or not text.strip():
            losses.add("line without a text", line.place)
            text = None
        else:
            others = {key: value for key, value in line.data.items() if key not in _READ}
            for place, field in Reads([(path, "."), *reads_of_fields(source.labels.article)]).others(others):
                losses.add(field, f"{line.place}: {place}")
        yield Document(
            f"{line.file}-{line.number}",
            text,
            _annotations(line, losses),
            line.place,
            line.file,
            line.number,
            metadata=line.data,
        )


_READ: Final = (*_SPANS, *_COMMENTS, "relations", "id")


def _annotations(line: _Line, losses: Losses) -> Iterator[Annotation]:
    """Yield the annotations of a text; marks and remarks are of the text as a whole."""
    for name in _SPANS:
        given = line.data.get(name)
        several = given if isinstance(given, list) else [given] if given else []
        of_text = ", ".join(one for one in several if isinstance(one, str))
        if of_text:
            yield Mark(name, "", of_text, line.place)
        for number, one in enumerate(several):
            place = f"{line.place}: {name}[{number}]"
            if isinstance(one, str):
                continue
            words = _words(one, place, name, losses)
            if words is None:
                losses.add("label that cannot be read", place)
            else:
                yield words
    relations = line.data.get("relations")
    for number, one in enumerate(relations if isinstance(relations, list) else []):
        place = f"{line.place}: relations[{number}]"
        ends = [one.get(key) for key in ("from_id", "to_id")] if isinstance(one, dict) else []
        if len(ends) == 2 and None not in ends:
            count_unread(one, ("id", "from_id", "to_id", "type"), losses, "relations", place)
            yield Relation(f"{place}", str(one.get("type") or "relation"), str(ends[0]), str(ends[1]), place)
        else:
            losses.add("relation that cannot be read", place)
    for name in _COMMENTS:
        comments = line.data.get(name)
        for one in comments if isinstance(comments, list) else []:
            words = one.get("text") if isinstance(one, dict) else one
            count_unread(one if isinstance(one, dict) else {}, ("id", "text"), losses, name, line.place)
            if isinstance(words, str) and words:
                yield Remark(name, "", words, line.place)


def _words(one: Any, place: str, name: str, losses: Losses) -> Words | None:
    """Return the span of a label; None if it is not one."""
    id_: object = place
    if isinstance(one, dict):
        count_unread(one, ("id", "start_offset", "end_offset", "label"), losses, name, place)
        id_ = one.get("id", place)
        one = [one.get(key) for key in ("start_offset", "end_offset", "label")]
    if not isinstance(one, list) or len(one) != 3:
        return None
    start, end, label = one
    good = type(start) is int and type(end) is int and 0 <= start <= end and isinstance(label, str) and label
    return Words(str(id_), label, ((start, end),), "", place) if good else None


# --- files


def _lines(source: Source, losses: Losses) -> Iterator[_Line]:
    for file in source.files("*.jsonl", "*.json", "*.csv"):
        for number, item in enumerate(_items(file, losses), 1):
            if isinstance(item.data, dict):
                yield _Line(item.data, file.stem, str(item.data.get("id") or number), item.place)
            else:
                losses.add("line that is not an object", item.place)


def _items(file: SourceFile, losses: Losses) -> Iterator[Item]:
    if file.path.suffix == ".csv":
        return _rows(file, losses)
    # Older versions call JSON Lines `.json`.
    return (
        json_items(file, losses) if file.path.suffix == ".json" and file.begins_with(b"[") else json_lines(file, losses)
    )


def _rows(file: SourceFile, losses: Losses) -> Iterator[Item]:
    try:
        text, _ = decode(reading.read_bytes(file.path))
    except reading.Unreadable as e:
        losses.add(UNREADABLE, f"{file.name}: {e}")
        return
    rows = csv.DictReader(io.StringIO(text, newline=""))
    for row in rows:
        known = {key: value for key, value in row.items() if isinstance(key, str) and isinstance(value, str)}
        labels = [label for label in known.pop("label", "").split("#") if label]
        yield Item({**known, "label": labels}, f"{file.name}:{rows.line_num}", rows.line_num)


_READER: Final = LabelReader("doccano", _documents)
read, draft = _READER.read, _READER.draft
