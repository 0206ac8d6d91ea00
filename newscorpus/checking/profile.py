"""What each rule costs. What several rules ask of an article is found out once, and charged to the first that asks."""

from collections.abc import Iterator, Sequence
from time import process_time

from newscorpus.checking.task import Outcome, Task, examine
from newscorpus.rules import ArticleContext, Check, Finding

READING = "reading"
"""All but the rules: files, structure, anchoring."""


class Timings:
    """Seconds of CPU time by rule, and of all else."""

    def __init__(self) -> None:
        self.costs: dict[str, float] = {READING: 0.0}

    def timed(self, code: str, check: Check, view: ArticleContext) -> Sequence[Finding]:
        """What a rule finds; and what that costs."""
        begun = process_time()
        found = list(check(view))
        self.costs[code] = self.costs.get(code, 0.0) + process_time() - begun
        return found

    def examined(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, list[Outcome]]]:
        """What `examine` says of each task, in this process."""
        for task in tasks:
            begun, before = process_time(), sum(self.costs.values())
            found = list(examine(task, self))
            self.costs[READING] += process_time() - begun - (sum(self.costs.values()) - before)
            yield task, found

    def lines(self) -> Iterator[tuple[str, float]]:
        """The dearest first."""
        yield from sorted(self.costs.items(), key=lambda item: (-item[1], item[0]))
