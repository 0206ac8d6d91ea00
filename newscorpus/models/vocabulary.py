"""The vocabularies of the model: the terms that a field may have, each with its meaning and source.

Schema, codebook, completion and suggestions are derived from here, in this order. A corpus can add terms of its own
(`vocabularies` in `corpus.yaml`), and cannot change a term.
"""

from collections.abc import Mapping
from typing import Any, Final, Literal, Self

import attrs

EventKind = Literal["event", "meeting", "incident"]
ActorKind = Literal["person", "group", "organization", "country", "locality", "unknown"]
Status = Literal[
    "occurred",
    "ongoing",
    "planned",
    "possible",
    "postponed",
    "cancelled",
    "refused",
    "failed",
    "alleged",
    "negated",
    "generic",
]
Stance = Literal["asserts", "likely", "possible", "unlikely", "denies", "uncommitted"]
Side = Literal["source", "target", "both"]
"""Of a role: whether it acts, is acted on, or both, as each side of talks."""


@attrs.frozen
class Word:
    """One term of a vocabulary, with its meaning in one line and the standards from which it is taken."""

    word: str
    meaning: str
    source: str = ""
    side: Side | None = None
    """Of a role, what it is in a pair of actors; None for a bystander."""


Table = Mapping[str, Word]
"""One vocabulary, in order: term → its meaning."""


def _table(meanings: Mapping[str, str], source: str = "", sides: Mapping[str, Side] | None = None) -> Table:
    return {word: Word(word, meaning, source, (sides or {}).get(word)) for word, meaning in meanings.items()}


EVENT_KINDS: Final = _table(
    {
        "event": "anything else that happens or is done: agreements, decisions, elections, changes",
        "meeting": "actors come together, in person or by phone or video",
        "incident": "harm, danger or disruption: violence, crime, accidents, disasters, protest",
    }
)

ACTOR_KINDS: Final = {
    "person": Word("person", "one human being", "ACE PER.Individual"),
    "group": Word(
        "group", "several persons without a common organization, such as protesters or officials", "ACE PER.Group"
    ),
    "organization": Word(
        "organization", "a body with members or staff: ministry, party, company, court, army", "ACE ORG"
    ),
    "country": Word("country", "a state, or a territory with an ISO 3166-1 code, as an actor", "ACE GPE"),
    "locality": Word("locality", "a city, province or region, as an actor", "ACE GPE"),
    "unknown": Word("unknown", "the article does not say what it is"),
}

SECTORS: Final = _table(
    {
        "COP": "police, criminal investigators, border and prison guards",
        "GOV": "government: the executive, its ministries and agencies, the parties that govern",
        "JUD": "judiciary: courts, judges, prosecutors",
        "LEG": "legislature: parliaments, assemblies and their members",
        "MIL": "armed forces of a state, their troops and equipment",
        "PRM": "paramilitaries that are not opposed to the government",
        "PTY": "political parties neither in government nor in opposition",
        "REB": "rebels: armed opposition, insurgents, separatists",
        "SPY": "intelligence services of a state",
        "UAF": "armed forces that the article does not identify, such as unknown gunmen",
        "UNK": "sector unknown",
        "AGR": "agriculture: farmers, peasants, fishers, farm workers",
        "BUS": "business: companies, their owners and managers, business associations",
        "CRM": "criminals, gangs, organized crime",
        "CVL": "civilians, and individuals of no other sector",
        "EDU": "education and research: schools, universities, teachers, students, scholars",
        "ELI": "elites: former officials, celebrities, spokespersons",
        "JRN": "journalism: newspapers, broadcasters, news sites, reporters",
        "LAB": "workers and trade unions in industry and services",
        "MED": "medicine: hospitals, physicians, aid in health",
        "REF": "refugees and internally displaced persons",
        "OPP": "political opposition: parties, politicians and activists against the government",
        "PRE": "pressure groups and lobbies",
        "REL": "religious bodies and their clergy",
        "SOC": "civil society: movements and organizations of no other sector",
    },
    "PLOVER",
)

