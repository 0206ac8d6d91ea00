"""A web server for one reader on this computer: pages that reload when they change, and clicks that lead to an editor.

It listens on the loopback interface alone. Other programs and pages on this computer could reach it there. So each
request must have the secret part of the address, name this server as its host, and come from one of its own pages.
Pages are looked up by their address: no path of a request is ever a path of a file.
"""

import hmac
import json
import secrets
import sys
import threading
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Any, Final, Protocol

import attrs

from newscorpus import _process
from newscorpus._version import __version__
from newscorpus.errors import UsageError

HOST: Final = "127.0.0.1"
_NO_JSON: Final = object()
"""In place of the data of a request that has none."""
_IDLE: Final = 15.0
"""Seconds after which a stream sends something, so that it learns whether its page is still open."""
_CONNECTIONS: Final = 64
"""Connections at once, each with a thread. A page needs two."""
_BUSY: Final = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@attrs.frozen
class Answer:
    """What is sent for a request."""

    body: bytes
    kind: str = "application/json"
    """Its media type."""
    policy: str | None = None
    """The Content-Security-Policy, for a page that does not contain it."""


class Pages(Protocol):
    """What a live server shows. It is asked by several threads."""

    @property
    def most(self) -> int:
        """Bytes of a request's data, at most."""
        ...

    def get(self, address: str, version: int) -> Answer | None:
        """Return what is at an address, which is empty for the first page; None if there is nothing."""
        ...

    def post(self, address: str, data: Any) -> Answer | None:
        """Do what a page asks for, with the JSON that it sends. None if there is no such address.

        Raises:
            BadRequestError: If the data is malformed.
        """
        ...


class BadRequestError(Exception):
    """The data of a request is not what its address needs."""


class _Server(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = _process.ports_are_exclusive
    request_queue_size = 32

    def __init__(self, *arguments: Any) -> None:
        self._free = threading.BoundedSemaphore(_CONNECTIONS)
        super().__init__(*arguments)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread of its own, unless there are too many."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            with suppress(OSError):
                request.sendall(_BUSY)
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):  # the reader has closed the page
            super().handle_error(request, client_address)


