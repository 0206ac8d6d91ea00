"""NC3xx beyond the examples: what is said of words that are not where they should be, what is shown, and what offered."""

import hashlib

import pytest
from examples import checked, marked

from newscorpus import fix
from newscorpus.diagnostics import Diagnostic

CHANGED = f"sha256: {'a' * 64}\n"


def found(snippet: str, folder, code: str) -> list[Diagnostic]:
    return [d for d in checked(snippet, folder, code)[0].diagnostics if d.code == code]


def told(snippet: str, folder, code: str) -> list[tuple[str, str]]:
    """Of each finding of a rule: what it marks, and what it says."""
    return [(marked(d), d.message) for d in found(snippet, folder, code)]


def labels(one: Diagnostic) -> list[tuple[str, int, int]]:
    """The places that a finding shows: words, line and column."""
    return [(label.text, label.span.line, label.span.column) for label in one.labels]


def shown(one: Diagnostic, folder) -> list[tuple[str, str]]:
    """The places that a finding shows: words, and what stands there."""
    source = (folder / "example.yaml").read_text(encoding="utf-8")
    return [(label.text, source[label.span.start : label.span.end]) for label in one.labels]


def fixes(one: Diagnostic) -> list[tuple[str, bool]]:
    """Titles of the fixes, and whether they are safe."""
    return [(made.title, made.safe) for made in one.fixes]


def actors(*lines: str) -> str:
    return "actors:\n" + "".join(f"  {line}\n" for line in lines)


def anna(rest: str) -> str:
    return actors(f"anna: {{name: Anna Berg, kind: person, {rest}}}")


def event(rest: str, kind: str = "event") -> str:
    return f"events:\n  talks: {{kind: {kind}, type: other, {rest}}}\n"


def evidence(*quotes: str) -> str:
    return "events:\n  talks:\n    kind: event\n    type: other\n    evidence:\n" + "".join(
        f"      - {quote}\n" for quote in quotes
    )


def registry(*lines: str) -> str:
    return f"# corpus.yaml has: actors: {{{', '.join(lines)}}}\n"


# --- names: NC304, NC306, NC313


def nowhere(words: str) -> str:
    return f"`{words}` is nowhere in the text, nor is an alias or a mention"


