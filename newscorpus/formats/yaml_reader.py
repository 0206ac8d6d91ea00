"""YAML text -> `Document`: YAML 1.2 core schema, strict, with positions.

The only reader that imports yaml, and of it nothing but the parser: libyaml's, or where that is missing PyYAML's own in
Python, with the same outcome. No tag, anchor, alias, merge key or directive has any effect here; none of PyYAML's
constructors is used. Whatever the text, nothing is raised. May import `newscorpus.formats` and `limits`.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from itertools import islice
from typing import Any, Final, NoReturn, Protocol

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

from newscorpus import limits
from newscorpus.formats.document import HOLE, Document, Problem
from newscorpus.formats.offsets import OffsetMap
from newscorpus.formats.scalars import NO_CHARACTER
from newscorpus.formats.source import mask_unprintable, strip_bom, unprintable
from newscorpus.formats.tree import Member, Node, TreePositions
from newscorpus.formats.yaml_core import NUMERIC, WORDS, elsewhere, resolve
from newscorpus.formats.yaml_errors import syntax_problem
from newscorpus.formats.yaml_scalars import offset_map

__all__ = ["PurePythonParser", "fastest_parser", "parse_yaml"]


class _Events(Protocol):
    """What is used of a parser."""

    def get_event(self) -> Event | None:
        """Return the next event, None after the last."""
        ...


_BAD_ESCAPE: Final = "found invalid Unicode character escape code"  # in the words of libyaml


class PurePythonParser(Reader, Scanner, Parser):
    """PyYAML's parser without libyaml, made as strict about escapes as that is."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: Any) -> list[str]:
        """As inherited; but an escape of no character, which it lets pass or stumbles over, is an error."""
        try:
            chunks: list[str] = super().scan_flow_scalar_non_spaces(double, start_mark)
            "".join(chunks).encode()
        except (ValueError, OverflowError):
            raise ScannerError("while parsing a quoted scalar", start_mark, _BAD_ESCAPE, self.get_mark()) from None
        return chunks


def fastest_parser() -> Callable[[str], _Events]:
    """Return libyaml's parser, if PyYAML was built with it."""
    try:
        parser: Callable[[str], _Events] = import_module("yaml._yaml").CParser
    except ImportError:
        parser = PurePythonParser
    return parser


PARSER = fastest_parser()
"""The parser in use. Tests put the other in its place."""

# What PyYAML is known to let escape beside its own YAMLError, and what else it might.
_FAULTS: Final = (yaml.YAMLError, ValueError, ArithmeticError, AttributeError, AssertionError, LookupError, TypeError)

_DIRECTIVE: Final = re.compile("%(?<![^\n\r\x85\u2028\u2029\ufeff]%)[^\n\r\x85\u2028\u2029]*")
_PROPERTY: Final = re.compile(
    "(&[0-9A-Za-z_-]+)|(!<[^>\\s]*>|![^\\s,\\[\\]{}]*)|[\\s\ufeff]+|#[^\n\r\x85\u2028\u2029]*"
)
"""Anchor, tag, or what may stand beside them."""
_ESCAPE: Final = re.compile(
    r"""\\(?:(u[dD][89a-fA-F][0-9a-fA-F]{2}
            | U(?!000[1-9a-fA-F] | 0010 | 0000(?![dD][89a-fA-F])) [0-9a-fA-F]{8})
          | .)""",
    re.DOTALL | re.VERBOSE,
)
"""An escape in double quotes; the group is matched if it stands for no character."""

_MERGE: Final = "<<"
_BLOCK: Final = ("|", ">")
_NEWLINE: Final = ("", "\n", "\r")
_SHOWN: Final = 40
"""Code points of a scalar shown in a message."""


