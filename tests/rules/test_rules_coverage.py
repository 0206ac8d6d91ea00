"""NC9xx beyond the examples: what is found in ordinary news of several languages, and what is not."""

import pytest
from examples import checked

ANNA = "actors: {anna: {name: Anna Berg, kind: person}}\n"


def found(snippet: str, folder, code: str) -> list[str]:
    """The words that findings of a rule are about."""
    report, _ = checked(snippet, folder, code)
    return sorted(d.arguments[0] for d in report.diagnostics if d.code == code)


def news(text: str, more: str = "", language: str = "en") -> str:
    return f"text: |\n  {text.replace(chr(10), chr(10) + '  ')}\nlanguage: {language}\n{more}"


NAMES = {
    "a person": ("They met Dora Eide there.", ["Dora Eide"]),
    "a single word": ("They met in Oslo.", ["Oslo"]),
    "the beginning of a sentence": ("They left. Rain fell. “Good,” he said: Very good.", []),
    "names at the beginning of sentences": ("Dora Eide left. The White House spoke.", ["Dora Eide", "White House"]),
    "a small word before a name": ("In Oslo rain fell. They stayed in Bergen.", ["Oslo", "Bergen"]),
    "a word of the text before a name": ("Yesterday Oslo slept, as it did yesterday.", ["Oslo"]),
    "two words of the text": ("“Red Flags” are red flags. They saw Red then.", []),
    "small words within a name": (
        "He runs the Bank of England and Ursula von der Leyen.",
        ["Bank of England", "Ursula von der Leyen"],
    ),
    "a small word behind a name": ("He left the Bank of his own will.", ["Bank"]),
    "names in a row": ("They saw Oslo, Bergen and Narvik.", ["Oslo", "Bergen", "Narvik"]),
    "initials": ("He met J. K. Rowling and Kiichiro F. Toyoda.", ["J. K. Rowling", "Kiichiro F. Toyoda"]),
    "an initial at the beginning": ("K. Rowling spoke.", ["K. Rowling"]),
    "a point behind an abbreviation": ("He went to Washington, D.C. Images were shown.", ["Washington", "D.C"]),
    "apostrophes and ampersands": ("He met O’Brien of Procter & Gamble.", ["O’Brien of Procter & Gamble"]),
    "a possessive": ("It was Oslo’s best day.", ["Oslo"]),
    "a name over a line's end": ("They met Dora\nEide there.", ["Dora Eide"]),
    "weekdays and months": ("They met on Monday, May 6, and again in June.", []),
    "the first person": ("He said that I was late.", []),
    "adjectives of countries": ("The American and Chinese aircraft met a Norwegian one.", []),
    "a headline": ("Man Bites Dog In Oslo Again\n\nHe met Dora Eide.", ["Dora Eide"]),
    "small words in a headline": ("Man Bites Dog from Oslo Again\n\nHe met Dora Eide.", ["Dora Eide"]),
    "a name as a paragraph": ("He met Dora Eide and said\n\nnothing more to her.", ["Dora Eide"]),
    "capitals only": ("BREAKING NEWS FROM OSLO.\n\nHe met her.", []),
    "several times": ("He met Dora Eide. Later he met Dora Eide.", ["Dora Eide"]),
    "a name again": ("He saw Oslo. He liked Oslo.", ["Oslo"]),
    "a currency": ("It cost US$1.25 or A$2, said the US envoy, and 5 NZ$ more.", ["US"]),
    "words in upper case": ("They said that it was NOT, REPEAT NOT SO, and FINISHED. NATO and ASEAN agree.", ["ASEAN"]),
    "shouting": ("He met the TOP ENVOYS there and left. Examples of TOP ENVOYS.", []),
    "a name in upper case": ("He met Dora EIDE there.", ["Dora EIDE"]),
    "words before a name at the beginning": (
        "Speaking Norwegian Dora Eide left. Critics of Oslo left. Three of Bergen came. Would Narvik?",
        ["Norwegian Dora Eide", "Oslo", "Bergen", "Narvik"],
    ),
    "a title between names": ("They met Oslo’s head of Education Mr. Eide there.", ["Oslo", "Education"]),
    "digits": ("He has 3 of 5, and 2nd Xi.", ["Xi"]),
}
FOREIGN = {
    "fr": ("Le président a rencontré Anne Berger à la Banque de France.", ["Anne Berger", "Banque de France"]),
    "es": ("¿Quién vio a Ana López? En Lima, dicen, nadie la vio en casa.", ["Ana López", "Lima"]),
    "ru": ("Вчера он встретил Анну Каренину.", ["Анну Каренину"]),
    "el": ("Χθες ήρθε στην Αθήνα.", ["Αθήνα"]),
    "de": ("Gestern traf der Präsident die Kanzlerin in Bonn.", []),
    "de-AT": ("Gestern traf der Präsident die Kanzlerin in Graz.", []),
    "lb": ("Hien huet de Premier zu Lëtzebuerg gesinn.", []),
    "und": ("They met Dora Eide there.", []),
    "zh": ("习近平在北京会见了布林肯。", []),
    "ar": ("التقى الرئيس بالوزير في بغداد.", []),
    "ka": ("ის თბილისში ჩავიდა.", []),
    "nb": ("I går, mandag, møtte hun Dora Eide på Stortinget.", ["Dora Eide", "Stortinget"]),
}
COVERING = {
    "a mention": "actors: {d: {name: Dora Eide, kind: person}}",
    "an alias": "actors: {d: {name: They, kind: group, aliases: [Dora Eide]}}",
    "a longer name": "actors: {d: {name: Eide, kind: person}}",
    "an actor that is not named": "actors: {d: {name: Dora, kind: group, named: false}}",
    "a role": "actors: {d: {name: They, kind: group, roles: [Dora Eide]}}",
    "evidence": "events: {e: {kind: event, type: other, evidence: met Dora Eide}}",
    "a topic": "events: {e: {kind: event, type: other, evidence: They met, topics: [Dora Eide]}}",
    "a claim": "claims: [{quote: met Dora}]",
    "the author": "author: Dora Eide",
    "a dateline": "dateline: Dora Eide",
    "a keyword": "keywords: [Dora Eide]",
    "a quote without a place": "claims: [{quote: met Dorothy}]",
    "something malformed": "events: {e: {kind: event}}",
}


