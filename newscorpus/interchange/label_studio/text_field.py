"""Which field of the data of tasks is the text: decided once for each file."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, groupby, islice
from typing import Final

from newscorpus.interchange.label_studio.results import LABELS
from newscorpus.interchange.label_studio.tasks import Task

_READ: Final = 200
"""Tasks of a file that are looked at."""
_ADDRESS: Final = re.compile(
    r"\s*(?:[a-z][a-z0-9+.-]*://.*|\.{0,2}/.*|data:\S*|\S+\.[a-z][a-z0-9]{1,4})\s*\Z", re.IGNORECASE
)
"""Where a picture, a recording or a text is: a URL, a path, the name of a file."""


def with_paths(tasks: Iterable[Task]) -> Iterator[tuple[Task, str | None]]:
    """Yield each task with the path of the text in the data of its file; None if no field can be the text."""
    for _, several in groupby(tasks, lambda task: task.file):
        first = list(islice(several, _READ))
        path = _path(first)
        yield from ((task, path) for task in chain(first, several))


def is_address(words: str) -> bool:
    """Report whether words only say where something is."""
    return bool(_ADDRESS.match(words)) and "\n" not in words.strip()


def _path(tasks: Iterable[Task]) -> str | None:
    """Return the field that has the words of most regions; else `text`, or what is the only string of most tasks."""
    shown, only, is_there = Counter[str](), Counter[str](), False
    for task in tasks:
        strings = {k: v for k, v in task.data.items() if isinstance(v, str) and v.strip() and not is_address(v)}
        is_there = is_there or "text" in strings
        only.update([*strings] if len(strings) == 1 else ())
        for start, words in _regions(task):
            shown.update(key for key, value in strings.items() if value.startswith(words, start))
    names = shown.most_common() or [("text", 1)][: int(is_there)] or only.most_common()
    best = [name for name, count in names if count == names[0][1]]
    name = "text" if "text" in best else best[0] if best else None
    return name.replace(".", r"\.") if name else None


def _regions(task: Task) -> Iterator[tuple[int, str]]:
    """Yield where labelled words begin, and the words."""
    result = task.annotation.get("result")
    for item in result if isinstance(result, list) else ():
        value = item.get("value") if isinstance(item, dict) and item.get("type") in LABELS else None
        if isinstance(value, dict) and type(value.get("start")) is int and isinstance(value.get("text"), str):
            yield max(value["start"], 0), value["text"] or "\0"
