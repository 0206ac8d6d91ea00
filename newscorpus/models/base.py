"""The base class of the models, and their repr."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

import attrs

from newscorpus.diagnostics.report import in_notebook
from newscorpus.models.metadata import DependentRequired, ShortForm


class Model:
    """Base of the models: a repr without defaults, and a constraint on two fields."""

    __slots__ = ()

    SHORT: ClassVar[ShortForm | None] = None
    """The short forms that a file may use instead of a mapping of fields."""
    NEEDS: ClassVar[DependentRequired | None] = None
    """The constraint on two fields."""

    def lacks(self) -> DependentRequired | None:
        """Return the constraint on two fields if it is violated, else None."""
        needs = self.NEEDS
        if needs and getattr(self, needs.field) == needs.value and getattr(self, needs.other) is None:
            return needs
        return None

    def __attrs_post_init__(self) -> None:
        needs = self.lacks()
        if needs:
            raise ValueError(f"{type(self).__name__}.{needs.field}: {needs.value}: expected {needs.expects}")

    def __repr__(self) -> str:
        shown = []
        for a in attrs.fields(cast("type[Any]", type(self))):
            value = getattr(self, a.name)
            if value == a.default or not a.eq:
                continue
            shown.append(f"{a.name}={abbreviate(value)}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def _repr_html_(self) -> str | None:
        return in_notebook(self)


def abbreviate(value: Any) -> str:
    """Return the repr of a value, with long strings, mappings and lists cut and their lengths given."""
    if isinstance(value, str):
        return repr(value) if len(value) <= 60 else f"{value[:56]!r}… ({len(value)} characters)"
    if isinstance(value, Mapping):
        if len(value) <= 8 and not any(isinstance(item, Model) for item in value.values()):
            return f"{{{', '.join(f'{abbreviate(key)}: {abbreviate(item)}' for key, item in value.items())}}}"
        more = ", …" if len(value) > 3 else ""
        return f"<{len(value)}: {', '.join(map(abbreviate, list(value)[:3]))}{more}>"
    if isinstance(value, tuple):
        if len(value) > 4:
            return f"<{len(value)} items>"
        return f"({', '.join(map(abbreviate, value))}{',' if len(value) == 1 else ''})"
    return repr(value)
