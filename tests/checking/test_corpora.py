"""Whole corpora: configuration, baselines, registry, single files, what Python gets, and the other commands."""

import json
import random
import re
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import attrs
import pytest
from converters import manifest_of
from examples import RULES

import newscorpus as nc
from newscorpus.cli.main import main

SEEDS = Path(__file__).parents[2] / "seeds"
HEAD = "format: newscorpus/1\nlanguage: en\n"
TEXT = "text: Anna Berg met Carl Dahl in Oslo on Monday.\n"
MANIFEST = "format: newscorpus/1\nname: c\n"


def article(name, rest=""):
    return f"{HEAD}id: {name}\n{TEXT.replace('Monday', f'Monday {name}')}{rest}"


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """An empty corpus, the working folder inside it; a function that writes files."""
    monkeypatch.chdir(tmp_path)

    def write(**files):
        for name, text in files.items():
            Path(f"{name}.yaml").write_text(text, encoding="utf-8")

    write(corpus=MANIFEST)
    return write


def run(capsys, *words):
    with pytest.raises(SystemExit) as stop:
        main([str(word) for word in words])
    output = capsys.readouterr()
    return stop.value.code, output.out, output.err


def codes(report):
    return [d.code for d in report.diagnostics]


@pytest.mark.parametrize("name", ["a.yaml", "new.yaml", "./a.yaml", "corpus.yaml"])
def test_standard_input_stands_for_a_file(corpus, capsys, monkeypatch, name):
    """What an editor has not saved yet: judged in its corpus, under its name, and the disk is left as it is."""
    corpus(a=article("a"), b=article("b", "titel: x\n"))
    held = {path: path.read_bytes() for path in Path().iterdir()}
    text = f"{MANIFEST}titel: x\n" if name == "corpus.yaml" else article("b", "headlin: x\n")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(text.encode())))
    code, out, err = run(capsys, "check", "-", "--stdin-filename", name, "--output-format", "concise")
    found = re.findall(r"^(\S+?):\d+:\d+: \w+ (NC\d+)", out, re.MULTILINE)
    expected = {"corpus.yaml": {"NC101"}, "new.yaml": {"NC101", "NC107", "NC701"}}.get(name, {"NC101", "NC107"})
    assert set(found) == {(str(Path(name)), code) for code in expected}
    assert (code, err) == (1, "")
    assert {path: path.read_bytes() for path in Path().iterdir()} == held


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize(("text", "code"), [("", "NC002"), (f"{MANIFEST}titel: x\n", "NC101")])
def test_standard_input_stands_for_a_corpus_yaml(corpus, capsys, monkeypatch, text, code, there):
    """Also if it is empty, or that file is not there yet."""
    corpus(a=article("a"))
    if not there:
        Path("corpus.yaml").unlink()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(text.encode())))
    status, out, err = run(capsys, "check", "-", "--stdin-filename", "corpus.yaml", "--output-format", "concise")
    assert (status, err) == (1, "")
    assert re.findall(r"^corpus.yaml:\d+:\d+: error (NC\d+)", out, re.MULTILINE) == [code]


@pytest.mark.parametrize(
    "words",
    [
        ["-"],
        ["-", "a.yaml", "--stdin-filename", "a.yaml"],
        ["a.yaml", "--stdin-filename", "a.yaml"],
        ["--stdin-filename", "a.yaml"],
        ["-", "--stdin-filename", "."],
        *(
            ["-", "--stdin-filename", "a.yaml", *more]
            for more in (["--fix"], ["--unsafe-fixes"], ["--diff"], ["--write-baseline", "b"])
        ),
    ],
)
def test_standard_input_is_one_file_that_is_only_checked(corpus, capsys, monkeypatch, words):
    """All else is wrong use."""
    corpus(a=article("a"))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(b"")))
    code, out, err = run(capsys, "check", *words)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_the_registry_is_merged_into_articles(corpus):
    """A reference is enough; aliases and roles are united, mentions stay the article's."""
    corpus(
        corpus=MANIFEST + "language: en\nactors:\n"
        "  anna: {name: Anna Berg, kind: person, aliases: [Annie], roles: {minister: oslo}}\n"
        "  oslo: {name: Oslo, kind: locality}\n",
        a=article("a").replace("language: en\n", "") + "actors:\n  anna: {mentions: [Berg], aliases: [Anna]}\n"
        "claims:\n  - {quote: met Carl Dahl, by: anna}\n",
    )
    loaded = nc.load(".")
    made = loaded.articles["a"]
    assert made.language == "en"
    assert set(made.actors) == {"anna", "oslo"}
    assert made.actors["anna"].aliases == ("Annie", "Anna")
    assert made.actors["anna"].name == "Anna Berg"
    alone = nc.dumps(made, "yaml")
    assert nc.loads(alone, "yaml") == made
    within = nc.dumps(made, "yaml", corpus=loaded)
    assert "name: Anna Berg" not in within
    assert nc.loads(within, "yaml", corpus=loaded) == made
    assert nc.loads(within, "yaml", base=".") == made


REGISTRY = """actors:
  anna:
    name: Anna Berg
    kind: person
    roles:
      - {title: minister, start: 2024-02-30}
      - {title: member, start: 2024-05, end: 2023-01}
      - {title: judge, start: 2024/2023}
  norway: {name: Norway, kind: country, roles: [host]}
"""


def test_the_registry_is_judged_as_the_actors_of_an_article_are(corpus):
    """Days, intervals, codes and offices: once, in `corpus.yaml`, and as severe as it says itself."""
    checks = "checks: {severity: {NC513: error}, ignore: [NC515]}\n"
    corpus(corpus=MANIFEST + REGISTRY + checks, a=article("a", "actors: {anna: {mentions: [Berg]}}\n"))
    report = nc.check(".")
    assert [(d.code, d.primary.file, d.primary.line, d.severity) for d in report.diagnostics] == [
        ("NC401", "corpus.yaml", 8, "error"),
        ("NC402", "corpus.yaml", 9, "error"),
        ("NC402", "corpus.yaml", 10, "error"),
        ("NC513", "corpus.yaml", 11, "error"),
    ]