NAMES = {
    ("NC304", "behind an actor that is nowhere"): (
        actors(
            "dora: {name: Dora Eide, kind: person, aliases: [Dora]}",
            "anna: {name: Anna Berg, kind: person, aliases: [Berg, Ber, Annie]}",
        ),
        [("Ber", "nowhere in the text: `Ber`"), ("Annie", "nowhere in the text: `Annie`")],
    ),
    ("NC304", "the registry's may be of other articles"): (
        registry("anna: {name: Anna Berg, kind: person, aliases: [Annie]}") + actors("anna: {aliases: [Annie, Anny]}"),
        [("Anny", "nowhere in the text: `Anny`")],
    ),
    ("NC304", "a blank one is another finding"): (anna("aliases: ['', ' ']"), []),
    ("NC306", "one name"): (
        actors("anna: {name: Anna Berg, kind: person}", "bo: {name: Anna  Berg, kind: person}"),
        [("Anna  Berg", "`Anna  Berg` is a form of `anna` too")],
    ),
    ("NC306", "three of one form"): (
        actors(
            "anna: {name: Anna Berg, kind: person, aliases: [Berg]}",
            "bo: {name: Carl, kind: person, aliases: [Dahl, Berg]}",
            "cy: {name: Berg, kind: locality}",
        ),
        [("Berg", "`Berg` is a form of `anna` too"), ("Berg", "`Berg` is a form of `anna` too")],
    ),
    ("NC306", "an alias that is the name"): (anna("aliases: [Anna Berg]"), []),
    ("NC306", "what is not named has no forms"): (
        actors("anna: {name: Berg, kind: group, named: false}", "bo: {name: Berg, kind: person}"),
        [],
    ),
    ("NC306", "the form of an actor that only the registry has"): (
        registry("bo: {name: Carl, kind: person, aliases: [Dahl, Berg]}")
        + anna("aliases: [Berg]")
        + "claims: [{quote: met, by: bo}]\n",
        [("actors", "`Berg` is a form of `anna` too")],
    ),
    ("NC306", "a form that only the registry has"): (
        registry("bo: {name: Carl, kind: person, aliases: [Berg]}")
        + actors("anna: {name: Anna Berg, kind: person, aliases: [Berg]}", "bo: {aliases: [Dahl]}"),
        [("bo", "`Berg` is a form of `anna` too")],
    ),
    ("NC306", "a name that only the registry has"): (
        registry("bo: {name: Berg, kind: person}")
        + actors("anna: {name: Anna Berg, kind: person, aliases: [Berg]}", "bo: {aliases: [Dahl]}"),
        [("bo", "`Berg` is a form of `anna` too")],
    ),
    ("NC313", "nowhere"): (
        actors(
            "dora: {name: Dora Eide, kind: person}",
            "anna: {name: Anna Berg, kind: person}",
            "some: {name: some, kind: group, named: false}",
        ),
        [("dora", nowhere("Dora Eide")), ("some", nowhere("some"))],
    ),
    ("NC313", "a label in the text"): (
        actors("they: {name: Carl, kind: group, named: false}", "dora: {name: Dora Eide, kind: person}"),
        [("dora", nowhere("Dora Eide"))],
    ),
    ("NC313", "a part of a word in the text"): (
        actors("they: {name: Car, kind: group, named: false}"),
        [("they", nowhere("Car"))],
    ),
    ("NC313", "mentions, or whatever is malformed, that are another finding"): (
        actors(
            "a: {name: Eva, kind: person, mentions: [Eva]}",
            "b: {name: Dahl, kind: group, named: false, mentions: [nowhere]}",
            "c: {name: Nobody, kind: persson}",
            "d: {kind: person, aliases: [Wim]}",
            "e: {name: Dora Eide, kind: person}",
        ),
        [("e", nowhere("Dora Eide"))],
    ),
    ("NC313", "the registry's, where it is named first"): (
        registry(
            "dora: {name: Dora Eide, kind: person, roles: {met: nato}}",
            "nato: {name: NATO, kind: organization}",
            "eu: {name: EU, kind: organization}",
        )
        + anna("roles: {Oslo: eu}")
        + "claims: [{quote: met, by: [anna, dora]}, {quote: in Oslo, by: dora, about: nato}]\n",
        [("Oslo", nowhere("EU")), ("dora", nowhere("Dora Eide")), ("nato", nowhere("NATO"))],
    ),
    ("NC313", "the registry's, that only the registry names"): (
        registry("anna: {name: Anna Berg, kind: person, roles: {met: nato}}", "nato: {name: NATO, kind: organization}")
        + "claims: [{quote: met, by: anna}]\n",
        [],
    ),
}


@pytest.mark.parametrize(("code", "what"), NAMES)
def test_names(code, what, tmp_path):
    """What no longer names anybody, or names two, is marked where the file has it."""
    snippet, expected = NAMES[code, what]
    assert told(snippet, tmp_path, code) == expected


def test_the_form_that_was_there_first_is_shown(tmp_path):
    """The alias or the name; nothing if it stands in the registry alone."""
    both = actors("anna: {name: Anna Berg, kind: person, aliases: [Anna, Berg]}", "bo: {name: Berg, kind: person}")
    (one,) = found(both, tmp_path, "NC306")
    assert shown(one, tmp_path) == [("here", "Berg")]
    assert one.help == "list the single occurrences in `mentions`, each with a context"
    both = actors("bo: {name: Berg, kind: person}", "anna: {name: Anna Berg, kind: person, aliases: [Anna, Berg]}")
    (one,) = found(both, tmp_path, "NC306")
    assert shown(one, tmp_path) == [("here", "name")]
    away = registry("bo: {name: Berg, kind: person}", "anna: {name: Anna Berg, kind: person, aliases: [Berg]}")
    (one,) = found(f"{away}claims: [{{quote: met, by: [anna, bo]}}]", tmp_path, "NC306")
    assert one.labels == ()


# --- offsets: NC311


def off(count: int, shift: int) -> str:
    return f"all {count} offsets that disagree with the words are off by {shift:+d}"


