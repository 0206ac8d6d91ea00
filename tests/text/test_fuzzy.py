"""The words of a text that are most similar to others."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from prose import prose

from newscorpus.testing import any_text
from newscorpus.text import fuzzy
from newscorpus.text.fuzzy import nearest, normalize
from newscorpus.text.index import Text
from newscorpus.text.words import flatten

ARTICLE = """\
The minister’s aides said on Monday that “nobody has the right to decide” – a view which
others in the coalition don’t share. Straße and Qin Gang were mentioned twice: Qin Gangand left.

“We will not raise taxes before spring,” Anna Berg told reporters in Oslo, adding little.
हिन्दी की कहानी अच्छी है। 北京市政府昨天宣布了新的规定。
"""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The minister's aides", "The minister’s aides"),
        ('"nobody has the right to decide"', "“nobody has the right to decide”"),
        ("DON'T SHARE", "don’t share"),
        ("STRASSE AND QIN GANG", "Straße and Qin Gang"),
        ("“We will not ever raise taxes before spring,”", "“We will not raise taxes before spring,”"),
        ("We shall not raise taxes", "We will not raise taxes"),
        ("will which others in", "view which others in"),
        ("– view whihc others", "view which others"),
        ("“nboody", "“nobody"),
        ("अच्छी ैह।", "अच्छी है"),
        ("'coalitoin'", "coalition"),
        ("हिन्दी का कहानी अच्छे", "हिन्दी की कहानी अच्छी"),
        ("(‘nobody had the right to decide’.", "“nobody has the right to decide”"),
    ],
)
def test_the_nearest_words(words, found):
    nearby = ARTICLE[slice(*nearest(ARTICLE, words))]
    assert flatten(nearby) == flatten(found)
    assert nearby == nearby.strip()


@pytest.mark.parametrize("words", ["", " ", "\u0301", "Completely unrelated sentence about zebras"])
def test_nothing_is_near(words):
    assert nearest(ARTICLE, words) is None
    assert nearest("", "words") is None
    assert nearest("… !", "words") is None


TYPED = str.maketrans("“”‘’–—\u00a0\n", "\"\"''-- \u2028")


@given(st.data())
def test_what_differs_in_typography_alone_is_found(data):
    inked = [i for i, c in enumerate(ARTICLE) if not c.isspace()]
    start, end = sorted(data.draw(st.lists(st.sampled_from(inked), min_size=2, max_size=2, unique=True)))
    words = ARTICLE[start : end + 1].translate(TYPED).swapcase()
    assume("SS" not in words)  # ß has become two
    found = nearest(ARTICLE, words)
    if Text(ARTICLE).is_whole((start, end + 1)):
        assert found is not None
        assert normalize(ARTICLE[slice(*found)]) == normalize(words)
        assert found[0] <= start
        assert Text(ARTICLE).is_whole(found)


vocabulary = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=9), min_size=15, max_size=40, unique=True
)


@given(vocabulary, st.sampled_from(["inserted", "dropped", "replaced"]), st.data())
def test_a_word_too_much_too_few_or_wrong_is_found(words, slip, data):
    """Of a quote of six words and more, wrong in one that is neither its first nor its last."""
    size = data.draw(st.integers(6, 10))
    start = data.draw(st.integers(0, len(words) - size))
    quoted = words[start : start + size]
    at = data.draw(st.integers(2, size - 3))
    # Words beyond a longer one that is wrong are farther away than none.
    assume(all(len(" ".join(side)) > len(quoted[at]) for side in (quoted[:at], quoted[at + 1 :])))
    typed = [*quoted[:at], *(["12345"] if slip != "dropped" else []), *quoted[at + (slip != "inserted") :]]
    raw = "\n".join(words)
    found = nearest(raw, " ".join(typed))
    assert found is not None
    # Where a short word is the difference, the words beside it may or may not belong.
    assert len(set(quoted[1:-1]) - set(raw[slice(*found)].split())) <= 1


@given(any_text | prose, any_text | prose)
def test_the_nearest_of_anything(raw, words):
    found = nearest(raw, words)
    assert found is None or 0 <= found[0] < found[1] <= len(raw)


@pytest.mark.parametrize(
    ("raw", "words", "most"),
    [
        ("a b " * 20_000, "a b " * 3_000 + "c", 80),
        ("a" * 300_000, "a" * 10_000 + "c", 2),
        ("b " * 30_000, "a", 60_001),
        ("\u0301" * 100_000, "e\u0301" * 1000, 0),
        ("word " * 50_000, "”" * 50_000 + "ward", 15_001),
    ],
)
def test_work_is_bounded(raw, words, most, monkeypatch):
    compared = []

    def counted(*given, profile=fuzzy._Profile):
        made = profile(*given)
        compared.append(made.count)
        return made

    monkeypatch.setattr(fuzzy, "_Profile", counted)
    nearest(raw, words)
    assert len(compared) <= most
    assert max(compared, default=0) <= 2001
