"""The import as people use it: once, again, with other contents, and refused."""

import json
import zipfile
from pathlib import Path

import pytest
import yaml
from command import newscorpus

import newscorpus as nc
from newscorpus.cli.main import main

SEEDS = Path(__file__).parents[2] / "seeds"
MAP = """\
source: jsonl
corpus: {name: notes, language: en}
article: {id: id, text: text, attributes: {weight: weight}}
"""


def source(folder, *records):
    """JSON Lines, and a mapping file beside them."""
    folder.mkdir(exist_ok=True)
    lines = [json.dumps({"text": f"It rained in Oslo, {i}.", **one}) for i, one in enumerate(records)]
    (folder / "notes.jsonl").write_text("".join(f"{line}\n" for line in lines))
    (folder / "map.yaml").write_text(MAP)
    return folder / "notes.jsonl"


def imported(path, **more):
    return nc.import_corpus(path, "jsonl", path.parent / "corpus", mapping=path.parent / "map.yaml", **more)


def test_a_second_import_writes_nothing(tmp_path):
    path = source(tmp_path / "s", {"id": "a", "weight": 1}, {"id": "b", "weight": 2})
    assert imported(path).written == 5
    assert imported(path).written == 0
    assert sorted(nc.load(tmp_path / "s" / "corpus").articles) == ["a", "b"]


