"""The rules of times on the dates of GUM's news, which other people annotated: what is reported is wrong in the data."""

import json
import os
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

import newscorpus as nc

ARTICLES = sorted(Path(os.environ.get("NEWSCORPUS_DATA", "nowhere"), "gum-news").rglob("GUM_news_*.xml"))


def words_of(element: ET.Element) -> str:
    """The words of an element; GUM has a line for each, with its tags behind tabs."""
    lines = "".join(element.itertext()).split("\n")
    return " ".join(line.partition("\t")[0] for line in lines if "\t" in line)


def events_of(root: ET.Element) -> Iterator[dict]:
    """An event for each sentence with a date, on that date, in the words that give it; it may be to come."""
    for sentence in root.iter("s"):
        for date in sentence.iter("date"):
            if (when := date.get("when")) and words_of(date) not in ("", words_of(sentence)):
                event = {"kind": "event", "type": "other", "status": "possible", "evidence": [words_of(sentence)]}
                yield {**event, "when": {"edtf": when, "text": words_of(date)}}


@pytest.mark.skipif(not ARTICLES, reason="NEWSCORPUS_DATA has no gum-news")
def test_dates_that_others_gave_to_words(tmp_path):
    """Of 148 dates two contradict their words: a Tuesday is called Wednesday, and the day of publication yesterday."""
    articles = [
        {
            "format": "newscorpus/1",
            "id": path.stem,
            "language": "en",
            "published": root.attrib["dateCreated"],
            "text": "\n\n".join(dict.fromkeys(words_of(sentence) for sentence in root.iter("s"))),
            "events": {f"e{i}": event for i, event in enumerate(events_of(root))},
        }
        for path, root in ((path, ET.parse(path).getroot()) for path in ARTICLES)
    ]
    assert sum(len(article["events"]) for article in articles) == 148
    records = tmp_path / "gum.jsonl"
    records.write_text("".join(f"{json.dumps(article)}\n" for article in articles), encoding="utf-8")
    found = nc.check(records).diagnostics
    assert [(d.code, d.message) for d in found] == [
        ("NC409", "date 2015-09-22 (a Tuesday) contradicts the words `Wednesday`"),
        ("NC409", "date 2018-06-18 (a Monday) contradicts the words `Yesterday`"),
    ]
