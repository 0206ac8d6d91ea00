"""Fixes: a safe one never changes the data, and none changes a number, a negation or a name."""

import json
import re
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import newscorpus as nc
from benchmarks.fixes import NEVER, judged, planted

ARTICLES = Path(__file__).parents[1] / "articles"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]


def with_fix(source: str, fix) -> str:
    """The source after the edits of one fix."""
    for edit in sorted(fix.edits, key=lambda edit: -edit.span.start):
        source = source[: edit.span.start] + edit.text + source[edit.span.end :]
    return source


def checked(source: str, name: str = "a.yaml", folder: Path | None = None):
    """The report on a source, with all rules, hints too."""
    assert folder is not None
    path = folder / name
    path.write_bytes(source.encode())
    return nc.check(path, select=["NC0", "NC1", "NC2", "NC3", "NC4", "NC5", "NC6", "NC8", "NC9"])


SCALARS = st.sampled_from(["NO", "no", "12:30:45", "Yes", "n", "on", "2024-05-06", "1_000", "x", "'1'", '"NO"', "é"])


@st.composite
def accepted(draw):
    """Articles without errors, as people write them: scalars that other tools misread, block text at the end."""
    keywords = draw(st.lists(SCALARS, max_size=4, unique=True))
    note = draw(st.sampled_from(["", "note: NO\n", "note: |\n  NO\n", "note: >+\n  one\n\n", "note: |\n  the end"]))
    text = draw(st.sampled_from(["NO: Anna Berg met on 12:30:45.", "Anna Berg met, in Oslo, NO."]))
    evidence = draw(st.sampled_from(["[Anna Berg met]", "\n      - Anna Berg met\n      - Berg", "Anna Berg"]))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return (
        f"{mark}format: newscorpus/1\nid: a\nlanguage: en\ntext: '{text}'\nkeywords: [{', '.join(keywords)}]\n"
        f"actors: {{anna: {{name: Anna Berg, kind: person, mentions: [{draw(st.sampled_from(['Anna', 'nna', 'Berg']))}], "
        f"aliases: [{draw(st.sampled_from(['Berg', 'berg', 'bergs']))}], "
        f"roles: [{draw(st.sampled_from(['met', 'Met', 'in oslo', 'mayor', '‘met’']))}]}}}}\n"
        f"events:\n  e:\n    kind: event\n    type: other\n    evidence: {evidence}\n{note}"
    )


@given(accepted(), st.data())
def test_a_safe_fix_leaves_the_model_equal(source, data):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before = nc.loads(source)
        for _ in range(4):
            fixes = [f for d in checked(source, folder=folder).diagnostics for f in d.fixes if f.safe]
            if not fixes:
                break
            shift = len(source) - len(source.removeprefix("\ufeff"))
            source = source[:shift] + with_fix(source[shift:], data.draw(st.sampled_from(fixes)))
            assert nc.loads(source) == before


INSERTED = ["not", "never", "seven", "1,200", "Quist", "will", "no", "the", "river", "12", "Oslo"]


def numbers(words: str) -> list[str]:
    """Without what groups their digits."""
    return re.findall(r"\d[\d.]*", re.sub(r"(?<=\d)[ ,](?=\d{3}\b)", "", words))


def negations(words: str) -> list[str]:
    return re.findall(r"\b(?:not|never|no|nicht|kein\w*)\b|n[’']t\b", words.lower())


def names(words: str) -> set[str]:
    return set(re.findall(r"\b[A-ZÄÖÜ]\w+", words))


@given(st.sampled_from(TEXTS), st.data())
def test_no_fix_changes_a_number_a_negation_or_a_name(text, data):
    """Of a quote with any words left out, added, replaced or misspelt: what is written is the article's."""

    words = text.split()
    start = data.draw(st.integers(0, len(words) - 3))
    quote = words[start : start + data.draw(st.integers(2, 16))]
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(quote) - 1))
        new = data.draw(st.sampled_from([[], [data.draw(st.sampled_from(INSERTED))], [quote[at][:-1], quote[at]]]))
        quote[at : at + data.draw(st.integers(0, 1))] = new
    written = " ".join(filter(None, quote))
    if not written:
        return
    event = {"kind": "event", "type": "other", "evidence": [written]}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "events": {"e": event}}
    with tempfile.TemporaryDirectory() as name:
        source = json.dumps(article)
        for found in checked(source, "a.json", Path(name)).diagnostics:
            for fix in found.fixes:
                (after,) = json.loads(with_fix(source, fix))["events"]["e"]["evidence"]
                if isinstance(after, dict):
                    continue  # a context beside the same words
                assert after in " ".join(words)
                assert numbers(after) == numbers(written)
                assert len(negations(after)) == len(negations(written))
                # A name may be put right, and the article may have one more; none is left out.
                assert len(names(after)) >= len(names(written))


def test_planted_errors_in_real_text():
    outcomes = [(one.kind, verdict) for one, verdict, _ in judged(planted(TEXTS, 100, seed=1))]
    # These texts have no two words with the same ending that could be taken for each other.
    assert {kind for kind, _ in outcomes} >= {*NEVER, "name", "typing error"} - {"word with the same ending"}
    assert [one for one in outcomes if one[1] == "wrong"] == []
    assert outcomes.count(("typing error", "right")) > 2 * outcomes.count(("typing error", "refused"))
