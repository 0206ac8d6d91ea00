"""The words of `when` and what they mean, counted from the publication."""

from collections.abc import Iterator
from datetime import date

from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import When
from newscorpus.models.edtf import Bounds, day_of
from newscorpus.rules.context import ArticleContext, memoized, whens
from newscorpus.rules.times.bounds import anywhere, bounds, publication_days
from newscorpus.text.meant_dates import Meant, dates_meant
from newscorpus.text.timex import Reading, read, to_edtf, without_verb
from newscorpus.text.timex_words import language_of


@memoized
def readings(context: ArticleContext) -> Iterator[tuple[Path, When, Bounds, Reading]]:
    """Yield the times whose words can be read: path, `when`, bounds, reading."""
    language = language_of(context.article.language)
    published = publication_days(context)
    today = (published.earliest, published.latest) if published and published.earliest and published.latest else None
    for path, when in whens(context) if language else ():
        time = bounds(when.edtf)
        if language is None or when.text is None or time is None or time.earliest is None:
            continue
        time = anywhere(time)
        assert time.earliest is not None
        plain = without_verb(when.text.exact, context.article.language)
        reading = read(when.text.exact, language, today, time.earliest) or read(plain, language, today, time.earliest)
        if reading:
            yield (*path, "edtf"), when, time, reading


def meant(context: ArticleContext, words: str, *, to_come: bool | None) -> Meant | None:
    """Return the dates that words of the article can mean: see `dates_meant`."""
    article = context.article
    return dates_meant(words, article.language, day_of(article.published), to_come=to_come)


def meets(time: Bounds, days: tuple[date, date]) -> bool:
    """Return whether a time and a span of days have a day in common."""
    over, to_come = time.latest and time.latest < days[0], time.earliest and days[1] < time.earliest
    return not (over or to_come)


def explain_contradiction(context: ArticleContext, path: Path) -> str | None:
    """Return a sentence that explains the words at `path` if they contradict its date."""
    (by_path,) = _by_path(context)
    if path not in by_path:
        return None
    when, time, reading = by_path[path]
    contradicts = reading.relative and not any(meets(time, days) for days in reading.spans)
    return explain_words(context, when, reading) if contradicts else None


@memoized
def _by_path(context: ArticleContext) -> Iterator[dict[Path, tuple[When, Bounds, Reading]]]:
    """Yield the times whose words can be read, by their paths."""
    yield {path: (when, time, reading) for path, when, time, reading in readings(context)}


def explain_words(context: ArticleContext, when: When, reading: Reading) -> str:
    """Return a sentence that explains relative words."""
    meant = "` or `".join(to_edtf(days, reading.unit) for days in sorted(reading.spans))
    return f"write `{meant}`: {backticked(str(when.text or ''))}, counted from {context.article.published}"
