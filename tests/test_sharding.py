"""Shards: a corpus examined in parts gives the report of one run, byte for byte; facts files are whole and checked."""

import json
import shutil
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_large_corpus import article

import newscorpus as nc
from newscorpus.checking import narrowing, sharding
from newscorpus.checking.article import Inspection
from newscorpus.checking.records import plain, restored
from newscorpus.checking.run import Run
from newscorpus.checking.sharding import Shard
from newscorpus.cli import main
from newscorpus.diagnostics import Diagnostic
from newscorpus.errors import UsageError

SEEDS = Path(__file__).parent.parent / "seeds"


def run(capsys, *words):
    with pytest.raises(SystemExit) as stop:
        main([str(word) for word in words])
    return stop.value.code, capsys.readouterr()


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """Files and records, with defects of every range: in articles, between them, in corpus.yaml, waived and not."""
    monkeypatch.chdir(tmp_path)
    folder = shutil.copytree(SEEDS, tmp_path / "big")
    (folder / "corpus.yaml").write_text(
        "format: newscorpus/1\nname: big\nlanguage: en\narticles: ['*.yaml', '*.jsonl', 'none/*.yaml']\n"
    )
    records = [article(i) for i in range(20)]
    records[4]["events"][0]["relations"] = {"same_as": ["a5x#talks"]}
    records[7]["events"][0]["relations"] = {"part_of": ["a8#talks"]}
    records[8]["events"][0]["relations"] = {"part_of": ["a7#talks"]}
    records[9]["actors"][1]["ids"] = {"wikidata": records[9]["actors"][0]["ids"]["wikidata"]}
    records[10]["titel"] = "x"
    records[11]["waive"] = [{"code": "NC705", "at": "text", "why": "nothing is"}]
    records += [{**article(3), "id": "again", "events": [], "actors": []}]
    records += [
        {**records[-1], "id": "waived", "waive": [{"code": "NC705", "at": "text", "why": "an agency's"}]},
        {**article(30), "id": "a5"},
    ]
    lines = [json.dumps(one) for one in records]
    lines[13:13] = ["{", "", "[]"]
    (folder / "records.jsonl").write_text("\n".join(lines) + "\n")
    (folder / "no.jsonl").mkdir()
    (folder / "gone.yaml").symlink_to("nowhere")
    for name, more in (("one", ""), ("two", "events: {e: {kind: event, type: other, evidence: [nowhere]}}\n")):
        text = f"format: newscorpus/1\nid: {name}\ntext: Anna Berg came.\n{more}"
        (folder / f"{name}.yaml").write_text(text)
    (folder / "forgotten.txt").write_text("Forgotten.")
    return Path("big")


@pytest.mark.parametrize("count", [1, 2, 3, 40])
def test_the_report_is_that_of_one_run(corpus, capsys, count):
    """In every format, with the same exit code; for more shards than there are files, too."""
    for n in range(1, count + 1):
        code, output = run(capsys, "check", corpus, "--shard", f"{n}/{count}", "--facts", f"facts/{n}.jsonl")
        assert code in (0, 1), output.err
    facts = sorted(Path("facts").glob("*.jsonl"))
    assert len(facts) == count
    for format in ("json", "full", "concise"):
        whole = run(capsys, "check", corpus, "--output-format", format)
        assert whole[0] == 1
        assert run(capsys, "relate", *facts, "--output-format", format) == whole
    codes = nc.check(corpus).codes
    assert {"NC101", "NC301", "NC701", "NC703", "NC705", "NC706", "NC707", "NC708", "NC801", "NC002"} <= codes.keys()


@pytest.mark.parametrize("there", [True, False])
def test_a_large_corpus_is_narrowed_down(corpus, capsys, monkeypatch, there):
    """By DuckDB, if that is there; the report is the same, and articles without findings are not kept."""
    pytest.importorskip("duckdb")
    monkeypatch.setattr("newscorpus.rules.corpus.SUGGESTING", 0)
    monkeypatch.setattr(narrowing, "SUGGESTING", 0)
    monkeypatch.setattr(narrowing, "is_there", lambda *_: there)
    for n in (1, 2):
        run(capsys, "check", corpus, "--shard", f"{n}/2", "--facts", f"{n}")
    whole = run(capsys, "check", corpus, "--output-format", "json")
    assert run(capsys, "relate", "1", "2", "--output-format", "json") == whole
    made, report = sharding.Shards.of([Path("1"), Path("2")]).related(Run)
    assert report.totals == nc.check(corpus).totals
    assert len(made._kept) == (17 if there else 28)
    shutil.copytree(corpus, "both/one", symlinks=True)
    shutil.copytree(corpus, "both/two", symlinks=True)
    run(capsys, "check", "both", "--shard", "1/1", "--facts", "3")
    assert run(capsys, "relate", "3", "--statistics") == run(capsys, "check", "both", "--statistics")


