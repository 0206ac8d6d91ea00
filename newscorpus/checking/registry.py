"""The actors of an article with those of the registry in its `corpus.yaml`."""

from collections.abc import Mapping

from newscorpus.models import Actor, Article, merged
from newscorpus.models.frozen import FrozenDict
from newscorpus.models.traversal import about_references, actor_references


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
