"""Progress: on a terminal, after a while, on standard error, and gone at the end."""

import io
import itertools
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
    """Checks files; so many seconds have gone since the beginning when none of them is done, one, and so on. Returns the
    stream that was standard error."""

    def check(files, *seconds, stream=None, options=("--no-cache",)):
        for i in range(files):
            (tmp_path / f"a{i}.yaml").write_text(ARTICLE.format(f"a{i}", i))
        times = iter([0, *seconds])  # the beginning, no file done, one …
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
    """Not at each file; of a longer state nothing stays; at the end nothing at all; never a new line."""
    stream = checked(5, 0.1, 2, 2.05, 300, 301)
    assert stream.shown == [
        "Checked 1 of 5 files, 0 a second, 8 s left",
        "Checked 3 of 5 files, 0 a second, 3 min left",
        "Checked 4 of 5 files, 0 a second, 1 min left",
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
        checked(3, 0, 1, 2, stream=stream)
    assert stream.shown[0] == "Checked 1 of 3 files, 1 a second, 2 s left"
    assert stream.getvalue().rpartition("\r")[2].startswith("error: internal error")


def test_it_fits_the_terminal(checked, monkeypatch):
    monkeypatch.setattr("os.get_terminal_size", lambda _: os.terminal_size((20, 5)))
    monkeypatch.setattr(Terminal, "fileno", lambda _: 2)
    assert checked(2, 0, 1).shown[0] == "Checked 1 of 2 files"[:19]


def test_a_terminal_that_goes_is_no_fault(checked, monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(stream, "write", lambda _: (_ for _ in ()).throw(OSError("gone")))
    assert checked(2, 1, 2, stream=stream).getvalue() == ""


def test_an_import_shows_articles_then_files(tmp_path, monkeypatch):
    for number in range(3):
        (tmp_path / f"a{number}.txt").write_text("It rained in Oslo.")
        (tmp_path / f"a{number}.ann").write_text("T1\tPlace 13 17\tOslo\n")
    seconds = itertools.count()
    stream = Terminal()
    with monkeypatch.context() as patch:
        patch.setattr(time, "monotonic", lambda: float(next(seconds)))
        patch.setattr(sys, "stderr", stream)
        with pytest.raises(SystemExit) as stop:
            main(["import", "brat", str(tmp_path), "-o", str(tmp_path / "out")])
    assert stop.value.code == 0
    assert stream.shown[0] == "Read 1 article, 1 a second"
    assert "Read 3 articles, 1 a second" in stream.shown
    assert any(line.startswith("Checked 2 of 3 files") for line in stream.shown)
