"""What a team does: a git repository with a corpus, and the commands that its people type."""

import os
import subprocess
from pathlib import Path

import pytest

from newscorpus.cli.main import main


class Repository:
    """A git repository; commands run in its folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str) -> str:
        """Run git; it must succeed."""
        names = {f"GIT_{role}_{what}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        ran = subprocess.run(
            ["git", *words], check=False, cwd=self.folder, env=environment, capture_output=True, text=True
        )
        assert ran.returncode == 0, (words, ran.stdout, ran.stderr)
        return ran.stdout

    def commit(self) -> None:
        """Commit everything."""
        self.git("add", "--all")
        self.git("commit", "-q", "--allow-empty", "-m", "work")

    def newscorpus(self, line: str) -> tuple[int, str]:
        """Run `newscorpus` with these words; return the exit code and standard output."""
        with pytest.raises(SystemExit) as stop:
            main(line.split())
        return int(stop.value.code or 0), self._capsys.readouterr().out

    def check(self, line: str = "") -> tuple[int, list[str]]:
        """Run `newscorpus check`; return the exit code and one line for each finding."""
        code, out = self.newscorpus(f"check --output-format concise {line}")
        return code, [one for one in out.splitlines() if ": NC" in one or " NC" in one.partition(" ")[2]]

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace the words of a file, which has them once."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, (old, text)
        self.write(name, text.replace(old, new))
