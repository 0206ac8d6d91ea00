"""`newscorpus lsp`: what an editor shows, on the seed and on a small corpus, in files that are being typed."""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pytest_lsp")
from command import newscorpus
from editor import CLIENTS, CURSOR, editor, lsp

import newscorpus as nc
from newscorpus.cli.main import main

ROOT = Path(__file__).parent.parent.parent
SEED = "000_acf5269c8d9a5d96.yaml"
TEXT = (
    "Anna Berg, Chancellor of Norway, met Carl Dahl in Oslo on Monday. “We agree on the fence,” Berg said. "
    "The fence is old. Dahl left Oslo."
)
TALKS = f"""\
format: newscorpus/1
id: talks
published: 2024-05-08
text: {TEXT}
actors:
  anna: {{name: Anna Berg, aliases: [Berg], kind: person, roles: {{Chancellor: norway}}}}
  carl:
    name: Carl Dahl
    kind: person
events:
  meeting:
    kind: meeting
    type: talks
    title: Berg meets Dahl
    participants: {{participant: [anna, carl]}}
    when: {{on Monday: 2024-05-06}}
    places: {{Oslo: NO}}
    evidence: Anna Berg, Chancellor of Norway, met Carl Dahl in Oslo on Monday
claims:
  - quote: We agree on the fence
    by: anna
    at: meeting
    about: [meeting, carl]
"""
LATER = """\
format: newscorpus/1
id: later
published: 2024-05-09
text: Anna Berg slept in Norway.
actors:
  anna: {name: Anna Berg, kind: person}
events:
  sleep:
    kind: event
    type: other
    participants: {agent: [anna, norway]}
    evidence: Anna Berg slept
    relations: {after: talks#meeting}
"""
MANIFEST = """\
format: newscorpus/1
name: oslo
exclude: [notes.yaml]
language: en
actors:
  norway: {name: Norway, kind: country, country: 'NO', ids: {wikidata: Q20}}
vocabularies:
  meeting:
    types: {walk: parties walk in a wood}
attributes:
  event:
    tone: {type: string, enum: [warm, cold], description: how it went}
"""


@pytest.fixture
def seeds(tmp_path):
    return shutil.copytree(ROOT / "seeds", tmp_path / "seeds")


@pytest.fixture
def oslo(tmp_path):
    folder = tmp_path / "oslo"
    folder.mkdir()
    for name, text in (("talks", TALKS), ("later", LATER), ("corpus", MANIFEST)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "notes.yaml").write_text("anything: [else]\n", encoding="utf-8")
    return folder


def run(folder, session, **how):
    """Run a coroutine function with an editor."""

    async def inside():
        async with editor(folder, **how) as one:
            await session(one)

    asyncio.run(asyncio.wait_for(inside(), 120))


def said(items):
    """The codes and lines of diagnostics."""
    return [(one.code, one.range.start.line) for one in items]


# --- diagnostics


@pytest.mark.parametrize("client_name", CLIENTS)
def test_diagnostics_follow_what_is_typed(oslo, client_name):
    """An error comes with the edit that makes it, and goes with the edit that corrects it."""

    async def session(one):
        assert await one.open("talks.yaml") == []
        at = TALKS.index("met Carl Dahl in Oslo on Monday\n")
        (found,) = await one.edit("talks.yaml", at, at + 3, "mett")
        assert (found.code, found.source, found.severity) == ("NC301", "newscorpus", lsp.DiagnosticSeverity.Error)
        assert one.words("talks.yaml", found.range) == "mett"
        assert found.code_description is None  # the pages of rules have no address yet
        assert "help:" in found.message
        assert await one.edit("talks.yaml", at, at + 4, "met") == []

    run(oslo, session, client_name=client_name)


def test_the_verdict_is_that_of_check(oslo, tmp_path):
    """For any edits: the findings of the command with the buffer on standard input."""
    edits = [
        ("carl]}", "carl, dahl]}"),
        ("on Monday", "on Moonday"),
        ("kind: meeting", "kind: meting"),
        ("about: [meeting, carl]", "about: [meeting, carl"),
        ("about: [meeting, carl", "about: [meeting]"),
        ("id: talks", "id: walks"),
    ]

    async def session(one):
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

    run(oslo, session)


def test_other_files_are_left_alone(oslo):
    """A YAML file that is no annotation, and one that is no YAML."""

    async def session(one):
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

    run(oslo, session)


def test_what_is_saved_changes_the_verdict_on_open_files(oslo):
    """Another article, and `corpus.yaml`."""

    async def session(one):
        await one.open("later.yaml")
        await one.open("talks.yaml")
        text = (
            TALKS.replace("meeting:", "summit:").replace("at: meeting", "at: summit").replace("[meeting,", "[summit,")
        )
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

    run(oslo, session)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_places_in_a_text_that_is_not_open(oslo, encoding):
    """They count what the client counts."""
    text = f"Å 😀 {TEXT}"
    (oslo / "talks.txt").write_text(text, encoding="utf-8")

    async def session(one):
        beside = (EVENT + "    evidence: Oslo\n").replace(f"text: {TEXT}", "text_file: talks.txt")
        found = await one.open("talks.yaml", beside)
        one.texts["talks.txt"] = text
        places = [place.location for item in found for place in item.related_information or ()]
        assert {(place.uri, one.words("talks.txt", place.range)) for place in places} == {
            (one.uri("talks.txt"), "Oslo")
        }

    run(oslo, session, encodings=[encoding])