def test_a_registry_that_says_all_leaves_nothing_to_write(corpus):
    """No empty table of actors."""
    corpus(
        corpus=MANIFEST + "actors: {anna: {name: Anna Berg, kind: person}}\n",
        a=article("a", "claims:\n  - {quote: met Carl Dahl, by: anna}\n"),
    )
    loaded = nc.load(".")
    text = nc.dumps(loaded.articles["a"], "yaml", corpus=loaded)
    assert "actors" not in text
    assert nc.loads(text, corpus=loaded) == loaded.articles["a"]


def test_own_words_and_fields(corpus):
    """Vocabularies extend the model's, attributes are typed; both hold in the registry, too."""
    corpus(
        corpus=MANIFEST
        + "vocabularies:\n  meeting: {types: {summit: heads of state meet}, roles: {guest: is invited}}\n"
        "  things: {weapon: what harms}\n  sectors: {SPO: sport}\n  relations: {answers: replies to}\n"
        "attributes:\n  article: {desk: {type: string, enum: [foreign, local], required: true}}\n"
        "  actor: {rank: {type: integer, minimum: 1, maximum: 9, required: true}}\n"
        "  event: {weight: {type: number, minimum: 0}, sure: {type: boolean}}\n"
        "actors: {anna: {name: Anna Berg, kind: person, sector: SPO, attributes: {rank: 3}}}\n",
        a=article(
            "a",
            "attributes: {desk: foreign}\nactors: {anna: {mentions: [Berg]}}\nevents:\n  s:\n    kind: meeting\n"
            "    type: summit\n    participants: {guest: anna}\n    things: {weapon: Oslo}\n"
            "    attributes: {weight: 0.5, sure: true}\n    evidence: [Anna Berg met Carl Dahl in Oslo]\n",
        ),
    )
    made = nc.load(".").articles["a"]
    assert made.attributes == {"desk": "foreign"}
    assert made.events["s"].attributes == {"weight": 0.5, "sure": True}
    assert nc.loads(nc.dumps(made, "json", corpus=nc.load(".")), "json", base=".") == made
    with pytest.raises(nc.InvalidCorpus, match="NC104"):
        nc.dumps(attrs.evolve(made, path=None), "json")


def test_a_loaded_article_is_written_with_the_terms_of_its_corpus(corpus, tmp_path):
    """By each function that writes; `corpus=` names the corpus of an article without a file."""
    corpus(
        corpus=MANIFEST + "vocabularies: {event: {types: {breach: a leak of data}}}\n"
        "attributes: {article: {desk: {type: string}}}\nactors: {anna: {name: Anna Berg, kind: person}}\n",
        a=article(
            "a",
            "attributes: {desk: home}\nevents:\n"
            "  b: {kind: event, type: breach, participants: {agent: anna}, evidence: Anna Berg met Carl Dahl}\n",
        ),
    )
    loaded, made = nc.load("."), nc.load_article("a.yaml")
    for format in ("yaml", "json", "jsonl"):
        assert nc.loads(nc.dumps(made, format), format, corpus=loaded) == made
    assert nc.write_jsonl(nc.iter_articles("."), tmp_path / "all.jsonl") == 1
    rain = nc.Article(id="rain", language="en", text="Rain.")  # without a file
    assert nc.write_jsonl([rain, *nc.iter_articles("a.yaml")], tmp_path / "some.jsonl") == 2
    nc.dump(made, "a.yaml")
    assert nc.load(".") == loaded
    bare = attrs.evolve(made, path=None)
    with pytest.raises(nc.InvalidCorpus, match="`corpus=`"):
        nc.dumps(bare)
    Path("sub").mkdir()
    nc.save(attrs.evolve(bare, id="c"), "sub/c.yaml")  # the folder says which corpus
    assert nc.load_article("sub/c.yaml").events == made.events


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("desk: foreign", "desk: foregin", "NC104"),
        ("desk: foreign", "desk: 3", "NC103"),
        ("desk: foreign", "dsk: foreign, desk: local", "NC101"),
        ("desk: foreign", "zzz: 1, desk: local", "NC101"),
        ("{desk: foreign}", "{}", "NC102"),
        ("{desk: foreign}", "[desk]", "NC103"),
        ("weight: 0.5", "weight: -1", "NC103"),
        ("weight: 0.5", "weight: heavy", "NC103"),
        ("weight: 0.5", "weight: 0x10", None),
        ("rank: 3", "rank: 10", "NC103"),
        ("rank: 3", "rank: true", "NC103"),
    ],
)
def test_attributes_are_judged_by_their_declaration(corpus, old, new, code):
    """Type, enumeration, bounds, requiredness, spelling."""
    manifest = (
        MANIFEST + "attributes:\n  article: {desk: {type: string, enum: [foreign, local], required: true}}\n"
        "  actor: {rank: {type: integer, minimum: 1, maximum: 9, required: true}}\n"
        "  event: {weight: {type: number, minimum: 0}}\n"
    )
    rest = (
        "attributes: {desk: foreign}\nactors: {anna: {name: Anna Berg, kind: person, attributes: {rank: 3}}}\n"
        "events:\n  s:\n    kind: meeting\n    type: briefing\n    participants: {speaker: anna}\n"
        "    attributes: {weight: 0.5}\n    evidence: [Anna Berg met]\n"
    )
    corpus(corpus=manifest, a=article("a", rest.replace(old, new)))
    assert codes(nc.check(".")) == ([code] if code else [])


