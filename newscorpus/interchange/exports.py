"""What exports of facts share: a JSON document for each article, addresses, dates of ISO 8601, and what is lost."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import attrs

from newscorpus.codec import default_codec
from newscorpus.formats.json.writer import dump_json
from newscorpus.interchange.engine.losses import Losses, count_unheld
from newscorpus.interchange.engine.output import RIGHTS, Output
from newscorpus.models import Article, Manifest, When, edtf

Plain = dict[str, Any]

_HEAD: Final = 2000
"""Bytes at the beginning of a document that say what it is."""
_END: Final = rf"(?:{edtf.DATE_PATTERN}|\.\.)"
_PLAIN: Final = re.compile(rf"({_END})/({_END})|({edtf.DATE_PATTERN}|{edtf.DATETIME_PATTERN})")


@attrs.frozen
class DocumentWriter:
    """Writes a JSON document for each article, in the file `ID` + `ending` of a new folder."""

    ending: str
    """The ending of the files, such as `.json`."""
    mark: str
    """What each file has near its beginning."""
    document: Callable[[Article, Output], Plain]
    """Makes the content of a file, and counts what it cannot hold."""

    def write(self, articles: Iterable[Article], output: Output) -> None:
        """Write articles. Raises OSError if a file cannot be written, or two have the same id; and as `path_of`."""
        output.target.mkdir(parents=True)
        for article in articles:
            with output.path_of(article, self.ending).open("x", encoding="utf-8", newline="\n") as file:
                # In an element `script` of a page, `</script>` would end it, and what follows would run.
                file.write(dump_json(self.document(article, output), indent=True).replace("<", "\\u003c"))

    def is_export(self, folder: Path) -> bool:
        """Report whether a folder has such documents, or only says that there are none."""
        written = [path for path in folder.iterdir() if path.name != RIGHTS]
        return not written or any(path.name.endswith(self.ending) and begins_with(path, self.mark) for path in written)


def begins_with(path: Path, mark: str) -> bool:
    """Report whether a file has a mark near its beginning."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return mark.encode() in file.read(_HEAD)


def address_of(article: Article, manifest: Manifest) -> str:
    """Return the address of an article, or a name in its place: `urn:newscorpus:CORPUS:ID`."""
    return article.url or f"urn:newscorpus:{manifest.name}:{article.id}"


def addressed(base: str, *steps: str | int) -> str:
    """Return the address of a part of an article: of an actor, an event, a claim or a quote.

    Args:
        base: The address of the article.
        steps: The path of the part, such as `events` and `visit`.
    """
    return f"{base.partition('#')[0]}#{quote('.'.join(map(str, steps)), safe='')}"


@attrs.frozen
class Dates:
    """When something begins and ends."""

    start: str | None
    """YYYY, YYYY-MM, YYYY-MM-DD or a date-time; None if it is open or unknown."""
    end: str | None
    """Likewise; None also if only one date is given."""
    is_exact: bool
    """Whether the date is not approximate, uncertain, a decade or unknown."""
    has_open_end: bool = False
    """Whether it begins, and its end is open; a single date also lacks an end."""


def dates_of(when: When | None) -> Dates:
    """Return the dates of a time: of one that is not a date of ISO 8601, the first and the last day that it can be."""
    if when is None:
        return Dates(None, None, is_exact=True)
    plain = _PLAIN.fullmatch(when.edtf)
    if plain is None:
        days = [day.isoformat() if day is not None else None for day in (when.earliest, when.latest)]
        return Dates(days[0], days[1], is_exact=False, has_open_end=days[0] is not None and days[1] is None)
    if plain[3]:
        return Dates(plain[3], None, is_exact=True)
    start, end = (None if day == ".." else day for day in plain.group(1, 2))
    return Dates(start, end, is_exact=True, has_open_end=end is None)


def count_rest(article: Article, held: Iterable[str], losses: Losses) -> None:
    """Count the fields of an article that a format does not hold; `held` is as for `count_unheld`."""
    count_unheld(default_codec().canonical(article), frozenset(held), losses, article.id)
