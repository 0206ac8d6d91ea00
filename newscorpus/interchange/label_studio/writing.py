"""Articles -> Label Studio: a file of tasks, and the labeling configuration, with the labels of `scheme`.

A frame is its trigger, with a relation for each argument. Marks are choices of a region, notes and identifiers texts.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import quoteattr

import attrs

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
from newscorpus.interchange.own.flat import framed, unframed
from newscorpus.interchange.own.writing import annotations
from newscorpus.models import Article
from newscorpus.text.spans import Span

_TASKS: Final = "tasks.json"
_CONFIGURATION: Final = "config.xml"
_IDENTIFIER: Final = "identifier"
"""The control whose texts are identifiers."""
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
    controls, separator = _Controls(), ""
    with (folder / _TASKS).open("x", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for article, text in output.with_texts(articles):
            parts = annotations(article, text, _is_exact, output.losses, relations_have_notes=False)
            result = list(_result(unframed(parts), text, controls))
            data = {"format": FORMAT, "id": article.id, "text": text}
            task = dump_json({"data": data, "annotations": [{"result": result}]}, indent=False)
            file.write(f"{separator}\n{task.rstrip()}")
            separator = ","
        file.write("\n]\n")
    (folder / _CONFIGURATION).write_text(controls.configuration(), encoding="utf-8", newline="\n")


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


@attrs.define
class _Controls:
    """The labels and controls that annotations use."""

    labels: dict[str, None] = attrs.field(factory=dict)
    relations: dict[str, None] = attrs.field(factory=dict)
    choices: dict[str, dict[str, None]] = attrs.field(factory=dict)
    texts: dict[str, None] = attrs.field(factory=dict)

    def configuration(self) -> str:
        """Return the labeling configuration."""
        lines = ["<View>", '  <Labels name="label" toName="text">']
        lines += [f"    <Label value={quoteattr(name)}/>" for name in sorted(self.labels)]
        lines += ["  </Labels>", '  <Text name="text" value="$text" granularity="word"/>']
        if self.relations:
            lines.append('  <Relations choice="multiple">')
            lines += [f"    <Relation value={quoteattr(name)}/>" for name in sorted(self.relations)]
            lines.append("  </Relations>")
        for name, values in sorted(self.choices.items()):
            lines.append(f'  <Choices name={quoteattr(name)} toName="text" perRegion="true" choice="single">')
            lines += [f"    <Choice value={quoteattr(name)}/>" for name in sorted(values)]
            lines.append("  </Choices>")
        lines += [f'  <TextArea name={quoteattr(name)} toName="text" perRegion="true"/>' for name in sorted(self.texts)]
        return "\n".join((*lines, "</View>", ""))


def _is_exact(_: str, spans: Sequence[Span]) -> bool:
    return len(spans) == 1


def _result(given: Iterable[Annotation], text: str, controls: _Controls) -> Iterator[dict[str, Any]]:
    """Yield the items of a result: the relations of a pair of regions together, since a pair can have only one."""
    spans: dict[str, dict[str, Any]] = {}
    pairs: dict[tuple[str, str], dict[str, Any]] = {}
    notes: dict[tuple[str, str], list[str]] = {}
    for annotation in given:
        match annotation:
            case Words(id_, label, ((start, end),)):
                spans[id_] = {"start": start, "end": end}
                controls.labels[label] = None
                value = {**spans[id_], "text": text[start:end], "labels": [label]}
                yield _item("labels", "label", id_, value)
            case Relation(_, label, first, second):
                controls.relations[label] = None
                if (first, second) in pairs:
                    pairs[first, second]["labels"].append(label)
                    continue
                ends = {"from_id": first, "to_id": second}
                pairs[first, second] = {"type": "relation", **ends, "direction": "right", "labels": [label]}
                yield pairs[first, second]
            case Mark(label, target, value_of_mark):
                chosen = label if value_of_mark is None else value_of_mark
                controls.choices.setdefault(label, {})[chosen] = None
                yield _item("choices", label, target, {**spans[target], "choices": [chosen]})
            case Identifier() | Remark():
                name, words = _text(annotation)
                controls.texts[name] = None
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
