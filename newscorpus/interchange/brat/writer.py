"""Articles -> brat: a text, its annotations, and one `annotation.conf`."""

from collections.abc import Iterable
from pathlib import Path

from newscorpus.interchange.brat.files import CONFIGURATION, SCHEME
from newscorpus.interchange.brat.lines import Lines, Types, is_exact
from newscorpus.interchange.engine.output import Output
from newscorpus.interchange.own.writing import annotations
from newscorpus.models import Article


def write(articles: Iterable[Article], output: Output) -> dict[str, int]:
    """Write a text and a file of annotations for each article, and an `annotation.conf`, into a new folder.

    Returns:
        The number of `articles`.

    Raises:
        OSError: A file cannot be written, or two articles have the same id.
    """
    folder, losses = output.target, output.losses
    folder.mkdir(parents=True)
    types, number = Types(), 0
    for article in articles:
        if article.text is None or not article.text.strip():
            losses.add("article without its text", article.id)
            continue
        lines = Lines(article.text, types)
        made = "".join(f"{lines.line(one)}\n" for one in annotations(article, article.text, is_exact, losses))
        for ending, content in (("txt", article.text), ("ann", made)):
            with (folder / f"{article.id}.{ending}").open("xb") as file:
                file.write(content.encode("utf-8"))
        number += 1
    (folder / CONFIGURATION).write_text(types.configuration(SCHEME), encoding="utf-8", newline="\n")
    return {"articles": number}


def is_export(folder: Path) -> bool:
    """Report whether a folder contains what `write` wrote."""
    path = folder / CONFIGURATION
    return path.is_file() and path.read_bytes().startswith(SCHEME.encode())
