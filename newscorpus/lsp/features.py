"""All features. Each has a module, which ends with what it answers."""

from typing import Final

from newscorpus.lsp import (
    actions,
    annotate,
    completion,
    folds,
    format,
    highlights,
    hints,
    hover,
    lenses,
    links,
    navigation,
    register,
    rename,
    selection,
    show,
    symbols,
    tokens,
    workspace_symbols,
)
from newscorpus.lsp.feature import Command, Feature

FEATURES: Final[tuple[Feature, ...]] = (
    *completion.FEATURES,
    *hover.FEATURES,
    *navigation.FEATURES,
    *highlights.FEATURES,
    *rename.FEATURES,
    *symbols.FEATURES,
    *folds.FEATURES,
    *selection.FEATURES,
    *links.FEATURES,
    *tokens.FEATURES,
    *hints.FEATURES,
    *lenses.FEATURES,
    *format.FEATURES,
    *workspace_symbols.FEATURES,
    *actions.FEATURES,
)
"""What the server answers, beside what is about its session and the open files."""
COMMANDS: Final[tuple[Command, ...]] = (*annotate.COMMANDS, *lenses.COMMANDS, *register.COMMANDS, *show.COMMANDS)
"""What a client can ask the server to do."""
