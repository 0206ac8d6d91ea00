"""NC529, NC530 and NC542: titles of two events, with a number of nowhere, or of somebody who does not act."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Event
from newscorpus.models.quantity import quantity_of
from newscorpus.models.traversal import quantities_of
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.events.deeds import role_unlike_verb
from newscorpus.rules.events.kinship import belongs
from newscorpus.rules.events.voices import roles_swapped_in
from newscorpus.rules.name_index import named_in
from newscorpus.rules.rule import HINT, WARNING, Finding, rule
from newscorpus.text.clauses import tokens
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.index import Text
from newscorpus.text.quantities import read_quantities
from newscorpus.text.timex_languages import language_of, primary_subtag
from newscorpus.text.words import flatten, words_in

_NUMBER: Final = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)*(?![\w-])")
_YEAR: Final = re.compile("(?:19|20)\\d\\d")
_SMALL: Final = 3
"""Numbers up to this are often of those who take part, whom the text need not count."""
_PIECE: Final = re.compile(r"\S[^\n]{0,150}(?!\S)")
"""A part of a text that is short enough to be read for quantities."""


@rule("NC529", "title-used-twice", WARNING, "two events have the same title")
def title_used_twice(context: ArticleContext) -> Iterator[Finding]:
    """
    A title says what happens, and so which event is meant. The second one was often left when an event was copied.

    Example:
          events:
            storm:
              kind: incident
              type: disaster
              title: A storm in Oslo
              evidence:
                - The storm
            cleaning:
              kind: event
              type: other
        -     title: A storm in Oslo # <NC529>
        +     title: Oslo is cleaned
              evidence:
                - Oslo was cleaned
          text: The storm ended, and Oslo was cleaned.
    """
    first: dict[str, str] = {}
    for key, event in context.article.events.items():
        title = flatten(event.title or "").casefold()
        if not title or context.is_broken("events", key, "title"):
            continue
        other = first.setdefault(title, key)
        if other != key:
            message = f"title {backticked(flatten(event.title or ''))} is also that of {backticked(other)}"
            related = ((("events", other, "title"), "the other event"),)
            hint = "say what distinguishes the two, or delete one if it is the same event"
            yield Finding(("events", key, "title"), message, related=related, help=hint, alike=(title,))


@rule(
    "NC530",
    "title-number-not-in-text",
    WARNING,
    "the title of an event has a number that the text lacks",
    needs_text=True,
)
def number_not_in_text(context: ArticleContext) -> Iterator[Finding]:
    """
    A number in a title is one of the article, in digits or in words, or one of the event's own counts and quantities.
    Not judged are numbers in words, numbers up to three, years and dates. English, German and Spanish.

    Example:
          events:
            fire:
              kind: incident
              type: accident
        -     title: Fire drives 24 people from their homes # <NC530>
        +     title: Fire drives 42 people from their homes
              evidence:
                - The fire in Oslo drove 42 people from their homes
          text: The fire in Oslo drove 42 people from their homes.
    """
    text = context.text
    assert text is not None
    for key, event in context.article.events.items():
        for found in _NUMBER.finditer(event.title or ""):
            if (
                _YEAR.fullmatch(found[0])
                or re.search(rf"(?<!\d){re.escape(found[0])}(?!\d)", text.raw)
                or context.is_broken("events", key)
            ):
                continue
            title = event.title or ""
            if _is_of_date(title, found.span(), context.article.language) or _is_known(
                context, key, event, found.span()
            ):
                continue
            message = f"the title has {backticked(found[0])}, which is not in the article text"
            hint = "write the number that the article has"
            yield Finding(("events", key, "title"), message, part=found.span(), help=hint, arguments=(found[0],))


def _is_of_date(title: str, span: tuple[int, int], tag: str | None) -> bool:
    """Whether a number is beside the name of a month or weekday."""
    language = language_of(tag)
    near = (title[: span[0]].split()[-1:], title[span[1] :].split()[:1])
    return language is not None and any(language.is_date_name(word.strip(".,")) for words in near for word in words)


def _is_known(context: ArticleContext, key: str, event: Event, span: tuple[int, int]) -> bool:
    """Whether a number of a title is small, is one of the event's own, or is in the text in another form."""
    language, title = primary_subtag(context.article.language), event.title or ""
    reading = read_quantities(title[span[0] :], language)
    if reading is None or not reading.amounts:
        return True
    number = reading.amounts[0].low
    own = [quantity_of(value) for _, value in quantities_of(key, event)]
    ends = {Decimal(end) for one in own if one for end in (one.least, one.most) if end is not None}
    assert context.text is not None
    return number <= _SMALL or number in ends or number == sum(ends) or number in _numbers_of(context.text, language)


