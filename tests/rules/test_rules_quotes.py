"""Quotes that are not where they should be (NC301 to NC305, NC308): what is said, shown and offered."""

import json

import pytest
from annotations import event, evidence, fixes, found, shown
from examples import checked, marked

import newscorpus as nc
from newscorpus import fix
from newscorpus.checking import elsewhere

NEAREST = {
    "another word": ("Anna Berg saw Carl", "saw", "met", "met", []),
    "another first word": ("Hanna Berg met", "Hanna", "Anna", "Anna", [("replace `Hanna` with `Anna`", False)]),
    "another last word": ("met Carl Dahl in Oslo on Tuesday", "Tuesday", "Monday", "Monday", []),
    "a word too few": ("Anna met Carl Dahl", "Anna met Carl Dahl", "Berg", "Berg", []),
    "two slips": (
        "Ana Berg met Carl Dhal",
        "Ana Berg met Carl Dhal",
        "Anna Berg met Carl Dahl",
        "Anna Berg met Carl Dahl",
        [("replace `Ana` with `Anna`, replace `Dhal` with `Dahl`", False)],
    ),
    "a word too many": ("Anna Berg once met Carl Dahl", "once", "Anna Berg met Carl Dahl", "m", []),
    "case": ("anna berg met", "anna berg", "Anna Berg", "Anna Berg", [("replace `anna berg` with `Anna Berg`", True)]),
}

MESSAGES = {
    "another last word": "quote not found: the article has `Monday`, not `Tuesday`",
    "two other words": "quote not found: the article has `Oslo`, not `Rome`",
    "a word too many": "quote has another number: the article does not have `once`",
}


@pytest.mark.parametrize("what", NEAREST)
def test_the_nearest_words_of_the_text_are_shown(what, tmp_path):
    """What differs is marked in the quote, and where the text has it; what stands there is offered."""
    quote, marks, label, there, offered = NEAREST[what]
    (one,) = found(evidence(quote), tmp_path, "NC301")
    assert (marked(one), one.label) == (marks, f"the article has `{label}`")
    assert one.message.startswith(MESSAGES.get(what, "quote not found: "))
    assert what in MESSAGES or f"`{label}`" in one.message
    assert shown(one, tmp_path) == [("here", there)]
    assert fixes(one) == offered
    assert one.notes == (("only quotation marks, dashes, spaces or case differ",) if what == "case" else ())
    assert one.help is not None
    assert one.help.startswith("write `") is bool(offered)


def test_what_differs_in_case_is_mended_if_it_is_so_written_throughout(tmp_path):
    first = evidence("{exact: anna berg, start: 0, end: 9}")
    (one,) = found(f"text: Anna Berg met Anna Berg.\n{first}", tmp_path, "NC301")
    assert fixes(one) == [("replace `anna berg` with `Anna Berg`", True)]
    (one,) = found(f"text: Anna Berg met ANNA BERG.\n{first}", tmp_path, "NC301")
    assert fixes(one) == [("replace `anna berg` with `Anna Berg`", False)]


def test_a_quote_without_a_number_has_no_other_number(tmp_path):
    (one,) = found("text: It rained for three weeks.\n" + evidence("It rained for a week"), tmp_path, "NC301")
    assert one.message == "quote not found: the article has `three weeks`, not `a week`"


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        ("She refused.", "He refused", "quote means the opposite: the article has `She`, not `He`"),
        ("No MAN was there.", "an was", "quote not found: the article has `MAN`, not `an`"),
        ("It was Qin Gangand others.", "qin gang", "quote not found: the article has `Gangand`, not `gang`"),
    ],
)
def test_what_differs_in_case_is_not_found_within_other_words(text, words, message, tmp_path):
    (one,) = found(f"text: {text}\n" + evidence(words), tmp_path, "NC301")
    assert (one.message, [made for made in fixes(one) if made[1]]) == (message, [])


def test_the_offsets_of_what_is_mended_are_mended(tmp_path):
    snippet = evidence("{exact: Ana Berg, start: 3, end: 4}", "{exact: Carl Dhal, start: 9}", "on Mondays")
    checked(snippet, tmp_path, "NC301")
    fix(tmp_path, unsafe=True, select=["NC301"])
    assert (
        (tmp_path / "example.yaml")
        .read_text()
        .endswith(evidence("{exact: Anna Berg, start: 0, end: 9}", "{exact: Carl Dahl, start: 14}", "on Monday"))
    )


NOTHING_SIMILAR = "copy the words from the article text; nothing in it is similar"


