"""The page of a large corpus: its data is in parts beside it; a small corpus has one page, whatever was there before."""

import json
import re

import pytest

import newscorpus as nc
from newscorpus.cli.main import main
from newscorpus.views import article_site

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
