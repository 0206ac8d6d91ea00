"""Schemas of drafts, judged by others: linters, the vendors' own libraries, and what compiles grammars of them."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command import newscorpus

VENDORS = ("plain", "openai", "anthropic", "gemini")
CORPUS = """\
format: newscorpus/1
name: ports
vocabularies:
  incident:
    types: {collision: a ship hits something}
attributes:
  event:
    tone: {type: string, enum: [calm, angry], required: true}
    weight: {type: integer, minimum: 1, maximum: 5, description: how much it matters}
"""


def schema_for(vendor: str, corpus: Path | None = None) -> dict[str, Any]:
    """What `newscorpus schema draft --for` prints."""
    more = ("--corpus", corpus) if corpus else ()
    made: dict[str, Any] = json.loads(newscorpus("schema", "draft", "--for", vendor, *more).out)
    return made


@pytest.fixture(name="corpus")
def _corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus.yaml").write_text(CORPUS, "utf-8")
    return tmp_path


def parts(schema: Any) -> list[dict[str, Any]]:
    """All objects in a schema."""
    if isinstance(schema, list):
        return [part for one in schema for part in parts(one)]
    return [schema, *(part for one in schema.values() for part in parts(one))] if isinstance(schema, dict) else []


@pytest.mark.parametrize("vendor", VENDORS)
def test_shape(vendor: str, corpus: Path) -> None:
    """Every object is closed and complete; there are no unions but of events, and of attributes that are optional."""
    for schema in (schema_for(vendor), schema_for(vendor, corpus)):
        jsonschema.Draft202012Validator.check_schema(schema)
        objects = [one for one in parts(schema) if one.get("type") == "object"]
        assert len(objects) > 10
        for one in objects:
            assert one["required"] == list(one["properties"])
            assert one.get("additionalProperties", vendor == "gemini") is (vendor == "gemini")
            assert vendor != "gemini" or one["propertyOrdering"] == one["required"]
        assert len([one for one in parts(schema) if "anyOf" in one]) <= 16, "the limit of Anthropic"
        assert len(json.dumps(schema)) < 18_000, "short"
        assert ("$ref" in json.dumps(schema)) is (vendor != "gemini")


def test_terms_of_a_corpus(corpus: Path) -> None:
    (corpus / "a.txt").write_text("A ship hit a pier.", "utf-8")
    assert "collision" in json.dumps(schema_for("openai", corpus))
    prompt = newscorpus("prompt", corpus / "a.txt", "--corpus", corpus, "--published", "2024-05-07").out
    assert "- collision: a ship hits something" in prompt
    assert "- weight (integer, at least 1, at most 5): how much it matters" in prompt
    assert '- tone (string, required, one of "calm", "angry"): no description' in prompt
    assert prompt.endswith("published: 2024-05-07\n\nA ship hit a pier.\n")
    (example,) = (json.loads(line) for line in prompt.splitlines() if line.startswith('{"language"'))
    for vendor in VENDORS[:3]:
        jsonschema.Draft202012Validator(schema_for(vendor, corpus)).validate(example)


def test_too_many_terms(tmp_path: Path) -> None:
    types = ", ".join(f"type{i}: a sort of event" for i in range(1000))
    manifest = f"format: newscorpus/1\nname: large\nvocabularies: {{event: {{types: {{{types}}}}}}}\n"
    (tmp_path / "corpus.yaml").write_text(manifest, "utf-8")
    ran = newscorpus("schema", "draft", "--for", "openai", "--corpus", tmp_path)
    assert ran.code == 2
    assert "terms; openai allows 1,000" in ran.err
    assert newscorpus("schema", "draft", "--corpus", tmp_path).code == 0


def test_wrong_use() -> None:
    for words, message in (
        (("schema", "draft", "--for", "mistral"), "no draft schema for 'mistral': plain, openai, anthropic, gemini"),
        (("schema", "article", "--for", "openai"), "--for needs draft"),
        (("schema", "draft", "--for", "openai", "--write", "there"), "--for needs draft"),
        (("prompt", "nowhere.txt"), "nowhere.txt"),
    ):
        ran = newscorpus(*words)
        assert ran.code == 2
        assert message in ran.err


@pytest.mark.parametrize("vendor", VENDORS[1:])
def test_schemafit(vendor: str, corpus: Path) -> None:
    """A linter by somebody else finds no error; it finds a planted one."""
    schemafit = pytest.importorskip("schemafit")
    for schema in (schema_for(vendor), schema_for(vendor, corpus)):
        assert not schemafit.has_errors(schemafit.lint(schema, vendor))
    if vendor != "gemini":  # of which it has warnings only
        planted = {"openai": {"default": ""}, "anthropic": {"pattern": "a"}}[vendor]
        schema["properties"]["language"] |= planted
        assert schemafit.has_errors(schemafit.lint(schema, vendor))


def test_library_of_openai(corpus: Path) -> None:
    library = pytest.importorskip("openai.lib._pydantic")
    for schema in (schema_for("openai"), schema_for("openai", corpus)):
        given = json.loads(json.dumps(schema))
        assert library._ensure_strict_json_schema(given, path=(), root=given) == schema


def test_library_of_anthropic(corpus: Path) -> None:
    anthropic = pytest.importorskip("anthropic")
    for schema in (schema_for("anthropic"), schema_for("anthropic", corpus)):
        made = anthropic.transform_schema(json.loads(json.dumps(schema)))
        typed = [one.get("description") for one in parts(schema)]
        assert [one.get("description") for one in parts(made)].count(None) == typed.count(None)
        assert {one for one in map(str, typed) if "{" in one} == {
            one.get("description") for one in parts(made) if "{" in str(one.get("description"))
        }


def test_library_of_google(corpus: Path) -> None:
    types = pytest.importorskip("google.genai.types")
    for schema in (schema_for("gemini"), schema_for("gemini", corpus)):
        assert types.Schema.model_validate(schema).property_ordering == list(schema["properties"])
    with pytest.raises(ValueError, match=r"additional_key|extra_forbidden|Extra inputs"):
        types.Schema.model_validate({**schema, "unevaluatedProperties": False})
