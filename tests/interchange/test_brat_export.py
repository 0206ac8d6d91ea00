"""Articles that are exported to brat: others read the files, and what people add there comes back, or is counted."""

from collections import Counter

import attrs
import pytest
from exported import ROOT

import newscorpus as nc

TEXT = "Anna Berg met Carl Dahl\nin Oslo on Monday. “We agree,” she said. “At last.”\nTwo were hurt.\n"


def quote(words):
    return nc.Quote(exact=words)


def at(words):
    """The offsets of words, as a line has them."""
    return f"{TEXT.index(words)} {TEXT.index(words) + len(words)}"


@pytest.fixture
def article():
    anna = nc.Actor(id="anna", name="Anna Berg", kind="person", roles=(nc.Role(title="member"),))
    meeting = nc.Meeting(
        id="talks",
        type="talks",
        participants={"participant": ("anna",)},
        evidence=(quote("Anna Berg met Carl Dahl in Oslo on Monday"),),
        triggers=(quote("met"),),
    )
    hurt = nc.Incident(
        id="hurt",
        type="accident",
        evidence=(quote("Two were hurt"),),
        casualties={"injured": (nc.Count(count=2, by=("anna",)), nc.Count(count="2+", text=quote("Two")))},
    )
    claim = nc.Claim(
        quote=(quote("We agree"), quote("At last")),
        by=("anna",),
        cue=quote("she said"),
        at="talks",
        about=("talks", "anna"),
    )
    return nc.Article(
        id="news", language="en", text=TEXT, actors={"anna": anna}, events={"talks": meeting, "hurt": hurt}, claims=(claim,)
    )  # fmt: skip


@pytest.fixture
def changed(article, tmp_path):
    """Export the article, change the lines of its annotations, import them."""

    def change(edit):
        nc.export([article], "brat", tmp_path / "brat")
        path = tmp_path / "brat/news.ann"
        path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
        done = nc.import_corpus(tmp_path / "brat", "brat", tmp_path / "back")
        assert not done.errors
        return nc.load(tmp_path / "back")["news"], [one.kind for one in done.losses]

    return change


def test_several_quotes_are_one_discontinuous_span(changed):
    lines = []
    back, losses = changed(lambda text: lines.extend(text.splitlines()) or text)
    (trigger,) = (line for line in lines if "\tclaim " in line)
    assert trigger.endswith(f"\tclaim {at('We agree')};{at('At last')}\tWe agree At last")
    (claim,) = back.claims
    assert [one.exact for one in claim.quote] == ["We agree", "At last"]
    assert (claim.at, claim.about, claim.by) == ("talks", ("talks", "anna"), ("anna",))
    assert not losses


def test_what_people_add_in_brat_is_read(changed):
    """An actor, a mention of another, an argument, an event."""
    more = f"""\
T101\tperson {at("Carl Dahl")}\tCarl Dahl
T102\tperson {at("she")}\tshe
*\tEquiv T2 T102
T103\tlocality {at("Oslo")}\tOslo
T104\tmeeting-visit {at("Carl Dahl")}\tCarl Dahl
T105\tevidence {at("Carl Dahl")};{at("in Oslo")}\tCarl Dahl in Oslo
E101\tmeeting-visit:T104 visitor:T101 host:T103 evidence:T105
R101\trelation-ally_of Arg1:T101 Arg2:T2
"""
    back, losses = changed(lambda text: text.replace(" participant:T2", " participant:T102") + more)
    assert set(back.actors) == {"anna", "actor-t101", "actor-t103"}
    added = back.actors["actor-t101"]
    assert (added.name, added.named, added.kind) == ("Carl Dahl", False, "person")
    assert [one.other for one in added.relations["ally_of"]] == ["anna"]
    assert [one.exact for one in back.actors["anna"].mentions] == ["she"]
    ((visitor,), (host,)) = back.events["e101"].participants.values()
    assert (visitor.actor, visitor.mention, host.actor) == ("actor-t101", None, "actor-t103")
    ((participant,),) = back.events["talks"].participants.values()
    assert (participant.actor, participant.mention.exact) == ("anna", "she")
    assert [one.exact for one in back.events["e101"].evidence] == ["Carl Dahl\nin Oslo"]
    assert not losses


