"""Tags inside a text, of a form that the mapping file declares -> the text without them, and the words of each."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any, Final

import attrs

from newscorpus.codec import StructureError
from newscorpus.interchange.engine.losses import Losses
from newscorpus.models.mapping import Markup
from newscorpus.rules import Finding
from newscorpus.text.spans import Span

LABEL: Final = "label"
"""The field of a tag that tells what its words are."""
WORDS: Final = "text"
"""The group of a pattern that has the words."""
_PLACEHOLDER: Final = re.compile(r"\{([a-z_]\w*)\}")
_LABELS: Final = r"\w[\w:.-]*"
_VALUES: Final = r"[^\s<>\[\]{}|\"']*"
_USUAL: Final = re.compile(rf"<({_LABELS})>[^<]*</\1>")
"""Tags that are probably ones of an annotation, though nothing says so."""
_SHOWN: Final = 40


class Tag(dict[str, Any]):
    """What a tag says of its words: `label`, and other parts of the form. The words are no item, but attributes.

    Args:
        items: What it says.
        span: Where the words are in the text without tags: half-open, in code points.
        words: The words.
    """

    def __init__(self, items: dict[str, Any], span: Span, words: str) -> None:
        super().__init__(items)
        self.span, self.words = span, words


@attrs.frozen
class _Mark:
    """Where one end of a tag is in the source."""

    start: int
    end: int
    form: int
    """The number of the form that it has."""
    is_open: bool
    values: dict[str, str]


@attrs.frozen
class _Pair:
    """A tag in the source: what is before the words, and what is behind them."""

    before: Span
    behind: Span
    values: dict[str, str]


class InlineTags:
    """Removes tags.

    Args:
        forms: What they look like.
        losses: Where to count those that have no other end.
    """

    def __init__(self, forms: Iterable[Markup], losses: Losses) -> None:
        self._losses = losses
        given = list(forms)
        self._patterns = [re.compile(form.pattern) for form in given if form.pattern is not None]
        self._ends = [
            (re.compile(_expression(form.open or "")), re.compile(_expression(form.close or "")))
            for form in given
            if form.pattern is None
        ]
        self._unmatched = {
            re.compile(form.pattern or _expression(getattr(form, name))): ("markup", i, name)
            for i, form in enumerate(given)
            for name in (("pattern",) if form.pattern is not None else ("open", "close"))
        }
        """The expressions that no text so far has, each with its place in the mapping file."""
        self._texts = 0

    def taken(self, text: str, offset: int, place: str) -> tuple[str, list[Tag]]:
        """Return a text without its tags, and the tags in the order of their words.

        Args:
            text: The text.
            offset: What is added to the offsets of the tags.
            place: Where the text is in the source. A tag without its other end stays in the text, and is counted with
                the line and the column in it.
        """
        if not self._patterns and not self._ends:
            for label in dict.fromkeys(_USUAL.findall(text)) if "</" in text else ():
                self._losses.add("tag <{}> that stays in the text: `markup` can read it", place, name=label)
            return text, []
        self._texts += 1
        for expression in [each for each in self._unmatched if each.search(text)]:
            del self._unmatched[expression]
        pairs = [*self._matched(text), *self._paired(text, place)]
        removed = _joined(span for pair in pairs for span in (pair.before, pair.behind))
        kept = list(_between(removed, len(text)))
        plain = "".join(text[start:end] for start, end in kept)
        starts = [start for start, _ in kept]
        sums = [0, *accumulate(end - start for start, end in kept)]

        def at(point: int) -> int:
            number = bisect_right(starts, point) - 1
            return min(sums[number] + point - starts[number], sums[number + 1])

        tags = list[Tag]()
        for pair in pairs:
            start, end = at(pair.before[1]), at(pair.behind[0])
            tags.append(Tag(pair.values, (offset + start, offset + end), plain[start:end]))
        tags.sort(key=lambda tag: (tag.span[0], -tag.span[1]))
        return plain, tags

    def findings(self) -> Iterator[Finding]:
        """Yield the forms that no text has, each with the regular expression that was tried."""
        for expression, at in self._unmatched.items() if self._texts else ():
            help_ = f"tried as the regular expression `{expression.pattern}`"
            if at[-1] == "open":
                help_ += '; what stands in braces has no spaces, brackets or quotation marks: write `id="{id}"`'
            yield Finding(at, "no text has a tag of this form", help=help_)

    def _matched(self, text: str) -> Iterator[_Pair]:
        """Yield the tags that a pattern matches, those inside the words of others too."""
        for pattern in self._patterns:
            parts = [(0, len(text))]
            while parts:
                for match in pattern.finditer(text, *parts.pop()):
                    start, end = match.span(WORDS)
                    if (start, end) != match.span():
                        parts.append((start, end))
                    values = {name: value for name, value in match.groupdict().items() if value is not None}
                    values.pop(WORDS)
                    yield _Pair((match.start(), start), (end, match.end()), values)

    def _paired(self, text: str, place: str) -> Iterator[_Pair]:
        """Yield the tags that have two ends: an end closes the tag that was opened last, of its label if it has one."""
        opened = list[_Mark]()
        for mark in self._marks(text):
            if mark.is_open:
                opened.append(mark)
                continue
            others = (other for other in reversed(opened) if other.form == mark.form and _fits(other, mark))
            other = next(others, None)
            if other is None:
                self._count("closes nothing", text, mark, place)
            else:
                opened.remove(other)
                yield _Pair((other.start, other.end), (mark.start, mark.end), {**mark.values, **other.values})
        for mark in opened:
            self._count("is not closed", text, mark, place)

    def _marks(self, text: str) -> Iterator[_Mark]:
        """Yield the ends of tags in order, of those that overlap the first."""
        marks = [
            _Mark(*match.span(), number, is_open, match.groupdict())
            for number, ends in enumerate(self._ends)
            for is_open, end in zip((True, False), ends, strict=True)
            for match in end.finditer(text)
        ]
        behind = 0
        for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
            if mark.start >= behind:
                behind = mark.end
                yield mark

    def _count(self, fault: str, text: str, mark: _Mark, place: str) -> None:
        line, column = text.count("\n", 0, mark.start) + 1, mark.start - text.rfind("\n", 0, mark.start)
        shown = text[mark.start : mark.end][:_SHOWN]
        self._losses.add(f"tag that {fault}", f"{place}: line {line}, column {column}: {shown}")


def _fits(opened: _Mark, closed: _Mark) -> bool:
    return closed.values.get(LABEL, opened.values.get(LABEL)) == opened.values.get(LABEL, closed.values.get(LABEL))


def _expression(form: str) -> str:
    """Return the regular expression of one end: `<{label}>` stands for `<PER>` and others."""
    parts = _PLACEHOLDER.split(form)
    return "".join(
        f"(?P<{part}>{_LABELS if part == LABEL else _VALUES})" if i % 2 else re.escape(part)
        for i, part in enumerate(parts)
    )


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap as one, without empty ones."""
    joined = list[Span]()
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _between(removed: Iterable[Span], length: int) -> Iterator[Span]:
    """Yield what remains of a text."""
    behind = 0
    for start, end in removed:
        yield behind, start
        behind = end
    yield behind, length


