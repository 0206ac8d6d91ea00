"""Annotations of the same articles by several people -> the units of which each of them gives a value, or does not.

A unit is a span, a type in a sentence, a pair of events that are the same … Units of all annotators together give
alpha, and those of each two give F1 and kappa.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

import attrs

from newscorpus.comparison.matches import Matches, best_pairs, keys_of, match
from newscorpus.diagnostics.report import Path
from newscorpus.models import Article, Event
from newscorpus.models.traversal import participants_of
from newscorpus.text.sentences import sentence

YES: Final = "yes"
NO: Final = "no"
"""The value of a sentence or document without an event of a type."""
LABELLED: Final = "overlapping span with label"
_STEP: Final = re.compile(r"\[(\d+)\]|([^.\[]+)")
Facets = Mapping[str, frozenset[str]]
"""The types and statuses of the events that a unit belongs to."""


@attrs.frozen
class Unit:
    """Something of which each annotator gives a value; None is that of one who does not have it."""

    article: str
    what: str
    """What it is, in a few words."""
    values: tuple[str | None, ...]
    paths: tuple[Path | None, ...]
    facets: Facets


@attrs.define
class Sample:
    """The units of one figure."""

    name: str
    """What is compared: `evidence`, `status`, `argument agent`."""
    unit: str
    """How units are found: `exact span`, `overlapping span`, `sentence`, `matched event` …"""
    has_values: bool
    """Whether units have values to agree on, beyond being there."""
    joint: list[Unit] = attrs.field(factory=list)
    """The units of all annotators together."""
    pairs: dict[tuple[int, int], list[Unit]] = attrs.field(factory=dict)
    """The units of each two; empty if they are those of all."""
    negatives: Counter[str] = attrs.field(factory=Counter)
    """By article: how many units there are of which all say no."""

    def of_pair(self, i: int, j: int) -> list[Unit]:
        """Return the units that at least one of two annotators has, with the values of these two."""
        if self.pairs:
            return self.pairs[i, j]
        two = (attrs.evolve(u, values=(u.values[i], u.values[j]), paths=(u.paths[i], u.paths[j])) for u in self.joint)
        return [unit for unit in two if unit.values != (None, None)]


def samples(versions: Sequence[Sequence[Article]]) -> Iterator[Sample]:
    """Yield the samples of all figures.

    Args:
        versions: Of each article, the annotation by each annotator, in the same order. All are anchored.
    """
    yield from _spans(versions)
    yield from _presence(versions)
    yield from _matched(versions)


# --- spans


@attrs.frozen
class _Span:
    start: int
    end: int
    label: str
    path: Path
    facets: Facets


def _spans(versions: Sequence[Sequence[Article]]) -> Iterator[Sample]:
    spans_by_layer = [[layers_of(article) for article in several] for several in versions]
    layers = dict.fromkeys(layer for several in spans_by_layer for spans in several for layer in spans)
    for layer in layers:
        for way, make in (("exact", _exact), ("overlapping", _overlapping)):
            labelled = Sample(layer, f"{way} span with label", has_values=True)
            for several, spans in zip(versions, spans_by_layer, strict=True):
                make(labelled, several[0], [by_layer.get(layer, []) for by_layer in spans])
            yield _without_labels(labelled, f"{way} span")
            yield labelled


def layers_of(article: Article) -> dict[str, list[_Span]]:
    """Return the spans of each layer, in order. Equal spans are in the order of their labels."""
    layers: dict[str, list[_Span]] = {}
    for span in article.spans():
        path = tuple(int(index) if index else key for index, key in _STEP.findall(span.path))
        owner = getattr(article, str(path[0]))[path[1]]
        label = {"events": "type", "actors": "kind", "claims": "stance"}[str(path[0])]
        entry = _Span(span.start, span.end, getattr(owner, label) or "none", path, facets_of(owner))
        layers.setdefault(span.label, []).append(entry)
    return {
        layer: sorted(spans, key=lambda span: (span.start, span.end, span.label)) for layer, spans in layers.items()
    }


def facets_of(*owners: Any) -> Facets:
    """Return the types and statuses of events; none of what is no event."""
    return {
        name: frozenset(getattr(owner, name) for owner in owners if owner is not None and hasattr(owner, "status"))
        for name in ("type", "status")
    }


def _exact(sample: Sample, article: Article, several: Sequence[Sequence[_Span]]) -> None:
    spans_at: dict[tuple[int, int, int], list[_Span | None]] = {}
    nobody: tuple[_Span | None, ...] = (None,) * len(several)
    for i, spans in enumerate(several):
        seen = Counter[tuple[int, int]]()
        for span in spans:
            key = span.start, span.end
            spans_at.setdefault((*key, seen[key]), list(nobody))[i] = span
            seen[key] += 1
    sample.joint += [_unit(article, spans_at[key]) for key in sorted(spans_at)]


def _overlapping(sample: Sample, article: Article, several: Sequence[Sequence[_Span]]) -> None:
    links = dict[tuple[int, int], list[tuple[int, int]]]()
    for i, j in combinations(range(len(several)), 2):
        ones, others = several[i], several[j]
        scores = dict(_overlaps(ones, others))
        links[i, j] = best_pairs(scores)
    _add_linked(sample, [dict(enumerate(spans)) for spans in several], links, lambda spans: _unit(article, spans))


def _overlaps(ones: Sequence[_Span], others: Sequence[_Span]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the pairs of spans that overlap, with the coefficient of Dice. Both are sorted by their start."""
    starts = [span.start for span in others]
    longest = max((span.end - span.start for span in others), default=0)
    for x, span in enumerate(ones):
        for y in range(bisect_left(starts, span.start - longest), bisect_left(starts, span.end)):
            common = min(span.end, others[y].end) - max(span.start, others[y].start)
            if common > 0:
                yield (x, y), 2 * common / (span.end - span.start + others[y].end - others[y].start)


