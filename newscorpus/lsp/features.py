"""All features. Each has a module, which ends with what it answers."""

from typing import Final

from newscorpus.lsp import actions, completion, highlights, hover, navigation, rename, symbols, workspace_symbols
from newscorpus.lsp.feature import Feature

FEATURES: Final[tuple[Feature, ...]] = (
    *completion.FEATURES,
    *hover.FEATURES,
    *navigation.FEATURES,
    *highlights.FEATURES,
    *rename.FEATURES,
    *symbols.FEATURES,
    *workspace_symbols.FEATURES,
    *actions.FEATURES,
)
"""What the server answers, beside what is about its session and the open files."""
