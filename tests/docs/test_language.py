"""What people read has the words of one vocabulary: messages, help, rules, commands, schemas and pages.

`INSTEAD` has the words that are not used, and the standard word for each. What is in backticks, in quotation marks or
in a block of code is not prose.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from command import newscorpus
from examples import RULES

ROOT = Path(__file__).parents[2]

INSTEAD = {
    r"mend(?:s|ed|ing)?": "fix",
    r"mistakes?": "error, finding",
    r"(?:un)?told|tells?": "report, omitted, show",
    r"blanks?": "space, whitespace",
    r"circles?|circular": "cycle",
    r"manifests?": "`corpus.yaml`",
    r"anew|broken off|taken up|as many as pay": "again, interrupted, resumed, automatic",
    r"an? (?:line|suite|message|page) an? \w+": "one per line, one per file",
    r"he|she|him|his|hers?|himself|herself": "they, the actor",
    r"stands?|stood|standing": "is, contains, occurs",
    r"holds?": "contains, has",
    r"lies|lying": "is",
    r"surface forms?": "name or alias",
    r"otherwise than": "differently",
    r"is no text": "is not a string",
}
"""Words that are not used, as a regex, and the standard words."""

ALLOWED = {
    "blanks?": ("blank line",),
    "holds?": ("who holds", "holds a role", "they hold", "persons hold", "person holds", "hold roles"),
    "manifests?": ("KindWords Manifest Meeting", "Incident Manifest Meeting"),
    r"stands?|stood|standing": ("stands for", "stand for", "standard"),
}
"""Phrases in which such a word is right: a term of YAML or typesetting, or the word in another meaning."""

PAGES = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")} - {*ROOT.glob("docs/_build/**/*.md")})


def prose(text: str) -> str:
    """The text without code, quotations, comments, and headings that are a name of the API."""
    text = re.sub(r"^```.*?^```|<!--.*?-->|^#+ [\w.]+$", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`(?:[^`\n]|\n(?!\n))*`|“[^”]*”|\"[^\"\n]*\"|\]\([^)]*\)|\{[\w-]+\}", " ", text)


ANY = re.compile(rf"(?<![\w-])(?:{'|'.join(INSTEAD)})(?![\w-])", re.IGNORECASE)
"""Any of the words: most texts have none."""


def wrong_words(text: str) -> Iterator[str]:
    """Yield what should be written otherwise, with some words around it."""
    text = " ".join(prose(text).split())
    if not ANY.search(text):
        return
    for pattern, instead in INSTEAD.items():
        for found in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", text, re.IGNORECASE):
            around = text[max(0, found.start() - 30) : found.end() + 30]
            if not any(phrase.casefold() in around.casefold() for phrase in ALLOWED.get(pattern, ())):
                yield f"{found[0]} ({instead}): …{around}…"


WORD_LISTS = {
    "deeds.py",
    "event_words.py",
    "grammar.py",
    "mentions.py",
    "moods.py",
    "number_words.py",
    "speakers.py",
    "pronouns.py",
    "strangers.py",
    "term_words.py",
    "timex_languages.py",
}
"""Modules that contain the words of languages, and no prose."""


def literals(path: Path) -> Iterator[str]:
    """Yield the strings of a module that people may read: those of several words that are not docstrings."""
    if path.name in WORD_LISTS:
        return
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            is_list = len(node.value) > 200 and not set(".:,;") & set(node.value)  # words of a language, not prose
            is_pattern = "(?" in node.value  # a regular expression
            if " " in node.value.strip() and not is_list and not is_pattern and "\n" not in node.value.strip():
                yield node.value


def test_the_words_of_messages() -> None:
    """Of all strings of the package: messages, labels, notes, help, meanings of fields and terms."""
    found = [
        f"{path.relative_to(ROOT)}: {wrong}"
        for path in sorted((ROOT / "newscorpus").rglob("*.py"))
        for text in literals(path)
        for wrong in wrong_words(text)
    ]
    assert found == []


def test_the_words_of_rules() -> None:
    """Summaries, explanations, and what fixes write."""
    found = [
        f"{rule.code}: {wrong}"
        for rule in RULES
        for text in (rule.summary, rule.why, rule.fix, rule.unsafe_fix)
        for wrong in wrong_words(text or "")
    ]
    assert found == []


def test_the_words_of_commands() -> None:
    """The help of each command."""
    commands = re.findall(r"^  (\w+)  ", newscorpus("--help").out.partition("Commands:\n")[2], re.MULTILINE)
    assert len(commands) > 10
    found = [f"{name}: {wrong}" for name in commands for wrong in wrong_words(newscorpus(name, "--help").out)]
    assert found == []


def test_the_words_of_pages() -> None:
    """Outside code and quotations."""
    found = {page.relative_to(ROOT): list(wrong_words(page.read_text("utf-8"))) for page in PAGES}
    assert {page: words for page, words in found.items() if words} == {}


def test_wrong_words_are_found() -> None:
    """Each of them, in any case; not in code, in quotations, or in a phrase that is allowed."""
    text = "Mistakes are told in `mend`: a blank line, “he” and what\nstands here.\n```\nhe\n```\n"
    assert [found.split(" ")[0] for found in wrong_words(text)] == ["Mistakes", "told", "stands"]
