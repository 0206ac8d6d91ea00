"""A changed article is written into its file: what the file has otherwise stays, byte for byte."""

import re
from pathlib import Path

import attrs
import pytest
from drawn import drawn_articles
from hypothesis import given, settings
from hypothesis import strategies as st

import newscorpus as nc

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "seeds" / "000_acf5269c8d9a5d96.yaml", *sorted((ROOT / "tests" / "articles").glob("[!c]*.yaml"))]

COURT = """\
# who, what, when
format: newscorpus/1
id: court
language: en
text: |
  Ida Holm declined to comment on Monday. The court will meet her lawyer, Carl Dahl. Anna Berg was not there.

actors:
  # the accused
  holm: {name: I. Holm, kind: person, aliases: [Ida Holm, Holm]} # as in the file of the court
  dahl: {name: Carl Dahl, kind: person}

events:
  # on the first day
  silence: # one of several
    kind: event
    type: refusal
    participants: {agent: holm}
    when: {Monday: 2024-05-06} # by the date of publication
    evidence:
      - Ida Holm declined to comment on Monday # the whole sentence

  session:
    kind: meeting
    type: hearing
    participants: {participant: dahl}
    evidence: [The court will meet her lawyer]
    status: planned

claims: []
"""

ABSENCE = """
  absence:
    kind: event
    type: other
    participants: {agent: berg}
    evidence: [Anna Berg was not there]
"""


RENAMED = """\
format: newscorpus/1
id: wet
language: en
text: It rained in Oslo, said Bo Berg of the Weather Office. Bo Berg was soaked.
actors:
  # the one who knows
  <bo>: {name: Bo Berg, kind: person, roles: {spokesman: office}} # at work
  office: {name: Weather Office, kind: organization, relations: {part_of: [<bo>]}}
events:
  <rain>: {kind: incident, type: disaster, evidence: [It rained in Oslo]}
  soaked:
    kind: incident
    type: accident
    participants: {victim: <bo>}
    casualties: {injured: [{count: 1, by: <bo>}]}
    evidence: [Bo Berg was soaked]
    relations: {caused_by: [<rain>, wet#<rain>]}
claims:
  - {quote: It rained in Oslo, by: [<bo>, office], about: [<rain>, <bo>]} # aloud
waive:
  - {code: NC902, at: actors.<bo>.name, why: bo is short}
  - {code: NC901, at: events.<rain>, why: rain is rain}
"""


@pytest.mark.parametrize(("old", "new"), [("bo", "bo-berg"), ("rain", "downpour")])
def test_an_id_is_renamed_with_all_that_refers_to_it(tmp_path, old, new):
    """In the file, nothing else changes: neither order nor comments, nor words that are like the id."""

    def text(**names):
        return re.sub("<(.*?)>", lambda found: names.get(found[1], found[1]), RENAMED)

    path = tmp_path / "wet.yaml"
    path.write_text(text())
    with nc.edit(path) as doc:
        nc.rename(doc, old, new)
    assert path.read_text() == text(**{old: new})
    with nc.edit(path) as doc:  # values that were assigned before
        doc.claims = [nc.Claim(quote="It rained in Oslo", by="office", about=[new])]
        doc.events["soaked"].participants = {"victim": [new if old == "bo" else "bo"]}
        nc.rename(doc, new, old)
    article = nc.load_article(path)
    assert (article.claims[0].about, article.events["soaked"].in_role("victim")) == ((old,), ("bo",))


def test_an_id_that_cannot_be_renamed(tmp_path):
    path = tmp_path / "wet.yaml"
    path.write_text(text := re.sub("[<>]", "", RENAMED))
    for names in (("nobody", "x"), ("bo", "office"), ("bo", "rain"), ("bo", "No Id")):
        with pytest.raises(nc.UsageError), nc.edit(path) as doc:
            nc.rename(doc, *names)
    with pytest.raises(nc.UsageError, match="a draft is expected"):
        nc.rename(nc.load_article(path), "bo", "x")
    assert path.read_text() == text


@pytest.fixture
def court(tmp_path):
    """A file with comments of every kind."""
    path = tmp_path / "court.yaml"
    path.write_text(COURT, encoding="utf-8")
    return path


def changed(path, *pairs):
    """The text of the example with some lines in place of others."""
    text = COURT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    assert path.read_text(encoding="utf-8") == text


