"""Corpora of brat by others: what their lines become, and what is said of lines that cannot be read."""

import os
import tempfile
from itertools import accumulate
from pathlib import Path

import attrs
import pytest
import yaml
from command import newscorpus
from hypothesis import given, settings
from hypothesis import strategies as st
from imported import Read, read_by
from jsonschema import Draft202012Validator

import newscorpus as nc
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.registry import reader

NEWS = "Anna Berg of Acme met Carl Dahl in Oslo on Monday. He paid 5 dollars for it.\n"
MEETING = """\
T1\tPerson 0 9\tAnna Berg
T2\tOrganization 13 17\tAcme
T3\tMeet 18 21\tmet
T4\tPerson 22 31\tCarl Dahl
T5\tGPE 35 39\tOslo
T6\tDate 43 49\tMonday
T7\tMoney 59 68\t5 dollars
T8\tPerson 51 53\tHe
T9\tPay 54 58\tpaid
E1\tMeet:T3 Participant:T1 Participant2:T4 Participant3:T1 Place:T5 Time:T6
E2\tPay:T9 Giver-Arg:T8 Money-Arg:T7 Event-Arg:E1
*\tEquiv T4 T8
"""


@pytest.fixture
def read(tmp_path):
    return read_by("brat", tmp_path)


def who(event):
    return {role: tuple(map(str, several)) for role, several in event.participants.items()}


def words(quotes):
    return [quote.exact for quote in quotes]


def test_an_article_with_events(read):
    """Without a mapping file, usual labels have their usual meanings, and others are terms of their own."""
    done = read({"news.txt": NEWS, "news.ann": MEETING})
    article = done.article
    assert done.losses == {"argument that its event has already": ["news.ann:10: T1"]}
    assert not done.errors
    assert {one.id: (one.kind, one.named) for one in article.actors.values()} == {
        "anna-berg": ("person", True),
        "acme": ("organization", True),
        "carl-dahl": ("person", False),
        "oslo": ("locality", True),
    }
    assert words(article.actors["carl-dahl"].mentions) == ["Carl Dahl", "He"]
    met, paid = article.events.values()
    assert (met.id, met.kind, met.type, words(met.triggers)) == ("met", "meeting", "talks", ["met"])
    assert who(met) == {"participant": ("anna-berg", "carl-dahl")}
    assert words(one.mention for one in met.participants["participant"]) == ["Anna Berg", "Carl Dahl"]
    assert met.places == (nc.Place(name=nc.Quote(exact="Oslo", start=35)),)
    assert met.when == nc.When(edtf="unknown", text=nc.Quote(exact="Monday", start=43))
    assert words(met.evidence) == ["Anna Berg of Acme met Carl Dahl in Oslo on Monday."]
    assert (paid.type, who(paid), paid.relations) == ("Pay", {"giver": ("carl-dahl",)}, {"about": ("met",)})
    assert words(one.text for one in paid.things["amount"]) == ["5 dollars"]
    assert paid.attributes == {"source_label": "Pay"}


MAP = """\
source: brat
corpus: {name: talks, language: en}
entities:
  Person: {as: actor, kind: group}
  GPE: ignore
  Date: {as: topic}
  Money: {as: thing, role: price}
  Organization: place
events:
  Meet: {kind: event, type: agreement, roles: {Participant: agent}}
roles:
  Giver-Arg: agent
  Money-Arg: cost
  Event-Arg: after
"""


READ = """\
corpus: {name: talks, language: en}
article: {published: {file: "news-%Y-%m-%d"}, attributes: {series: "{file}"}}
entities:
  Date: {as: when, read: true}
  Money: {as: thing, role: amount, read: true}
"""


def test_times_and_quantities_are_read(read):
    """Times are counted from the date of publication, which the name of the file may have; labels stay."""
    names = {"news-2024-05-08.txt": NEWS, "news-2024-05-08.ann": MEETING.replace("E2\tPay", "A1\tNegation E1\nE2\tPay")}
    done = read(names, READ)
    met, paid = done.article.events.values()
    assert (done.article.published, met.when.edtf) == ("2024-05-08", "2024-05-06")
    assert [one.value for one in paid.things["amount"]] == ["5 USD"]
    assert (met.attributes["source_place_label"], met.attributes["source_when_label"]) == ("GPE", "Date")
    assert done.article.attributes == {"series": "news-2024-05-08"}


