"""NC6xx: claims: whether source, stance and occasion of what is said agree with each other, with the events and with
the text.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from newscorpus.anchoring import spans
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor, Event, Incident
from newscorpus.rules.context import View, _claims, text_path, well_formed
from newscorpus.rules.rule import ERROR, HINT, WARNING, Finding, Iterator, code, rule
from newscorpus.text import Span, Text, flatten

_TALKS = """
  actors:
    anna: {name: Anna Berg, kind: person}
    carl: {name: Carl Dahl, kind: person}
  events:
    talks:
      kind: meeting
      type: talks
      status: planned
      participants: {participant: [anna, carl]}
      evidence:
        - Anna Berg will meet Carl Dahl
"""


def _dangling(view: View, names: Iterable[str]) -> bool:
    """Whether one of `names` is no actor and no event: NC201 or NC202 reports it."""
    return any(name not in view.article.actors and name not in view.article.events for name in names)


# --- quotations

_GUILLEMETS = re.compile("[«»]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


_LONGEST_TITLE = 200
"""Code points; what is longer is judged by its beginning."""


def is_speech(text: Text, quotation: Span) -> bool:
    """Whether a quotation is beyond doubt somebody's words: no title, no single term, no slip in pairing the marks."""
    start, end = quotation
    return _is_paired(text, quotation) and not _is_term(text.raw[start : min(end, start + _LONGEST_TITLE)])


def _is_paired(text: Text, quotation: Span) -> bool:
    """Whether its opening mark opens: one that may close too (" ” ») is taken for the wrong one where a mark is
    missing, or one stands for inches."""
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
    """Whether words in quotation marks are few, or each long one has a capital, as titles of works and products do."""
    found = _WORD.findall(words)
    long = [word for word in found if len(word) > 3 and word.lower() != word.upper()]
    unspaced = not long and len("".join(found)) > 9  # scripts without spaces
    return (len(found) < 3 and not unspaced) or (bool(long) and all(word[0].isupper() for word in long))


@rule(
    "NC601",
    "quotation-without-speaker",
    WARNING,
    "quotation without speaker",
    needs_text=True,
    example="""
  actors:
    anna: {name: Anna Berg, kind: person}
  claims:
    - quote: I am glad to be in Oslo # <NC601>
-     about: anna
+     by: anna
  text: “I am glad to be in Oslo,” Anna Berg said.
""",
)
def quotation_without_speaker(view: View) -> Iterator[Finding]:
    """
    A claim without `by` is the article's own voice, and an article does not quote itself. Say who speaks; if the
    article does not, name an actor with `named: false` (`a neighbour`).
    """
    assert view.text is not None
    for i, claim in _claims(view):
        path: Path = ("claims", i, "quote")
        if claim.by or claim.via or path in view.lost_paths:
            continue
        if view.article.form(claim) == "direct":
            (here,) = spans([claim.quote])
            around = next((q for q in view.text.quotations_around(here) if is_speech(view.text, q)), None)
            if around:
                message = "words in quotation marks, and nobody speaks"
                yield Finding(path, message, in_text=((around, "here"),), help="add by: the actor who says it")


@rule(
    "NC602",
    "stance-without-event",
    ERROR,
    "stance without exactly one event",
    example=_TALKS
    + """
  claims:
    - by: carl
      quote: I shall not come
-     about: anna
+     about: [anna, talks]
      stance: denies # <NC602>
  text: Anna Berg will meet Carl Dahl. “I shall not come,” Carl Dahl said.
""",
)
def stance_without_event(view: View) -> Iterator[Finding]:
    """
    A stance says whether the source holds an event to be so: the one event that `about` names, beside any actors.
    Without an event there is no stance; for two events, write two claims.
    """
    for i, claim in _claims(view):
        events = [name for name in dict.fromkeys(claim.about) if name in view.article.events]
        if claim.stance is None or len(events) == 1 or _dangling(view, claim.about):
            continue
        named = f"events: {', '.join(events)}" if events else "no event"
        hint = "write a claim for each event" if events else "add the event to `about`, or leave the stance out"
        yield Finding(("claims", i, "stance"), f"a stance is towards one event; `about` names {named}", help=hint)


_SPEECH_MARKS = '“”„«»"‘‚‹›「『—–―-'
"""What a paragraph of speech may begin with."""


