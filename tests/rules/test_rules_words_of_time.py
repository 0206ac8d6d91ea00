"""NC409 for times of day, NC413 to NC415: words of time that a value, a status or the publication contradicts."""

import pytest
from examples import findings

import newscorpus as nc

HEAD = "format: newscorpus/1\nid: example\n"


def found(yaml: str, *codes: str) -> list[nc.Diagnostic]:
    """What these rules find in an annotation without its head."""
    return list(findings(HEAD + yaml, codes or ["NC4"]))


def claimed(words: str, when: str, published: str = "2024-05-08", language: str = "en") -> str:
    """A claim at a time."""
    text = f"text: 'Anna Berg met Carl Dahl {words}.'\nlanguage: {language}\npublished: {published}\n"
    return f"{text}claims: [{{quote: Anna Berg, when: {{edtf: {when}, text: '{words}'}}}}]\n"


@pytest.mark.parametrize(
    ("words", "time", "reported"),
    [
        ("at noon", "22:10", True),
        ("shortly before noon", "11:10", False),
        ("this morning", "16:00", True),
        ("in the afternoon", "03:00", True),
        ("Wednesday evening", "18:30", False),
        ("Wednesday night", "23:30", False),
        ("at midnight", "00:00", False),
        ("at midnight", "12:00", True),
        ("at about 3 p.m.", "14:10", False),
        ("at 12:30 a.m.", "00:30", False),
        ("at 15:00", "05:00", True),
        ("at 7:30", "19:30", False),
        ("at 7:30 in the evening", "19:30", False),
        ("in the early hours", "04:00", False),
        # Not read for certain.
        ("at 3 or 4 p.m.", "22:10", False),
    ],
)
def test_times_of_day(words, time, reported):
    messages = [d.message for d in found(claimed(words, f"2024-05-08T{time}:00"), "NC409")]
    assert messages == ([f"time {time} contradicts the words `{words}`"] if reported else [])


@pytest.mark.parametrize(
    ("words", "offset", "reported"),
    [
        ("at noon", "Z", False),  # where it is noon, nobody says
        ("at noon", "+02:00", True),
        ("at noon GMT", "Z", False),
        ("at 14:00 GMT", "Z", True),
        ("at 14:00 GMT", "+02:00", False),
    ],
)
def test_times_of_day_are_local(words, offset, reported):
    when = f"2024-05-08T22:10:00{offset}"
    assert [d.code for d in found(claimed(words, when), "NC409")] == ["NC409"] * reported


def test_one_finding_for_day_and_time():
    (one,) = found(claimed("at noon on Monday", "2024-05-07T22:10:00"), "NC409")
    assert one.message == "date 2024-05-07T22:10:00 (a Tuesday) contradicts the words `at noon on Monday`"


@pytest.mark.parametrize(
    ("language", "words", "right", "wrong"),
    [
        ("de", "am Montag", "2024-05-06", "2024-05-07"),
        ("de", "um 19.30 Uhr", "2024-05-08T19:30:00", "2024-05-08T09:30:00"),
        ("de", "gegen 7 Uhr abends", "2024-05-08T18:30:00", "2024-05-08T07:00:00"),
        ("de", "im vergangenen Monat", "2024-04", "2024-05"),
        ("de", "vor zwei Wochen", "2024-04-24", "2024-05-06"),
        ("es", "el lunes", "2024-05-06", "2024-05-07"),
        ("es", "el lunes pasado", "2024-05-06", "2024-05-07"),
        ("es", "ayer por la tarde", "2024-05-07", "2024-05-06"),
        ("es", "a las 3 de la tarde", "2024-05-08T15:00:00", "2024-05-08T03:00:00"),
    ],
)
def test_other_languages_are_tables(language, words, right, wrong):
    assert "NC409" not in [d.code for d in found(claimed(words, right, language=language), "NC409")]
    assert [d.code for d in found(claimed(words, wrong, language=language), "NC409")] == ["NC409"]


@pytest.mark.parametrize(
    ("dateline", "published", "part"),
    [
        ("PARIS, March 3", "2023-03-05", "March 3"),
        ("PARIS, March 3 (Reuters)", "2023-03-05", "March 3"),
        ("PARIS (AP), Friday, March 3, 2023 —", "2023-03-13", "Friday, March 3, 2023"),
        ("PARIS, Friday", "2023-03-07", "Friday"),
        ("PARIS, March 3", "2023-03-05T13:00:00Z", "March 3"),
        ("PARIS, March 3", "2023-03-03", ""),
        ("PARIS, March 3", "2023-03-05T09:00:00Z", ""),  # the day before in Hawaii
        ("PARIS, March 3", "2023", ""),
        ("PARIS, Friday", "2023-03-04", ""),
        ("PARIS, Feb. 30", "2023-03-05", ""),
        ("PARIS, March 3", "0001-01-01", ""),
        ("PARIS, March 3", "", ""),
    ],
)
def test_the_day_of_a_dateline(dateline, published, part):
    yaml = f"text: Anna Berg met Carl Dahl.\nlanguage: en\ndateline: {dateline}\n"
    yaml += f"published: {published}\n" if published else ""
    messages = [d.message for d in found(yaml, "NC413")]
    expected = f"dateline has `{part}`, but the article was published on {published}"
    assert messages == ([expected] if part else [])


