"""How simple texts write scalars; the values of unquoted ones by the core schema of YAML 1.2 (10.3.2), and by 1.1."""

import re
from typing import Any, Final

from newscorpus.formats.document import (
    FLOAT_TOO_BIG,
    INTEGER_TOO_BIG,
    INVALID,
    NonDecimalInt,
    fitting_float,
    fitting_integer,
)
from newscorpus.text.words import pattern

# How simple texts write scalars, for patterns in verbose mode.
FIRST: Final = r"(?:[^\s\-?:,\[\]{}\#&*!|>'\"%@`.]|\.(?!\.\.))"  # other beginnings of a scalar are left to the parser
PLAIN: Final = rf"{FIRST}[^\n:\#]*+(?:(?::(?![\ \n])|(?<!\ )\#)[^\n:\#]*+)*+"
QUOTED: Final = r"""'(?:[^'\n]++|''|\n\ ++(?!\n))*+'|"(?:[^"\\\n]++|\n\ ++(?!\n))*+\""""
KEY: Final = rf"(?:{PLAIN}|{QUOTED})"
"""A key of a simple text, without verbose mode, too."""

MERGE: Final = "<<"
"""The key by which YAML 1.1 merges mappings."""

_CORE_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_YAML_1_1_WORDS: Final = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON"), "true"),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF"), "false"),
    "=": "a sign for a default value",
    MERGE: "a sign to merge mappings",
}
WORDS: Final = frozenset(_CORE_WORDS) | frozenset(_YAML_1_1_WORDS)
"""Plain scalars that some reader does not read as strings, except those that begin with a sign, dot or digit."""
LETTERS: Final = ":"
"""Strings that begin with a sign, a dot or a digit, and few others, sort before this."""

_NUMBER: Final = pattern(
    r"""
      (?P<plain> 0 | -?[1-9][0-9]* )
    | (?P<odd> [-+]?[0-9]+ )
    | 0o (?P<octal> [0-7]+ )
    | 0x (?P<hexadecimal> [0-9a-fA-F]+ )
    | (?P<float> [-+]? (?: \.[0-9]+ | [0-9]+ (?:\.[0-9]*)? ) (?:[eE][-+]?[0-9]+)? )
    | (?P<endless> [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN) )
    """,
    re.VERBOSE,
)
_YAML_1_1_NUMBER: Final = re.compile(
    r"""
      (?P<sign> [-+]? )
      (?: 0b (?P<binary> [01_]+ )
        | 0x (?P<hexadecimal> [0-9a-fA-F_]+ )
        | 0 (?P<octal> [0-7_]+ )
        | (?P<decimal> 0 | [1-9][0-9_]* )
        | (?P<sexagesimal> [1-9][0-9_]* (?::[0-5]?[0-9])+ | [0-9][0-9_]* (?::[0-5]?[0-9])+ \.[0-9_]* )
        | (?P<float> (?:[0-9][0-9_]*)\.[0-9_]* (?:[eE][-+][0-9]+)? )
      )
    | (?P<fraction> \.[0-9][0-9_]* (?:[eE][-+][0-9]+)? )
    """,
    re.VERBOSE,
)
_BASES: Final = {"binary": 2, "octal": 8, "decimal": 10, "hexadecimal": 16}
_SHOWN: Final = 40
"""Code points. The value of a longer number is not computed for a message."""


def resolve(text: str) -> tuple[Any, str | None]:
    """Return the value of a plain scalar by YAML 1.2 and None; or INVALID and the reason why it is refused."""
    if text in _CORE_WORDS:
        return _CORE_WORDS[text], None
    match = _NUMBER.fullmatch(text)
    form = match and match.lastgroup
    if match is None or form is None:
        return text, None
    if form == "endless":
        return INVALID, f"`{text}` is not a number that a value can have"
    if form == "float":
        number = fitting_float(text)
        return (INVALID, FLOAT_TOO_BIG) if number is None else (number, None)
    integer = fitting_integer(match[form], _BASES.get(form, 10))
    if integer is None:
        return INVALID, INTEGER_TOO_BIG
    return (integer if form == "plain" else NonDecimalInt(integer)), None


def yaml11_reading(text: str) -> str | None:
    """Describe what tools for YAML 1.1 read instead; None if they read the same value.

    Dates (`2023-06-14`, a string here) do not count: where the format has a date, it does no harm to read one.
    """
    if text in _YAML_1_1_WORDS:
        return _YAML_1_1_WORDS[text]
    core = _NUMBER.fullmatch(text)
    old = _YAML_1_1_NUMBER.fullmatch(text)
    if old is None:
        # `.inf` and `.nan` are refused by `resolve`.
        return "text" if core and core.lastgroup != "endless" else None
    if core is None:
        return _describe(old)
    if core.lastgroup == "odd" and old.lastgroup == "octal" and text.lstrip("+-0")[1:]:
        return _describe(old)
    return None


def _describe(number: re.Match[str]) -> str:
    digits = number[0].lstrip("+-").replace("_", "")
    form = number.lastgroup
    if len(digits) > _SHOWN or form is None:
        return "a number"
    if form == "sexagesimal":
        value: float = 0
        for part in digits.split(":"):
            value = value * 60 + (float(part) if "." in part else int(part))
    elif form in _BASES:
        digits = digits.removeprefix("0b").removeprefix("0x")
        if not digits:
            return "a number, or fail"
        value = int(digits, _BASES[form])
    else:
        value = float(digits)
    return f"the number {-value if number['sign'] == '-' else value}"