def test_findings_name_other_places(oslo):
    """Two places of one finding, in the file and in the text."""

    async def session(one):
        await one.open("talks.yaml")
        found = await one.edit("talks.yaml", 0, len(TALKS), EVENT + "    evidence: Oslo\n")
        related = [place for item in found for place in item.related_information or ()]
        assert related
        assert {one.words("talks.yaml", place.location.range) for place in related} == {"Oslo"}
        assert {place.location.uri for place in related} == {one.uri("talks.yaml")}
        (oslo / "talks.txt").write_text(TEXT, encoding="utf-8")
        beside = (EVENT + "    evidence: Oslo\n").replace(f"text: {TEXT}", "text_file: talks.txt")
        found = await one.edit("talks.yaml", 0, len(one.texts["talks.yaml"]), beside)
        related = [place for item in found for place in item.related_information or ()]
        assert {place.location.uri for place in related} == {one.uri("talks.txt")}

    run(oslo, session)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_positions_are_those_of_the_client(oslo, encoding, newline):
    """Astral characters, combining ones, all line ends of the protocol and none else; a byte order mark."""
    text = (
        TALKS.replace("title: Berg meets Dahl", "title: '😀 é\u2028 Berg', status: foo")
        .replace("'😀 é", '"😀 é')
        .replace("Berg', status", 'Berg"\n    status')
    )
    text = text.replace("\n", newline)

    async def session(one):
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

    run(oslo, session, encodings=[encoding])


# --- completion


def before(end, old=TALKS):
    """The file up to some words, with the cursor behind them."""
    return old[: old.index(end) + len(end)] + CURSOR


HEAD = TALKS[: TALKS.index("events:")]
EVENT = HEAD + "events:\n  meeting:\n    kind: meeting\n    type: talks\n"
CLAIM = TALKS[: TALKS.index("claims:")] + "claims:\n  - quote: We agree on the fence\n"


OFFERED = [
    (CLAIM + "    by: ¦", {"anna", "carl", "norway"}, {"meeting"}),
    (CLAIM + "    by: [a¦", {"anna", "carl", "norway"}, {"meeting"}),
    (CLAIM + "    about: [carl, ¦]", {"anna", "meeting"}, set()),
    (CLAIM + "    at: ¦", {"meeting"}, {"anna"}),
    (CLAIM + "    stance: ¦", {"asserts", "denies"}, set()),
    (CLAIM + "    ¦", {"by", "cue", "stance"}, {"quote", "anna"}),
    (EVENT + "    participants: {¦", {"host", "visitor"}, {"victim"}),
    (EVENT + "    participants:\n      ¦", {"host", "visitor"}, {"victim"}),
    (EVENT + "    participants:\n      ho¦", {"host", "visitor"}, {"victim"}),
    (EVENT + "    participants: {host: {¦}}", {"anna", "actor", "mention"}, {"meeting"}),
    (EVENT + "    participants: {host: {anna: Ber¦", {"Berg", "Berg said"}, {"anna"}),
    (EVENT + "    relations: {after: lat¦", {"later#", "meeting"}, {"anna"}),
    (EVENT + "    relations: {after: later#¦", {"later#sleep"}, {"meeting"}),
    (EVENT + "    status: ¦", {"planned", "refused"}, {"failed"}),
    (EVENT + "    places: {Oslo: ¦", {"NO", "SE"}, set()),
    (EVENT + "    when: {on Monday: ¦", {"2024-05-06", "unknown"}, set()),
    (EVENT + "    when: ¦", {"2024-05-08"}, {"anna"}),
    (EVENT + "    attributes: {¦", {"tone"}, {"kind"}),
    (EVENT + "    attributes: {tone: ¦", {"warm", "cold"}, {"tone"}),
    (EVENT + "    ¦", {"when", "places", "outcome"}, {"casualties", "type", "id"}),
    (EVENT.replace("type: talks", "type: ¦"), {"talks", "walk"}, {"attack"}),
    (EVENT.replace("kind: meeting", "kind: ¦"), {"event", "meeting", "incident"}, {"person"}),
    (HEAD + "  dahl:\n    ¦", {"name", "kind"}, {"id", "title"}),
    (HEAD + "  dahl:\n    named: ¦", {"true", "false"}, set()),
    (HEAD + "  dahl:\n    roles: {Chancellor: ¦", {"norway", "anna"}, set()),
    (HEAD + "  dahl:\n    # ¦", set(), {"name", "kind"}),
    ("¦", {"format", "id", "text_file", "events"}, {"kind"}),
    ("format: newscorpus/1\ntext_file: ¦", {"notes.txt"}, set()),
    (TALKS + "waive:\n  - {code: ¦", {"NC301", "NC305"}, set()),
    (CLAIM + "    note: ¦", set(), {"anna"}),
    (CLAIM + "    note: {¦", set(), {"anna", "by"}),
    (EVENT + "    participants: {participant: {actor: anna, mention: Da¦", {"Dahl left Oslo"}, {"anna"}),
    (EVENT + "    participants: {participant: {actor: anna, mention: ¦", set(), {"Dahl left Oslo"}),
    (EVENT + "    places: ¦", set(), {"Dahl left Oslo"}),
    (EVENT + "    outcome: ¦", {"Dahl left Oslo"}, set()),
    (HEAD + "  dahl: {roles: ¦", set(), {"Dahl left Oslo"}),
    (CLAIM + "    cue: ¦", set(), {"Dahl left Oslo"}),
    (EVENT + "    participants: ho¦", set(), {"host"}),
    (HEAD + "  dahl: na¦", set(), {"name"}),
    (CLAIM + "    note: {a: {b: ¦", set(), {"anna", "by"}),
    ("claims:\n  - by: ¦", {"norway"}, {"anna"}),
    (EVENT + "    participants: ¦ {host: anna}", set(), {"norway"}),
    (CLAIM + "    nothing: {a: ¦", set(), {"anna"}),
]


