"""Runs git: revisions, the files of a revision, and their contents."""

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from newscorpus.errors import UsageError

NULL: Final = re.compile("0{40}|0{64}")
"""What GitHub, GitLab and git's hooks call the commit before the first of a branch, in SHA-1 or SHA-256."""


def run(folder: Path, *words: str, data: bytes | None = None) -> "subprocess.CompletedProcess[bytes]":
    """Run git in a folder, with `data` on its standard input. Raises UsageError if git is not installed."""
    command = ["git", *words]
    try:
        return subprocess.run(command, cwd=folder, check=False, capture_output=True, input=data)  # noqa: S603
    except FileNotFoundError:
        raise UsageError("a git revision needs git, which is not installed") from None


def output(folder: Path, *words: str) -> str | None:
    """Return the output of git; None if it fails."""
    ran = run(folder, *words)
    return os.fsdecode(ran.stdout) if ran.returncode == 0 else None


def commit_of(folder: Path, revision: str) -> str | None:
    """Return the full name of the commit that a revision names; None if there is none."""
    name = output(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return name.strip() if name is not None else None


def names_of(folder: Path, *words: str) -> frozenset[str]:
    """Return the names that a command prints with `-z`. Raises UsageError, in git's words, if it fails."""
    ran = run(folder, *words)
    if ran.returncode:
        raise UsageError(f"git {words[0]}: {os.fsdecode(ran.stderr).strip()}")
    return frozenset(os.fsdecode(ran.stdout).split("\0")) - {""}


def contents_of(top: Path, commit: str, names: Iterable[str]) -> Mapping[str, bytes]:
    """Return the contents that files had in a commit, by their names from the root; of those that it has."""
    wanted = [name for name in names if "\n" not in name]
    asked = b"".join(os.fsencode(f"{commit}:{name}\n") for name in wanted)
    answer, at, contents = run(top, "cat-file", "--batch", data=asked).stdout, 0, dict[str, bytes]()
    for name in wanted:
        end = answer.find(b"\n", at)
        words = answer[at:end].split(b" ")
        at = end + 1
        if words[-1] != b"missing":
            size = int(words[-1])
            if words[-2] == b"blob":
                contents[name] = answer[at : at + size]
            at += size + 1
    return contents