SHE = "text: she is, she was here.\n"
OFFSETS = {
    "two by one": (
        evidence("{exact: met, start: 11}", "{exact: Carl, start: 15}"),
        [("11", off(2, 1), [], [("add -1 to each start and end", False)])],
    ),
    "two by minus one, and one right": (
        evidence("{exact: met, start: 9}", "{exact: Carl, start: 13}", "{exact: in Oslo, start: 24}"),
        [("9", off(2, -1), [], [("add 1 to each start and end", False)])],
    ),
    "one": (
        evidence("{exact: met, start: 11}"),
        [("11", "the words are at 10", [("here", "met")], [("write where the words are: 10", False)])],
    ),
    "two by different numbers": (
        evidence("{exact: met, start: 11}", "{exact: Carl, start: 16}"),
        [
            ("11", "the words are at 10", [("here", "met")], [("write where the words are: 10", False)]),
            ("16", "the words are at 14", [("here", "Carl")], [("write where the words are: 14", False)]),
        ],
    ),
    "two ends": (
        evidence("{exact: met, start: 10, end: 14}", "{exact: Carl, start: 14, end: 19}"),
        [
            ("14", "the words end at 13, not 14", [("here", "met")], [("write where the words are: 10", False)]),
            ("19", "the words end at 18, not 19", [("here", "Carl")], [("write where the words are: 14", False)]),
        ],
    ),
    "an end without a start": (
        evidence("{exact: met, end: 14}"),
        [("14", "the words end at 13, not 14", [("here", "met")], [("write where the words are: 10", False)])],
    ),
    "words that are in several places": (
        "text: she, she, she, she, she, she, she.\n" + evidence("{exact: she, start: 12}"),
        [
            (
                "12",
                "the words are at 0, 5, 10, 15, 20",
                [("here", "she")],
                [("write where the words are: 10", False)],
            )
        ],
    ),
    "between two places": (
        "text: she is, she is.\n" + evidence("{exact: she, start: 4}"),
        [("4", "the words are at 0, 8", [("here", "she")], [("write where the words are: 0", False)])],
    ),
    "nearer to the second place": (
        "text: she is, she is.\n" + evidence("{exact: she, start: 6}"),
        [("6", "the words are at 0, 8", [("here", "she")], [("write where the words are: 8", False)])],
    ),
    "words that are nearer to another place than to that of their context": (
        "text: she is, she was.\n" + evidence("{exact: she, within: she was, start: 3}"),
        [("3", "the words are at 0, 8", [("here", "she")], [("write where the words are: 8", False)])],
    ),
    "of a text that has changed": (
        CHANGED + SHE + evidence("{exact: she, start: 3}", "{exact: here, start: 18}"),
        [
            ("3", "the words are at 0, 8", [("here", "she")], [("write where the words are: 0", False)]),
            ("18", "the words are at 16", [("here", "here")], [("write where the words are: 16", True)]),
        ],
    ),
    "of a text that has changed, one of them surely": (
        CHANGED + SHE + evidence("{exact: she, start: 9}", "{exact: here, start: 17}"),
        [("9", off(2, 1), [], [("add -1 to each start and end", True)])],
    ),
    "of a text that has changed, none of them surely": (
        CHANGED + SHE + evidence("{exact: she, start: 9}", "{exact: she, start: 1}"),
        [("9", off(2, 1), [], [("add -1 to each start and end", False)])],
    ),
    **{
        f"days of {when}": (
            event(f"evidence: met, when: {{edtf: {when}}}"),
            [(marks, f"{message}", [], [("leave it out: it is computed", False)])],
        )
        for when, marks, message in [
            (
                "2024-05, earliest: 2024-05-01, latest: 2024-05-30",
                "2024-05-30",
                "2024-05 has latest 2024-05-31, not 2024-05-30",
            ),
            ("2024-05, earliest: 2024-05-02", "2024-05-02", "2024-05 has earliest 2024-05-01, not 2024-05-02"),
            ("../2024-05, earliest: 2024-05-01", "2024-05-01", "../2024-05 has no earliest, not 2024-05-01"),
            ("unknown, text: met, latest: 2024-05-01", "2024-05-01", "unknown has no latest, not 2024-05-01"),
        ]
    },
    "days behind a day that is not": (
        event("evidence: met, when: {edtf: 2024-02-30, earliest: 2024-05-01}")
        + "claims: [{quote: met, when: {edtf: 2024, latest: 2024-12-30}}]\n",
        [
            (
                "2024-12-30",
                "2024 has latest 2024-12-31, not 2024-12-30",
                [],
                [("leave it out: it is computed", False)],
            )
        ],
    ),
}


