"""Articles <-> UIMA CAS, in the layers of newscorpus: a file for each article, and one type system for all.

| layer | is |
| --- | --- |
| `webanno.custom.NewsSpan` | a label on words, as `own.reading` has them |
| `webanno.custom.NewsEvent` | an event, a claim, or a relation with its words; `arguments` links it to its parts |
| `webanno.custom.NewsRelation` | a relation of two spans; those that are `same` are of one actor |

In each, `properties` has a string for each attribute, identifier and note: `mark:named`, `ids:wikidata=Q148`,
`note:id=china`. Those of the words of a NewsEvent, and not of the event, begin with `words:`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from newscorpus._optional import import_optional
from newscorpus.formats.json.writer import dump_json
from newscorpus.interchange.engine.document import (
    Annotation,
    Frame,
    Identifier,
    Mark,
    Relation,
    Remark,
    Same,
    Words,
)
from newscorpus.interchange.engine.layers import NAMED_ENTITY
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.markup import NOT_XML
from newscorpus.interchange.engine.offsets import tokens_of
from newscorpus.interchange.engine.output import Output
from newscorpus.interchange.own.labels import Labels
from newscorpus.interchange.own.writing import annotations
from newscorpus.models import Article
from newscorpus.models.article import mentions_of
from newscorpus.text.spans import Span

TYPES: Final = "TypeSystem.xml"
TAG_SETS: Final = "tagsets"
"""The folder of the tag sets of INCEpTION: the labels of each layer, and the roles of arguments."""

META: Final = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
TOKEN: Final = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"  # noqa: S105 - no password
SENTENCE: Final = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
CHAIN: Final = "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceChain"
SPAN: Final = "webanno.custom.NewsSpan"
EVENT: Final = "webanno.custom.NewsEvent"
RELATION: Final = "webanno.custom.NewsRelation"
_LINK: Final = "webanno.custom.NewsEventArgumentsLink"
_STRING: Final = "uima.cas.String"
_ANNOTATION: Final = "uima.tcas.Annotation"
_SAME: Final = "same"
_WORDS: Final = "words:"
"""How properties of the words of an event begin."""
_WIKIDATA: Final = "http://www.wikidata.org/entity/"


def write(articles: Iterator[Article], output: Output) -> None:
    """Write `ID.xmi` for each article, `TypeSystem.xml` and tag sets into a new folder.

    An article with characters that XML cannot have is written as `ID.json`, in JSON CAS.
    """
    cassis = import_optional("cassis", "cas")
    folder = output.target
    folder.mkdir(parents=True)
    types = _type_system(cassis)
    types.to_xml(folder / TYPES)
    labels = Labels.of(output.rights.manifest)
    for article, text in output.with_texts(articles):
        cas = _cas(article, text, types, labels, output, cassis)
        if any(map(NOT_XML.search, _strings(cas))):
            cas.to_json(output.path_of(article, ".json"), pretty_print=True)
        else:
            cas.to_xmi(output.path_of(article, ".xmi"), pretty_print=True)
    _write_tag_sets(labels, folder / TAG_SETS)


def is_export(folder: Path) -> bool:
    """Report whether a folder contains what `write` wrote."""
    path = folder / TYPES
    return path.is_file() and SPAN.encode() in path.read_bytes()


def _write_tag_sets(labels: Labels, folder: Path) -> None:
    """Write files that INCEpTION imports under *Tagsets*; other values can still be typed."""
    folder.mkdir()
    tag_sets = {
        "NewsSpan": labels.words - labels.events.keys(),
        "NewsEvent": labels.events.keys(),
        "NewsEvent-arguments": {role for roles in labels.events.values() for role in roles},
        "NewsRelation": labels.relations | {_SAME},
    }
    for name, terms in tag_sets.items():
        tags = [{"tag_name": term, "tag_description": ""} for term in sorted(terms)]
        tag_set = {"name": name, "description": "", "language": "", "tags": tags, "create_tag": True}
        (folder / f"{name}.json").write_text(dump_json(tag_set, indent=True), encoding="utf-8", newline="\n")


def _cas(article: Article, text: str, types: Any, labels: Labels, output: Output, cassis: Any) -> Any:
    cas = cassis.Cas(typesystem=types, sofa_string=text, sofa_mime="text/plain")
    cas.document_language = article.language or "x-unspecified"
    given = annotations(article, text, lambda _, spans: len(spans) == 1, output.losses)
    parts = list(labels.used(given))
    title = article.headline or article.part("headline") or article.id
    meta = {"documentTitle": title, "documentId": article.id, "documentUri": article.url}
    cas.add(types.get_type(META)(begin=0, end=len(text), language=article.language, **meta))
    token, sentence, entity = (types.get_type(name) for name in (TOKEN, SENTENCE, NAMED_ENTITY))
    spans = (span for words in parts if isinstance(words, Words) for span in words.spans)
    for tokens in tokens_of(text, spans):
        cas.add(sentence(begin=tokens[0][0], end=tokens[-1][1]))
        cas.add_all([token(begin=begin, end=end) for begin, end in tokens])
    for id_, mentions in mentions_of(article).items():
        actor = article.actors[id_]
        identifier = f"{_WIKIDATA}{actor.ids['wikidata']}" if "wikidata" in actor.ids else None
        cas.add_all([entity(begin=begin, end=end, value=actor.kind, identifier=identifier) for begin, end in mentions])
    _Layers(parts, cas).add()
    return cas


def _strings(cas: Any) -> Iterator[str]:
    """Yield the text and the strings that newscorpus has added."""
    yield cas.sofa_string
    yield from (meta.documentTitle for meta in cas.select(META))
    for layer in (SPAN, EVENT, RELATION):
        for fs in cas.select(layer):
            yield fs.label
            yield from fs.properties.elements if fs.properties else ()


def _type_system(cassis: Any) -> Any:
    """Return the type system of what newscorpus writes.

    Args:
        cassis: The library.
    """
    types = cassis.TypeSystem()
    _add(types, META, "uima.tcas.DocumentAnnotation", documentTitle=_STRING, documentId=_STRING, documentUri=_STRING)
    _add(types, SENTENCE, id=_STRING)
    _add(types, TOKEN, id=_STRING)
    _add(types, NAMED_ENTITY, value=_STRING, identifier=_STRING)
    _add(types, SPAN, label=_STRING)
    _add(types, EVENT, label=_STRING)
    _add(types, RELATION, label=_STRING, Governor=SPAN, Dependent=SPAN)
    _add(types, _LINK, "uima.cas.TOP", role=_STRING, target=_ANNOTATION)
    for name in (SPAN, EVENT, RELATION):
        types.create_feature(name, "properties", "uima.cas.StringArray")
    types.create_feature(EVENT, "arguments", "uima.cas.FSArray", elementType=_LINK)
    return types


def _add(types: Any, name: str, above: str = _ANNOTATION, **features: str) -> None:
    types.create_type(name, above)
    for feature, range_ in features.items():
        types.create_feature(name, feature, range_)


def is_own(cas: Any) -> bool:
    """Report whether newscorpus has written a CAS."""
    return bool(cas.typesystem.contains_type(SPAN) and next(iter(cas.select(SPAN)), None))


class _Layers:
    """Adds annotations to a CAS, in the layers of newscorpus.

    Args:
        annotations: The annotations; arguments may be later ones.
        cas: The CAS, which has the type system.
    """

    def __init__(self, annotations: list[Annotation], cas: Any) -> None:
        self._annotations, self._cas = annotations, cas
        self._words = {words.id: words for words in annotations if isinstance(words, Words)}
        self._structures: dict[str, Any] = {}
        """The feature structure of each annotation."""
        self._properties: dict[str, list[str]] = {}

    def add(self) -> None:
        triggers = {frame.trigger for frame in self._annotations if isinstance(frame, Frame)}
        for annotation in self._annotations:
            for target, text in _property(annotation):
                self._properties.setdefault(target, []).append(text)
        for annotation in self._annotations:
            match annotation:
                case Words(id_, label, spans) if id_ not in triggers:
                    self._annotate(id_, SPAN, label, spans[0])
                case Frame(id_, label, trigger):
                    properties = self._properties.setdefault(id_, [])
                    properties += [f"{_WORDS}{text}" for text in self._properties.get(trigger, ())]
                    self._annotate(id_, EVENT, label, self._words[trigger].spans[0])
                case Relation(id_, label, first, second):
                    self._relate(id_, label, first, second)
                case Same(_, (first, *others)):
                    for other in others:
                        self._relate("", _SAME, first, other)
        self._link()
        self._cas.add_all(self._structures.values())

    def _link(self) -> None:
        """Add the arguments of events, all of which are there now."""
        link, array = self._cas.typesystem.get_type(_LINK), self._cas.typesystem.get_type("uima.cas.FSArray")
        for frame in self._annotations:
            if isinstance(frame, Frame) and frame.arguments:
                links = [link(role=role, target=self._structures[target]) for role, target in frame.arguments]
                self._structures[frame.id].arguments = array(elements=links)

    def _annotate(self, id_: str, layer: str, label: str, span: Span, **features: Any) -> None:
        layer_type, strings = (self._cas.typesystem.get_type(name) for name in (layer, "uima.cas.StringArray"))
        given = self._properties.get(id_)  # the library cannot read empty arrays of JSON
        properties = strings(elements=given) if given else None
        begin, end = span
        structure = layer_type(begin=begin, end=end, label=label, properties=properties, **features)
        self._structures[id_ or f"{_SAME} {len(self._structures)}"] = structure

    def _relate(self, id_: str, label: str, first: str, second: str) -> None:
        governor, dependent = self._structures[first], self._structures[second]
        span = (dependent.begin, dependent.end)
        self._annotate(id_, RELATION, label, span, Governor=governor, Dependent=dependent)


def _property(annotation: Annotation) -> Iterator[tuple[str, str]]:
    """Yield the target and the string of what is a property."""
    match annotation:
        case Mark(label, target, value):
            yield target, f"mark:{label}" if value is None else f"mark:{label}={value}"
        case Identifier(target, scheme, value):
            yield target, f"ids:{scheme}={value}"
        case Remark(label, target, text):
            yield target, f"note:{label}={text}"


def has_words(fs: Any, text: str, losses: Losses, place: str) -> bool:
    """Report whether an annotation has words in the text; count it if not."""
    begin, end = fs.begin, fs.end
    if isinstance(begin, int) and isinstance(end, int) and 0 <= begin < end <= len(text):
        return True
    losses.add("annotation outside the text", place)
    return False


def annotations_of(cas: Any, text: str, place: str, losses: Losses) -> list[Annotation]:
    """Return the annotations of a CAS that newscorpus has written, and people may have changed.

    Args:
        cas: The CAS.
        text: Its text.
        place: The file.
        losses: Where to count what cannot be read.
    """
    return _Reader(cas, text, place, losses).read()


class _Reader:
    """Reads the annotations of one CAS back; `fs` is a feature structure."""

    def __init__(self, cas: Any, text: str, place: str, losses: Losses) -> None:
        self._cas, self._text, self._place, self._losses = cas, text, place, losses
        self._annotations: list[Annotation] = []
        self._ids: dict[int, str] = {}

    def read(self) -> list[Annotation]:
        annotations = self._annotations
        spans = [
            fs
            for name in (SPAN, EVENT)
            for fs in self._cas.select(name)
            if has_words(fs, self._text, self._losses, self._at(fs))
        ]
        for number, fs in enumerate(sorted(spans, key=_order), 1):
            self._ids[fs.xmiID] = f"{'E' if fs.type.name == EVENT else 'T'}{number}"
            annotations.append(Words(f"T{number}", fs.label or "", ((fs.begin, fs.end),), "", self._at(fs)))
        for fs in sorted([*spans, *self._cas.select(RELATION)], key=_order):
            id_ = self._ids.get(fs.xmiID)
            if id_ is None:
                self._relation(fs, f"R{fs.xmiID}")
            elif fs.type.name == EVENT:
                trigger = f"T{id_[1:]}"
                annotations.append(Frame(id_, fs.label or "", trigger, tuple(self._arguments(fs)), self._at(fs)))
                self._add_properties(fs, id_, trigger)
            else:
                self._add_properties(fs, id_, id_)
        return annotations

    def _at(self, fs: Any) -> str:
        """Return a place, whose number is the order of relations."""
        return f"{self._place}:{fs.xmiID}"

    def _arguments(self, fs: Any) -> Iterator[tuple[str, str]]:
        for link in _elements(fs.arguments):
            target = link.target is not None and self._ids.get(link.target.xmiID)
            if target:
                yield link.role or "", target
            else:
                self._losses.add("link without a target", self._at(fs))

    def _add_properties(self, fs: Any, id_: str, trigger: str) -> None:
        for text in _elements(fs.properties):
            target = trigger if (text or "").startswith(_WORDS) else id_
            kind, _, rest = (text or "").removeprefix(_WORDS).partition(":")
            name, equals, value = rest.partition("=")
            if kind == "mark":
                self._annotations.append(Mark(name, target, value if equals else None, self._at(fs)))
            elif kind == "ids" and equals:
                self._annotations.append(Identifier(target, name, value, value, self._at(fs)))
            elif kind == "note" and equals:
                self._annotations.append(Remark(name, target, value, self._at(fs)))
            else:
                self._losses.add("property that is not `mark:`, `ids:` or `note:`", f"{self._at(fs)}: {text}")

    def _relation(self, fs: Any, id_: str) -> None:
        ends = [None if end is None else self._ids.get(end.xmiID) for end in (fs.Governor, fs.Dependent)]
        first, second = ends
        if first is None or second is None:
            self._losses.add("relation without its ends", self._at(fs))
        elif fs.label == _SAME:
            self._annotations.append(Same(_SAME, (first, second), self._at(fs)))
        else:
            self._annotations.append(Relation(id_, fs.label or "", first, second, self._at(fs)))
            self._add_properties(fs, id_, id_)


def _elements(array: Any) -> Iterable[Any]:
    """Return the elements of an array; none if there is no array."""
    return (array.elements or ()) if array is not None else ()


def _order(fs: Any) -> int:
    """The order in which annotations were written."""
    return int(fs.xmiID)
