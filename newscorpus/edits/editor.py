"""Data -> data: the edits of a document's text that give it other data, and leave everything else as it is.

Comments at the end of a line belong to the member on that line. Those directly above belong to the member below, and
those below, indented more, to the member above. A comment that heads several members, with an empty line above, stays.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any, Final

from newscorpus.diagnostics.report import Path
from newscorpus.edits.blocks import BlockEdits
from newscorpus.edits.brackets import Brackets, Step
from newscorpus.edits.layout import CannotEdit, Layout, ends_in_block_text
from newscorpus.edits.scalars import Editor
from newscorpus.edits.style import Composer, Donor, fits_flow
from newscorpus.edits.text_edits import RawEdit, edited, line_end, line_start
from newscorpus.edits.values import RENAMED, Origins, same, similarity
from newscorpus.formats.document import Document
from newscorpus.formats.json.writer import double_quoted
from newscorpus.formats.yaml.writer import fits_key, inline

_COMMENT: Final = re.compile(r"(?:^|\s)(#[^\r\n]*)")
_COMMA: Final = re.compile(r"[ \t]*,[ \t]*")
_REST: Final = re.compile(r"[ \t]*,?[ \t]*(#.*)?")


def spliced(
    document: Document,
    read: Callable[[str], Document],
    data: Any,
    *,
    as_json: bool,
    donor: Document | None = None,
    origins: Origins | None = None,
) -> str:
    """Return the text of a document with other data in place of its own.

    Args:
        document: The document, without problems that leave its data in doubt.
        read: Parses a text.
        data: The data that the text is to have. The keys that it shares with the old data are in the same order.
        as_json: Whether it is JSON.
        donor: Another version of the document, whose source is copied for new members that it has, in YAML.
        origins: What is known of members of `data`: which of the document's they are.

    Raises:
        CannotEdit: If that cannot be done with certainty.
    """
    origins = origins or Origins()
    style = Layout(document)
    if not as_json:
        document = with_lists(document, read, data, origins)
    sources = (Donor(donor), None) if donor is not None and not as_json else (None,)
    for source, in_words in product(sources, (True, False)):
        splicer = Splicer(document, origins, style, as_json=as_json, in_words=in_words, donor=source)
        text = edited(document.text, splicer.edits_to(data))
        if same(read(text).data, data):
            return text
    raise CannotEdit("the edited text has other data than intended")


class Splicer(Editor):
    """Makes the edits of one document."""

    def __init__(
        self,
        document: Document,
        origins: Origins,
        style: Layout,
        *,
        as_json: bool,
        in_words: bool = True,
        donor: Donor | None = None,
    ) -> None:
        """Make them.

        Args:
            document: The document.
            origins: Which members of the new data are members of the old ones.
            style: The layout whose habits new parts have.
            as_json: Whether it is JSON.
            in_words: Whether to replace only the words of a string that differ, where that is possible.
            donor: What has the source of new members.
        """
        super().__init__(document, as_json=as_json)
        self._in_words, self._origins = in_words, origins
        self._layout = Layout(document)
        self._composer = Composer(style, as_json=as_json, newline=self._newline, donor=donor)
        self._made: list[RawEdit] = []

    def edits_to(self, data: Any) -> list[RawEdit]:
        """Return the edits that make the document have `data`. Raises CannotEdit."""
        self._made = []
        self._node((), self._data, data)
        return self._made

    def _put(self, start: int, end: int, words: str) -> None:
        self._made.append((start, end, words))

    def _node(self, path: Path, old: Any, new: Any) -> None:
        if same(old, new):
            return
        if type(old) is type(new) and type(old) in (dict, list) and old and new:
            self._members(path, old, new)
            return
        start = self._positions.value(path)[0]
        is_block = not self._json and self._text[start : start + 1] in ("|", ">")
        if is_block and "#" in self._text[start : line_end(self._text, start)[0]]:
            raise CannotEdit("a comment in the first line of block text")
        if self._in_words and not is_block and type(old) not in (dict, list) and type(new) not in (dict, list):
            edit = self._scalar(path, old, new)
            if edit:
                self._put(*edit)
                return
        self._whole(path, new)

    def _written(self, value: Any, *, flow: bool) -> str:
        return self._composer.scalar(value, (), flow=flow)

    # --- a value of another kind

    def _whole(self, path: Path, new: Any) -> None:
        text, compose = self._text, self._composer
        start, end = self._positions.value(path)
        if not path:
            raise CannotEdit("the document as a whole")
        if self._json:
            self._put(start, end, compose.json(new, self._layout.indent(start), several="\n" in text))
            return
        goes = type(new) in (dict, list) and not new  # with its members, their comments go
        lost = [] if goes else self._comments_below(path)
        if self._is_flow(path) or self._stays_in_flow(path, new):
            self._lift(start, lost)
            self._put(start, end, compose.flow(new, path))
            return
        end = self._layout.value_end(path)
        if type(path[-1]) is int:
            head = self._layout.head(path)
            column = self._layout.column_of(head)
            lines = compose.item(new, path, column)
            self._lift(head, lost)
            self._put(head, end, self._newline.join(lines)[column:] + self._end_of_file(end, lines))
            return
        key, key_end = self._positions.key(path)
        lines = compose.member("", new, path, self._layout.column_of(key))
        colon = text.index(":", key_end) + 1
        stop = line_end(text, end)[0]
        if len(lines) > 1 and text[end:stop].strip() and "\n" not in text[colon:end]:  # `key: {} # comment`
            self._put(colon, end, lines[0])
            self._put(stop, stop, "".join(self._newline + line for line in lines[1:]))
            return
        # A comment beside the last member: of the new members, another one is the last.
        if len(lines) > 1 and text[end:stop].strip():
            lost, end = [*lost, text[end:stop].strip()], stop
        beside, *above = text[colon:start].splitlines() or [""]  # `key: # comment` above a value in block style
        self._lift(key, [] if goes else [line.strip() for line in above if line.strip()] + lost)
        if beside.strip():
            lines[0] = f"{lines[0]}  {beside.strip()}" if len(lines) == 1 else beside.rstrip()
        self._put(colon, end, self._newline.join(lines) + self._end_of_file(end, lines))

    def _stays_in_flow(self, path: Path, new: Any) -> bool:
        """Whether a collection in brackets or braces becomes another one, which fits there, too."""
        old = self._layout.at(path)
        return type(old) is not type(new) and bool(old and new) and self._layout.is_flow(path) and fits_flow(new)

    def _comments_below(self, path: Path) -> list[str]:
        """The comments inside a collection."""
        spans = sorted(self._spans_below(path))
        ends = [end for _, end in spans]
        gaps = zip(ends, [start for start, _ in spans[1:]], strict=False)
        return [] if self._json else [found[1] for a, b in gaps for found in _COMMENT.finditer(self._text[a:b])]

    def _spans_below(self, path: Path) -> Iterator[tuple[int, int]]:
        """The spans of the keys and scalars in a collection, and an empty one at its end."""
        value, end = self._layout.at(path), self._positions.value(path)[1]
        if type(value) not in (dict, list):
            yield self._positions.value(path)
            return
        for key in value if type(value) is dict else range(len(value)):
            if type(value) is dict:
                yield self._positions.key((*path, key))
            yield from self._spans_below((*path, key))
        yield end, end

    def _lift(self, at: int, comments: Sequence[str]) -> None:
        """Write comments of what is replaced above the line of an offset."""
        line, indent = line_start(self._text, at), self._layout.indent(at)
        if comments:
            self._put(line, line, "".join(f"{indent}{comment}{self._newline}" for comment in comments))

    def _end_of_file(self, end: int, lines: Sequence[str]) -> str:
        """The line end of block text that becomes the end of a file without one."""
        return self._newline if end >= len(self._text) and ends_in_block_text(lines) else ""

    # --- the members of a collection

    def _members(self, path: Path, old: Any, new: Any) -> None:
        olds = list(old) if type(old) is dict else list(range(len(old)))
        steps = self._steps_of_mapping(old, new) if type(old) is dict else self._steps_of_list(old, new)
        kept = {step.old for step in steps if step.what == "kept"}
        inner = dict[int, list[RawEdit]]()
        for step in steps:
            if step.what == "moved":
                inner[step.old] = self._edits_within((*path, olds[step.old]), old[olds[step.old]], new[step.key])
            elif step.what == "kept":
                key = olds[step.old]
                if key != step.key and type(old) is dict:
                    self._rename_key((*path, key), step.key)
                self._node((*path, key), old[key], new[step.key])
        if len(kept) == len(olds) == len(steps):
            return
        if self._layout.is_flow(path):
            spans = [(self._positions.key((*path, key))[0], self._end((*path, key))) for key in olds]
            space = "" if self._json and not self._composer.is_spaced else " "
            brackets = Brackets(self._layout, path, spans, self._newline, space)
            self._made += brackets.edits(steps, lambda step: self._flow_member(path, olds, new, step), inner)
        else:
            blocks = BlockEdits(self._layout, self._composer, path, kept, inner)
            self._made += blocks.edits([(s.what, s.old, s.key, new[s.key]) for s in steps])

    def _edits_within(self, path: Path, old: Any, new: Any) -> list[RawEdit]:
        """The edits of a member that moves, where it was."""
        outer, self._made = self._made, []
        self._node(path, old, new)
        made, self._made = self._made, outer
        return made

    def _rename_key(self, path: Path, key: str) -> None:
        edit = self._scalar(path, path[-1], key, key=True)
        if not edit:
            raise CannotEdit("a key that cannot be renamed")
        self._put(*edit)

    def _steps_of_list(self, old: list[Any], new: list[Any]) -> list[Step]:
        found, moved = self._origins.of_items(old, new)
        return [
            Step("kept", at, i) if at is not None else Step("moved", moved[i], i) if i in moved else Step("new", -1, i)
            for i, at in enumerate(found)
        ]

    def _steps_of_mapping(self, old: dict[str, Any], new: dict[str, Any]) -> list[Step]:
        """The steps; a key that vanished and a new one with a similar value are one that was renamed."""
        place = {key: i for i, key in enumerate(old)}
        noted = self._origins.of_keys(new)
        was = self._renamed(old, new) if noted is None else noted
        at = [place.get(was.get(key, key), -1) for key in new]
        if not _rises(at):
            at = [place.get(key, -1) for key in new]
            if not _rises(at):
                raise CannotEdit("members in another order")
            for i, key in enumerate(new):  # renamed keys that cross others are not renamed
                tried = [*at[:i], place.get(was.get(key, key), -1), *at[i + 1 :]]
                at = tried if _rises(tried) else at
        return [Step("kept" if i >= 0 else "new", i, key) for i, key in zip(at, new, strict=True)]

    def _renamed(self, old: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
        """The new keys that replace old ones, with these."""
        came = [key for key in new if key not in old]
        found: dict[str, str] = {}
        for key in (key for key in old if key not in new):
            alone = len(old) == len(new) == 1
            near = (one for one in came if one not in found and (alone or similarity(old[key], new[one]) >= RENAMED))
            to = next(near, None)
            if to is not None and fits_key(to):
                found[to] = key
        return found

    # --- in brackets and braces

    def _flow_member(self, path: Path, olds: Sequence[Any], new: Any, step: Step) -> str:
        """The source of a new member in brackets or braces."""
        value, at = new[step.key], (*path, step.key)
        if not self._json:
            words = self._composer.flow(value, at)
        else:
            words = self._composer.json(
                value, self._layout.indent(self._positions.key((*path, olds[0]))[0]), several=self._is_spread(path)
            )
        if type(new) is not dict:
            return words
        key = double_quoted(step.key) if self._json else inline(step.key, flow=True)
        return f"{key}{self._colon((*path, olds[0]))}{words}"

    def _is_spread(self, path: Path) -> bool:
        """Whether the collections in a collection of JSON are on several lines."""
        start, end = self._positions.value(path)
        owner = self._layout.at(path)
        below = [(*path, key) for key in (owner if type(owner) is dict else range(len(owner)))]
        spans = [self._positions.value(one) for one in below if type(self._layout.at(one)) in (dict, list)]
        if not spans:
            return "\n" in self._text[start:end]
        return any("\n" in self._text[a:b] for a, b in spans)


def _rises(found: Sequence[int]) -> bool:
    """Whether the indices of what is kept are in rising order."""
    kept = [i for i in found if i >= 0]
    return kept == sorted(kept)


_LINE_BREAK: Final = re.compile(r"(?:\r\n|\n|\r)(?=[ \t]*[^\s])")


def with_lists(document: Document, read: Callable[[str], Document], data: Any, origins: Origins) -> Document:
    """Return the document with lists of the same items in place of mappings in block style that become lists."""
    layout, edits = Layout(document), list[RawEdit]()

    def walk(path: Path, old: Any, new: Any) -> None:
        if same(old, new) or layout.is_in_flow((*path, "")):
            return
        if type(old) is type(new) is dict:
            for key in old:
                if key in new:
                    walk((*path, key), old[key], new[key])
        elif type(old) is type(new) is list:
            for i, at in enumerate(origins.of_items(old, new)[0]):
                if at is not None:
                    walk((*path, at), old[at], new[i])
        elif type(old) is dict and type(new) is list and old and new and path:
            keys = list(old)
            is_item = any(type(one) is dict and old.keys() <= one.keys() for one in new)
            for first, last in [(keys[0], keys[-1])] if is_item else zip(keys, keys, strict=True):
                head, end = layout.head((*path, first)), layout.end((*path, last))
                edits.append((head, head, "- "))
                edits.extend((at.end(), at.end(), "  ") for at in _LINE_BREAK.finditer(layout.text, head, end))

    walk((), document.data, data)
    found = read(edited(document.text, edits)) if edits else document
    return document if found.problems else found
