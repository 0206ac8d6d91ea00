"""Articles -> W3C Web Annotation: a collection for each, with an annotation for each span of the text, in `ID.jsonld`.

Positions are code points, as the standard wants them, so they are those of the model.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from newscorpus.diagnostics.report import Path as ModelPath
from newscorpus.diagnostics.report import path_text
from newscorpus.interchange.engine.fields import without_empty
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.output import GENERATOR, Output
from newscorpus.interchange.exports import DocumentWriter, address_of, addressed, count_rest
from newscorpus.models import Actor, ActorRelation, Article, Count, Event, Participant, Place, Quote, Role, Thing, When
from newscorpus.models.article import mentions_of
from newscorpus.models.traversal import counts_of, layer_of, participants_of, quotes_of, relations_of, whens_of
from newscorpus.text.spans import Span

Plain = dict[str, Any]

_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_AROUND: Final = 32
"""Code points before and after a quote, which make clear which one is meant."""
_HELD: Final[frozenset[str]] = frozenset(
    """
    format id headline actors.id actors.name actors.kind actors.mentions actors.aliases actors.roles.title
    actors.roles.org events.kind events.type events.title events.evidence events.triggers events.outcome
    events.places.name events.places.country events.topics events.when claims.quote claims.cue
    claims.when
    """.split()  # noqa: SIM905
)


def _collection(article: Article, output: Output) -> Plain:
    base = address_of(article, output.rights.manifest)
    held, items, annotated = set[str](_HELD), [], set[ModelPath]()
    for path, quotes in _annotated(article):
        annotated.add(path[:2])
        bodies, below = _bodies(article, path)
        held |= below
        targets = [_target(article, base, start, end, words) for words, start, end in quotes]
        items.append(
            {
                "id": addressed(base, *path),
                "type": "Annotation",
                "motivation": "identifying" if layer_of(path) in ("mentions", "participants") else "classifying",
                "body": [
                    {"type": "TextualBody", "purpose": "tagging", "value": layer_of(path)},
                    {"type": "SpecificResource", "purpose": "linking", "source": addressed(base, *path[:2])},
                    *bodies,
                ],
                "target": targets[0] if len(targets) == 1 else targets,
            }
        )
    if items:
        held.add("url")  # the `source` of each target
    held |= _count_wordless(article, annotated, output.losses)
    count_rest(article, held, output.losses)
    collection = addressed(base, "annotations")
    return {
        "@context": _CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "generator": {"type": "Software", "name": GENERATOR},
        "label": article.headline or article.part("headline") or article.id,
        "total": len(items),
        "first": {"id": addressed(base, "annotations", 1), "type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def _annotated(article: Article) -> Iterator[tuple[ModelPath, list[tuple[str, int, int]]]]:
    """Yield the path of each value with words in the text, and these: several for a claim that is interrupted."""
    listed = {(path[1], _place_of(quote)) for path, quote in quotes_of(article) if layer_of(path) == "mentions"}
    mentions = mentions_of(article)
    for key, actor in article.actors.items():
        for number, (start, end) in enumerate(_unlisted(mentions[actor.id], key, listed)):
            words = article.text[start:end] if article.text is not None else ""
            yield ("actors", key, "mentions", f"name{number}"), [(words, start, end)]
    parts: dict[ModelPath, list[tuple[str, int, int]]] = {}
    for path, quote in quotes_of(article):
        whole = path[:3] if path[0] == "claims" and path[2] == "quote" else path
        if (place := _place_of(quote)) is not None:  # a title that the article does not print has none
            parts.setdefault(whole, []).append((quote.exact, *place))
    yield from parts.items()


def _unlisted(spans: Iterable[Span], key: str, listed: set[tuple[Any, Span | None]]) -> Iterator[Span]:
    return (span for span in spans if (key, span) not in listed)


def _place_of(quote: Quote) -> Span | None:
    return (quote.start, quote.end) if quote.start is not None and quote.end is not None else None


def _target(article: Article, base: str, start: int, end: int, words: str) -> Plain:
    quote = {"type": "TextQuoteSelector", "exact": words}
    if article.text is not None:
        quote["exact"] = article.text[start:end]  # not as the file folds its white space
        quote |= without_empty({"prefix": article.text[max(0, start - _AROUND) : start]})
        quote |= without_empty({"suffix": article.text[end : end + _AROUND]})
    return {"source": base, "selector": [{"type": "TextPositionSelector", "start": start, "end": end}, quote]}


def _bodies(article: Article, path: ModelPath) -> tuple[list[Plain], set[str]]:
    """Return what the words at a path mean, beyond their layer and what they belong to; and the fields that this is."""
    owner, bodies, held = _at(article, path[:2]), list[Plain](), set[str]()
    if isinstance(owner, Actor):
        bodies += _values("classifying", owner.kind) + _values("identifying", owner.name)
    if isinstance(owner, Event):
        bodies += _values("classifying", f"{owner.kind}/{owner.type}") + _values("describing", owner.title)
    if path[2] in ("participants", "things", "casualties", "relations"):
        bodies += _values("tagging", str(path[3]))  # the role, the harm or the relation
        held = _fields(path)
    value = _at(article, path[:-1])
    if isinstance(value, When):
        bodies += _values("describing", value.edtf)
    elif isinstance(value, Thing | Place | Count):
        field = {Thing: "value", Place: "country", Count: "count"}[type(value)]
        bodies += _values("describing", getattr(value, field))
    elif isinstance(value, Participant | ActorRelation | Role):
        field = {Participant: "actor", ActorRelation: "other", Role: "org"}[type(value)]
        if (other := getattr(value, field)) is not None:
            bodies += _values("linking", other)
    return bodies, held


def _values(purpose: str, value: Any) -> list[Plain]:
    return [] if value is None else [{"type": "TextualBody", "purpose": purpose, "value": str(value)}]


def _at(value: Any, path: ModelPath) -> Any:
    """Return what a path leads to."""
    for step in path:
        value = getattr(value, step) if isinstance(step, str) and hasattr(value, step) else value[step]
    return value


def _fields(path: ModelPath) -> set[str]:
    """Return the fields that an annotation of a participant, a thing, a count or a relation tells, by its path."""
    names = ("actor", "mention", "text", "value", "count", "other", "evidence", "when")
    return {f"{path[0]}.{path[2]}.{path[3]}.{name}" for name in names}


def _count_wordless(article: Article, annotated: set[ModelPath], losses: Losses) -> set[str]:
    """Count the values that have no words in the text, so that there is nothing to annotate; return their fields."""
    wordless: list[tuple[ModelPath, Any]] = [(path, when.text) for path, when in whens_of(article)]
    for key, actor in article.actors.items():
        wordless += [((*path, "evidence"), relation.evidence) for path, relation in relations_of(key, actor)]
        names = {article.text[start:end] for start, end in mentions_of(article)[key]} if article.text else set()
        absent = [number for number, alias in enumerate(actor.aliases) if alias not in names]
        wordless += [(("actors", key, "aliases", number), None) for number in absent]
        if ("actors", key) not in annotated:
            wordless += [(("actors", key, name), None) for name in ("name", "kind") if getattr(actor, name) is not None]
        wordless += [(("actors", key, "roles", number), role.title.start) for number, role in enumerate(actor.roles)]
    for key, event in article.events.items():
        wordless += [(path, participant.mention) for path, participant in participants_of(key, event)]
        wordless += [(path, count.text) for path, count in counts_of(key, event)]
    for path, words in wordless:
        if words is None:
            losses.add(f"{path[0]}.{path[2]} without words", f"{article.id}: {path_text(path)}")
    return set[str]().union(*(_fields(path) for path, words in wordless if words is None and len(path) > 3))


WRITER: Final = DocumentWriter(".jsonld", f'"@context": "{_CONTEXT}"', _collection)
