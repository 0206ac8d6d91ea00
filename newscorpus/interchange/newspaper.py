"""JSON as newspaper4k writes it, `article.to_json()` -> articles: a file for each, a list, or JSON Lines."""

from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final

from newscorpus.fs import reading
from newscorpus.interchange.documents import without_empty
from newscorpus.interchange.losses import Losses
from newscorpus.interchange.mapping.source_files import SourceFile, files_of, read_json
from newscorpus.interchange.mapping.sources import name_of
from newscorpus.interchange.news_item import instant, joined, language_of
from newscorpus.interchange.records import Opened, Record
from newscorpus.models import Manifest
from newscorpus.models.article import Url
from newscorpus.models.fields import type_of
from newscorpus.models.metadata import Pattern

Plain = dict[str, Any]

_KEPT: Final = ("read_more_link", "canonical_link", "top_image", "meta_img", "meta_description", "meta_lang")
"""Strings that become the attributes `source_NAME`."""
_KEYWORDS: Final = ("meta_keywords", "tags")
"""Keywords of the publisher. `keywords` and `summary` are not: newspaper makes them."""


def read(source: Path, losses: Losses) -> Opened:
    """Begin to read a file, or the files `*.json` and `*.jsonl` of a folder.

    Raises:
        UsageError: The source does not exist, or has no such files.
    """
    files = files_of(source, ("*.json", "*.jsonl"))
    records = (record for file in files for record in _records(file, losses))
    return Opened(records, Manifest(name=name_of(source), language="und"))


def _records(file: SourceFile, losses: Losses) -> Iterator[Record]:
    try:
        content = reading.read_bytes(file.path)
    except reading.Unreadable as e:
        losses.add("file or line that cannot be read", f"{file.name}: {e}")
        return
    id_ = file.name.rpartition(".")[0].replace("/", "-") or file.name
    for number, (data, place) in enumerate(_objects(file, content, losses), 1):
        made = _record(data, id_ if place == file.name else f"{id_}-{number}", place, losses)
        if made is not None:
            yield made


def _objects(file: SourceFile, content: bytes, losses: Losses) -> Iterator[tuple[Any, str]]:
    """Yield what a file has, and where: its value, the items of its list, or its lines."""
    if file.path.suffix == ".jsonl":
        for number, line in enumerate(content.split(b"\n"), 1):
            if line.strip():
                yield read_json(line, file.name, losses, number), f"{file.name}:{number}"
        return
    data = read_json(content, file.name, losses)
    if isinstance(data, list):
        yield from ((one, f"{file.name}: [{number}]") for number, one in enumerate(data))
    else:
        yield data, file.name


def _record(data: Any, id_: str, place: str, losses: Losses) -> Record | None:
    if data is None:
        return None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        losses.add("object that is not an article of newspaper: it has no `text`", place)
        return None
    rest = without_empty(data)
    title = _taken(rest, "title")
    text, parts = joined({"headline": title, "body": rest.pop("text", None)})
    if not text:
        losses.add("article without text", place)
        return None
    authors = _strings(rest, "authors")
    language = _taken(rest, "language") or _taken(rest, "meta_lang")
    published = _published(rest["publish_date"], losses, place) if "publish_date" in rest else None
    if published is not None:
        del rest["publish_date"]
    url = rest.get("url")
    is_address = isinstance(url, str) and not type_of(Url).mark(Pattern).complaint(url)
    made: Plain = {
        "id": id_,
        "text_parts": parts,
        "language": language_of(language, losses, place),
        "published": published,
        "headline": " ".join(title.split()) if title else None,
        "author": ", ".join(authors),
        "publisher": _taken(rest, "meta_site_name"),
        "url": rest.pop("url") if is_address else None,
        "keywords": list(dict.fromkeys(word for name in _KEYWORDS for word in _strings(rest, name))),
        "attributes": without_empty({f"source_{name}": _taken(rest, name) for name in _KEPT}),
    }
    for name in rest:
        losses.add(name, place)
    return Record(without_empty(made), text, place)


def _published(value: Any, losses: Losses, place: str) -> str | None:
    """Return a time in one of the forms that sites have: of ISO 8601, or `Fri, 05 Jan 2024 10:30:00 GMT`."""
    if (found := instant(value, losses, place)) is not None or not isinstance(value, str):
        return found
    try:
        return instant(parsedate_to_datetime(value).isoformat(), losses, place)
    except (TypeError, ValueError, IndexError):  # what it raises for words of any form
        return None


def _taken(data: Plain, name: str) -> str | None:
    """Return a string, which is then read; None if there is none."""
    return data.pop(name).strip() if isinstance(data.get(name), str) else None


def _strings(data: Plain, name: str) -> list[str]:
    """Return the strings of a list, which is then read; none if it has anything else."""
    found = data.get(name)
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        return []
    del data[name]
    return [one.strip() for one in found if one.strip()]
