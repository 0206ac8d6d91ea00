"""`newscorpus lsp`: annotate from the text, add contexts and reasons, and fill the registry."""

import pytest

pytest.importorskip("pytest_lsp")
from editor import CLIENTS, lsp
from test_lsp import MANIFEST, TALKS, TEXT, run, said

import newscorpus as nc

ARTICLE = TEXT + " Berg slept."
BESIDE = TALKS.replace(f"text: {TEXT}", "text_file: talks.txt # the text").replace("events:", "# what happens\nevents:")


@pytest.fixture
def oslo(tmp_path):
    (tmp_path / "corpus.yaml").write_text(MANIFEST.replace("exclude: [notes.yaml]\n", ""), encoding="utf-8")
    (tmp_path / "talks.yaml").write_text(BESIDE, encoding="utf-8")
    (tmp_path / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


async def selected(one, words, nth=0):
    """What selected words of the text can become: title -> command."""
    text = one.texts["talks.txt"]
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    at = lsp.Range(one.position("talks.txt", start), one.position("talks.txt", start + len(words)))
    return {title: action.command for title, action in (await one.actions("talks.txt", at)).items()}


def shown(one):
    """The words that the client was asked to show last."""
    last = one.client.shown[-1]
    return one.words(last.uri.rpartition("/")[2], last.selection)


ADDED = [
    ("left Oslo", 0, "`left Oslo` is evidence of `meeting`", ["evidence:", "- left Oslo"], "left Oslo"),
    ("Berg", 2, "`Berg` is a mention of `carl`", ["    mentions: [{Berg: Berg slept.}]"], "Berg"),
    (
        "The fence",
        0,
        "`The fence` is a new actor",
        ["  the-fence:", "name: The fence", "kind: unknown", "named: false", "mentions: [The fence]"],
        "the-fence",
    ),
    (
        "Chancellor",
        0,
        "`Chancellor` is a new actor",
        ["  chancellor:", "name: Chancellor", "kind: unknown"],
        "chancellor",
    ),
    ("Dahl left Oslo", 0, "`Dahl left Oslo` is evidence of a new event", ["  dahl-left-oslo:", "type: other"], "dahl"),
    ("Dahl left Oslo", 0, "`Dahl left Oslo` is evidence of a new incident", ["kind: incident"], "dahl-left-oslo"),
    ("Dahl left Oslo", 0, "`Dahl left Oslo` is evidence of a new meeting", ["kind: meeting"], "dahl-left-oslo"),
    ("The fence is old", 0, "`The fence is old` is a new claim", ["quote: The fence is old"], "The fence is old"),
]


@pytest.mark.parametrize("client_name", CLIENTS)
@pytest.mark.parametrize("is_open", [True, False])
def test_selected_words_become_annotation(oslo, client_name, is_open):
    """Of a selection in the text: evidence, a mention, an actor, an event, a claim. All else in the file stays."""

    async def session(one):
        one.open_text("talks.txt")
        if is_open:
            await one.open("talks.yaml")
        for words, nth, title, parts, at in ADDED:
            if is_open:
                await one.edit("talks.yaml", 0, len(one.texts["talks.yaml"]), BESIDE)
            else:
                one.texts["talks.yaml"] = BESIDE
            found = await selected(one, words, nth)
            assert title in found, found
            await one.command(found[title])
            text = one.texts["talks.yaml"]
            assert all(part in text for part in parts), text
            assert "# the text\n" in text
            assert "# what happens\nevents:" in text
            assert shown(one).startswith(at)
            kept = [line for line in BESIDE.splitlines() if line not in text.splitlines()]
            assert len(kept) <= 1, kept

    run(oslo, session, client_name=client_name)


def test_the_nearest_come_first(oslo):
    """After what is new, of the actors and events; whole words become something, and are in each title."""

    async def session(one):
        one.open_text("talks.txt")
        assert list(await selected(one, " agre"))[:8] == [
            "`agree` is a new actor",
            "`agree` is evidence of a new event",
            "`agree` is evidence of a new meeting",
            "`agree` is evidence of a new incident",
            "`agree` is a new claim",
            "`agree` is evidence of `meeting`",
            "`agree` is a mention of `anna`",
            "`agree` is a mention of `carl`",
        ]
        assert not await selected(one, " ")
        for words, owner in (("Anna Berg", "anna"), ("Carl Dahl", "carl")):
            offered = await selected(one, words)
            assert f"`{words}` is a mention of `{owner}`" not in offered  # it is the name
            assert f"`{words}` is a new actor" not in offered
        assert "`Norway` is a new actor" not in await selected(one, "Norway")  # its name would be that of two
        assert not await one.actions("talks.txt", lsp.Range(lsp.Position(0, 3), lsp.Position(0, 3)))
        assert not await one.actions("talks.txt", only=["source.fixAll"])

    run(oslo, session)


def test_words_that_occur_twice_get_their_context(oslo):
    """`Oslo`: of each place, an action with the context there; afterwards, the file has no such error."""
    text = BESIDE.replace(
        "evidence: Anna Berg, Chancellor of Norway, met Carl Dahl in Oslo on Monday", "evidence: Oslo"
    )

    async def session(one):
        assert ("NC302", 18) in said(await one.open("talks.yaml", text))
        found = await one.actions("talks.yaml")
        titles = [title for title in found if title.startswith("Add the context")]
        assert titles == [
            "Add the context of the place in line 1: `Oslo on`",
            "Add the context of the place in line 1: `Oslo. Berg`",
        ]
        await one.command(found[titles[1]].command)
        assert "evidence: {Oslo: Oslo. Berg}" in one.texts["talks.yaml"]
        assert "NC302" not in {code for code, _ in said(await one.diagnostics("talks.yaml"))}

    run(oslo, session)


def test_a_waiver_shows_where_its_reason_is_written(oslo):
    """Between the quotation marks; also where a list must be made of a waiver."""
    text = BESIDE.replace("quote: We agree on the fence\n", "quote: e agree on the fence\n")
    single = "waive: {code: NC606, at: events.meeting.when, why: a test}\n"

    async def session(one):
        await one.open("talks.yaml", text)
        for waive in ("", single, single.replace("{", "[{").replace("}", "}]"), "waive:\n  - " + single[7:]):
            await one.edit("talks.yaml", 0, len(one.texts["talks.yaml"]), text + waive)
            action = (await one.actions("talks.yaml"))["Waive NC305 here, with a reason"]
            await one.do("talks.yaml", action)
            await one.command(action.command)
            at = one.offset("talks.yaml", one.client.shown[-1].selection.start)
            now = one.texts["talks.yaml"]
            assert (now[at - 6 : at], now[at : at + 2]) == ("why: '", "'}")

    run(oslo, session)


@pytest.mark.parametrize("client_name", CLIENTS)
def test_an_actor_is_registered(oslo, client_name):
    """What is not about the article goes into `corpus.yaml`; the corpus has no other findings then."""

    async def session(one):
        await one.open("talks.yaml")
        await one.open("corpus.yaml")
        at = one.at("talks.yaml", "carl:")
        action = (await one.actions("talks.yaml", lsp.Range(at, at)))["Add `carl` to the registry of the corpus"]
        await one.command(action.command)
        assert await one.diagnostics("corpus.yaml") == []
        assert "  carl: {name: Carl Dahl, kind: person}\n" in one.texts["corpus.yaml"]
        (oslo / "corpus.yaml").write_text(one.texts["corpus.yaml"], encoding="utf-8")
        assert nc.load(oslo).manifest.actors["carl"].name == "Carl Dahl"
        one.save("talks.yaml")
        await one.next("talks.yaml")
        assert "Add `carl` to the registry of the corpus" not in await one.actions("talks.yaml", lsp.Range(at, at))
        anywhere = one.at("talks.yaml", "published")
        assert not await one.actions("talks.yaml", lsp.Range(anywhere, anywhere))

    run(oslo, session, client_name=client_name)


def test_what_cannot_be_done_is_said(oslo):
    """An unknown event, an unknown command, an annotation that is broken or gone, offsets that are none."""

    async def refusal(one, *arguments, name="annotate"):
        with pytest.raises(Exception) as refused:
            await one.command(lsp.Command("", f"newscorpus.{name}", arguments=list(arguments)))
        return str(refused.value)

    async def session(one):
        uri = one.uri("talks.yaml")
        await one.open("talks.yaml")
        assert "`poem` is nothing" in await refusal(one, uri, "poem", "", 0, 4)
        assert "show needs 5 arguments: string, integer, integer" in await refusal(one, uri, name="show")
        assert "annotate needs 5 arguments" in await refusal(one, uri, "actor", "", "0", 4)
        assert "no quote at `events.none`" in await refusal(one, uri, ["events", "none"], 0, 4, name="context")
        assert "gone.yaml cannot be read" in await refusal(one, one.uri("gone.yaml"), "actor", "", 0, 4)
        assert "no actor `nobody`" in await refusal(one, uri, "nobody", name="register")
        assert "no corpus" in await refusal(one, one.uri("gone.yaml"), "nobody", name="register")
        assert "no `nothing`" in await refusal(one, uri, "evidence", "nothing", 0, 4)
        broken = BESIDE.replace("carl]}", "carl")
        await one.edit("talks.yaml", 0, len(BESIDE), broken)
        assert await refusal(one, uri, "actor", "", 0, 4)
        assert one.texts["talks.yaml"] == broken

    run(oslo, session)
