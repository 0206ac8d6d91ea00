"""`explain`: explain rules."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import click

from newscorpus.cli.options import OUTPUT_FORMAT, PLUGINS, argument, command, complete_rules

if TYPE_CHECKING:
    from newscorpus.rules import Rule


@command("Explain a rule, or all rules of a range.")
def explain(
    rule: str = argument(complete=complete_rules),
    *,
    plugins: tuple[str, ...] = PLUGINS,
    output_format: Literal["text", "json"] = OUTPUT_FORMAT,
) -> None:
    """Explain a RULE: what it reports, why, an example, and how to fix it.

    RULE is a code (NC301), a name (quote-not-in-text), or the beginning of several codes (NC3).
    """
    import json

    from newscorpus.rules.explain import as_dict
    from newscorpus.rules.explain import explain as explanation
    from newscorpus.rules.plugins import given, given_elsewhere
    from newscorpus.rules.registry import hiding

    with hiding(given_elsewhere(given(plugins))):
        chosen = rules_named(rule)
    if output_format == "json":
        click.echo(json.dumps([as_dict(each) for each in chosen], indent=2, ensure_ascii=False))
        return
    for i, each in enumerate(chosen):
        for line in ([""] if i else []) + list(folded(explanation(each))):
            click.echo(line)


def folded(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines as wide as the terminal; those of examples, which are indented, stay as they are."""
    import shutil
    import textwrap

    columns = max(shutil.get_terminal_size().columns - 1, 40)
    for line in lines:
        yield from [line] if line.startswith(" ") else textwrap.wrap(line, columns, break_on_hyphens=False) or [""]


def rules_named(rule: str) -> Sequence["Rule"]:
    """Return the rules of a code, a name, or the beginning of several codes. Raises UsageError if there are none."""
    from newscorpus.errors import UsageError
    from newscorpus.rules.plugins import load_installed
    from newscorpus.rules.registry import find, matching, removal

    load_installed()
    chosen = matching(rule)
    if not chosen and (gone := removal(rule)):
        raise UsageError(gone)
    if not chosen:
        near = find(rule)[1]
        is_code = rule.upper().startswith("NC") and rule[2:].isdecimal()  # a number is no misspelling of another
        hint = f"did you mean `{near}`?" if near and not is_code else "`newscorpus rules` lists all"
        raise UsageError(f"unknown rule `{rule}`; {hint}")
    return chosen
