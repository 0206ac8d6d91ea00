"""Merge the comments of versions of a YAML document, as fields: by the members that they belong to.

The merged data is written into the text of each version. Then the versions differ in comments and layout only, and the
places of comments are the paths of that data.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

import attrs

from newscorpus.diagnostics.report import Path
from newscorpus.edits.comments import CommentedText, Comments, Place
from newscorpus.edits.editor import edit_text
from newscorpus.edits.layout import CannotEdit
from newscorpus.edits.text_edits import edited
from newscorpus.edits.values import align, same
from newscorpus.formats.document import Document
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.merging.data import Conflict, Merged, is_other_item, kept_items, merge_data, reason_of
from newscorpus.merging.renames import new_names


def merge_comments(
    base: Document, written: str, ours: Document, theirs: Document, *, own: Sequence[Path] = ()
) -> Merged[str]:
    """Merge the comments of versions.

    Args:
        base: The version with which both began.
        written: The text of our version, with the merged data.
        ours: Our version.
        theirs: The version of their side.
        own: What is in conflict. There each side keeps its own comments.

    Returns:
        The text of our version, with merged comments. Without those, if that cannot be done with certainty.
    """
    document = parse_yaml(written)
    try:
        mine = CommentedText(document)
        other = _with_data(theirs, document.data, donor=ours)
        old = _with_data(base, document.data).comments if base.text.strip() else {}
        versions = _alike(old, mine.comments, other.comments, own)
        merged = _with_whole_blocks(merge_data(*versions, kept=_kept_lines), *versions)
        sides = (
            merged.ours,
            {**merged.theirs, **{key: other.comments.get(key) for key in other.comments if _is_in(key, own)}},
        )
        texts = [_edited(mine, wanted, other, document.data) for wanted in sides]
    except CannotEdit:
        return Merged(written, written, ())
    return Merged(texts[0], texts[1], tuple(map(_conflict, merged.conflicts)))


def _alike(old: Comments, mine: Comments, other: Comments, own: Sequence[Path]) -> tuple[Comments, Comments, Comments]:
    """Comments with lists at the same places; of those in conflicts, our side's."""
    places = {**old, **mine, **other}
    lists: Comments = {place: [] for place in places if not place[0].startswith("beside")}
    kept = {place: mine[place] for place in places if _is_in(place, own) and place in mine}
    sides = [{place: side[place] for place in side if not _is_in(place, own)} for side in (old, mine, other)]
    first, second, third = ({**lists, **side, **kept} for side in sides)
    return first, second, third


def _kept_lines(base: list[Any], new: list[Any]) -> list[int | None]:
    """The line of the base that each new line is, or replaces; None if it is new, or has moved.

    Two remarks about the same thing may have no words in common, so the place decides.
    """
    lines: list[int | None] = [None] * len(new)
    for tag, i, j, k, m in SequenceMatcher(None, base, new, autojunk=False).get_opcodes():
        for at, to in zip(range(i, j), range(k, m), strict=False):
            if tag == "equal" or (base[at] not in new and new[to] not in base):
                lines[to] = at
    return lines


def _with_whole_blocks(merged: Merged[Any], old: Comments, mine: Comments, other: Comments) -> Merged[Any]:
    """The merge in which each side has all its lines above something, if one of them is in conflict."""
    blocks = {conflict.path[0]: None for conflict in merged.conflicts if len(conflict.path) > 1}
    conflicts = [conflict for conflict in merged.conflicts if len(conflict.path) == 1]
    ours, theirs = dict(merged.ours), dict(merged.theirs)
    for place in blocks:
        key: Any = place
        ours[key], theirs[key] = mine[key], other[key]
        words = ["\n".join(side.get(key, ())) or None for side in (old, mine, other)]
        conflicts.append(Conflict((key,), reason_of(*words), *words))
    return Merged(ours, theirs, tuple(conflicts))


def _is_in(place: Place, paths: Sequence[Path]) -> bool:
    return any(place[1][: len(path)] == path for path in paths)


def _conflict(conflict: Conflict) -> Conflict:
    place: Any = conflict.path[0]
    return attrs.evolve(conflict, path=place[1], reason=conflict.reason.replace(" it,", " its comment,", 1))


