"""Annotated news as typed models: load, check, write back without loss, convert to JSON.

    import newscorpus as nc

    corpus = nc.load("seeds/")
    report = nc.check("seeds/")

The names below are the public ones; each is imported when it is first used, so that `import newscorpus` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newscorpus._version import __version__

if TYPE_CHECKING:
    from newscorpus.anchoring import anchor
    from newscorpus.api import dump, dumps, iter_articles, load, loads
    from newscorpus.checking.run import check
    from newscorpus.codec import make_converter
    from newscorpus.converting import convert
    from newscorpus.diagnostics import Diagnostic, Report, Severity, Span
    from newscorpus.errors import InvalidCorpus, NewscorpusError, UsageError
    from newscorpus.export.arrow import from_arrow, to_arrow, to_pandas
    from newscorpus.fixing import fix
    from newscorpus.models import (
        Actor,
        Annotation,
        Article,
        Claim,
        Corpus,
        Count,
        Event,
        Incident,
        Manifest,
        Meeting,
        Place,
        Quote,
        Role,
        Waiver,
        When,
    )
    from newscorpus.querying import query


_HOMES = {
    "newscorpus.anchoring": ("anchor",),
    "newscorpus.api": ("dump", "dumps", "iter_articles", "load", "loads"),
    "newscorpus.checking.run": ("check",),
    "newscorpus.codec": ("make_converter",),
    "newscorpus.converting": ("convert",),
    "newscorpus.diagnostics": ("Diagnostic", "Report", "Severity", "Span"),
    "newscorpus.errors": ("InvalidCorpus", "NewscorpusError", "UsageError"),
    "newscorpus.fixing": ("fix",),
    "newscorpus.export.arrow": ("from_arrow", "to_arrow", "to_pandas"),
    "newscorpus.models": (
        "Actor",
        "Annotation",
        "Article",
        "Claim",
        "Corpus",
        "Count",
        "Event",
        "Incident",
        "Manifest",
        "Meeting",
        "Place",
        "Quote",
        "Role",
        "Waiver",
        "When",
    ),
    "newscorpus.querying": ("query",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


__all__ = [
    "Actor",
    "Annotation",
    "Article",
    "Claim",
    "Corpus",
    "Count",
    "Diagnostic",
    "Event",
    "Incident",
    "InvalidCorpus",
    "Manifest",
    "Meeting",
    "NewscorpusError",
    "Place",
    "Quote",
    "Report",
    "Role",
    "Severity",
    "Span",
    "UsageError",
    "Waiver",
    "When",
    "anchor",
    "check",
    "convert",
    "dump",
    "dumps",
    "fix",
    "from_arrow",
    "iter_articles",
    "load",
    "loads",
    "make_converter",
    "query",
    "to_arrow",
    "to_pandas",
]
