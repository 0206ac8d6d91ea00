"""EDTF -> the dates of ISO 8601 that other formats have: a beginning and an end, as precise as they are given."""

import re
from typing import Final

import attrs

from newscorpus.models import edtf
from newscorpus.models.values import When

_END: Final = rf"(?:{edtf.DATE_PATTERN}|\.\.)"
_PLAIN: Final = re.compile(rf"({_END})/({_END})|({edtf.DATE_PATTERN}|{edtf.DATETIME_PATTERN})")


@attrs.frozen
class Dates:
    """When something begins and ends."""

    start: str | None
    """YYYY, YYYY-MM, YYYY-MM-DD or a date-time; None if it is open or unknown."""
    end: str | None
    """Likewise; None also if only one date is given."""
    is_exact: bool
    """Whether the date is not approximate, uncertain, a decade or unknown."""
    has_open_end: bool = False
    """Whether it begins, and its end is open; a single date also lacks an end."""


def dates_of(when: When | None) -> Dates:
    """Return the dates of a time: of one that is not a date of ISO 8601, the first and the last day that it can be."""
    if when is None:
        return Dates(None, None, is_exact=True)
    plain = _PLAIN.fullmatch(when.edtf)
    if plain is None:
        days = [day.isoformat() if day is not None else None for day in (when.earliest, when.latest)]
        return Dates(days[0], days[1], is_exact=False, has_open_end=days[0] is not None and days[1] is None)
    if plain[3]:
        return Dates(plain[3], None, is_exact=True)
    start, end = (None if one == ".." else one for one in plain.group(1, 2))
    return Dates(start, end, is_exact=True, has_open_end=end is None)
