"""NC604 and NC610: cues in another paragraph than their claim, and cues that name another speaker."""

from collections.abc import Iterator
from itertools import chain

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor
from newscorpus.models.values import MERE_MEMBER
from newscorpus.rules.context import ArticleContext, well_formed_claims
from newscorpus.rules.rule import WARNING, Finding, rule
from newscorpus.text.clauses import speaks
from newscorpus.text.grammar import Grammar, grammar_of
from newscorpus.text.index import Text
from newscorpus.text.spans import Span, inside
from newscorpus.text.words import flatten

_DASHES = "—–―-"
_SPEECH_MARKS = '“”„«»"‘‚‹›「『' + _DASHES
"""The marks that a paragraph of speech may begin with."""


@rule("NC604", "cue-in-other-paragraph", WARNING, "a cue is in another paragraph than its claim", needs_text=True)
def cue_elsewhere(context: ArticleContext) -> Iterator[Finding]:
    """
    The words that attribute a claim (`explained Dan Kritenbrink`) are beside it. In a paragraph of its own they
    usually attribute something else. Speech may go on over several paragraphs, and be announced by a colon.

    Example:
          text: |
            Anna Berg thinks that Oslo is a fine town.

            Carl Dahl came on Monday.

            She would stay, she said.
          actors:
            anna: {name: Anna Berg, kind: person}
          claims:
            - by: anna
              quote: Oslo is a fine town
        -     cue: she said # <NC604>
        +     cue: Anna Berg thinks
    """
    text = context.text
    assert text is not None
    for i, claim in well_formed_claims(context):
        path: Path = ("claims", i, "cue")
        if claim.cue is None or (context.unanchored and {path, ("claims", i, "quote")} & context.unanchored_paths):
            continue
        here, there = spans([claim.quote, claim.cue])
        between = min(here[0], there[0]), max(here[1], there[1])
        if text.raw.find("\n", *between) < 0 and text.raw.find("\r", *between) < 0:
            continue  # in one line: the usual case
        if not _attributes(text, _paragraphs(text, here), _paragraphs(text, there)):
            message = f"cue {backticked(claim.cue.exact)} is in another paragraph than its claim"
            hint = "quote the words beside the claim that attribute it, or delete `cue`"
            yield Finding(path, message, in_text=((here, "the claim"),), help=hint)


def _paragraphs(text: Text, span: Span) -> list[int]:
    """The indices of the paragraphs that `span` touches."""
    return [i for i, (a, b) in enumerate(text.paragraphs) if a < span[1] and span[0] < b]


def _attributes(text: Text, quote: list[int], cue: list[int]) -> bool:
    """Whether a cue in the paragraphs `cue` may attribute a quote in the paragraphs `quote`."""
    first, last = quote[0], quote[-1]
    while first and (_first_char(text, first) in _SPEECH_MARKS or _announces(text, first - 1)):
        first -= 1  # the speech began in the paragraph before
    if last + 1 < len(text.paragraphs) and _first_char(text, last + 1) in _DASHES:
        last += 1  # `— Anna Berg` below a pull quote
    return first <= cue[-1] and cue[0] <= last


def _first_char(text: Text, paragraph: int) -> str:
    return text.raw[text.paragraphs[paragraph][0]]


def _announces(text: Text, paragraph: int) -> bool:
    return text.raw[text.paragraphs[paragraph][1] - 1] in ":："