@pytest.mark.parametrize(
    ("declared", "value", "expected"),
    [
        ("type: number, enum: [1, 2.5]", "1.0", []),
        ("type: number, enum: [1, 2.5]", "true", ["NC103"]),
        ("type: number, enum: [1, 2.5]", "2", ["NC104"]),
        ("type: integer, enum: [1, true]", "2", ["NC803"]),
        ("type: string, enum: [1, 2]", '"1"', ["NC803"]),
        ("type: integer, minimum: 5, maximum: 1", "3", ["NC803"]),
    ],
)
def test_numbers_are_compared_as_such_and_never_with_what_is_declared_wrongly(corpus, declared, value, expected):
    """A wrong declaration is one mistake, whatever the articles have."""
    corpus(
        corpus=f"{MANIFEST}attributes: {{article: {{rank: {{{declared}}}}}}}\n",
        a=article("a", f"attributes: {{rank: {value}}}\n"),
        b=article("b", f"attributes: {{rank: {value}}}\n"),
    )
    found = codes(nc.check("."))
    assert sorted(set(found)) == expected
    assert found.count("NC803") == declared.count("true") + 2 * ("string" in declared) + ("maximum" in declared)


def test_the_values_of_a_field_are_told_as_files_spell_them(corpus):
    """Not as Python does."""
    corpus(
        corpus=MANIFEST + "attributes: {article: {sure: {type: boolean, enum: [true]}}}\n",
        a=article("a", "attributes: {sure: false}\n"),
    )
    assert [d.message for d in nc.check(".").diagnostics] == [
        "`false` is not a value of the attribute, as `corpus.yaml` declares it"
    ]


def test_configuration_of_the_corpus(corpus):
    """select, ignore, per_file_ignore, severity; the command line is stronger; NC0 to NC3 errors stay."""
    alias = "actors: {anna: {name: Anna Berg, kind: person, aliases: [Annie]}}\n"
    corpus(a=article("a", alias), b=article("b", alias.replace("anna:", "anna-b:")))
    assert codes(nc.check(".")) == ["NC304", "NC304"]
    for checks, expected in [
        ("ignore: [NC304]", []),
        ("ignore: [alias-not-in-text]", []),
        ("per_file_ignore: {'a.*': [NC3]}", ["NC304"]),
        ("severity: {NC304: error, NC204: warning}", ["NC204", "NC304", "NC204", "NC304"]),
        ("select: [NC204]", ["NC204", "NC204"]),
    ]:
        corpus(corpus=f"{MANIFEST}checks: {{{checks}}}\n")
        assert codes(nc.check(".")) == expected, checks
    assert codes(nc.check(".", select=["NC304"])) == ["NC304", "NC304"]
    assert codes(nc.check(".", select=["NC3"], ignore=["NC304"])) == []
    corpus(corpus=f"{MANIFEST}checks: {{severity: {{NC304: error}}}}\n")
    assert not nc.check(".").ok
    corpus(corpus=f"{MANIFEST}checks: {{ignore: [NC301, nonsense], severity: {{NC201: hint}}}}\n")
    assert codes(nc.check(".")).count("NC803") == 3
    with pytest.raises(nc.UsageError):
        nc.check(".", select=["nonsense"])
    with pytest.raises(nc.UsageError):
        nc.check(".", select=[""])


def test_required_fields(corpus):
    """Of articles, actors, events and claims."""
    corpus(
        corpus=f"{MANIFEST}checks: {{require: [article.url, actor.country, event.title, claim.cue]}}\n",
        a=article(
            "a",
            "actors: {anna: {name: Anna Berg, kind: person}}\nclaims: [{quote: met, by: anna}]\n"
            "events: {e: {kind: event, type: other, evidence: [met Carl Dahl]}}\n",
        ),
    )
    assert codes(nc.check(".")) == ["NC112"] * 4


@pytest.mark.parametrize("required", ["event.titel", "foo.bar", "article.", "5", "event.casualties"])
def test_nothing_is_required_that_cannot_be_there(corpus, required):
    """What is wrong with the configuration is said there, and not of each article; a meeting has no casualties."""
    rest = "events: {e: {kind: meeting, type: talks, evidence: [met Carl Dahl]}}\nclaims: [{quote: met}]\n"
    corpus(corpus=f"{MANIFEST}checks: {{require: [{required}]}}\n", a=article("a", rest))
    assert "NC112" not in codes(nc.check("."))


def test_a_baseline_hides_what_is_known(corpus, capsys):
    """Moved lines change nothing; what is new shows; what is mended is stale."""
    alias = "actors: {anna: {name: Anna Berg, kind: person, aliases: [Annie]}}\n"
    corpus(a=article("a", alias))
    code, out, _ = run(capsys, "check", "--write-baseline", "baseline.json", ".")
    assert (code, out.partition("\n")[0]) == (0, "baseline.json: 0 removed, 1 added, 1 in total.")
    corpus(a="# a line more\n" + article("a", alias))
    code, out, _ = run(capsys, "check", "--baseline", "baseline.json", ".")
    assert code == 0
    assert out.endswith("(1 finding in the baseline). 10 hints are off.\n")
    corpus(a=article("a", alias.replace("Annie", "Annie, Anny")))
    assert "`Anny`" in run(capsys, "check", "--baseline", "baseline.json", "--output-format", "concise", ".")[1]
    corpus(a=article("a"), corpus=f"{MANIFEST}checks: {{baseline: baseline.json}}\n")
    report = nc.check(".")
    assert codes(report) == ["NC804"]
    assert report.diagnostics[0].primary.line == 1
    assert codes(nc.check(".", ignore=["NC304"])) == []


@pytest.mark.parametrize("text", ["[]", "{}", '{"version": 1, "findings": {"a": 3}}', None])
def test_a_baseline_that_is_none_is_wrong_use(corpus, capsys, text):
    """Exit code 2."""
    corpus(a=article("a"))
    if text is not None:
        Path("baseline.json").write_text(text)
    code, _, err = run(capsys, "check", "--baseline", "baseline.json", ".")
    assert code == 2
    assert "baseline" in err


