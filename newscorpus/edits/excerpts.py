"""Excerpts: members of a YAML document as text of their own, with their comments, and back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from newscorpus.diagnostics.report import Path
from newscorpus.edits.donor import Donor
from newscorpus.edits.layout import Layout
from newscorpus.fixes.editor import line_start
from newscorpus.fixes.verify import same
from newscorpus.formats.document import Document
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.formats.yaml.writer import dump_yaml, inline

_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#[^\r\n]*")
_INDENT: Final = "  "


def excerpt(document: Document, path: Path) -> str | None:
    """Return the lines of a member, with its key or dash and the comments that are its own, from the first column.

    Returns:
        None if the document has nothing there.
    """
    layout = Layout(document)
    try:
        value = layout.at(path)
    except (KeyError, IndexError, TypeError):
        return None
    lines = Donor(document).lines(path, value, 0)
    if lines is not None:
        found = "\n".join(lines).strip("\n")
        if same(_parsed(found), _as_member(path, value)):
            return found
    start, end = document.positions.value(path)
    found = f"{inline(path[-1], flow=False)}: {document.text[start:end]}"
    return found if "\n" not in found and same(_parsed(found), _as_member(path, value)) else written(path, value)


def written(path: Path, value: Any) -> str:
    """Return a value as the lines of a member, which no document has."""
    if type(value) in (list, dict) and type(path[-1]) is str and not any(type(one) is dict for one in value):
        return f"{inline(path[-1], flow=False)}: {inline(value, flow=False)}"
    return dump_yaml(_as_member(path, value)).rstrip("\n")


def value_of(path: Path, lines: str) -> Any:
    """Return the value of a member from its lines.

    Raises:
        ValueError: If they are not the lines of one member, with its key or dash.
    """
    data = _parsed(lines)
    if type(data) is (list if type(path[-1]) is int else dict) and len(data) == 1:
        return next(iter(data.values())) if type(data) is dict else data[0]
    raise ValueError("one key with its value is expected" if type(path[-1]) is str else "one item is expected")


def _parsed(lines: str) -> Any:
    document = parse_yaml(lines + "\n")
    return None if document.is_in_doubt else document.data


def _as_member(path: Path, value: Any) -> Any:
    return [value] if type(path[-1]) is int else {path[-1]: value}


def document_of(excerpts: Mapping[Path, str]) -> Document:
    """Return a document that has some members, each at its path, with their comments."""
    tree: dict[Any, Any] = {}
    for path, lines in excerpts.items():
        branch = tree
        for step in path[:-1]:
            branch = branch.setdefault(step, {})
        branch[path[-1]] = lines
    return parse_yaml("\n".join([*_lines(tree), ""]))


def _lines(tree: Mapping[Any, Any]) -> Iterator[str]:
    for key, value in tree.items():
        if type(value) is str:
            yield from value.split("\n")
        elif type(key) is str:
            yield f"{inline(key, flow=False)}:"
            yield from (f"{_INDENT}{line}" if line.strip() else line for line in _lines(value))


def comments(document: Document) -> list[tuple[int, str]]:
    """Return the comments of a document in order, each with its offset."""
    spans, found, at = sorted(_spans(document, ())), list[tuple[int, str]](), 0
    for start, end in [*spans, (len(document.text), len(document.text))]:
        if start > at:
            found += [(at + one.start(), one[0]) for one in _COMMENT.finditer(document.text[at:start])]
        at = max(at, end)
    return found


def _spans(document: Document, path: Path) -> Iterator[tuple[int, int]]:
    """The spans of the keys and scalars below a path."""
    value: Any = Layout(document).at(path)
    if type(value) not in (dict, list):
        yield document.positions.value(path)
        return
    for key in value if type(value) is dict else range(len(value)):
        if type(value) is dict:
            yield document.positions.key((*path, key))
        yield from _spans(document, (*path, key))


def with_comments(document: Document, path: Path, missing: Sequence[str]) -> str:
    """Return the text of a document with comments above the member at a path, or above what has it in its line."""
    layout = Layout(document)
    while len(path) > 1 and layout.is_in_flow(path):
        path = path[:-1]
    at = layout.head(path) if path else 0
    line = line_start(document.text, at)
    indent = document.text[line:at] if not document.text[line:at].strip() else layout.indent(at)
    return document.text[:line] + "".join(f"{indent}{one}\n" for one in missing) + document.text[line:]
