"""CAT XML: what EventStoryLine, ECB+ and MEANTIME write comes in or is listed, and any document is read as it was."""

import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape, quoteattr

import pytest
from command import newscorpus
from hypothesis import given, settings
from hypothesis import strategies as st
from imported import read_by

import newscorpus as nc

TOKENS = ["Anna Berg met Carl in Oslo on Monday .", "He did not pay , she said , because of the strike ."]
MARKABLES = """\
<HUMAN_PART_PER m_id="1"><token_anchor t_id="1"/><token_anchor t_id="2"/></HUMAN_PART_PER>
<HUMAN_PART_PER m_id="2"><token_anchor t_id="15"/></HUMAN_PART_PER>
<ENTITY_MENTION m_id="3" comment="the guest"><token_anchor t_id="4"/></ENTITY_MENTION>
<ENTITY_MENTION m_id="4"><token_anchor t_id="10"/></ENTITY_MENTION>
<EVENT_MENTION m_id="5" pred="meet" certainty="POSSIBLE"><token_anchor t_id="3"/><token_anchor t_id="5"/></EVENT_MENTION>
<NEG_ACTION_OCCURRENCE m_id="6"><token_anchor t_id="13"/></NEG_ACTION_OCCURRENCE>
<ACTION_REPORTING m_id="7"><token_anchor t_id="16"/></ACTION_REPORTING>
<LOC_GEO m_id="8"><token_anchor t_id="6"/></LOC_GEO>
<TIME_DATE m_id="9" value="2024-05-06"><token_anchor t_id="8"/></TIME_DATE>
<SIGNAL m_id="10"><token_anchor t_id="18"/><token_anchor t_id="19"/></SIGNAL>
<ACTION_OCCURRENCE m_id="11"><token_anchor t_id="21"/></ACTION_OCCURRENCE>
<HUMAN_PART_PER m_id="20" RELATED_TO="" TAG_DESCRIPTOR="anna" instance_id="HUM1"/>
<ENTITY m_id="21" ent_type="PER" external_ref="http://dbpedia.org/resource/Carl_Dahl"/>
<TIME_DATE m_id="22" TAG_DESCRIPTOR="the day of writing"/>
"""
RELATIONS = """\
<CROSS_DOC_COREF r_id="1" note="HUM1"><source m_id="1"/><source m_id="2"/><target m_id="20"/></CROSS_DOC_COREF>
<REFERS_TO r_id="2"><source m_id="3"/><target m_id="21"/></REFERS_TO>
<REFERS_TO r_id="3"><source m_id="4"/><target m_id="21"/></REFERS_TO>
<HAS_PARTICIPANT r_id="4" sem_role="Arg0"><source m_id="5"/><target m_id="1"/></HAS_PARTICIPANT>
<HAS_PARTICIPANT r_id="5" sem_role="Arg1"><source m_id="5"/><target m_id="3"/></HAS_PARTICIPANT>
<HAS_PARTICIPANT r_id="6" sem_role="AM-LOC"><source m_id="5"/><target m_id="8"/></HAS_PARTICIPANT>
<TLINK r_id="7" relType="CONTAINS" contextualModality="ACT"><source m_id="9"/><target m_id="5"/></TLINK>
<TLINK r_id="8" relType="AFTER"><source m_id="9"/><target m_id="11"/></TLINK>
<TLINK r_id="9" relType="AFTER"><source m_id="6"/><target m_id="5"/></TLINK>
<TLINK r_id="10" relType="BEFORE"><source m_id="5"/><target m_id="22"/></TLINK>
<PLOT_LINK r_id="11" relType="PRECONDITION" CAUSES="TRUE"><source m_id="11"/><target m_id="6"/></PLOT_LINK>
"""


def document(sentences, markables="", relations="", name="a.txt.xml"):
    rows, number = [], 0
    for i, sentence in enumerate(sentences):
        for words in sentence:
            number += 1
            rows.append(f'<token t_id="{number}" sentence="{i}" number="{number}">{escape(words)}</token>')
    tokens = "\n".join(rows)
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\n<Document doc_name={quoteattr(name)}>\n{tokens}\n"
        f"<Markables>\n{markables}</Markables>\n<Relations>\n{relations}</Relations>\n</Document>\n"
    )


TALKS = document([sentence.split() for sentence in TOKENS], MARKABLES, RELATIONS)


