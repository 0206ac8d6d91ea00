"""Articles -> Label Studio: a file of tasks, and the labeling configuration, with the labels of `scheme`.

A frame is its trigger, with a relation for each argument. Marks are choices of a region, notes and identifiers texts.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from newscorpus.formats.json.writer import dump_json
from newscorpus.interchange.engine.document import (
    Annotation,
    Identifier,
    Mark,
    Relation,
    Remark,
    Words,
)
from newscorpus.interchange.engine.output import Output
from newscorpus.interchange.own.flat import SAME, framed, unframed
from newscorpus.interchange.own.labels import Labels
from newscorpus.interchange.own.writing import annotations
from newscorpus.models import Article
from newscorpus.text.spans import Span

_TASKS: Final = "tasks.json"
_CONFIGURATION: Final = "config.xml"
_IDENTIFIER: Final = "identifier"
"""The control whose texts are identifiers."""
_BUTTONS: Final = 6
"""More choices than these are a list to open."""
FORMAT: Final = "newscorpus/1"
"""The field `format` of the data of tasks that newscorpus has written."""
_BEGIN: Final = f'{{"data":{{"format":"{FORMAT}"'


def write(articles: Iterable[Article], output: Output) -> None:
    """Write `tasks.json` and `config.xml` into a new folder.

    Raises:
        OSError: A file cannot be written.
    """
    folder = output.target
    folder.mkdir(parents=True)
    labels, separator = Labels.of(output.rights.manifest), ""
    with (folder / _TASKS).open("x", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for article, text in output.with_texts(articles):
            parts = annotations(article, text, _is_exact, output.losses, relations_have_notes=False)
            result = list(_result(labels.used(unframed(parts)), text))
            data = {"format": FORMAT, "id": article.id, "text": text}
            task = dump_json({"data": data, "annotations": [{"result": result}]}, indent=False)
            file.write(f"{separator}\n{task.rstrip()}")
            separator = ","
        file.write("\n]\n")
    (folder / _CONFIGURATION).write_text(_configuration(labels), encoding="utf-8", newline="\n")


def is_export(path: Path) -> bool:
    """Report whether a folder contains what `write` wrote."""
    tasks = path / _TASKS
    if not tasks.is_file():
        return False
    with tasks.open("rb") as file:
        return file.read(2 + len(_BEGIN)) in (f"[\n{_BEGIN}".encode(), b"[\n]\n")


def read_back(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Return the annotations of a task that newscorpus has written."""
    return framed(_identified(annotation) for annotation in annotations)


def _identified(annotation: Annotation) -> Annotation:
    if isinstance(annotation, Remark) and annotation.label == _IDENTIFIER:
        scheme, _, value = annotation.text.partition(":")
        return Identifier(annotation.target, scheme, value, "", annotation.place)
    return annotation


def _configuration(labels: Labels) -> str:
    """Return the labeling configuration."""
    arguments = {argument for arguments in labels.events.values() for argument in arguments}
    lines = [
        "<View>",
        '  <Filter name="filter" toName="label" minlength="0"/>',
        '  <Labels name="label" toName="text">',
    ]
    names = [*sorted(labels.words - labels.events.keys()), *sorted(labels.events)]
    lines += [f"    <Label value={quoteattr(name)}/>" for name in names]
    lines += [
        "  </Labels>",
        '  <Text name="text" value="$text" granularity="word"/>',
        '  <Relations choice="multiple">',
    ]
    names = sorted(labels.relations | arguments | {SAME})
    lines += [*(f"    <Relation value={quoteattr(name)}/>" for name in names), "  </Relations>"]
    for name, values in sorted(labels.marks.items()):
        layout = ' layout="select"' if len(values) > _BUTTONS else ""
        lines.append(f'  <Choices name={quoteattr(name)} toName="text" perRegion="true" choice="single"{layout}>')
        lines += [f"    <Choice value={quoteattr(value)}/>" for value in sorted(values or {name})]
        lines.append("  </Choices>")
    texts = sorted(labels.notes | {_IDENTIFIER})
    lines += [f'  <TextArea name={quoteattr(name)} toName="text" perRegion="true"/>' for name in texts]
    return "\n".join((*lines, "</View>", ""))


def _is_exact(_: str, spans: Sequence[Span]) -> bool:
    return len(spans) == 1


def _result(given: Iterable[Annotation], text: str) -> Iterator[dict[str, Any]]:
    """Yield the items of a result: the relations of a pair of regions together, since a pair can have only one."""
    spans: dict[str, dict[str, Any]] = {}
    pairs: dict[tuple[str, str], dict[str, Any]] = {}
    notes: dict[tuple[str, str], list[str]] = {}
    for annotation in given:
        match annotation:
            case Words(id_, label, ((start, end),)):
                spans[id_] = {"start": start, "end": end}
                value = {**spans[id_], "text": text[start:end], "labels": [label]}
                yield _item("labels", "label", id_, value)
            case Relation(_, label, first, second):
                if (first, second) in pairs:
                    pairs[first, second]["labels"].append(label)
                    continue
                ends = {"from_id": first, "to_id": second}
                pairs[first, second] = {"type": "relation", **ends, "direction": "right", "labels": [label]}
                yield pairs[first, second]
            case Mark(label, target, value_of_mark):
                chosen = label if value_of_mark is None else value_of_mark
                yield _item("choices", label, target, {**spans[target], "choices": [chosen]})
            case Identifier() | Remark():
                name, words = _text(annotation)
                if (name, annotation.target) in notes:
                    notes[name, annotation.target].append(words)
                    continue
                notes[name, annotation.target] = [words]
                value = {**spans[annotation.target], "text": notes[name, annotation.target]}
                yield _item("textarea", name, annotation.target, value)


def _text(said: Identifier | Remark) -> tuple[str, str]:
    if isinstance(said, Identifier):
        return _IDENTIFIER, f"{said.scheme}:{said.value}"
    return said.label, said.text


def _item(kind: str, name: str, id_: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": id_, "from_name": name, "to_name": "text", "type": kind, "value": value}
