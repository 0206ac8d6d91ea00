"""`newscorpus lsp`: a rename changes exactly the definition and the references, in all files."""

import asyncio
from pathlib import Path

import pytest

pytest.importorskip("pytest_lsp")
from editor import CLIENTS, lsp
from oslo import LATER, MANIFEST, TALKS, in_editor, run


def places_of(locations):
    return sorted((Path(one.uri).name, one.range.start.line) for one in locations)


async def renamed(one, name, words, new, nth=0):
    """Rename what is at words, in all files; return the names of the files that changed."""
    where = one.at(name, words, nth)
    asked = lsp.RenameParams(lsp.TextDocumentIdentifier(one.uri(name)), where, new)
    found = await one.client.text_document_rename_async(asked)
    if found is None:
        return None
    changed = {Path(uri).name: edits for uri, edits in one.changes(found).items()}
    for file, edits in changed.items():
        if file not in one.texts:
            await one.open(file)
        await one.edit(file, 0, len(one.texts[file]), one.edited(file, edits))
    return sorted(changed)


def test_rename(oslo):
    """In the file, in the registry, in other articles, in waivers and open points; and back, byte for byte."""
    waive = "waive: [{code: NC301, at: events.meeting.evidence, why: a test}]\n"
    waive += "todo:\n  - {at: events.meeting.when, note: the same week?}\n"
    (oslo / "talks.yaml").write_text(TALKS + waive, encoding="utf-8")

    async def session(one):
        await one.open("talks.yaml")
        assert await renamed(one, "talks.yaml", "meeting:\n", "summit") == ["later.yaml", "talks.yaml"]
        text = one.texts["talks.yaml"]
        assert "\n  summit:\n" in text
        assert "at: summit\n" in text
        assert "about: [summit, carl]" in text
        assert "at: events.summit.evidence" in text
        assert "at: events.summit.when, note" in text
        assert "kind: meeting" in text
        assert "{after: talks#summit}" in one.texts["later.yaml"]
        assert await renamed(one, "later.yaml", "talks#summit", "meeting") == ["later.yaml", "talks.yaml"]
        assert one.texts == {"talks.yaml": TALKS + waive, "later.yaml": LATER}
        assert await renamed(one, "talks.yaml", "carl:", "dahl") == ["talks.yaml"]
        assert "participant: [anna, dahl]" in one.texts["talks.yaml"]
        files = ["corpus.yaml", "later.yaml", "talks.yaml"]
        assert await renamed(one, "talks.yaml", "norway}", "kingdom") == files
        assert "  kingdom: {name: Norway" in one.texts["corpus.yaml"]
        assert "{agent: [anna, kingdom]}" in one.texts["later.yaml"]
        assert await renamed(one, "talks.yaml", "Berg meets", "x") is None

    run(oslo, session)


def test_references_to_an_actor_of_the_registry(oslo):
    """In the registry itself, in articles with malformed values or the same actor, in paths, and in what is typed.

    A rename changes the same places.
    """
    chancellor = "  anna: {name: Anna Berg, kind: person, roles: {Chancellor: norway}}\n"
    (oslo / "corpus.yaml").write_text(MANIFEST.replace("actors:\n", f"actors:\n{chancellor}"), encoding="utf-8")
    bad = LATER.replace("id: later", "id: bad").replace("{agent: [anna, norway]}", "[norway]")
    (oslo / "bad.yaml").write_text(bad, encoding="utf-8")
    own = "  norway: {aliases: [Norwegians], kind: country, name: Norway}\n"
    waive = "waive: [{code: NC306, at: actors.norway, why: a test}]\n"
    same = LATER.replace("id: later", "id: same").replace("events:\n", own + "events:\n") + waive
    (oslo / "same.yaml").write_text(same, encoding="utf-8")
    fresh = "format: newscorpus/1\nid: new\ntext: Norway slept.\nclaims:\n  - quote: Norway slept\n"
    (oslo / "new.yaml").write_text(fresh, encoding="utf-8")

    async def session(one):
        for name in ("new.yaml", "talks.yaml"):
            await one.open(name)
        await one.edit("new.yaml", len(fresh), len(fresh), "    by: norway\n", wait=False)
        found = places_of(await one.refer("talks.yaml", one.at("talks.yaml", "norway}")))
        places = [("bad.yaml", 10), ("corpus.yaml", 5), ("corpus.yaml", 6), ("later.yaml", 10), ("new.yaml", 5)]
        places += [("same.yaml", 6), ("same.yaml", 11), ("same.yaml", 14), ("talks.yaml", 5)]
        assert found == places
        assert places_of(await one.define("talks.yaml", one.at("talks.yaml", "norway}"))) == [("corpus.yaml", 6)]
        files = sorted({name for name, _ in found})
        assert await renamed(one, "talks.yaml", "norway}", "kingdom") == files
        assert "norway" not in "".join(one.texts[name] for name in files)

    run(oslo, session)


