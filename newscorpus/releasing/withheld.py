"""Withheld texts: an article -> the same without words of its text; and such an article, with the text -> the article.

A string is withheld if it is a quote, or if it repeats five words in a row of any withheld text. In its place is
`sha256:` and 16 digits: the hash of the text and the string, so nobody without the text can try out short words. A
string that the text contains is then known by its offsets. Any other, such as a title in other words, is sealed: it can
be read by those who have the text, from which the key is computed. An id of five words of a text becomes `sha256-` and
16 digits of its own hash, since other articles and names of files have it, too; so does the name of a text's file.
"""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import PurePath
from typing import Any, Final

import attrs

from newscorpus.codec import default_codec
from newscorpus.interchange.engine.output import without_text
from newscorpus.interchange.tables.columns import Row
from newscorpus.interchange.tables.rows import TABLES, rows
from newscorpus.models import Article, Manifest, Quote
from newscorpus.models.article import text_of
from newscorpus.models.frozen import FrozenDict, evolve_unchecked
from newscorpus.text.words import UNSPACED

Plain = dict[str, Any]
Layout = Sequence[Sequence[Any]]
"""White space other than one space, each with the number of words before it."""

IN_A_ROW: Final = 5
"""The words in a row that are a part of a text, and no coincidence."""
_UNSPACED_IN_A_ROW: Final = 10
"""The same in code points of a script without spaces between words."""
_DIGITS: Final = 16
_FORM: Final = [column.name for column in TABLES["claims"].columns].index("form")
_OPEN: Final = re.compile(r"(?:CC0|CC-BY|CC-PD|PDDL|ODC-By|ODbL)-?[A-Za-z0-9.-]*", re.IGNORECASE)
"""Licences of Creative Commons and Open Data Commons, as SPDX names them: all permit to pass a text on."""
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_REFERENCE: Final = re.compile(f"{_ID.pattern}#{_ID.pattern}")
"""An event of another article."""
_UNTOUCHED: Final = frozenset({"path", "sha256", "text"})
"""Fields of an article that contain no words of its text, or are left out anyway."""


def may_be_passed_on(article: Article, manifest: Manifest) -> bool:
    """Report whether the licence of a text permits to publish it."""
    license_ = article.text_license or manifest.text_license
    return license_ is not None and _OPEN.fullmatch(license_) is not None


class _Letters(dict[int, str]):
    """A table for `str.translate` that keeps letters and digits, and separates words and unspaced characters."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kept = char if unicodedata.category(char)[0] in "LMN" else " "
        self[code] = f" {char} " if re.match(UNSPACED, char) else kept
        return self[code]


_LETTERS: Final = _Letters()


def letters_of(text: str) -> str:
    """Return the words of a text in lower case, with one space between two, and no punctuation."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS).split())


def runs(text: str) -> Iterator[int]:
    """Yield a number for each five words in a row.

    Words are runs of letters, whatever their case and punctuation; and again all between white space, since texts that
    are split into tokens have punctuation marks as words.
    """
    tokens = unicodedata.normalize("NFKC", text).casefold().split()
    yield from (hash(tuple(tokens[i : i + IN_A_ROW])) for i in range(len(tokens) - IN_A_ROW + 1))
    words = letters_of(text).split()
    unspaced = [re.match(UNSPACED, word) is not None for word in words]
    for start in range(len(words) - IN_A_ROW + 1):
        length = _UNSPACED_IN_A_ROW if all(unspaced[start : start + IN_A_ROW]) else IN_A_ROW
        if start + length <= len(words):
            yield hash(" ".join(words[start : start + length]))


def repeats(value: str, withheld: AbstractSet[int]) -> bool:
    """Report whether a string repeats words of a withheld text."""
    return any(run in withheld for run in runs(value))


def id_stand_in(id_: str) -> str:
    """Return what stands for an id that is withheld: an id, too."""
    return f"sha256-{hashlib.sha256(id_.encode()).hexdigest()[:_DIGITS]}"


def strings_of(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the strings of models with their paths, but for the text of an article and quotes of it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Quote) and value.start is not None:
        return
    elif attrs.has(type(value)):
        for name in _names_of(value):
            yield from strings_of(getattr(value, name), f"{path}.{name}".lstrip("."))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield path, key
            yield from strings_of(item, f"{path}.{key}")
    elif isinstance(value, tuple):
        for item in value:
            yield from strings_of(item, path)


def _names_of(model: Any) -> Iterator[str]:
    """Yield the fields of a model that can contain words of a text."""
    kept = _UNTOUCHED if isinstance(model, Article) else frozenset[str]()
    return (field.name for field in attrs.fields(type(model)) if field.name not in kept)


class _Key:
    """What the text of an article is needed for: the digest of a string, and its seal."""

    def __init__(self, text: str) -> None:
        self._text = text.encode()

    def digest(self, value: str) -> str:
        """Return what stands for a string."""
        # Something before the text: from its published hash, that of the text and more could be computed.
        whole = hashlib.sha256(b"words\0" + self._text + b"\0" + value.encode()).hexdigest()
        return f"sha256:{whole[:_DIGITS]}"

    def seal(self, value: str, digest: str) -> str:
        """Return a string that is unreadable without the text."""
        return base64.b64encode(self._crossed(value.encode(), digest)).decode()

    def unseal(self, sealed: str, digest: str) -> str:
        """Return the string that was sealed. Raises ValueError."""
        return self._crossed(base64.b64decode(sealed, validate=True), digest).decode()

    def _crossed(self, data: bytes, digest: str) -> bytes:
        stream = hashlib.shake_256(b"seal\0" + self._text + b"\0" + digest.encode()).digest(len(data))
        return bytes(a ^ b for a, b in zip(data, stream, strict=True))


