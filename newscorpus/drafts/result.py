"""An answer of a language model -> an article, a report, and what was repaired."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

import attrs

from newscorpus.api.fix import fix_session
from newscorpus.checking.memory import corpus_of, session_of
from newscorpus.checking.pipeline import ArticleCheck
from newscorpus.checking.results import review
from newscorpus.checking.selection import ESSENTIAL, SessionOptions
from newscorpus.codec.vocabularies import bound_fields
from newscorpus.diagnostics.report import Diagnostic, Path, Report, Span, in_order
from newscorpus.drafts.answer import Answer, Repair, Repairs, data_of, put_together
from newscorpus.drafts.lenient import Unreadable
from newscorpus.drafts.quotes import changes_name
from newscorpus.drafts.reader import read_draft
from newscorpus.drafts.references import OTHER_TABLES
from newscorpus.errors import UsageError
from newscorpus.formats.json.writer import dump_json
from newscorpus.formats.source_text import Lines, SourceText
from newscorpus.json_schema.draft import PAIRS
from newscorpus.models import FORMAT, Annotation, Article, Corpus, manifest_of
from newscorpus.models.article import text_of
from newscorpus.models.metadata import Range
from newscorpus.models.values import UNKNOWN
from newscorpus.parsed import SourceRecord
from newscorpus.rules import BY_CODE

UNREADABLE: Final = "NC002"
"""The rule that reports an answer that cannot be read, or that ends in the middle."""
_NAME: Final = "<answer>"
_WORDS: Final = ("NC301", "NC303", "NC308", "NC315")
"""The rules whose fixes write other words of the article. None of them writes another number or negation."""
_FIXED: Final = ("NC101", "NC103", *_WORDS)
"""The rules whose fixes repair a draft: errors only."""
_EMPTY: Final = "write an empty list if there are none"
_REQUIRED: Final = {
    "language": "without, words of numbers, times and negation are not checked",
    **dict.fromkeys(("actors", "events", "claims"), _EMPTY),
}
"""What a draft has even if it is empty, with advice: an answer without it may have lost it."""
_WHY_KNOWN: Final = {"annotation": "a draft does not say who made or reviewed it"}
_DATED: Final = "NC415"
"""The rule whose fix writes the date that words give, where a repair has left it open."""


@attrs.frozen
class Draft:
    """What was made of an answer of a language model.

    Example::

        draft = nc.from_draft('{"language": "en", "actors": [], "events": [], "claims": []}', text="It rained.")
        assert draft.report.ok
        print(draft.article, *draft.repaired)
    """

    article: Article | None
    """The article, with whatever errors the report lists; None if a part of it could not be read."""
    report: Report
    """What is wrong with the repaired draft. Places are those in the answer, or in the text; if the answer is data, in
    the JSON that was made of it."""
    repaired: tuple[Repair, ...]
    """What is not as the model wrote it, except that empty values are left out."""

    @property
    def ok(self) -> bool:
        """Whether there is an article without errors."""
        return self.article is not None and self.report.ok


def from_draft(
    answer: str | bytes | Mapping[str, Any],
    *,
    text: str,
    corpus: Corpus | None = None,
    article_id: str = "draft",
    language: str | None = None,
    published: str | None = None,
    drafted_by: str | None = None,
) -> Draft:
    r"""Read the answer of a language model: repair what can be repaired without a guess, and report the rest.

    Args:
        answer: The answer, with the JSON of a draft somewhere in it; or its data.
        text: The article text.
        corpus: The corpus whose registry, vocabularies and settings apply.
        article_id: The id of the article, which the model does not know.
        language: The language of the text, if it is known; else that of the draft, else of the corpus. It is an error
            if none of them has the field.
        published: The date of publication, if it is known; else that of the draft.
        drafted_by: The name of the model, for `annotation.drafted_by`: such an article needs a review, see `review`.

    Returns:
        The article, the report and the repairs. No repair changes a number, a negation or a name.

    Raises:
        UsageError: If an argument is not of its type, or `article_id`, `language` or `published` is malformed.

    Example::

        answer = '{"actors": [{"name": "Anna Berg", "kind": "person"}], "events": [], "claims": []}'
        draft = nc.from_draft(answer, text="Anna Berg met Carl Dahl.", language="en")
        assert draft.article.actors["anna-berg"].name == "Anna Berg"
        print(*draft.repaired, sep="\n")
    """
    require_known(id=article_id, language=language, published=published, drafted_by=drafted_by)
    drafted = None if drafted_by is None else {"drafted_by": drafted_by}
    known = {"id": article_id, "language": language, "published": published, "annotation": drafted}
    return check_draft(answer, text, corpus, SessionOptions(()), known)


def require_known(**known: str | None) -> None:
    """Raise UsageError if what is known of an article without a model is no value of its field."""
    fields = {field.name: field for field in (*bound_fields(Article), *bound_fields(Annotation))}
    for name, value in known.items():
        if value is None and name != "id":
            continue
        marks = [mark for mark in fields[name].type.constraints if not isinstance(mark, Range)]
        if not isinstance(value, str) or any(mark.complaint(value) for mark in marks):
            argument = "article_id" if name == "id" else name
            raise UsageError(f"`{argument}` is {value!r}; {_EXPECTED[name]} is expected")


_EXPECTED: Final = {
    "id": "an id such as `port-strike`",
    "language": "a BCP 47 tag such as `en`",
    "published": "a date such as `2024-05-07`",
    "drafted_by": "the name of a model",
}


def check_draft(
    answer: str | bytes | Mapping[str, Any],
    text: str,
    corpus: Corpus | None,
    options: SessionOptions,
    known: Mapping[str, Any],
    *,
    file: str = _NAME,
    text_file: str = "<text>",
) -> Draft:
    """Do what `from_draft` does, with the rules of `options`; findings name the answer and the text as given."""
    for name, value, types in (("answer", answer, (str, bytes, Mapping)), ("text", text, str)):
        if not isinstance(value, types):
            raise UsageError(f"`{name}` is {type(value).__name__}; text{' or data' * (name == 'answer')} is expected")
    known = {"annotation": None, **known}
    repairs = Repairs()
    if isinstance(answer, bytes):
        given_bytes, answer = answer, answer.decode("utf-8", "replace")
        if answer.encode("utf-8") != given_bytes:
            repairs.add((), None, "\ufffd", "bytes that are not UTF-8 replaced")
    try:
        given = data_of(answer, repairs) if isinstance(answer, str) else Answer(dict(answer), {})
        given = put_together(given, repairs)
        wrong = [*_problems(given, file, answer), *_missing(given.data, known, corpus, file)]
        source = _fixed(_source(given.data, text, corpus, known, repairs), corpus, repairs)
    except Unreadable as e:
        report = Report((Diagnostic.from_rule(BY_CODE[UNREADABLE], str(e), Span.of_file(file)),))
        return Draft(None, report, tuple(repairs.made))
    own = corpus_of([source], corpus, options)
    active = own.selection.active("") | ESSENTIAL
    result = ArticleCheck(source, own, active).run()
    checked = review(result, active)
    article = result.article if result.summary is not None and not result.broken else None
    findings = in_order(checked.findings)
    if isinstance(answer, str):
        findings = in_order(
            in_answer(findings, given, json.loads(source.data), SourceText(file, Lines(answer)), text_file)
        )
    findings = in_order(map(for_draft, [*wrong, *findings]))
    return Draft(article, Report(findings, checked.waived, totals=result.totals), tuple(repairs.made))


def _problems(given: Answer, file: str, answer: Any) -> Iterator[Diagnostic]:
    """Yield what is wrong with the text of an answer."""
    for code, message, place, advice in given.problems:
        span = SourceText(file, Lines(answer)).span(*place)
        yield Diagnostic.from_rule(BY_CODE[code], message, span, help=advice)


def _missing(data: Any, known: Mapping[str, Any], corpus: Corpus | None, file: str) -> Iterator[Diagnostic]:
    """Yield the fields that a draft must have, even if they are empty, and that are not there."""
    own = data if isinstance(data, dict) else {}
    there = {*own, *("events" for key in OTHER_TABLES if key in own), *(key for key in known if known[key])}
    if _default_language(corpus):
        there.add("language")
    for field, advice in _REQUIRED.items():
        if field not in there:
            message = f"`{field}` is missing"
            yield Diagnostic.from_rule(BY_CODE["NC102"], message, Span.of_file(file), help=f"add `{field}`; {advice}")


def _default_language(corpus: Corpus | None) -> str | None:
    manifest = manifest_of(corpus)
    return manifest.language if manifest else None


def _source(data: Any, text: str, corpus: Corpus | None, known: Mapping[str, Any], repairs: Repairs) -> SourceRecord:
    """Return the annotation that the data of an answer means. Raises Unreadable."""
    manifest = manifest_of(corpus)
    is_missing = isinstance(data, dict) and "language" not in data  # which is an error, and no repair
    data = read_draft(data, text_of(text), manifest, repairs)
    if isinstance(data, dict):
        has_default = _default_language(corpus) is not None
        data = dict(_with_known(data, known, repairs, has_default=has_default, lacks_language=is_missing))
    try:
        written = dump_json(data, indent=True).encode("utf-8")
    except (ValueError, TypeError, RecursionError) as e:
        raise Unreadable(f"the answer has a value that JSON does not have: {e}") from None
    return SourceRecord(_NAME, written, "json", text=text)


def _with_known(
    data: dict[str, Any], known: Mapping[str, Any], repairs: Repairs, *, has_default: bool, lacks_language: bool
) -> Iterator[tuple[str, Any]]:
    """Yield the fields of an annotation: first what is known without the model, then what it wrote."""
    yield "format", FORMAT
    if "text" in data:
        repairs.add(("text",), None, None, "the text is the one that was given")
    if data.get("format", FORMAT) != FORMAT:
        repairs.add(("format",), data["format"], FORMAT, "it is known without the model")
    if "waive" in data:
        repairs.add(("waive",), data["waive"], None, "a draft cannot waive its findings")
    for field, value in known.items():
        own = data.get(field)
        now = own if value is None and field != "annotation" else value
        if now is None and field == "language" and not has_default:
            now = "und"
            if not lacks_language:
                repairs.add((field,), None, now, "the language is not known")
        if own is not None and own != now:
            repairs.add((field,), own, now, _WHY_KNOWN.get(field, "it is known without the model"))
        if now is not None:
            yield field, now
    yield from ((name, value) for name, value in data.items() if name not in ("format", "text", "waive", *known))


def _fixed(source: SourceRecord, corpus: Corpus | None, repairs: Repairs) -> SourceRecord:
    """Return the annotation with the fixes of the check made."""
    left_open = any(repair.now == UNKNOWN for repair in repairs.made)
    options = SessionOptions((), select=(*_FIXED, _DATED) if left_open else _FIXED)
    start = partial(session_of, [source], corpus_of([source], corpus, options), options)
    result = fix_session(start, unsafe=True, write=False)
    if not result.files:
        return source
    before, after = json.loads(source.data), json.loads(result.files[0].after)
    for finding in result.fixed:
        if finding.code == "NC101":
            repairs.add(finding.path, None, None, finding.fixes[0].title)
            continue
        (old, key), (new, same) = _slot(before, finding.path), _slot(after, finding.path)
        if finding.code in _WORDS and changes_name(old[key], new[same], before):
            new[same] = old[key]
        else:
            repairs.add(finding.path, old[key], new[same], finding.message)
    return attrs.evolve(source, data=dump_json(after, indent=True).encode("utf-8"))


def _slot(data: Any, path: Path) -> tuple[Any, Any]:
    """Return the mapping or list with the value at a path of the model, or the nearest one around it, and its key."""
    slot: tuple[Any, Any] = ({"": data}, "")
    for step in path:
        key: Any = step
        if isinstance(data, list):
            named = (i for i, item in enumerate(data) if isinstance(item, dict) and item.get("id") == step)
            key = next(named, step)
        if not (isinstance(data, dict) and key in data) and not (isinstance(data, list) and isinstance(key, int)):
            break
        slot, data = (data, key), data[key]
    return slot


_MAPPING: Final = re.compile(r"`\{([^{}`]+): ([^{}`]+)\}`")
_NOT_FOR_DRAFTS: Final = re.compile(r" \(`newscorpus [^`]*`[^()]*\)|, or to the registry in `corpus\.yaml`")
_LEFT: Final = re.compile(r"`\{|`newscorpus |`corpus\.yaml`|registry")
_NO_MAPPING: Final = "must be a mapping, not "


def for_draft(finding: Diagnostic) -> Diagnostic:
    """Return a finding whose message and help speak of a draft; without help that does not apply to one."""
    field = str(finding.path[-1]) if finding.path else ""
    if _NO_MAPPING in finding.message and field in PAIRS:
        key, values = PAIRS[field]
        return attrs.evolve(
            finding, message=f"`{field}` must be a list of objects with `{key}` and `{values}`", help=None
        )
    advice = _MAPPING.sub(_in_brackets, _NOT_FOR_DRAFTS.sub("", finding.help or ""))
    return attrs.evolve(finding, help=None if not advice or _LEFT.search(advice) else advice)


def _in_brackets(match: re.Match[str]) -> str:
    """Return a context in which brackets mark words, in place of a mapping from the words to it."""
    words, context = match.groups()
    return f"`{context.replace(words, f'[[{words}]]', 1)}`" if words in context else match[0]


def in_answer(
    findings: Sequence[Diagnostic], answer: Answer, annotation: Any, here: SourceText, text_file: str
) -> Iterator[Diagnostic]:
    """Yield findings with their places in the text of an answer, or of the nearest value around what they are about.

    Args:
        found: The findings about the annotation.
        answer: The data of the answer.
        annotation: The data of the annotation that was made of it.
        here: The text of the answer.
        text_file: The name of the article text.
    """
    own = {finding.primary.file for finding in findings}
    for finding in findings:
        span = here.span(*answer.places[way(answer, _by_index(finding.path, annotation))])
        labels = tuple(
            attrs.evolve(label, span=attrs.evolve(label.span, file=text_file))
            for label in finding.labels
            if label.span.file not in own
        )
        yield attrs.evolve(finding, primary=span, labels=labels)


def _by_index(path: Path, annotation: Any) -> Path:
    """Return a path with an index in place of an id, which the answer may lack."""
    if len(path) < 2 or not isinstance(annotation, dict):
        return path
    table, key, *more = path
    items = annotation.get(table)
    if not isinstance(items, list) or not isinstance(key, str):
        return path
    index = next((i for i, item in enumerate(items) if isinstance(item, dict) and item.get("id") == key), key)
    return (table, index, *more)


def way(answer: Answer, path: Path) -> Path:
    """Return the way in the data of an answer to the value at a path of the article, as far as it is there."""
    data: Any = answer.data
    steps: Path = ()
    for step in path:
        below = next(_below(data, step), None)
        if below is None:
            break
        steps, data = (*steps, *below[0]), below[1]
    while steps not in answer.places:
        steps = steps[:-1]
    return steps


def _below(data: Any, step: str | int) -> Iterator[tuple[Path, Any]]:
    """Yield the values below a step of the model: a field, an index, an id, or the term of a pair."""
    if isinstance(data, dict) and step in data:
        yield (step,), data[str(step)]
    if not isinstance(data, list):
        return
    for i, item in enumerate(data):
        if isinstance(item, dict) and item.get("id") == step:
            yield (i,), item
        pairs = PAIRS.values() if isinstance(item, dict) else ()
        ways = [(i, values) if values in item else (i,) for key, values in pairs if item.get(key) == step]
        for way in sorted(ways, key=len, reverse=True):
            yield way, item[way[1]] if len(way) > 1 else item
    if isinstance(step, int) and step < len(data):
        yield (step,), data[step]
