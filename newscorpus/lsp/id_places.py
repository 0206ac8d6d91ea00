"""Where files name ids: of one file, and of those of a corpus, kept until a file changes.

To parse thousands of files takes seconds; what is kept of them is small.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path as FilePath

import attrs

from newscorpus.formats.yaml.outline_node import OutlineNode, OutlinePlace
from newscorpus.lsp.document import TABLES, Snapshot, is_reference
from newscorpus.text.spans import Span


@attrs.frozen
class IdPlaces:
    """The places of ids in one file, in code points."""

    defined: Mapping[str, Mapping[str, Span]]
    """By table, all ids that the file defines."""
    references: Mapping[str, Sequence[Span]]
    """The references, as they are written, to those ids that were asked for."""
    paths: Sequence[tuple[str, Span]]
    """The paths of waivers and open points, as they are written."""

    @classmethod
    def of(cls, snapshot: Snapshot, ids: Collection[str] = ()) -> "IdPlaces":
        """Find the places in a file, whether or not it is valid: of references to `ids`, and of all `article#event`."""
        references = dict[str, list[Span]]()
        for path, is_key, node in snapshot.root.scalars():
            if node.value in ids or "#" in node.value:
                place = OutlinePlace(path[:-1] if is_key else path, is_key, node, ())
                if is_reference(snapshot, place):
                    references.setdefault(node.value, []).append((node.start, node.end))
        defined = {table: {key: _span(node) for key, node in snapshot.ids(table).items()} for table in TABLES}
        return cls(defined, references, [(node.value, _span(node)) for node in _paths(snapshot)])

    def paths_to(self, table: str, key: str) -> Iterator[tuple[str, Span]]:
        """Yield the paths that begin with an id, where the file itself defines it."""
        for written, span in self.paths:
            if f"{written}.".startswith((f"{table}.{key}.", f"{table}.{key}[")):
                yield written, span


class PlaceIndex:
    """The places in the files that were asked for: of the ids of a registry, and of all `article#event`."""

    def __init__(self) -> None:
        self._by_path: dict[FilePath, tuple[bytes, frozenset[str], IdPlaces]] = {}
        self._registries: dict[frozenset[str], frozenset[str]] = {}

    def of(self, path: FilePath, snapshot: Snapshot, registry: Iterable[str]) -> IdPlaces:
        """Return the places in a file. They are found again if its text or the registry is another one."""
        ids = frozenset(registry)
        ids = self._registries.setdefault(ids, ids)
        digest = blake2b(snapshot.encoded, digest_size=16).digest()
        known = self._by_path.get(path)
        if known is not None and known[0] == digest and known[1] is ids:
            return known[2]
        places = IdPlaces.of(snapshot, ids)
        self._by_path[path] = digest, ids, places
        return places


def _span(node: OutlineNode) -> Span:
    return node.start, node.end


def _paths(snapshot: Snapshot) -> Iterator[OutlineNode]:
    """The paths of waivers and open points."""
    lists = (snapshot.root.get(field) for field in ("waive", "todo"))
    entries = (entry for node in lists if node is not None for entry in (node, *node.items))
    yield from (at for entry in entries if (at := entry.get("at")) is not None)
