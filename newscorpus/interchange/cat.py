"""CAT XML -> documents, as the Content Annotation Tool writes it: EventStoryLine, ECB+ and NewsReader MEANTIME have it.

The text is made of the tokens, with a space between two, and a line for each sentence: there are no offsets. A blank
line follows a sentence that does not end like one, such as a headline, so that it is not a part of the next.

| in the file | is |
| --- | --- |
| a markable with anchors | a label: the name of the element, or the `ent_type` of its instance |
| `NEG_` before the name | the mark `NEG`, so that an event is negated |
| an instance, which has no anchors | one thing: what refers to it is the same, and has its attributes |
| a relation | a relation, with the label in `relType` or `sem_role`, above it the name of the element |
| `value`, if it is a date | the time of an event |
| other attributes of markables | attributes; `comment` is a note |
"""

import re
from collections.abc import Container, Iterator
from itertools import product
from typing import Final
from xml.etree.ElementTree import Element

import attrs

from newscorpus.errors import UsageError
from newscorpus.fs import reading
from newscorpus.interchange.engine.document import (
    Annotation,
    Declared,
    Document,
    Identifier,
    Mark,
    Relation,
    Remark,
    Same,
    Words,
)
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.markup import NotXml, parse_xml
from newscorpus.interchange.engine.sources import Source, SourceFile
from newscorpus.models.edtf import is_edtf
from newscorpus.models.labels import AttributeLabel, EntityLabel, LabelFile, StatusChoice
from newscorpus.text.sentences import sentence
from newscorpus.text.spans import Span

_LABELS: Final = ("reltype", "sem_role")
"""Attributes of a relation that are its label, in lower case."""
_TYPE: Final = "ent_type"
_VALUE: Final = "value"
_DATE: Final = re.compile(r"\d{4}(?:-\d\d){0,2}")
_NEGATED: Final = "NEG_"
_REFERS: Final = "REFERS_TO"
"""Beside CROSS_DOC_COREF and INTRA_DOC_COREF, the relation of words to the instance that they mean."""
_IDENTIFIERS: Final = ("instance_id", "external_ref")
_DBPEDIA: Final = re.compile(r"https?://(?:[a-z]+\.)?dbpedia\.org/(?:resource|page)/(.+)")
_ENDING: Final = re.compile(r"(?:\.(?:xml|txt|naf))+$")
_USUAL: Final = LabelFile(
    entities={
        "SIGNAL": EntityLabel(as_="thing", role="signal"),
        "C-SIGNAL": EntityLabel(as_="thing", role="signal"),
    },
    attributes={
        "polarity": AttributeLabel(status=StatusChoice(table={"NEG": "negated", "*": "ignore"})),
        "certainty": AttributeLabel(
            status=StatusChoice(table={"POSSIBLE": "possible", "PROBABLE": "possible", "*": "ignore"})
        ),
    },
)
"""What only this format has: words of signals are no actors, and MEANTIME gives statuses in attributes."""


class _NotCat(Exception):  # noqa: N818 - the file is not imported, and counted
    """The file is not of this format."""


def _documents(source: Source, losses: Losses) -> Iterator[Document]:
    """Yield the documents of a folder of files `*.xml`, or of one file. Raises UsageError if none is of the format."""
    reasons, is_any = list[str](), False
    for file in source.files("*.xml"):
        places: dict[Element, str] = {}
        try:
            root = parse_xml(reading.read_bytes(file.path), places)
            if root.tag != "Document" or root.find("token") is None:
                raise _NotCat("it has no <Document> with <token>")
        except (reading.Unreadable, NotXml, _NotCat) as e:
            reasons.append(f"{file.name}: {e}")
            losses.add("file that cannot be read as CAT XML", reasons[-1])
            continue
        is_any = True
        reader = _Reader(root, {element: f"{file.name}:{place}" for element, place in places.items()}, losses)
        if reader.text:
            yield _document(root, file, reader, source, losses)
        else:
            losses.add("document without a text", file.name)
    if not is_any:
        raise UsageError(f"{source.path}: no file can be read as CAT XML; {reasons[0]}")


