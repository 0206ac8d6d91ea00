"""No false alarms: rules on texts whose speakers and casualties others annotated, and on the same with other values.

`real_counts.tsv` has the counts of people harmed in GUM's news and PLOVER's records, as read for these tests.
"""

import csv
import random
import re
from collections import Counter
from functools import cache
from pathlib import Path

from real_data import ARTICLES, articles, chains, coded, event, found, news, novels, people, quote, records

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
def test_quotations_in_two_parts():
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


HARMS = ("killed", "injured", "missing", "detained")


def counts_of_people():
    """Each count: its text, its mark, the harm, and the number."""
    known = {path.stem: text for path, (_, text, _) in zip(ARTICLES, articles(), strict=True)}
    known |= {one["id"]: one["text"] for one in coded()}
    with Path(__file__).with_name("real_counts.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            count = int(row["count"]) if row["count"].isdecimal() else row["count"]
            yield known[row["text"]], (int(row["start"]), int(row["end"])), row["harm"], count


def incident(text, mark, harm, count, **more):
    counted = {"text": quote(text, mark), "count": count, **more}
    return [event("e", text, mark, "incident", "attack", casualties={harm: [counted]})]


@news
@records
def test_counts_of_people():
    """None of 33 is reported with its number and harm; of 99 with another harm 90, of those with another number most."""
    counts = Counter[str]()
    for text, mark, harm, count in counts_of_people():
        counts.update(
            counts=1, reported=len(found("NC517 NC526 NC528", text, events=incident(text, mark, harm, count)))
        )
        for other in HARMS:
            wrong = incident(text, mark, other, count)
            counts["another harm"] += bool(other != harm and found("NC526", text, events=wrong))
        number = re.findall(r"\d+", str(count))[-1]
        changed = {"ten times": str(count).replace(number, f"{number}0"), "its bound lost": number}
        for how, value in changed.items() if number != str(count) else [("ten times", f"{number}0")]:
            given = int(value) if value.isdecimal() else value
            counts.update(
                {how: 1, f"{how}, reported": len(found("NC517", text, events=incident(text, mark, harm, given)))}
            )
    assert +counts == {
        "counts": 33,
        "another harm": 90,
        "ten times": 33,
        "ten times, reported": 32,
        "its bound lost": 12,
        "its bound lost, reported": 12,
    }
