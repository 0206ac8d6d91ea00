"""Agreement: the same articles by several annotators -> figures of their agreement."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import attrs

from newscorpus.api.compare import ArticlePlaces, combined, read_side, without_skipped
from newscorpus.api.source import Source
from newscorpus.comparison.agreement import (
    COLUMNS,
    Coefficient,
    Disagreement,
    Figure,
    Resampler,
    figure,
    gammas,
    groups_of,
    rows,
)
from newscorpus.comparison.matches import digest
from newscorpus.comparison.units import LABELLED, samples
from newscorpus.diagnostics.report import Report
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.models import Article
from newscorpus.render.table import Answer

By = Literal["type", "status"]


@attrs.frozen
class Agreement:
    """The result of `agreement`."""

    annotators: tuple[str, ...]
    """The names of the annotators: what differs in their paths, as `anna` and `bert`; else they are numbered."""
    articles: tuple[str, ...]
    """The ids of the articles that all of them have."""
    left_out: tuple[str, ...]
    """The ids of the articles that only some have, which do not count."""
    figures: tuple[Figure, ...]
    """The figures."""
    report: Report = attrs.field(factory=Report, repr=False)
    """The report on the articles that were read."""

    def table(self) -> Answer:
        """Return the figures as a table.

        Returns:
            One row per figure: `figure`, `unit`, `group`, `units`; `f1`, `kappa`, `alpha` and `gamma`, each with the
            ends of its interval (`_low`, `_high`); and the number of `disagreements`.

        Example::

            found = nc.agreement(["seeds/", "seeds/"])
            assert {row["f1"] for row in found.table().to_dicts()} == {1.0}
        """
        return Answer(COLUMNS, tuple(tuple(rows(measured)) for measured in self.figures))


def agreement(
    sources: Sequence[Source],
    *,
    by: By | None = None,
    samples: int = 1000,
    seed: int = 0,
    gamma: bool = False,
    skip_invalid: bool = False,
) -> Agreement:
    """Return how far annotators of the same articles agree.

    Each figure has F1, and where units have values, Cohen's kappa and Krippendorff's alpha. Units are spans of each
    layer, types of events in documents and sentences, and actors, events, claims and arguments that are matched as by
    `compare`. `docs/agreement.md` has definitions, formulas and references.

    Args:
        sources: The annotations of each annotator, two or more: files, folders, articles or a corpus, as for `check`.
        by: Break figures down by the type or status of the events that they are about.
        samples: How many samples are drawn for the intervals, by article; 0 for none.
        seed: Seed of the samples: with the same one, the intervals are the same.
        gamma: Whether to compute gamma of the layers of spans, too, but not with `by`; needs the extra `gamma`.
        skip_invalid: Whether to leave out articles with errors of any annotator. The report has the errors.

    Returns:
        The figures, with the disagreements of each.

    Raises:
        InvalidCorpus: If a file has errors.
        UsageError: If a source cannot be read, or two of its articles have one id; if there are fewer than two
            annotators, no article that all have, or two texts of one, or a text that only some withhold; if `by` is
            another field; or if the library for gamma is not installed.

    Example::

        found = nc.agreement(["seeds/", nc.load("seeds/")])
        for one in found.figures:
            print(one.name, one.unit, one.f1.value, one.kappa.value, len(one.disagreements))
    """
    if by not in (None, "type", "status"):
        raise UsageError(f"by {by!r}: type or status")
    annotators, versions, report = read_annotators(sources, skip_invalid=skip_invalid)
    for several in versions:
        if len({article.text is None for article in several}) > 1:
            raise UsageError(f"some annotators withhold the text of `{several[0].id}`; spans have places in a text")
    shared = [several[0].id for several in versions]
    names = annotator_names(sources)
    units, resampler = list(_samples(versions)), Resampler(shared, samples, seed)
    groups = [None] if by is None else [(by, value) for value in groups_of(units, by)]
    figures = [figure(sample, names, resampler, group) for group in groups for sample in units]
    if gamma and by is None:
        of_layers = gammas(versions, resampler)
        figures = [measured and attrs.evolve(measured, gamma=_gamma(measured, of_layers)) for measured in figures]
    left_out = sorted({id_ for articles in annotators for id_ in articles} - set(shared))
    placed = _placed([measured for measured in figures if measured is not None], names, annotators)
    return Agreement(tuple(names), tuple(shared), tuple(left_out), tuple(placed), report)


_samples = samples


def _gamma(measured: Figure, of_layers: Mapping[str, Coefficient]) -> Coefficient:
    return of_layers.get(measured.name, measured.gamma) if measured.unit == LABELLED else measured.gamma


def read_annotators(
    sources: Sequence[Source], *, skip_invalid: bool
) -> tuple[list[Mapping[str, Article]], list[list[Article]], Report]:
    """Return the articles of each annotator by id; of each article that all have, the version of each; the report.

    Raises InvalidCorpus and UsageError as `agreement` does.
    """
    if isinstance(sources, str | bytes) or not isinstance(sources, Sequence) or len(sources) < 2:
        raise UsageError("two or more annotators are needed, each a file or folder")
    sides = [read_side(source, skip_invalid=skip_invalid) for source in sources]
    annotators, report = without_skipped(sides), combined(side.report for side in sides)
    shared = [id_ for id_ in annotators[0] if all(id_ in articles for articles in annotators)]
    if not shared and not report.ok:
        raise InvalidCorpus(report)
    if not shared:
        raise UsageError("there is no article that all annotators have; articles are the same if they have the same id")
    versions = [[articles[id_] for articles in annotators] for id_ in shared]
    for several in versions:
        if len({digest(article) for article in several} - {None}) > 1:
            raise UsageError(f"the annotators have different texts of `{several[0].id}`")
    return annotators, versions, report


def annotator_names(sources: Sequence[Source]) -> list[str]:
    """Return the names of annotators: the part of their paths that differs, `annotator-1` … for others.

    That is the last part which differs from path to path: `anna` and `bert` of `anna/corpus` and `bert/corpus`. If none
    does, it is all from the first to the last difference. The names of equal paths are numbered.
    """
    parts = {i: _parts(Path(source)) for i, source in enumerate(sources) if isinstance(source, str | Path)}
    known = dict(zip(parts, _distinct([*parts.values()]), strict=True))
    names = [known.get(i, f"annotator-{i + 1}") for i in range(len(sources))]
    numbered = [f"{name}-{i}" for i, name in enumerate(names, 1)]
    some = [new if names.count(name) > 1 else name for name, new in zip(names, numbered, strict=True)]
    return some if len({*some}) == len(some) else numbered  # `a`, `a` and `a-1`


def _parts(path: Path) -> tuple[str, ...]:
    path = path.resolve()
    return (*path.parts[:-1], path.stem if path.is_file() else path.name)


def _distinct(paths: Sequence[tuple[str, ...]]) -> list[str]:
    for i in range(1, min(map(len, paths), default=0) + 1):
        if len({path[-i] for path in paths}) == len(paths):
            return [path[-i].strip() for path in paths]
    first = next((i for i, several in enumerate(zip(*paths, strict=False)) if len({*several}) > 1), -1)
    backwards = zip(*(path[::-1] for path in paths), strict=False)
    last = next((i for i, several in enumerate(backwards) if len({*several}) > 1), 0)
    return ["/".join(path[first : len(path) - last]).strip() or path[-1] for path in paths]


def _placed(
    figures: Sequence[Figure], names: Sequence[str], annotators: Sequence[Mapping[str, Article]]
) -> list[Figure]:
    """The figures, whose disagreements have places in files."""
    finders = {
        (name, id_): ArticlePlaces(article)
        for name, side in zip(names, annotators, strict=True)
        for id_, article in side.items()
    }

    def placed(disagreement: Disagreement) -> Disagreement:
        a, b = (
            finders[name, disagreement.article].span(path)
            for name, path in zip(disagreement.annotators, disagreement.paths, strict=True)
        )
        return attrs.evolve(disagreement, places=(a, b))

    return [attrs.evolve(measured, disagreements=tuple(map(placed, measured.disagreements))) for measured in figures]
