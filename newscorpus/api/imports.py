"""Import: the files of another format -> a corpus, checked, with a list of what it cannot keep."""

import os
import shutil
from pathlib import Path

import attrs

from newscorpus.api.folder import refuse_article
from newscorpus.api.import_files import Layout, Target, annotated, move, named, write
from newscorpus.api.load import AnyPath
from newscorpus.api.rejected import names_in, reject
from newscorpus.checking.discovery import Finder
from newscorpus.diagnostics.report import Report
from newscorpus.errors import UsageError
from newscorpus.fs import atomic, staging
from newscorpus.fs.folders import make_folders, relative, require_way
from newscorpus.interchange import registry
from newscorpus.interchange.engine.document import Opened
from newscorpus.interchange.engine.losses import LossError, Losses, OnLoss, refuses
from newscorpus.interchange.engine.output import with_rights
from newscorpus.interchange.engine.terms import Terms
from newscorpus.models import MANIFEST


@attrs.frozen
class Imported:
    """The result of an import."""

    target: Path
    """The folder of the corpus."""
    articles: int
    """The number of articles of the source."""
    written: int
    """The number of files that are new or changed."""
    losses: Losses
    """What has no place in an article: kinds of losses, each with `kind`, `count` and the first `places`. Its `unread`
    lists, in the same way, words that came in without the time or quantity that the mapping wants read."""
    errors: dict[str, int]
    """Of articles with errors: the code of each error → how often it was found."""
    rejected: tuple[Path, ...] = ()
    """The files of articles with errors, which are not in the corpus but beside it."""
    unused: Report = attrs.field(factory=Report)
    """Warnings about the mapping file: its keys and paths that fit nothing in the source, with line and column."""


def import_corpus(
    source: AnyPath,
    format: str,
    output: AnyPath,
    *,
    mapping: AnyPath | None = None,
    texts: AnyPath | None = None,
    on_loss: OnLoss = "report",
    accept_partial: bool = False,
    force: bool = False,
    folders: Layout = None,
    jobs: int | None = None,
) -> Imported:
    r"""Import articles of another format into the folder of a corpus, a YAML file and a text file for each.

    Terms and attributes that the source uses are declared in `corpus.yaml`. Articles with errors are written into the
    folder `OUTPUT-rejected`, so that the corpus has none. What is in the corpus already and is the same stays as it is.
    Where the corpus has another language or licence of texts than the source, each article states its own. Without
    articles, nothing is written.

    Args:
        source: The file or folder to read.
        format: The name of its format, as `newscorpus convert --list` shows them.
        output: The folder of the corpus.
        mapping: The mapping file, which says what the names in the source mean. Some formats need one.
        texts: A folder outside of the source in which the mapping file may name texts.
        on_loss: "refuse" to write nothing if something of the source has no place in an article.
        accept_partial: Whether to leave broken parts out of articles with errors, and list them as losses: an optional
            field, an argument, a mention, an event that lacks what it needs. Otherwise the whole article is left out.
        force: Whether to replace files of articles that exist and have other contents. `corpus.yaml` only grows.
        folders: "year" for a folder of each year of publication, `undated` without one; "hash" for up to 256 folders,
            named by the first two digits of the SHA-256 of each id. By default, all files are in one folder.
        jobs: The number of processes; by default as many as save time. Only the command uses several to write.

    Returns:
        The numbers of articles, files and errors, and the losses.

    Raises:
        UsageError: If the format is unknown, the source is not of it, a mapping is missing, a file would be replaced,
            or there are losses and `on_loss` is "refuse".
        InvalidCorpus: If the mapping or the `corpus.yaml` in `output` has errors.
        OSError: If a file cannot be read or written.

    Example::

        from pathlib import Path

        folder = Path("build/brat")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "rain.txt").write_text("It rained in Oslo.")
        (folder / "rain.ann").write_text("T1\tPlace 13 17\tOslo")
        assert nc.import_corpus(folder, "brat", "build/from-brat").articles == 1
    """
    require_way(Path(output))
    target, losses, refuses_losses = _target(output), Losses(), refuses(on_loss)
    opened = _opened(source, format, mapping, losses, texts)
    with staging.scratch(target.folder) as stage:
        corpus, rejected = stage / "corpus", stage / "rejected"
        number = write(opened, target, corpus, format, losses, folders, jobs)
        if number:
            target.count_unheld(opened.manifest, losses, Path(source).name)
        if (refuses_losses or opened.refuses_losses) and len(losses):
            raise LossError(losses)
        if not number:
            return Imported(Path(output), 0, 0, losses, {}, unused=opened.unused())
        errors = reject(corpus, rejected, losses if accept_partial else None, jobs)
        if (refuses_losses or opened.refuses_losses) and len(losses):
            raise LossError(losses)
        beside = _beside(Path(output), target.folder)
        refused = tuple(
            beside / name for name in sorted(names_in(rejected)) if name.endswith(".yaml") and name != MANIFEST
        )
        aside = Target.at(target.folder.with_name(beside.name))
        if refused and aside.before is not None:
            (rejected / MANIFEST).write_bytes(aside.contents(Finder().manifest(corpus)))
        written = move([(corpus, Path(output)), (rejected, beside)], force=force)
    return Imported(Path(output), number, written, losses, errors, refused, opened.unused())


