"""The corpus that an import goes into: what it declares already, and how its `corpus.yaml` grows."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus.checking.discovery.finder import Finder
from newscorpus.codec import default_codec
from newscorpus.edits.layout import CannotEdit
from newscorpus.edits.splicer import spliced
from newscorpus.errors import UsageError
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.formats.yaml.writer import dump_yaml
from newscorpus.fs.folders import relative
from newscorpus.interchange.engine.document import Record
from newscorpus.interchange.engine.losses import Losses
from newscorpus.models import MANIFEST, Manifest

_BOM: Final = "\ufeff"
_IN_ARTICLES: Final = {"language": "und", "text_license": None}
"""What an article can say in place of its corpus → the value that says nothing."""
_OF_CORPUS: Final = ("title", "description", "license", "text_rights")
"""What only a corpus can say."""


@attrs.frozen
class Target:
    """A folder to import into."""

    folder: Path
    before: Manifest | None
    """The content of its `corpus.yaml`; None if there is none."""

    @classmethod
    def at(cls, folder: Path) -> "Target":
        """Return a folder, which need not exist. Raises InvalidCorpus if its `corpus.yaml` has errors."""
        return cls(folder, Finder().manifest(relative(folder)) if (folder / MANIFEST).exists() else None)

    def manifest(self, source: Manifest) -> Manifest:
        """Return the configuration that the import adds terms to: its own, or that of the source."""
        return self.before or source

    def count_unheld(self, source: Manifest, losses: Losses, place: str) -> None:
        """Count what a source says of its corpus, and this corpus does not."""
        for name in _OF_CORPUS if self.before is not None else ():
            value = getattr(source, name)
            if value not in (None, getattr(self.before, name)):
                losses.add(f"{name} of the corpus", f"{place}: {value}")

    def fitted(self, record: Record, source: Manifest) -> Record:
        """Return an article with the language and the licence of its source, where this corpus has others."""
        if self.before is None:
            return record
        given = {name: getattr(source, name) for name, nothing in _IN_ARTICLES.items()
                 if getattr(source, name) not in (None, nothing, getattr(self.before, name))}  # fmt: skip
        return attrs.evolve(record, data={**given, **record.data}) if given else record

    def contents(self, manifest: Manifest) -> bytes:
        """Return the `corpus.yaml` with what was added to it; comments and order stay.

        Raises:
            UsageError: It cannot be edited with certainty.
        """
        short = default_codec().short
        if self.before is None:
            return dump_yaml(short(manifest)).encode("utf-8")
        path = self.folder / MANIFEST
        content = path.read_bytes()
        if manifest == self.before:
            return content
        text = content.decode("utf-8")
        mark = text[: text.startswith(_BOM)]
        document = parse_yaml(text[len(mark) :])
        data = _changed(document.data, short(self.before), short(manifest))
        try:
            return (mark + spliced(document, parse_yaml, data, as_json=False)).encode("utf-8")
        except CannotEdit as e:
            raise UsageError(f"{relative(path)} cannot be edited with certainty: {e}; nothing was written") from None


def _changed(data: Any, before: Any, after: Mapping[str, Any]) -> dict[str, Any]:
    """Return data with what is different in `after`, as mappings in mappings."""
    made: dict[str, Any] = dict(data) if isinstance(data, Mapping) else {}
    known: Mapping[str, Any] = before if isinstance(before, Mapping) else {}
    for key, value in after.items():
        if key not in known or known[key] != value:
            made[key] = _changed(made.get(key), known.get(key), value) if isinstance(value, Mapping) else value
    return made
