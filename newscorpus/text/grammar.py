"""Function words of a language, and what they tell of the words around them: whether these are a clause, or past.

`section(language, "grammar")` has them. Only those of the article's language apply; without them nothing is judged.
Imports `languages`, `sentences` and `words`.
"""

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import Any, Final

import attrs

from newscorpus.text.languages import primary_subtag, section, sections
from newscorpus.text.sentences import TOKEN, ends_sentence
from newscorpus.text.words import pattern


@attrs.frozen(eq=False, slots=False)
class Grammar:
    """The function words of a language, in lower case."""

    language: str
    pronouns: frozenset[str] = frozenset()
    """What stands for a person or thing: personal, possessive, demonstrative, relative and others."""
    subjects: frozenset[str] = frozenset()
    """Those of them that can only be the subject of a verb: `he`."""
    possessive: frozenset[str] = frozenset()
    """Those of them that only say whose something is: `his`."""
    articles: frozenset[str] = frozenset()
    """What a noun phrase begins with, other than a pronoun."""
    definite: frozenset[str] = frozenset()
    """What a description of somebody known begins with: `the mayor`."""
    prepositions: frozenset[str] = frozenset()
    subordinators: frozenset[str] = frozenset()
    """What a clause inside another begins with."""
    conjunctions: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    """What may be between an auxiliary and its verb; in English, those in `-ly` are known."""
    auxiliaries: frozenset[str] = frozenset()
    """Forms of auxiliary verbs that assert; the modal verbs are in `meaning`."""
    participles: frozenset[str] = frozenset()
    """Those of them that are not finite: `been`."""
    copulas: frozenset[str] = frozenset()
    """Those of them that link a noun to another."""
    speech: frozenset[str] = frozenset()
    """Verbs that attribute, in their finite forms: `said`."""
    telling: frozenset[str] = frozenset()
    """Those of them that have an addressee: `told the mayor`."""
    rejecting: frozenset[str] = frozenset()
    """Verbs that say that something reported is not so: `denied`."""
    dismissing: frozenset[str] = frozenset()
    """Verbs that do so before one of `reports`: `rejected the claim`, not `rejected the offer`."""
    reports: frozenset[str] = frozenset()
    """What may be true or not: `the claim`, `allegations`."""
    admitting: frozenset[str] = frozenset()
    """Verbs that say that something is so, against doubts: `confirmed`."""
    naming: frozenset[str] = frozenset()
    """Words before a name that say that somebody has it: `known as`."""
    uncertain: frozenset[str] = frozenset()
    """Modal verbs that say that something is possible, no more."""
    conditional: frozenset[str] = frozenset()
    """Modal verbs of what happens on a condition."""
    conditions: frozenset[str] = frozenset()
    """What a condition begins with."""
    rebuttals: tuple[str, ...] = ()
    """Phrases that say that something is not so: `is a lie`."""
    sources: tuple[tuple[str, ...], ...] = ()
    """Phrases before the name of a source: `according to`."""
    prospects: frozenset[str] = frozenset()
    """Words that leave open or deny what the infinitive behind them names: `expected to meet`."""
    infinitive: str = ""
    """The particle of the infinitive."""
    cancelling: tuple[tuple[str, ...], ...] = ()
    """What is done to an event that will not be: `called off`, as a participle and in the past."""
    postponing: tuple[tuple[str, ...], ...] = ()
    """What is done to an event that will be later."""
    determiners: frozenset[str] = frozenset()
    """Negations that a noun phrase begins with: `no talks`."""
    until: frozenset[str] = frozenset()
    """Words behind a negation that make it one of time: `did not meet until Monday`."""
    past_forms: frozenset[str] = frozenset()
    """Forms of verbs in the past that are irregular."""
    affirming: tuple[tuple[str, ...], ...] = ()
    """Phrases with a negation or a modal verb that assert: `not only`, `could see`."""

    @cached_property
    def negations(self) -> frozenset[str]:
        """Words that negate a clause or a noun, but for prepositions."""
        return self._listed("negations") - self.prepositions

    @cached_property
    def joints(self) -> frozenset[str]:
        """What clauses, and the nouns of a list, begin with."""
        return self.subordinators | self.conjunctions

    @cached_property
    def negative(self) -> frozenset[str]:
        """Words that negate, prepositions included: `not`, `without`."""
        return self.negations | self.excluding

    @cached_property
    def openers(self) -> frozenset[str]:
        """What a clause begins with, and no noun phrase."""
        return self.subordinators - self.prepositions

    @cached_property
    def quoting(self) -> frozenset[str]:
        """Verbs that attribute, and have no addressee."""
        return self.speech - self.telling

    @cached_property
    def bounds(self) -> frozenset[str]:
        """What ends the phrase before it."""
        return self.joints | self.prepositions

    @cached_property
    def finite(self) -> frozenset[str]:
        """Forms of auxiliary and modal verbs that have a subject."""
        return (self.auxiliaries | self.modals) - self.participles

    @cached_property
    def functional(self) -> frozenset[str]:
        """Words that are no noun, and no verb."""
        return self.articles | self.pronouns | self.adverbs | self.bounds

    @cached_property
    def helping(self) -> frozenset[str]:
        """Words that are no noun, and no verb but auxiliaries."""
        return self.functional | self.auxiliaries

    @cached_property
    def before_nouns(self) -> frozenset[str]:
        """What a noun phrase, or the clause behind one, begins with."""
        return self.articles | self.prepositions | self.possessive | self.conjunctions

    @cached_property
    def connecting(self) -> frozenset[str]:
        """Words that connect others, by which a language is known."""
        return self.articles | self.prepositions | self.conjunctions | self.auxiliaries

    @cached_property
    def personal(self) -> frozenset[str]:
        """Pronouns that stand for somebody, beside those that describe or relate."""
        return self.pronouns - self.subordinators - self.definite

    @cached_property
    def denials(self) -> frozenset[str]:
        """Verbs that say that something is not done: `refused`."""
        return self._listed("denials")

    @cached_property
    def excluding(self) -> frozenset[str]:
        """Prepositions that negate what follows: `without`."""
        return self._listed("negations") & self.prepositions

    @cached_property
    def modals(self) -> frozenset[str]:
        """Modal verbs."""
        return self._listed("modals") - self.auxiliaries

    def _listed(self, name: str) -> frozenset[str]:
        lists = section(self.language, "meaning")
        return frozenset(lists.get(name, ()) if lists else ())