@rule(
    "NC604",
    "cue-elsewhere",
    WARNING,
    "cue in another paragraph",
    needs_text=True,
    example="""
  text: |
    Anna Berg thinks that Oslo is a fine town.

    Carl Dahl came on Monday.

    She would stay, she said.
  actors:
    anna: {name: Anna Berg, kind: person}
  claims:
    - by: anna
      quote: Oslo is a fine town
-     cue: she said # <NC604>
+     cue: Anna Berg thinks
""",
)
def cue_elsewhere(view: View) -> Iterator[Finding]:
    """
    The words that attribute a claim (`explained Dan Kritenbrink`) stand beside it. In a paragraph of its own they
    usually attribute something else. Speech may go on over several paragraphs, and be announced by a colon.
    """
    text = view.text
    assert text is not None
    for i, claim in _claims(view):
        path: Path = ("claims", i, "cue")
        if claim.cue is None or (view.lost and {path, ("claims", i, "quote")} & view.lost_paths):
            continue
        here, there = spans([claim.quote, claim.cue])
        between = min(here[0], there[0]), max(here[1], there[1])
        if text.raw.find("\n", *between) < 0 and text.raw.find("\r", *between) < 0:
            continue  # in one line, as nearly always
        if not _attributes(text, _paragraphs(text, here), _paragraphs(text, there)):
            yield Finding(path, "the cue is in another paragraph than the claim", in_text=((here, "the claim"),))


def _paragraphs(text: Text, span: Span) -> list[int]:
    """The numbers of the paragraphs that a quote reaches over."""
    return [i for i, (a, b) in enumerate(text.paragraphs) if a < span[1] and span[0] < b]


def _attributes(text: Text, quote: list[int], cue: list[int]) -> bool:
    """Whether a cue of those paragraphs may attribute a quote of these."""

    def begins(i: int, marks: str) -> bool:
        return text.raw[text.paragraphs[i][0] :].lstrip()[:1] in tuple(marks)

    first, last = quote[0], quote[-1]
    while first and (begins(first, _SPEECH_MARKS) or _announces(text, first - 1)):
        first -= 1  # it goes on from above
    if last + 1 < len(text.paragraphs) and begins(last + 1, "—–―-"):
        last += 1  # `— Anna Berg` below a pulled quote
    return first <= cue[-1] and cue[0] <= last


def _announces(text: Text, paragraph: int) -> bool:
    return text.raw[slice(*text.paragraphs[paragraph])].rstrip().endswith((":", "："))


@rule(
    "NC605",
    "speaker-not-present",
    WARNING,
    "speaker takes no part in the occasion",
    example=_TALKS
    + """
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
""",
)
def speaker_not_present(view: View) -> Iterator[Finding]:
    """
    Who speaks on an occasion takes part in it: as speaker, participant, audience, or through the body whose office he
    holds. A claim that somebody else relays is made by him (`via`).
    """
    taking_part = _taking_part(view) if any(claim.at for claim in view.article.claims) else {}
    for i, claim in _claims(view):
        occasion = view.article.events.get(claim.at or "")
        if occasion is None or not well_formed(view, "events", occasion.id):
            continue
        parties = taking_part.get(occasion.id, [])
        speakers = [*claim.by, *([claim.via] if claim.via else [])]
        names = [*speakers, *(name for _, name in parties)]
        if not speakers or not parties or any(name not in view.article.actors for name in names):
            continue
        if not any(_takes_part(view, speaker, role, party) for speaker in speakers for role, party in parties):
            who = claim.via or ", ".join(claim.by)
            message = f"{code(who)} takes no part in {code(occasion.id)}"
            hint = f"add {who} to the participants of {occasion.id}, or leave `at` out"
            related = ((("events", occasion.id), "the occasion"),)
            yield Finding(("claims", i, "at"), message, related=related, help=hint)


def _taking_part(view: View) -> Mapping[str, list[tuple[str, str]]]:
    """Who takes part in each event, or in a part of it: (role, actor)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key, event in view.article.events.items():
        parties = [(role, actor) for role, actors in event.participants.items() for actor in actors]
        for whole in (key, *event.relations.get("part_of", ())):
            found.setdefault(whole, []).extend(parties)
    return found


def _takes_part(view: View, speaker: str, role: str, party: str) -> bool:
    """Whether the speaker is the party, acts for it, or may be one of it: who belongs to a group is not annotated."""
    one, other = view.article.actors[speaker], view.article.actors[party]
    groups = one.kind == "group" or (other.kind == "group" and role != "audience")
    return one is other or groups or _acts_for(one, other) or _acts_for(other, one)


def _acts_for(one: Actor, body: Actor) -> bool:
    holds_office = any(role.org == body.id for role in one.roles)
    return holds_office or (body.kind == "country" and body.country is not None and one.country == body.country)


@rule(
    "NC606",
    "contradictory-stances",
    WARNING,
    "a source asserts and denies one event",
    example=_TALKS
    + """
  claims:
    - by: carl
      quote: I shall not come
      about: talks
      stance: denies
    - by: carl
      quote: Carl Dahl had no time
      about: talks
-     stance: asserts # <NC606>
+     stance: denies
  text: Anna Berg will meet Carl Dahl. “I shall not come,” he said. Carl Dahl had no time.
