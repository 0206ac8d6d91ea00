"""New parts of a document in the style of the rest: block or flow, quotes, indentation; or as a donor has them.

A donor is another version of the document, whose source is copied, with its comments, for the members that it has.
"""

import re
from collections import defaultdict
from functools import cache, cached_property
from typing import Any, Final

from newscorpus.diagnostics.report import Path
from newscorpus.edits.layout import CannotEdit, Layout
from newscorpus.edits.values import same
from newscorpus.formats.document import Document
from newscorpus.formats.json.writer import double_quoted, dump_json
from newscorpus.formats.yaml.writer import block_text, fits_key, inline, stays_plain, stays_single

_SHORT: Final = 60
"""Code points. A collection of scalars that are shorter together is written in brackets, if others are."""
_TABLES: Final = ("actors", "events")


def kind_of(path: Path) -> Path:
    """Return a path without ids and indices: members of the same kind have the same style."""
    kind, table = list[str | int](), False
    for step in path:
        kind.append("*" if table or type(step) is int else step)
        table = step in _TABLES
    return tuple(kind)


class Donor:
    """The source of members in block style."""

    def __init__(self, document: Document) -> None:
        self._layout = Layout(document)
        self._indices = cache(self._indices_of)

    def lines(self, path: Path, value: Any, column: int) -> list[str] | None:
        """Return the lines of a member that has this value, with the comments that are its own.

        Args:
            path: Its path in the edited document. Of an item of a list, only the value counts.
            value: Its data.
            column: The column, from 0, at which it is to begin.

        Returns:
            The lines; None if the donor does not have it, or not in lines of its own.

        Raises:
            CannotEdit: If it is not clear where it begins.
        """
        at = self._find(path, value)
        return None if at is None or self._layout.is_in_flow(at) else self._indented(at, column)

    def _find(self, path: Path, value: Any) -> Path | None:
        owner = self._layout.data
        for step in path[:-1]:
            if type(owner) is not dict or step not in owner:
                return None
            owner = owner[step]
        key: Any = path[-1]
        if type(owner) is list:
            index = self._indices(path[:-1]).get(repr(value))
            return None if index is None else (*path[:-1], index)
        return path if type(owner) is dict and key in owner and same(owner[key], value) else None

    def _indices_of(self, path: Path) -> dict[str, int]:
        """The first index of each item of a list, by what it looks like."""
        return {repr(item): i for i, item in reversed([*enumerate(self._layout.at(path))])}

    def _indented(self, at: Path, column: int) -> list[str]:
        member = self._layout.member(at)
        source = self._layout.text[member.lead : member.tail].removesuffix("\n")
        by = column - (member.head - member.line)
        return [_shifted(line.removesuffix("\r"), by) for line in source.split("\n")]


def _shifted(line: str, by: int) -> str:
    """A line with that many more spaces before it, or fewer, as far as it has them."""
    if by >= 0:
        return " " * by + line if line.strip() else line
    return line[min(len(line) - len(line.lstrip(" ")), -by) :]


