"""Waivers: the findings that a file declares not to apply, each with a reason.

A waiver names its target by content, as `codec.addresses` does, so it stays with it when the file is edited.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

import attrs

from newscorpus import limits
from newscorpus.checking.context import ArticleResult, PlacedWaiver
from newscorpus.codec.addresses import TEXT, Patterns, Targets, place_of
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.changes import Change, Delete, InsertKey, ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Diagnostic, Path
from newscorpus.models import Waiver
from newscorpus.rules import Finding, named
from newscorpus.rules.configuration import invalid_waiver, unused_waiver
from newscorpus.text.suggest import closest
from newscorpus.text.words import flatten


def waive(result: ArticleResult, related: Sequence[Diagnostic], active: frozenset[str]) -> tuple[list[Diagnostic], int]:
    """Apply the waivers of an article to what corpus rules found in it.

    Args:
        result: The article, with its waivers, and the diagnostics that none of them covers.
        related: The diagnostics of corpus rules.
        active: Codes of the rules that were applied.

    Returns:
        All diagnostics that remain, those about waivers that cover nothing included, and how many were waived.
    """
    numbers = covering(result.waivers, [(one.code, one.path, one.arguments) for one in related])
    remaining = [one for one, number in zip(related, numbers, strict=True) if number is None]
    waived = len(result.waived) + len(related) - len(remaining)
    left, remaining = remaining, [*result.diagnostics, *remaining]
    if all(one.unused is None for one in result.waivers):
        return remaining, waived  # the usual case
    used = {number for number, _ in result.waived} | set(numbers)
    # An actor, event or claim that contains a malformed value is not checked as a whole.
    unchecked = _Places(place_of(broken[:2]) for broken in result.broken)
    for number, one in enumerate(result.waivers):
        if number not in used and one.unused is not None and one.unused.code in active:
            invalid = one.unused.code == invalid_waiver.code
            if invalid or _was_checked(one.waiver, active, text_known=result.text_known, unchecked=unchecked):
                remaining.append(_naming(one.unused, one.waiver, left))
    return remaining, waived


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


TEXT_PATHS: Final = tuple((name,) for name in TEXT)
"""The paths of the article text."""


@attrs.frozen
class Placement:
    """What a waiver covers, and the finding about it if it covers nothing."""

    code: str
    """The code of that finding."""
    finding: Finding
    targets: tuple[Path, ...] = ()
    exact: bool = False
    item: Path | None = None
    """The path with indices that it names instead of the words of an item."""

    @property
    def misspelt(self) -> object:
        """The field of the waiver of which it is known what was meant: `at` or `quote`."""
        changes = (change for fix in self.finding.fixes for change in fix.changes)
        return next((change.path[-1] for change in changes if isinstance(change, SetValue)), None)


def place_waivers(waivers: Sequence[Waiver], locator: SourceMap) -> Iterator[Placement]:
    """Yield what each waiver covers."""
    patterns = Patterns(locator)
    left = limits.MAX_SUGGESTIONS
    for number, waiver in enumerate(waivers):
        at = _INDEX.sub("", waiver.at)
        path: Path = ("waive", number) if len(waivers) > 1 else ("waive",)
        one = _Placing(number, waiver, at, patterns.targets(at), Delete(path), may_suggest=left > 0)
        yield one.place()
        left -= one.suggested


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


class _Placing:
    """One waiver, and the values that its path fits."""

    def __init__(
        self, number: int, waiver: Waiver, at: str, found: Targets, removal: Delete, *, may_suggest: bool
    ) -> None:
        self._path: Path = ("waive", number)
        self._waiver, self._at, self._found, self._removal = waiver, at, found, removal
        self._may_suggest = may_suggest
        self.suggested = False

    def place(self) -> Placement:
        """Return what the waiver covers."""
        waiver, found = self._waiver, self._found
        if _INDEX.search(waiver.at):
            message = f"waiver names an item by its index: {backticked(waiver.at)}"
            hint = f"write `at: {self._at}`, and the words of the item in `quote`"
            item = tuple(int(step) if step.isdecimal() else step for step in re.findall(r"[^.\[\]]+", waiver.at))
            finding = self._finding(message, hint, self._by_words(item))
            return Placement(invalid_waiver.code, finding, item=item)
        every = found.paths
        if self._at in TEXT or (waiver.quote is None and (waiver.all or len(every) == 1)):
            return Placement(unused_waiver.code, self._unused(), every)
        if waiver.quote is None:
            message = f"waiver does not say which of the {len(every)} items of {backticked(self._at)} it means"
            finding = self._finding(message, "add `quote`, the words of the item or a unique beginning of them")
            return Placement(invalid_waiver.code, finding, (found.whole,) if found.whole else (), exact=True)
        matched = found.named(waiver.quote)
        if matched is None:
            message = f"several items of {backticked(self._at)} begin with {backticked(flatten(waiver.quote))}"
            return Placement(invalid_waiver.code, self._finding(message, "write more of the words in `quote`"))
        if matched:
            return Placement(unused_waiver.code, self._unused(), matched)
        return Placement(unused_waiver.code, self._unused(without_item=True))

    def _finding(self, message: str, hint: str | None, fixes: tuple[ProposedFix, ...] = ()) -> Finding:
        waiver = self._waiver
        arguments = (waiver.code, waiver.at, waiver.quote or "")
        return Finding(self._path, message, help=hint, arguments=arguments, fixes=fixes)

    def _unused(self, *, without_item: bool = False) -> Finding:
        """The finding about a waiver that covers nothing. It is not taken out where its target is misspelt."""
        waiver, missing = self._waiver, self._found.missing
        if missing:
            where = f" in {backticked(missing.place)}" if missing.place else ""
            of = missing.place.removesuffix("s") if missing.place in ("actors", "events") else None
            what = f"{of} {backticked(missing.name)}" if of else f"{backticked(missing.name)}{where}"
            near = self._near(missing.name, missing.known)
            begun = f"{missing.place}." if missing.place else ""
            meant = near and begun + near + waiver.at[len(begun) + len(missing.name) :]
            return self._meant(f"there is no {what}", "at", meant)
        if without_item:
            assert waiver.quote is not None
            near = self._near(flatten(waiver.quote), self._found.words)
            return self._meant(
                f"no item of {backticked(self._at)} begins with {backticked(waiver.quote)}", "quote", near
            )
        of = f" of {backticked(waiver.quote)}" if waiver.quote else ""
        message = f"waiver matches no finding: there is no {waiver.code} at {backticked(waiver.at)}{of}"
        return self._finding(message, "delete it", (ProposedFix("delete the waiver", (self._removal,)),))

    def _near(self, word: str, names: Iterable[str]) -> str | None:
        self.suggested = self._may_suggest
        return closest(word, names) if self._may_suggest else None

    def _meant(self, message: str, field: str, meant: str | None) -> Finding:
        if meant is None:
            return self._finding(f"waiver matches no finding: {message}", f"correct `{field}`, or delete the waiver")
        old = self._waiver.at if field == "at" else self._waiver.quote or ""
        title = f"replace {backticked(old)} with {backticked(meant)}"
        fix = ProposedFix(title, (SetValue((*self._path, field), meant),))
        return self._finding(f"waiver matches no finding: {message}", f"did you mean {backticked(meant)}?", (fix,))

    def _by_words(self, path: Path) -> tuple[ProposedFix, ...]:
        """Name the item at the index by its words, if these name it alone."""
        items = self._found.by_path
        one = items.get(path) or (items.get(path[:-1]) if path[-1:] == (0,) else None)
        if one is None and (*path, 1) not in items:
            one = items.get((*path, 0))  # a list of one, as the only item that the file has in its place
        quote = words_for(one.path, self._found) if one else None
        if quote is None:
            return ()
        at, own = SetValue((*self._path, "at"), self._at), (*self._path, "quote")
        change: Change = InsertKey(self._path, "quote", quote, after="at")
        if self._waiver.quote is not None:
            change = SetValue(own, quote)
        title = f"name the item by its words: {backticked(quote)}"
        return (ProposedFix(title, (at, change), safe=True),)


def words_for(path: Path, found: Targets) -> str | None:
    """The words that name the target at a path and no other, or the beginning of them; None if there are none."""
    one = found.at(path)
    for words in reversed(one.words if one else ()):
        quote = next((q for q in (_short(words), words) if q and one and found.named(q) == (one.path,)), None)
        if quote is not None:
            return quote
    return None


def waiver_for(code: str, path: Path, locator: SourceMap, arguments: Sequence[str] = ()) -> dict[str, str]:
    """Return a waiver of the finding at a path, without its reason.

    Returns:
        `code`, `at`, and `quote` if `at` leads to several items, or to the text and the finding has words there.
    """
    at = place_of(path)
    found = Patterns(locator).targets(at)
    several = len(found.paths) > 1 and path != found.whole and path[:1] not in TEXT_PATHS
    quote = words_for(path, found) if several else _short(arguments[0]) if arguments and path in TEXT_PATHS else None
    return {"code": code, "at": at, **({"quote": quote} if quote else {})}


def _short(words: str) -> str:
    """The first whole words, some sixty characters."""
    return words if len(words) <= _LONG else words[: words.rfind(" ", 0, _LONG + 1)] if " " in words[:_LONG] else words


_LONG: Final = 60
_INDEX: Final = re.compile(r"\[[^\]]*\]")


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
