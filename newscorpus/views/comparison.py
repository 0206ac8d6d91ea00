"""A comparison of two annotations, and the agreement of several -> lines for a terminal, a page, plain data."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs

from newscorpus.api.agreement import Agreement
from newscorpus.api.compare import Comparison
from newscorpus.comparison.agreement import Disagreement, Figure
from newscorpus.comparison.differences import Difference, Unmatched
from newscorpus.diagnostics.report import Span, path_text
from newscorpus.render.escapes import escaped, printable, width
from newscorpus.render.table import Answer, table
from newscorpus.render.terminal import Paint
from newscorpus.text.words import counted
from newscorpus.views import pages, phrases

_STYLES: Final = {"-": "31", "+": "32", "~": "1", "quiet": "2"}
_LONGEST: Final = 100
"""Code points of a value in a line."""


@attrs.frozen
class Change:
    """A value that differs."""

    field: str
    a: str | None
    b: str | None
    places: str


@attrs.frozen
class Entry:
    """What became of an article, actor, event or claim."""

    sign: str
    """`-` if only the first annotation has it, `+` if only the second has it, `~` if both have it and it differs."""
    what: str
    name: str
    note: str
    """What it is, or what decided that the two are the same."""
    places: str = ""
    changes: Sequence[Change] = ()


def entries_of(comparison: Comparison) -> dict[str, list[Entry]]:
    """Return what differs, by article: first the article itself, then in the order of its annotation."""
    by = {(one.article, one.path_a): f"by {one.by}, {one.score:.2f}" for one in comparison.matched}
    found: dict[str, list[Entry]] = {}
    changed: dict[tuple[str, Any], list[Difference]] = {}
    for one in comparison.differences:
        changed.setdefault((one.article, one.owner), []).append(one)
    for (article, (at, to)), differences in changed.items():
        names = dict.fromkeys(_name(path) for path in (at, to) if path)
        changes = tuple(Change(d.field, _value(d.a), _value(d.b), _places(d.place_a, d.place_b)) for d in differences)
        entry = Entry("~", differences[0].what, " → ".join(names), by.get((article, at), ""), changes=changes)
        found.setdefault(article, []).append(entry)
    for lacking in comparison.unmatched:
        found.setdefault(lacking.article, []).append(_lacking(lacking))
    return found


def _lacking(one: Unmatched) -> Entry:
    sign = "-" if one.side == "a" else "+"
    return Entry(sign, one.what, _name(one.path) if one.path else "", one.summary, _places(one.place))


def _name(path: Sequence[str | int]) -> str:
    return str(path[1]) if isinstance(path[1], str) else f"[{path[1]}]"


def _places(*spans: Span | None) -> str:
    return " → ".join(f"{span.file}:{span.line}" for span in spans if span is not None)


def _value(value: Any) -> str | None:
    """A value in a line, as a file in JSON has it, strings without quotation marks."""
    if value is None:
        return None
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def summary(comparison: Comparison) -> str:
    """Return one line: how much matched, is on one side only, or differs."""
    matched = Counter(one.what for one in comparison.matched)
    parts = ", ".join(counted(matched[what], what) for what in ("actor", "event", "claim"))
    sides = Counter(one.side for one in comparison.unmatched)
    first, second = sides["a"] or "none", sides["b"] or "none"
    values = counted(len(comparison.differences), "value")
    differ = "differs" if len(comparison.differences) == 1 else "differ"
    return f"{parts} matched; {first} only in the first, {second} only in the second; {values} {differ}."


def lines(comparison: Comparison, *, color: bool = False) -> Iterator[str]:
    """Yield lines for people. Everything from the annotations is escaped."""
    paint = Paint(_STYLES, color)
    for article, entries in entries_of(comparison).items():
        yield paint(printable(article), "~")
        for one in entries:
            head = " ".join(filter(None, (one.sign, one.what, escaped(one.name))))
            note = " ".join(filter(None, (_cropped(one.note), escaped(one.places))))
            yield f"  {paint(head, one.sign)}{'  ' if note else ''}{paint(note, 'quiet')}"
            for change in one.changes:
                values = " → ".join("–" if value is None else _cropped(value) for value in (change.a, change.b))
                places = paint(escaped(change.places), "quiet")
                yield f"      {escaped(change.field)}: {values}{'  ' if places else ''}{places}"
    yield summary(comparison)


def _cropped(text: str) -> str:
    return escaped(phrases.cropped(text, _LONGEST))


def data(comparison: Comparison) -> dict[str, Any]:
    """Return plain data for JSON: the three lists, each a list of objects."""
    return {
        "equal": comparison.is_equal,
        "matched": comparison.table("matched").to_dicts(),
        "unmatched": comparison.table("unmatched").to_dicts(),
        "differences": comparison.table("differences").to_dicts(),
    }


def page(comparison: Comparison, a: str, b: str) -> str:
    """Return a self-contained page. `a` and `b` name what was compared. All is escaped: `diff` prints it."""
    context = {"a": a, "b": b, "articles": entries_of(comparison), "summary": summary(comparison)}
    return pages.page("comparison.html", context, style="newscorpus.css")


_COLUMNS = 80
"""Characters of a line."""
_LONGEST_ABOUT = 80
"""Code points of what a disagreement is about."""


def agreement_lines(agreement: Agreement, *, list_all: bool) -> Iterator[str]:
    """Yield lines for people: the figures, and with `list_all` the disagreements of each."""
    yield printable(f"{counted(len(agreement.articles), 'article')} by {', '.join(agreement.annotators)}")
    if agreement.left_out:
        yield printable(f"left out, since not all have them: {', '.join(agreement.left_out)}")
    for group in dict.fromkeys(one.group for one in agreement.figures):
        figures = [one for one in agreement.figures if one.group == group]
        has_gamma = any(one.gamma.value is not None for one in figures)
        names = ("f1", "kappa", "alpha", *(["gamma"] if has_gamma else []))
        yield ""
        if group is not None:
            yield printable(group)
        yield from _table(figures, names)
        for figure in figures if list_all else ():
            if figure.disagreements:
                yield from ("", printable(f"{figure.name}, {figure.unit}"))
                yield from (printable(_line(one)) for one in figure.disagreements)


def _table(figures: Sequence[Figure], names: Sequence[str]) -> list[str]:
    """The figures; with intervals, or if lines would be too long, in two rows each: units and intervals below."""
    values = [[getattr(one, name) for name in names] for one in figures]
    ends = [["" if one.low is None else f"{one.low:.2f}…{one.high:.2f}" for one in row] for row in values]
    head = ("units", "F1", *names[1:], "differ")
    shown = [
        (f.units, *("–" if one.value is None else f"{one.value:.2f}" for one in row), len(f.disagreements))
        for f, row in zip(figures, values, strict=True)
    ]
    rows = [(f.name, f.unit, *row) for f, row in zip(figures, shown, strict=True)]
    lines_of_all = list(table(Answer(("figure", "unit", *head), tuple(rows))))
    if not any(map(any, ends)) and max(map(width, lines_of_all)) <= _COLUMNS:
        return lines_of_all
    pairs = zip(figures, shown, ends, strict=True)
    stacked = [row for f, first, below in pairs for row in ((f.name, *first), (f" {f.unit}", None, *below, None))]
    return list(table(Answer(("figure", *head), tuple(stacked))))


def _line(one: Disagreement) -> str:
    sides = (
        f"{name}: {'–' if value is None else value}{f' ({place.file}:{place.line})' if place else ''}"
        for name, value, place in zip(one.annotators, one.values, one.places, strict=True)
    )
    return f"  {one.article}: {phrases.cropped(one.what, _LONGEST_ABOUT)}; {', '.join(sides)}"


def agreement_data(agreement: Agreement) -> dict[str, Any]:
    """Return plain data for JSON, with all disagreements."""
    figures = [
        {
            **{name: getattr(one, name) for name in ("name", "unit", "group", "units")},
            **{name: attrs.asdict(getattr(one, name)) for name in ("f1", "kappa", "alpha", "gamma")},
            "disagreements": [_plain(disagreement) for disagreement in one.disagreements],
        }
        for one in agreement.figures
    ]
    return {
        "annotators": list(agreement.annotators),
        "articles": list(agreement.articles),
        "left_out": list(agreement.left_out),
        "figures": figures,
    }


def _plain(one: Disagreement) -> dict[str, Any]:
    return {
        "article": one.article,
        "what": one.what,
        "annotators": list(one.annotators),
        "values": list(one.values),
        "paths": [path and path_text(path) for path in one.paths],
        "places": [place and f"{place.file}:{place.line}" for place in one.places],
    }
