"""Retext: the annotation of a text -> that of another version of the text, in its file, in which all else stays."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any, Final, Literal

import attrs

from newscorpus.anchoring import resolve, strip_offsets
from newscorpus.api.annotate import at
from newscorpus.api.article_file import ArticleFile, FileRecord, read_record
from newscorpus.api.load import AnyPath
from newscorpus.checking.selection import SessionOptions
from newscorpus.codec.addresses import place_of
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Diagnostic, Path, Report, in_order
from newscorpus.edits.editable import Editable, frozen, origins
from newscorpus.edits.layout import CannotEdit
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.fs import atomic, reading
from newscorpus.models import Quote, Todo, text_of
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.models.traversal import quotes_of
from newscorpus.text.alignment import Alignment, is_corrected
from newscorpus.text.grammar import grammar_of
from newscorpus.text.index import context_at
from newscorpus.text.spans import Span
from newscorpus.text.words import flatten

How = Literal["changed", "context", "elsewhere", "lost"]
_SAME_PART: Final = 0.5
"""How much of a part of the text must be there still."""
_UNPLACED: Final = frozenset(f"NC{n}" for n in (301, 302, 303, 304, 305, 307, 308, 311, 313, 315, 316, 321))
"""The rules about where quotes and names are in the text."""


@attrs.frozen
class Moved:
    """Words of an annotation that are not as they were: other words, another context, another place, or lost."""

    path: Path
    how: How
    """`changed`: the text has these words corrected; `context`: another context shows which are meant; `elsewhere`:
    the text has them once, at a place that does not correspond; `lost`."""
    before: str
    after: str | None = None
    why: str = ""
    """Why they are lost."""


@attrs.frozen
class Retext:
    """What became of an annotation."""

    file: str
    quotes: int
    """How many quotes the article has."""
    moved: tuple[Moved, ...]
    """What is not as it was; all other quotes are at the corresponding place of the new text."""
    contents: bytes
    """The file of the annotation, as it is now, or would be."""
    changed: bool
    """Whether the annotation or the text changed."""

    @property
    def lost(self) -> tuple[Moved, ...]:
        """What has no certain place in the new text; each is an open point of the article."""
        return tuple(moved for moved in self.moved if moved.how == "lost")


def retext(path: AnyPath, text: str, *, old: str | None = None, write: bool = True) -> Retext:
    """Move the annotation of an article to another version of its text: a corrected or a reprinted one.

    The two texts are aligned word by word. A quote stays if the new text has its words where they were; if they occur
    several times, a context or an offset is written so that the corresponding ones are meant. Words with typing errors
    corrected are taken over. What has no certain place stays as it is in the file, and becomes an entry of `todo`; so
    does a headline or a title that was in the old text, and is not in the new one. `sha256` is renewed only if nothing
    is lost. The text replaces that in the annotation, or in its `text_file`; no copy is kept.

    Args:
        path: The file, in YAML or JSON; in JSON Lines, the file and the id of the article: `articles.jsonl#rain`.
        text: The new text.
        old: The text that was annotated, if the `text_file` has the new one already.
        write: Whether to write the files.

    Returns:
        What is not as it was, and what is lost.

    Raises:
        InvalidCorpus: If the annotation cannot be parsed, or its quotes are not in the old text.
        UsageError: If the article has no text, it is not the annotated one, or the file cannot be edited with
            certainty; nothing is written then.
        ValueError: If the text contains a lone surrogate.
        OSError: If a file cannot be written.

    Example::

        rain = nc.Incident(id="rain", type="disaster", evidence="It rained")
        nc.dump(nc.Article(id="wet", language="en", text="It rained.", events=[rain]), "build/retext.yaml")
        moved = nc.retext("build/retext.yaml", "Oslo, May 3. It rained.")
        assert not moved.lost and nc.load_article("build/retext.yaml").events["rain"].evidence[0].start == 13
    """
    if "\n" not in text and FilePath(text).is_file():
        raise UsageError(f"{text} is the name of a file; give the text that is in it")
    record = read_record(path)
    corpus = record.corpus(SessionOptions(()))
    if old is not None:
        annotated = old.encode()
        corpus = attrs.evolve(corpus, texts=lambda *_: annotated)
    file = ArticleFile.of(record, corpus)
    article = file.article
    if article.text is None:
        raise UsageError(f"{path} has no text to move from; add the annotated one first")
    _require_placed(file)
    encoded = text.encode()
    moving = _Moving(file, article.text, text, encoded)
    try:
        contents = moving.run() if text != article.text else record.contents
    except CannotEdit as e:
        raise UsageError(f"{path} cannot be edited with certainty: {e}; nothing was written") from None
    beside = _text_file(record, corpus.root, article.text_file) if article.text_file else None
    changed = contents != record.contents or (beside is not None and beside[1] != encoded)
    if write and changed:
        _write(record, contents, beside, encoded)
    return Retext(record.path.as_posix(), moving.quotes, tuple(moving.moved), contents, changed)


def _require_placed(file: ArticleFile) -> None:
    """Raise UsageError if the text is not the annotated one, InvalidCorpus if quotes are not in it."""
    findings = file.inspect(file.record.data)[1]
    if any(finding.code == "NC309" for finding in findings):
        raise UsageError(
            f"{file.record.path}: the text has another hash than `sha256`; give the annotated one as `old` (--old FILE)"
        )
    wrong = [finding for finding in findings if finding.code in _UNPLACED and finding.severity == "error"]
    if wrong:
        raise InvalidCorpus(Report(in_order(wrong)), "the quotes must be in the old text; nothing was written")


def _text_file(record: FileRecord, root: FilePath, name: str) -> tuple[FilePath, bytes]:
    """The file of the article text, and its contents. Raises UsageError."""
    try:
        path = reading.named_in(root, record.path.parent, name)
        return path, reading.read_bytes(path)
    except (OSError, reading.Unreadable) as e:
        raise UsageError(f"{name}: {e}") from None


def _write(record: FileRecord, contents: bytes, beside: tuple[FilePath, bytes] | None, text: bytes) -> None:
    """Write the text to its file, then the annotation; if that fails, the old text again."""
    try:
        if beside is not None:
            atomic.write(beside[0], lambda out: out.write(text), expected=beside[1])
        try:
            atomic.write(record.path, lambda out: out.write(contents), expected=record.contents)
        except BaseException:
            if beside is not None:
                atomic.write(beside[0], lambda out: out.write(beside[1]))
            raise
    except atomic.Changed:
        raise UsageError(f"{record.path} or its text has changed meanwhile; nothing was written") from None


def _is_line(text: str, span: Span) -> bool:
    """Whether a span is a line, but for spaces around it."""
    before, after = text[: span[0]].rstrip(" "), text[span[1] :].lstrip(" ")
    return before[-1:] in ("", "\n") and after[:1] in ("", "\n")


class _Moving:
    """Moves one article from its old text to a new one.

    Attributes:
        moved: What is not as it was.
        quotes: How many quotes the article has.
    """

    def __init__(self, file: ArticleFile, old: str, new: str, encoded: bytes) -> None:
        """Prepare to move the article of a file; `encoded` is the new text in UTF-8."""
        self._old, self._new = text_of(old), text_of(new)
        self._file, self._encoded = file, encoded
        self._alignment = Alignment(old, new)
        self._grammar = grammar_of(file.article.language)
        self.moved = list[Moved]()
        self._targets = dict[Path, Span]()
        own = {path: quote for path, quote in quotes_of(file.article) if path[0] != "actors" or path[1] in file.own}
        self._quotes = {path: quote for path, quote in own.items() if quote.start is not None}
        self.quotes = len(self._quotes)

    def run(self) -> bytes:
        """Return the file with the article as it is in the new text. Raises CannotEdit."""
        for path, quote in self._quotes.items():
            span = self._place(path, quote)
            if span is not None:
                self._targets[path] = span
        file = self._prepared()
        draft = Editable(file.article)
        if file.article.text_file is None:
            draft.text = self._new.raw
        self._set_quotes(draft, self._targets)
        for path in self._quotes.keys() - self._targets.keys():
            quote = self._quotes[path]
            _put(draft, path, Quote(exact=flatten(quote.exact), within=quote.within))
        self._set_parts(draft)
        self._set_headlines(draft)
        self._set_contexts(draft)
        self._follow_entries(draft)
        edited = self._edited(file, draft)
        self._note_findings(file, edited)
        lost = [moved for moved in self.moved if moved.how == "lost"]
        draft.todo.extend(dict.fromkeys(map(self._todo, lost)))
        if draft.sha256 and not lost:
            draft.sha256 = self._new.sha256
        edited = self._edited(file, draft)
        return file.record.with_data((file.record.mark + edited).encode())

    # --- where the words are

    def _place(self, path: Path, quote: Quote) -> Span | None:
        """The span of a quote in the new text. What is not as it was is noted."""
        span = (quote.start or 0, quote.end or 0)
        same = self._alignment.same(span)
        if same is not None:
            return same
        words = flatten(quote.exact)
        elsewhere, instead = self._elsewhere(words, span), self._instead(words, span)
        target = elsewhere or instead
        if target is None or (elsewhere and instead):
            count = len(self._new.candidates(words))
            why = f"occurs {count} times in" if count > 1 else "occurs elsewhere in" if count else "is not in"
            self.moved.append(Moved(path, "lost", words, why=f"{backticked(words, _SHOWN)} {why} the new text"))
            return None
        self.moved.append(Moved(path, "elsewhere" if elsewhere else "changed", words, self._words(target)))
        return target

    def _words(self, span: Span) -> str:
        return flatten(self._new.raw[slice(*span)])

    def _elsewhere(self, words: str, span: Span) -> Span | None:
        """The only place of words in the new text, unless it corresponds to another one of the old text."""
        places = self._new.candidates(words)
        others = (other for other in self._old.candidates(words) if other != span)
        return places[0] if len(places) == 1 and places[0] not in map(self._alignment.same, others) else None

    def _instead(self, words: str, span: Span) -> Span | None:
        """What the new text has in place of words, if these are the same, corrected."""
        instead = self._alignment.instead(span)
        if instead is None or instead[1] - instead[0] > 2 * len(words) + _SHOWN:
            return None
        return instead if is_corrected(words, self._words(instead), self._grammar) else None

    # --- the article

    def _prepared(self) -> ArticleFile:
        """The file as if it had the new text already, and the quotes that stay as they are written were placed there.

        So all that differs from this is what changes in the file.
        """
        given = self._file.corpus.codec.structure(self._file.document.data)[0]
        explicit = {path for path, quote in quotes_of(given or self._file.article) if quote.start is not None}
        noted = {moved.path for moved in self.moved}
        draft = Editable(self._file.article)
        self._set_quotes(draft, {p: s for p, s in self._targets.items() if p not in explicit and p not in noted})
        self._explicit = explicit
        article, corpus = frozen(draft), self._file.corpus
        if article.text_file is not None:
            article = evolve_unchecked(article, text=self._new.raw)
            corpus = attrs.evolve(corpus, texts=lambda *_: self._encoded)
        return attrs.evolve(self._file, article=article, corpus=corpus)

    def _set_quotes(self, draft: Any, targets: Mapping[Path, Span]) -> None:
        for path, (start, end) in targets.items():
            within = self._quotes[path].within
            _put(draft, path, Quote(exact=self._new.raw[start:end], within=within, start=start))

    def _set_parts(self, draft: Any) -> None:
        """Move the parts of the text. One that is lost is left out: its offsets mean other words in the new text."""
        spans = {name: (part[0], part[1]) for name, part in draft.text_parts.items()}
        placed = list[Span]()
        for name, span in sorted(spans.items(), key=lambda part: self._alignment.same(part[1]) is None):
            target = self._part(span)
            if target is None or any(start < target[1] and target[0] < end for start, end in placed):
                words = backticked(flatten(self._old.raw[slice(*span)]), _SHOWN)
                why = f"the new text has no certain part {backticked(name)}; it was {words}"
                self.moved.append(Moved(("text_parts", name), "lost", str([*span]), why=why))
                del draft.text_parts[name]
            else:
                placed.append(target)
                draft.text_parts[name] = target

    def _part(self, span: Span) -> Span | None:
        """The span of a part in the new text."""
        target = self._alignment.same(span) or self._alignment.instead(span)
        if target is None or self._alignment.common(span, target) < _SAME_PART:
            return None
        gap = self._old.raw[: span[1]]
        after = len(gap) - len(gap.rstrip())  # a part may end behind its last line break
        there = self._new.raw[target[1] : target[1] + after]
        return target[0], target[1] + after * there.isspace()

    def _set_headlines(self, draft: Any) -> None:
        """Correct the headline and the titles of events as the text was; those that it has no longer are lost."""
        owners: list[tuple[Path, Any, str]] = [(("headline",), draft, "headline")]
        owners += [(("events", name, "title"), event, "title") for name, event in draft.events.items()]
        for path, owner, field in owners:
            words = flatten(getattr(owner, field) or "")
            places = self._old.candidates(words) if words else ()
            if not places or self._has_still(words, places[0]):
                continue
            instead = self._instead(words, places[0])
            if instead is None or self._words(instead) == words:
                self.moved.append(Moved(path, "lost", words, why=f"{backticked(words, _SHOWN)} is not in the new text"))
                continue
            setattr(owner, field, self._words(instead))
            self.moved.append(Moved(path, "changed", words, self._words(instead)))

    def _has_still(self, words: str, place: Span) -> bool:
        """Whether the new text has the words of a headline: on a line of their own if the old text had them so."""
        there = self._new.whole(words)
        return any(_is_line(self._new.raw, span) for span in there) if _is_line(self._old.raw, place) else bool(there)

    def _set_contexts(self, draft: Any) -> None:
        """Write contexts, or offsets, where the words alone would mean another place; correct those that are there."""
        for path, span in self._targets.items():
            within = self._quotes[path].within
            if within is not None and not self._means(span, within):
                places = self._old.candidates(within)
                place = self._instead(flatten(within), places[0]) if len(places) == 1 else None
                self._set_context(draft, path, span, self._words(place) if place else None)
        bare = dict(quotes_of(strip_offsets(frozen(draft))))
        for path, span in self._targets.items():
            if bare[path].start is not None and path not in self._explicit and bare[path].within is None:
                self._set_context(draft, path, span, None)

    def _means(self, span: Span, within: str) -> bool:
        return resolve(self._new, Quote(exact=self._words(span), within=within)) == span

    def _set_context(self, draft: Any, path: Path, span: Span, within: str | None) -> None:
        """Give a quote a context: this one, or the shortest that shows its place; else it keeps its offset."""
        contexts = (context for context in (within, context_at(self._new, span)) if context is not None)
        context = next((context for context in contexts if self._means(span, context)), None)
        _put(draft, path, Quote(exact=self._new.raw[slice(*span)], within=context, start=span[0]))
        before = self._quotes[path].within or self._words(span)
        self.moved.append(Moved(path, "context", before, context or f"offset {span[0]}"))

    def _follow_entries(self, draft: Any) -> None:
        """Have waivers and open points that name words that changed name the new ones."""
        changed = [(moved.before, moved.after or "") for moved in self.moved if moved.how == "changed"]
        for entry in (*draft.waive, *draft.todo):
            for before, after in changed:
                if entry.quote and before.startswith(entry.quote) and not after.startswith(entry.quote):
                    entry.quote = after

    def _todo(self, lost: Moved) -> Todo:
        """Return the open point for what is lost. Its `quote` has the words of a claim, which has no id."""
        quote = None
        if lost.path[0] == "claims":
            path = ("claims", lost.path[1], "quote", 0)
            words = self._targets.get(path)
            quote = self._words(words) if words else flatten(at(self._file.article, path).exact)
        return Todo(at=place_of(lost.path), quote=quote, note=lost.why)

    # --- the file

    def _edited(self, file: ArticleFile, draft: Any) -> str:
        return file.edited(file.completed(frozen(draft)), origins(draft))

    def _note_findings(self, file: ArticleFile, edited: str) -> None:
        """Note as lost what the rules about quotes and names report now, and did not report before."""
        before, after = self._file.inspect(file.record.data)[1], file.inspect(edited.encode())[1]
        messages = {(finding.code, finding.path): finding.message for finding in after}
        known = {moved.path for moved in self.moved if moved.how == "lost"}
        for code, there in _unplaced(after) - _unplaced(before):
            path = next((quoted for quoted in self._quotes if quoted == there[: len(quoted)]), there)
            if path not in known:
                self.moved.append(Moved(path, "lost", "", why=f"{code}: {messages[code, there]}"))


def _put(draft: Any, path: Path, quote: Quote) -> None:
    """Put a quote in place of that at a path."""
    owner: Any = at(draft, path[:-1])
    if isinstance(owner, list):
        owner[int(path[-1])] = quote
    else:
        setattr(owner, str(path[-1]), quote)


def _unplaced(findings: Sequence[Diagnostic]) -> Counter[tuple[str, Path]]:
    return Counter((finding.code, finding.path) for finding in findings if finding.code in _UNPLACED)


_SHOWN: Final = 60
"""Code points of words that a note quotes."""
