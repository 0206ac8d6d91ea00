"""The line for editors in the comments of an annotation: `# yaml-language-server: $schema=../article.schema.json`."""

import os
import re
from pathlib import Path
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.formats.document import SyntaxProblem
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
    found = _LINE.search(text, 0, _BEGINNING)
    if (
        found is None
        or found["schema"] == _NO_SCHEMA
        or re.match(r"[a-zA-Z][\w+.-]+:", found["schema"])
        or os.path.lexists(path.parent / found["schema"])
    ):
        return None
    name = Path(found["schema"]).name
    above = [folder for folder in Path(os.path.abspath(path)).parents if os.path.lexists(folder / name)]
    hint = "write it with `newscorpus schema article --corpus . --write .`, or delete the line"
    if above:
        hint = f"write `$schema={Path(os.path.relpath(above[0] / name, path.parent)).as_posix()}`"
    message = f"the schema for editors is not there: {backticked(found['schema'])}"
    return SyntaxProblem(missing_schema.code, message, *found.span("schema"), hint)
