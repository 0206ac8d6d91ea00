"""A file of WebAnno TSV 3 -> its columns, its text, and its tokens with their fields.

See the appendix "WebAnno TSV 3.3 File format" of INCEpTION's user guide. Offsets count UTF-16. The text consists of the
lines `#Text=`, at the offsets of the first token of each sentence; what is between two sentences is not in the file,
and becomes a line break and spaces, as in INCEpTION.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Literal

import attrs

from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.offsets import Offsets
from newscorpus.text.spans import Span

NONE: Final = "_"
"""A cell without annotations."""
_FORMAT: Final = re.compile(r"#FORMAT=WebAnno TSV (\d+)(?:\.(\d+))?\s*")
_LAYER: Final = re.compile(r"#T_(?:SP|CH|RL)=([^|]*)\|?(.*)")
_SLOT: Final = re.compile(r"ROLE_[^:]*:(.*)_[^_]*")
_BASE: Final = "BT_"
_TEXT: Final = "#Text="
_ID: Final = re.compile(r"\d{1,9}-\d{1,9}(?:\.\d{1,9})?")
_OFFSETS: Final = re.compile(r"(\d{1,12})-(\d{1,12})")
_HEAD: Final = 3
"""Fields of a row before those of annotations: id, offsets, words."""
_WIDEST: Final = 10_000
"""Characters between two sentences; more are a damaged offset."""
_CONTROLS: Final = {"t": "\t", "n": "\n", "f": "\f", "r": "\r", "b": "\b", "\\": "\\"}
_ESCAPED: Final = re.compile(r"\\([tnfrb\\\x00-\x07\x0e-\x1f])")
_JAVA: Final = re.compile(r"\\(u+[0-9A-Fa-f]{4}|[0-3]?[0-7]{1,2}|.)", re.DOTALL)


class NotTsv(Exception):  # noqa: N818 - the file is not imported, and counted
    """The file is not WebAnno TSV 3."""


@attrs.frozen
class Column:
    """A column of annotations."""

    layer: str
    holds: Literal["feature", "role", "target", "type", "link", "base"]
    """A feature of a span or a relation; the roles or the targets of slots; the type or the link of a chain; the first
    end of a relation."""
    name: str
    """The feature, empty for a layer without features; the layer of the targets or of the ends."""


@attrs.frozen(eq=False)
class Unit:
    """A token, or a part of one."""

    id: str
    span: Span
    """Half-open, in code points of the text."""
    place: str
    """The file and the line."""
    fields: Sequence[str]

    def cell(self, number: int) -> str:
        """Return the field of a column of annotations, counted from 0."""
        return self.fields[_HEAD + number]

    def place_of(self, number: int) -> str:
        """Return the place of such a field: the file, the line and the character in it."""
        return f"{self.place}:{1 + sum(len(field) + 1 for field in self.fields[: _HEAD + number])}"


@attrs.frozen
class Table:
    """What a file has."""

    columns: list[Column]
    text: str
    units: list[Unit]
    sentences: list[list[Span]]
    """The tokens of each sentence."""


@attrs.frozen
class _Row:
    """A row of a token, with offsets as in the file."""

    id: str
    start: int
    end: int
    place: str
    fields: Sequence[str]

    @property
    def words(self) -> str:
        return self.fields[2]


@attrs.define
class _Sentence:
    place: str
    lines: list[str] = attrs.field(factory=list)
    """What the lines `#Text=` have."""
    rows: list[_Row] = attrs.field(factory=list)


def read_table(content: str, name: str, losses: Losses) -> Table:
    """Read a file.

    Args:
        content: Its content.
        name: Its name.
        losses: Where to count what cannot be read, with line and column.

    Raises:
        NotTsv: It is not WebAnno TSV 3.
    """
    lines = content.split("\n")
    unescaped = _unescaped(lines[0])
    head = next((i for i, line in enumerate(lines[1:], 1) if not _LAYER.match(line)), len(lines))
    columns = [column for line in lines[1:head] for column in _columns(line.removesuffix("\r"))]
    width = _HEAD + len(columns)
    sentences = list(_sentences(enumerate(lines[head:], head + 1), name, width, unescaped, losses))
    rows = [row for sentence in sentences for row in sentence.rows]
    unit = "utf16"
    if any(char > "\uffff" for row in rows for char in row.words):
        unit = min(("utf16", "characters"), key=lambda tried: _misfits(sentences, tried))
        if unit == "characters":
            losses.add("offsets that count code points, and not UTF-16", name)
    return _Placing(unit, losses).table(columns, sentences)


def _unescaped(first_line: str) -> Callable[[str], str]:
    """Return what removes the escapes of texts in a file that begins with a line."""
    match = _FORMAT.fullmatch(first_line)
    if match is None:
        raise NotTsv("its first line is not `#FORMAT=WebAnno TSV 3.3`")
    if match[1] != "3":
        raise NotTsv(f"it is of version {match[1]}: export version 3")
    return _of_java if int(match[2] or 0) < 2 else _of_controls


def _of_controls(text: str) -> str:
    return _ESCAPED.sub(lambda match: _CONTROLS.get(match[1], match[1]), text)


def _of_java(text: str) -> str:
    """Remove escapes as Java has them, which version 3.1 has."""

    def char(match: re.Match[str]) -> str:
        escape = match[1]
        if escape[0] == "u" and len(escape) > 1:
            return chr(int(escape.lstrip("u"), 16))
        return chr(int(escape, 8)) if escape.isdecimal() else _CONTROLS.get(escape, escape)

    text = _JAVA.sub(char, text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _columns(line: str) -> Iterator[Column]:
    """Yield the columns of a layer."""
    match = _LAYER.fullmatch(line)
    if match is None:
        return
    layer, is_chain, is_target = match[1], line.startswith("#T_CH"), False
    for name in match[2].split("|"):
        slot = _SLOT.fullmatch(name)
        if is_target:
            yield Column(layer, "target", name)
        elif slot:
            yield Column(layer, "role", slot[1])
        elif line.startswith("#T_RL") and name.startswith(_BASE):
            yield Column(layer, "base", name.removeprefix(_BASE))
        elif is_chain:
            yield Column(layer, "link" if name == "referenceRelation" else "type", name)
        else:
            yield Column(layer, "feature", name)
        is_target = slot is not None


def _sentences(
    lines: Iterable[tuple[int, str]], name: str, width: int, unescaped: Callable[[str], str], losses: Losses
) -> Iterator[_Sentence]:
    """Yield the sentences of a file; an empty line ends one."""
    sentence = _Sentence("")
    for number, ended in lines:
        line, place = ended.removesuffix("\r"), f"{name}:{number}"
        is_comment, is_empty = line.startswith("#"), not line.strip(" \t")
        if (sentence.rows and is_comment) or is_empty:
            if sentence.rows or sentence.lines:
                yield sentence
            sentence = _Sentence("")
        if is_empty:
            continue
        sentence.place = sentence.place or place
        if line.startswith(_TEXT):
            sentence.lines.append(unescaped(line.removeprefix(_TEXT)))
        elif is_comment:
            losses.add(line.partition("=")[0], place)
        else:
            sentence.rows += _rows(line, place, width, losses)
    if sentence.rows or sentence.lines:
        yield sentence


def _rows(line: str, place: str, width: int, losses: Losses) -> list[_Row]:
    """Return the row of a line; an empty list, and a loss, if it is none."""
    fields = line.split("\t")
    offsets = _OFFSETS.fullmatch(fields[1]) if len(fields) > 1 else None
    if not _ID.fullmatch(fields[0]):
        losses.add("row that does not begin with the number of a token", f"{place}:1")
    elif offsets is None or int(offsets[1]) > int(offsets[2]):
        losses.add("row without offsets", f"{place}:{len(fields[0]) + 2}")
    elif len(fields) < _HEAD:
        losses.add("row without the words of its token", f"{place}:{len(line) + 1}")
    else:
        if len(fields) < width:
            losses.add("row with fewer columns than the layers have", f"{place}:{len(line) + 1}")
        cells = [*fields, *[NONE] * (width - len(fields))]
        return [_Row(fields[0], int(offsets[1]), int(offsets[2]), place, cells)]
    return []


def _text_of(sentence: _Sentence) -> str:
    return "\n".join(sentence.lines) if sentence.lines else " ".join(row.words for row in sentence.rows)


def _at(row: _Row, sentence: _Sentence, words: str, offsets: Offsets) -> Span | None:
    """Return where the offsets of a row lead in its sentence; None if that are not its words."""
    base = sentence.rows[0].start
    span = offsets.span(row.start - base, row.end - base)
    if span is None or not 0 <= span[0] <= span[1] <= len(words):
        return None
    return span if words[slice(*span)] in (row.words, _of_controls(row.words)) else None


def _misfits(sentences: Iterable[_Sentence], unit: str) -> int:
    """Return how many tokens are not at their offsets, if these count a unit."""
    number = 0
    for sentence in sentences:
        words = _text_of(sentence)
        offsets = Offsets(words, unit)
        number += sum(_at(row, sentence, words, offsets) is None for row in sentence.rows)
    return number


class _Placing:
    """Makes the text of sentences, and gives tokens their places in it.

    Args:
        unit: What offsets count: utf16 or characters.
        losses: Where to count offsets that are wrong.
    """

    def __init__(self, unit: str, losses: Losses) -> None:
        self._unit, self._losses = unit, losses
        self._parts = list[str]()
        self._length = 0
        """Of the text so far, in code points."""
        self._end = 0
        """Of the sentence before, as the file counts."""
        self._units = list[Unit]()

    def table(self, columns: list[Column], sentences: Iterable[_Sentence]) -> Table:
        """Return what the file has."""
        tokens = list[list[Span]]()
        for sentence in sentences:
            words = _text_of(sentence)
            self._add(self._between(sentence))
            begin = self._length
            self._add(words)
            start = sentence.rows[0].start if sentence.rows else self._end + 1
            self._end = start + (len(words.encode("utf-16-le", "surrogatepass")) // 2 if self._is_utf16 else len(words))
            units = list(self._placed(sentence, words, begin))
            self._units += units
            tokens.append([unit.span for unit in units if "." not in unit.id])
        return Table(columns, "".join(self._parts), self._units, tokens)

    @property
    def _is_utf16(self) -> bool:
        return self._unit == "utf16"

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _between(self, sentence: _Sentence) -> str:
        """Return what is before a sentence: as many characters as the offsets leave."""
        gap = sentence.rows[0].start - self._end if sentence.rows else 1
        if not 0 <= gap <= _WIDEST:
            self._losses.add("sentence whose offsets do not follow those before", sentence.place)
            gap = 1
        if not self._length:
            return " " * gap if sentence.rows else ""
        return f"\n{' ' * (gap - 1)}" if gap else ""

    def _placed(self, sentence: _Sentence, words: str, begin: int) -> Iterator[Unit]:
        """Yield the tokens of a sentence; those that are not where their offsets say are found in their order."""
        offsets, behind = Offsets(words, self._unit), 0
        for row in sentence.rows:
            span = _at(row, sentence, words, offsets)
            if span is None:
                start = words.find(row.words, behind) if row.words else -1
                if start < 0:
                    self._losses.add("token that the text of its sentence lacks", f"{row.place}: {row.words}")
                    continue
                self._losses.add("offsets that do not lead to the token, which is found by its words", row.place)
                span = start, start + len(row.words)
            behind = span[0] if "." in row.id else span[1]
            yield Unit(row.id, (begin + span[0], begin + span[1]), row.place, row.fields)
