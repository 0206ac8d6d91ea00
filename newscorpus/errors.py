"""The exceptions of the public interface. Problems in the data are findings, which one of these carries."""

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newscorpus.diagnostics.report import Report


class NewscorpusError(Exception):
    """The base of UsageError and InvalidCorpus.

    Example::

        try:
            nc.load("no-such-folder/")
        except nc.NewscorpusError as error:
            print(error)
    """


class UsageError(NewscorpusError):
    """A wrong call: a file that does not exist, an unknown rule or format. The command line exits with 2.

    Example::

        try:
            nc.check("seeds/", select=["NC000"])
        except nc.UsageError as error:
            print(error)
    """


class InvalidCorpus(NewscorpusError):  # noqa: N818 - it names what is wrong, as KeyError does not
    r"""The data has errors, so models cannot be returned. Its string has the first ten errors, and help for them.

    Attributes:
        report: The report with all findings and their places.
        about: What the places are of, if not of what was read.

    Example::

        try:
            nc.loads("format: newscorpus/1\nid: a\ntext: Rain.\npublishd: 2024-05-06\n")
        except nc.InvalidCorpus as error:
            for finding in error.report.errors:
                print(finding.code, finding.message)
    """

    def __init__(self, report: "Report", about: str = "") -> None:
        self.report, self.about = report, about
        super().__init__(report, about)

    def __str__(self) -> str:
        number = sum(finding.severity == "error" for finding in self.report)
        lines = [f"{number} error{'s' if number != 1 else ''}{self.about and f' ({self.about})'}"]
        for one in islice((finding for finding in self.report if finding.severity == "error"), 10):
            lines.append(str(one))
            where = ", ".join(filter(None, (one.to_dict()["path"], one.label)))
            lines += [f"    at: {where}"] if where else []
            lines += [f"    help: {one.advice}"] if one.advice else []
        if number > 10:
            lines.append(f"… and {number - 10} more")
        # Messages quote untrusted data, and tracebacks go to terminals: invisible and control characters are escaped.
        return "\n".join("".join(c if c.isprintable() else ascii(c)[1:-1] for c in line) for line in lines)
