"""The data files of languages: what they have to be for the code that reads them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from newscorpus.text.languages import OWN, section, sections, shared
from newscorpus.text.numbers import unit_codes
from newscorpus.text.timex_words import plain

ROOT = Path(__file__).parents[2]


def test_words_from_cldr_are_those_of_cldr():
    modules = Path(os.environ.get("NEWSCORPUS_NODE_MODULES", "missing"))
    if not (modules / "cldr-dates-full").is_dir():
        pytest.skip("NEWSCORPUS_NODE_MODULES has no cldr-dates-full")
    done = subprocess.run(
        [sys.executable, ROOT / "docs/made/cldr.py", modules, "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("language", sorted(OWN))
def test_words_are_in_lower_case(language):
    def words(value):
        if isinstance(value, dict):
            return [word for key, one in value.items() for word in (key, *words(one))]
        return [word for one in value for word in words(one)] if isinstance(value, list) else [value]

    meaning = section(language, "meaning") or {}
    assert [word for word in words(meaning) if isinstance(word, str) and word != word.lower()] == []
    assert all(len(pair) == 2 for pair in meaning.get("opposites", ()))


def test_units_are_known_groups_or_codes():
    names = {name for _, found in sections("numbers") for listed in found.get("units", {}).values() for name in listed}
    assert {name[1:] for name in names if name.startswith("@")} <= shared("groups").keys()
    assert not any(code.startswith("@") for code in unit_codes())


@pytest.mark.parametrize(
    ("name", "number"),
    [(name, i) for name in ("doubted", "affirming") for i in range(len((section("en", "stances") or {})[name]))],
)
@given(st.data())
def test_what_a_hedge_matches_has_a_part_that_it_needs(name, number, data):
    stances = section("en", "stances")
    hedge = stances[name][number]
    words = data.draw(st.sampled_from(hedge["words"]))
    for part in ("refusing", "extent"):
        words = words.replace(f"{{{part}}}", stances[part])
    match = re.search(words, data.draw(st.from_regex(words)))
    assume(match is not None)
    assert any(part in match[0] for part in hedge["needs"])


OPENED = """
import json, sys
opened = set()
sys.addaudithook(lambda event, seen: event == "open" and opened.add(str(seen[0])))
import newscorpus as nc
article = {"format": "newscorpus/1", "id": "a", "language": "fr", "published": "2024-06-12", "text": "Le 12 juin 2024."}
nc.check_text(json.dumps(article), "json", select=["ALL"])
print(*(name for name in opened if "text/languages" in name and name.endswith(".json")), sep="\\n")
"""


def test_a_check_reads_the_words_of_its_language_only():
    done = subprocess.run([sys.executable, "-c", OPENED], capture_output=True, text=True, check=True)
    own = {path for path in (ROOT / "newscorpus/text/languages").rglob("*.json") if len(path.stem) == len("fr")}
    assert {Path(line) for line in done.stdout.splitlines()} & own <= {path for path in own if path.stem == "fr"}
    assert "cldr/fr.json" in done.stdout


def test_words_of_our_own_are_written_plainly():
    """As `plain` has the words of articles: without vowel signs, with one letter for alef and its hamza."""
    folder = ROOT / "newscorpus/text/languages"
    dates, counts = (json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("dates", "counts"))
    of_dates = [
        words.keys() for times in dates.values() if isinstance(times, dict) for words in times.get("words", {}).values()
    ]
    of_counts = [words for listed in counts.values() if isinstance(listed, dict) for words in listed.values()]
    assert [word for words in (*of_dates, *of_counts) for word in words if plain(word) != word] == []
