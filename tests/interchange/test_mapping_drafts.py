"""A drafted mapping runs as it is, and finds the text, dates, addresses, spans and their unit."""

import json
from pathlib import Path

import pytest
import yaml
from command import newscorpus
from shapes import ids, security

import newscorpus as nc


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def drafted(format_, source):
    """The draft for a source, as text and as data, after it was used; and the articles."""
    done = newscorpus("import", format_, source, "--init", "--map", "map.yaml", "--force")
    assert done.code == 0, done.err
    text = Path("map.yaml").read_text(encoding="utf-8")
    found = nc.import_corpus(source, format_, "out", mapping="map.yaml", force=True)
    assert found.errors == {}, text
    return text, yaml.safe_load(text), {article.id: article for article in nc.load("out")}


def test_events_of_the_shape_of_casie():
    text, mapping, articles = drafted("json", security(Path("src")))
    assert mapping["article"] == {
        "text": "content",
        "headline": "info.title",
        "published": {"path": "info.date", "date": "%Y_%m_%d"},
        "url": "info.link",
        "attributes": {"sourcefile": "sourcefile"},
    }
    assert mapping["spans"] == {"start": "startOffset", "end": "endOffset", "unit": "characters"}
    assert mapping["events"] == {
        "each": "cyberevent.hopper[].events[]",
        "kind": "event",
        "type": "{subtype}",
        "status": {"from": "realis", "*": "occurred"},
        "triggers": "nugget",
    }
    assert mapping["arguments"]["each"] == "argument[]"
    assert mapping["arguments"]["Person"] == {"as": "participant", "kind": "person"}
    assert mapping["arguments"]["Time"] == {"as": "when", "read": True}
    assert "#   cyberevent.hopper[].relation: same × 4\n" in text
    assert len(articles["10000"].events) == 2


def of_json(data):
    Path("a.json").write_text(json.dumps(data), encoding="utf-8")
    return drafted("json", "a.json")


LONG = "It rained in Oslo on Monday, and all the people who were there became wet, so they went home again."


@pytest.mark.parametrize(
    ("span", "paths"),
    [
        (lambda start, end: {"s": start, "e": end}, {"start": "s", "end": "e"}),
        (lambda start, end: {"offset": [start, end]}, {"start": "offset[0]", "end": "offset[1]"}),
        (lambda start, end: {"von": start, "bis": end - 1}, {"start": "von", "last": "bis"}),
        (lambda start, end: {"at": {"from": start, "to": end}}, {"start": "at.from", "end": "at.to"}),
    ],
    ids=("short", "list", "last", "inside"),
)
def test_offsets_are_found_by_the_words_between_them_whatever_their_names_are(span, paths):
    text = "Hackers stole 40,000 records from Acme Corp on Tuesday. They asked for $2 million, and got nothing."

    def words(words, **fields):
        start = text.index(words)
        return {**span(start, start + len(words)), "text": words, **fields}

    arguments = [words("Hackers", role="Attacker", conf=3), words("Acme Corp", role="Victim", conf=4)]
    events = [{"subtype": "Databreach", "nugget": words("stole"), "argument": arguments}]
    chains = [[words("Hackers"), words("They")]]
    _, mapping, articles = of_json({"content": text, "groups": [{"events": events}], "coref": chains})
    assert mapping["spans"] == {**paths, "unit": "characters"}
    assert (mapping["events"]["each"], mapping["events"]["triggers"]) == ("groups[].events[]", "nugget")
    assert (mapping["arguments"]["each"], mapping["arguments"]["role"]) == ("argument[]", "role")
    assert list(articles["a"].events["databreach-1"].participants) == ["Attacker", "Victim"]


def test_a_type_that_all_objects_have_comes_before_one_that_some_have():
    names = [{"start": 11, "end": 15, "tag": "Place", "type": "city"}, {"start": 19, "end": 25, "tag": "Time"}]
    _, mapping, _ = of_json({"body": LONG, "names": names})
    assert mapping["entities"]["from"] == "tag"


def test_a_list_of_articles():
    data = {"feed": {"name": "x"}, "items": [{"n": i % 2 or "one", "headline": "Rain", "body": LONG} for i in range(2)]}
    text, mapping, articles = of_json(data)
    assert mapping["article"]["each"] == "items[]"
    assert mapping["article"]["attributes"] == {"n": "{n}"}
    assert "# or [headline, body], unless offsets count from body" in text
    assert len(articles) == 2
    _, mapping, articles = of_json(data["items"])
    assert mapping["article"]["each"] == "[]"


def test_spans_that_are_not_words_of_the_text():
    Path("a.json").write_text(json.dumps({"text": LONG, "spans": [{"start": 1, "end": 44}]}), encoding="utf-8")
    assert newscorpus("import", "json", "a.json", "--init").code == 0
    assert "# decide: 1 of 1 spans are not words of the text" in Path("map.yaml").read_text(encoding="utf-8")


def test_events_without_types_and_many_arguments():
    arguments = [{"start": 0, "end": 2, "label": f"L{i}"} for i in range(14)]
    _, mapping, _ = of_json({"text": LONG, "events": [{"args": arguments * 4}]})
    assert mapping["events"] == {"each": "events[]", "kind": "event", "type": "other"}
    assert mapping["arguments"]["L0"] == "thing"
    assert mapping["arguments"]["*"] == "thing"


