"""The formats of others that articles come from and go to: those of newscorpus, and those of installed plug-ins.

Adding one is a module and an entry in `FORMATS`, or the entry point of another distribution.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol

from newscorpus._entry_points import BrokenPlugin, load_plugins, shown
from newscorpus.errors import UsageError

if TYPE_CHECKING:  # so that `newscorpus --help` lists the formats without the models
    from importlib.metadata import EntryPoint

    from newscorpus.interchange.engine.document import Opened, Record
    from newscorpus.interchange.engine.losses import Losses
    from newscorpus.interchange.engine.output import Output
    from newscorpus.models import Article


class Reader(Protocol):
    """What reads a format: one whose names have no meaning of their own, by a mapping file."""

    def read(self, source: Path, mapping: Path | None, losses: "Losses") -> "Opened":
        """Begin to read.

        Args:
            source: The file or folder.
            mapping: The mapping file, which says what the names in the source mean.
            losses: Where to count what has no place in an article. It is complete when all records are read.

        Raises:
            UsageError: The source is not of the format, or needs a mapping.
            InvalidCorpus: The mapping has errors.
        """

    def propose(self, source: Path) -> str:
        """Return a mapping file for a source, with comments on what to decide.

        Raises:
            UsageError: The source is not of the format, or has nothing to map.
        """


class ArticleReader(Protocol):
    """What reads a format without a mapping file, since it says itself what its names mean."""

    def read(self, source: Path, losses: "Losses") -> "Iterator[Record]":
        """Begin to read the articles; see `Reader`."""


class Writer(Protocol):
    """What writes a format."""

    def write(self, articles: "Iterator[Article]", output: "Output") -> dict[str, int] | None:
        """Write articles, which are anchored, one at a time.

        Returns:
            The number of rows of each table; None if the format has no tables.

        Raises:
            UsageError: An extra is not installed.
            OSError: The output cannot be written.
        """

    def is_export(self, path: Path) -> bool:
        """Report whether a file is what `write` wrote, or a folder has what it wrote, perhaps beside other files."""


class Format(NamedTuple):
    """A format of others."""

    doc: str
    """What it is, in one line."""
    reader: str = ""
    """What reads it, `module` or `module:NAME`; empty if it is not read."""
    has_mapping: bool = True
    """Whether it is read by a mapping file, so that it has a `Reader`; else it has an `ArticleReader`."""
    writer: str = ""
    """What writes it, `module` or `module:NAME`; empty if it is not written."""
    loses: str = ""
    """What is lost, in one line; empty for nothing."""
    extra: str = ""
    """The extra to install; empty for none."""
    extra_is_for_imports: bool = False
    """Whether only imports need the extra."""
    has_nested: bool = False
    """Whether there is a nested table beside the flat ones."""
    is_file: bool = False
    """Whether the output is a file."""
    needs_text: bool = False
    """Whether an article without its text cannot be written."""
    holds: frozenset[str] = frozenset()
    """The fields of `corpus.yaml` that the export holds. A nested table holds all."""
    companions: tuple[str, ...] = ()
    """Endings of files beside the output that belong to what was there before, and are removed with it."""
    plugin: ModuleType | None = None
    """The plug-in that reads or writes it; None for a format of newscorpus."""


_UNNAMED: Final = "what the mapping file does not name"
_HEAD: Final = frozenset({"name", "title", "description", "version", "license", "text_license", "text_rights"})
_NO_PLACE: Final = (
    "waivers, open points, relations to events of other articles, and contexts of quotes, which have offsets instead"
)

FORMATS: Final[Mapping[str, Format]] = {
    "parquet": Format("a Parquet file for each table", writer="tables.parquet", extra="parquet", has_nested=True),
    "json": Format("JSON files of any shape, read by a mapping file", reader="mapped_files:JSON", loses=_UNNAMED),
    "jsonl": Format(
        "JSON Lines of any shape, read by a mapping file", reader="mapped_files:JSON_LINES", loses=_UNNAMED
    ),
    "csv": Format(
        "CSV, read by a mapping file; written as a Frictionless data package, a file for each table",
        reader="mapped_files:CSV",
        writer="tables.datapackage",
        holds=_HEAD,
        loses=_UNNAMED,
    ),
    "sqlite": Format(
        "an SQLite database with full-text search",
        writer="tables.sqlite",
        holds=_HEAD,
        is_file=True,
        companions=("-wal", "-shm", "-journal"),
    ),
    "dataset": Format(
        "Parquet with a dataset card and Croissant metadata",
        writer="tables.dataset",
        extra="parquet",
        has_nested=True,
        holds=_HEAD,
    ),
    "brat": Format(
        "standoff annotation: `ID.txt`, `ID.ann` and `annotation.conf`",
        reader="brat.reading:READER",
        writer="brat.writing",
        loses=f"{_NO_PLACE}; parts of the text that begin or end with a line break",
        needs_text=True,
    ),
    "label-studio": Format(
        "tasks of Label Studio in JSON, with the labeling configuration in XML",
        reader="label_studio.reading:READER",
        writer="label_studio.writing",
        loses=_NO_PLACE,
        needs_text=True,
    ),
    "doccano": Format(
        "texts of doccano with labels and relations, in JSON Lines, JSON or CSV",
        reader="doccano:READER",
        loses="words with a label that no event has, and that are no actor",
    ),
    "cas": Format(
        "UIMA CAS of INCEpTION and WebAnno: XMI or JSON, and the type system",
        reader="cas.reading:READER",
        writer="cas.writing",
        loses=_NO_PLACE,
        extra="cas",
        needs_text=True,
    ),
    "webanno-tsv": Format(
        "WebAnno TSV 3, the tab-separated export of INCEpTION and WebAnno",
        reader="webanno_tsv.reading:READER",
        loses="linguistic layers, features of chains and relations; labelled words that no event has and are no actor",
    ),
    "cat": Format(
        "CAT XML of EventStoryLine, ECB+ and NewsReader: tokens, markables and relations",
        reader="cat:READER",
        loses="instances without words, attributes of relations; labelled words that no event has and are no actor",
    ),
    "conllu": Format(
        "CoNLL-U, with mentions of actors as `Entity` in MISC",
        reader="conllu.reading:READER",
        writer="conllu.writing",
        loses="in imports, syntax; in exports, all but the text, mentions of actors, and most meta data",
        extra="conllu",
        extra_is_for_imports=True,
        is_file=True,
        needs_text=True,
    ),
    "wikievents": Format(
        "WikiEvents: documents of tokens, mentions and events in JSON Lines",
        reader="wikievents.reading:READER",
        writer="wikievents.writing",
        loses="in exports, all but the text, mentions of actors, and types, triggers and arguments of events",
        needs_text=True,
    ),
    "spacy": Format(
        "a DocBin of spaCy, with entities and a span group for each layer",
        writer="spacy",
        holds=frozenset({"text_license"}),
        loses="entities inside others, which the span groups have",
        extra="spacy",
        is_file=True,
        needs_text=True,
    ),
    "ninjs": Format(
        "news in JSON of the IPTC: versions 1 to 3 are read, 3.1 is written",
        reader="ninjs.reading",
        writer="ninjs.writing:WRITER",
        has_mapping=False,
        loses="in imports, what an article has no field for; in exports, claims, notes, and most of actors and events",
    ),
    "newsml": Format(
        "news items of NewsML-G2, the IPTC's XML",
        reader="newsml",
        has_mapping=False,
        loses="packages, plans and concepts, and what an article has no field for",
    ),
    "schema-org": Format(
        "JSON-LD for search engines: a schema.org `NewsArticle` with actors, events and claims",
        writer="schema_org:WRITER",
        loses="much, such as places in the text, most statuses and relations, numbers",
    ),
    "web-annotation": Format(
        "JSON-LD: a W3C Web Annotation for each span of a text",
        writer="web_annotation:WRITER",
        loses="the text, what has no words in it, and most links between actors, events and claims",
    ),
    "ftm": Format(
        "FollowTheMoney entities in JSON Lines",
        writer="ftm",
        extra="ftm",
        is_file=True,
        loses="much, such as roles in events, relations between events, numbers, claims, places in the text",
    ),
    "plover": Format(
        "PLOVER event records in a JSON file",
        writer="plover",
        holds=frozenset({"license"}),
        is_file=True,
        loses="much, such as events that PLOVER has no code for, claims, and all but one span of evidence",
    ),
    "ged": Format(
        "violent events in a CSV file with the columns of UCDP GED 25.1",
        writer="event_tables:GED",
        is_file=True,
        loses="much, such as events that are no attack or clash with killed persons, and all words but names of places",
    ),
    "acled": Format(
        "violent events and protests in a CSV file with the columns of ACLED",
        writer="event_tables:ACLED",
        is_file=True,
        loses="much, such as events that are no attack, clash, protest or unrest, and most words of the texts",
    ),
    "graphml": Format(
        "a graph of actors and events, for Gephi, networkx and others",
        writer="graphml",
        is_file=True,
        loses="much, such as the texts and all places in them, times that are not dates, numbers",
    ),
}
"""The formats, in the order in which they are listed."""


GROUP: Final = "newscorpus.formats"
"""The group of entry points whose names are formats, and whose values are modules."""


class Plugins(NamedTuple):
    """What is installed in the group."""

    formats: Mapping[str, Format]
    broken: Sequence[BrokenPlugin]


@cache
def plugins() -> Plugins:
    """Load the formats of plug-ins, once."""
    formats = dict[str, Format]()

    def add(point: "EntryPoint", module: Any) -> None:
        if not _NAME.fullmatch(point.name):
            raise UsageError(f"the name `{point.name}` is not made of lower-case letters, digits and hyphens")
        if point.name in FORMATS or point.name in formats:
            raise UsageError(f"the name `{point.name}` is that of another format")
        formats[point.name] = _of_plugin(module, shown(point))

    return Plugins(formats, load_plugins(GROUP, add))


_NAME: Final = re.compile("[a-z][a-z0-9-]*")


def _of_plugin(module: Any, entry: str) -> Format:
    """Return the format that a plug-in defines: its `documents` have labels, which a mapping file explains.

    Raises UsageError if it lacks `FORMAT` or its functions.
    """
    format = getattr(module, "FORMAT", None)
    if not isinstance(format, Format):
        raise UsageError("it has no `FORMAT = Format(…)`")
    has_labels, has_articles, is_written = (
        callable(getattr(module, name, None)) for name in ("documents", "read", "write")
    )
    if not (has_labels or has_articles or is_written):
        raise UsageError("it has none of the functions `documents`, `read` and `write`")
    if has_labels and has_articles:
        raise UsageError("it has two readers, `documents` and `read`: delete one")
    if is_written and not callable(getattr(module, "is_export", None)):
        raise UsageError("it has a function `write`, but no function `is_export`")
    return format._replace(
        reader=f"the plug-in `{entry}`" if has_labels or has_articles else "",
        writer=f"the plug-in `{entry}`" if is_written else "",
        has_mapping=has_labels,
        plugin=module,
    )


def all_formats() -> Mapping[str, Format]:
    """Return the formats of newscorpus, and then those of plug-ins, by name."""
    return {**FORMATS, **plugins().formats}


def format_named(name: str, side: Literal["reader", "writer"]) -> Format:
    """Return a format that is read or written. Raises UsageError if there is none."""
    format = FORMATS.get(name) or plugins().formats.get(name)
    if format is not None and getattr(format, side):
        return format
    able = [other for other, format in all_formats().items() if getattr(format, side)]
    problems = "".join(f"; {plugin.message}" for plugin in plugins().broken)
    raise UsageError(f"no format {name!r}: {', '.join(able)}{problems}")


def reader(name: str) -> Reader:
    """Return what reads a format by a mapping file. Raises UsageError if there is none."""
    format = format_named(name, "reader")
    if not format.has_mapping:
        raise UsageError(f"{name} is read without a mapping file: leave out --map and --init")
    if format.plugin is not None:
        from newscorpus.interchange.functions import label_reader  # noqa: PLC0415 - for plug-ins only

        return label_reader(format.plugin, name, format.reader)
    loaded: Reader = _loaded(format, format.reader)
    return loaded


def opened(name: str, source: Path, mapping: Path | None, losses: "Losses", texts: Path | None = None) -> "Opened":
    """Begin to read a source; see `Reader`. `texts` is a folder beside it in which a mapping file may name texts.

    Raises:
        UsageError: There is no such format, it is read without a mapping file, or as `Reader.read` says.
    """
    format = format_named(name, "reader")
    if texts is not None and name not in ("json", "jsonl", "csv"):
        raise UsageError(f"--texts is for json, jsonl and csv, not for {name}")
    if mapping is not None or format.has_mapping:
        own: Any = reader(name)
        known: Reader = own if texts is None else own.with_texts(texts)
        with _naming_other(format, name, source, mapping):
            return known.read(source, mapping, losses)
    from newscorpus.interchange.engine.document import Opened  # noqa: PLC0415 - needs the models
    from newscorpus.interchange.engine.sources import name_of  # noqa: PLC0415
    from newscorpus.models import Manifest  # noqa: PLC0415

    articles: ArticleReader = _loaded(format, format.reader)
    with _naming_other(format, name, source, mapping):
        return Opened(articles.read(source, losses), Manifest(name=name_of(source), language="und"))


def proposed(name: str, source: Path) -> str:
    """Return a mapping file for a source; see `Reader`. Raises UsageError as `Reader.propose` and `reader` say."""
    proposer = reader(name)
    with _naming_other(format_named(name, "reader"), name, source, None):
        return proposer.propose(source)


@contextmanager
def _naming_other(format: Format, name: str, source: Path, mapping: Path | None) -> Iterator[None]:
    """Raise UsageError with the name of the format that a source is of, if its beginning tells another one.

    The files in a folder may be of several, so that the reader has to refuse it first. A plug-in, and a function in
    place of a mapping file, may read what they like.
    """
    from newscorpus.interchange.engine.sources import format_of  # noqa: PLC0415 - needs the models

    is_free = format.plugin is not None or (mapping is not None and not mapping.exists())
    other = format_of(source) if source.is_file() and not is_free else None
    if other not in (None, name):
        raise UsageError(f"{source} is not {name} but {other}: type `newscorpus import {other} {source}`")
    try:
        yield
    except UsageError as e:
        other = format_of(source) if source.is_dir() and not is_free else None
        if other in (None, name):
            raise
        raise UsageError(f"{e}; it is {other}: type `newscorpus import {other} {source}`") from None


def writer(name: str) -> Writer:
    """Return what writes a format. Raises UsageError if there is none."""
    format = format_named(name, "writer")
    loaded: Writer = _loaded(format, format.writer)
    return loaded


def _loaded(format: Format, name: str) -> Any:
    """Return the module of a name, or what it has: `module:NAME`; of a plug-in, what calls its functions."""
    if format.plugin is not None:
        from newscorpus.interchange.functions import Plugin  # noqa: PLC0415 - for plug-ins only

        return Plugin(format.plugin, name)
    module, _, attribute = name.partition(":")
    loaded = import_module(f"newscorpus.interchange.{module}")
    return getattr(loaded, attribute) if attribute else loaded
