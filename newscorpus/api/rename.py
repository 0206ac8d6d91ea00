"""Rename: another id for an actor or event of a draft, and for whatever refers to it."""

from typing import TYPE_CHECKING, Any, Final

from newscorpus.edits.draft import Draft, model_of
from newscorpus.errors import UsageError
from newscorpus.models import Article
from newscorpus.models.fields import Type, fields_of, type_of
from newscorpus.models.metadata import Pattern, Ref, Slug

if TYPE_CHECKING:
    from newscorpus.edits.typed import ArticleDraft

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
    if not isinstance(doc, Draft):
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
    _Renaming(doc, tables[0], old, new).apply()


class _Renaming:
    def __init__(self, doc: Any, table: str, old: str, new: str) -> None:
        self._doc, self._table, self._old, self._new = doc, table, old, new
        self._what = _TABLES[table]
        self._names = {old: new, f"{doc.id}#{old}": f"{doc.id}#{new}"}
        """As references have them."""

    def apply(self) -> None:
        doc = self._doc
        self._refer(Type(Article), doc)
        for entry in (*doc.waive, *doc.todo):
            entry.at = self._path(entry.at)
        table = getattr(doc, self._table)
        items = list(table.items())
        table.clear()
        for key, item in items:
            if key == self._old:
                item.id = self._new
            table[self._new if key == self._old else key] = item

    def _path(self, at: str) -> str:
        old = f"{self._table}.{self._old}"
        return f"{self._table}.{self._new}{at[len(old) :]}" if at == old or at.startswith(f"{old}.") else at

    def _refer(self, kind: Type, value: Any) -> Any:
        """Rename the references in a value in place; return the value, or the new id in place of the old one."""
        if isinstance(value, str):
            return self._names[value] if value in self._names and self._refers(kind) else value
        if isinstance(value, Draft):
            for field in fields_of(type(model_of(value))):
                one = getattr(value, field.attribute)
                if (other := self._refer(field.type, one)) is not one:
                    setattr(value, field.attribute, other)
        elif isinstance(value, list):
            for i, one in enumerate(value):
                if (other := self._refer(kind.args[0], one)) is not one:
                    value[i] = other
        elif isinstance(value, dict):
            for key, one in value.items():
                if (other := self._refer(kind.args[1], one)) is not one:
                    value[key] = other
        return value

    def _refers(self, kind: Type) -> bool:
        """Whether a string that is given for a value of this type is a reference: itself, or as its short form."""
        ref = kind.mark(Ref)
        if ref is not None:
            return self._what in ref.to
        if kind.base is tuple:
            return self._refers(kind.args[0])
        short = getattr(kind.base, "SHORT", None)
        long = next((field for field in fields_of(kind.base) if field.name == short.long), None) if short else None
        return long is not None and self._refers(long.type)