def test_of_words_that_are_like_nothing_nothing_is_offered(tmp_path):
    (one,) = found(evidence("Something that is not there at all"), tmp_path, "NC301")
    assert one.message == "quote not found in the article: `Something that is not there at all`"
    assert (one.help, one.label, one.labels, one.fixes) == (NOTHING_SIMILAR, "", (), ())


def test_of_many_words_that_differ_the_first_hundred_are_compared(tmp_path):
    quotes = [f"Anna Berg saw Carl Dahl in Oslo on Monday{'.' * (i % 2)}" for i in range(101)]
    labels = [one.label for one in found(evidence(*quotes), tmp_path, "NC301")]
    assert labels == ["the article has `met`"] * 100 + [""]


AMBIGUOUS = {
    "twice": (
        "she sat, she stood",
        [("here", "she"), ("and here", "she")],
        "ambiguous quote: `she` occurs 2 times",
        '`{she: "she sat,"}` or `{she: she stood.}`',
    ),
    "three times": (
        "she sat, she stood, she lay",
        [("here", "she"), ("and here", "she"), ("and here", "she")],
        "ambiguous quote: `she` occurs 3 times",
        '`{she: "she sat,"}` or `{she: "she stood,"}` or `{she: she lay.}`',
    ),
    "told by nothing": (
        "she she she",
        [("here", "she"), ("and here", "she"), ("and here", "she")],
        "ambiguous quote: `she` occurs 3 times",
        "",
    ),
}


@pytest.mark.parametrize("what", AMBIGUOUS)
def test_several_places_are_offered_and_none_is_taken(what, tmp_path):
    text, there, message, context = AMBIGUOUS[what]
    (one,) = found(f'text: "{text}."\n' + evidence("she"), tmp_path, "NC302")
    assert one.message == message
    choice = f"write which one is meant, with a context: {context}"
    assert one.help == (choice if context else "add a context: {words: longer words around them}")
    assert shown(one, tmp_path) == there
    assert one.fixes == ()


SAID = 'text: "Anna Berg said she would go, and that she was glad."\n'
CONTEXTS = {
    "nearly there": (
        "{she: she was sad}",
        "context `she was sad` does not occur in the article text",
        [("here", "glad")],
        [],
    ),
    "nowhere": (
        "{she: Nobody knew of anything}",
        "context `Nobody knew of anything` does not occur in the article text",
        [],
        [],
    ),
    "nowhere, and the words are there once": (
        "{said: Nobody knew of anything}",
        "context `Nobody knew of anything` does not occur in the article text",
        [],
        [("write the context `said she`", False)],
    ),
    "nearly there, and the words are there once": (
        "{glad: she was very glad}",
        "context `she was very glad` does not occur in the article text",
        [("here", "g")],
        [("write the context `was glad.`", False)],
    ),
    "without the words": (
        "{would: and that}",
        "context `and that` does not contain the quoted words",
        [],
        [("write the context `would go,`", False)],
    ),
    "elsewhere than the start": (
        "{exact: she, within: she was, start: 15}",
        "context `she was` is not at the given start",
        [("here", "she")],
        [],
    ),
}


@pytest.mark.parametrize("what", CONTEXTS)
def test_contexts(what, tmp_path):
    """What is wrong with a context, where it was found, and a better one if the words stand in the text once."""
    quote, message, there, offered = CONTEXTS[what]
    (one,) = found(
        SAID + f"actors:\n  anna:\n    name: Anna Berg\n    kind: person\n    mentions:\n      - {quote}\n",
        tmp_path,
        "NC303",
    )
    assert one.message == message
    assert shown(one, tmp_path) == there
    assert fixes(one) == offered
    assert one.arguments[0]
    assert one.arguments[0] in quote


CUT = {
    "the first word": ("Anna Berg met Carl.", "nna Berg met", "Anna", "replace `nna` with `Anna`"),
    "the last word": ("Anna Berg met Carl.", "Anna Berg me", "met", "replace `me` with `met`"),
    "both": ("Anna Berg met Carl.", "nna Berg me", "Anna", "replace `nna` with `Anna`, replace `me` with `met`"),
    "the last of all": ("Anna Berg met Carl.", "met Car", "Carl", "replace `Car` with `Carl`"),
    "what lacks a blank": ("Anna Bergand Carl.", "Anna Berg", "Bergand", ""),
    "a word of forty letters": (f"Anna {'x' * 40}Berg.", "Berg", f"{'x' * 40}Berg", ""),
    "half of a negation": ("It was illegal to go.", "legal to go", "illegal", ""),
    "decimals": ("It cost £3.75 today.", "It cost £3", "£3.75", ""),
    "the number before the decimals": ("It cost 3.75 pounds.", "75 pounds", "3.75", ""),
    "thousands": ("There were 1,500 people.", "There were 1", "1,500", ""),
    "the rest of the last word": (
        "It sank on Tuesday, at noon.",
        "sank on Tues",
        "Tuesday",
        "replace `Tues` with `Tuesday`",
    ),
    "in brackets": ("It sank (off Bergen).", "sank (off Ber", "Bergen", "replace `Ber` with `Bergen`"),
    "a negation": ("He cannot win.", "He can", "cannot", ""),
    "a beginning that negates": ("She was unable to flee.", "able to flee", "unable", ""),
}


