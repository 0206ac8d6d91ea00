"""How fast `newscorpus annotate` answers: `python -m benchmarks.annotate`.

The requests of a page, without a browser: the menu at a selection, the edit of the file, and the findings, for the seed
and for an article whose annotation has 80 KB. Printed are medians of wall time, and of the CPU time of the server, in
milliseconds. Wall-clock figures need an idle machine.
"""

import http.client
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import newscorpus as nc

SEEDS = Path(__file__).parents[1] / "seeds"
COPIES = 9
"""Of the text of the seed, in the large article."""
ACTIONS = 15


def large(folder: Path) -> Path:
    """Write an article whose annotation has about 80 KB: each sentence is the evidence of an event."""
    (seed,) = SEEDS.glob("*.txt")
    numbered = (re.sub(r"(\w{7,})", rf"\g<1>{i}", seed.read_text(encoding="utf-8")) for i in range(COPIES))
    text = "\n\n".join(numbered)
    sentences = [words for words in re.findall(r"[^.“”\n]{30,}", text) if text.count(words) == 1]
    events = [
        nc.Event(id=f"event-{i}", type="other", evidence=(nc.Quote(exact=words.strip()),))
        for i, words in enumerate(sentences)
    ]
    claims = [nc.Claim(quote=(nc.Quote(exact=words.strip()),)) for words in sentences[::2]]
    path = folder / "large.yaml"
    nc.dump(nc.Article(id="large", language="en", text=text, events=events, claims=claims), path)
    return path


class Server:
    """The command, for one file."""

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-m", "newscorpus", "annotate", "--no-open", str(path)]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        self._address = urlsplit(self.process.stderr.readline().split()[4])
        self._article = path.name

    def ask(self, name: str, **data: Any) -> Any:
        """Send a request of the page."""
        connection = http.client.HTTPConnection(str(self._address.hostname), self._address.port)
        with closing(connection):
            headers = {"Origin": f"http://{self._address.netloc}", "Content-Type": "application/json"}
            body = json.dumps({"article": self._article, **data})
            connection.request("POST", self._address.path + name, body, headers)
            return json.loads(connection.getresponse().read())

    def cpu(self) -> float:
        """The seconds of CPU time of the server, in steps of 10 ms; zero where there is no `/proc`."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / 100


def measure(path: Path) -> None:
    """Annotate words of an article, and print the times."""
    server = Server(path)
    try:
        state = server.ask("state")
        server.ask("findings")
        time.sleep(2)  # the list is made in the background
        text = nc.load_article(path).text or ""
        words = [match.span() for match in re.finditer(r"\S+ \S+ \S+ \S+", text)]
        wall = dict[str, list[float]]()
        before = server.cpu()

        def timed(name: str, what: str, **data: Any) -> Any:
            begun = time.perf_counter()
            answer = server.ask(what, **data)
            wall.setdefault(name, []).append(1000 * (time.perf_counter() - begun))
            return answer

        for i in range(ACTIONS):
            start, end = words[37 * i % len(words)]
            menu = timed("menu", "menu", start=start, end=end)
            steps = [{"do": "add", "path": ["claims"], "value": {"quote": [{"span": menu["span"]}]}}]
            answer = timed("edit", "act", steps=steps, label="claim", seen=state["version"])
            state = answer["state"]
            timed("findings", "findings")
        cpu = 1000 * (server.cpu() - before) / ACTIONS
        shown = ", ".join(f"{name} {median(times):.0f}" for name, times in wall.items())
        print(f"{path.name}, {path.stat().st_size / 1000:.0f} KB: {shown} ms; CPU {cpu:.0f} ms for all three")
    finally:
        server.process.terminate()
        server.process.wait()


def main() -> None:
    """Measure both articles."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in SEEDS.iterdir():
            shutil.copy(path, folder)
        measure(next(folder.glob("000*.yaml")))
        measure(large(folder))


if __name__ == "__main__":
    main()
