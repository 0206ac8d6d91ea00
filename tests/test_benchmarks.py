"""The corpora of `make bench` and the models of its peers: what it measures is what it says.

A peer whose model no longer fits the corpora refuses the first article and is fast: a figure that means nothing.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

import newscorpus as nc
from benchmarks import editor, imports
from benchmarks.corpus import articles
from benchmarks.handwritten import write_corpus

ROOT = Path(__file__).parent.parent
PEERS = ROOT / "benchmarks" / "peers"
ENVIRONMENT = Path(os.environ.get("NEWSCORPUS_PEERS", "nowhere"))
COUNT = 20


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small one of the corpora as people write them, German articles among them."""
    folder = tmp_path_factory.mktemp("written")
    write_corpus(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small one of the corpora that our writer writes."""
    folder = tmp_path_factory.mktemp("machine")
    lines = [json.dumps(article) + "\n" for article in articles(COUNT, sections=1)]
    (folder / "articles.jsonl").write_text("".join(lines), "utf-8")
    return folder / "articles.jsonl"


@pytest.mark.parametrize("corpus", ["written", "machine"])
def test_no_finding_is_reported(corpus: str, request: pytest.FixtureRequest) -> None:
    """The table says so of both, and compares with peers that find nothing."""
    report = nc.check(request.getfixturevalue(corpus))
    assert (report.totals.articles, report.diagnostics) == (COUNT, ())


def test_there_are_waivers(written: Path) -> None:
    """Of what people write, they are a part."""
    assert nc.check(written).waived >= COUNT / 2


def test_every_file_of_legacy_has_findings(tmp_path: Path) -> None:
    """The corpus for the cost of findings, of which there are more than one a file."""
    write_corpus(tmp_path, COUNT, legacy=True)
    found = nc.check(tmp_path).diagnostics
    assert {Path(d.primary.file).stem for d in found} == {path.stem for path in tmp_path.glob("article-*.yaml")}
    assert len(found) > 2 * COUNT


@pytest.mark.skipif(not ENVIRONMENT.exists(), reason="NEWSCORPUS_PEERS is not set")
class TestPeers:
    """In the environment of `make bench`."""

    @pytest.mark.parametrize("form", ["yaml", "jsonl"])
    def test_pydantic(self, form: str, written: Path, tmp_path: Path) -> None:
        """Its models accept what we accept."""
        given = written
        if form == "jsonl":
            given = tmp_path / "written.jsonl"
            nc.convert(written, output=given)
        self.run("python", PEERS / "pydantic_check.py", given)

    @pytest.mark.parametrize("peer", ["check-jsonschema", "linkml-validate"])
    def test_schemas(self, peer: str, written: Path, tmp_path: Path) -> None:
        """So do the validators."""
        nc.convert(written, to="json", output=tmp_path / "json")
        files = sorted((tmp_path / "json").glob("article-*.json"))
        if peer == "linkml-validate":
            self.run(peer, "-s", PEERS / "linkml.yaml", "-C", "Article", *files)
        else:
            schema = ROOT / "schemas" / "article.schema.json"
            self.run(peer, "--schemafile", schema, *files, *sorted(written.glob("article-*.yaml")))

    def run(self, command: str, *arguments: object) -> None:
        done = subprocess.run(
            [ENVIRONMENT / "bin" / command, *map(str, arguments)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def test_documents_of_brat_are_imported_whole(tmp_path: Path) -> None:
    """Nothing of them is lost or refused, so that their import does all its work."""
    imports.write(tmp_path / "source", 3)
    done = nc.import_corpus(tmp_path / "source", "brat", tmp_path / "corpus")
    assert (done.articles, len(done.losses), done.errors) == (3, 0, {})
    assert all(len(article.events) == 8 for article in nc.load(tmp_path / "corpus"))
    assert imports.bare(tmp_path / "source") == 3 * 8 * 6


def test_a_session_in_an_editor_is_measured(tmp_path: Path) -> None:
    """A corpus that is just large enough to load in the background; the figures have their units."""
    pytest.importorskip("pygls")
    write_corpus(tmp_path / "corpus", 101)
    found = editor.measure(tmp_path / "corpus", tmp_path / "cache", 2)
    assert all(value.endswith((" MB", ")")) for value in found.values())
    assert any(what.startswith("completion while loading") for what in found)
