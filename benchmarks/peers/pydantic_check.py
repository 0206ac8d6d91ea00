"""What one would write with pydantic: the same structure, short forms and words checked, none of the text.

YAML is read by PyYAML's C loader, JSON Lines by pydantic's own parser.
"""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Day = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?%]?"
Edtf = Annotated[str, Field(pattern=rf"^(unknown|{Day}|({Day}|\.\.)/({Day}|\.\.)|[0-9]{{2,3}}X{{1,2}})$")]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def expand(long: str, key: str, value: str) -> BeforeValidator:
    """Short forms become long ones."""

    def read(data: Any) -> Any:
        if not isinstance(data, dict):
            data = {long: data}
        elif long not in data and len(data) == 1:
            ((one, other),) = data.items()
            data = {key: one, value: other}
        return {k: str(v) if isinstance(v, int | date) and k == "edtf" else v for k, v in data.items()}

    return BeforeValidator(read)


def several(data: Any) -> Any:
    """One stands for a list of one."""
    return data if isinstance(data, list) else [data]


def pairs(long: str) -> BeforeValidator:
    """A mapping stands for a list, an item a pair."""

    def read(data: Any) -> Any:
        if isinstance(data, dict) and long not in data:
            return [{key: value} for key, value in data.items()]
        return several(data)

    return BeforeValidator(read)


def table(data: Any) -> Any:
    """A list of objects with ids is a mapping."""
    return {one["id"]: {k: v for k, v in one.items() if k != "id"} for one in data} if isinstance(data, list) else data


List = BeforeValidator(several)
Table = BeforeValidator(table)


class QuoteModel(Strict):
    exact: str
    within: str | None = None
    start: int | None = None
    end: int | None = None


Quote = Annotated[QuoteModel, expand("exact", "exact", "within")]


class WhenModel(Strict):
    edtf: Edtf
    text: Quote | None = None
    earliest: date | None = None
    latest: date | None = None


class PlaceModel(Strict):
    name: Quote
    country: Country | None = None
    ids: dict[str, str] = {}


class RoleModel(Strict):
    title: Quote
    org: Slug | None = None
    start: Edtf | None = None
    end: Edtf | None = None


class RelationModel(Strict):
    other: Slug
    evidence: Quote | None = None
    when: Annotated[WhenModel, expand("edtf", "text", "edtf")] | None = None


class ParticipantModel(Strict):
    actor: Slug
    mention: Quote | None = None


class CountModel(Strict):
    count: int | Annotated[str, Field(pattern=r"^[0-9]+([+~]|\.\.[0-9]+)$")]
    text: Quote | None = None
    by: Annotated[tuple[Slug, ...], List] = ()


class ThingModel(Strict):
    text: Quote
    value: str | None = None
    ids: dict[str, str] = {}


Thing = Annotated[ThingModel, expand("text", "text", "value")]


class Actor(Strict):
    name: str
    kind: Literal["person", "group", "organization", "country", "locality", "unknown"]
    named: bool = True
    aliases: Annotated[tuple[str, ...], List] = ()
    mentions: Annotated[tuple[Quote, ...], List] = ()
    roles: Annotated[tuple[Annotated[RoleModel, expand("title", "title", "org")], ...], pairs("title")] = ()
    relations: dict[
        str, Annotated[tuple[Annotated[RelationModel, expand("other", "other", "evidence")], ...], pairs("other")]
    ] = {}
    country: Country | None = None
    sector: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None
    ids: dict[str, str] = {}
    attributes: dict[str, Any] = {}
    note: str | None = None


class Event(Strict):
    kind: Literal["event", "meeting", "incident"]
    type: Literal[
        "agreement", "support", "concession", "cooperation", "aid", "withdrawal", "request", "accusation",
        "investigation", "refusal", "threat", "sanction", "mobilization", "dispute", "decision", "appointment",
        "departure", "election", "contest", "award", "transaction", "launch", "discovery", "change", "other",
        "visit", "talks", "call", "conference", "briefing", "gathering", "hearing", "attack", "clash", "encounter",
        "incursion", "espionage", "cyberattack", "crime", "protest", "unrest", "detention", "accident", "disaster",
        "death",
    ]  # fmt: skip
    title: str | None = None
    status: Literal[
        "occurred", "ongoing", "planned", "possible", "postponed", "cancelled", "refused", "failed", "alleged"
    ] = "occurred"
    participants: dict[
        str, Annotated[tuple[Annotated[ParticipantModel, expand("actor", "actor", "mention")], ...], pairs("actor")]
    ] = {}
    things: dict[Literal["instrument", "object", "amount"], Annotated[tuple[Thing, ...], List]] = {}
    when: Annotated[WhenModel, expand("edtf", "text", "edtf")] | None = None
    places: Annotated[tuple[Annotated[PlaceModel, expand("name", "name", "country")], ...], pairs("name")] = ()
    topics: Annotated[tuple[Quote, ...], List] = ()
    evidence: Annotated[tuple[Quote, ...], List, Field(min_length=1)]
    triggers: Annotated[tuple[Quote, ...], List] = ()
    relations: dict[str, Annotated[tuple[str, ...], List]] = {}
    outcome: Quote | None = None
    casualties: dict[
        Literal["killed", "injured", "missing", "detained"],
        Annotated[tuple[Annotated[CountModel, expand("count", "text", "count")], ...], List],
    ] = {}
    attributes: dict[str, Any] = {}
    note: str | None = None


class Claim(Strict):
    quote: Annotated[tuple[Quote, ...], List, Field(min_length=1)]
    by: Annotated[tuple[Slug, ...], List] = ()
    cue: Quote | None = None
    at: Slug | None = None
    via: Slug | None = None
    about: Annotated[tuple[Slug, ...], List] = ()
    stance: Literal["asserts", "likely", "possible", "unlikely", "denies", "uncommitted"] | None = None
    when: Annotated[WhenModel, expand("edtf", "text", "edtf")] | None = None
    attributes: dict[str, Any] = {}
    note: str | None = None


class Annotator(Strict):
    by: Annotated[tuple[str, ...], List] = ()
    date: Annotated[Edtf, BeforeValidator(str)] | None = None
    state: Literal["draft", "reviewed", "final"] | None = None


class Waiver(Strict):
    code: Annotated[str, Field(pattern="^NC[0-9]{3}$")]
    at: str
    quote: str | None = None
    why: str


class Article(Strict):
    format: Literal["newscorpus/1"]
    id: Annotated[str, Field(pattern="^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    text: str | None = None
    text_file: str | None = None
    text_parts: dict[str, tuple[int, int] | tuple[tuple[int, int], ...]] = {}
    sha256: str | None = None
    language: str | None = None
    published: Annotated[Edtf, BeforeValidator(str)] | None = None
    headline: str | None = None
    publisher: str | None = None
    url: Annotated[str, Field(pattern="^https?://")] | None = None
    annotation: Annotator | None = None
    actors: Annotated[dict[Slug, Actor], Table] = {}
    events: Annotated[dict[Slug, Event], Table] = {}
    claims: tuple[Claim, ...] = ()
    waive: tuple[Waiver, ...] = ()


def main(names: list[str]) -> None:
    """Check all files; exit with 1 if one is wrong."""
    wrong = 0
    for name in names:
        with Path(name).open("rb") as file:
            try:
                if name.endswith(".jsonl"):
                    for line in file:
                        Article.model_validate_json(line)
                else:
                    Article.model_validate(yaml.load(file, yaml.CSafeLoader))
            except ValidationError as error:
                wrong += 1
                print(name, error)
    sys.exit(wrong > 0)


main(sys.argv[1:])