class Composer:
    """Writes values as the document writes others of their kind.

    A new value does not change how the next one is written: only values that the document could write otherwise count.
    Thus edits of different entries give the same text together and one by one, whatever their order.
    """

    def __init__(self, layout: Layout, *, as_json: bool, donor: Donor | None = None) -> None:
        """`layout`: of the document before any edit."""
        self._layout, self.is_json, self.newline, self.donor = layout, as_json, layout.newline, donor
        self._styles: defaultdict[tuple[Path, bool], list[bool]] = defaultdict(list)
        """Whether the collections of a kind, those that are short or the others, are in flow style, in their order."""
        self._quotes: defaultdict[Path, set[str]] = defaultdict(set)
        """The quotation marks of strings of a kind that need none."""
        self._quote = ""
        """The quotation mark of the first string that needs one, and has no apostrophe."""
        self._uses_flow = False
        self._steps: dict[tuple[type, Path | None], int] = {}
        """How far mappings and lists of a kind, and of any kind, are indented."""
        if not as_json:
            self._observe((), layout.data, in_flow=False)

    def _observe(self, path: Path, value: Any, *, in_flow: bool) -> None:
        layout = self._layout
        if type(value) in (dict, list):
            if not value:
                return
            flow = layout.is_flow(path)
            self._uses_flow = self._uses_flow or flow
            if not _has_lines(value):
                self._styles[kind_of(path), _is_short(value)].append(flow)
            if path and type(path[-1]) is str and not flow and not in_flow:
                step = layout.column(path) - layout.column(path[:-1])
                self._steps.setdefault((type(value), None), step)
                self._steps.setdefault((type(value), kind_of(path)), step)
            for key, item in value.items() if type(value) is dict else enumerate(value):
                self._observe((*path, key), item, in_flow=flow or in_flow)
        elif type(value) is str:
            mark = layout.text[layout.start(path) : layout.start(path) + 1]
            mark = mark if mark in ("'", '"') else ""
            if stays_plain(value, flow=in_flow):
                self._quotes[kind_of(path)].add(mark)
            elif stays_single(value) and "'" not in value:
                self._quote = self._quote or mark

    def _is_block(self, path: Path, value: Any) -> bool:
        """Whether to write a collection in block style."""
        if not value or type(value) not in (dict, list):
            return False
        if _has_lines(value):
            return True
        is_short = _is_short(value)
        seen = self._styles.get((kind_of(path), is_short))
        if seen:
            flows = sum(seen)
            return not seen[-1] if flows * 2 == len(seen) else flows * 2 < len(seen)
        return not (self._uses_flow and is_short)

    def scalar(self, value: Any, path: Path, *, flow: bool) -> str:
        """Return a scalar in one line, in the quotation marks that others of its kind have."""
        if self.is_json:
            return dump_json(value, indent=False)
        written = inline(value, flow=flow)
        if type(value) is not str or not stays_single(value):
            return written
        if written == value:
            marks = self._quotes.get(kind_of(path), {""})
            mark = next(iter(marks)) if len(marks) == 1 else ""
            return _in_quotes(value, mark) if mark else written
        if "\\" in written or ("'" in value and self._quote != '"'):
            return written
        return _in_quotes(value, self._quote or "'")

    def flow(self, value: Any, path: Path) -> str:
        """Return a value in one line."""
        if type(value) is dict:
            pairs = (f"{inline(key, flow=True)}: {self.flow(item, (*path, key))}" for key, item in value.items())
            return "{" + ", ".join(pairs) + "}"
        if type(value) is list:
            return "[" + ", ".join(self.flow(item, (*path, 0)) for item in value) + "]"
        return self.scalar(value, path, flow=True)

    def member(self, lead: str, value: Any, path: Path, column: int) -> list[str]:
        """Return the lines of an entry of a mapping in block style; `lead` is its key with the colon."""
        if self._is_block(path, value):
            return [lead, *self._block(value, path, column + self._step(type(value), path))]
        return self._leaf(f"{lead} ", value, path, column + self._step(dict, path))

    def _step(self, cls: type, path: Path) -> int:
        return self._steps.get((cls, kind_of(path)), self._steps.get((cls, None), 2))

    def item(self, value: Any, path: Path, column: int) -> list[str]:
        """Return the lines of an item of a list in block style."""
        lead = " " * column + "-"
        if self._is_block(path, value):
            first, *more = self._block(value, path, column + 2)
            return [f"{lead} {first[column + 2 :]}", *more]
        return self._leaf(f"{lead} ", value, path, column + 2)

    def key(self, key: str) -> str:
        """Return a key in block style. Raises CannotEdit if it is too long for one."""
        if not fits_key(key):
            raise CannotEdit("a key is too long for YAML")
        return inline(key, flow=False)

    def _block(self, value: Any, path: Path, column: int) -> list[str]:
        lines: list[str] = []
        if type(value) is list:
            for i, item in enumerate(value):
                lines += self.item(item, (*path, i), column)
            return lines
        for key, item in value.items():
            lines += self.member(f"{' ' * column}{self.key(key)}:", item, (*path, key), column)
        return lines

    def _leaf(self, lead: str, value: Any, path: Path, column: int) -> list[str]:
        if type(value) is str and "\n" in value:
            text = block_text(value, "\n" + " " * column)
            if text is not None:
                return (lead + text).split("\n")
        return [
            lead + (self.flow(value, path) if type(value) in (dict, list) else self.scalar(value, path, flow=False))
        ]

    # --- JSON

    @cached_property
    def _json_step(self) -> str:
        indented = re.search(r"\n([ \t]+)", self._layout.text)
        return indented[1] if indented else "  "

    @cached_property
    def is_spaced(self) -> bool:
        """Whether a JSON document has a space after each colon."""
        return '": ' in self._layout.text

    def json(self, value: Any, indent: str, *, several: bool) -> str:
        """Return a value as JSON; on several lines if asked for, of which the later ones begin with `indent`."""
        if not several and not self.is_spaced:
            return dump_json(value, indent=False)
        lines = dump_json(value, indent=True).rstrip("\n").split("\n")
        words = [line.lstrip(" ") for line in lines]
        if not several:
            return "".join(f"{line} " if line.endswith(",") else line for line in words)
        steps = [(len(line) - len(word)) // len("  ") for line, word in zip(lines, words, strict=True)]
        indented = [self._json_step * step + word for step, word in zip(steps, words, strict=True)]
        return f"{self.newline}{indent}".join(indented)


def _is_short(value: Any) -> bool:
    """Whether a collection fits in brackets or braces, if the document has some: of scalars, or of `{words: value}`."""
    if type(value) is dict:
        return not any(type(item) in (dict, list) for item in value.values())
    items = [part for item in value for part in _scalars(item)]
    return not any(type(item) in (dict, list) for item in items) and sum(len(str(item)) for item in items) < _SHORT


def _scalars(item: Any) -> list[Any]:
    """The scalars of an item of a list: the item itself, or the words and the value of `{words: value}`."""
    return [*item, *item.values()] if type(item) is dict and len(item) == 1 else [item]


def fits_flow(value: Any) -> bool:
    """Whether a value is a collection without strings of several lines, which can be in brackets or braces."""
    return type(value) in (dict, list) and not _has_lines(value)


def _has_lines(value: Any) -> bool:
    """Whether a string in it has several lines."""
    if type(value) is str:
        return "\n" in value
    items = value.values() if type(value) is dict else value if type(value) is list else ()
    return any(map(_has_lines, items))


def _in_quotes(value: str, mark: str) -> str:
    return double_quoted(value) if mark == '"' else "'" + value.replace("'", "''") + "'"
