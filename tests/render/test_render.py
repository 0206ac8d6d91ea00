"""Findings as data and as text: nothing of a stranger's acts in a terminal or a log, and carets stand where they should."""

import pickle
import random
import re
import unicodedata

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import HIDDEN, SHOWN, acts, diagnostics, hostile

from newscorpus import Diagnostic, InvalidCorpus, NewscorpusError, Report, Severity, Span, UsageError
from newscorpus.diagnostics.report import Label, in_order
from newscorpus.diagnostics.totals import Totals
from newscorpus.render import concise, full
from newscorpus.render.escapes import escaped, printable, width
from newscorpus.render.full import summary
from newscorpus.render.terminal import cut_around, wrapped


def test_no_character_acts():
    """Of all Unicode: controls, separators, surrogates, invisible formats and noncharacters show as escapes."""
    escape = re.compile(r"\\([tnr]|u[0-9a-f]{4}|U[0-9a-f]{8})")
    for code in range(0x110000):
        char = chr(code)
        shown = escaped(char)
        if shown != char:
            assert escape.fullmatch(shown), hex(code)
        else:
            assert unicodedata.category(char) not in HIDDEN or code in SHOWN, hex(code)
            assert code & 0xFFFE != 0xFFFE, hex(code)


@given(hostile)
def test_no_text_acts(text):
    """Nothing acts in what is printable, and it stays as it is when it is made printable again."""
    assert acts(printable(text)) == []
    assert printable(printable(text)) == printable(text)
    assert acts(f"line: {escaped(text)}") == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\nc\rd", r"a\tb\nc\rd"),
        ("\x1b[31mred", r"\u001b[31mred"),
        ("abc\u202ecba", r"abc\u202ecba"),
        ("tag\U000e0041", r"tag\U000e0041"),
        ("::error::x", r"\::error::x"),
        ("  ::error::x", r"\  ::error::x"),
        ("a::b", "a::b"),
        ("##[error]x", r"##\[error]x"),
        ("###[group]", r"###\[group]"),
        ("##vso[task.setvariable]", r"##\vso[task.setvariable]"),
        ("## [x] #[y]", "## [x] #[y]"),
        ("\\n", "\\n"),
    ],
)
def test_escapes(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize(
    "text", ["“Wir“ – ça ﬁ 北京 हिन्दी กรุงเทพ", "👩\u200d🚀🇩🇪👍🏽", "می\u200cخواهم", "e\u0301", "a\u00a0b"]
)
def test_ordinary_text_stays(text):
    assert printable(text) == escaped(text) == text


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("é", 1), ("e\u0301", 1), ("北京", 4), ("ｱＡ", 3), ("👍", 2), ("서울", 4)],
)
def test_width(text, columns):
    """In a terminal: wide characters take two columns, combining ones none."""
    assert width(text) == columns
    assert width(unicodedata.normalize("NFD", text)) == columns


def height(d):
    """Lines that the finding takes: a heading, places with their excerpts, remarks."""
    excerpts = [span.excerpt for span in (d.primary, *(label.span for label in d.elsewhere)) if span.excerpt.strip()]
    bar = 1 if d.primary.excerpt.strip() else 0
    return 2 + len(d.elsewhere) + 2 * len(excerpts) + bar + bool(d.path) + len(d.notes) + bool(d.advice)


@given(diagnostics)
def test_no_finding_acts_in_full(d):
    """Each line is one of ours, and nothing in it acts; colours are added, and nothing else."""
    for columns in (80, 100_000):
        (block,) = full.render(Report((d,)), columns=columns)
        lines = block.removesuffix("\n").split("\n")
        assert not any(map(acts, lines))
        assert len(lines) == height(d) or columns == 80
        (colored,) = full.render(Report((d,)), color=True, columns=columns)
        assert re.sub("\x1b\\[[0-9;]+m", "", colored) == block


@given(st.lists(diagnostics, max_size=4), hostile)
@settings(max_examples=50)
def test_no_summary_acts(found, name):
    assert acts(summary(Report(tuple(found), name=name))) == []


@given(st.lists(diagnostics, min_size=1, max_size=3), st.integers(1, 5))
@settings(max_examples=50)
def test_no_exception_acts(some, times):
    """The words of InvalidCorpus go into tracebacks: a line for each of the first ten errors, all of it printable."""
    found = some * times
    every = str(InvalidCorpus(Report(tuple(found)))).split("\n")
    assert all(line.isprintable() for line in every)
    lines = [line for line in every if not line.startswith("    ")]  # below an error: its place, how to correct it
    errors = sum(d.severity == "error" for d in found)
    assert len(lines) == 1 + min(errors, 10) + (errors > 10)


