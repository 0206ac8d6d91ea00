"""The articles of files, each with its prompt; and what is kept of an answer in the folder of the corpus."""

import json
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any, Final

import attrs

from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.results import review
from newscorpus.checking.selection import Paths, SessionOptions
from newscorpus.checking.session import discover
from newscorpus.checking.tasks import opened
from newscorpus.codec.addresses import place_of
from newscorpus.diagnostics.report import Severity
from newscorpus.errors import UsageError
from newscorpus.fs import atomic
from newscorpus.fs.folders import make_folders
from newscorpus.models import Article, Corpus
from newscorpus.proofreading.answer import Objection, Proofreading
from newscorpus.proofreading.prompt import INSTRUCTIONS, digest_of, proofreading_prompt
from newscorpus.rules.objections import Kept, kept_file, named, path_of, read_kept, value_at


@attrs.frozen(slots=False)
class Case:
    """An article of a file that is to be proofread."""

    article: Article
    file: str
    """Its file as `nc.edit` takes it: in JSON Lines, with `#` and the id."""
    root: FilePath
    """The folder of its corpus."""
    corpus: Corpus
    """The settings of its corpus."""
    question: str = attrs.field(repr=False)
    reported: Collection[tuple[Any, ...]] = ()
    """The findings that no waiver covers: code, path, and quoted words."""

    @cached_property
    def digest(self) -> str:
        """What identifies the prompt."""
        return digest_of(self.question)

    @cached_property
    def kept(self) -> Kept | None:
        """What is kept of an earlier answer."""
        return read_kept(self.root, self.article.id)

    def is_answered(self, model: str) -> bool:
        """Report whether this very prompt has been answered by this model."""
        kept = self.kept or {}
        key = (kept.get("prompt"), kept.get("model"), kept.get("instructions"))
        return key == (self.digest, model, INSTRUCTIONS) and not kept.get("problem")


@attrs.frozen
class Refused:
    """An article that cannot be sent."""

    file: str
    reason: str
    errors: frozenset[str] = frozenset()
    """The rules whose errors are the reason."""


def cases(paths: Paths, codes: Collection[str] = ()) -> Iterator[Case | Refused]:
    """Yield the articles of some files, in order.

    Args:
        paths: Files and folders.
        codes: Rules whose findings are needed, besides those that the settings name.

    Raises:
        UsageError: If a path does not exist, or there are no articles.
        InvalidCorpus: If a `corpus.yaml` has errors.
    """
    session = discover(SessionOptions(paths, essential=True, extend_select=tuple(codes)))
    for loaded in session.corpora:
        loaded.require_valid()
    for task in session.tasks():
        shown = task.file.shown
        for outcome in opened(task) if shown in session.reported else ():
            if not isinstance(outcome, ArticleResult):
                yield Refused(shown, _WRONG, frozenset({outcome.code}))
                continue
            reviewed = review(outcome, task.active)
            article = reviewed.article
            if article is None:
                errors = (finding.code for finding in reviewed.findings if finding.severity is Severity.ERROR)
                yield Refused(shown, _WRONG, frozenset(errors))
                continue
            file = f"{shown}#{article.id}" if task.file.format == "jsonl" else shown
            corpus = Corpus(manifest=task.file.corpus.manifest, articles={})
            try:
                question = proofreading_prompt(article, corpus=corpus)
            except UsageError as e:
                yield Refused(file, str(e))
                continue
            reported = {(found.code, found.path, *found.arguments) for found in outcome.diagnostics}
            yield Case(article, file, task.file.corpus.root, corpus, question, reported)


_WRONG: Final = "it has errors; see `newscorpus check`"


def keep(case: Case, answered: Proofreading, model: str) -> None:
    """Keep an answer. What a person has decided since the last one is not raised again.

    A value that was changed is decided for, and so is one whose open point was deleted.
    """
    before: Kept = case.kept or {"objections": (), "settled": {}}
    settled: dict[str, list[Any]] = {name: list(values) for name, values in before["settled"].items()}
    still_open: list[Mapping[str, Any]] = []
    for entry in before["objections"]:
        path = path_of(entry, case.article)
        if path is None:
            continue
        now = value_at(case.article, path, case.corpus.manifest) if len(path) > 2 else None
        if entry.get("written") and _is_point(entry, case.article):
            still_open.append(entry)
        elif entry.get("written") or (len(path) > 2 and now != entry.get("was")):
            values = settled.setdefault(named(entry), [])
            values += [] if now in values else [now]
    names = {named(entry) for entry in still_open}
    entries = {named(entry): entry for entry in (_entry(objection, case) for objection in answered.objections)}
    is_new = {
        name: name not in names and entry.get("was") not in settled.get(name, ()) for name, entry in entries.items()
    }
    data = {
        "model": model,
        "prompt": case.digest,
        "instructions": INSTRUCTIONS,
        "problem": answered.problem,
        "dropped": answered.dropped,
        "objections": [*still_open, *(entry for name, entry in entries.items() if is_new[name])],
        "settled": settled,
    }
    write_kept(case, data)


def _is_point(entry: Mapping[str, Any], article: Article) -> bool:
    """Whether the open point that was made of an objection is still in the file."""
    return any(point.at == entry["at"] and (point.quote or None) == entry.get("claim") for point in article.todo)


def _entry(objection: Objection, case: Case) -> dict[str, Any]:
    """An objection as it is kept: bound to the value as it is now, and to the words of a claim."""
    path = objection.path
    entry: dict[str, Any] = {"at": place_of(path)}
    if path[0] == "claims" and len(path) > 1:
        entry["claim"] = case.article.claims[int(path[1])].quote[0].exact
    entry |= {"problem": objection.problem, "quote": objection.quote, "start": objection.span[0]}
    entry |= {"why": objection.why, "near": objection.near}
    if len(path) > 2:
        entry["was"] = value_at(case.article, path, case.corpus.manifest)
    return entry if objection.should_be is None else {**entry, "should_be": objection.should_be}


def write_kept(case: Case, data: Mapping[str, Any]) -> None:
    """Write what is kept of an article. Raises OSError."""
    file = kept_file(case.root, case.article.id)
    make_folders(file.parent)
    atomic.write_text(file, json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n")
