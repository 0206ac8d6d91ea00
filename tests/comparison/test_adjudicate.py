"""Adjudication: what becomes of two and three annotations, and of the points that people decide in it."""

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml
from command import newscorpus
from histories import ROOT, history

import newscorpus as nc

HEAD = """\
format: newscorpus/1
id: court
language: en
text: Ida Holm declined to comment on Monday. The court will meet her lawyer. Anna Berg was not there.
"""
ANNA = (
    """# by Anna
"""
    + HEAD
    + """
actors:
  holm: {name: Ida Holm, kind: person}
  berg: {name: Anna Berg, kind: person} # only here

events:
  silence: {kind: event, type: refusal, participants: {agent: holm}, evidence: [Ida Holm declined to comment]}
  # planned?
  session: {kind: meeting, type: hearing, status: planned, evidence: [The court will meet her lawyer]}

claims:
  - quote: Ida Holm declined to comment
"""
)
BERT = (
    HEAD
    + """
actors:
  ida: {name: Ida Holm, kind: person}
  silence: {name: court, kind: organization}

events:
  no-comment:
    kind: event
    type: refusal
    participants:
      agent: ida # she
    # the whole sentence?
    evidence:
      - declined to comment on Monday # with the day
  session:
    kind: meeting
    type: hearing
    status: possible
    participants: {host: silence}
    evidence: [The court will meet her lawyer]
  # is this an event?
  absence:
    kind: event
    type: other
    # who?
    participants: {agent: silence}
    evidence: [Anna Berg was not there]
"""
)


