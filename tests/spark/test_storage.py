"""The files of a lake: the same that `check` finds in a folder, on a disk or in a store, with the same texts."""

import os
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newscorpus as nc
from newscorpus import Manifest, UsageError
from newscorpus.batches import Check
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.session import discover
from newscorpus.fs.reading import Unreadable
from newscorpus.spark.pieces import Piece, divided, numbered
from newscorpus.spark.storage import Lake

ARTICLE = "format: newscorpus/1\nid: {id}\nlanguage: en\ntext_file: {text}\n"
STORES = count()


@pytest.fixture
def store():
    """An object store in this process: a function that puts a folder into it and says where it is."""
    fsspec = pytest.importorskip("fsspec")

    def put(folder):
        root = f"memory://lake{next(STORES)}"
        for path in Path(folder).rglob("*"):
            if path.is_file():
                fsspec.filesystem("memory").pipe(f"{root}/{path.relative_to(folder).as_posix()}", path.read_bytes())
        return root

    return put


def parts(*paths, manifest=None, select=(), ignore=()):
    return Lake().parts([str(path) for path in paths], Check(manifest, select=select, ignore=ignore))


def write(folder, files):
    for name, text in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


NESTED = {
    "corpus.yaml": "format: newscorpus/1\nname: top\narticles: ['*.yaml', 'sub/*.yaml', 'none/*.yaml', 'e.jsonl']\n",
    "a.yaml": ARTICLE.format(id="a", text="a.txt"),
    "a.txt": "A.",
    "forgotten.txt": "F.",
    ".hidden.txt": "H.",
    "unread.yaml": "{",
    "unread.txt": "U.",
    "e.jsonl": "",
    "sub/b.yaml": ARTICLE.format(id="b", text="../texts/b.txt"),
    "texts/b.txt": "B.",
    "texts/c.txt": "C.",
    "own/corpus.yaml": "format: newscorpus/1\nname: own\nactors: {x: {name: X, kind: person, roles: [{chair: nobody}]}}\n",
    "own/d.yaml": ARTICLE.format(id="a", text="../a.txt"),
    "own/.git/e.yaml": "{",
    "own/other.schema.json": "{}",
    "empty/corpus.yaml": "format: newscorpus/1\nname: nothing\nwrong: x\n",
    ".cache/corpus.yaml": "format: newscorpus/1\nname: cache\n",
    ".cache/f.yaml": "{",
}


def of_check(folder):
    """The corpora that `check` sees: names of files, findings of corpus.yaml."""
    run = discover(SessionOptions(str(folder)))
    named = {corpus.root: [] for corpus in run.corpora}
    for file in run.files:
        named[file.corpus.root].append(file.shown)
    reported = sorted(d.code for corpus in run.corpora for d in corpus.diagnostics)
    return sorted(sorted(names) for names in named.values()), reported


def of_lake(found):
    return sorted(sorted(p.files) for p in found), sorted(d.code for p in found for d in p.around.corpus.diagnostics)


NAMES = st.sampled_from(["a.yaml", "b.yml", "c.jsonl", "d.json", "e.txt", "corpus.yaml", ".f.yaml", "g.schema.json"])
FOLDERS = st.sampled_from(["", "x/", "x/y/", ".z/", "x/.z/", "x/y/w/"])
GLOBS = st.lists(st.sampled_from(["**/*.yaml", "*.yml", "*.json*", "x/**", "y/*.yaml", "./*.yaml", "**"]), max_size=2)


LINKS = st.dictionaries(
    st.sampled_from(["l", "x/l", "x/y/l.yaml", "x/y/w/l"]), st.sampled_from(["", "x", "x/y", ".z", "..", "../other"])
)


