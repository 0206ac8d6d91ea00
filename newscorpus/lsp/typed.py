"""The scalar that is being typed, and the words of the article that continue it.

The protocol lets a completion replace only what is in the line of the cursor. Where a scalar has several lines, what
is typed in the lines above stays, and the rest is written in its style.
"""

import re
from collections.abc import Iterator
from typing import Final

import attrs

from newscorpus.formats.json.writer import double_quoted
from newscorpus.formats.source_text import Lines
from newscorpus.formats.yaml.offset_maps import decoded
from newscorpus.formats.yaml.outline_node import OutlineNode
from newscorpus.formats.yaml.writer import stays_plain, stays_single
from newscorpus.text.index import Text
from newscorpus.text.sentences import sentence
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten


class TypedScalar:
    """What is typed at a cursor.

    Args:
        lines: The lines of the file.
        offset: That of the cursor.
        node: The key or scalar there; None if nothing is typed yet.
        flow: Whether it is in brackets or braces.

    Attributes:
        quote: The quotation mark that it begins with; empty if there is none.
        start: Where a completion begins to replace, in the line of the cursor.
        end: Where that ends, in the same line.
        words: The decoded text up to the cursor, also of the lines above.
        is_in_one_line: Whether a completion replaces all of it.
    """

    def __init__(self, lines: Lines, offset: int, node: OutlineNode | None, *, flow: bool) -> None:
        text = lines.text
        first, last = lines.bounds(lines.at(offset)[0])
        begin = min(node.start, offset) if node else offset
        style = node.style if node else ""
        self.quote = style if style in ("'", '"') else ""
        ends = node.end if node and self.quote and node.closed and offset < node.end else offset
        self.end = min(ends, last)
        self._begins_here, self._ends_here, self._flow = begin >= first, ends <= last, flow
        self.is_in_one_line = self._begins_here and self._ends_here
        self._style = self.quote if self._begins_here else style  # nothing is typed beside `|` or `>`
        self.start = begin if self._begins_here else offset - len(text[first:offset].lstrip(" \t"))
        self.words = decoded(text, begin, offset + len(self.quote), self._style)
        self._above = "" if self._begins_here else decoded(text, begin, self.start + len(self.quote), self._style)

    def rest(self, words: str) -> str | None:
        """Return what is written in the line of the cursor, for the scalar to be these words.

        None if its style, or what is typed in the lines above, does not allow that.
        """
        above = flatten(self._above)
        left = words[len(above) :].lstrip()
        is_plain = not self._style and stays_plain(words, flow=self._flow)
        if not words.startswith(above) or not (is_plain or (self._style and stays_single(left))):
            return None
        if self._style == "'":
            left = left.replace("'", "''")
        elif self._style == '"':
            left = double_quoted(left)[1:-1]
        return self.quote * self._begins_here + left + self.quote * self._ends_here


_MOST: Final = 60
"""Continuations that are offered, at most."""
_MOST_PLACES: Final = 25
"""Places of the typed words that are continued, at most."""
_LONGEST: Final = 400
"""Code points of a continuation, at most."""
_WORD: Final = re.compile(r"\w[\w’'-]*")
_REST: Final = re.compile(r"[\w’'-]*")
_CLAUSE_END: Final = re.compile(r"[.!?][”\"’)]*(?=\s|\Z)|[,;:](?=\s)|\n\s*\n|\Z")
_LAST_MARKS: Final = re.compile(r"(?:[.!?…]+[”\"’»)\]]*)?\s*\Z")
"""What ends a sentence, and is not among the words that are offered."""


@attrs.frozen
class Continuation:
    """Words of the article, and where they are."""

    words: str
    span: Span
    is_unique: bool
    """Whether they occur once in the article."""


def continuations(text: Text, typed: str) -> Iterator[Continuation]:
    """Yield how typed words go on in the text: to the next word, to the next comma, to the end of the sentence.

    Without typed words: what is in quotation marks, and all sentences.
    """
    seen: set[str | Span] = set()
    spans = _spans(text, typed) if typed.strip() else _beginnings(text)
    for start, end in spans:
        words = flatten(text.raw[start:end])
        is_unique = text.count(words, 2) == 1
        key: str | Span = words if is_unique else (start, end)
        if key not in seen and end - start <= _LONGEST:
            seen.add(key)
            yield Continuation(words, (start, end), is_unique)
        if len(seen) == _MOST:
            return


def _beginnings(text: Text) -> Iterator[Span]:
    for start, end in text.quotations.spans:
        yield start + 1, end - 1
    raw, end = text.raw, 0
    while begins := _WORD.search(raw, end):
        start, end = sentence(raw, begins.span())
        start += len(raw[start:end]) - len(raw[start:end].lstrip())
        yield start, _sentence_end(raw, start)


def _spans(text: Text, typed: str) -> Iterator[Span]:
    raw, flat = text.raw, flatten(typed)
    goes_on = typed[-1].isspace()
    words = r"\s+".join(map(re.escape, flat.split(" ")))
    pattern = re.compile(rf"(?<!\w){words}" + (r"\s+" if goes_on else ""), re.IGNORECASE)
    places = sorted(pattern.finditer(raw), key=lambda match: flatten(match[0]) != flat)  # those in the typed case first
    for match in places[:_MOST_PLACES]:
        start, at = match.span()
        rest = None if goes_on else _REST.match(raw, at)
        at = rest.end() if rest else at
        ends = {at, _end(_CLAUSE_END, raw, at), _sentence_end(raw, at)}
        following = _WORD.search(raw, at)
        if following and "\n\n" not in raw[at : following.start()]:
            ends.add(following.end())
        yield from ((start, end) for end in sorted(ends))


def _end(pattern: re.Pattern[str], raw: str, at: int) -> int:
    match = pattern.search(raw, at)
    return match.start() if match else len(raw)


def _sentence_end(raw: str, at: int) -> int:
    """Where the sentence ends, without the marks at its end."""
    rest = raw[at : sentence(raw, (at, at))[1]]
    match = _LAST_MARKS.search(rest)
    return at + (match.start() if match else len(rest))
