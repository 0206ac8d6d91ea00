"""Label Studio: tasks in JSON, each a text with annotations, and the labeling configuration in XML."""

from collections.abc import Iterator
from typing import Any, Final

from newscorpus.interchange.engine.document import Annotation, Document
from newscorpus.interchange.engine.fields import reads_of_fields
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.paths import Reads, first
from newscorpus.interchange.engine.sources import Source
from newscorpus.interchange.label_studio.hypertext import in_text, shown_text
from newscorpus.interchange.label_studio.results import parse
from newscorpus.interchange.label_studio.tasks import Task, names_of, read_tasks
from newscorpus.interchange.label_studio.text_field import is_address, with_paths
from newscorpus.interchange.label_studio.writer import FORMAT, is_export, read_back, write
from newscorpus.interchange.own.reading import article

__all__ = ["draft", "is_export", "read", "write"]


def _documents(source: Source, losses: Losses) -> Iterator[Document]:
    """Yield the tasks of an export in JSON or JSON-MIN, a file or a folder of them."""
    for task, found_path in with_paths(read_tasks(source, losses)):
        is_own = task.data.get("format") == FORMAT
        known = source.labels.article.text or ("text" if is_own else None)
        path = known or found_path
        text = first(task.data, path) if path else None
        result = task.annotation.get("result") or []
        if not isinstance(text, str) or not text.strip() or (known is None and is_address(text)):
            losses.add("task without a text", task.place)
            text = None
        elif (shown := shown_text(text, result)) is not None:
            losses.add("markup of HTML", task.place)
            text, result = shown, in_text(result, shown)
        if text is not None and not is_own:
            for place, field in Reads([(str(path), "."), *reads_of_fields(source.labels.article)]).others(task.data):
                losses.add(f"data.{field}", f"{task.place}: {place}")
        yield Document(
            str(task.data.get("id")) if is_own else f"{task.file}-{task.number}",
            text,
            _annotations(result, text or "", losses, task.place, is_own=is_own),
            task.place,
            task.file,
            task.number,
            metadata=task.data,
            fields=_people(task),
            own=article if is_own else None,
        )


def _annotations(result: Any, text: str, losses: Losses, place: str, *, is_own: bool) -> Iterator[Annotation]:
    annotations = parse(result, text, losses, place)
    yield from read_back(annotations) if is_own else annotations


def _people(task: Task) -> dict[str, Any]:
    """Return who has annotated a task and when, as a field of the article."""
    when = str(task.annotation.get("updated_at") or task.annotation.get("created_at") or "")[:10]
    made: dict[str, Any] = {"by": names_of(task.annotation), "date": when}
    if task.is_prediction:
        made["drafted_by"] = task.annotation.get("model_version") or "a model"
    kept = {key: one for key, one in made.items() if one}
    return {"annotation": kept} if kept else {}


_READER: Final = LabelReader("label-studio", _documents)
read, draft = _READER.read, _READER.draft
