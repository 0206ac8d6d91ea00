"""`newscorpus mcp`: each tool answers the client of the SDK, in memory."""

import asyncio
import json

import pytest
from command import newscorpus

import newscorpus as nc

TEXT = "It rained in Oslo. Anna Berg met Carl Dahl."


def called(tool, **arguments):
    """What a tool answers: the texts, and whether it is an error."""
    mcp = pytest.importorskip("mcp")
    from newscorpus.cli.mcp import server

    async def call():
        async with mcp.Client(server()) as client:
            return await client.call_tool(tool, arguments)

    found = asyncio.run(call())
    return [part.text for part in found.content], found.is_error


def test_check_says_how_to_correct():
    draft = {"format": "newscorpus/1", "id": "a", "language": "en"}
    assert called("check", annotation=json.dumps(draft), text=TEXT) == (["All checks passed."], False)
    rain = {"id": "rain", "kind": "incident", "type": "disaster", "evidence": [{"exact": "It raned"}]}
    (answer,), is_error = called("check", annotation=json.dumps({**draft, "events": [rain]}), text=TEXT)
    assert not is_error
    assert "NC301" in answer
    assert "the article has `rained`, not `raned`" in answer


def test_check_draft_lists_repairs():
    empty = '{"language": "en", "actors": [], "events": [], "claims": []}'
    assert called("check_draft", answer=empty, text=TEXT) == (["All checks passed."], False)
    (answer,), is_error = called("check_draft", answer=f"```\n{empty[:-1]}", text=TEXT)
    assert not is_error
    assert "repaired answer: code fence removed\n" in answer
    assert "error NC002" in answer
    (answer,), is_error = called("check_draft", answer=empty, text=TEXT, article_id="a b")
    assert is_error


def test_explain_explains():
    (answer,), is_error = called("explain", rule="quote-not-in-text")
    assert (answer.startswith("NC301 quote-not-in-text"), is_error) == (True, False)
    (answer,), is_error = called("explain", rule="quote-not-in-txt")
    assert is_error
    assert "did you mean `quote-not-in-text`?" in answer


def test_words_are_found_or_the_nearest():
    exact = {"exact": "It rained", "start": 0, "end": 9}
    assert [json.loads(one) for one in called("find_words", text=TEXT, words="It rained")[0]] == [
        {**exact, "found": True}
    ]
    assert [json.loads(one) for one in called("find_words", text=TEXT, words="It raned")[0]] == [
        {**exact, "found": False}
    ]


def test_terms_have_meanings():
    (answer,), _ = called("terms", vocabulary="types", kind="meeting")
    assert json.loads(answer) == dict(nc.vocabulary("types", "meeting"))


def test_without_the_extra_the_command_says_so(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "mcp.server", None)
    ran = newscorpus("mcp")
    assert ran.code == 2
    assert "the extra `mcp` of newscorpus has it" in ran.err
