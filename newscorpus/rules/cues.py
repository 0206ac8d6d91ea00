"""NC604 and NC610: cues in another paragraph than their claim, and words that name another speaker."""

from collections.abc import Iterator, Sequence
from itertools import product

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Actor, Claim
from newscorpus.rules.context import ArticleContext, well_formed_claims
from newscorpus.rules.cue_sources import (
    by_title_alone,
    first_named,
    is_named,
    may_stand_for,
    only_owns,
    speaking,
)
from newscorpus.rules.name_index import names_of
from newscorpus.rules.rule import WARNING, Finding, rule
from newscorpus.text.grammar import Grammar
from newscorpus.text.index import Text
from newscorpus.text.sentences import sentence, tokens
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten

_LONGEST = 1000
"""Code points. In a longer cue nobody is looked for."""
_MEDIA = "JRN"
"""The sector of those who relay what others say."""
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
    text = context.known_text
    for i, claim in well_formed_claims(context):
        path: Path = ("claims", i, "cue")
        if claim.cue is None or context.is_broken(*path) or context.is_broken("claims", i, "quote"):
            continue
        *parts, there = spans([*claim.quote, claim.cue])
        if not any(_may_attribute(text, there, here) for here in parts):
            message = f"cue {backticked(claim.cue.exact)} is in another paragraph than its claim"
            hint = "quote the words beside the claim that attribute it, or delete `cue`"
            yield Finding(path, message, in_text=((parts[0], "the claim"),), help=hint)


def _may_attribute(text: Text, cue: Span, quote: Span) -> bool:
    """Whether a cue may attribute a quote: in one line, the usual case, or in paragraphs that belong together."""
    between = min(quote[0], cue[0]), max(quote[1], cue[1])
    if text.raw.find("\n", *between) < 0 and text.raw.find("\r", *between) < 0:
        return True
    return _attributes(text, _paragraphs(text, quote), _paragraphs(text, cue))


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


@rule(
    "NC610",
    "cue-names-other-speaker",
    WARNING,
    "a cue names another actor than the speaker",
    needs_text=True,
    languages=("de", "en", "es"),
)
def cue_of_another(context: ArticleContext) -> Iterator[Finding]:
    """
    The cue of a claim names who speaks: by name, by the title of a role, or by a pronoun. If it names another actor,
    `by` or the cue belongs to another claim. An actor may speak for the organization or country in which they hold a
    role, or that they are a member of or represent; `via` is who relays what another says. A medium that is in `by`,
    while the cue names who is in `via`, only relays it; so do a medium to which another speaks, and a lawyer, if
    `according to` them their client denies it.

    Example:
          {ACTORS}

          claims:
        -   - by: anna # <NC610>
        +   - by: carl
              quote: Oslo is a fine town
              cue: Carl Dahl said
          text: Anna Berg came. Oslo is a fine town, Carl Dahl said.
    """
    text, grammar = context.known_text, context.known_grammar
    actors, names = context.article.actors, names_of(context)
    named_in: dict[Span, list[tuple[Actor, Span]]] = {}
    for i, claim in well_formed_claims(context):
        speakers = [actors.get(name) for name in (*claim.by, *([claim.via] if claim.via else []))]
        known = [actor for actor in speakers if actor is not None]
        if claim.cue is None or not known or len(known) < len(speakers):
            continue
        if context.is_broken("claims", i) or any(context.is_broken("actors", actor.id) for actor in known):
            continue
        begin, end = spans([claim.cue])[0]
        before = names.begin(max(0, begin - 1))
        is_subject = before < begin - 1 and not _is_behind_preposition(text, before, grammar)
        cue = before if is_subject else begin, end  # with the name before it: `the mayor` before `said`
        if end - begin > _LONGEST:
            continue
        if claim.via is None and _names_alone(context, known, cue):
            continue  # the usual case
        relayed = _relayed(context, claim, cue, grammar)
        if relayed is not None:
            words, source = backticked(flatten(claim.cue.exact)), backticked(relayed[0].id)
            message = f"cue {words} names {source}, who is in `via`"
            hint = f"swap `by` and `via`: {source} says it, and {backticked(claim.by[0])} relays it"
            yield Finding(("claims", i, "via"), message, in_text=((relayed[1], "who speaks"),), help=hint)
            continue
        sources = known[: len(claim.by)] or known  # whom the cue may name as an addressee relays what a source says
        named = [actor for actor in sources if is_named(actor, cue, text, names)]
        if named and (by_title_alone(context, named, cue, grammar) or _owned_by(context, named, cue, grammar)):
            named = []
        by_body = named and not any(is_named(actor, cue, text, names, alone=True) for actor in named)
        if named and not by_body and not _is_told(context, sources, cue, grammar):
            continue
        if cue not in named_in:
            named_in[cue] = list(speaking(context, cue, grammar)) or list(first_named(context, cue, grammar))
        for speaker, span in named_in[cue]:
            if by_body and {speaker.kind, *(actor.kind for actor in named)} != {"person"}:
                continue  # a body, for which the speaker may speak
            if any(text.raw[slice(*span)] in actor.forms for actor in known):
                continue  # that is NC306
            if speaker not in known and not any(may_stand_for(speaker, actor) for actor in known):
                field, who = ("by", ", ".join(claim.by)) if claim.by else ("via", claim.via or "")
                words = backticked(flatten(claim.cue.exact))
                message = f"cue {words} names {backticked(speaker.id)}, not {backticked(who)}"
                hint = f"write `{field}: {speaker.id}`, or quote the cue of {backticked(who)}"
                if any(actor in known for actor, _ in _around(context, text, claim, grammar)):
                    hint = f"quote the cue of {backticked(who)}, who speaks in the sentence of the claim"
                yield Finding(("claims", i, field), message, in_text=((span, "who speaks"),), help=hint)
                break


