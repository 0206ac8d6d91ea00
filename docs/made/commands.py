"""The commands, from their own declarations."""

import re
from collections.abc import Iterator

import click

from made.text import cell, wrapped
from newscorpus.cli.main import cli
from newscorpus.cli.options import options_by_section


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
        yield from _tables(command, context)


def _tables(command: click.Command, context: click.Context) -> Iterator[str]:
    """The sections of the help, each as a table: options, then examples and the like."""
    sections, after = options_by_section(command, context), getattr(command, "after", ())
    for title, rows in (*sections.items(), *after):
        listed = [(term, text) for term, text in rows if "--help" not in term]
        if listed:
            yield f"| {title} | meaning |"
            yield "| --- | --- |"
        for term, text in listed:
            yield f"| `{cell(term)}` | {cell(_code(text))} |"
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