def test_events_whose_arguments_name_entities():
    words = LONG.split(" ")
    entities = [
        {"id": "T1", "start": 3, "end": 4, "text": "Oslo", "entity_type": "GPE"},
        {"id": "T2", "start": 8, "end": 10, "text": "the people", "entity_type": "GRP"},
    ]
    arguments = [{"entity_id": "T1", "role": "Place"}, {"entity_id": "T2", "role": "Victim"}]
    event = {"event_type": "Weather.Rain", "trigger": {"start": 1, "end": 2, "text": "rained"}, "arguments": arguments}
    text, mapping, articles = of_json(
        {"text": LONG, "tokens": words, "entities": entities, "events": [event, event]}
        | {"aside": [{"list": [{"a": "b"}]}]}
    )
    assert mapping["spans"]["unit"] == "tokens"
    assert mapping["entities"]["id"] == "id"
    assert mapping["events"]["triggers"] == "trigger"
    assert mapping["arguments"] == {"each": "arguments[]", "entity": "entity_id", "role": "role", "*": "thing"}
    assert "#   tokens[]: " in text
    first, _ = next(iter(articles.values())).events.values()
    assert (first.type, first.attributes["source_type"]) == ("Weather_Rain", "Weather.Rain")
    assert ids(first) == {"Place": ("oslo",)}
    assert [str(thing.text) for thing in first.things["Victim"]] == ["the people"]


def test_many_fields_are_not_all_listed():
    text, _, _ = of_json({"text": LONG, **{f"a{i}": {"b": i, "link": "x"} for i in range(30)}})
    assert "#   … and 20 more\n" in text


def draft(lines):
    Path("source.jsonl").write_text(lines, encoding="utf-8")
    return drafted("jsonl", "source.jsonl")[0].splitlines()


def test_a_draft_says_what_it_could_not_read():
    lines = draft('{"text": "It rained in the whole town."}\n{oops\n\n[')
    assert "# file or line that is not JSON: 2 times, first source.jsonl:2:2" in lines[1]


def test_dates_of_several_forms_are_to_be_decided():
    dates = ("2024-01-05", "05.01.2024", "06.01.2024", "tomorrow")
    lines = draft("".join(json.dumps({"text": "It rained in the town.", "date": one}) + "\n" for one in dates))
    assert "  # decide: published: the values of date have several forms: 2024-01-05, 05.01.2024, tomorrow" in lines
    assert "    date: date" in lines


def test_tokens_that_are_objects_are_the_text():
    one = {"id": "a1", "tokens": [{"t": "Anna", "ner": "PER"}, {"t": "met"}, {"t": "Bo", "ner": "PER"}]}
    assert "  text: {path: \"tokens[].t\", between: ' '}" in "\n".join(draft(json.dumps(one) + "\n"))


def test_whole_numbers_among_others_stay_numbers():
    more = '"body": "It rained in the whole town."'
    lines = draft(f'{{{more}, "score": 1, "odd": 1}}\n{{{more}, "score": 0.5, "odd": "x"}}')
    assert "    score: score" in lines
    assert "    odd: '{odd}'" in lines


def spans_of(*found):
    return [(words, LONG.index(words)) for words in found]


def test_the_end_is_guessed_by_trying_what_the_words_are():
    for name, keys in (("end", {}), ("last", {"last": "end"})):
        spans = [
            {"start": at, "end": at + len(words) - (name == "last"), "label": "PER"}
            for words, at in spans_of("Oslo", "all the people", "Monday")
        ]
        text, mapping, articles = of_json({"text": LONG, "names": spans})
        assert mapping["spans"] == {"start": "start", **(keys or {"end": "end"}), "unit": "characters"}
        assert "# all 3 spans are whole words" in text
        assert [actor.name for actor in articles["a"].actors.values()] == ["Oslo", "all the people", "Monday"]


def test_inclusive_spans_of_tokens():
    tokens = LONG.replace(",", " ,").replace(".", " .").split()
    _, mapping, articles = of_json({"sentences": [tokens[:7], tokens[7:]], "names": [[3, 3], [8, 10]]})
    assert mapping["spans"] == {"start": "[0]", "last": "[1]", "unit": "tokens"}
    assert [actor.name for actor in articles["a"].actors.values()] == ["Oslo", "all the people"]


def test_lists_of_words_and_start():
    chains = {"who": [[list(pair) for pair in spans_of("the people", "they")]], "what": [[["wet", LONG.index("wet")]]]}
    text, mapping, articles = of_json({"text": LONG, "found": chains, "none": {"x": [["wet", 3]]}})
    assert mapping["spans"] == {"start": "[1]", "words": "[0]", "unit": "characters"}
    assert mapping["entities"] == [
        {"each": "found.what[]", "mentions": "[]", "same": [], "*": "participant"},
        {"each": "found.who[]", "mentions": "[]", "same": [], "*": "participant"},
    ]
    people = articles["a"].actors["the-people"]
    assert [str(one) for one in people.mentions] == ["the people", "they"]
    assert "none.x[][]: " in text
    _, mapping, _ = of_json({"text": LONG, "names": [{"w": "Oslo", "name": "Oslo", "start": LONG.index("Oslo")}]})
    assert mapping["spans"] == {"start": "start", "words": "name", "unit": "characters"}