def test_what_fits_is_offered(oslo):
    """Ids, terms of the kind of event, fields that are not there yet, dates, countries, attributes, files, rules."""
    (oslo / "notes.txt").write_text(TEXT, encoding="utf-8")

    async def session(one):
        await one.open("talks.yaml")
        for text, offered, not_offered in OFFERED:
            found = await one.typed("talks.yaml", text)
            assert offered <= found.keys(), text
            assert not (not_offered & found.keys()), text

    run(oslo, session)


WRITTEN = [
    (EVENT + "    evidence: met Carl¦", "met Carl Dahl", "    evidence: met Carl Dahl"),
    (EVENT + "    evidence: ¦", "Dahl left Oslo", "    evidence: Dahl left Oslo"),
    (
        EVENT + '    evidence: "anna berg, chan¦"',
        "Anna Berg, Chancellor of",
        "    evidence: Anna Berg, Chancellor of",
    ),
    (EVENT + "    evidence: [Anna Berg, ¦", "Dahl left Oslo", "    evidence: [Anna Berg, Dahl left Oslo"),
    (EVENT + "    evidence: the fence¦", "the fence", "    evidence: the fence"),
    (EVENT + "    evidence:\n      - met Carl¦", "met Carl Dahl", "      - met Carl Dahl"),
    (EVENT + "    participants:\n      host:\n        - an¦", "anna", "        - anna"),
    (EVENT + "    participants:\n      ho¦", "host", "      host: "),
    (EVENT + "    attributes:\n      to¦", "tone", "      tone: "),
    (CLAIM + "    by:\n      - an¦", "anna", "      - anna"),
    ("form¦", "format", "format: "),
    (EVENT + "    evidence: Oslo¦", "Oslo — Oslo on", "    evidence: {Oslo: Oslo on}"),
    (EVENT + "    evidence:\n      - {Oslo¦", "Oslo — Oslo on", "      - {Oslo: Oslo on"),
    (EVENT + "    evidence:\n      - {Oslo: ¦", "left Oslo.", "      - {Oslo: left Oslo."),
    (
        EVENT + "    evidence:\n      - {exact: Oslo, within: ¦}",
        "left Oslo.",
        "      - {exact: Oslo, within: left Oslo.}",
    ),
    (EVENT + "    pla¦", "places", "    places: "),
    (EVENT + "    relati¦: {}", "relations", "    relations: {}"),
    (EVENT + "    participants: {ho¦", "host", "    participants: {host: "),
    (HEAD + "  dahl: {attr¦", "attributes", "  dahl: {attributes: "),
    (HEAD + "  dahl:\n    attr¦", "attributes", "    attributes: "),
    (HEAD + "eve¦", "events", "events:"),
    (EVENT + "    places: {Oslo: ¦}", "NO", "    places: {Oslo: 'NO'}"),
    (HEAD + "  dahl:\n    named: f¦", "false", "    named: false"),
    (HEAD + "  dahl:\n    name: Ca¦", "Carl Dahl", "    name: Carl Dahl"),
    (HEAD + "  dahl: {aliases: [Da¦", "Dahl", "  dahl: {aliases: [Dahl"),
]


def test_what_is_chosen_is_written(oslo):
    """Words as the article has them, in quotation marks where YAML needs them; with context where they recur."""

    async def session(one):
        await one.open("talks.yaml")
        for text, label, written in WRITTEN:
            assert (await one.accept("talks.yaml", text, label)).splitlines()[-1] == written, text

    run(oslo, session)


IN_LINES = [
    ("Anna Berg, Chancellor¦", "Anna Berg, Chancellor of Norway", "Anna Berg, Chancellor of Norway"),
    ("Anna Berg,\n      Chancellor¦", "Anna Berg, Chancellor of", "Anna Berg,\n      Chancellor of"),
    ("Anna\n\n      Berg,¦\n      and", "Anna Berg, Chancellor", "Anna\n\n      Berg, Chancellor\n      and"),
    ("anna berg,\n      Chancellor¦", None, ""),
    ("'Anna Berg,\n      Chan¦'", "Anna Berg, Chancellor of", "'Anna Berg,\n      Chancellor of'"),
    ("'Anna Berg,\n      Chan¦", "Anna Berg, Chancellor of", "'Anna Berg,\n      Chancellor of'"),
    ('"Anna Berg, \\\n      Chan¦"', "Anna Berg, Chancellor of", '"Anna Berg, \\\n      Chancellor of"'),
    ("'Anna Ber¦g,\n      Chancellor'", "Anna Berg", "'Anna Berg\n      Chancellor'"),
    ("'Anna''s fence:\n      ''t¦'", "Anna's fence: 'tis", "'Anna''s fence:\n      ''tis'"),
    ("Anna's\n      fen¦", "Anna's fence", "Anna's\n      fence"),
    ("Anna's\n      fence: 't¦", None, ""),
    (">-\n      Anna's\n      fence: 't¦", "Anna's fence: 'tis", ">-\n      Anna's\n      fence: 'tis"),
    ("|-\n      Anna's fence:\n      't¦", "Anna's fence: 'tis", "|-\n      Anna's fence:\n      'tis"),
    ("|¦", None, ""),
]


