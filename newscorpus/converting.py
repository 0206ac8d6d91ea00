"""Convert: articles of one format -> files of another, all of them or none."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import attrs

from newscorpus import files
from newscorpus.api import AnyPath, short
from newscorpus.checking.run import Run
from newscorpus.checking.sources import FORMATS
from newscorpus.codec import Codec
from newscorpus.diagnostics import Report
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.formats.json_writer import dump_json
from newscorpus.formats.yaml_writer import dump_yaml
from newscorpus.models import MANIFEST, Article, Manifest

SUFFIXES = {"yaml": ".yaml", "json": ".json", "jsonl": ".jsonl"}
_IN_MEMORY = 8 * 1024 * 1024


@attrs.frozen
class Converted:
    """What a conversion wrote."""

    report: Report
    written: tuple[Path, ...]


def convert(
    paths: Sequence[AnyPath], *, to: str | None = None, output: AnyPath | None = None, split_text: bool = False
) -> tuple[Converted, str | None]:
    """Converts the articles of `paths` and writes them; or, without `output`, returns the text.

    `to` is "json", "jsonl" or "yaml"; left out, the ending of `output` says it, else JSON Lines. An `output` without
    such an
    ending is a folder: one file an article, and the corpus's `corpus.yaml`. Raises InvalidCorpus if there is an error
    (nothing is written then), UsageError if the articles do not fit the output, OSError if it cannot be written.
    """
    target = Path(output) if output is not None else None
    to = to or (FORMATS.get(target.suffix) if target else None) or "jsonl"
    into_folder = target is not None and (target.is_dir() or target.suffix not in FORMATS)
    if split_text and not (to == "yaml" and into_folder):
        raise UsageError("--split-text writes texts beside YAML files: it needs --to yaml and -o FOLDER")
    run = Run(paths, essential=True)
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        records = _spooled(run, to, split_text, spool)
        report = run.finish()
        if not report.ok:
            raise InvalidCorpus(report)
        if into_folder:
            assert target is not None
            return Converted(report, tuple(_into_folder(records, spool, target, to, run))), None
        if to != "jsonl" and len(records) != 1:
            raise UsageError(f"{len(records)} articles do not fit one {to} file: use --to jsonl, or -o FOLDER")
        if target is None:
            spool.seek(0)
            return Converted(report, ()), spool.read().decode("utf-8")
        spool.seek(0)
        files.write(target, lambda file: _copy(spool, file))
        return Converted(report, (target,)), None


def _copy(spool: Any, file: Any) -> None:
    while piece := spool.read(1 << 20):
        file.write(piece)


@attrs.frozen
class _Record:
    id: str
    start: int
    length: int
    text: str | None = None
    """The article's text, where it goes into a file of its own."""


def _spooled(run: Run, to: str, split_text: bool, spool: Any) -> list[_Record]:
    """Each article's output, in order, in a temporary file: what is wrong with the last one must stop the first."""
    codecs: dict[int, Codec] = {}
    records = []
    for inspection in run.articles():
        if inspection.article is None or inspection.broken:
            continue
        article = attrs.evolve(inspection.article, text_file=None)
        codec = codecs.setdefault(0, Codec(run.corpora[0].home.manifest)) if run.corpora else Codec()
        text = None
        if split_text and article.text is not None:
            text = article.text
            article = attrs.evolve(article, text_file=f"{article.id}.txt")
        data = _encoded(article, to, codec)
        start = spool.tell()
        spool.write(data)
        records.append(_Record(article.id, start, len(data), text))
    return records


def _encoded(article: Article, to: str, codec: Codec) -> bytes:
    if to == "yaml":
        return dump_yaml(short(article, codec)).encode("utf-8")
    text = dump_json(codec.canonical(article), indent=to == "json")
    return (text if to == "json" else text + "\n").encode("utf-8")


def _into_folder(records: list[_Record], spool: IO[bytes], folder: Path, to: str, run: Run) -> Iterator[Path]:
    if len(run.corpora) > 1:
        raise UsageError("several corpora do not go into one folder: convert one at a time")
    for record in records:
        path = folder / f"{record.id}.txt"
        if record.text is not None and path.exists() and path.read_bytes() != record.text.encode("utf-8"):
            raise UsageError(f"{path} exists and holds another text")
    folder.mkdir(parents=True, exist_ok=True)
    suffix = SUFFIXES[to]
    if to == "jsonl":
        spool.seek(0)
        path = folder / f"articles{suffix}"
        files.write(path, lambda file: _copy(spool, file))
        yield path
    else:
        for record in records:
            if record.text is not None:
                text_path = folder / f"{record.id}.txt"
                files.write_text(text_path, record.text)
                yield text_path
            spool.seek(record.start)
            path = folder / f"{record.id}{suffix}"
            files.write_text(path, spool.read(record.length).decode("utf-8"))
            yield path
    manifest: Manifest = run.corpora[0].home.manifest
    if run.corpora[0].shown:
        globs = manifest.articles if to == "yaml" else (f"**/*{suffix}",)
        path = folder / MANIFEST
        files.write_text(path, dump_yaml(Codec().short(attrs.evolve(manifest, articles=globs))))
        yield path
