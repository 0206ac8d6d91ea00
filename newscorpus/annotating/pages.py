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
from newscorpus.annotating.session import ArticleSession
from newscorpus.annotating.workspace import Workspace
from newscorpus.api.annotate import selected
from newscorpus.api.steps import steps_of
from newscorpus.errors import InvalidCorpus, UsageError
from newscorpus.models import text_of
from newscorpus.views.pages import asset
from newscorpus.views.server import Answer, BadRequestError, LiveServer

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_KINDS: Final = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
_WEB: Final = (
    *("index.html", "annotate.css", "app.js", "dom.js", "text.js", "menu.js", "verbs.js", "values.js", "panel.js"),
    *("form.js", "list.js", "keys.js"),
)
_SENT: Final = ("words", "event", "inside", "known", "dates", "value", "amount", "country", "nearest", "kind", "claim")
"""What the page gets to know of the words."""
_MOST_COUNTED: Final = 99
_UTF8: Final = ("utf-8", "backslashreplace")
_REASONS: Final = 3
"""Errors that a refusal names, at most."""


Values = Mapping[str, Any]


class AnnotatePages:
    """The pages of a workspace, for a live server."""

    most: Final = 256 * 1024
    """Bytes of a request."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

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
        for table, writes in ((_READING, False), (_WRITING, True)):
            if address not in table:
                continue
            names, run = table[address]
            with self._workspace.lock:
                owner = self._owner(data) if "article" in names.split() else self._workspace
                answer = self._tried(owner, run, names, data, writes=writes) if owner else None
            return None if answer is None else Answer(json.dumps(answer, ensure_ascii=False).encode(*_UTF8))
        return None

    def _owner(self, data: Values) -> ArticleSession | None:
        return self._workspace.session(_string(data.get("article")))

    def _tried(self, owner: Any, run: Callable[..., Any], names: str, data: Values, *, writes: bool) -> Any:
        given = {name: _VALUES[name](data.get(name)) for name in names.split() if name not in ("article", "steps")}
        answer: Any
        try:
            if writes and self._workspace.read_only:
                raise UsageError("these articles are shown with --read-only: nothing is written")
            if "steps" in names:
                given["steps"] = steps_of(data.get("steps"))
            answer = run(owner, **given)
        except InvalidCorpus as e:
            reasons = (f"{d.message}; {d.help}" if d.help else d.message for d in e.report.diagnostics[:_REASONS])
            answer = {"refused": "\n".join(reasons) or str(e)}
        except (UsageError, ValueError, OSError) as e:
            answer = {"refused": str(e), "ask": getattr(e, "ask", None)}
        if not (writes and isinstance(owner, ArticleSession)):
            return answer
        return {**(answer if isinstance(answer, dict) else {"shown": answer}), "state": shown.state(owner)}


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise BadRequestError
    return value


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise BadRequestError
    return value


def _path(value: Any) -> tuple[str | int, ...]:
    if not isinstance(value, list) or not value:
        raise BadRequestError
    return tuple(step if type(step) is str else _number(step) for step in value)


_VALUES: Final[Mapping[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(("text", "label", "finding", "title", "by", "new", "old", "why"), _string),
    **dict.fromkeys(("start", "end", "point"), _number),
    **dict.fromkeys(("exactly", "force"), lambda value: value is True),
    **dict.fromkeys(("seen", "current"), lambda value: value if isinstance(value, str) else ""),
    "path": _path,
}
"""What the values of requests are; others are refused."""


def _state(session: ArticleSession, seen: str) -> dict[str, Any]:
    session.refresh()
    return {"same": True} if seen == session.version else shown.state(session)


def _menu(session: ArticleSession, *, start: int, end: int, exactly: bool, current: str) -> dict[str, Any]:
    """What selected words mean, and what they are likely to be."""
    article = session.article
    if article is None or article.text is None or session.error:
        raise UsageError("there is no text to select words in")
    text = text_of(article.text)
    span = selected(text, (start, end), exactly=exactly)
    if span[0] >= span[1]:
        return {"empty": True}
    guesses = Guesses(article, text, span, current)
    return {
        "span": span,
        "widened": span != selected(text, (start, end), exactly=True),
        "count": text.count(guesses.words, _MOST_COUNTED),
        "best": [attrs.asdict(guess) for guess in guesses.best()],
        **{name: getattr(guesses, name) for name in _SENT},
        "speaker": guesses.speaker[0],
    }


_Request = tuple[str, Callable[..., Any]]
"""The names of the values that a request has, and what it runs: for an article, with its session."""
_READING: Final[Mapping[str, _Request]] = {
    "articles": ("", lambda workspace: {"articles": workspace.listed(), "readOnly": workspace.read_only}),
    "schema": ("article", lambda session: shown.schema(session.index.corpus.manifest)),
    "state": ("article seen", _state),
    "findings": ("article", lambda session: {"version": session.version, "findings": shown.findings(session)}),
    "menu": ("article start end exactly current", _menu),
    "lines": ("article path", lambda session, path: {"lines": session.lines(path)}),
    "unannotated": ("article", ArticleSession.unannotated),
}
_WRITING: Final[Mapping[str, _Request]] = {
    "begin": ("text", lambda workspace, text: {"article": workspace.begin(text)}),
    "act": ("article steps label seen force", ArticleSession.act),
    "undo": ("article", ArticleSession.back),
    "redo": ("article", lambda session: session.back(forward=True)),
    "again": ("article", ArticleSession.again),
    "fix": ("article finding title seen", ArticleSession.fix),
    "waive": ("article finding why seen", ArticleSession.waive),
    "accept": ("article point by seen", ArticleSession.accept),
    "write": ("article path new old", ArticleSession.write_lines),
}


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
