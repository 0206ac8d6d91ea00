"""All shards on one machine: the report of `check`, whatever becomes of the processes that examine."""

import io
import json
import os
import pickle
import signal
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from processes import started
from test_large_corpus import article
from test_sharding import corpus, run  # noqa: F401 - a fixture, and how commands are run

from newscorpus.checking import pool, runner
from newscorpus.checking.examining import examine
from newscorpus.checking.run import Run
from newscorpus.checking.sharding import Head, Shard
from newscorpus.models.frozen import replaced

POISON = """
import os, sys
sys.path[:] = sys.argv[1:]
from pathlib import Path
from newscorpus.checking import examining
inspect = examining.inspect

def poisoned(source, *more):
    with open("examined", "a") as log:
        log.write(f"{source.file}:{source.record}\\n")
    if b"poison" in source.data:
        DEATH
    return inspect(source, *more)

examining.inspect = poisoned
from newscorpus.checking.runner import main
main()
"""
"""A helper that writes down what it examines, and dies of some articles."""


def dies(monkeypatch, death):
    monkeypatch.setattr(runner, "_PROGRAM", POISON.replace("DEATH", death))


def examined():
    """What helpers examined since this was asked last."""
    log = Path("examined")
    found = sorted(log.read_text().splitlines()) if log.exists() else []
    log.unlink(missing_ok=True)
    return found


def lines(count, *poisoned):
    """A file of JSON Lines, in which some articles have the word that kills."""
    some = [article(i) for i in range(count)]
    for i in poisoned:
        some[i]["text"] += " There is poison."
    Path("lines.jsonl").write_text("".join(json.dumps(one) + "\n" for one in some))
    return "lines.jsonl"


def test_facts_in_the_corpus_are_no_articles(corpus, capsys):  # noqa: F811
    """Though all JSON Lines below it are."""
    (corpus / "corpus.yaml").write_text("format: newscorpus/1\nname: big\narticles: ['**/*']\n")
    whole = run(capsys, "check", corpus)
    for _ in range(2):
        code, output = run(capsys, "check", corpus, "--shards", 2, "--facts", corpus / "facts")
        assert (code, output.out) == (whole[0], whole[1].out)


@pytest.mark.parametrize(("count", "jobs"), [(1, 1), (3, 2), (40, 2)])
def test_the_report_is_that_of_check(corpus, capsys, count, jobs):  # noqa: F811
    """Byte for byte, with the same exit code; a second time from what is there."""
    for format in ("json", "full"):
        words = ("check", corpus, "--output-format", format)
        whole = run(capsys, *words)
        assert whole[0] == 1
        code, output = run(capsys, *words, "--shards", count, "--facts", "facts", "--jobs", jobs)
        assert (code, output.out) == (whole[0], whole[1].out)
    assert len(list(Path("facts").iterdir())) == count
    run(capsys, "check", corpus, "--write-baseline", "one.json")
    run(capsys, "check", corpus, "--write-baseline", "two.json", "--shards", count, "--facts", "facts")
    assert Path("one.json").read_text() == Path("two.json").read_text()


def test_what_is_done_is_not_examined_again(tmp_path, capsys, monkeypatch):
    """Unless the articles have changed, the rules, their texts, or the facts; or it is asked for."""
    monkeypatch.chdir(tmp_path)
    dies(monkeypatch, "pass")
    file = lines(9)
    words = ("check", file, "--shards", 3, "--facts", "facts", "--jobs", 2)
    first = run(capsys, *words)
    assert len(examined()) == 9
    code, output = run(capsys, *words)
    assert (code, output.out, examined()) == (first[0], first[1].out, [])
    assert "3 of 3 shards done before" in output.err
    Path("facts/2-of-3.facts").unlink()
    run(capsys, *words)
    assert examined() == [f"{file}:{n}" for n in (1, 4, 7)]
    run(capsys, *words, "--no-cache")
    assert len(examined()) == 9
    run(capsys, *words, "--ignore", "NC7")
    assert len(examined()) == 9
    run(capsys, *words)
    assert len(examined()) == 9
    lines(10)
    run(capsys, *words)
    assert len(examined()) == 10
    facts = Path("facts/1-of-3.facts")
    for text in (facts.read_text()[:-20], facts.read_text().replace('"file":"lines', '"file":"other')):
        facts.write_text(text)
        run(capsys, *words)
        assert examined() == [f"{file}:{n}" for n in (3, 6, 9)]


