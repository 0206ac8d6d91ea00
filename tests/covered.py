"""`PYTHONPATH=tests python -m pytest -p covered …`: branch coverage; `coverage combine` puts together what each process measured.

Measured are imports and the collection, and what fixtures and tests do, other than those in untraced.py. Between them
pytest runs, which takes three times as long while it is traced.
"""

import os
from collections.abc import Generator
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages

import pytest
from coverage import Coverage
from untraced import CASES, UNTRACED

_COVERAGE = Coverage(data_suffix=True)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """All modules are imported, whichever test would import them; not where others are given the tests."""
    if getattr(early_config.known_args_namespace, "numprocesses", None) and "PYTEST_XDIST_WORKER" not in os.environ:
        return
    _COVERAGE.start()
    package = import_module("newscorpus")
    for module in walk_packages(package.__path__, "newscorpus."):
        with suppress(ImportError):
            import_module(module.name)


def pytest_collection_finish() -> None:
    _COVERAGE.stop()


def is_traced(item: pytest.Item) -> bool:
    """Whether what the test does is measured."""
    function, _, case = item.nodeid.removeprefix("tests/").partition("[")
    untraced = not UNTRACED.isdisjoint((function, function.partition("::")[0]))
    return not untraced or case[:-1] in CASES.get(function, ())


def _measured(item: pytest.Item) -> Generator[None, object, object]:
    if is_traced(item):
        _COVERAGE.start()
    try:
        return (yield)
    finally:
        _COVERAGE.stop()


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    return (yield from _measured(item))


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    return (yield from _measured(item))


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    return (yield from _measured(item))


def pytest_sessionfinish() -> None:
    _COVERAGE.save()
