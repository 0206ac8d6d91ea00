"""How fast `newscorpus lsp` answers in a corpus as people write it: `python -m benchmarks.editor`.

A client over pipes opens an article, waits until the corpus is loaded, and types. Printed are the medians and the 95th
percentiles of the milliseconds from request to answer, and the memory of the server.
"""

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Self

from benchmarks.corpora import Corpora

_CAPABILITIES = {
    "window": {"workDoneProgress": True},
    "textDocument": {"publishDiagnostics": {"versionSupport": True}},
}


class Client:
    """An editor with one open article, and the server that it has started; a context manager."""

    def __init__(self, folder: Path, file: Path, cache: Path) -> None:
        self.text, self._file = file.read_text(encoding="utf-8"), file
        self._folder, self._ids, self._version, self._is_loaded = folder, itertools.count(1), 0, False
        # With bytecode kept, as it is where programs are installed.
        environment = {**os.environ, "NEWSCORPUS_CACHE_DIR": str(cache), "PYTHONDONTWRITEBYTECODE": ""}
        command = [sys.executable, "-m", "newscorpus", "lsp"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)

    def __enter__(self) -> Self:
        self._ask("initialize", {"processId": None, "rootUri": self._folder.as_uri(), "capabilities": _CAPABILITIES})
        self._send("initialized", {})
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def open(self) -> None:
        """Open the article, and wait for its diagnostics."""
        document = {"uri": self._file.as_uri(), "languageId": "yaml", "version": 0, "text": self.text}
        self._send("textDocument/didOpen", {"textDocument": document})
        self._await_diagnostics()

    def load(self) -> None:
        """Wait until the corpus is loaded."""
        while not self._is_loaded:
            self._read()

    def type(self, text: str) -> None:
        """Change the article to this text, and wait for its diagnostics."""
        self._version += 1
        document = {"uri": self._file.as_uri(), "version": self._version}
        self._send("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})
        self._await_diagnostics()

    def ask_at(self, method: str, offset: int) -> None:
        """Ask about a place of the article."""
        line_start = self.text.rfind("\n", 0, offset) + 1
        position = {"line": self.text.count("\n", 0, offset), "character": offset - line_start}
        self._ask(f"textDocument/{method}", {"textDocument": {"uri": self._file.as_uri()}, "position": position})

    def memory(self) -> float:
        """Return the peak memory of the server in megabytes; Linux only."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))

    def _ask(self, method: str, params: Any) -> None:
        number = next(self._ids)
        self._send(method, params, id=number)
        message = self._read()
        while message.get("id") != number or "method" in message:
            message = self._read()
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']}")

    def _await_diagnostics(self) -> None:
        message = self._read()
        while (
            message.get("method") != "textDocument/publishDiagnostics" or message["params"]["version"] != self._version
        ):
            message = self._read()

    def _send(self, method: str | None = None, params: Any = None, **more: Any) -> None:
        message = {"jsonrpc": "2.0", **more} | ({"method": method, "params": params} if method else {})
        data = json.dumps(message).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """Return the next message; answer it if it is a request."""
        assert self._process.stdout is not None
        size = 0
        while (line := self._process.stdout.readline()).strip():
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        if not line:
            raise RuntimeError("the server has ended")
        message: dict[str, Any] = json.loads(self._process.stdout.read(size))
        if "id" in message and "method" in message:
            self._send(id=message["id"], result=None)
        self._is_loaded |= message.get("method") == "$/progress" and message["params"]["value"]["kind"] == "end"
        return message


def measure(folder: Path, cache: Path, rounds: int) -> dict[str, str]:
    """Return what one session costs, which begins with this cache."""
    files = sorted(folder.glob("article-*.yaml"), key=lambda path: path.stat().st_size)
    draw, file = random.Random(1), files[len(files) // 2]
    with Client(folder, file, cache) as client:
        results = {"first diagnostics": _shown(client.open, 1)}
        client.load()

        def change() -> None:
            at = client.text.index("\n", draw.randrange(len(client.text) - 1))
            client.type(f"{client.text[:at]} # {draw.random()}{client.text[at:]}")

        results["change to diagnostics"] = _shown(change, rounds)
        client.type(client.text)
        for method in ("completion", "hover", "definition"):
            results[method] = _shown(lambda name=method: client.ask_at(name, draw.randrange(len(client.text))), rounds)
        results["memory"] = f"{client.memory():.0f} MB"
    return results


def _shown(action: Callable[[], None], rounds: int) -> str:
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        action()
        times.append((time.perf_counter() - begin) * 1000)
    return f"{median(times):.0f} ms" + (f", {quantiles(times, n=20)[18]:.0f} ms" if rounds > 1 else "")


def main() -> None:
    """Make the corpus, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.editor", description=__doc__)
    parser.add_argument("--files", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--work", default="build/benchmarks/data", help="where the corpus is made")
    options = parser.parse_args()
    folder = Corpora(Path(options.work).resolve()).written(options.files)
    with tempfile.TemporaryDirectory() as cache:
        for session in ("empty cache", "full cache"):
            for subject, result in measure(folder, Path(cache), options.rounds).items():
                print(f"{session}: {subject:24} {result}")


if __name__ == "__main__":
    main()
