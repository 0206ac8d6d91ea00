"""A page of `newscorpus annotate` without a browser: its requests."""

import http.client
import json
import re
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

from command import going

READY = re.compile(r"Annotate (\d+) articles? at (http://127\.0\.0\.1:\d+/[\w-]{20,}/) until Ctrl-C\.\n")


@contextmanager
def annotating(*words):
    """The command, and the address of its page."""
    with going("annotate", "--no-open", *words, ready=READY) as ready:
        yield ready[2]


class Page:
    """The page of one article."""

    def __init__(self, address, article=None):
        self.address = urlsplit(address)
        self.article = article or self.post("articles")["articles"][0]["name"]
        self.state = self.post("state")

    def post(self, name, **data):
        body = json.dumps({"article": getattr(self, "article", None), **data}).encode()
        own = {"Origin": f"http://{self.address.netloc}", "Content-Type": "application/json"}
        connection = http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=60)
        with closing(connection):
            connection.request("POST", self.address.path + name, body, own)
            answer = connection.getresponse()
            assert answer.status == 200, (answer.status, name, data)
            read = json.loads(answer.read())
        if isinstance(read, dict) and "state" in read:
            self.state = read["state"]
        return read

    def act(self, *steps, label="a change", **more):
        return self.post("act", steps=list(steps), label=label, seen=self.state["version"], **more)

    def look(self):
        """Show what the file has now."""
        self.state = self.post("state")
        return self.state

    def findings(self):
        return self.post("findings")["findings"]


def add(path, value):
    return {"do": "add", "path": path, "value": value}


def put(path, value):
    return {"do": "set", "path": path, "value": value}


def replace(path, value):
    return {"do": "replace", "path": path, "value": value}


def remove(path):
    return {"do": "remove", "path": path}


def words_in(text, words, n=0):
    """Where words are in a text, for the nth time."""
    at = -1
    for _ in range(n + 1):
        at = text.index(words, at + 1)
    return {"span": [at, at + len(words)]}
