"""Before an edit in several files: the corpus has no other findings afterwards."""

import os
from collections import Counter
from pathlib import Path

from newscorpus.checking.options import SessionOptions
from newscorpus.checking.results import check_session
from newscorpus.checking.session import discover
from newscorpus.diagnostics.report import Diagnostic, Severity
from newscorpus.errors import UsageError
from newscorpus.lsp.analysis import Contents


def refuse_new_findings(what: str, paths: tuple[Path, ...], contents: Contents, after: Contents) -> None:
    """Raise UsageError if files and folders have other findings with the bytes `after`, hints aside.

    `contents` are the bytes of the open files now. `what` leads to the findings, for the message.
    """
    new = _found(paths, {**contents, **after}) - _found(paths, contents)
    if new:
        (code, file), _ = new.most_common(1)[0]
        raise UsageError(f"{what} would lead to {code} in {file}")


def _found(paths: tuple[Path, ...], contents: Contents) -> Counter[tuple[str, str]]:
    """The number of findings by code and file."""
    session = discover(SessionOptions(paths, jobs=None, cache=True, stores_contents=False), contents=contents)
    report = check_session(session, fixes=False).report(fixes=False)
    return Counter((one.code, _name(one)) for one in report.diagnostics if one.severity is not Severity.HINT)


def _name(one: Diagnostic) -> str:
    return os.path.basename(one.primary.file)  # noqa: PTH119 - a name with `/`, for people
