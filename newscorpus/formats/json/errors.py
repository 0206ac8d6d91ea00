"""Errors of the standard library's JSON parser -> problems in plain words."""

from typing import Final

from newscorpus.formats.decoding import merge_conflict
from newscorpus.formats.document import SyntaxProblem
from newscorpus.text.words import pattern

__all__ = ["syntax_problem"]

_WHITESPACE: Final = " \t\r\n"
_WORD: Final = pattern(r"\w+")
_PYTHON_WORDS: Final = {"None": "null", "True": "true", "False": "false"}

_COMPLAINTS: Final = (
    ("Unterminated string", "quotation mark is not closed", 'add the closing `"`'),
    (
        "Invalid control character",
        "string contains a line break or a tab",
        'write it as `\\n` or `\\t`; or the closing `"` is missing',
    ),
    ("Invalid \\u", "escape lacks digits: `\\u` takes four hexadecimal digits", "write `\\\\` for a backslash"),
    ("Invalid \\", "unknown escape", "write `\\\\` for a backslash"),
    ("Extra data", "unexpected content: the value is complete before it", "put several values in a list `[ ]`"),
    ("Expecting ':'", "`:` is missing between key and value", 'write `"key": value`'),
    (
        "Expecting ','",
        "`,` or a closing bracket is missing before this",
        "separate values with `,`; close lists with `]`, mappings with `}`",
    ),
    ("Expecting property name", "key is missing", 'write keys in double quotes: `"id": …`'),
)


def syntax_problem(text: str, complaint: str, at: int) -> SyntaxProblem:
    """Convert an error of the parser to NC002.

    Args:
        text: The text that was parsed.
        complaint: The message of the parser.
        at: The code point where it stopped.
    """
    found = text[at : at + 1]
    if found and found in "<=>":
        conflict = merge_conflict(text)
        if conflict is not None:
            return conflict
    if complaint.startswith("Expecting"):
        comma = len(text[:at].rstrip(_WHITESPACE)) - 1
        if found and found in "]}" and text[comma : comma + 1] == ",":
            return SyntaxProblem("NC002", "`,` before a closing bracket", comma, comma + 1, help="delete it")
        special = _special(text, found, at)
        if special:
            return special
    for begins, message, advice in _COMPLAINTS:
        if complaint.startswith(begins):
            return SyntaxProblem("NC002", message, at, at + len(found), help=advice)
    return SyntaxProblem("NC002", "value is missing", at, at + len(found), help="put strings in double quotes")


def _special(text: str, found: str, at: int) -> SyntaxProblem | None:
    """Recognize what people write who know another language better; None if it is nothing like that."""
    if not found:
        end = len(text.rstrip(_WHITESPACE))
        return SyntaxProblem(
            "NC002", "JSON ends too early", end, end, help="add what is missing: a value or a closing bracket"
        )
    if found in "'‘’“”`":
        return SyntaxProblem("NC002", "JSON strings need double quotation marks", at, at + 1, help='write `"`')
    if found == "#" or text.startswith(("//", "/*"), at):
        return SyntaxProblem("NC002", "JSON has no comments", at, at + 1, help="delete it, or write the file in YAML")
    word = _WORD.match(text, at)
    if word and word[0] in _PYTHON_WORDS:
        return SyntaxProblem(
            "NC002", f"`{word[0]}` is not JSON", *word.span(), help=f"write `{_PYTHON_WORDS[word[0]]}`"
        )
    return None
