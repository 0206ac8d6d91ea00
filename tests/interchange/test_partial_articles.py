"""Articles with errors: accepted without their broken parts, or corrected where they lie and read again."""

import copy
import json
import tempfile
from pathlib import Path

import pytest
from command import newscorpus
from hypothesis import given, settings
from hypothesis import strategies as st

import newscorpus as nc

MAP = """\
source: jsonl
corpus: {name: notes, language: en}
article: {id: id, text: text, url: url, published: day}
events: {each: "events[]", type: {from: type}, triggers: words, attributes: {sure: sure}}
arguments: {each: "who[]", mentions: words, role: role, "*": participant}
"""
TALKS = {
    "id": "a",
    "text": "Anna Berg met Carl Dahl in Oslo. Eva paid Anna.",
    "url": "https://example.org/a",
    "day": "2020-01-02",
    "events": [
        {"type": "meet", "words": "met", "who": [{"role": "guest", "words": "Anna Berg"}, {"words": "Carl Dahl"}]},
        {"type": "pay", "words": "paid", "who": [{"role": "giver", "words": "Eva"}]},
    ],
}
BREAKS = {
    "url": lambda data: data.update(url="http://"),
    "published": lambda data: data.update(day="2020-02-31"),
    "events.triggers": lambda data: data["events"][0].update(words="meets"),
}
MENDS = {
    "url": lambda data: data.pop("url"),
    "published": lambda data: data.pop("day"),
    "events.triggers": lambda data: data["events"][0].pop("words"),
}


def imported(folder, *articles, **options):
    folder.mkdir(exist_ok=True)
    (folder / "a.jsonl").write_text("".join(f"{json.dumps(data)}\n" for data in articles), encoding="utf-8")
    (folder / "map.yaml").write_text(MAP, encoding="utf-8")
    return nc.import_corpus(folder / "a.jsonl", "jsonl", folder / "c", mapping=folder / "map.yaml", **options)


def kinds(done):
    return {loss.kind.partition(" with ")[0]: loss.count for loss in done.losses}


@given(st.sets(st.sampled_from(sorted(BREAKS))))
@settings(max_examples=10, deadline=None)
def test_an_accepted_article_is_the_source_without_what_is_listed(broken):
    source, mended = copy.deepcopy(TALKS), copy.deepcopy(TALKS)
    for part in broken:
        BREAKS[part](source)
        MENDS[part](mended)
    with tempfile.TemporaryDirectory() as folder:
        done = imported(Path(folder, "s"), source, accept_partial=True)
        assert (done.articles, done.rejected, done.errors) == (1, (), {})
        assert kinds(done) == dict.fromkeys(broken, 1)
        imported(Path(folder, "m"), mended)
        first, second = (nc.load_article(Path(folder, name, "c", "a.yaml")) for name in "sm")
        without = {"actors", "events", "path"} if broken & {"events.triggers"} else {"path"}
        for field in {"url", "published", "text", "actors", "events"} - without:
            assert getattr(first, field) == getattr(second, field)
        assert first.events["pay-2"] == second.events["pay-2"]


def test_the_smallest_part_that_has_the_error_is_left_out(tmp_path):
    """A mention, of which the argument stays; a quote of several; what needs the part goes with it."""
    source = copy.deepcopy(TALKS)
    source["events"][1]["who"] += [{"role": "guest", "words": "Anna"}, {"role": "giver", "words": "Nobody"}]
    done = imported(tmp_path / "s", source, accept_partial=True)
    pay = nc.load_article(tmp_path / "s" / "c" / "a.yaml").events["pay-2"]
    assert {role: [who.actor for who in several] for role, several in pay.participants.items()} == {
        "giver": ["eva", "nobody"],
        "guest": ["anna"],
    }
    assert [who.mention and who.mention.exact for who in pay.participants["giver"]] == ["Eva", None]
    assert set(kinds(done)) == {"actors.mentions", "events.participants.giver.mention"}


def test_what_no_part_explains_is_left_out_as_a_whole(tmp_path):
    """And its file is as it was, although parts of it could be left out."""
    code = (
        "def articles(source):\n"
        "    yield {'id': 'a', 'language': 'no such', 'url': 'http://', 'text': 'It rained.'}\n"
        "    yield {'id': 'b', 'language': 'en', 'url': 'http://', 'text': 'It rained.'}\n"
        "    yield {'id': 'c', 'language': 'en', 'text': 'It rained.', 'events': {\n"
        "        'rain': {'type': 'storm', 'evidence': [{'exact': 'Snow'}]}}}\n"
    )
    (tmp_path / "partial_articles_of_ours.py").write_text(code)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(tmp_path)
        done = nc.import_corpus(
            tmp_path, "json", tmp_path / "c", mapping="partial_articles_of_ours:articles", accept_partial=True
        )
    assert [path.name for path in done.rejected] == ["a.yaml"]
    assert "http://" in done.rejected[0].read_text()
    corpus = nc.load(tmp_path / "c")
    assert (sorted(corpus.articles), dict(corpus["c"].events)) == (["b", "c"], {})
    assert kinds(done) == {"url": 1, "events": 1} or kinds(done) == {"url": 1, "events.evidence": 1, "events": 1}


def test_corrected_articles_come_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    bad = {**TALKS, "url": "http://"}
    assert len(imported(Path("s"), bad, {**TALKS, "id": "b"}, {**bad, "id": "c"}).rejected) == 2
    assert newscorpus("import", "--retry", "-o", "s/c").code == 1
    path = Path("s/c-rejected/a.yaml")
    path.write_text(f"# corrected\n{path.read_text().replace('http://', 'https://example.org')}")
    said = newscorpus("import", "--retry", "-o", "s/c")
    assert (said.code, Path("s/c/a.yaml").read_text().splitlines()[0]) == (1, "# corrected")
    assert "1 of 2 articles imported, 1 has errors (NC108 × 1)" in said.err
    assert sorted(path.name for path in Path("s/c-rejected").iterdir()) == ["c.txt", "c.yaml", "corpus.yaml"]
    assert newscorpus("import", "--retry", "-o", "s/c", "--accept-partial").code == 0
    assert not Path("s/c-rejected").exists()
    assert sorted(nc.load("s/c").articles) == ["a", "b", "c"]
    assert (
        newscorpus("import", "--retry", "-o", "s/c").err
        == "error: s/c-rejected has no articles: nothing to try again\n"
    )
    for words in (("import", "--retry"), ("import", "--retry", "brat", "s", "-o", "s/c"), ("import", "brat")):
        assert newscorpus(*words).code == 2


def test_nothing_is_written_where_losses_are_refused(tmp_path):
    with pytest.raises(nc.UsageError):
        imported(tmp_path / "s", {**TALKS, "url": "http://"}, accept_partial=True, on_loss="refuse")
    assert not (tmp_path / "s" / "c").exists()