def test_a_new_member_has_the_form_of_its_siblings(court):
    """An actor in braces, an event in block style, with an empty line above; where forms differ, the last one."""
    with nc.edit(court) as doc:
        doc.actors["berg"] = nc.Actor(id="berg", name="Anna Berg", kind="person")
        doc.events["absence"] = nc.Event(
            id="absence",
            type="other",
            participants={"agent": ["berg"]},
            evidence=[nc.Quote(exact="Anna Berg was not there")],
        )
    changed(
        court,
        (
            "  dahl: {name: Carl Dahl, kind: person}\n",
            "  dahl: {name: Carl Dahl, kind: person}\n  berg: {name: Anna Berg, kind: person}\n",
        ),
        ("    status: planned\n", "    status: planned\n" + ABSENCE),
    )


def test_comments_stay_where_a_value_changes(court):
    """Also if the item of a list is hardly the same afterwards: its key, or the value of its words."""
    text = COURT.replace(
        "claims: []\n",
        "  crash:\n"
        "    kind: incident\n"
        "    type: accident\n"
        "    places:\n"
        "      - {Monday: SE} # not Norway?\n"
        "    casualties:\n"
        "      killed:\n"
        "        - Two: 2 # twice\n"
        "          by: dahl # by phone\n"
        "    evidence:\n"
        "      - on Monday # nothing else\n",
    )
    court.write_text(text.replace("her lawyer", "her lawyer, Two"), encoding="utf-8")
    before = court.read_text(encoding="utf-8")
    with nc.edit(court) as doc:
        doc.events["crash"].places[0].country = "NO"
        doc.events["crash"].casualties["killed"][0].text = "lawyer, Two"
        doc.events["crash"].evidence[0].exact = "her lawyer"
    expected = before.replace("{Monday: SE}", "{Monday: 'NO'}").replace("- Two: 2", "- lawyer, Two: 2")
    assert court.read_text(encoding="utf-8") == expected.replace("- on Monday #", "- her lawyer #")


def test_a_changed_text_moves_its_quotes(court):
    with nc.edit(court) as doc:
        doc.text = "Update: " + doc.text
    changed(
        court,
        ("  Ida Holm declined to comment on Monday. The", "  Update: Ida Holm declined to comment on Monday. The"),
    )
    article = nc.load_article(court)
    assert nc.save(attrs.evolve(article, text=article.text.removeprefix("Update: ")), court)
    assert court.read_text(encoding="utf-8") == COURT


def test_a_removed_member_takes_its_comments_and_no_others(court):
    with nc.edit(court) as doc:
        del doc.events["silence"]
    begin = COURT.index("  # on the first day")
    end = COURT.index("  session:")
    assert court.read_text(encoding="utf-8") == COURT[:begin] + COURT[end:]


def test_an_empty_list_gets_an_item(court):
    with nc.edit(court) as doc:
        doc.claims.append(nc.Claim(quote=nc.Quote(exact="declined to comment"), by=["holm"]))
    assert "claims:\n  - {quote: declined to comment, by: holm}\n" in court.read_text(encoding="utf-8")


def test_a_renamed_id_keeps_its_comments(court):
    """Where its object is alike; references are changed by who renames it."""
    article = nc.load_article(court)
    holm = attrs.evolve(article.actors["holm"], id="ida")
    silence = attrs.evolve(article.events["silence"], participants={"agent": ["ida"]})
    renamed = attrs.evolve(
        article, actors=[holm, article.actors["dahl"]], events={**article.events, "silence": silence}
    )
    assert nc.save(renamed, court)
    changed(court, ("  holm: {", "  ida: {"), ("{agent: holm}", "{agent: ida}"))


def test_json_keeps_its_layout(court, tmp_path):
    article = nc.load_article(court)
    path = tmp_path / "copy.json"
    nc.dump(attrs.evolve(article, id="copy"), path)
    before = path.read_text(encoding="utf-8").splitlines()
    with nc.edit(path) as doc:
        doc.headline = "Silence"
        del doc.events["session"]
    after = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == ['  "headline": "Silence",']
    assert list(nc.load_article(path).events) == ["silence"]


