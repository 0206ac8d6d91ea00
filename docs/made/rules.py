"""The rules: a table of each range, a page of each rule, a table of the fixes."""

import re
from collections.abc import Iterator
from typing import Final

from made.text import cell, wrapped
from newscorpus.rules import RULES, Rule
from newscorpus.rules.explain import explain_scope, explain_waiver, fixes_table, must_be_selected

RANGES: Final = {
    "0": "files, encoding, syntax",
    "1": "structure: fields, shapes, vocabularies, ids",
    "2": "references",
    "3": "quotes and other words of the article",
    "4": "time",
    "5": "events",
    "6": "claims",
    "7": "the corpus: across files",
    "8": "waivers, open points, configuration, baseline",
    "9": "coverage: what the annotation leaves out",
}
_MARK: Final = re.compile(r" # <(NC\d{3})>$", re.MULTILINE)
_NOT_UTF8: Final = re.compile("[\ud800-\udfff]")
_LINK: Final = re.compile(r"\]\((?=[\w-]+\.md)")
"""A link to a page, as the pages beside it write it."""

fixes = fixes_table


def rules() -> Iterator[str]:
    """A table for each range of codes."""
    for digit, title in RANGES.items():
        yield f"### NC{digit}xx: {title}"
        yield ""
        yield "| rule | severity | fix | reports |"
        yield "| --- | --- | --- | --- |"
        for rule in RULES:
            if rule.code[2] == digit:
                fix = "safe" if rule.fix else "unsafe" if rule.unsafe_fix else "–"
                link = f"[{rule.code} {rule.name}](rules/{rule.code}.md)"
                yield f"| {link} | {rule.severity} | {fix} | {cell(rule.summary)} |"
        yield ""


def rule_pages() -> Iterator[tuple[str, str]]:
    """The code of each rule, and its page."""
    for rule in RULES:
        yield rule.code, "\n".join(_page(rule)) + "\n"


def _page(rule: Rule) -> Iterator[str]:
    yield f"# {rule.code} {rule.name}"
    yield ""
    yield "<!-- Made from the rule itself by `make generated`. -->"
    yield ""
    yield from wrapped(f"**{str(rule.severity).capitalize()}**: {rule.summary}.")
    yield ""
    yield from _LINK.sub("](../", rule.why).splitlines()
    yield ""
    yield '<div class="sides">'
    yield from _side("Wrong", _MARK.sub(r"  # ← \1", rule.failing))
    yield from _side("Right", rule.passing)
    yield "</div>"
    yield ""
    yield f"- {explain_scope(rule)}"
    yield from _fixes(rule)
    if must_be_selected(rule):
        yield f"- It is reported only if it is [selected](../rules.md#choosing-rules): `--select {rule.code}`."
    yield from _settings(rule)


def _side(title: str, code: str) -> Iterator[str]:
    fence = "````" if "```" in code else "```"
    yield "<div>"
    yield ""
    yield f"**{title}**"
    yield ""
    yield f"{fence}yaml"
    yield _NOT_UTF8.sub("\ufffd", code)
    yield fence
    yield ""
    yield "</div>"


def _fixes(rule: Rule) -> Iterator[str]:
    for options, what in (("--fix", rule.fix), ("--fix --unsafe-fixes", rule.unsafe_fix)):
        if what:
            yield from wrapped(f"- [Fix](../fixes.md) by `{options}`: {what}.", indent="  ")
    if not (rule.fix or rule.unsafe_fix):
        yield "- It has no [fix](../fixes.md)."


def _settings(rule: Rule) -> Iterator[str]:
    if not rule.configurable:
        it = "`corpus.yaml` cannot ignore it, and it cannot be [waived](../rules.md#waivers)"
        yield from wrapped(f"- {it}: articles with this error are not loaded.", indent="  ")
    elif not rule.waivable:
        yield f"- {explain_waiver(rule)}"
    elif not must_be_selected(rule):
        how = "[waive](../rules.md#waivers) it, or [ignore](../rules.md#choosing-rules) the rule"
        yield f"- Where it does not apply, {how}."
