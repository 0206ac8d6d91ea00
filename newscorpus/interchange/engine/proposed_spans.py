"""The part of a first mapping file that is about spans: where they are, what their offsets count, and what has them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import permutations, product
from typing import Any, Final

import attrs

from newscorpus.formats.yaml.writer import inline
from newscorpus.interchange.engine.fields import as_text
from newscorpus.interchange.engine.guesses import usual
from newscorpus.interchange.engine.offsets import Offsets
from newscorpus.interchange.engine.paths import first, join, leaves, select, shape
from newscorpus.text.words import cuts_word

_MOST_VALUES: Final = 12
"""Values of a field that is a type, at most."""
_LONGEST: Final = 40
"""Characters of a value that a comment repeats."""
_TRIED: Final = 20
"""Objects whose fields are tried as offsets."""
_MOST_NUMBERS: Final = 8
"""Fields of an object that are tried as offsets, at most."""
_UNITS: Final = ("characters", "utf16", "bytes", "tokens")
_NAMES: Final = usual("span")


@attrs.frozen
class Spans:
    """Where the articles have objects with offsets, and how."""

    each: str
    start: str
    behind: str
    """The key of `spans` for what gives the end: end, last or length; empty if it follows from the words."""
    end: str
    """Its path."""
    words: str | None
    unit: str
    why: str
    """How the unit is known."""
    others: tuple[str, ...] = ()
    """Further lists of such objects."""
    is_chain: bool = False
    """Whether each object is a list of spans: the mentions of an entity."""

    @property
    def parent(self) -> str | None:
        """The path of the objects that have a list of these; None if that is the article."""
        above = self.each.removesuffix("[]")
        return above[: above.rindex("[]") + 2] if "[]" in above else None

    def paths(self, base: str) -> set[str]:
        """The paths that are read of a span, or of each of its list."""
        base = shape(base, "[]") if self.is_chain else base
        return {shape(base, path) for path in (self.start, self.end or self.start, self.words or "text")}


def find_spans(articles: Sequence[Any], texts: Sequence[str], paths: Sequence[str]) -> Spans | None:
    """Return where objects with offsets are, and what these count, verified against the texts.

    Of several lists, those with types come before tokens, those with roles before entities, and those of arguments
    before those of events.

    Args:
        articles: Some articles.
        texts: The text of each.
        paths: The paths of all values, without indices.
    """
    lists = {path[: match.end()] for path in paths for match in re.finditer(r"\[\]", path)}
    fit = list[tuple[bool, bool, int, str, tuple[str, str, str | None]]]()
    for each in lists:
        items = [(text, item.value) for a, text in zip(articles, texts, strict=True) for item in select(a, each)]
        if fields := _fields(items):
            values = [item for _, item in items]
            lacks = [_field(values, _NAMES[name]) is None for name in ("type", "role")]
            fit.append((lacks[0], lacks[1], -each.count("["), each, fields))
    if not fit:
        return None
    *_, each, (start, end, words) = min(fit)
    pairs = zip(articles, texts, strict=True)
    spans = _with_unit(each, start, end, words, [(text, item.value) for a, text in pairs for item in select(a, each)])
    alike = sorted(other for *_, other, fields in fit if fields == (start, end, words) and _is_beside(other, each))
    above = spans.parent
    if above and any(isinstance(match.value, list) for a in articles for match in select(a, above)):
        cut = [other.removesuffix("[]") for other in alike]
        return attrs.evolve(spans, each=above, others=tuple(cut), is_chain=True)
    return attrs.evolve(spans, others=tuple(alike) if above is None else ())


def _is_beside(other: str, each: str) -> bool:
    """Report whether two lists are at the same depth, and no objects have both below them."""
    return (
        other != each
        and other.count("[") == each.count("[")
        and other.split("[", maxsplit=1)[0] != each.split("[", maxsplit=1)[0]
    )


def _fields(items: Sequence[tuple[str, Any]]) -> tuple[str, str, str | None] | None:
    """Return the paths of start, end and words of all objects; an empty end if it follows from the words."""
    values = [item for _, item in items]
    for start, end in _NAMES["offsets"]:
        if all(type(first(item, path)) is int for item in values for path in (start, end)):
            return start, end, _first_string(values)
    if fields := _around_words(items):
        return fields
    pairs = [("[0]", "[1]"), ("[1]", "[0]")]
    pairs += [(words, start) for start, _ in _NAMES["offsets"] for words in _NAMES["words"]]
    for words, start in pairs:
        if all(isinstance(first(item, words), str) and type(first(item, start)) is int for item in values):
            right = sum(text.startswith(first(item, words), max(first(item, start), 0)) for text, item in items)
            if right > len(items) / 2:
                return start, "", words
    return None


def _around_words(items: Sequence[tuple[str, Any]]) -> tuple[str, str, str] | None:
    """Return the paths of two numbers, whatever their names are, between which the text has the words of a third path.

    They are offsets if that is so for most objects.
    """
    some = items[:_TRIED]
    fields = [{place: value for place, _, value in leaves(item)} for _, item in some]
    shared = [path for path in fields[0] if all(path in own for own in fields)] if fields else []
    numbers = [path for path in shared if all(type(own[path]) is int for own in fields)][:_MOST_NUMBERS]
    strings = [path for path in shared if "." not in path and all(isinstance(own[path], str) for own in fields)]
    for unit in _UNITS:
        texts = [(text, Offsets(text, unit)) for text, _ in some]
        for (start, end), words, size in product(permutations(numbers, 2), strings, (0, 1)):
            right = 0
            for (text, offsets), own in zip(texts, fields, strict=True):
                span = offsets.span(own[start], own[end] + size)
                right += span is not None and text[slice(*span)] == own[words]
            if right > len(some) / 2:
                return start, end, words
    return None


def _first_string(items: Sequence[Any]) -> str | None:
    return next((name for name in _NAMES["words"] if all(isinstance(first(item, name), str) for item in items)), None)


def _with_unit(each: str, start: str, end: str, words: str | None, items: Sequence[tuple[str, Any]]) -> Spans:
    def right(way: tuple[str, str]) -> int:
        """How many spans have the words, or without words begin and end where words do."""
        unit, behind = way
        count = 0
        for text, item in items:
            at = first(item, start)
            if not behind:
                point = Offsets(text, unit).span(at, at + 1)
                span = (point[0], point[0] + len(first(item, words or ""))) if point else None
            else:
                size = at if behind == "length" else 1 if behind == "last" else 0
                span = Offsets(text, unit).span(at, first(item, end) + size)
            if span and words:
                count += text[slice(*span)] == first(item, words)
            elif span and 0 <= span[0] < span[1] <= len(text):
                part = text[slice(*span)]
                count += part == part.strip() and not any(cuts_word(text, cut) for cut in span)
        return count

    behinds = ("length",) if end == "length" else ("end", "last") if end else ("",)
    unit, behind = max(((unit, behind) for behind in behinds for unit in _UNITS), key=right)
    wrong = len(items) - right((unit, behind))
    known = "have these words" if words else "are whole words"
    why = (
        f"decide: {wrong} of {len(items)} spans are not words of the text"
        if wrong
        else f"all {len(items)} spans {known}"
    )
    return Spans(each, start, behind, end, words, unit, why)


def span_lines(spans: Spans, articles: Sequence[Any], taken: set[str]) -> Iterator[str]:
    """Yield the lines about spans, and about what has them; add the paths that they read to `taken`."""
    taken |= spans.paths(spans.each)
    words = f", words: {written(spans.words)}" if spans.words and spans.words != "text" else ""
    behind = f", {spans.behind}: {written(spans.end)}" if spans.behind else ""
    yield f"spans: {{start: {written(spans.start)}{behind}{words}, unit: {spans.unit}}}  # {spans.why}"
    parent = spans.parent
    if parent is None:
        yield "entities:  # decide: which are actors; or write `events`, if they are events"
        lists = (spans.each, *spans.others)
        for each in lists:
            taken |= spans.paths(each)
            lines = [line.removeprefix("  ") for line in _items(each, each, articles, taken)]
            if spans.is_chain:
                lines[1:1] = ['mentions: "[]"', "same: []"]
            marks = ("  ",) if len(lists) == 1 else ("  - ", *["    "] * len(lines))
            yield from (marks[min(i, len(marks) - 1)] + line for i, line in enumerate(lines))
        yield from _referring(spans, articles, taken)
        return
    yield from _events(spans, parent, articles, taken)
    yield "arguments:"
    yield from _items(spans.each, spans.each.removeprefix(parent).removeprefix("."), articles, taken)


def _referring(spans: Spans, articles: Sequence[Any], taken: set[str]) -> Iterator[str]:
    """Yield the lines about events whose arguments name entities by their ids, if there are any."""
    entities = [match.value for a in articles for match in select(a, spans.each)]
    ids = {key for entity in entities for name in _NAMES["id"] if (key := as_text(first(entity, name)))}
    for event, argument, name in _lists_in_lists(articles):
        items = [match.value for a in articles for match in select(a, f"{event}.{argument}")]
        if ids and all(as_text(first(item, name)) in ids for item in items):
            yield from _events(spans, event, articles, taken)
            yield "arguments:"
            yield f"  each: {written(argument)}"
            yield f"  entity: {written(name)}"
            role = next((role for role in _NAMES["role"] if all(as_text(first(item, role)) for item in items)), None)
            yield from [f"  role: {written(role)}"] if role else []
            yield from ['  "*": thing  # decide: what else the types of entities become']
            taken |= {shape(event, argument, path) for path in (name, role or name)}
            taken |= spans.paths(shape(event, argument))
            return


def _lists_in_lists(articles: Sequence[Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the path of each list of objects with a list of objects, the path of that in them, and a field in that."""
    seen = set[tuple[str, str, str]]()
    for article in articles:
        for name in article:
            event = f"{join('', name)}[]"
            for match in select(article, event):
                inner = match.value if isinstance(match.value, dict) else {}
                for key in inner:
                    for item in select(inner, f"{join('', key)}[]"):
                        for field in item.value if isinstance(item.value, dict) else ():
                            seen.add((event, f"{join('', key)}[]", join("", field)))
    yield from sorted(seen)


