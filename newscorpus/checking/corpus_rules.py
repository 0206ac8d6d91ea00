"""Relate: the summaries of all articles -> the findings of the corpus rules. Uses no models and no article texts."""

import hashlib
import os
import posixpath
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from newscorpus.checking.globs import below, format_of, unannotated
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.selection import CORPUS_CODES
from newscorpus.checking.tasks import SourceFile, read_again
from newscorpus.diagnostics.report import Diagnostic
from newscorpus.diagnostics.report import Path as FindingPath
from newscorpus.fs import reading
from newscorpus.fs.folders import walk
from newscorpus.models import MANIFEST
from newscorpus.parsed import parse
from newscorpus.places import Coded, Places, at_file, digest
from newscorpus.rules import RULES, CorpusContext, CorpusTarget, Finding
from newscorpus.rules.guard import FAILED, found_by
from newscorpus.rules.summary import ArticleTarget, FileTarget, ManifestTarget

_RULES: Final = tuple(rule for rule in RULES if rule.scope == "corpus")


class StoredResult(NamedTuple):
    """The result of an article without its model; or those without findings of a file, added up."""

    file: SourceFile
    result: ArticleResult
    active: frozenset[str]

    @property
    def record(self) -> int:
        """Line of the file, from 1; 0 if the file is one article."""
        result = self.result
        return (
            result.summary.record if result.summary else result.diagnostics[0].primary.line if result.diagnostics else 0
        ) or 0


class RelatedFindings(NamedTuple):
    """The findings of the corpus rules."""

    of_articles: Mapping[int, Sequence[Diagnostic]]
    """By the article's index among the stored results."""
    of_files: Sequence[Diagnostic]
    """Those about other files."""


def relate(
    stored: Sequence[StoredResult],
    files: Iterable[SourceFile],
    corpora: Iterable[LoadedCorpus],
    folders: Sequence[Path],
    others: Mapping[Path, Iterable[str]],
) -> RelatedFindings:
    """Apply the corpus rules.

    Args:
        stored: The results of all articles.
        files: All files of the corpora, with articles or without.
        corpora: The corpora, also those without articles.
        folders: The absolute paths of the folders to check. Only there, texts without annotation are reported.
        others: Of each corpus, the names of files that are no articles: those that it excludes, and texts.
    """
    members: dict[Path, list[int]] = {corpus.root: [] for corpus in corpora}
    for i, article in enumerate(stored):
        members.setdefault(article.file.corpus.root, []).append(i)
    by_root = {corpus.root: corpus for corpus in corpora}
    names: dict[Path, list[str]] = {}
    for file in files:
        names.setdefault(file.corpus.root, []).append(file.name)
    by_file: dict[str, dict[int, list[Coded]]] = {}
    of_files: list[Diagnostic] = []
    for root, indexes in members.items():
        corpus = stored[indexes[0]].file.corpus if indexes else by_root[root]
        numbers = {s.target: i for i in indexes if (s := stored[i].result.summary) is not None}
        patterns = corpus.unmatched(names.get(root, ()), others.get(root, ()))
        context = _context(corpus, [stored[i] for i in indexes], patterns, folders)
        for code, target, finding in run_corpus_rules(context):
            if isinstance(target, ArticleTarget):
                i = numbers[target]
                if code in stored[i].active:
                    by_file.setdefault(target.file, {}).setdefault(i, []).append((code, finding))
            elif code in corpus.selection.active(_name_of(corpus, target)):
                of_files.append(outside_articles(corpus, target, code, finding))
    of_articles = dict(chain.from_iterable(_placed(stored, findings) for findings in by_file.values()))
    return RelatedFindings(of_articles, of_files)


def _context(
    corpus: LoadedCorpus,
    members: Sequence[StoredResult],
    unmatched: Sequence[tuple[FindingPath, str]],
    folders: Sequence[Path],
) -> CorpusContext:
    return CorpusContext(
        [member.result.summary for member in members if member.result.summary is not None],
        sorted(_texts(members, folders)),
        unmatched,
        sum(member.result.totals.articles for member in members),
        corpus.manifest.actors,
        nameless(corpus, ((member.file.name, member.result) for member in members)),
    )


