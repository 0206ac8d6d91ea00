"""The line for editors in the comments of an annotation: `# yaml-language-server: $schema=../article.schema.json`."""

import os
import re
import shlex
from pathlib import Path
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.formats.document import SyntaxProblem
from newscorpus.models import MANIFEST
from newscorpus.rules.syntax import missing_schema

_LINE: Final = re.compile(r"^#[ \t]*yaml-language-server:[ \t]*\$schema=(?P<schema>\S+)", re.MULTILINE)
_NO_SCHEMA: Final = "none"
"""What the line has so that editors use no schema."""
_BEGINNING: Final = 1000
"""Characters of a file in which the line may be."""


def schema_problem(path: Path, text: str) -> SyntaxProblem | None:
    """Return the problem that the schema of the line is not there; None if it is, or is on the web.

    Args:
        path: The file of the annotation, which the schema is relative to.
        text: The content of that file.
    """
    found = _line(text)
    if found is None or os.path.lexists(path.parent / found["schema"]):
        return None
    missing = path.parent / found["schema"]
    above = [folder for folder in Path(os.path.abspath(path)).parents if os.path.lexists(folder / missing.name)]
    hint = f"write it with `{_command(path, missing.parent)}`, or delete the line"
    if above:
        hint = f"write `$schema={Path(os.path.relpath(above[0] / missing.name, path.parent)).as_posix()}`"
    message = f"the schema for editors is not there: {backticked(found['schema'])}"
    return SyntaxProblem(missing_schema.code, message, *found.span("schema"), hint)


def schema_of(text: str) -> str | None:
    """Return the file that the line names, relative to that of the annotation; None if it names none."""
    found = _line(text)
    return found and found["schema"]


def _line(text: str) -> "re.Match[str] | None":
    found = _LINE.search(text, 0, _BEGINNING)
    if found is None or found["schema"] == _NO_SCHEMA or re.match(r"[a-zA-Z][\w+.-]+:", found["schema"]):
        return None
    return found


def _command(path: Path, folder: Path) -> str:
    """The command that writes the schema to a folder, for the corpus of an annotation, from where the user is."""
    parents = Path(os.path.abspath(path)).parents
    corpus = next((one for one in parents if os.path.lexists(one / MANIFEST)), None)
    words = ["newscorpus", "schema", "article"]
    words += [] if corpus is None else ["--corpus", _named(corpus, path)]
    return shlex.join([*words, "--write", _named(folder, path)])


def _named(folder: Path, path: Path) -> str:
    """The name of a folder: relative if that of the file is."""
    name = os.path.normpath(folder) if path.is_absolute() else os.path.relpath(folder)
    return Path(name).as_posix()
