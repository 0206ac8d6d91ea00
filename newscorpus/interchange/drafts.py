"""Draft a mapping file from data: which field is the text, which are dates, addresses, spans and types.

What is drafted runs as it is. Comments say what a person must decide.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus.errors import UsageError
from newscorpus.formats.yaml.writer import inline
from newscorpus.interchange.offsets import Offsets
from newscorpus.interchange.paths import first, leaves, select, shape
from newscorpus.interchange.values import as_slug, as_text
from newscorpus.models.article import PublicationDate
from newscorpus.models.fields import type_of

_READ: Final = 200
"""Articles that are looked at."""
_MOST_VALUES: Final = 12
"""Values of a field that is a type, at most."""
_FORMS: Final = ("%Y_%m_%d", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d %H:%M:%S",
                 "%Y-%m-%dT%H:%M:%S", "%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y")  # fmt: skip
_OFFSETS: Final = (("start", "end"), ("startOffset", "endOffset"), ("start_offset", "end_offset"), ("begin", "end"),
                   ("start_char", "end_char"), ("offset", "length"), ("[0]", "[1]"))  # fmt: skip
_WORDS: Final = ("text", "words", "exact", "surface", "mention", "name", "value", "token", "string")
_TYPES: Final = ("type", "label", "entity_type", "event_type", "subtype", "category", "class", "kind", "tag", "[2]")
_FIELDS: Final = {
    "url": ("url", "link", "uri", "href", "source_url", "canonical_url"),
    "author": ("author", "byline", "by"),
    "publisher": ("publisher", "publication", "newspaper", "outlet", "provider"),
    "language": ("language", "lang"),
}
_TITLES: Final = ("title", "headline", "heading")
_IDS: Final = ("id", "_id", "doc_id", "docid", "article_id", "uid")
_URL: Final = re.compile(r"https?://\S+\Z")
_KINDS: Final = {
    "person": ("per", "person", "people"),
    "organization": ("org", "organization", "organisation", "company"),
    "country": ("gpe", "country"),
}
"""Types of entities that are kinds of actors."""


@attrs.frozen
class _Spans:
    """Where the articles have objects with offsets, and how."""

    each: str
    start: str
    end: str
    words: str | None
    unit: str
    certain: bool
    """Whether the words are at the offsets."""


class _Draft:
    """Looks at some articles of a source, and writes the mapping."""

    def __init__(self, format: str, source: Path, articles: list[Any], each: str | None) -> None:
        self._format, self._source, self._articles, self._each = format, source, articles, each
        self._values: dict[str, list[Any]] = {}
        for one in articles:
            for place, value in leaves(one):
                self._values.setdefault(shape(place), []).append(value)
        self._text = self._longest()
        self._taken = {self._text}

    def _longest(self) -> str:
        sizes = {
            path: sum(map(len, found))
            for path, found in self._values.items()
            if all(isinstance(one, str) and not _URL.match(one) for one in found)
        }
        if not sizes:
            raise UsageError(f"{self._source} has no strings: nothing can be the text of an article")
        return max(sizes, key=lambda path: ("[" not in path, sizes[path]))

    def lines(self) -> Iterator[str]:
        """Yield the lines of the mapping."""
        yield f"# Drafted from {len(self._articles)} articles. Decide where a comment says `decide`."
        yield f"source: {self._format}"
        name = as_slug(self._source.resolve().stem, "corpus")
        yield f"corpus: {{name: {name}, language: en}}  # decide: the language"
        yield "article:"
        yield from (f"  {line}" for line in self._article())
        spans = self._spans()
        if spans:
            yield from self._entities(spans)
        left = [path for path in self._values if path not in self._taken]
        if left:
            yield "# decide: these fields are not read; each is listed as lost:"
            for path in left:
                some = Counter(map(str, self._values[path]))
                shown = ", ".join(f"{_cropped(one)} × {n}" for one, n in some.most_common(3))
                yield f"#   {_cropped(path)}: {shown}"
        yield "lost: report  # or refuse"

    def _article(self) -> Iterator[str]:
        if self._each:
            yield f"each: {inline(self._each, flow=True)}"
        id_ = self._named(_IDS, lambda values: len(set(map(str, values))) == len(values) == len(self._articles))
        if id_:
            yield f"id: {_written('{' + id_ + '}')}"
        title = self._named(_TITLES, lambda values: all(isinstance(one, str) for one in values))
        text = inline(self._text, flow=True)
        # Offsets count from the beginning of one field, so a headline is not put before it.
        yield f"text: {text}" + (f"  # or [{title}, {text}], unless offsets count from {text}" if title else "")
        if title:
            yield f"headline: {inline(title, flow=True)}"
        yield from self._dated()
        for field, names in _FIELDS.items():
            path = self._named(names, lambda values: all(isinstance(one, str) for one in values))
            if path and (field != "url" or all(_URL.match(one) for one in self._values[path])):
                yield f"{field}: {inline(path, flow=True)}"
            elif path:
                self._taken.discard(path)
        plain = [path for path in self._values if path not in self._taken and "[" not in path and "." not in path]
        attributes = {re.sub("[^A-Za-z0-9]+", "_", path).strip("_"): path for path in plain}
        fit = {name: path for name, path in attributes.items() if name[:1].isalpha()}
        if fit:
            self._taken.update(fit.values())
            yield "attributes:  # decide: which to keep"
            yield from (f"  {name}: {inline(path, flow=True)}" for name, path in fit.items())

    def _named(self, names: Iterable[str], fits: Any) -> str | None:
        """Return a field with one of these names, outside of lists, whose values fit; it is then taken."""
        for name in names:
            for path, values in self._values.items():
                last = path.rpartition(".")[2].lower()
                if last == name and "[" not in path and path not in self._taken and fits(values):
                    self._taken.add(path)
                    return path
        return None

    def _dated(self) -> Iterator[str]:
        """Yield the line of the date of publication, if a field has dates."""
        is_valid = type_of(PublicationDate).constraints[0].complaint
        for path, values in sorted(self._values.items(), key=lambda pair: "publ" not in pair[0].lower()):
            words = [one for one in values if isinstance(one, str)]
            named = re.search("date|publ|time|created", path.lower())
            if "[" in path or path in self._taken or not named or len(words) < len(values):
                continue
            forms = ["", *_FORMS]
            form = next((f for f in forms if all(_has_form(one, f) if f else not is_valid(one) for one in words)), None)
            if form is not None:
                self._taken.add(path)
                date = (
                    f"{{path: {inline(path, flow=True)}, date: {_written(form)}}}" if form else inline(path, flow=True)
                )
                yield f"published: {date}"
                return

    # --- spans

    def _spans(self) -> _Spans | None:
        """Return the list of objects with offsets that has the most, and its unit, verified against the words."""
        lists = {re.sub(r"\[\][^\[]*\Z", "[]", path) for path in self._values if "[" in path}
        for each in sorted(lists, key=lambda path: (path.count("["), path)):
            for start, end in _OFFSETS:
                found = [(a, one.value) for a in self._articles for one in select(a, each)]
                offsets = [first(one, start) for _, one in found] + [first(one, end) for _, one in found]
                if found and all(type(one) is int for one in offsets):
                    return self._unit(each, start, end, found)
        return None

    def _unit(self, each: str, start: str, end: str, found: list[tuple[Any, Any]]) -> _Spans:
        words = next((one for one in _WORDS if all(isinstance(first(item, one), str) for _, item in found)), None)
        best, most = "characters", -1
        for unit in ("characters", "utf16", "bytes", "tokens") if words else ():
            right = 0
            for article, item in found:
                text = str(first(article, self._text) or "")
                behind = first(item, start) + first(item, end) if end == "length" else first(item, end)
                span = Offsets(text, unit).span(first(item, start), behind)
                right += span is not None and text[slice(*span)] == first(item, words or "")
            if right > most:
                best, most = unit, right
        return _Spans(each, start, end, words, best, most == len(found))

    def _entities(self, spans: _Spans) -> Iterator[str]:
        """Yield the lines about spans, and about what has them."""
        self._taken |= {shape(spans.each, path) for path in (spans.start, spans.end, spans.words or "text")}
        behind = "length" if spans.end == "length" else "end"
        words = f", words: {spans.words}" if spans.words and spans.words != "text" else ""
        written = f"start: {_written(spans.start)}, {behind}: {_written(spans.end)}{words}, unit: {spans.unit}"
        note = "verified against the words" if spans.certain else "decide: the unit is not certain"
        yield f"spans: {{{written}}}  # {note}"
        values: Counter[str] = Counter()
        type_ = None
        items = [one.value for a in self._articles for one in select(a, spans.each)]
        for name in _TYPES:
            values = Counter(text for item in items if (text := as_text(first(item, name))))
            if values and len(values) <= max(_MOST_VALUES, len(items) // 3):
                type_ = name
                break
        yield "entities:  # decide: what is an actor; or write `events`, if they are events"
        yield f"  each: {_written(spans.each)}"
        id_ = next((one for one in _IDS if all(as_text(first(item, one)) for item in items)), None)
        if id_:
            self._taken.add(shape(spans.each, id_))
            yield f"  id: {id_}"
        if type_ is None:
            yield '  "*": participant'
            return
        self._taken.add(shape(spans.each, type_))
        yield f"  from: {_written(type_)}"
        for value, count in values.most_common(_MOST_VALUES):
            kind = next((kind for kind, names in _KINDS.items() if value.lower() in names), None)
            what = f"{{as: participant, kind: {kind}}}  # × {count}" if kind else ""
            yield f"  {_written(value)}: {what}" if what else f"  # {_written(value)}: participant  # × {count}: decide"


def draft_mapping(format: str, source: Path, data: Iterable[Any]) -> str:
    """Return a mapping file for articles.

    Args:
        format: The name of the format.
        source: The file or folder.
        data: The values of its files, lines or rows; some are looked at.

    Raises:
        UsageError: There are no objects that can be articles.
    """
    articles, each = list[Any](), None
    for value in islice(data, _READ):
        found = _list_of_articles(value) if format == "json" else None
        each = each or found
        articles += [one.value for one in islice(select(value, found or "."), _READ - len(articles))]
    objects = [one for one in articles if isinstance(one, dict)]
    if not objects:
        raise UsageError(f"{source} has no objects that can be articles")
    return "\n".join(_Draft(format, source, objects, each).lines()) + "\n"


def _list_of_articles(value: Any) -> str | None:
    """Return the path of the articles in a file with several; None if the file is one."""
    if isinstance(value, list):
        return "[]"
    if isinstance(value, dict) and not any(isinstance(one, str) and len(one) > 80 for one in value.values()):
        for key, items in value.items():
            objects = isinstance(items, list) and items and all(isinstance(one, dict) for one in items)
            if objects and any(isinstance(one, str) and len(one) > 80 for one in items[0].values()):
                return f"{key}[]"
    return None


def _has_form(words: str, form: str) -> bool:
    try:
        datetime.strptime(words.strip(), form)  # noqa: DTZ007 - only the form is asked
    except ValueError:
        return False
    return True


def _written(value: str) -> str:
    return inline(value, flow=True)


def _cropped(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 40 else f"{words[:39]}…"