""",
)
def contradictory_stances(view: View) -> Iterator[Finding]:
    """
    People change their minds, but then on another occasion (`at`), at another time (`when`), or in the words of another
    (`via`). Members of a group may disagree.
    """
    first: dict[tuple[object, ...], tuple[str, int]] = {}
    reported: set[int] = set()
    for i, claim in _claims(view):
        events = sorted({name for name in claim.about if name in view.article.events})
        if claim.stance not in ("asserts", "denies") or len(events) != 1:
            continue
        when = claim.when and claim.when.edtf
        for source in claim.by or ("",):
            actor = view.article.actors.get(source)
            if source and (actor is None or actor.kind == "group"):
                continue
            key = (source, events[0], claim.via, claim.at, when)
            stance, before = first.setdefault(key, (claim.stance, i))
            if stance != claim.stance and i not in reported:
                reported.add(i)
                who = code(source) if source else "the article"
                message = f"{who} {claim.stance} {code(events[0])} here, and {stance} it in another claim"
                hint = "if both were said, tell the claims apart by when or at"
                related: Path = ("claims", before, "stance")
                yield Finding(("claims", i, "stance"), message, related=((related, "here"),), help=hint)


@rule(
    "NC607",
    "allegation-without-source",
    WARNING,
    "alleged event, or suspect, without a claim about the event",
    example="""
  actors:
    anna: {name: Anna Berg, kind: person}
    police: {name: police, kind: organization}
  events:
    theft:
      kind: incident
      type: crime
      status: alleged # <NC607>
      participants: {agent: anna}
      evidence:
        - Anna Berg stole a bicycle
+ claims:
+   - by: police
+     quote: Anna Berg stole a bicycle
+     cue: police say
+     about: theft
+     stance: asserts
  text: Anna Berg stole a bicycle, police say.
""",
)
def allegation_without_source(view: View) -> Iterator[Finding]:
    """
    What only a source vouches for (`alleged`), or whom only a source holds responsible (`suspect`), needs the claim
    that says so, `about` the event: else the annotation alleges it itself.
    """
    doubtful = {key: event for key, event in view.article.events.items() if _is_doubtful(event)}
    if not doubtful or not well_formed(view, "claims"):
        return
    if any(_dangling(view, claim.about) for claim in view.article.claims):
        return
    claimed = {name for claim in view.article.claims for name in claim.about}
    told = set(claimed)
    for key, event in view.article.events.items():
        # A claim about the whole, a part, or the same event told elsewhere says it too.
        near = [other for relation in ("part_of", "same_as") for other in event.relations.get(relation, ())]
        if any(other in claimed or "#" in other for other in near):
            told.add(key)
        if key in claimed:
            told.update(near)
    for key, event in doubtful.items():
        if key not in told and well_formed(view, "events", key):
            alleged = event.status == "alleged"
            path: Path = ("events", key, "status") if alleged else ("events", key, "participants", "suspect")
            what = "is alleged" if alleged else "has a suspect"
            message = f"{code(key)} {what}, and no claim is about it: who says so?"
            yield Finding(path, message, at_key=not alleged, help=f"add a claim with by and about: {key}")


def _is_doubtful(event: Event) -> bool:
    """Whether only a source vouches for it, or for who did it."""
    suspects = isinstance(event, Incident) and bool(event.participants.get("suspect"))
    return event.status == "alleged" or (suspects and event.status != "generic")


@rule(
    "NC609",
    "unclaimed-quotation",
    HINT,
    "quotation in the text that no claim holds",
    needs_text=True,
    example="""
  actors:
    anna: {name: Anna Berg, kind: person}
+ claims:
+   - by: anna
+     quote: I am glad to be in Oslo
  text: “I am glad to be in Oslo,” Anna Berg said. # <NC609>
""",
)
def unclaimed_quotation(view: View) -> Iterator[Finding]:
    """
    What somebody says in quotation marks is a claim. Titles, and terms of one or two words, are none.
    """
    assert view.text is not None
    if view.is_broken("claims"):
        return
    held = spans([claim.quote for claim in view.article.claims])
    seen: set[str] = set()
    reached = 0
    for a, b in sorted(view.text.quotations, key=lambda span: (span[0], -span[1])):
        if b <= reached:
            continue  # within another quotation
        reached = b
        words = flatten(view.text.raw[a:b])
        claimed = any(start < b and a < end for start, end in held)
        if not claimed and words not in seen and is_speech(view.text, (a, b)):
            seen.add(words)
            message = f"no claim holds {code(words)}"
            yield Finding(text_path(view), message, in_text=(((a, b), "here"),), arguments=(words,))


RULES = (
    quotation_without_speaker,
    stance_without_event,
    cue_elsewhere,
    speaker_not_present,
    contradictory_stances,
    allegation_without_source,
    unclaimed_quotation,
)
