"""The command as a process: how it is started, and its end."""

import atexit
import io
import os
import runpy
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import newscorpus as nc
from newscorpus import _process


def test_python_m_newscorpus(monkeypatch, capsys):
    """`python -m newscorpus` is the command. What was to be done at the end is done, and the process is over."""
    ended = []
    monkeypatch.setattr(sys, "argv", ["newscorpus", "--version"])
    monkeypatch.setattr(atexit, "_run_exitfuncs", lambda: ended.append("functions"))
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr("gc.set_threshold", lambda *_: ended.append("settled"))
    monkeypatch.delitem(sys.modules, "newscorpus.__main__", raising=False)
    runpy.run_module("newscorpus", run_name="__main__")
    assert ended == ["settled", "functions", 0]
    assert capsys.readouterr().out == f"newscorpus {nc.__version__}\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_words_that_cannot_be_written_at_the_end(monkeypatch):
    """What a library says at its end, to a full disk: Python's own exit code."""
    ended = []
    monkeypatch.setattr(atexit, "_run_exitfuncs", lambda: sys.stdout.write("last"))
    monkeypatch.setattr(os, "_exit", ended.append)
    stream = open("/dev/full", "w")  # noqa: SIM115 - closing fails, too
    monkeypatch.setattr(sys, "stdout", stream)
    _process.exit_fast(0)
    assert ended == [120]
    with suppress(OSError):
        stream.close()


def test_a_process_without_streams(monkeypatch):
    """As of a program without a terminal, under Windows."""
    ended = []
    monkeypatch.setattr(atexit, "_run_exitfuncs", lambda: None)
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(sys, "stderr", None)
    _process.exit_fast(2)
    assert ended == [2]


def test_the_end_of_the_command():
    """Its exit code, all of its output, and what libraries do at the end: in a process of its own."""
    program = "import atexit; atexit.register(print, 'last'); from newscorpus.__main__ import main; main()"
    for words, code in (("--version", 0), ("check nowhere", 2)):
        done = subprocess.run(
            [sys.executable, "-c", program, *words.split()], check=False, capture_output=True, text=True
        )
        assert done.returncode == code
        assert done.stdout.endswith("last\n")


def test_the_installed_command_is_the_same(monkeypatch, capsys):
    """What pip makes of [project.scripts], and importing it runs nothing."""
    (command,) = entry_points(group="console_scripts", name="newscorpus")
    main, ended = command.load(), []
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(sys, "argv", ["newscorpus", "--version"])
    monkeypatch.setattr(atexit, "_run_exitfuncs", lambda: None)
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr("gc.set_threshold", lambda *_: None)
    main()
    assert (ended, capsys.readouterr().out) == ([0], f"newscorpus {nc.__version__}\n")


@pytest.mark.parametrize(("variables", "encoding"), [({}, "utf-8"), ({"PYTHONIOENCODING": "cp1252"}, "cp1252")])
def test_pipes_get_utf_8_whatever_the_system_prefers(variables, encoding, monkeypatch):
    """With plain line ends, as in files; unless the user names an encoding."""
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    data = io.BytesIO()
    stream = io.TextIOWrapper(data, encoding="cp1252", newline="\r\n")
    _process.use_utf8(stream)
    stream.write("Müller\n")
    stream.flush()
    assert data.getvalue() == ("Müller\r\n" if variables else "Müller\n").encode(encoding)
