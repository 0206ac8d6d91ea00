"""What a program calls: load, loads, iter_articles, dump, dumps. After `json` and `pathlib` in names and shape."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newscorpus import files, limits
from newscorpus.anchoring import anchor, relaxed
from newscorpus.checking.article import Home, Source, inspect
from newscorpus.checking.listing import FORMATS
from newscorpus.checking.run import Run
from newscorpus.checking.selection import ESSENTIAL, Selection
from newscorpus.checking.sources import Finder, read
from newscorpus.checking.waiving import waive
from newscorpus.codec import Codec, default_codec
from newscorpus.diagnostics import Diagnostic, Report, Span, in_order
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.formats.json_writer import dump_json
from newscorpus.formats.yaml_writer import dump_yaml
from newscorpus.models import MANIFEST, Article, Corpus, Manifest
from newscorpus.models.actor import unmerged
from newscorpus.models.frozen import FrozenDict, replaced
from newscorpus.rules import BY_CODE

AnyPath = str | os.PathLike[str]

limits.require()


def load(path: AnyPath) -> Corpus:
    """The corpus in a folder, or the one article of a file with what its corpus says of it.

    Raises InvalidCorpus, which carries the report, if there are errors: all that `check` reports as such, whatever the
    configuration leaves out of what models need. Raises UsageError if there is nothing, or more than one corpus.
    """
    _require_articles(path)
    run = Run([path], essential=True)
    if len(run.corpora) > 1:
        roots = ", ".join(str(c.root) for c in run.corpora)
        raise UsageError(f"{path} holds several corpora; load one at a time: {roots}")
    articles = [one.article for one in run.articles() if one.article is not None]
    report = run.finish()
    if not report.ok:
        raise InvalidCorpus(report)
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
        if file.corpus.diagnostics:
            _raise_errors(Report(file.corpus.diagnostics))
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
    return _whole(Source(f"<{format}>", data, format, None, folder), home, active | ESSENTIAL)


def _home(folder: Path | None, corpus: Corpus | None) -> tuple[Home, frozenset[str]]:
    if folder is not None and not folder.is_dir():
        raise UsageError(f"no such folder: {folder}")
    found = Finder().above(folder) if folder is not None else None
    manifest = corpus.manifest if corpus else found.home.manifest if found else None
    root = found.root if found else folder
    selection = Selection.of(manifest.checks if manifest else None)
    made = Home(manifest or Manifest(name="default"), Codec(manifest) if manifest else default_codec(), root)
    return made, selection.active("")


def _whole(source: Source, home: Home, active: frozenset[str]) -> Article:
    """The article, if nothing is wrong with it."""
    inspection = inspect(source, home, active)
    remaining, waived = waive(inspection, inspection.diagnostics, active)
    _raise_errors(Report(in_order(remaining), waived, totals=inspection.totals))
    assert inspection.article is not None
    return inspection.article


def _raise_errors(report: Report) -> None:
    if not report.ok:
        raise InvalidCorpus(report)


def dumps(article: Article, format: str = "yaml", *, corpus: Corpus | None = None) -> str:
    """The article as text: "yaml" in short forms for people; "json" (indented) or "jsonl" (one line) in canonical form.

    Offsets are filled in first, as loading does. YAML names the `text_file` of an article that has one, instead of its
    text. With `corpus`, what its registry says is left out (YAML only). Raises InvalidCorpus if a word is none of the
    vocabularies, ValueError for a lone surrogate, UsageError for an unknown format.
    """
    if format not in ("yaml", "json", "jsonl"):
        raise UsageError(f"no format {format!r}: yaml, json or jsonl")
    codec = Codec(corpus.manifest) if corpus else default_codec()
    article = anchor(article)
    canonical = codec.canonical(article)
    errors = codec.structure(canonical)[1]
    if errors:
        shown = Span(f"<{article.id}>", 0, 0, 1, 1, 1, 1)
        raise InvalidCorpus(
            Report(
                tuple(
                    Diagnostic(
                        m.code,
                        BY_CODE[m.code].name,
                        BY_CODE[m.code].severity,
                        m.message,
                        shown,
                        help=m.help,
                        path=m.path,
                    )
                    for m in errors
                )
            )
        )
    if format != "yaml":
        return dump_json(canonical, indent=format == "json")
    return dump_yaml(short(article, codec, corpus.manifest if corpus else None))


def short(article: Article, codec: Codec, manifest: Manifest | None = None) -> dict[str, Any]:
    """Plain data in the short forms that people write; without what the registry of `manifest` says."""
    article = relaxed(article)
    if article.text_file is not None:
        article = replaced(article, text=None)
    out = codec.short(article)
    if manifest and manifest.actors and "actors" in out:
        for key, registered in manifest.actors.items():
            if key in article.actors:
                left = codec.short(unmerged(registered, article.actors[key]))
                left.pop("id")
                if left:
                    out["actors"][key] = left
                else:
                    del out["actors"][key]
        if not out["actors"]:
            del out["actors"]
    return out


def dump(article: Article, path: AnyPath, *, corpus: Corpus | None = None) -> None:
    """Writes the article to a file, wholly or not at all; the format follows the file's ending.

    A text stays in its `text_file` if that, seen from the file, holds it; else it is written with the rest. Of a file
    that was there before nothing stays, comments included (`fix` keeps them). Raises what `dumps` raises, and OSError.
    """
    target = Path(path)
    kind = FORMATS.get(target.suffix)
    if kind is None:
        raise UsageError(f"{target}: the ending says the format: {', '.join(FORMATS)}")
    if not _lies_beside(article, target):
        article = replaced(article, text_file=None)
    text = dumps(article, kind, corpus=corpus)
    files.write_text(target, text + "\n" if kind == "jsonl" else text)


def _lies_beside(article: Article, target: Path) -> bool:
    """Whether the article's text, if it has one, is what the file holds that `text_file` names from `target`."""
    if article.text is None or article.text_file is None:
        return True
    data = article.text.encode("utf-8", "surrogatepass")
    try:
        files.require_relative(article.text_file)
        return files.read_bytes(target.parent / article.text_file, len(data)) == data
    except files.Unreadable:
        return False
