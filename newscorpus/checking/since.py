"""Check what has changed since a git revision: the same findings as a whole check, without reading all articles.

Reported is, of a whole check: all about articles that changed (the file, or the text file that it names), about texts
that changed, and about each `corpus.yaml`, but for what it expects of all articles together; and of all other articles
and texts, what corpus rules find now and did not find in the revision. If something changed on which every verdict may
depend, everything is checked.

To know what corpus rules say, the files of all other articles are searched for what the changed ones have or had. Those
that share something which decides a finding are read; of the rest, an id and the name of a text are enough.
"""

import hashlib
import os
import posixpath
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import attrs

from newscorpus.checking.changes import Changes, Glimpse, Search, Shared, data_of, shared_by, size_of, words_of_text
from newscorpus.checking.corpus_rules import Members, RelatedFindings, ResultStore, StoredResult, nameless, relate
from newscorpus.checking.globs import FORMATS, below, contains, is_text, may_be_article, may_hold_articles, unannotated
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.pipeline import ArticleResult
from newscorpus.checking.results import CheckResults, check_session, examined
from newscorpus.checking.selection import CORPUS_CODES, EXPECTATION
from newscorpus.checking.session import CheckSession
from newscorpus.checking.tasks import Outcome, SourceFile, Task, opened, without_model
from newscorpus.diagnostics.report import Diagnostic, Report, in_order
from newscorpus.fs import git, reading
from newscorpus.fs.folders import relative
from newscorpus.models.frozen import EMPTY, evolve_unchecked
from newscorpus.rules import ArticleSummary


def _with_text(outcome: Outcome) -> tuple[Outcome, str | None]:
    """An outcome without its model, and the article text."""
    article = outcome.article if isinstance(outcome, ArticleResult) else None
    return without_model(outcome), article.text if article is not None else None


Judged = dict[str, list[Outcome]]
"""The outcomes of files, by absolute path."""


def _summaries(judged: Judged) -> Iterator[tuple[str, ArticleSummary]]:
    for absolute, outcomes in judged.items():
        for outcome in outcomes:
            if isinstance(outcome, ArticleResult) and outcome.summary is not None:
                yield absolute, outcome.summary


Holder = tuple[str, ArticleSummary, str]
"""The file and the article that has something, and what it is compared by."""


def _first(holders: Iterable[Holder]) -> str | None:
    """What the first article, as corpus rules see them, has of something that is shared."""
    order = sorted(holders, key=lambda holder: (holder[1].id, holder[0], holder[1].record or 0))
    return order[0][2] if order else None


