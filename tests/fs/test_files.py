"""Reading that never hangs nor strays, writing that is whole or not at all."""

import errno
import json
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from command import newscorpus
from hypothesis import given
from hypothesis import strategies as st
from plain_data import TEXTS

import newscorpus as nc
from newscorpus import UsageError, export
from newscorpus.fs.reading import read_bytes

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes, devices, links and modes of POSIX")

UNICODE = pytest.mark.skipif(sys.getfilesystemencoding() == "ascii", reason="no such names in this locale")

READ_ONLY = pytest.param(
    0o444, marks=pytest.mark.only_on("linux", "macos", reason="Windows does not replace a file that is read-only")
)
DESCRIPTORS = Path("/proc/self/fd")
SEEDS = Path(__file__).parents[2] / "seeds"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(autouse=True)
def _no_descriptor_stays_open():
    """Whatever a test does, what it opened is closed."""
    nc.dumps(nc.Article(id="a"), "json")  # what is imported then is not counted
    before = len(names(DESCRIPTORS)) if DESCRIPTORS.exists() else None
    yield
    assert before is None or len(names(DESCRIPTORS)) == before


@pytest.mark.parametrize(
    ("size", "limit"), [(0, 10), (9, 10), (10, 10), (11, 10), (50, 10), (3, 0), (3_000_000, 2_500_000)]
)
def test_reading_is_bounded(size, limit, tmp_path):
    """At most one byte beyond the limit, by which the caller knows that it was exceeded."""
    data = bytes(i % 251 for i in range(size))
    (tmp_path / "file").write_bytes(data)
    assert read_bytes(tmp_path / "file", limit) == data[: limit + 1]


def said_of_text(folder, name):
    """What `check` says of an article with a text in a file of its own."""
    data = {"format": "newscorpus/1", "id": "a", "language": "en", "text_file": name}
    path = folder / "article.yaml"
    path.write_text(json.dumps(data), encoding="utf-8")
    found = [
        (d.code, d.message.removeprefix(f"text file `{name}`: ")) for d in nc.check(path, select=["NC0"]).diagnostics
    ]
    path.unlink()
    return found


def test_a_missing_file(tmp_path):
    """Is named as such, as is one below what is no folder."""
    assert said_of_text(tmp_path, "missing") == [("NC010", "no such file")]
    (tmp_path / "file").touch()
    assert said_of_text(tmp_path, "file/below") == [("NC010", "not a directory")]


def test_a_name_that_no_file_can_have(tmp_path):
    ((code, message),) = said_of_text(tmp_path, "x" * 5000)
    assert (code, message.rpartition(": ")[2]) == ("NC010", "file name too long")


