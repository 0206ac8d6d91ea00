"""Schema: the name of a schema -> JSON Schema, for editors and other validators."""

from pathlib import Path
from typing import Any, Literal

from newscorpus import json_schema
from newscorpus.api.load import AnyPath
from newscorpus.checking.discovery.finder import Finder
from newscorpus.models import Corpus, manifest_of

SchemaName = Literal["article", "corpus", "draft", "map", "labels", "diagnostic"]
Vendor = Literal["plain", "openai", "anthropic", "gemini"]


def schema(name: SchemaName, *, corpus: Corpus | AnyPath | None = None, vendor: Vendor = "plain") -> dict[str, Any]:
    """Return a JSON Schema (2020-12) of annotations, of `corpus.yaml` or of reports.

    Args:
        name: "article", "corpus", "draft" for what a language model writes, "map" and "labels" for mapping files, or
            "diagnostic" for what `newscorpus check --output-format json` writes.
        corpus: The corpus whose terms and attributes the schema includes, or the path of its folder or `corpus.yaml`;
            for "article", "corpus" and "draft".
        vendor: For a draft: "openai", "anthropic" or "gemini", whose structured outputs it is for; or "plain".

    Returns:
        The schema as plain data for `json.dump`. It accepts what is well formed; `check` reports more.

    Raises:
        UsageError: If there is no such schema or vendor, or no `corpus.yaml` at the path; or if a draft has more terms
            than its vendor allows.
        InvalidCorpus: If the `corpus.yaml` has errors.

    Example::

        import json

        text = json.dumps(nc.schema("article", corpus="seeds/"))
    """
    if corpus is None or isinstance(corpus, Corpus):
        return json_schema.schema(name, manifest_of(corpus), vendor)
    return json_schema.schema(name, Finder().manifest(Path(corpus)), vendor)
