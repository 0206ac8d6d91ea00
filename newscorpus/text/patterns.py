"""Regular expressions that are compiled when they are first used: most of those of a process never are.

Imports the standard library only.
"""

import re
from typing import Any, cast


def pattern(source: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return what behaves as `re.compile(source, flags)` does, and compiles at the first use.

    For constants of modules. `match.re` is the compiled pattern, and not this object.
    """
    return cast("re.Pattern[str]", _Later(source, flags))


class _Later:
    def __init__(self, source: str, flags: re.RegexFlag) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        """Called once for each method: from then on it is an attribute."""
        value = getattr(re.compile(self._source, self._flags), name)
        self.__dict__[name] = value
        return value
