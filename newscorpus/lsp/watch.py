"""Watch the files of the corpora, for a client that cannot do so: Neovim, on Linux."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Final

from newscorpus.checking.discovery import watched

_PAUSE: Final = 2.0
"""Seconds between two looks at the files."""
_SHARE: Final = 30
"""How much longer the pause is than a look, at least."""

States = Mapping[str, tuple[int, int]]
"""The files of a corpus, each with its time of change and its size."""


async def watch(read: Mapping[Path, States], when_changed: Callable[[], Awaitable[None]]) -> None:
    """Look at the files again and again, until the session ends.

    Args:
        read: The folder of each corpus, with the states of its files when they were read.
        when_changed: Called when there are other states; to read the files again.
    """
    spent = 0.0
    while True:
        await asyncio.sleep(max(_PAUSE, _SHARE * spent))
        begun = time.monotonic()
        has_changed = await asyncio.to_thread(_has_changed, list(read.items()))
        spent = time.monotonic() - begun
        if has_changed:
            await when_changed()


def _has_changed(read: list[tuple[Path, States]]) -> bool:
    return any(watched([root]) != states for root, states in read)
