"""What was repaired in a draft, as data."""

import json
import sys
from typing import Any

import attrs

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path, path_text


@attrs.frozen
class Repair:
    r"""One change of a draft.

    Example::

        draft = nc.from_draft("```json\n{}\n```", text="It rained.")
        print(draft.repaired[0].why)
    """

    path: Path
    """Where in the draft, by ids: `("events", "talks", "evidence", 0)`; empty for the answer as a whole."""
    was: Any
    """What the model wrote; None if it wrote nothing there, or if `why` describes it."""
    now: Any
    """What is there instead; None if it was left out, or if `why` describes it."""
    why: str
    """The reason, as a clause."""

    def __str__(self) -> str:
        shown = [_shown(one) for one in (self.was, self.now) if one is not None]
        if len(set(shown)) < len(shown):  # cut to the same beginning
            shown = [_shown(one, sys.maxsize) for one in (self.was, self.now)]
        change = " -> ".join(shown)
        at = path_text(self.path) or "answer"
        return f"{at}: {change} ({self.why})" if change else f"{at}: {self.why}"


def _shown(value: Any, most: int = 60) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return backticked(text, most)


class Repairs:
    """Collects repairs."""

    def __init__(self) -> None:
        self.made: list[Repair] = []

    def add(self, path: Path, was: Any, now: Any, why: str) -> None:
        """Add one."""
        self.made.append(Repair(path, was, now, why))
