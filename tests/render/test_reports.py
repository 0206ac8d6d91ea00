"""The output formats: accepted by those who know them, of findings of every rule; and nothing of a stranger's acts in any."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from contextlib import chdir
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import attrs
import jsonschema
import pytest
import xmlschema
from command import newscorpus
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from reports import ALL, HIDDEN, SHOWN, acts, diagnostics, everything, reported
from validators import actions_core, rdformat_validator, ruff, sarif_multitool

from newscorpus import Report, Severity, Span
from newscorpus.diagnostics.report import INTERNAL, Label, in_order
from newscorpus.render import FORMATS, github, sarif
from newscorpus.render.file_names import seen_from

SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}


def escaped(text):
    """Words of others as reports show them: what would act, and what is no character, as an escape."""
    codes = {c: ord(c) for c in text}
    acting = {c: code for c, code in codes.items() if unicodedata.category(c) in HIDDEN and code not in SHOWN}
    acting |= {c: code for c, code in codes.items() if code & 0xFFFE == 0xFFFE}
    known = {c: SHORT.get(c, f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}") for c, code in acting.items()}
    return re.sub(r"##(?=\w*\[)", r"##\\", "".join(known.get(c, c) for c in text))  # commands of Azure Pipelines


MACHINES = sorted(name for name, format in FORMATS.items() if not format.for_people)
XSD = Path(__file__).parents[1] / "data" / "junit-10.xsd"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of corpora with at least one finding of every rule."""
    made = tmp_path_factory.mktemp("everything")
    everything(made)
    return made


@pytest.fixture(scope="module")
def report(folder):
    """What is found there."""
    return reported(folder)


NAMES = ("full", "concise", "json", "github", "sarif", "gitlab", "junit", "rdjson")


@pytest.fixture(scope="module")
def texts(folder, tmp_path_factory):
    """The same in each format, as the command writes it."""
    return written_by_command(tmp_path_factory.mktemp("texts"), folder, "--select", ",".join(ALL))


@pytest.fixture(scope="module")
def texts_of_nothing(tmp_path_factory):
    """A report without findings in each format."""
    folder = tmp_path_factory.mktemp("nothing")
    (folder / "good.yaml").write_text("format: newscorpus/1\nid: good\nlanguage: en\ntext: Rain fell.\n")
    return written_by_command(tmp_path_factory.mktemp("texts"), folder)


def written_by_command(out, folder, *options):
    words = [word for name in NAMES for word in ("--output-format", f"{name}={out / name}")]
    with chdir(folder):
        newscorpus("check", ".", *options, *words)
    return {name: (out / name).read_bytes().decode("utf-8") for name in NAMES}


def text_of(name, report, root="."):
    """A report that no check gives, in a format."""
    return b"".join(FORMATS[name].lines(report, root)).decode()


def is_quiet(name, text):
    """Whether nothing in a text acts, but for what the format has in it by its nature."""
    lines = text.removesuffix("\n").split("\n")
    if name == "github":
        lines = [re.sub(r"\A::(error|warning|notice) ", "", line) for line in lines]
    return [acts(line) for line in lines] == [[]] * len(lines)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_acts(name, texts):
    """No control, ANSI sequence, change of direction or command of a runner, in any format."""
    assert is_quiet(name, texts[name])


@given(st.lists(diagnostics, max_size=3), st.sampled_from(MACHINES))
def test_no_words_break_a_format(found, name):
    """Whatever findings say: nothing acts, and the text is one that a reader of the format takes."""
    text = text_of(name, Report(in_order(found)))
    assert is_quiet(name, text)
    if name == "junit":
        ET.fromstring(text)
    elif name == "github":
        assert len(text.splitlines()) == len(set(found))
    elif name == "model":
        assert len(text.splitlines()) == max(1, len(set(found))) or text.endswith(" omitted.\n")
    else:
        json.loads(text)