@pytest.mark.parametrize("what", CUT)
def test_the_word_that_is_cut_is_shown_and_offered(what, tmp_path):
    text, quote, word, whole = CUT[what]
    (one,) = found(f"text: {text}\n" + evidence(quote), tmp_path, "NC305")
    kind = "number" if any(map(str.isdecimal, word)) else "word"
    assert (marked(one), one.message) == (quote, f"quote `{quote}` cuts a {kind}: the article has `{word}`")
    assert shown(one, tmp_path) == [("here", word)]
    assert fixes(one) == ([(whole, False)] if whole else [])


def test_a_number_ends_where_a_sentence_or_a_list_goes_on(tmp_path):
    """A full stop or a comma behind it does not belong to it, unless digits follow at once."""
    text = "Fire hurt 15, 16 or 17. 18 were killed in 2019.\n"
    for quote in ("Fire hurt 15", "16 or 17", "18 were killed in 2019"):
        assert found(f"text: {text}" + evidence(quote), tmp_path, "NC305") == []


def test_blanks_are_found_wherever_words_are_quoted(tmp_path):
    snippet = (
        "actors:\n  anna: {name: ' Anna Berg', kind: person, aliases: ['', 'Berg '], mentions: ['Anna ', ' ']}\n"
        "claims: [{quote: met, when: {'on Monday ': 2024-05-06}}]\n" + event("evidence: 'met ', places: ' Oslo'")
    )
    assert {(marked(d), d.message, bool(fixes(d))) for d in found(snippet, tmp_path, "NC308")} == {
        ("' Anna Berg'", "` Anna Berg` begins or ends with whitespace", True),
        ("''", "quoted words are empty", False),
        ("'Berg '", "`Berg ` begins or ends with whitespace", True),
        ("'Anna '", "`Anna ` begins or ends with whitespace", True),
        ("' '", "quoted words are empty", False),
        ("'on Monday '", "`on Monday ` begins or ends with whitespace", True),
        ("'met '", "`met ` begins or ends with whitespace", True),
        ("' Oslo'", "` Oslo` begins or ends with whitespace", True),
    }
    assert fixes(found(snippet, tmp_path, "NC308")[0]) == [("delete the whitespace", True)]


@pytest.mark.parametrize(("header", "fixed"), [("|", "|-"), (">", ">-"), ("|+  # as typed", "|-  # as typed")])
def test_the_line_break_at_the_end_of_a_block_is_taken_out_by_its_header(header, fixed, tmp_path):
    (one,) = found(evidence(f"{header}\n        Anna Berg\n        met", "Carl"), tmp_path, "NC308")
    assert fixes(one) == [("delete the whitespace", True)]
    path = tmp_path / "example.yaml"
    before = path.read_text()
    fix(path, select=["NC308"])
    assert path.read_text() == before.replace(f"- {header}\n", f"- {fixed}\n")


def test_each_quote_without_a_place_is_told(tmp_path):
    text = "text: Carl left, he said, today, he said, and Anna left, she said, today, she said, and today.\n"
    quotes = "evidence: ['he said', 'today', 'she said']"
    report, _ = checked(text + event(quotes), tmp_path, "NC302")
    assert [marked(d) for d in report.diagnostics if d.code == "NC302"] == ["'he said'", "'today'", "'she said'"]
    claims = "claims: [{quote: Carl laughed, cue: he said}, {quote: Anna left, cue: today}]\n"
    report, _ = checked(text + claims, tmp_path, "NC302")
    assert [(d.code, marked(d)) for d in report.diagnostics] == [("NC301", "Carl laughed"), ("NC302", "today")]