@pytest.fixture
def folders(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (("anna", ANNA), ("bert", BERT)):
        Path(name).mkdir()
        Path(name, "court.yaml").write_text(text)
    return tmp_path


GOLD = Path("gold/court.yaml")


def entries(path=GOLD):
    return [(todo.at, list(todo.versions), list(todo.without)) for todo in nc.load_article(path).todo]


def test_what_all_have_is_taken_and_the_rest_is_open(folders):
    """Ids are those of the first who has it; what only some have is not there."""
    found = nc.adjudicate(["anna", "bert"], "gold")
    assert (found.annotators, found.written, found.kept, found.left_out) == (("anna", "bert"), (str(GOLD),), (), ())
    article = nc.load_article(GOLD)
    assert [*article.actors] == ["holm"]
    assert [*article.events] == ["silence", "session"]
    assert article.claims == ()
    assert article.events["session"].status == "planned"  # the value of the first: an event has some status
    assert entries() == [
        ("actors.berg", ["anna"], ["bert"]),
        ("actors.silence-2", ["bert"], ["anna"]),  # `silence` is the event of the first
        ("events.silence.evidence", ["anna", "bert"], []),
        ("events.session.status", ["anna", "bert"], []),
        ("events.session.participants.host", ["bert"], ["anna"]),
        ("events.absence", ["bert"], ["anna"]),
        ("claims", ["anna"], ["bert"]),
    ]
    assert article.todo == found.open[str(GOLD)]
    assert article.todo[-1].quote == "Ida Holm declined to comment"


def test_versions_have_their_lines_with_comments_and_common_ids(folders):
    nc.adjudicate(["anna", "bert"], "gold")
    versions = {todo.at: todo.versions for todo in nc.load_article(GOLD).todo}
    assert versions["actors.berg"]["anna"] == "berg: {name: Anna Berg, kind: person} # only here"
    assert versions["events.silence.evidence"] == {
        "anna": "evidence: [Ida Holm declined to comment]",
        "bert": "# the whole sentence?\nevidence:\n  - declined to comment on Monday # with the day",
    }
    assert versions["events.absence"]["bert"].startswith("# is this an event?\nabsence:\n  kind: event\n")
    assert "# who?\n  participants: {agent: silence-2}" in versions["events.absence"]["bert"]


def test_entries_are_kept_in_all_forms(folders):
    nc.adjudicate(["anna", "bert"], "gold")
    article = nc.load_article(GOLD)
    for form in ("yaml", "json", "jsonl"):
        assert nc.loads(nc.dumps(article, form), form).todo == article.todo
    (written,) = (one for one in nc.export("gold", "brat", "brat").losses if one.kind == "todo.versions.anna")
    assert written.count == 4


def test_check_reports_what_is_open(folders):
    nc.adjudicate(["anna", "bert"], "gold")
    found = [one for one in nc.check("gold").diagnostics if one.code == "NC805"]
    assert [one.message for one in found] == [
        "anna has `actors.berg`, not bert",
        "bert has `actors.silence-2`, not anna",
        "anna, bert differ in `events.silence.evidence`",
        "anna, bert differ in `events.session.status`",
        "bert has `events.session.participants.host`, not anna",
        "bert has `events.absence`, not anna",
        "anna has the claim `Ida Holm declined to comment`, not bert",
    ]
    assert nc.check("gold").ok
    Path("gold/corpus.yaml").write_text("format: newscorpus/1\nchecks: {severity: {open-point: error}}\n")
    assert not nc.check("gold").ok


@pytest.mark.parametrize("name", ["anna", "bert"])
def test_all_versions_of_one_annotator_are_their_annotation(folders, name):
    nc.adjudicate(["anna", "bert"], "gold")
    assert len(nc.accept(GOLD, name)) == 7
    found = nc.compare(name, "gold")
    assert not found.unmatched
    assert {one.field for one in found.differences} <= {"id"}
    assert nc.load_article(GOLD).todo == ()
    if name == "anna":
        assert GOLD.read_text() == ANNA


def test_some_points_are_decided(folders):
    """Those that are named, for who says something there; the others stay."""
    nc.adjudicate(["anna", "bert"], "gold")
    before = GOLD.read_text()
    (decided,) = nc.accept(GOLD, "bert", at="events.session.status")
    assert decided.at == "events.session.status"
    assert nc.load_article(GOLD).events["session"].status == "possible"
    assert len(entries()) == 6
    assert [one.at for one in nc.accept(GOLD, "bert", at=["actors.*", "claims"])] == [
        *("actors.berg", "actors.silence-2", "claims")
    ]
    assert [*nc.load_article(GOLD).actors] == ["holm", "silence-2"]
    assert len(before.splitlines()) - len(GOLD.read_text().splitlines()) == 3 + 2 + 3 + 4 - 1


def test_a_version_that_needs_another_one_is_refused(folders):
    nc.adjudicate(["anna", "bert"], "gold")
    before = GOLD.read_text()
    with pytest.raises(nc.InvalidCorpus, match="unknown actor `silence-2`"):
        nc.accept(GOLD, "bert", at="events.absence")
    assert GOLD.read_text() == before
    code, _, err = newscorpus("adjudicate", GOLD, "--accept", "bert", "--at", "events.absence")
    assert code == 1
    assert "unknown actor `silence-2`" in err
    assert f"Nothing was written to {GOLD}." in err
    assert GOLD.read_text() == before


def test_a_second_run_keeps_what_was_decided(folders):
    nc.adjudicate(["anna", "bert"], "gold")
    nc.accept(GOLD, "anna")
    decided = GOLD.read_text()
    found = nc.adjudicate(["anna", "bert"], "gold")
    assert (found.written, found.kept) == ((), (str(GOLD),))
    assert GOLD.read_text() == decided
    assert nc.adjudicate(["anna", "bert"], "gold", force=True).kept == ()
    assert len(entries()) == 7


def test_three_annotators(folders):
    """What two of three have is open, too: there is no majority."""
    Path("carl").mkdir()
    Path("carl/court.yaml").write_text(BERT.replace("status: possible", "status: cancelled"))
    nc.adjudicate(["anna", "bert", "carl"], "gold")
    assert entries() == [
        ("actors.berg", ["anna"], ["bert", "carl"]),
        ("actors.silence-2", ["bert", "carl"], ["anna"]),
        ("events.silence.evidence", ["anna", "bert", "carl"], []),
        ("events.session.status", ["anna", "bert", "carl"], []),
        ("events.session.participants.host", ["bert", "carl"], ["anna"]),
        ("events.absence", ["bert", "carl"], ["anna"]),
        ("claims", ["anna"], ["bert", "carl"]),
    ]
    nc.accept(GOLD, "carl")
    assert nc.load_article(GOLD).events["session"].status == "cancelled"
    assert {one.field for one in nc.compare("carl", "gold").differences} <= {"id"}


def test_what_stays_keeps_what_it_refers_to(folders):
    """Evidence of one event, by different agents: the value of the first stays, and so does her actor."""
    one = ANNA.replace("{agent: holm}", "{agent: berg}")
    Path("anna/court.yaml").write_text(one)
    nc.adjudicate(["anna", "bert"], "gold")
    assert "berg" in nc.load_article(GOLD).actors
    assert ("actors.berg", ["anna"], ["bert"]) in entries()
    assert nc.check("gold").ok


def test_fields_of_claims_and_claims_with_the_same_words(folders):
    """A claim is named by its words; where several have them, each is open as a whole."""
    claim = "  - quote: Ida Holm declined to comment\n"
    Path("anna/court.yaml").write_text(ANNA + "    stance: asserts\n    about: silence\n")
    Path("bert/court.yaml").write_text(ANNA + "    stance: denies\n    about: silence\n")
    nc.adjudicate(["anna", "bert"], "gold")
    assert entries() == [("claims.stance", ["anna", "bert"], [])]
    assert nc.accept(GOLD, "bert", at="claims.stance of She*") == ()
    nc.accept(GOLD, "bert", at="claims.stance of Ida Holm *")
    assert nc.load_article(GOLD).claims[0].stance == "denies"
    Path("anna/court.yaml").write_text(ANNA + "    by: holm\n" + claim + "    by: berg\n")
    Path("bert/court.yaml").write_text(ANNA + "    by: holm\n    note: B\n")
    nc.adjudicate(["anna", "bert"], "gold", force=True)
    assert entries() == [("claims", ["anna", "bert"], []), ("claims", ["anna"], ["bert"])]
    nc.accept(GOLD, "anna")
    assert [one.by for one in nc.load_article(GOLD).claims] == [("holm",), ("berg",)]


def test_a_claim_whose_words_are_decided_is_still_known(folders):
    Path("anna/court.yaml").write_text(ANNA + "    cue: declined\n")
    Path("bert/court.yaml").write_text(
        ANNA.replace("  - quote: Ida Holm declined", "  - quote: declined") + "    by: holm\n"
    )
    nc.adjudicate(["anna", "bert"], "gold")
    assert entries() == [
        ("claims.quote", ["anna", "bert"], []),
        ("claims.by", ["bert"], ["anna"]),
        ("claims.cue", ["anna"], ["bert"]),
    ]
    nc.accept(GOLD, "bert", at="claims.quote")
    assert {one.quote for one in nc.load_article(GOLD).todo} == {"declined to comment"}
    nc.accept(GOLD, "bert")
    (claim,) = nc.load_article(GOLD).claims
    assert (claim.words, claim.by, claim.cue) == ("declined to comment", ("holm",), None)


def test_texts_settings_and_folders_come_along(folders):
    for name in ("anna", "bert"):
        Path(name, "deep").mkdir()
        Path(name, "corpus.yaml").write_text("format: newscorpus/1\nname: courts\n")
        Path(name, "deep/rain.txt").write_text("It rained in Oslo.")
        Path(name, "deep/rain.yaml").write_text("format: newscorpus/1\nid: rain\nlanguage: en\ntext_file: rain.txt\n")
    Path("bert/only.yaml").write_text(HEAD.replace("id: court", "id: only"))
    found = nc.adjudicate(["anna", "bert"], "gold")
    assert found.written == ("gold/court.yaml", "gold/deep/rain.yaml")
    assert found.left_out == ("only",)
    assert nc.load("gold").articles["rain"].text == "It rained in Oslo."
    assert nc.load("gold").name == "courts"
    for path in Path("gold").rglob("*.yaml"):
        path.unlink()
    assert nc.adjudicate(["anna", "bert"], "gold").written == found.written, "the same text is there"
    Path("gold/deep/rain.yaml").unlink()
    Path("gold/deep/rain.txt").write_text("It snowed in Oslo.")
    with pytest.raises(nc.UsageError, match=r"gold/deep/rain\.txt has another text than anna/deep/rain\.txt"):
        nc.adjudicate(["anna", "bert"], "gold")
    Path("bert/corpus.yaml").write_text("format: newscorpus/1\nname: others\n")
    with pytest.raises(nc.UsageError, match=r"anna/corpus\.yaml and bert/corpus\.yaml differ"):
        nc.adjudicate(["anna", "bert"], "new")
    assert not Path("new").exists()


def test_what_corpus_yaml_and_comments_for_editors_name_comes_along(folders):
    """The baselines of all are merged, without what is no longer found: the check reports open points alone."""
    line = "# yaml-language-server: $schema={}.schema.json\n"
    country = "actors:\n  {0}: {{name: {0} land, kind: country}}\n"
    note = "todo:\n  - {at: events.session.status, note: planned?}\n"  # not known where the version is open
    anna = note + ANNA.replace("actors:\n", country.format("halvia") + country.format("orsund").partition("\n")[2])
    bert = BERT.replace("actors:\n", country.format("halvia"))
    for name, text in (("anna", anna), ("bert", bert)):
        Path(name, "court.yaml").write_text(line.format("article") + text)
        Path(name, "corpus.yaml").write_text(line.format("corpus") + "format: newscorpus/1\nname: courts\n")
        for schema in ("article", "corpus"):
            Path(name, f"{schema}.schema.json").write_text("{}")
        assert newscorpus("check", name, "--write-baseline", f"{name}/known.baseline").code == 0
        with Path(name, "corpus.yaml").open("a") as out:
            out.write("checks: {baseline: known.baseline}\n")
    open_points = sum(map(len, nc.adjudicate(["anna", "bert"], "gold").open.values()))
    assert [one.code for one in nc.check("gold").diagnostics] == ["NC805"] * open_points
    known = [Path(name, "known.baseline").read_text().splitlines() for name in ("anna", "gold")]
    paths = [{json.loads(line)["path"] for line in lines} for lines in known]
    assert paths == [{"actors.halvia", "actors.orsund", "todo.at"}, {"actors.halvia"}]
    before = Path("gold/known.baseline").read_text()
    nc.adjudicate(["anna", "bert"], "gold", force=True)
    assert Path("gold/known.baseline").read_text() == before


def test_annotations_in_json_and_in_memory(folders):
    """They have no comments; the file is YAML. In lists of YAML, they are without comments, too."""
    loaded = [[nc.load_article(f"{name}/court.yaml")] for name in ("anna", "bert")]
    assert nc.adjudicate(loaded, "memory").written == ("memory/court.yaml",)
    listed = BERT.replace("  ida: {", "  - {id: ida, ").replace("  silence: {", "  - {id: silence, ")
    Path("listed.yaml").write_text(listed)
    nc.adjudicate(["listed.yaml", "anna/court.yaml"], "mapped")
    assert [*nc.load_article("mapped/listed.yaml").actors] == ["ida"]
    article = nc.load_article("bert/court.yaml")
    Path("carl.json").write_text(nc.dumps(article, "json"))
    found = nc.adjudicate(["carl.json", [nc.load_article("anna/court.yaml")]], "gold")
    assert found.annotators == ("carl", "annotator-2")
    assert found.written == ("gold/carl.yaml",)
    nc.accept("gold/carl.yaml", "annotator-2")
    with pytest.raises(nc.UsageError, match=r"carl\.json: versions are accepted in YAML"):
        nc.accept("carl.json", "anna")
    assert {one.field for one in nc.compare("anna", "gold").differences} <= {"id"}


def test_fields_of_the_article_are_taken_from_whoever_has_them(folders):
    Path("anna/court.yaml").write_text(HEAD + "headline: Silence\ntext_parts: {lead: [0, 39]}\nkeywords: [a]\n")
    Path("bert/court.yaml").write_text(HEAD + "publisher: News\ntext_parts: {body: [40, 70]}\nkeywords: [b]\n")
    nc.adjudicate(["anna", "bert"], "gold")
    article = nc.load_article(GOLD)
    assert (article.headline, article.publisher, [*article.text_parts]) == ("Silence", "News", ["lead", "body"])
    assert entries() == [("keywords", ["anna", "bert"], [])]


@pytest.mark.parametrize(
    ("sources", "output", "message"),
    [
        (["anna"], "gold", "two or more annotators"),
        (["anna", "bert"], "bert", "bert is the folder of an annotator"),
        (["anna", "bert"], "anna/gold", "anna/gold is in the folder of an annotator"),
        (["anna", "other"], "gold", "different texts of `court`"),
    ],
)
def test_wrong_use(folders, sources, output, message):
    Path("other").mkdir()
    Path("other/court.yaml").write_text(HEAD.replace("Monday", "Sunday"))
    with pytest.raises(nc.UsageError, match=message):
        nc.adjudicate(sources, output)


def test_a_key_that_the_registry_gives(folders):
    """It is not what a person has decided: the version is accepted."""
    GOLD.parent.mkdir()
    registry = "actors: {holm: {name: Ida Holm, kind: person, ids: {wikidata: Q1}}}\n"
    (GOLD.parent / "corpus.yaml").write_text("format: newscorpus/1\nname: gold\nlanguage: en\n" + registry)
    versions = "{anna: 'wikidata: Q1', bert: 'wikidata: Q2'}"
    todo = f"todo: [{{at: actors.holm.ids.wikidata, versions: {versions}}}]\n"
    GOLD.write_text(HEAD + "actors:\n  holm: {name: Ida Holm, kind: person}\n" + todo)
    assert [one.at for one in nc.accept(GOLD, "anna")] == ["actors.holm.ids.wikidata"]
    assert yaml.safe_load(GOLD.read_text())["actors"]["holm"]["ids"] == {"wikidata": "Q1"}


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    ("old", "new", "at", "reason"),
    [
        ("  session: {", "  hearing: {", "events.session.status", "there is no `events.session`"),
        ("  session: {", "  hearing: {", "events.session.participants.host", "there is no `events.session`"),
        ("actors:\n  holm: {", "actors:\n  - {id: holm, ", "actors.berg", "`actors` is a list; write it as a mapping"),
    ],
)
def test_a_point_that_cannot_be_decided_in_the_file(folders, old, new, at, reason, force):
    nc.adjudicate(["anna", "bert"], "gold")
    GOLD.write_text(GOLD.read_text().replace(old, new, 1))
    before = GOLD.read_text()
    with pytest.raises(nc.UsageError, match=f"cannot be edited with certainty: {reason}"):
        nc.accept(GOLD, "anna", at, force=force)
    assert GOLD.read_text() == before


