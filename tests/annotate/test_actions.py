"""What a page of `annotate` asks for, and what becomes of the file: read as people read it, by its lines."""

import json
import sys
import time

import pytest
from command import newscorpus
from page_requests import Page, add, annotating, put, remove, replace, words_in

import newscorpus as nc

TEXT = """Anna Berg met Carl Dahl in Oslo on Monday. “We agree,” said Anna Berg. A storm killed 3 people in Oslo on Sunday, \
the ministry said. Oslo is in Norway. Carl Dahl left Oslo 😀 on Tuesday.
"""


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "talks.txt"
    path.write_text(TEXT, newline="")
    return path


@pytest.fixture
def page(text):
    with annotating(text, "--language", "en") as address:
        yield Page(address)


def lines(text):
    return text.with_suffix(".yaml").read_text().splitlines()


def test_a_text_begins_an_annotation(page, text):
    assert page.article == "talks.yaml"
    assert lines(text)[-3:][0].startswith("text_file: ")
    assert page.state["events"] == []


def test_each_verb_is_a_few_lines(page, text):
    """One action, one edit: what it adds, and nothing else."""

    def here(words, n=0):
        return words_in(TEXT, words, n)

    actions = [
        (add(["actors"], {"words": here("Anna Berg"), "kind": "person"}), 4),
        (add(["actors"], {"words": here("Carl Dahl"), "kind": "person"}), 3),
        (add(["events"], {"kind": "meeting", "type": "talks", "evidence": [here("Anna Berg met Carl Dahl")]}), 6),
        (add(["events", "talks-anna", "participants", "participant"], {"actor": "anna-berg"}), 2),
        (put(["events", "talks-anna", "when"], {"edtf": "2024-05-06", "text": here("on Monday")}), 2),
        (add(["events", "talks-anna", "places"], {"name": here("Oslo"), "country": "NO"}), 3),
        (add(["events", "talks-anna", "triggers"], here("met")), 2),
        (put(["events", "talks-anna", "outcome"], here("We agree")), 1),
        (add(["claims"], {"quote": [here("We agree")], "by": ["anna-berg"], "cue": here("said Anna Berg")}), 4),
        (put(["claims", 0, "note"], "short"), 1),
    ]
    before = lines(text)
    for step, added in actions:
        answer = page.act(step)
        assert "refused" not in answer, answer
        after = lines(text)
        kept = [line for line in before if line in after]
        assert len(before) - len(kept) <= 1, step
        assert 0 < len(after) - len(kept) <= added + 2, (step, after)
        before = after
    article = nc.load_article(text.with_suffix(".yaml"))
    talks = article.events["talks-anna"]
    assert talks.when.edtf == "2024-05-06"
    assert talks.places[0].name.span == tuple(here("Oslo")["span"])
    assert article.claims[0].cue.exact == "said Anna Berg"
    assert [finding for finding in page.findings() if finding["severity"] == "error"] == []


@pytest.mark.parametrize("n", range(4))
def test_words_are_anchored_where_they_were_selected(page, n):
    """With a context only where nothing else tells the places apart."""
    page.act(add(["events"], {"kind": "event", "type": "other", "evidence": [words_in(TEXT, "Oslo", n)]}))
    page.act(add(["events", "oslo", "places"], {"name": words_in(TEXT, "Oslo", n)}))
    event = page.state["events"][0]["value"]
    assert [event["evidence"][0]["start"], event["evidence"][0]["end"]] == words_in(TEXT, "Oslo", n)["span"]
    assert event["places"][0]["name"]["start"] == words_in(TEXT, "Oslo", n)["span"][0]


