"""Documents near the border of what is accepted: valid ones, and the same after random changes of their data."""

import copy
import random
from pathlib import Path

from newscorpus import Actor, Article, Claim, Manifest, Place, Quote, Role, When
from newscorpus.models import KINDS
from newscorpus.models.fields import fields_of
from newscorpus.models.manifest import Attribute, Checks
from newscorpus.models.vocabulary import DEFAULT

SEED = Path(__file__).parents[1] / "seeds" / "000_acf5269c8d9a5d96.yaml"
SMALL = """\
format: newscorpus/1
id: small
language: en
published: 2024-05-08
annotation: {by: [me], date: 2024-05-09, state: draft}
text: |
  Anna Berg met Carl Dahl in Oslo on Monday. “We agree,” she said, and that’s it.
  Some 26 people were hurt last year. 北京 हिन्दी
actors:
  anna: {name: Anna Berg, kind: person, roles: {member: un}, aliases: [Annie], mentions: [she, {exact: Anna, start: 0}]}
  carl: {name: Carl Dahl, kind: person, ids: {wikidata: Q1, other: 5}, country: "NO", sector: GOV}
  un: {name: 北京, kind: organization}
events:
  talks:
    kind: meeting
    type: talks
    status: occurred
    participants: {participant: [anna, carl]}
    when: {on Monday: 2024-05-06}
    places: {Oslo: "NO"}
    topics: it
    evidence: [Anna Berg met Carl Dahl in Oslo on Monday, "that’s it"]
    triggers: met
    outcome: {it: that’s it}
    relations: {after: harm}
  harm:
    kind: incident
    type: accident
    casualties: {injured: {26 people: 26}, killed: 3..5}
    things: {object: Some}
    when: 2023
    evidence: Some 26 people were hurt last year
claims:
  - quote: We agree
    by: anna
    cue: she said
    about: talks
    stance: asserts
    at: talks
waive:
  - {code: NC304, at: actors.anna, why: because}
"""
"""An article with every kind of field."""
_MODELS = (Article, Actor, Claim, Quote, When, Place, Role, Attribute, Checks, Manifest, *KINDS.values())
_FIELDS = sorted({f.name for cls in _MODELS for f in fields_of(cls)} | {"kind", "wikidata", "titel", "when?", ""})
_WORDS = sorted(
    {
        *DEFAULT.actor_kinds,
        *DEFAULT.sectors,
        *DEFAULT.stances,
        *DEFAULT.relations,
        *(w for table in ("types", "roles", "statuses") for kind in KINDS for w in DEFAULT.get(table, kind)),
    }
)
_TEXTS = (
    "unknown", "2023", "2023-02", "2023-02-30", "2023-02-29", "2024-02-29", "2023-05/2023-06", "../2023", "2023~", "202X", "2023/05",
    "2023-05-06T10:00:00Z", "26+", "3..5", "05", "", " ", "null", "true", "anna", "Anna", "anna-berg", "anna--b", "anna\n", "a#b", "x" * 70,
    "CN", "cn", "CHN", "en", "pt-BR", "und", "e", "http://a.example/b", "https://", "ftp://a.example", "newscorpus/1", "newscorpus/2", "newscorpus/1\n",
    "0" * 64, "G" * 64, "Q1", "Q0", "Q148\n", "article.url", "NC301", "error", "hint", "string", "北京", "é", "\u2028", "\x00", "event", "meeting", "incident",
)  # fmt: skip
_OTHERS = (
    None, True, False, 0, 1, -1, 5, 999, 1000, 2023, 9999, 10000, 2**40, 0.5, -2.5, [], {}, [[]], [{}], [None], {"": ""}, {"a": "b"}, {"a": 1, "b": 2},
)  # fmt: skip


# fmt: off
_PIECES = [
    ":", "- ", "{", "}", "[", "]", "'", '"', "|", ">", "#", "&a ", "*a", "!!int ", "%", "?", ",", "\t", "\n", "  ", "~", "---\n",
    "\ud7ff", "\u2028", "\x85", "\x00", "\r", "\ufeff", "NO", "012", "1e999", "null", "kind: event\n", "exact: ", "𝄞", "é",
]
# fmt: on


def somewhere(rng, data):
    """A container of the document and a key or index in it, if it has any."""
    spots = []

    def walk(value):
        if isinstance(value, dict):
            spots.extend((value, key) for key in value)
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            spots.extend((value, i) for i in range(len(value)))
            for one in value:
                walk(one)

    walk(data)
    return rng.choice(spots) if spots else None


def a_value(rng, data):
    """Something that may stand in a document."""
    pick = rng.random()
    if pick < 0.4:
        return rng.choice(_TEXTS)
    if pick < 0.55:
        return rng.choice(_WORDS)
    if pick < 0.65:
        return copy.deepcopy(rng.choice(_OTHERS))
    if pick < 0.75:
        return {rng.choice(_FIELDS): a_value(rng, data) for _ in range(rng.randint(1, 3))}
    if pick < 0.85:
        return [a_value(rng, data) for _ in range(rng.randint(1, 3))]
    spot = somewhere(rng, data)
    return copy.deepcopy(spot[0][spot[1]]) if spot else ""


def changed(rng: random.Random, data):
    """`data` after one random change."""
    data = copy.deepcopy(data)
    spot = somewhere(rng, data)
    if spot is None:
        return a_value(rng, data)
    where, at = spot
    how = rng.randrange(8)
    if how < 3:
        where[at] = a_value(rng, data)
    elif how == 3:
        del where[at]
    elif how == 4:
        where[at] = [where[at]] if rng.random() < 0.5 else {rng.choice(_TEXTS): where[at]}
    elif how == 5 and isinstance(where[at], list) and where[at]:
        where[at] = where[at][0]
    elif how == 5 and isinstance(where[at], dict) and all(isinstance(v, dict) for v in where[at].values()):
        where[at] = [{"id": key, **value} for key, value in where[at].items()]
    elif isinstance(where, dict):
        key = rng.choice((*_FIELDS, *_WORDS[:40], *_TEXTS)) if rng.random() < 0.8 else str(at)
        if how == 6:
            where[key] = where.pop(at)
        else:
            where[key] = a_value(rng, data)
    else:
        where.insert(at, a_value(rng, data))
    return data


def mutated_text(rng: random.Random, text: str) -> bytes:
    """The bytes of a text after one to three random changes."""
    for _ in range(rng.randint(1, 3)):
        at, length = rng.randrange(len(text) + 1), rng.choice([0, 0, 1, 1, 3, 12])
        kind = rng.random()
        if kind < 0.35:
            text = text[:at] + text[at + length :]
        elif kind < 0.75:
            text = text[:at] + rng.choice(_PIECES) + text[at + length :]
        else:
            lines = text.splitlines(keepends=True)
            i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
            lines[i], lines[j] = rng.choice([(lines[j], lines[i]), (lines[i] * 2, ""), (" " + lines[i], lines[j])])
            text = "".join(lines)
        if not text:
            return b""
    data = text.encode("utf-8", "surrogatepass")
    if rng.random() < 0.15:
        at = rng.randrange(len(data) + 1)
        data = data[:at] + bytes([rng.randrange(256)]) + data[at + rng.randint(0, 2) :]
    return data
