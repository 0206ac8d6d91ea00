"""Inspect one article: source -> model, diagnostics, summary.

Nothing in here raises on any input, and nothing in here sees another article.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import starmap
from pathlib import Path as FilePath
from typing import Any, Protocol, TypeVar

import attrs

from newscorpus import limits
from newscorpus.anchoring import Unanchored, anchor_all
from newscorpus.checking.article_text import is_broken, read_text, text_errors
from newscorpus.checking.context import ArticleResult, CheckContext, PlacedWaiver, SourceRecord
from newscorpus.checking.diagnose import DiagnosticBuilder, uncovered, visible
from newscorpus.checking.fingerprints import Fingerprints
from newscorpus.checking.guard import found_by
from newscorpus.checking.misplaced_waivers import with_places, without_awaiting
from newscorpus.checking.modeline import schema_problem
from newscorpus.checking.search_budget import over_budget
from newscorpus.checking.structure_findings import finding_of
from newscorpus.checking.waivers import (
    covering,
    one_each,
    place_waivers,
    without_competing,
    without_moved,
)
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.report import Diagnostic, Path, Severity
from newscorpus.diagnostics.totals import NO_LANGUAGES, Totals
from newscorpus.edits.fixes import FixBuilder
from newscorpus.formats.decoding import decode
from newscorpus.formats.document import Document, SyntaxProblem
from newscorpus.formats.positions import Node, TreePositions
from newscorpus.formats.source_text import Lines, SourceText
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.models import Actor, Article, text_of
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.models.registry import with_corpus
from newscorpus.models.traversal import layer_of
from newscorpus.rules import BY_CODE, ArticleContext, Check, Finding, summarize
from newscorpus.rules.references.ids import words_of_unread
from newscorpus.rules.registry import article_rules, hiding
from newscorpus.rules.structure import TELLING, missing_field, other_file
from newscorpus.rules.syntax import ambiguous_scalar
from newscorpus.text.languages import are_numbers_and_dates_read, primary_subtag


class Clock(Protocol):
    """Measures how long each rule takes."""

    def timed(self, code: str, check: Check, context: ArticleContext) -> Iterable[Finding]:
        """Run a rule and return its findings."""
        ...


def inspect(
    source: SourceRecord,
    context: CheckContext,
    active: frozenset[str],
    clock: Clock | None = None,
    known: Mapping[str, int] | None = None,
) -> ArticleResult:
    """Check one article by itself, by the rules in `active`. The diagnostics have no fixes yet."""
    return Inspection(source, context, active, clock, known).run()


class Inspection:
    """The inspection of one source, step by step.

    Afterwards, `builder` can build the fixes of the diagnostics in the result.
    """

    def __init__(
        self,
        source: SourceRecord,
        context: CheckContext,
        active: frozenset[str],
        clock: Clock | None = None,
        known: Mapping[str, int] | None = None,
    ) -> None:
        self._source, self._context, self._active, self._clock, self._known = source, context, active, clock, known
        self._parsed = parse(source, context.severities, active=active, path=source.path)
        self.builder = self._parsed.builder
        self._findings: list[tuple[str, Finding]] = []
        self._broken: frozenset[Path] = frozenset()
        """Paths of malformed values. What depends on them is not checked."""

    def run(self) -> ArticleResult:
        """Take all steps. An article that cannot be structured ends them."""
        if self._context.absent:
            with hiding(self._context.absent):
                return self._run()
        return self._run()

    def _run(self) -> ArticleResult:
        if self._is_other():
            self._findings = [(missing_field.code, other_file(self._source.name or ""))]
            return ArticleResult(None, tuple(starmap(self._build_one, self._active_findings())))
        article = self._structure()
        if article is None:
            return ArticleResult(None, self._build(reported(self._active_findings())))
        article = self._add_text(article)
        local = article.actors
        article = self._add_corpus_defaults(article)
        article = self._limit_search(article)
        rule_context = self._anchor(article, local=local)
        found = visible(run_rules(rule_context, self._active, self._clock), self._broken)
        self._findings = uncovered([*self._findings, *found])
        return self._result(rule_context)

    def _is_other(self) -> bool:
        """Whether a file that patterns of the corpus select was never meant to be an article."""
        data = self._parsed.document.data
        return bool(self._source.name and data) and not (isinstance(data, dict) and data.keys() & TELLING)

    def _structure(self) -> Article | None:
        """Convert the parsed data to the model; None if there is none."""
        if self._parsed.document.data is None:
            return None
        article: Article | None
        article, errors = self._context.codec.structure(self._parsed.document.data)
        self._findings += [(error.code, finding_of(error)) for error in errors if not error.silent]
        self._broken = frozenset(error.broken for error in errors)
        return article

    def _add_text(self, article: Article) -> Article:
        """Read the article text from its own file, if it has one. An article whose text is in doubt gets none."""
        given = self._source.text
        errors = text_errors(article, self._broken, given)
        if errors:
            self._findings += errors
            return self._without_text(article)
        if given is not None:
            self.builder = attrs.evolve(self.builder, text=SourceText("<text>", Lines(given)))
            return evolve_unchecked(article, text=given)
        if article.text_file is None or article.text is not None or is_broken(self._broken, "text_file"):
            return article
        text, errors = read_text(article.text_file, self._source, self._context)
        if text is None:
            self._findings += errors
            self._broken |= {("text_file",)}
            return article
        self.builder = attrs.evolve(self.builder, text=text)
        return evolve_unchecked(article, text=text.lines.text)

    def _without_text(self, article: Article) -> Article:
        """Leave the text out, and with it all checks that depend on it."""
        self._broken |= {("text",), ("text_file",)}
        return evolve_unchecked(article, text=None)

    def _add_corpus_defaults(self, article: Article) -> Article:
        """Add the path, and what the corpus defines for its articles."""
        path = str(self._source.path) if self._source.path else None
        return evolve_unchecked(with_corpus(article, self._context.manifest), path=path)

    def _limit_search(self, article: Article) -> Article:
        """Leave the text out if searching it for all quoted words would take too long."""
        problem = over_budget(article)
        if problem is None:
            return article
        field = "text" if self.builder.text is None else "text_file"
        finding = Finding((field,), problem, at_key=True, help="split the article into several")
        self._findings.append(("NC005", finding))
        return self._without_text(article)

    def _anchor(self, article: Article, *, local: Mapping[str, Actor]) -> ArticleContext:
        """Find the quotes in the text, and put together what the rules see. `local` are the file's own actors."""
        anchored = anchor_all(article)
        self._article = anchored.article
        text = anchored.article.text
        locator, is_yaml = self.builder.locator, self._source.format != "json"
        return ArticleContext(
            article=anchored.sound,
            local=local,
            manifest=self._context.manifest,
            registered=self._context.registered,
            text=text_of(text) if text is not None else None,
            unanchored=tuple(_in_file(one, anchored.article, local) for one in anchored.unanchored),
            cut=anchored.cut,
            outside=anchored.outside,
            chosen=anchored.chosen,
            stem=self._source.stem,
            broken=self._broken,
            unread=tuple(self._unread()),
            today=self._context.today,
            comment=locator.comment if is_yaml else lambda _: "",
            flow_items=locator.flow_items if is_yaml else lambda _: (),
        )

    def _unread(self) -> Iterator[tuple[str, Any]]:
        data = self._parsed.document.data
        for table, *steps in self._broken:
            if steps and type(steps[0]) is int and table in ("actors", "events"):
                yield str(table), data[table][steps[0]]

    def _active_findings(self) -> list[tuple[str, Finding]]:
        return [(code, finding) for code, finding in self._findings if code in self._active]

    def _split_known(
        self, found: Sequence[tuple[str, Finding]]
    ) -> tuple[list[tuple[str, Finding]], list[tuple[str, str]]]:
        """Findings that the baseline does not have as often; and the fingerprints and codes of the others."""
        if self._known is None:
            return list(found), []
        names = [self.builder.fingerprint(code, one) for code, one in found]
        counts, known = Counter(names), self._known
        pairs = list(zip(names, found, strict=True))
        new = [one for name, one in pairs if counts[name] > known.get(name, 0)]
        return new, [(name, code) for name, (code, _) in pairs if counts[name] <= known.get(name, 0)]

    def _build(self, found: Sequence[tuple[str, Finding]]) -> tuple[Diagnostic, ...]:
        """Build diagnostics. To find the places of a document costs a good part of its check."""
        return self._parsed.problems + tuple(self._build_one(code, finding) for code, finding in found)

    def _build_one(self, code: str, finding: Finding) -> Diagnostic:
        return self.builder.finding(code, finding, self._context.severities.get(code, BY_CODE[code].severity))

    def _result(self, rule_context: ArticleContext) -> ArticleResult:
        article, text = self._article, self.builder.text
        text_known = rule_context.text is not None
        sha256 = rule_context.text.sha256 if rule_context.text is not None else article.sha256
        found = self._active_findings()
        places = [(code, finding.path, finding.arguments) for code, finding in found]
        placed = [*place_waivers(article.waive, self.builder.locator)] if article.waive else []
        placed = without_moved(article.waive, placed, places)
        placed, found = without_competing(article.waive, placed, found)
        placed = one_each(article.waive, placed, places)
        waivers = [PlacedWaiver(w, one.targets, one.exact) for w, one in zip(article.waive, placed, strict=True)]
        numbers = covering(waivers, places)
        if placed:
            placed = with_places(article.waive, placed, places, numbers, self.builder.locator)
            unfound = {one.path[:2] for one in rule_context.unanchored if layer_of(one.path) != "roles"}
            placed = without_awaiting(article.waive, placed, unfound)
        used = set(numbers)
        waived = [(number, code) for number, (code, _) in zip(numbers, found, strict=True) if number is not None]
        new = [one for number, one in zip(numbers, found, strict=True) if number is None]
        left, baselined = self._split_known(reported(new))
        return ArticleResult(
            article=article,
            diagnostics=self._build(left),
            waivers=tuple(
                one if i in used else attrs.evolve(one, unused=self._build_one(placed[i].code, placed[i].finding))
                for i, one in enumerate(waivers)
            ),
            summary=summarize(
                article,
                rule_context.local,
                self._source.file,
                self._source.record,
                sha256,
                text.file if text is not None else None,
                self._broken,
                self._context.qids,
                words_of_unread(rule_context.unread, "events"),
            ),
            totals=Totals(
                articles=1,
                actors=len(article.actors),
                events=len(article.events),
                claims=len(article.claims),
                quotes=len(rule_context.quotes),
                verified_quotes=rule_context.placed if text_known else 0,
                withheld_texts=int(not text_known and article.text_file is None and ("text",) not in self._broken),
                unchecked_languages=_unchecked(article.language),
            ),
            broken=self._broken,
            text_known=text_known,
            waived=tuple(waived),
            baselined=tuple(baselined),
        )


