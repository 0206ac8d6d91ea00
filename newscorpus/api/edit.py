"""Edit: a changed article -> its file, in which everything else stays: comments, order and layout."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from newscorpus.api.article_file import ArticleFile, read_record
from newscorpus.api.dump import dump
from newscorpus.api.load import AnyPath
from newscorpus.checking.globs import FORMATS
from newscorpus.checking.memory import session_of
from newscorpus.checking.results import check_session
from newscorpus.checking.selection import SessionOptions
from newscorpus.codec import review_digest
from newscorpus.diagnostics.report import Path, Span, path_text
from newscorpus.edits.editable import Editable, frozen, model_of, origins
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.models import MANIFEST, Annotation, Article, Manifest
from newscorpus.models.fields import Type, fields_of, type_of
from newscorpus.models.metadata import Pattern, Ref, Slug
from newscorpus.parsed import parse
from newscorpus.rules.structure import unreviewed_draft

if TYPE_CHECKING:
    from newscorpus.edits.typed import ArticleDraft


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
    draft = Editable(file.article)
    yield cast("ArticleDraft", draft)
    file.save(frozen(draft), origins(draft))


_TABLES: Final = {"actors": "actor", "events": "event"}
"""The tables of an article → what is in them."""


def rename(doc: "ArticleDraft", old: str, new: str) -> None:
    """Give an actor or event of a draft another id; it stays in its place.

    References to it follow, and so do the paths of waivers and open points. References in other articles do not:
    `check` reports them.

    Args:
        doc: The draft that `edit` yields.
        old: The id of the actor or event.
        new: The new id.

    Raises:
        UsageError: If the draft has no such actor or event, has one with the new id, or the new id is not valid.

    Example::

        bert = nc.Actor(id="bert", name="Bert", kind="person")
        said = nc.Claim(quote="It rained", by="bert")
        nc.dump(nc.Article(id="wet", language="en", text="It rained.", actors=[bert], claims=[said]), "build/wet.yaml")
        with nc.edit("build/wet.yaml") as doc:
            nc.rename(doc, "bert", "robert")
        assert nc.load_article("build/wet.yaml").claims[0].by == ("robert",)
    """
    if not isinstance(doc, Editable):
        raise UsageError(f"a draft is expected, as `edit` yields it, not {type(doc).__name__}")
    complaint = type_of(Slug).mark(Pattern).complaint(new)
    if complaint:
        raise UsageError(f"{new!r}: {complaint}")
    tables = [table for table in _TABLES if old in getattr(doc, table)]
    if len(tables) != 1:
        raise UsageError(f"{old!r} is {'an actor and an event' if tables else 'no actor or event'} of {doc.id}")
    if old == new:
        return
    for table, kind in _TABLES.items():
        if new in getattr(doc, table):
            raise UsageError(f"{doc.id} has an {kind} {new!r} already")
    references = _References(doc, tables[0], old, new)
    references.replace(Type(Article), doc)
    entries: list[Any] = [*doc.waive, *doc.todo]
    for entry in entries:
        if references.is_below(entry.at):
            entry.at = f"{tables[0]}.{new}{entry.at[len(f'{tables[0]}.{old}') :]}"
    members = getattr(doc, tables[0])
    items = list(members.items())
    members.clear()
    for key, item in items:
        if key == old:
            item.id = new
        members[new if key == old else key] = item


def remove_member(doc: Any, table: str, key: str) -> int:
    """Remove an actor or event from a draft, with all references to it, its waivers and open points.

    Returns the number of references. A value that consists of one, such as a participant, goes with it.
    """
    references = _References(doc, table, key, _GONE)
    del getattr(doc, table)[key]
    references.replace(Type(Article), doc)
    for name in ("waive", "todo"):
        entries: list[Any] = getattr(doc, name)
        entries[:] = [entry for entry in entries if not references.is_below(entry.at)]
    return references.count


_GONE: Final = object()
"""In place of a reference to what is removed."""


class _References:
    """The references of a draft to one of its actors or events.

    Attributes:
        count: How many were replaced.
    """

    def __init__(self, doc: Any, table: str, old: str, new: Any) -> None:
        """Prepare to replace references to `old` by `new`, or to remove them if that is `_GONE`."""
        self._beginning, self._kind = f"{table}.{old}", _TABLES[table]
        self._names = {old: new, f"{doc.id}#{old}": new if new is _GONE else f"{doc.id}#{new}"}
        """As references have them."""
        self.count = 0

    def is_below(self, at: str) -> bool:
        """Report whether a path, as waivers and open points have it, is that of the member or of a value in it."""
        return f"{at}.".startswith(f"{self._beginning}.")

    def replace(self, kind: Type, value: Any) -> Any:
        """Replace the references in a value in place; return the value, or what is in place of it."""
        if isinstance(value, str):
            is_reference = value in self._names and self._refers(kind)
            self.count += is_reference
            return self._names[value] if is_reference else value
        if isinstance(value, Editable):
            return self._replace_fields(value)
        if isinstance(value, list | dict):
            self._replace_members(kind, value)
        return value

    def _replace_fields(self, value: Editable) -> Any:
        for field in fields_of(type(model_of(value))):
            member = getattr(value, field.attribute)
            other = self.replace(field.type, member)
            if other is _GONE and field.required:
                return _GONE
            if other is not member:
                setattr(value, field.attribute, None if other is _GONE else other)
        return value

    def _replace_members(self, kind: Type, members: Any) -> None:
        """Replace the references in the members of a list or mapping. A list that becomes empty is no member."""
        is_list = isinstance(members, list)
        for key in reversed([*(range(len(members)) if is_list else members)]):
            member = members[key]
            was_empty = member == []
            other = self.replace(kind.args[0] if is_list else kind.args[1], member)
            if other is _GONE or (other == [] and not was_empty):
                del members[key]
            elif other is not member:
                members[key] = other

    def _refers(self, kind: Type) -> bool:
        """Whether a string that is given for a value of this type is a reference: itself, or as its short form."""
        ref = kind.mark(Ref)
        if ref is not None:
            return self._kind in ref.to
        if kind.base is tuple:
            return self._refers(kind.args[0])
        short = getattr(kind.base, "SHORT", None)
        long = next((field for field in fields_of(kind.base) if field.name == short.long), None) if short else None
        return long is not None and self._refers(long.type)


def review(path: AnyPath, *, by: str | Iterable[str], date: str | dt.date | None = None) -> None:
    """Record the review of an article in its file, in which everything else stays: see `edit`.

    Writes `reviewed_by`, `reviewed` and `reviewed_digest` into `annotation`, in place of an earlier review; the state
    `draft` becomes `reviewed`. When the article changes afterwards, other than in notes, waivers, open points and
    `annotation`, the rule `unreviewed-draft` reports it.

    Args:
        path: The file, in YAML or JSON; in JSON Lines, the file and the id of the article: `articles.jsonl#rain`.
        by: Who has reviewed it: a name, or several.
        date: When: `YYYY-MM-DD` or a `datetime.date`; by default, today.

    Raises:
        InvalidCorpus: If the article has errors.
        UsageError: If no name is given, a name cannot be written, or the file cannot be edited with certainty; nothing
            is written then.
        ValueError: If `date` is not a day.
        OSError: If the file cannot be written.

    Example::

        article = nc.Article(id="storm", language="en", text="A storm.", annotation=nc.Annotation(drafted_by="a-model"))
        nc.dump(article, "build/storm.yaml")
        nc.review("build/storm.yaml", by="Anna Berg", date="2024-05-10")
        assert nc.check("build/storm.yaml", extend_select=["unreviewed-draft"]).ok
    """
    names = tuple(by) if isinstance(by, Iterable) and not isinstance(by, str) else (by,)
    if not names:
        raise UsageError("no reviewer is given: name who has reviewed the article")
    for name in names:
        if not _is_name(name):
            raise UsageError(f"{name!r} is not the name of a reviewer")
    reviewed = _day(date)
    record, options = read_record(path), SessionOptions((), ignore=[unreviewed_draft.code])
    report = check_session(session_of([record.source()], record.corpus(options), options)).report()
    if not report.ok:
        raise InvalidCorpus(report)
    with edit(path) as draft:
        article = frozen(draft)
        before = article.annotation or Annotation()
        draft.annotation = attrs.evolve(
            before,
            state="reviewed" if before.state == "draft" else before.state,
            reviewed_by=names,
            reviewed=reviewed,
            reviewed_digest=review_digest(article),
        )


def _is_name(name: object) -> bool:
    """Whether it is a string that is not blank and can be written: the command line gives bytes as lone surrogates."""
    return isinstance(name, str) and bool(name.strip()) and not any("\ud800" <= char <= "\udfff" for char in name)


def _day(date: str | dt.date | None) -> str:
    if date is None:
        return dt.date.today().isoformat()  # noqa: DTZ011 - the day of the reviewer
    try:
        day = dt.datetime.strptime(date, "%Y-%m-%d") if isinstance(date, str) else date  # noqa: DTZ007 - only its day
        return f"{day:%Y-%m-%d}"
    except ValueError:
        raise ValueError(f"{date!r}: expected a date that exists, as YYYY-MM-DD") from None


def locate(path: AnyPath, steps: Sequence[str | int]) -> Span:
    """Return where a file has a value of its annotation.

    Args:
        path: The file: an annotation in YAML or JSON, or a `corpus.yaml`; in JSON Lines, `articles.jsonl#ID`.
        steps: The way to the value, by ids, fields and indices: `("events", "talks", "evidence", 0)`. It is that of
            `Diagnostic.path`, whatever form the file gives the value.

    Returns:
        The span of the value; of a mapping or a list on several lines, that of its key, or in a list of its first key.

    Raises:
        UsageError: If the file cannot be read, is neither YAML nor JSON, or has no value there.

    Example::

        print(nc.locate("seeds/000_acf5269c8d9a5d96.yaml", ("events", "visit-feb", "when")))
    """
    if isinstance(steps, str) or not all(isinstance(step, str | int) for step in steps):
        raise UsageError(f'the way to a value is a tuple of keys and indices, such as ("events",), not {steps!r}')
    way, places = tuple(steps), FilePlaces(path)
    if any(isinstance(step, int) and step < 0 for step in way) or not places.has(way):
        raise UsageError(f"{path} has no {path_text(way)}")
    return places.span(way)


class FilePlaces:
    """Where a file has its values; it is read and parsed once."""

    def __init__(self, path: AnyPath) -> None:
        """Read an annotation, as `locate` does. Raises UsageError."""
        record = read_record(path)
        parsed = parse(record.source(), Manifest if record.path.name == MANIFEST else Article)
        if parsed.document.data is None and parsed.problems:
            raise UsageError(f"{path} cannot be read: {parsed.problems[0].message}")
        self._parsed = parsed

    def has(self, way: Path) -> bool:
        """Report whether the file has a value at a path."""
        return self._parsed.locator.has(way)

    def span(self, way: Path) -> Span:
        """Return the span of the value at a path; of the nearest value above it if the file does not have it."""
        return self._parsed.here.span(*self._parsed.locator.span(way))
