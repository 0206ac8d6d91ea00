"""Looks at the pages of the built site in Chromium: `make docs && python docs/axe.py`.

axe-core must find nothing serious, in the light and in the dark scheme, and no page may scroll sideways on a phone.
With `--brief`, for `.ci/run`, at one page in ten.
Chromium is on PATH or named by NEWSCORPUS_CHROMIUM, axe-core in the folder that NEWSCORPUS_NODE_MODULES names.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Literal

from playwright.sync_api import Page, sync_playwright

SITE: Final = Path(__file__).parents[1] / "build/docs/html"
SOME: Final = 10
"""Of pages that are alike, those of rules, one in so many; with `--brief`, of all."""
AXE: Final = Path(os.environ.get("NEWSCORPUS_NODE_MODULES", "node_modules")) / "axe-core/axe.min.js"
CHROMIUM: Final = os.environ.get("NEWSCORPUS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
COLOURS: Final = "color-contrast"
LOOKS: Final[tuple[tuple[Literal["light", "dark"], int, int, dict[str, Any]], ...]] = (
    ("light", 1400, 900, {}),
    ("dark", 1400, 900, {"runOnly": {"type": "rule", "values": [COLOURS]}}),
    ("light", 390, 800, {"rules": {COLOURS: {"enabled": False}}}),
)
"""A scheme, a width, a height, and what axe-core looks at there. A scheme changes only colours, a width all else."""


def faults(page: Page, axe: str, options: dict[str, Any]) -> Iterator[str]:
    """What axe-core finds in the page that is open."""
    page.evaluate(axe)
    wanted = {"resultTypes": ["violations"], **options}
    found: list[dict[str, Any]] = page.evaluate("wanted => axe.run(document, wanted)", wanted)["violations"]
    for one in found:
        if one["impact"] in ("serious", "critical"):
            yield f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}"


def is_too_wide(page: Page) -> bool:
    """Whether the page that is open scrolls sideways."""
    too_wide: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
    return too_wide


def main() -> int:
    """The exit code: 1 if a page has faults, 2 if something is missing to look at them."""
    pages = [*sorted(SITE.glob("*.html")), *sorted((SITE / "rules").glob("*.html"))[::SOME]]
    if "--brief" in sys.argv:
        pages = pages[::SOME]
    if not pages or not AXE.exists() or not CHROMIUM:
        print("needs the built site, NEWSCORPUS_NODE_MODULES with axe-core, and Chromium", file=sys.stderr)
        return 2
    axe, count = AXE.read_text(encoding="utf-8"), 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for scheme, width, height, options in LOOKS:
            context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})
            page = context.new_page()
            for path in pages:
                page.goto(path.as_uri())
                found = ["the page scrolls sideways"] if is_too_wide(page) else []
                for fault in [*found, *faults(page, axe, options)]:
                    count += 1
                    print(f"{path.relative_to(SITE)} ({scheme}, {width} px): {fault}")
            context.close()
        browser.close()
    print(f"{len(pages)} pages, in two schemes and two widths: {count or 'no'} faults.")
    return 1 if count else 0


sys.exit(main())
