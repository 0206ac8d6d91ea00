"""Whatever `check` passes, everything gives whole, every article; or all refuse it with the same findings."""

import csv
import json
import sqlite3
import tempfile
from pathlib import Path

import attrs
import yaml
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus.api.convert import SUFFIXES, convert
from newscorpus.api.export import export
from newscorpus.checking import baseline
from newscorpus.checking.corpus import CORPUS_CODES
from newscorpus.checking.options import SessionOptions
from newscorpus.checking.results import check_session
from newscorpus.checking.session import discover
from newscorpus.checking.stream import ArticleStream

ARTICLE = {"format": "newscorpus/1", "language": "en"}
CARL = {"name": "Carl Dahl", "kind": "person"}
DEFECTS = {
    "none": {},
    "alias": {"actors": {"anna": {}, "carl": {**CARL, "aliases": ["Nobody"]}}},  # NC304
    "same text": {"text": "Anna Berg met Carl Dahl."},  # NC705
    "other kind": {"actors": {"carl": {**CARL, "kind": "group"}}},  # NC702
    "unknown field": {"titel": "Rain"},
    "wrong type": {"headline": 2023},
    "lost quote": {"events": {"e": {"kind": "event", "type": "other", "evidence": ["nothing"]}}},
    "other note": {"actors": {"anna": {"note": "of the right"}, "carl": CARL}},  # NC209
}
WAIVERS = [
    {"code": "NC304", "at": "actors.carl", "why": "known"},
    {"code": "NC705", "at": "text", "why": "known"},
    {"code": "NC702", "at": "actors.carl", "why": "known"},
    {"code": "NC701", "at": "id", "why": "known"},
]
CODES = ["NC304", "NC705", "NC702", "NC801", "NC7", "NC802"]


@st.composite
def articles(draw):
    """An article with at most one defect and one waiver, in a file of its own or in JSON Lines."""
    name = draw(st.sampled_from(["a", "b", "c", "corpus", "a.schema", "b.c"]))
    defect = draw(st.sampled_from([*["none"] * 4, *["alias"] * 3, *DEFECTS]))
    made = {**ARTICLE, "id": name, "text": f"Anna Berg met Carl Dahl in {name}.", "actors": {"anna": {}, "carl": CARL}}
    made |= DEFECTS[defect]
    waiver = draw(st.none() | st.sampled_from(WAIVERS))
    return made | ({"waive": [waiver]} if waiver else {}), draw(st.sampled_from(["yaml", "sub", "jsonl"]))


checks = st.fixed_dictionaries(
    {},
    optional={
        "ignore": st.lists(st.sampled_from(CODES), max_size=2),
        "per_file_ignore": st.dictionaries(
            st.sampled_from(["*", "*.yaml", "a*", "sub/*"]), st.lists(st.sampled_from(CODES), max_size=2)
        ),
        "severity": st.dictionaries(st.sampled_from(CODES[:4]), st.sampled_from(["error", "warning", "hint"])),
        "select": st.just(["NC4", "NC304"]),
    },
)


def write(folder, found, configured, known):
    """Write a corpus; with `known`, a baseline of all its findings."""
    manifest = {
        "format": "newscorpus/1",
        "name": "some",
        "actors": {"anna": {"name": "Anna Berg", "kind": "person", "note": "of the left", "aliases": ["Chair"]}},
        "checks": {**configured, "baseline": "known.json"},
    }
    (folder / "sub").mkdir(parents=True)
    lines, names = "", {"*.jsonl"}
    for article, layout in found:
        if layout == "jsonl" or (layout == "yaml" and article["id"] == "corpus"):
            lines += json.dumps(article) + "\n"
            continue
        path = folder / ("sub" if layout == "sub" else "") / f"{article['id']}.yaml"
        if article["id"] == "corpus":
            path = path.with_suffix(".yml")
        path.write_text(yaml.safe_dump(article, sort_keys=False))
        names.add("sub/*.y*ml" if layout == "sub" else "*.y*ml")
    (folder / "more.jsonl").write_text(lines)
    manifest["articles"] = sorted(names)
    (folder / "corpus.yaml").write_text(yaml.safe_dump(manifest, sort_keys=False))
    (folder / "known.json").write_text("")
    if known:
        session = discover(SessionOptions(folder, ignore_baselines=True))
        baseline.write(folder / "known.json", check_session(session).report().diagnostics)


