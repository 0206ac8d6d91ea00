"""Discover: options -> a session: the corpora and files to check. Nothing in here reads an article."""

import os
import time
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import attrs

from newscorpus.checking.corpus_rules import outside_articles
from newscorpus.checking.discovery import Finder, why_checked, why_skipped
from newscorpus.checking.globs import below, contains, may_hold_articles
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.selection import ESSENTIAL, SessionOptions
from newscorpus.checking.tasks import Files, FilesBy, Lazy, SourceFile, Task
from newscorpus.diagnostics.report import Diagnostic, Report, Severity
from newscorpus.errors import UsageError
from newscorpus.fs import reading
from newscorpus.fs.folders import relative, walk
from newscorpus.models import MANIFEST
from newscorpus.models.frozen import EMPTY, evolve_unchecked
from newscorpus.rules import BY_CODE, Finding
from newscorpus.rules.configuration import invalid_configuration, stale_baseline
from newscorpus.rules.rule import OBJECTIONS
from newscorpus.rules.summary import ManifestTarget
from newscorpus.text.words import counted

if TYPE_CHECKING:
    from newscorpus.checking.baseline import Baseline
    from newscorpus.checking.cache import Cache


@attrs.frozen(eq=False)
class CheckSession:
    """The corpora and files that a check reads. It does not change: check it as often as needed."""

    options: SessionOptions
    corpora: Sequence[LoadedCorpus]
    manifests: Mapping[Path, LoadedCorpus]
    """The corpora whose `corpus.yaml` is one of the paths or below one, by the absolute path of that file."""
    asked: Mapping[str, SourceFile]
    """The files of the paths, by absolute path."""
    files: Sequence[SourceFile]
    """The files of the paths and the rest of their corpora, which the corpus rules need."""
    folders: Sequence[Path]
    """The absolute paths of the folders among the paths."""
    reported: AbstractSet[str]
    """The names of the files of the paths: their findings are reported."""
    others: Mapping[Path, Iterable[str]]
    """Of each corpus, the names of files that are no articles: those that it excludes, and texts."""
    skipped: Mapping[str, str] = EMPTY
    """The files outside a corpus that lack the `format` of articles: absolute path → name in reports."""
    walked: Collection[str] = ()
    """The folders whose files were listed, also those above `folders`."""
    schemas: set[str] = attrs.field(factory=set)
    """The schemas for editors that the files name, as far as a check has read these. They need only exist."""
    begun: int = 0
    """When the files were not yet looked for, in nanoseconds since the epoch."""

    def reads(self, target: Path, text_files: Iterable[str] = ()) -> bool:
        """Report whether a file is an input: an article, a `corpus.yaml`, a baseline, or one of `text_files`.

        So is a file that would be an article once it is written.
        """
        return bool(self._inputs([target], text_files)) or self._would_read(target)

    def _would_read(self, target: Path) -> bool:
        path = Path(os.path.abspath(target))
        above = [
            (corpus.manifest, corpus.root)
            for corpus in self.corpora
            if corpus.shown and path.is_relative_to(corpus.root)
        ]
        return may_hold_articles(path.name) and any(
            contains(manifest, below(str(path), str(root))) for manifest, root in above
        )

    def reports_all_of(self, path: Path) -> bool:
        """Report whether all findings of a file are reported, of one that is gone or no article any more, too.

        Not of one that was moved out of the corpora: that is not known to be gone.
        """
        if str(path) in self.asked or any(path == corpus.root / MANIFEST for corpus in self.corpora):
            return True
        roots = (corpus.root for corpus in self.corpora if corpus.shown and not os.path.lexists(path))
        return any(map(path.is_relative_to, (*self.folders, *roots)))

    def _inputs(self, targets: Iterable[Path], text_files: Iterable[str]) -> list[Path]:
        """The targets that are inputs of this session."""
        existing = [target for target in targets if os.path.lexists(target)]
        if not existing:
            return []
        manifests = (corpus.root / MANIFEST for corpus in self.corpora)
        baselines = list[str | os.PathLike[str]]()
        if not self.options.writes_baseline:
            baselines += [self.options.baseline] if self.options.baseline else []
            configured = ((corpus.root, corpus.manifest.checks) for corpus in self.corpora)
            baselines += [root / checks.baseline for root, checks in configured if checks and checks.baseline]
        wanted = {os.path.realpath(target) for target in existing}
        names = chain((file.shown for file in self.files), text_files)
        inputs = {real for path in chain(names, manifests, baselines) if (real := os.path.realpath(path)) in wanted}
        return [target for target in existing if os.path.realpath(target) in inputs]

    def refuse_inputs(
        self, targets: Iterable[Path], verb: str, text_files: Iterable[str] = (), *, own_corpus: bool = False
    ) -> None:
        """Raise UsageError if a file to write is an input of this session, or would be an article of its corpora.

        `verb` names the purpose of the session. In an `own_corpus`, the files are of another one, whatever is above.
        """
        targets = list(targets)
        for target in self._inputs(targets, text_files):
            raise UsageError(f"{target} is one of the files to {verb}; write somewhere else")
        for target in () if own_corpus else filter(self._would_read, targets):
            raise UsageError(f"{target} would be an article of the corpus; write somewhere else")

    def hints_off(self) -> tuple[str, ...]:
        """Return the codes of the hints that apply in no corpus of the session, but would have something to report."""
        selections = [corpus.selection for corpus in self.corpora]
        others = frozenset[str]().union(*(selection.applied | selection.absent for selection in selections))
        off = (code for code in sorted(BY_CODE.keys() - others) if not code.startswith(OBJECTIONS))
        return tuple(code for code in off if BY_CODE[code].severity == "hint")

    def fails(self, report: Report) -> bool:
        """Report whether a finding is as severe as its own corpus asks for with `fail_on`; errors by default."""
        if all(corpus.fail_on is Severity.ERROR for corpus in self.corpora):
            return not report.ok

        @cache
        def fail_on(name: str) -> Severity:
            file = self.file(name)
            corpus = file.corpus if file else self._corpus_above(Path(os.path.abspath(name)))
            return corpus.fail_on if corpus else Severity.ERROR

        return any(
            diagnostic.severity.rank <= fail_on(diagnostic.primary.file).rank for diagnostic in report.diagnostics
        )

    def active_at(self, path: Path) -> frozenset[str]:
        """Return the codes of the rules that apply to a file, given its absolute path, also if it is gone."""
        corpus = self._corpus_above(path)
        return corpus.selection.active(below(str(path), str(corpus.root))) if corpus else frozenset()

    def _corpus_above(self, path: Path) -> LoadedCorpus | None:
        """The innermost corpus with a file in its folder, or below it."""
        above = [corpus for corpus in self.corpora if path.is_relative_to(corpus.root)]
        return max(above, key=lambda corpus: len(corpus.root.parts), default=None)

    def sole_corpus(self, verb: str) -> LoadedCorpus:
        """Return the corpus of all files. Raises UsageError if there are several."""
        if len(self.corpora) > 1:
            roots = ", ".join(
                str(Path(corpus.shown).parent if corpus.shown else relative(corpus.root)) for corpus in self.corpora
            )
            raise UsageError(f"several corpora: {verb} one at a time: {roots}")
        return self.corpora[0]

    def reports(self, file: str) -> bool:
        """Report whether the findings of a file are reported, given its name in findings."""
        return self._reports_all or file in self.reported

    @cached_property
    def _reports_all(self) -> bool:
        return len(self.reported) == len(self.files)

    def file(self, name: str) -> SourceFile | None:
        """Return one of `files`, given its absolute path or its name in findings; None if there is none."""
        return self.files.at(os.path.abspath(name)) if isinstance(self.files, Files) else self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, SourceFile]:
        return {name: file for file in self.files for name in (file.absolute, file.shown)}

    def active(self, file: SourceFile) -> frozenset[str]:
        """Return the codes of the rules that apply to a file of the session."""
        return self._with_essential(file.corpus.selection.active(file.name))

    @cached_property
    def _with_essential(self) -> Callable[[frozenset[str]], frozenset[str]]:
        # One set for all files: a set of its own would be 4 KB for each.
        more = ESSENTIAL if self.options.essential else frozenset[str]()
        return cache(lambda codes: codes | more)

    def tasks(self, *, fixes: bool = False) -> Sequence[Task]:
        """Return one task for each of `files`, in their order; with `fixes`, those of the paths build fixes."""
        return Lazy(len(self.files), partial(self._task, fixes))

    def _task(self, fixes: bool, number: int) -> Task:
        file = self.files[number]
        known = self._known.get(file.shown) if self._known else None
        return Task(file, self.active(file), known=known, fixes=fixes and self.reports(file.shown), number=number)

    def cache(self) -> "Cache | None":
        """Return the cache, if there is one to use.

        Rules of plug-ins may read anything, so nothing is stored if some apply; and nothing of articles in memory.
        """
        if not self.options.cache or any(file.source or file.spool for file in self.files[:1]):
            return None
        if not all(BY_CODE[code].is_own for corpus in self.corpora for code in corpus.selection.applied):
            return None
        from newscorpus.checking.cache import Cache  # noqa: PLC0415 - for those who use it
        from newscorpus.checking.store import has_folder  # noqa: PLC0415

        return Cache(self.options.today, self.schemas) if has_folder() else None

    def caching(self, task: Task, cache: "Cache", *, models: bool | None = None) -> Task:
        """Return a task whose new results are stored.

        Unless `models` is None, known results are taken, with their models if it is true.
        """
        if task.file.data is not None and not self.options.stores_contents:
            return task
        asks = models is not None or task.file.format == "jsonl"
        with_cache: Task = evolve_unchecked(task, cache=cache, asks=asks, models=bool(models))
        return with_cache

    @cached_property
    def _known(self) -> Mapping[str, Mapping[str, int]]:
        """The findings in the baseline by file, if there is one baseline; not of JSON Lines: its records share them."""
        try:
            baselines, _ = self.baselines()
        except UsageError:  # reported when the baseline is applied
            return {}
        if len(baselines) != 1:
            return {}
        by_file = ((file.shown, baselines[0].known_in(file.shown)) for file in self.files if file.format != "jsonl")
        return {shown: known for shown, known in by_file if known is not None}

    def baselines(self) -> "tuple[list[Baseline], list[Diagnostic]]":
        """Read the baselines in force: that of the options, which covers all files, or that of each corpus.

        Returns:
            The baselines, of which no finding is subtracted yet, and a diagnostic for each one of a corpus that cannot
            be read. Raises UsageError if that of the options cannot be read. With the option `essential`, they do not
            cover what makes articles incomplete.
        """
        options = self.options
        named = options.baseline or any(
            corpus.manifest.checks and corpus.manifest.checks.baseline for corpus in self.corpora
        )
        if options.ignore_baselines or not named:
            return [], []
        from newscorpus.checking.baseline import Baseline  # noqa: PLC0415 - most corpora have none

        baselines, unread = list[Baseline](), list[Diagnostic]()
        reported = ESSENTIAL if options.essential else frozenset[str]()
        severities = [corpus.selection.severity(stale_baseline.code) for corpus in self.corpora]
        if options.baseline is not None:
            worst = min(severities, key=lambda severity: severity.rank, default=stale_baseline.severity)
            return [Baseline.read(Path(options.baseline), severity=worst, reported=reported)], unread
        for corpus, severity in zip(self.corpora, severities, strict=True):
            if (checks := corpus.manifest.checks) and checks.baseline and not corpus.broken:
                path = relative(corpus.root) / checks.baseline
                try:
                    reading.inside(corpus.root, path)
                    baselines.append(Baseline.read(path, corpus.root, severity, reported))
                except reading.Unreadable as e:
                    unread += without_baseline(corpus, "NC010", f"{checks.baseline}: {e}")
                except UsageError as e:
                    unread += without_baseline(corpus, invalid_configuration.code, str(e))
        return baselines, unread


