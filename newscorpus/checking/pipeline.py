"""One file through `check`: read -> parse -> structure -> anchor -> rules -> findings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

import attrs

from newscorpus.anchoring import Unanchored, anchor_all, anchor_in_place, unshared_actors
from newscorpus.checking.article_text import is_broken, over_budget, read_text, text_errors
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.waivers import PlacedWaiver, Waivers, waive_related
from newscorpus.diagnostics.report import Diagnostic, Path
from newscorpus.diagnostics.totals import NO_LANGUAGES, Totals
from newscorpus.formats.source_text import Lines, SourceText
from newscorpus.models import Actor, Article, text_of
from newscorpus.models.corpus import with_corpus
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.models.traversal import layer_of
from newscorpus.parsed import SourceRecord, parse
from newscorpus.places import Coded, Places, finding_of, limited, uncovered, visible
from newscorpus.rules import ArticleContext, ArticleSummary, Check, Finding, summarize
from newscorpus.rules.guard import found_by
from newscorpus.rules.ids import words_of_unread
from newscorpus.rules.registry import article_rules, hiding
from newscorpus.rules.structure import TELLING, missing_field, other_file
from newscorpus.text.languages import are_counts_read, primary_subtag


class Clock(Protocol):
    """Measures how long each rule takes."""

    def timed(self, code: str, check: Check, context: ArticleContext) -> Iterable[Finding]:
        """Run a rule and return its findings."""
        ...


@attrs.frozen
class ArticleResult:
    """The result of the inspection of one source."""

    article: Article | None
    """None if it could not be parsed; partial if there are errors."""
    diagnostics: tuple[Diagnostic, ...]
    """Those that no waiver of the file covers."""
    waivers: tuple[PlacedWaiver, ...] = ()
    summary: ArticleSummary | None = None
    totals: Totals = attrs.field(factory=Totals)
    broken: frozenset[Path] = frozenset()
    """Paths of malformed values."""
    text_known: bool = True
    """Whether there is an article text to search."""
    waived: tuple[tuple[int, str], ...] = ()
    """The findings that a waiver of the file covers: the number of the waiver, and the code of the rule."""
    baselined: tuple[tuple[str, str], ...] = ()
    """The findings that are known from the baseline: the fingerprint, and the code of the rule."""

    @property
    def has_findings(self) -> bool:
        """Whether there are any, reported or not."""
        return bool(self.diagnostics or self.waived or self.baselined)

    def waived_with(self, related: Sequence[Diagnostic], active: frozenset[str]) -> tuple[list[Diagnostic], int]:
        """Apply the waivers of the article to what corpus rules found in it.

        Args:
            related: The diagnostics of corpus rules.
            active: Codes of the rules that were applied.

        Returns:
            All diagnostics that remain, those about waivers that cover nothing included, and how many were waived.
        """
        if not self.waivers:
            return [*self.diagnostics, *related], 0
        used = [number for number, _ in self.waived]
        left, about_waivers = waive_related(
            self.waivers, used, related, active, self.broken, text_known=self.text_known
        )
        return [*self.diagnostics, *left, *about_waivers], len(used) + len(related) - len(left)


class ArticleCheck:
    """One record through `check`: read and parsed when this is made; `run` takes the other steps, a method each.

    It sees no other article, and raises nothing on any input.
    """

    def __init__(
        self,
        record: SourceRecord,
        corpus: LoadedCorpus,
        active: frozenset[str],
        *,
        known: Mapping[str, int] | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Prepare the check of a record.

        Args:
            record: The bytes of the annotation.
            corpus: The corpus that it belongs to.
            active: Codes of the rules to apply.
            known: How often the baseline has each finding, by fingerprint: these need no place.
            clock: What measures the rules, if they are measured.
        """
        self._record, self._corpus, self._active = record, corpus, active
        self._known, self._clock = known, clock
        self._parsed = parse(record, Article, active)
        self.places = Places(self._parsed, corpus.severities)
        self._findings: list[Coded] = []
        self._broken: frozenset[Path] = frozenset()
        """Paths of malformed values. What depends on them is not checked."""

    def run(self) -> ArticleResult:
        """Take all steps. An article that cannot be structured ends them."""
        with hiding(self._corpus.selection.absent):
            if self._is_of_another_tool():
                coded = missing_field.code, other_file(self._record.name or "")
                return ArticleResult(None, self._diagnosed(self._active_only([coded])))
            article = self._structured()
            if article is None:
                refused = limited(self._active_only(self._findings))
                return ArticleResult(None, self.places.problems() + self._diagnosed(refused))
            context = self._context(article)
            self._findings += visible(self._run_rules(context), self._broken)
            return self._result(context)

    def model(self) -> Article | None:
        """Return the article without judging it: it was judged before."""
        article = self._structured()
        if article is not None:
            self._context(article)
            article = self._article
        return article

    def _context(self, article: Article) -> ArticleContext:
        """Take the steps between the structure and the rules."""
        article = self._with_text(article)
        local = article.actors
        article = self._with_corpus(article)
        article = self._within_limits(article)
        return self._anchored(article, local)

    def _is_of_another_tool(self) -> bool:
        """Whether a file that patterns of the corpus select was never meant to be an article."""
        data = self._parsed.document.data
        return bool(self._record.name and data) and not (isinstance(data, dict) and data.keys() & TELLING)

    def _structured(self) -> Article | None:
        """Convert the parsed data to the model; None if there is none."""
        if self._parsed.document.data is None:
            return None
        article: Article | None
        article, errors = self._corpus.codec.structure(self._parsed.document.data)
        self._findings += [(error.code, finding_of(error)) for error in errors if not error.silent]
        self._broken = frozenset(error.broken for error in errors)
        return article

    def _with_text(self, article: Article) -> Article:
        """Read the article text from its own file, if it has one. An article whose text is in doubt gets none."""
        given = self._record.text
        errors = text_errors(article, self._broken, given)
        if errors:
            self._findings += errors
            return self._without_text(article)
        if given is not None:
            self.places.text = SourceText("<text>", Lines(given))
            return evolve_unchecked(article, text=given)
        if article.text_file is None or article.text is not None or is_broken(self._broken, "text_file"):
            return article
        text, errors = read_text(article.text_file, self._record, self._corpus)
        if text is None:
            self._findings += errors
            self._broken |= {("text_file",)}
            return article
        self.places.text = text
        return evolve_unchecked(article, text=text.lines.text)

    def _without_text(self, article: Article) -> Article:
        """Leave the text out, and with it all checks that depend on it."""
        self._broken |= {("text",), ("text_file",)}
        return evolve_unchecked(article, text=None)

    def _with_corpus(self, article: Article) -> Article:
        """Add the path, and what the corpus defines for its articles."""
        path = str(self._record.path) if self._record.path else None
        return evolve_unchecked(with_corpus(article, self._corpus.manifest), path=path)

    def _within_limits(self, article: Article) -> Article:
        """Leave the text out if searching it for all quoted words would take too long."""
        problem = over_budget(article)
        if problem is None:
            return article
        field = "text" if self.places.text is None else "text_file"
        finding = Finding((field,), problem, at_key=True, help="split the article into several")
        self._findings.append(("NC005", finding))
        return self._without_text(article)

    def _anchored(self, article: Article, local: Mapping[str, Actor]) -> ArticleContext:
        """Find the quotes in the text, and put together what the rules see. `local` are the file's own actors."""
        if self._broken:  # placeholders may be in several places
            anchored = anchor_all(article)
        else:
            anchored = anchor_in_place(evolve_unchecked(article, actors=unshared_actors(article)))
        self._article = anchored.article
        text = anchored.article.text
        locator, is_yaml = self.places.locator, self._record.format != "json"
        return ArticleContext(
            article=anchored.sound,
            local=local,
            manifest=self._corpus.manifest,
            registered=self._corpus.registered,
            root=self._corpus.root,
            text=text_of(text) if text is not None else None,
            unanchored=tuple(_in_file(quote, anchored.article, local) for quote in anchored.unanchored),
            cut=anchored.cut,
            outside=anchored.outside,
            chosen=anchored.chosen,
            stem=self._record.stem,
            broken=self._broken,
            unread=tuple(self._unread()),
            today=self._corpus.today,
            comment=locator.comment if is_yaml else lambda _: "",
            flow_items=locator.flow_items if is_yaml else lambda _: (),
        )

    def _unread(self) -> Iterator[tuple[str, Any]]:
        """The actors and events in lists that are malformed, each with the name of its table."""
        data = self._parsed.document.data
        for table, *steps in self._broken:
            if steps and type(steps[0]) is int and table in ("actors", "events"):
                yield str(table), data[table][steps[0]]

    def _run_rules(self, context: ArticleContext) -> Iterator[Coded]:
        """Run the active rules of articles."""
        run = None if self._clock is None else self._clock.timed
        language, has_text = primary_subtag(context.article.language), context.text is not None
        for rule in article_rules(self._active, language, has_text=has_text):
            yield from found_by(rule, context, run)

    def _result(self, context: ArticleContext) -> ArticleResult:
        """Judge the findings, in this order; each step sees what the one before left.

        1. What only follows from a malformed value is no finding (`visible`, above).
        2. Nor is what another finding stands for.
        3. Findings of rules that do not apply go.
        4. Waivers cover what they name.
        5. Of very many findings, the first are reported, and one says so.
        6. Those that the baseline has as often are only counted.
        7. What is left becomes a diagnostic, at its place.
        """
        findings = self._active_only(uncovered(self._findings))
        waivers = Waivers(self._article.waive, self.places.locator)
        if self._article.waive:
            unfound = {quote.path[:2] for quote in context.unanchored if layer_of(quote.path) != "roles"}
            findings = waivers.apply(findings, unfound)
        new, baselined = self._split_known(limited(findings))
        text = self.places.text
        article, text_known = self._article, context.text is not None
        return ArticleResult(
            article=article,
            # To find the places of a document costs a good part of its check.
            diagnostics=self.places.problems() + self._diagnosed(new),
            waivers=tuple(waivers.placed(self.places)),
            summary=summarize(
                article,
                context.local,
                self._record.file,
                self._record.record,
                context.text.sha256 if context.text is not None else article.sha256,
                text.file if text is not None else None,
                self._broken,
                self._corpus.qids,
                words_of_unread(context.unread, "events"),
                self._corpus.manifest.expect,
            ),
            totals=Totals(
                articles=1,
                actors=len(article.actors),
                events=len(article.events),
                claims=len(article.claims),
                quotes=len(context.quotes),
                verified_quotes=context.placed if text_known else 0,
                withheld_texts=int(not text_known and article.text_file is None and ("text",) not in self._broken),
                unchecked_languages=_unchecked(article.language),
            ),
            broken=self._broken,
            text_known=text_known,
            waived=tuple(waivers.waived),
            baselined=tuple(baselined),
        )

    def _active_only(self, findings: Iterable[Coded]) -> list[Coded]:
        return [(code, finding) for code, finding in findings if code in self._active]

    def _split_known(self, findings: Sequence[Coded]) -> tuple[Sequence[Coded], list[tuple[str, str]]]:
        """Findings that the baseline does not have as often; and the fingerprints and codes of the others."""
        if self._known is None:
            return findings, []
        names = [self.places.fingerprint(code, finding) for code, finding in findings]
        counts, known = Counter(names), self._known
        pairs = list(zip(names, findings, strict=True))
        new = [coded for name, coded in pairs if counts[name] > known.get(name, 0)]
        return new, [(name, code) for name, (code, _) in pairs if counts[name] <= known.get(name, 0)]

    def _diagnosed(self, findings: Iterable[Coded]) -> tuple[Diagnostic, ...]:
        return tuple(self.places.diagnostic(code, finding) for code, finding in findings)


@lru_cache(maxsize=256)
def _unchecked(tag: str | None) -> Mapping[str, int]:
    """The language of an article, if no rule reads its words for numbers."""
    return NO_LANGUAGES if are_counts_read(tag) else {primary_subtag(tag): 1}


def _in_file(quote: Unanchored, article: Article, local: Mapping[str, Actor]) -> Unanchored:
    """Return a quote with its path in the file, whose roles are not counted with those of the registry."""
    if layer_of(quote.path) != "roles":
        return quote
    _, key, layer, i, field = quote.path
    role = article.actors[str(key)].roles[int(i)]
    own = local[str(key)].roles if key in local else ()
    return attrs.evolve(quote, path=("actors", key, layer, own.index(role) if role in own else i, field))