class Part:
    """The articles of one corpus that are read: those that changed, and those that decide what corpus rules find.

    Attributes:
        changed: The outcomes of the changed files.
        before: Those of the same files, and of deleted ones, as they were in the commit.
        read: Those of the other files that were read.
    """

    def __init__(self, session: CheckSession, changes: Changes, tasks: Sequence[Task]) -> None:
        self._session, self._changes, self._corpus = session, changes, tasks[0].file.corpus
        self._tasks = {task.file.absolute: task for task in tasks}
        self._texts: dict[str, tuple[int | None, list[bytes]]] = {}
        """Of each text that a changed article has or had, by hash: its bytes, if it is known, and some words."""
        self._holders: defaultdict[Shared, list[Holder]] = defaultdict(list)
        """Those among the files that were read."""
        self._files_before: dict[str, SourceFile] = {}
        new = {absolute for absolute in self._tasks if changes.has(absolute)}
        self._glimpses = {absolute: Glimpse.of(self._tasks[absolute].file) for absolute in self._tasks.keys() - new}
        for absolute, glimpse in self._glimpses.items():
            if any(changes.has(os.path.abspath(text)) for text in glimpse.text_files):
                new.add(absolute)
        self.changed, self.read, self.before = Judged(), Judged(), Judged()
        self._examine(new, self.changed)
        self._examine((path for path, glimpse in self._glimpses.items() if glimpse.is_odd), self.read)
        for task in self._tasks_before(new):
            self.before[task.file.absolute] = self._noted(map(_with_text, opened(task)))
            self._files_before[task.file.absolute] = task.file
            self._tasks.setdefault(task.file.absolute, task)
        self._read_deciding()

    def _examine(self, paths: Iterable[str], into: Judged) -> None:
        """Examine files of which nothing is known."""
        left = sorted({path for path in paths if path not in self.changed and path not in self.read})
        tasks: list[Task] = [evolve_unchecked(self._tasks[path], keep=_with_text) for path in left]
        for path, outcomes in zip(left, examined(tasks, self._session.options), strict=True):
            into[path] = self._noted(outcomes) if into is self.changed else [outcome for outcome, _ in outcomes]
            if into is self.read:
                for key, holders in self._holding({path: into[path]}).items():
                    self._holders[key] += holders

    def _noted(self, outcomes: Iterable[tuple[Outcome, str | None]]) -> list[Outcome]:
        """Outcomes, of whose texts some words are noted."""
        kept = []
        for outcome, text in outcomes:
            kept.append(outcome)
            if isinstance(outcome, ArticleResult) and outcome.summary is not None and outcome.summary.sha256:
                size = None if text is None else len(text.encode())
                self._texts[outcome.summary.sha256] = size, words_of_text(text)
        return kept

    # --- the commit

    def _tasks_before(self, new: Collection[str]) -> Iterator[Task]:
        """Yield what reads the changed and deleted files as they were in the commit, with the texts of that time."""
        changes = self._changes
        corpus = attrs.evolve(self._corpus, texts=self._text_before)
        present = {changes.name(absolute): self._tasks[absolute] for absolute in new}
        wanted = {name for name in changes.names if name.endswith(tuple(FORMATS))} | present.keys()
        for name, data in git.contents_of(changes.top, changes.commit, sorted(wanted)).items():
            task = present.get(name) or self._deleted(name, data)
            if task is not None:
                yield evolve_unchecked(task, file=attrs.evolve(task.file, data=data, corpus=corpus), fixes=False)

    def _deleted(self, name: str, data: bytes) -> Task | None:
        """The task of a deleted file; None if it was no article of this corpus."""
        path, corpus = relative(self._changes.top / name), self._corpus
        absolute, own = os.path.abspath(path), below(os.path.abspath(path), str(corpus.root))
        if os.path.lexists(path) or not path.absolute().is_relative_to(corpus.root) or not may_hold_articles(path.name):
            return None
        is_article = contains(corpus.manifest, own) and (corpus.shown is not None or may_be_article(data))
        file = SourceFile(path.as_posix(), absolute, corpus, own)
        return Task(file, corpus.selection.active(own)) if is_article else None

    def _text_before(self, shown: str, name: str) -> bytes:
        """The article text that a file named in the commit. Raises Unreadable."""
        changes, path = self._changes, os.path.abspath(reading.beside(shown, name))
        known = changes.name(path)
        if known in changes.tree and known not in changes.names:
            return reading.read_bytes(Path(path))
        data = git.contents_of(changes.top, changes.commit, [known]).get(known)
        if data is None:
            raise reading.Unreadable("no such file")
        return data

    # --- what decides

    def _read_deciding(self) -> None:
        """Read the files without which corpus rules would find something else in changed articles, or new elsewhere."""
        now, before = list(_summaries(self.changed)), list(_summaries(self.before))
        stems = {os.path.basename(path).partition(".")[0] for path in (*self.changed, *self.before)}  # noqa: PTH119
        ids = stems | {summary.id for _, summary in (*now, *before)}
        targets = {name.partition("#")[0] for _, summary in now for _, name in summary.links}
        near = self._in_circles(ids, [summary for _, summary in (*now, *before)]) | ids | targets
        differing = {name for name in ids if self._events(name, now) != self._events(name, before)}
        differing |= self._nameless(self.changed) ^ self._nameless(self.before)
        wanted = set()
        for absolute, glimpse in self._glimpses.items():
            stem = os.path.basename(absolute).partition(".")[0]  # noqa: PTH119
            if stem in near or not near.isdisjoint(glimpse.ids) or not differing.isdisjoint(glimpse.references):
                wanted.add(absolute)
        self._examine(wanted, self.read)
        self._read_naming_texts([summary for _, summary in (*now, *before)])
        holders_now, holders_before = self._holding(self.changed), self._holding(self.before)
        for key, paths in self._sharing(holders_now.keys() | holders_before.keys()).items():
            self._read_first(key, paths)
            elsewhere = self._holders[key]
            if _first(elsewhere + holders_now[key]) != _first(elsewhere + holders_before[key]):
                self._examine(paths, self.read)

    def _read_naming_texts(self, summaries: Iterable[ArticleSummary]) -> None:
        """Read what decides which texts lack an annotation, since an article that cannot be parsed names none.

        These are the articles that name a text which a changed one names, and one in each folder with changed texts.
        """
        root, changes = self._corpus.root, self._changes
        paths = {os.path.splitext(path)[0] + ".txt" for path in (*self.changed, *self.before)}  # noqa: PTH122
        paths |= {os.path.abspath(summary.text_file) for summary in summaries if summary.text_file is not None}
        texts = (os.path.join(root, name) for name in self._session.others.get(root, ()) if is_text(name))  # noqa: PTH118
        folders = {os.path.dirname(path) for path in (*paths, *filter(changes.has, texts))}  # noqa: PTH120
        naming: defaultdict[str, list[str]] = defaultdict(list)
        for absolute, glimpse in sorted(self._glimpses.items()):
            for text in map(os.path.abspath, glimpse.text_files):
                naming[os.path.dirname(text)].append(absolute)  # noqa: PTH120
                if text in paths:
                    self._examine([absolute], self.read)
        for folder in folders:
            for absolute in naming[folder]:
                self._examine([absolute], self.read)
                if any(s.text_file is not None for _, s in _summaries({absolute: self.read.get(absolute, [])})):
                    break

    def _holding(self, judged: Judged) -> defaultdict[Shared, list[Holder]]:
        holders: defaultdict[Shared, list[Holder]] = defaultdict(list)
        for absolute, summary in _summaries(judged):
            for key, value in shared_by(summary, self._corpus):
                holders[key].append((absolute, summary, value))
        return holders

    @staticmethod
    def _events(name: str, summaries: Iterable[tuple[str, ArticleSummary]]) -> list[object]:
        """On what it depends whether a reference to an article is sound."""
        return [(set(s.events), s.lacking, s.unread) for _, s in summaries if s.id == name]

    def _nameless(self, judged: Judged) -> frozenset[str]:
        results = ((path, o) for path, outcomes in judged.items() for o in outcomes if isinstance(o, ArticleResult))
        return nameless(self._corpus, ((self._tasks[path].file.name, result) for path, result in results))

    def _in_circles(self, ids: Collection[str], summaries: Iterable[ArticleSummary]) -> set[str]:
        """The articles from which references lead to changed ones, and to which these lead."""
        graph: defaultdict[str, set[str]] = defaultdict(set)
        for glimpse in self._glimpses.values():
            for name in glimpse.ids if glimpse.references else ():
                graph[name] |= glimpse.references
        for summary in summaries:
            graph[summary.id].update(name.partition("#")[0] for _, name in summary.links)
        back: defaultdict[str, set[str]] = defaultdict(set)
        for name, others in graph.items():
            for other in others:
                back[other].add(name)
        return _reached(ids, graph) & _reached(ids, back)

    def _sharing(self, keys: Collection[Shared]) -> Mapping[Shared, Sequence[str]]:
        """The files that may have something in common with changed ones, in the order of their ids."""
        search = Search(key for key in keys if key[0] != "text")
        paths: defaultdict[Shared, list[str]] = defaultdict(list)
        for absolute in sorted(self._glimpses, key=lambda path: (self._glimpses[path].ids[:1], path)):
            data = data_of(absolute)
            for key in search.found_in(data):
                paths[key].append(absolute)
            for sha256 in self._texts_in(absolute, data):
                paths["text", sha256].append(absolute)
        return paths

    def _texts_in(self, absolute: str, data: bytes) -> Iterator[str]:
        """The hashes of the texts of changed articles that a file may have."""
        texts, sizes = self._glimpses[absolute].text_files, {size for size, _ in self._texts.values()}
        alike = [text for text in texts if None in sizes or size_of(text) in sizes]
        yield from self._texts.keys() & {hashlib.sha256(data_of(text)).hexdigest() for text in alike}
        for sha256, (size, words) in self._texts.items() if not texts or absolute.endswith("jsonl") else ():
            is_withheld = size is None and b"sha256" not in data
            if is_withheld or (words and all(word in data for word in words)) or sha256.encode() in data:
                yield sha256

    def _read_first(self, key: Shared, paths: Sequence[str]) -> None:
        """Read files until one of them has a value."""
        several = [path for path in paths if len(self._glimpses[path].ids) > 1]
        self._examine(several, self.read)
        for path in paths:
            self._examine([path], self.read)
            if any(absolute == path for absolute, _, _ in self._holders[key]):
                return

    # --- the results

    def store(self) -> ResultStore:
        """Return the results as they are now: of changed files, of those that were read, and ids of the others."""
        reported = {self._tasks[path].file.shown for path in self.changed}
        return self._filled(PartialStore(self._corpus, reported, self._session.folders, None), self.changed)

    def store_before(self) -> ResultStore:
        """Return the results as they were in the commit."""
        names = self._changes.names_before
        return self._filled(
            PartialStore(self._corpus, (), self._session.folders, names), self.before, self._files_before
        )

    def unreadable(self) -> Iterator[Diagnostic]:
        """Yield the findings about changed files that cannot be read."""
        for path, outcomes in self.changed.items():
            active = self._tasks[path].active
            yield from (o for o in outcomes if not isinstance(o, ArticleResult) and o.code in active)

    def _filled(self, store: ResultStore, judged: Judged, files: Mapping[str, SourceFile] = EMPTY) -> ResultStore:
        for absolute in sorted(self._tasks):
            task = self._tasks[absolute]
            outcomes: Iterable[Outcome] = judged.get(absolute, ())
            if absolute not in self.changed and absolute not in self.before:
                outcomes = self.read.get(absolute) or self._unread(task.file)
            for outcome in outcomes:
                if isinstance(outcome, ArticleResult):
                    store.add(StoredResult(files.get(absolute, task.file), outcome, task.active))
        return store

    def _unread(self, file: SourceFile) -> Iterator[ArticleResult]:
        """Results with the ids and text files of articles that were not read; no reference to these is judged."""
        glimpse = self._glimpses[file.absolute]
        for i, name in enumerate(glimpse.ids):
            text = glimpse.text_files[i] if i < len(glimpse.text_files) else None
            record = i + 1 if len(glimpse.ids) > 1 else None
            summary = ArticleSummary(file.shown, record, name, None, text, (), (), (), (), lacking=True)
            yield ArticleResult(None, (), summary=summary)