def discover(options: SessionOptions, contents: Mapping[Path, bytes] | None = None) -> CheckSession:
    """Find the files to check and their corpora.

    Given a file of a corpus, or its `corpus.yaml`, the whole corpus belongs to the session, since the corpus rules need
    it.

    Args:
        options: What to check, and how.
        contents: Bytes to use instead of those of files, by absolute path.

    Raises:
        UsageError: If a path does not exist or contains no article, or a rule is unknown.
    """
    begun = time.time_ns()
    absent = options.absent_rules()
    finder = Finder(options.select, options.ignore, options.today, contents, options.extend_select, absent)
    paths = [finder.unlinked(Path(path)) for path in options.paths]
    named = finder.manifests(paths)
    wanted = finder.files(paths)
    at = {Path(os.path.abspath(path)) for path in paths}
    skipped = finder.without_texts()
    # A corpus.yaml can be checked alone if it is named, and its findings are reported even if it selects no article.
    if not wanted and not any(corpus.diagnostics or corpus.root / MANIFEST in at for corpus in named):
        why = f": {skipped[0]}" if skipped else _why_none(finder, paths)
        raise UsageError(f"no articles in {', '.join(str(p) for p in options.paths)}{why}")
    for line in skipped:
        warnings.warn(line, stacklevel=3)
    folders = tuple(Path(os.path.abspath(p)) for p in paths if p.is_dir())
    corpora = list({id(c): c for c in (*named, *wanted.corpora)}.values())
    below = [c for c in corpora if c.shown and any(map(c.root.is_relative_to, folders))]
    if any(corpus.broken for corpus in wanted.corpora):
        wanted = Files(file for file in wanted if not file.corpus.broken)
    alone = {corpus.root for corpus in named if corpus.root / MANIFEST in at and not corpus.broken}
    files = _with_neighbours(finder, wanted, folders, alone)
    return CheckSession(
        options,
        corpora,
        {corpus.root / MANIFEST: corpus for corpus in (*named, *below)},
        FilesBy("absolute", wanted),
        files,
        folders,
        FilesBy("shown", wanted).keys(),
        finder.others,
        finder.skipped,
        finder.walked,
        begun=begun,
    )


