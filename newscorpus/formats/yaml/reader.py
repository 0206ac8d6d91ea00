"""YAML text -> `Document`: YAML 1.2 core schema, strict, with positions.

Tags, anchors, aliases, merge keys and directives are problems and have no effect, with each parser. Simple files are
read without a parser (`fast_path`), and PyYAML is imported for the others only. No text raises an exception.
"""

import re
from functools import partial
from itertools import islice
from typing import Any, Final

from newscorpus.formats.decoding import MOST_REPORTED, mask_unprintable, strip_bom, unprintable
from newscorpus.formats.document import Document, SyntaxProblem
from newscorpus.formats.positions import Node, TreePositions
from newscorpus.formats.yaml.fast_path import read_simple

__all__ = ["parse_yaml"]

_BOM: Final = "\ufeff"


def parse_yaml(text: str, *, printable: bool = False, hints: bool = True) -> Document:
    """Parse one YAML document.

    Args:
        text: The text. Offsets refer to `Document.text`, which is the text without its byte order mark.
        printable: `decode` has found that all characters are printable.
        hints: Whether to report NC006. A file without other problems is read several times as fast if not.

    Returns:
        The document. `data` is None if the text could not be parsed; INVALID replaces each value with a problem of its
        own. Problems: NC002 not YAML, empty or null; NC003 a duplicate key (the first entry stays); NC004 an anchor,
        alias, tag, merge key, directive, second document, or a collection as a key; NC005 too deep or too large; NC006
        (a hint) what other tools read differently; NC007 a byte order mark, or a file that ends inside a block text;
        NC008 an unprintable character or an invalid number; NC314 a comma that ends words inside braces.
    """
    text, problems = strip_bom(text)
    unfit = ([] if printable else unprintable(text)) + _inner_marks(text)
    problems += unfit
    data: Any = None if problems else read_simple(text, hints=hints)
    if data is not None:
        return Document(text, data, problems, TreePositions(partial(_tree, text, data)))
    source = mask_unprintable(text).replace(_BOM, "\ufffd") if unfit else text
    from newscorpus.formats.yaml.builder import build  # noqa: PLC0415 - brings PyYAML

    data, positions = build(source, problems)
    problems = sorted((p for p in problems if hints or p.code != "NC006"), key=lambda problem: problem.start)
    return Document(text, data, problems, TreePositions(positions))


def _tree(text: str, data: dict[str, Any]) -> Node:
    from newscorpus.formats.yaml.entries import tree  # noqa: PLC0415 - brings PyYAML

    return tree(text, data)


def _inner_marks(text: str) -> list[SyntaxProblem]:
    """Report each byte order mark inside the text as NC008: YAML 1.2 (5.2) forbids it, and parsers differ."""
    if _BOM not in text:
        return []
    message = "byte order mark (U+FEFF) inside the file"
    advice = 'delete it; if it belongs to a string, write "\\ufeff" in double quotes'
    return [
        SyntaxProblem("NC008", message, *mark.span(), help=advice)
        for mark in islice(re.finditer(_BOM, text), MOST_REPORTED)
    ]
