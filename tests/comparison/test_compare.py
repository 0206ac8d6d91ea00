"""Two annotations of an article: what is the same, what decided that, and what differs."""

from pathlib import Path

import attrs
import pytest
from drawn import drawn_articles
from hypothesis import given, settings
from hypothesis import strategies as st

import newscorpus as nc

SEED = Path(__file__).parents[2] / "seeds" / "000_acf5269c8d9a5d96.yaml"
COURT = """\
format: newscorpus/1
id: court
language: en
text: |
  Ida Holm declined to comment on Monday. The court will meet her lawyer, Carl Dahl. Anna Berg was not there.
actors:
  holm: {name: Ida Holm, kind: person}
  dahl: {name: Carl Dahl, kind: person}
events:
  silence:
    kind: event
    type: refusal
    participants: {agent: holm}
    evidence: [Ida Holm declined to comment on Monday]
    triggers: [declined]
  session:
    kind: meeting
    type: hearing
    status: planned
    participants: {participant: [dahl]}
    evidence: [The court will meet her lawyer]
    places: [{court: "NO"}]
claims:
  - {quote: The court will meet her lawyer, about: session}
"""


def court(*pairs):
    """The example with some words in place of others."""
    text = COURT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return nc.loads(text)


def changes(*pairs):
    """What differs after some words were replaced: field, before, after."""
    found = nc.compare(court(), court(*pairs))
    assert not found.unmatched
    return [(one.field, one.a, one.b) for one in found.differences]


