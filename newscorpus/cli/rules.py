"""`rules`: list all rules."""

import click

from newscorpus.cli.terminal import PLUGIN, output_format_option


@click.command(short_help="List all rules.")
@click.option("--plugin", "plugins", **PLUGIN)
@output_format_option
def rules(plugins: tuple[str, ...], output_format: str) -> None:
    """List all rules: code, name, default severity, and what each reports."""
    import json

    from newscorpus.checking.plugins import given, given_elsewhere
    from newscorpus.rules.explain import as_dict, table
    from newscorpus.rules.registry import BY_CODE

    absent = given_elsewhere(given(plugins))
    every = [BY_CODE[code] for code in sorted(BY_CODE.keys() - absent)]

    if output_format == "json":
        click.echo(json.dumps([as_dict(rule) for rule in every], indent=2, ensure_ascii=False))
    else:
        for line in table(every):
            click.echo(line)
