"""Spark: the same verdict as `check`, from a real cluster on this machine, with a worker killed in the middle.

Takes a minute: runs where NEWSCORPUS_SPARK is set, and pyspark and Java are there.
"""

import json
import os
import shutil
import signal
import sys
from pathlib import Path
from threading import Timer

import pytest
from test_large_corpus import article
from test_same_verdict import RULES, make_large
from test_same_verdict import corpus as planted_corpus

import newscorpus as nc
from newscorpus import spark
from newscorpus.batching import finding
from newscorpus.checking.sources import Finder
from newscorpus.errors import UsageError
from newscorpus.models import Manifest

if not os.environ.get("NEWSCORPUS_SPARK") or not shutil.which("java"):
    pytest.skip("NEWSCORPUS_SPARK is not set, or there is no Java", allow_module_level=True)
sql = pytest.importorskip("pyspark.sql")
pytestmark = pytest.mark.filterwarnings("ignore")  # theirs


@pytest.fixture(scope="module")
def store():
    """An object store on this machine, as a folder of its; None without moto and s3fs."""
    try:
        import s3fs
        from moto.server import ThreadedMotoServer
    except ImportError:
        yield None
        return
    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    url = "http://{}:{}".format(*server.get_host_and_port())
    os.environ |= {"AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}
    s3fs.S3FileSystem().mkdir("lake")
    yield "s3://lake"
    server.stop()


@pytest.fixture(scope="module")
def session(store):  # which has to be there first, since executors are told of it by the environment
    os.environ["PYSPARK_PYTHON"] = sys.executable
    path = os.pathsep.join(p for p in sys.path if p)
    builder = sql.SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", "2").config("spark.default.parallelism", "2")
    made = builder.config("spark.executorEnv.PYTHONPATH", path).getOrCreate()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Three files, with defects of articles and of the corpus, waived and not."""
    some = [article(i) for i in range(60)]
    some[4]["events"][0]["relations"] = {"same_as": ["a5x#talks"]}
    some[7]["events"][0]["relations"] = {"part_of": ["a8#talks"]}
    some[8]["events"][0]["relations"] = {"part_of": ["a7#talks"]}
    some[9]["actors"][1]["ids"] = {"wikidata": some[9]["actors"][0]["ids"]["wikidata"]}
    some[10]["titel"] = "x"
    some[11]["waive"] = [{"code": "NC705", "at": "text", "why": "nothing is"}]
    again = {**article(3), "events": [], "actors": []}
    waiver = {"code": "NC705", "at": "text", "why": "an agency's"}
    some += [{**again, "id": "again"}, {**again, "id": "waived", "waive": [waiver]}, {**article(99), "id": "a5"}]
    lines = [json.dumps(one) for one in some] + ["{", ""]
    folder = tmp_path_factory.mktemp("lake")
    for k in range(3):
        (folder / f"{k}.jsonl").write_text("".join(line + "\n" for line in lines[k::3]))
    return folder


def said(result):
    return sorted(
        (r.file, r.line, r.column, r.end_column, r.code, r.message, r.help or "") for r in result.findings.collect()
    )


def expected(folder):
    report = nc.check(sorted(folder.glob("*.jsonl")))
    assert {"NC701", "NC703", "NC705", "NC707", "NC708", "NC801", "NC101", "NC002"} <= report.codes.keys()
    return sorted(
        (d.primary.file, d.primary.line, d.primary.column, d.primary.end_column, d.code, d.message, d.help or "")
        for d in report.diagnostics
    )


@pytest.mark.parametrize("limit", [20_000, 0])
def test_the_verdict_is_that_of_check(session, corpus, limit, monkeypatch):
    """All facts on the driver, and, of a large corpus, those that the SQL picks."""
    monkeypatch.setattr(spark, "SUGGESTING", limit)
    monkeypatch.setattr("newscorpus.rules.corpus.SUGGESTING", limit)
    result = spark.check(session, f"{corpus}/*.jsonl")
    assert said(result) == expected(corpus)
    assert result.articles.count() == 62
    assert result.articles.where("id = 'a0'").selectExpr("events[0].type").first()[0] == "talks"


def test_the_verdict_of_a_planted_corpus(session, tmp_path, monkeypatch):
    """Of as many articles as one likes, with defects of every range; without what is about a folder's files."""
    count = planted_corpus(tmp_path)
    make_large(monkeypatch, count)
    monkeypatch.setattr(spark, "SUGGESTING", min(spark.SUGGESTING, count // 2))
    report = nc.check(tmp_path, select=RULES.split())
    assert {f"NC70{i}" for i in range(1, 9)} <= report.codes.keys()
    manifest = Finder().manifest(tmp_path)
    result = spark.check(session, f"{tmp_path}/*.jsonl", corpus=manifest, select=RULES.split())
    rows = [finding(d) for d in report.diagnostics if d.code not in {"NC704", "NC706"}]
    lines = sorted(json.dumps(row) for row in rows)
    assert sorted(json.dumps(row.asDict()) for row in result.findings.collect()) == lines


def test_an_object_store(session, store, corpus):
    """Is read by driver and workers, with the verdict of `check` over the same files."""
    if store is None:
        pytest.skip("needs moto[server] and s3fs")
    import fsspec

    fsspec.filesystem("s3").put(f"{corpus}/", f"{store}/corpus/", recursive=True)
    found = [
        (row[0].replace(f"{store}/corpus", str(corpus)), *row[1:5])
        for row in said(spark.check(session, f"{store}/corpus/*.jsonl"))
    ]
    assert found == [row[:5] for row in expected(corpus)]


def executors(session):
    """The processes of this session's executors."""
    parent = session.sparkContext._gateway.proc.pid
    pids = [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit()]

    def is_one(pid):
        try:
            below = f"PPid:\t{parent}\n" in Path(f"/proc/{pid}/status").read_text()
            return below and "CoarseGrainedExecutorBackend" in Path(f"/proc/{pid}/cmdline").read_text()
        except OSError:
            return False

    return [pid for pid in pids if is_one(pid)]


def test_a_worker_is_killed(session, corpus, tmp_path):
    """Its tasks are done again, by another."""
    lines = (corpus / "0.jsonl").read_text().splitlines(keepends=True)
    for k in range(12):
        some = [line.replace('"id": "a', f'"id": "f{k}-a', 1) for line in lines]
        (tmp_path / f"{k}.jsonl").write_text("".join(some) * 5)
    before = executors(session)
    assert len(before) == 2
    timer = Timer(2, os.kill, (before[0], signal.SIGKILL))
    timer.start()
    result = spark.check(session, f"{tmp_path}/*.jsonl", select=["NC0", "NC1", "NC3"])
    found = said(result)
    timer.join()
    assert before[0] not in executors(session)
    report = nc.check(sorted(tmp_path.glob("*.jsonl")), select=["NC0", "NC1", "NC3"])
    assert len(found) == len(report.diagnostics)


def test_what_is_wrong_use(session, capsys):
    """No file, an unknown rule."""
    with pytest.raises(UsageError, match="no articles"):
        spark.check(session, "/nowhere/*.jsonl")
    with pytest.raises(UsageError, match="no rule"):
        spark.check(session, "/nowhere/*.jsonl", corpus=Manifest(name="x"), select=["nothing"])


def test_the_command(session, corpus, tmp_path):
    """Writes Parquet that others read."""
    pq = pytest.importorskip("pyarrow.parquet")
    (tmp_path / "corpus.yaml").write_text("format: newscorpus/1\nname: lake\nlanguage: en\n")
    words = [
        "check",
        f"file://{corpus}/0.jsonl",
        "--out",
        str(tmp_path / "out"),
        "--corpus",
        str(tmp_path / "corpus.yaml"),
    ]
    assert spark.main(words) == 1
    assert pq.read_table(tmp_path / "out" / "findings").num_rows > 0
    assert pq.read_table(tmp_path / "out" / "articles").num_rows > 0
    with pytest.raises(SystemExit) as stop:
        spark.main(["check", "/nowhere/*.jsonl", "--out", "x"])
    assert stop.value.code == 2
