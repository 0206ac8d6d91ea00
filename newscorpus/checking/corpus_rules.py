"""Relate: the summaries of all articles -> the findings of the corpus rules. Uses no models and no article texts."""

import hashlib
import os
import posixpath
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from newscorpus.checking.globs import below, format_of, unannotated
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.selection import CORPUS_CODES
from newscorpus.checking.tasks import Files, SourceFile, read_again
from newscorpus.diagnostics.report import Diagnostic
from newscorpus.diagnostics.totals import Totals
from newscorpus.fs import reading
from newscorpus.fs.folders import walk
from newscorpus.models import MANIFEST
from newscorpus.parsed import parse
from newscorpus.places import Coded, Places, at_file, digest
from newscorpus.rules import RULES, ArticleSummary, CorpusContext, CorpusTarget, Finding
from newscorpus.rules.guard import FAILED, found_by
from newscorpus.rules.summary import ArticleTarget, FileTarget, ManifestTarget

_RULES: Final = tuple(rule for rule in RULES if rule.scope == "corpus")


class StoredResult(NamedTuple):
    """The result of an article without its model."""

    file: SourceFile
    result: ArticleResult
    active: frozenset[str]
    number: int = 0
    """The place of the file in its session."""

    @property
    def record(self) -> int:
        """Line of the file, from 1; 0 if the file is one article."""
        result = self.result
        return (
            result.summary.record if result.summary else result.diagnostics[0].primary.line if result.diagnostics else 0
        ) or 0


class RelatedFindings(NamedTuple):
    """The findings of the corpus rules."""

    of_articles: Mapping[tuple[Path, int], Sequence[Diagnostic]]
    """By the root of the corpus, and the number of the article there."""
    of_files: Sequence[Diagnostic]
    """Those about other files."""


class Members(NamedTuple):
    """The articles of a corpus, as far as corpus rules need them."""

    stored: Mapping[int, StoredResult]
    """By number. Of many articles, only those that a rule might report, and those that these are compared with."""
    texts: Sequence[str]
    """The text files beside those of the articles, at least those that no article names."""
    total: int
    nameless: frozenset[str]
    counts: Mapping[str, int] = {}
    """What `expect` counts in all articles."""


class ResultStore:
    """The results of the articles of a corpus, in memory.

    Args:
        corpus: The corpus.
        reported: The names of the files whose findings are reported.
    """

    def __init__(self, corpus: LoadedCorpus, reported: Container[str]) -> None:
        self.corpus, self.reported = corpus, reported
        self.stored: list[StoredResult] = []
        self.counts = Counter[str]()
        """What `expect` counts in the articles."""

    def add(self, stored: StoredResult) -> None:
        """Add a result."""
        self.count(stored.result.summary)
        self.stored.append(stored)

    def count(self, summary: ArticleSummary | None) -> None:
        """Count what `expect` needs of an article."""
        if summary is not None and summary.counts:
            self.counts.update(dict(summary.counts))

    def finish(self) -> None:
        """Bring the results into the order of files and of records."""
        self.stored.sort(key=lambda article: (article.number, article.record))

    def totals(self) -> Totals:
        """Return what was read in files that are reported."""
        return sum((s.result.totals for s in self.stored if s.file.shown in self.reported), Totals())

    def summaries(self) -> Iterator[ArticleSummary]:
        """Yield the summaries of all articles."""
        return (stored.result.summary for stored in self.stored if stored.result.summary is not None)

    def text_files(self) -> Iterator[str]:
        """Yield the names of the files that contain article texts."""
        return (summary.text_file for summary in self.summaries() if summary.text_file is not None)

    def open(self, related: Collection[int], *, known: bool) -> Iterator[tuple[int, StoredResult]]:  # noqa: ARG002 - in memory, all are
        """Yield the results that may have findings to report, with their numbers.

        Args:
            related: The numbers of articles that corpus rules report.
            known: Whether to yield those with findings that the baseline has, or the others.
        """
        return ((i, stored) for i, stored in enumerate(self.stored) if bool(stored.result.baselined) == known)

    def members(self, folders: Sequence[Path]) -> Members:
        """Return what corpus rules need. Texts without annotation are looked for in `folders`."""
        return Members(
            dict(enumerate(self.stored)),
            sorted(texts_beside({posixpath.dirname(name) for name in self.text_files()}, self.corpus.root, folders)),
            sum(stored.result.totals.articles for stored in self.stored),
            nameless(self.corpus, ((stored.file.name, stored.result) for stored in self.stored)),
            self.counts,
        )


