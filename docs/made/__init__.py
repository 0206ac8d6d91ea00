"""The parts of the documentation that are made from the package: terms, fields, rules, commands, the Python API.

    python docs/made            # writes them
    python docs/made --check    # writes nothing, and exits with 1 if a file is not up to date

A page asks for a part by a pair of comments, and the part is written between them:

    <!-- made: fields Article -->
    <!-- end -->

Each part is a function that yields lines of Markdown, which GitHub and Sphinx show alike. The page of each rule, in
`docs/rules/`, is made as a whole.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from made.api import api
from made.commands import commands
from made.drafts import STUB, stub
from made.fields import fields
from made.languages import languages, languages_measured
from made.layers import layers
from made.rules import INDEX, fixes, index, rule_pages, rules
from made.terms import sides, terms

DOCS: Final = Path(__file__).parents[1]
PARTS: Final[Mapping[str, Callable[..., Iterator[str]]]] = {
    "api": api,
    "commands": commands,
    "fields": fields,
    "fixes": fixes,
    "languages": languages,
    "languages_measured": languages_measured,
    "layers": layers,
    "rules": rules,
    "sides": sides,
    "terms": terms,
}
_BLOCK: Final = re.compile(r"^<!-- made: ([^\n]+) -->\n(?:(?!<!-- made:).)*?^<!-- end -->$", re.MULTILINE | re.DOTALL)


def expand(page: str) -> str:
    """`page` with every part that it asks for. Raises KeyError for a part that there is not."""

    def made(match: re.Match[str]) -> str:
        name, *words = match[1].split()
        body = "\n".join(PARTS[name](*words)).strip("\n")
        return f"<!-- made: {match[1]} -->\n\n{body}\n\n<!-- end -->"

    return _BLOCK.sub(made, page)


def pages() -> dict[Path, str]:
    """Every page with parts that are made, the index of rules and the stub of drafts, as they must be."""
    written = {path: path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))}
    expanded = {path: expand(text) for path, text in written.items() if _BLOCK.search(text)}
    of_rules = {DOCS / "rules" / f"{code}.md": text for code, text in rule_pages()}
    return expanded | of_rules | {INDEX: index(), STUB: stub()}


def stale() -> dict[Path, str | None]:
    """The pages that are not up to date, each as it must be; None for the page of a rule that there is not."""
    wanted = pages()
    found: dict[Path, str | None] = {
        path: text for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text
    }
    return found | {path: None for path in (DOCS / "rules").glob("*.md") if path not in wanted}


__all__ = ["DOCS", "PARTS", "expand", "pages", "stale"]
