"""The rules of time (NC4xx) beyond their examples: each branch of each rule, and ordinary news that must stay silent."""

import json

import pytest
from command import newscorpus
from examples import findings

import newscorpus as nc
from newscorpus import Diagnostic

HEAD = "format: newscorpus/1\nid: example\ntext: Anna Berg met Carl Dahl.\n"
BEFORE, DURING, LATER = "2024-05-01", "2024-05-08", "2024-05-20"


def found(yaml: str) -> tuple[Diagnostic, ...]:
    """What the rules of time find in an annotation, without its head; with fixes."""
    return findings(HEAD + yaml, ["NC4"])


def codes(yaml: str) -> list[str]:
    return [diagnostic.code for diagnostic in found(yaml)]


def article(*events: str, published: str = "2024-05-08", language: str = "en") -> str:
    """An annotation of events: `talks, planned, 2024-05-20, {after: visit}`."""
    lines = [f"language: {language}", f"published: {published}" if published else "", "events:"]
    for event in events:
        key, status, when, *relations = (part.strip() for part in event.split(",", 3))
        fields = f"kind: event, type: other, evidence: Anna Berg, status: {status}"
        fields += f", when: {when}" if when else ""
        fields += f", relations: {relations[0]}" if relations else ""
        lines.append(f"  {key}: {{{fields}}}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("yaml", "path"),
    [
        ("published: 2023-02-29", "published"),
        ("published: 2023-04-31T10:00:00Z", "published"),
        ("annotation: {date: 2024-06-31}", "annotation.date"),
        ("actors: {anna: {name: Anna Berg, kind: person, roles: [{title: met, start: 2023-02-30}]}}", "roles[0].start"),
        ("actors: {anna: {name: Anna Berg, kind: person, roles: [{title: met, end: 2023-02-30}]}}", "roles[0].end"),
        ("claims: [{quote: Anna Berg, when: 2023-02-30}]", "claims[0].when.edtf"),
        ("claims: [{quote: Anna Berg, when: {met in 2023: 2023-02-30~}}]", "claims[0].when.edtf"),
    ],
)
def test_a_day_that_is_not_is_found_wherever_dates_stand(yaml, path):
    (one,) = found(yaml)
    assert one.code == "NC401"
    assert ".".join(map(str, one.path)).replace(".0", "[0]").endswith(path)


def test_the_day_itself_is_marked_and_the_month_explained():
    (one,) = found("claims: [{quote: Anna Berg, when: 1900-02-01/1900-02-29}]")
    assert one.message == "date `1900-02-29` does not exist: 1900-02 has 28 days"
    assert one.help == "correct the day: `1900-02-01` to `1900-02-28`"
    assert one.primary.end - one.primary.start == len("1900-02-29")


def test_a_day_that_is_not_is_reported_once_and_compared_with_nothing():
    assert codes(article("a, occurred, {on Monday: 2029-02-30}")) == ["NC401"]
    assert codes(article("a, planned, 2024-02-30", "b, occurred, 2024-05-01, {after: a}")) == ["NC401"]
    assert codes(article("a, occurred, 2099", published="2024-02-30")) == ["NC401"]


def test_a_reversed_interval_is_shown_the_other_way():
    (one,) = found(article("a, occurred, 2024-02/2024-01"))
    assert (one.code, one.help) == ("NC402", "write `2024-01/2024-02`")


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("start: 2020, end: 2019", ["NC402"]),
        ("start: 2020-05, end: 2020", []),
        ("start: 2020, end: 2019~", []),
        ("start: 2020", []),
        ("start: 2020-02-30, end: 2019", ["NC401"]),
    ],
)
def test_a_role_does_not_end_before_it_starts(role, expected):
    assert codes(f"actors: {{a: {{name: Anna Berg, kind: person, roles: [{{title: met, {role}}}]}}}}") == expected


