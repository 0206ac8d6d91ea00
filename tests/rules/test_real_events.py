"""Rules about events, on sentences of real texts and the roles that others coded; `docs/testing.md` has the table."""

import random
import re
from collections import Counter

import pytest
from real_data import (
    articles,
    chains,
    coded,
    event,
    findings,
    found,
    news,
    novels,
    people,
    printed,
    quote,
    records,
    words_of,
)
from test_real_actors import actors_of
from test_real_texts import TYPES

NEAREST = dict(pair.split() for pair in TYPES.split(","))
KINDS = {"protest": "incident", "clash": "incident", "attack": "incident", "talks": "meeting"}


def sentences():
    """Of each text its sentences: of news, of records, and of novels."""
    made = [(text, marks) for _, text, marks in articles()]
    made += [(one["text"], [(0, len(one["text"]))]) for one in coded()]
    return made + [(text, [one.span() for one in re.finditer(r"[^\n]{20,}", text)]) for text, _ in chains()]


@news
@records
@novels
def test_what_is_under_way():
    """Of 8,995 sentences with an event that occurred, 60 say that it is not over: by reading, 49 rightly."""
    counts = Counter[str]()
    for text, marks in sentences():
        events = [event(f"e{i}", text, mark) for i, mark in enumerate(marks)]
        counts.update(sentences=len(events), reported=len(found("NC536", text, events=events)))
    assert counts == {"sentences": 8995, "reported": 60}


@news
@records
@novels
@pytest.mark.parametrize(
    ("status", "reported"),
    [
        ("planned", 921),
        ("possible", 974),
        ("postponed", 1788),
        ("cancelled", 1603),
        ("failed", 1381),
        ("negated", 1553),
    ],
)
def test_statuses_without_a_word(status, reported):
    """Of 2,009 sentences, whose events nearly all occurred: of 200 findings, 195 are right, by reading."""
    counts = Counter[str]()
    texts = sentences()
    for text, marks in [*texts[: -len(chains())], *texts[-len(chains()) :: 8]]:
        events = [event(f"e{i}", text, mark, status=status) for i, mark in enumerate(marks)]
        counts.update(sentences=len(events), reported=len(found("NC536", text, events=events)))
    assert counts == {"sentences": 2009, "reported": reported}


@news
@records
@novels
def test_sentences_that_call_an_event_off():
    """Of 1,074 sentences, one says that its event was cancelled, and the statuses that contradict it are reported."""
    counts = Counter[str]()
    for text, marks in sentences()[: -len(chains())]:
        for status in ("occurred", "planned", "possible", "ongoing", "postponed", "cancelled"):
            events = [event(f"e{i}", text, mark, "meeting", "talks", status=status) for i, mark in enumerate(marks)]
            counts.update(sentences=len(events))
            counts[status] += len(found("NC525", text, events=events))
    assert +counts == {"sentences": 6 * 1074, "planned": 1, "possible": 1, "postponed": 1}


def roles_of(record, actors, *, swapped=False):
    """The nearest type to that of a record, with the kind and the roles that it gives to its two sides."""
    type_ = NEAREST.get(record["event"], "other")
    kind = KINDS.get(type_, "event")
    one, other = ([who["id"] for who in actors if who["id"].startswith(side)] for side in ("source", "target"))
    one, other = (other, one) if swapped else (one, other)
    roles = {"agent": one, "target" if kind == "incident" else "recipient": other}
    if kind == "meeting" and not swapped:
        roles = {"participant": one + other}
    return {"kind": kind, "type": type_, "participants": {role: names for role, names in roles.items() if names}}


