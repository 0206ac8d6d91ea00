"""`newscorpus lsp` where something is missing, broken, refused or gone: each feature still answers what it can."""

import asyncio
import sys

import pytest

pytest.importorskip("pytest_lsp")
from command import newscorpus
from editor import lsp
from test_corpus import written
from test_lsp import EVENT, LATER, MANIFEST, TALKS, TEXT, run, said

HASH = "a" * 64


@pytest.fixture
def oslo(tmp_path):
    folder = tmp_path / "oslo"
    folder.mkdir()
    for name, text in (("talks", TALKS), ("later", LATER), ("corpus", MANIFEST.replace("exclude: [notes.yaml]\n", ""))):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_an_article_without_its_text(oslo):
    """Its ids are found, and its times explained; nothing is said of words."""
    text = TALKS.replace(f"text: {TEXT}", f"sha256: {HASH}").replace("on Monday: 2024-05-06", "on Monday: 2024-05-13")

    async def session(one):
        await one.open("talks.yaml", text)
        assert [hint.split()[-1] for hint in await one.hints("talks.yaml")] == ["2024-05-06"]
        assert [lens.command.title for lens in await one.lenses("talks.yaml")] == ["2 references"] * 3
        assert not await one.links("talks.yaml")
        assert await one.define("talks.yaml", one.at("talks.yaml", "We agree on")) == []
        assert "**Anna Berg** (person)" in await one.hover("talks.yaml", one.at("talks.yaml", "anna, carl"))
        assert await one.complete("talks.yaml", one.at("talks.yaml", "agree on")) == {}
        command = lsp.Command("", "newscorpus.annotate", arguments=[one.uri("talks.yaml"), "claim", "", 0, 4])
        with pytest.raises(Exception, match="without its text"):
            await one.command(command)

    run(oslo, session)


def test_ids_in_a_list(oslo):
    """An actor of a list with ids is registered, in a `corpus.yaml` without actors, too."""
    people = "actors:\n  - {id: bo, name: Anna Berg, kind: person}\n"
    text = f"format: newscorpus/1\nid: talks\ntext: {TEXT}\n{people}claims:\n  - {{quote: We agree, by: bo}}\n"
    (oslo / "corpus.yaml").write_text("format: newscorpus/1\nname: oslo\n", encoding="utf-8")
    (oslo / "later.yaml").unlink()

    async def session(one):
        await one.open("talks.yaml", text)
        assert [lens.command.title for lens in await one.lenses("talks.yaml")] == ["1 reference, 1 mention"]
        assert await one.hints("talks.yaml") == []
        at = one.at("talks.yaml", "bo,")
        await one.command((await one.actions("talks.yaml", lsp.Range(at, at)))[ADD.format("bo")].command)
        assert one.texts["corpus.yaml"].endswith("actors:\n  bo:\n    name: Anna Berg\n    kind: person\n")

    run(oslo, session)


ADD = "Add `{}` to the registry of the corpus"


@pytest.mark.parametrize(
    ("manifest", "why"),
    [
        ("name: [", "corpus.yaml is not valid YAML; correct it first"),
        (MANIFEST.replace("  norway:", "  ? norway\n  :"), "corpus.yaml cannot be edited with certainty"),
        ("", "is not valid YAML"),
        (None, "`carl`, or corpus.yaml cannot be read"),
    ],
)
def test_a_registry_that_cannot_be_edited(oslo, manifest, why):
    """It says so, and nothing changes."""

    async def session(one):
        await one.open("talks.yaml")
        at = one.at("talks.yaml", "carl:")
        action = (await one.actions("talks.yaml", lsp.Range(at, at)))[ADD.format("carl")]
        if manifest is None:
            (oslo / "corpus.yaml").unlink()
        else:
            await one.open("corpus.yaml", manifest)
        with pytest.raises(Exception, match=why):
            await one.command(action.command)
        assert one.texts.get("corpus.yaml") == manifest

    run(oslo, session)


