"""Articles that are exported to brat: others read the files, and what people add there comes back, or is counted."""

from collections import Counter
from itertools import count

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
    folders = (tmp_path / f"changed{number}" for number in count())

    def change(edit):
        folder = next(folders)
        folder.mkdir()
        nc.export([article], "brat", folder / "brat")
        path = folder / "brat/news.ann"
        path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
        done = nc.import_corpus(folder / "brat", "brat", folder / "back")
        assert not done.errors
        return nc.load(folder / "back")["news"], [one.kind for one in done.losses]

    return change


def test_what_people_add_in_brat_is_read(changed):
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


def test_what_has_no_place_is_counted(changed):
    for old, new, lost in (
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
    ):
        _, losses = changed(lambda text, old=old, new=new: text.replace(old, new, 1))
        assert losses == [lost]


def test_without_texts_nothing_is_written(article, tmp_path):
    withheld = nc.Article(id="a", language="en", text_withheld=True)
    done = nc.export([withheld], "brat", tmp_path / "brat")
    assert (done.articles, [one.kind for one in done.losses]) == (0, ["article without its text"])
    assert {path.name for path in (tmp_path / "brat").iterdir()} == {"RIGHTS.md", "annotation.conf"}
    with pytest.raises(nc.UsageError, match="brat annotates texts, so they cannot be left out"):
        nc.export([article], "brat", tmp_path / "other", text=False)


def test_what_brat_cannot_hold_is_counted(article, tmp_path):
    talks = attrs.evolve(article.events["talks"], relations={"same_as": ("other#talks",)})
    other = attrs.evolve(article, id="other")
    parts = {"headline": (0, 23), "lead": (23, 40), "body": (40, len(TEXT))}
    first = attrs.evolve(article, events={**article.events, "talks": talks}, text_parts=parts)
    done = nc.export([first, other], "brat", tmp_path / "brat")
    assert {one.kind: one.places for one in done.losses} == {
        "events.relations in other articles": ["news: other#talks"],
        "text_parts": ["news: text_parts.lead", "news: text_parts.body"],
    }


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
