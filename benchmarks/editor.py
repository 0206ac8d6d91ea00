"""How fast `newscorpus lsp` answers in a corpus as people write it: `python -m benchmarks.editor`.

A client over pipes types in an article of the corpus, first with an empty cache, while the corpus is loading and
afterwards, and then a second time with a full one. Printed and written into docs/figures.md, in milliseconds: the 95th
percentile of the time from request to answer, and in brackets that of the processor time that the server spent until
then, all its threads together. On a machine that does other things, only the second is a property of the server.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from statistics import quantiles
from threading import Thread
from typing import Any, Self

import attrs

from benchmarks.figures import record
from benchmarks.handwritten import write_corpus
from benchmarks.measure import version

_PATIENCE = 120
_CAPABILITIES = {
    "window": {"workDoneProgress": True},
    "textDocument": {"publishDiagnostics": {"relatedInformation": True, "versionSupport": True}},
}


@attrs.frozen
class Spent:
    """From a message to the answer, in milliseconds."""

    wall: float
    cpu: float


class Client:
    """An editor, and the server that it has started; a context manager."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self._folder, self._last, self._queue = folder, 0, Queue[Any]()
        # With bytecode kept, as it is where programs are installed.
        environment = {**os.environ, "NEWSCORPUS_CACHE_DIR": str(cache), "PYTHONDONTWRITEBYTECODE": ""}
        command = [sys.executable, "-m", "newscorpus", "lsp"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        Thread(target=self._listen, daemon=True).start()
        self.is_loaded = False

    def __enter__(self) -> Self:
        self.ask("initialize", {"processId": None, "rootUri": self._folder.as_uri(), "capabilities": _CAPABILITIES})
        self.tell("initialized", {})
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while header := self._process.stdout.readline():
            size = 0
            while header.strip():
                name, _, value = header.partition(b":")
                size = int(value) if name.lower() == b"content-length" else size
                header = self._process.stdout.readline()
            self._queue.put((json.loads(self._process.stdout.read(size)), time.perf_counter(), self._cpu()))

    def _cpu(self) -> float:
        """The processor time that the server has spent, in milliseconds."""
        spent = 0
        for task in Path(f"/proc/{self._process.pid}/task").glob("*/schedstat"):
            with suppress(OSError):
                spent += int(task.read_text().split()[0])
        return spent / 1e6

    def memory(self, what: str = "VmRSS") -> float:
        """The memory of the server now, or at its peak (VmHWM), in megabytes."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(what))

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> tuple[Any, Spent]:
        """Send a request; return the answer, and what it cost."""
        self._last += 1
        begin, cpu = time.perf_counter(), self._cpu()
        self._send({"id": self._last, "method": method, "params": params})
        for message, at, spent in self._messages():
            if message.get("id") == self._last and "method" not in message:
                return message["result"], Spent((at - begin) * 1000, spent - cpu)
        raise RuntimeError(f"no answer to {method}")

    def diagnostics(self, send: Any, version: int) -> Spent:
        """Do something, and wait for the diagnostics of a version of the file."""
        begin, cpu = time.perf_counter(), self._cpu()
        send()
        for message, at, spent in self._messages():
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["version"] == version:
                return Spent((at - begin) * 1000, spent - cpu)
        raise RuntimeError("no diagnostics")

    def wait(self) -> None:
        """Wait until the corpus is loaded."""
        for _ in () if self.is_loaded else self._messages():
            if self.is_loaded:
                return

    def drain(self) -> None:
        """Read what has come meanwhile."""
        with suppress(Empty):
            while True:
                self._note(self._queue.get_nowait()[0])

    def _messages(self) -> Iterator[tuple[Any, float, float]]:
        while True:
            message, at, spent = self._queue.get(timeout=_PATIENCE)
            self._note(message)
            yield message, at, spent

    def _note(self, message: Any) -> None:
        if "id" in message and "method" in message:
            self._send({"id": message["id"], "result": None})
        if message.get("method") == "$/progress" and message["params"]["value"]["kind"] == "end":
            self.is_loaded = True


class Typist:
    """Somebody who works on one article."""

    def __init__(self, client: Client, file: Path, seed: int = 1) -> None:
        self._client, self._draw = client, random.Random(seed)
        self.uri, self._version = file.as_uri(), 0
        self.text = self._now = file.read_text(encoding="utf-8")

    def open(self) -> Spent:
        """Open the article, and wait for its diagnostics."""
        document = {"uri": self.uri, "languageId": "yaml", "version": 0, "text": self.text}
        return self._client.diagnostics(
            lambda: self._client.tell("textDocument/didOpen", {"textDocument": document}), 0
        )

    def change(self, text: str) -> None:
        """Replace the text."""
        self._now, self._version = text, self._version + 1
        named = {"uri": self.uri, "version": self._version}
        self._client.tell("textDocument/didChange", {"textDocument": named, "contentChanges": [{"text": text}]})

    def diagnostics(self) -> Spent:
        """Type a word, and wait for the diagnostics."""
        at = self._draw.choice([i for i, sign in enumerate(self.text) if sign == "\n"])
        text = self.text[:at] + self._draw.choice((" ", "\n", " # seen", "x")) + self.text[at:]
        return self._client.diagnostics(lambda: self.change(text), self._version + 1)

    def _position(self, offset: int) -> dict[str, Any]:
        before = self._now[:offset]
        line = before.count("\n")
        return {
            "textDocument": {"uri": self.uri},
            "position": {"line": line, "character": offset - before.rfind("\n") - 1},
        }

    def complete(self) -> Spent:
        """Type some letters of a key or value that is there, the rest of the line cut off, and ask for completions."""
        lines = [i for i, sign in enumerate(self.text) if sign == "\n"]
        number = self._draw.randrange(len(lines) // 4, len(lines) - 1)
        start, end = lines[number], lines[number + 1]
        at = self._draw.randrange(start + 1, end + 1)
        self.change(self.text[:at] + self.text[end:])
        return self._client.ask("textDocument/completion", self._position(at))[1]

    def about(self, method: str, words: str, **more: Any) -> tuple[Any, Spent]:
        """Ask about the place where some words first are."""
        return self._client.ask(f"textDocument/{method}", {**self._position(self.text.index(words)), **more})

    def restore(self) -> None:
        """Undo what was typed, and wait for the diagnostics."""
        self._client.diagnostics(lambda: self.change(self.text), self._version + 1)

    def ask(self, method: str) -> Spent:
        """Ask about a place."""
        at = self._draw.randrange(len(self.text) // 4, len(self.text))
        return self._client.ask(f"textDocument/{method}", self._position(at))[1]


def percentile(spent: list[Spent], what: str) -> float:
    """The 95th percentile."""
    values = [getattr(one, what) for one in spent]
    return quantiles(values, n=20)[18] if len(values) > 1 else values[0]


def shown(spent: list[Spent]) -> str:
    """The 95th percentiles of wall time and processor time, in milliseconds."""
    return f"{percentile(spent, 'wall'):.0f} ms ({percentile(spent, 'cpu'):.0f})"


def shared_actor(typist: Typist, folder: Path) -> dict[str, str]:
    """Find and rename an actor of the registry, whom the article of the typist names."""
    registry = re.findall(r"^  ([a-z]+-[a-z]+):", (folder / "corpus.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    actor = next(key for key in registry if f" {key}" in typist.text)
    asked = {"context": {"includeDeclaration": True}}
    places, first = typist.about("references", actor, **asked)
    _, again = typist.about("references", actor, **asked)
    edits, renaming = typist.about("rename", actor, newName="quite-another")
    files = len(edits["changes"])
    return {
        f"references to a registered actor, {len(places)} places": shown([first]),
        "references again": shown([again]),
        f"its rename in {files} files": shown([renaming]),
    }


def measure(folder: Path, cache: Path, rounds: int) -> dict[str, str]:
    """Measure one session with an empty cache, and the begin of another one with a full one."""
    files = sorted(folder.glob("article-*.yaml"), key=lambda path: path.stat().st_size)
    found = {}
    with Client(folder, cache) as client:
        typist = Typist(client, files[len(files) // 2])
        found["first diagnostics"] = shown([typist.open()])
        loading = []
        while not loading or not client.is_loaded:
            loading.append(typist.complete())
            time.sleep(0.02)
            client.drain()
        found[f"completion while loading, {len(loading)} times"] = shown(loading)
        found["completion"] = shown([typist.complete() for _ in range(rounds)])
        typist.restore()
        found["hover"] = shown([typist.ask("hover") for _ in range(rounds)])
        found["definition"] = shown([typist.ask("definition") for _ in range(rounds)])
        found["change to diagnostics"] = shown([typist.diagnostics() for _ in range(rounds)])
        typist.restore()
        found |= shared_actor(typist, folder)
        found["memory"] = f"{client.memory():.0f} MB, at most {client.memory('VmHWM'):.0f} MB"
    with Client(folder, cache) as client:
        typist = Typist(client, files[len(files) // 2])
        found["first diagnostics with a full cache"] = shown([typist.open()])
        client.wait()
        found["memory with a full cache"] = f"{client.memory():.0f} MB"
    return found


def main() -> None:
    """Make the corpus, measure, print and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--work", default="build/benchmarks/data", help="where the corpus is made")
    options = parser.parse_args()
    folder = Path(options.work).resolve() / f"editor-{options.files}"
    if not (folder / "corpus.yaml").exists():
        write_corpus(folder, options.files)
    measured = version()
    with tempfile.TemporaryDirectory() as cache:
        found = measure(folder, Path(cache), options.rounds)
    for what, value in found.items():
        print(f"{what:45} {value}")
    if (options.files, options.rounds) == (3000, 200):
        record("python -m benchmarks.editor", "; ".join(f"{what}: {value}" for what, value in found.items()), measured)


if __name__ == "__main__":
    main()
