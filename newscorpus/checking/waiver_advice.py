"""What a waiver covers by what it names, and what to say of waivers that cover nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final, NamedTuple

import attrs

from newscorpus import limits
from newscorpus.codec.addresses import (
    TEXT,
    TEXT_PATHS,
    Patterns,
    Targets,
    address,
    named_by_words,
    place_of,
    words_for,
)
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.changes import Change, Delete, InsertKey, ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Waiver
from newscorpus.rules import Finding, named
from newscorpus.rules.configuration import invalid_waiver, unused_waiver
from newscorpus.text.suggest import closest
from newscorpus.text.words import flatten

Subject = tuple[str, Path, tuple[str, ...]]
"""What waivers see of a finding: the code of its rule, its path and its arguments."""
TABLES: Final = ("actors", "events")
"""The fields whose values are under ids: a waiver of one of them as a whole must say so."""


@attrs.define
class Placement:
    """What a waiver covers, and the finding about it if it covers nothing."""

    number: int
    waiver: Waiver
    code: str
    """The code of that finding."""
    finding: Finding
    targets: tuple[Path, ...] = ()
    exact: bool = False
    item: Path | None = None
    """The path with indices that it names instead of the words of an item."""

    def say(self, **changes: Any) -> None:
        """Change the finding."""
        self.finding = attrs.evolve(self.finding, **changes)

    @property
    def misspelt(self) -> object:
        """The field of the waiver of which it is known what was meant: `at` or `quote`."""
        changes = (change for fix in self.finding.fixes for change in fix.changes)
        return next((change.path[-1] for change in changes if isinstance(change, SetValue)), None)


def place_waivers(waivers: Sequence[Waiver], locator: SourceMap) -> Iterator[Placement]:
    """Yield what each waiver names."""
    patterns = Patterns(locator)
    left = limits.MAX_SUGGESTIONS
    for number, waiver in enumerate(waivers):
        at = _INDEX.sub("", waiver.at)
        path: Path = ("waive", number) if len(waivers) > 1 else ("waive",)
        placing = _Placing(number, waiver, at, patterns.targets(at), Delete(path), may_suggest=left > 0)
        yield placing.place()
        left -= placing.suggested


class _Placing:
    """One waiver, and the values that its path fits."""

    def __init__(
        self, number: int, waiver: Waiver, at: str, targets: Targets, removal: Delete, *, may_suggest: bool
    ) -> None:
        self._number = number
        self._path: Path = ("waive", number)
        self._waiver, self._at, self._targets, self._removal = waiver, at, targets, removal
        self._may_suggest = may_suggest
        self.suggested = False

    def place(self) -> Placement:
        """Return what the waiver covers."""
        waiver, targets = self._waiver, self._targets
        if _INDEX.search(waiver.at):
            message = f"waiver names an item by its index: {backticked(waiver.at)}"
            hint = f"write `at: {self._at}`, and the words of the item in `quote`"
            item = tuple(int(step) if step.isdecimal() else step for step in re.findall(r"[^.\[\]]+", waiver.at))
            finding = self._finding(message, hint, self._by_words(item))
            return self._placed(invalid_waiver.code, finding, item=item)
        every = targets.paths
        if self._at in TABLES and targets.count > 1 and waiver.quote is None and not waiver.all:
            message = f"waiver does not say which of the {targets.count} {self._at} it means"
            hint = f"write `at: {self._at}.ID`, or `all: true` for all of them"
            return self._placed(invalid_waiver.code, self._finding(message, hint), every, exact=True)
        if self._at in TEXT or (waiver.quote is None and (waiver.all or len(every) == 1)):
            return self._placed(unused_waiver.code, self._unused(), every)
        if waiver.quote is None:
            message = f"waiver does not say which of the {len(every)} items of {backticked(self._at)} it means"
            finding = self._finding(message, "add `quote`, the words of the item or a unique beginning of them")
            whole = (targets.whole,) if targets.whole else ()
            return self._placed(invalid_waiver.code, finding, whole, exact=True)
        matched = targets.named(waiver.quote)
        if matched is None:
            message = f"several items of {backticked(self._at)} begin with {backticked(flatten(waiver.quote))}"
            return self._placed(invalid_waiver.code, self._finding(message, "write more of the words in `quote`"))
        if matched:
            return self._placed(unused_waiver.code, self._unused(), matched)
        return self._placed(unused_waiver.code, self._unused(without_item=True))

    def _placed(
        self,
        code: str,
        finding: Finding,
        targets: tuple[Path, ...] = (),
        *,
        exact: bool = False,
        item: Path | None = None,
    ) -> Placement:
        return Placement(self._number, self._waiver, code, finding, targets, exact, item)

    def _finding(self, message: str, hint: str | None, fixes: tuple[ProposedFix, ...] = ()) -> Finding:
        waiver = self._waiver
        arguments = (waiver.code, waiver.at, waiver.quote or "")
        return Finding(self._path, message, help=hint, arguments=arguments, fixes=fixes)

    def _unused(self, *, without_item: bool = False) -> Finding:
        """The finding about a waiver that covers nothing. It is not taken out where its target is misspelt."""
        waiver, missing = self._waiver, self._targets.missing
        if missing:
            where = f" in {backticked(missing.place)}" if missing.place else ""
            of = missing.place.removesuffix("s") if missing.place in ("actors", "events") else None
            described = f"{of} {backticked(missing.name)}" if of else f"{backticked(missing.name)}{where}"
            near = self._near(missing.name, missing.known)
            begun = f"{missing.place}." if missing.place else ""
            meant = near and begun + near + waiver.at[len(begun) + len(missing.name) :]
            return self._meant(f"there is no {described}", "at", meant)
        if without_item:
            assert waiver.quote is not None
            near = self._near(flatten(waiver.quote), self._targets.words)
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
        items = self._targets.by_path
        item = items.get(path) or (items.get(path[:-1]) if path[-1:] == (0,) else None)
        if item is None and (*path, 1) not in items:
            item = items.get((*path, 0))  # a list of one, as the only item that the file has in its place
        quote = words_for(item.path, self._targets) if item else None
        if quote is None:
            return ()
        at, own = SetValue((*self._path, "at"), self._at), (*self._path, "quote")
        change: Change = InsertKey(self._path, "quote", quote, after="at")
        if self._waiver.quote is not None:
            change = SetValue(own, quote)
        title = f"name the item by its words: {backticked(quote)}"
        return (ProposedFix(title, (at, change), safe=True),)


def waiver_for(code: str, path: Path, locator: SourceMap, arguments: Sequence[str] = ()) -> dict[str, str]:
    """Return a waiver of the finding at a path, without its reason.

    Returns:
        `code`, `at`, and `quote` if `at` leads to several items, or to the text and the finding has words there.
    """
    at, quote = named_by_words(path, Patterns(locator), arguments)
    return {"code": code, "at": at, **({"quote": quote} if quote else {})}


_INDEX: Final = re.compile(r"\[[^\]]*\]")


def explain_unused(
    placed: Sequence[Placement],
    findings: Sequence[Subject],
    numbers: Sequence[int | None],
    locator: SourceMap,
    unfound: AbstractSet[Path],
) -> None:
    """Say more of waivers that cover nothing: where their rules report something else, and what is not yet known.

    Args:
        placed: The waivers of an article.
        findings: What is found in it.
        numbers: For each finding, the number of the waiver that covers it.
        locator: The map of the document.
        unfound: Paths of the actors, events and claims with words that the text lacks.
    """
    used = set(numbers)
    unused = [
        placement for placement in placed if placement.number not in used and placement.code == unused_waiver.code
    ]
    wanted = {rule.code for rule in (named(placement.waiver.code) for placement in unused) if rule}
    by_code: dict[str, list[_Reported]] = {}
    for (code, path, arguments), number in zip(findings, numbers, strict=True):
        if number is None and code in wanted:
            words = arguments if path in TEXT_PATHS else address(locator, path)[1:]
            by_code.setdefault(code, []).append(_Reported(path, words))
    patterns, left = Patterns(locator), limits.MAX_SUGGESTIONS
    for placement in unused:
        rule = named(placement.waiver.code)
        reported = by_code.get(rule.code, []) if rule else []
        if placement.misspelt:
            # Its words are those of something else, unless the rule reports just these elsewhere.
            reported = [
                finding for finding in reported if placement.misspelt == "quote" and finding.has(placement.waiver)
            ]
        if reported and not _needs_words(placement, reported):
            left -= 1
            _Elsewhere(placement, reported[: limits.MAX_FINDINGS if left >= 0 else 1]).explain(patterns)
    above = {path[:end] for path in unfound for end in range(len(path) + 1)}
    awaits: dict[tuple[str, str | None], bool] = {}
    """By what waivers name, of which several may be equal: whether the text lacks words of it."""
    for placement in unused:
        rule, key = named(placement.waiver.code), (placement.waiver.at, placement.waiver.quote)
        if key not in awaits:
            awaits[key] = any(target[:2] in above for target in placement.targets)
        if rule is not None and rule.needs_text and awaits[key]:
            hint = "correct the words that are not in the text first: they decide whether the waiver covers something"
            placement.say(help=hint, fixes=())


def _needs_words(placement: Placement, reported: Sequence["_Reported"]) -> bool:
    """Say it of a waiver that names the text alone, if its rule reports words there."""
    waiver = placement.waiver
    words = next((finding.words[0] for finding in reported if finding.path in TEXT_PATHS and finding.words), None)
    if words is None or waiver.quote or waiver.all or (waiver.at,) not in TEXT_PATHS:
        return False
    message = f"waiver does not say which finding of {waiver.code} in the text it means"
    hint = f"add `quote`, such as {backticked(words)}, or `all: true` for all of them"
    placement.say(message=message, help=hint, fixes=())
    return True


class _Reported(NamedTuple):
    """A finding that no waiver covers."""

    path: Path
    words: tuple[str, ...]
    """Those that a waiver could name it by."""

    @property
    def at(self) -> str:
        return place_of(self.path)

    def has(self, waiver: Waiver) -> bool:
        """Whether it has the words of a waiver; any has those of a waiver without words."""
        quote = flatten(waiver.quote or "")
        return not quote or any(words.startswith(quote) for words in self.words)


class _Elsewhere(NamedTuple):
    """A waiver that covers nothing, of a rule that reports something elsewhere."""

    placed: Placement
    reported: Sequence[_Reported]

    @property
    def waiver(self) -> Waiver:
        return self.placed.waiver

    def explain(self, patterns: Patterns) -> None:
        """Name the place in the finding. It is not certain enough that the waiver can be taken out.

        It has a fix where that finding is meant: it is the only one with the words of the waiver, or, where the waiver
        has none, the only one, and of the same actor, event or claim.
        """
        meant = [finding for finding in self.reported if finding.has(self.waiver)]
        shown = meant or self.reported
        places = dict.fromkeys(backticked(finding.at) for finding in shown)
        listed = ", ".join([*places][:_MOST_PLACES]) + (" and elsewhere" if len(places) > _MOST_PLACES else "")
        hint = f"{self.waiver.code} is reported at {listed}"
        owners = {target[:2] for target in self.placed.targets}
        fixes: tuple[ProposedFix, ...] = ()
        if len(meant) == 1 and (self.waiver.quote or meant[0].path[:2] in owners):
            fixes = self._moved(meant[0], patterns.targets(meant[0].at))
        if fixes:
            hint = f"{hint}; {fixes[0].title}"
        elif len(places) == 1:
            hint = f"{hint}: if that is meant, write `at: {shown[0].at}`"
            hint += " and its words in `quote`" if len(patterns.targets(shown[0].at).paths) > 1 else ""
            hint += "; otherwise take the waiver out"
        else:
            hint = f"{hint}: write the place that is meant, or take the waiver out"
        self.placed.say(help=hint, fixes=fixes)

    def _moved(self, finding: _Reported, targets: Targets) -> tuple[ProposedFix, ...]:
        """The fix that names the place of a finding."""
        path: Path = ("waive", self.placed.number)
        changes: list[Change] = [SetValue((*path, "at"), finding.at)]
        title, given = f"write `at: {finding.at}`", self.waiver.quote
        several = len(targets.paths) > 1 and finding.path not in TEXT_PATHS
        target = targets.at(finding.path)
        if several and (given is None or target is None or targets.named(given) != (target.path,)):
            quote = words_for(finding.path, targets)
            if quote is None:
                return ()
            own = (*path, "quote")
            changes.append(SetValue(own, quote) if given else InsertKey(path, "quote", quote, after="at"))
            title += f", `quote: {quote}`"
        return (ProposedFix(title, tuple(changes)),)


_MOST_PLACES: Final = 3
"""Places that the help about a waiver names, at most."""
