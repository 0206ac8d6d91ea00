"""Texts of tokens, as corpora of annotation tools have them: rules say of them what they say of the text as printed."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus.text.sentences import sentence

PRINTED = [
    "Mr. Smith met Anna Berg of Acme Corp. in St. Louis.",
    "“We left,” said Lt. Gen. Prosper Avril.",
    "It cost 5 dollars (No. 5 of the list).",
    "“Nobody came.”",
    "Was Dr. Dahl there?",
    "He said: “Go!”",
]
_MARK = re.compile(r"(?<=[\w.,!?)])(?=[.,!?)”:])|(?<=[(“])(?=\w)")


def tokenised(text):
    return _MARK.sub(" ", text)


@given(st.lists(st.sampled_from(PRINTED), min_size=2, max_size=5))
def test_sentences_are_the_same(sentences):
    """An abbreviation ends none, and a closing mark belongs to the sentence before it."""
    printed = " ".join(sentences)
    tokens = tokenised(printed)
    ends = {sentence(printed, (i, i + 1))[1] for i in range(len(printed))}
    other = {sentence(tokens, (i, i + 1))[1] for i in range(len(tokens))}
    assert {"".join(tokens[:end].split()) for end in other} == {"".join(printed[:end].split()) for end in ends}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mr . Smith met her .", "Mr . Smith"),
        ("They met Lt . Gen . Prosper Avril .", "Lt . Gen . Prosper Avril"),
        ("J . R . Berg , Jr . , met her .", "J . R . Berg , Jr ."),
        ("The company 's chief came .", "The company 's chief"),
    ],
)
def test_a_name_in_tokens_is_a_name(text, name):
    mention = {"exact": name, "start": text.index(name)}
    actor = {"name": name, "kind": "person", "named": False, "mentions": [mention]}
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": {"x": actor}}
    assert [one.message for one in nc.check_text(json.dumps(article), "json", select=["NC318"]).diagnostics] == []


def test_names_only_are_no_unused_actors():
    """In a corpus that has names and no events."""
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": "Oslo .",
               "actors": {"oslo": {"name": "Oslo", "kind": "locality"}}}  # fmt: skip
    assert not nc.check_text(json.dumps(article), "json", select=["NC204"]).diagnostics
