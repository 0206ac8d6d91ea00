"""XML of strangers -> a tree. Document types are refused, so there are no entities to expand, and none to fetch."""

from collections.abc import Mapping
from contextlib import suppress
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat


class NotXml(Exception):  # noqa: N818 - the file is not imported, and counted
    """The bytes are not well-formed XML, or have a document type. The message says where."""


def parse_xml(data: bytes) -> Element:
    """Return the root of a document. Names are `{namespace}name`, as in `ElementTree`.

    Raises:
        NotXml: It is not well-formed, has a document type, or an encoding that is not known.
    """
    builder = TreeBuilder()
    parser = _parser()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        builder.start(_qualified(name), {_qualified(key): value for key, value in attributes.items()})

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
