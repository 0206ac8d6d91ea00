"""An article: its text, and the annotation of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Annotated, NamedTuple, cast

import attrs

from newscorpus.diagnostics.report import path_text
from newscorpus.models import codes, edtf
from newscorpus.models.actor import Actor, as_actors
from newscorpus.models.base import Model
from newscorpus.models.claim import Claim, as_claims
from newscorpus.models.event import Event, as_events
from newscorpus.models.frozen import EMPTY, cached_by_identity
from newscorpus.models.metadata import (
    ArticlePath,
    Attributes,
    Doc,
    FilePath,
    IntegerAsText,
    LocationOnly,
    Pattern,
    Range,
    Required,
    RuleName,
    Scalar,
    Slug,
    Transient,
    Vocabulary,
)
from newscorpus.models.todo import Todo, as_todos
from newscorpus.models.traversal import layer_of, quotes_of
from newscorpus.models.validation import add_validators, as_scalar_table, as_strings, as_table, as_tuple
from newscorpus.models.values import LAST_OFFSET, AttributeName, Quote
from newscorpus.text.index import Text
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten

FORMAT = "newscorpus/1"

Format = Annotated[
    str, Pattern(FORMAT, f"a format that this version reads: {FORMAT}", "NC106", help=f"write `{FORMAT}`")
]
ArticleId = Annotated[
    str,
    Pattern(
        r"[A-Za-z0-9][A-Za-z0-9._-]*",
        "an article id: ASCII letters, digits, dots, hyphens and underscores, beginning with a letter or digit",
        "NC105",
    ),
]
Language = Annotated[
    str,
    Pattern(
        f"(?:{codes.LANGUAGE_PATTERN})",
        "a BCP 47 language tag, such as en, pt-BR or und",
        "NC108",
        help="write the code of the language, or `und` if it is not known",
        meant=codes.language_meant,
    ),
]
Url = Annotated[
    str,
    Pattern(f"(?:{codes.URL_PATTERN})", "an absolute URL with http or https", "NC108", meant=codes.url_meant),
]
PublicationDate = Annotated[
    str,
    Pattern(
        f"(?:{edtf.DATE_PATTERN}|{edtf.INSTANT_PATTERN})",
        "a date (YYYY-MM-DD, YYYY-MM or YYYY), or a date-time with its offset from UTC",
        "NC110",
        help="write the year first: YYYY-MM-DD, or with a time and its offset from UTC: YYYY-MM-DDThh:mm:ss+hh:mm",
        advice=edtf.advice,
        closer=edtf.impossible,
    ),
    IntegerAsText(1000, 9999),
]


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Annotation(Model):
    """Who drafted, annotated and reviewed an article and when, and the state of the annotation (after PROV).

    Example::

        nc.Annotation(by=("mk",), date="2024-05-10", state="reviewed")
    """

    by: Annotated[tuple[str, ...], Doc("the annotators")] = attrs.field(default=(), converter=as_strings)
    date: Annotated[PublicationDate | None, Doc("when it was last worked on")] = None
    state: Annotated[str | None, Vocabulary("states"), Doc("how far it is")] = None
    drafted_by: Annotated[str | None, Doc("the program or language model that wrote the draft")] = None
    reviewed_by: Annotated[tuple[str, ...], Doc("who has compared it with the text")] = attrs.field(
        default=(), converter=as_strings
    )
    reviewed: Annotated[PublicationDate | None, Doc("when it was last compared with the text")] = None
    reviewed_digest: Annotated[
        str | None,
        Pattern("[0-9a-f]{16}", "a digest: 16 hexadecimal digits in lower case", help="run `newscorpus review`"),
        Doc("what was reviewed, as `newscorpus review` writes it: the annotation has this digest until it changes"),
    ] = None


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Waiver(Model):
    """The waiver of a single false positive, with the reason.

    Example::

        nc.Waiver(code="NC305", at="events.talks.evidence", why="the article lacks a space")
    """

    code: Annotated[str, RuleName(), Doc("code or name of the rule: NC305 or quote-cuts-word")]
    at: Annotated[
        str,
        ArticlePath(),
        Doc("where: a path without indices, or its beginning in whole steps, such as events.meet-qin.evidence"),
    ]
    quote: Annotated[
        str | None,
        Doc("which item, where `at` leads to several: its words, or a beginning of them that no other item has"),
    ] = None
    all: Annotated[bool, Doc("true: all findings of the rule there, where `at` is the text or leads to several")] = (
        False
    )
    why: Annotated[str, Doc("the reason, for the next reader; a waiver without one is an error")] = ""


def as_waivers(waivers: Iterable[Waiver]) -> tuple[Waiver, ...]:
    """Convert a list of waivers to a tuple."""
    return cast("tuple[Waiver, ...]", as_tuple(waivers))


def as_offsets(parts: Mapping[str, Iterable[int]]) -> Mapping[str, tuple[int, ...]]:
    """Convert pairs of offsets, by part of the text, to tuples."""
    return cast("Mapping[str, tuple[int, ...]]", as_table(parts))


class AnnotatedSpan(NamedTuple):
    """A span of an article's text, and what the annotation says that it is; see `Article.spans`."""

    label: str
    id: str
    start: int
    end: int
    path: str


