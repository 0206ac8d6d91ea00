"""NC216: relations between actors that are the other way round, or others, by the words of their evidence."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models import Actor
from newscorpus.models.traversal import relations_of
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.name_index import names_of
from newscorpus.rules.references.relation_evidence import not_shown
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.clauses import sentence
from newscorpus.text.sectors import are_near
from newscorpus.text.spans import Span
from newscorpus.text.timex_languages import primary_subtag
from newscorpus.text.words import flatten


@rule("NC216", "relation-unlike-words", HINT, "a relation of actors contradicts its words", needs_text=True)
def relation_unlike_words(context: ArticleContext) -> Iterator[Finding]:
    """
    In `Lomar is owned by Osmo` and `Osmo’s subsidiary, Lomar`, Osmo `owns` Lomar. A member of a body is `member_of` it,
    and does not own it. Judged is the evidence of the relation, or its sentence, if it names one of the two alone;
    without evidence, the kinds of the two: nobody owns a person, and nothing is a member of one. English.

    Example:
          actors:
            osmo: {name: Osmo, kind: organization}
            lomar:
              name: Lomar
              kind: organization
        -     relations: {owns: {osmo: Lomar is owned by Osmo}} # <NC216>
        +     relations: {part_of: {osmo: Lomar is owned by Osmo}}
          text: Lomar is owned by Osmo.
    """
    text = context.text
    assert text is not None
    if primary_subtag(context.article.language) != "en":
        return
    for key in context.local:
        for path, one in relations_of(key, context.article.actors[key]):
            relation = str(path[3])
            ends = context.article.actors[key], context.article.actors.get(one.other)
            unfit = None
            if ends[1] is not None and not context.is_broken("actors"):
                unfit = _unfit(relation, ends[0], ends[1])
                unfit = unfit or not_shown(context, relation, ends[0], ends[1], one.evidence)
            if unfit:
                message = f"{backticked(key)} {relation} {backticked(one.other)}, but {unfit}"
                hint = "write the relation that is meant, or write it at the other actor"
                yield Finding((*path, "other"), message, help=hint)
                continue
            if one.evidence is None or one.other not in context.article.actors or context.is_broken("actors", key):
                continue
            for span in spans([one.evidence]):
                said = text.raw[slice(*span)]
                words = _of_another(relation, said)
                is_turned = _is_turned(context, relation, span, one.other)
                owner = _owner(context, span, key, one.other) if relation in _OWNING else None
                is_reversed = owner is not None and owner == (one.other if relation == "owns" else key)
                if words or is_reversed or is_turned:
                    message = f"{backticked(key)} {relation} {backticked(one.other)}, but the words are "
                    message += backticked(words or flatten(said))
                    hint = "write the relation that the words mean"
                    if is_turned:
                        hint = f"write `{relation}: {key}` at {backticked(one.other)}"
                    if is_reversed:
                        hint = (
                            f"write `owns: {key}` at {backticked(one.other)}"
                            if relation == "owns"
                            else f"write `owns: {one.other}`"
                        )
                    yield Finding((*path, "other"), message, help=hint)


def _unfit(relation: str, one: Actor, other: Actor) -> str | None:
    """Why actors of these kinds cannot be related so: nobody owns a person, and a country is no part of its police."""
    if other.kind in _NEVER.get(relation, ()):
        return f"{backticked(other.id)} is {_A.get(other.kind, 'a')} {other.kind}"
    if one.kind in _NEVER_FROM.get(relation, ()):
        return f"{backticked(one.id)} is {_A.get(one.kind, 'a')} {one.kind}"
    if relation in ("represents", "member_of") and one.id in (role.org for role in other.roles):
        return f"{backticked(other.id)} has an office in {backticked(one.id)}"
    if (
        relation in ("part_of", "member_of")
        and one.kind == "organization"
        and other.kind == "group"
        and not other.named
    ):
        return f"{backticked(other.id)} is a group of people"
    if relation == "part_of" and one.sector in _STATE and other.sector in _PRIVATE and other.kind != "country":
        return f"they are {one.sector} and {other.sector}"
    if relation == "part_of" and _are_apart(one, other):
        return f"they are {one.sector} and {other.sector}, of {one.country} and {other.country}"
    state = one.kind == "country" and other.kind == "organization" and one.country is not None
    if relation == "part_of" and state and one.country == other.country:
        return f"{backticked(one.id)} is the country of {backticked(other.id)}"
    return None


def _are_apart(one: Actor, other: Actor) -> bool:
    """Whether two bodies have nothing in common by country and sector, or one fights the state of the other."""
    sectors = {one.sector, other.sector}
    if sectors & _FIGHTING and sectors & _STATE and "country" not in (one.kind, other.kind):
        return True
    if None in (one.sector, other.sector, one.country, other.country) or "UNK" in (one.sector, other.sector):
        return False
    return one.country != other.country and not are_near(one.sector or "", other.sector or "")


_FIGHTING: Final = frozenset({"REB", "UAF", "CRM"})
_STATE: Final = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
"""Sectors of those who fight a state, and of its own bodies."""
_PRIVATE: Final = frozenset({"BUS", "JRN", "SOC", "LAB", "MED", "CVL"})
"""Sectors of bodies that have no body of a state as a part."""


_A: Final[Mapping[str | None, str]] = {"organization": "an"}
_NEVER: Final = {
    "owns": ("person", "country", "group"),
    "member_of": ("person", "country", "locality"),
    "part_of": ("person",),
    "employs": ("country", "organization", "locality"),
    "relative_of": ("organization", "country", "locality"),
}
"""For each relation the kinds of those whom it cannot lead to."""
_NEVER_FROM: Final = {"relative_of": ("organization", "country", "locality"), "represents": ("country", "locality")}
"""For each relation the kinds of those who cannot have it."""


def _is_turned(context: ArticleContext, relation: str, evidence: Span, other: str) -> bool:
    """Whether the words say of the other actor what the relation says of this one: `Lomar is a member`."""
    assert context.text is not None
    raw = context.text.raw
    evidence = evidence[0], min(evidence[1] + _BEHIND_IT, sentence(raw, evidence)[1])
    for span, key in names_of(context).mentions(evidence) if relation in _WHO else ():
        before, behind = raw[evidence[0] : span[0]], raw[span[1] : evidence[1]]
        of = _WHO[relation]
        if (key == other) == (relation != "employs") and any((of[0].search(before), of[1].match(behind))):
            return True
    return False


_BEHIND_IT: Final = 40
"""Code points behind evidence in which a name may be: `its lawyer`, `Anna Berg`."""
_WHO: Final = {
    "member_of": (
        re.compile(r"\bmembers? (?:is|are|,)? ?\Z"),
        re.compile(
            r"(?:,[^,]*,)? (?:is|was|are|were|became) (?:\w+ )?(?:a )?members?\b"
            r"|,? (?:who|which) (?:joined|is a member)|,? a member of\b"
        ),
    ),
    "represents": (
        re.compile(r"\b(?:lawyer|attorney|spokes\w+|ambassador|agent)s?,? \Z"),
        re.compile(
            r",? (?:who|which) (?:represents|defends)\b|,? (?:the |its |her |a )?(?:lawyer|spokes\w+) (?:of|for)\b"
        ),
    ),
    "employs": (
        re.compile(r"\b(?:employee|worker)s? (?:of the company )?\Z"),
        re.compile(r",? (?:who )?(?:works|worked) (?:for|at)\b|,? an employee of\b"),
    ),
}
"""For each relation what is before and behind the name of who has it; with `employs`, of whom it leads to."""


_OWNING: Final = frozenset({"owns", "part_of"})
_UNLIKE: Final = {
    "owns": re.compile(r"\b(?:members?|employees?|lawyer|spokes\w+|allies|ally|rivals?)\b"),
    "member_of": re.compile(r"\b(?:owns|owned by|subsidiary|shareholder|rivals?|lawyer)\b"),
    "employs": re.compile(r"\b(?:members?|owns|owned by|subsidiary|rivals?|lawyer)\b"),
    "ally_of": re.compile(
        r"\b(?:rivals?|opponents?|enemy|enemies|oppos(?:es?|ed|ing)|fought|fights?|fighting|battl(?:es?|ed|ing)|against"
        r"|challeng(?:es?|ed|ing)|sued|suing|accus(?:es?|ed|ing)|attack(?:s|ed|ing)?|clash(?:es|ed)?|denounc(?:es?|ed)"
        r"|foes?|feud(?:s|ing)?|at odds|at war|war with|hostile|broke with|split from|compet(?:es?|itors?|ing)"
        r"|bomb(?:ed|s|ing)|shell(?:ed|s|ing)|seiz(?:ed|es|ing))\b"
    ),
    "opponent_of": re.compile(
        r"\b(?:ally|allies|allied|alliance|partners?|friends?|supports?|supporter|supported|backs|backed|backer"
        r"|endors(?:es|ed)|joined forces|coalition with|sided with|protector|patron)\b"
    ),
    "relative_of": re.compile(r"\b(?:lawyer|ally|allies|rivals?|colleagues?|owns|members?)\b"),
}
"""For each relation words of another one."""
_BEFORE: Final = re.compile(
    r"['’]s (?:[\w-]+ ){0,3}(?:subsidiary|unit|division|arm|brand)\b"
    r"|\b(?:owns|controls|(?:owner|parent|holding)(?: company)? of)\b"
)
"""Words behind the name of an owner."""
_BEHIND: Final = re.compile(
    r"\b(?:owned|controlled|run|held) by\b|\bbelong(?:s|ing|ed)? to\b"
    r"|\b(?:subsidiary|unit|division|arm|part|brand) of\b"
)
"""Words before the name of an owner."""


_OWNED: Final = re.compile(r"\b(?:own(?:s|ed|ing|ers?)?|belong\w*|bought|control\w*|holds?|stakes?)\b")


def _of_another(relation: str, said: str) -> str | None:
    if relation == "owns" and _OWNED.search(said):
        return None  # `which members of the clan own`
    found = _UNLIKE[relation].search(said.lower()) if relation in _UNLIKE else None
    return found[0] if found else None


def _owner(context: ArticleContext, evidence: Span, one: str, other: str) -> str | None:
    """Which of two actors the words say to be the owner of the other; None if they do not say it."""
    assert context.text is not None
    raw, (start, end) = context.text.raw, evidence
    before, behind = _BEFORE.search(raw, start, end), _BEHIND.search(raw, start, end)
    if (before is None) == (behind is None):
        return None
    verb = before or behind
    assert verb is not None
    names = [(span, key) for span, key in names_of(context).mentions(evidence) if key in (one, other)]
    first = [key for span, key in names if span[1] <= verb.start() + 1]
    last = [key for span, key in names if verb.end() - 1 <= span[0]]
    if {*first} & {*last} or not (first or last):
        return None
    left = first[-1] if first else other if last[0] == one else one
    right = last[0] if last else other if left == one else one
    return None if left == right else left if before else right
