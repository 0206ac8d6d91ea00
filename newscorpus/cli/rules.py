"""`rules`: list all rules."""

import click


@click.command()
def rules() -> None:
    """List all rules: code, name, severity, what each finds."""
    from newscorpus.rules.explain import table

    for line in table():
        click.echo(line)
