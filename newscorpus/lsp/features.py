"""All features. Each has a module, which ends with what it answers."""

from typing import Final

from newscorpus.lsp import (
    actions,
    completion,
    folding,
    highlights,
    hover,
    links,
    navigation,
    rename,
    selection,
    symbols,
)
from newscorpus.lsp.feature import Feature

FEATURES: Final[tuple[Feature, ...]] = (
    *completion.FEATURES,
    *hover.FEATURES,
    *navigation.FEATURES,
    *highlights.FEATURES,
    *rename.FEATURES,
    *symbols.FEATURES,
    *folding.FEATURES,
    *selection.FEATURES,
    *links.FEATURES,
    *actions.FEATURES,
)
"""What the server answers, beside what is about its session and the open files."""
