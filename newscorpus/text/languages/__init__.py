"""The words of languages, as data: one JSON file each, which says where it comes from, read when a language is met.

A file has sections. `numbers` and `times` are read by rules about quantities and dates (`number_words`, `timex_words`),
`meaning` by comparisons of words (`meaning`), `grammar` and `stances` by rules about statements (`grammar`,
`attitudes`), `harm` by rules about casualties (`harm`). `shared.json` has what does not depend on a language.
Imports the standard library only.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

EVERY: Final = ("de", "en", "es", "fr", "zh")
"""The languages that have a file, by their primary subtags."""


def primary_subtag(tag: str | None) -> str:
    """Return the primary subtag of a BCP 47 tag in lower case: `de` for `de-AT`.

    Without a tag it is empty.
    """
    return (tag or "").partition("-")[0].lower()


def section(language: str, name: str) -> Mapping[str, Any] | None:
    """Return a section of a language, by its primary subtag; None if the language or the section is not there."""
    found: Mapping[str, Any] | None = _file(language).get(name) if language in EVERY else None
    return found


def sections(name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each language that has a section, with it."""
    for language in EVERY:
        found = section(language, name)
        if found is not None:
            yield language, found


def shared(name: str) -> Mapping[str, Any]:
    """Return a section that does not depend on a language."""
    found: Mapping[str, Any] = _file("shared")[name]
    return found


def are_numbers_and_dates_read(tag: str | None) -> bool:
    """Return whether rules compare numbers and dates with words of the language of a BCP 47 tag."""
    language = primary_subtag(tag)
    return section(language, "times") is not None and section(language, "numbers") is not None


@cache
def _file(name: str) -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8"))
    return data