def test_the_menu_fills_in_what_words_suggest(page):
    page.act(put(["published"], "2024-05-08"))
    page.act(
        add(
            ["events"],
            {
                "kind": "incident",
                "type": "disaster",
                "evidence": [words_in(TEXT, "A storm killed 3 people in Oslo on Sunday")],
            },
        )
    )

    def best(words):
        start, end = words_in(TEXT, words)["span"]
        menu = page.post("menu", start=start, end=end, current=page.state["events"][0]["id"])
        return [guess["label"] for guess in menu["best"]]

    assert best("on Sunday")[0] == "5 May 2024"
    assert best("3 people")[0] == "3 killed"
    assert best("Anna Berg")[0] == "New actor"
    assert "Place" in best("Norway")


def test_a_time_to_come_makes_an_event_planned(page):
    """An event that has occurred cannot be later than the article: both change at once."""
    page.act(put(["published"], "2024-05-01"))
    page.act(add(["events"], {"kind": "event", "type": "other", "evidence": [words_in(TEXT, "Carl Dahl left Oslo")]}))
    (event,) = page.state["events"]
    late = {"edtf": "2024-05-07", "text": words_in(TEXT, "on Tuesday")}
    refused = page.act(put(["events", event["id"], "when"], late))["refused"]
    assert "2024-05-07" in refused
    status = replace(["events", event["id"], "status"], "planned")
    assert "refused" not in page.act(status, put(["events", event["id"], "when"], late))


def test_a_value_is_replaced_only_if_that_is_said(page, text):
    """A second time of an event, or cue of a claim: the file stays, and the page asks."""
    page.act(add(["events"], {"kind": "meeting", "type": "talks", "evidence": [words_in(TEXT, "Anna Berg met")]}))
    page.act(add(["claims"], {"quote": [words_in(TEXT, "We agree")], "cue": words_in(TEXT, "said Anna Berg")}))
    when = ["events", "talks-anna", "when"]
    assert "refused" not in page.act(put(when, {"edtf": "2024-05-06", "text": words_in(TEXT, "on Monday")}))
    before = lines(text)
    later = {"edtf": "2024-05-07", "text": words_in(TEXT, "on Tuesday")}
    for path, value in ((when, later), (["claims", 0, "cue"], words_in(TEXT, "said")), ([*when, "edtf"], "2024")):
        answer = page.act(put(path, value))
        assert "has a value already" in answer["refused"]
        assert answer["ask"] == "Replace it?"
        assert lines(text) == before
    assert "`2024-05-06`" in page.act(put(when, later))["refused"]
    page.act(replace(["claims", 0, "cue"], words_in(TEXT, "said")))
    assert page.state["claims"][0]["value"]["cue"]["exact"] == "said"
    page.act(put(when, later), force=True)
    assert page.state["events"][0]["value"]["when"]["edtf"] == "2024-05-07"


def test_a_removal_asks_about_references(page):
    page.act(add(["actors"], {"words": words_in(TEXT, "Anna Berg"), "kind": "person"}))
    page.act(add(["claims"], {"quote": [words_in(TEXT, "We agree")], "by": ["anna-berg"]}))
    answer = page.act(remove(["actors", "anna-berg"]))
    assert answer["refused"] == "1 reference to `anna-berg` would lead nowhere"
    assert answer["ask"] == "Remove it, too?"
    answer = page.act(remove(["actors", "anna-berg"]), force=True)
    assert (page.state["actors"], page.state["claims"][0]["value"].get("by", [])) == ([], [])
    page.post("undo")
    assert page.state["claims"][0]["value"]["by"] == ["anna-berg"]


def test_several_steps_are_one_edit(page):
    """A new actor takes part in an event by one choice, and is undone by one."""
    page.act(
        add(["events"], {"kind": "meeting", "type": "talks", "evidence": [words_in(TEXT, "Anna Berg met Carl Dahl")]})
    )
    page.act(
        add(["actors"], {"words": words_in(TEXT, "Carl Dahl"), "kind": "person"}),
        add(["events", "talks-anna", "participants", "participant"], {"actor": "$0"}),
    )
    assert page.state["events"][0]["value"]["participants"] == {"participant": [{"actor": "carl-dahl"}]}
    page.post("undo")
    assert page.state["actors"] == []


