"""Which members of new lists and mappings are members of the old ones, for those who know more than their values."""

from typing import Any

from newscorpus.edits.alignment import align


class Origins:
    """The origins of the members of some lists and mappings, which are known by identity: equal ones may differ."""

    def __init__(self) -> None:
        self._items: dict[int, tuple[list[Any], list[int | None], dict[int, int]]] = {}
        self._keys: dict[int, tuple[dict[str, Any], dict[str, str]]] = {}

    def note_items(self, items: list[Any], found: list[int | None], moved: dict[int, int]) -> list[Any]:
        """Note what `align` found for the items of a list; return the list."""
        self._items[id(items)] = items, found, moved
        return items

    def note_keys(self, members: dict[str, Any], was: dict[str, str]) -> dict[str, Any]:
        """Note the keys of a mapping that were renamed, with those before; return the mapping."""
        self._keys[id(members)] = members, was
        return members

    def of_items(self, old: list[Any], new: list[Any]) -> tuple[list[int | None], dict[int, int]]:
        """Return what was noted for a list, or what `align` finds."""
        _, found, moved = self._items.get(id(new), (new, None, {}))
        return align(old, new) if found is None else (found, moved)

    def of_keys(self, new: dict[str, Any]) -> dict[str, str] | None:
        """Return the keys of a mapping that were renamed, with those before; None if nothing was noted."""
        return self._keys[id(new)][1] if id(new) in self._keys else None
