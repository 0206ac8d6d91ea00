"""Files made to harm: each is a finding, in bounded time and memory. What may be large is checked in a process of its
own with a limit on memory."""

import copy
import json
import os
import subprocess
import sys
from contextlib import chdir, suppress
from pathlib import Path

import pytest
from command import newscorpus
from processes import limited

import newscorpus as nc
from newscorpus.cli.main import main

HEAD = "format: newscorpus/1\nid: a\nlanguage: en\n"
MEMORY = 1024**3
SECONDS = 120
"""A guard against a hang, far above what any of these takes."""


def alone(*paths, cwd):
    """Lines of the report of a process of its own; fails if the process dies of anything."""
    done = subprocess.run(
        [sys.executable, "-m", "newscorpus", "check", "--output-format", "concise", *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        timeout=SECONDS,
        **limited("AS", MEMORY),
    )
    assert done.returncode in (0, 1), (done.returncode, done.stderr[-2000:])
    assert "Traceback" not in done.stderr
    return done.stdout.splitlines()[:-1]


def codes_of(lines):
    return [line.split(": ", 2)[1].split()[1] for line in lines]


def check(*paths, cwd):
    """(exit code, codes of the findings)."""
    with chdir(cwd):
        ran = newscorpus("check", "--output-format", "concise", *paths)
    return ran.code, codes_of(ran.out.splitlines()[:-1])


ALIAS_BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(8)
)
MERGE_BOMB = "a: &a {k: 1}\n" + "".join(f"b{i}: &b{i} {{<<: [*a, *a]}}\n" for i in range(10))

FILES = {
    "alias-bomb.yaml": (ALIAS_BOMB, "NC004"),
    "merge-bomb.yaml": (MERGE_BOMB, "NC004"),
    "brackets.yaml": ("[" * 50_000, "NC005"),
    "braces.yaml": ("{" * 50_000, "NC005"),
    "open-braces.yaml": ("{a: " * 20_000, "NC005"),
    "dashes.yaml": ("- " * 50_000, "NC005"),
    "question-marks.yaml": ("? " * 50_000, "NC005"),
    "indented.yaml": ("".join(" " * i + "a:\n" for i in range(1000)), "NC005"),
    "tag-flood.yaml": ("".join(f"%TAG !{i}! tag:x{i}:\n" for i in range(40_000)) + "---\na: 1\n", "NC004"),
    "keys.yaml": ("".join(f"k{i}: 1\n" for i in range(260_000)), "NC005"),
    "flow-keys.yaml": ("{" + ",".join(f"k{i}: 1" for i in range(260_000)) + "}", "NC005"),
    "python-tag.yaml": ("a: !!python/object/apply:os.system ['touch harmed']\n", "NC004"),
    "utf-16.yaml": ((HEAD + "text: x\n").encode("utf-16"), "NC001"),
    "utf-32.yaml": ((HEAD + "text: x\n").encode("utf-32-le"), "NC001"),
    "latin.yaml": ((HEAD + "text: é\n").encode("latin-1"), "NC001"),
    "nul.yaml": (HEAD + "text: a\0b\n", "NC008"),
    "too-large.yaml": (HEAD + "note: " + "x" * (16 * 1024 * 1024), "NC001"),
    **{
        f"one-line-{name}.yaml": (
            HEAD + f"text: {mark}{'Anna met Carl. ' * times}End.{mark}\n"
            "events: {e: {kind: event, type: other, evidence: Anna met Carl}}\n",
            "NC302",
        )
        for name, mark, times in (("plain", "", 400_000), ("single", "'", 200_000), ("double", '"', 200_000))
    },
    "digits.yaml": (HEAD + f"text: x\nattributes: {{n: {'9' * 5000}}}\n", "NC008"),
    "digits.json": (json.dumps({"format": "newscorpus/1"})[:-1] + ', "n": ' + "9" * 5000 + "}", "NC008"),
    "brackets.json": ("[" * 100_000, "NC005"),
    "braces.json": ('{"a":' * 100_000, "NC005"),
    "nan.json": ('{"a": NaN, "b": Infinity, "c": 1e999}', "NC008"),
    "surrogate.json": ('{"id": "\\ud800"}', "NC008"),
    "passwd.yaml": (HEAD + "text_file: ../../../../../../../../etc/passwd\n", "NC010"),
    "absolute.yaml": (HEAD + "text_file: /etc/passwd\n", "NC010"),
    "directory.yaml": (HEAD + "text_file: folder\n", "NC010"),
    "no-mapping.yaml": ("- a\n", "NC103"),
    "empty.yaml": ("", "NC002"),
}


