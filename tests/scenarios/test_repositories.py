"""Corpora in git repositories: which files are articles, and what a broken or partial configuration does."""

import json
import shutil
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

import newscorpus as nc
from newscorpus.cli.main import main

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no git")

CORPUS = "format: newscorpus/1\nname: harbour\nlanguage: en\n"
ARTICLE = "format: newscorpus/1\nid: {}\nlanguage: en\ntext: The {} ferry left the harbour.\n"
OTHERS = {
    "mkdocs.yml": "site_name: Harbour\nnav:\n  - Home: index.md\n",
    "openapi.yaml": "openapi: 3.1.0\ninfo: {title: Harbour, version: 1.0}\npaths: {}\n",
    ".github/workflows/test.yml": "on: push\njobs: {check: {runs-on: ubuntu-latest, steps: [{run: make}]}}\n",
    "docker-compose.yml": "services: {web: {image: nginx, ports: ['80:80']}}\n",
    "package.json": '{"name": "harbour", "scripts": {"build": "make"}}\n',
    "chart/values.yaml": "format: json\nitems: [1, 2,\n",  # of a template, not even YAML
}


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A new repository, as the current folder."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(files):
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def run(*words):
    """Run `newscorpus check` in this process: exit code and all output."""
    with redirect_stdout(StringIO()) as said, redirect_stderr(said), pytest.raises(SystemExit) as stop:
        main(["check", "--color", "never", "--no-cache", *words])
    return stop.value.code, said.getvalue()


def articles(*paths):
    return nc.check(paths or ".").totals.articles


@pytest.mark.parametrize("option", ["--fix", "--unsafe-fixes"])
def test_files_of_others_are_left_alone(repository, option):
    write({**OTHERS, "news/one.yaml": ARTICLE.format("one", "first")})
    code, said = run(".", "--fix", option)
    assert code == 0
    assert "1 article" in said
    assert "4 files without `format: newscorpus/1` skipped)" in said
    assert {name: Path(name).read_text() for name in OTHERS} == OTHERS
    Path("news/one.yaml").unlink()
    code, said = run(".", "--fix", option)
    assert code == 2
    assert "has no `format: newscorpus/1`, and there is no corpus.yaml" in said
    assert said.endswith("; 4 more files skipped\n")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252"])
def test_an_article_in_another_encoding_is_no_file_of_others(repository, encoding):
    """It is an error, with and without a format that can be read in it; few files that are skipped are named."""
    write({"one.yaml": ARTICLE.format("one", "first"), "notes.yaml": "todo: rain\n"})
    code, said = run(".")
    assert code == 0
    assert "(1 file without `format: newscorpus/1` skipped: notes.yaml)" in said
    Path("two.yaml").write_bytes(ARTICLE.format("two", "café").replace("format: newscorpus/1\n", "").encode(encoding))
    code, said = run(".")
    assert code == 1
    assert "two.yaml:" in said
    assert "not UTF-8" in said
    assert nc.check(".").skipped == ("notes.yaml",)


def test_a_corpus_at_the_root_selects_files_of_others(repository):
    """Each has one finding, which says how to leave it out; with those lines, only the article is left."""
    patterns = "articles: ['*.yaml', '*.yml', '*.json']\n"
    others = {**OTHERS, "docs/a [1].yml": "- nav\n", "site.yml": "a: !!python/name:b.c\nd: !!python/name:b.d\n"}
    others.pop("chart/values.yaml")
    write({"corpus.yaml": CORPUS + patterns, "one.yaml": ARTICLE.format("one", "first"), **others})
    found = nc.check(".").diagnostics
    seen = {name for name in others if not name.startswith(".")}
    assert sorted(d.primary.file for d in found) == sorted(seen)
    assert {(d.code, d.message.partition(":")[0]) for d in found} == {("NC102", "not an annotation")}
    run(".", "--fix", "--unsafe-fixes")
    assert all(Path(name).read_text() == others[name] for name in seen)
    lines = [line.partition("exclude: [")[2].partition("]`")[0] for line in (d.help or "" for d in found)]
    write({"corpus.yaml": CORPUS + patterns + f"exclude: [{', '.join(lines)}]\n"})
    assert run(".")[0] == 0
    assert (nc.check(".").diagnostics, articles()) == ((), 1)


