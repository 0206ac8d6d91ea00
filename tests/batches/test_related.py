"""The corpus rules and the baseline over batches: any split and any order gives the report of one process."""

import json
from itertools import pairwise

import attrs
import mixed
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_large_corpus import article
from test_same_verdict import make_large

from newscorpus import Manifest, UsageError

pa = pytest.importorskip("pyarrow")
from newscorpus import batches  # noqa: E402
from newscorpus.batches import related  # noqa: E402


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """The files of a corpus without a folder, and a baseline for them."""
    folder = tmp_path_factory.mktemp("corpus")
    mixed.plant(folder, is_folder=False)
    return folder


@pytest.fixture(scope="module")
def expected(corpus):
    """By whether there is a baseline: what one process reports of the files."""
    files = sorted(corpus.glob("*.jsonl"))
    reports = {known: mixed.report(files, corpus / "known.baseline" if known else None) for known in (False, True)}
    assert {"NC701", "NC702", "NC703", "NC705", "NC707", "NC708"} <= reports[False].codes.keys()
    assert {"NC701", "NC804"} <= reports[True].codes.keys()
    assert reports[True].baselined > 20
    return {known: mixed.rows_of(report) for known, report in reports.items()}


def rows(corpus):
    return [
        {"uri": file.as_posix(), "line": number, "raw": line}
        for file in sorted(corpus.glob("*.jsonl"))
        for number, line in enumerate(file.read_bytes().splitlines(keepends=True), 1)
    ]


def reported(check, outcomes):
    """All findings, as `mixed.rows_of` has them."""
    tables = [check.findings(table) for table in outcomes]
    tables.append(batches.corpus_findings(check, batches.in_process(outcomes)))
    return sorted(json.dumps(row) for table in tables for row in table.to_pylist())


@pytest.fixture(scope="module")
def outcomes(corpus, expected):
    """By whether there is a baseline: the check, and the outcomes of all records."""
    table = pa.Table.from_pylist(rows(corpus))
    known = batches.Check(select=mixed.CODES, baseline=corpus / "known.baseline")
    return {
        check.baseline is not None: (check, check.examine(table))
        for check in (known, attrs.evolve(known, baseline=None))
    }


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("known", [False, True])
def test_the_report_is_that_of_one_process(outcomes, expected, known, large, monkeypatch):
    check, table = outcomes[known]
    if large:
        make_large(monkeypatch, table.num_rows)
        monkeypatch.setattr(related, "SUGGESTING", table.num_rows // 2)
    rows = reported(check, [table])
    if large:  # nothing is suggested then
        assert [without_help(row) for row in rows] == [without_help(row) for row in expected[known]]
    else:
        assert rows == expected[known]


def without_help(row):
    return {**json.loads(row), "help": None}


@settings(max_examples=6, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40), st.booleans(), st.booleans())
def test_any_split_and_any_order_gives_the_same_report(outcomes, expected, random, size, known, large):
    check, table = outcomes[known]
    order = list(range(table.num_rows))
    random.shuffle(order)
    starts = [0, *sorted(random.sample(range(1, len(order)), size)), len(order)]
    parts = [table.take(order[a:b]) for a, b in pairwise(starts)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(related, "SUGGESTING", 10 if large else related.SUGGESTING)
        patch.setattr("newscorpus.rules.corpus.SUGGESTING", 20_000)
        found = reported(check, parts)
    strip = without_help if large else json.loads
    assert [strip(row) for row in found] == [strip(row) for row in expected[known]]


def test_only_suspects_are_asked_for(monkeypatch):
    """Of many articles, one process gets those that a rule might report: here two with the same id; not a chain."""
    monkeypatch.setattr(related, "SUGGESTING", 10)
    articles = [article(2000 + i) for i in range(50)]
    articles[7]["id"] = articles[31]["id"]
    for i in range(41, 50):
        articles[i]["events"][0]["relations"] = {"after": [f"a{2000 + i - 1}#talks"]}
    lines = [json.dumps(data) for data in articles]
    check = batches.Check(Manifest(name="x"))
    run, records = batches.in_process([check.examine(pa.table({"uri": [str(i) for i in range(50)], "raw": lines}))]), []

    def collect(step):
        answer = run(step)
        records.extend(answer.to_pylist() if "record" in answer.schema.names else [])
        return answer

    assert batches.corpus_findings(check, collect).column("code").to_pylist() == ["NC701"]
    assert sorted(row["uri"] for row in records) == ["31", "7"]


def test_articles_that_are_equal_in_all_are_reported_once():
    line = b'{"format": "newscorpus/1", "id": "a", "language": "en", "text": "It rained."}'
    check = batches.Check(Manifest(name="x"))
    table = check.examine(pa.table({"uri": ["a"] * 3, "raw": [line] * 3}))
    found = batches.corpus_findings(check, batches.in_process([table])).column("code").to_pylist()
    assert found.count("NC701") == 1


def test_names_have_to_differ():
    lines = [json.dumps(article(2000 + i)) for i in range(2)]
    check = batches.Check()
    outcomes = check.examine(pa.table({"uri": ["a.jsonl"] * 2, "raw": lines}))
    with pytest.raises(UsageError, match="several articles are called a"):
        batches.corpus_findings(check, batches.in_process([outcomes]))
