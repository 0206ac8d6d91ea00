"""Waivers: the findings that a file declares not to apply, each with a reason.

A waiver names its target by content, as `codec.addresses` does, so it stays with it when the file is edited.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import zip_longest

import attrs

from newscorpus.checking.waiver_advice import Placement, Subject, explain_unused, place_waivers
from newscorpus.codec.addresses import TEXT, TEXT_PATHS, place_of
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Diagnostic, Path
from newscorpus.models import Waiver
from newscorpus.places import Coded, Places
from newscorpus.rules import named
from newscorpus.rules.configuration import invalid_waiver
from newscorpus.rules.rule import OBJECTIONS
from newscorpus.text.words import flatten


@attrs.frozen
class PlacedWaiver:
    """A waiver, and what it covers."""

    waiver: Waiver
    targets: tuple[Path, ...]
    """The paths that it covers, with everything below them."""
    exact: bool
    """Whether it covers nothing below them."""
    unused: Diagnostic | None = None
    """The finding about it if it covers nothing; None if it covers a finding of the article."""


class Waivers:
    """The waivers of an article, and the findings that they cover."""

    def __init__(self, given: Sequence[Waiver], locator: SourceMap) -> None:
        self._locator = locator
        self._placed = list(place_waivers(given, locator))
        self.waived: list[tuple[int, str]] = []
        """The number of the waiver, and the code of the rule, of each finding that one covers."""

    def apply(self, findings: Sequence[Coded], unfound: AbstractSet[Path]) -> list[Coded]:
        """Return the findings that no waiver covers.

        The order of precedence:

        a. A waiver that names an item by its index covers nothing. Its fix, which names the item by its words, stays if
           the item has such a finding; it is safe unless others have one that nobody waives. Of the fixes of that
           waiver and of the finding, one stays, since the other would be wrong then: that of the waiver if it is safe.
        b. Of several items with equal words, each waiver covers one that has a finding, so that one more is noticed. If
           there are more of them than waivers, none of these covers anything.
        c. Of several waivers, the first in the file covers a finding: by its very path, by a path above it, or in the
           article text by words with which those of the finding begin.
        d. What is said of one that covers nothing: what it names is not there, but something near is; or its rule
           reports something elsewhere; or it can be deleted. While the words of its target are not in the text, nobody
           knows whether it covers something.

        Args:
            findings: What is found in the article, by rules that apply.
            unfound: Paths of the actors, events and claims with words that the text lacks.
        """
        left = self._with_one_fix(findings)
        subjects = [_subject(coded) for coded in left]
        self._share_equal_items(subjects)
        numbers = covering(
            [PlacedWaiver(placement.waiver, placement.targets, placement.exact) for placement in self._placed], subjects
        )
        explain_unused(self._placed, subjects, numbers, self._locator, unfound)
        pairs = list(zip(numbers, left, strict=True))
        self.waived = [(number, code) for number, (code, _) in pairs if number is not None]
        return [coded for number, coded in pairs if number is None]

    def placed(self, places: Places) -> Iterator[PlacedWaiver]:
        """Yield what each waiver covers, once they are applied; those that cover nothing with a diagnostic."""
        used = {number for number, _ in self.waived}
        for placement in self._placed:
            unused = None if placement.number in used else places.diagnostic(placement.code, placement.finding)
            yield PlacedWaiver(placement.waiver, placement.targets, placement.exact, unused)

    def _with_one_fix(self, findings: Sequence[Coded]) -> list[Coded]:
        by_index = [placement for placement in self._placed if placement.item is not None]
        if not by_index:
            return list(findings)
        by_item = [PlacedWaiver(placement.waiver, (placement.item or (),), exact=False) for placement in by_index]
        numbers = covering(by_item, [_subject(coded) for coded in findings])
        waived = {number for number in numbers if number is not None}
        open_places = {
            (code, place)
            for (code, finding), number in zip(findings, numbers, strict=True)
            if number is None
            for place in _beginnings(place_of(finding.path))
        }
        for i, placement in enumerate(by_index):
            rule = named(placement.waiver.code)
            is_sure = rule is not None and (rule.code, place_of(placement.item or ())) not in open_places
            fixes = placement.finding.fixes if i in waived else ()
            placement.say(fixes=tuple(attrs.evolve(fix, safe=is_sure) for fix in fixes))
        left = []
        for (code, finding), number in zip(findings, numbers, strict=True):
            waiver = None if number is None else by_index[number]
            if waiver is not None and waiver.finding.fixes and finding.with_words().fixes:
                if any(fix.safe for fix in waiver.finding.fixes):
                    hint = f"a waiver accepts it, but names it by its index: {backticked(waiver.waiver.at)}"
                    left.append((code, attrs.evolve(finding.with_words(), help=hint, fixes=())))
                    continue
                waiver.say(fixes=())
            left.append((code, finding))
        return left

    def _share_equal_items(self, subjects: Sequence[Subject]) -> None:
        alike: dict[tuple[str, str, str], list[Placement]] = {}
        for placement in self._placed:
            if placement.waiver.quote and len(placement.targets) > 1 and placement.waiver.at not in TEXT:
                key = placement.waiver.code, placement.waiver.at, flatten(placement.waiver.quote)
                alike.setdefault(key, []).append(placement)
        reported = {(code, path[:n]) for code, path, _ in subjects for n in range(len(path) + 1)} if alike else set()
        for (name, at, quote), waivers in alike.items():
            rule = named(name)
            targets = [path for path in waivers[0].targets if rule and (rule.code, path) in reported]
            if len(targets) > len(waivers):
                message = f"{len(targets)} items of {backticked(at)} with a finding begin with {backticked(quote)}"
                hint = "their words are equal: write the waiver once for each of them"
                for placement in waivers:
                    placement.code, placement.targets = invalid_waiver.code, ()
                    placement.say(message=message, help=hint, fixes=())
            elif targets:
                for placement, path in zip_longest(waivers, targets):
                    placement.targets = (path,) if path else ()


def _subject(coded: Coded) -> Subject:
    code, finding = coded
    return code, finding.path, finding.arguments


def covering(waivers: Sequence[PlacedWaiver], findings: Sequence[Subject]) -> list[int | None]:
    """Return for each finding the number of the first waiver that covers it; None if there is none.

    Args:
        waivers: The waivers of the article.
        findings: The code, the path and the arguments of each finding.
    """
    if not findings:
        return []
    numbers: dict[tuple[str, Path, str | bool], int] = {}
    lengths: dict[str, set[int]] = {}
    seen = set[object]()
    for number, placed in enumerate(waivers):
        waiver, rule = placed.waiver, named(placed.waiver.code)
        target = waiver.code, waiver.at, waiver.quote, waiver.all, placed.targets if len(placed.targets) == 1 else ()
        if rule is None or not rule.waivable or target in seen:
            continue
        seen.add(target)
        for path in placed.targets:
            quote = flatten(waiver.quote or "") if path[0:1] in TEXT_PATHS else ""
            is_wordless = path in TEXT_PATHS and not waiver.all  # a finding in the text that has words needs them
            numbers.setdefault((rule.code, path, quote or ("" if is_wordless else placed.exact)), number)
            if quote:
                lengths.setdefault(rule.code, set()).add(len(quote))
    if not numbers:
        return [None] * len(findings)
    begun: dict[tuple[str, Path, str], set[str]] = {}
    for code, path, arguments in findings:
        for words in arguments if code in lengths and path in TEXT_PATHS else ():
            for length in lengths[code]:
                begun.setdefault((code, path, words[:length]), set()).add(words)

    def places(code: str, path: Path, arguments: tuple[str, ...]) -> Iterator[tuple[str, Path, str | bool]]:
        yield code, path, True
        if not arguments:
            yield code, path, ""
        for end in range(min(len(path), 1), len(path) + 1):
            yield code, path[:end], False
        for words in arguments if code in lengths and path in TEXT_PATHS else ():
            for length in lengths[code]:
                if length == len(words) or begun[code, path, words[:length]] == {words}:
                    yield code, path, words[:length]

    return [min((numbers[at] for at in places(*finding) if at in numbers), default=None) for finding in findings]


def waive_related(
    waivers: Sequence[PlacedWaiver],
    used: Iterable[int],
    related: Sequence[Diagnostic],
    active: frozenset[str],
    broken: Iterable[Path],
    *,
    text_known: bool,
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Apply the waivers of an article to what corpus rules found in it.

    Args:
        waivers: The waivers of the article.
        used: The numbers of those that cover findings of the article itself.
        related: The diagnostics of corpus rules.
        active: Codes of the rules that were applied.
        broken: Paths of malformed values.
        text_known: Whether there is an article text to search.

    Returns:
        Those that remain, and the diagnostics about waivers that cover nothing.
    """
    numbers = covering(waivers, [(diagnostic.code, diagnostic.path, diagnostic.arguments) for diagnostic in related])
    remaining = [diagnostic for diagnostic, number in zip(related, numbers, strict=True) if number is None]
    if all(placed.unused is None for placed in waivers):
        return remaining, []  # the usual case
    covering_some = {*used, *numbers}
    # An actor, event or claim that contains a malformed value is not checked as a whole.
    unchecked = _Places(place_of(path[:2]) for path in broken)
    about_waivers = []
    for number, placed in enumerate(waivers):
        if number not in covering_some and placed.unused is not None and placed.unused.code in active:
            invalid = placed.unused.code == invalid_waiver.code
            if invalid or _was_checked(placed.waiver, active, text_known=text_known, unchecked=unchecked):
                about_waivers.append(_naming(placed.unused, placed.waiver, remaining))
    return remaining, about_waivers


