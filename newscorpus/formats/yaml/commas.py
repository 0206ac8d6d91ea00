"""Commas inside braces that end a key or a value too early: `{some 3,000 people: 3000}`, `{amount: 1,500 soldiers}`.

YAML reads a key without a value there. No value of this format is null, so the comma belongs to the words. They are put
together again, and the problem is reported with a fix that puts them in quotes.
"""

from collections.abc import Sequence
from typing import Any, Final

import attrs

from newscorpus.formats.document import INVALID, Children, Member, Node, SyntaxProblem, shorten
from newscorpus.formats.yaml.writer import inline
from newscorpus.text.words import pattern

_AFTER_KEY: Final = pattern(r"\s*[,}]")
_NUMBER: Final = pattern("[0-9]{1,3}(?:,[0-9]{3})+")
_FIELD: Final = pattern("[a-z][a-z_]*")
_MARKED: Final = ("'", '"', "[", "{", "")


def rejoined(text: str, data: Any, root: Node, problems: list[SyntaxProblem]) -> tuple[Any, Node]:
    """Put words together that commas inside braces split, and add a problem for each.

    Returns:
        The data, and the root of its positions.
    """
    return _Rejoining(text, problems).value(data, root)


@attrs.frozen
class _Entry:
    key: str
    value: Any
    at: Member
    is_bare: bool
    """Whether it is a plain key without a colon."""


class _Rejoining:
    def __init__(self, text: str, problems: list[SyntaxProblem]) -> None:
        self._text = text
        self._problems = problems

    def value(self, value: Any, node: Node) -> tuple[Any, Node]:
        children: Children = node.children() if type(value) in (dict, list) else None
        if isinstance(children, list):
            items = [self.value(item, child) for item, child in zip(value, children, strict=True)]
            return [item for item, _ in items], Node(node.start, node.end, [child for _, child in items])
        if not isinstance(children, dict):
            return value, node
        entries = [self._entry(key, item, children[key]) for key, item in value.items()]
        if self._text[node.start] == "{" and {entry.is_bare for entry in entries} == {True, False}:
            joined = self._mapping(entries)
            if joined is None:
                return INVALID, node
            entries = joined
        members = {entry.key: entry.at for entry in entries}
        return {entry.key: entry.value for entry in entries}, Node(node.start, node.end, members)

    def _entry(self, key: str, value: Any, at: Member) -> _Entry:
        start, end = at.key.start, at.key.end
        bare = value is None and self._first(at.key) not in _MARKED and self._text[max(0, start - 2) : start] != "? "
        value, node = self.value(value, at.value)
        return _Entry(key, value, Member(at.key, node), bare and _AFTER_KEY.match(self._text, end) is not None)

    def _mapping(self, entries: Sequence[_Entry]) -> list[_Entry] | None:
        """Return the entries of a mapping in braces; None if it is not certain where the words belong."""
        out: list[_Entry] = []
        bare: list[_Entry] = []
        for entry in (*entries, None):
            current = entry
            if current is not None and current.is_bare:
                bare.append(current)
                continue
            before = out[-1] if out else None
            cut = self._cut(before, bare, current)
            if cut is None:
                place = Node(bare[0].at.key.start, bare[-1].at.key.end)
                self._report("unquoted comma ends a key or a value inside braces", place, None)
                return None
            of_value, of_key = bare[:cut], bare[cut:]
            if before is not None and of_value:
                words, node = self._joined("value", before.at.value.start, of_value[-1].at.key.end)
                out[-1] = attrs.evolve(before, value=words, at=Member(before.at.key, node))
            if current is not None and of_key:
                words, node = self._joined("key", of_key[0].at.key.start, current.at.key.end)
                current = attrs.evolve(current, key=words, at=Member(node, current.at.value))
            bare = []
            if current is not None:
                out.append(current)
        return out

    def _cut(self, before: _Entry | None, bare: Sequence[_Entry], after: _Entry | None) -> int | None:
        """How many of the bare keys belong to the value before them; the others belong to the key after them."""
        if not bare:
            return 0
        is_value = before is not None and self._is_plain(before)
        is_key = after is not None and self._first(after.at.key) not in _MARKED
        if not (is_value and is_key):
            return len(bare) if is_value else 0 if is_key else None
        assert before is not None
        assert after is not None
        ends = [before.at.value.end, *(entry.at.key.end for entry in bare)]
        starts = [*(entry.at.key.start for entry in bare), after.at.key.start]
        # A comma within a number belongs to the words, any other may be the one that was meant as a separator.
        others = [i for i, (a, b) in enumerate(zip(ends, starts, strict=True)) if not self._is_in_number(a, b)]
        if len(others) == 1:
            return others[0]
        return len(bare) if _FIELD.fullmatch(after.key) else None

    def _is_in_number(self, end: int, start: int) -> bool:
        text = self._text
        return text[end:start] == "," and text[end - 1].isdigit() and text[start].isdigit()

    def _first(self, node: Node) -> str:
        return self._text[node.start : node.start + 1] if node.end > node.start else ""

    def _is_plain(self, entry: _Entry) -> bool:
        return self._first(entry.at.value) not in _MARKED and entry.value is not INVALID

    def _joined(self, part: str, start: int, end: int) -> tuple[Any, Node]:
        words, place = " ".join(self._text[start:end].split()), Node(start, end)
        if part == "value" and _NUMBER.fullmatch(words):
            plain = words.replace(",", "")
            fix = f"write `{plain}`", ((start, end, plain),)
            message = f"number contains a comma: `{words}`"
            advice = f'write `{plain}` for the number, or `"{words}"` for a string'
            self._problems.append(SyntaxProblem("NC314", message, start, end, advice, fix=fix, safe=False))
            return INVALID, place
        self._report(f"unquoted comma ends a {part} inside braces: `{shorten(words)}`", place, words)
        return words, place

    def _report(self, message: str, place: Node, words: str | None) -> None:
        fix = None
        if words and " #" not in words:  # maybe a comment between two lines
            fix = f"put `{shorten(words)}` in quotes", ((place.start, place.end, inline(words, flow=True)),)
        advice = "put the words with the comma in quotes"
        self._problems.append(SyntaxProblem("NC314", message, place.start, place.end, advice, fix=fix, safe=False))
