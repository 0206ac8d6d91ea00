"""What several rules say: what the text has instead of words that it lacks; a context that tells which are meant."""

import re

from newscorpus.diagnostics import Path
from newscorpus.mending import Mend, Write
from newscorpus.rules.rule import Finding, View, code
from newscorpus.text import Span, Text, alike, alikes, flatten, nearest

EVENT = """
actors:
  anna: {name: Anna Berg, kind: person}
  carl: {name: Carl Dahl, kind: person}
events:
  talks:
    kind: meeting
    type: talks
    participants: {participant: [anna, carl]}"""


def difference(words: str, found: str) -> tuple[Span, Span]:
    """The part in which two texts differ, in whole words: its span in each."""
    ours, theirs = (list(re.finditer(r"\S+", text)) for text in (words, found))
    limit = min(len(ours), len(theirs))
    head = next((i for i in range(limit) if ours[i][0] != theirs[i][0]), limit)
    tail = next((i for i in range(limit - head) if ours[-1 - i][0] != theirs[-1 - i][0]), limit - head)

    def middle(tokens: list[re.Match[str]], text: str) -> Span:
        inner = tokens[head : len(tokens) - tail]
        if inner:
            return inner[0].start(), inner[-1].end()
        at = tokens[head].start() if head < len(tokens) else len(text)  # words are missing here
        return at, at

    return middle(ours, words), middle(theirs, found)


def not_in_text(view: View, words: str, path: Path) -> Finding:
    """A finding for words that the text has not, with the nearest that it has."""
    text = view.text
    assert text is not None
    near = nearest(text.raw, words) if view.may_suggest("words") else None
    if near is None:
        return Finding(
            path, f"not in the article's text: {code(words)}", arguments=(words,), help="quote the words exactly"
        )
    found = text.raw[near[0] : near[1]]
    (a, b), (c, d) = difference(words, found)
    notes: tuple[str, ...] = ()
    if alike(words) == alike(found):
        notes = ("it differs only in quotation marks, dashes, spaces or case",)
    theirs = found[c:d] or found
    one = len({flatten(text.raw[slice(*span)]) for span in alikes(text.raw, words)}) == 1
    title = f"replace {code(flatten(words[a:b]))} with {code(flatten(found[c:d]))}"
    if not (a < b and c < d):
        title = f"write {code(flatten(found), 200)}"
    return Finding(
        path,
        "differs from the article's text",
        part=(a, b) if b > a else None,
        label=f"the article has {code(flatten(theirs))}",
        in_text=(((near[0] + c, near[0] + max(d, c + 1)), "here"),),
        notes=notes,
        help=f"write {code(flatten(found), 200)}",
        arguments=(words,),
        mends=(Mend(title, (Write(path, flatten(found)), *offsets_at(path, near)), safe=one),),
    )


def context_of(text: Text, span: Span) -> str | None:
    """The shortest run of whole words around `span` that stands once in the text and holds its words once."""
    exact = text.raw[slice(*span)]
    words = [m.span() for m in re.finditer(r"\S+", text.raw[max(0, span[0] - 400) : span[1] + 400])]
    shift = max(0, span[0] - 400)
    words = [(a + shift, b + shift) for a, b in words]
    before = [a for a, _ in words if a < span[0]][::-1]
    after = [b for _, b in words if b > span[1]]
    for size in range(1, 12):
        for left in range(size + 1):
            right = size - left
            if left > len(before) or right > len(after):
                continue
            a = before[left - 1] if left else span[0]
            b = after[right - 1] if right else span[1]
            context = text.raw[a:b]
            if len(text.candidates(context)) == 1 and len(Text(context).occurrences(exact)) == 1:
                return flatten(context)
    return None


def offsets_at(path: Path, span: Span) -> tuple[Write, ...]:
    """The offsets of the quote at `path`, where the file gives them."""
    return Write((*path, "start"), span[0], if_there=True), Write((*path, "end"), span[1], if_there=True)
