"""`review`: record who has reviewed an article."""

import sys

from newscorpus.cli.options import argument, command, option
from newscorpus.cli.output import echo, show_refusal

EXAMPLES = (
    ('newscorpus review corpus/court.yaml --by "Anna Berg"', "Record a review of today."),
    ("newscorpus check corpus/ --require-review", "Report drafts without a review, and changes since."),
)


@command("Record the review of an article.", examples=EXAMPLES)
def review(
    articles: tuple[str, ...] = argument("ARTICLE..."),
    *,
    by: tuple[str, ...] = option("Who has reviewed it. Repeat it for several.", metavar="NAME", required=True),
    date: str | None = option("When.  [default: today]", metavar="YYYY-MM-DD"),
) -> None:
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
