"""`newscorpus lsp`: fixes, waivers and open points; words of the text become annotation; actors are registered."""

import pytest

pytest.importorskip("pytest_lsp")
from command import newscorpus
from editor import CLIENTS, lsp
from oslo import MANIFEST, TALKS, TEXT, in_editor, run, said

import newscorpus as nc

ARTICLE = TEXT + " Berg slept."
BESIDE = TALKS.replace(f"text: {TEXT}", "text_file: talks.txt # the text").replace("events:", "# what happens\nevents:")


@pytest.fixture
def beside(oslo):
    """An article whose text is in a file of its own."""
    (oslo / "later.yaml").unlink()
    (oslo / "talks.yaml").write_text(BESIDE, encoding="utf-8")
    (oslo / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    return oslo


@in_editor
async def test_fixes_and_fix_all(one):
    """Each fix of a finding; all safe ones; only the kinds that are asked for."""
    text = TALKS.replace("Berg meets Dahl", "2024").replace("when: {on Monday", "whn: {on Monday")
    assert len(await one.open("talks.yaml", text)) == 2
    found = await one.actions("talks.yaml")
    assert {item.kind for item in found.values()} == {"quickfix", "source.fixAll.newscorpus"}
    line = one.position("talks.yaml", text.index("whn"))
    (near,) = (await one.actions("talks.yaml", lsp.Range(line, line), only=["quickfix"])).values()
    assert near.diagnostics[0].code == "NC101"
    every = await one.actions("talks.yaml", only=["source"])
    assert [*every] == ["Make all safe fixes"]
    left = await one.do("talks.yaml", near)
    assert said(left) == [("NC103", 13)]
    (every,) = (await one.actions("talks.yaml", only=["source.fixAll"])).values()
    assert await one.do("talks.yaml", every) == []
    assert one.texts["talks.yaml"] in (TALKS.replace("Berg meets Dahl", f"{mark}2024{mark}") for mark in "'\"")
    assert await one.actions("talks.yaml") == {}
    await one.edit("talks.yaml", 0, 0, "# a comment\n", wait=False)
    assert await one.actions("talks.yaml") == {}


@pytest.mark.parametrize(
    "waive",
    [
        "",
        "waive:\n  - code: NC606\n    at: events.meeting.when\n    why: a test\n",
        "waive: [{code: NC606, at: events.meeting.when, why: a test}]\n",
        "waive: {code: NC606, at: events.meeting.when, why: a test}\n",
    ],
)
@in_editor
async def test_a_finding_is_waived(one, waive):
    """The waiver asks for its reason, and shows where; with the reason, the finding is gone."""
    text = TALKS.replace("quote: We agree on the fence\n", "quote: e agree on the fence\n") + waive
    before = said(await one.open("talks.yaml", text))
    assert ("NC305", 19) in before
    action = (await one.actions("talks.yaml"))["Waive NC305 here, with a reason"]
    after = said(await one.do("talks.yaml", action))
    await one.command(action.command)
    at = one.offset("talks.yaml", one.client.shown[-1].selection.start)
    assert one.texts["talks.yaml"][at - 6 : at + 1] == "why: ''"
    assert {code for code, _ in after} >= {"NC802"}
    assert "NC305" not in {code for code, _ in after}
    at = one.texts["talks.yaml"].rindex("why: ''")
    left = said(await one.edit("talks.yaml", at, at + 7, "why: a misprint"))
    assert len(left) == len(before) - 1
    assert "NC305" not in {code for code, _ in left}


@in_editor
async def test_a_version_of_an_open_point_is_accepted(one):
    """At the entry: that of each annotator, as `newscorpus adjudicate --accept` takes it."""
    todo = """\
todo:
  - at: events.meeting.title
    versions: {anna: 'title: Talks # sure?'}
    without: bert
  - {at: events.meeting, note: a meeting?}
"""
    assert ("NC805", TALKS.count("\n") + 1) in said(await one.open("talks.yaml", TALKS + todo))
    line = one.position("talks.yaml", len(TALKS) + todo.index("events.meeting.title"))
    found = await one.actions("talks.yaml", lsp.Range(line, line), only=["quickfix"])
    assert [*found] == ["Accept from anna: events.meeting.title", "Accept from bert: nothing"]
    await one.do("talks.yaml", found["Accept from anna: events.meeting.title"])
    text = one.texts["talks.yaml"]
    assert "title: Talks" in text
    assert "# sure?" in text
    assert text.endswith("todo:\n  - {at: events.meeting, note: a meeting?}\n")


@in_editor
async def test_a_waiver_in_place_of_a_list_is_left_alone(one):
    """In block style, to make a list of it would mean to indent it."""
    text = TALKS.replace("quote: We agree on the fence\n", "quote: e agree on the fence\n")
    await one.open("talks.yaml", text + "waive:\n  code: NC606\n  at: events.meeting.when\n  why: a test\n")
    assert "Waive NC305 here, with a reason" not in await one.actions("talks.yaml")


@in_editor
async def test_a_version_that_cannot_be_read(one):
    todo = "todo:\n  - at: events.meeting.title\n    versions: {anna: 'title: [', bert: 'title: Talks'}\n"
    await one.open("talks.yaml", TALKS + todo)
    at = one.at("talks.yaml", "events.meeting.title")
    found = await one.actions("talks.yaml", lsp.Range(at, at), only=["quickfix"])
    assert [title for title in found if title.startswith("Accept")] == ["Accept from bert: events.meeting.title"]


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
@in_editor(folder="beside")
async def test_selected_words_become_annotation(one, client_name, is_open):
    """Of a selection in the text: evidence, a mention, an actor, an event, a claim. All else in the file stays."""
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


@in_editor(folder="beside")
async def test_the_nearest_come_first(one):
    """After what is new, of the actors and events; whole words become something, and are in each title."""
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


@in_editor(folder="beside")
async def test_words_that_occur_twice_get_their_context(one):
    """`Oslo`: of each place, an action with the context there; afterwards, the file has no such error."""
    text = BESIDE.replace(
        "evidence: Anna Berg, Chancellor of Norway, met Carl Dahl in Oslo on Monday", "evidence: Oslo"
    )
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


@pytest.mark.parametrize("client_name", CLIENTS)
@in_editor(folder="beside")
async def test_an_actor_is_registered(one, beside, client_name):
    """What is not about the article goes into `corpus.yaml`; the corpus has no other findings then."""
    await one.open("talks.yaml")
    await one.open("corpus.yaml")
    at = one.at("talks.yaml", "carl:")
    action = (await one.actions("talks.yaml", lsp.Range(at, at)))["Add `carl` to the registry of the corpus"]
    await one.command(action.command)
    assert await one.diagnostics("corpus.yaml") == []
    assert "  carl: {name: Carl Dahl, kind: person}\n" in one.texts["corpus.yaml"]
    (beside / "corpus.yaml").write_text(one.texts["corpus.yaml"], encoding="utf-8")
    assert nc.load(beside).manifest.actors["carl"].name == "Carl Dahl"
    one.save("talks.yaml")
    await one.next("talks.yaml")
    assert "Add `carl` to the registry of the corpus" not in await one.actions("talks.yaml", lsp.Range(at, at))
    anywhere = one.at("talks.yaml", "published")
    assert not await one.actions("talks.yaml", lsp.Range(anywhere, anywhere))


@in_editor(folder="beside")
async def test_what_cannot_be_done_is_said(one):
    """An unknown event, an unknown command, an annotation that is broken or gone, offsets that are none."""

    async def refusal(one, *arguments, name="annotate"):
        with pytest.raises(Exception) as refused:
            await one.command(lsp.Command("", f"newscorpus.{name}", arguments=list(arguments)))
        return str(refused.value)

    uri = one.uri("talks.yaml")
    await one.open("talks.yaml")
    assert "`poem` is nothing" in await refusal(one, uri, "poem", "", 0, 4)
    assert "show needs 5 arguments: string, integer, integer" in await refusal(one, uri, name="show")
    assert "annotate needs 5 arguments" in await refusal(one, uri, "actor", "", "0", 4)
    assert "no quote at `events.none`" in await refusal(one, uri, ["events", "none"], 0, 4, name="context")
    assert "gone.yaml cannot be read" in await refusal(one, one.uri("gone.yaml"), "actor", "", 0, 4)
    assert "no actor `nobody`" in await refusal(one, uri, "nobody", name="register")
    assert "no corpus" in await refusal(one, one.uri("gone.yaml"), "nobody", name="register")
    assert "no `events.nothing`" in await refusal(one, uri, "evidence", "nothing", 0, 4)
    broken = BESIDE.replace("carl]}", "carl")
    await one.edit("talks.yaml", 0, len(BESIDE), broken)
    assert await refusal(one, uri, "actor", "", 0, 4)
    assert one.texts["talks.yaml"] == broken


ADD = "Add `{}` to the registry of the corpus"


def test_ids_in_a_list(oslo):
    """An actor of a list with ids is registered, in a `corpus.yaml` without actors, too."""
    people = "actors:\n  - {id: bo, name: Anna Berg, kind: person}\n"
    text = f"format: newscorpus/1\nid: talks\ntext: {TEXT}\n{people}claims:\n  - {{quote: We agree, by: bo}}\n"
    (oslo / "corpus.yaml").write_text("format: newscorpus/1\nname: oslo\n", encoding="utf-8")
    (oslo / "later.yaml").unlink()

    async def session(one):
        await one.open("talks.yaml", text)
        assert [lens.command.title for lens in await one.lenses("talks.yaml")] == ["1 reference, 1 mention"]
        assert await one.hints("talks.yaml") == []
        at = one.at("talks.yaml", "bo,")
        await one.command((await one.actions("talks.yaml", lsp.Range(at, at)))[ADD.format("bo")].command)
        assert one.texts["corpus.yaml"].endswith("actors:\n  bo:\n    name: Anna Berg\n    kind: person\n")

    run(oslo, session)


@pytest.mark.parametrize(
    ("manifest", "why"),
    [
        ("name: [", "corpus.yaml is not valid YAML; correct it first"),
        (MANIFEST.replace("  norway:", "  ? norway\n  :"), "corpus.yaml cannot be edited with certainty"),
        ("", "is not valid YAML"),
        (None, "`carl`, or corpus.yaml cannot be read"),
    ],
)
@in_editor
async def test_a_registry_that_cannot_be_edited(one, oslo, manifest, why):
    await one.open("talks.yaml")
    at = one.at("talks.yaml", "carl:")
    action = (await one.actions("talks.yaml", lsp.Range(at, at)))[ADD.format("carl")]
    if manifest is None:
        (oslo / "corpus.yaml").unlink()
    else:
        await one.open("corpus.yaml", manifest)
    with pytest.raises(Exception, match=why):
        await one.command(action.command)
    assert one.texts.get("corpus.yaml") == manifest


@in_editor(shows=False)
async def test_the_client_refuses(one, oslo):
    """An edit is an error with the reason; a place is not shown by a client that cannot."""
    (oslo / "talks.txt").write_text(TEXT, encoding="utf-8")
    one.open_text("talks.txt")
    await one.open("talks.yaml", TALKS.replace(f"text: {TEXT}", "text_file: talks.txt"))
    one.refuses = "read-only"
    command = lsp.Command("", "newscorpus.annotate", arguments=[one.uri("talks.yaml"), "claim", "", 0, 4])
    with pytest.raises(Exception, match="the editor has not changed the file: read-only"):
        await one.command(command)
    show = lsp.Command("", "newscorpus.show", arguments=[one.uri("talks.yaml"), 0, 0, 0, 1])
    assert await one.command(show) is False
    assert one.client.shown == []


@pytest.fixture
def proofread(oslo):
    """The corpus with what a model has objected to, and with the setting that reports it."""
    (oslo / "corpus.yaml").write_text(f"{MANIFEST}checks: {{severity: {{contradicted-value: warning}}}}\n")
    (oslo / "talks.yaml").write_text(TALKS, encoding="utf-8")
    answer = (
        '[{"at": "events.meeting.type", "problem": "contradicted", "quote": "met", "should_be": "walk", "why": "So."}]'
    )
    (oslo / "in").mkdir()
    newscorpus("proofread", oslo, "--prompts", oslo / "out")
    (prompt,) = (oslo / "out").glob("talks.*")
    (oslo / "in" / prompt.name).write_text(answer)
    newscorpus("proofread", oslo, "--answers", oslo / "in")
    return oslo


@in_editor(folder="proofread")
async def test_an_objection_of_a_model_is_accepted_or_waived(one):
    assert said(await one.open("talks.yaml")) == [("NC961", 12)]
    found = await one.actions("talks.yaml")
    assert [*found] == ["replace `talks` with `walk`", "Waive NC961 here, with a reason"]
    assert await one.do("talks.yaml", found["replace `talks` with `walk`"]) == []
    assert one.texts["talks.yaml"] == TALKS.replace("type: talks", "type: walk")
