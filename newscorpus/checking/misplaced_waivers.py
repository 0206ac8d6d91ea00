"""Misplaced waivers: those that cover nothing while their rules report something elsewhere, which may be meant."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

import attrs

from newscorpus import limits
from newscorpus.checking.waivers import TEXT_PATHS, Placement, words_for
from newscorpus.codec.addresses import Patterns, Targets, address, place_of
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.changes import Change, InsertKey, ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Waiver
from newscorpus.rules import Finding, named
from newscorpus.rules.configuration import unused_waiver
from newscorpus.text.words import flatten


def with_places(
    waivers: Sequence[Waiver],
    placed: Sequence[Placement],
    findings: Sequence[tuple[str, Path, tuple[str, ...]]],
    numbers: Sequence[int | None],
    locator: SourceMap,
) -> list[Placement]:
    """Name in the findings about waivers that cover nothing the places where their rules report something else.

    Args:
        waivers: The waivers of an article.
        placed: What each of them covers.
        findings: The code, the path and the arguments of each finding of the article.
        numbers: For each of these, the number of the waiver that covers it.
        locator: The map of the document.
    """
    used = set(numbers)
    unused = {waivers[i].code for i in range(len(placed)) if i not in used}
    wanted = {rule.code for rule in map(named, unused) if rule}
    by_code: dict[str, list[_Reported]] = {}
    for (code, path, arguments), number in zip(findings, numbers, strict=True):
        if number is None and code in wanted:
            words = arguments if path in TEXT_PATHS else address(locator, path)[1:]
            by_code.setdefault(code, []).append(_Reported(path, words))
    patterns, left, out = Patterns(locator), limits.MAX_SUGGESTIONS, list(placed)
    for i, one in enumerate(placed):
        rule = named(waivers[i].code)
        found = by_code.get(rule.code, []) if rule else []
        if one.misspelt:
            # Its words are those of something else, unless the rule reports just these elsewhere.
            found = [each for each in found if one.misspelt == "quote" and each.has(waivers[i])]
        if found and one.code == unused_waiver.code and i not in used:
            if (in_text := _in_text(waivers[i], one.finding, found)) is not None:
                out[i] = attrs.evolve(one, finding=in_text)
                continue
            left -= 1
            placing = _Elsewhere(("waive", i), waivers[i], one, found[: limits.MAX_FINDINGS if left >= 0 else 1])
            out[i] = attrs.evolve(one, finding=placing.finding(patterns))
    return out


def _in_text(waiver: Waiver, unused: Finding, found: Sequence["_Reported"]) -> Finding | None:
    """Return the finding about a waiver that names the text alone, if its rule reports words there."""
    words = next((each.words[0] for each in found if each.path in TEXT_PATHS and each.words), None)
    if words is None or waiver.quote or waiver.all or (waiver.at,) not in TEXT_PATHS:
        return None
    message = f"waiver does not say which finding of {waiver.code} in the text it means"
    hint = f"add `quote`, such as {backticked(words)}, or `all: true` for all of them"
    return attrs.evolve(unused, message=message, help=hint, fixes=())


def without_awaiting(
    waivers: Sequence[Waiver], placed: Sequence[Placement], unfound: AbstractSet[Path]
) -> list[Placement]:
    """Leave out the fixes of waivers of which nobody knows yet whether they cover something.

    Their rules are about the text, and it lacks words of their targets.

    Args:
        waivers: The waivers of the article.
        placed: What each of them covers.
        unfound: Paths of the actors, events and claims with words that the text lacks.
    """
    above = {path[:end] for path in unfound for end in range(len(path) + 1)}

    def awaits(waiver: Waiver, one: Placement) -> bool:
        rule = named(waiver.code)
        is_about_text = rule is not None and rule.needs_text and one.code == unused_waiver.code
        return is_about_text and any(target[:2] in above for target in one.targets)

    hint = "correct the words that are not in the text first: they decide whether the waiver covers something"
    return [
        attrs.evolve(one, finding=attrs.evolve(one.finding, help=hint, fixes=())) if awaits(waiver, one) else one
        for waiver, one in zip(waivers, placed, strict=True)
    ]


@attrs.frozen
class _Reported:
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


@attrs.frozen
class _Elsewhere:
    """A waiver that covers nothing, of a rule that reports something elsewhere."""

    path: Path
    waiver: Waiver
    placed: Placement
    reported: Sequence[_Reported]

    def finding(self, patterns: Patterns) -> Finding:
        """Return the finding, which names the place. It is not certain enough that the waiver can be taken out.

        It has a fix where that finding is meant: it is the only one with the words of the waiver, or, where the waiver
        has none, the only one, and of the same actor, event or claim.
        """
        meant = [one for one in self.reported if one.has(self.waiver)]
        shown = meant or self.reported
        places = dict.fromkeys(backticked(one.at) for one in shown)
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
        return attrs.evolve(self.placed.finding, help=hint, fixes=fixes)

    def _moved(self, one: _Reported, found: Targets) -> tuple[ProposedFix, ...]:
        """The fix that names the place of a finding."""
        changes: list[Change] = [SetValue((*self.path, "at"), one.at)]
        title, given = f"write `at: {one.at}`", self.waiver.quote
        several = len(found.paths) > 1 and one.path not in TEXT_PATHS
        target = found.at(one.path)
        if several and (given is None or target is None or found.named(given) != (target.path,)):
            quote = words_for(one.path, found)
            if quote is None:
                return ()
            own = (*self.path, "quote")
            changes.append(SetValue(own, quote) if given else InsertKey(self.path, "quote", quote, after="at"))
            title += f", `quote: {quote}`"
        return (ProposedFix(title, tuple(changes)),)


_MOST_PLACES: Final = 3
"""Places that the help about a waiver names, at most."""
