"""A first mapping file for a source: its labels, how often they occur, and what they most likely mean."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from newscorpus.errors import UsageError
from newscorpus.formats.yaml.writer import inline
from newscorpus.interchange.engine import guesses
from newscorpus.interchange.engine.document import Declared, Document, Standoff
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.meanings import NUMBERED, Meanings
from newscorpus.interchange.engine.sources import corpus_name
from newscorpus.models.labels import SAME, LabelFile
from newscorpus.models.mapping import IGNORE
from newscorpus.text.grammar import every_grammar
from newscorpus.text.languages import shared
from newscorpus.text.words import counted

UNKNOWN: Final = "und"
_LEAST: Final = 0.2
"""The part of all words that the function words of a language are, at least."""
_AHEAD: Final = 1.5
"""How many times as many it has, at least, as the next language."""
_MOST: Final = 100_000
"""Characters that are looked at."""


@cache
def _function_words() -> Mapping[str, frozenset[str]]:
    """The words that each language has for what is between nouns and verbs."""
    known = {
        code: grammar.connecting | grammar.pronouns | grammar.subordinators for code, grammar in every_grammar().items()
    }
    # Further languages are known so that, say, Danish is not taken for one that resembles it.
    others = {code: frozenset(words) for code, words in shared("function_words").items()}
    return others | known


def language_of(texts: Iterable[str]) -> str:
    """Return the language of texts by its two letters; `und` if it is none that is known, or in doubt."""
    words = Counter[str]()
    left = _MOST
    for text in texts:
        words.update(text[:left].lower().split())
        left -= len(text)
        if left <= 0:
            break
    total = sum(words.values())
    shares = [(0.0, UNKNOWN), (0.0, UNKNOWN)]
    for code, own in _function_words().items() if total else ():
        shares.append((sum(count for word, count in words.items() if word in own) / total, code))
    (best, code), (second, _) = sorted(shares, reverse=True)[:2]
    return code if best >= _LEAST and best >= second * _AHEAD else UNKNOWN


_CHAINS: Final = "*-*"
_MOST_TEXTS: Final = 100
"""Texts whose language is looked at."""


class _Labels:
    """The labels of a source, with how often they occur and the first words that have them."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {
            head: Counter() for head in ("entities", "events", "roles", "relations", "attributes")
        }
        self.words: dict[str, str] = {}
        self.links = set[str]()
        """Roles of arguments that are events."""
        self.declared = Declared()
        self.sources: dict[str, set[str]] = {}
        """The labels of the words from which each relation goes."""

    def add(self, declared: Declared, standoff: Standoff) -> None:
        for section, table in declared.types.items():
            self.declared.types.setdefault(section, {}).update(table)
        self.declared.arguments.update(declared.arguments)
        self.declared.abstract |= declared.abstract
        triggers = {frame.trigger for frame in standoff.frames.values()}
        for words in standoff.words.values():
            if words.id not in triggers:
                self.counts["entities"][_chain(words.label, declared)] += 1
            self.words.setdefault(words.label, words.words)
        for frame in standoff.frames.values():
            self.counts["events"][frame.label] += 1
            for role, target in frame.arguments:
                name = NUMBERED.sub(r"\1", role)
                self.counts["roles"][name] += 1
                if target in standoff.frames:
                    self.links.add(name)
        for relation in standoff.relations.values():
            source = standoff.words.get(relation.first)
            self.counts["relations"][relation.label] += 1
            self.sources.setdefault(relation.label, set()).add(source.label if source else "")
        self.counts["attributes"].update(mark.label for mark in standoff.marks)

    def event_words(self) -> set[str]:
        """Return the labels of words that are likely events: their relations are named like arguments of one."""
        meanings = Meanings(LabelFile(), self.declared)
        sources = {label for name, labels in self.sources.items() if guesses.is_role(name) for label in labels}
        return {label for label in sources if label and meanings.entity(label).kind == "unknown"}

    def of(self, head: str) -> Iterator[str]:
        """Yield the labels of a head: those that are declared, then others, the most frequent first."""
        declared = dict.fromkeys(self.declared.labels(head))
        yield from dict.fromkeys((*declared, *(label for label, _ in self.counts[head].most_common())))


def _chain(label: str, declared: Declared) -> str:
    """Return the label, or the pattern of those that are names of chains."""
    known = label in declared.types.get("entities", {})
    return _CHAINS if guesses.entity(label, declared=known) == SAME else label


