"""Errors of libyaml and PyYAML -> problems in plain words.

The two parsers describe the same error in different words and at different places. Here both become the same problem,
recognized by the words of the message.
"""

import re
from typing import Final, NamedTuple

from newscorpus.formats.document import SyntaxProblem

__all__ = ["syntax_problem"]


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


_QUOTE_IT: Final = "if it is text, put it in quotes"
_TAB: Final = ("tabs are not allowed for indentation", "use spaces")

_KNOWN_ERRORS: Final = (
    _KnownError(r"maximum nesting", "too many mappings and lists inside each other", code="NC005"),
    _KnownError(r"tab character", *_TAB),
    _KnownError(
        r"quoted scalar.*(?:end of stream|document (?:indicator|separator))",
        "this quotation mark opens a text that is never closed",
        "add the closing quotation mark; a quotation mark that belongs to the text is written `''` or `\\\"`",
        at_context=True,
    ),
    _KnownError(
        r"unknown escape",
        "`\\` in double quotes begins an escape, and there is none of this name",
        "write `\\\\` for a backslash, or use single quotes",
    ),
    _KnownError(
        r"quoted scalar.*hexa?decimal",
        "an escape lacks hexadecimal digits: `\\x` takes two, `\\u` four, `\\U` eight",
        "write `\\\\` for a backslash, or use single quotes",
    ),
    _KnownError(
        r"could not find expected ':'",
        "this line is neither `key: value` nor a list item `- value`",
        "a key is on one line, with a colon and a space after it; a `-` has a space after it",
        at_context=True,
    ),
    _KnownError(
        r"values are not allowed",
        "`: ` cannot stand here",
        "put a text that has `: ` in it in quotes; a key begins at the same column as its neighbours",
    ),
    _KnownError(
        r"entries are not allowed",
        "a list cannot begin here",
        "put each item on a line of its own under the key; if `-` is text, put the text in quotes",
    ),
    _KnownError(r"keys are not allowed", "a key cannot begin here", "if `?` is text, put the text in quotes"),
    _KnownError(
        r"',' or '\]'",
        "in the list in brackets, `,` or `]` is missing before this",
        "close the list with `]`; a text with `,`, `: ` or brackets needs quotes",
        label="the list begins here",
    ),
    _KnownError(
        r"',' or '\}'",
        "in the mapping in braces, `,` or `}` is missing before this",
        "close the mapping with `}`; a text with `,`, `: ` or braces needs quotes",
        label="the mapping begins here",
    ),
    _KnownError(
        r"^while parsing a block (?:collection|mapping)",
        "this line does not continue the lines above it",
        "keys of one mapping, and items of one list, all begin at the same column",
        label="what it would belong to begins here",
    ),
    _KnownError(
        r"<document start>",
        "the document is complete before this",
        "nothing follows a closing quotation mark or bracket; the keys of one mapping begin at one column",
    ),
    _KnownError(
        r"unexpected ':'",
        "inside brackets, a text cannot have `:` here",
        "put the string in quotes; if the `:` ends a key, put a space after it",
    ),
    _KnownError(r"node content", "a value is missing before this", _QUOTE_IT),
    _KnownError(
        r"(?:an alias|an anchor).*alphabetic or numeric",
        "a text cannot begin with `*` or `&`",
        "put it in quotes",
        at_context=True,
    ),
    _KnownError(r"undefined tag", "tags (`!name`) are not allowed", "delete it, or put text in quotes", code="NC004"),
    _KnownError(r"\ba tag\b", "a text cannot begin with `!`", "put it in quotes", at_context=True),
    _KnownError(
        r"block scalar",
        "after `|` or `>`, the string begins on the next line, indented with spaces",
        "if `|` or `>` is part of the text, put the text in quotes",
    ),
)

_INDICATORS: Final = {
    "\t": _TAB,
    "@": ("a text cannot begin with `@`", "put it in quotes"),
    "`": ("a text cannot begin with a backtick", "put it in quotes"),
    "%": ("a text cannot begin with `%`", "put it in quotes"),
}


def syntax_problem(
    text: str, context: str | None, began: int | None, complaint: str | None, at: int | None
) -> SyntaxProblem:
    """Convert an error of a parser to a problem: NC002, unless the error has a code of its own.

    Args:
        text: The text that was parsed.
        context: What the parser was reading, in its words.
        began: The code point where that begins.
        complaint: The message of the parser.
        at: The code point where it stopped.
    """
    words = f"{context}: {complaint}"
    stopped = len(text) if at is None else min(at, len(text))
    if "unknown escape" in words:  # PyYAML points after the backslash
        stopped = text.rfind("\\", 0, stopped + 1)
    if "cannot start any token" in words:
        character = text[stopped : stopped + 1]
        message, advice = _INDICATORS.get(character, ("this character cannot begin a value", _QUOTE_IT))
        return SyntaxProblem("NC002", message, stopped, min(stopped + 1, len(text)), help=advice)
    meant = _behind_quotes(text, stopped, words) or _bare_colon(text, stopped, words)
    if meant:
        return meant
    for known in _KNOWN_ERRORS:
        if re.search(known.complaint, words):
            place = began if known.at_context and began is not None else stopped
            labels = ((began, min(began + 1, len(text)), known.label),) if known.label and began is not None else ()
            return SyntaxProblem(known.code, known.message, place, min(place + 1, len(text)), known.help, labels)
    return SyntaxProblem("NC002", "this is not valid YAML", stopped, min(stopped + 1, len(text)))


def _behind_quotes(text: str, stopped: int, words: str) -> SyntaxProblem | None:
    """Recognize text after a closing quotation mark in the same line."""
    if not (words.startswith("while parsing a block") and text[:stopped].rstrip(" \t").endswith(('"', "'"))):
        return None
    message = "nothing can follow the closing quotation mark of a text"
    advice = "put the whole in quotes of the kind that it does not contain: '\"Yes,\" she said'"
    return SyntaxProblem("NC002", message, stopped, min(stopped + 1, len(text)), help=advice)


_BARE_COLON: Final = re.compile(r"^[ ]*(?:- +)*([A-Za-z_][\w-]*)([:：])(?!//)[^\n]+\n\Z", re.MULTILINE)


def _bare_colon(text: str, stopped: int, words: str) -> SyntaxProblem | None:
    """Recognize a key in the line above whose colon is not followed by a space.

    The parser reads that line as the beginning of a string over several lines, and refuses the next key.
    """
    line = text.rfind("\n", 0, stopped) + 1
    found = _BARE_COLON.search(text, 0, line) if "values are not allowed" in words else None
    if not found or ": " in found[0]:
        return None
    return SyntaxProblem("NC002", "a key ends with `:` and a space", *found.span(2), help=f"write `{found[1]}: …`")
