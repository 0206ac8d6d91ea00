"""`newscorpus lsp`: moving in an annotation, in its corpus, and between its quotes and the text of the article."""

import asyncio
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("pytest_lsp")
from editor import lsp
from oslo import LATER, TALKS, TEXT, in_editor, run

import newscorpus as nc

ROOT = Path(__file__).parent.parent.parent
SEED = "000_acf5269c8d9a5d96.yaml"
BESIDE = TALKS.replace(f"text: {TEXT}", "text_file: talks.txt")
ARTICLE = "😀 " + TEXT.replace("The fence", "\n\nThe fence")


@pytest.fixture
def seeds(tmp_path):
    return shutil.copytree(ROOT / "seeds", tmp_path / "seeds")


@pytest.fixture
def beside(oslo):
    """An article whose text is in a file of its own."""
    (oslo / "later.yaml").unlink()
    (oslo / "talks.yaml").write_text(BESIDE, encoding="utf-8")
    (oslo / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    return oslo


def shown(one, places):
    """Locations as file, line from 0."""
    return sorted((Path(place.uri).name, place.range.start.line) for place in places)


@in_editor
async def test_definitions(one):
    """In the file, in the registry, in another article; in a list with ids; of nothing."""
    await one.open("talks.yaml")
    await one.open("later.yaml")
    where = one.at("talks.yaml", "anna, carl")
    (place,) = await one.define("talks.yaml", where)
    assert one.words("talks.yaml", place.range) == "anna"
    assert shown(one, await one.define("talks.yaml", one.at("talks.yaml", "norway}"))) == [("corpus.yaml", 5)]
    assert shown(one, await one.define("later.yaml", one.at("later.yaml", "talks#meeting"))) == [("talks.yaml", 10)]
    assert await one.define("talks.yaml", one.at("talks.yaml", "Berg meets")) == []
    assert await one.define("talks.yaml", lsp.Position(99, 0)) == []
    text = (
        TALKS[: TALKS.index("actors:")]
        + "actors:\n  - id: bo\n    name: Bo\nclaims:\n  - by: bo\n    about: [b#c, [bo]]\n"
    )
    await one.edit("talks.yaml", 0, len(TALKS), text)
    assert shown(one, await one.define("talks.yaml", one.at("talks.yaml", "bo\n    about"))) == [("talks.yaml", 5)]
    assert await one.define("talks.yaml", one.at("talks.yaml", "b#c")) == []


@in_editor
async def test_references(one, oslo):
    """In the file; of an actor of the registry and of an event, in the other articles too."""
    await one.open("talks.yaml")
    await one.open("later.yaml")
    found = await one.refer("talks.yaml", one.at("talks.yaml", "anna:"))
    assert shown(one, found) == [("talks.yaml", 5), ("talks.yaml", 14), ("talks.yaml", 20)]
    found = await one.refer("talks.yaml", one.at("talks.yaml", "anna:"), declaration=False)
    assert [line for _, line in shown(one, found)] == [14, 20]
    found = await one.refer("talks.yaml", one.at("talks.yaml", "meeting:\n"))
    assert shown(one, found) == [("later.yaml", 12), ("talks.yaml", 10), ("talks.yaml", 21), ("talks.yaml", 22)]
    assert shown(one, await one.refer("later.yaml", one.at("later.yaml", "talks#meeting"))) == shown(one, found)
    found = await one.refer("later.yaml", one.at("later.yaml", "norway]"))
    assert shown(one, found) == [("corpus.yaml", 5), ("later.yaml", 10), ("talks.yaml", 5)]
    await one.open("corpus.yaml")
    assert shown(one, await one.refer("corpus.yaml", one.at("corpus.yaml", "norway:"))) == shown(one, found)
    found = await one.highlight("talks.yaml", one.at("talks.yaml", "anna:"))
    assert sorted(item.range.start.line for item in found) == [5, 14, 20]
    assert not await one.refer("talks.yaml", one.at("talks.yaml", "published"))
    assert not await one.highlight("talks.yaml", one.at("talks.yaml", "published"))

    long = TALKS.replace("[anna, carl]", "[{actor: anna, mention: Berg}, {actor: carl}]")
    await one.edit("talks.yaml", 0, len(TALKS), long)
    found = await one.refer("talks.yaml", one.at("talks.yaml", "carl}"), declaration=False)
    assert shown(one, found) == [("talks.yaml", 14), ("talks.yaml", 22)]
    assert not await one.refer("talks.yaml", one.at("talks.yaml", "actor: anna"))
    await one.edit("talks.yaml", 0, len(long), TALKS)
    for name in ("later.yaml", "corpus.yaml"):
        one.close(name)
        (oslo / name).unlink()
    assert not await one.define("talks.yaml", one.at("talks.yaml", "norway}"))
    found = await one.refer("talks.yaml", one.at("talks.yaml", "norway}"))
    assert shown(one, found) == [("talks.yaml", 5)]


@in_editor
async def test_references_of_a_file_whose_check_is_still_to_come(one):
    """They are those in all of the corpus, which is loaded."""
    await one.open("talks.yaml")
    await one.open("corpus.yaml", wait=False)
    found = await one.refer("corpus.yaml", one.at("corpus.yaml", "norway:"))
    assert shown(one, found) == [("corpus.yaml", 5), ("later.yaml", 10), ("talks.yaml", 5)]


def _of_norway(oslo, count, events=0):
    """Articles that name an actor of the registry, with so many other events."""
    event = "  other{}: {{kind: event, type: other, evidence: Anna Berg slept, note: another}}\n"
    more = "".join(map(event.format, range(events)))
    for i in range(count):
        (oslo / f"a{i}.yaml").write_text(LATER.replace("id: later", f"id: a{i}") + more, encoding="utf-8")


def _norway(one):
    """The request for all places of the actor."""
    where = one.at("talks.yaml", "norway}")
    return lsp.ReferenceParams(lsp.ReferenceContext(True), lsp.TextDocumentIdentifier(one.uri("talks.yaml")), where)


def test_other_requests_do_not_wait_for_references(oslo):
    _of_norway(oslo, 60, events=100)

    async def session(one):
        await one.open("talks.yaml")
        references = one.client.protocol.send_request(lsp.TEXT_DOCUMENT_REFERENCES, _norway(one))
        await one.hover("talks.yaml", one.at("talks.yaml", "carl:"))
        assert not references.done()
        assert len(await asyncio.wrap_future(references)) == 60 + 3

    run(oslo, session)


def test_references_are_cancelled(oslo):
    _of_norway(oslo, 60, events=100)

    async def session(one):
        await one.open("talks.yaml")
        send = one.client.protocol
        references = send.send_request(lsp.TEXT_DOCUMENT_REFERENCES, _norway(one), msg_id="long")
        send.notify(lsp.CANCEL_REQUEST, lsp.CancelParams("long"))
        with pytest.raises(Exception, match=r"(?i)cancel"):
            await asyncio.wrap_future(references)
        assert len(await one.client.text_document_references_async(_norway(one))) == 60 + 3

    run(oslo, session)


def test_references_follow_what_changes_on_the_disk(oslo):
    _of_norway(oslo, 2)

    async def session(one):
        await one.open("talks.yaml")
        await one.open("corpus.yaml")
        assert len(await one.client.text_document_references_async(_norway(one))) == 2 + 3
        text = LATER.replace("id: later", "id: a1").replace("[anna, norway]", "[anna, denmark]")
        (oslo / "a1.yaml").write_text("# moved\n" + text.replace("slept", "slept #"), encoding="utf-8")
        changed = lsp.FileEvent(one.uri("a1.yaml"), lsp.FileChangeType.Changed)
        one.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([changed]))
        await one.next("talks.yaml")
        assert len(await one.client.text_document_references_async(_norway(one))) == 1 + 3
        manifest = one.texts["corpus.yaml"]
        denmark = "  denmark: {name: Denmark, kind: country, country: DK}\n"
        await one.edit("corpus.yaml", 0, len(manifest), manifest.replace("actors:\n", f"actors:\n{denmark}"))
        one.save("corpus.yaml")
        await one.next("corpus.yaml")
        places = await one.refer("corpus.yaml", one.at("corpus.yaml", "denmark"))
        assert sorted(place.uri.rpartition("/")[2] for place in places) == ["a1.yaml", "corpus.yaml"]

    run(oslo, session)


