"""NewsML-G2 of the IPTC -> articles: the news items of a file, alone or in a message."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element

from newscorpus.fs import reading
from newscorpus.interchange.engine.document import Record
from newscorpus.interchange.engine.fields import without_empty
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.markup import NotXml, local_name, parse_xml, text_of, text_of_element
from newscorpus.interchange.engine.sources import SourceFile, files_of
from newscorpus.interchange.news_item import WITHDRAWN, NamedActors, instant, joined, language_of

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
_IDS: Final = ("uri", "qcode", "literal")
"""Attributes that say which concept is meant."""
_READ_ATTRIBUTES: Final = frozenset(("type", "role", "tag", _LANGUAGE))
"""Other attributes that are read."""
_BODIES: Final = ("body.content", "body")
"""Elements with the text of an XML content: that of NITF, which has a `body` around it, and that of XHTML."""
_BESIDE: Final = frozenset({"head", "body.head", "body.end"})
_OF_PAGE: Final = frozenset({"meta", "link", "style", "script", "base"})
"""What is about a page, and not about its words."""
_STRINGS: Final = {
    "copyrightNotice": "rightsInfo/copyrightNotice",
    "title": "itemMeta/title",
    "edNote": "itemMeta/edNote",
    "slugline": "contentMeta/slugline",
    "embargoedUntil": "itemMeta/embargoed",
}
"""What becomes the attribute `source_NAME`, from the text of an element."""


def read(source: Path, losses: Losses) -> Iterator[Record]:
    """Begin to read a file, or the files `*.xml` of a folder.

    Raises:
        UsageError: The source does not exist, or has no such files.
    """
    files = files_of(source, ("*.xml",))
    return (record for file in files for record in _records(file, losses))


def _records(file: SourceFile, losses: Losses) -> Iterator[Record]:
    try:
        root = parse_xml(reading.read_bytes(file.path))
    except (reading.Unreadable, NotXml) as e:
        losses.add("file that cannot be read", f"{file.name}: {e}")
        return
    items = list(root.iter(f"{_NAMESPACE}newsItem"))
    others = [element for name in _OTHERS for element in root.iter(f"{_NAMESPACE}{name}")]
    for other in others:
        losses.add(f"{local_name(other)}, which is no news item", file.name)
    if not items and not others:
        losses.add("file without news items of NewsML-G2", file.name)
    id_ = file.name.removesuffix(".xml").replace("/", "-")
    for number, element in enumerate(items, 1):
        several = len(items) > 1
        item = _Item(element, f"{file.name}: newsItem {number}" if several else file.name, losses)
        record = item.record(f"{id_}-{number}" if several else id_)
        if record is not None:
            yield record


class _Item:
    """One news item. What is read of it is remembered, so that the rest can be counted."""

    def __init__(self, item: Element, place: str, losses: Losses) -> None:
        self._item, self._place, self._losses = item, place, losses
        self._read = set[Element | None]()
        self._kept = set[tuple[Element, str]]()
        given = next(iter(self._all("contentMeta/language")), None)
        self._read.add(given)
        self._language = given.get("tag") if given is not None else item.get(_LANGUAGE)
        self._attributes: dict[str, str | None] = {f"source_{name}": item.get(name) for name in ("guid", "version")}

    def record(self, id_: str) -> Record | None:
        """Return the article; None if the item has no text."""
        content, body = self._body()
        headline = self._text("contentMeta/headline")
        text, parts = joined({"headline": headline, "lead": self._text("contentMeta/description"), "body": body})
        if not text:
            self._losses.add("news item without a text", self._place)
            return None
        status = self._element("itemMeta/pubStatus")
        for name, path in _STRINGS.items():
            self._attributes[f"source_{name}"] = self._text(path)
        if self._attributes["source_embargoedUntil"] == "":
            self._losses.add("embargo without an end", self._place)
        self._attributes["source_copyrightHolder"] = self._holder()
        code = status.get("qcode") if status is not None else None
        self._attributes["source_pubStatus"] = code
        if code is not None and code.rpartition(":")[2] in WITHDRAWN:
            self._losses.add(f"item that is {code.rpartition(':')[2]} and imported", self._place)
        data: Plain = {
            "id": id_,
            "text_parts": parts,
            "language": language_of(self._language, self._losses, self._place),
            "published": self._instant("itemMeta/versionCreated") or self._instant("contentMeta/contentCreated"),
            "headline": " ".join(headline.split()) if headline else None,
            "author": self._text("contentMeta/by") or self._name("contentMeta/creator"),
            "publisher": self._name("itemMeta/provider"),
            "dateline": self._text("contentMeta/dateline") or self._name("contentMeta/located"),
            "text_license": self._text("rightsInfo/usageTerms"),
            **self._subjects(text),
            "attributes": without_empty(self._attributes),
        }
        self._count()
        if content is not None:
            self._count_beside(content, data["headline"])
        return Record(without_empty(data), text, self._place)

    def _all(self, path: str) -> list[Element]:
        return self._item.findall("/".join(f"{_NAMESPACE}{step}" for step in path.split("/")))

    def _element(self, path: str) -> Element | None:
        """Return the element at a path, the one in the item's language if there are several, which is then read."""
        element = _in_language(self._all(path), self._language)
        if element is not None:
            self._read.add(element)
        return element

    def _text(self, path: str) -> str | None:
        element = self._element(path)
        return text_of_element(element) if element is not None else None

    def _instant(self, path: str) -> str | None:
        """Return the time at a path; None, and it is not read, if that is not one."""
        element = self._element(path)
        time = instant(text_of_element(element), self._losses, self._place) if element is not None else None
        if time is None:
            self._read -= {element}
        return time

    def _name(self, path: str) -> str | None:
        element = self._element(path)
        return self._name_of(element) if element is not None else None

    def _name_of(self, element: Element) -> str | None:
        """Return the name of a concept in the item's language; without one, its characters or its `literal`."""
        names = element.findall(f"{_NAMESPACE}name")
        chosen = _in_language(names, self._language)
        words = " ".join("".join((element if chosen is None else chosen).itertext()).split())
        if chosen is not None:
            self._read.add(chosen)
        if not words and (literal := element.get("literal")):
            self._kept.add((element, "literal"))
            return literal
        return words or None

    def _holder(self) -> str | None:
        """Return who holds the rights in the text: a name, else an address or a code."""
        holder = self._element("rightsInfo/copyrightHolder")
        if holder is None:
            return None
        if name := self._name_of(holder):
            return name
        scheme_kept = next((scheme for scheme in ("uri", "qcode") if holder.get(scheme)), None)
        self._kept |= {(holder, scheme_kept)} if scheme_kept else set()
        return holder.get(scheme_kept) if scheme_kept else None

    def _body(self) -> tuple[Element | None, str | None]:
        """Return the first content that has a text, and that; others are counted."""
        chosen: Element | None = None
        body: str | None = None
        for content in self._item.findall(f"{_NAMESPACE}contentSet/*"):
            text = _content(content) if body is None else ""
            if text:
                chosen, body = content, text
            else:
                kind = content.get("contenttype") or local_name(content)
                self._losses.add(f"content {kind}", self._place)
        return chosen, body

    def _subjects(self, text: str) -> Plain:
        """Return the keywords and the actors."""
        actors, keywords = NamedActors(text, self._losses, self._place), []
        for element in self._all("contentMeta/keyword"):
            self._read.add(element)
            keywords.append(text_of_element(element))
        for element in self._all("contentMeta/subject"):
            name, kind = self._name_of(element), _KINDS.get(element.get("type", ""))
            if name is None:
                continue
            self._read.add(element)
            if kind is None:
                keywords.append(name)
            else:
                actors.add(name, kind, {scheme: element.get(scheme) for scheme in _IDS}, {})
                self._kept |= {(element, scheme) for scheme in _IDS}
        return {"keywords": list(dict.fromkeys(filter(None, keywords))), "actors": actors.table}

    def _count(self) -> None:
        """Count each part that nothing read, and the codes and names of those that were."""
        for part in self._item:
            name = local_name(part)
            if name in ("catalogRef", "catalog", "contentSet"):
                continue  # what codes mean is of no use without them; the content was counted
            if name not in ("itemMeta", "contentMeta", "rightsInfo"):
                self._losses.add(name, self._place)
                continue
            for element in part:
                path = f"{name}/{local_name(element)}"
                if element not in self._read:
                    self._losses.add(path, self._place)
                elif local_name(element) != "pubStatus":
                    self._count_rest(element, path)

    def _count_rest(self, element: Element, path: str) -> None:
        """Count what an element that was read has beside what was read of it."""
        for name in element.attrib:
            if name not in _READ_ATTRIBUTES and (element, name) not in self._kept:
                self._losses.add(f"{path}@{name.rpartition('}')[2]}", self._place)
        names = element.findall(f"{_NAMESPACE}name")
        read = {"".join(name.itertext()) for name in names if name in self._read}
        for child in element if names else ():
            if child not in self._read and not (child in names and "".join(child.itertext()) in read):
                self._losses.add(f"{path}/{local_name(child)}", self._place)

    def _count_beside(self, content: Element, headline: str | None) -> None:
        """Count what the content has beside its body, such as the head of XHTML or NITF, but for the headline."""
        for section in content.iter():
            if local_name(section) not in _BESIDE:
                continue
            for child in section:
                words = " ".join(text_of_element(child).split())
                if local_name(child) not in _OF_PAGE and words != headline:
                    self._losses.add(f"{local_name(section)}/{local_name(child)}", self._place)


def _in_language(elements: list[Element], language: str | None) -> Element | None:
    """Return the first element in a language; without one, the first that has no language, or of all."""
    wanted = (language or "").lower()

    def rank(element: Element) -> int:
        own = element.get(_LANGUAGE, "").lower()
        same = own.partition("-")[0] == wanted.partition("-")[0]
        return 0 if own == wanted else 1 if own and same else 2 if not own else 3

    return min(elements, key=rank, default=None)


def _content(content: Element) -> str:
    """Return the text of a content: of the body of XHTML or NITF, or its characters. Nothing for a file elsewhere."""
    kind = local_name(content)
    if kind == "inlineXML":
        bodies = [one for name in _BODIES for one in content.iter() if local_name(one) == name]
        return text_of_element(bodies[0]) if bodies else ""
    words = "".join(content.itertext()) if kind == "inlineData" else ""
    return text_of(words) if "html" in content.get("contenttype", "").lower() else words.strip()
