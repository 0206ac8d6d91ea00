"""CPU time of each rule. A value that several rules share is charged to the first that asks for it."""

from collections.abc import Iterator, Sequence
from time import process_time

from newscorpus.checking.task import Outcome, Task, examine
from newscorpus.rules import ArticleContext, Check, Finding

READING = "reading"
"""Everything except rules: files, structure, anchoring, the words of findings that get them late."""


class Timings:
    """Seconds of CPU time, by rule and for the rest."""

    def __init__(self) -> None:
        self.costs: dict[str, float] = {READING: 0.0}

    def timed(self, code: str, check: Check, context: ArticleContext) -> Sequence[Finding]:
        """Run a rule, measure it, and return its findings."""
        begun = process_time()
        found = list(check(context))
        self.costs[code] = self.costs.get(code, 0.0) + process_time() - begun
        return found

    def examined(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, list[Outcome]]]:
        """Yield each task with its outcomes, examined in this process."""
        for task in tasks:
            begun, before = process_time(), sum(self.costs.values())
            found = list(examine(task, self))
            self.costs[READING] += process_time() - begun - (sum(self.costs.values()) - before)
            yield task, found

    def lines(self) -> Iterator[tuple[str, float]]:
        """Yield rules with their seconds, the most expensive first."""
        yield from sorted(self.costs.items(), key=lambda item: (-item[1], item[0]))
