"""Check: files and folders of articles -> the report on them."""

from collections.abc import Sequence

from newscorpus.checking.options import Paths, SessionOptions
from newscorpus.checking.results import check_session
from newscorpus.checking.session import discover
from newscorpus.diagnostics.report import Report


def check(
    paths: Paths = ".",
    *,
    select: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    jobs: int | None = None,
) -> Report:
    """Check files and folders of annotated articles and report every finding.

    Given a file of a corpus, the whole corpus is read, and the findings of that file are reported: they are the same
    as in a check of the corpus.

    Args:
        paths: One or several files or folders.
        select: The rules to apply instead of the default ones: codes, beginnings of codes, names, or ALL.
        extend_select: The rules to apply in addition, such as the hints of a range: `["NC9"]`.
        ignore: The rules not to apply.
        jobs: The number of processes; by default as many as save time.

    Returns:
        The findings in the order of files and positions, and how many were waived.

    Raises:
        UsageError: If a path does not exist or contains no article, or a rule is unknown.

    Example::

        report = nc.check("seeds/", ignore=["NC9"])
        for finding in report.diagnostics:
            print(finding)
    """
    options = SessionOptions(paths, select=select, extend_select=extend_select, ignore=ignore, jobs=jobs)
    return check_session(discover(options)).report()
