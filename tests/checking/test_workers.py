"""Several processes: the same comes out as of one, whatever happens to the others."""

import io
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from processes import started

import newscorpus as nc
from newscorpus.checking import workers
from newscorpus.checking.discovery import Finder
from newscorpus.checking.tasks import Task, examine
from newscorpus.models.frozen import evolve_unchecked

ARTICLE = """
format: newscorpus/1
id: {id}
language: en
text: Anna Berg met Carl Dahl in Oslo.
actors:
  anna: {{name: Anna Berg, kind: person, aliases: [{alias}]}}
  land: {{name: Norway, kind: land}}
"""


@pytest.fixture
def folder(tmp_path):
    """Fifty articles with findings, one that does not parse, one that is none, a registry."""
    (tmp_path / "corpus.yaml").write_text(
        "format: newscorpus/1\nname: fifty\nactors:\n  dora: {name: Dora Eide, kind: person}\n"
        "attributes: {article: {desk: {type: string}}}\nvocabularies: {meeting: {types: {duel: a fight of two}}}\n"
    )
    for i in range(50):
        alias = "Berg" if i % 3 else "Annie"
        (tmp_path / f"a{i}.yaml").write_text(ARTICLE.format(id=f"a{i}" if i % 7 else "a1", alias=alias))
    (tmp_path / "b.yaml").write_text("a: [\n")
    (tmp_path / "c.yaml").mkdir()
    (tmp_path / "d.yaml").symlink_to("nowhere")
    return tmp_path


@pytest.mark.parametrize("jobs", [2, 9, None])
def test_the_same_comes_out_for_any_number(folder, jobs):
    one = nc.check(folder, jobs=1)
    assert len(one.diagnostics) > 80
    assert repr(nc.check(folder, jobs=jobs)) == repr(one)


def tasks_of(folder):
    return [Task(file, file.corpus.selection.active(file.path.name)) for file in Finder().files([folder])]


def test_what_a_helper_answers(folder, monkeypatch):
    tasks = tasks_of(folder)
    helper = workers.Worker([tasks[0].file.corpus], tasks)
    asked = io.BytesIO()
    try:
        helper.send(range(10))
        helper.send(range(10, 20))
        found = [*helper.receive(), *helper.receive()]
        helper._process.stdin.close()
        assert helper._process.wait(20) == 0  # at the end of the requests it goes by itself
    finally:
        helper.end()
    assert found == [list(examine(task)) for task in tasks[:20]]
    pickle.dump(((), [workers._sent(tasks[0].file.corpus)]), asked)
    pickle.dump([(0, evolve_unchecked(tasks[0], file=evolve_unchecked(tasks[0].file, corpus=None)))], asked)
    answers = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(asked.getvalue())))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=answers))
    handler = signal.getsignal(signal.SIGINT)
    workers.main()
    signal.signal(signal.SIGINT, handler)
    assert pickle.loads(answers.getvalue()) == [list(examine(tasks[0]))]


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX")
@pytest.mark.parametrize("program", ["exit 0", "head -c 9 >/dev/null", "echo nonsense", "exit 1"])
def test_a_helper_that_dies(folder, program, tmp_path_factory, monkeypatch):
    one = nc.check(folder, jobs=1)
    helper = tmp_path_factory.mktemp("bin") / "python"
    helper.write_text(f"#!/bin/sh\n{program}\n")
    helper.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(helper))
    assert nc.check(folder, jobs=3) == one


def test_no_helper_can_be_had(folder, monkeypatch):
    one = nc.check(folder, jobs=1)
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: (_ for _ in ()).throw(OSError("no more processes")))
    assert nc.check(folder, jobs=3) == one


def members(group: int) -> list[str]:
    """The processes of a group."""
    stats = [path.read_text() for path in Path("/proc").glob("[0-9]*/stat") if path.exists()]
    return [stat for stat in stats if stat.rpartition(")")[2].split()[2] == str(group)]


@pytest.mark.only_on("linux", reason="the test looks for processes in /proc")
def test_an_interrupt_leaves_nothing_behind(folder, tmp_path_factory):
    folder_of_helper = tmp_path_factory.mktemp("bin")
    helper, asked = folder_of_helper / "python", folder_of_helper / "asked"
    helper.write_text(f"#!/bin/sh\ntrap '' INT\nhead -c 1 >/dev/null\n: > {asked}\nexec sleep 600\n")
    helper.chmod(0o755)
    script = (
        f"import sys, newscorpus; newscorpus.check; sys.executable = {str(helper)!r}\n"
        f"newscorpus.check({str(folder)!r}, jobs=2)\n"
    )
    with started(script) as process:
        while not asked.exists():  # from then on, the helper is known
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=300)
    assert b"KeyboardInterrupt" in errors
    for _ in range(30_000):  # what is killed leaves the group when its new parent has noticed
        if not members(process.pid):
            return
        time.sleep(0.01)
    pytest.fail(f"left behind: {members(process.pid)}")


