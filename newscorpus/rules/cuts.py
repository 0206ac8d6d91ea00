"""NC323, NC324 and NC328: quotes without the negation or condition of their words, and quotes that are cut."""

from collections.abc import Iterator, Sequence
from typing import Final

from newscorpus.anchoring import spans
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Quote
from newscorpus.rules.context import ArticleContext, memoized
from newscorpus.rules.rule import HINT, WARNING, Finding, rule
from newscorpus.text.grammar import Grammar
from newscorpus.text.sentences import tokens
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten, pattern, pattern_in

_STATING: Final = frozenset({"evidence", "quote"})
"""The layers of quotes that say that something is so, and do not only name it."""
_BEFORE: Final = pattern(r"(?:[\w’']+\s+){1,4}[“„«\"‘']?\Z")
"""Words directly before a quote, and maybe an opening quotation mark."""
_OPENING: Final = "“„«\"‘'("
_WITHOUT_OPENING: Final = str.maketrans(_OPENING, " " * len(_OPENING))
_CONTRACTED: Final = ("n't", "n’t")
_MOST: Final = 4
"""Words before a quote among which the negation is."""
_REACH: Final = 60
"""Code points before a quote in which a negation of its words is looked for."""


@memoized
def _stating(context: ArticleContext) -> Iterator[tuple[Path, Quote, Span]]:
    """Yield the evidence of events and the quotes of claims, with their spans."""
    lost = context.unanchored_paths
    for path, quote in context.quotes:
        if path[2] in _STATING and path[0] != "actors" and path not in lost:
            for span in spans([quote]):
                yield path, quote, span


@rule(
    "NC323",
    "negation-left-out",
    WARNING,
    "a quote begins behind the negation of its words",
    needs_text=True,
    languages=("de", "en", "es"),
)
def negation_left_out(context: ArticleContext) -> Iterator[Finding]:
    """
    Evidence and claims are read without the article. Without the `not`, `no` or `never` directly before it, a quote
    says the opposite. Words that negate nothing (`not only`) may be left out.

    Example:
          {TALKS}
              status: negated
              evidence:
        -       - agreed on a date # <NC323>
        +       - have not yet agreed on a date
          text: Anna Berg met Carl Dahl. They have not yet agreed on a date.
    """
    text, grammar = context.known_text, context.known_grammar
    denying = grammar.negative
    for path, quote, (start, end) in _stating(context):
        near = text.raw[max(0, start - _REACH) : start].lower()
        if denying.isdisjoint(near.translate(_WITHOUT_OPENING).split()) and not any(map(near.count, _CONTRACTED)):
            continue  # the usual case
        last = near.rsplit(maxsplit=_MOST)[-_MOST:]
        is_contracted = any(word[-3:] in _CONTRACTED for word in last)
        if denying.isdisjoint(word.lstrip(_OPENING) for word in last) and not is_contracted:
            continue
        before = _BEFORE.search(text.raw, max(0, start - _REACH), start)
        if before is None:
            continue
        said = tokens(text.raw, start, min(end, start + _REACH))
        negation = _negation(tokens(text.raw, *before.span()), said, grammar)
        if negation:
            message = f"quote {backticked(flatten(quote.exact))} leaves out the {backticked(negation)} before it"
            at = text.raw.lower().rfind(negation, 0, start)
            hint = f"begin with {backticked(flatten(text.raw[at:end]))}, or with the beginning of the sentence"
            yield Finding(path, message, in_text=(((at, start), "left out"),), help=hint)


def _negation(before: Sequence[str], quote: Sequence[str], grammar: Grammar) -> str | None:
    """The word in front of a quote that negates its words; nothing but auxiliaries and adverbs may be between."""
    for i in range(len(before) - 1, -1, -1):
        word = before[i]
        if word in grammar.negations or word in grammar.excluding or word.endswith(("n't", "n’t")):
            return word if _is_negated([*before, *quote[:3]], i, len(before), grammar) else None
        is_between = word in grammar.adverbs or word in grammar.auxiliaries or not word[0].isalnum()
        if not is_between and not (grammar.language == "en" and word.endswith("ly")):
            return None
    return None


def _is_negated(words: Sequence[str], at: int, start: int, grammar: Grammar) -> bool:
    """Whether the negation at `at` negates the words from `start` on: unlike in `not only` and `voted no`."""
    for phrase in grammar.affirming:
        if any(tuple(words[i : i + len(phrase)]) == phrase for i in range(max(0, at - len(phrase) + 1), at + 1)):
            return False
    following = words[start] if start < len(words) else ""
    ends = grammar.joints | (grammar.prepositions if words[at] in grammar.determiners else frozenset())
    return following[:1].isalnum() and following not in ends


