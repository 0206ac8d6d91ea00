"""UIMA CAS -> documents, as INCEpTION and WebAnno have it: XMI with a type system, or JSON CAS.

See https://uima.apache.org. `writing` has the layers that newscorpus writes, and reads them back; `foreign` reads any
others, as a mapping file says. Offsets there count UTF-16; the library converts them.
"""

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, Final

from newscorpus._optional import import_optional
from newscorpus.errors import UsageError
from newscorpus.interchange.cas import foreign, writing
from newscorpus.interchange.engine.document import Document
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapper import LabelReader
from newscorpus.interchange.engine.markup import NotXml, require_no_document_type
from newscorpus.interchange.engine.sources import Source, SourceFile
from newscorpus.interchange.own.reading import article

_LONGEST: Final = 200
"""Characters of a message that are shown."""
_LANGUAGE_UNKNOWN: Final = ("x-unspecified", "", None)
_FILE: Final = re.compile(r"\S+\.[A-Za-z0-9]{2,5}")
_NO_TYPES: Final = "types without definition: TypeSystem.xml is missing or incomplete"


def _documents(source: Source, losses: Losses) -> Iterator[Document]:
    """Yield the documents of a folder of files `*.xmi` and `*.json`, or of one file."""
    for number, (cas, file) in enumerate(_loaded(source, losses), 1):
        text, name = cas.sofa_string, file.name
        # INCEpTION names files like annotators, in a folder for each document: the path is the id.
        id_ = name.rpartition(".")[0].replace("/", "-")
        if writing.is_own(cas):
            annotations = writing.annotations_of(cas, text, name, losses)
            yield Document(id_, text, annotations, name, id_, is_placed=True, own=article)
            continue
        declared, annotations = foreign.annotations_of(cas, text, name, losses)
        if title := _title(cas, name):
            losses.add("documentTitle", f"{name}: {title}")
        yield Document(
            id_, text, annotations, name, id_, str(number), fields=_fields(cas), declared=declared, is_placed=True
        )


def _fields(cas: Any) -> dict[str, Any]:
    """Return the fields of the article that the meta data give."""
    fields: dict[str, Any] = {}
    if cas.document_language not in _LANGUAGE_UNKNOWN:
        fields["language"] = cas.document_language
    for meta in _metadata(cas):
        if (getattr(meta, "documentUri", None) or "").startswith(("http://", "https://")):
            fields["url"] = meta.documentUri
    return fields


def _title(cas: Any, name: str) -> str | None:
    """Return the title of the document; None if it is only the name of the file or of its folder."""
    path = PurePosixPath(name)
    for meta in _metadata(cas):
        title = getattr(meta, "documentTitle", None)
        if title and title not in (*path.parts, path.stem) and not _FILE.fullmatch(title):
            return str(title)
    return None


def _metadata(cas: Any) -> Iterator[Any]:
    if cas.typesystem.contains_type(writing.META):
        yield from cas.select(writing.META)


def _loaded(source: Source, losses: Losses) -> Iterator[tuple[Any, SourceFile]]:
    """Yield each CAS of a source that has a text, and its file. Raises UsageError if none can be read."""
    cassis = import_optional("cassis", "cas")
    types: dict[Path, Any] = {}
    is_any, reasons = False, list[str]()
    for file in source.files("*.xmi", "*.json"):
        try:
            with warnings.catch_warnings(record=True) as warned:
                warnings.simplefilter("always")
                cas = _load(file, types, cassis)
        except Exception as e:  # noqa: BLE001 - the library has no errors of its own
            shown = str(e) if isinstance(e, NotXml) else f"{type(e).__name__}: {e}"
            shown = "has not the form of a CAS" if isinstance(e, AttributeError | KeyError | TypeError) else shown
            reasons.append(f"{file.name}: {' '.join(shown.split())[:_LONGEST]}")
            losses.add("file that cannot be read as a CAS", reasons[-1])
            continue
        is_any = True
        for warning in warned:
            is_offset = "offset" in str(warning.message)
            losses.add("offset outside the text" if is_offset else _NO_TYPES, f"{file.name}: {warning.message}")
        if len(cas.sofas) > 1:
            losses.add("views behind the first", file.name, len(cas.sofas) - 1)
        if not isinstance(cas.sofa_string, str) or not cas.sofa_string.strip():
            losses.add("CAS without a text", file.name)
        else:
            yield cas, file
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
    names = (f"{path.stem}-typesystem.xml", f"{path.stem}.typesystem.xml", writing.TYPES, "typesystem.xml")
    known = [path.with_name(name) for name in names if path.with_name(name).is_file()]
    return next(iter((*known, *sorted(path.parent.glob("*ypesystem*.xml")))), None)


_READER = LabelReader("cas", _documents)
read, propose = _READER.read, _READER.propose
