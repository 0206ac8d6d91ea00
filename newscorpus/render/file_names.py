"""Names for machines: files by their path from a root, findings by unique fingerprints."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from newscorpus.diagnostics.report import Diagnostic, Report, Span, in_order


def seen_from(report: Report, root: str | os.PathLike[str]) -> Report:
    """Return the report with file names relative to `root`, or absolute if a file is not below it; with `/`.

    So the same finding has one name, however the user typed the path of its file.
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


def with_fingerprints(report: Report) -> Iterator[tuple[Diagnostic, str]]:
    """Yield each finding with a unique fingerprint: equal ones get a number from the second on.

    Those that have none, since no baseline may contain them, get one of their message.
    """
    seen: Counter[str] = Counter()
    for d in report.diagnostics:
        words = f"{d.code} {Path(d.primary.file).name} {d.message}".encode("utf-8", "surrogatepass")
        fingerprint = d.fingerprint or hashlib.blake2b(words, digest_size=16).hexdigest()
        seen[fingerprint] += 1
        yield d, fingerprint if seen[fingerprint] == 1 else f"{fingerprint}-{seen[fingerprint]}"
