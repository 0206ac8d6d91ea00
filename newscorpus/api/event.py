"""Event: the fields of an event, in the short forms that files have -> the model of its kind."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, overload

from newscorpus.codec import Codec, codec_of
from newscorpus.models import KINDS, Corpus, Event, Incident, Meeting, manifest_of
from newscorpus.models.base import Model
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.models.validation import as_plain
from newscorpus.models.vocabulary import EventKind


@overload
def event(kind: Literal["event"], *, corpus: Corpus | None = None, **fields: Any) -> Event: ...


@overload
def event(kind: Literal["meeting"], *, corpus: Corpus | None = None, **fields: Any) -> Meeting: ...


@overload
def event(kind: Literal["incident"], *, corpus: Corpus | None = None, **fields: Any) -> Incident: ...


def event(kind: EventKind, *, corpus: Corpus | None = None, **fields: Any) -> Event:
    """Make an event of a kind from fields in the forms that files have.

    A value may be what a file may contain: words for a quote, a date or `{words: date}` for `when`, `{"Oslo": "NO"}`
    for `places`, one value for a list of one. It may also be a model.

    Args:
        kind: "event", "meeting" or "incident".
        corpus: The corpus whose own terms and attributes are accepted, too.
        fields: The fields of `Event`, `Meeting` or `Incident`. `id` may be left out where the key of `events` gives
            it.

    Returns:
        The event. Its quotes are not anchored yet.

    Raises:
        ValueError: If a field is unknown or missing, or a value is not valid. The message says how to correct each.

    Example::

        talks = nc.event("meeting", type="talks", participants={"participant": ["anna", "carl"]}, evidence="They met")
        flood = nc.event("incident", type="disaster", when={"on Monday": "2024-05-06"}, evidence="Water rose on Monday")
        article = nc.Article(
            id="news",
            language="en",
            text="They met. Water rose on Monday.",
            actors=[nc.Actor(id="anna", name="Anna"), nc.Actor(id="carl", name="Carl")],
            events={"talks": talks, "flood": flood},
        )
        assert str(flood.when.text) == "on Monday"
    """
    codec = codec_of(manifest_of(corpus))
    data = {"kind": kind, **{name: _plain(value, codec) for name, value in fields.items()}}
    model: Event = codec.converter.structure({"id": "event", **data}, KINDS.get(kind, Event))
    return model if "id" in data else evolve_unchecked(model, id="")


def _plain(value: Any, codec: Codec) -> Any:
    """A value as a file has it: models in canonical form, lists and dicts."""
    if isinstance(value, Model):
        return codec.canonical(value)
    if isinstance(value, Mapping):
        return {_key(key): _plain(item, codec) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [_plain(item, codec) for item in value]
    return as_plain(value)


def _key(key: Any) -> str:
    """A key as a file has it: `43: 43` are words that give a number."""
    key = as_plain(key)
    if type(key) not in (str, int, float):
        raise ValueError(f"a key is a string, not {key!r}")
    return str(key)
