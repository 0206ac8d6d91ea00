"""Apply a mapping: objects of a source -> articles, and the count of all fields that nothing reads."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus.interchange.engine.actors import Actors, Names
from newscorpus.interchange.engine.document import Record
from newscorpus.interchange.engine.fields import article_fields, filled, meets, text_of_value
from newscorpus.interchange.engine.inline_tags import InlineTags, Tag
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapped_claims import claims_of
from newscorpus.interchange.engine.mapped_events import Events
from newscorpus.interchange.engine.mapped_values import Values
from newscorpus.interchange.engine.paths import ALL, Reads, covering, indices_of, select, shape, steps_of
from newscorpus.interchange.engine.quotes import Piece, SpanQuotes
from newscorpus.interchange.engine.readings import Readings
from newscorpus.interchange.engine.sources import SourceFile, TextFiles
from newscorpus.interchange.engine.unused import Unused, reads_of
from newscorpus.models.mapping import MappingFile, TextPart
from newscorpus.text.spans import Span

_PARTS: Final = {
    **dict.fromkeys(("headline", "title", "heading"), "headline"),
    **dict.fromkeys(("lead", "summary", "abstract", "description", "subtitle", "teaser"), "lead"),
    **dict.fromkeys(("body", "text", "content"), "body"),
}
"""What fields are called that are a part of the text."""
MARKUP: Final = "markup"
"""The field of an article that has the tags of its text."""
BETWEEN: Final = "\n\n"
"""What joins the fields of a text."""


@attrs.frozen
class _Text:
    """The text of an article, its parts, and the pieces that it consists of."""

    text: str
    parts: dict[str, list[int]]
    pieces: list[Piece]
    tags: list[Tag]
    """What tags inside the text say, which are removed."""


@attrs.frozen
class MappedObject:
    """An object of a source that is an article, or joins others to one."""

    data: dict[str, Any]
    names: Mapping[str, str]
    """What `{file}` and `{index}` are."""
    source: str
    """Where it is from: a file, and the line or the place in it."""
    folder: Path
    """The folder of the file."""
    text: _Text | None = None
    """Its text, if tags of it are among the data."""


@attrs.frozen
class _Article:
    """An article, to which objects are added."""

    text: _Text
    fields: dict[str, Any]
    actors: Actors
    source: str
    events: dict[str, Any] = attrs.field(factory=dict)
    claims: list[dict[str, Any]] = attrs.field(factory=list)

    def add(self, events: Mapping[str, Any], claims: list[dict[str, Any]], before: Mapping[str, Any]) -> None:
        """Add the events and claims of an object, but for those that another object has given.

        Args:
            events: The events by id.
            claims: The claims.
            before: The actors that the other objects have given.
        """
        twins = self.actors.drop_twins(before) if before else {}
        for event in events.values() if twins else ():
            for participant in chain.from_iterable(event.get("participants", {}).values()):
                participant["actor"] = twins.get(participant["actor"], participant["actor"])
        for claim in claims if twins else ():
            claim["by"] = [twins.get(id_, id_) for id_ in claim.get("by", [])]
        self.claims.extend(claim for claim in claims if not before or claim not in self.claims)
        is_linked = any("relations" in event for event in events.values())
        known = list(self.events.values())
        self.events.update((id_, event) for id_, event in events.items() if is_linked or event not in known)


class ObjectMapper:
    """Makes articles of objects.

    Args:
        mapping: The mapping.
        losses: Where to count what the mapping does not read.
        several: Whether a file may have several articles.
        texts: The folders of texts in files of their own.
    """

    def __init__(self, mapping: MappingFile, losses: Losses, *, several: bool, texts: TextFiles) -> None:
        self._mapping, self._losses, self._texts = mapping, losses, texts
        self._id = "{file}-{index}" if several else "{file}"
        self._reads, self._names = Reads(reads_of(mapping)), Names()
        self._ignored = covering(mapping.ignore)
        self._tags = InlineTags(mapping.markup, losses)
        self.unused = Unused(mapping, self._tags)
        """What the articles so far do not have of the mapping."""

    def objects(self, data: Any, file: SourceFile, source: str, numbers: Iterator[int]) -> Iterator[MappedObject]:
        """Yield the objects that are articles in a file of JSON, or in one of its lines; what they lose is counted.

        Args:
            data: The content of the file.
            file: The file.
            source: Its name, and the line.
            numbers: What `{index}` is for each.
        """
        each, article = self._mapping.article.each or ".", None
        for article in select(data, each):
            where = f"{source}: {article.place}" if article.place else source
            names = {"file": file.stem, "index": str(next(numbers))}
            if not isinstance(article.value, dict):
                several = ' (for each of its items: `each: "[]"`)' if isinstance(article.value, list) else ""
                self._losses.add(f"article that is not an object{several}", where)
            elif not meets(self._mapping.article.if_, article.value):
                self._losses.ignored["articles that no `if` takes"] += 1
            else:
                item = self._tagged(MappedObject(article.value, names, where, file.path.parent))
                self._count(item.data, where)
                self.unused.see(item.data)
                yield item
        if article is None:
            self._losses.add("file or line without articles", source)
        if each != ".":
            self._count(data, source, inside=shape(each))

    def _tagged(self, item: MappedObject) -> MappedObject:
        """Return an object with the tags of its text, if the mapping says what these look like."""
        text = self._text(item) if self._mapping.markup else None
        if text is None:
            return item
        return attrs.evolve(item, data={**item.data, MARKUP: text.tags}, text=text)

    def key(self, item: MappedObject) -> bytes | None:
        """Return what objects of the same article share; None if the object joins no others."""
        head = self._mapping.article
        if any(head.join == part.path for part in head.text):
            text = self._text(item)
            value = text.text if text else None
        else:
            value = text_of_value(head.join, item.data, item.names) if head.join else None
        return None if value is None else hashlib.blake2b(value.encode("utf-8", "replace"), digest_size=12).digest()

    def records(self, objects: Iterable[MappedObject]) -> Iterator[Record]:
        """Yield the article of objects that share a key; several if their texts differ, none if they have no text."""
        articles = list[_Article]()
        for item in objects:
            text = self._text(item)
            if text is None:
                self._losses.add("article without text", item.source)
                continue
            fields = article_fields(self._mapping.article, item.data, item.names, self._losses, item.source)
            article = next((article for article in articles if article.text.text == text.text), None)
            if article is not None:
                self._unite(article.fields, fields, "", item.source)
            else:
                if articles:
                    self._losses.add("record with another text than the one that it joins", item.source)
                fields.setdefault("id", text_of_value(self._id, item.data, item.names) or item.names["file"])
                article = _Article(text, fields, Actors(set(), self._names, text.text), item.source)
                articles.append(article)
            before = dict(article.actors.table)
            article.add(*self._made(article, item), before)
        for article in articles:
            text = article.text
            self._names.settle(article.actors.table, text.text)
            tables = {
                "text_parts": text.parts,
                "actors": article.actors.table,
                "events": article.events,
                "claims": article.claims,
            }
            yield Record(filled({**article.fields, **tables}), text.text, article.source)

    def _unite(self, fields: dict[str, Any], others: Mapping[str, Any], at: str, source: str) -> None:
        """Add the fields of a further object; of those that differ, the first stays."""
        for name, value in others.items():
            if isinstance(value, dict):
                self._unite(fields.setdefault(name, {}), value, f"{at}{name}.", source)
            elif fields.setdefault(name, value) != value:
                self._losses.add(f"{at}{name} of records that are joined", f"{source}: {value}")

    def _made(self, article: _Article, item: MappedObject) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Return the events and the claims of an object, and add its actors to those of the article."""
        mapping, text = self._mapping, article.text
        language = article.fields.get("language") or (mapping.corpus.language if mapping.corpus else None)
        quotes = SpanQuotes(mapping.spans, text.text, text.pieces, self._losses, item.source)
        readings = Readings(language, article.fields.get("published"), text.text)
        events = Events(mapping, quotes, readings, self._losses, item.source, article.actors)
        made = events.made(item.data, item.names)
        values = Values(quotes, readings, self._losses, item.source)
        return made, claims_of(mapping.claims, item.data, events, quotes, values, self._losses)

    # --- text

    def _text(self, item: MappedObject) -> _Text | None:
        """Return the text; None if no field has one."""
        head, data = self._mapping.article, item.data
        if item.text is not None:
            return item.text
        if head.text_file:
            name = text_of_value(head.text_file, data, item.names)
            content = self._texts.read(item.folder, name, self._losses, item.source) if name else None
            content, tags = self._tags.taken(content or "", 0, f"{item.source}: {name}")
            return _Text(content, {}, [Piece(0, len(content), [])], tags) if content.strip() else None
        text, parts, pieces, tags = "", dict[str, list[int]](), list[Piece](), list[Tag]()
        counts_tokens = self._mapping.spans.unit == "tokens"
        for part in self._mapping.article.text:
            name, before = self._part(part), BETWEEN
            lists_are_strings = counts_tokens or ALL in indices_of(part.path)
            for match in select(data, part.path):
                # The strings of a list that is the text count by themselves; a list among several is one string.
                is_several = isinstance(match.value, list) and not lists_are_strings
                for value in match.value if is_several else [match.value]:
                    tokens = list[Span]()
                    for given in strings_in(value):
                        text += before if text else ""
                        word, own = self._tags.taken(given, len(text), f"{item.source}: {match.place}")
                        tags += own
                        tokens.append((len(text), len(text) + len(word)))
                        text += word
                        before = " " if counts_tokens else part.between
                    before = part.between
                    start, end = (tokens[0][0], tokens[-1][1]) if tokens else (len(text), len(text))
                    pieces.append(Piece(start, end, tokens if isinstance(value, list) else []))
                    if name and tokens:
                        parts[name] = [parts.get(name, tokens[0])[0], end]
        return _Text(text, parts, pieces, tags) if text.strip() else None

    def _part(self, part: TextPart) -> str | None:
        """Return which part of the text a field is; None if that is not known, or it is the whole text."""
        if part.part or len(self._mapping.article.text) == 1:
            return part.part
        names = [step for step in steps_of(part.path) if isinstance(step, str)]
        return _PARTS.get(names[-1].lower()) if names else None

    # --- losses

    def _count(self, data: Any, source: str, inside: str | None = None) -> None:
        """Count the fields of an object that nothing reads; those below `inside` are counted elsewhere."""
        others = (self._reads if inside is None else _NOTHING).others(data)
        if inside is not None:
            below = f"{inside}.", f"{inside}["
            others = ((at, path) for at, path in others if path != inside and not path.startswith(below))
        self._losses.add_fields(others, self._ignored, source)


def strings_in(value: Any) -> list[str]:
    """Return the strings of a list, or the one that a value is; none of another value."""
    given = value if isinstance(value, list) else [value]
    return [item for item in given if isinstance(item, str) and item]


_NOTHING: Final = Reads(())
