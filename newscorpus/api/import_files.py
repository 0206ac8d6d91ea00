"""The files of an import: written by several processes, and moved to their place together."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal

import attrs

from newscorpus import _process
from newscorpus.api.folder import ELSEWHERE, file_name, refuse_changed
from newscorpus.api.rejected import annotation, names_in
from newscorpus.checking.discovery import Finder
from newscorpus.checking.workers import share_out
from newscorpus.codec import Codec, default_codec
from newscorpus.edits.editor import edit_text
from newscorpus.edits.layout import CannotEdit
from newscorpus.errors import UsageError
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.fs import atomic, staging
from newscorpus.fs.folders import Names, is_device, relative
from newscorpus.interchange.engine.document import Opened, Record
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.terms import Terms
from newscorpus.models import FORMAT, MANIFEST, Manifest
from newscorpus.text.words import as_article_id

_BOM: Final = "\ufeff"
_IN_ARTICLES: Final = {"language": "und", "text_license": None}
"""What an article can say in place of its corpus → the value that says nothing."""
_OF_CORPUS: Final = ("title", "description", "license", "text_rights")
"""What only a corpus can say."""


@attrs.frozen
class Target:
    """A folder to import into."""

    folder: Path
    before: Manifest | None
    """The content of its `corpus.yaml`; None if there is none."""

    @classmethod
    def at(cls, folder: Path) -> "Target":
        """Return a folder, which need not exist. Raises InvalidCorpus if its `corpus.yaml` has errors."""
        return cls(folder, Finder().manifest(relative(folder)) if (folder / MANIFEST).exists() else None)

    def manifest(self, source: Manifest) -> Manifest:
        """Return the configuration that the import adds terms to: its own, or that of the source."""
        return self.before or source

    def count_unheld(self, source: Manifest, losses: Losses, place: str) -> None:
        """Count what a source says of its corpus, and this corpus does not."""
        for name in _OF_CORPUS if self.before is not None else ():
            value = getattr(source, name)
            if value not in (None, getattr(self.before, name)):
                losses.add(f"{name} of the corpus", f"{place}: {value}")

    def fitted(self, record: Record, source: Manifest) -> Record:
        """Return an article with the language and the licence of its source, where this corpus has others."""
        if self.before is None:
            return record
        given = {name: getattr(source, name) for name, nothing in _IN_ARTICLES.items()
                 if getattr(source, name) not in (None, nothing, getattr(self.before, name))}  # fmt: skip
        return attrs.evolve(record, data={**given, **record.data}) if given else record

    def contents(self, manifest: Manifest) -> bytes:
        """Return the `corpus.yaml` with what was added to it; comments and order stay.

        Raises:
            UsageError: It cannot be edited with certainty.
        """
        short = default_codec().short
        if self.before is None:
            return dump_yaml(short(manifest)).encode("utf-8")
        path = self.folder / MANIFEST
        content = path.read_bytes()
        if manifest == self.before:
            return content
        text = content.decode("utf-8")
        mark = text[: text.startswith(_BOM)]
        document = parse_yaml(text[len(mark) :])
        data = _changed(document.data, short(self.before), short(manifest))
        try:
            return (mark + edit_text(document, data)).encode("utf-8")
        except CannotEdit as e:
            raise UsageError(f"{relative(path)} cannot be edited with certainty: {e}; nothing was written") from None


def _changed(data: Any, before: Any, after: Mapping[str, Any]) -> dict[str, Any]:
    """Return data with what is different in `after`, as mappings in mappings."""
    grown: dict[str, Any] = dict(data) if isinstance(data, Mapping) else {}
    known: Mapping[str, Any] = before if isinstance(before, Mapping) else {}
    for key, value in after.items():
        if key not in known or known[key] != value:
            grown[key] = _changed(grown.get(key), known.get(key), value) if isinstance(value, Mapping) else value
    return grown


Layout = Literal["year", "hash"] | None
"""Into which folders the files of articles go; None for one folder."""
_BATCH: Final = 500
"""Articles that are read before they are shared out."""


def write(
    opened: Opened,
    target: Target,
    folder: Path,
    format: str,
    losses: Losses,
    layout: Layout = None,
    jobs: int | None = None,
) -> int:
    """Write all articles and the `corpus.yaml`; return the number of articles."""
    terms = Terms(target.manifest(opened.manifest), opened.meanings, format)
    folder.mkdir()
    number, articles = 0, named(opened, losses)
    while batch := list(islice(articles, _BATCH)):
        fitted = [(id_, target.fitted(record, opened.manifest)) for id_, record in batch]
        for _, record in fitted:
            terms.add(record.data)
            number += 1
            if _process.progress is not None:
                _process.progress("Imported articles", number, None)
        share_out(partial(_write, folder, terms.codec, layout), fitted, _process.cores() if jobs is None else jobs)
    losses.added = terms.added
    (folder / MANIFEST).write_bytes(target.contents(terms.manifest))
    return number


def _write(folder: Path, codec: Codec, layout: Layout, articles: Iterable[tuple[str, Record]]) -> None:
    for id_, record in articles:
        below = folder / _folder(id_, record, layout)
        below.mkdir(exist_ok=True)
        (below / f"{id_}.txt").write_bytes(record.text.encode("utf-8"))
        text = annotated(id_, record, codec)
        (below / file_name(id_, "yaml")).write_text(text, encoding="utf-8", errors="surrogatepass", newline="\n")


def _folder(id_: str, record: Record, layout: Layout) -> str:
    """The name of the folder of an article; empty if there is none."""
    if layout == "hash":
        return hashlib.sha256(id_.encode("utf-8")).hexdigest()[:2]
    year = _YEAR.match(str(record.data.get("published") or ""))
    return "" if layout is None else year[0] if year else "undated"


_YEAR: Final = re.compile(r"[0-9]{4}(?![0-9])")


def named(opened: Opened, losses: Losses) -> Iterator[tuple[str, Record]]:
    """Yield the articles with ids that can be names of files, and that differ on every system."""
    taken: dict[str, int] = {}
    """Each id, and the number that was last put behind it."""
    for record in opened.records:
        try:
            record.text.encode("utf-8")
        except UnicodeEncodeError as e:
            losses.add("article whose text is not Unicode", f"{record.source}: character {e.start}")
            continue
        given = str(record.data.get("id", ""))
        like = as_article_id(given)
        wanted = id_ = f"article-{like}" if is_device(like) else like
        number = taken.get(wanted.casefold(), 1)
        while id_.casefold() in taken:
            number += 1
            id_ = f"{wanted}-{number}"
        taken[wanted.casefold()] = number
        taken.setdefault(id_.casefold(), 1)
        if id_ != given:
            losses.add("id of an article that cannot be kept", f"{record.source}: {given} becomes {id_}")
        yield id_, record


def annotated(id_: str, record: Record, codec: Codec) -> str:
    """Return the YAML file of an article; its short forms, if a model can be made of it."""
    head = {"format": FORMAT, "id": id_, "text_file": f"{id_}.txt"}
    if record.has_hash:
        head["sha256"] = hashlib.sha256(record.text.encode("utf-8")).hexdigest()
    data = {**head, **{key: value for key, value in record.data.items() if key not in head}}
    return annotation(data, record.text, codec)


def move(folders: list[tuple[Path, Path]], *, force: bool) -> int:
    """Move files to their places, those that differ from what is there; return their number.

    Args:
        folders: Where files are, and their places.
        force: Whether the files of articles may be replaced; a `corpus.yaml` is, since it only grows.

    Raises:
        UsageError: A file with other contents is there, or in the other folder, and `force` is not given.
    """
    moved, stale, elsewhere = Names(), list[Path](), list[Path]()
    for number, (staged, target) in enumerate(folders):
        for name in sorted(names_in(staged)):
            there = target / name
            content = there.read_bytes() if there.exists() else None
            if content == (staged / name).read_bytes():
                continue
            moved.add(folders[number], name)
            stale += [there] if content is not None and name != MANIFEST else []
            others = [other for _, other in folders if other != target and name != MANIFEST]
            elsewhere += [other / name for other in others if (other / name).exists()]
    if not force:
        refuse_changed(stale)
    if elsewhere and not force:
        more = f", and {len(elsewhere) - 1} more" if len(elsewhere) > 1 else ""
        problem = f"{relative(elsewhere[0])} is there from an earlier import{more}, and would be removed"
        raise UsageError(f"{problem}; {ELSEWHERE}")
    for path in (*stale, *elsewhere):
        path.unlink()
    every = map(moved.__getitem__, range(len(moved)))
    staging.sync(folders[0][0], (staged / name for (staged, _), name in every))
    for i in range(len(moved)):
        (staged, target), name = moved[i]
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        atomic.replace(staged / name, target / name)
    return len(moved)