def _names_alone(context: ArticleContext, speakers: Sequence[Actor], cue: Span) -> bool:
    """Whether the only speaker, who is no medium, is all that a cue names."""
    names = names_of(context)
    is_one = len(speakers) == 1 and speakers[0].sector != _MEDIA
    return is_one and names.keys(cue) == {speakers[0].id} and not names.titles(cue)


def _is_behind_preposition(text: Text, at: int, grammar: Grammar) -> bool:
    """Whether a name belongs to what is before it: the guild in `Anna Berg of the Canal Guild said`."""
    before = tokens(text.raw, max(sentence(text.raw, (at, at + 1))[0], at - _NEAR), at)
    while before and before[-1] in grammar.articles:
        before = before[:-1]
    return before[-1:] != [] and before[-1] in grammar.prepositions


_NEAR = 40
"""Code points before a name in which its article and preposition are."""


def _around(context: ArticleContext, text: Text, claim: Claim, grammar: Grammar) -> Iterator[tuple[Actor, Span]]:
    """Yield the actors that speak in the sentences of a quote, before and behind it, with the words."""
    first, last = spans(claim.quote)[0], spans(claim.quote)[-1]
    begin, end = sentence(text.raw, first)[0], sentence(text.raw, last)[1]
    for part in ((begin, first[0]), (last[1], end)) if end - begin <= _LONGEST else ():
        yield from speaking(context, _bare(text.raw, part), grammar)


def _bare(raw: str, part: Span) -> Span:
    """A part of a sentence without the marks that it begins with: `said Carl Dahl` in `,” said Carl Dahl`."""
    start, end = part
    while start < end and not raw[start].isalnum():
        start += 1
    return start, end


def _relayed(context: ArticleContext, claim: Claim, cue: Span, grammar: Grammar) -> tuple[Actor, Span] | None:
    """Who speaks by the cue, and is in `via` of a claim that has nothing but who relays it in `by`, with the words."""
    by = [context.article.actors[name] for name in claim.by]
    if not by or claim.via is None:
        return None
    speakers = list(speaking(context, cue, grammar))
    if not {actor.id for actor, _ in speakers}.isdisjoint(claim.by):
        return None
    if not all(actor.sector == _MEDIA or _relays(context, actor, claim.via, cue, grammar) for actor in by):
        return None
    return next(((actor, span) for actor, span in speakers if actor.id == claim.via and actor.sector != _MEDIA), None)


def _owned_by(context: ArticleContext, named: Sequence[Actor], cue: Span, grammar: Grammar) -> bool:
    """Whether somebody speaks by a cue who belongs to its sources: `Reed’s lawyer, Kim Soto, said`."""
    if any(actor.kind != "person" or not only_owns(context, actor.id, cue) for actor in named):
        return False
    return any(actor.kind == "person" and actor not in named for actor, _ in speaking(context, cue, grammar))


def _relays(context: ArticleContext, actor: Actor, source: str, cue: Span, grammar: Grammar) -> bool:
    """Whether somebody relays what another says: who represents them, if what is said is `according to` them."""
    start, end = sentence(context.known_text.raw, cue)
    if end - start > _LONGEST or source not in (relation.other for relation in actor.relations.get("represents", ())):
        return False
    rest = ((start, cue[0]), (cue[1], end))
    for phrase, (a, b) in product(grammar.sources, rest):
        at = context.known_text.raw.lower().find(" ".join(phrase), a, b)
        if at >= 0 and any(speaker.id == actor.id for speaker, _ in speaking(context, (at, b), grammar)):
            return True
    return False


def _is_told(context: ArticleContext, sources: Sequence[Actor], cue: Span, grammar: Grammar) -> bool:
    """Whether the sources are media to which somebody else speaks: `Anna Berg told the Oslo Post`."""
    if any(actor.sector != _MEDIA for actor in sources):
        return False
    speakers = {actor.id for actor, _ in speaking(context, cue, grammar)}
    return bool(speakers) and speakers.isdisjoint(actor.id for actor in sources)
