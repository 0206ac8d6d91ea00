"""What a feature of the server is, and a command; long work beside other requests; places that a client shows."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

import attrs
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.lsp.document import Document
from newscorpus.lsp.workspace import Workspace

_REFUSALS: Final = (lsp.LSPErrorCodes.RequestFailed, lsp.LSPErrorCodes.ContentModified)


class OutdatedError(UsageError):
    """A file has changed since its edits were made."""

    @classmethod
    def of(cls, path: Path) -> "OutdatedError":
        """Return the error for a file."""
        return cls(f"{path.name} has changed in the meantime; try again")


def refusal(reason: Exception) -> JsonRpcException:
    """Return the error by which a client learns why a request is not done."""
    codes = lsp.LSPErrorCodes
    is_outdated = isinstance(reason, OutdatedError)
    return JsonRpcException(str(reason), code=codes.ContentModified if is_outdated else codes.RequestFailed)


def is_no_refusal(record: logging.LogRecord) -> bool:
    """Report whether a record of pygls, which logs each exception with its traceback, is about anything else."""
    raised = record.exc_info[1] if record.exc_info else None
    return getattr(raised, "code", None) not in _REFUSALS


_SLICE: Final = 0.03
"""Seconds of work after which the server does something else, and a request can be cancelled."""
_T = TypeVar("_T")


def slice_of(steps: Iterator[_T]) -> list[_T]:
    """Return the results of some time of work; none at the end."""
    done, end = list[_T](), time.monotonic() + _SLICE
    for step in steps:
        done.append(step)
        if time.monotonic() > end:
            break
    return done


async def collected(steps: Iterator[_T]) -> list[_T]:
    """Return all results of long work, which is done beside other requests."""
    done = list[_T]()
    while some := await asyncio.to_thread(slice_of, steps):
        done += some
    return done


@attrs.frozen
class Feature:
    """A request of the protocol."""

    method: str
    answer: Callable[[Workspace, Any], Any]
    """From the parameters of the request; a coroutine function if it waits for something."""
    options: Any = None
    """What the server says of it when a session begins."""


def about_annotations(answer: Callable[[Workspace, Document, Any], Any], otherwise: Any = None) -> Callable[..., Any]:
    """Return what answers a request about an open file: from the file if it is an annotation, else with `otherwise`."""

    def answer_about(workspace: Workspace, params: Any) -> Any:
        document = workspace.annotation(params)
        return otherwise if document is None else answer(workspace, document, params)

    return answer_about


@attrs.frozen
class Command:
    """What a client asks the server to do, with arguments that an action or a lens has given it."""

    name: str
    run: Callable[..., Awaitable[Any]]
    """From the workspace and the arguments."""
    arguments: tuple[type, ...]
    """Their types."""

    def on(self, workspace: Workspace) -> Callable[..., Awaitable[Any]]:
        """Return what the client calls. A refusal is an error that the client shows."""

        async def run(*arguments: Any) -> Any:
            try:
                self._refuse_others(arguments)
                return await self.run(workspace, *arguments)
            except (UsageError, InvalidCorpus, ValueError) as e:
                raise refusal(e) from None

        return run

    def _refuse_others(self, arguments: tuple[Any, ...]) -> None:
        if [type(argument) for argument in arguments] != list(self.arguments):
            names = ", ".join(_JSON[kind] for kind in self.arguments)
            raise UsageError(f"{self.name} needs {len(self.arguments)} arguments: {names}")


_JSON: Final = {str: "string", int: "integer", list: "array"}


SHOW: Final = "newscorpus.show"
"""The command: the address of a file, and the line, the character and again of the end of a range, from 0."""


async def show(workspace: Workspace, place: lsp.Location) -> bool:
    """Show a place, and return whether the client did so."""
    window = workspace.client.client_capabilities.window
    if window is None or window.show_document is None or not window.show_document.support:
        return False
    asked = lsp.ShowDocumentParams(place.uri, take_focus=True, selection=place.range)
    return bool((await workspace.client.window_show_document_async(asked)).success)


def showing(title: str, place: lsp.Location) -> lsp.Command:
    """Return a command of the client that shows a place."""
    start, end = place.range.start, place.range.end
    return lsp.Command(title, SHOW, arguments=[place.uri, start.line, start.character, end.line, end.character])


async def _show_place(workspace: Workspace, uri: str, *at: int) -> bool:
    start, end = lsp.Position(*at[:2]), lsp.Position(*at[2:])
    return await show(workspace, lsp.Location(uri, lsp.Range(start, end)))


COMMANDS: Final = (Command(SHOW, _show_place, (str, int, int, int, int)),)
