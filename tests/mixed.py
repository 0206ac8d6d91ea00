"""A corpus with defects of every kind, a baseline of it, and what one process reports of it."""

import json
import random

import pytest
import test_large_corpus
from test_large_corpus import article
from test_same_verdict import RULES
from test_same_verdict import corpus as planted_corpus

from newscorpus.checking.baseline import Baseline
from newscorpus.checking.results import check_session
from newscorpus.checking.selection import SessionOptions
from newscorpus.checking.session import discover
from newscorpus.diagnostics.report import path_text

CODES = tuple(RULES.split())


def report(paths, baseline=None):
    options = SessionOptions(paths, select=CODES, baseline=baseline)
    return check_session(discover(options)).report()


def rows_of(report):
    """All that is said of each finding, byte for byte, sorted."""
    return sorted(json.dumps(_row(d)) for d in report.diagnostics)


def _row(d):
    head = {"code": d.code, "name": d.name, "severity": d.severity.value, "message": d.message, "file": d.primary.file}
    place = {name: getattr(d.primary, name) for name in ("line", "column", "end_line", "end_column")}
    return head | place | {"at": path_text(d.path), "help": d.help, "fingerprint": d.fingerprint}


def plant(folder, *, is_folder=True):
    """Write 20 files and `known.baseline`, which has a part of their findings: some are fixed now, some there twice.

    Without `is_folder` there is no corpus.yaml, and what is checked are the files.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(test_large_corpus, "ARTICLES", 300)
        planted_corpus(folder)
    if not is_folder:
        (folder / "corpus.yaml").unlink()
    paths = folder if is_folder else sorted(folder.glob("*.jsonl"))
    known = [d for d in report(paths).diagnostics if d.fingerprint]
    random.Random(3).shuffle(known)
    known_path = folder / "known.baseline"
    Baseline(known_path).update(known[: len(known) * 2 // 3]).write(known_path)
    lines = [line for file in sorted(folder.glob("*.jsonl")) for line in file.read_text().splitlines(keepends=True)]
    wrong = [line for line in lines if '"id": "wrong' in line]
    with (folder / "02.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"damaged\n' + "".join(wrong) + json.dumps({**article(5), "id": "a7"}) + "\n")
    with (folder / "01.jsonl").open("w", encoding="utf-8") as file:
        file.write("".join(lines[len(lines) // 20 : len(lines) // 20 * 2 - 6]))
