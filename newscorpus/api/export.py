"""Export: articles -> formats of other tools, either complete or not at all."""

import filecmp
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

from newscorpus.api.folder import Lacking
from newscorpus.api.load import AnyPath
from newscorpus.api.source import Source, opened_source
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.session import CheckSession
from newscorpus.checking.stream import ArticleStream
from newscorpus.diagnostics.report import Report
from newscorpus.errors import UsageError
from newscorpus.fs import staging
from newscorpus.interchange import registry
from newscorpus.interchange.engine.losses import LossError, Losses, OnLoss, refuses
from newscorpus.interchange.engine.output import HELD, RIGHTS, Output, Rights, is_unchanged, without_text, write_rights
from newscorpus.interchange.formats import Format
from newscorpus.interchange.registry import Writer
from newscorpus.models import MANIFEST, Article, Corpus, Manifest

_ELSEWHERE: Final = frozenset({"format", "name", "articles", "exclude", "language", "actors"})
"""The fields of `corpus.yaml` that articles have, too, or that say which files they are."""


@attrs.frozen
class Exported:
    """The result of an export."""

    report: Report
    """The report on the articles that were read."""
    target: Path
    """The folder or file that was written."""
    rows: dict[str, int]
    """The number of rows of each table."""
    unstated: int
    """The number of articles with a text, unless `text` is false, where nothing states the rights in it."""
    losses: Losses
    """What has no place in the format: kinds of losses, each with `kind`, `count` and the first `places`."""
    lacking: tuple[str, ...] = ()
    """Of a part of a corpus: the ids of other articles that it refers to, which the tables lack."""

    @property
    def articles(self) -> int:
        """The number of articles that were written."""
        return next(self.rows[name] for name in ("articles", "corpus") if name in self.rows)


def export(
    source: Source,
    format: str,
    output: AnyPath,
    *,
    corpus: Corpus | None = None,
    flat: bool = False,
    nested: bool = False,
    text: bool = True,
    on_loss: OnLoss = "report",
    skip_invalid: bool = False,
    force: bool = False,
) -> Exported:
    """Export articles to the format of other tools; memory does not grow with the corpus.

    The articles of an iterator go through a temporary file, and findings give their numbers: `<articles>:3`.

    Args:
        source: One or several files or folders of articles, of one corpus; or articles in memory, as for `check`.
        format: "parquet", "csv", "sqlite", "dataset" for tables; "brat", "label-studio", "potato", "cas" for annotation
            tools; "conllu", "wikievents", "spacy" for language technology; "ninjs", "schema-org", "web-annotation",
            "ftm", "plover", "ged", "acled", "graphml" for news, the web and analysis; or the format of an installed
            plug-in.
        output: The folder to write; for formats of one file, such as "sqlite", the file.
        corpus: The corpus that articles in memory belong to.
        flat: Whether to write only the flat tables, where the format has both ("parquet", "dataset").
        nested: Whether to write only the nested table, where the format has both.
        text: Whether to write the texts of the articles. Tables without them have their hashes and the offsets of
            all quotes; `mentions` is empty.
        on_loss: "refuse" to write nothing if something has no place in the format.
        skip_invalid: Whether to leave out articles with errors. Errors of the corpus as a whole still stop it.
        force: Whether to replace an earlier export with other contents. That is not needed for a folder with a
            RIGHTS.md which shows that nobody has changed the folder since. Other files in it are never removed.

    Returns:
        The report on the articles, the number of rows of each table, and what is lost.

    Raises:
        InvalidCorpus: If there are errors. Nothing is written then.
        UsageError: If the format is unknown, or has no nested table or no form without texts; if an extra is not
            installed, `source` cannot be read, or there are several corpora; if something is lost, and `on_loss` is
            "refuse"; or if the output would overwrite an input, something that is not an export, or changes by people.
        OSError: If the output cannot be written.

    Example::

        number = nc.export("seeds/", "csv", "build/tables").rows["events"]
    """
    form, losses, refuses_losses = registry.format_named(format, "writer"), Losses(), refuses(on_loss)
    if nested and not form.has_nested:
        raise UsageError(f"{format} has no nested table: parquet and dataset have")
    if not text and form.needs_text:
        raise UsageError(f"{format} annotates texts, so they cannot be left out")
    options, target = SessionOptions((), essential=True, skip_invalid=skip_invalid, cache=True), Path(output)
    with opened_source(source, options, corpus) as session:
        wanted = _Wanted(form, flat or not nested, nested or not flat, text, refuses_losses, force)
        return _written(session, target, registry.writer(format), losses, wanted)


@attrs.frozen
class _Wanted:
    """What a caller wants of an export."""

    format: Format
    flat: bool
    nested: bool
    text: bool
    refuses_losses: bool
    force: bool


