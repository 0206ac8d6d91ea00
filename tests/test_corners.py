"""Corners: texts and files that cannot be read, positions in rare shapes, what only a library or a shell meets."""

import atexit
import errno
import os
import runpy
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from command import newscorpus

import newscorpus as nc
from newscorpus import _process
from newscorpus.cli.main import main

HEAD = "format: newscorpus/1\nid: a\nlanguage: en\n"


def codes(report):
    return [d.code for d in report.diagnostics]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Each test in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_python_m_newscorpus(monkeypatch, capsys):
    """`python -m newscorpus` is the command. What was to be done at the end is done, and the process is over."""
    ended = []
    monkeypatch.setattr(sys, "argv", ["newscorpus", "--version"])
    monkeypatch.setattr(atexit, "_run_exitfuncs", lambda: ended.append("functions"))
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr("gc.set_threshold", lambda *_: ended.append("settled"))
    monkeypatch.delitem(sys.modules, "newscorpus.__main__", raising=False)
    runpy.run_module("newscorpus", run_name="__main__")
    assert ended == ["settled", "functions", 0]
    assert capsys.readouterr().out == f"newscorpus {nc.__version__}\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_words_that_cannot_be_written_at_the_end(monkeypatch):
    """What a library says at its end, to a full disk: Python's own exit code."""
    ended = []
    monkeypatch.setattr(atexit, "_run_exitfuncs", lambda: sys.stdout.write("last"))
    monkeypatch.setattr(os, "_exit", ended.append)
    stream = open("/dev/full", "w")  # noqa: SIM115 - closing fails, too
    monkeypatch.setattr(sys, "stdout", stream)
    _process.exit_fast(0)
    assert ended == [120]
    with suppress(OSError):
        stream.close()


def test_a_process_without_streams(monkeypatch):
    """As of a program without a terminal, under Windows."""
    ended = []
    monkeypatch.setattr(atexit, "_run_exitfuncs", lambda: None)
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(sys, "stderr", None)
    _process.exit_fast(2)
    assert ended == [2]


def test_the_end_of_the_command():
    """Its exit code, all of its output, and what libraries do at the end: in a process of its own."""
    program = "import atexit; atexit.register(print, 'last'); from newscorpus.__main__ import main; main()"
    for words, code in (("--version", 0), ("check nowhere", 2)):
        done = subprocess.run(
            [sys.executable, "-c", program, *words.split()], check=False, capture_output=True, text=True
        )
        assert done.returncode == code
        assert done.stdout.endswith("last\n")


def test_the_installed_command_is_the_same(monkeypatch, capsys):
    """What pip makes of [project.scripts], and importing it runs nothing."""
    (command,) = entry_points(group="console_scripts", name="newscorpus")
    main, ended = command.load(), []
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(sys, "argv", ["newscorpus", "--version"])
    monkeypatch.setattr(atexit, "_run_exitfuncs", lambda: None)
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr("gc.set_threshold", lambda *_: None)
    main()
    assert (ended, capsys.readouterr().out) == ([0], f"newscorpus {nc.__version__}\n")


def test_a_text_that_is_no_text():
    """Latin-1, and beyond the limit of size: the finding stands at text_file."""
    Path("a.yaml").write_text(HEAD + "text_file: a.txt\n")
    Path("a.txt").write_bytes(b"caf\xe9")
    assert codes(nc.check("a.yaml")) == ["NC001"]
    Path("a.txt").write_bytes(b"x" * (16 * 1024 * 1024 + 1))
    report = nc.check("a.yaml")
    assert [(d.code, d.primary.line) for d in report.diagnostics] == [("NC001", 4)]


def test_an_article_without_a_folder_has_no_text_file():
    """Given as text, without `base`."""
    with pytest.raises(nc.InvalidCorpus, match="NC010"):
        nc.loads(HEAD + "text_file: a.txt\n")


def test_unreadable_json_lines_and_annotations():
    """A folder with the name of a file; a line beyond the limit ends the reading."""
    Path("b.jsonl").mkdir()
    Path("b.jsonl", "c.yaml").mkdir()
    with pytest.raises(nc.UsageError):
        nc.check("b.jsonl")
    Path("link.jsonl").symlink_to("nowhere")
    assert codes(nc.check("link.jsonl")) == ["NC001"]
    with pytest.raises(nc.InvalidCorpus):
        list(nc.iter_articles("link.jsonl"))
    line = nc.dumps(nc.loads(HEAD + "text: x\n"), "jsonl")
    Path("long.jsonl").write_text(line + "\n" + " " * (17 * 1024 * 1024) + "\n" + line + "\n")
    assert codes(nc.check("long.jsonl")) == []
    Path("long.jsonl").write_text(line + "\n" + "x" * (17 * 1024 * 1024) + "\n" + line + "\n")
    assert codes(nc.check("long.jsonl")) == ["NC001"]