def test_a_place_without_context(oslo):
    """Words that nothing distinguishes are offered, and no context for them."""
    text = EVENT.replace(TEXT, "ho ho ho ho") + "    evidence: ho\n"

    async def session(one):
        await one.open("talks.yaml", text)
        assert not [title for title in await one.actions("talks.yaml") if title.startswith("Add the context")]
        found = await one.complete("talks.yaml", one.position("talks.yaml", len(text) - 1))
        assert "ho" in found
        assert not [label for label in found if "—" in label]

    run(oslo, session)


def test_the_client_refuses(oslo):
    """An edit is an error with the reason; a place is not shown by a client that cannot."""

    async def session(one):
        one.open_text("talks.txt")
        await one.open("talks.yaml", TALKS.replace(f"text: {TEXT}", "text_file: talks.txt"))
        one.refuses = "read-only"
        command = lsp.Command("", "newscorpus.annotate", arguments=[one.uri("talks.yaml"), "claim", "", 0, 4])
        with pytest.raises(Exception, match="the editor has not changed the file: read-only"):
            await one.command(command)
        show = lsp.Command("", "newscorpus.show", arguments=[one.uri("talks.yaml"), 0, 0, 0, 1])
        assert await one.command(show) is False
        assert one.client.shown == []

    (oslo / "talks.txt").write_text(TEXT, encoding="utf-8")
    run(oslo, session, shows=False)


def test_files_that_went_unseen(oslo):
    """What another program has deleted leads nowhere; a new name that is the old one changes nothing."""

    async def session(one):
        await one.open("later.yaml")
        (oslo / "talks.yaml").unlink()
        where = one.at("later.yaml", "talks#meeting")
        assert await one.define("later.yaml", where) == []
        asked = lsp.RenameParams(lsp.TextDocumentIdentifier(one.uri("later.yaml")), where, "meeting")
        assert one.changes(await one.client.text_document_rename_async(asked)) == {}

    run(oslo, session)


def test_files_without_an_address_on_the_disk(oslo):
    """A buffer without a name is left alone."""

    async def session(one):
        document = lsp.TextDocumentItem("untitled:Untitled-1", "yaml", 1, TALKS)
        one.client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))
        asked = lsp.HoverParams(lsp.TextDocumentIdentifier("untitled:Untitled-1"), lsp.Position(5, 3))
        assert await one.client.text_document_hover_async(asked) is None

    run(oslo, session)


def test_files_that_cannot_be_read(oslo):
    """Links that lead nowhere or out of the corpus are reported at their beginning."""
    (oslo / "gone.yaml").symlink_to(oslo / "nowhere.yaml")
    (oslo.parent / "out.yaml").write_text(LATER, encoding="utf-8")
    (oslo / "out.yaml").symlink_to(oslo.parent / "out.yaml")

    async def session(one):
        await one.open("talks.yaml", wait=False)
        found = {uri.rpartition("/")[2]: said(report.items) for uri, report in (await one.report_all()).items()}
        assert found == {"gone.yaml": [("NC001", 0)], "out.yaml": [("NC010", 0)]}

    run(oslo, session, asks=True)


def test_hidden_files_are_no_articles(oslo):
    """They are left alone."""

    async def session(one):
        text = TALKS.replace("carl]}", "bo]}")
        assert await one.open(".draft.yaml", text) == []
        assert await one.complete(".draft.yaml", one.at(".draft.yaml", "anna, bo")) == {}

    run(oslo, session)


def test_a_corpus_within_a_corpus(oslo):
    """It begins when its `corpus.yaml` is there, whoever has written it."""
    (oslo / "sub").mkdir()

    async def session(one):
        assert await one.open("sub/new.yaml", TALKS.replace("id: talks", "id: new")) == []
        (oslo / "sub" / "corpus.yaml").write_text("format: newscorpus/1\nname: sub\n", encoding="utf-8")
        assert ("NC201", 6) in said(await one.edit("sub/new.yaml", 0, 0, "# a\n"))  # the registry is another one

    run(oslo, session)


