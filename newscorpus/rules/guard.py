"""Run rules so that one that raises is a finding (NC013) and the check goes on: rules of newscorpus and of plug-ins."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from newscorpus.diagnostics.report import Path
from newscorpus.rules import BY_CODE, Check, Finding, Rule

FAILED: Final = "NC013"
Run = Callable[[str, Check, Any], Iterable[Any]]
"""Runs the check of a rule, given its code and what it checks."""


def found_by(rule: Rule, seen: Any, run: Run | None = None) -> Iterator[tuple[str, Any]]:
    """Yield the code and each result of a rule, up to an error: then FAILED and a finding about it.

    Args:
        rule: The rule.
        seen: What it checks.
        run: What runs its check, if it is measured.
    """
    try:
        check = rule.check
        assert check is not None
        for result in check(seen) if run is None else run(rule.code, check, seen):
            if not rule.is_own:
                _demand_finding(result)
            yield rule.code, result
    except (Exception, SystemExit) as e:  # noqa: BLE001 - what a rule raises
        yield FAILED, failure(rule.code, e)


def _demand_finding(result: object) -> None:
    """Raise TypeError if what a rule yielded is no finding with a path."""
    if not isinstance(result, Finding):
        raise TypeError(f"expected a Finding, not {type(result).__name__}")
    if not isinstance(result.path, tuple):
        raise TypeError(f"the path of a Finding is a tuple, not {type(result.path).__name__}")


def worded(code: str, finding: Finding) -> tuple[str, Finding]:
    """Return a finding of a rule with its words; if making them raises, FAILED and a finding about it."""
    try:
        return code, finding.with_words()
    except (Exception, SystemExit) as e:  # noqa: BLE001 - what a rule raises
        return FAILED, failure(code, e, finding.path)


def failure(code: str, error: BaseException, path: Path = ()) -> Finding:
    """Return the finding about an error that a rule raised."""
    rule = BY_CODE[code]
    if os.environ.get("NEWSCORPUS_DEBUG"):
        import traceback  # noqa: PLC0415 - most checks need none

        traceback.print_exception(error)
    whose = "newscorpus" if rule.is_own else f"the plug-in `{rule.source.partition(':')[0]}`"
    message = f"rule {code} {rule.name} raised {type(error).__name__}: {_shortened(str(error))}"
    notes = f"raised in {_place(error, rule)}", "the other rules were checked"
    hint = f"report this as an error of {whose}; `--ignore {code}` leaves the rule out"
    return Finding(path, message, at_key=True, notes=notes, help=hint, arguments=(code,))


def unusable(name: str, problem: str) -> Finding:
    """Return the finding about an installed plug-in that cannot be imported, or whose rules cannot be used."""
    message = f"the installed plug-in `{name}` cannot be used: {_shortened(problem)}"
    return Finding((), message, at_key=True, help="correct or uninstall it", arguments=(name,))


_MOST: Final = 200
"""Code points of the message of an error."""


def _shortened(message: str) -> str:
    plain = " ".join(message.split())
    return plain if len(plain) <= _MOST else f"{plain[:_MOST]}…"


def _place(error: BaseException, rule: Rule) -> str:
    """The module and the line where an error was raised, which are the same on all machines."""
    end = error.__traceback__
    while end is not None and end.tb_next is not None:
        end = end.tb_next
    module = end.tb_frame.f_globals.get("__name__", "?") if end is not None else __name__
    if end is None or module == __name__:
        return rule.source  # what it returned or yielded cannot be used
    return f"{module}:{end.tb_lineno}"
