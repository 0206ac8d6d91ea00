"""`newscorpus export` and `newscorpus query`: whole or not at all, nothing lost, nothing reached; one line where it cannot be."""

import csv
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
import yaml

import newscorpus as nc
from newscorpus import InvalidCorpus, Manifest, UsageError, _optional, export
from newscorpus.cli.main import main
from newscorpus.interchange.engine.output import Output, Rights
from newscorpus.interchange.tables import arrow, dataset

pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("duckdb")
FORMATS = ("parquet", "csv", "sqlite", "dataset")
SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def corpus(tmp_path):
    return shutil.copytree(SEEDS, tmp_path / "corpus")


TABLES = sorted(set(nc.to_arrow(nc.load(SEEDS))) - {"corpus"})


def listed(folder):
    return sorted(path.name for path in folder.iterdir())


def run(capsys, *words):
    with pytest.raises(SystemExit) as stop:
        main([str(word) for word in words])
    return stop.value.code, capsys.readouterr()


@pytest.mark.parametrize("format", list(FORMATS))
def test_each_format_is_written_and_written_again(corpus, tmp_path, capsys, format):
    for _ in range(2):
        code, output = run(capsys, "export", format, corpus, "-o", tmp_path / "out")
        assert (code, output.out) == (0, "")
        assert "Wrote 1 article" in output.err
    assert listed(tmp_path) == ["corpus", "out"]


def test_flat_or_nested(corpus, tmp_path):
    export(corpus, "parquet", tmp_path / "both")
    export(corpus, "parquet", tmp_path / "flat", flat=True)
    export(corpus, "parquet", tmp_path / "nested", nested=True)
    assert set(listed(tmp_path / "flat")) == {f"{name}.parquet" for name in TABLES}
    assert listed(tmp_path / "nested") == ["corpus.parquet"]
    assert len(listed(tmp_path / "both")) == len(TABLES) + 1
    assert nc.from_arrow(pq.read_table(tmp_path / "nested" / "corpus.parquet")) == nc.load(corpus)
    with pytest.raises(UsageError, match="csv has no nested table"):
        export(corpus, "csv", tmp_path / "csv", nested=True)
    with pytest.raises(UsageError, match="no format 'xls'"):
        export(corpus, "xls", tmp_path / "xls")


@pytest.mark.parametrize("format", list(FORMATS))
def test_nothing_is_written_if_there_is_an_error(corpus, tmp_path, format):
    export(corpus, format, tmp_path / "out")
    before = {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()} or (
        tmp_path / "out"
    ).read_bytes()
    (corpus / "more.yaml").write_text("format: newscorpus/1\nid: more\ntext: x\nlanguage: en\ntitel: x\n")
    with pytest.raises(InvalidCorpus):
        export(corpus, format, tmp_path / "out")
    after = {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()} or (tmp_path / "out").read_bytes()
    assert after == before
    assert listed(tmp_path) == ["corpus", "out"]


def test_what_is_no_export_is_not_replaced(corpus, tmp_path, capsys):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    code, output = run(capsys, "export", "csv", corpus, "-o", tmp_path / "out")
    assert code == 2
    assert "contains other files, which would be lost: mine.txt" in output.err
    (tmp_path / "file").write_text("mine")
    assert run(capsys, "export", "csv", corpus, "-o", tmp_path / "file")[0] == 2
    assert (tmp_path / "file").read_text() == "mine"
    article = next(corpus.glob("0*.yaml"))
    assert run(capsys, "export", "sqlite", corpus, "-o", article)[0] == 2
    assert run(capsys, "export", "csv", corpus, "-o", corpus)[0] == 2
    assert nc.check(corpus).ok


@pytest.mark.parametrize("format", list(FORMATS))
def test_what_has_our_names_is_not_replaced(corpus, tmp_path, capsys, format):
    out = tmp_path / "out"
    if format == "sqlite":
        with closing(sqlite3.connect(out)) as db:
            db.execute("create table articles (url)")
    else:
        (out / "data").mkdir(parents=True)
        for name in ("README.md", "articles.csv", "articles.parquet", "data/articles.parquet", "croissant.json"):
            if format == "dataset" or name.endswith(format):
                (out / name).write_text("mine")
    before = {path: path.read_bytes() for path in (out, *out.rglob("*")) if path.is_file()}
    code, output = run(capsys, "export", format, corpus, "-o", out)
    assert (code, output.err.count("\n")) == (2, 1)
    lost = (
        "is no earlier export, and would be lost" if format == "sqlite" else "contains other files, which would be lost"
    )
    assert lost in output.err
    assert {path: path.read_bytes() for path in (out, *out.rglob("*")) if path.is_file()} == before