def _why_none(finder: Finder, paths: Iterable[Path]) -> str:
    """Why the first file there is not an article, for the end of a message; empty if there are no files."""
    walks = (walk(path, ignored=True) for path in paths if path.is_dir())
    files = [
        folder / name for folders in walks for folder, names, _ in folders for name in names if may_hold_articles(name)
    ]
    if not files:
        return ""
    first = files[0]
    more = f"; {counted(len(files) - 1, 'more file')} skipped" if len(files) > 1 else ""
    return f": {first} {why_skipped(first, finder.skipped, finder.above(first.parent))}{more}"


def _with_neighbours(finder: Finder, wanted: Files, folders: Sequence[Path], alone: Collection[Path]) -> Files:
    """Return the wanted files and the rest of their corpora.

    Args:
        finder: What has found them.
        wanted: The files.
        folders: Those that are wanted as a whole.
        alone: The corpora whose `corpus.yaml` is wanted: its patterns are about the other files.
    """
    roots = {*alone, *(corpus.root for corpus in wanted.corpora if corpus.shown)}
    partly = sorted(root for root in roots if not any(root.is_relative_to(folder) for folder in folders))
    if not partly:
        return wanted
    neighbours = finder.files(relative(root) for root in partly)
    return Files(chain(wanted, (file for file in neighbours if file.corpus.root in roots)))


