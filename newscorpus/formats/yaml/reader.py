"""YAML text -> `Document`: YAML 1.2 core schema, strict, with positions.

Tags, anchors, aliases, merge keys and directives are problems and have no effect, with each parser. No text raises an
exception. Simple files are read without a parser, several times as fast; PyYAML is imported for the others only.

Simple are mappings, lists, scalars, block text in style `|`, and comments. A text with anything else (an escape, an
empty line inside a scalar, an empty value, a flow collection whose lines do not end with a comma, a problem) is left to
the parser. Tests compare this reader with libyaml.
"""

import re
from functools import lru_cache, partial
from itertools import islice
from typing import Any, Final

from newscorpus import limits
from newscorpus.formats.document import Document, Node, SyntaxProblem, TreePositions
from newscorpus.formats.source_text import MOST_REPORTED, mask_unprintable, strip_bom, unprintable
from newscorpus.formats.yaml.core_schema import FIRST, LETTERS, MERGE, PLAIN, QUOTED, WORDS, resolve, yaml11_reading
from newscorpus.text.words import pattern

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
    from newscorpus.formats.yaml.positions import simple_tree  # noqa: PLC0415 - brings PyYAML

    return simple_tree(text, data)


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


_SCALAR: Final = rf"{PLAIN}(?:\n\ ++{PLAIN}(?=\n))*+|{QUOTED}"
_COLLECTION: Final = r"[\[{](?:[^\n]*+(?<=[,\[{])\n\ ++(?![\#\n]))*+[^\n]*+"
_LINE: Final = pattern(
    rf"""
      (\ *+) ((?:-\ )*+)                                       # indentation, dashes
      (?: ({_SCALAR})                                          # an item, or a key
          (?: (:) (?: \ ++ (?: ({_SCALAR}) | ({_COLLECTION}) | \|(-?)\n((?:\1\ [^\n]*+\n|\ *+\n)++) ) )?+ )?+
        | ({_COLLECTION})
      )?+
      (?(8) | \ *+ (?:(?<!\S)\#[^\n]*+)?+ \n)                   # a comment
    | ([^\n]*+\n)                                              # anything else
    """,
    re.VERBOSE,
)
_WORDS: Final = rf"{FIRST}[^\n:\#,\[\]{{}}?]*+(?:(?::(?![\ \n,\[\]{{}}?])|(?<!\ )\#)[^\n:\#,\[\]{{}}?]*+)*+"
_MEMBER: Final = pattern(
    rf"""
      (?: ({_WORDS}|{QUOTED}) :\ ++ )?+                       # a key
      (?: ({_WORDS}|{QUOTED}) | ([\[{{])\ *+ )                # a scalar, or the beginning of a collection
      ((?:\ *+[\]}}])*+)                                       # the ends of collections
      (\ *+,\ *+)?+
    | (.+)                                                    # a comment, or anything else
    """,
    re.VERBOSE | re.DOTALL,
)
_END: Final = pattern(r"\ ++(?:\#[^\n]*+)?+")
_BREAK: Final = pattern(r"\ *+\n\ ++")
_FOREIGN: Final = "\t\r\x85\u2028\u2029"
"""Whitespace and line breaks for which parsers have rules of their own."""
_SHORT: Final = 32
"""Code points. Shorter scalars are mostly names and terms of vocabularies, which repeat, so they are cached."""
_LONGEST_KEY: Final = 1000
"""Code points. YAML's own limit is 1,024."""


class _NotSimple(Exception):  # noqa: N818 - not an error: the parser reads the text
    """The text is not simple."""


def read_simple(text: str, *, hints: bool = True) -> dict[str, Any] | None:
    """Return the data of a simple text without problems; None for every other.

    Without `hints`, what other tools read differently is no problem.
    """
    # A node has two characters at least, so the limit on nodes is kept.
    if text[-1:] != "\n" or len(text) > 2 * limits.MAX_NODES or any(char in text for char in _FOREIGN):
        return None
    try:
        return _read(text, hints)
    except _NotSimple:
        return None


