"""`expect` in `corpus.yaml`: what all articles together are to have, counted alike however a corpus is read."""

import json
from pathlib import Path
from random import Random

import pytest
from command import newscorpus

import newscorpus as nc
from newscorpus.checking import results, summary_tables
from newscorpus.checking.live_corpus import CorpusIndex
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.session import discover

KINDS = {"event": ["decision", "request"], "meeting": ["talks"], "incident": ["attack", "crime"]}


def article(number: int, draw: Random) -> dict[str, object]:
    """An article with up to three events, some with a time or a place."""
    events = []
    for i in range(draw.randrange(4)):
        kind = draw.choice([*KINDS])
        event = {"id": f"e{i}", "kind": kind, "type": draw.choice(KINDS[kind]), "evidence": [{"exact": "It came"}]}
        when = {"text": {"exact": "It came"}, "edtf": draw.choice(["2024-05-06", "unknown"])}
        event |= {"when": when} if draw.random() < 0.7 else {}
        event |= {"places": [{"name": {"exact": "Oslo"}}]} if draw.random() < 0.5 else {}
        events.append(event)
    text = f"It came to Oslo, number {number}."
    return {"format": "newscorpus/1", "id": f"a{number}", "language": "en", "text": text, "events": events}


def corpus(folder: Path, expect: str, count: int = 9) -> list[dict[str, object]]:
    """A corpus in JSON Lines with what it expects; returns its events."""
    draw = Random(3)
    articles = [article(number, draw) for number in range(count)]
    lines = "".join(f"{json.dumps(data)}\n" for data in articles)
    (folder / "all.jsonl").write_text(lines, encoding="utf-8")
    settings = f"format: newscorpus/1\nname: c\narticles: ['*.jsonl']\nexpect: {expect}\n"
    (folder / "corpus.yaml").write_text(settings, encoding="utf-8")
    return [event for data in articles for event in data["events"]]


def unmet(folder: Path) -> list[str]:
    return [d.message for d in nc.check(folder, select=["NC709"]).diagnostics]


def test_the_counts_are_those_of_the_articles(tmp_path):
    events = corpus(tmp_path, "{}")
    kinds = {kind: sum(event["kind"] == kind for event in events) for kind in KINDS}
    timed = sum("when" in event and event["when"]["edtf"] != "unknown" for event in events)
    nowhere = sum(event["type"] == "attack" and "places" not in event for event in events)
    assert all(kinds.values())
    assert nowhere
    exact = ", ".join(f"{kind}: {number}" for kind, number in kinds.items())
    share = 100 * timed // len(events)
    corpus(tmp_path, f"{{articles: 9, events: {{{exact}}}, with_time: {share}, with_place: [talks]}}")
    assert [m for m in unmet(tmp_path) if "talks" not in m] == []
    more = ", ".join(f"{kind}: {number + 1}+" for kind, number in kinds.items())
    corpus(tmp_path, f"{{articles: 0..8, events: {{{more}}}, with_time: {share + 1}, with_place: [attack]}}")
    assert unmet(tmp_path) == [
        "expected 0..8, but there are 9 articles",
        *(
            f"expected {number + 1}+, but there {'is' if number == 1 else 'are'} {number} "
            f"{'other event' if kind == 'event' else kind}{'s' * (number != 1)}"
            for kind, number in kinds.items()
        ),
        f"{timed} of {len(events)} events have a time, less than {share + 1} percent",
        f"{nowhere} {'event' if nowhere == 1 else 'events'} of the type `attack` without a place",
    ]


EXPECT = "{articles: 10+, events: {meeting: 99+}, with_time: 99, with_place: [crime], reviewed: true}"


@pytest.mark.parametrize("held", ["in memory", "on disk", "on disk, reduced"])
def test_a_large_corpus_is_counted_alike(held, tmp_path, monkeypatch):
    corpus(tmp_path, EXPECT)
    expected = unmet(tmp_path)
    assert len(expected) == 5
    if held != "in memory":
        monkeypatch.setattr(results, "IN_MEMORY", 2)
    if held.endswith("reduced"):
        monkeypatch.setattr(summary_tables, "SUGGESTING", 1)
    assert unmet(tmp_path) == expected


def test_an_editor_counts_alike(tmp_path):
    corpus(tmp_path, EXPECT)
    session = discover(SessionOptions(tmp_path, select=["NC709"]))
    live = CorpusIndex(session, session.corpora[0])
    for path, outcomes in live.load():
        live.put(path, outcomes)
    assert [d.message for d in live.results().report().diagnostics] == unmet(tmp_path)


def test_batches_count_alike(tmp_path):
    pa = pytest.importorskip("pyarrow")
    from newscorpus import batches

    corpus(tmp_path, EXPECT)
    path = tmp_path / "all.jsonl"
    check = batches.Check(nc.load(tmp_path), select=["NC709"])
    raw = path.read_bytes().splitlines()
    rows = [{"uri": str(path), "line": number, "raw": line} for number, line in enumerate(raw, 1)]
    parts = [pa.Table.from_pylist(rows[:4]), pa.Table.from_pylist(rows[4:])]
    found = batches.corpus_findings(check, batches.in_process(map(check.examine, parts))).to_pylist()
    assert sorted(row["message"] for row in found) == sorted(unmet(tmp_path))


def test_the_cache_knows_what_is_expected(tmp_path):
    corpus(tmp_path, "{articles: 9}")
    assert newscorpus("check", tmp_path).code == 0
    corpus(tmp_path, "{with_place: [attack]}")
    first = newscorpus("check", tmp_path)
    assert first.code == 1
    assert newscorpus("check", tmp_path) == first


def test_a_finding_is_at_its_line_and_the_corpus_still_loads(tmp_path):
    corpus(tmp_path, "\n  articles: 1+\n  with_place:\n    - attack")
    (finding,) = nc.check(tmp_path, select=["NC709"]).diagnostics
    assert (finding.primary.file[-11:], finding.primary.line, finding.primary.column) == ("corpus.yaml", 7, 7)
    assert len(nc.load(tmp_path).articles) == 9


def test_reviews(tmp_path):
    path = tmp_path / "rain.yaml"
    nc.dump(nc.Article(id="rain", language="en", text="It rained."), path)
    settings = "format: newscorpus/1\nname: c\nexpect: {reviewed: true}\n"
    (tmp_path / "corpus.yaml").write_text(settings, encoding="utf-8")
    assert unmet(tmp_path) == ["0 of 1 articles are reviewed, and unchanged since"]
    nc.review(path, by="Ida Holm")
    assert unmet(tmp_path) == []
    with nc.edit(path) as doc:
        doc.headline = "Rain"
    assert unmet(tmp_path) == ["0 of 1 articles are reviewed, and unchanged since"]


@pytest.mark.parametrize(
    ("expect", "code", "words"),
    [
        ("{articles: many}", "NC110", "N+ for at least N"),
        ("{articles: 9..3}", "NC803", "write `3..9`"),
        ("{events: {incidnt: 3}}", "NC104", "incident"),
        ("{with_time: 101}", "NC103", "at most 100"),
        ("{with_place: [atack]}", "NC803", "replace `atack` with `attack`"),
        ("{artcles: 3}", "NC101", "articles"),
        ("[articles]", "NC103", "mapping"),
    ],
)
def test_a_mistake_has_a_remedy(expect, code, words, tmp_path):
    corpus(tmp_path, expect)
    ran = newscorpus("check", tmp_path, "--output-format", "concise")
    assert ran.code == 1
    assert "corpus.yaml:4:" in ran.out
    assert code in ran.out
    assert words in ran.out
