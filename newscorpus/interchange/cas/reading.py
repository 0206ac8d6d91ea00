"""UIMA CAS -> documents, as INCEpTION and WebAnno have it: XMI with a type system, or JSON CAS.

See https://uima.apache.org. Offsets there count UTF-16; the library converts them. `writing` reads back what newscorpus
has written. This becomes of others:

| in the CAS | is |
| --- | --- |
| a span | a label: the value of its first string feature, and above it the name of its layer |
| a span of a layer with links | an event; each link is an argument with its role |
| an annotation with `Governor` and `Dependent` | a relation, with a label made as for a span |
| a CoreferenceChain | mentions of one actor, each with the name of the chain: `CoreferenceChain-1` |
| the identifier of a NamedEntity | one of Wikidata, or of the scheme `kb` |
| other features | attributes |
| tokens, sentences, parts of speech, syntax and other linguistic layers | lost |
"""

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, Final

from newscorpus._optional import import_optional
from newscorpus.errors import UsageError
from newscorpus.interchange.cas import writing
from newscorpus.interchange.engine.document import (
    Annotation,
    Declared,
    Document,
    Frame,
    Identifier,
    Mark,
    Relation,
    Words,
)
from newscorpus.interchange.engine.layers import LINGUISTIC, NAMED_ENTITY, LayerLabels, identity, short
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.markup import NotXml, require_no_document_type
from newscorpus.interchange.engine.sources import Source, SourceFile
from newscorpus.interchange.own.reading import article

_LONGEST: Final = 200
"""Characters of a message that are shown."""
_LANGUAGE_UNKNOWN: Final = ("x-unspecified", "", None)
_FILE: Final = re.compile(r"\S+\.[A-Za-z0-9]{2,5}")
_ENDS: Final = ("Governor", "Dependent")
_OWN: Final = ("sofa", "begin", "end", *_ENDS)
_LINK: Final = ("first", "next", "referenceType", "referenceRelation")
_READ_ELSEWHERE: Final = ("uima.cas.Sofa", "uima.tcas.DocumentAnnotation", writing.META)
_NO_TYPES: Final = "types without definition: TypeSystem.xml is missing or incomplete"


def _documents(source: Source, losses: Losses) -> Iterator[Document]:
    """Yield the documents of a folder of files `*.xmi` and `*.json`, or of one file."""
    for number, (cas, file) in enumerate(_loaded(source, losses), 1):
        text, name = cas.sofa_string, file.name
        # INCEpTION names files like annotators, in a folder for each document: the path is the id.
        id_ = name.rpartition(".")[0].replace("/", "-")
        if writing.is_own(cas):
            annotations = writing.annotations_of(cas, text, name, losses)
            yield Document(id_, text, annotations, name, id_, is_placed=True, own=article)
            continue
        declared, annotations = _Reader(cas, text, name, losses).read()
        if title := _title(cas, name):
            losses.add("documentTitle", f"{name}: {title}")
        yield Document(
            id_, text, annotations, name, id_, str(number), fields=_fields(cas), declared=declared, is_placed=True
        )


def _fields(cas: Any) -> dict[str, Any]:
    """Return the fields of the article that the meta data give."""
    fields: dict[str, Any] = {}
    if cas.document_language not in _LANGUAGE_UNKNOWN:
        fields["language"] = cas.document_language
    for meta in _metadata(cas):
        if (getattr(meta, "documentUri", None) or "").startswith(("http://", "https://")):
            fields["url"] = meta.documentUri
    return fields


def _title(cas: Any, name: str) -> str | None:
    """Return the title of the document; None if it is only the name of the file or of its folder."""
    path = PurePosixPath(name)
    for meta in _metadata(cas):
        title = getattr(meta, "documentTitle", None)
        if title and title not in (*path.parts, path.stem) and not _FILE.fullmatch(title):
            return str(title)
    return None


def _metadata(cas: Any) -> Iterator[Any]:
    if cas.typesystem.contains_type(writing.META):
        yield from cas.select(writing.META)