def test_a_new_error_is_refused(court):
    with pytest.raises(nc.InvalidCorpus, match="NC301"), nc.edit(court) as doc:
        doc.events["silence"].evidence.append(nc.Quote(exact="Ida Holm agreed"))
    with pytest.raises(nc.InvalidCorpus, match="NC104"), nc.edit(court) as doc:
        doc.events["silence"].type = "nonsense"
    assert court.read_text(encoding="utf-8") == COURT


@pytest.mark.parametrize("warned", [False, True], ids=["without findings", "with a warning"])
def test_an_unknown_term_is_reported_where_it_would_be(court, warned):
    if warned:
        court.write_text(COURT.replace("kind: person}\n", "kind: person, aliases: [Nobody]}\n", 1), encoding="utf-8")
        assert nc.check(court).diagnostics
    with pytest.raises(nc.InvalidCorpus) as refused, nc.edit(court) as doc:
        doc.events["silence"].type = "nonsense"
    (found,) = refused.value.report.diagnostics
    at = nc.locate(court, ("events", "silence", "type"))
    assert (found.code, found.primary.file, found.primary.line) == ("NC104", str(court), at.line)


def test_errors_that_are_there_stay(court):
    court.write_text(COURT.replace("kind: person}\n", "kind: persn}\n"), encoding="utf-8")
    with nc.edit(court) as doc:
        doc.headline = "Silence"
    assert "kind: persn}" in court.read_text(encoding="utf-8")
    assert "\nheadline: Silence\n" in court.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["incident", "meeting"])
def test_unknown_fields_stay(court, kind):
    """With their comments, beside what changes; those that an event of another kind does not have are gone."""
    old, new = (
        "kind: event\n    type: refusal\n",
        "kind: incident\n    titel: x # mine\n    casualties: {Ida Holm: 1}\n",
    )
    court.write_text(COURT.replace(old, f"{new}    type: refusal\n"), encoding="utf-8")
    with nc.edit(court) as doc:
        silence = doc.events["silence"]
        if kind == "meeting":
            doc.events["silence"] = nc.Meeting(id="silence", type="talks", evidence=["Ida Holm declined to comment"])
        else:
            silence.type = "crime"
    text = court.read_text(encoding="utf-8")
    assert f"    kind: {kind}\n    titel: x # mine\n" in text
    assert ("casualties" in text) == (kind == "incident")


def test_a_file_that_changed_meanwhile_is_not_overwritten(court):
    """Neither by `edit`, nor by `save` with the article from which the changes started."""
    base = nc.load_article(court)
    other = COURT.replace("I. Holm", "Ida")

    def change():
        with nc.edit(court) as doc:
            doc.headline = "Silence"
            court.write_text(other, encoding="utf-8")

    with pytest.raises(nc.UsageError, match="has changed meanwhile"):
        change()
    with pytest.raises(nc.UsageError, match="has changed since it was loaded"):
        nc.save(attrs.evolve(base, headline="Silence"), court, base=base)
    assert court.read_text(encoding="utf-8") == other
    again = nc.load_article(court)
    assert nc.save(attrs.evolve(again, headline="Silence"), court, base=again)


def test_a_block_that_raises_writes_nothing(court):

    def change():
        with nc.edit(court) as doc:
            doc.headline = "Silence"
            del doc.events["nothing"]

    with pytest.raises(KeyError):
        change()
    assert court.read_text(encoding="utf-8") == COURT


@pytest.mark.parametrize(
    ("text", "message"), [("a: [", "NC002"), ("a: &x 1", "NC004"), ("a: 1\na: 2", "NC003"), ("3", "NC103")]
)
def test_a_file_in_doubt_is_not_edited(court, text, message):
    court.write_text(text, encoding="utf-8")
    with pytest.raises(nc.InvalidCorpus, match=message), nc.edit(court):
        pass


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (
            lambda doc: setattr(doc, "headlin", "x"),
            AttributeError,
            "no field 'headlin' of Article; did you mean headline?",
        ),
        (lambda doc: doc.actors["holm"].nam, AttributeError, "no field 'nam' of Actor; did you mean name?"),
        (lambda doc: setattr(doc, "language", 3), ValueError, "Article.language"),
        (lambda doc: doc.actors.update(x=doc.actors["holm"]), ValueError, "'holm' is under the key 'x'"),
    ],
)
def test_a_wrong_change_is_refused(court, change, error, message):
    with pytest.raises(error, match=re.escape(message)), nc.edit(court) as doc:
        change(doc)
    assert court.read_text(encoding="utf-8") == COURT