@pytest.mark.parametrize(
    ("status", "when", "expected"),
    [
        ("occurred", LATER, ["NC403"]),
        ("occurred", "2025", ["NC403"]),
        ("occurred", "2024-05-01/..", []),
        ("occurred", "2024-06~", []),
        ("occurred", "2024-05-09", []),  # a missile launched on Thursday in Seoul is Wednesday's news in New York
        ("occurred", "2024-05-10T00:00:00Z", ["NC403"]),
        ("occurred", "{lately: unknown}", []),
        ("planned", BEFORE, ["NC404"]),
        ("planned", "2024-05-07", []),
        ("planned", "2024-04~", []),
        ("ongoing", "2024-03", ["NC405"]),
        ("ongoing", LATER, ["NC405"]),
        ("ongoing", "2024-03/2024-06", []),
        ("ongoing", "202X", []),
        ("ongoing", "", []),
        *((s, w, []) for s in ("postponed", "cancelled", "failed", "possible", "alleged") for w in (BEFORE, LATER)),
        *((s, w, []) for s in ("negated", "generic") for w in (BEFORE, LATER)),
    ],
)
def test_time_against_status(status, when, expected):
    """What is certain is found; times that were only meant, fuzzy, open or unknown ones are not judged."""
    assert codes(article(f"a, {status}, {when}")) == expected


@pytest.mark.parametrize(
    ("published", "status", "when", "expected"),
    [
        ("", "occurred", LATER, []),
        ("2024", "occurred", LATER, []),
        ("2024", "planned", BEFORE, []),
        ("2024-05", "occurred", "2024-06-02", ["NC403"]),
        ("2024-05", "occurred", "2024-06-01", []),
        ("nonsense", "occurred", LATER, []),
        # 9 May has begun in Kiribati at ten in the morning in Greenwich, and not before.
        ("2024-05-08T09:59:59Z", "occurred", "2024-05-09", ["NC403"]),
        ("2024-05-08T23:00:00-04:00", "occurred", "2024-05-10", ["NC403"]),
        # 7 May is over everywhere at noon of the next day in Greenwich.
        # Two moments are compared as such.
        ("2024-05-08T12:00:00Z", "occurred", "2024-05-08T08:30:00-04:00", ["NC403"]),
        ("2024-05-08T12:00:00Z", "planned", "2024-05-08T08:30:00-04:00", []),
        # What goes on since the morning is not over.
        ("2024-05-08T12:00:00Z", "ongoing", "2024-05-08T08:00:00Z", []),
        ("0001-01-01", "planned", "0001-01-01", []),
        ("9999-12-31T23:00:00-10:00", "planned", "9999-12-30", ["NC404"]),
    ],
)
def test_time_against_publication(published, status, when, expected):
    assert [c for c in codes(article(f"a, {status}, {when}", published=published)) if c != "NC411"] == expected


@pytest.mark.parametrize(
    ("when", "hint"),
    [("2024-03", "`2024-03/..`"), ("2022~", "`2022~/..`"), ("../2023", "an interval with an open end")],
)
def test_what_goes_on_is_offered_an_open_end(when, hint):
    (one,) = found(article(f"a, ongoing, {when}"))
    assert one.help == f"write {hint} for what goes on since then; else write `status: occurred`"


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("occurred, {Monday: 2024-05-19}", "write `2024-05-06` for `Monday`, or add `status: planned` or "),
        ("occurred, {in November: 2024-11}", "write `2023-11` for `in November`, or add `status: planned` or "),
        (
            "occurred, {in June: 2024-06}",
            "add `status: planned` or `status: possible` to the event, or write `2023-06` for `in June`",
        ),
        ("planned, {on 6 May: 2024-05-06}", "write `2025-05-06` for `on 6 May`, or write `status: occurred`, "),
        ("planned, {in April 2023: 2023-04}", "correct the date, or write `status: occurred`, "),
        ("planned, {some day: 2023-04}", "correct the date, or write `status: occurred`, "),
    ],
)
def test_words_without_a_year_mean_another_one(event, expected):
    (one,) = found(article(f"a, {event}"))
    assert one.help.startswith(expected)


