"""The draft inside what a model has put around it, or in the parts into which it has divided it."""

from collections.abc import Iterator
from typing import Any, Final

from newscorpus.diagnostics.report import Path, path_text
from newscorpus.drafts.answer import KEYS, Answer, Unreadable, at, is_whole, ways_to_drafts
from newscorpus.drafts.repair import Repairs
from newscorpus.json_schema.draft import FIELDS
from newscorpus.models import Article

_HEAD: Final = frozenset(FIELDS[Article]) - {*KEYS}
_OPEN: Final[tuple[Any, ...]] = (None, "", [], {})


def put_together(answer: Answer, repairs: Repairs) -> Answer:
    """Return the one draft in an answer, with what is known of the article beside it.

    Raises:
        Unreadable: If there are several which say different things of the same.
    """
    ways = list(ways_to_drafts(answer.data))
    if ways in ([], [()]):
        return answer
    out: dict[str, Any] = {}
    moves: dict[Path, Path] = {}
    for way in ways:
        draft = at(answer.data, way)
        lacking = [key for key in KEYS if out.get(key) not in _OPEN and draft.get(key) in _OPEN]
        if lacking and is_whole(draft):
            raise Unreadable(f"the answer has several drafts: `{path_text(way)}` lacks `{lacking[0]}` of another")
        for key, value in draft.items():
            _put(out, moves, (*way, key), value)
    why = "the draft was nested in something else" if len(ways) == 1 else "the parts of the draft were put together"
    repairs.add((), ", ".join(path_text(way) for way in ways), None, why)
    for here, value in _beside(answer.data, ways):
        if here[-1] in _HEAD and here[-1] not in out:
            _put(out, moves, here, value)
        elif value not in _OPEN:
            repairs.add(here, value, None, "left out, since it is beside the draft")
    return Answer(out, _moved(answer.places, moves), answer.problems)


def _put(out: dict[str, Any], moves: dict[Path, Path], way: Path, value: Any) -> None:
    """Add a field of a part to the whole draft."""
    key = str(way[-1])
    is_open = value in _OPEN
    if key in out and not is_open and out[key] not in (value, None, "", [], {}):
        first = next(old for old, new in moves.items() if new == (key,))
        raise Unreadable(
            f"the answer has `{key}` twice, with different values: `{path_text(first)}` and `{path_text(way)}`"
        )
    if key not in out or not is_open:
        out[key] = value
        moves[way] = (key,)


def _beside(data: Any, ways: list[Path], here: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield what is beside the drafts, with the way to it; the fields of an object in a list one by one."""
    if here in ways:
        return
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for step, one in items:
        below = (*here, step)
        if any(way[: len(below)] == below for way in ways):
            yield from _beside(one, ways, below)
        elif isinstance(data, list) and isinstance(one, dict):
            yield from (((*below, key), value) for key, value in one.items())
        else:
            yield below, one


def _moved(places: dict[Path, Any], moves: dict[Path, Path]) -> dict[Path, Any]:
    """Return the places of values by their ways in the whole draft."""
    out: dict[Path, Any] = {(): places[()]} if () in places else {}
    for way, span in places.items():
        for n in range(len(way), 0, -1):
            if (new := moves.get(way[:n])) is not None:
                out[(*new, *way[n:])] = span
                break
    return out
