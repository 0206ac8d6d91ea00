"""The rules: a table of each range, a page of each rule, a table of the fixes."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Final

import attrs

import newscorpus.rules
from made.text import cell, wrapped
from newscorpus.rules import Rule
from newscorpus.rules.explain import explain_scope, explain_waiver, must_be_selected
from newscorpus.rules.rule import declared_rules

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
    "9": "coverage: what the annotation leaves out, and what a language model objects to",
}
_MARK: Final = re.compile(r" # <(NC\d{3})>$", re.MULTILINE)
_NOT_UTF8: Final = re.compile("[\ud800-\udfff]")
_LINK: Final = re.compile(r"\]\((?=[\w-]+\.md)")
"""A link to a page, as the pages beside it write it."""

INDEX: Final = Path(newscorpus.rules.__file__).with_name("index.json")


@cache
def collected() -> list[Rule]:
    """The rules, as their modules and `declared.toml` define them, in the order of codes."""
    found: dict[str, Rule] = {}
    for code, row in declared_rules().items():
        head = {name: value for name, value in row.items() if name != "documentation"}
        found[code] = Rule(code, source="newscorpus.rules:declared.toml", is_checked=False, **head)
    for module in walk_packages(newscorpus.rules.__path__, "newscorpus.rules."):
        values = vars(import_module(module.name)).values()
        found |= {rule.code: rule for rule in values if isinstance(rule, Rule) and rule.source.startswith(module.name)}
    return [found[code] for code in sorted(found)]


def index() -> str:
    """What the command reads in place of the modules: each rule, without what has its default."""
    fields = [field for field in attrs.fields(Rule) if field.init and not field.name.startswith("_")]
    rows = [
        {field.name: getattr(rule, field.name) for field in fields if getattr(rule, field.name) != field.default}
        for rule in collected()
    ]
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def fixes() -> Iterator[str]:
    """A table of the rules that have fixes."""
    yield "| rule | finds | `--fix` writes | `--unsafe-fixes` writes |"
    yield "| --- | --- | --- | --- |"
    for rule in collected():
        if rule.fix or rule.unsafe_fix:
            yield f"| {rule.code} {rule.name} | {rule.summary} | {rule.fix or '–'} | {rule.unsafe_fix or '–'} |"


def rules() -> Iterator[str]:
    """A table for each range of codes."""
    for digit, title in RANGES.items():
        yield f"### NC{digit}xx: {title}"
        yield ""
        yield "| rule | severity | fix | reports |"
        yield "| --- | --- | --- | --- |"
        for rule in collected():
            if rule.code[2] == digit:
                fix = "safe" if rule.fix else "unsafe" if rule.unsafe_fix else "–"
                link = f"[{rule.code} {rule.name}](rules/{rule.code}.md)"
                yield f"| {link} | {rule.severity} | {fix} | {cell(rule.summary)} |"
        yield ""


def rule_pages() -> Iterator[tuple[str, str]]:
    """The code of each rule, and its page."""
    for rule in collected():
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
