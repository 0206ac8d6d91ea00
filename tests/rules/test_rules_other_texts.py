"""Models with the offsets of another text: all rules judge them, and none fails."""

from pathlib import Path

import attrs
import pytest

import newscorpus as nc

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "tests" / "articles").glob("[!c]*.yaml")), *sorted((ROOT / "seeds").glob("[!c]*.yaml"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_offsets_of_another_text_are_findings(path):
    """The text is shorter than it was, or has other words at the same offsets."""
    article = nc.load_article(path)
    text = article.text
    assert text is not None
    for other in ("Other words.", text[: len(text) // 2].strip(), text[7:], text[::-1].strip()):
        changed = attrs.evolve(article, text=other, text_file=None, sha256=None)
        assert not nc.check([changed], select=["ALL"]).ok