@pytest.mark.parametrize("what", OFFSETS)
def test_offsets(what, tmp_path):
    """One finding for one shift; else one each, with the place of the words that is nearest, or that is meant."""
    snippet, expected = OFFSETS[what]
    assert [(marked(d), d.message, shown(d, tmp_path), fixes(d)) for d in found(snippet, tmp_path, "NC311")] == expected


# --- quotes: NC301 to NC303


NEAREST = {
    "another word": ("Anna Berg saw Carl", "saw", "met", "met", [("replace `saw` with `met`", False)]),
    "another first word": ("Hanna Berg met", "Hanna", "Anna", "Anna", [("replace `Hanna` with `Anna`", False)]),
    "another last word": (
        "met Carl Dahl in Oslo on Tuesday",
        "Tuesday",
        "Monday",
        "Monday",
        [("replace `Tuesday` with `Monday`", False)],
    ),
    "two other words": (
        "Anna Berg saw Carl Dahl in Rome on Monday",
        "saw Carl Dahl in Rome",
        "met Carl Dahl in Oslo",
        "met Carl Dahl in Oslo",
        [("replace `saw Carl Dahl in Rome` with `met Carl Dahl in Oslo`", False)],
    ),
    "a word too few": (
        "Anna met Carl Dahl",
        "Anna met Carl Dahl",
        "Berg",
        "Berg",
        [("write `Anna Berg met Carl Dahl`", False)],
    ),
    "a word too many": (
        "Anna Berg never met Carl Dahl",
        "never",
        "Anna Berg met Carl Dahl",
        "m",
        [("write `Anna Berg met Carl Dahl`", False)],
    ),
    "case": ("anna berg met", "anna berg", "Anna Berg", "Anna Berg", [("replace `anna berg` with `Anna Berg`", True)]),
}


@pytest.mark.parametrize("what", NEAREST)
def test_the_nearest_words_of_the_text_are_shown(what, tmp_path):
    """What differs is marked in the quote, and where the text has it; what stands there is offered."""
    quote, marks, label, there, offered = NEAREST[what]
    (one,) = found(evidence(quote), tmp_path, "NC301")
    assert (marked(one), one.message, one.label) == (
        marks,
        "differs from the article's text",
        f"the article has `{label}`",
    )
    assert shown(one, tmp_path) == [("here", there)]
    assert fixes(one) == offered
    assert one.notes == (("it differs only in quotation marks, dashes, spaces or case",) if what == "case" else ())
    assert one.help is not None
    assert one.help.startswith("write `")


def test_what_differs_in_case_is_mended_if_it_is_so_written_throughout(tmp_path):
    """Of two ways to write it, nobody knows which is meant."""
    (one,) = found("text: Anna Berg met Anna Berg.\n" + evidence("anna berg"), tmp_path, "NC301")
    assert fixes(one) == [("replace `anna berg` with `Anna Berg`", True)]
    (one,) = found("text: Anna Berg met ANNA BERG.\n" + evidence("anna berg"), tmp_path, "NC301")
    assert fixes(one) == [("replace `anna berg` with `Anna Berg`", False)]


@pytest.mark.parametrize(("times", "safe"), [(99, True), (100, False)])
def test_what_differs_in_case_in_very_many_places_is_not_compared_in_all(times, safe, tmp_path):
    """The hundred and first may be written otherwise."""
    (one,) = found(f"text: {'Anna Berg met Carl. ' * times}\n" + evidence("anna berg"), tmp_path, "NC301")
    assert fixes(one) == [("replace `anna berg` with `Anna Berg`", safe)]


def test_the_offsets_of_what_is_mended_are_mended(tmp_path):
    """Where the file gives them."""
    snippet = evidence("{exact: Anna Berg saw, start: 3, end: 4}", "{exact: Carl Dale, start: 9}", "on Mondays")
    checked(snippet, tmp_path, "NC301")
    fix(tmp_path, unsafe=True, select=["NC301"])
    assert (
        (tmp_path / "example.yaml")
        .read_text()
        .endswith(evidence("{exact: Anna Berg, start: 0, end: 9}", "{exact: Carl Dahl, start: 14}", "on Monday"))
    )


def test_of_words_that_are_like_nothing_nothing_is_offered(tmp_path):
    """The annotator has to look."""
    (one,) = found(evidence("Something that is not there at all"), tmp_path, "NC301")
    assert one.message == "not in the article's text: `Something that is not there at all`"
    assert (one.help, one.label, one.labels, one.fixes) == ("quote the words exactly", "", (), ())


