"""Diagnostics as data: frozen, plain, without I/O. Rules lead to them, renderers show them."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain, islice
from typing import Any, Final, Protocol

import attrs

from newscorpus.diagnostics.totals import Totals, kinds_of

Path = tuple[str | int, ...]

notebook_html: Callable[[Any], str] | None = None
"""Renders a model or a report as HTML for a notebook. `newscorpus` sets it, since models must not import that."""
report_text: Callable[..., str] | None = None
"""Renders a report as text: the report, the name of the format, and its options. `newscorpus` sets it, too."""

VERSION = 1
"""Version of a report as JSON. It rises if a field is removed or changes its meaning, not if one is added."""

IN_MEMORY: Final = 1_000
"""Findings of a report that are kept in memory. More are in a temporary database: see `on_disk`."""

INTERNAL = "internal"
"""Metadata of a field that reports in JSON do not have."""


class Severity(StrEnum):
    """How bad a finding is: `error`, `warning` or `hint`. Errors make `check` fail unless it is configured otherwise.

    Example::

        assert nc.Severity("error") is nc.Severity.ERROR
        assert nc.Severity.ERROR.rank < nc.Severity.HINT.rank
    """

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for an error, then 1, 2."""
        return list(Severity).index(self)


def in_notebook(model: object) -> str | None:
    """Return the HTML that a notebook shows of a model or a report; None for its repr."""
    return notebook_html(model) if notebook_html else None


def path_text(path: Path) -> str:
    """Write `("claims", 2, "quote")` as `claims[2].quote`."""
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else step
    return out


@attrs.frozen
class Span:
    """A place in a file.

    Offsets and columns are in code points. Lines and columns count from 1; ends are exclusive. Columns are also given
    in bytes of UTF-8, which some tools want.

    Example::

        for finding in nc.check("seeds/", select=["NC9"]).diagnostics:
            print(finding.primary.file, finding.primary.line, finding.primary.column)
    """

    file: str
    """Path of the file, relative or absolute as it was given, with `/`."""
    start: int
    """Offset of the first character."""
    end: int
    """Offset behind the last character."""
    line: int
    """Line of the first character, from 1."""
    column: int
    """Column of the first character, from 1."""
    end_line: int
    """Line of the end, from 1."""
    end_column: int
    """Column behind the last character, from 1."""
    excerpt: str = ""
    """The first line of it, as far as it is shown."""
    excerpt_column: int = 1
    """Column at which the excerpt begins."""
    byte_column: int = attrs.field(default=attrs.Factory(lambda self: self.column, takes_self=True))
    """`column` in bytes of UTF-8."""
    end_byte_column: int = attrs.field(default=attrs.Factory(lambda self: self.end_column, takes_self=True))
    """`end_column` in bytes of UTF-8."""

    @classmethod
    def of_file(cls, file: str) -> "Span":
        """Return the span of a diagnostic about a file as a whole: its beginning."""
        return cls(file, start=0, end=0, line=1, column=1, end_line=1, end_column=1)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@attrs.frozen
class Label:
    """A second place that a finding speaks of, and what is there."""

    span: Span
    """Where."""
    text: str
    """What is there."""
    words: tuple[int, int] | None = None
    """If these are words of the article, their start and end in its text, in code points, whatever file contains it."""


@attrs.frozen
class Edit:
    """The words at `span` become `text`; an empty span is a place to insert it."""

    span: Span
    """What is replaced."""
    text: str
    """The new source there."""


@attrs.frozen
class Fix:
    """A fix of a finding: edits of one file's source, which belong together."""

    title: str
    """What it does, in the imperative: "replace `visitr` with `visitor`"."""
    edits: tuple[Edit, ...]
    """The changes of the source, which do not overlap."""
    safe: bool
    """Whether it changes nothing that is meant: `--fix` makes it. Others need `--unsafe-fixes` as well."""
    similarity: float | None = None
    """If it writes the nearest words of the article: how similar the given words are, from 0 to 1 (equal)."""

    @property
    def option(self) -> str:
        """The options of `check` that make it."""
        return "--fix" if self.safe else "--fix --unsafe-fixes"


