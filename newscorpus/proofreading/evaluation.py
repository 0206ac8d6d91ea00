"""How well a model proofreads: changes of meaning are planted into copies of articles, which it then gets to see."""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import Any, Final

import attrs

from newscorpus.anchoring import anchor
from newscorpus.diagnostics.report import Path
from newscorpus.errors import UsageError
from newscorpus.models import Article, Corpus, Incident
from newscorpus.models.vocabulary import DEFAULT
from newscorpus.proofreading.answer import read_objections
from newscorpus.proofreading.asking import Ask, answers
from newscorpus.proofreading.prompt import proofreading_prompt
from newscorpus.proofreading.values import Values

KINDS: Final = ("status", "time", "role", "speaker", "stance", "count", "place")
MOST: Final = 12
"""Changes that are planted into one article."""
_DEBATABLE: Final = ("generic", "alleged", "ongoing", "refused")
"""Statuses that may describe the same thing as another one."""
_OPPOSITE: Final = {"denies": "asserts", "unlikely": "asserts"}
Change = tuple[str, Path, Any]
"""The kind, the field, and the new value."""


@attrs.define
class Evaluation:
    """What a model found of what was planted, and what it said of the same articles as they are."""

    articles: int = 0
    planted: Counter[str] = attrs.field(factory=Counter)
    """How many changes of each kind were planted."""
    recalled: Counter[str] = attrs.field(factory=Counter)
    """How many of these the model objected to."""
    unchanged: Counter[str] = attrs.field(factory=Counter)
    """The objections on the unchanged copies, by problem."""
    failed: int = 0
    """Prompts without an answer that can be read."""


def plant(article: Article, seed: int, *, corpus: Corpus | None = None) -> tuple[Article, list[tuple[str, Path]]]:
    """Return a copy of an article with changes of meaning that the check accepts, and the kind and field of each.

    Args:
        article: The article, anchored.
        seed: The same seed plants the same changes.
        corpus: The corpus that it belongs to.
    """
    draw = random.Random(f"{seed} {article.id}")  # noqa: S311 - no secret
    changes = list(_changes(article, draw))
    draw.shuffle(changes)
    by_kind = ([change for change in changes if change[0] == kind] for kind in KINDS)
    planted: dict[Path, str] = {}
    for kind, path, value in filter(None, chain(*zip_longest(*by_kind))):  # one of each kind in turn
        if len(planted) == MOST or path[:2] in {other[:2] for other in planted}:
            continue
        proposal = Values(article, corpus).proposal(path, (), value)
        if proposal is not None:
            article, planted[path] = proposal[1], kind
    return article, [(kind, path) for path, kind in planted.items()]


def _changes(article: Article, draw: random.Random) -> Iterator[Change]:
    places = sorted({place.name.exact for event in article.events.values() for place in event.places})
    for key, event in article.events.items():
        at: Path = ("events", key)
        statuses = [term for term in DEFAULT.get("statuses", event.kind) if term not in (event.status, *_DEBATABLE)]
        yield "status", (*at, "status"), draw.choice(statuses)
        if event.when is not None and (other := _other_number(event.when.edtf, draw, is_count=False)):
            yield "time", (*at, "when"), other
        for role, participants in event.participants.items():
            others = sorted(article.actors.keys() - set(event.parties))
            if len(participants) == 1 and others:
                yield "role", (*at, "participants", role), draw.choice(others)
        for harm, counts in event.casualties.items() if isinstance(event, Incident) else ():
            if len(counts) == 1 and (other := _other_number(str(counts[0].count), draw, is_count=True)):
                yield "count", (*at, "casualties", harm), other
        elsewhere = [name for name in places if name not in {place.name.exact for place in event.places}]
        if len(event.places) == 1 and elsewhere:
            yield "place", (*at, "places"), draw.choice(elsewhere)
    for i, claim in enumerate(article.claims):
        others = sorted(article.actors.keys() - set(claim.by))
        if len(claim.by) == 1 and others:
            yield "speaker", ("claims", i, "by"), draw.choice(others)
        if claim.stance is not None:
            yield "stance", ("claims", i, "stance"), _OPPOSITE.get(claim.stance, "denies")


def _other_number(value: str, draw: random.Random, *, is_count: bool) -> str | None:
    """A date or count with another number at its end, which means something else; None if there is none."""
    match = re.search(r"(\d+)(\D*)$", value)
    if match is None:
        return None
    digits = match[1]
    scale = 10 ** max(0, len(digits) - 2) if is_count else 1  # `some 9,000` are not 9,003
    other = draw.choice([number for step in (-3, -2, 2, 3) if (number := int(digits) + scale * step) > 0])
    return f"{value[: match.start()]}{other:0{len(digits)}}{match[2]}"


def evaluate(
    articles: Iterable[Article], ask: Ask, *, seed: int = 0, corpus: Corpus | None = None, jobs: int = 1
) -> Evaluation:
    """Let a model proofread articles twice: with planted changes, and as they are.

    Args:
        articles: Articles that people have accepted.
        ask: As for `proofread`.
        seed: What is planted.
        corpus: The corpus that they belong to.
        jobs: How many prompts may wait for an answer at a time.
    """
    result = Evaluation()
    questions = _questions(map(anchor, articles), seed, corpus, result)
    for (article, planted), answer in answers(questions, ask, jobs=jobs):
        proofreading = None if isinstance(answer, Exception) else read_objections(answer, article, corpus=corpus)
        if proofreading is None or (proofreading.problem and not proofreading.objections):
            result.failed += 1
            continue
        if planted is None:
            result.unchanged.update(objection.problem for objection in proofreading.objections)
            continue
        fields = {objection.path for objection in proofreading.objections}
        result.planted.update(kind for kind, _ in planted)
        result.recalled.update(kind for kind, path in planted if not fields.isdisjoint((path, path[:2])))
    return result


Asked = tuple[tuple[Article, Sequence[tuple[str, Path]] | None], str]


def _questions(articles: Iterable[Article], seed: int, corpus: Corpus | None, result: Evaluation) -> Iterator[Asked]:
    """Yield two prompts for each article that can be sent: of the copy, with what was planted; and of the article."""
    for article in articles:
        copy, planted = plant(article, seed, corpus=corpus)
        try:
            questions = [proofreading_prompt(each, corpus=corpus) for each in (copy, article)]
        except UsageError:
            continue
        result.articles += 1
        yield (copy, planted), questions[0]
        yield (article, None), questions[1]
