"""Import: the files of another format -> a corpus, checked, with a list of what it cannot keep."""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus.api.folder import ELSEWHERE, file_name, refuse_article, refuse_changed
from newscorpus.api.load import AnyPath
from newscorpus.api.rejected import annotation, names_in, reject
from newscorpus.checking.discovery import Finder
from newscorpus.codec import default_codec
from newscorpus.diagnostics import totals
from newscorpus.diagnostics.report import Report
from newscorpus.edits.editor import edit_text
from newscorpus.edits.layout import CannotEdit
from newscorpus.errors import UsageError
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.fs import atomic, staging
from newscorpus.fs.folders import make_folders, relative, require_way
from newscorpus.interchange import registry
from newscorpus.interchange.engine.document import Opened, Record
from newscorpus.interchange.engine.losses import LossError, Losses, OnLoss, refuses
from newscorpus.interchange.engine.output import with_rights
from newscorpus.interchange.engine.terms import Terms
from newscorpus.models import FORMAT, MANIFEST, Manifest
from newscorpus.text.words import as_article_id

_BOM: Final = "\ufeff"
_IN_ARTICLES: Final = {"language": "und", "text_license": None}
"""What an article can say in place of its corpus → the value that says nothing."""
_OF_CORPUS: Final = ("title", "description", "license", "text_rights")
"""What only a corpus can say."""


@attrs.frozen
class Target:
    """A folder to import into."""

    folder: Path
    before: Manifest | None
    """The content of its `corpus.yaml`; None if there is none."""

    @classmethod
    def at(cls, folder: Path) -> "Target":
        """Return a folder, which need not exist. Raises InvalidCorpus if its `corpus.yaml` has errors."""
        return cls(folder, Finder().manifest(relative(folder)) if (folder / MANIFEST).exists() else None)

    def manifest(self, source: Manifest) -> Manifest:
        """Return the configuration that the import adds terms to: its own, or that of the source."""
        return self.before or source

    def count_unheld(self, source: Manifest, losses: Losses, place: str) -> None:
        """Count what a source says of its corpus, and this corpus does not."""
        for name in _OF_CORPUS if self.before is not None else ():
            value = getattr(source, name)
            if value not in (None, getattr(self.before, name)):
                losses.add(f"{name} of the corpus", f"{place}: {value}")

    def fitted(self, record: Record, source: Manifest) -> Record:
        """Return an article with the language and the licence of its source, where this corpus has others."""
        if self.before is None:
            return record
        given = {name: getattr(source, name) for name, nothing in _IN_ARTICLES.items()
                 if getattr(source, name) not in (None, nothing, getattr(self.before, name))}  # fmt: skip
        return attrs.evolve(record, data={**given, **record.data}) if given else record

    def contents(self, manifest: Manifest) -> bytes:
        """Return the `corpus.yaml` with what was added to it; comments and order stay.

        Raises:
            UsageError: It cannot be edited with certainty.
        """
        short = default_codec().short
        if self.before is None:
            return dump_yaml(short(manifest)).encode("utf-8")
        path = self.folder / MANIFEST
        content = path.read_bytes()
        if manifest == self.before:
            return content
        text = content.decode("utf-8")
        mark = text[: text.startswith(_BOM)]
        document = parse_yaml(text[len(mark) :])
        data = _changed(document.data, short(self.before), short(manifest))
        try:
            return (mark + edit_text(document, data)).encode("utf-8")
        except CannotEdit as e:
            raise UsageError(f"{relative(path)} cannot be edited with certainty: {e}; nothing was written") from None


def _changed(data: Any, before: Any, after: Mapping[str, Any]) -> dict[str, Any]:
    """Return data with what is different in `after`, as mappings in mappings."""
    grown: dict[str, Any] = dict(data) if isinstance(data, Mapping) else {}
    known: Mapping[str, Any] = before if isinstance(before, Mapping) else {}
    for key, value in after.items():
        if key not in known or known[key] != value:
            grown[key] = _changed(grown.get(key), known.get(key), value) if isinstance(value, Mapping) else value
    return grown


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
    """What has no place in an article: kinds of losses, each with `kind`, `count` and the first `places`."""
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
        number = _write(opened, target, corpus, format, losses)
        if number:
            target.count_unheld(opened.manifest, losses, Path(source).name)
        if (refuses_losses or opened.refuses_losses) and len(losses):
            raise LossError(losses)
        if not number:
            return Imported(Path(output), 0, 0, losses, {}, unused=opened.unused())
        errors = reject(corpus, rejected, losses if accept_partial else None)
        if (refuses_losses or opened.refuses_losses) and len(losses):
            raise LossError(losses)
        beside = _beside(Path(output), target.folder)
        refused = tuple(
            beside / name for name in sorted(names_in(rejected)) if name.endswith(".yaml") and name != MANIFEST
        )
        aside = Target.at(target.folder.with_name(beside.name))
        if refused and aside.before is not None:
            (rejected / MANIFEST).write_bytes(aside.contents(Finder().manifest(corpus)))
        written = _move([(corpus, Path(output)), (rejected, beside)], force=force)
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
            for file in (name, Path(name).with_suffix(".txt").name):
                shutil.copyfile(beside / file, corpus / file)
        errors = reject(corpus, stage / "rejected", losses if accept_partial else None)
        accepted = [name for name in names_in(corpus) if name != MANIFEST]
        written = _move([(corpus, Path(output))], force=False)
    for name in accepted:
        (beside / name).unlink()
    refused = tuple(beside / name for name in names if name not in accepted)
    if names_in(beside) == [MANIFEST]:
        (beside / MANIFEST).unlink()
        beside.rmdir()
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
    for id_, record in _named(opened, losses):
        first = first or _annotation(id_, target.fitted(record, opened.manifest), terms)
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


