"""What a person types who makes a dataset: in Python, and in a shell with a language model's draft."""

import json
from pathlib import Path

import attrs
import pytest
from command import newscorpus

import newscorpus as nc

TEXT = """\
Ida Holm declined to comment on Monday. Anna Berg met Carl Dahl in Oslo. “We agree,” Dahl said.
“It is too late,” Berg said. “It rains,” Holm said.
"""
COURT = """\
# the article of Monday
format: newscorpus/1
id: court
language: en
published: 2024-05-07
text_file: court.txt

actors:
  holm: {name: I. Holm, kind: person, aliases: [Ida Holm, Holm]} # as in the file of the court
  anna: {name: Anna Berg, kind: person, aliases: [Berg]}
  carl: {name: Carl Dahl, kind: person, aliases: [Dahl]}

events:
  # the first one
  talks:
    kind: meeting
    type: talks
    participants: {participant: [anna, carl]}
    places: {Oslo: 'NO'} # the hotel?
    evidence: [Anna Berg met Carl Dahl in Oslo]

claims:
  - {quote: We agree, by: carl, cue: Dahl said} # one
  - {quote: It is too late, by: anna, cue: Berg said} # two
  - {quote: It rains, by: holm, cue: Holm said} # three
"""
ANSWER = """Sure, here it is:
```json
{"language": "en", "published": "none",
 "actors": [{"name": "Anna Berg", "kind": "person", "country": "none"}, {"name": "Ida Holm", "kind": "person"},],
 "events": [{"kind": "event", "type": "refusal", "evidence": ["Ida Holm declined to coment"],
             "participants": [{"role": "agent", "actors": ["Ida Holm"]}]}],
 "claims": [{"quote": "It is not too late", "by": "Anna Berg"}]}
```
I hope this helps."""


