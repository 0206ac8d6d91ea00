"""Actors that speak for each other: a body and its parts, its members and its officers."""

from typing import Final

from newscorpus.models import Actor

_APART: Final = frozenset({"opponent_of", "ally_of", "relative_of"})
"""Relations of actors that do not speak for each other."""


def belongs(one: Actor, other: Actor) -> bool:
    """Return whether an actor is part of another one, speaks for it, or is of its country."""
    if other.id in _bodies(one) or one.id in _bodies(other):
        return True
    return "country" in (one.kind, other.kind) and one.country is not None and one.country == other.country


def _bodies(actor: Actor) -> frozenset[str | None]:
    return frozenset(
        (
            *(role.org for role in actor.roles),
            *(one.other for how, found in actor.relations.items() if how not in _APART for one in found),
        )
    )


def may_stand_for(named: Actor, absent: Actor) -> bool:
    """Return whether words that name an actor may mean another one: its country, its government, or its head.

    Of the country of somebody, those of its government are meant at most.
    """
    if absent.id in _bodies(named) or named.id in _bodies(absent):
        return True
    if not belongs(named, absent):
        return False
    return absent.kind == "country" or absent.sector in (None, "GOV")