@records
@pytest.mark.parametrize(
    ("given", "cases", "reported"),
    [(None, 321, 17), ("participant", 310, 198), ("agent", 297, 17)],  # the 17 are attacks that are coded as fights
)
def test_roles_of_types(given, cases, reported):
    """The roles that others coded are reported in clashes only; as participants, most are, all of 50 rightly, by reading."""
    counts = Counter[str]()
    for record in coded():
        text, actors = record["text"], actors_of(record)
        parts = roles_of(record, actors)
        every = [who for some in parts["participants"].values() for who in some]
        changes_it = given and given not in parts["participants"] and every
        if given == "agent":
            changes_it = len(every) > 1
        if every and (changes_it or not given):
            roles = {given: every} if given else parts["participants"]
            made = {**event("e", text, (0, len(text))), **parts, "participants": roles}
            counts.update(cases=1, reported=bool(found("NC545", text, actors=actors, events=[made])))
    assert counts == {"cases": cases, "reported": reported}


@news
@records
@novels
def test_places_of_sentences():
    """Of 1,085 places in the evidence of an event, 10 are reported, 8 of them rightly, by reading."""
    counts = Counter[str]()
    names = re.compile(r"\b(?:in|at|near) ((?:[A-Z][\w-]+ ?)+)")
    given = [(text, marks, [one.span(1) for one in names.finditer(text)]) for _, text, marks in articles()]
    names = re.compile(r"\b(?:in|at|near|of|the) ((?:[A-Z][\w-]+ ?)+)")
    given += [
        (one["text"], [(0, len(one["text"]))], [match.span(1) for match in names.finditer(one["text"])])
        for one in coded()
    ]
    for text, every in chains():
        lines = [one.span() for one in re.finditer(r"[^\n]{20,}", text)]
        marks = [(a, b) for chain in every for kind, a, b in chain if kind in ("PROP_GPE", "PROP_LOC")]
        given.append((text, lines, [(a, b) for a, b in marks if "\n" not in text[a:b]]))
    for text, sentences, marks in given:
        pairs = [((a, b), line) for a, b in marks for line in sentences if line[0] <= a and b <= line[1]]
        events = [
            event(f"e{i}", text, line, places=[{"name": quote(text, mark)}]) for i, (mark, line) in enumerate(pairs)
        ]
        counts.update(places=len(events), reported=len(found("NC550", text, events=events)) if events else 0)
    assert counts == {"places": 1085, "reported": 10}


@records
def test_titles_with_roles():
    """Of 321 sentences as titles, none is reported with the roles that others coded; with the roles swapped, 32 are."""
    counts = Counter[str]()
    for record in coded():
        text, actors = record["text"], actors_of(record)
        for swapped in (False, True):
            parts = roles_of(record, actors, swapped=swapped)
            if len(parts["participants"]) > swapped:
                made = {**event("e", text, (0, len(text)), title=text), **parts}
                counts.update(
                    {
                        f"swapped {swapped}": 1,
                        f"reported {swapped}": len(found("NC542", text, actors=actors, events=[made])),
                    }
                )
    assert counts == {"swapped False": 321, "reported False": 0, "swapped True": 281, "reported True": 32}


@news
def test_headlines_as_titles():
    """Of 24 headlines as titles of what their first paragraph tells, two name something that only the next one has."""
    counts = Counter[str]()
    for _, text, _ in articles():
        headline, _, body = text.partition("\n")
        start = next(part.start() for part in re.finditer(r".+", body) if len(part[0]) > 60) + len(headline) + 1
        end = text.index("\n", start) if "\n" in text[start:] else len(text)
        counts.update(
            titles=1, reported=len(found("NC554", text, events=[event("e", text, (start, end), title=headline)]))
        )
    assert counts == {"titles": 24, "reported": 2}


@records
def test_who_is_accused():
    """Of 21 who are blamed or accused, 8 are reported as agents of an alleged attack; of 75 who accuse, or attack, none."""
    counts = Counter[str]()
    for record in coded():
        text, actors = record["text"], actors_of(record)
        accused = bool(re.search(r"accus|blam|suspect|alleg", text))
        for side in ("source", "target"):
            agents = [one["id"] for one in actors if one["id"].startswith(side)]
            if agents and (accused or (side == "source" and KINDS.get(NEAREST.get(record["event"])) == "incident")):
                made = event(
                    "e", text, (0, len(text)), "incident", "attack", status="alleged", participants={"agent": agents}
                )
                counts.update({side: 1, f"{side} reported": len(found("NC537", text, actors=actors, events=[made]))})
    assert +counts == {"source": 75, "target": 21, "target reported": 8}