class LiveServer:
    """A server of pages. It serves from `start` to `stop`, in threads of its own."""

    def __init__(self, shown: Pages, port: int = 0) -> None:
        """Take a port of the loopback interface, a free one if it is 0. Raises UsageError if it is in use."""
        self._pages = shown
        self._secret = secrets.token_urlsafe(24)
        self._news = threading.Condition()
        self._version = 1
        self._target: tuple[int, str] = (0, "")
        self._stopped = False
        handler = type("Handler", (_Handler,), {"live": self})
        try:
            self._server = _Server((HOST, port), handler)
        except (OSError, OverflowError) as e:
            raise UsageError(f"port {port} cannot be used: {getattr(e, 'strerror', None) or e}") from None
        self.port: int = self._server.server_address[1]

    @property
    def address(self) -> str:
        """The address of the first page, with its secret."""
        return f"http://{HOST}:{self.port}/{self._secret}/"

    def start(self) -> None:
        """Begin to serve."""
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()

    def stop(self) -> None:
        """End all streams and close the port."""
        with self._news:
            self._stopped = True
            self._news.notify_all()
        self._server.shutdown()
        self._server.server_close()

    def update(self) -> None:
        """Let all open pages load again."""
        with self._news:
            self._version += 1
            self._news.notify_all()

    def show(self, key: str) -> None:
        """Let the open pages show the card with a key."""
        with self._news:
            self._target = self._target[0] + 1, key
            self._news.notify_all()

    # --- what the handler needs

    def hosts(self) -> tuple[str, ...]:
        """The names by which this server can be called."""
        return f"{HOST}:{self.port}", f"localhost:{self.port}"

    def inner(self, path: str) -> str | None:
        """Return the part of a path after the secret; None if the secret is wrong."""
        _, _, rest = path.partition("/")
        secret, slash, inner = rest.partition("/")
        own = hmac.compare_digest(secret.encode("utf-8", "replace"), self._secret.encode())
        return inner.partition("?")[0] if own and slash else None

    @property
    def most(self) -> int:
        """Bytes of a request's data, at most."""
        return self._pages.most

    def get(self, address: str) -> Answer | None:
        """Return what is at an address. If it changes meanwhile, the page learns of a later version."""
        return self._pages.get(address, self._version)

    def post(self, address: str, data: Any) -> Answer | None:
        """Do what a page asks for. Raises BadRequestError."""
        return self._pages.post(address, data)

    def news(self, seen: tuple[int, int]) -> tuple[int, tuple[int, str]] | None:
        """Wait for something new, or some seconds; None if the server has stopped."""
        with self._news:
            self._news.wait_for(lambda: self._stopped or (self._version, self._target[0]) != seen, timeout=_IDLE)
            return None if self._stopped else (self._version, self._target)


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    live: LiveServer
    protocol_version = "HTTP/1.1"
    server_version = f"newscorpus/{__version__}"
    sys_version = ""
    timeout = 60

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing: the terminal is that of the reader."""

    def do_GET(self) -> None:
        """Send a page, or the stream of what is new."""
        inner = self._admitted()
        if inner is None:
            return
        if inner == "events":
            self._stream()
            return
        self._answer(self.live.get(inner))

    def do_POST(self) -> None:
        """Take what a page sends."""
        inner = self._admitted()
        if inner is None:
            return
        if not self.headers.get("Origin"):  # browsers always send it
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        data = self._data()
        try:
            if data is _NO_JSON:
                raise BadRequestError
            answer = self.live.post(inner, data)
        except BadRequestError:
            self._refuse(HTTPStatus.BAD_REQUEST)
        else:
            self._answer(answer)

    def _admitted(self) -> str | None:
        """The address of a request that is let in; else it is refused."""
        hosts, origins = (self.headers.get_all(name) or [] for name in ("Host", "Origin"))
        own = len(hosts) == 1 and hosts[0] in self.live.hosts()
        if not own or any(origin != f"http://{hosts[0]}" for origin in origins):
            self._refuse(HTTPStatus.FORBIDDEN)
            return None
        if self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            self._refuse(HTTPStatus.FORBIDDEN)
            return None
        inner = self.live.inner(self.path)
        if inner is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        return inner

    def _data(self) -> Any:
        """The data of a request. One that is too large, or malformed, is not read to its end."""
        size = self.headers.get("Content-Length", "")
        is_json = self.headers.get_content_type() == "application/json"
        if not is_json or not (size.isascii() and size.isdigit() and len(size) < 9 and int(size) <= self.live.most):
            return _NO_JSON
        try:
            return json.loads(self.rfile.read(int(size)))
        except (ValueError, RecursionError):
            return _NO_JSON

    def _stream(self) -> None:
        """Send the version of the pages, and each further one, until the reader closes the page."""
        self.close_connection = True
        self._head(HTTPStatus.OK, "text/event-stream")
        seen = (0, 0)
        while (news := self.live.news(seen)) is not None:
            version, (number, key) = news
            first = seen == (0, 0)
            message = {"version": version, "show": key if number != seen[1] and not first else None}
            is_new, seen = (version, number) != seen, (version, number)
            line = f"data: {json.dumps(message)}\n\n" if is_new else ": still here\n\n"
            self.wfile.write(line.encode())
            self.wfile.flush()

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True  # what it sends further is not read
        self._send(status, f"{status.value} {status.phrase}\n".encode(), "text/plain; charset=utf-8")

    def _answer(self, answer: Answer | None) -> None:
        if answer is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        else:
            self._send(HTTPStatus.OK, answer.body, answer.kind, answer.policy)

    def _send(self, status: HTTPStatus, body: bytes, kind: str, policy: str | None = None) -> None:
        self._head(status, kind, len(body), policy)
        self.wfile.write(body)

    def _head(self, status: HTTPStatus, kind: str, size: int | None = None, policy: str | None = None) -> None:
        self.send_response(status)
        own = {"Content-Type": kind} | ({} if size is None else {"Content-Length": str(size)})
        own |= {"Content-Security-Policy": policy} if policy else {}
        closing = {"Connection": "close"} if self.close_connection else {}
        for name, value in {**_HEADERS, **own, **closing}.items():
            self.send_header(name, value)
        self.end_headers()
