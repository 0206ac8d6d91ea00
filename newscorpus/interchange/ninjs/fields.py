"""The fields of ninjs that reader and writer share, by the names of version 3."""

from collections.abc import Mapping
from typing import Final

SCALARS: Final[Mapping[str, type]] = {
    "uri": str,
    "type": str,
    "representationType": str,
    "profile": str,
    "version": str,
    "firstCreated": str,
    "versionCreated": str,
    "contentCreated": str,
    "embargoedUntil": str,
    "pubStatus": str,
    "urgency": int,
    "copyrightHolder": str,
    "copyrightNotice": str,
    "usageTerms": str,
    "edNote": str,
    "title": str,
    "slugline": str,
    "expires": str,
}
"""What has no field in an article, and becomes the attribute `source_NAME`, which an export gives back: its type."""
TYPE: Final = "text"
"""The type of an item of which nothing says another: an export writes it, and an import leaves it out."""
SOURCE: Final = "source_"
"""The beginning of the names of such attributes."""
REL: Final = "source_rel"
"""The attribute of an actor that says what it is to the item, such as `about`."""

ACTORS: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("person", "group"),
    "organisations": ("organization",),
    "places": ("locality", "country"),
}
"""The list of an item → the kinds of actors in it; what is read has the first."""
WHOLE: Final = "full-text"
"""The role of a body that has the whole text: nothing is joined with it."""
