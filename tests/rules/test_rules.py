"""Every rule: its failing example breaks it, and nothing else, on the marked line; the passing one breaks nothing."""

import inspect
import re

import pytest
from command import newscorpus
from examples import BY_CODE, RULES, Rule, checked, marked

import newscorpus as nc
from newscorpus import rules as written

EVERY = pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
EVERY_MARKED = pytest.mark.parametrize("rule", written.RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
"""With the marks of findings, which are not published."""

# fmt: off
MARKED = {
    "NC107": "another", "NC111": "anna", "NC112": "format", "NC201": "karl", "NC202": "brifing", "NC203": "anna",
    "NC204": "anna", "NC205": "anna", "NC206": "anna", "NC207": "briefing", "NC208": "monday", "NC209": "group",
    "NC210": "meeting", "NC301": "mett", "NC302": "she", "NC303": "sad", "NC304": "Annie",
    "NC305": "Anna Berg met Carl Dah", "NC306": "Berg", "NC307": "Oslo", "NC308": '"Anna Berg met Carl Dahl "',
    "NC309": "fd9d34bd3331cade638d20a056b9cac3e6275022c9f75e29d714829ae5d4b540", "NC310": r"\uFFFD", "NC311": "3",
    "NC313": "dora", "NC314": "Anna Berg met Carl Dahl", "NC315": "Bergen", "NC316": "chairwoman",
    "NC317": "Anna Berg met Carl Dahl", "NC318": "she", "NC321": "body", "NC323": "agreed on a date",
    "NC324": "have a house” in Oslo", "NC328": "he will come", "NC330": "de", "NC401": "2024-04-31",
    "NC402": "2024-05-07/2024-05-06", "NC403": "2024-05-13", "NC404": "2024-05-02", "NC405": "2024-03",
    "NC406": "festival", "NC407": "festival", "NC408": "festival", "NC409": "2024-05-07", "NC410": "2023-11-14",
    "NC411": "2999-01-01", "NC412": "2024-05-08", "NC413": "May 3", "NC415": "unknown", "NC423": "2023-05-08",
    "NC424": "on Monday", "NC504": "participants", "NC507": "storm", "NC508": "monday", "NC509": "5..3",
    "NC511": "visit", "NC513": "norway", "NC515": "roles", "NC517": "5", "NC518": "3 GBP", "NC525": "planned",
    "NC526": "two people", "NC528": "seven of them", "NC529": "A storm in Oslo", "NC530": "24", "NC531": "SE",
    "NC532": "BR", "NC535": "storm", "NC536": "theft", "NC537": "carl", "NC561": "casualties",
    "NC601": "I am glad to be in Oslo", "NC602": "denies", "NC604": "she said", "NC605": "briefing",
    "NC606": "asserts", "NC607": "alleged", "NC609": "“I am glad to be in Oslo,”", "NC610": "anna",
    "NC611": "We came", "NC612": "asserts", "NC620": "We came early", "NC701": "example", "NC702": "person",
    "NC703": "Q9", "NC705": "Anna Berg met Carl Dahl.", "NC706": "'nothing/*.yaml'", "NC707": "elsewhere#talks",
    "NC708": '"example#talks"', "NC709": "100+", "NC801": "{code: NC304, at: actors.anna, why: the alias is a nickname}",
    "NC802": "{code: NC304, at: actors.anna}", "NC803": "quote-not-in-txt", "NC804": "0" * 32,
    "NC805": "actors.anna.kind", "NC806": "NC534", "NC903": "last Monday", "NC961": "planned",
    "NC962": "SE", "NC963": "call",
}
# fmt: on
"""What each rule's failing example has marked: a key where something is missing, else the value that is wrong."""


@EVERY_MARKED
def test_the_failing_example_breaks_the_rule_on_the_marked_line(rule, tmp_path):
    """One defect, one finding, where the mark is; without a mark, it may be anywhere.

    It is at a place that a waiver can name, and offers only the fixes of which the rule speaks.
    """
    report, expected = checked(rule.failing, tmp_path, rule.code)
    found = [(d.code, d.primary.line) for d in report.diagnostics]
    if expected:
        assert found == expected, [str(d) for d in report.diagnostics]
    else:
        assert [code for code, _ in found] == [rule.code]
    if rule.code in MARKED:
        assert [marked(d) for d in report.diagnostics] == [MARKED[rule.code]]
    published = BY_CODE[rule.code]
    assert all(bool(d.path) for d in report.diagnostics) or not published.waivable
    for fix in (fix for d in report.diagnostics for fix in d.fixes):
        assert published.fix if fix.safe else published.unsafe_fix, fix


@EVERY
def test_the_passing_example_breaks_nothing(rule: Rule, tmp_path):
    report, _ = checked(rule.passing, tmp_path, rule.code)
    assert [str(d) for d in report.diagnostics] == []


UNMARKED = {"NC007", "NC012", "NC013", "NC317", "NC704", "NC706", "NC708", "NC709", "NC803", "NC804", "NC964", "NC971"}
"""Rules whose finding is in a line that cannot have another comment, or in another file."""


def test_an_example_is_a_diff():
    """Each line has its two columns; one mark at most, which the failing side keeps and nobody else sees."""
    for rule in written.RULES:
        assert {line[:2] for line in rule.example.split("\n")} <= {"- ", "+ ", "  ", ""}
        assert {line[0] for line in rule.example.split("\n") if line} & {"-", "+"}
        marks = [rule.example.count("<NC"), rule.failing.count(f" # <{rule.code}>")]
        assert marks == ([0, 0] if rule.code in UNMARKED else [1, 1])
        assert "<NC" not in rule.diff + rule.passing


def test_a_rule_explains_itself():
    """No rule without a summary, an explanation of at least a sentence, and a name that reads as words."""
    for rule in RULES:
        assert re.fullmatch(r"NC\d{3}", rule.code)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.name)
        assert rule.summary
        assert not rule.summary.endswith(".")
        assert len(rule.why.split()) >= 8
        assert rule.why == inspect.cleandoc(rule.why)


def test_an_explanation_has_its_parts_in_paragraphs() -> None:
    parts = newscorpus("explain", "NC513").out.split("\n\n")
    assert parts[:2] == ["NC513 country-without-code (warning)", "A country has no ISO code."]
    assert parts[-2].startswith("Wrong (-) and right (+):\n")
    assert parts[-1].startswith("Checks each article by itself.\n")


def test_codes_and_names_are_unique_and_findable():
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        by_code = newscorpus("explain", rule.code)
        assert (by_code.code, by_code) == (0, newscorpus("explain", rule.name))
    assert "did you mean `quote-not-in-text`?" in newscorpus("explain", "quote-not-in-txt").err


@pytest.mark.parametrize(
    ("place", "name", "meant"),
    [
        ("", "date", "published"),
        ("", "title", "headline"),
        ("events.e", "date", "when"),
        ("events.e", "time", "when"),
        ("events.e", "actors", "participants"),
        ("events.e", "location", "places"),
    ],
)
def test_what_others_call_a_field(place, name, meant):
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": "A strike began."}
    event = {"kind": "event", "type": "other", "evidence": "A strike began"}
    (event if place else article)[name] = "2024"
    (found,) = nc.check({**article, "events": {"e": event}}, select=["NC101"]).diagnostics
    assert found.help == f"did you mean `{meant}`?"
