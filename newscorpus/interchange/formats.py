"""The formats of others that articles come from and go to.

Adding one is a module and an entry in `FORMATS`, or the entry point of another distribution.
"""

from collections.abc import Mapping
from types import ModuleType
from typing import Final, NamedTuple


class Format(NamedTuple):
    """A format of others."""

    doc: str
    """Its description, in one line."""
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
    "potato": Format(
        "a project folder of Potato: configuration, instances, and a file for each annotator",
        reader="potato.reading:READER",
        writer="potato.writing",
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