@in_editor(folder="seeds")
async def test_symbols(one, seeds):
    await one.open(SEED)
    groups = {group.name: group for group in await one.symbols(SEED)}
    assert list(groups) == ["actors", "events", "claims"]
    (article,) = nc.load(seeds).articles.values()
    names = {name: [child.name for child in group.children] for name, group in groups.items()}
    assert names["actors"] == list(article.actors)
    assert names["events"] == list(article.events)
    assert len(names["claims"]) == len(article.claims)
    details = {child.name: child.detail for child in groups["actors"].children}
    assert details["blinken"] == "Antony Blinken"
    for group in groups.values():
        for child in group.children:
            assert group.range.start <= child.range.start <= child.selection_range.start
            assert child.selection_range.end <= child.range.end <= group.range.end


def words_in(one, places):
    """File and words of locations."""
    return [(place.uri.rpartition("/")[2], one.words(place.uri.rpartition("/")[2], place.range)) for place in places]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@in_editor(folder="beside")
async def test_a_quote_leads_to_its_words(one, encoding):
    """Definition from a quote, a time, a place and `text_file`; in an open text and in one that is closed."""
    assert await one.open("talks.yaml") == []
    one.texts["talks.txt"] = ARTICLE
    for _ in range(2):
        for words in ("on Monday", "Oslo", "We agree on the fence", "Chancellor"):
            found = await one.define("talks.yaml", one.at("talks.yaml", words))
            assert words_in(one, found) == [("talks.txt", words)]
        (found,) = await one.define("talks.yaml", one.at("talks.yaml", "talks.txt"))
        assert (found.uri, found.range.start) == (one.uri("talks.txt"), lsp.Position(0, 0))
        one.open_text("talks.txt")


