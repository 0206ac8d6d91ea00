"""Where plain data of a version refers to actors and events: the models say which strings are references.

A name or a quoted word that equals an id is no reference. The data may have errors, and any short form.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import attrs

from newscorpus.codec.expected import Expected, expected
from newscorpus.diagnostics.report import Path
from newscorpus.models import Article, Manifest
from newscorpus.models.metadata import ArticlePath


@attrs.frozen
class IdUse:
    """A reference to an actor or event."""

    path: Path
    """Of the value; of the mapping that has the key, if `is_key`."""
    is_key: bool
    before: str
    """What is written before the id: `article#` or `events.`."""
    id: str
    after: str
    """What is written behind the id: the rest of a path."""


def id_uses(data: Any, ids: Collection[str]) -> Iterator[IdUse]:
    """Yield the references to ids: also `article#event` with the id of the article itself, and `at` of waivers.

    Args:
        data: The plain data of an article or of `corpus.yaml`.
        ids: The ids of actors and events.
    """
    if type(data) is not dict or not ids:
        return
    own = f"{data.get('id')}#"
    for path, is_key, written in _strings(data, ()):
        name = written.removeprefix(own)
        if name in ids and _expected(data, path, is_key=is_key).refers_to:
            yield IdUse(path, is_key, written[: len(written) - len(name)], name, "")
        steps = _STEPS.match(written)
        if steps and steps[2] in ids and any(kind.mark(ArticlePath) for kind in _expected(data, path).types):
            yield IdUse(path, is_key, steps[1], steps[2], written[steps.end() :])


def with_other_id(data: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return data in which references to an id are to another one; the data itself, if it has none."""
    uses = {(use.path, use.is_key): use.before + new + use.after for use in id_uses(data, (old,))}
    changed: dict[str, Any] = _with(data, (), old, uses) if uses else data
    return changed


def _with(value: Any, path: Path, old: str, uses: Mapping[tuple[Path, bool], str]) -> Any:
    """The value at a path with the strings that are instead of those that refer to the old id."""
    if type(value) is dict:
        key_of = {old: uses.get((path, True), old)}
        return {key_of.get(key, key): _with(one, (*path, key), old, uses) for key, one in value.items()}
    if type(value) is list:
        return [_with(one, (*path, i), old, uses) for i, one in enumerate(value)]
    return uses.get((path, False), value)


_STEPS: Final = re.compile(r"((?:actors|events)\.)([^.\[]+)")
"""How a path of a waiver or an open point begins."""


def _expected(data: dict[str, Any], path: Path, *, is_key: bool = False) -> Expected:
    return expected(data, path, is_key=is_key, cls=Article if "id" in data else Manifest)


def _strings(value: Any, path: Path) -> Iterator[tuple[Path, bool, str]]:
    """The strings of data, and the keys of its mappings, with their paths."""
    if type(value) is str:
        yield path, False, value
    elif type(value) is dict:
        for key, one in value.items():
            if type(key) is str:
                yield path, True, key
            yield from _strings(one, (*path, key))
    elif type(value) is list:
        for i, one in enumerate(value):
            yield from _strings(one, (*path, i))
