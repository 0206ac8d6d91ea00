"""Whole corpora: configuration, registry, attributes, single files, and what Python gets."""

import json
import re
from pathlib import Path

import attrs
import pytest
from command import newscorpus
from examples import RULES

import newscorpus as nc

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


def codes(report):
    return [d.code for d in report.diagnostics]


def test_standard_input_stands_for_a_file(corpus):
    """What an editor has not saved yet: judged in its corpus, under its name, and the disk is left as it is."""
    corpus(a=article("a"), b=article("b", "titel: x\n"))
    held = {path: path.read_bytes() for path in Path().iterdir()}
    for name, text, expected in (
        ("a.yaml", article("b", "headlin: x\n"), {"NC101", "NC107"}),
        ("new.yaml", article("b", "headlin: x\n"), {"NC101", "NC107", "NC701"}),
        ("corpus.yaml", f"{MANIFEST}titel: x\n", {"NC101"}),
    ):
        ran = newscorpus("check", "-", "--stdin-filename", name, "--output-format", "concise", stdin=text)
        found = re.findall(r"^(\S+?):\d+:\d+: \w+ (NC\d+)", ran.out, re.MULTILINE)
        assert set(found) == {(name, code) for code in expected}
        assert (ran.code, ran.err) == (1, "")
    assert {path: path.read_bytes() for path in Path().iterdir()} == held


def test_the_registry_is_merged_into_articles(corpus):
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


def test_own_words_and_fields(corpus):
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


def test_attributes_are_judged_by_their_declaration(corpus):
    for old, new, code in (
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
    ):
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


def test_numbers_are_compared_as_such_and_never_with_what_is_declared_wrongly(corpus):
    for declared, value, expected in (
        ("type: number, enum: [1, 2.5]", "1.0", []),
        ("type: number, enum: [1, 2.5]", "true", ["NC103"]),
        ("type: number, enum: [1, 2.5]", "2", ["NC104"]),
        ("type: integer, enum: [1, true]", "2", ["NC803"]),
        ("type: string, enum: [1, 2]", '"1"', ["NC803"]),
        ("type: integer, minimum: 5, maximum: 1", "3", ["NC803"]),
    ):
        corpus(
            corpus=f"{MANIFEST}attributes: {{article: {{rank: {{{declared}}}}}}}\n",
            a=article("a", f"attributes: {{rank: {value}}}\n"),
            b=article("b", f"attributes: {{rank: {value}}}\n"),
        )
        found = codes(nc.check("."))
        assert sorted(set(found)) == expected
        assert found.count("NC803") == declared.count("true") + 2 * ("string" in declared) + ("maximum" in declared)


def test_required_fields(corpus):
    corpus(
        corpus=f"{MANIFEST}checks: {{require: [article.url, actor.country, event.title, claim.cue]}}\n",
        a=article(
            "a",
            "actors: {anna: {name: Anna Berg, kind: person}}\nclaims: [{quote: met, by: anna}]\n"
            "events: {e: {kind: event, type: other, evidence: [met Carl Dahl]}}\n",
        ),
    )
    assert codes(nc.check(".")) == ["NC112"] * 4


def test_nothing_is_required_that_cannot_be_there(corpus):
    """What is wrong with the configuration is said there, and not of each article; a meeting has no casualties."""
    for required in ("event.titel", "foo.bar", "article.", "5", "event.casualties"):
        rest = "events: {e: {kind: meeting, type: talks, evidence: [met Carl Dahl]}}\nclaims: [{quote: met}]\n"
        corpus(corpus=f"{MANIFEST}checks: {{require: [{required}]}}\n", a=article("a", rest))
        assert "NC112" not in codes(nc.check("."))


def test_a_role_of_an_article_is_found_in_its_file(corpus):
    registry = (
        "actors: {anna: {name: Anna Berg, kind: person, roles: {minister: oslo}}, oslo: {name: Oslo, kind: locality}}\n"
    )
    actor = "actors:\n  anna:\n    roles:\n      - {title: mayor, org: oslo}\n      - {title: judge, org: oslo}\n"
    corpus(corpus=MANIFEST + registry, a=article("a", actor))
    found = nc.check(".", select=["NC316"]).diagnostics
    assert [(d.primary.line, d.primary.column) for d in found] == [(8, 17), (9, 17)]


