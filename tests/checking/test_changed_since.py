"""`check --changed-since`: the findings of a whole check, of what changed and what a change newly breaks elsewhere."""

import json
import os
import random
import subprocess
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from command import newscorpus

CORPUS_RULES = {"NC701", "NC702", "NC703", "NC704", "NC705", "NC707", "NC708"}
NAMES = ["dawn", "noon", "dusk", "night", "morrow", "sub/rain", "sub/snow", "sub/hail"]
STEMS = [name.rpartition("/")[2] for name in NAMES]
TEXTS = [f"Anna Berg met Carl Dahl in {place}. They signed a treaty." for place in ("Oslo", "Rome", "Bonn", "Kyiv")]
SETTINGS = ("corpus.yaml", ".gitignore")


def git(*words: str) -> str:
    own = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b.example"}
    own |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b.example", "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(["git", *words], check=True, capture_output=True, text=True, env={**os.environ, **own}).stdout


def commit() -> None:
    git("add", "-A")
    git("commit", "--quiet", "--allow-empty", "-m", "a state of the corpus")


def checked(*options: str) -> list[dict]:
    """The findings of a check of the current folder."""
    ran = newscorpus("check", ".", "--no-cache", "--output-format", "json", *options)
    assert ran.code in (0, 1), ran.err
    return json.loads(ran.out)["diagnostics"]


def key(finding: dict) -> str:
    """What stays the same if another article, which a message names, is another one."""
    at = finding["primary"]
    return json.dumps([finding["code"], at["file"], at["line"], at["column"], finding["fingerprint"]])


def article(draw: random.Random, name: str) -> str:
    """An article, which may have the id, the text, actors or events of another one, or refer to these."""
    stem = name.rpartition("/")[2]
    lines = ["format: newscorpus/1", f"id: {stem if draw.random() < 0.9 else draw.choice(STEMS)}", "language: en"]
    if draw.random() < 0.4:
        lines.append(f"text_file: {draw.choice([stem, stem, draw.choice(STEMS)])}.txt")
    else:
        lines.append(f"text: {draw.choice(TEXTS)}" + " Again." * (draw.random() < 0.1))
    lines.append("actors:")
    for actor in draw.sample(["anna", "carl", "they"], draw.randint(1, 3)):
        qid = draw.choice(["", "", ", ids: {wikidata: Q7}", ", ids: {wikidata: Q8}"])
        kind = draw.choice(["person", "person", "person", "group", "persn"])
        lines.append(f"  {actor}: {{name: Anna Berg, kind: {kind}{qid}}}")
    lines.append("events:")
    for event in draw.sample(["talks", "treaty"], draw.randint(1, 2)):
        lines += [f"  {event}:", "    kind: meeting", "    type: other", "    evidence: [met Carl Dahl]"]
        target = draw.choice([*STEMS, "nobody"])
        if draw.random() < 0.5:
            relation = draw.choice(["after", "part_of", "same_as"])
            lines.append(f"    relations: {{{relation}: {target}#{draw.choice(['talks', 'treaty'])}}}")
    lines += ["waive:", "  - {code: NC707, at: events.talks.relations.after, why: it will come}"] * (
        draw.random() < 0.15
    )
    return "\n".join(lines) + "\n"


def write(path: str, content: str) -> None:
    Path(path).write_text(content)


def change(draw: random.Random) -> None:
    """Change something of the corpus in the current folder."""
    name, there = (
        draw.choice(NAMES),
        sorted(path.as_posix() for path in Path().glob("**/*.yaml") if path.name not in SETTINGS),
    )
    steps: list[Callable[[], object]] = [
        lambda: write(f"{name}.yaml", article(draw, name)),
        lambda: write(f"{name}.yaml", article(draw, name)),
        lambda: write(f"{name}.txt", draw.choice(TEXTS)),
        lambda: write(f"{name}.yaml", "id: [\n"),
        lambda: Path(draw.choice(there)).unlink() if there else None,
        lambda: Path(draw.choice(there)).replace(f"{name}.yaml") if there else None,
        lambda: Path(f"{name}.txt").unlink(missing_ok=True),
    ]
    Path("sub").mkdir(exist_ok=True)
    draw.choice(steps)()


@pytest.fixture
def draw(request, tmp_path) -> Iterator[random.Random]:
    """A repository with a corpus, as the current folder."""
    draw = random.Random(getattr(request, "param", 0))
    with chdir(tmp_path):
        git("init", "--quiet")
        write("corpus.yaml", "format: newscorpus/1\nname: c\nactors:\n  carl: {name: Carl Dahl, kind: person}\n")
        Path("sub").mkdir()
        for name in draw.sample(NAMES, 5):
            write(f"{name}.yaml", article(draw, name))
            if draw.random() < 0.5:
                write(f"{name}.txt", draw.choice(TEXTS))
        commit()
        yield draw


def changed_since(start: str) -> set[str]:
    """The files that differ from a commit, and the articles whose text does."""
    new = git("ls-files", "--others", "--exclude-standard").split()
    names = {*git("diff", "--name-only", "--no-renames", start).split(), *new}
    for path in Path().glob("**/*.yaml"):
        for line in path.read_text().splitlines():
            text = line.partition("text_file: ")[2]
            if text and os.path.normpath(path.parent / text) in names:
                names.add(path.as_posix())
    return names


