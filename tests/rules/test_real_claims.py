"""Rules about claims, on quotations of real texts whose speakers others annotated; `docs/testing.md` has the table."""

import random
import re
from collections import Counter
from functools import cache

import pytest
from real_data import articles, chains, coded, event, found, news, novels, people, quote, records, sides

SAID = (
    r"(?:said|says|cried|asked|replied|answered|exclaimed|added|remarked|returned|whispered|thought|observed|shouted"
    r"|continued|stated|told|claimed|explained|noted)"
)
SOMEBODY = [{"id": "x", "name": "somebody", "named": False, "kind": "person"}]


@cache
def attributed():
    """Of each novel its text, its people, and the quotations that `said NAME` or `she said` follows, as claims."""
    cue = re.compile(
        rf"(?<=” )(?:{SAID} (?P<a>[^,.;:“”\n]{{1,40}}?)|(?P<b>[^,.;:“”\n]{{1,40}}?) {SAID})(?=[,.;:]| [a-z])"
    )
    made = []
    for text, every in chains():
        actors, places = people(text, every)
        quotations = {match.end(): match.span() for match in re.finditer(r"“[^“”\n]{3,300}”", text)}
        claims = [
            {"by": [places[match.span(name)]], "quote": quote(text, (a + 1, b - 1)), "cue": quote(text, match.span())}
            for match in cue.finditer(text)
            for name in ("a", "b")
            for a, b in [quotations.get(match.start() - 1, (0, 0))]
            if b and match.span(name) in places
        ]
        made.append((text, actors, claims))
    return made


@novels
def test_claims_by_those_who_speak():
    """None of 326 quotations is reported, with the speaker whom others found, and the words that name them."""
    counts = Counter[str]()
    for text, actors, claims in attributed():
        codes = "NC324 NC601 NC604 NC610 NC611"
        counts.update(claims=len(claims), reported=len(found(codes, text, actors=actors, claims=claims)))
    assert +counts == {"claims": 326}


@novels
def test_claims_by_somebody_else():
    """Of 316 quotations with another person of the novel as their speaker, 310 are reported."""
    random.seed(0)
    counts = Counter[str]()
    for text, actors, claims in attributed():
        named = [one["id"] for one in actors if one["named"]]
        others = [[one for one in named if one not in claim["by"]] for claim in claims]
        pairs = [(claim, other) for claim, other in zip(claims, others, strict=True) if other]
        swapped = [claim | {"by": [random.choice(other)]} for claim, other in pairs]
        counts.update(reported=len(found("NC610", text, actors=actors, claims=swapped)))
        counts.update(claims=len(swapped))
    assert counts == {"claims": 316, "reported": 310}


@novels
def test_quotations_with_a_part_of_them():
    """Each of 142 quotations beside its second half is reported; none is in halves."""
    counts = Counter[str]()
    for text, actors, claims in attributed():
        for one in claims:
            start, words = one["quote"]["start"], one["quote"]["exact"]
            ends = [word.end() for word in re.finditer(r"[\w’'-]+", words)]
            if len(ends) > 5:
                marks = (start, start + ends[2]), (start + ends[2], start + len(words))
                first, second = (one | {"quote": quote(text, mark)} for mark in marks)
                within, halves = ([one, second], [first, second])
                counts.update(quotations=1, within=len(found("NC620", text, actors=actors, claims=within)))
                counts.update(halves=len(found("NC620", text, actors=actors, claims=halves)))
    assert +counts == {"quotations": 142, "within": 142}


@novels
def test_quotations_in_two_parts():
    """Of quotations that `he said,` interrupts, none is reported; all are with their parts swapped."""
    parts = re.compile(r"“([^“”\n]{3,200}),” ([^.;“”\n]{1,60})[,.;]\s“([^“”\n]{3,200})”")
    counts = Counter[str]()
    for text, _ in chains():
        found_here = [match for match in parts.finditer(text) if match[2].strip()]
        claims = [
            {
                "by": ["x"],
                "quote": [quote(text, match.span(1)), quote(text, match.span(3))],
                "cue": quote(text, match.span(2)),
            }
            for match in found_here
        ]
        swapped = [one | {"quote": one["quote"][::-1]} for one in claims]
        for how, given in (("right", claims), ("swapped", swapped)):
            counts[how] += len(set(found("NC611", text, actors=SOMEBODY, claims=given)))
        counts.update(claims=len(claims))
    assert +counts == {"claims": 143, "swapped": 143}


