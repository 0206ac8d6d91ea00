"""brat -> documents: texts, their annotations, and the labels that an `annotation.conf` declares.

See https://brat.nlplab.org/standoff.html and https://brat.nlplab.org/configuration.html. A line that cannot be read is
a loss, with its file and number.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import attrs

from newscorpus.errors import UsageError
from newscorpus.fs import reading
from newscorpus.interchange.brat.writing import CONFIGURATION, SCHEME
from newscorpus.interchange.engine.document import (
    Annotation,
    Declared,
    Document,
    Frame,
    Identifier,
    Mark,
    Relation,
    Remark,
    Same,
    Words,
)
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.sources import Source, refuse_archive
from newscorpus.interchange.own.reading import article
from newscorpus.text.spans import Span

_ENDINGS: Final = (".ann", ".a1", ".a2")
_BYTE_ORDER_MARK: Final = "\ufeff"
_ANNOTATION: Final = re.compile(r"([TERAMN]\d[^\s:]*|#\S*|\*)[\t ](?=\S)(.*)", re.DOTALL)
_WORDS: Final = re.compile(r"(\S.*?)[\t ](\d{1,15} +\d{1,15}(?:;\d{1,15} +\d{1,15})*) *(?:\t(.*))?", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
_SECTION: Final = re.compile(r"\[([a-z]+)\]")
_MACRO: Final = re.compile(r"<[^<>\s]+>")


def _documents(source: Source, losses: Losses) -> Iterator[Document]:
    """Yield the documents of a folder, or one document."""
    folder = _Folder(source.path)
    for stem in folder.stems():
        path, annotations = stem.with_name(f"{stem.name}.txt"), folder.annotations(stem)
        declared, is_own = folder.configuration(path.parent)
        text, has_mark = folder.text(path, losses, is_own=is_own)
        if text is not None and not text.strip() and not is_own:
            losses.add("document without a text", folder.shown(path))
            text = None
        lines = (line for file in annotations for line in folder.lines(file, losses))
        yield Document(
            folder.shown(stem).replace("/", "-"),
            text,
            _annotations(lines, losses, _unescaped if is_own else str),
            folder.shown(annotations[0] if annotations else path),
            stem.name,
            declared=declared,
            has_mark=has_mark,
            own=article if is_own else None,
        )


class _Folder:
    """A folder of documents, or one of them.

    Args:
        source: The folder, or the file of a text or of annotations.

    Raises:
        UsageError: It does not exist, or is an archive.
    """

    def __init__(self, source: Path) -> None:
        if not source.exists():
            raise UsageError(f"{source}: no such file or folder")
        if not source.is_dir():
            refuse_archive(source)
        self._source = source
        self.root = source if source.is_dir() else source.parent
        self._only = None if source.is_dir() else source.with_suffix("")
        self._configurations: dict[Path, tuple[Declared, bool]] = {}

    def stems(self) -> Iterator[Path]:
        """Yield the paths of the documents, without endings, in order.

        Raises:
            UsageError: There are none.
        """
        paths = (path for path in self.root.rglob("*") if path.suffix in (".txt", *_ENDINGS))
        stems = {path.with_suffix("") for path in paths if self._only in (None, path.with_suffix(""))}
        if not any(map(self.annotations, stems)):
            endings = ", ".join(f"*{ending}" for ending in _ENDINGS)
            raise UsageError(f"{self._source}: no files {endings}: not a corpus of brat")
        yield from sorted(stems)

    @staticmethod
    def annotations(stem: Path) -> list[Path]:
        """Return the files of annotations of a document."""
        paths = (stem.with_name(stem.name + ending) for ending in _ENDINGS)
        return [path for path in paths if path.exists()]

    def configuration(self, folder: Path) -> tuple[Declared, bool]:
        """Return the types that apply in a folder, and whether they are those of newscorpus itself."""
        if folder not in self._configurations:
            self._configurations[folder] = self._read_configuration(folder)
        return self._configurations[folder]

    def _read_configuration(self, folder: Path) -> tuple[Declared, bool]:
        path = folder / CONFIGURATION
        if not path.is_file():
            return (Declared(), False) if folder == self.root else self.configuration(folder.parent)
        try:
            text = reading.read_bytes(path).decode("utf-8", "replace")
        except reading.Unreadable as e:
            raise UsageError(f"{path}: {e}") from None
        return _declared(text), text.startswith(SCHEME)

    def text(self, path: Path, losses: Losses, *, is_own: bool) -> tuple[str | None, bool]:
        """Return a text, None if it has none; and whether its file has a byte order mark, which is no part of it.

        Args:
            path: The file.
            losses: Where to count a text that cannot be read.
            is_own: Whether newscorpus has written it: then it has no mark, but may begin with this character.
        """
        try:
            text = reading.read_bytes(path).decode("utf-8")
        except reading.Unreadable as e:
            losses.add(f"document without a text: {e}", self.shown(path))
            return None, False
        except UnicodeDecodeError as e:
            losses.add("document whose text is not UTF-8", f"{self.shown(path)}: byte {e.start}")
            return None, False
        has_mark = text.startswith(_BYTE_ORDER_MARK) and not is_own
        return text.removeprefix(_BYTE_ORDER_MARK) if has_mark else text, has_mark

    def lines(self, path: Path, losses: Losses) -> Iterator[tuple[str, str]]:
        """Yield the place and the content of each line of annotations."""
        shown = self.shown(path)
        try:
            text = reading.read_bytes(path).decode("utf-8")
        except reading.Unreadable as e:
            losses.add(f"annotations that cannot be read: {e}", shown)
            return
        except UnicodeDecodeError as e:
            losses.add("annotations that are not UTF-8", f"{shown}: byte {e.start}")
            return
        for number, line in enumerate(text.removeprefix(_BYTE_ORDER_MARK).split("\n"), 1):
            yield f"{shown}:{number}", line.removesuffix("\r")

    def shown(self, path: Path) -> str:
        """Return the name of a file, relative to the source."""
        return path.relative_to(self.root).as_posix()


def _annotations(
    lines: Iterable[tuple[str, str]], losses: Losses, unescaped: Callable[[str], str]
) -> Iterator[Annotation]:
    """Yield the annotations in the lines of a document.

    Args:
        lines: The place and the content of each line.
        losses: Where to count lines that cannot be read.
        unescaped: Returns the words of notes and identifiers.
    """
    before: Annotation | None = None
    for place, line in lines:
        if not line.strip():
            continue
        annotation = _annotation(line, place, losses, unescaped)
        if annotation is None and isinstance(before, Words) and len(before.words) < _length(before.spans):
            losses.add("line break inside the words of a line T, which are joined", place)
            before = attrs.evolve(before, words=f"{before.words}\n{line}")
            continue
        if annotation is None:
            losses.add("line that is not of brat", place)
        if before is not None:
            yield before
        before = annotation
    if before is not None:
        yield before


def _annotation(line: str, place: str, losses: Losses, unescaped: Callable[[str], str]) -> Annotation | None:
    """Return the annotation of a line; None if it is none."""
    match = _ANNOTATION.fullmatch(line)
    if match is None:
        return None
    id_, body = match.groups()
    if id_[0] == "T":
        return _words(id_, body, place)
    head, _, tail = body.partition("\t")
    label, *rest = head.split()
    if id_[0] == "E":
        return _frame(id_, [label, *rest], place, losses)
    if id_[0] == "R" and len(rest) == 2:
        first, second = (argument.rpartition(":")[2] for argument in rest)
        return Relation(id_, label, first, second, place)
    if id_ == "*" and len(rest) > 1:
        return Same(label, tuple(rest), place)
    if id_[0] in "AM" and rest:
        return Mark(label, rest[0], " ".join(rest[1:]) or None, place)
    if id_[0] == "N" and len(rest) == 2 and ":" in rest[1]:
        scheme, _, value = rest[1].partition(":")
        return Identifier(rest[0], scheme, unescaped(value), tail, place)
    if id_[0] == "#" and rest:
        return Remark(label, rest[0], unescaped(tail), place)
    return None


def _words(id_: str, body: str, place: str) -> Words | None:
    match = _WORDS.fullmatch(body)
    if match is None:
        return None
    label, offsets, words = match.groups()
    pairs = (pair.split() for pair in offsets.split(";"))
    spans = tuple((int(start), int(end)) for start, end in pairs)
    return Words(id_, label.strip(), spans, words or "", place)


def _frame(id_: str, steps: list[str], place: str, losses: Losses) -> Frame | None:
    (label, colon, trigger), *arguments = (step.rpartition(":") for step in steps)
    if not colon or not label or not trigger:
        return None
    for role, _, target in arguments:
        if not role or not target:
            losses.add("argument that is not `ROLE:ID`", place)
    complete = tuple((role, target) for role, _, target in arguments if role and target)
    return Frame(id_, label, trigger, complete, place)


def _length(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)


def _unescaped(text: str) -> str:
    """Return a field without the escapes that `writing` makes. What is no code point stays as it is."""
    return _ESCAPED.sub(lambda match: chr(code) if (code := int(match[1], 16)) <= sys.maxunicode else match[0], text)


def _declared(text: str) -> Declared:
    """Read an `annotation.conf`; what is not of its format is skipped."""
    declared, section = Declared(), ""
    macros: dict[str, str] = {}
    above: list[tuple[int, str]] = []
    for line in text.splitlines():
        body = line.strip()
        if not body or body.startswith("#") or set(body) == {"-"}:
            continue
        heading, macro = _SECTION.fullmatch(body), re.fullmatch(r"(<[^<>\s]+>)\s*=\s*(.*)", body)
        if heading:
            section, above = heading[1], []
        elif macro:
            macros[macro[1]] = macro[2]
        elif section and not body.startswith("<"):  # `<OVERLAP>` is no label, but says which spans may overlap
            label, *rest = body.split(maxsplit=1)
            depth = len(line) - len(line.lstrip("\t"))
            above = [parent for parent in above if parent[0] < depth]
            if label.startswith("!"):
                label = label[1:]
                declared.abstract.add(label)
            declared.types.setdefault(section, {})[label] = above[-1][1] if above else None
            above.append((depth, label))
            arguments = rest[0] if rest else ""
            declared.arguments[label] = _MACRO.sub(lambda match: macros.get(match[0], match[0]), arguments)
    return declared


READER: Final = LabelReader("brat", _documents, root=lambda source: _Folder(source).root)
