"""What a client can set when it starts the server: `initializationOptions`."""

from typing import Any

import attrs


@attrs.frozen
class Options:
    """The settings of a session."""

    beside_yaml_language_server: bool = False
    """Whether yaml-language-server checks and completes the same files by the schema. What it does is left to it."""
    offsets: bool = False
    """Whether inlay hints show the line and the offsets of quotes."""

    @classmethod
    def of(cls, given: Any) -> "Options":
        """Return the settings of a client; those that it does not give are as usual, unknown ones are ignored."""
        values = given if isinstance(given, dict) else {}
        return cls(
            beside_yaml_language_server=values.get("besideYamlLanguageServer") is True,
            offsets=values.get("offsets") is True,
        )
