"""A record -> its text -> data with positions, and the problems of the file as such.

So is any file in YAML or JSON read of which a mistake is a finding at its place: annotations, `corpus.yaml`, mappings.
"""

import os
import re
from pathlib import Path
from typing import Final

import attrs

from newscorpus import limits
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.changes import backticked
from newscorpus.formats.document import Document, Node, SyntaxProblem, TreePositions
from newscorpus.formats.source_text import Lines, SourceText, decode
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.models import MANIFEST, Article

AMBIGUOUS: Final = "NC006"
"""The rule about values that other tools read differently. To find these takes longer than to read the file."""
_MODELINE: Final = re.compile(r"^#[ \t]*yaml-language-server:[ \t]*\$schema=(?P<schema>\S+)", re.MULTILINE)
"""The line for editors in the comments of an annotation."""
_NO_SCHEMA: Final = "none"
"""What the line has so that editors use no schema."""
_BEGINNING: Final = 1000
"""Characters of a file in which the line may be."""


@attrs.frozen
class SourceRecord:
    """The bytes of one annotation, and where they come from."""

    file: str
    """Name of the file in diagnostics."""
    data: bytes
    format: str
    """yaml or json."""
    path: Path | None = None
    """Path of the file; None if the annotation was given as text."""
    folder: Path | None = None
    """The folder that `text_file` is relative to; None if there is none."""
    stem: str | None = None
    """The id that the article must have, if the corpus demands one."""
    record: int | None = None
    """Line of the file, from 1, in JSON Lines."""
    offset: int = 0
    """Code points of the file before the record."""
    name: str | None = None
    """Name of the file relative to its corpus, with `/`; None outside a corpus, and for a line of JSON Lines."""
    text: str | None = None
    """The article text, if it is given beside an annotation without one."""


@attrs.frozen
class Parsed:
    """Data with positions, and the problems of the file as such."""

    record: SourceRecord
    document: Document
    locator: SourceMap
    here: SourceText
    problems: tuple[SyntaxProblem, ...]
    has_hints: bool
    """Whether hints are among the problems, if there are any."""


def parse(
    record: SourceRecord, cls: type = Article, active: frozenset[str] | None = None, *, hints: bool = True
) -> Parsed:
    """Parse the bytes of a `cls`.

    Problems are those whose codes are in `active`, or all if it is None; `hints`, which take longer to find, can be
    left out.
    """
    text, problems = decode(record.data, "file" if record.record is None else "line")
    has_hints = hints and (active is None or AMBIGUOUS in active)
    here = SourceText(
        record.file, Lines(text, record=record.record is not None), (record.record or 1) - 1, record.offset
    )
    if any(problem.code != "NC007" for problem in problems):
        document = Document(text, None, (), TreePositions(_beginning))
    else:
        document = _read(text, record.format, hints=has_hints)
    every = [*problems, *document.problems]
    if record.path and record.format == "yaml" and (schema := schema_problem(record.path, text)):
        every.append(schema)
    reported = [problem for problem in every if active is None or problem.code in active]
    omitted = omitted_of(len(reported))
    if omitted:
        reported = [*reported[: limits.MAX_FINDINGS], SyntaxProblem("NC005", omitted, 0, 0)]
    return Parsed(record, document, SourceMap(document, cls), here, tuple(reported), has_hints)


def _read(text: str, kind: str, *, hints: bool) -> Document:
    if kind != "json":
        return parse_yaml(text, printable=True, hints=hints)
    from newscorpus.formats.json.reader import parse_json  # noqa: PLC0415 - not for YAML

    return parse_json(text, printable=True)


def _beginning() -> Node:
    """The position of everything in a document that was not parsed."""
    return Node(0, 0)


def omitted_of(count: int) -> str | None:
    """Return the message about findings of one file that are not reported, since there are so many; None if all are."""
    most = limits.MAX_FINDINGS
    return f"{count:,} findings in one file: the first {most:,} are reported" if count > most else None


def schema_problem(path: Path, text: str) -> SyntaxProblem | None:
    """Return the problem that the schema for editors is not there; None if it is, or is on the web.

    Args:
        path: The file of the annotation, which the schema is relative to.
        text: The content of that file.
    """
    line = _modeline(text)
    if line is None or os.path.lexists(path.parent / line["schema"]):
        return None
    missing = path.parent / line["schema"]
    above = [folder for folder in Path(os.path.abspath(path)).parents if os.path.lexists(folder / missing.name)]
    hint = f"write it with `{_command(path, missing.parent)}`, or delete the line"
    if above:
        hint = f"write `$schema={Path(os.path.relpath(above[0] / missing.name, path.parent)).as_posix()}`"
    message = f"the schema for editors is not there: {backticked(line['schema'])}"
    return SyntaxProblem("NC012", message, *line.span("schema"), hint)


def schema_of(text: str) -> str | None:
    """Return the schema that a file names for editors, relative to that file; None if it names none."""
    line = _modeline(text)
    return line and line["schema"]


def _modeline(text: str) -> "re.Match[str] | None":
    line = _MODELINE.search(text, 0, _BEGINNING)
    if line is None or line["schema"] == _NO_SCHEMA or re.match(r"[a-zA-Z][\w+.-]+:", line["schema"]):
        return None
    return line


def _command(path: Path, folder: Path) -> str:
    """The command that writes the schema to a folder, for the corpus of an annotation, from where the user is."""
    import shlex  # noqa: PLC0415 - nearly all schemas are there

    parents = Path(os.path.abspath(path)).parents
    corpus = next((parent for parent in parents if os.path.lexists(parent / MANIFEST)), None)
    words = ["newscorpus", "schema", "article"]
    words += [] if corpus is None else ["--corpus", _named(corpus, path)]
    return shlex.join([*words, "--write", _named(folder, path)])


def _named(folder: Path, path: Path) -> str:
    """The name of a folder: relative if that of the file is."""
    name = os.path.normpath(folder) if path.is_absolute() else os.path.relpath(folder)
    return Path(name).as_posix()
