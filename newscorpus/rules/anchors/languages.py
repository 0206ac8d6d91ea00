"""NC330: the language of an article that is not that of its text."""

from collections.abc import Iterator
from typing import Final

from newscorpus.diagnostics.changes import backticked
from newscorpus.rules.context import ArticleContext
from newscorpus.rules.rule import WARNING, Finding, rule
from newscorpus.text.grammar import Grammar, every_grammar, grammar_of
from newscorpus.text.languages import primary_subtag
from newscorpus.text.words import pattern

_WORD: Final = pattern(r"[^\W\d_]+")
_READ: Final = 600
"""Code points of a text that are read."""
_FEWEST: Final = 30
"""Words of a text that is judged."""
_SHARE: Final = 0.2
"""The part of the words of a text that are articles, prepositions and the like of its language, at least."""
_TIMES: Final = 3
"""How many times as many they are as those of the given language."""
_ALONE: Final = "en"
"""The language whose function words those of no other are like: Portuguese has many of Spanish."""


@rule("NC330", "language-unlike-text", WARNING, "the article text is in another language", needs_text=True)
def language_unlike_text(context: ArticleContext) -> Iterator[Finding]:
    """
    Rules about words, and programs that read the article, go by its `language`. Judged are texts in English, German and
    Spanish, by their articles, prepositions and other function words; of other languages only that the text is English.

    Example:
          text: |
            The mayor of the town said on Monday that she would not go to the meeting with the minister, since there was
            nothing to talk about. It was the third time that she had not come, and the second that she gave a reason.
        - language: de # <NC330>
        + language: en
    """
    text, tag = context.text, context.article.language
    if text is None or tag is None or context.is_broken("language"):
        return
    given = primary_subtag(tag)
    words = _WORD.findall(text.raw[:_READ].lower())
    own = grammar_of(tag)
    if len(words) < _FEWEST or (own is not None and _share(words, own) >= _SHARE):
        return  # the usual case
    shares = {name: _share(words, grammar) for name, grammar in every_grammar().items()}
    best = max(shares, key=lambda name: shares[name], default=given)
    is_known = own is not None or best == _ALONE
    if best != given and is_known and shares[best] >= _SHARE and shares[best] >= _TIMES * shares.get(given, 0):
        message = f"language is {backticked(tag)}, but the article text has the words of {backticked(best)}"
        yield Finding(("language",), message, help=f"write `language: {best}`, if that is meant", arguments=(tag,))


def _share(words: list[str], grammar: Grammar) -> float:
    """The part of words that are function words of a language."""
    return sum(word in grammar.connecting for word in words) / len(words)