@pytest.mark.only_on("linux", "macos", reason="pipes are files of POSIX")
def test_what_is_no_regular_file_is_not_read(tmp_path):
    """Folders, pipes without a writer, endless devices, terminals: refused at once, links to them too."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("folder", "pipe"):
        assert said_of_text(tmp_path, name) == [("NC010", "not a regular file")]
    (tmp_path / "link").symlink_to("/dev/zero")
    for path in (tmp_path / "link", "/dev/zero", "/dev/full", "/dev/null"):
        said = newscorpus("check", SEEDS, "--baseline", path)
        assert said.code == 2
        assert "not a regular file" in said.err


@POSIX
def test_links_that_lead_nowhere(tmp_path):
    (tmp_path / "dangling").symlink_to("missing")
    (tmp_path / "circle").symlink_to("circle")
    assert said_of_text(tmp_path, "dangling") == [("NC010", "no such file")]
    ((code, message),) = said_of_text(tmp_path, "circle")
    assert (code, "link" in message) == ("NC010", True)


@pytest.fixture
def root(tmp_path):
    """A corpus with a folder in it, beside another whose name begins alike."""
    for folder in ("corpus/2024", "corpus-old"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.txt").write_text("text")
    return tmp_path / "corpus"


@pytest.mark.parametrize(
    ("relative", "lies"),
    [
        ("a.txt", "2024/a.txt"),
        ("./a.txt", "2024/a.txt"),
        ("deeper/missing.txt", "2024/deeper/missing.txt"),
        ("../b.txt", "b.txt"),
        ("../../corpus/2024/a.txt", "2024/a.txt"),
        ("..", ""),
        pytest.param("…/ü 北.txt", "2024/…/ü 北.txt", marks=UNICODE),
    ],
)
def test_paths_inside(relative, lies, root):
    """What stays in the corpus is allowed, however it is written; it need not exist."""
    (root / "corpus.yaml").write_text("format: newscorpus/1\nname: c\n", encoding="utf-8")
    path = root / lies
    if path.exists():
        assert said_of_text(root / "2024", relative) == [("NC010", "not a regular file")] * path.is_dir()
    else:
        assert said_of_text(root / "2024", relative) == [("NC010", "no such file")]


@pytest.mark.parametrize(
    "relative",
    [
        *("", "/etc/passwd", "//server/share", "a\0b", "C:/x", "c:x", "a.txt:stream", "..\\..\\x", "\\\\server\\x"),
        *(
            "../..",
            "../../x",
            "../../corpus-old/a.txt",
            "../2024/../../corpus-old/a.txt",
            "../../../../../../etc/passwd",
        ),
    ],
)
def test_paths_outside(relative, root):
    """Absolute, with drives or backslashes, or leading out: also to a sibling whose name begins alike."""
    (root / "corpus.yaml").write_text("format: newscorpus/1\nname: c\n", encoding="utf-8")
    ((code, message),) = said_of_text(root / "2024", relative)
    assert (code, message) in {
        ("NC010", "outside the corpus"),
        ("NC010", "not a relative path with `/` between its steps"),
    }


@POSIX
def test_links_out_of_the_corpus(root):
    """A link is where it leads: out is refused, in is allowed; the corpus itself may be reached by one."""
    (root / "out").symlink_to("/etc")
    (root / "2024" / "sibling.txt").symlink_to(root.parent / "corpus-old" / "a.txt")
    (root / "2024" / "in.txt").symlink_to("../2024/a.txt")
    (root / "circle").symlink_to("circle")
    (root / "corpus.yaml").write_text("format: newscorpus/1\nname: c\n", encoding="utf-8")
    for relative in ("out/passwd", "out", "2024/sibling.txt"):
        assert said_of_text(root, relative) == [("NC010", "outside the corpus")]
    assert said_of_text(root / "2024", "in.txt") == []
    ((code, _),) = said_of_text(root, "circle")
    assert code == "NC010"


@given(relative=TEXTS | st.text("./\\:a\0\ud800", max_size=12))
def test_any_path_at_all(relative, tmp_path_factory):
    """Is that of a text or unreadable, in words; nothing else is raised."""
    for code, message in said_of_text(tmp_path_factory.getbasetemp(), relative):
        assert code in ("NC010", "NC008")
        assert message.strip()


def test_paths_that_cannot_be_compared(root, monkeypatch):
    (root / "a.txt").symlink_to("b.txt")
    monkeypatch.setattr(os.path, "commonpath", failing(ValueError("Paths don't have the same drive")))
    ((code, message),) = said_of_text(root, "a.txt")
    assert (code, "drive" in message) == ("NC010", True)


def failing(error):
    def fail(*_args, **_kwargs):
        raise error

    return fail


TEMPORARY = ".newscorpus-"
"""Begins the names of files that are not finished."""


def put(path, text):
    """Write a file as `dump` does: an article of that text."""
    nc.dump(nc.Article(id="a", language="en", text=text), path)


def held(path):
    """The text of the article in a file."""
    return json.loads(path.read_bytes())["text"]


def while_written(monkeypatch, ask):
    """What `ask` returns just before the first bytes of a file are written: a list that is filled then."""
    found, real = [], os.write

    def write(descriptor, data):
        if not found:
            found.append(None)  # what `ask` writes itself is not asked about
            found[0] = ask()
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", write)
    return found


def leftovers(folder):
    return [name for name in names(folder) if name.startswith(TEMPORARY)]


@given(text=TEXTS)
def test_what_is_written_is_read(text, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "written.json"
    put(path, text)
    assert held(path) == text


CALLS = ["stat", "open", "write", "fsync", "close", "chmod", "replace"]


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt(), MemoryError()]
)
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("exists", [True, False])
def test_a_failed_write_leaves_the_old_bytes(exists, call, error, tmp_path, monkeypatch):
    """Whatever fails, and at whichever step: the old file or none stands there, and nothing half-written beside it."""
    path = tmp_path / "file.json"
    if exists:
        path.write_bytes(b"old")
    real = getattr(os, call)
    failed = []

    def fail(*args, **kwargs):
        if call == "close":
            real(*args, **kwargs)
        if str(args[0]) != str(tmp_path) and not failed:  # the folder's own fsync comes after all is done
            failed.append(call)
            raise error
        return real(*args, **kwargs)

    monkeypatch.setattr(os, call, fail)
    if call == "chmod" and not exists:
        put(path, "new")  # a new file needs none
        return
    with pytest.raises(type(error)):
        put(path, "new")
    monkeypatch.undo()
    assert (path.read_bytes() if path.exists() else None) == (b"old" if exists else None)
    assert leftovers(tmp_path) == []


def test_what_cannot_be_written_leaves_the_old_bytes(tmp_path):
    (tmp_path / "file.json").write_bytes(b"old")
    with pytest.raises(ValueError, match="surrogate"):
        put(tmp_path / "file.json", "\ud800")
    assert (tmp_path / "file.json").read_bytes() == b"old"
    assert leftovers(tmp_path) == []


def test_writing_where_nothing_can_be(tmp_path):
    """A file or a folder in the place of the other: OSError that names what is written, and nothing is left."""
    (tmp_path / "taken").write_text("")
    with pytest.raises(OSError, match=r"taken'$"):
        put(tmp_path / "taken" / "file.json", "new")
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(OSError, match=r"folder.json'$"):
        put(tmp_path / "folder.json", "new")
    assert leftovers(tmp_path) == []


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o640, 0o755, 0o666, READ_ONLY])
def test_the_mode_is_kept(mode, tmp_path, monkeypatch):
    """Of a file that exists, whatever the umask; and it is never more open, not even for a moment."""
    path = tmp_path / "file.json"
    path.touch()
    path.chmod(mode)
    seen = while_written(monkeypatch, lambda: [(tmp_path / name).stat().st_mode for name in leftovers(tmp_path)])
    before = os.umask(0o022)
    try:
        put(path, "new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    ((while_new,),) = seen
    assert stat.S_IMODE(while_new) & ~mode == 0


@POSIX
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o027, 0o077])
def test_a_new_file_has_what_the_umask_leaves(umask, tmp_path):
    before = os.umask(umask)
    try:
        put(tmp_path / "file.json", "new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file.json").stat().st_mode) == 0o666 & ~umask


@POSIX
def test_links_stay_links(tmp_path):
    """What they lead to is written, also where there is nothing yet."""
    (tmp_path / "target.json").write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    for name, target in (
        ("link.json", "target.json"),
        ("folder/up.json", "../target.json"),
        ("new.json", "folder/made.json"),
    ):
        (tmp_path / name).symlink_to(target)
        put(tmp_path / name, name)
        assert (tmp_path / name).is_symlink()
        assert held(tmp_path / name) == name
    assert held(tmp_path / "target.json") == "folder/up.json"
    (tmp_path / "circle.json").symlink_to("circle.json")
    with pytest.raises(OSError, match="link"):
        put(tmp_path / "circle.json", "new")
    assert (tmp_path / "circle.json").is_symlink()
    assert leftovers(tmp_path) == leftovers(tmp_path / "folder") == []


@pytest.mark.only_on("linux", "macos", reason="pipes are files of POSIX")
def test_pipes_and_devices_are_written_into(tmp_path):
    """Replacing `/dev/stdout` with a file would be a disaster."""
    os.mkfifo(tmp_path / "pipe.json")
    heard = []
    reader = threading.Thread(target=lambda: heard.append((tmp_path / "pipe.json").read_bytes()))
    reader.start()
    put(tmp_path / "pipe.json", "new")
    reader.join()
    assert [json.loads(one)["text"] for one in heard] == ["new"]
    assert stat.S_ISFIFO((tmp_path / "pipe.json").stat().st_mode)


@pytest.mark.only_on("linux", reason="/dev/full is a file of Linux")
def test_a_full_device_says_so(tmp_path):
    full = tmp_path / "full.json"
    try:
        os.mknod(full, stat.S_IFCHR | 0o666, os.stat("/dev/full").st_rdev)  # noqa: PTH116
        os.close(os.open(full, os.O_WRONLY))
    except PermissionError:  # only root makes devices; then this one cannot be harmed
        full = Path("/dev/full")
    except FileNotFoundError:
        pytest.skip("no /dev/full here")
    with pytest.raises(OSError, match="space"):
        put(full, "new")
    assert stat.S_ISCHR(full.stat().st_mode)


def left_behind(folder, digits="0123456789abcdef"):
    path = folder / f"{TEMPORARY}{digits}"
    path.write_bytes(b"half")
    return path


@pytest.mark.only_on("linux", "macos", reason="without locks, leftovers are not told from files in use")
def test_leftovers_are_swept(tmp_path):
    """What a killed process has left goes with the first write into its folder; names that are not ours stay."""
    left_behind(tmp_path)
    others = [f"{TEMPORARY}notes", f"{TEMPORARY}0123456789abcdef.yaml", f"x{TEMPORARY}0123456789abcdef"]
    for name in others:
        (tmp_path / name).touch()
    (tmp_path / f"{TEMPORARY}{'0' * 16}").mkdir()
    (tmp_path / f"{TEMPORARY}{'1' * 16}").symlink_to(tmp_path / others[0])
    put(tmp_path / "file.json", "new")
    assert names(tmp_path) == sorted([*others, "file.json", f"{TEMPORARY}{'0' * 16}", f"{TEMPORARY}{'1' * 16}"])


@pytest.mark.only_on("linux", "macos", reason="pipes are files of POSIX")
def test_a_pipe_with_the_name_of_a_leftover_stays(tmp_path):
    os.mkfifo(tmp_path / f"{TEMPORARY}{'0' * 16}")
    put(tmp_path / "file.json", "new")
    assert len(names(tmp_path)) == 2


ANOTHER = "import sys, newscorpus as nc; nc.dump(nc.Article(id='b', text='two'), sys.argv[1])"


@POSIX
def test_what_somebody_is_writing_is_not_swept(tmp_path, monkeypatch):
    """By another process, whose first write into the folder it is: the mark is a lock on the open file."""

    def meanwhile():
        subprocess.run([sys.executable, "-c", ANOTHER, str(tmp_path / "other.json")], check=True)
        return leftovers(tmp_path)

    seen = while_written(monkeypatch, meanwhile)
    put(tmp_path / "file.json", "one")
    assert [len(names) for names in seen] == [1]
    assert held(tmp_path / "file.json") == "one"
    assert names(tmp_path) == ["file.json", "other.json"]


@POSIX
def test_readers_see_the_old_or_the_new(tmp_path):
    """While one file is written again and again by several, nobody reads anything in between."""
    path = tmp_path / "file.json"
    versions = [letter * 100_000 for letter in "abc"]
    put(path, versions[0])

    def keep_writing(version):
        for _ in range(20):
            put(path, version)

    writers = [threading.Thread(target=keep_writing, args=(version,)) for version in versions]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert held(path) in versions
    for writer in writers:
        writer.join()
    assert names(tmp_path) == ["file.json"]


@pytest.mark.only_on("linux", "macos", reason="Windows cannot sync a folder")
def test_the_disk_is_waited_for(tmp_path, monkeypatch):
    """Before the file takes its place, and once it has; not for pages, which can be made again at any time."""
    real, calls = os.fsync, []
    monkeypatch.setattr(os, "fsync", lambda descriptor: calls.append(real(descriptor)))
    put(tmp_path / "a.json", "text")
    assert len(calls) == 2
    nc.convert(tmp_path / "a.json", output=tmp_path / "b.json")
    assert len(calls) == 4
    assert newscorpus("view", tmp_path / "a.json", "-o", tmp_path / "site").code == 0
    assert len(calls) == 4


def make(folder, **texts):
    """A folder that holds some files."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.fixture
