"""What the evidence of an event says of its status, for NC536: how certain the event is, and whether it is over."""

import re
from collections.abc import Sequence
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.models import Event, edtf
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.events.decisions import pending
from newscorpus.rules.events.hearsay import core_of, only_reported
from newscorpus.rules.events.moods import GRANTED, status_of_mood
from newscorpus.rules.times.bounds import bounds, publication_days
from newscorpus.text.attitudes import EXTENT
from newscorpus.text.clauses import sentence, tokens
from newscorpus.text.grammar import Grammar
from newscorpus.text.spans import Span, inside
from newscorpus.text.term_words import lacks_words
from newscorpus.text.verbs import is_past, past_verb
from newscorpus.text.words import words_in

_LONGEST: Final = 1000
"""Code points of evidence that is read."""


def status_of_words(context: ArticleContext, event: Event, grammar: Grammar) -> tuple[str, str] | None:
    """Return the status that the evidence gives an event in place of its own, and the words; None if it agrees."""
    found = _status_of_words(context, event, grammar) or pending(_raw(context), event, grammar)
    return found or status_of_mood(context, event, grammar)


def _status_of_words(context: ArticleContext, event: Event, grammar: Grammar) -> tuple[str, str] | None:
    raw = _raw(context)
    words = _undecided(raw, event, grammar)
    if words:
        refused = _refused(event) if event.kind == "meeting" else None
        return ("refused", refused) if refused else ("possible", words)
    if event.status == "planned":
        words = _done(context, event, grammar)
        if words:
            return "occurred", words
        words = _condition(raw, event, grammar) or _asked_for(raw, event, grammar)
        return ("possible", words) if words else None
    if event.status == "possible":
        words = _announcement(context, event, grammar)
        return ("planned", words) if words else None
    if event.status == "negated":
        words = _not_yet(raw, event, grammar)
        return ("possible", words) if words else None
    if event.status == "cancelled":
        return _not_cancelled(raw, event, grammar)
    if event.status == "occurred":
        words = _going_on(raw, event, grammar)
        if words:
            return "ongoing", words
        words = _declined(event, grammar) if event.kind == "meeting" else None
        if words:
            return "refused", words
        return only_reported(raw, event, grammar)
    return None


def _not_cancelled(raw: str, event: Event, grammar: Grammar) -> tuple[str, str] | None:
    """The status of an event that by its evidence was put off, or began and broke down, and no word for cancelling."""
    said = _said(raw, spans(event.evidence))
    if grammar.language != "en" or any(" ".join(phrase) in said for phrase in grammar.cancelling):
        return None
    put_off, broke = _PUT_OFF.search(said), _BROKEN_OFF.search(said) if event.kind == "meeting" else None
    return ("postponed", put_off[0]) if put_off else ("occurred", broke[0]) if broke else None


_PUT_OFF: Final = re.compile(
    r"\b(?:(?:put|putting)(?: it| them| this)? off|push(?:ed|es)(?: it| them)? back|postpon(?:ed|es)|delay(?:ed|s)"
    r"|deferr?(?:ed|s)|adjourn(?:ed|s)|reschedul(?:ed|es)|moved)(?! indefinitely)"
    r"(?= (?:[\w-]+ ){0,5}(?:until|till|to|by)\b)"
)
_BROKEN_OFF: Final = re.compile(r"\b(?:broke(?:n)? (?:down|off|up)|collapsed|ended (?:without|in|with))\b")


def _raw(context: ArticleContext) -> str:
    assert context.text is not None
    return context.text.raw


