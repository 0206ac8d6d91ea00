"""Label Studio: tasks in JSON, each a text with annotations, and the labeling configuration in XML."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from newscorpus.errors import UsageError
from newscorpus.interchange.engine.document import Declared, Opened, Record, Standoff
from newscorpus.interchange.engine.fields import reads_of_fields
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapper import Records, placed_standoff, standoff_of
from newscorpus.interchange.engine.mapping_file import opened_of, read_labels
from newscorpus.interchange.engine.paths import Reads, first
from newscorpus.interchange.engine.proposal import draft_labels
from newscorpus.interchange.label_studio.hypertext import in_text, shown_text
from newscorpus.interchange.label_studio.results import parse
from newscorpus.interchange.label_studio.tasks import Task, names_of, read_tasks
from newscorpus.interchange.label_studio.text_field import is_address, with_paths
from newscorpus.interchange.label_studio.writer import FORMAT, is_export, read_back, write
from newscorpus.interchange.own.reading import article

__all__ = ["draft", "is_export", "read", "write"]

_NAME: Final = "label-studio"


def read(source: Path, mapping: Path | None, losses: Losses) -> Opened:
    """Begin to read an export in JSON or JSON-MIN, a file or a folder of them; see `Reader`.

    Without a mapping file, common labels have their usual meanings, and others their own names.
    """
    records = Records(read_labels(mapping, _NAME), losses)
    tasks = read_tasks(source, records.labels.completed_by, losses)
    return opened_of(_records(tasks, records, losses), records, source, _NAME)


def draft(source: Path) -> str:
    """Return a mapping file for a source; see `Reader`."""
    return draft_labels(_NAME, source, _annotated(source))


def _records(tasks: Iterator[Task], records: Records, losses: Losses) -> Iterator[Record]:
    meanings = records.meanings(Declared())
    for task, found_path in with_paths(tasks):
        known = records.labels.article.text or ("text" if _is_own(task.data) else None)
        path = known or found_path
        text = first(task.data, path) if path else None
        if not isinstance(text, str) or not text.strip() or (known is None and is_address(text)):
            losses.add("task without a text", task.place)
            continue
        result = task.annotation.get("result") or []
        shown = shown_text(text, result)
        if shown is not None:
            losses.add("markup of HTML", task.place)
            text, result = shown, in_text(result, shown)
        found = parse(result, text, losses, task.place)
        if _is_own(task.data):
            standoff = placed_standoff(read_back(found), text, losses, task.place)
            yield Record.back({"id": task.data.get("id"), **article(standoff, text, losses)}, text, task.place)
            continue
        for place, other in Reads([(str(path), "."), *reads_of_fields(records.labels.article)]).others(task.data):
            losses.add(f"data.{other}", f"{task.place}: {place}")
        yield records.record(
            text,
            placed_standoff(found.annotations, text, losses, task.place, records.labels.unit),
            meanings,
            task.place,
            names={"file": task.file, "index": task.number},
            data=task.data,
            of_text=found.of_task,
            more={"id": f"{task.file}-{task.number}", **_people(task)},
        )


def _people(task: Task) -> dict[str, Any]:
    """Return who has annotated a task and when, as a field of the article."""
    when = str(task.annotation.get("updated_at") or task.annotation.get("created_at") or "")[:10]
    made: dict[str, Any] = {"by": names_of(task.annotation), "date": when}
    if task.is_prediction:
        made["drafted_by"] = task.annotation.get("model_version") or "a model"
    kept = {key: one for key, one in made.items() if one}
    return {"annotation": kept} if kept else {}


def _is_own(data: dict[str, Any]) -> bool:
    return data.get("format") == FORMAT


def _annotated(source: Path) -> Iterator[tuple[Declared, Standoff, str]]:
    losses = Losses()
    for task in read_tasks(source, (), losses):
        if _is_own(task.data):
            raise UsageError(f"{source}: newscorpus wrote it, so that it needs no mapping")
        found = parse(task.annotation.get("result") or [], "", losses, task.place)
        strings = (one for one in task.data.values() if isinstance(one, str))
        yield Declared(), standoff_of((*found.annotations, *found.of_task)), max(strings, key=len, default="")