def test_the_text_of_another_file_is_not_written(tmp_path):
    (tmp_path / "a.txt").write_text("It rained.", encoding="utf-8")
    (tmp_path / "a.yaml").write_text("format: newscorpus/1\nid: a\nlanguage: en\ntext_file: a.txt\n", encoding="utf-8")
    with pytest.raises(nc.UsageError, match="the text is in `text_file`"), nc.edit(tmp_path / "a.yaml") as doc:
        doc.text = "It snowed."
    for wrong in ("a.txt", "b.yaml"):
        with pytest.raises(nc.UsageError), nc.edit(tmp_path / wrong):
            pass


def test_an_article_without_a_file_is_written(tmp_path):
    article = nc.Article(id="oslo", language="en", text="It rained.")
    assert nc.save(article, tmp_path / "oslo.yaml")
    assert nc.load_article(tmp_path / "oslo.yaml") == attrs.evolve(article, path=str(tmp_path / "oslo.yaml"))
    assert not nc.save(article, tmp_path / "oslo.yaml")


def test_a_file_that_was_removed_is_not_written_again(court):
    """If the article is given from which the changes started."""
    base = nc.load_article(court)
    court.unlink()
    with pytest.raises(nc.UsageError, match="has been removed since it was loaded"):
        nc.save(attrs.evolve(base, headline="Silence"), court, base=base)
    assert not court.exists()