def test_a_person_notes_what_is_in_doubt(folders):
    Path("anna/court.yaml").write_text(ANNA + "todo:\n  - {at: events.session, note: a meeting?}\n")
    (found,) = (one for one in nc.check("anna").diagnostics if one.code == "NC805")
    assert found.message == "`events.session` is open: a meeting?"
    assert nc.accept("anna/court.yaml", "bert") == ()


def test_notes_of_all_annotators_stay(folders):
    note = "{at: events.no-comment.when, note: which Monday?}"
    Path("anna/court.yaml").write_text(ANNA + "todo:\n  - {at: headline, note: none?}\n")
    Path("bert/court.yaml").write_text(BERT + f"todo:\n  - {{at: headline, note: none?}}\n  - {note}\n")
    found = nc.adjudicate(["anna", "bert"], "gold").open[str(GOLD)]
    assert nc.load_article(GOLD).todo == found
    assert [(todo.at, todo.note) for todo in found if todo.note] == [
        ("headline", "none?"),
        ("events.silence.when", "which Monday?"),
    ]


def test_command(folders):
    ran = newscorpus("adjudicate", "anna", "bert", "-o", "gold")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "gold/court.yaml: 7 open points",
        "Comments that gold does not have:",
        "  bert/court.yaml:15: # she",
        "`newscorpus check gold` reports the open points.",
    ]
    ran = newscorpus("adjudicate", "anna", "bert", "-o", "gold")
    assert ran.out == "gold/court.yaml: kept as it is; --force writes it again\n"
    ran = newscorpus("adjudicate", "--accept", "bert", "gold", "--at", "events.session.status", "--at", "claims")
    assert ran.out == (
        "gold/court.yaml: events.session.status: accepted from bert\n"
        "gold/court.yaml: claims of Ida Holm declined to comment: accepted from bert\n"
        "gold/court.yaml: 5 open points\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["anna", "bert"], "give a folder to write"),
        (["anna", "bert", "-o", "gold", "--at", "claims"], "use it with --accept"),
        (["gold", "--accept", "anna", "-o", "other"], "without --output"),
        (["anna", "--accept", "carl"], "there is no open point of `carl`"),
    ],
)
def test_wrong_use_of_the_command(folders, arguments, message):
    ran = newscorpus("adjudicate", *arguments)
    assert ran.code == 2
    assert message in ran.err


