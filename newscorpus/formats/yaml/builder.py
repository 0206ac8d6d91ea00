"""The events of a YAML parser -> plain data and problems.

Imports PyYAML through `newscorpus.formats.yaml.parser`, so the reader imports this module only for files that are not
simple.
"""

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Any, Final, NoReturn

from newscorpus import limits
from newscorpus.formats.document import (
    EMPTY,
    INVALID,
    NULL,
    TWO_KEYS,
    WRITE_CONTENT,
    Node,
    SyntaxFix,
    SyntaxProblem,
    shorten,
)
from newscorpus.formats.yaml.causes import quoted_value
from newscorpus.formats.yaml.commas import rejoined
from newscorpus.formats.yaml.core_schema import LETTERS, MERGE, WORDS, resolve, yaml11_reading
from newscorpus.formats.yaml.parser import (
    FAULTS,
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
    events,
    fault_problem,
)
from newscorpus.formats.yaml.positions import content_start, properties, tree
from newscorpus.formats.yaml.writer import inline
from newscorpus.text.words import pattern

_DIRECTIVE: Final = pattern("%(?<![^\n\r\x85\u2028\u2029]%)[^\n\r\x85\u2028\u2029]*")
_BLOCK: Final = ("|", ">")
_HEADER: Final = pattern("([|>])[+]?([1-9]?)[+]?")
_STRIPPED: Final = pattern("[|>][1-9]?-")
_NEWLINE: Final = ("", "\n", "\r")


def build(text: str, problems: list[SyntaxProblem]) -> tuple[Any, Callable[[], Node]]:
    """Parse a text.

    Args:
        text: The text, without byte order mark.
        problems: The list to which problems are added.

    Returns:
        The data, None if the text cannot be parsed; and a function that builds the tree of its positions.
    """
    try:
        builder = _Builder(text, problems)
        data = builder.document()
        if builder.has_null:
            data, root = rejoined(text, data, tree(text), problems)
            return data, lambda: root
        return data, partial(tree, text)
    except _Stop:
        pass
    except FAULTS as error:
        fault = fault_problem(text, error)
        # An alias, anchor or tag is most likely the beginning of a string, which is the reason for the error, too.
        if not any(
            text[problem.start] in "*&!" and "\n" not in text[problem.start : fault.start] for problem in problems
        ):
            problems.append(fault)
    return None, partial(Node, 0, len(text))


class _Stop(Exception):  # noqa: N818 - the reason is among the problems
    """The text is not read further."""


