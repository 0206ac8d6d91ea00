"""Makes the articles of the benchmark: invented news and its annotation, the same for the same seed and number.

One article is some 10 KB of YAML: ten actors, ten events, quotations and claims, its text inside. `sections` makes
it longer, text and annotation in proportion. All of them are valid: no error, no warning by the default rules.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

_FIRST = (
    "Anna Bo Carla Dario Elena Farid Grace Hugo Ines Jonas Karin Leo Mina Nils Olga Pavel Rosa Samir Tara Uwe Vera "
    "Wim Yara Zoe Amir Bela Chen Dora Emil Fatou"
).split()
_ONSETS = "Bal Cor Dan Fer Gor Hal Jar Kel Lor Mar Nor Pel Ras Sol Tor Val Wen Zam Bry Cas Dul Eck".split()
_MIDDLES = "a e i o u ai ei ora ini ane uda ero ista osi enda".split()
_ENDINGS = "berg dal man nen rov sen ski son ton vic witz land moor quist stein".split()
_COUNTRIES = (
    ("Norway", "NO", "Oslo"),
    ("Chile", "CL", "Santiago"),
    ("Kenya", "KE", "Nairobi"),
    ("Poland", "PL", "Warsaw"),
    ("Japan", "JP", "Osaka"),
    ("Peru", "PE", "Lima"),
    ("Ghana", "GH", "Accra"),
    ("Austria", "AT", "Vienna"),
    ("Portugal", "PT", "Lisbon"),
    ("Vietnam", "VN", "Hanoi"),
    ("Canada", "CA", "Ottawa"),
    ("Morocco", "MA", "Rabat"),
)
_BODIES = ("Ministry of Trade", "Central Bank", "Port Authority", "Energy Council", "Rail Company", "Water Board")
_OFFICES = ("foreign minister", "trade commissioner", "finance minister", "chief negotiator", "deputy prime minister")
_GROUPS = ("fishermen", "students", "nurses", "farmers", "engineers", "dock workers")
_TOPICS = (
    "the grain trade",
    "fishing rights",
    "the price of gas",
    "a new railway",
    "the water supply",
    "climate targets",
    "cyber security",
    "the border crossing",
    "steel tariffs",
    "prisoner exchanges",
    "school funding",
    "the shipping lanes",
    "food aid",
    "vaccine patents",
    "the coal phase-out",
    "visa rules",
)
_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 7: "seven", 9: "nine", 12: "twelve"}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January February March April May June July August September October November December").split()
_SAYINGS = (
    "We have waited long enough for {topic}, and nobody can claim to be surprised",
    "There will be no decision on {topic} before the numbers are on the table",
    "Everyone who looked at {topic} closely knew that this day would come",
    "My government stands by every word it has signed on {topic}",
    "It is far too early to speak of a success, least of all in the matter of {topic}",
)
_FILLERS = (
    "Observers had expected little else, and the markets hardly moved on the news.",
    "The details were left to a working group, which is to report before the summer break.",
    "It was not clear at first who would pay for it, nor when the first steps would be taken.",
    "Local media had reported on the plans for weeks, without naming their sources.",
    "Similar attempts in earlier years had come to nothing, for want of money and of patience.",
    "Both sides were careful to avoid the word failure, although it was on many lips.",
)


def articles(count: int, *, seed: int = 1, sections: int = 1) -> Iterator[dict[str, Any]]:
    """The plain data of so many articles, in the short forms that people write."""
    return (article(number, seed=seed, sections=sections) for number in range(count))


def article(number: int, *, seed: int = 1, sections: int = 1) -> dict[str, Any]:
    """The plain data of one article."""
    return _Writer(random.Random(f"{seed}/{number}"), number).article(sections)


class _Writer:
    """One article in the making."""

    def __init__(self, draw: random.Random, number: int) -> None:
        self.draw = draw
        self.number = number
        self.published = date(2016, 1, 1) + timedelta(draw.randrange(3000))
        self.surnames = [a + b + c for a in _ONSETS for b in _MIDDLES for c in _ENDINGS]
        draw.shuffle(self.surnames)
        self.actors: dict[str, Any] = {}
        self.events: dict[str, Any] = {}
        self.claims: list[Any] = []
        self.paragraphs: list[str] = []

    def article(self, sections: int) -> dict[str, Any]:
        for section in range(sections):
            _Section(self, f"-{section}" if section else "").write()
        return {
            "format": "newscorpus/1",
            "id": f"article-{self.number:06d}",
            "text": "\n\n".join(self.paragraphs) + "\n",
            "language": "en",
            "published": self.published.isoformat(),
            "headline": f"{self.draw.choice(_COUNTRIES)[0]} at odds over {self.draw.choice(_TOPICS)}",
            "publisher": "The Daily Example",
            "url": f"https://news.example/{self.published:%Y/%m/%d}/{self.number}",
            "annotation": {"by": ["generator"], "date": "2024-12-24", "state": "draft"},
            "actors": self.actors,
            "events": self.events,
            "claims": self.claims,
        }


class _Section:
    """Ten events with their cast and what is said of them."""

    def __init__(self, writer: _Writer, suffix: str) -> None:
        self.writer, self.draw, self.suffix = writer, writer.draw, suffix
        self.topics = self.draw.sample(_TOPICS, 12)
        self.home, self.away = self.draw.sample(_COUNTRIES, 2)
        self.day = writer.published - timedelta(self.draw.randrange(2, 6))
        for country in (self.home, self.away):
            self._country(country)
        self._actor(self.home[2].lower(), self.home[2], "locality", country=self.home[1])
        self.persons = [self._person(self.home if i % 2 else self.away) for i in range(4)]
        self.bodies = [self._body(country) for country in (self.home, self.away)]
        self.group = self._actor(
            f"{self.persons[0][1].lower()}-people", f"{self.persons[0][1]} {self.draw.choice(_GROUPS)}", "group"
        )

    def write(self) -> None:
        """Adds the events in any order, related ones behind what they are related to, and a claim to every other."""
        events = [self._visit, self._talks, self._attack, self._sanction, self._agreement]
        events += self.draw.sample(
            (self._briefing, self._purchase, self._protest, self._appointment, self._aid, self._plan, self._hack), 5
        )
        if self.draw.random() < 0.5:
            events = events[5:] + events[:5]
        for i, event in enumerate(events):
            lines = [event()]
            if i % 2 == 0:
                lines.append(self._claim(list(self.writer.events)[-1]))
            lines += self.draw.sample(_FILLERS, self.draw.randrange(1, 3))
            self.writer.paragraphs.append(" ".join(lines))
        names = [person[2] for person in self.persons] + [self.writer.actors[self.group]["name"]]
        self.writer.paragraphs.append(
            f"Among those who followed it all in {self.home[0]} and in {self.away[0]} were {', '.join(names)};"
            f" the city of {self.home[2]} offered to host whatever comes next."
        )

    # --- the cast

    def _actor(self, key: str, name: str, kind: str, **more: Any) -> str:
        self.writer.actors[key] = {"name": name, "kind": kind, **more}
        return key

    def _country(self, country: tuple[str, str, str]) -> str:
        name, code, _ = country
        number = 100 + _COUNTRIES.index(country)
        return self._actor(name.lower(), name, "country", country=code, ids={"wikidata": f"Q{number}"})

    def _person(self, country: tuple[str, str, str]) -> tuple[str, str, str]:
        first, last = self.draw.choice(_FIRST), self.writer.surnames.pop()
        key = f"{first}-{last}".lower()
        more: dict[str, Any] = {"country": country[1], "sector": self.draw.choice(("GOV", "LEG", "BUS", "ELI"))}
        if self.draw.random() < 0.5:
            more["roles"] = {self.draw.choice(_OFFICES): self._country(country)}
        return self._actor(key, f"{first} {last}", "person", aliases=[last], **more), last, f"{first} {last}"

    def _body(self, country: tuple[str, str, str]) -> tuple[str, str]:
        name = f"{self.writer.surnames.pop()} {self.draw.choice(_BODIES)}"
        key = self._actor(name.lower().replace(" ", "-"), name, "organization", country=country[1])
        return key, name

    def _mention(self, key: str, words: str, within: str) -> None:
        self.writer.actors[key].setdefault("mentions", []).append({words: within})

    # --- what happens

    def _event(self, name: str, kind: str, sentence: str, trigger: str, **fields: Any) -> str:
        self.writer.events[name + self.suffix] = {
            "kind": kind,
            **{key: value for key, value in fields.items() if value},
            "evidence": [sentence],
            "triggers": [trigger],
        }
        return sentence + "."

    def _on(self) -> tuple[str, dict[str, str]]:
        words = f"on {_WEEKDAYS[self.day.weekday()]}"
        return words, {words: self.day.isoformat()}

    def _visit(self) -> str:
        who, (words, when) = self.persons[0], self._on()
        return self._event(
            "visit",
            "meeting",
            f"{who[2]} arrived in {self.home[2]} {words} for a first visit to {self.home[0]}",
            "a first visit",
            type="visit",
            title=f"{who[1]} visits {self.home[0]}",
            participants={"visitor": who[0], "host": self._country(self.home)},
            when=when,
            places={self.home[2]: self.home[1]},
        )

    def _talks(self) -> str:
        one, other, (words, when) = self.persons[0], self.persons[1], self._on()
        self._mention(other[0], "side", f"the {other[1]} side")
        return self._event(
            "talks",
            "meeting",
            f"{one[2]} held talks with {other[2]} about {self.topics[0]} {words}, and the {other[1]} side left early",
            "held talks",
            type="talks",
            participants={"participant": [one[0], other[0]]},
            when=when,
            topics=[self.topics[0]],
            relations={"part_of": "visit" + self.suffix} if "visit" + self.suffix in self.writer.events else None,
        )

    def _attack(self) -> str:
        killed, injured = self.draw.sample(sorted(_NUMBERS), 2)
        return self._event(
            "attack",
            "incident",
            f"A car bomb near the seat of the {self.bodies[1][1]} in {self.away[2]} killed {_NUMBERS[killed]} guards"
            f" and injured at least {_NUMBERS[injured]} others",
            "A car bomb",
            type="attack",
            participants={"target": self.bodies[1][0]},
            places={self.away[2]: self.away[1]},
            things={"instrument": ["car bomb"]},
            casualties={
                "killed": {f"{_NUMBERS[killed]} guards": killed},
                "injured": {f"at least {_NUMBERS[injured]} others": f"{injured}+"},
            },
        )

    def _sanction(self) -> str:
        return self._event(
            "sanction",
            "event",
            f"{self.home[0]} froze the accounts of the {self.bodies[1][1]} over {self.topics[1]}",
            "froze the accounts",
            type="sanction",
            participants={"agent": self._country(self.home), "recipient": self.bodies[1][0]},
            topics=[self.topics[1]],
            relations={"after": "attack" + self.suffix},
        )

    def _agreement(self) -> str:
        then = self.writer.published - timedelta(90)
        words = f"in {_MONTHS[then.month - 1]} {then.year}"
        return self._event(
            "agreement",
            "event",
            f"The {self.bodies[0][1]} and the {self.bodies[1][1]} signed a memorandum on {self.topics[2]} {words}",
            "signed a memorandum",
            type="agreement",
            title=f"Memorandum on {self.topics[2]}",
            participants={"participant": [self.bodies[0][0], self.bodies[1][0]]},
            when={words: f"{then:%Y-%m}"},
            topics=[self.topics[2]],
        )

    def _briefing(self) -> str:
        who = self.persons[2]
        return self._event(
            "briefing",
            "meeting",
            f"{who[2]} told reporters of the {self.bodies[0][1]} that {self.topics[3]} would be settled soon",
            "told reporters",
            type="briefing",
            participants={"speaker": who[0], "organizer": self.bodies[0][0]},
            topics=[self.topics[3]],
        )

    def _purchase(self) -> str:
        amount = f"{self.draw.randrange(20, 900)} million euros"
        return self._event(
            "purchase",
            "event",
            f"The {self.bodies[0][1]} bought a share in {self.topics[4]} from {self.persons[3][2]} for {amount}",
            "bought a share",
            type="transaction",
            participants={"agent": self.bodies[0][0], "recipient": self.persons[3][0]},
            things={"amount": [amount]},
        )

    def _protest(self) -> str:
        name = self.writer.actors[self.group]["name"]
        return self._event(
            "protest",
            "incident",
            f"Hundreds of {name} marched through {self.home[2]} to protest against {self.topics[5]}",
            "protest",
            type="protest",
            participants={"agent": self.group},
            places={self.home[2]: self.home[1]},
            topics=[self.topics[5]],
        )

    def _appointment(self) -> str:
        who, year = self.persons[3], self.writer.published.year - 1
        return self._event(
            "appointment",
            "event",
            f"{who[2]} took over the {self.bodies[0][1]} last year, promising to look into {self.topics[6]}",
            "took over",
            type="appointment",
            participants={"agent": who[0], "recipient": self.bodies[0][0]},
            when={"last year": year},
        )

    def _aid(self) -> str:
        tons = f"{self.draw.randrange(20, 900)} tons of rice"
        return self._event(
            "aid",
            "event",
            f"{self.away[0]} sent {tons} to the people whom {self.topics[7]} had left without an income",
            "sent",
            type="aid",
            participants={"agent": self._country(self.away)},
            things={"object": [tons]},
        )

    def _plan(self) -> str:
        who = self.persons[1]
        return self._event(
            "plan",
            "meeting",
            f"{who[2]} will travel to {self.away[2]} for a conference on {self.topics[8]}",
            "a conference",
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
            f"Computers of the {self.bodies[0][1]} stood still after hackers had got at its files on {self.topics[9]}",
            "hackers had got at its files",
            type="cyberattack",
            participants={"target": self.bodies[0][0]},
            topics=[self.topics[9]],
        )

    # --- what is said of it

    def _claim(self, event: str) -> str:
        who, topic = self.draw.choice(self.persons), self.draw.choice(self.topics)
        saying = self.draw.choice(_SAYINGS).format(topic=topic)
        serial = f", as I wrote in letter {len(self.writer.claims) + 1} to the editor"
        cue = f"{who[1]} said"
        claim: dict[str, Any] = {"quote": saying + serial, "by": who[0], "cue": cue, "about": event}
        if self.draw.random() < 0.5:
            claim["stance"] = self.draw.choice(("asserts", "likely", "possible"))
        self.writer.claims.append(claim)
        return f"“{saying}{serial},” {cue}."
