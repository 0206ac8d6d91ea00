"""A client of the real yaml-language-server, over its standard streams: what an editor would show."""

import json
import subprocess
import threading
from pathlib import Path
from queue import Queue


class LanguageServer:
    """Starts the server of a `node_modules` folder; a context manager."""

    def __init__(self, node_modules: Path, root: Path):
        script = node_modules / "yaml-language-server" / "bin" / "yaml-language-server"
        self._process = subprocess.Popen(
            ["node", str(script), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._root, self._last, self._answers = root, 0, {}
        self._diagnostics: dict[str, Queue] = {}
        self._waiting: Queue = Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": _CAPABILITIES})
        self._tell("initialized", {})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.communicate()

    def open(self, name: str, text: str) -> list[dict]:
        """Opens a file and returns the diagnostics that the server shows."""
        uri = (self._root / name).as_uri()
        self._diagnostics[uri] = Queue()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return self._diagnostics[uri].get(timeout=60)

    def complete(self, name: str, line: int, column: int) -> dict[str, dict]:
        """What the server offers at a place of an open file (from 0): label -> item."""
        where = {"textDocument": {"uri": (self._root / name).as_uri()}, "position": {"line": line, "character": column}}
        found = self.ask("textDocument/completion", where)
        return {item["label"]: item for item in (found["items"] if isinstance(found, dict) else found)}

    def hover(self, name: str, line: int, column: int) -> str:
        where = {"textDocument": {"uri": (self._root / name).as_uri()}, "position": {"line": line, "character": column}}
        found = self.ask("textDocument/hover", where)
        return found["contents"]["value"] if found else ""

    def ask(self, method: str, params: dict):
        self._last += 1
        queue = self._answers[self._last] = Queue()
        self._send({"id": self._last, "method": method, "params": params})
        return queue.get(timeout=60)

    def _tell(self, method: str, params: dict) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        while header := stream.readline():
            length = int(header.split(b":")[1])
            while stream.readline().strip():
                pass
            message = json.loads(stream.read(length))
            if message.get("method") == "textDocument/publishDiagnostics":
                params = message["params"]
                self._diagnostics.setdefault(params["uri"], Queue()).put(params["diagnostics"])
            elif "method" in message and "id" in message:
                asked = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
                answer = None if asked is None else [_SETTINGS.get(item.get("section"), {}) for item in asked]
                self._send({"id": message["id"], "result": answer})
            elif "id" in message and "method" not in message:
                self._answers[message["id"]].put(message.get("result"))


_CAPABILITIES = {
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {},
    },
    "workspace": {"configuration": True},
}
_SETTINGS = {"yaml": {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}}
