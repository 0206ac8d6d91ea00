"""CoNLL-U -> documents: texts, and the mentions in the column MISC, as UD, GUM and CorefUD have them.

See https://universaldependencies.org/format.html and https://ufal.mff.cuni.cz/corefud.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote

import attrs

from newscorpus._optional import import_optional
from newscorpus.fs import reading
from newscorpus.interchange.conllu.writing import ENTITY, META, SOURCE, SPACES
from newscorpus.interchange.engine.document import Annotation, Document, Identifier, Same, Words
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.offsets import count_other_tokens, tokens_of, whole_sentences
from newscorpus.interchange.engine.sources import Source, SourceFile
from newscorpus.models.labels import EntityLabel, LabelFile
from newscorpus.text.spans import Span

_PLACES: Final = ("place", "location", "Location", "LOCATION", "loc", "Loc", "LOC")
_USUAL: Final = LabelFile(entities=dict.fromkeys(_PLACES, EntityLabel(as_="locality")))
"""Without events, a place can only be an actor."""
_COLUMNS: Final = ("lemma", "upos", "xpos", "feats", "head", "deprel", "deps")
_WIDTH: Final = 10
"""Columns of a line."""
_READ: Final = ("SpaceAfter", "SpacesAfter", "SpacesBefore", "Entity")
_TAGS: Final = ("NE", "NER")
"""Where MISC has names as tags: `B-PER` begins one, `I-PER` goes on, `O` is none."""
_TAG: Final = re.compile(r"([BIESLU])-(.+)")
_DAY: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_COMMENTS: Final = ("newdoc", "newdoc id", "newpar", "text", "global.Entity", "generator")
_BRACKETS: Final = re.compile(r"\((?P<opened>[^()]*)(?P<closed>\))?|(?P<ended>[^()]+)\)")
_PART: Final = re.compile(r"(.*)\[\d+/\d+\]")
_OTHER: Final = re.compile("wikidata:(.+)")
"""What is read of the field `other` of an `Entity`."""
_SPACES: Final = {code[1]: char for char, code in SPACES.items()}
_ESCAPE: Final = re.compile(r"\\(?:u\{([0-9a-f]{1,6})\}|(.))")
_NAMES: Final = {"GRP": "eid", "entity": "etype"}
"""Fields of `Entity` by other names."""


def _documents(source: Source, losses: Losses) -> Iterator[Document]:
    """Yield the documents of a folder of files `*.conllu`, or of one file."""
    for file in source.files("*.conllu"):
        for document in _documents_of(file, losses):
            if not document.text.strip():
                losses.add("document without a text", document.place)
                continue
            yield Document(
                document.id,
                document.text,
                document.annotations,
                document.place,
                document.id,
                document.place.rpartition(":")[2],
                metadata=document.meta,
                fields=document.fields_of_article(),
                is_placed=True,
            )


@attrs.define
class _Document:
    """One document, while its tokens are read."""

    id: str
    place: str
    """The file, and the line where the document begins."""
    text: str = ""
    meta: dict[str, str] = attrs.field(factory=dict)
    annotations: list[Annotation] = attrs.field(factory=list)
    mentions: int = 0
    fields: tuple[str, ...] = tuple(ENTITY.split("-"))
    """The names of the fields of `Entity`."""
    opened: list[tuple[str, list[str], int, str]] = attrs.field(factory=list)
    """Mentions that have begun: the entity, the fields, where in the text, and where in the file."""
    chains: dict[str, list[str]] = attrs.field(factory=dict)
    sentences: list[list[Span]] = attrs.field(factory=list)
    """The tokens of each sentence."""
    is_open: bool = False
    """Whether nothing is said of the white space behind the last token."""

    def add_mention(self, label: str, span: Span, place: str) -> str:
        """Add a mention at a place of the file; return its id."""
        self.mentions += 1
        id_ = f"M{self.mentions}"
        self.annotations.append(Words(id_, label, (span,), self.text[slice(*span)], place))
        return id_

    def fields_of_article(self) -> dict[str, Any]:
        """Return the fields of the article that the meta data give."""
        fields: dict[str, Any] = {}
        attributes: dict[str, str] = {}
        for name, value in self.meta.items():
            if name in META:
                fields[META[name]] = value
            elif word := re.sub(r"\W+|__+", "_", name).strip("_"):
                attributes[f"{SOURCE}{word}"] = value
        return {**fields, **({"attributes": attributes} if attributes else {})}


def _documents_of(file: SourceFile, losses: Losses) -> Iterator[_Document]:
    """Yield the documents of a file; sentences before the first `# newdoc` are one, too.

    Raises:
        UsageError: The library conllu is not installed.
    """
    conllu = import_optional("conllu", "conllu")
    current: _Document | None = None
    fields: tuple[str, ...] = tuple(ENTITY.split("-"))
    for line, block in _blocks(file, losses):
        place = f"{file.name}:{line}"
        torn = [at for at, row in enumerate(block.split("\n"), line) if _is_torn(row)]
        if torn:
            losses.add("sentence with a line that has not ten columns", f"{file.name}:{torn[0]}")
            continue
        try:
            (sentence,) = conllu.parse(block, field_parsers={"misc": lambda row, i: row[i]})
        except (conllu.exceptions.ParseException, ValueError) as e:
            losses.add("sentence that cannot be read", f"{place}: {str(e).splitlines()[0]}")
            continue
        metadata = sentence.metadata
        if current is None or "newdoc" in metadata or "newdoc id" in metadata:
            if current is not None:
                yield _finished(current, losses)
            current = _Document(metadata.get("newdoc id") or file.stem, place)
        if names := metadata.get("global.Entity"):
            fields = tuple(_NAMES.get(name, name) for name in names.split("-"))
        current.fields = fields
        comments = sum(row.startswith("#") for row in block.split("\n"))
        _Sentence(current, sentence, (file.name, line, comments), losses).add()
    if current is not None:
        yield _finished(current, losses)


def _is_torn(row: str) -> bool:
    return not row.startswith("#") and "\t" in row and row.count("\t") + 1 != _WIDTH


def _blocks(file: SourceFile, losses: Losses) -> Iterator[tuple[int, str]]:
    """Yield each part of a file between empty lines, and the line where it begins."""
    try:
        text = reading.read_bytes(file.path).decode("utf-8-sig")
    except reading.Unreadable as e:
        losses.add("file that cannot be read", f"{file.name}: {e}")
        return
    except UnicodeDecodeError as e:
        losses.add("file that is not UTF-8", f"{file.name}: byte {e.start}")
        return
    begin, lines = 1, list[str]()
    for number, line in enumerate([*text.split("\n"), ""], 1):
        row = line.removesuffix("\r")
        if row.strip(" \t"):
            lines.append(row)
            continue
        if lines:
            yield begin, "\n".join(lines)
        begin, lines = number + 1, []


def _finished(document: _Document, losses: Losses) -> _Document:
    """Return a document with all its chains."""
    for _, _, _, place in document.opened:
        losses.add("mention that does not end", place)
    spans = [span for words in document.annotations if isinstance(words, Words) for span in words.spans]
    ours = whole_sentences(tokens_of(document.text, spans), spans)
    count_other_tokens(document.text, document.sentences, ours, losses, document.place)
    for ids in document.chains.values():
        if len(ids) > 1:
            document.annotations.append(Same("Entity", tuple(ids), document.place))
    return document


class _Sentence:
    """One sentence.

    Args:
        document: Its document.
        sentence: What the library reads.
        at: The name of the file, the line where the sentence begins, and the number of its comments.
        losses: Where to count.
    """

    def __init__(self, document: _Document, sentence: Any, at: tuple[str, int, int], losses: Losses) -> None:
        self._document, self._sentence, self._losses = document, sentence, losses
        self._file, self._line, self._comments = at
        self._place = f"{self._file}:{self._line}"
        """The line of the comment or token that is read."""
        self._tagged: tuple[str, Span, str] | None = None
        """The name that the tags before have begun: its label, where it is so far, and where it begins in the file."""

    def add(self) -> None:
        """Add the sentence to its document."""
        document, metadata = self._document, self._sentence.metadata
        for name, value in metadata.items():
            if name.startswith("meta::"):
                if document.meta.setdefault(_field(name.removeprefix("meta::"), value), value) != value:
                    self._losses.add(f"second # {name}", f"{self._place}: {value}")
            elif name == "sent_id" and re.fullmatch(rf"{re.escape(document.id)}-\d+", value or ""):
                continue  # says no more than the place in the document
            elif name not in _COMMENTS:
                self._losses.add(f"# {name}", self._place)
        paragraph = "newpar" in metadata or "newpar id" in metadata
        if document.is_open and paragraph:
            document.text, document.is_open = f"{document.text}\n\n", False
        document.sentences.append([])
        begin, inside = len(document.text), 0
        span: Span = (0, 0)
        for number, token in enumerate(self._sentence, self._line + self._comments):
            self._place = f"{self._file}:{number}"
            misc = _misc(token.get("misc"))
            self._count(token, misc)
            if isinstance(token["id"], tuple) and token["id"][1] != "-":
                continue  # an empty node
            if isinstance(token["id"], tuple):
                inside = token["id"][2]
            elif token["id"] <= inside:
                self._entities(misc, span)
                continue
            span = self._form(token, misc)
            self._entities(misc, span)
            self._tag(misc, span)
        self._end_tagged()
        if metadata.get("text", "").split() not in ([], document.text[begin:].split()):
            self._losses.add("# text of other words than the tokens", f"{self._file}:{self._line}")

    def _form(self, token: Mapping[str, Any], misc: Mapping[str, str]) -> Span:
        """Add a token to the text; white space that nothing is said of is one space, if another token follows."""
        document = self._document
        document.text += (" " if document.is_open else "") + _decoded(misc.get("SpacesBefore", ""))
        start = len(document.text)
        document.text += token["form"]
        end = len(document.text)
        document.sentences[-1].append((start, end))
        spaces = _after(misc)
        document.text, document.is_open = document.text + (spaces or ""), spaces is None
        return start, end

    def _count(self, token: Mapping[str, Any], misc: Mapping[str, str]) -> None:
        lost = [name.upper() for name in _COLUMNS if token.get(name) not in (None, "_", "")]
        lost += [f"MISC {name}" for name in misc if name not in _READ and not _is_tag(name, misc[name])]
        for name in lost:
            self._losses.add(name, self._place)

    def _tag(self, misc: Mapping[str, str], span: Span) -> None:
        """Begin a name, or go on with it, as its tag says."""
        match = next((tag for name in _TAGS if (tag := _TAG.fullmatch(misc.get(name, "")))), None)
        place, label = match.groups() if match else ("O", "")
        if self._tagged is not None and place in "IEL" and self._tagged[0] == label:
            self._tagged = label, (self._tagged[1][0], span[1]), self._tagged[2]
        else:
            self._end_tagged()
            self._tagged = (label, span, self._place) if match else None
        if place in "ELSU":
            self._end_tagged()

    def _end_tagged(self) -> None:
        if self._tagged is not None:
            label, (start, end), place = self._tagged
            document, self._tagged = self._document, None
            document.add_mention(label, (start, end), place)

    def _entities(self, misc: Mapping[str, str], span: Span) -> None:
        opened = self._document.opened
        for bracket in _BRACKETS.finditer(misc.get("Entity", "")):
            if bracket["ended"] is None:
                values = bracket["opened"].split("-", len(self._document.fields) - 1)
                fields = dict(zip(self._document.fields, values, strict=False))
                eid = fields.get("eid") or bracket["opened"]
                opened.append((eid, values, span[0], self._place))
                if bracket["closed"]:
                    self._mention(len(opened) - 1, span[1])
                continue
            at = [i for i, (eid, values, *_) in enumerate(opened) if bracket["ended"] in (eid, "-".join(values))]
            if at:
                self._mention(at[-1], span[1])
            else:
                self._losses.add("end of a mention that has not begun", f"{self._place}: {bracket['ended']}")

    def _mention(self, at: int, end: int) -> None:
        document = self._document
        eid, values, start, place = document.opened.pop(at)
        fields = dict(zip(document.fields, values, strict=False))
        if part := _PART.fullmatch(eid):
            self._losses.add("part of a mention, which is one of its own", f"{place}: {eid}")
            eid = part[1]
        label = unquote(fields.get("etype") or "entity")
        id_ = document.add_mention(label, (start, end), place)
        document.chains.setdefault(eid, []).append(id_)
        for scheme, value in _identities(fields):
            document.annotations.append(Identifier(id_, scheme, value, "", place))
        read = ("eid", "etype", "head", "identity", "minspan", "MIN")
        others = (fields.pop("other", None) or "").split(",")
        for name, value in fields.items():
            if name not in read and value:
                self._losses.add(f"Entity {name}", place)
        if any(other and not _OTHER.fullmatch(other) for other in others):
            self._losses.add("Entity other", place)


def _field(name: str, value: str | None) -> str:
    """Return the usual name of a field of the meta data."""
    return "dateCreated" if name == "date" and _DAY.fullmatch(value or "") else name


def _is_tag(name: str, value: str) -> bool:
    return name in _TAGS and (value == "O" or _TAG.fullmatch(value) is not None)


def _identities(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if identity := fields.get("identity"):
        yield "wikipedia", unquote(identity)
    for other in (fields.get("other") or "").split(","):
        if match := _OTHER.fullmatch(other):
            yield "wikidata", unquote(match[1])


def _misc(value: str | None) -> dict[str, str]:
    """Return the attributes of MISC."""
    parts = (part.partition("=") for part in (value or "_").split("|"))
    return {name: value for name, _, value in parts if name not in ("_", "")}


def _decoded(value: str) -> str:
    """Return the white space that a value of MISC stands for."""

    def char(match: re.Match[str]) -> str:
        return chr(min(int(match[1], 16), sys.maxunicode)) if match[1] else _SPACES.get(match[2], match[2])

    return _ESCAPE.sub(char, value)


def _after(misc: Mapping[str, str]) -> str | None:
    """Return the white space behind a token; None if nothing is said of it, so that it is one space."""
    if "SpacesAfter" in misc:
        return _decoded(misc["SpacesAfter"])
    return "" if misc.get("SpaceAfter") == "No" else None


READER: Final = LabelReader("conllu", _documents, usual=_USUAL, has_relations=False)
