"""What a conversion between formats cannot keep, counted by kind, with its first places."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, get_args

import attrs

from newscorpus.codec import codec_of
from newscorpus.errors import UsageError
from newscorpus.models import FORMAT, Article, Manifest

COMPUTED: Final = frozenset({"earliest", "latest"})
"""Fields that follow from others."""
OnLoss = Literal["report", "refuse"]
"""Whether a conversion that loses something only says so, or writes nothing."""
_SHOWN: Final = 3
"""How many places of each kind are named, and how many kinds that share a line."""
_LEAST: Final = 12
"""The characters at the end of a place that are worth showing."""
_PATH: Final = re.compile(r"(\w+)[.@/\[]\S+")
"""The kind of a field, which shares a line with other fields of the same object: `entities` of `entities.score`."""


@attrs.define
class Loss:
    """One kind of loss."""

    kind: str
    """What is lost, such as `events.note` or `relation Overlap`."""
    count: int = 0
    places: list[str] = attrs.field(factory=list)
    """The first places, in the order of the source."""
    name: str = ""
    """The label in `kind` that other kinds have others in place of: `Overlap`."""

    def add(self, place: str, count: int) -> None:
        """Count it at a place."""
        self.count += count
        if len(self.places) < _SHOWN:
            self.places.append(place)

    @property
    def group(self) -> str:
        """What kinds that share a line have in common: `relation …`; the kind itself if there are no others."""
        if self.name:
            return self.kind.replace(self.name, "…", 1)
        path = _PATH.fullmatch(self.kind)
        return path[1] if path else self.kind


class Losses:
    """All losses of one conversion."""

    def __init__(self) -> None:
        self._found: dict[str, Loss] = {}
        self._unread: dict[str, Loss] = {}
        self.ignored = Counter[str]()
        """What is left out since the mapping says so, which is no loss."""
        self.unplaced = 0
        """The words that came in without offsets, and have a place only if the text has them once."""
        self.added = Counter[str]()
        """The terms that no vocabulary had, `role giver`, and how often the source has each."""
        self.uncounted = ""
        """Why nothing is known of losses, if that is so."""
        self.counted_by = ""
        """The function of the user's own that alone knows what it leaves out; empty for other readers."""

    def add(self, kind: str, place: str, count: int = 1, *, name: str = "") -> None:
        """Count a loss.

        Args:
            kind: What is lost: the name of a field or a layer, in the words of the format that has it. `{}` stands for
                the name.
            place: Where: the source document or the article, and the path or line in it.
            count: How many times it is lost there.
            name: A label: kinds that differ in nothing else share a line on the screen.
        """
        kind = kind.replace("{}", name, 1) if name else kind
        self._found.setdefault(kind, Loss(kind, name=name)).add(place, count)

    def add_unread(self, kind: str | None, place: str) -> None:
        """Count words that the mapping wants read, that cannot be, and that came in as words: no loss.

        Args:
            kind: What cannot be read; None for nothing.
            place: Where.
        """
        if kind is not None:
            self._unread.setdefault(kind, Loss(kind)).add(place, 1)

    @property
    def unread(self) -> list[Loss]:
        """Words that came in without the value that the mapping wants read of them, the most frequent kind first."""
        return _ordered(self._unread)

    def add_fields(
        self, fields: Iterable[tuple[str, str]], ignored: re.Pattern[str], place: str, kind: str = ""
    ) -> None:
        """Count the fields of an object of a source that nothing reads.

        Args:
            fields: The place in the object, and the path without indices, of each.
            ignored: Matches the paths that the mapping ignores.
            place: Where the object is.
            kind: What the object is in the source; empty if it has no name.
        """
        for where, field in fields:
            if ignored.fullmatch(field):
                self.ignored[field] += 1
            else:
                self.add(f"{kind}.{field}" if kind else field, place if where == field else f"{place}: {where}")

    def __iter__(self) -> Iterator[Loss]:
        return iter(_ordered(self._found))

    def __len__(self) -> int:
        return len(self._found)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the losses as plain data, the most frequent first."""
        return [{"kind": loss.kind, "count": loss.count, "places": loss.places} for loss in self]

    def lines(self, most: int, width: int = 80) -> list[str]:
        """Return a line for each kind of loss: how often, what, and where first. Kinds that are alike share one.

        Args:
            most: The number of lines; one more has the sum of what is left.
            width: The most characters of a line: longer ones are cut.
        """
        groups: dict[str, list[Loss]] = {}
        for loss in self:
            groups.setdefault(loss.group, []).append(loss)
        ordered = sorted(groups.items(), key=lambda group: -_total(group[1]))
        lines = [_line(group, losses, width) for group, losses in ordered[:most]]
        if left := [loss for _, losses in ordered[most:] for loss in losses]:
            lines.append(f"{_total(left):6}  of {len(left)} more kinds")
        return lines

    def unread_lines(self, width: int = 80) -> list[str]:
        """Return a line for each kind of `unread`, as `lines` does."""
        return [_line(loss.kind, [loss], width) for loss in self.unread]


def _ordered(losses: Mapping[str, Loss]) -> list[Loss]:
    return sorted(losses.values(), key=lambda loss: (-loss.count, loss.kind))


def _total(losses: Iterable[Loss]) -> int:
    return sum(loss.count for loss in losses)


def _line(group: str, losses: Sequence[Loss], width: int) -> str:
    """Return the line of a group: its names, with the number of each, and the first place as far as there is room."""
    first, head = losses[0], f"{_total(losses):6}  {group}: "
    if len(losses) == 1:
        head = f"{first.count:6}  {first.kind}: "
        return _fitted(head, first.places[0], width)
    names = [f"{loss.name or loss.kind.removeprefix(group).strip('./') or group} {loss.count}" for loss in losses]
    line, rest = f"{head}{', '.join(names)}", f", … ({len(names)} kinds)"
    if len(line) <= width:
        return _fitted(f"{line}; first ", first.places[0], width, line)
    while len(line) + len(rest) > width and len(names) > 1:
        line = f"{head}{', '.join(names[:-1])}"
        names.pop()
    return _fitted("", f"{line}{rest}", width)


def _fitted(head: str, place: str, width: int, without: str = "") -> str:
    """Return a line with the end of a place that there is room for; without the place if that is too little."""
    left = width - len(head)
    if len(place) <= left:
        return head + place
    if left > _LEAST and head:
        return f"{head}…{place[1 - left :]}"
    return without or f"{head}{place}"[: width - 1] + "…"


class LossError(UsageError):
    """Something would be lost, and the caller wants nothing then."""

    def __init__(self, losses: Losses) -> None:
        self.losses = losses
        super().__init__(f"{len(losses)} kinds of loss, the most frequent: {next(iter(losses)).kind}")


def refuses(on_loss: str) -> bool:
    """Return whether a conversion that loses something writes nothing.

    Raises:
        UsageError: If it is no value of `OnLoss`.
    """
    if on_loss not in get_args(OnLoss):
        raise UsageError(f"`on_loss` is {on_loss!r}; {' or '.join(map(repr, get_args(OnLoss)))} is expected")
    return on_loss == "refuse"


def count_unread(data: Mapping[str, Any], read: Container[str], losses: Losses, kind: str, place: str) -> None:
    """Count the fields of an object of a source that nothing reads, if they have a value.

    Args:
        data: The object.
        read: The names of the fields that are read.
        losses: Where to count.
        kind: What the object is in the source: `annotation`; empty for what has no name.
        place: Where it is.
    """
    for name, value in data.items():
        if name not in read and value:
            losses.add(f"{kind}.{name}" if kind else name, place)


def count_unheld(data: Mapping[str, Any], held: frozenset[str], losses: Losses, place: str) -> None:
    """Count the fields of an article that a format cannot hold.

    Args:
        data: The article as canonical data.
        held: The paths that the format holds, without ids and indices: `events.when.edtf`. A path also covers what is
            below it.
        losses: Where to count.
        place: The article's id.
    """
    for path, where in leaves(data, "", ""):
        if not any(path == known or path.startswith(known + ".") for known in held):
            losses.add(path, f"{place}: {where}")


def leaves(value: Any, path: str, where: str) -> Iterator[tuple[str, str]]:
    """Yield the path of each value, as a kind of place and as a place."""
    if isinstance(value, Mapping) and "exact" in value:
        yield path, where  # the words of a quote and their place are one
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key not in COMPUTED and (key != "id" or not path):
                yield from leaves(item, f"{path}.{key}" if path else key, f"{where}.{key}" if where else key)
    elif isinstance(value, list | tuple) and value and all(type(offset) is int for offset in value):
        yield path, where  # a span
    elif isinstance(value, list | tuple):
        for i, item in enumerate(value):
            name = f".{item['id']}" if isinstance(item, Mapping) and "id" in item else f"[{i}]"
            yield from leaves(item, path, where + name)
    else:
        yield path, where


def count_differences(article: Article, data: Mapping[str, Any], manifest: Manifest, losses: Losses) -> None:
    """Count what differs between an article and what is read back of it.

    Args:
        article: The article, anchored.
        data: The plain data that the reader of the format returns for it, without the text.
        manifest: The corpus.
        losses: Where to count. A value that only `data` has is `added …`: the format needs one.
    """
    codec = codec_of(manifest)
    given = {"id": article.id, "text": article.text, "sha256": article.sha256}  # an import computes the hash
    for name in ("language", "text_license"):  # those of the corpus are in RIGHTS.md
        given |= {name: value} if (value := getattr(manifest, name)) == getattr(article, name) else {}
    head = {key: value for key, value in given.items() if value is not None}
    back, _ = codec.structure({"format": FORMAT, **data, **head})
    for kind, where in _changes(codec.canonical(article), codec.canonical(back), "", ""):
        losses.add(kind, f"{article.id}: {where}")


def _changes(before: Any, after: Any, path: str, where: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the place of each value that differs."""
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        if "exact" in before and any(before.get(key) != after.get(key) for key in ("exact", "start")):
            yield path, where  # a quote is one value
            return
        for key in dict.fromkeys((*before, *after)):
            if key in COMPUTED:
                continue
            at, there = f"{path}.{key}" if path else key, f"{where}.{key}" if where else key
            yield from _changes(before.get(key), after.get(key), at, there)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _changes_of_lists(before, after, path, where)
    elif before is None:
        yield from _added(after, path, where)
    else:
        yield from leaves(before, path, where)


def _changes_of_lists(before: list[Any], after: list[Any], path: str, where: str) -> Iterator[tuple[str, str]]:
    if all(isinstance(item, Mapping) and "id" in item for item in (*before, *after)):
        first, second = ({item["id"]: item for item in items} for items in (before, after))
        for id_ in dict.fromkeys((*first, *second)):
            yield from _changes(first.get(id_), second.get(id_), path, f"{where}.{id_}")
        if first.keys() == second.keys() and list(first) != list(second):
            yield f"order of {path}", where
        return
    lost, added = [], list(after)
    for i, item in enumerate(before):
        if item in added:
            added.remove(item)
        else:
            lost.append((i, item))
    if not lost and not added:
        yield f"order of {path}", where
    paired = len(lost) if len(lost) == len(added) else 0
    for (i, item), other in zip(lost[:paired], added[:paired], strict=True):
        yield from _changes(item, other, path, f"{where}[{i}]")
    for i, item in lost[paired:]:
        yield from leaves(item, path, f"{where}[{i}]")
    for item in added[paired:]:
        yield from _added(item, path, where)


def _added(value: Any, path: str, where: str) -> Iterator[tuple[str, str]]:
    return ((f"added {kind}", at) for kind, at in leaves(value, path, where))
