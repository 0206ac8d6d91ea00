"""Articles and corpora drawn once for all laws about them: to draw one costs far more than most laws do.

Each law sees as many as if they were drawn for it alone, the smallest of those that break it is shown, and each run
draws others. `HYPOTHESIS_PROFILE=long` draws for each law alone, and shrinks what it finds.
"""

import os
import pickle
from collections.abc import Callable, Hashable
from functools import cache
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from newscorpus import Article, Manifest
from newscorpus.fs import atomic
from newscorpus.testing import articles, manifests

WANTED = settings.default.max_examples
MANY = 1000
"""Examples: for so many, each law draws its own."""


@st.composite
def _corpora(draw: st.DrawFn) -> tuple[Manifest, tuple[Article, ...]]:
    manifest = draw(manifests())
    return manifest, tuple(draw(st.lists(articles(manifest), max_size=2, unique_by=lambda one: one.id)))


KINDS: dict[str, Callable[[], st.SearchStrategy[Any]]] = {"articles": articles, "corpora": _corpora}


@cache
def all_drawn(kind: str) -> list[Any]:
    """What was drawn of a kind, the smallest first; a quarter more than a law wants, since some laws take not all.

    The processes of a run of pytest-xdist share it.
    """
    if atomic.fcntl is None:  # Windows
        return _draw(kind)
    if not (run := os.environ.get("PYTEST_XDIST_TESTRUNUID")):
        return _draw(kind)
    path = Path(gettempdir(), f"newscorpus-drawn-{run}-{kind}")
    with path.open("a+b") as file:
        atomic.fcntl.flock(file, atomic.fcntl.LOCK_EX)
        file.seek(0)
        if not (data := file.read()):
            file.write(data := pickle.dumps(_draw(kind)))
            file.flush()
    return pickle.loads(data)


def _draw(kind: str) -> list[Any]:
    found: list[Any] = []

    @settings(
        max_examples=WANTED + WANTED // 4,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(KINDS[kind]())
    def collect(one: Any) -> None:
        found.append(one)

    collect()
    return sorted(found, key=lambda one: len(repr(one)))


def _drawn(kind: str, wanted: Callable[[Any], Hashable]) -> st.SearchStrategy[Any]:
    if WANTED >= MANY:
        return KINDS[kind]().filter(wanted)
    return st.deferred(lambda: st.sampled_from([one for one in all_drawn(kind) if wanted(one)]))


drawn_articles = _drawn("articles", lambda _: True)
drawn_texts = _drawn("articles", lambda one: one.text is not None)
"""Articles that have their text."""
drawn_corpora = _drawn("corpora", lambda _: True)
"""Manifests, each with up to two articles of its corpus."""
drawn_pairs = _drawn("corpora", lambda one: one[1]).map(lambda one: (one[0], one[1][0]))
"""Manifests, each with an article of its corpus."""
