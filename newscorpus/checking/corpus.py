"""Relate: the facts of all articles -> the findings of the corpus. Sees no article and no text."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from newscorpus.checking.article import parse
from newscorpus.checking.context import ArticleResult, SourceRecord
from newscorpus.checking.diagnose import DiagnosticBuilder
from newscorpus.checking.discovery.globs import format_of, is_hidden, unannotated
from newscorpus.checking.discovery.records import LoadedCorpus, SourceFile, below, read
from newscorpus.checking.store.results import StoredResult
from newscorpus.diagnostics.report import Diagnostic, Span
from newscorpus.models import MANIFEST
from newscorpus.rules import BY_CODE, RULES, ArticleSummary, CorpusContext, Finding

_RULES = tuple(r for r in RULES if r.scope == "corpus")
Said = tuple[str, Finding]
"""A rule's code, and what it finds."""


def relate(
    kept: Sequence[StoredResult], files: Iterable[SourceFile], corpora: Iterable[LoadedCorpus], folders: Sequence[Path]
) -> tuple[dict[int, list[Diagnostic]], list[Diagnostic], dict[Diagnostic, Finding]]:
    """The findings of the corpus rules: of articles, by their place in `kept`; of other files; and what proposes fixes.

    `files` are all of the corpora, with articles or without. `folders` are those that the check was asked for: only
    there, a text without annotation is missed.
    """
    groups: dict[Path, list[int]] = {}
    for i, one in enumerate(kept):
        groups.setdefault(one.file.corpus.root, []).append(i)
    names: dict[Path, list[str]] = {}
    for file in files:
        names.setdefault(file.corpus.root, []).append(file.name)
    of_articles: dict[str, dict[int, list[Said]]] = {}
    of_files: list[Diagnostic] = []
    named = {corpus.root: corpus for corpus in corpora}
    named.update({kept[indexes[0]].file.corpus.root: kept[indexes[0]].file.corpus for indexes in groups.values()})
    for root, corpus in named.items():
        members = [kept[i] for i in groups.get(root, ())]
        facts = {id(k.inspection.facts): i for i, k in zip(groups.get(root, ()), members, strict=True)}
        view = CorpusContext(
            [k.inspection.facts for k in members if k.inspection.facts is not None],
            sorted(_texts(members, folders)),
            corpus.empty_globs(names.get(root, ())) if corpus.shown else (),
            sum(k.inspection.totals.articles for k in members),
            corpus.home.manifest.actors,
            nameless(corpus, ((k.file.name, k.inspection) for k in members)),
        )
        for code, where, finding in judged(view):
            if isinstance(where, ArticleSummary):
                i = facts[id(where)]
                if code in kept[i].active:
                    of_articles.setdefault(kept[i].file.shown, {}).setdefault(i, []).append((code, finding))
            elif code in corpus.selection.active(_within(corpus, where)):
                of_files.append(elsewhere(corpus, where, code, finding))
    by_article: dict[int, list[Diagnostic]] = {}
    proposing: dict[Diagnostic, Finding] = {}
    for said in of_articles.values():
        for i, placed in _placed(kept, said):
            by_article[i] = placed
            proposing |= {d: f for d, (_, f) in zip(placed, said[i], strict=True) if f.fixes}
    return by_article, of_files, proposing


def nameless(corpus: LoadedCorpus, inspected: Iterable[tuple[str, ArticleResult]]) -> frozenset[str]:
    """The names of files whose articles could not be read or have other ids: each is a finding of its own."""
    found = set()
    for name, one in inspected:
        stem, kind = PurePosixPath(name).stem, format_of(name)
        free = kind == "json" or not corpus.shown
        if one.has_findings and kind != "jsonl" and (one.facts is None or not (free or one.facts.id == stem)):
            found.add(stem)
    return frozenset(found)


def judged(view: CorpusContext) -> Iterator[tuple[str, ArticleSummary | str | None, Finding]]:
    """What the corpus rules say: the code, where the finding belongs, and the finding."""
    for rule in _RULES:
        assert rule.check is not None
        for where, finding in rule.check(view):
            yield rule.code, where, finding


def _texts(members: Sequence[StoredResult], folders: Sequence[Path]) -> Iterator[str]:
    """The text files that lie beside the texts of articles, named as those are."""
    seen = set()
    for one in members:
        facts = one.inspection.facts
        if facts is None or facts.text_file is None:
            continue
        folder = Path(facts.text_file).parent
        absolute = Path(os.path.abspath(folder))
        hidden = is_hidden(below(absolute, one.file.corpus.root))
        if folder in seen or hidden or not any(absolute.is_relative_to(asked) for asked in folders):
            continue
        seen.add(folder)
        with suppress(OSError):  # it is gone meanwhile, or may not be listed: no text of it is missed
            texts = (folder / name for name in unannotated(path.name for path in folder.iterdir()))
            yield from (path.as_posix() for path in texts if path.is_file())


def placers(file: SourceFile, records: Iterable[int]) -> Iterator[tuple[int, DiagnosticBuilder]]:
    """What places findings in those records of a file, which is read again, since facts hold no positions.

    None for one that is no longer there. `records` are as `StoredResult` counts them.
    """
    left = set(records)
    for source in read(file):
        if isinstance(source, SourceRecord) and (record := source.record or 0) in left:
            yield record, parse(source, {}, active=frozenset()).builder
            left.remove(record)
            if not left:
                return


def _placed(kept: Sequence[StoredResult], said: Mapping[int, Sequence[Said]]) -> Iterator[tuple[int, list[Diagnostic]]]:
    """The findings in articles of one file, by the articles' places in `kept`."""
    file = kept[next(iter(said))].file
    left = {kept[i].record: i for i in said}
    severity = file.corpus.selection.severity
    for record, placer in placers(file, left):
        i = left.pop(record)
        yield i, [placer.finding(code, finding, severity(code)) for code, finding in said[i]]
    for i in left.values():  # the file has changed meanwhile: the findings stand, without their places
        yield i, [_at_file(file.corpus, file.shown, code, finding) for code, finding in said[i]]


def _within(corpus: LoadedCorpus, where: str | None) -> str:
    """The name, relative to the corpus, of a file that is none of its articles; None is its `corpus.yaml`."""
    return MANIFEST if where is None else below(Path(os.path.abspath(where)), corpus.root)


def elsewhere(corpus: LoadedCorpus, where: str | None, code: str, finding: Finding) -> Diagnostic:
    """A finding in `corpus.yaml`, or about a file as such."""
    if where is None and corpus.placer is not None:
        return corpus.placer.finding(code, finding, corpus.selection.severity(code))
    return _at_file(corpus, where or corpus.shown or "", code, finding)


def _at_file(corpus: LoadedCorpus, shown: str, code: str, finding: Finding) -> Diagnostic:
    return Diagnostic.from_rule(
        BY_CODE[code],
        finding.message,
        Span.of_file(shown),
        severity=corpus.selection.severity(code),
        path=finding.path,
        help=finding.help,
    )
