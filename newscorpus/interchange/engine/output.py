"""What a writer of another format is given, and the rights in what it writes.

The annotations are licensed by corpus.yaml; others may hold the rights in the texts.
"""

import hashlib
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus._version import __version__
from newscorpus.errors import UsageError
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.fs.folders import stem_of
from newscorpus.interchange.engine.losses import Losses
from newscorpus.models import Article, Manifest
from newscorpus.models.article import text_of
from newscorpus.text.words import counted

GENERATOR: Final = f"newscorpus {__version__}"
"""What wrote an export, where its format has a place for it."""
_NOTICES: Final = ("source_copyrightNotice", "source_copyrightHolder")
"""Attributes in which imports from news formats keep who holds the rights in a text; the first is taken."""
_MOST_NOTICES: Final = 5


@attrs.define
class Rights:
    """The licences of what is exported, collected while the articles are written."""

    manifest: Manifest
    text_licenses: Counter[str] = attrs.field(factory=Counter)
    """Licence → the number of texts that have it, whether they are included or only quoted."""
    notices: set[str] = attrs.field(factory=set)
    """What articles say of who holds the rights in their texts."""
    actors: set[str] = attrs.field(factory=set)
    """The ids of those actors of corpus.yaml that articles have, too."""
    texts: int = 0
    """The number of texts that are included."""
    quoted: int = 0
    """The number of other texts: the annotations quote words of them, which can be most of a text."""
    unstated: int = 0
    """The number of included texts of which neither the article nor corpus.yaml states the rights."""
    unstated_quoted: int = 0
    """The number of such texts that are only quoted."""

    def collect(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Yield the articles, and keep what is said of the rights in their texts."""
        for article in articles:
            self.actors.update(article.actors.keys() & self.manifest.actors.keys())
            is_included = article.text is not None
            self.texts += is_included
            self.quoted += not is_included
            if license_ := article.text_license or self.manifest.text_license:
                self.text_licenses[license_] += 1
            notice = next((value for name in _NOTICES if (value := article.attributes.get(name))), None)
            if isinstance(notice, str):
                self.notices.add(notice)
            elif not license_ and self.manifest.text_rights is None:
                self.unstated += is_included
                self.unstated_quoted += not is_included
            yield article

    @property
    def named(self) -> list[tuple[str, str]]:
        """Return what each licence covers, and the licence: "annotations" first, then "texts" or how many of them."""
        annotations = [("annotations", self.manifest.license)] if self.manifest.license else []
        covers = "texts" if self.texts else "quoted words"
        return annotations + [
            (covers if number == self.texts + self.quoted else counted(number, "text"), license_)
            for license_, number in sorted(self.text_licenses.items())
        ]

    @property
    def unlicensed(self) -> int:
        """Return the number of texts that have no licence."""
        return self.texts + self.quoted - self.text_licenses.total()

    def statement(self) -> str:
        """Return in a sentence each who may do what with the annotations and the texts."""
        licenses, unstated = sorted(self.text_licenses.items()), self.unstated + self.unstated_quoted
        several = len(licenses) > 1 or self.unlicensed > 0
        texts = [f"{name} ({counted(number, 'text')})" if several else name for name, number in licenses]
        holders = [*filter(None, [self.manifest.text_rights]), *sorted(self.notices)[:_MOST_NOTICES]]
        if len(self.notices) > _MOST_NOTICES:
            holders.append(f"{len(self.notices) - _MOST_NOTICES} more notices, in the articles")
        others = self.unlicensed - unstated
        if licenses and holders and others:
            holders = [f"{'; '.join(holders).rstrip('.')} ({counted(others, 'text')})"]
        texts += holders
        if unstated:
            texts.append(f"of {unstated} no rights are stated")
        said = [f"Annotations: {self.manifest.license or 'no licence is stated'}."]
        if self.quoted and not self.texts:
            said.append("The texts of the articles are not included, but the annotations quote words of them.")
        if texts:
            said.append(f"Texts: {'; '.join(texts).rstrip('.')}.")
        return " ".join(said)


def without_text(article: Article) -> Article:
    """Return the article with its text withheld: the hash of the text stays, and so do all offsets of quotes."""
    if article.text is None:
        return article
    return attrs.evolve(article, text=None, text_file=None, sha256=text_of(article.text).sha256)


RIGHTS: Final = "RIGHTS.md"
"""The file beside the files of an export that says whose they are, where the format has no place for it."""


@attrs.define
class Output:
    """What a writer is to write."""

    target: Path
    """The file or folder to create; it does not exist."""
    rights: Rights
    """The corpus, and the rights in what is written, which are collected while the articles pass."""
    losses: Losses = attrs.field(factory=Losses)
    """Where to count what the format cannot hold."""
    flat: bool = True
    """Whether to write the flat tables, where the format has both."""
    nested: bool = True
    """Whether to write the nested table, where the format has both."""
    skipped: int = 0
    """The number of articles that were not written."""
    _names: dict[str, str] = attrs.field(factory=dict, init=False)

    def path_of(self, article: Article, ending: str) -> Path:
        """Return the file of an article in the folder to create, whose name each system can have.

        Raises UsageError if the name of another one differs only in case, and is one file on many systems.
        """
        name = stem_of(article.id) + ending
        known = self._names.setdefault(name.casefold(), name)
        if known != name:
            raise UsageError(f"{known} and {name} are one file on many systems: export these articles apart")
        return self.target / name

    def with_texts(self, articles: Iterable[Article]) -> Iterator[tuple[Article, str]]:
        """Yield the articles whose text is known and has words, each with it; skip and count the others."""
        for article in articles:
            if article.text is not None and article.text.strip():
                yield article, article.text
            else:
                self.skip(article)

    def skip(self, article: Article) -> None:
        """Count an article that is not written, since its text is not known or empty."""
        self.skipped += 1
        self.losses.add("article without its text", article.id)


HELD: Final = ("name", "title", "language", "license", "text_license", "text_rights")
"""The fields of `corpus.yaml` that it has, in YAML between two lines `---`; then a text for people follows."""
_CONTENT: Final = "sha256"
"""Its field with the hash of all other files."""
_FENCE: Final = "---\n"


def write_rights(folder: Path, rights: Rights) -> None:
    """Write it into a folder whose other files are complete."""
    manifest = rights.manifest
    fields = {name: getattr(manifest, name) for name in HELD}
    head = {
        **{name: value for name, value in fields.items() if value is not None},
        "generator": GENERATOR,
        _CONTENT: _hash(folder),
    }
    text = f"{_FENCE}{dump_yaml(head)}{_FENCE}\n# {manifest.title or manifest.name}\n\n{rights.statement()}\n"
    (folder / RIGHTS).write_text(text, encoding="utf-8", newline="\n")


def is_unchanged(folder: Path) -> bool:
    """Report whether all files of a folder are those that an export wrote."""
    return _fields(folder).get(_CONTENT) == _hash(folder)


def with_rights(manifest: Manifest, source: Path, stated: Container[str]) -> Manifest:
    """Return a `corpus.yaml` with what the RIGHTS.md of a source says and it does not.

    Args:
        manifest: What is known of the corpus.
        source: A file or folder that is imported.
        stated: The fields that a mapping file states. A name and a language that it does not state are guesses.
    """
    given = _fields(source if source.is_dir() else source.parent)
    known = {name: given[name] for name in HELD if isinstance(given.get(name), str)}
    guessed = [name for name in ("name", "language") if name not in stated]
    new = {name: value for name, value in known.items() if name in guessed or getattr(manifest, name) is None}
    try:
        return attrs.evolve(manifest, **new)
    except (ValueError, TypeError):  # not what an export writes
        return manifest


def _fields(folder: Path) -> Mapping[str, Any]:
    try:
        text = (folder / RIGHTS).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    before, _, rest = text.partition(_FENCE)
    head, fence, _ = rest.partition(f"\n{_FENCE}")
    document = parse_yaml(f"{head}\n") if fence and not before else None
    data = document.data if document is not None and not document.problems else None
    return data if isinstance(data, dict) else {}


def _hash(folder: Path) -> str:
    """Return one hash of the names and contents of all files but RIGHTS.md. An export has no links."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: path.parts):  # paths of Windows have another order
        name = path.relative_to(folder).as_posix()
        is_plain = path.is_file() and not path.is_symlink()
        if name != RIGHTS and (path.is_symlink() or not path.is_dir()):
            own = hashlib.sha256(path.read_bytes()).hexdigest() if is_plain else "-"
            whole.update(f"{name}\0{own}\n".encode())
    return whole.hexdigest()
