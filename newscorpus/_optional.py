"""Optional dependencies: imported where they are used, with an error message about how to install them."""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires
from shlex import quote
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
        raise UsageError(
            f"this needs {name}, which is not installed: {_command(extra)}the extra `{extra}` of newscorpus has it"
        ) from None


def _command(extra: str) -> str:
    """The command that installs what an extra needs; not the extra, whose project the package index does not have."""
    try:
        found = [one.partition(";") for one in requires("newscorpus") or ()]
    except PackageNotFoundError:
        return ""
    own = f'extra == "{extra}"'
    names = [name.strip() for name, _, marker in found if marker.replace("'", '"').strip() == own]
    if not names or any(name.startswith("newscorpus") for name in names):
        return ""
    return f"pip install {' '.join(map(quote, names))}; "
