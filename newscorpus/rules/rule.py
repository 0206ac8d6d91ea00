"""What a rule is. A rule looks at one article (`View`) or at the facts of all, and yields findings that name paths of
the
model; it sees no positions, files or colours. Code, name, severity, explanation and examples stand where the rule does.
"""

import inspect
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import attrs

from newscorpus.diagnostics.changes import ProposedFix
from newscorpus.diagnostics.report import Path, Severity
from newscorpus.text.spans import Span
from newscorpus.text.suggest import closest

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
    fixes: tuple[ProposedFix, ...] = ()
    """Ways to mend it, the best first."""


def is_own(path: Path) -> bool:
    """Whether a path leads to a field of the corpus's own, or to all of them, in an object of the article."""
    return path[2:3] == ("attributes",)


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
        lines = example.strip("\n")
        return Rule(code, name, severity, summary, why, lines, check, needs_text, scope, fix, unsafe_fix)

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


BY_CODE: dict[str, Rule] = {}
"""All rules by code, in order. `newscorpus.rules` fills it; rules about names of rules ask it through `find`."""


@lru_cache(maxsize=256)
def find(name: str) -> tuple[Rule | None, str | None]:
    """The rule of that code or name; or None and what may have been meant."""
    for rule in BY_CODE.values():
        if name in (rule.code, rule.name):
            return rule, None
    return None, closest(name, [*BY_CODE, *(rule.name for rule in BY_CODE.values())])


def matching(name: str) -> tuple[Rule, ...]:
    """The rules that a code, the beginning of codes (from `NC` and a digit on) or a name stands for."""
    by_code = name.startswith("NC") and len(name) > 2
    return tuple(r for r in BY_CODE.values() if r.name == name or (by_code and r.code.startswith(name)))


def times(count: int) -> str:
    """`3 times`."""
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"
