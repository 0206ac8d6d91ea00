"""NC307, NC315 and NC316: words of events and roles, in a wrong place or none."""

from collections.abc import Iterator

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.formats.yaml.writer import inline
from newscorpus.models import Place, Quote
from newscorpus.models.codes import country_meant
from newscorpus.models.values import MERE_MEMBER
from newscorpus.rules.context import ArticleContext, titles
from newscorpus.rules.rule import ERROR, WARNING, Finding, rule
from newscorpus.rules.suggestions import is_found, not_in_text, unless_edited, without_safe_fixes
from newscorpus.text.harm import harm_of
from newscorpus.text.spans import Span, inside, joined


@rule(
    "NC307",
    "words-outside-evidence",
    WARNING,
    "words of a participant, time, place, thing, topic, count or trigger are not in the evidence of their event",
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
    nearest = {path: places for path, _, places in context.chosen}
    for path, quote in (*context.outside, *_triggers_outside(context)):
        key, words = str(path[1]), quote.exact
        if context.is_broken("events", key, "evidence"):
            continue
        (span,) = spans([quote])
        message = f"{backticked(words)} is not in the evidence of {backticked(key)}"
        hint = f"add the sentence to the evidence of {backticked(key)}, or move the words to the event that it shows"
        if path[2] == "triggers":
            hint = f"quote words of the evidence of {backticked(key)} that name it, or add the sentence to the evidence"
        if path[2] == "casualties" and _is_part(context, span):
            hint = f"delete it, since it is a part of another count; or {hint}"
        several = len(nearest.get(path, ()))
        label = f"the nearest of {several}" if several else "the words are here"
        yield Finding(path, message, in_text=((span, label),), help=hint, arguments=(words,))


def _is_part(context: ArticleContext, span: Span) -> bool:
    """Whether a count is part of another one: `nine of them children`."""
    harm, text = harm_of(context.article.language), context.text
    return harm is not None and text is not None and harm.is_part(text.raw, span)


def _triggers_outside(context: ArticleContext) -> Iterator[tuple[Path, Quote]]:
    """Yield the triggers that are in no evidence of their event."""
    for key, event in context.article.events.items():
        if event.triggers and not context.is_broken("events", key):
            evidence = joined(spans(event.evidence), context.known_text.raw)
            outside = [
                i for i, trigger in enumerate(event.triggers) if not all(inside(s, evidence) for s in spans([trigger]))
            ]
            if outside and any(context.comment(("events", key, "evidence", i)) for i in range(len(event.evidence))):
                continue  # it may be part of a quote: see NC317
            yield from ((("events", key, "triggers", i), event.triggers[i]) for i in outside)


@rule(
    "NC315",
    "words-not-in-text",
    ERROR,
    "words of a participant, time, place, thing, topic or count are not in the article text",
    fix="the article's words, if the text has not changed, and only quotation marks, dashes (not `--`), invisible"
    " characters, composed letters or capitals that the quote lacks differ",
    unsafe_fix="the nearest words, if only capitals, typing errors, spelling, articles or endings differ",
    needs_text=True,
)
def words_not_in_text(context: ArticleContext) -> Iterator[Finding]:
    """
    Participants, times, places, things, topics and counts are given in the article's own words; the normalised
    value is beside them.

    Example:
          {TALKS}
        -     places: {Bergen: "NO"} # <NC315>
        +     places: {Oslo: "NO"}
              evidence:
                - Anna Berg met Carl Dahl in Oslo
    """
    for unanchored in context.missing(words=True):
        finding = _with_its_country(context, unanchored.path) or not_in_text(context, unanchored.quote, unanchored.path)
        yield unless_edited(context, finding)


def _with_its_country(context: ArticleContext, path: Path) -> Finding | None:
    """Return the finding for a place with its country behind a comma, of which the text has the place alone."""
    text = context.text
    if text is None or path[-1:] != ("name",) or path[2] != "places":
        return None
    place = context.article.events[str(path[1])].places[int(path[3])]
    name, _, country = (part.strip() for part in place.name.exact.rpartition(","))
    code = country_meant(country) if country else None
    if not name or code is None or place.country not in (None, code) or name not in text:
        return None
    value = {name: code} if place == Place(name=place.name) else None
    within = place.name.within
    changes = SetValue(path[:4], value) if value and within is None else SetValue(path, name)
    written = inline({name: code}, flow=True)
    can_be_made = (value or place.country) and (within is None or is_found(text, name, within))
    fixes = (ProposedFix(f"write `{written}`", (changes,)),) if can_be_made else ()
    message = f"quote not found: the article has {backticked(name)}, without the country"
    hint = f"write the country beside the words: `{written}`"
    return Finding(path, message, help=hint, arguments=(place.name.exact,), fixes=fixes)


@rule(
    "NC316",
    "role-not-in-text",
    WARNING,
    "the title of a role is not in the article text",
    unsafe_fix="the nearest words, if only capitals, typing errors, spelling, articles or endings differ",
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
    text = context.known_text
    for path, title in titles(context):
        _, key, *_ = path
        registered = context.manifest.actors.get(str(key))
        known = {role.title.exact for role in registered.roles} if registered else ()
        if title == MERE_MEMBER:
            continue
        if title.strip() and title not in known and title not in text and not text.named(title):
            quote = context.local[str(key)].roles[int(path[3])].title
            # A title is data of its own, and no safe fix changes what an accepted article says.
            yield without_safe_fixes(not_in_text(context, quote, path))
