"""The JSON Schemas accept exactly what the codec accepts, as validators of two other makers read them."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import jsonschema
import jsonschema_rs
import pytest
from command import newscorpus
from converters import HEAD, converter, manifest_of, structured
from documents import SMALL, changed
from drawn import drawn_pairs
from examples import BY_CODE, completed
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_data import block_yaml, read_1_2

import newscorpus as nc
from newscorpus import Article, Diagnostic, Manifest, Report, Span
from newscorpus import json_schema as report
from newscorpus.diagnostics.report import Edit, Fix, Label
from newscorpus.diagnostics.totals import Totals

ROOT = Path(__file__).parents[2]
TRIES = int(os.environ.get("NEWSCORPUS_TRIES", "1500"))
"""Random documents for each law of equal verdicts; 50,000 and more in longer runs."""


def schema(name: str, manifest: dict | None = None):
    """A schema, as the command prints it; of a corpus with that manifest."""
    with TemporaryDirectory() as folder:
        Path(folder, "corpus.yaml").write_text(block_yaml(manifest), encoding="utf-8", newline="")
        return json.loads(newscorpus("schema", name, *(("--corpus", folder) if manifest else ())).out)


NAMES = [line.split()[0] for line in newscorpus("schema").out.splitlines()]


RICH = read_1_2("""
format: newscorpus/1
name: rich
articles: [a.yaml, "b/*.yaml"]
language: en
actors:
  un: {name: UN, kind: organization, sector: NGO, attributes: {rank: 1, seen: yes}, ids: {wikidata: Q1065}}
  eu: {name: EU, kind: organization, attributes: {rank: 2}}
vocabularies:
  meeting: {types: {sitting: a sitting}, roles: {chair: who leads}}
  event: {types: {vote: a vote}}
  sectors: {NGO: an NGO}
  relations: {echoes: it echoes}
  things: {route: a way}
attributes:
  article: {desk: {type: string, enum: [home, abroad], required: true}}
  actor:
    rank: {type: integer, minimum: 1, maximum: 9, required: true, description: the rank}
    seen: {type: string}
  event: {score: {type: number, minimum: 0.5}}
  claim: {sure: {type: boolean}, mark: {type: integer, enum: [1, 2, 3]}}
checks: {select: [NC1, NC2], ignore: NC313, per_file_ignore: {"a*": [NC3]}, severity: {NC313: error}, require: [article.url], fail_on: warning}
""")
PLAIN = read_1_2((ROOT / "seeds" / "corpus.yaml").read_text(encoding="utf-8"))
MANIFEST = manifest_of(**RICH)
OWN = read_1_2(
    SMALL.replace("type: talks", "type: sitting")
    .replace("participants: {participant: [anna, carl]}", "participants: {chair: anna, participant: carl}")
    .replace("things: {object: Some}", "things: {route: Some}\n    attributes: {score: 1.5}")
    .replace("relations: {after:", "relations: {echoes:")
    .replace("sector: GOV", "sector: NGO, attributes: {rank: 3}")
    .replace("roles: {member: un},", "roles: {member: un}, attributes: {rank: 4, seen: x},")
    .replace("id: small", "id: small\nattributes: {desk: home}")
)
SEEDS = [
    read_1_2(path.read_text(encoding="utf-8"))
    for path in (*ROOT.glob("seeds/0*.yaml"), *ROOT.glob("tests/articles/[cf]*t.yaml"))
]


def bases(judge, documents):
    """Valid documents, in short forms and in long ones."""
    for document in documents:
        model, errors = judge.structured(document)
        assert not errors, errors
        yield document
        yield json.loads(json.dumps(judge.converter.unstructure(model)))


class Verdicts:
    """One document, three judges."""

    def __init__(self, by, cls: type, made):
        self.converter, self.cls = by, cls
        self.rust = jsonschema_rs.validator_for(made)
        self.python = jsonschema.Draft202012Validator(made)

    def structured(self, document):
        """What can be made of a document, and all errors."""
        return structured(document, self.cls, by=self.converter)

    def ours(self, document) -> bool | None:
        """The codec's; None where schema and codec differ for a reason that is written down."""
        errors = self.structured(document)[1]
        if any(m.code == "NC109" for m in errors):
            return None  # of two with one id, the second is not judged: no schema can tell
        return not errors

    def agree(self, document, *, slowly=False) -> bool | None:
        """The verdict of all; None if not all are asked."""
        ours = self.ours(document)
        if ours is None:
            return None
        theirs = self.rust.is_valid(document)
        assert theirs == ours, self.explained(document, ours)
        if slowly:
            assert self.python.is_valid(document) == ours, self.explained(document, ours)
        return ours

    def explained(self, document, ours) -> str:
        said = [e.message for e in self.rust.iter_errors(document)] if ours else self.structured(document)[1]
        return f"accepted by {'us' if ours else 'the schema'} alone: {said}\n{json.dumps(document)[:3000]}"