@records
@novels
def test_who_was_absent():
    """Of 14,533 people as participants of talks in the sentences that name them, 7 are reported; 6 were not there."""
    counts = Counter[str]()
    for text, every in chains():
        actors, places = people(text, every)
        actors = [one | {"name": f"x{i}", "named": False, "aliases": []} for i, one in enumerate(actors)]
        marks = {key: [mark for mark, one in places.items() if one == key] for key in places.values()}
        actors = [
            one | {"mentions": [quote(text, mark) for mark in marks[one["id"]] if mark[1] - mark[0] < 40]}
            for one in actors
        ]
        made = []
        for i, match in enumerate(re.finditer(r"[^\n]{20,}", text)):
            here = {key for (a, b), key in places.items() if match.start() <= a and b <= match.end()}
            made.append(
                event(f"e{i}", text, match.span(), "meeting", "talks", participants={"participant": sorted(here)})
            )
            counts["people"] += len(here)
        counts["reported"] += len(
            found("NC541", text, actors=actors, events=[one for one in made if one["participants"]["participant"]])
        )
    for record in coded():
        text, actors = record["text"], actors_of(record)
        parts = {"participants": {"participant": [one["id"] for one in actors]}}
        counts.update(people=len(actors))
        counts["reported"] += (
            len(
                found(
                    "NC541", text, actors=actors, events=[event("e", text, (0, len(text)), "meeting", "talks", **parts)]
                )
            )
            if actors
            else 0
        )
    assert counts == {"people": 14533, "reported": 7}


def grouped():
    """Articles of eight records each: the text, its events, the actors, and where each record begins."""
    random.seed(0)
    every = random.sample(coded(), len(coded()))
    for first in range(0, len(every), 8):
        some = every[first : first + 8]
        text, events, actors, known = "\n\n".join(one["text"] for one in some), [], {}, {}
        starts = [sum(len(one["text"]) + 2 for one in some[:i]) for i in range(len(some))]
        for i, (record, start) in enumerate(zip(some, starts, strict=True)):
            own = actors_of(record)
            for one in own:
                mentions = [{**mention, "start": mention["start"] + start} for mention in one["mentions"]]
                key = known.setdefault(one["name"].lower(), f"r{i}-{one['id']}")
                actors.setdefault(key, one | {"id": key, "mentions": mentions})
            parts = roles_of(record, own)
            names = {one["id"]: known[one["name"].lower()] for one in own}
            parts["participants"] = {
                role: list(dict.fromkeys(names[one] for one in some_)) for role, some_ in parts["participants"].items()
            }
            events.append({**event(f"e{i}", text, (start, start + len(record["text"]))), **parts})
        yield text, events, [*actors.values()], starts


