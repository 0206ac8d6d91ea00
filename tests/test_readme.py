"""README.md is executed: its commands, its Python, its annotation and the finding that it shows; of docs/ the commands."""

import re
import shlex
from pathlib import Path

import pytest

from newscorpus import check
from newscorpus.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = FENCED.findall(README)
DOCUMENTS = [README, *(path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("docs/*.md")))]
COMMANDS = [
    line
    for document in DOCUMENTS
    for kind, text in FENCED.findall(document)
    for line in text.splitlines()
    if kind == "sh" and line.startswith("newscorpus ")
]


def blocks(language):
    return [text for kind, text in BLOCKS if kind == language]


def run(words, capsys):
    with pytest.raises(SystemExit) as stop:
        main(words)
    return stop.value.code, capsys.readouterr()


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python_runs(code, monkeypatch):
    """As it stands, from the root of the project; what reads as a comparison is true."""
    monkeypatch.chdir(ROOT)
    space = {}
    exec(compile(code, "README.md", "exec"), space)
    for line in code.splitlines():
        if " == " in line and not line.startswith((" ", "#")):
            assert eval(line, space), line


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_run(command, monkeypatch, capsys, tmp_path):
    """Each exits with 0."""
    monkeypatch.chdir(ROOT)
    words = [w.replace("build/", f"{tmp_path}/") for w in shlex.split(command.partition(" > ")[0], comments=True)[1:]]
    assert run(words, capsys)[0] == 0


def test_the_annotation_is_right(tmp_path):
    """The example has no finding."""
    (tmp_path / "article.yaml").write_text(next(b for b in blocks("yaml") if "format:" in b), encoding="utf-8")
    assert check([tmp_path]).diagnostics == ()


def test_the_finding_is_what_check_prints(tmp_path, monkeypatch, capsys):
    """The block at the top is real output."""
    annotation = next(b for b in blocks("yaml") if "format:" in b)
    text = "Anna Berg met Carl Dahl in Oslo on Monday.\n“We agree,” she said.\n"
    (tmp_path / "article.txt").write_text(text, encoding="utf-8")
    broken = re.sub(r"^text: .*$", "text_file: article.txt", annotation, flags=re.MULTILINE)
    broken = broken.replace("- Anna Berg met Carl Dahl in Oslo on Monday", "- Anna Berg saw Carl Dahl in Oslo")
    broken = broken.replace("    when: {on Monday: 2024-05-06}\n", "    note: a line of its own\n")
    (tmp_path / "article.yaml").write_text(broken, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    shown = next(b for b in blocks("console") if "error[" in b)
    code, output = run(["check", "article.yaml"], capsys)
    assert code == 1
    line = next(i for i, row in enumerate(broken.splitlines(), 1) if "saw" in row)
    expected = shown.split("\n", 1)[1].replace("22", str(line))
    assert expected in output.out
