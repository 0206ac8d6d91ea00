"""Add an actor of an article to the registry of its corpus, in `corpus.yaml`."""

from pathlib import Path as FilePath
from typing import Any, Final

from lsprotocol import types as lsp

from newscorpus.diagnostics.changes import backticked
from newscorpus.edits.editor import edit_text
from newscorpus.edits.layout import CannotEdit
from newscorpus.errors import UsageError
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.lsp.change import apply
from newscorpus.lsp.document import Document
from newscorpus.lsp.feature import Command
from newscorpus.lsp.navigation import name_at
from newscorpus.lsp.proof import refuse_new_findings
from newscorpus.lsp.workspace import Workspace
from newscorpus.models import MANIFEST

REGISTER: Final = "newscorpus.register"
"""The command: the address of an annotation, and the id of an actor."""
_FIELDS: Final = ("name", "kind", "named", "aliases", "country", "sector", "ids")
"""What the registry takes over. The rest is about the article: mentions, offices, relations."""


def offered(document: Document, at: lsp.Range) -> lsp.CodeAction | None:
    """Return the action for the actor whose id is at the start of a range; None if there is none to add."""
    name = name_at(document, document.place(document.now.positions.offset(at.start)))
    if name is None or name.table != "actors" or document.analysis.root is None or document.path.name == MANIFEST:
        return None
    if name.id in document.terms.registry or name.id not in document.now.ids("actors"):
        return None
    title = f"Add {backticked(name.id)} to the registry of the corpus"
    return lsp.CodeAction(
        title, kind=lsp.CodeActionKind.Refactor, command=lsp.Command(title, REGISTER, arguments=[document.uri, name.id])
    )


async def _run(workspace: Workspace, uri: str, key: str) -> None:
    document = workspace.documents.get(uri)
    root = document.analysis.root if document else None
    if document is None or root is None:
        raise UsageError("the article has no corpus")
    path = root / MANIFEST
    manifest = workspace.snapshot(path)
    actor = _actor(parse_yaml(document.now.text.removeprefix("\ufeff")).data, key)
    if manifest is None or actor is None:
        raise UsageError(f"{document.path.name} has no actor {backticked(key)}, or {MANIFEST} cannot be read")
    new = _inserted(path, manifest.text, key, {name: actor[name] for name in _FIELDS if name in actor})
    after = {path: new.encode("utf-8", "surrogatepass")}
    await refuse_new_findings(workspace, document, backticked(key), {path: manifest.encoded}, after)
    await apply(workspace, path, manifest, new)


def _actor(data: Any, key: str) -> dict[str, Any] | None:
    """The data of an actor, in whatever form the table has."""
    actors = data.get("actors") if isinstance(data, dict) else None
    if isinstance(actors, list):
        found = next((one for one in actors if isinstance(one, dict) and one.get("id") == key), None)
    else:
        found = actors.get(key) if isinstance(actors, dict) else None
    return found if isinstance(found, dict) else None


def _inserted(path: FilePath, text: str, key: str, actor: dict[str, Any]) -> str:
    """`corpus.yaml` with an actor behind the others."""
    document = parse_yaml(text)
    data = document.data
    if not isinstance(data, dict) or document.is_in_doubt:
        raise UsageError(f"{path.name} is not valid YAML; correct it first")
    try:
        return edit_text(document, parse_yaml, {**data, "actors": {**(data.get("actors") or {}), key: actor}})
    except CannotEdit:
        raise UsageError(f"{path.name} cannot be edited with certainty; add the actor by hand") from None


COMMANDS: Final = (Command(REGISTER, _run, (str, str)),)