@rule("NC610", "cue-names-other-speaker", WARNING, "a cue names another actor than the speaker", needs_text=True)
def cue_of_another(context: ArticleContext) -> Iterator[Finding]:
    """
    The cue of a claim names who speaks: by name, by the title of a role, or by a pronoun. If it names another actor,
    `by` or the cue belongs to another claim. An actor may speak for the organization or country in which they hold a
    role; `via` is who relays what another says. English, German and Spanish.

    Example:
          {ACTORS}

          claims:
        -   - by: anna # <NC610>
        +   - by: carl
              quote: Oslo is a fine town
              cue: Carl Dahl said
          text: Anna Berg came. Oslo is a fine town, Carl Dahl said.
    """
    text, grammar = context.text, grammar_of(context.article.language)
    assert text is not None
    actors = context.article.actors
    for i, claim in well_formed_claims(context) if grammar else ():
        speakers = [actors.get(name) for name in (*claim.by, *([claim.via] if claim.via else []))]
        known = [actor for actor in speakers if actor is not None]
        if grammar is None or claim.cue is None or not known or len(known) < len(speakers):
            continue
        if context.is_broken("claims", i) or any(context.is_broken("actors", actor.id) for actor in known):
            continue
        named = _Named(context, text, spans([claim.cue])[0], grammar)
        if any(named.has(actor) for actor in known):
            continue
        for other, span in named.speaking():
            if other not in known and not any(_may_stand_for(other, actor) for actor in known):
                field, who = ("by", ", ".join(claim.by)) if claim.by else ("via", claim.via or "")
                cue = backticked(flatten(claim.cue.exact))
                message = f"cue {cue} names {backticked(other.id)}, not {backticked(who)}"
                hint = f"write `{field}: {other.id}`, or quote the cue of {backticked(who)}"
                yield Finding(("claims", i, field), message, in_text=((span, "who speaks"),), help=hint)
                break


class _Named:
    """Who is named in a cue."""

    def __init__(self, context: ArticleContext, text: Text, cue: Span, grammar: Grammar) -> None:
        self._context = context
        self._text = text
        beside = (a for mentions in context.mentions.values() for a, b in mentions if b + 1 == cue[0])
        self._cue = cue = min(beside, default=cue[0]), cue[1]
        """With a name before it: `the mayor` before `said`."""
        self._grammar = grammar
        self._words = text.raw[slice(*cue)].lower()

    def has(self, speaker: Actor) -> bool:
        """Return whether the cue mentions the speaker, or has words of a name, a title, or of what they belong to."""
        actors = self._context.article.actors
        bodies = [actors[role.org] for role in speaker.roles if role.org is not None and role.org in actors]
        if any(self._mentions(actor) for actor in (speaker, *bodies)):
            return True
        label = () if speaker.named else (speaker.name or "",)
        forms = chain(label, (quote.exact for quote in speaker.mentions), (role.title for role in speaker.roles))
        return any(self._has_head(form) for form in forms)

    def _mentions(self, actor: Actor) -> list[Span]:
        return [span for span in self._context.mentions.get(actor.id, ()) if inside(span, [self._cue])]

    def _has_head(self, form: str) -> bool:
        """Whether the cue has one of the longer words of a form."""
        words = (word for word in flatten(form).lower().split() if len(word) > 3)
        return any(word in self._words for word in words)

    def speaking(self) -> Iterator[tuple[Actor, Span]]:
        """Yield the actors that the cue names as those who speak, with the words."""
        for actor in self._context.article.actors.values():
            if actor.kind == "group":
                continue
            for span in (*self._mentions(actor), *self._titles(actor)):
                if speaks(self._text.raw, self._cue, span, self._grammar):
                    yield actor, span

    def _titles(self, actor: Actor) -> list[Span]:
        titles = (role.title for role in actor.roles if role.title != MERE_MEMBER)
        return [span for title in titles for span in self._text.named(title) if inside(span, [self._cue])]


def _may_stand_for(other: Actor, speaker: Actor) -> bool:
    """Whether one actor may speak for the other: by a role, as part of a country, or as a member of a group."""
    held = {role.org for role in other.roles} | {role.org for role in speaker.roles}
    if held & {other.id, speaker.id} or "group" in (other.kind, speaker.kind):
        return True
    is_state = "country" in (other.kind, speaker.kind)
    return is_state and other.country is not None and other.country == speaker.country
