"""NC903: time expressions in the article text that no `when` uses, where the annotation covers nothing else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.models.edtf import Bounds, bounds_of
from newscorpus.rules.context import ArticleContext, text_path, whens
from newscorpus.rules.dates import time_words
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.index import Text
from newscorpus.text.languages import DATED, UNSPACED
from newscorpus.text.spans import Span, inside
from newscorpus.text.timex import read
from newscorpus.text.timex_words import Kind, Language, plain
from newscorpus.text.words import flatten, pattern, pattern_in

_LETTERS: Final = r"[\w\u0900-\u0963\u0966-\u0d7f]+"
"""Also the vowel signs of India, which Python counts as no part of a word."""
_TOKEN: Final = pattern(rf"{_LETTERS}(?:[-‐‑]{_LETTERS})*")
"""A word, with hyphens."""


class Cover:
    """The characters of a text that the annotation covers."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._covered = bytearray(len(text.raw))

    def add(self, spans: Iterable[Span]) -> None:
        """Cover all characters of the spans."""
        for a, b in spans:
            self._covered[a:b] = b"\x01" * (b - a)

    def add_words(self, words: str | None) -> None:
        """Cover all occurrences of the words; those within longer words only if there are no others."""
        done = 0
        for a, b in self._text.candidates(words or ""):
            self.add([(max(a, done), b)])
            done = b

    def touches(self, span: Span) -> bool:
        """Return whether any character of `span` is covered."""
        return any(self._covered[slice(*span)])


_SOME_DAY = date(2001, 1, 1)
"""Any day to count from: only whether an expression can be read matters."""

_LONGEST = 6
"""Words of a time expression, at most."""

_GAP = pattern(r"\s+|\s*,\s*")
"""What may be between the words of a time expression: `May 6, 2024`."""


@rule(
    "NC903",
    "unannotated-time",
    HINT,
    "no `when` uses a time expression of the article text",
    needs_text=True,
    languages=tuple(tag for tag in DATED if tag not in UNSPACED),
)
def unused_time(context: ArticleContext) -> Iterator[Finding]:
    """
    Words of time that no `when` gives a date to may date an event or a claim. Not those that are the `start` or `end`
    of a role, nor those of a comparison: `the lowest since March`, `down from 63 percent in August`; nor the new time
    of what was postponed.

    Example:
          {TALKS}
        +     when: {last Monday: 2024-05-06}
              evidence:
        -       - Anna Berg met Carl Dahl
        +       - Anna Berg met Carl Dahl last Monday
          text: Anna Berg met Carl Dahl last Monday. # <NC903>
    """
    text, language = context.known_text, time_words(context)
    if any(context.is_broken(table) for table in ("actors", "events", "claims")):
        return  # what could cover the text is not known
    cover = Cover(text)
    for event in context.article.events.values():
        if event.when is not None and event.when.text is None:
            cover.add(spans(event.evidence))  # any of its words may be the time
    for claim in context.article.claims:
        if claim.when is not None and claim.when.text is None:
            cover.add(text.paragraph(start) for start, _ in spans(claim.quote))
    for _, when in whens(context):
        cover.add_words(str(when.text or ""))
    cover.add(span for mentions in context.mentions.values() for span in mentions)  # `Black Friday`, a band
    cover.add_words(context.article.dateline)
    roles = {day for actor in context.article.actors.values() for role in actor.roles for day in (role.start, role.end)}
    terms = [bounds_of(day) for day in roles if day]
    compared = _COMPARED.get(context.language)
    unused: dict[str, list[Span]] = {}
    for a, b in _times(text, language):
        if cover.touches((a, b)) or _is_term(text.raw[a:b], language, terms) or _is_end(context, (a, b), language):
            continue
        if not (compared and compared.search(text.raw, max(0, a - _BEFORE), a)):
            unused.setdefault(flatten(text.raw[a:b]), []).append((a, b))
    for words, (first, *others) in unused.items():
        label = f"the first of {len(others) + 1}" if others else "here"
        message = f"no `when` uses the time {backticked(words)}"
        hint = "add it to its event or claim: `when: {WORDS: DATE}`"
        yield Finding(text_path(context), message, in_text=((first, label),), help=hint, arguments=(words,))


def _is_end(context: ArticleContext, span: Span, language: Language) -> bool:
    """Whether words in the evidence of an event may name the day at which its interval ends: `ended on Monday`."""
    for event in context.article.events.values():
        when = bounds_of(str(event.when.edtf or "")) if event.when is not None else None
        if when is None or when.latest is None or when.earliest == when.latest:
            continue
        reading = read(context.known_text.raw[slice(*span)], language, None, when.latest)
        if inside(span, spans(event.evidence)) and reading and any(when.latest == last for _, last in reading.spans):
            return True
    return False