@attrs.frozen(kw_only=True, repr=False, field_transformer=add_validators)
class Article(Model):
    """A news article: its text, its publication, and its annotation.

    Raises:
        ValueError: If a value is not valid for its field.

    Example::

        rain = nc.Incident(id="rain", type="disaster", evidence=(nc.Quote(exact="It rained"),))
        article = nc.Article(id="a", language="en", text="It rained in Oslo.", events={"rain": rain})
        print(nc.dumps(article))
    """

    format: Annotated[Format, Required(), Doc("version of the format: newscorpus/1")] = FORMAT
    id: Annotated[ArticleId, Doc("unique in a corpus, where it is the name of the YAML file without its ending")]
    text_file: Annotated[
        str | None,
        FilePath(),
        Doc("path of the text from the folder of this file, within the corpus; or give `text`"),
        LocationOnly(),
    ] = None
    text: Annotated[str | None, Doc("the text itself; or give `text_file`")] = None
    sha256: Annotated[
        str | None,
        Pattern("[0-9a-f]{64}", "a SHA-256 hash: 64 hexadecimal digits in lower case"),
        Doc("hash of the text's UTF-8 bytes, to recognize a text that is withheld"),
    ] = None
    text_withheld: Annotated[
        bool, Doc("true: the text may not be shared; required where neither the text nor its hash is given")
    ] = False
    text_parts: Annotated[
        Mapping[Annotated[str, Vocabulary("text_parts")], tuple[Annotated[int, Range(0, LAST_OFFSET)], ...]],
        Doc("which code points of the text are headline, lead and body: part → `[start, end]`, half-open"),
    ] = attrs.field(default=EMPTY, converter=as_offsets)
    language: Annotated[Language | None, Doc("BCP 47 tag, `und` if unknown. Here or as a default in corpus.yaml")] = (
        None
    )
    published: Annotated[PublicationDate | None, Doc("date of publication (EDTF), or date-time with offset")] = None
    headline: Annotated[str | None, Doc("the headline, unless `text_parts` gives it")] = None
    author: Annotated[str | None, Doc("who wrote it")] = None
    publisher: Annotated[str | None, Doc("who published it")] = None
    url: Annotated[Url | None, Doc("where it was published")] = None
    dateline: Annotated[str | None, Doc("place (and date) of writing, as printed")] = None
    text_license: Annotated[
        str | None, Doc("licence of the text, an SPDX expression or words. Here or as a default in corpus.yaml")
    ] = None
    keywords: Annotated[tuple[str, ...], Doc("keywords of the publisher")] = attrs.field(
        default=(), converter=as_strings
    )
    annotation: Annotated[Annotation | None, Doc("who annotated it, when, how far it is")] = None
    actors: Annotated[Mapping[Slug, Actor], Doc("who acts: id → actor")] = attrs.field(
        default=EMPTY, converter=as_actors
    )
    events: Annotated[Mapping[Slug, Event], Doc("what happens: id → event, meeting or incident")] = attrs.field(
        default=EMPTY, converter=as_events
    )
    claims: Annotated[tuple[Claim, ...], Doc("who says what")] = attrs.field(default=(), converter=as_claims)
    waive: Annotated[tuple[Waiver, ...], Doc("findings that do not apply here, each with its reason")] = attrs.field(
        default=(), converter=as_waivers
    )
    todo: Annotated[tuple[Todo, ...], Doc("what is open, and who has what there; `check` reports it")] = attrs.field(
        default=(), converter=as_todos
    )
    attributes: Annotated[
        Mapping[AttributeName, Scalar],
        Attributes("article"),
        Doc("the corpus's own fields, as corpus.yaml declares them"),
    ] = attrs.field(default=EMPTY, converter=as_scalar_table)
    note: Annotated[str | None, Doc("a remark of the annotator")] = None
    path: Annotated[str | None, Transient()] = None

    def part(self, name: str) -> str | None:
        """Return the words of a part of the text.

        Args:
            name: A key of `text_parts`: headline, lead or body.

        Returns:
            The words; None if the part is not given, or the article is without its text.
        """
        span = self.text_parts.get(name)
        return self.text[slice(*span)] if self.text is not None and span and len(span) == 2 else None

    def mentions(self, actor: str) -> tuple[Span, ...]:
        """Return where the text mentions an actor.

        Names and aliases count at every whole-word occurrence, and with a capital where a sentence begins. Where names
        of several actors overlap, the longest counts. The `mentions` of the actor that the text has count, too.

        Args:
            actor: The key of the actor in `actors`.

        Returns:
            Half-open spans in code points, in order; none if the article is without its text.

        Raises:
            KeyError: If the article has no such actor.
        """
        id_ = self.actors[actor].id
        listed = (quote for owner in self.actors.values() for quote in owner.mentions)
        return mentions_of(_anchored(self, listed))[id_]

    def spans(self) -> Iterator[AnnotatedSpan]:
        """Yield every annotated span of the text: all mentions of actors, and all quotes with a place in the text.

        Returns:
            An iterator of named tuples: `label` (`mentions`, `roles`, `relations`, `evidence`, `triggers`, `outcome`,
            `participants`, `when`, `places`, `things`, `topics`, `casualties`, `quote` or `cue`), `id` of the actor or
            event, or `claims[0]`, `start` and `end` in code points, and `path`, as findings have it. A mention by name
            or alias has the path of its actor.
        """
        anchored = _anchored(self, (quote for _, quote in quotes_of(self)))
        quotes = [
            (path, q.start, q.end) for path, q in quotes_of(anchored) if q.start is not None and q.end is not None
        ]
        listed = {(path[1], start, end) for path, start, end in quotes if layer_of(path) == "mentions"}
        mentions = mentions_of(anchored)
        for key, actor in self.actors.items():
            for start, end in mentions[actor.id]:
                if (key, start, end) not in listed:
                    yield AnnotatedSpan("mentions", key, start, end, path_text(("actors", key)))
        for path, start, end in quotes:
            owner = path_text(path[:2]) if path[0] == "claims" else str(path[1])
            yield AnnotatedSpan(layer_of(path), owner, start, end, path_text(path))

    def form(self, claim: Claim) -> str | None:
        """Return how a claim of the article is reported.

        Args:
            claim: A claim of the article.

        Returns:
            `direct` if all its quotes are within quotation marks, `indirect` if none overlaps them, else `mixed`.
            Single marks, as in ‘no’, do not count. None if that is not known: the article lacks a quote, or its text.
        """
        anchored = _anchored(self, claim.quote)
        if anchored is not self and claim in self.claims:
            claim = anchored.claims[self.claims.index(claim)]
        forms = {self._form(quote) for quote in claim.quote}
        if None in forms:
            return None
        return forms.pop() if len(forms) == 1 else "mixed"

    def _form(self, quote: Quote) -> str | None:
        if self.text is None or quote.start is None or quote.end is None:
            return None
        text, span = text_of(self.text), (quote.start, quote.end)
        if any(text.quotations.around(span)):
            return "direct"
        return "mixed" if text.quotations.touches(span) else "indirect"

    def contested(self, event: str) -> bool:
        """Report whether a claim of the article denies an event.

        Args:
            event: The key of the event in `events`.

        Returns:
            Whether a claim with the stance `denies` is about it.

        Raises:
            KeyError: If the article has no such event.
        """
        contested_event = self.events[event]
        return any(claim.stance == "denies" and contested_event.id in claim.about for claim in self.claims)


