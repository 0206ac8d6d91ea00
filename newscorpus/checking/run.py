"""Check: paths -> sources -> inspect each -> relate all -> waivers -> report."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from newscorpus.checking import sources
from newscorpus.checking.article import Inspection, Source, inspect, parse
from newscorpus.checking.sources import Corpus, File, Finder
from newscorpus.checking.waiving import waive
from newscorpus.diagnostics import Diagnostic, Report, Totals, in_order
from newscorpus.errors import UsageError
from newscorpus.rules import BY_CODE, RULES, Facts, Finding

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]

_CORPUS_RULES = tuple(r for r in RULES if r.corpus)
ESSENTIAL = frozenset(r.code for r in RULES if not r.waivable)
"""Rules that must hold before there can be models."""


@attrs.define
class _Kept:
    """What is kept of an inspected article until all are: small, no models."""

    file: File
    inspection: Inspection
    active: frozenset[str]


def check(paths: Paths = ".", *, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Report:
    """Checks files and folders of annotated articles and reports every finding.

    Given a file of a corpus, the whole corpus is read and the findings of that file alone are reported, so the
    verdict is the
    same. `select` replaces the rules that apply by default, `ignore` takes rules out: codes, their beginnings, or
    names. Raises UsageError if a path does not exist, holds no article, or a rule is unknown.
    """
    return Run(paths, select=select, ignore=ignore).finish()


class Run:
    """One run over files and folders: inspects each article, then relates them all.

    `essential` adds the rules that must hold before there can be models, whatever the configuration says. Raises
    UsageError as `check` does.
    """

    def __init__(
        self,
        paths: Paths,
        *,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        essential: bool = False,
    ) -> None:
        paths = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
        finder = Finder(select, ignore)
        wanted = finder.files(paths)
        named = finder.manifests(paths)
        if not wanted and not named:
            raise UsageError(f"no articles in {', '.join(str(p) for p in paths)}")
        self.corpora: list[Corpus] = list({id(c): c for c in (*named, *(f.corpus for f in wanted))}.values())
        self.files = _with_neighbours(finder, wanted)
        self._shown = {file.shown for file in wanted}
        self._essential = ESSENTIAL if essential else frozenset()
        self._diagnostics: list[Diagnostic] = []
        self._kept: list[_Kept] = []
        self._steps = self._inspect()

    def articles(self) -> Iterator[Inspection]:
        """Each inspected article of the paths, one at a time. The rest of their corpora is read, too, but not given."""
        return self._steps

    def finish(self) -> Report:
        """Inspects what is left, and reports on all."""
        for _ in self._steps:
            pass
        related = _related(self._kept)
        diagnostics, totals, waived = list(self._diagnostics), Totals(), 0
        for i, one in enumerate(self._kept):
            if one.file.shown not in self._shown:
                continue
            found = (*one.inspection.diagnostics, *related.get(i, ()))
            remaining, count = waive(one.inspection, found, one.active)
            diagnostics += remaining
            waived += count
            totals += one.inspection.totals
        for corpus in self.corpora:
            diagnostics += corpus.diagnostics
        names = {c.name for c in self.corpora}
        return Report(in_order(diagnostics), waived, 0, totals, names.pop() if len(names) == 1 else None)

    def _inspect(self) -> Iterator[Inspection]:
        for file in self.files:
            active = file.corpus.selection.active(_within(file)) | self._essential
            for source in sources.read(file):
                if isinstance(source, Diagnostic):
                    self._diagnostics += [source] if source.code in active and file.shown in self._shown else []
                    continue
                inspection = inspect(source, file.corpus.home, active)
                # Models are not kept: what the rest needs of an article is its findings and facts.
                self._kept.append(_Kept(file, attrs.evolve(inspection, article=None), active))
                if file.shown in self._shown:
                    yield inspection


def _within(file: File) -> str:
    """The file's name relative to its corpus."""
    return Path(os.path.abspath(file.path)).relative_to(file.corpus.root).as_posix()


def _with_neighbours(finder: Finder, wanted: list[File]) -> list[File]:
    """The wanted files and the rest of their corpora, which the corpus rules need."""
    roots = {file.corpus.root for file in wanted if file.corpus.shown}
    known = {Path(os.path.abspath(file.path)) for file in wanted}
    more = [
        f for f in finder.files(sorted(roots)) if Path(os.path.abspath(f.path)) not in known and f.corpus.root in roots
    ]
    return sorted([*wanted, *more], key=lambda f: f.path.as_posix())


def _related(kept: Sequence[_Kept]) -> dict[int, list[Diagnostic]]:
    """The findings of the corpus rules, corpus by corpus, by the place of their article in `kept`."""
    groups: dict[Path, list[int]] = {}
    for i, one in enumerate(kept):
        if one.inspection.facts is not None:
            groups.setdefault(one.file.corpus.root, []).append(i)
    out: dict[int, list[Diagnostic]] = {}
    for indexes in groups.values():
        place = {id(kept[i].inspection.facts): i for i in indexes}
        facts = [f for i in indexes if (f := kept[i].inspection.facts) is not None]
        for rule in _CORPUS_RULES:
            assert rule.check is not None
            for about, finding in rule.check(facts):
                i = place[id(about)]
                if rule.code in kept[i].active:
                    out.setdefault(i, []).append(_placed(kept[i].file, about, rule.code, finding))
    return out


def _placed(file: File, facts: Facts, code: str, finding: Finding) -> Diagnostic:
    """The place of a finding of the corpus: its file is read again, since facts hold no positions."""
    severity = file.corpus.selection.severity(code)
    for source in sources.read(file):
        if isinstance(source, Source) and source.record == facts.record:
            return parse(source, {}).placer.finding(code, finding, severity)
    # The file has changed meanwhile: the finding stands, without its place.
    return attrs.evolve(
        sources.unreadable(file.shown, finding.message),
        code=code,
        name=BY_CODE[code].name,
        severity=severity,
        path=finding.path,
    )
