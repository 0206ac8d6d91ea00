"""docs/tutorial.md is followed as a reader would: its blocks in order, in an empty folder, each with what it shows.

`text` with a caption is saved; `console` is run, and its output compared (`…` alone stands for any lines); `yaml` is
appended to the annotation; `diff` changes it; `python` is run.
"""

import re
import shlex
from pathlib import Path

import pytest

from newscorpus.cli.main import main

PAGE = Path(__file__).parents[2] / "docs/tutorial.md"
BLOCK = re.compile(r"^```(?:\{code-block\} )?(\w+)\n((?::\w+:[^\n]*\n\n?)*)(.*?)^```", re.MULTILINE | re.DOTALL)
ANNOTATION = Path("hafdis.yaml")


def output_of(command: str, capsys) -> str:
    """What the command prints."""
    program, *words = shlex.split(command)
    if program == "tail":
        count, name = words
        return "".join(Path(name).read_text(encoding="utf-8").splitlines(keepends=True)[int(count) :])
    assert program == "newscorpus"
    with pytest.raises(SystemExit):
        main(words)
    captured = capsys.readouterr()
    return captured.out + captured.err


def agrees(shown: str, real: str) -> bool:
    """Whether the output is as it is shown; a line `…` stands for any lines."""
    pieces = [re.escape(piece) for piece in re.split(r"^ *…\n", shown, flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.*\n)*".join(pieces), real) is not None


def changed(text: str, diff: str) -> str:
    """`text` after the changes: what stands behind `-` becomes what stands behind the `+` that follows."""
    for old, new in re.findall(r"^([- ].*)\n\+(.*)$", diff, re.MULTILINE):
        if old.startswith("-"):
            assert text.count(old[1:]) == 1, old
            text = text.replace(old[1:], new)
        else:
            assert text.count(old[1:]) == 1, old
            text = text.replace(old[1:], f"{old[1:]}\n{new}")
    return text


def test_the_tutorial_can_be_followed(tmp_path, monkeypatch, capsys):
    """From the text to the model, with every output that it shows."""
    monkeypatch.chdir(tmp_path)
    for kind, options, body in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if ":caption:" in options:
            Path(options.split()[1]).write_text(body, encoding="utf-8")
        elif kind == "console":
            command, _, shown = body.partition("\n")
            real = output_of(command.removeprefix("$ "), capsys)
            assert agrees(shown, real), f"{command}\n{real}"
        elif kind == "yaml" and ":class: head" in options:
            head, _, _ = ANNOTATION.read_text(encoding="utf-8").partition("\nactors:")
            assert head.startswith(body)
            ANNOTATION.write_text(head, encoding="utf-8")
        elif kind == "yaml":
            ANNOTATION.write_text(ANNOTATION.read_text(encoding="utf-8") + body, encoding="utf-8")
        elif kind == "diff":
            ANNOTATION.write_text(changed(ANNOTATION.read_text(encoding="utf-8"), body), encoding="utf-8")
        elif kind == "python":
            exec(compile(body, "docs/tutorial.md", "exec"), {})
