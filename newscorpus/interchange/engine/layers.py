"""The layers of INCEpTION and WebAnno, in whatever file they are written: names, and the labels of annotations."""

import re
from typing import Final

from newscorpus.interchange.engine.document import Declared

NAMED_ENTITY: Final = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
LINGUISTIC: Final = re.compile(
    r"de\.tudarmstadt\.ukp\.dkpro\.core\.api\.(?:segmentation|metadata|lexmorph|syntax|transform|structure|phonetics)\."
)
"""Layers of linguistic annotation."""
_WIKIDATA: Final = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q\d+)")


def short(layer: str) -> str:
    """Return the name of a layer without its namespace."""
    return layer.rpartition(".")[2]


def identity(value: str) -> tuple[str, str]:
    """Return the scheme and the value of the identifier of a named entity: of Wikidata, or of the scheme `kb`."""
    known = _WIKIDATA.fullmatch(value)
    return ("wikidata", known[1]) if known else ("kb", value)


class LayerLabels:
    """The labels of one document, each below the name of its layer."""

    def __init__(self) -> None:
        self.declared = Declared()
        self._layers: dict[str, str] = {}
        """The layer of each label."""

    def label(self, section: str, layer: str, value: str | None) -> str:
        """Return the label of an annotation, and declare it.

        Args:
            section: `entities`, `events` or `relations`.
            layer: The short name of its layer, which is its label without a value.
            value: The value that names it.
        """
        label = value or layer
        if self._layers.setdefault(label, layer) != layer:
            label = f"{layer}:{label}"  # two layers have the same value
        self.declared.types.setdefault(section, {}).setdefault(label, layer if label != layer else None)
        return label
