"""Outcomes in memory, with their models, for a process that checks the same files again and again."""

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from newscorpus.checking.cache import digest_of, has_same_text, is_temporary, settings_of
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.tasks import Outcome, Task, opened


@attrs.frozen(eq=False)
class _Kept:
    """The outcomes of a file, and what they depend on beside its text."""

    digest: bytes
    settings: Any
    task: Task
    outcomes: Sequence[Outcome]


class KeptOutcomes:
    """The outcomes of files that have not changed since they were examined."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._settings: tuple[LoadedCorpus, Any] | None = None

    def opened(self, task: Task) -> Iterable[Outcome]:
        """Return the results of a file with their models and fixes, as `opened` of a task yields them."""
        settings, digest, name = self._settings_of(task.file.corpus), digest_of(task), task.file.absolute
        kept = self._kept.pop(name, None)
        if kept is None or not _is_valid(kept, task, digest, settings):
            found = list(opened(attrs.evolve(task, fixes=True)))
            if digest is None or digest != digest_of(task) or any(map(is_temporary, found)):
                return found
            kept = _Kept(digest, settings, task, found)
        self._kept[name] = kept
        return kept.outcomes

    def _settings_of(self, corpus: LoadedCorpus) -> Any:
        if self._settings is None or self._settings[0] is not corpus:
            self._settings = corpus, settings_of(corpus)
        return self._settings[1]


def _is_valid(kept: _Kept, task: Task, digest: bytes | None, settings: Any) -> bool:
    rules = (task.file.shown, task.active, task.known) == (kept.task.file.shown, kept.task.active, kept.task.known)
    same = rules and kept.digest == digest and kept.settings == settings
    return same and all(has_same_text(task, one) for one in kept.outcomes)