def _reached(ids: Iterable[str], graph: Mapping[str, Collection[str]]) -> set[str]:
    """The nodes to which steps lead from those with these ids, which are among them."""
    reached, left = set(ids), list(ids)
    while left:
        further = set(graph.get(left.pop(), ())) - reached
        reached |= further
        left += further
    return reached


class PartialStore(ResultStore):
    """Results of a corpus of which some articles were not read.

    Args:
        corpus: The corpus.
        reported: The names of the files whose findings are reported.
        folders: The folders to check.
        names: Lists the files of a folder; by default those that are there now.
    """

    def __init__(
        self,
        corpus: LoadedCorpus,
        reported: Container[str],
        folders: Sequence[Path],
        names: Callable[[str], Iterable[str]] | None,
    ) -> None:
        super().__init__(corpus, reported)
        self._folders, self._names = folders, names

    def members(self, folders: Sequence[Path]) -> Members:  # noqa: ARG002 - those of the whole check
        """Return what corpus rules need."""
        members = super().members(self._folders)._replace(total=len(self.stored))
        if self._names is None:
            return members
        at = {posixpath.dirname(name) for name in self.text_files()}
        texts = [f"{folder}/{name}" if folder else name for folder in at for name in unannotated(self._names(folder))]
        return members._replace(texts=sorted(texts))


