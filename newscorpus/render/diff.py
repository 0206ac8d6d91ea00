"""Unified diffs -> lines for people: untrusted text escaped, coloured on a terminal."""

from collections.abc import Iterable, Iterator

from newscorpus.render.escapes import printable
from newscorpus.render.paint import Paint

_STYLES = {"+++": "1", "---": "1", "@@": "36", "+": "32", "-": "31"}


def render(lines: Iterable[str], *, color: bool) -> Iterator[str]:
    """Yield each line of a diff, without its end. The CR of a CRLF is not shown, since no fix changes it."""
    paint = Paint(_STYLES, color)
    for line in lines:
        escaped = printable(line.removesuffix("\r"))
        style = next((style for style in _STYLES if line.startswith(style)), None)
        yield paint(escaped, style) if style else escaped
