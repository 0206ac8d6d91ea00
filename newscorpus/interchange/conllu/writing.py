"""Articles -> CoNLL-U: tokens in sentences, with white space and mentions of actors in the column MISC."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from newscorpus._version import __version__
from newscorpus.codec import codec_of
from newscorpus.interchange.engine.fields import actor_name
from newscorpus.interchange.engine.losses import Losses, count_unheld
from newscorpus.interchange.engine.offsets import tokens_of, whole_sentences
from newscorpus.interchange.engine.output import Output
from newscorpus.models import Article
from newscorpus.models.article import mentions_of
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten

META: Final = {
    "title": "headline",
    "author": "author",
    "publisher": "publisher",
    "dateCreated": "published",
    "sourceURL": "url",
    "language": "language",
    "dateline": "dateline",
}
"""Meta data of a document → the field of the article."""
SOURCE: Final = "source_"
"""How the names of attributes begin that have other meta data of a source."""
ENTITY: Final = "eid-etype-head-other"
_NO_KIND: Final = "actor"
_HELD: Final = frozenset(("format", "id", "text", "sha256", *META.values()))
_HELD_OF_ACTOR: Final = ("mentions", "kind")
"""What the mentions of an actor hold. Names that are not the first become mentions, and no actor is `named`."""
_HEAD: Final = "# generator = newscorpus"
SPACES: Final = {" ": r"\s", "\t": r"\t", "\n": r"\n", "\r": r"\r", "|": r"\p", "\\": r"\\"}
"""How MISC has white space, as UDPipe writes it. Other characters that break lines are written as `\\u{…}`."""


def write(articles: Iterator[Article], output: Output) -> None:
    """Write one file with a document for each article; see `Writer`."""
    codec, is_first = codec_of(output.rights.manifest), True
    with output.target.open("x", encoding="utf-8", newline="\n") as file:
        for article, text in output.with_texts(articles):
            data = codec.canonical(article)
            attributes = {key: value for key, value in data.get("attributes", {}).items() if not _is_meta(key)}
            rest = {**data, "attributes": attributes, "actors": _unheld_of_actors(article, data.get("actors", []))}
            count_unheld(rest, _HELD, output.losses, article.id)
            _count_contexts(article, output.losses)
            if is_first:
                file.write(f"{_HEAD} {__version__}\n")
            file.writelines(f"{line}\n" for line in _Document(article, text, output.losses).lines())
            is_first = False


def is_export(path: Path) -> bool:
    """Report whether a file begins as those that `write` writes."""
    with path.open("rb") as file:
        return file.read(len(_HEAD)) == _HEAD.encode()


def _unheld_of_actors(article: Article, actors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what no mention of each actor holds: all of one that the text does not have."""
    unheld, mentions = [], mentions_of(article)
    for actor in actors:
        spans = sorted(mentions[actor["id"]], key=lambda span: (span[1], -span[0]))  # as they end in the file
        if not spans:
            unheld.append(actor)
            continue
        rest = {key: value for key, value in actor.items() if key not in _HELD_OF_ACTOR}
        rest["named"] = actor.get("named", True) or None
        if rest["name"] == actor_name((article.text or "")[start:end] for start, end in spans):
            del rest["name"]
        rest["ids"] = {scheme: value for scheme, value in rest.get("ids", {}).items() if scheme != "wikidata"}
        unheld.append({key: value for key, value in rest.items() if value is not None})
    return unheld


def _count_contexts(article: Article, losses: Losses) -> None:
    """Count the contexts of mentions, which have a place in the file instead."""
    for key, actor in article.actors.items():
        for number, mention in enumerate(actor.mentions):
            if mention.within is not None:
                losses.add("actors.mentions.within", f"{article.id}: actors.{key}.mentions[{number}]")


def _is_meta(attribute: str) -> bool:
    """Report whether an attribute is a field of the meta data, by a name that is none of `META` and comes back."""
    name = attribute.removeprefix(SOURCE)
    return name != attribute and name not in (*META, "date") and "-" not in name


