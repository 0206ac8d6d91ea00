"""An article -> what its annotation says, in plain English: entries with their paths, fields, and terms."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from newscorpus.models import ActorRelation, Article, Count, Participant, Place, Quote, Role, Thing, When
from newscorpus.models.fields import Field, fields_of
from newscorpus.models.metadata import Vocabulary
from newscorpus.text.words import flatten

_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?!T)[~?%]?")
_IN_HEADING: Final = ("id", "name", "named", "kind", "title", "type")
_LEFT_OUT: Final = ("ids", "note")
"""Fields on which the article says nothing."""
_NOBODY: Final = "nobody: the article itself"


def with_weekdays(edtf: str) -> str:
    """Return a date or interval with the weekday behind each day: `2024-05-06 (Monday)`."""

    def named(match: re.Match[str]) -> str:
        try:
            return f"{match[0]} ({dt.date.fromisoformat(match[1]):%A})"
        except ValueError:  # a day such as 2024-02-31, which a corpus may have in its baseline
            return match[0]

    return _DAY.sub(named, edtf)


def paragraphs(article: Article) -> Iterator[tuple[int, str]]:
    """Yield where each line with words of the text begins, in code points, and the line."""
    for match in re.finditer(r"\S[^\n]*", article.text or ""):
        yield match.start(), match[0].rstrip()


class Statements:
    """Says what the entries of an article say, and collects the terms that they use."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._starts = [start for start, _ in paragraphs(article)]
        self.terms: dict[tuple[str, str], set[str]] = {}
        """By vocabulary and kind of event, the terms that occur."""

    def lines(self) -> Iterator[str]:
        """Yield the lines of all tables."""
        article, number = self._article, 0
        tables: Mapping[str, Iterable[tuple[Any, Any]]] = {
            "actors": article.actors.items(),
            "events": article.events.items(),
            "claims": enumerate(article.claims),
        }
        for table, items in tables.items():
            yield f"## {table}"
            for key, item in items:
                number += 1
                heading = "" if table == "claims" else f" – {flatten(self._heading(key, item))}"
                yield f"{number}. {table}.{key}{heading}"
                yield from (f"   .{field}: {flatten(words)}" for field, words in self._fields(item))

    def _heading(self, key: str, item: Any) -> str:
        if hasattr(item, "named"):  # an actor
            kind = self._term("actor_kinds", item.kind) if item.kind else "unknown"
            return f"{item.name or key}: kind {kind}{'' if item.named else ', not named by the article'}"
        self._term("event_kinds", item.kind)
        return f"{item.title or key}: kind {item.kind}, type {self._term('types', item.type, item.kind)}"

    def _fields(self, item: Any) -> Iterator[tuple[str, str]]:
        """Yield what is given of an entry; of a mapping, each key."""
        kind = getattr(item, "kind", "")
        for field in fields_of(type(item)):
            value = getattr(item, field.attribute)
            if field.name in (*_IN_HEADING, *_LEFT_OUT):
                continue
            if isinstance(value, Mapping):
                for key, inner in value.items():
                    yield f"{field.name}.{self._key(field, key, kind)}", self._said(inner)
            elif field.name == "by" and not value:
                yield "by", _NOBODY
            elif value not in (None, ()):
                vocabulary = field.type.mark(Vocabulary)
                yield field.name, self._term(vocabulary.name, value, kind) if vocabulary else self._said(value)

    def _key(self, field: Field, key: str, kind: str) -> str:
        vocabulary = field.type.args[0].mark(Vocabulary)
        return self._term(vocabulary.name, key, kind) if vocabulary else key

    def _term(self, vocabulary: str, term: str, kind: str = "") -> str:
        self.terms.setdefault((vocabulary, kind if vocabulary in ("types", "statuses", "roles") else ""), set()).add(
            term
        )
        return term

    def _said(self, value: Any) -> str:
        """What a value says, with what it refers to by name, and the paragraphs of the words that are quoted."""
        match value:
            case Quote():
                return self._quote(value)
            case When():
                words = f"words {self._quote(value.text)}" if value.text else "no words given"
                return f"{with_weekdays(value.edtf)} ({words})"
            case Place():
                return self._quote(value.name) + (f" in {value.country}" if value.country else "")
            case Thing():
                return self._quote(value.text) + (f" = {value.value}" if value.value else "")
            case Count():
                words = f" (words {self._quote(value.text)})" if value.text else ""
                return f"{value.count}{words}, by {self._said(value.by) or 'no source'}"
            case Participant():
                return self._said(value.actor) + (f", here {self._quote(value.mention)}" if value.mention else "")
            case Role():
                held = "".join(f", {end} {year}" for end, year in (("start", value.start), ("end", value.end)) if year)
                return f"“{value.title}”" + (f" of {self._said(value.org)}" if value.org else "") + held
            case ActorRelation():
                words = f", words {self._quote(value.evidence)}" if value.evidence else ""
                return self._said(value.other) + words + (f", when {self._said(value.when)}" if value.when else "")
            case str():
                return self._who(value)
        return "; ".join(map(self._said, value)) if isinstance(value, Iterable) else str(value)

    def _quote(self, quote: Quote) -> str:
        around = f" (in “{quote.within}”)" if quote.within else ""
        paragraph = sum(start <= (quote.start or 0) for start in self._starts)
        return f"“{quote.exact}”{around}" + (f" [¶{paragraph}]" if quote.start is not None else "")

    def _who(self, key: str) -> str:
        actor = self._article.actors.get(key)
        if actor is not None:
            return f"{actor.name or key} ({key})"
        return f"event {key}" if key in self._article.events else key
