"""UIMA CAS, as INCEpTION and WebAnno have it: XMI with a type system, or JSON CAS. Offsets there count UTF-16.

See https://uima.apache.org. `layers` has the types that newscorpus writes, `own` reads them back; `foreign` reads any
others, as a mapping file says.
"""

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, Final

import attrs

from newscorpus._optional import import_optional
from newscorpus.errors import UsageError
from newscorpus.interchange.cas import foreign, layers, own
from newscorpus.interchange.cas.writer import TYPES, is_export, write
from newscorpus.interchange.engine.document import Document
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.markup import NotXml, require_no_document_type
from newscorpus.interchange.engine.sources import Source, SourceFile
from newscorpus.interchange.own.reading import article

__all__ = ["draft", "is_export", "read", "write"]

_LONGEST: Final = 200
"""Characters of a message that are shown."""
_LANGUAGE_UNKNOWN: Final = ("x-unspecified", "", None)


_FILE: Final = re.compile(r"\S+\.[A-Za-z0-9]{2,5}")


@attrs.frozen
class _Source:
    """One document."""

    cas: Any
    file: SourceFile

    @property
    def id(self) -> str:
        """Its path in the source, as one name: INCEpTION names files like annotators, in a folder for each document."""
        return self.file.name.rpartition(".")[0].replace("/", "-")

    @property
    def text(self) -> str:
        """The text."""
        text: str = self.cas.sofa_string
        return text

    def head(self) -> dict[str, Any]:
        """Return the fields of the article that the meta data give."""
        made: dict[str, Any] = {}
        if self.cas.document_language not in _LANGUAGE_UNKNOWN:
            made["language"] = self.cas.document_language
        for meta in self._meta():
            if (getattr(meta, "documentUri", None) or "").startswith(("http://", "https://")):
                made["url"] = meta.documentUri
        return made

    def _meta(self) -> Iterator[Any]:
        yield from self.cas.select(layers.META) if self.cas.typesystem.contains_type(layers.META) else ()

    def title(self) -> str | None:
        """Return the title of the document; None if it is only the name of a file or of its folder."""
        path = PurePosixPath(self.file.name)
        titles = (getattr(meta, "documentTitle", None) for meta in self._meta())
        own = (one for one in titles if one and one not in (*path.parts, path.stem) and not _FILE.fullmatch(one))
        return next(own, None)


def _documents(source: Source, losses: Losses) -> Iterator[Document]:
    """Yield the documents of a folder of files `*.xmi` and `*.json`, or of one file."""
    for number, one in enumerate(_sources(source, losses), 1):
        text, name = one.text, one.file.name
        if own.is_own(one.cas):
            annotations = own.annotations_of(one.cas, text, name, losses)
            yield Document(one.id, text, annotations, name, one.id, is_placed=True, own=article)
            continue
        declared, annotations = foreign.annotations_of(one.cas, text, name, losses)
        if title := one.title():
            losses.add("documentTitle", f"{name}: {title}")
        yield Document(
            one.id,
            text,
            annotations,
            name,
            one.id,
            str(number),
            fields=one.head(),
            declared=declared,
            is_placed=True,
        )


def _sources(source: Source, losses: Losses) -> Iterator[_Source]:
    """Yield the documents of a source that have a text. Raises UsageError if none can be read."""
    cassis = import_optional("cassis", "cas")
    types: dict[Path, Any] = {}
    is_any, reasons = False, list[str]()
    for file in source.files("*.xmi", "*.json"):
        try:
            with warnings.catch_warnings(record=True) as found:
                warnings.simplefilter("always")
                cas = _load(file, types, cassis)
        except Exception as e:  # noqa: BLE001 - the library has no errors of its own
            shown = str(e) if isinstance(e, NotXml) else f"{type(e).__name__}: {e}"
            shown = "has not the form of a CAS" if isinstance(e, AttributeError | KeyError | TypeError) else shown
            reasons.append(f"{file.name}: {' '.join(shown.split())[:_LONGEST]}")
            losses.add("file that cannot be read as a CAS", reasons[-1])
            continue
        is_any = True
        lacking = "types without definition: TypeSystem.xml is missing or incomplete"
        for message in found:
            is_offset = "offset" in str(message.message)
            losses.add("offset outside the text" if is_offset else lacking, f"{file.name}: {message.message}")
        if len(cas.sofas) > 1:
            losses.add("views behind the first", file.name, len(cas.sofas) - 1)
        if not isinstance(cas.sofa_string, str) or not cas.sofa_string.strip():
            losses.add("CAS without a text", file.name)
        else:
            yield _Source(cas, file)
    if not is_any:
        raise UsageError(f"{source.path}: no file can be read as a CAS; {reasons[0]}")


def _load(file: SourceFile, types: dict[Path, Any], cassis: Any) -> Any:
    if file.path.suffix == ".json":
        with file.path.open("rb") as stream:
            return cassis.load_cas_from_json(stream)
    path = _types_of(file.path)
    if path is not None and path not in types:
        try:
            types[path] = cassis.load_typesystem(_xml(path))
        except NotXml as e:
            raise NotXml(f"{path.name}: {e}") from None
    return cassis.load_cas_from_xmi(_xml(file.path), typesystem=types[path] if path else None, lenient=True)


def _xml(path: Path) -> BytesIO:
    """An XML file of a stranger, without a document type: the library would expand its entities."""
    data = path.read_bytes()
    require_no_document_type(data)
    return BytesIO(data)


def _types_of(path: Path) -> Path | None:
    """Return the type system of a file: in its folder, named like it or as INCEpTION names it; else the only one."""
    names = (f"{path.stem}-typesystem.xml", f"{path.stem}.typesystem.xml", TYPES, "typesystem.xml")
    found = (path.with_name(name) for name in names)
    return next((one for one in found if one.is_file()), next(iter(sorted(path.parent.glob("*ypesystem*.xml"))), None))


_READER = LabelReader("cas", _documents)
read, draft = _READER.read, _READER.draft
