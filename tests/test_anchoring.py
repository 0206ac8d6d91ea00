"""Quotes -> offsets, and back to what people write."""

import json
import re

import attrs
import pytest
from converters import HEAD, plain
from drawn import drawn_articles, drawn_texts
from examples import findings
from flat import quotes_in
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_data import read_1_2

import newscorpus as nc
from newscorpus import Actor, Article, Claim, Count, Event, Incident, Meeting, Place, Quote, Role, Thing, When, anchor
from newscorpus.anchoring import anchor_all, resolve
from newscorpus.models import text_of
from newscorpus.testing import texts
from newscorpus.text.index import Text

RAW = "Anna met Carl in Oslo.\nAnna left Oslo on Monday.\n\nShe met  Omaniacs from Oman, she\nsaid, and met Carl."
MISSING, AMBIGUOUS, CONTEXT, BLANK, OFFSETS = "NC301", "NC302", "NC303", "NC308", "NC311"


def place(words, nth=0):
    """Where words stand in the text, whatever the white space between them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [match.span() for match in re.finditer(pattern, RAW)][nth]


def article(**parts):
    return Article(id="a", text=parts.pop("text", RAW), **parts)


def wrong(made):
    """What `check` says of the quotes of an article: code and path."""
    text = json.dumps({**HEAD, **plain(made)})
    return [(d.code, d.path) for d in findings(text, [MISSING, AMBIGUOUS, CONTEXT, BLANK, OFFSETS], "a.json")]


def as_a_file_may_have(exact, **more):
    """A quote that its constructor refuses."""
    quote = Quote(exact="x")
    for name, value in {"exact": exact, **more}.items():
        object.__setattr__(quote, name, value)
    quote.fill()
    return quote


def spans(quotes):
    return [(quote.start, quote.end) for quote in quotes]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        # found once, white space as it comes
        (Quote(exact="in Oslo"), place("in Oslo")),
        # whole words first, cut ones where there are no others
        (Quote(exact="Oman"), place("Oman", 1)),
        # a context
        (Quote(exact="Oslo", within=" Oslo\non  Monday "), place("Oslo", 1)),
        (Quote(exact="Oman", within="Omaniacs"), place("Oman", 0)),
        (Quote(exact="Oslo", within="Anna met Carl"), CONTEXT),
        (Quote(exact="Oslo", within="Oslo in May"), CONTEXT),
        (Quote(exact="Oslo", within=""), CONTEXT),
        # a start
        (Quote(exact="Oman", start=59), (59, 63)),
        (Quote(exact="Anna", start=23, within="Anna left"), (23, 27)),
        (Quote(exact="Anna", start=23, within="Anna"), CONTEXT),
        (Quote(exact="Anna", start=22), OFFSETS),
        (Quote(exact="Dora", start=23), MISSING),
        # none or several
        (Quote(exact="Anna"), AMBIGUOUS),
        (Quote(exact="Dora", within="Anna met"), MISSING),
        # blanks
        (as_a_file_may_have(""), BLANK),
        (as_a_file_may_have(" in Olso"), MISSING),
    ],
    ids=str,
)
def test_a_quote_has_its_one_place(quote, expected):
    made = article(actors=[Actor(id="anna", name="Anna", kind="person", mentions=[quote])])
    if isinstance(expected, str):
        assert expected in dict(wrong(made))
    else:
        assert wrong(made) == []
        assert spans(anchor(made).actors["anna"].mentions) == [expected]


def test_an_event_is_looked_up_in_its_own_evidence_first():
    left = Meeting(
        id="left",
        type="visit",
        evidence=[Quote(exact="Anna left Oslo on Monday")],
        triggers=[Quote(exact="Oslo"), Quote(exact="said")],
        outcome=Quote(exact="Anna"),
    )
    anchored = anchor(article(events=[left, attrs.evolve(left, id="again", outcome=None, triggers=())]))
    made = anchored.events["left"]
    assert spans(made.evidence) == [place("Anna left Oslo on Monday")]
    assert spans(made.triggers) == [place("Oslo", 1), place("said")]
    assert spans([made.outcome]) == [place("Anna", 1)]
    assert read_1_2(nc.dumps(anchored))["events"]["left"]["triggers"] == ["Oslo", "said"]  # nor when they are written


@pytest.mark.parametrize("raw", [RAW, " ".join(RAW.split())])
def test_what_stands_in_two_pieces_of_evidence_is_ambiguous(raw):
    event = Event(
        id="e",
        type="other",
        evidence=[Quote(exact="Anna met Carl"), Quote(exact="Anna left Oslo"), Quote(exact="nowhere")],
        triggers=[Quote(exact="Anna"), Quote(exact="Oslo")],
    )
    made = article(text=raw, events=[event])
    found = [(code, path[2:]) for code, path in wrong(made)]
    assert found == [(MISSING, ("evidence", 2)), (AMBIGUOUS, ("triggers", 0))]
    assert spans(anchor(made).events["e"].triggers)[1:] == [place("Oslo", 1)]


def ended(quote: Quote, end: int) -> Quote:
    """The quote with an end as files may have it; the constructor computes its own."""
    object.__setattr__(quote, "end", end)
    return quote


def test_a_claim_is_looked_up_in_its_own_paragraph_first():
    claim = Claim(quote=Quote(exact="from Oman"), cue=Quote(exact="she\nsaid"))
    twice = Claim(quote=Quote(exact="from Oman"), cue=Quote(exact="met Carl"))
    nowhere = Claim(quote=Quote(exact="from Rome"), cue=Quote(exact="met Carl"))
    made = article(claims=[claim, twice, nowhere])
    first, second, third = anchor(made).claims
    assert spans([first.cue]) == [place("she said")]
    assert spans([second.cue]) == [place("met Carl", 1)]
    assert third == nowhere
    assert [path for _, path in wrong(made)] == [("claims", 2, "quote", 0)]  # its cue is looked for beside it


def test_the_parts_of_a_claim_are_looked_up_beside_the_first():
    made = nc.loads(
        """
        format: newscorpus/1
        id: a
        language: en
        text: "“We agree,” said Anna, “and so does he.”\\n\\n“I do not,” said Carl, “and so does he.”"
        claims:
          - quote: [We agree, and so does he]
          - {quote: [I do not, and so does he], cue: said Carl}
        """,
        "yaml",
    )
    text = made.text
    assert [[text[slice(*span)] for span in spans(claim.quote)] for claim in made.claims] == [
        ["We agree", "and so does he"],
        ["I do not", "and so does he"],
    ]
    assert made.claims[0].quote[1].start < text.index("I do not") < made.claims[1].quote[1].start
    written = nc.dumps(made)
    assert "quote:\n      - We agree\n      - and so does he\n" in written
    assert nc.loads(written, "yaml") == made


NEWS = (
    "Oslo, March 3. Anna Berg, the mayor, met Carl Dahl in Oslo.\n\nTwo of the five\nmen left Oslo in May. “In May we agree,”"
    " said the mayor of Bergen in Oslo. Two stayed in Rome, and two in Rome."
)


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("Oslo", 86),  # in the evidence, and elsewhere too
        ("five men", 72),  # whatever the white space
        ("men", 77),
        ("Rome", 166),  # the nearest to the evidence
        (Quote(exact="Oslo", within="met Carl Dahl in Oslo"), 54),
        (Quote(exact="Oslo", start=0), 0),
        ("Paris", None),
    ],
    ids=str,
)
def test_words_with_a_value_beside_them_have_the_nearest_place(words, start):
    incident = Incident(
        id="e",
        type="other",
        evidence=["left Oslo in May", "five men"],
        when=When(edtf="2024", text=words),
        places=[Place(name=words, country="NO")],
        things={"object": [words, Thing(text=words)]},
        topics=[words],
        casualties={"killed": [Count(count=2, text=words)]},
    )
    made = anchor(article(text=NEWS, language="en", events=[incident]))
    event = made.events["e"]
    found = [event.when.text, event.places[0].name, *(thing.text for thing in event.things["object"]), *event.topics]
    found.append(event.casualties["killed"][0].text)
    assert {quote.start for quote in found} == {start}
    assert start is None or {NEWS[quote.start : quote.end] for quote in found} == {found[0].exact}
    assert anchor(made) == made
    written = read_1_2(nc.dumps(made))["events"]["e"]
    assert ("Oslo" in str(written["topics"])) == ("Oslo" in str(words))
    assert start is None or nc.loads(nc.dumps(made)) == made


BLAST = "At least four people died in New York. In York, the ministry put the toll at four. Police chiefs met police."


@pytest.mark.parametrize(
    ("evidence", "parts", "words"),
    [
        (
            [BLAST[:-27]],
            {"casualties": {"killed": [Count(count=4, text="four"), Count(count="4+", text="At least four")]}},
            ["four.", "At least four"],
        ),
        (
            [BLAST[:-27]],  # of another figure
            {"casualties": {"killed": [Count(count=4, text="four"), Count(count=9, text="least four")]}},
            ["four people", "least four"],
        ),
        ([BLAST[:-27]], {"places": [Place(name="York"), Place(name="New York")]}, ["York,", "New York"]),
        ([BLAST[:-27]], {"topics": ["four", "four people", "At least four people"]}, ["four.", "four p", "At"]),
        ([BLAST[-25:]], {"things": {"object": ["Police"], "instrument": ["Police chiefs"]}}, ["Police", "Police"]),
    ],
)
def test_words_within_longer_words_beside_them_are_looked_up_elsewhere(evidence, parts, words):
    event = Incident(id="e", type="other", evidence=evidence, **parts)
    made = anchor(article(text=BLAST, language="en", events=[event]))
    placed = [quote for quote in quotes_in(made.events["e"]) if quote not in made.events["e"].evidence]
    assert [BLAST[quote.start :][: len(word)] for word, quote in zip(words, placed, strict=True)] == words
    assert nc.loads(nc.dumps(made)) == made
    assert anchor(made) == made


def test_a_figure_within_a_longer_one_is_ambiguous():
    killed = [Count(count="4+", text="At least four"), Count(count=4, text="four")]
    event = Incident(id="e", type="other", evidence=[BLAST[:38]], casualties={"killed": killed})
    made = article(text=BLAST, language="en", events=[event])
    assert wrong(made) == [(AMBIGUOUS, ("events", "e", "casualties", "killed", 1, "text"))]
    alone = article(text=BLAST[:38], language="en", events=[event])
    assert wrong(alone) == []
    known = attrs.evolve(killed[1], text=Quote(exact="four", start=77))
    made = article(text=BLAST, language="en", events=[attrs.evolve(event, casualties={"killed": [killed[0], known]})])
    assert nc.loads(nc.dumps(anchor(made))) == anchor(made)


@pytest.mark.parametrize(
    ("words", "start"), [("we agree", 107), ("the mayor", 123), ("Two", 152), ("March 3", 6), ("Carl", None)]
)
def test_the_time_of_a_claim_is_beside_it(words, start):
    claim = Claim(quote="we agree", cue="said the mayor of Bergen", when=When(edtf="2024", text=words))
    text = NEWS.replace("Carl", "Kari")
    assert anchor(article(text=text, claims=[claim])).claims[0].when.text.start == start


@pytest.mark.parametrize(
    ("quote", "code"),
    [
        (Quote(exact="gone"), MISSING),
        (Quote(exact="left Oslo", start=0), OFFSETS),  # other words are there
        (Quote(exact="left Oslo", start=10**9), OFFSETS),
    ],
)
def test_words_beside_what_has_no_place_are_not_guessed(quote, code):
    when = When(edtf="2024", text="Oslo")
    event = Event(id="e", type="other", evidence=[quote], places=[Place(name="Oslo")], topics=["March 3"])
    made = article(text=NEWS, events=[event], claims=[Claim(quote=quote, when=when)])
    assert (wrong(made)[0][0], wrong(made)[0][1][:4]) == (code, ("events", "e", "evidence", 0))
    anchored = anchor(made)
    assert [anchored.claims[0].when.text.start, anchored.events["e"].places[0].name.start] == [None, None]
    assert anchored.events["e"].topics[0].start == 6
    assert anchored.claims[0].quote == (quote,)  # it is reported, not changed


@pytest.mark.parametrize(
    ("name", "title", "start"),
    [
        ("Anna Berg", "mayor", 30),
        ("Bergen", "mayor", 127),
        ("Bergen", Quote(exact="mayor", start=30), 30),
        ("Bergen", Quote(exact="mayor", within="the mayor, met"), 30),
        ("Dora Eide", Quote(exact="mayor", start=30), 30),
        ("Anna Berg", "judge", None),
        ("Anna Berg", "member", None),  # of whatever, in whatever words
    ],
)
def test_the_title_of_a_role_is_beside_its_actor(name, title, start):
    text = NEWS + " A member left."
    actor = Actor(id="anna", name=name, kind="person", roles=[Role(title=title)])
    made = article(text=text, language="en", actors=[actor])
    assert wrong(made) == []
    anchored = anchor(made)
    assert anchored.actors["anna"].roles[0].title.start == start
    assert nc.loads(nc.dumps(anchored)) == anchored


def test_what_is_anchored_is_the_texts_own():
    """Words take the text's white space and their offsets; a wrong end is an error, one that follows is not."""
    quotes = [
        Quote(exact="met Omaniacs"),
        Quote(exact="met Omaniacs", start=54),
        *(
            ended(Quote(exact="met Omaniacs", start=start), end)
            for start, end in ((54, 67), (None, 67), (54, 68), (None, 3))
        ),
    ]
    made = article(actors=[Actor(id="anna", mentions=quotes)])
    *good, long, short = anchor(made).actors["anna"].mentions
    assert {(q.exact, q.start, q.end) for q in good} == {("met  Omaniacs", 54, 67)}
    assert [long, short] == quotes[-2:]
    assert [(code, path[3]) for code, path in wrong(made)] == [(OFFSETS, 4), (OFFSETS, 5)]


