"""The types that a corpus of brat declares: its `annotation.conf`.

See https://brat.nlplab.org/configuration.html.
"""

import re
from collections.abc import Iterator
from typing import Final

import attrs

_SECTION: Final = re.compile(r"\[([a-z]+)\]")
_MACRO: Final = re.compile(r"<[^<>\s]+>")
_COREFERENCE: Final = "symmetric-transitive"


@attrs.define
class Configuration:
    """The types of one `annotation.conf`."""

    types: dict[str, dict[str, str | None]] = attrs.field(factory=dict)
    """For each section (`entities`, `relations`, `events`, `attributes`), its types in order, with their parents."""
    arguments: dict[str, str] = attrs.field(factory=dict)
    """What each relation, event and attribute takes, macros replaced."""
    abstract: set[str] = attrs.field(factory=set)
    """Types that only group others."""

    def above(self, section: str, label: str) -> Iterator[str]:
        """Yield a label, its parent, and so on."""
        table, seen = self.types.get(section, {}), set[str]()
        at: str | None = label
        while at is not None and at not in seen:
            yield at
            seen.add(at)
            at = table.get(at)

    def labels(self, section: str) -> list[str]:
        """Return the types of a section that annotations can have."""
        return [label for label in self.types.get(section, {}) if label not in self.abstract]

    def is_coreference(self, relation: str) -> bool:
        """Report whether a relation is declared as one of things that are the same."""
        return _COREFERENCE in self.arguments.get(relation, "")


def parse_configuration(text: str) -> Configuration:
    """Read an `annotation.conf`; what is not of its format is skipped."""
    made, section = Configuration(), ""
    macros: dict[str, str] = {}
    above: list[tuple[int, str]] = []
    for line in text.splitlines():
        body = line.strip()
        if not body or body.startswith("#") or set(body) == {"-"}:
            continue
        heading, macro = _SECTION.fullmatch(body), re.fullmatch(r"(<[^<>\s]+>)\s*=\s*(.*)", body)
        if heading:
            section, above = heading[1], []
        elif macro:
            macros[macro[1]] = macro[2]
        elif section:
            label, *rest = body.split(maxsplit=1)
            depth = len(line) - len(line.lstrip("\t"))
            above = [one for one in above if one[0] < depth]
            if label.startswith("!"):
                label = label[1:]
                made.abstract.add(label)
            made.types.setdefault(section, {})[label] = above[-1][1] if above else None
            above.append((depth, label))
            made.arguments[label] = _MACRO.sub(lambda one: macros.get(one[0], one[0]), rest[0] if rest else "")
    return made
