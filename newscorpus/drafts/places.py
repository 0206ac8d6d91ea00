"""Findings about the annotation that was made of a draft -> findings about the answer of the model."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from newscorpus.diagnostics.report import Diagnostic, Path
from newscorpus.drafts.answer import Answer
from newscorpus.formats.source_text import SourceText
from newscorpus.json_schema.draft import PAIRS


def in_answer(
    found: Sequence[Diagnostic], answer: Answer, annotation: Any, here: SourceText, text_file: str
) -> Iterator[Diagnostic]:
    """Yield findings with their places in the text of an answer, or of the nearest value around what they are about.

    Args:
        found: The findings about the annotation.
        answer: The data of the answer.
        annotation: The data of the annotation that was made of it.
        here: The text of the answer.
        text_file: The name of the article text.
    """
    own = {one.primary.file for one in found}
    for one in found:
        span = here.span(*answer.places[way(answer, _by_index(one.path, annotation))])
        labels = tuple(
            attrs.evolve(label, span=attrs.evolve(label.span, file=text_file))
            for label in one.labels
            if label.span.file not in own
        )
        yield attrs.evolve(one, primary=span, labels=labels)


def _by_index(path: Path, annotation: Any) -> Path:
    """Return a path with an index in place of an id, which the answer may lack."""
    if len(path) < 2 or not isinstance(annotation, dict):
        return path
    table, key, *more = path
    items = annotation.get(table)
    if not isinstance(items, list) or not isinstance(key, str):
        return path
    found = next((i for i, one in enumerate(items) if isinstance(one, dict) and one.get("id") == key), key)
    return (table, found, *more)


def way(answer: Answer, path: Path) -> Path:
    """Return the way in the data of an answer to the value at a path of the article, as far as it is there."""
    data: Any = answer.data
    steps: Path = ()
    for step in path:
        found = next(_below(data, step), None)
        if found is None:
            break
        steps, data = (*steps, *found[0]), found[1]
    while steps not in answer.places:
        steps = steps[:-1]
    return steps


def _below(data: Any, step: str | int) -> Iterator[tuple[Path, Any]]:
    """Yield the values below a step of the model: a field, an index, an id, or the term of a pair."""
    if isinstance(data, dict) and step in data:
        yield (step,), data[str(step)]
    if not isinstance(data, list):
        return
    for i, one in enumerate(data):
        if isinstance(one, dict) and one.get("id") == step:
            yield (i,), one
        pairs = PAIRS.values() if isinstance(one, dict) else ()
        ways = [(i, values) if values in one else (i,) for key, values in pairs if one.get(key) == step]
        for way in sorted(ways, key=len, reverse=True):
            yield way, one[way[1]] if len(way) > 1 else one
    if isinstance(step, int) and step < len(data):
        yield (step,), data[step]
