"""Plain data -> YAML that every parser reads alike. Imports nothing of ours but `json_writer`; never touches files.

What decides here is not the specification but what parsers of YAML 1.1 and 1.2 make of it. Text is plain only where no
parser could take it for anything else, block text only where all agree on its blanks and newlines; where in doubt it is
quoted, which costs nothing. Never: flow style (but for empty collections), folded lines, anchors, tags.
"""

import re
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final

from newscorpus.formats.json.writer import UNREADABLE, double_quoted, escape, fault, float_text

__all__ = ["dump_yaml", "fits_key", "inline", "stays_plain", "stays_single"]

_COLLECTION: Final = (dict, list, tuple)
_INDENT: Final = "  "
_MAX_KEY: Final = 1000
"""UTF-8 bytes of a written key. YAML's limit is 1,024 characters; bytes are safe however a parser counts."""
_SHORT: Final = 64
"""Code points. Shorter texts are mostly keys, ids and words of vocabularies: how they are written is remembered."""

_ESCAPED: Final = re.compile(rf"[\x00-\x1f{UNREADABLE}]")
_ESCAPED_IN_BLOCK: Final = re.compile(rf"[\x00-\x08\x0b-\x1f{UNREADABLE}]")

_NOT_PLAIN: Final = r"""
    (?![(/$\w\u0080-\U0010ffff]) | \s    # starts with an indicator (or might: `=`, `<<`, `.inf`, `+1`), or is empty
    | [0-9][0-9_,.:eE+\-\ TtZz]*\Z       # a number (YAML 1.1 has base 60, Ruby commas) or a time
    | 0[xX][0-9a-fA-F_]*\Z
    | 0[oObB][0-9_]*\Z
    | (?i:null|true|false|yes|no|on|off|y|n|nan|inf|infinity)\Z
"""
_LONGEST_WORD: Final = len("infinity")
_MONTH_OR_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?\Z")

_FLOW: Final = re.compile(r"[\[\]{},:]")
"""What means something in brackets. (A colon does so only beside some of the others, but parsers differ.)"""

_LINE_START: Final = re.compile(r"\n(?!\n|\Z)")


def dump_yaml(data: Any, *, comment: str | None = None) -> str:
    """Write `data` (dict with text keys, list, tuple, str, int, float, bool) as YAML in block style, in its own order.

    The lines of `comment` are put on top, each after `# `.

    Raises ValueError, naming the place, for a lone surrogate, NaN or an infinity; TypeError for other types, None too.
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
    """Whether `text` can be written as `text: value` for every parser: YAML limits the length of such keys."""
    try:
        return _fits(_line(text))
    except ValueError:
        return False


def inline(value: Any, *, flow: bool) -> str:
    """Write a scalar, or a mapping of scalars, within a line; `flow` if it is to stand in brackets or braces."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{inline(k, flow=True)}: {inline(v, flow=True)}" for k, v in value.items()) + "}"
    if not isinstance(value, str):
        return _scalar(value, "")
    written = _line(value)
    return written if written != value or stays_plain(value, flow=flow) else double_quoted(value)


def stays_plain(text: str, *, flow: bool) -> bool:
    """Whether every parser takes `text` without quotes for text; `flow` if it stands in brackets or braces."""
    return stays_single(text) and _is_plain(text) and not (flow and _FLOW.search(text))


def stays_single(text: str) -> bool:
    """Whether `text` can stand in single quotes, or in a line of a block: it has nothing that wants an escape."""
    return text.isprintable() or not _ESCAPED.search(text)


def _fits(written: str) -> bool:
    return len(written.encode()) <= _MAX_KEY


def _comment_line(line: str) -> str:
    return f"# {_ESCAPED_IN_BLOCK.sub(escape, line)}".rstrip() + "\n"


def _write_block(data: Any, pad: str, out: list[str]) -> None:
    """Write a collection that is not empty from the current column on; `pad` leads to the same column of a new line."""
    inner = pad + _INDENT
    lead = ""
    if isinstance(data, dict):
        for key, value in data.items():
            if type(key) is str and len(key) < _SHORT:  # fits however it is written
                written = f"{lead}{_short_line(key)}:"
            elif not isinstance(key, str):
                raise TypeError(f"{key!r} is no text: keys must be")
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
    """Write a scalar or an empty collection; the lines of block text come after `pad`."""
    if isinstance(value, str):
        if "\n" in value:
            return _block_text(value, pad) or _line(value)
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
    raise TypeError(f"{value!r} is no plain data")


def _block_text(text: str, pad: str) -> str | None:
    """Write text of several lines in style `|`; None where parsers would not agree on it."""
    body = text.rstrip("\n")
    last_line = body[body.rfind("\n") + 1 :]
    first = text.lstrip("\n")[:1]
    if not last_line.strip() or first == "\t":
        return None
    if not text.replace("\n", "").isprintable() and _ESCAPED_IN_BLOCK.search(text):  # as in `_any_line`
        return None
    indentation = len(_INDENT) if first == " " else ""
    newlines = len(text) - len(body)
    chomping = "-" if newlines == 0 else "" if newlines == 1 else "+"
    # The last newline is the one that ends the line anyway. No blanks on empty lines.
    lines = _LINE_START.sub(pad, "\n" + (text[:-1] if newlines else text))
    return f"|{indentation}{chomping}{lines}"


def _line(text: str) -> str:
    return _short_line(text) if len(text) < _SHORT else _any_line(text)


def _any_line(text: str) -> str:
    """Write text on one line: plain, in single quotes or in double quotes."""
    if not text.isprintable() and _ESCAPED.search(text):  # the quick test knows a few more, NO-BREAK SPACE say
        return double_quoted(text)
    if _is_plain(text):
        return text
    if "'" not in text:
        return f"'{text}'"
    return "'" + text.replace("'", "''") + "'" if '"' in text else double_quoted(text)


_short_line = lru_cache(maxsize=8192)(_any_line)


def _is_plain(text: str) -> bool:
    if ": " in text or " #" in text or text.endswith(":") or text[-1:].isspace():
        return False
    if len(text) > _LONGEST_WORD and text[0].isalpha():  # so it is neither a number nor one of the words
        return True
    return not _not_plain().match(text) or _is_date(text)


@cache
def _not_plain() -> re.Pattern[str]:
    """Compiled when something is written: most commands only read."""
    return re.compile(_NOT_PLAIN, re.VERBOSE)


def _is_date(text: str) -> bool:
    """Whether text is a month or a day there is: YAML 1.1 takes days for dates, and fails on 30 February."""
    found = _MONTH_OR_DAY.match(text)
    if not found or not found[1]:
        return bool(found)
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
