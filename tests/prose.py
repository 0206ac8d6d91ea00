"""Texts in many scripts, and words of them, for tests of `newscorpus.text`."""

from hypothesis import strategies as st

SPACES = [" ", "  ", "\n", "\r\n", "\t", "\n\n", "\u00a0", "\u2028", "\u3000", "\x0b", "\x1c", "\x85", " \n  "]
PIECES = [
    *("a", "b", "aa", "ab", "-", ".", "’", "“", "é", "e\u0301", "İ", "ß"),
    *("👩\u200d🚀", "🇩🇪", "👍🏽", "北京", "東京で", "กรุงเทพ", "हिन्दी", "की", "서울은", "\ud800"),
]
prose = st.lists(st.sampled_from(PIECES + SPACES), max_size=30).map("".join)
spaces = st.sampled_from(SPACES)


@st.composite
def raw_and_words(draw, pieces=prose):
    """A text, and words of it in which white space was exchanged, or any words."""
    raw = draw(pieces)
    cut = sorted(draw(st.tuples(*[st.integers(0, len(raw))] * 2)))
    words = draw(st.sampled_from([raw[slice(*cut)]] * 3 + [draw(pieces)]))
    return raw, "".join(draw(spaces) if c.isspace() else c for c in words)