def parse_yaml(text: str) -> Document:
    """Parse one YAML document. Offsets are into `Document.text`, which is `text` without its byte order mark.

    Problems: NC002 no YAML, or empty; NC003 a key given twice (the first stays); NC004 an anchor, alias, tag, merge
    key, directive, second document, or a collection as a key; NC005 too deep or too large; NC006 (a hint) what other
    tools read differently; NC007 a byte order mark, or a file that ends inside a block text; NC008 a character or a
    number that cannot be. `data` is None if nothing could be read; HOLE stands for each value that was refused alone.
    """
    text, problems = strip_bom(text)
    unfit = unprintable(text)
    problems += unfit
    source = mask_unprintable(text) if unfit else text
    builder = _Builder(source, problems)
    data: Any = None
    events: list[Any] = []
    try:
        data = builder.document()
        events = builder.events
    except _Stop:
        pass
    except _FAULTS as error:
        problems.append(_fault(source, error))
    problems.sort(key=lambda problem: problem.start)
    return Document(text, data, problems, TreePositions(lambda: _tree(events, source), lambda node: _map(node, source)))


class _Stop(Exception):  # noqa: N818 - no error: the reason is among the problems
    """Nothing more is read."""


class _Builder:
    """Events -> data and problems, in one pass. The events are kept: positions come from them."""

    def __init__(self, text: str, problems: list[Problem]) -> None:
        self.events: list[Any] = []
        self._text = text
        self._problems = problems

    def document(self) -> Any:
        """Return the data of the only document."""
        directive = _DIRECTIVE.search(self._text)
        if directive:  # looked for before the parser starts: many of them take it quadratic time
            message = "directives are not allowed, and no line may begin with `%`"
            self._report("NC004", message, *directive.span(), "delete the line, or indent it if it is text")
            raise _Stop
        # Each node may have an end of its own; stream and document have theirs.
        events = islice(iter(PARSER(self._text).get_event, None), 2 * limits.MAX_NODES + 5)
        self._next: Callable[[], Any] = events.__next__
        data = following = None
        with suppress(StopIteration):
            data, following = self._document()
        self._check_size()
        if type(following) is StreamEndEvent:
            self._check_end()
        else:
            self._at(following, "NC004", "a second document begins here", "keep one document in a file")
        return data

    def _document(self) -> tuple[Any, Any]:
        """Return the data of the first document, and the event after it."""
        get = self._next
        get()
        if type(get()) is StreamEndEvent:
            self._refuse_empty()
        root: Any = get()
        self.events.append(root)
        if type(root) is ScalarEvent and root.start_mark.index == root.end_mark.index:
            self._refuse_empty()
        data = self._value(root, 0)
        get()
        return data, get()

    # The two loops are where the time goes: what is common stands in them, what is not in a method.

    def _mapping(self, depth: int) -> dict[str, Any]:
        get, keep = self._next, self.events.append
        data: dict[str, Any] = {}
        keys: dict[str, Any] = {}
        while True:
            place = get()
            keep(place)
            kind = type(place)
            if kind is ScalarEvent:
                key = place.value
                if place.anchor is not None or place.tag is not None:
                    self._refuse_properties(place)
                if (key in WORDS or key[:1] in NUMERIC) and not place.style and self._is_merge(place):
                    key = None
            elif kind is MappingEndEvent:
                return data
            else:
                self._refuse_key(place, depth)
                key = None

            event = get()
            keep(event)
            if type(event) is ScalarEvent and event.tag is None:
                value = event.value
                if event.anchor is not None:
                    self._refuse_properties(event)
                if (value in WORDS or value[:1] in NUMERIC) and not event.style:
                    value = self._plain(event)
            else:
                value = self._value(event, depth)

            if key is not None:
                first = keys.setdefault(key, place)
                if first is place:
                    data[key] = value
                else:
                    self._refuse_duplicate(place, first)

    def _sequence(self, depth: int) -> list[Any]:
        get, keep = self._next, self.events.append
        data: list[Any] = []
        while True:
            event = get()
            keep(event)
            kind = type(event)
            if kind is ScalarEvent and event.tag is None:
                value = event.value
                if event.anchor is not None:
                    self._refuse_properties(event)
                if (value in WORDS or value[:1] in NUMERIC) and not event.style:
                    value = self._plain(event)
                data.append(value)
            elif kind is SequenceEndEvent:
                return data
            else:
                data.append(self._value(event, depth))

    def _value(self, event: Any, depth: int) -> Any:
        """Value of any node that `depth` collections are around."""
        kind = type(event)
        if kind is AliasEvent:
            self._at(
                event, "NC004", "aliases (`*name`) are not allowed", "write the value itself, or put text in quotes"
            )
            return HOLE
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        value: Any
        if kind is ScalarEvent:
            value = event.value if event.style or event.tag is not None else self._plain(event)
        elif depth == limits.MAX_DEPTH:
            self._at(event, "NC005", f"more than {depth} mappings and lists inside each other")
            raise _Stop
        else:
            value = self._mapping(depth + 1) if kind is MappingStartEvent else self._sequence(depth + 1)
        return value if event.tag is None else HOLE

    def _plain(self, event: Any) -> Any:
        """Value of a plain scalar that may be other than text."""
        text = event.value
        value, refusal = resolve(text)
        if refusal:
            self._at(event, "NC008", refusal, "if it is text, put it in quotes")
        elif other := elsewhere(text):
            if isinstance(value, str):
                self._hint(event, f"`{_shown(text)}` is text", other, "put it in quotes")
            else:
                self._hint(event, f"`{_shown(text)}` is the number {value}", other, "write plain decimal digits")
        return value

    def _is_merge(self, event: Any) -> bool:
        """Whether a plain key is a merge key. Reports it, or what other tools take the key for."""
        text = event.value
        if text == _MERGE:
            self._at(event, "NC004", "merge keys (`<<`) are not allowed", "write out the entries meant")
            return True
        if other := elsewhere(text):
            self._hint(event, f"the key `{_shown(text)}` is text", other, "put it in quotes")
        return False

    def _hint(self, event: Any, here: str, other: str, advice: str) -> None:
        self._at(event, "NC006", f"{here}; tools that follow YAML 1.1 read {other}", advice)

    def _refuse_empty(self) -> NoReturn:
        self._report("NC002", "the document is empty", 0, 0)
        raise _Stop

    def _refuse_key(self, event: Any, depth: int) -> None:
        """Report a key that is an alias or a collection, and read over it."""
        if type(event) is not AliasEvent:
            self._at(event, "NC004", "a list or a mapping cannot be a key", "if it is text, put it in quotes")
        self._value(event, depth)

    def _refuse_duplicate(self, event: Any, first: Any) -> None:
        label = (first.start_mark.index, first.end_mark.index, "first here")
        self._at(event, "NC003", f"the key `{_shown(event.value)}` is given a second time", None, (label,))

    def _refuse_properties(self, event: Any) -> None:
        """Report the anchor and the tag of a node, each where it stands."""
        for match in _properties(self._text, event):
            if match[1]:
                self._report(
                    "NC004", "anchors (`&name`) are not allowed", *match.span(), "delete it, or put text in quotes"
                )
            elif match[2]:
                self._report(
                    "NC004", "tags (`!name`) are not allowed", *match.span(), "delete it, or put text in quotes"
                )

    def _check_size(self) -> None:
        """Stop at the first node beyond the limit."""
        if len(self.events) <= limits.MAX_NODES:
            return
        nodes = (event for event in self.events if not isinstance(event, CollectionEndEvent))
        excess = next(islice(nodes, limits.MAX_NODES, None), None)
        if excess:
            self._at(excess, "NC005", f"more than {limits.MAX_NODES:,} keys and values", "split it into several files")
            raise _Stop

    def _check_end(self) -> None:
        """Report a block text that ends with the file, in the middle of a line: parsers differ on a last newline."""
        last = next((event for event in reversed(self.events) if type(event) is ScalarEvent), None)
        if last is None or last.style not in _BLOCK or last.value[-1:] in _NEWLINE or self._text[-1] in _NEWLINE:
            return
        start = _content(self._text, last)
        if "-" not in self._text[start : start + 3]:
            message = (
                "the file ends inside this block text without a newline; tools differ on whether one belongs to it"
            )
            self._report("NC007", message, start, start + 1, "end the file with a newline")

    def _at(
        self,
        event: Any,
        code: str,
        message: str,
        advice: str | None = None,
        labels: tuple[tuple[int, int, str], ...] = (),
    ) -> None:
        start: int = event.start_mark.index
        end: int = event.end_mark.index
        if end == start:  # an implied start
            end = min(start + 1, len(self._text))
        self._problems.append(Problem(code, message, start, end, advice, labels))

    def _report(self, code: str, message: str, start: int, end: int, advice: str | None = None) -> None:
        self._problems.append(Problem(code, message, start, end, advice))


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _properties(text: str, event: Any) -> Iterator[re.Match[str]]:
    """Yield what stands before a node's content, up to the last of its anchor and its tag."""
    at = event.start_mark.index
    left = (event.anchor is not None) + (event.tag is not None)
    while left and (match := _PROPERTY.match(text, at)):
        yield match
        at = match.end()
        left -= match.lastindex is not None