def test_facts_that_were_cut_off_are_not_related(corpus, capsys, monkeypatch):
    """Wherever that was, however large the corpus: what was not there would pass for sound. Such a shard is done again."""
    run(capsys, "check", corpus, "--shards", "2", "--facts", "facts")
    whole = run(capsys, "check", corpus)
    file = Path("facts/1-of-2.facts")
    lines = file.read_bytes().splitlines(keepends=True)
    for kept in range(1, len(lines)):
        for large in (True, False):
            monkeypatch.setattr(narrowing, "SUGGESTING", 0 if large else 20_000)
            file.write_bytes(b"".join(lines[:kept]))
            code, output = run(capsys, "relate", file, "facts/2-of-2.facts")
            assert (code, output.out) == (2, "")
            assert "1-of-2.facts: ends too early" in output.err
    code, output = run(capsys, "check", corpus, "--shards", "2", "--facts", "facts")
    assert (code, output.out) == (whole[0], whole[1].out)
    assert file.read_bytes() == b"".join(lines)


@pytest.mark.parametrize(
    "damage",
    [
        "{",
        '{"n": 5, "file": "x", "article": {"diagnostics": 3}}',
        '{"n": 5, "file": 3, "finding": {}}',
        '{"file": "x", "article": {"diagnostics": []}}',
    ],
)
def test_what_duckdb_does_not_read_is_named(corpus, capsys, monkeypatch, damage):
    """With its line; and of a file whose name it would take for a pattern, the report is the same."""
    pytest.importorskip("duckdb")
    monkeypatch.setattr(narrowing, "SUGGESTING", 0)
    run(capsys, "check", corpus, "--shard", "1/1", "--facts", "fine")
    whole = run(capsys, "relate", "fine")
    assert run(capsys, "relate", shutil.copy("fine", "[a-z]ine")) == whole
    lines = Path("fine").read_text().splitlines(keepends=True)
    Path("broken").write_text("".join([*lines[:4], damage + "\n", *lines[4:]]))
    code, output = run(capsys, "relate", "broken")
    assert (code, output.out) == (2, "")
    assert "broken:5: no facts" in output.err


def test_rules_are_chosen_by_the_shards(corpus, capsys):
    """`relate` takes the same ones up; a baseline is for the whole."""
    run(capsys, "check", corpus, "--select", "NC7", "--ignore", "NC705", "--shard", "1/1", "--facts", "f")
    whole = run(capsys, "check", corpus, "--select", "NC7", "--ignore", "NC705", "--statistics")
    assert run(capsys, "relate", "f", "--statistics") == whole
    run(capsys, "check", corpus, "--select", "NC7", "--ignore", "NC705", "--write-baseline", "base.json")
    code, output = run(capsys, "relate", "f", "--baseline", "base.json")
    assert code == 0
    assert "in the baseline" in output.out


def test_a_shard_reports_what_its_articles_show(corpus, capsys):
    """And nothing that only the whole can."""
    codes = {}
    for n in (1, 2):
        run(
            capsys,
            "check",
            corpus,
            "--shard",
            f"{n}/2",
            "--facts",
            f"{n}",
            "--output-format",
            "json=out.json",
            "--today",
            "2030-01-01",
        )
        for one in json.loads(Path("out.json").read_text())["diagnostics"]:
            codes[one["code"]] = codes.get(one["code"], 0) + 1
    whole = nc.check(corpus).codes
    assert codes == {code: n for code, n in whole.items() if code[:3] != "NC7" and code != "NC801"}


