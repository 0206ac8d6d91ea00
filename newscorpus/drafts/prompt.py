"""What to send to a language model: instructions, terms, an example, the text; again, until there are no errors."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import attrs

from newscorpus.api.load import loads
from newscorpus.drafts.result import UNREADABLE, Draft, from_draft, require_known
from newscorpus.drafts.writer import to_draft
from newscorpus.errors import UsageError
from newscorpus.models import DEFAULT_MANIFEST, Article, Corpus, Manifest, manifest_of
from newscorpus.models.article import text_of
from newscorpus.models.base import abbreviate
from newscorpus.models.manifest import Attribute
from newscorpus.models.vocabulary import BY_KIND, EVENT_KINDS
from newscorpus.render import text_of as report_text
from newscorpus.text.front_matter import front_matter

_INSTRUCTIONS: Final = """\
Annotate the news article below: the actors, the events and the claims in it. Answer with one JSON object, in the form \
of the example, and with nothing else.

- Quotes (evidence, triggers, mentions, cue, quote, outcome, topics, and the text of times, things and counts) are \
words copied from the article, letter for letter. Do not correct, shorten or join them.
- If the words of a quote occur several times, write a longer context that occurs once, with the words in double \
brackets: `[[the mayor]] promised`.
- Annotate only what the article says. Do not add actors, dates or numbers that it does not have.
- Every actor and event has an id of its own: lower-case letters, digits and hyphens. Refer to actors and events by id.
- `name` is the fullest name in the article; with `named: false`, it is a label such as `officials`. `mentions` are \
the places that neither name nor aliases give.
- `by` is who makes a claim; leave it empty for the article's own voice. A claim with a `stance` is about one event.
- Dates are EDTF: 2024-05-06, 2024-05, 2024~ (about), 2023/2024, or `unknown` with the words that leave it open. Count \
relative words from the date of publication.
- Counts are 3, 26+ (at least), 200~ (about) or 3..5. Values have a unit: 48000000 USD, 90 km/h, 6%. Countries are ISO \
3166 codes such as NO.
- What does not apply is an empty string, an empty list, or `none`."""

_TABLES: Final = {
    "event_kinds": "kind of events",
    "types": "type",
    "statuses": "status",
    "roles": "role of participants",
    "things": "role of things",
    "relations": "relation of events, written on the later, smaller or dependent one",
    "casualties": "harm",
    "actor_kinds": "kind of actors",
    "sectors": "sector",
    "actor_relations": "relation of actors",
    "stances": "stance",
}
"""The vocabularies of a draft, and what a prompt calls them."""


def prompt(
    text: str, *, corpus: Corpus | None = None, published: str | None = None, language: str | None = None
) -> str:
    """Return what to send to a language model, so that it drafts the annotation of an article.

    Args:
        text: The article text.
        corpus: The corpus whose terms and attributes the draft may use.
        published: The date of publication, from which relative dates are counted; by default the one with which the
            text begins.
        language: The language of the text, a BCP 47 tag.

    Returns:
        Instructions, the terms with their meanings, an example, and the text. `newscorpus schema draft` prints the
        schema for the structured outputs of a vendor.

    Raises:
        UsageError: If an argument is not of its type, or `published` or `language` is malformed.

    Example::

        question = nc.prompt("Anna Berg met Carl Dahl on Monday.", published="2024-05-07")
        assert question.endswith("Anna Berg met Carl Dahl on Monday.")
    """
    if not isinstance(text, str):
        raise UsageError(f"`text` is {type(text).__name__}; a string is expected")
    require_known(language=language, published=published)
    manifest = manifest_of(corpus) or DEFAULT_MANIFEST
    published = published or front_matter(text, language).published
    head = [f"{name}: {value}" for name, value in (("published", published), ("language", language)) if value]
    return "\n\n".join(
        (
            _INSTRUCTIONS,
            "# Terms",
            *_terms(manifest),
            *declared_attributes(manifest),
            *_known(manifest, text),
            f"# Example\n\npublished: {example().published}\n\n{example().text}",
            json.dumps(_example_draft(corpus), ensure_ascii=False),
            "\n".join(("# Article", *(["", *head] if head else []))),
            text,
        )
    )


@cache
def example() -> Article:
    """Return the article of the example, with its annotation."""
    return loads(files("newscorpus.drafts").joinpath("example.yaml").read_text(encoding="utf-8"))


def _example_draft(corpus: Corpus | None) -> dict[str, Any]:
    """Return the draft of the example, with some value for each attribute that the corpus requires."""
    draft = to_draft(example(), corpus=corpus)
    manifest = manifest_of(corpus) or DEFAULT_MANIFEST
    for owner, objects in {
        "article": [draft],
        "actor": draft["actors"],
        "event": draft["events"],
        "claim": draft["claims"],
    }.items():
        needed = {name: declared for name, declared in manifest.declared(owner).items() if declared.required}
        for owned in objects:
            owned.get("attributes", {}).update({name: _some(declared) for name, declared in needed.items()})
    return draft


def _some(declared: Attribute) -> Any:
    least = declared.minimum if declared.minimum is not None else declared.maximum
    usual = {"boolean": True, "string": "words"}.get(declared.type, least or 0)
    return next(iter(declared.enum), usual)


def _terms(manifest: Manifest) -> Iterator[str]:
    """Yield each vocabulary, one of all kinds of events once."""
    for name, heading in _TABLES.items():
        tables = {kind: manifest.words.get(name, kind) for kind in EVENT_KINDS} if name in BY_KIND else {}
        if not tables or len({tuple(table) for table in tables.values()}) == 1:
            yield _table(heading, manifest.words.get(name, next(iter(EVENT_KINDS))))
        else:
            yield from (_table(f"{heading}, of kind {kind}", table) for kind, table in tables.items())


def _table(heading: str, table: Mapping[str, object]) -> str:
    return "\n".join((f"{heading}:", *(f"- {term}: {getattr(word, 'meaning', word)}" for term, word in table.items())))


def declared_attributes(manifest: Manifest) -> Iterator[str]:
    """Yield the attributes that the corpus declares."""
    for owner in ("article", "actor", "event", "claim", "thing"):
        declared = manifest.declared(owner)
        if declared:
            yield "\n".join(
                (
                    f"attributes of {owner}s:",
                    *(
                        f"- {name} ({', '.join(_limits(attribute))}): {attribute.description or 'no description'}"
                        for name, attribute in declared.items()
                    ),
                )
            )


def _limits(declared: Attribute) -> Iterator[str]:
    """Yield the type of an attribute, and which values it may have."""
    yield declared.type
    if declared.required:
        yield "required"
    if declared.enum:
        yield f"one of {json.dumps(declared.enum, ensure_ascii=False)[1:-1]}"
    for name, limit in (("least", declared.minimum), ("most", declared.maximum)):
        if limit is not None:
            yield f"at {name} {limit}"


def _known(manifest: Manifest, text: str) -> Iterator[str]:
    """Yield the actors of the registry whose names the text has."""
    index = text_of(text)
    known = [actor for actor in manifest.actors.values() if any(form in index for form in actor.forms)]
    if known:
        yield "\n".join(("known actors, by id:", *(f"- {actor.id}: {actor.name}" for actor in known)))


def correction(question: str, read: tuple[str, Draft] | None, last: tuple[str, Draft], *, max_tokens: int) -> str:
    """Return what to send after an answer with errors: the question, the answer, and what is wrong with it.

    `read` is the last answer that could be read, if that is another one; it comes before.
    """
    before = [_judged("Your answer that could be read", *read, max_tokens=max_tokens)] if read else []
    ask = f"Correct this in your answer{' that could be read' if read else ''}, leave the rest as it is, and write the "
    last_one = _judged("Your last answer" if read else "Your answer", *last, max_tokens=max_tokens)
    return "\n\n".join((question, *before, f"{last_one}\n{ask}whole JSON object again."))


def _judged(heading: str, answer: str, draft: Draft, *, max_tokens: int) -> str:
    wrong = report_text(draft.report, "model", max_tokens=max_tokens)
    return f"# {heading}\n\n{answer}\n\n# What is wrong with it\n\n{wrong}"


@attrs.frozen
class Round:
    """One round: what was asked, what was answered, and what was made of it.

    Example::

        for round in nc.repair_rounds(lambda prompt: "{}", text="It rained.", rounds=1):
            print(round.number, round.draft.report.ok)
    """

    number: int
    """Its number, from 1."""
    prompt: str = attrs.field(repr=abbreviate)
    """What was asked."""
    answer: str = attrs.field(repr=abbreviate)
    """What the model answered."""
    draft: Draft
    """What was made of the answer."""


def repair_rounds(
    ask: Callable[[str], str],
    *,
    text: str,
    corpus: Corpus | None = None,
    rounds: int = 3,
    article_id: str = "draft",
    language: str | None = None,
    published: str | None = None,
    drafted_by: str | None = None,
    max_tokens: int = 1000,
) -> Iterator[Round]:
    """Ask a language model for a draft, and again with what is wrong, until there are no errors.

    Args:
        ask: Sends a prompt to the model, and returns its answer. Each prompt contains the first one, the last
            answer and what is wrong with it; if that cannot be read, also the last one that could be, with what is
            wrong with that.
        text: The article text.
        corpus: The corpus whose registry, vocabularies and settings apply.
        rounds: How often to ask at most.
        article_id: The id of the article.
        language: The language of the text, if it is known.
        published: The date of publication, if it is known.
        drafted_by: The name of the model, as for `from_draft`.
        max_tokens: About how long the list of findings in a prompt is at most, in tokens.

    Yields:
        Each round. The last one has a draft without errors, unless the rounds are used up.

    Raises:
        UsageError: If `rounds` is less than 1, `ask` does not return a string, or as `from_draft` does. It is raised
            by the iterator, not by the call.

    Example::

        answer = '{"language": "en", "actors": [], "events": [], "claims": []}'
        *_, last = nc.repair_rounds(lambda prompt: answer, text="It rained in Oslo.")
        assert last.draft.report.ok
    """
    if rounds < 1:
        raise UsageError(f"{rounds} rounds: at least one is needed")
    require_known(id=article_id, drafted_by=drafted_by)
    first = asked = prompt(text, corpus=corpus, published=published, language=language)
    read: tuple[str, Draft] | None = None
    for number in range(1, rounds + 1):
        answer = ask(asked)
        if not isinstance(answer, str):
            raise UsageError(f"`ask` returned {type(answer).__name__}; the answer as a string is expected")
        draft = from_draft(
            answer,
            text=text,
            corpus=corpus,
            article_id=article_id,
            language=language,
            published=published,
            drafted_by=drafted_by,
        )
        yield Round(number, asked, answer, draft)
        if draft.ok:
            return
        is_read = all(finding.code != UNREADABLE for finding in draft.report)
        asked = correction(first, None if is_read else read, (answer, draft), max_tokens=max_tokens)
        read = (answer, draft) if is_read else read