def test_what_cannot_be_read_comes_in_as_words_and_is_not_lost(read):
    """A year is no quantity, although it is a number: its label is one of times."""
    text = "It rained in 1999, for a while, and cost a fortune. Some died."
    ann = """\
T1\tRain 3 9\trained
T2\tDate 13 17\t1999
T3\tDate 19 30\tfor a while
T4\tMoney 41 50\ta fortune
T5\tDead 52 56\tSome
E1\tRain:T1 Of:T2 Time:T3 Cost:T4 Killed:T5
"""
    more = """\
  Dead: {as: casualties, role: killed}
events: {Rain: {kind: incident, type: disaster}}
roles: {Of: {as: thing, role: object, read: true}, Cost: cost}
"""
    mapping = READ + more
    done = read({"news-2024-05-08.txt": text, "news-2024-05-08.ann": ann}, mapping)
    (rained,) = done.article.events.values()
    assert [(str(one.text), one.value) for one in rained.things["object"]] == [("1999", None)]
    assert [(str(one.text), one.value) for one in rained.things["cost"]] == [("a fortune", None)]
    assert (rained.when.edtf, str(rained.when.text)) == ("unknown", "for a while")
    assert {loss.kind: loss.places for loss in done.imported.losses.unread} == {
        "time that cannot be read": ["news-2024-05-08.ann:3: for a while"],
        "date of a thing, which has quantities only": ["news-2024-05-08.ann:2: 1999"],
        "quantity that cannot be read": ["news-2024-05-08.ann:4: a fortune"],
    }
    assert done.losses == {"count that cannot be read": ["news-2024-05-08.ann:5: Some"]}


def test_mentions_with_the_same_words_are_one_actor_if_the_mapping_says_so(read):
    """One whose name has all its mentions in the text lists none. Pronouns stay apart."""
    text = "U.S. forces met U.S. envoys, he said. The U.S.\nforces left, he said."
    ann = """\
T1\tGroup 0 11\tU.S. forces
T2\tGroup 42 53\tU.S.\\nforces
T3\tPerson 29 31\the
T4\tPerson 60 62\the
T5\tPerson 16 20\tU.S.
T6\tOrganization 42 46\tU.S.
"""
    for way, mentions in (
        (None, [["U.S. forces"], ["U.S.\nforces"], ["he"], ["he"], ["U.S."], ["U.S."]]),
        ("words", [[], ["he"], ["he"], ["U.S.", "U.S."]]),
        ("words+type", [[], ["he"], ["he"], ["U.S."], ["U.S."]]),
    ):
        mapping = "entities: {Group: {as: actor, kind: group}}\n" + (f"same: {way}\n" if way else "")
        done = read({"news.txt": text, "news.ann": ann.replace("\\n", " ")}, mapping)
        found = [[quote.exact for quote in actor.mentions] for actor in done.article.actors.values()]
        assert found == mentions


def test_words_at_wrong_offsets_are_no_evidence(read):
    text = "Anna met Carl. Then came rain. All was well."
    done = read({"a.txt": text, "a.ann": "T1\tMeet 5 8\tmet\nT2\tPlace 25 29\tCarl\nE1\tMeet:T1 Place:T2\n"})
    assert done.errors
    (path,) = done.imported.rejected
    assert "evidence:\n      - exact: Anna met Carl.\n        start: 0\n" in path.read_text()
    assert "Then came rain" not in path.read_text()


def test_labels_of_several_places_stay(read):
    ann = MEETING.replace("Place:T5", "Place:T5 Place2:T10 Place3:T5") + "T10\tLocation 13 17\tAcme\n"
    met, _ = read({"news.txt": NEWS, "news.ann": ann}).article.events.values()
    assert met.attributes["source_place_label"] == "GPE, Location"


