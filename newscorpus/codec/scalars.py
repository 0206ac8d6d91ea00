"""Structure hooks for scalars and for the attributes of a corpus. Imports no cattrs, since `compiled` uses them."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any, Final, NoReturn

from newscorpus.codec.errors import (
    StructureError,
    StructureErrors,
    accept,
    is_integer,
    mistyped,
    placeholder,
    plural,
    refuse,
    respell,
    shown,
    with_article,
)
from newscorpus.codec.vocabularies import Alternatives, CorpusTerms, KindVocabulary, Meanings, suggest
from newscorpus.formats.document import NonDecimalInt
from newscorpus.formats.yaml.writer import inline
from newscorpus.models.edtf import impossible
from newscorpus.models.fields import Type
from newscorpus.models.frozen import FrozenDict
from newscorpus.models.manifest import VALUES, Attribute
from newscorpus.models.metadata import SCALARS, Attributes, IntegerAsText, Scalar, Vocabulary
from newscorpus.text.suggest import Candidates
from newscorpus.text.words import singular

_LONGEST: Final = 100
"""Code points of a value that a help repeats."""

StructureHook = Callable[[Any, Any], Any]
"""A function as cattrs calls it: with the data and the type that is expected."""


def scalar_hook(kind: Type, terms: CorpusTerms) -> StructureHook:
    """Return the hook for a scalar of that type, or for attributes."""
    if kind.mark(Attributes):
        return AttributesHook(kind, terms)
    if kind.choices:
        return ChoiceHook(kind, terms)
    return structure_date if kind.base is date else ScalarHook(kind, terms)


class ChoiceHook:
    """Structures a scalar of one of several types."""

    def __init__(self, kind: Type, terms: CorpusTerms) -> None:
        self._kind = kind
        self._by_type = {choice.base: scalar_hook(choice, terms) for choice in kind.choices}

    def __call__(self, value: Any, _type: Any = None) -> Any:
        """Return the value; raise StructureErrors if no type fits, or the one that fits refuses it."""
        if type(value) is str and int in self._by_type and is_integer(value):
            mistyped(Type(int), value)
        hook = self._by_type.get(type(value))
        return hook(value, None) if hook else mistyped(self._kind, value)


class ScalarHook:
    """Structures a scalar: checks its type, its constraints and its vocabulary."""

    def __init__(self, kind: Type, terms: CorpusTerms) -> None:
        self._kind = kind
        types: dict[Any, tuple[type, ...]] = {Scalar: SCALARS, int: (int, NonDecimalInt)}
        self._types = types.get(kind.base, (kind.base,))
        self._integers: IntegerAsText | None = kind.mark(IntegerAsText)
        self._constraints: list[Any] = kind.constraints
        self._all_terms = terms
        self._terms = terms.terms(kind)

    @cached_property
    def _alternatives(self) -> Alternatives:
        return Alternatives(self._terms or (), len(CorpusTerms().terms(self._kind) or ()))

    @cached_property
    def _meanings(self) -> Meanings:
        return Meanings(self._terms or {})

    def __call__(self, value: Any, _type: Any = None) -> Any:
        """Return the value; raise StructureErrors if it is not allowed."""
        if type(value) not in self._types:
            if self._integers is None or type(value) is not int or not _is_within(value, self._integers):
                mistyped(self._kind, value, self._wrong_in_quotes(value))
            value = str(value)
        for constraint in self._constraints:
            complaint = constraint.complaint(value)
            if complaint:
                self._refuse(value, constraint, complaint)
        if self._terms is not None and value not in self._terms:
            self._refuse_term(value)
        return int(value) if type(value) is NonDecimalInt else value

    def _wrong_in_quotes(self, value: Any) -> str | None:
        """Say why a number or boolean would be wrong as text, too; None if it would not be."""
        if self._kind.base is not str or type(value) not in (int, float, bool):
            return None
        text = _spell(value)
        if self._terms is not None and text not in self._terms:
            return f"write one of {self._alternatives.listed(text)}"
        wrong = next((constraint for constraint in self._constraints if constraint.complaint(text)), None)
        return wrong and f"write {wrong.expects}"

    def _refuse(self, value: Any, constraint: Any, complaint: str) -> NoReturn:
        instead = respell(value, self._constraints) if type(value) is str else None
        closer = getattr(constraint, "closer", None)
        advice = getattr(constraint, "advice", None)
        hint = (advice and advice(value)) or getattr(constraint, "help", None)
        expects = getattr(constraint, "expects", None)
        if closer and closer(value):
            hint, expects = "correct the month or the day", None
        elif hint and type(value) is str and len(value) < _LONGEST:
            hint = hint.replace("WORDS", inline(value, flow=True))
        hint = f"write {shown(instead[1])}" if instead else hint
        message = f"{shown(value)} is not {expects}" if expects else f"{shown(value)}: {complaint}"
        refuse(constraint.code, message, placeholder(self._kind), help=hint, instead=instead)

    def _refuse_term(self, value: str) -> NoReturn:
        """Refuse a term outside the vocabulary; suggest another one, or say which kind of events has it."""
        vocabulary: Vocabulary = self._kind.mark(Vocabulary)
        name = singular(vocabulary.name)
        meant = self._meanings.meant_by(value)
        near = None if meant else self._meanings.misspelt(value, self._alternatives.candidates)
        listed, of = f"write one of {self._alternatives.listed(value, near)}", ""
        if isinstance(vocabulary, KindVocabulary):
            of = f" of {plural(str(vocabulary.kind))}"
            kinds = self._all_terms.kinds_with(value, vocabulary)
            if kinds:
                listed = f"it is {with_article(name)} of {' and '.join(map(plural, kinds))}; {listed}"
        if near:
            hint = f"did you mean `{near}`?"
        elif meant:
            hint = f"did you mean `{meant.word}` ({meant.meaning})? `newscorpus terms {vocabulary.name}` lists all"
        else:
            hint = f"{listed} (`newscorpus terms {vocabulary.name}` explains them)"
        message = f"{shown(value)} is not {with_article(name)}{of}"
        refuse("NC104", message, placeholder(self._kind), help=hint, instead=(value, near) if near else None)


def structure_date(value: Any, _type: Any = None) -> date | None:
    """Return the day that `YYYY-MM-DD` means; raise StructureErrors for anything else."""
    if type(value) is not str:
        mistyped(Type(str), value)
    if len(value) == 10 and value[4] == value[7] == "-" and value.isascii():
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    why = impossible(value)
    return refuse("NC110", f"{shown(value)}: {why}" if why else f"{shown(value)} is not a day (YYYY-MM-DD)", None)


class AttributesHook:
    """Structures the attributes of an object: the fields that `corpus.yaml` declares for its kind of objects."""

    def __init__(self, kind: Type, terms: CorpusTerms) -> None:
        self._kind = kind
        self._owner: str = kind.mark(Attributes).owner
        self._declared = {name: _AttributeHook(declared) for name, declared in terms.attributes(self._owner).items()}
        self._names = Candidates(self._declared)

    def __call__(self, data: Any, _type: Any = None) -> FrozenDict[str, Any]:
        """Return the attributes; raise StructureErrors with those that are valid."""
        if type(data) is not dict:
            mistyped(self._kind, data)
        attributes: dict[str, Any] = {}
        errors: list[StructureError] = []
        for name, value in data.items():
            if name not in self._declared:
                errors.append(self._unknown(name))
                continue
            try:
                attributes[name] = self._declared[name](value)
            except StructureErrors as e:
                errors += e.below(name)
        return accept(FrozenDict(attributes), errors)

    def _unknown(self, name: str) -> StructureError:
        near = suggest(name, self._names)
        declare = f"declare it in `corpus.yaml`: `attributes: {{{self._owner}: {{{name}: {{type: TYPE}}}}}}`"
        message = f"unknown attribute {shown(name)} of {with_article(self._owner)}"
        hint, instead = (f"did you mean `{near}`?", (name, near)) if near else (declare, None)
        return StructureError((name,), "NC101", message, hint, at_key=True, instead=instead)


class _AttributeHook:
    """Structures a value of one attribute, by its declaration."""

    def __init__(self, declared: Attribute) -> None:
        self._declared = declared
        allowed = VALUES.get(declared.type, SCALARS)
        self._allowed = (*allowed, NonDecimalInt) if int in allowed else allowed
        # Values are not judged by a declaration that is wrong itself: corpus.yaml has that error.
        self._enum = frozenset(declared.enum if all(type(value) in self._allowed for value in declared.enum) else ())

    @cached_property
    def _alternatives(self) -> Alternatives:
        return Alternatives(map(_spell, self._declared.enum))

    def __call__(self, value: Any) -> Any:
        """Return `value` if the declaration allows it."""
        declared = self._declared
        if type(value) not in self._allowed:
            mistyped(Type(float if declared.type == "number" else self._allowed[0]), value)
        value = int(value) if type(value) is NonDecimalInt else value
        if self._enum and value not in self._enum:
            near = suggest(value, self._alternatives.candidates) if type(value) is str else None
            hint = f"did you mean `{near}`?" if near else f"write one of {self._alternatives.listed(_spell(value))}"
            message = f"{shown(_spell(value))} is not a value of the attribute, as `corpus.yaml` declares it"
            refuse("NC104", message, None, help=hint, instead=(value, near) if near else None)
        minimum, maximum = declared.minimum, declared.maximum
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and (minimum is None or maximum is None or minimum <= maximum):
            if minimum is not None and value < minimum:
                refuse("NC103", f"{value} is less than the minimum, {minimum}", None, help=f"write {minimum} or more")
            if maximum is not None and value > maximum:
                refuse("NC103", f"{value} is more than the maximum, {maximum}", None, help=f"write {maximum} or less")
        return value


def _spell(value: Any) -> str:
    """Return a value as a file has it."""
    return str(value).lower() if type(value) is bool else str(value)


def _is_within(value: int, bounds: IntegerAsText) -> bool:
    return value >= bounds.minimum and (bounds.maximum is None or value <= bounds.maximum)
