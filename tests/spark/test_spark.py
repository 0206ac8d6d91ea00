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

import mixed
import pytest
from test_large_corpus import article
from test_same_verdict import RULES, make_large

import newscorpus as nc
from newscorpus import spark
from newscorpus.batches import related

if not os.environ.get("NEWSCORPUS_SPARK") or not shutil.which("java"):
    pytest.skip("NEWSCORPUS_SPARK is not set, or there is no Java", allow_module_level=True)
sql = pytest.importorskip("pyspark.sql")
pq = pytest.importorskip("pyarrow.parquet")
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
    # Short queries of few rows: plans are not worth being changed for them, nor code being made, or compiled for long.
    builder = builder.config("spark.sql.adaptive.enabled", "false")
    quick = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    builder = builder.config("spark.sql.codegen.wholeStage", "false")
    builder = builder.config("spark.driver.extraJavaOptions", quick).config("spark.executor.extraJavaOptions", quick)
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


def rows_of(result):
    return sorted(json.dumps(row.asDict()) for row in result.findings.collect())


def test_the_verdict_is_that_of_check(session, corpus):
    result = spark.check(session, f"{corpus}/*.jsonl")
    report = nc.check(sorted(corpus.glob("*.jsonl")))
    assert {"NC701", "NC703", "NC705", "NC707", "NC708", "NC801", "NC101", "NC002"} <= report.codes.keys()
    assert rows_of(result) == mixed.rows_of(report)
    assert result.articles.count() == result.verdicts.where("accepted").count() == 62
    assert result.articles.where("id = 'a0'").selectExpr("events[0].type").first()[0] == "talks"


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Corpora in a corpus, with texts beside, rules not to apply to some files, and what a dot hides."""
    folder = tmp_path_factory.mktemp("folders")
    article = "format: newscorpus/1\nid: {}\nlanguage: en\ntext_file: {}\n"
    for name, text in {
        "corpus.yaml": "format: newscorpus/1\nname: top\narticles: ['**/*.yaml', 'none/*']\n"
        "checks: {per_file_ignore: {'sub/*': [NC705], 'sub/no.txt': [NC704]}, severity: {NC704: error}}\n",
        "named.yaml": article.format("named", "named.txt") + "titel: x\n",
        "named.txt": "Named.",
        "forgotten.txt": "Forgotten.",
        "other.yaml": article.format("named", "../named.txt"),
        "sub/zagain.yaml": article.format("zagain", "../named.txt") + "titel: x\n",
        "sub/own.yaml": article.format("own", "own.txt"),
        "sub/own.txt": "Own.",
        "sub/no.txt": "No.",
        "own/corpus.yaml": "format: newscorpus/1\nname: own\narticles: ['*.yaml', none/*]\n",
        "own/named.yaml": article.format("named", "named.txt"),
        "own/named.txt": "Other.",
        "own/forgotten.txt": "Forgotten, too.",
        ".hidden/wrong.yaml": "{",
        "empty/corpus.yaml": "wrong",
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_folders(session, store, folders):
    """As `check` sees them: nested, hidden, with texts; on a disk and in a store."""
    report = nc.check(folders)
    assert report.codes == {"NC704": 2, "NC706": 2, "NC101": 2, "NC107": 1, "NC010": 1, "NC701": 1}
    expected = mixed.rows_of(report)
    assert rows_of(spark.check(session, str(folders))) == expected
    if store is not None:
        import fsspec

        fsspec.filesystem("s3").put(f"{folders}/", f"{store}/folders/", recursive=True)
        rows = rows_of(spark.check(session, f"{store}/folders/"))
        assert sorted(row.replace(f"{store}/folders", str(folders)) for row in rows) == expected


def test_several_corpora_and_an_empty_one(session, folders, tmp_path):
    (tmp_path / "corpus.yaml").write_text("format: newscorpus/1\nname: empty\narticles: ['*.yaml', 'x/*']\ntitel: x\n")
    assert rows_of(spark.check(session, tmp_path)) == mixed.rows_of(nc.check(tmp_path))
    both = [str(tmp_path), str(folders / "own")]
    assert rows_of(spark.check(session, both)) == mixed.rows_of(nc.check(both))


def test_a_file_that_cannot_be_read(session, tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "a.yaml").write_text("id: 3\n")
    (tmp_path / "corpus.yaml").write_text("format: newscorpus/1\nname: some\narticles: ['*.yaml', '*.jsonl']\n")
    lines = [
        b"\xef\xbb\xbf{",
        json.dumps(article(1)).encode() + b"\r",
        b" ",
        b"\xff\xfe",
        b"\0",
        b"[" * 100,
        b'{"id": "\\ud800"}',
    ]
    (tmp_path / "b.jsonl").write_bytes(b"\n".join(lines))
    assert rows_of(spark.check(session, str(tmp_path))) == mixed.rows_of(nc.check(tmp_path))


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


def test_a_worker_is_killed(session, tmp_path, monkeypatch):
    """Mixed input with duplicates, dangling links, damage and a baseline, in small pieces, treated as many articles."""
    monkeypatch.setattr("newscorpus.spark.pieces._LEAST", 1 << 14)
    mixed.plant(tmp_path)
    make_large(monkeypatch, 300)
    monkeypatch.setattr(related, "SUGGESTING", 150)
    with (tmp_path / "corpus.yaml").open("a") as file:
        file.write("checks: {baseline: known.baseline}\n")
    before = executors(session)
    assert len(before) == 2
    timer = Timer(1, os.kill, (before[0], signal.SIGKILL))
    timer.start()
    result = spark.check(session, tmp_path, select=RULES.split())
    found = rows_of(result)
    timer.join()
    assert before[0] not in executors(session)
    report = mixed.report(tmp_path)
    assert {"NC701", "NC707", "NC804", "NC002"} <= report.codes.keys()
    assert report.baselined > 20
    assert found == mixed.rows_of(report)


def test_a_table(session, tmp_path):
    """A DataFrame of articles, large lines of JSON Lines read by Spark's own reader, and what comes back."""
    corpus = nc.load("seeds/")
    nc.export("seeds/", "parquet", tmp_path / "in")
    frame = session.read.parquet(str(tmp_path / "in" / "corpus.parquet"))
    days = frame.selectExpr("*", "substring(id, 1, 3) as day")
    result = spark.check(session, days, corpus=corpus, keep=["day"])
    assert result.findings.count() == 0
    assert result.verdicts.where("accepted").count() == len(corpus.articles)
    for _ in range(2):
        result.write(str(tmp_path / "out"), partition_by=["day"], overwrite=True)
    table = pq.read_table(tmp_path / "out" / "articles")
    back = nc.from_arrow(table, corpus=corpus)
    assert dict(back.articles) == dict(nc.from_arrow(nc.to_arrow(corpus)["corpus"]).articles)
    days = {path.name for path in (tmp_path / "out" / "articles").glob("day=*")}
    other = spark.check(session, frame.selectExpr("*", "'other' as day"), corpus=corpus, keep=["day"])
    other.write(str(tmp_path / "out"), partition_by=["day"], overwrite=True)
    assert {path.name for path in (tmp_path / "out" / "articles").glob("day=*")} == days | {"day=other"}


def test_lines_that_sparks_reader_splits(session, corpus):
    frame = session.read.text(f"{corpus}/*.jsonl", lineSep="\n").where("trim(value) != ''")
    rows = frame.selectExpr("get_json_object(value, '$.id') as id", "value as raw")
    result = spark.check(session, rows.selectExpr("coalesce(id, 'unread') as uri", "raw"))
    report = nc.check(sorted(corpus.glob("*.jsonl")))
    assert {row.code: row["count"] for row in result.findings.groupBy("code").count().collect()} == report.codes


def test_the_command(session, corpus, tmp_path, capsys):
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
        spark.main(words)
    assert stop.value.code == 2
    assert f"error: {tmp_path / 'out'} contains an earlier result" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        spark.main(["check", "/nowhere/*.jsonl", "--out", "x"])
    assert stop.value.code == 2
