"""Label Studio: tasks in JSON, each a text with annotations, and the labeling configuration in XML."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from newscorpus.errors import UsageError
from newscorpus.interchange.label_studio.results import Result, parse
from newscorpus.interchange.label_studio.tasks import Task, read_tasks
from newscorpus.interchange.label_studio.writer import FORMAT, is_export, read_back, write
from newscorpus.interchange.losses import Losses
from newscorpus.interchange.mapping.article_fields import article_fields, paths_of_fields
from newscorpus.interchange.mapping.paths import first, leaves, shape
from newscorpus.interchange.records import Opened, Record
from newscorpus.interchange.standoff import scheme
from newscorpus.interchange.standoff.annotations import Annotation, Mark, Remark, Standoff
from newscorpus.interchange.standoff.declared import Declared
from newscorpus.interchange.standoff.document import Document
from newscorpus.interchange.standoff.drafts import draft_labels
from newscorpus.interchange.standoff.label_file import manifest_of, read_labels
from newscorpus.interchange.standoff.meanings import Meanings
from newscorpus.interchange.standoff.offsets import placed
from newscorpus.models.labels import LabelFile

__all__ = ["draft", "is_export", "read", "write"]

_NAME: Final = "label-studio"


def read(source: Path, mapping: Path | None, losses: Losses) -> Opened:
    """Begin to read an export in JSON or JSON-MIN, a file or a folder of them; see `Reader`.

    Without a mapping file, common labels have their usual meanings, and others their own names.
    """
    labels = read_labels(mapping, _NAME)
    tasks = read_tasks(source, labels.completed_by, losses)
    return Opened(_records(tasks, labels, losses), manifest_of(labels, source, _NAME))


def draft(source: Path) -> str:
    """Return a mapping file for a source; see `Reader`."""
    return draft_labels(_NAME, source, _annotated(source))


def _records(tasks: Iterator[Task], labels: LabelFile, losses: Losses) -> Iterator[Record]:
    meanings = Meanings(labels, Declared())
    for task in tasks:
        path = labels.article.text or _text_path(task.data)
        text = first(task.data, path) if path else None
        if not isinstance(text, str) or not text.strip():
            losses.add("task without a text", task.place)
            continue
        found = parse(task.annotation.get("result") or [], text, losses, task.place)
        if _is_own(task.data):
            standoff = _standoff(read_back(found), text, losses, task.place)
            yield Record({"id": task.data.get("id"), **scheme.article(standoff, text, losses)}, text, task.place)
            continue
        names = {"file": task.file, "index": task.number}
        made = {"id": f"{task.file}-{task.number}"}
        made |= article_fields(labels.article, task.data, names, losses, task.place)
        _count(task, {shape(str(path)), *paths_of_fields(labels.article)}, losses)
        standoff = _standoff(found.annotations, text, losses, task.place)
        data = Document(text, standoff, meanings, losses).data()
        yield Record({**_of_task(made, found.of_task, task, meanings, losses), **data}, text, task.place)


def _standoff(annotations: list[Annotation], text: str, losses: Losses, place: str) -> Standoff:
    made = Standoff()
    for one in annotations:
        made.add(one, losses)
    placed(made, text, losses, place)
    return made


def _of_task(
    made: dict[str, Any], said: list[Mark | Remark], task: Task, meanings: Meanings, losses: Losses
) -> dict[str, Any]:
    """Return the fields of an article with what is said of the task as a whole."""
    attributes, notes = dict(made.get("attributes", {})), [made["note"]] if "note" in made else []
    for one in said:
        if isinstance(one, Remark):
            notes.append(one.text)
            continue
        meaning = meanings.attribute(one.label, one.value)
        if meaning is not None and meaning[0] == "status":
            losses.add(f"status {one.label} of a text", one.place)
        elif meaning is not None:
            attributes[meaning[1]] = True if one.value is None else one.value
    when = str(task.annotation.get("updated_at") or task.annotation.get("created_at") or "")[:10]
    by: dict[str, Any] = {"by": task.people, "date": when}
    if task.is_prediction:
        by["drafted_by"] = task.annotation.get("model_version") or "a model"
    more = {
        "attributes": attributes,
        "note": "\n".join(notes),
        "annotation": {key: one for key, one in by.items() if one},
    }
    return {**made, **{key: one for key, one in more.items() if one}}


def _count(task: Task, read: set[str], losses: Losses) -> None:
    """Count the data of a task that nothing reads."""
    for place, path, _ in leaves(task.data):
        if path not in read:
            losses.add(f"data.{path}", f"{task.place}: {place}")


def _text_path(data: Mapping[str, Any]) -> str | None:
    """Return the name of the text of a task: `text`, or the only string."""
    strings = [key for key, value in data.items() if isinstance(value, str) and value]
    return "text" if "text" in strings else strings[0].replace(".", r"\.") if len(strings) == 1 else None


def _is_own(data: Mapping[str, Any]) -> bool:
    return data.get("format") == FORMAT


def _annotated(source: Path) -> Iterator[tuple[Declared, Standoff]]:
    losses = Losses()
    for task in read_tasks(source, (), losses):
        if _is_own(task.data):
            raise UsageError(f"{source}: newscorpus wrote it, so that it needs no mapping")
        found: Result = parse(task.annotation.get("result") or [], "", losses, task.place)
        standoff = Standoff()
        for one in (*found.annotations, *found.of_task):
            standoff.add(one, losses)
        yield Declared(), standoff
