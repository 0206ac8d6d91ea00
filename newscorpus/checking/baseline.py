"""Baselines: findings that are known and put up with, so that a later run shows what is new.

A baseline is a JSON file: fingerprint → how often, and of what, for whoever reads its differences. Fingerprints are
made of file, code, path by ids and words, never of lines, so moved lines change nothing.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from newscorpus.checking.context import KnownFindings
from newscorpus.diagnostics.report import Diagnostic, Severity
from newscorpus.errors import UsageError
from newscorpus.formats.source_text import Lines, SourceText
from newscorpus.fs import atomic, reading
from newscorpus.rules import BY_CODE

_VERSION = 1
_SURROGATE = re.compile("[\ud800-\udfff]")


def _named(shown: str, folder: Path) -> str:
    """A file as the baseline names it: relative to the baseline, so that it holds wherever the check is run."""
    return Path(os.path.relpath(shown, folder)).as_posix()


def write(path: Path, diagnostics: Iterable[Diagnostic]) -> int:
    """Writes a baseline of the findings; returns how many. Raises OSError."""
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
    # Names of files may be no Unicode: what UTF-8 cannot hold of them is written as JSON's own escapes.
    atomic.write_text(path, _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n")
    return sum(counts.values())


def known_by_file(path: Path) -> dict[str, dict[str, int]]:
    """Return the counts of the findings in a baseline by fingerprint, for each file by its name there.

    Raises UsageError if it cannot be read.
    """
    found: dict[str, dict[str, int]] = {}
    for fingerprint, entry in _read(path)[1].items():
        found.setdefault(entry["file"], {})[fingerprint] = entry["count"]
    return found


def known_in(shown: str, path: Path, by_file: Mapping[str, Mapping[str, int]]) -> KnownFindings | None:
    """Return the findings of a file that the baseline at `path` has, out of its `known_by_file`."""
    name = _named(shown, path.parent)
    return KnownFindings(name, by_file[name]) if name in by_file else None


def apply(
    path: Path,
    diagnostics: Sequence[Diagnostic],
    checked: Iterable[str],
    active: Iterable[str],
    severity: Severity = BY_CODE["NC804"].severity,
    found: Iterable[str] = (),
) -> tuple[list[Diagnostic], int]:
    """The findings that the baseline does not hold, and how many it does; NC804, of such a severity, for each of its
    that is no more.

    `found` are the fingerprints of further findings that the baseline has, of which no diagnostics were made.
    Entries are stale only of files that were `checked` or are gone, and of rules in `active`, as NC804 has to be, too.
    Raises UsageError if it cannot be read.
    """
    text, entries = _read(path)
    left = Counter({fingerprint: entry["count"] for fingerprint, entry in entries.items()})
    without_diagnostic = Counter(found)
    left.subtract(without_diagnostic)
    kept = []
    for d in diagnostics:
        fingerprint = d.fingerprint(_named(d.primary.file, path.parent))
        if left[fingerprint] > 0:
            left[fingerprint] -= 1
        else:
            kept.append(d)
    known = len(diagnostics) - len(kept) + without_diagnostic.total()
    names = {_named(shown, path.parent) for shown in checked}
    lines, judged = Lines(text), set(active)
    for fingerprint, count in left.items():
        entry = entries[fingerprint]
        gone = entry["file"] in names or not (path.parent / entry["file"]).exists()
        if count > 0 and gone and judged >= {entry["code"], "NC804"}:
            kept.append(_stale(path, text, lines, fingerprint, entry, severity))
    return kept, known


def _stale(
    path: Path, text: str, lines: Lines, fingerprint: str, entry: dict[str, Any], severity: Severity
) -> Diagnostic:
    start = max(text.find(fingerprint), 0)  # somebody may have written its letters as escapes
    return Diagnostic.from_rule(
        BY_CODE["NC804"],
        f"{entry['code']} in {entry['file']} is found no more",
        SourceText(path.as_posix(), lines).span(start, start + len(fingerprint)),
        severity=severity,
        help="write the baseline again",
        arguments=(fingerprint,),
    )


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