@pytest.mark.parametrize(("typed", "label", "written"), IN_LINES)
def test_words_are_completed_in_a_quote_of_several_lines(oslo, typed, label, written):
    """The lines above stay, and the rest is written as the style of the scalar has it; what cannot be is not offered.

    `Editor.complete` sees to it that what is replaced is in the line of the cursor.
    """
    event = EVENT.replace(TEXT, f"\"{TEXT} Anna's fence: 'tis a wall.\"") + "    evidence: "

    async def session(one):
        await one.open("talks.yaml")
        if label is None:
            assert await one.typed("talks.yaml", event + typed) == {}
        else:
            assert await one.accept("talks.yaml", event + typed, label) == event + written

    run(oslo, session)


def test_terms_are_offered_with_their_meaning(oslo):
    """Those of the corpus, too; an actor with its name; words with their line."""

    async def session(one):
        await one.open("talks.yaml")
        found = await one.typed("talks.yaml", EVENT.replace("type: talks", "type: ¦"))
        assert found["walk"].detail == "parties walk in a wood"
        found = await one.typed("talks.yaml", CLAIM + "    by: ¦")
        assert (found["anna"].detail, found["norway"].detail) == ("Anna Berg", "Norway")
        found = await one.typed("talks.yaml", EVENT + "    evidence: Oslo¦")
        assert found["Oslo"].detail == "line 1, occurs several times"
        found = await one.typed("talks.yaml", EVENT + "    when: {on Monday: ¦")
        assert found["2024-05-06"].detail == "`on Monday`, counted from 2024-05-08"

    run(oslo, session)


def test_an_empty_file_is_begun(oslo, tmp_path):
    """With what each annotation has; without a corpus, if the text is beside it."""
    for folder in (oslo, tmp_path):
        (folder / "fénce deal.txt").write_text(TEXT, encoding="utf-8")
    begun = "format: newscorpus/1\nid: fence-deal\ntext_file: fénce deal.txt\n"

    async def session(one):
        for name in ("fénce deal.yaml", "../fénce deal.yaml"):
            await one.open(name, "", wait=False)
            for text in ("¦", "id¦", "annot¦"):
                first = min((await one.typed(name, text)).values(), key=lambda item: item.sort_text)
                assert first.text_edit.new_text == begun, text
        await one.open("new.yaml", "")
        assert await one.accept("new.yaml", "# mine\n¦", "format") == "# mine\nformat: "
        assert (
            await one.accept("new.yaml", "¦", "format: newscorpus/1 …") == "format: newscorpus/1\nid: new\ntext: |\n  "
        )
        await one.open("../other.yaml", "", wait=False)
        assert await one.complete("../other.yaml", lsp.Position(0, 0)) == {}

    run(oslo, session)


@pytest.mark.parametrize(
    ("text", "words", "label", "written"),
    [
        (EVENT + "    places: {Oslo: ¦}", "norw", "NO", "'NO'"),
        (EVENT + "    places: {Oslo: ¦}", "Kingdom", "GB", "GB"),
        (EVENT.replace("type: talks", "type: ¦"), "in a wood", "walk", "walk"),
        (HEAD + "  dahl: {kind: ¦", "human", "person", "person"),
    ],
)
def test_countries_are_found_by_name_and_terms_by_their_meaning(oslo, text, words, label, written):
    """The client compares what is typed with each item, and asks again when more is typed."""

    async def session(one):
        await one.open("talks.yaml")
        position = await one.set("talks.yaml", text.replace("¦", words + "¦"))
        asked = lsp.CompletionParams(lsp.TextDocumentIdentifier(one.uri("talks.yaml")), position)
        found = await one.client.text_document_completion_async(asked)
        assert found.is_incomplete
        fitting = {item.label: item for item in found.items if item.filter_text.startswith(words)}
        assert fitting[label].text_edit.new_text == written
        assert "SE" not in fitting
        assert "talks" not in fitting

    run(oslo, session)


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


def test_a_waiver_is_completed_from_the_findings(oslo):
    """Its place is that of a finding of its rule."""

    async def session(one):
        await one.open("talks.yaml")
        text = TALKS.replace("evidence: Anna", "evidence: Bnna")
        found = await one.typed("talks.yaml", text + "waive:\n  - {code: NC301, at: ¦, why: a misprint}\n")
        assert list(found) == ["events.meeting.evidence"]

    run(oslo, session)


def test_corpus_yaml_is_completed(oslo):
    """Rules, severities, fields of actors in the registry."""

    async def session(one):
        await one.open("corpus.yaml")
        for text, label in (
            ("checks: {ignore: [¦", "NC301"),
            ("checks:\n  severity:\n    NC¦", "NC301"),
            ("checks:\n  severity: {NC301: ¦", "warning"),
            ("checks:\n  ¦", "fail_on"),
            ("¦", "title"),
        ):
            assert label in await one.typed("corpus.yaml", MANIFEST + text)
        found = await one.typed("corpus.yaml", MANIFEST.replace("kind: country", "kind: ¦"))
        assert "country" in found

    run(oslo, session)


def test_a_file_that_was_never_readable_is_completed(oslo):
    """From its own ids, and from the text in it or beside it."""
    (oslo / "beside.txt").write_text("Fences are old.", encoding="utf-8")

    async def session(one):
        await one.open("new.yaml", "format: newscorpus/1\nid: new\ntext_file: beside.txt\nactors: {a: {name: [}\n")
        text = "format: newscorpus/1\nid: new\ntext_file: beside.txt\nactors:\n  a: {name: [\nclaims:\n  - quote: ¦"
        assert "Fences are old" in await one.typed("new.yaml", text)
        assert "a" in await one.typed("new.yaml", text.replace("quote: ¦", "by: ¦"))
        text = text.replace("text_file: beside.txt", "text: It rains.")
        assert "It rains" in await one.typed("new.yaml", text)
        assert await one.typed("new.yaml", text.replace("text: It rains.", "text_file: gone.txt")) == {}
        assert await one.typed("new.yaml", text.replace("text: It rains.", "")) == {}

    run(oslo, session)