def test_offsets_that_are_needed_stay():
    made = anchor(
        article(actors=[Actor(id="anna", mentions=[Quote(exact="Anna", start=23), Quote(exact="met  Omaniacs")])])
    )
    written = read_1_2(nc.dumps(made))["actors"]["anna"]["mentions"]
    assert written == [{"exact": "Anna", "start": 23}, "met Omaniacs"]


@given(drawn_texts, texts())
@settings(max_examples=50)
def test_anchoring_in_any_other_text(made, other):
    """What anchoring an article in a changed text finds is true, and what it does not find it leaves as it is."""
    moved = attrs.evolve(made, text=other, sha256=None)
    anchored = anchor(moved)
    for before, after in zip(quotes_in(moved), quotes_in(anchored), strict=True):
        if (after.exact, after.start, after.end) != (before.exact, before.start, before.end):
            assert other[after.start : after.end] == after.exact
            assert after.exact.split() == before.exact.split()
    again = anchor(anchored)
    assert again == anchored
    assert list(map(repr, quotes_in(again))) == list(map(repr, quotes_in(anchored)))


# --- where a wrong quote differs --------------------------------------------------------------------------------------

PROSE = "Qin is the third minister\nto hold the post, and “nobody has\nthe right” to dismiss him, he said on Monday."


