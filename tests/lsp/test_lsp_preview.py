"""`newscorpus.preview`: the page of an open article in a browser, which follows what is typed and leads to the editor."""

import asyncio
import json
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

pytest.importorskip("pytest_lsp")
from editor import lsp
from oslo import in_editor

ARTICLE = """\
format: newscorpus/1
id: court
language: en
published: 2024-05-07
text: 🦉 Ida Holm declined to comment on Monday. The court will meet her lawyer on Friday.
actors:
  holm: {name: Ida Holm, kind: person}
events:
  silence: {title: 🦉, kind: event, type: refusal, participants: {agent: holm}, evidence: [Ida Holm declined to comment]}
  session: {kind: meeting, type: hearing, status: planned, evidence: [The court will meet her lawyer]}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "court.yaml").write_text(ARTICLE)
    return tmp_path


async def begun(window, *arguments):
    """The address of the preview."""
    asked = lsp.ExecuteCommandParams("newscorpus.preview", list(arguments))
    return await window.client.workspace_execute_command_async(asked)


async def read(address, path=""):
    return await asyncio.to_thread(lambda: urlopen(address + path, timeout=60).read().decode())


async def shows(address, words):
    """Wait until the page has these words."""
    for _ in range(900):
        page = await read(address)
        if words in page:
            return page
        await asyncio.sleep(0.1)
    raise AssertionError(words)


async def click(address, key, at):
    body = json.dumps({"page": "", "key": key, "at": at}).encode()
    headers = {"Content-Type": "application/json", "Origin": f"http://{urlsplit(address).netloc}"}
    return await asyncio.to_thread(lambda: urlopen(Request(address + "click", body, headers), timeout=60).read())


@in_editor(folder="folder")
async def test_the_page_follows_what_is_typed(window):
    """Without saving; what cannot be read is its findings."""
    await window.open("court.yaml")
    address = await begun(window, window.uri("court.yaml"))
    (opened,) = window.client.shown
    assert (opened.uri, opened.external) == (address, True)
    await shows(address, " planned</b>")
    at = ARTICLE.index("planned")
    await window.edit("court.yaml", at, at + len("planned"), "possible")
    page = await shows(address, " possible</b>")
    assert "planned</b>" not in page
    await window.edit("court.yaml", 0, 0, "[")
    await shows(address, "Cannot be shown")
    await window.edit("court.yaml", 0, 1, "")
    await shows(address, " possible</b>")
    assert (window.folder / "court.yaml").read_text() == ARTICLE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@in_editor(folder="folder")
async def test_a_click_shows_its_place_in_the_editor(window, encoding):
    """The words of the quote are selected, also when they have moved since."""
    await window.open("court.yaml")
    address = await begun(window)
    await shows(address, 'id="e1"')
    await window.edit("court.yaml", 0, 0, "# a comment\n")
    shown = window.client.shown
    for key, at, words in (
        ("e1", 10, "Ida Holm declined to comment"),
        ("e2", 50, "The court will meet her lawyer"),
        ("a1", None, "{name: Ida Holm, kind: person}"),
    ):
        before = len(shown)
        for _ in range(900):
            await click(address, key, at)
            if len(shown) > before and words in window.words("court.yaml", shown[-1].selection):
                break
            await asyncio.sleep(0.1)
        assert (shown[-1].uri, shown[-1].external or False) == (window.uri("court.yaml"), False)
        assert words in window.words("court.yaml", shown[-1].selection)


@in_editor(folder="folder")
async def test_the_page_shows_what_the_cursor_is_in(window):
    """The command again, with the position: the address is the same, and the page is told which card."""
    await window.open("court.yaml")
    address = await begun(window)
    stream = await asyncio.to_thread(urlopen, address + "events", None, 60)
    assert json.loads((await asyncio.to_thread(stream.readline))[6:])["show"] is None
    at = window.at("court.yaml", "hearing")
    again = await begun(window, window.uri("court.yaml"), {"line": at.line, "character": at.character})
    assert again == address
    assert len(window.client.shown) == 1
    while not (line := await asyncio.to_thread(stream.readline)).startswith(b"data: "):
        pass
    assert json.loads(line[6:])["show"] == "e2"
    stream.close()


@in_editor(folder="folder")
async def test_what_cannot_be_previewed(window):
    assert await begun(window, window.uri("court.yaml")) is None
    await window.open("court.yaml")
    for arguments in (["file:///no.yaml"], [3], [None], ["file:///x.yaml", {"line": 0}]):
        assert await begun(window, *arguments) is None
    assert {one.message for one in window.client.messages} == {"There is no open annotation to preview."}
    assert window.client.shown == []


@in_editor(folder="folder")
async def test_a_client_that_opens_nothing(window):
    window.client.protocol.fm.features.pop(lsp.WINDOW_SHOW_DOCUMENT)
    await window.open("court.yaml")
    address = await begun(window)
    assert [one.message for one in window.client.messages] == [f"The preview is at {address}"]
