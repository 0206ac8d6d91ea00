"""Merge the text of two versions that began with the same one: the text's own merge, or the data's in OURS' text.

The merge by lines is taken if it is clean, and has the data that the merge of the data has. Otherwise the merged data
is written into OURS' text, in which everything else stays; what comes from THEIRS has its source, with its comments.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path as FilePath
from typing import Any, Final, Literal

import attrs

from newscorpus.diagnostics.changes import SetValue
from newscorpus.diagnostics.report import Path
from newscorpus.edits.editor import edit_text
from newscorpus.edits.layout import CannotEdit, Layout
from newscorpus.edits.text_edits import edited
from newscorpus.edits.values import changed, same
from newscorpus.formats.document import Document
from newscorpus.formats.json.reader import parse_json
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.merging.comments import commented_deletions, in_order, loses_comments, merge_comments
from newscorpus.merging.data import Conflict, Merged, merge_data, reason_of
from newscorpus.merging.forms import Meanings

MergeFormat = Literal["yaml", "json", "jsonl", "lines"]
_BOM: Final = "\ufeff"
_MANY: Final = 5_000
"""Above so many lines, frequent ones do not count when lines are aligned: that takes the square of their number."""
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")


@attrs.frozen
class Versions:
    """The text with which both sides began, and that of each side."""

    base: str
    ours: str
    theirs: str

    @property
    def settled(self) -> str | None:
        """The text if only one side changed it, or both did in the same way; else None."""
        if self.theirs in (self.ours, self.base):
            return self.ours
        return self.theirs if self.ours == self.base else None


@attrs.frozen
class Markers:
    """The markers of conflicts."""

    ours: str = "ours"
    theirs: str = "theirs"
    size: int = 7

    def around(self, ours: str, theirs: str) -> str:
        """Return the text of our side, with markers around each run of lines that differ from those of their side."""
        a, b = (_LINE.findall(text) for text in (ours, theirs))
        newline = "\r\n" if a and a[0].endswith("\r\n") else "\n"
        out = list[str]()
        for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=len(a) > _MANY).get_opcodes():
            if tag == "equal":
                out += a[i:j]
                continue
            out.append(f"{'<' * self.size} {self.ours}{newline}")
            out += _ended(a[i:j], newline)
            out.append(f"{'=' * self.size}{newline}")
            out += _ended(b[k:m], newline)
            out.append(f"{'>' * self.size} {self.theirs}{newline}")
        return "".join(out)


def _ended(lines: list[str], newline: str) -> list[str]:
    """Lines of which the last one has a line end, too."""
    return [line if line.endswith("\n") else line + newline for line in lines]


class _InDoubt(Exception):  # noqa: N818 - it says what is the case
    """A version has an error of syntax, so that only its lines can be merged."""


def merge_text(versions: Versions, format: MergeFormat, markers: Markers) -> tuple[str, tuple[Conflict, ...]]:
    """Return the merged text, with markers where there are conflicts, and the conflicts."""
    settled = versions.settled
    if settled is not None:
        return settled, ()
    by_lines, is_clean = _merged_by_lines(versions, markers)
    try:
        if format == "lines":
            raise _InDoubt
        clean = by_lines if is_clean else None
        merged = _merged_records(versions) if format == "jsonl" else _merged(versions, clean, as_json=format == "json")
    except _InDoubt:
        return by_lines, () if is_clean else (_whole("both sides change the same lines"),)
    except CannotEdit as e:
        text = markers.around(versions.ours, versions.theirs) if is_clean else by_lines
        return text, (_whole(f"the text cannot be merged with certainty: {e}"),)
    text = markers.around(merged.ours, merged.theirs) if merged.conflicts else merged.ours
    return text, merged.conflicts


def _whole(reason: str) -> Conflict:
    return Conflict((), reason, None, None, None)


def _merged(versions: Versions, by_lines: str | None, *, as_json: bool) -> Merged[str]:
    """The merge of one document; `by_lines` is that of its lines, if it is clean. Raises CannotEdit and _InDoubt."""
    parse = parse_json if as_json else parse_yaml
    mark = versions.ours[: versions.ours.startswith(_BOM)]
    base, ours, theirs = (parse(text.removeprefix(_BOM)) for text in (versions.base, versions.ours, versions.theirs))
    is_new = not base.text.strip()  # both sides add the file
    if ours.is_in_doubt or theirs.is_in_doubt or (base.is_in_doubt and not is_new):
        raise _InDoubt
    begun = _empty(ours.data, theirs.data) if is_new else base.data
    meanings = Meanings(in_corpus=type(ours.data) is dict and "id" not in ours.data)
    merge = partial(merge_data, begun, ours.data, theirs.data, meaning=meanings.of)
    merged = merge()
    for text in filter(None, (by_lines, _appended(versions)) if not merged.conflicts else ()):
        document = parse(text.removeprefix(_BOM))
        if not document.is_in_doubt and same(document.data, merged.ours):
            return Merged(text, text, ())
    if as_json:
        in_our_order = [in_order(ours.data, data) for data in (merged.ours, merged.theirs)]
        texts = [edit_text(ours, data, as_json=True) for data in in_our_order]
        return Merged(mark + texts[0], mark + texts[1], merged.conflicts)
    commented = commented_deletions(base, ours, theirs)
    both = _commented(base, ours, theirs, merge(commented=commented), meanings)
    return Merged(mark + both.ours, mark + both.theirs, both.conflicts)


def _appended(versions: Versions) -> str | None:
    """The text with what both sides append, if they do nothing else: so comments at the end stay, and stay once."""
    base, ours, theirs = versions.base, versions.ours, versions.theirs
    if not (base.endswith("\n") and ours.endswith("\n") and ours.startswith(base) and theirs.startswith(base)):
        return None
    return ours + theirs[len(base) :]


def _commented(
    base: Document, ours: Document, theirs: Document, merged: Merged[Any], meanings: Meanings
) -> Merged[str]:
    """The merge with its comments. Raises CannotEdit if one has no place."""
    both = _with_comments(base, ours, _in_forms_of(merged.theirs, theirs, meanings), merged)
    texts = both.ours, both.theirs
    if loses_comments(base, ours, theirs, *texts):
        raise CannotEdit("a comment that one side has added or changed has no place in the merged text")
    if both.conflicts and texts[0] == texts[1]:
        raise CannotEdit("what is in conflict has the same lines on both sides")
    return both


def _in_forms_of(data: Any, theirs: Document, meanings: Meanings) -> Document:
    """Their version, with what means the same as in the merged data in its form: so its comments have their place."""
    data_there = in_order(theirs.data, meanings.in_forms_of(data, theirs.data)) if "#" in theirs.text else theirs.data
    try:
        return theirs if same(data_there, theirs.data) else parse_yaml(edit_text(theirs, data_there))
    except CannotEdit:
        return theirs


def _with_comments(base: Document, ours: Document, theirs: Document, merged: Merged[Any]) -> Merged[str]:
    """The text of our version with the merged data and comments, with the values of either side in conflicts."""
    named = [conflict.path for conflict in merged.conflicts if all(type(step) is str for step in conflict.path)]
    added = _new_beside(merged.conflicts, base.data, ours.data, theirs.data)
    own = [*differing(merged.ours, merged.theirs), *named, *added]
    written = edit_text(ours, in_order(ours.data, merged.ours), donor=theirs)
    both = merge_comments(base, written, ours, theirs, own=own)
    if not merged.conflicts:
        return both
    of_theirs = edit_text(theirs, in_order(theirs.data, merged.theirs), donor=ours)
    source = parse_yaml(merge_comments(base, of_theirs, theirs, ours, own=own).ours)
    begun = parse_yaml(both.theirs)
    other = edit_text(begun, in_order(begun.data, merged.theirs), donor=source)
    other = transplanted(other, both.ours, source)
    return Merged(both.ours, other, (*merged.conflicts, *both.conflicts))


def _new_beside(conflicts: Iterable[Conflict], base: Any, ours: Any, theirs: Any) -> Iterator[Path]:
    """The new members of tables in which a conflict is about one that a side lacks: they may be its new name."""
    for conflict in conflicts:
        table, *steps = conflict.path or ("",)
        old, *sides = (data.get(table) if type(data) is dict else None for data in (base, ours, theirs))
        tables = [side for side in sides if type(side) is dict]
        if len(steps) == 1 and any(steps[0] not in side for side in tables):
            yield from ((table, key) for side in tables for key in side if key not in (old or ()))


def _empty(ours: Any, theirs: Any) -> Any:
    """Data with the tables and lists that both have, empty."""
    sides = [side if type(side) is dict else {} for side in (ours, theirs)]
    both = {key: type(value) for key, value in sides[0].items() if type(value) is type(sides[1].get(key))}
    return {key: kind() for key, kind in both.items() if kind in (dict, list)}


def _merged_by_lines(versions: Versions, markers: Markers) -> tuple[str, bool]:
    """Merge lines as git does, and report whether that is clean. Without git, all that differs is a conflict."""
    with tempfile.TemporaryDirectory(prefix="newscorpus-") as folder:
        names = ("ours", "base", "theirs")
        for name in names:
            text: str = getattr(versions, name)
            FilePath(folder, name).write_bytes(text.encode("utf-8", "surrogatepass"))
        labels = [word for label in (markers.ours, "base", markers.theirs) for word in ("-L", label)]
        command = ["git", "merge-file", "-p", "-q", f"--marker-size={markers.size}", *labels, *names]
        own = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}  # which may ask for another style of conflicts
        try:
            ran = subprocess.run(command, cwd=folder, check=False, capture_output=True, env=own)  # noqa: S603
        except FileNotFoundError:
            return markers.around(versions.ours, versions.theirs), False
    return ran.stdout.decode("utf-8", "surrogatepass"), ran.returncode == 0


# --- files of lines


def _merged_records(versions: Versions) -> Merged[str]:
    """The merge of JSON Lines, each a record with an id: in the order of ours, then those that are new in theirs."""
    base, ours, theirs = (_records(text) for text in (versions.base, versions.ours, versions.theirs))
    newline = "\r\n" if "\r\n" in versions.ours else "\n"
    sides: tuple[list[str], list[str]] = [], []
    conflicts = list[Conflict]()
    for key in dict.fromkeys((*ours, *base, *theirs)):
        merged = _merged_record(key, base.get(key), ours.get(key), theirs.get(key))
        conflicts += merged.conflicts
        for side, line in zip(sides, (merged.ours, merged.theirs), strict=True):
            side.extend([line] if line else [])
    mine, of_theirs = ("".join(line + newline for line in side) for side in sides)
    return Merged(mine, of_theirs, tuple(conflicts))


def _merged_record(key: str, base: str | None, ours: str | None, theirs: str | None) -> Merged[str]:
    versions = Versions(base or "", ours or "", theirs or "")
    if versions.settled is not None:
        return Merged(versions.settled, versions.settled, ())
    if ours and theirs:
        merged = _merged(versions, None, as_json=True)
        named = tuple(attrs.evolve(conflict, path=(key, *conflict.path)) for conflict in merged.conflicts)
        return attrs.evolve(merged, conflicts=named)
    conflict = Conflict((key,), reason_of(base, ours, theirs), base, ours, theirs)
    return Merged(versions.ours, versions.theirs, (conflict,))


def _records(text: str) -> Mapping[str, str]:
    """The lines of JSON Lines by the ids of their records. Raises _InDoubt."""
    records = dict[str, str]()
    for line in filter(str.strip, text.removeprefix(_BOM).split("\n")):
        data = parse_json(line).data
        key = data.get("id") if type(data) is dict else None
        if type(key) is not str or key in records:
            raise _InDoubt
        records[key] = line.removesuffix("\r")
    return records


# --- members whose lines are replaced by those that another version of the text has


def transplanted(text: str, other: str, source: Document) -> str:
    """Return a text in which the members that differ from those of another one have the lines of a third one.

    Args:
        text: The text, with the data of `source`, whose keys may have another order.
        other: Differs from it in some members.
        source: Has the lines.
    """
    document = parse_yaml(text)
    layout, donor = Layout(document), Layout(source)
    for path in {_in_block(layout, donor, path): None for path in differing(document.data, parse_yaml(other).data)}:
        if not path:
            continue
        try:
            start, end = _lines(layout, path)
            first, last = _lines(donor, path)
        except CannotEdit:
            continue
        lines = source.text[first:last]
        lines += "\n" * (not lines.endswith("\n") and end < len(layout.text))
        replaced = parse_yaml(edited(layout.text, [(start, end, lines)]))
        if same(replaced.data, changed(document.data, [SetValue(path, donor.at(path))])):
            document, layout = replaced, Layout(replaced)
    return document.text


def differing(mine: Any, other: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of members that both data have, with different values."""
    if same(mine, other):
        return
    if type(mine) is type(other) is dict:
        for key in mine:
            if key in other:
                yield from differing(mine[key], other[key], (*path, key))
    elif type(mine) is type(other) is list and len(mine) == len(other):
        for i, (a, b) in enumerate(zip(mine, other, strict=True)):
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
    member = layout.member(path)
    return member.lead, member.tail
