"""Templates -> pages: autoescaped, self-contained, and restricted by a Content-Security-Policy.

A page contains its style and its script, and its policy contains their hashes: the browser applies, runs and fetches
nothing else, whatever the article contains. A page in one file opens from disk in every browser; files beside it would
need `'self'`, which browsers interpret differently there.
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
from markupsafe import Markup, escape

from newscorpus.render.escapes import escaped
from newscorpus.views import phrases

GENERATOR: Final = "newscorpus view"
"""The name of the generator in each page. Only files that contain it are replaced."""

_WEB: Final = re.compile(r"https?://[^\s\\]+")
# Languages and scripts that are written from right to left (CLDR).
_RIGHT_TO_LEFT: Final = re.compile(
    r"(?:ar|arc|ckb|dv|fa|he|iw|ks|lrc|mzn|nqo|pnb|ps|sd|syr|ug|ur|yi)(?:-(?!Latn|Cyrl|Deva).*)?"
    r"|[a-z]+-(?:Adlm|Arab|Hebr|Nkoo|Rohg|Syrc|Thaa)(?:-.*)?",
    re.IGNORECASE,
)


def web(url: str | None) -> str | None:
    """Return `url` if it is an HTTP address; None for others, which a browser might run or open."""
    return url if url and _WEB.fullmatch(url) else None


def direction(language: str | None) -> str:
    """Return the direction in which a language is written, `rtl` or `ltr`; `auto` if it is unknown."""
    if not language or language == "und":
        return "auto"
    return "rtl" if _RIGHT_TO_LEFT.fullmatch(language) else "ltr"


def data(value: object) -> Markup:
    """Return plain data as JSON that is inert anywhere in a page."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - it contains no markup


def ticked(text: str) -> Markup:
    """Return a message as HTML, in which `words` between backticks are code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped here


@cache
def asset(name: str) -> str:
    """Return a style sheet or script of this package."""
    return files("newscorpus.views").joinpath("assets", name).read_text(encoding="utf-8")


def style(name: str) -> Markup:
    """Return a style sheet of this package as markup."""
    return Markup(asset(name))  # noqa: S704 - from this package


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("newscorpus.views", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {"web": web, "data": data, "escaped": escaped, "ticked": ticked}
    env.filters |= {"dated": phrases.dated, "word": phrases.word, "cropped": phrases.cropped, "plain": phrases.plain}
    return env


def page(
    template: str,
    context: Mapping[str, Any],
    *,
    style: str,
    script: str | tuple[str, ...] = (),
    loads: bool = False,
) -> str:
    """Return a whole page: a template with the style and the scripts of those names.

    With `loads`, its script may load others: the policy trusts what it asks for, and nothing else in the page.
    """
    css, code = asset(style), "".join(map(asset, (script,) if isinstance(script, str) else script))
    policy = (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src {_hash(css)}; script-src {_hash(code)}{' ' + repr('strict-dynamic') if loads else ''}"
    )
    # Both are from this package, never from a corpus.
    return part(template, {**context, "policy": policy, "style": Markup(css), "script": Markup(code)})  # noqa: S704


def live(page: str, version: int) -> str:
    """Return a page for a server that shows a version of it: with the script that follows and reports to the server.

    The policy of the page then allows this script, and connections to where the page is from.
    """
    code = asset("live.js")
    head, policy, rest = page.partition("; script-src ")
    top, end, bottom = f"{head}; connect-src 'self'{policy}{_hash(code)} {rest}".rpartition("</body>")
    mark = f'<meta name="newscorpus-version" content="{version}">\n<title>'
    return f"{top.replace('<title>', mark, 1)}<script>{code}</script>\n{end}{bottom}"


def part(template: str, context: Mapping[str, Any]) -> str:
    """Return a rendered template."""
    return _environment().get_template(template).render(signs=phrases.SIGNS, generator=GENERATOR, **context)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
