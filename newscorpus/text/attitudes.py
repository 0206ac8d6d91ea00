"""What the words around a statement say of the attitude of its source: `denied`, `confirmed`, `that is a lie`.

Words are in lower case, as `clauses.tokens` gives them. Imports `grammar` and `words` of this package.
"""

import re
from collections.abc import Sequence
from typing import Final

from newscorpus.text.grammar import Grammar

# ruff: noqa: E501 - lists of words

_NEAR: Final = 4
"""Words before a verb among which a negation is one of that verb: `did not explicitly deny`. Also words behind
`rejected` among which the claim is that is rejected: `rejected any such claim`."""


def is_negative(words: Sequence[str], grammar: Grammar) -> bool:
    """Return whether words contain a negation."""
    denying = grammar.negations | grammar.excluding
    return any(word in denying or word.endswith(("n't", "n’t")) for word in words)


def rejects(before: Sequence[str], quote: Sequence[str], grammar: Grammar) -> str | None:
    """Return the verb with which a source says that what is quoted is not so.

    None if there is none, if it is negated, or if another verb of speech follows: `denied it, saying`.

    Args:
        before: The words before the quote that attribute it.
        quote: The words of the quote; its first ones may be the object of the verb.
        grammar: That of their language.
    """
    words = [*before, *quote[:_NEAR]]
    for i in range(len(before) - 1, -1, -1):
        is_dismissal = words[i] in grammar.dismissing
        if words[i] in grammar.rejecting or (
            is_dismissal and not grammar.reports.isdisjoint(words[i + 1 : i + 1 + _NEAR])
        ):
            return None if is_negative(words[max(0, i - _NEAR) : i], grammar) else words[i]
        if is_dismissal or words[i] in grammar.speech - grammar.reports:
            return None
    return None


def rejects_behind(cue: Sequence[str], grammar: Grammar) -> str | None:
    """Return the participle behind a quote that says that it was denied: `… was denied by the mayor`."""
    for i, word in enumerate(cue):
        if word in grammar.rejecting and not grammar.auxiliaries.isdisjoint(cue[max(0, i - 2) : i]):
            return None if is_negative(cue[max(0, i - _NEAR) : i], grammar) else word
    return None


def admits(cue: Sequence[str], grammar: Grammar) -> str | None:
    """Return the verb of a cue with which a source says that something is so, against doubts; None if negated."""
    for i, word in enumerate(cue):
        if word in grammar.admitting:
            return None if is_negative(cue[max(0, i - _NEAR) : i], grammar) else word
    return None


def rebuttal(words: Sequence[str], grammar: Grammar) -> str | None:
    """Return the phrase in words that says that something is not so: `is a lie`."""
    joined = f" {' '.join(words)} "
    return next((found for found in map(" ".join, grammar.rebuttals) if f" {found} " in joined), None)


