"""Models -> YAML or JSON text, and files."""

from pathlib import Path
from typing import Any

from newscorpus.anchoring import anchor, strip_offsets
from newscorpus.api.load import AnyPath
from newscorpus.checking.discovery.globs import FORMATS
from newscorpus.codec import Codec, default_codec
from newscorpus.diagnostics.report import Diagnostic, Report, Span
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.formats.json.writer import dump_json
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.fs import atomic, reading
from newscorpus.models import Article, Corpus, Manifest
from newscorpus.models.actor import unmerged
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.rules import BY_CODE


def dumps(article: Article, format: str = "yaml", *, corpus: Corpus | None = None) -> str:
    """The article as text: "yaml" in short forms for people; "json" (indented) or "jsonl" (one line) in canonical form.

    Offsets are filled in first, as loading does. YAML names the `text_file` of an article that has one, instead of its
    text. With `corpus`, what its registry says is left out (YAML only). Raises InvalidCorpus if a word is none of the
    vocabularies, ValueError for a lone surrogate, UsageError for an unknown format.
    """
    if format not in ("yaml", "json", "jsonl"):
        raise UsageError(f"no format {format!r}: yaml, json or jsonl")
    codec = Codec(corpus.manifest) if corpus else default_codec()
    article = anchor(article)
    canonical = codec.canonical(article)
    mistakes = codec.structure(canonical)[1]
    if mistakes:
        shown = Span.of_file(f"<{article.id}>")
        found = (Diagnostic.from_rule(BY_CODE[m.code], m.message, shown, help=m.help, path=m.path) for m in mistakes)
        raise InvalidCorpus(Report(tuple(found)))
    if format != "yaml":
        return dump_json(canonical, indent=format == "json")
    return dump_yaml(short(article, codec, corpus.manifest if corpus else None))


def short(article: Article, codec: Codec, manifest: Manifest | None = None) -> dict[str, Any]:
    """Plain data in the short forms that people write; without what the registry of `manifest` says."""
    article = strip_offsets(article)
    if article.text_file is not None:
        article = evolve_unchecked(article, text=None)
    out = codec.short(article)
    if manifest and manifest.actors and "actors" in out:
        for key, registered in manifest.actors.items():
            if key in article.actors:
                left = codec.short(unmerged(registered, article.actors[key]))
                left.pop("id")
                if left:
                    out["actors"][key] = left
                else:
                    del out["actors"][key]
        if not out["actors"]:
            del out["actors"]
    return out


def dump(article: Article, path: AnyPath, *, corpus: Corpus | None = None) -> None:
    """Writes the article to a file, wholly or not at all; the format follows the file's ending.

    A text stays in its `text_file` if that, seen from the file, holds it; else it is written with the rest. Of a file
    that was there before nothing stays, comments included (`fix` keeps them). Raises what `dumps` raises, and OSError.
    """
    target = Path(path)
    kind = FORMATS.get(target.suffix)
    if kind is None:
        raise UsageError(f"{target}: the ending says the format: {', '.join(FORMATS)}")
    if not _lies_beside(article, target):
        article = evolve_unchecked(article, text_file=None)
    text = dumps(article, kind, corpus=corpus)
    atomic.write_text(target, text + "\n" if kind == "jsonl" else text)


def _lies_beside(article: Article, target: Path) -> bool:
    """Whether the article's text, if it has one, is what the file holds that `text_file` names from `target`."""
    if article.text is None or article.text_file is None:
        return True
    data = article.text.encode("utf-8", "surrogatepass")
    try:
        reading.require_relative(article.text_file)
        return reading.read_bytes(target.parent / article.text_file, len(data)) == data
    except reading.Unreadable:
        return False