class Withholding:
    """An article without its text and the words of it.

    Attributes:
        article: The article; its text is not known, its hash is. Quotes have their offsets.
    """

    def __init__(self, article: Article, withheld: AbstractSet[int], open_ids: AbstractSet[str] = frozenset()) -> None:
        """Withhold the text of an anchored article, which has one, and what repeats texts with the runs `withheld`.

        The `open_ids` stay, since they are those of articles whose texts stay.
        """
        assert article.text is not None
        self._given, self._text, self._withheld, self._open = article, article.text, withheld, open_ids
        self._key = _Key(article.text)
        self._words: dict[str, list[int] | str] = {}
        masked: Article = self._masked(without_text(article))
        self.article = masked

    def record(self) -> Plain:
        """Return plain data from which `restored` makes the article, if it is given the text."""
        data, file = default_codec().canonical(self.article), self._given.text_file
        if self._given.sha256 is None:
            del data["sha256"]
        name = PurePath(file).name if file is not None else ""
        named = {"file": id_stand_in(name) if repeats(name, self._withheld) else name} if name else {}
        return {
            "id": self.article.id,
            "sha256": text_of(self._text).sha256,
            "words_sha256": words_hash(self._text),
            **named,
            "length": len(self._text.split()),
            "layout": [list(entry) for entry in layout_of(self._text)],
            "words": self._words,
            "article": data,
        }

    def rows(self) -> dict[str, list[Row]]:
        """Return the rows of the article in tables; mentions, and forms of claims, are computed from the text."""
        shown, tables = rows(self._given), rows(self.article)
        pairs = zip(tables["claims"], shown["claims"], strict=True)
        tables["claims"] = [(*row[:_FORM], computed[_FORM], *row[_FORM + 1 :]) for row, computed in pairs]
        tables["mentions"] = [
            (self.article.id, self._masked(actor), start, end, self._key.digest(words))
            for _, actor, start, end, words in shown["mentions"]
        ]
        return tables

    def _masked(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._masked_string(value)
        if isinstance(value, Quote) and value.start is not None and value.end is not None:
            exact = self._stand_in(value.exact, value.start)
            within = None if value.within is None else self._stand_in(value.within)
            return evolve_unchecked(value, exact=exact, within=within)
        return _mapped(value, self._masked)

    def _masked_string(self, value: str) -> str:
        if _REFERENCE.fullmatch(value):
            return "#".join(map(self._masked_string, value.split("#")))
        if value in self._open or not repeats(value, self._withheld):
            return value
        return self._known(value, id_stand_in(value)) if _ID.fullmatch(value) else self._stand_in(value)

    def _stand_in(self, value: str, start: int = 0) -> str:
        return self._known(value, self._key.digest(value), start)

    def _known(self, value: str, digest: str, start: int = 0) -> str:
        place = self._text.find(value, start)
        self._words[digest] = [place, place + len(value)] if place >= 0 else self._key.seal(value, digest)
        return digest


def with_stand_ins(value: Any, withheld: AbstractSet[int], open_ids: AbstractSet[str]) -> Any:
    """Return an article whose text stays, with what stands for ids of others in its references to their events."""
    if isinstance(value, str) and _REFERENCE.fullmatch(value):
        parts = value.split("#")
        return "#".join(id_stand_in(id_) if id_ not in open_ids and repeats(id_, withheld) else id_ for id_ in parts)
    return _mapped(value, lambda item: with_stand_ins(item, withheld, open_ids))


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return a model, mapping or list with its values changed, but for the text of an article."""
    if attrs.has(type(value)):
        return evolve_unchecked(value, **{name: change(getattr(value, name)) for name in _names_of(value)})
    if isinstance(value, Mapping):
        return FrozenDict((change(key), change(item)) for key, item in value.items())
    return tuple(map(change, value)) if isinstance(value, tuple) else value


def restored(record: Plain, text: str) -> Plain:
    """Return the canonical data of the article that was withheld. Raises ValueError if the record is damaged."""
    key = _Key(text)
    words: dict[str, str] = {}
    for digest, place in record["words"].items():
        value = key.unseal(place, digest) if isinstance(place, str) else text[slice(*place)]
        if digest not in (key.digest(value), id_stand_in(value)):
            raise ValueError(f"{digest} is not of the words at its place")
        words[digest] = value
    data: Plain = {**_filled(record["article"], words), "text": text}
    return data


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        parts = value.split("#") if value.count("#") == 1 else [value]
        return "#".join(words.get(part, part) for part in parts)
    if isinstance(value, dict):
        return {_filled(key, words): _filled(item, words) for key, item in value.items()}
    return [_filled(item, words) for item in value] if isinstance(value, list) else value


def words_hash(text: str) -> str:
    """Return the hash of the words of a text, whatever the white space around them."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


_WORD: Final = re.compile(r"\S+")


def layout_of(text: str) -> Layout:
    """Return the white space of a text, other than one space between two words."""
    spaces = _WORD.split(text)
    last = len(spaces) - 1
    return [(i, space) for i, space in enumerate(spaces) if space != _usual(i, last)]


def laid_out(text: str, layout: Layout) -> str | None:
    """Return the words of a text with other white space; None if there are too few."""
    words = text.split()
    spaces = [_usual(i, len(words)) for i in range(len(words) + 1)]
    for i, space in layout:
        if not 0 <= i < len(spaces):
            return None
        spaces[i] = space
    pairs = zip(spaces, [*words, ""], strict=True)
    return "".join(space + word for space, word in pairs)


def _usual(i: int, last: int) -> str:
    return " " if 0 < i < last else ""
