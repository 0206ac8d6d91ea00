"""What commands print beside reports: nothing acts in a terminal or a log, and data is whole."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest

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
QUERY = (
    "select * from (values "
    + ", ".join(f"('{word}', {i})" for i, word in enumerate(ACTS))
    + ") as t(words, n) order by n"
)


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


@pytest.mark.parametrize("format", ["table", "json", "jsonl"])
def test_answers_do_not_act(format, run):
    """In any format but CSV, nor is anything lost from JSON."""
    out = run("query", ".", QUERY, "--output-format", format)
    assert is_quiet(out)
    if format != "table":
        rows = json.loads(out) if format == "json" else [json.loads(line) for line in out.splitlines()]
        assert [row["words"] for row in rows] == ACTS


def test_csv_is_data_in_a_pipe_and_escaped_in_a_terminal(run, monkeypatch):
    """No character is deleted, nor does a line begin as a command."""
    out = run("query", ".", QUERY, "--output-format", "csv")
    assert [row[0] for row in csv.reader(io.StringIO(out, newline=""))] == ["words", *ACTS]
    assert not any(line.lstrip().startswith("::") for line in out.splitlines())
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert is_quiet(run("query", ".", QUERY, "--output-format", "csv"))


@pytest.mark.parametrize("name", ["\x1b[31mred\x1b[0m", "a\u202eb", "##[error]x"])
@pytest.mark.parametrize("command", ["export", "convert", "schema", "baseline", "view"])
def test_echoed_paths_do_not_act(command, name, run):
    """What was written is named, with escapes."""
    words = {
        "export": ["export", "csv", ".", "-o", name],
        "convert": ["convert", ".", "--to", "json", "-o", name],
        "schema": ["schema", "article", "--write", name],
        "baseline": ["check", ".", "--no-cache", "--write-baseline", name],
        "view": ["view", ".", "-o", name],
    }[command]
    out = run(*words)
    assert "Wrote" in out
    assert is_quiet(out)
    assert "red" not in name or "\\u001b[31mred" in out
