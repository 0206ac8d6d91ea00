"""Edit: a changed article -> its file, in which everything else stays: comments, order and layout."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from newscorpus.anchoring import anchor, anchor_all, strip_offsets
from newscorpus.api.dump import dump
from newscorpus.api.load import AnyPath
from newscorpus.api.record import FileRecord, read_record
from newscorpus.checking.article import inspect
from newscorpus.checking.discovery.globs import FORMATS
from newscorpus.checking.discovery.records import LoadedCorpus
from newscorpus.checking.fix_pass import fixes_of_record
from newscorpus.checking.options import SessionOptions
from newscorpus.checking.selection import ESSENTIAL
from newscorpus.checking.waivers import waive
from newscorpus.diagnostics.report import Diagnostic, Path, Report, Severity, in_order, path_text, with_fixes
from newscorpus.edits.draft import Draft, frozen, origins
from newscorpus.edits.forms import Former
from newscorpus.edits.layout import CannotEdit
from newscorpus.edits.splicer import spliced
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.formats.document import Document
from newscorpus.formats.json.reader import parse_json
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.fs import atomic
from newscorpus.models import Actor, Article, merged
from newscorpus.models.frozen import FrozenDict, evolve_unchecked
from newscorpus.models.registry import with_defaults, with_registry

if TYPE_CHECKING:
    from newscorpus.edits.typed import ArticleDraft

_ROUNDS: Final = 3
"""A value whose data stays may mean another place of the text after a change nearby. Then it is written, too."""
_AS_EDITED: Final = "nothing was written; lines are those of the edited file"
_BOM: Final = "\ufeff"


def save(article: Article, path: AnyPath, *, base: Article | None = None) -> bool:
    """Write a changed article to its file, and change nothing else there: comments, order and layout stay.

    What is equal to the file is not written. A changed value keeps its form, such as `{words: value}`, as long as that
    can express it; a new one has the form of others of its kind. A comment at the end of a line or directly above
    belongs to the member there, and goes with it. Not written are what the registry of `corpus.yaml` has, and another
    order of fields; another text in a `text_file`, or another value than the registry has, is refused. Before the file
    is replaced, the new text is read again and compared with the article.

    Args:
        article: The article as it is to be.
        path: Its file. If it does not exist, it is written as by `dump`. In JSON Lines, the line with the id of `base`,
            or else of the article, is changed.
        base: The article from which the changes started. The file must still contain it: without, what somebody has
            added to the file meanwhile is removed.

    Returns:
        Whether the file was changed.

    Raises:
        InvalidCorpus: If the file would have an error that it does not have now, or cannot be parsed.
        UsageError: If the file has changed since `base`, or cannot be edited with certainty; nothing is written then.
        ValueError: If a string contains a lone surrogate.
        OSError: If it cannot be written.

    Example::

        article = nc.Article(id="rain", language="en", text="It rained in Oslo.")
        nc.save(article, "build/rain.yaml")
        assert not nc.save(article, "build/rain.yaml")
    """
    target = FilePath(path)
    if not isinstance(article, Article):
        raise UsageError(f"an article is expected, not {type(article).__name__}")
    if not target.exists():
        if base is not None:
            raise UsageError(f"{target} has been removed since it was loaded; nothing was written")
        dump(article, target)
        return True
    line = (base or article).id
    file = ArticleFile.read(f"{target}#{line}" if FORMATS.get(target.suffix) == "jsonl" else target)
    if base is not None and file.completed(base) != file.article:
        raise UsageError(f"{target} has changed since it was loaded; load it again")
    return file.save(article)


@contextmanager
def edit(path: AnyPath) -> "Iterator[ArticleDraft]":
    """Change an article in its file, in which everything else stays: see `save`.

    At the end of the block, the file is written once, if it is still what it was at the beginning. Nothing is written
    if the block raises.

    Args:
        path: The file, in YAML or JSON; in JSON Lines, the file and the id of the article: `articles.jsonl#rain`.

    Yields:
        A draft of the article with the same fields, which can be changed: tuples are lists, mappings are dicts. Models
        can be assigned and inserted.

    Raises:
        InvalidCorpus: If the file would have an error that it does not have now, or cannot be parsed. Its name and
            other files are not compared with a new id.
        UsageError: If the file has changed meanwhile, has another article with a new id, or cannot be edited with
            certainty; nothing is written then.
        ValueError: If a value is not valid for its field, or a string contains a lone surrogate.
        AttributeError: If there is no such field.
        OSError: If the file cannot be written.

    Example::

        nc.dump(nc.Article(id="rain", language="en", text="It rained in Oslo."), "build/rain.yaml")
        with nc.edit("build/rain.yaml") as doc:
            doc.headline = "Rain"
            doc.events["rain"] = nc.Incident(id="rain", type="disaster", evidence=[nc.Quote(exact="It rained")])
    """
    file = ArticleFile.read(path)
    draft = Draft(file.article)
    yield cast("ArticleDraft", draft)
    file.save(frozen(draft), origins(draft))


def edited(record: FileRecord, corpus: LoadedCorpus, change: Callable[[Any], None]) -> bytes:
    """Return what a file would contain after a change, as `edit` writes it. Nothing is written.

    Args:
        record: The file, or what an editor has of it.
        corpus: The corpus of the file.
        change: Changes the draft that it is given.

    Raises:
        InvalidCorpus, UsageError, ValueError: As of `edit`.
    """
    file = ArticleFile.of(record, corpus)
    draft = Draft(file.article)
    change(draft)
    made = file.made(frozen(draft), origins(draft))
    return record.contents if made is None else made


@attrs.frozen
class ArticleFile:
    """A file with one annotation, and the article that it contains: anchored, with the actors of the registry."""

    record: FileRecord
    corpus: LoadedCorpus
    article: Article
    own: frozenset[str] = frozenset()
    """The ids of the actors that the file itself has."""

    @classmethod
    def read(cls, path: AnyPath) -> "ArticleFile":
        """Read the file. Raises InvalidCorpus and UsageError as `edit` does."""
        record = read_record(path)
        return cls.of(record, record.corpus(SessionOptions(())))

    @classmethod
    def of(cls, record: FileRecord, corpus: LoadedCorpus) -> "ArticleFile":
        """Read a file that is in memory. Raises as `read` does."""
        file = cls(record, corpus, Article(id="unread", sha256="0" * 64))
        article, found = file._inspect(record.data)
        document = file.parse(record.data.decode("utf-8", "replace"))
        if article is None or document.is_in_doubt:
            raise InvalidCorpus(Report(in_order(found)))
        return attrs.evolve(file, article=article, own=_ids(document.data.get("actors")))

    def parse(self, text: str) -> Document:
        """Parse a text in the format of the file."""
        return parse_json(text) if self.record.format == "json" else parse_yaml(text)

    def _inspect(self, data: bytes) -> tuple[Article | None, list[Diagnostic]]:
        """The article that some bytes contain, and the findings; without those of corpus rules."""
        active = self.corpus.selection.active("") | ESSENTIAL
        result = inspect(self.record.source(data), self.corpus.context, active)
        article = result.article
        found = waive(result, (), active)[0]
        return article and evolve_unchecked(article, path=None), found

    def completed(self, article: Article) -> Article:
        """An article as it would be read: anchored, with what the corpus adds."""
        manifest = self.corpus.manifest
        made = evolve_unchecked(with_defaults(article, manifest), path=None)
        if manifest.actors:
            kept = {key: one for key, one in made.actors.items() if key in self.own or one != manifest.actors.get(key)}
            made = evolve_unchecked(made, actors=FrozenDict(kept))  # others come back if something refers to them
            made = evolve_unchecked(made, actors=with_registry(made, manifest.actors))
        return anchor(made)

    def save(self, article: Article, known: Mapping[Path, Mapping[Any, Any]] | None = None) -> bool:
        """Write the article; return whether that changed the file. `known` is that of `made`."""
        made = self.made(article, known)
        if made is not None:
            self._write(made)
        return made is not None

    def made(self, article: Article, known: Mapping[Path, Mapping[Any, Any]] | None = None) -> bytes | None:
        """Return the file with the article; None if that does not change it.

        `known` has for lists and mappings which of their members had which index or key before.
        """
        path, data = self.record.path, self.record.data
        for field in _of_registry(article, self.corpus.manifest.actors):
            raise UsageError(f"{path}: the registry of corpus.yaml has {field}: change it there; nothing was written")
        new = self.completed(_in_its_text(article, self.article.text))
        if known is None and new.text_file is None and new.text == self.article.text:  # it may come from another format
            new = evolve_unchecked(new, text_file=self.article.text_file)
        if new == self.article and new.text_file == self.article.text_file:
            return None
        if new.id != self.article.id and self.record.has_other(new.id):
            raise UsageError(f"{path} has another article `{new.id}`; nothing was written")
        text = data.decode("utf-8")
        mark = text[: text.startswith(_BOM)]
        try:
            edited = (mark + self.edited(text[len(mark) :], new, known or {})).encode()
        except CannotEdit as e:
            raise UsageError(f"{path} cannot be edited with certainty: {e}; nothing was written") from None
        return self._accepted(edited)

    def write(self, edited: bytes) -> None:
        """Write an edited annotation, unless it has new errors or the file has changed. Raises as `edit` does."""
        self._write(self._accepted(edited))

    def _accepted(self, edited: bytes) -> bytes:
        """The file with an edited annotation, unless that has new errors."""
        self._refuse_errors(edited)
        return self.record.with_data(edited)

    def _write(self, contents: bytes) -> None:
        path = self.record.path
        try:
            atomic.write(path, lambda out: out.write(contents), expected=self.record.contents)
        except atomic.Changed:
            raise UsageError(f"{path} has changed meanwhile; nothing was written") from None

    def edited(self, text: str, new: Article, known: Mapping[Path, Mapping[Any, Any]]) -> str:
        """Return the text of the file, without its byte order mark, with a new article. Raises CannotEdit."""
        document, bare, edited = self.parse(text), strip_offsets(new), text
        moved = new.text_file != self.article.text_file  # which does not count where models are compared
        reopened = frozenset[Path]({("text_file",)} if moved else ())
        context = self.corpus.context
        for _ in range(_ROUNDS):
            former = Former(document.data, context.codec, context.manifest.actors, reopened, known)
            data = former.article(self.article, new, bare)
            edited = spliced(document, self.parse, data, as_json=self.record.format == "json", origins=former.origins)
            if self.record.line is not None and "\n" in edited:
                raise CannotEdit("a record of JSON Lines is one line")
            back = self._inspect(edited.encode())[0]
            if back == new:
                return edited
            reopened |= frozenset(_differing(back, new))
        self._refuse_errors(edited.encode())  # an unknown term, say, is read as none
        raise CannotEdit(f"{path_text(min(reopened, key=str))} would be read differently")

    def _refuse_errors(self, data: bytes) -> None:
        """Raise InvalidCorpus if the edited file has more errors of a rule than before."""
        before, after = (self._inspect(one)[1] for one in (self.record.data, data))
        known = Counter(one.code for one in before if one.severity is Severity.ERROR)
        codes = Counter(one.code for one in after if one.severity is Severity.ERROR) - known
        new = [one for one in after if one.code in codes and one.severity is Severity.ERROR]
        if new:
            source = self.record.source(data)
            fixes = partial(fixes_of_record, source, self.corpus.context, self.corpus.selection.active("") | ESSENTIAL)
            raise InvalidCorpus(Report(in_order(with_fixes(new, fixes(new)))), _AS_EDITED)


def _ids(table: Any) -> frozenset[str]:
    """The ids of a table, a mapping or a list."""
    items: list[Any] = table if type(table) is list else []
    return frozenset(
        table if type(table) is dict else (one["id"] for one in items if type(one) is dict and "id" in one)
    )


def _of_registry(article: Article, registry: Mapping[str, Actor]) -> Iterator[str]:
    """Yield the paths of values that the registry has otherwise, so that the file cannot change them."""
    for key, actor in article.actors.items():
        if key in registry:
            known = merged(registry[key], actor)
            for field in ("name", "kind", "country", "sector", "note"):
                if getattr(actor, field) not in (None, getattr(known, field)):
                    yield f"actors.{key}.{field}"
            for table in ("ids", "attributes"):
                for name, value in getattr(actor, table).items():
                    if getattr(known, table)[name] != value:
                        yield f"actors.{key}.{table}.{name}"


def _in_its_text(article: Article, old_text: str | None) -> Article:
    """An article whose text may have been changed; its quotes have offsets only if those are of the new text."""
    if old_text is None or article.text in (None, old_text):
        return article
    if all(one.quote.start is None for one in anchor_all(article).unanchored):
        return article
    return evolve_unchecked(strip_offsets(evolve_unchecked(article, text=old_text)), text=article.text)


def _differing(one: Any, other: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the paths at which two articles differ."""
    if one == other:
        return
    if attrs.has(type(one)) and type(one) is type(other):
        for field in attrs.fields(type(one)):
            yield from _differing(getattr(one, field.name), getattr(other, field.name), (*path, field.name))
    elif isinstance(one, dict) and isinstance(other, dict) and list(one) == list(other):
        for key in one:
            yield from _differing(one[key], other[key], (*path, key))
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for i, (a, b) in enumerate(zip(one, other, strict=True)):
            yield from _differing(a, b, (*path, i))
    else:
        yield path
