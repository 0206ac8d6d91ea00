"""What is checked in which language."""

from collections.abc import Iterator

from newscorpus.models.codes import language_name
from newscorpus.text.languages import DATED, are_counts_read, section


def languages() -> Iterator[str]:
    """A table of the languages whose words rules read."""
    yield "| language | tag | dates, numbers in digits | numbers in words | negation | statements |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for tag in sorted(DATED, key=language_name):
        checked = (
            True,
            are_counts_read(tag),
            "negations" in (section(tag, "meaning") or {}),
            section(tag, "grammar") is not None,
        )
        yield f"| {language_name(tag)} | `{tag}` | {' | '.join('yes' if known else '–' for known in checked)} |"
