"""NewsML-G2 of the IPTC -> articles: the news items of a file, alone or in a message."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element

from newscorpus.fs import reading
from newscorpus.interchange.documents import without_empty
from newscorpus.interchange.losses import Losses
from newscorpus.interchange.mapping.source_files import SourceFile, files_of
from newscorpus.interchange.mapping.sources import name_of
from newscorpus.interchange.news_item import WITHDRAWN, NamedActors, instant, joined
from newscorpus.interchange.records import Opened, Record
from newscorpus.interchange.xhtml import text_of, text_of_element
from newscorpus.interchange.xml_tree import NotXml, local_name, parse_xml
from newscorpus.models import Manifest

Plain = dict[str, Any]

_NAMESPACE: Final = "{http://iptc.org/std/nar/2006-10-01/}"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_OTHERS: Final = ("packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_KINDS: Final = {
    "cpnat:person": "person",
    "cpnat:organisation": "organization",
    "cpnat:organization": "organization",
    "cpnat:geoArea": "locality",
    "cpnat:geoarea": "locality",
}
"""The `type` of a subject → the kind of actor; every other subject is a keyword."""
_STRINGS: Final = {
    "copyrightNotice": "rightsInfo/copyrightNotice",
    "title": "itemMeta/title",
    "edNote": "itemMeta/edNote",
    "slugline": "contentMeta/slugline",
}
"""What becomes the attribute `source_NAME`, from the text of an element."""


def read(source: Path, losses: Losses) -> Opened:
    """Begin to read a file, or the files `*.xml` of a folder.

    Raises:
        UsageError: The source does not exist, or has no such files.
    """
    files = files_of(source, ("*.xml",))
    records = (record for file in files for record in _records(file, losses))
    return Opened(records, Manifest(name=name_of(source), language="und"))


def _records(file: SourceFile, losses: Losses) -> Iterator[Record]:
    try:
        root = parse_xml(reading.read_bytes(file.path))
    except (reading.Unreadable, NotXml) as e:
        losses.add("file that cannot be read", f"{file.name}: {e}")
        return
    found = list(root.iter(f"{_NAMESPACE}newsItem"))
    others = [one for name in _OTHERS for one in root.iter(f"{_NAMESPACE}{name}")]
    for other in others:
        losses.add(f"{local_name(other)}, which is no news item", file.name)
    if not found and not others:
        losses.add("file without news items of NewsML-G2", file.name)
    id_ = file.name.removesuffix(".xml").replace("/", "-")
    for number, element in enumerate(found, 1):
        several = len(found) > 1
        item = _Item(element, f"{file.name}: newsItem {number}" if several else file.name, losses)
        made = item.record(f"{id_}-{number}" if several else id_)
        if made is not None:
            yield made


class _Item:
    """One news item. What is read of it is remembered, so that the rest can be counted."""

    def __init__(self, item: Element, place: str, losses: Losses) -> None:
        self._item, self._place, self._losses = item, place, losses
        self._read = set[Element]()
        self._attributes: dict[str, str | None] = {f"source_{name}": item.get(name) for name in ("guid", "version")}

    def record(self, id_: str) -> Record | None:
        """Return the article; None if the item has no text."""
        headline = self._text("contentMeta/headline")
        text, parts = joined(
            {"headline": headline, "lead": self._text("contentMeta/description"), "body": self._body()}
        )
        if not text:
            self._losses.add("news item without a text", self._place)
            return None
        language = self._one("contentMeta/language")
        status = self._one("itemMeta/pubStatus")
        for name, path in _STRINGS.items():
            self._attributes[f"source_{name}"] = self._text(path)
        self._attributes["source_copyrightHolder"] = self._holder()
        code = status.get("qcode") if status is not None else None
        self._attributes["source_pubStatus"] = code
        if code is not None and code.rpartition(":")[2] in WITHDRAWN:
            self._losses.add(f"item that is {code.rpartition(':')[2]} and imported", self._place)
        made: Plain = {
            "id": id_,
            "text_parts": parts,
            "language": language.get("tag") if language is not None else self._item.get(_LANGUAGE),
            "published": instant(self._text("itemMeta/versionCreated"))
            or instant(self._text("contentMeta/contentCreated")),
            "headline": " ".join(headline.split()) if headline else None,
            "author": self._text("contentMeta/by") or self._name("contentMeta/creator"),
            "publisher": self._name("itemMeta/provider"),
            "dateline": self._text("contentMeta/dateline") or self._name("contentMeta/located"),
            "text_license": self._text("rightsInfo/usageTerms"),
            **self._subjects(text),
            "attributes": without_empty(self._attributes),
        }
        self._count()
        return Record(without_empty(made), text, self._place)

    def _all(self, path: str) -> list[Element]:
        return self._item.findall("/".join(f"{_NAMESPACE}{step}" for step in path.split("/")))

    def _one(self, path: str) -> Element | None:
        """Return the first element at a path, which is then read."""
        found = next(iter(self._all(path)), None)
        if found is not None:
            self._read.add(found)
        return found

    def _text(self, path: str) -> str | None:
        found = self._one(path)
        return text_of_element(found) if found is not None else None

    def _name(self, path: str) -> str | None:
        found = self._one(path)
        return _name_of(found) if found is not None else None

    def _holder(self) -> str | None:
        """Return who holds the rights in the text: a name, else an address or a code."""
        holder = self._one("rightsInfo/copyrightHolder")
        if holder is None:
            return None
        return _name_of(holder) or holder.get("literal") or holder.get("uri") or holder.get("qcode")

    def _body(self) -> str | None:
        """Return the text of the first content that has one; others are counted."""
        body: str | None = None
        for content in self._item.findall(f"{_NAMESPACE}contentSet/*"):
            text = _content(content) if body is None else ""
            if text:
                body = text
            else:
                kind = content.get("contenttype") or local_name(content)
                self._losses.add(f"content {kind}", self._place)
        return body

    def _subjects(self, text: str) -> Plain:
        """Return the keywords and the actors."""
        actors, keywords = NamedActors(text, self._losses, self._place), []
        for one in self._all("contentMeta/subject"):
            name, kind = _name_of(one), _KINDS.get(one.get("type", ""))
            if name is None:
                continue
            self._read.add(one)
            if kind is None:
                keywords.append(name)
            else:
                actors.add(name, kind, {"uri": one.get("uri"), "qcode": one.get("qcode")}, {})
        return {"keywords": list(dict.fromkeys(keywords)), "actors": actors.table}

    def _count(self) -> None:
        """Count each part that nothing read, and the codes of those that were."""
        for part in self._item:
            name = local_name(part)
            if name in ("catalogRef", "catalog", "contentSet"):
                continue  # what codes mean is of no use without them; the content was counted
            if name not in ("itemMeta", "contentMeta", "rightsInfo"):
                self._losses.add(name, self._place)
                continue
            for one in part:
                if one not in self._read:
                    self._losses.add(f"{name}/{local_name(one)}", self._place)
                elif one.get("qcode") and local_name(one) != "pubStatus":
                    self._losses.add(f"{name}/{local_name(one)}@qcode", self._place)


def _name_of(element: Element) -> str | None:
    found = element.find(f"{_NAMESPACE}name")
    text = " ".join("".join((element if found is None else found).itertext()).split())
    return text or None


def _content(content: Element) -> str:
    """Return the text of a content: of XHTML or NITF in it, or of its characters. Nothing for a file elsewhere."""
    kind = local_name(content)
    if kind == "inlineXML":
        for name in ("body.content", "body"):
            for one in content.iter():
                if local_name(one) == name:
                    return text_of_element(one)
        return ""
    words = "".join(content.itertext()) if kind == "inlineData" else ""
    return text_of(words) if "html" in content.get("contenttype", "") else words.strip()
