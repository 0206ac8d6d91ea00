"""Sphinx: how the pages of docs/ become a site. `make docs` builds it; a warning is an error."""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import made

from newscorpus import __version__
from newscorpus.models.fields import fields_of

project = "newscorpus"
author = "The newscorpus developers"
copyright = "the newscorpus developers"  # noqa: A001 - Sphinx's name
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "newscorpus"
html_static_path = ["_static"]
html_css_files = ["newscorpus.css"]
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
pygments_style = "friendly"
pygments_dark_style = "monokai"
linkcheck_ignore = [r"https://w3id\.org/newscorpus/.*"]


def _expand(_app: Any, _page: str, source: list[str]) -> None:
    source[0] = made.expand(source[0])


def _made_pages(_app: Any, env: Any, _added: Any, _changed: Any, _removed: Any) -> list[str]:
    """The pages with parts that are made are read at every build: what they are made of may have changed."""
    return [page for page in env.found_docs if "```{made}" in Path(env.doc2path(page)).read_text(encoding="utf-8")]


def _describe_fields(_app: Any, what: str, _name: str, what_it_is: Any, _options: Any, lines: list[str]) -> None:
    """A model's fields say what they mean in their annotations: autodoc is told so."""
    if what == "class" and what_it_is in made.MODELS.values() and hasattr(what_it_is, "lacks"):
        lines += ["", *(f":param {f.name}: {f.doc}" for f in fields_of(what_it_is)), ""]


def setup(app: Any) -> None:
    """Connects what is made from the package."""
    app.connect("env-get-outdated", _made_pages)
    app.connect("source-read", _expand)
    app.connect("autodoc-process-docstring", _describe_fields)