def test_of_many_words_that_differ_the_first_hundred_are_compared(tmp_path):
    """Comparing takes long, and something else is wrong than a slip of the pen."""
    quotes = [f"Anna Berg saw Carl Dahl in Oslo on Monday{'.' * (i % 2)}" for i in range(101)]
    labels = [one.label for one in found(evidence(*quotes), tmp_path, "NC301")]
    assert labels == ["the article has `met`"] * 100 + [""]


AMBIGUOUS = {
    "twice": ("she sat, she stood", [("here", "she"), ("and here", "she")], "in the text twice", "{she: she sat,}"),
    "three times": (
        "she sat, she stood, she lay",
        [("here", "she"), ("and here", "she"), ("and here", "she")],
        "in the text 3 times",
        "{she: she sat,}",
    ),
    "four times": (
        "she sat, she stood, she lay, she slept",
        [("here", "she"), ("and here", "she"), ("and here", "she")],
        "in the text 4 times",
        "{she: she sat,}",
    ),
    "told by the word before": (
        "there she sat, now she sat, too",
        [("here", "she"), ("and here", "she")],
        "in the text twice",
        "{she: there she}",
    ),
    "told by nothing": (
        "she she she",
        [("here", "she"), ("and here", "she"), ("and here", "she")],
        "in the text 3 times",
        "",
    ),
}


@pytest.mark.parametrize("what", AMBIGUOUS)
def test_the_first_of_several_places_is_offered(what, tmp_path):
    """With the shortest context that tells it from the others; three of the places are shown."""
    text, there, message, context = AMBIGUOUS[what]
    (one,) = found(f'text: "{text}."\n' + evidence("she"), tmp_path, "NC302")
    assert one.message == f"{message}: `she`"
    assert one.help == "add a context: {words: longer words around them}"
    assert shown(one, tmp_path) == there
    assert fixes(one) == ([(f"add the context of the first: {context}", False)] if context else [])