@pytest.mark.parametrize("case", NAMES)
def test_names_that_nothing_covers(case, tmp_path):
    """English names are told by capitals that neither the place in a sentence nor the language gives."""
    text, expected = NAMES[case]
    assert found(news(text), tmp_path, "NC901") == sorted(expected)


@pytest.mark.parametrize("language", FOREIGN)
def test_names_in_other_languages(language, tmp_path):
    """In languages that write nouns with capitals, in unknown ones and in scripts without case, nothing is said."""
    text, expected = FOREIGN[language]
    assert found(news(text, language=language), tmp_path, "NC901") == sorted(expected)


@pytest.mark.parametrize("what", COVERING)
def test_names_that_something_covers(what, tmp_path):
    """Whatever is annotated covers; what has no place in the text may be what covers."""
    text = "They met Dora Eide there."
    assert found(news(text), tmp_path, "NC901") == ["Dora Eide"]
    assert found(news(text, COVERING[what]), tmp_path, "NC901") == []


EVENT = "events: {e: {kind: event, type: other, evidence: It rained}}\n"
PARAGRAPHS = {
    "covered by evidence": ("It rained.\n\nIt rained, and rained.", EVENT.replace("It rained", "and rained"), 1),
    "no paragraphs": ("It rained.\nThe sun shone.", EVENT, 0),
    "no paragraphs, and two sentences in a row": (
        "The sun shone on St. Olav. Mr. A. Berg left, e.g. by car. It rained. He came. “He left.” She came.",
        EVENT,
        2,
    ),
    "no paragraphs, and one sentence": ("He came, at 3.5 p.m. on foot. It rained. She left!", EVENT, 0),
    "no paragraphs, in Chinese": ("它下雨了。太阳出来了。他来了。", EVENT.replace("It rained", "它下雨了"), 1),
    "no paragraphs, behind a heading": ("It rained. The sun shone. What comes next", EVENT, 0),
    "a byline and a heading": ("It rained.\n\nBy Dora Eide\n\nWhat comes next\n\nThe sun shone.", EVENT, 1),
    "a mention is no evidence": ("It rained.\n\nAnna Berg came.", EVENT + ANNA, 1),
    "a mention that is quoted is none either": (
        "It rained.\n\nHe came.",
        EVENT + "actors: {a: {name: He, kind: person, named: false, mentions: [He came]}}",
        1,
    ),
    "a claim": ("It rained.\n\nThe sun shone.", EVENT + "claims: [{quote: The sun shone}]", 0),
    "a quotation": ("It rained.\n\nHe said: “The sun shone.”", EVENT, 1),
    "Chinese": ("It rained.\n\n太阳出来了。", EVENT, 1),
    "an article without events": ("It rained.\n\nThe sun shone.", "", 0),
    "evidence without a place": ("It rained.\n\nThe sun shone.", EVENT.replace("It", "[It rained, He]") + "", 0),
    "malformed evidence": ("It rained.\n\nThe sun shone.", EVENT + "claims: [{quote: 3}]", 0),
}


