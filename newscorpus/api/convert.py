"""Convert: articles of one format -> files of another, either all of them or none."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Any, Final

import attrs

from newscorpus.api.dump import short, without_registry
from newscorpus.api.folder import SUFFIXES, Lacking, NewFolder, file_name, linked, refuse_changed, refuse_equal
from newscorpus.api.load import AnyPath
from newscorpus.checking.baseline import Baseline, Update
from newscorpus.checking.discovery import Finder
from newscorpus.checking.globs import below, contains, known_format
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.results import CheckResults, check_session, subtract_all
from newscorpus.checking.selection import Paths, SessionOptions
from newscorpus.checking.session import discover
from newscorpus.checking.stream import ArticleStream
from newscorpus.codec import default_codec
from newscorpus.diagnostics.report import Report
from newscorpus.errors import UsageError
from newscorpus.formats.json.writer import dump_json
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.fs.compressed import compressor
from newscorpus.fs.folders import stem_of
from newscorpus.fs.patterns import PatternList
from newscorpus.fs.reading import COMPRESSED
from newscorpus.models import DEFAULT_GLOBS, MANIFEST, Actor, Article, Checks, Manifest
from newscorpus.models.frozen import EMPTY, evolve_unchecked

_IN_MEMORY = 8 * 1024 * 1024


@attrs.frozen
class Converted:
    """The result of a conversion: the files that were written, or the text if no output was given."""

    report: Report
    """The report on the articles that were read."""
    articles: int
    """The number of articles that were written."""
    written: tuple[Path, ...] = ()
    """The files that were written."""
    text: str | None = None
    """The output, if no file was written."""
    lacking: tuple[str, ...] = ()
    """Of a part of a corpus: the ids of other articles that it refers to. Without them, `check` reports NC707."""


def convert(
    paths: Paths,
    *,
    to: str | None = None,
    output: AnyPath | IO[bytes] | None = None,
    split_text: bool = False,
    jobs: int | None = None,
    skip_invalid: bool = False,
    force: bool = False,
) -> Converted:
    """Convert articles to another format: into a file, a folder, a binary stream, or a string.

    Args:
        paths: One or several files or folders of articles.
        to: "json", "jsonl" or "yaml"; by default the format that the name of `output` ends in, or else "jsonl".
        output: Where to write. An existing folder, or a path without an ending, gets one file per article (JSON Lines:
            one for all), and the `corpus.yaml` and the baseline, if there are any. Without `output`, the result
            contains the text.
        split_text: Whether to write each article text into a file beside its YAML.
        jobs: The number of processes; by default as many as save time.
        skip_invalid: Whether to leave out articles with errors. Errors of the corpus as a whole still stop it.
        force: Whether to replace files that exist with other contents.

    Returns:
        The report on the articles, and the files that were written, or the text.

    Raises:
        InvalidCorpus: If there are errors. Nothing is written then.
        UsageError: If the format is unknown, the articles do not fit the output, or it would overwrite an input or,
            without `force`, a file with other contents.
        OSError: If the output cannot be written.

    Example::

        lines = nc.convert("seeds/").text
        nc.convert("seeds/", to="yaml", output="build/copy/", split_text=True)
    """
    target = Path(output) if isinstance(output, str | os.PathLike) else None
    to = _format_of(to, target)
    into_folder = target is not None and (target.is_dir() or not target.suffix)
    if split_text and not (to == "yaml" and into_folder):
        raise UsageError("--split-text writes texts beside YAML files: it needs --to yaml and -o FOLDER")
    session = discover(SessionOptions(paths, essential=True, jobs=jobs, skip_invalid=skip_invalid, cache=True))
    registry = session.sole_corpus("convert").manifest.actors if into_folder else EMPTY
    stream = ArticleStream(session, partial(_product, to, split_text, registry))
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as waiting:
        if target is not None and into_folder:
            new, name = NewFolder(target, waiting), f"articles{SUFFIXES[to]}" if to == "jsonl" else None
        else:
            new, name = NewFolder(target.parent if target else Path(), waiting), target.name if target else "output"
            new.add(name, b"")  # without articles, JSON Lines are an empty file
        packer = compressor(name) if name is not None and name.endswith(COMPRESSED) and to == "jsonl" else None
        lacking = Lacking(session)
        records = [_added(new, name, to, product, packer, lacking) for product in stream.products()]
        if packer is not None and name is not None:
            new.add(name, packer.flush())
        done = Converted(stream.valid_report(), len(records), lacking=lacking.ids())
        if target is not None:
            write = _into_folder if into_folder else _into_file
            return attrs.evolve(done, written=write(new, records, to, stream.results, force=force))
        _refuse_several(records, to)
        if output is None or isinstance(output, str | os.PathLike):
            return attrs.evolve(done, text=b"".join(new.contents("output")).decode("utf-8"))
        for piece in new.contents("output"):
            output.write(piece)
        return done


def _format_of(to: str | None, target: Path | None) -> str:
    """The format that is asked for: that of the option, of the ending of the output, or JSON Lines."""
    to = to or (known_format(target.name) if target else None)
    if to is None and target is not None and target.suffix and not target.is_dir():
        raise UsageError(f"{target}: no format has this ending; say it with --to: {', '.join(SUFFIXES)}")
    to = to or "jsonl"
    if to not in SUFFIXES:
        raise UsageError(f"no format {to!r}: {', '.join(SUFFIXES)}")
    return to


def _refuse_several(records: Sequence["_Record"], to: str) -> None:
    """Refuse articles that do not fit one file. Those of several corpora may have one id; there they would be one."""
    if to != "jsonl" and len(records) != 1:
        raise UsageError(f"{len(records)} articles do not fit one {to} file: use --to jsonl, or -o FOLDER")
    paths: dict[str, str | None] = {}
    for record in records:
        if record.id in paths:
            both = f"{paths[record.id]} and {record.path}"
            raise UsageError(f"{both} have the same id, {record.id}: convert one corpus at a time")
        paths[record.id] = record.path


def _refuse_inputs(targets: list[Path], results: CheckResults, *, own_corpus: bool = False) -> None:
    """A conversion does not overwrite its inputs, since comments and layout would be lost."""
    results.session.refuse_inputs(targets, "convert", results.text_files, own_corpus=own_corpus)


@attrs.frozen
class _Record:
    """An article whose output waits."""

    id: str
    path: str | None
    """The file that contains the article."""
    names: tuple[str, ...]
    """The files of the output that have it: its own or that of all, then its text."""


def _added(
    new: NewFolder, name: str | None, to: str, product: tuple[Any, ...], packer: Any, lacking: Lacking
) -> _Record:
    """Add what `_product` has returned of an article to the output.

    `name` is that of the file of all, and `packer` compresses that.
    """
    id_, path, linked_ids, text, data = product
    names = [name or file_name(id_, to)]
    if text is not None:
        names.append(f"{stem_of(id_)}.txt")
        new.add(names[1], text.encode("utf-8"))
    new.add(names[0], data if packer is None else packer.compress(data))
    lacking.add(id_, linked_ids)
    return _Record(id_, path, tuple(names))


def _product(
    to: str, split_text: bool, registry: Mapping[str, Actor], article: Article
) -> tuple[str, str | None, frozenset[str], str | None, bytes]:
    """Return an article's id, its file, whom it refers to, its text if that is split off, and its output in UTF-8.

    What `registry` contains is left out.
    """
    text, path = article.text if split_text else None, article.path
    article = evolve_unchecked(article, text_file=f"{stem_of(article.id)}.txt" if text is not None else None)
    codec = default_codec()
    if registry:
        article = without_registry(article, registry)
    if to == "yaml":
        written = dump_yaml(short(article, codec))
    else:
        written = dump_json(codec.canonical(article), indent=to == "json") + "\n" * (to == "jsonl")
    return article.id, path, linked(article), text, written.encode("utf-8")


def _into_file(
    new: NewFolder, records: Sequence[_Record], to: str, results: CheckResults, *, force: bool
) -> tuple[Path, ...]:
    """Write the file of all articles."""
    _refuse_several(records, to)
    _refuse_inputs([new.folder / name for name in new.names], results)
    refuse_changed([] if force else new.replaced())
    return new.write(follows_links=True)


def _into_folder(
    new: NewFolder, records: Sequence[_Record], to: str, results: CheckResults, *, force: bool
) -> tuple[Path, ...]:
    """Write the files of the articles, and the `corpus.yaml` and the baseline if there are any."""
    if not records:
        raise UsageError("no articles to convert: a folder without articles is not a corpus")
    folder, session = new.folder, results.session
    corpus = session.sole_corpus("convert")
    names = [record.names[0] for record in records]
    written = names[:1] if to == "jsonl" else names
    refuse_equal([*written, *(name for record in records for name in record.names[1:])])
    manifest = _manifest_of(corpus, records, names, to)
    _refuse_inputs([folder / name for name in written], results, own_corpus=manifest is not None)
    if corpus.shown and (folder / MANIFEST).exists() and (folder / MANIFEST).samefile(corpus.root / MANIFEST):
        raise UsageError(f"{folder} is the corpus to convert; write somewhere else")
    if manifest is not None:
        new.refuse_others(manifest)
    elif os.path.lexists(folder / MANIFEST) and not all(contains(Finder().manifest(folder), name) for name in written):
        raise UsageError(f"{folder / MANIFEST} does not select {written[0]}; write into another folder")
    baselines, _ = session.baselines()
    has_baseline = manifest is not None and bool(baselines)
    if manifest is not None:
        checks = attrs.evolve(manifest.checks or Checks(), baseline=_BASELINE) if has_baseline else manifest.checks
        short_form = default_codec().short(attrs.evolve(manifest, checks=checks))
        new.add(MANIFEST, dump_yaml(short_form).encode("utf-8"))
    known = (
        _known(folder, baselines) if has_baseline and not new.changed() else None
    )  # else written articles are needed
    stale = new.replaced()
    if has_baseline:
        entries = NewFolder(folder)
        entries.add(_BASELINE, (known.text if known else "").encode("utf-8"))
        stale += entries.replaced()
    refuse_changed([] if force else [path for path in stale if not path.is_symlink()])
    files = new.write()
    if not has_baseline:
        return files
    (known or _known(folder, baselines)).write(folder / _BASELINE)
    return (*files, folder / _BASELINE)


def _manifest_of(corpus: LoadedCorpus, records: Sequence[_Record], names: Sequence[str], to: str) -> Manifest | None:
    """Return the `corpus.yaml` of the output, without a baseline; None if there is none to convert.

    Globs and names of files are those of the output.
    """
    globs = DEFAULT_GLOBS if to == "yaml" or not names else (f"**/*{SUFFIXES[to]}",)
    if not corpus.shown:
        return None
    checks = corpus.manifest.checks
    if checks is not None:
        ignored = _per_file(checks, corpus, records, names)
        checks = attrs.evolve(checks, baseline=None, per_file_ignore=ignored)
        checks = None if checks == Checks() else checks
    return attrs.evolve(corpus.manifest, articles=globs, exclude=(), checks=checks)


def _per_file(
    checks: Checks, corpus: LoadedCorpus, records: Sequence[_Record], names: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return the rules that are not applied to each file of the output."""
    globs, rules_of = PatternList.of(checks.per_file_ignore), list(checks.per_file_ignore.values())

    def ignored(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(rule for i in globs.covering(name) for rule in rules_of[i]))

    by_name = {MANIFEST: ignored(MANIFEST)}
    for record, name in zip(records, names, strict=True):
        rules = ignored(below(os.path.abspath(record.path), str(corpus.root)) if record.path else "")
        if by_name.setdefault(name, rules) != rules:
            raise UsageError(f"{name} cannot have the per_file_ignore of several files: use --to yaml or --to json")
    if len(set(by_name.values())) == 1:
        return {"*": by_name[MANIFEST]} if by_name[MANIFEST] else {}
    return {f"/{name}": rules for name, rules in by_name.items() if rules}


_BASELINE: Final = "known.baseline"
"""The name of the baseline. By its ending, it is not an article."""


def _known(folder: Path, baselines: Sequence[Baseline]) -> Update:
    """The baseline of the findings in the output that the baselines of the input cover."""
    options = SessionOptions(folder, essential=True, ignore_baselines=True)
    findings = check_session(discover(options), fixes=False).report(fixes=False).diagnostics
    movable = [attrs.evolve(baseline, root=None) for baseline in baselines]
    left = {id(finding) for finding in subtract_all(movable, findings)}
    return Baseline(folder / _BASELINE).update([finding for finding in findings if id(finding) not in left])