@lru_cache(maxsize=256)
def _unchecked(tag: str | None) -> Mapping[str, int]:
    """The language of an article, if no rule reads its words for numbers and dates."""
    return NO_LANGUAGES if are_numbers_and_dates_read(tag) else {primary_subtag(tag): 1}


def _in_file(one: Unanchored, article: Article, local: Mapping[str, Actor]) -> Unanchored:
    """Return a quote with its path in the file, whose roles are not counted with those of the registry."""
    if layer_of(one.path) != "roles":
        return one
    _, key, layer, i, field = one.path
    role = article.actors[str(key)].roles[int(i)]
    own = local[str(key)].roles if key in local else ()
    return attrs.evolve(one, path=("actors", key, layer, own.index(role) if role in own else i, field))


@attrs.frozen
class ParsedSource:
    """Data with positions, and the problems of the file as such."""

    document: Document
    builder: DiagnosticBuilder
    problems: tuple[Diagnostic, ...]


def parse(
    source: SourceRecord,
    severities: Mapping[str, Severity],
    cls: type = Article,
    active: frozenset[str] | None = None,
    path: FilePath | None = None,
) -> ParsedSource:
    """Parse the bytes of a `cls`. Problems are those in `active`, or all if it is None.

    With a `path`, one of them is that the schema for editors is not there.
    """
    text, problems = decode(source.data, "file" if source.record is None else "line")
    hints = active is None or ambiguous_scalar.code in active
    lines = Lines(text, record=source.record is not None)
    here = SourceText(source.file, lines, (source.record or 1) - 1, source.offset)
    if any(p.code != "NC007" for p in problems):
        document = Document(text, None, (), TreePositions(_beginning))
    else:
        document = _read(text, source.format, hints=hints)
    schema = schema_problem(path, text) if path and source.format == "yaml" else None
    locator = SourceMap(document, cls)
    fixes = FixBuilder(document, source.format, here, locator, hints)
    builder = DiagnosticBuilder(here, locator, fixes, Fingerprints(source.data, document, locator))
    found = [
        (p, severities.get(p.code, BY_CODE[p.code].severity))
        for p in (*problems, *document.problems, *filter(None, [schema]))
        if active is None or p.code in active
    ]
    reported, omitted = _limited(found)
    if omitted:
        reported = (*reported, (SyntaxProblem("NC005", omitted, 0, 0), Severity.ERROR))
    return ParsedSource(document, builder, tuple(builder.problem(p, severity) for p, severity in reported))


