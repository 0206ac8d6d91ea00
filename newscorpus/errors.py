"""Exceptions: for wrong calls and for environments that fail. Bad data is never an exception but a finding."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newscorpus.diagnostics.report import Report


class NewscorpusError(Exception):
    """What this library raises on purpose."""


class UsageError(NewscorpusError):
    """A wrong call: no such file, an unknown rule, an unknown format. The command line exits with 2."""


class InvalidCorpus(NewscorpusError):  # noqa: N818 - it names what is wrong, as KeyError does not
    """The data has errors, so there are no models to return. `report` says which, and where."""

    def __init__(self, report: "Report") -> None:
        self.report = report
        super().__init__(report)

    def __str__(self) -> str:
        shown = [d for d in self.report.diagnostics if d.severity == "error"]
        # The words are a stranger's, and tracebacks go to terminals: what is invisible or acts is escaped.
        lines = ["".join(c if c.isprintable() else ascii(c)[1:-1] for c in str(d)) for d in shown[:10]]
        if len(shown) > 10:
            lines.append(f"… and {len(shown) - 10} more")
        return "\n".join([f"{len(shown)} error{'s' if len(shown) != 1 else ''}", *lines])
