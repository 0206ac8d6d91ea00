"""Import JSON, JSON Lines and CSV by a mapping file: what becomes of each key of the mapping."""

import json
from pathlib import Path

import pytest
from command import newscorpus
from shapes import FLAT_MAP, NAMES, SECURITY_MAP, TEXTS, flat, ids, security, table

import newscorpus as nc


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def imported(format_, source, mapping, **how):
    """Import into the folder `out`, again if need be; return the result and its articles by id."""
    how = {"force": True, **how}
    Path("map.yaml").write_text(mapping, encoding="utf-8")
    result = nc.import_corpus(source, format_, "out", mapping="map.yaml", **how)
    return result, {article.id: article for article in nc.load("out")}


def of_json(data, mapping, **how):
    """Import JSON files: name → content."""
    Path("src").mkdir(exist_ok=True)
    for name, one in data.items():
        Path("src", name).write_text(one if isinstance(one, str) else json.dumps(one), encoding="utf-8")
    return imported("json", "src", mapping, **how)


def kinds(result):
    return {loss["kind"]: loss["count"] for loss in result.losses.to_dicts()}


def test_articles_of_the_shape_of_casie(here):
    result, articles = imported("json", security(here / "src"), SECURITY_MAP)
    assert (result.articles, result.errors) == (3, {})
    assert list(articles) == ["10000", "10001", "10002"]
    theft = articles["10000"]
    assert (theft.published, theft.url, theft.attributes) == (
        "2019-05-15",
        "https://example.org/0",
        {"sourcefile": "9000.txt"},
    )
    stole, asked = theft.events.values()
    assert (stole.kind, stole.type, stole.status) == ("incident", "Databreach", "occurred")
    assert ids(stole) == {"agent": ("hackers",), "victim": ("acme-corp",)}
    assert [str(one) for one in stole.evidence] == ["Hackers stole 40,000 records from Acme Corp on Tuesday."]
    assert [str(one) for one in stole.triggers] == ["stole"]
    assert (stole.when.edtf, str(stole.when.text)) == ("2019-05-14", "Tuesday")
    (price,) = asked.things["Price"]
    assert (price.value, price.attributes) == ("2000000 USD", {"source_type": "Money"})
    assert asked.relations == {"same_as": ("event-1",)}
    assert not theft.actors["hackers"].named
    flaw = articles["10001"]
    assert [event.status for event in flaw.events.values()] == ["possible", "occurred", "occurred"]
    (norway,) = flaw.events["event-2"].places
    assert norway.ids == {"wikidata": "Q20"}
    assert articles["10002"].events["event-1"].status == "generic"


def test_offsets_of_each_unit_are_the_same_spans(here):
    for unit in ("characters", "utf16", "bytes"):
        result, articles = imported("jsonl", flat(here / "a.jsonl", unit), FLAT_MAP.replace("UNIT", unit))
        assert result.errors == {}
        assert kinds(result) == {"spans[] of type LOC": 1}
        for article, text in zip(articles.values(), TEXTS, strict=True):
            assert article.text == text
            mentions = {text[start:end] for id_ in article.actors for start, end in article.mentions(id_)}
            assert mentions == {name for name, label in NAMES if name in text and label != "LOC"}


def test_wrong_offsets_stay_and_are_reported(here):
    result, _ = imported("jsonl", flat(here / "a.jsonl", "utf16"), FLAT_MAP.replace("UNIT", "characters"))
    assert result.errors
    assert [path.name for path in result.rejected] == ["n0.yaml"]


def test_rows_of_csv(here):
    for delimiter in (",", ";", "\t"):
        mapping = """\
source: csv
corpus: {name: rows, language: en}
article: {id: "{id}", text: text, published: {date: "%d.%m.%Y"}, attributes: {label: label}}
"""
        result, articles = imported("csv", table(here / "a.csv", delimiter), mapping)
        assert (result.articles, kinds(result)) == (3, {})
        assert articles["a1"].text == 'It rained in Oslo.\n\n"A lot", they said.'
        assert articles["a2"].attributes == {"label": "sport"}
        assert articles["a3"].published == "2024-01-07"


TALKS = "Anna Berg met Carl Dahl. They may meet again."