# --- hover


EXPLAINED = [
    ("We agree on the fence\n", ["> “**We agree on the fence**,” Berg said.", "line 1, code points 67–88"]),
    ("on Monday: 2024", ["met Carl Dahl in Oslo **on Monday**.", "code points 55–64"]),
    ("carl]\n", ["**Carl Dahl** (person)", "1 mention in the text"]),
    ("anna:", ["**Anna Berg** (person)", "Chancellor of norway", "2 mentions"]),
    ("norway}", ["**Norway** (country, NO)", "in the registry", "wikidata: Q20"]),
    (
        "meeting:\n",
        ["**meeting**: Berg meets Dahl", "meeting, talks, occurred, 2024-05-06", "> Anna Berg, Chancellor"],
    ),
    ("talks\n    title", ["**talks**: parties confer", "PLOVER"]),
    ("participant:", ["**participant**: who takes part on equal terms"]),
    ("claims:", ["**claims**: who says what"]),
    ("NC305", ["**NC305 quote-cuts-word", "Wrong (-) and right (+)"]),
    ("tone:", ["**tone**: how it went"]),
    ("newscorpus/1", []),
    ("published", ["**published**: date of publication"]),
    ("NC000", []),
    ("undeclared", []),
]


def test_hover_explains(oslo):
    """A quote, an actor, an event, a term, a field, a rule, an attribute."""
    text = TALKS.replace("    evidence:", "    attributes: {tone: warm, undeclared: x}\n    evidence:")
    text += "waive:\n  - {code: NC305, at: events, why: a test}\n  - {code: NC000, at: events, why: a test}\n"

    async def session(one):
        await one.open("talks.yaml", text)
        for words, parts in EXPLAINED:
            found = await one.hover("talks.yaml", one.at("talks.yaml", words))
            assert bool(found) == bool(parts), (words, found)
            assert all(part in found for part in parts), (words, found)

    run(oslo, session)


def test_hover_without_a_model(oslo):
    """In a file that is not YAML: what needs no model. On another article's event: its article."""

    async def session(one):
        await one.open("talks.yaml", TALKS.replace("about: [meeting, carl]", "about: [meeting, carl"))
        assert "parties confer" in await one.hover("talks.yaml", one.at("talks.yaml", "talks\n    title"))
        assert await one.hover("talks.yaml", one.at("talks.yaml", "We agree on the fence\n")) == ""
        assert "**Norway**" in await one.hover("talks.yaml", one.at("talks.yaml", "norway}"))
        assert await one.hover("talks.yaml", one.at("talks.yaml", "anna, carl")) == ""
        await one.open("later.yaml")
        found = await one.hover("later.yaml", one.at("later.yaml", "talks#meeting"))
        assert found == "**meeting**: event of the article talks"
        assert await one.hover("later.yaml", lsp.Position(90, 0)) == ""

    run(oslo, session)


# --- navigation


def shown(one, places):
    """Locations as file, line from 0."""
    return sorted((Path(place.uri).name, place.range.start.line) for place in places)


def test_definitions(oslo):
    """In the file, in the registry, in another article; in a list with ids; of nothing."""

    async def session(one):
        await one.open("talks.yaml")
        await one.open("later.yaml")
        where = one.at("talks.yaml", "anna, carl")
        (place,) = await one.define("talks.yaml", where)
        assert one.words("talks.yaml", place.range) == "anna"
        assert shown(one, await one.define("talks.yaml", one.at("talks.yaml", "norway}"))) == [("corpus.yaml", 5)]
        assert shown(one, await one.define("later.yaml", one.at("later.yaml", "talks#meeting"))) == [("talks.yaml", 10)]
        assert await one.define("talks.yaml", one.at("talks.yaml", "Berg meets")) == []
        assert await one.define("talks.yaml", lsp.Position(99, 0)) == []
        text = (
            TALKS[: TALKS.index("actors:")]
            + "actors:\n  - id: bo\n    name: Bo\nclaims:\n  - by: bo\n    about: [b#c, [bo]]\n"
        )
        await one.edit("talks.yaml", 0, len(TALKS), text)
        assert shown(one, await one.define("talks.yaml", one.at("talks.yaml", "bo\n    about"))) == [("talks.yaml", 5)]
        assert await one.define("talks.yaml", one.at("talks.yaml", "b#c")) == []

    run(oslo, session)


