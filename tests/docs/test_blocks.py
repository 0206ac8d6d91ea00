"""README.md and the pages of docs/ are followed as a reader would: block by block, in an empty folder with `seeds/`.

A comment before a block says what it is, if its language does not: `<!-- save: FILE -->`, `<!-- append: FILE -->`,
`<!-- head: FILE -->` (what follows the block is deleted), `<!-- edit: FILE -->` (a diff), `<!-- not run: REASON -->`.
`NEWSCORPUS_RENEW=1` writes what commands print into the pages.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from io import BytesIO, TextIOWrapper
from pathlib import Path

import attrs
import pytest
from converters import manifest_of
from drawn import drawn_articles
from examples import findings
from hypothesis import settings
from plain_data import read_1_2

from newscorpus import Manifest, check
from newscorpus.cli.main import main
from newscorpus.testing import articles

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
BLOCK = re.compile(
    r"^(?:<!-- (save|append|head|edit|not run): ([^\n]*) -->\n)?```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL
)
QUOTED = re.compile(r"\"[^\"]*\"")
LIBRARIES = {
    "query": "duckdb",
    "parquet": "pyarrow",
    "dataset": "pyarrow",
    "to_arrow": "pyarrow",
    "to_pandas": "pandas",
    "ftm": "followthemoney",
    "networkx": "networkx",
    "rdflib": "rdflib",
    "export cas": "cassis",
    "import cas": "cassis",
    "import conllu": "conllu",
    "export spacy": "spacy",
    "DocBin": "spacy",
}
"""What a block with these words needs."""


RENEW = os.environ.get("NEWSCORPUS_RENEW") == "1"
"""Whether to write what commands print into the pages, instead of comparing it."""


def text_of(page):
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page, language=None):
    return [found for found in BLOCK.findall(text_of(page)) if found[2] == language or not language]


def missing(block):
    """The library that the block needs and that is not installed, if any."""
    needed = (library for words, library in LIBRARIES.items() if re.search(rf"\b{words}\b", block))
    return next((library for library in needed if not find_spec(library)), None)


@contextmanager
def few_examples():
    """Ten of each law on a page: that the page is right needs no more."""
    before = settings.get_current_profile_name()
    settings.register_profile("page", parent=settings.default, max_examples=10)
    settings.load_profile("page")
    try:
        yield
    finally:
        settings.load_profile(before)


class Reader:
    """Does what a page says, and compares what it shows."""

    def __init__(self, monkeypatch, capsys):
        self.monkeypatch, self.capsys = monkeypatch, capsys
        self.renewed: list[tuple[str, str]] = []

    def run(self, command):
        """The exit code of a command, and what it prints."""
        typed, _, given = re.sub(QUOTED, "", command).partition(" < ")
        typed = command.removesuffix(f" < {given}")
        typed, _, target = typed.partition(" > ")
        program, *words = shlex.split(typed, comments=True)
        if program == "echo":
            self.save(target, f"{' '.join(words)}\n")
            return 0, ""
        if program == "tail":
            count, name = words
            return 0, "".join(Path(name).read_text(encoding="utf-8").splitlines(keepends=True)[int(count) :])
        if program == "cat":
            return 0, "".join(Path(name).read_text(encoding="utf-8") for name in words)
        if program == "check-jsonschema":
            tool = Path(sys.executable).with_name(program)
            files = [str(path) for word in words[2:] for path in Path().glob(word)]
            done = subprocess.run([tool, *words[:2], *files], capture_output=True, text=True, check=False)
            return done.returncode, done.stdout + done.stderr
        assert program == "newscorpus", f"mark the block `not run` with the reason: {command}"
        if given:
            self.monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(Path(given).read_bytes())))
        with pytest.raises(SystemExit) as stop:
            main(words)
        captured = self.capsys.readouterr()
        if target:
            Path(target).write_text(captured.out, encoding="utf-8")
        return stop.value.code, captured.out + captured.err

    def sh(self, body):
        """Each command exits with 0."""
        for command in body.splitlines():
            code, output = self.run(command)
            assert code == 0, f"{command}\n{output}"

    def console(self, body):
        """Each command prints what is shown; a line `…` stands for any lines."""
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", body, re.MULTILINE):
            real = self.run(command)[1]
            pieces = [re.escape(piece) for piece in re.split(r"^ *…\n", shown, flags=re.MULTILINE)]
            if re.fullmatch(r"(?:.*\n)*".join(pieces), real) is None:
                assert RENEW, f"{command}\n{real}"
                self.renewed.append((f"$ {command}\n{shown}", f"$ {command}\n{real}"))

    def python(self, body):
        """It runs, and lines that read as a comparison are true."""
        space = {}
        with few_examples():
            exec(compile(body, "documentation", "exec"), space)
        for line in body.splitlines():
            if " == " in line and not line.startswith((" ", "#", "assert")):
                assert eval(line, space), line
        self.capsys.readouterr()

    def json(self, body):
        json.loads(body)

    def save(self, name, body):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(body, encoding="utf-8")

    def append(self, name, body):
        self.save(name, Path(name).read_text(encoding="utf-8") + body)

    def head(self, name, body):
        head, _, _ = Path(name).read_text(encoding="utf-8").partition("\nactors:")
        assert head.startswith(body)
        self.save(name, head)

    def edit(self, name, body):
        """What is after `-` becomes what is after the `+` that follows; a `+` after a space is inserted."""
        text = Path(name).read_text(encoding="utf-8")
        for old, new in re.findall(r"^([- ].*)\n\+(.*)$", body, re.MULTILINE):
            assert text.count(old[1:]) == 1, old
            text = text.replace(old[1:], new if old.startswith("-") else f"{old[1:]}\n{new}")
        self.save(name, text)


FOLLOWED = [
    path.relative_to(ROOT).as_posix()
    for path in PAGES
    if any(does or language != "yaml" for does, _, language, _ in BLOCK.findall(path.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize("page", FOLLOWED)
def test_a_page_can_be_followed(page, tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    (tmp_path / "build").mkdir()
    (tmp_path / "article.yaml").write_text(wrong_quote()[0], encoding="utf-8")
    (tmp_path / "article.txt").write_text(wrong_quote()[1], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", list(sys.path))  # `import --map module:function` adds the current folder
    monkeypatch.setattr("newscorpus.testing.articles", lambda *given: articles(*given) if given else drawn_articles)
    reader, lacking = Reader(monkeypatch, capsys), set()
    for does, argument, language, body in blocks(page):
        if library := missing(body):
            lacking.add(library)
        elif does in ("save", "append", "head", "edit"):
            getattr(reader, does)(argument, body)
        elif not does and language in ("sh", "console", "python", "json"):
            getattr(reader, language)(body)
    if reader.renewed:
        text = text_of(page)
        for old, new in reader.renewed:
            text = text.replace(old, new, 1)
        (ROOT / page).write_text(text, encoding="utf-8")
    for library in sorted(lacking):
        pytest.importorskip(library)


def wrong_quote():
    """The article on the first page, with its wrong quote in line 22, and its text."""
    annotation = next(body for _, _, _, body in blocks("README.md", "yaml") if body.startswith("format:"))
    broken = re.sub(r"^text: .*$", "text_file: article.txt", annotation, flags=re.MULTILINE)
    broken = broken.replace("- Anna Berg met Carl Dahl in Oslo on Monday", "- Anna Berg saw Carl Dahl in Oslo")
    broken = broken.replace("    when: {on Monday: 2024-05-06}\n", "    note: a line of its own\n")
    lines = broken.splitlines()
    at = next(number for number, line in enumerate(lines) if "saw" in line)
    broken = "\n".join([*["#"] * (21 - at), *lines, ""])
    return broken, "Anna Berg met Carl Dahl in Oslo on Monday.\n“We agree,” she said.\n"


def test_the_corpus_yaml_that_is_extended_is_valid(tmp_path):
    """The parts of a corpus.yaml on the page on extending are, put together, valid; so is the article that uses them."""
    *manifest, attributes, actors = [body for _, _, _, body in blocks("docs/extending.md", "yaml")]
    (tmp_path / "corpus.yaml").write_text("".join((*manifest, actors)), encoding="utf-8")
    article = "format: newscorpus/1\nid: article\ntext: The Office closed the harbour.\n"
    (tmp_path / "article.yaml").write_text(article + attributes, encoding="utf-8")
    assert check([tmp_path]).diagnostics == ()


def test_the_annotation_is_right(tmp_path):
    annotation = next(body for _, _, _, body in blocks("README.md", "yaml") if body.startswith("format:"))
    (tmp_path / "article.yaml").write_text(annotation, encoding="utf-8")
    assert check([tmp_path]).diagnostics == ()


def test_the_complete_configuration_has_every_key():
    """Each is accepted, and none is missing, so that a new key is described."""
    example = next(body for _, _, _, body in blocks("docs/configuration.md", "yaml") if "title:" in body)
    data = read_1_2(example)
    assert manifest_of(**data).name
    assert {field.name for field in attrs.fields(Manifest)} == data.keys()


YAML = [
    pytest.param(body, id=f"{page.stem}-{i}")
    for page in PAGES
    if page.stem != "tutorial" and page.parent.name != "rules"
    for i, (_, _, language, body) in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")))
    if language == "yaml"
]


@pytest.mark.parametrize("text", YAML)
def test_the_yaml_is_sound(text):
    """Each piece of YAML is read without a problem; a piece of a corpus.yaml says nothing that it may not say."""
    data = read_1_2(text)
    assert {d.code for d in findings(text, ["NC002", "NC003", "NC004", "NC007", "NC008"])} == set()
    if data.keys() & {"checks", "vocabularies", "articles"}:
        assert manifest_of(**data).name


def test_every_variable_is_described():
    """Those that the package reads; limits are on the page about security."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "newscorpus").rglob("*.py"))
    variables = set(re.findall(r"(?<!_)NEWSCORPUS_[A-Z_]*[A-Z]", sources))
    variables |= {f"NEWSCORPUS_{name}" for name in re.findall(r'_adjustable\("(\w+)"', sources)}
    described = text_of("docs/configuration.md") + text_of("SECURITY.md")
    assert len(variables) > 5
    assert [name for name in sorted(variables) if name not in described] == []
