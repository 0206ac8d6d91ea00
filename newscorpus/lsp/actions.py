"""Code actions: fixes of findings, all safe fixes, a waiver, a context, a version; and what a selection can become."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path as FilePath
from typing import Any, Final

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from newscorpus.api.accept import with_version
from newscorpus.checking.waiver_advice import waiver_for
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Diagnostic, Fix, Path, path_text
from newscorpus.edits.text_edits import apart, edited
from newscorpus.errors import UsageError
from newscorpus.formats.yaml.writer import inline
from newscorpus.interchange.engine.actors import unique
from newscorpus.interchange.engine.fields import as_slug
from newscorpus.lsp.annotated import Annotated
from newscorpus.lsp.change import change_article, edit_of, text_edit, workspace_edit
from newscorpus.lsp.diagnostics import bom_length, range_of, to_client
from newscorpus.lsp.document import Document, Snapshot
from newscorpus.lsp.feature import Command, Feature, showing
from newscorpus.lsp.rename import registering
from newscorpus.lsp.typed import context_at
from newscorpus.lsp.workspace import TextFile, Workspace
from newscorpus.models import KINDS, Actor, Article, Claim, Quote, text_of
from newscorpus.models.traversal import quotes_of
from newscorpus.rules import BY_CODE
from newscorpus.rules.anchors.quotes import ambiguous_quote
from newscorpus.rules.configuration import open_point
from newscorpus.text.index import Text
from newscorpus.text.spans import Span, trimmed
from newscorpus.text.words import flatten

FIX_ALL: Final = "source.fixAll.newscorpus"
_ACTIONS: Final = (lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.Refactor, FIX_ALL)


def actions(workspace: Workspace, document: Document, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """Return what can be done about the findings in a range; nothing while the file is not analyzed."""
    if not document.is_analyzed:
        return []
    wanted = params.context.only
    found = []
    if wanted is None or any(lsp.CodeActionKind.QuickFix.startswith(one) for one in wanted):
        here = [one for one in document.analysis.diagnostics if _meets(document, one, params.range)]
        found += [action for one in here for action in _about(workspace, document, one)]
        found += _decisions(workspace, document, [one for one in here if one.code == open_point.code])
    if wanted is None or any(FIX_ALL.startswith(one) for one in wanted):
        found += _fix_all(workspace, document, document.analysis.diagnostics)
    return found


def _meets(document: Document, one: Diagnostic, at: lsp.Range) -> bool:
    own = range_of(document, one)
    return bool(own.start <= at.end and at.start <= own.end)


def _about(workspace: Workspace, document: Document, one: Diagnostic) -> Iterator[lsp.CodeAction]:
    for i, fix in enumerate(one.fixes):
        yield lsp.CodeAction(
            fix.title,
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[to_client(workspace, document, one)],
            is_preferred=i == 0 and fix.safe,
            edit=_edit(workspace, document, _edits(document, fix)),
        )
    locator = document.analysis.locator
    is_waivable = document.now.cls is Article and BY_CODE[one.code].waivable and bool(one.path)
    edits = _waive(document, one, locator) if is_waivable and locator is not None else ()
    if edits:
        yield lsp.CodeAction(
            f"Waive {one.code} here, with a reason",
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[to_client(workspace, document, one)],
            edit=_edit(workspace, document, edits),
            command=_reason(document, edits),
        )
    article = document.analysis.article
    if one.code == ambiguous_quote.code and article is not None:
        for command in contexts(document.uri, article, one.path):
            yield lsp.CodeAction(
                command.title,
                kind=lsp.CodeActionKind.QuickFix,
                diagnostics=[to_client(workspace, document, one)],
                command=command,
            )


def _decisions(workspace: Workspace, document: Document, points: Sequence[Diagnostic]) -> Iterator[lsp.CodeAction]:
    """The versions of an open point; of several at once, that would take long."""
    article = document.analysis.article
    if article is None or len(points) != 1:
        return
    point = int(points[0].path[1])
    todo = article.todo[point]
    for name in todo.annotators:
        try:
            new = with_version(document.now.text, article, name, [point])
        except UsageError:
            continue
        yield lsp.CodeAction(
            f"Accept from {name}: {'nothing' if name in todo.without else todo.at}",
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[to_client(workspace, document, points[0])],
            edit=_edit(workspace, document, [text_edit(document.now, new)]),
        )


def _fix_all(workspace: Workspace, document: Document, found: Sequence[Diagnostic]) -> Iterator[lsp.CodeAction]:
    fixes = [next((fix for fix in one.fixes if fix.safe), None) for one in found]
    safe = [fix for fix in fixes if fix is not None]
    raw = [[(edit.span.start, edit.span.end, edit.text) for edit in fix.edits] for fix in safe]
    made, _ = apart(raw, range(len(raw)))
    edits = [edit for i in made for edit in _edits(document, safe[i])]
    if edits:
        yield lsp.CodeAction("Make all safe fixes", kind=FIX_ALL, edit=_edit(workspace, document, edits))


def _edits(document: Document, fix: Fix) -> list[lsp.TextEdit]:
    shift = bom_length(document)
    return [edit_of(document.now, edit.span.start + shift, edit.span.end + shift, edit.text) for edit in fix.edits]


def _edit(workspace: Workspace, document: Document, edits: Sequence[lsp.TextEdit]) -> lsp.WorkspaceEdit:
    return workspace_edit(workspace, {document.path: (document.now, edits)})


def _waive(document: Document, one: Diagnostic, locator: SourceMap) -> list[lsp.TextEdit]:
    """Insert a waiver, the reason of which is still to be written: until then it is an error."""
    node, text = document.now.root.get("waive"), document.now.text
    written = inline({**waiver_for(one.code, one.path, locator, one.arguments), "why": ""}, flow=True)
    if node is None:
        end = len(text.rstrip())
        return [_insert(document, end, f"\n\nwaive:\n  - {written}")]
    if node.items and node.in_flow:
        return [_insert(document, node.items[-1].end, f", {written}")]
    if node.items:
        dash = text.rfind("-", 0, node.items[0].start)
        indent = " " * (dash - text.rfind("\n", 0, dash) - 1)
        return [_insert(document, node.items[-1].end, f"\n{indent}- {written}")]
    if node.entries and node.in_flow:  # a single waiver in place of a list
        return [_insert(document, node.start, "["), _insert(document, node.end, f", {written}]")]
    return []


def _reason(document: Document, inserted: Sequence[lsp.TextEdit]) -> lsp.Command:
    """Show where the reason is written: between the quotation marks that an inserted waiver ends with."""
    positions, last = document.now.positions, inserted[-1].new_text
    raw = [(at := positions.offset(edit.range.start), at, edit.new_text) for edit in inserted]
    after = Snapshot(edited(document.now.text, raw), document.now.encoding, document.now.cls)
    before = sum(len(words) for _, _, words in raw[:-1]) + last.rindex("''") + 1
    place = after.positions.position(raw[-1][0] + before)
    return showing("Write the reason", lsp.Location(document.uri, lsp.Range(place, place)))


def _insert(document: Document, at: int, words: str) -> lsp.TextEdit:
    return lsp.TextEdit(document.now.positions.range(at, at), words)


def _act(workspace: Workspace, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    document, wanted = workspace.annotation(params), params.context.only
    refactors = wanted is None or any(KIND.startswith(one) for one in wanted)
    text = workspace.texts.get(params.text_document.uri)
    if text is not None and refactors and params.range.start != params.range.end:
        return list(offers(workspace, text, params.range))
    if document is None:
        return []
    found = actions(workspace, document, params)
    adding = registering(document, params.range) if refactors else None
    return [*found, *([adding] if adding else [])]


_OPTIONS: Final = lsp.CodeActionOptions(code_action_kinds=list(_ACTIONS))


ANNOTATE: Final = "newscorpus.annotate"
"""The command: the address of an annotation, what the words are, of which actor or event, and their offsets."""
CONTEXT: Final = "newscorpus.context"
"""The command: the address of an annotation, the path of a quote, and the offsets of the place that is meant."""
KIND: Final = lsp.CodeActionKind.RefactorRewrite


def offers(workspace: Workspace, text: TextFile, selected: lsp.Range) -> Iterator[lsp.CodeAction]:
    """Yield what the selected words of a text can become in its annotation."""
    for annotated in workspace.annotations_of(text):
        assert annotated.article.text is not None
        span = _whole_words(
            annotated.article.text, *(text.positions.offset(at) for at in (selected.start, selected.end))
        )
        if span[0] < span[1]:
            uri = workspace.uri(annotated.path)
            for title, what, owner in _ways(annotated.article, annotated, span):
                command = lsp.Command(title, ANNOTATE, arguments=[uri, what, owner, *span])
                yield lsp.CodeAction(title, kind=KIND, command=command)


def _ways(article: Article, annotated: Annotated, span: Span) -> Iterator[tuple[str, str, str]]:
    """The title of each action, what the words become, and of what; new things, then the nearest actors and events."""
    selected = flatten((article.text or "")[slice(*span)])
    words = backticked(selected, 40)
    nearest = sorted(annotated.marks, key=lambda mark: abs(mark.start - span[0]))
    owners = list(dict.fromkeys([mark.path[:2] for mark in nearest]))
    known = [("events", key) for key in article.events] + [("actors", key) for key in article.actors]
    here = {mark.path[:3] for mark in nearest if (mark.start, mark.end) == span}  # names have no third step
    mentioned = {path[1] for path in here if path[0] == "actors" and path[2:] in ((), ("mentions",))}
    if not mentioned and all(selected not in actor.forms for actor in article.actors.values()):
        yield f"{words} is a new actor", "actor", ""
    for kind in KINDS:
        yield f"{words} is evidence of a new {kind}", kind, ""
    yield f"{words} is a new claim", "claim", ""
    for table, key in dict.fromkeys([*owners, *known]):
        if table == "events" and (table, key, "evidence") not in here:
            yield f"{words} is evidence of {backticked(str(key))}", "evidence", str(key)
        elif table == "actors" and key not in mentioned:
            yield f"{words} is a mention of {backticked(str(key))}", "mention", str(key)


def contexts(document_uri: str, article: Article, path: Path) -> Iterator[lsp.Command]:
    """Yield a command for each place that a quote without context may mean."""
    quote = at(article, path)
    if article.text is None or not isinstance(quote, Quote):
        return
    text = text_of(article.text)
    for span in text.candidates(quote.exact)[:_MOST_PLACES]:
        context = context_at(text, span)
        if context is not None:
            line = article.text.count("\n", 0, span[0]) + 1
            title = f"Add the context of the place in line {line}: {backticked(context)}"
            yield lsp.Command(title, CONTEXT, arguments=[document_uri, list(path), *span])


_MOST_PLACES: Final = 20


def at(owner: Any, path: Path) -> Any:
    """Return what an article or its draft has at a path."""
    for step in path:
        is_member = isinstance(owner, dict | list | tuple)
        owner = owner[step] if is_member else getattr(owner, str(step))
    return owner


def _whole_words(raw: str, start: int, end: int) -> Span:
    """A selection without the whitespace at its ends, and with the rest of the words that it cuts."""
    span = trimmed((start, end), raw)
    return text_of(raw).widened(span) if raw[slice(*span)].strip() else (end, end)


def _quote(text: Text, span: Span) -> Quote:
    """The quote of a place: with its context, if the words occur elsewhere."""
    words = flatten(text.raw[slice(*span)])
    within = context_at(text, span) if text.count(words, 2) > 1 else None
    return Quote(exact=words, within=within)


def _add(text: Text, what: str, owner: str, span: Span, draft: Any) -> Path:
    """Add words to a draft, and return the path of what is new."""
    quote = _quote(text, span)
    known = {"evidence": draft.events, "mention": draft.actors}.get(what)
    if known is not None and owner not in known:
        raise UsageError(f"the article has no {backticked(owner)}")
    if what == "evidence":
        draft.events[owner].evidence.append(quote)
        return "events", owner, "evidence", len(draft.events[owner].evidence) - 1
    if what == "mention":
        draft.actors[owner].mentions.append(quote)
        return "actors", owner, "mentions", len(draft.actors[owner].mentions) - 1
    if what == "claim":
        draft.claims.append(Claim(quote=[quote]))
        return "claims", len(draft.claims) - 1, "quote", 0
    taken = {*draft.actors, *draft.events}
    if what == "actor":
        key = unique(as_slug(quote.exact, "actor"), taken)
        draft.actors[key] = _actor(text, key, quote)
        return "actors", key
    if what not in KINDS:
        raise UsageError(f"{backticked(what)} is nothing that words can become")
    key = unique(as_slug(" ".join(quote.exact.split()[:_ID_WORDS]), what), taken)
    draft.events[key] = KINDS[what](id=key, type="other", evidence=[quote])
    return "events", key


def _actor(text: Text, key: str, quote: Quote) -> Actor:
    """A new actor: of a name, or of other words for somebody, such as `newspapers`."""
    if _is_name(text, quote.exact):
        return Actor(id=key, name=quote.exact, kind="unknown")
    return Actor(id=key, name=quote.exact, kind="unknown", named=False, mentions=[quote])


def _is_name(text: Text, words: str) -> bool:
    """Whether words are capitalized, and not only since a sentence begins with them."""
    first, *others = words.split()
    if any(word[:1].isupper() for word in others):
        return True
    return first[:1].isupper() and not others and not text.whole(first.lower())


_ID_WORDS: Final = 3
"""Words of the evidence of a new event that make its id."""


def _specify(text: Text, path: Path, span: Span, draft: Any) -> Path:
    """Replace a quote by one with the context of a place."""
    *above, last = path
    owner, quote = at(draft, tuple(above)), _quote(text, span)
    if isinstance(owner, list):
        owner[int(last)] = quote
    else:
        setattr(owner, str(last), quote)
    return path


def _article(workspace: Workspace, uri: str) -> tuple[Annotated, Text]:
    """The article of a file, and its text."""
    path = next((one.path for one in workspace.documents.values() if one.uri == uri), FilePath(to_fs_path(uri) or ""))
    annotated = workspace.annotation_at(path)
    if annotated is None or annotated.article.text is None:
        raise UsageError(f"{path.name} cannot be read, or is without its text")
    return annotated, text_of(annotated.article.text)


async def _annotate(workspace: Workspace, uri: str, what: str, owner: str, start: int, end: int) -> None:
    annotated, text = _article(workspace, uri)
    await change_article(workspace, annotated, partial(_add, text, what, owner, (start, end)))


async def _add_context(workspace: Workspace, uri: str, quote: list[str | int], start: int, end: int) -> None:
    annotated, text = _article(workspace, uri)
    if tuple(quote) not in dict(quotes_of(annotated.article)):
        raise UsageError(f"the article has no quote at {backticked(path_text(tuple(quote)))}")
    await change_article(workspace, annotated, partial(_specify, text, tuple(quote), (start, end)))


FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_CODE_ACTION, _act, _OPTIONS),)
COMMANDS: Final = (
    Command(ANNOTATE, _annotate, (str, str, str, int, int)),
    Command(CONTEXT, _add_context, (str, list, int, int)),
)
