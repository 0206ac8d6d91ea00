"""`make bench` and its corpora: the commands run on a few files, and the corpora are what the page says.

A peer whose model does not fit the corpora refuses the first article and is fast: a figure that means nothing.
"""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import newscorpus as nc
from benchmarks import editor, scale
from benchmarks.corpora import Corpora
from benchmarks.measure import OURS, run
from benchmarks.page import Page, Row

ROOT = Path(__file__).parent.parent
ENVIRONMENT = Path(os.environ.get("NEWSCORPUS_PEERS", "nowhere"))
COUNT = 20


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Corpora:
    return Corpora(tmp_path_factory.mktemp("corpora"))


@pytest.mark.parametrize("corpus", ["seed_copies", "written", "machine_written"])
def test_no_finding_is_reported(corpus: str, corpora: Corpora) -> None:
    report = nc.check(getattr(corpora, corpus)(COUNT))
    assert (report.totals.articles, report.diagnostics) == (COUNT, ())


def test_findings_are_waived_and_with_the_baseline_none_is_new(corpora: Corpora) -> None:
    assert nc.check(corpora.seed_copies(COUNT)).waived == 2 * COUNT
    unwaived = nc.check(corpora.seed_copies(COUNT, waivers=False))
    assert len(unwaived.diagnostics) == 2 * COUNT
    findings = nc.check(corpora.unchecked(COUNT)).diagnostics
    files = {path.stem for path in corpora.unchecked(COUNT).glob("article-*.yaml")}
    assert {Path(finding.primary.file).stem for finding in findings} == files
    baselined = corpora.baselined(COUNT)
    run([OURS, "check", "--no-cache", "--baseline", str(baselined / "known.baseline"), str(baselined)])


def test_the_page_and_its_chart(tmp_path: Path) -> None:
    page = Page("a processor", files=8, rounds=1)
    times = {"newscorpus": 2.5, "bare parser": 2.0, "check-jsonschema": 40.0}
    assert "16.00" in page.add_comparison("copies of the seed", times)
    page.add_row(Row("8 files again", "0.10 s", "twice as fast"))
    page.write(tmp_path, {"seed": (8, 13.0), "written": (4, 7.0), "machine": (4, 9.0)})
    text = (tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    assert "| copies of the seed | 2.50 | 2.00 (0.80) | 40.0 (16.0) |" in text
    bars = ET.parse(tmp_path / "images" / "benchmarks.svg").getroot().iter("{http://www.w3.org/2000/svg}rect")
    assert len(list(bars)) == 1 + 3


@pytest.mark.skipif(not ENVIRONMENT.exists(), reason="NEWSCORPUS_PEERS is not set")
def test_the_benchmark_runs_on_a_few_files(tmp_path: Path) -> None:
    """Every peer must accept every corpus, else the command fails; no tracked file changes."""
    before = subprocess.check_output(["git", "status", "--porcelain"], cwd=ROOT)
    command = [sys.executable, "-m", "benchmarks.run", "--files", "4", "--rounds", "1"]
    command += ["--peers", str(ENVIRONMENT), "--work", str(tmp_path)]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for subject in (
        "copies of the seed",
        "written",
        "machine-written",
        "JSON Lines",
        "nothing changed",
        "two processes",
    ):
        assert subject in printed
    assert subprocess.check_output(["git", "status", "--porcelain"], cwd=ROOT) == before


def test_a_session_in_an_editor_is_measured(corpora: Corpora, tmp_path: Path) -> None:
    """In a corpus that is just large enough to load in the background."""
    pytest.importorskip("pygls")
    results = editor.measure(corpora.written(101), tmp_path / "cache", 2)
    assert all(result.endswith((" MB", " ms")) for result in results.values())


def test_what_grows_is_measured_on_corpora_of_all_layouts(tmp_path: Path) -> None:
    scale.write_corpus(tmp_path / "made", 42)
    report = nc.check(tmp_path / "made" / "corpus")
    assert (report.codes, report.waived, report.totals.articles) == ({"NC304": 6}, 6, 42)
    words = [sys.executable, "-m", "benchmarks.scale", "20", "40", "--work", str(tmp_path), "--commands"]
    done = subprocess.run([*words, "check", "import"], cwd=ROOT, capture_output=True, text=True, check=True)
    rows = [line.split("|")[1].strip() for line in done.stdout.splitlines()[3:]]
    assert rows == ["`check`", "`import`"]
