"""`review`: record who has reviewed an article."""

import sys

import click

from newscorpus.cli.help import SectionCommand
from newscorpus.cli.terminal import echo, show_refusal

EXAMPLES = (
    ('newscorpus review corpus/court.yaml --by "Anna Berg"', "Record a review of today."),
    ("newscorpus check corpus/ --require-review", "Report drafts without a review, and changes since."),
)


@click.command(cls=SectionCommand, short_help="Record the review of an article.", after=(("Examples", EXAMPLES),))
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--by", multiple=True, required=True, metavar="NAME", help="Who has reviewed it. Repeat it for several.")
@click.option("--date", metavar="YYYY-MM-DD", help="When.  [default: today]")
def review(articles: tuple[str, ...], by: tuple[str, ...], date: str | None) -> None:
    """Record that somebody has compared articles with their texts.

    ARTICLE is a file; in JSON Lines, the file, # and the id of the article. Who reviewed it, when, and a digest of the
    article are written into its annotation; all else stays. Articles with errors are refused.
    """
    from newscorpus.api.edit import review as record_review
    from newscorpus.errors import InvalidCorpus, UsageError

    is_done = True
    for article in articles:
        try:
            record_review(article, by=by, date=date)
        except InvalidCorpus as e:
            show_refusal(e.report, f"Nothing was written to {article}.")
            is_done = False
            continue
        except ValueError as e:
            raise UsageError(f"--date {e}") from None
        echo(f"Reviewed {article}.")
    if not is_done:
        sys.exit(1)
