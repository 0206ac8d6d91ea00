"""Errors of libyaml and PyYAML -> problems in plain words, those of `parser_errors.json`.

The two parsers describe the same error in different words and at different places. Here both become the same problem,
recognized by the words of the message.
"""

import re
from functools import cache
from typing import Final, NamedTuple

from newscorpus.formats.document import SyntaxProblem, parser_errors, shorten
from newscorpus.formats.yaml.causes import Stop, likely_cause, quoted_value


class _KnownError(NamedTuple):
    complaint: str
    """A regex for `context: problem` in the words of either parser."""
    message: str
    help: str | None = None
    at_context: bool = False
    """Whether to point to the beginning of the construct instead of the place where the parser stopped."""
    label: str | None = None
    """The label of the beginning of the construct."""
    code: str = "NC002"
    unclosed: str = ""
    """The message if the construct begins on an earlier line: then it is not closed."""
    closing: str | None = None
    """What closes the construct; empty for what opens it."""


_QUOTE_IT: Final = "if it is a string, put it in quotes"
_TAB: Final = ("tabs are not allowed for indentation", "use spaces")


@cache
def _known_errors() -> tuple[_KnownError, ...]:
    """The errors that are known, in the order in which they are looked for."""
    return tuple(_KnownError(**row) for row in parser_errors()["yaml"])


def syntax_problem(stop: Stop) -> SyntaxProblem:
    """Convert an error of a parser to a problem: NC002, unless the error has a code of its own."""
    text, words = stop.text, stop.words
    stopped = stop.at
    if "unknown escape" in words:  # PyYAML points after the backslash
        stopped = text.rfind("\\", 0, stopped + 1)
    if "cannot start any token" in words:
        return _indicator(text, stopped)
    meant = likely_cause(stop)
    if meant:
        return meant
    for known in _known_errors():
        if re.search(known.complaint, words):
            return _known(known, text, stopped, stop.began)
    return SyntaxProblem("NC002", "invalid YAML", stopped, min(stopped + 1, len(text)))


def _indicator(text: str, at: int) -> SyntaxProblem:
    """Report a character that no value without quotation marks begins with."""
    end = min(at + 1, len(text))
    character = text[at:end]
    if character == "\t":
        end = at + len(text[at:]) - len(text[at:].lstrip("\t"))
        return SyntaxProblem("NC002", _TAB[0], at, end, help=_TAB[1])
    name = "a backtick" if character == "`" else f"`{character}`"
    written = quoted_value(text, at)
    advice = f"put it in quotes: {written}" if written else _QUOTE_IT
    return SyntaxProblem("NC002", f"unquoted value begins with {name}", at, end, help=advice)


def _known(known: _KnownError, text: str, stopped: int, began: int | None) -> SyntaxProblem:
    if began is None:
        return SyntaxProblem(known.code, known.message, stopped, min(stopped + 1, len(text)), known.help)
    if known.closing is not None and "\n" in text[began:stopped] + text[stopped : stopped + 1]:
        return _unclosed(known, text, stopped, began)
    labels = ((began, min(began + 1, len(text)), known.label),) if known.label else ()
    place = began if known.at_context else stopped
    end = _line_end(text, place) if known.at_context else min(place + 1, len(text))
    return SyntaxProblem(known.code, known.message, place, end, known.help, labels)


def _unclosed(known: _KnownError, text: str, stopped: int, began: int) -> SyntaxProblem:
    """Report what is never closed where it opens, with a label where the parser stopped."""
    end = _line_end(text, began)
    words = text[began:end].rstrip(" \t\r,")
    closed = words + (known.closing or words[:1])
    fits = len(closed) <= _LONGEST and all(closed.count(a) == closed.count(b) for a, b in ("[]", "{}"))
    advice = f"write `{closed}`" if fits else known.help
    at = max(began, min(stopped, len(text.rstrip()) - 1))
    labels = ((at, at + 1, "the parser stopped here"),)
    return SyntaxProblem("NC002", f"{known.unclosed}: `{shorten(words)}`", began, began + len(words), advice, labels)


_LONGEST: Final = 100
"""Code points of what a help repeats."""


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text[: end if end >= 0 else len(text)].rstrip(" \t\r"))
