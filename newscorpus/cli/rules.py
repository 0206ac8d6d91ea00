"""`rules`: list all rules."""

import click

from newscorpus.cli.terminal import output_format_option


@click.command(short_help="List all rules.")
@output_format_option
def rules(output_format: str) -> None:
    """List all rules: code, name, default severity, and what each reports."""
    import json

    from newscorpus.rules import RULES
    from newscorpus.rules.explain import as_dict, table

    if output_format == "json":
        click.echo(json.dumps([as_dict(rule) for rule in RULES], indent=2, ensure_ascii=False))
    else:
        for line in table():
            click.echo(line)
