"""Strategies for single values: strings of a kind, numbers within bounds, fields that a corpus declares."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from math import ceil, floor, inf, nextafter
from typing import Any

from hypothesis import strategies as st

from newscorpus.models import edtf
from newscorpus.models.fields import Type
from newscorpus.models.manifest import Attribute
from newscorpus.models.metadata import IntegerAsText, OneOf, Pattern, Range, Scalar, Trimmed

Strategy = st.SearchStrategy[Any]

any_text = st.text(st.characters(exclude_categories=["Cs"]))
"""Strings of all Unicode scalar values, empty ones too."""
trimmed = any_text.filter(lambda text: bool(text) and text == text.strip())


@cache
def matching(regex: str, but: tuple[str, ...] = (), *, dated: bool = False) -> Strategy:
    """Return a strategy for strings that match a pattern; cached because it costs more than to draw from it."""
    strategy = st.from_regex(regex, fullmatch=True).filter(lambda text: text not in but)
    return strategy.filter(lambda text: not edtf.problem(text)) if dated else strategy


@cache
def scalar(kind: Type) -> Strategy:
    """Return the strategy for the values of a type that is no model, list or mapping."""
    pattern, one_of, bounds = kind.mark(Pattern), kind.mark(OneOf), kind.mark(Range)
    if one_of:
        return st.sampled_from(sorted(one_of.words))
    if pattern:
        return matching(pattern.regex, pattern.but, dated=pattern.closer is edtf.impossible)
    if kind.base is int:
        return st.integers(bounds.minimum if bounds else -(2**63), bounds.maximum or 2**53 if bounds else 2**63 - 1)
    if kind.mark(IntegerAsText):
        return any_text | st.integers(0, 10**12).map(str)
    by_type: dict[Any, Strategy] = {
        str: trimmed if kind.mark(Trimmed) else any_text,
        bool: st.booleans(),
        float: st.floats(allow_nan=False, allow_infinity=False),
        date: st.dates(),
    }
    if kind.base is Scalar:
        return st.one_of(any_text, st.booleans(), st.integers(-(2**63), 2**63 - 1), by_type[float])
    return by_type[kind.base]


def own_fields(declared: Mapping[str, Attribute]) -> Strategy:
    """Return a strategy for the attributes of an object: those that a corpus requires, and some of the others."""

    def value(attribute: Attribute) -> Strategy:
        low, high = attribute.minimum, attribute.maximum
        if attribute.enum:
            return st.sampled_from([value for value in attribute.enum if _within(value, low, high)])
        if attribute.type == "integer":
            return st.integers(-(2**63) if low is None else ceil(low), 2**63 - 1 if high is None else floor(high))
        if attribute.type == "number":
            # A bound may be an integer between two floats: the float inside the range replaces it.
            least = None if low is None else float(low) if float(low) >= low else nextafter(low, inf)
            most = None if high is None else float(high) if float(high) <= high else nextafter(high, -inf)
            return st.floats(least, most, allow_nan=False, allow_infinity=False)
        return st.booleans() if attribute.type == "boolean" else any_text

    required = {name: value(a) for name, a in declared.items() if a.required}
    optional = {name: value(a) for name, a in declared.items() if not a.required}
    return st.fixed_dictionaries(required, optional=optional)


def _within(value: Scalar, low: float | None, high: float | None) -> bool:
    return isinstance(value, str | bool) or ((low is None or value >= low) and (high is None or value <= high))