_BEFORE: Final = 80
"""Code points before a time in which a comparison with it is looked for."""
_COMPARED: Final = {tag: pattern_in(tag, "compared") for tag in ("de", "en", "es")}
"""What is before the time of a comparison: `the lowest since`."""


def _is_term(words: str, language: Language, terms: Sequence[Bounds | None]) -> bool:
    """Whether words can be read as one of the days, months or years at which roles begin or end."""
    for term in terms:
        if term is None or term.earliest is None:
            continue
        reading = read(words, language, None, term.earliest)
        if reading and (term.earliest, term.latest) in reading.spans:
            return True
    return False


def _times(text: Text, language: Language) -> Iterator[Span]:
    """Yield the time expressions of a text, the longest at each place."""
    for a, b in text.paragraphs:
        tokens = list(_TOKEN.finditer(text.raw, a, b))
        i = 0
        while i < len(tokens):
            longest = _run(text.raw, tokens, i, language)
            runs = (longest[:n] for n in range(len(longest), 0, -1))
            run = next((run for run in runs if _is_time(text.raw, run, language)), [])
            before = tokens[i - 1][0].lower() if i else ""
            if run and _is_plain(text.raw, run, before, language) and (run[0].start(), run[-1].end()) != (a, b):
                yield run[0].start(), run[-1].end()
            i += len(run) or 1


def _run(raw: str, tokens: list[re.Match[str]], first: int, language: Language) -> list[re.Match[str]]:
    """Return the words from `first` on that may be one time expression: only words that one can have."""
    run = list[re.Match[str]]()
    for token in tokens[first : first + _LONGEST]:
        known = token[0][0].isdecimal() or plain(token[0]) in language.vocabulary
        if not known or (run and not _is_near(raw, run[-1], token, language)):
            break
        run.append(token)
    return run


def _is_time(raw: str, run: list[re.Match[str]], language: Language) -> bool:
    """Whether words can be read as a time expression. Numbers need something to count: `a year ago`, `one year ago`."""
    words = [token[0].lower() for token in run]
    if Kind.FILLER in language.kinds(words[-1]):
        return False  # `on Monday in Oslo`
    counts = Kind.AGO in (language.parse(" ".join(words)) or ())
    if not counts and any(Kind.NUMBER in language.kinds(word) for word in words):
        return False
    return read(raw[run[0].start() : run[-1].end()], language, (_SOME_DAY, _SOME_DAY), _SOME_DAY) is not None


def _is_near(raw: str, first: re.Match[str], second: re.Match[str], language: Language) -> bool:
    """Whether two words may be neighbours in a time: the periods of `Jan. 6` and `6. Mai` do not end a sentence."""
    gap = raw[first.end() : second.start()]
    if gap != ". ":
        return _GAP.fullmatch(gap) is not None
    word = first[0].lower()
    if word.isdecimal():
        kinds = language.kinds(second[0])
        return "\\." in language.ordinal and (Kind.MONTH in kinds or (Kind.FILLER in kinds and second[0].islower()))
    abbreviated = len(word) <= len("sept") and word not in ("may", "june", "july") and word.isalpha()
    return abbreviated and second[0][0].isdecimal()


def _is_plain(raw: str, run: list[re.Match[str]], before: str, language: Language) -> bool:
    """Whether words are meant as a time expression: not `may`, `March`, `the Sun`, `2000 people`."""
    if re.compile(r"[.,]?[0-9]").match(raw, run[-1].end()):
        return False  # `May 10,000`
    if len(run) == 1 and not run[0][0].isdecimal() and not re.search(r"[^\W\d_]", run[0][0]):
        return False  # `2024-05-06`
    if len(run) > 1 and raw[run[-1].end() :][:2] in ("’s", "'s"):
        return False  # `in Saturday’s quake`
    names = (token[0] for token in run if language.capitals and language.is_date_name(token[0]))
    if any(name[0] != name[0].upper() for name in names):
        return False
    meaningful = [token[0].lower() for token in run if Kind.FILLER not in language.kinds(token[0].lower())]
    if len(meaningful) > 1:
        return True
    before = run[-2][0].lower() if len(run) > 1 else before
    word, kinds = meaningful[0], language.kinds(meaningful[0])
    if Kind.MONTH in kinds:
        named = re.compile(r" \w").match(raw, run[-1].end())
        return before in language.before_month and not (named and named[0][-1].isupper())  # `in May Street`
    if word.isdecimal():
        return before in language.before_year and "1900" <= word <= "2099"
    if Kind.WEEKDAY in kinds:
        return len(word) > len("thurs" if language.capitals else "sáb")  # not `Sun`, `Sat`
    return Kind.UNIT not in kinds and not (word == "today" and raw[run[-1].end() :][:2] in ("’s", "'s"))