@pytest.fixture
def read(tmp_path):
    return read_by("cat", tmp_path)


def test_a_document_comes_in(read):
    done = read({"x/talks.xml": TALKS})
    article = done.article
    assert (article.id, done.errors) == ("a", {})
    assert article.text == "\n".join(TOKENS)
    people = [
        ([quote.exact for quote in actor.mentions], actor.kind, dict(actor.ids)) for actor in article.actors.values()
    ]
    assert people == [
        (["Anna Berg", "she"], "person", {"instance_id": "HUM1"}),
        (["Carl", "He"], "person", {"dbpedia": "Carl_Dahl"}),
    ]
    events = {event.triggers[0].exact: event for event in article.events.values()}
    assert {words: event.status for words, event in events.items()} == {
        "met": "possible",
        "pay": "negated",
        "said": "occurred",
        "strike": "occurred",
    }
    met = events["met"]
    assert [item.mention.exact for item in met.participants["participant"]] == ["Anna Berg", "Carl"]
    assert [place.name.exact for place in met.places] == ["Oslo"]
    assert (met.when.text.exact, met.when.edtf, events["strike"].when) == ("Monday", "2024-05-06", None)
    assert {term: list(ids) for term, ids in events["pay"].relations.items()} == {"after": [met.id]}
    assert {term: list(ids) for term, ids in events["strike"].relations.items()} == {"PRECONDITION": [events["pay"].id]}
    assert {loss.kind: loss.count for loss in done.imported.losses} == {
        "SIGNAL outside events": 1,
        "role Arg0 of an event, which becomes participant": 1,
        "role Arg1 of an event, which becomes participant": 1,
        "role AM-LOC of LOC_GEO, which becomes place": 1,
        "role CONTAINS of TIME_DATE, which becomes when": 1,
        "TIME_DATE without words": 1,
        "PLOT_LINK.CAUSES": 1,
        "TLINK.contextualModality": 1,
        "relation AFTER of what has no place": 1,
        "relation TLINK of what has no words": 1,
        "gap inside EVENT_MENTION, which is one quote": 1,
    }
    assert done.losses["relation TLINK of what has no words"] == ["x/talks.xml:51:1"]


def test_nothing_is_missing(read):
    """What comes in and what is listed are as many as the source has, by a count that knows no reader."""
    anchored = re.findall(r'<(\w+) m_id="\w+"[^/>]*><token_anchor', TALKS)
    links = re.findall(r"<(\w+) r_id=", TALKS)
    done = read({"talks.xml": TALKS})
    spans = Counter(span.label for span in done.article.spans())
    lost = {loss.kind: loss.count for loss in done.imported.losses}
    outside = sum(count for kind, count in lost.items() if kind.endswith(" outside events"))
    assert len(anchored) == spans["mentions"] + len(done.article.events) + spans["places"] + spans["when"] + outside
    kept = spans["participants"] + spans["places"] + spans["when"]
    kept += sum(len(ids) for event in done.article.events.values() for ids in event.relations.values())
    coreference = sum(name in ("CROSS_DOC_COREF", "REFERS_TO") for name in links)
    dropped = sum(count for kind, count in lost.items() if kind.startswith("relation "))
    assert len(links) == coreference + kept + dropped


def test_labels_of_several_words_that_mean_something_else_together(tmp_path):
    """The labels of ECB+: an ACTION_STATE is no state, and a NON_HUMAN_PART is no human."""
    anchored = '<ACTION_STATE m_id="1"><token_anchor t_id="1"/></ACTION_STATE>\n'
    anchored += '<NON_HUMAN_PART m_id="2"><token_anchor t_id="2"/></NON_HUMAN_PART>\n'
    (tmp_path / "a.xml").write_text(document([["Probation", "cars"]], anchored), encoding="utf-8")
    draft = tmp_path / "map.yaml"
    assert newscorpus("import", "cat", tmp_path / "a.xml", "--init", "--map", draft).code == 0
    text = draft.read_text(encoding="utf-8")
    assert "  ACTION_STATE: event" in text
    assert "  NON_HUMAN_PART: object" in text


