"""`view --serve`: pages that are served while articles are edited, to one reader on this computer."""

import http.client
import json
import os
import re
import shutil
import signal
import socket
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from command import going, newscorpus
from processes import started

import newscorpus as nc

CHROMIUM = os.environ.get("NEWSCORPUS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(os.environ.get("NEWSCORPUS_NODE_MODULES", "none")) / "axe-core" / "axe.min.js"
SLOW = 60_000
"""Milliseconds to wait for what a loaded machine does late; no test says how fast anything is."""
SCROLLED = """async ([at, limit]) => {
    const end = Date.now() + limit
    while (scrollY !== at && Date.now() < end) await new Promise(requestAnimationFrame)
    return scrollY
}"""
"""Not `wait_for_function`: later looks of it are `eval` in the page, which its Content Security Policy forbids."""
ARTICLE = """\
format: newscorpus/1
id: court
language: en
published: 2024-05-07
text: Ida Holm declined to comment on Monday. The court will meet her lawyer on Friday.
actors:
  holm: {name: Ida Holm, kind: person}
events:
  silence: {kind: event, type: refusal, participants: {agent: holm}, evidence: [Ida Holm declined to comment]}
  session:
    kind: meeting
    type: hearing
    status: planned
    when: {on Friday: 2024-05-10}
    evidence:
      - The court will meet her lawyer on Friday
"""


READY = re.compile(r"Serving (\d+) articles?(?: of [\d,]+)? at (http://127\.0\.0\.1:\d+/[\w-]{20,}/) until Ctrl-C\.\n")


@contextmanager
def serving(*words):
    """A preview, and its address."""
    with going("view", "--serve", *words, ready=READY) as found:
        yield found[2]


def test_ctrl_c_ends_it(court):
    with started(f"from newscorpus.cli.main import main; main(['view', '--serve', {str(court)!r}])") as process:
        found = READY.fullmatch(process.stderr.readline().decode())
        assert asked(found[2])[0] == 200
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err) == (0, b"", b"\n")


@pytest.fixture(scope="module")
def court(tmp_path_factory):
    """A corpus of two articles, with something beside it."""
    folder = tmp_path_factory.mktemp("court")
    (folder / "secret.txt").write_text("keep out")
    (folder / "corpus").mkdir()
    (folder / "corpus/court.yaml").write_text(ARTICLE)
    (folder / "corpus/other.yaml").write_text(ARTICLE.replace("id: court", "id: other").replace("Ida", "Eva"))
    return folder / "corpus"


@pytest.fixture(scope="module")
def address(court):
    with serving(court, "--editor", "vscode") as found:
        yield found


