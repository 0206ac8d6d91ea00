"""WebAnno TSV 3 -> documents, as INCEpTION and WebAnno export it.

What annotations become is as in `cas`:

| in the file | is |
| --- | --- |
| a span | a label: the value of its first feature that is no number, and above it the name of its layer |
| a span of a layer with slots | an event; each slot is an argument with its role |
| a relation | a relation, with a label made as for a span |
| a chain | mentions of one actor, each with the name of the chain: `CoreferenceChain-1` |
| the identifier of a NamedEntity | one of Wikidata, or of the scheme `kb` |
| other features of spans | attributes |
| parts of speech, syntax and other linguistic layers | lost |
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from newscorpus.errors import UsageError
from newscorpus.fs import reading
from newscorpus.interchange.engine.document import Annotation, Document, Frame, Identifier, Mark, Relation, Words
from newscorpus.interchange.engine.layers import LINGUISTIC, NAMED_ENTITY, LayerLabels, identity, short
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.offsets import count_other_tokens, tokens_of, whole_sentences
from newscorpus.interchange.engine.sources import Source, SourceFile
from newscorpus.interchange.webanno_tsv.rows import NONE, Column, NotTsv, Table, Unit, read_table
from newscorpus.text.spans import Span

_NULL: Final = "*"
"""An annotation without a value."""
_STACKED: Final = re.compile(r"(?:[^|\\]|\\.?)+")
_SLOTS: Final = re.compile(r"(?:[^;\\]|\\.?)+")
_NUMBERED: Final = re.compile(r"((?:[^\\]|\\.)*?)\[(\d{1,9})\]")
_REFERENCE: Final = re.compile(r"(\d+-\d+(?:\.\d+)?)(?:\[(\d{1,9})(?:_(\d{1,9}))?\])?")
_LINK: Final = re.compile(r".*->(\d{1,9})-(\d{1,9})")
_ESCAPED: Final = re.compile(r"\\(->|.)")
_CONTROLS: Final = {"t": "\t", "n": "\n", "r": "\r"}
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?|true|false")
_ANY: Final = ("uima.tcas.Annotation", "")
"""Layers of slots that may have targets of any layer."""

_Key = tuple[str, int | str, int]
"""A layer, and the number of an annotation; or a layer, a token and the place in the stack there; or a link."""


@attrs.define(eq=False)
class _Mention:
    """An annotation of words, while its rows are read."""

    layer: str
    number: int | None
    unit: Unit
    """The token at which it begins."""
    end: int
    place: str
    features: dict[str, str | None] = attrs.field(factory=dict)
    roles: list[tuple[str | None, str]] = attrs.field(factory=list)
    """The role of each slot, and its feature."""
    targets: list[tuple[str, str]] = attrs.field(factory=list)
    """The reference of each slot, and the layer that it may be of."""
    chain: str | None = None
    """The name of its chain."""
    id: str | None = None
    """None if it has no place in an article."""

    @property
    def span(self) -> Span:
        return self.unit.span[0], self.end


@attrs.define(eq=False)
class _Arc:
    """A relation, while its row is read."""

    layer: str
    unit: Unit
    place: str
    base: str = ""
    """The layer of its ends."""
    reference: str = ""
    features: dict[str, str | None] = attrs.field(factory=dict)


def _documents(source: Source, losses: Losses) -> Iterator[Document]:
    """Yield the documents of a folder of files `*.tsv`, or of one file. Raises UsageError if none is of the format."""
    reasons, is_any = list[str](), False
    for file in source.files("*.tsv"):
        try:
            table = read_table(reading.read_bytes(file.path).decode("utf-8-sig"), file.name, losses)
        except (reading.Unreadable, UnicodeDecodeError, NotTsv) as e:
            reason = f"not UTF-8: byte {e.start}" if isinstance(e, UnicodeDecodeError) else str(e)
            reasons.append(f"{file.name}: {reason}")
            losses.add("file that cannot be read as WebAnno TSV 3", reasons[-1])
            continue
        is_any = True
        if table.text.strip():
            yield _document(file, table, losses)
        else:
            losses.add("document without a text", file.name)
    if not is_any:
        raise UsageError(f"{source.path}: no file can be read as WebAnno TSV 3; {reasons[0]}")


def _document(file: SourceFile, table: Table, losses: Losses) -> Document:
    reader = _Reader(table, losses)
    annotations = reader.read()
    spans = [span for words in annotations if isinstance(words, Words) for span in words.spans]
    ours = whole_sentences(tokens_of(table.text, spans), spans)
    count_other_tokens(table.text, table.sentences, ours, losses, file.name)
    # INCEpTION names files like annotators, in a folder for each document: the path is the id.
    id_ = file.name.rpartition(".")[0].replace("/", "-")
    return Document(id_, table.text, annotations, file.name, id_, declared=reader.labels.declared, is_placed=True)


class _Index:
    """Finds the annotations that references mean."""

    def __init__(self, mentions: Iterable[_Mention]) -> None:
        self._by_unit: dict[str, list[_Mention]] = {}
        self._by_number: dict[int, list[_Mention]] = {}
        for mention in mentions:
            self._by_unit.setdefault(mention.unit.id, []).append(mention)
            if mention.number is not None:
                self._by_number.setdefault(mention.number, []).append(mention)

    def find(self, layer: str, unit: str, digits: str | None) -> _Mention | None:
        """Return the annotation of a layer that a reference means; None if there is none.

        Args:
            layer: The layer, or one that stands for all.
            unit: The id of the token at which it begins.
            digits: Its number; None or 0 for one without, or for one that covers no other token.
        """
        number = int(digits or 0)
        mentions = self._by_number.get(number, ()) if number else self._by_unit.get(unit, ())
        able = [mention for mention in mentions if layer in (mention.layer, *_ANY)]
        if number:
            able.sort(key=lambda mention: mention.unit.id != unit)
        else:
            able.sort(key=lambda mention: (mention.number is not None, mention.end))
        return able[0] if able else None


class _Reader:
    """Reads the annotations of one file."""

    def __init__(self, table: Table, losses: Losses) -> None:
        self._table, self._losses = table, losses
        self.labels = LayerLabels()
        self._with_slots = {column.layer for column in table.columns if column.holds == "role"}
        self._mentions: dict[_Key, _Mention] = {}
        self._stacks: dict[_Key, _Mention] = {}
        """The annotation at each place of a stack, in the column that was read last."""
        self._arcs: dict[_Key, _Arc] = {}

    def read(self) -> list[Annotation]:
        """Return the annotations, those of words in the order of the text."""
        relations = {column.layer for column in self._table.columns if column.holds == "base"}
        for unit in self._table.units:
            for number, column in enumerate(self._table.columns):
                cell = unit.cell(number)
                if cell in (NONE, ""):
                    continue
                read = self._add_to_arc if column.layer in relations else self._add_to_mention
                for stacked, value in enumerate(_STACKED.findall(cell)):
                    read(column, unit, stacked, value, unit.place_of(number))
        annotations = list[Annotation]()
        mentions = sorted(self._mentions.values(), key=lambda mention: (mention.span[0], -mention.span[1]))
        kept = [mention for mention in mentions if self._is_kept(mention)]
        for number, mention in enumerate(kept, 1):
            mention.id = f"T{number}"
        index = _Index(kept)
        for mention in kept:
            annotations += self._annotations(mention, index)
        for number, arc in enumerate(self._arcs.values(), 1):
            annotations += self._relation(arc, f"R{number}", index)
        return annotations

    # Cells

    def _add_to_mention(self, column: Column, unit: Unit, index: int, value: str, place: str) -> None:
        if column.holds == "target":
            # A host without slots has `*` here, and may have nothing else.
            stacked = self._stacks.get((column.layer, unit.id, index))
            mention = stacked or self._mention(column.layer, unit, index, None, place)
            if mention.unit is unit and value not in (_NULL, NONE):
                mention.targets += [(reference, column.name) for reference in _SLOTS.findall(value)]
            return
        if column.holds == "link":
            self._add_link(column, unit, value, place)
            return
        bare, number = _numbered(value)
        if column.holds == "type":
            if bare != _NULL:
                self._losses.add("feature {}", place, name=f"{short(column.layer)}.{column.name}")
            return
        if bare == NONE and column.holds == "feature":
            return
        mention = self._mention(column.layer, unit, index, number, place)
        if column.holds == "feature":
            self._set(mention, column.name, None if bare == _NULL else _unescaped(bare), place)
        elif mention.unit is unit and bare != NONE:
            roles = _SLOTS.findall(bare)
            mention.roles += [(None if role == _NULL else _unescaped(role), column.name) for role in roles]

    def _mention(self, layer: str, unit: Unit, index: int, number: int | None, place: str) -> _Mention:
        """Return the annotation that a value is of; it goes on to a token."""
        stacked: _Key = (layer, unit.id, index)
        key: _Key = stacked if number is None else (layer, number, 0)
        mention = self._mentions.setdefault(key, _Mention(layer, number, unit, unit.span[1], place))
        mention.end = max(mention.end, unit.span[1])
        self._stacks[stacked] = mention
        return mention

    def _set(self, mention: _Mention, name: str, value: str | None, place: str) -> None:
        if mention.features.setdefault(name, value) != value:
            self._losses.add(f"other value of {short(mention.layer)}.{name} in the same annotation", place)

    def _add_link(self, column: Column, unit: Unit, value: str, place: str) -> None:
        match = _LINK.fullmatch(value)
        if match is None:
            self._losses.add("link of a chain without `->CHAIN-LINK`", place)
            return
        key = column.layer, int(match[1]), int(match[2])
        mention = self._mentions.setdefault(key, _Mention(column.layer, None, unit, unit.span[1], place))
        mention.end = max(mention.end, unit.span[1])
        mention.chain = f"{short(column.layer).removesuffix('Link')}Chain-{match[1]}"
        if value.rpartition("->")[0] != _NULL and mention.unit is unit:
            self._losses.add("feature {}", place, name=f"{short(column.layer)}.{column.name}")

    def _add_to_arc(self, column: Column, unit: Unit, index: int, value: str, place: str) -> None:
        key: _Key = (column.layer, unit.id, index)
        arc = self._arcs.setdefault(key, _Arc(column.layer, unit, place))
        if column.holds == "base":
            arc.base, arc.reference = column.name, value
        else:
            bare, _ = _numbered(value)
            arc.features[column.name] = None if bare == _NULL else _unescaped(bare)

    # Annotations

    def _is_kept(self, mention: _Mention) -> bool:
        """Report whether an annotation can be one of an article; count it if not."""
        start, end = mention.span
        if LINGUISTIC.match(mention.layer):
            self._losses.add("layer {}", mention.place, name=short(mention.layer))
        elif start >= end:
            self._losses.add("annotation without words", mention.place)
        else:
            return True
        return False

    def _label(self, section: str, layer: str, features: dict[str, str | None]) -> tuple[str, dict[str, str]]:
        """Return the label of an annotation, and its other features."""
        given = {name: value for name, value in features.items() if name and value is not None}
        words = (name for name, value in given.items() if not _NUMBER.fullmatch(value))
        name = "value" if layer == NAMED_ENTITY else next(words, "")
        return self.labels.label(section, short(layer), given.pop(name, None)), given

    def _annotations(self, mention: _Mention, index: _Index) -> Iterator[Annotation]:
        layer, place, id_ = mention.layer, mention.place, mention.id or ""
        is_event = layer in self._with_slots
        rest: dict[str, str] = {}
        if mention.chain is not None:
            label = mention.chain
        else:
            label, rest = self._label("events" if is_event else "entities", layer, mention.features)
        yield Words(id_, label, (mention.span,), self._table.text[slice(*mention.span)], place)
        target = f"E{id_[1:]}" if is_event else id_
        if is_event:
            yield Frame(target, label, id_, tuple(self._arguments(mention, index)), place)
        if layer == NAMED_ENTITY and (identifier := rest.pop("identifier", None)):
            yield Identifier(id_, *identity(identifier), "", place)
        for name, value in rest.items():
            yield Mark(name, target, value, place)

    def _arguments(self, mention: _Mention, index: _Index) -> Iterator[tuple[str, str]]:
        if len(mention.roles) != len(mention.targets):
            self._losses.add("slots whose roles and targets differ in number", mention.place)
        for (role, feature), (reference, layer) in zip(mention.roles, mention.targets, strict=False):
            match = _REFERENCE.fullmatch(reference)
            other = index.find(layer, match[1], match[2]) if match else None
            if other is None or other.id is None:
                self._losses.add("slot whose target does not exist", f"{mention.place}: {reference}")
            else:
                yield role or feature, other.id

    def _relation(self, arc: _Arc, id_: str, index: _Index) -> Iterator[Relation]:
        if LINGUISTIC.match(arc.layer):
            self._losses.add("layer {}", arc.place, name=short(arc.layer))
            return
        label, rest = self._label("relations", arc.layer, arc.features)
        match = _REFERENCE.fullmatch(arc.reference)
        first = index.find(arc.base, match[1], match[2]) if match else None
        second = index.find(arc.base, arc.unit.id, match[3]) if match else None
        if first is None or second is None:
            self._losses.add(f"layer {short(arc.layer)} of what is no span", f"{arc.place}: {arc.reference}")
            return
        yield Relation(id_, label, first.id or "", second.id or "", arc.place)
        for name in rest:
            self._losses.add("feature {}", arc.place, name=f"{short(arc.layer)}.{name}")


def _numbered(value: str) -> tuple[str, int | None]:
    """Return a value without the number behind it, and the number."""
    match = _NUMBERED.fullmatch(value)
    return (match[1], int(match[2])) if match else (value, None)


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda match: _CONTROLS.get(match[1], match[1]), value)


READER: Final = LabelReader("webanno-tsv", _documents)
