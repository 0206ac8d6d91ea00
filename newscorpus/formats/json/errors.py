"""Errors of the standard library's JSON parser -> problems in plain words."""

import re
from typing import Final

from newscorpus.formats.document import SyntaxProblem

__all__ = ["syntax_problem"]

_WHITESPACE: Final = " \t\r\n"
_WORD: Final = re.compile(r"\w+")
_PYTHON_WORDS: Final = {"None": "null", "True": "true", "False": "false"}

_COMPLAINTS: Final = (
    ("Unterminated string", "this quotation mark opens a string that is never closed", 'add the closing `"`'),
    (
        "Invalid control character",
        "a string contains a line break or a tab",
        'write it as `\\n` or `\\t`; or the closing `"` is missing',
    ),
    ("Invalid \\u", "this escape lacks digits: `\\u` takes four hexadecimal ones", "write `\\\\` for a backslash"),
    ("Invalid \\", "there is no such escape", "write `\\\\` for a backslash"),
    ("Extra data", "the value is complete before this", "put several values into a list `[ ]`, or one on each line"),
    ("Expecting ':'", "a `:` is missing before this, between key and value", None),
    ("Expecting ','", "a `,` or a closing bracket is missing before this", None),
    ("Expecting property name", "a key is missing here", "keys are in double quotes"),
)


def syntax_problem(text: str, complaint: str, at: int) -> SyntaxProblem:
    """Convert an error of the parser to NC002.

    Args:
        text: The text that was parsed.
        complaint: The message of the parser.
        at: The code point where it stopped.
    """
    found = text[at : at + 1]
    if complaint.startswith("Expecting"):
        comma = len(text[:at].rstrip(_WHITESPACE)) - 1
        if found and found in "]}" and text[comma : comma + 1] == ",":
            return SyntaxProblem("NC002", "a `,` before a closing bracket", comma, comma + 1, help="delete it")
        special = _special(text, found, at)
        if special:
            return special
    for begins, message, advice in _COMPLAINTS:
        if complaint.startswith(begins):
            return SyntaxProblem("NC002", message, at, at + len(found), help=advice)
    return SyntaxProblem("NC002", "a value is missing here", at, at + len(found), help="text is in double quotes")


def _special(text: str, found: str, at: int) -> SyntaxProblem | None:
    """Recognize what people write who know another language better; None if it is nothing like that."""
    if not found:
        return SyntaxProblem("NC002", "the text ends too early", at, at, help="a closing bracket or a value is missing")
    if found in "'‘’“”`":
        return SyntaxProblem("NC002", 'JSON knows no other quotation marks than `"`', at, at + 1, help='write `"`')
    if found == "#" or text.startswith(("//", "/*"), at):
        return SyntaxProblem("NC002", "JSON has no comments", at, at + 1, help="delete it, or write YAML")
    word = _WORD.match(text, at)
    if word and word[0] in _PYTHON_WORDS:
        return SyntaxProblem("NC002", f"`{word[0]}` is no JSON", *word.span(), help=f"write `{_PYTHON_WORDS[word[0]]}`")
    return None
