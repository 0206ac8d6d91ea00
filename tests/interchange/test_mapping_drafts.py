"""A drafted mapping runs as it is, and finds the text, dates, addresses, spans and their unit."""

import json
from pathlib import Path

import pytest
import yaml
from command import newscorpus
from shapes import flat, ids, security, table

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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor met the head of the union in the town hall, and she did not resign.", "en"),
        ("Der Minister hat sich am Montag mit den Vertretern der Gewerkschaften getroffen.", "de"),
        ("O presidente disse que a reunião com os sindicatos foi um sucesso e que não há dúvida.", "pt"),
        ("Președintele s-a întâlnit luni la București cu reprezentanții sindicatelor.", "und"),
    ],
)
def test_the_language_is_that_of_the_texts(text, language):
    """Of a language that is like a known one, too; without a guess where none is certain."""
    Path("a.jsonl").write_text(json.dumps({"text": text}))
    assert newscorpus("import", "jsonl", "a.jsonl", "--init").code == 0
    assert yaml.safe_load(Path("map.yaml").read_text())["corpus"]["language"] == language


@pytest.mark.parametrize("unit", ["characters", "utf16", "bytes"])
def test_the_unit_is_recognized(unit):
    text, mapping, articles = drafted("jsonl", flat(Path("a.jsonl"), unit))
    assert mapping["spans"]["unit"] == unit
    assert "all 5 spans are whole words" in text
    assert mapping["entities"]["PER"] == {"as": "participant", "kind": "person"}
    assert "  # LOC: participant  # × 1: decide\n" in text
    assert set(articles["n0"].actors) == {"anna-berg", "acme-corp"}


def test_rows():
    _, mapping, articles = drafted("csv", table(Path("a.csv")))
    assert mapping["article"]["published"] == {"path": "date", "date": "%d.%m.%Y"}
    assert articles["a1"].attributes == {"label": "weather"}


def of_json(data):
    Path("a.json").write_text(json.dumps(data), encoding="utf-8")
    return drafted("json", "a.json")


LONG = "It rained in Oslo on Monday, and all the people who were there became wet, so they went home again."


def test_a_list_of_articles():
    data = {"feed": {"name": "x"}, "items": [{"n": i % 2 or "one", "headline": "Rain", "body": LONG} for i in range(2)]}
    text, mapping, articles = of_json(data)
    assert mapping["article"]["each"] == "items[]"
    assert mapping["article"]["attributes"] == {"n": "{n}"}
    assert "# or [headline, body], unless offsets count from body" in text
    assert len(articles) == 2
    _, mapping, articles = of_json(data["items"])
    assert mapping["article"]["each"] == "[]"


def test_spans_that_are_lists_without_a_type():
    _, mapping, articles = of_json({"text": LONG, "names": [[0, 2], [13, 17]]})
    assert mapping["spans"]["start"] == "[0]"
    assert mapping["entities"] == {"each": "names[]", "*": "participant"}
    assert set(next(iter(articles.values())).actors) == {"it", "oslo"}


def test_spans_with_ids_and_a_length():
    spans = [{"id": "T1", "offset": 0, "length": 2, "exact": "It", "tag": "X"}]
    text, mapping, _ = of_json({"text": LONG, "spans": spans})
    assert mapping["spans"] == {"start": "offset", "length": "length", "words": "exact", "unit": "characters"}
    assert mapping["entities"] == {"each": "spans[]", "id": "id", "from": "tag"}
    assert "# X: participant  # × 1: decide" in text


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


def test_a_text_in_sentences():
    data = {"title": "Rain", "sentences": [{"words": "It rained."}, {"words": "They went home."}]}
    _, mapping, articles = of_json(data)
    assert mapping["article"]["text"] == "sentences[].words"
    assert articles["a"].text == "It rained.\n\nThey went home."


