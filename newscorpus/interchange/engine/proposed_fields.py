"""A first mapping file from data: which field is the text, which are dates, addresses, spans and types.

The file runs as it is. Comments say what a person must decide.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from newscorpus.errors import UsageError
from newscorpus.interchange.engine.guesses import usual
from newscorpus.interchange.engine.losses import Losses
from newscorpus.interchange.engine.mapped import BETWEEN, strings_in
from newscorpus.interchange.engine.paths import join, leaves, select
from newscorpus.interchange.engine.proposal import UNKNOWN, language_of
from newscorpus.interchange.engine.proposed_spans import cropped, find_spans, span_lines, written
from newscorpus.interchange.engine.sources import name_of
from newscorpus.models.article import PublicationDate
from newscorpus.models.fields import type_of
from newscorpus.models.metadata import Pattern
from newscorpus.text.words import counted

_READ: Final = 200
"""Articles that are looked at."""
_MOST_LISTED: Final = 40
"""Fields that are not read and that are listed, at most."""
_TOKEN: Final = 30
"""Characters of a token, at most: longer strings of a list are sentences or paragraphs."""
_DAY: Final = 8
"""Characters of a date; what is shorter may be a number."""
_WHOLE: Final = 0.5
"""The text has at least this part of the characters of the longest field; the longest may have words of it twice."""
_PART: Final = 0.25
"""What is not a label has at least this part of the characters of the labels."""
_LONG: Final = 80
"""Characters of a text that may be an article."""
_NAMES: Final = usual("article")
_TEXTS: Final = _NAMES["text"]
"""Names of the text, likely ones first."""
_URL: Final = re.compile(r"https?://\S+\Z")
_CODE: Final = re.compile(r"\s*[A-Za-z0-9_.:/#-]*[0-9][A-Za-z0-9_.:/#-]*\s*\Z")
"""A number or an id: one word of ASCII with a digit."""


class _Proposal:
    """Looks at some articles of a source, and writes the mapping."""

    def __init__(self, format: str, source: Path, articles: list[Any], each: str | None) -> None:
        self._format, self._source, self._articles, self._each = format, source, articles, each
        self._values: dict[str, list[Any]] = {}
        for article in articles:
            for _, path, value in leaves(article):
                self._values.setdefault(path, []).append(value)
        known = self._known_text()
        self._is_guess = known is None
        text = known or self._longest()
        self._taken = {text}
        values = self._values[text]
        is_list = text.endswith("[]") or ("[]" in text and not any(" " in value for value in values))
        is_tokens = is_list and max(map(len, values)) <= _TOKEN
        self._text, self._between = (text.removesuffix("[]"), " ") if is_tokens else (text, BETWEEN)

    def _known_text(self) -> str | None:
        """Return the field, outside of lists, that has the name of a text, and that has words."""
        fit = [path for path, values in self._values.items() if "[" not in path and all(map(_is_prose, values))]
        names = [(_TEXTS.index(name), path.count("."), path) for path in fit if (name := _last(path)) in _TEXTS]
        return min(names)[2] if names else None

    def _longest(self) -> str:
        given = {path: values for path, values in self._values.items() if not _is_id(path)}
        strings = {path: values for path, values in given.items() if all(isinstance(value, str) for value in values)}
        prose = {path: values for path, values in strings.items() if any(map(_is_prose, values))}
        sizes = {path: sum(map(len, values)) for path, values in (prose or strings).items()}
        if not sizes:
            raise UsageError(f"{self._source} has no strings but ids: nothing can be the text of an article")
        longest = max(sizes.values())
        # Single words of objects in lists are labels, rather, if anything else is long.
        others = {
            path: size
            for path, size in sizes.items()
            if "[]." not in path or any(" " in text for text in strings[path])
        }
        if max(others.values(), default=0) >= longest * _PART:
            sizes, longest = others, max(others.values())
        # Of several that may be the whole text, the one that is not in lists: these have its sentences or words.
        fit = [path for path, size in sizes.items() if size >= longest * _WHOLE]
        return min(fit, key=lambda path: (path.count("["), -sizes[path]))

    def lines(self) -> Iterator[str]:
        """Yield the lines of the mapping."""
        yield f"# Drafted from {counted(len(self._articles), 'article')}. Decide where a comment says `decide`."
        yield f"source: {self._format}"
        name = name_of(self._source)
        fields = ((value.value for value in select(article, self._text)) for article in self._articles)
        texts = [self._between.join(word for value in values for word in strings_in(value)) for values in fields]
        language = language_of(texts)
        why = "such as en" if language == UNKNOWN else "by the words of the texts"
        yield f"corpus: {{name: {name}, language: {language}}}  # decide: the language, {why}"
        yield "article:"
        yield from (f"  {line}" for line in self._article())
        spans = find_spans(self._articles, texts, list(self._values))
        if spans:
            yield from span_lines(spans, self._articles, self._taken)
        left = [path for path in self._values if path not in self._taken]
        if left:
            yield "# decide: these fields are not read; each is listed as lost:"
            for path in left[:_MOST_LISTED]:
                some = Counter(map(str, self._values[path]))
                shown = ", ".join(f"{cropped(value)} × {n}" for value, n in some.most_common(3))
                yield f"#   {path}: {shown}"
            yield from [f"#   … and {len(left) - _MOST_LISTED} more"] if left[_MOST_LISTED:] else []
        yield "lost: report  # or refuse"

    def _article(self) -> Iterator[str]:
        if self._each:
            yield f"each: {written(self._each)}"
        id_ = self._named(_NAMES["id"], lambda values: len(set(map(str, values))) == len(values) == len(self._articles))
        if id_:
            yield f"id: {written('{' + id_ + '}')}"
        title = self._named(_NAMES["headline"], lambda values: all(isinstance(value, str) for value in values))
        text = written(self._text)
        joined = f"{{path: {text}, between: {written(self._between)}}}"
        # Offsets count from the beginning of one field, so a headline is not put before it.
        notes = ["decide: the longest field"] if self._is_guess else []
        is_whole = self._between == BETWEEN
        notes += [f"or [{title}, {text}], unless offsets count from {text}"] if title and is_whole else []
        yield f"text: {text if is_whole else joined}{'  # ' if notes else ''}{'; '.join(notes)}"
        if title:
            yield f"headline: {written(title)}"
        yield from self._dated()
        for field in ("url", "author", "publisher", "language"):
            path = self._named(_NAMES[field], lambda values: all(isinstance(value, str) for value in values))
            if path and (field != "url" or all(_URL.match(value) for value in self._values[path])):
                yield f"{field}: {written(path)}"
            elif path:
                self._taken.discard(path)
        plain = [path for path in self._values if path not in self._taken and "[" not in path and "." not in path]
        attributes = {re.sub("[^A-Za-z0-9]+", "_", path).strip("_"): path for path in plain}
        fit = {name: path for name, path in attributes.items() if name[:1].isalpha()}
        if fit:
            self._taken.update(fit.values())
            yield "attributes:  # decide: which to keep"
            for name, path in fit.items():
                types = {type(value) for value in self._values[path]}
                is_mixed = len(types) > 1 and types != {int, float}
                yield f"  {name}: {written(f'{{{path}}}' if is_mixed else path)}"

    def _named(self, names: Iterable[str], fits: Any) -> str | None:
        """Return a field with one of these names, outside of lists, whose values fit; it is then taken."""
        for name in names:
            for path, values in sorted(self._values.items(), key=lambda pair: pair[0].count(".")):
                if (
                    _last(path) == name
                    and path.count(".") <= 1
                    and "[" not in path
                    and path not in self._taken
                    and fits(values)
                ):
                    self._taken.add(path)
                    return path
        return None

    def _dated(self) -> Iterator[str]:
        """Yield the line of the date of publication, if a field has dates."""
        for path, values in sorted(self._values.items(), key=lambda pair: "publ" not in pair[0].lower()):
            words = [word for word in values if isinstance(word, str)]
            named = re.search("date|publ|time|created", path.lower()) or all(len(word) >= _DAY for word in words)
            if "[" in path or path in self._taken or not named or len(words) < len(values):
                continue
            forms = {word: _forms_of(word) for word in words}
            form = next((f for f in ("", *_NAMES["dates"]) if all(f in fit for fit in forms.values())), None)
            if form is not None:
                self._taken.add(path)
                date = f"{{path: {written(path)}, date: {written(form)}}}" if form else written(path)
                yield f"published: {date}"
                return
            if any(forms.values()):
                first = {fit[:1]: word for word, fit in reversed(forms.items())}
                some = ", ".join(cropped(word) for word in dict.fromkeys(words) if word in first.values())
                yield f"# decide: published: the values of {written(path)} have several forms: {some}"


def propose_fields(format: str, source: Path, data: Iterable[Any], losses: Losses) -> str:
    """Return a mapping file for articles.

    Args:
        format: The name of the format.
        source: The file or folder.
        data: The values of its files, lines or rows; some are looked at.
        losses: What of them could not be read.

    Raises:
        UsageError: There are no objects that can be articles.
    """
    values = list(islice(data, _READ))
    lists = {_list_of_articles(value) for value in values} if format == "json" else {None}
    each = next(iter(lists)) if len(lists) == 1 else None
    articles = [article.value for value in values for article in islice(select(value, each or "."), _READ)][:_READ]
    objects = [article for article in articles if isinstance(article, dict)]
    if not objects:
        why = next((f": {loss.kind}, {loss.places[0]}" for loss in losses), "")
        raise UsageError(f"{source} has no objects that can be articles{why}")
    first, *lines = _Proposal(format, source, objects, each).lines()
    unread = [f"# {loss.kind}: {counted(loss.count, 'time')}, first {loss.places[0]}" for loss in losses]
    return "\n".join([first, *unread, *lines]) + "\n"


def _list_of_articles(value: Any) -> str | None:
    """Return the path of the articles in a file with several; None if the file is one."""
    if isinstance(value, list):
        return "[]"
    if not isinstance(value, dict) or any(map(_is_long, value.values())):
        return None
    for key, items in value.items():
        are_objects = isinstance(items, list) and all(isinstance(item, dict) for item in items)
        if are_objects and items and any(map(_is_long, items[0].values())):
            return f"{join('', key)}[]"
    return None


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and len(value) > _LONG


def _last(path: str) -> str:
    """Return the name of a field, in lower case."""
    return path.rpartition(".")[2].lower()


def _is_id(path: str) -> bool:
    name = _last(path.removesuffix("[]"))
    return name in _NAMES["id"] or name.endswith("_id")


def _is_prose(value: Any) -> bool:
    """Report whether a value can be a text: a string, and no address, number, id or date."""
    if not isinstance(value, str) or _URL.match(value) or _CODE.match(value):
        return False
    return not any(_has_form(value, form) for form in ("", *_NAMES["dates"]))


def _forms_of(words: str) -> tuple[str, ...]:
    return tuple(form for form in ("", *_NAMES["dates"]) if _has_form(words, form))


def _has_form(words: str, form: str) -> bool:
    """Report whether words are a date of a form; the form of `published`, if that is empty."""
    if not form:
        return not type_of(PublicationDate).mark(Pattern).complaint(words)
    try:
        datetime.strptime(words.strip(), form)  # noqa: DTZ007 - only the form is asked
    except ValueError:
        return False
    return True