_TYPE_SOURCES = "PLOVER, KAIROS, MUC-4, ACE"
_EVENT_TYPES = _table(
    {
        "agreement": "parties agree, sign or promise: treaties, deals, ceasefires",
        "support": "an actor endorses, praises or recognizes another, in words",
        "concession": "an actor yields to a demand: easing, pardon, apology",
        "cooperation": "actors work together or exchange to the benefit of both",
        "aid": "an actor gives money, goods, arms or shelter to another's benefit",
        "withdrawal": "an actor gives up a position: retreat, release, return, exit from a treaty",
        "request": "an actor asks, appeals, demands or orders",
        "accusation": "an actor blames, criticizes, condemns, sues or charges another",
        "investigation": "an inquiry, audit or search for the facts",
        "refusal": "an actor rejects a request, a proposal or a meeting",
        "threat": "an actor warns of harm that it would do",
        "sanction": "an actor reduces relations or penalizes: embargo, ban, expulsion, boycott",
        "mobilization": "forces are moved, raised, put on alert or on show",
        "dispute": "actors disagree openly, without one act that is outstanding",
        "decision": "an authority rules or enacts: judgments, laws, policies",
        "appointment": "somebody takes office or a post",
        "departure": "somebody leaves office or a post: resignation, dismissal, retirement",
        "election": "a vote by electors or members, referendums too",
        "contest": "a match, race, tournament or other competition",
        "award": "a prize, medal or honour is given",
        "transaction": "something is bought, sold, merged, financed or transferred",
        "launch": "something begins or is released: product, service, rocket, campaign",
        "discovery": "something unknown is found or found out, by research too",
        "change": "a figure or a condition rises, falls or turns: prices, polls, climate",
        "other": "an event of no other type",
    },
    _TYPE_SOURCES,
)
_MEETING_TYPES = _table(
    {
        "visit": "somebody travels to another's place and is received",
        "talks": "parties confer or negotiate face to face",
        "call": "parties confer by phone or video",
        "conference": "many parties confer by an agenda: summit, congress, assembly, session",
        "briefing": "somebody informs an audience: press conference, speech, announcement",
        "gathering": "people assemble for an occasion: rally, ceremony, festival, exhibition",
        "hearing": "a court, committee or panel hears parties or witnesses: trials too",
        "other": "a meeting of no other type",
    },
    _TYPE_SOURCES,
)
_INCIDENT_TYPES = _table(
    {
        "attack": "one side uses violence against another: bombing, shooting, strike, assault",
        "clash": "both sides use violence: battle, exchange of fire, brawl",
        "encounter": "forces come dangerously near each other, without violence",
        "incursion": "somebody or something enters a territory, airspace or waters without leave",
        "espionage": "secrets are gathered or passed on",
        "cyberattack": "computers or networks are broken into, disrupted or held to ransom",
        "crime": "a crime other than an attack: theft, fraud, smuggling, corruption",
        "protest": "people demonstrate, strike or block, without violence of their own",
        "unrest": "a crowd turns violent: riots, looting, arson",
        "detention": "somebody is arrested, held, kidnapped or taken hostage",
        "accident": "harm that nobody meant: crash, fire, collapse, spill",
        "disaster": "harm by nature or on a large scale: earthquake, flood, epidemic, famine",
        "death": "somebody dies, of a cause of no other type",
        "other": "an incident of no other type",
    },
    _TYPE_SOURCES,
)
TYPES: Final = {"event": _EVENT_TYPES, "meeting": _MEETING_TYPES, "incident": _INCIDENT_TYPES}