def test_a_manifest_that_cannot_be_read():
    """It does not parse, is a list, or is not there to be read: findings of corpus.yaml, and articles by the defaults."""
    Path("a.yaml").write_text(HEAD + "text: x\n")
    for text, expected in [("a: [", "NC002"), ("- a\n", "NC103"), ("format: newscorpus/1\n", "NC102")]:
        Path("corpus.yaml").write_text(text)
        assert codes(nc.check(".")) == [expected]
        assert codes(nc.check("corpus.yaml")) == [expected]
    roles = "actors: {x: {name: X, kind: person, roles: {y: z}}, v: {name: V, kind: person, roles: {y: x}}}\n"
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: c\n" + roles)
    assert codes(nc.check(".")) == ["NC201", "NC206"]
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: c\nactors: {x: {mentions: [a]}}\n")
    assert codes(nc.check(".")) == ["NC101"]


def test_a_folder_that_cannot_be_listed(monkeypatch, capsys):
    """Its articles do not pass unseen: one line, exit 2."""
    Path("a.yaml").write_text(HEAD + "text: x\n")
    Path("closed").mkdir()
    Path("closed", "b.yaml").write_text("not an article")
    listed = os.scandir

    def scandir(path):
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(SystemExit) as stop:
        main(["check", "."])
    assert stop.value.code == 2
    assert capsys.readouterr().err == "error: ./closed: Permission denied\n"


def test_globs_of_the_manifest():
    """`**` crosses folders, `*` does not; what no glob holds is no article, unless it is named."""
    Path("corpus.yaml").write_text(
        "format: newscorpus/1\nname: c\narticles: ['./in/*.yaml', 'deep/**', 'x/**/y?.yaml']\n"
    )
    for name in (
        "in/a.yaml",
        "in/sub/b.yaml",
        "deep/s/c.yaml",
        "x/y1.yaml",
        "x/s/t/y2.yaml",
        "out.yaml",
        ".hidden/h.yaml",
    ):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD.replace("id: a", f"id: {path.stem}") + f"text: {name}\n")
    assert set(nc.load(".").articles) == {"a", "c", "y1", "y2"}
    assert nc.check("out.yaml").totals.articles == 1
    assert nc.load("out.yaml").articles["out"].text == "out.yaml"


@pytest.mark.parametrize(
    ("field", "pointed", "code"),
    [
        ("places: {Oslo: NOR, Bergen: NO}", "NOR", "NC108"),
        ("places: {Oslo: NO, Bergen: XX}", "XX", "NC108"),
        ("places: [Oslo, {name: Oslo, country: NOR}]", "NOR", "NC108"),
        ("places: [Oslo, {Oslo: NOR}]", "NOR", "NC108"),
        ("places: {Oslo: {x: y}}", "Oslo", "NC103"),
        ("topics: {a: b, c: d}", "{a: b, c: d}", "NC103"),
    ],
)
def test_places_of_findings_in_rare_shapes(field, pointed, code):
    """Pairs of a mapping, long and short forms in lists, a mapping where words belong."""
    event = f"events:\n  e: {{kind: event, type: other, {field}, evidence: ['Oslo, Bergen']}}\n"
    Path("a.yaml").write_text(HEAD + event + "text: Oslo, Bergen\n")
    found = nc.check("a.yaml").diagnostics[0]
    text = Path("a.yaml").read_text()
    assert (found.code, text[found.primary.start : found.primary.end]) == (code, pointed)


