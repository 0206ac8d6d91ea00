"""Articles -> a project folder of Potato: the configuration, the instances, and the annotations of one annotator.

Spans are also pre-annotations, which every annotator begins with. Potato has no attributes, notes and identifiers of
spans: they are in the field `said` of the instance, which it keeps and does not show.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus.formats.json.writer import dump_json
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.interchange.engine.document import Annotation, Frame, Identifier, Mark, Relation, Remark, Same, Words
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.output import GENERATOR, Output
from newscorpus.interchange.own.labels import Labels
from newscorpus.interchange.own.writing import annotations
from newscorpus.interchange.potato.project import STATE
from newscorpus.models import Article, Manifest

FORMAT: Final = "newscorpus/1"
"""The field `format` of instances that newscorpus has written."""
_CONFIGURATION: Final = "config.yaml"
_SCHEME: Final = "# newscorpus/1"
_DATA: Final = "data/articles.jsonl"
_OUTPUT: Final = "annotation_output"
_ANNOTATOR: Final = "newscorpus"
_SPANS, _EVENTS, _LINKS, _CHAINS = "spans", "events", "links", "chains"
"""The names of the annotation schemes."""
_TRIGGER: Final = "trigger"
_SAID: Final = "said"
_ITEM: Final = ("kind", "label", "target", "value")
"""What an item of it has. The value of a mark may be null."""


def write(articles: Iterable[Article], output: Output) -> None:
    """Write `config.yaml`, the instances, and the file of the annotator `newscorpus` into a new folder.

    Raises:
        OSError: A file cannot be written.
    """
    folder, labels = output.target, Labels.of(output.rights.manifest)
    own = folder / _OUTPUT / _ANNOTATOR
    for needed in (own, (folder / _DATA).parent):
        needed.mkdir(parents=True)
    made: dict[str, dict[str, Any]] = {kind: {} for kind in ("label", "span", "link", "event")}
    with (folder / _DATA).open("x", encoding="utf-8", newline="\n") as file:
        for article, text in output.with_texts(articles):
            given = annotations(article, text, lambda _, spans: len(spans) == 1, output.losses)
            parts = list(labels.used(given))
            instance = _Instance()
            for annotation in parts:
                instance.add(annotation, {part.id: part.trigger for part in parts if isinstance(part, Frame)})
            data = {"format": FORMAT, "id": article.id, "text": text, _SAID: instance.said}
            predictions = {"predictions": {_SPANS: [span for span, _ in instance.spans]}}
            file.write(dump_json({**data, **predictions}, indent=False).rstrip() + "\n")
            for kind, of_instance in (("span", instance.spans), ("link", instance.links), ("event", instance.events)):
                made[kind][article.id] = of_instance
    state = {
        "user_id": _ANNOTATOR,
        "instance_id_ordering": [*made["span"]],
        "current_instance_index": 0,
        "current_phase_and_page": ["annotation", None],
        "completed_phase_and_pages": [],
        "max_assignments": -1,
        **{f"instance_id_to_{kind}_to_value": of_kind for kind, of_kind in made.items()},
    }
    (own / STATE).write_text(dump_json(state, indent=True), encoding="utf-8", newline="\n")
    (folder / _CONFIGURATION).write_text(_configuration(labels, output.rights.manifest), encoding="utf-8", newline="\n")


def is_export(path: Path) -> bool:
    """Report whether a folder contains what `write` wrote."""
    file = path / _CONFIGURATION
    return file.is_file() and file.read_bytes().startswith(_SCHEME.encode())


def said_of(data: dict[str, Any], given: Iterable[Annotation], losses: Losses, place: str) -> Iterator[Annotation]:
    """Yield the annotations of an instance that newscorpus has written, and what it says of those that are still there.

    Args:
        data: The instance.
        given: Its annotations.
        losses: Where to count what is said of an annotation that has been deleted.
        place: Where the instance is.
    """
    ids = set[str]()
    for annotation in given:
        if isinstance(annotation, Words | Frame | Relation):
            ids.add(annotation.id)
        yield annotation
    listed = data.get(_SAID)
    for item in listed if isinstance(listed, list) else ():
        if not _is_item(item):
            losses.add("attribute or note that cannot be read", place)
            continue
        kind, label, target, value = item
        if target not in ids:
            losses.add("attribute or note of a deleted span", f"{place}: {target}")
        elif kind == "mark":
            yield Mark(label, target, value, place)
        elif kind == "note":
            yield Remark(label, target, value, place)
        else:
            yield Identifier(target, label, value, "", place)


def _is_item(item: Any) -> bool:
    """Report whether this is an item that newscorpus writes: strings, but for a mark without a value."""
    if not isinstance(item, list) or len(item) != len(_ITEM):
        return False
    *others, value = item
    is_mark = item[0] == "mark"
    return all(isinstance(part, str) for part in others) and (isinstance(value, str) or (value is None and is_mark))


def _configuration(labels: Labels, manifest: Manifest) -> str:
    """Return the configuration of the project.

    Unused types of events are no labels of spans, which would be too many: their triggers are `trigger`. Potato takes
    one span for each role, so a participant has a second one, such as `agent2`.
    """
    people = set(chain.from_iterable(manifest.words.roles.values()))
    second = {
        label: {f"{role}2" for role in roles if role.rstrip("_") in people} for label, roles in labels.events.items()
    }
    types = [
        {
            "type": label,
            "trigger_labels": [*({label} & labels.words), _TRIGGER],
            "arguments": [{"role": role} for role in sorted(roles | second[label])],
        }
        for label, roles in sorted(labels.events.items())
    ]
    directed = [{"name": label, "directed": True} for label in sorted(labels.relations)]
    spans = [{"name": label} for label in sorted(labels.words)]
    schemes: list[tuple[str, str, str, dict[str, Any]]] = [
        ("span", _SPANS, "Mentions of actors, by their kinds, and parts of events", {"labels": spans}),
        ("event_annotation", _EVENTS, "Events and claims", {"span_schema": _SPANS, "event_types": types}),
        ("span_link", _LINKS, "Relations", {"span_schema": _SPANS, "link_types": directed}),
        ("coreference", _CHAINS, "Mentions of one actor", {"span_schema": _SPANS}),
    ]
    data = {
        "annotation_task_name": manifest.title or manifest.name,
        "task_dir": ".",
        "data_files": [_DATA],
        "item_properties": {"id_key": "id", "text_key": "text"},
        "output_annotation_dir": _OUTPUT,
        "require_password": False,
        "user_config": {"allow_all_users": True, "users": []},
        "pre_annotation": {"enabled": True, "field": "predictions"},
        "annotation_schemes": [
            {"annotation_type": kind, "name": name, "description": said, **more} for kind, name, said, more in schemes
        ],
    }
    comment = f"{_SCHEME[2:]}: the labels are those of {GENERATOR}, which reads them back"
    return dump_yaml(data, comment=comment)


@attrs.define
class _Instance:
    """The annotations of one article as Potato has them."""

    spans: list[tuple[dict[str, Any], str]] = attrs.field(factory=list)
    links: dict[str, dict[str, Any]] = attrs.field(factory=dict)
    events: dict[str, dict[str, Any]] = attrs.field(factory=dict)
    said: list[tuple[str, str, str, str | None]] = attrs.field(factory=list)

    def add(self, annotation: Annotation, triggers: dict[str, str]) -> None:
        """Add an annotation; `triggers` has the span of each event, which stands for it."""
        order = len(self.links) + len(self.events)
        match annotation:
            case Words(id_, label, ((start, end),)):
                span = {"schema": _SPANS, "name": label, "title": label, "start": start, "end": end, "id": id_}
                self.spans.append((span, "true"))
            case Frame(id_, label, trigger, given):
                arguments = [{"role": role, "span_id": triggers.get(target, target)} for role, target in given]
                fields = {"schema": _EVENTS, "event_type": label, "trigger_span_id": trigger, "arguments": arguments}
                self.events[id_] = {"id": id_, **fields, "properties": {"order": order}}
            case Relation(id_, label, first, second):
                ends = [triggers.get(end, end) for end in (first, second)]
                self._link(id_, _LINKS, label, ends, "directed", order)
            case Same(label, members):
                self._link(f"chain-{order}", _CHAINS, label, list(members), "undirected", order)
            case Mark(label, target, value):
                self.said.append(("mark", label, triggers.get(target, target), value))
            case Remark(label, target, text):
                self.said.append(("note", label, triggers.get(target, target), text))
            case Identifier(target, scheme, value):
                self.said.append(("identifier", scheme, triggers.get(target, target), value))

    def _link(self, id_: str, schema: str, label: str, ids: list[str], direction: str, order: int) -> None:
        fields = {"schema": schema, "link_type": label, "span_ids": ids, "direction": direction}
        self.links[id_] = {"id": id_, **fields, "properties": {"order": order}}
