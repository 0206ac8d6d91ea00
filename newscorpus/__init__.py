"""Annotated news as typed models: load, check, write back without loss, convert to JSON.

    import newscorpus as nc

    corpus = nc.load("seeds/")
    report = nc.check("seeds/")

Each public name is imported on first use, so that `import newscorpus` is fast. Type checkers read the stub
`__init__.pyi`; a test compares it with the list below.
"""

import sys
from importlib import import_module
from typing import Any

from newscorpus._version import __version__ as __version__

_PUBLIC = {
    "newscorpus.anchoring": "anchor",
    "newscorpus.api.accept": "accept",
    "newscorpus.api.adjudicate": "adjudicate",
    "newscorpus.api.agreement": "agreement",
    "newscorpus.api.check": "check check_text fix_text",
    "newscorpus.api.compare": "compare",
    "newscorpus.api.convert": "convert",
    "newscorpus.api.dump": "dump dumps write_jsonl",
    "newscorpus.api.edit": "edit locate rename review save",
    "newscorpus.api.event": "event",
    "newscorpus.api.export": "export",
    "newscorpus.api.fix": "fix",
    "newscorpus.api.imports": "import_corpus",
    "newscorpus.api.load": "iter_articles load load_article loads",
    "newscorpus.api.merge": "merge",
    "newscorpus.api.query": "dyads query",
    "newscorpus.api.retext": "retext",
    "newscorpus.api.vocabulary": "schema vocabulary",
    "newscorpus.codec": "make_converter",
    "newscorpus.diagnostics.report": "Diagnostic Report Severity Span",
    "newscorpus.drafts.answer": "Repair",
    "newscorpus.drafts.prompt": "Round prompt repair_rounds",
    "newscorpus.drafts.result": "Draft from_draft",
    "newscorpus.drafts.writer": "to_draft",
    "newscorpus.errors": "InvalidCorpus NewscorpusError UsageError",
    "newscorpus.interchange.tables.arrow": "from_arrow to_arrow to_pandas",
    "newscorpus.models": "Actor ActorRelation Annotation Article Attribute AttributeDeclarations Checks Claim Corpus"
    " Count Estimate Event Expect Incident KindWords Manifest Meeting Participant Place Publication Quantity Quote Role"
    " Thing Todo Vocabularies Waiver When",
    "newscorpus.models.vocabulary": "ActorKind EventKind Stance Status",
    "newscorpus.proofreading.answer": "Objection Proofreading read_objections",
    "newscorpus.proofreading.asking": "proofread",
    "newscorpus.proofreading.prompt": "proofreading_prompt",
    "newscorpus.releasing.attach": "attach_text",
    "newscorpus.releasing.release": "release",
    "newscorpus.views.site": "view",
}
_HOME = {name: module for module, names in _PUBLIC.items() for name in names.split()}

__all__ = sorted(("__version__", *_HOME))  # noqa: PLE0605 - ruff does not see that it is a list of strings


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    report: Any = import_module("newscorpus.diagnostics.report")
    report.notebook_html, report.report_text = _notebook_html, _report_text
    if "newscorpus.models" in sys.modules:
        articles: Any = import_module("newscorpus.models.article")
        articles.anchor = _anchor
    globals()[name] = value
    return value


def _anchor(article: Any) -> Any:
    return import_module("newscorpus.anchoring").anchor(article)


def _notebook_html(model: Any) -> str:
    html: str = import_module("newscorpus.views.notebook").html(model)
    return html


def _report_text(report: Any, format: str, **options: Any) -> str:
    text: str = import_module("newscorpus.render").text_of(report, format, **options)
    return text


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
