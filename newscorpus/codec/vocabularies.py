"""What a corpus adds to the format: terms, attributes, registered actors; and suggestions of what a term may mean."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property
from typing import Any, Final

import attrs

from newscorpus.models import KINDS, Manifest, data
from newscorpus.models.codes import several
from newscorpus.models.fields import Field, Type, fields_of
from newscorpus.models.frozen import EMPTY
from newscorpus.models.manifest import Attribute
from newscorpus.models.metadata import Attributes, Vocabulary
from newscorpus.models.vocabulary import BY_KIND, DEFAULT, Word
from newscorpus.text.suggest import Candidates, as_singular, closest
from newscorpus.text.words import pattern


@attrs.frozen
class KindVocabulary(Vocabulary):
    """The vocabulary of one kind of events."""

    kind: str | None = None


@cache
def bound_fields(cls: type) -> tuple[Field, ...]:
    """Return the fields of a model, with the vocabularies of its kind of events."""
    kind = getattr(cls, "KIND", None)
    return tuple(attrs.evolve(field, type=_bind(field.type, kind)) for field in fields_of(cls))


def _bind(type_: Type, kind: str | None) -> Type:
    """Return the type with every vocabulary that depends on the kind of events bound to `kind`."""
    return attrs.evolve(
        type_,
        args=tuple(_bind(nested, kind) for nested in type_.args),
        choices=tuple(_bind(nested, kind) for nested in type_.choices),
        marks=tuple(
            KindVocabulary(mark.name, mark.extensible, mark.code, kind)
            if isinstance(mark, Vocabulary) and mark.name in BY_KIND
            else mark
            for mark in type_.marks
        ),
    )


class CorpusTerms:
    """The terms, attributes and registered actors of one corpus. Does not change."""

    def __init__(self, manifest: Manifest | None = None) -> None:
        self._words = manifest.words if manifest else DEFAULT
        self._declared = manifest.declared if manifest else lambda _: EMPTY
        self.registry: Mapping[str, Any] = manifest.actors if manifest else EMPTY

    def terms(self, type_: Type) -> Mapping[str, Any] | None:
        """Return the vocabulary of a field of that type; None if it has none."""
        vocabulary = type_.mark(Vocabulary)
        return vocabulary.words(self._words, getattr(vocabulary, "kind", None)) if vocabulary else None

    def kinds_with(self, term: str, vocabulary: Vocabulary) -> list[str]:
        """Return the kinds of events that have `term` in that vocabulary."""
        return [kind for kind in KINDS if term in self._words.get(vocabulary.name, kind)]

    def attributes(self, owner: str) -> Mapping[str, Attribute]:
        """Return the attributes that the corpus declares for an `owner`: article, actor, event or claim."""
        return self._declared(owner)

    def required_attributes(self, cls: type) -> list[str]:
        """Return the names of the attributes that the corpus requires of every object of `cls`."""
        marks = (field.type.mark(Attributes) for field in fields_of(cls))
        return [name for mark in marks if mark for name, a in self._declared(mark.owner).items() if a.required]


# --- suggestions ----------------------------------------------------------------------------------------------------


_LEFT: Final[ContextVar[Iterator[int] | None]] = ContextVar("suggestions that are left", default=None)
"""Of the running call. A context variable, since cattrs calls hooks with the data and its type alone."""


@contextmanager
def at_most_suggestions(limit: int) -> Iterator[None]:
    """Let `suggest` compare words `limit` times inside the block: comparing takes time."""
    token = _LEFT.set(iter(range(limit)))
    try:
        yield
    finally:
        _LEFT.reset(token)


def suggest(word: str, candidates: Iterable[str] | Candidates) -> str | None:
    """Return the candidate that `word` most likely means; None if there is none, or too much was asked already."""
    left = _LEFT.get()
    if left is not None and next(left, None) is None:
        return None
    return candidates.closest(word) if isinstance(candidates, Candidates) else closest(word, candidates)


class Meanings:
    """The terms of a vocabulary by the words that their meanings list."""

    def __init__(self, terms: Mapping[str, Any]) -> None:
        self._terms = terms

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[Word]]:
        by_word: dict[str, list[Word]] = {}
        for term in self._terms.values():
            for word in set(map(as_singular, _WORDS.findall(term.meaning))) if isinstance(term, Word) else ():
                by_word.setdefault(word, []).append(term)
        return by_word

    def meant_by(self, word: str) -> Word | None:
        """Return the only term whose meaning lists a word: `disaster` for `earthquake`; None if there is none.

        What other meanings mention names no term: a `demand` is a request, but a concession yields to one, too.
        """
        base = word.casefold().removesuffix("_of")  # `parent_of`: the parent
        single = as_singular(base)
        if len(word) < 4 or base in self._terms or single in self._terms:  # a term in capitals or in the plural
            return None
        terms = self._by_word.get(single, ())
        return terms[0] if len(terms) == 1 and single in map(as_singular, _listed(terms[0].meaning)) else None

    def misspelt(self, word: str, candidates: Iterable[str] | Candidates) -> str | None:
        """Return the term of which `word` is most likely a misspelling.

        None if there is none, or if the word is one of a meaning: a `crash` is no misspelt `clash`.
        """
        near = suggest(word, candidates)
        if near and not near.startswith(word.casefold()) and self._by_word.get(as_singular(word.casefold())):
            return near if as_singular(near) == as_singular(word.casefold()) else None
        return near


def _listed(meaning: str) -> Iterator[str]:
    """Yield the single words that a meaning lists: `fire`, `spill` of "harm that nobody meant: crash, fire, spill"."""
    head, _, listed = meaning.partition(": ")
    items = [*_BETWEEN.split(head), *(re.sub(r"\Aan? |\Athe ", "", item) for item in _BETWEEN.split(listed))]
    items[0] = re.sub(r"\Aan? ", "", items[0])
    for item in items if len(items) > 2 else ():
        if match := _ITEM.fullmatch(item):
            yield match[1].casefold()


def field_meant(name: str, fields: Candidates) -> str | None:
    """Return the field that an unknown name most likely means: `headline` for `headlin` or `title`; None if unclear."""
    return _synonym(name, fields) or fields.closest(name) or _synonym(_names_elsewhere()[1].closest(name), fields)


def _synonym(name: str | None, fields: Candidates) -> str | None:
    return next((field for field in _names_elsewhere()[0].get(name or "", ()) if field in fields), None)


@cache
def _names_elsewhere() -> tuple[Mapping[str, Sequence[str]], Candidates]:
    """What other formats call fields, with the fields: the one that an object has is meant; and these names."""
    names = {name: several(fields) for name, fields in data.rows("field_names")}
    return names, Candidates(names)


_WORDS: Final = pattern(r"[^\W\d_]{3,}")
_BETWEEN: Final = pattern(", (?:or )?| or ")
_ITEM: Final = pattern(r"([^\W\d_]{4,})(?: of .*| too)?")


class Alternatives:
    """The values that are allowed in one place, to list or suggest in messages.

    Args:
        values: All values, as files have them.
        usual: How many of them need no shortening in a message: those of the format itself.
    """

    def __init__(self, values: Iterable[str], usual: int = 0) -> None:
        self.values = tuple(values)
        self.candidates = Candidates(self.values)
        self._is_short = len(self.values) <= usual + _MOST_OWN

    def listed(self, word: str, near: str | None = None) -> str:
        """List them: all if they are few, else those most like `word`, and `near` before these."""
        return ", ".join(self.values) if self._is_short else self.candidates.listed(word, near)


_MOST_OWN: Final = 10
"""Values of a corpus's own that a message lists without shortening."""