def _written(session: CheckSession, target: Path, writer: Writer, losses: Losses, wanted: _Wanted) -> Exported:
    format = wanted.format
    rights = Rights(session.sole_corpus("export").manifest)
    session.refuse_inputs([target], "export")
    _refuse_other(target, format, writer)
    stream, lacking = ArticleStream(session), Lacking(session)
    has_rights = _has_rights(format)
    is_as_written = has_rights and target.is_dir() and is_unchanged(target)
    # Else some files may be others', even with force.
    with staging.staged(target, replaces_all=is_as_written) as staged:
        try:
            articles = lacking.collect(_articles(stream, skip_invalid=session.options.skip_invalid))
            taken = articles if wanted.text else map(without_text, articles)
            output = Output(staged, rights, losses, flat=wanted.flat, nested=wanted.nested)
            tables = writer.write(rights.collect(taken), output)
            rows = tables or {"articles": rights.texts + rights.quoted - output.skipped}
            if not wanted.nested or not format.has_nested:  # a nested table has all of `corpus.yaml`
                _keep_rights(staged, rights, format, losses)
        except UsageError:
            stream.valid_report()  # the errors of the corpus, if there are any, explain it best
            raise
        report = stream.valid_report()
        if wanted.refuses_losses and len(losses):
            raise LossError(losses)
        if not is_as_written and not wanted.force:
            _refuse_changed(staged, target, has_rights=has_rights)
        names = [target / path.relative_to(staged) for path in staged.rglob("*")] if staged.is_dir() else []
        session.refuse_inputs([target, *names], "export", stream.results.text_files)
        for ending in format.companions:  # SQLite would apply the log of the earlier database to this one
            Path(os.path.realpath(target) + ending).unlink(missing_ok=True)
    return Exported(report, target, rows, rights.unstated, losses, lacking.ids())


def _has_rights(format: Format) -> bool:
    """Report whether the file RIGHTS.md is beside the files of a format, which has no place for the rights in them."""
    return not format.is_file and not format.has_nested and "license" not in format.holds


def _refuse_changed(staged: Path, target: Path, *, has_rights: bool) -> None:
    """Refuse to replace files that this export does not have as they are, unless RIGHTS.md shows that nobody did it."""
    if staged.is_dir():
        names = sorted(path.relative_to(staged) for path in staged.rglob("*") if path.is_file() and path.name != RIGHTS)
    else:
        names = [Path()]
    known = [name for name in names if (target / name).is_file() and (target / name).stat().st_size]
    changed = [name for name in known if not filecmp.cmp(target / name, staged / name, shallow=False)]
    if not changed:
        return
    more = f", and {len(changed) - 1} more" if len(changed) > 1 else ""
    if has_rights:
        message = f"{target / changed[0]} differs{more}, and someone has changed the folder since it was exported"
        raise UsageError(f"{message}; import the changes, write somewhere else, or give --force")
    raise UsageError(f"{target / changed[0]} exists and differs{more}; write somewhere else, or give --force")


def _keep_rights(staged: Path, rights: Rights, format: Format, losses: Losses) -> None:
    """Say beside the files whose they are, if the format does not; count what of `corpus.yaml` the export lacks."""
    held, manifest = format.holds, rights.manifest
    if _has_rights(format):
        held |= {*HELD}
        write_rights(staged, rights)
    for field in attrs.fields(Manifest):
        if field.name not in held | _ELSEWHERE and getattr(manifest, field.name) != field.default:
            losses.add(f"{field.name} of {MANIFEST}", MANIFEST)
    for key in sorted(manifest.actors.keys() - rights.actors):
        losses.add(f"actor of {MANIFEST} that no article refers to", f"{MANIFEST}: actors.{key}")


def _refuse_other(target: Path, format: Format, writer: Writer) -> None:
    """Refuse to replace anything but an earlier export, even if its files have the same names."""
    is_export = writer.is_export
    if format.is_file and target.is_file() and target.stat().st_size and not is_export(target):
        raise UsageError(f"{target} is no earlier export, and would be lost; write somewhere else")
    if not format.is_file and target.is_dir() and (held := sorted(target.iterdir())) and not is_export(target):
        other = next((path for path in held if path.name != RIGHTS), held[0])
        raise UsageError(f"{target} contains other files, which would be lost: {other.name}; write somewhere else")


def _articles(stream: ArticleStream, *, skip_invalid: bool) -> Iterator[Article]:
    """Yield the accepted articles; unless `skip_invalid`, up to the first with errors, which will stop the export."""
    for review in stream:
        if review.has_errors and not skip_invalid:
            return
        if review.article is not None:
            yield review.article
