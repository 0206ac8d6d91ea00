"""Plain data -> models: the structure hooks.

Reading is strict and goes on after a mistake: a malformed field is left out of the model (its default, or a blank,
stands in its place), and each is reported at its own path. Nothing is coerced.

How mistakes travel: a structure hook that meets one raises `Malformed`, which carries what could be made of the value
and the mistakes below it; the hook above puts the value in its place, prefixes the paths, and goes on. So valid data
pays nothing, and one reading finds every mistake.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NoReturn

import attrs

from newscorpus.codec.blanks import assembled, blank
from newscorpus.codec.mistakes import (
    Malformed,
    Mistake,
    is_integer,
    missing,
    mistyped,
    named,
    plural,
    refuse,
    respelt,
    shown,
    with_article,
)
from newscorpus.formats.document import OddInt
from newscorpus.formats.yaml.writer import inline
from newscorpus.models import KINDS, Actor, Article, Event, Manifest
from newscorpus.models.edtf import impossible
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.frozen import EMPTY, FrozenDict
from newscorpus.models.manifest import VALUES, Attribute
from newscorpus.models.metadata import (
    SCALARS,
    Attributes,
    DependentRequired,
    IntegerAsText,
    KeyPatterns,
    NotEmpty,
    Omit,
    Scalar,
    ShortForm,
    Vocabulary,
)
from newscorpus.models.vocabulary import BY_KIND, DEFAULT, Words
from newscorpus.text.suggest import closest

Hook = Callable[[Any], Any]


def is_long(data: Mapping[str, Any], short: ShortForm, names: Iterable[str], *, whole_list: bool = False) -> bool:
    """Whether a mapping is a value's long form, as the data model tells it from the short one."""
    if short.long in data or not data:
        return True
    if whole_list:
        return len(data) > 1 and any(name in data for name in names)
    return len(data) > 1