SAID = 'text: "Anna Berg said she would go, and that she was glad."\n'
CONTEXTS = {
    "nearly there": (
        "{she: she was sad}",
        "the context is nowhere in the text: differs from the article's text",
        [("here", "glad")],
        [("replace `sad` with `glad`", False)],
    ),
    "nowhere": ("{she: Nobody knew of anything}", "the context is nowhere in the text", [], []),
    "nowhere, and the words are there once": (
        "{said: Nobody knew of anything}",
        "the context is nowhere in the text",
        [],
        [("write the context `said she`", False)],
    ),
    "nearly there, and the words are there once": (
        "{glad: she was very glad}",
        "the context is nowhere in the text: differs from the article's text",
        [("here", "g")],
        [("write `she was glad`", False), ("write the context `was glad.`", False)],
    ),
    "without the words": (
        "{would: and that}",
        "the context holds the words not",
        [],
        [("write the context `would go,`", False)],
    ),
    "twice": (
        "{go: she}",
        "the context is 2 times in the text",
        [("here", "she"), ("here", "she")],
        [("write the context `go, and`", False)],
    ),
    "elsewhere than the start": (
        "{exact: she, within: she was, start: 15}",
        "the context is elsewhere than the given start",
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


def test_three_places_of_a_context_are_shown(tmp_path):
    """And how many there are."""
    four = f"text: Anna Berg said{' she would go,' * 3} she would go.\n" + anna("mentions: [{go: she would go}]")
    (one,) = found(four, tmp_path, "NC303")
    assert one.message == "the context is 4 times in the text"
    assert shown(one, tmp_path) == [("here", "she would go")] * 3
    assert (one.fixes, one.arguments) == ((), ("she would go",))


# --- NC305, NC308, NC314

CUT = {
    "the first word": ("Anna Berg met Carl.", "nna Berg met", "Anna", "Anna Berg met"),
    "the last word": ("Anna Berg met Carl.", "Anna Berg me", "met", "Anna Berg met"),
    "both": ("Anna Berg met Carl.", "nna Berg me", "Anna", "Anna Berg met"),
    "the last of all": ("Anna Berg met Carl.", "met Car", "Carl.", "met Carl"),
    "what lacks a blank": ("Anna Bergand Carl.", "Anna Berg", "Bergand", "Anna Bergand"),
    "a word of forty letters": (f"Anna {'x' * 40}Berg.", "Berg", f"{'x' * 40}Berg.", f"{'x' * 40}Berg"),
}


@pytest.mark.parametrize("what", CUT)
def test_the_word_that_is_cut_is_shown_and_offered(what, tmp_path):
    """Up to the blanks beside it."""
    text, quote, word, whole = CUT[what]
    (one,) = found(f"text: {text}\n" + evidence(quote), tmp_path, "NC305")
    assert (marked(one), one.message) == (quote, f"cuts a word: the article has `{word}`")
    assert shown(one, tmp_path) == [("here", word)]
    assert fixes(one) == [(f"replace `{quote}` with `{whole}`", False)]


def test_of_a_very_long_word_forty_letters_on_either_side_are_shown(tmp_path):
    """It may be a text without blanks."""
    long = f"text: {'x' * 50}Anna{'y' * 50} met.\n" + evidence("Anna")
    (one,) = found(long, tmp_path, "NC305")
    assert shown(one, tmp_path) == [("here", f"{'x' * 40}Anna{'y' * 36}")]


def test_a_word_at_the_end_of_a_file_is_shown_to_its_end(tmp_path):
    """Not beyond it."""
    (tmp_path / "t.txt").write_text("Anna met Carl")
    (one,) = found("text_file: t.txt\n" + evidence("met Car"), tmp_path, "NC305")
    assert [(label.span.start, label.span.end, label.span.end_column) for label in one.labels] == [(9, 13, 14)]


def test_blanks_are_found_wherever_words_are_quoted(tmp_path):
    """In quotes, words of events and claims, aliases and names; what is empty has no fix."""
    snippet = (
        "actors:\n  anna: {name: ' Anna Berg', kind: person, aliases: ['', 'Berg '], mentions: ['Anna ', ' ']}\n"
        "claims: [{quote: met, when: {'on Monday ': 2024-05-06}}]\n" + event("evidence: 'met ', places: ' Oslo'")
    )
    assert {(marked(d), d.message, bool(fixes(d))) for d in found(snippet, tmp_path, "NC308")} == {
        ("' Anna Berg'", "blank at an end", True),
        ("''", "empty", False),
        ("'Berg '", "blank at an end", True),
        ("'Anna '", "blank at an end", True),
        ("' '", "empty", False),
        ("'on Monday '", "blank at an end", True),
        ("'met '", "blank at an end", True),
        ("' Oslo'", "blank at an end", True),
    }
    assert fixes(found(snippet, tmp_path, "NC308")[0]) == [("take the blanks at the ends out", True)]


COMMA = "text: Anna met, in Oslo, on Monday, Carl.\n"
SPLIT = {
    "in three": (
        "[Anna met, in Oslo, on Monday]",
        [("Anna met", "Anna met, in Oslo"), ("in Oslo", "in Oslo, on Monday")],
    ),
    "not behind one another": ("[in Oslo, Anna met]", []),
    "with a context before": ("[{exact: Anna met, within: 'Anna met,'}, in Oslo]", []),
    "with a context behind": ("[Anna met, {exact: in Oslo, within: ', in Oslo'}]", []),
    "not with a comma between": ("[Anna, met]", []),
    "in two lists": ("Anna met, triggers: in Oslo", []),
}


@pytest.mark.parametrize("what", SPLIT)
def test_quotes_that_a_comma_split(what, tmp_path):
    """Neighbours of one list, that the text has with a comma between."""
    quotes, expected = SPLIT[what]
    assert [(marked(d), d.message, d.help) for d in found(COMMA + event(f"evidence: {quotes}"), tmp_path, "NC314")] == [
        (marks, "in the text these are one, with a comma between", f"write one item: - {joined}")
        for marks, joined in expected
    ]


def test_what_a_comma_split_is_joined(tmp_path):
    """And what stands around it stays."""
    checked(COMMA + event("evidence: [Carl, Anna met, in Oslo, Monday]"), tmp_path, "NC314")
    fix(tmp_path, unsafe=True, select=["NC314"])
    assert '[Carl, "Anna met, in Oslo", Monday]' in (tmp_path / "example.yaml").read_text().replace("'", '"')


def test_what_a_comma_split_is_not_missing(tmp_path):
    """One mistake, one finding; a third quote that is missing is another."""
    split = "text: the deal is off, he said, for good, and the deal is off.\n"
    report, _ = checked(split + event("evidence: [the deal is off, he said, nobody knew why]"), tmp_path, "NC314")
    assert [(d.code, marked(d)) for d in report.diagnostics] == [
        ("NC314", "the deal is off"),
        ("NC301", "nobody knew why"),
    ]
    split = "text: he said, the deal is off, for good, and the deal is off.\n"
    report, _ = checked(split + event("evidence: [he said, the deal is off, the deal]"), tmp_path, "NC314")
    assert [(d.code, marked(d)) for d in report.diagnostics] == [("NC314", "he said"), ("NC302", "the deal")]


# --- texts: NC309, NC310, NC312


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


REPORTS = {
    "all hold": (evidence("Anna Berg met", "in Oslo"), ["2 of 2 quotes still hold"], True),
    "there is none": ("note: x\n", ["there are no quotes yet"], True),
    "one is lost": (
        evidence("Anna Berg met", "nowhere"),
        ["1 of 2 quotes still hold", "no longer: events.talks.evidence[1]"],
        False,
    ),
    "words are lost": (
        event("evidence: [Anna Berg met, gone], places: Bergen"),
        ["1 of 2 quotes still hold", "no longer: events.talks.evidence[1], events.talks.places[0].name"],
        False,
    ),
    "something is malformed": (
        evidence("Anna Berg met") + "actors: {x: {name: Anna, kind: persson}}\n",
        ["1 of 1 quotes still hold"],
        False,
    ),
}


@pytest.mark.parametrize("what", REPORTS)
def test_of_a_changed_text_it_is_told_what_still_holds(what, tmp_path):
    """The new hash is offered only if everything does."""
    snippet, notes, offered = REPORTS[what]
    (one,) = found(CHANGED + snippet, tmp_path, "NC309")
    digest = hash_of("Anna Berg met Carl Dahl in Oslo on Monday.")
    assert one.message == f"the text's sha256 is {digest}"
    assert list(one.notes) == notes
    assert one.help == "check the text, then write its hash"
    assert fixes(one) == [("write the new hash: all quotes hold", True)] * offered


def test_a_text_that_has_not_changed_is_silent(tmp_path):
    """Nor is anything said of a hash that is none."""
    right = f"sha256: {hash_of('Anna Berg met Carl Dahl in Oslo on Monday.')}\n"
    assert found(right + evidence("Anna Berg met"), tmp_path, "NC309") == []
    assert found("sha256: abc\n" + evidence("Anna Berg met"), tmp_path, "NC309") == []


UNCLEAN = {
    r"\ufeffAnna": ["byte order marks (1)"],
    r"Anna\r\nBerg\r": ["carriage returns (2)"],
    r"Anna \ufffd": ["replacement characters (U+FFFD): the text was decoded wrongly (1)"],
    **{
        rf"Anna \x{code:02x} Berg": ["control characters (1)"]
        for code in (0, 8, 0x0B, 0x0C, 0x0E, 0x1F, 0x7F, 0x84, 0x86, 0x9F)
    },
    r"Anna\r": ["carriage returns (1)"],
    r"\x1fAnna": ["control characters (1)"],
    r" \n Anna \n\n": [],
    r"Anna \x01\x02\r\ufeff": ["byte order marks (1)", "carriage returns (1)", "control characters (2)"],
    r"Anna\tBerg\nmet\x85Carl \xa0 \ud55c": [],
}


@pytest.mark.parametrize("text", UNCLEAN)
def test_characters_that_do_not_belong_in_a_text(text, tmp_path):
    """Of each sort, how many there are and where the first one is."""
    told = found(f'text: "{text}"\n', tmp_path, "NC310")
    assert sorted(d.message for d in told) == [f"the text has {what}" for what in UNCLEAN[text]]
    assert [[label.text for label in d.labels] for d in told] == [["the first"]] * len(told)


def test_the_first_of_these_characters_is_shown(tmp_path):
    """As it is written."""
    told = found(r'text: "Anna\r\n\x01\x02 met\r"', tmp_path, "NC310")
    assert [shown(d, tmp_path) for d in told] == [[("the first", r"\r")], [("the first", r"\x01")]]


def test_letters_in_two_parts(tmp_path):
    """In the form NFC they are one character; the finding is at the text, or at the name of its file."""
    message = "the text is not in Unicode form NFC: letters with accents are written in two parts"
    assert [d.message for d in found('text: "Cafe\\u0301"\n', tmp_path, "NC310")] == [message]
    assert found('text: "Caf\\u00e9"\n', tmp_path, "NC310") == []
    (tmp_path / "t.txt").write_text("Cafe\u0301\r", encoding="utf-8", newline="")
    assert told("text_file: t.txt\n", tmp_path, "NC310") == [
        ("t.txt", "the text has carriage returns (1)"),
        ("t.txt", message),
    ]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (CHANGED, [("a" * 64, "the article is without its text: quotes are not checked")]),
        (f"{CHANGED}text: Words.\n", []),
        (f"{CHANGED}text: 3\n", []),
        (f"{CHANGED}text_file: nowhere.txt\n", []),
        (f"{CHANGED}text_file: [3]\n", []),
        ("", []),
    ],
)
def test_a_text_that_is_withheld(rest, expected, tmp_path):
    """Only if the file means it: what is malformed or missing is another finding."""
    assert told(f"format: newscorpus/1\nid: example\nlanguage: en\n{rest}", tmp_path, "NC312") == expected


