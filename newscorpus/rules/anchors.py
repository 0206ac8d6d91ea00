"""NC3xx: anchoring: everything annotated is words of the text."""

import re
import unicodedata

import attrs

from newscorpus.anchoring import Lost, Trouble, resolve, spans
from newscorpus.diagnostics import Path, path_text
from newscorpus.mending import Insert, Mend, Remove, Write, replacing
from newscorpus.models import Incident, Quote, When
from newscorpus.models.frozen import replaced
from newscorpus.rules.rule import ERROR, HINT, WARNING, Finding, Iterator, View, code, once, rule, times
from newscorpus.text import Span, Text, alike, alikes, cuts_word, flatten, inside, nearest

_EVENT = """
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
        mends=(Mend(title, (Write(path, flatten(found)), *_offsets(path, near)), safe=one),),
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


def _split_quotes(view: View) -> Iterator[tuple[Path, Quote, Quote]]:
    """Neighbouring quotes of a list that the text has with only a comma between."""
    assert view.text is not None
    previous: tuple[Path, Quote] | None = None
    for path, quote in view.quotes:
        if previous and previous[0][:-1] == path[:-1] and type(path[-1]) is int and quote.within is None:
            one = previous[1]
            if one.within is None and view.text.occurrences(f"{one.exact}, {quote.exact}"):
                yield previous[0], one, quote
        previous = path, quote


def _lost(view: View, *troubles: Trouble) -> Iterator[Lost]:
    """Quotes without a place for one of these reasons; not those that only a comma tore apart."""
    if view.text is None or not view.lost:
        return
    torn = {p for path, _, _ in _split_quotes(view) for p in (path, (*path[:-1], int(path[-1]) + 1))}
    for lost in view.lost:
        if lost.trouble in troubles and lost.path not in torn:
            yield lost


@rule(
    "NC301",
    "quote-not-in-text",
    ERROR,
    "quote not in the text",
    fix="the article's words, if only quotation marks, dashes, spaces or case differ",
    unsafe_fix="the nearest words of the article",
    failing=_EVENT
    + """
    evidence:
      - Anna Berg saw Carl Dahl # <NC301>
""",
    mended=_EVENT
    + """
    evidence:
      - Anna Berg met Carl Dahl
""",
    needs_text=True,
)
def quote_not_in_text(view: View) -> Iterator[Finding]:
    """
    Quotes are the article's own words, letter for letter; only white space may differ. Typographic quotation marks and
    apostrophes (’ “ ”) count as they are printed.
    """
    for lost in _lost(view, Trouble.MISSING):
        yield not_in_text(view, lost.quote.exact, lost.path)


@rule(
    "NC302",
    "ambiguous-quote",
    ERROR,
    "quote more than once in the text, without a context",
    unsafe_fix="the shortest context that tells the first occurrence from the others",
    failing="""
actors:
  anna:
    name: Anna Berg
    kind: person
    mentions:
      - she # <NC302>
text: Anna Berg said she would go, and that she was glad.
""",
    mended="""
actors:
  anna:
    name: Anna Berg
    kind: person
    mentions:
      - {she: she would go}
text: Anna Berg said she would go, and that she was glad.
""",
    needs_text=True,
)
def ambiguous_quote(view: View) -> Iterator[Finding]:
    """
    A quote stands for one place in the text. Where the words occur more than once, a longer context around them says
    which occurrence is meant: `{words: longer context}`.
    """
    for lost in _lost(view, Trouble.AMBIGUOUS):
        assert view.text is not None
        context = context_of(view.text, lost.candidates[0])
        message = f"in the text {times(len(lost.candidates))}: {code(lost.quote.exact)}"
        shown = tuple((span, "here" if i == 0 else "and here") for i, span in enumerate(lost.candidates[:3]))
        hint = "add a context: {words: longer words around them}"
        mends: tuple[Mend, ...] = ()
        if context:
            title = f"add the context of the first: {{{flatten(lost.quote.exact)}: {context}}}"
            mends = (Mend(title, (Insert(lost.path, "within", context, after="exact"),)),)
        yield Finding(lost.path, message, in_text=shown, help=hint, arguments=(lost.quote.exact,), mends=mends)


@rule(
    "NC303",
    "wrong-context",
    ERROR,
    "context not exactly once in the text, or quote not exactly once in it",
    fix="the article's words, if only quotation marks, dashes, spaces or case differ",
    unsafe_fix="the nearest words of the article",
    failing="""