def _content(text: str, event: Any) -> int:
    """Offset of a scalar's content."""
    at: int = event.start_mark.index
    for found in _properties(text, event):
        at = found.end()
    if at > event.start_mark.index:
        while (match := _PROPERTY.match(text, at, event.end_mark.index)) and match.lastindex is None:
            at = match.end()
    return at


def _fault(text: str, error: Exception) -> Problem:
    """Make one problem of what a parser raised."""
    complaint = getattr(error, "problem", None) or ""
    began: int | None = getattr(getattr(error, "context_mark", None), "index", None)
    at: int | None = getattr(getattr(error, "problem_mark", None), "index", None)
    if _BAD_ESCAPE in complaint:
        escape = next((match for match in _ESCAPE.finditer(text, began or 0) if match[1]), None)
        if escape:
            return Problem("NC008", NO_CHARACTER, *escape.span(), help="write the character itself")
    return syntax_problem(text, getattr(error, "context", None), began, complaint, at)


class _Scalar(Node):
    """A scalar, with its event: what an offset map is made from when one is asked for."""

    __slots__ = ("event",)

    def __init__(self, event: Any, text: str) -> None:
        end = event.end_mark.index
        if event.style and event.style in _BLOCK:  # libyaml counts the empty lines after it
            end = event.start_mark.index + len(text[event.start_mark.index : end].rstrip())
        super().__init__(event.start_mark.index, end)
        self.event = event


