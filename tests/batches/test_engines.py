"""Ray Data and Daft, by the recipes of docs/ci.md: what they report of a corpus is what one process does.

Takes a minute: runs where NEWSCORPUS_SPARK is set, as the tests of Spark do.
"""

import json
import os
import re
from pathlib import Path

import mixed
import pytest
from test_same_verdict import make_large

pa = pytest.importorskip("pyarrow")
from newscorpus import batches  # noqa: E402
from newscorpus.batches import related  # noqa: E402

if not os.environ.get("NEWSCORPUS_SPARK"):
    pytest.skip("NEWSCORPUS_SPARK is not set", allow_module_level=True)
pytestmark = pytest.mark.filterwarnings("ignore")  # theirs
PAGE = Path(__file__).parents[2] / "docs" / "ci.md"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """The files of a corpus with a baseline, and these as a table."""
    folder = tmp_path_factory.mktemp("corpus")
    mixed.plant(folder, is_folder=False)
    files = sorted(folder.glob("*.jsonl"))
    rows = [
        {"uri": file.as_posix(), "line": number, "raw": line}
        for file in files
        for number, line in enumerate(file.read_bytes().splitlines(keepends=True), 1)
    ]
    return files, folder / "known.baseline", pa.Table.from_pylist(rows)


def recipe(name):
    """The function `check` of a file that the page saves."""
    (body,) = re.findall(rf"<!-- save: {name} -->\n```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    space = {}
    exec(compile(body, name, "exec"), space)
    return space["check"]


@pytest.fixture
def ray(monkeypatch):
    library = pytest.importorskip("ray")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    library.init(num_cpus=2, include_dashboard=False, object_store_memory=100 << 20, log_to_driver=False)
    yield library
    library.shutdown()


def with_ray(request, table, by):
    data = request.getfixturevalue("ray").data
    outcomes, findings = recipe("with_ray.py")(data.from_arrow(table).repartition(4), by)
    return pa.Table.from_pylist(outcomes.take_all()), findings.take_all()


def with_daft(_, table, by):
    daft = pytest.importorskip("daft")
    outcomes, findings = recipe("with_daft.py")(daft.from_arrow(table), by)
    return outcomes.to_arrow(), findings.to_pylist()


@pytest.mark.parametrize("run", [with_ray, with_daft])
def test_the_report_is_that_of_one_process(request, run, corpus, monkeypatch):
    files, baseline, table = corpus
    make_large(monkeypatch, table.num_rows)
    monkeypatch.setattr(related, "SUGGESTING", table.num_rows // 2)
    report = mixed.report(files, baseline)
    assert {"NC701", "NC707", "NC804", "NC002"} <= report.codes.keys()
    by = batches.Check(select=mixed.CODES, baseline=baseline)
    outcomes, findings = run(request, table, by)
    assert sorted(map(json.dumps, findings)) == mixed.rows_of(report)
    assert sum(outcomes.column("accepted").to_pylist()) == by.articles(outcomes).num_rows > 250
