"""Rules about actors, on names, mentions, codes and sectors that others annotated; `docs/testing.md` has the table."""

import random
import re
from collections import Counter

import pycountry
import pytest
from real_data import coded, findings, found, quote, records
from real_data import sides as sides_of

SECTORS = re.findall(
    r"\w+", "COP GOV JUD LEG MIL PRM PTY REB SPY UAF AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC"
)
PERSON = re.compile(r"minister|president\b|leader\b|king\b|secretary|envoy\b|spokesman|chief\b|ambassador\b|general\b")
PEOPLE = re.compile(r"(?:s|men|people|police|troops|forces)\Z")
SHORT_NAMES = {"Russia", "Iran", "Syria", "Turkey", "US", "Ivory Coast", "North Korea", "South Korea", "Vietnam"}
COUNTRIES = {one.name for one in pycountry.countries} | SHORT_NAMES


def actors_of(record):
    """The actors of a record, with the country and the sector that others gave to them; the kind is by the words."""
    actors = []
    for side, one in sides_of(record):
        name, at = one["actorText"], record["text"].index(one["actorText"])
        kind = "group" if PEOPLE.search(name.lower()) else "organization"
        kind = "person" if PERSON.search(name.lower()) and not name.endswith("s") else kind
        kind = "country" if name in COUNTRIES else kind
        code = {"JAP": "JPN", "ITL": "ITA"}.get(one["code"], one["code"])
        country, sector = pycountry.countries.get(alpha_3=code), (one.get("sector") or "")[:3]
        actor = {"id": f"{side}{len(actors)}", "name": name, "kind": kind, "named": name[0].isupper()}
        actor |= {"mentions": [] if actor["named"] else [quote(record["text"], (at, at + len(name)))]}
        actor |= {"country": country.alpha_2} if country else {}
        actors.append(actor | ({"sector": sector} if sector in SECTORS else {}))
    return actors


CODED = [
    ("NC531", "country", {"coded": 582, "changed": 160, "with their value": 160}),
    ("NC532", "country", {"coded": 582, "reported": 5, "changed": 220, "with their value": 215}),
]


@records
@pytest.mark.parametrize(("code", "field", "counts"), CODED)
def test_what_others_coded(code, field, counts):
    """How often it is reported, and another value in place of it; how often the help has theirs."""
    random.seed(0)
    every = [(record["text"], actors_of(record)) for record in coded()]
    values = [one[field] for _, actors in every for one in actors if field in one]
    counted = Counter[str]()
    for text, actors in every:
        counted["reported"] += len(found(code, text, actors=actors))
        for actor in (one for one in actors if field in one):
            other = random.choice([value for value in values if value != actor[field]])
            changed = [one | ({field: other} if one is actor else {}) for one in actors]
            helps = [one.help for one in findings(code, text, actors=changed) if one.path[1] == actor["id"]]
            counted.update(coded=1, changed=bool(helps))
            counted["with their value"] += any(f"{actor[field]}`" in words for words in helps)
    assert +counted == counts