def test_a_text_that_changes_is_read_again(tmp_path, capsys, monkeypatch):
    """Though the annotation is the same; one that cannot be read is tried again."""
    monkeypatch.chdir(tmp_path)
    dies(monkeypatch, "pass")
    Path("corpus.yaml").write_text("format: newscorpus/1\nname: texts\nlanguage: en\n")
    for name in "ab":
        Path(f"{name}.yaml").write_text(f"format: newscorpus/1\nid: {name}\ntext_file: {name}.txt\n")
        Path(f"{name}.txt").write_text(f"Anna Berg {name}.")
    words = ("check", ".", "--shards", 2, "--facts", "facts")
    run(capsys, *words)
    run(capsys, *words)
    assert examined() == ["a.yaml:None", "b.yaml:None"]
    Path("a.txt").write_text("Other words.")
    run(capsys, *words)
    assert examined() == ["a.yaml:None"]
    Path("b.txt").unlink()
    for _ in range(2):
        assert run(capsys, *words)[0] == 1
        assert examined() == ["b.yaml:None"]


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="POSIX signals")
@pytest.mark.parametrize("death", ["os.kill(os.getpid(), 9)", "raise ValueError"])
def test_what_kills_is_named(tmp_path, capsys, monkeypatch, death):
    """And nothing else is lost; exit code 3, since not all was examined."""
    monkeypatch.chdir(tmp_path)
    file = lines(12, 5, 9)
    Path(file).write_text(Path(file).read_text().replace('"id": "a3"', '"titel": "x", "id": "a3"'))
    words = ("check", file, "--output-format", "json")
    whole = json.loads(run(capsys, *words)[1].out)
    dies(monkeypatch, death)
    code, output = run(capsys, *words, "--shards", 4, "--facts", "facts", "--jobs", 2)
    assert code == 3
    found = json.loads(output.out)
    killed = [one for one in found["diagnostics"] if one["code"] == "NC001"]
    assert [one["primary"]["line"] for one in killed] == [6, 10]
    assert output.err.count("has died of it twice") == 2
    others = {json.dumps(one) for one in found["diagnostics"] if one["code"] != "NC001"}
    assert {json.dumps(one) for one in whole["diagnostics"]} <= others
    assert not list(Path("facts").glob(".*"))
    assert run(capsys, *words[:2], "--shards", 4, "--facts", "facts", "--write-baseline", "base.json")[0] == 3
    assert not Path("base.json").exists()
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    code, output = run(capsys, *words, "--shards", 4, "--facts", "facts")
    assert code == 1
    assert json.loads(output.out) == whole  # what could not be examined is tried again


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="POSIX signals")
def test_a_helper_that_is_killed_once(tmp_path, capsys, monkeypatch):
    """From outside: its shard is done again, and nothing is told of it."""
    monkeypatch.chdir(tmp_path)
    file = lines(30, 17)
    whole = run(capsys, "check", file)
    dies(monkeypatch, "Path('once').exists() or (Path('once').touch(), os.kill(os.getpid(), 9))")
    assert run(capsys, "check", file, "--shards", 3, "--facts", "facts", "--jobs", 2) == whole
    assert Path("once").exists()
    assert not list(Path("facts").glob(".*"))


