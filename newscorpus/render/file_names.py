"""Names for machines: files by their path from a root, findings by unique fingerprints."""

import hashlib
import os
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs

from newscorpus.diagnostics.report import Diagnostic, Report, Span, in_order
from newscorpus.diagnostics.totals import identity_of


def name_from(file: str | os.PathLike[str], root: str | os.PathLike[str]) -> str:
    """Return the name of a file relative to `root`, or absolute if it is not below it; with `/`."""
    try:
        relative = Path(os.path.relpath(file, root))
    except ValueError:  # on another drive
        return Path(file).as_posix()
    return Path(os.path.abspath(file) if relative.parts[:1] == ("..",) else relative).as_posix()


def seen_from(report: Report, root: str | os.PathLike[str], first: Collection[str] = ()) -> Report:
    """Return the report with the names of files as `name_from` gives them.

    So the same finding has one name, however the user typed the path of its file. The findings of the files `first`,
    named in the same way, come before others.
    """

    @lru_cache(maxsize=1_000)  # findings come file by file
    def name(file: str) -> str:
        return name_from(file, root)

    def renamed(value: Any) -> Any:
        if isinstance(value, Span):
            return attrs.evolve(value, file=name(value.file))
        if isinstance(value, tuple) and value and attrs.has(type(value[0])):
            return tuple(map(renamed, value))
        if attrs.has(type(value)):
            inner = {f.name: getattr(value, f.name) for f in attrs.fields(type(value))}
            return attrs.evolve(value, **{key: renamed(each) for key, each in inner.items()})
        return value

    rename = None if first else getattr(report.diagnostics, "renamed", None)
    view = rename(name, renamed) if rename else None
    ordered = in_order(map(renamed, report.diagnostics), first) if view is None else view
    return attrs.evolve(report, diagnostics=ordered, skipped=tuple(map(name, report.skipped)))


def with_fingerprints(report: Report) -> Iterator[tuple[Diagnostic, str]]:
    """Yield each finding with a unique fingerprint: equal ones get a number from the second on.

    Those that have none, since no baseline may contain them, get one of their message.
    """
    seen: Counter[str] = Counter()
    repeated: Collection[str] | None = getattr(report.diagnostics, "repeated", None)
    for d in report.diagnostics:
        identity = identity_of(d)
        words = identity.encode("utf-8", "surrogatepass")
        fingerprint = d.fingerprint or hashlib.blake2b(words, digest_size=16).hexdigest()
        if repeated is None or identity in repeated:
            seen[identity] += 1
        yield d, fingerprint if seen[identity] <= 1 else f"{fingerprint}-{seen[identity]}"