def _unit(article: Article, spans: Sequence[_Span | None]) -> Unit:
    there = [span for span in spans if span is not None]
    words = (article.text or "")[there[0].start : there[0].end]
    summary = f"“{words}” [{there[0].start}:{there[0].end}]"
    facets = {name: frozenset().union(*(span.facets[name] for span in there)) for name in ("type", "status")}
    values = tuple(None if span is None else span.label for span in spans)
    return Unit(article.id, summary, values, tuple(None if span is None else span.path for span in spans), facets)


def _without_labels(sample: Sample, unit: str) -> Sample:
    def bare(units: Iterable[Unit]) -> list[Unit]:
        return [attrs.evolve(u, values=tuple(None if value is None else YES for value in u.values)) for u in units]

    pairs = {pair: bare(units) for pair, units in sample.pairs.items()}
    return Sample(sample.name, unit, has_values=False, joint=bare(sample.joint), pairs=pairs)


def _add_linked(
    sample: Sample,
    several: Sequence[Mapping[Any, Any]],
    links: Mapping[tuple[int, int], Sequence[tuple[Any, Any]]],
    make: Callable[[Sequence[Any]], Unit],
) -> None:
    """Add what each annotator has, by key, as units: of each two by their links, of all by what links connect.

    Where links connect two things of one annotator, that is no unit of all: then it is not known which is meant.
    """
    near: dict[tuple[int, Any], set[tuple[int, Any]]] = {
        (i, key): set() for i, items in enumerate(several) for key in items
    }
    for (i, j), linked in links.items():
        ones, others = dict(linked), {y for _, y in linked}
        units = sample.pairs.setdefault((i, j), [])
        for x, item in several[i].items():
            units.append(make([item, several[j][ones[x]] if x in ones else None]))
            if x in ones:
                near[i, x].add((j, ones[x]))
                near[j, ones[x]].add((i, x))
        units += [make([None, item]) for y, item in several[j].items() if y not in others]
    seen = set[tuple[int, Any]]()
    for start in near:
        group, left = {start}, [start]
        while left:
            new = near[left.pop()] - group
            group |= new
            left += new
        members = dict(group)
        if start not in seen and len(members) == len(group):
            sample.joint.append(make([several[i][members[i]] if i in members else None for i in range(len(several))]))
        seen |= group


# --- types of events in documents and sentences


def _events(versions: Sequence[Sequence[Article]]) -> Iterator[Event]:
    return (event for several in versions for article in several for event in article.events.values())


def _presence(versions: Sequence[Sequence[Article]]) -> Iterator[Sample]:
    types = sorted({event.type for event in _events(versions)})
    for name, places in (("document", lambda _: [None]), ("sentence", _sentences)):
        sample = Sample("event type", name, has_values=True)
        for several in versions:
            for place in places(several[0]):
                for type in types:
                    unit = _present(several, place, type, name)
                    if YES in unit.values:
                        sample.joint.append(unit)
                    else:
                        sample.negatives[several[0].id] += 1
        yield sample


def _sentences(article: Article) -> Iterator[tuple[int, int]]:
    at, text = 0, article.text or ""
    while at < len(text):
        _, end = sentence(text, (at, at + 1))
        yield at, end
        at = end


def _present(several: Sequence[Article], place: tuple[int, int] | None, type: str, name: str) -> Unit:
    events_by_version = [
        [
            event
            for event in article.events.values()
            if event.type == type and (place is None or any(_touches(place, quote) for quote in event.evidence))
        ]
        for article in several
    ]
    words = (several[0].text or "")[slice(*place)].strip() if place else name
    return Unit(
        several[0].id,
        f"{type} in “{words}”" if place else f"{type} in the article",
        tuple(YES if events else NO for events in events_by_version),
        tuple(("events", events[0].id) if events else None for events in events_by_version),
        facets_of(*(event for events in events_by_version for event in events)),
    )


