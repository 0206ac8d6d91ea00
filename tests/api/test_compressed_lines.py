"""JSON Lines that are compressed: read and written like others, and bounded like others."""

import gzip
import json

import pytest

import newscorpus as nc
from newscorpus.cli.main import main

ENDINGS = (".gz", ".zst")


def lines(count=5):
    articles = [
        {"format": "newscorpus/1", "id": f"a{i}", "language": "en", "text": f"It rained {i}."} for i in range(count)
    ]
    return "".join(f"{json.dumps(article)}\n" for article in articles)


def pack(path, text):
    """Writes a text with the compression of the ending."""
    data = text.encode()
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(data))
    else:
        path.write_bytes(pytest.importorskip("zstandard").ZstdCompressor().compress(data))
    return path


def run(*words):
    with pytest.raises(SystemExit) as stop:
        main([str(word) for word in words])
    return stop.value.code


@pytest.fixture(params=ENDINGS)
def ending(request):
    if request.param == ".zst":
        pytest.importorskip("zstandard")
    return request.param


def test_they_are_checked_loaded_and_converted(tmp_path, ending, capsys):
    path, plain = pack(tmp_path / f"all.jsonl{ending}", lines()), tmp_path / "all.jsonl"
    plain.write_text(lines())
    assert nc.check(path).totals == nc.check(plain).totals
    assert [article.id for article in nc.iter_articles(path)] == [f"a{i}" for i in range(5)]
    assert run("convert", path, "-o", tmp_path / "again.jsonl") == 0
    assert run("convert", plain, "-o", tmp_path / f"packed.jsonl{ending}") == 0
    assert run("convert", tmp_path / f"packed.jsonl{ending}", "-o", tmp_path / "twice.jsonl") == 0
    assert (tmp_path / "twice.jsonl").read_text() == (tmp_path / "again.jsonl").read_text()
    assert run("stats", path) == 0
    assert run("query", path, "select count(*) as n from articles", "--output-format", "csv") == 0
    assert "5" in capsys.readouterr().out


def test_a_corpus_of_them(tmp_path, ending):
    (tmp_path / "corpus.yaml").write_text(f"format: newscorpus/1\nname: c\narticles: ['*.jsonl{ending}']\n")
    pack(tmp_path / f"all.jsonl{ending}", lines())
    assert nc.check(tmp_path).totals.articles == 5
    assert run("export", "sqlite", tmp_path, "-o", tmp_path / "out.sqlite") == 0


def test_what_is_written_is_the_same_each_time(tmp_path, ending):
    articles = list(nc.iter_articles(pack(tmp_path / f"all.jsonl{ending}", lines())))
    for name in ("one", "two"):
        assert nc.write_jsonl(articles, tmp_path / f"{name}.jsonl{ending}") == 5
    assert (tmp_path / f"one.jsonl{ending}").read_bytes() == (tmp_path / f"two.jsonl{ending}").read_bytes()


def test_an_import_reads_them(tmp_path, ending):
    pack(tmp_path / f"marked.jsonl{ending}", '{"id": 1, "text": "Anna Berg came.", "label": [[0, 9, "PER"]]}\n')
    (tmp_path / "map.yaml").write_text("source: doccano\ncorpus: {name: c, language: en}\nentities: {PER: person}\n")
    assert (
        run(
            "import",
            "doccano",
            tmp_path / f"marked.jsonl{ending}",
            "--map",
            tmp_path / "map.yaml",
            "-o",
            tmp_path / "o",
        )
        == 0
    )
    assert len(list((tmp_path / "o").glob("*.txt"))) == 1


def test_fixes_leave_them_alone(tmp_path, ending):
    wrong = lines().replace('"language": "en"', '"languag": "en"')
    path = pack(tmp_path / f"all.jsonl{ending}", wrong)
    before = path.read_bytes()
    (tmp_path / "corpus.yaml").write_text(f"format: newscorpus/1\nname: c\narticles: ['*.jsonl{ending}']\n")
    assert run("check", tmp_path, "--fix", "--unsafe-fixes") == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: b"no archive" + data])
def test_a_damaged_one_is_a_finding(tmp_path, ending, damage):
    path = pack(tmp_path / f"all.jsonl{ending}", lines(500))
    path.write_bytes(damage(path.read_bytes()))
    report = nc.check(path)
    assert not report.ok
    assert "NC001" in report.codes


@pytest.mark.parametrize("unit", ["\n", " ", "{}\n"])
def test_a_bomb_is_a_finding_and_takes_little(tmp_path, ending, unit, monkeypatch):
    monkeypatch.setattr("newscorpus.fs.compressed.MAX_BYTES", 1_000)
    monkeypatch.setattr("newscorpus.fs.compressed.MAX_EXPANSION", 5)
    path = pack(tmp_path / f"bomb.jsonl{ending}", unit * 30_000)
    report = nc.check(path, select=["NC0"])
    assert "over 5 times its size" in " ".join(finding.message for finding in report if finding.code == "NC001")
