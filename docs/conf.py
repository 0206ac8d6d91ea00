"""Sphinx: how the pages of docs/ become a site. `make docs` builds it; a warning is an error.

The pages are plain Markdown, which reads the same without a build: what is made from the package is written into them
by `make generated`. Sphinx with MyST and furo adds navigation, search and colours.
"""

import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from console import Console
from docutils import nodes

from newscorpus import __version__

project = "newscorpus"
author = "The newscorpus developers"
copyright = "the newscorpus developers"  # noqa: A001 - Sphinx's name
version = release = __version__

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "newscorpus"
html_static_path = ["_static"]
html_css_files = ["newscorpus.css"]
html_js_files = ["newscorpus.js"]
html_copy_source = False
html_show_sourcelink = False

myst_heading_anchors = 4
smartquotes = False  # else `--option` in running text becomes a dash
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
linkcheck_ignore = [r"https://w3id\.org/newscorpus/.*"]

_SECTION = re.compile(r"^### (.+)\n((?:(?!^###? ).*\n?)*)", re.MULTILINE)
_LINK = re.compile(r"\]\((?:\.\./)?([\w-]+)\.md\)")
_MARKED = "# ← "
_SHOWN_ON = {"CHANGELOG": "changelog", "CONTRIBUTING": "contributing", "SECURITY": "contributing"}
"""Files beside docs/ → the page of the site that includes them."""


def _read(_app: Any, page: str, source: list[str]) -> None:
    """Links to the files beside docs/ lead to their pages; the lists of the first page are the navigation, too."""
    source[0] = re.sub(r"\]\(\.\./([A-Z]+)\.md", lambda match: f"]({_SHOWN_ON[match[1]]}.md", source[0])
    if page == "index":
        source[0] += "".join(_toctree(title, body) for title, body in _SECTION.findall(source[0]))
    if page == "rules":
        source[0] += "\n```{toctree}\n:hidden:\n:glob:\n\nrules/*\n```\n"


def _toctree(title: str, body: str) -> str:
    pages = "\n".join(dict.fromkeys(_LINK.findall(body)))
    return f"\n```{{toctree}}\n:hidden:\n:caption: {title}\n\n{pages}\n```\n"


def _mark(_app: Any, document: nodes.document, _page: str) -> None:
    """Wrong lines of examples, which end with a comment `# ← NC301`, have another background."""
    for block in document.findall(nodes.literal_block):
        lines = [number for number, line in enumerate(block.astext().split("\n"), 1) if _MARKED in line]
        if lines:
            block["highlight_args"] = {"hl_lines": lines}


def setup(app: Any) -> None:
    """Connects the functions above."""
    app.add_lexer("console", Console)
    app.connect("source-read", _read)
    app.connect("doctree-resolved", _mark)
