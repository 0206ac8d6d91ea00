"""NC318: aliases that are pronouns, and mentions that are clauses."""

from collections.abc import Iterator, Sequence

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import WARNING, Finding, rule
from newscorpus.text.grammar import Grammar, grammar_of, is_clause
from newscorpus.text.words import flatten

_MOST_FORMS = 10
"""Names of an actor behind which a verb is looked for."""


@rule(
    "NC318",
    "not-a-name",
    WARNING,
    "an alias is a pronoun, or an alias or a mention is a clause",
    languages=("de", "en", "es"),
)
def not_a_name(context: ArticleContext) -> Iterator[Finding]:
    """
    Every occurrence of an alias is a mention of its actor: with `he` among the aliases, each `he` of the article would
    mean the same person. List the pronouns that mean the actor in `mentions`, each with a context. A mention is the
    words that name the actor, and no more: `the former mayor`, not `the former mayor was sentenced`. Reported are
    clauses of three words or more, with a verb such as `was` or `will`, or behind a pronoun or another name of the
    actor.

    Example:
          actors:
            anna:
              name: Anna Berg
              kind: person
        -     aliases: [Berg, she] # <NC318>
        +     aliases: [Berg]
        +     mentions: [{she: she stayed}]
          text: Anna Berg came, and she stayed. Berg was glad.
    """
    grammar = grammar_of(context.article.language)
    for key, actor in context.local.items() if grammar else ():
        for path, words, is_quote in _forms(key, actor):
            if grammar is None or not words.strip():
                continue
            if not is_quote and _is_pronoun(words, grammar):
                what = f"{'name' if path[2] == 'name' else 'alias'} {backticked(words)} is a pronoun"
                hint = f"delete it, and list what means the actor in `mentions`: `{{{words}: CONTEXT}}`"
            elif words.count(" ") > 1 and is_clause(words, _other_names(actor, words), grammar):
                what = f"{'mention' if is_quote else 'name'} {backticked(flatten(words))} is a clause"
                hint = "write only the words that name the actor"
            else:
                continue
            yield Finding(path, what, help=hint, arguments=(words,))


def _other_names(actor: Actor, words: str) -> Sequence[str]:
    return [form for form in actor.forms[:_MOST_FORMS] if form != words]


def _forms(key: str, actor: Actor) -> Iterator[tuple[Path, str, bool]]:
    """Yield the words that name an actor: path, words, whether they are a quote."""
    if actor.named and actor.name is not None:
        yield ("actors", key, "name"), actor.name, False
    for i, alias in enumerate(actor.aliases):
        yield ("actors", key, "aliases", i), alias, False
    for i, quote in enumerate(actor.mentions):
        yield ("actors", key, "mentions", i), quote.exact, True


def _is_pronoun(words: str, grammar: Grammar) -> bool:
    """Whether words are a pronoun; not `US`, `IT` or `WHO`."""
    form = words.strip()
    return form.lower() in grammar.pronouns and (len(form) == 1 or not form.isupper())
