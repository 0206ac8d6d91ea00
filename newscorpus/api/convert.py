"""Convert: articles of one format -> files of another, either all of them or none."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final

import attrs

from newscorpus.api.dump import short, without_registry
from newscorpus.api.folder import SUFFIXES, Lacking, file_name, linked, refuse_changed, refuse_equal, refuse_others
from newscorpus.api.load import AnyPath
from newscorpus.checking.baseline import Baseline, Update, subtract_all
from newscorpus.checking.discovery import Finder
from newscorpus.checking.globs import FORMATS, below, contains
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.results import CheckResults, check_session
from newscorpus.checking.selection import Paths, SessionOptions
from newscorpus.checking.session import CheckSession, discover
from newscorpus.checking.stream import ArticleStream
from newscorpus.codec import default_codec
from newscorpus.diagnostics.report import Report
from newscorpus.errors import UsageError
from newscorpus.formats.json.writer import dump_json
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.fs import atomic
from newscorpus.fs.folders import make_folders
from newscorpus.fs.patterns import PatternList
from newscorpus.models import DEFAULT_GLOBS, MANIFEST, Actor, Article, Checks, Manifest
from newscorpus.models.frozen import EMPTY, evolve_unchecked

_IN_MEMORY = 8 * 1024 * 1024
_PIECE = 1024 * 1024


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
    to = to or (FORMATS.get(target.suffix) if target else None)
    if to is None and target is not None and target.suffix and not target.is_dir():
        raise UsageError(f"{target}: no format has this ending; say it with --to: {', '.join(SUFFIXES)}")
    to = to or "jsonl"
    if to not in SUFFIXES:
        raise UsageError(f"no format {to!r}: {', '.join(SUFFIXES)}")
    into_folder = target is not None and (target.is_dir() or not target.suffix)
    if split_text and not (to == "yaml" and into_folder):
        raise UsageError("--split-text writes texts beside YAML files: it needs --to yaml and -o FOLDER")
    session = discover(SessionOptions(paths, essential=True, jobs=jobs, skip_invalid=skip_invalid))
    registry = session.sole_corpus("convert").manifest.actors if into_folder else EMPTY
    stream = ArticleStream(session, partial(_made, to, split_text, registry))
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        records = _spooled(stream, spool)
        report = stream.valid_report()
        done = Converted(report, len(records), lacking=_lacking(session, records))
        if into_folder and not records:
            raise UsageError("no articles to convert: a folder without articles is not a corpus")
        if target is not None and into_folder:
            written = _into_folder(records, spool, target, to, stream.results, force=force)
            return attrs.evolve(done, written=tuple(written))
        if to != "jsonl" and len(records) != 1:
            raise UsageError(f"{len(records)} articles do not fit one {to} file: use --to jsonl, or -o FOLDER")
        _refuse_same_ids(records)
        spool.seek(0)
        if target is not None:
            _refuse_inputs([target], stream.results)
            whole = _Output(target, spool, 0, _size(records))
            if not force and _has_contents(target) and not whole.is_there():
                refuse_changed([target])
            make_folders(target.parent)
            whole.write()
            return attrs.evolve(done, written=(target,))
        if output is None:
            return attrs.evolve(done, text=spool.read().decode("utf-8"))
        _copy(spool, output)
        return done


def _lacking(session: CheckSession, records: Iterable["_Record"]) -> tuple[str, ...]:
    lacking = Lacking(session)
    for record in records:
        lacking.add(record.id, record.linked)
    return lacking.found()


def _refuse_same_ids(records: Iterable["_Record"]) -> None:
    """Articles of several corpora may have the same id; in one file they would be the same article."""
    paths: dict[str, str | None] = {}
    for one in records:
        if one.id in paths:
            raise UsageError(f"{paths[one.id]} and {one.path} have the same id, {one.id}: convert one corpus at a time")
        paths[one.id] = one.path


def _refuse_inputs(targets: list[Path], results: CheckResults, *, own_corpus: bool = False) -> None:
    """A conversion does not overwrite its inputs, since comments and layout would be lost."""
    results.session.refuse_inputs(targets, "convert", results.text_files, own_corpus=own_corpus)


@attrs.frozen
class _Record:
    """One article's output in the spool."""

    id: str
    path: str | None
    """The file that contains the article."""
    start: int
    length: int
    linked: frozenset[str]
    """The ids of articles that it refers to."""
    text: str | None = None
    """The article's text, where it goes into a file of its own."""


def _copy(spool: Any, file: Any) -> None:
    while piece := spool.read(_PIECE):
        file.write(piece)


def _size(records: Sequence[_Record]) -> int:
    return records[-1].start + records[-1].length if records else 0


@attrs.frozen
class _Output:
    """A file to write: a part of a stream."""

    path: Path
    stream: Any
    start: int
    length: int

    @classmethod
    def of(cls, path: Path, text: str) -> "_Output":
        """Return a file with a text, in UTF-8."""
        data = text.encode("utf-8")
        return cls(path, BytesIO(data), 0, len(data))

    def _pieces(self) -> Iterator[bytes]:
        self.stream.seek(self.start)
        left = self.length
        while left:
            piece = self.stream.read(min(left, _PIECE))
            left -= len(piece)
            yield piece

    def is_there(self) -> bool:
        """Report whether the file exists with these contents."""
        if not self.path.is_file() or self.path.stat().st_size != self.length:
            return False
        with self.path.open("rb") as file:
            return all(file.read(len(piece)) == piece for piece in self._pieces())

    def write(self, within: Path | None = None) -> None:
        """Write the file, whole or not at all. Raises as `atomic.write` does."""

        def fill(file: atomic.Output) -> None:
            for piece in self._pieces():
                file.write(piece)

        atomic.write(self.path, fill, within=within)


