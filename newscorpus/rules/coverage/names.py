"""NC901: capitalised names in the article text that the annotation does not cover."""

import re
from collections.abc import Iterator

from newscorpus.anchoring import spans
from newscorpus.models.traversal import WORDS, layer_of
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.coverage.cover import TOKEN, Cover, is_complete, report
from newscorpus.rules.rule import HINT, Finding, rule
from newscorpus.text.index import Text
from newscorpus.text.spans import Span
from newscorpus.text.timex_languages import language_of, primary_subtag
from newscorpus.text.timex_words import Language
from newscorpus.text.words import words_in

NOUNS_CAPITALISED = frozenset({"de", "lb", "nds", "gsw", "bar", "ksh", "pfl", "swg", "wae", "stq", "pdc"})
"""Primary subtags of languages that capitalise every noun: German and its relatives."""

_JOINT = re.compile(r"[ \u00a0\n]|[’'‑&]|\.| & ")
"""What may be between two words of a name."""

_LINKS = words_in("of the de del della di da do dos das du des la le les el al bin ibn ben van von der den ten ter zu")
"""Small words within names: `Bank of England`, `Ursula von der Leyen`."""

_OPENERS = words_in(
    "a according adding after all although an and announcing another any are as asked at based because before both but"
    " by calling can citing could critics currently describing despite did do does dozens dr during each earlier eight"
    " even every examples experts few five following for formerly four from had has have he her here his how however"
    " hundreds i if in including instead into is it its last later leading leaving led like many meanwhile meeting more"
    " most mr mrs ms much must my naming next nine no nor not now of officials on once one only or other our out over"
    " police pressing previously quoting recently referring replying responding seven several she should since six so"
    " some sources speaking starting still such ten than that the their then there these they this those though"
    " thousands three through to today tomorrow two under until up using visiting was we were what when where which"
    " while who why witnesses with without working would writing yesterday yet you your"
)
"""Words that English sentences begin with, or titles, but not names."""

_CURRENCIES = tuple("$€£¥₹")
_LONGEST_ACRONYM, _LONGEST_OF_ACRONYMS = 6, 4
"""Letters of an acronym, alone and beside others. What is longer, all in upper case, is emphasis."""

_DEMONYM = re.compile(r"\w+(?:ian|ean|ican|ese|ish|eli)s?")
"""English adjectives of countries."""


@rule("NC901", "uncovered-name", HINT, "no annotation covers a capitalised name", needs_text=True)
def uncovered_name(context: ArticleContext) -> Iterator[Finding]:
    """
    A name that no mention, place, quote or other word of the annotation covers may be an actor or a place that was
    overlooked. Only in languages that mark names by capitals; a word that merely begins a sentence is not a name.
    Headlines with capitals are passed over.

    Example:
          {TALKS}
              evidence:
        -       - Anna Berg met Carl Dahl
        +       - Anna Berg met Carl Dahl near the home of Dora Eide
          text: Anna Berg met Carl Dahl near the home of Dora Eide. # <NC901>
    """
    text = context.text
    assert text is not None
    language = primary_subtag(context.article.language)
    if language in (*NOUNS_CAPITALISED, "und", "") or not is_complete(context):
        return
    cover = Cover(text)
    cover.add(span for mentions in context.mentions.values() for span in mentions)
    cover.add(spans([quote for _, quote in context.quotes]))
    for path, quote in context.quotes:
        if layer_of(path) in WORDS:
            cover.add_words(quote.exact)
    for actor in context.article.actors.values():
        cover.add_words(actor.name)
        for role in actor.roles:
            cover.add_words(role.title.exact)
    article = context.article
    for printed in (article.headline, article.author, article.publisher, article.dateline, *article.keywords):
        cover.add_words(printed)
    names = _Names(text, english=language == "en", calendar=language_of(article.language))
    found = (name for name in names.find() if not cover.touches(name))
    yield from report(context, found, "nothing covers", "add an actor or a place, or the evidence that names it")


