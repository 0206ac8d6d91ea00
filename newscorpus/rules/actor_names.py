"""NC304, NC306, NC313 and NC318: names that are not in the text or that actors share, and what is no name."""

from collections import Counter
from collections.abc import Iterator, Sequence

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor
from newscorpus.models.traversal import about_references, actor_references
from newscorpus.rules.context import ArticleContext, once, without_registry
from newscorpus.rules.rule import ERROR, WARNING, Finding, rule
from newscorpus.text.grammar import Grammar, is_clause
from newscorpus.text.words import flatten, name_key


@rule("NC304", "alias-not-in-text", WARNING, "an alias does not occur in the article text", needs_text=True)
def alias_not_in_text(context: ArticleContext) -> Iterator[Finding]:
    """
    An article's aliases are the names that this article uses. Names that other articles use belong in the registry.

    Example:
          actors:
            anna:
              name: Anna Berg
              kind: person
              aliases:
        -       - Annie # <NC304>
        +       - Berg
        + text: Anna Berg met Carl Dahl, and Berg was glad.
    """
    for key, actor in context.local.items():
        registered = context.manifest.actors.get(key)
        known = frozenset(registered.aliases if registered else ())
        if not context.mentions.get(key):
            continue  # the actor itself is nowhere: NC313
        for i, alias in enumerate(actor.aliases):
            if alias.strip() and alias not in known and not context.known_text.named(alias):
                message = f"alias {backticked(alias)} does not occur in the article text"
                hint = "delete it, or add it to the actor in the registry of `corpus.yaml`"
                yield Finding(("actors", key, "aliases", i), message, help=hint, arguments=(alias,))


@rule("NC306", "ambiguous-name", ERROR, "two actors share a name or an alias")
def shared_surface_form(context: ArticleContext) -> Iterator[Finding]:
    """
    Every occurrence of a name or alias is a mention of its actor, so a form belongs to one of them. List the single
    occurrences in `mentions` instead, with a context each.

    Example:
          actors:
        -   anna: {name: Anna Berg, kind: person, aliases: [Berg]}
        +   anna: {name: Anna Berg, kind: person, mentions: [{Berg: Berg was glad}]}
            bo:
              name: Bo Berg
              kind: person
        -     aliases:
        -       - Berg # <NC306>
          text: Anna Berg met Bo Berg. Berg was glad.
    """
    every = [(name_key(form), key) for key, actor in context.article.actors.items() for form in actor.forms]
    if len(dict(every)) == len(every):
        return  # the usual case
    owners: dict[str, tuple[str, Path]] = {}
    for key, actor in context.article.actors.items():
        places = _places_of(context, key)
        for form in actor.forms:
            path = places.get(form, ("actors", key))
            first = owners.setdefault(name_key(form), (key, path))
            if first[0] != key:
                hint = f"delete it in one of them, and list its occurrences there: `mentions: [{{{form}: CONTEXT}}]`"
                other = backticked(first[0])
                if _is_same(context.article.actors[first[0]], actor):
                    hint = f"if they are one, delete {backticked(key)} and write {other} for it; or {hint}"
                message = f"actors {other} and {backticked(key)} share the name {backticked(form)}"
                related = ((first[1], f"also of {other}"),) if first[0] in context.local else ()
                yield Finding(path, message, related=related, help=hint, alike=(flatten(form),))


def _is_same(actor: Actor, other: Actor) -> bool:
    """Whether two actors may be one, entered twice: of one kind and full name, and with no other identifiers."""
    names = [{name_key(form) for form in each.forms} for each in (actor, other)]
    named = name_key(actor.name or "") in names[1] and name_key(other.name or "") in names[0]
    are_same_ids = all(other.ids.get(scheme, id_) == id_ for scheme, id_ in actor.ids.items())
    return named and actor.kind == other.kind and are_same_ids