def test_a_file_alone_has_the_verdict_that_it_has_in_its_corpus(corpus):
    """The rest of the corpus is read, and only that file's findings are shown."""
    link = (
        "events:\n  e:\n    kind: event\n    type: other\n    evidence: [Anna Berg met]\n    relations: {same_as: X}\n"
    )
    corpus(
        a=article("a", link.replace("X", "b#e")), b=article("b", link.replace("X", "a#none")), c=article("c", "x: 1\n")
    )
    whole = nc.check(".")
    assert codes(whole) == ["NC707", "NC101"]
    for name in "abc":
        alone = nc.check(f"{name}.yaml")
        assert alone.diagnostics == tuple(d for d in whole.diagnostics if d.primary.file == f"{name}.yaml")


def test_a_file_that_may_be_called_anything_is_no_article_of_its_name(corpus):
    """Of JSON, the name says nothing: a link to it leads nowhere, whatever else is wrong there."""
    link = "events: {e: {kind: event, type: other, evidence: Anna Berg met, relations: {same_as: b#e}}}\n"
    corpus(a=article("a", link), corpus=f"{MANIFEST}articles: ['*.yaml', '*.json']\n")
    Path("b.json").write_text('{"format": "newscorpus/1", "id": "c", "language": "en", "text": "x", "titel": "x"}')
    assert sorted(codes(nc.check("."))) == ["NC101", "NC707"]


def test_a_role_of_an_article_is_found_in_its_file(corpus):
    """Where it is written, though the registry has roles of that actor before it."""
    registry = (
        "actors: {anna: {name: Anna Berg, kind: person, roles: {minister: oslo}}, oslo: {name: Oslo, kind: locality}}\n"
    )
    actor = "actors:\n  anna:\n    roles:\n      - {title: mayor, org: oslo}\n      - {title: judge, org: oslo}\n"
    corpus(corpus=MANIFEST + registry, a=article("a", actor))
    found = nc.check(".", select=["NC316"]).diagnostics
    assert [(d.primary.line, d.primary.column) for d in found] == [(8, 17), (9, 17)]


def test_a_report_has_the_name_of_its_corpus(corpus):
    """Outside of one it has none, nor of two."""
    corpus(a=article("a"))
    assert nc.check(".").name == "c"
    for name in ("other", "outside"):
        Path(f"../{name}").mkdir()
        Path(f"../{name}/b.yaml").write_text(article("b"))
    Path("../other/corpus.yaml").write_text(MANIFEST.replace("name: c", "name: d"))
    assert nc.check([".", "../other"]).name is None
    assert nc.check("../outside").name is None


def test_the_line_for_editors_means_nothing_without_a_file():
    """A schema is relative to the file."""
    line = "# yaml-language-server: $schema=../article.schema.json\n"
    assert nc.loads(line + article("a")).id == "a"


def test_an_unused_waiver_is_not_told_of_another_rule(corpus):
    """Only of its own: what that reports elsewhere may be meant."""
    waiver = "waive: [{code: NC703, at: text, why: so it is}]\n"
    corpus(a=article("a"), b=article("a").replace("id: a", "id: b") + waiver)
    assert {d.code: d.help for d in nc.check(".").diagnostics} == {
        "NC705": "delete one of the two articles",
        "NC801": "delete it",
    }


def test_texts_without_annotation_and_texts_twice(corpus):
    """NC704 and NC705, and NC703 within and across articles."""
    Path("a.txt").write_text("Words.")
    Path("b.txt").write_text("Words.")
    Path("forgotten.txt").write_text("Other words.")
    for name in "ab":
        corpus(**{name: f"{HEAD}id: {name}\ntext_file: {name}.txt\n"})
    assert codes(nc.check(".")) == ["NC705", "NC704"]
    assert codes(nc.check("a.yaml")) == []
    q = "actors: {x: {name: Anna Berg, kind: person, ids: {wikidata: Q1}}, y: {name: Carl Dahl, kind: person, ids: {wikidata: Q1}}}\n"
    corpus(a=article("a", q), b=article("b"))
    assert "NC703" in codes(nc.check("."))


def with_text(name):
    return f"{HEAD}id: {name}\ntext_file: {name}.txt\n"


def forgotten(folder="."):
    report = nc.check(folder, select=["NC704", "NC706"])
    return [(d.code, d.primary.file) for d in report.diagnostics]


def test_a_forgotten_text_from_anywhere(corpus, monkeypatch):
    """The same is found however the folder is named; one whose name begins with a dot is not meant to be annotated."""
    corpus(a=with_text("a"))
    for name in ("a.txt", "b.txt", "._a.txt"):
        Path(name).write_text("Some.", encoding="utf-8")
    Path("beside").mkdir()
    here = Path.cwd()
    assert forgotten() == [("NC704", "b.txt")]
    assert forgotten(here) == [("NC704", f"{here}/b.txt")]
    monkeypatch.chdir("beside")
    assert forgotten("..") == [("NC704", "../b.txt")]
    monkeypatch.chdir(here.parent)
    assert forgotten(here.name) == [("NC704", f"{here.name}/b.txt")]


def test_what_is_about_files_is_ignored_by_their_names_in_the_corpus(corpus, monkeypatch):
    """Wherever one stands: a text, and `corpus.yaml` itself."""
    ignored = "checks: {per_file_ignore: {'b*.txt': [NC704], corpus.yaml: [NC706]}}\n"
    corpus(corpus=MANIFEST + f"articles: ['*.yaml', 'none/*']\n{ignored}", a=with_text("a"))
    for name in ("a.txt", "b.txt", "c.txt"):
        Path(name).write_text("Some.", encoding="utf-8")
    here = Path.cwd()
    assert forgotten() == [("NC704", "c.txt")]
    monkeypatch.chdir(here.parent)
    assert forgotten(here.name) == [("NC704", f"{here.name}/c.txt")]


def test_a_glob_that_holds_a_file_without_articles(corpus):
    """Holds a file: one without lines, and one that cannot be read as articles."""
    corpus(corpus=MANIFEST + "articles: ['a.jsonl', 'b.yaml', 'c.yaml']\n", b="")
    Path("a.jsonl").touch()
    assert forgotten() == [("NC706", "corpus.yaml")]
    assert "`c.yaml` matches no files" in str(nc.check(".", select=["NC706"]).diagnostics[0])