def at(line, column, end_column=None, excerpt="", *, file="a.yaml", excerpt_column=1, end_line=None):
    return Span(file, 0, 0, line, column, end_line or line, end_column or column, excerpt, excerpt_column)


def finding(primary, message="it is wrong", **more):
    return Diagnostic("NC301", "quote-not-in-text", more.pop("severity", Severity.ERROR), message, primary, **more)


def test_a_finding_in_full():
    """As rustc shows them: heading, place, line and carets, second places, remarks."""
    d = finding(
        at(48, 13, 18, "  - quote: “We never raise taxes.”"),
        label="the article has `not`",
        labels=(
            Label(at(7, 4, 7, "“We not raise taxes.”", file="a.txt"), "here"),
            Label(at(1000, 1, file="b.txt"), "unseen"),
        ),
        notes=("a note",),
        help="write `not`",
        path=("claims", 2, "quote"),
    )
    expected = """\
error[NC301 quote-not-in-text]: it is wrong
    --> a.yaml:48:13
     |
  48 |   - quote: “We never raise taxes.”
     |             ^^^^^ the article has `not`
    ::: a.txt:7:4
   7 | “We not raise taxes.”
     |    --- here
    ::: b.txt:1000:1
     = at: claims[2].quote
     = note: a note
     = help: write `not`
"""
    assert Report((d,)).render() == f"{expected}\n"


# Characters, how each is shown, and the columns that it takes.
CHARS = {"a": ("a", 1), "\t": ("    ", 4), "北": ("北", 2), "\u0301": ("\u0301", 0), "é": ("é", 1), "👍": ("👍", 2)} | {
    "\u200b": ("\\u200b", 6),
    "\x1b": ("\\u001b", 6),
    " ": (" ", 1),
    "ｱ": ("ｱ", 1),
    "#": ("#", 1),
    "\u202e": ("\\u202e", 6),
}


@given(st.text("".join(CHARS), min_size=1, max_size=15), st.data())
def test_carets_stand_below_their_words(excerpt, data):
    """Aligned by display width, whatever is before and within: tabs, wide and combining characters, escapes."""
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(excerpt))] * 2)))
    first = data.draw(st.sampled_from([1, 81]))
    many = data.draw(st.booleans())
    span = at(3, first + start, 5 if many else first + end, excerpt, excerpt_column=first, end_line=9 if many else 3)
    (block,) = full.render(Report((finding(span),)), columns=10_000)
    lines = block.split("\n")[2:]
    crop = "…" if first > 1 else ""
    if not excerpt.strip():
        assert lines == [""]
        return
    assert lines[1] == f"3 | {crop}" + "".join(CHARS[c][0] for c in excerpt)
    marked = excerpt[start : len(excerpt) if many else end]
    marked = marked if excerpt[: start + len(marked)].strip() == "" else marked.rstrip()
    pad = len(crop) + sum(CHARS[c][1] for c in excerpt[:start])
    below = sum(CHARS[c][1] for c in marked.rstrip())
    assert lines[2] == "  | " + " " * pad + "^" * max(1, below)


def test_commands_across_the_ends_of_a_span():
    """What a runner would take for a command may lie half within the words that are marked."""
    for column, end in ((3, 4), (1, 3), (2, 3), (3, 3)):
        assert r"##\[error]" in Report((finding(at(1, column, end, "##[error]")),)).render()
    assert "1 | ::warning::" in Report((finding(at(1, 1, 3, "::warning::")),)).render()


@pytest.mark.parametrize("span", [at(1, 1, 4, "abc", excerpt_column=5), at(1, 50, 60, "abc"), at(1, 3, 1, "abc")])
def test_spans_outside_their_excerpt(span):
    assert "^" in Report((finding(span),)).render()


@pytest.mark.parametrize(
    ("count", "limit", "more"),
    [(3, 3, None), (4, 3, "a.yaml: 1 more finding is not shown"), (5, 3, "a.yaml: 2 more findings are not shown")],
)
def test_of_each_file_some_are_shown(count, limit, more):
    """The rest is counted; other files are not affected; machines get all."""
    found = [finding(at(i + 1, 1)) for i in range(count)] + [finding(at(1, 1, file="b.yaml"))]
    blocks = list(full.render(Report(tuple(found)), limit=limit))
    assert len(blocks) == min(count, limit) + 1 + (more is not None)
    assert more is None or blocks[-1] == more
    assert len(list(full.render(Report(tuple(sorted(found * 100, key=lambda d: d.order)))))) == 100 + 1 + 100
    assert len(list(concise.render(Report(tuple(found) * 100)))) == 100 * len(found)