def asked(address, path="", method="GET", body=None, **headers):
    """The status and the body of an answer. `path` follows the secret, unless it begins with /."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    connection.putrequest(method, path if path.startswith("/") else parts.path + path, skip_host=True)
    given = {"Host": parts.netloc} | {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in given.items():
        for one in value if isinstance(value, list) else [value] if value is not None else ():
            connection.putheader(name, one)
    if body is not None and "Content-Length" not in given:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    read = answer.read().decode()
    connection.close()
    return answer.status, read


def clicked(address, data, **headers):
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    own = {"Origin": address.split("/", 3)[0] + "//" + urlsplit(address).netloc, "Content-Type": "application/json"}
    return asked(address, "click", "POST", body, **(own | headers))


def test_pages(address):
    status, index = asked(address)
    assert status == 200
    assert index == asked(address, "index.html")[1]
    status, page = asked(address, "articles/court.html")
    assert status == 200
    assert "../index.html" in page


REFUSED = [
    *({"Host": host} for host in ("evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:PORT.evil.example", None)),
    {"Host": ["127.0.0.1:PORT", "evil.example"]},
    *({"Origin": origin} for origin in ("http://evil.example", "null", "https://127.0.0.1:PORT", "http://127.0.0.1")),
    *({"Sec_Fetch_Site": site} for site in ("cross-site", "same-site")),
]


def test_the_first_articles_only(court):
    with serving(court, "--limit", "1") as address:
        assert asked(address, "articles/court.html")[0] == 200
        assert asked(address, "articles/other.html")[0] == 404


def test_others_are_refused(address):
    """Pages of other sites, also by a name of their own for this computer: neither page, stream nor click."""
    port = str(urlsplit(address).port)
    for headers in json.loads(json.dumps(REFUSED).replace("PORT", port)):
        for path in ("", "articles/court.html", "events"):
            assert asked(address, path, **headers) == (403, "403 Forbidden\n"), headers
        assert clicked(address, {"page": "", "key": "e1", "at": None}, **headers) == (403, "403 Forbidden\n"), headers


def test_the_other_name_of_the_host(address):
    assert asked(address, Host=f"localhost:{urlsplit(address).port}")[0] == 200


def test_the_secret_is_needed(address):
    secret = urlsplit(address).path
    for path in ("/", "/index.html", "/events", secret[:-1], secret[:-2] + "/", secret.upper(), "/x" + secret):
        assert asked(address, path)[0] == 404, path
        assert asked(address, path, "POST", b"{}")[0] == 404


def test_no_path_is_that_of_a_file(address):
    outside = [
        "../secret.txt",
        "../../etc/passwd",
        "..%2fsecret.txt",
        "%2e%2e/secret.txt",
        "/etc/passwd",
        "//etc/passwd",
    ]
    inside = ["articles/../../secret.txt", "articles/court.yaml", "court.yaml", "articles/../index.html"]
    odd = ["articles/court.html/..", "articles\\court.html", "%00", "x" * 5000]
    for path in (*outside, *inside, *odd):
        assert asked(address, path) == (404, "404 Not Found\n"), path


def test_other_methods(address):
    for method in ("PUT", "DELETE", "OPTIONS", "HEAD", "CONNECT"):
        assert asked(address, "", method)[0] == 501


def test_what_is_no_click(address):
    bodies = [b"", b"{", b"[]", b"null", b"[" * 4000, b" " * 5000, b'{"page": "", "key": 1, "at": 0}']
    bodies += [b'{"page": "", "key": "e1", "at": "0"}', b'{"page": "", "key": "e1", "at": true}']
    odd = [{"Content_Type": "text/plain"}, {"Content-Length": "-1"}, {"Content-Length": "many"}]
    for body, headers in (*((body, {}) for body in bodies), *((b"{}", headers) for headers in odd)):
        assert clicked(address, body, **headers) == (400, "400 Bad Request\n"), (body, headers)


def test_a_click_needs_an_origin(address):
    assert clicked(address, {"page": "", "key": "e1", "at": None}, Origin=None)[0] == 403


def test_it_listens_on_the_loopback_interface_alone(address):
    with socket.socket() as other:
        other.settimeout(5)
        with pytest.raises(OSError, match="refused"):
            other.connect(("127.0.0.2", urlsplit(address).port))


def test_connections_are_limited(court):
    """Each has a thread: one too many is refused, and the others are answered. Those that ended do not count."""
    with serving(court) as address, ExitStack() as opened:
        at = urlsplit(address).hostname, urlsplit(address).port
        assert {asked(address)[0] for _ in range(70)} == {200}
        several = [opened.enter_context(socket.create_connection(at, timeout=60)) for _ in range(64)]
        with socket.create_connection(at, timeout=60) as further:
            assert further.recv(100).startswith(b"HTTP/1.1 503 ")
        several[0].sendall(f"GET {urlsplit(address).path} HTTP/1.1\r\nHost: {at[0]}:{at[1]}\r\n\r\n".encode())
        assert several[0].recv(100).startswith(b"HTTP/1.1 200 ")


def test_clicks_lead_to_their_lines(address, court):
    """Of each quote, the line and column that the file has it on; of a card, those of the event."""
    article = nc.load_article(court / "court.yaml")

    def opened(key, at):
        status, body = clicked(address, {"page": "articles/court.html", "key": key, "at": at})
        assert status == 200
        return json.loads(body)["open"]

    for key, id_ in (("e1", "silence"), ("e2", "session")):
        (quote,) = article.events[id_].evidence
        span = nc.locate(court / "court.yaml", ("events", id_, "evidence", 0))
        assert opened(key, quote.start) == f"vscode://file{court}/court.yaml:{span.line}:{span.column}"
        assert opened(key, quote.start + 5).endswith(f":{span.line}:{span.column}")
        head = nc.locate(court / "court.yaml", ("events", id_))
        assert opened(key, None).endswith(f":{head.line}:{head.column}")
    when = article.events["session"].when.text
    assert opened("e2", when.start).endswith(":14:12")
    for key, at in (("e9", 0), ("", 0), ("f1", None), ("__proto__", -1)):
        assert opened(key, at) is None
    assert json.loads(clicked(address, {"page": "articles/no.html", "key": "e1", "at": 0})[1]) == {"open": None}


def test_clicks_on_findings_and_open_points(tmp_path):
    """Lead to where the finding is, and to the entry of the point."""
    file = tmp_path / "court.yaml"
    file.write_text(
        ARTICLE.replace("declined to comment]", "declines to comment]") + "todo: [{at: events.session.when}]\n"
    )
    with serving(file, "--editor", "x-ed://{line}?{path}") as address:
        opened = [json.loads(clicked(address, {"page": "", "key": key, "at": None})[1])["open"] for key in ("f1", "t1")]
    assert opened == [f"x-ed://{line}?{file}" for line in (9, 17)]


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "court.yaml"
    path.write_text(ARTICLE.replace("her lawyer on Friday.", "her lawyer on Friday. " + "It is long. " * 900))
    return path


def save(path, text):
    """As editors do: the file is never empty."""
    new = path.parents[1] / "saved"
    new.write_text(text)
    new.replace(path)


def events(address):
    """The stream of what is new."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    connection.request("GET", parts.path + "events")
    answer = connection.getresponse()
    while line := answer.readline():
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


