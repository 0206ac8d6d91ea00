"""Inspect: one source -> model, findings, facts. Nothing in here raises on any input, and nothing knows other
articles."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

import attrs

from newscorpus import limits
from newscorpus.anchoring import anchor_all
from newscorpus.checking.article_text import _broken, _text_source, _with_text
from newscorpus.checking.context import ArticleResult, CheckContext, SourceRecord
from newscorpus.checking.diagnose import DiagnosticBuilder, visible
from newscorpus.checking.search_budget import refusal
from newscorpus.codec import StructureError
from newscorpus.codec.errors import TAKE_OUT
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.changes import Change, InsertKey, ProposedFix, QuoteScalar, RenameKey, SetValue, backticked
from newscorpus.diagnostics.report import Diagnostic, Severity, Totals
from newscorpus.fixes.builder import FixBuilder
from newscorpus.formats.decoding import decode
from newscorpus.formats.document import Document, SyntaxProblem
from newscorpus.formats.json.reader import parse_json
from newscorpus.formats.positions import Node, TreePositions
from newscorpus.formats.source_text import Lines, SourceText
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.models import Actor, Article, Manifest, merged, text_of
from newscorpus.models.frozen import FrozenDict, evolve_unchecked
from newscorpus.models.traversal import about_references, actor_references
from newscorpus.rules import BY_CODE, RULES, ArticleContext, Check, Finding, summarize

_ARTICLE_RULES = tuple(r for r in RULES if r.check is not None and r.scope == "article")


@attrs.frozen
class _Parsed:
    document: Document
    placer: DiagnosticBuilder
    problems: tuple[Diagnostic, ...]


def parse(
    source: SourceRecord, severities: Mapping[str, Severity], cls: type = Article, active: frozenset[str] | None = None
) -> _Parsed:
    """Bytes -> positioned data and the problems of the file as such: those in `active`, if it is given."""
    text, problems = decode(source.data)
    place = SourceText(source.file, Lines(text), (source.record or 1) - 1, source.offset)
    if any(p.code != "NC007" for p in problems):
        document = Document(text, None, (), TreePositions(_beginning))
    else:
        document = (parse_json if source.format == "json" else parse_yaml)(text, printable=True)
    locator = SourceMap(document, cls)
    placer = DiagnosticBuilder(place, locator, builder=FixBuilder(document, source.format, place, locator))
    found = [
        (p, severities.get(p.code, BY_CODE[p.code].severity))
        for p in (*problems, *document.problems)
        if active is None or p.code in active
    ]
    reported, omitted = _told(found)
    if omitted:
        reported = (*reported, (SyntaxProblem("NC005", omitted, 0, 0), Severity.ERROR))
    return _Parsed(document, placer, placer.problems(reported))


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

    def timed(self, code: str, check: Check, view: ArticleContext) -> Iterable[Finding]:
        """What the rule finds."""
        ...


def inspect(
    source: SourceRecord, home: CheckContext, active: frozenset[str], clock: Clock | None = None
) -> ArticleResult:
    """Everything that can be said of one article by itself: of the rules in `active`."""
    parsed = parse(source, home.severities, active=active)
    problems = parsed.problems
    if parsed.document.data is None:
        return ArticleResult(None, problems)
    article, mistakes = home.codec.structure(parsed.document.data)
    findings = [(m.code, of_structure_error(m)) for m in mistakes if not m.silent]
    broken = frozenset(m.broken for m in mistakes)
    if article is None:
        return ArticleResult(None, problems + _placed(findings, parsed.placer, home, active))
    omitted = _text_source(article, broken)
    findings += omitted
    text_place, trouble = None, None
    if omitted:
        # Which text is meant is not known, so nothing that depends on it is judged.
        article = evolve_unchecked(article, text=None)
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
        article = evolve_unchecked(article, text=None)
        broken |= {("text",), ("text_file",)}
    anchored = anchor_all(article)
    article = anchored.article
    view = ArticleContext(
        article,
        local,
        home.manifest,
        text_of(article.text) if article.text is not None else None,
        anchored.unanchored,
        anchored.cut,
        source.stem,
        broken,
        home.today,
    )
    findings += visible(run_rules(view, active, clock), broken)
    placer = attrs.evolve(parsed.placer, text=text_place) if text_place else parsed.placer
    diagnostics = problems + _placed(findings, placer, home, active)
    sha256 = article.sha256
    if article.text is not None:
        sha256 = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    here = placer.here
    locator = parsed.placer.locator
    assert locator is not None
    return ArticleResult(
        article,
        diagnostics,
        tuple((w, here.span(*locator.span(("waive", i)))) for i, w in enumerate(article.waive)),
        summarize(
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


def run_rules(view: ArticleContext, active: frozenset[str], clock: Clock | None) -> Iterator[tuple[str, Finding]]:
    """Run the active rules of articles; yield the code and the finding of each."""
    for one in _ARTICLE_RULES:
        if one.code in active and not (one.needs_text and view.text is None):
            assert one.check is not None
            found = one.check(view) if clock is None else clock.timed(one.code, one.check, view)
            for finding in found:
                yield one.code, finding


def _placed(
    findings: Sequence[tuple[str, Finding]], placer: DiagnosticBuilder, home: CheckContext, active: frozenset[str]
) -> tuple[Diagnostic, ...]:
    reported, omitted = _told([(code, finding) for code, finding in findings if code in active])
    if omitted:
        reported = (*reported, ("NC005", Finding((), omitted, at_key=True)))
    return placer.findings(
        [(code, finding, home.severities.get(code, BY_CODE[code].severity)) for code, finding in reported]
    )


def of_structure_error(mistake: StructureError) -> Finding:
    """What the codec found, as a rule would say it."""
    return Finding(
        mistake.path,
        mistake.message,
        at_key=mistake.at_key,
        help=mistake.help,
        arguments=(mistake.message,),
        fixes=_fixes_of(mistake),
    )


def _fixes_of(mistake: StructureError) -> tuple[ProposedFix, ...]:
    if mistake.as_text:
        return (ProposedFix("put it in quotes", (QuoteScalar(mistake.path),), safe=True),)
    if mistake.instead:
        old, new = mistake.instead
        change: Change = RenameKey(mistake.path, new) if mistake.at_key else SetValue(mistake.path, new)
        unquoted = type(old) is str and type(new) is not str
        title = TAKE_OUT if unquoted else f"replace {backticked(old)} with {backticked(new)}"
        return (ProposedFix(title, (change,)),)
    if mistake.missing == "format" and not mistake.path:
        return (ProposedFix("begin the file with `format: newscorpus/1`", (InsertKey((), "format", "newscorpus/1"),)),)
    return ()


def _at_home(article: Article, source: SourceRecord, manifest: Manifest) -> Article:
    """The article with what its corpus says of it: default language, and its registry's actors merged in."""
    changes: dict[str, object] = {"path": str(source.path) if source.path else None}
    if article.language is None:
        changes["language"] = manifest.language
    if manifest.actors:
        changes["actors"] = _merged(article, manifest.actors)
    return evolve_unchecked(article, **changes)


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