def _read(text: str, hints: bool) -> dict[str, Any]:
    """Read line by line: `inner` is the collection of the line, `column` the column of its entries."""
    root: dict[str, Any] = {}
    inner: Any = root
    column = 0
    outer: list[tuple[Any, int]] = []
    deepest = limits.MAX_DEPTH - 1
    opened: str | None = None  # the key of the line above, if its value begins on this one
    for indentation, dashes, first, colon, value, flow, chomping, block, item, rest in _LINE.findall(text):
        if not first and not (item and dashes):
            if rest or dashes or item:
                raise _NotSimple
            continue  # an empty line, or a comment
        at = len(indentation)
        if opened is not None:
            if at < column or (at == column and not dashes):
                raise _NotSimple  # the key has no value
            outer.append((inner, column))
            collection: Any = [] if dashes else {}
            inner[opened] = collection
            inner, column, opened = collection, at, None
        elif at != column:
            while at < column:
                inner, column = outer.pop()
            if at != column:
                raise _NotSimple
        if dashes:
            if type(inner) is dict or len(dashes) > 2:
                raise _NotSimple
            if item:
                inner.append(_collection(item, len(outer), column, hints))
                continue
            if not colon:
                scalar = _folded(first, column) if "\n" in first else first
                inner.append(_short(scalar, hints) if len(scalar) < _SHORT else _scalar(scalar, hints))
                continue
            outer.append((inner, column))
            inner.append(collection := {})
            inner, column = collection, at + 2
        elif type(inner) is list:  # its dashes are below their key, not to the right of it
            inner, column = outer.pop()
            if at != column:
                raise _NotSimple
        key = _key(first, hints) if len(first) < _SHORT else _any_key(first, hints)
        if not colon or key in inner or len(outer) >= deepest:
            raise _NotSimple
        if value:
            scalar = _folded(value, column) if "\n" in value else value
            inner[key] = _short(scalar, hints) if len(scalar) < _SHORT else _scalar(scalar, hints)
        elif flow:
            inner[key] = _collection(flow, len(outer), column, hints)
        elif block:
            if dashes:  # the block may include lines of the mapping
                raise _NotSimple
            inner[key] = _text(block, chomping)
        else:
            opened = key
    if opened is not None or not root:
        raise _NotSimple
    return root


def _collection(text: str, depth: int, column: int, hints: bool) -> Any:
    """Read a flow collection: `inner` is the collection of the member, `root` a list with the outermost."""
    is_one_line = "\n" not in text
    if not is_one_line:
        text = _folded(text, column)
    root: list[Any] = []
    inner: Any = root
    outer: list[Any] = []
    for key, value, opening, closing, comma, rest in _MEMBER.findall(text):
        if rest and not outer and is_one_line and _END.fullmatch(rest):
            break
        if rest or (root and not outer) or bool(key) is not (type(inner) is dict):
            raise _NotSimple
        member: Any
        if value:
            member = _short(value, hints) if len(value) < _SHORT else _scalar(value, hints)
        else:
            member = [] if opening == "[" else {}
        if key:
            name = _key(key, hints) if len(key) < _SHORT else _any_key(key, hints)
            if name in inner:
                raise _NotSimple
            inner[name] = member
        else:
            inner.append(member)
        if opening:
            outer.append(inner)
            inner = member
            if depth + len(outer) >= limits.MAX_DEPTH:
                raise _NotSimple
        for mark in closing.replace(" ", "") if closing else ():
            if not outer or (mark == "}") is not (type(inner) is dict):
                raise _NotSimple
            inner = outer.pop()
        if bool(comma) is (not outer or bool(opening and not closing)):
            raise _NotSimple
    if outer or not root:
        raise _NotSimple
    return root[0]


def _folded(written: str, column: int) -> str:
    """Return what is written over several lines as one line. Each must be indented more than its collection."""
    indented = "\n" + " " * (column + 1)
    if written.count("\n") != written.count(indented):
        raise _NotSimple
    return _BREAK.sub(" ", written)


def _scalar(written: str, hints: bool) -> Any:
    """Return the value of a scalar as written, with its quotes."""
    mark = written[0]
    if mark == "'":
        return written[1:-1].replace("''", "'")
    if mark == '"':
        return written[1:-1]
    if written[-1] == " ":
        written = written.rstrip(" ")
    if written >= LETTERS and written not in WORDS:
        return written
    value, refusal = resolve(written)
    if refusal or (hints and yaml11_reading(written)):
        raise _NotSimple
    return value


def _any_key(written: str, hints: bool) -> str:
    """Return the string of a key as written, with its quotes. A key is always a string."""
    if written[-1] == " " or len(written) > _LONGEST_KEY or "\n" in written:
        raise _NotSimple
    if written[0] in "'\"":
        return str(_scalar(written, hints))
    unusual = written < LETTERS or written in WORDS
    if unusual and (written == MERGE or (hints and yaml11_reading(written))):
        raise _NotSimple
    return written


_short = lru_cache(maxsize=8192)(_scalar)
_key = lru_cache(maxsize=8192)(_any_key)


def _text(block: str, chomping: str) -> str:
    """Return block text without the indentation of its first line."""
    words = block.lstrip(" ")
    indentation = " " * (len(block) - len(words))
    if words[0] == "\n" or any(not line.startswith(indentation) for line in block.split("\n") if line):
        raise _NotSimple  # an empty first line does not show the indentation
    text = words.replace("\n" + indentation, "\n")
    return text.rstrip("\n") + ("" if chomping else "\n")