def _naming(unused: Diagnostic, waiver: Waiver, related: Iterable[Diagnostic]) -> Diagnostic:
    """Name the place where a corpus rule reports what a waiver does not cover; the waiver may be meant for that."""
    rule = named(waiver.code)
    at = next((place_of(diagnostic.path) for diagnostic in related if rule and diagnostic.code == rule.code), None)
    if at is None:
        return unused
    return attrs.evolve(unused, help=f"{waiver.code} is reported at `{at}`: if that is meant, write `at: {at}`")


class _Places:
    """Places of an article, to compare with those of waivers."""

    def __init__(self, places: Iterable[str]) -> None:
        self._places = set(places)
        self._above = {beginning for place in self._places for beginning in _beginnings(place)}
        self._longest = max(map(len, self._places), default=0)

    def touch(self, at: str) -> bool:
        """Report whether one of the places is `at`, leads to it, or is below it."""
        return at in self._above or any(beginning in self._places for beginning in _beginnings(at, self._longest))


def _was_checked(waiver: Waiver, active: frozenset[str], *, text_known: bool, unchecked: _Places) -> bool:
    """Whether the rule of a waiver was applied to what is at its path, so that an unused waiver is an error."""
    rule = named(waiver.code)
    if rule is None or not rule.waivable or not waiver.why.strip():
        return False  # reported as NC802
    if rule.code not in active or (rule.needs_text and not text_known):
        return False
    if rule.code.startswith(OBJECTIONS):  # asked again, a model may not repeat what is waived
        return False
    return not unchecked.touch(waiver.at)


def _beginnings(at: str, longest: int | None = None) -> Iterator[str]:
    """Yield what leads to `at` in whole steps, up to a length, and `at` itself."""
    most = len(at) if longest is None else longest
    for end in re.finditer(r"\.", at[: most + 1]):
        yield at[: end.start()]
    if len(at) <= most:
        yield at
