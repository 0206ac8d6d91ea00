"""Explain: what a rule says, and the table of all. Derived from the rules; nothing is written here a second time."""

from collections.abc import Iterable, Iterator

from newscorpus.rules import RULES, Rule


def waiving(rule: Rule) -> str:
    """How findings of the rule are waived, or why they cannot be."""
    if rule.waivable:
        return (
            f"Where it is right in general and wrong in one place, waive it in the file:\n"
            f"  waive: [{{code: {rule.code}, at: PATH, why: REASON}}]"
        )
    return "It cannot be waived or ignored: what it reports cannot be read, or is not in the text."


def fixing(rule: Rule) -> Iterator[str]:
    """Which option fixes it, and what it does; or that none does."""
    for option, what in (("--fix", rule.fix), ("--unsafe-fixes", rule.unsafe_fix)):
        if what:
            yield f"{option}: {what}."
    if not (rule.fix or rule.unsafe_fix):
        yield "It has no fix."


def explain(rule: Rule) -> Iterator[str]:
    """Lines: what, why, an example as a diff, what fixes it, how to waive."""
    yield f"{rule.code} {rule.name} ({rule.severity})"
    yield ""
    yield f"{rule.summary[0].upper()}{rule.summary[1:]}."
    yield ""
    yield from rule.why.splitlines()
    yield ""
    yield "Wrong (-) and right (+):"
    yield from (f"  {line}" for line in rule.diff.splitlines())
    yield ""
    yield from fixing(rule)
    yield ""
    yield from waiving(rule).splitlines()


def fixes_table() -> Iterator[str]:
    """The rules that have fixes, as a table in Markdown."""
    yield "| rule | finds | `--fix` writes | `--unsafe-fixes` writes |"
    yield "| --- | --- | --- | --- |"
    for rule in RULES:
        if rule.fix or rule.unsafe_fix:
            yield f"| {rule.code} {rule.name} | {rule.summary} | {rule.fix or '–'} | {rule.unsafe_fix or '–'} |"


def table(rules: Iterable[Rule] = RULES) -> Iterator[str]:
    """A line for each rule: code, name, severity, what it finds."""
    rules = list(rules)
    wide = max(len(rule.name) for rule in rules)
    for rule in rules:
        yield f"{rule.code}  {rule.name:{wide}}  {rule.severity:7}  {rule.summary}"