AS_THE_COMMAND = """
import os, sys, time
import newscorpus
from newscorpus import _process
from newscorpus.checking import workers
_process.is_command, real, parent, threads = True, workers.examine, os.getpid(), []

def only_forks(*_, **__):
    sys.exit("a worker was started that is no fork")

def examine(task, clock=None):
    if os.getpid() != parent:
        in_fork()
    return real(task, clock)

workers.examine, workers.Worker, in_fork = examine, only_forks, lambda: None
"""


def as_the_command(folder, program, *, then=""):
    """The report of a check by three processes, in a process that is the command; `program` is run before."""
    script = (
        f"{AS_THE_COMMAND}{program}\nprint(newscorpus.check({str(folder)!r}, jobs=3).render('json'), end='')\n{then}"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout


needs_forks = pytest.mark.only_on("linux", reason="the command forks on Linux only")


@needs_forks
@pytest.mark.parametrize("then", ["None", "os._exit(1)", "1 / 0"])
def test_the_command_forks(folder, then, tmp_path_factory):
    """The same comes out; also if a fork dies, whose work is then done here."""
    ran = tmp_path_factory.mktemp("marks") / "ran"
    program = f"in_fork = lambda: (open({str(ran)!r}, 'w').close(), {then})"
    assert as_the_command(folder, program) == nc.check(folder, jobs=1).render("json")
    assert ran.exists()


@needs_forks
def test_a_process_with_threads_is_not_forked(folder):
    """One of them could hold a lock, and the copy would wait for it forever."""
    program = (
        "import threading; threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
        "workers.Worker = lambda *_: started.append(1) or only_one()\nstarted = []\n"
        "def only_one():\n    raise OSError\n"
    )
    assert as_the_command(folder, program, then="print(len(started))").endswith("}\n1\n")


@needs_forks
def test_an_interrupt_ends_forks(folder, tmp_path):
    """Also one that hangs and heeds no signal."""
    asked = tmp_path / "asked"
    hangs = f"in_fork = lambda: (open({str(asked)!r}, 'w').close(), time.sleep(600))\n"
    script = f"{AS_THE_COMMAND}{hangs}newscorpus.check({str(folder)!r}, jobs=2)\n"
    with started(script) as process:
        while not asked.exists():
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert b"KeyboardInterrupt" in errors
    assert members(process.pid) == []


def test_the_command_says_the_same_with_any_number_of_processes(folder):
    """By itself it starts as many as save time."""
    command = [sys.executable, "-m", "newscorpus", "check", "--no-cache", str(folder)]
    said = {
        subprocess.run([*command, *jobs], capture_output=True, check=False).stdout
        for jobs in ([], ["--jobs", "1"], ["--jobs", "2"], ["--jobs", "5"])
    }
    assert len(said) == 1


@pytest.mark.parametrize(("to", "jobs"), [("jsonl", 9), ("yaml", 2)])
def test_conversions_are_the_same_for_any_number(folder, tmp_path_factory, to, jobs):
    for path in folder.glob("[bcd].yaml"):
        path.rmdir() if path.is_dir() else path.unlink()
    for path in folder.glob("a*.yaml"):
        good = (
            path.read_text()
            .replace("kind: land", "kind: country, country: 'NO'")
            .replace("id: a1\n", f"id: {path.stem}\n")
        )
        path.write_text(good)
    one, several = (tmp_path_factory.mktemp(f"jobs{n}") for n in (1, jobs))
    for count, into in ((1, one), (jobs, several)):
        nc.convert(folder, to=to, output=into, split_text=to == "yaml", jobs=count)
    written = sorted(path.name for path in one.iterdir())
    assert len(written) == {"jsonl": 2, "yaml": 101}[to]
    assert written == sorted(path.name for path in several.iterdir())
    assert all((one / name).read_bytes() == (several / name).read_bytes() for name in written)


def test_files_are_given_as_soon_as_those_before_are(folder):
    given = workers.examined(tasks_of(folder), 2)
    first = list(next(given))
    assert first == list(examine(tasks_of(folder)[0]))
    given.close()  # ends the helpers
