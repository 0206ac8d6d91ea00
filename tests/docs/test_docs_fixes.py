"""The table of docs/fixes.md is what the rules say."""

from pathlib import Path

from newscorpus.rules.explain import fixes_table

DOC = Path(__file__).parents[2] / "docs" / "fixes.md"


def test_the_table_is_made_of_the_rules():
    """Copy it from the failure."""
    table = "\n".join(fixes_table())
    assert table in DOC.read_text(encoding="utf-8"), table