@pytest.mark.parametrize(
    ("words", "ours", "theirs"),
    [
        ("nobody had the right", "had", "has"),
        ("the third minister to keep the post", "keep", "hold"),
        ("“nobody has any right” to dismiss", "any", "the"),
        ("“nobody has the solemn right” to dismiss", "solemn", ""),
        ("“nobody has right” to dismiss him", "", "the"),
        ("and 'nobody has the right' to dismiss", "'nobody has the right'", "“nobody has\nthe right”"),
    ],
)
def test_the_difference_points_at_the_words(words, ours, theirs):
    """Beside the nearest words of the text, it is the wrong ones alone that are shown, across line breaks."""
    written = json.dumps({**HEAD, **plain(article(text=PROSE, claims=[Claim(quote=Quote(exact=words))]))})
    (found,) = findings(written, [MISSING], "a.json")
    ((start, end),) = [label.words for label in found.labels]
    assert PROSE[start:end] == (theirs or "r")  # where it would be
    marked = written[found.primary.start : found.primary.end]
    assert marked == (json.dumps(ours)[1:-1] or json.dumps(words))


# --- contexts that are suggested --------------------------------------------------------------------------------------


def suggested(raw, words):
    """The context that is suggested to tell the first place of words from the others."""
    claim = Claim(quote=Quote(exact=words))
    for d in findings(json.dumps({**HEAD, **plain(article(text=raw, claims=[claim]))}), [AMBIGUOUS], "a.json"):
        if match := re.search(r"`(\{.*?\})`", d.help or ""):
            (context,) = read_1_2(match[1]).values()
            return context
    return None