def test_errors_of_a_mapping_have_places(read):
    for mapping, said in (
        ("entitys: {A: person}", "map.yaml:1:1: unknown field `entitys` of a label file"),
        ("entities:\n  A: persom", "map.yaml:2:6: `persom` is not actor, amount,"),
        ("entities:\n  A: {as: actor, kind: human being}", "map.yaml:2:24: `human being` is not country"),
        ("entities:\n  A: {as: event, kind: persn}", "map.yaml:2:24: `persn` is not"),
        ("entities:\n  A: {as: event, kind: person}", "map.yaml:2:24: unknown term `person`"),
        ("entities:\n  A: {as: actor, kind: meeting}", "map.yaml:2:24: unknown term `meeting`"),
        ("entities:\n  A: {as: thing, role: a b}", "map.yaml:2:24: `a b` is not a term"),
        ("events:\n  A: {kind: event, type: 1a}", "map.yaml:2:26: `1a` is not a term"),
        ("events:\n  A: {kind: evnt}", "map.yaml:2:13: `evnt` is not claim, event, ignore, incident"),
        ("events:\n  A: attack", "map.yaml:2:6: `attack` is not claim, event"),
        ("events:\n  A: {roles: [b]}", "map.yaml:2:14: `roles` must be a mapping"),
        ("entities:\n  A: [a]", "map.yaml:2:6: `A` must be a string"),
        ("roles: [a]", "map.yaml:1:8: `roles` must be a mapping"),
        ("relations:\n  A: {term: same, reverse: 1}", "map.yaml:2:28: `reverse` must be true or"),
        ("relations:\n  A: ''", "map.yaml:2:6: `` is not a term"),
        ("attributes:\n  A: {status: {High: sure}}", "map.yaml:2:22: `sure` is not"),
        ("attributes:\n  A: {attribute: 'a b'}", "map.yaml:2:18: `a b` is not a term"),
        ("attributes:\n  A: 5", "map.yaml:2:6: `A` must be a string"),
        ("source: json", "map.yaml:1:9: `json` is not brat"),
        ("strip_digits: 1", "map.yaml:1:15: `strip_digits` must be true or false"),
        ("corpus: {name: A B}", "map.yaml:1:16: `A B` is not an id"),
        ("corpus: {nme: a}", "map.yaml:1:10: unknown field `nme`"),
        ("corpus: a", "map.yaml:1:9: `corpus` must be a mapping"),
        ("- a", "map.yaml:1:1: file must be a mapping"),
        ("a: {", "map.yaml:1:5: value is missing"),
    ):  # fmt: skip
        with pytest.raises(nc.InvalidCorpus) as caught:
            read({"news.txt": NEWS, "news.ann": MEETING}, mapping)
        first = caught.value.report.errors[0]
        place = f"{Path(first.primary.file).name}:{first.primary.line}:{first.primary.column}"
        assert f"{place}: {first.message}".startswith(said)


SCHEMA = Draft202012Validator(nc.schema("labels"))


def test_the_schema_accepts_a_mapping():
    for mapping in (MAP, READ, "attributes: {A: {status: {High: occurred, '*': ignore}}, B: negation}"):
        assert not list(SCHEMA.iter_errors(yaml.safe_load(mapping)))


LABELS = "T1\tPerson 0 9\tAnna Berg\n"


def test_a_line_that_has_no_place_is_a_loss(read):
    for lines, kind, place in (
        ("what is this", "line that is not of brat", "news.ann:2"),
        ("T2 Person", "line that is not of brat", "news.ann:2"),
        ("T2\tPerson 5\tAnna", "line that is not of brat", "news.ann:2"),
        ("E1\tMeet", "line that is not of brat", "news.ann:2"),
        ("R1\tKnows Arg1:T1", "line that is not of brat", "news.ann:2"),
        ("N1\tReference T1 Q5\tAnna", "line that is not of brat", "news.ann:2"),
        ("A1\tMention", "line that is not of brat", "news.ann:2"),
        ("#1\tAnnotatorNotes", "line that is not of brat", "news.ann:2"),
        ("*\tEquiv T1", "line that is not of brat", "news.ann:2"),
        ("E1\tMeet:T9 Participant:T1", "trigger that does not exist", "news.ann:2: T9"),
        ("T2\tMeet 18 21\tmet\nE1\tMeet:T2 Participant:T7", "argument Participant that does not exist", "news.ann:3: T7"),
        ("T2\tMeet 18 21\tmet\nE1\tMeet:T2 Participant", "argument that is not `ROLE:ID`", "news.ann:3"),
        ("T2\tMeet 18 21\tmet\nE1\tMeet:T2 Event:E1", "argument Event that is its own event", "news.ann:3"),
        ("T2\tMeet 18 21\tmet\nE1\tMeet:T2 Ö:T1", "argument Ö", "news.ann:3: T1"),
        ("T2\tGPE 35 39\tOslo\nR1\tÖ Arg1:T1 Arg2:T2", "relation Ö", "news.ann:3"),
        ("T1\tPerson 22 31\tCarl Dahl", "id that occurs twice, and means the first", "news.ann:2: T1"),
        ("T2\tDate 43 49\tMonday", "Date outside events", "news.ann:2"),
        ("R1\tKnows Arg1:T1 Arg2:T7", "relation Knows of what has no place", "news.ann:2"),
        ("T2\tMeet 18 21\tmet\nE1\tMeet:T2\nR1\tKnows Arg1:E1 Arg2:T9", "relation Knows of what has no place", "news.ann:4"),
        ("R1\tKnows Arg1:T1 Arg2:T1", "relation Knows of what has no place", "news.ann:2"),
        ("*\tEquiv T1 T7", "* Equiv of other than actors", "news.ann:2"),
        ("N1\tReference T9 wikidata:Q5\tAnna", "identifier wikidata", "news.ann:2"),
        ("N1\tReference T1 wiki:A\t\nN2\tReference T1 wiki:B\t", "second identifier wiki", "news.ann:3"),
        ("A1\tNegation T1", "attribute Negation of what cannot have it", "news.ann:2"),
        ("A1\tTitle T9 King", "attribute Title of what cannot have it", "news.ann:2"),
        (
            "A1\tTitle T1 King\nA2\tTitle T1 Queen",
            "second value of attribute Title",
            "news.ann:3: Queen beside King",
        ),
        ("#1\tAnnotatorNotes R9\tWhat?", "note AnnotatorNotes", "news.ann:2"),
    ):  # fmt: skip
        done = read({"news.txt": NEWS, "news.ann": f"{LABELS}{lines}\n"})
        assert done.losses[kind] == [place]
        assert done.imported.articles == 1