@cache
def _grammar(language: str) -> Grammar | None:
    words = section(language, "grammar")
    if words is None:
        return None
    return Grammar(language, **{name: _as_field(name, value) for name, value in words.items()})


_PHRASES: Final = frozenset({"affirming", "cancelling", "postponing", "sources"})


def _as_field(name: str, value: str | Sequence[str]) -> Any:
    """A word as it is; a list of words as a set; a list of phrases as tuples of words, if words are compared."""
    if isinstance(value, str):
        return value
    if name == "rebuttals":
        return tuple(value)
    return tuple(tuple(phrase.split()) for phrase in value) if name in _PHRASES else frozenset(value)


def grammar_of(tag: str | None) -> Grammar | None:
    """Return the function words of the language of a BCP 47 tag; None if there are none."""
    return _grammar(primary_subtag(tag))


@cache
def every_grammar() -> Mapping[str, Grammar]:
    """Return the function words of all languages that have some, by their primary subtags."""
    return {language: grammar for language, _ in sections("grammar") if (grammar := _grammar(language))}


CONTRACTED: Final = pattern(r"n['’]t\Z")
"""A negation as the end of another word."""


def is_clause(words: str, names: Sequence[str], grammar: Grammar) -> bool:
    """Return whether words are a clause or several sentences, and not a noun phrase.

    Args:
        words: The words. A relative clause is part of a noun phrase: `the man who was arrested`.
        names: Other names of the person that the words should name; a verb follows one: `Blinken flies to China`.
        grammar: That of their language.
    """
    if words.count(" ") < 2:
        return False
    if ends_sentence(words):
        return True
    tokens = TOKEN.findall(words)
    if len(tokens) > 2 and tokens[0].lower() in grammar.subjects and tokens[1].islower():
        return not any(tokens[1] in kind for kind in (grammar.pronouns, grammar.subordinators, grammar.prepositions))
    for before, word in pairwise(tokens):
        if before.lower() in grammar.joints or not before[0].isalpha():
            break  # a relative clause, a second noun or an apposition: what follows belongs to it
        if word.lower() in grammar.pronouns and before not in grammar.prepositions:
            break  # a relative clause without its pronoun
        finite = word in grammar.finite or CONTRACTED.search(word)
        if finite and before not in grammar.articles:
            return True
    for name in names:
        rest = words.removeprefix(name)
        following = TOKEN.findall(rest)
        if rest != words and rest[:1] == " " and len(following) > 1 and following[0].islower():
            return following[0] not in grammar.functional and following[0] not in grammar.participles
    return False


_PERFECT: Final = frozenset({"has", "have", "had", "was", "were"})


def past_verb(words: Sequence[str], grammar: Grammar) -> str | None:
    """Return the first finite verb of a clause if it is in the past or the perfect, and is not negated.

    Args:
        words: The words of the clause in lower case, from its beginning.
        grammar: That of their language.
    """
    if grammar.language != "en":
        return None
    bounds = grammar.before_nouns
    for before, word in pairwise(["", *words]):
        if word in grammar.modals or word in grammar.negations or word.endswith(("n't", "n’t")):
            return None
        if word in _PERFECT:
            return word
        if word in grammar.auxiliaries or word in grammar.openers:
            return None
        if before and before not in bounds and before.isalnum() and (word.endswith("ed") or word in grammar.past_forms):
            return word
    return None
