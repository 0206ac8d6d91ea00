"""Events made in Python: in the forms that files have; and the calls of a whole session, one after another."""

import json
from datetime import date

import numpy as np
import pytest
from drawn import drawn_articles
from hypothesis import given, settings

import newscorpus as nc

BERG = ["Anna Berg met Carl Dahl"]


def test_an_event_takes_what_a_file_may_contain():
    """Words for quotes, pairs, one value for a list of one; and models."""
    made = nc.event(
        "incident",
        id="crash",
        type="accident",
        participants={"victim": "anna"},
        when={"on Monday": date(2024, 5, 6)},
        places={"Oslo": "NO"},
        things={"object": "a bus", "instrument": (nc.Thing(text="ice"),)},
        topics=("traffic",),
        casualties={"injured": {"Two": 2}, "killed": np.int64(1)},
        evidence={"a bus": "when a bus slid"},
    )
    assert made == nc.Incident(
        id="crash",
        type="accident",
        participants={"victim": ["anna"]},
        when=nc.When(edtf="2024-05-06", text="on Monday"),
        places=[nc.Place(name="Oslo", country="NO")],
        things={"object": ["a bus"], "instrument": ["ice"]},
        topics=["traffic"],
        casualties={"injured": [nc.Count(count=2, text="Two")], "killed": [nc.Count(count=1)]},
        evidence=[nc.Quote(exact="a bus", within="when a bus slid")],
    )


@settings(max_examples=30)
@given(drawn_articles)
def test_the_fields_of_any_event_make_it_again(article):
    """In canonical form."""
    for data in json.loads(nc.dumps(article, "json")).get("events", ()):
        made = nc.event(data.pop("kind"), **data)
        assert made == nc.anchor(article).events[made.id]


def test_the_key_gives_the_id():
    """Of an event or an actor that has none."""
    talks = nc.event("meeting", type="talks", participants={"participant": ["anna", "carl"]}, evidence=BERG)
    people = {"anna": nc.Actor(name="Anna Berg", kind="person"), "carl": nc.Actor(name="Carl Dahl", kind="person")}
    article = nc.Article(id="a", language="en", text=BERG[0], actors=people, events={"talks": talks})
    assert (article.events["talks"].id, article.actors["anna"].id) == ("talks", "anna")
    assert nc.check(article).ok
    with pytest.raises(ValueError, match=r"Article\.events: expected a mapping by id, or objects with different ids"):
        nc.Article(id="a", language="en", text=BERG[0], events=[talks])


def test_keys_may_be_numbers_as_in_a_file():
    made = nc.event("incident", type="attack", evidence="43 died", casualties={"killed": [{43: 43, "by": "anna"}]})
    (killed,) = made.casualties["killed"]
    assert (killed.text.exact, killed.count, killed.by) == ("43", 43, ("anna",))
    with pytest.raises(ValueError, match="unknown attribute `7`"):
        nc.event("event", type="other", evidence="x", attributes={7: "y"})
    with pytest.raises(ValueError, match="a key is a string, not None"):
        nc.event("event", type="other", evidence="x", attributes={None: "y"})


def test_terms_of_a_corpus_are_accepted():
    """With `corpus`."""
    terms = nc.Vocabularies(meeting=nc.KindWords(types={"vigil": "people keep watch together"}))
    corpus = nc.Corpus(manifest=nc.Manifest(name="x", vocabularies=terms), articles={})
    assert nc.event("meeting", type="vigil", evidence="met", corpus=corpus).type == "vigil"
    with pytest.raises(ValueError, match="`vigil` is not a type of meetings"):
        nc.event("meeting", type="vigil", evidence="met")


def test_every_error_is_named_with_its_correction():
    """All in one message."""
    with pytest.raises(ValueError, match="did you mean `cancelled`") as caught:
        nc.event("meeting", id="a", type="talks", evidence=["x"], status="cancled", whn="2024", when="1/6/2024")
    message = str(caught.value)
    assert "whn: unknown field `whn` of a meeting; did you mean `when`?" in message
    assert "when: `1/6/2024` is not a date" in message
    with pytest.raises(ValueError, match="did you mean `meeting`"):
        nc.event("meetng")


COURT = """\
# The court case, annotated by hand.
format: newscorpus/1
id: court
language: en
published: 2024-05-08
text: |
  Ida Holme and Carl Dahl met on Monday. "It went well," she said. "I agree," he said. Then both declined to comment.
actors:
  holm: {name: Ida Holme, kind: person}  # check the spelling
  dahl: {name: Carl Dahl, kind: person}
events:
  talks:
    kind: meeting
    type: talks
    participants: {participant: [holm, dahl]}
    when: {on Monday: 2024-05-06}
    evidence: [Ida Holme and Carl Dahl met on Monday]
claims:
  - {quote: It went well, by: holm, cue: she said}
  - {quote: I agree, by: dahl, cue: he said}
  - {quote: I agree}
"""

TOUR = """\
article = nc.load_article("court.yaml")
report  = nc.check(article)
report  = nc.check_text(answer, format="json", text=article_text, corpus=corpus)
article, report = nc.loads(text, base=base, with_report=True)
for d in report: ...
len(report); report.render("concise"); report.to_dicts()
str(error)

with nc.edit("court.yaml") as doc:
    doc.actors["holm"].name = "Ida Holm"
    doc.events["answer"] = nc.Event(type="refusal", evidence=["declined to comment"])
    del doc.claims[2]
nc.save(article, "court.yaml")
nc.locate("court.yaml", ("events", "talks", "when"))
text, report = nc.fix_text(yaml, unsafe=False)

len(corpus); list(corpus); corpus["court"]; nc.dump(corpus, "folder/"); nc.write_jsonl(articles, "out.jsonl")
nc.event("meeting", id="talks", type="talks", participants={"participant": ["anna", "carl"]}, evidence=["Anna Berg met Carl Dahl"])
nc.dyads(corpus)
nc.query(corpus_or_path, sql).to_pandas(); nc.export(corpus, "csv", "csv/"); nc.view(corpus, "site/"); nc.schema("article"); nc.vocabulary("types")
"""


def test_a_whole_session(tmp_path, monkeypatch):
    """Each call as a user types it."""
    pytest.importorskip("duckdb")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "court.yaml").write_text(COURT.replace("Holme", "Holm"))
    corpus = nc.load("court.yaml")
    (tmp_path / "bad.yaml").write_text("id: x")
    with pytest.raises(nc.InvalidCorpus) as caught:
        nc.load("bad.yaml")
    names = {
        "nc": nc,
        "answer": '{"format": "newscorpus/1", "id": "a", "language": "en"}',
        "article_text": "They met.",
        "corpus": corpus,
        "articles": list(corpus),
        "text": COURT,
        "yaml": COURT,
        "base": tmp_path,
        "error": caught.value,
        "corpus_or_path": corpus,
        "sql": "select source, target from dyads",
    }
    exec(TOUR, names)
    left = (tmp_path / "court.yaml").read_text()
    assert "# The court case" in left
    assert "# check the spelling" in left
