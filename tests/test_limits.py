"""Limits on untrusted input: beyond each is a finding; whoever trusts the input raises it."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import newscorpus as nc
from newscorpus import Report, limits


def inspected(data, **manifest) -> Report:
    """What `check` says of a file, of a corpus if there is anything in its corpus.yaml."""
    with TemporaryDirectory() as folder:
        if manifest:
            text = json.dumps({"format": "newscorpus/1", "name": "c", "articles": ["*.json"], **manifest})
            Path(folder, "corpus.yaml").write_text(text, encoding="utf-8")
        path = Path(folder, "a.json")
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return nc.check(path)


def article(**fields):
    return {"format": "newscorpus/1", "id": "a", "language": "en", "published": "2024-05-08", "text": "w", **fields}


def run(words, folder, **environment):
    command = [sys.executable, "-m", "newscorpus", *words]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("limit", "code"),
    [("MAX_BYTES", "NC001"), ("MAX_NODES", "NC005"), ("MAX_SEARCH", "NC005"), ("MAX_PLACES", "NC005")],
)
def test_limits_are_the_users(limit, code, tmp_path):
    """Each is taken from the environment, in either direction; what is no number is wrong use."""
    evidence = {"kind": "event", "type": "other", "evidence": "w w", "topics": ["w"]}
    (tmp_path / "a.json").write_text(json.dumps(article(text="w w", events={"e": evidence})))
    values = {"2": 1, "1000000000000": 0}
    if limit == "MAX_BYTES":  # all are read alike
        values |= {"": 0, "-1": 2, "1e9": 2, "9" * 19: 2}
    for value, status in values.items():
        done = run(["check", "a.json", "--output-format", "concise"], tmp_path, **{f"NEWSCORPUS_{limit}": value})
        assert done.returncode == status, (value, done.stderr)
        assert (f" {code} " in done.stdout) == (status == 1)
        assert status != 2 or (done.stderr.count("\n") == 1 and f"NEWSCORPUS_{limit}" in done.stderr)


def test_a_line_that_is_too_long(tmp_path):
    """It is the line, not the file; what follows is not read."""
    lines = [json.dumps(article(id=f"a{i}", text="x" * size)) for i, size in enumerate((9, 999, 9))]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    done = run(["check", "a.jsonl", "--output-format", "concise"], tmp_path, NEWSCORPUS_MAX_BYTES="500")
    assert "a.jsonl:2:1: error NC001 unreadable-file: line is over the limit of 500 bytes" in done.stdout
    assert "read 1 article" in done.stdout


def test_a_library_is_told_of_a_wrong_limit(tmp_path):
    """As soon as it is used; with the exception for wrong use."""
    program = "import newscorpus as nc\ntry: nc.load\nexcept nc.UsageError as e: print(e)"
    environment = {**os.environ, "NEWSCORPUS_MAX_NODES": "many"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout == "NEWSCORPUS_MAX_NODES='many': expected a whole number of at most 18 digits\n", done.stderr


def test_too_much_to_look_up(monkeypatch):
    """One finding at the text; what depends on the text is not judged."""
    data = article(text="w " * 50, actors={f"a{i}": {"name": f"Absent {i}", "kind": "person"} for i in range(20)})
    assert {d.code for d in inspected(data).diagnostics} == {"NC313"}
    monkeypatch.setattr(limits, "MAX_SEARCH", 1999)
    (found,) = inspected(data).diagnostics
    assert found.code == "NC005"
    assert found.path == ("text",)
    assert "20 quotes and names" in found.message
    monkeypatch.setattr(limits, "MAX_SEARCH", 2000)
    assert {d.code for d in inspected(data).diagnostics} == {"NC313"}
    registry = {"b": {"name": "B", "kind": "person", "aliases": [f"B{i}" for i in range(99)]}}
    quoting = article(text="w " * 50, claims=[{"quote": {"exact": "w", "start": 0}, "by": "b"}])
    assert "NC005" in {d.code for d in inspected(quoting, actors=registry).diagnostics}


def test_what_an_index_knows_is_not_looked_up_in_all_of_the_text(monkeypatch):
    """Of a long text with as much annotated in it as in a short one, all is judged; of words that are not there, not."""
    text = " ".join(f"Name{i} went to town{i}." for i in range(2000))
    actors = {f"a{i}": {"name": f"Name{i}", "kind": "person"} for i in range(300)}
    monkeypatch.setattr(limits, "MAX_SEARCH", 100 * len(text))
    assert {d.code for d in inspected(article(text=text, actors=actors)).diagnostics} == set()
    for absent, expected in (("Nobody{}", ["NC005"]), ("Name{} went home", ["NC005"]), ("town{}", [])):
        more = {f"b{i}": {"name": absent.format(i), "kind": "person"} for i in range(101)}
        found = inspected(article(text=text, actors=actors | more)).diagnostics
        assert [d.code for d in found] == expected


def _talks(**event):
    return article(
        text="ab cd ab",
        actors={"x": {"name": "cd", "kind": "person", "aliases": ["ab"], "roles": ["ab"]}},
        events={"e": {"kind": "event", "type": "other", "evidence": [{"ab": "ab cd"}], **event}},
        claims=[{"quote": "cd", "by": "x", "when": {"ab": "2024"}}],
    )


@pytest.mark.parametrize(
    ("data", "places"),
    [
        (_talks(), 11),  # quotes 2 + 1 + 1, name and alias 1 + 2, role 2, time 2
        (_talks(triggers=["ab", "cd"]), 14),
        (_talks(topics=["ab"], places={"cd": "NO", "ab": "NO"}), 16),
    ],
)
def test_words_in_too_many_places(data, places, monkeypatch):
    """Each word counts as often as it is looked up, in each place where it stands; over the limit is one finding."""
    monkeypatch.setattr(limits, "MAX_PLACES", places)
    assert "NC005" not in {d.code for d in inspected(data).diagnostics}
    monkeypatch.setattr(limits, "MAX_PLACES", places - 1)
    (found,) = (d for d in inspected(data).diagnostics if d.severity == "error")
    assert found.code == "NC005"
    assert found.path == ("text",)
    assert found.message == f"quotes and names occur in more than {places - 1} places of the article text"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (article(**{f"titel{i}": "x" for i in range(5)}), "NC101"),  # of the codec and the rules
        ("{" + ", ".join(['"id": "a"'] * 6) + "}", "NC003"),  # of the reader
    ],
)
def test_too_many_findings(data, code, monkeypatch):
    monkeypatch.setattr(limits, "MAX_FINDINGS", 5)
    reported = [d for d in inspected(data).diagnostics if d.code in (code, "NC005")]
    assert [d.code for d in reported] == [code] * 5
    monkeypatch.setattr(limits, "MAX_FINDINGS", 4)
    reported = [d for d in inspected(data).diagnostics if d.code in (code, "NC005")]
    assert sorted(d.code for d in reported) == sorted([code] * 4 + ["NC005"])
    (last,) = (d for d in reported if d.code == "NC005")
    assert last.message.endswith("findings in one file: the first 4 are reported")
    assert last.primary.line == 1


def test_of_a_flood_of_mistakes_the_first_say_what_may_be_meant():
    """A hundred of a kind: beyond that something larger is wrong, and each guess takes time."""
    actors = {"anna-berg": {"name": "w", "kind": "person"}}
    claims = [{"quote": "w", "by": "ana-berg"}] * 150
    found = [d for d in inspected(article(actors=actors, claims=claims)).diagnostics if d.code == "NC201"]
    assert [bool(d.help and "did you mean" in d.help) for d in found] == [True] * 100 + [False] * 50
    text = "some words stand in this text"
    evidence = [f"some words stod in this {i}" for i in range(150)]
    event = {"kind": "event", "type": "other", "evidence": evidence}
    missing = [d for d in inspected(article(text=text, events={"e": event})).diagnostics if d.code == "NC301"]
    assert sum(bool(d.label) for d in missing) == 100
    assert len(missing) == 150


def test_threads_agree():
    event = {"kind": "event", "type": "other", "evidence": "w", "titl": "x"}
    data = [article(events={f"e{i}": event for i in range(count)}) for count in (3, 60, 120)]
    texts = [json.dumps(one) for one in (*data, _talks(), _talks(kind="meting", topics=["ab", 3]))]

    def loaded(text):
        try:
            return nc.loads(text, "json")
        except nc.InvalidCorpus as e:
            return e.report

    expected = [loaded(text) for text in texts]
    interval = sys.getswitchinterval()
    try:
        sys.setswitchinterval(1e-6)
        for _ in range(2):
            with ThreadPoolExecutor(4) as threads:
                assert list(threads.map(loaded, texts * 4)) == expected * 4
    finally:
        sys.setswitchinterval(interval)


def test_of_unknown_terms_the_first_say_what_may_be_meant():
    """A hundred in a file, wherever they are. What an unknown field may mean decides what else is wrong: no limit."""
    data = article(**{f"headline{i}": "x" for i in range(60)})
    data["events"] = {f"e{i}": {"kind": "event", "type": "othr", "evidence": "w"} for i in range(120)}
    found = inspected(data).diagnostics
    for code, expected in (("NC101", [True] * 60), ("NC104", [True] * 100 + [False] * 20)):
        assert [bool(d.help and "did you mean" in d.help) for d in found if d.code == code] == expected


def test_waived_findings_do_not_count(monkeypatch):
    """As many as a file may have are reported; of those that are waived, none is."""
    monkeypatch.setattr(limits, "MAX_FINDINGS", 3)
    actors = {"x": {"name": "w", "kind": "person", "aliases": [f"b{i}" for i in range(5)]}}
    waive = [{"code": "NC304", "at": "actors.x.aliases", "quote": f"b{i}", "why": "w"} for i in range(5)]
    found = inspected(article(actors=actors, waive=waive))
    assert (found.diagnostics, found.waived) == ((), 5)


def test_valid_quotes_are_never_the_error_of_another_field():
    """However many there are; and of a flood of errors, all are the same error."""
    quotes = [{"exact": "w", "start": 0}] * 300
    found = inspected(article(headline=5, events={"e": {"kind": "event", "type": "other", "evidence": quotes}}))
    assert [(d.code, d.path) for d in found.diagnostics] == [("NC103", ("headline",))]
    quotes = [{"exct": "w", "start": 0}] * 300
    found = inspected(article(events={"e": {"kind": "event", "type": "other", "evidence": quotes}}))
    assert {d.code for d in found.diagnostics} == {"NC101"}


@pytest.mark.parametrize(
    "flood",
    [
        {"headline": 5, "claims": [{"quote": {"exact": "w", "start": 0}}] * 3},
        {"events": {f"e{i}": {"kind": "meting", "type": "talk", "evidence": "w", "outcome": "v"} for i in range(3)}},
        {"events": {f"e{i}": {"knd": "incident", "type": "atack", "casualties": {"kiled": 5}} for i in range(3)}},
        {"actors": {f"x{i}": {"nam": "w", "kind": "persn", "mention": "w"} for i in range(3)}},
        {"claims": [{"quote": {"exct": "w", "strt": 0, "within": "v w"}, "by": "nobdy", "stance": "aserts"}] * 3},
        {"claims": [{"quote": "v w", "cue": "w v", "by": "nobody"}] * 3, "actors": {"nobdy": {"name": "v"}}},
        {"waive": [{"code": "NC3O4", "at": "id", "why": "w"}] * 3, "attributes": {"a": 1, "b": 2}},
        {"actors": {f"x{i}": {"name": "v", "kind": "person", "aliases": ["v"]} for i in range(3)}},
        {"events": {"e": {"kind": "event", "type": "other", "evidnce": ["nowhere, nothing of it at all"]}}},
    ],
)
def test_suggestions_and_trials_change_no_finding(flood, monkeypatch):
    """Without any, and without limit: the same findings at the same places of the data, of the same severity."""
    verdicts = set()
    for budget in (0, 1, 2, 10**6):
        monkeypatch.setattr(limits, "MAX_SUGGESTIONS", budget)
        monkeypatch.setattr(limits, "MAX_TRIALS", budget)
        found = inspected(article(text="w and ww", **flood)).diagnostics
        verdicts.add(tuple((d.code, d.severity, d.path, d.arguments) for d in found))
    assert len(verdicts) == 1
    assert verdicts != {()}


def test_too_many_findings_about_a_corpus(tmp_path, monkeypatch):
    """In `corpus.yaml`, and of a baseline, whose stale entries stay warnings."""
    monkeypatch.setattr(limits, "MAX_FINDINGS", 4)
    manifest = {"format": "newscorpus/1", "name": "c", "checks": {"ignore": [f"quote-not-in-txx{i}" for i in range(9)]}}
    (tmp_path / "corpus.yaml").write_text(json.dumps(manifest))
    (tmp_path / "a.yaml").write_text("format: newscorpus/1\nid: a\nlanguage: en\ntext: Rain.\n")
    assert sorted(one.code for one in nc.check(tmp_path).diagnostics) == ["NC005", *["NC803"] * 4]
    entry = {"code": "NC304", "file": "a.yaml", "path": "", "message": "x"}
    lines = [json.dumps({"fingerprint": f"{i:032x}", **entry}) for i in range(9)]
    (tmp_path / "known.list").write_text("".join(f"{line}\n" for line in lines))
    (tmp_path / "corpus.yaml").write_text("format: newscorpus/1\nname: c\nchecks: {baseline: known.list}\n")
    report = nc.check(tmp_path)
    assert [one.code for one in report.diagnostics] == ["NC804"] * 5
    assert report.ok
    places = [(one.primary.start, one.primary.end) for one in report.diagnostics]
    starts = [i * (len(lines[0]) + 1) + lines[0].index("0") for i in range(4)]
    assert places == [(0, 0), *((start, start + 32) for start in starts)]
    assert report.diagnostics[0].message == "9 stale entries: the first 4 are reported"


@pytest.mark.parametrize("place", ["articles", "exclude", "checks"])
def test_patterns_that_differ_only_in_wildcards(tmp_path, place):
    """Each would be compared with each file. Of those with other letters, there may be any number."""
    ranges = "".join(f"  '*[{chr(0x4E00 + i)}].yaml'{': [NC903]' if place == 'checks' else ''}\n" for i in range(201))
    listed = ranges.replace("  '", "  - '") if place != "checks" else ranges.replace("  '", "    '")
    field = "checks:\n  per_file_ignore:\n" if place == "checks" else f"{place}:\n"
    (tmp_path / "corpus.yaml").write_text(f"format: newscorpus/1\nname: c\n{field}{listed}", encoding="utf-8")
    for name in ("\u4e00", "a"):  # selected by the first pattern, excluded by none
        (tmp_path / f"{name}.yaml").write_text("format: newscorpus/1\n")
    found = nc.check(tmp_path).errors
    assert [one.code for one in found] == ["NC803"]
    assert found[0].message == "more than 200 patterns differ only in wildcards"
    named = listed.replace("*[", "*").replace("].yaml", ".yaml")
    (tmp_path / "corpus.yaml").write_text(f"format: newscorpus/1\nname: c\n{field}{named}", encoding="utf-8")
    assert "NC803" not in {one.code for one in nc.check(tmp_path).errors}
