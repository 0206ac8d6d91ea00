"""Hypothesis strategies for articles and corpora, to property-test an exporter, a rule or another tool.

    from hypothesis import given
    from newscorpus.testing import articles
    @given(articles())
    def test_my_exporter(article): ...

All values are valid: quotes are in the text, references are resolved, no rule reports an error. The strategies are
derived from the annotations of the fields, so they have each new one. They need Hypothesis: the extra `testing`.
"""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any, Final

import attrs

try:
    from hypothesis import strategies as st
except ModuleNotFoundError as e:
    raise ModuleNotFoundError("newscorpus.testing needs hypothesis: the extra `testing`", name=e.name) from None

from newscorpus.anchoring import anchor, resolve
from newscorpus.api.check import check_text
from newscorpus.diagnostics.report import Diagnostic
from newscorpus.models import KINDS, Actor, Article, Claim, Count, Event, Manifest, Quote, Role, When, edtf, text_of
from newscorpus.models.corpus import with_corpus
from newscorpus.models.fields import Type, fields_of
from newscorpus.models.manifest import DEFAULT_MANIFEST, Attribute, AttributeDeclarations
from newscorpus.models.metadata import Attributes, Computed, InText, LocationOnly, NotEmpty, Ref, Vocabulary
from newscorpus.models.values import UNKNOWN, Thing
from newscorpus.rules import Rule
from newscorpus.testing.scalars import Strategy, any_text, matching, own_fields, scalar, trimmed
from newscorpus.text.spans import Span
from newscorpus.text.words import name_key

slugs = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?", fullmatch=True).filter(
    lambda slug: slug not in ("null", "true", "false")
)
"""Ids of actors and events, and names of corpora."""
_WORDS = """
    Anna Berg met Carl Dahl in Oslo on Monday “We agree,” she said – 26 3 .
    北京 東京で हिन्दी की कहानी กรุงเทพ café 👩\u200d🚀
""".split()  # noqa: SIM905
_SPACES = (" ", " ", " ", "\n", "\n\n", "  ", "\t", "\u00a0", "\r\n", "\u2028", "")
_TEXTS = st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_SPACES)), min_size=1, max_size=40).map(
    lambda pairs: "".join(word + space for word, space in pairs)
) | any_text.filter(lambda text: bool(text.strip()))


def texts() -> st.SearchStrategy[str]:
    """Return a strategy for article texts: prose in several scripts, with any line breaks, or any other Unicode.

    Returns:
        A strategy for strings that contain more than whitespace.
    """
    return _TEXTS


@attrs.frozen
class _World:
    """The context of one article: what its values may refer to."""

    manifest: Manifest
    text: str | None = None
    actors: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    strategies: dict[tuple[Type, type], Strategy] = attrs.field(factory=dict, init=False, eq=False)
    """The strategies of its fields: Hypothesis examines each new one before it draws."""

    def ids(self, ref: Ref, owner: type | None = None) -> list[str]:
        """Ids to which a reference may point, those of the registry's actors included; no role is held in a person."""
        shared = [key for key, actor in self.manifest.actors.items() if owner is not Role or actor.kind != "person"]
        ids = {"actor": (*self.actors, *shared), "event": self.events}
        return [name for to in ref.to for name in ids[to]]

    @cached_property
    def spans(self) -> st.SearchStrategy[Span]:
        """Half-open spans of the text, in code points, that do not begin or end with whitespace."""
        assert self.text is not None
        inked = [i for i, c in enumerate(self.text) if not c.isspace()]

        def span(a: int, length: int) -> Span:
            return inked[a], inked[min(a + length, len(inked) - 1)] + 1

        return st.builds(span, st.integers(0, len(inked) - 1), st.integers(0, 12))

    @cached_property
    def words(self) -> st.SearchStrategy[str]:
        """Quoted words of the text; any words if the article is without its text."""
        text = self.text
        if text is None:
            return trimmed
        return self.spans.map(lambda span: text[slice(*span)])

    def quotes(self, *, nearest: bool = False) -> st.SearchStrategy[Quote]:
        """Quotes of the text: with their start, or without it if the words identify their place, or the `nearest`."""
        text = self.text
        if text is None:
            return st.builds(Quote, exact=self.words, within=st.none() | any_text, start=st.integers(0, 10**6))

        def quote(span: Span, bare: bool, around: int) -> Quote:
            exact = text[slice(*span)]
            short = Quote(exact=exact)
            context = Quote(exact=exact, within=text[max(0, span[0] - around) : span[1] + around].strip())
            for candidate in (short, context) if bare else (context,) if around else ():
                if isinstance(resolve(text_of(text), candidate), tuple) or (nearest and candidate is short):
                    return candidate
            return Quote(exact=exact, start=span[0])

        return st.builds(quote, self.spans, st.booleans(), st.integers(0, 20))