def test_an_article_is_moved_to_another_depth(repository, monkeypatch):
    """Its comment for editors names a schema that is not there; the verdict is right from the cache, too."""
    line = "# written by hand\n\n# yaml-language-server: $schema={}\n"
    head = line.format("../article.schema.json")
    write({"corpus.yaml": CORPUS + "articles: [news/]\n", "article.schema.json": "{}"})
    write({"news/one.yaml": head + ARTICLE.format("one", "first")})
    subprocess.run(["git", "add", "-A"], check=True)
    assert run(".")[0] == 0
    assert nc.check(".").diagnostics == ()
    Path("news/2024").mkdir()
    subprocess.run(["git", "mv", "news/one.yaml", "news/2024/one.yaml"], check=True)

    def found():
        return found_in(".")

    output = Path("../report.json").resolve()

    def found_in(folder):
        with pytest.raises(SystemExit):
            main(["check", "--output-format", f"json={output}", folder])
        report = json.loads(output.read_text())
        return [(d["code"], d["primary"]["line"], d["help"]) for d in report["diagnostics"]]

    moved = [("NC012", 3, "write `$schema=../../article.schema.json`")]
    assert found() == moved
    assert found() == moved  # from the cache
    Path("news/article.schema.json").write_text("{}")
    assert found() == []
    Path("news/article.schema.json").unlink()
    assert found() == moved
    for schema in ("../../article.schema.json", "https://example.org/article.schema.json", "none"):
        write({"news/2024/one.yaml": line.format(schema) + ARTICLE.format("one", "first")})
        assert found() == []
    Path("article.schema.json").unlink()
    write({"news/2024/one.yaml": "\ufeff" + head + ARTICLE.format("one", "first")})
    assert [one for one in found() if one[0] == "NC012"] == [
        ("NC012", 3, "write it with `newscorpus schema article --corpus . --write news`, or delete the line")
    ]
    monkeypatch.chdir("news")  # the command is that from where the user is
    (command,) = (one[2].split("`")[1] for one in found_in("..") if one[0] == "NC012")
    assert command == "newscorpus schema article --corpus .. --write ."
    with pytest.raises(SystemExit):
        main(command.split()[1:])
    assert [one[0] for one in found_in("..")] == ["NC007"]  # of the byte order mark


def test_a_named_file_is_checked_and_not_changed(repository):
    draft = "id: one\nlanguage: en\ntext: The ferry left.\nactors: {ferry: {name: ferry, kind: persson}}\n"
    write({"one.yaml": draft})
    code, said = run("one.yaml", "--fix", "--unsafe-fixes")
    assert (code, Path("one.yaml").read_text()) == (1, draft)
    assert "NC102" in said
    assert "did you mean `person`?" in said
    assert "fixable" not in said
    write({"one.yaml": "format: newscorpus/1\n" + draft})
    assert run("one.yaml", "--fix", "--unsafe-fixes")[0] == 0
    assert "kind: person}" in Path("one.yaml").read_text()
    write({"corpus.yaml": CORPUS, "one.yaml": draft})
    assert run("one.yaml", "--fix", "--unsafe-fixes")[0] == 0
    assert "format: newscorpus/1" in Path("one.yaml").read_text()


def test_files_that_git_ignores_are_no_articles(repository):
    write({"corpus.yaml": CORPUS, ".gitignore": "/build/\n*.draft.yaml\n!kept.draft.yaml\n"})
    write({f"{name}.yaml": ARTICLE.format(Path(name).name, name) for name in ("one", "2024/two", "build/three")})
    write({f"{name}.yaml": ARTICLE.format(Path(name).name, name) for name in ("four.draft", "kept.draft")})
    Path("2024/.gitignore").write_text("two.yaml\n")
    assert articles() == 2
    assert articles("2024/two.yaml") == 1
    assert articles("build") == 1
    assert run("build/three.yaml")[0] == 0
    Path("corpus.yaml").write_text(CORPUS + "articles: [one.yaml, build/]\n")
    code, said = run(".")
    assert (code, "`build/` matches no files" in said) == (0, True)
    shutil.rmtree(".git")
    assert articles() == 2