def relate(
    stores: Mapping[Path, ResultStore],
    files: Sequence[SourceFile],
    corpora: Iterable[LoadedCorpus],
    folders: Sequence[Path],
    others: Mapping[Path, Iterable[str]],
) -> RelatedFindings:
    """Apply the corpus rules.

    Args:
        stores: The results of all articles, by the roots of their corpora.
        files: All files of the corpora, with articles or without.
        corpora: The corpora, also those without articles.
        folders: The absolute paths of the folders to check. Only there, texts without annotation are reported.
        others: Of each corpus, the names of files that are no articles: those that it excludes, and texts.
    """
    by_root = {corpus.root: corpus for corpus in corpora}
    by_root |= {root: store.corpus for root, store in stores.items()}
    of_articles: dict[tuple[Path, int], Sequence[Diagnostic]] = {}
    of_files: list[Diagnostic] = []
    for root, corpus in by_root.items():
        members = stores[root].members(folders) if root in stores else Members({}, (), 0, frozenset())
        numbers = {s.target: i for i, stored in members.stored.items() if (s := stored.result.summary) is not None}
        context = CorpusContext(
            [stored.result.summary for stored in members.stored.values() if stored.result.summary is not None],
            members.texts,
            corpus.unmatched(_Names(files, root), others.get(root, ())),
            members.total,
            corpus.manifest.actors,
            members.nameless,
            corpus.manifest.expect if root in stores else None,
            members.counts,
        )
        by_file: dict[str, dict[int, list[Coded]]] = {}
        for code, target, finding in run_corpus_rules(context):
            if isinstance(target, ArticleTarget):
                i = numbers[target]
                if code in members.stored[i].active:
                    by_file.setdefault(target.file, {}).setdefault(i, []).append((code, finding))
            elif code in corpus.selection.active(_name_of(corpus, target)):
                of_files.append(outside_articles(corpus, target, code, finding))
        for findings in by_file.values():
            of_articles |= {(root, i): diagnostics for i, diagnostics in _placed(members.stored, findings)}
    return RelatedFindings(of_articles, of_files)


class _Names:
    """The names of the files of a corpus, relative to it: as often as needed."""

    def __init__(self, files: Sequence[SourceFile], root: Path) -> None:
        self._files, self._root = files, root

    def __iter__(self) -> Iterator[str]:
        if isinstance(self._files, Files):
            return self._files.names(self._root)
        return (file.name for file in self._files if file.corpus.root == self._root)


def nameless(corpus: LoadedCorpus, results: Iterable[tuple[str, ArticleResult]]) -> frozenset[str]:
    """Return the names of files, without endings, whose articles cannot be read or have other ids.

    Each of them has a finding of its own.
    """
    stems = set()
    for name, result in results:
        if not result.has_findings or (kind := format_of(name)) == "jsonl":
            continue
        stem = posixpath.splitext(posixpath.basename(name))[0]
        free = kind == "json" or not corpus.shown
        if result.summary is None or not (free or result.summary.id == stem):
            stems.add(stem)
    return frozenset(stems)


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


def texts_beside(of_texts: Iterable[str], root: Path, folders: Sequence[Path]) -> Iterator[str]:
    """Yield the text files in folders with texts of articles, named as those are, of a corpus in `root`."""
    for name in of_texts:
        folder, absolute = Path(name), Path(os.path.abspath(name))
        hidden = reading.is_hidden(below(str(absolute), str(root)))
        if hidden or not any(absolute.is_relative_to(asked) for asked in folders):
            continue
        with suppress(OSError):  # a folder that was deleted meanwhile, or cannot be listed, has no texts to report
            _, names, _ = next(walk(folder))
            texts = (folder / name for name in unannotated(names))
            yield from (path.as_posix() for path in texts if path.is_file())


def _placed(
    stored: Mapping[int, StoredResult], findings: Mapping[int, Sequence[Coded]]
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
