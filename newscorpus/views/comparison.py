"""A comparison of two annotations -> lines for a terminal, a page, and plain data."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs

from newscorpus.api.compare import Comparison
from newscorpus.comparison.differences import Difference, Unmatched
from newscorpus.diagnostics.report import Span
from newscorpus.render.escapes import escaped, printable
from newscorpus.render.paint import Paint
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
