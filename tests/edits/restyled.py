"""An annotation in the forms that people write: block and flow, both quotation marks, comments, empty lines, JSON."""

import json
from functools import lru_cache
from typing import Any

import yaml
from hypothesis import strategies as st

_PLAIN = "tag:yaml.org,2002:str"


@st.composite
def restyled(draw: st.DrawFn, text: str) -> str:
    """The same data in YAML, in drawn styles; each comment is another."""
    return _Writer(draw).document(_composed(text))


@lru_cache(maxsize=16)
def _composed(text: str) -> yaml.Node:
    """The nodes of a text, of which many examples are drawn. Nobody changes them."""
    return yaml.compose(text, Loader=yaml.SafeLoader)


@st.composite
def as_json(draw: st.DrawFn, data: Any) -> str:
    """The same data in JSON, in a drawn layout."""
    indent = draw(st.sampled_from([None, 1, 2, 4, "\t"]))
    separators = draw(st.sampled_from([None, (",", ":")])) if indent is None else None
    end = draw(st.sampled_from(["", "\n"]))
    return json.dumps(data, ensure_ascii=draw(st.booleans()), indent=indent, separators=separators) + end


class _Writer:
    def __init__(self, draw: st.DrawFn) -> None:
        self.draw, self.comments = draw, 0
        self.busy = draw(st.sampled_from([0, 3, 8]))
        """How many of ten lines have a comment."""
        self.step = draw(st.sampled_from([2, 4]))
        self.dash = draw(st.sampled_from([0, 2]))
        self.gaps = draw(st.booleans())

    def often(self, of_ten: int) -> bool:
        return self.draw(st.integers(0, 9)) < of_ten

    def comment(self) -> str:
        self.comments += 1
        return f"# c{self.comments}c"

    def document(self, node: yaml.Node) -> str:
        lines: list[str] = []
        for i, (key, value) in enumerate(node.value):
            if i and self.gaps and isinstance(value, yaml.CollectionNode):
                lines.append("")
                if self.often(self.busy):
                    lines += [self.comment(), ""][: self.draw(st.integers(1, 2))]
            lines += self.member(key, value, 0, gaps=self.gaps)
        return "\n".join(lines) + "\n"

    def member(self, key: yaml.Node, value: yaml.Node, column: int, *, gaps: bool = False) -> list[str]:
        return self.above(column) + self.entry(" " * column + self.scalar(key) + ":", value, column, gaps=gaps)

    def above(self, column: int) -> list[str]:
        return [" " * column + self.comment()] if self.often(self.busy // 3) else []

    def end(self) -> str:
        return " " + self.comment() if self.often(self.busy // 2) else ""

    def entry(self, lead: str, value: yaml.Node, column: int, *, gaps: bool = False) -> list[str]:
        """The lines of a value behind its key or dash."""
        is_block = isinstance(value, yaml.CollectionNode) and value.value and (gaps or self.often(6))
        if not is_block:
            return [f"{lead} {self.flow(value)}{self.end()}"]
        if isinstance(value, yaml.MappingNode):
            inner = column + self.step
            members = [self.member(k, v, inner) for k, v in value.value]
        else:
            inner = column + self.dash
            members = [self.item(one, inner) for one in value.value]
        between = [""] if gaps and self.often(5) else []
        return [lead + self.end(), *(line for i, one in enumerate(members) for line in (between if i else []) + one)]

    def item(self, value: yaml.Node, column: int) -> list[str]:
        lead = " " * column + "-"
        if isinstance(value, yaml.MappingNode) and self.often(5):
            lines: list[str] = []
            for i, (k, v) in enumerate(value.value):
                lines += self.member(k, v, column + 2) if i else self.entry(f"{lead} {self.scalar(k)}:", v, column + 2)
            return self.above(column) + lines
        return [*self.above(column), f"{lead} {self.flow(value)}{self.end()}"]

    def flow(self, value: yaml.Node) -> str:
        if isinstance(value, yaml.ScalarNode):
            return self.scalar(value, flow=True)
        if isinstance(value, yaml.MappingNode):
            return "{" + ", ".join(f"{self.scalar(k, flow=True)}: {self.flow(v)}" for k, v in value.value) + "}"
        return "[" + ", ".join(map(self.flow, value.value)) + "]"

    def scalar(self, node: yaml.Node, *, flow: bool = False) -> str:
        text: str = node.value
        if node.style is None and node.tag != _PLAIN:
            return text
        hard = set("#:[]{},\"'&*!|>%@`-?") & set(text) or node.style
        mark = self.draw(st.sampled_from("'\"" if (hard and flow) or node.style else ["", "", "'", '"']))
        if not mark and (hard or "\n" in text):
            mark = '"'
        return (
            text
            if not mark
            else "'" + text.replace("'", "''") + "'"
            if mark == "'"
            else json.dumps(text, ensure_ascii=False)
        )
