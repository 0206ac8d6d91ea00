"""`release --without-text` and `attach-text`: nothing of a text is left, and the text brings the article back."""

import csv
import html
import json
import re
import shutil

import attrs
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus.cli.main import main
from newscorpus.codec import default_codec
from newscorpus.models.article import text_of
from newscorpus.releasing.withheld import Withholding, laid_out, layout_of, restored, runs
from newscorpus.testing import articles as drawn_articles

pq = pytest.importorskip("pyarrow.parquet")
pytestmark = pytest.mark.filterwarnings("ignore:skipped")
SEED = "000_acf5269c8d9a5d96"
HARBOUR = """Storm closes the harbour of Lindholm for two days

The harbour of  Lindholm was closed on Monday, the port authority said.
“We will not let any ship leave,” Ida Holm told reporters.
"""
CHINESE = "林霍尔姆港口星期一因暴风雨关闭，港务局表示不会让任何船只离开。"
OPEN = "A ferry sank off Port Amber on Friday, and all of its passengers were saved by fishermen."


def article(id_, text, **fields):
    return nc.Article(id=id_, text=text, language="en", published="2024-05-08", **fields)


@pytest.fixture
def corpus(tmp_path):
    """Articles whose fields repeat words of their texts, of other texts, or none."""
    evidence = nc.Quote(exact="harbour", within="The harbour of Lindholm")
    closing = nc.Event(
        id="harbour-of-lindholm-was-closed-on-monday",
        type="decision",
        title="The harbour of Lindholm was CLOSED – on Monday",
        evidence=(evidence,),
        note="He says “we will not let any ship leave” to everybody.",
    )
    other = nc.Event(
        id="other",
        type="other",
        evidence="Ida Holm told reporters",
        relations={"after": ("harbour-of-lindholm-was-closed-on-monday",)},
    )
    harbour = article(
        "harbour",
        HARBOUR,
        headline="Storm closes the harbour of Lindholm for two days",
        url="https://example.org/storm-closes-the-harbour-of-lindholm",
        keywords=("harbour", "the port authority said we will not"),
        note="See the ferry.",
        actors={"ida": nc.Actor(id="ida", name="Ida Holm", kind="person")},
        events=[closing, other],
        claims=[nc.Claim(quote="We will not let any ship leave", by="ida", cue="told")],
    )
    port = nc.Event(id="port", type="decision", title=CHINESE[:14], evidence=CHINESE[:12])
    chinese = attrs.evolve(article("chinese", CHINESE, events=[port]), language="zh")
    ferry = article("ferry", OPEN, text_license="CC-BY-4.0", events=[nc.Event(id="x", type="other", evidence="saved")])
    remark = article("remark", "Rain.", note="As elsewhere, the harbour of Lindholm was closed on Monday.")
    manifest = nc.Manifest(name="harbour", license="CC-BY-4.0")
    nc.dump(nc.Corpus(manifest=manifest, articles=[harbour, chinese, ferry, remark]), tmp_path / "corpus")
    return tmp_path / "corpus"


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield value.decode()
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from (*strings(key), *strings(item))
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def written(folder):
    """All strings of all files by file: Parquet decompressed, with the metadata of tables and columns."""
    for path in (path for path in folder.rglob("*") if path.is_file()):
        raw = path.read_bytes()
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            described = [dict(table.schema.metadata or {}), *(dict(field.metadata or {}) for field in table.schema)]
            found = list(strings([*described, *table.to_pylist()]))
        elif path.suffix in (".json", ".jsonl"):
            found = raw.decode().splitlines()
            found += list(strings([json.loads(line) for line in found] if path.suffix == ".jsonl" else json.loads(raw)))
        elif path.suffix == ".csv":
            found = [cell for row in csv.reader(raw.decode().splitlines()) for cell in row]
        else:
            found = [raw.decode()]
        yield path.relative_to(folder).as_posix(), found


def fives(text):
    """Every run of five words: between white space, and of letters, in any case."""
    for words in (text.split(), re.findall(r"\w+", text.casefold())):
        yield from (" ".join(words[i : i + 5]) for i in range(len(words) - 4))