@given(
    st.dictionaries(st.tuples(FOLDERS, NAMES), GLOBS, min_size=1),
    LINKS,
    st.sampled_from(["", "format: newscorpus/1"]),
)
def test_any_folder_has_the_files_that_check_finds(tree, links, given):
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above, "folder")
        write(above, {"other/o.yaml": "format: newscorpus/1"})
        for name, target in links.items():
            write(folder, {f"{name}_": ""})
            (folder / name).symlink_to(folder / target)
        for (below, name), globs in tree.items():
            own = f"articles: {globs}\n" if globs else ""
            write(
                folder, {f"{below}{name}": f"format: newscorpus/1\nname: x\n{own}" if name == "corpus.yaml" else given}
            )
        try:
            expected = of_check(folder)
        except UsageError:
            with pytest.raises(UsageError, match="no articles"):
                parts(folder)
            return
        found = parts(folder)
        assert of_lake(found) == expected
        globs = [glob for part in found for _, glob in part.around.patterns]
        assert sorted(globs) == sorted(d.arguments[0] for d in nc.check(folder, select=["NC706"]).diagnostics)


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_a_link_that_leads_out_is_a_finding(tmp_path, scheme):
    """As for `check`: of a folder and of a file, also where the path has the scheme of this machine."""
    write(tmp_path, {"secret/a.yaml": "format: newscorpus/1\nsecret: 1", "corpus/corpus.yaml": NESTED["corpus.yaml"]})
    (tmp_path / "corpus/sub").symlink_to(tmp_path / "secret")
    (tmp_path / "corpus/b.yaml").symlink_to(tmp_path / "secret/a.yaml")
    (part,) = parts(f"{scheme}{tmp_path / 'corpus'}")
    found = {name: list(Lake().records(Piece(name), part.check.root)) for name in part.files}
    expected = [(d.primary.file, d.message) for d in nc.check(tmp_path / "corpus", select=["NC010"]).diagnostics]
    assert sorted((name, record["trouble"]) for name, (record,) in found.items()) == expected
    assert len(expected) == 2


def test_a_text_stays_in_its_corpus(tmp_path, store):
    write(tmp_path, NESTED)
    for root in (str(tmp_path), store(tmp_path)):
        lake = Lake()
        assert lake.text(root, f"{root}/sub/b.yaml", "../texts/b.txt") == b"B."
        assert lake.text(None, f"{root}/a.yaml", "a.txt") == b"A."
        for home, file, name, why in (
            (f"{root}/own", "own/d.yaml", "../a.txt", "outside the corpus"),
            (None, "sub/b.yaml", "../texts/b.txt", "outside the corpus"),
            (root, "a.yaml", "nothing.txt", "no such file"),
            (root, "a.yaml", ".hidden.txt", "hidden"),
            (root, "a.yaml", ".git/config", "hidden"),
            (root, "a.yaml", "/etc/passwd", "not a relative path"),
            (root, "a.yaml", "s3://x/y", "not a relative path"),
        ):
            with pytest.raises(Unreadable, match=why):
                lake.text(home, f"{root}/{file}", name)


