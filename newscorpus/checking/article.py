"""Inspect: one source -> model, findings, facts. Nothing in here raises on any input, and nothing knows other
articles."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path as FilePath
from typing import Protocol, TypeVar

import attrs

from newscorpus import files, limits
from newscorpus.anchoring import anchor_all
from newscorpus.checking.fixable import Mender
from newscorpus.checking.place import Place
from newscorpus.checking.placing import Placer, visible
from newscorpus.checking.searching import refusal
from newscorpus.codec import Codec, StructureError
from newscorpus.codec.errors import TAKE_OUT
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics import Diagnostic, Path, Severity, Span, Totals
from newscorpus.formats.document import Document, Problem
from newscorpus.formats.json_reader import parse_json
from newscorpus.formats.source import Lines, decode
from newscorpus.formats.tree import Node, TreePositions
from newscorpus.formats.yaml_reader import parse_yaml
from newscorpus.limits import MAX_BYTES
from newscorpus.mending import AsText, Change, Insert, Mend, Rename, Write, shown
from newscorpus.models import Actor, Article, Manifest, Waiver, merged, text_of
from newscorpus.models.frozen import FrozenDict, replaced
from newscorpus.rules import BY_CODE, RULES, Check, Facts, Finding, View, facts_of
from newscorpus.rules.corpus import qids_of
from newscorpus.rules.references import about_references, actor_references

_ARTICLE_RULES = tuple(r for r in RULES if r.check is not None and r.scope == "article")


@attrs.frozen
class Source:
    """One annotation to inspect: its bytes, and where they come from."""

    file: str
    """Its name in findings."""
    data: bytes
    format: str
    """yaml or json."""
    path: FilePath | None = None
    """Where it lies; None if it was given as text."""
    folder: FilePath | None = None
    """What `text_file` is relative to; None if there is no such place."""
    stem: str | None = None
    """What its id must be, if the corpus says so."""
    record: int | None = None
    """Line of the file, from 1, if it is JSON Lines."""
    offset: int = 0
    """Code points of the file above the record."""


@attrs.frozen
class Home:
    """The corpus that a source belongs to."""

    manifest: Manifest
    codec: Codec
    root: FilePath | None
    """Folder that no `text_file` may leave; None if there are no files at all."""
    severities: Mapping[str, Severity] = attrs.field(factory=dict)
    today: date | None = None
    """The day on which the check is run; None for the computer's."""
    texts: Callable[[str, str], bytes] | None = None
    """Reads the text that a file names, where those are no files of this machine. Raises Unreadable."""
    qids: Mapping[str, str] = attrs.field(init=False, repr=False)
    """Those of its registry, each with the first id that has it."""

    @qids.default
    def _qids(self) -> Mapping[str, str]:
        return qids_of(self.manifest.actors)


@attrs.frozen
class Inspection:
    """What one source turned out to be."""

    article: Article | None
    """None if it could not be parsed; partial if there are errors."""
    diagnostics: tuple[Diagnostic, ...]
    waivers: tuple[tuple[Waiver, Span], ...] = ()
    facts: Facts | None = None
    totals: Totals = attrs.field(factory=Totals)
    broken: frozenset[Path] = frozenset()
    text_known: bool = True


@attrs.frozen
class _Parsed:
    document: Document
    placer: Placer
    problems: tuple[Diagnostic, ...]


def parse(
    source: Source, severities: Mapping[str, Severity], cls: type = Article, active: frozenset[str] | None = None
) -> _Parsed:
    """Bytes -> positioned data and the problems of the file as such: those in `active`, if it is given."""
    text, problems = decode(source.data)
    place = Place(source.file, Lines(text), (source.record or 1) - 1, source.offset)
    if any(p.code != "NC007" for p in problems):
        document = Document(text, None, (), TreePositions(_beginning))
    else:
        document = (parse_json if source.format == "json" else parse_yaml)(text, printable=True)
    locator = SourceMap(document, cls)
    placer = Placer(place, locator, mender=Mender(document, source.format, place, locator))
    found = [
        (p, severities.get(p.code, BY_CODE[p.code].severity))
        for p in (*problems, *document.problems)
        if active is None or p.code in active
    ]
    told, untold = _told(found)
    if untold:
        told = (*told, (Problem("NC005", untold, 0, 0), Severity.ERROR))
    return _Parsed(document, placer, placer.problems(told))


