"""Neovim itself, with its own client and the settings of docs/editors.md: each feature that the server announces.

`neovim.lua` has the operations. Lines count from 0; what is asked about words is asked behind their first letter.
"""

import asyncio
import json
import os
import re
import shutil
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

pytest.importorskip("pygls")

ROOT = Path(__file__).parents[2]
NEOVIM = shutil.which("nvim")
PATIENCE = 600
"""Seconds to wait for what a loaded machine does late."""
TEXT = "Anna Berg met Carl Dahl in Oslo on Monday.\n“We agree,” Berg said.\nCarl Dahl left Oslo soon.\n"
TALKS = """\
format: newscorpus/1
id: talks
published: 2024-05-08
text_file: talks.txt
actors:
  anna: {name: Anna Berg, kind: person}
  carl: {name: Carl Dahl, kind: person}
events:
  meeting:
    kind: meeting
    type: talks
    participants: {participant: [anna, carl]}
    when: {on Monday: 2024-05-06}
    evidence: Anna Berg met Carl Dahl
claims:
  - {quote: We agree, by: anna}
""".splitlines()
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
""".splitlines()
MANIFEST = (
    "format: newscorpus/1\nname: oslo\nlanguage: en\nactors:\n  norway: {name: Norway, kind: country, country: 'NO'}\n"
)
METHODS = {
    "completionProvider": ["textDocument/completion"],
    "hoverProvider": ["textDocument/hover"],
    "definitionProvider": ["textDocument/definition"],
    "referencesProvider": ["textDocument/references"],
    "documentHighlightProvider": ["textDocument/documentHighlight"],
    "renameProvider": ["textDocument/rename", "textDocument/prepareRename"],
    "documentSymbolProvider": ["textDocument/documentSymbol"],
    "workspaceSymbolProvider": ["workspace/symbol", "workspaceSymbol/resolve"],
    "foldingRangeProvider": ["textDocument/foldingRange"],
    "selectionRangeProvider": ["textDocument/selectionRange"],
    "documentLinkProvider": ["textDocument/documentLink"],
    "semanticTokensProvider": ["textDocument/semanticTokens/full"],
    "inlayHintProvider": ["textDocument/inlayHint"],
    "codeLensProvider": ["textDocument/codeLens"],
    "documentFormattingProvider": ["textDocument/formatting"],
    "codeActionProvider": ["textDocument/codeAction"],
    "executeCommandProvider": ["workspace/executeCommand"],
}
"""What is asked of each ability that the server announces."""


class Neovim:
    """Neovim without a screen. Each operation of `neovim.lua` is a method."""

    def __init__(self, process, folder):
        self._process, self._folder = process, folder

    def __getattr__(self, op):
        async def ask(**arguments):
            for place in (arguments, arguments.get("place", {})):
                if "file" in place:
                    place["file"] = str(self._folder / place["file"])
            self._process.stdin.write(json.dumps({"op": op, **arguments}).encode() + b"\n")
            await self._process.stdin.drain()
            line = await asyncio.wait_for(self._process.stdout.readline(), PATIENCE)
            assert line, (await self._process.stderr.read()).decode()
            answer = json.loads(line)
            assert answer["ok"], f"{op} {arguments}: {answer['error']}"
            return answer.get("result") or []

        return ask

    async def replace(self, number, *lines):
        """Replace a line of `talks.yaml`."""
        await self.set(file="talks.yaml", first=number, last=number + 1, lines=lines)

    async def restore(self, *more):
        """The whole file as it was, with more lines at its end."""
        await self.set(file="talks.yaml", first=0, last=-1, lines=[*TALKS, *more])


@asynccontextmanager
async def neovim(folder):
    page = (ROOT / "docs/editors.md").read_text(encoding="utf-8")
    home = folder.parent / "home"
    (home / "bin").mkdir(parents=True)
    (home / "init.lua").write_text(re.search(r"^## Neovim\n.*?```lua\n(.*?)```", page, re.DOTALL | re.MULTILINE)[1])
    command = home / "bin" / "newscorpus"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m newscorpus "$@"\n')
    command.chmod(0o755)
    names = {
        "HOME": str(home),
        "XDG_STATE_HOME": str(home / "state"),
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(NEOVIM, "--headless", "-u", str(home / "init.lua"), "-l", str(Path(__file__).with_name("neovim.lua"))),
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        limit=1 << 24,
        env={**os.environ, **names},
        cwd=folder,
    )
    try:
        yield Neovim(process, folder)
        process.stdin.close()
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0
    finally:
        if process.returncode is None:
            process.kill()


def at(words, line=None, file="talks.yaml"):
    """A place: by default, the first line of `talks.yaml` that has the words."""
    if line is None:
        line = next(i for i, written in enumerate(TALKS) if words in written)
    return {"file": file, "line": line, "words": words}


def places(items):
    return [(one["file"], one["line"]) for one in items]


async def typing(one):
    """Findings, fixes and completions of what is typed."""
    assert await one.open(file="talks.yaml") == TALKS
    assert await one.diagnostics(file="talks.yaml") == []
    await one.replace(10, "    typ: talks")
    assert ["NC101", 10] in await one.diagnostics(file="talks.yaml", code="NC101")
    await one.act(place=at("typ", 10), title="replace `typ`", only=["quickfix"])
    assert await one.open(file="talks.yaml") == TALKS
    await one.replace(10, TALKS[10], "    note: 2024")
    await one.diagnostics(file="talks.yaml", code="NC103")
    await one.act(place=at("2024", 11), title="Make all safe", only=["source.fixAll"])
    assert (await one.open(file="talks.yaml"))[11] in ("    note: '2024'", '    note: "2024"')
    await one.restore()
    await one.replace(13, "    evidence: nna Berg met Carl Dahl")
    await one.diagnostics(file="talks.yaml", code="NC305")
    await one.act(place=at("nna Berg", 13), title="Waive NC305", only=["quickfix"])
    assert (await one.cursor())["before"].endswith("why: '")
    await one.restore()
    await one.replace(13, "    evidence: Carl Dahl")
    await one.diagnostics(file="talks.yaml", code="NC302")
    await one.act(place=at("Carl Dahl", 13), title="Add the context", only=["quickfix"])
    assert (await one.open(file="talks.yaml"))[13].startswith("    evidence: {Carl Dahl: ")
    for typed, label, completed in (
        ("  - {quote: We agree, by: ", "anna", "  - {quote: We agree, by: anna"),
        ("  - {quote: Carl Dahl", "Carl Dahl left Oslo soon", "  - {quote: Carl Dahl left Oslo soon"),
        ("waive: [{code: ", "NC305", "waive: [{code: NC305"),
    ):
        await one.restore(typed)
        assert await one.complete(file="talks.yaml", label=label) == completed
    await one.restore()
    await one.diagnostics(file="talks.yaml", code="NC002", gone=True)


async def reading(one):
    """What is known of places, and where they lead."""
    await one.open(file="later.yaml")
    event = at("talks#meeting", 12, "later.yaml")
    for place, words in (
        (at("Anna Berg met"), "**Anna Berg met Carl Dahl**"),
        (at("carl:"), "**Carl Dahl** (person"),
        (at("talks", 10), "**talks**:"),
        (event, "event of the article talks"),
    ):
        assert words in (await one.hover(place=place)).replace("\\", "")
    assert places(await one.define(place=at("carl]"))) == [("talks.yaml", 6)]
    assert places(await one.define(place=event)) == [("talks.yaml", 8)]
    assert places(await one.define(place=at("Anna Berg met"))) == [("talks.txt", 0)]
    assert sorted(places(await one.refer(place=at("meeting:")))) == [("later.yaml", 12), ("talks.yaml", 8)]
    assert sorted(await one.highlight(place=at("anna:"))) == [5, 11, 15]
    assert {("talks.yaml", line) for line in (5, 6, 8)} <= set(places(await one.symbols(file="talks.yaml")))
    assert places(await one.search(query="talks#meeting")) == [("talks.yaml", 8)]
    assert await one.resolve(file="talks.yaml", query="later#sleep") == 7
    assert await one.folds(file="talks.yaml") == 4
    assert len(await one.links(file="talks.yaml")) == 4
    assert (await one.select(place=at("carl]")))[-1] == [0, len(TALKS)]
    assert [6, " ×2"] in await one.hints(file="talks.yaml") or [6, "×2"] in await one.hints(file="talks.yaml")
    assert [5, "2 references, 1 mention"] in await one.lenses(file="talks.yaml")
    await one.run_lens(place=at("anna:"))
    assert (await one.cursor())["line"] == 11


async def changing(one):
    """The whole file, and others."""
    await one.replace(10, "    type:    talks")
    await one.format(file="talks.yaml")
    assert await one.open(file="talks.yaml") == TALKS
    await one.rename(place=at("meeting:"), new="summit")
    assert "  summit:" in await one.open(file="talks.yaml")
    assert "    relations: {after: talks#summit}" in await one.open(file="later.yaml")
    await one.rename(place=at("summit", 8), new="meeting")
    assert (await one.open(file="talks.yaml"), await one.open(file="later.yaml")) == (TALKS, LATER)
    await one.act(place=at("carl:"), title="Add `carl` to the registry")
    assert "  carl: {name: Carl Dahl, kind: person}" in await one.open(file="corpus.yaml")
    await one.set(file="corpus.yaml", first=0, last=-1, lines=MANIFEST.splitlines())


async def annotating(one):
    """From the text, and in the preview."""
    await one.open(file="talks.txt")
    words = at("Anna Berg met Carl Dahl", 0, "talks.txt")
    assert "evidence of the meeting **meeting** (talks)" in await one.hover(place=words)
    assert ("talks.yaml", 5) in places(await one.define(place=words))
    assert await one.colour(place=at("Monday", 0, "talks.txt")) == "event"
    for become in ("evidence of `meeting`", "a mention of `carl`", "a new claim"):
        await one.act(place=at("left Oslo", 2, "talks.txt"), title=f"`left Oslo` is {become}")
        assert "left Oslo" in "".join(await one.open(file="talks.yaml"))
        await one.restore()
    address = await one.preview(file="talks.yaml")
    assert "Carl Dahl" in await asyncio.to_thread(lambda: urlopen(address, timeout=PATIENCE).read().decode())


@pytest.mark.skipif(NEOVIM is None, reason="no Neovim")
def test_each_feature_works_in_neovim(tmp_path):
    folder = tmp_path / "oslo"
    folder.mkdir()
    files = {"talks.txt": TEXT, "corpus.yaml": MANIFEST}
    files |= {"talks.yaml": "\n".join(TALKS) + "\n", "later.yaml": "\n".join(LATER) + "\n"}
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")

    async def session():
        async with neovim(folder) as one:
            for part in (typing, reading, changing, annotating):
                await part(one)
            return await one.state()

    state = asyncio.run(asyncio.wait_for(session(), 2 * PATIENCE))
    announced = {name for name, value in state["announced"].items() if name.endswith("Provider") and value}
    assert announced - {"diagnosticProvider"} <= METHODS.keys()
    assert {method for name in announced & METHODS.keys() for method in METHODS[name]} <= set(state["used"])
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == files