WITHOUT_ACTORS = {key: value for key, value in RICH.items() if key != "actors"}
JUDGES = {
    "article": (Verdicts(converter(), Article, schema("article")), [*SEEDS, read_1_2(SMALL)]),
    "corpus": (Verdicts(converter(), Manifest, schema("corpus")), [PLAIN]),
    "article of a corpus": (Verdicts(nc.make_converter(MANIFEST), Article, schema("article", RICH)), [OWN]),
    "corpus of its own": (
        Verdicts(nc.make_converter(manifest_of(**WITHOUT_ACTORS)), Manifest, schema("corpus", RICH)),
        [RICH],
    ),
}


@pytest.mark.parametrize("which", JUDGES)
@pytest.mark.parametrize("part", range(4))
def test_schema_and_codec_give_the_same_verdict(which, part):
    judge, documents = JUDGES[which]
    rng = random.Random(f"{which} {part}")
    starts = list(bases(judge, documents))
    seen = {True: 0, False: 0}
    for i in range(TRIES // 4):
        document = rng.choice(starts)
        for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
            document = changed(rng, document)
        verdict = judge.agree(document, slowly=i % 10 == 0)
        if verdict is not None:
            seen[verdict] += 1
    assert min(seen.values()) > TRIES / 40  # both verdicts are met


@given(drawn_pairs)
@settings(max_examples=30)
def test_what_we_write_is_accepted(drawn):
    manifest, article = drawn
    by = nc.make_converter(manifest)
    said = json.loads(json.dumps({**HEAD, **by.unstructure(manifest)}))
    corpus = nc.Corpus(manifest=manifest, articles={article.id: article})
    of_article, of_corpus = (jsonschema_rs.validator_for(schema(name, said)) for name in ("article", "corpus"))
    assert of_article.is_valid(read_1_2(nc.dumps(article, "yaml", corpus=corpus)))
    assert of_article.is_valid(json.loads(nc.dumps(article, "json", corpus=corpus)))
    assert of_corpus.is_valid(said)
    assert JUDGES["corpus"][0].rust.is_valid(said)


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 3000)
    | st.text(max_size=5)
    | st.sampled_from(["anna", "2023", "person"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "kind", "events", "actors", "x"]), inner)
    ),
    max_leaves=12,
)


@given(_JSON)
def test_any_json_gets_one_verdict(document):
    for judge, _ in JUDGES.values():
        judge.agree(document, slowly=True)


STRUCTURAL = [f"NC{n}" for n in (101, 102, 103, 104, 105, 106, 108, 110)]


@pytest.mark.parametrize("code", sorted(c for c in BY_CODE if c.startswith("NC1")))
def test_the_schema_refuses_what_structural_rules_find(code):
    """Each structural rule's failing example is refused, its mended one accepted; the other rules are not its business."""
    validator = JUDGES["article"][0].rust
    assert validator.is_valid(read_1_2(completed(BY_CODE[code].failing))) is (code not in STRUCTURAL)
    assert validator.is_valid(read_1_2(completed(BY_CODE[code].passing)))


