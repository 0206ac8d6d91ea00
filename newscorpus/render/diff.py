"""Unified diffs -> lines for people: untrusted text escaped, coloured on a terminal."""

from collections.abc import Iterable, Iterator

from newscorpus.render.escapes import printable

_COLORS = {"+++": "1", "---": "1", "@@": "36", "+": "32", "-": "31"}


def render(lines: Iterable[str], *, color: bool = False) -> Iterator[str]:
    """Each line of a diff, without its end. The CR of a CRLF is not shown, since no fix changes it."""
    for line in lines:
        shown = printable(line.removesuffix("\r"))
        style = next((code for sign, code in _COLORS.items() if line.startswith(sign)), None)
        yield f"\033[{style}m{shown}\033[0m" if color and style else shown
