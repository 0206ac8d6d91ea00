"""The tasks in files of Label Studio: each with the annotation that is read of it, and the field that is its text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from typing import Any, Final

import attrs

from newscorpus.errors import UsageError
from newscorpus.interchange.engine.losses import Losses, count_unread
from newscorpus.interchange.engine.sources import UNREADABLE, Item, Source, SourceFile, json_items, read_json

LABELS: Final = ("labels", "hypertextlabels")
"""Types of results that are regions of a text."""
_OF_TASK: Final = ("id", "data", "annotations", "completions", "predictions")
_OF_ANNOTATION: Final = ("result", "completed_by", "model_version", "was_cancelled", "skipped", "ground_truth")
_OF_MIN: Final = ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time")
"""What an export in JSON-MIN has beside the data and the results."""
_LOOKED_AT: Final = 200
"""Tasks of a file that are looked at."""
_ADDRESS: Final = re.compile(
    r"\s*(?:[a-z][a-z0-9+.-]*://.*|\.{0,2}/.*|data:\S*|\S+\.[a-z][a-z0-9]{1,4})\s*\Z", re.IGNORECASE
)
"""Where a picture, a recording or a text is: a URL, a path, the name of a file."""


@attrs.frozen
class Task:
    """A text, and an annotation of it."""

    data: dict[str, Any]
    annotation: dict[str, Any]
    """Empty if nobody has annotated the text."""
    is_prediction: bool
    file: str
    """The name of the file, without its ending."""
    number: str
    """The id of the task, or its place in the file."""
    place: str
    """The file and the task."""


def names_of(annotation: dict[str, Any]) -> list[str]:
    """Return who has made an annotation: the address, or the number."""
    given = annotation.get("completed_by")
    if isinstance(given, dict):
        given = given.get("email") or given.get("id")
    return [str(given)] if isinstance(given, str | int) and given else []


def read_tasks(source: Source, losses: Losses) -> Iterator[Task]:
    """Yield the tasks of a file or a folder.

    Args:
        source: The file or folder; its mapping file says whose annotations are read: of the first who has some.
            Otherwise, it is the first annotation of each task.
        losses: Where to count others, and what else is not read.

    Raises:
        UsageError: There is no such file, or what is in it are no tasks.
    """
    is_any = False
    for file in source.files("*.json"):
        for task in _tasks(file, source.labels.completed_by, losses):
            is_any = True
            yield task
    if not is_any and len(losses):  # otherwise, it is an export of no tasks
        reasons = "".join(f"; {loss.kind}: {loss.places[0]}" for loss in losses)
        raise UsageError(f"{source.path}: no tasks with `data`: not an export of Label Studio{reasons}")


def _tasks(file: SourceFile, people: Sequence[str], losses: Losses) -> Iterator[Task]:
    for number, given in enumerate(_items(file, losses), 1):
        place = given.place
        is_min = isinstance(given.data, dict) and "data" not in given.data
        item = _from_min(given.data) if is_min else given.data
        if not isinstance(item, dict) or not isinstance(item.get("data"), dict):
            losses.add("task without data", place)
            continue
        count_unread(item, _OF_TASK, losses, "task", place)
        annotation, is_prediction = _chosen(item, people, losses, place)
        date = "updated_at" if annotation.get("updated_at") else "created_at"
        count_unread(annotation, (*_OF_ANNOTATION, date), losses, "annotation", place)
        id_ = item.get("id")
        index = str(number if id_ is None else id_)
        yield Task(item["data"], annotation, is_prediction, file.stem, index, place)


def _items(file: SourceFile, losses: Losses) -> Iterator[Item]:
    """Yield the items of a file: line by line, if each has a line of its own."""
    try:
        with file.path.open("rb") as stream:
            if not _has_lines(stream.readline(), stream.readline()):
                yield from json_items(file, losses)
                return
            stream.seek(0)
            for number, line in enumerate(stream, 1):
                body = line.strip().removesuffix(b",")
                if body not in (b"[", b"]", b""):
                    yield Item(read_json(body, file.name, losses, number), f"{file.name}:{number}", number)
    except OSError as e:
        losses.add(UNREADABLE, f"{file.name}: {e.strerror or e}")


def _has_lines(first: bytes, second: bytes) -> bool:
    return first.strip() == b"[" and second.startswith(b"{") and second.rstrip().endswith((b"}", b"},"))


def _from_min(item: dict[str, Any]) -> dict[str, Any]:
    """Return a task of JSON-MIN, where results stand beside the data, in the full form."""
    data, result = dict[str, Any](), list[dict[str, Any]]()
    for key, value in item.items():
        if isinstance(value, list) and value and all(isinstance(item, dict) and "start" in item for item in value):
            for number, region in enumerate(value):
                kind = next((name for name in LABELS if name in region), "labels")
                result.append({"id": f"{key}-{number}", "from_name": key, "type": kind, "value": region})
        elif key not in _OF_MIN:
            data[key] = value
    times = {key: item.get(key) for key in ("created_at", "updated_at", "lead_time")}
    annotation = {"result": result, "completed_by": item.get("annotator"), "id": item.get("annotation_id"), **times}
    return {"id": item.get("id"), "data": data, "annotations": [annotation]} if data else {}


def _chosen(task: dict[str, Any], people: Sequence[str], losses: Losses, place: str) -> tuple[dict[str, Any], bool]:
    """Return the annotation that is read, and whether it is a prediction."""
    all_done, guesses = _objects(task.get("annotations") or task.get("completions")), _objects(task.get("predictions"))
    done = [annotation for annotation in all_done if not (annotation.get("was_cancelled") or annotation.get("skipped"))]
    done.sort(key=lambda annotation: not annotation.get("ground_truth"))
    if people:
        wanted = [annotation for name in people for annotation in done if name in names_of(annotation)]
    else:
        wanted = done or guesses
    chosen = wanted[0] if wanted else {}
    for other in (*all_done, *guesses):
        if other is not chosen:
            who = ", ".join(names_of(other)) or other.get("model_version") or "nobody"
            kind = "prediction" if other in guesses else "annotation"
            losses.add(f"{kind} that is not read", f"{place}: of {who}")
    return chosen, bool(wanted) and chosen in guesses and chosen not in done


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def with_paths(tasks: Iterable[Task]) -> Iterator[tuple[Task, str | None]]:
    """Yield each task with the path of the text in the data of its file; None if no field can be the text."""
    for _, several in groupby(tasks, lambda task: task.file):
        first = list(islice(several, _LOOKED_AT))
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
