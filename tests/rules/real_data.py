"""Texts that others annotated, for the tests of rules about words: GUM's news, LitBank's novels, PLOVER's records.

They are found by NEWSCORPUS_DATA. A word of them that a rule needs is a `Mark`: its start and end in the text.
"""

import json
import os
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import newscorpus as nc

Mark = tuple[int, int]
_DATA = Path(os.environ.get("NEWSCORPUS_DATA", "nowhere"))
ARTICLES = sorted((_DATA / "gum-news").rglob("GUM_news_*.xml"))
NOVELS = sorted((_DATA / "litbank" / "coref").rglob("*.ann"))
RECORDS = _DATA / "plover" / "gold_standard_records" / "PLOVER_GSR_CAMEO.txt"
news = pytest.mark.skipif(not ARTICLES, reason="NEWSCORPUS_DATA has no gum-news")
novels = pytest.mark.skipif(not NOVELS, reason="NEWSCORPUS_DATA has no litbank")
records = pytest.mark.skipif(not RECORDS.exists(), reason="NEWSCORPUS_DATA has no plover")


def findings(codes: str, text: str, **parts: Any) -> list[nc.Diagnostic]:
    """The findings of rules in one article."""
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, **parts}
    report = nc.check_text(json.dumps(article), "json", select=codes.split())
    assert {one.code for one in report.diagnostics} <= {*codes.split()}
    return list(report.diagnostics)


def found(codes: str, text: str, **parts: Any) -> list[Any]:
    """The ids or indices of what rules report in one article, such as those of claims."""
    return [one.path[1] if len(one.path) > 1 else one.path[0] for one in findings(codes, text, **parts)]


def quote(text: str, mark: Mark) -> dict[str, Any]:
    """Words of a text, without whitespace around them."""
    words = text[slice(*mark)]
    return {"exact": words.strip(), "start": mark[0] + len(words) - len(words.lstrip())}


def event(key: str, text: str, mark: Mark, kind: str = "event", type_: str = "other", **parts: Any) -> dict[str, Any]:
    """An event with a part of a text as its evidence."""
    return {"id": key, "kind": kind, "type": type_, "evidence": [quote(text, mark)], **parts}


_GLUED = re.compile(r"(?<=[(\[“‘$£€]) | (?=[,.!?;:)\]”’%]|n[’']t\b|[’'](?:s|ll|d|re|ve|m)\b)")
"""Spaces that are between tokens only."""


def printed(text: str) -> tuple[str, list[int]]:
    """A text of tokens as it is printed, and where each of its code points is now."""
    marks, opens = [], True
    for char in text:
        marks.append(("“" if opens else "”") if char == '"' else char)
        opens = not opens if char == '"' else opens or char == "\n"
    dropped = {i for match in _GLUED.finditer("".join(marks)) for i in range(*match.span())}
    places, at = [], 0
    for i in range(len(marks) + 1):
        places.append(at)
        at += i not in dropped
    return "".join(char for i, char in enumerate(marks) if i not in dropped), places


def words_of(element: ET.Element) -> str:
    """The words of an element; GUM has a line for each, with its tags behind tabs."""
    lines = "".join(element.itertext()).split("\n")
    return " ".join(line.partition("\t")[0] for line in lines if "\t" in line)


@cache
def articles() -> list[tuple[ET.Element, str, list[Mark]]]:
    """Of each article of GUM its markup, its text, with a sentence in each paragraph, and these sentences."""
    made = []
    for root in (ET.parse(path).getroot() for path in ARTICLES):
        sentences = list(dict.fromkeys(words_of(sentence) for sentence in root.iter("s")))
        text, places = printed("\n\n".join(sentences))
        ends = [0]
        for one in sentences:
            ends.append(ends[-1] + len(one) + 2)
        made.append((root, text, [(places[a], places[b - 2]) for a, b in pairwise(ends) if places[a] < places[b - 2]]))
    return made


Chain = list[tuple[str, int, int]]
"""The mentions of one entity: NOM, PROP or PRON with its kind (`PROP_PER`), start and end."""
_MENTION = re.compile(r"(?:PROP|NOM|PRON)_(?:PER|FAC|GPE|LOC|VEH|ORG)")


@cache
def chains() -> list[tuple[str, list[Chain]]]:
    """Of each novel its text, with a sentence in each line, and its entities; LitBank labels each mention twice."""
    made = []
    for path in NOVELS:
        kinds: dict[Mark, str] = {}
        entities: dict[Mark, str] = {}
        marks: dict[str, Mark] = {}
        links = list[list[str]]()
        for line in path.read_text(encoding="utf-8").splitlines():
            key, _, rest = line.partition("\t")
            label, *ends = rest.split("\t")[0].split()
            if key.startswith("T"):
                marks[key] = int(ends[0]), int(ends[-1])
                table = kinds if _MENTION.fullmatch(label) else entities
                table.setdefault(marks[key], label)
            elif key.startswith("R"):
                links.append([end.partition(":")[2] for end in ends])
        entities = {mark: entities.get(mark, f"{mark}") for mark in kinds}
        for one, other in ((marks.get(one), marks.get(other)) for one, other in links):
            if one in entities and other in entities:  # `her sister, Isabella`: one entity
                gone, kept = entities[one], entities[other]
                entities = {mark: kept if entity == gone else entity for mark, entity in entities.items()}
        text, places = printed(path.with_suffix(".txt").read_bytes().decode())
        found = defaultdict[str, Chain](list)
        for (a, b), kind in sorted(kinds.items()):
            found[entities[a, b]].append((kind, places[a], places[b]))
        made.append((text, list(found.values())))
    return made


def people(text: str, every: list[Chain]) -> tuple[list[dict[str, Any]], dict[Mark, str]]:
    """The people of a novel as actors, with all their mentions, and who each mention is."""
    actors, places, used = list[dict[str, Any]](), dict[Mark, str](), set[str]()
    for i, chain in enumerate(every):
        persons = [(kind, a, b) for kind, a, b in chain if kind.endswith("_PER") and "\n" not in text[a:b]]
        names = dict.fromkeys(text[a:b] for kind, a, b in persons if kind == "PROP_PER" and b - a < _LONG)
        forms = [name for name in names if name not in used]
        used.update(names)
        mentions = [(a, b) for _, a, b in persons if b - a < _LONG and text[a:b] not in forms]
        places |= {(a, b): f"a{i}" for _, a, b in persons}
        if persons:
            who = {"id": f"a{i}", "kind": "person", "name": [*forms, f"x{i}"][0], "named": bool(forms)}
            actors.append(who | {"aliases": forms[1:], "mentions": [quote(text, mark) for mark in mentions]})
    return actors, places


_LONG = 40


@cache
def coded() -> list[dict[str, Any]]:
    """The records of PLOVER, each with its text in one line."""
    every = json.loads(RECORDS.read_text(encoding="utf-8", errors="replace"))
    return [one | {"text": " ".join(one["text"].split())} for one in every if "text" in one]
