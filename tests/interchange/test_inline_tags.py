"""Tags inside a text: they are removed, their words have offsets in the text without them, and torn ones are listed."""

import json
import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from command import newscorpus
from hypothesis import given, settings
from hypothesis import strategies as st
from imported import read_by

import newscorpus as nc

HEAD = "article: {text: text}\n"
ACTORS = 'entities: {each: "markup[]", from: label, "*": participant}\n'


def spans_of(article):
    """The label and the place of each tag that became an actor."""
    labels = {id_: actor.attributes.get("source_type") for id_, actor in article.actors.items()}
    return sorted((labels[span.id], span.start, span.end) for span in article.spans() if span.label == "mentions")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ('{open: "<{label}>", close: "</{label}>"}', "The <e1>firm Acme</e1> of <e2>Anna</e2>."),
        ('{open: "[{label} ", close: "]"}', "The [e1 firm Acme] of [e2 Anna]."),
        ('{open: "{{", close: "|{label}}}"}', "The {{firm Acme|e1}} of {{Anna|e2}}."),
        (r"{pattern: '\((?P<label>e\d): (?P<text>[^()]*)\)'}", "The (e1: firm Acme) of (e2: Anna)."),
        (
            '[{open: "<{label} id={id}>", close: "</>"}, {open: "*[{label}]", close: "*"}]',
            "The <e1 id=7>firm Acme</> of *[e2]Anna*.",
        ),
    ],
)
def test_forms(form, text, tmp_path):
    done = read_by("json", tmp_path)({"a.json": json.dumps({"text": text})}, f"{HEAD}markup: {form}\n{ACTORS}")
    assert done.article.text == "The firm Acme of Anna."
    assert spans_of(done.article) == [("e1", 4, 13), ("e2", 17, 21)]
    assert set(done.losses) <= {"markup[].id"}


def test_nested_and_overlapping_tags_of_several_fields(tmp_path):
    text = "<A>They <B>were</A> paid</B>, <A>he <A>said</A></A>"
    mapping = f'article: {{text: [title, body]}}\nmarkup: {{open: "<{{label}}>", close: "</{{label}}>"}}\n{ACTORS}'
    done = read_by("json", tmp_path)({"a.json": json.dumps({"title": "<A>Pay</A>", "body": text})}, mapping)
    assert done.article.text == "Pay\n\nThey were paid, he said"
    assert spans_of(done.article) == [("A", 0, 3), ("A", 5, 14), ("A", 21, 28), ("A", 24, 28), ("B", 10, 19)]
    nested = {"a.json": json.dumps({"text": "(A: one (B: two) three)"})}
    pattern = r"markup: {pattern: '\((?P<label>[A-Z]): (?P<text>(?:[^()]|\([^()]*\))*)\)'}" + "\n"
    done = read_by("json", tmp_path / "nested")(nested, HEAD + pattern + ACTORS)
    assert done.article.text == "one two three"
    assert spans_of(done.article) == [("A", 0, 13), ("B", 4, 7)]