def test_the_patterns_of_a_corpus_yaml_that_is_named_alone(corpus, monkeypatch):
    """They match the files beside it, which are read and not reported: an editor checks `corpus.yaml` so."""
    corpus(corpus=MANIFEST + "articles: ['*.yaml', 'none/*']\nexclude: [b.yaml]\n", a="", b="")
    for path in ("corpus.yaml", Path("corpus.yaml").resolve()):
        (found,) = nc.check(path).diagnostics
        assert (found.code, found.message) == ("NC706", "pattern `none/*` matches no files")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(Path("corpus.yaml").read_bytes())))
    Path("corpus.yaml").unlink()
    with pytest.raises(SystemExit) as stop:
        main(["check", "-", "--stdin-filename", "corpus.yaml", "--fail-on", "warning", "--select", "NC706"])
    assert stop.value.code == 1


@pytest.mark.parametrize(
    ("rest", "where"),
    [
        ("xyzzy: 1", "`corpus.yaml`"),
        ("vocabularies: {xyzzy: {}}", "vocabularies"),
        ("vocabularies: {event: {xyzzy: {}}}", "kind words"),
        ("attributes: {xyzzy: {}}", "attribute declarations"),
        ("checks: {xyzzy: 1}", "checks"),
    ],
)
def test_where_an_unknown_field_stands_in_corpus_yaml(corpus, rest, where):
    """In words that are English."""
    corpus(corpus=f"{MANIFEST}{rest}\n", a=article("a"))
    assert [d.message for d in nc.check(".").diagnostics] == [f"unknown field `xyzzy` of {where}"]


def test_a_glob_that_is_none_is_reported_once(corpus):
    """It is malformed; which files are articles is in doubt."""
    corpus(corpus=MANIFEST + "articles: ['*.yaml', 7, none.yaml]\n", a=article("a"))
    assert [(d.code, d.path) for d in nc.check(".").diagnostics] == [("NC103", ("articles", 1))]


@pytest.mark.parametrize(
    "words",
    [
        ("check", ".", "--output-format", "json={}"),
        ("check", ".", "--write-baseline", "{}"),
        ("export", "sqlite", ".", "-o", "{}"),
        ("convert", ".", "--to", "jsonl", "-o", "{}"),
    ],
)
@pytest.mark.parametrize("target", ["corpus.yaml", "a.yaml", "link.yaml", "a.txt"])
def test_what_is_read_is_not_written_over(corpus, capsys, words, target):
    """Neither an article, nor its text, nor `corpus.yaml`, whatever it is that is written, and by whatever name."""
    corpus(a=f"{HEAD}id: a\ntext_file: a.txt\n")
    Path("a.txt").write_text("Anna Berg met Carl Dahl.")
    Path("link.yaml").symlink_to("corpus.yaml")
    corpus(corpus=MANIFEST + "articles: [a.yaml]\n")
    before = {name: Path(name).read_bytes() for name in ("corpus.yaml", "a.yaml", "a.txt")}
    code, out, err = run(capsys, *(word.format(target) for word in words))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert {name: Path(name).read_bytes() for name in before} == before


