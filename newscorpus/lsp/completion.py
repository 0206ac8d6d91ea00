"""Completion: what may be at the cursor, by the models, the file, its text and its corpus."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, Final

import attrs
from lsprotocol import types as lsp

from newscorpus.checking.globs import is_text
from newscorpus.codec.addresses import place_of
from newscorpus.codec.expected import Expected, expected
from newscorpus.codec.short_forms import is_table
from newscorpus.formats.yaml.outline import read_outline
from newscorpus.formats.yaml.outline_node import OutlineNode, OutlinePlace, place_at
from newscorpus.formats.yaml.writer import inline
from newscorpus.fs.folders import walk
from newscorpus.lsp.document import Document
from newscorpus.lsp.feature import Feature
from newscorpus.lsp.typed import TypedScalar, continuations
from newscorpus.lsp.workspace import Options, Workspace
from newscorpus.models import FORMAT, Article, edtf
from newscorpus.models.codes import COUNTRIES, country_name
from newscorpus.models.fields import Field, Type
from newscorpus.models.metadata import ArticlePath, FilePath, InText, OneOf, Pattern, Ref, RuleName, Vocabulary
from newscorpus.models.values import UNKNOWN
from newscorpus.rules import BY_CODE
from newscorpus.text.index import context_at
from newscorpus.text.meant_dates import dates_meant
from newscorpus.text.words import as_article_id

TRIGGERS: Final = (" ", "{", "[", '"', "'", "#")
"""The characters after which a client asks by itself, beside letters."""
_COMMENT: Final = re.compile(r"(?:^|\s)#")
_SENTENCES: Final = frozenset(("evidence", "quote", "outcome"))
"""The fields whose words are often whole sentences."""
_MOST_FILES: Final = 200
"""Names of files that are offered, at most."""


@attrs.frozen
class _Offer:
    """One completion: what is shown, and what is written."""

    label: str
    written: str
    kind: lsp.CompletionItemKind
    detail: str = ""
    documentation: str = ""
    rank: int = 1
    """Offers of a lower rank come first."""
    is_pair: bool = False
    """Whether it is a key with its value."""
    is_in_schema: bool = False
    """Whether yaml-language-server offers it too."""
    is_described: bool = False
    """Whether words of `detail` lead to it, too: the name of a country, the meaning of a term."""

    def is_meant(self, typed: str) -> bool:
        """Report whether typed words lead to it, and not by its label."""
        words = typed.casefold().strip()
        if not words or self.label.casefold().startswith(words):
            return False
        return self.is_described and re.search(rf"(?<!\w){re.escape(words)}", self.detail.casefold()) is not None


def complete(document: Document, position: lsp.Position, options: Options) -> lsp.CompletionList:
    """Return what may be typed at a position. Without anything that fits, the list is empty."""
    cursor = _Cursor(document, document.now.positions.offset(position))
    offers = () if cursor.is_in_comment else tuple(dict.fromkeys(cursor.offers()))
    if options.beside_yaml_language_server:
        offers = tuple(offer for offer in offers if not offer.is_in_schema)
    items = [cursor.item(number, offer) for number, offer in enumerate(offers)]
    grows = any(offer.kind is lsp.CompletionItemKind.Text or offer.is_described for offer in offers)
    return lsp.CompletionList(is_incomplete=grows, items=items)


class _Cursor:
    """The cursor in a file, and what may be there."""

    def __init__(self, document: Document, offset: int) -> None:
        self._document, self._offset = document, offset
        self._text = document.now.text
        self._root = read_outline(self._text, offset)
        self._data = self._root.data()
        self._tables: dict[str, Mapping[str, OutlineNode | None]] = {}
        self._place: OutlinePlace = place_at(self._root, offset)
        is_key, cls = self._place.is_key, document.now.cls
        self._expected: Expected = expected(self._data, self._place.path, is_key=is_key, cls=cls)
        positions = document.now.positions
        self._scalar = TypedScalar(positions.lines, offset, self._place.node, flow=self._place.in_flow)
        self._typed = self._scalar.words
        self._replaced = positions.range(self._scalar.start, self._scalar.end)
        line_start, _ = positions.lines.bounds(positions.lines.at(offset)[0])
        self._begins_line = not self._text[line_start : self._scalar.start].strip(" -")
        self._line = self._text[line_start:offset]

    @property
    def is_in_comment(self) -> bool:
        """Whether a comment is being typed."""
        return not self._scalar.quote and _COMMENT.search(self._line) is not None

    @property
    def _is_key(self) -> bool:
        """Whether a key is expected: also as the first word of a mapping, which is a value while it is typed."""
        return self._place.is_key or (self._begins_line and self._expected.begins_mapping)

    @property
    def _is_name(self) -> bool:
        """Whether a name of an actor is expected, which the text has in most articles."""
        path = self._place.path
        return self._typed != "" and path[:1] == ("actors",) and path[2:3] in (("name",), ("aliases",))

    @property
    def _colon(self) -> str:
        return "" if self._text[self._scalar.end : self._scalar.end + 40].lstrip(" ").startswith(":") else ": "

    def offers(self) -> Iterator[_Offer]:
        """Yield what may be here."""
        is_key = self._is_key
        if self._document.now.cls is Article and self._is_all:
            yield self._skeleton()
        if not self._scalar.is_in_one_line:
            if self._is_name or any(kind.mark(InText) for kind in self._expected.types):
                yield from self._words()
            return  # nothing else has several lines
        if self._expected.begins_mapping and not is_key:
            return  # behind the colon of its own key, where YAML has no other
        present = {key.value for key, _ in self._place.owners[-1].entries} if self._place.is_key else set()
        if is_key:
            yield from (
                self._field(field) for field in self._expected.fields if field.name not in present - {self._typed}
            )
        if self._expected.attributes:
            yield from self._attributes(self._expected.attributes)
        if self._expected.context_of is not None:
            yield from self._contexts(self._expected.context_of)
            return
        if not is_key and self._is_name:
            yield from self._words()
        for kind in self._expected.types:
            for offer in self._of_type(kind):
                if not is_key or offer.is_pair:
                    yield offer
                elif offer.label not in present - {self._typed}:
                    yield attrs.evolve(offer, written=offer.written + self._colon)

    @property
    def _is_all(self) -> bool:
        """Whether the file has nothing but what is being typed."""
        return not (self._text[: self._scalar.start] + self._text[self._scalar.end :]).strip()

    def _skeleton(self) -> _Offer:
        """What each annotation begins with."""
        path = self._document.path
        text = text_beside(path)
        words = f"text_file: {self._inline(text.name)}\n" if text else "text: |\n  "
        written = f"format: {FORMAT}\nid: {self._inline(as_article_id(path.stem))}\n{words}"
        kind = lsp.CompletionItemKind.Snippet
        detail = f"a new annotation of {text.name}" if text else "a new annotation"
        return _Offer(_SKELETON, written, kind, detail, written, 0, is_described=True)

    def _field(self, field: Field) -> _Offer:
        colon = self._colon
        if colon and not self._place.in_flow and is_table(field.type):
            colon = ":"  # each of its entries has a line of its own
        rank = 0 if field.required else 2
        return _Offer(
            field.name, field.name + colon, lsp.CompletionItemKind.Field, "", field.doc, rank, is_in_schema=True
        )

    def _of_type(self, kind: Type) -> Iterator[_Offer]:
        if ref := kind.mark(Ref):
            yield from self._ids(ref)
        elif kind.mark(Vocabulary):
            for term in (self._document.terms.terms(kind) or {}).values():
                source = f"\n\n{term.source}" if term.source else ""
                offer = self._plain(term.word, lsp.CompletionItemKind.EnumMember, term.meaning, term.meaning + source)
                yield attrs.evolve(offer, is_in_schema=True, is_described=True)
        elif kind.mark(InText):
            yield from self._words()
        elif one_of := kind.mark(OneOf):
            for word in sorted(one_of.words):
                name = country_name(word) if one_of.words is COUNTRIES else ""
                offer = self._plain(word, lsp.CompletionItemKind.EnumMember, name)
                yield attrs.evolve(offer, is_in_schema=True, is_described=bool(name))
        elif kind.mark(RuleName):
            for rule in BY_CODE.values():
                yield self._plain(rule.code, lsp.CompletionItemKind.Value, rule.name, rule.summary)
        elif kind.mark(ArticlePath):
            yield from self._places()
        elif kind.mark(FilePath):
            for name in islice(_texts_below(self._document.path.parent), _MOST_FILES):
                yield self._plain(name, lsp.CompletionItemKind.File)
        elif kind.base is bool:
            for word in ("true", "false"):
                yield _Offer(word, word, lsp.CompletionItemKind.Value, is_in_schema=True)
        elif any(isinstance(mark, Pattern) and "a date" in mark.expects for mark in kind.marks):
            yield from self._dates()

    def _plain(self, word: str, kind: lsp.CompletionItemKind, detail: str = "", documentation: str = "") -> _Offer:
        return _Offer(word, self._inline(word), kind, detail, documentation)

    def _inline(self, value: Any) -> str:
        return inline(value, flow=self._place.in_flow or self._place.is_key)

    def _ids(self, ref: Ref) -> Iterator[_Offer]:
        document = self._document
        article, sign, _ = self._typed.partition("#")
        if sign and ref.elsewhere:
            summary = document.analysis.summaries.get(article)
            for event in summary.events if summary else ():
                yield self._plain(f"{article}#{event}", lsp.CompletionItemKind.Reference)
            return
        for table in (f"{kind}s" for kind in ref.to):
            for name in document.ids(table):
                yield self._plain(name, lsp.CompletionItemKind.Reference, self._title(table, name))
        if ref.elsewhere and self._typed:
            own = str(self._data.get("id")) if isinstance(self._data, dict) else ""
            for article_id in sorted(document.analysis.summaries.keys() - {own}):
                yield _Offer(
                    f"{article_id}#", f"{article_id}#", lsp.CompletionItemKind.Module, "event of another article", "", 3
                )

    def _title(self, table: str, name: str) -> str:
        node = self._nodes(table).get(name)
        title = node.get("name" if table == "actors" else "title") if node else None
        registered = self._document.terms.registry.get(name) if table == "actors" else None
        return title.value if title else (registered.name or "") if registered else ""

    def _nodes(self, table: str) -> Mapping[str, OutlineNode | None]:
        if table not in self._tables:
            node = self._root.get(table)
            self._tables[table] = {key.value: value for key, value in reversed(node.entries)} if node else {}
        return self._tables[table]

    @property
    def _wants_sentences(self) -> bool:
        return not _SENTENCES.isdisjoint(step for step in self._place.path if type(step) is str)

    def _words(self) -> Iterator[_Offer]:
        text = self._document.article_text
        if not self._typed.strip() and not self._wants_sentences:
            return
        is_whole = self._scalar.is_in_one_line
        has_context = is_whole and (
            "within" in {field.name for field in self._expected.fields} or not self._place.is_key
        )
        for continuation in continuations(text, self._typed) if text else ():
            line = f"line {text.raw.count(chr(10), 0, continuation.span[0]) + 1}" if text else ""
            label, kind = continuation.words, lsp.CompletionItemKind.Text
            several = "" if continuation.is_unique else ", occurs several times"
            written = self._inline(label) if is_whole else self._scalar.rest(label)
            if written is not None:
                yield _Offer(label, written, kind, line + several)
            context = (
                context_at(text, continuation.span) if text and not continuation.is_unique and has_context else None
            )
            if context:
                pair = f"{inline(label, flow=True)}: {inline(context, flow=True)}"
                written = pair if self._place.is_key else f"{{{pair}}}"
                yield _Offer(f"{label} — {context}", written, kind, line, is_pair=True)

    def _contexts(self, words: str) -> Iterator[_Offer]:
        text = self._document.article_text
        for span in text.candidates(words)[:20] if text else ():
            context = context_at(text, span) if text else None
            if context:
                yield self._plain(context, lsp.CompletionItemKind.Text)

    def _places(self) -> Iterator[_Offer]:
        """The places of the findings of the rule that the waiver names."""
        owner = self._place.owners[-1] if self._place.owners else None
        code = owner.get("code") if owner else None
        for finding in self._document.analysis.diagnostics:
            if finding.path and (code is None or code.value in (finding.code, finding.name)):
                yield self._plain(place_of(finding.path), lsp.CompletionItemKind.Value, finding.message)

    def _dates(self) -> Iterator[_Offer]:
        data: Mapping[str, Any] = self._data if isinstance(self._data, dict) else {}
        published = str(data.get("published") or "")
        words = self._place.path[-1] if self._place.path and not self._place.is_key else ""
        language = data.get("language") or self._document.analysis.manifest.language
        kind = lsp.CompletionItemKind.Value
        for to_come in (False, True):
            meant = dates_meant(str(words), language, edtf.day_of(published), to_come=to_come)
            for date in meant.dates if meant else ():
                yield _Offer(date, self._inline(date), kind, f"`{words}`, counted from {published}", "", 0)
        if edtf.bounds_of(published[:10]):
            yield _Offer(published[:10], self._inline(published[:10]), kind, "date of publication")
        if self._place.path[-2:-1] == ("when",):
            yield _Offer(UNKNOWN, UNKNOWN, kind, "the words leave it open", "", 2)

    def _attributes(self, owner: str) -> Iterator[_Offer]:
        declared = self._document.terms.attributes(owner)
        name = self._place.path[-1]
        attribute = None if self._is_key or name == "attributes" else declared.get(str(name))
        if attribute is not None:
            values = attribute.enum or ((True, False) if attribute.type == "boolean" else ())
            for value in values:
                yield _Offer(str(value), self._inline(value), lsp.CompletionItemKind.EnumMember)
            return
        for key, declaration in declared.items():
            yield _Offer(
                key, key + self._colon, lsp.CompletionItemKind.Field, declaration.type, declaration.description or ""
            )

    def item(self, number: int, offer: _Offer) -> lsp.CompletionItem:
        """Return the item of an offer, the edit of which replaces what is typed."""
        typed = self._text[self._scalar.start : self._offset]
        rest = offer.label[len(self._typed) :] if offer.kind is lsp.CompletionItemKind.Text else ""
        return lsp.CompletionItem(
            label=offer.label,
            kind=offer.kind,
            detail=offer.detail or None,
            documentation=offer.documentation or None,
            sort_text=f"{offer.rank}{number:04}",
            insert_text_format=lsp.InsertTextFormat.PlainText,  # Neovim 0.10 takes it for a snippet otherwise
            # Clients compare it with what is typed, quotation marks included.
            filter_text=typed + rest if rest or offer.is_meant(self._typed) else self._scalar.quote + offer.label,
            text_edit=lsp.TextEdit(self._replaced, offer.written),
        )


_SKELETON: Final = f"format: {FORMAT} …"


def text_beside(path: Path) -> Path | None:
    """Return the text file with the name of an annotation, in the same folder; None if there is none."""
    text = path.with_suffix(".txt")
    return text if text.is_file() else None


def _texts_below(folder: Path) -> Iterator[str]:
    """The text files in a folder and below, named relative to it; none in what cannot be listed."""
    with suppress(OSError):
        for at, names, _ in walk(folder):
            yield from ((at / name).relative_to(folder).as_posix() for name in names if is_text(name))


def _answer(workspace: Workspace, params: lsp.CompletionParams) -> lsp.CompletionList | None:
    document = workspace.annotation(params)
    if document is None:
        opened = workspace.documents.get(params.text_document.uri)
        if opened is None or len(opened.now.text.split()) > 1 or text_beside(opened.path) is None:
            return None
        document = opened  # it may become one
    return complete(document, params.position, workspace.options)


_OPTIONS: Final = lsp.CompletionOptions(trigger_characters=list(TRIGGERS))
FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_COMPLETION, _answer, _OPTIONS),)
