"""Data -> data: the edits of a document's text that give it other data, and leave everything else as it is.

Comments at the end of a line belong to the member on that line. Those directly above belong to the member below, and
those below, indented more, to the member above. A comment that heads several members, with an empty line above, stays.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, Final

import attrs

from newscorpus.diagnostics.changes import Change, DataChange, Delete, InsertKey, QuoteScalar
from newscorpus.diagnostics.report import Path
from newscorpus.edits.blocks import BlockEdits, Step
from newscorpus.edits.brackets import Brackets
from newscorpus.edits.layout import CannotEdit, Layout, ends_in_block_text
from newscorpus.edits.scalars import Scalars
from newscorpus.edits.style import Composer, Donor, fits_flow
from newscorpus.edits.text_edits import RawEdit, edited, line_end, line_start
from newscorpus.edits.values import Origins, changed, renamed, same, similarity
from newscorpus.formats.document import Document
from newscorpus.formats.json.reader import parse_json
from newscorpus.formats.json.writer import double_quoted
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.formats.yaml.writer import fits_key, inline

_MOST_VISITS: Final = 2_000_000
"""So many members of collections are looked at to insert or delete others, for all changes of a document. What is left
is not changed: ten thousand findings in one list would otherwise take minutes."""


def edit_text(
    document: Document,
    data: Any,
    *,
    as_json: bool = False,
    donor: Document | None = None,
    origins: Origins | None = None,
) -> str:
    """Return the text of a document with other data in place of its own.

    Args:
        document: The document, in YAML or JSON, without problems that leave its data in doubt.
        data: The data that the text is to have. The keys that it shares with the old data are in the same order.
        as_json: Whether it is JSON.
        donor: Another version of the document, whose source is copied for new members that it has, in YAML.
        origins: What is known of members of `data`: which of the document's they are.

    Raises:
        CannotEdit: If that cannot be done with certainty.
    """
    origins, style = origins or Origins(), Layout(document)
    read = parse_json if as_json else parse_yaml
    if not as_json:
        document = _with_lists(document, data, origins)
    layout = Layout(document)
    for source in (Donor(donor), None) if donor is not None and not as_json else (None,):
        composer = Composer(style, as_json=as_json, donor=source)
        for in_words in (True, False):
            text = edited(document.text, Editor(layout, composer, in_words=in_words).edits_to(data, (), origins))
            if same(read(text).data, data):
                return text
    raise CannotEdit("the edited text has other data than intended")


class ChangeEditor:
    """Makes the edits of changes of one document, which must have no problem that leaves its data in doubt."""

    def __init__(self, document: Document, *, as_json: bool) -> None:
        self._layout, self._json = Layout(document), as_json
        self._scalars = Scalars(self._layout, as_json=as_json)
        self._visits = 0

    @cached_property
    def _editor(self) -> "Editor":
        return Editor(self._layout, Composer(self._layout, as_json=self._json), keeps_comments=True)

    def settled(self, change: Change) -> DataChange | None:
        """Return a change that depends on nothing but the data; None if it cannot be made."""
        return self._scalars.as_string(change) if isinstance(change, QuoteScalar) else change

    def edits(self, changes: Iterable[DataChange]) -> list[RawEdit] | None:
        """Return the edits that make all changes, whose paths are of the data; None if one cannot be made.

        Whoever makes them proves them (`text_edits.proven`). No comment goes.
        """
        edits, owners = list[RawEdit](), dict[Path, list[InsertKey | Delete]]()
        for change in changes:
            if isinstance(change, InsertKey | Delete):
                owner = change.path if isinstance(change, InsertKey) else change.path[:-1]
                owners.setdefault(owner, []).append(attrs.evolve(change, path=change.path[len(owner) :]))
                continue
            edit = self._scalars.edit(change)
            if edit is None:
                return None
            edits.append(edit)
        try:
            for owner, own in owners.items():
                edits += self._of_members(owner, own)
        except CannotEdit:
            return None
        return edits

    def _of_members(self, path: Path, changes: Sequence[InsertKey | Delete]) -> list[RawEdit]:
        """The edits of one collection: only this is looked at, however large the document is. Raises CannotEdit."""
        owner = self._layout.at(path)
        inserts = [change for change in changes if isinstance(change, InsertKey)]
        if inserts and (type(owner) is not dict or any(change.key in owner for change in inserts)):
            raise CannotEdit("a key has no place")
        if len(changes) - len(inserts) >= len(owner):
            raise CannotEdit("no other member stays")
        self._visits += len(owner)
        if self._visits > _MOST_VISITS:
            raise CannotEdit("too many members")
        origins = Origins()
        return self._editor.edits_to(changed(owner, changes, origins), path, origins)


class Editor:
    """Makes the edits that give one document other data."""

    def __init__(
        self,
        layout: Layout,
        composer: Composer,
        *,
        in_words: bool = True,
        keeps_comments: bool = False,
    ) -> None:
        """Make them.

        Args:
            layout: The document.
            composer: Writes what is new.
            in_words: Whether to replace only the words of a string that differ, where that is possible.
            keeps_comments: Whether comments of deleted members stay; where they cannot, nothing is deleted.
        """
        self._layout, self._composer, self._origins = layout, composer, Origins()
        self._in_words, self._keeps_comments = in_words, keeps_comments
        self._text, self._positions, self._newline = layout.text, layout.positions, layout.newline
        self._json = composer.is_json
        self._scalars = Scalars(layout, as_json=self._json, written=self._written)
        self._edits: list[RawEdit] = []
        self._brackets: dict[Path, Brackets] = {}

    def edits_to(self, data: Any, path: Path, origins: Origins) -> list[RawEdit]:
        """Return the edits that make the document have other data at a path.

        Args:
            data: The new data.
            path: Where it is to be.
            origins: Which members of the new data are members of the old ones.

        Raises:
            CannotEdit: If that cannot be done with certainty.
        """
        self._edits, self._origins = [], origins
        self._node(path, self._layout.at(path), data)
        if self._keeps_comments and any(map(self._takes_comment, self._edits)):
            raise CannotEdit("a comment would be deleted")
        return self._edits

    def _takes_comment(self, edit: RawEdit) -> bool:
        """Whether a comment is in what an edit replaces, and not in its words."""
        start, end, words = edit
        return any(comment.words not in words for comment in self._layout.comments_between(start, end))

    def _put(self, start: int, end: int, words: str) -> None:
        self._edits.append((start, end, words))

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
            edit = self._scalars.replaced(path, new)
            if edit:
                self._put(*edit)
                return
        self._whole(path, new)

    def _written(self, value: Any, in_flow: bool) -> str:
        return self._composer.scalar(value, (), flow=in_flow)

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
        if self._layout.is_in_flow(path) or self._stays_in_flow(path, new):
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
        start, end = self._positions.value(path)
        if self._json or type(self._layout.at(path)) not in (dict, list):
            return []
        return [comment.words for comment in self._layout.comments_between(start, end)]

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
        kept = {step.old for step in steps if step.becomes == "kept"}
        inner = dict[int, list[RawEdit]]()
        for step in steps:
            if step.becomes == "moved":
                inner[step.old] = self._edits_within((*path, olds[step.old]), old[olds[step.old]], step.value)
            elif step.becomes == "kept":
                key = olds[step.old]
                if key != step.key and type(old) is dict:
                    self._rename_key((*path, key), step.key)
                if old[key] is not step.value:
                    self._node((*path, key), old[key], step.value)
        if len(kept) == len(olds) == len(steps):
            return
        if self._layout.is_flow(path):
            if path not in self._brackets:
                spans = [self._layout.span((*path, key)) for key in olds]
                space = "" if self._json and not self._composer.is_spaced else " "
                self._brackets[path] = Brackets(self._layout, path, spans, space)
            self._edits += self._brackets[path].edits(steps, lambda step: self._flow_member(path, olds[0], step), inner)
        else:
            blocks = BlockEdits(self._layout, self._composer, path, kept, inner, keeps_comments=self._keeps_comments)
            self._edits += blocks.edits(steps)

    def _edits_within(self, path: Path, old: Any, new: Any) -> list[RawEdit]:
        """The edits of a member that moves, where it was."""
        outer, self._edits = self._edits, []
        self._node(path, old, new)
        within, self._edits = self._edits, outer
        return within

    def _rename_key(self, path: Path, key: str) -> None:
        edit = self._scalars.renamed(path, key)
        if not edit:
            raise CannotEdit("a key that cannot be renamed")
        self._put(*edit)

    def _steps_of_list(self, old: list[Any], new: list[Any]) -> list[Step]:
        places, moved = self._origins.of_items(old, new)
        steps = list[Step]()
        for i, at in enumerate(places):
            if at is None and i in moved:
                steps.append(Step("moved", moved[i], i, new[i]))
            else:
                steps.append(Step("new" if at is None else "kept", -1 if at is None else at, i, new[i]))
        return steps

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
        return [Step("kept" if i >= 0 else "new", i, key, new[key]) for i, key in zip(at, new, strict=True)]

    @staticmethod
    def _renamed(old: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
        """The new keys that replace old ones, with these."""
        if len(old) == len(new) == 1:
            return {key: before for key, before in zip(new, old, strict=True) if key != before and fits_key(key)}
        came = [key for key in new if key not in old and fits_key(key)]
        gone = [key for key in old if key not in new]
        return renamed(gone, came, lambda before, key: similarity(old[before], new[key]))

    # --- in brackets and braces

    def _flow_member(self, path: Path, first: Any, step: Step) -> str:
        """The source of a new member in brackets or braces."""
        at = (*path, step.key)
        if not self._json:
            words = self._composer.flow(step.value, at)
        else:
            words = self._composer.json(
                step.value, self._layout.indent(self._positions.key((*path, first))[0]), several=self._is_spread(path)
            )
        if type(step.key) is int:
            return words
        key = double_quoted(step.key) if self._json else inline(step.key, flow=True)
        return f"{key}{self._layout.colon((*path, first))}{words}"

    def _is_spread(self, path: Path) -> bool:
        """Whether the collections in a collection of JSON are on several lines."""
        start, end = self._positions.value(path)
        owner = self._layout.at(path)
        below = [(*path, key) for key in (owner if type(owner) is dict else range(len(owner)))]
        spans = [self._positions.value(member) for member in below if type(self._layout.at(member)) in (dict, list)]
        if not spans:
            return "\n" in self._text[start:end]
        return any("\n" in self._text[a:b] for a, b in spans)


def _rises(indices: Sequence[int]) -> bool:
    """Whether the indices of what is kept are in rising order."""
    kept = [i for i in indices if i >= 0]
    return kept == sorted(kept)


_LINE_BREAK: Final = re.compile(r"(?:\r\n|\n|\r)(?=[ \t]*[^\s])")


def _with_lists(document: Document, data: Any, origins: Origins) -> Document:
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
            is_item = any(type(item) is dict and old.keys() <= item.keys() for item in new)
            for first, last in [(keys[0], keys[-1])] if is_item else zip(keys, keys, strict=True):
                head, end = layout.head((*path, first)), layout.end((*path, last))
                edits.append((head, head, "- "))
                edits.extend((at.end(), at.end(), "  ") for at in _LINE_BREAK.finditer(layout.text, head, end))

    walk((), document.data, data)
    with_lists = parse_yaml(edited(document.text, edits)) if edits else document
    return document if with_lists.problems else with_lists
