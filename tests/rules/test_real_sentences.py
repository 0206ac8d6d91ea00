"""News of others in nine languages, with times and counts annotated without the rules: what is right is never reported.

The texts are in NEWSCORPUS_DATA/sentences/sentences.jsonl, with where each is from. `real_times.tsv` has the start and
the end of the words in the text, in code points, and their value.
"""

import csv
import json
import os
import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

import newscorpus as nc

TEXTS = Path(os.environ.get("NEWSCORPUS_DATA", "nowhere")) / "sentences" / "sentences.jsonl"
pytestmark = pytest.mark.skipif(not TEXTS.exists(), reason="NEWSCORPUS_DATA has no sentences")
COMPARED = ["NC403", "NC409", "NC410", "NC517"]


def articles():
    """Each article, with the start, end and value of its times and counts."""
    annotated = defaultdict(list)
    with Path(__file__).with_name("real_times.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            annotated[row["id"]].append((row["kind"], int(row["start"]), int(row["end"]), row["value"]))
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        article = {name: item[name] for name in ("language", "published", "text")}
        yield {"format": "newscorpus/1", "id": "sentence", **article}, annotated[item["id"]]


def event(text, kind, start, end, value):
    words = {"exact": text[start:end], "start": start}
    if kind == "time":
        return {
            "kind": "event",
            "type": "other",
            "status": "generic",
            "evidence": [text],
            "when": {"text": words, "edtf": value},
        }
    count = int(value) if value.isdecimal() else value
    casualties = {"injured": [{"text": words, "count": count}]}
    return {"kind": "incident", "type": "accident", "evidence": [text], "casualties": casualties}


def reported(article, annotated):
    """The indices of the times and counts whose values are reported."""
    events = {f"e{i}": event(article["text"], *each) for i, each in enumerate(annotated)}
    report = nc.check_text(json.dumps({**article, "events": events}), "json", select=[*COMPARED, "NC1", "NC3"])
    assert {diagnostic.code for diagnostic in report.diagnostics} <= {*COMPARED}, report.diagnostics[0]
    return {int(diagnostic.path[1][1:]) for diagnostic in report.diagnostics}


def test_right_values_are_never_reported():
    for article, annotated in articles():
        assert reported(article, annotated) == set(), article["text"]


def moved(value):
    """A time by 36 days, five months or three years off; a count that is more than seven times as large."""

    def other(match):
        year, *rest = match[0].split("-")
        if not rest:
            return str(int(year) - 3)
        if len(rest) == 1:
            return f"{year}-{(int(rest[0]) + 4) % 12 + 1:02}"
        return str(date.fromisoformat(match[0]) - timedelta(36))

    return re.sub(r"\d{4}(-\d\d){0,2}", other, value)


def test_most_wrong_values_are_reported():
    found, all_of = defaultdict(int), defaultdict(int)
    for article, annotated in articles():
        wrong = [
            (kind, start, end, moved(value) if kind == "time" else str(7 * int(re.match(r"\d+", value)[0]) + 11))
            for kind, start, end, value in annotated
        ]
        indices = reported(article, wrong)
        for i, (kind, *_) in enumerate(wrong):
            all_of[kind] += 1
            found[kind] += i in indices
    assert found["time"] >= 0.9 * all_of["time"]
    assert found["count"] >= 0.75 * all_of["count"]
