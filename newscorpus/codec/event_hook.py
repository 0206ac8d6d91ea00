"""The structure hook of events, whose kind decides which fields they have."""

from collections.abc import Mapping
from typing import Any, Final

import attrs

from newscorpus.codec.errors import StructureError, StructureErrors, mistyped, shown
from newscorpus.codec.scalars import StructureHook
from newscorpus.models import KINDS, Event
from newscorpus.models.fields import Type, fields_of
from newscorpus.text.suggest import Candidates

_KINDS: Final = Candidates(KINDS)
"""What an unknown kind, like an unknown field, may mean decides which errors there are: so neither has a limit."""


class EventHook:
    """Structures an event: its `kind` decides which fields, types, roles and statuses it may have."""

    def __init__(self, hooks: Mapping[str, StructureHook]) -> None:
        self._hooks = hooks

    def __call__(self, data: Any, _type: Any = None) -> Event:
        """Return the event; raise StructureErrors with the event of the kind that was most likely meant."""
        if type(data) is not dict:
            mistyped(Type(Event), data)
        kind = data.get("kind")
        if type(kind) is str and kind in KINDS:
            made: Event = self._hooks[kind](data, KINDS[kind])
            return made
        # Structure the rest as the kind that was most likely meant, but report no error that depends on that guess.
        guess = _KINDS.closest(kind) if type(kind) is str else None
        errors = self._unknown_kind(kind, guess) if "kind" in data else []
        missing_kind, add = "has no `kind`", f"add `kind`: one of {', '.join(KINDS)}"
        misspelled = None
        try:
            made = self._hooks[guess or "event"](data, Event)
        except StructureErrors as e:
            misspelled = next((one.path[0] for one in e.errors if one.meant == "kind" and len(one.path) == 1), None)
            named = data.get(misspelled)
            if type(named) is str and named in KINDS:
                made, found = self._of_kind(data, named)
            else:
                made, found = e.value, [self._without_guess(one) for one in e.errors]
            errors += found
        if "kind" not in data:  # a misspelled `kind` is reported as an unknown field
            error = StructureError(
                (), "NC102", missing_kind, add, at_key=True, missing="kind", subject="event", silent=bool(misspelled)
            )
            errors.insert(0, error)
        raise StructureErrors(made, errors)

    def _of_kind(self, data: dict[Any, Any], kind: str) -> tuple[Event, list[StructureError]]:
        """The event as the kind that a misspelled `kind` names, and its errors, the misspelled field among them."""
        try:
            return self._hooks[kind](data, KINDS[kind]), []
        except StructureErrors as e:
            return e.value, e.errors

    def _unknown_kind(self, kind: Any, guess: str | None) -> list[StructureError]:
        if type(kind) is str:
            hint = f"did you mean `{guess}`?" if guess else f"write one of {', '.join(KINDS)}"
            message = f"{shown(kind)} is not a kind of events"
            return [StructureError(("kind",), "NC104", message, hint, instead=(kind, guess) if guess else None)]
        try:
            mistyped(Type(str), kind)
        except StructureErrors as e:
            return e.below("kind")

    def _without_guess(self, error: StructureError) -> StructureError:
        """Return the error, silent if it depends on the kind, and without help that does."""
        unknown = error.code == "NC101" and len(error.path) == 1
        of_some_kind = unknown and any(f.name == error.path[0] for cls in KINDS.values() for f in fields_of(cls))
        silent = error.silent or error.code == "NC104" or of_some_kind
        return attrs.evolve(error, silent=silent, help=None if unknown and not error.meant else error.help)