@given(drawn_articles, st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_an_article_equals_itself_in_any_order(article, random):
    def mixed(values):
        return random.sample(list(values), len(values))

    other = attrs.evolve(
        article,
        actors=dict(mixed(article.actors.items())),
        events=dict(mixed(article.events.items())),
        claims=mixed(article.claims),
        keywords=mixed(article.keywords),
    )
    found = nc.compare(article, other)
    assert found.is_equal, found
    assert len(found.matched) == len(article.actors) + len(article.events) + len(article.claims)


@given(drawn_articles, drawn_articles)
@settings(max_examples=30)
def test_sides_can_be_swapped(one, other):
    """As many matches, and each thing is matched or on one side."""
    there, back = nc.compare(one, other), nc.compare(other, one)
    assert sum(a.score for a in there.matched) == pytest.approx(sum(a.score for a in back.matched))
    for found, first, second in ((there, one, other), (back, other, one)):
        for side, article in (("a", first), ("b", second)):
            parts = len(article.actors) + len(article.events) + len(article.claims)
            assert len(found.matched) + sum(lacking.side == side for lacking in found.unmatched) == parts
    assert there.is_equal == back.is_equal


@given(drawn_articles, st.data())
@settings(max_examples=20)
def test_what_is_removed_is_reported(article, data):
    if not article.claims:
        return
    i = data.draw(st.integers(0, len(article.claims) - 1))
    other = attrs.evolve(article, claims=article.claims[:i] + article.claims[i + 1 :])
    (lacking,) = nc.compare(article, other).unmatched
    assert (lacking.what, lacking.side) == ("claim", "a")
    assert article.claims[lacking.path[1]] == article.claims[i]


def test_fields_that_differ():
    assert changes(("status: planned", "status: possible")) == [("status", "planned", "possible")]
    assert changes(("kind: meeting\n    type: hearing", "kind: event\n    type: other")) == [
        ("kind", "meeting", "event"),
        ("type", "hearing", "other"),
    ]
    assert changes(("{court:", "{The court:")) == [("places[0]", {"court": "NO"}, {"The court": "NO"})]
    assert changes(('{court: "NO"}', "{court: SE}")) == [("places[0].country", "NO", "SE")]
    assert changes(("[dahl]", "[dahl, holm]")) == [("participants.participant[1]", None, "holm")]
    assert changes(("[dahl]", "[{dahl: her lawyer}]")) == [("participants.participant[0].mention", None, "her lawyer")]
    assert changes(("participants: {agent: holm}\n    ", "")) == [("participants", {"agent": "holm"}, None)]
    assert changes(("language: en", "language: en-GB\nheadline: Silence")) == [
        ("language", "en", "en-GB"),
        ("headline", None, "Silence"),
    ]


def test_the_same_words_at_another_place():
    assert changes(("triggers: [declined]", "triggers: [{Monday: on Monday}]")) == [
        ("triggers[0]", "declined", "Monday")
    ]
    twice = COURT.replace("Anna Berg was", "Anna Berg declined and was")
    one = nc.loads(twice.replace("[declined]", "[{declined: Holm declined}]"))
    other = nc.loads(twice.replace("[declined]", "[{declined: Berg declined}]"))
    (found,) = nc.compare(one, other).differences
    assert (found.field, found.a, found.b) == (
        "triggers[0]",
        {"exact": "declined", "start": 9},
        {"exact": "declined", "start": 93},
    )
    context = nc.loads(twice.replace("[declined]", "[{declined: Ida Holm declined}]"))
    assert nc.compare(one, context).is_equal  # the same place, by another context


def test_a_renamed_actor_is_one_difference():
    (found,) = nc.compare(court(), court(("dahl", "lawyer"))).differences
    assert (found.what, found.field, found.a, found.b) == ("actor", "id", "dahl", "lawyer")
    assert (found.path_a, found.path_b) == (("actors", "dahl", "id"), ("actors", "lawyer", "id"))
    (found,) = nc.compare(court(), court(("session", "hearing-day"))).differences
    assert (found.what, found.field) == ("event", "id")


def test_another_text_is_compared_by_words():
    found = nc.compare(court(), court(("Ida Holm declined", "Yesterday Ida Holm declined"), ("session", "hearing-day")))
    assert {one.field for one in found.differences} == {"text", "id", "evidence[0]"}
    assert not found.unmatched


def decided(one, other):
    return {(m.path_a[1], m.path_b[1]): m.by for m in nc.compare(one, other).matched if m.path_a != m.path_b}


def test_what_decided_a_match():
    ids = "{name: Carl Dahl, kind: person, ids: {wikidata: Q1}}"
    plain = "{name: Carl Dahl, kind: person}"
    assert decided(court((plain, ids)), court((plain, ids), ("dahl", "lawyer"))) == {("dahl", "lawyer"): "identifier"}
    assert decided(court(), court(("dahl", "lawyer"))) == {("dahl", "lawyer"): "mentions"}
    assert decided(court(), court(("session", "other-day"))) == {
        ("session", "other-day"): "evidence, type, participants"
    }
    other = court(("silence", "no-comment"), ("type: refusal", "type: other"), ("[declined]", "[declined to comment]"))
    assert decided(court(), other) == {("silence", "no-comment"): "evidence, triggers, participants"}


def test_events_without_common_words_are_not_the_same():
    other = court(
        ("silence", "no-comment"), ("[Ida Holm declined to comment on Monday]\n    triggers: [declined]", "[Anna Berg]")
    )
    found = nc.compare(court(), other)
    assert [(one.side, one.path) for one in found.unmatched] == [
        ("a", ("events", "silence")),
        ("b", ("events", "no-comment")),
    ]
    assert found.unmatched[0].summary == "event, refusal: Ida Holm declined to comment on Monday"


NUMBERED = """\
format: newscorpus/1
id: court
language: en
text: Ida Holm declined to comment on Monday. The court met her lawyer. A bus hit a tree.
actors:
  a1: {name: Ida Holm, kind: person}
  a2: {name: The court, kind: organization}
  a3: {name: The Board, kind: organization}
events:
  e1: {kind: event, type: refusal, evidence: [Ida Holm declined to comment]}
  e2: {kind: meeting, type: hearing, participants: {organizer: a2}, evidence: [The court met her lawyer]}
  e3: {kind: incident, type: accident, evidence: [A bus hit a tree]}
"""


def test_corpora_are_compared_by_id(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    for folder, ids in ((old, "ab"), (new, "bc")):
        folder.mkdir()
        for id_ in ids:
            (folder / f"{id_}.yaml").write_text(COURT.replace("id: court", f"id: {id_}"))
    found = nc.compare(old, new)
    assert [(one.what, one.article, one.side) for one in found.unmatched] == [
        ("article", "a", "a"),
        ("article", "c", "b"),
    ]
    assert found.unmatched[0].place == nc.Span.of_file(str(old / "a.yaml"))
    assert {one.article for one in found.matched} == {"b"}
    assert nc.compare(nc.load(old), nc.load(new)).table("matched") == found.table("matched")
    assert nc.compare(old / "a.yaml", new / "c.yaml").table("differences").to_dicts()[0]["field"] == "id"


def test_places_are_those_of_files(tmp_path):
    old, new = tmp_path / "court.yaml", tmp_path / "court.jsonl"
    old.write_text(COURT)
    nc.write_jsonl([court(), court(("status: planned", "status: possible"), ("id: court", "id: other"))], new)
    found = nc.compare([old], tmp_path / "court.jsonl")
    assert found.is_equal is False
    (lacking,) = found.unmatched
    assert lacking.article == "other"
    new.write_text(nc.dumps(court(("status: planned", "status: possible"), ("[dahl]", "[dahl, holm]")), "jsonl") + "\n")
    first, second = nc.compare(old, new).table("differences").to_dicts()
    assert first == {
        "article": "court",
        "what": "event",
        "field": "status",
        "path_a": "events.session.status",
        "path_b": "events.session.status",
        "a": "planned",
        "b": "possible",
        "place_a": f"{old}:19",
        "place_b": f"{new}:1",
    }
    assert (second["place_a"], second["place_b"]) == (None, f"{new}:1")
    assert nc.compare(nc.load_article(old), new).differences[0].place_a is None


def test_articles_with_one_id_are_refused():
    with pytest.raises(nc.UsageError, match="two articles have the id `court`"):
        nc.compare([court(), court()], court())
    with pytest.raises(nc.UsageError, match="no table 'all': matched, unmatched, differences"):
        nc.compare(court(), court()).table("all")


def test_many_of_the_same_words():
    """Lists of thousands, of which all could be paired with all."""
    words = nc.Quote(exact="Anna Berg was not there")
    claims = [nc.Claim(quote=(words,), note=f"claim {i}") for i in range(400)]
    others = [nc.Claim(quote=(words,), note=f"other {i}") for i in range(401)]
    one = attrs.evolve(court(), claims=claims, keywords=[f"word {i}" for i in range(4000)])
    other = attrs.evolve(court(), claims=others, keywords=[f"other {i}" for i in range(4001)] + ["word 7"])
    found = nc.compare(one, other)
    assert [(lacking.what, lacking.side) for lacking in found.unmatched] == [("claim", "b")]
    assert sum(difference.what == "claim" for difference in found.differences) == 400
    assert sum(difference.what == "article" for difference in found.differences) == 3999 + 4001


def test_a_text_that_one_withholds_is_compared_by_words():
    """Its quotes have no places, those of the other have: the words are the same."""
    text = COURT[COURT.index("text: ") : COURT.index("actors:")]
    renamed = [("  holm:", "  ida:"), ("agent: holm", "agent: ida"), ("  silence:", "  no-comment:")]
    found = nc.compare(court(), court((text, "text_withheld: true\n"), *renamed))
    assert not found.unmatched
    assert {one.field for one in found.differences} == {"text", "text_withheld", "id"}
