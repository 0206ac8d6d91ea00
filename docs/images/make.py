"""Makes the pictures of the documentation from seeds/: `python docs/images/make.py`.

Needs playwright, and Chromium where `NEWSCORPUS_CHROMIUM` says or on PATH.
"""

import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from newscorpus.views.site import view

ARTICLE = """\
format: newscorpus/1
id: article
text_file: article.txt
language: en
published: 2024-05-08
actors:
  anna: {name: Anna Berg, kind: person, mentions: [she]}
  carl: {name: Carl Dahl, kind: person}
events:
  talks:
    kind: meeting
    type: talks
    participants: {participant: [anna, carl]}
    when: {on Monday: 2024-05-06}
    evidence:
      - Anna Berg saw Carl Dahl in Oslo
claims:
  - {quote: We agree, by: ana, cue: she said}
"""
TEXT = "Anna Berg met Carl Dahl in Oslo on Monday.\n“We agree,” she said.\n"
HEARING = """\
format: newscorpus/1
id: court
language: en
published: 2024-05-07
headline: Holm silent before the hearing
text: |
  Ida Holm declined to comment on Monday. The court will meet her lawyer on Friday. Anna Berg was not there.

  “We will win,” her lawyer said in Oslo. Protesters blocked the street, and police detained five of them.
"""
ANNOTATORS = {
    "anna": """\
actors:
  holm: {name: Ida Holm, kind: person}
  police: {name: police, kind: organization}
events:
  silence: {kind: event, type: refusal, participants: {agent: holm}, evidence: [Ida Holm declined to comment]}
  session:
    kind: meeting
    type: hearing
    status: planned
    when: {on Friday: 2024-05-10}
    evidence: [The court will meet her lawyer on Friday]
  arrests: {kind: incident, type: detention, participants: {agent: police}, evidence: [police detained five of them]}
""",
    "bert": """\
actors:
  ida: {name: Ida Holm, kind: person}
  police: {name: police, kind: organization}
events:
  no-comment: {kind: event, type: refusal, participants: {agent: ida}, evidence: [declined to comment on Monday]}
  session: {kind: meeting, type: hearing, status: possible, evidence: [The court will meet her lawyer on Friday]}
  protest: {kind: incident, type: protest, evidence: [Protesters blocked the street]}
  arrests: {kind: incident, type: detention, participants: {agent: police}, evidence: [police detained five of them]}
""",
}
COLORS = {"31": "#f2777a", "32": "#99cc99", "33": "#ffcc66", "34": "#6699cc", "35": "#cc99cc", "36": "#66cccc"}

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"


def picture(page: Page, url: str, name: str, act: str) -> None:
    """A picture of a page in each colour scheme, after some script ran."""
    for scheme, ending in (("light", ".png"), ("dark", "-dark.png")):
        page.emulate_media(color_scheme=scheme)
        page.goto(url)
        page.evaluate(act)
        page.wait_for_timeout(300)
        page.screenshot(path=HERE / f"{name}{ending}")