def _numbers_of(text: Text, language: str) -> frozenset[Decimal]:
    """The numbers that a text has, in whatever form."""
    readings = (read_quantities(piece[0], language) for piece in _PIECE.finditer(text.raw))
    return frozenset(end for one in readings if one for amount in one.amounts for end in (amount.low, amount.high))


@rule("NC542", "title-unlike-roles", HINT, "the title of an event begins with somebody who does not act in it")
def title_unlike_roles(context: ArticleContext) -> Iterator[Finding]:
    """
    A title such as `Vietnam asks for talks` says who does it. That actor takes part, or what they belong to, or who
    belongs to them; and it is not only done to them. English.

    Example:
          {ACTORS}

            dora: {name: Dora Eide, kind: person}
          events:
            attack:
              kind: incident
              type: attack
              title: Anna Berg attacks Carl Dahl
        -     participants: {agent: dora, victim: carl} # <NC542>
        +     participants: {agent: anna, victim: carl}
              evidence:
                - Anna Berg attacked Carl Dahl
          text: Anna Berg attacked Carl Dahl. Dora Eide left.
    """
    grammar, actors = grammar_of(context.article.language), context.article.actors
    if context.text is None or grammar is None or grammar.language != "en":
        return
    for key, event in well_formed_events(context):
        found = _subject(context, event, grammar) if event.title else None
        if found is None or context.is_broken("events", key):
            continue
        subject, said = actors[found[0]], backticked(flatten(event.title or ""))
        roles = {one: role for role in _LED for one in event.in_role(role)}
        is_led = any(event.in_role(role) for role in _LEADING)
        if subject.id in roles and is_led and not _may_be_led(event, found[1], grammar):
            if not _is_reported(context, key):
                message = (
                    f"{backticked(subject.id)} is the {roles[subject.id]} of {backticked(key)}, but does it by the"
                )
                path: Path = ("events", key, "participants", roles[subject.id])
                yield Finding(path, f"{message} title {said}", help="swap the roles, or correct the title")
        elif subject.id not in event.parties and not any(
            one not in actors or belongs(subject, actors[one]) for one in event.parties
        ):
            message = f"title {said} begins with {backticked(subject.id)}, who takes no part in {backticked(key)}"
            hint = f"{_who_instead(event, subject.id, found[1], grammar)}, or correct the title"
            path = ("events", key, "participants") if event.participants else ("events", key, "title")
            yield Finding(path, message, at_key=bool(event.participants), help=hint)


def _who_instead(event: Event, subject: str, verb: str, grammar: Grammar) -> str:
    """What to do for who should take part: there may be another actor in their place, even another one for them."""
    acting = [one for role in _LEADING for one in event.in_role(role)]
    add = f"add {backticked(subject)} to the participants"
    if len(acting) != 1 or _may_be_led(event, verb, grammar):
        return add if not event.participants else f"write {backticked(subject)} in place of another actor, or add it"
    return f"write {backticked(subject)} in place of {backticked(acting[0])}, or add it"


def _is_reported(context: ArticleContext, key: str) -> bool:
    """Whether the evidence of an event contradicts its roles, too, which NC533 or NC539 reports."""
    assert role_unlike_verb.check is not None
    return key in roles_swapped_in(context) or any(found.path[1] == key for found in role_unlike_verb.check(context))


_LEADING: Final = words_in("agent winner visitor speaker")
_LED: Final = words_in("recipient victim target audience")
_OF_RECIPIENTS: Final = words_in("appointment award death election accident disaster")
"""Types of events of which the title is about whom they are done to."""
_SUFFERED: Final = words_in("dies die dead killed injured wounded missing arrested jailed detained dismissed")


def _may_be_led(event: Event, verb: str, grammar: Grammar) -> bool:
    """Whether who begins a title need not act: who takes office, receives or dies."""
    others = grammar.receiving | grammar.undergoing | grammar.auxiliaries | _SUFFERED
    return event.type in _OF_RECIPIENTS or not others.isdisjoint({verb, verb.removesuffix("s")})


def _subject(context: ArticleContext, event: Event, grammar: Grammar) -> tuple[str, str] | None:
    """The actor with whom the title of an event begins, as the subject of a verb, and the word behind it."""
    title = event.title or ""
    for span, key in named_in(context, title)[:1]:
        following, before = tokens(title, span[1], len(title)), tokens(title, 0, span[0])
        word = following[0] if following and title[span[1]] == " " else ""
        is_singular = word.endswith("s") and not word.endswith("ss")
        is_verb = is_singular != (context.article.actors[key].kind == "group") and word not in grammar.functional
        if word.isalpha() and is_verb and grammar.articles.issuperset(before):
            return key, word
    return None
