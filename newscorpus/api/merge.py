"""Merge: the text of two versions of a file and that with which both began -> the text of both changes."""

from newscorpus.comparison.data_merge import Conflict
from newscorpus.comparison.text_merge import Markers, MergeFormat, Versions, merge_text
from newscorpus.errors import UsageError


def merge(base: str, ours: str, theirs: str, format: str = "yaml") -> tuple[str, tuple[Conflict, ...]]:
    r"""Merge two versions of an annotation, a `corpus.yaml` or a baseline that began with the same text.

    What only one side changed is as that side has it, in events, actors and claims, not in lines: two events that are
    added at the same place do not conflict. The text is that of git if it is clean and has that data. Otherwise it is
    OURS with the changes of THEIRS, whose source is copied with its comments. Comments are merged as fields are, by
    what they belong to. All else stays in its layout.

    Args:
        base: The text with which both began.
        ours: The text of our side.
        theirs: The text of their side.
        format: yaml, json, jsonl (JSON Lines) or baseline.

    Returns:
        The text, and the conflicts. Where both changed a value or a comment differently, or one deletes or renames an
        id that the other begins to use, the text has both values between markers as those of git. A version that
        cannot be parsed is merged by lines.

    Raises:
        UsageError: If the format is unknown.

    Example::

        base = "format: newscorpus/1\nid: a\nlanguage: en\ntext: It rained.\n"
        ours, theirs = base + "headline: Rain\n", base + "author: Ida Holm\n"
        text, conflicts = nc.merge(base, ours, theirs)
        assert not conflicts and text == ours + "author: Ida Holm\n"
    """
    formats: dict[str, MergeFormat] = {"yaml": "yaml", "json": "json", "jsonl": "jsonl", "baseline": "baseline"}
    if format not in formats:
        raise UsageError(f"no format {format!r}: {', '.join(formats)}")
    return merge_text(Versions(base, ours, theirs), formats[format], Markers())
