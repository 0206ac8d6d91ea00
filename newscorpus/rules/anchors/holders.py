"""NC331: titles of roles that the text gives to other people."""

import re
from collections.abc import Iterator
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor
from newscorpus.models.values import MERE_MEMBER
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.spans import Span
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import flatten

_BEHIND: Final = re.compile(r"(?: (?:of|for|at|in|to) [^,.;:()“”\n]{1,60})?,? \Z")
"""What is between a title and the name behind it: `leader of the party, `."""
_BEFORE: Final = re.compile(
    r"(?:, (?:who (?:is|was|has been) )?(?:an?|the|its|their|his|her)?| (?:is|was|became) (?:an?|the|its|their)?)"
    r"(?: ?[\w’'-]+){0,4} ?\Z"
)
"""What is between a name and the title behind it: `, the party’s new `."""
_NEAR: Final = 90
"""Code points around a title in which a name is looked for."""
_MOST: Final = 10
"""Places of a title that are looked at."""


@rule("NC331", "title-of-another", HINT, "the text gives the title of a role to somebody else", needs_text=True)
def title_of_another(context: ArticleContext) -> Iterator[Finding]:
    """
    In `the mayor, Anna Berg, met Carl Dahl` Anna Berg is the mayor. Judged are titles that are right beside the name of
    another person in each of their places, and never beside one of this actor. Nor is `the mayor’s brother` the mayor,
    or `a lawyer for the mayor`. English.

    Example:
          actors:
            anna:
              name: Anna Berg
              kind: person
        +     roles: [mayor]
            carl:
              name: Carl Dahl
              kind: person
        -     roles: [mayor] # <NC331>
          text: The mayor, Anna Berg, met Carl Dahl.
    """
    text = context.text
    assert text is not None
    if primary_subtag(context.article.language) != "en" or context.is_broken("actors"):
        return
    for key, local in context.local.items():
        actor = context.article.actors[key]
        for i, role in enumerate(local.roles):
            title = role.title
            words = flatten(title.exact)
            if words == MERE_MEMBER or words.endswith("s") or actor.kind != "person":
                continue
            forms = {title.exact, title.exact.capitalize(), title.exact.title(), title.exact.lower()}
            places = sorted({place for form in forms for place in text.named(form)})
            if not places or len(places) > _MOST:
                continue
            own = text.named(title.exact) or places
            if title.start is not None and title.end is not None:
                own = ((title.start, title.end),)
            whose = [_whose(text.raw, place) for place in own]
            if whose[0] is not None and all(whose):
                message = f"{backticked(key)} is {backticked(words)}, but the text has {backticked(whose[0])}"
                hint = "write what the actor is to the holder of the office: a title such as `adviser`, or a relation"
                yield Finding(("actors", key, "roles", i, "title"), message, in_text=((own[0], "here"),), help=hint)
                continue
            holders = [_holders(context, place) for place in places]
            found = {one for some in holders for one in some}
            if not all(holders) or key in found or any(_shares(context, actor, one) for one in found):
                continue
            other = min(found)
            message = f"{backticked(key)} is {backticked(words)}, but the text has it beside {backticked(other)}"
            hint = f"move the role to {backticked(other)}, or quote the title as the text has it for {backticked(key)}"
            yield Finding(("actors", key, "roles", i, "title"), message, in_text=((places[0], "here"),), help=hint)


def _whose(raw: str, title: Span) -> str | None:
    """The words in which a title is that of whom another one serves, or is related to: `the mayor’s brother`."""
    start, end = title
    behind = _SERVES_BEHIND.match(raw, end)
    if behind:
        return flatten(raw[start : behind.end()])
    before = _SERVES_BEFORE.search(raw, max(0, start - _NEAR), start)
    return flatten(raw[before.start() : end]) if before else None


_NEARBY: Final = (
    r"(?:brother|sister|son|daughter|wife|husband|widow|widower|father|mother|cousin|nephew|niece|uncle|aunt|son-in-law"
    r"|brother-in-law|relative|partner|spokes(?:man|woman|person)|advis[eo]r|aide|lawyer|attorney|secretary|deputy|bodyguard"
    r"|chief of staff|assistant|driver|ally|rival|critic|predecessor|successor|opponent|challenger)"
)
"""Who is near to the holder of an office."""
_SERVES_BEHIND: Final = re.compile(rf"[’']s?(?: [\w-]+){{0,2}}? {_NEARBY}\b")
_SERVES_BEFORE: Final = re.compile(
    rf"\b{_NEARBY} (?:of|for|to) (?:the |its |their |a )?(?:(?!and\b|to\b|of\b)[\w’'-]+ ){{0,2}}\Z", re.IGNORECASE
)


def _holders(context: ArticleContext, title: Span) -> set[str]:
    """The persons beside whose name a title stands."""
    assert context.text is not None
    raw, found = context.text.raw, set[str]()
    for (start, end), key in names_of(context).mentions((max(0, title[0] - _NEAR), title[1] + _NEAR)):
        if context.article.actors[key].kind != "person":
            continue
        is_inside = start <= title[0] and title[1] <= end
        is_behind = title[1] <= start and _BEHIND.fullmatch(raw, title[1], start)
        is_before = end <= title[0] and _BEFORE.fullmatch(raw, end, title[0])
        if is_inside or is_behind or is_before:
            found.add(key)
    return found


def _shares(context: ArticleContext, actor: Actor, other: str) -> bool:
    """Whether two actors may be one person, or hold such offices in two countries: `his Omani counterpart`."""
    assert context.text is not None
    one, raw = context.article.actors[other], context.text.raw
    places = context.mentions.get(actor.id, ())[:_MOST]
    is_equal = any(_SUCCEEDS.match(raw, end) for _, end in places) or any(
        _EQUAL.search(raw, max(0, start - _NEAR), end + _NEAR) for start, end in places
    )
    return is_equal or not (actor.named and one.named)


_EQUAL: Final = re.compile(
    r"\b(?:counterparts?|colleagues?|namesakes?|predecessors?|successors?|ministers|presidents)\b"
)
"""Words for somebody with the office of another."""
_SUCCEEDS: Final = re.compile(
    r",? (?:who )?(?:(?:has|had|will|would|is to) )?(?:succeed(?:s|ed)?|replace[sd]?) (?!in\b|at\b)"
)
"""What is behind the name of who gets the office of another."""
