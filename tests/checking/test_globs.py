"""Globs: `**` matches any number of folders, `*`, `?` and `[…]` anything within one."""

import re
from fnmatch import translate

from hypothesis import example, given
from hypothesis import strategies as st

from newscorpus.checking.discovery.globs import matches

STEPS = st.one_of(st.just("**"), st.text("ab*?", min_size=1, max_size=4), st.sampled_from(["a", "b", "[ab]", "[!a]*"]))
NAMES = st.lists(st.text("ab.", min_size=1, max_size=4), min_size=1, max_size=7).map("/".join)


def expression(glob):
    """The glob as one regular expression, which takes exponential time for many `**`."""
    steps = glob.removeprefix("./").split("/")
    parts = []
    for i, step in enumerate(steps):
        last = i == len(steps) - 1
        if step == "**":
            parts.append(".*" if last else "(?:[^/]+/)*")
        else:
            one = translate(step).removeprefix("(?s:").removesuffix(")\\Z")
            one = one.replace(".*", "[^/]*").replace("[^a]", "[^a/]")
            parts.append(re.sub(r"(?<!\\)\.(?![*?])", "[^/]", one) + ("" if last else "/"))
    return re.compile("".join(parts), re.DOTALL)


@given(st.lists(STEPS, min_size=1, max_size=6).map("/".join), NAMES)
@example("**/a/**/a/**/b", "a/b/a/b")
@example("a/**/a", "a")
@example("**", "a")
@example("a/**", "a")
@example("./a/**", "a/b/a")
@example("a?b", "a/b")
def test_a_glob_means_what_its_expression_means(glob, name):
    """On small inputs, where the expression is fast enough."""
    assert matches(glob, name) == (expression(glob).fullmatch(name) is not None)


def test_many_double_stars_and_folders():
    """Never more work than their number multiplied; the expression would need years."""
    folders = "a/" * 500
    assert matches("**/a/" * 400 + "*.yaml", f"{folders}a.yaml")
    assert not matches("**/a/" * 400 + "*.yaml", f"{folders}a.json")
    assert not matches("**/a/" * 501 + "*.yaml", f"{folders}a.yaml")