@pytest.fixture(autouse=True)
def court(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An article with its annotation, in the current folder, and an answer of a language model."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("court.txt").write_text(TEXT, encoding="utf-8")
    Path("court.yaml").write_text(COURT, encoding="utf-8")
    Path("draft.json").write_text(ANSWER, encoding="utf-8")
    return Path("court.yaml")


def test_check_in_memory() -> None:
    """Models, text, data, paths and open files; what is printed says what is wrong."""
    article = nc.load_article("court.yaml")
    corpus = nc.load("court.yaml")
    with Path("court.yaml").open(encoding="utf-8") as file:
        assert all(nc.check(what).ok for what in (article, corpus, "court.yaml", Path("court.yaml"), file))
    with pytest.raises(nc.UsageError, match="expected a path, not the text"):
        nc.check(COURT)
    answer = json.dumps({"format": nc.loads(COURT, base=".").format, "id": "a", "events": {"r": {"kind": "meting"}}})
    report = nc.check_text(answer, format="json", text=TEXT, corpus=corpus)
    assert str(report) == report.render("concise").rstrip("\n")
    assert [str(finding) for finding in report] == [line.split(" (")[0] for line in str(report).split("\n")]
    assert len(report) == len(report.to_dicts()) == 4
    assert repr(report).startswith("Report(diagnostics=<4: NC111, NC102, NC102, …>, ")
    loaded, report = nc.loads(COURT, base=".", with_report=True)
    assert (loaded.id, str(report)) == ("court", "no findings")
    with pytest.raises(nc.InvalidCorpus) as error:
        nc.loads(COURT.replace("Berg said}", "Berg sad}"), base=".")
    assert str(error.value).split("\n")[1:] == [
        "<yaml>:24:49: error NC301 quote-not-in-text: quote not found: the article has `said`, not `sad`",
        "    at: claims[1].cue, the article has `said`",
        "    help: if the article means what you annotate, write `Berg said`",
    ]


def test_edit(court: Path) -> None:
    """What is not changed stays, byte for byte."""
    with nc.edit("court.yaml") as doc:
        doc.actors["holm"].name = "Ida Holm"
        doc.events["answer"] = nc.Event(type="refusal", evidence=["declined to comment"])
        doc.events["answer"].title = "No comment"
        del doc.claims[2]
    expected = COURT.replace("name: I. Holm", "name: Ida Holm")
    expected = expected.replace("  - {quote: It rains, by: holm, cue: Holm said} # three\n", "")
    event = "    kind: event\n    type: refusal\n    title: No comment\n    evidence: [declined to comment]\n"
    assert court.read_text("utf-8") == expected.replace("\n\nclaims:", f"\n  answer:\n{event}\nclaims:")
    article = nc.load_article("court.yaml")
    assert nc.save(attrs.evolve(article, headline="Silence"), "court.yaml", base=article)
    assert "text_file: court.txt\nheadline: Silence\n" in court.read_text("utf-8")
    span = nc.locate("court.yaml", ("events", "talks", "places", 0))
    assert court.read_text("utf-8")[span.start : span.end] == "Oslo"
    text, report = nc.fix_text(COURT.replace("language:", "langage:"), text=TEXT, unsafe=False)
    assert ("langage:" in text, report.codes) == (True, {"NC101": 1})


def test_a_corpus() -> None:
    """As a collection, and written in one call; tables and pages of it."""
    corpus = nc.load("court.yaml")
    assert [article.id for article in corpus] == ["court"]
    assert (len(corpus), corpus["court"].id) == (1, "court")
    nc.dump(corpus, "folder/")
    nc.write_jsonl(list(corpus), "out.jsonl")
    assert nc.load("folder/")["court"].events == nc.load("out.jsonl")["court"].events == corpus["court"].events
    talks = nc.event(
        "meeting",
        id="talks",
        type="talks",
        participants={"participant": ["anna", "carl"]},
        places={"Oslo": "NO"},
        evidence=["Anna Berg met Carl Dahl in Oslo"],
    )
    assert nc.anchor(attrs.evolve(corpus["court"], events=[talks])).events == corpus["court"].events
    assert [(row["source"], row["target"]) for row in nc.dyads(corpus).to_dicts()] == [
        ("anna", "carl"),
        ("carl", "anna"),
    ]
    for source in (corpus, "court.yaml"):
        answer = nc.query(source, "select source, target from dyads")
        assert repr(answer) == "Answer(columns=('source', 'target'), rows=<2>)"
    assert nc.export(corpus, "csv", "tables").rows["dyads"] == 2
    nc.view(corpus, "pages")
    assert Path("pages/index.html").exists()
    assert nc.schema("article")["title"] == "newscorpus article"
    assert "refusal" in nc.vocabulary("types")


def test_a_draft() -> None:
    """Repaired, reported, and asked for again until it is right."""
    draft = nc.from_draft(ANSWER, text=TEXT, corpus=nc.load("court.yaml"))
    assert draft.article is not None
    assert draft.article.actors["anna-berg"].country is None
    assert [str(one) for one in draft.repaired if "nothing" in one.why] == [
        "published: `none` (it says that there is nothing)",
        "actors.anna-berg.country: `none` (it says that there is nothing)",
    ]
    assert [one.help for one in draft.report.errors] == [
        "if the article means what you annotate, write `It is too late`"
    ]
    answers = iter([ANSWER, ANSWER.replace("is not too", "is too")])
    rounds = list(nc.repair_rounds(lambda _: next(answers), text=TEXT, rounds=3))
    assert [one.draft.ok for one in rounds] == [False, True]
    assert all(len(repr(one.prompt)) > 1000 and len(repr(one).split("draft=")[0]) < 250 for one in rounds)


def test_in_a_shell() -> None:
    """The schema, the prompt, and what to send back to the model."""
    schema = json.loads(newscorpus("schema", "draft", "--for", "openai").out)
    assert schema["required"][:3] == ["language", "published", "headline"]
    prompt = newscorpus("prompt", "court.txt").out
    assert prompt.endswith(f"# Article\n\n{TEXT}\n")
    code, out, err = newscorpus("check", "draft.json", "--text", "court.txt", "--output-format", "model")
    assert code == 1
    assert out == (
        "error NC301 at claims[0].quote[0]: quote means the opposite: the article does not have `not`;"
        " if the article means what you annotate, write `It is too late`\n"
    )
    assert "Repaired events.refusal.evidence[0]: `Ida Holm declined to coment` -> `Ida Holm declined to comment`" in err
