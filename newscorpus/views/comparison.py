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
    by = {(match.article, match.path_a): f"by {match.by}, {match.score:.2f}" for match in comparison.matched}
    entries: dict[str, list[Entry]] = {}
    changed: dict[tuple[str, Any], list[Difference]] = {}
    for difference in comparison.differences:
        changed.setdefault((difference.article, difference.owner), []).append(difference)
    for (article, (at, to)), differences in changed.items():
        names = dict.fromkeys(_name(path) for path in (at, to) if path)
        changes = tuple(Change(d.field, _value(d.a), _value(d.b), _places(d.place_a, d.place_b)) for d in differences)
        entry = Entry("~", differences[0].what, " → ".join(names), by.get((article, at), ""), changes=changes)
        entries.setdefault(article, []).append(entry)
    for lacking in comparison.unmatched:
        entries.setdefault(lacking.article, []).append(_lacking(lacking))
    return entries


def _lacking(lacking: Unmatched) -> Entry:
    sign = "-" if lacking.side == "a" else "+"
    return Entry(
        sign, lacking.what, _name(lacking.path) if lacking.path else "", lacking.summary, _places(lacking.place)
    )


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
    matched = Counter(match.what for match in comparison.matched)
    parts = ", ".join(counted(matched[kind], kind) for kind in ("actor", "event", "claim"))
    sides = Counter(unmatched.side for unmatched in comparison.unmatched)
    first, second = sides["a"] or "none", sides["b"] or "none"
    values = counted(len(comparison.differences), "value")
    differ = "differs" if len(comparison.differences) == 1 else "differ"
    return f"{parts} matched; {first} only in the first, {second} only in the second; {values} {differ}."


def lines(comparison: Comparison, *, color: bool = False) -> Iterator[str]:
    """Yield lines for people. Everything from the annotations is escaped."""
    paint = Paint(_STYLES, color)
    for article, entries in entries_of(comparison).items():
        yield paint(printable(article), "~")
        for entry in entries:
            head = " ".join(filter(None, (entry.sign, entry.what, escaped(entry.name))))
            note = " ".join(filter(None, (_cropped(entry.note), escaped(entry.places))))
            yield f"  {paint(head, entry.sign)}{'  ' if note else ''}{paint(note, 'quiet')}"
            for change in entry.changes:
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
    for group in dict.fromkeys(figure.group for figure in agreement.figures):
        figures = [figure for figure in agreement.figures if figure.group == group]
        has_gamma = any(figure.gamma.value is not None for figure in figures)
        names = ("f1", "kappa", "alpha", *(["gamma"] if has_gamma else []))
        yield ""
        if group is not None:
            yield printable(group)
        yield from _table(figures, names)
        for figure in figures if list_all else ():
            if figure.disagreements:
                yield from ("", printable(f"{figure.name}, {figure.unit}"))
                yield from (printable(_line(disagreement)) for disagreement in figure.disagreements)


def _table(figures: Sequence[Figure], names: Sequence[str]) -> list[str]:
    """The figures; with intervals, or if lines would be too long, in two rows each: units and intervals below."""
    values = [[getattr(figure, name) for name in names] for figure in figures]
    ends = [["" if c.low is None else f"{c.low:.2f}…{c.high:.2f}" for c in row] for row in values]
    head = ("units", "F1", *names[1:], "differ")
    shown = [
        (f.units, *("–" if c.value is None else f"{c.value:.2f}" for c in row), len(f.disagreements))
        for f, row in zip(figures, values, strict=True)
    ]
    rows = [(f.name, f.unit, *row) for f, row in zip(figures, shown, strict=True)]
    lines_of_all = list(table(Answer(("figure", "unit", *head), tuple(rows))))
    if not any(map(any, ends)) and max(map(width, lines_of_all)) <= _COLUMNS:
        return lines_of_all
    pairs = zip(figures, shown, ends, strict=True)
    stacked = [row for f, first, below in pairs for row in ((f.name, *first), (f" {f.unit}", None, *below, None))]
    return list(table(Answer(("figure", *head), tuple(stacked))))


def _line(disagreement: Disagreement) -> str:
    sides = (
        f"{name}: {'–' if value is None else value}{f' ({place.file}:{place.line})' if place else ''}"
        for name, value, place in zip(disagreement.annotators, disagreement.values, disagreement.places, strict=True)
    )
    return f"  {disagreement.article}: {phrases.cropped(disagreement.what, _LONGEST_ABOUT)}; {', '.join(sides)}"


def agreement_data(agreement: Agreement) -> dict[str, Any]:
    """Return plain data for JSON, with all disagreements."""
    figures = [
        {
            **{name: getattr(figure, name) for name in ("name", "unit", "group", "units")},
            **{name: attrs.asdict(getattr(figure, name)) for name in ("f1", "kappa", "alpha", "gamma")},
            "disagreements": [_plain(disagreement) for disagreement in figure.disagreements],
        }
        for figure in agreement.figures
    ]
    return {
        "annotators": list(agreement.annotators),
        "articles": list(agreement.articles),
        "left_out": list(agreement.left_out),
        "figures": figures,
    }


def _plain(disagreement: Disagreement) -> dict[str, Any]:
    paths = [path and path_text(path) for path in disagreement.paths]
    places = [place and f"{place.file}:{place.line}" for place in disagreement.places]
    return attrs.asdict(disagreement, recurse=False) | {"paths": paths, "places": places}
