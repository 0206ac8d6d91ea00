"""Colours for a terminal: ANSI escape sequences around text that is escaped already."""

from collections.abc import Mapping

import attrs


@attrs.frozen
class Paint:
    """Colours text in the style of a name, if it is on."""

    styles: Mapping[str, str]
    """Parameters of the ANSI sequence SGR, such as `1;31`, by the name of a style."""
    on: bool

    def __call__(self, text: str, style: str) -> str:
        """Return the text in the style; unchanged if it is empty or colours are off."""
        return f"\033[{self.styles[style]}m{text}\033[0m" if self.on and text else text