def test_words_explain_the_date_that_contradicts_them():
    (one,) = found(article("a, occurred, {last Saturday: 2024-05-18}"))
    assert one.code == "NC403"
    assert one.help == "write `2024-05-04`: `last Saturday`, counted from 2024-05-08"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # first, second: statuses and times of `a` and `b`; b is after a
        ("occurred, 2024-05-06", "occurred, 2024-05-05", ["NC406"]),
        ("occurred, 2024-05-06", "occurred, 2024-05-05~", []),
        ("occurred, 2024-05-06", "occurred, ../2024-05-05", ["NC406"]),
        ("occurred, ../2024-05-06", "occurred, 2024-05-05", []),
        ("occurred, 2024-05-06", "occurred, ", []),
        ("cancelled, 2024-05-20", "occurred, 2024-05-06", []),  # talks after a cancelled visit
        ("occurred, 2024-05-06", "cancelled, 2024-05-05", []),  # a match of the 5th, called off on the 6th
        ("occurred, 2024-05-06T12:00:00Z", "occurred, 2024-05-06T11:00:00Z", ["NC406"]),
        ("occurred, 2024-06-06", "occurred, 2024-05-05", ["NC403"]),  # its own time is wrong
    ],
)
def test_after(first, second, expected):
    assert codes(article(f"a, {first}", f"b, {second}, {{after: a}}")) == expected


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        ("occurred, 2024-05-02/2024-05-04", "occurred, 2024-05-01", ["NC407"]),
        ("occurred, 2024-05-02/2024-05-04", "occurred, 2024-05-05", ["NC407"]),
        ("occurred, 2024-05-02/2024-05-04", "occurred, 2024-05-04/2024-05-05", []),
        ("ongoing, 2024-05-02/..", "occurred, 2024-05-05", []),
        ("occurred, 2024-05-02", "occurred, 2024", []),
        ("occurred, 2024-05-02/2024-05-04", "cancelled, 2024-05-05", []),  # the last day fell through
        ("planned, 2024-05-20", "planned, 2024-05-21", ["NC407"]),
        ("planned, 2024-05-20", "occurred, 2024-05-01", []),  # part of what did not occur: NC511
        ("occurred, 2024-05-02T19:00:00Z", "occurred, 2024-05-02T20:00:00Z", []),  # kick-off and goal
    ],
)
def test_parts(whole, part, expected):
    assert codes(article(f"a, {whole}", f"b, {part}, {{part_of: a}}")) == expected


@pytest.mark.parametrize(
    ("relation", "cause", "effect", "expected"),
    [
        ("caused_by", "occurred, 2024-05-06", "occurred, 2024-05-05", ["NC408"]),
        ("enabled_by", "alleged, 2024-05-06", "possible, 2024-05-05", ["NC408"]),
        ("prevented_by", "occurred, 2024-05-06", "cancelled, 2024-05-05", ["NC408"]),
        ("caused_by", "occurred, 2024-05-06", "occurred, 2024-05-06", []),
        ("caused_by", "ongoing, 2024-05/..", "occurred, 2024-05-06", []),
        ("caused_by", "cancelled, 2024-05-20", "occurred, 2024-05-06", []),  # anger that it was called off
        ("caused_by", "occurred, 2024-05-06", "cancelled, 2024-05-05", []),
    ],
)
def test_causes(relation, cause, effect, expected):
    assert codes(article(f"a, {cause}", f"b, {effect}, {{{relation}: a}}")) == expected


def test_one_pair_of_events_is_reported_once():
    both = "b, occurred, 2024-05-05, {after: a, caused_by: a, enabled_by: a}"
    assert codes(article("a, occurred, 2024-05-06", both)) == ["NC408"]


def test_every_relation_is_judged():
    whole = "w, occurred, 2024-05-02"
    first, second = "a, occurred, 2024-05-01", "b, occurred, 2024-05-03"
    several = [
        ("after: [a, b]", [("NC406", "after", 1)]),
        ("after: a, caused_by: [a, b]", [("NC408", "caused_by", 1)]),
        ("caused_by: a, after: b", [("NC406", "after", 0)]),
        ("part_of: [w, a, b]", [("NC407", "part_of", 1), ("NC407", "part_of", 2)]),
        ("after: a, part_of: b", [("NC407", "part_of", 0)]),
    ]
    for relations, expected in several:
        given = article(whole, first, second, f"x, occurred, 2024-05-02, {{{relations}}}")
        assert [(d.code, d.path[3], d.path[4]) for d in found(given)] == expected
    one, other = "y, occurred, 2024-05-04, {after: a}", "x, occurred, 2024-05-02, {caused_by: b}"
    assert codes(article(whole, first, second, one, other)) == ["NC408"]


