"""Makes the articles of the benchmark: invented news and its annotation, the same for the same seed and number.

Ten events with their actors, quotations and claims are some 10 KB of YAML, the text inside. All articles are valid: no
error, no warning by the default rules.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from benchmarks.phrases import CODES, FIRST_NAMES, KNOWN, LANGUAGES, QIDS, SURNAMES

SECTION = 10
"""Events with a cast of their own."""


def articles(count: int, *, seed: int = 1, sections: int = 1) -> Iterator[dict[str, Any]]:
    """The plain data of so many articles, in the short forms that people write."""
    return (article(number, seed=seed, events=sections * SECTION) for number in range(count))


def article(number: int, *, seed: int = 1, events: int = SECTION, language: str = "en") -> dict[str, Any]:
    """The plain data of one article with so many events."""
    return _Writer(random.Random(f"{seed}/{number}"), number, language, events).article(events)


def known_people() -> list[tuple[str, str, str, str]]:
    """First name, last name, country and sector of the people whom many articles name, the most frequent first."""
    draw = random.Random(KNOWN)
    return [
        (draw.choice(FIRST_NAMES), last, draw.choice(CODES), draw.choice(("GOV", "LEG", "BUS", "ELI")))
        for last in draw.sample(SURNAMES, KNOWN)
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
        self.known = list({known[min(KNOWN, int(draw.paretovariate(0.6))) - 1]: None for _ in range(events)})
        self.surnames = [last for last in SURNAMES if last not in names]
        draw.shuffle(self.surnames)
        self.actors: dict[str, Any] = {}
        self.events: dict[str, Any] = {}
        self.claims: list[Any] = []
        self.paragraphs: list[str] = []

    def article(self, events: int) -> dict[str, Any]:
        for section, begun in enumerate(range(0, events, SECTION)):
            _Section(self, f"-{section}" if section else "").write(min(SECTION, events - begun))
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
    """Some events with their cast and what is said of them."""

    def __init__(self, writer: _Writer, suffix: str) -> None:
        self.writer, self.draw, self.suffix, self.phrases = writer, writer.draw, suffix, writer.phrases
        self.topics = self.draw.sample(self.phrases["topics"], 12)
        countries = list(zip(self.phrases["countries"], CODES, self.phrases["cities"], strict=True))
        self.home, self.away = self.draw.sample(countries, 2)
        self.day = writer.published - timedelta(self.draw.randrange(2, 6))
        for country in (self.home, self.away):
            self._country(country)
        self._actor(self.home[2].lower(), self.home[2], "locality", country=self.home[1])
        self.persons = [self._person(self.home if i % 2 else self.away) for i in range(4)]
        self.bodies = [self._body(country) for country in (self.home, self.away)]
        group = f"{self.persons[0][1]} {self.draw.choice(self.phrases['groups'])}"
        self.group = self._actor(f"{self.persons[0][1].lower()}-people", group, "group")

    def write(self, count: int) -> None:
        """Adds so many events in any order, related ones after those they are related to, and a claim to every other."""
        events = [self._visit, self._talks, self._attack, self._sanction, self._agreement]
        events += self.draw.sample(
            (self._briefing, self._purchase, self._protest, self._appointment, self._aid, self._plan, self._hack), 5
        )
        if self.draw.random() < 0.5:
            events = events[5:] + events[:5]
        for i, event in enumerate(events[:count]):
            lines = [event()]
            if i % 2 == 0:
                lines.append(self._claim(list(self.writer.events)[-1]))
            lines += self.draw.sample(self.phrases["fillers"], self.draw.randrange(1, 3))
            self.writer.paragraphs.append(" ".join(lines))
        names = [person[2] for person in self.persons] + [self.writer.actors[self.group]["name"]]
        names += [name for _, name in self.bodies]
        cast = self.phrases["cast"].format(
            home=self.home[0], away=self.away[0], city=self.home[2], names=", ".join(names)
        )
        self.writer.paragraphs.append(cast)

    # --- the cast

    def _actor(self, key: str, name: str, kind: str, **more: Any) -> str:
        self.writer.actors[key] = {"name": name, "kind": kind, **more}
        return key

    def _country(self, country: tuple[str, str, str]) -> str:
        name, code, _ = country
        return self._actor(code.lower(), name, "country", country=code, ids={"wikidata": f"Q{QIDS[CODES.index(code)]}"})

    def _person(self, country: tuple[str, str, str]) -> tuple[str, str, str]:
        if self.writer.known and self.draw.random() < 0.7:
            first, last, home, sector = self.writer.known.pop()
        else:
            first, last, home = self.draw.choice(FIRST_NAMES), self.writer.surnames.pop(), country[1]
            sector = self.draw.choice(("GOV", "LEG", "BUS", "ELI"))
        key, name = f"{first}-{last}".lower(), f"{first} {last}"
        return self._actor(key, name, "person", aliases=[last], country=home, sector=sector), last, name

    def _body(self, country: tuple[str, str, str]) -> tuple[str, str]:
        name = f"{self.writer.surnames.pop()} {self.draw.choice(self.phrases['bodies'])}"
        key = self._actor(name.lower().replace(" ", "-").replace("ö", "oe"), name, "organization", country=country[1])
        return key, name

    def _mention(self, key: str, words: str, within: str) -> None:
        self.writer.actors[key].setdefault("mentions", []).append({words: within})

    # --- what happens

    def _event(self, name: str, kind: str, words: dict[str, str], **fields: Any) -> str:
        """Adds an event, and returns its sentence, the phrase of that name with words filled in."""
        sentence, trigger = self.phrases[name]
        sentence = sentence.format(**words)
        if fields.get("title") in {event["title"] for event in self.writer.events.values() if "title" in event}:
            del fields["title"]
        self.writer.events[name + self.suffix] = {
            "kind": kind,
            **{key: value for key, value in fields.items() if value},
            "evidence": [sentence],
            "triggers": [trigger],
        }
        return sentence + "."

    def _on(self) -> tuple[str, dict[str, str]]:
        words = self.phrases["on"].format(weekday=self.phrases["weekdays"][self.day.weekday()])
        return words, {words: self.day.isoformat()}

    def _related(self, relation: str, name: str) -> dict[str, str] | None:
        """The relation, if that event is before this one."""
        return {relation: name + self.suffix} if name + self.suffix in self.writer.events else None

    def _visit(self) -> str:
        who, (words, when) = self.persons[0], self._on()
        return self._event(
            "visit",
            "meeting",
            {"one": who[2], "city": self.home[2], "when": words, "home": self.home[0]},
            type="visit",
            title=f"{who[1]} → {self.home[0]}",
            participants={"visitor": who[0], "host": self._country(self.home)},
            when=when,
            places={self.home[2]: self.home[1]},
        )

    def _talks(self) -> str:
        one, other, (words, when) = self.persons[0], self.persons[1], self._on()
        mention, side = self.phrases["side"]
        side = side.format(last=other[1])
        self._mention(other[0], mention, side)
        return self._event(
            "talks",
            "meeting",
            {"one": one[2], "two": other[2], "topic": self.topics[0], "when": words, "side": side},
            type="talks",
            participants={"participant": [one[0], other[0]]},
            when=when,
            topics=[self.topics[0]],
            relations=self._related("part_of", "visit"),
        )

    def _attack(self) -> str:
        killed, injured = self.draw.sample(sorted(self.phrases["numbers"]), 2)
        dead = self.phrases["guards"].format(number=self.phrases["numbers"][killed])
        hurt = self.phrases["others"].format(number=self.phrases["numbers"][injured])
        return self._event(
            "attack",
            "incident",
            {"body": self.bodies[1][1], "city": self.away[2], "killed": dead, "injured": hurt},
            type="attack",
            participants={"target": self.bodies[1][0]},
            places={self.away[2]: self.away[1]},
            things={"instrument": [self.phrases["bomb"]]},
            casualties={"killed": {dead: killed}, "injured": {hurt: f"{injured}+"}},
        )

    def _sanction(self) -> str:
        return self._event(
            "sanction",
            "event",
            {"home": self.home[0], "body": self.bodies[1][1], "topic": self.topics[1]},
            type="sanction",
            participants={"agent": self._country(self.home), "recipient": self.bodies[1][0]},
            topics=[self.topics[1]],
            relations=self._related("after", "attack"),
        )

    def _agreement(self) -> str:
        then = self.writer.published - timedelta(90)
        words = self.phrases["in"].format(month=self.phrases["months"][then.month - 1], year=then.year)
        return self._event(
            "agreement",
            "event",
            {"one": self.bodies[0][1], "two": self.bodies[1][1], "topic": self.topics[2], "when": words},
            type="agreement",
            title=f"Memorandum: {self.topics[2]}",
            participants={"participant": [self.bodies[0][0], self.bodies[1][0]]},
            when={words: f"{then:%Y-%m}"},
            topics=[self.topics[2]],
        )

    def _briefing(self) -> str:
        who = self.persons[2]
        return self._event(
            "briefing",
            "meeting",
            {"one": who[2], "body": self.bodies[0][1], "topic": self.topics[3]},
            type="briefing",
            participants={"speaker": who[0], "organizer": self.bodies[0][0]},
            topics=[self.topics[3]],
        )

    def _purchase(self) -> str:
        amount = self.phrases["amount"].format(amount=self.draw.randrange(20, 900))
        return self._event(
            "purchase",
            "event",
            {"body": self.bodies[0][1], "topic": self.topics[4], "one": self.persons[3][2], "amount": amount},
            type="transaction",
            participants={"agent": self.bodies[0][0], "recipient": self.persons[3][0]},
            things={"amount": [amount]},
        )

    def _protest(self) -> str:
        name = self.writer.actors[self.group]["name"]
        return self._event(
            "protest",
            "incident",
            {"group": name, "city": self.home[2], "topic": self.topics[5]},
            type="protest",
            participants={"agent": self.group},
            places={self.home[2]: self.home[1]},
            topics=[self.topics[5]],
        )

    def _appointment(self) -> str:
        who, words = self.persons[3], self.phrases["last year"]
        return self._event(
            "appointment",
            "event",
            {"one": who[2], "body": self.bodies[0][1], "when": words, "topic": self.topics[6]},
            type="appointment",
            participants={"agent": who[0], "recipient": self.bodies[0][0]},
            when={words: self.writer.published.year - 1},
        )

    def _aid(self) -> str:
        tons = self.phrases["tons"].format(amount=self.draw.randrange(20, 900))
        return self._event(
            "aid",
            "event",
            {"away": self.away[0], "tons": tons, "topic": self.topics[7]},
            type="aid",
            participants={"agent": self._country(self.away)},
            things={"object": [tons]},
        )

    def _plan(self) -> str:
        who = self.persons[1]
        return self._event(
            "plan",
            "meeting",
            {"one": who[2], "city": self.away[2], "topic": self.topics[8]},
            type="conference",
            status="planned",
            participants={"visitor": who[0], "organizer": self._country(self.away)},
            places={self.away[2]: self.away[1]},
            topics=[self.topics[8]],
        )

    def _hack(self) -> str:
        return self._event(
            "hack",
            "incident",
            {"body": self.bodies[0][1], "topic": self.topics[9]},
            type="cyberattack",
            participants={"target": self.bodies[0][0]},
            topics=[self.topics[9]],
        )

    # --- what is said of it

    def _claim(self, event: str) -> str:
        who, topic = self.draw.choice(self.persons), self.draw.choice(self.topics)
        saying = self.draw.choice(self.phrases["sayings"]).format(topic=topic)
        saying += self.phrases["serial"].format(number=len(self.writer.claims) + 1)
        cue = self.phrases["cue"].format(last=who[1])
        claim: dict[str, Any] = {"quote": saying, "by": who[0], "cue": cue, "about": event}
        if self.draw.random() < 0.5:
            claim["stance"] = self.draw.choice(("asserts", "likely", "possible"))
        self.writer.claims.append(claim)
        return self.phrases["quotation"].format(saying=saying, cue=cue)
