"""Apply a mapping: objects of a source -> articles, and the count of all fields that nothing reads."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from newscorpus.interchange.engine.actors import Names
from newscorpus.interchange.engine.document import Record
from newscorpus.interchange.engine.fields import (
    article_fields,
    filled,
    meets,
    paths_in,
    reads_of_fields,
    text_of_value,
)
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapped_events import Events, implied
from newscorpus.interchange.engine.paths import ALL, Read, Reads, covering, indices_of, joined, select, shape, steps_of
from newscorpus.interchange.engine.quotes import Piece, SpanQuotes
from newscorpus.interchange.engine.readings import Readings
from newscorpus.interchange.engine.unused import Unused
from newscorpus.models.mapping import Choice, EntityMap, MappingFile, TextPart
from newscorpus.text.spans import Span

_PARTS: Final = {
    **dict.fromkeys(("headline", "title", "heading"), "headline"),
    **dict.fromkeys(("lead", "summary", "abstract", "description", "subtitle", "teaser"), "lead"),
    **dict.fromkeys(("body", "text", "content"), "body"),
}
"""What fields are called that are a part of the text."""
BETWEEN: Final = "\n\n"
"""What joins the fields of a text."""


@attrs.frozen
class _Text:
    """The text of an article, its parts, and the pieces that it consists of."""

    text: str
    parts: dict[str, list[int]]
    pieces: list[Piece]


class ObjectMapper:
    """Makes articles of objects.

    Args:
        mapping: The mapping.
        losses: Where to count what the mapping does not read.
        several: Whether a file may have several articles.
    """

    def __init__(self, mapping: MappingFile, losses: Losses, *, several: bool) -> None:
        self._mapping, self._losses = mapping, losses
        self._id = "{file}-{index}" if several else "{file}"
        self._reads, self._names = Reads(_reads(mapping)), Names()
        self._ignored = covering(mapping.ignore)
        self.unused = Unused(mapping)
        """What the articles so far do not have of the mapping."""
        self.has_each = mapping.article.each is not None
        """Whether an object has several articles."""

    def articles(self, data: Any, file: str, source: str, numbers: Iterator[int]) -> Iterator[Record]:
        """Yield the articles of a file of JSON, or of one of its lines.

        Args:
            data: The content of the file.
            file: Its name without ending.
            source: Its name, and the line.
            numbers: What `{index}` is for each.
        """
        each, article = self._mapping.article.each or ".", None
        for article in select(data, each):
            where = f"{source}: {article.place}" if article.place else source
            yield from self._article(article.value, {"file": file, "index": str(next(numbers))}, where)
        if article is None:
            self._losses.add("file or line without articles", source)
        if each != ".":
            self._count(data, source, inside=shape(each))

    def _article(self, data: Any, names: Mapping[str, str], source: str) -> Iterator[Record]:
        """Yield the article of an object; none, and a loss, if it has no text.

        Args:
            data: The object.
            names: What `{file}` and `{index}` are.
            source: Where it is from: a file, and the line or the place in it.
        """
        head = self._mapping.article
        if not isinstance(data, dict):
            several = ' (for each of its items: `each: "[]"`)' if isinstance(data, list) else ""
            self._losses.add(f"article that is not an object{several}", source)
            return
        if not meets(head.if_, data):
            self._losses.ignored["articles that no `if` takes"] += 1
            return
        self._count(data, source)
        self.unused.see(data)
        text = self._text(data)
        if text is None:
            self._losses.add("article without text", source)
            return
        fields: dict[str, Any] = {**article_fields(head, data, names, self._losses, source)}
        fields.setdefault("id", text_of_value(self._id, data, names) or names["file"])
        fields["text_parts"] = text.parts
        corpus = self._mapping.corpus
        language = fields.get("language") or (corpus.language if corpus else None)
        quotes = SpanQuotes(self._mapping.spans, text.text, text.pieces, self._losses, source)
        readings = Readings(language, fields.get("published"), self._losses, text.text)
        events = Events(self._mapping, quotes, readings, self._losses, source, self._names)
        fields |= events.tables(data, names)
        yield Record(filled(fields), text.text, source)

    # --- text

    def _text(self, data: Any) -> _Text | None:
        """Return the text; None if no field has one."""
        text, parts, pieces = "", dict[str, list[int]](), list[Piece]()
        counts_tokens = self._mapping.spans.unit == "tokens"
        for part in self._mapping.article.text:
            name, before = self._part(part), BETWEEN
            lists_are_strings = counts_tokens or ALL in indices_of(part.path)
            for match in select(data, part.path):
                # The strings of a list that is the text count by themselves; a list among several is one string.
                is_several = isinstance(match.value, list) and not lists_are_strings
                for value in match.value if is_several else [match.value]:
                    tokens = list[Span]()
                    for word in strings_in(value):
                        text += before if text else ""
                        tokens.append((len(text), len(text) + len(word)))
                        text += word
                        before = " " if counts_tokens else part.between
                    before = part.between
                    start, end = (tokens[0][0], tokens[-1][1]) if tokens else (len(text), len(text))
                    pieces.append(Piece(start, end, tokens if isinstance(value, list) else []))
                    if name and tokens:
                        parts[name] = [parts.get(name, tokens[0])[0], end]
        return _Text(text, parts, pieces) if text.strip() else None

    def _part(self, part: TextPart) -> str | None:
        """Return which part of the text a field is; None if that is not known, or it is the whole text."""
        if part.part or len(self._mapping.article.text) == 1:
            return part.part
        names = [step for step in steps_of(part.path) if isinstance(step, str)]
        return _PARTS.get(names[-1].lower()) if names else None

    # --- losses

    def _count(self, data: Any, source: str, inside: str | None = None) -> None:
        """Count the fields of an object that nothing reads; those below `inside` are counted elsewhere."""
        for place, path in (self._reads if inside is None else _NOTHING).others(data):
            if inside is not None and (path == inside or path.startswith((f"{inside}.", f"{inside}["))):
                continue
            if self._ignored.fullmatch(path):
                self._losses.ignored[path] += 1
            else:
                self._losses.add(path, source if path == place else f"{source}: {place}")


def strings_in(value: Any) -> list[str]:
    """Return the strings of a list, or the one that a value is; none of another value."""
    given = value if isinstance(value, list) else [value]
    return [item for item in given if isinstance(item, str) and item]


_NOTHING: Final = Reads(())


def _reads(mapping: MappingFile) -> Iterator[Read]:
    """Yield all that a mapping reads, from the article on."""
    head = mapping.article
    for part in head.text:
        yield from ((part.path, "."), (joined(part.path, "[]"), "."))
    yield from reads_of_fields(head)
    yield from ((".", condition.path) for condition in head.if_)
    for entity in mapping.entities:
        yield from _entity(mapping, entity, entity.each)
    for event in mapping.events:
        for choice in filter(None, (event.kind, event.type, event.status)):
            yield from ((event.each, path) for path in _choice(choice))
        for value in filter(None, (event.id, event.title, *event.attributes.values())):
            yield from ((event.each, path) for path in paths_in(value))
        yield from ((event.each, condition.path) for condition in event.if_)
        if event.triggers:
            yield from _spans(mapping, joined(event.each, event.triggers))
        for argument in (*implied(event), *mapping.arguments):
            at = joined(event.each, argument.each)
            yield from _entity(mapping, argument, at)
            yield from ((at, path) for path in (argument.role, argument.entity) if path)
            yield from ((at, path) for path in (paths_in(argument.value) if argument.value else ()))


def _choice(choice: Choice) -> Iterator[str]:
    if choice.from_:
        yield choice.from_
    for value in (choice.value, *choice.table.values()):
        if value and "{" in value:
            yield from paths_in(value)


def _entity(mapping: MappingFile, head: EntityMap, at: str) -> Iterator[Read]:
    yield from ((at, path) for path in (head.id, head.from_, *head.ids.values()) if path)
    yield from ((at, condition.path) for condition in head.if_)
    known = ("words", "type", *head.ids)
    yield from ((at, part) for way in head.same for part in way.split("+") if part not in known)
    yield from _spans(mapping, joined(at, head.mentions))


def _spans(mapping: MappingFile, at: str) -> Iterator[Read]:
    """Yield what is read of the spans at a path, which may be strings, objects, or lists of them."""
    spans = mapping.spans
    for base in (at, joined(at, "[]")):
        yield base, "."
        yield from ((base, path) for path in (spans.start, spans.behind, spans.words, spans.in_) if path)
