"""cli/check_options.py: each option is checked, and those that do not go together are refused."""

from datetime import date
from pathlib import Path

import pytest

from newscorpus import UsageError
from newscorpus.cli.check_options import _EXCLUSIONS, CheckOptions

GIVEN = {
    "write_baseline": {"write_baseline": Path("b.json")},
    "output_formats": {"output_formats": ("json",)},
    "writes_report_to_stdout": {"output_formats": ("json",)},
    "uses_stdin": {"paths": (Path("-"),), "stdin_filename": Path("a.yaml")},
}
"""Options that set an attribute which is not a flag of its own."""
PAIRS = [(option, other, message) for option, others, message in _EXCLUSIONS for other in others]


def given(*names):
    return {key: value for name in names for key, value in GIVEN.get(name, {name: True}).items()}


@pytest.mark.parametrize(("option", "other", "message"), PAIRS)
def test_options_that_do_not_go_together(option, other, message):
    """Each of the two alone is valid."""
    with pytest.raises(UsageError) as error:
        CheckOptions(**given(option, other)).validate()
    assert str(error.value) == message
    for name in (option, other):
        CheckOptions(**given(name)).validate()


def test_options_that_go_together():
    """Reports to files with --statistics; --timings with --write-baseline; --diff with --unsafe-fixes."""
    CheckOptions(statistics=True, output_formats=("json=report.json",)).validate()
    CheckOptions(**given("timings", "write_baseline")).validate()
    CheckOptions(**given("diff", "unsafe_fixes", "fix")).validate()


@pytest.mark.parametrize(
    "options",
    [
        {"paths": (Path("-"),)},
        {"stdin_filename": Path("a.yaml")},
        {"paths": (Path("a.yaml"),), "stdin_filename": Path("a.yaml")},
        {"paths": (Path("-"), Path("a.yaml")), "stdin_filename": Path("a.yaml")},
        {"paths": (Path("-"),), "stdin_filename": Path()},
    ],
)
def test_standard_input_needs_one_file_name(options):
    """It is the only path, and stands for a file."""
    with pytest.raises(UsageError, match="- is standard input"):
        CheckOptions(**options).validate()


def test_values_are_parsed():
    """Rules are split at commas and spaces; the paths default to the current folder."""
    options = CheckOptions(select=("NC1,NC2", "NC301 NC302"), today="2024-05-08")
    assert options.select == ("NC1", "NC2", "NC301", "NC302")
    assert options.day == date(2024, 5, 8)
    assert options.named_paths == (Path(),)
    assert CheckOptions().day is None
    for wrong in ("20240508", "2024-W19-3", "2024-05-32", "today"):
        with pytest.raises(UsageError, match=f"--today {wrong}: expected a day"):
            CheckOptions(today=wrong).validate()