def source(tmp_path_factory):
    """An article to export, in a folder of its own."""
    path = tmp_path_factory.mktemp("source") / "one.json"
    put(path, "one")
    return path


def tables(source, target, text="new"):
    """Export an article into a folder: its text is in one of the files."""
    put(source, text)
    export(source, "csv", target, force=True)


def database(source, target, text="new"):
    """Export an article into a file."""
    put(source, text)
    export(source, "sqlite", target, force=True)


def text_in(target):
    """The text of the article that was exported."""
    if target.is_dir():
        return next(text for text in ("old", "new") if f",{text}," in (target / "articles.csv").read_text())
    with closing(sqlite3.connect(target)) as data:
        return data.execute("select text from articles").fetchone()[0]


def test_what_is_staged_takes_the_place_of_the_old(tmp_path, source):
    """A file that of a file, a folder that of a folder with the same names in it; where nothing is, folders above are
    made."""
    for text in ("old", "new"):
        database(source, tmp_path / "deep" / "er" / "file", text)
        tables(source, tmp_path / "folder", text)
        assert text_in(tmp_path / "deep" / "er" / "file") == text_in(tmp_path / "folder") == text
    assert names(tmp_path) == ["deep", "folder"]
    assert names(tmp_path / "deep" / "er") == ["file"]