def _write(
    opened: Opened,
    target: Target,
    folder: Path,
    format: str,
    losses: Losses,
) -> int:
    """Write all articles and the `corpus.yaml`; return the number of articles."""
    terms = Terms(target.manifest(opened.manifest), opened.meanings, format)
    folder.mkdir()
    number = 0
    for id_, record in _named(opened, losses):
        annotation = _annotation(id_, target.fitted(record, opened.manifest), terms)
        (folder / f"{id_}.txt").write_bytes(record.text.encode("utf-8"))
        (folder / file_name(id_, "yaml")).write_text(annotation, encoding="utf-8", errors="surrogatepass", newline="\n")
        number += 1
        if totals.progress is not None:
            totals.progress("Imported articles", number, None)
    losses.added = terms.added
    (folder / MANIFEST).write_bytes(target.contents(terms.manifest))
    return number


def _named(opened: Opened, losses: Losses) -> Iterator[tuple[str, Record]]:
    """Yield the articles with ids that can be names of files, and that differ on every system."""
    taken = set[str]()
    for record in opened.records:
        try:
            record.text.encode("utf-8")
        except UnicodeEncodeError as e:
            losses.add("article whose text is not Unicode", f"{record.source}: character {e.start}")
            continue
        given = str(record.data.get("id", ""))
        wanted = id_ = as_article_id(given)
        number = 1
        while id_.casefold() in taken:
            number += 1
            id_ = f"{wanted}-{number}"
        taken.add(id_.casefold())
        if id_ != given:
            losses.add("id of an article that cannot be kept", f"{record.source}: {given} becomes {id_}")
        yield id_, record


def _annotation(id_: str, record: Record, terms: Terms) -> str:
    """Return the YAML file of an article."""
    terms.add(record.data)
    head = {"format": FORMAT, "id": id_, "text_file": f"{id_}.txt"}
    if record.has_hash:
        head["sha256"] = hashlib.sha256(record.text.encode("utf-8")).hexdigest()
    data = {**head, **{key: value for key, value in record.data.items() if key not in head}}
    return annotation(data, record.text, terms.codec)


def _beside(output: Path, folder: Path) -> Path:
    """Return the folder of the articles with errors, as the user would write it. `folder` is the place of `output`."""
    is_there = os.path.realpath(output.parent) == str(folder.parent)  # neither a link, nor `.` or `..`
    return (output.parent if is_there else relative(folder.parent)) / f"{folder.name}-rejected"


def _move(folders: list[tuple[Path, Path]], *, force: bool) -> int:
    """Move files to their places, those that differ from what is there; return their number.

    Args:
        folders: Where files are, and their places.
        force: Whether the files of articles may be replaced; a `corpus.yaml` is, since it only grows.

    Raises:
        UsageError: A file with other contents is there, or in the other folder, and `force` is not given.
    """
    moved, stale, elsewhere = list[tuple[int, str]](), list[Path](), list[Path]()
    for number, (staged, target) in enumerate(folders):
        for name in sorted(names_in(staged)):
            there = target / name
            content = there.read_bytes() if there.exists() else None
            if content == (staged / name).read_bytes():
                continue
            moved.append((number, name))
            stale += [there] if content is not None and name != MANIFEST else []
            others = [other for _, other in folders if other != target and name != MANIFEST]
            elsewhere += [other / name for other in others if (other / name).exists()]
    if not force:
        refuse_changed(stale)
    if elsewhere and not force:
        more = f", and {len(elsewhere) - 1} more" if len(elsewhere) > 1 else ""
        problem = f"{relative(elsewhere[0])} is there from an earlier import{more}, and would be removed"
        raise UsageError(f"{problem}; {ELSEWHERE}")
    for path in (*stale, *elsewhere):
        path.unlink()
    for number, name in moved:
        staged, target = folders[number]
        target.mkdir(parents=True, exist_ok=True)
        staging.sync(staged / name)
        os.replace(staged / name, target / name)
    return len(moved)
