"""Reports for people and for tools; one file a format, one table."""

import os
from collections.abc import Callable, Iterator

import attrs

from newscorpus.diagnostics import Report
from newscorpus.render import concise, full, github, gitlab, json_report, junit, rdjson, sarif
from newscorpus.render.naming import seen_from


@attrs.frozen
class Format:
    """A way to show a report: a pure function from it to pieces of text, each to be followed by a newline."""

    render: Callable[..., Iterator[str]]
    for_people: bool = False
    """It names files as they were typed, takes `color`, and is followed by the summary line."""
    is_document: bool = False
    """It is read as a whole, in UTF-8: nothing else may stand before, between or behind its lines."""

    def pieces(self, report: Report, root: str | os.PathLike[str], *, color: bool = False) -> Iterator[str]:
        """The report in this format; machines get files named as seen from `root`."""
        return self.render(report, color=color) if self.for_people else self.render(seen_from(report, root))

    def text(self, report: Report, root: str | os.PathLike[str], *, color: bool = False) -> str:
        """The whole of a file in this format."""
        return "".join(f"{piece}\n" for piece in self.pieces(report, root, color=color))


FORMATS = {
    "full": Format(full.render, for_people=True),
    "concise": Format(concise.render, for_people=True),
    "json": Format(json_report.render, is_document=True),
    "github": Format(github.render),
    "sarif": Format(sarif.render, is_document=True),
    "gitlab": Format(gitlab.render, is_document=True),
    "junit": Format(junit.render, is_document=True),
    "rdjson": Format(rdjson.render, is_document=True),
}
"""By the name that is typed."""
