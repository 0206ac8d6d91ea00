"""NC9xx: coverage: what the annotation leaves out. Hints for an annotator, not defects: shown only when selected."""

import re
from collections.abc import Iterable

from newscorpus.anchoring import spans
from newscorpus.rules.anchors.suggestions import EVENT
from newscorpus.rules.context import View, text_path
from newscorpus.rules.coverage.names import uncovered_name
from newscorpus.rules.coverage.times import unused_time
from newscorpus.rules.rule import HINT, Finding, Iterator, code, rule
from newscorpus.text.index import Text
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten


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


RULES = (uncovered_name, uncovered_paragraph, unused_time)
