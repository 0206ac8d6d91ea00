"""Progress: on a terminal, after a while, on standard error, and gone at the end."""

import io
import itertools
import json
import os
import sys
import time

import pytest

from newscorpus.cli.main import main

ARTICLE = "format: newscorpus/1\nid: {}\nlanguage: en\ntext: Anna Berg met {}.\n"


def screen(written):
    """What a terminal shows of its last line after `written`."""
    row, at = [], 0
    for char in written:
        if char == "\r":
            at = 0
        else:
            row[at : at + 1] = [char]
            at += 1
    return "".join(row).rstrip()


class Terminal(io.StringIO):
    """A stream that says that it is a terminal; `shown` has what its last line shows after each write."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def isatty(self):
        return True

    def write(self, text):
        written = super().write(text)
        self.shown.append(screen(self.getvalue()))
        return written


@pytest.fixture
def checked(tmp_path, monkeypatch):
    """Checks files; so many seconds have gone since the first when the second is done, and so on. Returns the
    stream that was standard error."""

    def check(files, *seconds, stream=None, options=("--no-cache",)):
        for i in range(files):
            (tmp_path / f"a{i}.yaml").write_text(ARTICLE.format(f"a{i}", i))
        times = iter([0, *seconds])  # the first article, the second …
        clock = [0]

        def monotonic():
            clock[0] = next(times, clock[0])
            return 100.0 + clock[0]

        stream = Terminal() if stream is None else stream
        with monkeypatch.context() as patch:
            patch.setattr(time, "monotonic", monotonic)
            patch.setattr(sys, "stderr", stream)
            with pytest.raises(SystemExit) as stop:
                main(["check", *options, str(tmp_path)])
        assert stop.value.code == 0
        return stream

    return check


def test_a_line_that_is_written_over(checked):
    """Not at each article; of a longer state nothing stays; at the end nothing at all; never a new line."""
    stream = checked(6, 2, 2.05, 300, 301)
    assert stream.shown == [
        "Read 2 of 6 articles [######              ] 1 a second, 4 s left",
        "Read 4 of 6 articles [#############       ] 0 a second, 2 min left",
        "Read 5 of 6 articles [################    ] 0 a second, 1 min left",
        "",
    ]
    assert stream.getvalue().endswith("\r")
    assert "\n" not in stream.getvalue()


def test_it_is_wiped_when_something_fails(checked, tmp_path, monkeypatch):
    real, stream = os.open, Terminal()

    def fail(path, *args, **more):
        if str(path).endswith("a2.yaml") and stream.shown:
            raise RuntimeError("of ours")
        return real(path, *args, **more)

    monkeypatch.setattr(os, "open", fail)
    with pytest.raises(AssertionError):  # another exit code
        checked(3, 1, stream=stream)
    assert stream.shown[0].startswith("Read 2 of 3 articles [")
    assert stream.getvalue().rpartition("\r")[2].startswith("error: internal error")


@pytest.mark.parametrize(
    ("columns", "line"), [(50, "Read 2 of 3 articles, 2 a second, 0 s left"), (20, "Read 2 of 3 article")]
)
def test_it_fits_the_terminal(checked, monkeypatch, columns, line):
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((columns, 5)))
    monkeypatch.setattr(Terminal, "fileno", lambda _: 2)
    assert checked(3, 1).shown[0] == line


def test_a_terminal_that_goes_is_no_fault(checked, monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(stream, "write", lambda _: (_ for _ in ()).throw(OSError("gone")))
    assert checked(3, 1, 2, stream=stream).getvalue() == ""


def test_quiet_shows_none(checked):
    assert checked(3, 1, 2, options=("--no-cache", "--quiet")).getvalue() == ""


LONG = {
    "convert": ("convert", "corpus/all.jsonl", "-o", "all.jsonl"),
    "export": ("export", "sqlite", "corpus/all.jsonl", "-o", "out.sqlite"),
    "stats": ("stats", "corpus/all.jsonl"),
    "view": ("view", "corpus/all.jsonl", "-o", "site"),
    "import": ("import", "brat", "brat", "-o", "out"),
    "release": ("release", "corpus", "-o", "out"),
}


@pytest.mark.parametrize("command", LONG)
def test_all_long_commands_show_it_in_a_terminal_only(tmp_path, monkeypatch, capsys, command):
    monkeypatch.chdir(tmp_path)
    for folder in ("corpus", "brat"):
        (tmp_path / folder).mkdir()
    lines = [
        json.dumps({"format": "newscorpus/1", "id": f"a{i}", "language": "en", "text": "It rained."}) for i in range(9)
    ]
    (tmp_path / "corpus" / "all.jsonl").write_text("".join(f"{line}\n" for line in lines))
    rights = "name: rain\nlicense: CC0-1.0\ntext_license: CC0-1.0\n"
    (tmp_path / "corpus" / "corpus.yaml").write_text(f"format: newscorpus/1\narticles: ['*.jsonl']\n{rights}")
    for number in range(3):
        (tmp_path / "brat" / f"a{number}.txt").write_text(f"It rained in Oslo {number}.")
        (tmp_path / "brat" / f"a{number}.ann").write_text("T1\tPlace 13 17\tOslo\n")
    seconds, printed = itertools.count(), []
    for stream in (Terminal(), io.StringIO()):
        with monkeypatch.context() as patch:
            patch.setattr(time, "monotonic", lambda: float(next(seconds)))
            patch.setattr(sys, "stderr", stream)
            with pytest.raises(SystemExit) as stop:
                main([*LONG[command], *(["--force"] if command in ("convert", "export", "import") else [])])
        printed.append((stop.value.code, capsys.readouterr().out))
        if isinstance(stream, Terminal):
            shown = [line for line in stream.shown if " a second" in line]
            noun = "Read 2 articles" if command == "import" else "Read 2 of 9 articles ["
            assert any(line.startswith(noun.replace("Read 2 a", "Imported 2 a")) for line in shown), shown
            lines = stream.getvalue().split("\n")
            assert not [line for line in map(screen, lines) if " a second" in line]  # no rest stays beside another line
        else:
            assert "\r" not in stream.getvalue()
    assert printed[0] == printed[1]
    assert printed[0][0] == 0
