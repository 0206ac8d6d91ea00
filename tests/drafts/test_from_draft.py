"""Answers of language models: corners of what is read, repaired and refused, and the commands and rounds around it."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from command import newscorpus

import newscorpus as nc

TEXT = """Oslo, May 6 – Mayor Anna Berg met union leader Carl Dahl in Oslo on Monday 🚢. Two workers were injured.
“She promised 12 cranes,” Dahl said. She did not resign. A ship came from Bergen."""
EMPTY: dict[str, Any] = {"language": "en", "published": "2024-05-07", "actors": [], "events": [], "claims": []}
ANNA = {"id": "anna", "name": "Anna Berg", "kind": "person"}
TALKS = {"kind": "meeting", "id": "talks", "type": "talks", "evidence": ["Mayor Anna Berg met union leader Carl Dahl"]}


def event(**more: Any) -> dict[str, Any]:
    """A draft with one actor and one event."""
    return {**EMPTY, "actors": [ANNA], "events": [{**TALKS, **more}]}


def repairs(draft: nc.Draft) -> list[str]:
    """Its repairs as text."""
    return [str(one) for one in draft.repaired]


def test_unreadable() -> None:
    for answer, why in (
        ("", "the answer has no JSON object"),
        ("Sorry.", "the answer has no JSON object"),
        ('{"title": 1}', "the answer has no JSON object with actors, events, claims"),
        ('{"actors": [], "events" []}', "line 1 of the answer: expected `:` before `[]}`"),
        ('{"actors": [nobody, 2]}', "line 1 of the answer: expected a value before `nobody, 2]}`"),
        ('{"claims": [], "actors" []}', "line 1 of the answer: expected `:` before `[]}`"),
        ('{"claims": [1 2]}', "line 1 of the answer: expected `,` before `2]}`"),
        ('{"claims": [], 7: 8}', "line 1 of the answer: expected a key before `7: 8}`"),
        ('{"claims": "\\uZZZZ and more"}', "line 1 of the answer: expected four hexadecimal digits"),
        ('{"claims": ' + "[" * 100, "the answer is nested more than 60 levels deep"),
        ('{"claims": [], "language": "a "b", c"}', "line 1 of the answer: expected"),
        ('{"claims": [1e999]}', "the answer has a value that JSON does not have"),
    ):
        draft = nc.from_draft(answer, text=TEXT)
        assert draft.article is None
        assert not draft.ok
        (finding,) = draft.report
        assert finding.code == "NC002"
        assert why in finding.message


def test_lenient() -> None:
    for answer, why in (
        ('{"language": "en", "claims": [], "events": [], "actors": [}', "missing `]` added"),
        ('{"language": "en", "claims": [{"quote": "Dahl said", "by": []]}', "missing `}` added"),
        ('{“language”: “en”, "claims": []}', 'answer: `“` -> `"` (quotation marks of another kind around strings)'),
        ('/* mine */ {"language": "en", /* all */ "claims": []}', "answer: comments left out"),
        ('{"language": "en" /* a comma */, "claims": []}', "answer: comments left out"),
        ('{"language": "en" // no comma\n "claims": []}', "answer: missing commas added"),
        ('{"language": "en", "claims": [], "headline": nul', "the answer ends in the middle"),
        ('{"language": "en", "claims": [], "headline": "\\u00', "the answer ends in the middle"),
        ('{"language": "en", "claims": [], "headline": 12', "the answer ends in the middle"),
        ('{"language": "en", "claims": [], "claims": [], "language": "de"}', "the key `language` is there twice"),
    ):
        draft = nc.from_draft(answer, text=TEXT)
        assert any(why in one for one in repairs(draft)), repairs(draft)
        assert draft.article is not None
        assert draft.article.language == "en"


FULL = json.dumps(event())
ACTORS, EVENTS, CLAIMS = (json.dumps({key: event()[key]}) for key in ("actors", "events", "claims"))
OTHER = json.dumps(event(id="other"))
FULL_CLAIM = json.dumps({**event(), "claims": [{"quote": "Anna Berg", "by": ["anna"]}]})
ONE, TWO = (json.dumps({**EMPTY, key: event()[key]}) for key in ("actors", "events"))


def test_an_answer_that_is_not_whole_is_an_error() -> None:
    for answer in ("{", "{}", "[]", FULL[:-30], FULL[:-1], FULL[: len(FULL) // 2], ACTORS):
        draft = nc.from_draft(answer, text=TEXT)
        assert not draft.ok
        assert draft.report.codes.keys() & {"NC002", "NC102"}
        rounds = list(nc.repair_rounds(lambda _, answer=answer: answer, text=TEXT, rounds=2))
        assert len(rounds) == 2
        assert "is missing" in rounds[1].prompt or "is cut off" in rounds[1].prompt


def test_several_drafts() -> None:
    for answer, events, why in (
        (f'<think>Form {{"actors": []}}.</think>{FULL}', ["talks"], "another draft left out"),
        (f"{json.dumps(EMPTY)}\n{FULL}", ["talks"], "another draft left out"),
        (f"{FULL}\n{json.dumps(EMPTY)}\n{FULL}", ["talks"], "another draft left out: the last one counts"),
        (f"{FULL}\nNot this: {{}}", ["talks"], "text around the JSON left out"),
        (
            f"```json\n{FULL}\n```\nCorrected:\n```json\n{OTHER}\n```",
            ["other"],
            "(another draft left out: the last one counts)",
        ),
        (
            json.dumps({**event(), "actors": [ANNA, {"name": "Carl Dahl", "kind": "person"}]}) + FULL,
            ["talks"],
            "the last one counts, which lacks `Carl Dahl`",
        ),
        (
            json.dumps({**event(), "claims": [{"quote": [{"exact": "met Carl"}, "x"]} for _ in range(7)]}) + FULL_CLAIM,
            ["talks"],
            "which lacks `met Carl`, `met Carl`, `met Carl`, `met Carl`, `met Carl` and 2 more",
        ),
        (f"[{json.dumps(EMPTY)}, {FULL}]", ["talks"], "the parts of the draft were put together"),
        (
            f'[{ACTORS}, {EVENTS}, {CLAIMS}, {{"language": "en"}}]',
            ["talks"],
            "the parts of the draft were put together",
        ),
        (f'{{"result": {ACTORS}, "data": {EVENTS}, "more": [{CLAIMS}]}}', ["talks"], "the parts of the draft were put"),
        (f"{ACTORS}\n{EVENTS}\n{CLAIMS}\n", ["talks"], "the parts of the draft were put together"),
        (f'[{FULL}, "note", {{"x": 1}}]', ["talks"], "[1]: `note` (left out, since it is beside the draft)"),
    ):
        draft = nc.from_draft(answer, text=TEXT, language="en", published="2024-05-07")
        assert draft.ok, draft.report
        assert draft.article is not None
        assert list(draft.article.events) == events
        assert list(draft.article.actors) == ["anna"]
        assert any(why in one for one in repairs(draft)), repairs(draft)


def test_two_ways_to_read_an_answer() -> None:
    for answer, why in (
        (f"[{FULL}, {OTHER}]", "the answer has `events` twice, with different values: `[0].events` and `[1].events`"),
        (f"{FULL}\nOr:\n{EVENTS.replace('talks', 'chat')}", "its last draft lacks `actors` of another"),
        (
            f"{FULL}\nOn second thought nothing:\n{json.dumps(EMPTY)}",
            "its last draft lacks `actors`, `events` of another",
        ),
        (f"{ONE}\n{TWO}", "the answer can be read in 2 ways: its last draft lacks `actors` of another"),
        (f"[{FULL}, {json.dumps(EMPTY)}]", "the answer has several drafts: `[1]` lacks `actors` of another"),
        (f"[{ONE}, {TWO}]", "the answer has several drafts: `[1]` lacks `actors` of another"),
        (f'{FULL}\nCorrected: {{"actors": [], "events" []}}', "line 2 of the answer: expected `:`"),
        (FULL.replace('"claims": []', '"claims": [], "events": []'), "the key `events` is there twice"),
        (FULL.replace('"claims": []', '"claims": [], ...'), "line 1 of the answer: `...}` leaves something out"),
    ):
        draft = nc.from_draft(answer, text=TEXT)
        assert not draft.ok
        assert any(why in one.message for one in draft.report.errors), draft.report


def test_a_draft_has_no_say_in_its_review() -> None:
    """It waives nothing, and neither reviews nor names itself; what it says of that is left out, and listed."""
    own = {"waive": [{"rule": "NC301", "why": "x"}], "annotation": {"reviewed_by": ["A"], "state": "reviewed"}}
    draft = nc.from_draft({**event(), **own, "id": "own", "format": "newscorpus/9"}, text=TEXT)
    assert draft.ok
    assert draft.article is not None
    assert (draft.article.id, draft.article.waive, draft.article.annotation) == ("draft", (), None)
    assert [one.path for one in draft.repaired] == [("format",), ("waive",), ("annotation",), ("id",)]


def test_escapes() -> None:
    draft = nc.from_draft(r'{"language": "en", "claims": [], "headline": "a\n\"\u00e9\ud83d\udea2\ud800 b"}', text=TEXT)
    assert draft.article is not None
    assert draft.article.headline == 'a\n"é🚢\ufffd b'
    assert [(one.was, one.now) for one in draft.repaired] == [("\\ud800", "\ufffd")]
    draft = nc.from_draft(r'{"language": "en", "claims": [], "headline": "it\'s \/ or \\"}', text=TEXT)
    assert draft.article is not None
    assert draft.article.headline == "it's / or \\"
    assert [(one.was, one.now) for one in draft.repaired] == [("\\'", "'")]


def test_repaired() -> None:
    for draft, why in (
        (event(participants=[{"role": "participant", "actors": [{"id": "anna"}, {"name": "Anna Berg"}]}]), "a name in"),
        (event(participants=[{"role": "participant", "name": "anna", "x": "y"}]), "the value of the pair has no field"),
        (event(participants=[{"participant": "anna"}]), "pairs without `role` and `actors`"),
        (event(places=["Oslo", {"place": "Bergen", "country": "Norway"}]), "places[1].country: `Norway` -> `NO`"),
        (event(things=[{"role": "amount", "things": [{"words": "12 cranes", "value": "12"}]}]), "another name"),
        (event(when={"text": "on Monday", "edtf": ""}), "`2024-05-06`"),
        (event(triggers=["met "]), "begins or ends with whitespace"),
        (event(kind="incident", type="crash"), "`crash` -> `accident` (the meaning of the term lists it"),
        (
            event(evidence=[{"exact": "Two workers", "start": TEXT.index("Two workers"), "end": 99}]),
            "a wrong end left out",
        ),
        ({**EMPTY, "actors": [{**ANNA, "named": "true"}]}, "a string in place of true or false"),
        ({**EMPTY, "actors": [{**ANNA, "id": 7}, {**ANNA, "id": "7"}]}, "no valid id"),
        ({**EMPTY, "actors": [{"name": "安娜", "kind": "person"}]}, "actors.actor.id: `actor` (an id is needed)"),
        ({**EMPTY, "actors": [{"name": "True", "kind": "person"}]}, "actors.actor.id: `actor` (an id is needed)"),
        ({**EMPTY, "text": "another"}, "the text is the one that was given"),
        ({**EMPTY, "published": "2024-05-08"}, "`2024-05-08` -> `2024-05-07` (it is known without the model)"),
        ({**EMPTY, "language": "unknown"}, "the language is not known"),
        ({**EMPTY, "headlin": "Rain"}, "headline"),
        ({**EMPTY, "title": "Rain"}, "another name"),
        ({**EMPTY, "published": "", "date": "Tuesday, 7th May 2024"}, "`Tuesday, 7th May 2024` -> `2024-05-07`"),
        ({**EMPTY, "actors": [{"name": "Anna Berg", "type": "person"}]}, "actors.anna-berg.kind: `type` -> `kind`"),
        ({"draft": EMPTY, "headline": "Rain"}, "nested"),
        ({**EMPTY, "confidence": "high"}, "confidence: `high` (left out: it is about the answer"),
        (event(score=0.9), "events.talks.score: `0.9` (left out: it is about the answer"),
        (event(participants=[{"role": "participant", "actors": ["anna"], "reasoning": "met"}]), "[0].reasoning: `met`"),
        (event(evidence={"text": "Mayor Anna Berg met", "context": "Mayor Anna Berg met union"}), "another name"),
    ):
        found = nc.from_draft(draft, text=TEXT, published="2024-05-07")
        assert any(why in one for one in repairs(found)), (repairs(found), found.report.render("concise"))


def test_words_for_nothing() -> None:
    draft = event(
        **dict.fromkeys(("status", "title", "when", "things", "topics", "relations", "outcome"), "none"),
        places=[{"name": "Oslo", "country": "null"}, {"name": "Bergen", "country": "NA"}],
        participants=[{"role": "participant", "actors": ["anna", "N/A"]}, {"role": "none", "actors": ["none"]}],
    )
    draft["actors"] = [{**ANNA, "country": "none", "sector": "Unknown", "aliases": ["n/a"], "named": "null"}]
    draft["events"].append({**TALKS, "id": "more", "when": {"text": "None", "edtf": "unknown"}, "relations": []})
    draft["claims"] = [{"quote": "She did not resign", "by": "unknown", "at": "none", "when": {"edtf": "-"}}]
    found = nc.from_draft({**draft, "published": "unknown", "headline": " Empty "}, text=TEXT)
    assert found.ok, found.report.render("concise")
    assert found.article is not None
    (anna,), (talks, more) = found.article.actors.values(), found.article.events.values()
    assert attrs.evolve(anna, mentions=()) == nc.Actor(id="anna", name="Anna Berg", kind="person")
    assert [place.country for place in talks.places] == [None, "NA"]
    assert talks.participants == {"participant": (nc.Participant(actor="anna"),)}
    assert (talks.title, talks.when, talks.topics, talks.relations, more.when) == (None, None, (), {}, None)
    assert (found.article.published, found.article.headline, found.article.claims[0].by) == (None, None, ())
    assert len(repairs(found)) == 20  # not `status`, of which the schema has `none`
    assert all(one.endswith("(it says that there is nothing)") for one in repairs(found)), repairs(found)


def test_reported() -> None:
    """What cannot be repaired is a finding, at its place in the answer."""
    for draft, code in (
        (event(participants="anna"), "NC103"),
        (event(participants=[{"role": 7, "actors": ["anna"]}]), "NC103"),
        (event(participants=[{"role": "participant", "actors": ["nobody", 5, None, True]}]), "NC201"),
        (event(places={"Oslo": 7}), "NC103"),
        (event(evidence=7), "NC103"),
        (event(evidence=["Mayor Berg met union leader Carl Dahl in Oslo on Monday"]), "NC301"),
        (event(evidence=[]), "NC102"),
        (event(kind=["meeting"]), "NC103"),
        (event(when="soon"), "NC110"),
        (event(status="not_occurred"), "NC104"),
        (event(type="press conference"), "NC104"),
        (event(status="proposed"), "NC104"),
        (event(kind="event", type="treaty"), "NC104"),
        (event(kind="event", type="charge"), "NC104"),
        ({**EMPTY, "actors": 7, "events": "none", "claims": {"quote": "Dahl said"}}, "NC103"),
        ({**EMPTY, "actors": [7, {"id": ["a"], "name": "Anna Berg"}]}, "NC103"),
        ({**EMPTY, "events": [7], "meetings": [7]}, "NC103"),
        ({**EMPTY, "published": "yesterday"}, "NC110"),
        ({**EMPTY, "colour": "red"}, "NC101"),
        (event(injured=12), "NC101"),  # the article says 12
        (event(negated=True), "NC101"),
        ({**TALKS, "participants": [{"role": "participant", "actors": ["anna"]}]}, "NC002"),  # no draft is in an event
        ({**EMPTY, "actors": [{**ANNA, "ids": {"wikidata": "Q1x"}}]}, "NC108"),
    ):
        answer = json.dumps(draft, ensure_ascii=False)
        found = nc.from_draft(answer, text=TEXT)
        assert code in found.report.codes, found.report.render("concise")
        assert all(one.primary.end <= len(answer) for one in found.report)


def test_contexts() -> None:
    actor = {**ANNA, "mentions": ["“[[She]] promised", "[[A ship]]"]}
    draft = nc.from_draft({**EMPTY, "actors": [actor]}, text=TEXT)
    assert draft.article is not None
    she, ship = draft.article.actors["anna"].mentions
    assert TEXT[she.start : she.end] == "She"
    assert (ship.exact, ship.within) == ("A ship", None)
    assert nc.to_draft(draft.article)["actors"][0]["mentions"] == ["“[[She]] promised", "A ship"]
    printed = nc.from_draft({**EMPTY, "actors": [{**ANNA, "mentions": ["[[x]] y"]}]}, text="Anna Berg said [[x]] y.")
    assert printed.ok


def test_brackets_of_the_text_beside_quoted_words() -> None:
    for exact in ("Berg", "[Berg] must go", "say [Berg"):
        text = "Berg left. They say [Berg] must go, or say “[Berg] must go”."
        quote = {"exact": exact, "start": text.rindex(exact)}
        events = {"e": {"kind": "event", "type": "other", "evidence": [quote]}}
        data = {"format": "newscorpus/1", "id": "x", "language": "en", "text": text, "events": events}
        article = nc.loads(json.dumps(data), "json")
        found = nc.from_draft(json.dumps(nc.to_draft(article)), text=text, article_id="x").article
        assert found is not None
        (read,) = found.events["e"].evidence
        assert (read.exact, read.start) == (exact, quote["start"])


def test_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "corpus.yaml").write_text(
        "format: newscorpus/1\nname: ports\nlanguage: en\nactors: {anna: {name: Anna Berg, kind: person}}\n"
        "attributes: {event: {weight: {type: integer, required: true}, tone: {type: string}}}\n"
    )
    (tmp_path / "a.txt").write_text(TEXT)
    weighted = {**TALKS, "participants": {"participant": "Anna Berg"}, "attributes": {"weight": 2, "tone": None}}
    answer = json.dumps({"published": "2024-05-07", "actors": [], "events": [weighted], "claims": []})
    (tmp_path / "a.json").write_text(answer)
    corpus = _corpus(tmp_path)
    draft = nc.from_draft(answer, text=TEXT, corpus=corpus)
    assert draft.article is not None
    assert draft.article.events["talks"].parties == ("anna",)
    assert dict(draft.article.events["talks"].attributes) == {"weight": 2}
    assert "known actors, by id:\n- anna: Anna Berg\n" in nc.prompt(TEXT, corpus=corpus)
    ran = newscorpus("check", tmp_path / "a.json", "--text", tmp_path / "a.txt")
    assert ran.code == 0, ran.out
    assert "Repaired events.talks.participants.participant[0]: `Anna Berg` -> `anna`" in ran.out


def _corpus(folder: Path) -> nc.Corpus:
    made = nc.Article(id="b", language="en", text="Rain.")
    (folder / "b.yaml").write_text(nc.dumps(made))
    return nc.load(folder / "b.yaml")


def test_check_of_a_draft(tmp_path: Path) -> None:
    draft, text = tmp_path / "draft.json", tmp_path / "a.txt"
    draft.write_text(json.dumps(event(evidence=["Three workers were injured"] * 3), indent=1), "utf-8")
    text.write_text(TEXT, "utf-8")
    ran = newscorpus("check", draft, "--text", text, "-q")
    assert ran.code == 1
    assert f"{draft.as_posix()}:18:" in ran.out
    short = newscorpus("check", draft, "--text", text, "-q", "--output-format", "model", "--max-tokens", "60")
    assert "quote has another number" in short.out
    assert short.out.endswith("more findings omitted.\n")
    assert len(short.out) < 60 * 4
    into = newscorpus("check", draft, "--text", text, "--output-format", f"model={tmp_path / 'out'}", "--exit-zero")
    assert into.code == 0
    assert (tmp_path / "out").read_text("utf-8").startswith("error NC301 at events.talks.evidence[0]: ")
    lost = newscorpus("check", draft, "--text", text, "--output-format", f"model={draft}")
    assert lost.code == 2, "an input is not overwritten"


def test_wrong_use_of_text(tmp_path: Path, monkeypatch: Any) -> None:
    for words, message in (
        (("--text", "a.txt"), "--text needs one file"),
        ((".", "--text", "a.txt"), "--text needs one file"),
        (("a.json", "--text", "a.txt", "--fix"), "--text checks one draft"),
        (("a.json", "--text", "nowhere.txt"), "nowhere.txt"),
        (("a.json", "--text", "latin.txt"), "latin.txt is not UTF-8"),
        (("a.json", "--max-tokens", "9"), "--max-tokens needs --output-format model"),
    ):
        monkeypatch.chdir(tmp_path)
        Path("a.json").write_text("{}")
        Path("a.txt").write_text(TEXT)
        Path("latin.txt").write_bytes("é".encode("latin-1"))
        ran = newscorpus("check", *words)
        assert ran.code == 2
        assert message in ran.err


def test_a_broken_corpus(tmp_path: Path) -> None:
    (tmp_path / "corpus.yaml").write_text("format: newscorpus/1\nname: 7\n")
    for name in ("a.txt", "a.json"):
        (tmp_path / name).write_text("{}")
    ran = newscorpus("check", tmp_path / "a.json", "--text", tmp_path / "a.txt")
    assert ran.code == 1
    assert "corpus.yaml" in ran.err


def test_rounds() -> None:
    """Each prompt has the first one, the answer and what is wrong; the last round has no errors, or was the last.

    After an answer that cannot be read, the prompt has the last one that could be read, too.
    """
    wrong, right = json.dumps(event(evidence=["Three workers were injured"])), json.dumps(event())
    asked: list[str] = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return (wrong, "no idea", "none", right)[len(asked) - 1]

    rounds = list(nc.repair_rounds(ask, text=TEXT, rounds=5, article_id="a", published="2024-05-07", language="en"))
    assert [one.number for one in rounds] == [1, 2, 3, 4]
    assert [one.draft.ok for one in rounds] == [False, False, False, True]
    assert [one.prompt for one in rounds] == asked
    assert all(one.startswith(nc.prompt(TEXT, published="2024-05-07", language="en")) for one in asked)
    assert wrong in asked[1]
    assert "the article has `Two`, not `Three`" in asked[1]
    assert "no idea" not in asked[1]
    for unread, prompt in (("no idea", asked[2]), ("none", asked[3])):
        assert prompt.index(wrong) < prompt.index("the article has `Two`, not `Three`") < prompt.rindex(unread)
        assert prompt.rindex(unread) < prompt.index("the answer has no JSON object")
    assert "no idea" not in asked[3]
    assert rounds[3].draft.article is not None
    assert rounds[3].draft.article.id == "a"
    asked.clear()
    assert len(list(nc.repair_rounds(ask, text=TEXT, rounds=1))) == 1


def test_wrong_calls() -> None:
    for call in (
        lambda: nc.from_draft(7, text="a"),  # type: ignore[arg-type]
        lambda: nc.from_draft("{}", text=None),  # type: ignore[arg-type]
        lambda: nc.prompt("a", published="14.10.2025"),
        lambda: nc.prompt("a", language="Plain English"),
        lambda: nc.from_draft("{}", text="a", published="14.10.2025"),
        lambda: nc.from_draft("{}", text="a", article_id="a b"),
        lambda: nc.from_draft("{}", text="a", published=7),  # type: ignore[arg-type]
        lambda: nc.from_draft("{}", text="a", article_id=None),  # type: ignore[arg-type]
        lambda: nc.from_draft("{}", text="a", drafted_by=7),  # type: ignore[arg-type]
        lambda: nc.from_draft("{}", text="a", corpus="seeds/"),  # type: ignore[arg-type]
        lambda: list(nc.repair_rounds(lambda _: "{}", text="a", published="14.10.2025")),
        lambda: list(nc.repair_rounds(lambda _: "{}", text="a", article_id="a b")),
        lambda: nc.prompt(b"a"),  # type: ignore[arg-type]
        lambda: nc.to_draft({}),  # type: ignore[arg-type]
        lambda: list(nc.repair_rounds(lambda _: "{}", text="a", rounds=0)),
        lambda: list(nc.repair_rounds(lambda _: None, text="a")),  # type: ignore[arg-type, return-value],
    ):
        with pytest.raises(nc.UsageError, match=r"expected|at least one"):
            call()


def test_the_first_letter_of_a_context() -> None:
    claim = {"quote": "[[two workers]] were injured", "by": []}
    draft = nc.from_draft({**EMPTY, "claims": [claim]}, text=TEXT)
    assert draft.ok
    assert repairs(draft) == ["claims[0].quote[0]: `two workers` -> `Two workers` (the article begins the sentence so)"]


def test_advice_has_the_forms_of_a_draft() -> None:
    text = "Anna Berg met Carl Dahl. Anna Berg left."
    event = {"kind": "incident", "id": "x", "type": "blah", "evidence": ["Anna Berg"], "participants": [1]}
    claim = {"quote": "Carl Dahl", "by": ["nobody"]}
    report = nc.from_draft({**EMPTY, "events": [event], "claims": [claim]}, text=text).report
    told = {one.code: (one.message, one.help) for one in report.errors}
    assert told["NC302"][1] == (
        "write which one is meant, with a context: `[[Anna Berg]] met` or `[[Anna Berg]] left.`"
    )
    assert told["NC103"] == ("`participants` must be a list of objects with `role` and `actors`", None)
    assert told["NC201"][1] == "add `nobody` to `actors`"
    assert not any("newscorpus" in (help or "") for _, help in told.values())


def test_bytes() -> None:
    draft = nc.from_draft(b'{"language": "en", "claims": [], "headline": "a\xff"}', text=TEXT)
    assert draft.article is not None
    assert draft.article.headline == "a\ufffd"
    assert [str(one) for one in draft.repaired] == ["answer: `\ufffd` (bytes that are not UTF-8 replaced)"]
    assert not nc.from_draft({"claims": [{"quote": float("nan")}]}, text=TEXT).ok
    assert not nc.from_draft({"claims": [{"quote": object()}]}, text=TEXT).ok


IN_MARKS = {
    "en": "Oslo – “She promised us new cranes,” Dahl said. “We go. They stay,” he said of the ‘red ship’. A “go” is no go.",
    "de": "Oslo – „Wir sind uns einig“, sagte Dahl. Das »rote Schiff« kam.",
    "fr": "Oslo – « Nous sommes d’accord », a dit Dahl.",
}


def test_no_repair_writes_half_a_pair_of_quotation_marks() -> None:
    for language, quote, exact in (
        ("en", '"She promised us new cranes"', "She promised us new cranes"),
        ("en", '"She promised us new cranes', "She promised us new cranes"),
        ("en", 'She promised us new cranes"', "She promised us new cranes"),
        ("en", '"She promissed us new cranes"', "She promised us new cranes"),
        ("en", '"We go. They stay"', "We go. They stay"),
        ("en", '"We go."', "We go."),
        ("en", "'red ship'", "red ship"),
        ("en", "“She promised us new cranes,”", "“She promised us new cranes,”"),
        ("en", '"go"', "“go”"),  # which occurs once with marks
        ("de", '"Wir sind uns einig"', "Wir sind uns einig"),
        ("de", '„Wir sind uns einig"', "Wir sind uns einig"),
        ("de", '"rote Schiff"', "rote Schiff"),
        ("fr", '"Nous sommes d\'accord"', "Nous sommes d’accord"),
    ):
        answer = {"language": language, "actors": [], "events": [], "claims": [{"quote": [quote]}]}
        draft = nc.from_draft(answer, text=IN_MARKS[language])
        assert draft.article is not None
        assert [one.exact for one in draft.article.claims[0].quote] == [exact]
        assert draft.ok


def test_names_of_countries_are_repaired() -> None:
    for name, code in (
        ("Germany", "DE"),
        ("Deutschland", "DE"),
        ("Frankreich", "FR"),
        ("Allemagne", "DE"),
        ("ESPAÑA", "ES"),
        ("Großbritannien", "GB"),
        ("Côte d'Ivoire", "CI"),
        ("Estados Unidos", "US"),
    ):
        draft = nc.from_draft({**EMPTY, "actors": [{**ANNA, "country": name}]}, text=TEXT)
        assert draft.article is not None
        assert draft.article.actors["anna"].country == code
        assert [(one.was, one.now) for one in draft.repaired] == [(name, code)]


def test_names_of_languages_are_repaired() -> None:
    for name, tag in (
        ("German", "de"),
        ("Deutsch", "de"),
        ("français", "fr"),
        ("Español", "es"),
        ("inglés", "en"),
        ("allemand", "de"),
    ):
        draft = nc.from_draft({**EMPTY, "language": name}, text=TEXT)
        assert draft.article is not None
        assert draft.article.language == tag


def test_help_does_not_run_into_another_sentence() -> None:
    for quote, proposed in (
        ("Olaf Scholz hat Emmanuel Macron in Paris getroffen", "Olaf Scholz traf Emmanuel Macron in Paris"),
        ("heute Das Paket kostet 1,5 Mrd. Euro", "Das Paket kostet 1,5 Mrd. Euro"),
        ("Das Paket kostet 1.6 Mrd Eurro", "Das Paket kostet 1,5 Mrd. Euro"),
        ("traf Macron in Lyon. Dabei wurden drei", "traf Emmanuel Macron in Paris. Dabei wurden drei"),
    ):
        text = "Olaf Scholz traf Emmanuel Macron in Paris. Dabei wurden drei Polizisten verletzt. Das Paket kostet 1,5 Mrd. Euro."
        answer = {**EMPTY, "language": "de", "claims": [{"quote": [quote]}]}
        (error,) = nc.from_draft(answer, text=text).report.errors
        assert error.help is not None
        assert f"write `{proposed}`" in error.help


def test_a_name_in_a_quote_is_not_repaired() -> None:
    for language in ("en", "fr"):
        event = {"kind": "event", "id": "e", "type": "other", "evidence": ["They blamed Ann Berg of Oslo"]}
        answer = {"language": language, "actors": [], "claims": [], "events": [event]}
        draft = nc.from_draft(answer, text="They blamed Anne Berg of Oslo. It rained.")
        assert [found.code for found in draft.report.diagnostics] == ["NC301"]
        assert not draft.repaired