@pytest.mark.parametrize(
    "words",
    [
        ("check", ".", "--output-format", "json=texts/one.md"),
        ("check", ".", "--write-baseline", "texts/one.md"),
        ("convert", ".", "--to", "jsonl", "-o", "texts/one.md"),
    ],
)
def test_a_text_is_not_written_over_wherever_it_lies(corpus, capsys, words):
    """Its article says where that is. Another file may be written over."""
    corpus(a="format: newscorpus/1\nid: a\nlanguage: en\ntext_file: texts/one.md\n")
    Path("texts").mkdir()
    for name in ("one.md", "other.md"):
        Path("texts", name).write_text("Some.", encoding="utf-8")
    code, out, err = run(capsys, *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert Path("texts/one.md").read_text(encoding="utf-8") == "Some."
    Path("texts/other.md").write_text("")  # as a baseline, it is one without entries
    assert run(capsys, *(word.replace("one", "other") for word in words))[0] == 0


def test_corpus_yaml_is_named_as_its_folder_was(corpus, monkeypatch):
    """As the files beside it are."""
    corpus(corpus=MANIFEST + "articles: ['*', none]\n", a=article("a") + "titel: x\n")
    Path("beside").mkdir()
    monkeypatch.chdir("beside")
    assert {d.primary.file for d in nc.check("..").diagnostics} == {"../a.yaml", "../corpus.yaml"}


def test_messages_name_other_files_alike_from_everywhere(corpus, monkeypatch):
    """So several steps in CI report one finding in the same words."""
    actor = "actors: {anna: {name: Anna Berg, kind: %s, ids: {wikidata: Q%d}}}\n"
    corpus(corpus=MANIFEST)
    for name, id_, kind, qid in (("one/a", "a", "person", 1), ("two/b", "b", "group", 2), ("two/c", "b", "person", 1)):
        Path(name).parent.mkdir(exist_ok=True)
        Path(f"{name}.yaml").write_text(article(id_).replace(f"of {id_}", "of it") + actor % (kind, qid))
    top = Path.cwd()
    said = set()
    for here, given in ((".", "."), ("one", ".."), ("two", "../../" + top.name), ("one", str(top))):
        monkeypatch.chdir(top / here)
        said.add(tuple((d.code, d.message) for d in nc.check(given).diagnostics))
    (messages,) = said
    assert {"NC701", "NC702"} <= {code for code, _ in messages}


def test_order_of_files_and_of_arguments_changes_nothing(corpus):
    """The same findings, in the same order."""
    names = [f"n{i}" for i in range(8)]
    corpus(**{name: article(name, "actors: {anna: {name: Dora Eide, kind: person}}\n") for name in names})
    first = nc.check(".")
    assert len(first.diagnostics) == 8
    paths = [f"{name}.yaml" for name in names]
    for seed in range(3):
        random.Random(seed).shuffle(paths)
        assert nc.check(paths).diagnostics == first.diagnostics


def test_load_raises_what_check_reports(corpus):
    """InvalidCorpus carries the report; its words name the place."""
    corpus(a=article("a", "titel: x\n"))
    with pytest.raises(nc.InvalidCorpus) as caught:
        nc.load(".")
    assert codes(caught.value.report) == ["NC101"]
    assert "a.yaml:5:1" in str(caught.value)
    with pytest.raises(nc.InvalidCorpus):
        list(nc.iter_articles("."))
    corpus(corpus="name: 3\n")
    with pytest.raises(nc.InvalidCorpus):
        list(nc.iter_articles("a.yaml"))
    Path("d.yaml").mkdir()


def test_load_of_two_corpora_is_wrong_use(corpus):
    """They have a manifest each."""
    for name in ("one", "two"):
        Path(name).mkdir()
        Path(name, "corpus.yaml").write_text(MANIFEST.replace("name: c", f"name: {name}"))
        Path(name, "a.yaml").write_text(article("a"))
    Path("corpus.yaml").unlink()
    with pytest.raises(nc.UsageError, match=r"several corpora: load one at a time: one, two$"):
        nc.load(".")
    assert nc.check(".").name is None
    assert len(nc.load("one").articles) == 1
    assert nc.load("one").name == "one"
    manifest = Path("two", "corpus.yaml")
    manifest.write_text(manifest.read_text().replace("name: two", "name: one"))
    assert nc.check(["one", "two"]).name is None


def test_the_articles_of_a_corpus_are_those_of_its_folder(corpus):
    """Given `corpus.yaml`, a program is told so; it does not get a corpus without articles."""
    corpus(a=article("a"))
    for read in (nc.load, lambda path: list(nc.iter_articles(path))):
        with pytest.raises(nc.UsageError, match="load its folder"):
            read("corpus.yaml")
        with pytest.raises(nc.UsageError, match="no such file"):
            read("nothing.yaml")


def test_wrong_use_of_loads_and_dump(corpus, tmp_path):
    """Unknown formats and folders."""
    made = nc.loads(article("a"))
    for call in (
        lambda: nc.loads("", "xml"),
        lambda: nc.dumps(made, "xml"),
        lambda: nc.dump(made, "a.xml"),
        lambda: nc.loads("", base="nowhere"),
        lambda: nc.convert("a.yaml", output="x.xml"),
        lambda: nc.convert("a.yaml", to="xml"),
        lambda: nc.convert("a.yaml", to="YAML", output="x.yaml"),
    ):
        corpus(a=article("a"))
        with pytest.raises(nc.UsageError):
            call()
        assert not Path("x.yaml").exists()
    with pytest.raises(nc.UsageError, match="the files to convert"):
        nc.convert("a.yaml", output="a.yaml")
    with pytest.raises(nc.UsageError, match="the corpus to convert"):
        nc.convert(".", to="json", output=".")
    with pytest.raises(nc.InvalidCorpus):
        nc.loads(f"{HEAD}id: a\ntext_file: a.txt\n")
    Path("corpus.yaml").unlink()
    for name in ("out.yaml", "out.json", "out.jsonl"):
        nc.dump(made, tmp_path / name)
        assert next(nc.iter_articles(tmp_path / name)) == made
    assert nc.convert("a.yaml").text == nc.dumps(made, "jsonl") + "\n"


def test_dump_loses_no_text(corpus):
    """The text stays in its file where that lies, and is written where it does not, or holds another text."""
    corpus(a=f"{HEAD}id: a\ntext_file: a.txt\nevents: {{e: {{kind: event, type: other, evidence: [met]}}}}\n")
    Path("a.txt").write_text("Anna Berg met Carl Dahl.")
    Path("elsewhere").mkdir()
    made = nc.load(".").articles["a"]
    changed = attrs.evolve(made, text="On Monday Anna Berg met Carl Dahl.", events={})
    for target, one, has_text in (
        ("a.yaml", made, False),
        ("elsewhere/a.yaml", made, True),
        ("a.yaml", changed, True),
        ("a.yaml", attrs.evolve(made, text_file="/etc/a.txt"), True),
    ):
        nc.dump(one, target)
        assert next(nc.iter_articles(target)) == one
        assert ("text:" in Path(target).read_text()) is has_text
    assert Path("a.txt").read_text() == "Anna Berg met Carl Dahl."


def test_an_article_without_words_of_the_vocabulary_is_not_written(corpus):
    """dumps judges what the constructor, which knows no corpus, let pass."""
    event = nc.Event(id="e", type="nonsense", evidence=[nc.Quote(exact="met")])
    with pytest.raises(nc.InvalidCorpus, match="nonsense"):
        nc.dumps(nc.Article(id="a", text="met", language="en", events=[event]))


def test_json_lines_with_several_articles(corpus):
    """Line, column and offset of a finding are the file's; blank lines are passed over; too long a line is a finding."""
    corpus(a=article("a"), b=article("b"), corpus=MANIFEST)
    nc.convert(["a.yaml", "b.yaml"], output="ab.jsonl")
    first, second = Path("ab.jsonl").read_text().splitlines()
    Path("ab.jsonl").write_text(first + "\n\n" + second.replace('"language"', '"langauge"') + "\n")
    report = nc.check("ab.jsonl")
    finding = report.diagnostics[0]
    assert (finding.code, finding.primary.line) == ("NC101", 3)
    text = Path("ab.jsonl").read_text()
    assert text[finding.primary.start : finding.primary.end] == '"langauge"'
    corpus(corpus=MANIFEST + "articles: ['*.jsonl']\n")
    Path("ab.jsonl").write_text(first + "\n" + first + "\n")
    assert [(d.code, d.primary.line) for d in nc.check(".").diagnostics] == [("NC701", 2)]


def test_explain_and_rules(capsys):
    """By code and by name; a slip is wrong use with a suggestion."""
    unmarked: set[str] = set()
    for rule in RULES:
        code, by_code, _ = run(capsys, "explain", rule.code)
        assert code == 0
        assert run(capsys, "explain", rule.name)[1] == by_code
        assert " ".join(rule.why.split()) in " ".join(by_code.split())
        marked = [line for line in by_code.splitlines() if line.endswith(f"  # ← {rule.code}")]
        assert len(marked) <= 1
        unmarked |= set() if marked else {rule.code}
    assert len(unmarked) < len(RULES) / 10  # whose finding is in another file
    code, _, err = run(capsys, "explain", "date-contradicts-wrods")
    assert code == 2
    assert "did you mean `date-contradicts-words`?" in err
    assert run(capsys, "explain", "zzzzzzzz")[0] == 2
    assert "did you mean" not in run(capsys, "explain", "NC318")[2]  # a number is not a misspelling
    code, out, _ = run(capsys, "rules")
    assert (code, len(out.splitlines())) == (0, len(RULES))


def test_stats(corpus, capsys):
    """For people and as JSON; a corpus with errors is not counted."""
    code, out, _ = run(capsys, "stats", SEEDS)
    assert code == 0
    assert "      24  events" in out
    assert "       3  in 3 more\n" in out
    code, out, _ = run(capsys, "stats", "--output-format", "json", SEEDS)
    counted = json.loads(out)
    assert counted["totals"]["events"] == 24
    assert sum(counted["events by status"].values()) == 24
    assert 0.5 < counted["coverage of text by evidence and claims"] < 1
    rest = "events:\n  e: {kind: event, type: other, when: 2023/2024, evidence: [met Carl]}\nclaims: [{quote: Oslo}]\n"
    corpus(a=article("a", rest), b=f"{HEAD}id: b\nsha256: {'ab' * 32}\n")
    counted = json.loads(run(capsys, "stats", "--output-format", "json", ".")[1])
    assert counted["events by year"] == {"several": 1}
    assert counted["claims by stance"] == {"none": 1}
    assert run(capsys, "stats", "b.yaml")[0] == 0
    corpus(a="x: 1\n")
    assert run(capsys, "stats", ".")[0] == 1


def test_statistics_of_findings_and_today(corpus, capsys):
    """--statistics counts by rule; --today is a day."""
    corpus(a=article("a", "published: 2024-05-08\nactors: {anna: {name: Nobody, kind: person}}\n"))
    assert "     1  NC313 actor-not-in-text" in run(capsys, "check", "--statistics", ".")[1]
    assert "NC411" in run(capsys, "check", "--today", "2024-05-01", ".")[1]
    assert "NC411" not in run(capsys, "check", "--today", "2024-05-09", ".")[1]
    for day in ("tomorrow", "20240509", "2024-W19-4", "2024-02-30"):
        code, out, err = run(capsys, "check", "--today", day, ".")
        assert (code, out, err) == (2, "", f"error: --today {day}: expected a day, YYYY-MM-DD\n")


def test_cattrs_converter(corpus):
    """make_converter is a cattrs converter: strict in, canonical out."""
    converter = nc.make_converter()
    made = nc.loads(article("a"))
    assert converter.structure(converter.unstructure(made), nc.Article) == made
    with pytest.raises(ValueError, match="titel"):
        converter.structure({"format": "newscorpus/1", "id": "a", "titel": 1}, nc.Article)
    assert converter.structure("some words", nc.Quote) == nc.Quote(exact="some words")


@pytest.mark.parametrize(
    ("model", "wrong", "place"),
    [
        (nc.Annotation(by=["anna"], state="draft"), {"by": 3}, "by"),
        (nc.Waiver(code="NC305", at="events", why="misprint"), {"code": 3, "at": "events"}, "code"),
        (nc.Actor(id="anna", name="Anna Berg", kind="person"), {"id": "anna", "name": 3}, "name"),
        (nc.Event(id="e", type="aid", evidence=[nc.Quote(exact="met")]), {"id": "e", "kind": "event"}, "evidence"),
        (nc.Meeting(id="e", type="talks", evidence=[nc.Quote(exact="met")]), {"id": "e", "kind": "incident"}, "type"),
        (manifest_of(checks={"select": ["NC3"]}).checks, {"select": [3]}, "select[0]"),
    ],
    ids=lambda one: type(one).__name__ if attrs.has(type(one)) else None,
)
def test_a_cattrs_converter_is_strict_with_each_model_by_itself(model, wrong, place):
    """What it writes it reads; it coerces nothing, and says where in the value the mistake is."""
    converter = nc.make_converter()
    assert converter.structure(converter.unstructure(model), type(model)) == model
    with pytest.raises(ValueError, match=re.escape(place)):
        converter.structure(wrong, type(model))


def test_a_cattrs_converter_tells_events_by_their_kind():
    """Any of them is an event; none is one of another kind."""
    converter = nc.make_converter()
    killed = {"killed": [nc.Count(count=3)]}
    incident = nc.Incident(id="e", type="attack", evidence=[nc.Quote(exact="met")], casualties=killed)
    data = converter.unstructure(incident)
    assert converter.structure(data, nc.Event) == incident
    assert converter.structure([data], list[nc.Event]) == [incident]
    assert converter.unstructure(incident, unstructure_as=nc.Event) == data
    with pytest.raises(ValueError, match=r"^kind: `incident` is not the kind meeting$"):
        converter.structure(data, nc.Meeting)
    with pytest.raises(ValueError, match=r"^the document: document has no `id`"):
        converter.structure({"kind": "event"}, nc.Event)


def test_a_cattrs_converter_tells_a_mistake_once():
    """A misspelt field is not said to be missing, too."""
    with pytest.raises(ValueError, match=r"^titel: unknown field `titel` of a role; did you mean `title`\?$"):
        nc.make_converter().structure({"titel": "x", "org": "y"}, nc.Role)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("events: {e: {", "events: [{id: e, ", ["NC002"]),
        ("evidence: [met]", "evidence: []", ["NC102"]),
        ("kind: event, ", "", ["NC102"]),
        ("kind: event, ", "kind: 3, ", ["NC103"]),
        ("kind: event, ", "kind: zzzzz, outcome: x, ", ["NC104"]),
        ("type: other", "type: other, title: null", ["NC103"]),
        ("type: other", "type: other, when: {on Monday: 2023, x: 1}", ["NC101", "NC307"]),
        ("type: other", "type: other, when: unknown", ["NC110"]),
        ("type: other", "type: other, when: {edtf: 2023, earliest: 2023-1-1}", ["NC110"]),
        ("type: other", "type: other, when: {edtf: 2023, latest: 3}", ["NC103"]),
        ("type: other", "type: other, when: 0x7E6", ["NC103"]),
        ("type: other", "type: other, places: {country: NO, ids: {}}", ["NC102"]),
        ("type: other", "type: other, note: .5", ["NC103"]),
        ("{e: {kind: event, type: other, evidence: [met]}}", "[x]", ["NC103"]),
        ("{e: {kind: event, type: other, evidence: [met]}}", "[{kind: event}]", ["NC102"] * 3),
        (
            "{e: {kind: event, type: other, evidence: [met]}}",
            "[{id: 3, kind: event, type: other, evidence: [met]}]",
            ["NC103"],
        ),
        (
            "{e: {kind: event, type: other, evidence: [met]}}",
            "[{id: e, kind: evnt, type: other, evidence: [met]}]",
            ["NC104"],
        ),
        ("{e: {kind: event, type: other, evidence: [met]}}", "{e: x}", ["NC103"]),
        (
            "{e: {kind: event, type: other, evidence: [met]}}",
            "{e: {id: e, kind: event, type: other, evidence: [met]}}",
            ["NC101"],
        ),
        ("{e: {kind: event, type: other, evidence: [met]}}", "3", ["NC103"]),
        ("language: en", "annotation: x\nlanguage: en", ["NC103"]),
        ("language: en", "language: 3", ["NC103"]),
        ("kind: event, type: other", "kind: incident, type: crime, casualties: {killed: '3'}", ["NC103"]),
        ("kind: event, type: other", "kind: incident, type: crime, casualties: {killed: -1}", ["NC103"]),
        ("kind: event, type: other", "kind: incident, type: crime, casualties: {killed: [], hurt: 3}", ["NC104"]),
        ("kind: event, type: other", "kind: incident, type: crime, casualties: {killed: 2.5}", ["NC103"]),
    ],
)
def test_malformed_fields_one_by_one(corpus, old, new, expected):
    """Each its own finding, and what follows from it is not reported."""
    text = article("a", "events: {e: {kind: event, type: other, evidence: [met]}}\n")
    assert old in text
    corpus(a=text.replace(old, new, 1))
    assert sorted(codes(nc.check("."))) == sorted(expected)


