"""What the labels of a corpus of brat mean: the mapping file, and guesses for labels that it does not have."""

import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path as FilePath
from typing import Any, Final

import attrs

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.errors import UsageError
from newscorpus.formats.decoding import decode
from newscorpus.formats.source_text import Lines, SourceText
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.fs import reading
from newscorpus.interchange.brat import guesses
from newscorpus.interchange.brat.conf import Configuration
from newscorpus.models import Manifest
from newscorpus.models.metadata import WORD
from newscorpus.models.vocabulary import ACTOR_KINDS, EVENT_KINDS, STATUSES, THINGS
from newscorpus.text.suggest import closest

IGNORE: Final = "ignore"
SAME: Final = "same"
HEADS: Final = ("source", "corpus", "strip_digits", "entities", "events", "roles", "relations", "attributes")
_USES: Final = ("actor", "place", "when", "thing", "topic", "event", SAME, IGNORE)
_PLACES: Final = ("place", "when", "topic", IGNORE)
"""What an argument can be, whatever its words are."""
_SHORT: Final = (*ACTOR_KINDS, *THINGS, "place", "when", "topic", "event", SAME, IGNORE)
_ALL_STATUSES: Final = tuple(dict.fromkeys(status for table in STATUSES.values() for status in table))
_MOST: Final = 10


@attrs.frozen
class Entity:
    """What words with a label are."""

    use: str
    """actor, place, when, thing, topic, event, same or ignore."""
    kind: str = "unknown"
    """Of an actor or an event."""
    type: str | None = None
    """Of an event."""
    role: str | None = None
    """Of a thing."""


class Meanings:
    """What the labels of one folder mean."""

    def __init__(self, data: Mapping[str, Any], configuration: Configuration) -> None:
        self._data = data
        self._configuration = configuration
        self.strips: bool = data.get("strip_digits", True)
        """Whether the digits at the end of a role are no part of it: `Theme2` is a second `Theme`."""

    def entity(self, label: str) -> Entity:
        """Return what words with a label are."""
        found = self._find("entities", label)
        declared = [one for one in self._configuration.above("entities", label) if one != label]
        if found is None:
            known = label in self._configuration.types.get("entities", {})
            own = guesses.entity(label, declared=known)
            found = next((one for one in (own, *map(guesses.entity, declared)) if one != "unknown"), own)
        if isinstance(found, str):
            if found in ACTOR_KINDS:
                return Entity("actor", found)
            if found in THINGS:
                return Entity("thing", role=found)
            found = {"as": found}
        use = found.get("as", "actor")
        kind = found.get("kind", "event" if use == "event" else "unknown")
        return Entity(use, kind, found.get("type"), found.get("role"))

    def event(self, label: str) -> tuple[str, str] | None:
        """Return the kind and the type of events with a label; None if they are ignored."""
        found = self._find("events", label)
        if found == IGNORE:
            return None
        guessed = (guesses.event(one) for one in self._configuration.above("events", label))
        kind, type_ = next((one for one in guessed if one[1]), ("event", None))
        if found is not None:
            kind, type_ = found.get("kind", kind), found.get("type", type_ if "kind" not in found else None)
        return kind, type_ or guesses.term(label) or "other"

    def role(self, event: str, name: str, usual: str | None = None) -> str | None:
        """Return the meaning of the role of an argument: a term, or place, when, topic or ignore; None if unknown.

        Args:
            event: The label of the event.
            name: The name of the role.
            usual: The meaning if the mapping file does not have the name.
        """
        own = self._find("events", event)
        table = own.get("roles", {}) if isinstance(own, Mapping) else {}
        found = table.get(name) or self._find("roles", name)
        return found or usual or guesses.role(name)

    def relation(self, label: str, *, of_event: bool = False) -> tuple[str | None, bool]:
        """Return what a relation means, a term, `same` or `ignore`; and whether it is one of the second to the first.

        With `of_event`, it is of an event and words, so that its meaning is the role of the words. The meaning is None
        if nothing of the label can be a term.
        """
        found = self._find("relations", label)
        if isinstance(found, Mapping):
            return found.get("term") or guesses.term(label), found.get("reverse", False)
        if found is None:
            guess = guesses.role if of_event else guesses.relation
            found = SAME if self._configuration.is_coreference(label) else guess(label)
        return found, False

    def attribute(self, name: str, value: str | None) -> tuple[str, str] | None:
        """Return what an attribute gives: `status` and which, or `attribute` and its name; None if it is ignored."""
        found = self._find("attributes", name)
        if found == IGNORE:
            return None
        if isinstance(found, Mapping):
            status = found.get("status")
            if isinstance(status, Mapping):
                status = status.get(value, status.get("*"))
            if status is not None:
                return None if status == IGNORE else ("status", status)
            return "attribute", found.get("attribute") or guesses.term(name) or "source_attribute"
        status = guesses.status(name) if value is None else None
        return ("status", status) if status else ("attribute", found or guesses.term(name) or "source_attribute")

    def _find(self, head: str, label: str) -> Any:
        """Return what the mapping file has for a label, or for one above it; None if it has nothing."""
        table: Mapping[str, Any] = self._data.get(head) or {}
        for one in self._configuration.above(head, label):
            if one in table:
                return table[one]
        return next((table[one] for one in table if fnmatchcase(label, one)), None)


