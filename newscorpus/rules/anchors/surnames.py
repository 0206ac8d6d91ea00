"""NC338: aliases and mentions that are a part of the name of another actor."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.descriptions import are_initials
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import flatten

_CAPITAL: Final = re.compile(r"[^\W\d_a-z][\w’'-]+\Z")
_OF: Final = re.compile(r"\b(?:of|for|to|with)\b")
_SHARED: Final = 3
"""People of one surname: with more, nobody knows who is meant."""
_MOST: Final = 100
"""Actors of an article that are compared with each other."""


@rule("NC338", "name-of-another", HINT, "an alias or a mention is a part of the name of another actor")
def name_of_another(context: ArticleContext) -> Iterator[Finding]:
    """
    `Berg` does not mean Carl Dahl where there is an Anna Berg. Judged are aliases and mentions of persons that end with
    the surname of another person, and not with their own, and initials of another body. English.

    Example:
          actors:
        -   anna: {name: Anna Berg, kind: person}
        +   anna: {name: Anna Berg, kind: person, aliases: [Berg]}
            carl:
              name: Carl Dahl
              kind: person
        -     aliases: [Berg] # <NC338>
          text: Anna Berg met Carl Dahl. Berg was late.
    """
    actors = context.article.actors
    if primary_subtag(context.article.language) != "en" or len(actors) > _MOST:
        return
    named = defaultdict[str, list[Actor]](list)
    for actor in actors.values():
        named[_last_word(actor, flatten(actor.name or ""))].append(actor)
    for key in context.local:
        actor = actors[key]
        if not actor.name or not actor.named or context.is_broken("actors", key):
            continue
        for path, words in _words(key, context.local[key]):
            near = named.get(_last_word(actor, words), [])
            if actor.kind == "person" and len(near) > _SHARED:
                continue
            others = [one for one in near if one is not actor and _is_named_so(actor, one, words)]
            if len(others) == 1:
                other = others[0]
                message = f"{backticked(words)} of {backticked(key)} is in the name of {backticked(other.id)},"
                message += f" {backticked(flatten(other.name or ''))}"
                hint = f"move it to {backticked(other.id)}, if that is meant"
                yield Finding(path, message, help=hint, arguments=(words,))


def _words(key: str, local: Actor) -> Iterator[tuple[Path, str]]:
    for i, alias in enumerate(local.aliases):
        yield ("actors", key, "aliases", i), flatten(alias)
    for i, quote in enumerate(local.mentions):
        yield ("actors", key, "mentions", i), flatten(quote.exact)


def _last_word(actor: Actor, words: str) -> str:
    """The last of an actor's words, by which people are compared; none for others."""
    return words.rpartition(" ")[2] if actor.kind == "person" else ""


def _is_named_so(actor: Actor, other: Actor, words: str) -> bool:
    """Whether words can be a part of the name of another actor, and not of an actor's own."""
    if not other.named or not other.name or other.kind != actor.kind:
        return False
    if actor.kind != "person":
        own = are_initials(words, actor.name or "") or words in (actor.name or "")
        return words.isupper() and are_initials(words, other.name) and not own
    last, names = words.split()[-1:], flatten(other.name).split()
    if last != names[-1:] or not last or len(names) < _FULL or not _CAPITAL.match(last[0]) or _OF.search(words):
        return False
    others = {word.casefold() for form in actor.forms if flatten(form) != words for word in form.split()}
    return others.isdisjoint(words.casefold().split())


_FULL: Final = 2
"""Words of a name with a surname."""
