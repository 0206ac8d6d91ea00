"""Whether a value that a language model proposes may stand in an annotation: the check itself says so."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

import attrs

from newscorpus.anchoring import strip_offsets
from newscorpus.checking.memory import corpus_of, folder_of
from newscorpus.checking.pipeline import ArticleCheck
from newscorpus.checking.selection import ESSENTIAL, SessionOptions
from newscorpus.diagnostics.changes import SetValue
from newscorpus.diagnostics.report import Path, Severity
from newscorpus.models import Article, Corpus
from newscorpus.parsed import SourceRecord

_AMBIGUOUS: Final = "NC302"
"""Words of the article without a place: which one is meant, a person decides."""
_MAIN: Final = ("actor", "other", "edtf", "count", "value", "exact", "text", "title", "name", "country")
"""The fields that a single value may be meant for, the likeliest first."""
_ADDED: Final = {"name": "country", "text": "value"}
"""A field that is there, and one that may be missing beside it."""
_LEFT_OUT: Final = ("text", "text_file", "annotation", "todo", "waive")
_AND: Final = re.compile(r"\s*[;,]\s*|\s+and\s+")


class Values:
    """Judges proposed values of one article, which is anchored."""

    def __init__(self, article: Article, corpus: Corpus | None) -> None:
        self._article, self._given = article, corpus
        actors = ((name, key) for key, actor in article.actors.items() for name in (actor.name, *actor.aliases))
        events = ((event.title, key) for key, event in article.events.items())
        self._ids = {name.casefold(): key for name, key in (*events, *actors) if name}

    @cached_property
    def _corpus(self) -> Any:
        return corpus_of([self._record({})], self._given, SessionOptions(()))

    def _record(self, data: Any) -> SourceRecord:
        written = json.dumps(data, ensure_ascii=False, default=str).encode("utf-8", "replace")
        return SourceRecord("<article>", written, "json", folder=folder_of(self._article), text=self._article.text)

    @cached_property
    def _data(self) -> dict[str, Any]:
        """The annotation in long forms; its copies are changed."""
        data = _without_computed(self._corpus.codec.canonical(strip_offsets(self._article)))
        return {name: value for name, value in data.items() if name not in _LEFT_OUT}

    @cached_property
    def _known(self) -> Counter[str]:
        return self._checked(self._data)[1]

    def _checked(self, data: Any) -> tuple[Article | None, Counter[str]]:
        """The article that data means, and its errors by code."""
        active = (self._corpus.selection.active("") | ESSENTIAL) - {_AMBIGUOUS}
        result = ArticleCheck(self._record(data), self._corpus, active).run()
        errors = (found.code for found in result.diagnostics if found.severity is Severity.ERROR)
        return result.article, Counter(errors)

    def is_entry(self, table: str, value: Any) -> bool:
        """Report whether a new actor, event or claim may stand in its table: `{id: …}`, or `{ID: {…}}` as in a file."""
        members = list(value.values())
        if "id" not in value and len(members) == 1 and isinstance(members[0], dict):
            value = {"id": next(iter(value)), **members[0]}
        data = {**self._data, table: [*self._data.get(table, ()), value]}
        return not self._checked(data)[1] - self._known

    def change(self, path: Path, rest: Sequence[str], value: Any) -> SetValue | None:
        """Return the change that a value for a field means; None if it is not valid there, or is there already.

        Args:
            path: The path of the field, without indices.
            rest: Steps below it, as the model gives them.
            value: The value, as the model gives it: a name in place of an id, say.
        """
        here = _at(self._data, path)
        for tail in dict.fromkeys(map(tuple, _places(here, rest))):
            there = _at(here, tail)
            for form in self._forms(value, is_list=isinstance(there, list)):
                if form != there and self.changed(change := SetValue((*path, *tail), form)):
                    return change
        return None

    def changed(self, change: SetValue) -> Article | None:
        """Return the article after a change, anchored; None if the check does not accept that."""
        whole: dict[str, Any] = json.loads(json.dumps(self._data, default=str))
        owner, last = whole, change.path[-1]
        for step, following in pairwise(change.path):
            below = _at(owner, (step,))
            if below is None:
                below = owner[str(step)] = [] if isinstance(following, int) else {}
            owner = below
        if last == "exact":  # the context is that of the former words
            owner.clear()
        owner[last] = change.value  # type: ignore[index]
        article, errors = self._checked(whole)
        return None if article is None or errors - self._known else attrs.evolve(article, path=self._article.path)

    def _forms(self, value: Any, *, is_list: bool) -> Iterator[Any]:
        """Yield what a value may stand for: as it is, without remarks, and with ids for names."""
        if isinstance(value, list) and len(value) == 1 and not is_list:
            value = value[0]
        if isinstance(value, list):
            yield [self._ids.get(str(item).casefold(), item) if isinstance(item, str) else item for item in value]
        if not isinstance(value, str):
            yield value
            return
        bare = value.strip(' `"“”')
        for form in dict.fromkeys((value, bare, re.sub(r"\s*\([^()]*\)$", "", bare))):
            if is_list:
                yield [self._ids.get(part.casefold(), part) for part in _AND.split(form) if part]
            yield [form] if is_list else int(form) if re.fullmatch(r"\d{1,9}", form) else form
            if form.casefold() in self._ids and not is_list:
                yield self._ids[form.casefold()]


def _at(data: Any, path: Sequence[Any]) -> Any:
    """The value at a path of plain data; an item of a table by its id. None if there is none."""
    for step in path:
        if isinstance(data, list) and isinstance(step, str):
            data = next((item for item in data if isinstance(item, dict) and item.get("id") == step), None)
        elif isinstance(data, list):
            data = data[step] if step < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def _without_computed(data: Any) -> Any:
    """Plain data without the days that follow from a date, which another date would contradict."""
    if isinstance(data, list):
        return list(map(_without_computed, data))
    if not isinstance(data, dict):
        return data
    return {name: _without_computed(value) for name, value in data.items() if name not in ("earliest", "latest")}


def _places(here: Any, rest: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the ways below a field to what a value may be meant for, in plain data; the whole field last."""
    tail: list[Any] = []
    for step in rest:
        if isinstance(here, list):
            named = [i for i, item in enumerate(here) if isinstance(item, dict) and step in item.values()]
            index = int(step) if step.isdecimal() else (named or [0])[0]
            if index >= len(here):
                break
            tail.append(index)
            here = here[index]
            if step.isdecimal() or named:
                continue
        if isinstance(here, dict):
            tail.append(step)
            here = here.get(step)
    yield from _leaves(here, tuple(tail))
    yield tuple(tail)
    yield ()


def _leaves(here: Any, tail: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield the ways to the single values of what is there."""
    if isinstance(here, list) and len(here) == 1:
        yield from _leaves(here[0], (*tail, 0))
    elif isinstance(here, dict):
        for name in _MAIN:
            if name in here or _ADDED.get(next(iter(here), ""), "") == name:
                yield from _leaves(here.get(name), (*tail, name))
    elif not isinstance(here, list):
        yield tail