def test_a_headline_is_no_part_of_the_next_sentence(read):
    sentences = [["Flood", "in", "Oslo"], ["The", "river", "rose", "."], ["``", "We", "left", ".", "''"]]
    done = read({"a.xml": document(sentences, '<ACTION m_id="1"><token_anchor t_id="6"/></ACTION>\n')})
    assert done.article.text == "Flood in Oslo\n\nThe river rose .\n\n`` We left . ''"
    (event,) = done.article.events.values()
    assert [quote.exact for quote in event.evidence] == ["The river rose ."]


DAMAGED = document(
    [["Anna", "Berg"], ["met"]], '<PER m_id="1"><token_anchor t_id="1"/><token_anchor t_id="9"/></PER>\n'
)
DAMAGED = DAMAGED.replace(">met<", "><").replace('t_id="2"', 't_id="1"', 1)
DAMAGED = DAMAGED.replace("</Relations>", '<TLINK r_id="1"><source m_id="1"/></TLINK>\n</Relations>\n<Note>odd</Note>')


def test_damage_is_listed_with_line_and_column_and_loses_nothing_else(read):
    torn = TALKS.replace("</HUMAN_PART_PER>", "", 1)
    doctype = "<!DOCTYPE x>\n" + TALKS.partition("\n")[2]
    done = read({"a.xml": DAMAGED, "b.xml": torn, "c.xml": doctype, "d.xml": "<a/>"})
    assert done.article.text == "Anna Berg"
    assert [actor.name for actor in done.article.actors.values()] == ["Anna"]
    assert done.losses == {
        "file that cannot be read as CAT XML": [
            "b.xml: mismatched tag: line 40, column 2",
            "c.xml: line 1: a document type is not allowed",
            "d.xml: it has no <Document> with <token>",
        ],
        "token whose id occurs twice": ["a.xml:4:1"],
        "token without words": ["a.xml:5:1"],
        "token_anchor whose token does not exist": ["a.xml:7:39"],
        "relation TLINK without its target": ["a.xml:10:1"],
        "element Note": ["a.xml:12:1"],
    }


def test_a_file_of_another_format_is_named(tmp_path):
    path = tmp_path / "talks.xml"
    path.write_text(TALKS, encoding="utf-8")
    for other in ("cas", "newsml", "webanno-tsv"):
        done = newscorpus("import", other, path, "-o", tmp_path / "out")
        assert done.err == f"error: {path} is not {other} but cat: type `newscorpus import cat {path}`\n"
    path.write_text('<?xml version="1.0"?>\n<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"/>', encoding="utf-8")
    done = newscorpus("import", "cat", tmp_path, "-o", tmp_path / "out")
    assert done.err.endswith(f"; it is cas: type `newscorpus import cas {tmp_path}`\n")


WORDS = st.text(st.sampled_from("aZé字🤝<&\"'.|_"), min_size=1, max_size=4)
SENTENCES = st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=4)
LABELS = st.from_regex(r"[A-Za-z_é][A-Za-z_é.]{0,4}[a-z]", fullmatch=True)


@settings(max_examples=60)
@given(SENTENCES, st.lists(st.tuples(LABELS, st.integers(0, 19), st.integers(1, 3)), max_size=5))
def test_a_text_and_its_spans_are_read_as_they_were(sentences, labels):
    number = sum(map(len, sentences))
    chosen = [(label, at % number, min(at % number + length, number)) for label, at, length in labels]
    markables = ""
    for id_, (label, first, behind) in enumerate(chosen):
        anchors = "".join(f'<token_anchor t_id="{i + 1}"/>' for i in reversed(range(first, behind)))
        markables += f'<{label} m_id="{id_}">{anchors}</{label}>\n'
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.xml").write_bytes(document(sentences, markables).encode())
        (folder / "map.yaml").write_text('source: cat\nentities: {"*": unknown}\n', encoding="utf-8")
        done = nc.import_corpus(folder / "a.xml", "cat", folder / "out", mapping=folder / "map.yaml")
        (article,) = nc.load(folder / "out")
    # A blank line is behind a sentence that does not end like one.
    assert re.fullmatch("\n\n?".join(re.escape(" ".join(sentence)) for sentence in sentences), article.text)
    tokens = [match.span() for match in re.finditer(r"\S+", article.text)]
    known = Counter((label, tokens[first][0], tokens[behind - 1][1]) for label, first, behind in chosen)
    names = {id_: actor.attributes["source_label"] for id_, actor in article.actors.items()}
    assert Counter((names[s.id], s.start, s.end) for s in article.spans() if s.label == "mentions") == known
    assert list(done.losses) == []