def test_an_event_without_a_trigger_needs_words(read):
    """Else the event is left out, and not the whole article; what it has is a loss, too."""
    for line, kind, events in (
        ("E1\tMeet:T9", "event Meet whose trigger does not exist", []),
        ("E1\tMeet:T9 Participant:T8", "event Meet whose trigger does not exist", []),
        ("E1\tMeet:T9 Participant:T1", "trigger that does not exist", ["meet"]),
    ):
        done = read({"news.txt": NEWS, "news.ann": f"{LABELS}{line}\nA1\tNegation E1\n"})
        assert done.losses[kind] == ["news.ann:2: T9"]
        assert (list(done.article.events), done.imported.rejected) == (events, ())
        assert ("attribute Negation of what cannot have it" in done.losses) == (not events)


def test_the_trigger_of_an_ignored_event_need_not_exist(read):
    done = read({"news.txt": NEWS, "news.ann": f"{LABELS}E1\tMeet:T9\n"}, "source: brat\nevents: {Meet: ignore}\n")
    assert done.losses == {}


def test_events_share_what_has_one_place(read):
    more = "T10\tDate 22 31\tCarl Dahl\nE3\tMeet:T3 Time:T10\n*\tEquiv E1 E3\n"
    done = read({"news.txt": NEWS, "news.ann": MEETING.replace("Time:T6", "Time:T6 Time2:T6") + more})
    assert done.losses["time of an event that has one"] == ["news.ann:10: Time"]
    assert done.article.events["met-2"].relations == {"same_as": ("met",)}


def test_ids_that_occur_twice_are_both_read(read):
    ann = LABELS + "T1\tPerson 22 31\tCarl Dahl\nT1\tGPE 35 39\tOslo\nT2\tMeet 18 21\tmet\nE1\tMeet:T2 Agent:T1\n"
    article = read({"news.txt": NEWS, "news.ann": ann}).article
    assert list(article.actors) == ["anna-berg", "carl-dahl", "oslo"]
    assert who(article.events["met"]) == {"agent": ("anna-berg",)}


TORN = "Anna\r\nBerg met\nCarl Dahl.\n"


def test_words_in_several_parts(read):
    for lines, mention in (
        ("T1\tPerson 0 4;6 10\tAnna Berg", (0, 10)),  # split at a line break
        ("T1\tPerson 0 10\tAnna\nBerg", (0, 10)),  # torn
        ("T1\tPerson 0 10\tAnna\n\nBerg", (0, 10)),
        ("T1 Person 0 4 ", (0, 4)),  # without words, and blanks for tabs
        ("T1\tPerson 0 4;15 19\tAnna Carl", (0, 19)),
    ):
        done = read({"news.txt": TORN, "news.ann": lines})
        (actor,) = done.article.actors
        assert done.article.mentions(actor) == (mention,)
        assert ("gap inside Person, which is one quote" in done.losses) == (mention[1] == 19)
        assert ("line break inside the words of a line T, which are joined" in done.losses) == ("\n" in lines)


