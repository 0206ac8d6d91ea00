"""NC329: mentions that cannot mean their actor, by country, office, pronoun or owner."""

import re
from collections.abc import Iterator
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor
from newscorpus.models.gazetteer import countries_described, country_of_city
from newscorpus.rules.anchors.strangers import of_stranger
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence
from newscorpus.text.spans import Span
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import flatten, words_in

_WOMAN: Final = words_in("she her herself hers")
_MAN: Final = words_in("he him himself his")
_OWNED: Final = re.compile(
    r"(?:his|her) (?:\w+ )?(?:government|country|party|ministry|company|club|union|firm)", re.IGNORECASE
)
_OFFICES: Final = re.compile(
    r"the (?:\w+ )?(minister|president|governor|mayor|chancellor|judge|ambassador|bishop|chairman)"
)


@rule("NC329", "mention-unlike-actor", HINT, "a mention cannot mean its actor", needs_text=True)
def mention_unlike_actor(context: ArticleContext) -> Iterator[Finding]:
    """
    `Hanoi`, as a government, is not that of India; `the minister` is not who has another office, if somebody else is
    minister; nobody is both `he` and `she`; `her government` is that of the person who is named before it; and an
    apposition behind a name (`Lomar, the company that`) means what has the name. English.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person, mentions: [{she: she said}]}
            carl:
              name: Carl Dahl
              kind: person
              mentions:
                - {he: he came}
        -       - {she: when she left} # <NC329>
        +       - {he: when he left}
          text: Anna Berg was late, she said. Carl Dahl saw that he came early, when she left and when he left.
    """
    text = context.text
    assert text is not None
    if primary_subtag(context.article.language) != "en":
        return
    for key in context.local:
        actor = context.article.actors[key]
        said = [flatten(quote.exact) for quote in actor.mentions]
        other_gender = _other_gender(said)
        for i, words in enumerate(said):
            if context.is_broken("actors", key):
                continue
            why = _elsewhere(actor, words) or other_gender.get(i) or _other_office(context, actor, words)
            span = spans([actor.mentions[i]])[0]
            why = why or _other_owner(context, actor, words, span) or _apposed(context, actor, words, span)
            why = why or of_stranger(context, actor, words, span)
            if why:
                message = f"mention {backticked(words)} cannot mean {backticked(key)}: {why}"
                hint = "move it to the actor that it means"
                yield Finding(("actors", key, "mentions", i), message, help=hint, arguments=(words,))


def _elsewhere(actor: Actor, words: str) -> str | None:
    """That a mention names another country: `Hanoi`, `the Portuguese government`."""
    if actor.country is None or not actor.named:
        return None  # of what has no name of its own, NC532 judges the label
    city = country_of_city(words) if actor.kind == "country" else None
    found = {city} if city else {*countries_described(words)} if " " in words else set()
    if len(found) != 1 or actor.country in found:
        return None
    return f"it is of {found.pop()}, not {actor.country}"


def _other_gender(said: list[str]) -> dict[int, str]:
    """Why pronouns are wrong that are of another gender than most of the others, or than the first one; by index."""
    women, men = ([i for i, words in enumerate(said) if words.lower() in those] for those in (_WOMAN, _MAN))
    why = {}
    for own, others in ((women, men), (men, women)) if women and men else ():
        for i in own:
            if len(own) < len(others) or (len(own) == len(others) and others[0] < i):
                why[i] = f"another one is {backticked(said[others[0]].lower())}"
    return why


def _other_office(context: ArticleContext, actor: Actor, words: str) -> str | None:
    """That a mention is the title of an office that another one holds, and not this one."""
    title = _OFFICES.fullmatch(words.lower())
    if title is None or actor.kind != "person" or not actor.roles:
        return None
    holders = [
        key
        for key, one in context.article.actors.items()
        if any(title[1] in role.title.exact.lower() for role in one.roles)
    ]
    return f"{backticked(holders[0])} is {title[1]}" if len(holders) == 1 and holders[0] != actor.id else None


def _other_owner(context: ArticleContext, actor: Actor, words: str, span: Span) -> str | None:
    """That the person before `her government` is of another country, or of another body before `her party`."""
    assert context.text is not None
    if not _OWNED.fullmatch(words) or actor.kind not in ("country", "organization"):
        return None
    raw, actors = context.text.raw, context.article.actors
    here = sentence(raw, span)
    before = [
        (place, key) for place, key in names_of(context).mentions((here[0], span[0])) if actors[key].kind == "person"
    ]
    if not before:
        return None
    if any(actors[key].country == actor.country for _, key in before):
        return None
    owner = actors[before[0][1]]
    bodies = {role.org for role in owner.roles} | {one.other for some in owner.relations.values() for one in some}
    if actor.id in bodies or actor.country is None or owner.country is None:
        return None
    return f"{backticked(owner.id)} is of {owner.country}" if owner.country != actor.country else None


def _apposed(context: ArticleContext, actor: Actor, words: str, span: Span) -> str | None:
    """That a mention describes another actor, right behind whose name it is: `Lomar, the company that …`."""
    assert context.text is not None
    raw = context.text.raw
    if raw[max(0, span[0] - 2) : span[0]] != ", " or not _DESCRIBES.match(words) or not _GOES_ON.match(raw, span[1]):
        return None
    start = max(0, span[0] - _FAR)
    before = [key for place, key in names_of(context).mentions((start, span[0])) if place[1] == span[0] - 2]
    if not before or actor.id in before:
        return None
    other = before[-1]  # the name, and not `six members of` it
    one = context.article.actors[other]
    related = {rival.other for some in (*one.relations.values(), *actor.relations.values()) for rival in some}
    return None if related & {actor.id, other} and "group" in (one.kind, actor.kind) else f"it describes `{other}`"


_FAR: Final = 60
_DESCRIBES: Final = re.compile(r"(?:the|its|their) \w", re.IGNORECASE)
_GOES_ON: Final = re.compile(r" (?:who|which|that)\b")
"""What follows an apposition, and seldom an item of a list."""