def _loaded(source: Source, losses: Losses) -> Iterator[tuple[Any, SourceFile]]:
    """Yield each CAS of a source that has a text, and its file. Raises UsageError if none can be read."""
    cassis = import_optional("cassis", "cas")
    types: dict[Path, Any] = {}
    is_any, reasons = False, list[str]()
    for file in source.files("*.xmi", "*.json"):
        if file.path.parent.name == writing.TAG_SETS:
            continue
        try:
            with warnings.catch_warnings(record=True) as warned:
                warnings.simplefilter("always")
                cas = _load(file, types, cassis)
        except Exception as e:  # noqa: BLE001 - the library has no errors of its own
            shown = str(e) if isinstance(e, NotXml) else f"{type(e).__name__}: {e}"
            shown = "has not the form of a CAS" if isinstance(e, AttributeError | KeyError | TypeError) else shown
            reasons.append(f"{file.name}: {' '.join(shown.split())[:_LONGEST]}")
            losses.add("file that cannot be read as a CAS", reasons[-1])
            continue
        is_any = True
        for warning in warned:
            is_offset = "offset" in str(warning.message)
            losses.add("offset outside the text" if is_offset else _NO_TYPES, f"{file.name}: {warning.message}")
        if len(cas.sofas) > 1:
            losses.add("views behind the first", file.name, len(cas.sofas) - 1)
        if not isinstance(cas.sofa_string, str) or not cas.sofa_string.strip():
            losses.add("CAS without a text", file.name)
        else:
            yield cas, file
    if not is_any:
        raise UsageError("; ".join((f"{source.path}: no file can be read as a CAS", *reasons[:1])))


def _load(file: SourceFile, types: dict[Path, Any], cassis: Any) -> Any:
    if file.path.suffix == ".json":
        with file.path.open("rb") as stream:
            return cassis.load_cas_from_json(stream)
    path = _types_of(file.path)
    if path is not None and path not in types:
        try:
            types[path] = cassis.load_typesystem(_xml(path))
        except NotXml as e:
            raise NotXml(f"{path.name}: {e}") from None
    return cassis.load_cas_from_xmi(_xml(file.path), typesystem=types[path] if path else None, lenient=True)


def _xml(path: Path) -> BytesIO:
    """An XML file of a stranger, without a document type: the library would expand its entities."""
    data = path.read_bytes()
    require_no_document_type(data)
    return BytesIO(data)


def _types_of(path: Path) -> Path | None:
    """Return the type system of a file: in its folder, named like it or as INCEpTION names it; else the only one."""
    names = (f"{path.stem}-typesystem.xml", f"{path.stem}.typesystem.xml", writing.TYPES, "typesystem.xml")
    known = [path.with_name(name) for name in names if path.with_name(name).is_file()]
    return next(iter((*known, *sorted(path.parent.glob("*ypesystem*.xml")))), None)