@pytest.mark.parametrize(
    ("raw", "words", "context"),
    [
        ("Anna left. Then Anna came.", "Anna", "Anna left."),
        ("now and then, and then, and now and", "and", "now and then,"),
        ("w x she y z, v x she y u", "she", "she y z,"),
        ("Omaniacs and Romans", "man", "Omaniacs and"),  # a word that is cut belongs to its context
        ("he left, she said. Later she said no", "she", "she said."),
        ("he left; she said no. Later, she said. And Carl", "she", "left; she"),  # `she said` is in `she said.`, too
        ("Anna", "Anna", None),  # there is nothing around it
    ],
)
def test_the_shortest_context(raw, words, context):
    assert suggested(raw, words) == context


@given(st.lists(st.sampled_from(["she", "said", "said.", "so,", "so"]), min_size=1, max_size=12).map(" ".join))
def test_a_context_that_is_suggested_shows_the_place(raw):
    context = suggested(raw, "she")
    if context is not None:
        span = resolve(text_of(raw), nc.Quote(exact="she", within=context))
        assert span == text_of(raw).candidates("she")[0]


@given(st.data())
@settings(max_examples=200)
def test_what_is_plain_at_once_is_what_a_full_search_finds(data):
    """Law: words that stand once, in the text or in the evidence, are placed without looking at all their places."""
    raw = data.draw(
        st.lists(st.sampled_from(["a", "b", "ab", "a b", "ba.", " ", "\n\n", "\n", "  "]), max_size=30).map("".join)
    )
    words = st.sampled_from([*raw.split(), "a", "a b", "b", " a", "a  b", ""]).map(as_a_file_may_have)
    cuts = st.tuples(*[st.integers(0, len(raw))] * 2).map(sorted)
    evidence = st.lists(cuts.map(lambda cut: as_a_file_may_have(raw[cut[0] : cut[1]])), min_size=1, max_size=2).map(
        tuple
    )
    several = st.lists(words, max_size=3)
    event = Meeting(
        id="e",
        type="talks",
        evidence=data.draw(evidence),
        triggers=data.draw(several),
        topics=data.draw(several),
        places=[Place(name=one) for one in data.draw(several)],
    )
    when = When(edtf="2024", text=data.draw(words))
    claim = Claim(quote=data.draw(evidence)[0], cue=data.draw(words), when=when)
    article = Article(id="x", language="en", text=raw, events={"e": event}, claims=(claim,))
    found = anchor_all(article)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "only", lambda *_: None)
        assert anchor_all(article) == found


