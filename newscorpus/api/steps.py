"""Steps of an action, as a page or an editor asks for it -> changes of the draft of an article, as `nc.edit` has it.

A step is plain data: `{"do": "add", "path": ["events", "talks", "places"], "value": {…}}`. In values, selected words
are `{"span": [start, end]}`, in code points; `$0` stands for the id that the first step made. What a step may do has
the table in `Action.apply`; `set` is refused where there is a value, `replace` is not.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from newscorpus.api.annotate import Steps, actor_of, at, value_or
from newscorpus.api.article_file import ArticleFile
from newscorpus.api.edit import remove_member, rename
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path, path_text
from newscorpus.edits.editable import Editable, frozen, model_of, origins
from newscorpus.errors import UsageError
from newscorpus.interchange.engine.actors import unique
from newscorpus.interchange.engine.fields import as_slug
from newscorpus.models import KINDS, Actor, Article, Event, Quote, text_of
from newscorpus.models.fields import Field, Type, fields_of
from newscorpus.models.metadata import InText, Scalar
from newscorpus.models.traversal import quotes_of
from newscorpus.text.index import Text, context_at
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten

TABLES: Final = ("actors", "events")
_ARTICLE: Final = Type(Article)
_NOTHING: Final = object()
"""In place of a value that is not there."""
_MOST_WORDS: Final = 4
"""Words that make an id, at most."""
_CLOSEST: Final = 2
_SHOWN: Final = 40
"""Code points of a value that a question shows."""


class ConflictError(UsageError):
    """An action does not fit what there is, or needs a decision: nothing is changed.

    Attributes:
        ask: What to ask, if the action can be done nevertheless: with `force`.
    """

    def __init__(self, why: str, ask: str | None = None) -> None:
        super().__init__(why)
        self.ask = ask


@attrs.frozen
class Written:
    """Words that an action has quoted: where the article must have them afterwards."""

    path: Path
    """The event, actor or claim, and its field."""
    span: Span


class Action:
    """The steps of one action, applied to a draft.

    Attributes:
        path: The path of what the last step has changed: of a new entry, or of a field.
        written: The words that it has quoted.
    """

    def __init__(self, draft: Any, text: Text, *, closely: int = 0, force: bool = False) -> None:
        """Prepare an action.

        Args:
            draft: The draft of an anchored article.
            text: The text of the article.
            closely: How closely words are placed: 0 for no more than their surroundings need, 1 for a context wherever
                they occur several times, 2 for an offset there.
            force: Whether to do what a ConflictError asks about: replace values, remove references with their target.
        """
        self._draft, self._text, self._closely, self._force = draft, text, closely, force
        self._made: list[str] = []
        self.path: Path = ()
        self.written: list[Written] = []

    def apply(self, steps: Steps) -> None:
        """Take the steps. Raises UsageError and ValueError if one is not possible, ConflictError if one asks."""
        verbs = {
            "set": self._set,
            "replace": self._replace,
            "add": self._add,
            "remove": self._remove,
            "rename": self._rename,
            "type": self._type,
        }
        for step in steps:
            verb = verbs.get(step["do"])
            if verb is None:
                raise UsageError(f"{backticked(str(step['do']))} is no action")
            path = tuple(self._named(part) for part in step["path"])
            self.path = verb(path, step.get("value"))
            self._made.append(str(self.path[1]) if len(self.path) == len(TABLES) else "")

    def _named(self, part: Any) -> Any:
        """A part of a path, or an id; `$0` is what the first step made."""
        if isinstance(part, str) and part.startswith("$") and part[1:].isdigit() and int(part[1:]) < len(self._made):
            return self._made[int(part[1:])]
        return part

    # --- the steps: each returns the path of what it has changed

    def _set(self, path: Path, value: Any) -> Path:
        """Set a field, or a key of a mapping, that has no value yet. Raises ConflictError if it has one."""
        old = value_or(self._draft, path, None)
        if old and not self._force:
            words = next((str(own) for name in ("exact", "edtf") if (own := getattr(old, name, None))), str(old))
            raise ConflictError(f"{path_text(path)} has a value already: {backticked(words, _SHOWN)}", "Replace it?")
        return self._replace(path, value)

    def _replace(self, path: Path, value: Any) -> Path:
        self._require(path[:-1])
        kind = type_at(self._draft, path)
        owner: Any = at(self._draft, path[:-1])
        new = self._built(kind, None if value == "" else value, path)
        if isinstance(owner, dict) and new is None:
            owner.pop(path[-1], None)
        elif isinstance(owner, dict):
            owner[path[-1]] = new
        elif isinstance(owner, list):
            owner[int(path[-1])] = new
        else:
            setattr(owner, _attribute(owner, path[-1]), [] if new is None and kind.base is tuple else new)
        return path

    def _add(self, path: Path, value: Any) -> Path:
        if path in (("actors",), ("events",)):
            return (*path, self._new_actor(value) if path == ("actors",) else self._new_event(value))
        owner, kind = self._list_at(path), type_at(self._draft, path)
        if path[0] == "actors" and path[2:] == ("aliases",):
            self._take_for_name(self._draft.actors[path[1]], value)
        owner.append(self._built(kind.args[0], value, path))
        return (*path, len(owner) - 1)

    def _take_for_name(self, actor: Any, alias: Any) -> None:
        """Have an actor found by its names. Raises UsageError if it has this one."""
        if alias in actor.aliases or (actor.named and alias == actor.name):
            raise UsageError(f"{actor.id} is known as {backticked(str(alias))} already")
        actor.named = True

    def _list_at(self, path: Path) -> list[Any]:
        """The list at a path; of a role without actors, a new one."""
        self._require(path[:-1])
        owner = at(self._draft, path[:-1])
        if isinstance(owner, dict):
            owner.setdefault(path[-1], [])
        items = at(self._draft, path)
        if not isinstance(items, list):
            raise UsageError(f"{path_text(path)} is no list")
        return items

    def _remove(self, path: Path, _: Any) -> Path:
        self._require(path)
        owner: Any = at(self._draft, path[:-1])
        if len(path) == len(TABLES) and path[0] in TABLES:
            table, key = map(str, path)
            count = remove_member(self._draft, table, key)
            if count and not self._force:
                references = "1 reference" if count == 1 else f"{count} references"
                why = f"{references} to {backticked(key)} would lead nowhere"
                raise ConflictError(why, f"Remove {'it' if count == 1 else 'them'}, too?")
        elif isinstance(owner, list | dict):
            owner.pop(path[-1])  # type: ignore[arg-type]  # it has that: an index or a key
            above = at(self._draft, path[:-2])
            if not owner and isinstance(above, dict):  # a role that nobody has
                del above[path[-2]]
        else:
            empty: Any = [] if type_at(self._draft, path).base is tuple else None
            setattr(owner, str(path[-1]), empty)
        return path

    def _rename(self, path: Path, value: Any) -> Path:
        rename(self._draft, str(path[1]), str(value))
        return path[0], str(value)

    def _type(self, path: Path, value: Any) -> Path:
        """Give an event another type, `meeting/visit`. Fields that another kind does not have are left out."""
        kind, _, name = str(value).partition("/")
        self._require(path)
        event = frozen(at(self._draft, path))
        if kind not in KINDS:
            raise UsageError(f"{backticked(kind)} is no kind of event")
        if kind == event.kind:
            at(self._draft, path).type = name
            return path
        lost = [f.name for f in fields_of(type(event)) if f not in fields_of(KINDS[kind]) and _is_set(event, f)]
        if lost:
            raise UsageError(f"a {kind} has no {' and no '.join(lost)}: remove that first")
        kept = {f.attribute: getattr(event, f.attribute) for f in fields_of(KINDS["event"])}
        self._draft.events[path[1]] = KINDS[kind](**kept | {"type": name})
        return path

    def _require(self, path: Path) -> None:
        """Raise UsageError if the draft has nothing at a path."""
        if value_or(self._draft, path, _NOTHING) is _NOTHING:
            raise UsageError(f"the article has no {backticked(path_text(path))} any more")

    # --- new things

    def _new_actor(self, value: Mapping[str, Any]) -> str:
        """An actor of selected words, or of a name; `kind` and `country` may be given."""
        if "words" not in value:
            key = self._key(str(value["name"]), "actor")
            self._draft.actors[key] = Actor(id=key, name=str(value["name"]), kind=value.get("kind"))
            return key
        span = _span(value["words"])
        words = self._text.raw[slice(*span)]
        if words[:4].lower() == "the " and words[4:5].isupper():
            span = span[0] + 4, span[1]  # with its article, it would be a name only where that is written so
        quote = self._quote(value["words"] | {"span": span}, ("actors", "", "mentions"))
        key = self._key(" ".join(quote.exact.split()[:_MOST_WORDS]), "actor")
        actor = actor_of(self._text, key, quote)
        cased = any(char.islower() or char.isupper() for char in quote.exact)
        if actor.named or not cased:  # a script without case shows no names: the words are taken for one
            self.written.pop()
            actor = attrs.evolve(actor, named=True, mentions=())
        else:
            self.written[-1] = Written(("actors", key, "mentions"), span)
        given = {name: value[name] for name in ("kind", "country") if value.get(name)}
        self._draft.actors[key] = attrs.evolve(actor, **given)
        return key

    def _new_event(self, value: Mapping[str, Any]) -> str:
        words = flatten(self._text.raw[slice(*_span(value["evidence"][0]))])
        kind, type_ = str(value.get("kind")), str(value.get("type"))
        if kind not in KINDS:
            raise UsageError(f"{backticked(kind)} is no kind of event")
        names = [word for word in words.split() if word[:1].isupper() and len(word) > 2][:1]
        said = words.split()[:_MOST_WORDS] if type_ == "other" else [type_, *names]  # `other` says nothing
        key = self._key(" ".join(said), kind)
        self._draft.events[key] = self._built(Type(Event), {"id": key, **value}, ("events", key))
        return key

    def _key(self, words: str, otherwise: str) -> str:
        return unique(as_slug(words, otherwise), {*self._draft.actors, *self._draft.events})

    # --- JSON -> models

    def _built(self, kind: Type, value: Any, path: Path) -> Any:
        """A value of a field, of JSON."""
        if value is None:
            return None
        if kind.base is Quote:
            return self._quote(value, path, in_text=kind.mark(InText) is not None)
        if attrs.has(kind.base):
            cls = KINDS[value["kind"]] if issubclass(kind.base, Event) else kind.base
            return self._model(cls, value, path)
        if kind.base is tuple:
            return [self._built(kind.args[0], item, path) for item in value]
        if kind.base is Mapping:
            items = ((key, self._built(kind.under(key), item, path)) for key, item in value.items())
            return {key: item for key, item in items if item is not None}
        if kind.base is Scalar or kind.choices:
            return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value
        return self._named(value)

    def _model(self, cls: type, value: Mapping[str, Any], path: Path) -> Any:
        known = {field.name: field for field in fields_of(cls)}
        for name in value.keys() - known.keys() - {"kind"}:
            raise UsageError(f"{cls.__name__} has no field {backticked(name)}")
        given = [(known[name], item) for name, item in value.items() if name in known]
        below = path if len(path) > len(TABLES) else None
        return cls(
            **{
                field.attribute: self._built(field.type, item, below or (*path, field.name))
                for field, item in given
                if item is not None
            }
        )

    def _quote(self, value: Any, path: Path, *, in_text: bool = False) -> Quote:
        """Words that were selected, or typed. Those that were selected get what tells them from other places."""
        if not isinstance(value, Mapping) or "span" not in value:
            return Quote(exact=value) if isinstance(value, str) else Quote(**value)
        span = _span(value)
        words = flatten(self._text.raw[slice(*span)])
        self.written.append(Written(path[:3], span))
        if self._text.count(words, 2) < 2 or (self._closely < 1 and in_text and self._is_near(words, span, path)):
            return Quote(exact=words)
        within = context_at(self._text, span) if self._closely < 2 else None
        # The offset is written only if no context tells the occurrences apart.
        return Quote(exact=words, within=within, start=None if within else span[0])

    def _is_near(self, words: str, span: Span, path: Path) -> bool:
        """Whether the evidence of their event shows which place words mean."""
        events = self._draft.events
        if path[0] != "events" or path[1] not in events:
            return False
        evidence = events[path[1]].evidence
        near = [(quote.start, quote.end) for quote in evidence if quote.start is not None]
        return bool(near) and self._text.only(words, near) == span


def apply_steps(file: ArticleFile, steps: Steps, *, force: bool = False) -> tuple[Path, bytes | None]:
    """Apply the steps of one action to an article. Nothing is written.

    Words are placed as closely as is needed: by an offset only if no context tells their place.

    Returns:
        The path of what the last step has changed, and what the file would contain; None if it stays the same.

    Raises:
        UsageError: If a step is not possible: ConflictError, if it is with `force`.
        InvalidCorpus, ValueError: As of `edit`.
    """
    text = text_of(file.article.text or "")
    if any(end > len(text.raw) for step in steps for _, end in spans_of(step.get("value"))):
        raise ConflictError("the text of the article has changed: select the words again")
    for closely in range(_CLOSEST + 1):
        draft = Editable(file.article)
        action = Action(draft, text, closely=closely, force=force)
        try:
            action.apply(steps)
        except (KeyError, IndexError, TypeError, AttributeError) as e:
            raise UsageError(f"the article has no place for this: {e!r}") from None
        after = file.with_article(frozen(draft), origins(draft))
        if after is None or closely == _CLOSEST or _has(file.inspect(after)[0], action.written):
            return action.path, after
    raise AssertionError


def _has(article: Article | None, written: Sequence[Written]) -> bool:
    """Whether words that an action has quoted are where they were selected."""
    if article is None:
        return True
    quotes = list(quotes_of(article))
    return all(
        any(path[: len(wanted.path)] == wanted.path and wanted.span == (q.start, q.end) for path, q in quotes)
        for wanted in written
        if wanted.path[0] != "claims"
    )


def type_at(draft: Any, path: Path) -> Type:
    """Return the type of what a draft has, or could have, at a path. Raises UsageError."""
    kind, value = _ARTICLE, draft
    for step in path:
        if isinstance(value, Editable):
            field = next((f for f in fields_of(type(model_of(value))) if step in (f.name, f.attribute)), None)
            if field is None:
                raise UsageError(f"there is no field {path_text(path)}")
            kind, value = field.type, getattr(value, field.attribute)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            kind, value = kind.args[0], value[step]
        elif isinstance(value, dict) and isinstance(step, str):
            kind, value = kind.under(step), value.get(step, [])
        else:
            raise UsageError(f"there is no {path_text(path)}")
    return kind


def steps_of(data: Any) -> list[dict[str, Any]]:
    """Return the steps of an action that a page asks for. Raises UsageError if they are malformed."""
    steps = data if isinstance(data, list) else []
    if not steps or not all(map(_is_step, steps)):
        raise UsageError("no list of steps")
    return steps


def _is_step(step: Any) -> bool:
    path = step.get("path") if isinstance(step, dict) else None
    if not isinstance(path, list) or not path or not isinstance(step.get("do"), str):
        return False
    return all(type(part) is str or (type(part) is int and part >= 0) for part in path)


def spans_of(value: Any) -> Iterator[Span]:
    """Yield all spans in the values of steps."""
    if isinstance(value, dict) and "span" in value:
        yield _span(value)
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from spans_of(item)


def _span(value: Any) -> Span:
    start, end = value["span"]
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise UsageError("a span is two offsets of the text")
    return start, end


def _attribute(owner: Any, name: str | int) -> str:
    """The attribute of a field: `from_` for `from`."""
    fields = fields_of(type(model_of(owner)))
    return next((field.attribute for field in fields if field.name == name), str(name))


def _is_set(event: Event, field: Field) -> bool:
    return bool(getattr(event, field.attribute, None))
