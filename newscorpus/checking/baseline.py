"""Baselines: known findings that are accepted for now, so that a later check shows the new ones.

A baseline is a JSON file: fingerprint → count, code and file; the latter two for people who read its differences.
Fingerprints are made of file, code, path by ids and arguments, not of lines, so moved lines change nothing.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import attrs

from newscorpus.checking.context import KnownFindings
from newscorpus.diagnostics.report import Diagnostic, Severity
from newscorpus.errors import UsageError
from newscorpus.formats.source_text import Lines, SourceText
from newscorpus.fs import atomic, reading
from newscorpus.rules.configuration import stale_baseline

_VERSION = 1
_STRING = re.compile(r'"((?:[^"\\]|\\.)*+)"')
_SURROGATE = re.compile("[\ud800-\udfff]")


def _named(shown: str, folder: Path) -> str:
    """The file as the baseline names it: relative to the baseline, so it does not depend on the current folder."""
    return Path(os.path.relpath(shown, folder)).as_posix()


def write(path: Path, diagnostics: Iterable[Diagnostic]) -> int:
    """Write a baseline of the findings and return their number. Raises OSError."""
    folder = path.parent
    counts: Counter[str] = Counter()
    entries: dict[str, dict[str, Any]] = {}
    for d in diagnostics:
        name = _named(d.primary.file, folder)
        fingerprint = d.fingerprint(name)
        counts[fingerprint] += 1
        entries[fingerprint] = {"count": counts[fingerprint], "code": d.code, "file": name}
    data = {"version": _VERSION, "findings": dict(sorted(entries.items()))}
    text = json.dumps(data, indent=1, ensure_ascii=False)
    # Names of files may contain lone surrogates, which UTF-8 cannot encode: they are written as JSON escapes.
    atomic.write_text(path, _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n")
    return sum(counts.values())


@attrs.frozen
class Baseline:
    """The content of a baseline file, and how many findings of each fingerprint it still covers."""

    path: Path
    root: Path | None
    """The folder whose findings it covers; None if it covers all."""
    severity: Severity
    """That of its stale entries."""
    reported: frozenset[str]
    """The codes of rules whose findings it never covers. Their messages name its entries."""
    _text: str
    _entries: dict[str, dict[str, Any]]
    _left: Counter[str]

    @classmethod
    def read(
        cls,
        path: Path,
        root: Path | None = None,
        severity: Severity = stale_baseline.severity,
        reported: frozenset[str] = frozenset(),
    ) -> "Baseline":
        """Read a baseline file. Raises UsageError if it is not one."""
        text, entries = _read(path)
        left = Counter({key: one["count"] for key, one in entries.items()})
        return cls(path, root, severity, reported, text, entries, left)

    def subtract(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the findings that it does not cover, and use up the entries of the others."""
        left = []
        for one in diagnostics:
            if not self._covers(one):
                left.append(one)
            elif one.code in self.reported:
                left.append(attrs.evolve(one, message=f"{one.message} ({self._entry(one)})"))
        return left

    def _entry(self, diagnostic: Diagnostic) -> str:
        entry = diagnostic.fingerprint(_named(diagnostic.primary.file, self.path.parent))
        return f"in the baseline {self.path.as_posix()} as {entry}, but no article is complete with it"

    def _covers(self, diagnostic: Diagnostic) -> bool:
        file = diagnostic.primary.file
        if not self._is_about(file):
            return False
        fingerprint = diagnostic.fingerprint(_named(file, self.path.parent))
        if self._left[fingerprint] <= 0:
            return False
        self._left[fingerprint] -= 1
        return True

    def _is_about(self, file: str) -> bool:
        return self.root is None or Path(os.path.abspath(file)).is_relative_to(self.root)

    @cached_property
    def _by_file(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for fingerprint, entry in self._entries.items():
            if entry["code"] not in self.reported:
                found.setdefault(entry["file"], {})[fingerprint] = entry["count"]
        return found

    def known_in(self, shown: str) -> KnownFindings | None:
        """Return the findings of a file that the baseline has; None if it has none."""
        name = _named(shown, self.path.parent)
        known = self._by_file.get(name) if self._is_about(shown) else None
        return None if known is None else KnownFindings(name, known)

    def use_up(self, fingerprints: Iterable[str]) -> None:
        """Use up the entries of findings that it covers and of which no diagnostics were built."""
        self._left.subtract(fingerprints)

    def stale(self, checked: Iterable[str], active: Iterable[str]) -> list[Diagnostic]:
        """Return NC804 for each entry that is not used up, once all findings are subtracted.

        Only for entries of files that were `checked` or do not exist, and of rules in `active`; NC804 must be in it.
        """
        names, codes = {_named(shown, self.path.parent) for shown in checked}, set(active)
        lines = Lines(self._text)
        starts: dict[str, int] = {}
        for match in _STRING.finditer(self._text):
            starts.setdefault(match[1], match.start(1))
        gone = lru_cache(maxsize=None)(lambda file: not (self.path.parent / file).exists())
        found = []
        for fingerprint, count in self._left.items():
            entry = self._entries.get(fingerprint)
            if entry is None or count <= 0 or not codes >= {entry["code"], stale_baseline.code}:
                continue
            if entry["file"] in names or gone(entry["file"]):
                # It is not found if its letters are written as escapes.
                found.append(self._stale(lines, starts.get(fingerprint, 0), fingerprint, entry))
        return found

    def _stale(self, lines: Lines, start: int, fingerprint: str, entry: dict[str, Any]) -> Diagnostic:
        return Diagnostic.from_rule(
            stale_baseline,
            f"{entry['code']} in {entry['file']} is found no more",
            SourceText(self.path.as_posix(), lines).span(start, start + len(fingerprint)),
            severity=self.severity,
            help="write the baseline again",
            arguments=(fingerprint,),
        )


def subtract_all(baselines: Sequence[Baseline], diagnostics: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """Return the findings that no baseline covers."""
    for baseline in baselines:
        diagnostics = baseline.subtract(diagnostics)
    return diagnostics


def _read(path: Path) -> tuple[str, dict[str, dict[str, Any]]]:
    try:
        text = reading.read_bytes(path).decode("utf-8")
        data = json.loads(text)
    except (reading.Unreadable, ValueError, RecursionError) as e:
        raise UsageError(f"{path}: no baseline can be read: {e}") from None
    findings = data.get("findings") if isinstance(data, dict) and data.get("version") == _VERSION else None
    if not isinstance(findings, dict) or not all(_is_entry(e) for e in findings.values()):
        raise UsageError(f"{path}: not a baseline of version {_VERSION}")
    return text, findings


def _is_entry(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and type(entry.get("count")) is int
        and isinstance(entry.get("code"), str)
        and isinstance(entry.get("file"), str)
        and "\0" not in entry["file"]
    )