def test_what_is_malformed_is_not_compared_with_other_articles(tmp_path):
    """Ids that are missing are not the same id, nor malformed QIDs the same QID, nor an unknown kind another kind."""
    some = []
    for number, kind in enumerate(("person", "persn"), 1):
        people = [
            {"id": f"a{number}", "name": "Anna", "kind": "person", "ids": {"wikidata": "x"}},
            {"id": "c", "name": "Carl", "kind": kind},
        ]
        some.append({"format": "newscorpus/1", "language": "en", "text": f"Anna, Carl: {number}.", "actors": people})
    (tmp_path / "some.jsonl").write_text("".join(json.dumps(one) + "\n" for one in some))
    report = nc.check(tmp_path / "some.jsonl")
    assert sorted(report.codes.elements()) == ["NC102", "NC102", "NC104", "NC108", "NC108"]


def test_roles_that_a_corpus_adds_may_overlap(corpus):
    """They are not those of which one is enough (NC205)."""
    events = "events:\n  e:\n    kind: meeting\n    type: other\n    evidence:\n      - Anna Berg met Carl Dahl\n    participants: "
    anna = "actors:\n  anna: {name: Anna Berg, kind: person}\n"
    corpus(
        corpus=MANIFEST + "vocabularies: {meeting: {roles: {guest: who is invited}}}\n",
        a=article("a") + anna + events + "{host: anna, guest: anna}\n",
        b=article("b") + anna + events + "{host: anna, participant: anna}\n",
    )
    assert [(d.code, d.primary.file) for d in nc.check(".", select=["NC205"]).diagnostics] == [("NC205", "b.yaml")]


