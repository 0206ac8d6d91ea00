"""NC517: counts that contradict the quoted words."""

from collections.abc import Iterator
from decimal import Decimal

from newscorpus.diagnostics.changes import ProposedFix, SetValue, backticked
from newscorpus.diagnostics.report import Path
from newscorpus.models import Incident
from newscorpus.models.values import Count
from newscorpus.rules.context import ArticleContext, well_formed_events
from newscorpus.rules.rule import WARNING, Finding, rule
from newscorpus.text.amounts import Reading
from newscorpus.text.quantities import read_quantities
from newscorpus.text.timex_languages import primary_subtag


@rule(
    "NC517",
    "count-contradicts-words",
    WARNING,
    "a count contradicts its words",
    unsafe_fix="the number that the words give",
)
def count_against_words(context: ArticleContext) -> Iterator[Finding]:
    """
    The words give another number than the count, in digits or in words: `two dozen` is 24. Bounds count too: `at least
    12` is `12+`, `up to 12` is `0..12`, `10 to 12` is `10..12`. Behind `about` and the like, the count may differ by a
    fifth. What words count without a number is not compared: `his wife and two children`. English, German and Spanish.

    Example:
          events:
            fire:
              kind: incident
              type: accident
        -     casualties: {injured: {at least five people: 5}} # <NC517>
        +     casualties: {injured: {at least five people: 5+}}
              evidence:
                - The fire in Oslo hurt at least five people
          text: The fire in Oslo hurt at least five people.
    """
    language = primary_subtag(context.article.language)
    for key, event in well_formed_events(context):
        for harm, counts in event.casualties.items() if isinstance(event, Incident) else ():
            for i, count in enumerate(counts):
                reading = read_quantities(str(count.text or ""), language)
                if reading is None or _is_reversed(count):
                    continue
                reading, most = reading.of_people(), None if count.most is None else Decimal(count.most)
                if reading.contradicts(Decimal(count.least), most):
                    yield _finding(("events", key, "casualties", harm, i, "count"), count, reading)


def _finding(path: Path, count: Count, reading: Reading) -> Finding:
    words = backticked(str(count.text or ""))
    lost = any(amount.is_open and count.count in (amount.low, amount.high) for amount in reading.amounts)
    message = f"count {count.count} " + (
        f"is exact, but the words {words} are not" if lost else f"contradicts the words {words}"
    )
    hint = "correct the count, or write the words of the article that give it"
    fixes: tuple[ProposedFix, ...] = ()
    if len(reading.amounts) == 1:
        meant = str(reading.amounts[0])
        hint = f"write `{meant}`, or the words of the article that give {count.count}"
        fixes = (ProposedFix(f"write `{meant}`", (SetValue(path, int(meant) if meant.isdecimal() else meant),)),)
    return Finding(path, message, help=hint, fixes=fixes, arguments=(str(count.count),))


def _is_reversed(count: Count) -> bool:
    """Whether the range of a count is reversed, which NC509 reports."""
    return count.most is not None and count.most < count.least
