"""What a rule is: `Rule`, its `Finding`, and the decorator that makes one of a function.

A rule checks one article (`ArticleContext`), the summaries of all articles (`CorpusContext`), or the manifest, and
yields findings that name paths of the data model. It knows no positions, files or colours. Its code, name, severity,
languages, explanation and example are at the function that checks it; `registry` finds it without importing that. Those
of rules that a reader or the codec checks are in `declared.toml`.
"""

import inspect
import pathlib
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from importlib import import_module
from typing import Any, Final

import attrs

from newscorpus._version import DOCUMENTATION, IS_PUBLISHED
from newscorpus.diagnostics.changes import ProposedFix, replacing
from newscorpus.diagnostics.report import Path, Severity
from newscorpus.text.meaning import is_another
from newscorpus.text.spans import Span
from newscorpus.text.words import pattern

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

OBJECTIONS: Final = ("NC96", "NC97")
"""Beginnings of the codes of rules that report what `newscorpus proofread` has kept: nothing, where nobody ran it."""
KEPT: Final = ".newscorpus/proofread"
"""The folder where that is kept, in the folder of the corpus."""
OWN_PREFIX: Final = "NC"
"""Codes of newscorpus begin with it, and no others do."""
_SAME_ID = "NC701"
"""The rule about two articles with one id: a `Corpus` and a table have room for one of them only."""
_OUTSIDE_ARTICLES = ("NC0", "NC704", "NC706", "NC709", "NC8")
"""Beginnings of codes of the rules about files as such, `corpus.yaml`, baselines, and waivers themselves."""
_MARK = pattern(r" # <[A-Z]+\d{3}>$", re.MULTILINE)


@attrs.frozen(slots=False)
class Rule:
    """A rule with its documentation and its check. Make one with the decorator `rule`."""

    code: str
    """A prefix and three digits: `XX123`. `NC` is the prefix of newscorpus."""
    name: str
    """States the defect: `quote-not-in-text`."""
    severity: Severity = attrs.field(converter=Severity)
    summary: str
    """What it reports, as a clause."""
    source: str = attrs.field(repr=False)
    """The function with the explanation, the example and the check: `module:name`."""
    is_checked: bool = True
    """Whether there is such a function; False if a reader or the codec checks the rule."""
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
    languages: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    """The primary subtags of the languages whose articles it checks; all languages, if there are none."""
    url: str = ""
    """The page about it, if it is not one of newscorpus."""
    _function: Callable[..., Any] | None = attrs.field(default=None, eq=False, repr=False)

    @cached_property
    def function(self) -> Callable[..., Any]:
        """The function with the explanation, the example and the check, whose module is imported for it."""
        if self._function is not None:
            return self._function
        module, _, name = self.source.partition(":")
        declared: Rule = getattr(import_module(module), name)
        return declared.function

    @property
    def check(self) -> Check | None:
        """The function that checks it; None if a reader or the codec does."""
        return self.function if self.is_checked else None

    @property
    def why(self) -> str:
        """The explanation."""
        return self._documentation[0]

    @property
    def example(self) -> str:
        """An annotation that breaks the rule and one that does not, as a diff.

        Lines of the first begin with `- `, of the second with `+ `, of both with two spaces. `# <CODE>` ends the line
        where the finding must be, unless that is in another file, or the line cannot have a comment.
        """
        return self._documentation[1]

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

    @cached_property
    def _documentation(self) -> tuple[str, str]:
        """The explanation and the example, with shared pieces filled in."""
        shared = _shared_pieces()
        written = inspect.getdoc(self.function) if self.is_checked else declared_rules()[self.code]["documentation"]
        why, _, example = (written or "").rstrip().partition("\n\nExample:\n")
        lines = (line.removeprefix("    ") for line in example.split("\n"))
        return why, "\n".join(shared.get(line, line) for line in lines)

    @property
    def is_own(self) -> bool:
        """Whether it is a rule of newscorpus, and not of a plug-in."""
        return self.code.startswith(OWN_PREFIX)

    @property
    def configurable(self) -> bool:
        """Whether `corpus.yaml` may ignore it or change its severity."""
        if not self.is_own:
            return True
        return self.opt_in or self.severity is not ERROR or not (self.code[2] in "0123" or self.code == _SAME_ID)

    @property
    def waivable(self) -> bool:
        """Whether an article may waive it."""
        return self.configurable and not self.code.startswith(_OUTSIDE_ARTICLES)

    @property
    def page(self) -> str:
        """The address of the page about it; empty if there is none that can be opened."""
        if not self.is_own:
            return self.url
        return f"{DOCUMENTATION}/rules/{self.code}.html" if IS_PUBLISHED else ""

    def applies_to(self, language: str, *, has_text: bool) -> bool:
        """Return whether it checks an article in a language, by its primary subtag, with or without its text."""
        return (has_text or not self.needs_text) and (not self.languages or language in self.languages)


@cache
def declared_rules() -> Mapping[str, Mapping[str, Any]]:
    """Return the rules that a reader or the codec checks, by code, with their documentation."""
    import tomllib  # noqa: PLC0415 - checks need it not

    return tomllib.loads(pathlib.Path(__file__).with_name("declared.toml").read_text(encoding="utf-8"))


@cache
def _shared_pieces() -> dict[str, str]:
    """What the examples of several rules begin with, by the line that stands for it."""
    written = pathlib.Path(__file__).with_name("examples.txt").read_text(encoding="utf-8")
    _, *pieces = re.split(r"^(\{[A-Z_]+\})\n", written, flags=re.MULTILINE)
    return {f"  {name}": piece.rstrip("\n") for name, piece in zip(pieces[::2], pieces[1::2], strict=True)}


def _without(sign: str, example: str) -> str:
    """Return one side of an example: omit the lines that begin with `sign`, and the first two columns."""
    return "\n".join(line[2:] for line in example.split("\n") if not line.startswith(sign))


def rule(
    code: str, name: str, severity: Severity | str, summary: str, *, scope: str = "article", **options: Any
) -> Callable[[Check], Rule]:
    """Make a rule of the decorated function, which checks it; its docstring is the explanation and the example.

    Args:
        code: A prefix of your own and three digits: `XX123`.
        name: States the defect in a few words with hyphens between: `title-in-capitals`.
        severity: "error", "warning" or "hint"; hints are reported only where they are selected.
        summary: What the rule reports, as a clause: `the title of an event is in capitals`.
        scope: What the function is called with: an "article" (`ArticleContext`). Rules of newscorpus also check the
            "corpus" or the "manifest".
        **options: `needs_text`, `languages`, `opt_in`, `fix`, `unsafe_fix` and `url`, as `Rule` describes them.
    """

    def make(check: Check) -> Rule:
        source = f"{check.__module__}:{check.__qualname__}"
        return Rule(code, name, severity, summary, source, scope=scope, function=check, **options)

    return make