def test_parts_are_told_on_which_side_they_lie():
    """Before the whole, or behind it; a whole that did not take place is another finding, and hides none."""
    given = article(
        "o, planned, 2024-05-09",
        "w, occurred, 2024-05-02/2024-05-04",
        "a, occurred, 2024-05-01, {part_of: [o, w]}",
        "b, occurred, 2024-05-05, {part_of: w}",
        "c, cancelled, 2024-05-05, {part_of: w}",
        "d, occurred, 2024-05-06, {part_of: w}",
    )
    assert [d.message for d in found(given)] == [
        "event `a` (2024-05-01) is part of `w` (2024-05-02/2024-05-04), but over before it begins",
        "event `b` (2024-05-05) is part of `w` (2024-05-02/2024-05-04), but begins when it is over",
        "event `d` (2024-05-06) is part of `w` (2024-05-02/2024-05-04), but begins when it is over",
    ]


def test_a_relation_shows_both_times():
    (one,) = found(article("a, occurred, 2024-05-06", "b, occurred, 2024-05-05, {after: a}"))
    assert one.path == ("events", "b", "relations", "after", 0)
    assert [label.text for label in one.labels] == ["2024-05-05", "2024-05-06"]
    assert one.message == "event `b` (2024-05-05) is `after` `a` (2024-05-06), but is over before it begins"


@pytest.mark.parametrize(
    ("words", "when", "expected"),
    [
        # Counted from Wednesday, 8 May 2024.
        ("on Monday", "2024-05-06", []),
        ("10 p.m. on Monday", "2024-05-06", []),
        ("10.30pm Monday", "2024-05-06T22:30:00", []),
        ("shortly after 9 a.m. local time on Monday", "2024-05-07", ["NC409"]),
        ("at 8 p.m. EDT, May 6", "2024-05-07", ["NC409"]),
        ("on the night of May 6", "2024-05-08", ["NC409"]),
        ("at noon on Monday", "2024-05-06T12:00:00", []),
        ("yesterday", "2024-05-07T12:00:00", ["NC410"]),
        ("last year", "2023-11-14T12:00:00", ["NC410"]),
        ("around 2000", "1999", []),
        ("between 6 p.m. and 8 p.m. on Monday", "2024-05-07", []),
        ("Monday night", "2024-05-06/2024-05-07", []),
        ("last week", "2024-05-01/2024-05-07", ["NC409"]),
        ("in the last week", "2024-05-01/2024-05-07", []),
        ("until 1 July", "../2024-07-01", []),
        ("until 1 July", "2024-07-01/..", ["NC409"]),
        ("until 1 July", "2024-05-08/..", []),  # wrong, maybe, but not turned round
        ("since", "../2023-07-01", []),
        ("Dec. 31 night", "2023-12-31", []),
        ("Monday", "2024-05", []),
        ("yesterday", "2024-05-07", []),
        ("last week", "2024-05-07/2024-05-08", ["NC409"]),
        ("last year", "2023", []),
        ("last year", "2023-11~", ["NC410"]),
        ("last year", "2023-06/2023-09", []),
        ("last November", "2023-11", []),
        ("late last year", "2023-11", []),
        ("2022", "2022-11-14", ["NC410"]),
        ("Feb. 24, 2022", "2022-02-24", []),
        ("over the weekend", "2024-05-06", ["NC410"]),  # a long one
        ("in recent weeks", "2024-03~/2024-05-08", []),
        ("two years ago", "2019", ["NC409"]),
        ("lately", "unknown", []),
        # Words that say more than their parts.
        ("by next Friday", "2024-05-08/2024-05-17", []),
        ("Monday and Tuesday", "2024-05-07", []),
        ("last Monday in May", "2024-05-27", []),
        ("Good Friday", "2024-03-28", []),
    ],
)
def test_words_against_values(words, when, expected):
    """A certain contradiction, or a date finer than the words; nothing of words that are not fully understood."""
    claim = f"claims: [{{quote: Anna Berg, when: {{edtf: {when}, text: '{words}'}}}}]\n"
    found = codes(f"language: en\npublished: 2024-05-08\n{claim}")
    assert [code for code in found if code != "NC403"] == expected


