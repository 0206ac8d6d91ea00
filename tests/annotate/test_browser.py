"""The page in Chromium, by clicks and keys alone; skipped where there is no Chromium."""

import os
import shutil
from pathlib import Path

import pytest
from page_requests import annotating

import newscorpus as nc

CHROMIUM = os.environ.get("NEWSCORPUS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(os.environ.get("NEWSCORPUS_NODE_MODULES", "none")) / "axe-core" / "axe.min.js"
SEED = Path(__file__).parents[2] / "seeds/000_acf5269c8d9a5d96.txt"
EXPECTED = Path(__file__).parent / "seed-by-hand.yaml"
"""The same annotation as a person would write it."""
SLOW = 60_000
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")
BOX = """([words, n]) => {
    const root = document.getElementById("text");
    let at = -1;
    for (let i = 0; i <= n; i++) at = root.textContent.indexOf(words, at + 1);
    if (at < 0) throw new Error(words);
    const range = document.createRange();
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let start = 0;
    let begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const end = start + node.data.length;
        if (!begun && at < end) { range.setStart(node, at - start); begun = true; }
        if (begun && at + words.length <= end) { range.setEnd(node, at + words.length - start); break; }
        start = end;
    }
    range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    const boxes = [...range.getClientRects()].filter((box) => box.width);
    const [first, last] = [boxes[0], boxes[boxes.length - 1]];
    return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
}"""
SETTLED = "() => document.body.dataset.settled"


class User:
    """Somebody at the page: drags over words, presses keys, clicks buttons."""

    def __init__(self, page, target):
        self.page, self.target = page, target
        self.errors = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        self.removed = 0
        self.actions = 0

    def open(self, address):
        self.page.goto(address)
        self.page.wait_for_selector("body[data-ready]", timeout=SLOW)

    def drag(self, words, n=0):
        x, y, to_x, to_y = self.page.evaluate(BOX, [words, n])
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move((x + to_x) / 2, (y + to_y) / 2)
        self.page.mouse.move(to_x, to_y)
        self.page.mouse.up()
        self.page.wait_for_selector("#menu:not([hidden])", timeout=SLOW)

    def doing(self, act):
        """Do something that edits the file, and wait until its findings are shown."""
        self.page.wait_for_selector("body[data-settled]", timeout=SLOW)
        before, settled = self.target.read_text().splitlines(), self.page.evaluate(SETTLED)
        act()
        for _ in range(600):
            if self.page.evaluate(SETTLED) != settled:
                break
            self.page.wait_for_timeout(20)
        else:
            raise AssertionError(self.page.inner_text("#alert"))
        after = self.target.read_text().splitlines()
        self.removed = max(self.removed, len([line for line in before if line not in after]))
        self.actions += 1

    def pick(self, label):
        """Press the digit of the guess that reads so."""
        labels = self.page.locator(".choice .label").all_inner_texts()
        number = next((i for i, text in enumerate(labels, 1) if label in text), None)
        assert number, (label, labels)
        self.doing(lambda: self.page.keyboard.press(str(number)))

    def guess(self, words, label, n=0):
        self.drag(words, n)
        self.pick(label)

    def keys(self, words, *keys, n=0):
        """Select words, then press keys: one capital is a verb; more letters are typed, and Enter takes the first."""
        self.drag(words, n)

        def press():
            for key in keys:
                if len(key) == 1 and key.isalpha():
                    self.page.keyboard.press(key)
                else:
                    self.page.keyboard.type(key)
                    self.page.keyboard.press("Enter")

        self.doing(press)

    def event(self, words, name, n=0):
        self.keys(words, "E", name, n=n)

    def status(self, name):
        self.page.locator('#panel [data-name$=".status"]').click()
        self.page.keyboard.type(name)
        self.doing(lambda: self.page.keyboard.press("Enter"))

    def who(self, role, name):
        self.page.get_by_role("button", name="+ participants").click()
        self.page.keyboard.type(role)
        self.page.keyboard.press("Enter")
        self.page.keyboard.type(name)
        self.doing(lambda: self.page.keyboard.press("Enter"))


@pytest.fixture(scope="module")
def browser():
    sync_playwright = pytest.importorskip("playwright.sync_api").sync_playwright
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def seed(tmp_path):
    """The seed, of which there is nothing but the text."""
    shutil.copy(SEED, tmp_path)
    return tmp_path / SEED.name


def context_of(browser, **settings):
    return browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **settings})


