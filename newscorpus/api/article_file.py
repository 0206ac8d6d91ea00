"""One annotation in its file, or in a line of JSON Lines: read, edited, proved, written."""

from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path as FilePath
from typing import Any, Final

import attrs

from newscorpus.anchoring import anchor, anchor_all, strip_offsets
from newscorpus.api.load import AnyPath, source_of
from newscorpus.checking.discovery import Finder
from newscorpus.checking.fixes import fixes_of_record
from newscorpus.checking.globs import FORMATS
from newscorpus.checking.loaded_corpus import LoadedCorpus
from newscorpus.checking.pipeline import ArticleCheck
from newscorpus.checking.selection import ESSENTIAL, SessionOptions
from newscorpus.diagnostics.report import Diagnostic, Path, Report, Severity, in_order, path_text, with_fixes
from newscorpus.edits.editor import edit_text
from newscorpus.edits.forms import Former
from newscorpus.edits.layout import CannotEdit
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.formats.document import Document
from newscorpus.formats.json.reader import parse_json
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.fs import atomic, reading
from newscorpus.models import Actor, Article, merged
from newscorpus.models.corpus import with_defaults, with_registry
from newscorpus.models.frozen import FrozenDict, evolve_unchecked
from newscorpus.parsed import SourceRecord

_LINES = ".jsonl"


@attrs.frozen
class FileRecord:
    """One annotation in a file: the whole file, or one line of JSON Lines."""

    path: FilePath
    contents: bytes
    """The whole file."""
    format: str
    """yaml or json."""
    start: int
    """Where the annotation begins, in bytes."""
    data: bytes
    """The annotation."""
    line: int | None = None
    """Its line, from 1, in JSON Lines."""

    @property
    def mark(self) -> str:
        """The byte order mark that the annotation begins with, if it does."""
        return "\ufeff" if self.data.startswith(BOM_UTF8) else ""

    @property
    def text(self) -> str:
        """The annotation, without a byte order mark. What is not UTF-8 in it is replaced."""
        return self.data.decode("utf-8", "replace").removeprefix(self.mark)

    def has_other(self, id_: str) -> bool:
        """Return whether another annotation of the file, in JSON Lines, has an id."""
        return self.line is not None and any(number != self.line for number, _, _ in _lines_of(self.contents, id_))

    def source(self, data: bytes | None = None) -> SourceRecord:
        """Return the annotation as a record, or other bytes in its place."""
        record = source_of(self.data if data is None else data, self.format, self.path.parent)
        before = len(self.contents[: self.start].decode("utf-8", "surrogateescape"))
        return attrs.evolve(record, file=self.path.as_posix(), record=self.line, offset=before)

    def corpus(self, options: SessionOptions) -> LoadedCorpus:
        """Return the corpus of the file, as `check` finds it.

        Raises:
            InvalidCorpus: If its `corpus.yaml` has errors.
            UsageError: If the file is a `corpus.yaml` itself.
        """
        absent = options.absent_rules()
        finder = Finder(
            options.select, options.ignore, options.today, extend_select=options.extend_select, absent=absent
        )
        files = finder.files([finder.unlinked(self.path)])
        if not files:
            raise UsageError(f"{self.path} is no article")
        corpus = files[0].corpus
        corpus.require_valid()
        return corpus

    def with_data(self, data: bytes) -> bytes:
        """Return the contents of the file with other bytes in place of the annotation."""
        return self.contents[: self.start] + data + self.contents[self.start + len(self.data) :]


def read_record(path: AnyPath) -> FileRecord:
    """Read one annotation, or a `corpus.yaml`.

    Args:
        path: The file in YAML or JSON; or that in JSON Lines, `#`, and the id of the article.

    Raises:
        UsageError: If the file cannot be read, has another format, or has no such article.
    """
    name, separator, id_ = str(path).rpartition(f"{_LINES}#")
    file = FilePath(f"{name}{_LINES}" if separator else path)
    format = FORMATS.get(file.suffix)
    if format == "jsonl" and not separator:
        raise UsageError(f"{file}: JSON Lines have several articles; add `#` and the id of one: {file}#ID")
    if not file.exists():
        raise UsageError(f"{file}: no such file")
    if format not in ("yaml", "json", "jsonl"):
        raise UsageError(f"{file}: no annotation in YAML or JSON, by its ending")
    try:
        contents = reading.read_bytes(file) if format != "jsonl" else reading.read_bytes(file, file.stat().st_size)
    except OSError:
        raise UsageError(f"{file}: no such file") from None
    except reading.Unreadable as e:
        raise UsageError(f"{file}: {e}") from None
    return _line(file, contents, id_) if format == "jsonl" else FileRecord(file, contents, format, 0, contents)


