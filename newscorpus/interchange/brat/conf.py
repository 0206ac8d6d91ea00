"""The types that a corpus of brat declares: its `annotation.conf`.

See https://brat.nlplab.org/configuration.html.
"""

import re
from typing import Final

from newscorpus.interchange.engine.document import Declared

_SECTION: Final = re.compile(r"\[([a-z]+)\]")
_MACRO: Final = re.compile(r"<[^<>\s]+>")


def parse_configuration(text: str) -> Declared:
    """Read an `annotation.conf`; what is not of its format is skipped."""
    made, section = Declared(), ""
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