def propose_labels(format: str, source: Path, documents: Iterable[Document], *, has_relations: bool = True) -> str:
    """Return a mapping file for the labels of some documents, with comments on what to decide.

    Args:
        format: The name of the format.
        source: The file or folder.
        documents: The documents.
        has_relations: Whether the format has arguments or relations, so that a place can be one of an event.

    Raises:
        UsageError: There are no labels.
    """
    labels, texts = _Labels(), list[str]()
    for document in documents:
        labels.add(document.declared, document.standoff(Losses()))
        texts += [document.text or ""] if len(texts) < _MOST_TEXTS else []
    parts = [
        _part("entities", _entities(labels, has_relations=has_relations)),
        _part("events", _events(labels)),
        _part("roles", _roles(labels)),
        _part("relations", _relations(labels)),
        _part("attributes", _attributes(labels)),
    ]
    if not any(parts):
        raise UsageError(f"{source}: no labels to map")
    language = language_of(texts)
    why = "such as en" if language == UNKNOWN else "by the words of the texts"
    name = inline(corpus_name(source, format), flow=False)
    head = _texts()["head"].format(format=format, name=name, language=language, why=why)
    return "\n".join([head, *filter(None, parts)])


@cache
def _texts() -> dict[str, str]:
    """Return the beginning of a mapping file, and the comment before each of its parts."""
    text = Path(__file__).with_name("proposal.txt").read_text(encoding="utf-8")
    parts = (part.partition("\n") for part in text.split("== ")[1:])
    return {name: comment for name, _, comment in parts}


def _part(head: str, rows: Iterable[tuple[str, str, str]]) -> str:
    lines = [
        f"  {inline(label, flow=False)}: {meaning}{f'  # {remark}' if remark else ''}"
        for label, meaning, remark in rows
    ]
    return "\n".join((_texts()[head] + f"{head}:", *lines, "")) if lines else ""


def _entities(labels: _Labels, *, has_relations: bool) -> Iterator[tuple[str, str, str]]:
    meanings, events = Meanings(LabelFile(), labels.declared), labels.event_words()
    entities = {label: meanings.entity(label) for label in labels.of("entities") if label != _CHAINS}
    has_events = bool(events or labels.counts["events"]) or any(entity.use == "event" for entity in entities.values())
    for label in labels.of("entities"):
        count, words = labels.counts["entities"][label], labels.words.get(label)
        if label == _CHAINS:
            yield label, SAME, _remark(count)
            continue
        entity = entities[label]
        meaning = entity.kind if entity.use == "actor" else entity.role or entity.use
        if label in events:
            kind, type_ = meanings.event(label) or ("event", "other")
            meaning = f"{{as: event, kind: {kind}, type: {type_}}}"
        elif meaning == "place" and not (has_events and has_relations):
            meaning = "locality"
        decide = "decide: " if meaning == "unknown" or label in events else ""
        yield label, meaning, decide + _remark(count, words)


def _events(labels: _Labels) -> Iterator[tuple[str, str, str]]:
    meanings = Meanings(LabelFile(), labels.declared)
    for label in labels.of("events"):
        kind, type_ = meanings.event(label) or ("event", "other")
        decide = "decide: " if type_ == guesses.term(label) else ""
        remark = _remark(labels.counts["events"][label], labels.words.get(label))
        yield label, f"{{kind: {kind}, type: {type_}}}", decide + remark


def _roles(labels: _Labels) -> Iterator[tuple[str, str, str]]:
    events, counts = labels.event_words(), labels.counts["roles"].copy()
    counts.update({name: labels.counts["relations"][name] for name in labels.sources if _is_role(labels, name, events)})
    for label, count in counts.most_common():
        yield label, "about" if label in labels.links else guesses.role(label) or IGNORE, _remark(count)


def _is_role(labels: _Labels, relation: str, events: set[str]) -> bool:
    """Whether a relation goes from events only, and is named like an argument."""
    return guesses.is_role(relation) and labels.sources[relation] <= events


def _relations(labels: _Labels) -> Iterator[tuple[str, str, str]]:
    meanings = Meanings(LabelFile(), labels.declared)
    events = labels.event_words()
    for label in labels.of("relations"):
        if label != "Equiv" and not (label in labels.sources and _is_role(labels, label, events)):
            yield label, meanings.relation(label)[0] or IGNORE, _remark(labels.counts["relations"][label])


def _attributes(labels: _Labels) -> Iterator[tuple[str, str, str]]:
    for label in labels.of("attributes"):
        status = guesses.status(label)
        meaning = f"{{status: {status}}}" if status else guesses.term(label) or IGNORE
        yield label, meaning, _remark(labels.counts["attributes"][label])


def _remark(count: int, words: str | None = None) -> str:
    if not count:
        return "not used"
    shown = re.sub(r"\s+", " ", words or "").strip()
    example = "".join(c for c in shown[:40] if c.isprintable())
    return counted(count, "time") + (f", first {example}" if example else "")
