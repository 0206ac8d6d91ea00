"""Whether a value that a language model proposes may stand in an annotation: the check itself says so."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product
from typing import Any, Final

import attrs

from newscorpus.anchoring import strip_offsets
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.memory import corpus_of, folder_of
from newscorpus.checking.pipeline import ArticleCheck
from newscorpus.checking.selection import ESSENTIAL, SessionOptions
from newscorpus.diagnostics.report import Path, Severity
from newscorpus.models import Article, Corpus
from newscorpus.parsed import SourceRecord
from newscorpus.rules.objections import field_at

_AMBIGUOUS: Final = "NC302"
"""Words of the article without a place: which one is meant, a person decides."""
_LEFT_OUT: Final = ("text", "text_file", "annotation", "todo", "waive")
_MARKS: Final = ' `"“”'
_REMARK: Final = re.compile(r"\s*\([^()]*\)$")
_AND: Final = re.compile(r"\s*[;,]\s*|\s+and\s+")


class Values:
    """Judges proposed values of one article, which is anchored."""

    def __init__(self, article: Article, corpus: Corpus | None) -> None:
        self._article, self._given = article, corpus
        actors = ((name, key) for key, actor in article.actors.items() for name in (actor.name, *actor.aliases))
        events = ((event.title, key) for key, event in article.events.items())
        self._ids = {name.casefold(): key for name, key in (*events, *actors) if name}

    @cached_property
    def _corpus(self) -> LoadedCorpus:
        return corpus_of([self._record({})], self._given, SessionOptions(()))

    def _record(self, data: Any) -> SourceRecord:
        written = json.dumps(data, ensure_ascii=False, default=str).encode("utf-8", "replace")
        return SourceRecord("<article>", written, "json", folder=folder_of(self._article), text=self._article.text)

    @cached_property
    def _data(self) -> dict[str, Any]:
        """The annotation as people write it."""
        data = self._corpus.codec.short(strip_offsets(self._article))
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

    def is_entry(self, table: str, value: dict[str, Any]) -> bool:
        """Report whether a new actor, event or claim may stand in its table, with its `id` in it or before it."""
        there = self._data.get(table, {})
        if table == "claims":
            return self._with((table,), [*there, value]) is not None
        members = {name: member for name, member in value.items() if name != "id"}
        new = {value["id"]: members} if isinstance(value.get("id"), str) else value
        return new.keys().isdisjoint(there) and self._with((table,), {**there, **new}) is not None

    def proposal(self, path: Path, rest: Sequence[str], value: Any) -> tuple[Any, Article] | None:
        """Return what a field has after a proposal, as people write it, and the article after it.

        Args:
            path: The path of the field, without indices.
            rest: Steps below it, as the model gives them.
            value: The value, as the model gives it: a name in place of an id, say.

        Returns:
            None if the value is not valid there, or is there already.
        """
        here: Any = self._data
        for step in path:
            here = here.get(step) if isinstance(here, dict) else here[int(step)] if isinstance(here, list) else None
        kind, _ = field_at(self._article, path)
        item = kind.args[0] if kind.base is tuple else kind
        if isinstance(value, dict) and value.keys() == {path[-1]}:  # `{status: possible}`
            value = value[str(path[-1])]
        short = getattr(item.base, "SHORT", None)
        keyed = short is not None and short.long == short.key
        for form, way in product(self._forms(value), (_in_part, _as_whole)):
            for new in way(here, rest, form, keyed=keyed):
                article = self._with(path, new) if new != here else None
                if article is not None:
                    return new, article
        return None

    def _with(self, path: Path, new: Any) -> Article | None:
        """The article with another value, anchored; None if the check does not accept that."""
        data: dict[str, Any] = json.loads(json.dumps(self._data, default=str))
        owner: Any = data
        for step in path[:-1]:
            owner = owner[int(step)] if isinstance(owner, list) else owner.setdefault(step, {})
        owner[path[-1]] = new
        article, errors = self._checked(data)
        return None if article is None or errors - self._known else attrs.evolve(article, path=self._article.path)

    def _forms(self, value: Any) -> Iterator[Any]:
        """Yield what a value may stand for: with ids for names, without remarks, and as it is."""
        parts = value if isinstance(value, list) else [value]
        if isinstance(value, str):
            bare = _REMARK.sub("", value.strip(_MARKS)).strip(_MARKS)
            parts = list(filter(None, _AND.split(bare)))
            for form in dict.fromkeys((bare, value.strip(_MARKS), value)):
                if form.casefold() in self._ids:
                    yield self._ids[form.casefold()]
                yield int(form) if re.fullmatch(r"\d{1,9}", form) else form
        ids = [self._ids.get(part.casefold(), part) if isinstance(part, str) else part for part in parts]
        yield from ids if len(ids) == 1 else [ids] if isinstance(value, str | list) else ()


def _in_part(here: Any, rest: Sequence[str], form: Any, *, keyed: bool) -> Iterator[Any]:
    """Yield a value with a single value for the part that is meant: `{words: date}`, an item of a list."""
    if isinstance(form, list | dict):
        return
    if isinstance(here, dict) and here:
        first = next(iter(here))
        named = [step for step in rest if step in here]
        other = {str(form): here[first], **{key: here[key] for key in list(here)[1:]}}
        ways = [{**here, (named or [first])[-1]: form}, other]
        yield from reversed(ways) if keyed and not named else ways
    elif isinstance(here, list):
        for i, item in enumerate(here):
            if str(i) in rest or item in rest or (isinstance(item, dict) and set(rest) & {*item, *item.values()}):
                new = (*_in_part(item, rest, form, keyed=keyed), form)
                yield from ([*here[:i], inner, *here[i + 1 :]] for inner in new)


def _as_whole(here: Any, rest: Sequence[str], form: Any, *, keyed: bool) -> Iterator[Any]:  # noqa: ARG001 - as above
    yield form