@rule(
    "NC324",
    "quote-leaves-quotation",
    WARNING,
    "a quote begins within a quotation, or ends within another",
    needs_text=True,
)
def quote_leaves_quotation(context: ArticleContext) -> Iterator[Finding]:
    """
    A quote of a claim with a closing quotation mark, but without the opening one, mixes the end of what
    somebody said with words of the article; so does a beginning. Quote the whole quotation, or only what is
    within the marks.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
          claims:
            - by: anna
        -     quote: have a house” in Oslo # <NC324>
        +     quote: they “will soon have a house” in Oslo
          text: Anna Berg said they “will soon have a house” in Oslo.
    """
    text = context.known_text
    for path, quote, (start, end) in _stating(context):
        for a, b in text.quotations.spans if path[0] == "claims" and _MARK.search(quote.exact) else ():
            begins_inside, ends_inside = a < start < b - 1 and b <= end, start <= a < end < b
            outside = (b, end) if begins_inside else (start, a)
            last = text.raw[max(0, start - 9) : start].rstrip()[-1:] if begins_inside else text.raw[end - 1]
            if last in _ENDS:
                continue  # whole sentences
            if text.raw[a] in '"”' and text.raw.count(text.raw[a], *text.paragraph(a)) % 2:
                continue  # a mark that opens and closes, and lacks its other one
            if (begins_inside or ends_inside) and _LETTER.search(text.raw, *outside):
                where = "begins" if begins_inside else "ends"
                words = backticked(flatten(quote.exact))
                message = f"quote {words} {where} within a quotation, and has words outside it"
                hint = f"quote the whole of {backticked(flatten(text.raw[a:b]))}, or only words within it"
                yield Finding(path, message, in_text=(((a, b), "the quotation"),), help=hint)
                break


_ENDS: Final = (".", "!", "?", "…")
_MARK: Final = pattern('[“”„«»"「」『』]')
_LETTER: Final = pattern(r"[^\W_]")


_OPEN: Final = pattern_in("en", "open_end")
"""English words with which no statement ends if another word follows."""
_GOES_ON: Final = pattern(r" [\w“‘\"$€£]")
_COUNTING: Final = pattern_in("en", "counting")
_COUNTED: Final = pattern_in("en", "counted")
"""A number, and what is behind it if it counts something."""
_TURNED: Final = pattern_in("en", "turned")
"""What behind a statement turns it into its contrary: `has paid` before `nobody`."""
_CONDITION: Final = pattern_in("en", "condition")
"""What restricts a claim that it follows."""
_FINITE: Final = pattern_in("en", "finite")
"""A verb without which a claim that ends before it has none."""
_HAS_VERB: Final = pattern_in("en", "verb")
_OBJECT: Final = pattern(r" (?:the|a|an|its|his|her|their|our|my|your|this|these|those|any|some|every|each)\b")
"""What follows a verb, a preposition or a noun that goes on, within one phrase."""
_NO_VERB: Final = pattern_in("en", "no_verb")
"""Words behind which another phrase begins."""


@rule(
    "NC328",
    "quote-cut-short",
    HINT,
    "a quote ends within a phrase, or before its condition",
    needs_text=True,
    languages=("en",),
)
def quote_cut_short(context: ArticleContext) -> Iterator[Finding]:
    """
    A statement ends at the end of a phrase: not behind `of` or `the`, between a verb and its object, nor before a
    `nobody` or `nothing` that belongs to it. A claim without the `unless`, `if` or `but not` directly behind it says
    more than its source.

    Example:
          {ACTORS}

          claims:
            - by: carl
        -     quote: he will come # <NC328>
        +     quote: he will come unless it rains
              cue: Carl Dahl said
          text: Anna Berg came. Carl Dahl said he will come unless it rains.
    """
    text = context.known_text
    for path, quote, (start, end) in _stating(context):
        fault = cut_short(text.raw, (start, end), is_claim=path[0] == "claims")
        if fault:
            message = f"quote {backticked(flatten(quote.exact))} ends {fault[0]}"
            yield Finding(path, message, in_text=(((end, min(len(text.raw), end + _REACH)), "goes on"),), help=fault[1])


def cut_short(raw: str, span: Span, *, is_claim: bool) -> tuple[str, str] | None:
    """Return where a quote ends that says less or more than the words of the article, and the help."""
    start, end = span
    last = raw[max(start, end - _REACH) : end].split()[-1:]
    turned, whole = _TURNED.match(raw, end), "quote the whole phrase"
    if turned:
        words = backticked(turned[1])
        return f"before {words}, which says the contrary", f"go on to the end of what {words} says"
    if last and _OPEN.fullmatch(last[0].lower()) and _GOES_ON.match(raw, end):
        return f"within a phrase, behind {backticked(last[0].lower())}", whole
    if last and _COUNTING.match(last[0].lower()) and _COUNTED.match(raw, end):
        return "behind a number, before what it counts", whole
    condition = _CONDITION.match(raw, end) if is_claim else None
    if condition:
        return "before its condition", f"go on to the end of what {backticked(condition[1])} says"
    goes_on = _OBJECT.match(raw, end)
    if last and goes_on and last[0][-1].isalpha() and not _NO_VERB.match(last[0]):
        return f"within a phrase, before {backticked(goes_on[0].strip())}", whole
    is_clause = raw.startswith(("That ", "that ", "Whether ", "whether "), start)  # `That he paid` `was denied`
    if is_claim and not is_clause and _FINITE.match(raw, end) and not _HAS_VERB.search(raw, start, end):
        return f"before its verb {backticked(raw[end:].split(maxsplit=1)[0])}", whole
    return None