def test_helpers_that_cannot_begin(tmp_path, capsys, monkeypatch):
    """Are a fault of ours, and no article's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(runner, "_PROGRAM", "import nothing")
    code, output = run(capsys, "check", lines(3), "--shards", 2, "--facts", "facts")
    assert code == 3
    assert "ends at once (exit code 1)" in output.err


def test_facts_that_cannot_be_written(tmp_path, capsys, monkeypatch):
    """Are one clear line."""
    monkeypatch.chdir(tmp_path)
    Path("facts").mkdir()
    Path("facts/1-of-2.facts").mkdir()
    code, output = run(capsys, "check", lines(3), "--shards", 2, "--facts", "facts")
    assert code == 2
    assert output.err.startswith("newscorpus: facts")
    assert output.err.count("\n") == 1


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="POSIX signals")
def test_an_interrupt_leaves_what_is_done_and_nothing_else(tmp_path, capsys, monkeypatch):
    """No temporary file and no process; the next run does the rest."""
    monkeypatch.chdir(tmp_path)
    file = lines(12, 7)
    program = POISON.replace("DEATH", "import time; Path('asleep').touch(); time.sleep(600)")
    words = ["check", file, "--shards", "12", "--facts", "facts", "--jobs", "2"]
    script = f"from newscorpus.checking import runner; runner._PROGRAM = {program!r}\nfrom newscorpus.cli import main; main({words!r})"
    with started(script) as process:
        until = time.monotonic() + 60
        while not (Path("asleep").exists() and len(list(Path("facts").glob("*.facts"))) == 11):
            assert time.monotonic() < until
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors.strip()) == (130, b"")
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    assert not list(Path("facts").glob(".*"))
    examined()
    whole = run(capsys, "check", file)
    dies(monkeypatch, "pass")
    code, output = run(capsys, *words)
    assert (code, output.out) == (whole[0], whole[1].out)
    assert len(examined()) == 1
    assert "11 of 12 shards done before" in output.err


def test_how_far_it_is(tmp_path, monkeypatch):
    """Shards and articles are counted, as they are done."""
    monkeypatch.chdir(tmp_path)
    told = []
    checked = Run(lines(9))
    runner.check(checked, 3, Path("facts"), head_of(checked), jobs=2, tell=lambda *words: told.append(words))
    assert told[-1] == (3, 3, 9)
    assert told == sorted(told)


def head_of(checked):
    return partial(Head.of, checked, paths=[Path("lines.jsonl")], select=(), ignore=(), today=None)


def test_what_a_helper_answers(tmp_path, monkeypatch):
    """Of a shard how far it is, and that it is done, or why not; of tasks that are watched each place and outcome."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(runner, "_EVERY", 0)
    Path(lines(3)).rename("lines.jsonl")
    Path("no.yaml").symlink_to("nowhere")
    checked = Run(["lines.jsonl", "no.yaml"])
    tasks, head = checked.tasks(), head_of(checked)(Shard(1, 1))
    plain = [(0, replaced(task, file=replaced(task.file, corpus=None))) for task in tasks]
    requests, answers = io.BytesIO(), io.BytesIO()
    pickle.dump([pool._Sent.of(tasks[0].file.corpus)], requests)
    for what in ((head, Path("facts")), (head, Path("lines.jsonl/facts")), runner._Place(0, 1)):
        pickle.dump((plain, what), requests)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(requests.getvalue())))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=answers))
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    runner.main()
    for number, handler in handlers.items():
        signal.signal(number, handler)
    answers.seek(0)
    said = []
    with suppress(EOFError):
        while True:
            said.append(pickle.load(answers))
    assert sum(word for word in said if isinstance(word, int)) == 4
    done = said.index(runner._Finished())
    assert isinstance(said[done + 1], FileExistsError)
    outcomes = [outcome for task in tasks for outcome in examine(task)]
    places = [runner._Place(0, 1), runner._Place(0, 2), runner._Place(1, 0)]
    assert said[done + 2 :] == [*(one for pair in zip(places, outcomes[1:], strict=True) for one in pair), None]
    assert [place.line for place in said[done + 2 : -1 : 2]] == [2, 3, 1]
    monkeypatch.setattr(runner, "_EVERY", 600)
    assert len(list(runner._counted(tasks, said.append))) == 4
    assert said[-1] == 4


def test_wrong_use(tmp_path, capsys, monkeypatch):
    """Shards need a folder, and are for checking."""
    monkeypatch.chdir(tmp_path)
    file = lines(1)
    for words in (
        ["--shards", 2],
        ["--shards", 2, "--shard", "1/2", "--facts", "f"],
        ["--shards", 2, "--facts", "f", "--fix"],
        ["--shards", 0, "--facts", "f"],
        ["--shards", 2, "--facts", "f", "--timings"],
    ):
        assert run(capsys, "check", file, *words)[0] == 2
    assert not Path("f").exists()