def test_values_that_need_their_long_form():
    """Words that equal the key of a long form, keys too long for YAML, quotes by offset."""
    words = "x" * 1200
    event = nc.Meeting(
        id="e",
        type="other",
        evidence=[nc.Quote(exact="exact", within="an exact name"), nc.Quote(exact="name", start=9)],
        places=[nc.Place(name="name", country="NO"), nc.Place(name="exact", country="SE")],
        when=nc.When(edtf="2023", text=words),
    )
    article = nc.Article(id="a", language="en", text=f"an exact name {words} name edtf", events=[event])
    assert nc.loads(nc.dumps(article, "yaml"), "yaml") == nc.anchor(article)
    other = nc.Article(
        id="a",
        language="en",
        text="Oslo Rome 3 people",
        actors=[nc.Actor(id="x", name="Oslo", kind="locality", ids={"a": "012", "b": "12", "c": "9" * 30})],
        events=[
            nc.Incident(
                id="e", type="other", evidence=[nc.Quote(exact="Oslo Rome 3 people")], casualties={"killed": []}
            )
        ],
    )
    assert nc.loads(nc.dumps(other, "yaml"), "yaml") == nc.anchor(other)


def test_conversion_makes_the_folders_that_it_needs():
    """`-o build/seeds.jsonl` in a fresh checkout."""
    Path("a.yaml").write_text(HEAD + "text: x\n")
    nc.convert("a.yaml", output="new/folder/a.jsonl")
    assert len(list(nc.iter_articles("new/folder/a.jsonl"))) == 1


def test_offsets_that_are_all_shifted_are_one_finding():
    """As by a tool that counted something else."""
    quotes = "[{exact: Oslo, start: 3}, {exact: Rome, start: 10}, {exact: Paris, start: 17}]"
    event = f"events:\n  e:\n    kind: event\n    type: other\n    evidence: {quotes}\n"
    Path("a.yaml").write_text(HEAD + event + "text: 'a Oslo b Rome c Paris'\n")
    report = nc.check("a.yaml")
    assert codes(report) == ["NC311"]
    assert "all 3 wrong offsets" in report.diagnostics[0].message
    Path("a.yaml").write_text(
        HEAD + event.replace("start: 10", "start: 9, end: 14") + "text: 'a Oslo b Rome c Paris'\n"
    )
    assert codes(nc.check("a.yaml")) == ["NC311"] * 3


def test_an_end_without_a_start_is_judged_too():
    """At the end, which is what is wrong: the words say where they begin."""
    event = "events: {e: {kind: event, type: other, evidence: [{exact: Oslo, end: 3}, {exact: Rome, end: 4}]}}\n"
    Path("a.yaml").write_text(HEAD + event + "text: 'a Oslo b Rome c'\n")
    report = nc.check("a.yaml")
    found = [(d.code, d.message, Path("a.yaml").read_text()[d.primary.start]) for d in report.diagnostics]
    assert found == [
        ("NC311", "wrong `end` 3: the words end at 6", "3"),
        ("NC311", "wrong `end` 4: the words end at 13", "4"),
    ]


def test_identifiers_that_contradict_the_registry():
    """NC209, at the identifier."""
    actors = "actors: {x: {name: Oslo, kind: locality, ids: {wikidata: Q1}}}\n"
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: c\n" + actors)
    Path("a.yaml").write_text(HEAD + "text: Oslo\nactors: {x: {ids: {wikidata: Q2, other: y}}}\n")
    assert codes(nc.check(".")) == ["NC209"]


def test_a_null_file_and_an_error_above_the_record():
    """A scalar or null at the top, of YAML and of JSON."""
    for name, text in [("a.yaml", "x\n"), ("a.yaml", "~\n"), ("a.json", "3"), ("a.json", "null")]:
        Path(name).write_text(text)
        assert codes(nc.check(name)) in (["NC103"], ["NC002"])


def test_a_slip_of_a_registered_id_is_told():
    """The suggestion comes from the registry, which is another file: no label there."""
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: c\nactors: {anna-berg: {name: Oslo, kind: locality}}\n")
    Path("a.yaml").write_text(HEAD + "text: Oslo\nclaims: [{quote: Oslo, by: anna-brg}]\n")
    (found,) = nc.check(".").diagnostics
    assert (found.code, found.help, found.labels) == ("NC201", "did you mean `anna-berg`?", ())


def test_a_waiver_of_what_is_malformed_is_not_judged():
    """Whether it would waive something cannot be told."""
    actors = "actors: {x: {name: Oslo, kind: locality, aliases: 3}}\n"
    Path("a.yaml").write_text(HEAD + "text: Oslo\n" + actors + "waive: [{code: NC304, at: actors.x, why: because}]\n")
    assert codes(nc.check("a.yaml")) == ["NC103"]


