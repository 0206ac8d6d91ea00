"""Rules that apply to `corpus.yaml` and its registry of actors."""

from collections.abc import Iterator

from newscorpus.checking.guard import found_by
from newscorpus.models import Article, Manifest
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.rules import RULES, ArticleContext, Finding
from newscorpus.rules.configuration import removed_in_settings, removed_rule
from newscorpus.rules.events.parties import roles_of_no_person
from newscorpus.rules.events.values import country_without_code
from newscorpus.rules.references.ids import unknown_actor
from newscorpus.rules.references.roles import role_in_person
from newscorpus.rules.times.dates import no_such_day, reversed_interval

_MANIFEST_RULES = tuple(r for r in RULES if r.scope == "manifest")


_REGISTRY_RULES = (
    unknown_actor,
    role_in_person,
    no_such_day,
    reversed_interval,
    country_without_code,
    roles_of_no_person,
)


def run_manifest_rules(manifest: Manifest, broken: frozenset[tuple[str | int, ...]]) -> Iterator[tuple[str, Finding]]:
    """Yield the findings of the rules about the manifest, and of the rules about actors in its registry."""
    for rule in _MANIFEST_RULES:
        yield from found_by(rule, manifest)
    yield from ((removed_rule.code, finding) for finding in removed_in_settings(manifest))
    article = evolve_unchecked(Article(id="registry", text=""), actors=manifest.actors)  # they may be malformed
    context = ArticleContext(article, manifest.actors, manifest, None, broken=broken)
    for rule in _REGISTRY_RULES:
        yield from found_by(rule, context)