def test_without_a_publication_only_words_that_need_none_are_judged():
    assert codes(article("a, occurred, {last year: 2019}", published="")) == []
    assert codes(article("a, occurred, {Monday: 2024-05-07}", published="")) == ["NC409"]
    assert codes("events: {a: {kind: event, type: other, evidence: Anna Berg, when: {Monday: 2024-05-07}}}") == []


def test_the_contradiction_is_explained():
    (one,) = found(article("a, possible, {on Monday: 2024-05-07}"))
    assert (one.message, one.help) == (
        "date 2024-05-07 (a Tuesday) contradicts the words `on Monday`",
        "correct the date, or write the words of the article that give it",
    )
    (one,) = found(article("a, possible, {last month: 2024-05}"))
    assert one.message == "date 2024-05 contradicts the words `last month`"
    assert one.help == "write `2024-04`: `last month`, counted from 2024-05-08"
    (one,) = found(article("a, possible, {this week: 2024-05-20}"))
    assert one.help == "write `2024-05-05/2024-05-11` or `2024-05-06/2024-05-12`: `this week`, counted from 2024-05-08"
    (one,) = found(article("a, occurred, {last year: 2023-11-14}"))
    assert (one.message, one.help) == (
        "date 2023-11-14 is finer than the words `last year`, a year",
        "write `2023`, or quote the words that say more",
    )


@pytest.mark.parametrize(
    ("words", "when", "fixes"),
    [
        ("last month", "2024-05", ["replace `2024-05` with `2024-04`"]),
        ("this week", "2024-05-20", []),  # from Sunday, or from Monday
        ("on Monday", "2024-05-07", []),
        ("last year", "2023-11-14", ["write `2023`, or quote the words that say more"]),
        ("last February", "2024-02-01", ["write `2024-02`, or quote the words that say more"]),
        ("last week", "2024-04-30", []),
    ],
)
def test_one_meaning_is_offered_and_two_are_not(words, when, fixes):
    (one,) = found(article(f"a, possible, {{{words}: {when}}}"))
    assert [made.title for made in one.fixes] == fixes


@pytest.mark.parametrize(
    ("published", "words", "when", "expected"),
    [
        ("2024-05", "last month", "2024-04", []),
        ("2024-05", "last month", "2024-03", ["NC409"]),
        ("2024", "last week", "2024-03-01/2024-03-03", []),
        ("2024", "last year", "2022", ["NC409"]),
        ("2024", "this day", "2024-03", []),
        ("2024-05-08T01:00:00Z", "yesterday", "2024-05-06", []),  # written on Tuesday evening in New York
        ("2024-05-08T01:00:00Z", "yesterday", "2024-05-08", ["NC409"]),
    ],
)
def test_words_count_from_all_of_the_publication(published, words, when, expected):
    """Of a month or a year, from any of its days; of an instant, from its day wherever that is."""
    assert codes(article(f"a, possible, {{{words}: {when}}}", published=published)) == expected


def published_on(published: str, url: str | None = None) -> str:
    return HEAD + f"language: en\npublished: {published}\n" + (f"url: {url}\n" if url else "")


@pytest.mark.parametrize(
    ("published", "future"),
    [
        ("2024-05-08", False),
        ("2024-05-09", False),
        ("2024-05-10", True),
        ("2024", False),
        ("2024-05-09T13:00:00Z", True),
    ],
)
def test_published_in_the_future(published, future, tmp_path):
    path = tmp_path / "example.yaml"
    path.write_text(published_on(published), encoding="utf-8")
    out = newscorpus("check", path, "--select", "NC411", "--today", "2024-05-08", "--output-format", "json").out
    messages = [one["message"] for one in json.loads(out)["diagnostics"]]
    assert messages == [f"published on {published}, which is in the future: today is 2024-05-08"] * future


def test_today_is_the_clocks_without_another_word():
    """Without `--today`, an article of long ago is not in the future, and one of the far future is."""
    for published, future in (("2024-05-08", False), ("2999", True)):
        assert bool(findings(published_on(published), ["NC411"])) == future


