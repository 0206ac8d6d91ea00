"""Report -> what a language model needs to correct its draft: paths, what is wrong and what to write, and no more.

Errors come first, then warnings. The text is cut to about a number of tokens; one token is counted as four bytes of
UTF-8, which is more than most tokenizers make of English, and about as many as of other languages.
"""

from collections.abc import Iterator
from typing import Final

from newscorpus.diagnostics.report import Diagnostic, Report, Severity, path_text
from newscorpus.render.escapes import printable
from newscorpus.text.words import counted

TOKENS: Final = 1000
"""About how long the text is at most."""
_BYTES: Final = 4


def render(report: Report, *, max_tokens: int = TOKENS) -> Iterator[str]:
    """Yield a line for each finding, the most severe first, and one that says how many there is no room for."""
    if not report.diagnostics:
        yield "No findings."
    left = max_tokens
    ranked = (d for severity in Severity for d in report.diagnostics if d.severity == severity)
    for i, diagnostic in enumerate(ranked):
        line = printable(_line(diagnostic))
        rest = len(report) - i
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


def _line(diagnostic: Diagnostic) -> str:
    advice = diagnostic.help or (diagnostic.fixes[0].title if diagnostic.fixes else None)
    message = (
        f"{diagnostic.severity} {diagnostic.code} at {path_text(diagnostic.path) or 'the answer'}: {diagnostic.message}"
    )
    return f"{message}; {advice}" if advice else message
