"""New: a text file -> the skeleton of its annotation, and a schema for completion in editors."""

import hashlib
import os
import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from newscorpus import json_schema
from newscorpus.api.load import read_utf8
from newscorpus.checking.discovery import Finder
from newscorpus.checking.globs import FORMATS
from newscorpus.codec import default_codec
from newscorpus.errors import UsageError
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.fs import atomic
from newscorpus.fs.folders import is_device, make_folders, relative
from newscorpus.models import FORMAT, MANIFEST, Article, Manifest, edtf
from newscorpus.text.front_matter import front_matter
from newscorpus.text.words import as_article_id, without_marks


class Scaffold(NamedTuple):
    """A begun annotation."""

    written: Sequence[Path]
    article: Article


def scaffold(
    text_path: Path, *, language: str | None = None, published: str | None = None, minimal: bool = False
) -> Scaffold:
    """Write `NAME.yaml` beside `NAME.txt`.

    Headline, author, date and dateline (a place before a dash, with a day or an agency) are taken from the text if it
    begins with them; a date is 2024-05-08, or has the month in English, German or Spanish. The first line of the file
    names a schema for editors: `article.schema.json` beside `corpus.yaml`, with the terms of the corpus, or beside the
    text if there is no corpus. The schema is written if it does not exist.

    Args:
        text_path: The text file, in UTF-8.
        language: The language of the text; by default that of the corpus.
        published: The day of publication, YYYY-MM-DD; by default what the text begins with.
        minimal: Whether to leave out the tables and the hints on how to fill them.

    Returns:
        The paths of the files that were written, and the article.

    Raises:
        InvalidCorpus: If `corpus.yaml` has errors.
        UsageError: If the text cannot be read, its name cannot be an id, an annotation exists, or there is no such
            day as `published`.
    """
    target = _free_place(text_path)
    text = read_utf8(text_path)
    corpus = Finder().above(text_path.parent)
    if corpus is not None:
        corpus.require_valid()
    default = corpus.manifest.language if corpus else None
    article = _begun(text_path, text, language or default or "und", published)
    folder = relative(corpus.root) if corpus else text_path.parent
    known = folder / json_schema.file_name("article")
    written = [target]
    if not known.exists():
        written += json_schema.write(folder, ["article"], corpus.manifest if corpus else None)
    skeleton = _skeleton(article, os.path.relpath(known, target.parent), minimal=minimal)
    atomic.write_text(target, skeleton, within=target.parent)
    return Scaffold(written, article)


def _free_place(text_path: Path) -> Path:
    """The file of the annotation of a text. Raises UsageError if it cannot have one, or has one."""
    if not text_path.name:
        raise UsageError(f"{text_path} is a folder, not an article text")
    target = text_path.with_suffix(".yaml")
    if target.name == MANIFEST:
        raise UsageError(f"{text_path}: {MANIFEST} is the name of the configuration of a corpus; rename the text")
    there = next((path for path in map(text_path.with_suffix, FORMATS) if os.path.lexists(path)), None)
    if there is not None:
        raise UsageError(f"{there} exists; it is not overwritten")
    if is_device(target.name):
        raise UsageError(f"{text_path}: Windows cannot have a file of this name, which is that of a device; rename it")
    others = target.parent.iterdir() if target.parent.is_dir() else ()
    alike = min((path for path in others if path.name.casefold() == target.name.casefold()), default=None)
    if alike is not None:
        raise UsageError(f"{target} and {alike} would be one file on Windows and macOS; rename the text")
    return target


def _begun(text_path: Path, text: str, language: str, published: str | None) -> Article:
    """The article of a text, with what it begins with. Raises UsageError."""
    begins = front_matter(text, language)
    try:
        article = Article(
            id=text_path.stem,
            text_file=text_path.name,
            sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
            language=language,
            published=published or begins.published,
            headline=begins.headline,
            author=begins.author,
            dateline=begins.dateline,
        )
    except ValueError as e:
        reason = str(e).removeprefix("Article.")
        advice = f"; rename the text: {_renaming(text_path)}" if reason.startswith("id: ") else ""
        raise UsageError(f"{text_path}: {reason}{advice}") from None
    if published and edtf.problem(published):
        raise UsageError(f"{text_path}: published: {published!r}: there is no such day")
    return article


def _renaming(path: Path) -> str:
    """Return the command that gives a text a name that can be an id, and that no file has."""
    wanted = as_article_id(path.stem)
    number, free = 1, path.with_name(wanted + path.suffix)
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{wanted}-{number}{path.suffix}")
    return shlex.join(["mv", *(["--"] if str(path).startswith("-") else []), str(path), str(free)])


def init(folder: Path, *, name: str | None = None, language: str | None = None) -> Path:
    """Write the `corpus.yaml` of a new corpus.

    Args:
        folder: The folder of the corpus. It is made if it does not exist.
        name: The name of the corpus; by default, made from that of the folder.
        language: The language of articles that name none, a BCP 47 tag.

    Returns:
        The path of the file.

    Raises:
        UsageError: If there is a `corpus.yaml`, or the name or language is not valid.
        OSError: If the file cannot be written.
    """
    target = folder / MANIFEST
    if os.path.lexists(target):
        raise UsageError(f"{target} exists; it is not overwritten")
    named = name or _as_name(folder.resolve().name)
    try:
        manifest = Manifest(name=named, language=language)
    except ValueError as e:
        raise UsageError(str(e).removeprefix("Manifest.")) from None
    head = {"format": FORMAT, "name": manifest.name, **({"language": language} if language else {})}
    make_folders(folder)
    atomic.write_text(target, dump_yaml(head) + _MANIFEST, within=folder)
    return target


def _as_name(words: str) -> str:
    """Return the name of a corpus that is most like that of its folder: `news-2024`; `corpus-2024` for `2024`."""
    plain = re.sub("[^a-z0-9]+", "-", without_marks(words).lower()).strip("-")
    return plain if plain[:1].isalpha() else f"corpus-{plain}".rstrip("-")


def _skeleton(article: Article, known: str, *, minimal: bool) -> str:
    fields = ("format", "id", "text_file", "sha256", "language", "published", "headline", "author", "dateline")
    short = default_codec().short(article)
    head = {field: short[field] for field in fields if field in short}
    lines = f"# yaml-language-server: $schema={Path(known).as_posix()}\n" + dump_yaml(head)
    if minimal:
        return lines
    if not article.published:
        lines += "# published: 2024-05-31   # the date of publication: relative times are checked against it\n"
    return lines + _TABLES


_MANIFEST = """
# license: CC-BY-4.0           # of the annotations
# text_rights: who holds the rights in the texts

# Actors that all articles share:
# actors:
#   un: {name: United Nations, kind: organization}

# checks:
#   fail_on: warning
"""

# To use a hint, delete its `# ` and the empty table before it.
_TABLES = """
actors: {}  # in place of {}, below:
#   anna: {name: Anna Berg, kind: person}

events: {}  # in place of {}, below:
#   talks:
#     kind: meeting
#     type: talks
#     participants: {participant: [anna]}
#     when: {words of the article: 2024-05-25}
#     evidence:
#       - words of the article, exactly as they stand there

claims: []  # in place of [], below:
#   - quote: words of the article
#     by: anna
#     cue: words that say who says it
"""