def test_every_file_is_handled(folders):
    """A quote that was edited by hand leads its entries to nothing: they are named, and other files are decided."""
    claim = "  - {quote: Ida Holm declined to comment, stance: asserts, about: silence}\n"
    anna = ANNA.replace("  - quote: Ida Holm declined to comment\n", claim)
    for name, id_ in (("a", "a"), ("b", "b"), ("c", "c")):
        Path(f"anna/{name}.yaml").write_text(anna.replace("id: court", f"id: {id_}"))
        Path(f"bert/{name}.yaml").write_text(anna.replace("id: court", f"id: {id_}").replace("asserts", "denies"))
    for name in ("anna", "bert"):
        Path(name, "court.yaml").unlink()
    nc.adjudicate(["anna", "bert"], "gold")
    edited = Path("gold/b.yaml")
    edited.write_text(edited.read_text().replace("{quote: Ida Holm declined", "{quote: Holm declined"))
    before = edited.read_text()
    (found,) = (one for one in nc.check(edited).diagnostics if one.code == "NC805")
    assert found.message == (
        "anna, bert differ in `claims.stance` of `Ida Holm declined to comment`; but no claim begins with these words"
    )
    ran = newscorpus("adjudicate", "--accept", "bert", "gold")
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "gold/a.yaml: claims.stance of Ida Holm declined to comment: accepted from bert",
        "gold/a.yaml: no open points",
        "gold/c.yaml: claims.stance of Ida Holm declined to comment: accepted from bert",
        "gold/c.yaml: no open points",
    ]
    assert "gold/b.yaml cannot be edited with certainty: no claim begins with `Ida Holm declined" in ran.err
    assert edited.read_text() == before
    edited.write_text(before.replace("quote: Ida Holm declined to comment\n", "quote: Holm declined to comment\n"))
    assert [one.at for one in nc.accept(edited, "bert")] == ["claims.stance"]