def test_text_of_several_fields(here):
    data = {"a.json": {"title": "Talks", "teaser": "", "body": ["It rained.", "It stopped."], "more": "End."}}
    _, articles = of_json(data, "article: {text: [title, teaser, body, more]}")
    article = articles["a"]
    assert article.text == "Talks\n\nIt rained.\n\nIt stopped.\n\nEnd."
    assert (article.part("headline"), article.part("body")) == ("Talks", "It rained.\n\nIt stopped.")
    _, articles = of_json(data, "article: {text: {headline: title, lead: more}}")
    assert articles["a"].part("lead") == "End."


def test_a_lost_span_is_one_loss(here):
    spans = {"berg": (0, 9), "dahl": (23, 14), "nobody": (90, 95), "cut": (25, 28)}
    names = [{"id": id_, "s": start, "e": end, "label": "PER"} for id_, (start, end) in spans.items()]
    arguments = [{"of": id_, "role": "guest"} for id_ in (*spans, *spans)]
    mapping = """\
article: {text: text}
spans: {start: s, end: e, unit: characters}
entities: {each: "names[]", id: id, from: label, PER: {as: participant, kind: person}}
"""
    data = {"text": TALKS, "names": names}
    lost = {
        "span outside of the text": 1,
        "span that ends where it begins, or before": 1,
        "span that cuts a word, which is kept": 1,
    }
    result, articles = of_json({"a.json": data}, mapping)
    assert kinds(result) == lost
    assert list(articles["a"].actors) == ["anna-berg", "the"]
    mapping += """\
events: {each: "events[]", kind: meeting, type: talks}
arguments: {each: "who[]", entity: of, role: role}
"""
    result, _ = of_json({"a.json": {**data, "events": [{"who": arguments}]}}, mapping)
    assert kinds(result) == {**lost, "argument that its event has already": 2}


def test_tokens(here):
    data = {"tokens": ["Anna", "Berg", "met", "us", "."], "ner": [[0, 2, "PER"], [3, 9, "PER"]]}
    mapping = """\
article: {text: tokens}
spans: {start: "[0]", end: "[1]", unit: tokens}
entities: {each: "ner[]", from: "[2]", PER: {as: participant, kind: person, named: true}}
"""
    result, articles = of_json({"a.json": data}, mapping)
    assert articles["a"].text == "Anna Berg met us ."
    assert [actor.name for actor in articles["a"].actors.values()] == ["Anna Berg"]
    assert kinds(result) == {"span outside of the text": 1}
    data = {"words": "Anna Berg met us.", "ner": [{"from": 0, "to": 1}]}
    mapping = """\
article: {text: words}
spans: {start: from, last: to, unit: tokens}
entities: {each: "ner[]", "*": participant}
"""
    _, articles = of_json({"a.json": data}, mapping)
    assert list(articles["a"].actors) == ["anna-berg"]


def test_arguments_that_name_entities(here):
    data = {
        "text": TALKS,
        "entities": [
            {"id": "T1", "type": "PER", "mentions": [{"offset": 0, "length": 9}]},
            {"id": "T2", "type": "PER", "mentions": [{"offset": 14, "length": 9}, {"offset": 25, "length": 4}]},
            {"id": "T2", "type": "PER", "mentions": [{"offset": 0, "length": 4}]},
            {"id": "T3", "type": "LOC", "mentions": [{"offset": 14, "length": 4}]},
            {"id": "T4", "type": "LOC", "mentions": [{"offset": 0, "length": 4}]},
        ],
        "events": [
            {
                "type": "meet",
                "anchor": "met",
                "args": [
                    {"entity": "T1", "role": "who"},
                    {"entity": "T2", "role": "whom"},
                    {"entity": "T3", "role": "origin"},
                    {"entity": "T9", "role": "who"},
                ],
            }
        ],
    }
    mapping = """\
article: {text: text}
spans: {start: offset, length: length}
entities: {each: "entities[]", id: id, mentions: "mentions[]", from: type, PER: {participant: person}, LOC: place}
events: {each: "events[]", kind: meeting, type: talks, triggers: anchor, evidence: paragraphs, title: "{type}"}
arguments: {each: "args[]", entity: entity, role: role, roles: {who: participant, whom: participant}}
"""
    result, articles = of_json({"a.json": data}, mapping)
    (event,) = articles["a"].events.values()
    assert ids(event) == {"participant": ("anna-berg", "carl-dahl")}
    assert [str(place.name) for place in event.places] == ["Carl"]
    assert (event.title, [str(one) for one in event.evidence]) == ("meet", [TALKS])
    assert [str(one) for one in articles["a"].actors["carl-dahl"].mentions] == ["Carl Dahl", "They"]
    assert kinds(result) == {
        "entities[]: id that occurs twice": 1,
        "entities[] of type LOC": 1,
        "events[].args[]: argument of an unknown entity": 1,
        "events[].args[].role of what becomes a place": 1,
    }