Place = tuple[str, str, int, int, str]


def _place(diagnostic: Diagnostic) -> Place:
    at = diagnostic.primary
    return diagnostic.code, at.file, at.line, at.column, diagnostic.fingerprint


def check_since(session: CheckSession, revision: str) -> tuple[CheckResults, Report, str | None]:
    """Check what has changed since a git revision.

    Returns:
        The results, the report, and why everything was checked, if it was.

    Raises UsageError if the files are in no repository, or if that has no such revision.
    """
    if git.NULL.fullmatch(revision):
        results = check_session(session)
        return results, results.report(), f"{revision} is the null commit of git, before which there is nothing"
    changes = Changes.since(Path(session.files[0].absolute).parent if session.files else Path(), revision)
    reason = changes.of_everything(session)
    if reason is not None:
        results = check_session(session)
        return results, results.report(), f"{reason} may decide about each"
    by_root: dict[Path, list[Task]] = {}
    for task in session.tasks(fixes=True):
        by_root.setdefault(task.file.corpus.root, []).append(task)
    parts = {root: Part(session, changes, tasks) for root, tasks in by_root.items()}
    old = set(map(_place, _all(_related(session, {root: part.store_before() for root, part in parts.items()}))))
    stores = {root: part.store() for root, part in parts.items()}
    related = _related(session, stores)
    new = {d.primary.file for d in _all(related) if _place(d) not in old}
    asked = {path: session.asked[path] for part in parts.values() for path in part.changed if path in session.asked}
    changed = {file.shown for file in asked.values()}
    articles = {file.shown for file in session.files}
    manifests = {corpus.shown for corpus in session.corpora}
    session = attrs.evolve(session, reported=session.reported & (changed | new), asked=asked, folders=())
    unreadable = [d for part in parts.values() for d in part.unreadable() if d.primary.file in changed]
    results = CheckResults(session, stores, unreadable, is_volatile=True, given=related)

    def is_reported(diagnostic: Diagnostic) -> bool:
        file = diagnostic.primary.file
        if diagnostic.code == EXPECTATION:  # not all articles were counted
            return False
        if file in articles:
            is_new = diagnostic.code in CORPUS_CODES and _place(diagnostic) not in old
            return file in changed or is_new
        is_text = diagnostic.code in CORPUS_CODES and file not in manifests
        return not is_text or changes.has(os.path.abspath(file)) or _place(diagnostic) not in old

    report = results.report()
    return results, attrs.evolve(report, diagnostics=in_order(filter(is_reported, report.diagnostics))), None


def _related(session: CheckSession, stores: Mapping[Path, ResultStore]) -> RelatedFindings:
    return relate(stores, session.files, session.corpora, session.folders, session.others)


def _all(related: RelatedFindings) -> Iterator[Diagnostic]:
    return chain(related.of_files, *related.of_articles.values())