@pytest.mark.parametrize(
    ("text", "words", "safe"),
    [
        ("She told the US army.", "the us army", False),
        ("They raise turkey.", "raise Turkey", False),
        ("Five soldiers were killed.", "Soldiers were killed", False),
        ("THE ARMY CAME.", "the army came", True),
        ("It is 6″ long.", "It is 6' long", False),
        ("It is “here”.", 'is "here"', True),
    ],
)
def test_a_fix_of_typography_is_safe_unless_it_may_change_what_is_meant(text, words, safe, tmp_path):
    (one,) = found(f"text: {text}\n" + evidence(f"|-\n        {words}"), tmp_path, "NC301")
    assert [made.safe for made in one.fixes] == [safe]
    assert one.fixes[0].similarity == 1


def test_a_quote_of_very_many_words_is_compared_between_equal_ends(tmp_path):
    """Typography is put right; another number in it is reported; a slip is named, but for more differences."""
    words = " ".join(f"word{i % 37}" for i in range(400))
    text = f"text: Anna said “{words} and 15 others left”.\n"
    (one,) = found(
        text + evidence(f"said “{words} and 15 others left”".replace("“", "'").replace("”", "'")), tmp_path, "NC301"
    )
    assert [made.safe for made in one.fixes] == [True]
    (one,) = found(text + evidence(f"said “{words} and 16 others left”"), tmp_path, "NC301")
    assert one.message.startswith("quote has another number")
    assert one.fixes == ()
    (one,) = found(text + evidence(f"Anna said “{words} and 15 othres left”"), tmp_path, "NC301")
    assert one.message == "quote not found: the article has `others`, not `othres`"
    assert [made.title for made in one.fixes] == ["replace `othres` with `others`"]
    (one,) = found(text + evidence(f"Anne said “{words} and 15 othres left”"), tmp_path, "NC301")
    assert one.fixes == ()


@pytest.mark.parametrize(
    ("quote", "article", "message"),
    [
        ("Wang Yi met Berg in Oslo", "Qin Gang met Berg in Oslo", "`Qin Gang`, not `Wang Yi`"),
        ("Berg met Wang Yi", "Berg met Qin Gang", "`Qin Gang`, not `Wang Yi`"),
        ("5 people met Berg", "Five people met Berg", "`Five`, not `5`"),
    ],
)
def test_what_the_article_has_instead_is_whole(quote, article, message, tmp_path):
    (one,) = found(f"text: {article}.\n" + evidence(f'"{quote}"'), tmp_path, "NC301")
    assert one.message == f"quote not found: the article has {message}"
    assert one.help == f"if the article means what you annotate, write `{article}`"


SPELT = {
    "some 1 500 men": ("some 1,500 men", True),
    "some 1\u2009500 men": ("some 1,500 men", True),
    "some 1.500 men": ("some 1,500 men", False),  # one and a half
    "some 1,500 men": ("some 1.500 men", False),
    "some $10 million men": ("some $10.00 million men", True),
}


@pytest.mark.parametrize("quote", SPELT)
def test_the_same_number_in_another_spelling(quote, tmp_path):
    """It is not called another number; the fix writes it as the article does, unless a dot may be that of decimals."""
    article, certain = SPELT[quote]
    (one,) = found(f"text: {article} came.\n" + evidence(f'"{quote}"'), tmp_path, "NC301")
    number, own = (words.split(" ", 1)[1].removesuffix(" men").removesuffix(" million") for words in (quote, article))
    assert (
        one.message == f"quote writes the number differently: the article has `{own}`, not `{' '.join(number.split())}`"
    )
    assert fixes(one) == ([(f"replace `{' '.join(number.split())}` with `{own}`", False)] if certain else [])


@pytest.mark.parametrize(
    ("text", "quote", "safe"),
    [
        ("Near Oslo the Plant closed.", "the plant closed", True),
        ("Near Oslo the plant closed.", "the Plant closed", False),
        ("Now the US left it.", "the us left it", False),
        ("They signed a contract in May.", "They signed a contracts in May", False),
        ("The plant in Oslo closed in May.", "The plants in Oslo closed in May", None),
        ("The man was shot dead.", "A man was shot dead", False),
        ("An Oslo‑based firm closed.", "An Oslo-based firm closed", True),
        ("Then NATO agreed.", "Then Nato agreed", True),
        ("It rained... and snowed.", "rained… and snowed", True),
    ],
)
def test_capitals_and_endings_are_fixed_as_the_rule_says(text, quote, safe):
    event = nc.Event(id="e", type="other", evidence=(quote,))
    (found,) = nc.check(nc.Article(id="a", language="en", text=text, events={"e": event}), select=["NC301"])
    assert "no ellipsis" not in found.message
    assert [fix.safe for fix in found.fixes] == ([] if safe is None else [safe])


COMPOSED, DECOMPOSED = "le président français", "le pre\u0301sident franc\u0327ais"


