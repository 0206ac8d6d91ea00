"""The law of the SQL prefilter: the corpus rules report the same, given only the candidates."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscorpus.checking.corpus_rules import run_corpus_rules
from newscorpus.checking.summary_tables import SummaryStore
from newscorpus.rules import ArticleSummary, CorpusContext
from newscorpus.rules.relations import CIRCLED

IDS = st.sampled_from([f"report-{one}" for one in "abcdef"])
EVENTS = ("x", "y")
RELATIONS = st.sampled_from([*CIRCLED[:2], "same_as"])


@st.composite
def some_summaries(draw):
    def links():
        found = draw(
            st.lists(st.tuples(st.sampled_from(EVENTS), RELATIONS, IDS, st.sampled_from([*EVENTS, "z"])), max_size=2)
        )
        return tuple((("events", e, "relations", r, i), f"{a}#{t}") for i, (e, r, a, t) in enumerate(found))

    made = []
    for i in range(draw(st.integers(0, 7))):
        actors = draw(
            st.lists(
                st.tuples(
                    st.sampled_from("klmn"),
                    st.sampled_from([None, "person", "group"]),
                    st.sampled_from([None, "Q1", "Q2"]),
                ),
                max_size=2,
                unique_by=lambda actor: actor[0],
            )
        )
        edges = draw(st.lists(st.tuples(RELATIONS, st.sampled_from(EVENTS), st.sampled_from(EVENTS)), max_size=2))
        about = ((("claims", 0, "about", 0), f"{draw(IDS)}#x"),) if draw(st.booleans()) else ()
        sha256 = draw(st.sampled_from([None, *"0123456789"]))
        made.append(
            ArticleSummary(
                "f.jsonl", i + 1, draw(IDS), sha256, None, EVENTS, tuple(actors), links() + about, tuple(edges)
            )
        )
    return made


def findings(summaries, total=0):
    """The findings of all corpus rules, with their codes and targets."""
    return list(run_corpus_rules(CorpusContext(summaries, total=total)))


def candidates_of(numbered):
    """The candidates, by the database on disk."""
    store = SummaryStore()
    for number, one in numbered:
        store.add(number, one)
    return store.candidates()


@given(summaries=some_summaries())
@settings(max_examples=80)
def test_the_rules_report_the_same_of_the_candidates(summaries):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("newscorpus.rules.corpus.SUGGESTING", 0)
        candidates = candidates_of(enumerate(summaries))
        reduced = [one for one in (candidates.of(n, s) for n, s in enumerate(summaries)) if one is not None]
        assert findings(reduced, len(summaries)) == findings(summaries, len(summaries))


def test_most_articles_are_not_candidates():
    """A valid reference does not make its article a candidate; its target is context where another rule looks."""

    def made(n, **changes):
        plain = ArticleSummary("f", n, f"a{n}", str(n), None, ("x",), ((f"k{n}", "person", f"Q{n}"),), (), ())
        return attrs.evolve(plain, **changes)

    link = ((("events", "x", "relations", "same_as", 0), "a2#x"),)
    some = [made(0), made(1, links=link), made(2), made(3)]
    assert candidates_of(enumerate(some)) == candidates_of([])
    some += [made(4, id="a1")]
    candidates = candidates_of(enumerate(some))
    assert (candidates.suspects, candidates.context) == ({1, 4}, {2})
    assert candidates.of(1, some[1]) is some[1]
    assert candidates.of(2, some[2]) == some[2]
    assert candidates.of(0, some[0]) is None
