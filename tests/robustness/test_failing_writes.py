"""Law 12: a write that fails leaves the old bytes. Every way of writing, with every file operation failing in turn, on a
full disk, and killed."""

import errno
import io
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from kills import kill_again_and_again
from processes import limited
from writers import WRITERS, both, leftovers, prepare, sources, state

from newscorpus import NewscorpusError, export
from newscorpus.cli.main import main
from newscorpus.fs import atomic

OPERATIONS = (
    *("open", "read", "write", "close", "dup", "fsync", "fstat", "stat", "lstat", "chmod", "replace", "rename"),
    *("unlink", "mkdir", "rmdir", "scandir", "listdir"),
)
MOST = 0 if os.environ.get("NEWSCORPUS_FAULTS") == "all" else 30
"""How many operations of a run fail, at most, at even distances; 0 for each of them."""
REMOVING = {"open", "lstat", "fstat", "scandir", "close", "unlink", "rmdir"}
"""If one of these fails something may be left, for the next run to sweep."""


def each_in_turn(run):
    """Calls `run(at)`, which makes the `at`-th operation fail and returns the `Faults`; the last one makes none fail."""
    count = run(0).count
    for at in range(1, count + 1, -(-count // MOST) if MOST else 1):
        run(at)
    return count


class Faults:
    """Makes the `at`-th file operation of a run fail; counts them."""

    def __init__(self, monkeypatch, at, *, idle=False):
        self.count, self.at, self.failed, self.idle = 0, at, None, idle
        for name in OPERATIONS:
            monkeypatch.setattr(os, name, self._failing(name, getattr(os, name)))
        monkeypatch.setattr(io, "open", self._failing("open", io.open))
        if atomic.fcntl is not None:
            monkeypatch.setattr(atomic.fcntl, "flock", self._failing("flock", atomic.fcntl.flock))

    def during(self, work):
        """`work`, with operations failing in it, and nowhere else."""

        def wrapped(*args):
            self.idle = False
            try:
                return work(*args)
            finally:
                self.idle = True

        return wrapped

    def _failing(self, name, real):
        def operation(*args, **kwargs):
            self.count += not self.idle
            if not self.idle and self.count == self.at:
                self.failed = name
                if name == "close":
                    real(*args, **kwargs)
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return real(*args, **kwargs)

        return operation


@pytest.mark.parametrize("name", [n for n in WRITERS if n != "export to a folder"])
def test_each_operation_fails_in_turn(name, tmp_path):
    """Each file holds its old bytes or its new ones; a fault is an exception of ours or of the system, or no harm.

    An export to a folder is a "folder" with more files. `checking/test_cache` has the cache.
    """
    writer = WRITERS[name]
    prepare(tmp_path)
    writer.write(tmp_path, 0)
    old, new = both(tmp_path, writer)
    begun = None

    def run(at):
        nonlocal begun
        if begun is None or state(tmp_path, writer) != begun:
            writer.write(tmp_path, 0)
            begun = state(tmp_path, writer)
        atomic._sweep.cache_clear()
        with pytest.MonkeyPatch.context() as patch:
            faults = Faults(patch, at)
            with suppress(OSError, NewscorpusError):
                writer.write(tmp_path, 1)
        left = state(tmp_path, writer)
        if faults.failed is None:
            assert left == new
        assert not writer.together or left in (begun, new), (faults.failed, at)
        for file, data in left.items():
            assert data in (begun[file], old[file], new[file]), (file, faults.failed, at)
        assert len(leftovers(tmp_path)) <= (faults.failed in REMOVING), (faults.failed, at)
        for path in leftovers(tmp_path):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        return faults

    assert each_in_turn(run) > 10


COMMANDS = {
    "convert": (["convert", "sources1", "-o", "out/articles.jsonl", "--force"], "out/articles.jsonl"),
    "convert to a folder": (
        ["convert", "sources1", "--to", "json", "-o", "out/converted", "--force"],
        "out/converted/a.json",
    ),
    "baseline": (["check", "sources1", "--no-cache", "--write-baseline", "out/baseline.json"], "out/baseline.json"),
    "schema": (["schema", "--write", "out"], "out/article.schema.json"),
    "report": (["check", "sources1", "--no-cache", "--output-format", "json=out/report.json"], "out/report.json"),
    "export": (["export", "sqlite", "sources1", "--force", "-o", "out/articles.db"], "out/articles.db"),
    "new": (["new", "out/new/text.txt"], "out/new/text.yaml"),
    "fix": (["check", "broken", "--no-cache", "--fix"], "broken/a.yaml"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_say_what_failed(name, tmp_path, monkeypatch, capsys):
    """One line and exit 2, or findings; never a traceback, and never 3, which is for faults of ours."""
    words, _ = COMMANDS[name]

    def run(at):
        with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
            monkeypatch.chdir(folder)
            prepare(Path(folder))
            sources(Path(folder), 0, "'we agree'").rename("broken")
            with pytest.MonkeyPatch.context() as patch:
                faults = Faults(patch, at)
                with pytest.raises(SystemExit) as stop:
                    main(words)
            said = capsys.readouterr()
            assert stop.value.code in ((0, 1, 2) if faults.failed else (0,)), (faults.failed, at, said.err)
            assert "Traceback" not in said.err
            assert stop.value.code != 2 or said.err.count("\n") == 1, said.err
            monkeypatch.chdir(tmp_path)
        return faults

    assert each_in_turn(run) > 10


EXPORT_TO_A_FOLDER = {
    "export to a folder": (["export", "csv", "sources1", "--force", "-o", "out/tables"], "out/tables/datapackage.json")
}


@pytest.mark.only_on("linux", "macos", reason="no limit on the size of files to test with")
@pytest.mark.parametrize("name", [*COMMANDS, *EXPORT_TO_A_FOLDER])
def test_a_full_disk(name, tmp_path):
    words, target = (COMMANDS | EXPORT_TO_A_FOLDER)[name]
    prepare(tmp_path)
    sources(tmp_path, 1, "'we agree'").rename(tmp_path / "broken")
    sources(tmp_path, 1)
    path = tmp_path / target
    path.parent.mkdir(exist_ok=True)
    before = path.read_bytes() if path.exists() else None
    if "export" in words:  # what was exported before, since nothing else is replaced
        export(sources(tmp_path, 0), words[1], tmp_path / words[-1])
        before = path.read_bytes()
    elif name not in ("new", "fix"):
        before = b'{"fingerprint": "old", "code": "NC304", "file": "old.yaml"}\n' if name == "baseline" else b"old"
        path.write_bytes(before)
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    for size in (0, 100):
        done = subprocess.run(
            [sys.executable, "-m", "newscorpus", *words],
            cwd=tmp_path,
            env=unmeasured,  # coverage could not write its data either
            capture_output=True,
            text=True,
            check=False,
            **limited("FSIZE", size),
        )
        assert done.returncode == 2, (done.returncode, done.stderr)
        assert ("disk" if name == "export" else "File too large") in done.stderr  # SQLite has words of its own
        assert done.stderr.count("\n") == 1
        assert (path.read_bytes() if path.exists() else None) == before
        assert leftovers(tmp_path) == []


@pytest.mark.only_on("linux", "macos", reason="without locks, leftovers are not told from files in use")
def test_killed_at_any_moment(tmp_path):
    assert kill_again_and_again(tmp_path, 10) >= 0
