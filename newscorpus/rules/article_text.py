"""NC309, NC310, NC321 and NC330: the article text was changed, is unclean, lacks a part, or is of another language."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Path, path_text
from newscorpus.models.article import text_of
from newscorpus.rules.actor_names import actor_not_in_text, alias_not_in_text
from newscorpus.rules.context import ArticleContext, text_path
from newscorpus.rules.evidence_words import role_not_in_text
from newscorpus.rules.rule import ERROR, WARNING, Finding, rule
from newscorpus.text.grammar import Grammar, every_grammar, grammar_of
from newscorpus.text.sentences import MARKUP
from newscorpus.text.spans import Span
from newscorpus.text.timex_words import language_of
from newscorpus.text.words import extends, flatten, pattern, pattern_in


@rule(
    "NC309",
    "text-changed",
    ERROR,
    "the article text has another hash than `sha256`",
    unsafe_fix="the new hash, once all quoted words are in the article text and no value is malformed",
    needs_text=True,
)
def text_changed(context: ArticleContext) -> Iterator[Finding]:
    """
    `sha256` guards the text: if it differs, somebody edited the text after it was annotated. The finding shows how many
    quotes are still in the text; check them, then write the new hash. If you have the old text, `newscorpus retext`
    finds the place of each quote in the new one. If only the line breaks differ, git or an editor has replaced them;
    restore these instead.

    Example:
        - sha256: fd9d34bd3331cade638d20a056b9cac3e6275022c9f75e29d714829ae5d4b540 # <NC309>
        + sha256: 75d9d34bd3331cade638d20a056b9cac3e6275022c9f75e29d714829ae5d4b54
    """
    if not context.is_edited:
        return
    if here := _other_line_breaks(context.known_text.raw, context.article.sha256):
        other = "CRLF" if here == "LF" else "LF"
        message = f"article text has {here} as line breaks, and was annotated with {other}: otherwise it is the same"
        hint = "git may have replaced them: add `*.txt -text` to .gitattributes and commit it, then delete the text"
        yield Finding(("sha256",), message, help=f"{hint} and check it out again; or save it with {other}")
        return
    unclear = {
        unanchored.path
        for unanchored in context.unanchored
        if context.known_text.candidates(unanchored.quote.exact.strip() or "\n")
    }
    missing = {path_text(path) for path in _paths_nowhere(context) if path not in unclear}
    there = context.placed + sum(path in unclear for path, _ in context.quotes)
    kept = f"{there} of {len(context.quotes)} quotes are still in the text"
    notes = [kept if context.quotes else "there are no quotes yet"]
    if missing:
        notes.append(f"no longer in the text: {', '.join(sorted(missing))}")
    if unclear:
        notes.append(f"in the text, with another error: {', '.join(sorted(map(path_text, unclear)))}")
    if context.broken:
        notes.append("correct the malformed values first: what they quote is not known")
    new, old = context.known_text.sha256, context.article.sha256 or ""
    fix = ProposedFix("write the new hash: all quotes are still in the text", (SetValue(("sha256",), new),))
    hint = f"check the annotation, then write `sha256: {new}`"
    if missing or unclear:
        hint = f"with the old text, such as from git: `newscorpus retext ARTICLE TEXT --old FILE`; else {hint}"
    message = f"article text changed: its hash is `{new[:12]}…`, not `{old[:12]}…`"
    fixes = () if missing or unclear or context.broken else (fix,)
    yield Finding(("sha256",), message, notes=tuple(notes), help=hint, fixes=fixes)


def _other_line_breaks(raw: str, sha256: str | None) -> str | None:
    """The line breaks of a text, if with the other ones it has a hash; else None."""
    unix = raw.replace("\r\n", "\n")
    here, other = ("CRLF", unix) if unix != raw else ("LF", raw.replace("\n", "\r\n"))
    return here if other != raw and text_of(other).sha256 == sha256 else None


def _paths_nowhere(context: ArticleContext) -> Iterator[Path]:
    """The paths of quotes, other words, actors and aliases that are not in the text."""
    yield from context.unanchored_paths
    for name_rule in (actor_not_in_text, alias_not_in_text, role_not_in_text):
        assert name_rule.check is not None
        yield from (finding.path for finding in name_rule.check(context))


_UNCLEAN: tuple[tuple[str, str], ...] = (
    (MARKUP, "markup"),
    ("â€|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]", "UTF-8 that was decoded as another encoding"),
    ("\r", "carriage returns"),
    ("\ufeff", "byte order marks"),
    ("\ufffd", "replacement characters (U+FFFD), since it was decoded wrongly"),
    ("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]", "control characters"),
)
_FURNITURE: Final = pattern_in("shared", "furniture", re.IGNORECASE | re.MULTILINE)
"""Lines that a page has beside the article, in any case: `ADVERTISEMENT`, `Read more:`. A line has nothing else."""
_SIGNS = ("\ufffd", "<", "&", "â€", "Ã", "Â")
"""What a text has if it is printable, but unclean."""


@rule(
    "NC310",
    "unclean-text",
    WARNING,
    "the article text has markup, lines of its page, control characters or the like, or is not in Unicode form NFC",
    needs_text=True,
)
def unclean_text(context: ArticleContext) -> Iterator[Finding]:
    r"""
    Tags and character references of HTML or XML, and lines of the page such as `ADVERTISEMENT`, are not the article's
    words. Nor are control characters, carriage returns, byte order marks, replacement characters, and UTF-8 that was
    decoded as another encoding; because of them, quotes do not match and offsets are counted differently by other
    tools. Clean the text before annotating it.

    Example:
        - text: "Anna Berg met Carl Dahl \uFFFD in Oslo" # <NC310>
        + text: Anna Berg met Carl Dahl in Oslo
    """
    raw = context.known_text.raw
    path = text_path(context)
    clean = context.known_text.is_printable and not any(sign in raw for sign in _SIGNS)
    for unclean, contents in () if clean else _UNCLEAN:
        places = [m.span() for m in re.finditer(unclean, raw)]
        if places:
            message = f"article text contains {contents} ({len(places)})"
            hint = "clean the text before you annotate it"
            yield Finding(path, message, in_text=((places[0], "the first"),), help=hint, arguments=(contents,))
    furniture = next(_FURNITURE.finditer(raw), None)
    if furniture:
        message = f"article text contains a line of the page: {backticked(furniture[0].strip())}"
        hint = "delete what is no part of the article, before you annotate it"
        yield Finding(path, message, in_text=((furniture.span(), "here"),), help=hint, arguments=("furniture",))
    if not unicodedata.is_normalized("NFC", raw):
        message = "article text is not in Unicode form NFC: some letters with accents are two characters"
        hint = "convert the text to NFC before you annotate it"
        yield Finding(path, message, in_text=((_first_in_parts(raw), "the first"),), help=hint, arguments=("NFC",))


def _first_in_parts(raw: str) -> Span:
    """The first letter that differs in the form NFC, with its marks."""
    start = next(
        i for i, (here, there) in enumerate(zip(raw, unicodedata.normalize("NFC", raw), strict=False)) if here != there
    )
    end = start + 1
    while start and extends(raw[start]):  # where only the order of the marks differs
        start -= 1
    while end < len(raw) and extends(raw[end]):
        end += 1
    return start, end


@rule(
    "NC321", "invalid-text-part", ERROR, "a part of the text is not a span of it, or overlaps another", needs_text=True
)
def invalid_text_part(context: ArticleContext) -> Iterator[Finding]:
    """
    `text_parts` says which code points of the text are headline, lead and body: `[start, end]`, without the end. Parts
    contain words and do not overlap. If `headline` is given as well, it is the words of that part.

    Example:
          {TALKS}
              evidence:
                - Anna Berg met Carl Dahl
        - text_parts: {body: [0, 500]} # <NC321>
        + text_parts: {body: [0, 23]}
    """
    raw, article = context.known_text.raw, context.article
    taken: list[tuple[Span, str]] = []
    for name, span in article.text_parts.items():
        path: Path = ("text_parts", name)
        if context.is_broken(*path):
            continue
        start, end = span if len(span) == 2 else (0, 0)
        if not start < end <= len(raw) or not raw[start:end].strip():
            hint = f"write `[START, END]`, from 0 to {len(raw)}"
            yield Finding(path, f"part `{name}` is not a span of the text with words", at_key=True, help=hint)
            continue
        over = next((part for (a, b), part in taken if start < b and a < end), None)
        if over:
            message = f"part `{name}` overlaps part `{over}`"
            yield Finding(path, message, at_key=True, in_text=(((start, end), name),), help="correct one of the two")
        taken.append(((start, end), name))
    headline = article.part("headline")
    if headline and article.headline and flatten(headline) != flatten(article.headline):
        hint = "delete `headline`, or correct one of the two"
        message = "`headline` differs from the part of the text that is the headline"
        yield Finding(("headline",), message, help=hint)


_WORD: Final = pattern(r"[^\W\d_]+")
_READ: Final = 600
"""Code points of a text that are read."""
_FEWEST: Final = 30
"""Words of a text that is judged."""
_SHARE: Final = 0.2
"""The part of the words of a text that are articles, prepositions and the like of its language, at least."""
_TIMES: Final = 3
"""How many times as many they are as those of the given language."""
_IN_SCRIPT: Final = 0.1
"""The part of the words of a text that are in a script of its language, at least."""
_ALONE: Final = "en"
"""The language whose function words those of no other are like: Portuguese has many of Spanish."""


@rule("NC330", "language-unlike-text", WARNING, "the article text is in another language", needs_text=True)
def language_unlike_text(context: ArticleContext) -> Iterator[Finding]:
    """
    Rules about words, and programs that read the article, go by its `language`. Judged are texts in English, German and
    Spanish, by their articles, prepositions and other function words; of other languages only that the text is English,
    or in a script that the language is not written in.

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
    given = context.language
    words = _WORD.findall(text.raw[:_READ].lower())
    own = grammar_of(tag)
    if len(words) < _FEWEST or (own is not None and _share(words, own) >= _SHARE):
        return  # the usual case
    times = language_of(tag)
    names_script = any(len(subtag) == 4 and subtag.isalpha() for subtag in tag.split("-")[1:])  # `sr-Latn`
    if times is not None and not names_script and not _is_in_script_of(times.words, words):
        message = f"language is {backticked(tag)}, which is not written in the letters of the article text"
        yield Finding(("language",), message, help="write the language of the text", arguments=(tag,))
        return
    shares = {name: _share(words, grammar) for name, grammar in every_grammar().items()}
    best = max(shares, key=lambda name: shares[name], default=given)
    is_known = own is not None or best == _ALONE
    if best != given and is_known and shares[best] >= _SHARE and shares[best] >= _TIMES * shares.get(given, 0):
        message = f"language is {backticked(tag)}, but the article text has the words of {backticked(best)}"
        yield Finding(("language",), message, help=f"write `language: {best}`, if that is meant", arguments=(tag,))


def _is_in_script_of(date_words: Iterable[str], words: list[str]) -> bool:
    """Whether words of a text are in a script that a language writes its dates in."""
    scripts = set(map(_script, date_words))
    return sum(_script(word) in scripts for word in words) >= _IN_SCRIPT * len(words)


def _script(word: str) -> str:
    """The script of a word, by the Unicode name of its first letter: LATIN, CYRILLIC, CJK."""
    return unicodedata.name(word[0], "").partition(" ")[0]


def _share(words: list[str], grammar: Grammar) -> float:
    """The part of words that are function words of a language."""
    return sum(word in grammar.connecting for word in words) / len(words)
