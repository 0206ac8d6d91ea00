"""`retext`: move an annotation to another version of its text."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from newscorpus.cli.options import OUTPUT_FORMAT, argument, command, option
from newscorpus.cli.output import echo, show_refusal

if TYPE_CHECKING:
    from newscorpus.api.retext import Retext

EXAMPLES = (
    ("newscorpus retext corpus/court.yaml corrected.txt --dry-run", "Show what would become of the quotes."),
    ("newscorpus retext corpus/court.yaml corrected.txt", "Replace the text, and place all quotes in it."),
)


@command("Move an annotation to another version of its text.", examples=EXAMPLES)
def retext(
    article: str = argument(),
    text: Path = argument(),
    *,
    old: Path | None = option("The annotated text, if the article has the new one already.", metavar="FILE"),
    dry_run: bool = option("Write nothing."),
    output_format: Literal["text", "json"] = OUTPUT_FORMAT,
) -> None:
    """Move an annotation to a corrected or reprinted text, which replaces that of the article.

    ARTICLE is a file; in JSON Lines, the file, # and the id of the article. Quotes get the place that corresponds in
    TEXT. Those that have no certain place are listed, and become entries of `todo`; `sha256` is renewed if there are
    none. The exit code is 1 if something is lost, 0 if not.
    """
    import attrs

    from newscorpus.api.load import read_utf8
    from newscorpus.api.retext import retext as move
    from newscorpus.errors import InvalidCorpus
    from newscorpus.render.escapes import json_text

    annotated = read_utf8(old) if old else None
    try:
        result = move(article, read_utf8(text), old=annotated, write=not dry_run)
    except InvalidCorpus as e:
        show_refusal(e.report, f"Nothing was written to {article}.")
        sys.exit(1)
    if output_format == "json":
        moved = [attrs.asdict(entry) for entry in result.moved]
        written = not dry_run and result.changed
        click.echo(json_text({"file": result.file, "quotes": result.quotes, "written": written, "moved": moved}))
    else:
        for line in _lines(result, text, dry_run=dry_run):
            echo(line)
    if result.lost:
        sys.exit(1)


def _lines(result: "Retext", text: Path, *, dry_run: bool) -> Iterator[str]:
    from newscorpus.codec.addresses import place_of

    for entry in result.moved:
        yield f"{entry.how:9}  {place_of(entry.path)}"
        if entry.how == "lost":
            yield f"  {entry.why}"
        else:
            yield from (
                (f"- {entry.before}", f"+ {entry.after}") if entry.before != entry.after else (f"  {entry.after}",)
            )
    quotes = "1 quote" if result.quotes == 1 else f"{result.quotes} quotes"
    if not result.changed:
        yield f"{result.file}: the text is the same; nothing to do."
        return
    yield f"{result.file}: {quotes}, {len(result.lost) or 'none'} lost in {text.as_posix()}."
    if dry_run:
        yield "Nothing was written."
    elif result.lost:
        yield f"`newscorpus check {result.file}` reports the open points; decide them, and delete their entries."
