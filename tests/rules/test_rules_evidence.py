"""NC307 and NC315 beyond the examples: words outside the evidence of their event, and nowhere."""

import pytest
from annotations import event, found, shown
from examples import marked

OUTSIDE = {
    "of each sort": (
        event("evidence: Anna Berg, when: {on Monday: 2024-05-06}, places: Oslo, things: {object: Carl}, topics: Dahl"),
        ["on Monday", "Oslo", "Carl", "Dahl"],
    ),
    "of casualties": (event("evidence: Anna Berg, casualties: {killed: {Carl: 1}, injured: 3}", "incident"), ["Carl"]),
    "within two quotes together": (event("evidence: [Anna Berg, met Carl], topics: Berg met, triggers: Berg met"), []),
    "within two quotes and a word": (
        event("evidence: [Anna, met Carl], topics: Anna Berg, triggers: Anna Berg"),
        ["Anna Berg", "Anna Berg"],
    ),
    "within two quotes around a comma": (
        "text: Yesterday, Anna Berg met Carl.\n" + event("evidence: [Anna Berg, Yesterday], topics: 'Yesterday, Anna'"),
        [],
    ),
    "of evidence that is another finding": (event("evidence: [Anna Berg, nowhere], places: Oslo"), []),
    "behind evidence that is another finding": (
        (
            "events:\n  a: {kind: event, type: other, evidence: nowhere, places: Oslo}\n"
            "  b: {kind: event, type: other, evidence: Anna, places: Oslo}\n"
        ),
        ["Oslo"],
    ),
    "of one event and not of another": (
        (
            "events:\n  a: {kind: event, type: other, evidence: Anna Berg, places: [Oslo, Dahl]}\n"
            "  b: {kind: event, type: other, evidence: in Oslo, places: Oslo}\n"
            "  c: {kind: event, type: other, evidence: in Oslo, places: [Oslo, Dahl]}\n"
        ),
        ["Oslo", "Dahl", "Dahl"],
    ),
    "nowhere is another finding": (event("evidence: Anna Berg, places: Bergen"), []),
}


@pytest.mark.parametrize("what", OUTSIDE)
def test_words_outside_the_evidence(what, tmp_path):
    snippet, expected = OUTSIDE[what]
    assert [marked(d) for d in found(snippet, tmp_path, "NC307")] == expected


def test_the_nearest_of_words_outside_the_evidence_is_shown(tmp_path):
    snippet = "text: Oslo saw Anna Berg. In Oslo she met Carl.\n" + event("evidence: she met Carl, places: Oslo")
    (one,) = found(snippet, tmp_path, "NC307")
    assert one.message == "`Oslo` is not in the evidence of `talks`"
    assert shown(one, tmp_path) == [("the nearest of 2", "Oslo")]
    assert one.labels[0].span.column == len("text: Oslo saw Anna Berg. In ") + 1


def test_titles_of_roles_that_are_nowhere(tmp_path):
    """In the file itself; the registry's may be of other articles, and a mere member has no office."""
    snippet = (
        "# corpus.yaml has: actors: {anna: {name: Anna Berg, kind: person, roles: {minister: oslo, judge: oslo}},"
        " oslo: {name: Oslo, kind: locality}}\n"
        "text: In Oslo Mayor Anna Berg met Carl Dahl and the ministers. Secretary Dora Eide left.\n"
        "actors:\n"
        "  anna: {roles: [judge, minister, {mayor: oslo}, member]}\n"
        "  carl: {name: Carl Dahl, kind: person, roles: {member: oslo}}\n"
        "  dora: {name: Dora Eide, kind: person, roles: [{title: mayoress, org: oslo}, chair, secretary, ' ']}\n"
    )
    mayor, *others = found(snippet, tmp_path, "NC316")
    assert (marked(mayor), [(fix.title, fix.safe) for fix in mayor.fixes]) == (
        "mayor",
        [("replace `mayor` with `Mayor`", False)],
    )
    assert [marked(one) for one in others] == ["mayoress", "chair"]
    assert [marked(one) for one in found(snippet, tmp_path, "NC308")] == ["' '"]