class Reader:
    """Makes the structure hooks for the models of one corpus: its vocabularies, its own fields."""

    def __init__(self, manifest: Manifest | None = None) -> None:
        self.words: Words = manifest.words if manifest else DEFAULT
        self._declared = {
            o: manifest.declared(o) if manifest else EMPTY for o in ("article", "actor", "event", "claim")
        }
        self._registry = manifest.actors if manifest else EMPTY
        self._hooks: dict[Any, Hook] = {}
        self.guesses = float("inf")
        """How many more mistakes may say what was meant: finding that out takes time. Whoever reads sets it."""

    def hook(self, cls: type) -> Hook:
        """What structures plain data as a `cls`; raises Malformed."""
        return self.hook_of(Type(cls), cls)

    def hook_of(self, kind: Type, owner: type) -> Hook:
        """What structures a value of type `kind` in a model `owner`."""
        if kind.base is tuple:
            return self._list_hook(kind, owner)
        if kind.mark(Attributes):
            return self._attributes_hook(kind)
        if kind.base is Mapping:
            return self._mapping_hook(kind, owner)
        if kind.base is Event:
            return self._event_hook
        if attrs.has(kind.base):
            return self._class_hook(kind.base, leave_out=_left_out(kind))
        return self._scalar_hook(kind, owner)

    def _closest(self, word: str, candidates: Iterable[str]) -> str | None:
        self.guesses -= 1
        return closest(word, candidates) if self.guesses >= 0 else None

    def words_of(self, kind: Type, owner: type) -> Mapping[str, Any] | None:
        """The vocabulary in force for a field of that type; None if it has none."""
        vocabulary = kind.mark(Vocabulary)
        return vocabulary.words(self.words, getattr(owner, "kind", None)) if vocabulary else None

    def owed(self, cls: type) -> list[str]:
        """The attributes that the corpus requires of a `cls`."""
        owner = next((f.type.mark(Attributes).owner for f in fields_of(cls) if f.type.mark(Attributes)), None)
        return [name for name, a in self._declared[owner].items() if a.required] if owner else []

    def _scalar_hook(self, kind: Type, owner: type) -> Hook:
        if kind.choices:
            by_type = {c.base: self._scalar_hook(c, owner) for c in kind.choices}

            def choose(value: Any) -> Any:
                hook = by_type.get(type(value))
                if type(value) is str and int in by_type and is_integer(value):
                    mistyped(Type(int), value)
                return hook(value) if hook else mistyped(kind, value)

            return choose
        if kind.base is date:
            return _date
        wanted = SCALARS if kind.base is Scalar else (kind.base, OddInt) if kind.base is int else (kind.base,)
        integer = kind.mark(IntegerAsText)
        constraints: tuple[Callable[[Any], str | None], ...] = tuple(c.complaint for c in kind.constraints)
        codes = tuple((c.code, getattr(c, "help", None), getattr(c, "closer", None)) for c in kind.constraints)
        vocabulary = kind.mark(Vocabulary)
        words = self.words_of(kind, owner)

        def wrong_in_quotes(value: Any) -> str | None:
            """What would be wrong with a number, with true or with false, if it were text."""
            if kind.base is not str or type(value) not in (int, float, bool):
                return None
            text = _spelt(value)
            if words is not None and text not in words:
                return f"expected one of {', '.join(words)}"
            return next(filter(None, (complain(text) for complain in constraints)), None)

        def scalar(value: Any) -> Any:
            if type(value) not in wanted:
                if integer is None or type(value) is not int or not _within(value, integer):
                    mistyped(kind, value, wrong_in_quotes(value))
                value = str(value)
            for complain, (code, help_, closer) in zip(constraints, codes, strict=True):
                complaint = complain(value)
                if complaint:
                    instead = respelt(value, constraints) if type(value) is str else None
                    hint = None if closer and closer(value) else help_
                    refuse(code, f"{shown(value)}: {complaint}", blank(kind), help=hint, instead=instead)
            if words is not None and value not in words:
                self._unknown_word(value, vocabulary, words, owner, blank(kind))
            return int(value) if type(value) is OddInt else value

        return scalar

    def _unknown_word(
        self,
        value: str,
        vocabulary: Vocabulary,
        words: Iterable[str],
        owner: type,
        instead: Any,
        *,
        at_key: bool = False,
    ) -> NoReturn:
        """Refuses a word outside its vocabulary; says what was meant, or whose word it is."""
        near = self._closest(value, words)
        hint = f"did you mean {near}?" if near else None
        if hint is None and vocabulary.name in BY_KIND:
            kinds = [k for k in KINDS if value in self.words.get(vocabulary.name, k)]
            if kinds:
                hint = f"it is a word of {' and '.join(plural(k) for k in kinds)}"
        what = vocabulary.name.replace("_", " ")
        of = f" of {plural(owner.kind)}" if vocabulary.name in BY_KIND else ""  # type: ignore[attr-defined]
        listed = ", ".join(words)
        meant = (value, near) if near else None
        message = f"{shown(value)} is none of the {what}{of}: {listed}"
        refuse("NC104", message, instead, help=hint, at_key=at_key, instead=meant)

    def _list_hook(self, kind: Type, owner: type) -> Hook:
        item, short = kind.args[0], getattr(kind.args[0].base, "SHORT", None)
        hook, never_empty = self.hook_of(item, owner), kind.mark(NotEmpty)
        names = [f.name for f in fields_of(item.base)] if short else []

        def structure(value: Any) -> Any:
            if type(value) is not list:
                spread = (
                    short and short.many and type(value) is dict and not is_long(value, short, names, whole_list=True)
                )
                value = [{k: v} for k, v in value.items()] if spread else [value]
            mistakes: list[Mistake] = []
            made = []
            for i, one in enumerate(value):
                try:
                    made.append(hook(one))
                except Malformed as e:
                    made.append(e.value)
                    mistakes += e.below(i)
            if never_empty and not made:
                refuse("NC102", "expected at least one item", ())
            if mistakes:
                raise Malformed(tuple(made), mistakes)
            return tuple(made)

        return structure

    def _mapping_hook(self, kind: Type, owner: type) -> Hook:
        keys, values = kind.args
        key_hook, hook = self._scalar_hook(keys, owner), self.hook_of(values, owner)
        under = kind.mark(KeyPatterns)
        special = {key: self.hook_of(kind.under(key), owner) for key in under.patterns} if under else {}
        vocabulary, table = keys.mark(Vocabulary), "id" in _names(values)

        def structure(data: Any) -> Any:
            if table and type(data) is list:
                return from_list(data)
            if type(data) is not dict:
                mistyped(kind, data)
            mistakes: list[Mistake] = []
            made = {}
            for key, value in data.items():
                try:
                    key_hook(key)
                except Malformed as e:
                    mistakes += [attrs.evolve(m, path=(key,), at_key=True) for m in e.mistakes]
                    if vocabulary:
                        continue
                try:
                    made[key] = keyed(key, value) if table else special.get(key, hook)(value)
                except Malformed as e:
                    made[key] = e.value
                    mistakes += e.below(key)
            if mistakes:
                raise Malformed(FrozenDict(made), mistakes)
            return FrozenDict(made)

        registry = self._registry if values.base is Actor else EMPTY

        def keyed(key: str, value: Any) -> Any:
            try:
                made = hook(value)
            except Malformed as e:
                object.__setattr__(e.value, "id", key)
                if key in registry:
                    # What the corpus requires of an actor may stand in its registry.
                    e.mistakes = [m for m in e.mistakes if m.missing != "attributes" or m.path]
                    if not e.mistakes:
                        return e.value
                raise
            object.__setattr__(made, "id", key)
            return made

        def from_list(items: list[Any]) -> Any:
            mistakes: list[Mistake] = []
            made: dict[str, Any] = {}
            for i, one in enumerate(items):
                # Until its id is known, an item's place in the list is its path.
                key = one.get("id") if type(one) is dict else None
                at: str | int = key if type(key) is str else i
                try:
                    if type(one) is dict and "id" not in one:
                        refuse("NC102", "each in a list needs its id: what the rest of the file calls it", None)
                    if type(one) is not dict:
                        mistyped(values, one)
                    try:
                        key_hook(key)
                    except Malformed as e:
                        mistakes += [attrs.evolve(m, path=(at, "id")) for m in e.mistakes]
                    if type(key) is not str:
                        continue
                    if key in made:
                        # The second of two is told by its place in the list: the id leads to the first.
                        mistakes.append(Mistake((i, "id"), "NC109", f"the id {shown(key)} occurs twice in this list"))
                        continue
                    made[key] = keyed(key, {k: v for k, v in one.items() if k != "id"})
                except Malformed as e:
                    if e.value is not None and type(key) is str:
                        made[key] = e.value
                    mistakes += e.below(at)
            if mistakes:
                raise Malformed(FrozenDict(made), mistakes)
            return FrozenDict(made)

        return structure

    def _event_hook(self, data: Any) -> Any:
        """An event's `kind` decides which fields, types, roles and statuses it may have."""
        if type(data) is not dict:
            mistyped(Type(Event), data)
        kind = data.get("kind")
        if type(kind) is str and kind in KINDS:
            return self._class_hook(KINDS[kind])(data)
        # What kind was meant? Judge the rest by the best guess, but say nothing that depends on the guess.
        guess = self._closest(kind, KINDS) if type(kind) is str else None
        mistakes: list[Mistake] = []
        if type(kind) is str:
            hint = f"did you mean {guess}?" if guess else None
            message = f"{shown(kind)} is none of {', '.join(KINDS)}"
            meant = (kind, guess) if guess else None
            mistakes.append(Mistake(("kind",), "NC104", message, hint, instead=meant))
        elif "kind" in data:
            try:
                mistyped(Type(str), kind)
            except Malformed as e:
                mistakes += e.below("kind")
        anything = {f.name for cls in KINDS.values() for f in fields_of(cls)}
        misspelt = False
        try:
            made = self._class_hook(KINDS[guess or "event"])(data)
        except Malformed as e:
            made = e.value
            misspelt = any(m.meant == "kind" and len(m.path) == 1 for m in e.mistakes)
            for m in e.mistakes:
                unknown = m.code == "NC101" and len(m.path) == 1
                depends = m.code == "NC104" or (unknown and m.path[0] in anything)
                help_ = None if unknown and not m.meant else m.help
                mistakes.append(attrs.evolve(m, silent=m.silent or depends, help=help_))
        if "kind" not in data:  # where it is misspelt, that has been said: the same mistake, so once
            needs = f"an event needs its kind: {', '.join(KINDS)}"
            mistakes.insert(0, Mistake((), "NC102", needs, at_key=True, missing="kind", silent=misspelt))
        raise Malformed(made, mistakes)

    def _class_hook(self, cls: type, *, leave_out: frozenset[str] = frozenset()) -> Hook:
        cached = self._hooks.get((cls, leave_out))
        if cached:
            return cached
        plan: dict[str, Hook] = {}
        found = [f for f in fields_of(cls) if f.name not in leave_out and not (f.name == "id" and cls is not Article)]
        required = tuple(f for f in found if f.required)
        blanks = {f.name: f for f in found}
        short: ShortForm | None = getattr(cls, "SHORT", None)
        names = [f.name for f in found]
        known = ["kind", *names] if issubclass(cls, Event) else names
        elsewhere = "kind" if issubclass(cls, Event) else None  # the event hook has read it
        needs: DependentRequired | None = getattr(cls, "NEEDS", None)
        finish = vars(cls).get("fill")
        owed = self.owed(cls)

        def structure(data: Any) -> Any:
            bare = False
            if short:
                if type(data) is not dict:
                    data, bare = {short.long: data}, True
                elif not is_long(data, short, names):
                    ((key, value),) = data.items()
                    second = plan[short.value]
                    if type(value) is str and _is_right(second, key) and not _is_right(second, value):
                        message = f"expected `{short.key}: {short.value}`, found it the other way round"
                        hint = f"write {inline({value: key}, flow=True)}" if len(value) < 100 else None
                        refuse("NC103", message, blank(Type(cls)), help=hint)
                    data = {short.key: key, short.value: value}
                elif data and not any(self._closest(name, names) for name in data):
                    message = f"expected one `{short.key}: {short.value}`, found {len(data)}"
                    refuse("NC103", message, blank(Type(cls)), help="keep one of them")
            elif type(data) is not dict:
                mistyped(Type(cls), data)
            values: dict[str, Any] = {}
            mistakes: list[Mistake] = []
            meant = set()
            for name, value in data.items():
                hook = plan.get(name)
                if hook is None:
                    if name == elsewhere:
                        continue
                    mistakes.append(self._unknown_field(name, cls, known))
                    meant.add(mistakes[-1].meant)
                    continue
                try:
                    values[name] = hook(value)
                except Malformed as e:
                    field = blanks[name]
                    values[name] = e.value if e.value is not None or field.default is attrs.NOTHING else field.default
                    mistakes += e.mistakes if bare else e.below(name)
            for field in required:
                if field.name not in values:
                    values[field.name] = blank(field.type) if field.default is attrs.NOTHING else field.default
                    # A misspelt field is reported with this one as what was meant: the same mistake, so once.
                    mistakes.append(missing(field, cls, silent=field.name in meant))
            own = data.get("attributes", EMPTY)
            for name in owed if isinstance(own, Mapping) else ():  # what is no mapping is reported as such
                if name not in own:
                    mistakes.append(
                        Mistake(
                            (),
                            "NC102",
                            f"{named(cls)} needs the attribute {name}",
                            at_key=True,
                            missing="attributes",
                        )
                    )
            made = assembled(cls, values)
            if finish:
                finish(made)
            if needs and not mistakes and made.lacks():
                mistakes.append(Mistake((needs.field,), needs.code, f"{needs.value}: expected {needs.expects}"))
            if mistakes:
                raise Malformed(made, mistakes)
            return made

        self._hooks[cls, leave_out] = structure
        plan.update({f.name: self.hook_of(f.type, cls) for f in found})
        return structure

    def _unknown_field(self, name: str, cls: type, names: list[str]) -> Mistake:
        near = self._closest(name, names) if name != "id" else None
        hint = f"did you mean {near}?" if near else None
        if hint is None and issubclass(cls, Event):
            kinds = [
                k for k, other in KINDS.items() if other is not cls and any(f.name == name for f in fields_of(other))
            ]
            if kinds:
                hint = f"it is a field of {plural(kinds[0])}"
        elif name == "id":
            hint = "in a mapping, the key is the id"
        hint = hint or f"its fields are {', '.join(names)}"
        message = f"unknown field {shown(name)} in {named(cls)}"
        instead = (name, near) if near else None
        return Mistake((name,), "NC101", message, hint, at_key=True, meant=near, instead=instead)

    def _attributes_hook(self, kind: Type) -> Hook:
        """The corpus's own fields, as its manifest declares them."""
        owner = kind.mark(Attributes).owner
        declared: Mapping[str, Attribute] = self._declared[owner]

        def structure(data: Any) -> Any:
            if type(data) is not dict:
                mistyped(kind, data)
            mistakes: list[Mistake] = []
            made = {}
            for name, value in data.items():
                attribute = declared.get(name)
                if attribute is None:
                    near = self._closest(name, declared)
                    hint = (
                        f"did you mean {near}?"
                        if near
                        else f"declare it in corpus.yaml: attributes: {{{owner}: {{{name}: …}}}}"
                    )
                    mistakes.append(
                        Mistake(
                            (name,),
                            "NC101",
                            f"unknown attribute {shown(name)} of {with_article(owner)}",
                            hint,
                            at_key=True,
                            instead=(name, near) if near else None,
                        )
                    )
                    continue
                try:
                    made[name] = self._attribute(attribute, value)
                except Malformed as e:
                    mistakes += e.below(name)
            if mistakes:
                raise Malformed(FrozenDict(made), mistakes)
            return FrozenDict(made)

        return structure

    def _attribute(self, declared: Attribute, value: Any) -> Any:
        """`value`, if the declaration allows it."""
        allowed = VALUES.get(declared.type, SCALARS)
        allowed = (*allowed, OddInt) if int in allowed else allowed
        if type(value) not in allowed:
            base = allowed[0]
            mistyped(Type(float if declared.type == "number" else base), value)
        value = int(value) if type(value) is OddInt else value
        # What is declared wrongly is a finding in corpus.yaml, and no measure of values.
        rightly = all(type(one) in allowed for one in declared.enum)
        if declared.enum and rightly and value not in declared.enum:
            near = self._closest(value, [e for e in declared.enum if type(e) is str]) if type(value) is str else None
            listed = ", ".join(_spelt(one) for one in declared.enum)
            hint, instead = (f"did you mean {near}?", (value, near)) if near else (None, None)
            refuse("NC104", f"{shown(_spelt(value))} is none of {listed}", None, help=hint, instead=instead)
        least, most = declared.minimum, declared.maximum
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if number and (least is None or most is None or least <= most):
            if least is not None and value < least:
                refuse("NC103", f"{value}: expected at least {least}", None)
            if most is not None and value > most:
                refuse("NC103", f"{value}: expected at most {most}", None)
        return value


def _spelt(value: Any) -> str:
    """A value as it stands in a file."""
    return str(value).lower() if type(value) is bool else str(value)


def _is_right(hook: Hook, value: Any) -> bool:
    """Whether a hook takes a value."""
    try:
        hook(value)
    except Malformed:
        return False
    return True


def _left_out(kind: Type) -> frozenset[str]:
    without = kind.mark(Omit)
    return without.fields if without else frozenset()


def _names(kind: Type) -> set[str]:
    return {f.name for f in fields_of(kind.base)} if attrs.has(kind.base) else set()


def _within(value: int, bounds: IntegerAsText) -> bool:
    return value >= bounds.minimum and (bounds.maximum is None or value <= bounds.maximum)


def _date(value: Any) -> date | None:
    if type(value) is not str:
        mistyped(Type(str), value)
    if len(value) == 10 and value[4] == value[7] == "-" and value.isascii():
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    return refuse("NC110", f"{shown(value)}: {impossible(value) or 'expected a day, YYYY-MM-DD'}", None)
