"""Law 12: a write that fails leaves the old bytes. Every way of writing, with every file operation failing in turn, on a
full disk, and killed."""

import errno
import os
import resource
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from kills import kill_again_and_again
from writers import WRITERS, both, leftovers, prepare, sources, state

from newscorpus import cli, files
from newscorpus.errors import NewscorpusError

OPERATIONS = (
    *(
        "open",
        "read",
        "write",
        "close",
        "dup",
        "fsync",
        "fstat",
        "stat",
        "lstat",
        "chmod",
        "replace",
        "unlink",
        "mkdir",
    ),
    *("scandir", "listdir"),
)


class Faults:
    """Makes the `at`-th file operation of a run fail; counts them."""

    def __init__(self, monkeypatch, at):
        self.count, self.at, self.failed = 0, at, None
        for name in OPERATIONS:
            monkeypatch.setattr(os, name, self._failing(name, getattr(os, name)))

    def _failing(self, name, real):
        def operation(*args, **kwargs):
            self.count += 1
            if self.count == self.at:
                self.failed = name
                if name == "close":
                    real(*args, **kwargs)
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return real(*args, **kwargs)

        return operation


@pytest.mark.parametrize("name", WRITERS)
def test_each_operation_fails_in_turn(name, tmp_path):
    """Each file holds its old bytes or its new ones; a fault is an exception of ours or of the system, or no harm."""
    writer = WRITERS[name]
    prepare(tmp_path)
    writer.write(tmp_path, 0)
    old, new = both(tmp_path, writer)
    at = 0
    while True:
        at += 1
        writer.write(tmp_path, 0)
        begun = state(tmp_path, writer)
        files._sweep.cache_clear()
        with pytest.MonkeyPatch.context() as patch:
            faults = Faults(patch, at)
            with suppress(OSError, NewscorpusError):
                writer.write(tmp_path, 1)
        if faults.failed is None:
            assert state(tmp_path, writer) == new
            break
        for file, data in state(tmp_path, writer).items():
            assert data in (begun[file], old[file], new[file]), (file, faults.failed, at)
        assert len(leftovers(tmp_path)) <= (faults.failed == "unlink"), (faults.failed, at)
        for path in leftovers(tmp_path):
            path.unlink()
    assert at > 10


COMMANDS = {
    "convert": (["convert", "sources1", "-o", "out/articles.jsonl"], "out/articles.jsonl"),
    "convert to a folder": (["convert", "sources1", "--to", "json", "-o", "out/converted"], "out/converted/a.json"),
    "baseline": (["check", "sources1", "--write-baseline", "out/baseline.json"], "out/baseline.json"),
    "schema": (["schema", "--write", "out"], "out/article.schema.json"),
    "new": (["new", "out/new/text.txt"], "out/new/text.yaml"),
    "fix": (["check", "broken", "--fix"], "broken/a.yaml"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_say_what_failed(name, tmp_path, monkeypatch, capsys):
    """One line and exit 2, or findings; never a traceback, and never 3, which is for faults of ours."""
    words, _ = COMMANDS[name]
    monkeypatch.chdir(tmp_path)
    at, finished = 0, False
    while not finished:
        at += 1
        with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
            monkeypatch.chdir(folder)
            prepare(Path(folder))
            sources(Path(folder), 0, "'we agree'").rename("broken")
            with pytest.MonkeyPatch.context() as patch:
                faults = Faults(patch, at)
                with pytest.raises(SystemExit) as stop:
                    cli.main(words)
            finished = faults.failed is None
            said = capsys.readouterr()
            assert stop.value.code in ((0,) if finished else (0, 1, 2)), (faults.failed, at, said.err)
            assert "Traceback" not in said.err
            assert stop.value.code != 2 or said.err.count("\n") == 1, said.err
            monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk(name, tmp_path):
    """Of any size: the old bytes or the new ones, one line, exit 2."""
    words, target = COMMANDS[name]
    prepare(tmp_path)
    sources(tmp_path, 1, "'we agree'").rename(tmp_path / "broken")
    sources(tmp_path, 1)
    path = tmp_path / target
    path.parent.mkdir(exist_ok=True)
    before = path.read_bytes() if path.exists() else None
    if name not in ("new", "fix"):
        before = b"old"
        path.write_bytes(before)
    for size in (0, 1, 100):
        done = subprocess.run(
            [sys.executable, "-m", "newscorpus", *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda size=size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        )
        assert done.returncode == 2, (done.returncode, done.stderr)
        assert "File too large" in done.stderr
        assert done.stderr.count("\n") == 1
        assert (path.read_bytes() if path.exists() else None) == before
        assert leftovers(tmp_path) == []


def test_killed_at_any_moment(tmp_path):
    """Twenty times; `make kills` does it five hundred times."""
    assert kill_again_and_again(tmp_path, 20) >= 0
