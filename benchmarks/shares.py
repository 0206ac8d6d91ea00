"""Where the time of an article goes: its steps one by one, in one process, as parts of the whole."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs

from newscorpus.anchoring import anchor_all
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.session import discover
from newscorpus.checking.tasks import examine
from newscorpus.codec import default_codec
from newscorpus.formats.source_text import decode
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.models import Article, text_of
from newscorpus.parsed import SourceRecord

ROUNDS = 5


def shares(folder: Path, count: int = 300) -> Iterator[tuple[str, float]]:
    """Steps of the check of a folder's first files, and the part of the whole that each takes; the rest comes last."""
    tasks = discover(SessionOptions(folder, jobs=1)).tasks()[:count]
    texts = [
        decode(source.data)[0] for task in tasks for source in tasks.read(task.file) if isinstance(source, SourceRecord)
    ]
    data = [parse_yaml(text, printable=True).data for text in texts]
    codec = default_codec()
    articles: list[Article] = [codec.structure(one)[0] for one in data]
    unruled = [attrs.evolve(task, active=frozenset()) for task in tasks]
    whole = _least(lambda: [list(examine(task)) for task in tasks])
    found = {
        "reading YAML": _least(lambda: [parse_yaml(text, printable=True) for text in texts]),
        "making models": _least(lambda: [codec.structure(one) for one in data]),
        "finding the quotes in the text": _least(lambda: [_anchored(article) for article in articles]),
        "rules": whole - _least(lambda: [list(examine(task)) for task in unruled]),
    }
    for step, seconds in found.items():
        yield step, seconds / whole
    yield "the rest", 1 - sum(found.values()) / whole


def _anchored(article: Article) -> Any:
    text_of.cache_clear()
    return anchor_all(article)


def _least(work: Callable[[], Any]) -> float:
    """Seconds of processor time, of the quickest of several rounds."""
    costs = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        costs.append(time.process_time() - begun)
    return min(costs)
