"""Convert: articles of one format -> files of another, either all of them or none."""

import os
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any

import attrs

from newscorpus.api.dump import short
from newscorpus.api.load import AnyPath
from newscorpus.checking.discovery.globs import FORMATS
from newscorpus.checking.options import Paths, SessionOptions
from newscorpus.checking.results import CheckResults
from newscorpus.checking.session import discover
from newscorpus.checking.stream import ArticleStream
from newscorpus.codec import default_codec
from newscorpus.diagnostics.report import Report
from newscorpus.errors import UsageError
from newscorpus.formats.json.writer import dump_json
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.fs import atomic
from newscorpus.models import MANIFEST, Article
from newscorpus.models.frozen import evolve_unchecked

SUFFIXES = {"yaml": ".yaml", "json": ".json", "jsonl": ".jsonl"}
_IN_MEMORY = 8 * 1024 * 1024


@attrs.frozen
class Converted:
    """The result of a conversion: the files that were written, or the text if no output was given."""

    report: Report
    written: tuple[Path, ...] = ()
    text: str | None = None


def convert(
    paths: Paths,
    *,
    to: str | None = None,
    output: AnyPath | IO[bytes] | None = None,
    split_text: bool = False,
    jobs: int | None = None,
) -> Converted:
    """Convert articles to another format: into a file, a folder, a binary stream, or a string.

    Args:
        paths: One or several files or folders of articles.
        to: "json", "jsonl" or "yaml"; by default the format that the name of `output` ends in, or else "jsonl".
        output: Where to write. A folder, or a path without an ending, gets one file per article (JSON Lines: one for
            all) and the `corpus.yaml`. Without it, the result contains the text.
        split_text: Whether to write each article text into a file beside its YAML.
        jobs: The number of processes; by default as many as save time.

    Returns:
        The report on the articles, and the files that were written, or the text.

    Raises:
        InvalidCorpus: If there are errors. Nothing is written then.
        UsageError: If the format is unknown, the articles do not fit the output, or it would overwrite an input.
        OSError: If the output cannot be written.

    Example:
        lines = convert("seeds").text
        convert("seeds", to="yaml", output="copy", split_text=True)
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
    session = discover(SessionOptions(paths, essential=True, jobs=jobs))
    stream = ArticleStream(session, partial(_made, to, split_text))
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        records = _spooled(stream, spool)
        report = stream.valid_report()
        if target is not None and into_folder:
            return Converted(report, tuple(_into_folder(records, spool, target, to, stream.results)))
        if to != "jsonl" and len(records) != 1:
            raise UsageError(f"{len(records)} articles do not fit one {to} file: use --to jsonl, or -o FOLDER")
        spool.seek(0)
        if target is not None:
            _refuse_inputs([target], stream.results)
            target.parent.mkdir(parents=True, exist_ok=True)
            atomic.write(target, lambda file: _copy(spool, file))
            return Converted(report, (target,))
        if output is None:
            return Converted(report, text=spool.read().decode("utf-8"))
        _copy(spool, output)
        return Converted(report)


def _copy(spool: Any, file: Any) -> None:
    while piece := spool.read(1 << 20):
        file.write(piece)


def _refuse_inputs(targets: list[Path], results: CheckResults) -> None:
    """A conversion does not overwrite its inputs, since comments and layout would be lost."""
    results.session.refuse_inputs(targets, "convert", results.text_files)


@attrs.frozen
class _Record:
    """One article's output in the spool."""

    id: str
    start: int
    length: int
    text: str | None = None
    """The article's text, where it goes into a file of its own."""


def _spooled(stream: ArticleStream, spool: Any) -> list[_Record]:
    """Write each article's output into a temporary file, in order: an error in the last one must stop the first."""
    records = []
    for id_, text, data in stream.products():
        records.append(_Record(id_, spool.tell(), len(data), text))
        spool.write(data)
    return records


def _made(to: str, split_text: bool, article: Article) -> tuple[str, str | None, bytes]:
    """Return an article's id, its text if that is split off, and its output in UTF-8."""
    text = article.text if split_text else None
    article = evolve_unchecked(article, text_file=f"{article.id}.txt" if text is not None else None)
    codec = default_codec()
    if to == "yaml":
        written = dump_yaml(short(article, codec))
    else:
        written = dump_json(codec.canonical(article), indent=to == "json") + "\n" * (to == "jsonl")
    return article.id, text, written.encode("utf-8")


def _into_folder(records: list[_Record], spool: Any, folder: Path, to: str, results: CheckResults) -> Iterator[Path]:
    """Write one file per article (JSON Lines: one for all), its text if that is split off, and the `corpus.yaml`."""
    suffix, corpus = SUFFIXES[to], results.session.sole_corpus("convert")
    manifest = folder / MANIFEST
    names = ["articles"] if to == "jsonl" else [record.id for record in records]
    _refuse_inputs([folder / f"{name}{suffix}" for name in names], results)
    if corpus.shown and manifest.exists() and manifest.samefile(corpus.root / MANIFEST):
        raise UsageError(f"{folder} is the corpus to convert; write somewhere else")
    for record in records:
        path = folder / f"{record.id}.txt"
        if record.text is not None and path.exists() and path.read_bytes() != record.text.encode("utf-8"):
            raise UsageError(f"{path} exists and holds another text")
    folder.mkdir(parents=True, exist_ok=True)
    spool.seek(0)
    if to == "jsonl":
        path = folder / f"articles{suffix}"
        atomic.write(path, lambda file: _copy(spool, file), within=folder)
        yield path
    else:
        for record in records:
            if record.text is not None:
                yield _written(folder / f"{record.id}.txt", record.text)
            yield _written(folder / f"{record.id}{suffix}", spool.read(record.length).decode("utf-8"))
    if corpus.shown:
        globs = corpus.manifest.articles if to == "yaml" else (f"**/*{suffix}",)
        made = attrs.evolve(corpus.manifest, articles=globs)
        yield _written(manifest, dump_yaml(default_codec().short(made)))


def _written(path: Path, text: str) -> Path:
    atomic.write_text(path, text, within=path.parent)
    return path
