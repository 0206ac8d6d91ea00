"""Annotated news as typed models: load, check, write back without loss, convert to JSON.

    import newscorpus as nc

    corpus = nc.load("seeds/")
    report = nc.check("seeds/")

Each public name is imported on first use, so that `import newscorpus` is fast. Type checkers read the stub
`__init__.pyi`; a test compares it with the list below.
"""

from importlib import import_module
from typing import Any

from newscorpus._version import __version__ as __version__

_PUBLIC = {
    "newscorpus.anchoring": "anchor",
    "newscorpus.api.convert": "convert",
    "newscorpus.api.dump": "dump dumps",
    "newscorpus.api.fix": "fix",
    "newscorpus.api.load": "iter_articles load loads",
    "newscorpus.api.query": "query",
    "newscorpus.api.check": "check",
    "newscorpus.codec": "make_converter",
    "newscorpus.diagnostics.report": "Diagnostic Report Severity Span",
    "newscorpus.errors": "InvalidCorpus NewscorpusError UsageError",
    "newscorpus.export.arrow": "from_arrow to_arrow to_pandas",
    "newscorpus.models": "Actor Annotation Article Claim Corpus Count Estimate Event Incident Manifest Meeting Place"
    " Quantity Quote Role Waiver When",
}
_HOME = {name: module for module, names in _PUBLIC.items() for name in names.split()}

__all__ = sorted(("__version__", *_HOME))  # noqa: PLE0605 - ruff does not see that it is a list of strings


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    base: Any = import_module("newscorpus.models.base")
    base.notebook_html = _notebook_html
    globals()[name] = value
    return value


def _notebook_html(model: Any) -> str:
    html: str = import_module("newscorpus.view.notebook").html(model)
    return html


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
