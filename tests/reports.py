"""Reports to test renderers with: hostile ones, and one with a finding of every rule; and what must never be in any."""

import re
import unicodedata
from contextlib import chdir
from pathlib import Path

from examples import RULES, checked
from hypothesis import strategies as st

from newscorpus import Diagnostic, Report, Severity, Span, check
from newscorpus.diagnostics.report import Edit, Fix, Label

# Formats that scripts show (Arabic and Syriac signs, Kaithi), and the joiners that they and emoji need.
SHOWN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x200C, 0x200D, 0x110BD, 0x110CD}
PIECES = ["##", "#", "[", "error", "vso", "::", ":", " ", "\u3000", "\n", "\r", "\x1b[31m", "\u202e", "\u2028"]
PIECES += ["\ud800", "a", "北"]
hostile = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8).map("".join) | st.text(max_size=20)


HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def acts(line):
    """What in the line would act on a terminal, break it, or give a CI runner a command."""
    controls = [c for c in line if unicodedata.category(c) in HIDDEN and ord(c) not in SHOWN]
    # `::: file` is our own: it names no command.
    return controls + re.findall(r"##\w*\[", line) + re.findall(r"\A\s*::(?!: )", line)


numbers = st.integers(0, 60)
spans = st.builds(Span, hostile, *[numbers] * 6, hostile | st.just("##[x] 北\tb"), st.integers(1, 30))
edits = st.builds(Edit, spans, hostile)
fixes = st.builds(Fix, hostile, st.lists(edits, min_size=1, max_size=2).map(tuple), st.booleans())
diagnostics = st.builds(
    Diagnostic,
    code=st.sampled_from(["NC301", "NC001"]),
    name=st.just("some-rule"),
    severity=st.sampled_from(list(Severity)),
    message=hostile,
    primary=spans,
    label=hostile,
    labels=st.lists(st.builds(Label, spans, hostile), max_size=2).map(tuple),
    notes=st.lists(hostile, max_size=2).map(tuple),
    help=st.none() | hostile,
    path=st.lists(hostile | st.integers(0, 9), max_size=3).map(tuple),
    arguments=st.lists(hostile, max_size=2).map(tuple),
    fingerprint=st.sampled_from(["", "0" * 32, "1" * 32]),
    fixes=st.lists(fixes, max_size=2).map(tuple),
)

# An article that tries everything on whoever reads its findings.
HOSTILE = """\
format: newscorpus/1
id: hostile
language: en
text: "Anna \\u202eBerg ##[error]x ]]> <b>&amp;</b> | a [link](1) \\e[31m {0} 北京."
actors:
  "a\\n::error file=x::y": {name: Anna, kind: person}
  "]]><script>alert(1)</script>": {name: Anna, kind: person}
  "##[error]##vso[task.setvariable]": {name: Anna, kind: person}
  anna: {name: Anna, kind: "per\\u202eson|`@x`\\e]0;t\\a", aliases: ["x](1) [y](https://example.org) {0} %0A,:"]}
events:
  talks: {kind: meeting, type: talks, evidence: ["Anna Berg ##[error]x ]]> <i>&amp;</i> | an"]}
"""

ALL = [f"NC{n}" for n in range(10)]
"""Beginnings of codes that select every rule."""


def everything(folder: Path) -> None:
    """Writes a corpus for each rule, with its failing example, and the hostile article."""
    for rule in RULES:
        (folder / rule.code).mkdir()
        checked(rule.failing, folder / rule.code, rule.code)
    (folder / "sub folder ü").mkdir()
    (folder / "sub folder ü" / "hostile.yaml").write_text(HOSTILE, encoding="utf-8")


def reported(folder: Path) -> Report:
    """What `check` finds in `everything`, seen from there."""
    with chdir(folder):
        return check(".", select=ALL)
