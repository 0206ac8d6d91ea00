"""Sphinx: how the pages of docs/ become a site. `make docs` builds it; a warning is an error.

Sphinx with MyST and furo, since all three are maintained and autodoc reads docstrings as they are; MkDocs 1 has no
maintainer, its second version no plugins, and Zensical does not yet document Python with cross-references.
"""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import attrs
import made

from newscorpus import __version__
from newscorpus.models.base import Model
from newscorpus.models.fields import fields_of

project = "newscorpus"
author = "The newscorpus developers"
copyright = "the newscorpus developers"  # noqa: A001 - Sphinx's name
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "newscorpus"
html_static_path = ["_static"]
html_css_files = ["newscorpus.css"]
html_js_files = ["newscorpus.js"]
html_copy_source = False
html_show_sourcelink = False

myst_enable_extensions = ["attrs_inline", "deflist"]
myst_heading_anchors = 4
suppress_warnings: list[str] = []

default_role = "code"  # docstrings write `code` as Markdown does
nitpicky = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
add_module_names = False
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
linkcheck_ignore = [r"https://w3id\.org/newscorpus/.*"]


def _expand(_app: Any, _page: str, source: list[str]) -> None:
    source[0] = made.expand(source[0])


def _made_pages(_app: Any, env: Any, _added: Any, _changed: Any, _removed: Any) -> list[str]:
    """The pages with parts that are made are read at every build: what they are made of may have changed."""
    pages = {page: Path(env.doc2path(page)).read_text(encoding="utf-8") for page in env.found_docs}
    return [page for page, text in pages.items() if "```{made}" in text or "```{eval-rst}" in text]


def _is_model(thing: Any) -> bool:
    return isinstance(thing, type) and issubclass(thing, Model)


def _sign(_app: Any, _what: str, _name: str, thing: Any, *_: Any) -> tuple[str, None] | None:
    """A model's constructor by the names of its fields: what its annotations say of them stands below."""
    if not _is_model(thing):
        return None
    names = (f.name if f.default is attrs.NOTHING else f"{f.name}={made.default(f.default)}" for f in fields_of(thing))
    return f"(*, {', '.join(names)})", None


def _describe_fields(_app: Any, what: str, _name: str, thing: Any, _options: Any, lines: list[str]) -> None:
    """A model's fields say what they mean in their annotations: autodoc is told so."""
    if what == "class" and _is_model(thing):
        for f in fields_of(thing):
            lines += ["", f":param {f.name}: {f.doc}", f":type {f.name}: {made.python_type(f.type)}"]
        lines.append("")


def setup(app: Any) -> None:
    """Connects what is made from the package."""
    app.connect("env-get-outdated", _made_pages)
    app.connect("source-read", _expand)
    app.connect("autodoc-process-signature", _sign)
    app.connect("autodoc-process-docstring", _describe_fields)
