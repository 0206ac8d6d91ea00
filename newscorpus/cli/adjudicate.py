"""`adjudicate`: one version of the annotations of several people, and the decision of open points."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from newscorpus.cli.options import SKIP_INVALID, argument, command, option
from newscorpus.cli.output import echo, exit_if_skipped, show_refusal

if TYPE_CHECKING:
    from newscorpus.api.adjudicate import Adjudication

EXAMPLES = (
    ("newscorpus adjudicate anna/ bert/ -o gold/", "What both have; open points become entries of `todo`."),
    ("newscorpus check gold/", "Report the open points."),
    (
        "newscorpus adjudicate --accept anna gold/court.yaml --at events.session.status",
        "Take the version of anna at one point.",
    ),
    ("newscorpus adjudicate --accept bert gold/ --at 'events.*.title'", "Take all titles of bert."),
)


@command("Make one version of several annotations.", examples=EXAMPLES)
def adjudicate(
    paths: tuple[Path, ...] = argument("PATH..."),
    *,
    output: Path | None = option("Folder to write.", "-o --output", "FOLDER"),
    force: bool = option("Replace files that are there, or with --accept values that were decided by hand."),
    accept: str | None = option("Decide open points of PATH for the version of this annotator.", metavar="NAME"),
    at: tuple[str, ...] = option(
        "Which points to decide, with * for any: `events.*.title`.  [default: all]", metavar="POINT"
    ),
    skip_invalid: bool = SKIP_INVALID,
) -> None:
    """Make one version of the annotations of several people, or decide what is open in it.

    Each PATH is the folder of an annotator, or a file in it, with the same articles by their ids. What all have is
    taken; where they differ, an entry of `todo` has the version of each. With --accept, PATH is such a version, a file
    or a folder.
    """
    from newscorpus.errors import UsageError

    if accept is not None:
        if output is not None:
            raise UsageError("--accept changes files in place: without --output")
        if not _accept(paths, accept, at, force=force):
            sys.exit(1)
        return
    if output is None:
        raise UsageError("give a folder to write: -o FOLDER; or decide open points: --accept NAME")
    if at:
        raise UsageError("--at names the points to accept; use it with --accept")
    from newscorpus.api.adjudicate import adjudicate as make

    version = make(paths, output, force=force, skip_invalid=skip_invalid)
    for line in _lines(version, output):
        echo(line)
    exit_if_skipped(version.report)


def _lines(result: "Adjudication", output: Path) -> Iterator[str]:
    for file, todos in result.open.items():
        yield f"{file}: {_points(len(todos))}"
    for file in result.kept:
        yield f"{file}: kept as it is; --force writes it again"
    if result.left_out:
        yield f"Left out, since only some annotators have them: {', '.join(result.left_out)}"
    if result.comments:
        yield f"Comments that {output.as_posix()} does not have:"
        yield from (f"  {comment.file}:{comment.line}: {comment.comment}" for comment in result.comments)
    if any(result.open.values()):
        yield f"`newscorpus check {output.as_posix()}` reports the open points."


def _points(number: int) -> str:
    return f"{number or 'no'} open point{'s' * (number != 1)}"


def _accept(paths: Iterable[Path], annotator: str, at: tuple[str, ...], *, force: bool) -> bool:
    """Accept versions in each file; return whether all files could be edited."""
    from newscorpus.api.accept import decide, named, open_files
    from newscorpus.errors import InvalidCorpus, UsageError

    is_done = True
    for file in open_files(paths, annotator, at):
        try:
            decided = decide(file, annotator, at, force=force)
        except InvalidCorpus as e:
            show_refusal(e.report, f"Nothing was written to {file}.")
            is_done = False
            continue
        except UsageError as e:
            echo(f"error: {e}", err=True)
            is_done = False
            continue
        for todo in decided.accepted:
            echo(f"{file}: {named(todo)}: accepted from {annotator}")
        for todo in decided.kept:
            echo(f"{file}: {named(todo)}: kept, since it was decided by hand; delete its entry, or add --force")
        echo(f"{file}: {_points(decided.left)}")
    return is_done