class _Builder:
    """Builds data and problems in one pass. Events are not kept, because that costs more than to parse again."""

    def __init__(self, text: str, problems: list[SyntaxProblem]) -> None:
        self._text = text
        self._problems = problems
        self.has_null = False
        """Whether a value is left out."""

    def document(self) -> Any:
        """Return the data of the only document."""
        directive = _DIRECTIVE.search(self._text)
        if directive:  # before the parser starts, which needs quadratic time for many of them
            message = "line begins with `%`: directives are not allowed"
            self._report("NC004", message, *directive.span(), "delete the line; if it is part of a string, indent it")
            raise _Stop
        # Nodes are counted only if there are so many events that there may be too many nodes.
        parsed = events(self._text)
        self._next: Callable[[], Any] = chain(islice(parsed, limits.MAX_NODES), self._counted(parsed)).__next__
        get = self._next
        get()
        if type(get()) is StreamEndEvent:
            self._refuse_empty()
        root: Any = get()
        kind = type(root)
        if kind is ScalarEvent and root.start_mark.index == root.end_mark.index:
            self._refuse_empty()
        data = self._value(root, 0)
        if data is None:
            self._at(root, "NC002", NULL)
        get()
        following = get()
        if type(following) is StreamEndEvent:
            self._check_end()
        else:
            self._at(
                following,
                "NC004",
                "second document in the file",
                "write one document per file; delete `---` if this is not a new one",
            )
        return data

    def _counted(self, parsed: Iterator[Any]) -> Iterator[Any]:
        """Yield the events after the first `MAX_NODES`; stop at the first node beyond the limit."""
        first = islice(events(self._text), limits.MAX_NODES)
        nodes = sum(isinstance(event, NodeEvent) for event in first)
        for event in parsed:
            if isinstance(event, NodeEvent):
                nodes += 1
                if nodes > limits.MAX_NODES:
                    message = f"more than {limits.MAX_NODES:,} keys and values"
                    self._at(event, "NC005", message, "split it into several files")
                    raise _Stop
            yield event

    # Most time is spent in the next two loops, so the common cases are inlined there.

    def _mapping(self, depth: int) -> dict[str, Any]:
        get = self._next
        data: dict[str, Any] = {}
        keys: dict[str, Any] = {}
        while True:
            place = get()
            kind = type(place)
            if kind is ScalarEvent:
                key = place.value
                if place.anchor is not None or place.tag is not None:
                    self._refuse_properties(place)
                if (key < LETTERS or key in WORDS) and not place.style and self._is_merge(place):
                    key = None
            elif kind is MappingEndEvent:
                return data
            else:
                self._refuse_key(place, depth)
                key = None

            event = get()
            if type(event) is ScalarEvent and event.tag is None:
                value = event.value
                if event.anchor is not None:
                    self._refuse_properties(event)
                if (value < LETTERS or value in WORDS) and not event.style:
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
        get = self._next
        data: list[Any] = []
        while True:
            event = get()
            kind = type(event)
            if kind is ScalarEvent and event.tag is None:
                value = event.value
                if event.anchor is not None:
                    self._refuse_properties(event)
                if (value < LETTERS or value in WORDS) and not event.style:
                    value = self._plain(event)
                data.append(value)
            elif kind is SequenceEndEvent:
                return data
            else:
                data.append(self._value(event, depth))

    def _value(self, event: Any, depth: int) -> Any:
        """Return the value of a node inside `depth` collections."""
        kind = type(event)
        if kind is AliasEvent:
            self._at(event, "NC004", "alias (`*name`) is not allowed", f"write the value; {self._quote_it(event)}")
            return INVALID
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        value: Any
        if kind is ScalarEvent:
            value = event.value if event.style or event.tag is not None else self._plain(event)
        elif depth == limits.MAX_DEPTH:
            self._at(event, "NC005", f"more than {depth} mappings and lists inside each other", "write fewer levels")
            raise _Stop
        else:
            value = self._mapping(depth + 1) if kind is MappingStartEvent else self._sequence(depth + 1)
        return value if event.tag is None else INVALID

    def _plain(self, event: Any) -> Any:
        """Return the value of a plain scalar that may not be a string."""
        text = event.value
        self.has_null = self.has_null or not text
        value, refusal = resolve(text)
        if refusal:
            self._at(event, "NC008", refusal, "if it is a string, put it in quotes")
        elif reading := yaml11_reading(text):
            if isinstance(value, str):
                self._hint(event, f"`{shorten(text)}` is a string", reading, "put it in quotes")
            else:
                self._hint(event, f"`{shorten(text)}` is the number {value}", reading, "write plain decimal digits")
        return value

    def _is_merge(self, event: Any) -> bool:
        """Whether a plain key is a merge key. Report that, or how other tools read the key."""
        text = event.value
        if text == MERGE:
            self._at(event, "NC004", "merge keys (`<<`) are not allowed", "write out the entries meant")
            return True
        if reading := yaml11_reading(text):
            self._hint(event, f"key `{shorten(text)}` is a string", reading, "put it in quotes")
        return False

    def _hint(self, event: Any, here: str, reading: str, advice: str) -> None:
        quoted = inline(event.value, flow=False)
        edits = ((content_start(self._text, event), event.end_mark.index, quoted),)
        fix = (advice, edits) if quoted != event.value and here.endswith("string") else None
        self._at(event, "NC006", f"{here} here; tools that follow YAML 1.1 read {reading}", advice, fix=fix)

    def _refuse_empty(self) -> NoReturn:
        self._report("NC002", EMPTY, 0, 0, WRITE_CONTENT)
        raise _Stop

    def _refuse_key(self, event: Any, depth: int) -> None:
        """Report a key that is an alias or a collection, and skip it."""
        if type(event) is not AliasEvent:
            self._at(event, "NC004", "key is a list or a mapping", "if it is a string, put it in quotes")
        self._value(event, depth)

    def _refuse_duplicate(self, event: Any, first: Any) -> None:
        label = (first.start_mark.index, first.end_mark.index, "first here")
        self._at(event, "NC003", f"duplicate key `{shorten(event.value)}`", TWO_KEYS, (label,))

    def _refuse_properties(self, event: Any) -> None:
        """Report the anchor and the tag of a node, each at its place."""
        for match in properties(self._text, event):
            sign = "anchor (`&name`)" if match[1] else "tag (`!name`)" if match[2] else None
            if sign:
                advice = f"delete it; {self._quote_it(event)}"
                self._report("NC004", f"{sign} is not allowed", *match.span(), advice)

    def _quote_it(self, event: Any) -> str:
        """Advise to put a value, of which its beginning is refused, in quotes."""
        written = quoted_value(self._text, event.start_mark.index)
        return f"if it is a string, put it in quotes{f': {written}' if written else ''}"

    def _check_end(self) -> None:
        """Report block text that ends with the file and without a newline, because parsers may add one."""
        if self._text[-1] in _NEWLINE:
            return
        scalars = (event for event in events(self._text) if type(event) is ScalarEvent)
        last = next(iter(deque(scalars, maxlen=1)), None)
        if last is None or last.style not in _BLOCK or last.value[-1:] in _NEWLINE:
            return
        start = content_start(self._text, last)
        if not _STRIPPED.match(self._text, start):
            message = "file ends inside a block string without a newline: tools differ on whether one belongs to it"
            advice = "end the file with a newline, and the string without one: `|-`"
            header = _HEADER.match(self._text, start)
            newline = "\r\n" if "\r\n" in self._text else "\n"
            assert header is not None
            edits = (*header.span(), header[1] + header[2] + "-"), (len(self._text), len(self._text), newline)
            self._problems.append(SyntaxProblem("NC007", message, start, start + 1, advice, fix=(advice, edits)))

    def _at(
        self,
        event: Any,
        code: str,
        message: str,
        advice: str | None = None,
        labels: tuple[tuple[int, int, str], ...] = (),
        fix: SyntaxFix | None = None,
    ) -> None:
        start: int = content_start(self._text, event) if type(event) is ScalarEvent else event.start_mark.index
        end: int = event.end_mark.index
        if end == start:  # an implied start
            end = min(start + 1, len(self._text))
        self._problems.append(SyntaxProblem(code, message, start, end, advice, labels, fix))

    def _report(self, code: str, message: str, start: int, end: int, advice: str | None = None) -> None:
        self._problems.append(SyntaxProblem(code, message, start, end, advice))