def test_another_kind_of_event(page):
    page.act(
        add(["events"], {"kind": "event", "type": "other", "evidence": [words_in(TEXT, "A storm killed 3 people")]})
    )
    (event,) = page.state["events"]
    page.act({"do": "type", "path": ["events", event["id"]], "value": "incident/disaster"})
    assert page.state["events"][0]["kind"] == "incident"
    page.act(add(["events", event["id"], "casualties", "killed"], {"count": "3", "text": words_in(TEXT, "3 people")}))
    answer = page.act({"do": "type", "path": ["events", event["id"]], "value": "meeting/talks"})
    assert answer["refused"] == "a meeting has no casualties: remove that first"


def test_an_id_is_changed_everywhere(page):
    page.act(add(["actors"], {"words": words_in(TEXT, "Anna Berg"), "kind": "person"}))
    page.act(add(["claims"], {"quote": [words_in(TEXT, "We agree")], "by": ["anna-berg"]}))
    page.act({"do": "rename", "path": ["actors", "anna-berg"], "value": "anna"})
    assert page.state["claims"][0]["value"]["by"] == ["anna"]


def test_new_errors_are_refused(page, text):
    before = lines(text)
    answer = page.act(put(["published"], "yesterday"))
    assert "published" in answer["refused"]
    assert lines(text) == before


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [{}],
        [{"do": "eat", "path": ["events"]}],
        [
            {
                "do": "add",
                "path": ["events"],
                "value": {"kind": "feast", "type": "other", "evidence": [{"span": [0, 4]}]},
            }
        ],
        [{"do": "add", "path": ["claims"], "value": {"quote": [{"span": [0, 9999]}]}}],
        [{"do": "add", "path": ["claims"], "value": {"quote": [{"span": [4, 2]}]}}],
        [{"do": "add", "path": ["claims"], "value": 7}],
        [{"do": "set", "path": ["claims", -1, "by"], "value": []}],
        [{"do": "set", "path": ["__class__"], "value": "x"}],
        [{"do": "set", "path": ["events", "nothing", "title"], "value": "x"}],
        [{"do": "remove", "path": ["claims", 0]}],
        [{"do": "add", "path": ["headline"], "value": "x"}],
        [{"do": "set", "path": [["events"]], "value": 1}],
    ],
    ids=str,
)
def test_malformed_actions_are_refused(page, text, steps):
    before = lines(text)
    assert "refused" in page.post("act", steps=steps, label="x", seen=page.state["version"])
    assert lines(text) == before


def test_lines_are_edited_in_place(page, text):
    page.act(add(["actors"], {"words": words_in(TEXT, "Anna Berg"), "kind": "person"}))
    old = page.post("lines", path=["actors", "anna-berg"])["lines"]
    assert old == "  anna-berg:\n    name: Anna Berg\n    kind: person\n"
    new = old.replace("person", "person # the mayor")
    assert "refused" not in page.post("write", path=["actors", "anna-berg"], new=new, old=old)
    assert "    kind: person # the mayor" in lines(text)
    assert "have changed" in page.post("write", path=["actors", "anna-berg"], new="x", old=old)["refused"]
    broken = page.post("write", path=["actors", "anna-berg"], new="  anna-berg: [", old=new)
    assert "refused" in broken


def test_a_fix_is_a_button(page):
    page.act(add(["actors"], {"words": words_in(TEXT, "Anna Berg"), "kind": "person"}))
    page.act(add(["claims"], {"quote": [words_in(TEXT, "We agree")], "by": ["anna-berg"]}))
    fixable = [finding for finding in page.findings() if finding["fixes"]]
    for finding in fixable[:1]:
        answer = page.post("fix", finding=finding["id"], title=finding["fixes"][0], seen=page.state["version"])
        assert "refused" not in answer
        assert finding["id"] not in {left["id"] for left in page.findings()}


