"""Which facts tell: of all articles, those that the corpus rules may find something in, found by SQL.

The SQL is what SQLite (`aside`) and Spark have in common. The rules themselves are those of
`rules.corpus`, in Python; they need no more than the telling facts to say the same as of all. That is the law that the
SQL has to keep, and all that it knows of them. Suggestions of other articles' ids are the one thing that needs all; so
large a corpus has none (`rules.corpus.SUGGESTING`).
"""

from typing import Any, Final

import attrs

from newscorpus.rules import ArticleSummary
from newscorpus.rules.references.relations import CIRCLED

COLUMNS: Final = {
    "articles": ("n", "id", "sha256"),
    "events": ("n", "name"),
    "actors": ("n", "actor", "kind", "qid"),
    "links": ("n", "target", "article", "relation"),
}
"""The facts as tables; `n` numbers the articles, `name` and `target` are `article#event`."""

SUSPECTS: Final = (
    # NC701: an id twice
    "select n from articles where id in (select id from articles group by id having count(*) > 1)",
    # NC702: an actor of two kinds, or of two QIDs
    "select n from actors where actor in (select actor from actors group by actor having count(distinct kind) > 1)",
    "select n from actors where actor in (select actor from actors group by actor having count(distinct qid) > 1)",
    # NC703: a QID of two actors
    "select n from actors where qid in (select qid from actors group by qid having count(distinct actor) > 1)",
    # NC705: a text of two articles
    "select n from articles where sha256 in (select sha256 from articles group by sha256 having count(*) > 1)",
    # NC707: an event that is nowhere
    "select n from links where not exists (select 1 from events where events.name = links.target)",
    # NC708: a link that may be part of a circle
    f"select n from links where relation in ({', '.join(repr(one) for one in CIRCLED)})",  # noqa: S608 - our words
)
"""Each selects articles that one rule may find something in, with all that the finding compares them to."""

CONTEXT: Final = """
select distinct articles.n from articles join links on links.article = articles.id
where links.n in (select n from suspects) and articles.n not in (select n from suspects)
"""
"""The articles that suspects refer to: their events are looked up, their own links are not judged."""


@attrs.frozen
class Candidates:
    """The numbers of the articles whose facts tell."""

    suspects: frozenset[Any]
    context: frozenset[Any]

    def of(self, number: Any, facts: ArticleSummary) -> ArticleSummary | None:
        """What the rules need of an article's facts; None if nothing."""
        if number in self.suspects:
            return facts
        return attrs.evolve(facts, links=()) if number in self.context else None


def rows(number: int, facts: ArticleSummary) -> dict[str, list[tuple[Any, ...]]]:
    """An article's facts as rows of the tables."""
    return {
        "articles": [(number, facts.id, facts.sha256)],
        "events": [(number, f"{facts.id}#{event}") for event in facts.events],
        "actors": [(number, *actor) for actor in facts.actors],
        "links": [
            (number, target, target.partition("#")[0], path[3] if path[0] == "events" and len(path) > 3 else "")
            for path, target in facts.links
        ],
    }