actors:
  anna:
    name: Anna Berg
    kind: person
    mentions:
      - {she: she was sad} # <NC303>
text: Anna Berg said she would go, and that she was glad.
""",
    mended="""
actors:
  anna:
    name: Anna Berg
    kind: person
    mentions:
      - {she: she was glad}
text: Anna Berg said she would go, and that she was glad.
""",
    needs_text=True,
)
def wrong_context(view: View) -> Iterator[Finding]:
    """
    A context is there to say which occurrence is meant, so it stands in the text once, and holds the words once.
    """
    for lost in _lost(view, Trouble.CONTEXT):
        message = lost.message or "the context is elsewhere than the given start"
        shown = tuple((span, "here") for span in lost.candidates[:3])
        path = (*lost.path, "within")
        arguments = (lost.quote.within or "",)
        if "nowhere" in message:
            found = not_in_text(view, lost.quote.within or "", path)
            message = f"{message}: {found.message}" if found.label else message
            yield attrs.evolve(
                found, message=message, arguments=arguments, mends=(*found.mends, *_with_context(view, lost))
            )
        else:
            mends = tuple(_with_context(view, lost))
            yield Finding(path, message, in_text=shown, arguments=arguments, mends=mends)


def _with_context(view: View, lost: Lost) -> Iterator[Mend]:
    """Another context, if the words themselves stand in the text once."""
    places = view.text.candidates(lost.quote.exact) if view.text else ()
    context = context_of(view.text, places[0]) if view.text and len(places) == 1 else None
    if context:
        yield Mend(f"write the context {code(context)}", (Write((*lost.path, "within"), context),))


@rule(
    "NC304",
    "alias-not-in-text",
    WARNING,
    "alias nowhere in the text",
    failing="""
actors:
  anna:
    name: Anna Berg
    kind: person
    aliases:
      - Annie # <NC304>
""",
    mended="""
actors:
  anna:
    name: Anna Berg
    kind: person
    aliases:
      - Berg
text: Anna Berg met Carl Dahl, and Berg was glad.
""",
    needs_text=True,
)
def alias_not_in_text(view: View) -> Iterator[Finding]:
    """
    An article's aliases are the names that this article uses. Names that other articles use belong in the registry.
    """
    for key, actor in view.local.items():
        registered = view.manifest.actors.get(key)
        known = registered.aliases if registered else ()
        if not view.mentions.get(key):
            continue  # the actor itself is nowhere: NC313
        for i, alias in enumerate(actor.aliases):
            if alias.strip() and alias not in known and not _whole(view, alias):
                yield Finding(("actors", key, "aliases", i), f"nowhere in the text: {code(alias)}", arguments=(alias,))


def _whole(view: View, words: str) -> bool:
    assert view.text is not None
    return any(view.text.is_whole(span) for span in view.text.occurrences(words))


@rule(
    "NC305",
    "quote-cuts-word",
    WARNING,
    "quote cuts a word",
    unsafe_fix="the whole word",
    failing=_EVENT
    + """
    evidence:
      - Anna Berg met Carl Dah # <NC305>
""",
    mended=_EVENT
    + """
    evidence:
      - Anna Berg met Carl Dahl
""",
    needs_text=True,
)
def quote_cuts_word(view: View) -> Iterator[Finding]:
    """
    A quote that begins or ends inside a word is usually a slip of the mouse. If the article itself lacks a space,
    waive it. Only for scripts that put spaces between words.
    """
    assert view.text is not None
    for path, quote in view.quotes:
        if (
            quote.start is None
            or quote.end is None
            or path in view.lost_paths
            or view.text.is_whole((quote.start, quote.end))
        ):
            continue
        raw, (start, end) = view.text.raw, (quote.start, quote.end)
        at = start if cuts_word(raw, start) else end
        a = max((m.end() for m in re.finditer(r"\s", raw[max(0, at - 40) : at])), default=0) + max(0, at - 40)
        b = next((m.start() for m in re.finditer(r"\s", raw[at : at + 40])), min(40, len(raw) - at)) + at
        message = f"cuts a word: the article has {code(raw[a:b])}"
        whole = flatten(raw[slice(*view.text.widened((start, end)))])
        mends = (replacing(path, flatten(quote.exact), whole),)
        yield Finding(path, message, in_text=(((a, b), "here"),), mends=mends)


@rule(
    "NC306",
    "shared-surface-form",
    ERROR,
    "one surface form, two named actors",
    failing="""
