"""A tired annotator's file: what `check --fix` makes of it, and what it leaves to a reader."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = """\
Some 1,500 soldiers and 200 tanks crossed the river on Monday, the ministry said. Her brother, Tamerlan Berg, left.

Anna Berg did not meet Carl Dahl. “She will resign,” Dahl said. Four people were killed; it cost $100 million.
Police said more than 2,500,000 euros were found in a tram in Oslo.
"""
ARTICLE = """\
format: newscorpus/1
id: river
language: en
headline: 2023            # the year
text_file: river.txt

actors:
  anna: {name: Anna Berg, kind: person}
  carl: {name: Carl Dahl, kind: person, aliases: [Dahl]}
  tamerlan: {name: Tamerlan Berg, kind: person, mentions: [brother, Tamerlan]}
  soldiers: {name: soldiers, kind: group, named: false, mentions: [1,500 soldiers]}   # the commas!

events:
  crossing:
    kind: incident
    type: other
    casualties: {killed: {Four people: 4}}
    things: {amount: [2,500,000 euros], object: [200 tanks]}
    when: {on monday: 2024-05-06}
    evidence:
      - soldiers and 200 tanks crossed teh river on monday
      - Five people were killed
      - it cost $10.0 million
      - Police said over 2,500,000 euros were found in a tram
  talks: {kind: meeting, type: talks, status: refused, participants: {participant: [anna, carl]}, evidence: Anna Berg did meet Carl Dahl}

claims:
  - {quote: “She will not resign,”, by: carl, cue: Dahl said}

waive:
  - {code: NC304, at: actors.carl.aliases, why: he is called so}
"""


@pytest.fixture
def corpus(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "corpus.yaml").write_text("format: newscorpus/1\nname: rivers\n", encoding="utf-8")
    (folder / "river.txt").write_text(TEXT, encoding="utf-8")
    (folder / "river.yaml").write_text(ARTICLE, encoding="utf-8")
    return folder


def newscorpus(command: str) -> tuple[int, str]:
    """Run a command as it is typed; return the exit code and all that is printed."""
    words = [sys.executable, "-m", "newscorpus", *command.split()]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1"}
    environment.pop("GITHUB_ACTIONS", None)
    done = subprocess.run(words, capture_output=True, encoding="utf-8", env=environment, check=False)
    return done.returncode, done.stdout + done.stderr


def changed(text: str) -> list[tuple[str, str]]:
    """The lines of the article that differ, before and after."""
    return [(a, b) for a, b in zip(ARTICLE.splitlines(), text.splitlines(), strict=True) if a != b]


def test_a_tired_annotators_file(corpus):
    """Safe fixes change nothing that is meant; unsafe ones no number and no negation; the rest is reported."""
    article = corpus / "river.yaml"
    code, out = newscorpus("check corpus")
    assert code == 1
    assert "quote has another number: the article has `Four`, not `Five`" in out
    assert "quote has another number: the article has `$100`, not `$10.0`" in out
    assert "quote means the opposite: the article has `not`" in out
    assert "quote means the opposite: the article does not have `not`" in out
    assert "unquoted comma splits `1,500 soldiers` into 2 items" in out
    assert "unquoted comma splits `2,500,000 euros` into 3 items" in out
    assert (out.count("NC103"), out.count("[NC314")) == (1, 3)

    code, out = newscorpus("check --unsafe-fixes corpus")
    assert (code, article.read_text(encoding="utf-8")) == (1, ARTICLE)
    assert "Nothing was written: --unsafe-fixes needs --fix.\n" in out

    code, out = newscorpus("check --fix --show-fixes corpus")
    assert code == 1
    safe = article.read_text(encoding="utf-8")
    assert changed(safe) == [
        ("headline: 2023            # the year", "headline: '2023'            # the year"),
        ("    when: {on monday: 2024-05-06}", "    when: {on Monday: 2024-05-06}"),
    ]
    assert "Fixed 2 errors in 1 file:\n  corpus/river.yaml: 2 errors\n" in out
    assert "    line 4: NC103 wrong-type: put it in quotes\n" in out
    assert "waive:" in safe

    code, out = newscorpus("check --diff --unsafe-fixes corpus")
    assert (code, article.read_text(encoding="utf-8")) == (1, safe)
    assert "+    things: {amount: [" in out

    code, out = newscorpus("check --fix --unsafe-fixes corpus")
    assert code == 1
    text = article.read_text(encoding="utf-8").replace("'", '"')
    for fixed in (
        'mentions: ["1,500 soldiers"]}   # the commas!',
        'amount: ["2,500,000 euros"], object: [200 tanks]',
        "- soldiers and 200 tanks crossed the river on Monday",
    ):
        assert fixed in text
    for kept in (
        "- Police said over 2,500,000 euros were found in a tram",
        "- Five people were killed",
        "- it cost $10.0 million",
        "evidence: Anna Berg did meet Carl Dahl}",
        "“She will not resign,”",
        "[brother, Tamerlan]",
    ):
        assert kept in text


def test_a_comma_inside_braces(corpus):
    """One error each, and the fix puts the words in quotes."""
    article = corpus / "river.yaml"
    article.write_text(
        "format: newscorpus/1\nid: river\nlanguage: en\ntext_file: river.txt\n"
        "actors:\n  troops: {name: soldiers, kind: group, named: false, mentions: Some 1,500 soldiers}\n"
        "events:\n  crossing:\n    kind: incident\n    type: other\n"
        "    casualties: {injured: {Some 1,500 soldiers: 1500~}}\n    things: {amount: 1,500 soldiers}\n"
        "    evidence:\n      - Some 1,500 soldiers and 200 tanks crossed the river\n",
        encoding="utf-8",
    )
    code, out = newscorpus("check --ignore NC9 corpus")
    assert code == 1
    assert re.findall(r"^error.*", out, re.MULTILINE) == [
        "error[NC314 words-split-at-comma]: unquoted comma ends a value inside braces: `Some 1,500 soldiers`",
        "error[NC314 words-split-at-comma]: unquoted comma ends a key inside braces: `Some 1,500 soldiers`",
        "error[NC314 words-split-at-comma]: unquoted comma ends a value inside braces: `1,500 soldiers`",
    ]
    before = article.read_bytes()
    newscorpus("check --fix corpus")
    assert article.read_bytes() == before
    code, out = newscorpus("check --fix --unsafe-fixes corpus")
    assert (code, "Fixed 3 errors in 1 file:" in out) == (0, True)
    assert 'casualties: {injured: {"Some 1,500 soldiers": 1500~}}' in article.read_text(encoding="utf-8")