def test_what_was_decided_by_hand_is_kept(folders):
    """A value of one's own, a value where one annotator has none, and the value of the one who is accepted."""
    nc.adjudicate(["anna", "bert"], "gold")
    text = GOLD.read_text().replace("status: planned,", "status: postponed, participants: {host: berg},", 1)
    GOLD.write_text(text.replace("  holm: {name", "  berg: {name: Anna Berg, kind: person}\n  holm: {name", 1))
    ran = newscorpus("adjudicate", "--accept", "anna", "gold")
    by_hand = ("events.session.status", "events.session.participants.host")
    kept = "kept, since it was decided by hand; delete its entry, or add --force"
    assert [f"gold/court.yaml: {at}: {kept}" in ran.out for at in by_hand] == [True, True]
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("gold/court.yaml: 2 open points\n")
    assert nc.load_article(GOLD).events["session"].status == "postponed"
    assert tuple(at for at, *_ in entries()) == by_hand
    assert nc.accept(GOLD, "anna") == ()
    assert len(nc.accept(GOLD, "anna", force=True)) == 2
    session = nc.load_article(GOLD).events["session"]
    assert (session.status, dict(session.participants)) == ("planned", {})


def test_a_point_that_is_not_there(folders):
    """In Python, files without such points are passed over; a wrong name is an error."""
    nc.adjudicate(["anna", "bert"], "gold")
    assert nc.accept(GOLD, "anna", at="events.session.title") == ()
    with pytest.raises(nc.UsageError, match="no open point of `carl`; there are those of anna, bert"):
        nc.accept(GOLD, "carl")
    ran = newscorpus("adjudicate", "gold", "--accept", "anna", "--at", "events.session.title")
    assert ran.code == 2
    assert "at events.session.title; open are `actors.berg`, `actors.silence-2`," in ran.err
    assert ran.err.endswith("and 2 more\n")


