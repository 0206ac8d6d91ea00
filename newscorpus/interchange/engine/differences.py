"""What an article loses in a format that newscorpus also reads: the difference to what is read back of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from newscorpus.codec import codec_of
from newscorpus.interchange.engine.losses import COMPUTED, leaves
from newscorpus.interchange.engine.output import Output
from newscorpus.models import FORMAT, Article


def count_differences(article: Article, data: Mapping[str, Any], output: Output) -> None:
    """Count what differs between an article and what is read back of it.

    Args:
        article: The article, anchored.
        data: The plain data that the reader of the format returns for it, without the text.
        output: Has the corpus, and the losses. A value that only `data` has is `added …`: the format needs one.
    """
    manifest = output.rights.manifest
    codec = codec_of(manifest)
    given = {"id": article.id, "text": article.text, "sha256": article.sha256}  # an import computes the hash
    for name in ("language", "text_license"):  # those of the corpus are in RIGHTS.md
        given |= {name: value} if (value := getattr(manifest, name)) == getattr(article, name) else {}
    head = {key: value for key, value in given.items() if value is not None}
    back, _ = codec.structure({"format": FORMAT, **data, **head})
    for kind, where in _changes(codec.canonical(article), codec.canonical(back), "", ""):
        output.losses.add(kind, f"{article.id}: {where}")


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
    if all(isinstance(one, Mapping) and "id" in one for one in (*before, *after)):
        first, second = ({one["id"]: one for one in items} for items in (before, after))
        for id_ in dict.fromkeys((*first, *second)):
            yield from _changes(first.get(id_), second.get(id_), path, f"{where}.{id_}")
        if first.keys() == second.keys() and list(first) != list(second):
            yield f"order of {path}", where
        return
    lost, added = [], list(after)
    for i, one in enumerate(before):
        if one in added:
            added.remove(one)
        else:
            lost.append((i, one))
    if not lost and not added:
        yield f"order of {path}", where
    paired = len(lost) if len(lost) == len(added) else 0
    for (i, one), other in zip(lost[:paired], added[:paired], strict=True):
        yield from _changes(one, other, path, f"{where}[{i}]")
    for i, one in lost[paired:]:
        yield from leaves(one, path, f"{where}[{i}]")
    for one in added[paired:]:
        yield from _added(one, path, where)


def _added(value: Any, path: str, where: str) -> Iterator[tuple[str, str]]:
    return ((f"added {kind}", at) for kind, at in leaves(value, path, where))
