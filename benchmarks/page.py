"""What the benchmark prints, and its page: docs/benchmarks.md with a chart in SVG."""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from textwrap import fill
from typing import Final

import attrs

TOOLS: Final = {
    "newscorpus": "newscorpus",
    "all rules": "all rules",
    "bare parser": "CSafeLoader",
    "pydantic": "pydantic",
    "yamllint": "yamllint",
    "check-jsonschema": "check-jsonschema",
}
CHARTED: Final = ("copies of the seed", "machine-written")
_WIDTH, _BAR, _LABELS = 560, 22, 150
_STYLE = """
    .page { fill: #fff } text { fill: #1f2328; font: 14px system-ui, sans-serif }
    .bar { fill: #8c959f } .ours { fill: #0969da }
    .title { font-weight: 600 }
    @media (prefers-color-scheme: dark) {
      .page { fill: #0d1117 } text { fill: #e6edf3 } .bar { fill: #6e7681 } .ours { fill: #4493f8 }
    }"""


@attrs.frozen
class Row:
    """What was measured, its time, and what that is compared with."""

    subject: str
    time: str
    comparison: str


class Page:
    """The lines that are printed while the benchmark runs, and the page of all of them."""

    def __init__(self, heading: str, files: int, rounds: int) -> None:
        self.heading = heading
        self._command = f"make bench FILES={files} ROUNDS={rounds}"
        self._rounds = rounds
        self._times: dict[str, Mapping[str, float]] = {}
        self._rows: list[Row] = []

    def table_head(self) -> str:
        """Return the first line of the comparisons, for a terminal."""
        return "CPU ms an article   " + "".join(f"{name:>12}" for name in ("newscorpus", *_SHORT.values()))

    def add_comparison(self, label: str, times: Mapping[str, float]) -> str:
        """Keep the times of a corpus; return them as two lines for a terminal."""
        self._times[label] = times
        ours = times["newscorpus"]
        columns = [times.get(tool) for tool in ("newscorpus", *_SHORT)]
        first = "".join(f"{time:12.2f}" if time else f"{'–':>12}" for time in columns)
        second = "".join(f"{time / ours:12.2f}" if time else " " * 12 for time in columns)
        return f"{label:20}{first}\n{'  newscorpus = 1':20}{second}"

    def rows_head(self) -> str:
        """Return the first line of the other rows, for a terminal."""
        return f"{'':>9}  CPU time, start-up included"

    def add_row(self, row: Row) -> str:
        """Keep a row; return it as two lines for a terminal."""
        self._rows.append(row)
        return f"{row.time:>9}  {row.subject}\n{'':11}{row.comparison}"

    def write(self, folder: Path, sizes: Mapping[str, tuple[int, float]]) -> None:
        """Write the page and its chart."""
        images = folder / "images"
        images.mkdir(parents=True, exist_ok=True)
        (images / "benchmarks.svg").write_text(self.chart(), encoding="utf-8")
        (folder / "benchmarks.md").write_text(self.text(sizes), encoding="utf-8")

    def text(self, sizes: Mapping[str, tuple[int, float]]) -> str:
        """Return the page."""
        tools = [tool for tool in TOOLS if any(tool in times for times in self._times.values())]
        table = [f"| | {' | '.join(TOOLS[tool] for tool in tools)} |", "| --- " * (len(tools) + 1) + "|"]
        for label, times in self._times.items():
            cells = (_cell(times, tool) for tool in tools)
            table.append(f"| {label} | {' | '.join(cells)} |")
        rows = [f"| {row.subject} | {row.time} | {row.comparison} |" for row in self._rows]
        shown = {name: f"{count:,} files of {size:.0f} KB" for name, (count, size) in sizes.items()}
        imported = "\n- *imported*: passages of novels from LitBank, after `newscorpus import brat`."
        medians = f"medians of {self._rounds} runs, of slow commands of fewer" if self._rounds > 1 else "of one run"
        return f"""# Benchmarks

How fast is `newscorpus check`, next to tools that read the same files?

![CPU time per article: newscorpus, CSafeLoader, pydantic, yamllint and check-jsonschema](images/benchmarks.svg)

Made by `{self._command} UPDATE=1`, {medians}:
{fill(self.heading, 120, break_on_hyphens=False)}.

CPU milliseconds per article, start-up included; in brackets, newscorpus = 1. `CSafeLoader` only parses the YAML (for
JSON Lines: `json.loads`); pydantic, on top of it, and check-jsonschema compare the structure, `yamllint -d relaxed` the
layout. None of them looks into the text. newscorpus runs in one process, without its cache.

{chr(10).join(table)}

- *copies of the seed*: {shown["seed"]}, written by hand in flow style, with two waived findings each.
- *written*: {shown["written"]} on average, invented, laid out as people write: flow style, comments, quotes of
  both kinds, a registry of 412 actors; one in ten is German.
- *machine-written*: {shown["machine"]}, invented, in block style; *JSON Lines*: the same as one file (check-jsonschema
  reads them as JSON files).{imported if "imported" in self._times else ""}

| command | time | in comparison |
| --- | --- | --- |
{chr(10).join(rows)}

`newscorpus check --timings` shows what each rule costs on your own files.
"""

    def chart(self) -> str:
        """Return the bars of the corpora that are charted, as SVG for light and dark pages."""
        charted = {label: self._times[label] for label in CHARTED if label in self._times}
        longest = max(time for times in charted.values() for time in times.values())
        scale = (_WIDTH - _LABELS - 70) / longest
        parts, top = list[str](), 10
        for label, times in charted.items():
            parts.append(f'  <text class="title" x="10" y="{top + 16}">{escape(label)}: CPU ms per article</text>')
            top += 28
            for tool, time in times.items():
                bar_class = "bar ours" if tool in ("newscorpus", "all rules") else "bar"
                width = max(1, time * scale)
                middle = top + 15
                parts.append(
                    f'  <text x="{_LABELS - 10}" y="{middle}" text-anchor="end">{escape(TOOLS[tool])}</text>\n'
                    f'  <rect class="{bar_class}" x="{_LABELS}" y="{top + 2}" width="{width:.1f}" '
                    f'height="{_BAR - 6}"/>\n'
                    f'  <text x="{_LABELS + width + 8:.1f}" y="{middle}">{short(time)}</text>'
                )
                top += _BAR
            top += 14
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" width="{_WIDTH}" height="{top}">\n'
            f"  <style>{_STYLE}\n  </style>\n"
            f'  <rect class="page" width="{_WIDTH}" height="{top}" rx="6"/>\n' + "\n".join(parts) + "\n</svg>\n"
        )


_SHORT: Final = {
    "all rules": "all rules",
    "bare parser": "parser",
    "pydantic": "pydantic",
    "yamllint": "yamllint",
    "check-jsonschema": "jsonschema",
}


def short(number: float) -> str:
    """Return a number with two or three digits."""
    return f"{number:.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def _cell(times: Mapping[str, float], tool: str) -> str:
    if tool not in times:
        return "–"
    time = times[tool]
    return short(time) if tool == "newscorpus" else f"{short(time)} ({short(time / times['newscorpus'])})"