@pytest.mark.parametrize(
    ("published", "url", "differs"),
    [
        ("2024-05-08", "https://news.example/2024/05/08/oslo", False),
        ("2024-05-08", "https://news.example/2024/05/18/oslo", True),
        ("2024-05-08", "https://news.example/2024/5/9", True),
        ("2024-05-08", "https://news.example/2024-05-08/on-2024-06-01", False),
        ("2024-05-08T23:30:00-04:00", "https://news.example/2024/05/09/oslo", False),
        ("2024-05-08", "https://news.example/2024/13/18/oslo", False),
        ("2024-05-08", "https://news.example/1989/12/31/oslo", False),
        ("2024-05-08", "https://news.example/2100/01/01/oslo", False),
    ],
)
def test_published_against_the_url(published, url, differs):
    assert bool(findings(published_on(published, url), ["NC412"])) == differs


@pytest.mark.parametrize(
    ("when", "published", "expected"),
    [
        ("{on Monday: 2024-05-13}", "2024-05-08", ["NC403"]),
        ("{on Monday: 2024-05-06}", "2024-05-08", []),
        ("2024-05-13", "2024", []),
        ("2024-05/2024-06", "2024-05-08", []),
    ],
)
def test_claims_are_made_before_the_publication(when, published, expected):
    assert codes(f"language: en\npublished: {published}\nclaims: [{{quote: Anna Berg, when: {when}}}]\n") == expected


@pytest.mark.parametrize(
    ("published", "times", "better"),
    [
        ("2023-05-08", {"on Monday": "2024-05-06", "yesterday": "2024-05-07", "last month": "2024-04"}, "2024-05-08"),
        ("2024-08-05", {"on Monday": "2024-05-06", "yesterday": "2024-05-07", "tomorrow": "2024-05-09"}, "2024-05-08"),
        ("2023-05-08", {"on Monday": "2024-05-06", "yesterday": "2024-05-07", "in 2023": "2023"}, ""),  # two
        ("2023-05-08", {"on Monday": "2024-05-06", "yesterday": "2023-05-07", "last month": "2023-04"}, ""),
        ("2024-05-08", {"on Monday": "2022-05-06", "in May": "2022-05", "in June": "2021-06"}, ""),
    ],
)
def test_a_publication_that_no_time_fits(published: str, times: dict[str, str], better: str) -> None:
    text = ". ".join(f"It rained {words}" for words in times) + "."
    events = {
        f"e{i}": {"kind": "event", "type": "other", "when": {words: day}, "evidence": [f"It rained {words}"]}
        for i, (words, day) in enumerate(times.items())
    }
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "published": published, "text": text}
    report = nc.check_text(json.dumps({**article, "events": events}), "json", select=["NC4"])
    found = [one for one in report.diagnostics if one.code == "NC423"]
    assert [better in one.message for one in found] == ([True] if better else [])
    assert not better or {one.code for one in report.diagnostics} <= {"NC423", "NC403"}


@pytest.mark.parametrize(
    ("published", "annotated", "reported"),
    [("2024-05-08", "2024-05-07", 0), ("2024-05-08", "2024-05-08", 0), ("2024-05-08", "2024-03-19", 1)],
)
def test_an_article_is_not_annotated_before_it_appears(published: str, annotated: str, reported: int) -> None:
    data = {"format": "newscorpus/1", "id": "a", "published": published, "text": "It rained."}
    data["annotation"] = {"by": ["a"], "date": annotated, "state": "draft"}
    assert len(nc.check_text(json.dumps(data), "json", select=["NC411"]).diagnostics) == reported


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("../..", "the ends of an interval"),
        ("/", "the ends of an interval"),
        ("2023-05-01..2023-05-03", "the ends of an interval"),
        ("XXXX", "`X` stands for"),
        ("20231", "a year has four digits"),
        ("1/6/2024", "write `2024-06-01` if the day is first"),
        ("on Monday", "write the year first"),
    ],
)
def test_advice_on_intervals_decades_and_doubts(text, said):
    (one,) = findings(HEAD + article(f"a, occurred, '{text}'"), ["NC1"])
    assert one.code == "NC110"
    assert one.help.startswith(said)
