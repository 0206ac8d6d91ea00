"""What common labels mean: the meanings of names that a mapping file does not have."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

_TOKEN: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def tokens(label: str) -> list[str]:
    """Return the parts of a label in lower case: `Transfer-money`, `PROP_PER` and `StartOrg` have two."""
    return [part.lower() for part in _TOKEN.findall(label)]


def term(label: str) -> str | None:
    """Return a label as a term or the name of an attribute; None if it has no letter to begin with."""
    return re.sub(r"[^A-Za-z0-9]+", "_", label).lstrip("_0123456789").rstrip("_") or None


@cache
def usual(section: str) -> dict[str, Any]:
    """Return a section of `usual_names.json`."""
    names: dict[str, dict[str, Any]] = json.loads(
        Path(__file__).with_name("usual_names.json").read_text(encoding="utf-8")
    )
    return names[section]


@cache
def _meanings(section: str) -> Mapping[str, str]:
    """Return the meaning of each word in a section of meanings and their words."""
    return {word: meaning for meaning, words in usual(section).items() for word in words.split()}


def _known(section: str, words: Iterable[str]) -> list[str]:
    """Return the meanings of those of some words that have one."""
    meanings = _meanings(section)
    return [meanings[word] for word in words if word in meanings]


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
    whole = _known("entities", ["_".join(tokens(label))])  # of ECB+, `ACTION_STATE` is an action, and no state
    known = whole or _known("entities", tokens(label))
    return known[-1] if known else "unknown"


def event(label: str) -> tuple[str, str | None]:
    """Return the kind and the type of an event with a label; without a type, the label itself is one."""
    known = _known("events", tokens(label))
    kind, _, type_ = known[0].partition(" ") if known else ("event", "", "")
    return kind, type_ or None


def role(name: str) -> str | None:
    """Return the meaning of the role of an argument; None if nothing of its name can be one."""
    own = [part for part in tokens(name) if part not in ("arg", "argument")]
    known = _known("roles", own)
    return known[0] if known else term("_".join(own))


_IMPLIED: Final = {
    "when": ("time", "date", "when"),
    "place": ("place", "location", "loc", "where"),
    "topic": ("topic",),
}


def implies(name: str, part: str) -> bool:
    """Report whether a role says no more than which part of an event its words are: `Place`, and not `Destination`."""
    return {"arg", "argument", *_IMPLIED.get(part, ())}.issuperset(tokens(name))


def role_in_claim(name: str) -> str | None:
    """Return the meaning of the role of an argument of a claim; None if it is no usual name."""
    return next(iter(_known("claims", tokens(name))), None)


def is_role(name: str) -> bool:
    """Report whether a name is a usual one of the role of an argument."""
    return bool(_known("roles", tokens(name)))


def relation(label: str) -> str | None:
    """Return the meaning of a relation; None if nothing of its label can be one."""
    whole = "".join(tokens(label))
    known = _known("relations", (whole, *tokens(label)))
    return known[0] if known else term(label)


def is_order(label: str) -> bool:
    """Report whether a relation says what comes before or after a time, and so not when something was (TimeML)."""
    return bool(_known("order", tokens(label)))


def status(label: str) -> str | None:
    """Return the status of an event that an attribute without a value gives; None if it gives none."""
    return next(iter(_known("statuses", tokens(label))), None)
