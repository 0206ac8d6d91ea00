"""NC9xx: coverage: what the annotation leaves out. Hints for an annotator, not defects: shown only when selected."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from newscorpus.anchoring import spans
from newscorpus.rules.anchors.suggestions import EVENT
from newscorpus.rules.anchors.words import event_words, other_words
from newscorpus.rules.context import View, text_path
from newscorpus.rules.rule import HINT, Finding, Iterator, code, rule
from newscorpus.rules.timewords import Kind, Language, language_of, read
from newscorpus.text import Span, Text, flatten


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


class _Cover:
    """Which characters of a text something annotated covers."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._covered = bytearray(len(text.raw))

    def add(self, spans: Iterable[Span]) -> None:
        for a, b in spans:
            self._covered[a:b] = b"\x01" * (b - a)

    def add_words(self, words: str | None) -> None:
        """Covers every place where the words stand: which one was meant is not asked."""
        done = 0
        for a, b in self._text.find(words or ""):
            self.add([(max(a, done), b)])
            done = b

    def touches(self, span: Span) -> bool:
        """Whether any character of `span` is covered."""
        return any(self._covered[slice(*span)])


def _judgeable(view: View) -> bool:
    """Whether all that could cover the text has its place in it."""
    return not any(view.is_broken(table) for table in ("actors", "events", "claims"))


def _by_words(view: View, found: Iterable[Span]) -> Iterator[tuple[str, Span, int]]:
    """The different words among `found`: words, the first place, how many places."""
    assert view.text is not None
    places: dict[str, list[Span]] = {}
    for a, b in found:
        places.setdefault(flatten(view.text.raw[a:b]), []).append((a, b))
    for words, at in places.items():
        yield words, at[0], len(at)


def _findings(view: View, found: Iterable[Span], message: str, hint: str) -> Iterator[Finding]:
    for words, first, count in _by_words(view, found):
        label = "here" if count == 1 else f"the first of {count}"
        yield Finding(
            text_path(view),
            f"{message} {code(words)}",
            in_text=((first, label),),
            help=hint,
            arguments=(words,),
        )


# --- names

NOUNS_CAPITALISED = frozenset({"de", "lb", "nds", "gsw", "bar", "ksh", "pfl", "swg", "wae", "stq", "pdc"})
"""Primary subtags of languages that write every noun with a capital: German and its kin."""

_TOKEN = re.compile(r"\w+(?:[-‐‑]\w+)*")
_JOINT = re.compile(r"[ \u00a0\n]|[’'‑&]|\.| & ")
_LINKS = _words("of the de del della di da do dos das du des la le les el al bin ibn ben van von der den ten ter zu")
"""Small words within names: `Bank of England`, `Ursula von der Leyen`."""

_OPENERS = _words(
    "a after all although an and another any as at because before both but by despite during each even every few for"
    " from he her here his how however i if in instead into it its last later like many meanwhile more most mr mrs ms"
    " much my next no nor not now of on once one only or other our out over she since so some still such than that the"
    " their then there these they this those though through to two under until up we what when where which while who"
    " why with without yet you your"
)
"""Words that English sentences begin with, and names do not."""

_DEMONYM = re.compile(r"\w+(?:ian|ean|ican|ese|ish|eli)s?")
"""English adjectives of countries."""


@rule(
    "NC901",
    "uncovered-name",
    HINT,
    "capitalised name nothing covers",
    needs_text=True,
    example=EVENT
    + """
      evidence:
-       - Anna Berg met Carl Dahl
+       - Anna Berg met Carl Dahl near the home of Dora Eide
  text: Anna Berg met Carl Dahl near the home of Dora Eide. # <NC901>
""",
)
def uncovered_name(view: View) -> Iterator[Finding]:
    """
    A name that no mention, place, quote or other word of the annotation covers may be an actor or a place that was
    overlooked. Only in languages that tell names by capitals; a word that merely begins a sentence is none.
    """
    text = view.text
    assert text is not None
    language = _primary(view)
    if language in (*NOUNS_CAPITALISED, "und", "") or not _judgeable(view):
        return
    cover = _Cover(text)
    cover.add(span for mentions in view.mentions.values() for span in mentions)
    cover.add(spans([quote for _, quote in view.quotes]))
    for words in (*(w for _, _, w in event_words(view)), *(w for _, w in other_words(view))):
        cover.add_words(words)
    for actor in view.article.actors.values():
        cover.add_words(actor.name)
        for role in actor.roles:
            cover.add_words(role.title)
    article = view.article
    for printed in (article.headline, article.author, article.publisher, article.dateline, *article.keywords):
        cover.add_words(printed)
    names = _Names(text, english=language == "en", calendar=language_of(article.language))
    found = (name for name in names.find() if not cover.touches(name))
    yield from _findings(view, found, "nothing covers", "add an actor or a place, or the evidence that names it")


def _primary(view: View) -> str:
    return (view.article.language or "").partition("-")[0].lower()


