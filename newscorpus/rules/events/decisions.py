"""Events on which somebody will decide, or that somebody rules out, for NC536. English."""

import re
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.models import Event
from newscorpus.rules.events.hearsay import core_of
from newscorpus.text.clauses import sentence
from newscorpus.text.grammar import Grammar
from newscorpus.text.words import words_in

_DECIDING: Final = words_in("election decision talks conference hearing briefing investigation refusal request support")
"""Types of events that are a vote or a debate themselves, or are about what is ruled out."""
_VOTED_ON: Final = re.compile(
    r"\b((?:will|shall|going to|(?:is|are|was|were) (?:due |set |expected )?to|(?:due|set|expected|plans?|wants?) to)"
    r" (?:(?!not\b)[\w’'-]+ ){0,2}?"
    r"(?:(?:vote|decide|rule|be asked to vote|be balloted|ballot|hold an? (?:vote|ballot|referendum))"
    r"(?=(?: (?!to\b)[\w’'-]+){0,4}? (?:on|over|about|whether)\b)|consider(?= (?:an?|the)\b)|debate))\b"
)
"""Verbs of a decision to come about what follows."""
_PUT_TO_VOTE: Final = re.compile(r"\b((?:will|is to|are to|due to|set to) be put to (?:the vote|a (?:\w+ )?vote))\b")
_EXCLUDED: Final = re.compile(
    r"\b((?:rul(?:e|es|ed|ing) out|(?:has|have|had) no (?:plans?|intention|desire) (?:to|of|for)"
    r"|(?:denied|denies|dismissed|rejected|rebuffed|brushed aside|resisted)"
    r"(?: (?:any|all|the|new|renewed|growing|fresh|opposition))*"
    r" (?:plans|talk|speculation|rumou?rs|calls|demands|suggestions|pressure|requests)(?: that| of| for| to| about))"
    r"|(?:refuse[sd]?|refusing|declin(?:es|ed|ing)|vow(?:s|ed) not|promis(?:es|ed) not|pledg(?:es|ed) not) to)\b"
)
"""Words before what somebody does not do, or says that it will not be."""
_STEM: Final = 4
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_LONGEST: Final = 1000
"""Code points of evidence that is read."""


def pending(raw: str, event: Event, grammar: Grammar) -> tuple[str, str] | None:
    """Return `possible` and the words that say, in all evidence that names an event, that it is not decided."""
    if grammar.language != "en" or event.type in _DECIDING or event.status not in ("planned", "occurred", "ongoing"):
        return None
    found: str | None = None
    for a, b in core_of(event):
        words = _words(raw, event, (a, min(b, a + _LONGEST)))
        if words is None:
            return None
        found = found or words
    return ("possible", found) if found else None


def _words(raw: str, event: Event, span: tuple[int, int]) -> str | None:
    """The words in one piece of evidence behind which the event is named, and before which it is not."""
    patterns = (_VOTED_ON, _EXCLUDED) if event.status == "planned" else (_EXCLUDED,)
    put = _PUT_TO_VOTE.search(raw, *span) if event.status == "planned" else None
    if put:
        return put[1]
    triggers = [one for one in spans(event.triggers) if span[0] <= one[0] and one[1] <= span[1]]
    stems = {word[:_STEM] for word in _WORD.findall((event.title or "").lower())}
    for pattern in patterns:
        for words in pattern.finditer(raw, sentence(raw, span)[0], span[1]):
            if triggers:
                is_behind = all(start >= words.end() and _is_object(raw[words.end() : start]) for start, _ in triggers)
            else:
                before = _WORD.findall(raw[span[0] : words.start()].lower())
                behind = {word[:_STEM] for word in _WORD.findall(_object(raw[words.end() : span[1]]).lower())}
                own = stems - {word[:_STEM] for word in before}
                is_behind = bool(own & behind) and words.start() >= span[0] and _names(words[0], own) is False
            if is_behind:
                return words[1]
    return None


def _object(words: str) -> str:
    """What follows, until another clause begins."""
    return _CLAUSE.split(words, maxsplit=1)[0]


_CLAUSE: Final = re.compile(
    r"[;:.]|, and\b|,? (?:but|after|before|because|while|when"
    r"|and (?:then|\w+ed|said|sold|bought|left|went|took|made|gave|began))\b"
)


def _is_object(words: str) -> bool:
    """Whether the words between a verb and a trigger lead to no other clause."""
    return _object(words) == words and len(words.split()) <= _MOST


_MOST: Final = 8


def _names(words: str, stems: set[str]) -> bool:
    """Whether words are those of the title."""
    return any(word[:_STEM] in stems for word in _WORD.findall(words.lower()))
