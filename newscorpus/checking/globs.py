"""Names of files -> the corpora that they belong to. Pure: names have `/`, also those in an object store."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from posixpath import splitext
from typing import Final

from newscorpus.diagnostics.report import Path
from newscorpus.formats.source_text import decode
from newscorpus.fs.patterns import PatternList
from newscorpus.fs.reading import COMPRESSED, is_hidden
from newscorpus.limits import MAX_ALIKE
from newscorpus.models import DEFAULT_GLOBS, DEFAULT_MANIFEST, MANIFEST, Manifest
from newscorpus.models.manifest import SCHEMA_ENDING
from newscorpus.rules import Finding

FORMATS: Final = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "jsonl"}
"""The formats of article files, by the endings of their names."""
_TEXT: Final = ".txt"
_FORMAT: Final = re.compile(rb"""(?:^|\A\xef\xbb\xbf|[{,]\s*)["']?format["']?\s*:\s*["']?newscorpus/""", re.MULTILINE)


def format_of(name: str) -> str:
    """Return the format of an article file by its name; YAML if the ending is unknown."""
    return known_format(name) or "yaml"


def known_format(name: str) -> str | None:
    """Return the format of an article file by its name; None if the ending is unknown."""
    return FORMATS.get(splitext(name)[1]) or ("jsonl" if name.endswith(COMPRESSED) else None)


def may_hold_articles(name: str) -> bool:
    """Report whether a file of that name, without folders, may contain articles."""
    is_special = name.startswith(".") or name == MANIFEST or name.endswith(SCHEMA_ENDING)
    return not is_special and name.endswith((*FORMATS, *COMPRESSED))


def is_text(name: str) -> bool:
    """Report whether a file of that name may contain an article text."""
    return name.endswith(_TEXT) and not is_hidden(name)


def has_format(data: bytes) -> bool:
    """Report whether the content of a file has the field `format: newscorpus/1`, even if it has other errors."""
    return _FORMAT.search(data) is not None


def may_be_article(data: bytes) -> bool:
    """Report whether a YAML file outside a corpus may be an article: it has the `format`, or is no text in UTF-8.

    All others are files of other tools. An article that somebody saved as UTF-16 must not disappear with them.
    """
    return has_format(data) or any(problem.code == "NC001" for problem in decode(data)[1])


def selects(manifest: Manifest, name: str) -> bool:
    """Report whether `articles` of a `corpus.yaml` selects a file, named relative to it, whatever `exclude` says."""
    return name != MANIFEST and not is_hidden(name) and PatternList.of(manifest.articles).covers(name)


def excludes(manifest: Manifest, name: str) -> bool:
    """Report whether a `corpus.yaml` excludes a file, named relative to it."""
    return bool(manifest.exclude) and PatternList.of(manifest.exclude).covers(name)


def contains(manifest: Manifest, name: str) -> bool:
    """Report whether a file, named relative to a `corpus.yaml`, is an article of that corpus."""
    return selects(manifest, name) and not excludes(manifest, name)


def may_contain(manifest: Manifest, folder: str) -> bool:
    """Report whether a folder, named relative to a `corpus.yaml`, may contain articles of that corpus."""
    return PatternList.of(manifest.articles).may_be_below(folder)


def corpora(names: Iterable[str], manifests: Mapping[str, Manifest]) -> dict[str, list[str]]:
    """Group the article files of a folder by corpus.

    A file belongs to the nearest corpus, in its folder or above, with a matching glob. The files without any corpus
    above them are one corpus with all defaults, that of the folder.

    Args:
        names: The names of all files, relative to the folder.
        manifests: The content of each `corpus.yaml`, by its folder.

    Returns:
        The files, by the folder of their corpus: "" for the folder itself. Corpora in subfolders without files are
        left out.
    """
    by_root: dict[str, list[str]] = {"": []} if "" in manifests else {}
    for name in sorted(names):
        if not may_hold_articles(name.rpartition("/")[2]) or is_hidden(name):
            continue
        upward = _upward(name)
        with_manifest = [root for root in upward if root in manifests]
        for root in with_manifest or [""]:
            manifest, own = manifests.get(root, DEFAULT_MANIFEST), below(name, root)
            if selects(manifest, own):
                if not excludes(manifest, own):
                    by_root.setdefault(root, []).append(name)
                break
    return by_root


def nearest(name: str, manifests: Mapping[str, Manifest]) -> str | None:
    """Return the folder of the nearest corpus above a file; None if there is none."""
    return next((root for root in _upward(name) if root in manifests), None)


def _upward(name: str) -> list[str]:
    """The folders that contain a file, the nearest first; "" is the last."""
    steps = name.split("/")[:-1]
    return ["/".join(steps[:count]) for count in range(len(steps), -1, -1)]


def below(name: str, root: str) -> str:
    """Return the name of a file relative to a folder above it, with `/`; both are absolute or relative to one place."""
    return name[len(root) :].replace(os.sep, "/").lstrip("/")


def unmatched(manifest: Manifest, names: Iterable[str], others: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Yield the patterns of a `corpus.yaml` that match no file, each with its path; not those that are the default.

    Args:
        manifest: Its content.
        names: The articles of the corpus. They are iterated several times, as the others are.
        others: Other files of its folder: those that it excludes, and texts.
    """
    for field, patterns in (("articles", manifest.articles), ("exclude", manifest.exclude)):
        if patterns != DEFAULT_GLOBS:
            # What a pattern with `!` takes out of `articles` is not among these files.
            excluded = (name for name in others if not is_text(name))
            left = PatternList.of(patterns).unmatched(chain(names, excluded))
            yield from (((field, i), text) for i, text in left if field != "articles" or text[0] != "!")
    per_file = manifest.checks.per_file_ignore if manifest.checks else ()
    for _, text in PatternList.of(per_file).unmatched(chain(names, filter(is_text, others), [MANIFEST])):
        yield ("checks", "per_file_ignore", text), text


def too_alike(manifest: Manifest) -> Iterator[Finding]:
    """Yield a finding for each list of patterns of which too many would be compared with each file."""
    per_file = manifest.checks.per_file_ignore if manifest.checks else ()
    lists = {("articles",): manifest.articles, ("exclude",): manifest.exclude, ("checks", "per_file_ignore"): per_file}
    for path, patterns in lists.items():
        if PatternList.of(patterns).most_alike > MAX_ALIKE:
            message = f"more than {MAX_ALIKE} patterns differ only in wildcards"
            yield Finding(path, message, help="name folders, or other parts of names, in each of them")


def unannotated(names: Iterable[str]) -> list[str]:
    """Return the text files of a folder without an annotation of the same name, even one that cannot be read."""
    names = set(names)
    texts = list(filter(is_text, names))
    return sorted(t for t in texts if not any(t.removesuffix(_TEXT) + ending in names for ending in FORMATS))
