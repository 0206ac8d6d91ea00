"""Which rules apply to a file: what is asked for, what the corpus says, and which of the two is stronger."""

import pytest
from examples import marked

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
        if checks is not None:
            (tmp_path / "corpus.yaml").write_text(f"format: newscorpus/1\nname: c\nchecks: {{{checks}}}\n")
        (tmp_path / "a.yaml").write_text(ARTICLE)
        return tmp_path if checks is not None else tmp_path / "a.yaml"

    return write


@pytest.mark.parametrize(
    ("checks", "select", "ignore", "expected"),
    [
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
    ],
)
def test_what_applies(corpus, checks, select, ignore, expected):
    """The command line is stronger than the corpus, and what it selects is not ignored by the corpus."""
    found = check(corpus(checks), select=select, ignore=ignore).diagnostics
    assert sorted({d.code for d in found}) == sorted(expected)


def test_errors_of_what_all_others_stand_on_are_not_ignored(corpus):
    """Not by the corpus: an unknown actor is one in any case. The command line may."""
    for tried in ("ignore: [NC201]", "per_file_ignore: {'*': [NC201]}", "severity: {NC201: hint}"):
        assert set(check(corpus(tried)).codes) == {"NC803"}
    folder = corpus("ignore: [NC2, NC6]")
    (folder / "a.yaml").write_text(ARTICLE.replace("by: anna", "by: nobody"))
    assert [(d.code, d.severity) for d in check(folder).diagnostics if d.code == "NC201"] == [("NC201", "error")]
    assert "NC602" not in {d.code for d in check(folder).diagnostics}
    assert "NC201" not in {d.code for d in check(folder, ignore=["NC201"]).diagnostics}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("format:", "format: [", "NC002"),
        ("by: anna", "by: nobody", "NC201"),
        ("language:", "langage:", "NC101"),
    ],
)
def test_errors_of_what_all_others_stand_on_are_always_selected(corpus, old, new, code):
    """By the corpus: else a file that cannot be read would pass. The command line may look at less."""
    folder = corpus("select: [NC4]")
    (folder / "a.yaml").write_text(ARTICLE.replace(old, new, 1))
    assert code in {d.code for d in check(folder).diagnostics}
    assert check(folder, select=["NC4"]).ok


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ("select: [NC3O1]", ["NC803"]),
        ("select: [NC313, nonsense]", ["NC803"]),
        ("select: 5", ["NC103"]),
        ("select: [NC313], fail_on: never", ["NC104"]),
        ("select: [NC313], ignroe: [NC304]", ["NC101"]),
        ("select: [NC313, nonsense], ignore: [NC803]", ["NC803"]),
    ],
)
def test_errors_of_corpus_yaml_are_reported_alone(corpus, checks, expected):
    """A misspelt rule would otherwise switch off others, or on; no article is judged by settings that are in doubt."""
    assert sorted({d.code for d in check(corpus(checks)).diagnostics}) == expected


@pytest.mark.parametrize("severity", ["error", "warning", "hint"])
def test_severities_are_the_corpus_own(corpus, severity):
    """Of the rules that it names, by code or name; the others keep theirs."""
    folder = corpus(f"severity: {{alias-not-in-text: {severity}}}")
    found = {d.code: d.severity for d in check(folder, select=["NC304", "NC313", "NC602"]).diagnostics}
    assert found == {"NC304": severity, "NC313": "warning", "NC602": "error"}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("quote-not-in-txt", "no rule 'quote-not-in-txt'; did you mean quote-not-in-text?"),
        ("xyzzy", "no rule 'xyzzy'"),
        ("N", "no rule 'N'"),
    ],
)
def test_an_unknown_name_on_the_command_line_is_wrong_use(corpus, name, message):
    """Neither is it passed over, nor guessed."""
    for words in ({"select": [name]}, {"ignore": ["NC304", name]}):
        with pytest.raises(UsageError) as caught:
            check(corpus(None), **words)
        assert str(caught.value) == message


@pytest.mark.parametrize(
    ("checks", "options", "expected"),
    [
        (None, {"select": ["ALL"]}, [*EVERY, "NC204", "NC903"]),
        (None, {"select": ["NC"], "ignore": ["NC9"]}, [*EVERY, "NC204"]),
        (None, {"extend_select": ["NC204"]}, [*EVERY, "NC204"]),
        (None, {"select": ["NC304"], "extend_select": ["NC204"]}, ["NC204", "NC304"]),
        (None, {"extend_select": ["NC2"], "ignore": ["NC204"]}, EVERY),
        ("select: [NC313], ignore: [NC304]", {"extend_select": ["NC204", "NC304"]}, ["NC204", "NC304", "NC313"]),
        ("select: [ALL], ignore: [NC9]", {}, [*EVERY, "NC204"]),
    ],
)
def test_rules_are_added(corpus, checks, options, expected):
    """`extend_select` adds to what applies, also what the corpus ignores. ALL and NC are all rules."""
    assert sorted({d.code for d in check(corpus(checks), **options).diagnostics}) == sorted(expected)


def test_some_rule_must_be_left(corpus):
    """Else a check of nothing would pass."""
    for words in ({"ignore": ["ALL"]}, {"select": ["NC3"], "ignore": ["NC"]}):
        with pytest.raises(UsageError, match="no rule is left to apply"):
            check(corpus(None), **words)


@pytest.mark.parametrize("setting", ["select: [NC534]", "select: [NC534, NC901]", "ignore: [NC54]", "ignore: [NC534]"])
def test_rules_that_are_gone_are_reported_in_settings(corpus, setting):
    """Also if nothing else is selected, and the beginning of codes that are all gone."""
    found = check(corpus(setting)).diagnostics
    assert {d.code for d in found if d.primary.file.endswith("corpus.yaml")} == {"NC806"}


def test_one_name_is_no_list_of_names(corpus):
    """The mistake is named, not the first of its letters."""
    for words in ({"select": "NC3"}, {"ignore": "NC3"}):
        with pytest.raises(UsageError, match=r"as a list: \['NC3'\], not 'NC3'$"):
            check(corpus(None), **words)


def test_an_unknown_name_in_the_corpus_is_marked_there(corpus):
    """Alone."""
    found = check(corpus("ignore: [NC304, xyzzy]")).diagnostics
    assert [(d.code, marked(d)) for d in found] == [("NC803", "xyzzy")]


@pytest.mark.parametrize("severity", ["eror", "", "[hint]", "5", "null"])
def test_a_severity_that_is_none_is_marked(corpus, severity):
    """Alone, whatever it is."""
    found = check(corpus(f"severity: {{NC304: {severity}, NC313: error}}")).diagnostics
    assert [d.path for d in found] == [("checks", "severity", "NC304")]
