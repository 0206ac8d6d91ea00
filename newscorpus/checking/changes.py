"""What git and the bytes of files tell about articles, before any of these is parsed."""

import codecs
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Final

import attrs

from newscorpus.checking.globs import below
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.session import CheckSession
from newscorpus.checking.tasks import SourceFile
from newscorpus.errors import UsageError
from newscorpus.fs import git, reading
from newscorpus.models import MANIFEST
from newscorpus.models.manifest import SCHEMA_ENDING
from newscorpus.rules import BY_CODE, ArticleSummary
from newscorpus.rules.rule import KEPT

_PARTS: Final = 16
"""From how many parts of a text words are searched for."""
_SPACE: Final = 100
"""Bytes between a key and its colon that are searched: quotes and spaces."""
_SETTINGS: Final = (MANIFEST, ".gitignore", ".gitattributes", ".gitmodules")
_NEW_SETTINGS: Final = tuple(f":(glob)**/{name}" for name in _SETTINGS)
_ID: Final = re.compile(rb"""\n["']?id["']?[ \t]*:[ \t]*["']?([\w-]+)["']?[ \t\r]*(?:#.*)?(?=\n|$)""")
_JSON_ID: Final = re.compile(rb'"id"\s*:\s*"([\w-]*)"')
_TEXT_FILE: Final = re.compile(rb"""text_file["']?\s*:\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s,}]+))""")
_REFERENCE: Final = re.compile(rb"#(?<=[\w-]#)[\w-]")
_LONGEST: Final = 500
"""Bytes before a `#` that may be the id of an article."""
_LAST_WORD: Final = re.compile(rb"[\w-]+$")
_ESCAPED: Final = re.compile(rb"\\(?:[xU\r\n]|u00[0-7])")
"""Escapes that may hide letters of a word."""
_APART: Final = bytes(byte if chr(byte).isalnum() or byte >= 128 or byte in b"-_" else 32 for byte in range(256))
"""Leaves the words of a file apart by spaces."""

_real = cache(os.path.realpath)