@pytest.fixture
def user(browser, seed):
    context = context_of(browser)
    with annotating(seed, "--language", "en") as address:
        user = User(context.new_page(), seed.with_suffix(".yaml"))
        user.open(address)
        yield user
        context.close()
    assert user.errors == []


def annotate_seed(user):
    """Annotate the seed: actors, events with their parts, claims."""
    for name in (
        "Antony Blinken",
        "China",
        "United States",
        "Dan Kritenbrink",
        "Joe Biden",
        "Xi Jinping",
        "White House",
    ):
        user.guess(name, "New actor")
    user.guess("Blinken", "Another name", 1)
    user.keys("Washington", "K", "United")
    user.guess("Xi", "Another name", 1)
    user.guess("Pentagon", "New actor")
    user.event("Antony Blinken flies to China this week", "visit")
    user.status("planned")
    user.guess("this week", "12–18 June")
    user.guess("Antony Blinken", "as visitor")
    user.guess("China", "as host")
    user.event("their meeting in Indonesia last year", "talks")
    user.guess("last year", "2022")
    user.guess("Indonesia", "Place")
    user.who("participant", "Biden")
    user.who("participant", "Xi")
    user.event(
        "last February, just on the eve of a visit to Beijing by the secretary of state, which was later cancelled",
        "visit",
    )
    user.status("cancelled")
    user.guess("last February", "February 2023")
    user.guess("Beijing", "Place", 1)
    user.keys("the secretary of state", "P", "visitor", "Antony")
    user.who("host", "China")
    user.event("in a conference call with reporters", "briefing")
    user.who("speaker", "Kritenbrink")
    user.event("who has been in China in recent weeks", "visit")
    user.who("visitor", "Kritenbrink")
    user.who("host", "China")
    user.event("the existence of a Chinese spy station in Cuba", "secrets")
    user.who("agent", "China")
    user.guess("Cuba", "Place")
    user.status("ongoing")
    user.event("A decision that had been stigmatized by the Pentagon", "accus")
    user.guess("the Pentagon", "as agent")
    user.guess("the FBI", "New actor")
    user.event("the FBI investigation into the spy balloon", "investigation")
    user.guess("FBI", "as agent")
    user.event("Beijing appeared reluctant to resume communications", "refus")
    user.who("agent", "China")
    user.event("the opportunities for confrontation between the two countries", "dispute")
    user.who("participant", "China")
    user.who("participant", "United")
    user.guess("Nothing can replace face-to-face meetings", "Claim by Dan Kritenbrink")
    user.keys(
        "We go to Beijing with a realistic, competent approach and a sincere desire to manage our competition as responsibly as possible",
        "C",
        "Krit",
    )
    user.keys("he added", "Q", "realistic")
    user.keys(
        "the importance of keeping the lines of military communication open between Washington and Beijing to ensure that competition does not lead to conflict",
        "C",
        "Pentagon",
    )
    user.keys("the existence of a Chinese spy station in Cuba", "C", "White")


def test_the_seed_from_nothing(user, tmp_path):
    """By 33 drags and some keys: what people would have written by hand; no action removes more than a line."""
    annotate_seed(user)
    article = nc.load_article(user.target)
    assert (len(article.events), len(article.actors), len(article.claims)) == (10, 9, 4)
    assert sum(event.when is not None for event in article.events.values()) == 3
    assert sum(len(event.places) for event in article.events.values()) == 3
    (tmp_path / "by-hand").mkdir()
    shutil.copy(SEED, tmp_path / "by-hand")
    assert article == nc.load_article(shutil.copy(EXPECTED, tmp_path / "by-hand" / user.target.name))
    assert user.removed <= 1
    assert nc.check(user.target).diagnostics == ()
    user.page.keyboard.press("Escape")
    for _ in range(user.actions):
        user.doing(lambda: user.page.keyboard.press("Control+z"))
    assert "events" not in user.target.read_text()


def typed_page(browser, folder, words, **settings):
    """A user at the page of a text."""
    (folder / "text.txt").write_text(words)
    context = context_of(browser, **settings)
    return context, User(context.new_page(), folder / "text.yaml")


STORM = """date 2024-05-08 A storm killed 3 people in Oslo on Monday, the Health Ministry said.

Anna Berg was in Bergen. “We will rebuild the harbour,” she told reporters on Tuesday.
"""


