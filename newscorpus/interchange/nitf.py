"""NITF and XHTML: the text of the content of an item, and what is beside it."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from newscorpus.interchange.xhtml import text_of_element
from newscorpus.interchange.xml_tree import local_name

HEADLINE: Final = "body.head/hl1"
TITLE: Final = "head/title"
FIELDS: Final = {"body.head/byline": "author", "body.head/dateline": "dateline"}
"""What is beside the text → the field of an article that it is."""
_BESIDE: Final = ("head", "body.head", "body.end")
_OF_PAGE: Final = frozenset({"meta", "link", "style", "script", "base"})
"""What is about a page, and not about its words."""
_GROUPS: Final = frozenset({"hedline"})


def body_of(content: Element) -> str:
    """Return the text of an XML content; empty if it is neither NITF nor XHTML."""
    for name in ("body.content", "body"):
        for one in content.iter():
            if local_name(one) == name:
                return text_of_element(one)
    return ""


def beside_body(content: Element) -> Iterator[tuple[str, str]]:
    """Yield the path and the words of each element beside the text: `body.head/byline`. Some have no words."""
    if not any(local_name(one) == "body.content" for one in content.iter()):
        sections = [one for one in content.iter() if local_name(one) == "head"]
    else:
        sections = [one for one in content.iter() if local_name(one) in _BESIDE]
    for section in sections:
        for child in section:
            inner = child if local_name(child) in _GROUPS else [child]
            for one in inner:
                if local_name(one) not in _OF_PAGE:
                    yield f"{local_name(section)}/{local_name(one)}", " ".join(text_of_element(one).split())
