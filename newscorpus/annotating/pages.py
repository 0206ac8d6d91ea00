"""What the pages of `annotate` load and ask for: files of the package, and requests as JSON.

A request names an article by a name of the list, never by a path. What it asks for is data to be judged: malformed
requests are refused, and so is everything that writes if the workspace is read-only.
"""

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import attrs

from newscorpus.annotating import shown
from newscorpus.annotating.guesses import Guesses
from newscorpus.annotating.meanings import selected
from newscorpus.annotating.session import ArticleSession
from newscorpus.annotating.workspace import Workspace
from newscorpus.api.steps import ConflictError, steps_of
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.models import text_of
from newscorpus.text.index import context_at
from newscorpus.views.pages import asset
from newscorpus.views.server import Answer, BadRequestError, LiveServer

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_KINDS: Final = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
_WEB: Final = (
    *("index.html", "annotate.css", "app.js", "dom.js", "text.js", "menu.js", "verbs.js", "panel.js", "form.js"),
    *("list.js", "keys.js"),
)
_SENT: Final = ("event", "inside", "known", "dates", "value", "amount", "country", "nearest")
"""What the page gets to know of the words."""
_MOST_COUNTED: Final = 99
_REASONS: Final = 3
"""Errors that a refusal names, at most."""


class AnnotatePages:
    """The pages of a workspace, for a live server."""

    most: Final = 256 * 1024
    """Bytes of a request."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._read: dict[str, Callable[[ArticleSession, dict[str, Any]], Any]] = {
            "state": self._state,
            "findings": self._findings,
            "menu": _menu,
            "lines": lambda session, data: {"lines": session.lines(_path(data))},
            "unannotated": lambda session, _: self._workspace.unannotated(session),
        }
        self._write: dict[str, Callable[[ArticleSession, dict[str, Any]], Any]] = {
            "act": _act,
            "undo": lambda session, _: session.back(),
            "redo": lambda session, _: session.back(forward=True),
            "again": lambda session, _: session.again(),
            "fix": lambda session, data: session.fix(*_strings(data, "id", "title", "seen")),
            "accept": lambda session, data: session.accept(_number(data, "point"), *_strings(data, "by", "seen")),
            "write": lambda session, data: session.write_lines(_path(data), *_strings(data, "new", "old")),
        }

    def get(self, address: str, version: int) -> Answer | None:  # noqa: ARG002 - these pages ask for what is new
        """Return a file of the page; no other file has an address."""
        name = address or "index.html"
        if name == "view.css":
            return Answer(asset("newscorpus.css").encode(), "text/css; charset=utf-8")
        if name not in _WEB:
            return None
        kind = _KINDS[name.rpartition(".")[2]]
        return Answer(_web(name), f"{kind}; charset=utf-8", _POLICY)

    def post(self, address: str, data: Any) -> Answer | None:
        """Answer a request. What it asks for and cannot have is `refused`, in words for the page."""
        if not isinstance(data, dict):
            raise BadRequestError
        workspace = self._workspace
        if address == "articles":
            with workspace.lock:
                return _json({"articles": workspace.listed(), "readOnly": workspace.read_only})
        if address == "search":
            (words,) = _strings(data, "words")
            with workspace.lock:
                return _json(workspace.search(words))
        if address == "begin":
            (name,) = _strings(data, "article")
            return _json(self._tried(lambda: {"article": workspace.begin(name)}, writes=True))
        if address == "schema":
            session = self._session(data)
            return _json(shown.schema(session.index.corpus.manifest)) if session else None
        if address in self._read or address in self._write:
            return self._asked(address, data)
        return None

    def _session(self, data: Mapping[str, Any]) -> ArticleSession | None:
        (name,) = _strings(data, "article")
        with self._workspace.lock:
            return self._workspace.session(name)

    def _asked(self, address: str, data: dict[str, Any]) -> Answer | None:
        session = self._session(data)
        if session is None:
            return None
        with self._workspace.lock:
            if address in self._read:
                return _json(self._tried(lambda: self._read[address](session, data)))
            answer = self._tried(lambda: {"shown": self._write[address](session, data)}, writes=True)
            return _json({**answer, "state": shown.state(session)})

    def _tried(self, answer: Callable[[], Any], *, writes: bool = False) -> Any:
        if writes and self._workspace.read_only:
            return {"refused": "these articles are shown with --read-only: nothing is written"}
        try:
            with self._workspace.lock:
                return answer()
        except InvalidCorpus as e:
            reasons = (f"{d.message}; {d.help}" if d.help else d.message for d in e.report.diagnostics[:_REASONS])
            return {"refused": "\n".join(reasons) or str(e)}
        except (UsageError, ValueError, OSError) as e:
            return {"refused": str(e), "ask": getattr(e, "ask", None)}

    def _state(self, session: ArticleSession, data: Mapping[str, Any]) -> dict[str, Any]:
        session.refresh()
        return {"same": True} if data.get("seen") == session.version else shown.state(session)

    def _findings(self, session: ArticleSession, data: Mapping[str, Any]) -> dict[str, Any]:
        findings = shown.findings(session)
        self._workspace.note(data["article"], findings)
        return {"version": session.version, "findings": findings}


def _act(session: ArticleSession, data: Mapping[str, Any]) -> list[Any]:
    label, seen = _strings(data, "label", "seen")
    return list(session.act(steps_of(data.get("steps")), label, seen, force=data.get("force") is True))


def _menu(session: ArticleSession, data: Mapping[str, Any]) -> dict[str, Any]:
    """What selected words mean, and what they are likely to be."""
    article, current = session.article, data.get("current")
    if article is None or article.text is None or session.error:
        raise ConflictError("the file cannot be read, so it is not edited")
    text, given = text_of(article.text), (_number(data, "start"), _number(data, "end"))
    span = selected(text, given, exactly=data.get("exactly") is True)
    if span[0] >= span[1]:
        return {"empty": True}
    guesses = Guesses(article, text, span, current if isinstance(current, str) else None)
    count = text.count(guesses.words, _MOST_COUNTED)
    return {
        "span": span,
        "widened": span != selected(text, given, exactly=True),
        "words": guesses.words,
        "count": count,
        "within": context_at(text, span) if count > 1 else None,
        "best": [attrs.asdict(guess) for guess in guesses.best()],
        **{name: getattr(guesses, name) for name in _SENT},
        "kind": guesses.kind(),
        "claim": guesses.claim([]),
        "speaker": guesses.speaker[0],
    }


def _strings(data: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    values = tuple(data.get(name) for name in names)
    if not all(isinstance(value, str) for value in values):
        raise BadRequestError
    return values  # type: ignore[return-value]  # as just checked


def _number(data: Mapping[str, Any], name: str) -> int:
    value = data.get(name)
    if type(value) is not int or value < 0:
        raise BadRequestError
    return value


def _path(data: Mapping[str, Any]) -> tuple[str | int, ...]:
    path = data.get("path")
    if not isinstance(path, list) or not path or not all(type(step) in (str, int) for step in path):
        raise BadRequestError
    if any(type(step) is int and step < 0 for step in path):
        raise BadRequestError
    return tuple(path)


def _json(value: Any) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace"))


@cache
def _web(name: str) -> bytes:
    return files("newscorpus.annotating").joinpath("web", name).read_bytes()


def serve(
    paths: Sequence[Path],
    *,
    started: Callable[[LiveServer, int], None],
    port: int = 0,
    read_only: bool = False,
    language: str | None = None,
) -> None:
    """Serve the pages, until the process is interrupted.

    Args:
        paths: Files and folders of articles, or texts.
        started: Is called with the server and the number of articles when it serves.
        port: The port; a free one if it is 0.
        read_only: Whether nothing is written.
        language: The language of texts whose annotation begins.

    Raises:
        UsageError: If there is no article, or the port is in use.
        InvalidCorpus: If a `corpus.yaml` has errors.
    """
    workspace = Workspace(paths, read_only=read_only, language=language)
    server = LiveServer(AnnotatePages(workspace), port)
    workspace.changed = server.update
    server.start()
    try:
        started(server, len(workspace.names))
        threading.Thread(target=workspace.examine_all, daemon=True).start()
        workspace.watch()
    finally:
        workspace.stop()
        server.stop()