@news
@novels
def test_quotes_that_leave_a_quotation():
    """Of 5,450 quotes that do not, 2 are reported, where a mark lacks its other one; of 527 that do, 524."""
    counts = Counter[str]()
    for text in (*(text for _, text, _ in articles()), *(text for text, _ in chains())):
        marks, wrong = list[tuple[int, int]](), list[bool]()
        for line in re.finditer(r"[^\n]+", text):
            quotations = [match.span() for match in re.finditer(r"“[^“”\n]{8,400}”", line[0])]
            if len(quotations) != 1 or line[0].count("“") != 1 or line[0].count("”") != 1:
                continue
            start, (a, b) = line.start(), [end + line.start() for end in quotations[0]]
            words = [(one.start() + start, one.end() + start) for one in re.finditer(r"[\w’'-]+", line[0])]
            inside = [one for one in words if a < one[0] < b]
            before, behind = [one for one in words if one[1] <= a], [one for one in words if one[0] >= b]
            kept = [(a + 1, inside[-1][1]), (a, b), (min(words[0][0], a), max(words[-1][1], b))]
            kept += [(before[0][0], b), (before[0][0], before[-1][1])] if before else []
            kept += [(behind[0][0], behind[-1][1])] if behind else []
            cut = list[tuple[int, int]]()
            if len(inside) > 2:
                kept += [(inside[1][0], inside[-1][1]), (inside[0][0], inside[-2][1])]
                cut += [(inside[len(inside) // 2][0], behind[-1][1])] if behind else []
                cut += [(before[0][0], inside[len(inside) // 2][1])] if before else []
            marks += kept + cut
            wrong += [False] * len(kept) + [True] * len(cut)
        claims = [{"by": ["x"], "quote": quote(text, mark)} for mark in marks]
        counts.update(f"cut {one}" for one in wrong)
        counts.update(f"reported {wrong[i]}" for i in found("NC324", text, actors=SOMEBODY, claims=claims))
    assert counts == {"cut False": 5450, "reported False": 2, "cut True": 527, "reported True": 524}


@cache
def said():
    """Statements of news, of records and of novels with the words that attribute them, as claims, each in its text."""
    before = re.compile(rf"(?<=\n)(?P<cue>[^,.;:“”\n]{{1,60}} {SAID},?(?: that)?) (?P<quote>[^\n]{{12,300}})\.")
    behind = re.compile(
        rf"“(?P<quote>[^“”\n]{{12,300}}?)[,.!?]?”[,.]? (?P<cue>{SAID} [^,.;:“”\n]{{1,60}}|[^,.;:“”\n]{{1,60}} {SAID})"
    )
    whole = [
        re.compile(r"(?P<quote>.{12,300}), (?P<cue>[^,.;:“”]{1,60} (?:said|announced|reported)(?: [^,.]{1,40})?)\.\Z"),
        re.compile(
            r"(?P<cue>[^,.;:“”]{1,60} (?:said|announced|reported|stated)(?: \w+day)?(?: that)?) (?P<quote>.{12,300})\.\Z"
        ),
    ]
    made = [(text, [*behind.finditer(text), *before.finditer(text)]) for _, text, _ in articles()]
    made += [(text, [*behind.finditer(text)]) for text, _ in chains()]
    for record in coded():
        match = whole[0].match(record["text"]) or whole[1].match(record["text"])
        made.append((record["text"], [match] if match else []))
    return made


@news
@records
@novels
@pytest.mark.parametrize(
    ("stance", "contradicted"),
    [
        ("asserts", 13),  # of which 12 are right, by reading: `I don't think it's fair` leaves nothing open
        ("denies", 12),
        ("likely", 7),
        ("possible", 7),
        ("unlikely", 1),
        ("uncommitted", 7),
    ],
)
def test_stances_of_statements(stance, contradicted):
    """Of 512 statements, a word speaks against a stance in few."""
    counts = Counter[str]()
    for text, matches in said():
        events = [event(f"e{i}", text, match.span("quote")) for i, match in enumerate(matches)]
        claims = [
            {"by": ["x"], "quote": quote(text, match.span("quote")), "cue": quote(text, match.span("cue"))}
            | {"about": [f"e{i}"], "stance": stance}
            for i, match in enumerate(matches)
        ]
        counts["claims"] += len(claims)
        counts["reported"] += len(found("NC612", text, events=events, claims=claims, actors=SOMEBODY)) if claims else 0
    assert counts == {"claims": 512, "reported": contradicted}


@records
def test_denials_of_what_the_evidence_says():
    """What others coded as done, and somebody says, is asserted: of 113, 2 are reported: what `may` be, and what is `out of
    the question`; 82 if denied."""
    counts = Counter[str]()
    for text, matches in said()[-len(coded()) :]:
        record = next(one for one in coded() if one["text"] == text)
        for match in matches:
            names = [one["actorText"] for _, one in sides(record) if one["actorText"] in match["quote"]]
            actors = [{"id": f"a{i}", "name": name, "kind": "organization"} for i, name in enumerate(names)]
            events = [event("e", text, match.span("quote"), participants={"agent": [one["id"] for one in actors]})]
            claim = {"by": ["x"], "quote": quote(text, match.span("quote")), "cue": quote(text, match.span("cue"))}
            for stance in ("asserts", "denies") if names else ():
                claims = [claim | {"about": ["e"], "stance": stance}]
                reported = found("NC612", text, actors=actors + SOMEBODY, events=events, claims=claims)
                counts.update({stance: 1, f"{stance} reported": len(reported)})
    assert counts == {"asserts": 113, "asserts reported": 2, "denies": 113, "denies reported": 82}