_ROLE_SOURCES = "PLOVER, KAIROS"
_EVENT_ROLES = _table(
    {
        "agent": "who does it, or begins it",
        "recipient": "whom it is done to, given to or directed at",
        "participant": "who takes part on equal terms",
        "winner": "who wins: an election, a contest, an award, a case",
        "loser": "who loses, against a winner",
    },
    _ROLE_SOURCES,
    {"agent": "source", "recipient": "target", "participant": "both", "winner": "source", "loser": "target"},
)
_MEETING_ROLES = _table(
    {
        "participant": "who takes part on equal terms",
        "visitor": "who comes to another's place",
        "host": "who receives the others at their place",
        "organizer": "who arranges the meeting or calls it",
        "mediator": "who helps the parties to agree and is none of them",
        "speaker": "who speaks to an audience",
        "audience": "who listens, asks or watches",
    },
    _ROLE_SOURCES,
    {
        "participant": "both",
        "visitor": "source",
        "host": "target",
        "organizer": "source",
        "mediator": "source",
        "speaker": "source",
        "audience": "target",
    },
)
_INCIDENT_ROLES = _table(
    {
        "agent": "who did it, on the article's own word",
        "suspect": "who did it, on a source's word; needs a claim about the event",
        "target": "whom or what it was aimed at",
        "victim": "who was harmed, aimed at or not",
        "participant": "who took part, with no side that acts or suffers",
        "discoverer": "who noticed or revealed it",
        "responder": "who came to help, to fight it or to secure the place",
    },
    _ROLE_SOURCES,
    {"agent": "source", "suspect": "source", "target": "target", "victim": "target", "participant": "both"},
)
ROLES: Final = {"event": _EVENT_ROLES, "meeting": _MEETING_ROLES, "incident": _INCIDENT_ROLES}

_ALL = frozenset(EVENT_KINDS)
_STATUSES: Final = (
    (Word("occurred", "it happened: it took place", "ACE Asserted, CASIE Actual"), _ALL),
    (Word("ongoing", "it was under way when the article was published", "schema.org ActiveActionStatus"), _ALL),
    (Word("planned", "it is announced and certain", "IPTC eos5, schema.org EventScheduled"), _ALL),
    (Word("possible", "the article leaves open whether it takes place", "IPTC eos1–4, FactBank PS/PR"), _ALL),
    (Word("postponed", "it was planned and put off", "schema.org EventPostponed"), {"meeting", "event"}),
    (Word("cancelled", "it was planned and called off", "IPTC eos6, schema.org EventCancelled"), {"meeting", "event"}),
    (Word("refused", "it was proposed and a party declined", "PLOVER REJECT, CAMEO 125"), {"meeting"}),
    (Word("failed", "it was attempted and not achieved", "schema.org FailedActionStatus"), {"incident", "event"}),
    (Word("alleged", "only a source vouches for it; needs a claim", "MUC-4, FactBank Uu"), _ALL),
    (Word("negated", "the article says that it did not happen", "RED NEG"), _ALL),
    (Word("generic", "a kind of event and no single one", "ACE, CASIE Generic"), _ALL),
)
STATUSES: Final = {kind: {status.word: status for status, kinds in _STATUSES if kind in kinds} for kind in EVENT_KINDS}

THINGS: Final = {
    "instrument": Word("instrument", "the means: weapon, vehicle, tool, software", "ACE Instrument"),
    "object": Word("object", "what is made, moved, traded, taken or damaged", "ACE Artifact"),
    "amount": Word("amount", "how much: a sum of money, a share, a measure", "ACE Money"),
}

RELATIONS: Final = _table(
    {
        "part_of": "belongs to the other as a part: a talk to a visit",
        "after": "comes later than the other",
        "caused_by": "happened because of the other",
        "enabled_by": "was made possible by the other, not yet caused",
        "prevented_by": "did not happen because of the other",
        "replaces": "takes the place of the other, which was called off",
        "about": "deals with the other: a briefing with an attack",
        "same_as": "is the same event as the other, in another article too",
    },
    "MAVEN-ERE, schema.org",
)

ACTOR_RELATIONS: Final = {
    "member_of": Word(
        "member_of", "belongs to the other as a member, without an office in it", "FollowTheMoney, Popolo"
    ),
    "part_of": Word("part_of", "is a part or a branch of the other: a ministry, a district", "ACE, Popolo"),
    "owns": Word(
        "owns", "owns or controls the other, wholly or in part: the parent of a subsidiary", "FollowTheMoney Ownership"
    ),
    "employs": Word("employs", "pays the other for work", "FollowTheMoney Employment, ACE"),
    "represents": Word(
        "represents", "acts or speaks for the other: lawyer, envoy, agent", "FollowTheMoney Representation"
    ),
    "relative_of": Word("relative_of", "is of the same family as the other", "FollowTheMoney Family, ACE"),
    "ally_of": Word("ally_of", "is on the side of the other", "FollowTheMoney Associate"),
    "opponent_of": Word("opponent_of", "is against the other: enemy, rival, critic"),
}

