"""How machines name what a report speaks of: files by their path from a root, findings by fingerprints of their own."""

import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from newscorpus.diagnostics.report import Diagnostic, Report, Span, in_order


def seen_from(report: Report, root: str | os.PathLike[str]) -> Report:
    """The report with each file named as it is seen from `root`: with `/`, relative if it lies below, else absolute.

    So the same finding has one name, however its file was typed.
    """

    @cache
    def name(file: str) -> str:
        try:
            relative = Path(os.path.relpath(file, root))
        except ValueError:  # on another drive
            return Path(file).as_posix()
        return Path(os.path.abspath(file) if relative.parts[:1] == ("..",) else relative).as_posix()

    def renamed(value: Any) -> Any:
        if isinstance(value, Span):
            return attrs.evolve(value, file=name(value.file))
        if isinstance(value, tuple) and value and attrs.has(type(value[0])):
            return tuple(map(renamed, value))
        if attrs.has(type(value)):
            inner = {f.name: getattr(value, f.name) for f in attrs.fields(type(value))}
            return attrs.evolve(value, **{key: renamed(each) for key, each in inner.items()})
        return value

    return attrs.evolve(report, diagnostics=in_order(map(renamed, report.diagnostics)))


def numbered(report: Report) -> Iterator[tuple[Diagnostic, str]]:
    """Each finding with a fingerprint that no other has: those of equal ones are numbered from the second on."""
    seen: Counter[str] = Counter()
    for d in report.diagnostics:
        fingerprint = d.fingerprint(d.primary.file)
        seen[fingerprint] += 1
        yield d, fingerprint if seen[fingerprint] == 1 else f"{fingerprint}-{seen[fingerprint]}"
