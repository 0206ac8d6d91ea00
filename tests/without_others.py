"""`PYTHONPATH=tests python -m pytest -p without_others …`: as where only the packages of `make test` are installed.

What only the groups `others` and `spark` of pyproject.toml name cannot be imported, as if it were not there. Few
examples are drawn: this looks for tests that fail in place of being skipped.
"""

import os
import sys
import tomllib
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

GROUPS: dict[str, list[Any]] = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))[
    "dependency-groups"
]


def named(group: str) -> set[str]:
    """The distributions that a group names."""
    found = set[str]()
    for one in GROUPS[group]:
        found |= named(one["include-group"]) if isinstance(one, dict) else {canonicalize_name(Requirement(one).name)}
    return found


def with_theirs(names: set[str]) -> set[str]:
    """The distributions, and those that they need."""
    found, left = set[str](), list(names)
    while left:
        if (name := left.pop()) in found:
            continue
        found.add(name)
        try:
            needed = [Requirement(one) for one in requires(name) or ()]
        except PackageNotFoundError:
            continue
        left += [canonicalize_name(one.name) for one in needed if not one.marker or one.marker.evaluate({"extra": ""})]
    return found


_LEFT_OUT = (named("others") | named("spark")) - with_theirs(named("dev"))
_ABSENT = frozenset(
    module
    for module, brought_by in packages_distributions().items()
    if {canonicalize_name(one) for one in brought_by} <= _LEFT_OUT
)


class Without(PathFinder):
    """Finds what is on the path, without those."""

    @classmethod
    def find_spec(
        cls, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """None for a module that is left out."""
        return None if fullname.partition(".")[0] in _ABSENT else super().find_spec(fullname, path, target)


sys.meta_path[:] = [Without if finder is PathFinder else finder for finder in sys.meta_path]
settings.register_profile("few", deadline=None, max_examples=5)
os.environ.setdefault("HYPOTHESIS_PROFILE", "few")