def test_several_places_are_written_as_one_mapping():
    """Where their names differ; else as a list."""
    text = "Oslo, Bergen and Oslo again"
    for names in (("Oslo", "Bergen"), ("Oslo", "Oslo")):
        places = [nc.Place(name=name, country="NO") for name in names]
        event = nc.Event(id="e", type="other", evidence=[nc.Quote(exact=text)], places=places)
        article = nc.Article(id="a", language="en", text=text, events=[event])
        written = nc.dumps(article, "yaml")
        assert ("- Oslo:" in written) == (names[0] == names[1])
        assert nc.loads(written, "yaml") == nc.anchor(article)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no /proc")
def test_what_is_outside_is_a_finding():
    """An annotation, and the manifest."""
    Path("a.yaml").symlink_to("/proc/self/mem")
    assert codes(nc.check("a.yaml")) == ["NC010"]
    Path("a.yaml").unlink()
    Path("a.yaml").write_text(HEAD + "text: x\n")
    Path("corpus.yaml").symlink_to("/proc/self/mem")
    assert codes(nc.check(".")) == ["NC010"]


def test_the_baseline_of_a_corpus_is_about_its_own_files():
    """Findings elsewhere are not looked up in it."""
    alias = "text: Oslo\nactors: {x: {name: Oslo, kind: locality, aliases: [Ansgarstad]}}\n"
    for name in ("one", "two"):
        Path(name).mkdir()
        Path(name, "corpus.yaml").write_text(f"format: newscorpus/1\nname: {name}\n")
        Path(name, "a.yaml").write_text(HEAD + alias)
    Path("one", "corpus.yaml").write_text("format: newscorpus/1\nname: one\nchecks: {baseline: b.json}\n")
    assert newscorpus("check", "two", "--write-baseline", "one/b.json").code == 0
    report = nc.check(["one", "two"])
    assert [(d.code, d.primary.file) for d in report.diagnostics] == [("NC304", "two/a.yaml")]


@pytest.mark.parametrize("manifest", ["", "format: newscorpus/1\nname: c\n"])
def test_a_dot_folder_is_read_if_it_is_named(manifest, tmp_path, monkeypatch):
    """Or is the current folder; also within a corpus, to which it does not belong: as a file in it that is named."""
    if manifest:
        Path("corpus.yaml").write_text(manifest + "actors: {anna: {name: Anna, kind: person}}\n")
    Path(".drafts/sub").mkdir(parents=True)
    Path("a.yaml").write_text(HEAD + "text: x\n")
    Path(".drafts/b.yaml").write_text(HEAD.replace("id: a", "id: b") + "text_file: b.txt\n")
    Path(".drafts/b.txt").write_text("It rained.\n")
    Path(".drafts/sub/d.yaml").write_text(HEAD.replace("id: a", "id: d") + "text: y\nevents: 3\n")
    Path(".drafts/other.yaml").write_text("x: 1\n")
    assert (nc.check(".").totals.articles, nc.check([".", ".drafts"]).totals.articles) == (1, 3)
    for folder, named in ((".", ".drafts"), (".drafts", "."), (".drafts/sub", ".."), (".", ".drafts/")):
        monkeypatch.chdir(tmp_path / folder)
        report = nc.check(named)
        assert (report.totals.articles, codes(report)) == (2, ["NC103"])
    monkeypatch.chdir(tmp_path)
    assert nc.load_article(".drafts/b.yaml").text == "It rained.\n"


def test_rules_of_the_corpus_can_be_ignored():
    """Those of articles and those of corpus.yaml itself."""
    checks = "articles: ['*.yaml', '*.yml', 'none/*']\nchecks: {ignore: [NC706, NC705]}\n"
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: c\n" + checks)
    Path("a.yaml").write_text(HEAD + "text: x\n")
    Path("b.yml").write_text(HEAD.replace("id: a", "id: b") + "text: x\n")
    assert codes(nc.check(".")) == []
    Path(".hidden").mkdir()
    Path(".hidden/b.yaml").write_text(HEAD + "text: z\n")
    assert codes(nc.check(".hidden/b.yaml")) == []


def test_a_day_that_is_none():
    """Of the right shape, but in no calendar."""
    event = "events: {e: {kind: event, type: other, when: {edtf: 2023, earliest: 2023-02-30}, evidence: [Oslo]}}\n"
    Path("a.yaml").write_text(HEAD + "text: Oslo\n" + event)
    assert codes(nc.check("a.yaml")) == ["NC110"]