class _Names:
    """Finds names by their capitals."""

    def __init__(self, text: Text, *, english: bool, calendar: Language | None) -> None:
        self._raw = text.raw
        self._text = text
        self._english = english
        self._calendar = calendar
        self._lower = {m[0] for m in _TOKEN.finditer(text.raw) if m[0][0].islower()}

    def find(self) -> Iterator[Span]:
        """Spans of names, in order."""
        for a, b in self._text.paragraphs:
            if not self._is_heading(a, b):
                for run in self._runs(a, b):
                    name = self._name(run, a)
                    if name is not None:
                        yield name

    def _is_heading(self, a: int, b: int) -> bool:
        """Whether a paragraph is capitalised for another reason: a headline, or letters all large."""
        words = self._raw[a:b].strip()
        long = [m[0] for m in _TOKEN.finditer(words) if len(m[0]) > 4]
        ends = re.search(r"[.!?…。！？:;,][\s\"'”’»)\]]*\Z", words)
        return words.isupper() or (not ends and bool(long) and all(word[0].isupper() for word in long))

    def _runs(self, a: int, b: int) -> Iterator[list[re.Match[str]]]:
        """Neighbouring words with a capital each; small words between them are left out."""
        run: list[re.Match[str]] = []
        last: re.Match[str] | None = None
        for token in _TOKEN.finditer(self._raw, a, b):
            joined = last is not None and self._joins(last, token)
            if self._is_capital(token[0]):
                if run and not joined:
                    yield run
                    run = []
                run.append(token)
            last = token if run and self._goes_on(token, joined=joined) else None
        if run:
            yield run

    def _goes_on(self, token: re.Match[str], *, joined: bool) -> bool:
        """Whether a name that reached `token` may go on behind it."""
        return self._is_capital(token[0]) or (joined and token[0] in _LINKS)

    def _joins(self, one: re.Match[str], other: re.Match[str]) -> bool:
        gap = self._raw[one.end() : other.start()]
        if gap == ". ":  # `Kiichiro F. Toyoda`, but not the sentence behind `Washington, D.C.`
            return len(one[0]) == 1 and self._raw[max(0, one.start() - 1)] != "."
        return _JOINT.fullmatch(gap) is not None

    def _is_capital(self, word: str) -> bool:
        return word[0].isupper() and not _is_calendar(self._calendar, word)

    def _name(self, run: list[re.Match[str]], start: int) -> Span | None:
        """What of a run of capitalised words is a name."""
        if self._begins_sentence(run[0].start(), start):
            if len(run) == 1:
                return None
            first = run[0][0].lower()
            if first in self._lower or (self._english and first in _OPENERS):
                run = run[1:]
        word = run[0][0]
        if len(run) == 1 and (len(word) == 1 or word.lower() in self._lower or self._is_adjective(run[0])):
            return None
        return run[0].start(), run[-1].end()

    def _begins_sentence(self, at: int, paragraph: int) -> bool:
        """Whether a capital at `at` may be due to its place: behind anything but a word, a comma or the like."""
        char = self._raw[max(paragraph, at - 9) : at].rstrip(" \u00a0")[-1:]
        return not (char.isalnum() or (char and char in ",;)’'&/%-"))

    def _is_adjective(self, token: re.Match[str]) -> bool:
        following = re.compile(r" [a-z]").match(self._raw, token.end())
        return self._english and following is not None and _DEMONYM.fullmatch(token[0]) is not None


def _is_calendar(language: Language | None, word: str) -> bool:
    """Whether a word is the name of a weekday or month."""
    meanings = language.words.get(word.lower(), ()) if language else ()
    return any(kind in (Kind.WEEKDAY, Kind.MONTH) for kind, _ in meanings)


# --- paragraphs

_SENTENCE_END = re.compile(r"[.!?…。！？।؟۔][\s\"'“”’»«)\]」』]*\Z")


@rule(
    "NC902",
    "uncovered-paragraph",
    HINT,
    "paragraph without evidence",
    needs_text=True,
    example=r"""
  text: "Anna Berg met Carl Dahl.\n\nIn Oslo it had rained all day.\n" # <NC902>"""
    + EVENT
    + """
      evidence:
        - Anna Berg met Carl Dahl
+ claims:
+   - quote: it had rained all day
""",
)
def uncovered_paragraph(view: View) -> Iterator[Finding]:
    """
    A paragraph in which no event has evidence and no claim is made may have been skipped. Headings and bylines, which
    end without a full stop, are passed over, and so are texts without paragraphs and articles without any quote.
    """
    text = view.text
    assert text is not None
    if len(text.paragraphs) < 2 or not _judgeable(view):
        return
    cover = _Cover(text)
    quotes = [quote for path, quote in view.quotes if path[0] != "actors"]
    cover.add(spans(quotes))
    for a, b in text.paragraphs if quotes else ():
        words = text.raw[a:b]
        if _SENTENCE_END.search(words) and not cover.touches((a, b)):
            shown = flatten(words)
            message = f"a paragraph without evidence: {code(shown)}"
            yield Finding(text_path(view), message, in_text=(((a, b), "this one"),), arguments=(shown,))


# --- times

_SOME_DAY = date(2001, 1, 1)
"""Days are counted from here: which ones come out does not matter."""