@pytest.mark.parametrize("case", PARAGRAPHS)
def test_paragraphs_without_evidence(case, tmp_path):
    """Sentences in which nothing happens and nobody claims anything; no headings, no article without any quote."""
    text, more, count = PARAGRAPHS[case]
    assert len(found(news(text, more), tmp_path, "NC902")) == count


TIMES = {
    "relative": ("He came last Monday and left two years ago.", ["last Monday", "two years ago"]),
    "days": ("He came on May 6, 2024, in Oslo. He left 7 May.", ["on May 6, 2024", "7 May"]),
    "abbreviations": ("He came on Jan. 6 and Sat, Jan. 7.", ["on Jan. 6", "Sat, Jan. 7"]),
    "abbreviations of four letters": ("He came on Sept. 6. She came in July. 7 more came.", ["on Sept. 6", "in July"]),
    "no abbreviations": ("He came on Monday. 6 came in May. 7 came.", ["on Monday", "in May"]),
    "years of an age": ("It was so in 1900, in 1899, in 2099 and in 2100.", ["in 1900", "in 2099"]),
    "months and years": ("In May he came; since 1998 and until June.", ["In May", "1998", "June"]),
    "abbreviated weekdays": ("He came Thurs and left Friday. Tues he sat.", ["Friday"]),
    "weekdays": ("They met Monday night, Tuesday in Oslo.", ["Monday night", "Tuesday"]),
    "small words behind": ("They met on Monday at ten, and Tuesday for two hours.", ["on Monday", "Tuesday"]),
    "days from today": (
        "Yesterday he came; he leaves the day after tomorrow.",
        ["Yesterday", "the day after tomorrow"],
    ),
    "today": ("He comes today. In today’s world it rains.", ["today"]),
    "units": (
        "This week he came, a week later; in recent weeks, on the weekend.",
        ["This week", "in recent weeks", "on the weekend"],
    ),
    "sentences": ("He came on Tuesday. This was good. It was every year. Next he left.", ["on Tuesday"]),
    "verbs and nouns": ("He may march in May Street. The Sun and the Mar sat.", []),
    "no times": (
        "May he come. March came. The Sun rose for 2000 people at the weekend house of 1998 men.",
        ["at the weekend"],
    ),
    "numbers": ("In 3000 cases, May 10,000 and in 1200 he had one.", []),
    "a dateline": ("Friday, May 3, 2024\n\nHe came.", []),
    "the same words twice": ("He came last week. She came last week.", ["last week"]),
    "at most six words": ("He came in the morning on Monday, May 6.", ["in the morning on Monday", "May 6"]),
    "short words": ("A year, a day, one week, and an early one.", []),
}
USING = {
    "a when": "events: {e: {kind: event, type: other, evidence: He came last week, when: {last week: 2024-05}}}",
    "a shorter when": "events: {e: {kind: event, type: other, evidence: He came last week, when: {last: 2024-05}}}",
    "a when without words": "events: {e: {kind: event, type: other, evidence: He came last week, when: 2024-05}}",
    "when a claim was made": "claims: [{quote: He came, when: {last week: 2024-05}}]",
    "when a claim was made, without words": "claims: [{quote: He came, when: 2024-05}]",
    "a name": "actors: {b: {name: last week, kind: organization}}",
    "a dateline": "dateline: last week",
    "a quote without a place": "claims: [{quote: He went}]",
}