def test_the_records_of_a_file(tmp_path, store):
    write(tmp_path, {"a.jsonl": '{"id": 1}\n\n \n{"id": 2}', "b.json": "{}", "c.yaml": "x: 1\n\n"})
    for root in (str(tmp_path), store(tmp_path)):
        read = [
            (r["line"], r["raw"])
            for name in ("a.jsonl", "b.json", "c.yaml")
            for r in Lake().records(Piece(f"{root}/{name}"))
        ]
        assert read == [(1, b'{"id": 1}\n'), (4, b'{"id": 2}'), (None, b"{}"), (None, b"x: 1\n\n")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_what_cannot_be_read_is_said(tmp_path):
    os.mkfifo(tmp_path / "a.yaml")
    os.mkfifo(tmp_path / "b.jsonl")
    assert list(Lake().records(Piece(str(tmp_path / "a.yaml")))) == [
        {"uri": str(tmp_path / "a.yaml"), "trouble": "not a regular file"}
    ]
    assert list(Lake().records(Piece(str(tmp_path / "b.jsonl")))) == [
        {"uri": str(tmp_path / "b.jsonl"), "trouble": "not a regular file"}
    ]


@given(st.lists(st.binary(max_size=9).map(lambda line: line.replace(b"\n", b""))), st.integers(1, 9))
def test_the_pieces_of_a_file_have_all_its_lines(some, size):
    """Each line once, with its number, wherever the file is split."""
    data = b"\n".join(some)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        for limit in ("_LEAST", "_MOST", "_SMALLEST"):
            patch.setattr(f"newscorpus.spark.pieces.{limit}", size)
        name = str(Path(folder, "a.jsonl"))
        Path(name).write_bytes(data)
        pieces, lake = Lake().pieces([name], 1), Lake()
        counts = {(piece.uri, piece.start): lake.counted(piece, folder) for piece in pieces}
        records = [r for piece in numbered(pieces, counts) for r in lake.records(piece, folder)]
        assert [(r["line"], r["raw"]) for r in records] == [
            (r["line"], r["raw"]) for r in lake.records(Piece(name), folder)
        ]
        assert len(pieces) >= len(data) // size


def test_small_files_share_a_task():
    pieces = divided({f"{i}.yaml": 0 for i in range(4416)} | {"big.jsonl": 1 << 30}, 8)
    assert 8 < len({piece.task for piece in pieces}) < 30
    assert max(piece.end - piece.start for piece in pieces if piece.end) <= 1 << 26


def test_a_line_that_is_too_long_is_the_last(tmp_path, monkeypatch):
    for module in ("newscorpus.spark.pieces", "newscorpus.fs.reading"):
        monkeypatch.setattr(f"{module}.MAX_BYTES", 20)
    for limit in ("_LEAST", "_MOST", "_SMALLEST"):
        monkeypatch.setattr(f"newscorpus.spark.pieces.{limit}", 8)
    name = str(tmp_path / "a.jsonl")
    Path(name).write_bytes(b"{}\n" + b"x" * 50 + b"\n{}\n{}\n")
    lake = Lake()
    pieces = lake.pieces([name], 1)
    assert len(pieces) > 5
    counts = {(piece.uri, piece.start): lake.counted(piece, None) for piece in pieces}
    records = [r for piece in numbered(pieces, counts) for r in lake.records(piece)]
    assert [(r["line"], len(r["raw"])) for r in records] == [(1, 3), (2, 21)]


def test_the_baseline_of_a_corpus(tmp_path, store):
    """The one that its corpus.yaml names; a finding says if it cannot be read, or must not be."""
    entry = '{"fingerprint": "f", "code": "NC304", "file": "a.yaml"}'
    for name, code in (
        ("sub/known", None),
        (".known", None),
        ("nothing", "NC803"),
        ("../known", "NC010"),
        ("x.txt", "NC803"),
    ):
        write(
            tmp_path,
            {
                "c/corpus.yaml": f"format: newscorpus/1\nname: x\nchecks: {{baseline: {name}}}\n",
                "c/a.yaml": ARTICLE.format(id="a", text="a.txt"),
                "c/a.txt": "A.",
                "c/x.txt": "no baseline",
                **dict.fromkeys(("c/sub/known", "c/.known", "known"), entry),
            },
        )
        for root in (str(tmp_path), store(tmp_path)):
            (part,) = parts(f"{root}/c")
            assert [d.code for d in part.around.corpus.diagnostics] == [code] * (code is not None)
            if code is None:
                assert set(part.check.baseline.fingerprints) == {"f"}
        assert set(nc.check(tmp_path / "c", select=["NC010", "NC803"]).codes) == {code} - {None}


def test_globs_are_one_corpus(tmp_path, store):
    """Without what is about a folder, whatever says corpus.yaml; folders beside them stay corpora of their own."""
    write(tmp_path, NESTED)
    for root in (str(tmp_path), store(tmp_path)):
        (one,) = parts(f"{root}/*.yaml", f"{root}/sub/b.yaml", manifest=Manifest(name="given"))
        assert one.files == tuple(f"{root}/{name}" for name in ("a.yaml", "sub/b.yaml", "unread.yaml"))
        assert (one.around.texts, one.around.patterns, one.check.root) == ((), (), None)
        own, rest = parts(f"{root}/own", f"{root}/own/d.yaml", f"{root}/a.yaml")
        assert (own.files, rest.files) == ((f"{root}/own/d.yaml",), (f"{root}/a.yaml",))


def test_a_name_that_is_no_text_is_named(tmp_path):
    write(tmp_path, {"a.yaml": "format: newscorpus/1"})
    try:
        (tmp_path / "a.yaml").rename(tmp_path / os.fsdecode(b"\xff.yaml"))
    except OSError:
        pytest.skip("a file system of text")
    with pytest.raises(UsageError, match=r"not UTF-8: '.*\\udcff\.yaml'"):
        parts(tmp_path)


def test_wrong_use(tmp_path, store):
    write(tmp_path, {"x.md": "", "sub/y.yaml": ""})
    for root in (str(tmp_path), store(tmp_path)):
        for path, why in (
            (f"{root}/nothing.yaml", "no such file or folder"),
            (f"{root}/*.yaml", "no articles"),
            (f"{root}/nowhere/", "no such file or folder"),
        ):
            with pytest.raises(UsageError, match=why):
                parts(path)
        with pytest.raises(UsageError, match="no rule"):
            parts(root, select=["nothing"])
    (tmp_path / "sub" / "y.yaml").unlink()
    with pytest.raises(UsageError, match="no articles"):
        parts(tmp_path)


@pytest.mark.parametrize("path", ["nothing://x/y", "nothing://x/*.yaml"])
def test_a_scheme_that_nobody_knows(path):
    pytest.importorskip("fsspec")
    with pytest.raises(UsageError, match="Protocol not known: nothing"):
        parts(path)


def test_the_command_is_a_module_and_a_file():
    for words in (["-m", f"{nc.__name__}.spark"], [str(Path(nc.__file__).parent / "spark" / "__main__.py")]):
        done = subprocess.run([sys.executable, *words, "check"], capture_output=True, text=True, check=False)
        assert (done.returncode, "the following arguments are required: PATH, --out" in done.stderr) == (2, True)
