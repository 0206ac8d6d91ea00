"""NC8xx beyond the examples: what is said of each waiver and each name of a rule in the configuration."""

import pytest
from examples import checked

ACTORS = "actors:\n  anna: {name: Anna Berg, kind: person, aliases: [Annie]}\nwaive:\n"


def said(snippet, folder, code):
    """Each finding of a rule: its line, column, message and help."""
    found = [d for d in checked(snippet, folder, code)[0].diagnostics if d.code == code]
    return [(d.primary.line, d.primary.column, d.message, d.help) for d in found]


@pytest.mark.parametrize(
    ("waivers", "expected"),
    [
        ("  - {code: NC304, at: actors, why: a nickname}\n", []),
        ("  - {code: NC304, at: actors, why: ' '}\n", [(9, 6, "a waiver needs its reason: why", None)]),
        ("  - {code: xyzzy, at: actors, why: b}\n", [(9, 12, "no rule `xyzzy`", None)]),
        (
            "  - {code: alias-not-in-txt, at: actors, why: b}\n",
            [(9, 12, "no rule `alias-not-in-txt`", "did you mean alias-not-in-text?")],
        ),
        (
            "  - {code: NC301, at: actors, why: b}\n",
            [(9, 12, "NC301 quote-not-in-text cannot be waived", "mend what it reports")],
        ),
        # what is malformed is reported as that, and the next is judged
        (
            "  - {code: 3, at: actors}\n  - {code: NC304, at: actors}\n",
            [(10, 6, "a waiver needs its reason: why", None)],
        ),
    ],
)
def test_waivers(waivers, expected, tmp_path):
    assert said(ACTORS + waivers, tmp_path, "NC802") == expected


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ("ignore: [NC304], severity: {alias-not-in-text: hint}, select: [NC301], per_file_ignore: {a: [NC304]}", []),
        ("select: [xyzzy]", [("no rule `xyzzy`", None)]),
        ("select: [quote-not-in-txt]", [("no rule `quote-not-in-txt`", "did you mean quote-not-in-text?")]),
        *(
            (checks, [("`NC301` can neither be ignored nor get another severity", "mend what it reports")])
            for checks in ("ignore: [NC301]", "per_file_ignore: {a: [NC301]}", "severity: {NC301: hint}")
        ),
    ],
)
def test_names_in_the_configuration(checks, expected, tmp_path):
    """Whatever is asked of a rule, there must be one; and what cannot be waived can only be selected."""
    snippet = f"# corpus.yaml has: checks: {{{checks}}}\nnote: a"
    assert [found[2:] for found in said(snippet, tmp_path, "NC803")] == expected


@pytest.mark.parametrize(
    ("checks", "mended"),
    [
        ("select: [quote-not-in-txt]", True),
        ("ignore: [alias-not-in-txt]", True),
        ("severity: {alias-not-in-txt: hint}", True),
        ("ignore: [quote-not-in-txt]", False),
        ("per_file_ignore: {a: [quote-not-in-txt]}", False),
        ("severity: {quote-not-in-txt: hint}", False),
    ],
)
def test_a_name_is_mended_if_that_helps(checks, mended, tmp_path):
    """Not into one that can be there as little."""
    (found,) = checked(f"# corpus.yaml has: checks: {{{checks}}}\nnote: a", tmp_path, "NC803")[0].diagnostics
    assert bool(found.fixes) == mended
