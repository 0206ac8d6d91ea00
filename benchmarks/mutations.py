"""Mistakes that a careless annotator makes, as changes of an annotated article: every one that is possible.

An article is the data of its canonical JSON. Many of the mistakes are right by chance, or nobody can say: what is
compared is how many of a kind are reported, from one version to another.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from datetime import date, timedelta
from typing import Any, NamedTuple

from newscorpus.models.vocabulary import DEFAULT

Data = dict[str, Any]
Change = Callable[[Data], object]
_SECTORS = ("GOV", "BUS", "OPP", "COP", "CVL", "SOC", "JRN", "MIL", "JUD", "LEG", "REB")
_BODIES = ("organization", "country", "locality")
_ACTING = ("agent", "visitor", "speaker", "winner", "suspect", "host")


class Mistake(NamedTuple):
    """One change of an article."""

    kind: str
    place: tuple[str, str | int]
    """`events`, `actors` or `claims`, and the id or index of what is wrong; `article`, and a field."""
    what: str
    change: Change

    def made(self, article: Data) -> Data:
        """Return the article with the mistake."""
        copy = deepcopy(article)
        self.change(copy)
        return copy


class Mutations:
    """The mistakes in one article, in an order that is always the same."""

    def __init__(self, article: Data, rng: random.Random) -> None:
        self._article = article
        self._rng = rng
        self._actors = {one["id"]: one for one in article.get("actors", ())}
        self._events = {one["id"]: one for one in article.get("events", ())}
        codes = [one["country"] for one in self._actors.values() if one.get("country")]
        self._codes = list(dict.fromkeys([*codes, "US", "FR"]))

    def all(self) -> Iterator[Mistake]:
        """Yield every mistake."""
        for i, actor in enumerate(self._article.get("actors", ())):
            yield from self._of_actor(i, actor)
        for i, event in enumerate(self._article.get("events", ())):
            yield from self._of_event(i, event)
            yield from self._of_participants(i, event)
            yield from self._of_details(i, event)
            yield from self._of_relations(i, event)
        for i, claim in enumerate(self._article.get("claims", ())):
            yield from self._of_claim(i, claim)
        yield from self._of_article()

    def _one(self, found: list[Any]) -> list[Any]:
        """One of several, or none."""
        return [self._rng.choice(found)] if found else []

    def _alike(self, key: str, without: Any = ()) -> list[str]:
        """The actors of the same kind as one."""
        kind = self._actors.get(key, {}).get("kind")
        return [
            other
            for other, one in self._actors.items()
            if other != key and other not in without and one["kind"] == kind
        ]

    # Actors

    def _of_actor(self, i: int, actor: Data) -> Iterator[Mistake]:
        key = actor["id"]

        def mistake(kind: str, what: object, change: Change) -> Mistake:
            return Mistake(f"actor: {kind}", ("actors", key), f"{key}: {what}", change)

        for kind in ("person", "group", "organization", "country", "locality"):
            if kind != actor["kind"]:
                yield mistake(f"kind of {actor['kind']}", kind, _sets("actors", i, kind=kind))
        for sector in (
            self._rng.sample([one for one in _SECTORS if one != actor.get("sector")], 3) if actor.get("sector") else ()
        ):
            yield mistake(
                f"sector of {actor['kind']}", f"{actor['sector']} → {sector}", _sets("actors", i, sector=sector)
            )
        if actor.get("country"):
            for code in self._one([one for one in self._codes if one != actor["country"]]):
                kind = "country of country" if actor["kind"] == "country" else "country"
                yield mistake(kind, f"{actor['country']} → {code}", _sets("actors", i, country=code))
        for j, role in enumerate(actor.get("roles", ())):
            bodies = [
                one
                for one, other in self._actors.items()
                if other["kind"] in _BODIES and one not in (key, role.get("org"))
            ]
            for body in self._one(bodies) if role.get("org") else ():
                yield mistake(
                    "org of role", f"{role['title']['exact']}: {body}", _sets("actors", i, "roles", j, org=body)
                )
            for other in self._one(self._alike(key)):
                yield mistake(
                    "role of another", f"{role['title']['exact']} → {other}", self._moved(i, "roles", j, other)
                )
        for field in ("mentions", "aliases"):
            for j, word in enumerate(actor.get(field, ())):
                for other in self._one(self._alike(key)):
                    words = word if isinstance(word, str) else word["exact"]
                    pronoun = " (pronoun)" if words.lower() in ("he", "she", "it", "they") else ""
                    yield mistake(f"{field}{pronoun} of another", f"{words} → {other}", self._moved(i, field, j, other))
        for how, others in actor.get("relations", {}).items():
            for j, one in enumerate(others):
                for other in self._one([other for other in self._actors if other not in (key, one["other"])]):
                    change = _sets("actors", i, "relations", how, j, other=other)
                    yield mistake("relation to another", f"{how}: {one['other']} → {other}", change)
                for other_how in self._one(
                    [term for term in ("owns", "member_of", "represents", "employs") if term != how]
                ):
                    yield mistake(
                        "relation of another kind",
                        f"{how} → {other_how}",
                        _renamed("actors", i, "relations", how, other_how),
                    )
                if how not in ("ally_of", "opponent_of", "relative_of") and one["other"] in self._actors:
                    yield mistake("relation reversed", how, self._reversed_actor(i, how, j))
        if actor.get("aliases"):
            yield mistake("twice", actor["aliases"][0], lambda data: _split(data, i))

    def _moved(self, i: int, field: str, j: int, other: str) -> Change:
        def change(data: Data) -> None:
            actors = data["actors"]
            word = actors[i][field].pop(j)
            next(one for one in actors if one["id"] == other).setdefault(field, []).append(word)

        return change

    def _reversed_actor(self, i: int, how: str, j: int) -> Change:
        def change(data: Data) -> None:
            actor = data["actors"][i]
            one = actor["relations"][how].pop(j)
            target, one["other"] = one["other"], actor["id"]
            next(other for other in data["actors"] if other["id"] == target).setdefault("relations", {}).setdefault(
                how, []
            ).append(one)

        return change

    # Events

    def _of_event(self, i: int, event: Data) -> Iterator[Mistake]:
        mistake, kind = _of(event), event["kind"]
        for term in DEFAULT.get("types", kind):
            if term not in (event["type"], "other"):
                yield mistake("type", f"{event['type']} → {term}", _sets("events", i, type=term))
        status = event.get("status", "occurred")
        for term in DEFAULT.get("statuses", kind):
            if term not in (status, "generic"):
                yield mistake(f"status {term}", f"{status} → {term}", _sets("events", i, status=term))
        yield mistake("twice", "the same", lambda data: _again(data, i))
        others = [term for term in DEFAULT.get("types", kind) if term != event["type"]]
        yield mistake("twice, of another type", "the same", lambda data: _again(data, i, type=self._rng.choice(others)))
        rest = [one for one in self._events.values() if one is not event]
        for other in self._one(rest):
            evidence = deepcopy(other["evidence"][:1])
            yield mistake("evidence of another", other["id"], _sets("events", i, evidence=evidence))
            change = _adds("events", i, "evidence", value=evidence[0])
            yield mistake("evidence of another added", other["id"], change)
        for other in self._one([one for one in rest if one.get("triggers")]):
            if event.get("triggers"):
                yield mistake(
                    "trigger of another", other["id"], _sets("events", i, triggers=deepcopy(other["triggers"]))
                )

    def _of_participants(self, i: int, event: Data) -> Iterator[Mistake]:
        mistake, parties = _of(event), event.get("participants", {})
        taken = {one["actor"] for found in parties.values() for one in found}
        roles = list(parties)
        for one, other in ((one, other) for a, one in enumerate(roles) for other in roles[a + 1 :]):
            if {one, other} & {*_ACTING}:
                yield mistake("roles swapped", f"{one} ↔ {other}", _swaps(i, one, other))
        for role, found in parties.items():
            for j, one in enumerate(found):
                key, of = one["actor"], "with its words" if one.get("mention") else "without words"
                for other in self._one(self._alike(key, taken)):
                    where = ("events", i, "participants", role, j)
                    yield mistake(f"participant another ({of})", f"{role} {key} → {other}", _sets(*where, actor=other))
                    if one.get("mention"):
                        yield mistake(
                            "participant another, words dropped",
                            f"{role} {key} → {other}",
                            _replaces(*where, value={"actor": other}),
                        )
                    yield mistake(
                        "participant added",
                        f"{role}: {other}",
                        _adds("events", i, "participants", role, value={"actor": other}),
                    )
                if len(taken) > 1:
                    yield mistake("participant left out", f"{role} {key}", _drops("events", i, "participants", role, j))
                for other in DEFAULT.get("roles", event["kind"]):
                    if other != role:
                        yield mistake(f"role of {role}", f"{key}: {other}", self._with_role(i, role, j, other))

    def _with_role(self, i: int, role: str, j: int, other: str) -> Change:
        def change(data: Data) -> None:
            parties = data["events"][i]["participants"]
            one = parties[role].pop(j)
            if not parties[role]:
                del parties[role]
            parties.setdefault(other, []).append(one)

        return change

    def _of_details(self, i: int, event: Data) -> Iterator[Mistake]:
        mistake, when = _of(event), event.get("when")
        if when:
            for name, moved in _TIMES.items():
                value = _moved_time(when["edtf"], moved)
                if value != when["edtf"]:
                    what = f"{when.get('text', {}).get('exact')}: {when['edtf']} → {value}"
                    yield mistake(f"time, {name}", what, _sets("events", i, "when", edtf=value))
            start, slash, end = when["edtf"].partition("/")
            if slash and len(end) == len("2024-05-06"):
                value = f"{start}/{_days(7)(end)}"
                yield mistake("time, end a week late", value, _sets("events", i, "when", edtf=value))
            for other in self._one(
                [one for one in self._events.values() if one.get("when") and one["when"]["edtf"] != when["edtf"]]
            ):
                yield mistake("time of another event", other["id"], _sets("events", i, when=deepcopy(other["when"])))
        for j, place in enumerate(event.get("places", ())):
            for code in (
                self._one([one for one in self._codes if one != place.get("country")]) if place.get("country") else ()
            ):
                yield mistake(
                    "place, country", f"{place['name']['exact']}: {code}", _sets("events", i, "places", j, country=code)
                )
        elsewhere = [
            place
            for one in self._events.values()
            for place in one.get("places", ())
            if place not in event.get("places", ())
        ]
        for place in self._one(elsewhere):
            yield mistake(
                "place of another event", place["name"]["exact"], _sets("events", i, places=[deepcopy(place)])
            )
        for field, terms in (
            ("things", ("instrument", "object", "amount")),
            ("casualties", ("killed", "injured", "missing", "detained")),
        ):
            for term, found in event.get(field, {}).items():
                for j, one in enumerate(found):
                    yield from self._of_quantity(
                        i, event, field, term, j, one, [other for other in terms if other != term]
                    )

    def _of_quantity(
        self, i: int, event: Data, field: str, term: str, j: int, one: Data, terms: list[str]
    ) -> Iterator[Mistake]:
        mistake, words, where = _of(event), one.get("text", {}).get("exact"), ("events", i, field, term)

        def moved(other: str) -> Change:
            def change(data: Data) -> None:
                found = data["events"][i][field]
                value = found[term].pop(j)
                if not found[term]:
                    del found[term]
                found.setdefault(other, []).append(value)

            return change

        for other in terms:
            yield mistake(f"{field}, kind", f"{words}: {term} → {other}", moved(other))
        name = "count" if "count" in one else "value"
        value = one.get(name)
        for by in self._one(
            [
                key
                for key, actor in self._actors.items()
                if key not in one.get("by", ()) and actor["kind"] in ("person", "organization")
            ]
        ):
            if one.get("by"):
                yield mistake(f"{field}, source", f"{words}: {one['by']} → {by}", _sets(*where, j, by=[by]))
        if one.get("by"):
            yield mistake(f"{field}, source left out", words, _drops(*where, j, "by"))
        for how, wrong in _wrong_values(value):
            yield mistake(f"{field}, {how}", f"{words}: {value} → {wrong}", _sets(*where, j, **{name: wrong}))

    def _of_relations(self, i: int, event: Data) -> Iterator[Mistake]:
        mistake, key = _of(event), event["id"]
        for how, others in event.get("relations", {}).items():
            for j, one in enumerate(others):
                if one not in self._events:
                    continue
                for other in self._one([other for other in self._events if other not in (one, key)]):
                    yield mistake(
                        "relation to another",
                        f"{how}: {one} → {other}",
                        _replaces("events", i, "relations", how, j, value=other),
                    )
                for term in (
                    "part_of",
                    "after",
                    "caused_by",
                    "enabled_by",
                    "prevented_by",
                    "replaces",
                    "about",
                    "same_as",
                ):
                    if term != how:
                        yield mistake(
                            f"relation {how} as another",
                            f"{one}: {term}",
                            _renamed("events", i, "relations", how, term),
                        )
                if how != "same_as":
                    yield mistake(f"relation {how} reversed", one, self._reversed_event(i, how, j))

    def _reversed_event(self, i: int, how: str, j: int) -> Change:
        def change(data: Data) -> None:
            event = data["events"][i]
            other = event["relations"][how].pop(j)
            target = next(one for one in data["events"] if one["id"] == other)
            target.setdefault("relations", {}).setdefault(how, []).append(event["id"])

        return change

    # Claims, and the article

    def _of_claim(self, i: int, claim: Data) -> Iterator[Mistake]:
        def mistake(kind: str, what: object, change: Change) -> Mistake:
            return Mistake(f"claim: {kind}", ("claims", i), f"{claim['quote'][0]['exact'][:50]!r}: {what}", change)

        claims = self._article["claims"]
        speaking = {key for one in claims for key in one.get("by", ())}
        by = claim.get("by", [])
        if by:
            others = sorted(speaking - {*by}) or self._alike(by[0])
            for other in self._one(others):
                of = "with its cue" if claim.get("cue") else "without cue"
                yield mistake(f"by another ({of})", f"{by} → {other}", _sets("claims", i, by=[other]))
            yield mistake("by left out", by, _drops("claims", i, "by"))
        for other in self._one([one for one in claims if one.get("cue") and one.get("by") != by]):
            if claim.get("cue"):
                yield mistake("cue of another", other["cue"]["exact"], _sets("claims", i, cue=deepcopy(other["cue"])))
        for stance in DEFAULT.get("stances") if claim.get("stance") else ():
            if stance != claim["stance"]:
                yield mistake(f"stance {stance}", f"{claim['stance']} → {stance}", _sets("claims", i, stance=stance))
        about = claim.get("about", [])
        for other in self._one([key for key in self._events if key not in about]):
            if about:
                yield mistake("about another", f"{about} → {other}", _sets("claims", i, about=[other]))
        for other in self._one(
            [key for key, one in self._events.items() if one["kind"] == "meeting" and key != claim.get("at")]
        ):
            yield mistake("at another" if claim.get("at") else "at added", other, _sets("claims", i, at=other))
        quote = claim["quote"][0]
        for cut, (start, end) in _cuts(quote["exact"], quote["start"]).items():
            words = self._article["text"][start:end]
            yield mistake(
                f"quote cut, {cut}",
                words,
                _replaces("claims", i, "quote", 0, value={"exact": words, "start": start, "end": end}),
            )

    def _of_article(self) -> Iterator[Mistake]:
        def mistake(kind: str, what: object, change: Change) -> Mistake:
            return Mistake(f"article: {kind}", ("article", kind), str(what), change)

        published = self._article.get("published")
        for name, moved in _TIMES.items() if published else ():
            value = _moved_time(str(published), moved)
            if value != published:
                yield mistake(f"published, {name}", value, _sets(published=value))
        yield mistake("language", "de", _sets(language="de"))


def _of(event: Data) -> Callable[[str, object, Change], Mistake]:
    def mistake(kind: str, what: object, change: Change) -> Mistake:
        return Mistake(f"event: {kind}", ("events", event["id"]), f"{event['id']}: {what}", change)

    return mistake


# Changes at a place of an article


def _at(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def _sets(*path: Any, **fields: Any) -> Change:
    return lambda data: _at(data, path).update(deepcopy(fields))


def _replaces(*path: Any, value: Any) -> Change:
    return lambda data: _at(data, path[:-1]).__setitem__(path[-1], deepcopy(value))


def _adds(*path: Any, value: Any) -> Change:
    return lambda data: _at(data, path).append(deepcopy(value))


def _drops(*path: Any) -> Change:
    return lambda data: _at(data, path[:-1]).__delitem__(path[-1])


def _swaps(i: int, one: str, other: str) -> Change:
    def change(data: Data) -> None:
        parties = data["events"][i]["participants"]
        parties[one], parties[other] = parties[other], parties[one]

    return change


def _renamed(table: str, i: int, field: str, old: str, new: str) -> Change:
    def change(data: Data) -> None:
        found = data[table][i][field]
        found.setdefault(new, []).extend(found.pop(old))

    return change


def _again(data: Data, i: int, **changed: str) -> None:
    """Annotate an event a second time."""
    copy = {**deepcopy(data["events"][i]), **changed}
    copy["id"] += "-again"
    for field in ("title", "triggers", "relations"):
        copy.pop(field, None)
    data["events"].insert(i + 1, copy)


def _split(data: Data, i: int) -> None:
    """Annotate an actor a second time, by an alias, where it takes part or speaks the second time."""
    actor = data["actors"][i]
    copy = {field: actor[field] for field in ("kind", "country", "sector") if field in actor}
    key, name = actor["id"], actor["aliases"].pop()
    data["actors"].insert(i + 1, {**copy, "id": f"{key}-again", "name": name})
    every = [one for event in data["events"] for found in event.get("participants", {}).values() for one in found]
    for one in [one for one in every if one["actor"] == key][1::2]:
        one["actor"] = f"{key}-again"


# Wrong values


def _days(count: int) -> Callable[[str], str]:
    def moved(value: str) -> str:
        plain = value.rstrip("~?%+")
        return (date.fromisoformat(plain) + timedelta(count)).isoformat() + value[len(plain) :]

    return moved


def _months(count: int) -> Callable[[str], str]:
    def moved(value: str) -> str:
        year, month, *day = value.split("-")
        number = int(year) * 12 + int(month) - 1 + count
        return "-".join([str(number // 12), f"{number % 12 + 1:02}", *day])

    return moved


def _years(count: int) -> Callable[[str], str]:
    return lambda value: str(int(value[:4]) + count) + value[4:]


_TIMES: Mapping[str, Callable[[str], str]] = {
    "a day early": _days(-1),
    "a day late": _days(1),
    "a week early": _days(-7),
    "a week late": _days(7),
    "a month early": _months(-1),
    "a month late": _months(1),
    "a year early": _years(-1),
    "a year late": _years(1),
}


def _moved_time(value: str, moved: Callable[[str], str]) -> str:
    """Move the ends of a time; the same, if it has no such part or the day does not exist."""
    found = []
    for end in value.split("/"):
        try:
            found.append(moved(end) if end not in ("", "..") else end)
        except ValueError:
            return value
    return "/".join(found)


def _wrong_values(value: object) -> Iterator[tuple[str, object]]:
    """Yield kinds of wrong values of a count or quantity, and the values."""
    text = str(value) if value is not None else ""
    number, _, unit = text.partition(" ")
    if not number[:1].isdigit():
        return
    digits = number.rstrip("+~")
    if digits.isdigit():
        as_given = int if isinstance(value, int) else str
        yield "ten times", as_given(f"{digits}0{number[len(digits) :]}{' ' + unit if unit else ''}")
        yield "one more", as_given(f"{int(digits) + 1}{number[len(digits) :]}{' ' + unit if unit else ''}")
    if number != digits:
        yield "bound lost", int(digits) if not unit and digits.isdigit() else f"{digits} {unit}".strip()
    if unit:
        yield (
            "unit",
            f"{number} {'EUR' if unit == 'USD' else 'USD' if unit.isupper() else 'km' if unit != 'km' else 'm'}",
        )


def _cuts(words: str, start: int) -> dict[str, tuple[int, int]]:
    """Where the words of a quotation begin and end if it is cut."""
    pieces, end = words.split(" "), start + len(words)
    if len(pieces) < 5:
        return {}
    half = len(pieces) // 2
    found = {
        "end": (start, start + len(" ".join(pieces[:half]))),
        "beginning": (end - len(" ".join(pieces[half:])), end),
    }
    lower = [piece.strip('“”",.').lower() for piece in pieces]
    hedge = next((i for i, piece in enumerate(lower[:-2]) if piece in _HEDGES or piece.endswith("n’t")), None)
    if hedge is not None:
        found["behind a negation or hedge"] = (end - len(" ".join(pieces[hedge + 1 :])), end)
    return found


_HEDGES = frozenset("not never no nobody nothing may might could would probably perhaps if unless hardly".split())