EXTENT: Final = (
    r"(?: (?:also|still|even|well|only))? (?:cost|last|total|exceed|amount to|weigh|require|run (?:to|into)|be worth|earn"
    r"|need (?:\w+ ){0,3}(?:days?|weeks?|months?|years?|hours?)"
    r"|take (?:[\w-]+ ){0,6}(?:days?|weeks?|months?|years?|decades?|hours?|minutes?|longer|long|time))\b"
)
"""A verb behind a modal one that says how much or how long, and leaves open no more than that: `may take two years`."""
_REFUSING: Final = r"(?:refus|reject|declin|fail|block|veto|oppos|turn(?:ed)? (?:it )?down|boycott|abandon|cancel|scrap|postpon|collaps)"
"""Beginnings of verbs of what keeps an event from happening."""
_DOUBTED: Final = (
    (
        "possible",
        (
            r"\b(?:cannot|can not|could not|can['’]t|couldn['’]t) be (?:excluded|ruled out)\b"
            r"|(?:cannot|can not|not|n't|n’t) (?:yet )?(?:exclude|rule out|rule [\w’' ]{2,25} out)\b"
            r"|\b(?:is|are|was|be) not (?:excluded|ruled out)\b|\b(?:everything|anything|all options?) (?:is|are|remains?) (?:open|possible)\b"
            r"|\b(?:is|are|remains?) (?:quite |perfectly |entirely |still )?(?:possible|conceivable)\b"
            r"|\bconsider(?:s|ed)? (?:(?!hardly|not)[\w’'-]+ ){1,6}(?:possible|conceivable)\b"
        ),
    ),
    (
        "uncommitted",
        (
            r"(?:not|n't|n’t|no)(?: \w+)? (?:knowledge|aware|comment|sure)\b"
            r"|(?:not|n't|n’t)(?: \w+)? know(?= (?:if|whether|who|what|when|where|how|why|which|of|about)\b)"
            r"|(?<!did )(?<!did)(?:not|n't|n’t) know(?=\W*\Z)"
            r"|(?:cannot|can not|could not) (?:confirm|say)\b|\b(?:would|will|did|does) ?(?:not|n't|n’t) (?:confirm|comment|say (?:whether|if|when|how|why|who|what))\b"
            r"|\b(?:refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)) to (?:confirm|say|comment)\b|\bneither (?:confirm|confirms|confirmed) n?or den(?:y|ies|ied)\b"
            r"|\bremain(?:s|ed)? to be seen\b|\bquestion(?:s|ed) (?:whether|if)\b|\bfar from (?:certain|clear|sure)\b"
            r"|(?:not|n't|n’t)(?: yet)? (?:decided|made up (?:its|his|her|their|our|my) minds?)\b|\b(?:yet|still) to decide\b|\bundecided\b"
            r"|(?:not|n't|n’t) (?:yet )?(?:seen|see|have|found|got|received) any (?:proof|evidence|sign|indication|confirmation)"
            r"|\b(?:there (?:is|was)|have|has|had|found|saw|sees?) no (?:proof|evidence|sign|indication|confirmation)s? (?:that|of)\b"
        ),
    ),
    ("likely", rf"\bunlikely to (?:be )?{_REFUSING}"),
    (
        "unlikely",
        (
            r"(?:not|n't|n’t) (?:really )?(?:think|believe|expect|imagine|anticipate|foresee)\b"
            r"|\b(?:i|we|he|she|they|\w+ly) doubt(?:s|ed)?\b(?! not\b)|(?<!no )(?<!any )(?<!without )(?<!little )(?<!never )(?<!not )(?<!n't )(?<!n’t )\bdoubt(?:s|ed)? (?:that|whether|if|it|very|this)\b"
            r"|\b(?:chances?|odds|likelihood|prospects?|hopes?) (?:of|that|for) [^.;,]{2,50}? (?:is|are|was|were) (?:very |extremely )?(?:slim|small|low|remote|minimal|negligible|poor|bleak)\b"
            r"|\b(?:sceptical|skeptical) (?:that|about|of)\b|\b(?:little|small|slim) (?:chance|prospect|hope|likelihood)\b|\b(?:hardly|unlikely|scarcely|improbable|doubtful|far-fetched)\b"
            rf"|\bnot (?:very )?likely\b|(?<!un)likely to (?:be )?{_REFUSING}"
            rf"|\b(?:will|would|do|does|did|could) (?:probably|presumably) (?:not|never) (?!(?:be )?{_REFUSING})"
        ),
    ),
    (
        "likely",
        (
            rf"\b(?:probably|presumably)\b(?! (?:not|never)\b(?! (?:be )?{_REFUSING}))"
            r"|\b(?:in all likelihood|in all probability)\b|\b(?:all but|almost|nearly|virtually) certain\b"
            r"|\bbears? (?:all )?the (?:mark|hallmark|sign|signature|fingerprint|trademark|imprint)s?\b"
            r"|\b(?:everything|all|evidence|signs?|much|traces?) points? to\b"
            rf"|\b(?:is|are|was|were|very|most|highly|seems|appears) likely\b(?! to{EXTENT})"
        ),
    ),
)
"""Stances that are neither yes nor no, with the words of a source that takes them, in English."""


def doubt(words: str, tag: str) -> tuple[str, str] | None:
    """Return the stance that words express, if it is neither yes nor no, and the words; None if they express none.

    Args:
        words: The words of a claim, in lower case.
        tag: The primary subtag of their language.
    """
    if tag != "en":
        return None
    found = ((stance, re.search(pattern, words)) for stance, pattern in _DOUBTED)
    return next(((stance, match[0].strip()) for stance, match in found if match), None)


_AFFIRMING: Final = (
    (
        "asserts",
        (
            r"(?<!is )(?<!was )(?<!are )(?<!were )(?<!been )(?<!being )(?<!of )\b(?:accuse[sd]?|blame[sd]?|accusing|blaming)\b"
            r"[^,;]{0,60}\Z"
        ),
    ),
    ("likely", r"\b(?:expect(?:s|ed)?|predict(?:s|ed)?|suspect(?:s|ed)?|anticipate[sd]?)(?: that)?\Z"),
    (
        "possible",
        (
            r"\b(?:warn(?:s|ed)?(?: of| against| that)?|fear(?:s|ed)?(?: that)?|hint(?:s|ed)? (?:at|that)"
            r"|threaten(?:s|ed)?(?: to)?|raise[sd]? the (?:possibility|prospect|spectre|specter) (?:of|that))\Z"
        ),
    ),
)
"""Stances of who denies nothing, with the end of a cue before their claim, in English."""


_SURE: Final = re.compile(r"\b(?:has|have|had|there (?:is|was)|leaves?|left) (?:no|little) doubt(?: that| about)?\Z")


def affirms(cue: str, tag: str) -> tuple[str, str] | None:
    """Return the stance of who denies nothing by the end of a cue, in lower case, and its words; None if it may."""
    if tag == "en" and (sure := _SURE.search(cue)):
        return "asserts", sure[0]
    if tag != "en" or re.search(r"\b(?:not|never|no|nobody|denie[sd]|reject\w*|dismiss\w*)\b|n['’]t\b", cue):
        return None
    found = ((stance, re.search(pattern, cue)) for stance, pattern in _AFFIRMING)
    return next(((stance, match[0].strip()) for stance, match in found if match), None)


ASKING: Final = re.compile(
    r"\b((?:(?:investigat|examin|inquir|prob|look(?:s|ed|ing)? into|decid|consider|ask|study|stud|clarif|check|know|determin"
    r"|review|establish|question of)\w*(?: \w+){0,2} (?:whether|if)"
    r"|(?:investigat|examin|prob|check|look(?:s|ed|ing)? into|inquir(?:y|ies) into)\w* (?:claims|reports|allegations|accusations)"
    r" that))\b[^.;,“”]{0,80}\Z"
)
"""English words before what somebody asks or finds out, in the same clause: `investigating whether`."""
