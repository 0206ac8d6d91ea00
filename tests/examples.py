"""The rules as the command line publishes them, and their examples as whole files: snippets are completed, and
`# <NC301>` says what is expected on which line."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
from command import newscorpus

from newscorpus import Diagnostic, Report, check
from newscorpus.rules import ArticleContext, Finding, rule


@attrs.frozen
class Rule:
    """A rule, as `newscorpus rules` publishes it."""

    code: str
    name: str
    severity: str
    summary: str
    languages: list[str]
    why: str
    example: str
    fix: str | None
    unsafe_fix: str | None
    waivable: bool

    @property
    def failing(self) -> str:
        """The annotation that breaks the rule; a byte that is not UTF-8, which is shown as `\\xe9`, is a surrogate."""
        text = "\n".join(line[2:] for line in self.example.split("\n") if not line.startswith("+"))
        return re.sub(r"\\x([89a-f][0-9a-f])", lambda match: chr(0xDC00 + int(match[1], 16)), text)

    @property
    def passing(self) -> str:
        """The annotation that does not."""
        return "\n".join(line[2:] for line in self.example.split("\n") if not line.startswith("-"))


RULES = tuple(Rule(**one) for one in json.loads(newscorpus("rules", "--output-format", "json").out))
BY_CODE = {one.code: one for one in RULES}

_DEFAULTS = {
    "format": "newscorpus/1",
    "id": "example",
    "language": "en",
    "published": "2024-05-08",
    "text": "Anna Berg met Carl Dahl in Oslo on Monday.",
}
_MARK = re.compile(r" # <(NC\d{3})>$", re.MULTILINE)
_KEY = re.compile(r"^([a-z_0-9]+):", re.MULTILINE)
SETTING = re.compile(r"^# corpus\.yaml has: (.*)$", re.MULTILINE)
_KEPT = re.compile(r"^# a model (answers|objects): (.*)$", re.MULTILINE)


def _answer(code: str, verb: str, words: str) -> dict[str, object]:
    """What `newscorpus proofread` keeps of an answer, or of an objection that the rule is about."""
    if verb == "answers":
        return {"model": "a-model", "problem": words, "objections": [], "settled": {}}
    problem = {"NC961": "contradicted", "NC962": "unsupported", "NC963": "wrong-term"}.get(code, "missing")
    return {
        "model": "a-model",
        "objections": [{"problem": problem, "why": "It says so.", **json.loads(words)}],
        "settled": {},
    }


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
    manifest = "format: newscorpus/1\nname: examples\n"
    if "another file of the corpus" in snippet:
        manifest += "articles: ['*.yaml', '*.json']\n"
        (folder / "a.json").write_text(json.dumps(_another(snippet)), encoding="utf-8")
    if "beside it lies a text" in snippet:
        (folder / "named.txt").write_text(_DEFAULTS["text"])
        (folder / "forgotten.txt").write_text("words")
        text = re.sub("^text: .*$", "text_file: named.txt", text, flags=re.MULTILINE)
    if "known.baseline has" in snippet:
        stale = {"fingerprint": "0" * 32, "code": "NC304", "file": "example.yaml"}
        (folder / "known.baseline").write_text(json.dumps(stale))
        manifest += "checks: {baseline: known.baseline}\n"
    (folder / "corpus.yaml").write_text(
        manifest + "".join(f"{one}\n" for one in SETTING.findall(snippet)), encoding="utf-8"
    )
    name = "example-2.yaml" if "id: example-2" in text else "example.yaml"
    (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    kept = _KEPT.search(snippet)
    if kept:
        (folder / ".newscorpus/proofread").mkdir(parents=True)
        (folder / ".newscorpus/proofread/example.json").write_text(json.dumps(_answer(code, *kept.groups())))
    rules = [_raising] if "a plug-in raises" in snippet else []
    select = [*all_but_unasked(code), *(one.code for one in rules)]
    return check([folder], select=select, rules=rules), expected(text)


@rule("XX999", "always-raises", "warning", "nothing: it raises")
def _raising(context: ArticleContext) -> list[Finding]:
    raise ZeroDivisionError(context.article.id)


def marked(found: Diagnostic) -> str:
    """The words of its file that a finding marks."""
    return Path(found.primary.file).read_text(encoding="utf-8")[found.primary.start : found.primary.end]


def _another(snippet: str) -> dict[str, object]:
    """Another article of the corpus, before this one in order."""
    base: dict[str, object] = {
        "format": "newscorpus/1",
        "id": "a",
        "language": "en",
        "text": "A text that Anna Berg read.",
    }
    if "the same id" in snippet:
        base["id"] = "example"
    if "the same text" in snippet:
        base["text"] = "Anna Berg met Carl Dahl."
    if "has an event `later`" in snippet:
        base["events"] = {
            "later": {
                "kind": "event",
                "type": "other",
                "status": "generic",
                "evidence": "that Anna Berg read",
                "relations": {"after": "example#talks"},
            }
        }
    given = re.search(r"^# another file of the corpus has: (.*)$", snippet, re.MULTILINE)
    return {**base, **(json.loads(given[1]) if given else {})}


def all_but_unasked(code: str) -> list[str]:
    """All rules that apply by default, and the one in question, which may be a hint."""
    return [one.code for one in RULES if one.severity != "hint" or one.code == code]


def findings(text: str | bytes, select: Sequence[str] = (), name: str = "example.yaml") -> tuple[Diagnostic, ...]:
    """What `check` finds in a file that is alone in its folder."""
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
        return check(path, select=select).diagnostics
