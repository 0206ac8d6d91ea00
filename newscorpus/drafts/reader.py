"""The data of a draft -> the data of an annotation, as files have it.

What a draft has by its schema is read without a word. All else that is read is a repair, which is listed.
"""

from collections.abc import Mapping
from typing import Any, Final

import attrs

from newscorpus.codec.errors import is_integer, respell
from newscorpus.codec.short_forms import is_table
from newscorpus.codec.vocabularies import CorpusTerms, Meanings, bound_fields
from newscorpus.diagnostics.report import Path
from newscorpus.drafts.answer import Repairs
from newscorpus.drafts.quotes import moved, out_of_marks, unmarked
from newscorpus.drafts.references import References, is_nothing, tables_of
from newscorpus.json_schema.draft import NONE, PAIRS
from newscorpus.models import KINDS, Actor, Article, Claim, Event, Manifest
from newscorpus.models.edtf import is_edtf
from newscorpus.models.fields import Field, Type
from newscorpus.models.metadata import Attributes, InText, Range, Ref, Vocabulary
from newscorpus.models.values import UNKNOWN, Participant, Place, Quote, Role, Thing, When
from newscorpus.text.index import Text
from newscorpus.text.meaning import is_another
from newscorpus.text.suggest import typing_errors

OTHER_NAMES: Final[Mapping[type, Mapping[str, str]]] = {
    Article: {"date": "published", "lang": "language", "title": "headline"},
    Actor: {"type": "kind"},
    Quote: {"text": "exact", "quote": "exact", "words": "exact", "context": "within"},
    When: {"date": "edtf", "value": "edtf", "words": "text"},
    Place: {"text": "name", "place": "name", "words": "name", "code": "country"},
    Role: {"name": "title", "role": "title", "organization": "org"},
    Thing: {"name": "text", "thing": "text", "words": "text"},
    Claim: {"text": "quote", "speaker": "by"},
    Event: {"date": "when", "quotes": "evidence", "quote": "evidence", "location": "places"},
}
"""What language models call fields, where the field itself is not there."""
OF_THE_MODEL: Final = frozenset(("confidence", "explanation", "justification", "probability", "rationale", "reasoning"))
"""What language models call fields with which they judge and explain their own answer."""
_NAMES_OF_ITEM: Final = ("actor", "event", "id", "name", "other", "count", "text", "thing", "value")
"""What they call the value of a pair."""
_WHY: Final = "it says that there is nothing"
_OF_THE_ANSWER: Final = "left out: it is about the answer, not the article"


def read_draft(data: Any, text: Text, manifest: Manifest | None, repairs: Repairs) -> Any:
    """Return the data of a draft as a file has it. What is neither is left as it is, for the check to report."""
    if not isinstance(data, dict):
        return data
    data = tables_of(data, repairs)
    references = References(data, manifest, repairs)
    return _Reader(text, CorpusTerms(manifest), references, repairs).object(Article, references.data, ())


