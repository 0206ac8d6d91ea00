"""The text of an answer -> the one draft in it, as plain data, and what was repaired.

A model writes sentences around its JSON, several drafts, or one in parts. Each is read in one way only, and listed as a
repair. What can be read in two ways is an error."""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import attrs

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path, path_text
from newscorpus.drafts.lenient import SHOWN, Lenient, Problem, Unreadable
from newscorpus.json_schema.draft import FIELDS, PAIRS
from newscorpus.models import Article
from newscorpus.text.spans import Span


@attrs.frozen
class Repair:
    r"""One change of a draft.

    Example::

        draft = nc.from_draft("```json\n{}\n```", text="It rained.")
        print(draft.repaired[0].why)
    """

    path: Path
    """Where in the draft, by ids: `("events", "talks", "evidence", 0)`; empty for the answer as a whole."""
    was: Any
    """What the model wrote; None if it wrote nothing there, or if `why` describes it."""
    now: Any
    """What is there instead; None if it was left out, or if `why` describes it."""
    why: str
    """The reason, as a clause."""

    def __str__(self) -> str:
        shown = [_shown(value) for value in (self.was, self.now) if value is not None]
        if len(set(shown)) < len(shown):  # cut to the same beginning
            shown = [_shown(value, sys.maxsize) for value in (self.was, self.now)]
        change = " -> ".join(shown)
        at = path_text(self.path) or "answer"
        return f"{at}: {change} ({self.why})" if change else f"{at}: {self.why}"


def _shown(value: Any, most: int = 60) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return backticked(text, most)


class Repairs:
    """Collects repairs."""

    def __init__(self) -> None:
        self.made: list[Repair] = []

    def add(self, path: Path, was: Any, now: Any, why: str) -> None:
        """Add one."""
        self.made.append(Repair(path, was, now, why))


KEYS: Final = ("actors", "events", "claims", "meetings", "incidents")
"""The keys by which a draft is recognized."""
_PAIRS: Final = [set(pair) for pair in PAIRS.values()]
"""The keys of the pairs in an event, such as a role and its actors: no draft has them."""
_EVENTS: Final = frozenset(KEYS) - {"actors", "claims"}
_FENCE: Final = re.compile(r"```[\w-]*[ \t]*\r?\n(.*?)(?:```|\Z)", re.DOTALL)
_BEGINNING: Final = re.compile(rf"[\[{{\s]+[\"'“]?(?:language|{'|'.join(KEYS)})\b")
"""How a draft begins."""
_MOST_TRIES: Final = 100


class Answer(NamedTuple):
    """The data of the JSON in an answer, where each value is in the text, and what is wrong with that text."""

    data: Any
    places: dict[Path, Span]
    problems: tuple[Problem, ...] = ()


def data_of(answer: str, repairs: Repairs) -> Answer:
    """Return the data of the JSON in an answer; a list of them, if several are parts of one draft.

    Raises:
        Unreadable: If there is none, or it can be read in several ways.
    """
    text = answer
    starts = list(dict.fromkeys([*_fenced(text), *(m.start() for m in re.finditer(r"[{\[]", text))]))[:_MOST_TRIES]
    if not starts:
        raise Unreadable("the answer has no JSON object")
    reason: Unreadable | None = None
    read: list[Lenient] = []
    broken: dict[int, Unreadable] = {}
    for start in starts:
        if any(reader.start <= start < reader.at for reader in read):
            continue
        reader = Lenient(text, start)
        try:
            data = reader.read()
        except Unreadable as e:
            reason = reason or e
            broken[start] = e
            continue
        if next(ways_to_drafts(data), None) is not None or (start == starts[0] and data in ({}, [])):
            read.append(reader)
    if not read:
        raise reason or Unreadable(f"the answer has no JSON object with {', '.join(KEYS[:3])}")
    chosen = _chosen(sorted(read, key=lambda reader: reader.start), repairs)
    for start, why_not in broken.items():
        if start >= chosen[-1].at and _BEGINNING.match(text, start):
            raise why_not  # a later draft, which would be left out
    _list_chat(text, chosen, repairs)
    for reader in chosen:
        for why, was, now in reader.notes:
            repairs.add((), was, now, why)
    problems = tuple(problem for reader in chosen for problem in reader.problems)
    if len(chosen) == 1:
        return Answer(chosen[0].data, chosen[0].places, problems)
    places = {(i, *path): span for i, reader in enumerate(chosen) for path, span in reader.places.items()}
    whole: dict[Path, Span] = {(): (chosen[0].start, chosen[-1].at)}
    return Answer([reader.data for reader in chosen], {**whole, **places}, problems)


def _fenced(text: str) -> list[int]:
    fences = [m for m in _FENCE.finditer(text) if m[1].lstrip()[:1] in ("{", "[")]
    return [m.start(1) + len(m[1]) - len(m[1].lstrip()) for m in fences]


def ways_to_drafts(data: Any, most: int = 4) -> Iterator[Path]:
    """Yield the ways to the drafts in data that are at most so many steps below, without those inside others."""
    if isinstance(data, dict) and any(pair <= data.keys() for pair in _PAIRS):
        return
    if isinstance(data, dict) and not data.keys().isdisjoint(KEYS):
        yield ()
        return
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in items if most else ():
        yield from ((step, *way) for way in ways_to_drafts(value, most - 1))