def test_a_manifest_that_adds_words_is_free_to_use_them():
    """The general schema of corpus.yaml cannot follow the words that the file itself adds: it accepts any, there alone."""
    judge, _ = JUDGES["corpus"]
    assert judge.rust.is_valid(RICH)
    assert not judge.rust.is_valid({**PLAIN, "actors": {"un": {"name": "UN", "kind": "country", "sector": "NGO"}}})
    assert not judge.rust.is_valid(
        {**PLAIN, "actors": {"un": {"name": "UN", "kind": "country", "attributes": {"rank": 1}}}}
    )
    assert not judge.rust.is_valid({**RICH, "actors": {"un": {"name": "UN", "kind": "country", "sector": "N G O"}}})


def test_records_of_an_unknown_type_are_an_error():
    """As fields of models are; and so is a field of a report that does not say what it means."""
    with pytest.raises(TypeError, match="no JSON Schema is known"):
        report.build(bytes, {})
    with pytest.raises(TypeError, match="no JSON Schema is known"):
        report.build(str | list[str], {})
    assert report.build(float | None, {}) == {"type": ["number", "null"]}
    for cls in (Report, Diagnostic, Span, Label, Fix, Edit, Totals):
        assert report.read_descriptions(cls).keys() == {field.name for field in attrs.fields(cls)}


@pytest.mark.parametrize("kind", ["event", "meeting", "incident"])
def test_a_mistake_is_told_of_the_kind_that_was_meant(kind):
    event = {"kind": kind, "type": "other", "evidence": "x", "status": "planed"}
    document = {"format": "newscorpus/1", "id": "a", "events": {"e": event}}
    (error,) = JUDGES["article"][0].rust.iter_errors(document)
    assert [*error.instance_path] == ["events", "e", "status"]
    assert f"Kind{kind.capitalize()}" in str(error.schema_path)


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_valid_and_explained(name):
    made = schema(name)
    jsonschema.Draft202012Validator.check_schema(made)
    assert made["$id"].endswith(f"{name}.schema.json")
    for where in (made, *made["$defs"].values()):
        if "additionalProperties" in where and where["additionalProperties"] is False and where.get("properties"):
            assert where["title"]
            assert all(field.get("description") or field == {} for field in where["properties"].values())


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_schemas_are_fresh(name):
    committed = (ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert committed == newscorpus("schema", name).out


def test_check_jsonschema_gives_the_same_verdict(tmp_path):
    """The program that many run in CI: it passes what we pass, and names each file with a structural mistake."""
    made = ROOT / "schemas" / "article.schema.json"
    good, bad = [*ROOT.glob("seeds/0*.yaml"), *ROOT.glob("tests/articles/[cf]*t.yaml")], []
    for code in STRUCTURAL:
        for text, files in ((BY_CODE[code].failing, bad), (BY_CODE[code].passing, good)):
            files.append(tmp_path / f"{code}-{len(files)}.yaml")
            files[-1].write_text(completed(text), encoding="utf-8")
    program = [sys.executable, "-m", "check_jsonschema"]
    meta = subprocess.run(
        [*program, "--check-metaschema", *ROOT.glob("schemas/*.json")], check=False, capture_output=True
    )
    assert meta.returncode == 0, meta.stdout
    passed = subprocess.run([*program, "--schemafile", made, *good], check=False, capture_output=True, text=True)
    assert passed.returncode == 0, passed.stdout
    failed = subprocess.run([*program, "--schemafile", made, *bad], check=False, capture_output=True, text=True)
    assert failed.returncode == 1
    assert {path.name for path in bad} == {path.name for path in bad if path.name in failed.stdout}
