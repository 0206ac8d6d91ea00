"""The examples of rules as whole files: snippets are completed, and `# <NC301>` says what is expected on which line."""

import re
from pathlib import Path

from newscorpus import Report, check

_DEFAULTS = {
    "format": "newscorpus/1",
    "id": "example",
    "language": "en",
    "published": "2024-05-08",
    "text": "Anna Berg met Carl Dahl in Oslo on Monday.",
}
_MARK = re.compile(r"<(NC\d{3})>")
_KEY = re.compile(r"^([a-z_0-9]+):", re.MULTILINE)
_SETTING = re.compile(r"^# corpus\.yaml has: (.*)$", re.MULTILINE)


def completed(snippet: str) -> str:
    """`snippet` with the head that it leaves out; one with a `format` of its own is complete."""
    keys = set(_KEY.findall(snippet))
    if "format" in keys or not (keys or snippet.startswith("{")):
        return snippet
    missing = {k: v for k, v in _DEFAULTS.items() if k not in keys and not (k == "text" and "text_file" in keys)}
    return "".join(f"{k}: {v}\n" for k, v in missing.items()) + snippet


def expected(text: str) -> list[tuple[str, int]]:
    """(code, line) of each mark in `text`."""
    return [(m[1], text.count("\n", 0, m.start()) + 1) for m in _MARK.finditer(text)]


def checked(snippet: str, folder: Path, code: str) -> tuple[Report, list[tuple[str, int]]]:
    """What `check` says of the snippet as the file of a corpus, and what the marks say that it should."""
    text = completed(snippet)
    setting = _SETTING.search(snippet)
    manifest = "format: newscorpus/1\nname: examples\n" + (f"{setting[1]}\n" if setting else "")
    (folder / "corpus.yaml").write_text(manifest, encoding="utf-8")
    if "another file of the corpus has the same id" in snippet:
        (folder / "a.json").write_text('{"format":"newscorpus/1","id":"example","language":"en","text":"x"}')
        (folder / "corpus.yaml").write_text(manifest + "articles: ['*.yaml', '*.json']\n")
    name = "example-2.yaml" if "id: example-2" in text else "example.yaml"
    path = folder / name
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return check([folder], select=_all_but_unasked(code)), expected(text)


def _all_but_unasked(code: str) -> list[str]:
    """All rules that apply by default, and the one in question, which may be a hint."""
    from newscorpus.rules import RULES

    return [rule.code for rule in RULES if rule.severity != "hint" or rule.code == code]