def says_nothing(context: ArticleContext, event: Event, grammar: Grammar) -> bool:
    """Whether neither the sentences of the evidence nor the title have a word for the status.

    Of what the evidence tells as past, the evidence itself must have one, and for some statuses a clear one. What is
    alleged needs somebody who says so, if only in a claim: what the article itself says elsewhere is not.
    """
    if event.status == "occurred":
        return False
    raw, core = _raw(context), core_of(event)
    if event.status == "planned" and _is_to_come(context, event):
        verbs = [word for span in core for word in tokens(raw, *span) if word in grammar.finite or is_past(word)]
        if not verbs:
            return False  # `the summit in February`
    evidence = [(a, min(b, a + _LONGEST)) for a, b in spans(event.evidence)]
    said = [raw[a : min(b, a + _LONGEST)] for a, b in (sentence(raw, span) for span in evidence)]
    if event.status == "alleged":
        quoted = [span for claim in context.article.claims for span in spans(claim.quote)]
        own = [span for span in evidence if not any(a < span[1] and span[0] < b for a, b in quoted)]
        said = [raw[slice(*sentence(raw, span))] for span in own]
        return any(lacks_words(words, "statuses", "alleged", grammar.language) for words in said)
    if lacks_words(" ".join([*said, event.title or ""]), "statuses", event.status, grammar.language):
        return not is_dated_ahead(context, event, grammar)
    if not any(past_verb(tokens(raw, *span), grammar) for span in core):
        return False
    told = " ".join([*(raw[slice(*span)] for span in evidence), event.title or ""])
    return lacks_words(told, "past", event.status, grammar.language)


def is_dated_ahead(context: ArticleContext, event: Event, grammar: Grammar) -> bool:
    """Return whether the evidence has a date to come, and no verb in the past: `the season opens on 1 October`."""
    published, time, raw = publication_days(context), bounds(event.when.edtf) if event.when else None, _raw(context)
    words = spans([event.when.text]) if event.when and event.when.text else ()
    if event.status != "planned" or published is None or time is None or not edtf.before(published, time):
        return False
    has_past = any(past_verb(tokens(raw, *span), grammar) for span in core_of(event))
    return not has_past and any(inside(one, spans(event.evidence)) for one in words)


def _is_to_come(context: ArticleContext, event: Event) -> bool:
    published, time = publication_days(context), bounds(event.when.edtf) if event.when else None
    return published is not None and time is not None and edtf.before(published, time)


_UNDECIDED: Final = re.compile(
    r"\b(?:has|have|had) (?:not|yet to)(?: yet)? (?:answer|repl[iy]|respond|decide|accept)(?:ed|d|ied)?\b"
)


def _undecided(raw: str, event: Event, grammar: Grammar) -> str | None:
    """The words that say that somebody has not answered yet, of what counts as occurred or planned."""
    if event.status not in ("occurred", "planned") or grammar.language != "en" or event.type in _SAID:
        return None
    found = (_UNDECIDED.search(raw, a, min(b, a + _LONGEST)) for a, b in spans(event.evidence))
    return next((one[0] for one in found if one), None)


def _not_yet(raw: str, event: Event, grammar: Grammar) -> str | None:
    """The words with which all evidence of what counts as negated says that it may still come."""
    if grammar.language != "en" or event.kind != "event":
        return None
    found = [_NOT_YET.search(raw, a, min(b, a + _LONGEST)) for a, b in core_of(event)]
    return found[0][0] if found and all(found) and found[0] else None


_NOT_YET: Final = re.compile(
    r"\b(?:(?:has|have|had|is|are|was|were|did|does|do) (?:not|n[’']t) yet|not yet been|(?:has|have) yet to"
    r"|(?:still|yet) to be)\b"
)


def _refused(event: Event) -> str | None:
    """The verb with which one of those who are invited declines."""
    found = (_REFUSES.search(one.exact[:_LONGEST]) for one in event.evidence)
    return next((one[0] for one in found if one), None)


_REFUSES: Final = re.compile(
    r"(?<!has )(?<!have )\b(?:declined|refused|rejected|turned (?:it|them) down)\b(?! to comment)"
)


def _declined(event: Event, grammar: Grammar) -> str | None:
    """The verb with which somebody refuses a meeting that another proposes in the same words."""
    found = (_DECLINED.search(one.exact[:_LONGEST]) for one in event.evidence if grammar.language == "en")
    return next((one[1] for one in found if one), None)


_DECLINED: Final = re.compile(
    r"\b(?:proposed|offered|suggested|requested|asked for) (?:an?|to) .*\bbut\b(?!.*\b(?:later|then|first|before)\b).*?"
    r"\b(declined|refused|rejected)\b"
)


