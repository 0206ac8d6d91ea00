"""Potato -> documents: the text of each instance, with the labels, spans, links and events of an annotator.

If several have annotated an instance, each becomes an article. An annotator's own folder has those of one. Offsets are
code points.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from newscorpus.interchange.engine.document import (
    Annotation,
    Document,
    Frame,
    Identifier,
    Mark,
    Relation,
    Remark,
    Same,
    Words,
)
from newscorpus.interchange.engine.losses import Losses, count_unread
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.sources import Item, Source
from newscorpus.interchange.own.reading import article
from newscorpus.interchange.potato.project import Annotator, Project
from newscorpus.interchange.potato.writing import FORMAT, said_of
from newscorpus.text.spans import Span

_CHAIN: Final = "coreference"
"""The type of a link, and of a scheme, whose spans are one thing."""
_PROGRESS: Final = (
    "instance_id_ordering", "current_instance_index", "current_phase_and_page", "completed_phase_and_pages",
    "max_assignments",
)  # fmt: skip
"""What an annotator has to do next, which is no annotation."""
_OF_STATE: Final = (
    *_PROGRESS,
    "user_id",
    *(f"instance_id_to_{kind}_to_value" for kind in ("label", "span", "link", "event")),
)
_OF_SPAN: Final = (
    "schema", "name", "title", "start", "end", "id", "additional_parts", "kb_id", "kb_source", "kb_label",
    "target_field",
)  # fmt: skip
_OF_LINK: Final = ("id", "schema", "link_type", "span_ids", "direction", "properties")
_OF_EVENT: Final = ("id", "schema", "event_type", "trigger_span_id", "arguments", "properties")
_SHOWN: Final = ("color", "trigger_text", "trigger_label", "order")
"""Properties that repeat what the configuration or the span says."""
_CHOSEN: Final = ("true", "True", True, "on", None)
"""Values of a label or a span that say no more than that it is there."""


def _documents(source: Source, losses: Losses) -> Iterator[Document]:
    """Yield the texts of a project, each once for everybody who has annotated it."""
    project = Project.at(source.path)
    annotators = project.annotators(losses)
    for annotator in annotators:
        count_unread(annotator.state, _OF_STATE, losses, "user_state", annotator.place)
    wanted = source.labels.completed_by
    open_ids = {annotator.name: annotator.instances() for annotator in annotators}
    for item in project.instances(losses):
        data = item.data
        id_ = str(data.get(project.key("id"))) if isinstance(data, dict) and project.key("id") in data else None
        if id_ is None:
            losses.add("instance without an id", item.place)
            continue
        done = [annotator for annotator in annotators if id_ in open_ids[annotator.name]]
        chosen = [annotator for annotator in done if annotator.name in wanted] if wanted else done
        for annotator in done:
            open_ids[annotator.name].discard(id_)
            if annotator not in chosen:
                losses.add("annotation that is not read", f"{item.place}: of {annotator.name}")
        if not chosen:
            yield _document(source, project, item, id_, id_, None, losses)
        for annotator in chosen:
            name = f"{id_}-{annotator.name}" if len(chosen) > 1 else id_
            yield _document(source, project, item, id_, name, annotator, losses)
    for annotator in annotators:
        for id_ in sorted(open_ids[annotator.name]):
            losses.add("annotation of an instance that is in no data file", f"{annotator.place}: {id_}")


def _document(
    source: Source, project: Project, item: Item, id_: str, name: str, annotator: Annotator | None, losses: Losses
) -> Document:
    data: dict[str, Any] = item.data
    path, is_own = source.labels.article.text or project.key("text"), data.get("format") == FORMAT
    text = data.get(path)
    if not isinstance(text, str) or not text.strip():
        losses.add("instance without a text", item.place)
        text = None
    elif not is_own:
        others = {key: value for key, value in data.items() if key != project.key("id")}
        source.count_unread(others, path, losses, item.place)
    annotations: Iterable[Annotation] = ()
    if annotator and text is not None:
        reader = _Reader(project, id_, annotator, losses)
        annotations = reader.annotations(path, is_own=is_own)
        annotations = said_of(data, reader.ordered(annotations), losses, item.place) if is_own else annotations
    return Document(
        name,
        text,
        annotations,
        annotator.place if annotator else item.place,
        id_,
        str(item.number),
        metadata=data,
        fields={"annotation": {"by": [annotator.name]}} if annotator and not is_own else {},
        is_placed=True,
        own=article if is_own else None,
    )


class _Reader:
    """The annotations of one instance by one annotator."""

    def __init__(self, project: Project, id_: str, annotator: Annotator, losses: Losses) -> None:
        self._schemes, self._id, self._annotator, self._losses = project.schemes(), id_, annotator, losses
        self._order: dict[str, int] = {}
        """The place of each event and link among both, in a project that newscorpus has written."""

    def ordered(self, annotations: Iterable[Annotation]) -> Iterator[Annotation]:
        """Yield annotations, events and links in the order in which newscorpus has written them, new ones last."""
        links: list[Frame | Relation] = []
        for annotation in annotations:
            if isinstance(annotation, Frame | Relation):
                links.append(annotation)
            else:
                yield annotation
        last = len(self._order) + 1
        yield from sorted(links, key=lambda link: self._order.get(link.id, last))

    def annotations(self, text_key: str, *, is_own: bool) -> Iterator[Annotation]:
        """Yield them: spans, events, links, and labels of the text. What cannot be read is counted."""
        for number, given in enumerate(self._items("span")):
            yield from self._span(given, text_key, f"{self._annotator.place}: {self._id}: span[{number}]")
        for given in self._items("event"):
            yield from self._event(given, is_own=is_own)
        for given in self._items("link"):
            yield from self._link(given)
        yield from self._labels()

    def _items(self, kind: str) -> list[Any]:
        given = self._annotator.of(kind, self._id)
        return list(given.values()) if isinstance(given, dict) else list(given) if isinstance(given, list) else []

    def _place(self, given: Any) -> str:
        id_ = given.get("id") if isinstance(given, dict) else None
        return f"{self._annotator.place}: {self._id}: {id_}"

    def _span(self, given: Any, text_key: str, place: str) -> Iterator[Annotation]:
        fields, value = given if isinstance(given, list) and len(given) == 2 else (given, None)
        span = _ends(fields)
        if span is None or not fields.get("name"):
            self._losses.add("span that cannot be read", place)
            return
        if fields.get("target_field") not in (None, "", text_key):
            self._losses.add("span of another field than the text", place)
            return
        count_unread(fields, _OF_SPAN, self._losses, "span", place)
        others = fields.get("additional_parts") or []
        parts = [_ends(part) for part in others] if isinstance(others, list) else [None]
        if None in parts:
            self._losses.add("part of a span that cannot be read", place)
        id_, label = str(fields.get("id") or place), str(fields["name"])
        yield Words(id_, label, (span, *(part for part in parts if part is not None)), "", place)
        if value not in _CHOSEN:
            yield Mark(str(fields.get("schema")), id_, str(value), place)
        if fields.get("kb_id"):
            scheme, words = str(fields.get("kb_source") or "kb"), str(fields.get("kb_label") or "")
            yield Identifier(id_, scheme, str(fields["kb_id"]), words, place)

    def _event(self, given: Any, *, is_own: bool) -> Iterator[Annotation]:
        place = self._place(given)
        if not isinstance(given, dict) or not given.get("event_type"):
            self._losses.add("event that cannot be read", place)
            return
        count_unread(given, _OF_EVENT, self._losses, "event", place)
        arguments, trigger = [], str(given.get("trigger_span_id") or "")
        listed = given.get("arguments")
        for argument in listed if isinstance(listed, list) else []:
            if isinstance(argument, dict) and argument.get("role") and argument.get("span_id"):
                count_unread(argument, ("role", "span_id", "text"), self._losses, "event.arguments", place)
                arguments.append((str(argument["role"]), str(argument["span_id"])))
            else:
                self._losses.add("argument that cannot be read", place)
        id_ = trigger if is_own else str(given.get("id") or place)
        self._properties(given, "event", id_, place)
        yield Frame(id_, str(given["event_type"]), trigger, tuple(arguments), place)

    def _link(self, given: Any) -> Iterator[Annotation]:
        place = self._place(given)
        ids = given.get("span_ids") if isinstance(given, dict) else None
        members = [str(id_) for id_ in ids] if isinstance(ids, list) else []
        if len(members) < 2:
            self._losses.add("link of fewer than two spans", place)
            return
        label = str(given.get("link_type") or "link")
        count_unread(given, _OF_LINK, self._losses, "link", place)
        self._properties(given, "link", str(given.get("id") or place), place)
        kind = self._schemes.get(str(given.get("schema")), {}).get("annotation_type")
        if _CHAIN in (kind, label):
            yield Same(label, tuple(members), place)
            return
        if given.get("direction") != "directed":
            self._losses.add("link without a direction, which is read as one", place)
        if len(members) > 2:
            self._losses.add("link of more than two spans, which is read as pairs", place)
        for number, member in enumerate(members[1:]):
            id_ = f"{given.get('id') or place}{f'-{number + 1}' if number else ''}"
            yield Relation(id_, label, members[0], member, place)

    def _properties(self, given: dict[str, Any], kind: str, id_: str, place: str) -> None:
        properties = given.get("properties")
        if isinstance(properties, dict):
            count_unread(properties, _SHOWN, self._losses, f"{kind}.properties", place)
            if type(order := properties.get("order")) is int:
                self._order[id_] = order

    def _labels(self) -> Iterator[Mark | Remark]:
        """Yield what is said of the text as a whole: a mark for each scheme, and a note for each of words."""
        values: dict[str, list[tuple[str, Any]]] = {}
        for given in self._items("label"):
            label, value = given if isinstance(given, list) and len(given) == 2 else (None, None)
            if isinstance(label, dict) and "schema" in label:
                values.setdefault(str(label["schema"]), []).append((str(label.get("name")), value))
            else:
                self._losses.add("label that cannot be read", f"{self._annotator.place}: {self._id}")
        for schema, several in values.items():
            place = f"{self._annotator.place}: {self._id}: {schema}"
            if self._schemes.get(schema, {}).get("annotation_type") == "text":
                yield from (Remark(schema, "", str(value), place) for _, value in several)
                continue
            said = [name if value in _CHOSEN else str(value) for name, value in several]
            if len(several) > 1 and any(value not in _CHOSEN for _, value in several):
                said = [f"{name}: {value}" for name, value in several]
            yield Mark(schema, "", ", ".join(said), place)


def _ends(given: Any) -> Span | None:
    start, end = (given.get(key) for key in ("start", "end")) if isinstance(given, dict) else (None, None)
    return (start, end) if type(start) is int and type(end) is int and 0 <= start < end else None


READER: Final = LabelReader("potato", _documents, root=lambda path: Project.at(path).folder)
