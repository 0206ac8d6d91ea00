"""Objections that are kept -> open points (`todo`) in the files, in which everything else stays."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from newscorpus.api.article_file import ArticleFile, read_record
from newscorpus.checking.selection import Paths, SessionOptions
from newscorpus.edits.comments import written
from newscorpus.edits.editable import Editable, frozen, origins
from newscorpus.models import Todo
from newscorpus.proofreading.kept import Case, cases, write_kept
from newscorpus.rules.objections import CODES, path_of

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
    waiting: list[tuple[Case, Mapping[str, Any], list[Any]]] = []
    for case in cases(paths, codes):
        kept = case.kept if isinstance(case, Case) else None
        if not isinstance(case, Case) or kept is None:
            continue
        entries = [entry for entry in kept["objections"] if _is_meant(entry, case, codes)]
        if entries:
            waiting.append((case, kept, entries))
    for case, kept, entries in waiting:  # no file is still being read: Windows would not replace that
        record = read_record(case.file)
        file = ArticleFile.of(record, record.corpus(SessionOptions((), ignore=(OPEN_POINT,))))
        draft = Editable(file.article)
        draft.todo.extend(_point(entry, case, kept["model"]) for entry in entries)
        file.save(frozen(draft), origins(draft))
        marked = [{**entry, "written": True} if entry in entries else entry for entry in kept["objections"]]
        write_kept(case, {**kept, "objections": marked})
        counts[case.file] = len(entries)
    return counts


def _is_meant(entry: Mapping[str, Any], case: Case, codes: Collection[str]) -> bool:
    code = CODES.get(entry["problem"])
    return code in codes and (code, path_of(entry, case.article), entry["quote"]) in case.reported


def _point(entry: Mapping[str, Any], case: Case, model: str) -> Todo:
    """An open point: what the annotation has and the model proposes, of which one is accepted; and the reason."""
    path, at, claim = path_of(entry, case.article), entry["at"], entry.get("claim")
    note = f"{entry['why']} (“{entry['quote']}”)"
    if path is None or len(path) < 3 or "should_be" not in entry:
        return Todo(at=at, quote=claim, note=f"{model}: {note}")
    versions = {OWN: entry.get("was"), model: entry["should_be"]}
    lines = {name: written(path, value) for name, value in versions.items() if value is not None}
    return Todo(at=at, quote=claim, versions=lines, without=[OWN] if OWN not in lines else [], note=note)
