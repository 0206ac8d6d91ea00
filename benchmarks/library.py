"""What calls of the library cost, as ratios in one process."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

import newscorpus as nc
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.session import discover

__all__ = ["dumps_with_corpus", "registry"]

_ROUNDS = 5


def dumps_with_corpus(folder: Path, count: int = 20) -> float:
    """`dumps(article, corpus=corpus)` of some articles, in times `dumps(article)`."""
    corpus = nc.load(folder)
    chosen = list(corpus.articles.values())[:count]
    plain = _least(lambda: [nc.dumps(one) for one in chosen])
    return _least(lambda: [nc.dumps(one, corpus=corpus) for one in chosen]) / plain


def registry(few: Path, many: Path) -> tuple[float, float]:
    """Seconds to load the registry of `many`; and the check of an article's text there, in times that in `few`.

    The corpora are read before, so that only the article is measured.
    """
    loading = _least(lambda: discover(SessionOptions(many, jobs=1)).tasks())
    (article,) = (path.read_text(encoding="utf-8") for path in many.glob("article-*.yaml"))
    costs = []
    for folder in (few, many):
        manifest = discover(SessionOptions(folder, jobs=1)).sole_corpus("read").manifest
        corpus = nc.Corpus(manifest=manifest, articles={})
        costs.append(_least(partial(_refused, article, corpus, folder)))
    return loading, costs[1] / costs[0]


def _refused(article: str, corpus: nc.Corpus, folder: Path) -> None:
    try:
        nc.loads(article, corpus=corpus, base=folder)
    except nc.InvalidCorpus:
        return
    raise AssertionError("the ids are known")


def _least(work: Callable[[], Any]) -> float:
    """CPU seconds of the quickest of several rounds."""
    costs = []
    for _ in range(_ROUNDS):
        begun = process_time()
        work()
        costs.append(process_time() - begun)
    return min(costs)