def without_baseline(corpus: LoadedCorpus, code: str, why: str) -> Iterator[Diagnostic]:
    """The finding about a baseline that a `corpus.yaml` names and that cannot be read.

    To select or ignore rules does not make all findings new without a word; only that it is outside may be ignored.
    """
    if code == invalid_configuration.code or code in attrs.evolve(corpus.selection, select=None, severities=()).active(
        MANIFEST
    ):
        finding = Finding(("checks", "baseline"), why, help="write it with --write-baseline, or name no baseline")
        yield outside_articles(corpus, ManifestTarget(), code, finding)


class Membership(NamedTuple):
    """A file that may contain articles, what the session does with it, and why."""

    file: str
    """Its name in findings."""
    state: str
    """checked; read, of the rest of a corpus, whose findings are not reported; or skipped."""
    why: str


def memberships(session: CheckSession) -> Iterator[Membership]:
    """Yield the files that a session reads, then those in its folders that it skips."""
    for file in session.files:
        if session.reports(file.shown):
            yield Membership(file.shown, "checked", why_checked(file))
        else:
            yield Membership(file.shown, "read", f"of {file.corpus.shown}, like a checked file")
    yield from skipped(session)


def skipped(session: CheckSession) -> Iterator[Membership]:
    """Yield the files in the folders of a session that may contain articles, but that it does not read."""
    finder = Finder()
    given = {os.path.abspath(path): Path(path) for path in session.options.paths}
    for top in session.folders:
        for folder, names, _ in walk(given.get(str(top)) or relative(top), ignored=True):
            for path in (folder / name for name in names if may_hold_articles(name)):
                if os.path.abspath(path) not in session.asked:
                    yield Membership(
                        path.as_posix(), "skipped", why_skipped(path, session.skipped, finder.above(folder))
                    )
