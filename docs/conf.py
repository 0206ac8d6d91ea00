"""Sphinx: how the pages of docs/ become a site. `make docs` builds it; a warning is an error.

The pages are plain Markdown, which reads the same without a build: what is made from the package is written into them
by `make generated`. Sphinx with MyST and furo adds navigation, search and colours.
"""

import html
import os
import re
import sys
import textwrap
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from console import Console
from docutils import nodes
from sphinx.transforms import SphinxTransform

from newscorpus import __version__

project = "newscorpus"
author = "The newscorpus developers"
copyright = "the newscorpus developers"  # noqa: A001 - Sphinx's name
version = release = __version__

extensions = ["myst_parser", "sphinx_copybutton"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "newscorpus"
html_favicon = "_static/favicon.svg"
html_theme_options = {
    "source_repository": os.environ.get("NEWSCORPUS_REPOSITORY", "https://github.com/OWNER/newscorpus/"),
    "source_branch": "main",
    "source_directory": "docs/",
    "top_of_page_buttons": ["edit"],
}
copybutton_prompt_text = "$ "  # of a terminal, commands are copied and not what they print
html_static_path = ["_static"]
html_css_files = ["newscorpus.css"]
html_js_files = ["newscorpus.js"]
html_copy_source = False
html_show_sourcelink = False

myst_heading_anchors = 4
smartquotes = False  # else `--option` in running text becomes a dash
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
linkcheck_ignore = [r"https://w3id\.org/newscorpus/.*", r"https://github\.com/OWNER/.*"]

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


class DarkPictures(SphinxTransform):
    """Shows `NAME-dark.png` in the dark scheme where it is beside a picture `NAME.png`."""

    default_priority = 400

    def apply(self, **_options: Any) -> None:
        """Put the dark picture behind the light one."""
        folder = Path(__file__).parent
        for image in list(self.document.findall(nodes.image)):
            dark = image["uri"].replace(".png", "-dark.png")
            if (folder / dark).exists() and dark != image["uri"]:
                other = image.deepcopy()
                other["uri"] = dark
                image["classes"].append("only-light")
                other["classes"].append("only-dark")
                image.parent.insert(image.parent.index(image) + 1, other)


def _describe(_app: Any, _page: str, _template: str, context: dict[str, Any], document: nodes.document | None) -> None:
    """The first paragraph of a page is its description for search engines."""
    paragraph = next(document.findall(nodes.paragraph), None) if document else None
    if paragraph is not None:
        words = textwrap.shorten(" ".join(paragraph.astext().split()), 200, placeholder=" …")
        context["metatags"] += f'<meta name="description" content="{html.escape(words)}">\n'


def setup(app: Any) -> None:
    """Connects the functions above."""
    app.add_lexer("console", Console)
    app.connect("source-read", _read)
    app.add_transform(DarkPictures)
    app.connect("doctree-resolved", _mark)
    app.connect("html-page-context", _describe)
