"""NC1xx beyond the examples: what an article lacks that neither it nor its corpus says, and what the corpus requires."""

import os
import sys

import pytest
from examples import checked, marked

from newscorpus import check

TEXT = "text: Anna Berg met Carl Dahl.\n"
HEAD = "format: newscorpus/1\nid: example\n"
WHOLE = f"{HEAD}language: en\n{TEXT}"


def reported(snippet: str, folder, code: str) -> list[tuple[str, str, str | None]]:
    """Of each finding of a rule: what it marks, what it says, and its help."""
    report, _ = checked(snippet, folder, code)
    return [(marked(d), d.message, d.help) for d in report.diagnostics if d.code == code]


def required(fields: str, rest: str) -> str:
    return f"# corpus.yaml has: checks: {{require: [{fields}]}}\n{rest}"


NO_LANGUAGE = ("format", "article has no `language`", "add `language: LANGUAGE`, or `language: und` if it is not known")
NO_KIND = ("anna", "actor `anna` has no `kind`", "add `kind`: one of person, group, organization, country, locality")
NO_NAME = (
    "anna",
    "actor `anna` has no `name`",
    "add `name`: the name in the article; or add the actor to the registry in `corpus.yaml`",
)

UNDETERMINED = {
    "no language": (HEAD + TEXT, [NO_LANGUAGE]),
    "an unknown language": (HEAD + TEXT + "language: und\n", []),
    "a malformed language": (HEAD + TEXT + "language: 5\n", []),
    "the corpus's language": ("# corpus.yaml has: language: en\n" + HEAD + TEXT, []),
    "no kind": ("actors: {anna: {name: Anna Berg}}", [NO_KIND]),
    "no name": ("actors: {carl: {name: Carl Dahl, kind: person}, anna: {kind: person}}", [NO_NAME]),
    "neither": ("actors: {anna: {}}", [NO_KIND, NO_NAME]),
    "a malformed kind": ("actors: {anna: {name: Anna Berg, kind: 5}}", []),
    "a misspelt kind": ("actors: {anna: {name: Anna Berg, kid: person}}", []),
    "a field that is none": ("actors: {anna: {name: Anna Berg, sort: person}}", []),
    "no kind, and something else is malformed": ("actors: {anna: {name: Anna Berg, country: Norway}}", [NO_KIND]),
    "the registry's": (
        "# corpus.yaml has: actors: {anna: {name: Anna Berg, kind: person}}\nactors: {anna: {mentions: [Anna]}}",
        [],
    ),
}
ANNA = "actors: {anna: {name: Anna Berg, kind: person}}\n"
TALKS = "events: {talks: {kind: event, type: other, evidence: Anna Berg}}\n"


def lacks(what: str, field: str) -> tuple[str, str]:
    return f"{what} has no `{field}`, which `corpus.yaml` requires", f"add `{field}`"


REQUIRED = {
    "of the article": (required("article.url", WHOLE), [("format", *lacks("article", "url"))]),
    "of an actor": (required("actor.country", ANNA), [("anna", *lacks("actor `anna`", "country"))]),
    "of an event": (required("event.title", TALKS), [("talks", *lacks("event `talks`", "title"))]),
    "of incidents, where there are others": (
        required(
            "event.casualties",
            "events: {a: {kind: event, type: other, evidence: Anna Berg},"
            " b: {kind: incident, type: crime, evidence: met}}",
        ),
        [("b", *lacks("event `b`", "casualties"))],
    ),
    "of a claim": (
        required("claim.cue", "claims: [{quote: Anna Berg, cue: met}, {quote: met}]"),
        [("quote", *lacks("claim", "cue"))],
    ),
    "a list": (required("article.keywords", WHOLE + "keywords: []\n"), [("keywords", *lacks("article", "keywords"))]),
    "a table": (required("actor.ids", ANNA), [("anna", *lacks("actor `anna`", "ids"))]),
    "several": (
        required("article.url, article.author", WHOLE + "author: me\n"),
        [("format", *lacks("article", "url"))],
    ),
    "what is there": (
        required("article.keywords, actor.ids, event.title", "keywords: [a]\n")
        + "actors: {anna: {name: Anna Berg, kind: person, ids: {wikidata: Q1}}}\n"
        + TALKS.replace("}}", ", title: x}}"),
        [],
    ),
    "what is malformed": (required("article.published", "published: yesterday\n"), []),
    "what is malformed in an event": (required("event.title", TALKS.replace("}}", ", title: 5}}")), []),
    "of an event in which something else is malformed": (
        required("event.title", TALKS.replace("other", "talk")),
        [("talks", *lacks("event `talks`", "title"))],
    ),
    "perhaps under a name that is no field's": (required("event.title", TALKS.replace("}}", ", label: x}}")), []),
    "of an article with a field that is none": (
        required("article.url", WHOLE + "foo: x\n"),
        [("format", *lacks("article", "url"))],
    ),
    "nothing": ("# corpus.yaml has: checks: {ignore: [NC304]}\n" + WHOLE, []),
}

