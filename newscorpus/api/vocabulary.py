"""Vocabulary: the terms that fields may have, as a mapping and as JSON Schema for editors and other validators."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import attrs

from newscorpus import json_schema
from newscorpus.api.load import AnyPath
from newscorpus.checking.discovery import Finder
from newscorpus.errors import UsageError
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.models import Corpus, data, manifest_of
from newscorpus.models.vocabulary import BY_KIND, DEFAULT, EVENT_KINDS, Words
from newscorpus.text.suggest import closest

NAMES = tuple(field.name for field in attrs.fields(Words))
"""The names of all vocabularies."""


def vocabulary(name: str, kind: str | None = None, *, corpus: Corpus | None = None) -> Mapping[str, str]:
    """Return the terms that a field may have, with their meanings.

    Args:
        name: The vocabulary, such as "types", "roles", "statuses", "actor_kinds", "stances" or "relations".
        kind: The kind of event: "event", "meeting" or "incident", whose types, roles and statuses differ. Without it,
            those of all kinds; the meaning of a term in several kinds is that in the last.
        corpus: The corpus whose own terms are added.

    Returns:
        The meaning of each term, in the order of the codebook.

    Raises:
        UsageError: If there is no such vocabulary or kind.

    Example::

        meanings = nc.vocabulary("types", "meeting")
        print(meanings["visit"])
    """
    if name not in NAMES:
        near = closest(str(name), NAMES)
        raise UsageError(f"no vocabulary {name!r}" + (f"; did you mean {near}?" if near else f": {', '.join(NAMES)}"))
    if kind is not None and (name not in BY_KIND or kind not in EVENT_KINDS):
        why = f"only {', '.join(sorted(BY_KIND))} differ by kind" if kind in EVENT_KINDS else ", ".join(EVENT_KINDS)
        raise UsageError(f"no kind {kind!r} of {name}: {why}")
    manifest = manifest_of(corpus)
    words = manifest.words if manifest else DEFAULT
    kinds = [kind] if kind or name not in BY_KIND else list(EVENT_KINDS)
    return {term.word: term.meaning for each in kinds for term in words.get(name, each).values()}


@cache
def codebook() -> Mapping[str, Any]:
    """Return the examples of the codebook: vocabulary → (kind of event →) term → `example`, `unlike`, `instead`."""
    read: Mapping[str, Any] = parse_yaml(data.text("codebook.yaml")).data
    return read


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