STANCES: Final = _table(
    {
        "asserts": "the source says that the event happened or will happen",
        "likely": "the source thinks it probable",
        "possible": "the source thinks it possible, no more",
        "unlikely": "the source thinks it improbable",
        "denies": "the source says that it did not or will not happen, as annotated",
        "uncommitted": "the source speaks of it without saying whether it is so",
    },
    "FactBank",
)

CASUALTIES: Final = _table(
    {
        "killed": "persons who died of it",
        "injured": "persons hurt who survived, the ill and poisoned too",
        "missing": "persons unaccounted for",
        "detained": "persons arrested, held or taken hostage",
    },
    "MUC-4, PLOVER",
)

TEXT_PARTS: Final = _table(
    {
        "headline": "the title of the article",
        "lead": "the first paragraph, or the summary below the headline",
        "body": "the rest of the article",
    }
)

STATES: Final = _table(
    {
        "draft": "the annotation is being worked on",
        "reviewed": "somebody else has checked the annotation",
        "final": "the annotation is settled; changes need a reason",
    }
)

SEVERITIES: Final = _table(
    {
        "error": "makes the check fail",
        "warning": "is shown, and does not make the check fail unless asked to",
        "hint": "is shown only when selected",
    }
)

ATTRIBUTE_TYPES: Final = _table(
    {
        "string": "text",
        "integer": "a whole number",
        "number": "a number",
        "boolean": "true or false",
    }
)

BY_KIND: Final = frozenset({"types", "roles", "statuses"})
"""The vocabularies that differ by the kind of event."""


@attrs.frozen(kw_only=True, eq=False)
class Words:
    """All vocabularies of one corpus.

    An object is equal only to itself, so that it is a cheap key for a cache.
    """

    types: Mapping[str, Table] = TYPES
    roles: Mapping[str, Table] = ROLES
    statuses: Mapping[str, Table] = STATUSES
    actor_kinds: Table = ACTOR_KINDS
    event_kinds: Table = EVENT_KINDS
    sectors: Table = SECTORS
    things: Table = THINGS
    relations: Table = RELATIONS
    actor_relations: Table = ACTOR_RELATIONS
    stances: Table = STANCES
    casualties: Table = CASUALTIES
    states: Table = STATES
    text_parts: Table = TEXT_PARTS
    severities: Table = SEVERITIES
    attribute_types: Table = ATTRIBUTE_TYPES

    def get(self, table: str, kind: str | None = None) -> Table:
        """Return one vocabulary.

        Args:
            table: Its name, that of a field of this class.
            kind: The kind of event, for a vocabulary in `BY_KIND`. For any other string the result is empty.
        """
        words: Any = getattr(self, table)
        found: Table = words.get(kind, {}) if table in BY_KIND else words
        return found

    def extended(self, extension: Mapping[str, Mapping[str, Any]]) -> Self:
        """Return these vocabularies with the terms of a corpus added at their ends.

        Args:
            extension: The value of `vocabularies` in `corpus.yaml`, each part optional:
                `{meeting: {types: {term: meaning}, roles: …}, things: {term: meaning}, …}`.
                A term that exists keeps its meaning. Unknown keys are ignored.
        """
        return attrs.evolve(
            self,
            types={
                kind: _joined(words, extension.get(kind, {}).get("types", {})) for kind, words in self.types.items()
            },
            roles={
                kind: _joined(words, extension.get(kind, {}).get("roles", {})) for kind, words in self.roles.items()
            },
            things=_joined(self.things, extension.get("things", {})),
            sectors=_joined(self.sectors, extension.get("sectors", {})),
            relations=_joined(self.relations, extension.get("relations", {})),
            actor_relations=_joined(self.actor_relations, extension.get("actor_relations", {})),
        )


def _joined(words: Table, own: Mapping[str, str]) -> Table:
    new = {word: meaning for word, meaning in own.items() if word not in words}
    return {**words, **_table(new, "corpus.yaml")}


DEFAULT: Final = Words()
"""The vocabularies of the model, without additions."""