def _touches(place: tuple[int, int], quote: Any) -> bool:
    return quote.start is not None and quote.start < place[1] and quote.end > place[0]


# --- what is matched


def _edtf(model: Any) -> str:
    return model.when.edtf if model.when else "none"


_FIELDS: Final[Mapping[str, Mapping[str, tuple[str, Callable[[Any], str]] | None]]] = {
    "actors": {"actor": None, "actor kind": ("kind", lambda actor: actor.kind or "none")},
    "events": {
        "event": None,
        "event kind": ("kind", lambda event: event.kind),
        "event type": ("type", lambda event: event.type),
        "event status": ("status", lambda event: event.status),
        "event time": ("when", _edtf),
    },
    "claims": {"claim": None, "claim stance": ("stance", lambda claim: claim.stance or "none")},
}
"""What is compared of each table: that it is there, or a field and its value."""


def _matched(versions: Sequence[Sequence[Article]]) -> Iterator[Sample]:
    all_pairs = [
        {(i, j): match(several[i], several[j]) for i, j in combinations(range(len(several)), 2)} for several in versions
    ]
    for table, fields in _FIELDS.items():
        for name, field in fields.items():
            sample = Sample(name, f"matched {table[:-1]}", has_values=field is not None)
            for several, pairs in zip(versions, all_pairs, strict=True):
                _add_matched(sample, several, pairs, table, field)
            yield sample
    yield from _arguments(versions, all_pairs)


def _add_matched(
    sample: Sample,
    several: Sequence[Article],
    pairs: Mapping[tuple[int, int], Matches],
    table: str,
    field: tuple[str, Callable[[Any], str]] | None,
) -> None:
    def keyed(article: Article) -> dict[Any, Any]:
        return {key: (key, getattr(article, table)[key]) for key in keys_of(article, table)}

    def unit(members: Sequence[Any]) -> Unit:
        there = [member for member in members if member is not None]
        return Unit(
            several[0].id,
            f"{table[:-1]} {' / '.join(dict.fromkeys(str(key) for key, _ in there))}",
            tuple(member and (field[1](member[1]) if field else YES) for member in members),
            tuple(member and (table, member[0], *([field[0]] if field else [])) for member in members),
            facets_of(*(model for _, model in there)),
        )

    links = {pair: [(matched.a, matched.b) for matched in matches.of(table)] for pair, matches in pairs.items()}
    _add_linked(sample, [keyed(article) for article in several], links, unit)


def _arguments(
    versions: Sequence[Sequence[Article]], all_pairs: Sequence[Mapping[tuple[int, int], Matches]]
) -> Iterator[Sample]:
    """The same actor in the same role of the same event."""
    roles = sorted({role for event in _events(versions) for role in event.participants})
    everything = Sample("argument", "role of a matched event", has_values=False)
    by_role = {role: attrs.evolve(everything, name=f"argument {role}", pairs={}) for role in roles}
    for several, pairs in zip(versions, all_pairs, strict=True):
        for (i, j), matches in pairs.items():
            for sample in (everything, *by_role.values()):
                sample.pairs.setdefault((i, j), [])
            for role, unit in _arguments_of(several[i], several[j], matches):
                for sample in (everything, by_role[role]):
                    sample.pairs[i, j].append(unit)
    yield from (everything, *by_role.values())


def _arguments_of(first: Article, second: Article, matches: Matches) -> Iterator[tuple[str, Unit]]:
    ids = matches.ids()
    paths_by_argument: dict[tuple[str, str, str], list[Path | None]] = {}
    for side, article in enumerate((first, second)):
        for key, event in article.events.items():
            for path, participant in participants_of(key, event):
                actor, role = participant.actor, str(path[3])
                theirs = ids["event"].get(key, f"a {key}"), role, ids["actor"].get(actor, f"a {actor}")
                argument = (key, role, actor) if side else theirs
                paths_by_argument.setdefault(argument, [None, None])[side] = path
    for (_, role, _), paths in paths_by_argument.items():
        events = [article.events[str(path[1])] for article, path in zip((first, second), paths, strict=True) if path]
        path = next(path for path in paths if path)
        actor = _at(first if path is paths[0] else second, path)
        summary = f"{actor} as {role} of {path[1]}"
        values = tuple(YES if path else None for path in paths)
        yield role, Unit(first.id, summary, values, tuple(paths), facets_of(*events))


def _at(article: Article, path: Path) -> str:
    _, key, _, role, i = path
    return article.events[str(key)].participants[str(role)][int(i)].actor
