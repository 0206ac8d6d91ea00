"""Texts about rules for users, generated from the rules: an explanation of each, and tables of all."""

from collections.abc import Iterable, Iterator
from typing import Final

from newscorpus.models.codes import language_name
from newscorpus.rules.rule import Rule

_SETTINGS: Final = "NC803"
_SCOPES: Final = {
    "article": "each article by itself",
    "corpus": "all articles of a corpus together",
    "manifest": "`corpus.yaml`",
}


_NAMED = 5
"""The most languages that are named."""


def explain_scope(rule: Rule) -> str:
    """Return what the rule checks, and where."""
    names = [language_name(language) for language in rule.languages]
    listed = " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
    if len(names) > _NAMED:
        listed = f"{len(names)} languages"
    languages = f", in {listed} only" if names else ""
    text = "; only where the article text is available" if rule.needs_text else ""
    return f"Checks {_SCOPES[rule.scope]}{languages}{text}."


def must_be_selected(rule: Rule) -> bool:
    """Tell whether the rule applies only if it is selected."""
    return rule.opt_in or rule.severity == "hint"


def explain_waiver(rule: Rule) -> str:
    """Return how to waive findings of the rule, or why that is not possible."""
    if rule.waivable:
        return f"Waive a single false positive: `waive: [{{code: {rule.code}, at: PATH, quote: WORDS, why: REASON}}]`"
    if rule.code == _SETTINGS:
        return "It cannot be waived or ignored: an error in the settings is reported whatever they are."
    if rule.configurable:
        return "It cannot be waived; `corpus.yaml` can ignore it or change its severity, in `checks`."
    return "It cannot be waived, and `corpus.yaml` cannot ignore it."


def explain_fixes(rule: Rule) -> Iterator[str]:
    """Yield the options that fix findings of the rule, and what they write."""
    for option, written in (("--fix", rule.fix), ("--unsafe-fixes", rule.unsafe_fix)):
        if written:
            yield f"{option}: {written}."


def explain(rule: Rule) -> Iterator[str]:
    """Yield the lines of an explanation, each paragraph as one; those of the example are indented.

    They contain the summary, the reason, an example as a diff, what the rule checks, the fixes, and how to waive.
    """
    yield f"{rule.code} {rule.name} ({rule.severity})"
    yield ""
    yield f"{rule.summary[0].upper()}{rule.summary[1:]}."
    yield ""
    for paragraph in rule.why.split("\n\n") if rule.why else ():
        yield " ".join(paragraph.splitlines())
        yield ""
    if rule.example:
        yield "Wrong (-) and right (+):"
        yield from (f"  {line}" for line in rule.marked.splitlines())
        yield ""
    yield explain_scope(rule)
    yield from explain_fixes(rule)
    if must_be_selected(rule):
        yield f"It is reported only if it is selected: `--select {rule.code}`."
    yield explain_waiver(rule)


def as_dict(rule: Rule) -> dict[str, str | bool | list[str] | None]:
    """Return a rule as plain data, for programs."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "summary": rule.summary,
        "languages": list(rule.languages),
        "why": rule.why,
        "example": rule.diff,
        "fix": rule.fix or None,
        "unsafe_fix": rule.unsafe_fix or None,
        "waivable": rule.waivable,
    }


def table(rules: Iterable[Rule]) -> Iterator[str]:
    """Yield a line for each rule: code, name, severity, summary."""
    rules = list(rules)
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        yield f"{rule.code}  {rule.name:{width}}  {rule.severity:7}  {rule.summary}"