def _keys(data: Any) -> set[str]:
    return {key for way in ways_to_drafts(data) for key in at(data, way) if key in KEYS}


def at(data: Any, way: Path) -> Any:
    """Return the value at a way."""
    for step in way:
        data = data[step]
    return data


def is_whole(data: Any) -> bool:
    """Report whether data says something of all of actors, events and claims, even if only that there are none."""
    there = _keys(data)
    return {"actors", "claims"} <= there and not there.isdisjoint(_EVENTS)


def _contents(data: Any) -> dict[str, Any]:
    """Return what the drafts in data say under `KEYS`: nothing for an empty form."""
    out: dict[str, Any] = {}
    for way in ways_to_drafts(data):
        draft = at(data, way)
        out |= {key: draft[key] for key in KEYS if draft.get(key) not in (None, "", [], {})}
    return out


def _chosen(read: list[Lenient], repairs: Repairs) -> list[Lenient]:
    """Return what an answer with several drafts says: its last draft, or all, if they are parts of one.

    An empty form counts only at the end: a model may repeat it before it fills it in, or take back what it wrote.

    Raises:
        Unreadable: If an earlier draft says what the last one does not.
    """
    last = read[-1]
    filled = [reader for reader in read if _contents(reader.data) or (reader is last and is_whole(reader.data))]
    filled = filled or [last]
    said = [_contents(reader.data) for reader in filled]
    there = set[str]().union(*said)
    if len(there) == sum(map(len, said)) and not any(is_whole(reader.data) for reader in filled[1:]):
        # An empty list may be a part, too, beside the others; an empty form is none.
        forms = [reader for reader in read[:-1] if is_whole(reader.data) and is_whole(last.data)]
        parts = [reader for reader in read if reader not in forms and _keys(reader.data).isdisjoint(there)]
        chosen = [reader for reader in read if reader in filled or reader in parts]
    elif there <= said[-1].keys():
        chosen = [filled[-1]]
    else:
        missing = ", ".join(f"`{key}`" for key in KEYS if key in there - said[-1].keys())
        raise Unreadable(f"the answer can be read in {len(filled)} ways: its last draft lacks {missing} of another")
    for reader in read:
        if reader not in chosen:
            lost = dropped(_contents(reader.data), said[-1])
            why = "another draft left out: the last one counts" + (f", which lacks {lost}" if lost else "")
            repairs.add((), reader.data, None, why)
    return chosen


def _list_chat(text: str, chosen: Sequence[Lenient], repairs: Repairs) -> None:
    fenced = "```" in text[: chosen[0].start]
    ends = [0, *(at for reader in chosen for at in (reader.start, reader.at)), len(text)]
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        rest = re.sub(r"```[\w-]*", "", text[start:end]).strip("\ufeff \r\n\t")
        if rest:
            repairs.add((), rest if len(rest) <= SHOWN else f"{rest[:SHOWN]}…", None, "text around the JSON left out")
    if fenced:
        repairs.add((), None, None, "code fence removed")


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
    for step, value in items:
        below = (*here, step)
        if any(way[: len(below)] == below for way in ways):
            yield from _beside(value, ways, below)
        elif isinstance(data, list) and isinstance(value, dict):
            yield from (((*below, key), member) for key, member in value.items())
        else:
            yield below, value


def _moved(places: dict[Path, Any], moves: dict[Path, Path]) -> dict[Path, Any]:
    """Return the places of values by their ways in the whole draft."""
    out: dict[Path, Any] = {(): places[()]} if () in places else {}
    for way, span in places.items():
        for n in range(len(way), 0, -1):
            if (new := moves.get(way[:n])) is not None:
                out[(*new, *way[n:])] = span
                break
    return out


_NAMING: Final = ("id", "name", "title", "quote", "evidence")
"""The fields that may name an actor, event or claim in another draft, the best first."""
_MOST: Final = 5


def dropped(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Return a list, in words, of the actors, events and claims that only the first of two drafts has.

    Args:
        before: Its tables, each a list or a mapping by id.
        after: Those of the draft that counts.

    Returns:
        Ids, names or quoted words, in backticks; empty if nothing is lost.
    """
    there = {name for table in after.values() for names in _names(table) for name in names}
    lost = [names[0] for table in before.values() for names in _names(table) if there.isdisjoint(names)]
    more = f" and {len(lost) - _MOST} more" if len(lost) > _MOST else ""
    return ", ".join(backticked(name) for name in lost[:_MOST]) + more


def _names(table: Any) -> Iterator[list[str]]:
    """Yield, for each item, what may name it."""
    items = list(table.items()) if isinstance(table, dict) else [(None, item) for item in table]
    for key, item in items:
        fields = item if isinstance(item, dict) else {"id": item}
        named = [text for value in (key, *map(fields.get, _NAMING)) if (text := _words_of(value))]
        yield named or [str(item)]


def _words_of(value: Any) -> str:
    """Return words, of several the first."""
    while isinstance(value, (list, dict)) and value:
        value = value[0] if isinstance(value, list) else value.get("exact")
    return str(value) if value not in (None, "", [], {}) else ""
