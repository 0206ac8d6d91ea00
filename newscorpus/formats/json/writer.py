"""Plain data -> JSON that means the same when it is read as YAML 1.2. Imports nothing of ours; never touches files.

JSON is almost a subset of YAML: apart from keys beyond YAML's limit on their length (`yaml_writer.fits_key`), what
remains is a matter of escapes and exponents, and is settled here, for `yaml_writer` too: a string in double quotes is
written alike in both formats.
"""

import json
import re
from collections.abc import Iterator
from json.encoder import encode_basestring
from math import isfinite
from typing import Any, Final

__all__ = ["UNREADABLE", "double_quoted", "dump_json", "escape", "fault", "float_text"]

UNREADABLE: Final = (
    r"\x7f-\x9f"  # DEL and C1, NEL (U+0085) among them: YAML refuses them, or takes them for a line's end
    r"\u2028\u2029\ufeff\ufffe\uffff"  # line separators, byte order mark, noncharacters: likewise
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # Bidi_Control: they make a line look like another one
    r"\ud800-\udfff"  # surrogates: to be refused
)
"""Inside of a regex's class: the characters beyond C0 that never stand raw in what we write."""

_UNREADABLE: Final = re.compile(f"[{UNREADABLE}]")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")

_BARE_EXPONENT: Final = re.compile(r"e(?<=[0-9]e)[-+]")  # quicker than `[0-9]e[-+]`
# Strings are matched to be stepped over: what looks like a number in one is none.
_STRING_OR_BARE_EXPONENT: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"|(?<![0-9.])[0-9]e')


def dump_json(data: Any, *, indent: bool) -> str:
    """Write `data` (dict with text keys, list, tuple, str, int, float, bool) as JSON, in its own order.

    With `indent` for people: two blanks a level, a newline at the end. Without it for JSON Lines: one line, no blanks,
    no newline at the end. Text stays unescaped but for `UNREADABLE` and what JSON itself demands (RFC 8259).

    Raises ValueError, naming the place, for a lone surrogate, NaN or an infinity; TypeError for objects of other types.
    (The standard library's encoder, for its speed: it does not mind None and keys that are numbers.)
    """
    try:
        if indent:
            text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
        else:
            text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        if not text.isprintable():  # quick; knows a few more, and newlines
            text = _UNREADABLE.sub(escape, text)  # outside of strings all is ASCII
    except ValueError as error:
        raise ValueError(fault(data) or str(error)) from None
    if ("e-" in text or "e+" in text) and _BARE_EXPONENT.search(text):  # the former are found ten times as fast
        text = _STRING_OR_BARE_EXPONENT.sub(lambda m: m[0] if m[0][0] == '"' else m[0][0] + ".0e", text)
    return text


def double_quoted(text: str) -> str:
    """Write `text` in double quotes on one line, as JSON and YAML read alike.

    Raises ValueError for a lone surrogate.
    """
    return _UNREADABLE.sub(escape, encode_basestring(text))


def float_text(number: float) -> str:
    """Write a finite float in the shortest form that JSON, YAML 1.1 and YAML 1.2 read as this very float.

    YAML 1.1 takes a number for a float only if it has a point: `1.0e+22`, where Python writes `1e+22`.

    Raises ValueError for NaN and infinities.
    """
    if not isfinite(number):
        raise ValueError(f"{float.__repr__(number)} is no finite number")
    text = float.__repr__(number)
    return text if "." in text else text.replace("e", ".0e")


def fault(data: Any) -> str | None:
    """Say what in `data` no format can hold, and where (`events.visit.title: …`): the first such thing."""
    return next(_faults(data, ""), None)


def escape(found: re.Match[str]) -> str:
    """Write the one character found, of the first 65,536, as JSON and YAML do; ValueError for a surrogate."""
    code = ord(found[0])
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
        if found := _SURROGATE.search(value):
            yield f"{place or 'text'}: lone surrogate U+{ord(found[0]):04X} at character {found.start()}"
    elif isinstance(value, float) and not isfinite(value):
        yield f"{place or 'number'}: {float.__repr__(value)} is no finite number"