@in_editor(folder="beside")
async def test_a_quote_leads_into_the_annotation_that_contains_the_text(one):
    await one.open("talks.yaml", TALKS)
    (found,) = await one.define("talks.yaml", one.at("talks.yaml", "on Monday:"))
    assert one.words("talks.yaml", found.range) == "on Monday"
    assert one.offset("talks.yaml", found.range.start) == TALKS.index("on Monday")
    assert not await one.links("talks.yaml")


@in_editor(folder="beside")
async def test_words_lead_to_what_is_annotated(one):
    """References, definition, hover and highlights in the text, while the annotation is closed, open and edited."""
    one.open_text("talks.txt")
    one.texts["talks.yaml"] = BESIDE
    monday = one.at("talks.txt", "on Monday")
    for _ in range(2):
        found = words_in(one, await one.refer("talks.txt", monday))
        evidence = "Anna Berg, Chancellor of Norway, met Carl Dahl in Oslo on Monday"
        assert found == [("talks.yaml", "on Monday"), ("talks.yaml", evidence)]
        assert words_in(one, await one.define("talks.txt", monday)) == [("talks.yaml", "on Monday")]
        assert await one.hover("talks.txt", monday) == (
            "- when of the meeting **meeting** (talks)\n- evidence of the meeting **meeting** (talks)"
        )
        assert "name of the actor **carl** (Carl Dahl)" in await one.hover("talks.txt", one.at("talks.txt", "Carl"))
        assert "quote of **claims[0]** by anna" in await one.hover("talks.txt", one.at("talks.txt", "agree"))
        lit = await one.highlight("talks.txt", one.at("talks.txt", "Berg,"))
        assert sorted(one.words("talks.txt", item.range) for item in lit) == ["Anna Berg", "Berg", "Chancellor"]
        old = one.at("talks.txt", "is old")
        assert not await one.refer("talks.txt", old)
        assert not await one.hover("talks.txt", old)
        assert not await one.highlight("talks.txt", old)
        await one.open("talks.yaml")
    await one.edit("talks.yaml", 0, 0, "# a\n", wait=False)
    (found,) = await one.define("talks.txt", monday)
    assert one.words("talks.yaml", found.range) == "on Monday"
    await one.edit("talks.txt", 0, 1, "", wait=False)
    assert not await one.define("talks.txt", monday)  # it is another text than that of the article


