"""Commands that take articles: what was checked is not judged again, and no report or table shows that."""

import json
import random
import shutil
import time
from collections import Counter

import attrs
import pytest
from command import newscorpus
from test_cache import VARIABLE, folder, kind_of_change, lines  # noqa: F401 - fixtures

import newscorpus as nc
from newscorpus import _process
from newscorpus.checking import tasks
from newscorpus.diagnostics import report

pytest.importorskip("duckdb")

EVERYTHING = 'select * from (from "{table}") order by all'
COUNTS = (
    "select (select count(*) from articles), (select count(*) from actors), (select sum(length(text)) from articles)"
)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))


@pytest.fixture
def work(monkeypatch):
    """Returns how many articles were judged, and how many models were made, since it was called last."""
    number = Counter()

    class Counted(tasks.ArticleCheck):
        def run(self):
            number["judged"] += 1
            return super().run()

        def model(self):
            number["models"] += 1
            return super().model()

    monkeypatch.setattr(tasks, "ArticleCheck", Counted)
    return lambda: (number.pop("judged", 0), number.pop("models", 0))


@pytest.fixture
def sound(lines):  # noqa: F811 - a fixture
    """A corpus without errors: six articles with texts of their own, and five in JSON Lines."""
    kept = [line for line in (lines / "b.jsonl").read_text().splitlines(keepends=True) if "persn" not in line]
    (lines / "b.jsonl").write_text("".join(kept))
    (lines / "corpus.yaml").write_text((lines / "corpus.yaml").read_text() + "checks: {ignore: [NC304, NC806]}\n")
    for path in lines.glob("a*.yaml"):
        path.write_text(path.read_text().replace("Annie", "Berg").partition("waive")[0])
    return lines


VERBS = {
    "stats": ["stats", "{corpus}"],
    "query": ["query", "{corpus}", COUNTS],
    "convert": ["convert", "{corpus}", "--jobs", "1"],
    "export": ["export", "sqlite", "{corpus}", "-o", "{out}/tables.db", "--force"],
    "view": ["view", "{corpus}", "-o", "{out}/site"],
}


def run(verb, corpus, out):
    """What a command prints, and the files that it writes."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    done = newscorpus(*(word.format(corpus=corpus, out=out) for word in VERBS[verb]))
    files = {path.name: path.read_bytes() for path in out.rglob("*.html")}
    return done.code, done.out, done.err.replace(str(corpus), "CORPUS"), files


@pytest.mark.parametrize("verb", VERBS)
def test_what_was_checked_is_not_judged_again(sound, tmp_path, work, verb):
    assert newscorpus("check", sound).code == 0
    assert work() == (11, 0)
    first = run(verb, sound, tmp_path / "out")
    assert first[0] == 0, first
    assert work() == (0, 11)
    assert run(verb, sound, tmp_path / "out") == first
    judged, models = work()
    assert (judged, models) == (0, 0 if verb in ("stats", "query") else 11)
    (sound / "a1.txt").write_text((sound / "a1.txt").read_text() + "It rained.\n")
    assert run(verb, sound, tmp_path / "out")[0] == 0
    assert work()[0] == 1


@pytest.fixture
def settled(monkeypatch):
    """A clock that is ahead, so that no file was changed just now, and its state shows whether it has changed."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 3_600_000_000_000)


@pytest.mark.skipif(not _process.states_are_exact, reason="the state of a file does not show all changes")
@pytest.mark.parametrize("verb", ["stats", "query"])
def test_articles_are_read_only_if_a_file_has_changed(sound, tmp_path, monkeypatch, settled, verb):
    reads, read = [], tasks.read
    monkeypatch.setattr(tasks, "read", lambda file: reads.append(file) or read(file))
    first = run(verb, sound, tmp_path / "out")
    assert reads
    reads.clear()
    assert run(verb, sound, tmp_path / "out") == first
    assert not reads
    (sound / "a1.txt").write_text((sound / "a1.txt").read_text() + "It rained.\n")
    assert run(verb, sound, tmp_path / "out")[0] == 0
    assert reads


@pytest.mark.parametrize("most", [1, 1000])
def test_the_report_is_kept_with_the_tables(lines, settled, monkeypatch, most):  # noqa: F811 - a fixture
    """With some findings, and with more than fit into memory."""
    monkeypatch.setattr(report, "IN_MEMORY", most)
    (lines / "b.jsonl").write_text((lines / "b.jsonl").read_text().replace("persn", "person"))
    first = nc.query(lines, COUNTS).report
    assert len(first) > 1
    monkeypatch.setattr(tasks, "read", None)  # no article is read again
    second = nc.query(lines, COUNTS).report
    assert [*second] == [*first]
    assert attrs.evolve(second, diagnostics=()) == attrs.evolve(first, diagnostics=())


@pytest.mark.parametrize("verb", VERBS)
def test_no_history_of_changes_shows_in_an_output(lines, tmp_path, monkeypatch, settled, verb):  # noqa: F811 - a fixture
    rng, here, there = random.Random(5), lines, tmp_path / "clone"
    (lines / "b.jsonl").write_text((lines / "b.jsonl").read_text().replace("persn", "person"))
    for number in range(6):
        here, there = kind_of_change(rng, here, there)
        cached = run(verb, here, tmp_path / "out")
        with monkeypatch.context() as patch:
            patch.setenv(VARIABLE, str(tmp_path / f"fresh{number}"))
            assert run(verb, here, tmp_path / "out") == cached


@pytest.mark.parametrize("words", [["parquet"], ["dataset"], ["sqlite"], ["parquet", "--flat"]])
def test_an_export_is_read_as_its_corpus(sound, tmp_path, words):
    target = tmp_path / ("it's.db" if words == ["sqlite"] else "it's [one]")
    assert newscorpus("export", *words, sound, "-o", target).code == 0
    assert newscorpus("stats", target).out == newscorpus("stats", sound).out
    for table in ("articles", "actors", "quotes", "dyads"):
        query = EVERYTHING.format(table=table)
        answers = [newscorpus("query", source, query, "--output-format", "json") for source in (target, sound)]
        assert answers[0].code == 0, answers[0].err
        assert json.loads(answers[0].out) == json.loads(answers[1].out), table


def test_an_export_without_texts(sound, tmp_path):
    newscorpus("export", "sqlite", sound, "-o", tmp_path / "t.db", "--no-text")
    with_texts, without = (newscorpus("stats", source).out.splitlines() for source in (sound, tmp_path / "t.db"))
    assert [line for line in with_texts if "of the text" not in line] == without


def test_a_damaged_export(sound, tmp_path):
    newscorpus("export", "parquet", sound, "-o", tmp_path / "tables")
    (tmp_path / "tables" / "events.parquet").write_bytes(b"PAR1")
    for command in (["stats", tmp_path / "tables"], ["query", tmp_path / "tables", "select 1"]):
        done = newscorpus(*command)
        assert done.code == 2
        assert "cannot be read" in done.err


def test_a_damaged_table_in_the_cache(sound, tmp_path):
    first = newscorpus("query", sound, COUNTS)
    (kept,) = (tmp_path / "cache").glob("*.newscorpus-tables")
    whole = kept.read_bytes()
    for damage in (whole[:5000], b"", b"no tables", whole[:-9] + b"?" * 9):
        kept.write_bytes(damage)
        assert newscorpus("query", sound, COUNTS) == first


def test_a_corpus_is_none(sound):
    """Whatever lies in its folder."""
    (sound / "articles.parquet").write_bytes(b"PAR1")
    assert newscorpus("stats", sound).code == 0
