"""`terms`: list the terms of the vocabularies."""

from pathlib import Path
from typing import Literal

import click

from newscorpus.cli.options import OUTPUT_FORMAT, argument, command, option

_NAMES = (
    *("event_kinds", "types", "roles", "statuses", "actor_kinds", "sectors"),
    *("things", "relations", "actor_relations", "stances", "casualties", "states"),
    *("text_parts", "severities", "attribute_types"),
)


@command("List the terms of the vocabularies.")
def terms(
    name: str | None = argument("[VOCABULARY]", type=click.Choice(_NAMES), required=False),
    *,
    corpus: Path | None = option("Include the terms of this corpus.", metavar="PATH"),
    output_format: Literal["text", "json"] = OUTPUT_FORMAT,
) -> None:
    """List the terms that a field may have, with their meanings and sources.

    VOCABULARY is event_kinds, types, roles, statuses, actor_kinds, sectors, things, relations, actor_relations,
    stances, casualties, states, text_parts, severities or attribute_types. All are listed by default.
    """
    import shutil
    import textwrap

    from newscorpus.checking.discovery import Finder
    from newscorpus.models.vocabulary import BY_KIND, DEFAULT, EVENT_KINDS
    from newscorpus.render.escapes import json_text, printable

    words = Finder().manifest(corpus).words if corpus else DEFAULT
    tables = [
        (vocabulary, kind, words.get(vocabulary, kind))
        for vocabulary in ([name] if name else _NAMES)
        for kind in (EVENT_KINDS if vocabulary in BY_KIND else (None,))
    ]
    if output_format == "json":
        listed = [
            {"vocabulary": vocabulary, "kind": kind, "term": t.word, "meaning": t.meaning, "source": t.source or None}
            for vocabulary, kind, table in tables
            for t in table.values()
        ]
        click.echo(json_text(listed))
        return
    width = max(len(term) for _, _, table in tables for term in table) + 4
    columns = max(shutil.get_terminal_size().columns, width + 20)
    for i, (vocabulary, kind, table) in enumerate(tables):
        click.echo("\n" * bool(i) + (f"{vocabulary} of {kind}s" if kind else vocabulary))
        for term in table.values():
            said = term.meaning + (f" [{term.source}]" if term.source else "")
            lines = textwrap.fill(
                said, columns - 1, initial_indent=f"  {term.word}".ljust(width), subsequent_indent=" " * width
            )
            click.echo("\n".join(map(printable, lines.split("\n"))), color=True)
