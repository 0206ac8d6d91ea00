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
RAIN = "format: newscorpus/1\nid: a\nlanguage: en\ntext: Rain.\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(RAIN)
    (tmp_path / "b.json").write_text("")


def given(*names):
    return [word for name in names for word in GIVEN.get(name, [f"--{name.replace('_', '-')}"])]


@pytest.mark.parametrize(("option", "others", "message"), EXCLUDED)
def test_options_that_do_not_go_together(option, others, message):
    for other in others:
        ran = newscorpus("check", *given(option, other), stdin=RAIN)
        assert (ran.code, ran.err) == (2, f"error: {message}\n")
    for name in (option, *others):
        more = ["--fix"] if name == "unsafe_fixes" else []
        assert newscorpus("check", *given(name), *more, stdin=RAIN).code == 0


def test_standard_input_needs_one_file_name():
    for words in (
        ["--stdin-filename", "a.yaml"],
        ["a.yaml", "--stdin-filename", "a.yaml"],
        ["-", "--stdin-filename", "."],
    ):
        ran = newscorpus("check", *words, stdin=RAIN)
        assert (ran.code, "standard input" in ran.err) == (2, True)


def test_values_are_parsed():
    assert newscorpus("check", "--select", "NC1,NC2", "--select", "NC301 NC302", "--today", "2024-05-08").code == 0
    for wrong in ("20240508", "2024-W19-3", "2024-05-32", "today"):
        ran = newscorpus("check", "--today", wrong)
        assert (ran.code, f"--today {wrong}: expected a day" in ran.err) == (2, True)