def test_datelines_of_other_languages():
    for language, dateline, count in (
        ("de", "Berlin, 3. März", 1),
        ("es", "Madrid, 3 de marzo", 1),
        ("fi", "3 March", 0),
    ):
        yaml = f"text: Anna.\nlanguage: {language}\ndateline: {dateline}\npublished: 2023-03-05\n"
        assert len(found(yaml, "NC413")) == count


def opened(words: str, when: str, status: str = "occurred", language: str = "en", evidence: str = "") -> str:
    """An event whose evidence is a sentence."""
    evidence = evidence or words
    return (
        f"text: '{evidence}'\nlanguage: {language}\npublished: 2024-05-08\nevents:\n  opening:\n    kind: event\n"
        f"    type: launch\n    status: {status}\n    when: {{'{words}': {when}}}\n    evidence: ['{evidence}']\n"
    )


@pytest.mark.parametrize(
    ("words", "status", "dates"),
    [
        ("on Tuesday", "occurred", ["2024-05-07"]),
        ("on Thursday", "planned", ["2024-05-09"]),
        ("on Thursday", "possible", ["2024-05-09"]),
        ("on June 1", "occurred", ["2023-06-01", "2024-06-01"]),  # the next one is nearer
        ("on June 1", "planned", ["2024-06-01"]),
        ("in May 2019", "occurred", ["2019-05"]),
        ("last month", "occurred", ["2024-04"]),
        ("last night", "occurred", ["2024-05-07"]),
        ("this week", "occurred", ["2024-05-05/2024-05-11", "2024-05-06/2024-05-12"]),
        ("two years ago", "occurred", ["2022~"]),
        ("two weeks ago", "occurred", ["2024-04-24~"]),
        ("in recent weeks", "occurred", []),
        ("recently", "occurred", []),
        ("on February 30", "occurred", []),
    ],
)
def test_unknown_times_whose_words_can_be_read(words, status, dates):
    """The day before the publication, or the next one for what is planned; several dates have no fix."""
    reported = found(opened(words, "unknown", status), "NC415")
    listed = " or ".join(f"`{date}`" for date in dates)
    assert [d.message for d in reported] == ([f"time is `unknown`, but `{words}` gives {listed}"] if dates else [])
    for one in reported:
        assert one.help == f"write {listed}: `{words}`, counted from 2024-05-08"
        assert len(one.fixes) == (len(dates) == 1)


@pytest.mark.parametrize(
    ("evidence", "words", "language", "dates"),
    [
        ("Rebels may have attacked the port on Monday", "on Monday", "en", ["2024-05-06"]),
        ("Rebels may attack the port on Monday", "on Monday", "en", ["2024-05-13"]),
        ("Berg offered to meet Dahl on Monday", "on Monday", "en", ["2024-05-13"]),
        ("Rebels attacked the port on Monday", "on Monday", "en", ["2024-05-06", "2024-05-13"]),
        ("Rebellen könnten am Montag angreifen", "am Montag", "de", ["2024-05-13"]),
        ("Los rebeldes habrían atacado el lunes", "el lunes", "es", ["2024-05-06"]),
    ],
)
def test_unknown_times_of_what_may_have_happened(evidence, words, language, dates):
    (one,) = found(opened(words, "unknown", "possible", language, evidence), "NC415")
    listed = " or ".join(f"`{date}`" for date in dates)
    assert one.message == f"time is `unknown`, but `{words}` gives {listed}"
    assert len(one.fixes) == (len(dates) == 1)


@pytest.mark.parametrize("published", ["2024", "2024-05", "0001-01-01"])
def test_unknown_times_need_the_day_of_publication(published):
    yaml = opened("on Monday", "unknown").replace(
        "published: 2024-05-08\n", f"published: {published}\n" * bool(published)
    )
    assert found(yaml, "NC415") == []
    (one,) = found(yaml.replace("on Monday", "on 3 May 2024"), "NC415") if published[:2] in ("", "20") else [None]
    assert one is None or one.help == "write `2024-05-03`: `on 3 May 2024`"  # whose date needs none
