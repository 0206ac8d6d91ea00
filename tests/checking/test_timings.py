"""What each rule costs: every rule that applies is named, and the verdict is the same."""

import re
import subprocess
import sys

import pytest
from test_cli import GOOD, run

__all__ = ["run"]  # the fixture


@pytest.fixture(autouse=True)
def _good(run):
    with open("good.yaml", "w", encoding="utf-8") as file:
        file.write(GOOD)


def test_each_rule_is_named_with_what_it_costs(run):
    for i in range(9):
        with open(f"good{i}.yaml", "w", encoding="utf-8") as file:
            file.write(GOOD.replace("id: good", f"id: good{i}").replace("Monday", f"day {i}"))
    plain = run("check", ".")
    code, out, err = run("check", "--timings", ".")
    assert (code, out) == plain[:2]
    lines = [re.fullmatch(r" +[0-9]+\.[0-9]{3} s  ([a-z]+|NC[0-9]{3} [a-z-]+)", line) for line in err.splitlines()]
    assert all(lines)
    assert {"reading", "NC304 alias-not-in-text", "NC411 published-in-future"} <= {line[1] for line in lines}
    costs = [float(line[0].split()[0]) for line in lines]
    assert costs == sorted(costs, reverse=True)


CLOCK = """
import itertools, runpy, sys, time
time.process_time = itertools.count().__next__
sys.argv = ["newscorpus", "check", "--timings", "."]
runpy.run_module("newscorpus", run_name="__main__")
"""


def test_no_second_is_counted_twice():
    """By a clock that moves by one second whenever it is asked: each rule takes one, and each file one more for each."""
    for i in range(3):
        with open(f"good{i}.yaml", "w", encoding="utf-8") as file:
            file.write(GOOD.replace("id: good", f"id: good{i}").replace("Monday", f"day {i}"))
    err = subprocess.run([sys.executable, "-c", CLOCK], capture_output=True, text=True, check=True).stderr
    costs = {line.split("s  ")[1]: float(line.split()[0]) for line in err.splitlines()}
    reading = costs.pop("reading")
    assert set(costs.values()) == {4}
    assert reading == sum(costs.values()) + 4
