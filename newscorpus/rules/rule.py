"""What a rule is. A rule looks at one article (`View`) or at the facts of all, and yields findings that name paths of
the
model; it sees no positions, files or colours. Code, name, severity, explanation and examples stand where the rule does.
"""

import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import attrs

from newscorpus import limits
from newscorpus.anchoring import Lost
from newscorpus.diagnostics.changes import Mend, shown
from newscorpus.diagnostics.report import Path, Severity
from newscorpus.models import Actor, Article, Manifest, Quote, When, mentions_of
from newscorpus.models.frozen import replaced
from newscorpus.models.traversal import quotes_of
from newscorpus.text import Span, Text

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


@attrs.frozen
class Finding:
    """What a rule found: where, by path, and what to say."""

    path: Path
    message: str
    at_key: bool = False
    """Points at the key that leads to the path, not at the value."""
    part: Span | None = None
    """A range of the decoded text of the scalar at the path, in code points."""
    label: str = ""
    in_text: tuple[tuple[Span, str], ...] = ()
    """Places in the article's text, each with words."""
    related: tuple[tuple[Path, str], ...] = ()
    """Other places in the annotation, each with words."""
    notes: tuple[str, ...] = ()
    help: str | None = None
    arguments: tuple[str, ...] = ()
    """What tells it from another finding of its rule at its path."""
    mends: tuple[Mend, ...] = ()
    """Ways to mend it, the best first."""


@attrs.frozen(slots=False)
class View:
    """What a rule sees of one article: anchored, with its registry's actors merged in."""

    article: Article
    local: Mapping[str, Actor]
    """The actors as the file itself has them."""
    manifest: Manifest
    text: Text | None
    lost: tuple[Lost, ...] = ()
    cut: tuple[tuple[Path, Quote], ...] = ()
    """The quotes that cut a word."""
    stem: str | None = None
    """The file's name without ending, if the file holds this article alone and belongs to a corpus."""
    broken: frozenset[Path] = frozenset()
    """Paths of malformed values: blanks stand there."""
    today: date | None = None
    """The day on which the check is run; None for the computer's."""

    @cached_property
    def quotes(self) -> list[tuple[Path, Quote]]:
        """All quotes with their paths."""
        return list(quotes_of(self.article))

    @cached_property
    def mentions(self) -> Mapping[str, tuple[Span, ...]]:
        """Mentions of each actor."""
        found = mentions_of(self.article)
        return {key: found[actor.id] for key, actor in self.article.actors.items()}

    def may_suggest(self, kind: str) -> bool:
        """Whether one more finding of that kind may say what is meant instead: the first hundred may."""
        self._suggested[kind] += 1
        return self._suggested[kind] <= limits.MAX_SUGGESTIONS

    @cached_property
    def _suggested(self) -> Counter[str]:
        return Counter()

    @cached_property
    def lost_paths(self) -> frozenset[Path]:
        """Paths of the quotes that have no place in the text."""
        return frozenset(lost.path for lost in self.lost)

    def is_broken(self, *path: str | int) -> bool:
        """Whether something at or below `path` is malformed or a quote without a place."""
        if not self.broken and not self.lost:
            return False
        n = len(path)
        return any(b[:n] == path for b in self.broken) or any(b[:n] == path for b in self.lost_paths)


def own(view: View) -> Article:
    """The article with the actors as its file has them, without what the registry gives them."""
    article: Article = replaced(view.article, actors=view.local)
    return article


def is_own(path: Path) -> bool:
    """Whether a path leads to a field of the corpus's own, or to all of them, in an object of the article."""
    return path[2:3] == ("attributes",)


Found = TypeVar("Found")


def once(ask: Callable[[View], Iterable[Found]]) -> Callable[[View], Sequence[Found]]:
    """What several rules ask of one article is found out once, by the first that asks."""

    def answer(view: View) -> Sequence[Found]:
        known: dict[Any, Sequence[Found]] = view.__dict__.setdefault("answers", {})
        found = known.get(ask)
        if found is None:
            found = known[ask] = tuple(ask(view))
        return found

    return answer


@once
def whens(view: View) -> Iterator[tuple[Path, When]]:
    """Every `when`, with its path."""
    for key, event in view.article.events.items():
        if event.when is not None:
            yield ("events", key, "when"), event.when
    for i, claim in enumerate(view.article.claims):
        if claim.when is not None:
            yield ("claims", i, "when"), claim.when


Check = Callable[[Any], Iterable[Any]]
"""View -> findings; for a corpus rule, CorpusView -> pairs of place and finding; for a manifest rule, Manifest ->
findings."""

_MARK = re.compile(r" # <NC\d{3}>$", re.MULTILINE)


@attrs.frozen
class Rule:
    """A rule: all that is known of it, in one place."""

    code: str
    name: str
    severity: Severity
    summary: str
    why: str
    example: str
    """An annotation that breaks the rule and one that does not, as a diff: lines of the first begin with `- `, of the
    second with `+ `, of both with two spaces. `# <CODE>` ends the line where the finding must be; it is left out where
    that is another file's, or a line that cannot have a comment."""
    check: Check | None = None
    """None where a reader or the codec finds it."""
    needs_text: bool = False
    scope: str = "article"
    """What it looks at: an article's `View`, a "corpus" of facts, or its "manifest"."""
    fix: str = ""
    """What `--fix` does about it, as far as something can be done: it becomes …"""
    unsafe_fix: str = ""
    """What only `--unsafe-fixes` does."""

    @property
    def diff(self) -> str:
        """The example without the mark, which only the tests need."""
        return _MARK.sub("", self.example)

    @property
    def failing(self) -> str:
        """The annotation that breaks the rule, with the mark."""
        return _without("+", self.example)

    @property
    def passing(self) -> str:
        """The annotation that does not."""
        return _without("-", self.diff)

    @property
    def waivable(self) -> bool:
        """Whether a file may waive it, with a reason. Its severity may be configured under the same condition."""
        return self.severity is not ERROR or self.code[2] not in "0123"


def _without(sign: str, example: str) -> str:
    """Take one side out of an example: leave out the lines that begin with `sign`, and the first two columns."""
    return "\n".join(line[2:] for line in example.split("\n") if not line.startswith(sign))


def rule(
    code: str,
    name: str,
    severity: Severity,
    summary: str,
    *,
    example: str,
    needs_text: bool = False,
    scope: str = "article",
    fix: str = "",
    unsafe_fix: str = "",
) -> Callable[[Check], Rule]:
    """Makes a rule of the function that checks it; the docstring is the explanation."""

    def make(check: Check) -> Rule:
        why = inspect.getdoc(check) or ""
        shown = example.strip("\n")
        return Rule(code, name, severity, summary, why, shown, check, needs_text, scope, fix, unsafe_fix)

    return make


def declared(
    code: str,
    name: str,
    severity: Severity,
    summary: str,
    why: str,
    *,
    example: str,
    fix: str = "",
    unsafe_fix: str = "",
) -> Rule:
    """A rule that is checked where the file is read."""
    why = inspect.cleandoc(why)
    return Rule(code, name, severity, summary, why, example.strip("\n"), fix=fix, unsafe_fix=unsafe_fix)


code = shown


def times(count: int) -> str:
    """`3 times`."""
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"


__all__ = [
    "ERROR",
    "HINT",
    "WARNING",
    "Finding",
    "Iterator",
    "Rule",
    "View",
    "code",
    "declared",
    "is_own",
    "once",
    "own",
    "rule",
    "times",
    "whens",
]
