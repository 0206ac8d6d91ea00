"""The rule about the language of a text, on the news, novels and records of others; `docs/testing.md` has the table."""

import json
from collections import Counter

from real_data import articles, chains, coded, news, novels, records

import newscorpus as nc


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
