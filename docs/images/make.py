"""Makes the pictures of the documentation from seeds/: `python docs/images/make.py`.

Needs playwright, and Chromium where `NEWSCORPUS_CHROMIUM` says or on PATH.
"""

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from newscorpus.view.site import view

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"


def picture(page: Page, url: str, name: str, act: str) -> None:
    """One picture of a page on which something was done."""
    page.goto(url)
    page.evaluate(act)
    page.wait_for_timeout(300)
    page.screenshot(path=HERE / name)


def main() -> None:
    """All pictures."""
    chromium = os.environ.get("NEWSCORPUS_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        index = view(SEEDS, folder).page
        (article,) = (index.parent / "articles").iterdir()
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1240, "height": 860})
        picture(page, article.as_uri(), "article.png", "document.querySelector('#e5 summary').click()")
        picture(page, index.as_uri(), "corpus.png", "scrollTo(0, 0)")
        browser.close()


if __name__ == "__main__":
    main()