def test_an_article_that_is_about_one_event(here):
    data = [
        {
            "id": 1,
            "text": TALKS,
            "event": "Consult",
            "source": [{"who": "Anna Berg"}],
            "target": [{"who": "Carl Dahl"}],
        },
        {"id": 2, "text": TALKS, "event": "Fight:Small", "source": "", "target": "nobody"},
        {"id": 3, "text": TALKS, "event": "Document"},
        {"id": 4, "text": TALKS},
    ]
    mapping = """\
corpus: {name: dyads, title: Dyads, language: en}
article: {each: "[]", id: "{file}-{id}", text: text}
spans: {words: who}
events:
  each: .
  id: e-{index}
  kind: {from: event, Consult: meeting, Document: refuse, "*": event}
  type: {from: event, Consult: talks}
  evidence: spans
arguments:
  - {each: "source[]", "*": {as: participant, role: participant}}
  - {each: "target[]", "*": {as: participant, role: participant}}
"""
    result, articles = of_json({"a.json": data}, mapping)
    assert list(articles) == ["a-1", "a-2", "a-3", "a-4"]
    assert ids(articles["a-1"].events["e-1"]) == {"participant": ("anna-berg", "carl-dahl")}
    assert [str(one) for one in articles["a-1"].events["e-1"].evidence] == ["Anna Berg", "Carl Dahl"]
    fight = articles["a-2"].events["e-1"]
    assert (fight.type, fight.attributes["source_type"]) == ("Fight_Small", "Fight:Small")
    assert [str(one) for one in fight.evidence] == [TALKS]
    assert not articles["a-3"].events
    assert kinds(result) == {"article: event with event Document": 1, "target": 1, "article: event without a type": 1}
    assert nc.load("out").manifest.title == "Dyads"


def test_the_same_actor_by_several_keys(here):
    spans = [
        {"start": 0, "end": 9, "qid": "Q1", "chain": 1, "type": "A"},
        {"start": 14, "end": 23, "qid": "", "chain": 1, "type": "A"},
        {"start": 25, "end": 29, "qid": "Q1", "chain": 2, "type": "B"},
    ]
    mapping = """\
article: {text: text}
entities:
  each: "spans[]"
  from: type
  ids: {wikidata: qid}
  same: [wikidata, chain+type]
  "*": participant
"""
    _, articles = of_json({"a.json": {"text": TALKS, "spans": spans}}, mapping)
    (actor,) = articles["a"].actors.values()
    assert (actor.id, actor.kind, actor.ids, actor.attributes) == (
        "anna-berg",
        "unknown",
        {"wikidata": "Q1"},
        {"source_type": "A"},
    )
    assert len(actor.mentions) == 3


def test_terms_that_several_values_have_keep_the_original(here):
    mapping = """\
article: {text: text}
events:
  each: events[]
  type: {from: type, meet: contest, "*": "{type}-{sub}"}
  status: {from: real, "yes": occurred, sure: occurred, "no": negated}
  attributes: {score: score, name: "{type}/{sub}"}
"""
    events = [
        {"type": "meet", "sub": "x", "real": "sure", "score": 0.5},
        {"type": "talk", "sub": "to", "real": "no"},
        {"type": "talk", "sub": "to", "real": "perhaps"},
        "an event",
    ]
    result, articles = of_json({"a.json": {"text": TALKS, "events": events}}, mapping)
    first, second = articles["a"].events.values()
    assert (first.type, first.status) == ("contest", "occurred")
    assert first.attributes == {"score": 0.5, "name": "meet/x", "source_status": "sure"}
    assert (second.type, second.status) == ("talk-to", "negated")
    assert kinds(result) == {
        "events[]: event with real perhaps": 1,
        "events[]: event that is not an object": 1,
        "events[]": 1,
    }