# --- words: NC307, NC315

OUTSIDE = {
    "of each sort": (
        event("evidence: Anna Berg, when: {on Monday: 2024-05-06}, places: Oslo, things: {object: Carl}, topics: Dahl"),
        ["on Monday", "Oslo", "Carl", "Dahl"],
    ),
    "of casualties": (event("evidence: Anna Berg, casualties: {killed: {Carl: 1}, injured: 3}", "incident"), ["Carl"]),
    "within": (
        event("evidence: [Anna Berg, Oslo on Monday], when: {on Monday: 2024-05-06}, places: [Oslo], topics: Berg"),
        [],
    ),
    "within two quotes together": (event("evidence: [Anna Berg, met Carl], topics: Berg met"), ["Berg met"]),
    "of evidence that is another finding": (event("evidence: [Anna Berg, nowhere], places: Oslo"), []),
    "behind evidence that is another finding": (
        (
            "events:\n  a: {kind: event, type: other, evidence: nowhere, places: Oslo}\n"
            "  b: {kind: event, type: other, evidence: Anna, places: Oslo}\n"
        ),
        ["Oslo"],
    ),
    "of one event and not of another": (
        (
            "events:\n  a: {kind: event, type: other, evidence: Anna Berg, places: [Oslo, Dahl]}\n"
            "  b: {kind: event, type: other, evidence: in Oslo, places: Oslo}\n"
            "  c: {kind: event, type: other, evidence: in Oslo, places: [Oslo, Dahl]}\n"
        ),
        ["Oslo", "Dahl", "Dahl"],
    ),
    "nowhere is another finding": (event("evidence: Anna Berg, places: Bergen"), []),
}


