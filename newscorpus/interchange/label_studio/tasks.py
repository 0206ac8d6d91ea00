"""Files of Label Studio -> tasks, each with the annotation that is read of it."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs

from newscorpus.errors import UsageError
from newscorpus.interchange.engine.losses import Losses, count_unread
from newscorpus.interchange.engine.sources import UNREADABLE, Item, Source, SourceFile, json_items, read_json

_OF_TASK: Final = ("id", "data", "annotations", "completions", "predictions")
_OF_ANNOTATION: Final = [
    "result",
    "completed_by",
    "model_version",
    "was_cancelled",
    "skipped",
    "ground_truth",
]
_OF_MIN: Final = ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time")
"""What an export in JSON-MIN has beside the data and the results."""


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
        if isinstance(value, list) and value and all(isinstance(one, dict) and "start" in one for one in value):
            for number, one in enumerate(value):
                kind = next((name for name in ("labels", "hypertextlabels") if name in one), "labels")
                result.append({"id": f"{key}-{number}", "from_name": key, "type": kind, "value": one})
        elif key not in _OF_MIN:
            data[key] = value
    times = {key: item.get(key) for key in ("created_at", "updated_at", "lead_time")}
    annotation = {"result": result, "completed_by": item.get("annotator"), "id": item.get("annotation_id"), **times}
    return {"id": item.get("id"), "data": data, "annotations": [annotation]} if data else {}


def _chosen(task: dict[str, Any], people: Sequence[str], losses: Losses, place: str) -> tuple[dict[str, Any], bool]:
    """Return the annotation that is read, and whether it is a prediction."""
    given = task.get("annotations") or task.get("completions") or []
    found = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    done = [one for one in found if not (one.get("was_cancelled") or one.get("skipped"))]
    guesses = task.get("predictions")
    guessed = [one for one in guesses if isinstance(one, dict)] if isinstance(guesses, list) else []
    done.sort(key=lambda one: not one.get("ground_truth"))
    known = [one for name in people for one in done if name in names_of(one)] if people else done or guessed
    chosen = known[0] if known else {}
    for one in (*found, *guessed):
        if one is not chosen:
            who = ", ".join(names_of(one)) or one.get("model_version") or "nobody"
            kind = "prediction" if one in guessed else "annotation"
            losses.add(f"{kind} that is not read", f"{place}: of {who}")
    return chosen, bool(known) and chosen in guessed and chosen not in done