actors:
  anna: {name: Anna Berg, kind: person, aliases: [Berg]}
  bo:
    name: Bo Berg
    kind: person
    aliases:
      - Berg # <NC306>
text: Anna Berg met Bo Berg. Berg was glad.
""",
    mended="""
actors:
  anna:
    name: Anna Berg
    kind: person
    mentions:
      - {Berg: Berg was glad}
  bo:
    name: Bo Berg
    kind: person
text: Anna Berg met Bo Berg. Berg was glad.
""",
)
def shared_surface_form(view: View) -> Iterator[Finding]:
    """
    Every occurrence of a name or alias is a mention of its actor, so a form belongs to one of them. List the single
    occurrences in `mentions` instead, with a context each.
    """
    owners: dict[str, tuple[str, Path]] = {}
    for key, actor in view.article.actors.items():
        for form in actor.forms:
            if form == actor.name:
                path: Path = ("actors", key, "name")
            else:
                local = view.local.get(key)
                i = local.aliases.index(form) if local and form in local.aliases else 0
                path = ("actors", key, "aliases", i)
            first = owners.setdefault(flatten(form), (key, path))
            if first[0] != key:
                yield Finding(
                    path,
                    f"{code(form)} is a form of {code(first[0])} too",
                    related=((first[1], "here"),) if first[0] in view.local else (),
                    help="list the single occurrences in `mentions`, each with a context",
                    arguments=(form,),
                )


@once
def event_words(view: View) -> Iterator[tuple[str, Path, str]]:
    """The words of the article that events hold beside their quotes: (event, path, words)."""
    for key, event in view.article.events.items():
        at: Path = ("events", key)
        if event.when is not None and event.when.text is not None:
            yield key, (*at, "when", "text"), event.when.text
        for i, place in enumerate(event.places):
            yield key, (*at, "places", i, "name"), place.name
        for role, things in event.things.items():
            for i, thing in enumerate(things):
                yield key, (*at, "things", role, i), thing
        for i, topic in enumerate(event.topics):
            yield key, (*at, "topics", i), topic
        if isinstance(event, Incident):
            for harm, counts in event.casualties.items():
                for i, count in enumerate(counts):
                    if count.text is not None:
                        yield key, (*at, "casualties", harm, i, "text"), count.text


@once
def other_words(view: View) -> Iterator[tuple[Path, str]]:
    """The words of the article that claims hold beside their quotes.

    Titles of roles are not among them: the registry's need not be in each article, and once an article is written
    elsewhere nobody can tell them apart.
    """
    for i, claim in enumerate(view.article.claims):
        when: When | None = claim.when
        if when is not None and when.text is not None:
            yield ("claims", i, "when", "text"), when.text


@rule(
    "NC307",
    "words-outside-evidence",
    WARNING,
    "words of when, places, things, topics or casualties outside the event's own evidence",
    failing=_EVENT
    + """
    places: {Oslo: "NO"} # <NC307>
    evidence:
      - Anna Berg met Carl Dahl
""",
    mended=_EVENT
    + """
    places: {Oslo: "NO"}
    evidence:
      - Anna Berg met Carl Dahl in Oslo
""",
    needs_text=True,
)
def words_outside_evidence(view: View) -> Iterator[Finding]:
    """
    What is said of an event is shown by the event's own evidence. Words from elsewhere in the article often belong to
    another event; if they do belong here, add the sentence to the evidence.
    """
    assert view.text is not None
    for key, path, words in event_words(view):
        if view.is_broken("events", key, "evidence"):
            continue
        quotes = view.article.events[key].evidence
        if any(words in quote.exact for quote in quotes if quote.start is not None):
            continue  # as nearly always, and told in a moment
        found, evidence = view.text.occurrences(words), spans(quotes)
        if found and not any(inside(span, evidence) for span in found):
            message = f"in the text, but not in the evidence of {code(key)}: {code(words)}"
            yield Finding(path, message, in_text=((found[0], "here"),), arguments=(words,))


@rule(
    "NC308",
    "blank-quote",
    ERROR,
    "quote or words empty, or blank at an end",
    fix="the blanks are taken out",
    failing=_EVENT
    + """
    evidence:
      - "Anna Berg met Carl Dahl " # <NC308>
