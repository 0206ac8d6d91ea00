"""Exports of one JSON document for each article: written into a new folder, and recognized again by how each begins."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from newscorpus.formats.json.writer import dump_json
from newscorpus.interchange.engine.output import RIGHTS, Output
from newscorpus.models import Article, Manifest

Plain = dict[str, Any]

_HEAD: Final = 2000
"""Bytes at the beginning of a document that say what it is."""


def write_documents(
    articles: Iterable[Article], output: Output, ending: str, document: Callable[[Article, Output], Plain]
) -> dict[str, int]:
    """Write the file `ID` + `ending` for each article into a new folder.

    Args:
        articles: The articles.
        output: Where to write.
        ending: The ending of the files, such as `.json`.
        document: Makes the content of a file, and counts what it cannot hold.

    Returns:
        The number of `articles`.

    Raises:
        OSError: A file cannot be written, or two articles have the same id.
    """
    output.target.mkdir(parents=True)
    number = 0
    for article in articles:
        with (output.target / f"{article.id}{ending}").open("x", encoding="utf-8", newline="\n") as file:
            # In an element `script` of a page, `</script>` would end it, and what follows would run.
            file.write(dump_json(document(article, output), indent=True).replace("<", "\\u003c"))
        number += 1
    return {"articles": number}


def has_documents(folder: Path, ending: str, mark: str) -> bool:
    """Report whether a folder has documents that `write_documents` wrote, or only says that there are none.

    Args:
        folder: The folder.
        ending: The ending of the files.
        mark: What each has near its beginning.
    """
    written = [path for path in folder.iterdir() if path.name != RIGHTS]
    return not written or any(path.name.endswith(ending) and begins_with(path, mark) for path in written)


def begins_with(path: Path, mark: str) -> bool:
    """Report whether a file has a mark near its beginning."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return mark.encode() in file.read(_HEAD)


def without_empty(data: Plain) -> Plain:
    """Leave out the values that are None or empty."""
    return {key: value for key, value in data.items() if value is not None and value not in ("", [], {})}


def address_of(article: Article, manifest: Manifest) -> str:
    """Return the address of an article, or a name in its place: `urn:newscorpus:CORPUS:ID`."""
    return article.url or f"urn:newscorpus:{manifest.name}:{article.id}"


def addressed(base: str, *steps: str | int) -> str:
    """Return the address of a part of an article: of an actor, an event, a claim or a quote.

    Args:
        base: The address of the article.
        steps: The path of the part, such as `events` and `visit`.
    """
    return f"{base.partition('#')[0]}#{quote('.'.join(map(str, steps)), safe='')}"