def test_each_change_is_told(article):
    with serving(article) as address:
        stream = events(address)
        assert next(stream) == {"version": 1, "show": None}
        save(article, ARTICLE.replace("planned", "possible"))
        assert next(stream)["version"] == 2
        assert "possible" in asked(address)[1]
        save(article, ARTICLE.replace("kind: meeting", "kind: [meeting"))
        assert next(stream)["version"] == 3
        page = asked(address)[1]
        assert "Cannot be shown" in page
        assert "NC0" in page
        article.unlink()
        assert next(stream)["version"] == 4
        assert "Cannot be shown" in asked(address)[1]
        save(article, ARTICLE)
        assert next(stream)["version"] == 5
        assert 'id="e1"' in asked(address)[1]


def test_pages_are_those_of_all_files(tmp_path, court):
    """After any change, of an article, a text or the settings: what `view` writes then, on all pages."""
    corpus = shutil.copytree(court, tmp_path / "corpus")
    manifest = "format: newscorpus/1\nname: court\n"
    (corpus / "corpus.yaml").write_text(manifest)
    beside = ARTICLE.replace("id: court", "id: third\ntext_file: third.txt").replace(ARTICLE.split("\n")[4] + "\n", "")
    (corpus / "third.yaml").write_text(beside)
    (corpus / "third.txt").write_text(ARTICLE.split("text: ")[1].split("\n", maxsplit=1)[0])
    changes = [
        ("third.yaml", beside.replace("meeting", "event").replace("hearing", "court-ruling")),
        ("third.txt", "Ida Holm declined to comment. The court will meet her lawyer on Friday."),
        ("corpus.yaml", manifest + "checks: {require: [event.title], ignore: [NC9]}\n"),
        ("court.yaml", ARTICLE.replace("Ida Holm declined", "Ida Holm refused").replace("session:", "hearing:")),
        ("other.yaml", ARTICLE.replace("id: court", "id: other") + "    relations: {after: third#silence}\n"),
        ("corpus.yaml", manifest + "checks: {baseline: known.list}\n"),
        ("third.yaml", "id: ["),
        ("fourth.yaml", ARTICLE.replace("id: court", "id: fourth")),
        ("third.yaml", beside),
    ]
    extra = re.compile(r"""; connect-src 'self'|; script-src [^;]*|<meta name="newscorpus-version"[^>]*>\n""")
    (corpus / "known.list").write_text("")
    with serving(corpus) as address:
        stream = events(address)
        version = next(stream)["version"]
        for name, text in changes:
            save(corpus / name, text)
            while (now := next(stream)["version"]) == version:
                pass
            version = now
            site = tmp_path / f"site-{version}"
            nc.view(corpus, site)
            for page in site.rglob("*.html"):
                path = page.relative_to(site).as_posix()
                served, _, _ = asked(address, path)[1].rpartition("<script>")  # which is the server's
                written, _, _ = page.read_text().rpartition("</body>")
                assert extra.sub("", served) == extra.sub("", written), (name, path)