""",
    mended=_EVENT
    + """
    evidence:
      - Anna Berg met Carl Dahl
""",
)
def blank_quote(view: View) -> Iterator[Finding]:
    """
    Blanks at the ends of a quote are invisible and never meant.
    """
    actors = [
        (("actors", key, "aliases", i), alias)
        for key, actor in view.local.items()
        for i, alias in enumerate(actor.aliases)
    ] + [(("actors", key, "name"), actor.name) for key, actor in view.local.items() if actor.name is not None]
    words: list[tuple[Path, str]] = [
        *((path, quote.exact) for path, quote in view.quotes),
        *((path, words) for _, path, words in event_words(view)),
        *other_words(view),
        *actors,
    ]
    for path, text in words:
        if not text or text != text.strip():
            mend = Mend("take the blanks at the ends out", (Write(path, text.strip()),), safe=True)
            blank = bool(text.strip())
            yield Finding(path, "blank at an end" if blank else "empty", mends=(mend,) if blank else ())


@rule(
    "NC309",
    "text-changed",
    ERROR,
    "the text's sha256 differs",
    fix="the new hash, once everything annotated stands in the text",
    failing="sha256: fd9d34bd3331cade638d20a056b9cac3e6275022c9f75e29d714829ae5d4b540 # <NC309>",
    mended="sha256: 75d9d34bd3331cade638d20a056b9cac3e6275022c9f75e29d714829ae5d4b54",
    needs_text=True,
)
def text_changed(view: View) -> Iterator[Finding]:
    """
    `sha256` guards the text: if it differs, somebody edited the text after it was annotated. The finding says how many
    quotes still hold; check them, then write the new hash.
    """
    if not _is_changed(view):
        return
    assert view.text is not None
    lost = {path_text(path) for path in view.lost_paths} | {path_text(path) for path, _ in _words_nowhere(view)}
    held = len(view.quotes) - len(view.lost)
    notes = [f"{held} of {len(view.quotes)} quotes still hold" if view.quotes else "there are no quotes yet"]
    if lost:
        notes.append(f"no longer: {', '.join(sorted(lost))}")
    mend = Mend("write the new hash: all quotes hold", (Write(("sha256",), view.text.sha256),), safe=True)
    yield Finding(
        ("sha256",),
        f"the text's sha256 is {view.text.sha256}",
        notes=tuple(notes),
        help="check the text, then write its hash",
        mends=() if lost or view.broken else (mend,),
    )


def _is_changed(view: View) -> bool:
    """Whether somebody edited the text after it was annotated."""
    given = view.article.sha256
    return given is not None and view.text is not None and not view.is_broken("sha256") and view.text.sha256 != given


_UNCLEAN: tuple[tuple[str, str], ...] = (
    ("\r", "carriage returns"),
    ("\ufeff", "byte order marks"),
    ("\ufffd", "replacement characters (U+FFFD): the text was decoded wrongly"),
    ("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]", "control characters"),
)


@rule(
    "NC310",
    "unclean-text",
    WARNING,
    "text with carriage returns, byte order mark, control characters, U+FFFD, or not in Unicode form NFC",
    failing='text: "Anna Berg met Carl Dahl \\uFFFD in Oslo" # <NC310>',
    mended="text: Anna Berg met Carl Dahl in Oslo",
    needs_text=True,
)
def unclean_text(view: View) -> Iterator[Finding]:
    """
    Such characters are invisible, or look like others, so that quotes do not match and offsets are counted
    differently by other tools. They come from faulty conversion; clean the text before annotating it.
    """
    assert view.text is not None
    raw = view.text.raw
    path: Path = ("text_file",) if view.article.text_file is not None else ("text",)
    clean = "\ufffd" not in raw and raw.replace("\n", "").isprintable()
    for pattern, what in () if clean else _UNCLEAN:
        found = [m.start() for m in re.finditer(pattern, raw)]
        if found:
            message = f"the text has {what} ({len(found)})"
            yield Finding(path, message, in_text=(((found[0], found[0] + 1), "the first"),), arguments=(what,))
    if not unicodedata.is_normalized("NFC", raw):
        yield Finding(
            path,
            "the text is not in Unicode form NFC: letters with accents are written in two parts",
            arguments=("NFC",),
        )


@rule(
    "NC311",
    "offsets-disagree",
    ERROR,
    "given start, end, earliest or latest disagree with the words or the date",
    fix="the offsets of the words, if the text has changed (its `sha256` says so) and they stand in it once",
    unsafe_fix="the offsets of the words; a computed day is left out",
    failing=_EVENT
    + """
    evidence:
      - {exact: Anna Berg met Carl Dahl, start: 3} # <NC311>
