"""WikiEvents: documents as they are published come in, and others read those that are written."""

import json
from pathlib import Path

import pytest
from command import newscorpus

import newscorpus as nc

ROOT = Path(nc.__file__).parents[1]
SENTENCES = ["The Taliban killed soldiers in Maidan Shahr on Monday.", "Two gunmen shot at them."]


def published(**changes):
    """A document as it is published: without the white space between sentences, which its offsets count."""
    sentences, tokens, at = [], [], 0
    for words in SENTENCES:
        made, start = [], at
        for word in words.replace(".", " .").split():
            start = at + words.index(word, start - at)
            made.append([word, start, start + len(word)])
            start += len(word)
        sentences.append([made, words])
        tokens += [word for word, _, _ in made]
        at += len(words) + 4

    def mention(number, label, words, sentence):
        parts = words.split()
        start = next(i for i in range(len(tokens)) if tokens[i : i + len(parts)] == parts)
        place = {"sent_idx": sentence, "start": start, "end": start + len(parts), "text": words}
        return {"id": f"doc-{number}", "entity_type": label, "mention_type": "UNK", **place}

    def event(number, label, words, sentence, arguments):
        trigger = {key: one for key, one in mention("", "", words, sentence).items() if not key.endswith("type")}
        del trigger["id"]
        made = [{"entity_id": f"doc-{id_}", "role": role, "text": text} for id_, role, text in arguments]
        return {"id": f"doc-{number}", "event_type": label, "trigger": trigger, "arguments": made}

    return {
        "doc_id": "doc",
        "tokens": tokens,
        "text": "".join(SENTENCES),
        "sentences": sentences,
        "entity_mentions": [
            mention("T1", "ORG", "Taliban", 0),
            mention("T2", "PER", "soldiers", 0),
            mention("T3", "GPE", "Maidan Shahr", 0),
            mention("T4", "PER", "gunmen", 1),
            mention("T5", "PER", "them", 1),
        ],
        "relation_mentions": [],
        "event_mentions": [
            event(
                "E1",
                "Life.Die.Unspecified",
                "killed",
                0,
                [("T1", "Killer", "Taliban"), ("T2", "Victim", "soldiers"), ("T3", "Place", "Maidan Shahr")],
            ),
            event("E2", "Conflict.Attack.Unspecified", "shot", 1, [("T4", "Attacker", "gunmen")]),
        ],
        **changes,
    }


CHAINS = {"doc_key": "doc", "clusters": [["doc-T2", "doc-T5"]], "informative_mentions": ["soldiers"]}