def test_the_name_of_the_text_file_is_an_edit_of_its_own(tmp_path):
    """Alone and beside others; an article that lacks it keeps that of the file."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("It rained.", encoding="utf-8")
    path = tmp_path / "a.yaml"
    path.write_text("format: newscorpus/1\nid: a\nlanguage: en\ntext_file: a.txt # here\n", encoding="utf-8")
    with nc.edit(path) as doc:
        doc.text_file = "b.txt"
    assert "text_file: b.txt # here\n" in path.read_text(encoding="utf-8")
    bare = attrs.evolve(nc.load_article(path), text_file=None)
    assert not nc.save(bare, path)
    assert nc.save(attrs.evolve(bare, headline="Rain"), path)
    assert "text_file: b.txt # here\nheadline: Rain\n" in path.read_text(encoding="utf-8")
    with pytest.raises(nc.InvalidCorpus, match="NC011"), nc.edit(path) as doc:
        doc.text_file = None


def test_what_the_registry_has_is_not_written(tmp_path):
    (tmp_path / "corpus.yaml").write_text(
        "format: newscorpus/1\nname: c\nlanguage: en\n"
        "actors:\n  anna: {name: Anna Berg, kind: person, aliases: [Berg]}\n  carl: {name: Carl Dahl, kind: person}\n",
        encoding="utf-8",
    )
    path = tmp_path / "a.yaml"
    head = "format: newscorpus/1\nid: a\ntext: Anna Berg met Carl Dahl, the mayor. Anna came.\n"
    path.write_text(head + "actors:\n  anna: {country: NO, aliases: [Berg, Anna]}\n", encoding="utf-8")
    with nc.edit(path) as doc:
        doc.actors["anna"].note = "seen"
        doc.actors["carl"] = nc.Actor(id="carl", name="Carl Dahl", kind="person", roles=[nc.Role(title="mayor")])
        doc.events["talks"] = nc.Meeting(
            id="talks",
            type="talks",
            participants={"participant": ["anna", "carl"]},
            evidence=["Anna Berg met Carl Dahl"],
        )
    assert path.read_text(encoding="utf-8") == (
        head
        + "actors:\n  anna: {country: 'NO', aliases: [Berg, Anna], note: seen}\n  carl: {roles: mayor}\n".replace(
            "'NO'", "NO"
        )
        + "events:\n  talks:\n    kind: meeting\n    type: talks\n    participants:\n      participant: [anna, carl]\n"
        "    evidence: [Anna Berg met Carl Dahl]\n"
    )
    with nc.edit(path) as doc:
        doc.actors["anna"].country = None
        del doc.actors["carl"].roles[0]
    assert "country" not in path.read_text(encoding="utf-8")


def test_forms_are_kept_as_long_as_they_can_express_the_value(court):
    """Pairs in one mapping, a single item without brackets, numbers, days, offsets that are in the file."""
    text = COURT.replace(
        "    status: planned\n",
        "    status: planned\n    places: {The court: 'NO', her lawyer: SE}\n    topics: lawyer\n"
        "    triggers: [{exact: will meet, start: 51, end: 60}]\n",
    ).replace("language: en", "language: en\npublished: 2024")
    court.write_text(text, encoding="utf-8")
    with nc.edit(court) as doc:
        session = doc.events["session"]
        session.places[1].country = "DK"
        session.topics.append(nc.Quote(exact="The court"))
        session.triggers[0].exact = "meet"
        doc.published = "2025"
    after = court.read_text(encoding="utf-8")
    assert "places: {The court: 'NO', her lawyer: DK}" in after
    assert "topics: [lawyer, The court]" in after
    assert "published: 2025\n" in after
    with nc.edit(court) as doc:
        doc.events["session"].places.append(nc.Place(name="lawyer", ids={"wikidata": "Q5"}))
        doc.events["session"].topics.clear()
    again = nc.load_article(court).events["session"]
    assert [place.name.exact for place in again.places] == ["The court", "her lawyer", "lawyer"]
    assert again.topics == ()


def test_the_end_of_a_quote_follows_its_start_and_its_words(tmp_path):
    """In the draft, too: what follows from a field is that of the field as it is now."""
    path = tmp_path / "a.yaml"
    path.write_text(
        "format: newscorpus/1\nid: a\nlanguage: en\ntext: Anna met Bo. Anna met Bo. Anna met Bo at last.\n"
        "events:\n  m: {kind: meeting, type: talks, evidence: [{exact: Anna met, start: 0, end: 8}]}\n",
        encoding="utf-8",
    )
    with nc.edit(path) as doc:
        quote = doc.events["m"].evidence[0]
        quote.start = 13
        assert (quote.end, quote.span) == (21, (13, 21))
    assert "[{exact: Anna met, start: 13, end: 21}]" in path.read_text(encoding="utf-8")
    with nc.edit(path) as doc:
        quote = doc.events["m"].evidence[0]
        quote.exact, quote.start = "Anna met Bo at", 26
        assert quote.end == 40
    assert nc.load_article(path).events["m"].evidence[0].span == (26, 40)
    with pytest.raises(nc.InvalidCorpus), nc.edit(path) as doc:
        doc.events["m"].evidence[0].start = 27
    assert nc.load_article(path).events["m"].evidence[0].span == (26, 40)


def test_offsets_in_the_file_are_written_with_their_end(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(
        "format: newscorpus/1\nid: a\nlanguage: en\ntext: It rained in Oslo.\n"
        "events: {rain: {kind: incident, type: disaster, evidence: [{exact: It rained, start: 0}]}}\n",
        encoding="utf-8",
    )
    article = nc.load_article(path)
    rain = attrs.evolve(article.events["rain"], evidence=[nc.Quote(exact="rained in Oslo", start=3, end=17)])
    assert nc.save(attrs.evolve(article, events={"rain": rain}), path)
    assert nc.load_article(path).events["rain"].evidence[0].end == 17


def test_a_draft_shows_what_it_has(court):
    """In a shell: fields, and what a model has beside them."""
    with nc.edit(court) as doc:
        assert repr(doc.actors["dahl"]) == "<draft of Actor(id='dahl', name='Carl Dahl', kind='person')>"
        assert "aliases" in dir(doc.actors["holm"])
        assert doc.events["session"].kind == "meeting"
        assert not hasattr(doc, "__array__")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_article_that_did_not_change_changes_no_byte(path):
    before = path.read_bytes()
    assert not nc.save(nc.load_article(path), path)
    assert path.read_bytes() == before


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One for all examples of a law."""
    return tmp_path_factory.mktemp("edited")