def terminal(page: Page, folder: Path) -> None:
    """A terminal of 80 columns with what `newscorpus check` prints of a small article."""
    (folder / "article.yaml").write_text(ARTICLE)
    (folder / "article.txt").write_text(TEXT)
    words = ["newscorpus", "check", "--no-cache", "--color", "always", "article.yaml"]
    command = [sys.executable, "-m", *words]
    environment = {**os.environ, "COLUMNS": "80"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    shown = f"\x1b[1m$ newscorpus check article.yaml\x1b[0m\n{done.stdout}{done.stderr}"
    style = "margin: 0; padding: 18px 22px; display: inline-block; background: #1d1f21; color: #d6d8d6; "
    page.set_content(f'<body style="margin: 0"><pre style="{style}font: 15px/1.35 monospace">{as_html(shown)}</pre>')
    page.locator("pre").screenshot(path=HERE / "terminal.png")


def compared(page: Page, folder: Path) -> None:
    """The page of what two annotators have."""
    for name, written in ANNOTATORS.items():
        (folder / name).mkdir()
        (folder / name / "court.yaml").write_text(HEARING + written)
    shown = view([folder / name for name in ANNOTATORS], folder / "compared.html", compare=True).page
    shown.write_text(shown.read_text().replace(f"{folder}/", ""))  # as if it was made there
    picture(page, shown.as_uri(), "compared", "scrollTo(0, 0)")


WORDS = """\
Storm hits Oslo

Oslo, 8 May 2024 – A storm killed 3 people in Oslo on Monday, the Health Ministry said. Hundreds of homes had no power.

Prime Minister Anna Berg visited the harbour on Tuesday. “We will rebuild it,” she told reporters. She will meet the
mayor, Carl Dahl, next week.
"""
"""The article that the page about annotating in the browser annotates."""
BOX = """(words) => {
    const root = document.getElementById("text");
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let [at, start] = [root.textContent.indexOf(words), 0];
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const end = start + node.data.length;
        if (start <= at && at < end) range.setStart(node, at - start);
        if (start < at + words.length && at + words.length <= end) range.setEnd(node, at + words.length - start);
        start = end;
    }
    const boxes = [...range.getClientRects()].filter((box) => box.width);
    const [first, last] = [boxes[0], boxes.at(-1)];
    return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
}"""
"""Where words are on the page: where a drag over them begins and ends."""


def select(page: Page, words: str, *keys: str) -> None:
    """Drag over words, then press keys or type words, in the page of `annotate`."""
    x, y, to_x, to_y = page.evaluate(BOX, words)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(to_x, to_y)
    page.mouse.up()
    page.wait_for_selector("#menu:not([hidden])")
    for key in keys:
        if len(key) == 1:
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)
            page.keyboard.press("Enter")
    page.wait_for_timeout(900)


def annotated(page: Page, folder: Path) -> None:
    """The page of `newscorpus annotate`: the menu at a selection, a form, and on a phone."""
    (folder / "storm.txt").write_text(WORDS)
    command = [sys.executable, "-m", "newscorpus", "annotate", "--no-open", "--language", "en", "storm.txt"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stderr is not None
        address = process.stderr.readline().split()[4]
        page.set_viewport_size({"width": 1240, "height": 760})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(address)
        page.wait_for_selector("body[data-ready]")
        for name in ("Health Ministry", "Anna Berg", "Carl Dahl"):
            select(page, name, "1")
        select(page, "A storm killed 3 people in Oslo on Monday", "E", "disaster")
        select(page, "on Monday", "1")
        select(page, "3 people", "N", "killed", "3 ", "Health")
        page.screenshot(path=HERE / "annotate-form.png")
        select(page, "We will rebuild it")
        for scheme, ending in (("light", ".png"), ("dark", "-dark.png")):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(300)
            page.screenshot(path=HERE / f"annotate{ending}")
        page.keyboard.press("1")
        page.wait_for_timeout(900)
        page.keyboard.press("Escape")
        page.set_viewport_size({"width": 390, "height": 760})
        page.emulate_media(color_scheme="light")
        select(page, "Hundreds of homes had no power")
        page.screenshot(path=HERE / "annotate-phone.png")
        process.terminate()


def as_html(printed: str) -> str:
    """Colours of a terminal as spans of HTML."""
    out, opened = "", False
    for piece in re.split(r"(\x1b\[[\d;]*m)", printed):
        if not piece.startswith("\x1b["):
            out += html.escape(piece)
            continue
        codes = piece[2:-1].split(";")
        style = "font-weight: bold; " if "1" in codes else ""
        style += "".join(f"color: {COLORS[code]}" for code in codes if code in COLORS)
        out += "</span>" * opened + (f'<span style="{style}">' if style else "")
        opened = bool(style)
    return out


def main() -> None:
    """All pictures."""
    chromium = os.environ.get("NEWSCORPUS_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        index = view(SEEDS, folder).page
        (article,) = (index.parent / "articles").iterdir()
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1240, "height": 860})
        terminal(page, Path(folder))
        picture(page, article.as_uri(), "article", "document.querySelector('#e5 summary').click()")
        picture(page, index.as_uri(), "corpus", "scrollTo(0, 0)")
        compared(page, Path(folder).resolve())
        annotated(page, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