class _Reader:
    """Reads the labels of a CAS, each below the name of its layer, and its annotations; `fs` is a feature structure."""

    def __init__(self, cas: Any, text: str, place: str, losses: Losses) -> None:
        self._cas, self._text, self._place, self._losses = cas, text, place, losses
        self._annotations: list[Annotation] = []
        self._labels = LayerLabels()
        self._ids: dict[int, str] = {}
        self._chains: dict[int, str] = {}
        """The name of the chain of each link."""

    def read(self) -> tuple[Declared, list[Annotation]]:
        relations, spans = [], []
        every = list(self._cas.select_all_fs())
        linked = {link.xmiID for fs in every for link in self._all_links(fs)}
        for fs in every:
            name = fs.type.name
            features = {feature.name for feature in fs.type.all_features}
            if name in _READ_ELSEWHERE or fs.xmiID in linked:
                continue
            if name == writing.CHAIN:
                self._chain(fs)
            elif not {"begin", "end"} <= features or LINGUISTIC.match(name):
                self._losses.add(f"layer {short(name)}", self._at(fs))
            elif set(_ENDS) <= features:
                relations.append(fs)
            elif writing.has_words(fs, self._text, self._losses, self._at(fs)):
                spans.append(fs)
        spans.sort(key=lambda fs: (fs.begin, -fs.end, fs.xmiID))
        for number, fs in enumerate(spans, 1):
            self._ids[fs.xmiID] = f"T{number}"
        for fs in spans:
            self._span(fs, self._ids[fs.xmiID])
        for number, fs in enumerate(relations, 1):
            self._relation(fs, f"R{number}")
        return self._labels.declared, self._annotations

    def _at(self, fs: Any) -> str:
        return f"{self._place}: {short(fs.type.name)} {fs.xmiID}"

    def _id_of(self, fs: Any) -> str | None:
        return None if fs is None else self._ids.get(fs.xmiID)

    def _span(self, fs: Any, id_: str) -> None:
        annotations, losses, at = self._annotations, self._losses, self._at(fs)
        links = list(self._links(fs))
        is_event = bool(links) or self._has_slots(fs.type)
        label, rest = self._label(fs, "events" if is_event else "entities")
        if fs.xmiID in self._chains:
            label, rest = self._chains[fs.xmiID], {}
            for name in ("referenceType", "referenceRelation"):
                if getattr(fs, name, None):
                    losses.add(f"feature {short(fs.type.name)}.{name}", at)
        annotations.append(Words(id_, label, ((fs.begin, fs.end),), self._text[fs.begin : fs.end], at))
        target = id_
        if is_event:
            target = f"E{id_[1:]}"
            annotations.append(Frame(target, label, id_, tuple(links), at))
        if fs.type.name == NAMED_ENTITY and (identifier := rest.pop("identifier", None)):
            annotations.append(Identifier(id_, *identity(identifier), "", at))
        for name, value in rest.items():
            typed = getattr(fs, name)
            annotations.append(Mark(name, target, value, at, typed if isinstance(typed, int | float) else None))

    def _label(self, fs: Any, head: str) -> tuple[str, dict[str, str]]:
        """Return the label of an annotation, which is declared below that of its layer; and its other features."""
        features = dict(self._features(fs))
        given = "value" if fs.type.name == NAMED_ENTITY else self._first(fs, features)
        value = features.pop(given, None) if given else None
        return self._labels.label(head, short(fs.type.name), value), features

    @staticmethod
    def _first(fs: Any, features: dict[str, str]) -> str | None:
        strings = (each.name for each in fs.type.all_features if each.rangeType.name == "uima.cas.String")
        return next((name for name in strings if name in features), None)

    def _features(self, fs: Any) -> Iterator[tuple[str, str]]:
        for feature in fs.type.all_features:
            value = getattr(fs, feature.name, None)
            if feature.name in (*_OWN, *_LINK) or value is None or getattr(value, "elements", None) == []:
                continue
            if isinstance(value, bool):
                yield feature.name, str(value).lower()
            elif isinstance(value, str | int | float):
                yield feature.name, str(value)
            elif isinstance(getattr(value, "elements", None), list) and all(
                isinstance(each, str) for each in value.elements
            ):
                yield feature.name, "; ".join(value.elements)
            elif not list(self._linked(value)):
                self._losses.add(f"feature {short(fs.type.name)}.{feature.name}", self._at(fs))

    @staticmethod
    def _has_slots(layer: Any) -> bool:
        """Report whether the annotations of a layer can have links."""
        elements = (feature.elementType for feature in layer.all_features)
        names = ({feature.name for feature in getattr(element, "all_features", ())} for element in elements)
        return any({"role", "target"} <= features for features in names)

    @staticmethod
    def _linked(value: Any) -> Iterator[Any]:
        """Yield the links that the value of a feature has: structures with a role and a target."""
        for each in getattr(value, "elements", None) or ():
            if hasattr(each, "role") and hasattr(each, "target"):
                yield each

    def _all_links(self, fs: Any) -> Iterator[Any]:
        for feature in fs.type.all_features:
            yield from self._linked(getattr(fs, feature.name, None))

    def _links(self, fs: Any) -> Iterator[tuple[str, str]]:
        for feature in fs.type.all_features:
            for link in self._linked(getattr(fs, feature.name, None)):
                target = self._id_of(link.target)
                if target is None:
                    self._losses.add("link without a target", self._at(fs))
                else:
                    yield link.role or feature.name, target

    def _relation(self, fs: Any, id_: str) -> None:
        ends = [self._id_of(getattr(fs, end)) for end in _ENDS]
        first, second = ends
        label, rest = self._label(fs, "relations")
        if first is None or second is None:
            self._losses.add(f"layer {short(fs.type.name)} of what is no span", self._at(fs))
            return
        self._annotations.append(Relation(id_, label, first, second, self._at(fs)))
        for name in rest:
            self._losses.add(f"feature {short(fs.type.name)}.{name}", self._at(fs))

    def _chain(self, fs: Any) -> None:
        name, link = f"{short(writing.CHAIN)}-{len(set(self._chains.values())) + 1}", fs.first
        while link is not None and link.xmiID not in self._chains:
            self._chains[link.xmiID] = name
            link = link.next


READER: Final = LabelReader("cas", _documents)
