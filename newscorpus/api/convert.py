"""Convert: articles of one format -> files of another, all of them or none."""

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
from newscorpus.checking.session import CheckSession, Paths
from newscorpus.codec import default_codec
from newscorpus.diagnostics.report import Report
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.formats.json.writer import dump_json
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.fs import atomic
from newscorpus.models import MANIFEST, Article
from newscorpus.models.frozen import evolve_unchecked

SUFFIXES = {"yaml": ".yaml", "json": ".json", "jsonl": ".jsonl"}
_IN_MEMORY = 8 * 1024 * 1024


@attrs.frozen
class Converted:
    """What a conversion made: the files that it wrote, or the text if there was nowhere to write it."""

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
    """Converts the articles of `paths` and writes them to a file, a folder or a binary stream; else returns the text.

    `to` is "json", "jsonl" or "yaml"; left out, the ending of `output` says it, else JSON Lines. An `output` that is a
    folder, or has no ending, gets one file an article (JSON Lines: one for all) and the corpus's `corpus.yaml`.
    `split_text` then writes each text beside its YAML. `jobs` is how many processes convert, by default as many as pay.
    Raises InvalidCorpus if there is an error (nothing is written then), UsageError for an unknown format, or if the
    articles do not fit the output or it would replace what is read, OSError if it cannot be written.
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
    run = CheckSession(paths, essential=True, jobs=jobs)
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        records = _spooled(run, to, split_text, spool)
        report = run.finish()
        if not report.ok:
            raise InvalidCorpus(report)
        if target is not None and into_folder:
            return Converted(report, tuple(_into_folder(records, spool, target, to, run)))
        if to != "jsonl" and len(records) != 1:
            raise UsageError(f"{len(records)} articles do not fit one {to} file: use --to jsonl, or -o FOLDER")
        spool.seek(0)
        if target is not None:
            _refuse_sources([target], run)
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


def _refuse_sources(targets: list[Path], run: CheckSession) -> None:
    """A conversion does not replace what it reads: comments and layout would be gone."""
    for target in targets:
        run.refuse(target, "convert")


@attrs.frozen
class _Record:
    """One article's output in the spool."""

    id: str
    start: int
    length: int
    text: str | None = None
    """The article's text, where it goes into a file of its own."""


def _spooled(run: CheckSession, to: str, split_text: bool, spool: Any) -> list[_Record]:
    """Each article's output, in order, in a temporary file: what is wrong with the last one must stop the first."""
    records = []
    for _, made in run.made(partial(_made, to, split_text)):
        if made is not None:  # else its findings will stop the conversion
            id_, text, data = made
            records.append(_Record(id_, spool.tell(), len(data), text))
            spool.write(data)
    return records


def _made(to: str, split_text: bool, article: Article) -> tuple[str, str | None, bytes]:
    """An article's id, its text if that goes into a file of its own, and its output."""
    text = article.text if split_text else None
    article = evolve_unchecked(article, text_file=f"{article.id}.txt" if text is not None else None)
    codec = default_codec()
    if to == "yaml":
        written = dump_yaml(short(article, codec))
    else:
        written = dump_json(codec.canonical(article), indent=to == "json") + "\n" * (to == "jsonl")
    return article.id, text, written.encode("utf-8")


def _into_folder(records: list[_Record], spool: Any, folder: Path, to: str, run: CheckSession) -> Iterator[Path]:
    """Writes one file an article (JSON Lines: one for all), each text where asked for, and the corpus's manifest."""
    if len(run.corpora) > 1:
        raise UsageError("several corpora do not go into one folder: convert one at a time")
    suffix, corpus = SUFFIXES[to], run.corpora[0]
    manifest = folder / MANIFEST
    names = ["articles"] if to == "jsonl" else [record.id for record in records]
    _refuse_sources([folder / f"{name}{suffix}" for name in names], run)
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
        atomic.write(path, lambda file: _copy(spool, file))
        yield path
    else:
        for record in records:
            if record.text is not None:
                yield _written(folder / f"{record.id}.txt", record.text)
            yield _written(folder / f"{record.id}{suffix}", spool.read(record.length).decode("utf-8"))
    if corpus.shown:
        globs = corpus.home.manifest.articles if to == "yaml" else (f"**/*{suffix}",)
        made = attrs.evolve(corpus.home.manifest, articles=globs)
        yield _written(manifest, dump_yaml(default_codec().short(made)))


def _written(path: Path, text: str) -> Path:
    atomic.write_text(path, text)
    return path
