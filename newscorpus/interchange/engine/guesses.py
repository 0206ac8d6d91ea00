"""What common labels mean: the meanings of names that a mapping file does not have."""

import re
from collections.abc import Mapping
from typing import Final

_TOKEN: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def tokens(label: str) -> list[str]:
    """Return the parts of a label in lower case: `Transfer-money`, `PROP_PER` and `StartOrg` have two."""
    return [part.lower() for part in _TOKEN.findall(label)]


def term(label: str) -> str | None:
    """Return a label as a term or the name of an attribute; None if it has no letter to begin with."""
    return re.sub(r"[^A-Za-z0-9]+", "_", label).lstrip("_0123456789").rstrip("_") or None


def _table(rows: Mapping[str, str]) -> dict[str, str]:
    return {word: meaning for meaning, words in rows.items() for word in words.split()}


_ENTITIES: Final = _table(
    {
        "person": "per person people human politician",
        "organization": "org organization organisation company agency institution government media com edu gov med ngo",
        "group": "group norp nationality",
        "country": "country",
        "locality": "gpe nation state city town locality",
        "place": "loc location fac facility place region address",
        "when": "date time timex timex3 tim duration temporal when",
        "amount": "money percent percentage quantity number numeric cardinal ordinal measure price value",
        "instrument": "veh vehicle wea weapon instrument",
        "object": "product artifact artefact object thing",
        "topic": "topic subject theme",
        "event": "event evt trigger",
    }
)
_CHAIN: Final = re.compile(r".*-\d+")
"""Labels such as `Sir_Walter_Elliot-0`: one for each chain of mentions."""


def entity(label: str, *, declared: bool = False) -> str:
    """Return the meaning of the label of words, as a mapping file has it in short.

    Args:
        label: The label.
        declared: Whether the configuration of the corpus has the label: then it is not the name of a chain.
    """
    if not declared and _CHAIN.fullmatch(label):
        return "same"
    known = [_ENTITIES[part] for part in tokens(label) if part in _ENTITIES]
    return known[-1] if known else "unknown"


_EVENTS: Final = _table(
    {
        "incident attack": "attack bomb bombing shoot shooting assault",
        "incident death": "die death",
        "incident detention": "arrest jail detain kidnap",
        "incident protest": "demonstrate demonstration protest",
        "incident accident": "accident crash",
        "incident disaster": "disaster earthquake flood",
        "incident cyberattack": "cyberattack phishing ransom databreach",
        "meeting talks": "meet meeting talks",
        "meeting call": "phone call",
        "meeting visit": "visit",
        "event election": "elect election",
        "event appointment": "nominate appoint",
        "event transaction": "transfer merge buy sell transaction acquisition",
    }
)


def event(label: str) -> tuple[str, str | None]:
    """Return the kind and the type of an event with a label; without a type, the label itself is one."""
    known = next((_EVENTS[part] for part in tokens(label) if part in _EVENTS), None)
    kind, _, type_ = known.partition(" ") if known else ("event", "", "")
    return kind, type_ or None


_ROLES: Final = _table(
    {
        "agent": "agent attacker perpetrator actor",
        "recipient": "recipient beneficiary",
        "victim": "victim",
        "target": "target",
        "participant": "participant",
        "place": "place location loc atloc toloc fromloc origin destination where",
        "when": "time date when",
        "instrument": "instrument weapon",
        "amount": "money amount price",
        "object": "artifact object vehicle",
    }
)


def role(name: str) -> str | None:
    """Return the meaning of the role of an argument; None if nothing of its name can be one."""
    own = [part for part in tokens(name) if part not in ("arg", "argument")]
    known = next((_ROLES[part] for part in own if part in _ROLES), None)
    return known or term("_".join(own))


def is_role(name: str) -> bool:
    """Report whether a name is a usual one of the role of an argument."""
    return any(part in _ROLES for part in tokens(name))


_RELATIONS: Final = _table(
    {
        "same": "coref coreference same alias identity identical equiv cop appos",
        "part_of": "part partof",
        "caused_by": "causedby",
        "relative_of": "family relative",
        "owns": "owns ownership",
        "employs": "employs",
        "member_of": "member membership memberof",
    }
)


def relation(label: str) -> str | None:
    """Return the meaning of a relation; None if nothing of its label can be one."""
    whole = "".join(tokens(label))
    known = next((_RELATIONS[part] for part in (whole, *tokens(label)) if part in _RELATIONS), None)
    return known or term(label)


_STATUSES: Final = _table(
    {"negated": "negation negated neg", "possible": "speculation uncertain hedge possible", "generic": "generic"}
)


def status(label: str) -> str | None:
    """Return the status of an event that an attribute without a value gives; None if it gives none."""
    return next((_STATUSES[part] for part in tokens(label) if part in _STATUSES), None)
