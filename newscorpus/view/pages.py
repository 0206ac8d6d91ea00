"""Templates -> pages: autoescaped, self-contained, and closed by a Content-Security-Policy.

A page holds its style and its script, and its policy names their hashes: nothing else is applied, run or fetched,
whatever an article says. One file a page, too, is what opens from disk in every browser: whether `'self'` means
anything there differs between them.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from newscorpus.view import phrases

GENERATOR: Final = "newscorpus view"
"""What a page says of its maker; only files that say so are written over."""

_WEB: Final = re.compile(r"https?://[^\s\\]+")
# Written right to left, by language or by script (CLDR).
_RIGHT_TO_LEFT: Final = re.compile(
    r"(?:ar|arc|ckb|dv|fa|he|iw|ks|lrc|mzn|nqo|pnb|ps|sd|syr|ug|ur|yi)(?:-(?!Latn|Cyrl|Deva).*)?"
    r"|[a-z]+-(?:Adlm|Arab|Hebr|Nkoo|Rohg|Syrc|Thaa)(?:-.*)?",
    re.IGNORECASE,
)


def web(url: str | None) -> str | None:
    """`url` if it leads to the web; None for what a browser would run or open otherwise."""
    return url if url and _WEB.fullmatch(url) else None


def direction(language: str | None) -> str:
    """`rtl` or `ltr` as the language is written; `auto` where it is unknown."""
    if not language or language == "und":
        return "auto"
    return "rtl" if _RIGHT_TO_LEFT.fullmatch(language) else "ltr"


def data(value: object) -> Markup:
    """Plain data for a script to read, inert wherever it stands in a page."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - nothing in it is markup


@cache
def asset(name: str) -> str:
    """A style sheet or script of ours."""
    return files("newscorpus.view").joinpath("assets", name).read_text(encoding="utf-8")


def style(name: str) -> Markup:
    """A style sheet of ours, for the inside of a page."""
    return Markup(asset(name))  # noqa: S704 - ours, from the package


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("newscorpus.view", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"web": web, "data": data}
    made.filters |= {"dated": phrases.dated, "word": phrases.word, "cropped": phrases.cropped}
    return made


def page(template: str, context: Mapping[str, Any], *, style: str, script: str) -> str:
    """A whole page of a template, with the style and script of those names."""
    css, code = asset(style), asset(script)
    policy = (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src {_hash(css)}; script-src {_hash(code)}"
    )
    # Ours, from the package, and never anything of a corpus.
    return part(template, {**context, "policy": policy, "style": Markup(css), "script": Markup(code)})  # noqa: S704


def part(template: str, context: Mapping[str, Any]) -> str:
    """What a template makes of the context."""
    return _environment().get_template(template).render(signs=phrases.SIGNS, generator=GENERATOR, **context)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