def test_casualties_by_source(browser, tmp_path):
    context, user = typed_page(browser, tmp_path, STORM)
    with annotating(tmp_path / "text.txt", "--language", "en") as address:
        user.open(address)
        user.guess("Health Ministry", "New actor")
        user.event("A storm killed 3 people in Oslo on Monday", "disaster")
        user.keys("3 people", "N", "killed", "3", "Health")
        user.guess("on Monday", "6 May 2024")
        user.guess("Oslo", "Place")
        context.close()
    (event,) = nc.load_article(user.target).events.values()
    assert [(count.count, count.by) for count in event.casualties["killed"]] == [(3, ("health-ministry",))]
    assert user.errors == []


def test_the_keyboard_alone(browser, tmp_path):
    """Tab leads to the text; arrows, Enter and letters annotate it; `n` leads on; Ctrl+Z takes back."""
    context, user = typed_page(browser, tmp_path, STORM)
    with annotating(tmp_path / "text.txt", "--language", "en") as address:
        user.open(address)
        press = user.page.keyboard.press
        chosen = lambda: user.page.evaluate("String(getSelection())")  # noqa: E731 - short
        for _ in range(8):
            press("Tab")
            if user.page.evaluate("document.activeElement.id") == "text":
                break
        press("ArrowRight")
        while chosen() != "A":
            press("ArrowRight")
        for _ in range(3):
            press("Shift+ArrowRight")
        assert chosen() == "A storm killed 3"
        press("Shift+ArrowLeft")
        press("Enter")
        user.page.wait_for_selector("#menu .filter:focus", timeout=SLOW)
        user.page.keyboard.type("disaster")
        user.doing(lambda: press("Enter"))
        assert user.page.evaluate("document.activeElement.id") == "text"
        press("n")
        user.page.wait_for_selector("#menu:not([hidden])", timeout=SLOW)
        assert user.page.inner_text("#menu .title") == "“on Monday”"
        press("Escape")
        user.doing(lambda: press("Control+z"))
        assert "events" not in user.target.read_text()
        context.close()
    assert user.errors == []


def test_a_change_in_an_editor_is_shown(user):
    user.guess("Antony Blinken", "New actor")
    user.target.write_text(user.target.read_text().replace("kind: person", "kind: person\n    country: US"))
    user.page.wait_for_selector(".entry.actor small:has-text('US')", timeout=SLOW)


def test_words_for_a_field_are_selected(user):
    """`+ words` in a form waits for a selection."""
    user.event("Antony Blinken flies to China this week", "visit")
    user.page.locator("dd", has=user.page.locator("blockquote")).get_by_role("button", name="+ words").click()
    x, y, to_x, to_y = user.page.evaluate(BOX, ["Blinken during his visit", 0])

    def drag():
        user.page.mouse.move(x, y)
        user.page.mouse.down()
        user.page.mouse.move(to_x, to_y)
        user.page.mouse.up()

    user.doing(drag)
    (event,) = nc.load_article(user.target).events.values()
    assert [quote.exact for quote in event.evidence][1] == "Blinken during his visit"


OWN = """format: newscorpus/1
name: own
attributes:
  event:
    source: {type: string, enum: [wire, staff]}
    sure: {type: boolean, description: whether it is sure}
vocabularies: {incident: {types: {landslide: earth comes down a slope}}}
"""


