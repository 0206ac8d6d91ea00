"""Editors that do the same: Neovim with its own client, and clients of pytest-lsp with the capabilities of others.

Each operation has the same arguments and the same result: lines count from 0, files are named below the folder.
"""

import asyncio
import json
import os
import re
import shutil
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from editor import editor, lsp

ROOT = Path(__file__).parents[2]
NEOVIM = shutil.which("nvim")
PATIENCE = 600
"""Seconds to wait for what a loaded machine does late."""


class Place(NamedTuple):
    """Words of a line; what is asked about them is asked behind their first letter."""

    file: str
    line: int
    words: str


# --- Neovim


class Neovim:
    """Neovim without a screen, with the settings of the documentation; `neovim.lua` has its operations."""

    def __init__(self, process, folder: Path):
        self._process, self._folder = process, folder

    def __getattr__(self, op):
        async def ask(**arguments):
            return await self._ask(op, arguments)

        return ask

    async def _ask(self, op, arguments):
        named = {"op": op, **{name: self._given(value) for name, value in arguments.items()}}
        if "file" in named:
            named["file"] = str(self._folder / named["file"])
        self._process.stdin.write(json.dumps(named).encode() + b"\n")
        await self._process.stdin.drain()
        line = await asyncio.wait_for(self._process.stdout.readline(), PATIENCE)
        assert line, (await self._process.stderr.read()).decode()
        answer = json.loads(line)
        assert answer["ok"], f"{op} {arguments}: {answer['error']}"
        found = answer.get("result")
        return found if found != {} else []

    def _given(self, value):
        is_place = isinstance(value, Place)
        return {**value._asdict(), "file": str(self._folder / value.file)} if is_place else value