def markup_faults(forms: Iterable[Markup]) -> Iterator[StructureError]:
    """Yield what is wrong with forms of tags."""
    for i, form in enumerate(forms):
        given = [name for name in ("pattern", "open", "close") if getattr(form, name) is not None]
        if given not in (["pattern"], ["open", "close"]):
            hint = "write `open` and `close`, as in `{open: '<{label}>', close: '</{label}>'}`; or `pattern`"
            yield StructureError(("markup", i), "NC102", f"a form of tags with {_listed(given)}", hint)
        elif form.pattern is not None:
            yield from _pattern_faults(form.pattern, ("markup", i, "pattern"))
        else:
            for name in given:
                names = _PLACEHOLDER.findall(getattr(form, name))
                twice = next((each for each in names if names.count(each) > 1), None)
                if twice or not getattr(form, name):
                    message = f"`{{{twice}}}` occurs twice" if twice else f"`{name}` is empty"
                    yield StructureError(
                        ("markup", i, name), "NC103", message, "write what a tag looks like: `<{label}>`"
                    )


def _listed(names: list[str]) -> str:
    return " and ".join(f"`{name}`" for name in names) or "neither `open` nor `pattern`"


def _pattern_faults(pattern: str, at: tuple[str | int, ...]) -> Iterator[StructureError]:
    try:
        groups = re.compile(pattern).groupindex
    except re.error as e:
        hint = "it is a regular expression of Python"
        yield StructureError(at, "NC103", f"`pattern` is no regular expression: {e}", hint)
        return
    if WORDS not in groups:
        hint = r"add `(?P<text>…)` around the words, and `(?P<label>…)` around their label"
        yield StructureError(at, "NC102", "`pattern` has no group `text`", hint)
