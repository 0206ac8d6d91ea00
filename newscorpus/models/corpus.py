"""A corpus: its `corpus.yaml` and its articles."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, cast

import attrs

from newscorpus.diagnostics.shown import in_notebook
from newscorpus.errors import UsageError
from newscorpus.models.article import Article, ArticleId
from newscorpus.models.manifest import Manifest
from newscorpus.models.metadata import Doc
from newscorpus.models.validation import add_validators, as_table


def as_articles(articles: Mapping[str, Article] | Iterable[Article]) -> Mapping[str, Article]:
    """Convert articles to a mapping by id."""
    return cast("Mapping[str, Article]", as_table(articles))


@attrs.frozen(kw_only=True, field_transformer=add_validators)
class Corpus:
    """The articles of a corpus, and its `corpus.yaml`.

    Iterate over a corpus to get its articles; its length is their number, and `corpus["court"]` the one with that id.

    Both fields are needed. The least that a corpus can have is a name: `manifest=nc.Manifest(name="weather")`.

    Example::

        corpus = nc.load("seeds/")
        print(corpus.name, len(corpus), [article.id for article in corpus])
        assert "000_acf5269c8d9a5d96" in corpus
    """

    manifest: Annotated[Manifest, Doc("what `corpus.yaml` says")]
    articles: Annotated[Mapping[ArticleId, Article], Doc("the articles: id → article")] = attrs.field(
        converter=as_articles, repr=lambda articles: f"<{len(articles)}>"
    )

    @property
    def name(self) -> str:
        """The name of the corpus."""
        return self.manifest.name

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles.values())

    def __len__(self) -> int:
        return len(self.articles)

    def __getitem__(self, article: str) -> Article:
        return self.articles[article]

    def __contains__(self, article: object) -> bool:
        """Whether it is the id of an article of the corpus, or such an article."""
        return self.articles.get(article.id) == article if isinstance(article, Article) else article in self.articles

    def __bool__(self) -> bool:
        """True, with or without articles."""
        return True

    def _repr_html_(self) -> str | None:
        return in_notebook(self)


def manifest_of(corpus: object) -> Manifest | None:
    """Return what `corpus.yaml` says, of the corpus that a caller gave; None without one.

    Raises:
        UsageError: If it is something else, such as a path.
    """
    if corpus is None:
        return None
    if not isinstance(corpus, Corpus):
        raise UsageError(f"`corpus` is {type(corpus).__name__}; a Corpus is expected, as `load` returns it")
    return corpus.manifest