def test_arguments_without_words_or_a_case(here):
    arguments = [{"type": "A", "role": "x"}, {"type": "B", "text": "met"}, {"type": "C", "text": "again"}]
    event = {"type": "talks", "args": [*arguments, {"type": "W", "text": "may"}, {"type": "W", "text": "They"}]}
    mapping = """\
article: {text: text}
events: {each: "events[]", type: other}
arguments: {each: "args[]", from: type, A: thing, C: topic, W: when}
"""
    result, articles = of_json({"a.json": {"text": TALKS, "events": [event]}}, mapping)
    (made,) = articles["a"].events.values()
    assert [str(one) for one in made.topics] == ["again"]
    assert (made.when.edtf, str(made.when.text)) == ("unknown", "may")
    assert kinds(result) == {
        "events[].type": 1,
        "events[].args[].role": 1,
        "events[].args[]: argument without words": 1,
        "events[].args[] of type B": 1,
        "second time of an event": 1,
    }


def test_dates(here):
    for given, form, made, lost in (
        ("2019_05", "%Y_%m", "2019-05", None),
        ("in 2019", "in %Y", "2019", None),
        ("2019-05-06 10:30", "%Y-%m-%d %H:%M", "2019-05-06", "day: the time, without its offset from UTC"),
        ("2019-05-06 10:30 +0200", "%Y-%m-%d %H:%M %z", "2019-05-06T10:30:00+02:00", None),
        ("May 2019", "%Y", None, "day: not in the format %Y"),
        (2019, "%Y", "2019", None),
    ):
        mapping = f'article: {{text: text, published: {{path: day, date: "{form}"}}}}'
        result, articles = of_json({"a.json": {"text": TALKS, "day": given}}, mapping)
        assert articles["a"].published == made
        assert kinds(result) == ({lost: 1} if lost else {})


def test_a_template_that_lacks_a_part_is_a_loss(here):
    mapping = """\
article: {text: text, author: "{first} {last}", attributes: {day: "{y}-{m}"}}
events: {each: "events[]", type: talks, title: "{a}: {b}"}
"""
    events = [{"a": "Talks"}, {"a": "Talks", "b": "Oslo"}, {}]
    data = {"text": "It rained.", "first": "Anna", "y": 2020, "m": 1, "events": events}
    result, articles = of_json({"a.json": data, "b.json": {"text": "It snowed."}}, mapping)
    assert {one.kind: one.places for one in result.losses} == {
        "author: a part of {first} {last} is missing": ["a.json"],
        "title: a part of {a}: {b} is missing": ["a.json: events[0]"],
    }
    assert (articles["a"].author, articles["a"].attributes) == (None, {"day": "2020-1"})


def test_merged_events_lose_no_attribute_without_a_word(here):
    mapping = """\
article: {text: text}
events:
  each: "events[]"
  type: {from: type, Hit: attack, Bomb: attack}
  status: {from: status, Actual: occurred, "*": possible}
  attributes: {place: place}
  one: merge
"""
    events = [
        {"type": "Hit", "status": "Actual", "place": "Oslo"},
        {"type": "Bomb", "status": "Other", "place": "Rome"},
        {"type": "Hit", "status": "Actual", "place": "Oslo"},
    ]
    result, articles = of_json({"a.json": {"text": "It rained.", "events": events}}, mapping)
    (event,) = articles["a"].events.values()
    assert dict(event.attributes) == {"place": "Oslo", "source_type": "Hit"}
    assert kinds(result) == {f"{name} of events that are merged": 1 for name in ("status", "place", "source_type")}


