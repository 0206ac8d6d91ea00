"""`release`: a corpus to a folder to publish."""

from pathlib import Path

from newscorpus.cli.options import OUTPUTS, argument, command, option
from newscorpus.cli.output import echo

EXAMPLES = (
    ("newscorpus release corpus/ -o out/", "Write all that a published corpus needs."),
    ("newscorpus release corpus/ -o out/ --without-text", "Publish annotations of texts that are not yours."),
    ("newscorpus release corpus/ -o out/ --agreement bert/", "State how far a second annotation agrees."),
)


@command("Write a folder to publish.", examples=EXAMPLES)
def release(
    corpus: Path = argument(),
    *,
    output: Path = option("Folder to write.", "-o --output", type=OUTPUTS, required=True),
    without_text: bool = option("Withhold the texts that may not be passed on, and all words of them."),
    agreement: tuple[Path, ...] = option(
        "Another annotation of the same articles, to state the agreement. Repeat it for several: then of these.",
        metavar="ANNOTATOR",
    ),
) -> None:
    """Write a folder to publish: articles, tables, schemas, codebook, data card, citation, Croissant, checksums.

    A corpus with errors, unreviewed drafts or rights that are not stated is refused, and nothing is written.
    """
    from newscorpus.releasing.release import release as run_release
    from newscorpus.text.words import counted

    released = run_release(corpus, output, text=not without_text, agreement=agreement)
    echo(f"Released {counted(released.articles, 'article')} in {output}.", err=True)
    if released.withheld:
        texts = counted(len(released.withheld), "text")
        echo(f"Withheld {texts}; `newscorpus attach-text {output} TEXTS` puts back what it has.", err=True)
    if released.repeated:
        places = ", ".join(released.repeated[:10]) + (", …" if len(released.repeated) > 10 else "")
        echo(f"warning: what repeats words of withheld texts and is published: {places}", err=True)
    if released.not_stated:
        names = ", ".join(released.not_stated)
        echo(f"warning: conferences ask for what corpus.yaml does not state: {names}", err=True)