def test_references(oslo):
    """In the file; of an actor of the registry and of an event, in the other articles too."""

    async def session(one):
        await one.open("talks.yaml")
        await one.open("later.yaml")
        found = await one.refer("talks.yaml", one.at("talks.yaml", "anna:"))
        assert shown(one, found) == [("talks.yaml", 5), ("talks.yaml", 14), ("talks.yaml", 20)]
        found = await one.refer("talks.yaml", one.at("talks.yaml", "anna:"), declaration=False)
        assert [line for _, line in shown(one, found)] == [14, 20]
        found = await one.refer("talks.yaml", one.at("talks.yaml", "meeting:\n"))
        assert shown(one, found) == [("later.yaml", 12), ("talks.yaml", 10), ("talks.yaml", 21), ("talks.yaml", 22)]
        assert shown(one, await one.refer("later.yaml", one.at("later.yaml", "talks#meeting"))) == shown(one, found)
        found = await one.refer("later.yaml", one.at("later.yaml", "norway]"))
        assert shown(one, found) == [("corpus.yaml", 5), ("later.yaml", 10), ("talks.yaml", 5)]
        await one.open("corpus.yaml")
        assert shown(one, await one.refer("corpus.yaml", one.at("corpus.yaml", "norway:"))) == shown(one, found)
        found = await one.highlight("talks.yaml", one.at("talks.yaml", "anna:"))
        assert sorted(item.range.start.line for item in found) == [5, 14, 20]
        assert not await one.refer("talks.yaml", one.at("talks.yaml", "published"))
        assert not await one.highlight("talks.yaml", one.at("talks.yaml", "published"))

        long = TALKS.replace("[anna, carl]", "[{actor: anna, mention: Berg}, {actor: carl}]")
        await one.edit("talks.yaml", 0, len(TALKS), long)
        found = await one.refer("talks.yaml", one.at("talks.yaml", "carl}"), declaration=False)
        assert shown(one, found) == [("talks.yaml", 14), ("talks.yaml", 22)]
        assert not await one.refer("talks.yaml", one.at("talks.yaml", "actor: anna"))
        await one.edit("talks.yaml", 0, len(long), TALKS)
        for name in ("later.yaml", "corpus.yaml"):
            one.close(name)
            (oslo / name).unlink()
        assert not await one.define("talks.yaml", one.at("talks.yaml", "norway}"))
        found = await one.refer("talks.yaml", one.at("talks.yaml", "norway}"))
        assert shown(one, found) == [("talks.yaml", 5)]

    run(oslo, session)


def test_references_of_a_file_whose_check_is_still_to_come(oslo):
    """They are those in all of the corpus, which is loaded."""

    async def session(one):
        await one.open("talks.yaml")
        await one.open("corpus.yaml", wait=False)
        found = await one.refer("corpus.yaml", one.at("corpus.yaml", "norway:"))
        assert shown(one, found) == [("corpus.yaml", 5), ("later.yaml", 10), ("talks.yaml", 5)]

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
        found = shown(one, await one.refer("talks.yaml", one.at("talks.yaml", "norway}")))
        places = [("bad.yaml", 10), ("corpus.yaml", 5), ("corpus.yaml", 6), ("later.yaml", 10), ("new.yaml", 5)]
        places += [("same.yaml", 6), ("same.yaml", 11), ("same.yaml", 14), ("talks.yaml", 5)]
        assert found == places
        assert [line for _, line in shown(one, await one.define("talks.yaml", one.at("talks.yaml", "norway}")))] == [6]
        files = sorted({name for name, _ in found})
        assert await renamed(one, "talks.yaml", "norway}", "kingdom") == files
        assert "norway" not in "".join(one.texts[name] for name in files)

    run(oslo, session)


def _of_norway(oslo, count, events=0):
    """Articles that name an actor of the registry, with so many other events."""
    event = "  other{}: {{kind: event, type: other, evidence: Anna Berg slept, note: another}}\n"
    more = "".join(map(event.format, range(events)))
    for i in range(count):
        (oslo / f"a{i}.yaml").write_text(LATER.replace("id: later", f"id: a{i}") + more, encoding="utf-8")


def _norway(one):
    """The request for all places of the actor."""
    where = one.at("talks.yaml", "norway}")
    return lsp.ReferenceParams(lsp.ReferenceContext(True), lsp.TextDocumentIdentifier(one.uri("talks.yaml")), where)


def test_other_requests_do_not_wait_for_references(oslo):
    _of_norway(oslo, 60, events=100)

    async def session(one):
        await one.open("talks.yaml")
        references = one.client.protocol.send_request(lsp.TEXT_DOCUMENT_REFERENCES, _norway(one))
        await one.hover("talks.yaml", one.at("talks.yaml", "carl:"))
        assert not references.done()
        assert len(await asyncio.wrap_future(references)) == 60 + 3

    run(oslo, session)


def test_references_are_cancelled(oslo):
    _of_norway(oslo, 60, events=100)

    async def session(one):
        await one.open("talks.yaml")
        send = one.client.protocol
        references = send.send_request(lsp.TEXT_DOCUMENT_REFERENCES, _norway(one), msg_id="long")
        send.notify(lsp.CANCEL_REQUEST, lsp.CancelParams("long"))
        with pytest.raises(Exception, match=r"(?i)cancel"):
            await asyncio.wrap_future(references)
        assert len(await one.client.text_document_references_async(_norway(one))) == 60 + 3

    run(oslo, session)


def test_references_follow_what_changes_on_the_disk(oslo):
    """Also an id that becomes one of the registry."""
    _of_norway(oslo, 2)

    async def session(one):
        await one.open("talks.yaml")
        await one.open("corpus.yaml")
        assert len(await one.client.text_document_references_async(_norway(one))) == 2 + 3
        text = LATER.replace("id: later", "id: a1").replace("[anna, norway]", "[anna, denmark]")
        (oslo / "a1.yaml").write_text("# moved\n" + text.replace("slept", "slept #"), encoding="utf-8")
        changed = lsp.FileEvent(one.uri("a1.yaml"), lsp.FileChangeType.Changed)
        one.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([changed]))
        await one.next("talks.yaml")
        assert len(await one.client.text_document_references_async(_norway(one))) == 1 + 3
        manifest = one.texts["corpus.yaml"]
        denmark = "  denmark: {name: Denmark, kind: country, country: DK}\n"
        await one.edit("corpus.yaml", 0, len(manifest), manifest.replace("actors:\n", f"actors:\n{denmark}"))
        one.save("corpus.yaml")
        await one.next("corpus.yaml")
        places = await one.refer("corpus.yaml", one.at("corpus.yaml", "denmark"))
        assert sorted(place.uri.rpartition("/")[2] for place in places) == ["a1.yaml", "corpus.yaml"]

    run(oslo, session)