def test_other_contents_are_replaced_only_by_force(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = source(tmp_path / "s", {"id": "a"})
    imported(path)
    source(tmp_path / "s", {"id": "a", "text": "It snowed."})
    with pytest.raises(nc.UsageError, match=r"^s/corpus/a\.txt exists with other contents, and 1 more; .* --force"):
        imported(path)
    monkeypatch.chdir(tmp_path / "s")
    with pytest.raises(nc.UsageError, match=r"^corpus/a\.txt exists"):
        nc.import_corpus("notes.jsonl", "jsonl", "corpus", mapping="map.yaml")
    assert imported(path, force=True).written == 2
    assert nc.load_article(tmp_path / "s" / "corpus" / "a.yaml").text == "It snowed."


def test_an_article_without_errors_now_leaves_those_with_errors_by_force(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = source(tmp_path / "s", {"id": "a", "url": "no url"}, {"id": "b"})
    (tmp_path / "s" / "map.yaml").write_text(MAP.replace("attributes:", "url: url, attributes:"))
    assert imported(path).rejected == (tmp_path / "s" / "corpus-rejected" / "a.yaml",)
    source(tmp_path / "s", {"id": "a"}, {"id": "b"})
    with pytest.raises(nc.UsageError, match=r"^s/corpus-rejected/a\.txt is there from an earlier import, and 1 more"):
        imported(path)
    assert imported(path, force=True).written == 2
    assert [one.name for one in (tmp_path / "s" / "corpus-rejected").iterdir()] == ["corpus.yaml"]


def test_ids_become_names_of_files(tmp_path, monkeypatch):
    """That differ on every system; what changes is listed, and so is a text that no file can have."""
    code = (
        "def articles(source):\n"
        "    for id_, text in (('a/b', 'A'), ('a-b', 'B'), ('A-B', 'C'), ('c', chr(0xD800))):\n"
        "        yield {'id': id_, 'language': 'en', 'text': text}\n"
    )
    (tmp_path / "some_articles_of_ours.py").write_text(code)
    monkeypatch.syspath_prepend(tmp_path)
    path = source(tmp_path / "s", {"id": "a"})
    found = nc.import_corpus(path, "jsonl", tmp_path / "s" / "corpus", mapping="some_articles_of_ours:articles")
    assert sorted(nc.load(found.target).articles) == ["A-B-3", "a-b", "a-b-2"]
    counts = {loss.kind: loss.count for loss in found.losses}
    assert counts == {"id of an article that cannot be kept": 3, "article whose text is not Unicode": 1}
    places = [place for loss in found.losses for place in loss.places if "becomes" in place]
    assert [place.rpartition(": ")[2] for place in places] == [
        "a/b becomes a-b",
        "a-b becomes a-b-2",
        "A-B becomes A-B-3",
    ]


EDITED = """\
# The notes of the archive.
name: mine   # not notes
language: en
attributes:
  article:
    weight: {description: in grams, type: integer}  # of the paper
  # actors have none
checks:
  ignore: [NC706]
format: newscorpus/1
"""


def test_a_corpus_that_a_person_edited_grows_without_force(tmp_path):
    path = source(tmp_path / "s", {"id": "a", "weight": 1})
    corpus = tmp_path / "s" / "corpus"
    corpus.mkdir()
    (corpus / "corpus.yaml").write_text(EDITED)
    nc.import_corpus(path, "jsonl", corpus, mapping=other_map(path))
    text = (corpus / "corpus.yaml").read_text()
    lines = text.splitlines()
    assert [one for one in lines if one in EDITED.splitlines()] == EDITED.splitlines()
    kept = nc.load(corpus).manifest.attributes.article
    assert {name: (one.type, one.description) for name, one in kept.items()} == {
        "weight": ("integer", "in grams"),
        "name": ("string", "as jsonl has it"),
    }
    source(tmp_path / "s", {"id": "a", "text": "It snowed."})
    with pytest.raises(nc.UsageError, match=r"a\.txt exists with other contents"):
        nc.import_corpus(path, "jsonl", corpus, mapping=other_map(path))
    assert (corpus / "corpus.yaml").read_text() == text


def test_a_file_that_stays_is_named_as_the_output_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("map.yaml").write_text("source: jsonl\narticle: {id: '{id}', text: text}\n", encoding="utf-8")
    Path("s.jsonl").write_text('{"id": "a", "text": "It rained."}\n', encoding="utf-8")
    arguments = ("import", "jsonl", "s.jsonl", "--map", "map.yaml", "-o")
    assert newscorpus(*arguments, "out").code == 0
    Path("out/a.txt").write_text("It snowed.", encoding="utf-8")
    assert newscorpus(*arguments, "out").err.startswith("error: out/a.txt exists with other contents")
    Path("out/corpus.yaml").write_text("format: newscorpus/1\nname: Bad name\n", encoding="utf-8")
    assert " --> out/corpus.yaml:2:7" in newscorpus(*arguments, "out").err
    assert newscorpus(*arguments, "s.jsonl").err == "error: s.jsonl is a file, and not a folder\n"


def test_the_corpus_of_rejected_articles_grows_too(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    path = source(tmp_path / "s", {"id": "a"})
    rejected = tmp_path / "s/corpus-rejected/corpus.yaml"
    for name in ("one", "two"):
        code = "def articles(source):\n    yield {'id': %r, 'language': 'en', 'text': 'It rained.', "
        code = (code + "'attributes': {%r: 1}, 'events': {'e': {'type': 'storm', 'evidence': ['Snow']}}}\n") % (
            name,
            name,
        )
        (tmp_path / f"rejecting_{name}.py").write_text(code)
        found = nc.import_corpus(path, "jsonl", path.parent / "corpus", mapping=f"rejecting_{name}:articles")
        assert len(found.rejected) == 1
        if name == "one":
            rejected.write_text(f"# to be corrected\n{rejected.read_text()}")
    assert rejected.read_text().startswith("# to be corrected\n")
    assert set(yaml.safe_load(rejected.read_text())["attributes"]["article"]) == {"one", "two"}


@pytest.mark.parametrize("format", ["brat", "label-studio", "cas", "wikievents", "conllu"])
def test_every_format_keeps_its_language_and_licence(format, tmp_path):
    manifest = nc.Manifest(name="de", language="de", license="MIT", text_license="CC0-1.0", text_rights="© dpa")
    corpus = nc.Corpus(manifest=manifest, articles={})
    there = tmp_path / ("there.conllu" if format == "conllu" else "there")
    nc.export([nc.Article(id="a", language="de", text="Es regnete in Oslo.")], format, there, corpus=corpus)
    (tmp_path / "map.yaml").write_text(f"source: {format}\ncorpus: {{name: x, language: de, text_license: CC0-1.0}}\n")
    for options in ({}, {"mapping": tmp_path / "map.yaml"}):
        if not options and format == "conllu":
            continue
        target = tmp_path / f"corpus-{len(options)}"
        nc.dump(nc.Manifest(name="k", language="en", license="CC-BY-4.0", text_license="MIT"), target / "corpus.yaml")
        done = nc.import_corpus(there, format, target, **options)
        (article,) = nc.load(target).articles.values()
        assert (article.language, article.text_license) == ("de", "CC0-1.0")
        if not options or format != "conllu":
            assert {"license of the corpus", "text_rights of the corpus"} <= {one.kind for one in done.losses}


def other_map(path):
    """A mapping with an attribute more."""
    text = MAP.replace("{weight: weight}", "{weight: weight, name: id}")
    (path.parent / "other.yaml").write_text(text)
    return path.parent / "other.yaml"


def test_many_losses_fit_on_a_screen(tmp_path):
    """Kinds that are alike share a line of 80 characters; the file has all."""
    many = {f"score{i}": {"of": {"one": i, "other": i}} for i in range(30)}
    path = source(tmp_path / "s", {"id": "a", "colour": "grey", **many, "more": dict.fromkeys(map(str, range(9)), "x")})
    words = "import", "jsonl", path, "--map", tmp_path / "s" / "map.yaml", "-o", tmp_path / "c", "--dry-run"
    said = newscorpus(*words).err
    assert said.count("\n") <= 24
    assert "     9  more: 0 1, 1 1, 2 1, 3 1, 4 1, 5 1, 6 1, 7 1, 8 1" in said
    assert max(len(line) for line in said.splitlines() if "map.yaml:" not in line) <= 80
    assert "`--losses FILE` lists all 70 kinds, with their places.\n" in said
    listed = newscorpus(*words, "--losses", tmp_path / "losses.json").err
    assert "lists all" not in listed
    assert len(json.loads((tmp_path / "losses.json").read_text())) == 70


def test_a_draft_of_a_mapping_file_does_not_become_an_article(tmp_path):
    source(tmp_path / "s", {"id": "a", "colour": "grey"})
    words = "import", "jsonl", *(tmp_path / "s").glob("*.jsonl")
    corpus = tmp_path / "corpus"
    (corpus / "maps").mkdir(parents=True)
    (corpus / "corpus.yaml").write_text("format: newscorpus/1\nname: c\nexclude: [maps/]\n")
    for refused in (
        newscorpus(*words, "--init", "--map", corpus / "new.yaml"),
        newscorpus(*words, "--dry-run", "--map", tmp_path / "s" / "map.yaml", "--losses", corpus / "sub" / "l.yaml"),
    ):
        assert (refused.code, refused.err.count("\n")) == (2, 1)
        assert "would be an article of the corpus" in refused.err
    assert {path.name for path in corpus.iterdir()} == {"corpus.yaml", "maps"}
    assert newscorpus(*words, "--init", "--map", corpus / "maps" / "new.yaml").code == 0
    assert newscorpus(*words, "--init", "--map", tmp_path / "new.yaml").code == 0


def test_what_would_be_lost_can_be_refused(tmp_path, capsys):
    path = source(tmp_path / "s", {"id": "a", "colour": "grey"})
    words = ["import", "jsonl", str(path), "--map", str(tmp_path / "s" / "map.yaml"), "-o", str(tmp_path / "c")]
    with pytest.raises(SystemExit) as refused:
        main([*words, "--on-loss", "refuse", "--losses", str(tmp_path / "losses.json")])
    assert refused.value.code == 1
    assert "colour" in capsys.readouterr().err
    assert [one["kind"] for one in json.loads((tmp_path / "losses.json").read_text())] == ["colour"]
    assert not (tmp_path / "c").exists()
    for other in ("[1]", "{}", "losses"):  # no list of losses: it stays
        (tmp_path / "losses.json").write_text(other)
        with pytest.raises(SystemExit) as refused:
            main([*words, "--losses", str(tmp_path / "losses.json")])
        assert refused.value.code == 2
        assert "is no list of losses" in capsys.readouterr().err
        assert (tmp_path / "losses.json").read_text() == other
    words[-1] = str(tmp_path / "new")
    for wrong in ("s", "s/map.yaml/losses.json", "new", "new/losses.yaml"):  # a folder, below a file, an article
        given = ["export", "csv", str(SEEDS), "-o", str(tmp_path / "new")] if wrong in ("s", "new") else words
        for command in (given, words):
            with pytest.raises(SystemExit) as refused:
                main([*command, "--losses", str(tmp_path / wrong)])
            assert refused.value.code == 2
            assert capsys.readouterr().err.count("\n") == 1
            assert not (tmp_path / "new").exists()
    export = ["export", "brat", str(SEEDS), "-o", str(tmp_path / "out"), "--on-loss", "refuse"]
    with pytest.raises(SystemExit) as refused:
        main(export)
    assert refused.value.code == 1
    assert "waive: at 2, code 2, " in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_dry_run_into_a_corpus_shows_what_an_import_does(tmp_path):
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "corpus.yaml").write_text("format: newscorpus/1\nname: other\nlanguage: fr\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"text": "It rained."}\n', encoding="utf-8")
    mapping = "corpus: {name: a, language: en, license: CC0-1.0}\narticle: {text: text}\n"
    (tmp_path / "map.yaml").write_text(mapping, encoding="utf-8")
    words = ["import", "jsonl", tmp_path / "a.jsonl", "--map", tmp_path / "map.yaml", "-o", tmp_path / "c"]
    tried = newscorpus(*words, "--dry-run")
    assert [path.name for path in (tmp_path / "c").iterdir()] == ["corpus.yaml"]
    assert "language: en" in tried.out
    assert "license of the corpus: a.jsonl: CC0-1.0" in tried.err
    assert tried.code == 0
    assert newscorpus(*words, "--dry-run", "--on-loss", "refuse").code == 1
    done = newscorpus(*words)
    assert done.err.startswith(tried.err)
    assert done.err.endswith("1 article imported, 1 kind of loss.\n")
    assert newscorpus(*words).err.endswith("1 article imported, 1 kind of loss, no file changed.\n")


def test_wrong_use_is_one_error(tmp_path, monkeypatch, capsys):
    for words, error in (
        (["import", "jsonl", "notes.jsonl", "--map", "map.yaml"], "-o FOLDER is missing"),
        (["import", "jsonl", "notes.jsonl", "--init"], "map.yaml exists"),
        (
            ["import", "sqlite", "notes.jsonl", "-o", "c"],
            "no format 'sqlite': json, jsonl, csv, brat, label-studio, potato, doccano, cas, webanno-tsv, cat, conllu, wikievents, ninjs, newsml",
        ),
        (["convert"], "missing argument"),
    ):
        monkeypatch.chdir(source(tmp_path / "s", {"id": "a"}).parent)
        with pytest.raises(SystemExit) as wrong:
            main(words)
        assert wrong.value.code == 2
        assert error in capsys.readouterr().err


def test_a_second_source_adds_to_the_corpus(tmp_path):
    for name, label in (("one", "Boat"), ("two", "Sail"), ("three", "Oar")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text("They left in a boat.")
        (tmp_path / name / f"{name}.ann").write_text(f"T1\tGo 5 9\tleft\nT2\tUse 15 19\tboat\nE1\t{label}:T1\n")
    nc.import_corpus(tmp_path / "one", "brat", tmp_path / "out")
    nc.import_corpus(tmp_path / "two", "brat", tmp_path / "out")
    corpus = nc.load(tmp_path / "out")
    assert [one.id for one in corpus] == ["one", "two"]
    assert {"Boat", "Sail"} <= set(corpus.manifest.vocabularies.event.types)
    manifest = tmp_path / "out/corpus.yaml"
    manifest.write_text(f"# mine\n{manifest.read_text()}")
    nc.import_corpus(tmp_path / "three", "brat", tmp_path / "out")
    assert manifest.read_text().startswith("# mine\n")
    assert "Oar" in nc.load(tmp_path / "out").manifest.vocabularies.event.types


def test_an_archive_is_to_be_unpacked(tmp_path):
    for format in ("label-studio", "doccano", "conllu", "ninjs", "brat"):
        with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
            archive.writestr("a.json", "{}")
        with pytest.raises(nc.UsageError, match="is a ZIP archive; unpack it, and import the folder"):
            nc.import_corpus(tmp_path / "export.zip", format, tmp_path / "out")


@pytest.mark.parametrize(
    ("name", "content", "format", "reason"),
    [
        ("a.json", '[{"uri": 1}]', "ninjs", "object that is not an item of ninjs: it has no `uri`"),
        ("a.xml", "<rss/>", "newsml", "file without news items of NewsML-G2"),
        ("a.jsonl", "{", "jsonl", "file or line that is not JSON"),
    ],
)
def test_a_source_of_which_nothing_comes_in_is_no_success(name, content, format, reason, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(content)
    (tmp_path / "map.yaml").write_text(MAP)
    mapping = ["--map", "map.yaml"] if format == "jsonl" else []
    for more in (["-o", "out"], ["--dry-run"]):
        with pytest.raises(SystemExit) as done:
            main(["import", format, name, *mapping, *more])
        assert done.value.code == 1
        assert f"Nothing was imported from {name}: {reason}." in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    (tmp_path / "empty.jsonl").write_text("\n")
    (tmp_path / "none.json").write_text("[]")
    with pytest.raises(SystemExit) as done:
        main(["import", "ninjs", "none.json", "-o", "out"])
    assert done.value.code == 1
    assert "Nothing was imported from none.json: it has no articles." in capsys.readouterr().err
    for kind, source in (("label-studio", "none.json"), ("doccano", "empty.jsonl")):
        with pytest.raises(SystemExit) as done:
            main(["import", kind, source, "-o", "out"])
        assert done.value.code == 1
    assert not (tmp_path / "out").exists()


def test_words_without_offsets_and_new_terms_are_named(tmp_path):
    """They are no losses: the words may have a place, and people are to describe the terms."""
    path = source(tmp_path / "s", {"id": "a", "who": [{"name": "Oslo", "as": "rained_on"}]})
    map_file = tmp_path / "s" / "map.yaml"
    map_file.write_text(f"{MAP}events: {{each: ., type: rain}}\narguments: {{each: 'who[]', mentions: name, role: as,"
                        " '*': participant}\n")  # fmt: skip
    said = newscorpus("import", "jsonl", path, "--map", map_file, "-o", tmp_path / "c").err
    assert "New in corpus.yaml, to be described: type rain × 1, role rained_on × 1.\n" in said
    assert "1 quote without offsets: placed by the words alone.\n" in said