@pytest.mark.parametrize("name", ["mine", "inner/mine", "link"])
def test_no_other_file_is_lost(name, tmp_path, source):
    """Nor a link to a folder; nor is a file replaced by a folder."""
    tables(source, tmp_path / "out", "old")
    before = names(tmp_path / "out")
    if name == "link":
        (tmp_path / "out" / "link").symlink_to(tmp_path)
    else:
        make(tmp_path / "out", **{name: "mine"})
    for target, lost in ((tmp_path / "out", name), (tmp_path / "out" / "articles.csv", "articles.csv")):
        with pytest.raises(UsageError, match=f"{target} contains other files, which would be lost: {lost};"):
            tables(source, target)
    assert text_in(tmp_path / "out") == "old"
    assert names(tmp_path / "out") == sorted([*before, name.split("/")[0]])
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize(
    ("error", "named"),
    [
        (OSError("words alone"), "{target}"),
        (OSError(errno.ENOSPC, "full", "{made}"), "{target}"),
        (OSError(errno.ENOSPC, "full", "/else/where"), "/else/where"),
    ],
)
def test_an_error_while_staging_names_what_was_asked_for(error, named, tmp_path, source, monkeypatch):
    """Not the temporary folder; another file that is to blame is named as it is."""
    target, real = tmp_path / "out", Path.open

    def fail(self, *args, **more):
        if self.suffix != ".csv":
            return real(self, *args, **more)
        if error.filename == "{made}":
            error.filename = str(self)
        raise error

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(OSError, match=r"words alone|full") as raised:
        export(source, "csv", target)
    assert raised.value.filename == named.format(target=target)
    assert names(tmp_path) == []


