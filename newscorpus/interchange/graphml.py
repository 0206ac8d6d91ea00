"""Articles -> GraphML: actors and events are nodes; participants, relations, offices and claims are edges.

An actor whose id stands for the same actor in all articles is one node; others have a node for each article.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TextIO
from xml.sax.saxutils import escape, quoteattr

from newscorpus._version import __version__
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.markup import NOT_XML
from newscorpus.interchange.engine.output import Output
from newscorpus.interchange.exports import begins_with, count_rest, dates_of
from newscorpus.interchange.tables.columns import event_id
from newscorpus.models import Actor, Article, Event
from newscorpus.models.traversal import participants_of, relations_of

_MARK: Final = "<!-- newscorpus"
_NODE: Final = (
    *("layer", "label", "kind", "type", "status", "start", "end", "place", "article"),
    *("country", "sector", "wikidata"),
)
_EDGE: Final = ("layer", "label", "stance", "article")
_HELD: Final[frozenset[str]] = frozenset(
    """
    format id actors.name actors.kind actors.country actors.sector actors.ids.wikidata actors.roles.title
    actors.roles.org events.kind events.type events.title events.status events.when.edtf events.places.name
    events.relations claims.by claims.about claims.stance
    """.split()  # noqa: SIM905
)
_RETURN: Final = {"\r": "&#13;"}
"""Readers of XML take a bare one for a line break."""


def write(articles: Iterable[Article], output: Output) -> None:
    """Write one directed graph, in which two nodes may have several edges.

    Raises:
        OSError: The file cannot be written.
    """
    with output.target.open("x", encoding="utf-8", newline="\n") as file:
        graph = _Graph(file, output.losses)
        for article in articles:
            graph.add(article)
        graph.close()


def is_export(path: Path) -> bool:
    """Report whether a file is what `write` wrote."""
    return begins_with(path, _MARK)


class _Graph:
    """Writes nodes and edges as the articles pass. Actors and the names of events stay in memory."""

    def __init__(self, file: TextIO, losses: Losses) -> None:
        self._file, self._losses = file, losses
        self._known: dict[str, Mapping[str, str | None]] = {}
        self._later: list[tuple[str, str, dict[str, str | None]]] = []
        self._edges = 0
        file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n{_MARK} {__version__} -->\n')
        file.write('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for owner, names in (("node", _NODE), ("edge", _EDGE)):
            file.writelines(
                f'<key id="{owner[0]}_{name}" for="{owner}" attr.name="{name}" attr.type="string"/>\n' for name in names
            )
        file.write('<graph id="corpus" edgedefault="directed">\n')

    def close(self) -> None:
        """Write the edges to events of other articles, and the end."""
        for source, target, values in self._later:
            if target in self._known:
                self._edge(source, target, values)
            else:
                self._losses.add("relation to an event that is not exported", f"{source}: {target}")
        self._file.write("</graph>\n</graphml>\n")

    def add(self, article: Article) -> None:
        """Write the nodes and edges of an article."""
        held = set[str](_HELD)
        nodes = {actor.id: self._actor(article, actor) for actor in article.actors.values()}
        for key, event in article.events.items():
            nodes[key] = event_id(article, key)
            self._node(nodes[key], _event(article, event))
            dates = dates_of(event.when)
            if not dates.is_exact:
                self._losses.add("time that is not a date of ISO 8601", f"{article.id}: events.{key}.when")
            if dates.has_open_end:
                self._losses.add("open end of a time", f"{article.id}: events.{key}.when")
            held |= {f"events.participants.{role}.actor" for role in event.participants}
        for actor in article.actors.values():
            held |= {f"actors.relations.{term}.other" for term in actor.relations}
        for source, target, values in _edges(article):
            values["article"] = article.id
            if target in nodes:
                self._edge(nodes[source], nodes[target], values)
            else:  # of another article, which may come later
                self._later.append((nodes[source], target, values))
        for actor in article.actors.values():
            for number, role in enumerate(actor.roles):
                if role.org is None:
                    self._losses.add("office in no organization", f"{article.id}: actors.{actor.id}.roles[{number}]")
        count_rest(article, held, self._losses)
        for number, claim in enumerate(article.claims):
            if not claim.by or not claim.about:
                self._losses.add("claim without a speaker or a subject", f"{article.id}: claims[{number}]")

    def _actor(self, article: Article, actor: Actor) -> str:
        name = f"{article.id}/{actor.id}" if actor.is_local else actor.id
        values = {
            "layer": "actor",
            "label": actor.name,
            "kind": actor.kind,
            "country": actor.country,
            "sector": actor.sector,
            "wikidata": actor.ids.get("wikidata"),
            "article": article.id if actor.is_local else None,
        }
        if name not in self._known:
            self._node(name, values)
        elif self._known[name] != values:
            self._losses.add("actor that an earlier article describes otherwise", f"{article.id}: actors.{actor.id}")
        return name

    def _node(self, name: str, values: Mapping[str, str | None]) -> None:
        self._known[name] = values if values["layer"] == "actor" else {}
        self._file.write(f"<node id={quoteattr(name)}>{self._data('n', values)}</node>\n")

    def _edge(self, source: str, target: str, values: Mapping[str, str | None]) -> None:
        ends = f'id="e{self._edges}" source={quoteattr(source)} target={quoteattr(target)}'
        self._edges += 1
        self._file.write(f"<edge {ends}>{self._data('e', values)}</edge>\n")

    def _data(self, owner: str, values: Mapping[str, str | None]) -> str:
        return "".join(
            f'<data key="{owner}_{name}">{escape(self._clean(value), _RETURN)}</data>'
            for name, value in values.items()
            if value
        )

    def _clean(self, value: str) -> str:
        """Replace what XML cannot contain."""
        for char in NOT_XML.findall(value):
            self._losses.add("character that XML cannot contain", f"U+{ord(char):04X}")
        return NOT_XML.sub("\ufffd", value)


def _event(article: Article, event: Event) -> dict[str, str | None]:
    dates = dates_of(event.when)
    return {
        "layer": "event",
        "label": event.title or event.type,
        "kind": event.kind,
        "type": event.type,
        "status": event.status,
        "start": dates.start,
        "end": dates.end,
        "place": "; ".join(place.name.exact for place in event.places),
        "article": article.id,
    }


def _edges(article: Article) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the edges of an article: ids of actors and events, and the values of the edge."""
    for key, actor in article.actors.items():
        for path, relation in relations_of(key, actor):
            yield key, relation.other, {"layer": "relation", "label": str(path[3])}
        for role in actor.roles:
            if role.org is not None:
                yield key, role.org, {"layer": "role", "label": role.title.exact}
    for key, event in article.events.items():
        for path, participant in participants_of(key, event):
            yield participant.actor, key, {"layer": "participant", "label": str(path[3])}
        for term, others in event.relations.items():
            for other in others:
                yield key, other, {"layer": "relation", "label": term}
    for claim in article.claims:
        for speaker in claim.by:
            for subject in claim.about:
                yield speaker, subject, {"layer": "claim", "label": "claims", "stance": claim.stance}