def bare(value):
    """The value as a program would make it: without offsets."""
    if isinstance(value, nc.Quote):
        return attrs.evolve(value, start=None, end=None)
    if isinstance(value, tuple):
        return [bare(one) for one in value]
    if isinstance(value, dict):
        return {key: bare(one) for key, one in value.items()}
    if attrs.has(type(value)):
        fields = [a.name for a in attrs.fields(type(value)) if a.init]
        return attrs.evolve(value, **{name: bare(getattr(value, name)) for name in fields})
    return value


@given(drawn_articles)
def test_answers_do_not_depend_on_offsets(article):
    made = bare(article)
    article = nc.anchor(made)
    for key in article.actors:
        assert made.mentions(key) == article.mentions(key)
    assert [made.form(one) for one in made.claims] == [article.form(one) for one in article.claims]
    assert list(made.spans()) == list(article.spans())
    manifest = nc.Manifest(name="drawn")
    pytest.importorskip("pyarrow")
    tables, expected = (nc.to_arrow(nc.Corpus(manifest=manifest, articles=[one])) for one in (made, article))
    assert tables == expected


def test_a_quote_without_a_place_says_how_to_find_it():
    article = nc.Article(id="a", language="en", text="It rained.", claims=[nc.Claim(quote="rained")])
    (quote,) = article.claims[0].quote
    with pytest.raises(ValueError, match=r"'rained' has no offsets; the quotes of `nc\.anchor\(article\)` have them"):
        _ = quote.span
    assert nc.anchor(article).claims[0].quote[0].span == (3, 9)
