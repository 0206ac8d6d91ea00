"""A corpus: its `corpus.yaml` and its articles. An article gets defaults and registered actors from it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, cast

import attrs

from newscorpus.diagnostics.report import in_notebook
from newscorpus.errors import UsageError
from newscorpus.models.actor import Actor, merged
from newscorpus.models.article import Article, ArticleId
from newscorpus.models.frozen import FrozenDict, evolve_unchecked
from newscorpus.models.manifest import Manifest
from newscorpus.models.metadata import Doc
from newscorpus.models.traversal import about_references, actor_references
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


def with_defaults(article: Article, manifest: Manifest) -> Article:
    """Return the article with the language and the licence of the text that hold where it names none."""
    language = manifest.language if article.language is None else article.language
    license_ = manifest.text_license if article.text_license is None else article.text_license
    return evolve_unchecked(article, language=language, text_license=license_)


def with_corpus(article: Article, manifest: Manifest) -> Article:
    """Return the article with all that its corpus adds: language, licence of the text, actors of the registry."""
    article = with_defaults(article, manifest)
    if not manifest.actors:
        return article
    return evolve_unchecked(article, actors=with_registry(article, manifest.actors))


def with_registry(article: Article, registry: Mapping[str, Actor]) -> FrozenDict[str, Actor]:
    """Return local actors and every actor of the registry that is referred to, also by a role of such an actor.

    Where a claim's `about` may mean an event or such an actor, it means the event.
    """
    actors = {key: merged(registry[key], actor) if key in registry else actor for key, actor in article.actors.items()}
    named = [name for _, name in actor_references(article)]
    named += [name for _, name in about_references(article) if name not in article.events]
    named += [role.org for actor in actors.values() for role in actor.roles if role.org is not None]
    while named:
        name = named.pop(0)
        if name in registry and name not in actors:
            actors[name] = registry[name]
            named += [role.org for role in registry[name].roles if role.org is not None]
    return FrozenDict(actors)
