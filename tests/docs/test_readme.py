"""README.md and docs/ are executed: commands, Python, annotations, and the finding on the first page."""

import re
import shlex
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from converters import manifest_of
from drawn import drawn_articles
from examples import findings
from plain_data import read_1_2

from newscorpus import check
from newscorpus.cli.main import main
from newscorpus.testing import articles

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = FENCED.findall(README)
DOCUMENTS = [
    README,
    *(path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("docs/*.md")) if path.stem != "tutorial"),
]
COMMANDS = [
    commands
    for document in DOCUMENTS
    for kind, text in FENCED.findall(document)
    if kind == "sh" and (commands := [line for line in text.splitlines() if line.startswith("newscorpus ")])
]
"""The commands of each block, which build on each other."""


def blocks(language):
    return [text for kind, text in BLOCKS if kind == language]


def run(words, capsys):
    with pytest.raises(SystemExit) as stop:
        main(words)
    return stop.value.code, capsys.readouterr()


PYTHON = [text for document in DOCUMENTS for kind, text in FENCED.findall(document) if kind == "python"]


@pytest.mark.parametrize("code", PYTHON)
def test_the_python_runs(code, monkeypatch):
    """As it stands, from the root of the project; what reads as a comparison is true."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("newscorpus.testing.articles", lambda *given: articles(*given) if given else drawn_articles)
    space = {}
    exec(compile(code, "documentation", "exec"), space)
    for line in code.splitlines():
        if " == " in line and not line.startswith((" ", "#")):
            assert eval(line, space), line


@pytest.mark.parametrize("commands", COMMANDS, ids="; ".join)
def test_the_commands_run(commands, monkeypatch, capsys, tmp_path):
    """Each exits with 0."""
    monkeypatch.chdir(ROOT)
    for command in commands:
        for word, library in (("query", "duckdb"), ("parquet", "pyarrow"), ("dataset", "pyarrow")):
            if word in command.split():
                pytest.importorskip(library)
        typed, _, given = command.partition(" < ")
        if given:
            monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(Path(given).read_bytes())))
        words = shlex.split(typed.partition(" > ")[0].replace("build/", f"{tmp_path}/"), comments=True)
        assert run(words[1:], capsys)[0] == 0, command


def test_the_corpus_yaml_that_is_extended_is_valid(tmp_path):
    """What the page on extending shows of a corpus.yaml is, put together, right; so is what an article says of it."""
    page = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
    *manifest, attributes, actors = [text for kind, text in FENCED.findall(page) if kind == "yaml"]
    (tmp_path / "corpus.yaml").write_text("".join((*manifest, actors)), encoding="utf-8")
    article = "format: newscorpus/1\nid: article\ntext: The Office closed the harbour.\n"
    (tmp_path / "article.yaml").write_text(article + attributes, encoding="utf-8")
    assert check([tmp_path]).diagnostics == ()


def test_the_annotation_is_right(tmp_path):
    """The example has no finding."""
    (tmp_path / "article.yaml").write_text(next(b for b in blocks("yaml") if "format:" in b), encoding="utf-8")
    assert check([tmp_path]).diagnostics == ()


def test_the_finding_is_what_check_prints(tmp_path, monkeypatch, capsys):
    """The block on the first page is real output."""
    annotation = next(b for b in blocks("yaml") if "format:" in b)
    text = "Anna Berg met Carl Dahl in Oslo on Monday.\n“We agree,” she said.\n"
    (tmp_path / "article.txt").write_text(text, encoding="utf-8")
    broken = re.sub(r"^text: .*$", "text_file: article.txt", annotation, flags=re.MULTILINE)
    broken = broken.replace("- Anna Berg met Carl Dahl in Oslo on Monday", "- Anna Berg saw Carl Dahl in Oslo")
    broken = broken.replace("    when: {on Monday: 2024-05-06}\n", "    note: a line of its own\n")
    (tmp_path / "article.yaml").write_text(broken, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    shown = next(text for kind, text in FENCED.findall(page) if kind == "console")
    code, output = run(["check", "article.yaml"], capsys)
    assert code == 1
    line = next(i for i, row in enumerate(broken.splitlines(), 1) if "saw" in row)
    expected = shown.split("\n", 1)[1].replace("22", str(line))
    assert expected in output.out


YAML = [
    pytest.param(text, id=f"{text.split(chr(10))[0][:40]}-{i}")
    for document in DOCUMENTS
    for i, (kind, text) in enumerate(FENCED.findall(document))
    if kind == "yaml"
]


def test_the_readme_is_short_and_its_lines_too():
    """Long lines are left to tables and pictures."""
    assert len(README.split()) < 800
    prose = [line for line in README.splitlines() if not line.startswith(("|", "![", "```"))]
    assert [line for line in prose if len(line) > 140] == []


@pytest.mark.parametrize("text", YAML)
def test_the_yaml_is_sound(text):
    """Each piece of YAML is read without a problem; a piece of a corpus.yaml says nothing that it may not say."""
    data = read_1_2(text)
    assert {d.code for d in findings(text, ["NC002", "NC003", "NC004", "NC007", "NC008"])} == set()
    if data.keys() & {"checks", "vocabularies", "articles"}:
        assert manifest_of(**data).name
