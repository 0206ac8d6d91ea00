"""What a notebook shows of an article or a corpus: HTML without a script, styled for itself alone, and small."""

from collections import Counter

from newscorpus.api.stats import covered
from newscorpus.models import Article, Corpus
from newscorpus.view import pages, phrases
from newscorpus.view.article import ArticleView

_LONGEST = 20_000
"""Code points of a text that are shown whole; a notebook keeps what it shows."""
_ROWS = 20


def html(model: Article | Corpus) -> str:
    """HTML of an article or a corpus, safe in any page."""
    return article_html(model) if isinstance(model, Article) else corpus_html(model)


def article_html(article: Article) -> str:
    """The text with its evidence and claims, and what they are; of a long text no more than the lists."""
    view = ArticleView(article)
    shown = article.text is not None and len(article.text) <= _LONGEST
    return pages.part("notebook-article.html", {"view": view, "shown": shown, "style": pages.style("notebook.css")})


def corpus_html(corpus: Corpus) -> str:
    """The corpus's counts, and its first articles."""
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