def test_an_error_of_two_files_names_the_one_that_was_asked_for(tmp_path, monkeypatch):

    def fail(source, target):
        raise OSError(errno.EIO, "broken", str(source), None, str(target))

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="broken") as raised:
        put(tmp_path / "f.json", "x")
    assert str(raised.value) == f"[Errno {errno.EIO}] broken: '{tmp_path / 'f.json'}'"


@pytest.mark.only_on("linux", "macos", reason="without locks, leftovers are not told from files in use")
@pytest.mark.parametrize("when", ["before it is open", "before it is locked", "while it is locked"])
def test_a_stage_that_is_swept_as_soon_as_it_is_made(when, tmp_path, source, monkeypatch):
    """By another process, which takes it for a leftover: another is begun, whose lock keeps it."""
    import fcntl

    put(source, "new")
    real, locks, seen = fcntl.flock, [], []

    def flock(descriptor, how):
        if len(locks) < 2:
            stage = next(one for one in tmp_path.glob(".newscorpus-stage-*") if one not in seen)
            seen.append(stage)
            locks.append(os.open(stage, os.O_RDONLY))
            if when == "while it is locked":
                real(locks[-1], how)
            else:
                stage.rmdir()
        if when == "before it is open" and len(locks) == 1:
            raise FileNotFoundError
        real(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    export(source, "csv", tmp_path / "out")
    assert len(locks) == 2
    assert text_in(tmp_path / "out") == "new"
    for lock in locks:
        os.close(lock)


STAGE = f"{TEMPORARY}stage-{'0' * 16}"


@pytest.mark.only_on("linux", "macos", reason="without locks, leftovers are not told from files in use")
@pytest.mark.parametrize("name", [STAGE, f"{TEMPORARY}stage-0"])
@pytest.mark.parametrize("link", ["old", "old/victim", "made"])
def test_a_stage_with_a_link_moves_nothing_from_outside(link, name, tmp_path, source):
    """A repository can carry one: what its links lead to stays where it is, and no link appears beside the output."""
    make(tmp_path / "victim", **{"precious": "mine", "inner/too": "mine"})
    stage = tmp_path / "repository" / name
    stage.mkdir(0o700, parents=True)
    (stage / link).parent.mkdir(exist_ok=True)
    (stage / link).symlink_to(tmp_path / "victim", target_is_directory=True)
    tables(source, tmp_path / "repository" / "out")
    assert names(tmp_path / "victim") == ["inner", "precious"]
    assert (tmp_path / "victim" / "inner" / "too").read_text() == "mine"
    assert names(tmp_path / "repository") == ([] if name == STAGE else [name]) + ["out"]


@pytest.mark.only_on("linux", "macos", reason="without locks, leftovers are not told from files in use")
@pytest.mark.parametrize("why", ["name", "mode", "owner", "kind"])
def test_a_stage_that_this_user_did_not_make_stays(why, tmp_path, source, monkeypatch):
    """By its name, its mode, its owner, or since it is no folder."""
    stage = tmp_path / (f"{TEMPORARY}stage-0" if why == "name" else STAGE)
    if why == "kind":
        stage.write_text("mine")
    else:
        stage.mkdir(0o755 if why == "mode" else 0o700)
        make(stage, **{"old/x/y": "mine"})
    if why == "owner":
        monkeypatch.setattr(os, "geteuid", lambda: stage.stat().st_uid + 1)
    database(source, tmp_path / "file")
    assert names(tmp_path) == [stage.name, "file"]
    assert why == "kind" or (stage / "old" / "x" / "y").read_text() == "mine"


@POSIX
def test_stages_where_there_are_no_locks(tmp_path, source, monkeypatch):
    """What is made is made all the same, and nothing is swept."""
    monkeypatch.setattr("fcntl.flock", failing(OSError(errno.ENOLCK, "No locks available")))
    (tmp_path / STAGE).mkdir(0o700)
    database(source, tmp_path / "file")
    assert names(tmp_path) == [STAGE, "file"]


def test_a_folder_that_cannot_be_put_in_place_leaves_the_old_one(tmp_path, source, monkeypatch):
    tables(source, tmp_path / "out", "old")
    put(source, "new")
    real, calls = Path.rename, []

    def rename(self, target):
        calls.append(target)
        if len(calls) == 2:
            raise OSError("no")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OSError, match="no"):
        export(source, "csv", tmp_path / "out", force=True)
    assert text_in(tmp_path / "out") == "old"
    assert names(tmp_path) == ["out"]


