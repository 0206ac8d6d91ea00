"""Pages, cells and lines: what is annotated stands on its words, nothing of the text is lost, and nothing in it acts."""

import base64
import hashlib
import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import html5lib
import pytest
from command import newscorpus
from drawn import drawn_articles, drawn_texts
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import page_of, site_of

import newscorpus as nc
from newscorpus.cli.main import main
from newscorpus.models import edtf
from newscorpus.views import phrases
from newscorpus.views.marks import DEEPEST, LINES, OVER, marks_of, pieces

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
HEAD = "format: newscorpus/1\nid: a\nlanguage: en\n"
TEXT = HEAD + "text: Anna Berg met Carl Dahl in Oslo on Monday.\n"


def parsed(page):
    """The page as a parser of another maker reads it."""
    return html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)


def found(tree, selector):
    """Elements by tag and class: `mark.evidence`."""
    tag, _, name = selector.partition(".")
    return [e for e in tree.iter(tag) if not name or name in e.get("class", "").split()]


def by_id(tree, name):
    return next(e for e in tree.iter() if isinstance(e.tag, str) and e.get("id") == name)


def words(element):
    return "".join(element.itertext())


@pytest.fixture(scope="module")
def seed():
    (article,) = nc.load(SEEDS).articles.values()
    return article