def _document(root: Element, file: SourceFile, reader: "_Reader", source: Source, losses: Losses) -> Document:
    said = {name: value for name, value in root.attrib.items() if value}
    language = said.pop("lang", None)
    id_ = _ENDING.sub("", said.pop("doc_name", file.stem))
    source.count_unread(said, "doc_name", losses, file.name, "Document")
    return Document(
        id_,
        reader.text,
        reader.annotations(),
        file.name,
        file.stem,
        metadata=said,
        fields={"language": language} if language else {},
        declared=reader.declared,
        is_placed=True,
    )


@attrs.frozen(eq=False)
class _Markable:
    """An annotation of words, or an instance, which has no spans."""

    element: Element
    id: str
    spans: tuple[Span, ...]

    @property
    def values(self) -> dict[str, str]:
        """Return its attributes that are not empty."""
        return {name: value for name, value in self.element.attrib.items() if value.strip() and name != "m_id"}


class _Reader:
    """Reads one document.

    Args:
        root: Its element.
        places: The file, line and column of each element.
        losses: Where to count what cannot be read.
    """

    def __init__(self, root: Element, places: dict[Element, str], losses: Losses) -> None:
        self._root, self._places, self._losses = root, places, losses
        self._tokens: dict[str, tuple[int, Span]] = {}
        """Of each id, the number of the token, and where it is in the text."""
        self.declared = Declared()
        self.text = self._read_text()
        self._markables: dict[str, _Markable] = {}
        self._referring: dict[str, list[str]] = {}
        """The first words that refer to an instance."""

    def _read_text(self) -> str:
        parts, length, before, first = list[str](), 0, None, 0
        for number, token in enumerate(self._root.iterfind("token")):
            words, id_ = " ".join((token.text or "").split()), token.get("t_id", "")
            if not words or not id_ or id_ in self._tokens:
                fault = "without words" if not words else "whose id occurs twice" if id_ else "without an id"
                self._losses.add(f"token {fault}", self._places[token])
            if not words:
                continue
            number_of_sentence = token.get("sentence")
            if parts and number_of_sentence != before:
                line = "".join(parts[first:])
                between, first = _break(line, words), len(parts) + 1
            else:
                between = " " if parts else ""
            parts += [between, words]
            start, before = length + len(between), number_of_sentence
            length = start + len(words)
            self._tokens.setdefault(id_, (number, (start, length)))
        return "".join(parts)

    def annotations(self) -> list[Annotation]:
        """Return the annotations, those of words in the order of the text."""
        for group in self._root:
            if group.tag not in ("token", "Markables", "Relations"):
                self._losses.add("element {}", self._places[group], name=group.tag)
        for element in self._root.iterfind("Markables/*"):
            markable = _Markable(element, element.get("m_id", ""), self._spans(element))
            if markable.id in self._markables:
                self._losses.add("id that occurs twice, and means the first", f"{self._places[element]}: {markable.id}")
            else:
                self._markables[markable.id] = markable
        annotations = list[Annotation]()
        types: dict[str, str] = {}
        referring = list(self._root.iterfind("Relations/*"))
        for number, element in enumerate(referring):
            ends = self._ends(element)
            if ends is not None and ("COREF" in element.tag.upper() or element.tag == _REFERS):
                annotations += self._same(element, *ends, types)
            elif ends is not None:
                annotations += self._relations(element, *ends, f"R{number}")
        for markable in self._markables.values():
            if not markable.spans and markable.id not in self._referring:
                self._losses.add("{} without words", self._places[markable.element], name=markable.element.tag)
        mentions = sorted((each for each in self._markables.values() if each.spans), key=lambda each: each.spans)
        words = [annotation for each in mentions for annotation in self._mention(each, types)]
        return [*words, *annotations]

    def _spans(self, element: Element) -> tuple[Span, ...]:
        """Return where the words of a markable are; tokens that follow each other are one span."""
        anchored = list[tuple[int, Span]]()
        for anchor in element.iterfind("token_anchor"):
            token = self._tokens.get(anchor.get("t_id", ""))
            if token is None:
                self._losses.add("token_anchor whose token does not exist", self._places[anchor])
            else:
                anchored.append(token)
        spans, before = list[Span](), -1
        for number, (start, end) in sorted(set(anchored)):
            if spans and number == before + 1:
                spans[-1] = spans[-1][0], end
            else:
                spans.append((start, end))
            before = number
        return tuple(spans)

    def _mention(self, markable: _Markable, types: dict[str, str]) -> Iterator[Annotation]:
        element, place = markable.element, self._places[markable.element]
        label = types.get(markable.id, element.tag)
        parent = element.tag if label != element.tag else None
        self.declared.types.setdefault("entities", {}).setdefault(label, parent)
        words = " ".join(self.text[start:end] for start, end in markable.spans)
        yield Words(markable.id, label, markable.spans, words, place, _time(markable))
        if element.tag.startswith(_NEGATED):
            yield Mark(_NEGATED.rstrip("_"), markable.id, None, place)
        yield from self._said(markable, markable.id)

    def _said(self, markable: _Markable, target: str) -> Iterator[Annotation]:
        """Yield what the attributes of a markable say of an annotation."""
        place = self._places[markable.element]
        for name, value in markable.values.items():
            if name == _VALUE and _time(markable):
                continue
            if name in _IDENTIFIERS:
                known = _DBPEDIA.fullmatch(value)
                yield Identifier(target, *(("dbpedia", known[1]) if known else (name, value)), "", place)
            elif name == "comment":
                yield Remark(name, target, value, place)
            elif markable.spans or name != _TYPE:
                yield Mark(name, target, value, place)

    # Relations

    def _ends(self, element: Element) -> tuple[list[_Markable], list[_Markable]] | None:
        """Return the sources and the targets of a relation; None, and a loss, if it lacks one."""
        ends = list[list[_Markable]]()
        for name in ("source", "target"):
            known = [self._markables.get(end.get("m_id", "")) for end in element.iterfind(name)]
            if not known or None in known:
                self._losses.add("relation {} without its " + name, self._places[element], name=element.tag)
                return None
            ends.append([markable for markable in known if markable is not None])
        return ends[0], ends[1]

    def _same(
        self, element: Element, sources: list[_Markable], targets: list[_Markable], types: dict[str, str]
    ) -> Iterator[Annotation]:
        """Yield what a relation of coreference says; the type of an instance is that of the words that refer to it."""
        members = [markable.id for markable in (*sources, *targets) if markable.spans]
        known = {""}
        for instance in (markable for markable in (*sources, *targets) if not markable.spans):
            known |= {instance.element.get(name, "") for name in _IDENTIFIERS}
            for member in members:
                if type_ := instance.element.get(_TYPE):
                    types[member] = type_
                yield from self._said(instance, member)
            # Relations that each have one of the words of an instance, join these.
            members += self._referring.setdefault(instance.id, members[:1])
        if len(set(members)) > 1:
            yield Same(element.tag, tuple(dict.fromkeys(members)), self._places[element])
        self._count_others(element, ("r_id",), known)

    def _relations(
        self, element: Element, sources: list[_Markable], targets: list[_Markable], id_: str
    ) -> Iterator[Annotation]:
        place = self._places[element]
        name = next((name for name in element.attrib if name.lower() in _LABELS and element.attrib[name]), "")
        label = element.get(name, element.tag)
        self.declared.types.setdefault("relations", {}).setdefault(label, element.tag if name else None)
        if not all(markable.spans for markable in (*sources, *targets)):
            self._losses.add("relation {} of what has no words", place, name=element.tag)
            return
        for first, second in product(sources, targets):
            yield Relation(id_, label, first.id, second.id, place)
        self._count_others(element, ("r_id", name), {""})

    def _count_others(self, element: Element, read: Container[str], known: Container[str]) -> None:
        for name, value in element.attrib.items():
            if name not in read and value.strip() not in known:
                self._losses.add("{}." + name, self._places[element], name=element.tag)


def _time(markable: _Markable) -> str | None:
    """Return the date that a markable has as its value; None for a duration, an amount and others."""
    value = markable.element.get(_VALUE, "")
    return value if _DATE.fullmatch(value) and is_edtf(value) else None


def _break(line: str, words: str) -> str:
    """Return what is between a sentence and the first words of the next."""
    return "\n" if sentence(f"{line}\n{words}", (0, 1))[1] <= len(line) + 1 else "\n\n"


READER: Final = LabelReader("cat", _documents, usual=_USUAL)
