"""Code actions: fixes of findings, all safe fixes, a waiver, a context, a version; and what a selection can become."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path as FilePath
from typing import Any, Final

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from newscorpus.api.accept import with_version
from newscorpus.api.annotate import Offer, contexts, offers
from newscorpus.checking.waiver_advice import waiver_for
from newscorpus.codec.source_map import SourceMap
from newscorpus.diagnostics.changes import backticked
from newscorpus.diagnostics.report import Diagnostic, Fix, Path, path_text
from newscorpus.edits.text_edits import apart, edited
from newscorpus.errors import UsageError
from newscorpus.formats.yaml.writer import inline
from newscorpus.lsp.annotated import Annotated
from newscorpus.lsp.change import change_article, edit_of, text_edit, workspace_edit
from newscorpus.lsp.diagnostics import range_of, to_client
from newscorpus.lsp.document import Document, Snapshot
from newscorpus.lsp.feature import Command, Feature, showing
from newscorpus.lsp.rename import registering
from newscorpus.lsp.workspace import TextFile, Workspace
from newscorpus.models import Article, text_of
from newscorpus.models.traversal import quotes_of
from newscorpus.rules import BY_CODE
from newscorpus.text.index import Text

FIX_ALL: Final = "source.fixAll.newscorpus"
_ACTIONS: Final = (lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.Refactor, FIX_ALL)


def actions(workspace: Workspace, document: Document, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """Return what can be done about the findings in a range; nothing while the file is not analyzed."""
    if not document.is_analyzed:
        return []
    wanted = params.context.only
    proposed = []
    if wanted is None or any(lsp.CodeActionKind.QuickFix.startswith(kind) for kind in wanted):
        here = [finding for finding in document.analysis.diagnostics if _meets(document, finding, params.range)]
        proposed += [action for finding in here for action in _about(workspace, document, finding)]
        proposed += _decisions(workspace, document, [finding for finding in here if finding.name == "open-point"])
    if wanted is None or any(FIX_ALL.startswith(kind) for kind in wanted):
        proposed += _fix_all(workspace, document, document.analysis.diagnostics)
    return proposed


def _meets(document: Document, finding: Diagnostic, at: lsp.Range) -> bool:
    own = range_of(document, finding)
    return bool(own.start <= at.end and at.start <= own.end)


def _about(workspace: Workspace, document: Document, finding: Diagnostic) -> Iterator[lsp.CodeAction]:
    quick_fix = partial(_quick_fix, to_client(workspace, document, finding))
    for i, fix in enumerate(finding.fixes):
        edit = _edit(workspace, document, _edits(document, fix))
        yield quick_fix(fix.title, is_preferred=i == 0 and fix.safe, edit=edit)
    locator = document.analysis.locator
    is_waivable = document.now.cls is Article and BY_CODE[finding.code].waivable and bool(finding.path)
    edits = _waive(document, finding, locator) if is_waivable and locator is not None else ()
    if edits:
        edit, reason = _edit(workspace, document, edits), _reason(document, edits)
        yield quick_fix(f"Waive {finding.code} here, with a reason", edit=edit, command=reason)
    article = document.analysis.article
    if finding.name == "ambiguous-quote" and article is not None:
        for command in _contexts(document.uri, article, finding.path):
            yield quick_fix(command.title, command=command)


def _quick_fix(about: lsp.Diagnostic, title: str, **more: Any) -> lsp.CodeAction:
    return lsp.CodeAction(title, kind=lsp.CodeActionKind.QuickFix, diagnostics=[about], **more)


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
        title = f"Accept from {name}: {'nothing' if name in todo.without else todo.at}"
        edit = _edit(workspace, document, [text_edit(document.now, new)])
        yield _quick_fix(to_client(workspace, document, points[0]), title, edit=edit)


def _fix_all(workspace: Workspace, document: Document, findings: Sequence[Diagnostic]) -> Iterator[lsp.CodeAction]:
    fixes = [next((fix for fix in finding.fixes if fix.safe), None) for finding in findings]
    safe = [fix for fix in fixes if fix is not None]
    raw = [[(edit.span.start, edit.span.end, edit.text) for edit in fix.edits] for fix in safe]
    chosen, _ = apart(raw, range(len(raw)))
    edits = [edit for i in chosen for edit in _edits(document, safe[i])]
    if edits:
        yield lsp.CodeAction("Make all safe fixes", kind=FIX_ALL, edit=_edit(workspace, document, edits))


def _edits(document: Document, fix: Fix) -> list[lsp.TextEdit]:
    shift = document.now.bom
    return [edit_of(document.now, edit.span.start + shift, edit.span.end + shift, edit.text) for edit in fix.edits]


def _edit(workspace: Workspace, document: Document, edits: Sequence[lsp.TextEdit]) -> lsp.WorkspaceEdit:
    return workspace_edit(workspace, {document.path: (document.now, edits)})


def _waive(document: Document, finding: Diagnostic, locator: SourceMap) -> list[lsp.TextEdit]:
    """Insert a waiver, the reason of which is still to be written: until then it is an error."""
    node, text = document.now.root.get("waive"), document.now.text
    written = inline({**waiver_for(finding.code, finding.path, locator, finding.arguments), "why": ""}, flow=True)
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
    refactors = wanted is None or any(_ANNOTATING.startswith(kind) for kind in wanted)
    text = workspace.texts.get(params.text_document.uri)
    if text is not None and refactors and params.range.start != params.range.end:
        return list(_offers(workspace, text, params.range))
    if document is None:
        return []
    proposed = actions(workspace, document, params)
    adding = registering(document, params.range) if refactors else None
    return [*proposed, *([adding] if adding else [])]


_OPTIONS: Final = lsp.CodeActionOptions(code_action_kinds=list(_ACTIONS))


ANNOTATE: Final = "newscorpus.annotate"
"""The command: the address of an annotation, what the words are, of which actor or event, and their offsets."""
CONTEXT: Final = "newscorpus.context"
"""The command: the address of an annotation, the path of a quote, and the offsets of the place that is meant."""
_ANNOTATING: Final = lsp.CodeActionKind.RefactorRewrite


def _offers(workspace: Workspace, text: TextFile, selected: lsp.Range) -> Iterator[lsp.CodeAction]:
    """What the selected words of a text can become in its annotations."""
    for annotated in workspace.annotations_of(text):
        uri = workspace.uri(annotated.path)
        span = text.positions.offset(selected.start), text.positions.offset(selected.end)
        for offer in offers(annotated.article, span):
            command = lsp.Command(offer.title, ANNOTATE, arguments=[uri, offer.part, offer.owner, *offer.span])
            yield lsp.CodeAction(offer.title, kind=_ANNOTATING, command=command)


def _contexts(uri: str, article: Article, path: Path) -> Iterator[lsp.Command]:
    """A command for each place that a quote without context may mean."""
    for title, span in contexts(article, path):
        yield lsp.Command(title, CONTEXT, arguments=[uri, list(path), *span])


def _article(workspace: Workspace, uri: str) -> tuple[Annotated, Text]:
    """The article of a file, and its text."""
    path = next(
        (document.path for document in workspace.documents.values() if document.uri == uri),
        FilePath(to_fs_path(uri) or ""),
    )
    annotated = workspace.annotation_at(path)
    if annotated is None or annotated.article.text is None:
        raise UsageError(f"{path.name} cannot be read, or is without its text")
    return annotated, text_of(annotated.article.text)


async def _annotate(workspace: Workspace, uri: str, part: str, owner: str, start: int, end: int) -> None:
    annotated, text = _article(workspace, uri)
    steps = Offer(text, part, owner, (start, end)).steps
    await change_article(workspace, annotated, steps, below=("quote", 0) if part == "claim" else ())


async def _add_context(workspace: Workspace, uri: str, quote: list[str | int], start: int, end: int) -> None:
    annotated, _ = _article(workspace, uri)
    if tuple(quote) not in dict(quotes_of(annotated.article)):
        raise UsageError(f"the article has no quote at {backticked(path_text(tuple(quote)))}")
    step = {"do": "replace", "path": quote, "value": {"span": [start, end]}}
    await change_article(workspace, annotated, [step])


FEATURES: Final = (Feature(lsp.TEXT_DOCUMENT_CODE_ACTION, _act, _OPTIONS),)
COMMANDS: Final = (
    Command(ANNOTATE, _annotate, (str, str, str, int, int)),
    Command(CONTEXT, _add_context, (str, list, int, int)),
)