class _Document:
    def __init__(self, article: Article, text: str, losses: Losses) -> None:
        self._article, self._text, self._losses = article, text, losses

    def lines(self) -> Iterator[str]:
        mentions = list(self._mentions())
        yield f"# newdoc id = {self._article.id}"
        yield f"# global.Entity = {ENTITY}"
        yield from self._meta()
        spans = [span for _, span in mentions]
        sentences = whole_sentences(tokens_of(self._text, spans), spans)
        begun = {start: [mention for mention in mentions if mention[1][0] == start] for _, (start, _) in mentions}
        ended = {end: [mention for mention in mentions if mention[1][1] == end] for _, (_, end) in mentions}
        ends = [tokens[0][0] for tokens in sentences[1:]] + [len(self._text)]
        before = self._text[: sentences[0][0][0]]
        for number, (tokens, following) in enumerate(zip(sentences, ends, strict=True), 1):
            if number == 1 or before.count("\n") > 1:
                yield "# newpar"
            yield f"# sent_id = {self._article.id}-{number}"
            yield f"# text = {flatten(self._text[tokens[0][0] : tokens[-1][1]])}"
            for index, (start, end) in enumerate(tokens, 1):
                misc = list(_entities(begun.get(start, []), ended.get(end, []), (start, end), self._article))
                if number == index == 1 and before:
                    misc.append(f"SpacesBefore={_encoded(before)}")
                spaces = self._text[end : tokens[index][0] if index < len(tokens) else following]
                if spaces != " " or (index == len(tokens) and following == len(self._text)):
                    misc.append(f"SpacesAfter={_encoded(spaces)}" if spaces else "SpaceAfter=No")
                yield "\t".join((str(index), self._text[start:end], *"_" * 7, "|".join(sorted(misc)) or "_"))
            yield ""
            before = self._text[tokens[-1][1] : following]

    def _meta(self) -> Iterator[str]:
        article = self._article
        meta = {name: getattr(article, field) for name, field in META.items()}
        for key, value in article.attributes.items():
            if _is_meta(key):
                meta[key.removeprefix(SOURCE)] = str(value)
                if not isinstance(value, str):
                    self._losses.add(f"attributes.{key} becomes a string", article.id)
        for name, value in meta.items():
            if (name, value) == ("language", "und"):
                continue  # not known; an import without a language has it again
            if value is not None and flatten(value):
                yield f"# meta::{name} = {flatten(value)}"
            if value is not None and (not value or flatten(value) != value):
                loss = "white space in" if value else "empty"
                self._losses.add(f"{loss} {META.get(name, name)}", article.id)

    def _mentions(self) -> Iterator[tuple[str, Span]]:
        for id_, spans in mentions_of(self._article).items():
            taken: list[Span] = []
            for start, end in spans:
                if any(start < other < end < last or other < start < last < end for other, last in taken):
                    self._losses.add(
                        "mention that crosses one of the same actor", f"{self._article.id}: {id_}, {start}"
                    )
                else:
                    taken.append((start, end))
                    yield id_, (start, end)
            if not spans:
                self._losses.add("actor without a mention", f"{self._article.id}: actors.{id_}")


def _entities(
    begun: list[tuple[str, Span]], ended: list[tuple[str, Span]], token: Span, article: Article
) -> Iterator[str]:
    """Yield the annotation of the mentions that begin and end at a token.

    Those that begin here and end later are last, the outer ones first: behind them, the end of another would be a part
    of their fields.
    """
    closed, opened = "", ""
    for id_, span in sorted(begun, key=lambda mention: -mention[1][1]):
        actor = article.actors[id_]
        other = f"-wikidata:{actor.ids['wikidata']}" if "wikidata" in actor.ids else ""
        shown = f"({_name(id_)}-{actor.kind or _NO_KIND}-1{other}"
        if span == token:
            closed += f"{shown})"
        else:
            opened += shown
    for id_, span in sorted(ended, key=lambda mention: -mention[1][0]):
        closed += "" if span == token else f"{_name(id_)})"
    if closed or opened:
        yield f"Entity={closed}{opened}"


def _name(id_: str) -> str:
    return quote(id_, safe="").replace("-", "%2D")


def _encoded(spaces: str) -> str:
    """Return white space as a value of MISC."""
    return "".join(SPACES.get(char) or f"\\u{{{ord(char):x}}}" for char in spaces)
