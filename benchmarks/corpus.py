"""Makes the articles of the benchmark: invented news and its annotation, the same for the same seed and number.

Ten events with their actors, quotations and claims are some 10 KB of YAML, the text inside. All articles are valid: no
error, no warning by the default rules. What they are made of is in phrases.yaml.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import yaml

PHRASES: Final = yaml.load(
    Path(__file__).with_name("phrases.yaml").read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
)
LANGUAGES: Final[dict[str, Any]] = PHRASES["languages"]
COUNTRIES: Final[dict[str, int]] = PHRASES["countries"]
"""Codes, and numbers at Wikidata."""
_ONSETS, _MIDDLES, _ENDINGS = PHRASES["surnames"]
_SURNAMES: Final = [onset + middle + ending for onset in _ONSETS for middle in _MIDDLES for ending in _ENDINGS]
_SECTORS: Final = ("GOV", "LEG", "BUS", "ELI")
_KNOWN: Final = 400
"""People whom many articles name."""
_SECTION: Final = 10
"""Events with a cast of their own."""
_ALWAYS: Final = 5
"""The first events of the table are in each section; of the others, as many are drawn."""


def articles(count: int) -> Iterator[dict[str, Any]]:
    """The plain data of so many articles, in the short forms that people write."""
    return (article(number) for number in range(count))


def article(number: int, *, events: int = _SECTION, language: str = "en") -> dict[str, Any]:
    """The plain data of one article with so many events."""
    return _Writer(random.Random(f"1/{number}"), number, language, events).article(events)


def known_people() -> list[tuple[str, str, str, str]]:
    """First name, last name, country and sector of the people whom many articles name, the most frequent first."""
    draw = random.Random(_KNOWN)
    codes = list(COUNTRIES)
    return [
        (draw.choice(PHRASES["first_names"]), last, draw.choice(codes), draw.choice(_SECTORS))
        for last in draw.sample(_SURNAMES, _KNOWN)
    ]


class _Writer:
    """One article in the making."""

    def __init__(self, draw: random.Random, number: int, language: str, events: int) -> None:
        self.draw = draw
        self.number = number
        self.language = language
        self.phrases = LANGUAGES[language]
        self.published = date(2016, 1, 1) + timedelta(draw.randrange(3000))
        known = known_people()
        names = {last for _, last, _, _ in known}
        drawn = (known[min(_KNOWN, int(draw.paretovariate(0.6))) - 1] for _ in range(events))
        self.known = list(dict.fromkeys(drawn))
        self.surnames = [last for last in _SURNAMES if last not in names]
        draw.shuffle(self.surnames)
        self.actors: dict[str, Any] = {}
        self.events: dict[str, Any] = {}
        self.claims: list[Any] = []
        self.paragraphs: list[str] = []

    def article(self, events: int) -> dict[str, Any]:
        for section, begun in enumerate(range(0, events, _SECTION)):
            _Section(self, f"-{section}" if section else "").write(min(_SECTION, events - begun))
        country, topic = self.draw.choice(self.phrases["countries"]), self.draw.choice(self.phrases["topics"])
        return {
            "format": "newscorpus/1",
            "id": f"article-{self.number:06d}",
            "text": "\n\n".join(self.paragraphs) + "\n",
            "language": self.language,
            "published": self.published.isoformat(),
            "headline": self.phrases["headline"].format(country=country, topic=topic),
            "publisher": "The Daily Example",
            "url": f"https://news.example/{self.published:%Y/%m/%d}/{self.number}",
            "annotation": {"by": ["generator"], "date": "2024-12-24", "state": "draft"},
            "actors": self.actors,
            "events": self.events,
            "claims": self.claims,
        }


class _Section:
    """Some events with their cast and what is said of them.

    A sentence of phrases.yaml names its words: `keys` has the actors among them, `words` all of them.
    """

    def __init__(self, writer: _Writer, suffix: str) -> None:
        self.writer, self.draw, self.suffix, self.phrases = writer, writer.draw, suffix, writer.phrases
        self.keys: dict[str, str] = {}
        self.words: dict[str, str] = {"bomb": self.phrases["bomb"]}
        self.topics = self.draw.sample(self.phrases["topics"], 12)
        self.words |= {f"topic{i}": topic for i, topic in enumerate(self.topics)}
        countries = list(zip(self.phrases["countries"], COUNTRIES, self.phrases["cities"], strict=True))
        home, away = self.draw.sample(countries, 2)
        self.places = {"home": {home[2]: home[1]}, "away": {away[2]: away[1]}}
        self.day = writer.published - timedelta(self.draw.randrange(2, 6))
        for word, (name, code, _) in (("home", home), ("away", away)):
            ids = {"wikidata": f"Q{COUNTRIES[code]}"}
            self._actor(word, code.lower(), {"name": name, "kind": "country", "country": code, "ids": ids})
        self._actor("city", home[2].lower(), {"name": home[2], "kind": "locality", "country": home[1]})
        self.words["away_city"] = away[2]
        for i in range(4):
            self._person(i, away[1] if i % 2 == 0 else home[1])
        for i, code in enumerate((home[1], away[1])):
            self._body(i, code)
        group = f"{self.words['last0']} {self.draw.choice(self.phrases['groups'])}"
        self._actor("group", f"{self.words['last0'].lower()}-people", {"name": group, "kind": "group"})

    def write(self, count: int) -> None:
        """Add so many events in any order, and a claim to every other."""
        names = list(PHRASES["events"])
        events = names[:_ALWAYS] + self.draw.sample(names[_ALWAYS:], _ALWAYS)
        if self.draw.random() < 0.5:
            events = events[_ALWAYS:] + events[:_ALWAYS]
        for i, name in enumerate(events[:count]):
            lines = [self._event(name)]
            if i % 2 == 0:
                lines.append(self._claim(name + self.suffix))
            lines += self.draw.sample(self.phrases["fillers"], self.draw.randrange(1, 3))
            self.writer.paragraphs.append(" ".join(lines))
        cast = ("person0", "person1", "person2", "person3", "group", "body0", "body1")
        names = ", ".join(self.words[name] for name in cast)
        self.writer.paragraphs.append(self.phrases["cast"].format(names=names, **self.words))

    # --- the cast

    def _actor(self, word: str, key: str, actor: dict[str, Any]) -> None:
        self.writer.actors[key] = actor
        self.keys[word], self.words[word] = key, actor["name"]

    def _person(self, number: int, country: str) -> None:
        if self.writer.known and self.draw.random() < 0.7:
            first, last, country, sector = self.writer.known.pop()
        else:
            first, last = self.draw.choice(PHRASES["first_names"]), self.writer.surnames.pop()
            sector = self.draw.choice(_SECTORS)
        actor = {
            "name": f"{first} {last}",
            "kind": "person",
            "aliases": [last],
            "country": country,
            "sector": sector,
        }
        self._actor(f"person{number}", f"{first}-{last}".lower(), actor)
        self.words[f"last{number}"] = last

    def _body(self, number: int, country: str) -> None:
        name = f"{self.writer.surnames.pop()} {self.draw.choice(self.phrases['bodies'])}"
        key = name.lower().replace(" ", "-").replace("ö", "oe")
        self._actor(f"body{number}", key, {"name": name, "kind": "organization", "country": country})

    # --- what happens

    def _event(self, name: str) -> str:
        """Adds an event, and returns its sentence."""
        event = {key: self._field(key, given) for key, given in PHRASES["events"][name].items()}
        if name == "talks":
            self.words["side"] = self.phrases["side"].format(last=self.words["last1"])
            mention = {self.phrases["side_mention"]: self.words["side"]}
            self.writer.actors[self.keys["person1"]].setdefault("mentions", []).append(mention)
        if event.get("title") in {other.get("title") for other in self.writer.events.values()}:
            event.pop("title", None)
        sentence, trigger = self.phrases["sentences"][name]
        sentence = sentence.format(**self.words)
        event = {key: value for key, value in event.items() if value}
        self.writer.events[name + self.suffix] = {**event, "evidence": [sentence], "triggers": [trigger]}
        return f"{sentence}."

    def _field(self, field: str, given: Any) -> Any:
        """The value of a field of an event, from what the table says of it."""
        match field:
            case "title":
                return given.format(**self.words)
            case "participants":
                return {role: self._keys(words) for role, words in given.items()}
            case "when":
                return self._when(given)
            case "places":
                return dict(self.places[given])
            case "topics":
                return [self.words[given]]
            case "things":
                return {role: [self._thing(word)] for role, word in given.items()}
            case "casualties":
                return self._casualties()
            case "relations":
                related = {relation: other + self.suffix for relation, other in given.items()}
                return {relation: other for relation, other in related.items() if other in self.writer.events}
        return given

    def _keys(self, words: str | list[str]) -> str | list[str]:
        return [self.keys[word] for word in words] if isinstance(words, list) else self.keys[words]

    def _when(self, given: str) -> dict[str, Any]:
        published, then = self.writer.published, self.writer.published - timedelta(90)
        weekday, month = self.phrases["weekdays"][self.day.weekday()], self.phrases["months"][then.month - 1]
        self.words["when"] = self.phrases[given].format(weekday=weekday, month=month, year=then.year)
        days = {"on": self.day.isoformat(), "in": f"{then:%Y-%m}", "last year": published.year - 1}
        return {self.words["when"]: days[given]}

    def _thing(self, word: str) -> str:
        if word != "bomb":
            self.words[word] = self.phrases[word].format(amount=self.draw.randrange(20, 900))
        return self.words[word]

    def _casualties(self) -> dict[str, Any]:
        numbers = self.phrases["numbers"]
        killed, injured = self.draw.sample(sorted(numbers), 2)
        self.words["killed"] = self.phrases["guards"].format(number=numbers[killed])
        self.words["injured"] = self.phrases["others"].format(number=numbers[injured])
        return {"killed": {self.words["killed"]: killed}, "injured": {self.words["injured"]: f"{injured}+"}}

    # --- what is said of it

    def _claim(self, event: str) -> str:
        number = self.draw.randrange(4)
        topic = self.draw.choice(self.topics)
        saying = self.draw.choice(self.phrases["sayings"]).format(topic=topic)
        saying += self.phrases["serial"].format(number=len(self.writer.claims) + 1)
        cue = self.phrases["cue"].format(last=self.words[f"last{number}"])
        claim: dict[str, Any] = {"quote": saying, "by": self.keys[f"person{number}"], "cue": cue, "about": event}
        if self.draw.random() < 0.5:
            claim["stance"] = self.draw.choice(("asserts", "likely", "possible"))
        self.writer.claims.append(claim)
        return self.phrases["quotation"].format(saying=saying, cue=cue)
