"""Work and memory grow with the lists of the model, and with several of them at once: all are found by its annotations.

A list that is added to the model is measured without a word here. The suite counts the work of each list with three
others; `NEWSCORPUS_GROWTH=all` measures all pairs of lists, each with known and with unknown items, and of lists so
long that memory grows with them. It takes hours.
"""

import json
import os
import random
from collections.abc import Mapping
from itertools import combinations, pairwise
from pathlib import Path

import attrs
import pytest
from test_growth import ACTIVE, assert_grows_alike

from newscorpus import Article, Event, Manifest, limits
from newscorpus.checking.discovery import Finder
from newscorpus.checking.fixes import fixes_of_record
from newscorpus.checking.pipeline import ArticleCheck
from newscorpus.models import KINDS
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.metadata import Ref, Vocabulary
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.parsed import SourceRecord


@attrs.frozen
class List:
    """A list or mapping of the model."""

    path: tuple[str | int, ...]
    """Where it is in an article, or below `corpus.yaml`."""
    type: Type
    owner: type

    def put(self, data, n, known):
        """Give it n items, which are known, or not known and all different."""
        inner = data
        for step, after in pairwise(self.path):
            items = [{"text": "w"} if "things" in self.path else {"count": 1, "text": "w"}]
            inner = inner[step] if isinstance(step, int) else inner.setdefault(step, items if after == 0 else {})
        item = self.type.args[-1]
        items = [made(item, i, known, self.owner) for i in range(n)]
        inner[self.path[-1]] = items if self.type.base is tuple else {f"k{i}": one for i, one in enumerate(items)}


def made(kind, i, known, owner):
    """Plain data for a value."""
    if kind.base in (tuple, Mapping):
        inner = made(kind.args[-1], i, known, owner)
        return [inner] if kind.base is tuple else {f"k{i}": inner}
    if attrs.has(kind.base):
        names = [field for field in fields_of(kind.base) if field.required and field.name not in ("id", "format")]
        data = {field.name: made(field.type, i, known, kind.base) for field in names}
        return data | {"kind": "event"} if kind.base is Event else data
    if kind.mark(Ref):
        return "x" if known else f"nobody{i}"
    if kind.mark(Vocabulary) and known:
        return term(kind, owner)
    return "w" if known else f"nothing{i}"


def term(kind, owner):
    vocabulary = kind.mark(Vocabulary)
    of = next((name for name, cls in KINDS.items() if cls is owner), None)
    return next(iter(vocabulary.words(DEFAULT, of))) if vocabulary else "x"


def lists(cls, at=()):
    """All lists below a class; those of events of all kinds only once."""
    for field in fields_of(cls):
        if cls in KINDS.values() and cls is not Event and field.name in {one.name for one in fields_of(Event)}:
            continue
        yield from lists_in(field.type, (*at, field.name), cls)


def lists_in(kind, path, owner):
    if kind.base in (tuple, Mapping):
        yield List(path, kind, owner)
        item = kind.args[-1]
        if item.base is Event:
            for name, one in KINDS.items():
                yield from lists(one, (*path, name))
        else:
            yield from lists_in(item, (*path, 0 if kind.base is tuple else term(kind.args[0], owner)), owner)
    elif attrs.has(kind.base):
        yield from lists(kind.base, path)


LISTS = {".".join(map(str, one.path)): one for one in lists(Article)}
LISTS |= {".".join(map(str, one.path)): one for one in lists(Manifest, ("corpus.yaml",))}
VARIANTS = [(name, known) for name in LISTS for known in (False, True)]


def base():
    """An article with an item in each list of objects, and the `corpus.yaml` of its corpus."""
    return {
        "format": "newscorpus/1",
        "id": "a",
        "language": "en",
        "published": "2024-05-08",
        "text": "w",
        "actors": {"x": {"name": "w", "kind": "person", "roles": [{"title": "w"}]}},
        "events": {
            kind: {"kind": kind, "type": "other", "evidence": ["w"], "places": [{"name": "w"}]} for kind in KINDS
        },
        "claims": [{"quote": "w"}],
        "corpus.yaml": {"format": "newscorpus/1", "name": "c"},
    }


def work(n, *variants):
    """The check of an article and of its `corpus.yaml`, as a function: findings, waivers and fixes."""
    article = base()
    for name, known in variants:
        LISTS[name].put(article, n, known)
    corpus = json.dumps(article.pop("corpus.yaml")).encode()
    source = SourceRecord("f", json.dumps(article).encode(), "json")

    def run():
        loaded = Finder().read(corpus, Path(), "corpus.yaml")
        loaded.with_fixes()
        result = ArticleCheck(source, loaded, ACTIVE).run()
        fixes_of_record(source, loaded, ACTIVE, result.waived_with(result.diagnostics, ACTIVE)[0])

    return run


SIZE = 16
ALL = os.environ.get("NEWSCORPUS_GROWTH") == "all"


def drawn():
    """Each list with known and with unknown items, in groups of four; or all pairs of all variants."""
    if ALL:
        return [(a, b) for a, b in combinations(VARIANTS, 2) if not contains(a[0], b[0])]
    groups = []
    for one in random.Random(18).sample(VARIANTS, len(VARIANTS)):
        fitting = (all(not contains(one[0], other[0]) for other in group) and len(group) < 4 for group in groups)
        at = next((i for i, fits in enumerate(fitting) if fits), None)
        if at is None:
            groups.append([one])
        else:
            groups[at].append(one)
    return groups


def contains(*names):
    """Whether one of the lists is in the other, or both are one: then they cannot have items of their own."""
    short, long = sorted(f"{name}." for name in names)
    return long.startswith(short)


def title(group):
    return " × ".join(f"{name} {'known' if known else 'unknown'}" for name, known in group)


@pytest.mark.parametrize("group", drawn(), ids=title)
def test_twice_several_lists_is_twice_the_work(group, monkeypatch):
    """Beyond the first findings, which have suggestions."""
    monkeypatch.setattr(limits, "MAX_SUGGESTIONS", 10)
    monkeypatch.setattr(limits, "MAX_TRIALS", 4)
    assert_grows_alike(lambda n: work(n, *group), 4 * SIZE if ALL else SIZE, and_memory=ALL)
