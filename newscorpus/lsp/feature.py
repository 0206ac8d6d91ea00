"""A feature of the server: a request, and what answers it."""

from collections.abc import Callable
from typing import Any

import attrs

from newscorpus.lsp.workspace import Workspace


@attrs.frozen
class Feature:
    """A request of the protocol."""

    method: str
    answer: Callable[[Workspace, Any], Any]
    """From the parameters of the request; a coroutine function if it waits for something."""
    options: Any = None
    """What the server says of it when a session begins."""
