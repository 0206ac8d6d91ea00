"""NC011 and NC321: texts that are withheld, and parts of texts."""

import json

import pytest

import newscorpus as nc

TEXT = "Talks in Oslo\n\nAnna met Carl.\n\nThey left."
HEAD = {"format": "newscorpus/1", "id": "a", "language": "en"}


def found(tmp_path, *codes, **fields):
    """The codes and messages of the findings about an article."""
    file = tmp_path / "a.json"
    file.write_text(json.dumps({**HEAD, **fields}), encoding="utf-8")
    return [(d.code, d.message) for d in nc.check(file, select=list(codes)).diagnostics]


def test_a_text_whose_hash_is_not_known_may_be_withheld(tmp_path):
    """Then it is neither there nor missing, and its quotes are not checked."""
    assert found(tmp_path, "NC0", text_withheld=True) == []
    assert found(tmp_path, "NC0", text_withheld=True, sha256="0" * 64) == []
    ((code, message),) = found(tmp_path, "NC0", text_withheld=False)
    assert (code, message) == ("NC011", "article has neither `text` nor `text_file`")
    (one,) = found(tmp_path, "NC0", text_withheld=True, text=TEXT)
    assert one == ("NC011", "a text that is given is not withheld")
    assert [code for code, _ in found(tmp_path, "NC0", "NC1", text_withheld="yes")] == ["NC103"]


@pytest.mark.parametrize(
    ("fields", "messages"),
    [
        ({"text_parts": {"headline": [0, 13], "lead": [15, 29], "body": [31, 41]}}, []),
        ({"text_parts": {"headline": [0, 13]}, "headline": "Talks  in Oslo"}, []),
        (
            {"text_parts": {"headline": [0, 5]}, "headline": "Talks in Oslo"},
            ["`headline` differs from the part of the text that is the headline"],
        ),
        ({"text_parts": {"headline": [0, 16], "lead": [15, 29]}}, ["part `lead` overlaps part `headline`"]),
        ({"text_parts": {"body": [31, 42]}}, ["part `body` is not a span of the text with words"]),
        ({"text_parts": {"body": ["x", 31]}}, ["item 1 of `body` must be an integer, not the string `x`"]),
        ({"text_parts": {"foot": [31, 41]}}, ["`foot` is not a text part"]),
    ],
)
def test_parts_of_a_text(fields, messages, tmp_path):
    """They are inside the text, have words, and do not overlap."""
    assert [message for _, message in found(tmp_path, "NC1", "NC3", text=TEXT, **fields)] == messages


def test_the_words_of_a_part():
    """And the headline of a page, if no other is given."""
    parts = {"headline": [0, 13], "lead": [15, 29]}
    article = nc.Article(id="a", language="en", text=TEXT, text_parts=parts)
    assert (article.part("headline"), article.part("lead"), article.part("body")) == (
        "Talks in Oslo",
        "Anna met Carl.",
        None,
    )
    assert nc.Article(id="a", text_withheld=True, text_parts=parts).part("lead") is None
    assert nc.loads(nc.dumps(article), "yaml") == article
    assert "headline: [0, 13]" in nc.dumps(article) or "headline:\n    - 0\n    - 13\n" in nc.dumps(article)
