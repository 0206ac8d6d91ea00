"""`rules`: list all rules."""

from typing import Literal

import click

from newscorpus.cli.options import OUTPUT_FORMAT, PLUGINS, command


@command("List all rules.")
def rules(*, plugins: tuple[str, ...] = PLUGINS, output_format: Literal["text", "json"] = OUTPUT_FORMAT) -> None:
    """List all rules: code, name, default severity, and what each reports."""
    import json

    from newscorpus.rules.explain import as_dict, table
    from newscorpus.rules.plugins import given, given_elsewhere
    from newscorpus.rules.registry import BY_CODE

    absent = given_elsewhere(given(plugins))
    every = [BY_CODE[code] for code in sorted(BY_CODE.keys() - absent)]

    if output_format == "json":
        click.echo(json.dumps([as_dict(rule) for rule in every], indent=2, ensure_ascii=False))
    else:
        for line in table(every):
            click.echo(line)