def test_summaries():
    """What was read if all is well, what was found if not; and what was waived or is known."""
    totals = Totals(articles=1, actors=2, events=0, claims=1, quotes=3, verified_quotes=3)
    fine = Report(totals=totals)
    assert summary(fine) == "All checks passed: 1 article, no events, 3 quotes verified."
    aside = " (2 findings waived, 1 finding in the baseline)."
    assert summary(attrs.evolve(fine, waived=2, baselined=1)) == summary(fine).removesuffix(".") + aside
    unverified = attrs.evolve(fine, totals=attrs.evolve(totals, verified_quotes=1, withheld_texts=1))
    assert summary(unverified).endswith("1 of 3 quotes verified (1 text withheld).")
    assert summary(Report()) == "All checks passed: no articles, no events, no quotes."
    found = (finding(at(1, 1)), finding(at(2, 1)), finding(at(1, 1, file="b"), severity=Severity.HINT))
    report = Report(found, totals=totals)
    assert summary(report) == "Found 2 errors, 1 hint in 2 files; read 1 article."
    assert summary(attrs.evolve(report, baselined=12)).endswith("read 1 article. 12 findings in the baseline.")


@given(st.lists(diagnostics, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_order_is_of_what_is_found(found, rng):
    """By file, place and code; what is the same stands once; the order of finding does not matter."""
    unique = list({d.order: d for d in found}.values())
    turned = unique * 2
    random.Random(rng.random()).shuffle(turned)
    assert in_order(turned) == in_order(unique)
    assert len(in_order(turned)) == len(unique)
    places = [(d.primary.file, d.primary.start, d.code) for d in in_order(found)]
    assert places == sorted(places)


def test_findings_are_values():
    d = finding(at(4, 2))
    assert pickle.loads(pickle.dumps(d)) == d
    assert len({d, attrs.evolve(d)}) == 1
    assert str(d) == "a.yaml:4:2: error NC301 quote-not-in-text: it is wrong"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        d.code = "NC000"


def test_exceptions():
    """One family; the one for bad data carries the report, and says the first errors."""
    assert issubclass(UsageError, NewscorpusError)
    assert issubclass(InvalidCorpus, NewscorpusError)
    error, warning = finding(at(4, 2), "so\nwrong"), finding(at(1, 1), severity=Severity.WARNING)
    one = InvalidCorpus(Report((warning, error)))
    assert one.report.errors == [error]
    assert str(one) == "1 error\na.yaml:4:2: error NC301 quote-not-in-text: so\\nwrong"
    assert str(InvalidCorpus(Report((error,) * 12))).split("\n")[::11] == ["12 errors", "… and 2 more"]
    assert pickle.loads(pickle.dumps(one)).report == one.report


LINES = st.text(st.sampled_from("ab 北京é\u0301ｱ👍“—"), max_size=120)


@given(LINES, st.integers(0, 120), st.integers(0, 40), st.integers(10, 100))
def test_a_line_is_cut_around_its_mark(line: str, left: int, length: int, room: int) -> None:
    """What is shown fits, is part of the line, and contains the beginning of the mark."""
    left = min(left, width(line))
    right = min(left + length, width(line))
    shown, begin, end = cut_around(line, left, right, room)
    assert width(shown) <= room
    assert shown.strip("…") in line
    assert 0 <= begin <= end <= max(room, begin)
    assert (shown == line) == (width(line) <= room)
    # Of wrapped text nothing is lost but spaces where a line ends; only a word that is too long does not fit.
    lines = list(wrapped(line, length, room + 60))
    assert "".join(lines).replace(" ", "") == line.replace(" ", "")
    assert all(width(one) + length <= room + 60 or " " not in one.strip() for one in lines)


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_excerpts_and_help_fit(columns: int) -> None:
    """Of a finding in a long line, with a label that does not fit beside its mark."""
    line = "words " * 30 + "MARK" + " words" * 30
    span = Span("a.yaml", 180, 184, 1, 181, 1, 185, line[100:340], 101)
    found = Diagnostic(
        "NC301", "quote-not-in-text", Severity.ERROR, "no", span, label="a label " * 4, help="some help " * 20
    )
    (block,) = full.render(Report((found,)), columns=columns)
    assert all(width(one) <= columns for one in block.split("\n")[1:])
    text, marks = block.split("\n")[3:5]
    assert text[marks.index("^") : marks.rindex("^") + 1] == "MARK"
