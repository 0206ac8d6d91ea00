"""Suggestions of several rules: the nearest words of the article text, a context for a quote, and offsets.

The words of a quote and its context are corrected together: a fix of one of them alone would be refused.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Final

import attrs

from newscorpus.anchoring import Unanchored, resolve, spans
from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Quote
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import Finding
from newscorpus.text.fuzzy import MOST_WORDS, compare, count_words, find_alike, nearest, normalize
from newscorpus.text.grammar import grammar_of
from newscorpus.text.index import MOST_COMPARED, Text
from newscorpus.text.meaning import CONTRASTS, Difference, difference, is_number, is_respelt
from newscorpus.text.sentences import sentence
from newscorpus.text.spans import Span
from newscorpus.text.wording import are_articles, find_visible, how_written, is_reworded, visible
from newscorpus.text.words import flatten, pattern

FLOOR: Final = 0.75
"""Words that are less similar to the quoted ones are not written by a fix."""
NOTHING_SIMILAR: Final = "nothing in it is similar"
"""The end of the advice on words that are unlike any of the article."""
_LEAST: Final = 0.6
"""Words that are less similar to the quoted ones are not shown."""


def not_in_text(context: ArticleContext, quote: Quote, path: Path) -> Finding:
    """Return the finding for a quote that is not in the text; with its words, it has the nearest ones."""
    may_suggest = context.may_suggest("words")
    worded = partial(_with_nearest, context.known_text, quote, path, context.language, may_suggest=may_suggest)
    return Finding.unworded(path, (quote.exact,), worded)


def _with_nearest(text: Text, quote: Quote, path: Path, language: str, *, may_suggest: bool) -> Finding:
    words = quote.exact
    if same := next(find_visible(text, words, 1), None):
        return _written_otherwise(text, quote, same, path)
    near = _nearest(text, quote) if may_suggest else None
    nearest = text.raw[slice(*near)] if near else ""
    similarity, blocks = compare(words, nearest)
    if near is None or not blocks or similarity < _LEAST:
        longer = islice(_LONGER_WORD.finditer(words), _MOST_LOOKED_UP)
        is_alien = may_suggest and near is None and not any(text.whole(word[0]) for word in longer)
        message = f"quote not found in the article: {backticked(words)}"
        hint = "copy the words from the article text" + (f"; {NOTHING_SIMILAR}" if is_alien else "")
        return Finding(path, message, arguments=(words,), help=hint)
    contrast, fixes = instead(text, quote, near, path, language)
    differing = [
        block for block in blocks if visible(words[slice(*block[0])]) != visible(nearest[slice(*block[1])])
    ] or blocks
    (a, _), (c, _) = differing[0]
    (_, b), (_, d) = differing[-1]
    is_alike = normalize(words) == normalize(nearest)
    ours, theirs = backticked(flatten(words[a:b])), backticked(flatten(nearest[c:d]))
    if not words[a:b].strip():
        message = f"quote not found: {theirs} is missing in {backticked(flatten(words))}"
    elif not nearest[c:d].strip():
        message = f"quote not found: the article does not have {ours}"
    else:
        message = f"quote not found: the article has {theirs}, not {ours}"
    return Finding(
        path,
        contrast or message,
        part=(a, b) if b > a else None,
        label=f"the article has {backticked(flatten(nearest[c:d] or nearest))}",
        in_text=(((near[0] + c, near[0] + max(d, c + 1)), "here"),),
        notes=("only quotation marks, dashes, spaces or case differ",) if is_alike else (),
        help=("" if fixes else "if the article means what you annotate, ")
        + _advice(text, flatten(nearest), quote.within),
        arguments=(words,),
        fixes=fixes,
    )


_LONGER_WORD: Final = re.compile(r"[^\W_]{4,}")
_MOST_LOOKED_UP: Final = 20
"""Words of a quote that are looked up one by one."""


def _written_otherwise(text: Text, quote: Quote, place: Span, path: Path) -> Finding:
    """The finding for words that look like those of a place of the text, in other code points."""
    printed = flatten(text.raw[slice(*place)])
    forms = {text.raw[slice(*span)] for span in find_visible(text, quote.exact, MOST_COMPARED)}
    safe = quote.start in (None, place[0]) and len({*map(flatten, forms)}) == 1
    changes = SetValue(path, printed), *offsets_at(path, place)
    fix = ProposedFix("write the code points of the article", changes, safe, 1.0)
    fixes = tuple(_with_context(text, fix, printed, quote.within, path, ""))
    message = f"quote not found: it looks like {backticked(printed)}, but {how_written(quote.exact, printed)}"
    hint, shown = "copy the words from the article text", ((place, "here"),)
    return Finding(path, message, in_text=shown, help=hint, arguments=(quote.exact,), fixes=fixes)


def _nearest(text: Text, quote: Quote) -> Span | None:
    """The place of the text that is most like a quote: if possible, where the text is like its context."""
    around = _place_of_context(text, quote.within) if quote.within else None
    if around is not None:
        here = nearest(text.raw[slice(*around)], quote.exact)
        if here is not None:
            return text.widened((around[0] + here[0], around[0] + here[1]))
    near = nearest(text.raw, quote.exact)
    if near is None:
        return None
    return _with_whole_ends(text, quote.exact, text.widened(near))


def _with_whole_ends(text: Text, words: str, place: Span) -> Span:
    """Add the rest of a name or number that a place cuts where the words have another one: `Qin Gang`, not `Gang`."""
    start, end = place
    blocks = compare(words, text.raw[start:end])[1]
    if not blocks:
        return place
    (ours, theirs), (last, last_of_text) = blocks[0], blocks[-1]
    first, after = sentence(text.raw, place)
    if ours[0] == theirs[0] == 0:
        more = words[slice(*ours)].split()[::-1][len(text.raw[start : start + theirs[1]].split()) :]
        for match, word in zip(reversed([*_WORD.finditer(text.raw, first, start)]), more, strict=False):
            if not _may_replace(match[0], word):
                break
            start = match.start()
    if last[1] == len(words) and last_of_text[1] == place[1] - place[0]:
        more = words[slice(*last)].split()[len(text.raw[place[0] + last_of_text[0] : end].split()) :]
        for match, word in zip(_WORD.finditer(text.raw, end, after), more, strict=False):
            if not _may_replace(match[0], word):
                break
            end = match.end()
    return start, end


_WORD: Final = pattern(r"[$€£¥₹]?\w(?:\S*\w)?%?")


def _may_replace(printed: str, word: str) -> bool:
    """Whether two words are both of a name, or both numbers."""
    return (printed[:1].isupper() and word[:1].isupper()) or (is_number(printed) and is_number(word))


def _place_of_context(text: Text, within: str) -> Span | None:
    """The place of the text that a context means, or that is most like it."""
    near = next(iter(text.candidates(within)), None) or nearest(text.raw, within)
    return near and text.widened(near)


def _advice(text: Text, words: str, within: str | None) -> str:
    """What to write, as an imperative: words of the article, and their context if the given one is not there."""
    written = f"write {backticked(words, 200)}"
    place = _place_of_context(text, within) if within and not is_found(text, words, within) else None
    around = flatten(text.raw[slice(*place)]) if place else ""
    return f"{written}, with the context {backticked(around, 200)}" if is_found(text, words, around) else written


def unless_edited(context: ArticleContext, finding: Finding) -> Finding:
    """Return the finding. If the text was edited, its fixes are not safe: the words that were meant may be gone."""
    return without_safe_fixes(finding) if context.is_edited else finding


def without_safe_fixes(unworded: Finding) -> Finding:
    """Return the finding with fixes that are not safe."""
    return attrs.evolve(unworded, worded=partial(_unsafe, unworded))


def _unsafe(unworded: Finding) -> Finding:
    finding = unworded.with_words()
    return attrs.evolve(finding, fixes=tuple(attrs.evolve(fix, safe=False) for fix in finding.fixes))


def instead(text: Text, quote: Quote, place: Span, path: Path, language: str) -> tuple[str, tuple[ProposedFix, ...]]:
    """Return how the text at `place` means something else than a quote, and the fix that writes it instead.

    There is a fix if both are the same words, but for typing errors, spelling, some endings and articles, and mean the
    same as far as numbers, negation, modal verbs and names tell. The context of the quote, if it has one, is corrected
    by the same fix; if that is not possible, there is none.
    """
    words, printed = quote.exact, text.raw[slice(*place)]
    similarity, blocks = compare(words, printed)
    changes = [(flatten(words[slice(*ours)]), flatten(printed[slice(*theirs)])) for ours, theirs in blocks]
    if any(count_words(part) > MOST_WORDS for change in changes for part in change):
        return "", ()  # each word of both would be compared with each
    beside = []
    before = text.raw[max(0, place[0] - 40) : place[0]].split()[-1:]
    if changes and not changes[0][1]:  # words left out at an end may mean those of the article before or behind
        beside += before
    if changes and not changes[-1][1]:
        beside += text.raw[place[1] : place[1] + 40].split()[:1]

    def occurs(word: str) -> bool:
        return bool(text.whole(word))

    # An article has a capital where it begins a sentence, and is not a name.
    seen = [(visible(ours), visible(theirs)) for ours, theirs in changes]
    compared = [change for change in seen if change[0] != change[1] and not are_articles(*change)]
    if words[:1].isupper() and printed[:1].islower():  # `Soldiers were killed` leaves out the `No` before it
        negated = difference([("", word) for word in before], occurs)
        beside += before if negated and negated[0] is Difference.OPPOSITE else []
    contrast = difference([*compared, *(("", word) for word in beside)], occurs)
    if contrast and contrast[0] in (Difference.NUMBER, Difference.UNNUMBERED) and _has_numbers(text, words, place):
        return f"quote not found: the article words it differently: {backticked(flatten(printed))}", ()
    if contrast:
        return f"{contrast[0].value[1]}: {_versus(*contrast[1])}", ()
    if not changes or similarity < FLOOR or (words not in printed and is_reworded(seen, occurs, language)):
        return "", ()
    title = _title(changes) if len(changes) <= _MOST_SHOWN else f"write {backticked(flatten(printed), 200)}"
    is_there = quote.start in (None, place[0])
    is_alike = normalize(words) == normalize(printed)
    safe = is_there and is_alike and is_same(words, printed) and _has_one_form(text, words)
    change = SetValue(path, flatten(printed)), *offsets_at(path, place)
    respelt = len(changes) == 1 and is_respelt(*changes[0])
    said = f"{Difference.SPELLING.value[1]}: {_versus(*changes[0])}" if respelt else ""
    fix = ProposedFix(title, change, safe, round(similarity, 2))
    return said, tuple(_with_context(text, fix, flatten(printed), quote.within, path, language))


def completed(text: Text, quote: Quote, path: Path, language: str) -> tuple[ProposedFix, ...]:
    """Return the fix that adds the rest of the last word, if a quote of several words ends inside it.

    There is none if the whole word is a number or the opposite, or if the article may lack a space: `Bergand`.
    """
    (given,) = spans([quote])
    place = text.widened(given)
    words, printed = flatten(quote.exact), flatten(text.raw[slice(*place)])
    before, space, piece = words.rpartition(" ")
    grammar = grammar_of(language)
    if not space or grammar is None or place[0] < given[0] or not printed.startswith(words):
        return ()
    if printed.removeprefix(words) in grammar.helping:
        return ()
    whole = printed.removeprefix(f"{before} ")
    contrast = difference([(piece, whole)], lambda _: False)
    if (contrast and contrast[0] in CONTRASTS) or any(char.isdecimal() for char in whole):
        return ()
    title = f"replace {backticked(piece)} with {backticked(whole)}"
    changes = SetValue(path, printed), *offsets_at(path, place)
    fix = ProposedFix(title, changes, safe=False, similarity=round(compare(words, printed)[0], 2))
    return tuple(_with_context(text, fix, printed, quote.within, path, language))


def _has_numbers(text: Text, words: str, place: Span) -> bool:
    """Whether a place of the text, and what is near it, has the digits of words in the same order."""
    start, end = max(0, place[0] - _NEAR), min(len(text.raw), place[1] + _NEAR)
    ours, theirs = _NUMBERS.findall(words), iter(_NUMBERS.findall(text.raw, start, end))
    inside = _NUMBERS.findall(text.raw, *place)
    return bool(ours) and inside in ([], ours) and all(number in theirs for number in ours)


_NUMBERS: Final = pattern(r"\d+(?:[.,]\d+)*")
_NEAR: Final = 30
"""Code points around a place in which a number may be that was moved."""


def _with_context(
    text: Text, fix: ProposedFix, words: str, within: str | None, path: Path, language: str
) -> Iterator[ProposedFix]:
    """Yield a fix that writes `words`, so that it also corrects their context; nothing if that is not possible."""
    if within is None or is_found(text, words, within):
        yield fix
        return
    place = _place_of_context(text, within)
    if place is None or not is_found(text, words, new := flatten(text.raw[slice(*place)])):
        return
    for context_fix in instead(text, as_quote(within), place, (*path, "within"), language)[1]:
        title = f"{fix.title}, and write the context {backticked(new)}"
        yield ProposedFix(title, (*fix.changes, *context_fix.changes), fix.safe and context_fix.safe, fix.similarity)


def is_found(text: Text, words: str, within: str) -> bool:
    """Return whether words have a place in the text by their context."""
    return not isinstance(resolve(text, as_quote(words, within)), Unanchored)


def as_quote(words: str, within: str | None = None) -> Quote:
    """Return words of a file as a quote, even if they are empty or untrimmed."""
    return evolve_unchecked(_ANY_QUOTE, exact=words, within=within)


_ANY_QUOTE: Final = Quote(exact="any")


_MOST_SHOWN: Final = 3
"""Changes that the title of a fix lists, at most."""


def _title(changes: Iterable[tuple[str, str]]) -> str:
    return ", ".join(_change(ours, theirs) for ours, theirs in changes)


def _change(ours: str, theirs: str) -> str:
    if ours and theirs:
        return f"replace {backticked(ours)} with {backticked(theirs)}"
    return f"add {backticked(theirs)}" if theirs else f"delete {backticked(ours)}"


def _versus(ours: str, theirs: str) -> str:
    if ours and theirs:
        return f"the article has {backticked(theirs)}, not {backticked(ours)}"
    return f"the article has {backticked(theirs)}" if theirs else f"the article does not have {backticked(ours)}"


def is_same(words: str, printed: str) -> bool:
    """Return whether words that differ only in typography and case mean the same beyond doubt.

    Not where the article lacks a capital: `Turkey` is not `turkey`, and `Soldiers were killed` says another thing than
    `No soldiers were killed`, of which it would be a part.
    """
    if any(re.search(r"\d['’′\"”″]", side) for side in (words, printed)):  # feet or inches
        return False
    ours, theirs = (re.sub(r"\W+", "", side) for side in (words, printed))
    if any(a.isupper() and b.islower() for a, b in zip(ours, theirs, strict=False)):
        return False
    if len(words.split()) > 1 and printed.isupper():
        return True  # as headlines are written
    pairs = zip(words.split(), printed.split(), strict=False)
    return not any(a != b and {a, b} == {a.lower(), a.upper()} and len(a) > 1 for a, b in pairs)  # `us` is not `US`


def _has_one_form(text: Text, words: str) -> bool:
    """Whether all places of the text that are like `words` are written in the same way."""
    same = find_alike(text.raw, words)
    return len(same) < MOST_COMPARED and len({flatten(text.raw[slice(*span)]) for span in same}) == 1


def offsets_at(path: Path, span: Span) -> tuple[SetValue, ...]:
    """Return the changes that set the offsets of a quote, if the file gives them."""
    return SetValue((*path, "start"), span[0], if_there=True), SetValue((*path, "end"), span[1], if_there=True)
