"""Report -> what a language model needs to correct its draft: paths, what is wrong and what to write, and no more.

Errors come first, then warnings. The text is cut to about a number of tokens; one token is counted as four bytes of
UTF-8, which is more than most tokenizers make of English, and about as many as of other languages.
"""

from collections.abc import Iterator
from typing import Final

from newscorpus.diagnostics.report import Diagnostic, Report, path_text
from newscorpus.render.escapes import printable
from newscorpus.text.words import counted

TOKENS: Final = 1000
"""About how long the text is at most."""
_BYTES: Final = 4


def render(report: Report, *, max_tokens: int = TOKENS) -> Iterator[str]:
    """Yield a line for each finding, the most severe first, and one that says how many there is no room for."""
    found = sorted(report.diagnostics, key=lambda one: one.severity.rank)
    if not found:
        yield "No findings."
    left = max_tokens
    for i, one in enumerate(found):
        line = printable(_line(one))
        rest = len(found) - i
        reserve = tokens(_omitted(rest - 1)) if rest > 1 else 0
        if tokens(line) > left - reserve:
            yield _omitted(rest)
            return
        left -= tokens(line)
        yield line


def _omitted(number: int) -> str:
    return f"{counted(number, 'more finding')} omitted."


def tokens(line: str) -> int:
    """Return about how many tokens a line has, with its end."""
    return -(-len(f"{line}\n".encode("utf-8", "replace")) // _BYTES)


def _line(one: Diagnostic) -> str:
    advice = one.help or (one.fixes[0].title if one.fixes else None)
    said = f"{one.severity} {one.code} at {path_text(one.path) or 'the answer'}: {one.message}"
    return f"{said}; {advice}" if advice else said