@in_editor(folder="beside")
async def test_links(one):
    """The text file, and each quote with its line and column there, as the client counts them."""
    await one.open("talks.yaml")
    links = {one.words("talks.yaml", link.range): link.target for link in await one.links("talks.yaml")}
    text = one.uri("talks.txt")
    assert links["talks.txt"] == text
    one.texts["talks.txt"] = ARTICLE
    for words in ("on Monday", "We agree on the fence"):
        column = one.position("talks.txt", ARTICLE.index(words)).character + 1
        assert links[words] == f"{text}#L1,{column}"
    assert links.keys() == {
        "talks.txt",
        "on Monday",
        "Oslo",
        "Chancellor",
        "We agree on the fence",
        "Anna Berg, Chancellor of Norway, met Carl Dahl in Oslo on Monday",
    }


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_annotated_words_have_colours(beside, newline):
    """In the text: the shortest annotation of each word, also over several lines, and again after an edit."""
    article = ARTICLE.replace("Carl Dahl in", f"Carl Dahl{newline}in")
    (beside / "talks.txt").write_bytes(article.encode())

    async def session(one):
        one.open_text("talks.txt")
        assert await one.tokens("talks.txt") == [
            ("Anna Berg", "class"),
            (", ", "event"),
            ("Chancellor", "class"),
            (" of ", "event"),
            ("Norway", "class"),
            (", met ", "event"),
            ("Carl Dahl", "class"),
            ("in ", "event"),
            ("Oslo", "event"),
            (" ", "event"),
            ("on Monday", "event"),
            ("We agree on the fence", "string"),
            ("Berg", "class"),
        ]
        await one.open("talks.yaml")
        await one.edit("talks.yaml", 0, len(BESIDE), BESIDE.replace("quote: We agree on the", "quote: on the"))
        assert ("on the fence", "string") in await one.tokens("talks.txt")
        assert await one.tokens("talks.yaml") == []
        assert one.client.coloured

    run(beside, session)


@in_editor(folder="beside")
async def test_folds(one):
    """Tables, actors, events and claims on several lines, also in a file that is being typed; comments."""
    text = "# one\n# two\n" + BESIDE
    await one.open("talks.yaml", text)
    lines = text.splitlines()
    found = [(lines[fold.start_line].strip(), lines[fold.end_line].strip()) for fold in await one.fold("talks.yaml")]
    assert found == [
        ("actors:", "kind: person"),
        ("carl:", "kind: person"),
        ("events:", "evidence: Anna Berg, Chancellor of Norway, met Carl Dahl in Oslo on Monday"),
        ("meeting:", "evidence: Anna Berg, Chancellor of Norway, met Carl Dahl in Oslo on Monday"),
        ("claims:", "about: [meeting, carl]"),
        ("- quote: We agree on the fence", "about: [meeting, carl]"),
        ("# one", "# two"),
    ]
    await one.edit("talks.yaml", 0, len(text), text.replace("carl]}", "carl"))
    folded = [lines[fold.start_line].strip() for fold in await one.fold("talks.yaml")]
    assert folded == [first for first, _ in found]


@in_editor(folder="beside")
async def test_selection_grows(one):
    """A word, the words in quotation marks, the value, its entry, and so on up to the whole file."""
    text = BESIDE.replace("title: Berg meets Dahl", 'title: "Berg meets Dahl"')
    await one.open("talks.yaml", text)
    found, other = await one.select("talks.yaml", one.at("talks.yaml", "meets"), lsp.Position(99, 0))
    assert found[:4] == ["meets", "Berg meets Dahl", '"Berg meets Dahl"', 'title: "Berg meets Dahl"']
    assert found[-1] == other[-1] == text
    assert all(len(inner) < len(outer) for inner, outer in pairwise(found))
    (found,) = await one.select("talks.yaml", one.at("talks.yaml", "carl]}"))
    assert found[:4] == ["carl", "[anna, carl]", "participant: [anna, carl]", "{participant: [anna, carl]}"]


@in_editor
async def test_between_a_key_and_its_value_the_entry_is_selected(one):
    text = TALKS.replace("title: Berg", "title:    Berg")
    await one.open("talks.yaml", text)
    ((first, *_),) = await one.select("talks.yaml", one.position("talks.yaml", text.index("title:") + 8))
    assert first.strip() == "title:    Berg meets Dahl"


@in_editor
async def test_what_another_program_has_deleted_leads_nowhere(one, oslo):
    """And a new name that is the old one changes nothing."""
    await one.open("later.yaml")
    (oslo / "talks.yaml").unlink()
    where = one.at("later.yaml", "talks#meeting")
    assert await one.define("later.yaml", where) == []
    assert one.changes(await one.ask("rename", "RenameParams", "later.yaml", position=where, new_name="meeting")) == {}
