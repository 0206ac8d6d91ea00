"""The articles of the benchmark as people write them: `written`, valid; `legacy`, with some five findings each.

Flow mappings and sequences, comments, quotes of both kinds, wrapped lines, contexts, waivers, a registry, a text file
beside each annotation. Lengths are log-normal, from 1 to 60 KB; a tenth of the articles is German.
"""

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.corpus import COUNTRIES, LANGUAGES, article, known_people
from newscorpus.formats.yaml.writer import inline

__all__ = ["write_corpus"]

_WIDTH = 110
"""Columns that a line has at most, where it can be broken."""
_HEADINGS = {
    "country": "countries: at once a place and a political actor",
    "person": "persons",
    "organization": "organisations",
    "group": "groups without a name of their own",
}
_REASONS = ("used in the headline of the printed edition", "the article has a typing error here", "see the codebook")


def write_corpus(folder: Path, count: int, *, legacy: bool = False) -> None:
    """Write a corpus of so many articles, `legacy` with findings in every one."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        draw = random.Random(f"hand/{number}")
        events = max(1, min(66, round(draw.lognormvariate(2.2, 0.8))))
        data = article(number, events=events, language="de" if number % 10 == 9 else "en")
        text = data.pop("text")
        if legacy:
            _spoil(data, text, draw)
        name = data["id"]
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        (folder / f"{name}.yaml").write_text(_Layout(data, text, draw).text(), encoding="utf-8")
    lines = ["format: newscorpus/1", "name: benchmark", "# whom many articles name", "actors:"]
    lines += [f"  {inline(key, flow=False)}: {_flow(actor)}" for key, actor in _registry().items()]
    (folder / "corpus.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _registry() -> dict[str, Any]:
    """The actors whom many articles name."""
    names = (LANGUAGES[language]["countries"] for language in ("en", "de"))
    countries = {
        code.lower(): {
            "name": name,
            "kind": "country",
            "country": code,
            **({"aliases": [other]} if other != name else {}),
            "ids": {"wikidata": f"Q{qid}"},
        }
        for name, other, (code, qid) in zip(*names, COUNTRIES.items(), strict=True)
    }
    people = {
        f"{first}-{last}".lower(): {
            "name": f"{first} {last}",
            "kind": "person",
            "aliases": [last],
            "country": country,
            "sector": sector,
        }
        for first, last, country, sector in known_people()
    }
    return countries | people


def _spoil(made: dict[str, Any], text: str, draw: random.Random) -> None:
    """Plant findings such as a corpus has that was never checked."""
    persons = [one for one in made["actors"].values() if one["kind"] == "person"]
    events = list(made["events"].values())
    draw.choice(persons)["aliases"] += ["Toni"]
    draw.choice(persons)["sector"] = "GOVT"
    words = draw.choice(events)["evidence"]
    words[0] = words[0].replace(" the ", " teh ", 1).replace(" und ", " udn ", 1)
    made["claims"][0]["quote"] = made["claims"][0]["quote"][:-1]
    dated = [one for one in events if "when" in one]
    if dated:
        draw.choice(dated)["when"] = {text.split(" ", 1)[0]: "2023-02"}
    else:
        draw.choice(events)["topics"] = ["all else"]


def _flow(value: Any) -> str:
    """Braces and brackets, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{inline(key, flow=True)}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return inline(value, flow=True)


class _Layout:
    """One annotation as a person writes it."""

    def __init__(self, made: dict[str, Any], text: str, draw: random.Random) -> None:
        self._made, self._words, self._draw = made, text, draw
        self._waivers: list[str] = []

    def text(self) -> str:
        made = self._made
        lines = [f"# {made['headline']}: annotated by hand", "", "format: newscorpus/1", f"id: {made['id']}"]
        lines += [f"text_file: {made['id']}.txt"]
        lines += [f"sha256: {hashlib.sha256(self._words.encode()).hexdigest()}"]
        for key in ("language", "published", "headline", "publisher", "url"):
            lines.append(f"{key}: {self._scalar(made[key])}")
        lines += [f"annotation: {_flow(made['annotation'])}", "", "actors:", *self._actors(), "", "events:"]
        lines += list(self._events())
        lines += ["claims:", *self._claims()]
        if self._waivers:
            lines += ["", "waive:", *self._waivers]
        return "\n".join(lines) + "\n"

    def _actors(self) -> Iterator[str]:
        known = _registry()
        heading = ""
        local = {key: one for key, one in self._made["actors"].items() if key not in known or "mentions" in one}
        for key, defined in sorted(local.items(), key=lambda item: item[1]["kind"]):
            actor = defined
            if actor["kind"] in _HEADINGS and actor["kind"] != heading:
                heading = actor["kind"]
                yield f"  # {_HEADINGS[heading]}"
            if actor["kind"] == "person" and self._draw.random() < 0.3:
                actor = self._waived(key, actor)
            if actor["kind"] != "person" or self._draw.random() < 0.5:
                line = f"  {key}: {_flow(actor)}"
                if len(line) <= _WIDTH:
                    yield line
                    continue
            yield f"  {key}:"
            for field, value in actor.items():
                yield f"    {field}: {_flow(value) if isinstance(value, dict | list) else self._scalar(value)}"

    def _waived(self, key: str, actor: dict[str, Any]) -> dict[str, Any]:
        """Give a person an alias that the article does not have, and waive what is reported."""
        alias = f"Dr. {actor['name']}"
        why = self._draw.choice(_REASONS)
        self._waivers.append(f"  - {{code: NC304, at: actors.{key}.aliases, quote: {alias}, why: {why}}}")
        return {**actor, "aliases": [*actor["aliases"], alias]}

    def _events(self) -> Iterator[str]:
        for key, event in self._made["events"].items():
            yield f"  {key}:"
            for field, value in event.items():
                if field == "evidence":
                    yield "    evidence:"
                    for words in value:
                        yield from self._item("      - ", words)
                    continue
                comment = "  # as published" if field == "when" and self._draw.random() < 0.2 else ""
                written = _flow(value) if isinstance(value, dict | list) else self._scalar(value)
                yield f"    {field}: {written}{comment}"
            yield ""

    def _claims(self) -> Iterator[str]:
        for number, claim in enumerate(self._made["claims"]):
            if number == 0:
                yield "  # direct speech only"
            yield f"  - by: {claim['by']}"
            yield from self._item("    quote: ", claim["quote"])
            for field in ("cue", "about", "stance"):
                if field in claim:
                    yield f"    {field}: {self._scalar(claim[field])}"

    def _scalar(self, value: Any) -> str:
        """One line; now and then in quotes that it does not need."""
        written = inline(value, flow=False)
        if isinstance(value, str) and written == value and " " in value and self._draw.random() < 0.1:
            return f'"{value}"' if '"' not in value else f"'{value}'"
        return written

    def _item(self, begin: str, words: str) -> Iterator[str]:
        """Words of the article, one time in five broken into two lines where they are long."""
        line = begin + self._scalar(words)
        cut = line.rfind(" ", 0, _WIDTH - 20)
        if len(line) <= _WIDTH or cut < len(begin) + 20 or self._draw.random() > 0.2:
            yield line
            return
        yield line[:cut]
        yield " " * (len(begin) - len(begin.lstrip(" ")) + 2) + line[cut + 1 :]