@pytest.mark.parametrize(
    "words",
    [
        ("check", ".", "--output-format", "json={}"),
        ("check", ".", "--write-baseline", "{}"),
        ("export", "sqlite", ".", "-o", "{}"),
        ("convert", ".", "--to", "jsonl", "-o", "{}"),
    ],
)
def test_what_is_read_is_not_written_over(corpus, words):
    """Neither an article, nor its text, nor `corpus.yaml`, whatever it is that is written, and by whatever name."""
    corpus(a=f"{HEAD}id: a\ntext_file: a.txt\n")
    Path("a.txt").write_text("Anna Berg met Carl Dahl.")
    Path("link.yaml").symlink_to("corpus.yaml")
    corpus(corpus=MANIFEST + "articles: [a.yaml]\n")
    before = {name: Path(name).read_bytes() for name in ("corpus.yaml", "a.yaml", "a.txt")}
    for target in ("corpus.yaml", "a.yaml", "link.yaml", "a.txt"):
        code, out, err = newscorpus(*(word.format(target) for word in words))
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert {name: Path(name).read_bytes() for name in before} == before


def test_messages_name_other_files_alike_from_everywhere(corpus, monkeypatch):
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


def test_load_raises_what_check_reports(corpus):
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


def test_explain_and_rules():
    unmarked: set[str] = set()
    for rule in RULES:
        code, by_code, _ = newscorpus("explain", rule.code)
        assert code == 0
        assert newscorpus("explain", rule.name)[1] == by_code
        assert " ".join(rule.why.split()) in " ".join(by_code.split())
        marked = [line for line in by_code.splitlines() if line.endswith(f"  # ← {rule.code}")]
        assert len(marked) <= 1
        unmarked |= set() if marked else {rule.code}
    assert len(unmarked) < len(RULES) / 10  # whose finding is in another file
    code, _, err = newscorpus("explain", "date-contradicts-wrods")
    assert code == 2
    assert "did you mean `date-contradicts-words`?" in err
    assert newscorpus("explain", "zzzzzzzz")[0] == 2
    assert "did you mean" not in newscorpus("explain", "NC318")[2]  # a number is not a misspelling
    code, out, _ = newscorpus("rules")
    assert (code, len(out.splitlines())) == (0, len(RULES))


def test_stats(corpus):
    code, out, _ = newscorpus("stats", SEEDS)
    assert code == 0
    assert "      24  events" in out
    assert "       3  in 3 more\n" in out
    code, out, _ = newscorpus("stats", "--output-format", "json", SEEDS)
    counted = json.loads(out)
    assert counted["totals"]["events"] == 24
    assert sum(counted["events by status"].values()) == 24
    assert 0.5 < counted["coverage of text by evidence and claims"] < 1
    rest = "events:\n  e: {kind: event, type: other, when: 2023/2024, evidence: [met Carl]}\nclaims: [{quote: Oslo}]\n"
    corpus(a=article("a", rest), b=f"{HEAD}id: b\nsha256: {'ab' * 32}\n")
    counted = json.loads(newscorpus("stats", "--output-format", "json", ".")[1])
    assert counted["events by year"] == {"several": 1}
    assert counted["claims by stance"] == {"none": 1}
    assert newscorpus("stats", "b.yaml")[0] == 0
    corpus(a="x: 1\n")
    assert newscorpus("stats", ".")[0] == 1


def test_cattrs_converter(corpus):
    converter = nc.make_converter()
    made = nc.loads(article("a"))
    assert converter.structure(converter.unstructure(made), nc.Article) == made
    with pytest.raises(ValueError, match="titel"):
        converter.structure({"format": "newscorpus/1", "id": "a", "titel": 1}, nc.Article)
    assert converter.structure("some words", nc.Quote) == nc.Quote(exact="some words")


def test_a_cattrs_converter_tells_events_by_their_kind():
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


def test_malformed_fields_one_by_one(corpus):
    for old, new, expected in (
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
    ):
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