@pytest.mark.parametrize("client_name", CLIENTS)
def test_symbols(seeds, client_name):
    """Actors, events and claims, with names and titles."""

    async def session(one):
        await one.open(SEED)
        groups = {group.name: group for group in await one.symbols(SEED)}
        assert list(groups) == ["actors", "events", "claims"]
        (article,) = nc.load(seeds).articles.values()
        names = {name: [child.name for child in group.children] for name, group in groups.items()}
        assert names["actors"] == list(article.actors)
        assert names["events"] == list(article.events)
        assert len(names["claims"]) == len(article.claims)
        details = {child.name: child.detail for child in groups["actors"].children}
        assert details["blinken"] == "Antony Blinken"
        for group in groups.values():
            for child in group.children:
                assert group.range.start <= child.range.start <= child.selection_range.start
                assert child.selection_range.end <= child.range.end <= group.range.end

    run(seeds, session, client_name=client_name)


# --- code actions


def test_fixes_and_fix_all(oslo):
    """Each fix of a finding; all safe ones; only the kinds that are asked for."""
    text = TALKS.replace("Berg meets Dahl", "2024").replace("when: {on Monday", "whn: {on Monday")

    async def session(one):
        assert len(await one.open("talks.yaml", text)) == 2
        found = await one.actions("talks.yaml")
        assert {item.kind for item in found.values()} == {"quickfix", "source.fixAll.newscorpus"}
        line = one.position("talks.yaml", text.index("whn"))
        (near,) = (await one.actions("talks.yaml", lsp.Range(line, line), only=["quickfix"])).values()
        assert near.diagnostics[0].code == "NC101"
        every = await one.actions("talks.yaml", only=["source"])
        assert [*every] == ["Make all safe fixes"]
        left = await one.do("talks.yaml", near)
        assert said(left) == [("NC103", 13)]
        (every,) = (await one.actions("talks.yaml", only=["source.fixAll"])).values()
        assert await one.do("talks.yaml", every) == []
        assert one.texts["talks.yaml"] in (TALKS.replace("Berg meets Dahl", f"{mark}2024{mark}") for mark in "'\"")
        assert await one.actions("talks.yaml") == {}
        await one.edit("talks.yaml", 0, 0, "# a comment\n", wait=False)
        assert await one.actions("talks.yaml") == {}

    run(oslo, session)


@pytest.mark.parametrize(
    "waive",
    [
        "",
        "waive:\n  - code: NC606\n    at: events.meeting.when\n    why: a test\n",
        "waive: [{code: NC606, at: events.meeting.when, why: a test}]\n",
        "waive: {code: NC606, at: events.meeting.when, why: a test}\n",
    ],
)
def test_a_finding_is_waived(oslo, waive):
    """The waiver asks for its reason; with the reason, the finding is gone."""
    text = TALKS.replace("quote: We agree on the fence\n", "quote: e agree on the fence\n") + waive

    async def session(one):
        before = said(await one.open("talks.yaml", text))
        assert ("NC305", 19) in before
        title = "Waive NC305 here, with a reason"
        after = said(await one.do("talks.yaml", (await one.actions("talks.yaml"))[title]))
        assert {code for code, _ in after} >= {"NC802"}
        assert "NC305" not in {code for code, _ in after}
        at = one.texts["talks.yaml"].rindex("why: ''")
        left = said(await one.edit("talks.yaml", at, at + 7, "why: a misprint"))
        assert len(left) == len(before) - 1
        assert "NC305" not in {code for code, _ in left}

    run(oslo, session)


def test_a_version_of_an_open_point_is_accepted(oslo):
    """At the entry: that of each annotator, as `newscorpus adjudicate --accept` takes it."""
    todo = """\
todo:
  - at: events.meeting.title
    versions: {anna: 'title: Talks # sure?'}
    without: bert
  - {at: events.meeting, note: a meeting?}
"""

    async def session(one):
        assert ("NC805", TALKS.count("\n") + 1) in said(await one.open("talks.yaml", TALKS + todo))
        line = one.position("talks.yaml", len(TALKS) + todo.index("events.meeting.title"))
        found = await one.actions("talks.yaml", lsp.Range(line, line), only=["quickfix"])
        assert [*found] == ["Accept from anna: events.meeting.title", "Accept from bert: nothing"]
        await one.do("talks.yaml", found["Accept from anna: events.meeting.title"])
        text = one.texts["talks.yaml"]
        assert "title: Talks" in text
        assert "# sure?" in text
        assert text.endswith("todo:\n  - {at: events.meeting, note: a meeting?}\n")

    run(oslo, session)


def test_actions_with_a_byte_order_mark(oslo):
    """Its fix, and others, are where the client has them."""
    text = "\ufeff" + TALKS.replace("Berg meets Dahl", "2024")

    async def session(one):
        await one.open("talks.yaml", text)
        (every,) = (await one.actions("talks.yaml", only=["source.fixAll"])).values()
        await one.do("talks.yaml", every)
        assert "title: '2024'\n" in one.texts["talks.yaml"].replace('"', "'")

    run(oslo, session)


def test_a_waiver_in_place_of_a_list_is_left_alone(oslo):
    """In block style, to make a list of it would mean to indent it."""
    text = TALKS.replace("quote: We agree on the fence\n", "quote: e agree on the fence\n")

    async def session(one):
        await one.open("talks.yaml", text + "waive:\n  code: NC606\n  at: events.meeting.when\n  why: a test\n")
        assert "Waive NC305 here, with a reason" not in await one.actions("talks.yaml")

    run(oslo, session)


