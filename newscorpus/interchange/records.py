"""Articles of a source in another format, before they are models."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from newscorpus.models import Manifest


@attrs.frozen
class Record:
    """One article of a source."""

    data: dict[str, Any]
    """Plain data of the annotation, tables as mappings, without the text. Quotes have the offsets of the source, in
    code points; terms and attributes need not be declared."""
    text: str
    """The text of the article, as the source has it."""
    source: str
    """Where it comes from: a file, and the line or record in it."""
    has_hash: bool = True
    """Whether the annotation states the hash of the text."""

    @classmethod
    def back(cls, data: dict[str, Any], text: str, source: str) -> "Record":
        """Return an article that newscorpus has exported. It has a hash if it had one."""
        return cls(data, text, source, has_hash="sha256" in data)


@attrs.frozen
class Opened:
    """A source that a reader has opened."""

    records: Iterable[Record]
    """The articles, in the order of the source, read one at a time. Their ids need not differ."""
    manifest: Manifest
    """What is known of the corpus before it is read: name, language, declared terms and attributes."""
    meanings: Mapping[str, str] = {}
    """Term → its meaning, for terms that the source defines."""
    refuses_losses: bool = False
    """Whether nothing may be lost: the mapping says so."""
    stated: frozenset[str] = frozenset()
    """The fields of the corpus that the mapping file states; others may be guesses."""
    unmatched: Callable[[], tuple[str, ...]] = tuple
    """Returns the keys of the mapping file that no value of the records had which were read so far."""
