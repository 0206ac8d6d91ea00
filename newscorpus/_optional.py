"""Optional dependencies: imported where they are used, with an error message about how to install them."""

from importlib import import_module
from typing import Any

from newscorpus.errors import UsageError


def import_optional(library: str, extra: str) -> Any:
    """Import a library that an extra installs. Raises UsageError if it is not installed."""
    try:
        return import_module(library)
    except ImportError as e:
        name = library.partition(".")[0]
        if e.name is not None and e.name.partition(".")[0] != name:
            raise  # the library is installed, but one of its dependencies is not
        raise UsageError(f'this needs {name}, which is not installed: pip install "newscorpus[{extra}]"') from None
