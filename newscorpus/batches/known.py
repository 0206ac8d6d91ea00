"""Baselines: the findings that one has, of all articles -> those that it does not cover, and its stale entries."""

import json
import os
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from newscorpus.batches.outcomes import Check, schema_of
from newscorpus.batches.steps import Batch, Collect, Step, Surroundings, taken
from newscorpus.checking.baseline import Baseline, Entry, Scope
from newscorpus.checking.globs import below, format_of
from newscorpus.checking.serialize import restored
from newscorpus.diagnostics.report import Diagnostic
from newscorpus.rules.configuration import stale_baseline

if TYPE_CHECKING:
    import pyarrow as pa

_COLUMNS = ("n", "uri", "line", "known", "record")


def resolve(
    check: Check,
    collect: Collect,
    around: Surroundings,
    related: Mapping[str, Mapping[str, Any]],
    others: Sequence[Diagnostic],
) -> list[Diagnostic]:
    """Return the findings in a baseline that there are more often than it says, others, and NC804 for stale entries.

    Args:
        check: What the articles were examined by, with the baseline.
        collect: What runs a step over all outcomes.
        around: What there is beside the articles.
        related: The known findings of corpus rules in articles: rows by the number of the article.
        others: The findings outside articles, known or not.
    """
    assert check.baseline is not None
    # With no entry used up, whoever asked before.
    baseline = attrs.evolve(check.baseline, severity=check.selection().severity(stale_baseline.code))
    here = os.getcwd()
    files = frozenset(_absolute(here, (baseline.path.parent / file).as_posix()) for file in baseline.files)
    rows = collect(Step(partial(_concerned, here=here, files=files), _COLUMNS, schema_of(_COLUMNS))).to_pylist()
    by_article = {row["n"]: row for row in rows}
    for n, row in related.items():
        mine = by_article.setdefault(n, {**row, "known": [], "record": ""})
        mine["known"] = [*mine["known"], *row["known"]]
    left: list[Diagnostic] = []
    for _, findings in sorted(_by_turn(by_article, baseline), key=lambda pair: pair[0]):
        left += baseline.subtract(findings)
    left += baseline.subtract(others)
    unread = {_absolute(here, row["uri"]) for row in rows if row["record"] is None}
    present = {_absolute(here, row["uri"]) for row in rows}
    return left + baseline.stale(_scope(check, around, here, unread, present))


def _absolute(here: str, name: str) -> str:
    """The path of a file, as seen from the folder `here`: workers run in other folders."""
    return os.path.normpath(os.path.join(here, name))  # noqa: PTH118 - `Path` is slow, and there are many articles


def _concerned(outcomes: Batch, here: str, files: Collection[str]) -> "pa.Table":
    """The articles with known findings, those of files in the baseline, and those that cannot be read."""
    columns = [outcomes.column(name).to_pylist() for name in ("uri", "known", "record")]
    mask = [
        bool(known) or record is None or _absolute(here, uri) in files
        for uri, known, record in zip(*columns, strict=True)
    ]
    return taken(outcomes, mask)


def _by_turn(
    by_article: Mapping[str, Mapping[str, Any]], baseline: Baseline
) -> list[tuple[tuple[bool, str, int, str], list[Diagnostic]]]:
    """The findings of each article, and when it is its turn.

    First come the files that have findings as often as the baseline says of them, so that no other uses up the entries.
    """
    turns = []
    for n, row in by_article.items():
        findings = [restored(Diagnostic, json.loads(data)) for data in row["known"]]
        own = baseline.known_in(row["uri"]) if format_of(row["uri"]) != "jsonl" else None
        counts = Counter(diagnostic.fingerprint for diagnostic in findings)
        is_known = own is not None and any(count <= own.get(name, 0) for name, count in counts.items())
        turns.append(((not is_known, row["uri"], row["line"] or 0, n), findings))
    return turns


def _scope(check: Check, around: Surroundings, here: str, unread: set[str], present: set[str]) -> Scope:
    """What was looked for: as for `check` of the same files."""
    root = None if check.root is None else _absolute(here, check.root)
    given = None if around.files is None else {_absolute(here, name) for name in around.files}
    selection = check.selection()

    def judges(entry: Entry, path: Path) -> bool:
        name = str(path)
        is_inside = root is not None and path.is_relative_to(root)
        if entry.code not in selection.active(below(name, root) if root is not None and is_inside else path.name):
            return False
        exists = name in (present if given is None else given) or os.path.lexists(path)
        # Which findings a file would have that cannot be read is not known; it may be one that was moved.
        if (name in unread or (unread and not exists)) and entry.code[2:3] != "0":
            return False
        return given is None or is_inside or name in given

    return Scope(judges, selection.applied, ())
