"""What of a mapping file fits nothing in its source: keys that no value has, and paths that lead to nothing."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

import attrs

from newscorpus.diagnostics.report import Path as DataPath
from newscorpus.interchange.engine.fields import key_of, paths_in, paths_of_fields, text_of_value
from newscorpus.interchange.engine.inline_tags import InlineTags
from newscorpus.interchange.engine.paths import ALL, Read, first, join, joined, select, steps_of
from newscorpus.models.mapping import OTHERS, ClaimMap, EntityMap, EventMap, MappingFile, RelationMap, SpanMap
from newscorpus.rules import Finding
from newscorpus.text.suggest import closest

_LOOKED_AT: Final = 100
"""Articles whose fields are compared with a path that leads to nothing; and values, with keys."""


def unlike(key: str, others: Iterable[str], at: DataPath) -> Finding:
    """Return the finding about a key that nothing in the source has.

    Args:
        key: The key.
        others: What the source has, and the mapping does not.
        at: The place of the table.
    """
    near = closest(key, others)
    help_ = f"did you mean `{near}`?" if near else "delete it, or look how the source writes it"
    return Finding((*at, key), f"nothing in the source has `{key}`", at_key=True, help=help_)


@attrs.define(eq=False)
class _Path:
    """A path of the mapping, and what it leads to."""

    at: DataPath
    """Its place in the mapping file; empty for a path that may lead to nothing."""
    path: str
    """As the mapping file has it."""
    bases: tuple[str, ...] = (".",)
    """Where it begins, from the article on: one of these."""
    above: "_Path | None" = None
    """The path of the objects that have it."""
    kind: str = "scalar"
    """What can be read there: a scalar, of which the first counts; any value; quotes; a text; a text of tokens; or each
    of some objects."""
    is_used: bool = False
    seen: int = 0
    names: dict[str, None] = attrs.field(factory=dict)
    """The fields of the objects where it leads to nothing."""
    lists: str = ""
    """The beginning of the path that leads to a list, without saying so."""

    def reads(self, spans: SpanMap) -> Iterator[Read]:
        """Yield what is read; of quotes, which may be strings, objects or lists of them, what `spans` says."""
        for base in self.bases if self.kind != "each" else ():
            if self.kind == "scalar":
                yield base, self.path
                continue
            whole = joined(base, self.path)
            for to in (whole,) if self.kind == "any" else (whole, joined(whole, "[]")):
                yield to, "."
                parts = (spans.start, spans.behind, spans.words, spans.in_) if self.kind == "quotes" else ()
                yield from ((to, part) for part in parts if part)

    def see(self, data: Any) -> None:
        """Note what an article has."""
        for base in self.bases:
            for match in select(data, joined(base, self.path)):
                if _fits(match.value, self.kind):
                    self.is_used = True
                    return
                if isinstance(match.value, list):
                    self.lists = self.path
        if self.seen < _LOOKED_AT:
            self.seen += 1
            for base in self.bases:
                for match in select(data, base):
                    self._look(match.value, steps_of(self.path))

    def _look(self, value: Any, steps: tuple[str | int, ...]) -> None:
        way = ""
        for step in steps:
            if isinstance(value, Mapping) and step in value:
                value, way = value[step], join(way, str(step))
            elif isinstance(value, Mapping):
                self.names |= {join(way, str(name)): None for name in value}
                return
            elif isinstance(value, list) and isinstance(step, str):
                self.lists = way
                return
            elif isinstance(value, list) and value:
                value, way = value[0], f"{way}[]" if step == ALL else f"{way}[{step}]"
            else:
                return

    def finding(self) -> Finding | None:
        """Return what is wrong with it; None if it is right, or what has it is wrong."""
        if self.is_used or not self.seen or (self.above and not self.above.is_used):
            return None
        if self.lists:
            rest = self.path.removeprefix(self.lists)
            first = f", or `{self.lists}[0]{rest}` for the first" if self.kind == "scalar" else ""
            return Finding(self.at, f"`{self.lists}` is a list", help=f"write `{self.lists}[]{rest}`{first}")
        near = closest(self.path, self.names)
        return Finding(self.at, f"`{self.path}` leads to nothing", help=f"did you mean `{near}`?" if near else None)


def _fits(value: Any, kind: str) -> bool:
    """Report whether a value is what a path must lead to. A list such as `[0, 9, "PER"]` can be an object."""
    if kind == "scalar":
        return isinstance(value, str | int | float)
    parts = value if isinstance(value, list) else []
    if kind == "text":  # a list of lists of tokens can be a text
        return isinstance(value, str | list) and not any(isinstance(part, dict) for part in parts)
    if kind == "tokens":
        return isinstance(value, str | list) and not any(isinstance(part, dict | list) for part in parts)
    return kind != "each" or not any(isinstance(part, dict | list) for part in parts)


@attrs.define(eq=False)
class _Term:
    """A term of the mapping, which the objects may have as the name of a field."""

    at: DataPath
    term: str
    base: str
    """The path of the objects, from the article on."""
    has_field: bool = False

    def see(self, data: Any) -> None:
        """Note what an article has."""
        self.has_field = self.has_field or any(
            isinstance(first(match.value, self.term), str) for match in select(data, self.base)
        )

    def finding(self) -> Finding | None:
        """Return that the values of the field were probably meant."""
        if not self.has_field:
            return None
        help_ = f'for the values of the field, write `"{{{self.term}}}"`, or `{{from: {self.term}, VALUE: TERM}}`'
        return Finding(self.at, f"`{self.term}` is a term here, and the name of a field in the source", help=help_)


@attrs.define(eq=False)
class _Table:
    """A table of the mapping file, and the values that are looked up in it, each after the path of what has it."""

    at: DataPath
    table: Mapping[str, Any]
    values: tuple[tuple[str, str], ...]
    left: dict[str, None] = attrs.field(factory=dict)
    """The keys that no value had so far, in their order."""
    others: dict[str, None] = attrs.field(factory=dict)
    """Values without a key."""

    def see(self, data: Any) -> None:
        """Note what an article has."""
        for base, value in self.values if self.left else ():
            for match in select(data, base):
                text = text_of_value(value, match.value, {})
                if text is None:
                    continue
                key = key_of(self.table, text)
                self.left.pop(key or "", None)
                if key in (None, OTHERS) and len(self.others) < _LOOKED_AT:
                    self.others[text] = None


class Unused:
    """Compares the articles of a source with its mapping.

    Args:
        mapping: The mapping.
        tags: What has removed the tags of their texts.
    """

    def __init__(self, mapping: MappingFile, tags: InlineTags) -> None:
        self._tags = tags
        self._tables = list(_tables(mapping))
        for table in self._tables:
            table.left = dict.fromkeys(key for key in table.table if key != OTHERS)
        self._paths = [path for path in _paths(mapping) if path.at]
        given = ((i, event, event.type.value) for i, event in enumerate(mapping.events))
        self._terms = [
            _Term(("events", i, "type"), term, event.each) for i, event, term in given if term and "{" not in term
        ]

    def see(self, data: Any) -> None:
        """Note the values of an article."""
        for table in self._tables:
            table.see(data)
        for path in self._paths:
            if not path.is_used:
                path.see(data)
        for term in self._terms:
            if not term.has_field:
                term.see(data)

    def findings(self) -> Iterator[Finding]:
        """Yield what the articles so far do not have."""
        yield from self._tags.findings()
        yield from filter(None, (path.finding() for path in self._paths))
        yield from filter(None, (term.finding() for term in self._terms))
        for table in self._tables:
            # Without any value, the path of the values is wrong, which is a finding of its own.
            has_values = bool(table.others) or len(table.left) < sum(key != OTHERS for key in table.table)
            yield from (unlike(key, table.others, table.at) for key in table.left if has_values)


def reads_of(mapping: MappingFile) -> Iterator[Read]:
    """Yield all that a mapping reads, from the article on."""
    for path in _paths(mapping):
        yield from path.reads(mapping.spans)


def _paths(mapping: MappingFile) -> Iterator[_Path]:
    yield from _of_article(mapping)
    for i, entity in enumerate(mapping.entities):
        yield from _of_objects(entity, ("entities", i), (".",), None)
    owners = list[_Path]()
    for i, event in enumerate(mapping.events):
        owners.append(_Path(("events", i, "each"), event.each, kind="each"))
        yield from (owners[-1], *_of_event(event, ("events", i), owners[-1]))
    for i, relation in enumerate(mapping.relations):
        owner = _Path(("relations", i, "each"), relation.each, kind="each")
        yield from (owner, *_of_relation(relation, ("relations", i), owner))
    for i, claim in enumerate(mapping.claims):
        owner = _Path(("claims", i, "each"), claim.each, kind="each")
        yield from (owner, *_of_claim(claim, ("claims", i), owner))
    bases = tuple(event.each for event in mapping.events)
    for i, argument in enumerate(mapping.arguments):
        above = owners[0] if len(owners) == 1 else None
        yield from _of_objects(argument, ("arguments", i), bases, above)


def _of_article(mapping: MappingFile) -> Iterator[_Path]:
    head, kind = mapping.article, "tokens" if mapping.spans.unit == "tokens" else "text"
    for i, part in enumerate(head.text):
        yield _Path(("article", "text", i, "path"), part.path, kind=kind)
    yield from (_Path(("article", *at), path) for at, path in paths_of_fields(head))
    if head.keywords:
        yield _Path((), head.keywords, kind="text")
    conditions = (condition.path for condition in head.if_)
    yield from (_Path((), path) for path in (*conditions, *paths_in(head.join), *paths_in(head.text_file)))


def _of_event(event: EventMap, at: DataPath, owner: _Path) -> Iterator[_Path]:
    own, others = (event.each,), [event.id, event.title]
    for name in ("kind", "type", "status"):
        if choice := getattr(event, name):
            yield from (_Path((*at, name, "from"), path, own, owner) for path in paths_in(choice.from_))
            others += [value for value in (choice.value, *choice.table.values()) if value and "{" in value]
    if event.triggers:
        yield _Path((*at, "triggers"), event.triggers, own, owner, "quotes")
    for name, value in event.attributes.items():
        yield from (_Path((*at, "attributes", name), path, own, owner) for path in paths_in(value))
    conditions = (condition.path for condition in event.if_)
    yield from (_Path((), path, own) for path in (*conditions, *chain.from_iterable(map(paths_in, others))))
    for path in filter(None, (event.when, *event.casualties.values())):
        yield _Path((), path, own, kind="quotes")


def _of_relation(relation: RelationMap, at: DataPath, owner: _Path) -> Iterator[_Path]:
    own = (relation.each,)
    yield _Path((*at, "from"), relation.from_, own, owner)
    yield _Path((*at, "to"), relation.to, own, owner, "any")
    yield from (_Path((*at, "type", "from"), path, own, owner) for path in paths_in(relation.type.from_))
    values = (relation.type.value, *relation.type.table.values())
    others = chain.from_iterable(paths_in(value) for value in values if value and "{" in value)
    yield from (_Path((), path, own) for path in (*(condition.path for condition in relation.if_), *others))


def _of_claim(claim: ClaimMap, at: DataPath, owner: _Path) -> Iterator[_Path]:
    own = (claim.each,)
    for name in ("quote", "by", "cue", "when"):
        if path := getattr(claim, name):
            yield _Path((*at, name), path, own, owner, "any" if name == "when" else "quotes")
    conditions = (condition.path for condition in claim.if_)
    others = chain.from_iterable(map(paths_in, claim.attributes.values()))
    yield from (_Path((), path, own) for path in (*conditions, *others))


def _of_objects(head: EntityMap, at: DataPath, bases: tuple[str, ...], above: _Path | None) -> Iterator[_Path]:
    # Where objects are lists, such as `["Anna", 0, 4]` or a chain of mentions, some path leads into them.
    paths = (head.mentions, head.id, head.from_, getattr(head, "role", None), getattr(head, "entity", None))
    are_lists = any(path.startswith("[") for value in paths if value for path in paths_in(value))
    owner = _Path((*at, "each"), head.each, bases, above, "any" if are_lists else "each")
    yield owner
    own = tuple(joined(base, head.each) for base in bases)
    if head.id:
        yield _Path((*at, "id"), head.id, own, owner)
    for name in ("from_", "role", "entity"):
        for path in paths_in(getattr(head, name, None)):
            yield _Path((*at, name.removesuffix("_")), path, own, owner)
    yield _Path((*at, "mentions"), head.mentions, own, owner, "quotes")
    parts = {part for way in head.same for part in way.split("+")} - {"words", "type", *head.ids}
    conditions = (condition.path for condition in head.if_)
    for path in (*head.ids.values(), *parts, *conditions, *paths_in(getattr(head, "value", None))):
        yield _Path((), path, own)


def _tables(mapping: MappingFile) -> Iterator[_Table]:
    typed = tuple((entity.each, entity.from_) for entity in mapping.entities if entity.from_)
    # An argument that names an entity takes the type of that, and may be looked up there, too.
    naming = [(argument.each, argument.from_) for argument in mapping.arguments if argument.entity]
    for i, entity in enumerate(mapping.entities):
        own = ((entity.each, entity.from_),) if entity.from_ else ()
        yield _Table(("entities", i), entity.cases, (*own, *_within(mapping, naming)))
    for i, argument in enumerate(mapping.arguments):
        types = _within(mapping, [(argument.each, argument.from_)])
        yield _Table(("arguments", i), argument.cases, (*types, *(typed if argument.entity else ())))
        roles = _within(mapping, [(argument.each, argument.role)])
        yield _Table(("arguments", i, "roles"), argument.roles, roles)
    for i, relation in enumerate(mapping.relations):
        if relation.type.from_ is not None:
            yield _Table(("relations", i, "type"), relation.type.table, ((relation.each, relation.type.from_),))
    for i, event in enumerate(mapping.events):
        for name in ("kind", "type", "status"):
            choice = getattr(event, name)
            if choice is not None and choice.from_ is not None:
                yield _Table(("events", i, name), choice.table, ((event.each, choice.from_),))


def _within(mapping: MappingFile, values: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    """Return values of the arguments of events, each after its path from the article on."""
    given = [(each, value) for each, value in values if value]
    return tuple((joined(event.each, each), value) for event in mapping.events for each, value in given)