class RuleHeader(Protocol):
    """The fields of a rule that its diagnostics repeat."""

    @property
    def code(self) -> str:
        """Code of the rule: NC301."""
        ...

    @property
    def name(self) -> str:
        """Name of the rule: quote-not-in-text."""
        ...

    @property
    def severity(self) -> Severity:
        """Severity unless the configuration sets another."""
        ...


@attrs.frozen
class Diagnostic:
    """One finding: what is wrong, where, and how to fix it.

    Example::

        for finding in nc.check("seeds/", select=["NC9"]).diagnostics:
            print(finding.code, finding.message, finding.advice)
    """

    code: str
    """Code of the rule: NC301."""
    name: str
    """Name of the rule: quote-not-in-text."""
    severity: Severity
    """How bad it is."""
    message: str
    """What is wrong, in one line."""
    primary: Span
    """Where it is."""
    label: str = ""
    """What to show at the primary place, beside the message."""
    labels: tuple[Label, ...] = ()
    """Other places that it speaks of."""
    notes: tuple[str, ...] = ()
    """What else there is to know."""
    help: str | None = None
    """How to fix it, in words."""
    path: Path = ()
    """Where in the document, by ids: `("events", "visit-june", "when")`; empty for the whole and for syntax."""
    arguments: tuple[str, ...] = ()
    """What distinguishes this finding from others of its code at its path."""
    fingerprint: str = ""
    """A name for it that stays when the file is edited elsewhere or moved; empty if no baseline may contain it."""
    fixes: tuple[Fix, ...] = ()
    """The fixes, the best first."""
    proposed: tuple[Any, ...] = attrs.field(default=(), eq=False, repr=False, metadata={INTERNAL: True})
    """Fixes that its rule proposes (`changes.ProposedFix`), as long as they are not built."""
    named: tuple[str, str] | None = attrs.field(default=None, eq=False, repr=False, metadata={INTERNAL: True})
    """Where it is as a waiver says it: `at` and `quote`, which may be empty; None if that is the path as it is."""

    @property
    def elsewhere(self) -> tuple[Label, ...]:
        """The labels at other places than the primary one."""
        return tuple(label for label in self.labels if label.span != self.primary)

    @classmethod
    def from_rule(
        cls, rule: RuleHeader, message: str, primary: Span, *, severity: Severity | None = None, **more: Any
    ) -> "Diagnostic":
        """Make a diagnostic of a rule.

        Args:
            rule: The rule that reports it.
            message: What is wrong, in one line.
            primary: The place of the error.
            severity: The configured severity; None for the one of the rule.
            **more: Any other fields.
        """
        return cls(rule.code, rule.name, severity or rule.severity, message, primary, **more)

    @property
    def advice(self) -> str | None:
        """How to fix it, in words: what the best fix does, and by which option; else the help."""
        if self.fixes:
            return f"{self.fixes[0].title} ({self.fixes[0].option})"
        return self.help

    @property
    def order(self) -> tuple[str, int, str, int, str]:
        """Sort key: file, place, code."""
        return self.primary.file, self.primary.start, self.code, self.primary.end, self.message

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as a flat mapping, for a row of a table.

        Returns:
            `file`, `line`, `column`, `end_line`, `end_column`, `severity`, `code`, `name`, `message`, `label`, `advice`
            and `path`, such as `events.visit.when`. Lines and columns count from 1.
        """
        at = self.primary
        places = {field: getattr(at, field) for field in ("file", "line", "column", "end_line", "end_column")}
        words = {field: getattr(self, field) for field in ("code", "name", "message", "label", "advice")}
        return {**places, "severity": str(self.severity), **words, "path": path_text(self.path)}

    def __str__(self) -> str:
        return f"{self.primary}: {self.severity} {self.code} {self.name}: {self.message}"


def _codes(diagnostics: Sequence[Diagnostic]) -> str:
    """The repr of findings in a report: their number, and the codes of the first ones."""
    codes = [*(one.code for one in diagnostics[:3]), *(["…"] if len(diagnostics) > 3 else [])]
    return f"<{len(diagnostics)}{codes and ': '}{', '.join(codes)}>"


@attrs.frozen
class Report:
    """The result of a check: findings in order, what was waived, and how much was read.

    Iterate over a report to get its findings; its length is their number, `report[0]` the first one. `print` shows a
    line for each, a notebook a table.

    Example::

        report = nc.check("seeds/", extend_select=["NC9"])
        assert report.ok
        assert report.totals.articles == 1
        print(len(report), [finding.code for finding in report])
    """

    diagnostics: Sequence[Diagnostic] = attrs.field(default=(), repr=_codes)
    """The findings, by file and place."""
    waived: int = 0
    """The number of findings that are waived."""
    baselined: int = 0
    """The number of findings that the baseline contains."""
    totals: Totals = attrs.field(factory=Totals)
    """The numbers of articles, actors, events, claims and quotes that were read."""
    skipped: tuple[str, ...] = ()
    """The names of YAML files outside a corpus that are not articles, since they lack `format`."""
    name: str | None = None
    """The name of the corpus, if all articles are files of one."""
    hints_off: tuple[str, ...] = attrs.field(default=(), repr=False)
    """The codes of the hints that were not selected."""

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    def __getitem__(self, at: int) -> Diagnostic:
        return self.diagnostics[at]

    def __bool__(self) -> bool:
        """True, with or without findings: `if report:` must not mean that something is wrong."""
        return True

    def __str__(self) -> str:
        """The findings in the format "concise"."""
        return self.render("concise").rstrip("\n") or "no findings"

    def render(self, format: str = "full", *, color: bool = False, max_tokens: int | None = None) -> str:
        """Return the report as text.

        Args:
            format: A format of `newscorpus check --output-format`: "full", "concise", "json", "sarif", …
            color: Whether to colour it, if the format is "full".
            max_tokens: About how long it is at most, if the format is "model", for language models: 1000 by default.

        Returns:
            The text, with a newline at the end unless it is empty.

        Raises:
            UsageError: If the format is unknown.

        Example::

            print(nc.check("seeds/", extend_select=["NC9"]).render("concise"))
        """
        assert report_text is not None
        return report_text(self, format, color=color, max_tokens=max_tokens)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the findings as rows of a table, such as of a pandas DataFrame.

        Returns:
            For each finding, what `Diagnostic.to_dict` returns.
        """
        return [d.to_dict() for d in self.diagnostics]

    def _repr_html_(self) -> str | None:
        return in_notebook(self)

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity.

        Args:
            severity: The severity.

        Returns:
            The number of findings.
        """
        return sum(count for kind, count in kinds_of(self.diagnostics).items() if kind.severity == severity)

    @property
    def codes(self) -> Counter[str]:
        """The number of findings of each code."""
        codes = Counter[str]()
        for kind, count in kinds_of(self.diagnostics).items():
            codes[kind.code] += count
        return codes

    @property
    def errors(self) -> Sequence[Diagnostic]:
        """The findings that are errors."""
        errors = (d for d in self.diagnostics if d.severity is Severity.ERROR)
        return list(errors) if isinstance(self.diagnostics, tuple | list) else in_order(errors)

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not self.count(Severity.ERROR)

    def fails(self, on: Severity = Severity.ERROR) -> bool:
        """Report whether a finding is at least as severe as `on`.

        Args:
            on: The severity that counts.

        Returns:
            Whether there is such a finding.
        """
        return any(Severity(kind.severity).rank <= on.rank for kind in kinds_of(self.diagnostics))


def in_order(diagnostics: Iterable[Diagnostic], first: Collection[str] = ()) -> Sequence[Diagnostic]:
    """Sort diagnostics by file, place and code, those of the files `first` before others. Equal ones are reported once.

    Raises OSError if many do not fit on the disk.
    """
    some = list(islice(diagnostics := iter(diagnostics), IN_MEMORY + 1))
    if len(some) > IN_MEMORY:
        from newscorpus.diagnostics.on_disk import FindingsOnDisk  # noqa: PLC0415 - most reports need none

        return FindingsOnDisk(chain(some, diagnostics), first)
    return tuple(sorted(dict.fromkeys(some), key=lambda d: (d.primary.file not in first, d.order)))


def with_fixes(
    diagnostics: Iterable[Diagnostic], fixes: Mapping[Diagnostic, tuple[Fix, ...]]
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics; those in `fixes` get these, instead of their own and of those that are proposed."""
    return tuple(attrs.evolve(one, fixes=fixes[one], proposed=()) if one in fixes else one for one in diagnostics)
