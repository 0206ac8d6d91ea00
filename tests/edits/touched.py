"""Which lines of a file a change of its article may touch: by the two articles and where their entries are, not by what was done.

A line with an entry that changed; all lines of one that went, with the comment directly above it and deeper ones below;
in brackets and braces, also the ends of its neighbours, because of the commas. All other lines must stay.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

import newscorpus as nc
from newscorpus.api.edit import FilePlaces

Way = tuple[str | int, ...]
_COMMENT = re.compile(r"\s*(#.*)?$")
_CLOSING = re.compile(r"\s*[\]}][\]},\s]*(#.*)?$")
_LABEL = re.compile(r"# c\d+c$")
_OPENING = re.compile(r"\s*[\[{]$")
_FLOW = re.compile(r"[^#\n]*?[:-]?\s*[\[{]")
_ABSENT = (None, (), {})
_OWN_LINES = (nc.Article, nc.Actor, nc.Event, nc.Claim)
"""Models whose fields are entries of their own; others may have a short form that a change of a field changes."""


def difference(old: Any, new: Any, way: Way = ()) -> Iterator[tuple[str, Way]]:
    """Yield what became of each entry that differs (changed, gone, came) and its path before, or after if it came."""
    if old == new:
        return
    if isinstance(old, _OWN_LINES) and type(old) is type(new):
        for field in attrs.fields(type(old)):
            yield from _pair(getattr(old, field.name), getattr(new, field.name), (*way, field.name))
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in old.keys() | new.keys():
            yield from _pair(old.get(key), new.get(key), (*way, key))
    elif isinstance(old, tuple) and isinstance(new, tuple):
        shared = min(len(old), len(new))
        a = next((i for i in range(shared) if old[i] != new[i]), shared)
        b = next((i for i in range(shared - a) if old[-1 - i] != new[-1 - i]), shared - a)
        if len(old) == len(new):
            for i in range(a, len(old) - b):
                yield from difference(old[i], new[i], (*way, i))
        else:
            yield from (("gone", (*way, i)) for i in range(a, len(old) - b))
            yield from (("came", (*way, i)) for i in range(a, len(new) - b))
    else:
        yield "changed", way


def _pair(old: Any, new: Any, way: Way) -> Iterator[tuple[str, Way]]:
    if old in _ABSENT or new in _ABSENT:
        if old != new:
            yield ("came" if old in _ABSENT else "gone"), way
    else:
        yield from difference(old, new, way)


class File:
    """The lines of a file, and where the entries of its article are."""

    def __init__(self, path: Path, article: nc.Article) -> None:
        self.path, self.article = path, article
        self.lines = path.read_text(encoding="utf-8").split("\n")
        self._places = FilePlaces(path)
        self._known: dict[Way, tuple[int, int] | None] = {}

    def at(self, way: Way) -> Any:
        value: Any = self.article
        for step in way:
            value = getattr(value, str(step)) if attrs.has(type(value)) else value[step]
        return value

    def below(self, way: Way) -> list[Way]:
        value = self.at(way)
        if attrs.has(type(value)):
            names = [field.name for field in attrs.fields(type(value)) if field.name not in ("path", "id")]
            return [(*way, name) for name in names if getattr(value, name) not in _ABSENT]
        steps = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, tuple) else ()
        return [(*way, step) for step in steps]

    def span(self, way: Way) -> tuple[int, int] | None:
        """The first and the last line of an entry, from 0; None if the file does not have it."""
        if way not in self._known:
            if not self._places.has(way):
                self._known[way] = None
            else:
                here = self._places.span(way)
                ends = [one for one in map(self.span, self.below(way)) if one]
                first = min([here.line - 1, *(one[0] for one in ends)])
                first = self._key_line(first, way[-1])
                last = max([here.end_line - 1 - (here.end_column == 1), *(one[1] for one in ends)])
                while _OPENING.match(self.lines[first - 1]) and attrs.has(type(self.at(way))):
                    first -= 1
                while last > first and self._closes(last + 1, self.column(first)):
                    last += 1
                self._known[way] = first, last
        return self._known[way]

    def _key_line(self, first: int, key: str | int) -> int:
        """The line of a key whose value begins on `first`: itself, or above it."""
        named = re.compile(rf"""(^|[\s{{,])["']?{re.escape(str(key))}["']?\s*:""")
        above = next((i for i in range(first - 1, -1, -1) if not self.is_blank(i)), 0)
        is_above = isinstance(key, str) and not named.search(self.lines[first]) and named.search(self.lines[above])
        return above if is_above else first

    def _closes(self, i: int, column: int) -> bool:
        """Whether a line only has brackets that close what begins in that column or deeper."""
        return i < len(self.lines) and _CLOSING.match(self.lines[i]) is not None and self.column(i) >= column

    def is_blank(self, i: int) -> bool:
        """Whether a line is empty or only has a comment."""
        return _COMMENT.match(self.lines[i]) is not None

    def column(self, i: int) -> int:
        return len(self.lines[i]) - len(self.lines[i].lstrip())

    def whole(self, way: Way) -> set[int]:
        """The lines of an entry that went or came, with what belongs to it, and with its neighbours' commas."""
        span = self.span(way)
        if span is None:
            return set()
        first, last = span
        while first and self.lines[first - 1].lstrip().startswith("#"):
            first -= 1
        while first and not self.lines[first - 1].strip():
            first -= 1
        end = last
        for i in range(last + 1, len(self.lines)):
            if not self.is_blank(i) or (self.lines[i].strip() and self.column(i) <= self.column(span[0])):
                break
            end = i
        found = set(range(first, end + 1))
        siblings = self.siblings(way)
        before = [one[1] for one in siblings if one[1] <= span[0] and one != span]
        after = [one[0] for one in siblings if one[0] >= span[1] and one != span]
        if self.is_flow(way[:-1]):
            found |= {*before[-1:], *after[:1]}
        elif self.is_behind_dash(way[:-1]):  # `- key: value`: the next one is on the line of the dash afterwards
            found |= {*after[:1]}
        return found

    def around(self, way: Way) -> set[int]:
        """The lines that an entry which is not in this file changes: those of the form of its owner."""
        owner, siblings = way[:-1], self.siblings(way)
        span = self.span(owner) if owner else None
        if self.is_flow(owner):
            return {line for one in siblings for line in one} | ({*span} if span else set())
        if span is None:
            return set()
        if span[0] == span[1]:
            return {span[0]}
        if self.is_behind_dash(owner):
            return {span[0]}
        is_list = isinstance(self.at(owner), tuple) and not isinstance(self.at(owner)[0], _OWN_LINES)
        return self.may_change(owner) if is_list and "-" not in self.lines[siblings[0][0]] else set()

    def siblings(self, way: Way) -> list[tuple[int, int]]:
        """The spans of the entries of an owner."""
        return sorted(one for one in map(self.span, self.below(way[:-1])) if one)

    def has_dashes(self, owner: Way) -> bool:
        """Whether each entry of an owner is behind a dash."""
        spans = self.siblings((*owner, 0)) if isinstance(self.at(owner), tuple) else []
        return any(re.match(r"\s*- ", self.lines[first]) for first, _ in spans)

    def is_behind_dash(self, way: Way) -> bool:
        span = self.span(way) if way else None
        return span is not None and re.match(r"\s*- ", self.lines[span[0]]) is not None

    def elsewhere(self, way: Way) -> set[int]:
        """The lines of words that may get an offset, because those beside which they are looked up changed.

        Words of events and claims that the text has several times; titles, which are beside the names of actors.
        """
        if way[0] == "actors":
            titles = [
                ("actors", key, "roles", i) for key, one in self.article.actors.items() for i in range(len(one.roles))
            ]
            return set[int]().union(*map(self.may_change, titles))
        if not {"evidence", "quote", "cue"} & {*way[2:3]}:
            return set()
        found, todo = set[int](), [way[:2]]
        for one in todo:
            try:
                value = self.at(one)
            except (KeyError, IndexError):
                continue
            if isinstance(value, nc.Quote) and (self.article.text or "").count(value.exact) > 1:
                found |= self.may_change(one if self.span(one) else one[:-1])
            todo += self.below(one)
        return found

    def is_flow(self, way: Way) -> bool:
        if self.path.suffix == ".json":
            return True
        span = self.span(way) if way else None
        return span is not None and _FLOW.match(self.lines[span[0]]) is not None

    def may_change(self, way: Way) -> set[int]:
        """The lines of an entry that changed, without those that have only a comment."""
        span = self.span(way)
        return {i for i in range(span[0], span[1] + 1) if not self.is_blank(i)} if span else set()


def assert_untouched(before: File, after: File) -> None:
    """Each line that no edit touched is as it was, in its place."""
    loose, gone = [set[int](), set[int]()], set[int]()
    for what, way in difference(before.article, after.article):
        in_both = before.span(way) and after.span(way)  # a default need not be in the file
        for i, file in enumerate((before, after)):
            is_here = what == "changed" or (what == "gone") == (file is before)
            if is_here and not (what == "changed" and in_both) and file.span(way):
                loose[i] |= file.whole(way)
                gone |= file.whole(way) if file is before else set()
            elif (is_here or isinstance(way[-1], str)) and file.span(way):  # it may still be there, empty
                loose[i] |= file.may_change(way)
            else:  # its owner: in one line, in another form, or with the first entry behind a dash
                loose[i] |= file.around(way)
            loose[i] |= file.elsewhere(way)
        if what != "changed" and before.has_dashes(way[:-1]) != after.has_dashes(way[:-1]):
            for found, file in zip(loose, (before, after), strict=True):  # a mapping became a list
                found.update(file.may_change(way[:-1]))
    text = "\n".join(after.lines)
    for i, line in enumerate(before.lines):  # a comment stays where a value changes, or the form of its owner
        if i not in gone and (comment := _LABEL.search(line)):
            assert comment[0] in text, f"{comment[0]!r} is lost"
    kept, now = (
        [line.strip() if file.is_blank(i) else line for i, line in enumerate(file.lines)] for file in (before, after)
    )
    _assert_within([line for i, line in enumerate(kept) if i not in loose[0]], now)
    _assert_within([line for i, line in enumerate(now) if i not in loose[1]], kept)


def _assert_within(lines: list[str], others: list[str]) -> None:
    """The lines are among the others, in this order."""
    rest = iter(others)
    for line in lines:
        assert line in rest, f"{line!r} is not at its place"