CASES = {
    (code, what): case
    for code, cases in {"NC111": UNDETERMINED, "NC112": REQUIRED}.items()
    for what, case in cases.items()
}


@pytest.mark.parametrize(("code", "what"), CASES)
def test_what_is_missing(code, what, tmp_path):
    snippet, expected = CASES[code, what]
    assert sorted(reported(snippet, tmp_path, code)) == expected


def test_no_other_field_is_offered(tmp_path):
    report, _ = checked(required("article.url", WHOLE), tmp_path, "NC112")
    assert [d.fixes for d in report.diagnostics] == [()]
    report, _ = checked(required("article.sha256", f"{HEAD}language: en\ntext_file: none.txt\n"), tmp_path, "NC112")
    assert [(d.code, d.fixes) for d in report.diagnostics] == [("NC112", ()), ("NC010", ())]


@pytest.mark.parametrize(
    ("given", "there", "meant"),
    [
        ("visitt.txt", ["visit.txt", "a.txt", "b.txt"], "visit.txt"),
        ("texts/one.txt", ["texts/two.txt"], "texts/two.txt"),
        ("none.txt", ["a.txt", "example.txt"], "example.txt"),
        ("none/a.txt", ["a.txt"], None),
    ],
)
def test_a_missing_text_is_answered_with_the_one_that_is_there(given, there, meant, tmp_path):
    for name in there:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Anna Berg met Carl Dahl.")
    (tmp_path / "example.yaml").write_text(f"{HEAD}language: en\ntext_file: {given}\n")
    (one,) = check(tmp_path / "example.yaml", select=["NC010"]).diagnostics
    assert one.help == (meant and f"write `text_file: {meant}`, if that is the text")


def test_a_text_in_another_encoding_is_named(tmp_path):
    """With the place of the first byte that is not UTF-8, and how to convert it; so is an annotation."""
    (tmp_path / "example.txt").write_bytes("Anna met\nBo’s café.".encode("cp1252"))
    (tmp_path / "example.yaml").write_text(f"{HEAD}language: en\ntext_file: example.txt\n")
    (one,) = check(tmp_path / "example.yaml", select=["NC001"]).diagnostics
    assert one.message == "text file `example.txt`: not UTF-8: byte 0x92 at line 2, byte 3"
    assert "if it is in Windows-1252" in one.help
    (tmp_path / "example.txt").write_text("Anna met Bo.", "utf-16")
    (one,) = check(tmp_path / "example.yaml", select=["NC001"]).diagnostics
    assert one.help == "save it as UTF-8: `iconv -f UTF-16 -t UTF-8`"
    (tmp_path / "example.yaml").write_bytes(f"{HEAD}language: en\ntext: Bo’s café\n".encode("cp1252"))
    one = check(tmp_path / "example.yaml", select=["NC001"]).diagnostics[0]
    assert "if it is in Windows-1252" in one.help


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("another.yaml", WHOLE),
        (
            "corpus/lines.jsonl",
            '{"format": "newscorpus/1", "id": "example", "language": "en", "text": "Anna Berg met Carl Dahl."}\n',
        ),
    ],
)
def test_the_id_is_the_files_name_only_in_a_corpus_and_of_one_article(name, content, tmp_path):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    if path.parent != tmp_path:
        (path.parent / "corpus.yaml").write_text("format: newscorpus/1\nname: c\narticles: ['*.jsonl']\n")
    path.write_text(content)
    assert check(path.parent if path.parent != tmp_path else path).diagnostics == ()


@pytest.mark.parametrize("name", [b"b", b"a b", "ä".encode()])
def test_the_files_name_is_offered_if_it_can_be_an_id(name, tmp_path):
    if name == b"\xff" and sys.platform != "linux":
        pytest.skip("names of files are Unicode there")
    (tmp_path / "corpus.yaml").write_text("format: newscorpus/1\nname: c\n")
    path = tmp_path / f"{os.fsdecode(name)}.yaml"
    path.write_text(WHOLE)
    (finding,) = check(path).diagnostics
    assert finding.code == "NC107"
    assert bool(finding.fixes) == (name == b"b")
    assert finding.help == (
        "write `id: b`, or rename the file" if name == b"b" else "rename the file to `example`, with its ending"
    )