def test_forms_have_every_kind_of_field(browser, tmp_path):
    """Terms and attributes of the corpus, relations, identifiers, words of the text, numbers, dates, ids, removal."""
    (tmp_path / "corpus.yaml").write_text(OWN)
    context, user = typed_page(browser, tmp_path, STORM + "A landslide blocked a road.\n")
    with annotating(tmp_path / "text.txt", "--language", "en") as address:
        user.open(address)
        page, keyboard, panel = user.page, user.page.keyboard, user.page.locator("#panel")

        def added(name, *typed):
            page.get_by_role("button", name=f"+ {name}").click()
            for words in typed[:-1]:
                keyboard.type(words)
                keyboard.press("Enter")
            keyboard.type(typed[-1])
            user.doing(lambda: keyboard.press("Enter"))

        def filled(name, words):
            panel.locator(f'input[aria-label^="{name}:"]').fill(words)
            user.doing(lambda: keyboard.press("Tab"))

        user.guess("Anna Berg", "New actor")
        panel.locator("summary", has_text="More fields").click()
        added("ids", "wikidata", "Q1234")
        added("aliases", "Berg")
        user.event("A storm killed 3 people in Oslo on Monday", "disaster")
        added("casualties", "injured", "26+")
        added("when", "2024-05-06")
        user.event("A landslide blocked a road", "slope")
        panel.locator("summary", has_text="More fields").click()
        added("relations", "caused by", "storm")
        panel.locator("label.attribute", has_text="source").get_by_role("button").click()
        keyboard.type("wire")
        user.doing(lambda: keyboard.press("Enter"))
        user.doing(lambda: panel.locator("label.attribute", has_text="sure").get_by_role("checkbox").click())
        filled("note", "with # signs: “x”")
        filled("title", "The road is blocked")
        context.close()
    article = nc.load_article(user.target)
    storm, slide = article.events.values()
    assert article.actors["anna-berg"].ids == {"wikidata": "Q1234"}
    assert article.actors["anna-berg"].aliases == ("Berg",)
    assert storm.casualties["injured"][0].count == "26+"
    assert storm.when.edtf == "2024-05-06"
    assert (slide.type, slide.attributes, slide.note) == (
        "landslide",
        {"source": "wire", "sure": True},
        "with # signs: “x”",
    )
    assert slide.relations == {"caused_by": (storm.id,)}
    assert user.errors == []


def test_a_phone(browser, tmp_path):
    """At 390 px nothing scrolls sideways, and a tap and a selection annotate."""
    context, user = typed_page(browser, tmp_path, STORM, viewport={"width": 390, "height": 800}, has_touch=True)
    with annotating(tmp_path / "text.txt", "--language", "en") as address:
        user.open(address)
        user.guess("Anna Berg", "New actor")
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert user.page.evaluate(wide) <= 1
        user.drag("Oslo")
        assert user.page.evaluate(wide) <= 1
        box = user.page.locator("#menu").bounding_box()
        assert (box["x"], box["width"]) == (0, 390)
        context.close()
    assert user.errors == []


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser, tmp_path, scheme):
    context, user = typed_page(browser, tmp_path, STORM, color_scheme=scheme)

    def faults():
        user.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = user.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]

    with annotating(tmp_path, "--language", "en") as address:
        user.open(address)
        assert faults() == []
        user.page.get_by_role("button", name="Begin").click()
        user.page.wait_for_selector("#text p", timeout=SLOW)
        user.event("A storm killed 3 people in Oslo on Monday", "disaster")
        user.keys("3 people", "N", "killed", "3", "article")
        assert faults() == []
        user.drag("Anna Berg")
        assert faults() == []
        context.close()


LATE = """
const ask = window.fetch;
const later = () => new Promise((done) => setTimeout(done, 500));
window.fetch = (where, how) => ask(where, how).then((answer) => where.endsWith("/act") ? later().then(() => answer) : answer);
"""


def test_an_answer_that_is_late(browser, tmp_path):
    """What is selected meanwhile keeps its menu, and no state is shown that is older than another."""
    context, user = typed_page(browser, tmp_path, STORM)
    user.page.add_init_script(LATE)
    with annotating(tmp_path / "text.txt", "--language", "en") as address:
        user.open(address)

        def go_on():
            user.page.keyboard.press("1")
            user.page.keyboard.press("Escape")
            user.drag("Anna Berg")

        for words in ("Health Ministry", "A storm"):
            user.drag(words)
            user.doing(go_on)
            assert user.page.inner_text("#menu .title") == "“Anna Berg”"
            user.page.keyboard.press("Escape")
        context.close()
    assert user.errors == []
    article = nc.load_article(user.target)
    assert [*article.actors, *article.events] == ["health-ministry", "disaster"]


def test_a_time_is_not_replaced_without_a_question(browser, tmp_path):
    """An event whose form is closed is no target; one that has a time keeps it, unless that is wanted."""
    context, user = typed_page(browser, tmp_path, STORM)
    with annotating(tmp_path / "text.txt", "--language", "en") as address:
        user.open(address)
        keyboard = user.page.keyboard
        user.event("Anna Berg was in Bergen", "visit")
        user.event("A storm killed 3 people in Oslo on Monday", "disaster")
        user.guess("on Monday", "6 May 2024")
        keyboard.press("Escape")
        user.drag("on Tuesday")
        assert user.page.locator(".choice .label").all_inner_texts() == ["Time of …"]
        keyboard.press("1")
        keyboard.type("storm")
        keyboard.press("Enter")
        keyboard.type("2024-05-07")
        keyboard.press("Enter")
        user.page.wait_for_selector("#menu .title:has-text('has this already')", timeout=SLOW)
        user.pick("Of Anna Berg")
        context.close()
    when = [event.when.edtf for event in nc.load_article(user.target).events.values()]
    assert sorted(when) == ["2024-05-06", "2024-05-07"]
    assert user.errors == []


