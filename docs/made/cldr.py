"""`python docs/made/cldr.py NODE_MODULES [--check]`: words of dates and numbers in many languages, from Unicode's CLDR.

NODE_MODULES has the npm packages cldr-core, cldr-dates-full, cldr-misc-full, cldr-numbers-full and cldr-rbnf.
`make languages` installs them and writes one file per language into newscorpus/text/languages/cldr/. Each has the names
of months and weekdays in all regions of the language, what is counted from today (`yesterday`, `last week`, `last
Monday`, `3 days ago`), the small words of dates, what is beside numbers in digits (separators, `million`, `and`), and
numbers in words in all genders and cases. Words that mean two things, such as abbreviations of both a weekday and a
month, are left out.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from rbnf import Spellout, Unwritten

from newscorpus.text.languages import DATED, UNSPACED
from newscorpus.text.timex_words import plain

FOLDER: Final = Path(__file__).parents[2] / "newscorpus/text/languages/cldr"
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNITS: Final = {"day": 1, "week": 3, "month": 4, "year": 5}
"""As numbered in `newscorpus.text.timex_words.Unit`."""
_LEAST: Final = 3
"""Letters of a word; shorter ones may be anything (German `so`, Sunday). One less in scripts without capitals."""

Meanings = dict[str, set[tuple[str, int]]]
"""Words in lower case, each with what it means: kinds and numbers, as in `newscorpus.text.timex_words.Kind`."""


class Cldr:
    """The data of one version of CLDR."""

    def __init__(self, modules: Path) -> None:
        self._modules = modules
        self.version: str = _read(modules / "cldr-dates-full/package.json")["version"]
        locales = sorted(path.name for path in (modules / "cldr-dates-full/main").iterdir())
        self._locales = {tag: [name for name in locales if name.split("-")[0] == _cldr_tag(tag)] for tag in DATED}

    def dates(self, tag: str) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
        """Yield the Gregorian calendar and the fields of each locale of a language, the general one first."""
        for name in self._locales[tag]:
            folder = self._modules / "cldr-dates-full/main" / name
            calendar = _read(folder / "ca-gregorian.json")["main"][name]["dates"]["calendars"]["gregorian"]
            yield calendar, _read(folder / "dateFields.json")["main"][name]["dates"]["fields"]

    def numbers(self, tag: str) -> Iterator[Mapping[str, Any]]:
        """Yield what each locale of a language has on numbers."""
        for name in self._locales[tag]:
            path = self._modules / "cldr-numbers-full/main" / name / "numbers.json"
            yield _read(path)["main"][name]["numbers"]

    def conjunctions(self, tag: str) -> Iterator[str]:
        """Yield `{0} and {1}` of each locale of a language."""
        for name in self._locales[tag]:
            path = self._modules / "cldr-misc-full/main" / name / "listPatterns.json"
            yield _read(path)["main"][name]["listPatterns"]["listPattern-type-standard"]["2"]

    def spellouts(self, tag: str) -> Iterator[Spellout]:
        """Yield the rules that write numbers in words, of each region and script of a language that has some."""
        for path in sorted((self._modules / "cldr-rbnf/rbnf").glob(f"{_cldr_tag(tag)}*.json")):
            if path.stem.partition("-")[0] == _cldr_tag(tag):
                sets = _read(path)["rbnf"]["rbnf"].get("SpelloutRules")
                if sets:
                    yield Spellout(sets)

    def has_other_calendars(self, tag: str) -> bool:
        """Return whether most people count years otherwise where a language is official."""
        supplemental = self._modules / "cldr-core/supplemental"
        calendars = _read(supplemental / "calendarPreferenceData.json")["supplemental"]["calendarPreferenceData"]
        territories = _read(supplemental / "territoryInfo.json")["supplemental"]["territoryInfo"]
        for territory, preferred in calendars.items():
            spoken = territories.get(territory, {}).get("languagePopulation", {})
            is_official = "_officialStatus" in spoken.get(_cldr_tag(tag), {})
            if is_official and (preferred[0] != "gregorian" or "islamic-umalqura" in preferred):
                return True
        return False


def _cldr_tag(tag: str) -> str:
    return "no" if tag == "nb" else tag


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def language(cldr: Cldr, tag: str) -> dict[str, Any]:
    """Return the file of a language."""
    meanings: Meanings = {}
    fillers, endings, orders = set[str](), set[str](), set[str]()
    capitals = False
    for calendar, fields in cldr.dates(tag):
        patterns = list(_patterns(calendar))
        prefixes = {prefix for pattern in patterns for prefix in _PREFIX.findall(pattern)}
        _add_names(meanings, calendar, prefixes)
        _add_relative(meanings, fields)
        fillers.update(word for pattern in patterns for word in _literals(pattern))
        endings.update(ending for pattern in patterns for ending in _ENDING.findall(pattern))
        in_digits = calendar["dateFormats"]["short"], calendar["dateTimeFormats"]["availableFormats"]["yMd"]
        orders.update(order for pattern in in_digits if (order := _order(pattern)))
        capitals = capitals or calendar["months"]["format"]["wide"]["1"][:1].isupper()
    for word in fillers & meanings.keys():
        meanings[word] = {meaning for meaning in meanings[word] if meaning[0] != "UNITS"}  # `2024. gada`
    words: dict[str, dict[str, int]] = {}
    for word, kinds in sorted(meanings.items()):
        if len({kind for kind, _ in kinds}) == len(kinds) and not {"WEEKDAY", "MONTH"} <= {kind for kind, _ in kinds}:
            for kind, number in sorted(kinds):
                words.setdefault(kind, {})[word] = number
    words["FILLER"] = dict.fromkeys(sorted(word for word in fillers - endings if not meanings.get(word)), 0)
    times: dict[str, Any] = {"words": words}
    if endings:
        times["ordinal"] = "|".join(re.escape(ending) for ending in sorted(endings))
    if len(orders) == 1:
        times["day_first"] = orders == {"dM"}
    if not capitals:
        times["capitals"] = False
    if tag in UNSPACED:
        times["spaced"] = False
    if cldr.has_other_calendars(tag):
        times["years"] = "(?:19|20)[0-9]{2}"
    source = f"Unicode CLDR {cldr.version}, written by docs/made/cldr.py"
    return {"source": source, "licence": "Unicode-3.0", "times": times, "figures": _figures(cldr, tag)}


def _figures(cldr: Cldr, tag: str) -> dict[str, Any]:
    """Return what numbers in digits have in a language: separators, scales, and the word for `and`."""
    decimals, scales = set[str](), dict[str, set[int]]()
    for numbers in cldr.numbers(tag):
        decimals.add(numbers["symbols-numberSystem-latn"]["decimal"])
        for width in ("long", "short"):
            for key, pattern in numbers["decimalFormats-numberSystem-latn"][width]["decimalFormat"].items():
                digits, word = pattern.count("0"), _plain(re.sub("[0'\u200e\u200f]", "", pattern))
                if word and digits:
                    scales.setdefault(word, set()).add(int(key.partition("-")[0]) // 10 ** (digits - 1))
    joining = {_plain(pattern.replace("{0}", "").replace("{1}", "")) for pattern in cldr.conjunctions(tag)}
    figures: dict[str, Any] = {
        "SCALES": {word: values.pop() for word, values in sorted(scales.items()) if len(values) == 1},
        "and": sorted(joining - {"", "、", ","}),
    }
    if len(decimals) == 1:
        figures["decimal"] = decimals.pop()
    numbers = _number_words(cldr, tag)
    if numbers:
        figures["NUMBERS"] = numbers
    return figures


WRITTEN: Final = (*range(101), *range(200, 1000, 100), *range(1000, 10_000, 1000))
"""The numbers whose words are known."""


def _number_words(cldr: Cldr, tag: str) -> dict[str, int]:
    """Return the words of numbers in a language that mean no other number, with a space for each hyphen.

    Forms of plurals are left out, which are those of nouns: `the twenties`.
    """
    values = dict[str, set[int]]()
    for spellout in cldr.spellouts(tag):
        for name in spellout.cardinals:
            for number in () if name.endswith("-plural") else WRITTEN:
                with suppress(Unwritten):
                    words = _plain(spellout.written(number, name).replace("-", " "))
                    values.setdefault(words, set()).add(number)
    return {words: meant.pop() for words, meant in sorted(values.items()) if len(meant) == 1}


def _plain(word: str) -> str:
    return " ".join(plain(word).split()).strip(" .")


def _add(meanings: Meanings, word: str, *kinds: tuple[str, int]) -> None:
    plain = _plain(word)
    least = _LEAST if plain.upper() != plain and kinds != (("AGO", 0),) else _LEAST - 1
    if len(plain) >= least and not plain.isdecimal():
        meanings.setdefault(plain, set()).update(kinds)


_PREFIX: Final = re.compile(r"(?<![a-zA-Z])'?([^\W\da-zA-Z]+)'?MMM")
"""What patterns write before a month without a space: Hebrew `d בMMMM`."""
_ENDING: Final = re.compile(r"(?<![a-zA-Z'])[dy]'?([^\W\da-zA-Z]+|\.)'?")
"""What patterns write behind a day or a year without a space: `d.`, `y年`."""


def _add_names(meanings: Meanings, calendar: Mapping[str, Any], prefixes: Iterable[str]) -> None:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in calendar["months"][context][width].items():
                for prefix in ("", *prefixes):
                    _add(meanings, prefix + name, ("MONTH", int(number)))
            for number, day in enumerate(WEEKDAYS):
                _add(meanings, calendar["days"][context][width][day], ("WEEKDAY", number))


def _add_relative(meanings: Meanings, fields: Mapping[str, Any]) -> None:
    for step in (-2, -1, 0, 1, 2):
        _add(meanings, fields["day"].get(f"relative-type-{step}", ""), ("DAY", step))
    for step in (-1, 0, 1):
        for unit in ("week", "month", "year"):
            words = fields[unit].get(f"relative-type-{step}", "")
            _add(meanings, words, ("STEP", step), ("UNIT", UNITS[unit]))
        for number, day in enumerate(WEEKDAYS):
            words = fields[day].get(f"relative-type-{step}", "")
            known = meanings.get(_plain(words), set())
            steps = {kind: number for kind, number in known if kind in ("STEP", "UNIT")}
            if "UNIT" in steps or steps.get("STEP", step) != step:
                known.clear()  # Serbian `прошле недеље` is last week and last Sunday
            elif words and not known:  # Norwegian `onsdag` is also this Wednesday
                _add(meanings, words, ("STEP", step), ("WEEKDAY", number))
    for unit, number in UNITS.items():
        past, future = (fields[unit][f"relativeTime-type-{way}"] for way in ("past", "future"))
        for count, pattern in past.items():
            _add_ago(meanings, pattern, future.get(count, ""), number)


def _add_ago(meanings: Meanings, past: str, future: str, unit: int) -> None:
    """Add the words around a number of days: which of them name the unit is what past and future share."""
    before, number, after = (part.strip() for part in past.partition("{0}"))
    if not number:
        return
    if before and after:
        unit_first = before in future and after not in future
        _add(meanings, before, ("UNITS", unit) if unit_first else ("AGO", 0))
        _add(meanings, after, ("AGO", 0) if unit_first else ("UNITS", unit))
    else:
        _add(meanings, before or after, ("UNITS", unit), ("AGO", 0))


def _patterns(calendar: Mapping[str, Any]) -> Iterator[str]:
    """Yield the patterns of dates with a month or a day, none of which has a time of day."""
    shapes: Iterable[Any] = (
        *calendar["dateFormats"].values(),
        *calendar["dateTimeFormats"]["availableFormats"].values(),
    )
    for pattern in shapes:
        plain = re.sub("'[^']*'", "", pattern) if isinstance(pattern, str) else ""
        if re.search("[dM]", plain) and not re.search("[hHkKmsBQwWG]", plain):
            yield pattern


def _order(pattern: str) -> str | None:
    """Return `dM` or `Md` for a date in digits with the year at its end; None for others."""
    fields = re.findall("d+|M+|y+", re.sub("'[^']*'", "", pattern))
    order = "".join(field[0] for field in fields)
    return order[:2] if order in ("dMy", "Mdy") and max(map(len, fields[:2])) <= len("MM") else None


def _literals(pattern: str) -> Iterator[str]:
    """Yield the words of a pattern: `de` of `d 'de' MMMM`, `年` of `y年M月d日`."""
    unquoted = re.sub("'([^']*)'", lambda quoted: f"\x00{quoted[1]}\x01", pattern)
    for quoted, bare in re.findall("\x00([^\x01]*)\x01|([^\x00\x01]+)", unquoted):
        text = quoted or re.sub("[a-zA-Z]+", " ", bare)
        yield from (word.lower().replace("’", "'").strip(".") for word in re.findall(r"[^\W\d_][\w’'.]*", text))


def main(modules: Path, *, check: bool) -> int:
    """Write the file of each language; with `check`, print the names of those that differ. Return the exit code."""
    cldr = Cldr(modules)
    differing = 0
    for tag in DATED:
        path = FOLDER / f"{tag}.json"
        content = _compact(json.dumps(language(cldr, tag), ensure_ascii=False, indent=1)) + "\n"
        if not check:
            path.write_text(content, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != content:
            differing += 1
            print(path.name)
    return min(differing, 1)


def _compact(content: str) -> str:
    """Write the innermost objects in lines of at most 120 characters, as in files that people write."""

    def joined(found: re.Match[str]) -> str:
        indent = " " * (len(found[1]) + 1)
        lines = [indent]
        for member in re.split(r",\n\s*", found[2].strip()):
            if len(lines[-1]) + len(member) > 118 and lines[-1].strip():
                lines.append(indent)
            lines[-1] += f"{' ' if lines[-1].strip() else ''}{member},"
        head = found[0][: found[0].index("{") + 1]
        return "\n".join([head, *lines])[:-1] + f"\n{found[1]}}}"

    return re.sub(r"^( *)\"[A-Z]+\": \{([^{}]*)\}", joined, content, flags=re.MULTILINE)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), check="--check" in sys.argv))