@pytest.mark.only_on("linux", "macos", reason="pipes are files of POSIX")
def test_what_cannot_be_written_is_named(corpus, tmp_path, capsys):
    (tmp_path / "folder").mkdir()
    code, output = run(capsys, "export", "sqlite", corpus, "-o", tmp_path / "folder")
    assert (code, output.err) == (2, f"error: {tmp_path}/folder: Is a directory\n")
    code, output = run(capsys, "export", "sqlite", corpus, "-o", "/")
    assert (code, output.err) == (2, "error: /: Is a directory\n")
    os.mkfifo(tmp_path / "pipe")
    for format, target in (("sqlite", "/dev/null"), ("csv", "/dev/null"), ("csv", tmp_path / "pipe")):
        code, output = run(capsys, "export", format, corpus, "-o", target)
        assert (code, output.out) == (2, "")
        assert output.err == f"error: {target} is a device or a pipe, which cannot be replaced; write to a file\n"
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), OSError("the disk is full")])
def test_a_full_disk_is_said_of_the_target(corpus, tmp_path, capsys, monkeypatch, error):
    real = Path.open

    def fail(self, *args, **more):
        if self.suffix == ".csv":
            raise error
        return real(self, *args, **more)

    monkeypatch.setattr(Path, "open", fail)
    code, output = run(capsys, "export", "csv", corpus, "-o", tmp_path / "out")
    assert code == 2
    assert output.err == f"error: {tmp_path}/out: {error.strerror or error}\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("format", FORMATS)
def test_an_article_twice_is_the_corpus_s_fault(tmp_path, capsys, format):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("format: newscorpus/1\nid: same\nlanguage: en\ntext: Rain.\n")
    code, output = run(capsys, "export", format, tmp_path, "-o", tmp_path / "out")
    assert code == 1
    assert "NC701" in output.err
    assert not (tmp_path / "out").exists()


def test_one_corpus_at_a_time(tmp_path, capsys):
    for name in ("a", "b"):
        shutil.copytree(SEEDS, tmp_path / name)
    assert run(capsys, "export", "csv", tmp_path, "-o", tmp_path / "out")[0] == 2
    assert run(capsys, "query", tmp_path, "select 1")[0] == 2


@pytest.mark.parametrize("name", ["csv", "csv/events.csv", "parquet/events.parquet"])
def test_what_cannot_be_queried_is_refused(tmp_path, capsys, name):
    export(SEEDS, "csv", tmp_path / "csv")
    export(SEEDS, "parquet", tmp_path / "parquet")
    for words in (["query", tmp_path / name, "select 1"], ["stats", tmp_path / name]):
        code, output = run(capsys, *words)
        assert (code, output.err.count("\n")) == (2, 1)
        assert "Parquet (the folder), dataset or SQLite" in output.err


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("pyarrow", ["export", "parquet", SEEDS, "-o", "out"]),
        ("pyarrow", ["export", "dataset", SEEDS, "-o", "out"]),
        ("pyarrow", ["query", SEEDS, "select 1"]),
        ("duckdb", ["query", SEEDS, "select 1"]),
    ],
)
def test_a_missing_extra_is_one_line(monkeypatch, capsys, tmp_path, missing, words):
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.chdir(tmp_path)
    code, output = run(capsys, *words)
    assert code == 2
    extra = "query" if words[0] == "query" else "parquet"
    assert re.fullmatch(
        rf"error: this needs {missing}, which is not installed: pip install (.* )?'?{missing}.*;"
        rf" the extra `{extra}` of newscorpus has it\n",
        output.err,
    )
    assert listed(tmp_path) == []


def test_what_an_extra_lacks_itself_is_not_hidden(monkeypatch):
    def broken(name):
        raise ModuleNotFoundError("No module named 'numpy'", name="numpy")

    monkeypatch.setattr(_optional, "import_module", broken)
    with pytest.raises(ModuleNotFoundError, match="numpy"):
        _optional.import_optional("pandas", "parquet")


