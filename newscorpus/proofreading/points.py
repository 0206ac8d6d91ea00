"""Objections that are kept -> open points (`todo`) in the files, in which everything else stays."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from newscorpus.anchoring import strip_offsets
from newscorpus.api.article_file import ArticleFile, read_record
from newscorpus.checking.selection import Paths, SessionOptions
from newscorpus.diagnostics.changes import SetValue
from newscorpus.edits.comments import written
from newscorpus.edits.editable import Editable, frozen, origins
from newscorpus.models import Todo
from newscorpus.proofreading.kept import Case, cases, write_kept
from newscorpus.proofreading.values import Values
from newscorpus.rules.objections import CODES, is_open, path_of, value_at

OWN: Final = "annotation"
"""Who has the present value of an open point, in place of an annotator's name."""
OPEN_POINT: Final = "NC805"
"""The rule about open points. A corpus may have open points as errors: these are the purpose here."""


def write_points(paths: Paths, codes: Collection[str]) -> dict[str, int]:
    """Record the objections that are open, and that no waiver covers, as open points of their articles.

    Args:
        paths: Files and folders.
        codes: The rules about objections whose findings are written.

    Returns:
        How many points were written, by file.

    Raises:
        InvalidCorpus, UsageError, OSError: As of `nc.edit`.
    """
    counts: dict[str, int] = {}
    for case in cases(paths, codes):
        kept = case.kept if isinstance(case, Case) else None
        if not isinstance(case, Case) or kept is None:
            continue
        entries = [entry for entry in kept["objections"] if _is_meant(entry, case, codes)]
        if entries:
            record = read_record(case.file)
            file = ArticleFile.of(record, record.corpus(SessionOptions((), ignore=(OPEN_POINT,))))
            draft = Editable(file.article)
            draft.todo.extend(_point(entry, case) for entry in entries)
            file.save(frozen(draft), origins(draft))
            write_kept(case, {**kept, "objections": [_marked(entry, entries) for entry in kept["objections"]]})
            counts[case.file] = len(entries)
    return counts


def _is_meant(entry: Mapping[str, Any], case: Case, codes: Collection[str]) -> bool:
    code, path = CODES.get(entry["problem"], ""), path_of(entry, case.article)
    is_reported = code in codes and path is not None and (code, path) in case.reported
    return is_reported and is_open(entry, case.kept or {}, case.article, case.loaded.manifest)


def _marked(entry: Mapping[str, Any], entries: Collection[Mapping[str, Any]]) -> Mapping[str, Any]:
    return {**entry, "written": True} if entry in entries else entry


def _point(entry: Mapping[str, Any], case: Case) -> Todo:
    """An open point: what the annotation has and the model proposes, of which one is accepted; and the reason."""
    path = path_of(entry, case.article)
    assert path is not None
    model, after = str((case.kept or {})["model"]), None
    note = f"{entry['why']} (“{entry['quote']}”)"
    if "should_be" in entry and len(path) > 2:
        change = SetValue((*path, *entry.get("below", ())), entry["should_be"])
        after = Values(case.article, case.corpus).changed(change)
    if after is None:
        return Todo(at=entry["at"], quote=entry.get("claim"), note=f"{model}: {note}")
    has, proposed = (value_at(strip_offsets(each), path, case.loaded.manifest) for each in (case.article, after))
    return Todo(
        at=entry["at"],
        quote=entry.get("claim"),
        versions={**({} if has is None else {OWN: written(path, has)}), model: written(path, proposed)},
        without=(OWN,) if has is None else (),
        note=note,
    )
