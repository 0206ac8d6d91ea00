"""What a rule is: `Rule`, its `Finding`, and the registry by code.

A rule checks one article (`ArticleContext`), the summaries of all articles (`CorpusContext`), or the manifest, and
yields findings that name paths of the data model. It knows no positions, files or colours. Its code, name, severity,
explanation and example are at the function that checks it.
"""

import inspect
import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any

import attrs

from newscorpus._version import DOCUMENTATION
from newscorpus.diagnostics.changes import ProposedFix, replacing
from newscorpus.diagnostics.report import Path, Severity
from newscorpus.rules import examples
from newscorpus.text.meaning import is_another
from newscorpus.text.spans import Span
from newscorpus.text.suggest import Candidates

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


@attrs.frozen
class Finding:
    """A violation of a rule: the path of the value, the message, and how to fix it."""

    path: Path
    message: str
    at_key: bool = False
    """Whether to point at the key that leads to the path, not at the value."""
    part: Span | None = None
    """The part of the string at the path to point at; None for all of it."""
    label: str = ""
    in_text: tuple[tuple[Span, str], ...] = ()
    """Spans of the article text to show, each with a label."""
    related: tuple[tuple[Path, str], ...] = ()
    """Other paths of the annotation to show, each with a label."""
    notes: tuple[str, ...] = ()
    help: str | None = None
    arguments: tuple[str, ...] = ()
    """What distinguishes it from other findings of the rule at the same path."""
    alike: tuple[str, ...] = ()
    """What identifies it if it is about several values of which any may come first, and the last is reported: takes the
    place of the path in its fingerprint, which the order must not change."""
    fixes: tuple[ProposedFix, ...] = ()
    """Ways to fix it, the best first."""
    covers: tuple[Path, ...] = ()
    """Values for which this finding stands alone: no other is reported at or below them, not even of the codec."""
    worded: "Callable[[], Finding] | None" = attrs.field(default=None, eq=False, repr=False)
    """Returns the same finding with its message, help and fixes, where these take long. A waiver or a baseline needs
    none of them: it knows a finding by its path and its arguments."""

    @classmethod
    def unworded(cls, path: Path, arguments: tuple[str, ...], worded: "Callable[[], Finding]") -> "Finding":
        """Return a finding that gets its words only if it is reported: `worded` returns it with them."""
        return cls(path, "", arguments=arguments, worded=worded)

    def with_words(self) -> "Finding":
        """Return the finding with its words."""
        return self.worded() if self.worded else self


def did_you_mean(path: Path, old: str, new: str | None) -> tuple[str | None, tuple[ProposedFix, ...]]:
    """Return the help and the fixes that propose `new` instead of `old`.

    Without `new`, the help is None, and there are no fixes. Nor is there a fix if `old` may be another thing: `talks-2`
    is not a misspelling of `talks-1`.
    """
    if not new:
        return None, ()
    return f"did you mean `{new}`?", () if is_another(old, new) else (replacing(path, old, new),)


Check = Callable[[Any], Iterable[Any]]
"""`ArticleContext` or `Manifest` → findings; `CorpusContext` → pairs of target and finding."""

_SHARED = {f"  {{{name}}}": text.strip("\n") for name, text in vars(examples).items() if name.isupper()}
"""A line of an example that stands for a shared piece, and that piece."""
_SAME_ID = "NC701"
"""The rule about two articles with one id: a `Corpus` and a table have room for one of them only."""
_OUTSIDE_ARTICLES = ("NC0", "NC704", "NC706", "NC8")
"""Beginnings of codes of the rules about files as such, `corpus.yaml`, baselines, and waivers themselves."""
_MARK = re.compile(r" # <NC\d{3}>$", re.MULTILINE)