@pytest.fixture
def run(monkeypatch, tmp_path, capsys):
    """Runs the command in an empty folder: (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def call(*words):
        with pytest.raises(SystemExit) as stop:
            main([str(w) for w in words])
        output = capsys.readouterr()
        return stop.value.code, output.out, output.err

    return call


@given(drawn_texts)
def test_pieces_are_the_text_and_carry_its_marks(article):
    """Cut wherever a mark begins or ends, nothing lost, each piece with exactly the marks that cover it."""
    article = nc.anchor(article)
    marks = marks_of(article)
    cut = list(pieces(article.text, marks))
    assert "".join(piece.text for piece in cut) == article.text
    for piece in cut:
        start, end = piece.start, piece.start + len(piece.text)
        covering = {m for m in marks if m.start <= start and end <= m.end}
        assert set(piece.marks) == covering
        assert not any(m.start < end and start < m.end for m in marks if m not in covering)
    begun = [mark for piece in cut for mark in piece.begins]
    assert sorted(begun, key=repr) == sorted((m for m in marks if m.part in LINES), key=repr)


@given(drawn_texts)
def test_no_two_lines_lie_on_each_other(article):
    """What overlaps has lanes of its own, above the words and below."""
    marks = marks_of(nc.anchor(article))
    for parts in (LINES, OVER):
        lines = [m for m in marks if m.part in parts and m.lane < DEEPEST]
        for i, one in enumerate(lines):
            assert not any(one.lane == o.lane and o.start < one.end and one.start < o.end for o in lines[i + 1 :])


def test_counts_are_shown_with_their_sources_and_what_they_come_to():
    """In the card of the event, and the event in the card of each source."""
    counts = (nc.Count(count=43, text="43", by=("ministry",)), nc.Count(count="61+", by=("reds", "nobody")))
    event = nc.Incident(
        id="e",
        type="attack",
        evidence=(nc.Quote(exact="x"),),
        casualties={"killed": counts, "injured": (nc.Count(count=3),), "missing": (nc.Count(count=1),) * 2},
    )
    ministry = nc.Actor(id="ministry", name="The Ministry", kind="organization")
    page = page_of(nc.Article(id="a", text="x", actors=[ministry], events=[event]))
    for harm, shown in {
        "killed": "43 (“43”), by The Ministry; 61 or more, by reds, nobody; in all 43 or more; best estimate 43",
        "injured": "3",
        "missing": "1; 1; in all 2",
    }.items():
        assert f"<dt>{harm}</dt><dd><bdi>{shown}</bdi></dd>" in page
    assert page.count("<dt>source of casualties</dt>") == 1


def test_very_deep_nesting_is_drawn():
    """Lanes end somewhere; what is deeper shares the last one, and still has its number."""
    text = " ".join(f"w{i}" for i in range(30))
    quotes = [" ".join(f"w{j}" for j in range(i)) for i in range(1, 20)]
    events = {f"e{i}": nc.Event(id=f"e{i}", type="other", evidence=(nc.Quote(exact=q),)) for i, q in enumerate(quotes)}
    article = nc.anchor(nc.Article(id="a", language="en", text=text, events=events))
    page = parsed(page_of(article))
    assert {e.get("data-n") for e in found(page, "a.ref")} == {str(i) for i in range(1, 20)}


@settings(max_examples=60)
@given(drawn_articles)
def test_a_parser_reads_the_text_back(article):
    """Whatever the text and its annotation: the page's text is the article's, code point for code point."""
    article = nc.anchor(article)
    page = parsed(page_of(article))
    if article.text is None:
        assert not [e for e in page.iter() if e.get("id") == "text"]
        return
    assert words(by_id(page, "text")) == article.text.replace("\0", "\u2400")
    # The title's white space is one line's; all else of a page is ours.
    assert len(found(page, "script")) == 1
    assert len(found(page, "style")) == 1


def test_the_policy_lets_in_what_the_page_holds_and_no_more(seed):
    page = page_of(seed)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none';")
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (held,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(held.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert " style=" not in page
    assert not re.search(r"\son\w+=", re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL))


def test_the_direction_of_a_language():
    """By language or script; left to the text where neither is known."""
    rtl, ltr = dict.fromkeys(("ar", "he-IL", "az-Arab-IR"), "rtl"), dict.fromkeys(("ur-Latn", "en", "zh-Hant"), "ltr")
    for language, way in {**rtl, **ltr, "und": "auto", None: "auto"}.items():
        page = parsed(page_of(nc.Article(id="a", language=language, text="شرح" if way == "rtl" else "text")))
        assert {p.get("dir") for p in by_id(page, "text").iter("p")} == {way}, language


def test_lines_are_paragraphs_where_there_is_no_blank_one():
    page = parsed(page_of(nc.Article(id="a", language="en", text="\n one\ntwo \n\tthree\n")))
    text = by_id(page, "text")
    assert [words(p) for p in text.iter("p")] == ["one", "two", "three"]
    assert words(text) == "\n one\ntwo \n\tthree\n"


@pytest.mark.parametrize("said", ["text_file: a.txt", "text: 'Anna Berg met Carl Dahl in Oslo. Anna Berg left.'"])
def test_findings_stand_at_their_words(said, tmp_path):
    """At what they point at, at the annotation that they are about, or in the list alone; wherever the text lies."""
    (tmp_path / "a.txt").write_text("Anna Berg met Carl Dahl in Oslo. Anna Berg left.\n")
    (tmp_path / "a.yaml").write_text(
        HEAD
        + f"{said}\n"
        + "published: 2024-05-08\nactors:\n  anna: {name: Anna Berg, kind: person, aliases: [Annie]}\n"
        "events:\n"
        "  met: {kind: meeting, type: talks, evidence: [Anna Berg met Carl Dahl in Oslo], when: 2030, places: {Bergen: 'NO'}}\n"
        "  left: {kind: event, type: departure, evidence: [Anna Berg], participants: {agent: [nobody]}}\n"
    )
    report = nc.check(tmp_path)
    codes = {f"f{i}": d.code for i, d in enumerate(report.diagnostics, 1)}
    assert {"NC302", "NC403", "NC201", "NC304", "NC315"} <= set(codes.values())
    index = site_of(tmp_path / "site", tmp_path)
    page = parsed((index.parent / "articles" / "a.html").read_text(encoding="utf-8"))
    marked = {}
    for mark in found(by_id(page, "text"), "mark.finding"):
        code = codes[mark.get("data-o")]
        marked[code] = marked.get(code, "") + words(mark)
    assert marked["NC302"] == "Anna BergAnna Berg"
    assert marked["NC403"] == "Anna Berg met Carl Dahl in Oslo"
    assert marked["NC315"] == "Berg"  # the words that are nearest to `Bergen`
    assert [e.get("id") for e in found(page, "details.finding")] == list(codes)


BROKEN = """\
format: newscorpus/1
id: A b
text: Anna Berg met Carl Dahl.
url: "javascript:alert(1)"
actors:
  Anna: {name: 3, kind: persson, roles: [{title: 3, org: 7}]}
  carl: nothing