def imported(folder, *lines, chains=(CHAINS,), mapping=None):
    source = folder / "source"
    (source / "coref").mkdir(parents=True)
    (source / "test.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in lines))
    (source / "coref" / "test.jsonlines").write_text("".join(f"{json.dumps(one)}\n" for one in chains))
    if mapping is not None:
        (folder / "map.yaml").write_text(mapping)
    found = nc.import_corpus(
        source, "wikievents", folder / "out", mapping=None if mapping is None else folder / "map.yaml"
    )
    return found, {one.kind: one.places for one in found.losses}


def test_published_documents_come_in(tmp_path):
    found, losses = imported(tmp_path, published())
    assert (found.articles, found.errors, losses) == (1, {}, {})
    (article,) = nc.load(tmp_path / "out")
    assert article.text == "\n\n\n\n".join(SENTENCES)
    assert {key: one.kind for key, one in article.actors.items()} == {
        "taliban": "organization",
        "soldiers": "person",
        "maidan-shahr": "locality",
        "gunmen": "person",
    }
    assert [quote.exact for quote in article.actors["soldiers"].mentions] == ["soldiers", "them"]
    death, attack = article.events.values()
    assert (death.kind, death.type, death.triggers[0].exact) == ("incident", "death", "killed")
    roles = {role: [str(one) for one in several] for role, several in death.participants.items()}
    assert roles == {"killer": ["taliban"], "victim": ["soldiers"]}
    assert [place.name.exact for place in death.places] == ["Maidan Shahr"]
    assert [quote.exact for quote in death.evidence] == SENTENCES[:1]
    assert attack.in_role("agent") == ("gunmen",)


def test_a_mapping_file_says_what_labels_mean(tmp_path):
    source = tmp_path / "draft.jsonl"
    source.write_text(json.dumps(published()))
    ran = newscorpus("import", "wikievents", source, "--init", "--map", tmp_path / "drafted.yaml")
    assert ran.code == 0
    assert "Life.Die.Unspecified: {kind: incident, type: death}" in (tmp_path / "drafted.yaml").read_text()
    assert (
        "  language: en  # decide: the language of the texts, by the words of the texts\n"
        in (tmp_path / "drafted.yaml").read_text()
    )
    mapping = "source: wikievents\nroles: {Killer: agent}\nevents: {Conflict.*: ignore}\n"
    found, _ = imported(tmp_path, published(), mapping=mapping)
    (article,) = nc.load(tmp_path / "out")
    assert found.errors == {}
    (death,) = article.events.values()
    assert death.in_role("agent") == ("taliban",)


def test_what_is_no_document_is_listed(tmp_path):
    wrong = published()
    wrong["entity_mentions"][0] |= {"start": 90, "end": 91}
    wrong["entity_mentions"][1]["mention_type"] = "NOM"
    torn = [
        [],
        {"doc_id": "x"},
        published(text=5),
        published(text="", sentences=[]),
        published(sentences=[[[["The", 0, 3]], "The"], [[["Taliban", 1, 8]], "Taliban"]]),
        published(sentences=[[[["The", 0, 3]], "On"]], text="No"),
        published(sentences=[[[["The", 7, 3]], "They"]], text="No"),
        published(coreferences={"clusters": [["doc-T1"]], "informative_mentions": []}),
        published(sentences=[[["The", 0, 3]]]),
        published(event_mentions={}),
    ]
    chains = [5, {"doc_key": ["doc"]}, {"clusters": []}, {"doc_key": "other"}]
    found, losses = imported(tmp_path, wrong, *torn, chains=chains)
    assert found.articles == 1
    assert len(losses.pop("line that is not a document of WikiEvents")) == 3
    assert losses.pop("line of chains that names no document") == [f"coref/test.jsonlines:{i}" for i in (1, 2, 3)]
    assert set(losses) == {
        "mention whose tokens do not exist",
        "entity_mentions.mention_type",
        "argument Killer that does not exist",
    }


def test_chains_may_be_inside_and_documents_may_have_more(tmp_path):
    found, losses = imported(tmp_path, published(coreferences=CHAINS, relation_mentions=[{"id": "R1"}]), chains=())
    assert set(losses) == {"relation_mentions"}
    assert found.articles == 1
    (article,) = nc.load(tmp_path / "out")
    assert len(article.actors["soldiers"].mentions) == 2


def test_a_folder_without_documents(tmp_path):
    ran = newscorpus("import", "wikievents", tmp_path, "-o", tmp_path / "out")
    assert (ran.code, "no files *.jsonl" in ran.err) == (2, True)


@pytest.mark.parametrize("folder", ["seeds", "tests/articles"])
def test_ie_datasets_reads_what_is_written(folder, tmp_path):
    unit = pytest.importorskip("ie_datasets.datasets.wikievents.unit")
    nc.export(ROOT / folder, "wikievents", tmp_path / "out")
    documents = (tmp_path / "out" / "articles.jsonl").read_text().splitlines()
    chains = (tmp_path / "out" / "coref" / "articles.jsonlines").read_text().splitlines()
    corpus = nc.load(ROOT / folder)
    assert len(documents) == len(chains) == len(corpus)
    for line, chain in zip(documents, chains, strict=True):
        data = {**json.loads(line), "coreferences": json.loads(chain)}
        found = unit.WikiEventsUnit.model_validate_json(json.dumps(data), strict=True)
        article = corpus[found.doc_id]
        spans = {found.get_char_span(one.start, one.end) for one in found.entity_mentions}
        assert {span for key in article.actors for span in article.mentions(key)} <= spans
        assert len(found.coreferences.clusters) == sum(1 for key in article.actors if article.mentions(key))
        triggers = {one.trigger.text for one in found.event_mentions}
        assert {quote.exact for event in article.events.values() for quote in event.triggers} <= triggers


@pytest.mark.parametrize("format", ["cas", "conllu", "spacy", "wikievents"])
def test_articles_without_their_text_are_listed(format, tmp_path):
    withheld = nc.Article(id="a", language="en", text_withheld=True)
    exported = nc.export(withheld, format, tmp_path / "out")
    assert (exported.articles, [one.kind for one in exported.losses]) == (0, ["article without its text"])
    with pytest.raises(nc.UsageError, match="annotates texts"):
        nc.export(ROOT / "seeds", format, tmp_path / "other", text=False)


def test_another_order_is_listed(tmp_path):
    anna = nc.Actor(id="anna", name="A. Berg", kind="person")
    carl = nc.Actor(id="carl", name="Carl", kind="person", aliases=("Dahl", "He"))
    talks = nc.Meeting(
        id="talks",
        type="talks",
        evidence=("Anna met Carl.",),
        triggers=("met",),
        participants={"participant": (nc.Participant(actor="anna", mention="Anna"), "carl")},
    )
    article = nc.Article(
        id="a",
        language="en",
        text="Anna met Carl. He, Dahl, left.",
        actors={"anna": anna, "carl": carl},
        events={"talks": talks},
    )
    exported = nc.export([nc.anchor(article)], "wikievents", tmp_path / "out")
    assert {one.kind for one in exported.losses} == {
        "language",
        "added actors.named",
        "order of actors",
        "order of actors.aliases",
    }
