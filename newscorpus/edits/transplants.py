"""Members of a document whose lines are replaced by those that another version of it has."""

from collections.abc import Callable, Iterator
from typing import Any

from newscorpus.diagnostics.report import Path
from newscorpus.edits.layout import CannotEdit, Layout
from newscorpus.fixes.verify import edited, same
from newscorpus.formats.document import Document


def transplanted(text: str, other: str, source: Document, read: Callable[[str], Document]) -> str:
    """Return a text in which the members that differ from those of another one have the lines of a third one.

    Args:
        text: The text, with the data of `source`, whose keys may have another order.
        other: Differs from it in some members.
        source: Has the lines.
        read: Parses a text.
    """
    document = read(text)
    layout, donor = Layout(document), Layout(source)
    for path in {_in_block(layout, donor, path): None for path in differing(document.data, read(other).data)}:
        if not path:
            continue
        try:
            start, end = _lines(layout, path)
            first, last = _lines(donor, path)
        except CannotEdit:
            continue
        lines = source.text[first:last]
        lines += "\n" * (not lines.endswith("\n") and end < len(layout.text))
        found = read(edited(layout.text, [(start, end, lines)]))
        if same(found.data, _with(document.data, path, donor.at(path))):
            document, layout = found, Layout(found)
    return document.text


def _with(data: Any, path: Path, value: Any) -> Any:
    """Data with another value at a path."""
    if not path:
        return value
    step, *more = path
    pairs = data.items() if type(data) is dict else enumerate(data)
    made = {key: _with(one, tuple(more), value) if key == step else one for key, one in pairs}
    return made if type(data) is dict else list(made.values())


def differing(one: Any, other: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of members that both data have, with different values."""
    if same(one, other):
        return
    if type(one) is type(other) is dict:
        for key in one:
            if key in other:
                yield from differing(one[key], other[key], (*path, key))
    elif type(one) is type(other) is list and len(one) == len(other):
        for i, (a, b) in enumerate(zip(one, other, strict=True)):
            yield from differing(a, b, (*path, i))
    else:
        yield path


def _in_block(layout: Layout, donor: Layout, path: Path) -> Path:
    """The member in lines of its own, in both texts, that a member is or is in."""
    while path and (_shares_line(layout, path) or _shares_line(donor, path)):
        path = path[:-1]
    return path


def _shares_line(layout: Layout, path: Path) -> bool:
    if layout.is_in_flow(path):
        return True
    head = layout.head(path)
    return bool(layout.text[head - layout.column_of(head) : head].strip())


def _lines(layout: Layout, path: Path) -> tuple[int, int]:
    """The lines of a member, with its comments."""
    owner: Any = layout.at(path[:-1])
    index = list(range(len(owner)) if type(owner) is list else owner).index(path[-1])
    one = layout.members(path[:-1])[index]
    return one.lead, one.tail
