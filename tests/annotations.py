"""Annotations in few words, for tests of rules; and what is said of them."""

import json
from typing import Any

from examples import checked, marked

import newscorpus as nc
from newscorpus import Diagnostic

CHANGED = f"sha256: {'a' * 64}\n"
"""The hash of another text."""


def found(snippet: str, folder, code: str) -> list[Diagnostic]:
    return [d for d in checked(snippet, folder, code)[0].diagnostics if d.code == code]


def reported(snippet: str, folder, code: str) -> list[tuple[str, str]]:
    """Of each finding of a rule: what it marks, and what it says."""
    return [(marked(d), d.message) for d in found(snippet, folder, code)]


def messages_of(code: str, text: str, language: str = "en", **parts: Any) -> list[str]:
    """The messages of a rule about an article with this text, which has no error of structure."""
    article = {"format": "newscorpus/1", "id": "a", "language": language, "text": text, **parts}
    report = nc.check_text(json.dumps(article), "json", select=[code, "NC0", "NC1", "NC301"])
    assert {one.code for one in report.diagnostics} <= {code}, [*map(str, report.diagnostics)]
    return [one.message for one in report.diagnostics]


def shown(one: Diagnostic, folder) -> list[tuple[str, str]]:
    """The places that a finding shows: words, and what stands there."""
    source = (folder / "example.yaml").read_text(encoding="utf-8")
    return [(label.text, source[label.span.start : label.span.end]) for label in one.labels]


def fixes(one: Diagnostic) -> list[tuple[str, bool]]:
    """Titles of the fixes, and whether they are safe."""
    return [(made.title, made.safe) for made in one.fixes]


def actors(*lines: str) -> str:
    return "actors:\n" + "".join(f"  {line}\n" for line in lines)


def anna(rest: str) -> str:
    return actors(f"anna: {{name: Anna Berg, kind: person, {rest}}}")


def event(rest: str, kind: str = "event") -> str:
    return f"events:\n  talks: {{kind: {kind}, type: other, {rest}}}\n"


def evidence(*quotes: str) -> str:
    return "events:\n  talks:\n    kind: event\n    type: other\n    evidence:\n" + "".join(
        f"      - {quote}\n" for quote in quotes
    )


def registry(*lines: str) -> str:
    return f"# corpus.yaml has: actors: {{{', '.join(lines)}}}\n"
