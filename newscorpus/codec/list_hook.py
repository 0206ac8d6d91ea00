"""The structure hook of lists."""

from functools import partial
from typing import Any, Final

import attrs
import cattrs

from newscorpus.codec.errors import StructureError, StructureErrors, accept, is_integer, refuse, refuse_nothing
from newscorpus.codec.short_forms import listed
from newscorpus.formats.yaml.writer import inline
from newscorpus.models.fields import Type
from newscorpus.models.metadata import NotEmpty

ONE_PAIR: Final = "keep one of the pairs"
"""The help for several pairs in place of one."""
_MOST_PAIRS: Final = 4
"""Pairs that a help repeats, at most."""


class ListHook:
    """Structures a list; a single value is a list of one."""

    def __init__(self, kind: Type, converter: cattrs.Converter) -> None:
        self._item = kind.args[0]
        self._hook = converter.get_structure_hook(self._item)
        self._never_empty = kind.mark(NotEmpty) is not None

    def __call__(self, value: Any, _type: Any = None) -> tuple[Any, ...]:
        """Return the items; raise StructureErrors with a placeholder for each malformed one."""
        if value is None:
            refuse_nothing(())
        made: list[Any] = []
        errors: list[StructureError] = []
        for i, one in enumerate(value if type(value) is list else listed(value, self._item.base)):
            try:
                made.append(self._hook(one, self._item))
            except StructureErrors as e:
                made.append(e.value)
                errors += map(partial(self._as_list, one), e.below(i)) if one is value else e.below(i)
        if self._never_empty and not made:
            refuse("NC102", "is empty", (), help="add at least one item", subject="")
        return accept(tuple(made), errors)

    def _as_list(self, value: Any, error: StructureError) -> StructureError:
        """Return the error, with the list to write if it is about several pairs that are an item each."""
        if type(value) is not dict or error.help != ONE_PAIR or len(value) > _MOST_PAIRS:
            return error
        pairs = [{key: one} for key, one in value.items()]
        try:
            for pair in pairs:
                self._hook(pair, self._item)
        except StructureErrors:
            return error
        written = [{int(key) if is_integer(key) else key: one} for key, one in value.items()]
        return attrs.evolve(error, help=f"write a list: `{inline(written, flow=True)}`")
