"""Plain data -> JSON that means the same when it is read as YAML 1.2.

JSON is almost a subset of YAML. The differences are escapes and exponents, which this module also writes for the YAML
writer, and the limit on the length of keys (`newscorpus.formats.yaml.writer.fits_key`).
"""

import json
import re
from collections.abc import Iterator
from json.encoder import encode_basestring
from math import isfinite
from typing import Any, Final

from newscorpus.text.words import pattern

UNREADABLE: Final = (
    r"\x7f-\x9f"  # DEL and C1, including NEL (U+0085): YAML refuses them, or reads a line break
    r"\u2028\u2029\ufeff\ufffe\uffff"  # line separators, byte order mark, noncharacters: likewise
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # Bidi_Control: they change how a line looks
    r"\ud800-\udfff"  # surrogates: an error
)
"""The characters beyond C0 that are always escaped, as the inside of a character class of a regex."""

COMMAND: Final = pattern(r"##(?=\w*\[)")
"""GitHub's runner executes `##[` anywhere in a printed line; other systems execute `##vso[` and `##teamcity[`."""

_UNREADABLE: Final = pattern(f"[{UNREADABLE}]")
_SURROGATE: Final = r"[\ud800-\udfff]"

_BARE_EXPONENT: Final = pattern(r"e(?<=[0-9]e)[-+]")  # faster than `[0-9]e[-+]`
# Strings are matched in order to skip them, because they may contain what looks like a number.
_STRING_OR_BARE_EXPONENT: Final = r'"(?:[^"\\]++|\\.)*+"|(?<![0-9.])[0-9]e'


def dump_json(data: Any, *, indent: bool) -> str:
    """Write data as JSON. Only `UNREADABLE` characters, those of RFC 8259 and a `#` of each `COMMAND` are escaped.

    Args:
        data: dict with string keys, list, tuple, str, int, float, bool; written in its own order.
        indent: Indent by two spaces and end with a newline. Otherwise one line without spaces, for JSON Lines.

    Raises:
        ValueError: There is a lone surrogate, NaN or an infinity; the message gives its path.
        TypeError: There is an object of another type. None and keys that are numbers are not noticed.
    """
    try:
        if indent:
            text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
        else:
            text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        if not text.isprintable():  # a quick test, which also finds newlines and a few others
            text = _UNREADABLE.sub(escape, text)  # outside of strings everything is ASCII
        if "##" in text:
            text = _harmless(text)
    except ValueError as error:
        raise ValueError(fault(data) or str(error)) from None
    if ("e-" in text or "e+" in text) and _BARE_EXPONENT.search(text):  # the first tests are ten times as fast
        text = re.sub(_STRING_OR_BARE_EXPONENT, lambda m: m[0] if m[0][0] == '"' else m[0][0] + ".0e", text)
    return text


def double_quoted(text: str) -> str:
    """Write a string in double quotes on one line, for JSON and YAML. Raises ValueError for a lone surrogate."""
    return _harmless(_UNREADABLE.sub(escape, encode_basestring(text)))


def _harmless(text: str) -> str:
    return COMMAND.sub(r"#\\u0023", text)


def float_text(number: float) -> str:
    """Write a float in the shortest form that JSON, YAML 1.1 and YAML 1.2 read as the same float.

    YAML 1.1 reads a float only if it has a point: `1.0e+22`, where Python writes `1e+22`.

    Raises:
        ValueError: The number is NaN or infinite.
    """
    if not isfinite(number):
        raise ValueError(f"{float.__repr__(number)} is no finite number")
    text = float.__repr__(number)
    return text if "." in text else text.replace("e", ".0e")


def fault(data: Any) -> str | None:
    """Describe the first value that cannot be written, with its path (`events.visit.title: …`); None if all can."""
    return next(_faults(data, ""), None)


def escape(match: re.Match[str]) -> str:
    """Return the escape of a character below U+10000, for JSON and YAML. Raises ValueError for a surrogate."""
    code = ord(match[0])
    if 0xD800 <= code <= 0xDFFF:
        raise ValueError(f"lone surrogate U+{code:04X}")
    return f"\\u{code:04x}"


def _faults(value: Any, place: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _faults(key, f"a key of {place or 'the document'}")
            yield from _faults(item, f"{place}.{key}" if place else str(key))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _faults(item, f"{place}.{index}" if place else str(index))
    elif isinstance(value, str):
        if match := re.search(_SURROGATE, value):
            yield f"{place or 'text'}: lone surrogate U+{ord(match[0]):04X} at character {match.start()}"
    elif isinstance(value, float) and not isfinite(value):
        yield f"{place or 'number'}: {float.__repr__(value)} is no finite number"
