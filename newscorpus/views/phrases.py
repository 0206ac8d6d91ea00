"""Dates, terms and names for people to read. Plain text: the caller escapes it."""

import re
from datetime import date

from newscorpus.models import Article, Estimate, Event, edtf
from newscorpus.models.metadata import Scalar
from newscorpus.text.front_matter import front_matter, opening
from newscorpus.text.words import flatten

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_QUALIFIED = {"~": "about {}", "?": "{}, uncertain", "%": "about {}, uncertain"}

INVERSE = {
    "part_of": "has as a part",
    "after": "comes before",
    "caused_by": "causes",
    "enabled_by": "makes possible",
    "prevented_by": "prevents",
    "replaces": "is replaced by",
    "about": "is the subject of",
    "same_as": "is the same as",
    "member_of": "has as a member",
    "owns": "is owned by",
    "employs": "is employed by",
    "represents": "is represented by",
    "relative_of": "relative of",
    "ally_of": "ally of",
    "opponent_of": "opponent of",
}
"""The name of a relation from the view of its target."""

SIGNS = {
    "occurred": "●",
    "ongoing": "◐",
    "planned": "○",
    "possible": "◇",
    "postponed": "»",
    "cancelled": "✕",
    "refused": "⊘",
    "failed": "▽",
    "alleged": "?",
    "negated": "¬",
    "generic": "∗",
}
"""A sign for each status, so that they differ without colour; the term is beside it where there is room."""


def word(name: str) -> str:
    """Return a term of a vocabulary as words: `part_of` as `part of`."""
    return name.replace("_", " ")


def inverse(relation: str) -> str:
    """Return the name of a relation from the view of its target; for a term of the corpus, a phrase with the term."""
    return INVERSE.get(relation, f"is what another is “{word(relation)}”")


def dated(expression: str | None) -> str:
    """Return an EDTF date or interval in words: `2023-02` as `February 2023`. Other strings are returned unchanged."""
    if expression is None:
        return "not dated"
    if expression == "unknown":
        return "time unknown"
    if not edtf.is_edtf(expression):
        return expression
    start, _, end = expression.partition("/")
    if end in ("", start):
        return _date(start)
    if start == "..":
        return f"until {_date(end)}"
    if end == "..":
        return f"since {_date(start)}"
    first, last = _date(start).split(), _date(end).split()
    # 12–18 June 2023, May – June 2023: what both ends share is written once.
    shared = 0
    while len(first) == len(last) and shared < len(first) - 1 and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    if shared and not {start[-1], end[-1]} & set(_QUALIFIED):
        first = first[: len(first) - shared]
    dash = "–" if len(first) == 1 and first[0].isdigit() and last[0].isdigit() else " – "
    return " ".join(first) + dash + " ".join(last)


def _date(text: str) -> str:
    qualified = _QUALIFIED.get(text[-1], "{}")
    text = text.rstrip("~?%")
    if "X" in text:
        return qualified.format(f"the {text.replace('X', '0')}s")
    day, _, time = text.partition("T")
    parts = day.split("-")
    year = parts[0].lstrip("0")
    if len(parts) == 1:
        return qualified.format(year)
    month = _MONTHS[int(parts[1]) - 1]
    shown = f"{month} {year}" if len(parts) == 2 else f"{int(parts[2])} {month} {year}"
    return qualified.format(f"{shown}, {_time(time)}" if time else shown)


def _time(text: str) -> str:
    clock, offset = text[:8], text[8:]
    return clock.removesuffix(":00") + {"": "", "Z": " UTC"}.get(offset, f" UTC{offset}")


def title(event: Event) -> str:
    """Return the title of an event in one line, else its first trigger, else the beginning of its evidence."""
    if event.title:
        return flatten(event.title)
    quote = next((q.exact for q in (*event.triggers, *event.evidence) if q.exact), event.id)
    return cropped(quote, 80)


def heading(article: Article) -> str:
    """Return the headline, also that of the text, else the first sentence without its date, else the id."""
    text, tag = article.text or "", article.language
    return headline(article) or cropped(opening(text, tag), 90) or cropped(text, 90) or article.id or "Article"


def headline(article: Article) -> str:
    """Return the headline in one line, also that of the text; empty if there is none."""
    given = article.headline or article.part("headline")
    return flatten(given or front_matter(article.text or "", article.language).headline or "")


def begins_with_heading(article: Article) -> bool:
    """Report whether the heading is the beginning of the text, perhaps after a date."""
    head = headline(article)
    start = flatten((article.text or "")[: len(head) + _BEFORE_HEADLINE])
    return head in start if head else bool(start)


_BEFORE_HEADLINE = 200
"""Code points of a date and a dateline, at most."""


def counted(count: int | str) -> str:
    """Return a count in words: `4+` as `4 or more`, `3..5` as `3 to 5`, `40~` as `about 40`."""
    text = str(count)
    if text.endswith("+"):
        return f"{text[:-1]} or more"
    if text.endswith("~"):
        return f"about {text[:-1]}"
    return text.replace("..", " to ")


def estimated(estimate: Estimate) -> str:
    """Return what several counts come to, such as `4 or more; best estimate 4`."""
    if estimate.low == estimate.high:
        return str(estimate.low)
    numbers = f"{estimate.low} or more" if estimate.high is None else f"{estimate.low} to {estimate.high}"
    return f"{numbers}; best estimate {estimate.best}"


def cropped(words: str, length: int) -> str:
    """Return at most `length` code points of a string in one line, cut between words if possible, with an ellipsis."""
    # Only the beginning: the string may be a whole text.
    flat = flatten(words[: 2 * length + 1000])
    if len(flat) <= length:
        return flat
    start = flat[:length]
    return (re.sub(r"\s\S{0,20}$", "", start) or start) + "…"


def plain(value: Scalar) -> str:
    """Return the value of a field of the corpus, as files have it: `true`, not `True`."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def fuzzy_ends(expression: str) -> tuple[bool, bool]:
    """Report whether the start and the end of an EDTF expression are qualified by `~ ? %`."""
    start, _, end = expression.partition("/")
    return start[-1:] in tuple("~?%"), (end or start)[-1:] in tuple("~?%")


def iso(day: date | None) -> str | None:
    """Return a date as `2023-02-01`."""
    return day.isoformat() if day else None