""",
    mended=_EVENT
    + """
    evidence:
      - {exact: Anna Berg met Carl Dahl, start: 0}
""",
)
def offsets_disagree(view: View) -> Iterator[Finding]:
    """
    Offsets count Unicode code points from 0 and are written by tools. If all are off by the same number, the tool
    counted something else (bytes, UTF-16) or the text was shifted; then one finding stands for all.
    """
    yield from _wrong_offsets(view)
    yield from _wrong_days(view)


def _wrong_offsets(view: View) -> Iterator[Finding]:
    off = [(lost, _shift(lost)) for lost in _lost(view, Trouble.OFFSETS)]
    shifts = {shift for _, shift in off}
    if len(off) > 1 and len(shifts) == 1 and None not in shifts and 0 not in shifts:
        lost, shift = off[0]
        message = f"all {len(off)} offsets that disagree with the words are off by {shift:+d}"
        changes = tuple(change for one, _ in off for change in _offsets(one.path, _close(one)))
        sure = _is_changed(view) and any(len(one.candidates) == 1 for one, _ in off)
        mend = Mend(f"add {-(shift or 0)} to each start and end", changes, safe=sure)
        yield Finding((*lost.path, "start"), message, mends=(mend,))
        return
    for lost, shift in off:
        quote = lost.quote
        field = "end" if shift == 0 else "start"
        places = ", ".join(str(a) for a, _ in lost.candidates[:5])
        message = (
            f"the words end at {lost.candidates[0][1]}, not {quote.end}"
            if field == "end"
            else f"the words are at {places}"
        )
        # The words alone may lead to one place, or do so with their context.
        found = resolve(view.text, replaced(quote, start=None, end=None)) if view.text else lost
        there = found if isinstance(found, tuple) else _close(lost)
        sure = _is_changed(view) and there is found
        mend = Mend(f"write where the words are: {there[0]}", _offsets(lost.path, there), safe=sure)
        yield Finding((*lost.path, field), message, in_text=((lost.candidates[0], "here"),), mends=(mend,))


def _close(lost: Lost) -> Span:
    """The place of the words that is nearest to the given one."""
    start = lost.quote.start or 0
    return min(lost.candidates, key=lambda span: (abs(span[0] - start), span[0]))


def _offsets(path: Path, span: Span) -> tuple[Write, ...]:
    """The offsets of the quote at `path`, where the file gives them."""
    return Write((*path, "start"), span[0], if_there=True), Write((*path, "end"), span[1], if_there=True)


def _shift(lost: Lost) -> int | None:
    start = lost.quote.start
    return 0 if start is None else start - _close(lost)[0]


def _wrong_days(view: View) -> Iterator[Finding]:
    whens = [(("events", key, "when"), event.when) for key, event in view.article.events.items()]
    whens += [(("claims", i, "when"), claim.when) for i, claim in enumerate(view.article.claims)]  # type: ignore[misc]
    for path, when in whens:
        bounds = when.bounds() if when else None
        for field in ("earliest", "latest"):
            given = getattr(when, field, None)
            meant = getattr(bounds, field) if bounds else None
            if given != meant and given is not None and not (when and bounds is None and when.edtf != "unknown"):
                message = f"{when.edtf} has {'no ' + field if meant is None else f'{field} {meant}'}, not {given}"  # type: ignore[union-attr]
                mend = Mend("leave it out: it is computed", (Remove((*path, field)),))
                yield Finding((*path, field), message, mends=(mend,))


@rule(
    "NC312",
    "text-withheld",
    HINT,
    "article without its text: anchors not checked",
    failing="""
format: newscorpus/1
id: example
language: en
sha256: c42fb3a1b5a47dd0cbae4be3ba83d7f1c9af7e4df4f4b4d3a9dd1a0a0b16b5fa # <NC312>
""",
    mended="text: Anna Berg met Carl Dahl.",
)
def text_withheld(view: View) -> Iterator[Finding]:
    """
    News is often under rights that forbid sharing the text. What is annotated is checked then, but not that it is the
    article's words.
    """
    if view.text is None and view.article.sha256 and not view.is_broken("text_file") and not view.is_broken("text"):
        yield Finding(("sha256",), "the article is without its text: quotes are not checked")


@rule(
    "NC313",
    "actor-not-in-text",
    WARNING,
    "actor nowhere in the text",
    failing="""