def test_a_finding_is_waived(page):
    page.act(put(["published"], "2024-05-08"))
    page.act(add(["events"], {"kind": "event", "type": "other", "evidence": [words_in(TEXT, "Oslo is in Norway")]}))
    page.act(
        put(
            ["events", page.state["events"][0]["id"], "when"],
            {"edtf": "2024-05-06", "text": words_in(TEXT, "on Monday")},
        )
    )
    finding = next(finding for finding in page.findings() if finding["code"] == "NC307")
    answer = page.post("waive", finding=finding["id"], why="the paragraph says it", seen=page.state["version"])
    assert "refused" not in answer
    assert "NC307" not in {left["code"] for left in page.findings()}


def test_open_points_are_accepted_and_dismissed(tmp_path):
    path = tmp_path / "talks.yaml"
    path.write_text(
        f"format: newscorpus/1\nid: talks\nlanguage: en\ntext: {TEXT.split('. ', maxsplit=1)[0]!r}\n"
        "headline: Talks\ntodo:\n"
        "  - {at: headline, versions: {anna: 'headline: The talks', bert: 'headline: A meeting'}}\n"
        "  - {at: headline, versions: {anna: 'headline: Else'}}\n"
    )
    with annotating(path) as address:
        page = Page(address)
        assert [point["at"] for point in page.state["todo"]] == ["headline", "headline"]
        page.act(remove(["todo", 1]))
        assert len(page.state["todo"]) == 1
        answer = page.post("accept", point=0, by="bert", seen=page.state["version"])
        assert "refused" not in answer
        assert page.state["todo"] == []
        assert page.state["article"]["headline"] == "A meeting"


def test_read_only(text):
    text.with_suffix(".yaml").write_text("format: newscorpus/1\nid: talks\nlanguage: en\ntext_file: talks.txt\n")
    before = text.with_suffix(".yaml").read_bytes()
    with annotating(text, "--read-only") as address:
        page = Page(address)
        for name, data in (
            ("act", {"steps": [put(["headline"], "x")], "label": "x", "seen": page.state["version"]}),
            ("undo", {}),
            ("write", {"path": ["id"], "new": "", "old": ""}),
        ):
            assert "--read-only" in page.post(name, **data)["refused"]
    assert text.with_suffix(".yaml").read_bytes() == before


def test_a_corpus_is_listed(tmp_path, text):
    (tmp_path / "corpus.yaml").write_text("format: newscorpus/1\nname: small\n")
    (tmp_path / "a.yaml").write_text(
        "format: newscorpus/1\nid: a\nlanguage: en\ntext: A flood came.\nheadline: Flood\n"
    )
    (tmp_path / "b.yaml").write_text("format: newscorpus/1\nid: b\n")
    with annotating(tmp_path) as address:
        page = Page(address, "a.yaml")
        page.post("findings")
        listed = {article["name"]: article for article in page.post("articles")["articles"]}
        assert sorted(listed) == ["a.yaml", "b.yaml", "talks.txt"]
        assert listed["a.yaml"]["heading"] == "Flood"
        assert listed["talks.txt"]["state"] == "text"
        assert page.post("begin", text="talks.txt") == {"article": "talks.yaml"}
        assert text.with_suffix(".yaml").exists()


def test_another_name_is_written_once_and_found(page):
    """An actor of words that are no name is found by the first name that it gets."""
    page.act(add(["actors"], {"words": words_in(TEXT, "the ministry"), "kind": "organization"}))
    (actor,) = page.state["actors"]
    path = ["actors", actor["id"], "aliases"]
    assert "refused" not in page.act(add(path, "Norway"))
    assert page.state["actors"][0]["mentions"] == 2
    assert "already" in page.act(add(path, "Norway"))["refused"]
    assert page.state["actors"][0]["value"]["aliases"] == ["Norway"]


def labels(page, words, current=None):
    """The guesses for words, the likeliest first."""
    start, end = words_in(page.text, words)["span"]
    return [guess["label"] for guess in page.post("menu", start=start, end=end, current=current)["best"]]