def _done(context: ArticleContext, event: Event, grammar: Grammar) -> str | None:
    """The trigger that tells what is planned for the day of publication, at the latest, in the past: `signed`."""
    published, time = publication_days(context), bounds(event.when.edtf) if event.when else None
    if grammar.language != "en" or published is None or time is None or edtf.before(published, time):
        return None
    raw = _raw(context)
    if time.latest is None or published.latest is None or time.latest > published.latest or not event.triggers:
        return None
    for start, end in spans(event.triggers):
        before = tokens(raw, sentence(raw, (start, end))[0], start)
        verb = next(iter(tokens(raw, start, end)), "")
        subject = before[-1] if before else ""
        others = grammar.auxiliaries | grammar.modals | grammar.articles | grammar.prepositions | grammar.possessive
        in_past = verb not in _ARRANGED and past_verb([subject, verb], grammar) == verb
        if not in_past or subject in others or not (grammar.modals | {"if", "unless"}).isdisjoint(before):
            return None
    return raw[slice(*spans(event.triggers)[0])]


_ARRANGED: Final = words_in(
    "planned scheduled expected due agreed called put set moved pushed delayed postponed invited asked decided vowed"
    " promised pledged ordered proposed offered prepared announced"
)
"""Verbs in the past that say what is to come."""


def _going_on(raw: str, event: Event, grammar: Grammar) -> str | None:
    """The verb with which all of the evidence, or its triggers, say that something without a time is under way."""
    if grammar.language != "en" or event.when or event.type in _SAID - {"investigation"}:
        return None
    core = [raw[a : min(b, a + _LONGEST)] for a, b in core_of(event)]
    goes_on = [_CONTINUING.match(words) for words in core] if event.kind != "event" else []
    if goes_on and all(goes_on) and goes_on[0]:
        return goes_on[0][1]
    found = [_PROGRESSIVE.search(words) for words in _with_auxiliaries(raw, event)]
    before = [word for one in found if one for word in tokens(one.string, 0, one.start())]
    others = grammar.joints | grammar.auxiliaries | grammar.modals | {",", ";", ":"}
    is_clear = all(found) and others.isdisjoint(before) and not any(word.endswith("ed") for word in before)
    return found[0][0] if is_clear and found and found[0] else None


def _with_auxiliaries(raw: str, event: Event) -> Sequence[str]:
    """The triggers, without them the evidence; before a single word on `-ing` what is before it in the evidence."""
    evidence = spans(event.evidence)
    words = list[str]()
    for start, end in spans(event.triggers):
        begin = next((a for a, b in evidence if a <= start < b), start)
        is_participle = raw[start:end].isalpha() and raw[start:end].endswith("ing")
        words.append(raw[max(begin, end - _LONGEST) if is_participle else start : end])
    return words or [one.exact[:_LONGEST] for one in event.evidence]


_CONTINUING: Final = re.compile(
    r"(?:(?!(?:will|would|could|may|might|to|that|which|who|was|were|had)\b)[\w’'-]+ ){1,12}"
    r"(continues?|(?:is|are) (?:still )?(?:going on|under way|ongoing|in progress|continuing))\b(?! to\b)"
)
_PROGRESSIVE: Final = re.compile(
    r"\b(?:is|are) (?:(?:now|still|currently|also|already) )*"
    r"(?!(?:go|com|leav|meet|visit|seek|ask|call|demand|urg|plan|hop|try|consider|warn|threaten|say|hav|fac|miss|will|liv"
    r"|gett|look|becom|lead|outstand|lack|follow|prepar|return|travel|fly|arriv|start|begin|open|end|clos|(?:no|some|any|every)th)ing\b)"
    r"[a-z]{2,}ing\b"
)
"""A verb in the present progressive, but for those of intentions, states, and what is to come."""
_SAID: Final = words_in("request refusal agreement threat decision support accusation investigation")
"""Types of events which somebody may not have answered yet that took place."""


def _condition(raw: str, event: Event, grammar: Grammar) -> str | None:
    """The words with which all of the evidence that names an event leaves it open; None if some does not."""
    found: str | None = None
    off = {phrase[0] for phrase in (*grammar.cancelling, *grammar.postponing)}
    for a, b in core_of(event):
        words = tokens(_EXTENT.sub("", _MONTH.sub("March", raw[a : min(b, a + _LONGEST)])), 0, _LONGEST)
        if not off.isdisjoint(words):
            return None  # `may be called off`
        open_ = next((word for i, word in enumerate(words) if _leaves_open(words, i, grammar)), None)
        modal = next((word for word in words if word in grammar.conditional), None)
        end = sentence(raw, (a, b))[1]
        condition = next((word for word in tokens(raw, a, end) if word in grammar.conditions), None) if modal else None
        if open_ is None and condition is None:
            return None
        found = found or open_ or f"{modal} … {condition}"
    return found


