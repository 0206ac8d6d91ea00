"""What a `corpus.yaml` adds to its articles: defaults, and the actors of its registry."""

from collections.abc import Mapping

from newscorpus.models import Actor, Article, Manifest, merged
from newscorpus.models.frozen import FrozenDict, evolve_unchecked
from newscorpus.models.traversal import about_references, actor_references


def with_defaults(article: Article, manifest: Manifest) -> Article:
    """Return the article with the language and the licence of the text that hold where it names none."""
    language = manifest.language if article.language is None else article.language
    license_ = manifest.text_license if article.text_license is None else article.text_license
    made: Article = evolve_unchecked(article, language=language, text_license=license_)
    return made


def with_corpus(article: Article, manifest: Manifest) -> Article:
    """Return the article with all that its corpus adds: language, licence of the text, actors of the registry."""
    made: Article = with_defaults(article, manifest)
    return evolve_unchecked(made, actors=with_registry(made, manifest.actors)) if manifest.actors else made


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