@pytest.fixture(scope="module")
def written(folder, tmp_path_factory):
    """Runs the command over the corpora with all formats; returns the files' bytes and standard output."""

    def run(*paths, seed="0"):
        out = tmp_path_factory.mktemp("out")
        words = [word for name in NAMES for word in ("--output-format", f"{name}={out / name}")]
        done = subprocess.run(
            [sys.executable, "-m", "newscorpus", "check", *paths, "--select", ",".join(ALL), *words],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (1, b""), done.stderr
        return {path.name: path.read_bytes() for path in sorted(out.iterdir())}, done.stderr

    return run


def test_the_same_bytes(written):
    """For any order of the arguments, however they are spelt, and for any hash seed."""
    first = written("NC101", "NC301", "sub folder ü", seed="0")
    assert first == written("sub folder ü", "./NC301", "NC101", "NC301/example.yaml", seed="1")
    assert sorted(first[0]) == sorted(NAMES)


def test_machines_see_files_from_the_root(folder, report, tmp_path):
    """Relative and with `/` below it, absolute elsewhere, however they were typed; people see what they typed."""
    with chdir(folder):
        fixed = next(d for d in report.diagnostics if d.fixes)
        typed = attrs.evolve(
            fixed,
            primary=attrs.evolve(fixed.primary, file=str(folder / "NC001" / "example.yaml")),
            labels=(Label(Span("../x.txt", 0, 0, 1, 1, 1, 1), "there"),),
        )
        (seen,) = seen_from(Report((typed,)), folder).diagnostics
        assert seen.primary.file == "NC001/example.yaml"
        assert seen.labels[0].span.file == (folder.parent / "x.txt").as_posix()
        assert seen.fixes[0].edits[0].span.file == seen_from(Report((fixed,)), folder).diagnostics[0].primary.file
        assert str(folder) in text_of("concise", Report((typed,)))
        assert str(folder / "NC001") not in text_of("gitlab", Report((typed,)), folder)
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patch:
        patch.setattr("os.path.relpath", lambda *_: (_ for _ in ()).throw(ValueError("another drive")))
        (seen,) = seen_from(Report((typed,)), folder).diagnostics
        assert seen.primary.file == typed.primary.file


def test_json_is_the_report(report, texts):
    data = json.loads(texts["json"])
    assert data.pop("version") == 1
    assert data == json.loads(
        json.dumps(attrs.asdict(report, filter=lambda field, _: not field.metadata.get(INTERNAL)))
    )
    assert set(data) == {field.name for field in attrs.fields(Report)}


def test_json_follows_its_schema(texts):
    validator = jsonschema.Draft202012Validator(json.loads(newscorpus("schema", "diagnostic").out))
    data = json.loads(texts["json"])
    assert list(validator.iter_errors(data)) == []
    assert len(data["diagnostics"]) > 80


def test_sarif_is_accepted(tmp_path, texts):
    """By Microsoft's validator with the rules of SARIF and of GitHub."""
    path = tmp_path / "report.sarif"
    path.write_text(texts["sarif"], encoding="utf-8")
    assert list(sarif_multitool(path)) == []


def test_sarif_points_at_the_words(folder, report, texts):
    """Regions, URIs and columns lead to the words of each finding, and of each related place."""
    (run,) = json.loads(texts["sarif"])["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) == len(report.diagnostics)
    for result, d in zip(run["results"], report.diagnostics, strict=True):
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert (rule["id"], result["ruleId"]) == (d.code, d.code)
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
        assert "helpUri" not in rule  # until the documentation has an address
        places = [result["locations"][0], *result.get("relatedLocations", [])]
        for place, span in zip(places, [d.primary, *(label.span for label in d.elsewhere)], strict=True):
            where = place["physicalLocation"]
            assert unquote(where["artifactLocation"]["uri"]) == span.file
            region = where["region"]
            assert (region["startLine"], region["startColumn"]) == (span.line, span.column)
            assert (region["endLine"], region["endColumn"]) == (span.end_line, span.end_column)
        for place in result.get("relatedLocations", []):
            assert f"]({place['id']})" in result["message"]["text"]
        links = re.findall(r"(?<!\\)\]\((.*?)\)", result["message"]["text"])
        assert links == [str(i + 1) for i in range(len(d.elsewhere))]
        given = [
            [part["insertedContent"]["text"] for change in fix["artifactChanges"] for part in change["replacements"]]
            for fix in result.get("fixes", [])
        ]
        assert given == [[edit.text for edit in fix.edits] for fix in d.fixes]
    fingerprints = [result["partialFingerprints"]["newscorpus/v1"] for result in run["results"]]
    assert len(set(fingerprints)) == len(fingerprints)


def test_sarif_names_any_file():
    """Percent-encoded; relative but for what lies outside; never with a scheme that a name happens to begin with."""
    assert sarif.uri("a b/ü#?%:.yaml") == "a%20b/%C3%BC%23%3F%25%3A.yaml"
    assert sarif.uri("/elsewhere/x.yaml") == "file:///elsewhere/x.yaml"
    assert sarif.uri("javascript:alert(1)") == "javascript%3Aalert%281%29"
    assert sarif.uri("\udcff") == "%ED%B3%BF"


KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def test_github_commands_are_those_of_its_own_library(report):
    """`@actions/core` given the same words and places writes the same bytes."""
    calls, lines = [], []
    for d in report.diagnostics:
        there = [f"see {d.labels[0].span}"] if d.path == ("text_file",) and d.labels else []
        words = [d.message, *([d.label] if d.label else []), *there, *([f"help: {d.advice}"] if d.advice else [])]
        properties = {"title": f"{d.code} {d.name}", "file": escaped(d.primary.file)}
        properties |= {"startLine": d.primary.line, "endLine": d.primary.end_line}
        if d.primary.line == d.primary.end_line:
            properties |= {"startColumn": d.primary.column, "endColumn": d.primary.end_column}
        calls.append((KINDS[d.severity], "\n".join(map(escaped, words)), properties))
        lines += github.render(Report((d,)))
    assert lines == actions_core(calls)


class Tags(HTMLParser):
    """The tags and the text of a piece of HTML."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))

    def handle_data(self, data):
        self.text += data


def test_the_job_summary_is_one_list(folder, texts, tmp_path, monkeypatch):
    """As Markdown it is a heading, a line and a block; as HTML the block is one element, with the lines of concise."""
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    with chdir(folder):
        newscorpus("check", ".", "--select", ",".join(ALL))
    tokens = MarkdownIt("commonmark").parse(summary.read_text(encoding="utf-8"))
    assert [t.type for t in tokens if not t.type.endswith(("open", "close"))] == ["inline", "inline", "html_block"]
    block = Tags(tokens[-1].content)
    assert block.tags == [("pre", [])]
    assert block.text.strip().splitlines() == texts["concise"].splitlines()


@given(st.lists(diagnostics, min_size=1, max_size=4), st.integers(200, 2000))
def test_no_words_break_the_job_summary(found, room):
    """One block with nothing in it but text; less than the room that there is; what is left out is counted."""
    report = Report(in_order(found))
    text = github.job_summary(report, room)
    assert len(text.encode()) < room or text.count("\n") == 6
    tokens = MarkdownIt("commonmark").parse(text)
    assert [t.type for t in tokens][-1] == "html_block"
    block = Tags(tokens[-1].content)
    assert block.tags == [("pre", [])]
    lines = block.text.strip("\n").split("\n")
    left = re.fullmatch(r"… and (\d+) more", lines[-1])
    assert len(lines) - bool(left) + (int(left[1]) if left else 0) == len(report.diagnostics)


def shape(value):
    """Keys and kinds of JSON, without the values."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in sorted(value.items())}
    return [shape(value[0])] if isinstance(value, list) and value else type(value).__name__


def test_gitlab_reads_its_report(report, tmp_path, texts):
    """Every entry has what GitLab asks for, in the shape that ruff writes; its fingerprints are unique."""
    entries = json.loads(texts["gitlab"])
    (expected,) = {json.dumps(shape(entry)) for entry in json.loads(ruff("gitlab", tmp_path))}
    assert {json.dumps(shape(entry)) for entry in entries} == {expected}
    assert {entry["severity"] for entry in entries} == {"major", "minor", "info"}
    fingerprints = [entry["fingerprint"] for entry in entries]
    assert len(set(fingerprints)) == len(fingerprints) == len(report.diagnostics)
    assert [entry["location"]["path"] for entry in entries] == [d.primary.file for d in report.diagnostics]


def test_junit_is_valid(report, texts, texts_of_nothing):
    schema = xmlschema.XMLSchema10(XSD)
    written = texts["junit"]
    text, count = re.subn(r' file="[^"]*" line="\d+">', ">", written)  # what GitLab and others read beyond it
    assert count == len(report.diagnostics)
    schema.validate(text)
    schema.validate(texts_of_nothing["junit"])


def test_junit_counts_what_was_found(report, texts, texts_of_nothing):
    """As `junitparser` reads it: a suite a file, a failed case a finding, with its words."""
    xml = JUnitXml.fromstring(texts["junit"].encode())
    suites = list(xml)
    assert [suite.name for suite in suites] == sorted({escaped(d.primary.file) for d in report.diagnostics})
    assert xml.tests == xml.failures == len(report.diagnostics)
    results = [case.result[0] for suite in suites for case in suite]
    assert [result.message for result in results] == [escaped(d.message) for d in report.diagnostics]
    assert [result.type for result in results] == [d.severity for d in report.diagnostics]
    cases = [(suite.name, case.name) for suite in suites for case in suite]
    assert len(set(cases)) == len(cases)
    places = [(case._elem.get("file"), int(case._elem.get("line"))) for suite in suites for case in suite]
    assert places == [(escaped(d.primary.file), d.primary.line) for d in report.diagnostics]
    (suite,) = JUnitXml.fromstring(texts_of_nothing["junit"].encode())
    assert (suite.tests, suite.failures, [case.is_passed for case in suite]) == (1, 0, [True])


def test_rdjson_is_accepted(tmp_path, texts):
    path = tmp_path / "report.json"
    path.write_text(texts["rdjson"], encoding="utf-8")
    assert rdformat_validator(path) == []


def test_rdjson_has_the_shape_that_ruff_writes(tmp_path, texts):
    """Of a diagnostic, of its place and of its suggestions."""
    (theirs,) = {
        json.dumps(shape(d)) for d in json.loads(ruff("rdjson", tmp_path))["diagnostics"] if "suggestions" in d
    }
    expected = json.loads(theirs)
    del expected["code"]["url"]  # until the documentation has an address
    found = json.loads(texts["rdjson"])["diagnostics"]
    for d in (one for one in found if "suggestions" in one):
        assert shape({key: value for key, value in d.items() if key != "severity"}) == expected


def test_rdjson_counts_bytes(folder, report, texts):
    """Cutting the file's bytes at its columns gives the words at the finding's place."""
    checked = 0
    for ours, d in zip(json.loads(texts["rdjson"])["diagnostics"], report.diagnostics, strict=True):
        start, end = ours["location"]["range"]["start"], ours["location"]["range"]["end"]
        path = folder / d.primary.file
        if d.code in ("NC001", "NC007"):  # what is not UTF-8 has no columns; a byte order mark is in none
            continue
        lines = re.split(rb"(?<=\n)|(?<=\r)(?!\n)", path.read_bytes()) if path.exists() else [b""]
        cut = lines[start["line"] - 1 : end["line"]]
        cut[-1] = cut[-1][: end["column"] - 1]
        cut[0] = cut[0][start["column"] - 1 :]
        text = "".join(line.decode("utf-8", "replace") for line in lines)
        assert b"".join(cut).decode() == text[d.primary.start : d.primary.end], d
        checked += d.primary.column != d.primary.byte_column or d.primary.end_column != d.primary.end_byte_column
    assert checked > 0


def test_rdjson_suggests_what_is_one_edit(report, texts):
    for ours, d in zip(json.loads(texts["rdjson"])["diagnostics"], report.diagnostics, strict=True):
        single = [fix.edits[0] for fix in d.fixes if len(fix.edits) == 1]
        expected = [edit.text for edit in single if edit.span.file == d.primary.file]
        assert [one["text"] for one in ours.get("suggestions", [])] == expected
