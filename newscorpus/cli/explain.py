"""`explain`: explain one rule."""

import click


@click.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Explain a RULE, by code or name: what it finds, why, how to mend it."""
    from newscorpus.errors import UsageError
    from newscorpus.rules import find
    from newscorpus.rules.explain import explain as explanation

    found, near = find(rule)
    if found is None:
        raise UsageError(f"no rule {rule!r}" + (f"; did you mean {near}?" if near else "; see newscorpus rules"))
    for line in explanation(found):
        click.echo(line)
