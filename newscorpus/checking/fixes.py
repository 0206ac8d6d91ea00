"""Fixes of reported findings, each tried: it is offered only if the record has no more errors afterwards."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, TypeVar

from newscorpus import limits
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.pipeline import ArticleCheck, ArticleResult
from newscorpus.checking.selection import ESSENTIAL
from newscorpus.diagnostics.report import Diagnostic, Fix, Severity
from newscorpus.edits.text_edits import apart, edited, holding
from newscorpus.models import Article
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.parsed import SourceRecord, parse
from newscorpus.places import Places
from newscorpus.rules import BY_CODE, named
from newscorpus.rules.configuration import unused_waiver

Fixes = dict[Diagnostic, tuple[Fix, ...]]
Key = TypeVar("Key", str, tuple[str, str])
"""What errors are counted by: the code, or the file and the code."""
BOM: Final = "\ufeff"
ANY_BYTES: Final = "surrogateescape"
"""A line of JSON Lines that is not UTF-8 stays as it is, whatever is fixed in others."""
_RULE: Final = re.compile(rb"NC\d{3}|[a-z]+(?:-[a-z]+)+")
_LAYERS: Final = 8
"""Of fixes that overlap each other, so many are tried."""

_AT_ONCE: Final = 10_000
"""Findings that get their fixes at once, by processes that are then started anew."""


def errors_alone(source: SourceRecord, corpus: LoadedCorpus, active: frozenset[str]) -> Counter[str]:
    """Return the errors of a record by itself, by code; without those of corpus rules."""
    active = _able_to_err(source, corpus, active)
    return _errors_of(ArticleCheck(source, corpus, active).run(), active)


def _errors_of(result: ArticleResult, active: frozenset[str]) -> Counter[str]:
    left, _ = result.waived_with((), active)
    return Counter(
        diagnostic.code
        for diagnostic in left
        if diagnostic.severity is Severity.ERROR and not _is_undecided(diagnostic)
    )


def _able_to_err(source: SourceRecord, corpus: LoadedCorpus, active: frozenset[str]) -> frozenset[str]:
    """The rules whose findings are errors, and those that a waiver may name: if they find nothing, it is an error."""
    named_by_waivers = set(_RULE.findall(source.data)) if b"waive" in source.data else set[bytes]()
    errors = {
        rule.code
        for rule in BY_CODE.values()
        if corpus.severities.get(rule.code, rule.severity) is Severity.ERROR
        or not named_by_waivers.isdisjoint((rule.code.encode(), rule.name.encode()))
    }
    return active & errors | ESSENTIAL


def _is_undecided(diagnostic: Diagnostic) -> bool:
    """Whether it is about a waiver that may cover what a corpus rule finds, so that the record does not decide."""
    rule = named(diagnostic.arguments[0]) if diagnostic.code == unused_waiver.code else None
    return rule is not None and rule.scope != "article"


def is_no_worse(before: Counter[Key], after: Counter[Key]) -> bool:
    """Report whether there are no more errors than before, and none of another rule, or of another file and rule."""
    return after.total() <= before.total() and after.keys() <= before.keys()


def without_harmful(
    fixes: Fixes,
    source: SourceRecord,
    corpus: LoadedCorpus,
    active: frozenset[str],
    result: ArticleResult | None = None,
) -> Fixes:
    """Leave out the fixes after which the record has more errors than before, or errors of another rule.

    Those that do not overlap are tried together, half by half if that fails, and then by themselves. `result` is the
    result of all active rules, if there is one.
    """
    offers = [(diagnostic, fix) for diagnostic, own in fixes.items() for fix in own]
    if not offers:
        return fixes
    offers.sort(key=lambda offer: not offer[1].safe)
    text = source.data.decode(errors=ANY_BYTES)
    shift = len(text) - len(text.removeprefix(BOM)) - source.offset
    edits = [[(e.span.start + shift, e.span.end + shift, e.text) for e in fix.edits] for _, fix in offers]
    before: Counter[str] | None = None
    trials = 0

    def holds(chosen: list[int]) -> bool:
        nonlocal before, trials
        trials += 1
        if trials > limits.MAX_TRIALS:
            return True
        data = edited(text, [edit for i in chosen for edit in edits[i]]).encode(errors=ANY_BYTES)
        after = errors_alone(evolve_unchecked(source, data=data), corpus, active)
        if not after:
            return True
        if before is None:
            known = result if active >= ESSENTIAL else None
            before = _errors_of(known, active) if known else errors_alone(source, corpus, active)
        return is_no_worse(before, after)

    kept, left = set[int](), list(range(len(offers)))
    for _ in range(_LAYERS):
        layer, left = apart([edits[i] for i in left], left)
        compatible = holding(layer, holds)
        # Two that exclude each other, such as those that delete the last items of a list, are made one after the other.
        kept.update(compatible, (i for i in layer if i not in compatible and holds([i])))
    kept.update(left)
    sound = {id(offers[i][1]) for i in kept}
    return {diagnostic: tuple(fix for fix in own if id(fix) in sound) for diagnostic, own in fixes.items()}


def fixes_of_record(
    source: SourceRecord, corpus: LoadedCorpus, active: frozenset[str], reported: Sequence[Diagnostic]
) -> Fixes:
    """Return the fixes of the reported diagnostics of one record, as `fixes_in_file` does."""
    places = Places(parse(source, Article, active))
    here = [diagnostic for diagnostic in reported if diagnostic.proposed and places.is_still_there(diagnostic)]
    return without_harmful(places.fixes(here), source, corpus, active)


def in_parts(diagnostics: Iterable[Diagnostic]) -> Iterator[list[Diagnostic]]:
    """Yield diagnostics in parts that fit into memory. Those of a record are in one of them."""

    def record(diagnostic: Diagnostic) -> tuple[str, int]:
        at = diagnostic.primary
        return at.file, at.line if at.file.endswith(".jsonl") else 0

    part: list[Diagnostic] = []
    for _, own in groupby(diagnostics, key=record):
        part += own
        if len(part) >= _AT_ONCE:
            yield part
            part = []
    yield part
