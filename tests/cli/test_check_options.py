"""cli/check_options.py: each option is checked, and those that do not go together are refused."""

import pytest
from command import newscorpus

GIVEN = {
    "baseline": ["--baseline", "b.json"],
    "write_baseline": ["--write-baseline", "b.json"],
    "update_baseline": ["--update-baseline", "b.json"],
    "output_formats": ["--output-format", "json"],
    "writes_report_to_stdout": ["--output-format", "json"],
    "uses_stdin": ["-", "--stdin-filename", "a.yaml"],
}
"""How an attribute is set that is not a flag of its own."""
UPDATES = ("write_baseline", "update_baseline")
FIXES = ("fix", "unsafe_fixes", "diff")
REPORTS = ("output_formats", "statistics")
INSTEAD = "leave --output-format and --statistics out"
EXCLUDED = [
    (
        "statistics",
        ("writes_report_to_stdout",),
        "--statistics replaces the report on standard output; give the report a file: FORMAT=FILE",
    ),
    ("uses_stdin", (*FIXES, *UPDATES), "standard input can be checked, but not fixed or written to a baseline"),
    ("diff", REPORTS, f"--diff shows changes instead of findings: {INSTEAD}"),
    ("write_baseline", ("update_baseline",), "give --write-baseline or --update-baseline, not both"),
    ("no_baseline", ("baseline",), "give --baseline or --no-baseline, not both"),
    ("timings", FIXES, "--timings cannot be combined with fixes"),
    ("quiet", ("verbose",), "give --quiet or --verbose, not both"),
]
for one in UPDATES:
    word = f"--{one.replace('_', '-')}"
    EXCLUDED.append((one, REPORTS, f"{word} writes the findings instead of showing them: {INSTEAD}"))
    EXCLUDED.append((one, FIXES, f"{word} cannot be combined with fixes: fix first, then write the baseline"))
for one in ("show_settings", "show_files"):
    said = f"--{one.replace('_', '-')} checks nothing: leave the other options out"
    EXCLUDED.append((one, (*FIXES, *UPDATES, *REPORTS, "timings", "quiet"), said))
PAIRS = [(option, other, message) for option, others, message in EXCLUDED for other in others]
RAIN = "format: newscorpus/1\nid: a\nlanguage: en\ntext: Rain.\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(RAIN)
    (tmp_path / "b.json").write_text("")


def given(*names):
    return [word for name in names for word in GIVEN.get(name, [f"--{name.replace('_', '-')}"])]


@pytest.mark.parametrize(("option", "other", "message"), PAIRS)
def test_options_that_do_not_go_together(option, other, message):
    """Each of the two alone is valid."""
    ran = newscorpus("check", *given(option, other), stdin=RAIN)
    assert (ran.code, ran.err) == (2, f"error: {message}\n")
    for name in (option, other):
        more = ["--fix"] if name == "unsafe_fixes" else []
        assert newscorpus("check", *given(name), *more, stdin=RAIN).code == 0


def test_options_that_go_together():
    """Reports to files with --statistics; --timings with --write-baseline; --diff with --unsafe-fixes."""
    assert newscorpus("check", "--statistics", "--output-format", "json=report.json").code == 0
    assert newscorpus("check", *given("timings", "write_baseline")).code == 0
    assert newscorpus("check", *given("diff", "unsafe_fixes")).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["-"],
        ["--stdin-filename", "a.yaml"],
        ["a.yaml", "--stdin-filename", "a.yaml"],
        ["-", "a.yaml", "--stdin-filename", "a.yaml"],
        ["-", "--stdin-filename", "."],
    ],
)
def test_standard_input_needs_one_file_name(words):
    """It is the only path, and stands for a file."""
    ran = newscorpus("check", *words, stdin=RAIN)
    assert (ran.code, "standard input" in ran.err) == (2, True)


def test_what_is_wrong_with_standard_input_is_said_alone():
    """Whoever gives one path needs no advice to give no other."""
    ran = newscorpus("check", "-", stdin=RAIN)
    assert ran.err == "error: - is standard input: name the file with --stdin-filename\n"
    ran = newscorpus("check", "-", "a.yaml", "--stdin-filename", "a.yaml", stdin=RAIN)
    assert ran.err == "error: - is standard input: give no other path\n"


def test_usage_shows_what_is_required():
    """In brackets is what is not."""
    for command in ("check", "stats", "view"):
        assert " [PATHS]...\n" in newscorpus(command, "--help").out
    for command in ("convert", "export", "show"):
        assert " PATHS...\n" in newscorpus(command, "--help").out


def test_values_are_parsed():
    """Rules are split at commas and spaces; a day is a day."""
    assert newscorpus("check", "--select", "NC1,NC2", "--select", "NC301 NC302", "--today", "2024-05-08").code == 0
    for wrong in ("20240508", "2024-W19-3", "2024-05-32", "today"):
        ran = newscorpus("check", "--today", wrong)
        assert (ran.code, f"--today {wrong}: expected a day" in ran.err) == (2, True)
