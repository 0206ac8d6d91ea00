"""`Model`: what all models share."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, cast

import attrs

from newscorpus.models.metadata import DependentRequired, ShortForm


class Model:
    """What all models share: a readable repr without defaults, and constraints that need more than one field."""

    __slots__ = ()

    SHORT: ClassVar[ShortForm | None] = None
    NEEDS: ClassVar[DependentRequired | None] = None

    def lacks(self) -> DependentRequired | None:
        """What a field's value needs and is not there."""
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
            shown.append(f"{a.name}={_brief(value)}")
        return f"{type(self).__name__}({', '.join(shown)})"


def _brief(value: Any) -> str:
    """`value` for a repr: long text, tables and long lists are cut, and say so."""
    if isinstance(value, str):
        return repr(value) if len(value) <= 60 else f"{value[:56]!r}… ({len(value)} characters)"
    if isinstance(value, Mapping):
        if len(value) <= 8 and not any(isinstance(item, Model) for item in value.values()):
            return f"{{{', '.join(f'{_brief(key)}: {_brief(item)}' for key, item in value.items())}}}"
        more = ", …" if len(value) > 3 else ""
        return f"<{len(value)}: {', '.join(map(_brief, list(value)[:3]))}{more}>"
    if isinstance(value, tuple):
        if len(value) > 4:
            return f"<{len(value)} items>"
        return f"({', '.join(map(_brief, value))}{',' if len(value) == 1 else ''})"
    return repr(value)


notebook_html: Callable[[Any], str] | None = None
"""What makes a notebook's HTML of an article or a corpus; `newscorpus` sets it, since models know of no page."""


def html(model: object) -> str | None:
    """Return what a notebook shows of an article or a corpus; None, and so its repr, if nothing was set."""
    return notebook_html(model) if notebook_html else None
