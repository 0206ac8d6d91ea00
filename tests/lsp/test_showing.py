"""`newscorpus lsp`: what editors show between the words: inlay hints and code lenses."""

import pytest

pytest.importorskip("pytest_lsp")
from editor import CLIENTS, lsp
from test_annotating import oslo  # noqa: F401
from test_lsp import TALKS, run


@pytest.mark.parametrize("client_name", CLIENTS)
def test_hints_say_what_words_mean(oslo, client_name):  # noqa: F811
    """Of a time without its value, or with another one; of a name, how often the text has it."""

    async def session(one):
        await one.open("talks.yaml", TALKS)
        assert await one.hints("talks.yaml") == [
            "{name: Anna Berg ×1",
            "[Berg ×1",
            "name: Carl Dahl ×1",
        ]
        await one.edit("talks.yaml", 0, len(TALKS), TALKS.replace("2024-05-06}", "}"))
        assert "{on Monday 2024-05-06" in await one.hints("talks.yaml")
        await one.edit("talks.yaml", 0, len(one.texts["talks.yaml"]), TALKS.replace("2024-05-06}", "2024-05}"))
        assert "{on Monday 2024-05-06" in await one.hints("talks.yaml")
        await one.edit("talks.yaml", 0, len(one.texts["talks.yaml"]), TALKS.replace("carl]}", "carl"))
        await one.hints("talks.yaml")

    run(oslo, session, client_name=client_name)


def test_offsets_are_shown_on_demand(oslo):  # noqa: F811
    """An initialization option."""

    async def session(one):
        await one.open("talks.yaml", TALKS)
        found = await one.hints("talks.yaml")
        at = TALKS.partition("text: ")[2].index("We agree")
        assert f"- quote: We agree on the fence {at}–{at + len('We agree on the fence')}" in found
        assert "{Oslo 50–54" in found

    run(oslo, session, options={"offsets": True})


@pytest.mark.parametrize("client_name", CLIENTS)
def test_lenses_count_references(oslo, client_name):  # noqa: F811
    """Of actors and events of the file; the command returns the references and shows the first one."""

    async def session(one):
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
        assert not await one.command(
            lsp.Command("", "newscorpus.references", arguments=["file:///a.yaml", "actors", "a"])
        )
        await one.edit("talks.yaml", 0, len(TALKS), TALKS.replace("carl]}", "carl"))
        assert len(await one.lenses("talks.yaml")) == 3

    run(oslo, session, client_name=client_name)