Told = TypeVar("Told")


def _told(found: Sequence[Told]) -> tuple[Sequence[Told], str | None]:
    """As many as are told of one file, and what is said of the others."""
    most = limits.MAX_FINDINGS
    return found[:most], f"{len(found):,} findings in one file: the first {most:,} are told" if found[most:] else None


def _beginning() -> Node:
    """Where everything stands in a document that was not parsed."""
    return Node(0, 0)


class Clock(Protocol):
    """What wants to know how long each rule takes."""

    def timed(self, code: str, check: Check, view: View) -> Iterable[Finding]:
        """What the rule finds."""
        ...


def inspect(source: Source, home: Home, active: frozenset[str], clock: Clock | None = None) -> Inspection:
    """Everything that can be said of one article by itself: of the rules in `active`."""
    parsed = parse(source, home.severities, active=active)
    problems = parsed.problems
    if parsed.document.data is None:
        return Inspection(None, problems)
    article, errors = home.codec.structure(parsed.document.data)
    findings = [(m.code, of_structure_error(m)) for m in errors if not m.silent]
    broken = frozenset(m.broken for m in errors)
    if article is None:
        return Inspection(None, problems + _placed(findings, parsed.placer, home, active))
    untold = _text_source(article, broken)
    findings += untold
    text_place, trouble = None, None
    if untold:
        # Which text is meant is not known, so nothing that depends on it is judged.
        article = replaced(article, text=None)
        broken |= {("text",), ("text_file",)}
    elif article.text_file is not None and article.text is None and not _broken(broken, "text_file"):
        article, text_place, trouble = _with_text(article, source, home)
    findings += trouble or []
    if trouble:
        broken |= {("text_file",)}
    local = article.actors
    article = _at_home(article, source, home.manifest)
    too_much = refusal(article)
    if too_much:
        field = "text" if text_place is None else "text_file"
        findings.append(("NC005", Finding((field,), too_much, at_key=True, help="split the article into several")))
        article = replaced(article, text=None)
        broken |= {("text",), ("text_file",)}
    anchored = anchor_all(article)
    article = anchored.article
    view = View(
        article,
        local,
        home.manifest,
        text_of(article.text) if article.text is not None else None,
        anchored.lost,
        anchored.cut,
        source.stem,
        broken,
        home.today,
    )
    findings += visible(_judged(view, active, clock), broken)
    placer = attrs.evolve(parsed.placer, text=text_place) if text_place else parsed.placer
    diagnostics = problems + _placed(findings, placer, home, active)
    sha256 = article.sha256
    if article.text is not None:
        sha256 = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    here = placer.here
    locator = parsed.placer.locator
    assert locator is not None
    return Inspection(
        article,
        diagnostics,
        tuple((w, here.span(*locator.span(("waive", i)))) for i, w in enumerate(article.waive)),
        facts_of(
            article,
            local,
            source.file,
            source.record,
            sha256,
            text_place.file if text_place is not None else None,
            broken,
            home.qids,
        ),
        Totals(1, len(article.actors), len(article.events), len(article.claims), len(view.quotes)),
        broken,
        article.text is not None,
    )


def _judged(view: View, active: frozenset[str], clock: Clock | None) -> Iterator[tuple[str, Finding]]:
    for one in _ARTICLE_RULES:
        if one.code in active and not (one.needs_text and view.text is None):
            assert one.check is not None
            found = one.check(view) if clock is None else clock.timed(one.code, one.check, view)
            for finding in found:
                yield one.code, finding


def _placed(
    findings: Sequence[tuple[str, Finding]], placer: Placer, home: Home, active: frozenset[str]
) -> tuple[Diagnostic, ...]:
    told, untold = _told([(code, finding) for code, finding in findings if code in active])
    if untold:
        told = (*told, ("NC005", Finding((), untold, at_key=True)))
    return placer.findings(
        [(code, finding, home.severities.get(code, BY_CODE[code].severity)) for code, finding in told]
    )