def _events(spans: Spans, each: str, articles: Sequence[Any], taken: set[str]) -> Iterator[str]:
    items = [match.value for a in articles for match in select(a, each)]
    yield "events:"
    yield f"  each: {written(each)}"
    yield "  kind: event  # decide: event, meeting or incident; or a table, as for `status`"
    type_ = _field(items, _NAMES["type"])
    if type_:
        taken.add(shape(each, type_))
        yield f"  type: {written(f'{{{type_}}}')}  # {_listed(items, type_)}"
    else:
        yield "  type: other  # decide"
    status = _field(items, _NAMES["status"])
    if status:
        taken.add(shape(each, status))
        yield f"  status:  # decide: occurred, possible, planned, negated, generic …: {_listed(items, status)}"
        yield f"    from: {written(status)}"
        yield '    "*": occurred'
    names = {join("", name) for item in items if isinstance(item, dict) for name in item}
    trigger = next((name for name in sorted(names) if _has_offsets(items, name, spans)), None)
    if trigger:
        taken |= spans.paths(shape(each, trigger))
        yield f"  triggers: {written(trigger)}"


def _has_offsets(items: Sequence[Any], name: str, spans: Spans) -> bool:
    given = [value for item in items if isinstance(value := first(item, name), dict)]
    return bool(given) and all(type(first(span, path)) is int for span in given for path in (spans.start, spans.end))


