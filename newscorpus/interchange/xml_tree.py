"""XML of strangers -> a tree. Document types are refused, so there are no entities to expand, and none to fetch."""

from collections.abc import Mapping
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
    parser = expat.ParserCreate(namespace_separator="}")

    def start(name: str, attributes: Mapping[str, str]) -> None:
        builder.start(_qualified(name), {_qualified(key): value for key, value in attributes.items()})

    def refuse(*_: object) -> None:
        raise NotXml(f"line {parser.CurrentLineNumber}: a document type is not allowed")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: builder.end(_qualified(name))
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as e:
        raise NotXml(str(e)) from None
    root: Element = builder.close()
    return root


def _qualified(name: str) -> str:
    return "{" + name if "}" in name else name


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
