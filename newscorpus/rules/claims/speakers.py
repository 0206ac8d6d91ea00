"""NC601, NC605 and NC609: quotations without speaker or claim, and speakers who are not present."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor
from newscorpus.rules.context import ArticleContext, text_path, well_formed, well_formed_claims
from newscorpus.rules.rule import HINT, WARNING, Finding, rule
from newscorpus.text.index import Text
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten

_GUILLEMETS = re.compile("[«»]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LONGEST_TITLE = 200
"""Code points. Of a longer quotation, only the beginning decides whether it is a title."""


def is_speech(text: Text, quotation: Span) -> bool:
    """Return whether a quotation is certainly speech.

    It is not a title or a term, and its marks are paired correctly.
    """
    start, end = quotation
    return _is_paired(text, quotation) and not _is_term(text.raw[start : min(end, start + _LONGEST_TITLE)])


def _is_paired(text: Text, quotation: Span) -> bool:
    """Whether the opening mark is one: marks that may close too (" ” ») are confused where a mark is missing, or means
    inches.
    """
    raw, start = text.raw, quotation[0]
    mark = raw[start]
    if mark == "»":
        first = _GUILLEMETS.search(raw)
        return first is not None and first[0] == mark
    if mark == "”":
        return _are_even(raw, mark, text.paragraph(start)) and "“" not in raw
    return mark != '"' or _are_even(raw, mark, text.paragraph(start))


@lru_cache(maxsize=8)
def _are_even(raw: str, mark: str, paragraph: Span) -> bool:
    return raw.count(mark, *paragraph) % 2 == 0


def _is_term(words: str) -> bool:
    """Whether words in quotation marks are few, or each long one is capitalised, as in titles of works and products."""
    found = _WORD.findall(words)
    long = [word for word in found if len(word) > 3 and word.lower() != word.upper()]
    unspaced = not long and len("".join(found)) > 9  # scripts without spaces
    return (len(found) < 3 and not unspaced) or (bool(long) and all(word[0].isupper() for word in long))


@rule("NC601", "quotation-without-speaker", WARNING, "quotation without speaker", needs_text=True)
def quotation_without_speaker(context: ArticleContext) -> Iterator[Finding]:
    """
    A claim without `by` is the article's own voice, and an article does not quote itself. Say who speaks; if the
    article does not, name an actor with `named: false` (`a neighbour`).

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
          claims:
            - quote: I am glad to be in Oslo # <NC601>
        -     about: anna
        +     by: anna
          text: “I am glad to be in Oslo,” Anna Berg said.
    """
    assert context.text is not None
    for i, claim in well_formed_claims(context):
        path: Path = ("claims", i, "quote")
        if claim.by or claim.via or path in context.unanchored_paths:
            continue
        if context.article.form(claim) == "direct":
            (here,) = spans([claim.quote])
            around = next((q for q in context.text.quotations.around(here) if is_speech(context.text, q)), None)
            if around:
                message = "words in quotation marks, and nobody speaks"
                yield Finding(path, message, in_text=((around, "here"),), help="add by: the actor who says it")


@rule("NC605", "speaker-not-present", WARNING, "speaker takes no part in the occasion")
def speaker_not_present(context: ArticleContext) -> Iterator[Finding]:
    """
    Who speaks on an occasion takes part in it: as speaker, participant, audience, or through the body whose office he
    holds. A claim that somebody else relays is made by him (`via`).

    Example:
          {PLANNED_TALKS}

            briefing:
              kind: meeting
              type: briefing
              participants: {speaker: carl}
              evidence:
                - Carl Dahl told reporters
          claims:
            - by: anna
              quote: she will be late
        -     at: briefing # <NC605>
          text: Anna Berg will meet Carl Dahl, Carl Dahl told reporters. Anna Berg wrote that she will be late.
    """
    taking_part = _taking_part(context) if any(claim.at for claim in context.article.claims) else {}
    for i, claim in well_formed_claims(context):
        occasion = context.article.events.get(claim.at or "")
        if occasion is None or not well_formed(context, "events", occasion.id):
            continue
        parties = taking_part.get(occasion.id, [])
        speakers = [*claim.by, *([claim.via] if claim.via else [])]
        names = [*speakers, *(name for _, name in parties)]
        if not speakers or not parties or any(name not in context.article.actors for name in names):
            continue
        if not any(_takes_part(context, speaker, role, party) for speaker in speakers for role, party in parties):
            who = claim.via or ", ".join(claim.by)
            message = f"{backticked(who)} takes no part in {backticked(occasion.id)}"
            hint = f"add {who} to the participants of {occasion.id}, or leave `at` out"
            related = ((("events", occasion.id), "the occasion"),)
            yield Finding(("claims", i, "at"), message, related=related, help=hint)


def _taking_part(context: ArticleContext) -> Mapping[str, list[tuple[str, str]]]:
    """For each event, who takes part in it or in a part of it: (role, actor)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key, event in context.article.events.items():
        parties = [(role, actor) for role, actors in event.participants.items() for actor in actors]
        for whole in (key, *event.relations.get("part_of", ())):
            found.setdefault(whole, []).extend(parties)
    return found


def _takes_part(context: ArticleContext, speaker: str, role: str, party: str) -> bool:
    """Whether the speaker is the party, acts for it, or may belong to it: members of groups are not annotated."""
    one, other = context.article.actors[speaker], context.article.actors[party]
    groups = one.kind == "group" or (other.kind == "group" and role != "audience")
    return one is other or groups or _acts_for(one, other) or _acts_for(other, one)


def _acts_for(one: Actor, body: Actor) -> bool:
    holds_office = any(role.org == body.id for role in one.roles)
    return holds_office or (body.kind == "country" and body.country is not None and one.country == body.country)


@rule("NC609", "unclaimed-quotation", HINT, "quotation in the text that no claim holds", needs_text=True)
def unclaimed_quotation(context: ArticleContext) -> Iterator[Finding]:
    """
    What somebody says in quotation marks is a claim. Titles, and terms of one or two words, are none.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
        + claims:
        +   - by: anna
        +     quote: I am glad to be in Oslo
          text: “I am glad to be in Oslo,” Anna Berg said. # <NC609>
    """
    assert context.text is not None
    if context.is_broken("claims"):
        return
    quoted = spans([claim.quote for claim in context.article.claims])
    seen: set[str] = set()
    reached = 0
    for a, b in sorted(context.text.quotations.spans, key=lambda span: (span[0], -span[1])):
        if b <= reached:
            continue  # within another quotation
        reached = b
        words = flatten(context.text.raw[a:b])
        claimed = any(start < b and a < end for start, end in quoted)
        if not claimed and words not in seen and is_speech(context.text, (a, b)):
            seen.add(words)
            message = f"no claim holds {backticked(words)}"
            yield Finding(text_path(context), message, in_text=(((a, b), "here"),), arguments=(words,))
