"""Reports for people and for tools; one file a format, one table."""

import os
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import attrs

from newscorpus.diagnostics.report import Report
from newscorpus.render.file_names import seen_from


@attrs.frozen
class Format:
    """A way to show a report: a pure function from it to pieces of text, each to be followed by a newline."""

    module: str
    """The file here that has it as `render`. Imported when it is asked for, so that the command starts at once."""
    for_people: bool = False
    """It names files as they were typed, takes `color`, and is followed by the summary line."""
    is_document: bool = False
    """It is read as a whole, in UTF-8: nothing else may stand before, between or behind its lines."""

    def render(self, report: Report, **options: Any) -> Iterator[str]:
        """The report as it is."""
        made: Iterator[str] = import_module(f"{__name__}.{self.module}").render(report, **options)
        return made

    def pieces(self, report: Report, root: str | os.PathLike[str], *, color: bool = False) -> Iterator[str]:
        """The report in this format; machines get files named as seen from `root`."""
        return self.render(report, color=color) if self.for_people else self.render(seen_from(report, root))

    def text(self, report: Report, root: str | os.PathLike[str], *, color: bool = False) -> str:
        """The whole of a file in this format."""
        return "".join(f"{piece}\n" for piece in self.pieces(report, root, color=color))


FORMATS = {
    "full": Format("full", for_people=True),
    "concise": Format("concise", for_people=True),
    "json": Format("json_report", is_document=True),
    "github": Format("github"),
    "sarif": Format("sarif", is_document=True),
    "gitlab": Format("gitlab", is_document=True),
    "junit": Format("junit", is_document=True),
    "rdjson": Format("rdjson", is_document=True),
}
"""By the name that is typed."""