@pytest.mark.parametrize("what", OUTSIDE)
def test_words_outside_the_evidence(what, tmp_path):
    """Of whatever sort; each by its own event."""
    snippet, expected = OUTSIDE[what]
    assert [marked(d) for d in found(snippet, tmp_path, "NC307")] == expected


def test_the_first_of_words_outside_the_evidence_is_shown(tmp_path):
    """With the event whose evidence lacks them."""
    snippet = "text: Oslo saw Anna Berg. In Oslo she met Carl.\n" + event("evidence: she met Carl, places: Oslo")
    (one,) = found(snippet, tmp_path, "NC307")
    assert one.message == "in the text, but not in the evidence of `talks`: `Oslo`"
    assert shown(one, tmp_path) == [("here", "Oslo")]
    assert one.labels[0].span.column == len("text: ") + 1


def test_words_that_are_nowhere(tmp_path):
    """Of whatever sort, of events and claims; blank ones are another finding."""
    snippet = (
        event("evidence: met, when: {long ago: 2024}, places: [Bergen, ' '], things: {object: Sword}, topics: peace")
        + "claims: [{quote: met, when: {on Tuesday: 2024}}, {quote: met, when: {on Monday: 2024-05-06}}]\n"
    )
    assert [marked(d) for d in found(event("evidence: went to Bergen, places: Bergen"), tmp_path, "NC315")] == [
        "Bergen"
    ]
    assert [marked(d) for d in found(snippet, tmp_path, "NC315")] == [
        "long ago",
        "Bergen",
        "Sword",
        "peace",
        "on Tuesday",
    ]
