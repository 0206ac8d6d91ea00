"""NC509 and NC513: reversed counts, and countries without code."""

from collections.abc import Iterator

import attrs

from newscorpus.diagnostics.changes import backticked, replacing
from newscorpus.formats.yaml.writer import inline
from newscorpus.models.codes import country_meant
from newscorpus.models.quantity import quantity_of
from newscorpus.models.traversal import quantities_of
from newscorpus.rules.context import ArticleContext, well_formed
from newscorpus.rules.rule import ERROR, WARNING, Finding, rule


@rule(
    "NC509",
    "reversed-count",
    ERROR,
    "the range of a count or quantity is reversed",
    unsafe_fix="the numbers in the other order",
)
def reversed_count(context: ArticleContext) -> Iterator[Finding]:
    """
    A range goes from the smaller number to the larger one: `3..5`.

    Example:
          events:
            fire:
              kind: incident
              type: accident
        -     casualties: {injured: {three to five: 5..3}} # <NC509>
        +     casualties: {injured: {three to five: 3..5}}
              evidence:
                - The fire in Oslo hurt three to five people
          text: The fire in Oslo hurt three to five people.
    """
    for key, event in context.article.events.items():
        for path, text in quantities_of(key, event):
            quantity = quantity_of(text)
            if quantity and quantity.is_reversed:
                other = str(attrs.evolve(quantity, least=quantity.most, most=quantity.least))
                message = f"range {backticked(text)} is reversed"
                yield Finding(path, message, help=f"write `{other}`", fixes=(replacing(path, text, other),))


@rule("NC513", "country-without-code", WARNING, "a country has no ISO code")
def country_without_code(context: ArticleContext) -> Iterator[Finding]:
    """
    A country is known by its ISO 3166-1 code, whatever the language of the article calls it. A land without a code of
    its own, such as Scotland or Catalonia, is a `locality`. A state that has none, such as one that few others
    recognize, stays a country: waive the finding.

    Example:
          actors:
        -   norway: {name: Norway, kind: country} # <NC513>
        +   norway: {name: Norway, kind: country, country: "NO"}
          text: Anna Berg came to Norway.
    """
    for key, actor in context.local.items():
        registered, merged = context.manifest.actors.get(key, actor), context.article.actors[key]
        if registered is not actor and registered.kind == "country":
            continue  # reported in the registry
        if actor.kind == "country" and merged.country is None and merged.named and well_formed(context, "actors", key):
            code = country_meant(actor.name or "")
            entry = f"`country: {inline(code, flow=True) if code else 'CODE'}`"
            hint = f"add {entry}, its ISO 3166-1 alpha-2 code; or write `kind: locality`"
            yield Finding(("actors", key), f"country {backticked(key)} has no ISO code", at_key=True, help=hint)
