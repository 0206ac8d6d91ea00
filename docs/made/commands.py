"""The commands, from their own declarations."""

import re
from collections.abc import Iterator

import click

from made.text import cell, wrapped
from newscorpus.cli.main import cli


def commands() -> Iterator[str]:
    """Every command: what it does, its arguments and its options."""
    with click.Context(cli, info_name="newscorpus") as context:
        for name in sorted(cli.commands):
            yield from _command(cli.commands[name], context)


def _command(command: click.Command, parent: click.Context) -> Iterator[str]:
    with click.Context(command, info_name=command.name, parent=parent) as context:
        yield f"### newscorpus {command.name}"
        yield ""
        yield "```text"
        yield command.get_usage(context).removeprefix("Usage: ")
        yield "```"
        yield ""
        yield from _paragraphs(command.help or "")
        yield ""
        options = [
            record for p in command.params if isinstance(p, click.Option) and (record := p.get_help_record(context))
        ]
        if options:
            yield "| option | meaning |"
            yield "| --- | --- |"
        for declaration, text in options:
            yield f"| `{cell(declaration)}` | {cell(_code(text))} |"
        yield ""


def _paragraphs(text: str) -> Iterator[str]:
    r"""The help as Markdown: what is not to be wrapped (`\\b`) is a block of code."""
    for paragraph in re.split(r"\n[ \t]*\n", text.strip()):
        lines = paragraph.split("\n")
        if lines[0].strip() == "\b":
            yield "```text"
            yield from lines[1:]
            yield "```"
        else:
            text = _code(" ".join(line.strip() for line in lines)).replace("*", "\\*")
            yield from wrapped(text)
        yield ""


def _code(text: str) -> str:
    """Options in running text as code, so that `--` is no dash."""
    return re.sub(r"(?<![\w`-])(--?[a-z][\w-]*(?![\w`]))(?![^`]*`(?:[^`]*`[^`]*`)*[^`]*$)", r"`\1`", text)
