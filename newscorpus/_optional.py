"""Libraries that only some commands need: imported where they are used, and missed in one clear line."""

from importlib import import_module
from typing import Any

from newscorpus.errors import UsageError


def import_optional(library: str, extra: str) -> Any:
    """The module `library`, which the extra of that name installs. Raises UsageError if it is not there."""
    try:
        return import_module(library)
    except ImportError as e:
        name = library.partition(".")[0]
        if e.name is not None and e.name.partition(".")[0] != name:
            raise  # it is there, and something that it needs is not
        raise UsageError(f"this needs {name}, which is not installed: pip install 'newscorpus[{extra}]'") from None