@pytest.mark.parametrize("draw", range(12), indirect=True)
def test_it_reports_what_a_whole_check_does_of_what_changed(draw, tmp_path_factory):
    for _ in range(4):
        start = git("rev-parse", "HEAD").strip()
        for _ in range(draw.randint(1, 3)):
            change(draw)
            if draw.random() < 0.3:
                commit()
        if not list(Path().glob("**/[!c]*.yaml")):
            return
        names = changed_since(start)
        before = tmp_path_factory.mktemp("before")
        git("worktree", "add", "--quiet", "--detach", str(before / "tree"), start)
        with chdir(before / "tree"):
            known = set(map(key, checked()))
        whole = checked()
        expected = [
            finding
            for finding in whole
            if finding["primary"]["file"] in {*names, "corpus.yaml"}
            or (finding["code"] in CORPUS_RULES and key(finding) not in known)
        ]
        assert checked("--changed-since", start) == expected
        commit()


@pytest.mark.parametrize("name", ["corpus.yaml", ".gitignore"])
def test_everything_is_checked_if_settings_changed(draw, name):
    with Path(name).open("a") as settings:
        settings.write("# a comment\n")
    ran = newscorpus("check", ".", "--no-cache", "--output-format", "json", "--changed-since", "HEAD")
    assert json.loads(ran.out)["diagnostics"] == checked()
    assert f"All articles were checked, since {name} may decide about each." in ran.err


@pytest.mark.parametrize("digits", [40, 64])
def test_everything_is_checked_since_the_null_commit(draw, digits):
    """The commit before the first push of a branch, as CI names it."""
    start = "0" * digits
    ran = newscorpus("check", ".", "--no-cache", "--changed-since", start)
    assert ran.code in (0, 1)
    assert f"All articles were checked, since {start} is the null commit of git" in ran.err
    assert checked("--changed-since", start) == checked()


def test_wrong_use(draw, tmp_path, tmp_path_factory):
    """An unknown revision, a shallow clone without it, and no repository: one sentence, with the remedy."""
    ran = newscorpus("check", ".", "--changed-since", "nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert "nowhere is no git revision here; fetch it, in GitHub Actions with `fetch-depth: 0`" in ran.err
    first = git("rev-parse", "HEAD").strip()
    commit()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    git("clone", "--quiet", "--depth", "1", tmp_path.as_uri(), str(elsewhere / "clone"))
    ran = newscorpus("check", elsewhere / "clone", "--changed-since", first)
    assert ran.code == 2
    assert f"{first} is not in this shallow clone; fetch it" in ran.err
    (elsewhere / "dawn.yaml").write_bytes(Path("corpus.yaml").read_bytes())
    ran = newscorpus("check", elsewhere / "dawn.yaml", "--changed-since", "HEAD")
    assert ran.code == 2
    assert "--changed-since needs a git repository: fatal: not a git repository" in ran.err
    ran = newscorpus("check", ".", "--changed-since", "HEAD", "--fix")
    assert ran.code == 2


def test_a_baseline_is_subtracted_and_decides_about_everything_when_it_changes(draw):
    with Path("corpus.yaml").open("a") as settings:
        settings.write("checks: {baseline: known.baseline}\n")
    write("rain.yaml", "format: newscorpus/1\nid: noon\nlanguage: en\ntext: Anna Berg met Carl Dahl.\n")
    newscorpus("check", ".", "--no-cache", "--write-baseline", "known.baseline")
    commit()
    with Path("rain.yaml").open("a") as file:
        file.write("# a comment\n")
    assert checked("--changed-since", "HEAD") == checked() == []
    write("known.baseline", Path("known.baseline").read_text().partition("\n")[0] + "\n")
    assert checked("--changed-since", "HEAD") == checked() != []


def test_what_is_expected_of_all_articles_is_not_counted(draw):
    """Neither is it reported where it holds, nor would it be found where it does not."""
    event = "events:\n  talks: {kind: meeting, type: other, evidence: [met Carl]}\n"
    for name in ("rain", "snow"):
        write(f"{name}.yaml", f"format: newscorpus/1\nid: {name}\nlanguage: en\ntext: Anna met Carl.\n{event}")
    for expected, is_met in (("2+", True), ("900+", False)):
        write("corpus.yaml", f"format: newscorpus/1\nname: c\nexpect: {{events: {{meeting: {expected}}}}}\n")
        commit()
        write("rain.yaml", Path("rain.yaml").read_text() + "# a comment\n")
        assert "NC709" not in {finding["code"] for finding in checked("--changed-since", "HEAD")}
        assert ("NC709" in {finding["code"] for finding in checked()}) != is_met


def test_a_broken_reference_elsewhere_is_reported_alone(draw):
    """Not what was wrong with that article before."""
    anna = "format: newscorpus/1\nid: {}\nlanguage: en\ntext: Anna Berg met Carl Dahl.\nevents:\n  talks: {}\n"
    event = "{kind: meeting, type: other, evidence: [met Carl], relations: {after: dawn#talks}}"
    write("dusk.yaml", anna.format("dusk", event) + "colour: red\n")
    write("dawn.yaml", anna.format("dawn", "{kind: meeting, type: other, evidence: [met Carl]}"))
    commit()
    Path("dawn.yaml").unlink()
    reported = [(finding["code"], finding["primary"]["file"]) for finding in checked("--changed-since", "HEAD")]
    assert ("NC707", "dusk.yaml") in reported
    assert ("NC101", "dusk.yaml") not in reported
    assert ("NC101", "dusk.yaml") in [(finding["code"], finding["primary"]["file"]) for finding in checked()]
