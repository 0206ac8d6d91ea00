"""Review: record in an article who has compared it with the text, and what it was then."""

import datetime as dt
from collections.abc import Iterable

import attrs

from newscorpus.api.edit import edit
from newscorpus.api.load import AnyPath
from newscorpus.api.record import read_record
from newscorpus.checking.memory import session_of
from newscorpus.checking.options import SessionOptions
from newscorpus.checking.results import check_session
from newscorpus.codec.digest import review_digest
from newscorpus.edits.draft import frozen
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.models import Annotation
from newscorpus.rules.structure import unreviewed_draft


def review(path: AnyPath, *, by: str | Iterable[str], date: str | dt.date | None = None) -> None:
    """Record the review of an article in its file, in which everything else stays: see `edit`.

    Writes `reviewed_by`, `reviewed` and `reviewed_digest` into `annotation`, in place of an earlier review; the state
    `draft` becomes `reviewed`. When the article changes afterwards, other than in notes, waivers, open points and
    `annotation`, the rule `unreviewed-draft` reports it.

    Args:
        path: The file, in YAML or JSON; in JSON Lines, the file and the id of the article: `articles.jsonl#rain`.
        by: Who has reviewed it: a name, or several.
        date: When: `YYYY-MM-DD` or a `datetime.date`; by default, today.

    Raises:
        InvalidCorpus: If the article has errors.
        UsageError: If no name is given, a name cannot be written, or the file cannot be edited with certainty; nothing
            is written then.
        ValueError: If `date` is not a day.
        OSError: If the file cannot be written.

    Example::

        article = nc.Article(id="storm", language="en", text="A storm.", annotation=nc.Annotation(drafted_by="a-model"))
        nc.dump(article, "build/storm.yaml")
        nc.review("build/storm.yaml", by="Anna Berg", date="2024-05-10")
        assert nc.check("build/storm.yaml", extend_select=["unreviewed-draft"]).ok
    """
    names = tuple(by) if isinstance(by, Iterable) and not isinstance(by, str) else (by,)
    if not names:
        raise UsageError("no reviewer is given: name who has reviewed the article")
    for name in names:
        if not _is_name(name):
            raise UsageError(f"{name!r} is not the name of a reviewer")
    reviewed = _day(date)
    record, options = read_record(path), SessionOptions((), ignore=[unreviewed_draft.code])
    report = check_session(session_of([record.source()], record.corpus(options), options)).report()
    if not report.ok:
        raise InvalidCorpus(report)
    with edit(path) as draft:
        article = frozen(draft)
        before = article.annotation or Annotation()
        draft.annotation = attrs.evolve(
            before,
            state="reviewed" if before.state == "draft" else before.state,
            reviewed_by=names,
            reviewed=reviewed,
            reviewed_digest=review_digest(article),
        )


def _is_name(name: object) -> bool:
    """Whether it is a string that is not blank and can be written: the command line gives bytes as lone surrogates."""
    return isinstance(name, str) and bool(name.strip()) and not any("\ud800" <= char <= "\udfff" for char in name)


def _day(date: str | dt.date | None) -> str:
    if date is None:
        return dt.date.today().isoformat()  # noqa: DTZ011 - the day of the reviewer
    try:
        day = dt.datetime.strptime(date, "%Y-%m-%d") if isinstance(date, str) else date  # noqa: DTZ007 - only its day
        return f"{day:%Y-%m-%d}"
    except ValueError:
        raise ValueError(f"{date!r}: expected a date that exists, as YYYY-MM-DD") from None
