"""The parts of a schema that do not depend on other parts of it."""

import re
from itertools import combinations
from typing import Any

from newscorpus.models.manifest import Attribute
from newscorpus.models.metadata import IntegerAsText, Pattern, Range, ShortForm
from newscorpus.models.vocabulary import Table, Words

Schema = dict[str, Any]


def fields_of_pair(short: ShortForm) -> set[str]:
    """The fields that a mapping does not name beside a pair."""
    return {short.long, short.key, short.value}


def beside_pair(short: ShortForm, names: list[str]) -> Schema:
    """Return the schema of a mapping of some of the fields `names` and one key that is not a field."""

    def only(given: tuple[str, ...]) -> Schema:
        count = len(given) + 1
        schema: Schema = {"required": list(given), "minProperties": count, "maxProperties": count}
        others = [{"required": [name]} for name in names if name not in given]
        return {**schema, "not": {"anyOf": others}} if others else schema

    some = [given for n in range(1, len(names) + 1) for given in combinations(names, n)]
    taken = [{"required": [name]} for name in sorted(fields_of_pair(short))]
    return {"not": {"anyOf": taken}, "anyOf": [only(given) for given in some]}


def closed(properties: Schema, required: list[str]) -> Schema:
    """Return the schema of a mapping with these properties and no others."""
    asked = {"required": required} if required else {}
    return {"type": "object", **asked, "properties": properties, "additionalProperties": False}


def enum(words: Table) -> Schema:
    """Return the schema of a term, with its meanings for editors."""
    return {"enum": list(words), "markdownEnumDescriptions": list(meanings_of(words).values())}


def meanings_of(words: Table) -> dict[str, str]:
    """Return the meanings of terms, with their sources."""
    return {name: f"{word.meaning} ({word.source})" if word.source else word.meaning for name, word in words.items()}


def text(*patterns: Pattern, integer: IntegerAsText | None = None) -> Schema:
    """Return the schema of a string with a pattern, or of an integer in its place."""
    if any(p.complaint(str(integer.minimum)) for p in patterns if integer):
        integer = None  # no integer matches
    schema: Schema = {"type": ["string", "integer"] if integer else "string"}
    if integer:
        schema["minimum"] = integer.minimum
        if integer.maximum is not None:
            schema["maximum"] = integer.maximum
    if not patterns:
        return schema if integer else {**schema, "errorMessage": "Expected text: put a number, true or false in quotes"}
    (pattern,) = patterns
    if re.fullmatch(r"[\w/-]+", pattern.regex):
        return {"const": pattern.regex, "errorMessage": f"Expected {pattern.expects}"}
    refused = f"(?!(?:{'|'.join(pattern.but)})$(?!\\n))" if pattern.but else ""
    expects = f"Expected {pattern.expects}"
    return {
        **schema,
        "pattern": anchored(pattern.regex, refused),
        "patternErrorMessage": expects,
        "errorMessage": expects,
    }


def anchored(regex: str, before: str = "") -> str:
    """Return a pattern for a whole string: Python's `$` alone would accept a final newline."""
    return f"^{before}(?:{regex})$(?!\\n)"


def bounds(allowed: Range | None) -> Schema:
    """Return the bounds of an integer."""
    both = {"minimum": allowed.minimum, "maximum": allowed.maximum} if allowed else {}
    return {key: value for key, value in both.items() if value is not None}


def either(choices: list[Schema]) -> Schema:
    """Return the schema of a scalar of several types, whose keywords each apply to values of one type only."""
    types = [choice.pop("type") for choice in choices]
    schema: Schema = {"type": "number" if set(types) == {"integer", "number"} else types}
    for choice in choices:
        assert not schema.keys() & choice.keys(), "two choices have the same keyword"
        schema |= choice
    return schema


def attribute(declared: Attribute) -> Schema:
    """Return the schema of a value of an attribute, by its declaration."""
    schema: Schema = {"type": declared.type}
    if declared.description:
        schema["description"] = declared.description
    if declared.enum:
        schema["enum"] = list(declared.enum)
    limits = {"minimum": declared.minimum, "maximum": declared.maximum}
    return {**schema, **{key: value for key, value in limits.items() if value is not None}}


def snippet(kind: str, words: Words) -> Schema:
    """Return the snippet that an editor offers for a new event."""
    some = {table: next(iter(words.get(table, kind))) for table in ("types", "roles")}
    body = {
        "kind": kind,
        "type": f"${{2:{some['types']}}}",
        "participants": {f"${{3:{some['roles']}}}": "[${4:actor}]"},
        "evidence": ["${5:words of the article}"],
    }
    return {"label": f"new {kind}", "description": words.event_kinds[kind].meaning, "body": {"${1:id}": body}}
