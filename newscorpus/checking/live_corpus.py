"""A corpus in memory: the results of all its articles, each of which is replaced when its file is edited.

What it reports on an article is what `check` reports on the whole corpus, but only those articles are compared with it
that share an id, a text, an actor or an identifier with it. Where a reference leads nowhere or in a cycle, the rule
about that sees all articles. Nothing in here reads a file, but `of_corpus`, `of_file`, `load` and `inspect`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus.checking import tasks
from newscorpus.checking.corpus_rules import ResultStore, StoredResult, nameless, run_corpus_rules
from newscorpus.checking.discovery import Finder
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.pipeline import ArticleCheck, ArticleResult
from newscorpus.checking.results import CheckResults, examine_all, examined, review
from newscorpus.checking.selection import CORPUS_CODES, SessionOptions
from newscorpus.checking.session import CheckSession, discover
from newscorpus.checking.summary_tables import SharedValues
from newscorpus.checking.tasks import Outcome, SourceFile, Task, without_model
from newscorpus.diagnostics.report import Diagnostic, in_order, with_fixes
from newscorpus.models import MANIFEST
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.parsed import SourceRecord
from newscorpus.places import Places
from newscorpus.rules import BY_CODE, ArticleSummary, CorpusContext, Finding
from newscorpus.rules.corpus import (
    actor_differs,
    actor_under_two_ids,
    circle_across_articles,
    duplicate_article,
    glob_without_file,
    text_annotated_twice,
    text_without_annotation,
    unknown_article_event,
)
from newscorpus.rules.summary import ArticleTarget

_LINKS: Final = unknown_article_event.code
_CYCLES: Final = circle_across_articles.code
_NEAR: Final = frozenset(
    rule.code for rule in (duplicate_article, actor_differs, actor_under_two_ids, text_annotated_twice)
)
"""The rules that compare articles which share something."""
_OTHERS: Final = CORPUS_CODES - _NEAR - {_LINKS, _CYCLES, glob_without_file.code, text_without_annotation.code}
"""The rules that always see all articles: none so far. Those of patterns and texts are not about articles."""


@attrs.frozen(eq=False)
class Inspected:
    """The result of one article that is being edited, with its model."""

    file: SourceFile
    active: frozenset[str]
    result: ArticleResult
    places: Places


@attrs.frozen(eq=False)
class Neighbourhood:
    """What the corpus rules need to judge one article, as it was when this was made."""

    target: ArticleTarget
    near: CorpusContext
    whole: CorpusContext
    """Empty if no rule needs it."""
    codes: frozenset[str]
    """The rules that see all articles."""

    def findings(self) -> Iterator[tuple[str, Finding]]:
        """Yield the findings in the article, with the codes of their rules."""
        for context, codes in ((self.near, _NEAR), (self.whole, self.codes)):
            for code, target, finding in run_corpus_rules(context, codes) if codes else ():
                if target == self.target:
                    yield code, finding


class CorpusIndex:
    """The results of the articles of one corpus, or of a single file outside of any.

    It belongs to one thread. `load`, `inspect` and what `neighbourhood` and `results` return can be used in others.

    Attributes:
        corpus: The corpus.
        is_loaded: Whether all files were put into it.
        revision: Increases when something is put into it.
    """

    def __init__(self, session: CheckSession, corpus: LoadedCorpus) -> None:
        files = [file for file in session.files if file.corpus is corpus]
        self._session = attrs.evolve(
            session,
            corpora=[corpus],
            manifests={path: candidate for path, candidate in session.manifests.items() if candidate is corpus},
            asked={file.absolute: file for file in files},
            files=files,
            reported=frozenset(file.shown for file in files),
        )
        self.corpus = corpus
        self.is_loaded = False
        self.revision = 0
        self._tasks = {task.file.absolute: task for task in self._session.tasks()}
        baselines, _ = self._session.baselines()
        self._baselined = frozenset(name for baseline in baselines for name in baseline.fingerprints)
        self._next = 0
        self._stored: dict[int, StoredResult] = {}
        self._numbers: dict[str, tuple[int, ...]] = {}
        """The numbers of the results of each file."""
        self._unreadable: dict[str, Diagnostic] = {}
        self._readable: dict[str, tuple[ArticleSummary, ...]] = {}
        """The last summaries of each file that had some."""
        self._by_id: dict[str, ArticleSummary] | None = None
        self._summaries = SharedValues()
        self._nameless = Counter[str]()
        self._made: tuple[int, CheckResults] | None = None
        """The results of all files, and the revision that they are of."""

    @classmethod
    def of_corpus(cls, root: Path, contents: Mapping[Path, bytes]) -> "CorpusIndex":
        """Find the files of the corpus of a `corpus.yaml`. `contents` replace those of files, and may be of new ones.

        Raises UsageError or OSError if they cannot be found.
        """
        paths = (root, root / MANIFEST, *(path for path in contents if path.is_relative_to(root)))
        session = discover(SessionOptions(paths, jobs=None, cache=True, stores_contents=False), contents=contents)
        return cls(session, next(corpus for corpus in session.corpora if corpus.shown and corpus.root == root))

    @classmethod
    def of_file(cls, path: Path, contents: Mapping[Path, bytes]) -> "CorpusIndex":
        """Make the index of a single file. Raises UsageError or OSError if it cannot be found."""
        session = discover(SessionOptions(path, stores_contents=False), contents=contents)
        return cls(session, session.corpora[0])

    @property
    def files(self) -> Sequence[Path]:
        """The files of articles."""
        return [file.path for file in self._session.files]

    def has(self, path: Path) -> bool:
        """Report whether a file is one of articles."""
        return str(path) in self._tasks

    def __len__(self) -> int:
        return len(self._tasks)

    # --- what is put into it

    def load(self, *, only_known: bool = False) -> Iterator[tuple[str, Sequence[Outcome]]]:
        """Return an iterator that examines the files of which nothing was put yet: the path and the results of each.

        With `only_known`, only those whose results are in the cache. A cache can be shared between processes.
        """
        session = attrs.evolve(self._session, files=[self._tasks[path].file for path in self.missing()])
        pairs = examine_all(session, fixes=False, only_known=only_known)
        return ((task.file.absolute, list(outcomes)) for task, outcomes in pairs)

    def missing(self) -> Sequence[str]:
        """Return the files of which nothing was put yet."""
        return [path for path in self._tasks if path not in self._numbers]

    def fill(self, path: str, outcomes: Sequence[Outcome]) -> None:
        """Put the results of a file that `load` gave, unless there are newer ones."""
        if path not in self._numbers:
            self.put(path, outcomes)

    def add(self, path: Path, contents: Mapping[Path, bytes]) -> None:
        """Add a file of the corpus that was not there before. Its results are still to be put."""
        (source_file,) = Finder(contents=contents).files([path])
        file, session = attrs.evolve(source_file, corpus=self.corpus), self._session
        self._session = attrs.evolve(
            session,
            asked={**session.asked, file.absolute: file},
            reported=session.reported | {file.shown},
            files=[*session.files, file],
        )
        self.revision += 1
        (self._tasks[file.absolute],) = attrs.evolve(session, files=[file]).tasks()

    def inspect(self, path: Path, data: bytes) -> Inspected:
        """Inspect other content of a file that has one article. The index does not change."""
        task = _task_with(self._tasks[str(path)], data=data)
        (source,) = tasks.read(task.file)
        assert isinstance(source, SourceRecord)  # bytes that are given can be read
        check = ArticleCheck(source, task.file.corpus, task.active, known=task.known)
        result = check.run()
        return Inspected(task.file, task.active, result, check.places)

    def put_inspected(self, inspected: Inspected) -> None:
        """Put the result of an article that is being edited."""
        assert inspected.file.data is not None
        path = inspected.file.absolute
        self._tasks[path] = _task_with(self._tasks[path], data=inspected.file.data)
        self.put(path, [inspected.result])

    def is_of(self, path: Path, data: bytes) -> bool:
        """Report whether the results of an article that is being edited are those of these bytes."""
        return str(path) in self._numbers and self._tasks[str(path)].file.data == data

    def put(self, path: str, outcomes: Iterable[Outcome]) -> None:
        """Replace the results of a file."""
        given = [without_model(outcome) for outcome in outcomes]
        before = self._numbers.get(path, ())
        if given and given == [self._stored[number].result for number in before]:
            return
        for number in before:
            self._forget(number, self._stored.pop(number))
        self._unreadable.pop(path, None)
        task, numbers, summaries = self._tasks[path], [], []
        for outcome in given:
            if not isinstance(outcome, ArticleResult):
                if outcome.code in task.active:
                    self._unreadable[path] = outcome
                continue
            stored = StoredResult(task.file, outcome, task.active)
            self._stored[self._next] = stored
            self._remember(self._next, stored)
            numbers.append(self._next)
            self._next += 1
            if outcome.summary is not None:
                summaries.append(outcome.summary)
        self._numbers[path] = tuple(numbers)
        if summaries:
            self._readable[path] = tuple(summaries)
        self._by_id = None
        self.revision += 1

    def _remember(self, number: int, stored: StoredResult) -> None:
        self._nameless.update(nameless(stored.file.corpus, [(stored.file.name, stored.result)]))
        if stored.result.summary is not None:
            self._summaries.add(number, stored.result.summary)

    def _forget(self, number: int, stored: StoredResult) -> None:
        self._nameless.subtract(nameless(stored.file.corpus, [(stored.file.name, stored.result)]))
        self._summaries.remove(number)

    # --- what it knows

    @property
    def summaries(self) -> Mapping[str, ArticleSummary]:
        """The articles by id. Of a file that cannot be parsed now, the last version that could."""
        if self._by_id is None:
            self._by_id = {summary.id: summary for _, summaries in self.readable() for summary in summaries}
        return self._by_id

    def readable(self) -> Iterator[tuple[Path, Sequence[ArticleSummary]]]:
        """Yield the files with the summaries of their articles, of those that cannot be parsed now the last ones."""
        for path, task in self._tasks.items():
            if path in self._readable:
                yield task.file.path, self._readable[path]

    def is_parsed(self, path: Path) -> bool:
        """Report whether the articles of a file could all be parsed."""
        results = [self._stored[number].result for number in self._numbers.get(str(path), ())]
        return bool(results) and all(result.summary is not None for result in results)

    def paths_of(self, article: str) -> Iterator[Path]:
        """Yield the files of the articles with an id."""
        return (path for path, summaries in self.readable() if any(summary.id == article for summary in summaries))

    def paths_linking(self, article: str) -> Iterator[Path]:
        """Yield the files that may refer to an event of the articles with an id."""
        return self._paths(self._summaries.linking(article))

    def paths_using(self, actor: str) -> Iterator[Path]:
        """Yield the files that may refer to an actor of the registry."""
        return self._paths(self._summaries.using(actor))

    def _paths(self, numbers: Iterable[int]) -> Iterator[Path]:
        """The files of some articles; and those in which more may be than is known: with malformed values."""
        wanted = {self._stored[number].file.absolute for number in numbers}
        for path, task in self._tasks.items():
            results = [self._stored[number].result for number in self._numbers.get(path, ())]
            if path in wanted or not results or any(result.summary is None or result.broken for result in results):
                yield task.file.path

    # --- what it reports

    def neighbourhood(self, path: Path) -> Neighbourhood | None:
        """Return what the corpus rules need to judge the article of a file; None if it has no summary."""
        (number,) = self._numbers.get(str(path)) or (None,)
        summary = self._stored[number].result.summary if number is not None else None
        if number is None or summary is None:
            return None
        shared = self._summaries
        needing = (_LINKS, shared.leads_nowhere(summary)), (_CYCLES, shared.may_lead_back(summary))
        codes = _OTHERS.union(code for code, needed in needing if needed)
        near = self._context({number, *shared.near(summary)})
        return Neighbourhood(summary.target, near, self._context(self._stored if codes else ()), codes)

    def _context(self, numbers: Iterable[int]) -> CorpusContext:
        chosen = sorted((self._stored[number] for number in numbers), key=_place)
        return CorpusContext(
            [stored.result.summary for stored in chosen if stored.result.summary is not None],
            total=len(self._stored),
            registry=self.corpus.manifest.actors,
            nameless=frozenset(+self._nameless),
        )

    def results(self) -> CheckResults:
        """Return the results of all files, as they are now."""
        if self._made is None or self._made[0] != self.revision:
            self._made = self.revision, self._results(self._tasks, {})
        return self._made[1]

    def results_with(self, contents: Mapping[Path, bytes], corpus: LoadedCorpus | None = None) -> CheckResults:
        """Return the results of all files as they would be with other contents of some, and with another registry.

        Of the other files, those are examined again whose article names an actor that differs in the registry. The
        check of an article looks up there only the actors that it names, and those that roles of these name: they are
        in its summary, and those of articles with malformed values are examined again, too. Other ids of the registry
        are nothing but suggestions in words of findings. So an article that names none of the actors that differ has
        the same findings at the same places. The rules of the corpus are applied to all articles again.

        Args:
            contents: Bytes of files that it has.
            corpus: The corpus with another registry: see `differs_in_registry_only`.
        """
        again = {str(path) for path in contents}
        of_files = self._tasks
        if corpus is not None:
            before, after = self.corpus.manifest.actors, corpus.manifest.actors
            differing = [key for key in {**before, **after} if before.get(key) != after.get(key)]
            again |= {str(path) for key in differing for path in self.paths_using(key)}
            of_files = {path: _task_with(task, corpus=corpus) for path, task in of_files.items()}
        examining = [
            _task_with(task, data=contents.get(task.file.path, task.file.data))
            for path, task in of_files.items()
            if path in again
        ]
        outcomes = examined(examining, self._session.options)
        return self._results(
            of_files, {task.file.absolute: list(o) for task, o in zip(examining, outcomes, strict=True)}
        )

    def with_settings(self, data: bytes) -> LoadedCorpus:
        """Return the corpus with other bytes of its `corpus.yaml`."""
        assert self.corpus.shown is not None
        return Finder().read(data, self.corpus.root, self.corpus.shown)

    def differs_in_registry_only(self, corpus: LoadedCorpus) -> bool:
        """Report whether the articles are judged alike by another version of their `corpus.yaml`, but for its registry.

        Rules of plug-ins may look at all of it.
        """
        rules = frozenset[str]().union(*{task.active for task in self._tasks.values()})
        others = evolve_unchecked(corpus.manifest, actors=self.corpus.manifest.actors)
        is_in_doubt = corpus.broken or self.corpus.broken
        return not is_in_doubt and others == self.corpus.manifest and all(BY_CODE[code].is_own for code in rules)

    def _results(self, of_files: Mapping[str, Task], instead: Mapping[str, Sequence[Outcome]]) -> CheckResults:
        """The results of all files; of some, others `instead`."""
        kept = (article for article in self._stored.values() if article.file.absolute not in instead)
        stored = [article._replace(file=of_files[article.file.absolute].file) for article in kept]
        unreadable = [diagnostic for path, diagnostic in self._unreadable.items() if path not in instead]
        for path, outcomes in instead.items():
            task = of_files[path]
            results = [outcome for outcome in outcomes if isinstance(outcome, ArticleResult)]
            stored += [StoredResult(task.file, result, task.active) for result in results]
            problems = (outcome for outcome in outcomes if isinstance(outcome, Diagnostic))
            unreadable += [problem for problem in problems if problem.code in task.active]
        corpus = next((task.file.corpus for task in of_files.values()), self.corpus)
        session = attrs.evolve(
            self._session,
            corpora=[corpus],
            manifests=dict.fromkeys(self._session.manifests, corpus),
            files=sorted((task.file for task in of_files.values()), key=attrgetter("absolute")),
        )
        store = ResultStore(corpus, session.reported)
        for result in sorted(stored, key=_place):
            store.add(result)
        return CheckResults(session, {corpus.root: store}, unreadable)

    def is_baselined(self, diagnostics: Iterable[Diagnostic]) -> bool:
        """Report whether a baseline may cover one of these findings."""
        return any(diagnostic.fingerprint in self._baselined for diagnostic in diagnostics)


def _task_with(task: Task, **changes: Any) -> Task:
    """The task of a file with another corpus or other data."""
    return attrs.evolve(task, file=attrs.evolve(task.file, **changes))


def _place(stored: StoredResult) -> tuple[str, int]:
    return stored.file.absolute, stored.record


def diagnose(inspected: Inspected, neighbourhood: Neighbourhood | None, *, is_loaded: bool) -> tuple[Diagnostic, ...]:
    """Return the findings in an article that is being edited, with fixes, before baselines.

    While not all articles are known, those of the corpus rules are missing.
    """
    findings = neighbourhood.findings() if neighbourhood and is_loaded else ()
    related = [inspected.places.diagnostic(code, finding) for code, finding in findings if code in inspected.active]
    left = in_order(review(inspected.result, inspected.active, (), related if is_loaded else None).findings)
    return with_fixes(left, inspected.places.fixes(left)) if inspected.file.is_annotation() else tuple(left)
