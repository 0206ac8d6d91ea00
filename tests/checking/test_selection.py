"""Which rules apply to a file: what is asked for, what the corpus says, and which of the two is stronger."""

import pytest

from newscorpus import UsageError, check

ARTICLE = """format: newscorpus/1
id: a
language: en
text: Anna Berg met Carl Dahl last Monday.
actors:
  anna: {name: Anna Berg, kind: person, aliases: [Annie]}
  dora: {name: Dora Eide, kind: person}
claims: [{quote: met, by: anna, stance: denies}]
"""
"""Against NC304 and NC313, which are warnings; NC602, an error; NC204 and NC903, hints."""
EVERY = ["NC304", "NC313", "NC602"]


@pytest.fixture
def corpus(tmp_path):
    """Writes the article, in a corpus with such `checks`, and returns its folder."""

    def write(checks: str | None):
        (tmp_path / "corpus.yaml").unlink(missing_ok=True)
        if checks is not None:
            (tmp_path / "corpus.yaml").write_text(f"format: newscorpus/1\nname: c\nchecks: {{{checks}}}\n")
        (tmp_path / "a.yaml").write_text(ARTICLE)
        return tmp_path if checks is not None else tmp_path / "a.yaml"

    return write


def test_what_applies(corpus):
    """The command line is stronger than the corpus, and what it selects is not ignored by the corpus."""
    for checks, select, ignore, expected in (
        # without a corpus, and in one that says nothing
        *((checks, [], [], EVERY) for checks in (None, "")),
        *((checks, ["NC304", "NC2"], [], ["NC204", "NC304"]) for checks in (None, "")),
        *((checks, ["NC3"], ["NC304"], ["NC313"]) for checks in (None, "")),
        *((checks, [], ["NC3"], ["NC602"]) for checks in (None, "")),
        *((checks, [], ["alias-not-in-text", "NC602"], ["NC313"]) for checks in (None, "")),
        # what the corpus says
        ("select: [NC204, NC313]", [], [], ["NC204", "NC313"]),
        ("select: [NC204, NC313]", [], ["NC204"], ["NC313"]),
        ("select: [NC204, NC313]", ["NC304"], [], ["NC304"]),
        ("ignore: [NC304]", [], [], ["NC313", "NC602"]),
        ("ignore: [NC304]", [], ["NC313"], ["NC602"]),
        ("ignore: [NC304]", ["NC3"], [], ["NC304", "NC313"]),
        ("select: [NC3], ignore: [NC304]", [], [], ["NC313"]),
        ("per_file_ignore: {'a.yaml': [NC304, NC602]}", [], [], ["NC313"]),
        ("per_file_ignore: {'b.yaml': [NC304], '*.yaml': [NC313]}", [], [], ["NC304", "NC602", "NC706"]),
        ("per_file_ignore: {'a*': [NC304], '*.yaml': [NC313]}", [], [], ["NC602"]),
        ("per_file_ignore: {'A.yaml': [NC304]}", [], [], [*EVERY, "NC706"]),
        ("severity: {NC204: warning}", [], [], ["NC204", *EVERY]),
        ("severity: {NC304: hint}", [], [], ["NC313", "NC602"]),
        ("severity: {NC304: hint}", ["NC304"], [], ["NC304"]),
        # an unknown name leaves in doubt what applies, whatever the command line says
        ("select: [NC313, nonsense]", ["NC313"], [], ["NC803"]),
    ):
        found = check(corpus(checks), select=select, ignore=ignore).diagnostics
        assert sorted({d.code for d in found}) == sorted(expected)


def test_errors_of_what_all_others_stand_on_are_not_ignored(corpus):
    for tried in ("ignore: [NC201]", "per_file_ignore: {'*': [NC201]}", "severity: {NC201: hint}"):
        assert set(check(corpus(tried)).codes) == {"NC803"}
    folder = corpus("ignore: [NC2, NC6]")
    (folder / "a.yaml").write_text(ARTICLE.replace("by: anna", "by: nobody"))
    assert [(d.code, d.severity) for d in check(folder).diagnostics if d.code == "NC201"] == [("NC201", "error")]
    assert "NC602" not in {d.code for d in check(folder).diagnostics}
    assert "NC201" not in {d.code for d in check(folder, ignore=["NC201"]).diagnostics}


def test_errors_of_corpus_yaml_are_reported_alone(corpus):
    """A misspelt rule would otherwise switch off others, or on; no article is judged by settings that are in doubt."""
    for checks, expected in (
        ("select: [NC3O1]", ["NC803"]),
        ("select: [NC313, nonsense]", ["NC803"]),
        ("select: 5", ["NC103"]),
        ("select: [NC313], fail_on: never", ["NC104"]),
        ("select: [NC313], ignroe: [NC304]", ["NC101"]),
        ("select: [NC313, nonsense], ignore: [NC803]", ["NC803"]),
    ):
        assert sorted({d.code for d in check(corpus(checks)).diagnostics}) == expected


def test_rules_are_added(corpus):
    """`extend_select` adds to what applies, also what the corpus ignores. ALL and NC are all rules."""
    for checks, options, expected in (
        (None, {"select": ["ALL"]}, [*EVERY, "NC204", "NC903"]),
        (None, {"select": ["NC"], "ignore": ["NC9"]}, [*EVERY, "NC204"]),
        (None, {"extend_select": ["NC204"]}, [*EVERY, "NC204"]),
        (None, {"select": ["NC304"], "extend_select": ["NC204"]}, ["NC204", "NC304"]),
        (None, {"extend_select": ["NC2"], "ignore": ["NC204"]}, EVERY),
        ("select: [NC313], ignore: [NC304]", {"extend_select": ["NC204", "NC304"]}, ["NC204", "NC304", "NC313"]),
        ("select: [ALL], ignore: [NC9]", {}, [*EVERY, "NC204"]),
    ):
        assert sorted({d.code for d in check(corpus(checks), **options).diagnostics}) == sorted(expected)


def test_some_rule_must_be_left(corpus):
    for words in ({"ignore": ["ALL"]}, {"select": ["NC3"], "ignore": ["NC"]}):
        with pytest.raises(UsageError, match="no rule is left to apply"):
            check(corpus(None), **words)


def test_rules_that_are_gone_are_reported_in_settings(corpus):
    """Also if nothing else is selected, and the beginning of codes that are all gone."""
    for setting in ("select: [NC534]", "select: [NC534, NC901]", "ignore: [NC54]", "ignore: [NC534]"):
        found = check(corpus(setting)).diagnostics
        assert {d.code for d in found if d.primary.file.endswith("corpus.yaml")} == {"NC806"}


def test_one_name_is_no_list_of_names(corpus):
    for words in ({"select": "NC3"}, {"ignore": "NC3"}):
        with pytest.raises(UsageError, match=r"as a list: \['NC3'\], not 'NC3'$"):
            check(corpus(None), **words)


def test_a_severity_that_is_none_is_marked(corpus):
    for severity in ("eror", "", "[hint]", "5", "null"):
        found = check(corpus(f"severity: {{NC304: {severity}, NC313: error}}")).diagnostics
        assert [d.path for d in found] == [("checks", "severity", "NC304")]