def plain(found):
    """Articles by id, without where they are."""
    return sorted((attrs.evolve(one, path=None) for one in found), key=lambda one: one.id)


def lines(folder, out):
    (out / "all.jsonl").write_text(convert(folder).text)
    with (out / "all.jsonl").open() as file:
        return [json.loads(line)["id"] for line in file]


def tables(folder, out):
    made = export(folder, "csv", out / "csv")
    with (out / "csv" / "articles.csv").open(newline="") as file:
        found = [row["article"] for row in csv.DictReader(file)]
    assert made.articles == len(found)
    return found


def database(folder, out):
    export(folder, "sqlite", out / "all.sqlite")
    db = sqlite3.connect(out / "all.sqlite")
    try:
        return [row[0] for row in db.execute("select article from articles")]
    finally:
        db.close()


def counted(folder, out):
    stream = ArticleStream(discover(SessionOptions(folder, essential=True)))
    found = [one.id for one in stream.articles()]
    stream.valid_report()
    return found


CONSUMERS = {"lines": lines, "tables": tables, "database": database, "stream": counted}


def outcome(take, *given):
    """What a consumer gives, or the codes of the errors with which it refuses."""
    try:
        return take(*given), None
    except nc.InvalidCorpus as e:
        return None, sorted(one.code for one in e.report.errors)


@settings(max_examples=25)
@given(st.lists(articles(), min_size=1, max_size=4), checks, st.booleans())
@example([({**ARTICLE, "id": "a", "text": "Rain.", "titel": "x"}, "yaml")], {}, True)
@example([({**ARTICLE, "id": "a", "text": f"Rain {i}."}, "jsonl") for i in range(2)], {"ignore": ["NC7"]}, False)
def test_all_give_what_check_passes_or_refuse_it(found, configured, known):
    """The same articles, or the same errors."""
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name, "in"), Path(name, "out")
        out.mkdir()
        write(folder, found, configured, known)
        report = nc.check(folder)
        loaded, refused = outcome(nc.load, folder)
        event("given" if refused is None else "refused")
        for take in CONSUMERS.values():
            given, errors = outcome(take, folder, out)
            assert errors == refused
            if refused is None:
                assert sorted(given) == sorted(loaded.articles)
        each, errors = outcome(lambda: list(nc.iter_articles(folder)))
        if errors is None:
            assert len(each) == report.totals.articles
            assert set(refused or ()) <= CORPUS_CODES | {"NC801"}  # of waivers of corpus rules, which did not run
        else:
            assert set(errors) <= set(refused)
        if refused is None:
            assert report.ok
            assert len(loaded.articles) == report.totals.articles
            assert plain(each) == plain(loaded.articles.values())
            for to in SUFFIXES:
                _converted(folder, loaded, to, Path(name, to))
        elif not report.ok:
            assert refused == sorted(one.code for one in report.errors)
        else:  # only with a baseline, of what makes articles incomplete
            assert known


def _converted(folder, loaded, to, made):
    """It is the same corpus. What corpus rules find, and waivers cover, is in the later article: so in that order."""
    try:
        convert(folder, to=to, output=made)
    except nc.UsageError:
        ignored = loaded.manifest.checks.per_file_ignore
        assert to == "jsonl"
        assert ignored
        return
    each = list(nc.iter_articles(made))
    assert plain(each) == plain(loaded.articles.values())
    if [one.id for one in each] == list(loaded.articles):
        assert nc.check(made).ok
        assert plain(nc.load(made).articles.values()) == plain(each)