@pytest.mark.parametrize("case", TIMES)
def test_times_that_no_event_uses(case, tmp_path):
    """Words of time are found as long as they reach, and told from words that only look like them."""
    text, expected = TIMES[case]
    assert found(news(text), tmp_path, "NC903") == sorted(expected)


@pytest.mark.parametrize("what", USING)
def test_times_that_something_uses(what, tmp_path):
    """A time is used by any `when` with its words, or with a date of its own and the words in its evidence."""
    assert found(news("He came last week.", USING[what]), tmp_path, "NC903") == []


@pytest.mark.parametrize(
    "more",
    [
        "events: {e: {kind: event, type: other, evidence: He came}}",
        "claims: [{quote: He came}]",
        "events: {e: {kind: event, type: other, evidence: He came, when: 2024-05}}",
    ],
)
def test_times_that_nothing_uses(more, tmp_path):
    """Evidence alone gives no date, nor does an event whose evidence is elsewhere."""
    assert found(news("He came last week.", more), tmp_path, "NC903") == ["last week"]


def test_times_are_known_in_english_only(tmp_path):
    """Of other languages nothing is said."""
    assert found(news("Il est venu Monday.", language="fr"), tmp_path, "NC903") == []


def test_findings_stand_at_the_text_and_show_the_place(tmp_path):
    """The path is that of the text, so that it can be waived; the words are labelled, with how many there are."""
    (tmp_path / "t.txt").write_text("He met Dora Eide.\nHe met Dora Eide.\n", encoding="utf-8")
    report, _ = checked("text_file: t.txt", tmp_path, "NC901")
    (one,) = [d for d in report.diagnostics if d.code == "NC901"]
    assert one.path == ("text_file",)
    assert [(label.span.line, label.span.column, label.text) for label in one.labels] == [(1, 8, "the first of 2")]
    assert one.labels[0].span.file.endswith("t.txt")
    assert f"(see {one.labels[0].span}; " in report.render("concise")


def test_findings_in_a_text_within_the_file_are_at_its_words(tmp_path):
    """Not at `text: |`, lines before them; the same place is not shown twice."""
    report, _ = checked(news("They met.\nHe met Dora Eide."), tmp_path, "NC901")
    (one,) = [d for d in report.diagnostics if d.code == "NC901"]
    assert (one.path, one.label, one.elsewhere) == (("text",), "here", ())
    assert one.primary.excerpt[one.primary.column - 1 :] == "Dora Eide."


@pytest.mark.parametrize(
    ("language", "text", "role", "expected"),
    [
        ("en", "Anna Berg has led it since 2016.", "start: 2016", []),
        ("en", "Anna Berg has led it since 1 June 2016.", "start: 2016-06-01", []),
        ("en", "Anna Berg will lead it from 1 June.", "start: 2016-06-01", []),
        ("en", "Anna Berg left it in May 2016.", "end: 2016-05", []),
        ("en", "Anna Berg left it in May 2016.", "end: 2016-06", ["in May 2016"]),
        ("en", "Anna Berg left it in May 2016.", "end: ../2016", ["in May 2016"]),
        ("en", "It was the lowest number since March 2013.", "start: 2016", []),
        ("en", "It was the first visit of all since May 2013.", "start: 2016", []),
        ("en", "It has been low since March 2013.", "start: 2016", ["March 2013"]),
        ("en", "Talks have been postponed until next week.", "start: 2016", []),
        ("en", "Talks were put off to next week.", "start: 2016", []),
        ("en", "Talks go on until next week.", "start: 2016", ["next week"]),
        ("en", "57 percent were for it, down from 63 percent in August.", "start: 2016", []),
        ("en", "He was down from the hills in August.", "start: 2016", ["in August"]),
        ("de", "Es war der niedrigste Stand seit März 2013.", "start: 2016", []),
        ("es", "Fue el más bajo desde marzo de 2013.", "start: 2016", []),
    ],
)
def test_times_of_roles_and_comparisons(language, text, role, expected, tmp_path):
    """No event and no claim has them."""
    actor = f"actors: {{anna: {{name: Anna Berg, kind: person, roles: [{{title: member, {role}}}]}}}}\n"
    assert found(news(text, actor, language), tmp_path, "NC903") == expected
