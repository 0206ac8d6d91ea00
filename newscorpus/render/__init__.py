"""Reports for people and for tools: one module per format, and the table of formats."""

import os
from collections.abc import Collection, Iterator
from importlib import import_module
from typing import Any, NamedTuple

from newscorpus.diagnostics.report import Report
from newscorpus.errors import UsageError
from newscorpus.text.suggest import closest


class Format(NamedTuple):
    """A format of reports: a pure function from a report to pieces of text, each to be followed by a newline."""

    module: str
    """The module of this package that defines `render`. It is imported when it is used, for a fast start."""
    for_people: bool = False
    """Whether it names files as the user typed them, takes `color`, and is followed by the summary line."""
    fits_terminal: bool = False
    """Whether it takes `columns`, the width of the terminal."""
    is_limited: bool = False
    """Whether it takes `max_tokens`, about how long it is at most."""
    is_document: bool = False
    """Whether programs read it as a whole, in UTF-8, so that no other output may be added to it."""

    def render(self, report: Report, **options: Any) -> Iterator[str]:
        """Render a report as it is."""
        pieces: Iterator[str] = import_module(f"{__name__}.{self.module}").render(report, **options)
        return pieces

    def pieces(
        self,
        report: Report,
        root: str | os.PathLike[str],
        *,
        color: bool = False,
        first: Collection[str] = (),
        columns: int = 80,
        max_tokens: int | None = None,
    ) -> Iterator[str]:
        """Render a report for people, `columns` wide; for machines, with file names relative to `root`.

        If it is not read as a whole, the findings of the files `first` come before others.
        """
        if self.fits_terminal:
            return self.render(report, color=color, columns=columns)
        if self.for_people:
            return self.render(report, color=color)
        from newscorpus.render.file_names import seen_from  # noqa: PLC0415 - not for people

        return self.render(seen_from(report, root, () if self.is_document else first), **self.limited(max_tokens))

    def limited(self, max_tokens: int | None) -> dict[str, int]:
        """Return the option of how long it is at most, if it takes it and it is given."""
        return {"max_tokens": max_tokens} if self.is_limited and max_tokens is not None else {}

    def lines(self, report: Report, root: str | os.PathLike[str], *, max_tokens: int | None = None) -> Iterator[bytes]:
        """Yield the contents of a file in this format."""
        return (f"{piece}\n".encode() for piece in self.pieces(report, root, max_tokens=max_tokens))


FORMATS = {
    "full": Format("full", for_people=True, fits_terminal=True),
    "concise": Format("concise", for_people=True),
    "json": Format("json_report", is_document=True),
    "github": Format("github"),
    "sarif": Format("sarif", is_document=True),
    "gitlab": Format("gitlab", is_document=True),
    "junit": Format("junit", is_document=True),
    "rdjson": Format("rdjson", is_document=True),
    "model": Format("model", is_limited=True),
}
"""Formats by their names on the command line."""


def format_named(name: str) -> Format:
    """Return a format by its name. Raises UsageError."""
    if name not in FORMATS:
        near = closest(name, list(FORMATS))
        hint = f"; did you mean {near}?" if near else f": {', '.join(FORMATS)}"
        raise UsageError(f"no format {name!r}{hint}")
    return FORMATS[name]


def text_of(report: Report, name: str, *, color: bool = False, max_tokens: int | None = None) -> str:
    """Return a report in the format of that name, with file names as they are. Raises UsageError."""
    format = format_named(name)
    options = {"color": color} if format.for_people else {}
    return "".join(f"{piece}\n" for piece in format.render(report, **options, **format.limited(max_tokens)))
