"""Regions of HTML: paths in the markup, with offsets in the text that a browser shows.

Browsers differ in what white space they show, so that the offsets are near: the words of the region say where it is.
"""

import re
from typing import Any, Final

from newscorpus.interchange.engine.markup import text_of

_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_DOCUMENT: Final = re.compile(r"(?is)<body\b.*")


def shown_text(markup: str, result: Any) -> str | None:
    """Return the text of HTML with regions in it; None if the string is not HTML, or its regions are not of HTML."""
    if not any(isinstance(one["value"].get("start"), str) for one in _regions(result)) or not _TAG.search(markup):
        return None
    body = _DOCUMENT.search(markup)
    return text_of(body[0] if body else markup)


def in_text(result: Any, text: str) -> Any:
    """Return the items of a result; the regions of HTML have offsets in the text that is shown, where it has the words.

    Of several places of the words, that is meant which is nearest to the offsets of the region, as far as these are off
    for the regions before.
    """
    drift, spans = 0, dict[int, tuple[int, int]]()
    for item in sorted(_regions(result), key=_start):
        words = str(item["value"].get("text") or "").replace("\\n", "\n").split()
        expected = _start(item) + drift
        found = [one.span() for one in re.finditer(r"\s+".join(map(re.escape, words)), text)] if words else []
        if found and isinstance(item["value"].get("start"), str):
            start, end = min(found, key=lambda span: abs(span[0] - expected))
            spans[id(item)] = start, end
            drift = start - _start(item)
    return [_moved(item, *spans[id(item)]) if id(item) in spans else item for item in result]


def _moved(item: dict[str, Any], start: int, end: int) -> dict[str, Any]:
    rest = {key: one for key, one in item["value"].items() if key not in ("start", "end", "globalOffsets")}
    return {**item, "value": {"start": start, "end": end, **rest}}


def _regions(result: Any) -> list[dict[str, Any]]:
    items = result if isinstance(result, list) else []
    return [one for one in items if isinstance(one, dict) and isinstance(one.get("value"), dict) and "id" in one]


def _start(item: dict[str, Any]) -> int:
    given = item["value"].get("globalOffsets")
    start = given.get("start") if isinstance(given, dict) else None
    return start if type(start) is int else 0