def test_an_article_outside_of_a_corpus(tmp_path):
    """It is completed before its first check is done; another file is not."""

    async def session(one):
        for name, text in (("a.yaml", TALKS), ("b.yaml", "kind: \n")):
            one.texts[name], one._versions[name] = text, 1
            document = lsp.TextDocumentItem(one.uri(name), "yaml", 1, text)
            one.client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))
        assert "carl" in await one.complete("a.yaml", one.at("a.yaml", "anna, carl"))
        assert await one.complete("b.yaml", lsp.Position(0, 6)) == {}
        assert {code for code, _ in said(await one.diagnostics("a.yaml"))} == {"NC111", "NC201"}

    run(tmp_path, session)


def test_a_corpus_that_is_not_on_the_disk(oslo):
    """It is completed, and checked when it is saved."""

    async def session(one):
        assert await one.open("new/corpus.yaml", "format: newscorpus/1\nname: [\n") == []
        assert "language" in await one.typed("new/corpus.yaml", "format: newscorpus/1\n¦")
        await one.open("new/a.yaml", "format: newscorpus/1\n")
        assert await one.typed("new/a.yaml", "format: newscorpus/1\ntext_file: ¦") == {}

    run(oslo, session)


def test_long_texts_offer_some_of_their_words(oslo):
    """The first sixty continuations; all typed words again where they occur with another case."""
    text = f"id: a\nformat: newscorpus/1\ntext: {' '.join(f'It rains {i}.' for i in range(99))}\nclaims:\n  - quote: ¦"

    async def session(one):
        await one.open("talks.yaml", text.replace("¦", ""))
        assert 50 < len(await one.typed("talks.yaml", text)) < 130
        assert "It rains" in await one.typed("talks.yaml", text.replace("¦", "it r¦"))

    run(oslo, session)


def test_an_abbreviation_ends_no_sentence(oslo):
    """What is offered goes on behind it, as sentences do for the rules."""
    text = "id: a\nformat: newscorpus/1\ntext: Er zahlte 5 Mio. Euro an Anna. Dann kam Carl.\nclaims:\n  - quote: ¦"

    async def session(one):
        await one.open("talks.yaml", text.replace("¦", ""))
        assert "Er zahlte 5 Mio. Euro an Anna" in await one.typed("talks.yaml", text)
        assert "zahlte 5 Mio. Euro an Anna" in await one.typed("talks.yaml", text.replace("¦", "zahlte¦"))

    run(oslo, session)


# --- files that are being typed


def test_standard_input_is_closed(monkeypatch, capsys):
    """One line, and the code of a wrong use."""
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SystemExit) as end:
        main(["lsp"])
    assert end.value.code == 2
    assert "standard input is closed" in capsys.readouterr().err


def test_without_the_extra_the_command_says_so(monkeypatch):
    """In one line."""
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    ran = newscorpus("lsp")
    assert ran.code == 2
    assert "the extra `lsp` of newscorpus has it" in ran.err


# --- rename


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
        text = one.texts[file]
        spans = [
            (one.offset(file, edit.range.start), one.offset(file, edit.range.end), edit.new_text) for edit in edits
        ]
        for start, end, new_text in sorted(spans, reverse=True):
            text = text[:start] + new_text + text[end:]
        await one.edit(file, 0, len(one.texts[file]), text)
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


def test_ids_of_the_seed_are_renamed_and_back(seeds):
    """The file is the same, byte for byte; in between, the id is nowhere."""

    async def session(one):
        await one.open(SEED)
        before = one.texts[SEED]
        (article,) = nc.load(seeds).articles.values()
        for name in (list(article.actors)[3], list(article.events)[1]):
            key = f"  {name}:"
            at = one.at(SEED, key)
            place = one.offset(SEED, at) + 1
            ids = await one.refer(SEED, one.position(SEED, place))
            changed = await renamed(one, SEED, key[2:], "other-id", one.texts[SEED][:place].count(key[2:]))
            assert changed == [SEED]
            text = one.texts[SEED]
            assert text.count("other-id") == len(ids)
            assert await renamed(one, SEED, "other-id:", name) == [SEED]
            assert one.texts[SEED] == before

    run(seeds, session)


def test_rename_is_prepared(oslo):
    """What is renamed is the id alone, also of another article's event."""

    async def prepare(one, name, words):
        asked = lsp.PrepareRenameParams(lsp.TextDocumentIdentifier(one.uri(name)), one.at(name, words))
        return await one.client.text_document_prepare_rename_async(asked)

    async def session(one):
        await one.open("talks.yaml")
        await one.open("later.yaml")
        found = await prepare(one, "later.yaml", "talks#meeting")
        assert (one.words("later.yaml", found.range), found.placeholder) == ("meeting", "meeting")
        found = await prepare(one, "talks.yaml", "anna, carl")
        assert (one.words("talks.yaml", found.range), found.placeholder) == ("anna", "anna")
        assert await prepare(one, "talks.yaml", "published") is None

    run(oslo, session)


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
    """Neither are the paths to it."""
    own = LATER.replace("  sleep:", "  meeting:") + "todo:\n  - {at: events.meeting, note: when?}\n"
    (oslo / "later.yaml").write_text(own, encoding="utf-8")

    async def session(one):
        await one.open("talks.yaml")
        await one.open("later.yaml")
        assert await renamed(one, "talks.yaml", "meeting:\n", "summit") == ["later.yaml", "talks.yaml"]
        assert one.texts["later.yaml"] == own.replace("talks#meeting", "talks#summit")

    run(oslo, session)


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