def _map(node: Node, text: str) -> OffsetMap | None:
    """Offset map of a scalar."""
    if not isinstance(node, _Scalar):
        return None
    event = node.event
    return offset_map(text, _content(text, event), event.end_mark.index, event.style or "", event.value)


def _tree(events: list[Any], text: str) -> Node:
    """Positions of the values: the shape of the data, made of spans."""
    following = iter(events)
    first = next(following, None)
    return Node(0, len(text)) if first is None else _node(first, following, text)


def _node(event: Any, following: Iterator[Any], text: str) -> Node:
    kind = type(event)
    start, end = event.start_mark.index, event.end_mark.index
    if kind is ScalarEvent:
        return _Scalar(event, text)
    if kind is AliasEvent:
        return Node(start, end)
    children: dict[str, Member] | list[Node]
    if kind is MappingStartEvent:
        children = {}
        while type(place := next(following)) is not MappingEndEvent:
            key = _node(place, following, text)
            value = _node(next(following), following, text)
            end = value.end
            if type(place) is ScalarEvent and (place.style or place.value != _MERGE):
                children.setdefault(place.value, Member(key, value))
    else:
        children = []
        while type(place := next(following)) is not SequenceEndEvent:
            value = _node(place, following, text)
            end = value.end
            children.append(value)
    if place.end_mark.index > place.start_mark.index:  # a bracket; other ends are but where the parser was by then
        end = place.end_mark.index
    return Node(start, end, children)