@settings(max_examples=max(25, settings.default.max_examples // 2))
@given(drawn_articles, drawn_articles, st.sampled_from([".yaml", ".json"]))
def test_any_article_can_become_any_other(folder, one, other, ending):
    """The file then contains the other, as if that had been loaded from it. No change is refused."""
    path = folder / f"a{ending}"
    one, other = (attrs.evolve(a, id="a", text_file=None) for a in (one, other))
    nc.dump(one, path)
    nc.save(other, path)
    assert nc.load_article(path) == attrs.evolve(nc.anchor(other), path=str(path))


@pytest.mark.parametrize(
    ("field", "value"), [("name", "Ida"), ("kind", "group"), ("ids", {"wikidata": "Q2"}), ("note", "tall")]
)
def test_a_change_of_what_the_registry_has_is_refused(tmp_path, field, value):
    (tmp_path / "corpus.yaml").write_text(
        "format: newscorpus/1\nname: c\nlanguage: en\nactors:\n"
        "  holm: {name: Ida Holm, kind: person, note: short, ids: {wikidata: Q1}}\n"
    )
    file = tmp_path / "a.yaml"
    text = "format: newscorpus/1\nid: a\ntext: Ida Holm slept.\nclaims:\n  - {quote: slept, by: holm}\n"
    file.write_text(text)
    with pytest.raises(nc.UsageError, match=rf"actors\.holm\.{field}.*change it there"), nc.edit(file) as doc:
        setattr(doc.actors["holm"], field, value)
    assert file.read_text() == text
    bare = nc.load_article(file)
    assert not nc.save(attrs.evolve(bare, actors=[nc.Actor(id="holm")]), file)


def test_a_file_without_actors_of_its_own_stays_so(tmp_path):
    """An event goes, and with it a reference to an actor of the registry; the other actor stays there."""
    (tmp_path / "corpus.yaml").write_text(
        "format: newscorpus/1\nname: c\nlanguage: en\nactors:\n"
        "  holm: {name: Ida Holm, kind: person}\n  berg: {name: Anna Berg, kind: person}\n"
    )
    event = "  {}: {{kind: event, type: refusal, participants: {{agent: {}}}, evidence: [{}]}}\n"
    first, second = event.format("a", "holm", "Ida Holm slept"), event.format("b", "berg", "Anna Berg left")
    head = "format: newscorpus/1\nid: court\ntext: Ida Holm slept. Anna Berg left.\nevents:\n"
    file = tmp_path / "court.yaml"
    file.write_text(head + first + second)
    with nc.edit(file) as doc:
        del doc.events["b"]
    assert file.read_text() == head + first
    with nc.edit(file) as doc:
        doc.actors["holm"].note = "asleep"
    assert file.read_text() == head.replace("events:", "actors:\n  holm: {note: asleep}\nevents:") + first


def test_an_id_of_another_line_is_refused(tmp_path):
    """The file would have an error that it did not have, NC701."""
    path = tmp_path / "two.jsonl"
    nc.write_jsonl([nc.Article(id=key, language="en", text="It rained.") for key in ("one", "two")], path)
    before = path.read_bytes()
    with pytest.raises(nc.UsageError, match="has another article `one`"), nc.edit(f"{path}#two") as doc:
        doc.id = "one"
    assert path.read_bytes() == before
    with nc.edit(f"{path}#two") as doc:
        doc.id = "three"
    assert [article.id for article in nc.load(path)] == ["one", "three"]


@pytest.mark.parametrize("ending", ["yaml", "json", "jsonl"])
def test_days_of_a_changed_time_are_computed_again(tmp_path, ending):
    """They are in the file of canonical JSON; in YAML, the time keeps its form and its comment."""
    path, time = tmp_path / f"rain.{ending}", "{text: on Monday, edtf: 2024-05-06} # by the date of publication"
    text = f"""\
format: newscorpus/1
id: rain
language: en
text: It rained on Monday.
events:
  rain:
    kind: event
    type: other
    when: {time}
    evidence:
      - {{exact: It, within: It rained}}
"""
    (tmp_path / "rain.yaml").write_text(text)
    if ending != "yaml":
        nc.dump(nc.load_article(tmp_path / "rain.yaml"), path)
    with nc.edit(f"{path}#rain" if ending == "jsonl" else path) as doc:
        doc.events["rain"].when.edtf = "2024-05"
        doc.events["rain"].evidence[0].within = "It rained on"
    (article,) = nc.iter_articles(path)
    when = article.events["rain"].when
    assert [day.isoformat() for day in (when.earliest, when.latest)] == ["2024-05-01", "2024-05-31"]
    if ending == "yaml":
        expected = text.replace("2024-05-06}", "2024-05}").replace("within: It rained", "within: It rained on")
        assert path.read_text() == expected
    else:
        assert "earliest" in path.read_text()
