"""`import`: articles of another format to a corpus."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from newscorpus.cli.options import JOBS, LOSSES, ON_LOSS, OUTPUTS, argument, command, option
from newscorpus.cli.output import columns, echo, refuse_losses, show_losses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newscorpus.api.imports import Imported
    from newscorpus.diagnostics.report import Report
    from newscorpus.interchange.engine.losses import Losses


@command("Import articles of another format.", name="import")
def import_(
    format: str | None = argument("FORMAT", required=False),
    source: Path | None = argument(required=False),
    *,
    output: Path | None = option("Folder of the corpus to write.", "-o --output", type=OUTPUTS),
    mapping: Path | None = option("Mapping file: what the names of the source mean.", "--map", "FILE"),
    texts: Path | None = option("Folder outside of SOURCE in which the mapping file may name texts.", "--texts", "DIR"),
    proposes: bool = option("Write a draft of the mapping file, and nothing else.", "--init"),
    dry_run: bool = option("Print the first article and all losses; write no corpus."),
    losses: Path | None = LOSSES,
    on_loss: Literal["report", "refuse"] = ON_LOSS,
    accept_partial: bool = option("Leave broken parts out of articles with errors, and list these as losses."),
    retry: bool = option("Check again what earlier imports into -o rejected, and move what has no errors."),
    folders: Literal["year", "hash"] | None = option(
        "Write into folders by year of publication, or by a hash of the id, instead of into one."
    ),
    force: bool = option("Replace files of articles that exist with other contents."),
    jobs: int | None = JOBS,
) -> None:
    """Import articles of another format into a corpus, and say what has no place in it.

    FORMAT is one of those that `newscorpus convert --list` shows. Articles with errors are written into a folder
    beside the corpus; the command then exits with 1, as it does if nothing was imported. Correct them there, and run
    `newscorpus import --retry -o FOLDER`.
    """
    from newscorpus.api.imports import import_corpus, preview, retry_rejected, write_proposal
    from newscorpus.errors import UsageError
    from newscorpus.interchange.engine.losses import LossError

    refuse_losses(losses, output, corpus=True)
    if retry:
        if output is None or format is not None:
            raise UsageError("--retry takes -o FOLDER, and no FORMAT: it reads FOLDER-rejected")
        imported = retry_rejected(output, accept_partial=accept_partial)
        _show(imported.losses, losses, imported.unused)
        _conclude(imported, output)
        return
    if format is None or source is None:
        raise UsageError("FORMAT and SOURCE are missing: `newscorpus import brat folder/ -o corpus/`")
    if proposes:
        target = mapping or Path("map.yaml")
        write_proposal(source, format, target, force=force)
        echo(f"Wrote {target}. Decide what its comments ask, then import with --map {target}.", err=True)
        return
    if dry_run:
        first, lost, unused = preview(source, format, mapping=mapping, output=output, texts=texts)
        for line in first.splitlines():
            echo(line)
        _show(lost, losses, unused)
        _fail_without(first, source, lost)
        sys.exit(1 if on_loss == "refuse" and len(lost) else 0)
    if output is None:
        raise UsageError("-o FOLDER is missing: the corpus to write")
    try:
        imported = import_corpus(
            source,
            format,
            output,
            mapping=mapping,
            texts=texts,
            on_loss=on_loss,
            accept_partial=accept_partial,
            force=force,
            folders=folders,
            jobs=jobs,
        )
    except LossError as e:
        show_losses(e.losses, losses)
        cause = "--on-loss" if on_loss == "refuse" else f"`lost` in {mapping}"
        echo(f"Nothing was written, since {cause} is refuse.", err=True)
        sys.exit(1)
    _show(imported.losses, losses, imported.unused)
    _fail_without(imported.articles, source, imported.losses)
    _conclude(imported, output)


def _conclude(imported: "Imported", output: Path) -> None:
    """Say what came in, and where the rest is; exit with 1 if there is a rest."""
    echo(f"{_summary(imported)}.", err=True)
    if imported.rejected:
        folder = os.path.commonpath([path.parent for path in imported.rejected])
        echo(f"The articles with errors are in {folder}; see `newscorpus check {folder}`.", err=True)
        echo(f"Correct them there, then run `newscorpus import --retry -o {output}`.", err=True)
        sys.exit(1)


def _fail_without(articles: int | str, source: Path, losses: "Losses") -> None:
    """Exit with 1 if a source has no articles."""
    if not articles:
        kinds = [loss.kind for loss in losses]
        # A phrase says more than a field that has no place.
        reason = next((kind for kind in kinds if " " in kind), kinds[0] if kinds else "it has no articles")
        echo(f"Nothing was imported from {source}: {reason}.", err=True)
        sys.exit(1)


def _show(losses: "Losses", file: Path | None, unused: "Report") -> None:
    """Say what is lost, and which parts of the mapping file fit nothing: they may be misspelt."""
    from newscorpus.text.words import counted

    show_losses(losses, file)
    if losses.unread:
        echo("Came in as words only, how often, and where first:", err=True)
        for line in losses.unread_lines(columns()):
            echo(line, err=True)
    for head, counts in (
        ("Ignored, as the mapping says", losses.ignored),
        ("New in corpus.yaml, to be described", losses.added),
    ):
        if counts:
            echo(_fitted(head, [f"{kind} × {count}" for kind, count in counts.most_common()]), err=True)
    if losses.unplaced:
        echo(f"{counted(losses.unplaced, 'quote')} without offsets: placed by the words alone.", err=True)
    if losses.uncounted:
        echo(f"What is lost is not known: {losses.uncounted}.", err=True)
    for finding in unused.diagnostics[:_MOST_KEYS]:
        place = finding.primary
        echo(f"{place.file}:{place.line}:{place.column}: warning: {finding.message}", err=True)
        if finding.help:
            echo(f"  help: {finding.help}", err=True)
    if len(unused) > _MOST_KEYS:
        echo(f"… and {len(unused) - _MOST_KEYS} more parts of the mapping file fit nothing in the source.", err=True)


_MOST_KEYS = 5


def _fitted(head: str, parts: "Sequence[str]") -> str:
    """Return a line with as many parts as the terminal has room for, and the number of the others; at least one."""
    for number in range(len(parts), 1, -1):
        line = f"{head}: {', '.join(parts[:number])}{f' and {len(parts) - number} more' * (number < len(parts))}."
        if len(line) <= columns():
            return line
    return f"{head}: {parts[0]}{f' and {len(parts) - 1} more' * (len(parts) > 1)}."


def _summary(imported: "Imported") -> str:
    from newscorpus.text.words import counted

    read, wrong = counted(imported.articles, "article"), len(imported.rejected)
    parts = [f"{imported.articles - wrong} of {read} imported" if wrong else f"{read} imported"]
    if wrong:
        codes = ", ".join(f"{code} × {count}" for code, count in imported.errors.items())
        parts.append(f"{wrong} {'has' if wrong == 1 else 'have'} errors ({codes})")
    losses, kinds = imported.losses, len(imported.losses)
    if kinds or not losses.uncounted:
        none = f"no loss counted by {losses.counted_by}" if losses.counted_by else "nothing lost"
        parts.append(f"{kinds} {'kind' if kinds == 1 else 'kinds'} of loss" if kinds else none)
    if not imported.written:
        parts.append("no file changed")
    return ", ".join(parts)