def nameless(corpus: LoadedCorpus, results: Iterable[tuple[str, ArticleResult]]) -> frozenset[str]:
    """Return the names of files, without endings, whose articles cannot be read or have other ids.

    Each of them has a finding of its own.
    """
    stems = (nameless_stem(name, result, named=bool(corpus.shown)) for name, result in results)
    return frozenset(stem for stem in stems if stem is not None)


def nameless_stem(name: str, result: ArticleResult, *, named: bool) -> str | None:
    """Return the name of a file, without its ending, if its article cannot be read or has another id; else None.

    `named` says whether a YAML file has the name of its article.
    """
    if not result.has_findings or (kind := format_of(name)) == "jsonl":
        return None
    stem = posixpath.splitext(posixpath.basename(name))[0]
    free = kind == "json" or not named
    return stem if result.summary is None or not (free or result.summary.id == stem) else None


def run_corpus_rules(
    context: CorpusContext, codes: Container[str] = CORPUS_CODES
) -> Iterator[tuple[str, CorpusTarget, Finding]]:
    """Run the corpus rules with these codes; yield the code, the target and the finding of each."""
    for rule in _RULES:
        if rule.code in codes:
            for code, result in found_by(rule, context):
                target, finding = (_anywhere(context), result) if code == FAILED else result
                yield code, target, finding


def _anywhere(context: CorpusContext) -> CorpusTarget:
    """The target of a finding about no article in particular."""
    return context.summaries[0].target if context.summaries else ManifestTarget()


def _texts(members: Sequence[StoredResult], folders: Sequence[Path]) -> Iterator[str]:
    """The text files beside the texts of articles, named as those are."""
    of_texts = {
        posixpath.dirname(summary.text_file): member.file.corpus.root
        for member in members
        if (summary := member.result.summary) is not None and summary.text_file is not None
    }
    for name, root in of_texts.items():
        folder, absolute = Path(name), Path(os.path.abspath(name))
        hidden = reading.is_hidden(below(str(absolute), str(root)))
        if hidden or not any(absolute.is_relative_to(asked) for asked in folders):
            continue
        with suppress(OSError):  # a folder that was deleted meanwhile, or cannot be listed, has no texts to report
            _, names, _ = next(walk(folder))
            texts = (folder / name for name in unannotated(names))
            yield from (path.as_posix() for path in texts if path.is_file())


def _placed(
    stored: Sequence[StoredResult], findings: Mapping[int, Sequence[Coded]]
) -> Iterator[tuple[int, list[Diagnostic]]]:
    """The diagnostics of the articles of one file, by their indexes in `stored`.

    The file is read again, since stored results contain no positions.
    """
    file = stored[next(iter(findings))].file
    left = {stored[i].record: i for i in findings}
    for record, source in read_again(file, dict(left)):
        i = left.pop(record)
        places = Places(parse(source, active=frozenset()), file.corpus.severities)
        yield i, [places.diagnostic(code, finding) for code, finding in findings[i]]
        if not left:
            return
    severity = file.corpus.selection.severity
    for i in left.values():  # the file has changed meanwhile: report the findings without their positions
        yield i, [at_file(code, file.shown, finding, severity(code)) for code, finding in findings[i]]


def _name_of(corpus: LoadedCorpus, target: FileTarget | ManifestTarget) -> str:
    """The name of a target, relative to the corpus."""
    if isinstance(target, ManifestTarget):
        return MANIFEST
    return below(os.path.abspath(target.file), str(corpus.root))


def content_of(name: str) -> bytes:
    """Return the content of a file by its name in findings. Raises Unreadable."""
    return reading.read_bytes(Path(name))


def outside_articles(
    corpus: LoadedCorpus,
    target: FileTarget | ManifestTarget,
    code: str,
    finding: Finding,
    content: Callable[[str], bytes] = content_of,
) -> Diagnostic:
    """Return the diagnostic of a finding about a file that is not an article, which `content` reads."""
    severity = corpus.selection.severity(code)
    if isinstance(target, FileTarget):
        with suppress(reading.Unreadable):  # without its content, it has no fingerprint
            hashed = hashlib.sha256(content(target.file)).hexdigest()
            return at_file(code, target.file, finding, severity, fingerprint=digest(code, hashed))
        return at_file(code, target.file, finding, severity)
    if corpus.places is not None:
        return corpus.places.diagnostic(code, finding)
    return at_file(code, corpus.shown or "", finding, severity)