def test_what_git_tracks_is_not_ignored(repository, tmp_path_factory):
    """So a new `.gitignore` hides no article from CI; in another worktree, too."""
    write({"corpus.yaml": CORPUS, "news/one.yaml": ARTICLE.format("one", "first"), "two.yaml": "id: x\n"})
    commit = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org", "commit", "-qm", "all")
    for words in (("add", "-A"), commit):
        subprocess.run(["git", *words], check=True)
    write({".gitignore": "news/\n*.yaml\n", "news/three.yaml": "id: x\n"})
    assert articles() == 2
    other = tmp_path_factory.mktemp("other") / "tree"
    subprocess.run(["git", "worktree", "add", "-q", other], check=True)
    shutil.copy(".gitignore", other)
    (other / "new.yaml").write_text("titel: x\n")
    assert articles(other) == 2


def test_a_folder_of_which_git_ignores_all_says_so(repository):
    write({".gitignore": "*\n", "one.yaml": ARTICLE.format("one", "first")})
    code, said = run(".")
    assert code == 2
    assert "is ignored by git; name it to check it" in said
    assert run("one.yaml")[0] == 0


@pytest.mark.parametrize("folder", ["./2016/**", "2016", "2016/", "/2016/", "**/2016/**", "2016/*"])
def test_a_folder_in_any_spelling(repository, folder):
    nickname = "actors: {ann: {name: harbour, kind: locality, aliases: [Nowhere]}}\n"
    write({f"{year}/a/n{year}.yaml": ARTICLE.format(f"n{year}", year) + nickname for year in (2016, 2017)})
    for settings, expected in (
        (f"articles: [{folder!r}]", ["2016/a/n2016.yaml"]),
        (f"exclude: [{folder!r}]", ["2017/a/n2017.yaml"]),
        (f"checks: {{per_file_ignore: {{{folder!r}: [NC304]}}}}", ["2017/a/n2017.yaml"]),
    ):
        Path("corpus.yaml").write_text(CORPUS + settings + "\n")
        assert [d.primary.file for d in nc.check(".").diagnostics] == expected, settings


def test_a_pattern_that_matches_nothing_is_reported(repository):
    """Wherever it is, at its place; patterns of texts and of `corpus.yaml` match something."""
    write({"one.yaml": ARTICLE.format("one", "first"), "old/two.yaml": ARTICLE.format("two", "second"), "t/t.txt": "T"})
    lines = [
        "articles: ['*.yaml', 2O24/]",
        "exclude: [old/, drafst/]",
        "checks: {per_file_ignore: {'*.txt': [NC704], t/: [NC704], corpus.yaml: [NC5], onne.yaml: [NC9], old/: [NC9]}}",
    ]
    Path("corpus.yaml").write_text(CORPUS + "\n".join(lines) + "\n")
    found = nc.check(".").diagnostics
    assert {(d.code, d.arguments[0]) for d in found} == {
        ("NC706", p) for p in ("2O24/", "drafst/", "onne.yaml", "old/")
    }
    assert {d.primary.line for d in found} == {4, 5, 6}
    assert nc.check("one.yaml").diagnostics == found  # on a part, the same


# --- corpus.yaml -------------------------------------------------------------------------------------------------------

BROKEN = {
    "not YAML": CORPUS + "articles: [\n",
    "no mapping": "- corpus\n",
    "an unknown field": CORPUS + "titel: Harbour\n",
    "a wrong value": CORPUS.replace("en", "[en]"),
    "an unknown rule": CORPUS + "checks: {ignore: [NC3O4]}\n",
    "a registry of which a part is lost": CORPUS + "actors: {ferry: {name: Ferry, kind: vesel}}\n",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_corpus_is_reported_alone(repository, text):
    """Exit code 1, whatever rules are selected; articles are not judged, and no baseline is written."""
    write(
        {"corpus.yaml": text}
        | {f"n{i}.yaml": ARTICLE.format("wrong", i).replace("language: en\n", "") for i in range(9)}
    )
    for options in ((), ("--select", "NC4"), ("--ignore", "NC0,NC1,NC8")):
        code, said = run(".", "--output-format", "concise", *options)
        lines = [line for line in said.splitlines() if " error NC" in line]
        assert code == 1
        assert lines
        assert all(line.startswith("corpus.yaml:") for line in lines)
        assert "read no articles" in said
        assert run("n1.yaml", *options)[0] == 1
    assert run(".", "--write-baseline", "known")[0] == 1
    assert not Path("known").exists()
    with pytest.raises(nc.InvalidCorpus):
        list(nc.iter_articles("n1.yaml"))
    with pytest.raises(nc.InvalidCorpus):
        nc.loads("id: x\ntext: The ferry left.\nformat: newscorpus/1\n", base=".")