@pytest.mark.parametrize(
    ("typed", "first"), [("meeting", "talks"), ("explosion", "accident"), ("kill", "attack"), ("resign", "departure")]
)
def test_types_are_searched_by_other_words(browser, tmp_path, typed, first):
    context, user = typed_page(browser, tmp_path, STORM)
    with annotating(tmp_path / "text.txt", "--language", "en") as address:
        user.open(address)
        user.drag("Anna Berg was in Bergen")
        user.page.keyboard.press("E")
        user.page.keyboard.type(typed)
        assert user.page.locator(".choice .label").first.inner_text() == first
        context.close()


def test_the_only_claim_is_not_asked_for(browser, tmp_path):
    context, user = typed_page(browser, tmp_path, STORM)
    with annotating(tmp_path / "text.txt", "--language", "en") as address:
        user.open(address)
        user.keys("We will rebuild the harbour", "C", "article")
        user.keys("she told reporters", "Q")
        context.close()
    (claim,) = nc.load_article(user.target).claims
    assert claim.cue.exact == "she told reporters"
    assert user.errors == []


def test_a_drag_within_a_selection_selects_anew(browser, tmp_path):
    context, user = typed_page(browser, tmp_path, STORM)
    with annotating(tmp_path / "text.txt", "--language", "en") as address:
        user.open(address)
        user.drag("A storm killed 3 people in Oslo on Monday")
        user.page.keyboard.press("Escape")
        assert user.page.evaluate("String(getSelection())") == ""
        user.drag("A storm killed 3 people in Oslo on Monday")
        user.drag("3 people")
        assert user.page.inner_text("#menu .title") == "“3 people”"
        context.close()
    assert user.errors == []


def test_an_office_in_an_organization_that_is_new(browser, tmp_path):
    """The office is kept if nothing is said of the organization."""
    words = "date 2024-05-08 The mayor of Bergen, Anna Berg, and the head of the union, Carl Dahl, met.\n"
    context, user = typed_page(browser, tmp_path, words)
    with annotating(tmp_path / "text.txt", "--language", "en") as address:
        user.open(address)
        keyboard = user.page.keyboard
        user.guess("Anna Berg", "New actor")
        user.guess("Carl Dahl", "New actor")
        for words, name in (("head of the union", "Carl"), ("mayor of Bergen", "Anna")):
            user.drag(words)
            keyboard.press("O")
            keyboard.type(name)
            keyboard.press("Enter")
            assert user.page.locator(".choice .label").all_inner_texts() == ["not said"]
            if name == "Carl":
                user.doing(lambda: keyboard.press("Escape"))
        keyboard.type("Bergen City")
        user.doing(lambda: keyboard.press("Enter"))
        context.close()
    actors = nc.load_article(user.target).actors
    assert [(role.title.exact, role.org) for role in actors["carl-dahl"].roles] == [("head of the union", None)]
    assert [role.org for role in actors["anna-berg"].roles] == ["bergen-city"]
    assert actors["bergen-city"].kind == "organization"
    assert user.errors == []


def test_kinds_keep_their_digits(browser, tmp_path):
    """The kind that is likeliest, or that an actor has, is highlighted where it stands."""
    context, user = typed_page(browser, tmp_path, STORM)
    with annotating(tmp_path / "text.txt", "--language", "en") as address:
        user.open(address)
        rows = user.page.locator(".choice .label")
        user.drag("Anna Berg")
        user.page.keyboard.press("A")
        before = rows.all_inner_texts()
        user.page.keyboard.press("Escape")
        user.drag("Health Ministry")
        user.page.keyboard.press("A")
        assert rows.all_inner_texts() == before
        highlighted = user.page.locator('.choice[aria-selected="true"] .label')
        assert highlighted.inner_text() == "organization"
        user.doing(lambda: user.page.keyboard.press("Enter"))
        user.page.locator('#panel [data-name$=".kind"]').click()
        assert highlighted.inner_text() == "organization"
        assert user.page.locator(".choice kbd").first.inner_text() == "1"
        context.close()
    assert user.errors == []
