"""XML of strangers -> a tree; XHTML, HTML and NITF -> text."""

import re
from collections.abc import Mapping
from contextlib import suppress
from html.parser import HTMLParser
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat


class NotXml(Exception):  # noqa: N818 - the file is not imported, and counted
    """The bytes are not well-formed XML, or have a document type. The message says where."""


def parse_xml(data: bytes, places: dict[Element, str] | None = None) -> Element:
    """Return the root of a document. Names are `{namespace}name`, as in `ElementTree`.

    Args:
        data: The document.
        places: Where to put the line and the column of each element, from 1: `7:3`.

    Raises:
        NotXml: It is not well-formed, has a document type, or an encoding that is not known.
    """
    builder = TreeBuilder()
    parser = _parser()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        element = builder.start(_qualified(name), {_qualified(key): value for key, value in attributes.items()})
        if places is not None:
            places[element] = f"{parser.CurrentLineNumber}:{parser.CurrentColumnNumber + 1}"

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: builder.end(_qualified(name))
    parser.CharacterDataHandler = builder.data
    _parse(parser, data)
    root: Element = builder.close()
    return root


def require_no_document_type(data: bytes) -> None:
    """Raise NotXml if a document, which a parser that expands entities is to read, has a document type."""

    def stop(*_: object) -> None:
        raise _RootReached

    parser = _parser()
    parser.StartElementHandler = stop
    with suppress(_RootReached):
        _parse(parser, data)


class _RootReached(Exception):  # noqa: N818 - no error: there can be no document type behind it
    pass


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator="}")

    def refuse(*_: object) -> None:
        raise NotXml(f"line {parser.CurrentLineNumber}: a document type is not allowed")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _parse(parser: expat.XMLParserType, data: bytes) -> None:
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as e:
        raise NotXml(str(e)) from None


def _qualified(name: str) -> str:
    return "{" + name if "}" in name else name


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that XML cannot contain."""
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

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
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

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._paragraphs[-1] += re.sub(r"[ \t\r\n\f]+", " ", data)

    def text(self) -> str:
        """Return the paragraphs that are not empty."""
        lines = (
            "\n".join(line.strip(" ") for line in paragraph.split("\n")).strip("\n ") for paragraph in self._paragraphs
        )
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
            pending.extend((child, True) for child in reversed(element))
        else:
            parser.handle_endtag(name)
            if element is not root:
                parser.handle_data(element.tail or "")
    return parser.text()
