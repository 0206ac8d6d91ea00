"""A small corpus, and a model that is a program: it notes each prompt, and answers what it was told to."""

import json
import shlex
import sys
from pathlib import Path
from typing import Any

from command import Ran, newscorpus

MILL = """\
format: newscorpus/1
id: mill
language: en
published: 2024-05-08
text: |
  The owner of the Lindby mill, Carl Dahl, might sell it to the Norwegian firm Holm, a lawyer said on Monday.

  “There is no contract,” Dahl said. Two workers were hurt in Oslo.
actors:   # who acts
  dahl: {name: Carl Dahl, kind: person, aliases: [Dahl]}
  holm: {name: Holm, kind: organization, country: "NO"}
  lawyer: {name: a lawyer, kind: person, named: false, mentions: [a lawyer]}
events:
  sale:
    kind: event
    type: transaction
    status: planned   # as the lawyer says
    participants: {agent: dahl, recipient: holm}
    evidence: Carl Dahl, might sell it to the Norwegian firm Holm
  accident:
    kind: incident
    type: accident
    casualties: {injured: {Two workers: 2}}
    places: {Oslo: "NO"}
    evidence: Two workers were hurt in Oslo
claims:
  - {quote: There is no contract, by: lawyer, about: sale}
"""
STATUS = {
    "at": "events.sale.status",
    "problem": "contradicted",
    "quote": "might sell it",
    "should_be": "possible",
    "why": "It is only a possibility.",
}
SPEAKER = {
    "at": "claims.0.by",
    "problem": "contradicted",
    "quote": "Dahl said",
    "should_be": "dahl",
    "why": "Dahl says it.",
}
PROGRAM = """\
import pathlib, sys
here = pathlib.Path(__file__).parent
prompt = sys.stdin.buffer.read().decode("utf-8")
with (here / "asked").open("a", encoding="utf-8") as file:
    file.write(prompt.partition("Headline: ")[2].partition("\\n")[0] + "\\n")
(here / "prompt").write_text(prompt, encoding="utf-8")
exec((here / "before.py").read_text())
sys.stdout.buffer.write((here / "answer").read_bytes())
"""


class Model:
    """A program in place of a model."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "model.py").write_text(PROGRAM)
        self.answers([])
        self.first("")

    @property
    def command(self) -> str:
        """What `--ask` takes."""
        return shlex.join([sys.executable, str(self._folder / "model.py"), "-m", "a-model"])

    def answers(self, answer: Any) -> None:
        """Give this answer from now on: a string as it is, other data as JSON."""
        text = answer if isinstance(answer, str) else json.dumps(answer)
        (self._folder / "answer").write_text(text, encoding="utf-8")

    def first(self, code: str) -> None:
        """Run this Python code before it answers."""
        (self._folder / "before.py").write_text(code)

    @property
    def asked(self) -> list[str]:
        """The headlines of the articles that it was asked about."""
        file = self._folder / "asked"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    @property
    def prompt(self) -> str:
        """What it was asked last."""
        return (self._folder / "prompt").read_text(encoding="utf-8")


def asking(corpus: Path, model: Model, *options: str) -> Ran:
    """Let the model proofread the corpus."""
    return newscorpus("proofread", corpus, "--ask", model.command, "--output-format", "concise", *options)


def codes(ran: Ran) -> list[str]:
    """The codes of the findings that a command prints, one on a line."""
    return [line.split(" ")[2] for line in ran.out.splitlines() if ": hint " in line or ": warning " in line]