@pytest.mark.parametrize("asks", [True, False])
def test_another_program_changes_files(oslo, asks):
    """Files that are renamed, deleted and written by others are seen, without a client that watches them."""

    async def session(one):
        async def until(ask, expected):
            for _ in range(600):
                found = await ask()
                if found == expected:
                    return
                await asyncio.sleep(0.05)
            raise AssertionError(found)

        async def findings():
            return said(
                await one.report("later.yaml") if asks else one.client.diagnostics.get(one.uri("later.yaml"), ())
            )

        async def defined():
            return [at.uri for at in await one.define("later.yaml", one.at("later.yaml", "talks#"))]

        await one.open("later.yaml", wait=not asks)
        await until(findings, [])
        await until(defined, [one.uri("talks.yaml")])
        (oslo / "talks.yaml").rename(oslo / "walks.yaml")
        await until(defined, [one.uri("walks.yaml")])  # it has the same id
        (oslo / "walks.yaml").unlink()
        await until(findings, [("NC707", 12)])
        (oslo / "talks.yaml").write_text(TALKS, encoding="utf-8")
        await until(findings, [])

    run(oslo, session, asks=asks, watches=False)


@pytest.fixture
def large(tmp_path):
    """A corpus that is loaded in the background, with a reference that leads nowhere."""
    return written(tmp_path, **{f"a{number}": {} for number in range(105)}, b={"after": "a7#tolks"})


@pytest.mark.parametrize("progress", [False, None], ids=["cannot", "refuses"])
def test_progress_is_for_those_who_want_it(large, progress):
    """A client that cannot show it, or refuses to, gets its findings without."""

    async def session(one):
        await one.open("b.yaml")
        assert said(await one.next("b.yaml")) == [("NC707", 11)]
        assert one.client.progress == []

    run(large, session, progress=progress)


def test_where_no_process_can_be_started(large, monkeypatch):
    """The server itself checks the corpus; what a baseline covers is not shown, before that and afterwards."""
    newscorpus("check", large, "--no-cache", "--write-baseline", large / "known.list")
    text = (large / "b.yaml").read_text(encoding="utf-8")
    (large / "b.yaml").write_text(text.replace("kind: person", "knd: person"), encoding="utf-8")
    newscorpus("check", large, "--no-cache", "--write-baseline", large / "known.list")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    async def session(one):
        await one.open("b.yaml", wait=False)
        assert not await one.report("b.yaml")
        assert await one.report_all() == {}
        await one.edit("b.yaml", 0, 0, "# a\n", wait=False)
        assert not await one.report("b.yaml")

    run(large, session, asks=True)


def test_a_session_ends_while_a_corpus_is_loading(large):
    """The process that fills the cache ends with it."""

    async def session(one):
        await one.open("b.yaml", wait=False)

    run(large, session)


def test_references_wait_for_the_corpus(large):
    """All are found, also when they are asked for before the other files are known."""

    async def session(one):
        await one.open("b.yaml")
        await one.open("a7.yaml", wait=False)
        await one.client.text_document_document_symbol_async(
            lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(one.uri("a7.yaml")))
        )
        found = await one.refer("a7.yaml", one.at("a7.yaml", "talks:"))
        assert [at.uri for at in found] == [one.uri("a7.yaml"), one.uri("b.yaml")]

    (large / "b.yaml").write_text((large / "b.yaml").read_text().replace("tolks", "talks"), encoding="utf-8")
    run(large, session)


def test_a_version_that_cannot_be_read(oslo):
    """Of an open point, only the others can be accepted."""
    todo = "todo:\n  - at: events.meeting.title\n    versions: {anna: 'title: [', bert: 'title: Talks'}\n"

    async def session(one):
        await one.open("talks.yaml", TALKS + todo)
        at = one.at("talks.yaml", "events.meeting.title")
        found = await one.actions("talks.yaml", lsp.Range(at, at), only=["quickfix"])
        assert [title for title in found if title.startswith("Accept")] == ["Accept from bert: events.meeting.title"]

    run(oslo, session)


def test_between_a_key_and_its_value(oslo):
    """The entry is selected."""

    async def session(one):
        text = TALKS.replace("title: Berg", "title:    Berg")
        await one.open("talks.yaml", text)
        ((first, *_),) = await one.select("talks.yaml", one.position("talks.yaml", text.index("title:") + 8))
        assert first.strip() == "title:    Berg meets Dahl"

    run(oslo, session)