def test_what_does_not_fit_together_is_one_line(corpus, capsys):
    """Shards that are missing, twice, of other runs; a corpus that has changed; files that hold no facts."""
    for n in (1, 2, 3):
        run(capsys, "check", corpus, "--shard", f"{n}/3", "--facts", f"{n}")
    run(capsys, "check", corpus, "--ignore", "NC7", "--shard", "1/3", "--facts", "other")
    run(capsys, "check", corpus, "--shard", "1/2", "--facts", "half")
    *lines, last = Path("1").read_text().splitlines(keepends=True)
    facts, key = "".join(lines), Shard(1, 3).key(len(lines) + 1)
    Path("broken").write_text(facts + '{"n": 0, "file": "x", "article": {"diagnostics": 3}}\n' + last)
    Path("nameless").write_text(f'{facts}{{"n": {key}, "file": 3, "article": {{"diagnostics": []}}}}\n{last}')
    Path("foreign").write_text(Path("nameless").read_text().replace('"file": 3', '"file": "no.yaml"'))
    Path("mixed").write_text(facts + Path("2").read_text().splitlines(keepends=True)[1] + last)
    Path("cut").write_text(facts[:-9])
    Path("short").write_text("".join(lines[:-1]) + last)
    Path("empty").write_text("")
    Path("version").write_text(Path("1").read_text().replace("facts/1", "facts/9"))
    for words, said in (
        (["1", "2"], "of 3 shards, missing: 3"),
        (["1", "2", "3", "2"], "of 3 shards, here twice: 2"),
        (["1", "other", "2", "3"], "other is of another run than 1"),
        (["half", "1", "2", "3"], "1 is of another run than half"),
        (["broken", "2", "3"], "broken:"),
        (["nameless", "2", "3"], "the name of a file is text"),
        (["foreign", "2", "3"], "facts of no.yaml, which is no file of the corpus"),
        (["mixed", "2", "3"], "a line of another place"),
        (["cut", "2", "3"], "cut: ends too early"),
        (["short", "2", "3"], "short: ends too early"),
        (["empty"], "empty: no facts of this version"),
        (["version", "2", "3"], "version: no facts of this version"),
        ([corpus / "one.yaml"], "no facts of this version"),
    ):
        code, output = run(capsys, "relate", *words)
        assert (code, output.out) == (2, ""), output
        assert said in output.err
        assert output.err.count("\n") == 1
    (corpus / "more.yaml").write_text("format: newscorpus/1\nid: more\ntext: x\n")
    assert "check them again" in run(capsys, "relate", "1", "2", "3")[1].err


@pytest.mark.parametrize("words", ["", "3", "0/3", "4/3", "-1/3", "a/b", "1/0", "1/" + "9" * 30, "１/2"])
def test_what_is_no_part_of_a_whole(words):
    """Is wrong use."""
    with pytest.raises(UsageError, match="--shard"):
        Shard.parse(words)


def test_a_shard_is_for_checking(corpus, capsys):
    """It needs a file, and neither fixes nor takes up a baseline."""
    assert run(capsys, "check", corpus, "--shard", "1/2")[0] == 2
    assert run(capsys, "check", corpus, "--facts", "f")[0] == 2
    assert run(capsys, "check", corpus, "--shard", "1/2", "--facts", "f", "--fix")[0] == 2
    assert run(capsys, "check", corpus, "--shard", "1/2", "--facts", "f", "--baseline", "b.json")[0] == 2
    assert not Path("f").exists()


@given(st.integers(1, 7))
@settings(max_examples=7)
def test_shards_share_out_all_records(count):
    """Each record and each file is examined by one of them."""
    tasks = Run(SEEDS).tasks() * 9
    shares = [Shard(n, count).of(tasks) for n in range(1, count + 1)]
    assert sum(map(len, shares)) == len(tasks)


# --- records --------------------------------------------------------------------------------------------------------


def test_what_is_kept_comes_back_equal(corpus):
    """After JSON, with places, fixes and all."""
    checked = Run(corpus)
    checked.finish()
    kept = [one.inspection for one in checked._kept]
    assert any(one.diagnostics and one.diagnostics[0].fixes for one in kept)
    for one in kept:
        again = json.loads(json.dumps(plain(one)))
        assert restored(Inspection, again) == one
    report = checked.finish()
    for one in report.diagnostics:
        assert restored(Diagnostic, json.loads(json.dumps(plain(one)))) == one


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"diagnostics": None},
        {"diagnostics": [{}]},
        {"diagnostics": [], "unknown": 1},
        {"diagnostics": [], "text_known": 1},
        {"diagnostics": [], "broken": "x"},
        {"diagnostics": [], "broken": [[1.5]]},
        {"diagnostics": [], "waivers": [[{"code": "x", "at": "y"}]]},
        {"diagnostics": [], "totals": {"articles": "1"}},
    ],
)
def test_what_is_no_record_is_a_value_error(data):
    """Never another one."""
    with pytest.raises(ValueError):
        restored(Inspection, data)


def test_a_type_that_is_not_known_is_an_error():
    """Not a value that is left out."""

    @attrs.frozen
    class Odd:
        blob: bytes

    with pytest.raises(TypeError, match="bytes"):
        plain(Odd(b""))
    with pytest.raises(ValueError, match="no reader"):
        restored(Odd, {"blob": ""})