class _Reader:
    """Reads values by the types of their fields."""

    def __init__(self, text: Text, terms: CorpusTerms, references: References, repairs: Repairs) -> None:
        self._text, self._terms, self._references, self._repairs = text, terms, references, repairs

    def object(self, cls: type, data: dict[str, Any], path: Path) -> dict[str, Any]:
        """Return the fields of an object, without those that are left open."""
        kind = data.get("kind")
        if cls is Event:
            cls = KINDS.get(kind, Event) if isinstance(kind, str) else Event
        fields = {field.name: field for field in bound_fields(cls)}
        data = self._renamed(cls, data, fields, path)
        out: dict[str, Any] = {}
        for name, value in data.items():
            field = fields.get(name)
            if field is None:
                if self._is_of_the_model(name, value):
                    self._repairs.add((*path, name), value, None, _OF_THE_ANSWER)
                else:
                    out[name] = value
            elif not self._is_open(field, value, (*path, name)):
                out[name] = self._field(field, value, (*path, name))
        if cls is Quote:
            out = self._placed(out, path)
        return self._dated(out, path) if cls is When else out

    def _is_of_the_model(self, name: str, value: Any) -> bool:
        """Whether an unknown field says something of the answer, as a score does: the article lacks name and number."""
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        is_score = is_number and name not in self._text.raw and str(value) not in self._text.raw
        return name in OF_THE_MODEL or is_score

    def _renamed(self, cls: type, data: dict[str, Any], fields: Mapping[str, Field], path: Path) -> dict[str, Any]:
        base = Event if issubclass(cls, Event) else cls
        out = dict(data)
        for other, name in OTHER_NAMES.get(base, {}).items():
            if other in out and other not in fields and out.get(name) in (None, "", []):
                self._repairs.add((*path, name), other, name, "the field has another name")
                out = {name if key == other else key: value for key, value in out.items() if key != name}
        return out

    def _is_open(self, field: Field, value: Any, path: Path) -> bool:
        """Whether a value says that the field does not apply."""
        if value is None or value in ("", [], {}):
            return True
        is_date = field.name == "edtf"  # words alone give a time whose date is open
        if (field.required and not is_date) or (is_date and value == UNKNOWN):
            return False
        if field.type.mark(Vocabulary) and value == NONE:
            return NONE not in (self._terms.terms(field.type) or ())
        if attrs.has(field.type.base) and isinstance(value, dict):
            if all(item in (None, "") for item in value.values()):
                return True
            if not all(item in (None, "") or is_nothing(item) for item in value.values()):
                return False
        elif not self._means_nothing(field.type, value):
            return False
        self._repairs.add(path, value, None, _WHY)
        return True

    def _means_nothing(self, kind: Type, value: Any) -> bool:
        """Whether a string stands for no value, and is no term, code, id or words of the article: `NA` is Namibia."""
        if not is_nothing(value) or value in (self._terms.terms(kind) or ()):
            return False
        codes = [mark for mark in kind.constraints if not isinstance(mark, Range)]
        if codes and not any(mark.complaint(value) for mark in codes):
            return False
        if (ref := kind.mark(Ref)) is not None or kind.base is Participant:
            return not self._references.has(value, ref.to if ref else ("actor",))
        is_words = kind.base is Quote or kind.mark(InText) is not None
        return not is_words or value not in self._text

    def _field(self, field: Field, value: Any, path: Path) -> Any:
        kind = field.type
        if kind.mark(Attributes) and isinstance(value, dict):
            return {name: item for name, item in value.items() if item is not None}
        if kind.base is not Mapping or kind.mark(Attributes):
            return self._value(kind, value, path)
        if is_table(kind):
            return self._table(kind.args[1].base, value, path)
        if field.name not in PAIRS:
            return value
        return self._pairs(field, value, path)

    def _table(self, cls: type, value: Any, path: Path) -> Any:
        if isinstance(value, dict):
            return {key: self._item(cls, item, (*path, key)) for key, item in value.items()}
        if not isinstance(value, list):
            return value
        steps = [item.get("id", i) if isinstance(item, dict) else i for i, item in enumerate(value)]
        return [self._item(cls, item, (*path, step)) for step, item in zip(steps, value, strict=True)]

    def _item(self, cls: type, value: Any, path: Path) -> Any:
        return self.object(cls, value, path) if isinstance(value, dict) else value

    def _pairs(self, field: Field, value: Any, path: Path) -> Any:
        """Return a list of pairs as the mapping for which it stands."""
        keys, items = field.type.args
        key, values = PAIRS[field.name]
        if isinstance(value, dict):
            pairs = list(value.items())
        elif isinstance(value, list) and all(isinstance(pair, dict) and key in pair for pair in value):
            pairs = [(pair[key], self._rest(pair, key, values, (*path, i))) for i, pair in enumerate(value)]
        elif isinstance(value, list) and all(isinstance(pair, dict) and len(pair) == 1 for pair in value):
            pairs = [pair for mapping in value for pair in mapping.items()]
            self._repairs.add(path, None, None, f"pairs without `{key}` and `{values}`")
        else:
            return value
        out: dict[str, Any] = {}
        for term, item in pairs:
            if not isinstance(term, str):
                return value
            name = self._term(keys, term, (*path, term))
            read = self._value(items, item, (*path, name))
            if read == [] and self._means_nothing(keys, term):
                self._repairs.add((*path, term), item, None, _WHY)
            elif read not in (None, "") and (read != [] or item == []):
                some = [*_listed(out[name]), *_listed(read)] if name in out else read
                out[name] = some
        return out

    def _rest(self, pair: dict[str, Any], key: str, values: str, path: Path) -> Any:
        """Return the value of a pair, which is alone beside its key, or is a value with fields of its own."""
        if values in pair:
            pair = dict(pair)
            for name in [
                name for name in pair if name not in (key, values) and self._is_of_the_model(name, pair[name])
            ]:
                self._repairs.add((*path, name), pair.pop(name), None, _OF_THE_ANSWER)
        if values in pair and len(pair) == 2:
            return pair[values]
        others = {name: item for name, item in pair.items() if name != key}
        if len(others) == 1 and next(iter(others)) in _NAMES_OF_ITEM:
            ((name, item),) = others.items()
            self._repairs.add(path, name, values, "the field has another name")
            return item
        self._repairs.add(path, None, values, "the value of the pair has no field of its own")
        return others

    def _value(self, kind: Type, value: Any, path: Path) -> Any:
        if kind.base is tuple:
            items = value if isinstance(value, list) else [value]
            return [
                self._value(kind.args[0], item, (*path, i))
                for i, item in enumerate(items)
                if item not in (None, "") and not self._is_left_out(kind.args[0], item, (*path, i))
            ]
        if kind.base is Quote and isinstance(value, str):
            return value if value in self._text else self._begun(self._out_of_marks(unmarked(value), path), path)
        if kind.base is When and isinstance(value, str):
            return self.object(When, {"edtf": value}, path)
        if kind.base is Participant and not (isinstance(value, dict) and value.keys().isdisjoint(("id", "name"))):
            return self._references.resolve(value, ("actor",), path)
        if attrs.has(kind.base):
            return self._item(kind.base, value, path)
        if (ref := kind.mark(Ref)) is not None:
            return self._references.resolve(value, ref.to, path)
        if kind.base is bool and value in ("true", "false"):
            self._repairs.add(path, value, value == "true", "a string in place of true or false")
            return value == "true"
        if not isinstance(value, str):
            return value
        if kind.choices and is_integer(value):
            return int(value)
        return self._term(kind, value, path) if kind.mark(Vocabulary) else self._spelt(kind, value, path)

    def _is_left_out(self, kind: Type, value: Any, path: Path) -> bool:
        """Whether an item of a list stands for an empty list."""
        is_nothing_meant = self._means_nothing(kind, value)
        if is_nothing_meant:
            self._repairs.add(path, value, None, _WHY)
        return is_nothing_meant

    def _term(self, kind: Type, value: str, path: Path) -> str:
        """Return the term that a word most likely means."""
        terms = self._terms.terms(kind)
        vocabulary = kind.mark(Vocabulary)
        if not terms or value in terms or not vocabulary or is_nothing(value):
            return value
        meanings = Meanings(terms)
        near = meanings.misspelt(value, terms)
        if near and _is_misspelt(value, near) and not is_another(value, near):
            self._repairs.add(path, value, near, "nearly a term")
            return near
        meant = None if near else meanings.meant_by(value)
        if meant and not self._terms.kinds_with(value, vocabulary):
            self._repairs.add(path, value, meant.word, f"the meaning of the term lists it: {meant.meaning}")
            return meant.word
        return value

    def _spelt(self, kind: Type, value: str, path: Path) -> Any:
        """Return a code or a date as the format spells it."""
        marks = [mark for mark in kind.constraints if not isinstance(mark, Range)]
        respelt = respell(value, marks) if any(mark.complaint(value) for mark in marks) else None
        if respelt is None:
            return value
        self._repairs.add(path, value, respelt[1], "as the format writes it")
        return respelt[1]

    def _placed(self, quote: dict[str, Any], path: Path) -> dict[str, Any]:
        """Return a quote with right offsets, or without offsets if the words alone have one place."""
        exact, start = quote.get("exact"), quote.get("start")
        if not isinstance(exact, str) or not isinstance(start, int) or isinstance(start, bool) or start < 0:
            return quote
        bare = {name: part for name, part in quote.items() if name not in ("start", "end")}
        is_there = self._text.raw.startswith(exact, start)
        if is_there and quote.get("end") in (None, start + len(exact)):
            return quote
        places = self._text.candidates(exact)
        if is_there:
            self._repairs.add((*path, "end"), quote["end"], None, "a wrong end left out")
            return {**bare, "start": start}
        if meant := moved(self._text.raw, places, start):
            now, why = meant[0], f"the offset counts {meant[1]}"
        elif len(places) == 1:
            return self._bare(bare, start, path)
        else:
            return quote
        self._repairs.add((*path, "start"), start, now, why)
        return {**bare, "start": now}

    def _out_of_marks(self, quote: Any, path: Path) -> Any:
        """Return a quote without the quotation marks around it, which are often others than those of the article."""
        words = out_of_marks(quote) if isinstance(quote, str) and quote not in self._text else None
        if words is None or len(self._text.candidates(words)) > 1:
            return quote
        self._repairs.add(path, quote, words, "the words without the quotation marks around them")
        return words

    def _begun(self, quote: Any, path: Path) -> Any:
        """Return a quote in its context with the first letter of the article, which may begin a sentence."""
        if not isinstance(quote, dict) or quote["within"] in self._text:
            return quote
        exact, within = quote["exact"], quote["within"]
        other = within[0].swapcase() + within[1:]
        if other not in self._text or exact[0] not in within[:1]:
            return quote
        now = {"exact": other[: len(exact)], "within": other} if within.startswith(exact) else quote
        if now != quote:
            self._repairs.add(path, exact, now["exact"], "the article begins the sentence so")
        return now

    def _bare(self, quote: dict[str, Any], start: int, path: Path) -> dict[str, Any]:
        self._repairs.add((*path, "start"), start, None, "wrong offsets left out: the words show the place")
        return quote

    def _dated(self, when: dict[str, Any], path: Path) -> dict[str, Any]:
        """Return a time whose date is given in words as these words, with the date open."""
        edtf, words = when.get("edtf"), when.get("text")
        if edtf is None and words:
            self._repairs.add((*path, "edtf"), None, UNKNOWN, "the date is left open")
            return {**when, "edtf": UNKNOWN}
        if not isinstance(edtf, str) or edtf == UNKNOWN or is_edtf(edtf) or edtf not in self._text:
            return when
        if words in (None, "", edtf):
            self._repairs.add((*path, "edtf"), edtf, UNKNOWN, "words of the article in place of a date")
            return {**when, "text": words or edtf, "edtf": UNKNOWN}
        return when


def _is_misspelt(word: str, term: str) -> bool:
    """Whether a word differs from a term in a few letters only: `press conference` is no `conference`."""
    limit = max(len(word), len(term)) // 4
    return typing_errors(word.casefold(), term.casefold(), limit) <= limit


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
