"""A corpus: its `corpus.yaml` and its articles."""

from collections.abc import Mapping
from typing import Annotated

import attrs

from newscorpus.diagnostics.shown import in_notebook
from newscorpus.models.article import Article, ArticleId
from newscorpus.models.manifest import Manifest
from newscorpus.models.metadata import Doc
from newscorpus.models.validation import add_validators


@attrs.frozen(kw_only=True, field_transformer=add_validators)
class Corpus:
    """The articles of a corpus, and its `corpus.yaml`.

    Example::

        corpus = nc.load("seeds/")
        print(corpus.name, list(corpus.articles))
    """

    manifest: Annotated[Manifest, Doc("what `corpus.yaml` says")]
    articles: Annotated[Mapping[ArticleId, Article], Doc("the articles: id → article")] = attrs.field(
        repr=lambda articles: f"<{len(articles)}>"
    )

    @property
    def name(self) -> str:
        """The name of the corpus."""
        return self.manifest.name

    def _repr_html_(self) -> str | None:
        return in_notebook(self)