def read_map(path: FilePath) -> dict[str, Any]:
    """Read a mapping file.

    Raises:
        UsageError: It cannot be read, or has errors; the message has the line and the column of each.
    """
    try:
        text, problems = decode(reading.read_bytes(path))
    except reading.Unreadable as e:
        raise UsageError(f"{path}: {e}") from None
    document = parse_yaml(text, hints=False)
    here = SourceText(path.as_posix(), Lines(document.text))
    found = [(one.start, one.message) for one in (*problems, *document.problems)]
    if not found:
        for at, message, at_key in _problems(document.data):
            find = document.positions.key if at_key else document.positions.value
            found.append((find(at)[0], message))
    if found:
        lines = [f"{here.span(start, start)}: {message}" for start, message in sorted(found)[:_MOST]]
        more = [f"and {len(found) - _MOST} more"] if len(found) > _MOST else []
        raise UsageError("\n".join(("the mapping file has errors", *lines, *more)))
    made: dict[str, Any] = document.data
    return made


_Problem = tuple[Path, str, bool]
"""The path, the message, and whether it is about the key."""


def _problems(data: Any) -> Iterator[_Problem]:
    """Yield what is wrong with the data of a mapping file."""
    yield from _keys(data, HEADS, ())
    if not isinstance(data, dict):
        return
    if data.get("source", "brat") != "brat":
        yield ("source",), f"must be `brat`, not {backticked(str(data['source']))}", False
    if not isinstance(data.get("strip_digits", True), bool):
        yield ("strip_digits",), "must be true or false", False
    yield from _corpus(data.get("corpus", {}))
    for head, check in _CHECKS.items():
        table = data.get(head, {})
        if not isinstance(table, dict):
            yield (head,), "must be a mapping of labels", False
            continue
        for label, one in table.items():
            yield from check(one, (head, label))


def _corpus(corpus: Any) -> Iterator[_Problem]:
    yield from _keys(corpus, ("name", "language", "title", "description", "license", "text_license"), ("corpus",))
    for key, value in corpus.items() if isinstance(corpus, dict) else ():
        given: dict[str, Any] = {"name": "any", key: value}
        try:
            Manifest(**given)
        except ValueError as e:
            yield ("corpus", key), str(e).removeprefix(f"Manifest.{key}: "), False
        except TypeError:
            continue  # an unknown key


def _keys(value: Any, known: Iterable[str], at: Path) -> Iterator[_Problem]:
    if not isinstance(value, dict):
        yield at, f"must be a mapping with {_listed(known)}", False
        return
    for key in value:
        if key not in known:
            yield (*at, key), f"unknown key {backticked(key)}{_meant(key, known)}", True


def _one_of(value: Any, known: Iterable[str], at: Path) -> Iterator[_Problem]:
    if value not in tuple(known):
        hint = _meant(str(value), known) or f"; it can be {_listed(known)}"
        yield at, f"{backticked(str(value))} is not known{hint}", False


def _term(value: Any, at: Path) -> Iterator[_Problem]:
    if not isinstance(value, str) or not re.fullmatch(WORD, value):
        yield at, f"{backticked(str(value))} is not a term: letters, digits, single `_` or `-`", False


def _entity(one: Any, at: Path) -> Iterator[_Problem]:
    if isinstance(one, str):
        yield from _one_of(one, _SHORT, at)
        return
    yield from _keys(one, ("as", "kind", "type", "role"), at)
    if isinstance(one, dict):
        use = one.get("as", "actor")
        yield from _one_of(use, _USES, (*at, "as"))
        if "kind" in one:
            yield from _one_of(one["kind"], EVENT_KINDS if use == "event" else ACTOR_KINDS, (*at, "kind"))
        for key in ("type", "role"):
            if key in one:
                yield from _term(one[key], (*at, key))


def _event(one: Any, at: Path) -> Iterator[_Problem]:
    if one == IGNORE:
        return
    yield from _keys(one, ("kind", "type", "roles"), at)
    if isinstance(one, dict):
        if "kind" in one:
            yield from _one_of(one["kind"], EVENT_KINDS, (*at, "kind"))
        if "type" in one:
            yield from _term(one["type"], (*at, "type"))
        roles = one.get("roles", {})
        if not isinstance(roles, dict):
            yield (*at, "roles"), "must be a mapping of roles", False
            return
        for name, meaning in roles.items():
            yield from _term(meaning, (*at, "roles", name))


def _relation(one: Any, at: Path) -> Iterator[_Problem]:
    if not isinstance(one, dict):
        yield from _term(one, at)
        return
    yield from _keys(one, ("term", "reverse"), at)
    if "term" in one:
        yield from _term(one["term"], (*at, "term"))
    if not isinstance(one.get("reverse", False), bool):
        yield (*at, "reverse"), "must be true or false", False


def _attribute(one: Any, at: Path) -> Iterator[_Problem]:
    if not isinstance(one, dict):
        yield from _term(one, at)
        return
    yield from _keys(one, ("status", "attribute"), at)
    if "attribute" in one:
        yield from _term(one["attribute"], (*at, "attribute"))
    status = one.get("status")
    for value, meaning in status.items() if isinstance(status, dict) else [(None, status)] if "status" in one else []:
        yield from _one_of(meaning, (*_ALL_STATUSES, IGNORE), (*at, "status", *([] if value is None else [value])))


_CHECKS: Final = {
    "entities": _entity,
    "events": _event,
    "roles": _term,
    "relations": _relation,
    "attributes": _attribute,
}


def _meant(word: str, known: Iterable[str]) -> str:
    meant = closest(word, known)
    return f"; did you mean {backticked(meant)}?" if meant else ""


def _listed(known: Iterable[str]) -> str:
    return ", ".join(map(backticked, known))
