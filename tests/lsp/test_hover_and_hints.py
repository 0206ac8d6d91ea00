"""`newscorpus lsp`: what editors show of a place, and between the words: inlay hints and code lenses."""

import pytest

pytest.importorskip("pytest_lsp")
from editor import lsp
from oslo import TALKS, TEXT, in_editor

EXPLAINED = [
    ("We agree on the fence\n", ["> “**We agree on the fence**,” Berg said.", "line 1, code points 67–88"]),
    ("on Monday: 2024", ["met Carl Dahl in Oslo **on Monday**.", "code points 55–64"]),
    ("carl]\n", ["**Carl Dahl** (person)", "1 mention in the text"]),
    ("anna:", ["**Anna Berg** (person)", "Chancellor of norway", "2 mentions"]),
    ("norway}", ["**Norway** (country, NO)", "in the registry", "wikidata: Q20"]),
    ("meeting:\n", ["**meeting**: Berg meets Dahl", "meeting, talks, occurred, 2024-05-06", "> Anna Berg, Chancellor"]),
    ("talks\n    title", ["**talks**: parties confer", "PLOVER"]),
    ("participant:", ["**participant**: who takes part on equal terms"]),
    ("claims:", ["**claims**: who says what"]),
    ("NC305", ["**NC305 quote-cuts-word", "Wrong (-) and right (+)"]),
    ("tone:", ["**tone**: how it went"]),
    ("newscorpus/1", []),
    ("published", ["**published**: date of publication"]),
    ("NC000", []),
    ("undeclared", []),
]


@in_editor
async def test_hover_explains(one):
    """A quote, an actor, an event, a term, a field, a rule, an attribute."""
    text = TALKS.replace("    evidence:", "    attributes: {tone: warm, undeclared: x}\n    evidence:")
    text += "waive:\n  - {code: NC305, at: events, why: a test}\n  - {code: NC000, at: events, why: a test}\n"
    await one.open("talks.yaml", text)
    for words, parts in EXPLAINED:
        found = await one.hover("talks.yaml", one.at("talks.yaml", words))
        assert bool(found) == bool(parts), (words, found)
        assert all(part in found for part in parts), (words, found)


@in_editor
async def test_hover_without_a_model(one):
    """In a file that is not YAML: what needs no model. On another article's event: its article."""
    await one.open("talks.yaml", TALKS.replace("about: [meeting, carl]", "about: [meeting, carl"))
    assert "parties confer" in await one.hover("talks.yaml", one.at("talks.yaml", "talks\n    title"))
    assert await one.hover("talks.yaml", one.at("talks.yaml", "We agree on the fence\n")) == ""
    assert "**Norway**" in await one.hover("talks.yaml", one.at("talks.yaml", "norway}"))
    assert await one.hover("talks.yaml", one.at("talks.yaml", "anna, carl")) == ""
    await one.open("later.yaml")
    found = await one.hover("later.yaml", one.at("later.yaml", "talks#meeting"))
    assert found == "**meeting**: event of the article talks"
    assert await one.hover("later.yaml", lsp.Position(90, 0)) == ""


@in_editor
async def test_hints_say_what_words_mean(one):
    """Of a time without its value, or with another one; of a name, how often the text has it."""
    await one.open("talks.yaml", TALKS)
    assert await one.hints("talks.yaml") == ["{name: Anna Berg ×1", "[Berg ×1", "name: Carl Dahl ×1"]
    await one.edit("talks.yaml", 0, len(TALKS), TALKS.replace("2024-05-06}", "}"))
    assert "{on Monday 2024-05-06" in await one.hints("talks.yaml")
    await one.edit("talks.yaml", 0, len(one.texts["talks.yaml"]), TALKS.replace("2024-05-06}", "2024-05}"))
    assert "{on Monday 2024-05-06" in await one.hints("talks.yaml")
    await one.edit("talks.yaml", 0, len(one.texts["talks.yaml"]), TALKS.replace("carl]}", "carl"))
    await one.hints("talks.yaml")


@in_editor(options={"offsets": True})
async def test_offsets_are_shown_on_demand(one):
    await one.open("talks.yaml", TALKS)
    found = await one.hints("talks.yaml")
    at = TALKS.partition("text: ")[2].index("We agree")
    assert f"- quote: We agree on the fence {at}–{at + len('We agree on the fence')}" in found
    assert "{Oslo 50–54" in found


@in_editor
async def test_lenses_count_references(one):
    """Of actors and events of the file; the command returns the references and shows the first one."""
    await one.open("talks.yaml", TALKS)
    found = {one.words("talks.yaml", lens.range): lens.command for lens in await one.lenses("talks.yaml")}
    assert {key: command.title for key, command in found.items()} == {
        "anna": "2 references, 2 mentions",
        "carl": "2 references, 1 mention",
        "meeting": "2 references",
    }
    places = await one.command(found["anna"])
    assert [place["range"]["start"]["line"] for place in places] == [14, 20]
    assert one.client.shown[-1].selection.start.line == 14
    assert not await one.command(lsp.Command("", "newscorpus.references", arguments=["file:///a.yaml", "actors", "a"]))
    await one.edit("talks.yaml", 0, len(TALKS), TALKS.replace("carl]}", "carl"))
    assert len(await one.lenses("talks.yaml")) == 3


HASH = "a" * 64


@in_editor
async def test_an_article_without_its_text(one):
    """Its ids are found, and its times explained; nothing is said of words."""
    text = TALKS.replace(f"text: {TEXT}", f"sha256: {HASH}").replace("on Monday: 2024-05-06", "on Monday: 2024-05-13")
    await one.open("talks.yaml", text)
    assert [hint.split()[-1] for hint in await one.hints("talks.yaml")] == ["2024-05-06"]
    assert [lens.command.title for lens in await one.lenses("talks.yaml")] == ["2 references"] * 3
    assert not await one.links("talks.yaml")
    assert await one.define("talks.yaml", one.at("talks.yaml", "We agree on")) == []
    assert "**Anna Berg** (person)" in await one.hover("talks.yaml", one.at("talks.yaml", "anna, carl"))
    assert await one.complete("talks.yaml", one.at("talks.yaml", "agree on")) == {}
    command = lsp.Command("", "newscorpus.annotate", arguments=[one.uri("talks.yaml"), "claim", "", 0, 4])
    with pytest.raises(Exception, match="without its text"):
        await one.command(command)
