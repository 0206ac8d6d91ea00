"""Values of a source by paths and templates -> strings, terms, ids, dates, and the fields of an article."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, Final

import attrs

from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.paths import Read, first, joined, select
from newscorpus.models.edtf import is_edtf
from newscorpus.models.mapping import OTHERS, REFUSE, ArticleFields, Case, Choice, Condition, Dated, EntityMap, EventMap
from newscorpus.models.metadata import WORD
from newscorpus.text.grammar import every_grammar
from newscorpus.text.meant_dates import dates_meant

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_LONGEST: Final = 40
"""Characters of an id that is made of words."""
NO_IDS: Final = ("null", "true", "false")


@lru_cache(maxsize=1024)
def _glob(key: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, key.split("*"))), re.DOTALL)


def key_of(table: Iterable[str], value: str) -> str | None:
    """Return the key that a table of a mapping file has for a value; None if there is none.

    The value itself comes first. In other keys, `*` stands for any characters: the key with most other characters
    counts, and of several the first.
    """
    if value in table:
        return value
    fit = [key for key in table if "*" in key and _glob(key).fullmatch(value)]
    return max(fit, key=lambda key: len(key) - key.count("*"), default=None)


class Refused(Exception):  # noqa: N818 - the object is not imported, and counted
    """A table has `refuse` for a value, or does not have the value. The message is the value, after its path."""


def text_of_value(value: str, data: Any, names: Mapping[str, str]) -> str | None:
    """Return the string that a path or a template has for an object; None if something of it is missing.

    Args:
        value: The path or the template.
        data: The object.
        names: What `{file}` and `{index}` are.
    """
    if "{" not in value:
        return as_text(first(data, value))
    parts = {path: names.get(path) or as_text(first(data, path)) for path in _PLACEHOLDER.findall(value)}
    if None in parts.values():
        return None
    return _PLACEHOLDER.sub(lambda match: parts[match[1]] or "", value)


def meets(conditions: Iterable[Condition], data: Any) -> bool:
    """Report whether an object has a value that one of some conditions asks for; without any, that is so."""
    is_free = True
    for condition in conditions:
        is_free = False
        wanted = [text for value in condition.equals if (text := as_text(value)) is not None]
        for match in select(data, condition.path):
            given = as_text(match.value)
            has_value = match.value not in (None, "", [], {}) and match.value is not False
            if key_of(wanted, given or "") if wanted else has_value:
                return True
    return is_free


def value_of(value: str | None, data: Any) -> str | None:
    """Return the string that a path or a template has; None without one."""
    return text_of_value(value, data, {}) if value else None


def count_torn(name: str, value: str | None, data: Any, losses: Losses, place: str) -> None:
    """Count a template of which the object has some values, and not all, so that it gives no string."""
    values = [as_text(first(data, path)) for path in paths_in(value)] if value and "{" in value else []
    if None in values and any(values):
        losses.add(f"{name}: a part of {value} is missing", place)


def as_text(value: Any) -> str | None:
    """Return a scalar as a string; None for null, the empty string, an object and a list."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) and value != "" else None


def paths_in(value: str | None) -> list[str]:
    """Return the paths of a template, or the path; none without a value."""
    paths = _PLACEHOLDER.findall(value) if value and "{" in value else filter(None, [value])
    return [path for path in paths if path not in ("file", "index")]


@attrs.frozen
class Chosen:
    """A term for an object."""

    term: str | None
    """None if the object does not have the field."""
    original: str | None = None
    """The value of the source, where the term does not tell it: other values have the same term."""


def chosen(choice: Choice, data: Any, names: Mapping[str, str], *, closed: bool) -> Chosen:
    """Return the term for an object.

    Args:
        choice: The term, the template or the table.
        data: The object.
        names: What `{index}` is.
        closed: Whether a value that the table does not have is refused. Otherwise it is the term.

    Raises:
        Refused: The object is not imported.
    """
    if choice.from_ is None:
        template = choice.value or ""
        return Chosen(text_of_value(template, data, names) if "{" in template else template)
    value = text_of_value(choice.from_, data, names)
    if value is None and OTHERS not in choice.table:
        return Chosen(None)
    key = key_of(choice.table, value or OTHERS)
    term = (REFUSE if closed else value) if key is None else choice.table[key]
    if term == REFUSE or term is None:
        raise Refused(f"{choice.from_} {value}")
    terms = list(choice.table.values())
    original = value if value not in choice.table or terms.count(term) > 1 else None
    return Chosen(text_of_value(term, data, names) if "{" in term else term, original if original != term else None)


def as_term(words: str) -> str | None:
    """Return words as a term of a vocabulary: `Conflict_Attack` for `Conflict:Attack`; None if nothing remains."""
    term = re.sub(r"_*(-)_*|_+", r"\1_", re.sub(r"[^A-Za-z0-9-]+", "_", _ascii(words))).replace("-_", "-")
    term = re.sub("-+", "-", term).strip("-_")
    return term if re.fullmatch(WORD, term) else f"x_{term}" if term else None


def as_slug(words: str, otherwise: str) -> str:
    """Return words as an id; `otherwise`, or an id that begins with it, if they have no letter that can begin one."""
    slug = re.sub(r"[^a-z0-9]+", "-", _ascii(words).lower()).strip("-")[:_LONGEST].strip("-")
    if slug[:1].isalpha() and slug not in NO_IDS:
        return slug
    return f"{otherwise}-{slug}" if slug else otherwise


def _ascii(words: str) -> str:
    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()


