"""Progress: on a terminal, after a while, on standard error, and gone at the end."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from newscorpus.cli.progress import AFTER, EVERY, Progress, words

ARTICLE = "format: newscorpus/1\nid: {}\nlanguage: en\ntext: Anna Berg met {}.\n"


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self):
        return True


class Clock:
    """Time that goes as it is told to."""

    now = 100.0

    def __call__(self):
        return self.now


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


def test_nothing_in_a_pipe():
    """Nor where there is no stream."""
    stream, clock = io.StringIO(), Clock()
    for where in (stream, None):
        with Progress(where, clock) as progress:
            clock.now += 10
            progress(1, 2)
    assert stream.getvalue() == ""


def test_nothing_before_half_a_second():
    """Most runs are over by then, and need not flicker."""
    stream, clock = Terminal(), Clock()
    with Progress(stream, clock) as progress:
        for i in range(4):
            progress(i, 10)
            clock.now += AFTER / 4
    assert stream.getvalue() == ""


def test_a_line_that_is_written_over():
    """Not at each file; of a longer state nothing stays; at the end nothing at all; never a new line."""
    stream, clock = Terminal(), Clock()
    with Progress(stream, clock) as progress:
        clock.now += 2
        progress(1000, 3000)
        assert screen(stream.getvalue()) == "Checked 1,000 of 3,000 files, 500 a second, 4 s left"
        before = stream.getvalue()
        clock.now += EVERY / 2
        progress(1001, 3000)
        assert stream.getvalue() == before
        clock.now += 18 - EVERY / 2
        progress(2, 3)
        assert screen(stream.getvalue()) == "Checked 2 of 3 files, 0 a second, 10 s left"
    assert screen(stream.getvalue()) == ""
    assert stream.getvalue().endswith("\r")
    assert "\n" not in stream.getvalue()


def test_it_is_wiped_when_something_fails():
    """So that the complaint stands on a line of its own."""
    stream, clock = Terminal(), Clock()

    def stopped():
        with Progress(stream, clock) as progress:
            clock.now += 1
            progress(1, 2)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert screen(stream.getvalue()) == ""


def test_it_fits_the_terminal(monkeypatch):
    """A line that wraps could not be written over."""
    monkeypatch.setattr("os.get_terminal_size", lambda _: os.terminal_size((20, 5)))
    monkeypatch.setattr(Terminal, "fileno", lambda _: 2)
    stream, clock = Terminal(), Clock()
    with Progress(stream, clock) as progress:
        clock.now += 1
        progress(1, 2)
        assert len(screen(stream.getvalue())) == 19


def test_a_terminal_that_goes_is_no_fault(monkeypatch):
    """The check goes on."""
    stream, clock = Terminal(), Clock()
    monkeypatch.setattr(stream, "flush", lambda: (_ for _ in ()).throw(OSError("gone")))
    with Progress(stream, clock) as progress:
        clock.now += 1
        progress(1, 2)


@pytest.mark.parametrize(
    ("done", "total", "seconds", "expected"),
    [
        (0, 5, 1, "Checked 0 of 5 files"),
        (10, 70, 10, "Checked 10 of 70 files, 1 a second, 1 min left"),
        (1, 2, 7500, "Checked 1 of 2 files, 0 a second, 2 h 5 min left"),
    ],
)
def test_words(done, total, seconds, expected):
    """Rounded, with units."""
    assert words(done, total, seconds) == expected


SLOW = """
import sys, newscorpus.cli.progress as p
p.AFTER = p.EVERY = 0.0
from newscorpus.cli.main import main
main(["check", "."])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_on_a_real_terminal(tmp_path):
    """The line is on standard error alone, and is gone when the report comes."""
    import pty

    for i in range(20):
        Path(tmp_path, f"a{i}.yaml").write_text(ARTICLE.format(f"a{i}", i))
    master, slave = pty.openpty()
    done = subprocess.run([sys.executable, "-c", SLOW], cwd=tmp_path, stdout=subprocess.PIPE, stderr=slave, check=False)
    os.close(slave)
    written = b""
    try:
        while piece := os.read(master, 65536):
            written += piece
    except OSError:  # so Linux says that the other end is closed
        pass
    os.close(master)
    assert done.returncode == 0
    assert done.stdout.decode().startswith("All checks passed: 20 articles")
    assert re.search(rb"Checked [1-9]\d* of 20 files, [\d,]+ a second, \d+ s left", written)
    assert screen(written.decode()) == ""
    assert b"\n" not in written
    piped = subprocess.run([sys.executable, "-c", SLOW], cwd=tmp_path, capture_output=True, check=False)
    assert (piped.stdout, piped.stderr) == (done.stdout, b"")
