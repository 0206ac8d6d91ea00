"""Release: a corpus -> a folder to publish. The same corpus, version and pyarrow give the same bytes."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import IO, Final

import attrs

from newscorpus import json_schema
from newscorpus.api.agreement import agreement as agreement_of
from newscorpus.api.dump import without_registry
from newscorpus.api.load import AnyPath
from newscorpus.checking.loaded_corpus import ATTACHED, WITHHELD
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.session import CheckSession, discover
from newscorpus.checking.stream import ArticleStream
from newscorpus.codec import default_codec
from newscorpus.diagnostics.report import Report
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.formats.json.writer import dump_json
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.fs import staging
from newscorpus.interchange.engine.output import Output
from newscorpus.interchange.tables import datapackage, parquet
from newscorpus.interchange.tables.columns import Row
from newscorpus.interchange.tables.rows import rows
from newscorpus.models import MANIFEST, Article, Checks, Manifest
from newscorpus.releasing import card, croissant, withheld
from newscorpus.releasing.survey import Survey
from newscorpus.releasing.withheld import Withholding
from newscorpus.render.table import FORMATS

ARTICLES: Final = "articles.jsonl"
CHECKSUMS: Final = "SHA256SUMS"
"""The file with the checksums of all others, which `sha256sum --check` reads."""
_SKIPPED: Final = f"""The articles in {WITHHELD} lack their texts, so newscorpus does not check, load or export them.
`newscorpus attach-text FOLDER TEXTS` puts texts back: it writes these articles with them into {ATTACHED}.
NC707 is ignored, since the other articles may refer to those that are skipped."""
_UNREVIEWED: Final = "NC113"
_LINKS: Final = "NC707"
"""The rule about references to other articles."""


@attrs.frozen
class Released:
    """The result of a release."""

    report: Report
    """The report of the check."""
    target: Path
    """The folder that was written."""
    articles: int
    """The number of articles."""
    withheld: tuple[str, ...]
    """The ids of the articles whose texts are withheld."""
    not_stated: tuple[str, ...]
    """What Croissant or conferences ask for, and `corpus.yaml` lacks: `description`, or fields of `publication`."""
    repeated: tuple[str, ...]
    """Where articles whose texts are published repeat words of withheld texts, such as "`note` of `rain`"."""


def release(corpus: AnyPath, output: AnyPath, *, text: bool = True, agreement: Sequence[AnyPath] = ()) -> Released:
    """Write a folder to publish: articles, tables, schemas, codebook, data card, citation, Croissant, checksums.

    The folder is a corpus itself, a dataset of Hugging Face, and in `tables/` a Frictionless data package.

    Args:
        corpus: The folder of the corpus.
        output: The folder to write. An earlier release that nobody has changed is replaced.
        text: Whether to publish all texts. Otherwise those are withheld whose licence is none of Creative Commons or
            Open Data Commons, and so is all that repeats five words of them; `attach_text` puts both back.
        agreement: Other annotations of the same articles, whose agreement with the corpus the data card states; or two
            or more, whose agreement with each other it states.

    Returns:
        The report of the check, and what the data card lacks.

    Raises:
        InvalidCorpus: If the corpus has errors, or a draft that nobody has reviewed (NC113). Nothing is written then.
        UsageError: If rights are not stated; if texts are to be withheld, and `corpus.yaml` repeats words of them, or
            articles quote a text that they do not have; if `output` contains other files; or if pyarrow is not
            installed.
        OSError: If the output cannot be written.

    Example::

        released = nc.release("seeds/", "build/release")
        assert released.articles == 1
    """
    target = Path(output)
    session = discover(SessionOptions(corpus, extend_select=(_UNREVIEWED,), essential=True, cache=True))
    loaded = session.sole_corpus("release")
    survey = Survey.of(_published(loaded.manifest, text=text))
    if loaded.shown and target.resolve().is_relative_to(loaded.root.resolve()):
        raise UsageError(f"{target} is in the corpus, which would contain itself; write somewhere else")
    _refuse_other(target)
    _read(session, survey, text=text)
    if agreement:
        survey.agreement = agreement_of([corpus, *agreement] if len(agreement) == 1 else list(agreement))
    with staging.staged(target, replaces_all=True) as folder:
        folder.mkdir(parents=True)
        rows = _write_articles(session, survey, folder)
        _write_pages(survey, rows, folder)
    articles = survey.statistics.totals.articles
    hidden, repeated = tuple(survey.withheld), tuple(survey.repeated)
    return Released(survey.report, target, articles, hidden, survey.not_stated(), repeated)


def _published(manifest: Manifest, *, text: bool) -> Manifest:
    """Return the `corpus.yaml` of the release, whose articles are in one file, without a baseline.

    Without `text`, it has no registry: names can be words of a text, and articles then have all of their actors.
    """
    checks = manifest.checks and attrs.evolve(manifest.checks, baseline=None, per_file_ignore={})
    return attrs.evolve(
        manifest,
        articles=("/*.jsonl",),
        exclude=(),
        checks=None if checks == Checks() else checks,
        actors=manifest.actors if text else {},
    )


def _skipping(manifest: Manifest) -> Manifest:
    """Return the `corpus.yaml` of a release that withholds texts: references to articles without them are no errors."""
    checks = manifest.checks or Checks()
    ignored = tuple(dict.fromkeys((*checks.ignore, _LINKS)))
    return attrs.evolve(manifest, exclude=(f"/{WITHHELD}",), checks=attrs.evolve(checks, ignore=ignored))


def _read(session: CheckSession, survey: Survey, *, text: bool) -> None:
    """Read the corpus for the first time. Raises InvalidCorpus and UsageError if it cannot be published."""
    if not text:
        survey.expect(ArticleStream(session).articles())
    stream = ArticleStream(session)
    for article in stream.articles():
        survey.add(article, withhold=not text and not withheld.may_be_passed_on(article, survey.manifest))
    survey.report = stream.report()
    if not survey.report.ok:
        raise InvalidCorpus(survey.report)
    survey.require_publishable()
    if survey.withheld:
        survey.manifest = _skipping(survey.manifest)


def _write_articles(session: CheckSession, survey: Survey, folder: Path) -> dict[str, int]:
    """Write the articles as JSON Lines, Parquet and CSV; return the number of rows of each table."""
    output = Output(folder / "data", survey.rights)
    with ExitStack() as stack:
        files = {
            name: stack.enter_context((folder / name).open("w", encoding="utf-8", newline="\n"))
            for name in (ARTICLES, WITHHELD)
        }
        hidden = dict[str, Withholding]()
        public = _public(ArticleStream(session).articles(), survey, files, hidden)
        counts = parquet.write(public, output, partial(_rows, hidden))
    for name in files:
        if not (folder / name).stat().st_size:
            (folder / name).unlink()
    again = _public(ArticleStream(session).articles(), survey, {}, hidden)
    datapackage.write(again, attrs.evolve(output, target=folder / "tables"), partial(_rows, hidden))
    return counts


def _public(
    articles: Iterable[Article], survey: Survey, files: Mapping[str, IO[str]], hidden: dict[str, Withholding]
) -> Iterator[Article]:
    """Yield articles as they are published, and write each as a line of one of the files, if these are given.

    If its text is withheld, add it to `hidden`, for `_rows`.
    """
    ids, registry = frozenset(survey.withheld), survey.manifest.actors
    for article in articles:
        if article.id in ids:
            withholding = Withholding(article, survey.runs, survey.open_ids)
            if files:
                files[WITHHELD].write(dump_json(withholding.record(), indent=False) + "\n")
            hidden[withholding.article.id] = withholding
            yield withholding.article
            continue
        public = withheld.with_stand_ins(article, survey.runs, survey.open_ids) if ids else article
        if files:
            survey.note_repeated(public)
            local = without_registry(public, registry) if registry else public
            files[ARTICLES].write(dump_json(default_codec().canonical(local), indent=False) + "\n")
        yield public


def _rows(hidden: dict[str, Withholding], article: Article) -> dict[str, list[Row]]:
    """Return the rows of a published article in tables, and forget how its text was withheld."""
    withholding = hidden.pop(article.id, None)
    return withholding.rows() if withholding else rows(article)


def _write_pages(survey: Survey, rows: dict[str, int], folder: Path) -> None:
    manifest = survey.manifest
    pages = {
        MANIFEST: dump_yaml(default_codec().short(manifest), comment=_SKIPPED if survey.withheld else None),
        "codebook.md": card.codebook(survey),
        "CITATION.cff": card.citation(survey),
        "README.md": card.readme(survey, rows),
    }
    for name in ("article", "corpus"):
        pages[f"schema/{json_schema.file_name(name)}"] = json_schema.text(name, manifest)
    if survey.withheld:
        pages[f"schema/{json_schema.file_name('withheld')}"] = json_schema.text("withheld")
    if survey.agreement is not None:
        lines = FORMATS["csv"](survey.agreement.table())
        pages["agreement.csv"] = "".join(f"{line}\n" for line in lines)
    for name, text in pages.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    (folder / "croissant.json").write_text(croissant.text(survey, rows, folder), encoding="utf-8", newline="\n")
    (folder / CHECKSUMS).write_text(_checksums(folder), encoding="utf-8", newline="\n")


def _checksums(folder: Path) -> str:
    """Return the lines of the checksums of all files of a folder but itself."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    lines = (f"{checksum(folder / name)}  {name}\n" for name in sorted(names) if name != CHECKSUMS)
    return "".join(lines)


def checksum(path: Path) -> str:
    """Return the SHA-256 hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_other(target: Path) -> None:
    """Refuse to replace anything but an earlier release as it was written."""
    if not target.is_dir() or not any(target.iterdir()):
        return
    sums = target / CHECKSUMS
    if not sums.is_file() or not (target / "croissant.json").is_file():
        raise UsageError(f"{target} contains other files, which would be lost; write somewhere else")
    if sums.read_text(encoding="utf-8", errors="replace") != _checksums(target):
        message = f"{target} is a release in which files were changed or added since ({CHECKSUMS} differs)"
        raise UsageError(f"{message}; remove it, or write somewhere else")
