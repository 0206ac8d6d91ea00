"""The page of a large corpus: its data is in parts beside it; a small corpus has one page, whatever was there before."""

import json
import re
import shutil

import pytest

import newscorpus as nc
from newscorpus.cli.main import main
from newscorpus.views import article_site, shelf
from newscorpus.views.preview import Preview
from newscorpus.views.shelf import Shelf
from newscorpus.views.site import site_of

HOSTILE = "</script><script>alert(1)</script> & \u2028"


def article(i, **event):
    about = {"relations": {"same_as": [f"a{i - 1}#rain"]}} if i % 3 == 2 else {}
    rain = {"kind": "event", "type": "other", "title": f"Rain {i} {HOSTILE}", "evidence": ["It rained"], **about}
    return {
        "format": "newscorpus/1",
        "id": f"a{i}",
        "language": "en",
        "text": f"It rained {i}.",
        "events": {"rain": rain},
    }


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    monkeypatch.setattr(article_site, "PART", 4)
    path = tmp_path / "all.jsonl"
    path.write_text("".join(f"{json.dumps(article(i))}\n" for i in range(10)))
    return path


def parts(site):
    """The data of all parts."""
    scripts = sorted((site / "parts").glob("*.js"))
    return [json.loads(re.search(r"newscorpusPart\((.*)\);\n$", path.read_text())[1]) for path in scripts]


def catalog(page):
    found = re.search(r'<script type="application/json" id="catalog">(.*?)</script>', page)
    return found and json.loads(found[1])


def test_the_parts_have_all_that_one_page_had(corpus, tmp_path, monkeypatch):
    page = nc.view(corpus, tmp_path / "site").page.read_text()
    data = parts(tmp_path / "site")
    assert [len(part["articles"]) for part in data] == [4, 4, 2]
    assert [part["file"] for part in catalog(page)] == ["parts/0001.js", "parts/0002.js", "parts/0003.js"]
    assert [part["kind"] for part in catalog(page)] == [{"event": 4}, {"event": 4}, {"event": 2}]
    assert "strict-dynamic" in page
    assert 'id="data"' not in page
    monkeypatch.setattr(article_site, "PART", 100)
    whole = nc.view(corpus, tmp_path / "one").page.read_text()
    assert "strict-dynamic" not in whole
    assert catalog(whole) is None
    one = json.loads(re.search(r'id="data">(.*?)</script>', whole)[1])
    assert [article for part in data for article in part["articles"]] == one["articles"]
    assert [event["title"] for part in data for event in part["events"]] == [event["title"] for event in one["events"]]
    for name in ("a0", "a4", "a9"):
        pages = [(tmp_path / folder / "articles" / f"{name}.html").read_text() for folder in ("site", "one")]
        assert pages[0] == pages[1]


def test_nothing_of_an_article_can_end_a_script(corpus, tmp_path):
    nc.view(corpus, tmp_path / "site")
    for path in (tmp_path / "site" / "parts").iterdir():
        assert "<" not in path.read_text()
        assert "\u2028" not in path.read_text()


def test_parts_that_are_not_written_again_go(corpus, tmp_path):
    nc.view(corpus, tmp_path / "site")
    (tmp_path / "site" / "parts" / "own.js").write_text("// of somebody else")
    corpus.write_text("".join(corpus.read_text().splitlines(keepends=True)[:2]))
    nc.view(corpus, tmp_path / "site")
    assert [path.name for path in (tmp_path / "site" / "parts").iterdir()] == ["own.js"]
    assert len(list((tmp_path / "site" / "articles").iterdir())) == 2


def test_a_limit_shows_the_first_articles(corpus, tmp_path, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["view", str(corpus), "--limit", "3", "-o", str(tmp_path / "site")])
    assert stop.value.code == 0
    assert "Wrote 3 articles of 10 to" in capsys.readouterr().err
    assert sorted(path.stem for path in (tmp_path / "site" / "articles").iterdir()) == ["a0", "a1", "a2"]


def test_findings_are_where_they_were(corpus, tmp_path, monkeypatch):
    lines = [article(i) for i in range(10)]
    lines[5]["events"]["rain"]["evidence"] = ["It snowed"]
    corpus.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    found = nc.view(corpus, tmp_path / "site").page.read_text()
    assert "1 finding of" in found
    assert [a["id"] for part in parts(tmp_path / "site") for a in part["articles"] if a.get("findings")] == ["a5"]


