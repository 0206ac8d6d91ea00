"""A model, a report or an answer -> HTML for a notebook: without a script, with scoped styles, and small."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from newscorpus.anchoring import anchor
from newscorpus.api.stats import covered
from newscorpus.codec import default_codec
from newscorpus.diagnostics.report import Report, Severity
from newscorpus.formats.yaml.writer import dump_yaml, inline
from newscorpus.models import Article, Corpus
from newscorpus.models.base import Model
from newscorpus.render.table import Answer
from newscorpus.views import pages, phrases
from newscorpus.views.article import ArticleView

_LONGEST = 20_000
"""The longest text that is shown, in code points: a notebook stores its output."""
_ROWS = 20


def html(shown: Any) -> str:
    """Return HTML of a model, a report or an answer that is safe in any page."""
    makers: tuple[tuple[type, Callable[[Any], str]], ...] = (
        (Report, report_html),
        (Article, article_html),
        (Corpus, corpus_html),
        (Answer, answer_html),
    )
    return next((make for cls, make in makers if isinstance(shown, cls)), model_html)(shown)


def model_html(model: Model) -> str:
    """Return a part of an article, or of a `corpus.yaml`, as people write it."""
    data = default_codec().short(model)
    text = dump_yaml(data) if isinstance(data, dict) else inline(data, flow=False)
    return pages.part(
        "notebook-model.html", {"name": type(model).__name__, "text": text, "style": pages.style("notebook.css")}
    )


def answer_html(answer: Answer) -> str:
    """Return the first rows of an answer as a table."""
    context = {"columns": answer.columns, "rows": answer.rows[:_ROWS], "more": max(0, len(answer.rows) - _ROWS)}
    return pages.part("notebook-answer.html", {**context, "style": pages.style("notebook.css")})


def report_html(report: Report) -> str:
    """Return a table of the first findings, and the numbers of findings of each severity."""
    counts = [(severity, report.count(severity)) for severity in Severity]
    context = {
        "rows": report.diagnostics[:_ROWS],
        "more": max(0, len(report) - _ROWS),
        "counts": [(str(severity), number) for severity, number in counts if number],
        "style": pages.style("notebook.css"),
    }
    return pages.part("notebook-report.html", context)


def article_html(article: Article) -> str:
    """Return the text with its evidence and claims, and lists of them; for a long text only the lists."""
    view = ArticleView(anchor(article))
    shown = article.text is not None and len(article.text) <= _LONGEST
    return pages.part("notebook-article.html", {"view": view, "shown": shown, "style": pages.style("notebook.css")})


def corpus_html(corpus: Corpus) -> str:
    """Return the counts of the corpus, and a table of its first articles."""
    articles = list(corpus.articles.values())
    statuses = Counter(event.status for article in articles for event in article.events.values())
    kinds = Counter(event.kind for article in articles for event in article.events.values())
    rows = [
        (phrases.heading(a), a, round(100 * covered(a) / len(a.text)) if a.text else None) for a in articles[:_ROWS]
    ]
    context = {
        "corpus": corpus,
        "rows": rows,
        "more": len(articles) - len(rows),
        "counts": [("events", kinds.most_common()), ("of which", statuses.most_common())] if kinds else [],
        "style": pages.style("notebook.css"),
    }
    return pages.part("notebook-corpus.html", context)