anchor: Callable[[Article], Article] | None = None
"""Anchors an article. `newscorpus` sets it, since models must not import what anchors them."""


def _anchored(article: Article, needed: Iterable[Quote]) -> Article:
    """Return the article with offsets if some of the needed quotes have none, as in a model made in Python."""
    if article.text is None or all(quote.start is not None for quote in needed):
        return article
    return _with_offsets(article)


@cached_by_identity
def _with_offsets(article: Article) -> Article:
    return anchor(article) if anchor else article


@lru_cache(maxsize=8)
def text_of(raw: str) -> Text:
    """Return the index of a text. The last few are cached."""
    return Text(raw)


@lru_cache(maxsize=8)
def _mentions_of(
    raw: str, forms: tuple[tuple[str, str], ...], typed: tuple[tuple[str, Span], ...]
) -> dict[str, set[Span]]:
    text = text_of(raw)
    mentions: dict[str, set[Span]] = defaultdict(set)
    taken = bytearray(len(raw))
    # Of `The company` and `the company`, the one that needs no other letter has priority.
    for form, actor in sorted(forms, key=lambda pair: (-len(flatten(pair[0])), pair[0][:1].islower())):
        add = mentions[actor].add
        for span in text.named(form):
            start, end = span
            # A span that was taken before is at least as long, so if it overlaps this one, it covers one of its ends.
            if not taken[start] and not taken[end - 1]:
                taken[start:end] = b"\x01" * (end - start)
                add(span)
    for actor, span in typed:
        mentions[actor].add(span)
    return mentions


def mentions_of(article: Article) -> Mapping[str, tuple[Span, ...]]:
    """Return the mentions of all actors by their id; see `Article.mentions`.

    Args:
        article: An anchored article.

    Returns:
        For each id the half-open spans in code points, in order; none if the article is without its text.
    """
    if article.text is None:
        return {actor.id: () for actor in article.actors.values()}
    actors = article.actors.values()
    forms = tuple((form, actor.id) for actor in actors for form in actor.forms)
    typed = tuple(
        (actor.id, (quote.start, quote.end))
        for actor in actors
        for quote in actor.mentions
        if quote.start is not None and quote.end is not None
    )
    spans = _mentions_of(article.text, forms, typed)
    return {actor.id: tuple(sorted(spans.get(actor.id, ()))) for actor in actors}
