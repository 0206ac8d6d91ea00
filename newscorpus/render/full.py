"""Report -> text for people: each finding with its place, the line, a caret, and how to fix it."""

from collections import Counter
from collections.abc import Iterator, Mapping

from newscorpus.diagnostics.report import Diagnostic, Report, Severity, Span, path_text
from newscorpus.render.escapes import escaped, printable, width
from newscorpus.render.paint import Paint
from newscorpus.text.nouns import counted

LIMIT = 100
"""The number of findings of one file that are shown."""

_STYLES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.HINT: "1;36", "frame": "1;34", "bold": "1"}


def render(report: Report, *, color: bool = False, limit: int = LIMIT) -> Iterator[str]:
    """Yield a block of lines for each finding; at most `limit` of one file."""
    paint = Paint(_STYLES, color)
    shown: Counter[str] = Counter()
    for diagnostic in report.diagnostics:
        shown[diagnostic.primary.file] += 1
        if shown[diagnostic.primary.file] <= limit:
            yield "\n".join(block(diagnostic, paint)) + "\n"
    for file, count in shown.items():
        if count > limit:
            more = count - limit
            yield f"{printable(file)}: {more} more finding{'s are' if more > 1 else ' is'} not shown"


_PLAIN = Paint(_STYLES, on=False)


def block(d: Diagnostic, paint: Paint = _PLAIN) -> Iterator[str]:
    """Yield the lines of one finding."""
    yield paint(f"{d.severity}[{d.code} {d.name}]", d.severity) + paint(f": {escaped(d.message)}", "bold")
    gutter = max(len(str(span.line)) for span in (d.primary, *(label.span for label in d.labels)))
    yield from _excerpt(d.primary, "-->", "^", d.label, gutter, paint, d.severity)
    for label in d.labels:
        yield from _excerpt(label.span, ":::", "-", label.text, gutter, paint, "frame")
    margin = " " * gutter + " " + paint("=", "frame") + " "
    if d.path:
        yield margin + f"at: {escaped(path_text(d.path))}"
    for note in d.notes:
        yield margin + f"note: {escaped(note)}"
    if d.advice:
        yield margin + f"help: {escaped(d.advice)}"


def _excerpt(span: Span, arrow: str, mark: str, label: str, gutter: int, paint: Paint, style: str) -> Iterator[str]:
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
    marks = paint(mark * max(1, right - left), style)
    text = f" {paint(escaped(label), style)}" if label else ""
    if arrow == "-->":
        yield " " * gutter + f" {bar}"
    yield paint(str(span.line).rjust(gutter), "frame") + f" {bar} {head}{_tabs_expanded(span.excerpt)}"
    yield " " * gutter + f" {bar} {' ' * left}{marks}{text}"


def _tabs_expanded(text: str) -> str:
    """Part of a line; a tab becomes four spaces, whatever its column."""
    return escaped(text.replace("\t", "    "))


def summary(report: Report, title: str) -> str:
    """Return one plain line: what was read, and the number of findings of each severity."""
    found = [(report.count(s), s.value) for s in Severity]
    asides = [f"{report.waived} waived"] if report.waived else []
    asides += [f"{report.baselined} in the baseline"] if report.baselined else []
    asides += [f"{counted(report.skipped, 'file')} without `format: newscorpus/1` skipped"] if report.skipped else []
    totals = report.totals
    if not any(count for count, _ in found):
        read = ", ".join(
            counted(getattr(totals, f"{what}s"), what) for what in ("article", "actor", "event", "claim", "quote")
        )
        aside = f" ({', '.join(asides)})" if asides else ""
        return f"{printable(title)}: {read}: no errors, no warnings{aside}."
    counts = ", ".join(counted(count, what) for count, what in found if count)
    files = len({d.primary.file for d in report.diagnostics})
    aside = fixable(report) + (f" {', '.join(asides)}." if asides else "")
    return f"Found {counts} in {counted(files, 'file')}; read {counted(totals.articles, 'article')}.{aside}"


def fixed(counts: Mapping[Severity, int], files: int, *, done: bool = True) -> str:
    """Return a sentence about what was fixed, or would be if `done` is false."""
    verb = "Fixed" if done else "Would fix"
    found = " and ".join(counted(count, severity.value) for severity, count in counts.items()) or "nothing"
    return f"{verb} {found} in {counted(files, 'file')}." if counts else f"{verb} {found}."


def fixable(report: Report) -> str:
    """Return a sentence, with a space before it: how many findings which option fixes. Empty if there is none."""
    safe = sum(any(f.safe for f in d.fixes) for d in report.diagnostics)
    unsafe = sum(bool(d.fixes) for d in report.diagnostics) - safe
    if safe and unsafe:
        return f" {safe} fixable with --fix, {unsafe} with --unsafe-fixes."
    return f" {safe or unsafe} fixable with {'--fix' if safe else '--unsafe-fixes'}." if safe or unsafe else ""