def _present(kind: Type, owner: type, world: _World) -> Strategy:
    """Return the strategy for the values of a field; it draws None if there is nothing to refer to."""
    if (kind, owner) not in world.strategies:
        world.strategies[kind, owner] = _strategy_of(kind, owner, world)
    return world.strategies[kind, owner]


def _strategy_of(kind: Type, owner: type, world: _World) -> Strategy:
    vocabulary, ref = kind.mark(Vocabulary), kind.mark(Ref)
    if kind.base is Quote:
        return world.quotes(nearest=kind.mark(InText) is not None)
    if kind.mark(InText):
        return world.words
    if vocabulary:
        return st.sampled_from(list(vocabulary.words(world.manifest.words, getattr(owner, "KIND", None))))
    if ref:
        known = world.ids(ref, owner)
        return st.sampled_from(known) if known else st.none()
    if kind.choices:
        return st.one_of(*(_present(c, owner, world) for c in kind.choices))
    if kind.base is tuple:
        refs, least = _needed(kind.args[0]), 1 if kind.mark(NotEmpty) else 0
        if refs and not world.ids(refs):
            return st.just(())
        items = _present(kind.args[0], owner, world)
        return st.lists(items, min_size=least, max_size=3, unique_by=str if refs else None).map(tuple)
    if kind.base is Mapping:
        if kind.mark(Attributes):
            return own_fields(world.manifest.declared(kind.mark(Attributes).owner))
        keys, values = (_present(arg, owner, world) for arg in kind.args)
        return st.dictionaries(keys, values, max_size=2)
    if attrs.has(kind.base):
        return _model(kind.base, world)
    return scalar(kind)


def _needed(kind: Type) -> Ref | None:
    """The reference that a value is, or cannot be without."""
    types = [kind, *(f.type for f in fields_of(kind.base) if f.required)] if attrs.has(kind.base) else [kind]
    return next((mark for type_ in types for mark in type_.marks if isinstance(mark, Ref)), None)


def _model(cls: type, world: _World, **given: Strategy) -> Strategy:
    """Return a strategy for a model: given fields, required fields, and some of the optional ones."""
    if cls is When:
        return _edtf_with_words(world)
    if cls in (Role, Thing):
        return _drawn(cls, world, given).filter(_in_order)
    if cls is Count:
        return _drawn(cls, world, {"count": _COUNTS, "text": st.none() | world.quotes(nearest=True)})
    return _drawn(cls, world, given)


@st.composite
def _drawn(draw: st.DrawFn, cls: type, world: _World, given: Mapping[str, Strategy]) -> Any:
    values = {name: draw(strategy) for name, strategy in given.items()}
    types = {f.name: f.type for f in fields_of(cls) if f.name not in given}
    required = [f.name for f in fields_of(cls) if f.default is attrs.NOTHING and f.name in types]
    optional = [name for name, kind in types.items() if name not in required and not _is_derived(kind)]
    chosen = draw(_some(tuple(optional))) if optional else []
    chosen = optional if draw(st.integers(0, 7)) == 7 else chosen  # else rare fields are hardly ever drawn
    for name in (*required, *(n for n in optional if n in chosen or types[n].mark(Attributes))):
        value = draw(_IDENTIFIERS if name == "ids" else _present(types[name], cls, world))
        if value is not None:
            values[name] = value
    return cls(**values)


@cache
def _some(names: tuple[str, ...]) -> Strategy:
    return st.lists(st.sampled_from(names), max_size=4, unique=True)


def _is_derived(kind: Type) -> bool:
    """Whether the field follows from others, or from where the article is stored."""
    return bool(kind.mark(Computed) or kind.mark(LocationOnly))


