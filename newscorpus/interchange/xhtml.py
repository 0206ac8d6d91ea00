"""XHTML, HTML and NITF -> the text of an article: paragraphs, with a blank line between them."""

import re
from html.parser import HTMLParser
from typing import Final
from xml.etree.ElementTree import Element

from newscorpus.interchange.xml_tree import local_name

_BLOCKS: Final = frozenset(
    """
    address article aside blockquote body caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
    h6 header hedline hl1 hl2 body.content hr li main nav ol p pre section table td th tr ul
    """.split()  # noqa: SIM905
)
"""Elements that begin and end a paragraph, those of NITF too."""
_UNSEEN: Final = frozenset({"script", "style", "template", "head"})


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._paragraphs: list[str] = [""]
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - of the base class
        if tag in _UNSEEN:
            self._hidden += 1
        elif tag == "br":
            self._paragraphs[-1] += "\n"
        elif tag in _BLOCKS:
            self._paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self._paragraphs.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._paragraphs[-1] += re.sub(r"[ \t\r\n\f]+", " ", data)

    def text(self) -> str:
        """Return the paragraphs that are not empty."""
        lines = ("\n".join(line.strip(" ") for line in one.split("\n")).strip("\n ") for one in self._paragraphs)
        return "\n\n".join(line for line in lines if line)


def text_of(markup: str) -> str:
    """Return the text of XHTML or HTML, well-formed or not. References to entities are resolved, scripts left out."""
    parser = _Text()
    parser.feed(markup)
    parser.close()
    return parser.text()


def text_of_element(root: Element) -> str:
    """Return the text of an element of XHTML or NITF, that is, what `text_of` returns for its markup."""
    parser = _Text()
    pending: list[tuple[Element, bool]] = [(root, True)]
    while pending:  # no recursion: elements of a stranger may be nested to any depth
        element, begins = pending.pop()
        name = local_name(element).lower()
        if begins:
            parser.handle_starttag(name, [])
            parser.handle_data(element.text or "")
            pending.append((element, False))
            pending.extend((one, True) for one in reversed(element))
        else:
            parser.handle_endtag(name)
            if element is not root:
                parser.handle_data(element.tail or "")
    return parser.text()