def _line(file: FilePath, contents: bytes, id_: str) -> FileRecord:
    lines = list(_lines_of(contents, id_))
    if len(lines) != 1:
        raise UsageError(f"{file} has {len(lines) or 'no'} article{'s' * (len(lines) > 1)} `{id_}`")
    number, at, data = lines[0]
    return FileRecord(file, contents, "json", at, data, number)


def _lines_of(contents: bytes, id_: str) -> Iterator[tuple[int, int, bytes]]:
    """Yield the lines of the annotations with an id: the number, where it begins, and the annotation."""
    at = 0
    for number, line in enumerate(BytesIO(contents), 1):
        data = line.rstrip(b"\r\n")
        if id_.encode() in data and _id_of(data) == id_:
            yield number, at, data
        at += len(line)


def _id_of(line: bytes) -> object:
    data = parse_json(line.decode("utf-8", "replace")).data
    return data.get("id") if isinstance(data, dict) else None


Inspected = tuple[Article | None, list[Diagnostic]]
"""The article that some bytes contain, and the findings, without those of corpus rules."""
_ROUNDS: Final = 3
"""A value whose data stays may mean another place of the text after a change nearby. Then it is written, too."""
_AS_EDITED: Final = "nothing was written; lines are those of the edited file"


@attrs.frozen
class ArticleFile:
    """A file with one annotation, and the article that it contains: anchored, with the actors of the registry."""

    record: FileRecord
    corpus: LoadedCorpus
    document: Document
    """The annotation as it was read."""
    article: Article
    own: frozenset[str] = frozenset()
    """The ids of the actors that the file itself has."""
    inspector: Callable[[bytes], Inspected] | None = attrs.field(default=None, eq=False, repr=False)
    """Inspects bytes in place of this file; whoever edits it often knows most results already."""

    @classmethod
    def read(cls, path: AnyPath) -> "ArticleFile":
        """Read the file. Raises InvalidCorpus and UsageError as `edit` does."""
        record = read_record(path)
        return cls.of(record, record.corpus(SessionOptions(())))

    @classmethod
    def of(
        cls, record: FileRecord, corpus: LoadedCorpus, inspector: Callable[[bytes], Inspected] | None = None
    ) -> "ArticleFile":
        """Read a file that is in memory. Raises as `read` does."""
        parse = parse_json if record.format == "json" else parse_yaml
        unread = Article(id="unread", sha256="0" * 64)
        file = cls(record, corpus, parse(record.text), unread, inspector=inspector)
        article, findings = file.inspect(record.data)
        if article is None or file.document.is_in_doubt:
            raise InvalidCorpus(Report(in_order(findings)))
        return attrs.evolve(file, article=article, own=_ids(file.document.data.get("actors")))

    def inspect(self, data: bytes) -> Inspected:
        """Return the article that bytes in place of the annotation contain, and their findings."""
        if self.inspector is not None:
            return self.inspector(data)
        active = self.corpus.selection.active("") | ESSENTIAL
        result = ArticleCheck(self.record.source(data), self.corpus, active).run()
        article = result.article
        findings = result.waived_with((), active)[0]
        return article and evolve_unchecked(article, path=None), findings

    def completed(self, article: Article) -> Article:
        """An article as it would be read: anchored, with what the corpus adds."""
        manifest = self.corpus.manifest
        complete = evolve_unchecked(with_defaults(article, manifest), path=None)
        if manifest.actors:
            # Others come back if something refers to them.
            actors, registry = complete.actors, manifest.actors
            kept = {key: actor for key, actor in actors.items() if key in self.own or actor != registry.get(key)}
            complete = evolve_unchecked(complete, actors=FrozenDict(kept))
            complete = evolve_unchecked(complete, actors=with_registry(complete, manifest.actors))
        return anchor(complete)

    def save(self, article: Article, known: Mapping[Path, Mapping[Any, Any]] | None = None) -> bool:
        """Write the article; return whether that changed the file. `known` is that of `with_article`."""
        contents = self.with_article(article, known)
        if contents is not None:
            self._write(contents)
        return contents is not None

    def with_article(self, article: Article, known: Mapping[Path, Mapping[Any, Any]] | None = None) -> bytes | None:
        """Return the file with the article; None if that does not change it.

        `known` has for lists and mappings which of their members had which index or key before.
        """
        path = self.record.path
        for field in _of_registry(article, self.corpus.manifest.actors):
            raise UsageError(f"{path}: the registry of corpus.yaml has {field}: change it there; nothing was written")
        new = self.completed(_in_its_text(article, self.article.text))
        if known is None and new.text_file is None and new.text == self.article.text:  # it may come from another format
            new = evolve_unchecked(new, text_file=self.article.text_file)
        if new == self.article and new.text_file == self.article.text_file:
            return None
        if new.id != self.article.id and self.record.has_other(new.id):
            raise UsageError(f"{path} has another article `{new.id}`; nothing was written")
        try:
            edited = self.edited(new, known or {})
        except CannotEdit as e:
            raise UsageError(f"{path} cannot be edited with certainty: {e}; nothing was written") from None
        return self._accepted(edited)

    def write(self, text: str) -> None:
        """Write an edited annotation, unless it has new errors or the file has changed. Raises as `edit` does."""
        self._write(self._accepted(text))

    def _accepted(self, text: str) -> bytes:
        """The file with an edited annotation, unless that has new errors."""
        edited = (self.record.mark + text).encode()
        self.refuse_errors(edited)
        return self.record.with_data(edited)

    def _write(self, contents: bytes) -> None:
        path = self.record.path
        try:
            atomic.write(path, lambda out: out.write(contents), expected=self.record.contents)
        except atomic.Changed:
            raise UsageError(f"{path} has changed meanwhile; nothing was written") from None

    def edited(self, new: Article, known: Mapping[Path, Mapping[Any, Any]]) -> str:
        """Return the annotation, without its byte order mark, with a new article. Raises CannotEdit."""
        document, bare, edited = self.document, strip_offsets(new), self.record.text
        moved = new.text_file != self.article.text_file  # which does not count where models are compared
        reopened = frozenset[Path]({("text_file",)} if moved else ())
        corpus = self.corpus
        for _ in range(_ROUNDS):
            former = Former(document.data, corpus.codec, corpus.manifest.actors, reopened, known)
            data = former.article(self.article, new, bare)
            edited = edit_text(document, data, as_json=self.record.format == "json", origins=former.origins)
            if self.record.line is not None and "\n" in edited:
                raise CannotEdit("a record of JSON Lines is one line")
            back = self.inspect(edited.encode())[0]
            if back == new:
                return edited
            reopened |= frozenset(_differing(back, new))
        self.refuse_errors(edited.encode())  # an unknown term, say, is read as none
        raise CannotEdit(f"{path_text(min(reopened, key=str))} would be read differently")

    def refuse_errors(self, data: bytes) -> None:
        """Raise InvalidCorpus if the edited file has more errors of a rule than before."""
        before, after = (self.inspect(annotation)[1] for annotation in (self.record.data, data))
        known = Counter(finding.code for finding in before if finding.severity is Severity.ERROR)
        codes = Counter(finding.code for finding in after if finding.severity is Severity.ERROR) - known
        new = [finding for finding in after if finding.code in codes and finding.severity is Severity.ERROR]
        if new:
            source = self.record.source(data)
            fixes = partial(fixes_of_record, source, self.corpus, self.corpus.selection.active("") | ESSENTIAL)
            raise InvalidCorpus(Report(in_order(with_fixes(new, fixes(new)))), _AS_EDITED)