@pytest.mark.parametrize(
    ("quote", "article", "how"),
    [
        (DECOMPOSED, COMPOSED, "its accented letters are decomposed (NFD), those of the article composed (NFC)"),
        (COMPOSED, DECOMPOSED, "its accented letters are composed (NFC), those of the article decomposed (NFD)"),
        ("die Hochschule", "die Hoch\u00adschule", "the article has the invisible character U+00AD (soft hyphen)"),
        ("die Hoch\u00adschule", "die Hochschule", "the article does not have the invisible character U+00AD"),
        ("5 unhappy men", "5\u2060 un\u00adhappy\u00ad men", "the article has the invisible character U+"),
    ],
)
def test_words_that_look_the_same_have_a_safe_fix(quote, article, how, tmp_path):
    """The message names what differs; a context is found in the same way, and other differences are still named."""
    text = f"text: {json.dumps(f'On Monday {article} met Berg.')}\n"
    (one,) = found(text + evidence(json.dumps(quote)), tmp_path, "NC301")
    assert one.message.startswith(f"quote not found: it looks like `{article}`, but {how}")
    (fix,) = one.fixes
    assert (fix.safe, fix.title) == (True, "write the code points of the article")
    (one,) = found(text + evidence(json.dumps(f"{quote} mett Berg")), tmp_path, "NC301")
    assert one.message.startswith("quote not found: the article has ")
    assert one.message.endswith("mett`")


def test_words_that_look_the_same_and_are_written_in_two_ways(tmp_path):
    text = f"text: {json.dumps(f'{COMPOSED} met {DECOMPOSED}.')}\n"
    (one,) = found(text + evidence(json.dumps("le pre\u0301sident français")), tmp_path, "NC301")
    assert [fix.safe for fix in one.fixes] == [False]


ARTICLE = """\
format: newscorpus/1
id: {id}
language: en
published: 2024-05-08
{text}
events:
  talks:
    kind: meeting
    type: talks
    evidence: [{quote}]
"""


def write(folder, name, text, quote):
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    annotation = ARTICLE.format(id=name, text=f"text_file: {name}.txt", quote=quote)
    (folder / f"{name}.yaml").write_text(annotation, encoding="utf-8")


def helps(folder):
    return [(one.primary.file.rpartition("/")[2], one.help) for one in nc.check(folder, select=["NC301"]).diagnostics]


def test_the_article_with_the_words_is_named(tmp_path):
    write(tmp_path, "a", "The harbour of Lindby was closed.\n", "Anna Berg met Carl Dahl")
    write(tmp_path, "b", "On Monday, Anna Berg met\nCarl Dahl in Oslo.\n", "Anna Berg met Carl Dahl")
    ((file, advice),) = helps(tmp_path)
    assert file == "a.yaml"
    assert advice.startswith("copy the words from the article text; these words are in the article of `")
    assert advice.endswith("b.yaml`")


def test_a_file_of_many_articles_is_searched_once(tmp_path, monkeypatch):
    record = {"format": "newscorpus/1", "language": "en", "text": "Nothing."}
    lines = [json.dumps({**record, "id": f"a{i}"}) for i in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    (tmp_path / "corpus.yaml").write_text("format: newscorpus/1\nname: two\narticles: ['*.yaml', '*.jsonl']\n")
    write(tmp_path, "b", "The harbour of Lindby was closed.\n", "Anna Berg met Carl Dahl")
    searched, read = [], elsewhere.read_bytes
    monkeypatch.setattr(elsewhere, "read_bytes", lambda path: searched.append(path.name) or read(path))
    assert len(helps(tmp_path)) == 1
    assert searched == ["a.jsonl"]


def test_words_of_no_article_are_called_unlike_the_text(tmp_path):
    write(tmp_path, "a", "The harbour of Lindby was closed.\n", "Somebody invented all that")
    write(tmp_path, "b", "On Monday, Anna Berg met Carl Dahl in Oslo.\n", "Anna Berg met Carl Dahl")
    assert helps(tmp_path) == [("a.yaml", "copy the words from the article text; nothing in it is similar")]


def test_a_text_inside_the_annotation_is_searched_too(tmp_path):
    write(tmp_path, "a", "The harbour of Lindby was closed.\n", "Dora Eide left for Bergen")
    text = "text: Dora Eide left for Bergen."
    (tmp_path / "c.yaml").write_text(ARTICLE.format(id="c", text=text, quote="Dora Eide left"), encoding="utf-8")
    ((_, advice),) = helps(tmp_path)
    assert advice.endswith("c.yaml`")
