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
from newscorpus.interchange.label_studio.results import IDENTIFIER
from newscorpus.interchange.own.flat import framed, unframed
from newscorpus.interchange.own.writing import annotations
from newscorpus.models import Article
from newscorpus.text.spans import Span

TASKS: Final = "tasks.json"
CONFIGURATION: Final = "config.xml"
FORMAT: Final = "newscorpus/1"
"""The field `format` of the data of tasks that newscorpus has written."""
_BEGIN: Final = f'{{"data":{{"format":"{FORMAT}"'


def write(articles: Iterable[Article], output: Output) -> dict[str, int]:
    """Write `tasks.json` and `config.xml` into a new folder.

    Returns:
        The number of `articles`.

    Raises:
        OSError: A file cannot be written.
    """
    folder, losses = output.target, output.losses
    folder.mkdir(parents=True)
    controls, number = Controls(), 0
    with (folder / TASKS).open("x", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for article in articles:
            if article.text is None or not article.text.strip():
                losses.add("article without its text", article.id)
                continue
            made = annotations(article, article.text, _is_exact, losses, relations_have_notes=False)
            result = list(_result(unframed(made), article.text, controls))
            data = {"format": FORMAT, "id": article.id, "text": article.text}
            task = dump_json({"data": data, "annotations": [{"result": result}]}, indent=False)
            file.write(f"{',' if number else ''}\n{task.rstrip()}")
            number += 1
        file.write("\n]\n")
    (folder / CONFIGURATION).write_text(controls.configuration(), encoding="utf-8", newline="\n")
    return {"articles": number}


def is_export(path: Path) -> bool:
    """Report whether a folder contains what `write` wrote."""
    tasks = path / TASKS
    if not tasks.is_file():
        return False
    with tasks.open("rb") as file:
        return file.read(2 + len(_BEGIN)) in (f"[\n{_BEGIN}".encode(), b"[\n]\n")


def read_back(found: Iterable[Annotation]) -> list[Annotation]:
    """Return the annotations of a task that newscorpus has written."""
    made: list[Annotation] = []
    for one in found:
        if isinstance(one, Remark) and one.label == IDENTIFIER:
            scheme, _, value = one.text.partition(":")
            made.append(Identifier(one.target, scheme, value, "", one.place))
        else:
            made.append(one)
    return framed(made)


@attrs.define
class Controls:
    """The labels and controls that annotations use."""

    labels: dict[str, None] = attrs.field(factory=dict)
    relations: dict[str, None] = attrs.field(factory=dict)
    choices: dict[str, dict[str, None]] = attrs.field(factory=dict)
    texts: dict[str, None] = attrs.field(factory=dict)

    def configuration(self) -> str:
        """Return the labeling configuration."""
        lines = ["<View>", '  <Labels name="label" toName="text">']
        lines += [f"    <Label value={quoteattr(one)}/>" for one in sorted(self.labels)]
        lines += ["  </Labels>", '  <Text name="text" value="$text" granularity="word"/>']
        if self.relations:
            lines.append('  <Relations choice="multiple">')
            lines += [f"    <Relation value={quoteattr(one)}/>" for one in sorted(self.relations)]
            lines.append("  </Relations>")
        for name, values in sorted(self.choices.items()):
            lines.append(f'  <Choices name={quoteattr(name)} toName="text" perRegion="true" choice="single">')
            lines += [f"    <Choice value={quoteattr(one)}/>" for one in sorted(values)]
            lines.append("  </Choices>")
        lines += [f'  <TextArea name={quoteattr(one)} toName="text" perRegion="true"/>' for one in sorted(self.texts)]
        return "\n".join((*lines, "</View>", ""))


def _is_exact(_: str, spans: Sequence[Span]) -> bool:
    return len(spans) == 1


def _result(given: Iterable[Annotation], text: str, controls: Controls) -> Iterator[dict[str, Any]]:
    """Yield the items of a result: the relations of a pair of regions together, since a pair can have only one."""
    spans: dict[str, dict[str, Any]] = {}
    pairs: dict[tuple[str, str], dict[str, Any]] = {}
    notes: dict[tuple[str, str], list[str]] = {}
    for one in given:
        match one:
            case Words():
                ((start, end),) = one.spans
                spans[one.id] = {"start": start, "end": end}
                controls.labels[one.label] = None
                value = {**spans[one.id], "text": text[start:end], "labels": [one.label]}
                yield _item("labels", "label", one.id, value)
            case Relation():
                controls.relations[one.label] = None
                pair = one.first, one.second
                if pair in pairs:
                    pairs[pair]["labels"].append(one.label)
                    continue
                ends = {"from_id": one.first, "to_id": one.second}
                pairs[pair] = {"type": "relation", **ends, "direction": "right", "labels": [one.label]}
                yield pairs[pair]
            case Mark():
                chosen = one.label if one.value is None else one.value
                controls.choices.setdefault(one.label, {})[chosen] = None
                yield _item("choices", one.label, one.target, {**spans[one.target], "choices": [chosen]})
            case Identifier() | Remark():
                name, words = _text(one)
                controls.texts[name] = None
                if (name, one.target) in notes:
                    notes[name, one.target].append(words)
                    continue
                notes[name, one.target] = [words]
                value = {**spans[one.target], "text": notes[name, one.target]}
                yield _item("textarea", name, one.target, value)


def _text(one: Identifier | Remark) -> tuple[str, str]:
    return (IDENTIFIER, f"{one.scheme}:{one.value}") if isinstance(one, Identifier) else (one.label, one.text)


def _item(kind: str, name: str, id_: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": id_, "from_name": name, "to_name": "text", "type": kind, "value": value}
