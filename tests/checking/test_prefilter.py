"""The law of the SQL over facts: the corpus rules say the same of the facts that tell as of all."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscorpus.checking import corpus as relating
from newscorpus.checking.store.sqlite import SummaryStore
from newscorpus.rules import ArticleSummary, CorpusContext, summary
from newscorpus.rules.references.relations import CIRCLED

IDS = st.sampled_from([f"report-{one}" for one in "abcdef"])
EVENTS = ("x", "y")
RELATIONS = st.sampled_from([*CIRCLED[:2], "same_as"])


@st.composite
def some_facts(draw):
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


def said(facts, total=0):
    """What all rules say, without the identity of the facts, which may have lost their links."""
    found = relating.judged(CorpusContext(facts, total=total))
    return [
        (code, where.record if isinstance(where, ArticleSummary) else where, finding) for code, where, finding in found
    ]


def telling(numbered):
    """What tells, by the database on disk."""
    aside = SummaryStore()
    for number, one in numbered:
        aside.add(number, one, whole=True)
    reported = aside.telling()
    assert dict(aside.whole(reported)).keys() == reported.suspects | reported.context
    return reported


@given(facts=some_facts())
@settings(max_examples=80)
def test_the_rules_say_the_same_of_what_tells(facts):
    """In the same order, with the same words: also where another article's id is near."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(summary, "SUGGESTING", 0)
        reported = telling(enumerate(facts))
        kept = [one for one in (reported.of(n, f) for n, f in enumerate(facts)) if one is not None]
        assert said(kept, len(facts)) == said(facts, len(facts))


def test_most_facts_do_not_tell():
    """A reference that is right makes nothing of its article; its target is context where another rule looks."""

    def facts(n, **changes):
        plain = ArticleSummary("f", n, f"a{n}", str(n), None, ("x",), ((f"k{n}", "person", f"Q{n}"),), (), ())
        return attrs.evolve(plain, **changes)

    link = ((("events", "x", "relations", "same_as", 0), "a2#x"),)
    some = [facts(0), facts(1, links=link), facts(2), facts(3)]
    assert telling(enumerate(some)) == telling([])
    some += [facts(4, id="a1")]
    reported = telling(enumerate(some))
    assert (reported.suspects, reported.context) == ({1, 4}, {2})
    assert reported.of(1, some[1]) is some[1]
    assert reported.of(2, some[2]) == some[2]
    assert reported.of(0, some[0]) is None
