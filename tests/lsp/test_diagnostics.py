"""`newscorpus lsp`: the findings of a file while it is typed, and what becomes of odd files, clients and requests."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pytest_lsp")
from command import newscorpus
from editor import CLIENTS, lsp
from oslo import EVENT, LATER, MANIFEST, TALKS, TEXT, in_editor, run, said

from newscorpus.cli.main import main


@pytest.mark.parametrize("client_name", CLIENTS)
@in_editor
async def test_diagnostics_follow_what_is_typed(one, client_name):
    """An error comes with the edit that makes it, and goes with the edit that corrects it."""
    assert await one.open("talks.yaml") == []
    at = TALKS.index("met Carl Dahl in Oslo on Monday\n")
    (found,) = await one.edit("talks.yaml", at, at + 3, "mett")
    assert (found.code, found.source, found.severity) == ("NC301", "newscorpus", lsp.DiagnosticSeverity.Error)
    assert one.words("talks.yaml", found.range) == "mett"
    assert found.code_description is None  # the pages of rules have no address yet
    assert "help:" in found.message
    assert await one.edit("talks.yaml", at, at + 4, "met") == []


@in_editor
async def test_the_verdict_is_that_of_check(one, oslo, tmp_path):
    """For any edits: the findings of the command with the buffer on standard input."""
    edits = [
        ("carl]}", "carl, dahl]}"),
        ("on Monday", "on Moonday"),
        ("kind: meeting", "kind: meting"),
        ("about: [meeting, carl]", "about: [meeting, carl"),
        ("about: [meeting, carl", "about: [meeting]"),
        ("id: talks", "id: walks"),
    ]
    await one.open("talks.yaml")
    for old, new in edits:
        text = one.texts["talks.yaml"]
        found = await one.edit("talks.yaml", text.index(old), text.index(old) + len(old), new)
        file = oslo / "talks.yaml"
        out, sys.stdout = sys.stdout, sys.__stdout__
        try:
            ran = newscorpus(
                "check", "-", "--stdin-filename", file, "--output-format", "json", stdin=one.texts["talks.yaml"]
            )
        finally:
            sys.stdout = out
        wanted = json.loads(ran.out)["diagnostics"]
        assert len(found) >= 1
        assert said(found) == [
            (w["code"], w["primary"]["line"] - 1) for w in wanted if w["primary"]["file"] == str(file)
        ]


@in_editor
async def test_other_files_are_left_alone(one, oslo):
    """A YAML file that is no annotation, and one that is no YAML."""
    assert await one.open("notes.yaml", "anything: [else\n") == []
    assert await one.complete("notes.yaml", lsp.Position(0, 3)) == {}
    assert await one.hover("notes.yaml", lsp.Position(0, 3)) == ""
    document = lsp.TextDocumentItem((oslo / "notes.txt").as_uri(), "plaintext", 1, TEXT)
    one.client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))
    asked = lsp.HoverParams(lsp.TextDocumentIdentifier((oslo / "notes.txt").as_uri()), lsp.Position(0, 0))
    assert await one.client.text_document_hover_async(asked) is None
    one.texts["notes.txt"], one._versions["notes.txt"] = TEXT, 1
    await one.edit("notes.txt", 0, 1, "a", wait=False)
    assert not await one.define("notes.txt", lsp.Position(0, 0))
    assert not await one.actions("notes.txt")
    one.close("notes.txt")
    await one.open("later.yaml")
    await one.edit("later.yaml", 0, 0, "# a\n", wait=False)
    one.close("later.yaml")
    await one.open("talks.yaml")


@in_editor
async def test_what_is_saved_changes_the_verdict_on_open_files(one, oslo):
    await one.open("later.yaml")
    await one.open("talks.yaml")
    text = TALKS.replace("meeting:", "summit:").replace("at: meeting", "at: summit").replace("[meeting,", "[summit,")
    await one.edit("talks.yaml", 0, len(TALKS), text)
    one.save("talks.yaml")
    assert said(await one.next("later.yaml")) == [("NC707", 12)]
    (oslo / "corpus.yaml").write_text(MANIFEST + "checks: {ignore: [NC7]}\n", encoding="utf-8")
    changed = lsp.FileEvent(one.uri("corpus.yaml"), lsp.FileChangeType.Changed)
    one.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([changed]))
    assert await one.next("later.yaml") == []
    assert [registered.method for registered in one.client.registrations] == ["workspace/didChangeWatchedFiles"]
    one.close("later.yaml")
    assert await one.next("later.yaml") == []
    assert await one.symbols("later.yaml") == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@in_editor
async def test_findings_name_other_places(one, oslo, encoding):
    """In the annotation, or in a text that is not open; they count what the client counts."""
    event = EVENT.replace(TEXT, f"Å 😀 {TEXT}") + "    evidence: Oslo\n"
    (oslo / "talks.txt").write_text(f"Å 😀 {TEXT}", encoding="utf-8")
    one.texts["talks.txt"] = f"Å 😀 {TEXT}"
    await one.open("talks.yaml")
    for file, text in (
        ("talks.yaml", event),
        ("talks.txt", event.replace(f"text: Å 😀 {TEXT}", "text_file: talks.txt")),
    ):
        found = await one.edit("talks.yaml", 0, len(one.texts["talks.yaml"]), text)
        places = [place.location for item in found for place in item.related_information or ()]
        assert {(place.uri, one.words(file, place.range)) for place in places} == {(one.uri(file), "Oslo")}


@pytest.mark.parametrize(("encoding", "newline"), [("utf-8", "\n"), ("utf-16", "\r\n"), ("utf-32", "\r")])
@in_editor
async def test_positions_are_those_of_the_client(one, encoding, newline):
    """Astral characters, combining ones, all line ends of the protocol and none else; a byte order mark."""
    text = (
        TALKS.replace("title: Berg meets Dahl", "title: '😀 é\u2028 Berg', status: foo")
        .replace("'😀 é", '"😀 é')
        .replace("Berg', status", 'Berg"\n    status')
    )
    text = text.replace("\n", newline)
    assert one.encoding == encoding
    (found,) = await one.open("talks.yaml", text)
    assert one.words("talks.yaml", found.range) == "foo"
    at = text.index('Berg"')
    assert await one.edit("talks.yaml", at, at + 4, "😀Berg") != []
    at = one.texts["talks.yaml"].index("foo")
    assert await one.edit("talks.yaml", at, at + 3, "occurred") == []
    (found,) = await one.edit("talks.yaml", 0, 0, "\ufeff")
    assert found.code == "NC007"
    at = one.texts["talks.yaml"].index("anna, carl]}")
    found = await one.edit("talks.yaml", at, at + 4, "anne")
    assert "anne" in [one.words("talks.yaml", item.range) for item in found]


def test_what_is_not_saved_is_not_cached(oslo):
    """The next check of the files on the disk finds their results in the cache, as before."""
    assert newscorpus("check", oslo).code == 0
    folder = Path(os.environ["NEWSCORPUS_CACHE_DIR"])
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    async def session(one):
        await one.open("talks.yaml")
        await one.edit("talks.yaml", 0, 0, "# not saved\n")

    run(oslo, session)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_request_that_cannot_be_read_is_answered():
    """Without parameters, or with others than the protocol has; no message is shown."""
    methods = ("textDocument/hover", "workspace/executeCommand", "textDocument/rename")
    asked = [("initialize", {"processId": None, "rootUri": None, "capabilities": {}})]
    asked += [(method, params) for method in methods for params in (None, {"a": 1}, [])]
    asked += [("shutdown", None)]
    messages = [{"id": i, "method": method, "params": params} for i, (method, params) in enumerate(asked)]
    bodies = [json.dumps({"jsonrpc": "2.0", **one}) for one in [*messages, {"method": "exit"}]]
    given = "".join(f"Content-Length: {len(body)}\r\n\r\n{body}" for body in bodies)
    command = [sys.executable, "-m", "newscorpus", "lsp"]
    ran = subprocess.run(command, input=given, capture_output=True, text=True, check=True, timeout=120)
    answers = [json.loads(found) for found in re.findall(r"^\{.*?\}(?=Content|\Z)", ran.stdout, re.MULTILINE)]
    codes = {one["id"]: one.get("error", {}).get("code") for one in answers if "id" in one}
    assert codes == {0: None, **dict.fromkeys(range(1, 10), -32602), 10: None}
    assert not [one for one in answers if one.get("method") == "window/showMessage"]


def test_standard_input_is_closed(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SystemExit) as end:
        main(["lsp"])
    assert end.value.code == 2
    assert "standard input is closed" in capsys.readouterr().err


def test_without_the_extra_the_command_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    ran = newscorpus("lsp")
    assert ran.code == 2
    assert "the extra `lsp` of newscorpus has it" in ran.err


@in_editor
async def test_files_without_an_address_on_the_disk(one):
    document = lsp.TextDocumentItem("untitled:Untitled-1", "yaml", 1, TALKS)
    one.client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))
    asked = lsp.HoverParams(lsp.TextDocumentIdentifier("untitled:Untitled-1"), lsp.Position(5, 3))
    assert await one.client.text_document_hover_async(asked) is None


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