@attrs.frozen
class Rule:
    """A rule with its documentation and its check."""

    code: str
    name: str
    severity: Severity
    summary: str
    documented: Callable[..., Any] = attrs.field(repr=False)
    """The function whose docstring is the explanation and the example."""
    check: Check | None = None
    """None if a reader or the codec checks the rule."""
    needs_text: bool = False
    """Whether it checks only articles whose text is known."""
    scope: str = "article"
    """What it checks: an "article", the "corpus" or the "manifest"."""
    fix: str = ""
    """What `--fix` writes, if there is a safe fix."""
    unsafe_fix: str = ""
    """What only `--unsafe-fixes` writes."""
    opt_in: bool = False
    """Whether it applies only where it is selected, or has its severity from `corpus.yaml`; as all hints do."""

    @property
    def why(self) -> str:
        """The explanation."""
        return _documentation(self.documented)[0]

    @property
    def example(self) -> str:
        """An annotation that breaks the rule and one that does not, as a diff.

        Lines of the first begin with `- `, of the second with `+ `, of both with two spaces. `# <CODE>` ends the line
        where the finding must be, unless that is in another file, or the line cannot have a comment.
        """
        return _documentation(self.documented)[1]

    @property
    def diff(self) -> str:
        """The example without the mark of the finding, which only the tests need."""
        return _MARK.sub("", self.example)

    @property
    def marked(self) -> str:
        """The example with an arrow at the line where the finding is."""
        return _MARK.sub(f"  # ← {self.code}", self.example)

    @property
    def failing(self) -> str:
        """The annotation that breaks the rule, with the mark of the finding."""
        # A byte that is not UTF-8: since Python 3.13, a module with a surrogate in a docstring cannot be imported.
        return _without("+", self.example).replace(r"\xe9", "\udce9")

    @property
    def passing(self) -> str:
        """The annotation that does not break the rule."""
        return _without("-", self.diff)

    @property
    def configurable(self) -> bool:
        """Whether `corpus.yaml` may ignore it or change its severity."""
        return self.opt_in or self.severity is not ERROR or not (self.code[2] in "0123" or self.code == _SAME_ID)

    @property
    def waivable(self) -> bool:
        """Whether an article may waive it."""
        return self.configurable and not self.code.startswith(_OUTSIDE_ARTICLES)


def page_of(code: str) -> str:
    """Return the address of the page about the rule with this code."""
    return f"{DOCUMENTATION}/rules/{code}.html"


def _without(sign: str, example: str) -> str:
    """Return one side of an example: omit the lines that begin with `sign`, and the first two columns."""
    return "\n".join(line[2:] for line in example.split("\n") if not line.startswith(sign))


@cache  # read on request, since most checks show no explanation
def _documentation(function: Callable[..., Any]) -> tuple[str, str]:
    """Return the explanation and the example in the docstring of a rule, with shared pieces filled in."""
    why, _, example = (inspect.getdoc(function) or "").partition("\n\nExample:\n")
    lines = (line.removeprefix("    ") for line in example.split("\n"))
    return why, "\n".join(_SHARED.get(line, line) for line in lines)


def rule(
    code: str,
    name: str,
    severity: Severity,
    summary: str,
    *,
    needs_text: bool = False,
    scope: str = "article",
    fix: str = "",
    unsafe_fix: str = "",
    opt_in: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of the decorated function, which checks it; its docstring is the explanation and the example."""

    def make(check: Check) -> Rule:
        return Rule(code, name, severity, summary, check, check, needs_text, scope, fix, unsafe_fix, opt_in)

    return make


def declared(
    code: str, name: str, severity: Severity, summary: str, *, fix: str = "", unsafe_fix: str = ""
) -> Callable[[Callable[[], None]], Rule]:
    """Make a rule that a reader or the codec checks; the decorated function has nothing but the docstring."""

    def make(function: Callable[[], None]) -> Rule:
        return Rule(code, name, severity, summary, function, fix=fix, unsafe_fix=unsafe_fix)

    return make


BY_CODE: dict[str, Rule] = {}
"""All rules by code, in order. `newscorpus.rules` fills it, so that rules about rules need not import it."""


def named(name: str) -> Rule | None:
    """Return the rule with this code or name."""
    return BY_CODE.get(name) or next((rule for rule in BY_CODE.values() if rule.name == name), None)


@lru_cache(maxsize=256)
def find(name: str) -> tuple[Rule | None, str | None]:
    """Return the rule with this code or name.

    Without one, return None and the code or name that was probably meant, if any.
    """
    rule = named(name)
    if rule is not None:
        return rule, None
    return None, _names().closest(name)


@cache
def _names() -> Candidates:
    return Candidates([*BY_CODE, *(rule.name for rule in BY_CODE.values())])


@lru_cache(maxsize=512)
def matching(name: str) -> tuple[Rule, ...]:
    """Return the rules that a code, the beginning of codes, a name or `ALL` selects. All codes begin with `NC`."""
    if name == "ALL":
        return tuple(BY_CODE.values())
    by_code = name.startswith("NC")
    return tuple(r for r in BY_CODE.values() if r.name == name or (by_code and r.code.startswith(name)))