@asynccontextmanager
async def neovim(folder: Path):
    """Neovim in a folder. Its settings are the block for `init.lua` in docs/editors.md."""
    settings = re.search(
        r"^## Neovim\n.*?```lua\n(.*?)```", (ROOT / "docs/editors.md").read_text(), re.DOTALL | re.MULTILINE
    )[1]
    home = folder.parent / "home"
    (home / "bin").mkdir(parents=True)
    (home / "init.lua").write_text(settings)
    command = home / "bin" / "newscorpus"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m newscorpus "$@"\n')
    command.chmod(0o755)
    names = {
        "HOME": str(home),
        "XDG_STATE_HOME": str(home / "state"),
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    script = str(Path(__file__).with_name("neovim.lua"))
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(NEOVIM, "--headless", "-u", str(home / "init.lua"), "-l", script),
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
        assert await asyncio.wait_for(process.wait(), 60) == 0
    finally:
        if process.returncode is None:
            process.kill()


# --- pytest-lsp


class Window:
    """A client of pytest-lsp; see `Editor`."""

    def __init__(self, one, folder: Path):
        self._one, self._folder = one, folder
        self._used, self._commands = set(), set()
        request = one.client.protocol.send_request_async

        async def noted(method, params=None, *rest, **more):
            self._used.add(method)
            if method == lsp.WORKSPACE_EXECUTE_COMMAND:
                self._commands.add(params.command)
            return await request(method, params, *rest, **more)

        one.client.protocol.send_request_async = noted

    async def _show(self, file):
        if file not in self._one._versions:
            if file.endswith(".txt"):
                self._one.open_text(file)
            else:
                await self._one.open(file, wait=False)

    def _lines(self, file):
        return self._one.texts[file].split("\n")

    async def _at(self, place):
        await self._show(place.file)
        start = sum(len(line) + 1 for line in self._lines(place.file)[: place.line])
        start = self._one.texts[place.file].index(place.words, start)
        return start, start + len(place.words)

    async def _position(self, place):
        start, _ = await self._at(place)
        return self._one.position(place.file, start + min(1, len(place.words)))

    def _places(self, found):
        return [
            {
                "file": Path(getattr(one, "location", one).uri).name,
                "line": getattr(one, "location", one).range.start.line,
            }
            for one in found
        ]

    async def open(self, file):
        await self._show(file)
        return self._one.texts[file].removesuffix("\n").split("\n")

    async def set(self, file, first, last, lines):
        await self._show(file)
        now = self._lines(file)
        last = last if last >= 0 else len(now) - 1
        text = "\n".join([*now[:first], *lines, *now[last:]])
        await self._one.edit(file, 0, len(self._one.texts[file]), text, wait=False)

    async def save(self, file):
        self._one.save(file)

    async def diagnostics(self, file, code=None, gone=False, closed=False):
        uri = self._one.uri(file)
        if not closed:
            await self._show(file)
        while True:
            if not closed:
                await self._one.diagnostics(file)
            found = [[one.code, one.range.start.line] for one in self._one.client.diagnostics.get(uri, ())]
            if code is None or (code in [one for one, _ in found]) != gone:
                return found
            await self._one.published(PATIENCE)

    async def complete(self, file, label):
        text = self._one.texts[file].removesuffix("\n")
        found = await self._one.complete(file, self._one.position(file, len(text)))
        assert label in found, list(found)
        edit = found[label].text_edit
        start = self._one.offset(file, edit.range.start)
        return (text[:start] + edit.new_text).rpartition("\n")[2]

    async def hover(self, place):
        return await self._one.hover(place.file, await self._position(place))

    async def define(self, place):
        return self._places(await self._one.define(place.file, await self._position(place)))

    async def refer(self, place):
        return self._places(await self._one.refer(place.file, await self._position(place)))

    async def symbols(self, file):
        await self._show(file)
        groups = await self._one.symbols(file)
        return [
            {"file": Path(file).name, "line": one.selection_range.start.line}
            for group in groups
            for one in (group, *group.children)
        ]

    async def search(self, query):
        return self._places(await self._one.client.workspace_symbol_async(lsp.WorkspaceSymbolParams(query)))

    async def highlight(self, place):
        found = await self._one.highlight(place.file, await self._position(place))
        return [one.range.start.line for one in found]

    async def rename(self, place, new):
        document, position = lsp.TextDocumentIdentifier(self._one.uri(place.file)), await self._position(place)
        assert await self._one.client.text_document_prepare_rename_async(lsp.PrepareRenameParams(document, position))
        asked = lsp.RenameParams(document, position, new)
        self._one.apply(self._one.changes(await self._one.client.text_document_rename_async(asked)))

    async def format(self, file):
        await self._show(file)
        self._one.apply({self._one.uri(file): await self._one.format(file)})

    async def act(self, place, title, only=None):
        start, end = (self._one.position(place.file, at) for at in await self._at(place))
        found = await self._one.actions(place.file, lsp.Range(start, end), only)
        action = next((one for name, one in found.items() if name.startswith(title)), None)
        assert action, list(found)
        if action.edit:
            self._one.apply(self._one.changes(action.edit))
        if action.command:
            await self._one.command(action.command)

    async def cursor(self):
        last = self._one.client.shown[-1]
        name, at = last.uri.rpartition("/")[2], last.selection.start
        start, end = (self._one.offset(name, one) for one in (lsp.Position(at.line, 0), at))
        return {"file": name, "line": at.line, "before": self._one.texts[name][start:end]}

    async def lenses(self, file):
        return [[one.range.start.line, one.command.title] for one in await self._one.lenses(file)]

    async def run_lens(self, place):
        (lens,) = (one for one in await self._one.lenses(place.file) if one.range.start.line == place.line)
        await self._one.command(lens.command)

    async def hints(self, file):
        end = self._one.position(file, len(self._one.texts[file]))
        asked = lsp.InlayHintParams(lsp.TextDocumentIdentifier(self._one.uri(file)), lsp.Range(lsp.Position(0, 0), end))
        found = await self._one.client.text_document_inlay_hint_async(asked)
        return [[one.position.line, one.label] for one in found]

    async def colour(self, place):
        await self._show(place.file)
        found = await self._one.tokens(place.file)
        return next(kind for words, kind in found if place.words in words)

    async def folds(self, file):
        return len(await self._one.fold(file))

    async def links(self, file):
        return [one.target for one in await self._one.links(file)]

    async def select(self, place):
        document = lsp.TextDocumentIdentifier(self._one.uri(place.file))
        asked = lsp.SelectionRangeParams(document, [await self._position(place)])
        (found,), steps = await self._one.client.text_document_selection_range_async(asked), []
        while found:
            steps.append([found.range.start.line, found.range.end.line])
            found = found.parent
        return steps

    async def resolve(self, file, query):
        await self._show(file)
        found = (await self._one.client.workspace_symbol_async(lsp.WorkspaceSymbolParams(query)))[0]
        return (await self._one.client.workspace_symbol_resolve_async(found)).location.range.start.line

    async def preview(self, file):
        asked = lsp.ExecuteCommandParams("newscorpus.preview", [self._one.uri(file)])
        address = await self._one.client.workspace_execute_command_async(asked)
        assert self._one.client.shown[-1].uri == address
        return address

    async def state(self):
        kinds = [value["kind"] for value in self._one.client.progress]
        announced = self._one.client.protocol._converter.unstructure(self._one.client.announced)
        return {"used": self._used, "commands": self._commands, "announced": announced, "progress": kinds}


@asynccontextmanager
async def window(folder: Path, client_name: str):
    """A client with the capabilities of an editor."""
    async with editor(folder, client_name=client_name) as one:
        yield Window(one, folder)
