"""Report -> text for people: each finding with its place, the line, a caret, and how to fix it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice

from newscorpus.diagnostics.report import Diagnostic, Report, Severity, Span, path_text
from newscorpus.diagnostics.totals import Totals, files_of, kinds_of
from newscorpus.formats.yaml.writer import inline
from newscorpus.models.codes import language_name
from newscorpus.render.escapes import escaped, printable, width
from newscorpus.render.terminal import COLUMNS, Paint, cut_around, wrapped
from newscorpus.text.languages import are_dates_read
from newscorpus.text.words import counted

LIMIT = 100
"""The number of findings of one file that are shown."""

_NAMED = 3
"""The most skipped files that the summary names; `--show-files` lists all."""

_STYLES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.HINT: "1;36", "frame": "1;34", "bold": "1"}


def render(report: Report, *, color: bool = False, limit: int = LIMIT, columns: int = COLUMNS) -> Iterator[str]:
    """Yield a block of lines for each finding, which fit `columns`; at most `limit` blocks of one file."""
    paint = Paint(_STYLES, color)
    left: dict[str, int] = {}
    for file, own in groupby(report.diagnostics, key=lambda d: d.primary.file):
        for diagnostic in islice(own, limit):
            yield "\n".join(block(diagnostic, paint, columns)) + "\n"
        if more := sum(1 for _ in own):
            left[file] = more
    for file, more in left.items():
        yield f"{printable(file)}: {more} more finding{'s are' if more > 1 else ' is'} not shown"


_PLAIN = Paint(_STYLES, on=False)
_LEAST = 20
"""Columns of an excerpt, however narrow the terminal is."""


def block(d: Diagnostic, paint: Paint = _PLAIN, columns: int = COLUMNS) -> Iterator[str]:
    """Yield the lines of one finding. Its first line is not wrapped, so that people can search for it."""
    yield paint(f"{d.severity}[{d.code} {d.name}]", d.severity) + paint(f": {escaped(d.message)}", "bold")
    gutter = max(len(str(span.line)) for span in (d.primary, *(label.span for label in d.elsewhere)))
    yield from _excerpt(d.primary, "-->", "^", d.label, gutter, columns, paint, d.severity)
    for label in d.elsewhere:
        yield from _excerpt(label.span, ":::", "-", label.text, gutter, columns, paint, "frame")
    at, quote = d.named or (path_text(d.path), "")
    remarks = [("at", at)] if d.path else []
    remarks += [("quote", inline(quote, flow=True))] if quote else []
    remarks += [("note", note) for note in d.notes]
    remarks += [("help", d.advice)] if d.advice else []
    for name, words in remarks:
        indent = gutter + len(f" = {name}: ")
        first, *others = wrapped(escaped(words), indent, columns)
        yield " " * gutter + " " + paint("=", "frame") + f" {name}: {first}"
        yield from (" " * indent + line for line in others)


def _excerpt(
    span: Span, arrow: str, mark: str, label: str, gutter: int, columns: int, paint: Paint, style: str
) -> Iterator[str]:
    yield " " * gutter + paint(arrow, "frame") + f" {escaped(str(span))}"
    if not span.excerpt.strip():
        return
    bar = paint("|", "frame")
    head = "…" if span.excerpt_column > 1 else ""
    start = max(0, span.column - span.excerpt_column)
    end = span.end_column - span.excerpt_column if span.end_line == span.line else len(span.excerpt)
    # The beginnings of the line are measured, not its pieces: an escape may extend over both.
    left = width(head + _tabs_expanded(span.excerpt[:start]))
    right = width(head + _tabs_expanded(span.excerpt[: max(start, end)].rstrip()))
    room = max(columns - gutter - len(" | "), _LEAST)
    words = escaped(label)
    line, left, right = cut_around(head + _tabs_expanded(span.excerpt), left, right, room, width(words) + 1)
    marks = mark * max(1, right - left)
    beside = bool(words) and left + len(marks) + 1 + width(words) <= room
    if arrow == "-->":
        yield " " * gutter + f" {bar}"
    yield paint(str(span.line).rjust(gutter), "frame") + f" {bar} {line}"
    yield " " * gutter + f" {bar} {' ' * left}{paint(marks, style)}{' ' + paint(words, style) if beside else ''}"
    if words and not beside:
        start = max(0, min(left, room - width(words)))
        for text in wrapped(words, start, room):
            yield " " * gutter + f" {bar} {' ' * start}{paint(text, style)}"


def _tabs_expanded(text: str) -> str:
    """Part of a line; a tab becomes four spaces, whatever its column."""
    return escaped(text.replace("\t", "    "))


def summary(report: Report) -> str:
    """Return one plain line: what was checked, and the number of findings of each severity."""
    totals = report.totals
    severities = [(report.count(s), s.value) for s in Severity]
    asides = [f"{counted(totals.withheld_texts, 'text')} withheld"] if totals.withheld_texts else []
    asides += [f"{counted(report.waived, 'finding')} waived"] if report.waived else []
    asides += [f"{counted(report.baselined, 'finding')} in the baseline"] if report.baselined else []
    asides += [_skipped(report.skipped)] if report.skipped else []
    if not any(count for count, _ in severities):
        read = f"{counted(totals.articles, 'article')}, {counted(totals.events, 'event')}, {_verified(totals)}"
        aside = f" ({', '.join(asides)})" if asides else ""
        hints = len(report.hints_off)
        off = f" {counted(hints, 'hint')} {'is' if hints == 1 else 'are'} off." if hints else ""
        return f"All checks passed: {read}{aside}.{_not_checked(report)}{off}"
    counts = ", ".join(counted(count, severity) for count, severity in severities if count)
    files = files_of(report.diagnostics)
    aside = fixable(report) + (f" {', '.join(asides)}." if asides else "") + _not_checked(report)
    return f"Found {counts} in {counted(files, 'file')}; read {counted(totals.articles, 'article')}.{aside}"


def _not_checked(report: Report) -> str:
    """Sentences about articles whose words for numbers, or for dates and numbers, no rule reads, behind spaces."""
    unchecked = report.totals.unchecked_languages
    dated = {code: number for code, number in unchecked.items() if are_dates_read(code)}
    others = {code: number for code, number in unchecked.items() if code not in dated}
    return _in_languages("Numbers in words", dated) + _in_languages("Dates and numbers", others)


def _in_languages(words: str, articles: Mapping[str, int]) -> str:
    languages = [f"{language_name(code)} ({counted(number, 'article')})" for code, number in articles.items()]
    if len(languages) > _NAMED:
        languages[_NAMED:] = [counted(len(languages) - _NAMED, "more language")]
    return f" {words} are not checked in {', '.join(languages)}." if languages else ""


def _skipped(names: Sequence[str]) -> str:
    """How many files were skipped, and which, if they are few."""
    listed = f": {', '.join(map(printable, names))}" if len(names) <= _NAMED else ""
    return f"{counted(len(names), 'file')} without `format: newscorpus/1` skipped{listed}"


def _verified(totals: Totals) -> str:
    """How many quotes were found in a text, and of how many if others were not."""
    if totals.quotes == totals.verified_quotes:
        return counted(totals.quotes, "quote") + (" verified" if totals.quotes else "")
    return f"{totals.verified_quotes} of {counted(totals.quotes, 'quote')} verified"


def fixed(diagnostics: Sequence[Diagnostic], *, each: bool, done: bool = True) -> Iterator[str]:
    """Yield lines about what was fixed, or would be if `done` is false: a sentence, and a line for each file.

    Args:
        diagnostics: What was fixed, each with the fix that was made.
        done: Whether the files are written.
        each: Whether to yield a line for each fix, below its file.
    """
    verb = "Fixed" if done else "Would fix"
    by_file: dict[str, list[Diagnostic]] = {}
    for diagnostic in sorted(diagnostics, key=lambda d: d.order):
        by_file.setdefault(diagnostic.primary.file, []).append(diagnostic)
    if not by_file:
        yield f"{verb} no findings."
        return
    yield f"{verb} {_severities(diagnostics)} in {counted(len(by_file), 'file')}:"
    for file, own in by_file.items():
        yield f"  {printable(file)}: {_severities(own)}"
        if each:
            yield from (f"    line {d.primary.line}: {d.code} {d.name}: {escaped(d.fixes[0].title)}" for d in own)


def _severities(diagnostics: Sequence[Diagnostic]) -> str:
    counts = Counter(d.severity for d in diagnostics)
    return " and ".join(counted(counts[severity], severity.value) for severity in Severity if counts[severity])


def fixable(report: Report) -> str:
    """Return a sentence, with a space before it: how many findings which options fix. Empty if there is none."""
    kinds = kinds_of(report.diagnostics).items()
    safe = sum(count for kind, count in kinds if kind.is_safe)
    unsafe = sum(count for kind, count in kinds if kind.is_fixable) - safe
    parts = [f"{safe} fixable with --fix"] if safe else []
    if unsafe:
        parts.append(f"{unsafe} {'more' if safe else 'fixable'} with --fix --unsafe-fixes")
    return f" {', '.join(parts)}." if parts else ""
