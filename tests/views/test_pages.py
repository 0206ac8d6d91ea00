"""Pages in a browser: Chromium, where `NEWSCORPUS_CHROMIUM` says or on PATH; skipped without.

They open from disk, fetch nothing, say nothing on the console; what is chosen lights exactly its evidence; filters
filter; axe-core finds no serious fault; what a hostile article holds does not run.
"""

import json
import os
import shutil
from pathlib import Path

import attrs
import pytest
from command import newscorpus
from examples import BY_CODE
from sites import keys_of, page_of, site_of

import newscorpus as nc
from newscorpus.views.corpus import Entry, contents, corpus_page

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("NEWSCORPUS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(os.environ.get("NEWSCORPUS_NODE_MODULES", "none")) / "axe-core" / "axe.min.js"
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")
SLOW = 60_000
"""Milliseconds to wait for what a loaded machine does late; no test says how fast anything is."""

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Watched:
    """A tab that keeps account of what a page should not do."""

    def __init__(self, browser, **options):
        # What moves smoothly is somewhere else when it is clicked.
        still = {"viewport": {"width": 1300, "height": 900}, "reduced_motion": "reduce"}
        self.context = browser.new_context(**{**still, **options})
        self.context.set_default_timeout(SLOW)
        self.page = self.context.new_page()
        self.said, self.fetched = [], []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append("dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self.fetched.append(request.url))

    def open(self, path, fragment=""):
        self.page.goto(path.as_uri() + fragment)
        return self.page

    def quiet(self):
        """Nothing was said, and nothing fetched but pages from disk and what they hold."""
        assert self.said == []
        assert all(url.startswith(("file:", "data:,")) and not url.endswith((".js", ".css")) for url in self.fetched)


@pytest.fixture
def tab(browser):
    """A tab that must have been quiet when the test is over."""
    watched = Watched(browser)
    yield watched
    watched.context.close()
    watched.quiet()


@pytest.fixture(scope="module")
def seed():
    (article,) = nc.load(ROOT / "seeds").articles.values()
    return article


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The pages of the articles that are written for the tests, and of the seed."""
    folder = tmp_path_factory.mktemp("site")
    return site_of(folder, ROOT / "tests" / "articles", ROOT / "seeds")


@pytest.fixture(scope="module")
def seed_page(tmp_path_factory, seed):
    path = tmp_path_factory.mktemp("seed") / "seed.html"
    path.write_text(page_of(seed), encoding="utf-8", newline="")
    return path


TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""What a page does by itself, it has done then."""


LIT = """() => {
  const spans = [];
  let at = 0;
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const length = [...walker.currentNode.data].length;
    if (walker.currentNode.parentElement.closest("mark.lit.PART")) spans.push([at, at + length]);
    at += length;
  }
  return spans;
}"""


def lit(page, part):
    """Spans of the text, in code points, that are lit, joined where they touch."""
    joined = []
    for start, end in page.evaluate(LIT.replace("PART", part)):
        if joined and joined[-1][1] == start:
            joined[-1][1] = end
        else:
            joined.append([start, end])
    return joined


def merged(quotes):
    joined = []
    for start, end in sorted((q.start, q.end) for q in quotes):
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    return joined


@pytest.mark.parametrize("width", [360, 1300])
def test_pages_open_from_disk(browser, site, width):
    """All of a site, narrow and wide, light and dark; links lead on; nothing is wider than the window."""
    tab = Watched(browser, viewport={"width": width, "height": 800})

    def fits(page):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (page.url, scheme)

    page = tab.open(site)
    assert page.locator("#articles tbody tr").count() == 4
    for path in sorted((site.parent / "articles").iterdir()):
        page = tab.open(path)
        assert page.locator("#text").inner_text().strip()
        fits(page)
    page.click(".home")
    page.wait_for_url(site.as_uri() + "*")
    fits(page)
    tab.context.close()
    tab.quiet()


def test_a_click_lights_exactly_the_evidence(tab, seed, seed_page):
    """Of every event and claim, compared with the offsets in code points; a second click puts it out."""
    page = tab.open(seed_page)
    for name, event in seed.events.items():
        summary = page.locator(f"#{keys_of(seed)['events', name]} > summary")
        summary.click()
        assert lit(page, "evidence") == merged(event.evidence)
        assert lit(page, "quote") == []
    for i, claim in enumerate(seed.claims):
        page.locator(f"#{keys_of(seed)['claims', i]} > summary").click()
        assert lit(page, "quote") == merged(claim.quote)
        assert lit(page, "evidence") == []
    for name in seed.actors:
        page.locator(f"#{keys_of(seed)['actors', name]} > summary").click()
        assert lit(page, "mention") == [list(span) for span in seed.mentions(name)]
    page.keyboard.press("Escape")
    assert page.locator(".lit").count() <= 1 + page.locator(".ref.lit").count()


def beginning(mark) -> tuple[float, float]:
    """A point in the first line of a mark, whatever the font: its box has corners where none of its words are."""
    return tuple(mark.evaluate("e => { const r = e.getClientRects()[0]; return [r.x + 2, r.y + r.height / 2]; }"))


def test_words_light_their_card(tab, seed, seed_page):
    """Under the pointer, with all that overlaps there; a click pins it, the next goes on outward."""
    page = tab.open(seed_page)
    keys = keys_of(seed)
    mark = page.locator(f'mark.evidence[data-o="{keys["events", "meet-qin"]}"]').first
    mark.scroll_into_view_if_needed()
    page.mouse.move(*beginning(mark))
    assert page.locator(".card.lit:not(#peek .card)").get_attribute("id") == keys["events", "meet-qin"]
    assert page.locator("#peek .card").count() == 2  # the talks, and the visit of which they are a part
    assert "Blinken meets Qin Gang" in page.locator("#peek").inner_text()
    page.mouse.click(*beginning(mark))
    assert page.locator(f"#{keys['events', 'meet-qin']}").get_attribute("open") is not None
    page.mouse.click(*beginning(mark))
    assert lit(page, "evidence") == merged(seed.events["visit-june"].evidence)
    near = {e.get_attribute("id") for e in page.locator(".card.near").element_handles()}
    assert {keys["actors", "blinken"], keys["events", "meet-qin"]} <= near
    page.locator(".byline").click()
    page.keyboard.press("Escape")
    page.mouse.move(0, 0)
    assert lit(page, "evidence") == []


def test_by_keyboard(tab, seed, seed_page):
    """Numbers are stops of the tabulator: they light their card, Enter leads to it, Escape lets go."""
    page = tab.open(seed_page)
    page.locator(".layers input").last.focus()
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.dataset.o")
    assert first == keys_of(seed)["events", "visit-june"]
    assert lit(page, "evidence") == merged(seed.events["visit-june"].evidence)
    assert page.locator("#peek").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.card').id") == first
    assert page.locator("#announce").inner_text() == "Blinken visits China: 3 places in the text"
    page.keyboard.press("Enter")
    assert page.locator(f"#{first}").get_attribute("open") is None
    page.keyboard.press("Escape")
    assert page.locator("#announce").inner_text() == ""


def test_a_link_leads_to_its_event(tab, seed, seed_page):
    key = keys_of(seed)["events", "balloon"]
    page = tab.open(seed_page, f"#{key}")
    assert lit(page, "evidence") == merged(seed.events["balloon"].evidence)
    page.locator(f"#{key} dd a", has_text="FBI investigation into the balloon").click()
    page.wait_for_selector(f"#{keys_of(seed)['events', 'fbi-probe']}.card.lit")
    assert lit(page, "evidence") == merged(seed.events["fbi-probe"].evidence)


def test_layers_can_be_switched_off(tab, seed_page):
    """Their lines, their tint and their numbers go; the text stays."""
    page = tab.open(seed_page)
    text = page.locator("#text").evaluate("e => e.textContent")
    for layer in ("event", "meeting", "incident", "claim"):
        assert page.locator(f".ref.{layer}:not(.outcome, .cue)").first.is_visible()
        page.locator(f"#show-{layer}").uncheck()
        assert not page.locator(f".ref.{layer}").first.is_visible()
    assert page.locator("#text").evaluate("e => e.textContent") == text


def test_right_to_left(tab, tmp_path):
    """Lines run from the right; marks stand on their words."""
    text = "التقت آنا بيرغ كارل دال في أوسلو يوم الاثنين."
    event = nc.Meeting(id="talks", type="talks", evidence=(nc.Quote(exact="التقت آنا بيرغ كارل دال"),))
    article = nc.anchor(nc.Article(id="a", language="ar", text=text, events={"talks": event}))
    (tmp_path / "a.html").write_text(page_of(article), encoding="utf-8")
    page = tab.open(tmp_path / "a.html")
    assert page.locator("#text p").evaluate("e => getComputedStyle(e).direction") == "rtl"
    box, mark = page.locator("#text p").bounding_box(), page.locator("mark.evidence").bounding_box()
    assert mark["x"] > box["x"] + box["width"] / 2
    page.locator("#e1 > summary").click()
    assert lit(page, "evidence") == merged(article.events["talks"].evidence)


def test_a_card_opens_as_a_sheet_on_a_phone(browser, seed, seed_page):
    """With all that the card has, below the words, which stay in sight; links in it lead on; Escape closes it."""
    tab = Watched(browser, viewport={"width": 390, "height": 844}, has_touch=True)
    page = tab.open(seed_page)
    sheet = page.locator("#sheet")
    assert not sheet.is_visible()
    mark = page.locator("#text mark.evidence").nth(8)
    mark.scroll_into_view_if_needed()
    mark.tap()
    assert sheet.is_visible()
    assert page.evaluate("document.activeElement.id") == "sheet"
    key = page.evaluate("document.querySelector('.card.lit').id")
    assert sheet.locator(".name").inner_text() == page.locator(f"#{key} .name").inner_text()
    assert sheet.locator("dt").count() == page.locator(f"#{key} dt").count()
    assert page.locator("#text mark.lit").first.bounding_box()["y"] < sheet.bounding_box()["y"]
    sheet.locator("dd a[href^='#']").first.tap()
    assert page.evaluate("document.querySelector('.card.lit').id") != key
    assert sheet.is_visible()
    page.keyboard.press("Escape")
    assert not sheet.is_visible()
    page.goto(seed_page.as_uri() + "#e3")
    sheet.wait_for(state="visible")
    sheet.locator(".close").tap()
    assert not sheet.is_visible()
    tab.context.close()
    tab.quiet()


def test_findings_show_both_words_and_lead_to_their_rule(tab, tmp_path):
    """What is quoted, what the article has, and the explanation of the rule, which is in the page."""
    (tmp_path / "a.yaml").write_text(
        "format: newscorpus/1\nid: a\nlanguage: en\ntext: Anna Berg flies to Oslo on Monday.\n"
        "events: {trip: {kind: event, type: support, evidence: [Anna Berg travels to Oslo on Monday]}}\n"
    )
    assert newscorpus("view", tmp_path / "a.yaml", "-o", tmp_path / "page.html").code == 0
    page = tab.open(tmp_path / "page.html")
    card = page.locator("details.finding", has_text="NC301").first
    card.locator("summary").click()
    assert [one.strip('“”"') for one in card.locator("q").all_inner_texts()] == ["travels", "flies"]
    card.locator("a", has_text="NC301 quote-not-in-text").click()
    page.locator("#NC301").wait_for(state="visible")
    assert BY_CODE["NC301"].why.split()[0] in page.locator("#NC301").inner_text()
    assert not AXE.exists() or faults(page, "light") == []
    (tmp_path / "b.yaml").write_text("format: newscorpus/1\nid: [\n")
    page = tab.open(site_of(tmp_path / "site", tmp_path))
    page.locator("#h-findings ~ ul a", has_text="NC002").click()
    page.locator("#NC002").wait_for(state="visible")


def shown(page):
    return page.locator("#shown").inner_text()


def rows(page):
    """The titles of all events in the table, page after page."""
    titles = []
    while True:
        titles += page.locator("#events tbody th").all_inner_texts()
        following = page.locator("#events .pager button").last
        if not following.is_visible() or following.is_disabled():
            return titles
        following.click()


def choose(page, field, value):
    if field == "q":
        page.fill("#q", value)
    else:
        page.select_option(f"#{field}", value)
    page.wait_for_selector("#filters:not([aria-busy])")  # the page waits for the last key


def test_filters_filter(tab, tmp_path, seed):
    """Table and timeline show those and no others; the address keeps it; all are back when it is undone."""
    page = tab.open(site_of(tmp_path, ROOT / "seeds"))
    assert len(rows(page)) == 24
    for field, value, holds in (
        ("kind", "incident", lambda e: e.kind == "incident"),
        ("type", "visit", lambda e: e.type == "visit"),
        ("status", "cancelled", lambda e: e.status == "cancelled"),
        ("actor", "blinken", lambda e: "blinken" in e.parties),
        ("year", "2022", lambda e: e.when is not None and e.when.edtf == "2022"),
        ("year", "none", lambda e: e.when is None),
        ("q", "spy balloon", lambda e: e.title is not None and "spy balloon" in e.title.lower()),
    ):
        choose(page, field, value)
        expected = sorted(e.title for e in seed.events.values() if holds(e))
        assert sorted(rows(page)) == expected, (field, value)
        dated = sum(1 for e in seed.events.values() if holds(e) and e.when is not None)
        drawn = dated or len(expected)  # those without a date are folded, unless there are no others
        assert page.locator("#timeline .row").count() == drawn, (field, value)
        assert shown(page) == f"{len(expected)} of 24 events"
        page.reload()
        assert shown(page) == f"{len(expected)} of 24 events"
        page.click("#reset")
        page.wait_for_selector("#shown:text-is('24 events')")
        assert len(rows(page)) == 24


def test_the_pictures_of_a_corpus(tab, tmp_path, seed):
    """Bars, faded and open ends, signs; curves for relations; a node for whoever acts, which filters."""
    when = nc.When(edtf="2023-06/..", text=None)
    events = dict(seed.events) | {
        "green-light": nc.Event(
            id="green-light", type="decision", evidence=seed.events["green-light"].evidence, when=when
        )
    }
    article = nc.Article(**{f: getattr(seed, f) for f in ("id", "text", "language", "actors", "claims")}, events=events)
    index = tmp_path / "index.html"
    index.write_text(corpus_page("Seed", None, [Entry(nc.anchor(article), (), "a.html")]), encoding="utf-8")
    page = tab.open(index)
    assert page.locator("#timeline .bar .open").count() == 1
    assert page.locator("[data-event] .bar .fuzzy").count() == 4  # 2018~ at both ends, 2023-05~ twice at the first
    assert page.locator("#timeline .row.cancelled .struck").count() == 1
    hollow = page.locator("#timeline .row.planned .body").first.evaluate("e => getComputedStyle(e).fill")
    full = page.locator("#timeline .row.occurred .body").first.evaluate("e => getComputedStyle(e).fill")
    assert hollow != full
    acting = {party for event in events.values() for party in event.parties}
    assert page.locator("#network .node").count() == len(acting)
    relations = sum(len(others) for event in events.values() for others in event.relations.values())
    assert page.locator("#relations tbody tr").count() == relations
    page.locator("#network .node", has_text="Xi Jinping").focus()
    assert page.locator("#network .node.lit").count() >= 2
    page.keyboard.press("Enter")
    assert page.locator("#actor").input_value() == "xi"
    assert shown(page) == "2 of 24 events"
    page.locator("#events thead button", has_text="When").click()
    assert page.locator("#events thead [aria-sort=ascending]").inner_text().startswith("When")
    choose(page, "q", "nothing is like this")
    assert "No event matches" in page.locator("#timeline").inner_text()
    assert "no participants" in page.locator("#network").inner_text()


def test_relations_are_shown_of_the_event_that_is_selected(tab, tmp_path, seed):
    """Each as an arc with its name at the other end; by focus, or by a click until the next one. Undated events are
    folded into one row, to which their relations lead until it is opened."""
    page = tab.open(site_of(tmp_path, ROOT / "seeds"))
    timeline = page.locator("#timeline")
    assert timeline.locator(".curve").count() == 0
    undated = [e for e in seed.events.values() if e.when is None]
    divider = timeline.locator(".divider")
    assert divider.text_content() == f"▸ {len(undated)} events without a date"
    assert timeline.locator(".row").count() == len(seed.events) - len(undated)

    one = "visit-june"
    to = [(how, other) for how, others in seed.events[one].relations.items() for other in others]
    back = [(how, n) for n, e in seed.events.items() for how, others in e.relations.items() if one in others]
    row = timeline.locator(".row", has_text="Blinken visits China").first
    row.focus()
    assert timeline.locator(".curve").count() == len(to) + len(back)
    assert "relations" in " ".join(timeline.locator(".relations .name").all_text_contents())

    divider.focus()
    page.keyboard.press("Enter")
    assert timeline.locator(".row").count() == len(seed.events)
    assert divider.get_attribute("aria-expanded") == "true"
    row.focus()
    names = ", ".join(timeline.locator(".relations .name").all_text_contents()).split(", ")
    expected = [how.replace("_", " ") for how, _ in to] + ["← " + how.replace("_", " ") for how, _ in back]
    assert sorted(names) == sorted(expected)
    assert timeline.locator(".row.lit").count() == 1 + len({other for _, other in (*to, *back)})
    page.locator("#q").focus()
    assert timeline.locator(".curve").count() == 0
    count = timeline.locator(".related").first
    count.click()
    page.mouse.move(0, 0)
    assert timeline.locator(".curve").count() == int(count.text_content().removesuffix(" ⤶").split("relations")[-1])
    count.click()
    page.mouse.move(0, 0)
    assert timeline.locator(".curve").count() == 0


RAIN = nc.Quote(exact="Rain")


def dated(**when):
    """An article of events with these dates."""
    events = {
        name: nc.Event(id=name, type="decision", title=name, evidence=(RAIN,), when=nc.When(edtf=edtf))
        for name, edtf in when.items()
    }
    return nc.Article(id="a", language="en", text="Rain.", events=events)


@pytest.mark.parametrize(("first", "cut"), [("2018", True), ("2023-01", False)])
def test_a_distant_event_does_not_squeeze_the_others(tab, tmp_path, first, cut):
    """The time between is shortened and shaded; order and labels stay right."""
    days = {f"e{month}": f"2023-{month:02}-10" for month in range(1, 13)}
    index = tmp_path / "index.html"
    index.write_text(corpus_page("Seed", None, [Entry(dated(first=first, **days), (), "a.html")]), encoding="utf-8")
    page = tab.open(index)
    assert (page.locator("#timeline .shortened").count() > 0) == cut
    boxes = {name: page.locator(f".row:has-text('{name}:') .bar").first.bounding_box() for name in ("e1", "e12")}
    picture = page.locator("#timeline svg").bounding_box()
    assert boxes["e12"]["x"] - boxes["e1"]["x"] > picture["width"] / 4
    labels = page.locator("#timeline .tick")
    places = [(labels.nth(i).text_content(), labels.nth(i).bounding_box()["x"]) for i in range(labels.count())]
    assert places == sorted(places, key=lambda place: place[1])
    years = [int(words[-4:]) for words, _ in places]
    assert years == sorted(years)


def test_a_plan_without_an_end_gets_a_short_bar(tab, tmp_path):
    """It would else look as if it had lasted to the end of the corpus, as what has begun may do."""
    article = dated(begun="2023-01/..", plan="2023-01/..", last="2024-12")
    plan = attrs.evolve(article.events["plan"], status="planned")
    article = attrs.evolve(article, events={**article.events, "plan": plan})
    index = tmp_path / "index.html"
    index.write_text(corpus_page("Seed", None, [Entry(article, (), "a.html")]), encoding="utf-8")
    page = tab.open(index)
    wide = {name: page.locator(f".row:has-text('{name}:') .bar").bounding_box()["width"] for name in ("begun", "plan")}
    assert wide["plan"] < 50
    assert wide["begun"] > 300


def test_a_narrow_window_shows_rows_of_tables_as_lists(tab, site):
    """Each value has the name of its column, and what is empty is left out."""
    tab.page.set_viewport_size({"width": 390, "height": 844})
    page = tab.open(site)
    row = page.locator("#events tbody tr").filter(has_text="Blinken meets Qin Gang")
    assert row.bounding_box()["width"] <= 390
    assert "Antony Blinken, Qin Gang" in row.inner_text()
    assert not row.locator("td[data-name=When]").is_visible()  # it has no date
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def many(articles, events):
    """Invented entries: so many articles of so many events each."""
    for i in range(articles):
        text = " ".join(f"w{j}" for j in range(events))
        made = {
            f"e{j}": nc.Meeting(
                id=f"e{j}",
                type="talks" if j % 2 else "visit",
                title=f"Meeting {i}/{j}",
                participants={"participant": (f"a{(i + j) % 300}", f"b{i % 50}")},
                when=nc.When(edtf=f"{2000 + (i + j) % 25}-{1 + j % 12:02}"),
                evidence=(nc.Quote(exact=f"w{j}"),),
            )
            for j in range(events)
        }
        actors = {
            name: nc.Actor(id=name, name=name.upper(), kind="person") for e in made.values() for name in e.parties
        }
        article = nc.Article(id=f"n{i}", language="en", text=text, actors=actors, events=made)
        yield Entry(article, (), f"articles/n{i}.html")


def test_ten_thousand_events_stay_usable(tab, tmp_path):
    """They are counted, not drawn one by one; a bar leads on; search finds the one; the page stays small."""
    entries = list(many(1000, 10))
    index = tmp_path / "index.html"
    index.write_text(corpus_page("Large", None, entries), encoding="utf-8")
    page = tab.open(index)
    assert shown(page) == "10,000 events"
    assert page.evaluate("document.querySelectorAll('*').length") < 5000
    assert page.locator("#timeline .bin").count() > 20
    assert page.locator("#network .node").count() == 40
    assert page.locator("#events .pager").inner_text().split("\n")[1] == "1–50 of 10,000"
    page.locator("#timeline .bin").nth(3).focus()
    page.keyboard.press("Enter")
    count = int(shown(page).split()[0].replace(",", ""))
    assert 0 < count < 2000
    page.locator("#shown button").click()
    assert shown(page) == "10,000 events"
    choose(page, "q", "meeting 777/3")
    assert rows(page) == ["Meeting 777/3"]
    choose(page, "q", "")
    choose(page, "year", "2010")
    expected = sum(1 for e in contents(entries)["events"] if e["from"].startswith("2010"))
    assert shown(page) == f"{expected} of 10,000 events"
    assert index.stat().st_size < 6_000_000


def faults(page, scheme):
    """What axe-core finds that is serious; of the dark scheme, what depends on colours."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = ", runOnly: ['color-contrast', 'link-in-text-block']" if scheme == "dark" else ""
    found = page.evaluate(f"axe.run(document, {{resultTypes: ['violations']{rules}}})")["violations"]
    return [
        (v["id"], v["impact"], v["help"], [n["html"][:200] for n in v["nodes"][:3]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(browser, site, scheme):
    """No serious fault on any page, nothing chosen and something chosen, narrow and wide."""
    tab = Watched(browser, color_scheme=scheme)
    page = tab.open(site)
    assert faults(page, scheme) == []
    page.locator("#timeline .divider").click()
    page.locator("#timeline .row").nth(8).focus()
    assert faults(page, scheme) == []
    choose(page, "status", "planned")
    assert faults(page, scheme) == []
    for path in sorted((site.parent / "articles").iterdir()):
        page = tab.open(path)
        assert faults(page, scheme) == []
        page.locator(".card > summary").first.click()
        page.set_viewport_size({"width": 400, "height": 800})
        page.locator("#text .ref").first.click()
        assert page.locator("#sheet").is_visible()
        assert faults(page, scheme) == []
        page.set_viewport_size({"width": 1300, "height": 900})
    tab.context.close()
    tab.quiet()


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """The pages of articles by three annotators, who differ, and of one on which all agree."""
    folder = tmp_path_factory.mktemp("compared")
    versions = {
        "anna": COMPARED,
        "bert": COMPARED.replace("planned", "possible").replace("Oslo on Monday]", "Oslo]"),
        "carl": COMPARED + "claims:\n  - {quote: We agree, by: anna, cue: she said}\n",
    }
    for name, article in versions.items():
        (folder / name).mkdir()
        (folder / name / "article.yaml").write_text(article)
        (folder / name / "equal.yaml").write_text(COMPARED.replace("id: article", "id: equal"))
    ran = newscorpus("view", "--compare", *(folder / name for name in versions), "-o", folder / "site")
    assert ran.code == 0, ran
    return folder / "site" / "index.html"


COMPARED = """\
format: newscorpus/1
id: article
text: Anna Berg will meet Carl Dahl in Oslo on Monday. “We agree,” she said.
language: en
published: 2024-05-03
actors:
  anna: {name: Anna Berg, kind: person, mentions: [she]}
  carl: {name: Carl Dahl, kind: person}
events:
  talks:
    {kind: meeting, type: talks, status: planned, participants: {participant: [anna, carl]},
     when: {on Monday: 2024-05-06}, evidence: [Anna Berg will meet Carl Dahl in Oslo on Monday]}
"""


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_compared_pages_are_accessible(browser, compared, scheme):
    """With a point chosen, narrow and wide; the list leads to the pages."""
    tab = Watched(browser, color_scheme=scheme)
    page = tab.open(compared)
    assert faults(page, scheme) == []
    page.click("tbody a >> nth=1")
    assert page.locator(".none").inner_text() == "All agree."
    assert faults(page, scheme) == []
    page.click("a[rel=prev]")
    for width in (1300, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.locator("#text .ref").first.click()
        assert faults(page, scheme) == []
    assert page.locator("#sheet td").count() == page.locator("#p1 td").count()
    folder = compared.parent.parent
    ran = newscorpus("adjudicate", folder / "anna", folder / "bert", "-o", folder / f"gold-{scheme}")
    assert ran.code == 0, ran
    page = tab.open(site_of(folder / f"gold-site-{scheme}", folder / f"gold-{scheme}").parent / "articles/article.html")
    assert page.locator(".point").count() == 2
    assert faults(page, scheme) == []
    tab.context.close()
    tab.quiet()


def test_points_without_scripts(browser, compared):
    """All points are open, and numbers in the text lead to them."""
    tab = Watched(browser, java_script_enabled=False)
    page = tab.open(compared)
    page.click("tbody a >> nth=0")
    assert all(table.is_visible() for table in page.locator(".point table").all())
    page.locator("#text .ref").first.click()
    assert page.url.endswith("#p1")
    tab.context.close()
    tab.quiet()


ATTACK = (
    "<script>hacked=1</script><img src=x onerror=hacked=1>\"'><svg onload=hacked=1>{{7*7}}</style></title>--></script>"
)


def test_a_hostile_article_runs_nothing(browser, tmp_path):
    """Script in the text, names, addresses, ids, notes and findings: it is all words."""
    article = {
        "format": "newscorpus/1",
        "id": "a" + ATTACK,
        "language": "en",
        "text": f"Anna met Carl. {ATTACK}\n\n{ATTACK} \u202e end",
        "headline": ATTACK,
        "author": ATTACK,
        "publisher": ATTACK,
        "url": "javascript:hacked=1",
        "note": ATTACK,
        "text_license": ATTACK,
        "nonsense" + ATTACK: 1,
        "actors": {
            "anna": {"name": "Anna", "aliases": [ATTACK], "kind": "person", "ids": {"wikidata": ATTACK}, "note": ATTACK}
        },
        "events": {
            "met": {
                "kind": "meeting",
                "type": "talks",
                "status": "planned",
                "title": ATTACK,
                "note": ATTACK,
                "topics": [ATTACK],
                "places": [ATTACK],
                "relations": {"after": [ATTACK]},
                "participants": {"participant": ["anna", ATTACK]},
                "evidence": ["Anna met Carl", {"exact": ATTACK, "start": 15}],
            }
        },
        "claims": [{"quote": {"exact": ATTACK, "start": 15}, "by": ["anna"], "note": ATTACK}],
    }
    manifest = f"format: newscorpus/1\nname: c\ntitle: {json.dumps(ATTACK)}\ndescription: {json.dumps(ATTACK)}\narticles: ['*.jsonl']\n"
    (tmp_path / "corpus.yaml").write_text(manifest)
    (tmp_path / "a.jsonl").write_text(json.dumps(article) + "\n")
    index = site_of(tmp_path / "site", tmp_path)
    tab = Watched(browser)
    pages = [index, *(index.parent / "articles").iterdir()]
    assert len(pages) == 2
    for path in pages:
        page = tab.open(path)
        page.evaluate(TWO_FRAMES)
        for summary in page.locator(".card > summary").all():
            summary.click()
        for node in page.locator(".node, .row").all():
            node.hover()
        assert page.evaluate("typeof hacked") == "undefined"
        assert page.locator("img, svg[onload], iframe, object").count() == 0
        assert page.locator("script:not([type])").count() == 1
        assert not any("javascript" in (a.get_attribute("href") or "") for a in page.locator("a").all())
    assert ATTACK in tab.open(pages[1]).locator("#text").evaluate("e => e.textContent")
    tab.context.close()
    tab.quiet()


def test_the_policy_holds(browser, seed_page, tmp_path):
    """Were markup to get in nevertheless, it would neither run nor be fetched."""
    path = tmp_path / "a.html"
    attack = '<script>hacked = 1</script><img src="https://example.invalid/x.png" onerror="hacked = 1"><link rel="stylesheet" href="https://example.invalid/x.css"><p style="color: red">x</p>'
    path.write_text(seed_page.read_text(encoding="utf-8").replace("<h1", attack + "<h1"), encoding="utf-8")
    tab = Watched(browser)
    page = tab.open(path)
    page.evaluate(TWO_FRAMES)
    assert page.evaluate("typeof hacked") == "undefined"
    assert tab.said
    assert all("Content Security Policy" in words for words in tab.said)
    tab.context.close()


def test_relations_of_actors_are_lines_of_the_network(tab, tmp_path):
    """Between actors that take part in an event, with the relation as title."""
    path = tmp_path / "a.yaml"
    path.write_text(
        "format: newscorpus/1\nid: a\nlanguage: en\ntext: Anna Berg of Acme met Carl Dahl.\n"
        "actors:\n  anna: {name: Anna Berg, kind: person, relations: {owns: acme}}\n"
        "  acme: {name: Acme, kind: organization}\n  carl: {name: Carl Dahl, kind: person}\n"
        "events:\n  talks:\n    kind: meeting\n    type: talks\n    participants: {participant: [anna, acme, carl]}\n"
        "    evidence: Anna Berg of Acme met Carl Dahl\n"
    )
    page = tab.open(site_of(tmp_path / "site", path))
    assert page.locator(".edge.meeting").count() == 3
    assert page.locator(".edge.tie title").all_text_contents() == ["Anna Berg owns Acme"]
