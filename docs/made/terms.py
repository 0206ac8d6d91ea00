"""The vocabularies: each term with its meaning, its source, an example, and what only looks like one."""

from collections.abc import Iterator
from typing import Final, get_args

import attrs

from made.text import wrapped
from newscorpus.api.vocabulary import codebook
from newscorpus.models.vocabulary import DEFAULT, ROLES, STATUSES, Side, Word

TITLES: Final = {
    "actor_kinds": "kinds of actors",
    "event_kinds": "kinds of events",
    "roles": "roles of participants",
    "actor_relations": "relations of actors",
}
"""Where the heading of a vocabulary in the codebook is not its name."""


def link(table: str) -> str:
    """A link from another page to a vocabulary in the codebook."""
    title = TITLES.get(table, table)
    return f"[{title}](codebook.md#{title.replace(' ', '-')})"


def terms(table: str, kind: str | None = None) -> Iterator[str]:
    """The terms of a vocabulary as a list."""
    described = codebook()[table]
    for word in _every_status() if table == "statuses" else DEFAULT.get(table, kind).values():
        anchor = "-".join(filter(None, (table, kind, word.word)))
        source = f" <small>({word.source})</small>" if word.source else ""
        yield from wrapped(f'- <a id="{anchor}"></a>**{word.word}** – {word.meaning}{source}', indent="  ")
        shown = (described[kind] if kind else described)[word.word]
        yield from wrapped(f"  - ✓ {_quoted(shown['example'])}", indent="    ")
        if "unlike" in shown:
            yield from wrapped(f"  - ✗ {_quoted(shown['unlike'])} → *{shown['instead']}*", indent="    ")


def sides() -> Iterator[str]:
    """The roles of each kind of event by their side in a pair of actors."""
    yield "| event | source | target | both | neither |"
    yield "| --- | --- | --- | --- | --- |"
    for kind, roles in ROLES.items():
        cells = (", ".join(r.word for r in roles.values() if r.side == side) for side in (*get_args(Side), None))
        yield f"| {kind} | {' | '.join(cells)} |"


def _quoted(news: str) -> str:
    return news if "“" in news else f"“{news}”"


def _every_status() -> Iterator[Word]:
    """The statuses of all kinds, in order; if a kind lacks one, the meaning names the kinds that have it."""
    found = {word.word: word for words in STATUSES.values() for word in words.values()}
    for word in sorted(found, key=list(codebook()["statuses"]).index):
        kinds = [f"{kind}s" for kind, words in STATUSES.items() if word in words]
        only = "" if len(kinds) == len(STATUSES) else f" (of {' and '.join(kinds)} only)"
        yield attrs.evolve(found[word], meaning=found[word].meaning + only)
