"""What the annotation of an article covers of its text."""

from collections.abc import Iterable, Iterator

from newscorpus.diagnostics.changes import backticked
from newscorpus.rules.context import ArticleContext, text_path
from newscorpus.rules.rule import Finding
from newscorpus.text.index import Text
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten


def terms(listed: str) -> frozenset[str]:
    """The words of a list, separated by whitespace."""
    return frozenset(listed.split())


class Cover:
    """Which characters of a text something annotated covers."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._covered = bytearray(len(text.raw))

    def add(self, spans: Iterable[Span]) -> None:
        """Cover the spans."""
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


def is_complete(context: ArticleContext) -> bool:
    """Whether all that could cover the text has its place in it."""
    return not any(context.is_broken(table) for table in ("actors", "events", "claims"))


def _by_words(context: ArticleContext, found: Iterable[Span]) -> Iterator[tuple[str, Span, int]]:
    """The different words among `found`: words, the first place, how many places."""
    assert context.text is not None
    places: dict[str, list[Span]] = {}
    for a, b in found:
        places.setdefault(flatten(context.text.raw[a:b]), []).append((a, b))
    for words, at in places.items():
        yield words, at[0], len(at)


def findings(context: ArticleContext, found: Iterable[Span], message: str, hint: str) -> Iterator[Finding]:
    """Report each of the words found, at its first occurrence."""
    for words, first, count in _by_words(context, found):
        label = "here" if count == 1 else f"the first of {count}"
        yield Finding(
            text_path(context),
            f"{message} {backticked(words)}",
            in_text=((first, label),),
            help=hint,
            arguments=(words,),
        )