def _items(path: str, each: str, articles: Sequence[Any], taken: set[str]) -> Iterator[str]:
    """Yield the lines of entities or arguments: each type, and what it becomes."""
    items = [match.value for a in articles for match in select(a, path)]
    is_argument = path != each
    yield f"  each: {written(each)}"
    fields = {"id": _NAMES["id"]} if not is_argument else {"role": _NAMES["role"]}
    for field, names in fields.items():
        fit = next((name for name in names if all(as_text(first(item, name)) for item in items)), None)
        if fit:
            taken.add(shape(path, fit))
            yield f"  {field}: {written(fit)}"
    type_ = _field(items, _NAMES["type"])
    if type_ is None:
        yield '  "*": participant'
        return
    taken.add(shape(path, type_))
    yield f"  from: {written(type_)}"
    values = Counter(filter(None, (as_text(first(item, type_)) for item in items)))
    for value, count in values.most_common(_MOST_VALUES):
        kind = next((kind for kind, names in usual("kinds").items() if value.lower() in names), None)
        other = next((part for part, names in usual("elsewhere").items() if value.lower() in names), None)
        if kind:
            yield f"  {written(value)}: {{as: participant, kind: {kind}}}  # × {count}"
        elif is_argument:
            part = {"when": "{as: when, read: true}", "thing": "{as: thing, read: true}"}.get(other or "", other)
            yield f"  {written(value)}: {part or 'thing'}  # × {count}{'' if other else ': decide'}"
        else:
            yield f"  # {written(value)}: participant  # × {count}: decide"
    if is_argument and len(values) > _MOST_VALUES:
        yield '  "*": thing  # decide'


def _field(items: Sequence[Any], names: Sequence[str]) -> str | None:
    """Return the first field that looks like a type: it has few different values. Those that all have come first."""
    some = None
    for name in names:
        values = [text for item in items if (text := as_text(first(item, name)))]
        if values and len(set(values)) <= max(_MOST_VALUES, len(items) // 3):
            if len(values) == len(items):
                return name
            some = some or name
    return some


def _listed(items: Sequence[Any], name: str) -> str:
    values = Counter(filter(None, (as_text(first(item, name)) for item in items)))
    shown = ", ".join(f"{cropped(value)} × {count}" for value, count in values.most_common(_MOST_VALUES))
    return shown + (", …" if len(values) > _MOST_VALUES else "")


def written(value: str) -> str:
    """Return a string as YAML has it, in brackets or not."""
    return inline(value, flow=True)


def cropped(words: str) -> str:
    """Return words on one line, without the end of long ones."""
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
