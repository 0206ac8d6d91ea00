"""The article text: given in the annotation, or read from the file that `text_file` names."""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from newscorpus import limits
from newscorpus.checking.globs import FORMATS
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Path
from newscorpus.formats.source_text import LFS_POINTER, Lines, SourceText, advice_on
from newscorpus.fs import reading
from newscorpus.limits import MAX_BYTES
from newscorpus.models import Article, Incident, text_of
from newscorpus.models.traversal import quotes_of
from newscorpus.parsed import SourceRecord
from newscorpus.rules import Finding
from newscorpus.text.suggest import closest


def is_broken(broken: frozenset[Path], *path: str) -> bool:
    """Report whether a value at or below `path` is malformed."""
    return any(b[: len(path)] == path for b in broken)


def text_errors(article: Article, broken: frozenset[Path], given: str | None = None) -> list[tuple[str, Finding]]:
    """Return NC001 for a `given` text that no file can contain; NC011 unless there is one text, or it is left out."""
    if article.text_withheld and not (given is None and article.text is None and article.text_file is None):
        return [
            (
                "NC011",
                Finding(("text_withheld",), "a text that is given is not withheld", help="delete `text_withheld`"),
            )
        ]
    if given is not None:
        try:
            given.encode()
        except UnicodeEncodeError as e:
            message = f"text that was given contains lone surrogate U+{ord(given[e.start]):04X} at character {e.start}"
            return [("NC001", Finding((), message, at_key=True, help="write the character itself"))]
        if article.text in (None, given):
            return []
        differs = "`text` differs from the text that was given beside the annotation"
        return [("NC011", Finding(("text",), differs, help="delete `text`"))]
    if is_broken(broken, "text") or is_broken(broken, "text_file"):
        return []
    if article.text is not None and article.text_file is not None:
        return [
            ("NC011", Finding(("text_file",), "article has both `text` and `text_file`", help="delete one of the two"))
        ]
    if article.text is None and article.text_file is None and article.sha256 is None and not article.text_withheld:
        if is_broken(broken, "sha256") or is_broken(broken, "text_withheld"):
            return []
        hint = "add `text_file: PATH`; or `sha256: HASH` or `text_withheld: true`, if the text may not be shared"
        return [("NC011", Finding((), "article has neither `text` nor `text_file`", at_key=True, help=hint))]
    return []


def read_text(
    name: str, source: SourceRecord, corpus: LoadedCorpus
) -> tuple[SourceText | None, list[tuple[str, Finding]]]:
    """Read the text from the file `name`, relative to the source; else None, and why it cannot be read."""
    if name.endswith(tuple(FORMATS)):  # a fix of the one would change the text of the other
        return _refused(name, "NC010", "a text cannot have the ending of an annotation; rename it to end with .txt")
    if corpus.texts is None and source.folder is None:
        return _refused(name, "NC010", "the folder in which to look for it is not known; give `base`")
    try:
        data = corpus.texts(source.file, name) if corpus.texts else _read_beside(source, corpus, name)
    except reading.Unreadable as e:
        return _refused(name, "NC010", str(e), None if corpus.texts else _text_beside(source, corpus, name))
    if len(data) > MAX_BYTES:
        return _refused(name, "NC001", f"over the limit of {MAX_BYTES:,} bytes")
    if data.startswith(LFS_POINTER):
        return _refused(name, "NC001", "Git LFS pointer, whose content is not downloaded; run `git lfs pull`")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as e:
        line, column = data.count(b"\n", 0, e.start) + 1, e.start - data.rfind(b"\n", 0, e.start)
        why = f"not UTF-8: byte 0x{data[e.start]:02X} at line {line}, byte {column}"
        return _refused(name, "NC001", why, advice_on(data))
    return SourceText(reading.beside(source.file, name), Lines(text)), []


def _refused(name: str, code: str, why: str, advice: str | None = None) -> tuple[None, list[tuple[str, Finding]]]:
    message = f"text file {backticked(name)}: {why}"
    return None, [(code, Finding(("text_file",), message, help=advice, arguments=(name,)))]


def _text_beside(source: SourceRecord, corpus: LoadedCorpus, name: str) -> str | None:
    """Name the text that is there instead of a missing one: that of the annotation's name, a similar name, or alone."""
    folder, _, missing = name.rpartition("/")
    try:
        assert source.folder is not None
        here = reading.named_in(corpus.root, source.folder, folder or ".")
        names = sorted(path.name for path in here.iterdir() if path.suffix == ".txt" and path.is_file())
    except (OSError, reading.Unreadable):
        return None
    if missing in names:
        return None
    own = f"{source.stem or PurePosixPath(source.file).stem}.txt"
    candidate = own if own in names else closest(missing, names) or (names[0] if len(names) == 1 else None)
    written = f"{folder}/{candidate}" if folder else candidate
    return f"write `text_file: {written}`, if that is the text" if candidate else None


def _read_beside(source: SourceRecord, corpus: LoadedCorpus, name: str) -> bytes:
    assert source.folder is not None
    return reading.read_bytes(reading.named_in(corpus.root, source.folder, name))


def over_budget(article: Article) -> str | None:
    """Return why the text is not searched; None if it is, as for nearly all articles."""
    length = len(article.text or "")
    if length * _most_words(article) <= min(limits.MAX_SEARCH, limits.MAX_PLACES):
        return None
    assert article.text is not None
    if _few_places(article.text, Counter(words.lstrip()[:1] for words in _words(article))):
        return None
    text, wanted = text_of(article.text), Counter(_words(article))
    known = {words: text.indexed(words) for words in wanted}
    searched = sum(times for words, times in wanted.items() if not known[words])
    if length * searched > limits.MAX_SEARCH:
        return _too_many(searched, length)
    left = limits.MAX_PLACES
    for words, times in wanted.items():
        left -= times * (known[words] or text.count(words, left // times + 1))
        if left < 0:
            return f"quotes and names occur in more than {limits.MAX_PLACES:,} places of the article text"
    if length * wanted.total() > limits.MAX_SEARCH:  # the index may lead to other words
        searched += sum(times for words, times in wanted.items() if known[words] and not text.whole(words))
    return _too_many(searched, length) if length * searched > limits.MAX_SEARCH else None


def _few_places(text: str, beginnings: Counter[str]) -> bool:
    """Whether the limits hold even if the words occur wherever their first characters do."""
    if len(text) * beginnings.total() > limits.MAX_SEARCH:
        return False
    return sum(times * text.count(char) for char, times in beginnings.items() if char) <= limits.MAX_PLACES


def _too_many(words: int, length: int) -> str:
    return f"{words:,} quotes and names are too many for an article text of {length:,} characters"


def _most_words(article: Article) -> int:
    """An upper bound for the number of `_words`, counted fast."""
    count = sum(4 + 2 * len(claim.quote) for claim in article.claims) + len(article.keywords)
    for actor in article.actors.values():
        count += 1 + len(actor.aliases) + 2 * (len(actor.roles) + len(actor.mentions))
    for event in article.events.values():
        words = len(event.evidence) + len(event.triggers) + len(event.places) + len(event.topics)
        words += sum(map(len, event.things.values()))
        words += sum(map(len, event.casualties.values())) if isinstance(event, Incident) else 0
        count += 4 + 2 * words
    return count


def _words(article: Article) -> Iterator[str]:
    """Yield all words to search for, as often as they are searched for."""
    for _, quote in quotes_of(article):
        yield quote.exact
        if quote.within is not None:
            yield quote.within
    for actor in article.actors.values():
        yield from (name for name in (actor.name, *actor.aliases) if name is not None)
    yield from article.keywords