def test_tokens_are_not_spans():
    words = [{"text": "It", "start": 0, "end": 2}, {"text": "rained", "start": 3, "end": 9}]
    spans = [{"start": 13, "end": 17, "type": "LOC"}]
    _, mapping, _ = of_json({"text": LONG, "words": {"a": {"b": words}}, "list": [{"tokens": words}], "marks": spans})
    assert mapping["entities"]["each"] == "marks[]"


def test_a_text_in_tokens():
    data = {"title": "Rain", "sents": [["It", "rained", "."], ["They", "went", "home", "."]], "ner": [[3, 4, "PER"]]}
    _, mapping, articles = of_json(data)
    assert mapping["article"]["text"] == {"path": "sents[]", "between": " "}
    assert mapping["spans"]["unit"] == "tokens"
    assert articles["a"].text == "It rained . They went home ."
    assert list(articles["a"].actors) == ["they"]


def test_many_fields_are_not_all_listed():
    text, _, _ = of_json({"text": LONG, **{f"a{i}": {"b": i, "link": "x"} for i in range(30)}})
    assert "#   … and 20 more\n" in text


@pytest.mark.parametrize(
    ("data", "why"),
    [([], "no objects"), ([1], "no objects"), ({"a": 1}, "no strings"), ({"id": "oslo-talks"}, "no strings")],
)
def test_nothing_to_map(data, why):
    Path("a.json").write_text(json.dumps(data), encoding="utf-8")
    done = newscorpus("import", "json", "a.json", "--init")
    assert done.code == 2
    assert why in done.err
    assert not Path("map.yaml").exists()


def test_the_text_is_known_by_its_name():
    """Also if dates, addresses and ids are longer; `article` is an id here."""
    Path("a.csv").write_text(
        "id,text,day\na1,Bo left.,2024-01-02 10:11:12\na2,山田は去った。,2024-01-03 10:11:12\n", "utf-8"
    )
    text, mapping, _ = drafted("csv", "a.csv")
    assert mapping["article"]["text"] == "text"
    assert "text: text\n" in text
    Path("b.csv").write_text("article,body,link\nnews-2024-000001,Bo left.,https://example.org/1\n", "utf-8")
    assert drafted("csv", "b.csv")[1]["article"]["text"] == "body"


def test_a_guess_of_the_text_is_marked():
    Path("a.csv").write_text("key,what,day\nnews-2024-000001,Bo left.,2024-01-02\n", "utf-8")
    text, mapping, _ = drafted("csv", "a.csv")
    assert mapping["article"]["text"] == "what"
    assert "text: what  # decide: the longest field\n" in text
    assert mapping["article"]["published"] == "day"


def test_an_only_field_is_the_text_whatever_it_is():
    Path("a.csv").write_text("what,n\n2024-01-02,1\n", "utf-8")
    assert drafted("csv", "a.csv")[1]["article"]["text"] == "what"


def test_an_id_is_not_the_text():
    """Also if it is longer, and without a digit."""
    Path("a.csv").write_text("id,event_id,what\nthe-talks-in-oslo,the-talks-of-berg,It rained.\n", "utf-8")
    assert drafted("csv", "a.csv")[1]["article"]["text"] == "what"


def draft(lines):
    Path("source.jsonl").write_text(lines, encoding="utf-8")
    return drafted("jsonl", "source.jsonl")[0].splitlines()


def test_labels_are_not_the_text():
    """Sentences of tokens are, although they are in lists of lists, and the labels have as many characters."""
    one = {
        "sents": [["Anna", "met"], ["Bo", "."]],
        "ner": [{"s": 0, "e": 1, "l": "PERSON"}, {"s": 2, "e": 3, "l": "PERSON"}],
    }
    assert "  text: {path: \"sents[]\", between: ' '}  # decide: the longest field" in draft(json.dumps(one) + "\n")
    one["sents"][0] = one["sents"][0][:1]  # which has less of them
    assert "  text: {path: \"sents[]\", between: ' '}  # decide: the longest field" in draft(json.dumps(one) + "\n")


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