def test_a_form_that_no_text_has_is_a_warning_with_what_was_tried(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_text(json.dumps({"text": 'The <PER id="p1">firm</PER>.'}), encoding="utf-8")
    for opened, tried in (
        ("<{label} {att}>", True),
        ('<{label} id="{id}">', False),
    ):
        form = json.dumps({"open": opened, "close": "</{label}>"})
        Path("map.yaml").write_text(f"{HEAD}markup: {form}\n{ACTORS}", encoding="utf-8")
        done = nc.import_corpus("a.json", "json", "out", mapping="map.yaml", force=True)
        said = [each for each in done.unused if each.message == "no text has a tag of this form"]
        assert [(each.primary.line, each.primary.column) for each in said] == [(2, 18)] * tried
        assert all(r"`<(?P<label>" in each.help and '`id="{id}"`' in each.help for each in said)


def test_torn_tags_stay_in_the_text_and_are_listed(tmp_path):
    rows = 'text\n"<A>They</A> left.\nThen <A>he did</B>."\nIt <A></A>rained.\n'
    mapping = f'{HEAD}markup: {{open: "<{{label}}>", close: "</{{label}}>"}}\n{ACTORS}'
    done = read_by("csv", tmp_path)({"a.csv": rows}, mapping)
    assert sorted(article.text for article in done.corpus) == ["It rained.", "They left.\nThen <A>he did</B>."]
    assert done.losses == {
        "tag that closes nothing": ["a.csv:2: text: line 2, column 15: </B>"],
        "tag that is not closed": ["a.csv:2: text: line 2, column 6: <A>"],
        "span that ends where it begins, or before": ["a.csv:4: markup[0]"],
    }


def test_tags_that_no_form_declares_are_listed(tmp_path):
    texts = {"a.json": json.dumps({"text": "<e1>Anna</e1> and <e1>Carl</e1> left: 1 < 2 > 0."})}
    done = read_by("json", tmp_path)(texts, HEAD)
    assert done.article.text.startswith("<e1>Anna</e1>")
    assert done.losses == {"tag <e1> that stays in the text: `markup` can read it": ["a.json: text"]}


CAUSES = """\
id,text_w_pairs
1,<ARG1>The workers marched</ARG1> <SIG0>because</SIG0> <ARG0>their wages were cut</ARG0> .
2,"<ARG0>The flood</ARG0> <SIG0>led to</SIG0> <ARG1>a <SIG1>later</SIG1> start</ARG1> , police said ."
"""


def test_nothing_is_missing(tmp_path):
    """As CausalNewsCorpus has causes and effects: as many words come in, or are listed, as a count of the tags gives."""
    mapping = (
        'article: {text: text_w_pairs, id: "c{id}"}\nmarkup: {open: "<{label}>", close: "</{label}>"}\n'
        "events: {each: ., type: cause}\n"
        'arguments: {each: "markup[]", role: label, from: label, ARG*: {as: thing}, roles: {ARG0: cause, ARG1: effect}}\n'
    )
    done = read_by("csv", tmp_path)({"a.csv": CAUSES}, mapping)
    known = Counter(re.findall(r"<(\w+)>", CAUSES))
    things = Counter(
        role for article in done.corpus for e in article.events.values() for role, v in e.things.items() for _ in v
    )
    lost = sum(loss.count for loss in done.imported.losses if "SIG" in loss.kind)
    assert things == {"cause": known["ARG0"], "effect": known["ARG1"]}
    assert lost == known["SIG0"] + known["SIG1"]


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ('{open: "<{label}>"}', "a form of tags with `open`"),
        ("{}", "a form of tags with neither `open` nor `pattern`"),
        ('{open: "", close: "]"}', "`open` is empty"),
        ('{open: "{a}{a}", close: "]"}', "`{a}` occurs twice"),
        ('{pattern: "("}', "`pattern` is no regular expression: missing ), unterminated subpattern at position 0"),
        ('{pattern: "<b>"}', "`pattern` has no group `text`"),
    ],
)
def test_a_wrong_form_is_a_finding(markup, message, tmp_path):
    (tmp_path / "a.json").write_text('{"text": "It rained."}', encoding="utf-8")
    (tmp_path / "map.yaml").write_text(f"{HEAD}markup: {markup}\n", encoding="utf-8")
    done = newscorpus("import", "json", tmp_path / "a.json", "--map", tmp_path / "map.yaml", "-o", tmp_path / "out")
    assert message in done.out + done.err
    assert "map.yaml:2:" in done.out + done.err


FORMS = {
    '{open: "<{label}>", close: "</{label}>"}': ("<{}>", "</{}>"),
    '{open: "[{label} ", close: "]"}': ("[{} ", "]"),
    '{open: "{{", close: "|{label}}}"}': ("{{{{", "|{}}}}}"),
}
WORDS = st.text(st.sampled_from("aZé🤝&/.\n"), min_size=1, max_size=4).map(lambda text: f"x{text}x")


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(FORMS)),
    st.lists(WORDS, min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=4),
)
def test_a_text_and_its_tags_are_read_as_they_were(form, words, pairs):
    """Tags that are nested, each with a label of its own: those that cross another are left out."""
    kept = []
    for first, last in (sorted((a % len(words), b % len(words))) for a, b in pairs):
        if not any(a < first <= b < last or first < a <= last < b or (a, b) == (first, last) for _, a, b in kept):
            kept.append((f"L{len(kept)}", first, last))
    opening, closing = FORMS[form]
    text, tagged, places = "", "", []
    for i, part in enumerate(words):
        text, tagged = (f"{text} ", f"{tagged} ") if i else (text, tagged)
        outer = sorted(kept, key=lambda tag: tag[1] - tag[2])
        tagged += "".join(opening.format(label) for label, first, _ in outer if first == i) + part
        tagged += "".join(closing.format(label) for label, _, last in reversed(outer) if last == i)
        places.append((len(text), len(text) + len(part)))
        text += part
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.json").write_text(json.dumps({"text": tagged}), encoding="utf-8")
        (folder / "map.yaml").write_text(f"{HEAD}markup: {form}\n{ACTORS}", encoding="utf-8")
        done = nc.import_corpus(folder / "a.json", "json", folder / "out", mapping=folder / "map.yaml")
        (article,) = nc.load(folder / "out")
    assert article.text == text
    assert spans_of(article) == sorted((label, places[a][0], places[b][1]) for label, a, b in kept)
    assert list(done.losses) == []