_COUNTS = (
    st.integers(0, 10**9)
    | st.builds("{}{}".format, st.integers(0, 10**9), st.sampled_from("+~"))
    | st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda pair: f"{min(pair)}..{max(pair)}")
)


def _in_order(model: Role | Thing) -> bool:
    if isinstance(model, Thing):
        return model.quantity is None or not model.quantity.is_reversed
    begun, over = model.start, model.end
    return not (begun and over and edtf.before(edtf.bounds(over, fuzzy=True), edtf.bounds(begun, fuzzy=True)))


def _edtf_with_words(world: _World) -> Strategy:
    dates = matching(edtf.EDTF_PATTERN, dated=True)
    dated = st.builds(When, edtf=dates, text=st.none() | world.quotes(nearest=True))
    return dated | st.builds(When, edtf=st.just(UNKNOWN), text=world.quotes(nearest=True))


_IDENTIFIERS = st.tuples(
    st.fixed_dictionaries({}, optional={"wikidata": st.integers(1, 10**9).map("Q{}".format)}),
    st.dictionaries(
        st.from_regex(r"[a-z]{1,6}", fullmatch=True), any_text | st.integers(0, 10**12).map(str), max_size=1
    ),
).map(lambda pair: {**pair[0], **pair[1]})


@st.composite
def _actors(draw: st.DrawFn, world: _World) -> dict[str, Actor]:
    """Draw actors that do not share a name or an alias."""
    drawn: dict[str, Actor] = {}
    (related,) = (f.type for f in fields_of(Actor) if f.name == "relations")
    forms = {name_key(form) for actor in world.manifest.actors.values() for form in actor.forms}
    for key in world.actors:
        actor = draw(
            _model(
                Actor,
                world,
                id=st.just(key),
                name=world.words,
                kind=st.sampled_from(["group", "organization", "country", "locality"]),
                aliases=st.lists(world.words, max_size=2, unique=True).map(tuple),
                relations=_present(related, Actor, attrs.evolve(world, actors=tuple(drawn))) if drawn else st.just({}),
            )
        )
        names = {name_key(form) for form in actor.forms}
        if forms & names or actor.kind is None:
            actor = attrs.evolve(actor, named=False)
        else:
            forms |= names
        drawn[key] = actor
    return drawn


@st.composite
def _events(draw: st.DrawFn, world: _World) -> dict[str, Event]:
    """Draw events whose times, statuses and relations do not contradict each other."""
    events: dict[str, Event] = {}
    for key in world.events:
        relation = st.sampled_from(["about", "same_as", "after", "caused_by", "enabled_by"])
        earlier = sorted(k for k, e in events.items() if e.when is None)
        target = st.sampled_from(earlier or [""]).map(lambda e: (e,))
        related = st.dictionaries(relation, target, max_size=2 if earlier else 0)
        kind = draw(st.sampled_from(list(KINDS.values())))
        event = draw(_model(kind, world, id=st.just(key), relations=related))
        events[key] = attrs.evolve(event, when=None) if event.relations else event
    return events


@st.composite
def _claims(draw: st.DrawFn, world: _World) -> tuple[Claim, ...]:
    out = []
    for claim in draw(st.lists(_model(Claim, world), max_size=3)):
        one_event = sum(name in world.events for name in claim.about) == 1
        via = None if claim.via in claim.by else claim.via
        out.append(attrs.evolve(claim, stance=claim.stance if one_event else None, via=via))
    return tuple(out)