def test_annotators_are_compared_while_they_edit(tmp_path):
    for name in ("anna", "bert"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "court.yaml").write_text(ARTICLE)
    with serving("--compare", tmp_path / "anna", tmp_path / "bert") as address:
        stream = events(address)
        next(stream)
        assert "All agree." in asked(address)[1]
        save(tmp_path / "bert/court.yaml", ARTICLE.replace("planned", "possible"))
        next(stream)
        assert "1 disputed" in asked(address)[1]


def test_compared_articles_lead_to_each_other(tmp_path):
    for name in ("anna", "bert"):
        (tmp_path / name).mkdir()
        for id_ in ("court", "other"):
            (tmp_path / name / f"{id_}.yaml").write_text(ARTICLE.replace("id: court", f"id: {id_}"))
    with serving("--compare", tmp_path / "anna", tmp_path / "bert") as address:
        index = asked(address)[1]
        pages = [href for href in re.findall(r'href="([^"#]+)"', index) if "other" in href or "court" in href]
        assert len(pages) == 2
        assert f'href="{pages[1].rpartition("/")[2]}"' in asked(address, pages[0])[1]


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")
def test_a_page_in_a_browser_follows(article):
    """It loads again at the same place, with the same cards open; what is broken, and then corrected, shows by itself."""
    from playwright.sync_api import sync_playwright

    with serving(article, "--editor", "vscode") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1300, "height": 700}, reduced_motion="reduce")
        page.set_default_timeout(SLOW)
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(address)
        with page.expect_response("**/click") as answer:
            page.locator("#text .ref.evidence").first.click()
        assert answer.value.json()["open"].endswith("court.yaml:9:81")
        assert page.locator("#e1").get_attribute("open") is not None
        page.evaluate("scrollTo(0, 900)")
        written = article.read_text()
        with page.expect_navigation():
            save(article, written.replace("type: refusal", "type: refusal, title: No words"))
        page.get_by_text("No words").first.wait_for()
        assert page.evaluate(SCROLLED, [900, SLOW]) == 900
        assert page.locator("#e1").get_attribute("open") is not None
        with page.expect_navigation():
            save(article, written + "- [")
        page.get_by_role("heading", name="Cannot be shown").wait_for()
        if AXE.exists():
            page.evaluate(AXE.read_text(encoding="utf-8"))
            assert page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"] == []
        with page.expect_navigation():
            save(article, written)
        page.locator("#text").wait_for()
        browser.close()
    assert [one for one in said if "vscode" not in one] == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--serve", "-o", "site"], "--serve writes nothing: leave out -o, or --serve"),
        (["--port", "80"], "--port is for --serve"),
        (["--editor", "vscode"], "--editor is for --serve"),
        (["--serve", "--editor", "ed"], "ed is no editor: use vscode or a link such as vscode://file{path}"),
        (["--serve", "--editor", "javascript:alert({path})"], "is no editor"),
        (["--serve", "--editor", "http://evil.example/{path}"], "is no editor"),
        (["--serve", "--port", "70000"], "70000 is not in the range: 0 to 65535"),
    ],
)
def test_wrong_use(court, given, said):
    ran = newscorpus("view", court, *given)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_path_that_does_not_exist(court):
    ran = newscorpus("view", "--serve", court / "absent.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "absent.yaml" in ran.err


def test_a_port_in_use(court):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = newscorpus("view", "--serve", court, "--port", port)
    assert (ran.code, ran.err) == (2, f"error: port {port} cannot be used: Address already in use\n")