def _read(text: str, kind: str, *, hints: bool) -> Document:
    if kind != "json":
        return parse_yaml(text, printable=True, hints=hints)
    from newscorpus.formats.json.reader import parse_json  # noqa: PLC0415 - not for YAML

    return parse_json(text, printable=True)


def _beginning() -> Node:
    """The position of everything in a document that was not parsed."""
    return Node(0, 0)


Item = TypeVar("Item")


def _limited(found: Sequence[Item]) -> tuple[Sequence[Item], str | None]:
    """As many findings as are reported of one file, and the message about those that are omitted, if any are."""
    most = limits.MAX_FINDINGS
    return found[:most], f"{len(found):,} findings in one file: the first {most:,} are reported" if found[
        most:
    ] else None


def reported(findings: Sequence[tuple[str, Finding]]) -> list[tuple[str, Finding]]:
    """Return as many findings as are reported of one file; and one more that says how many are omitted, if any are."""
    found, omitted = _limited(findings)
    return [*found, *([("NC005", Finding((), omitted, at_key=True))] if omitted else [])]


def run_rules(context: ArticleContext, active: frozenset[str], clock: Clock | None) -> Iterator[tuple[str, Finding]]:
    """Run the active rules of articles; yield the code and the finding of each."""
    run = None if clock is None else clock.timed
    for rule in article_rules(active, primary_subtag(context.article.language), has_text=context.text is not None):
        yield from found_by(rule, context, run)
