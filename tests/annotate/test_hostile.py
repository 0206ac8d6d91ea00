"""Requests that are not from the page: refused, and nothing is written."""

import http.client
import json
import socket
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from page_requests import Page, add, annotating

TEXT = "Anna Berg met Carl Dahl in Oslo.\n"
ACT = {"article": "talks.yaml", "steps": [add(["claims"], {"quote": [{"span": [0, 9]}]})], "label": "x", "seen": ""}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile")
    (path / "secret.yaml").write_text("format: newscorpus/1\nid: secret\nlanguage: en\ntext: Keep out.\n")
    (path / "corpus").mkdir()
    (path / "corpus/talks.txt").write_text(TEXT)
    return path


@pytest.fixture(scope="module")
def address(folder):
    with annotating(folder / "corpus/talks.txt", "--language", "en") as found:
        yield found


@pytest.fixture(autouse=True)
def unchanged(folder, address):
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    yield
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == files


def sent(address, name="act", data=ACT, method="POST", **headers):
    """The status of the answer. `name` follows the secret, unless it begins with /."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    own = {"Origin": f"http://{parts.netloc}", "Content-Type": "application/json"}
    given = {**own, **{key.replace("_", "-"): value for key, value in headers.items()}}
    path = name if name.startswith("/") else parts.path + name
    try:
        connection.request(method, path, body, {key: value for key, value in given.items() if value is not None})
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": None},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
    ids=str,
)
def test_a_page_in_another_tab(address, headers):
    for name in ("act", "undo", "begin", "write", "state", "articles"):
        assert sent(address, name, **headers) == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
def test_forms_of_other_pages(address, kind):
    """A form can send these without asking the server first."""
    assert sent(address, Content_Type=kind) == 400


def test_a_wrong_secret(address):
    secret = urlsplit(address).path
    for path in ("/act", "/x/act", secret[:-2] + "/act", secret.swapcase() + "act"):
        assert sent(address, path) == 404


@pytest.mark.parametrize(
    "name",
    ["../app.js", "..%2f..%2fetc/passwd", "/etc/passwd", "web/app.js", "app.js/..", "talks.yaml", "__init__.py", "%00"],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_address_is_a_path(address, name, method):
    assert sent(address, name, method=method) == 404


@pytest.mark.parametrize(
    "article", ["../secret.yaml", "/etc/passwd", "secret.yaml", "", "talks.txt", "talks.yaml/", None, 7, [], {}]
)
@pytest.mark.parametrize("name", ["act", "state", "write", "undo", "fix", "accept", "schema", "begin"])
def test_other_files_are_no_articles(address, folder, name, article):
    answer = sent(address, name, {**ACT, "article": article, "path": ["id"], "new": "x", "old": "y"})
    assert answer in (200, 400, 404)
    assert answer != 200 or name == "begin"
    assert sorted(path.name for path in (folder / "corpus").iterdir()) == [
        "article.schema.json",
        "talks.txt",
        "talks.yaml",
    ]


def test_links_out_of_a_corpus_are_not_offered(tmp_path):
    """An article that is a link to a file elsewhere, or a text that is one."""
    outside, corpus = tmp_path / "outside", tmp_path / "corpus"
    for folder in (outside, corpus):
        folder.mkdir()
    (corpus / "corpus.yaml").write_text("format: newscorpus/1\nname: links\n")
    for name in ("a", "b"):
        (outside / f"{name}.yaml").write_text(f"format: newscorpus/1\nid: {name}\nlanguage: en\ntext: Keep out.\n")
    (outside / "c.txt").write_text("Keep out.")
    (corpus / "a.yaml").write_bytes((outside / "a.yaml").read_bytes())
    (corpus / "b.yaml").symlink_to(outside / "b.yaml")
    (corpus / "c.txt").symlink_to(outside / "c.txt")
    (corpus / "d").symlink_to(outside)
    with annotating(corpus) as address:
        listed = Page(address, "a.yaml").post("articles")["articles"]
    assert [article["name"] for article in listed] == ["a.yaml"]


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b'"x"', b"7", b"[" * 100_000, b'{"article": "talks.yaml"', b"\xff\xfe", b"{}"],
    ids=lambda data: repr(data[:12]),
)
def test_malformed_requests(address, data):
    assert sent(address, data=data) == 400


def test_a_gigabyte_is_not_read(address):
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as connection:
        head = f"POST {parts.path}act HTTP/1.1\r\nHost: {parts.netloc}\r\nOrigin: http://{parts.netloc}\r\n"
        connection.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n".encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 400 ")
    assert sent(address, data={**ACT, "label": "x" * 300_000}) == 400


def test_a_thousand_connections(address):
    """They are refused beyond a limit, and the page goes on when they end."""
    parts = urlsplit(address)
    with ExitStack() as stack:
        for _ in range(1000):
            try:
                stack.enter_context(socket.create_connection((parts.hostname, parts.port), timeout=5))
            except OSError:
                break
    assert Page(address, "talks.yaml").state["error"] is None


def test_the_page_runs_only_its_own_scripts(address):
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    connection.request("GET", parts.path)
    answer = connection.getresponse()
    page, policy = answer.read().decode(), answer.getheader("Content-Security-Policy")
    connection.close()
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert page.count("<script") == page.count('<script type="module" src=')
    assert "style=" not in page
    assert "http" not in page