@in_editor
async def test_rename_in_a_file_that_was_just_edited(one):
    for name in ("talks.yaml", "later.yaml"):
        await one.open(name)
    await one.edit("later.yaml", 0, 0, "# typed\n", wait=False)
    assert await renamed(one, "talks.yaml", "meeting:\n", "summit") == ["later.yaml", "talks.yaml"]
    assert one.texts["later.yaml"] == "# typed\n" + LATER.replace("talks#meeting", "talks#summit")


@in_editor
async def test_rename_is_prepared(one):
    """What is renamed is the id alone, also of another article's event."""

    async def prepare(one, name, words):
        asked = lsp.PrepareRenameParams(lsp.TextDocumentIdentifier(one.uri(name)), one.at(name, words))
        return await one.client.text_document_prepare_rename_async(asked)

    await one.open("talks.yaml")
    await one.open("later.yaml")
    found = await prepare(one, "later.yaml", "talks#meeting")
    assert (one.words("later.yaml", found.range), found.placeholder) == ("meeting", "meeting")
    found = await prepare(one, "talks.yaml", "anna, carl")
    assert (one.words("talks.yaml", found.range), found.placeholder) == ("anna", "anna")
    assert await prepare(one, "talks.yaml", "published") is None


@pytest.mark.parametrize(
    ("broken", "words", "new", "why"),
    [
        ("", "meeting:\n", "Summit 1", "an id: lower-case letters"),
        ("", "meeting:\n", "anna", "there is an actor `anna` already, in talks.yaml"),
        ("", "carl:", "meeting", "there is an event `meeting` already, in talks.yaml"),
        ("", "carl:", "norway", "`norway` would lead to NC209 in talks.yaml"),
        ("x: [\n", "meeting:\n", "summit", "talks.yaml is not valid YAML"),
    ],
)
def test_a_rename_that_breaks_something_is_refused(oslo, caplog, broken, words, new, why):
    """A name that is no id, that is taken or has another meaning, or in a file that cannot be read; with the reason.

    The client shows it, and the server logs nothing.
    """

    async def session(one):
        await one.open("talks.yaml", TALKS + broken)
        with pytest.raises(Exception, match=why):
            await renamed(one, "talks.yaml", words, new)

    run(oslo, session)
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("client_name", CLIENTS)
def test_a_file_that_is_edited_while_an_id_is_renamed(oslo, client_name):
    """The edits are for the file as it is now, or there are none, and the client learns why."""
    for i in range(40):
        (oslo / f"a{i}.yaml").write_text(LATER.replace("id: later", f"id: a{i}"), encoding="utf-8")

    async def session(one):
        for name in ("talks.yaml", "later.yaml"):
            await one.open(name)
        where = one.at("talks.yaml", "norway}")
        asked = lsp.RenameParams(lsp.TextDocumentIdentifier(one.uri("talks.yaml")), where, "kingdom")
        renaming = one.client.protocol.send_request(lsp.TEXT_DOCUMENT_RENAME, asked)
        await one.edit("later.yaml", 0, 0, "# typed meanwhile\n", wait=False)
        (answer,) = await asyncio.gather(asyncio.wrap_future(renaming), return_exceptions=True)
        if isinstance(answer, Exception):
            assert answer.code == lsp.LSPErrorCodes.ContentModified
            assert "later.yaml has changed in the meantime; try again" in str(answer)
        else:
            edits = one.changes(answer)[one.uri("later.yaml")]
            assert {one.words("later.yaml", edit.range) for edit in edits} == {"norway"}

    run(oslo, session, client_name=client_name)


def test_an_event_of_the_same_id_in_another_article_is_not_renamed(oslo):
    own = LATER.replace("  sleep:", "  meeting:") + "todo:\n  - {at: events.meeting, note: when?}\n"
    (oslo / "later.yaml").write_text(own, encoding="utf-8")

    async def session(one):
        await one.open("talks.yaml")
        await one.open("later.yaml")
        assert await renamed(one, "talks.yaml", "meeting:\n", "summit") == ["later.yaml", "talks.yaml"]
        assert one.texts["later.yaml"] == own.replace("talks#meeting", "talks#summit")

    run(oslo, session)


"""Ids, each with a file that has it."""