def of_structure_error(error: StructureError) -> Finding:
    """What the codec found, as a rule would say it."""
    return Finding(
        error.path,
        error.message,
        at_key=error.at_key,
        help=error.help,
        arguments=(error.message,),
        mends=_mends_of(error),
    )


def _mends_of(error: StructureError) -> tuple[Mend, ...]:
    if error.as_text:
        return (Mend("put it in quotes", (AsText(error.path),), safe=True),)
    if error.instead:
        old, new = error.instead
        change: Change = Rename(error.path, new) if error.at_key else Write(error.path, new)
        unquoted = type(old) is str and type(new) is not str
        title = TAKE_OUT if unquoted else f"replace {shown(old)} with {shown(new)}"
        return (Mend(title, (change,)),)
    if error.missing == "format" and not error.path:
        return (Mend("begin the file with `format: newscorpus/1`", (Insert((), "format", "newscorpus/1"),)),)
    return ()


def _broken(broken: frozenset[Path], *path: str) -> bool:
    return any(b[: len(path)] == path for b in broken)


def _text_source(article: Article, broken: frozenset[Path]) -> list[tuple[str, Finding]]:
    """NC011: the text is given once, or withheld with its hash."""
    if _broken(broken, "text") or _broken(broken, "text_file"):
        return []
    if article.text is not None and article.text_file is not None:
        return [("NC011", Finding(("text_file",), "the text is given twice: here and as `text`", help="leave one out"))]
    if article.text is None and article.text_file is None and article.sha256 is None and not _broken(broken, "sha256"):
        hint = "add text_file: the path of its text; or sha256, if the text may not be shared"
        return [("NC011", Finding((), "the article has neither `text` nor `text_file`", at_key=True, help=hint))]
    return []


def _with_text(article: Article, source: Source, home: Home) -> tuple[Article, Place | None, list[tuple[str, Finding]]]:
    """The article with the text that its `text_file` holds, or why it cannot be had."""
    name = article.text_file
    assert name is not None

    def refuse(code: str, why: str) -> tuple[Article, None, list[tuple[str, Finding]]]:
        return article, None, [(code, Finding(("text_file",), f"{name}: {why}", arguments=(name,)))]

    if home.texts is None and (source.folder is None or home.root is None):
        return refuse("NC010", "there is no folder in which to look for it; give `base`")
    try:
        data = home.texts(source.file, name) if home.texts else _beside(source, home, name)
    except files.Unreadable as e:
        return refuse("NC010", str(e))
    if len(data) > MAX_BYTES:
        return refuse("NC001", f"over the limit of {MAX_BYTES:,} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as e:
        return refuse("NC001", f"not UTF-8: byte {e.start}")
    return replaced(article, text=text), Place(files.beside(source.file, name), Lines(text)), []


def _beside(source: Source, home: Home, name: str) -> bytes:
    assert source.folder is not None
    assert home.root is not None
    return files.read_bytes(files.inside(home.root, source.folder, name))


def _at_home(article: Article, source: Source, manifest: Manifest) -> Article:
    """The article with what its corpus says of it: default language, and its registry's actors merged in."""
    changes: dict[str, object] = {"path": str(source.path) if source.path else None}
    if article.language is None:
        changes["language"] = manifest.language
    if manifest.actors:
        changes["actors"] = _merged(article, manifest.actors)
    made: Article = replaced(article, **changes)
    return made


def _merged(article: Article, registry: Mapping[str, Actor]) -> FrozenDict[str, Actor]:
    """Local actors and every registry actor referred to, also through the roles of one that is. Where a claim's `about`
    may mean an event or such an actor, it means the event."""
    actors = {key: merged(registry[key], actor) if key in registry else actor for key, actor in article.actors.items()}
    named = [name for _, name in actor_references(article)]
    named += [name for _, name in about_references(article) if name not in article.events]
    named += [role.org for actor in actors.values() for role in actor.roles if role.org is not None]
    while named:
        name = named.pop(0)
        if name in registry and name not in actors:
            actors[name] = registry[name]
            named += [role.org for role in registry[name].roles if role.org is not None]
    return FrozenDict(actors)