_LONGEST = 6
"""Words of time that are read together, at most."""

_GAP = re.compile(r"\s+|\s*,\s*")
"""Between words of time: `May 6, 2024`."""

_LOOSE = _words("in of on during")
"""Small words that may follow a time and do not belong to it: `on Monday in Oslo`."""

_BEFORE_MONTH = _words("in since until till by from during through early late mid between to and of")
_BEFORE_YEAR = _words("in since until till by from during through early late mid between to and")


@rule(
    "NC903",
    "unused-time",
    HINT,
    "time expression no `when` uses",
    needs_text=True,
    example=EVENT
    + """
+     when: {last Monday: 2024-05-06}
      evidence:
-       - Anna Berg met Carl Dahl
+       - Anna Berg met Carl Dahl last Monday
  text: Anna Berg met Carl Dahl last Monday. # <NC903>
""",
)
def unused_time(view: View) -> Iterator[Finding]:
    """
    Words of time that no `when` gives a date to may date an event or a claim. Only in languages whose words of time are
    known: English.
    """
    text, language = view.text, language_of(view.article.language)
    assert text is not None
    if language is None or not _judgeable(view):
        return
    cover = _Cover(text)
    for event in view.article.events.values():
        if event.when is not None and event.when.text is None:
            cover.add(spans(event.evidence))  # its words may be any
    for claim in view.article.claims:
        if claim.when is not None and claim.when.text is None and claim.quote.start is not None:
            cover.add([text.paragraph(claim.quote.start)])
    whens = [event.when for event in view.article.events.values()] + [claim.when for claim in view.article.claims]
    for when in whens:
        cover.add_words(when.text if when else None)
    cover.add(span for mentions in view.mentions.values() for span in mentions)  # `Black Friday`, a band
    cover.add_words(view.article.dateline)
    found = (time for time in _times(text, language) if not cover.touches(time))
    yield from _findings(view, found, "no `when` uses", "give it to an event or a claim: when: {words: date}")


def _times(text: Text, language: Language) -> Iterator[Span]:
    """Words of time in a text, the longest at each place."""
    for a, b in text.paragraphs:
        tokens = list(_TOKEN.finditer(text.raw, a, b))
        i = 0
        while i < len(tokens):
            runs = (tokens[i : i + n] for n in range(min(_LONGEST, len(tokens) - i), 0, -1))
            run = next((run for run in runs if _is_time(text.raw, run, language)), [])
            before = tokens[i - 1][0].lower() if i else ""
            if run and _is_plain(text.raw, run, before, language) and (run[0].start(), run[-1].end()) != (a, b):
                yield run[0].start(), run[-1].end()
            i += len(run) or 1


def _is_time(raw: str, run: list[re.Match[str]], language: Language) -> bool:
    """Whether words can be read as a time. `A` and `one` are numbers only where something is counted: `a year ago`."""
    words = [token[0].lower() for token in run]
    if words[-1] in _LOOSE or not all(_is_near(raw, one, other) for one, other in pairwise(run)):
        return False
    counts = Kind.AGO in _kinds(words[-1], language)
    if not counts and any(Kind.NUMBER in _kinds(word, language) for word in words):
        return False
    return read(raw[run[0].start() : run[-1].end()], language, (_SOME_DAY, _SOME_DAY), _SOME_DAY) is not None


def _is_near(raw: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two words may stand together in a time; the stop of `Jan. 6` ends no sentence."""
    gap = raw[one.end() : other.start()]
    word = one[0].lower()
    abbreviated = len(word) <= len("sept") and word not in ("may", "june", "july") and word.isalpha()
    return _GAP.fullmatch(gap) is not None or (gap == ". " and abbreviated and other[0][0].isdecimal())


def _is_plain(raw: str, run: list[re.Match[str]], before: str, language: Language) -> bool:
    """Whether words that can be read as a time are meant so: no `may`, `March`, `the Sun`, `2000 people`."""
    if re.compile(r"[.,]?[0-9]").match(raw, run[-1].end()):
        return False  # `May 10,000`
    if any(_is_calendar(language, token[0]) and not token[0][0].isupper() for token in run):
        return False
    telling = [token[0].lower() for token in run if Kind.FILLER not in _kinds(token[0].lower(), language)]
    if len(telling) > 1:
        return True
    before = run[-2][0].lower() if len(run) > 1 else before
    word, kinds = telling[0], _kinds(telling[0], language)
    if Kind.MONTH in kinds:
        named = re.compile(r" \w").match(raw, run[-1].end())
        return before in _BEFORE_MONTH and not (named and named[0][-1].isupper())  # `in May Street`
    if word.isdecimal():
        return before in _BEFORE_YEAR and "1900" <= word <= "2099"
    if Kind.WEEKDAY in kinds:
        return len(word) > len("thurs")  # not `Sun`, `Sat`
    return Kind.UNIT not in kinds and not (word == "today" and raw[run[-1].end() :][:2] in ("’s", "'s"))


def _kinds(word: str, language: Language) -> set[Kind]:
    return {kind for kind, _ in language.words.get(word, ())}


RULES = (uncovered_name, uncovered_paragraph, unused_time)