def test_an_event_that_people_add_has_the_sentences_around_it(changed):
    more = f"T101\tmeeting-visit {at('Carl Dahl')}\tCarl Dahl\nE101\tmeeting-visit:T101 visitor:T2\n"
    back, losses = changed(lambda text: text + more)
    assert [one.exact for one in back.events["e101"].evidence] == ["Anna Berg met Carl Dahl\nin Oslo on Monday."]
    assert not losses


@pytest.mark.parametrize(
    ("typed", "read"), [("a\\u{a}b", "a\nb"), ("\\u{10ffff}", "\U0010ffff"), ("\\u{110000}", "\\u{110000}")]
)
def test_escapes_that_people_type_in_a_note(changed, typed, read):
    back, losses = changed(lambda text: f"{text}#101\tAnnotatorNotes T2\t{typed}\n")
    assert (back.actors["anna"].note, losses) == (read, [])


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("#1\t", "R9\trelation-ally_of Arg1:T2 Arg2:T99\n#1\t", "relation-ally_of of other than two actors"),
        ("#1\t", "E9\trelation-owns:T2 Arg1:T2\n#1\t", "relation-owns of other than two actors"),
        (" participant:T2", " at:T1", "argument at"),
        (" by:T2", " by:E1", "argument by of a claim"),
        ("#1\t", "?\n#1\t", "line that is not of brat"),
        ("#1\t", "T99\tplace 0 4\tAnna\n#1\t", "place outside events"),
        ("#1\t", "T99\tOther 0 4\tAnna\n#1\t", "label Other"),
        ("#1\t", "E9\tVisit:T2\n#1\t", "event Visit"),
        ("#1\t", "E9\tmeeting-visit:T99\n#1\t", "event meeting-visit whose trigger does not exist"),
        ("#1\t", "R9\tKnows Arg1:T2 Arg2:T1\n#1\t", "relation Knows"),
        ("#1\t", "A99\tColour T2 red\n#1\t", "attribute Colour"),
        ("#1\t", "#99\tAnnotatorNotes T99\twhat\n#1\t", "note AnnotatorNotes"),
        ("#1\t", "N99\tReference T99 wikidata:Q5\tx\n#1\t", "identifier wikidata"),
    ],
)
def test_what_has_no_place_is_counted(changed, old, new, lost):
    _, losses = changed(lambda text: text.replace(old, new, 1))
    assert losses == [lost]


def test_without_texts_nothing_is_written(article, tmp_path):
    withheld = nc.Article(id="a", language="en", text_withheld=True)
    done = nc.export([withheld], "brat", tmp_path / "brat")
    assert (done.articles, [one.kind for one in done.losses]) == (0, ["article without its text"])
    assert {path.name for path in (tmp_path / "brat").iterdir()} == {"RIGHTS.md", "annotation.conf"}
    with pytest.raises(nc.UsageError, match="brat annotates texts, so they cannot be left out"):
        nc.export([article], "brat", tmp_path / "other", text=False)


def test_an_export_replaces_an_earlier_one_only(article, tmp_path):
    nc.export([article], "brat", tmp_path / "brat")
    assert nc.export([article], "brat", tmp_path / "brat").articles == 1
    (tmp_path / "brat/annotation.conf").write_text("[entities]\n")
    with pytest.raises(nc.UsageError, match="contains other files"):
        nc.export([article], "brat", tmp_path / "brat")