@pytest.mark.parametrize("line", ["Person 22 26;35 39\tAnna Oslo", "Person 51 54\tBerg", "Meet 4 8;18 21\tBerg sat"])
def test_other_words_at_offsets_are_an_error_wherever_they_stand(read, line):
    """Also as one mention of several, and where words have several parts."""
    annotated = f"T1\tPerson 0 9\tAnna Berg\nT2\t{line}\n"
    annotated += "E1\tMeet:T2\n" if line.startswith("Meet") else "*\tEquiv T1 T2\n"
    assert {"NC301", "NC311"} & read({"news.txt": NEWS, "news.ann": annotated}).errors.keys()


def test_triggers_and_topics_have_a_quote_for_each_part(read):
    ann = "T1\tMeet 0 4;18 21\tAnna met\nT2\tTopic 0 4;22 26\tAnna Carl\nE1\tMeet:T1 About:T2"
    (event,) = read({"news.txt": NEWS, "news.ann": ann}).article.events.values()
    assert words(event.triggers) == ["Anna", "met"]
    assert words(event.topics) == ["Anna", "Carl"]


EMOJI = "😀 Jörg\r\nmet 北京 👩\u200d🚀 in Köln.\r\n"


@pytest.mark.parametrize("unit", ["code points", "UTF-16", "bytes", "CRLF as one"])
def test_offsets_of_any_unit_are_recognised(read, unit):
    """Words prove the unit, and whether it counts the byte order mark; the article has code points."""
    for mark in ("", "\ufeff"):
        seen = mark + (EMOJI.replace("\r\n", "\n") if unit == "CRLF as one" else EMOJI)
        lines = []
        for i, name in enumerate(("Jörg", "北京", "Köln"), 1):
            before, after = seen[: seen.index(name)], seen[: seen.index(name) + len(name)]
            code = {"UTF-16": "utf-16-le", "bytes": "utf-8"}.get(unit, "utf-32-le")
            size = {"UTF-16": 2, "bytes": 1}.get(unit, 4)
            start, end = (len(part.encode(code)) // size for part in (before, after))
            lines.append(f"T{i}\tPerson {start} {end}\t{name}\n")
        done = read({"news.txt": mark + EMOJI, "news.ann": mark + "".join(lines)})
        assert not done.errors
        for id_, actor in done.article.actors.items():
            ((start, end),) = done.article.mentions(id_)
            assert done.article.text[start:end] == actor.name
        assert bool(done.losses) == (unit != "code points" or bool(mark))
        assert [kind for kind in done.losses if "which are converted" not in kind] == []


def test_files_that_lack_the_other(read):
    done = read({
        "a.txt": NEWS,
        "b.ann": LABELS,
        "c.txt": NEWS,
        "c.ann": "",
        "d.txt": b"\xff\xfe",
        "d.ann": "",
        "e.txt": NEWS,
        "e.ann": b"T1\tPerson 0 9\t\xff",
        "sub/f.txt": NEWS,
        "sub/f.a1": LABELS,
        "sub/f.a2": "A1\tTitle T1 King",
        "g.txt": "\n",
        "g.ann": "",
    })  # fmt: skip
    assert [one.id for one in done.corpus] == ["a", "c", "e", "sub-f"]
    assert done.corpus["sub-f"].actors["anna-berg"].attributes["Title"] == "King"
    assert done.losses == {
        "document without a text": ["g.txt"],
        "document without a text: no such file": ["b.txt"],
        "document whose text is not UTF-8": ["d.txt: byte 0"],
        "annotations that are not UTF-8": ["e.ann: byte 14"],
    }


def test_what_is_not_of_brat_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text(NEWS)
    text, none = tmp_path / "a.txt", tmp_path / "none"
    for source, said in ((tmp_path, "not a corpus"), (text, "a.txt: no files"), (none, "no such file or folder")):
        with pytest.raises(nc.UsageError, match=said):
            nc.import_corpus(source, "brat", tmp_path / "out")


def test_one_document_is_read(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(NEWS)
        (tmp_path / f"{name}.ann").write_text(LABELS)
    assert nc.import_corpus(tmp_path / "a.ann", "brat", tmp_path / "out").articles == 1


CONFIGURATION = """\
# types
stray
<PO>=Person|Organization
[entities]
Stuff
\tToo
!Being
\tPerson
\t\tMinister
-----
[relations]
Alias\tArg1:<PO>, Arg2:<PO>, <REL-TYPE>:symmetric-transitive
Leads\tArg1:<PO>, Arg2:<PO>
[events]
!Attack-group
\tStrike\tAgent:<PO>
[attributes]
Negation\tArg:<EVENT>
"""


def test_a_configuration_has_a_hierarchy(read):
    """A label without a meaning has that of the one above it; a relation that joins makes one actor of two."""
    ann = """\
T1\tMinister 0 9\tAnna Berg
T2\tMinister 22 31\tCarl Dahl
T3\tPerson 51 53\tHe
T4\tStrike 18 21\tmet
E1\tStrike:T4 Agent:T1
R1\tAlias Arg1:T2 Arg2:T3
R2\tLeads Arg1:T1 Arg2:T3
A1\tNegation E1
"""
    article = read({"news.txt": NEWS, "news.ann": ann, "annotation.conf": CONFIGURATION}).article
    assert {one.id: one.kind for one in article.actors.values()} == {"anna-berg": "person", "carl-dahl": "person"}
    event = article.events["met"]
    assert (event.kind, event.type, event.status) == ("incident", "attack", "negated")
    ((relation,),) = article.actors["anna-berg"].relations.values()
    assert relation.other == "carl-dahl"


RELATED = """\
T1\tPerson 0 9\tAnna Berg
T2\tPerson 22 31\tCarl Dahl
T3\tEVENT 18 21\tmet
T4\tEVENT 54 58\tpaid
T5\tMoney 59 68\t5 dollars
R1\tWorksFor Arg1:T1 Arg2:T2
R2\tWorksFor Arg1:T1 Arg2:T2
R3\tBefore Arg1:T4 Arg2:T3
R4\tAgent Arg1:T2 Arg2:T3
R5\tPrice Arg1:T4 Arg2:T5
A1\tModality T3 Other
A2\tTense T4 Past
A3\tSure T5
#1\tAnnotatorNotes T5\tOf which country?
#2\tAnnotatorNotes T5\tOf the US.
#3\tAnnotatorNotes T1\tThe boss.
#4\tAnnotatorNotes T3\tWhen?
N1\tReference T1 Wikidata:Q42\tAnna Lisa Berg
N2\tReference T5 fx:USD
"""


def test_relations_attributes_notes_and_identifiers(read):
    mapping = """\
entities: {EVENT: {as: event, kind: meeting, type: talks}}
relations: {WorksFor: {term: employs, reverse: true}, Before: after, Agent: {reverse: false}}
attributes: {Modality: {status: {Other: possible, "*": occurred}}, Tense: {attribute: tense}}
"""
    done = read({"news.txt": NEWS, "news.ann": RELATED}, mapping)
    article = done.article
    anna, carl = article.actors.values()
    assert (anna.name, anna.ids, anna.note) == ("Anna Lisa Berg", {"wikidata": "Q42"}, "The boss.")
    (employed,) = carl.relations["employs"]
    assert employed.other == "anna-berg"
    assert employed.evidence.exact.startswith("Anna Berg of Acme")
    met, paid = article.events.values()
    assert (met.kind, met.type, met.status, met.note) == ("meeting", "talks", "possible", "When?")
    assert who(met) == {"Agent": ("carl-dahl",)}
    assert (paid.relations, paid.attributes["tense"]) == ({"after": ("met",)}, "Past")
    (price,) = paid.things["amount"]
    assert (price.ids, price.attributes["Sure"]) == ({"fx": "USD"}, True)
    assert price.attributes["source_note"] == "Of which country?\nOf the US."
    assert done.losses == {"relation WorksFor that is there already": ["news.ann:7"]}


def test_what_a_mapping_ignores_is_no_loss(read):
    mapping = """\
entities: {Date: ignore, Person: ignore}
events: {Pay: ignore}
roles: {Place: ignore}
relations: {Knows: ignore}
attributes: {Sure: ignore, Real: {status: {"No": ignore}}}
"""
    more = "R1\tKnows Arg1:T1 Arg2:T2\nA1\tSure E1\nA2\tReal E1 No\nT10\tMeet 18 21\tmet\nE3\tMeet:T10 Event:E2\n"
    done = read({"news.txt": NEWS, "news.ann": MEETING + more}, mapping)
    assert set(done.losses) == {"Money outside events"}
    met, again = done.article.events.values()
    assert (met.places, met.when, who(met), again.relations) == ((), None, {}, {})


def test_what_is_the_same_as_what_is_ignored_stays_the_same(read):
    done = read({"news.txt": NEWS, "news.ann": f"{MEETING}*\tEquiv T6 T1 T8\n"}, "entities: {Date: ignore}\n")
    assert words(done.article.actors["anna-berg"].mentions) == ["Anna Berg", "Carl Dahl", "He"]
    assert "* Equiv of other than actors" not in done.losses


def test_a_gap_in_words_that_are_quoted_twice_is_counted_once(read):
    ann = "T1\tPerson 0 4;18 21\tAnna met\nT2\tMeet 18 21\tmet\nE1\tMeet:T2 Who:T1\nR1\tmet T1 T1\n"
    done = read({"news.txt": NEWS, "news.ann": ann})
    assert done.losses["gap inside Person, which is one quote"] == ["news.ann:1"]


def test_labels_can_name_chains(read):
    """As in LitBank: a second label at the same words names the actor; places take part in chains, too."""
    ann = """\
T1\tPROP_PER 0 9\tAnna Berg
T2\tAnna_Berg-0 0 9\tAnna Berg
T3\tPRON_PER 51 53\tHe
T4\tAnna_Berg-0 51 53\tHe
T5\tLOC 35 39\tOslo
T6\tOslo-1 35 39\tOslo
T7\tORG 35 39\tOslo
"""
    done = read({"news.txt": NEWS, "news.ann": ann})
    anna, oslo = done.article.actors.values()
    assert (words(anna.mentions), anna.kind) == (["Anna Berg", "He"], "person")
    assert anna.attributes["source_label"] == "PROP_PER, Anna_Berg-0, PRON_PER"
    assert (oslo.name, oslo.kind) == ("Oslo", "locality")
    labels = {"second label on a mention", "which mention of an actor has which label"}
    assert set(done.losses) == {"kind organization of an actor that is locality too", *labels}


# Drafts


def test_a_draft_is_a_mapping_that_means_the_same(tmp_path, read):
    files = {"news.txt": NEWS, "news.ann": MEETING + "T10\tx-1 0 4\tAnna\nA1\tNegation E1\nR1\tKnows Arg1:T1 Arg2:T2\n"}
    files["annotation.conf"] = (
        CONFIGURATION + "[relations]\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n"
    )
    first, target = read(files), tmp_path / "draft.yaml"
    assert newscorpus("import", "brat", first.source, "--init", "--map", target).code == 0
    drafted = target.read_text(encoding="utf-8")
    assert "Too: unknown  # decide: not used" in drafted
    assert "'*-*': same  # 1 time" in drafted
    assert "OVERLAP" not in drafted
    assert "Event-Arg: about  # 1 time" in drafted
    assert "Pay: {kind: event, type: Pay}  # decide: 1 time, first paid" in drafted
    second = nc.import_corpus(first.source, "brat", tmp_path / "out2", mapping=target)
    assert second.losses.to_dicts() == first.imported.losses.to_dicts()
    unused = {line.split(":")[0].strip() for line in drafted.splitlines() if line.endswith("not used")}
    assert {warning.path[-1] for warning in second.unused.diagnostics} == unused
    assert nc.load(tmp_path / "out2")["news"] == attrs.evolve(first.article, language="en")  # as the texts say


def test_a_draft_needs_labels(tmp_path):
    (tmp_path / "a.txt").write_text(NEWS)
    (tmp_path / "a.ann").write_text("")
    drafting = ("import", "brat", tmp_path, "--init", "--map", tmp_path / "map.yaml")
    assert "no labels to map" in newscorpus(*drafting).err
    (tmp_path / "annotation.conf").write_text("# newscorpus/1\n")
    assert "needs no mapping" in newscorpus(*drafting).err
    assert not (tmp_path / "map.yaml").exists()


def test_files_must_be_readable(tmp_path, monkeypatch):
    """A configuration that cannot be read is an error, annotations are a loss."""
    for name, content in (("a.txt", NEWS), ("a.ann", LABELS), ("annotation.conf", "[entities]\n")):
        (tmp_path / name).write_text(content)
    for name in ("a.ann", "annotation.conf"):
        monkeypatch.setattr(os, "open", _refuse(os.open, name))
        if name == "a.ann":
            done = nc.import_corpus(tmp_path, "brat", tmp_path / "out")
            assert [one.kind for one in done.losses] == ["annotations that cannot be read: permission denied"]
    with pytest.raises(nc.UsageError, match=r"annotation\.conf: permission denied"):
        nc.import_corpus(tmp_path, "brat", tmp_path / "out")


def _refuse(open_, name):
    def opened(path, *rest, **more):
        if Path(path).name == name:
            raise PermissionError(13, "Permission denied")
        return open_(path, *rest, **more)

    return opened


# Data of others


def test_documents_are_read_one_at_a_time(tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(NEWS)
        (tmp_path / f"{name}.ann").write_text(LABELS)
    losses = Losses()
    records = iter(reader("brat").read(tmp_path, None, losses).records)
    assert next(records).source == "a.ann"
    (tmp_path / "b.txt").unlink()
    assert [one.source for one in records] == ["c.ann"]
    assert [one.places for one in losses] == [["b.txt"]]


RAID = """\
T1\tAgent 0 6\tRebels
T2\tAttack 7 14\tshelled
T3\tPlace 15 19\tHoms
T4\tPlace 23 28\tSyria
T5\tWeapon 34 41\tmortars
T6\tTime 45 51\tMonday
E1\tAttack:T2 Attacker:T1 Target:T3 Where:T4 Loot:T5 Victim:T6 Near:T4
"""


def test_the_role_of_an_event_in_another(read):
    for role, mapping, term, losses in (
        ("Cause", None, "about", ["role Cause of an event, which becomes about"]),
        ("Event-Arg", None, "about", []),
        ("Cause", "source: brat\nroles: {Cause: caused_by}\n", "caused_by", []),
        ("Cause", "source: brat\nroles: {Cause: about}\n", "about", []),
    ):
        lines = f"T2\tMeet 18 21\tmet\nT3\tPay 54 58\tpaid\nE1\tMeet:T2\nE2\tPay:T3 {role}:E1\n"
        done = read({"news.txt": NEWS, "news.ann": f"{LABELS}{lines}"}, mapping)
        assert done.article.events["paid"].relations == {term: ("met",)}
        assert list(done.losses) == losses


def test_a_role_of_the_mapping_decides_over_the_label(read):
    text = "Rebels shelled Homs in Syria with mortars on Monday.\n"
    mapping = "source: brat\nroles: {Target: object, Loot: loot, Victim: ignore, Near: base}\n"
    done = read({"a.txt": text, "a.ann": RAID}, mapping)
    event = done.article.events["shelled"]
    assert who(event) == {"agent": ("rebels",), "base": ("syria",)}
    assert {role: [one.text.exact for one in several] for role, several in event.things.items()} == {
        "object": ["Homs"],
        "loot": ["mortars"],
    }
    assert not done.losses


WORDS = st.lists(st.sampled_from(["Anna", "Berg", "Anna Berg", "Oslo", "he", "met", "."]), min_size=1, max_size=12)


@given(WORDS, st.lists(st.tuples(st.integers(0, 11), st.integers(1, 2), st.sampled_from("pqr")), max_size=8))
@settings(max_examples=60)
def test_actors_have_the_mentions_of_the_source(words, given):
    """Also where the article has only their name, since every occurrence of it is a mention."""
    ends = list(accumulate(len(word) + 1 for word in words))
    spans = {(ends[i] - len(words[i]) - 1, ends[min(i + n, len(words)) - 1] - 1): chain
             for i, n, chain in given if i < len(words)}  # fmt: skip
    text = " ".join(words)
    lines = [f"T{i}\tPerson {a} {b}\t{text[a:b]}" for i, (a, b) in enumerate(spans, 1)]
    ids = {chain: [i for i, own in enumerate(spans.values(), 1) if own == chain] for chain in set(spans.values())}
    lines += [f"*\tEquiv {' '.join(f'T{i}' for i in chain)}" for chain in ids.values() if len(chain) > 1]
    with tempfile.TemporaryDirectory() as folder:
        article = Read(Path(folder), "brat", {"a.txt": text, "a.ann": "\n".join(lines)}).article
    read = sorted(sorted(article.mentions(id_)) for id_ in article.actors)
    assert read == sorted(sorted(span for span, own in spans.items() if own == chain) for chain in ids)
