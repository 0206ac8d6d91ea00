"""Rules about events, on sentences of real texts and the roles that others coded; `docs/testing.md` has the table."""

import random
import re
from collections import Counter

from real_data import (
    articles,
    coded,
    event,
    findings,
    found,
    news,
    printed,
    records,
    words_of,
)
from test_real_actors import actors_of

TYPES = (
    "AGREE agreement, SUPPORT support, DISAPPROVE accusation, REJECT refusal, THREATEN threat, PROTEST protest, SANCTION"
    " sanction, MOBILIZE mobilization, DEMAND request, FIGHT clash, ASSAULT attack, RETREAT withdrawal, CONCEDE concession,"
    " INVESTIGATE investigation, AID aid, COOPERATE cooperation, CONSULT talks, COERCE other"
)
"""The types that come nearest to those of PLOVER."""
NEAREST = dict(pair.split() for pair in TYPES.split(","))
KINDS = {"protest": "incident", "clash": "incident", "attack": "incident", "talks": "meeting"}


def sentences():
    """Of each text its sentences: of news, and of records."""
    made = [(text, marks) for _, text, marks in articles()]
    return made + [(one["text"], [(0, len(one["text"]))]) for one in coded()]


@news
@records
def test_sentences_that_call_an_event_off():
    """Of 1,074 sentences, one says that its event was cancelled, and the statuses that contradict it are reported."""
    counts = Counter[str]()
    for text, marks in sentences():
        for status in ("occurred", "planned", "possible", "ongoing", "postponed", "cancelled"):
            events = [event(f"e{i}", text, mark, "meeting", "talks", status=status) for i, mark in enumerate(marks)]
            counts.update(sentences=len(events))
            counts[status] += len(found("NC525", text, events=events))
    assert +counts == {"sentences": 6 * 1074, "planned": 1, "possible": 1, "postponed": 1}


def roles_of(record, actors):
    """The nearest type to that of a record, with the kind and the roles that it gives to its two sides."""
    type_ = NEAREST.get(record["event"], "other")
    kind = KINDS.get(type_, "event")
    one, other = ([who["id"] for who in actors if who["id"].startswith(side)] for side in ("source", "target"))
    roles = {"agent": one, "target" if kind == "incident" else "recipient": other}
    if kind == "meeting":
        roles = {"participant": one + other}
    return {"kind": kind, "type": type_, "participants": {role: names for role, names in roles.items() if names}}


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


def grouped():
    """Articles of eight records each: the text, its events, and the actors."""
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
        yield text, events, [*actors.values()]


@records
def test_events_beside_others():
    """Of 1,121 pairs of events in one article, none is alike."""
    counts = Counter[str]()
    for text, events, actors in grouped():
        counts.update(pairs=len(events) * (len(events) - 1) // 2)
        counts.update(alike=len(found("NC210", text, actors=actors, events=events)))
    assert +counts == {"pairs": 1121}


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