class _Names:
    """The names in an article text, found by their capitals."""

    def __init__(self, text: Text, *, english: bool, calendar: Language | None) -> None:
        self._raw = text.raw
        self._text = text
        self._english = english
        self._calendar = calendar
        self._lower = {m[0] for m in TOKEN.finditer(text.raw) if m[0][0].islower()}

    def find(self) -> Iterator[Span]:
        """Yield the spans of names, in order."""
        for a, b in self._text.paragraphs:
            if not self._is_heading(a, b):
                for run in self._runs(a, b):
                    name = self._name(run)
                    if name is not None:
                        yield name

    def _is_heading(self, a: int, b: int) -> bool:
        """Whether a paragraph is a headline in title case, or all in upper case."""
        words = self._raw[a:b].strip()
        long = [m[0] for m in TOKEN.finditer(words) if len(m[0]) > 4]
        ends = re.search(r"[.!?…。！？:;,][\s\"'”’»)\]]*\Z", words)
        return words.isupper() or (not ends and bool(long) and all(word[0].isupper() for word in long))

    def _runs(self, a: int, b: int) -> Iterator[list[re.Match[str]]]:
        """Yield runs of capitalised words; small words between them are omitted."""
        run: list[re.Match[str]] = []
        last: re.Match[str] | None = None
        for token in TOKEN.finditer(self._raw, a, b):
            joined = last is not None and self._joins(last, token)
            if self._is_capital(token):
                if run and not joined:
                    yield run
                    run = []
                run.append(token)
            last = token if run and self._continues(token, joined=joined) else None
        if run:
            yield run

    def _continues(self, token: re.Match[str], *, joined: bool) -> bool:
        """Whether a name that includes `token` may continue after it."""
        return self._is_capital(token) or (joined and token[0] in _LINKS)

    def _joins(self, one: re.Match[str], other: re.Match[str]) -> bool:
        gap = self._raw[one.end() : other.start()]
        if gap == ". ":  # `Kiichiro F. Toyoda`, but not a sentence after `Washington, D.C.`
            return len(one[0]) == 1 and self._raw[max(0, one.start() - 1)] != "."
        return _JOINT.fullmatch(gap) is not None

    def _is_capital(self, token: re.Match[str]) -> bool:
        """Whether a word may belong to a name; not those of dates, nor `US` in `US$1.25`."""
        word = token[0]
        dated = self._calendar is not None and self._calendar.is_date_name(word)
        return word[0].isupper() and not dated and self._raw[token.end() : token.end() + 1] not in _CURRENCIES

    def _name(self, run: list[re.Match[str]]) -> Span | None:
        """The part of a run of capitalised words that is a name; None if there is none."""
        whole = run
        begins = self._text.begins_sentence(run[0].start())
        if begins and len(run) == 1:
            return None
        if begins and (run[0][0].lower() in self._lower or self._is_opener(run[0])):
            run = run[1:]
        while len(run) > 1 and self._is_opener(run[-1]):  # `Education Mr. Berg`
            run = run[:-1]
        word = run[0][0]
        if len(run) == 1 and (
            len(word) == 1 or word.lower() in self._lower or self._is_opener(run[0]) or self._is_adjective(run[0])
        ):
            return None
        return None if _is_emphasis(whole) or _is_emphasis(run) else (run[0].start(), run[-1].end())

    def _is_opener(self, token: re.Match[str]) -> bool:
        return self._english and token[0].lower() in _OPENERS

    def _is_adjective(self, token: re.Match[str]) -> bool:
        following = re.compile(r" [a-z]").match(self._raw, token.end())
        return self._english and following is not None and _DEMONYM.fullmatch(token[0]) is not None


def _is_emphasis(run: list[re.Match[str]]) -> bool:
    """Whether words are in upper case, and too long for acronyms."""
    longest = max(len(token[0]) for token in run)
    limit = _LONGEST_ACRONYM if len(run) == 1 else _LONGEST_OF_ACRONYMS
    return longest > limit and all(token[0].isupper() for token in run)
