"""`PYTHONPATH=tests python -m pytest -p costs …`: what tests cost, in seconds of the processor, however busy it is.

A run ends with the files and the functions that cost most: of setting up, testing and tearing down, with the processes
that were started and have ended. What a fixture of a module starts counts for the test after which it ends.
"""

import os
from collections import Counter
from collections.abc import Generator

import pytest

MOST = 400
"""Files and functions that are listed."""
_NAME = "seconds of the processor"
_BEGUN = pytest.StashKey[float]()


def worked() -> float:
    """Seconds of the processor that this process and its ended children have taken."""
    return sum(os.times()[:4])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    item.stash[_BEGUN] = worked()
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Each phase has what was worked since the one before; the processes of pytest-xdist send it with the report."""
    report = yield
    now = worked()
    report.user_properties = [*report.user_properties, (_NAME, now - item.stash[_BEGUN])]
    item.stash[_BEGUN] = now
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    files, functions = Counter[str](), Counter[str]()
    reports = [one for several in terminalreporter.stats.values() for one in several if hasattr(one, "user_properties")]
    for report in reports:
        for name, seconds in report.user_properties:
            if name == _NAME:
                files[report.nodeid.split("::")[0]] += seconds
                functions[report.nodeid.split("[")[0]] += seconds
    terminalreporter.section("seconds of the processor")
    terminalreporter.line(f"{files.total():8.1f} all tests")
    for counted in (files, functions):
        for name, seconds in counted.most_common(MOST):
            terminalreporter.line(f"{seconds:8.1f} {name}")