def test_who_refuses_losses_is_named(here):
    Path("a.jsonl").write_text('{"text": "It rained.", "more": 1}\n', encoding="utf-8")
    Path("map.yaml").write_text("article: {text: text}\nlost: refuse\n", encoding="utf-8")
    words = ["import", "jsonl", "a.jsonl", "--map", "map.yaml", "-o", "out"]
    for more, cause in (([], "`lost` in map.yaml"), (["--on-loss", "refuse"], "--on-loss")):
        done = newscorpus(*words, *more)
        assert (done.code, Path("out").exists()) == (1, False)
        assert done.err.endswith(f"Nothing was written, since {cause} is refuse.\n")


def test_articles_inside_of_a_line(here):
    lines = [{"items": [{"body": "One."}, {"body": "Two."}], "n": 1}, {"items": []}, {"items": [{"body": "Three."}]}]
    Path("a.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in lines), encoding="utf-8")
    Path("map.yaml").write_text('article: {each: "items[]", text: body}\n', encoding="utf-8")
    result = nc.import_corpus("a.jsonl", "jsonl", "lines", mapping="map.yaml")
    assert {one.id: one.text for one in nc.load("lines")} == {"a-1": "One.", "a-2": "Two.", "a-3": "Three."}
    assert {one.kind: one.places for one in result.losses} == {
        "file or line without articles": ["a.jsonl:2"],
        "n": ["a.jsonl:1"],
    }
    Path("a.csv").write_text("items,body\nx,y\n", encoding="utf-8")
    with pytest.raises(nc.UsageError, match="in CSV, each row is an article"):
        nc.import_corpus("a.csv", "csv", "rows", mapping="map.yaml")


def test_named_actors_have_aliases(here):
    spans = [
        {"start": 0, "end": 9, "chain": 1},
        {"start": 25, "end": 29, "chain": 1},
        {"start": 14, "end": 23, "chain": 2},
        {"start": 25, "end": 29, "chain": 1},
    ]
    mapping = """\
corpus: {name: talks, language: en}
article: {text: text}
entities: {each: "spans[]", same: chain, "*": {as: participant, kind: person, named: true}}
"""
    _, articles = of_json({"a.json": {"text": TALKS, "spans": spans}}, mapping)
    anna, carl = articles["a"].actors.values()
    assert (anna.name, anna.aliases, anna.mentions, anna.named) == ("Anna Berg", ("They",), (), True)
    assert (carl.name, carl.aliases) == ("Carl Dahl", ())


def test_ids_differ(here):
    """Also where an actor and an event have the same words, and words cannot be an id."""
    data = {
        "text": "Anna met Анна. Anna left. 42 left. Null left.",
        "names": ["Anna met", "Анна", "Anna left", "42", "Null", "met Анна", "met Анна. Anna"],
        "events": [{"trigger": "Anna met"}, {"trigger": "Null", "none": 1}, {}],
    }
    mapping = """\
article: {text: text}
entities: {each: "names[]", "*": participant}
events: {each: "events[]", id: anna met, type: other, triggers: trigger, evidence: spans}
"""
    result, articles = of_json({"a.json": data}, mapping.replace("id: anna met", 'id: "anna met{file}"'))
    article = articles["a"]
    assert list(article.actors) == ["anna-met", "actor", "anna-left", "actor-42", "actor-null", "met", "met-anna"]
    assert list(article.events) == ["anna-meta", "anna-meta-2", "anna-meta-3"]
    assert kinds(result) == {"events[].none": 1}
    _, articles = of_json({"a.json": data}, mapping.replace("id: anna met", 'id: "Anna {trigger}"'))
    assert list(articles["a"].events) == ["anna-anna-met", "anna-null", "other"]
    data["names"].append("Anna-met")
    _, articles = of_json({"b.json": {**data, "text": data["text"] + " Anna-met"}}, mapping)
    assert "anna-met-2" in articles["b"].actors


def test_names_without_offsets_are_names_too(here):
    """A name that the text has once is at that place, so that the actor needs no `named: false` and no mentions."""
    mapping = """\
corpus: {name: x, language: en}
article: {text: text}
spans: {words: name}
entities: {each: "people[]", "*": {as: participant, kind: person}}
"""
    people = [{"name": "Anna Berg"}, {"name": "Carl\nDahl"}, {"name": "officials"}]
    data = {"text": "Then Anna Berg met Carl Dahl and officials.", "people": people}
    _, articles = of_json({"a.json": data}, mapping)
    shown = [(actor.name, actor.named, len(actor.mentions)) for actor in articles["a"].actors.values()]
    assert shown == [("Anna Berg", True, 0), ("Carl Dahl", True, 0), ("officials", False, 1)]


READ_MAP = """\
corpus: {name: x, language: LANGUAGE}
article: {text: text}
events: {each: "events[]", id: id, type: other, triggers: t}
arguments: {each: "args[]", from: as, when: {as: when, read: true}, thing: {as: thing, read: true}}
"""


def test_words_that_are_to_be_read_and_cannot_be_come_in_as_words_and_are_not_lost(here):
    for language, as_, words, unread in (
        ("de", "thing", "5 Shekkel", {"quantity that cannot be read": 1}),
        ("fr", "when", "hier", {"time that cannot be read": 1}),
        ("ja", "thing", "3億円", {"quantity that cannot be read": 1}),
        ("en", "thing", "5 million euros", {}),
        ("en", "thing", "5 May 2019", {"date of a thing, which has quantities only": 1}),
    ):
        data = {"text": f"It was {words}.", "events": [{"id": "e", "t": "was", "args": [{"as": as_, "text": words}]}]}
        data["events"][0]["args"][0] |= {"start": 7, "end": 7 + len(words)}
        result, _ = of_json({"a.json": data}, READ_MAP.replace("LANGUAGE", language))
        assert not [kind for kind in kinds(result) if "events" not in kind]
        assert {loss.kind: loss.count for loss in result.losses.unread} == unread
        assert all(loss.places == [f"a.json: events[0].args[0]: {words}"] for loss in result.losses.unread)


def test_what_is_typed_as_a_time_is_no_quantity_where_its_role_makes_it_a_thing(here):
    mapping = READ_MAP.replace("LANGUAGE", "en").replace("from: as,", "from: as, role: r, roles: {Of: ROLE},")
    args = [{"as": "when", "r": "Of", "text": "1999", "start": 7, "end": 11}]
    data = {"text": "It was 1999.", "events": [{"id": "e", "t": "was", "args": args}]}
    result, articles = of_json({"a.json": data}, mapping.replace("ROLE", "{as: thing, role: object, read: true}"))
    (thing,) = articles["a"].events["e"].things["object"]
    assert (str(thing.text), thing.value) == ("1999", None)
    assert [loss.kind for loss in result.losses.unread] == ["date of a thing, which has quantities only"]


def test_a_value_that_the_source_states_and_that_cannot_be_read_is_lost(here):
    mapping = READ_MAP.replace("LANGUAGE", "en").replace("from: as,", "from: as, value: v,")
    args = [{"as": "thing", "v": "a lot", "text": "many", "start": 7, "end": 11}]
    data = {"text": "It was many.", "events": [{"id": "e", "t": "was", "args": args}]}
    result, _ = of_json({"a.json": data}, mapping)
    assert kinds(result) == {"quantity that cannot be read": 1}
    assert result.losses.unread == []


def test_times_of_what_is_possible_are_read_in_their_sentence(here):
    for said, edtf in (("may have met", "2024-05-06"), ("may meet", "2024-05-13"), ("reportedly met", "unknown")):
        text = f"It rained. Anna {said} Carl on Monday. It will rain."
        start = text.index("on Monday")
        args = [{"as": "when", "text": "on Monday", "start": start, "end": start + len("on Monday")}]
        mapping = READ_MAP.replace("LANGUAGE", "en").replace("{text: text}", "{text: text, published: date}")
        mapping = mapping.replace("type: other", "type: other, status: possible")
        data = {"text": text, "date": "2024-05-08", "events": [{"id": "e", "t": "Anna", "args": args}]}
        _, articles = of_json({"a.json": data}, mapping)
        assert articles["a"].events["e"].when.edtf == edtf


def test_wrong_offsets_do_not_widen_the_evidence(here):
    """So that nothing wrong remains when the offsets of a rejected article are corrected."""
    text = "Anna met Carl on Monday. It rained in Oslo. Nobody came."
    right = {"as": "thing", "text": "Anna", "start": 0, "end": 4}
    carl = {"as": "thing", "text": "Carl", "start": 50, "end": 54}
    event = {"id": "e", "t": {"text": "met", "start": 5, "end": 8}, "args": [right, carl]}
    mapping = READ_MAP.replace("LANGUAGE", "en").replace("read: true", "read: false") + "spans: {words: text}\n"
    Path("map.yaml").write_text(mapping, encoding="utf-8")
    Path("a.json").write_text(json.dumps({"text": text, "events": [event]}), encoding="utf-8")
    (rejected,) = nc.import_corpus("a.json", "json", "out", mapping="map.yaml").rejected
    assert "Nobody" not in rejected.read_text(encoding="utf-8")
    newscorpus("check", "out-rejected", "--fix", "--unsafe-fixes")
    (article,) = nc.load("out-rejected")
    assert [one.exact for one in article.events["e"].evidence] == ["Anna met Carl on Monday."]


def test_a_full_stop_of_an_abbreviation_ends_no_sentence(here):
    for sentence in (
        "Der Bund zahlt 5 Mio. Euro und 12 Mrd. US-Dollar.",
        "Es kamen ca. 300 Menschen, z. B. Anna, am 5. Mai nach Bonn.",
        "Er sprach mit Hr. Berg über Nr. 7, vgl. Abs. 3.",
        "Mme. Dupont et MM. Lee ont vu Mgr. Kim.",
        "La Sra. Berg vive en EE. UU. desde 2020.",
        "De minister geeft 5 mln. Euro aan drs. Berg.",
        "They met on Sept. 5 with Capt. Lee and Dr. Kim.",
    ):
        for after in (" Then it rained.", ' "No!" Then it rained.', " Acme Inc. It rained."):
            word = sentence.split()[1]
            data = {"text": f"It was so. {sentence}{after}", "events": [{"id": "e", "t": {"start": 11, "end": 11}}]}
            at = data["text"].index(word, 11)
            data["events"][0]["t"] = {"start": at, "end": at + len(word)}
            _, articles = of_json({"a.json": data}, READ_MAP.replace("LANGUAGE", "de"))
            assert [one.exact for one in articles["a"].events["e"].evidence] == [sentence]


def test_the_type_of_a_place_that_no_case_names_is_lost(here):
    mapping = """\
source: json
corpus: {name: talks, language: en}
article: {text: text}
spans: {words: w}
entities: [{each: "ents[]", id: k, from: t, PER: {participant: person}, FAC: place, "*": place}]
events: [{each: "evs[]", type: "{st}", kind: event}]
arguments: [{each: "args[]", entity: "."}]
"""
    entities = [
        {"k": "a", "t": "PER", "w": "Ivo Pall"},
        {"k": "b", "t": "FAC", "w": "port"},
        {"k": "c", "t": "HAMLET", "w": "Riga"},
    ]
    data = {
        "text": "Ivo Pall left the port of Riga.",
        "ents": entities,
        "evs": [{"st": "quit", "args": ["a", "b", "c"]}],
    }
    done, articles = of_json({"a.json": data}, mapping)
    (event,) = articles["a"].events.values()
    assert [str(one.name) for one in event.places] == ["port", "Riga"]
    assert {one.kind: list(one.places) for one in done.losses} == {
        "type of what becomes a place": ["a.json: evs[0].args[2]: HAMLET"]
    }


def test_the_first_of_several_values_is_read_and_the_others_are_lost(here):
    mapping = """\
article:
  text: text
  author: "by[]"
  headline: "{by[0]} and {by[1]}"
  publisher: "of[1].name"
  keywords: tags
  attributes: {tag: "tags[]", day: "days[]"}
spans: {start: "span[0]", end: "span[1]"}
events: {each: "events[]", type: "{types[]}", triggers: "."}
"""
    data = {
        "text": "Rain fell.",
        "by": ["Ann", "Bo", "Cy"],
        "of": [{"name": "X"}, {"name": "Y"}],
        "tags": ["a", "b"],
        "days": ["", None, "Monday", "Tuesday"],
        "events": [{"types": ["other", "change"], "span": [0, 4, 9]}, {"types": ["change"], "span": [5, 9]}],
    }
    result, articles = of_json({"a.json": data}, mapping)
    assert {loss.kind: list(loss.places) for loss in result.losses} == {
        "by[]": ["a.json: by[2]"],
        "of[].name": ["a.json: of[0].name"],
        "days[]": ["a.json: days[3]"],
        "events[].types[]": ["a.json: events[0].types[1]"],
        "events[].span[]": ["a.json: events[0].span[2]"],
    }
    article = articles["a"]
    assert (article.author, article.headline, article.publisher) == ("Ann", "Ann and Bo", "Y")
    assert (article.keywords, article.attributes) == (("a", "b"), {"tag": "a", "day": "Monday"})
    assert [event.type for event in article.events.values()] == ["other", "change"]


def test_a_further_mention_of_a_place_is_lost_and_one_of_a_participant_is_kept(here):
    mapping = """\
article: {text: text}
entities: {each: "ents[]", id: k, from: t, mentions: "m[]", PER: {participant: person}, LOC: place}
events: {each: "evs[]", type: other}
arguments: {each: "args[]", entity: "."}
"""
    data = {
        "text": "Berg left Oslo. Berg loved Oslo.",
        "ents": [
            {"k": "a", "t": "PER", "m": [{"start": 0, "end": 4}, {"start": 16, "end": 20}]},
            {"k": "b", "t": "LOC", "m": [{"start": 10, "end": 14}, {"start": 27, "end": 31}]},
        ],
        "evs": [{"args": ["a", "b"]}],
    }
    result, articles = of_json({"a.json": data}, mapping)
    assert {loss.kind: list(loss.places) for loss in result.losses} == {
        "further mention of what becomes a place": ["a.json: evs[0].args[1]: Oslo"]
    }
    assert [one.start for one in articles["a"].actors["berg"].mentions] == [0, 16]


def test_of_events_that_are_merged_the_first_time_that_is_read_and_the_first_mention_are_kept(here):
    mapping = """\
corpus: {name: x, language: en}
article: {text: text, published: day}
events: {each: "groups[].events[]", type: other, triggers: t, one: merge}
arguments: {each: "args[]", from: as, entity: k, PER: participant, when: {as: when, read: true}}
entities: {each: "ents[]", id: k, from: as, PER: participant}
"""
    text = "Berg left one day, and she left on Monday."

    def at(words, **more):
        return {"start": text.index(words), "end": text.index(words) + len(words), **more}

    args = [
        [at("Berg", k="b", **{"as": "PER"}), at("one day", k="t", **{"as": "when"})],
        [at("she", k="b", **{"as": "PER"}), at("on Monday", k="t", **{"as": "when"})],
    ]
    events = [{"t": at("left", text="left"), "args": one} for one in args]
    data = {
        "text": text,
        "day": "2024-05-08",
        "groups": [{"events": events}],
        "ents": [{"k": "b", "as": "PER", **at("Berg")}, {"k": "t"}],
    }
    result, articles = of_json({"a.json": data}, mapping)
    (event,) = articles["a"].events.values()
    assert (event.when.edtf, str(event.when.text)) == ("2024-05-06", "on Monday")
    assert ids(event) == {"participant": ("berg",)}
    assert {loss.kind: list(loss.places) for loss in result.losses} == {
        "second time of an event": ["a.json: groups[0].events: one day"],
        "second mention of a participant": ["a.json: groups[0].events: she"],
    }


def test_a_role_in_letters_that_no_term_has_is_lost(here):
    mapping = """\
article: {text: text}
events: {each: "events[]", type: other}
arguments: {each: "args[]", role: r, from: t, PER: participant, THING: thing, roles: {чужой: victim}}
"""
    args = [("Berg", "PER", "участник"), ("Dahl", "PER", "чужой"), ("car", "THING", "!!")]
    given = [{"text": words, "t": type_, "r": role} for words, type_, role in args]
    result, articles = of_json({"a.json": {"text": "Berg hit Dahl's car.", "events": [{"args": given}]}}, mapping)
    (event,) = articles["a"].events.values()
    assert ids(event) == {"participant": ("berg",), "victim": ("dahl",)}
    assert list(event.things) == ["object"]
    assert {loss.kind: list(loss.places) for loss in result.losses} == {
        "events[].args[].r that is no term": [
            "a.json: events[0].args[0]: участник",
            "a.json: events[0].args[2]: !!",
        ]
    }
