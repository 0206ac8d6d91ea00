"""`newscorpus lsp`: moving in an annotation, and between its quotes and the text of the article."""

from itertools import pairwise

import pytest

pytest.importorskip("pytest_lsp")
from editor import CLIENTS, lsp
from test_lsp import MANIFEST, TALKS, TEXT, run

BESIDE = TALKS.replace(f"text: {TEXT}", "text_file: talks.txt")
ARTICLE = "😀 " + TEXT.replace("The fence", "\n\nThe fence")


@pytest.fixture
def oslo(tmp_path):
    """A corpus whose text is in a file of its own; before its words is a character outside of the BMP."""
    (tmp_path / "corpus.yaml").write_text(MANIFEST.replace("exclude: [notes.yaml]\n", ""), encoding="utf-8")
    (tmp_path / "talks.yaml").write_text(BESIDE, encoding="utf-8")
    (tmp_path / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def words_in(one, places):
    """File and words of locations."""
    return [(place.uri.rpartition("/")[2], one.words(place.uri.rpartition("/")[2], place.range)) for place in places]


@pytest.mark.parametrize("client_name", CLIENTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_quote_leads_to_its_words(oslo, client_name, encoding):
    """Definition from a quote, a time, a place and `text_file`; in an open text and in one that is closed."""

    async def session(one):
        assert await one.open("talks.yaml") == []
        one.texts["talks.txt"] = ARTICLE
        for _ in range(2):
            for words in ("on Monday", "Oslo", "We agree on the fence", "Chancellor"):
                found = await one.define("talks.yaml", one.at("talks.yaml", words))
                assert words_in(one, found) == [("talks.txt", words)]
            (found,) = await one.define("talks.yaml", one.at("talks.yaml", "talks.txt"))
            assert (found.uri, found.range.start) == (one.uri("talks.txt"), lsp.Position(0, 0))
            one.open_text("talks.txt")

    run(oslo, session, client_name=client_name, encodings=[encoding])


def test_a_quote_leads_into_the_annotation_that_contains_the_text(oslo):
    """The text need not be in a file of its own."""

    async def session(one):
        await one.open("talks.yaml", TALKS)
        (found,) = await one.define("talks.yaml", one.at("talks.yaml", "on Monday:"))
        assert one.words("talks.yaml", found.range) == "on Monday"
        assert one.offset("talks.yaml", found.range.start) == TALKS.index("on Monday")
        assert not await one.links("talks.yaml")

    run(oslo, session)


@pytest.mark.parametrize("client_name", CLIENTS)
def test_words_lead_to_what_is_annotated(oslo, client_name):
    """References, definition, hover and highlights in the text, while the annotation is closed, open and edited."""

    async def session(one):
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

    run(oslo, session, client_name=client_name)


def test_annotations_with_other_names_are_found(oslo):
    """Where the corpus of the text is open: here a second annotation, in a folder of its own."""
    (oslo / "more").mkdir()
    other = BESIDE.replace("id: talks", "id: again").replace("talks.txt", "../talks.txt")
    (oslo / "more" / "again.yaml").write_text(other, encoding="utf-8")

    async def session(one):
        await one.open("talks.yaml")
        one.open_text("talks.txt")
        one.texts["again.yaml"] = other
        found = words_in(one, await one.define("talks.txt", one.at("talks.txt", "on Monday")))
        assert found == [("talks.yaml", "on Monday"), ("again.yaml", "on Monday")]

    run(oslo, session)


@pytest.mark.parametrize("client_name", CLIENTS)
def test_links(oslo, client_name):
    """The text file, and each quote with its line and column there, as the client counts them."""

    async def session(one):
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

    run(oslo, session, client_name=client_name)


@pytest.mark.parametrize("client_name", CLIENTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_annotated_words_have_colours(oslo, client_name, newline):
    """In the text: the shortest annotation of each word, also over several lines, and again after an edit."""
    article = ARTICLE.replace("Carl Dahl in", f"Carl Dahl{newline}in")
    (oslo / "talks.txt").write_bytes(article.encode())

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

    run(oslo, session, client_name=client_name)


@pytest.mark.parametrize("client_name", CLIENTS)
def test_folds(oslo, client_name):
    """Tables, actors, events and claims on several lines, also in a file that is being typed; comments."""
    text = "# one\n# two\n" + BESIDE

    async def session(one):
        await one.open("talks.yaml", text)
        lines = text.splitlines()
        found = [
            (lines[fold.start_line].strip(), lines[fold.end_line].strip()) for fold in await one.fold("talks.yaml")
        ]
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

    run(oslo, session, client_name=client_name)


@pytest.mark.parametrize("client_name", CLIENTS)
def test_selection_grows(oslo, client_name):
    """A word, the words in quotation marks, the value, its entry, and so on up to the whole file."""
    text = BESIDE.replace("title: Berg meets Dahl", 'title: "Berg meets Dahl"')

    async def session(one):
        await one.open("talks.yaml", text)
        found, other = await one.select("talks.yaml", one.at("talks.yaml", "meets"), lsp.Position(99, 0))
        assert found[:4] == ["meets", "Berg meets Dahl", '"Berg meets Dahl"', 'title: "Berg meets Dahl"']
        assert found[-1] == other[-1] == text
        assert all(len(inner) < len(outer) for inner, outer in pairwise(found))
        (found,) = await one.select("talks.yaml", one.at("talks.yaml", "carl]}"))
        assert found[:4] == ["carl", "[anna, carl]", "participant: [anna, carl]", "{participant: [anna, carl]}"]

    run(oslo, session, client_name=client_name)