def _places_of(context: ArticleContext, key: str) -> dict[str | None, Path]:
    """The paths of the name and the aliases of an actor; not of those in the registry."""
    local = context.local.get(key)
    if local is None:
        return {}
    aliases: dict[str | None, Path] = {}
    for i, alias in enumerate(local.aliases):
        aliases.setdefault(alias, ("actors", key, "aliases", i))
    return aliases | {local.name: ("actors", key, "name")}


@rule("NC313", "actor-not-in-text", WARNING, "an actor does not occur in the article text", needs_text=True)
def actor_not_in_text(context: ArticleContext) -> Iterator[Finding]:
    """
    What the article does not say is not annotated: each actor is mentioned by its name, an alias, or words listed in
    `mentions`. List each form that the text has in `aliases`, inflected ones too. A form inside a longer word
    does not count; what is part of a word is described at [Actor](file-format.md#actor).

    Example:
          actors:
        -   dora: # <NC313>
        -     name: Dora Eide
        +   anna:
        +     name: Anna Berg
              kind: person
    """
    for key, actor in context.article.actors.items():
        if context.mentions[key] or context.is_broken("actors", key) or actor.name is None:
            continue
        if not actor.named and not actor.mentions and context.known_text.named(actor.name):
            continue  # a label that is in the text: `officials`
        path: Path | None = ("actors", key) if key in context.local else _first_references(context).get(key)
        if path is not None:
            inside = {name_key(form) for form in actor.forms if context.known_text.named(form)}
            if inside & _shared_forms(context):
                continue  # a name that two actors share: NC306
            message = f"actor {backticked(actor.name)}"
            if inside:
                message += " occurs in the article text only within names of other actors"
                help = "list the occurrences that mean the actor in `mentions`, each with a context"
            else:
                message += " does not occur in the article text, by name, alias or mention"
                help = _how_to_list(context, actor)
            yield Finding(path, message, at_key=path[0] == "actors", help=help, alike=(key,))


@once
def _shared_forms(context: ArticleContext) -> frozenset[str]:
    """The forms that several actors have."""
    counts = Counter(form for actor in context.article.actors.values() for form in {*map(name_key, actor.forms)})
    return frozenset(form for form, count in counts.items() if count > 1)


def _how_to_list(context: ArticleContext, actor: Actor) -> str:
    """How to list the form of the article; with the word that contains a known form, if there is one."""
    text = context.text
    if not actor.named:
        return "list the words of the text that mean the actor in `mentions`"
    if text is not None and context.may_suggest("inflected forms"):
        for form in actor.forms[:10]:
            place = next(text.find(form), None)
            if place and text.widened(place) != place:
                start, end = text.widened(place)
                word = backticked(flatten(text.raw[start:end]))
                return f"the text has {word}; if this means the actor, list it in `aliases`"
    return "list each form that the text has in `aliases`, inflected forms too"


@once
def _first_references(context: ArticleContext) -> dict[str, Path]:
    """The path of the first reference to each actor."""
    article = without_registry(context)  # an actor that only roles in the registry name is not of this article
    references: dict[str, Path] = {}
    for path, name in (*actor_references(article), *about_references(article)):
        references.setdefault(name, path)
    return references


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
    grammar = context.known_grammar
    for key, actor in context.local.items():
        for path, words, is_quote in _forms(key, actor):
            if not words.strip():
                continue
            if not is_quote and _is_pronoun(words, grammar):
                message = f"{'name' if path[2] == 'name' else 'alias'} {backticked(words)} is a pronoun"
                hint = f"delete it, and list what means the actor in `mentions`: `{{{words}: CONTEXT}}`"
            elif words.count(" ") > 1 and is_clause(words, _other_names(actor, words), grammar):
                message = f"{'mention' if is_quote else 'name'} {backticked(flatten(words))} is a clause"
                hint = "write only the words that name the actor"
            else:
                continue
            yield Finding(path, message, help=hint, arguments=(words,))


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
