"""Pages as `newscorpus view` writes them."""

from pathlib import Path
from tempfile import TemporaryDirectory

from command import newscorpus

import newscorpus as nc


def page_of(article: nc.Article) -> str:
    """The page of an article by itself."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "article.json")
        path.write_text(nc.dumps(article, "json"), encoding="utf-8", newline="")
        page = Path(folder, "page.html")
        ran = newscorpus("view", path, "-o", page)
        assert ran.code == 0, ran
        return page.read_bytes().decode("utf-8")


def site_of(folder: Path, *paths: Path) -> Path:
    """Write the pages of articles to a folder, and return the one to open first."""
    ran = newscorpus("view", *paths, "-o", folder)
    assert ran.code == 0, ran
    return folder / "index.html"


def keys_of(article: nc.Article) -> dict[tuple[str, str | int], str]:
    """What a page calls each event, actor and claim: a letter, and its number in the file."""
    keys: dict[tuple[str, str | int], str] = {("claims", i): f"c{i + 1}" for i in range(len(article.claims))}
    for table in ("events", "actors"):
        keys |= {(table, name): f"{table[0]}{i}" for i, name in enumerate(getattr(article, table), 1)}
    return keys