QUARRY = """The Lisk Courier has an office in Port Lisk. Talks were held there. The Quarry Workers' Union mourns after an \
explosion at the Tarn quarry, where at least eleven others were injured in January. About 200 people protested.
"""


@pytest.fixture
def quarry(tmp_path):
    path = tmp_path / "quarry.txt"
    path.write_text(QUARRY)
    with annotating(path, "--language", "en") as address:
        page = Page(address)
        page.text = QUARRY
        for name in ("Lisk Courier", "Quarry Workers' Union"):
            page.act(add(["actors"], {"words": words_in(QUARRY, name), "kind": "organization"}))
        evidence = [words_in(QUARRY, "an explosion at the Tarn quarry")]
        page.act(add(["events"], {"kind": "incident", "type": "accident", "evidence": evidence}))
        yield page


def test_a_name_that_is_there_is_not_offered_again(quarry):
    assert "Another name of Lisk Courier" in labels(quarry, "Lisk")
    quarry.act(add(["actors", "lisk-courier", "aliases"], "Lisk"))
    assert "Another name of Lisk Courier" not in labels(quarry, "Lisk")


def test_without_an_event_a_time_asks_of_which(quarry):
    quarry.act(put(["published"], "2024-05-08"))
    assert labels(quarry, "in January") == ["Time of …"]


def test_a_place_is_likelier_behind_in(quarry):
    (event,) = quarry.state["events"]
    assert labels(quarry, "Port Lisk", event["id"])[0] == "Place"
    assert labels(quarry, "the Tarn quarry", event["id"])[0] == "Place"


def test_counts_are_of_the_harm_that_is_named(quarry):
    (event,) = quarry.state["events"]
    assert labels(quarry, "at least eleven others were injured", event["id"])[0] == "11+ injured"
    assert not any("contest" in label for label in labels(quarry, "at least eleven others were injured"))
    guesses = labels(quarry, "About 200 people", event["id"])
    assert "Count: 200~ …" in guesses
    assert "200~ killed" not in guesses


LINE = '{"format": "newscorpus/1", "id": "a", "language": "en", "text": "A flood came."}\n'


def test_json_lines_are_refused_with_the_remedy(tmp_path):
    """Alone, the command says how to convert them; beside others, the list does."""
    path = tmp_path / "a.jsonl"
    path.write_text(LINE)
    for paths in ((path,), (tmp_path,)):
        ran = newscorpus("annotate", "--no-open", *paths)
        assert ran.code == 2
        assert "JSON Lines cannot be annotated" in ran.err
        assert "newscorpus convert" in ran.err
    (tmp_path / "b.yaml").write_text("format: newscorpus/1\nid: b\nlanguage: en\ntext: A storm came.\n")
    with annotating(tmp_path) as address:
        listed = Page(address, "b.yaml").post("articles")["articles"]
    assert [(article["name"], article.get("state") == "lines") for article in listed] == [
        ("a.jsonl", True),
        ("b.yaml", False),
    ]


def test_parts_of_a_text_and_a_text_that_is_withheld(tmp_path):
    """`text_parts` are shown and kept; without a text there is nothing to select, but the forms can be filled in."""
    (tmp_path / "corpus.yaml").write_text("format: newscorpus/1\nname: parts\n")
    parts = "text_parts: {headline: [0, 15], body: [17, 58]}\n"
    head = "format: newscorpus/1\nlanguage: en\n"
    text = "Storm hits Oslo\n\nA storm killed 3 people in Oslo on Monday."
    (tmp_path / "parts.yaml").write_text(f"{head}id: parts\ntext: {json.dumps(text)}\n{parts}")
    (tmp_path / "withheld.yaml").write_text(f"{head}id: withheld\nsha256: {'0' * 64}\nheadline: Storm\n")
    with annotating(tmp_path) as address:
        page = Page(address, "parts.yaml")
        assert "refused" not in page.act(add(["actors"], {"words": words_in(text, "Oslo", 1), "kind": "locality"}))
        assert parts in (tmp_path / "parts.yaml").read_text()
        page = Page(address, "withheld.yaml")
        assert page.state["error"] is None
        assert "no text" in page.post("menu", start=0, end=3)["refused"]
        assert "refused" not in page.act(replace(["headline"], "A storm"))


