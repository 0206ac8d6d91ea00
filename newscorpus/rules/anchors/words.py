"""NC307, NC315 and NC316: words of times, places, things, topics, counts and roles that the evidence or text lacks."""

from collections.abc import Iterator
from functools import partial

import attrs

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.rules.anchors.suggestions import not_in_text
from newscorpus.rules.context import ArticleContext, actor_words, claim_words, event_words, memoized
from newscorpus.rules.rule import ERROR, WARNING, Finding, rule
from newscorpus.text.spans import keep_inside


@memoized
def _outside(context: ArticleContext) -> Iterator[tuple[str, Path, str]]:
    """Yield the words of events that are not verbatim in a quote of the evidence; nearly all words are."""
    current, evidence = "", [""]
    for one in event_words(context):
        key, _, words = one
        if key != current:
            current, evidence = key, [q.exact for q in context.article.events[key].evidence if q.start is not None]
        for exact in evidence:  # faster than `any`
            if words in exact:
                break
        else:
            yield one


@rule(
    "NC307",
    "words-outside-evidence",
    WARNING,
    "words of a time, place, thing, topic or count are not in the evidence of their event",
    needs_text=True,
)
def words_outside_evidence(context: ArticleContext) -> Iterator[Finding]:
    """
    What is said of an event is shown by the event's own evidence. Words from elsewhere in the article often belong to
    another event; if they do belong here, add the sentence to the evidence.

    Example:
          {TALKS}
              places: {Oslo: "NO"} # <NC307>
              evidence:
        -       - Anna Berg met Carl Dahl
        +       - Anna Berg met Carl Dahl in Oslo
    """
    assert context.text is not None
    for key, path, words in _outside(context):
        if context.is_broken("events", key, "evidence"):
            continue
        found, evidence = context.text.candidates(words), spans(context.article.events[key].evidence)
        if found and not keep_inside(found, evidence):
            message = f"{backticked(words)} is not in the evidence of {backticked(key)}"
            hint = (
                f"add the sentence to the evidence of {backticked(key)}, or move the words to the event that it shows"
            )
            yield Finding(path, message, in_text=((found[0], "the words are here"),), help=hint, arguments=(words,))


@rule(
    "NC315",
    "words-not-in-text",
    ERROR,
    "words of a time, place, thing, topic or count are not in the article text",
    fix="the article's words, if only quotation marks, dashes, spaces or case differ",
    unsafe_fix="the nearest words of the article",
    needs_text=True,
)
def words_not_in_text(context: ArticleContext) -> Iterator[Finding]:
    """
    Times, places, things, topics and counts are given in the article's own words; the normalised
    value is beside them.

    Example:
          {TALKS}
        -     places: {Bergen: "NO"} # <NC315>
        +     places: {Oslo: "NO"}
              evidence:
                - Anna Berg met Carl Dahl in Oslo
    """
    assert context.text is not None
    for path, words in words_nowhere(context):
        yield not_in_text(context, words, path)


def words_nowhere(context: ArticleContext) -> Iterator[tuple[Path, str]]:
    """Yield the words of events and claims that are not in the article text."""
    assert context.text is not None
    outside: list[tuple[Path, str]] = [(path, words) for _, path, words in _outside(context)]
    for path, words in (*outside, *claim_words(context)):
        if words.strip() and words not in context.text:
            yield path, words


@rule(
    "NC316",
    "role-not-in-text",
    WARNING,
    "the title of a role is not in the article text",
    unsafe_fix="the nearest words of the article",
    needs_text=True,
)
def role_not_in_text(context: ArticleContext) -> Iterator[Finding]:
    """
    The title of a role is in the article's own words. Roles that other articles name belong in the registry. The title
    `member` is for who belongs to an organization and has no office in it, whatever the words of the article.

    Example:
          actors:
        -   anna: {name: Anna Berg, kind: person, roles: [chairwoman]} # <NC316>
        +   anna: {name: Anna Berg, kind: person, roles: [mayor]}
          text: Anna Berg, the mayor, met Carl Dahl.
    """
    assert context.text is not None
    for path, title in actor_words(context):
        _, key, *_ = path
        registered = context.manifest.actors.get(str(key))
        known = {role.title for role in registered.roles} if registered else ()
        if title.strip() and title not in known and title not in context.text and not context.text.named(title):
            found = not_in_text(context, title, path)
            yield attrs.evolve(found, worded=partial(_without_safe_fixes, found))


def _without_safe_fixes(unworded: Finding) -> Finding:
    """The finding with its words. A title is data of its own, and no safe fix changes what an accepted article says."""
    found = unworded.with_words()
    return attrs.evolve(found, fixes=tuple(attrs.evolve(fix, safe=False) for fix in found.fixes))