def left(folder, texts):
    """The runs of texts that are in files, but for those that newscorpus itself writes."""
    looked_for = {run for text in texts for run in fives(text)}
    return [
        (name, run) for name, found in written(folder) for text in found for run in fives(text) if run in looked_for
    ]


def test_no_five_words_of_a_text_are_left_in_any_file(corpus, tmp_path):
    nc.release(corpus, tmp_path / "out", text=False)
    assert left(tmp_path / "out", [HARBOUR]) == []
    assert not [name for name, found in written(tmp_path / "out") if any(CHINESE[2:12] in text for text in found)]
    nc.release("seeds", tmp_path / "seeds", text=False)
    assert left(tmp_path / "seeds", [article.text for article in nc.load("seeds")]) == []


def valid(record):
    """Whether a withheld article is as the published schema says."""
    validator = jsonschema.Draft202012Validator(nc.schema("withheld"))
    return [error.message for error in validator.iter_errors(record)] == []


def test_withheld_articles_are_as_their_schema_says(corpus, tmp_path):
    nc.release(corpus, tmp_path / "out", text=False)
    published = json.loads((tmp_path / "out/schema/withheld.schema.json").read_text(encoding="utf-8"))
    assert published == nc.schema("withheld")
    records = [json.loads(line) for line in (tmp_path / "out/withheld.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(map(valid, records))
    record = records[0]
    wrong = [{"text": HARBOUR}, {"article": {**record["article"], "text": HARBOUR}}, {"words": {"harbour": [0, 7]}}]
    assert not any(valid({**record, **fields}) for fields in wrong)


def test_a_text_that_may_be_passed_on_stays(corpus, tmp_path):
    released = nc.release(corpus, tmp_path / "out", text=False)
    assert set(released.withheld) == {"harbour", "chinese", "remark"}
    loaded = nc.load(tmp_path / "out").articles
    assert loaded == {"ferry": nc.load(corpus).articles["ferry"]}
    rows = {row["article"]: row["text"] for row in pq.read_table(tmp_path / "out/data/articles.parquet").to_pylist()}
    assert rows["ferry"] == OPEN
    assert {text for id_, text in rows.items() if id_ != "ferry"} == {None}


def test_whoever_reads_a_release_learns_what_is_skipped(corpus, tmp_path, capsys):
    out = tmp_path / "out"
    nc.release(corpus, out, text=False)
    skipped = f"skipped 3 articles without text in {out.as_posix()}/withheld.jsonl; `newscorpus attach-text"
    for words in (["check", out], ["check", out], ["check", out / "articles.jsonl"], ["stats", tmp_path]):
        assert run(capsys, *words)[1].err.startswith(f"warning: {skipped}"), words
    with pytest.warns(UserWarning, match="skipped 3 articles"):
        nc.load(out)
    texts = texts_of(corpus, tmp_path / "texts")
    (texts / "remark.txt").unlink()
    nc.attach_text(out, texts)
    assert "skipped 1 article without text" in run(capsys, "check", out)[1].err
    texts_of(corpus, texts)
    nc.attach_text(out, texts)
    assert run(capsys, "check", out)[1].err == ""
    nc.release("seeds", tmp_path / "seeds", text=False)
    with pytest.raises(nc.UsageError, match="skipped 1 article without text"):
        nc.load(tmp_path / "seeds")


def test_quotes_are_offsets_and_digests(tmp_path):
    nc.release("seeds", tmp_path / "out", text=False)
    text = next(iter(nc.load("seeds"))).text
    quotes = pq.read_table(tmp_path / "out/data/quotes.parquet").to_pylist()
    full = nc.to_arrow(nc.load("seeds"))["quotes"].to_pylist()
    assert [(quote["start"], quote["end"]) for quote in quotes] == [(quote["start"], quote["end"]) for quote in full]
    placed = [quote for quote in quotes if quote["start"] is not None]
    assert all(re.fullmatch("sha256:[0-9a-f]{16}", quote["exact"]) for quote in placed)
    mentions = pq.read_table(tmp_path / "out/data/mentions.parquet").to_pylist()
    every = nc.to_arrow(nc.load("seeds"))["mentions"].to_pylist()
    assert [{**row, "text": None} for row in mentions] == [{**row, "text": None} for row in every]
    assert all(re.fullmatch("sha256:[0-9a-f]{16}", row["text"]) for row in mentions)
    forms = pq.read_table(tmp_path / "out/data/claims.parquet").column("form")
    assert forms.to_pylist() == nc.to_arrow(nc.load("seeds"))["claims"].column("form").to_pylist()
    by_words = {text[quote["start"] : quote["end"]]: quote["exact"] for quote in placed}
    assert len(set(by_words.values())) == len(by_words)


def broken_references(folder):
    """The rows of a data package whose foreign keys lead to no row."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    tables = {
        resource["name"]: list(csv.DictReader((folder / resource["path"]).read_text(encoding="utf-8").splitlines()))
        for resource in package["resources"]
    }
    for resource in package["resources"]:
        for key in resource["schema"]["foreignKeys"]:
            target, fields = key["reference"]["resource"] or resource["name"], key["reference"]["fields"]
            known = {tuple(row[field] for field in fields) for row in tables[target]}
            values = (tuple(row[field] for field in key["fields"]) for row in tables[resource["name"]])
            yield from (value for value in values if all(value) and value not in known)


def test_references_between_kept_and_withheld_articles_hold(tmp_path):
    """Ids that repeat a withheld text have stand-ins in references, too, unless an article that stays has them."""
    storm, closed = "storm-closes-the-harbour-of-lindholm", "was-closed-on-monday-the-port"
    ferry = "the-harbour-of-lindholm-was-closed"
    seen = nc.Event(id="seen", type="other", evidence="Ida Holm", relations={"after": (f"{ferry}#{ferry}",)})
    closing = nc.Event(id=closed, type="decision", evidence="closed")
    sinking = nc.Event(
        id=ferry,
        type="other",
        evidence="saved",
        relations={"after": (f"{storm}#{closed}",), "same_as": (f"{storm}#seen",)},
    )
    open_ = article(ferry, OPEN, text_license="CC-BY-4.0", events=[sinking])
    manifest = nc.Manifest(name="harbour", license="CC-BY-4.0")
    whole = nc.Corpus(manifest=manifest, articles=[open_, article(storm, HARBOUR, events=[closing, seen])])
    nc.dump(whole, tmp_path / "corpus")
    out, texts = tmp_path / "out", texts_of(tmp_path / "corpus", tmp_path / "texts")
    nc.release(tmp_path / "corpus", out, text=False)
    assert list(broken_references(out / "tables")) == []
    assert left(out, ["Storm closes the harbour of Lindholm", "was closed on Monday, the port"]) == []
    assert nc.check(out).ok
    nc.attach_text(out, texts)
    assert nc.load(out).articles == nc.load(tmp_path / "corpus").articles


def texts_of(corpus, folder, change=lambda text: text, ending=".txt"):
    folder.mkdir(exist_ok=True)
    for one in nc.load(corpus):
        (folder / f"{one.id}{ending}").write_bytes(change(one.text).encode())
    return folder


def as_html(text):
    paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in re.split(r"\n+", text.strip()))
    marked = paragraphs.replace("Lindholm", "<b>Lindholm</b>").replace(" the ", "&nbsp;\n the ")
    return f"<html><head><title>Gazette</title></head><body>{marked}</body></html>"


@pytest.mark.parametrize(
    ("change", "ending"),
    [
        (lambda text: text, ".txt"),
        (lambda text: "\ufeff" + "\r\n ".join(text.split()), ".txt"),
        (as_html, ".html"),
        (lambda text: f"# **{text.strip()}**".replace("Monday", "*Monday*"), ".md"),
        (lambda text: "> > " + text.replace("Lindholm", "[Lindholm](https://example.org/a)"), ".md"),
    ],
    ids=["same", "white-space", "html", "markdown", "links"],
)
def test_the_text_brings_the_articles_back(corpus, tmp_path, change, ending):
    nc.release(corpus, tmp_path / "out", text=False)
    attached = nc.attach_text(tmp_path / "out", texts_of(corpus, tmp_path / "texts", change, ending))
    assert attached.ok
    assert len(attached.attached) == 3
    assert nc.load(tmp_path / "out").articles == nc.load(corpus).articles
    assert nc.check(tmp_path / "out").ok


def run(capsys, *words):
    with pytest.raises(SystemExit) as stop:
        main([str(word) for word in words])
    return stop.value.code, capsys.readouterr()


def test_a_text_with_another_word_is_refused_by_name(corpus, tmp_path, capsys):
    code, output = run(capsys, "release", corpus, "-o", tmp_path / "out", "--without-text")
    assert code == 0
    assert "Withheld 3 texts; `newscorpus attach-text" in output.err
    texts = texts_of(corpus, tmp_path / "texts")
    (texts / "harbour.txt").write_text(HARBOUR.replace("Monday", "Monday morning"), encoding="utf-8")
    (texts / "remark.txt").unlink()
    code, output = run(capsys, "attach-text", tmp_path / "out", texts)
    assert code == 1
    assert output.err.splitlines() == [
        f"Attached 1 text: {tmp_path / 'out/attached.jsonl'}.",
        f"error: {texts / 'harbour.txt'} is not the text of `harbour`: words differ (it has 33, the original 32)",
        f"error: {texts} has no text of `remark`",
    ]
    assert set(nc.load(tmp_path / "out").articles) == {"ferry", "chinese"}
    rest = tmp_path / "rest"
    rest.mkdir()
    (rest / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    attached = nc.attach_text(tmp_path / "out", rest)
    assert (attached.attached, attached.earlier, attached.missing) == (("harbour",), ("chinese",), ("remark",))
    assert set(nc.load(tmp_path / "out").articles) == {"ferry", "chinese", "harbour"}


def test_texts_have_the_names_of_their_files_too(tmp_path):
    corpus = shutil.copytree("seeds", tmp_path / "corpus")
    (corpus / f"{SEED}.txt").rename(corpus / "blinken.txt")
    path = corpus / f"{SEED}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(f"{SEED}.txt", "blinken.txt"), encoding="utf-8")
    nc.release(corpus, tmp_path / "out", text=False)
    assert nc.attach_text(tmp_path / "out", corpus).ok


def test_an_id_that_repeats_the_text_is_withheld_and_finds_its_text(tmp_path):
    id_ = "the-harbour-of-lindholm-was-closed"
    manifest = nc.Manifest(name="harbour", license="CC-BY-4.0")
    nc.dump(nc.Corpus(manifest=manifest, articles=[article(id_, HARBOUR)]), tmp_path / "corpus")
    nc.release(tmp_path / "corpus", tmp_path / "out", text=False)
    assert left(tmp_path / "out", [HARBOUR]) == []
    assert nc.attach_text(tmp_path / "out", texts_of(tmp_path / "corpus", tmp_path / "texts")).ok
    assert nc.load(tmp_path / "out").articles == nc.load(tmp_path / "corpus").articles


def test_the_name_of_a_file_that_repeats_the_text_is_withheld(tmp_path):
    corpus, name = shutil.copytree("seeds", tmp_path / "corpus"), "Antony Blinken flies to China this week.txt"
    (corpus / f"{SEED}.txt").rename(corpus / name)
    path = corpus / f"{SEED}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(f"{SEED}.txt", name), encoding="utf-8")
    nc.release(corpus, tmp_path / "out", text=False)
    assert left(tmp_path / "out", [article.text for article in nc.load(corpus)]) == []


@pytest.mark.parametrize("change", [lambda text: text, lambda text: text.replace("\n", "\r\n")], ids=["same", "crlf"])
def test_the_own_folder_brings_back_files_named_by_headlines(tmp_path, change):
    """Both the id and the name of the file are withheld."""
    id_, name = "the-harbour-of-lindholm-was-closed", "Storm closes the harbour of Lindholm.txt"
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "corpus.yaml").write_text("format: newscorpus/1\nname: harbour\nlicense: CC-BY-4.0\n", encoding="utf-8")
    fields = f"format: newscorpus/1\nid: {id_}\ntext_file: {name}\nlanguage: en\npublished: 2024-05-08\n"
    (folder / f"{id_}.yaml").write_text(fields, encoding="utf-8")
    (folder / name).write_bytes(HARBOUR.encode())
    nc.release(tmp_path / "corpus", tmp_path / "out", text=False)
    assert left(tmp_path / "out", [HARBOUR]) == []
    (folder / name).write_bytes(change(HARBOUR).encode())
    assert nc.attach_text(tmp_path / "out", tmp_path / "corpus").ok
    assert nc.load(tmp_path / "out").articles[id_].text == HARBOUR


def test_the_card_says_what_is_skipped_and_counts_what_is_there(corpus, tmp_path):
    nc.release(corpus, tmp_path / "out", text=False)
    card = (tmp_path / "out/README.md").read_text(encoding="utf-8")
    assert "**The texts of 3 of 4 articles are withheld, since they may not be passed on.**" in card
    assert f"; {len(OPEN)} characters of text, without 3 withheld texts." in card
    assert "attach-text" in (tmp_path / "out/corpus.yaml").read_text(encoding="utf-8")


def test_nothing_withheld_leaves_a_release_like_any_other(corpus, tmp_path):
    nc.dump(attrs.evolve(nc.load(corpus).manifest, text_license="CC0-1.0"), corpus / "corpus.yaml")
    nc.release(corpus, tmp_path / "out", text=False)
    assert len(nc.check(tmp_path / "out")) == 0
    assert not nc.load(tmp_path / "out").manifest.exclude


@pytest.mark.parametrize("change", [lambda text: text, as_html], ids=["same", "html"])
def test_a_text_is_found_under_any_name_by_its_words(corpus, tmp_path, change):
    nc.release(corpus, tmp_path / "out", text=False)
    texts = texts_of(corpus, tmp_path / "texts", change)
    (texts / "0.txt").write_text("No <![markup]> at all.", encoding="utf-8")
    for number, path in enumerate(sorted(texts.iterdir())):
        (texts / str(number)).mkdir()
        path.rename(texts / str(number) / "text.txt")
    assert nc.attach_text(tmp_path / "out", texts).ok


def test_a_wrong_text_does_not_hide_a_right_one(corpus, tmp_path):
    nc.release(corpus, tmp_path / "out", text=False)
    texts_of(corpus, tmp_path / "texts", as_html, ".html")
    texts_of(corpus, tmp_path / "texts", lambda text: "another", ".htm")
    assert nc.attach_text(tmp_path / "out", tmp_path / "texts").ok


def test_a_text_in_another_encoding_is_named(corpus, tmp_path, capsys):
    nc.release(corpus, tmp_path / "out", text=False)
    texts = texts_of(corpus, tmp_path / "texts")
    (texts / "harbour.txt").write_bytes(HARBOUR.replace("“", "‘").encode("cp1252", "replace"))
    code, output = run(capsys, "attach-text", tmp_path / "out", texts)
    assert code == 1
    where = f"{texts / 'harbour.txt'}:4"
    assert f"error: {where} is not UTF-8: byte 0x91; save the file as UTF-8" in output.err.splitlines()


@pytest.mark.parametrize("text", [True, False], ids=["with-text", "without-text"])
def test_a_licence_that_some_texts_have_is_stated_of_these(corpus, tmp_path, text):
    manifest = attrs.evolve(nc.load(corpus).manifest, text_rights="The texts belong to their publishers.")
    nc.dump(manifest, corpus / "corpus.yaml")
    nc.release(corpus, tmp_path / "out", text=text)
    statement = "Texts: CC-BY-4.0 (1 text); The texts belong to their publishers (3 texts)."
    card = (tmp_path / "out/README.md").read_text(encoding="utf-8")
    assert f"Annotations: CC-BY-4.0. {statement}" in card
    croissant = json.loads((tmp_path / "out/croissant.json").read_text(encoding="utf-8"))
    assert [license_["name"] for license_ in croissant["license"]] == ["annotations: CC-BY-4.0", "1 text: CC-BY-4.0"]
    head = card.split("---")[1]
    assert ("license: cc-by-4.0\n" in head) is not text  # of what the release contains


def test_words_of_a_withheld_text_in_an_article_that_stays_are_named(corpus, tmp_path, capsys):
    own = "Its passengers were saved, and the harbour of Lindholm was closed."
    note = "See: the port authority said “We will not let any ship leave”"
    ferry = article("ferry", own, text_license="CC-BY-4.0", headline="The harbour of Lindholm was closed", note=note)
    nc.dump(ferry, corpus / "ferry.yaml")
    err = run(capsys, "release", corpus, "-o", tmp_path / "out", "--without-text")[1].err
    assert "warning: what repeats words of withheld texts and is published: `note` of `ferry`\n" in err


def test_words_of_a_text_in_corpus_yaml_are_refused(corpus, tmp_path):
    manifest = nc.load(corpus).manifest
    nc.dump(attrs.evolve(manifest, description="How the harbour of Lindholm was closed"), corpus / "corpus.yaml")
    with pytest.raises(nc.UsageError, match=r"`description` in corpus\.yaml repeats words of a withheld text"):
        nc.release(corpus, tmp_path / "out", text=False)


def test_words_of_a_text_that_is_not_there_are_refused(corpus, tmp_path):
    harbour = nc.load(corpus).articles["harbour"]
    (corpus / "harbour.yaml").unlink()
    unknown = attrs.evolve(harbour, text=None, sha256=text_of(HARBOUR).sha256, id="unknown")
    nc.dump(unknown, corpus / "unknown.yaml")
    with pytest.raises(nc.UsageError, match="`unknown` lack theirs"):
        nc.release(corpus, tmp_path / "out", text=False)


def test_a_damaged_release_is_refused(corpus, tmp_path):
    nc.release(corpus, tmp_path / "out", text=False)
    texts = texts_of(corpus, tmp_path / "texts")
    path = tmp_path / "out/withheld.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[0])
    record["words"] = {digest: [0, 3] for digest in record["words"]}
    odd = [{**record, "file": []}, {**record, "layout": [1]}, {**record, "words": {"sha256:0": {}}}]
    for damaged in ("{}", "[1]", "{", *map(json.dumps, (record, *odd))):
        path.write_text(damaged + "\n", encoding="utf-8")
        with pytest.raises(nc.UsageError, match="damaged"):
            nc.attach_text(tmp_path / "out", texts)
    path.write_text(f"{lines[0]}\n", encoding="utf-8")
    (tmp_path / "out/attached.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(nc.UsageError, match="attach all texts again"):
        nc.attach_text(tmp_path / "out", texts)
    with pytest.raises(nc.UsageError, match="is no folder"):
        nc.attach_text(tmp_path / "out", texts / "harbour.txt")
    with pytest.raises(nc.UsageError, match="no release that withholds texts"):
        nc.attach_text(corpus, texts)


@settings(max_examples=60, deadline=None)
@given(drawn_articles())
def test_any_article_comes_back(drawn):
    """What is withheld has no run of the text, and with the text it is the article."""
    anchored = nc.anchor(drawn)
    if anchored.text is None:
        return
    looked_for = set(runs(anchored.text))
    record = Withholding(anchored, looked_for).record()
    assert valid(record)
    assert not [text for text in strings(record["article"]) if looked_for.intersection(runs(text))]
    assert restored(json.loads(json.dumps(record)), anchored.text) == default_codec().canonical(anchored)


@given(st.text(st.sampled_from("ab\n\t \u00a0\u3000“"), max_size=40))
def test_white_space_comes_back(text):
    assert laid_out(" ".join(text.split()), layout_of(text)) == text
