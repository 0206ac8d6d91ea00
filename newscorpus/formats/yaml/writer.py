"""Plain data -> YAML that all parsers read alike, those of YAML 1.1 and of YAML 1.2.

A string is plain only if no parser reads anything else, and block text only if all agree on its whitespace and
newlines; otherwise it is quoted, and also if a CI runner would take a line of it for a command. Flow style (except for
empty collections), folded lines, anchors and tags are not used.
"""

import re
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final

from newscorpus.formats.json.writer import COMMAND, UNREADABLE, double_quoted, escape, fault, float_text
from newscorpus.text.words import pattern

_COLLECTION: Final = (dict, list, tuple)
_INDENT: Final = "  "
_MAX_KEY: Final = 1000
"""UTF-8 bytes of a written key. YAML's limit is 1,024 characters; bytes are safe because some parsers count them."""
_SHORT: Final = 64
"""Code points. Shorter strings are mostly keys, ids and terms of vocabularies, which repeat, so they are cached."""

_ESCAPED: Final = rf"[\x00-\x1f{UNREADABLE}]"
_ESCAPED_IN_BLOCK: Final = rf"[\x00-\x08\x0b-\x1f{UNREADABLE}]"

_NOT_PLAIN: Final = r"""
    (?![(/$\w\u0080-\U0010ffff]) | \s    # starts with an indicator (or might: `=`, `<<`, `.inf`, `+1`), or is empty
    | [0-9][0-9_,.:eE+\-\ TtZz]*\Z       # a number (YAML 1.1 has base 60, Ruby commas) or a time
    | 0[xX][0-9a-fA-F_]*\Z
    | 0[oObB][0-9_]*\Z
    | (?i:null|true|false|yes|no|on|off|y|n|nan|inf|infinity)\Z
"""
_LONGEST_WORD: Final = len("infinity")
_MONTH_OR_DAY: Final = pattern(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?\Z")

_FLOW: Final = pattern(r"[\[\]{},:]")
"""Characters with a meaning in brackets. For a colon that depends on its neighbours, but parsers differ."""

_LINE_START: Final = pattern(r"\n(?!\n|\Z)")
_COMMAND_LINE: Final = pattern(r"^[^\S\n]*::", re.MULTILINE)


def dump_yaml(data: Any, *, comment: str | None = None) -> str:
    """Write data as YAML in block style.

    Args:
        data: dict with string keys, list, tuple, str, int, float, bool; written in its own order.
        comment: Lines to write on top, each after `# `.

    Raises:
        ValueError: There is a lone surrogate, NaN or an infinity; the message gives its path.
        TypeError: There is an object of another type, or None.
    """
    out = [_comment_line(line) for line in (comment or "").splitlines()]
    try:
        if isinstance(data, _COLLECTION) and data:
            _write_block(data, "\n", out)
        else:
            out.append(_line(data) if isinstance(data, str) else _scalar(data, ""))
    except ValueError as error:
        raise ValueError(fault(data) or str(error)) from None
    out.append("\n")
    return "".join(out)


def fits_key(text: str) -> bool:
    """Return whether all parsers accept `text` as the key in `text: value`: YAML limits its length."""
    try:
        return _fits(_line(text))
    except ValueError:
        return False


def inline(value: Any, *, flow: bool) -> str:
    """Write a scalar, mapping or list on one line; `flow` if it is inside brackets or braces."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{inline(k, flow=True)}: {inline(v, flow=True)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(inline(item, flow=True) for item in value)}]"
    if not isinstance(value, str):
        return _scalar(value, "")
    written = _line(value)
    return written if written != value or stays_plain(value, flow=flow) else double_quoted(value)


def stays_plain(text: str, *, flow: bool) -> bool:
    """Return whether all parsers read `text` without quotes as a string; `flow` if it is in brackets or braces."""
    return stays_single(text) and _is_plain(text) and not (flow and _FLOW.search(text))


def stays_single(text: str) -> bool:
    """Return whether `text` needs no escapes, so that it can be written in single quotes or as block text."""
    return text.isprintable() or not re.search(_ESCAPED, text)


def _fits(written: str) -> bool:
    return len(written.encode()) <= _MAX_KEY


def _comment_line(line: str) -> str:
    return f"# {re.sub(_ESCAPED_IN_BLOCK, escape, line)}".rstrip() + "\n"


def _write_block(data: Any, pad: str, out: list[str]) -> None:
    """Write a collection that is not empty at the current column; `pad` begins a new line at that column."""
    inner = pad + _INDENT
    lead = ""
    if isinstance(data, dict):
        for key, value in data.items():
            if type(key) is str and len(key) < _SHORT:  # fits however it is written
                written = f"{lead}{_short_line(key)}:"
            elif not isinstance(key, str):
                raise TypeError(f"{key!r} is not a string, as keys must be")
            else:
                written = _line(key)
                written = f"{lead}{written}:" if _fits(written) else f"{lead}? {written}{pad}:"
            lead = pad
            kind = type(value)
            if kind is str and len(value) < _SHORT and "\n" not in value:  # as most are
                out.append(f"{written} {_short_line(value)}")
            elif kind is int:
                out.append(f"{written} {value}")
            elif isinstance(value, _COLLECTION) and value:
                out.append(written + inner)
                _write_block(value, inner, out)
            else:
                out.append(f"{written} {_scalar(value, inner)}")
    else:
        written, item = "- ", pad + "- "
        for value in data:
            if isinstance(value, _COLLECTION) and value:
                out.append(written)
                _write_block(value, inner, out)
            else:
                out.append(written + _scalar(value, inner))
            written = item


def _scalar(value: Any, pad: str) -> str:
    """Write a scalar or an empty collection; each line of block text begins with `pad`."""
    if isinstance(value, str):
        if "\n" in value:
            return block_text(value, pad) or _line(value)
        return _short_line(value) if len(value) < _SHORT else _any_line(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        return float_text(value)
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, (list, tuple)):
        return "[]"
    if value is None:
        return "null"
    raise TypeError(f"{value!r} is no plain data")


def block_text(text: str, pad: str) -> str | None:
    """Write a string of several lines as block text in style `|`; None if parsers would not agree on it."""
    body = text.rstrip("\n")
    last_line = body[body.rfind("\n") + 1 :]
    first = text.lstrip("\n")[:1]
    if not last_line.strip() or first == "\t":
        return None
    if not text.replace("\n", "").isprintable() and re.search(_ESCAPED_IN_BLOCK, text):  # as in `_any_line`
        return None
    if ("::" in text and _COMMAND_LINE.search(text)) or _is_command(text):
        return None
    indentation = len(_INDENT) if first == " " else ""
    newlines = len(text) - len(body)
    chomping = "-" if newlines == 0 else "" if newlines == 1 else "+"
    # The last newline also ends the line. Empty lines are not indented.
    lines = _LINE_START.sub(pad, "\n" + (text[:-1] if newlines else text))
    return f"|{indentation}{chomping}{lines}"


def _line(text: str) -> str:
    return _short_line(text) if len(text) < _SHORT else _any_line(text)


def _any_line(text: str) -> str:
    """Write a string on one line: plain, in single quotes or in double quotes."""
    # The quick test finds others, too: NO-BREAK SPACE.
    if (not text.isprintable() and re.search(_ESCAPED, text)) or _is_command(text):
        return double_quoted(text)
    if _is_plain(text):
        return text
    if "'" not in text:
        return f"'{text}'"
    return "'" + text.replace("'", "''") + "'" if '"' in text else double_quoted(text)


def _is_command(text: str) -> bool:
    return "##" in text and COMMAND.search(text) is not None


_short_line = lru_cache(maxsize=8192)(_any_line)


def _is_plain(text: str) -> bool:
    if ": " in text or " #" in text or text.endswith(":") or text[-1:].isspace():
        return False
    if len(text) > _LONGEST_WORD and text[0].isalpha():  # so it is neither a number nor one of the words
        return True
    return not _not_plain().match(text) or _is_date(text)


@cache
def _not_plain() -> re.Pattern[str]:
    """Compile the pattern on first use, because most commands only read."""
    return re.compile(_NOT_PLAIN, re.VERBOSE)


def _is_date(text: str) -> bool:
    """Whether `text` is a month, or a day that exists: YAML 1.1 reads days as dates, and fails on 30 February."""
    match = _MONTH_OR_DAY.match(text)
    if not match or not match[1]:
        return bool(match)
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