@attrs.frozen
class Changes:
    """What differs between a commit and the files as they are now."""

    top: Path
    """The root of the repository, links resolved."""
    commit: str
    tree: frozenset[str]
    """The files of the commit, relative to the root."""
    names: frozenset[str]
    """The files that differ from the commit, deleted ones included; not those that git does not know yet."""

    @classmethod
    def since(cls, folder: Path, revision: str) -> "Changes":
        """Return what has changed around a folder. Raises UsageError if there is no repository or revision."""
        top = git.run(folder, "rev-parse", "--show-toplevel")
        if top.returncode:
            raise UsageError(f"--changed-since needs a git repository: {os.fsdecode(top.stderr).strip()}")
        root = Path(os.path.realpath(os.fsdecode(top.stdout).rstrip("\n")))
        commit = git.commit_of(root, revision)
        if commit is None:
            shallow = (git.output(root, "rev-parse", "--is-shallow-repository") or "").strip() == "true"
            why = "is not in this shallow clone" if shallow else "is no git revision here"
            raise UsageError(
                f"--changed-since: {revision} {why}; fetch it, in GitHub Actions with `fetch-depth: 0` of"
                " actions/checkout"
            )
        tree = git.names_of(root, "ls-tree", "-r", "-z", "--name-only", commit)
        names = git.names_of(root, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", commit, "--")
        return cls(root, commit, tree, names)

    def name(self, path: str) -> str:
        """Return the name of a file from the root, as git has it. Raises UsageError if it is outside."""
        folder, last = os.path.split(path)
        real = os.path.realpath(path) if os.path.islink(path) else f"{_real(folder)}{os.sep}{last}"  # noqa: PTH114
        if not real.startswith(f"{self.top}{os.sep}"):
            raise UsageError(f"--changed-since: {path} is not in the git repository {self.top}")
        return below(real, str(self.top))

    def names_before(self, folder: str) -> Sequence[str]:
        """Return the names of the files that a folder had in the commit."""
        return self._by_folder.get(self.name(f"{os.path.abspath(folder)}/").strip("/"), ())

    @cached_property
    def _by_folder(self) -> Mapping[str, Sequence[str]]:
        names: dict[str, list[str]] = {}
        for name in self.tree:
            folder, _, last = name.rpartition("/")
            names.setdefault(folder, []).append(last)
        return names

    def has(self, path: str) -> bool:
        """Report whether a file differs from the commit, or is new. The path is absolute."""
        name = self.name(path)
        return name in self.names or (name not in self.tree and os.path.lexists(path))

    def of_everything(self, session: CheckSession) -> str | None:
        """Return what has changed on which the verdict on every article may depend; None if nothing has."""
        corpora = session.corpora
        roots = {self.name(str(corpus.root / MANIFEST)).removesuffix(MANIFEST) for corpus in corpora}
        new = git.names_of(self.top, "ls-files", "--others", "--exclude-standard", "-z", "--", *_NEW_SETTINGS)
        for name in sorted(self.names | new):
            folder, last = name[: name.rfind("/") + 1], name.rpartition("/")[2]
            is_near = any(root.startswith(folder) or folder.startswith(root) for root in roots)
            if is_near and (last in _SETTINGS or last.endswith(SCHEMA_ENDING) or f"{KEPT}/" in name):
                return name
        given = [Path(session.options.baseline)] if session.options.baseline else []
        checks = [(corpus.root, corpus.manifest.checks) for corpus in corpora]
        given += [root / check.baseline for root, check in checks if check and check.baseline]
        changed = next((path for path in given if self.has(os.path.abspath(path))), None)
        if changed is not None:
            return str(changed)
        codes = frozenset[str]().union(*(corpus.selection.active(MANIFEST) for corpus in corpora))
        return None if all(BY_CODE[code].is_own for code in codes) else "a plug-in"


@attrs.frozen
class Glimpse:
    """What the bytes of a file of articles tell without being parsed."""

    ids: tuple[str, ...]
    """The ids of its articles, or what looks like these."""
    text_files: tuple[str, ...]
    """What it names as text files, in findings."""
    references: frozenset[str]
    """The ids of the articles to whose events it may refer."""
    is_odd: bool
    """Whether only parsing tells its id and text."""

    @classmethod
    def of(cls, file: SourceFile) -> "Glimpse":
        """Take a glimpse of a file; one that cannot be read is odd."""
        data = b"\n" + data_of(file.absolute).removeprefix(codecs.BOM_UTF8)
        ids = tuple(match.decode() for match in (_ID if file.format == "yaml" else _JSON_ID).findall(data))
        groups = _TEXT_FILE.findall(data)
        texts = tuple(reading.beside(file.shown, os.fsdecode(a or b or c)) for a, b, c in groups)
        before = (data[max(0, mark.start() - _LONGEST) : mark.start()] for mark in _REFERENCE.finditer(data))
        references = frozenset(name.decode() for words in before for name in _LAST_WORD.findall(words))
        is_odd = not ids or (file.format == "yaml" and len(ids) > 1) or _ESCAPED.search(data) is not None
        is_odd |= (file.format != "jsonl" and len(texts) > 1) or not all(map(os.path.isfile, texts))
        return cls(ids, texts, references, is_odd)


def data_of(path: str) -> bytes:
    """The content of a file; nothing if it cannot be read."""
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError:
        return b""


def size_of(path: str) -> int:
    """Return the bytes of a file; -1 if there is none."""
    try:
        return os.stat(path).st_size  # noqa: PTH116 - `Path` is slow
    except OSError:
        return -1


def words_of_text(text: str | None) -> list[bytes]:
    """Words from all parts of a text: a file without them does not contain it."""
    words = re.findall(rb"[A-Za-z0-9]+", (text or "").encode())
    step = len(words) // _PARTS + 1
    return [*(max(words[i : i + step], key=len) for i in range(0, len(words), step)), *words[-1:]]


Shared = tuple[str, str]
"""Something that articles share: what it is, and its value."""


def shared_by(summary: ArticleSummary, corpus: LoadedCorpus) -> Iterator[tuple[Shared, str]]:
    """Yield what an article shares with others, each with what corpus rules compare with the first one that has it."""
    actors = corpus.manifest.actors
    for key, kind, qid in summary.actors:
        if kind is not None:
            yield ("kind", key), kind
        if qid is not None:
            yield ("QID", key), qid
            if not (key in actors and actors[key].ids.get("wikidata")) and qid not in corpus.qids:
                yield ("id", qid), key
    if summary.sha256 is not None:
        yield ("text", summary.sha256), summary.id


class Search:
    """Searches files for what they may share with changed articles: ids of actors, QIDs and hashes of texts."""

    def __init__(self, keys: Iterable[Shared]) -> None:
        self._keys: defaultdict[bytes, list[Shared]] = defaultdict(list)
        for key in keys:
            words = key[1].encode().translate(_APART).split()
            self._keys[max(words, key=len, default=b"")].append(key)
        self._words = frozenset(self._keys)

    def found_in(self, data: bytes) -> Iterator[Shared]:
        """Yield what may be in a file. An id of an actor is a key there."""
        for word in self._words.intersection(data.translate(_APART).split()):
            is_key = self._as_key(word, data)
            yield from (key for key in self._keys[word] if is_key or key[0] not in ("kind", "QID"))

    @staticmethod
    def _as_key(word: bytes, data: bytes) -> bool:
        """Whether a word is the key of a mapping, or the end of one."""
        at = data.find(word)
        while at >= 0:
            at += len(word)
            if data[at : at + _SPACE].lstrip(b"\"' \t\r\n").startswith(b":"):
                return True
            at = data.find(word, at)
        return False
