"""What items of news formats have in common: a text of several parts, a time of publication, actors by name."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, Final

from newscorpus.interchange.engine.actors import unique
from newscorpus.interchange.engine.fields import as_slug
from newscorpus.interchange.engine.losses import Losses
from newscorpus.models.article import Language, PublicationDate
from newscorpus.models.codes import language_meant, qid_meant
from newscorpus.models.fields import type_of
from newscorpus.models.metadata import Pattern
from newscorpus.text.index import Text

Plain = dict[str, Any]

WITHDRAWN: Final = ("canceled", "withheld")
"""The statuses of items that are not to be published."""
_BETWEEN: Final = "\n\n"
"""What joins the parts of a text."""


_REGION: Final = 2
"""Letters of a region in a tag of a language."""


def joined(parts: Mapping[str, str | None]) -> tuple[str, dict[str, list[int]]]:
    """Join the parts of a text, with a blank line between. What is a line, or lines, of the body is not put before it.

    Args:
        parts: The headline, the lead and the body, in this order, each None if it is missing.

    Returns:
        The text, empty if there are no parts; and the `text_parts` in it: code points, half-open.
    """
    given = {name: words.strip() for name, words in parts.items() if words and words.strip()}
    body = given.get("body", "")
    text = _BETWEEN.join([words for name, words in given.items() if name == "body" or not _repeats(body, words)])
    spans, at = dict[str, list[int]](), 0
    for name in ("headline", "lead"):
        if name in given and text.startswith(given[name], at) and _ends_line(text, at + len(given[name])):
            end = at + len(given[name])
            spans[name] = [at, end]
            at = len(text) - len(text[end:].lstrip())
    if at < len(text):
        spans["body"] = [at, len(text)]
    return text, spans


def _repeats(body: str, words: str) -> bool:
    """Report whether whole lines of a body are these words."""
    at = body.find(words)
    while at >= 0:
        if not body[:at].rpartition("\n")[2].strip() and _ends_line(body, at + len(words)):
            return True
        at = body.find(words, at + 1)
    return False


def _ends_line(text: str, at: int) -> bool:
    return not text[at:].partition("\n")[0].strip()


def instant(value: Any, losses: Losses, place: str) -> str | None:
    """Return a time in the form of `published`: to the second, with its offset; without one, the day, which is listed
    unless it is midnight. None if it is not a time of ISO 8601."""
    if isinstance(value, str) and _is_publication(value.strip()):
        return value.strip()
    try:
        moment = datetime.fromisoformat(str(value).strip())
    except ValueError:
        return None
    shown = moment.isoformat(timespec="seconds") if moment.tzinfo is not None else moment.date().isoformat()
    if not _is_publication(shown):
        return None
    if moment.tzinfo is None and moment.time() != time():
        losses.add("time without an offset, of which the day is kept", f"{place}: {value}")
    return shown


def language_of(tag: str | None, losses: Losses, place: str) -> str | None:
    """Return a language as a BCP 47 tag: `EN_us` is `en-US`, `English` is `en`, which is listed. Others stay."""
    if tag is None or not type_of(Language).mark(Pattern).complaint(tag):
        return tag
    first, *rest = tag.strip().replace("_", "-").split("-")
    subtags = (first.lower(), *(subtag.upper() if len(subtag) == _REGION else subtag for subtag in rest))
    corrected = "-".join(subtags) if rest else language_meant(tag) or subtags[0]
    if type_of(Language).mark(Pattern).complaint(corrected):
        return tag
    losses.add("language in another form, which is corrected", f"{place}: {tag} is {corrected}")
    return corrected


def _is_publication(value: str) -> bool:
    return not type_of(PublicationDate).mark(Pattern).complaint(value)


class NamedActors:
    """The actors of an article that its metadata name: unnamed in the model, with each place of their name in the text.

    Args:
        text: The text of the article.
        losses: Where to count what an actor cannot have.
        place: The source of the article.
    """

    def __init__(self, text: str, losses: Losses, place: str) -> None:
        self.table: dict[str, Plain] = {}
        self._text, self._losses, self._place = Text(text), losses, place
        self._raw, self._taken = text, set[str]()

    def add(self, name: Any, kind: str, ids: Mapping[str, Any], attributes: Mapping[str, Any]) -> bool:
        """Add an actor.

        Args:
            name: Its name.
            kind: Its kind.
            ids: Scheme → identifier, strings; others are left out. An address at Wikidata becomes `wikidata`.
            attributes: Name → value; None and empty values are left out.

        Returns:
            Whether it has a name: without, it is not added.
        """
        if not isinstance(name, str) or not name.strip():
            return False
        name = name.strip()
        actor: Plain = {"name": name, "kind": kind, "named": False}
        quotes = [{"exact": self._raw[start:end], "start": start} for start, end in self._text.named(name)]
        known = dict(_identifiers(ids))
        given = {key: value for key, value in attributes.items() if isinstance(value, str) and value}
        actor |= {"mentions": quotes} if quotes else {}
        actor |= {"ids": known} if known else {}
        actor |= {"attributes": given} if given else {}
        if actor in self.table.values():
            self._losses.add("actor that is named again", f"{self._place}: {name}")
        else:
            self.table[unique(as_slug(name, "actor"), self._taken)] = actor
        return True


def _identifiers(ids: Mapping[str, Any]) -> Any:
    for scheme, value in ids.items():
        if isinstance(value, str) and value.strip():
            item = qid_meant(value) if re.match(r"https?://(?:www\.)?wikidata\.org/", value) else None
            yield ("wikidata", item) if item else (scheme, value.strip())