@st.composite
def articles(draw: st.DrawFn, manifest: Manifest | None = None, *, withheld: bool | None = None) -> Article:
    """Return a strategy for valid articles as `load` returns them: anchored, with what the corpus adds to them.

    Args:
        manifest: The corpus whose vocabularies, registry and attributes the article uses. A field that only its
            `checks.require` asks for may be missing (NC112).
        withheld: Whether the article is without its text; drawn if None.

    Returns:
        A strategy for articles.
    """
    corpus = manifest or DEFAULT_MANIFEST
    without = draw(st.sampled_from([False] * 4 + [True])) if withheld is None else withheld
    text = None if without else draw(texts())
    ids = [slug for slug in draw(st.lists(slugs, max_size=6, unique=True)) if slug not in corpus.actors]
    half = draw(st.integers(0, len(ids)))
    world = _World(corpus, text, tuple(ids[:half]), tuple(ids[half:]))
    actors, events, claims = draw(_actors(world)), draw(_events(world)), draw(_claims(world))
    timed = any(event.when is not None for event in events.values()) or any(claim.when is not None for claim in claims)
    given = {
        "text": st.just(text),
        "sha256": st.just(text_of(text).sha256) | st.none() if text else _field(Article, "sha256"),
        "text_withheld": st.just(False) if text else st.booleans(),
        "text_parts": world.spans.map(lambda span: {"body": span}) if text else st.just({}),
        "actors": st.just(actors),
        "events": st.just(events),
        "claims": st.just(claims),
        "waive": st.just(()),
        "todo": st.just(()),  # check reports each
    }
    given["published"] = st.none() if timed else st.none() | _past()
    if manifest is None or manifest.language is None:
        given["language"] = _field(Article, "language")
    article: Article = draw(_model(Article, world, **given))
    if article.annotation and article.annotation.date:  # it must not be before the publication
        article = attrs.evolve(article, published=None)
    return anchor(with_corpus(article, corpus))


def _field(cls: type, name: str) -> Strategy:
    return scalar(next(f.type for f in fields_of(cls) if f.name == name))


@cache  # each filter of a strategy for a pattern parses the pattern again
def _past() -> Strategy:
    """Return a strategy for dates of publication; rules compare them with times of events and claims, and today."""
    return _field(Article, "published").filter(lambda day: day < "2020")


_ATTRIBUTES = st.dictionaries(
    st.from_regex(r"[a-z]{1,5}", fullmatch=True),
    st.builds(
        Attribute,
        type=st.sampled_from(["string", "integer", "number", "boolean"]),
        required=st.booleans(),
        description=st.none() | any_text,
    ),
    max_size=2,
)
_DECLARATIONS = st.builds(AttributeDeclarations, **{f.name: _ATTRIBUTES for f in fields_of(AttributeDeclarations)})


@st.composite
def manifests(draw: st.DrawFn) -> Manifest:
    """Return a strategy for the contents of `corpus.yaml`: own terms, attributes, and a registry that uses them.

    Returns:
        A strategy for `Manifest`.
    """
    given: dict[str, Strategy] = {"attributes": st.none() | _DECLARATIONS, "actors": st.just({})}
    given |= dict.fromkeys(("checks", "expect"), st.none())
    empty: Manifest = draw(_model(Manifest, _World(DEFAULT_MANIFEST), **given))
    actors = draw(_actors(_World(empty, None, tuple(draw(st.lists(slugs, max_size=3, unique=True))))))
    shared = {}
    for key, actor in actors.items():  # without what only an article says, and where the titles are in it
        titled = tuple(attrs.evolve(role, title=role.title.exact) for role in actor.roles)
        shared[key] = attrs.evolve(actor, mentions=(), roles=titled, relations={})
    return attrs.evolve(empty, actors=shared)


__all__ = ["any_text", "articles", "manifests", "slugs", "texts"]


_DEFAULTS: Final = {
    "format": "newscorpus/1",
    "id": "example",
    "language": "en",
    "published": "2024-05-08",
    "text": "Anna Berg met Carl Dahl in Oslo on Monday.",
}
_KEY: Final = re.compile(r"^([a-z_0-9]+):", re.MULTILINE)


def findings(rule: Rule, annotation: str) -> list[Diagnostic]:
    """Return what a rule reports of an annotation in YAML, and what makes the annotation invalid.

    Args:
        rule: The rule.
        annotation: The annotation. `format`, `id`, `language`, `published` and `text` may be left out; the text is then
            `Anna Berg met Carl Dahl in Oslo on Monday.`

    Returns:
        The findings of the rule, and errors of others without which the annotation could not be read; or NC013 if the
        rule raised.
    """
    keys = {*_KEY.findall(annotation)}
    missing = (f"{key}: {value}\n" for key, value in _DEFAULTS.items() if key not in keys)
    essential = ["NC0", "NC1", "NC2", "NC3"]
    report = check_text("".join((*missing, annotation)), rules=[rule], select=[rule.code, *essential])
    return [finding for finding in report if finding.code == rule.code or finding.severity == "error"]