def retry_rejected(output: AnyPath, *, accept_partial: bool = False) -> Imported:
    """Check again what imports left out, and move the articles without errors from `OUTPUT-rejected` to the corpus.

    Args:
        output: The folder of the corpus.
        accept_partial: As of `import_corpus`.

    Returns:
        The number of articles that were left out before, the files that were moved, and what is still left out.

    Raises:
        UsageError: If there are none, or the corpus has an article of the same name.
        InvalidCorpus: If the `corpus.yaml` has errors.
        OSError: If a file cannot be read or written.
    """
    target, losses = _target(output), Losses()
    beside = _beside(Path(output), target.folder)
    names = sorted(name for name in names_in(beside) if name.endswith(".yaml") and name != MANIFEST)
    if not names:
        raise UsageError(f"{beside} has no articles: nothing to try again")
    with staging.scratch(target.folder) as stage:
        corpus = stage / "corpus"
        corpus.mkdir()
        own = target.folder if target.before is not None else beside
        shutil.copyfile(own / MANIFEST, corpus / MANIFEST)
        for name in names:
            for file in (name, Path(name).with_suffix(".txt").as_posix()):
                make_folders((corpus / file).parent)
                shutil.copyfile(beside / file, corpus / file)
        errors = reject(corpus, stage / "rejected", losses if accept_partial else None)
        accepted = [name for name in names_in(corpus) if name != MANIFEST]
        written = move([(corpus, Path(output))], force=False)
    for name in accepted:
        (beside / name).unlink()
    refused = tuple(beside / name for name in names if name not in accepted)
    if list(names_in(beside)) == [MANIFEST]:
        shutil.rmtree(beside)  # folders without files
    return Imported(Path(output), len(names), written, losses, errors, refused)


def preview(
    source: AnyPath,
    format: str,
    *,
    mapping: AnyPath | None = None,
    output: AnyPath | None = None,
    texts: AnyPath | None = None,
) -> tuple[str, Losses, Report]:
    """Read a source without writing anything.

    Args:
        source: The file or folder to read.
        format: The name of its format.
        mapping: The mapping file.
        output: The folder of the corpus that it would be written into.
        texts: A folder outside of the source in which the mapping file may name texts.

    Returns:
        The annotation of the first article, in YAML, empty if there is none; all losses; and warnings about what of
        the mapping file fits nothing in the source.

    Raises:
        UsageError: As `import_corpus` does.
        InvalidCorpus: As `import_corpus` does.
    """
    target, losses, first = _target(output), Losses(), ""
    opened = _opened(source, format, mapping, losses, texts)
    terms = Terms(target.manifest(opened.manifest), opened.meanings, format)
    for id_, record in named(opened, losses):
        if not first:
            fitted = target.fitted(record, opened.manifest)
            terms.add(fitted.data)
            first = annotated(id_, fitted, terms.codec)
    if first:
        target.count_unheld(opened.manifest, losses, Path(source).name)
    return first, losses, opened.unused()


def write_proposal(source: Path, format: str, target: Path, *, force: bool) -> None:
    """Write a first mapping file for a source, whose comments ask what its names mean.

    Raises UsageError as `import_corpus` does, and if the file exists, unless `force`, or would be an article.
    """
    if target.exists() and not force:
        raise UsageError(f"{target} exists; it is not overwritten without --force")
    refuse_article(target)
    make_folders(target.parent)
    atomic.write_text(target, registry.proposed(format, source))


def _target(output: AnyPath | None) -> Target:
    return Target(Path(), None) if output is None else Target.at(Path(os.path.realpath(output)))


def _opened(source: AnyPath, format: str, mapping: AnyPath | None, losses: Losses, texts: AnyPath | None) -> Opened:
    beside = None if texts is None else Path(texts)
    opened = registry.opened(format, Path(source), None if mapping is None else Path(mapping), losses, beside)
    manifest = with_rights(opened.manifest, Path(source), opened.stated)
    return attrs.evolve(opened, manifest=manifest)


def _beside(output: Path, folder: Path) -> Path:
    """Return the folder of the articles with errors, as the user would write it. `folder` is the place of `output`."""
    is_there = os.path.realpath(output.parent) == str(folder.parent)  # neither a link, nor `.` or `..`
    return (output.parent if is_there else relative(folder.parent)) / f"{folder.name}-rejected"
