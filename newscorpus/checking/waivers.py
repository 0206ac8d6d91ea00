"""Waivers: the findings that a file declares not to apply, each with a reason.

A waiver names its target by content, as `codec.addresses` does, so it stays with it when the file is edited.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

import attrs

from newscorpus.checking.waiver_advice import TEXT_PATHS, Placement
from newscorpus.codec.addresses import TEXT, place_of
from newscorpus.diagnostics.changes import ProposedFix, backticked
from newscorpus.diagnostics.report import Diagnostic, Path
from newscorpus.models import Waiver
from newscorpus.rules import Finding, named
from newscorpus.rules.configuration import invalid_waiver
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
    numbers = covering(waivers, [(one.code, one.path, one.arguments) for one in related])
    remaining = [one for one, number in zip(related, numbers, strict=True) if number is None]
    if all(one.unused is None for one in waivers):
        return remaining, []  # the usual case
    covering_some = {*used, *numbers}
    # An actor, event or claim that contains a malformed value is not checked as a whole.
    unchecked = _Places(place_of(path[:2]) for path in broken)
    about_waivers = []
    for number, one in enumerate(waivers):
        if number not in covering_some and one.unused is not None and one.unused.code in active:
            invalid = one.unused.code == invalid_waiver.code
            if invalid or _was_checked(one.waiver, active, text_known=text_known, unchecked=unchecked):
                about_waivers.append(_naming(one.unused, one.waiver, remaining))
    return remaining, about_waivers


def _naming(unused: Diagnostic, waiver: Waiver, related: Iterable[Diagnostic]) -> Diagnostic:
    """Name the place where a corpus rule reports what a waiver does not cover; the waiver may be meant for that."""
    rule = named(waiver.code)
    at = next((place_of(one.path) for one in related if rule and one.code == rule.code), None)
    if at is None:
        return unused
    return attrs.evolve(unused, help=f"{waiver.code} is reported at `{at}`: if that is meant, write `at: {at}`")


def covering(
    waivers: Sequence[PlacedWaiver], findings: Sequence[tuple[str, Path, tuple[str, ...]]]
) -> list[int | None]:
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
    for number, one in enumerate(waivers):
        waiver, rule = one.waiver, named(one.waiver.code)
        what = waiver.code, waiver.at, waiver.quote, waiver.all, one.targets if len(one.targets) == 1 else ()
        if rule is None or not rule.waivable or what in seen:
            continue
        seen.add(what)
        for path in one.targets:
            quote = flatten(waiver.quote or "") if path[0:1] in TEXT_PATHS else ""
            is_wordless = path in TEXT_PATHS and not waiver.all  # a finding in the text that has words needs them
            numbers.setdefault((rule.code, path, quote or ("" if is_wordless else one.exact)), number)
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

    return [min((numbers[at] for at in places(*one) if at in numbers), default=None) for one in findings]


def without_moved(
    waivers: Sequence[Waiver], placed: Sequence[Placement], findings: Sequence[tuple[str, Path, tuple[str, ...]]]
) -> list[Placement]:
    """Leave out fixes that name the item at an index by its words if the item does not have the finding.

    The index has led to another one then, before something was inserted. It may have done so, too, if other items have
    such a finding and no waiver: then the fix is not safe.
    """
    by_index = [i for i, one in enumerate(placed) if one.item is not None]
    if not by_index:
        return list(placed)
    covered = covering([PlacedWaiver(waivers[i], (placed[i].item or (),), exact=False) for i in by_index], findings)
    stay = {by_index[number] for number in covered if number is not None}
    pairs = zip(findings, covered, strict=True)
    open_places = {
        (code, place) for (code, path, _), at in pairs if at is None for place in _beginnings(place_of(path))
    }

    def fixes(i: int, one: Placement) -> tuple[ProposedFix, ...]:
        rule = named(waivers[i].code)
        if i not in stay or rule is None:
            return ()
        sure = (rule.code, place_of(one.item or ())) not in open_places
        return tuple(attrs.evolve(fix, safe=sure) for fix in one.finding.fixes)

    return [
        one if one.item is None else attrs.evolve(one, finding=attrs.evolve(one.finding, fixes=fixes(i, one)))
        for i, one in enumerate(placed)
    ]


def without_competing(
    waivers: Sequence[Waiver], placed: Sequence[Placement], findings: Sequence[tuple[str, Finding]]
) -> tuple[list[Placement], list[tuple[str, Finding]]]:
    """Of the fix of a waiver that names an item by its index and the fix of the finding there, keep one.

    After one of them, the other would be wrong. The safe fix of a waiver is kept, since somebody
    has accepted the finding; otherwise that of the finding.
    """
    out, left = list(placed), list(findings)
    by_index = [i for i, one in enumerate(placed) if one.item is not None and one.finding.fixes]
    if not by_index:
        return out, left
    places = [(code, one.path, one.arguments) for code, one in findings]
    covered = covering([PlacedWaiver(waivers[i], (placed[i].item or (),), exact=False) for i in by_index], places)
    for at, number in enumerate(covered):
        code, finding = left[at]
        if number is None or not finding.with_words().fixes:
            continue
        i = by_index[number]
        if any(fix.safe for fix in placed[i].finding.fixes):
            hint = f"a waiver accepts it, but names it by its index: {backticked(waivers[i].at)}"
            left[at] = code, attrs.evolve(finding.with_words(), help=hint, fixes=())
        else:
            out[i] = attrs.evolve(placed[i], finding=attrs.evolve(placed[i].finding, fixes=()))
    return out, left


def one_each(
    waivers: Sequence[Waiver], placed: Sequence[Placement], findings: Sequence[tuple[str, Path, tuple[str, ...]]]
) -> list[Placement]:
    """Let each waiver cover one of several items with equal words, so that one more such item is noticed."""
    alike: dict[tuple[str, str, str], list[int]] = {}
    for i, (waiver, one) in enumerate(zip(waivers, placed, strict=True)):
        if waiver.quote and len(one.targets) > 1 and waiver.at not in TEXT:
            alike.setdefault((waiver.code, waiver.at, flatten(waiver.quote)), []).append(i)
    out = list(placed)
    reported = {(code, path[:n]) for code, path, _ in findings for n in range(len(path) + 1)} if alike else set()
    for (name, at, quote), own in alike.items():
        rule = named(name)
        targets = [path for path in placed[own[0]].targets if rule and (rule.code, path) in reported]
        if len(targets) > len(own):
            message = f"{len(targets)} items of {backticked(at)} with a finding begin with {backticked(quote)}"
            hint = "their words are equal: write the waiver once for each of them"
            for i in own:
                finding = attrs.evolve(placed[i].finding, message=message, help=hint, fixes=())
                out[i] = Placement(invalid_waiver.code, finding)
        elif targets:
            for i, path in zip_longest(own, targets):
                out[i] = attrs.evolve(placed[i], targets=(path,) if path else ())
    return out


class _Places:
    """Places of an article, to compare with those of waivers."""

    def __init__(self, places: Iterable[str]) -> None:
        self._places = set(places)
        self._above = {beginning for place in self._places for beginning in _beginnings(place)}
        self._longest = max(map(len, self._places), default=0)

    def touch(self, at: str) -> bool:
        """Report whether one of the places is `at`, leads to it, or is below it."""
        return at in self._above or any(one in self._places for one in _beginnings(at, self._longest))


def _was_checked(waiver: Waiver, active: frozenset[str], *, text_known: bool, unchecked: _Places) -> bool:
    """Whether the rule of a waiver was applied to what is at its path, so that an unused waiver is an error."""
    rule = named(waiver.code)
    if rule is None or not rule.waivable or not waiver.why.strip():
        return False  # reported as NC802
    if rule.code not in active or (rule.needs_text and not text_known):
        return False
    return not unchecked.touch(waiver.at)


def _beginnings(at: str, longest: int | None = None) -> Iterator[str]:
    """Yield what leads to `at` in whole steps, up to a length, and `at` itself."""
    most = len(at) if longest is None else longest
    for end in re.finditer(r"\.", at[: most + 1]):
        yield at[: end.start()]
    if len(at) <= most:
        yield at
