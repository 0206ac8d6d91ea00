"""Articles exported to a format: what a test reads of the output, and the losses."""

import tempfile
from pathlib import Path

import newscorpus as nc

ROOT = Path(nc.__file__).parents[1]
ANY = nc.Manifest(name="any", language="und")


def exported(source, format, manifest=ANY, **options):
    """The contents of each file of an export, by its name, and the counts of each kind of loss."""
    corpus = nc.Corpus(manifest=manifest, articles={}) if isinstance(source, list) else None
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "out")
        done = nc.export(source, format, target, corpus=corpus, **options)
        files = [target] if target.is_file() else sorted(path for path in target.iterdir() if path.name != "RIGHTS.md")
        contents = {path.name: path.read_bytes() for path in files}
    return contents, {one.kind: one.count for one in done.losses}


def document(article, format, manifest=ANY, **options):
    """The one file of an article or a corpus, and the counts of each kind of loss."""
    source = [article] if isinstance(article, nc.Article) else article
    contents, lost = exported(source, format, manifest, **options)
    (content,) = contents.values()
    return content.decode("utf-8"), lost