def preview_of(*paths, **options):
    kept = Shelf()
    return Preview(lambda: site_of(paths, shelf=kept, **options))


def assert_serves(preview, site):
    """It has the pages and parts that were written into a folder."""
    for path in (*site.rglob("*.html"), *site.rglob("*.js")):
        address = path.relative_to(site).as_posix()
        answer = preview.get(address, 1)
        if path.suffix == ".js":
            assert (answer.body.decode(), answer.kind) == (path.read_text(), "text/javascript; charset=utf-8")
        else:
            assert preview.page(address) == path.read_text(), address


def test_served_parts_are_those_that_are_written(corpus, tmp_path):
    preview = preview_of(corpus)
    assert_serves(preview, nc.view(corpus, tmp_path / "site").page.parent)
    assert preview.get("parts/0004.js", 1) is None
    assert "strict-dynamic" in preview.get("", 1).body.decode()
    lines = corpus.read_text().splitlines(keepends=True)
    corpus.write_text("".join(lines[:4] + lines[5:]).replace("Rain 1 ", "Snow 1 "))
    assert preview.refresh()
    assert_serves(preview, nc.view(corpus, tmp_path / "site").page.parent)
    assert "Snow 1 " in preview.get("parts/0001.js", 1).body.decode()
    corpus.write_text("".join(lines[:3]))
    assert preview.refresh()
    assert preview.get("parts/0001.js", 1) is None
    assert "strict-dynamic" not in preview.get("", 1).body.decode()


@pytest.mark.parametrize("settled", [0, shelf._SETTLED])
def test_a_change_of_one_file_is_seen_among_others_that_are_kept(tmp_path, monkeypatch, settled):
    monkeypatch.setattr(article_site, "PART", 4)
    monkeypatch.setattr(shelf, "_SETTLED", settled)
    folder = tmp_path / "corpus"
    folder.mkdir()
    manifest = "format: newscorpus/1\nname: rain\narticles: ['*.json']\n"
    (folder / "corpus.yaml").write_text(manifest)
    for i in range(6):
        data = article(i)
        (folder / f"a{i}.txt").write_text(data.pop("text"))
        (folder / f"a{i}.json").write_text(json.dumps(data | {"text_file": f"a{i}.txt"}))
    preview = preview_of(folder)
    changes = [
        ("a1.txt", "It snowed, and more."),
        ("a1.txt", "It rained 1, again."),
        ("a2.json", json.dumps(article(2) | {"title": "Inside"})),
        ("a2.json", "{"),
        ("a6.json", json.dumps(article(6))),
        ("corpus.yaml", manifest + "actors: {un: {name: UN, kind: organization}}\n"),
        ("corpus.yaml", manifest + "checks: {require: [event.when]}\n"),
    ]
    for n, (name, text) in enumerate(changes):
        (folder / name).write_text(text)
        assert preview.refresh(), name
        assert_serves(preview, nc.view(folder, tmp_path / f"site-{n}").page.parent)
        assert not preview.refresh()
    (folder / "a3.json").touch()
    assert not preview.refresh()
    (folder / "a3.json").unlink()
    assert preview.refresh()
    assert preview.articles == (5, 5)


def test_a_served_limit(corpus):
    preview = preview_of(corpus, limit=3)
    assert preview.articles == (3, 10)
    assert preview.page("articles/a2.html") is not None
    assert preview.page("articles/a3.html") is None


def test_a_limit_of_compared_articles(corpus, tmp_path, capsys):
    shutil.copy(corpus, tmp_path / "other.jsonl")
    words = ["--compare", str(corpus), str(tmp_path / "other.jsonl"), "--limit", "3", "-o", str(tmp_path / "site")]
    with pytest.raises(SystemExit) as stop:
        main(["view", *words])
    assert stop.value.code == 0
    assert "Wrote 3 articles of 10 to" in capsys.readouterr().err
    second = (tmp_path / "site/articles/a1.html").read_text()
    assert 'href="a0.html"' in second
    assert 'href="a2.html"' in second
