"""`proofread`: a language model proofreads annotations; what it objects to is kept, reported, or written down."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from newscorpus import _process
from newscorpus.cli.options import OUTPUTS, Whole, argument, command, complete_rules, option
from newscorpus.cli.output import echo

if TYPE_CHECKING:
    from newscorpus.proofreading.asking import Ask
    from newscorpus.proofreading.kept import Case

EXAMPLES = (
    ('newscorpus proofread corpus/ --ask "llm -m MODEL"', "Ask about what has changed; report."),
    ('newscorpus proofread corpus/ --ask "llm" --dry-run', "Count the tokens; ask nobody."),
    ("newscorpus proofread corpus/ --prompts out/", "Write the prompts, for a batch."),
    ("newscorpus proofread corpus/ --answers in/", "Read what came back."),
    ('newscorpus proofread corpus/ --ask "llm" --evaluate', "Measure the model on your texts."),
    ("newscorpus check corpus/ --extend-select NC96", "Report what is kept; ask nobody."),
)
_PATIENCE: Final = 3
"""After so many prompts without an answer, one after the other, nobody is asked any more."""
_MODEL: Final = re.compile(r"(?:.*\s(?:-m|--model)[ =]|(?:\S*/)?)(\S+)")
"""A command, and the model that it names, or else its program. The rest of it may have a secret."""
_ANSWER: Final = re.compile(r"(.+)\.([0-9a-f]{16})(?:\..*)?")


@command("Let a language model proofread annotations.", examples=EXAMPLES)
def proofread(
    paths: tuple[Path, ...] = argument(required=False),
    *,
    ask: str | None = option(
        "Ask by this command, without a shell: prompt on standard input, answer on standard output.", metavar="COMMAND"
    ),
    prompts: Path | None = option("Write the prompts to this folder instead.", metavar="FOLDER", type=OUTPUTS),
    answers: Path | None = option("Read the answers in this folder, named as their prompts.", metavar="FOLDER"),
    write: bool = option("Record open objections in the files, as entries of `todo`."),
    dry_run: bool = option("Say how many prompts and tokens it would be; ask nobody."),
    evaluate: bool = option("Plant changes of meaning into copies, and count what the model finds; needs --ask."),
    seed: int = option("Seed of what --evaluate plants.", metavar="N", type=Whole(0), default=0),
    model: str | None = option("Name of the model, for what is kept.  [default: as in COMMAND]", metavar="NAME"),
    jobs: int = option("Prompts to send at a time.", metavar="N", type=Whole(1), default=4),
    timeout: int = option("Seconds for an answer.", metavar="SECONDS", type=Whole(1), default=300),
    extend_select: tuple[str, ...] = option(
        "Report these rules, too: NC971 for what is missing.", metavar="RULES", complete=complete_rules
    ),
    output_formats: tuple[str, ...] = option("Format of the report, as of `check`.", "--output-format", "FORMAT"),
    verbose: bool = option("List the objections that are not grounded in the article.", "-v --verbose"),
) -> None:
    """Let a language model proofread annotations, and report what it objects to.

    PATHS are files and folders; by default, the current folder. Each objection quotes the article; those that do not
    are dropped. Answers are kept in `.newscorpus/proofread/` in the folder of the corpus: articles that have not
    changed are not asked about again.
    """
    from newscorpus.checking.selection import codes_of
    from newscorpus.cli.check import check
    from newscorpus.errors import UsageError
    from newscorpus.proofreading.asking import by_command
    from newscorpus.proofreading.points import OPEN_POINT, write_points
    from newscorpus.text.words import flatten

    if sum(map(bool, (ask, prompts, answers))) > 1:
        raise UsageError("give one of --ask, --prompts and --answers")
    if evaluate and dry_run:
        raise UsageError("--evaluate asks twice about each article: give --dry-run without it")
    if not (ask or prompts or answers or write or dry_run) or (evaluate and not ask):
        raise UsageError("nothing to do: give --ask COMMAND, --prompts FOLDER or --answers FOLDER")
    paths = paths or (Path(),)
    codes = codes_of(["NC96", *",".join(extend_select).split(",")] if extend_select else ["NC96"])
    asked = by_command(ask, timeout) if ask else None
    if evaluate and asked:
        _evaluate(paths, asked, seed, jobs)
        return
    named = _MODEL.match(ask or "a-model")
    run = _Run(paths, flatten(model or (named[1] if named else "")) or "a-model")
    if dry_run or not (asked or answers):
        replies = run.unasked(None if dry_run else prompts)
    else:
        replies = run.asked(asked, jobs) if asked else run.read(answers or Path())
    if asked or prompts or answers or dry_run:
        run.keep(replies, verbose=verbose)
        run.say()
    if dry_run or prompts:
        return
    for file, count in write_points(paths, codes).items() if write else ():
        echo(f"Wrote {count} open point{'s' * (count > 1)} into {file}.", err=True)
    # Articles with errors are not sent: the errors are shown instead, so that nothing says that these passed.
    select = (*sorted({*codes, *run.errors}), *([OPEN_POINT] if write else []))
    click.get_current_context().invoke(check, paths=paths, select=select, output_formats=output_formats)
    if run.failed:
        sys.exit(1)


class _Run:
    """One pass over the articles, and the figures about it."""

    def __init__(self, paths: tuple[Path, ...], model: str) -> None:
        self._paths, self._model = paths, model
        self._prompts = self._tokens = self._unchanged = self._objections = self._dropped = 0
        self._refused: list[str] = []
        self.failed: list[str] = []
        self.errors = set[str]()
        """The rules whose errors keep articles from being sent."""

    def _cases(self) -> "Iterator[tuple[Case, str]]":
        """Yield the articles to ask about, each with its prompt."""
        from newscorpus.proofreading.kept import Case, cases
        from newscorpus.render.model import tokens

        for case in cases(self._paths):
            if not isinstance(case, Case):
                self._refused.append(f"{case.file}: {case.reason}")
                self.errors |= case.errors
            elif case.is_answered(self._model):
                self._unchanged += 1
            else:
                self._prompts += 1
                self._tokens += tokens(case.question)
                yield case, case.question

    def unasked(self, folder: Path | None) -> "Iterator[tuple[Case, str | Exception]]":
        """Ask nobody: write each prompt to a file in a folder, if one is given. Yield nothing."""
        from newscorpus.fs import atomic
        from newscorpus.fs.folders import make_folders, stem_of

        for case, question in self._cases():
            if folder is not None:
                make_folders(folder)
                atomic.write_text(folder / f"{stem_of(case.article.id)}.{case.digest}.txt", question)
        yield from ()

    def asked(self, ask: "Ask", jobs: int) -> "Iterator[tuple[Case, str | Exception]]":
        """Yield the answers of a command; with a progress line, until it fails too often."""
        from newscorpus.checking.selection import SessionOptions
        from newscorpus.checking.session import discover
        from newscorpus.proofreading.asking import answers

        total, in_a_row = len(discover(SessionOptions(self._paths)).reported), 0
        for case, answer in answers(self._cases(), ask, jobs=jobs):
            if _process.progress is not None:
                _process.progress("Proofread files", self._prompts + self._unchanged, total)
            in_a_row = in_a_row + 1 if isinstance(answer, Exception) else 0
            yield case, answer
            if in_a_row == _PATIENCE:
                self.failed.append(f"{_PATIENCE} prompts in a row got no answer: nobody was asked any more")
                return

    def read(self, folder: Path) -> "Iterator[tuple[Case, str | Exception]]":
        """Yield the answers in a folder. Those to prompts about articles that have changed since are not read."""
        from newscorpus.api.load import read_utf8

        matches = ((file, _ANSWER.fullmatch(file.name)) for file in sorted(folder.iterdir()))
        files = {match.groups(): file for file, match in matches if match}
        for case, _ in self._cases():
            file = files.get((case.article.id, case.digest))
            yield case, read_utf8(file) if file else LookupError(f"{folder} has no answer to its present prompt")

    def keep(self, replies: "Iterator[tuple[Case, str | Exception]]", *, verbose: bool) -> None:
        """Keep each answer as soon as it is there."""
        from newscorpus.proofreading.answer import read_objections
        from newscorpus.proofreading.kept import keep

        for case, answer in replies:
            if isinstance(answer, Exception):
                self.failed.append(f"{case.file}: {answer}")
                continue
            proofreading = read_objections(answer, case.article, corpus=case.corpus)
            keep(case, proofreading, self._model)
            self._objections += len(proofreading.objections)
            self._dropped += len(proofreading.dropped)
            for dropped in proofreading.dropped if verbose else ():
                echo(f"Dropped, {case.file}: {dropped}.", err=True)

    def say(self) -> None:
        """Print what was asked, what was not and why, and what failed."""
        from newscorpus.text.words import counted

        for problem in self._refused:
            echo(f"Not sent, {problem}.", err=True)
        for problem in self.failed:
            echo(f"No answer, {problem}.", err=True)
        tokens = f" of about {self._tokens:,} tokens" if self._prompts else ""
        parts = [f"{counted(self._prompts, 'prompt')}{tokens}", f"{counted(self._unchanged, 'article')} unchanged"]
        parts += [f"{counted(self._objections, 'objection')}, {self._dropped} dropped"] * bool(
            self._objections or self._dropped
        )
        echo(f"{'; '.join(parts)}.", err=True)


def _evaluate(paths: tuple[Path, ...], ask: "Ask", seed: int, jobs: int) -> None:
    from newscorpus.api.load import iter_articles
    from newscorpus.proofreading.evaluation import evaluate
    from newscorpus.text.words import counted

    articles = (article for path in paths for article in iter_articles(path))
    result = evaluate(articles, ask, seed=seed, jobs=jobs)
    echo("kind      planted  found")
    counts = [*((kind, count, result.recalled[kind]) for kind, count in result.planted.items())]
    for kind, planted, recalled in (*counts, ("all", result.planted.total(), result.recalled.total())):
        echo(f"{kind:8} {planted:8} {recalled:6} {recalled / planted if planted else 0:6.0%}")
    said = ", ".join(f"{count} {problem}" for problem, count in result.unchanged.items()) or "none"
    echo(f"Objections on {counted(result.articles, 'article')} without planted changes: {said}.")
    if result.failed:
        echo(f"{result.failed} prompts without an answer that can be read.", err=True)
        sys.exit(1)
