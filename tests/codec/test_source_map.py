"""Where a path of the model stands in a file, and what a change of the model is there, however the file is written."""

import pytest

from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.changes import Delete, InsertKey, QuoteScalar, RenameKey, SetValue
from newscorpus.formats.yaml.reader import parse_yaml

TEXT = """\
id: a
text: "wo\\x72ds"
actors:
  anna: {name: Anna, kind: person, aliases: Ann, mentions: [she: she went, {exact: her, within: saw her}], roles: {minister: norway, deputy: un}}
  bo: {name: Bo, kind: group, roles: member}
events:
  - id: talks
    kind: meeting
    when: {on Monday: 2024-05-06}
    places: {Oslo: NO, Rome: IT}
    triggers: [{two: one or two, start: 4}]
    outcome: agreed
    evidence: a deed
  - id: clash
    kind: incident
    when: 2024
    casualties: {injured: {Two: 2}}
    evidence: [one, {two: one or two}]
claims:
  quote: said
  by: bob
annotation: {by: me}
extra: {deep: [down]}
keywords: [{}]
"""
ANNA, BO, TALKS, CLASH = ("actors", "anna"), ("actors", "bo"), ("events", "talks"), ("events", "clash")
PLACES = [
    # path, what stands there, the key that leads there (an item of a list has none)
    ((), "id", "id"),
    (("id",), "a", "id"),
    ((*ANNA, "aliases", 0), "Ann", "aliases"),
    ((*ANNA, "mentions", 0, "within"), "she went", "she"),
    ((*ANNA, "mentions", 1), "her", "exact"),
    ((*ANNA, "roles", 0), "minister", "minister"),
    ((*ANNA, "roles", 1, "org"), "un", "deputy"),
    ((*BO, "roles", 0, "title"), "member", "roles"),
    (TALKS, "id", "id"),
    ((*TALKS, "when"), "2024-05-06", "on Monday"),
    ((*TALKS, "places", 1, "name"), "Rome", "Rome"),
    ((*TALKS, "triggers", 0), "two", "two"),
    ((*TALKS, "triggers", 0, "start"), "4", "start"),
    ((*TALKS, "outcome"), "agreed", "outcome"),
    ((*CLASH, "when", "edtf"), "2024", "when"),
    ((*CLASH, "casualties", "injured", 0, "count"), "2", "Two"),
    ((*CLASH, "evidence", 1, "within"), "one or two", "two"),
    (("claims", 0, "by", 0), "bob", "by"),
    (("extra", "deep", 0), "down", "down"),  # of what the model does not know, too
    (("keywords", 0), "{}", "{}"),
]
NOWHERE = [
    # path, what stands nearest
    ((*ANNA, "aliases", 1), "Ann"),
    ((*ANNA, "roles", 2), "roles"),
    ((*BO, "roles", 0, "org"), "member"),
    ((*TALKS, "evidence", 1), "a deed"),
    ((*TALKS, "triggers", 0, "two"), "two"),
    ((*CLASH, "nothing"), "id"),
    (("events", 2), "events"),
]


@pytest.fixture(scope="module")
def locator():
    return SourceMap(parse_yaml(TEXT))


def excerpt(span):
    return TEXT[slice(*span)]


@pytest.mark.parametrize(("path", "value", "key"), PLACES)
def test_places(path, value, key, locator):
    """Of values and of the keys that lead to them: single items of lists, short forms and tables included."""
    assert excerpt(locator.span(path)) == value
    assert locator.has(path)
    assert excerpt(locator.span(path, at_key=True)) == key


@pytest.mark.parametrize(("path", "nearest"), NOWHERE)
def test_what_is_not_there_is_placed_above(path, nearest, locator):
    assert excerpt(locator.span(path)) == nearest
    assert not locator.has(path)
    assert locator.change(SetValue(path, "x")) is None


def test_a_part_of_a_scalar(locator):
    assert excerpt(locator.span(("text",), part=(1, 3))) == "o\\x72"
    assert excerpt(locator.span((*TALKS, "when", "text"), part=(3, 6))) == "Mon"
    assert excerpt(locator.span((*CLASH, "evidence", 0), part=(0, 2))) == "on"


@pytest.mark.parametrize(
    ("change", "there"),
    [
        # words are the key of a short form
        (SetValue((*ANNA, "mentions", 0, "exact"), "he"), RenameKey((*ANNA, "mentions", 0, "she"), "he")),
        (SetValue((*ANNA, "mentions", 0), "he"), RenameKey((*ANNA, "mentions", 0, "she"), "he")),
        (SetValue((*ANNA, "mentions", 1), "him"), SetValue((*ANNA, "mentions", 1, "exact"), "him")),
        (Delete((*ANNA, "mentions", 0)), Delete((*ANNA, "mentions", 0))),
        (Delete((*ANNA, "mentions", 0, "within")), Delete((*ANNA, "mentions", 0, "she"))),
        # a single item stands for its list
        (SetValue((*BO, "roles", 0, "title"), "head"), SetValue((*BO, "roles"), "head")),
        (Delete((*ANNA, "aliases", 0)), None),
        # no field beside words that stand alone
        # where it stands in the file
        (InsertKey(TALKS, "title", "x"), InsertKey(("events", 0), "title", "x")),
        (InsertKey((*ANNA, "roles", 0), "org", "x"), None),
        (QuoteScalar((*CLASH, "when", "edtf")), QuoteScalar(("events", 1, "when"))),
        (Delete(ANNA), Delete(ANNA)),
        (Delete((*ANNA, "roles", 2)), None),
    ],
)
def test_changes(change, there, locator):
    assert locator.change(change) == there
