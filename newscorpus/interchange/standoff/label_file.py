"""Read the mapping file of labels: strictly, with a finding at the place of each mistake."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs

from newscorpus.codec import StructureError
from newscorpus.errors import UsageError
from newscorpus.interchange.mapping.mapping_file import read_model
from newscorpus.interchange.records import Opened, Record
from newscorpus.interchange.standoff.records import Records
from newscorpus.models import Manifest
from newscorpus.models.labels import LabelFile
from newscorpus.models.vocabulary import ACTOR_KINDS, EVENT_KINDS
from newscorpus.text.suggest import as_id, closest


def read_labels(path: Path | None, format: str) -> LabelFile:
    """Read the mapping file of labels.

    Args:
        path: The file; None for one that says nothing.
        format: The name of the format that it must be for.

    Raises:
        UsageError: The file cannot be read, or is for another format.
        InvalidCorpus: It has errors.
    """
    if path is None:
        return LabelFile()
    found = read_model(path, LabelFile, _faults)
    if found.source not in (None, format):
        raise UsageError(f"{path} is for {found.source}, not {format}")
    return found


def _faults(labels: LabelFile) -> Iterator[StructureError]:
    for label, one in labels.entities.items():
        known = tuple(EVENT_KINDS if one.as_ == "event" else ACTOR_KINDS)
        if one.kind is not None and one.kind not in known:
            near = closest(one.kind, known)
            hint = f"did you mean `{near}`?" if near else f"it is one of {', '.join(known)}"
            yield StructureError(("entities", label, "kind"), "NC104", f"unknown term `{one.kind}`", hint)


def opened_of(found: Iterable[Record], records: Records, source: Path, format: str) -> Opened:
    """Return articles with what is known of the corpus: what the mapping file says, and a name.

    Args:
        found: The articles.
        records: What makes them, by the mapping file.
        source: The file or folder.
        format: The name of the format.
    """
    corpus = records.labels.corpus
    head = attrs.asdict(corpus) if corpus is not None else {}
    stated = {key: value for key, value in head.items() if value is not None}
    fields: dict[str, Any] = {"name": corpus_name(source, format), "language": "und", **stated}
    return Opened(found, Manifest(**fields), stated=frozenset(stated), unmatched=records.unmatched)


def corpus_name(source: Path, otherwise: str) -> str:
    """Return the name of a source as the name of a corpus."""
    words = as_id(source.resolve().name)
    return re.sub(r"[^a-z0-9]+", "-", words).lstrip("0123456789-").rstrip("-") or otherwise