actors:
  dora: # <NC313>
    name: Dora Eide
    kind: person
""",
    mended="""
actors:
  anna:
    name: Anna Berg
    kind: person
""",
    needs_text=True,
)
def actor_not_in_text(view: View) -> Iterator[Finding]:
    """
    What the article does not say is not annotated: each actor is mentioned by its name, an alias, or words listed in
    `mentions`.
    """
    for key, actor in view.article.actors.items():
        if view.mentions[key] or view.is_broken("actors", key) or actor.name is None:
            continue
        if not actor.named and not actor.mentions and _whole(view, actor.name):
            continue  # a label that is in the text: `officials`
        path: Path | None = ("actors", key) if key in view.local else _first_reference(view, key)
        if path is not None:
            message = f"{code(actor.name)} is nowhere in the text, nor is an alias or a mention"
            yield Finding(path, message, at_key=path[0] == "actors", arguments=(key,))


def _first_reference(view: View, actor: str) -> Path | None:
    from newscorpus.rules.references import about_references, actor_references  # noqa: PLC0415

    found = (*actor_references(view.article), *about_references(view.article))
    return next(
        (path for path, name in found if name == actor and (path[0] != "actors" or path[1] in view.local)), None
    )


@rule(
    "NC314",
    "quote-split-at-comma",
    WARNING,
    "quotation split at a comma",
    unsafe_fix="one quote",
    failing=_EVENT
    + """
    evidence: [Anna Berg met Carl Dahl, in Oslo] # <NC314>
text: Anna Berg met Carl Dahl, in Oslo, on Monday.
""",
    mended=_EVENT
    + """
    evidence:
      - Anna Berg met Carl Dahl, in Oslo
text: Anna Berg met Carl Dahl, in Oslo, on Monday.
""",
    needs_text=True,
)
def quote_split_at_comma(view: View) -> Iterator[Finding]:
    """
    In a list in brackets every comma ends an item, so a sentence with a comma silently becomes two quotes. Write
    evidence as a list with dashes.
    """
    for path, one, other in _split_quotes(view):
        joined = f"{flatten(one.exact)}, {flatten(other.exact)}"
        message = "in the text these are one, with a comma between"
        behind = (*path[:-1], int(path[-1]) + 1)
        mend = Mend(f"write one item: {code(joined, 200)}", (Write(path, joined), Remove(behind)))
        yield Finding(path, message, help=f"write one item: - {joined}", arguments=(joined,), mends=(mend,))


@rule(
    "NC315",
    "words-not-in-text",
    ERROR,
    "words nowhere in the text",
    fix="the article's words, if only quotation marks, dashes, spaces or case differ",
    unsafe_fix="the nearest words of the article",
    failing=_EVENT
    + """
    places: {Bergen: "NO"} # <NC315>
    evidence:
      - Anna Berg met Carl Dahl in Oslo
""",
    mended=_EVENT
    + """
    places: {Oslo: "NO"}
    evidence:
      - Anna Berg met Carl Dahl in Oslo
""",
    needs_text=True,
)
def words_not_in_text(view: View) -> Iterator[Finding]:
    """
    Times, places, things, topics and counts are given in the article's own words; the normalised
    value stands beside them.
    """
    assert view.text is not None
    for path, words in _words_nowhere(view):
        yield not_in_text(view, words, path)


def _words_nowhere(view: View) -> Iterator[tuple[Path, str]]:
    assert view.text is not None
    every: list[tuple[Path, str]] = [(path, words) for _, path, words in event_words(view)]
    for path, words in (*every, *other_words(view)):
        if words not in view.text.raw and words.strip() and not view.text.occurrences(words):
            yield path, words


RULES = (
    quote_not_in_text,
    ambiguous_quote,
    wrong_context,
    alias_not_in_text,
    quote_cuts_word,
    shared_surface_form,
    words_outside_evidence,
    blank_quote,
    text_changed,
    unclean_text,
    offsets_disagree,
    text_withheld,
    actor_not_in_text,
    quote_split_at_comma,
    words_not_in_text,
)