def _with_data(document: Document, data: Any, donor: Document | None = None) -> CommentedText:
    text = edit_text(document, in_order(document.data, data), donor=donor)
    return CommentedText(parse_yaml(text))


def _edited(ours: CommentedText, wanted: Comments, source: CommentedText, data: Any) -> str:
    text = edited(ours.text, ours.edits_to(wanted, source))
    if text != ours.text and not same(parse_yaml(text).data, data):
        raise CannotEdit("a comment has no place of its own")
    return text


def in_order(old: Any, new: Any) -> Any:
    """New data with the keys that it shares with the old one in the order of that; also below a new name."""
    if type(old) is type(new) is dict:
        keys = [key for key in old if key in new]
        before = None
        for key in new:
            if key not in old:
                keys.insert(keys.index(before) + 1 if before is not None else 0, key)
            before = key
        origins = {name: key for key, name in new_names(old, new).items()}
        return {key: in_order(old.get(origins.get(key, key)), new[key]) for key in keys}
    if type(old) is type(new) is list:
        places, moved = align(old, new)
        items = [moved.get(i, at) for i, at in enumerate(places)]
        return [item if at is None else in_order(old[at], item) for at, item in zip(items, new, strict=True)]
    return new


def loses_comments(base: Document, ours: Document, theirs: Document, *merged: str) -> bool:
    """Report whether a comment is in none of the merged texts that one side has added, or both have kept."""
    old, mine, other, *both = (_counts(document) for document in (base, ours, theirs, *map(parse_yaml, merged)))
    there = Counter[str]()
    for counts in both:
        there |= counts
    return any(there[words] < _expected(old[words], mine[words], other[words]) for words in {**mine, **other})


def commented_deletions(base: Document, ours: Document, theirs: Document) -> set[Path]:
    """Return the paths in the base of what one side deletes or replaces, and the other has other comments on."""
    old, mine, other_text = map(CommentedText, (base, ours, theirs))
    return {
        was
        for side, text, other in ((ours, mine, theirs), (theirs, other_text, ours))
        for was, path in _deleted(base.data, side.data, other.data)
        if _words(text, path) - _words(old, was)
    }


def _deleted(base: Any, side: Any, other: Any, was: Path = (), path: Path = ()) -> Iterator[tuple[Path, Path]]:
    """Yield what one side has kept and the other has not: its paths in the base, and on the side that has it."""
    pairs: Iterable[tuple[Any, Any, Any]]
    if type(base) is type(side) is type(other) is dict:
        in_side, in_other = new_names(base, side), new_names(base, other)
        names = [(key, in_side.get(key, key), in_other.get(key, key)) for key in base]
        pairs = [(key, here, there if there in other else None) for key, here, there in names if here in side]
    elif type(base) is type(side) is type(other) is list:
        known = enumerate(kept_items(base, other))
        others = {i: k for k, i in known if i is not None and not is_other_item(base[i], other[k])}
        kept = [(i, j) for j, i in enumerate(kept_items(base, side)) if i is not None]
        pairs = [(i, j, others.get(i)) for i, j in kept if i in others or not _has(other, side[j])]
    else:
        return
    for i, j, k in pairs:
        if k is None:
            yield (*was, i), (*path, j)
        else:
            yield from _deleted(base[i], side[j], other[k], (*was, i), (*path, j))


def _has(items: Sequence[Any], item: Any) -> bool:
    return any(same(other, item) for other in items)


def _words(text: CommentedText, path: Path) -> Counter[str]:
    """The comments of something, and of what is in it."""
    places = (place for place in text.comments if _is_in(place, [path]))
    return _counted(text.comments[place] for place in places if place != ("above", path) or text.is_aligned(place))


def _expected(old: int, mine: int, other: int) -> int:
    """How often a comment is in merged text."""
    if (mine - old) * (other - old) > 0:
        return max(mine, other) if mine > old else min(mine, other)
    return mine + other - old


def _counts(document: Document) -> Counter[str]:
    return _counted(CommentedText(document).comments.values() if document.text.strip() else ())


def _counted(comments: Iterable[Any]) -> Counter[str]:
    return Counter(words for comment in comments for words in ([comment] if type(comment) is str else comment))
