"""A generated corpus with planted defects of every corpus rule: exactly those are found.

`NEWSCORPUS_ARTICLES=20000 pytest tests/checking/test_large_corpus.py` makes it as large as one likes.
"""

import json
import os
import random
from collections import Counter

import newscorpus as nc

ARTICLES = int(os.environ.get("NEWSCORPUS_ARTICLES", "1500"))


def article(i):
    text = f"Report {i}: Anna Berg{i} met Carl Dahl{i} in Oslo."
    return {
        "format": "newscorpus/1",
        "id": f"a{i}",
        "language": "en",
        "text": text,
        "actors": [
            {"id": f"anna-{i}", "name": f"Anna Berg{i}", "kind": "person", "ids": {"wikidata": f"Q{2 * i + 1}"}},
            {"id": f"carl-{i}", "name": f"Carl Dahl{i}", "kind": "person"},
        ],
        "events": [
            {
                "id": "talks",
                "kind": "meeting",
                "type": "talks",
                "participants": {"participant": [f"anna-{i}", f"carl-{i}"]},
                "evidence": [{"exact": f"Anna Berg{i} met Carl Dahl{i}"}],
                "relations": {"same_as": [f"a{i - 1}#talks"]} if i % 3 == 2 and i < ARTICLES else {},
            }
        ],
    }


def planted(rng):
    """Articles with defects that only the corpus shows, in any order, and how many of each code."""
    articles = [article(i) for i in range(ARTICLES)]
    every = list(range(0, ARTICLES - 3, 3))
    rng.shuffle(every)
    planted = Counter()

    def take(code, count):
        planted[code] += count
        return [every.pop() for _ in range(count)]

    articles += [{**article(i + ARTICLES), "id": f"a{i}"} for i in take("NC701", 5)]
    for i in take("NC702", 7):
        copy = article(i + 2 * ARTICLES)
        copy["actors"][1].update(id=f"carl-{i}", kind="group")
        copy["events"][0]["participants"]["participant"][1] = f"carl-{i}"
        articles.append(copy)
    for i in take("NC703", 6):
        articles[i]["actors"][1]["ids"] = {"wikidata": articles[i]["actors"][0]["ids"]["wikidata"]}
    for i in take("NC703", 2):
        articles[i]["actors"][1]["ids"] = {"wikidata": "Q2"}  # which the registry has
    articles += [{**article(i), "id": f"again{i}", "actors": [], "events": []} for i in take("NC705", 4)]
    for i in take("NC707", 9):
        articles[i]["events"][0]["relations"] = {"same_as": [rng.choice([f"a{i}x#talks", f"a{i + 1}#tals"])]}
    for i in take("NC708", 3):
        articles[i]["events"][0]["relations"] = {"part_of": [f"a{i + 1}#talks"]}
        articles[i + 1]["events"][0]["relations"] = {"part_of": [f"a{i}#talks"]}
    rng.shuffle(articles)
    return articles, planted


def surroundings(folder):
    """What lies around the articles, with a forgotten text and a glob that holds no file."""
    (folder / "corpus.yaml").write_text(
        "format: newscorpus/1\nname: large\narticles: ['*.jsonl', '*.yaml', 'nothing/*.yaml']\n"
        "actors: {oslo: {name: Oslo, kind: locality, ids: {wikidata: Q2}}}\n"
    )
    (folder / "named.yaml").write_text("format: newscorpus/1\nid: named\nlanguage: en\ntext_file: named.txt\n")
    (folder / "named.txt").write_text("Named.")
    (folder / "forgotten.txt").write_text("Forgotten.")


def test_exactly_the_planted_defects_are_found(tmp_path):
    articles, expected = planted(random.Random(7))
    surroundings(tmp_path)
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(one) + "\n" for one in articles))
    expected.update(["NC704", "NC706"])
    report = nc.check(tmp_path)
    assert report.codes == expected
    assert report.totals.articles == len(articles) + 1