def test_an_extra_of_nothing_names_no_command(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(nc.UsageError, match="not installed: the extra `nothing`"):
        _optional.import_optional("pandas", "nothing")

    def not_installed(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(_optional, "requires", not_installed)
    with pytest.raises(nc.UsageError, match="not installed: the extra `parquet`"):
        _optional.import_optional("pandas", "parquet")


def test_a_card_says_what_corpus_yaml_says(tmp_path):
    """Words of others make no headings or links there; a licence that the hub does not know is named."""
    manifest = Manifest(name="some", title="A [b](http://x)\n# c", description="<b>d</b>", license="LicenseRef-Mine")
    articles = [nc.Article(id=f"a{i}", text="x", language=tag) for i, tag in enumerate(["en", "pt-BR", None])]
    dataset.write(articles, Output(tmp_path / "hub", Rights(manifest), nested=False))
    card = (tmp_path / "hub" / "README.md").read_text(encoding="utf-8")
    assert "# A \\[b\\](http://x) \\# c\n\n\\<b\\>d\\</b\\>\n" in card
    assert "license: other\nlicense_name: LicenseRef-Mine\n" in card
    assert "language:\n  - en\n  - pt\n" in card
    assert "n<1K" in card
    bare = dataset._card(Rights(Manifest(name="some")), {"corpus": 2_000_000}, [])
    assert "license: unknown" in bare
    assert "language" not in bare
    assert "n>1M" in bare


def with_texts(folder: Path, manifest: str = "", **licenses: str | None) -> Path:
    """A corpus of articles, each with a text under its licence."""
    folder.mkdir()
    (folder / "corpus.yaml").write_text(f"format: newscorpus/1\nname: c\nlanguage: en\nlicense: MIT\n{manifest}")
    for name, license_ in licenses.items():
        said = f"text_license: {license_}\n" if license_ else ""
        (folder / f"{name}.yaml").write_text(f"format: newscorpus/1\nid: {name}\n{said}text: Rain.\n")
    return folder


def card_of(folder: Path) -> dict[str, Any]:
    return yaml.safe_load((folder / "README.md").read_text().split("---\n")[1])


def test_a_dataset_says_whose_the_texts_are(tmp_path):
    """One licence where annotations and texts have the same; else both are named, in the card and in Croissant."""
    same = export(with_texts(tmp_path / "same", "text_license: MIT\n", a=None), "dataset", tmp_path / "1")
    assert (card_of(same.target)["license"], same.unstated) == ("mit", 0)
    two = export(
        with_texts(tmp_path / "two", "text_rights: The Daily\n", a="CC0-1.0", b=None), "dataset", tmp_path / "2"
    )
    said = "Annotations: MIT. Texts: CC0-1.0 (1 text); The Daily (1 text)."
    assert (card_of(two.target)["license"], card_of(two.target)["license_name"]) == ("other", said)
    described = json.loads((two.target / "croissant.json").read_text())
    assert (described["license"], described["usageInfo"], two.unstated) == ([said], said, 0)
    some = export(with_texts(tmp_path / "some", "text_rights: The Daily\n", a="MIT", b=None), "dataset", tmp_path / "3")
    assert card_of(some.target)["license"] == "other"


def test_a_dataset_of_texts_without_stated_rights_warns(tmp_path, capsys):
    """They are counted. Without texts there is nothing to warn of, but the quotes are words of them."""
    corpus = with_texts(tmp_path / "c", a="CC0-1.0", b=None)
    code, output = run(capsys, "export", "dataset", corpus, "-o", tmp_path / "1")
    assert (code, "warning: license and rights of 1 text are unknown" in output.err) == (0, True)
    assert card_of(tmp_path / "1")["license"] == "other"
    assert "of 1 no rights are stated" in card_of(tmp_path / "1")["license_name"]
    code, output = run(capsys, "export", "dataset", "--no-text", corpus, "-o", tmp_path / "2")
    assert (code, "warning" in output.err) == (0, False)
    assert card_of(tmp_path / "2")["license"] == "other"
    said = "but the annotations quote words of them. Texts: CC0-1.0 (1 text); of 1 no rights"
    assert said in card_of(tmp_path / "2")["license_name"]
    free = with_texts(tmp_path / "free", a="MIT")
    assert run(capsys, "export", "dataset", "--no-text", free, "-o", tmp_path / "3")[0] == 0
    assert card_of(tmp_path / "3")["license"] == "mit"


@pytest.mark.parametrize("to", ["csv", "parquet", "sqlite", "dataset"])
def test_no_text(tmp_path, to):
    corpus = with_texts(tmp_path / "c", a=None)
    target = export(corpus, to, tmp_path / "out", text=False).target
    held = [target] if target.is_file() else [p for p in target.rglob("*") if p.is_file()]
    assert not any(b"Rain." in p.read_bytes() for p in held)
    if to == "csv":
        assert hashlib.sha256(b"Rain.").hexdigest() in (target / "articles.csv").read_text()
        licenses = json.loads((target / "datapackage.json").read_text())["licenses"]
        assert licenses == [{"name": "MIT", "title": "annotations"}]


# --- query ----------------------------------------------------------------------------------------------------------

MOST = "select actor, count(*) as n from participants group by 1 order by 2 desc limit 2"


def test_query_formats(capsys):
    assert run(capsys, "query", SEEDS, MOST)[1].out == "actor   n\n─────  ──\nchina  14\nus      9\n"
    assert run(capsys, "query", SEEDS, MOST, "--output-format", "csv")[1].out == "actor,n\nchina,14\nus,9\n"
    found = [{"actor": "china", "n": 14}, {"actor": "us", "n": 9}]
    assert json.loads(run(capsys, "query", SEEDS, MOST, "--output-format", "json")[1].out) == found
    lines = run(capsys, "query", SEEDS, MOST, "--output-format", "jsonl")[1].out.splitlines()
    assert [json.loads(line) for line in lines] == found


def test_query_values(capsys):
    """Of every type, as JSON can hold them; text that could act does not."""
    sql = (
        "select date '2024-02-29' d, true b, null n, [1, 2] l, {'a': 1.5} s, 'nan'::double f, 1.5::decimal(9, 2) e, "
        "'=1' t, '\x1b[31m' r, timestamp '2024-01-01 12:00:00' m"
    )
    out = run(capsys, "query", SEEDS, sql, "--output-format", "jsonl")[1].out
    assert json.loads(out) == {
        "d": "2024-02-29",
        "b": True,
        "n": None,
        "l": [1, 2],
        "s": {"a": 1.5},
        "f": "nan",
        "e": 1.5,
        "t": "=1",
        "r": "\x1b[31m",
        "m": "2024-01-01T12:00:00",
    }
    assert "\x1b" not in run(capsys, "query", SEEDS, sql)[1].out
    rows = list(csv.reader(run(capsys, "query", SEEDS, sql, "--output-format", "csv")[1].out.splitlines()))
    assert rows[1][7] == "'=1"


def test_a_number_keeps_its_digits(capsys):
    exact, long = "12345678901234567890.123456789", "170141183460469231731687303715884105727"
    sql = f"select {exact}::decimal(38,9) a, 0.10::decimal(9,2) b, {long}::hugeint c"
    assert json.loads(run(capsys, "query", SEEDS, sql, "--output-format", "jsonl")[1].out) == {
        "a": exact,
        "b": 0.1,
        "c": int(long),
    }
    for format in ("csv", "table"):
        out = run(capsys, "query", SEEDS, sql, "--output-format", format)[1].out
        assert exact in out
        assert long in out


@pytest.mark.parametrize(
    "sql",
    [
        "selec 1",
        "",
        " ; ",
        "/* nothing */",
        "select * from nothing",
        "select * from read_text('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from rows",
        "copy events to 'x.csv'",
        "install httpfs",
        "attach 'x.db'",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "export database 'x'",
    ],
)
def test_a_query_reaches_nothing_of_the_machine(sql, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, output = run(capsys, "query", SEEDS, sql)
    assert (code, output.out) == (2, "")
    assert output.err.startswith("error: the query: ")
    assert output.err.count("\n") == 1
    assert listed(tmp_path) == []


def test_two_columns_of_one_name_are_no_object(capsys):
    code, output = run(capsys, "query", SEEDS, "select 1 a, 2 a", "--output-format", "json")
    assert code == 2
    assert "two columns have one name" in output.err
    assert run(capsys, "query", SEEDS, "select 1 a, 2 a", "--output-format", "csv")[0] == 0


def test_queries_reach_no_temporary_folder_of_others(tmp_path, monkeypatch, capsys):
    """DuckDB's `.tmp` in the current folder may be a link that a repository brings."""
    (tmp_path / "secret.txt").write_text("secret")
    folder = with_texts(tmp_path / "c", a=None)
    monkeypatch.chdir(folder)
    Path(".tmp").symlink_to(tmp_path)
    for sql in (
        "select content from read_text('.tmp/secret.txt')",
        "copy (select 1 as a) to '.tmp/x.csv'",
        "attach '.tmp/x.db' as q; create table q.t as select 1",
    ):
        code, output = run(capsys, "query", ".", sql)
        assert (code, output.out) == (2, ""), sql
    assert sorted(p.name for p in tmp_path.iterdir()) == ["c", "secret.txt"]


def test_a_new_database_is_not_read_with_the_log_of_the_old(tmp_path):
    target = tmp_path / "c.db"
    export(with_texts(tmp_path / "old", a=None), "sqlite", target)
    script = (
        "import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('pragma journal_mode = wal'); db.execute('update articles set headline = 1'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, target], check=True)
    assert target.with_name("c.db-wal").stat().st_size
    export(with_texts(tmp_path / "new", a=None, b=None), "sqlite", target, force=True)
    with closing(sqlite3.connect(target)) as db:
        assert db.execute("select article, headline from articles").fetchall() == [("a", None), ("b", None)]
        assert db.execute("pragma integrity_check").fetchall() == [("ok",)]


def test_batches_end_where_their_texts_are_long():
    articles = [nc.Article(id=f"a{i}", language="en", text="x" * 100) for i in range(10)]
    made = list(arrow.batches(articles, Manifest(name="c"), ("articles",), characters=250))
    assert [batch["articles"].num_rows for batch in made] == [3, 3, 3, 1]
