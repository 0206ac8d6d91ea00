"""`view --compare`: the same articles by several annotators, side by side."""

import re

import html5lib
import pytest
from command import newscorpus
from drawn import drawn_articles
from hypothesis import HealthCheck, given, settings

import newscorpus as nc

TEXT = "Ida Holm declined to comment on Monday. The court will meet her lawyer on Friday. Anna Berg was not there."
HEAD = f"""\
format: newscorpus/1
id: court
language: en
published: 2024-05-07
text: {TEXT}
"""
ANNA = """\
annotation: {by: Anna}
actors:
  holm: {name: Ida Holm, kind: person}
events:
  silence: {kind: event, type: refusal, participants: {agent: holm}, evidence: [Ida Holm declined to comment]}
  session:
    {kind: meeting, type: hearing, status: planned, when: {on Friday: 2024-05-10}, evidence: [The court will meet]}
"""
BERT = """\
annotation: {by: Bert}
actors:
  ida: {name: Ida Holm, kind: person}
  berg: {name: Anna Berg, kind: person}
events:
  silence: {kind: event, type: refusal, participants: {agent: ida}, evidence: [declined to comment on Monday]}
  hearing: {kind: meeting, type: hearing, status: possible, evidence: [The court will meet]}
"""


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """The article by three annotators: the third has what the second has, but one status."""
    for name, written in (("anna", ANNA), ("bert", BERT), ("carl", BERT.replace("possible", "cancelled"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "court.yaml").write_text(HEAD + written)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def page(path):
    """The tree of a page, which is valid HTML."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(path.read_text(encoding="utf-8"))


def words(element):
    return " ".join("".join(element.itertext()).split())


def cards(tree):
    """The rows of each open point, by its title."""
    found = {}
    for card in tree.iter("details"):
        (name,) = (one for one in card.iter("span") if one.get("class") == "name")
        rows = [[words(cell) for cell in row] for row in card.iter("tr")]
        found[words(name)] = {row[0]: row[1:] for row in rows}
    return found


def test_articles_with_errors_are_refused(folders):
    (folders / "bert/court.yaml").write_text(HEAD + BERT.replace("declined to comment", "refused to comment"))
    ran = newscorpus("view", "--compare", "anna", "bert", "-o", "site")
    assert ran.code == 1
    assert "NC301" in ran.err
    assert not (folders / "site").exists()


def marked(tree, look):
    """The words that have the line of an annotator, by the number of the point."""
    found = {}
    for mark in tree.iter("mark"):
        if look in mark.get("class").split():
            found[mark.get("data-o")] = found.get(mark.get("data-o"), "") + "".join(mark.itertext())
    return found


def test_two_annotators(folders):
    ran = newscorpus("view", "--compare", "anna/", "bert/", "-o", "court.html")
    assert ran == (0, "", "Wrote 1 article to court.html.\n")
    tree = page(folders / "court.html")
    found = cards(tree)
    assert list(found) == ["Ida Holm declined to comment", "The court will meet", "Anna Berg"]
    assert found["Ida Holm declined to comment"] == {
        "": ["anna", "bert"],
        "id": ["silence anna/court.yaml:10", "silence bert/court.yaml:11"],
        "evidence[0]": ["Ida Holm declined to comment line 10", "declined to comment on Monday line 11"],
    }
    assert found["The court will meet"] == {
        "": ["anna", "bert"],
        "id": ["session anna/court.yaml:12", "hearing bert/court.yaml:12"],
        "status": ["planned line 12", "possible line 12"],
        "when": ["{on Friday: 2024-05-10} line 12", "–"],
    }
    assert found["Anna Berg"]["name"] == ["–", "Anna Berg line 9"]
    assert marked(tree, "side1") == {"p1": "Ida Holm declined to comment", "p2": "The court will meeton Friday"}
    assert marked(tree, "side2") == {
        "p1": "declined to comment on Monday",
        "p2": "The court will meet",
        "p3": "Anna Berg",
    }


def test_names_are_no_disagreement(folders):
    (folders / "bert/court.yaml").write_text(HEAD + ANNA.replace("holm", "ida").replace("by: Anna", "by: Bert"))
    newscorpus("view", "--compare", "anna", "bert", "-o", "court.html")
    tree = page(folders / "court.html")
    assert cards(tree) == {}
    assert "All agree." in words(tree)
    (naming,) = (one for one in tree.iter("section") if one.get("aria-labelledby") == "h-naming")
    assert "actor Ida Holm: holm, ida" in words(naming)
    assert "annotation.by[0]: Anna · Bert" in words(naming)


def test_three_annotators(folders):
    newscorpus("view", "--compare", "anna", "bert", "carl", "-o", "court.html")
    found = cards(page(folders / "court.html"))
    assert found["The court will meet"]["status"] == ["planned line 12", "possible line 12", "cancelled line 12"]
    assert found["Anna Berg"]["id"] == ["–", "berg bert/court.yaml:9", "berg carl/court.yaml:9"]
    evidence = found["Ida Holm declined to comment"]["evidence[0]"]
    assert [re.sub(" line.*", "", one) for one in evidence] == [
        "Ida Holm declined to comment",
        "declined to comment on Monday",
        "declined to comment on Monday",
    ]


def test_a_field_of_the_article_itself_has_its_file(folders):
    (folders / "bert/court.yaml").write_text(HEAD + "headline: Rain\n" + BERT)
    newscorpus("view", "--compare", "anna", "bert", "-o", "court.html")
    line = HEAD.count("\n") + 1
    assert cards(page(folders / "court.html"))["The article itself"]["headline"] == [
        "–",
        f"Rain bert/court.yaml:{line}",
    ]


def test_a_part_of_what_another_lacks(folders):
    """Anna has a time, Bert none, and Carl another one: no cell claims what its annotator does not have."""
    (folders / "carl/court.yaml").write_text(HEAD + ANNA.replace("2024-05-10", "2024-05"))
    newscorpus("view", "--compare", "anna", "bert", "carl", "-o", "court.html")
    found = cards(page(folders / "court.html"))["The court will meet"]
    assert found["when"] == ["{on Friday: 2024-05-10} line 12", "–", "…"]
    assert found["when.edtf"][2] == "2024-05 line 12"


def test_two_texts_are_shown_apart(folders):
    (folders / "bert/court.yaml").write_text((HEAD + BERT).replace("was not there", "was there"))
    newscorpus("view", "--compare", "anna", "bert", "-o", "court.html")
    tree = page(folders / "court.html")
    texts = ["".join(one.itertext()) for one in tree.iter("div") if "text" in one.get("class", "").split()]
    assert texts == [TEXT, TEXT.replace("was not there", "was there")]
    assert cards(tree)["The article itself"]["text"][1].startswith("Ida Holm")


def test_a_folder_of_pages(folders):
    """A list of the articles that all have, with links; and what only some have."""
    for name in ("anna", "bert"):
        (folders / name / "second.yaml").write_text((HEAD + ANNA).replace("id: court", "id: second"))
    (folders / "anna" / "third.yaml").write_text((HEAD + ANNA).replace("id: court", "id: third"))
    ran = newscorpus("view", "--compare", "anna", "bert", "-o", "site")
    assert ran.err == "Wrote 2 articles to site/index.html.\n"
    index = page(folders / "site/index.html")
    rows = [[words(cell) for cell in row] for row in index.iter("tr")]
    assert rows[1:] == [
        ["Ida Holm declined to comment on Monday. court", "3", "2", "", "1", "", "1"],
        ["Ida Holm declined to comment on Monday. second", "0", "", "", "", "", "3"],
    ]
    assert "third: only anna" in words(index)
    links = [one.get("href") for one in index.iter("a")]
    assert links == ["articles/court.html", "articles/second.html"]
    for link in links:
        assert (folders / "site" / link).is_file()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["anna"], "two or more annotators are needed to compare, each a file or folder"),
        (["anna", "nobody"], "nobody"),
        (["anna", "other"], "there is no article that all annotators have"),
    ],
)
def test_what_cannot_be_compared(folders, given, said):
    (folders / "other").mkdir()
    for id_ in ("x", "y"):
        (folders / "other" / f"{id_}.yaml").write_text((HEAD + ANNA).replace("id: court", f"id: {id_}"))
    ran = newscorpus("view", "--compare", *given, "-o", "site")
    assert ran.code == 2
    assert said in ran.err
    assert not (folders / "site").exists()


def test_without_the_option_all_are_one_site(folders):
    ran = newscorpus("view", "anna", "bert", "-o", "site")
    assert ran.err.splitlines() == [
        "Wrote 2 articles to site/index.html, with 1 finding.",
        "Some articles have the same id. To show what several annotators have, add --compare.",
    ]


def test_hostile_words_are_words(folders):
    attack = "<script>hacked=1</script><img src=x onerror=hacked=1>"
    for name in ("anna", "bert"):
        file = folders / name / "court.yaml"
        titled = file.read_text().replace("type: refusal", f"type: refusal, title: '{attack} by {name}'")
        file.write_text(titled.replace("Anna Berg", attack))
    assert newscorpus("view", "--compare", "anna", "bert", "-o", "court.html").code == 0
    tree = page(folders / "court.html")
    assert not list(tree.iter("img"))
    assert len(list(tree.iter("script"))) == 1


def test_open_points_of_an_adjudicated_article(folders):
    """Each has the lines of every annotator side by side, and leads to what it is about."""
    gold = folders / "gold"
    assert newscorpus("adjudicate", "anna", "bert", "-o", gold).code == 0
    file = gold / "court.yaml"
    file.write_text(file.read_text() + "  - {at: events.silence.when, note: is it the Monday of this week?}\n")
    assert newscorpus("view", file, "-o", "gold.html").code == 0
    tree = page(folders / "gold.html")
    found = {}
    for card in tree.iter("details"):
        if "point" in card.get("class").split():
            rows = [[words(cell) for cell in row] for row in card.iter("tr")]
            found[words(next(card.iter("code")))] = (rows, [one.get("href") for one in card.iter("a")])
    assert found["events.session.status"] == ([["anna", "bert"], ["status: planned", "status: possible"]], ["#e2"])
    assert found["actors.berg"][0] == [["anna", "bert"], ["–", "berg: {name: Anna Berg, kind: person}"]]
    assert found["events.silence.when"] == ([], ["#e1"])
    assert "is it the Monday of this week?" in words(tree)


def points(tmp_path, *articles):
    """The open points of articles in memory, by what they are about, and the text of the page."""
    viewed = nc.view(list(articles), tmp_path / "page.html", compare=True)
    written = viewed.page.read_text(encoding="utf-8")
    tree = html5lib.parse(written, namespaceHTMLElements=False)  # control characters of a text are not valid HTML
    found = [one for one in tree.iter("details") if "point" in one.get("class").split()]
    return [words(next(one for one in card.iter("span") if one.get("class") == "what")).split(",")[0] for card in found]


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(article=drawn_articles, other=drawn_articles)
def test_any_two_can_be_compared(tmp_path, article, other):
    """With itself, an article has no open points. Sides can be swapped, and a third who agrees changes nothing."""
    assert points(tmp_path, article, article) == []
    once = sorted(points(tmp_path, article, other))
    assert once == sorted(points(tmp_path, other, article))
    assert sorted(points(tmp_path, article, other, other)) == once
