"""`newscorpus release` and `nc.release`: a folder to publish, whole or not at all."""

import hashlib
import json
import shutil

import attrs
import pytest
import yaml

import newscorpus as nc

pytest.importorskip("pyarrow")
SEED = "000_acf5269c8d9a5d96"


@pytest.fixture
def corpus(tmp_path):
    return shutil.copytree("seeds", tmp_path / "corpus")


def stating(corpus, **fields):
    """Add fields to `corpus.yaml`."""
    path = corpus / "corpus.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8")) | fields
    kept = {key: value for key, value in data.items() if value is not None}
    path.write_text(yaml.safe_dump(kept), encoding="utf-8")


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_folder_is_a_corpus_with_all_that_is_published(corpus, tmp_path):
    released = nc.release(corpus, tmp_path / "out")
    assert released.articles == 1
    assert {"creators", "limitations"} <= set(released.not_stated)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    documents = {"README.md", "CITATION.cff", "codebook.md", "croissant.json", "corpus.yaml", "SHA256SUMS"}
    assert names == documents | {"articles.jsonl", "data", "tables", "schema"}
    assert nc.check(tmp_path / "out").ok
    assert nc.load(tmp_path / "out").articles == nc.load(corpus).articles


def test_the_card_counts_quotes_as_the_table_does(corpus, tmp_path):
    nc.release(corpus, tmp_path / "out")
    card = (tmp_path / "out/README.md").read_text(encoding="utf-8")
    assert "108 quotes (6 of them titles of roles)" in card
    assert "| quotes | 108 |" in card


def test_the_checksums_are_those_of_all_other_files(corpus, tmp_path):
    nc.release(corpus, tmp_path / "out")
    files = contents(tmp_path / "out")
    sums = files.pop("SHA256SUMS").decode().splitlines()
    assert sums == [f"{hashlib.sha256(files[name]).hexdigest()}  {name}" for name in sorted(files)]


def test_the_same_corpus_gives_the_same_bytes(corpus, tmp_path):
    nc.release(corpus, tmp_path / "a")
    nc.release(corpus, tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_what_corpus_yaml_says_is_in_card_citation_and_croissant(corpus, tmp_path):
    publication = {
        "creators": ["Berg, Anna", "Weather Desk"],
        "published": "2026-12-02",
        "url": "https://example.org/weather",
        "doi": "10.5281/zenodo.1234",
        "sources": ["Archive of the Lindholm Gazette"],
        "limitations": "No sports.",
        "biases": "Most articles are about Halvia.",
        "personal_information": "Names of politicians.",
        "use_cases": "To evaluate event coding.",
        "social_impact": "None is known.",
        "synthetic": False,
    }
    stating(corpus, publication=publication)
    assert nc.release(corpus, tmp_path / "out").not_stated == ()
    card = (tmp_path / "out/README.md").read_text(encoding="utf-8")
    assert "No sports." in card
    assert "Not stated" not in card
    citation = yaml.safe_load((tmp_path / "out/CITATION.cff").read_text(encoding="utf-8"))
    assert citation["authors"] == [{"family-names": "Berg", "given-names": "Anna"}, {"name": "Weather Desk"}]
    assert (citation["doi"], str(citation["date-released"])) == ("10.5281/zenodo.1234", "2026-12-02")
    metadata = json.loads((tmp_path / "out/croissant.json").read_text(encoding="utf-8"))
    assert metadata["conformsTo"][0] == "http://mlcommons.org/croissant/1.1"
    assert metadata["rai:dataLimitations"] == "No sports."
    assert metadata["rai:hasSyntheticData"] is False
    assert metadata["prov:wasDerivedFrom"] == [
        {"@type": "prov:Entity", "prov:label": "Archive of the Lindholm Gazette"}
    ]
    labels = [activity["prov:label"] for activity in metadata["prov:wasGeneratedBy"]]
    assert labels == ["annotation", "check of the whole corpus"]
    (articles,) = (records for records in metadata["recordSet"] if records["@id"] == "articles")
    (text,) = (field for field in articles["field"] if field["name"] == "text")
    assert {field["name"] for field in text["annotation"]} == {"text_license", "sha256", "url"}


def test_agreement_of_two_annotations(corpus, tmp_path):
    other = shutil.copytree(corpus, tmp_path / "bert")
    with nc.edit(other / f"{SEED}.yaml") as article:
        article.events["visit-june"].status = "occurred"
    nc.release(corpus, tmp_path / "out", agreement=[other])
    assert "2 annotations of 1 article: corpus, bert." in (tmp_path / "out/README.md").read_text(encoding="utf-8")
    figures = (tmp_path / "out/agreement.csv").read_text(encoding="utf-8").splitlines()
    assert figures[0].startswith("figure,unit,group,units,f1")
    assert len(figures) > 10


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"license": None}, "states no licence of the annotations"),
        ({"text_rights": None}, "the rights in 1 text are not stated"),
    ],
)
def test_without_rights_nothing_is_written(corpus, tmp_path, fields, reason):
    stating(corpus, **fields)
    with pytest.raises(nc.UsageError, match=reason):
        nc.release(corpus, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_errors_and_drafts_that_nobody_reviewed_are_refused(corpus, tmp_path):
    path = corpus / f"{SEED}.yaml"
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace("by: [newscorpus]", "drafted_by: a-model"), encoding="utf-8")
    with pytest.raises(nc.InvalidCorpus) as refused:
        nc.release(corpus, tmp_path / "out")
    assert [error.code for error in refused.value.report.errors] == ["NC113"]
    path.write_text(written.replace("last Saturday", "last Sunday"), encoding="utf-8")
    with pytest.raises(nc.InvalidCorpus):
        nc.release(corpus, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_only_a_release_that_nobody_changed_is_replaced(corpus, tmp_path):
    out = tmp_path / "out"
    nc.release(corpus, out)
    stating(corpus, title="Another title")
    nc.release(corpus, out)
    assert "# Another title" in (out / "README.md").read_text(encoding="utf-8")
    (out / "README.md").write_text("Edited by hand.", encoding="utf-8")
    with pytest.raises(nc.UsageError, match="files were changed"):
        nc.release(corpus, out)
    (tmp_path / "other").mkdir()
    (tmp_path / "other/thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(nc.UsageError, match="other files"):
        nc.release(corpus, tmp_path / "other")


def test_a_corpus_does_not_contain_its_release(corpus):
    with pytest.raises(nc.UsageError, match="is in the corpus"):
        nc.release(corpus, corpus / "release")


def test_terms_and_attributes_of_the_corpus_are_in_the_codebook(corpus, tmp_path):
    manifest = nc.load(corpus).manifest
    terms = nc.KindWords(types={"phishing": "mail that tricks people"})
    desk = nc.Attribute(type="string", enum=("weather", "politics"), description="the desk")
    changed = attrs.evolve(
        manifest,
        vocabularies=nc.Vocabularies(incident=terms),
        attributes=nc.AttributeDeclarations(article={"desk": desk}),
    )
    nc.dump(changed, corpus / "corpus.yaml")
    nc.release(corpus, tmp_path / "out")
    codebook = (tmp_path / "out/codebook.md").read_text(encoding="utf-8")
    assert "- **phishing** – mail that tricks people" in codebook
    assert "- **desk** (string: weather, politics) – the desk" in codebook
    schema = json.loads((tmp_path / "out/schema/article.schema.json").read_text(encoding="utf-8"))
    assert "phishing" in json.dumps(schema)