SEEDS = [2, 14, 18, 20, 89, 111, 144, 34, 35, 36, 40]
"""Histories in YAML whose annotations are valid."""
VALID = ["NC0", "NC1", "NC2", "NC3", "NC4", "NC5", "NC6"]


@pytest.mark.parametrize("seed", SEEDS)
def test_laws_on_random_histories(seed, tmp_path):
    """Whoever's versions are accepted, the result is their annotation, with what the other one gives of the article."""
    sides = history(seed)[0][1:]
    names = ("ours", "theirs")
    for name, text in zip(names, sides, strict=True):
        (tmp_path / name).mkdir()
        id_ = yaml.safe_load(text)["id"]
        file = tmp_path / name / f"{id_}.yaml"
        file.write_text(text)
        shutil.copy(ROOT / "tests" / "articles" / f"{id_}.txt", file.parent)
        assert nc.check(file, select=VALID).ok
    sources, gold = [tmp_path / name for name in names], tmp_path / "gold"
    swapped = nc.adjudicate(sources[::-1], tmp_path / "swapped")
    for name in names:
        points = nc.adjudicate(sources, gold, force=True).open[str(gold / file.name)]
        assert nc.check(gold, select=[*VALID, "NC8"]).ok
        if points:
            assert Counter(nc.accept(gold / file.name, name)) == Counter(points)
        found = nc.compare(tmp_path / name, gold)
        assert not found.unmatched
        given = [one for one in found.differences if one.what == "article" and one.a is None]
        assert {one.field for one in found.differences if one not in given} <= {"id"}
    assert len(points) == sum(map(len, swapped.open.values()))