events:
  talks: {kind: meeting, type: 3, status: [], evidence: [], when: 2023-02-30, relations: {after: [talks, none, other#x]}}
  other: {}
claims:
  - {}
  - {quote: Nowhere, by: [nobody], about: [none], at: none, via: none}
"""


def test_what_is_broken_is_shown_as_far_as_it_can_be(tmp_path):
    (tmp_path / "a.yaml").write_text(BROKEN)
    (tmp_path / "b.yaml").write_text("format: newscorpus/1\na: [")
    site_of(tmp_path / "site", tmp_path)
    (page,) = (tmp_path / "site" / "articles").iterdir()
    tree = parsed(page.read_text(encoding="utf-8"))
    assert words(by_id(tree, "text")) == "Anna Berg met Carl Dahl."
    assert len(found(tree, "details.finding")) > 5
    assert "javascript:" not in [a.get("href", "") for a in tree.iter("a")]
    index = parsed((tmp_path / "site" / "index.html").read_text(encoding="utf-8"))
    assert any("b.yaml" in words(li) for li in index.iter("li"))


def data_of(folder, *articles, **manifest):
    """The data in the page of a corpus."""
    said = {"format": "newscorpus/1", "name": "c", "articles": ["*.json"], **manifest}
    (folder / "corpus.yaml").write_text(json.dumps(said))
    for one in articles:
        (folder / f"{one.id}.json").write_text(nc.dumps(one, "json"))
    page = parsed(site_of(folder / "site", folder).read_text(encoding="utf-8"))
    assert len(found(page, "script")) == 2
    return json.loads(words(by_id(page, "data")))


def test_a_corpus_is_data_for_its_page(tmp_path):
    """Times with their ends, fuzzy and open ones as such; relations across articles; whoever acts, by id."""
    quote = (nc.Quote(exact="x"),)
    one = nc.Article(
        id="one",
        language="en",
        text="x y",
        actors={"anna": nc.Actor(id="anna", name="Anna", kind="person")},
        events={
            "a": nc.Meeting(
                id="a",
                type="talks",
                evidence=quote,
                when=nc.When(edtf="2022~/.."),
                participants={"host": ("anna", "nobody")},
            ),
            "b": nc.Event(
                id="b",
                type="other",
                evidence=quote,
                when=nc.When(edtf="unknown", text="x"),
                relations={"part_of": ("a", "none")},
            ),
            "c": nc.Event(id="c", type="other", evidence=quote, when=nc.When(edtf="2023-02?")),
        },
        claims=(nc.Claim(quote=nc.Quote(exact="y"), by=("anna",), about=("a",), stance="denies"),),
    )
    two = nc.Article(
        id="two",
        sha256="0" * 64,
        language="en",
        events={"a": nc.Event(id="a", type="other", evidence=quote, relations={"same_as": ("one#a",)})},
    )
    made = data_of(tmp_path, one, two)
    a, b, c, d = made["events"]
    assert (a["from"], a.get("to"), a["fuzzyFrom"], a.get("fuzzyTo")) == ("2022-01-01", None, True, None)
    assert a["parties"] == [[0, "host"]]
    assert a["contested"]
    assert (b["when"], b.get("from"), b["relations"]) == ("time unknown", None, [["part of", 0]])
    assert (c["from"], c["to"], c["fuzzyFrom"], c["fuzzyTo"]) == ("2023-02-01", "2023-02-28", True, True)
    assert d["relations"] == [["same as", 0]]
    assert made["actors"] == [{"id": "anna", "name": "Anna", "kind": "person", "articles": 1, "claims": 1}]
    assert [a["coverage"] for a in made["articles"]] == [0.667, None]


def test_unnamed_actors_of_two_articles_are_two(tmp_path):
    """`they` of one article are not those of another, unless the registry or an identifier says so."""
    quote = (nc.Quote(exact="x"),)
    unnamed = [
        nc.Actor(id="they", name="they", kind="group", named=False),
        nc.Actor(id="court", name="the court", kind="organization", named=False, ids={"wikidata": "Q1"}),
        nc.Actor(id="police", name="police", kind="organization", named=False),
    ]
    event = nc.Event(id="e", type="other", evidence=quote, participants={"agent": ("they",)})
    claim = nc.Claim(quote=quote[0], by=("they",))
    every = [
        nc.Article(id=name, text="x", actors={a.id: a for a in unnamed}, events={"e": event}, claims=(claim,))
        for name in ("a", "b")
    ]
    made = data_of(tmp_path, *every, actors={"police": {"name": "police", "kind": "organization", "named": False}})
    assert [(a["id"], a["articles"], a.get("claims")) for a in made["actors"]] == [
        ("a#they", 1, 1),
        ("court", 2, None),
        ("police", 2, None),
        ("b#they", 1, 1),
    ]
    assert [e["parties"][0][0] for e in made["events"]] == [0, 3]


def test_the_data_in_a_page_is_what_was_put_there(tmp_path):
    """Read back by a parser of HTML and one of JSON: neither tags nor what ends a line of a script act."""
    hostile = "</script><!--<script>&\u2028"
    event = nc.Event(id="e", type="other", title=hostile, evidence=(nc.Quote(exact="x"),))
    made = data_of(tmp_path, nc.Article(id="a", language="en", text="x", events={"e": event}), title=hostile)
    assert [one["title"] for one in made["events"]] == [" ".join(hostile.split())]


def test_a_folder_of_pages(run, tmp_path):
    """An index and a page for each article, which lead to each other; again over itself, never over anything else."""
    code, out, err = run("view", ROOT / "tests" / "articles", "-o", "site")
    assert (code, out, err) == (0, "", "Wrote 3 articles to site/index.html.\n")
    pages = sorted(p.name for p in Path("site/articles").iterdir())
    assert pages == ["court.html", "flood.html", "pressekonferenz.html"]
    links = [a.get("href") for a in found(parsed(Path("site/articles/flood.html").read_text(encoding="utf-8")), "a")]
    assert {"../index.html", "court.html", "pressekonferenz.html"} <= set(links)
    assert run("view", ROOT / "tests" / "articles", "-o", "site")[0] == 0
    Path("site/articles/court.html").write_text("mine")
    code, _, err = run("view", ROOT / "tests" / "articles", "-o", "site")
    assert (code, err) == (
        2,
        "error: site/articles/court.html exists and is no page of newscorpus view; write somewhere else\n",
    )
    assert Path("site/articles/court.html").read_text(encoding="utf-8") == "mine"
    # Refused before anything is written.
    Path("site/index.html").unlink()
    assert run("view", ROOT / "tests" / "articles", "-o", "site")[0] == 2
    assert not Path("site/index.html").exists()


def test_pages_of_earlier_articles_are_removed(run, tmp_path):
    """Of those that are not there any more: pages of `view` alone, and only where it writes them."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(f"format: newscorpus/1\nid: {name}\nlanguage: en\ntext: Rain.\n")
    assert run("view", tmp_path, "-o", "site")[0] == 0
    page = Path("site/articles/two.html").read_bytes()
    Path("site/mine.html").write_bytes(page)
    Path("site/articles/mine.html").write_text("mine")
    Path("site/articles/link.html").symlink_to("mine.html")
    (tmp_path / "two.yaml").unlink()
    assert run("view", tmp_path, "-o", "site")[0] == 0
    assert sorted(p.name for p in Path("site/articles").iterdir()) == ["link.html", "mine.html", "one.html"]
    assert Path("site/mine.html").read_bytes() == page


def test_one_page(run):
    """Of one article, at whatever name ends in .html; several do not fit."""
    assert run("view", SEEDS, "-o", "out/a.html") == (0, "", "Wrote 1 article to out/a.html.\n")
    assert "000_acf5269c8d9a5d96" in Path("out/a.html").read_text(encoding="utf-8")
    code, _, err = run("view", ROOT / "tests" / "articles", "-o", "b.html")
    assert (code, err) == (2, "error: 3 articles do not fit one page: use -o FOLDER\n")
    assert run("view", SEEDS)[0] == 2
    assert run("view", SEEDS, "-o", "out/a.html")[0] == 0
    Path("out/a.html").write_text("mine")
    assert run("view", SEEDS, "-o", "out/a.html")[0] == 2
    assert Path("out/a.html").read_text() == "mine"


def test_a_browser_is_opened_where_asked_for(run, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    assert run("view", SEEDS, "--open", "-o", "a.html")[0] == 0
    assert run("view", SEEDS, "--open")[0] == 0
    assert opened[0] == Path("a.html").resolve().as_uri()
    assert opened[1].endswith("/index.html")


def test_pages_have_names_of_their_own(tmp_path):
    """Also where ids are equal, equal but for case, or no names of files; in JSON Lines each has its own findings."""
    lines = [
        {"format": "newscorpus/1", "id": name, "language": "en", "text": f"x {i}"}
        for i, name in enumerate(["Same", "same", "a" * 200, "same", "same-4", "same-5", "same-5"])
    ]
    (tmp_path / "corpus.yaml").write_text("format: newscorpus/1\nname: c\narticles: ['*.jsonl']\n")
    lines[1]["titel"] = "x"
    (tmp_path / "all.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    site_of(tmp_path / "site", tmp_path)
    names = sorted(p.name for p in (tmp_path / "site" / "articles").iterdir())
    assert len({name.casefold() for name in names}) == len(lines)
    assert max(map(len, names)) < 120
    pages = {n: parsed((tmp_path / "site" / "articles" / n).read_text(encoding="utf-8")) for n in names}
    with_unknown_field = [n for n, p in pages.items() if "NC101" in words(p)]
    assert with_unknown_field == ["same-2.html"]


def test_relations_lead_to_other_pages(tmp_path):
    """By the title of the event there; what is nowhere is named as it is written."""
    event = "  {name}: {{kind: event, type: other, title: Title of {name}, evidence: [x], relations: {{same_as: [{other}]}}}}\n"
    for name, other in (("one", "'two#two'"), ("two", "'three#none'")):
        text = (
            HEAD.replace("id: a", f"id: {name}") + f"text: x {name}\nevents:\n" + event.format(name=name, other=other)
        )
        (tmp_path / f"{name}.yaml").write_text(text)
    site_of(tmp_path / "site", tmp_path)
    one, two = (
        parsed((tmp_path / "site" / "articles" / f"{name}.html").read_text(encoding="utf-8")) for name in ("one", "two")
    )
    assert [words(a) for a in one.iter("a") if a.get("href") == "two.html#e1"] == ["Title of two"]
    assert "three#none" in words(by_id(two, "e1"))
    assert not list(by_id(two, "e1").iter("a"))


@settings(max_examples=60)
@given(drawn_articles, st.booleans(), st.integers(20, 120))
def test_nothing_in_a_terminal_acts(article, color, columns):
    """No control characters but our own colours; every line of the text is there, in order."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.json")
        path.write_text(nc.dumps(article, "json"), encoding="utf-8", newline="")
        options = "--color", "always" if color else "never", "--width", columns
        lines = newscorpus("show", path, *options).out.removesuffix("\n").split("\n")
    plain = [re.sub(r"\x1b\[\d+m", "", line) for line in lines]
    assert all(line.isprintable() or "\u200d" in line or "\u200c" in line for line in plain if line.isascii())
    assert not any("\x1b" in line or "\n" in line for line in plain)


def test_show_brackets_evidence_and_claims(run):
    """Overlapping ones, too; below stand the events and claims."""
    code, out, err = run("show", SEEDS, "--width", "200")
    assert (code, err) == (0, "")
    assert "[2 the enormous tension erupted over [3 the story of the Chinese spy balloon 2] which, [4 last" in " ".join(
        out.split()
    )
    assert (
        "   4  Blinken's February visit to Beijing, called off\n      meeting, visit · ✕ cancelled · February 2023 · Beijing\n"
        in out
    )
    assert "   h  China, denies\n" in out
    assert all(
        len(line) <= 60 for line in run("show", SEEDS, "--width", "60")[1].split("\nEvents\n")[0].splitlines()[2:]
    )
    colored = run("show", SEEDS, "--color", "always", "--width", "200")[1]
    assert "\x1b[1mBlinken\x1b[0m" in colored
    assert "\x1b[34mIndonesia\x1b[0m" in colored  # the place of a meeting


def test_show_prints_the_headline_once(run):
    """With the evidence in it, if it is a paragraph of the text; else above the text."""
    head = "format: newscorpus/1\nid: a\nlanguage: en\npublished: 2024-05-08\n"
    event = "events: {e: {kind: meeting, type: talks, evidence: Talks in Oslo}}\n"
    text = 'text: "Talks in Oslo end\\n\\nThey agreed."\n'
    Path("a.yaml").write_text(head + text + event)
    lines = run("show", "a.yaml")[1].splitlines()
    assert lines[:5] == ["[1 Talks in Oslo 1] end", "8 May 2024", "", "They agreed.", ""]
    Path("a.yaml").write_text(head + "headline: They met\n" + text + event)
    lines = run("show", "a.yaml")[1].splitlines()
    assert lines[:5] == ["They met", "8 May 2024", "", "[1 Talks in Oslo 1] end", ""]


def test_show_of_what_is_wrong(run):
    """What can be read is shown; the findings go to the other stream."""
    Path("a.yaml").write_text(TEXT.replace("language: en\n", "language: en\nnonsense: 1\n"))
    Path("b.yaml").write_text(HEAD.replace("id: a", "id: b") + f"sha256: {'0' * 64}\n")
    Path("c.yaml").write_text("[")
    code, out, err = run("show", "a.yaml", "b.yaml", "c.yaml")
    assert code == 1
    assert "Anna Berg met Carl Dahl in Oslo on Monday." in out
    assert "(without its text)" in out
    assert "NC101" in err


@settings(max_examples=40)
@given(drawn_articles)
def test_a_cell_is_inert(article):
    cell = nc.anchor(article)._repr_html_()
    tree = parsed(cell)
    assert not found(tree, "script")
    assert not [e for e in tree.iter() if any(name.startswith("on") or name == "style" for name in e.attrib)]
    if article.text:
        (shown,) = found(tree, "div.nc-text")
        assert words(shown) == article.text.replace("\0", "\u2400")


def test_a_cell_of_a_corpus():
    corpus = nc.load(ROOT / "tests" / "articles")
    tree = parsed(corpus._repr_html_())
    assert len(list(tree.iter("tr"))) == 1 + 3
    many = attrs.evolve(
        corpus, articles={f"a{i}": nc.Article(id=f"a{i}", sha256="0" * 64, language="en") for i in range(30)}
    )
    assert "… and 10 more" in many._repr_html_()
    assert "no text" in many._repr_html_()


def test_a_long_text_is_not_kept_in_a_notebook():
    article = nc.Article(id="a", language="en", text="word " * 5000)
    assert len(article._repr_html_()) < 10_000


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("2023-02", "February 2023"),
        ("2018~", "about 2018"),
        ("18XX?", "the 1800s, uncertain"),
        ("199X", "the 1990s"),
        ("2023-02-14%", "about 14 February 2023, uncertain"),
        ("../2027", "until 2027"),
        ("2022/..", "since 2022"),
        ("2023-06-12/2023-06-18", "12–18 June 2023"),
        ("2023-05/2023-06", "May – June 2023"),
        ("2023-05-30/2023-06-02", "30 May – 2 June 2023"),
        ("2021/2023", "2021–2023"),
        ("2023-05-30/2023-05-30", "30 May 2023"),
        ("2023-05~/2023-06-14", "about May 2023 – 14 June 2023"),
        ("2023-01-03/2024-01-03", "3 January 2023 – 3 January 2024"),
        ("2023-06-12T09:30:00+02:00", "12 June 2023, 09:30 UTC+02:00"),
        ("2023-06-12T09:30:15Z", "12 June 2023, 09:30:15 UTC"),
        ("2023-06-12T09:30:00", "12 June 2023, 09:30"),
        ("0090", "90"),
        ("unknown", "time unknown"),
    ],
)
def test_dates_in_words(expression, said, tmp_path):
    when = nc.When(edtf=expression, text="x")
    event = nc.Event(id="e", type="other", evidence=(nc.Quote(exact="x"),), when=when)
    path = tmp_path / "a.json"
    path.write_text(nc.dumps(nc.Article(id="a", language="en", text="x", events={"e": event}), "json"))
    assert f"event, other · ● occurred · {said}" in newscorpus("show", path, "--width", 200).out


@given(st.from_regex(edtf.EDTF_PATTERN, fullmatch=True))
def test_every_date_has_words(expression):
    assert re.search(r"\d", phrases.dated(expression))
    assert len(phrases.fuzzy_ends(expression)) == 2


def test_counts_in_words():
    assert [phrases.counted(count) for count in (4, "4+", "3..5", "40~")] == ["4", "4 or more", "3 to 5", "about 40"]
    assert phrases.estimated(nc.Estimate(low=4, best=4, high=None)) == "4 or more; best estimate 4"
    assert phrases.estimated(nc.Estimate(low=3, best=4, high=7)) == "3 to 7; best estimate 4"


def test_the_headline_is_shown_once():
    """Above the text if this does not begin with it, else in the text."""
    text = "Talks in Oslo\n\nOSLO, May 8 (AP) — Anna Berg met Carl Dahl.\n"
    article = nc.Article(id="a", text=text, language="en")
    shown = page_of(article)
    assert '<h1 class="hidden"' in shown
    assert '<p class="headline" dir="ltr">Talks in Oslo</p>' in shown
    shown = page_of(attrs.evolve(article, headline="No talks"))
    assert '<h1 dir="ltr" lang="en">No talks</h1>' in shown
    assert 'class="headline"' not in shown


def test_findings_have_their_line_and_no_backticks(run):
    Path("a.yaml").write_text(
        "format: newscorpus/1\nid: a\nlanguage: en\ntext: It rained.\nclaims: [{quote: It rainde}]\n"
    )
    assert run("view", "a.yaml", "-o", "a.html")[0] == 0
    page = Path("a.html").read_text(encoding="utf-8")
    card = page[page.index('id="f1"') : page.index("</details>")]
    assert "error NC301, line 5" in card
    assert "<code>rained</code>" in card
    assert "<dt>line 5</dt><dd><code>claims: [{quote: It rainde}]</code></dd>" in card
    assert "`" not in card


def test_open_points_name_what_they_are_about(run):
    """An actor, an event or a claim of the article, by a link to its card."""
    points = [("actors.anna.country", None), ("events.rain.status", None), ("claims.stance", "It rained")]
    Path("a.yaml").write_text(f"""\
format: newscorpus/1
id: a
language: en
text: Anna Berg said it. It rained in Oslo.
actors: {{anna: {{name: Anna Berg, kind: person}}}}
events: {{rain: {{kind: incident, type: disaster, title: Heavy rain, evidence: [It rained]}}}}
claims: [{{quote: It rained in Oslo, by: anna}}]
todo: {json.dumps([{"at": at, "note": "?", **({"quote": quote} if quote else {})} for at, quote in points])}
""")
    assert run("view", "a.yaml", "-o", "a.html")[0] == 0
    page = Path("a.html").read_text(encoding="utf-8")
    about = re.findall(r'id="t\d".*?<dt>about</dt><dd><a href="#(.)\d+"><bdi>(.*?)</bdi>', page, re.DOTALL)
    assert about == [("a", "Anna Berg"), ("e", "Heavy rain"), ("c", "It rained in Oslo")]
