"""The words of languages, as data: one JSON file each, which says where it comes from, read when a language is met.

A file has sections. `numbers` and `times` are read by rules about quantities and dates (`numbers`, `timex_words`),
`figures` by those about numbers in digits (`figures`), `meaning` by comparisons of words, `grammar` and `stances` by
rules about statements (`grammar`, `attitudes`), `harm` by rules about casualties (`harm`), `patterns` by the rules that
name them (`words`). `shared.json` has what does
not depend on a language. `cldr/` has words of dates and numbers of many languages from Unicode's CLDR, `dates.json`
and `counts.json` what CLDR lacks; what these and the file of a language say of the same words comes first. Imports the
standard library only.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

OWN: Final = frozenset({"de", "en", "es", "fr", "zh"})
"""The languages that have a file, by their primary subtags."""
DATED: Final = tuple(sorted(path.stem for path in Path(__file__).with_name("cldr").glob("*.json")))
"""The languages whose dates are read: those that have a file in `cldr/`, among them all in `OWN`."""
UNSPACED: Final = frozenset({"ja", "th", "zh"})
"""Those of them that put no spaces between words."""


def primary_subtag(tag: str | None) -> str:
    """Return the primary subtag of a BCP 47 tag in lower case: `de` for `de-AT`.

    Without a tag it is empty.
    """
    return (tag or "").partition("-")[0].lower()


def section(language: str, name: str) -> Mapping[str, Any] | None:
    """Return a section of a language, by its primary subtag; None if the language or the section is not there."""
    if name == "times":
        return _times(language)
    if name == "figures":
        return _figures(language)
    contents: Mapping[str, Any] | None = _file(language).get(name) if language in OWN else None
    return contents


def sections(name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each language that has a section, with it."""
    for language in DATED:
        contents = section(language, name)
        if contents is not None:
            yield language, contents


def shared(name: str) -> Mapping[str, Any]:
    """Return a section that does not depend on a language."""
    contents: Mapping[str, Any] = _file("shared")[name]
    return contents


def are_dates_read(tag: str | None) -> bool:
    """Return whether rules compare dates with words of the language of a BCP 47 tag."""
    return primary_subtag(tag) in DATED


def are_numbers_read(tag: str | None) -> bool:
    """Return whether rules compare numbers in words of the language of a BCP 47 tag, and their bounds."""
    return "before" in (section(primary_subtag(tag), "numbers") or {})


def are_counts_read(tag: str | None) -> bool:
    """Return whether rules compare counts of people with numbers in words of the language of a BCP 47 tag."""
    figures = section(primary_subtag(tag), "figures") or {}
    return are_numbers_read(tag) or not figures.keys().isdisjoint(("groups", "counters"))


@cache
def _figures(language: str) -> Mapping[str, Any] | None:
    """The numbers of a language in CLDR, and our own words of what may be beside them."""
    if language not in DATED:
        return None
    figures: Mapping[str, Any] = _file(f"cldr/{language}")["figures"]
    return {**figures, **_file("counts").get(language, {})}


@cache
def _times(language: str) -> Mapping[str, Any] | None:
    """The words of times in CLDR, and our own of the language, which come first."""
    if language not in DATED:
        return None
    times: dict[str, Any] = dict(_file(f"cldr/{language}")["times"])
    own: dict[str, Any] = (_file(language).get("times") if language in OWN else None) or _file("dates").get(
        language, {}
    )
    ours = own.get("words", {})
    known = {phrase for phrases in ours.values() for phrase in phrases}
    words: dict[str, dict[str, int]] = {kind: dict(phrases) for kind, phrases in ours.items()}
    for kind, phrases in times["words"].items():
        added = {phrase: number for phrase, number in phrases.items() if phrase not in known}
        words[kind] = words.get(kind, {}) | added
    return times | own | {"words": words}


@cache
def _file(name: str) -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))
    return data