def test_corpus_yaml_is_read_again(tmp_path):
    """A term, or an actor of the registry, that an editor has added there is offered at once."""
    path = tmp_path / "corpus.yaml"
    path.write_text("format: newscorpus/1\nname: own\n")
    (tmp_path / "a.yaml").write_text("format: newscorpus/1\nid: a\nlanguage: en\ntext: A flood came.\n")
    with annotating(tmp_path) as address:
        page = Page(address, "a.yaml")
        assert "flood" not in page.post("schema")["terms"]["types"]["incident"]
        path.write_text("format: newscorpus/1\nname: own\nvocabularies: {incident: {types: {flood: water comes}}}\n")
        for _ in range(100):
            if (
                page.look()["version"] != page.state["version"]
                or "flood" in page.post("schema")["terms"]["types"]["incident"]
            ):
                break
            time.sleep(0.1)
        assert page.post("schema")["terms"]["types"]["incident"]["flood"]["meaning"] == "water comes"
        event = {"kind": "incident", "type": "flood", "evidence": [words_in("A flood came.", "A flood")]}
        assert "refused" not in page.act(add(["events"], event))


def test_a_new_file_beside_an_open_article(tmp_path):
    """It is offered; the open article stays as it was, so that nothing is said of a change, and nothing is drawn anew."""
    article = "format: newscorpus/1\nid: {}\nlanguage: en\ntext: A flood came.\n"
    (tmp_path / "a.yaml").write_text(article.format("a"))
    with annotating(tmp_path) as address:
        page = Page(address, "a.yaml")
        version = page.state["version"]
        (tmp_path / "b.yaml").write_text(article.format("b"))
        for _ in range(600):
            if len(page.post("articles")["articles"]) == 2:
                break
            time.sleep(0.1)
        assert [each["name"] for each in page.post("articles")["articles"]] == ["a.yaml", "b.yaml"]
        assert page.look()["version"] == version


def test_objections_of_a_model_are_decided_at_their_words(tmp_path):
    """What `proofread --write` has recorded: shown where the event is, accepted with its value, or dismissed."""
    path = tmp_path / "mill.yaml"
    path.write_text(
        "format: newscorpus/1\nid: mill\nlanguage: en\ntext: Carl Dahl might sell the mill.\n"
        "events:\n  sale:\n    kind: event\n    type: transaction\n    status: planned\n    evidence: Carl Dahl might sell the mill\n"
    )
    answer = [
        {
            "at": "events.sale.status",
            "problem": "contradicted",
            "quote": "might sell",
            "should_be": "possible",
            "why": "x",
        },
        {"at": "events.sale.type", "problem": "wrong-term", "quote": "sell", "should_be": "agreement", "why": "y"},
    ]
    (tmp_path / "model.py").write_text(f"import sys\nsys.stdin.read()\nprint({json.dumps(json.dumps(answer))})\n")
    ask = f"{sys.executable} {tmp_path / 'model.py'}"
    newscorpus("proofread", path, "--ask", ask, "--model", "a-model", "--write")
    with annotating(path) as address:
        page = Page(address)
        points = page.state["todo"]
        assert [(point["at"], point["owner"], point["words"]) for point in points] == [
            ("events.sale.status", ["events", "sale"], [0, 29]),
            ("events.sale.type", ["events", "sale"], [0, 29]),
        ]
        assert "refused" not in page.post("accept", point=0, by="a-model", seen=page.state["version"])
        assert "refused" not in page.act(remove(["todo", 0]))
    sale = nc.load_article(path).events["sale"]
    assert (sale.status, sale.type) == ("possible", "transaction")
    assert "todo" not in path.read_text()