@pytest.mark.only_on("linux", "macos", reason="without locks, leftovers are not told from files in use")
def test_what_a_killed_process_leaves_is_swept(tmp_path, source, monkeypatch):
    """By the next that makes something there; what another is still making is left alone."""
    put(source, "new")
    left, real, begun = tmp_path / STAGE, os.fsync, []
    left.mkdir(0o700)
    (left / "made").write_text("half")

    def meanwhile(descriptor):
        if not begun:
            assert not left.exists()
            begun.extend(tmp_path.glob(f"{TEMPORARY}stage-*"))
            export(source, "sqlite", tmp_path / "b")
            assert begun == [one for one in begun if one.exists()]
        real(descriptor)

    monkeypatch.setattr(os, "fsync", meanwhile)
    export(source, "sqlite", tmp_path / "a")
    assert len(begun) == 1
    assert names(tmp_path) == ["a", "b"]


@pytest.mark.only_on("linux", "macos", reason="without locks, leftovers are not told from files in use")
def test_a_folder_goes_back_if_its_maker_is_killed_before_the_new_one_is_there(tmp_path, source):
    """The next one puts it back, unless there is another by now."""
    (tmp_path / STAGE).mkdir(0o700)
    for name in ("a", "b"):
        make(tmp_path / STAGE / "old" / name, x="old")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x").write_text("new")
    database(source, tmp_path / "c")
    assert names(tmp_path) == ["a", "b", "c"]
    assert [(tmp_path / name / "x").read_text() for name in ("a", "b")] == ["old", "new"]