def test_stats_of_what_does_not_parse(capsys):
    """Findings, and nothing counted."""
    Path("a.yaml").write_text("a: [")
    with pytest.raises(SystemExit) as stop:
        main(["stats", "a.yaml"])
    assert stop.value.code == 1
    assert "NC002" in capsys.readouterr().err


def test_an_actor_of_the_registry_that_only_the_registry_names():
    """It is nowhere in the text, and no place of the article leads to it: nothing to report here."""
    actors = "actors: {x: {name: Oslo, kind: group, roles: {member: y}}, y: {name: Nowhere, kind: locality}}\n"
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: c\n" + actors)
    Path("a.yaml").write_text(HEAD + "text: Oslo\nclaims: [{quote: Oslo, by: x}]\n")
    assert codes(nc.check(".")) == []


def test_a_circle_within_an_article_that_is_linked():
    """Reported once, by the rule of the article."""
    event = "{{kind: event, type: other, status: generic, evidence: [Oslo], relations: {{after: {}}}}}"
    for name, first in (("a", "b#f"), ("b", "f")):
        events = f"events:\n  e: {event.format(first)}\n  f: {event.format('e')}\n"
        Path(f"{name}.yaml").write_text(HEAD.replace("id: a", f"id: {name}") + "text: Oslo " + name + "\n" + events)
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: c\n")
    assert codes(nc.check(".")) == ["NC208"]


def test_json_lines_that_are_no_file(monkeypatch):
    """A pipe, and links to a device and to a file of the system."""
    os.mkfifo("pipe.jsonl")
    assert codes(nc.check("pipe.jsonl")) == ["NC001"]
    Path("zero.jsonl").symlink_to("/dev/zero")
    assert codes(nc.check("zero.jsonl")) == ["NC010"]
    Path("mem.jsonl").symlink_to("/proc/self/mem")
    assert codes(nc.check("mem.jsonl")) == ["NC010"]


def test_a_list_item_is_found_by_id_or_by_place():
    """The second of two equal ids is told by its place in the list."""
    actors = "actors: [{id: x, name: Oslo, kind: locality}, {id: x, name: Oslo, kind: locality}, {id: y, kind: 3}, 4]\n"
    Path("a.yaml").write_text(HEAD + "text: Oslo\n" + actors)
    report = nc.check("a.yaml")
    text = Path("a.yaml").read_text()
    found = [(d.code, text[d.primary.start : d.primary.end]) for d in report.diagnostics]
    assert found == [("NC109", "x"), ("NC111", "id"), ("NC103", "3"), ("NC103", "4")]


@pytest.mark.parametrize("now", [b"", b"\xff"])
def test_a_file_that_changes_while_it_is_checked(now, monkeypatch):
    """Findings of the corpus stand, at the beginning of a file that no longer has their place."""
    article = nc.loads(HEAD + "text: x\n")
    for name in ("a.jsonl", "b.jsonl"):
        Path(name).write_text(nc.dumps(article, "jsonl") + "\n")
    real, opened = Path.open, []

    def again(path, *args, **more):
        opened.append(path.name)
        if path.name == "b.jsonl" and opened.count("b.jsonl") == 2:
            path.write_bytes(now)
        return real(path, *args, **more)

    monkeypatch.setattr(Path, "open", again)
    found = nc.check(["a.jsonl", "b.jsonl"]).diagnostics
    assert [(d.code, d.primary.file, d.primary.line, d.primary.column) for d in found] == [("NC701", "b.jsonl", 1, 1)]
    assert Path("b.jsonl").read_bytes() == now


def test_only_lf_ends_a_line_of_json_lines():
    """A lone CR in a record is whitespace of JSON: findings keep the line of their record, and fixes their place."""
    record = '{"format":"newscorpus/1","id":"%s","language":"en","text":"Rain.",%s"headline":%s}'
    Path("a.jsonl").write_bytes(
        "\n".join(["\ufeff" + record % ("a", "\r", 2023), record % ("b", "\r\r", 2024), ""]).encode()
    )
    assert [d.primary.line for d in nc.check("a.jsonl").diagnostics if d.code == "NC103"] == [1, 2]
    assert "NC103" not in codes(nc.fix("a.jsonl").report)
    assert Path("a.jsonl").read_bytes().count(b'"headline":"202') == 2