def _spooled(stream: ArticleStream, spool: Any) -> list[_Record]:
    """Write each article's output into a temporary file, in order: an error in the last one must stop the first."""
    records = []
    for id_, path, linked_ids, text, data in stream.products():
        records.append(_Record(id_, path, spool.tell(), len(data), linked_ids, text))
        spool.write(data)
    return records


def _made(
    to: str, split_text: bool, registry: Mapping[str, Actor], article: Article
) -> tuple[str, str | None, frozenset[str], str | None, bytes]:
    """Return an article's id, its file, whom it refers to, its text if that is split off, and its output in UTF-8.

    What `registry` contains is left out.
    """
    text, path = article.text if split_text else None, article.path
    article = evolve_unchecked(article, text_file=f"{article.id}.txt" if text is not None else None)
    codec = default_codec()
    if registry:
        article = without_registry(article, registry)
    if to == "yaml":
        written = dump_yaml(short(article, codec))
    else:
        written = dump_json(codec.canonical(article), indent=to == "json") + "\n" * (to == "jsonl")
    return article.id, path, linked(article), text, written.encode("utf-8")


def _into_folder(
    records: list[_Record], spool: Any, folder: Path, to: str, results: CheckResults, *, force: bool
) -> list[Path]:
    """Write one file per article (JSON Lines: one for all), its text if that is split off, and the `corpus.yaml`."""
    session = results.session
    corpus = session.sole_corpus("convert")
    names = [f"articles{SUFFIXES[to]}" if to == "jsonl" else file_name(record.id, to) for record in records]
    written = [f"articles{SUFFIXES[to]}"] if to == "jsonl" else names
    refuse_equal([*written, *(f"{record.id}.txt" for record in records if record.text is not None)])
    manifest = _manifest_of(corpus, records, names, to)
    _refuse_inputs([folder / name for name in written], results, own_corpus=manifest is not None)
    if corpus.shown and (folder / MANIFEST).exists() and (folder / MANIFEST).samefile(corpus.root / MANIFEST):
        raise UsageError(f"{folder} is the corpus to convert; write somewhere else")
    if manifest is not None:
        refuse_others(folder, manifest, frozenset(written))
    elif os.path.lexists(folder / MANIFEST) and not all(contains(Finder().manifest(folder), name) for name in written):
        raise UsageError(f"{folder / MANIFEST} does not select {written[0]}; write into another folder")
    baselines, _ = session.baselines()
    if manifest is not None and baselines:
        checks = attrs.evolve(manifest.checks or Checks(), baseline=_BASELINE)
        manifest = attrs.evolve(manifest, checks=checks)
    outputs = [*_outputs(records, spool, folder, names, to)]
    if manifest is not None:
        outputs.append(_Output.of(folder / MANIFEST, dump_yaml(default_codec().short(manifest))))
    new = [output for output in outputs if not output.is_there()]
    with_baseline = manifest is not None and bool(baselines)
    known = _known(folder, baselines) if with_baseline and not new else None  # else written articles are needed
    if with_baseline:
        entries = _Output.of(folder / _BASELINE, known.text if known else "")
        new += [] if entries.is_there() else [entries]
    if not force:
        refuse_changed([output.path for output in new if _has_contents(output.path) and not output.path.is_symlink()])
    make_folders(folder)
    for output in outputs:
        output.write(within=folder)
    if with_baseline:
        (known or _known(folder, baselines)).write(folder / _BASELINE)
    return [output.path for output in outputs] + [folder / _BASELINE] * with_baseline


def _has_contents(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _outputs(records: Sequence[_Record], spool: Any, folder: Path, names: Sequence[str], to: str) -> Iterator[_Output]:
    """Yield the files of the articles and of their texts."""
    if to == "jsonl":
        yield _Output(folder / names[0], spool, 0, _size(records))
        return
    for record, name in zip(records, names, strict=True):
        if record.text is not None:
            yield _Output.of(folder / f"{record.id}.txt", record.text)
        yield _Output(folder / name, spool, record.start, record.length)


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

    found = {MANIFEST: ignored(MANIFEST)}
    for record, name in zip(records, names, strict=True):
        rules = ignored(below(os.path.abspath(record.path), str(corpus.root)) if record.path else "")
        if found.setdefault(name, rules) != rules:
            raise UsageError(f"{name} cannot have the per_file_ignore of several files: use --to yaml or --to json")
    if len(set(found.values())) == 1:
        return {"*": found[MANIFEST]} if found[MANIFEST] else {}
    return {f"/{name}": rules for name, rules in found.items() if rules}


_BASELINE: Final = "known.baseline"
"""The name of the baseline. By its ending, it is not an article."""


def _known(folder: Path, baselines: Sequence[Baseline]) -> Update:
    """The baseline of the findings in the output that the baselines of the input cover."""
    options = SessionOptions(folder, essential=True, ignore_baselines=True)
    found = check_session(discover(options), fixes=False).report(fixes=False).diagnostics
    left = {id(one) for one in subtract_all([attrs.evolve(one, root=None) for one in baselines], found)}
    return Baseline(folder / _BASELINE).update([one for one in found if id(one) not in left])
