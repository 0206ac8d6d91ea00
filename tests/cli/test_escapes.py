"""What commands print beside reports: nothing acts in a terminal or a log, and data is whole."""

import json
import re
import sys
from pathlib import Path

import pytest

import newscorpus as nc
from newscorpus.cli.main import main

pytest.importorskip("duckdb")
ACTS = [
    "::error::x",
    " ::stop-commands::x",
    "##[error]x",
    "\x1b[31mred\x1b[0m",
    "a\u202eb",
    "\x1b]0;title\x07",
    "\u200b",
]


@pytest.fixture
def run(monkeypatch, tmp_path, capfdbinary):
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text("format: newscorpus/1\nid: a\nlanguage: en\ntext: x\n")

    def call(*words):
        with pytest.raises(SystemExit):
            main(list(words))
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return (out + err).decode()

    return call


def is_quiet(text):
    lines = text.split("\n")
    return not any(line.lstrip().startswith("::") or "##[" in line for line in lines) and all(
        char in "\n\r─" or (char.isprintable() and char != "\u202e") for char in text
    )


def test_a_prompt_is_data_in_a_pipe_and_escaped_in_a_terminal(run, monkeypatch):
    text = "\n".join(ACTS)
    Path("text.txt").write_text(text)
    assert text in run("prompt", "text.txt")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert is_quiet(run("prompt", "text.txt"))


ARTICLE = r"""
format: newscorpus/1
id: acts
language: en
published: 2024-05-08
headline: "::error::headline"
author: "::warning::author"
text: "  ::stop-commands::x\n\nThen ##[group]it is. At length a line is broken here ::error::x and ##vso[y."
actors:
  hash: {name: x, named: false, kind: group, mentions: [{"##": "##[group]"}], note: "##[error]x"}
events:
  e: {kind: event, type: other, title: "::error::x", status: occurred, evidence: ["[group]", "::stop-commands::x"]}
"""


def test_an_article_that_is_shown_does_not_act(run):
    for width in (20, 41, 59, 1000):
        Path("acts.yaml").write_text(ARTICLE)
        for color in ("never", "always"):
            out = run("show", "acts.yaml", "--width", str(width), "--color", color)
            assert "headline" in out
            assert is_quiet(re.sub(r"\x1b\[[0-9;]*m", "·", out) if color == "always" else out), out


@pytest.mark.parametrize("to", ["yaml", "json", "jsonl"])
def test_a_converted_article_does_not_act(to, run):
    Path("acts.yaml").write_text(ARTICLE)
    out = run("convert", "acts.yaml", "--to", to)
    assert is_quiet(out)
    assert nc.loads(out, format="yaml" if to == "yaml" else "json") == nc.loads(ARTICLE)


def test_what_is_said_of_a_corpus_does_not_act(run):
    """The schema of a corpus has its descriptions, `stats` its terms; neither loses a character."""
    described = "x\x9b31mred \u202ereversed ##[error]pwn \x7f"
    terms = {"event": {"types": {"vessel": described}}}
    Path("corpus.yaml").write_text(json.dumps({"format": "newscorpus/1", "name": "c", "vocabularies": terms}))
    out = run("schema", "article", "--corpus", ".")
    assert is_quiet(out)
    assert described in json.dumps(json.loads(out), ensure_ascii=False)
    Path("a.yaml").write_text(ARTICLE.replace("id: acts", "id: a").replace("  hash:", '  "##[error]x":'))
    assert is_quiet(run("stats", ".", "--output-format", "json"))
    terms = run("terms", "types", "--corpus", ".", "--output-format", "json")
    assert is_quiet(terms)
    assert described in [term["meaning"] for term in json.loads(terms)]
    lines = run("terms", "types", "--corpus", ".")
    assert is_quiet(lines)
    assert "[corpus.yaml]" in lines