def published(dated: Dated, data: Any, losses: Losses, place: str, tag: str | None) -> str | None:
    """Return the date of an article in the form of the file format; None, and a loss, if it has another format.

    A date in words is read in the language of the article, a BCP 47 tag: `10 juin 2024`.
    """
    words = as_text(first(data, dated.path))
    if words is None:
        return None
    for form in dated.date:
        try:
            moment = datetime.strptime(words.strip(), form)  # noqa: DTZ007 - a time without its zone is left out
        except ValueError:
            continue
        if re.search("%[HIcXTR]", form):
            if moment.tzinfo is not None:
                return moment.isoformat(timespec="seconds")
            losses.add(f"{dated.path}: the time, without its offset from UTC", place)
        day = moment.date().isoformat()
        given = set(re.findall("%-?([A-Za-z])", form))
        if given & set("djcxDF") or {"U", "W", "V"} & given:
            return day
        return day[:7] if given & set("mbB") else day[:4]
    meant = None if is_edtf(words) else dates_meant(words, tag, None, to_come=False)
    if meant and len(meant.dates) == 1:
        return meant.dates[0]
    if not dated.date:
        return words
    losses.add(f"{dated.path}: not in the format {' or '.join(dated.date)}", f"{place}: {words}")
    return None


def read_beside_kind(head: EventMap) -> set[str]:
    """Return the paths that the type, the status and the attributes of events have."""
    choices = [choice for choice in (head.type, head.status) if choice is not None]
    values = [value for choice in choices for value in (choice.value, *choice.table.values()) if value and "{" in value]
    given = [path for choice in choices for path in paths_in(choice.from_)]
    return {*given, *(path for value in (*values, *head.attributes.values()) for path in paths_in(value))}


def case_of(kind: str | None, *heads: EntityMap) -> Case | None:
    """Return what a type becomes by the key that fits best, of equal ones that of the first head."""
    table = dict[str, Case]()
    for head in heads:
        table |= {key: case for key, case in head.cases.items() if key not in table}
    key = key_of(table, kind or OTHERS)
    return None if key is None else table[key]


_STRINGS: Final = ("id", "language", "headline", "author", "publisher", "url", "dateline", "text_license", "note")


def article_fields(
    head: ArticleFields, data: Any, names: Mapping[str, str], losses: Losses, source: str
) -> dict[str, Any]:
    """Return the fields that an object has, as plain data of an article.

    Args:
        head: Where they are.
        data: The object.
        names: What `{file}` and `{index}` are.
        losses: Where to count a date that cannot be read.
        source: Where the object is from.
    """
    fields: dict[str, Any] = {
        name: text_of_value(value, data, names) for name in _STRINGS if (value := getattr(head, name))
    }
    for name, value in (*((name, getattr(head, name)) for name in _STRINGS), *head.attributes.items()):
        count_torn(name, value, data, losses, source)
    if head.published:
        fields["published"] = published(head.published, data, losses, source, fields.get("language"))
    keywords = [match.value for match in select(data, head.keywords)] if head.keywords else []
    words = (as_text(word) for value in keywords for word in (value if isinstance(value, list) else [value]))
    fields["keywords"] = [word for word in words if word]
    own = {name: attribute(value, data, names) for name, value in head.attributes.items()}
    fields["attributes"] = {name: value for name, value in own.items() if value is not None}
    return filled(fields)


def attribute(value: str, data: Any, names: Mapping[str, str]) -> Any:
    """Return the value of an attribute: a scalar of the source as it is, or a string from a template."""
    given = text_of_value(value, data, names) if "{" in value else first(data, value)
    return given if isinstance(given, str | int | float | bool) and given != "" else None


def paths_of_fields(head: ArticleFields) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each path of what becomes one value of a field, after its place in `head`."""
    for name in _STRINGS:
        yield from (((name,), path) for path in paths_in(getattr(head, name)))
    for name, value in head.attributes.items():
        yield from ((("attributes", name), path) for path in paths_in(value))
    if head.published:
        yield ("published", "path"), head.published.path


def reads_of_fields(head: ArticleFields) -> Iterator[Read]:
    """Yield all that is read."""
    if head.keywords:
        yield from ((head.keywords, "."), (joined(head.keywords, "[]"), "."))
    yield from ((".", path) for _, path in paths_of_fields(head))


@cache
def pronouns() -> frozenset[str]:
    """Return the pronouns of all languages, since that of a text is not known always."""
    return frozenset(word for grammar in every_grammar().values() for word in grammar.personal)


def slug(words: str, otherwise: str) -> str:
    """Return words as an id; of `otherwise`, the id of their annotation, if they have no letters of ASCII."""
    base = re.sub(r"[^a-z0-9]+", "-", _ascii(words).lower())[:_LONGEST].lstrip("0123456789-").rstrip("-")
    base = base or re.sub(r"[^a-z0-9]+", "-", otherwise.lower()).strip("-")
    return base if base[:1].isalpha() else f"x-{base}".rstrip("-")


def actor_name(mentions: Iterable[str]) -> str:
    """Return the mention of an actor that is its name: the first with a capital, of those that are no pronouns."""
    forms = [re.sub(r"\s+", " ", words).strip() for words in mentions]
    names = [form for form in forms if form.lower() not in pronouns()] or forms
    return next((form for form in names if form[:1].isupper()), names[0])


def append_line(table: dict[str, Any], key: str, words: str) -> None:
    """Add words to a field, on a line of their own if there are others."""
    table[key] = f"{table[key]}\n{words}" if key in table else words


def filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the values that are None, an empty list or an empty object."""
    return {key: value for key, value in data.items() if value is not None and value not in ([], {})}


def without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the values that are None or empty."""
    return {key: value for key, value in data.items() if value is not None and value not in ("", [], {})}
