"""Read a mapping file: strictly, with a finding at the place of each mistake."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import attrs

from newscorpus.codec import StructureError, default_codec
from newscorpus.codec.errors import described
from newscorpus.diagnostics.report import Path as DataPath
from newscorpus.diagnostics.report import Report, Severity, in_order
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.fs import reading
from newscorpus.interchange.engine.document import Opened, Record
from newscorpus.interchange.engine.inline_tags import markup_faults
from newscorpus.models import Manifest
from newscorpus.models.labels import LabelFile
from newscorpus.models.mapping import OTHERS, REFUSE, Choice, CorpusHead, EntityMap, MappingFile
from newscorpus.models.vocabulary import ACTOR_KINDS, DEFAULT, EVENT_KINDS, STATUSES
from newscorpus.parsed import SourceRecord, parse
from newscorpus.places import Places, finding_of
from newscorpus.rules import Finding
from newscorpus.text.suggest import closest

M = TypeVar("M", bound=LabelFile | MappingFile)

_HARMS: Final = tuple(DEFAULT.casualties)
_STATUSES: Final = tuple(dict.fromkeys(term for terms in STATUSES.values() for term in terms))


def read_mapping(path: Path, cls: type[M], format: str) -> tuple[M, Places]:
    """Read a mapping file, in YAML or JSON.

    Args:
        path: The file.
        cls: Its model.
        format: The name of the format that it must be for.

    Returns:
        The mapping, and where its values are in the file.

    Raises:
        UsageError: The file cannot be read, or is for another format.
        InvalidCorpus: It has errors.
    """
    try:
        data = reading.read_bytes(path)
    except reading.Unreadable as e:
        raise UsageError(f"{path}: {e}") from None
    kind = "json" if path.suffix == ".json" else "yaml"
    parsed = parse(SourceRecord(path.as_posix(), data, kind), cls, hints=False)
    model, errors = None, list[StructureError]()
    if isinstance(parsed.document.data, dict):
        model, errors = default_codec().structure(parsed.document.data, cls)
        errors = errors or list(_faults(model))
    elif parsed.document.data is not None:
        errors = [StructureError((), "NC103", f"file must be a mapping, not {described(parsed.document.data)}")]
    places = Places(parsed)
    findings = [places.diagnostic(e.code, finding_of(e), Severity.ERROR) for e in errors if not e.silent]
    report = Report(in_order([*places.problems(), *findings]))
    if not report.ok or model is None:
        raise InvalidCorpus(report)
    mapping: M = model
    if mapping.source not in (None, format):
        raise UsageError(f"{path} is for {mapping.source}, not {format}")
    return mapping, places


def warned(places: Places, findings: Iterable[Finding]) -> Report:
    """Return the report of what nothing in the source fits, as warnings with their places in the mapping file."""
    return Report(in_order([places.diagnostic("NC103", finding, Severity.WARNING) for finding in findings]))


def _faults(mapping: LabelFile | MappingFile) -> Iterator[StructureError]:
    """Yield what is wrong with a mapping whose fields are valid one by one."""
    return _faults_of_labels(mapping) if isinstance(mapping, LabelFile) else _faults_of_fields(mapping)


def _faults_of_fields(mapping: MappingFile) -> Iterator[StructureError]:
    yield from markup_faults(mapping.markup)
    if mapping.article.published:
        for i, form in enumerate(mapping.article.published.date):
            if not _is_format(form):
                hint = "write the date of the source with its digits replaced: `%d.%m.%Y`"
                at = ("article", "published", "date", i)
                yield StructureError(at, "NC103", f"`{form}` is not a format of dates", hint)
    if bool(mapping.article.text) == bool(mapping.article.text_file):
        has = "has `text` and `text_file`" if mapping.article.text else "has neither `text` nor `text_file`"
        hint = "keep one" if mapping.article.text else "add `text`: the path of the text"
        yield StructureError(("article",), "NC102", has, hint, at_key=True, subject="article map")
    ends = [name for name in ("end", "last", "length") if getattr(mapping.spans, name)]
    for name in ends[1:]:
        yield StructureError(("spans", name), "NC103", f"`spans` has `{ends[0]}` and `{name}`", "keep one", at_key=True)
    for i, event in enumerate(mapping.events):
        yield from _terms(event.kind, ("events", i, "kind"), tuple(EVENT_KINDS))
        yield from _terms(event.type, ("events", i, "type"), ())
        if event.status:
            yield from _terms(event.status, ("events", i, "status"), _STATUSES)
    for i, relation in enumerate(mapping.relations):
        yield from _terms(relation.type, ("relations", i, "type"), ())
    if mapping.relations and not any(event.id for event in mapping.events):
        hint = "add `id` to `events`: the path of the ids that `from` and `to` have"
        yield StructureError(("relations",), "NC103", "`relations`, and `events` have no `id`", hint, at_key=True)
    if mapping.arguments and not mapping.events:
        message = "`arguments` without `events`"
        yield StructureError(("arguments",), "NC103", message, "add `events`, or write `entities`", at_key=True)
    for i, entity in enumerate(mapping.entities):
        yield from _types(entity, ("entities", i), is_typed=entity.from_ is not None)
    known = [entity for entity in mapping.entities if entity.id]
    for i, argument in enumerate(mapping.arguments):
        is_typed = argument.from_ is not None or (argument.entity is not None and any(entity.from_ for entity in known))
        yield from _types(argument, ("arguments", i), is_typed=is_typed)
        yield from _harms(argument.cases, ("arguments", i))
        yield from _harms(argument.roles, ("arguments", i, "roles"))
        if argument.entity and not known:
            hint = "add `id` to `entities`: the path of the ids"
            yield StructureError(("arguments", i, "entity"), "NC103", "`entities` have no `id`", hint)


def _harms(table: Mapping[str, Any], at: DataPath) -> Iterator[StructureError]:
    """Yield the roles of casualties that are no harm."""
    for key, case in table.items():
        if case.as_ == "casualties" and case.role is not None and case.role not in _HARMS:
            near = closest(case.role, _HARMS)
            hint = f"did you mean `{near}`?" if near else f"it is one of {', '.join(_HARMS)}"
            yield StructureError((*at, key, "role"), "NC104", f"unknown term `{case.role}`", hint)


def _types(head: EntityMap, at: DataPath, *, is_typed: bool) -> Iterator[StructureError]:
    """Yield the type that nothing can have, since no path leads to types: all objects would be lost."""
    named = next((key for key in head.cases if key != OTHERS), None)
    if named is not None and not is_typed:
        hint = "add `from`: the path of the type; or write `*` in its place, for all"
        yield StructureError(
            (*at, named), "NC102", f"nothing has the type `{named}`, without `from`", hint, at_key=True
        )


def _terms(choice: Choice, at: DataPath, terms: tuple[str, ...]) -> Iterator[StructureError]:
    if choice.value is None and choice.from_ is None:
        message, hint = "has neither a term nor `from`", "add `from`: the path of the values to look up"
        yield StructureError(at, "NC102", message, hint, at_key=True, subject="choice")
    if choice.value is not None and (choice.from_ is not None or choice.table):
        yield StructureError(
            at, "NC103", "has a term, and a table beside it", "keep one", at_key=True, subject="choice"
        )
    given = [((*at, "value"), choice.value), *(((*at, key), term) for key, term in choice.table.items())]
    for path, term in given:
        if term is not None and terms and "{" not in term and term not in (*terms, REFUSE):
            near = closest(term, terms)
            hint = f"did you mean `{near}`?" if near else f"it is one of {', '.join(terms)}, {REFUSE}"
            yield StructureError(path, "NC104", f"unknown term `{term}`", hint, instead=(term, near) if near else None)


def _is_format(form: str) -> bool:
    day = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)
    try:
        return "%" in form and datetime.strptime(day.strftime(form), form).year == day.year  # noqa: DTZ007 - any format
    except ValueError:
        return False


def _faults_of_labels(labels: LabelFile) -> Iterator[StructureError]:
    yield from _harms(labels.entities, ("entities",))
    yield from _harms(labels.roles, ("roles",))
    for label, entity in labels.entities.items():
        known = tuple(EVENT_KINDS if entity.as_ == "event" else ACTOR_KINDS)
        if entity.kind is not None and entity.kind not in known:
            near = closest(entity.kind, known)
            hint = f"did you mean `{near}`?" if near else f"it is one of {', '.join(known)}"
            yield StructureError(("entities", label, "kind"), "NC104", f"unknown term `{entity.kind}`", hint)


def opened_with(records: Iterable[Record], corpus: CorpusHead | None, name: str) -> Opened:
    """Return articles with what is known of the corpus: what a mapping file says.

    Args:
        records: The articles.
        corpus: What the mapping file says of the corpus.
        name: The name of the corpus, if the mapping file has none.
    """
    head = attrs.asdict(corpus) if corpus is not None else {}
    stated = {key: value for key, value in head.items() if value is not None}
    fields: dict[str, Any] = {"name": name, "language": "und", **stated}
    return Opened(records, Manifest(**fields), stated=frozenset(stated))