def test_what_brat_cannot_hold_is_counted(article, tmp_path):
    """A part of the text that ends with a line break, an event of another article."""
    talks = attrs.evolve(article.events["talks"], relations={"same_as": ("other#talks",)})
    other = attrs.evolve(article, id="other")
    parts = {"headline": (0, 23), "lead": (23, 40), "body": (40, len(TEXT))}
    first = attrs.evolve(article, events={**article.events, "talks": talks}, text_parts=parts)
    done = nc.export([first, other], "brat", tmp_path / "brat")
    assert {one.kind: one.places for one in done.losses} == {
        "events.relations in other articles": ["news: other#talks"],
        "text_parts": ["news: text_parts.lead", "news: text_parts.body"],
    }


def test_a_second_value_of_what_has_one_is_lost(changed):
    def edit(lines):
        event = next(line for line in lines.splitlines() if " E1 " in line and "\tstatus" in line).split()[2]
        person = next(line for line in lines.splitlines() if "\tperson " in line).split()[0]
        more = (
            f"A90\tstatus {event} planned\nA91\tsector {person} GOV\nA92\tsector {person} MIL\n#90\tid {event}\tother\n"
        )
        more += f"#91\tstring-x {event}\ta\n#92\tstring-x {event}\tb\n"
        more += f"N90\tReference {person} wikidata:Q1\tx\nN91\tReference {person} wikidata:Q2\tx\n"
        return lines + more

    article, losses = changed(edit)
    assert sorted(losses) == ["attribute sector", "attribute status", "identifier wikidata", "note id", "note string-x"]
    (event, _) = article.events.values()
    assert (event.id, event.status, event.attributes) == ("talks", "occurred", {"x": "a"})
    assert (article.actors["anna"].sector, article.actors["anna"].ids) == ("GOV", {"wikidata": "Q1"})


# What other readers of brat read. `pip install --group brat` brings both


@pytest.fixture(params=["seeds", "tests/articles"])
def corpus_in_brat(request, tmp_path):
    """A folder of brat, and the corpus that it was exported from."""
    nc.export(ROOT / request.param, "brat", tmp_path / "brat")
    return tmp_path / "brat", nc.load(ROOT / request.param)


def spans_of(article):
    return {(span.start, span.end) for span in article.spans()}


def test_bratly_reads_words_relations_and_notes(corpus_in_brat):
    """It refuses a file for a line that it cannot read; it has no arguments that are events, which brat has."""
    io = pytest.importorskip("bratly.io")
    folder, corpus = corpus_in_brat
    for article in corpus:
        path = folder / f"{article.id}.ann"
        read = io.read_and_load_ann_file(str(path), no_duplicates=False, sorting=False, renumerotize=False)
        lines = Counter(line[0] for line in path.read_text(encoding="utf-8").splitlines() if ":E" not in line)
        kinds = {"Entity": "T", "Event": "E", "Relation": "R", "Normalization": "N", "Note": "#"}
        found = Counter(type(one).__name__.removesuffix("Annotation") for one in read.annotations)
        assert {kind: found[name] for name, kind in kinds.items()} == {kind: lines[kind] for kind in kinds.values()}
        entities = [one for one in read.annotations if type(one).__name__ == "EntityAnnotation"]
        for one in entities:
            assert one.content == " ".join(article.text[part.start : part.end] for part in one.fragments)
        assert spans_of(article) <= {(one.get_start(), one.get_end()) for one in entities}


def test_peek_reads_words_and_events(corpus_in_brat):
    """It does not know lines * and N, which it reports and leaves out."""
    peek = pytest.importorskip("peek")
    folder, corpus = corpus_in_brat
    documents = {one.name: one.anns for one in peek.AnnCorpus(str(folder)).docs}
    for article in corpus:
        found = documents[article.id]
        assert spans_of(article) <= {(one.span[0][0], one.span[-1][1]) for one in found["entities"]}
        kinds = Counter(f"{event.kind}-{event.type}" for event in article.events.values())
        kinds += Counter("claim" for _ in article.claims)
        read = Counter(one.tag for one in found["events"] if not one.tag.startswith("relation-"))
        assert read == kinds
