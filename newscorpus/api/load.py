"""What a program calls: load, loads, iter_articles, dump, dumps. After `json` and `pathlib` in names and shape."""

import os
from collections.abc import Iterator
from pathlib import Path

from newscorpus import limits
from newscorpus.checking.article import inspect
from newscorpus.checking.context import CheckContext, SourceRecord
from newscorpus.checking.discovery.finder import Finder
from newscorpus.checking.discovery.records import read
from newscorpus.checking.fix_pass import fixes_of_record
from newscorpus.checking.selection import ESSENTIAL, Selection
from newscorpus.checking.session import CheckSession
from newscorpus.checking.waivers import waive
from newscorpus.codec import Codec, default_codec
from newscorpus.diagnostics.report import Diagnostic, Report, Severity, in_order, with_fixes
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.models import MANIFEST, Article, Corpus, Manifest
from newscorpus.models.frozen import FrozenDict

AnyPath = str | os.PathLike[str]

limits.require()


def load(path: AnyPath) -> Corpus:
    """The corpus in a folder, or the one article of a file with what its corpus says of it.

    Raises InvalidCorpus, which carries the report, if there are errors: all that `check` reports as such, whatever the
    configuration leaves out of what models need. Raises UsageError if there is nothing, or more than one corpus.
    """
    _require_articles(path)
    run = CheckSession([path], essential=True)
    if len(run.corpora) > 1:
        roots = ", ".join(str(c.root) for c in run.corpora)
        raise UsageError(f"{path} holds several corpora; load one at a time: {roots}")
    articles = [one.article for one in run.articles() if one.article is not None]
    report = run.finish(fixes=False)
    if not report.ok:
        raise InvalidCorpus(run.add_fixes(report))
    return Corpus(manifest=run.corpora[0].home.manifest, articles=FrozenDict((a.id, a) for a in articles))


def _require_articles(path: AnyPath) -> None:
    """`check` takes a `corpus.yaml` for that file alone, of which a program would get a corpus without its articles."""
    given = Path(path)
    if given.name == MANIFEST and given.is_file():
        raise UsageError(f"{given} is no article: load its folder, {given.parent}")


def iter_articles(path: AnyPath) -> Iterator[Article]:
    """The articles of a file or folder, one at a time: memory does not grow with the corpus.

    Each is checked by itself; what only the whole corpus shows is not. Raises InvalidCorpus at the first article with
    errors, UsageError if there is nothing.
    """
    _require_articles(path)
    for file in Finder().files([path]):
        if any(one.severity is Severity.ERROR for one in file.corpus.diagnostics):
            raise InvalidCorpus(Report(file.corpus.with_fixes()))
        active = file.corpus.selection.active(file.path.name) | ESSENTIAL
        for source in read(file):
            if isinstance(source, Diagnostic):
                raise InvalidCorpus(Report((source,)))
            yield _whole(source, file.corpus.home, active)


def loads(
    text: str | bytes, format: str = "yaml", *, base: AnyPath | None = None, corpus: Corpus | None = None
) -> Article:
    """The article that `text` holds, in "yaml" or "json".

    `base` is the folder that `text_file` is relative to; a `corpus.yaml` there or above applies. `corpus` gives the
    registry and the vocabularies instead. Raises InvalidCorpus if there are errors, UsageError for an unknown format.
    """
    if format not in ("yaml", "json"):
        raise UsageError(f"no format {format!r}: yaml or json")
    folder = Path(base) if base is not None else None
    home, active = _home(folder, corpus)
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return _whole(SourceRecord(f"<{format}>", data, format, None, folder), home, active | ESSENTIAL)


def _home(folder: Path | None, corpus: Corpus | None) -> tuple[CheckContext, frozenset[str]]:
    if folder is not None and not folder.is_dir():
        raise UsageError(f"no such folder: {folder}")
    found = Finder().above(folder) if folder is not None else None
    manifest = corpus.manifest if corpus else found.home.manifest if found else None
    root = found.root if found else folder
    selection = Selection.of(manifest.checks if manifest else None)
    made = CheckContext(manifest or Manifest(name="default"), Codec(manifest) if manifest else default_codec(), root)
    return made, selection.active("")


def _whole(source: SourceRecord, home: CheckContext, active: frozenset[str]) -> Article:
    """The article, if nothing is wrong with it."""
    inspection = inspect(source, home, active)
    remaining, waived = waive(inspection, inspection.diagnostics, active)
    if any(one.severity is Severity.ERROR for one in remaining):
        found = with_fixes(remaining, fixes_of_record(source, home, active, remaining))
        raise InvalidCorpus(Report(in_order(found), waived, totals=inspection.totals))
    assert inspection.article is not None
    return inspection.article