@records
def test_events_beside_others():
    """Of 1,121 pairs of events in one article, none is alike; of evidence and claims of another event, many are reported."""
    counts = Counter[str]()
    said = re.compile(r"(.{12,300}), [^,.;:“”\n]{1,60} (?:said|announced|reported)(?: [^,.]{1,40})?\.\Z")
    for text, events, actors, starts in grouped():
        counts.update(
            pairs=len(events) * (len(events) - 1) // 2,
            alike=len(found("NC210 NC212", text, actors=actors, events=events)),
        )
        for i, (one, start) in enumerate(zip(events, starts, strict=True)):
            other = events[(i + 1) % len(events)]
            parties = [{who for some in its["participants"].values() for who in some} for its in (one, other)]
            if parties[0] and parties[0].isdisjoint(parties[1]):
                borrowed = [
                    one | {"evidence": [*one["evidence"], *other["evidence"]]} if its is one else its for its in events
                ]
                counts.update(borrowed=1, reported=len(found("NC538", text, actors=actors, events=borrowed)))
            match = said.match(one["evidence"][0]["exact"])
            for how, about in (("own", one), ("another", other)) if match else ():
                claim = {
                    "by": [actors[0]["id"]],
                    "quote": quote(text, (start, start + match.end(1))),
                    "about": [about["id"]],
                }
                claims = [claim | {"stance": "asserts"}]
                counts.update(
                    {
                        f"claims of {how}": 1,
                        f"claims of {how}, reported": len(
                            found("NC615", text, actors=actors, events=events, claims=claims)
                        ),
                    }
                )
    assert +counts == {
        "pairs": 1121,
        "borrowed": 313,
        "reported": 168,
        "claims of own": 90,
        "claims of another": 90,
        "claims of another, reported": 90,
    }


@novels
def test_evidence_with_somebody_unnamed():
    """Of 190 sentences that mention somebody by a noun that nobody annotated, 4 are reported; of 593 without them, 123."""
    counts = Counter[str]()
    for text, every in chains()[::4]:
        actors, places = people(text, every)
        known = [one | {"mentions": []} for one in actors if one["named"]]
        forms = {one["id"]: {one["name"], *one["aliases"]} for one in known}
        lines = [one.span() for one in re.finditer(r"[^\n]{20,}", text)]
        here = [
            {(key, text[a:b] in forms.get(key, ())) for (a, b), key in places.items() if start <= a and b <= end}
            for start, end in lines
        ]
        for who in forms:
            own = next((line for line, some in zip(lines, here, strict=True) if (who, True) in some), None)
            others = [
                (line, next(key for key, named in sorted(some) if named and key != who))
                for line, some in zip(lines, here, strict=True)
                if (who, True) not in some and any(named and key != who for key, named in some)
            ]
            for how, wanted in (("present", True), ("absent", False)):
                pool = [(line, one) for line, one in others if ((who, False) in here[lines.index(line)]) == wanted]
                for line, one in pool[:3] if own else ():
                    made = event("e", text, own, participants={"agent": [who]})
                    made["evidence"].append(quote(text, line))
                    events = [made, event("f", text, line, participants={"agent": [one]})]
                    counts.update({how: 1, f"{how}, reported": len(found("NC538", text, actors=known, events=events))})
    assert +counts == {"present": 190, "present, reported": 4, "absent": 593, "absent, reported": 123}


@news
def test_sentences_for_several_events():
    """Three events with one sentence are reported, two are not; the headline alone is, and no other sentence."""
    counts = Counter[str]()
    for _, text, marks in articles():
        three = [event(f"e{i}-{j}", text, mark) for i, mark in enumerate(marks) for j in range(3)]
        once = three[::3]
        counts["sentences"] += len(marks)
        counts["of three"] += len({key.partition("-")[0] for key in found("NC521", text, events=three)})
        counts["of two"] += len(found("NC521", text, events=[one for one in three if not one["id"].endswith("-2")]))
        counts["headlines"] += len(found("NC522", text, events=once, headline=text[slice(*marks[0])]))
    assert +counts == {"sentences": 752, "of three": 752, "headlines": 24}


@news
def test_times_of_news():
    """Of 118 times that are reported where no event has a time, 114 are marked by others; of the rest, 2 are times."""
    reported = marked = 0
    for root, text, _ in articles():
        words = {printed(words_of(one))[0] for tag in ("date", "time") for one in root.iter(tag)} - {""}
        places = [match.span() for one in words for match in re.finditer(re.escape(one), text)]
        for one in findings("NC903", text, published=root.attrib["dateCreated"]):
            a, b = one.labels[0].words
            reported += 1
            marked += any(start < b and a < end for start, end in places)
    assert (reported, marked) == (118, 114)
