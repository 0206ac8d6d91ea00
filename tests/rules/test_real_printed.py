"""Rules about headline, author and language, on the news, novels and records of others; `docs/testing.md` has the table."""

import json
import re
from collections import Counter
from collections.abc import Iterator

import yaml
from real_data import CONGRESS, articles, chains, coded, congress, found, news, novels, records

import newscorpus as nc


def slips(headline: str) -> Iterator[tuple[str, str]]:
    """Yield a headline with one slip each, and what it is: a letter or a word that is left out, another digit …"""
    words = headline.split()
    for i, word in enumerate(words):
        at = len(word) // 2
        changed = {}
        if len(word) > 4 and word.isalpha():
            changed["a letter less"] = word[:at] + word[at + 1 :]
        if len(word) > 4 and word.isalpha() and word[at] != word[at + 1]:
            changed["two letters swapped"] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if re.search(r"\d", word):
            changed["another digit"] = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), word, count=1)
        if len(words) > 4:
            changed["a word less"] = ""
        yield from ((how, " ".join([*words[:i], *new.split(), *words[i + 1 :]])) for how, new in changed.items())


@news
def test_headlines():
    """None of 24 is reported, with or without it in the text, and none of 552 in the text of another; most slips are."""
    counts = Counter[str]()
    headlines = [text.partition("\n")[0] for _, text, _ in articles()]
    for headline, (root, text, _) in zip(headlines, articles(), strict=True):
        given = [("right", text, headline), ("right", text, root.attrib["title"])]
        given += [("not in the text", text.removeprefix(headline).strip(), headline)]
        given += [("of another", text, other) for other in headlines if other != headline]
        for how, words, one in [*given, *((how, text, slip) for how, slip in slips(headline))]:
            counts.update({how: 1, f"{how}, reported": len(found("NC319", words, headline=one))})
    reported = {"a letter less": 142, "two letters swapped": 136, "another digit": 6, "a word less": 176}
    cases = reported | {"a word less": 231, "right": 48, "not in the text": 24, "of another": 552}
    assert +counts == cases | {f"{how}, reported": count for how, count in reported.items()}


@news
@congress
def test_authors():
    """None of 381 names is reported that is in the text as it is, each is that lacks a letter, and none of 480 others."""
    members = yaml.load((CONGRESS / "legislators-current.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    others = [f"{one['name']['first']} {one['name']['last']}" for one in members[:20]]
    counts = Counter[str]()
    for _, text, _ in articles():
        names = sorted(set(re.findall(r"\b[A-Z][a-z]+ [A-Z][a-z]{4,}\b", text)))
        given = [("right", name) for name in names] + [("a letter less", name[:-3] + name[-2:]) for name in names]
        for how, name in [*given, *(("of another", other) for other in others)]:
            counts.update({how: 1, f"{how}, reported": len(found("NC319", text, author=name))})
    assert +counts == {"right": 381, "a letter less": 381, "a letter less, reported": 381, "of another": 480}


@news
@records
@novels
def test_languages():
    """None of 446 texts in English is reported as such; as German, Spanish, French or Norwegian, all but short ones."""
    long = [text for _, text, _ in articles()] + [text for text, _ in chains()]
    counts = Counter[tuple[str, str, bool]]()
    for size, texts in (("long", long), ("short", [one["text"] for one in coded()])):
        for text in texts:
            for tag in ("en", "de", "es", "fr", "nb"):
                article = {"format": "newscorpus/1", "id": "a", "language": tag, "text": text}
                report = nc.check_text(json.dumps(article), "json", select=["NC330"])
                counts[size, tag, bool(report.diagnostics)] += 1
    assert {key: count for key, count in counts.items() if key[0] == "long"} == {
        ("long", "en", False): 124,
        ("long", "de", True): 124,
        ("long", "es", True): 124,
        ("long", "fr", True): 124,
        ("long", "nb", True): 124,
    }
    assert counts["short", "en", True] == 0
    assert [counts["short", tag, True] for tag in ("de", "es", "fr", "nb")] == [57, 59, 60, 60]
