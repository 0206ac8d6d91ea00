"""Relations between actors: in files, in rules, in tables, on pages, and in the merge with the registry."""

import re

import pytest

import newscorpus as nc
from newscorpus import ActorRelation, Quote

TEXT = """
format: newscorpus/1
id: a
language: en
text: "Anna Berg, who owns Acme, joined the League in 2023. Acme is part of the League."
actors:
  anna:
    name: Anna Berg
    kind: person
    relations:
      owns:
        acme: who owns Acme
      member_of:
        league: joined the League
        when: 2023/..
  acme:
    name: Acme
    kind: organization
    relations: ACME
  league:
    name: League
    kind: organization
"""
ACME = "{part_of: league, ally_of: [league, {anna: who owns Acme}]}"


def article(acme=ACME):
    return nc.loads(TEXT.replace("ACME", acme), "yaml")


def test_relations_in_a_file():
    made = article()
    assert made.actors["anna"].relations == {
        "owns": (ActorRelation(other="acme", evidence=Quote(exact="who owns Acme", start=11)),),
        "member_of": (
            ActorRelation(other="league", evidence=Quote(exact="joined the League", start=26), when="2023/.."),
        ),
    }
    assert [one.other for one in made.actors["acme"].relations["ally_of"]] == ["league", "anna"]
    written = nc.dumps(made)
    assert "owns:\n        acme: who owns Acme\n      member_of:\n        league: joined the League\n" in written
    assert nc.loads(written, "yaml") == made == nc.loads(nc.dumps(made, "json"), "json")


@pytest.mark.parametrize(
    ("acme", "message"),
    [
        ("{part_of: acme}", "NC207 self-reference: actor `acme` is related to itself: `part_of: acme`"),
        ("{part_of: nobody}", "NC201 unknown-actor: unknown actor `nobody`"),
        ("{owns: anna}", "NC208 relation-cycle: relations form a cycle: anna → acme → anna"),
        ("{own: league}", "NC104 unknown-term: `own` is not an actor relation"),
        ("{ally_of: {league: is an ally}}", "NC301 quote-not-in-text"),
        ("{ally_of: {other: league, evidnce: Acme}}", "unknown field `evidnce` of an actor relation"),
        ("{ally_of: {league: Acme is, when: soon}}", "NC110 malformed-value: `soon` is not a date"),
    ],
)
def test_relations_that_are_wrong(acme, message):
    with pytest.raises(nc.InvalidCorpus, match=re.escape(message)):
        article(acme)


def test_the_time_of_a_relation_has_words():
    made = article("{part_of: {league: joined the League in 2023, when: {in 2023: 2023}}}")
    (relation,) = made.actors["acme"].relations["part_of"]
    assert (relation.when.text.start, relation.when.latest.isoformat()) == (44, "2023-12-31")
    assert "when:\n          in 2023: 2023\n" in nc.dumps(made)
    assert [span.path for span in made.spans() if span.label == "when"] == [
        "actors.acme.relations.part_of[0].when.text"
    ]
    wrong = nc.check(article("{part_of: {league: joined the League in 2023, when: {in 2023: 2022}}}"))
    assert [found.code for found in wrong.diagnostics] == ["NC409"]


def test_relations_of_a_corpus_and_its_registry(tmp_path):
    """A corpus may add terms; the relations of an actor of the registry are those of the article."""
    (tmp_path / "corpus.yaml").write_text(
        "format: newscorpus/1\nname: own\nvocabularies: {actor_relations: {rents: rents from the other}}\n"
        "actors: {acme: {name: Acme, kind: organization}}\n"
    )
    (tmp_path / "a.yaml").write_text(TEXT.replace("ACME", "{rents: league}").replace("    name: Acme\n", ""))
    corpus = nc.load(tmp_path)
    assert corpus.articles["a"].actors["acme"].relations == {"rents": (ActorRelation(other="league"),)}
    manifest = tmp_path / "corpus.yaml"
    manifest.write_text(manifest.read_text().replace("{name: Acme", "{relations: {part_of: acme}, name: Acme"))
    assert [found.code for found in nc.check(tmp_path).diagnostics] == ["NC101"]