def _ids(table: Any) -> frozenset[str]:
    """The ids of a table, a mapping or a list."""
    items: list[Any] = table if type(table) is list else []
    return frozenset(
        table if type(table) is dict else (item["id"] for item in items if type(item) is dict and "id" in item)
    )


def _of_registry(article: Article, registry: Mapping[str, Actor]) -> Iterator[str]:
    """Yield the paths of values that the registry has otherwise, so that the file cannot change them."""
    for key, actor in article.actors.items():
        if key in registry:
            known = merged(registry[key], actor)
            for field in ("name", "kind", "country", "sector", "note"):
                if getattr(actor, field) not in (None, getattr(known, field)):
                    yield f"actors.{key}.{field}"
            for table in ("ids", "attributes"):
                for name, value in getattr(actor, table).items():
                    if getattr(known, table)[name] != value:
                        yield f"actors.{key}.{table}.{name}"


def _in_its_text(article: Article, old_text: str | None) -> Article:
    """An article whose text may have been changed; its quotes have offsets only if those are of the new text."""
    if old_text is None or article.text in (None, old_text):
        return article
    if all(lost.quote.start is None for lost in anchor_all(article).unanchored):
        return article
    return evolve_unchecked(strip_offsets(evolve_unchecked(article, text=old_text)), text=article.text)


def _differing(before: Any, other: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the paths at which two articles differ."""
    if before == other:
        return
    if attrs.has(type(before)) and type(before) is type(other):
        for field in attrs.fields(type(before)):
            yield from _differing(getattr(before, field.name), getattr(other, field.name), (*path, field.name))
    elif isinstance(before, dict) and isinstance(other, dict) and list(before) == list(other):
        for key in before:
            yield from _differing(before[key], other[key], (*path, key))
    elif isinstance(before, tuple) and isinstance(other, tuple) and len(before) == len(other):
        for i, (a, b) in enumerate(zip(before, other, strict=True)):
            yield from _differing(a, b, (*path, i))
    else:
        yield path