def test_roles_beside_those_of_the_registry(corpus):
    """A finding is at the role in the file, which is not counted with those that only the registry has."""
    anna = "{name: Anna Berg, kind: person, roles: [member, mayor]}"
    corpus(
        corpus=MANIFEST + f"actors:\n  anna: {anna}\n",
        a=article("a") + "actors:\n  anna: {mentions: [Anna Berg], roles: [{title: {Monday: of Monday}}]}\n",
    )
    (found,) = [d for d in nc.check(".").diagnostics if d.code == "NC303"]
    assert found.path == ("actors", "anna", "roles", 0, "title", "within")
    text = Path("a.yaml").read_text()
    assert text[found.primary.start : found.primary.end] in "of Monday"


def test_an_actor_of_the_registry_that_only_a_claim_is_about(corpus):
    """It is one of the article's actors, and so is the organization of its role; an event of that id is meant first."""
    registry = "actors:\n  holm: {name: Ida Holm, kind: person, roles: {judge: court}}\n  court: {name: The court, kind: organization}\n"
    article = (
        "format: newscorpus/1\nid: a\nlanguage: en\ntext: She did rule.\nclaims: {quote: She did rule, about: holm}\n"
    )
    corpus(corpus=MANIFEST + registry, a=article)
    assert [*nc.load(".").articles["a"].actors] == ["holm", "court"]
    event = "events:\n  holm: {kind: event, type: other, evidence: She did rule}\n"
    corpus(corpus=MANIFEST + registry, a=article + event)
    assert [*nc.load(".").articles["a"].actors] == []