LARGE = {name for name, (data, _) in FILES.items() if len(data) > 2**20}


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """The folder of all files, and the codes of each of those that are small, from one process."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "folder").mkdir()
    for name, (data, _) in FILES.items():
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    lines = alone(*sorted(FILES.keys() - LARGE), cwd=folder)
    return folder, {name: codes_of(line for line in lines if line.startswith(f"{name}:")) for name in FILES}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_a_finding(name, reported):
    folder, codes = reported
    assert FILES[name][1] in (codes_of(alone(name, cwd=folder)) if name in LARGE else codes[name])
    assert not (folder / "harmed").exists()


@pytest.mark.only_on("linux", "macos", reason="pipes are files of POSIX")
def test_a_pipe_and_a_device_do_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(tmp_path / "b.yaml")
    os.mkfifo(tmp_path / "c.jsonl")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "a.yaml").write_text(HEAD + "text_file: pipe\n")
    (tmp_path / "e.yaml").write_text(HEAD + "text_file: zero.txt\n")
    (tmp_path / "d.yaml").symlink_to("/dev/zero")
    lines = alone("a.yaml", "b.yaml", "c.jsonl", "d.yaml", "e.yaml", cwd=tmp_path)
    found = {(line.partition(":")[0], code) for line, code in zip(lines, codes_of(lines), strict=True)}
    expected = {
        ("a.yaml", "NC010"),
        ("b.yaml", "NC001"),
        ("c.jsonl", "NC001"),
        ("d.yaml", "NC010"),
        ("e.yaml", "NC010"),
    }
    assert {(name, code) for name, code in found if code != "NC701"} == expected


def test_links_lead_nowhere_outside(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (tmp_path / "corpus-old").mkdir()
    (tmp_path / "corpus-old" / "secret.txt").write_text("secret words\n")
    (corpus / "corpus.yaml").write_text("format: newscorpus/1\nname: c\n")
    (corpus / "out.txt").symlink_to("../corpus-old/secret.txt")
    (corpus / "a.yaml").write_text(HEAD + "text_file: out.txt\n")
    assert check("corpus", cwd=tmp_path) == (1, ["NC010"])
    (corpus / "a.yaml").write_text(HEAD + "text_file: ../corpus-old/secret.txt\n")
    assert check("corpus", cwd=tmp_path) == (1, ["NC010"])
    (corpus / "texts").mkdir()
    (corpus / "texts" / "inside.txt").write_text("words\n")
    (corpus / "out.txt").unlink()
    (corpus / "in.txt").symlink_to("texts/inside.txt")
    (corpus / "a.yaml").write_text(HEAD + "text_file: in.txt\n")
    assert check("corpus", cwd=tmp_path) == (0, [])


def test_a_loop_of_links_is_a_finding(tmp_path):
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "a.yaml").write_text(HEAD + "text_file: loop.txt\n")
    assert check("a.yaml", cwd=tmp_path) == (1, ["NC010"])
    (tmp_path / "b.yaml").symlink_to("b.yaml")
    assert check("b.yaml", cwd=tmp_path) == (1, ["NC001"])


@pytest.mark.unprivileged
@pytest.mark.parametrize("name", ["a.yaml", "a.jsonl"])
def test_a_file_that_may_not_be_read_is_a_finding(tmp_path, name):
    path = tmp_path / name
    path.write_text(HEAD + "text: x\n")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert check(name, cwd=tmp_path) == (1, ["NC001"])
    assert "permission denied" in nc.check(path).diagnostics[0].message


@pytest.mark.parametrize("kind", ["article", "lines", "corpus", "baseline", "baseline by path"])
def test_no_link_leads_out(kind, tmp_path):
    """What it leads to is neither read, nor in any output, nor changed by `--fix`; where it is, it would be."""
    corpus, outside = tmp_path / "corpus", tmp_path / "outside"
    corpus.mkdir()
    outside.mkdir()
    name = {"article": "a.yaml", "lines": "a.jsonl", "corpus": "corpus.yaml"}.get(kind, "baseline.json")
    secret = {
        "article": HEAD + "text: The secret.\nwaive: [{code: NC304, at: actors.secret, why: secret}]\n",
        "lines": '{"format": "newscorpus/1", "id": "a", "language": "en", "text": "secret", "kind": "secret"}\n',
        "corpus": "format: newscorpus/1\nname: secret\nchecks: {ignore: [quote-not-in-secret]}\n",
    }.get(kind, '{"secret": 1')
    (outside / name).write_text(secret)
    if kind not in ("article", "lines"):
        (corpus / "a.yaml").write_text(HEAD + "text: x\n")
    if kind == "lines":
        (corpus / "corpus.yaml").write_text('format: newscorpus/1\nname: c\narticles: ["*.jsonl"]\n')
    if "baseline" in kind:
        at = name if kind == "baseline" else f"../outside/{name}"
        (corpus / "corpus.yaml").write_text(f"format: newscorpus/1\nname: c\nchecks: {{baseline: {at}}}\n")
    if kind != "baseline by path":
        (corpus / name).symlink_to(outside / name)
    with chdir(tmp_path):
        ran = newscorpus("check", "corpus", "--fix", "--unsafe-fixes", "--no-cache")
    assert ran.code == 1, ran.err
    assert "NC010" in ran.out
    assert "secret" not in ran.out + ran.err
    assert (outside / name).read_text() == secret
    assert {path.name for path in outside.iterdir()} == {name}


OUTPUTS = {
    "schema": (["schema", "--write", "out"], "article.schema.json"),
    "convert": (["convert", "corpus", "--to", "json", "-o", "out"], "a.json"),
    "lines": (["convert", "corpus", "--to", "jsonl", "-o", "out/"], "articles.jsonl"),
    "manifest": (["convert", "corpus", "--to", "json", "-o", "out"], "corpus.yaml"),
    "text": (["convert", "corpus", "--to", "yaml", "--split-text", "-o", "out"], "a.txt"),
    "view": (["view", "corpus", "-o", "out"], "index.html"),
    "page": (["view", "corpus", "-o", "out"], "articles/a.html"),
    "csv": (["export", "csv", "corpus", "-o", "out"], "articles.csv"),
}


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("there", [True, False])
def test_a_link_in_an_output_folder_is_not_followed(there, name, tmp_path):
    words, target = OUTPUTS[name]
    for folder in ("corpus", "out", "outside"):
        (tmp_path / folder).mkdir()
    (tmp_path / "corpus" / "corpus.yaml").write_text("format: newscorpus/1\nname: c\n")
    (tmp_path / "corpus" / "a.yaml").write_text(HEAD + "text: x\n")
    if there:
        (tmp_path / "outside" / "victim").write_text("x" if name == "text" else "<!-- newscorpus view -->")
    before = {path: path.read_bytes() for path in (tmp_path / "outside").iterdir()}
    link = tmp_path / "out" / target
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(tmp_path / "outside" / "victim")
    with chdir(tmp_path):
        ran = newscorpus(*words)
    assert {path: path.read_bytes() for path in (tmp_path / "outside").iterdir()} == before
    assert link.is_symlink() == (ran.code != 0), ran
    assert ran.code == (2 if name in ("csv", "manifest") else 0), ran.err


def test_a_folder_in_an_output_folder_that_is_a_link(tmp_path):
    (tmp_path / "a.yaml").write_text(HEAD + "text: x\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "out" / "articles").symlink_to(tmp_path / "outside")
    with chdir(tmp_path):
        ran = newscorpus("view", "a.yaml", "-o", "out")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "a link that leads out of out" in ran.err
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize("link", ["out", "folder", "dots", "hidden"])
@pytest.mark.parametrize(
    "words",
    [
        ["check", ".", "--output-format", "json={}"],
        ["check", ".", "--write-baseline", "{}"],
        ["convert", ".", "-o", "{}", "--to", "jsonl"],
        ["export", "csv", ".", "-o", "{}"],
        ["view", ".", "-o", "{}"],
        ["schema", "--write", "{}"],
        ["new", "{}"],
        ["init", "{}"],
    ],
    ids=lambda words: words[0],
)
def test_an_output_is_not_led_out_of_the_current_folder(words, link, tmp_path, monkeypatch):
    """A checkout can have a link where a job writes its report; one that stays in it is followed."""
    checkout = tmp_path / "checkout"
    for folder in ("checkout/.git", "checkout/inside", "home"):
        (tmp_path / folder / "deep").mkdir(parents=True)
        (tmp_path / folder / "x.txt").write_text("Mine.")
    monkeypatch.chdir(checkout)
    Path("a.yaml").write_text(HEAD + "text: x\n")
    there = {"out": "../home/x.txt", "folder": "../home", "dots": "../home/deep", "hidden": ".git/x.txt"}[link]
    Path("build").symlink_to(there)
    given = {"folder": "build/x.txt", "dots": "build/../x.txt"}.get(link, "build")
    with pytest.raises(SystemExit) as stop:
        main([word.format(given) for word in words])
    assert stop.value.code == 2
    for folder in (tmp_path / "home", Path(".git")):
        assert sorted(path.name for path in folder.rglob("*")) == ["deep", "x.txt"]
    assert {path.read_text() for path in tmp_path.rglob("x.txt")} == {"Mine."}


def test_an_output_through_a_link_in_the_current_folder(tmp_path, monkeypatch):
    (tmp_path / "checkout" / "inside").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "checkout")
    Path("build").symlink_to("inside")
    (tmp_path / "link").symlink_to("file")
    Path("a.yaml").write_text(HEAD + "text: x\n")
    for path, real in (("build/a.json", "inside/a.json"), ("../link", "../file")):
        with pytest.raises(SystemExit) as stop:
            main(["check", ".", "--output-format", f"json={path}"])
        assert stop.value.code == 0
        assert Path(real).exists()


BLANK = "text: An x.\nactors: {x: {name: thing, named: false, kind: group, mentions: [' x ']}}\n"


def test_a_link_inside_the_corpus_is_read(tmp_path):
    corpus = tmp_path / "corpus"
    (corpus / "store").mkdir(parents=True)
    (corpus / "corpus.yaml").write_text("format: newscorpus/1\nname: c\narticles: [a.yaml]\n")
    (corpus / "store" / "1.yaml").write_text(HEAD + BLANK)
    (corpus / "a.yaml").symlink_to("store/1.yaml")
    assert check("corpus", cwd=tmp_path) == (1, ["NC308"])
    assert len(nc.fix(corpus).files) == 1
    assert (corpus / "a.yaml").is_symlink()
    assert "' x '" not in (corpus / "store" / "1.yaml").read_text()


RICH = {
    "format": "newscorpus/1",
    "name": "c",
    "articles": ["*.yaml"],
    "license": "MIT",
    "text_license": "MIT",
    "language": "en",
    "actors": {
        "anna": {"name": "Anna Berg", "kind": "person", "roles": {"minister": "oslo"}, "ids": {"wikidata": "Q1"}},
        "oslo": {"name": "Oslo", "kind": "locality", "sectors": ["s"], "attributes": {"x": 1}},
    },
    "vocabularies": {"event": {"types": {"lecture": "x"}, "roles": {"speaker": "y"}}, "sectors": {"s": "m"}},
    "attributes": {"actor": {"x": {"type": "integer", "minimum": 0, "enum": [1, 2], "required": True}}},
    "checks": {"select": ["NC1"], "per_file_ignore": {"*.yaml": ["NC301"]}, "severity": {"NC301": "warning"}},
}
WRONG = [None, "Müller!", -1, [None], {"Bad key": {}}]


def places(node, at=()):
    yield at
    below = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in below:
        yield from places(value, (*at, key))


@pytest.mark.parametrize("wrong", [*WRONG, ...])
def test_a_manifest_that_is_wrong_anywhere(tmp_path, wrong):
    """Each value in turn, or (for ...) each key, is what nobody expects: findings, whatever the articles name."""
    people = "actors: {carl: {name: Carl Dahl, kind: person, roles: {minister: oslo}}}\n"
    (tmp_path / "a.yaml").write_text(HEAD + f"text: x\n{people}claims: [{{quote: x, by: anna, about: oslo}}]\n")
    for at in places(RICH):
        made = {"": copy.deepcopy(RICH)}
        node, (*steps, last) = made, ("", *at)
        for step in steps:
            node = node[step]
        if wrong is not ...:
            node[last] = wrong
        elif isinstance(last, str):
            node["Müller!"] = node.pop(last)
        (tmp_path / "corpus.yaml").write_text(json.dumps(made.get("", {})))
        if nc.check(tmp_path).ok:
            with suppress(nc.UsageError):
                nc.load(tmp_path)


def test_a_hostile_manifest_is_a_finding(tmp_path):
    (tmp_path / "a.yaml").write_text(HEAD + "text: x\n")
    for text, code in [(ALIAS_BOMB, "NC004"), ("[" * 50_000, "NC005"), ("name: 3\n", "NC103"), ("\0", "NC008")]:
        (tmp_path / "corpus.yaml").write_text(text)
        assert code in codes_of(alone(".", cwd=tmp_path))
    (tmp_path / "corpus.yaml").unlink()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "corpus.yaml")
        alone(".", cwd=tmp_path)