def _asked_for(raw: str, event: Event, grammar: Grammar) -> str | None:
    """The verb with which somebody asks for or proposes what counts as planned; None if somebody agreed to it."""
    if grammar.language != "en" or event.type in _SAID or not event.triggers:
        return None
    found: str | None = None
    for trigger in spans(event.triggers):
        start, end = sentence(raw, trigger)
        asked = _ASKED.search(raw, start, trigger[0])
        if asked is None or end - start > _LONGEST or GRANTED.search(raw, start, end):
            return None
        found = found or asked[1]
    every = " ".join(raw[a : min(b, a + _LONGEST)] for a, b in spans(event.evidence))
    return None if GRANTED.search(every) or GRANTED.search(event.title or "") else found


_ASKED: Final = re.compile(
    r"\b(asked (?:[\w’'-]+ ){1,6}for|(?:has|have|had)? ?(?:requested|proposed|suggested|sought|called for|appealed for"
    r"|demanded|applied for|begged for|urged|invited|offered))\b[^;:]{0,80}\Z"
)


def _leaves_open(words: Sequence[str], at: int, grammar: Grammar) -> bool:
    """Whether a word says that something is possible, no more."""
    is_idiom = tuple(words[max(0, at - 2) : at]) == ("as", "it")  # `be that as it may`
    return (words[at] in grammar.uncertain and not is_idiom and at + 1 < len(words)) or words[at] in _DOUBTS


_MONTH: Final = re.compile(r"(?<=[\w,;] )May\b|\AMay(?= \d)")
"""A month, and no verb: `from 1 May`, `one bright May morning`."""

_EXTENT: Final = re.compile(rf"\b(?:may|might|could|would|should|(?:un)?likely to|probably|possibly){EXTENT}")
"""What leaves open how much or how long an event is, and not the event."""
_DOUBTS: Final = words_in("perhaps possibly maybe hardly probably likely")
_OPEN: Final = re.compile(
    r"\b(?:may|might|could|would|should|if|unless|whether|not|no|never|likely|unlikely|possibl[ey]|perhaps|probabl[ey]"
    r"|hopes?|hoped|wants?|considers?|considering|plans?|planned|planning|talks|proposed|proposal|threat\w*|reportedly"
    r"|said to|expected|hardly|must|until|offer(?:s|ed) to|potential\w*)\b"
)
_AS_PLANNED: Final = re.compile(r"\bwill (?!not\b)(?:[\w-]+ ){1,12}as (?:planned|scheduled)\b")
_ANNOUNCED: Final = re.compile(
    r"\b(?:(?:is|are) to (?!blame\b|be (?:seen|found|hoped|expected|welcomed)\b)|will (?!be able\b)|(?:is|are) due to )"
    r"(?!(?:vote|decide|consider|debate|discuss|rule|ballot"
    r"|be (?:asked|put to|discussed|considered|debated|decided))\b)"
    r"[a-z]+"
)


def _announcement(context: ArticleContext, event: Event, grammar: Grammar) -> str | None:
    """The words that say that an event is to be, if nothing in the evidence leaves it open; None if its day is over."""
    if grammar.language != "en":
        return None
    published = publication_days(context)
    time = bounds(event.when.edtf) if event.when else None
    is_over = time is not None and (published is None or not edtf.before(published, time))
    is_doubted = any(claim.stance != "asserts" and event.id in claim.about for claim in context.article.claims)
    if is_over or is_doubted:
        return None
    raw = _raw(context)
    core, every = _said(raw, core_of(event)), _said(raw, spans(event.evidence))
    found, sure = _ANNOUNCED.search(core), _AS_PLANNED.search(every)
    if sure:
        return sure[0]
    return found[0] if found and not _OPEN.search(every) else None


def _said(raw: str, evidence: Sequence[Span]) -> str:
    """The words of evidence in lower case, with spaces between."""
    return " ".join(word for a, b in evidence for word in (*tokens(raw, a, min(b, a + _LONGEST)), ";"))
