"""Rules of wording on texts that others annotated, GUM's news, LitBank's novels, PLOVER's records: how often they err.

`docs/testing.md` has the table, with what was judged by reading.
"""

import json
import os
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from test_real_times import ARTICLES, ET, words_of

import newscorpus as nc

NOVELS = sorted(Path(os.environ.get("NEWSCORPUS_DATA", "nowhere"), "litbank", "coref").rglob("*.ann"))
NUMBER = re.compile(r"(?<![\w.,$£€])\d[\d.,]*\d(?![\w.,])")
news = pytest.mark.skipif(not ARTICLES, reason="NEWSCORPUS_DATA has no gum-news")
novels = pytest.mark.skipif(not NOVELS, reason="NEWSCORPUS_DATA has no litbank")


def found(code, text, **parts):
    """The findings of a rule in one article, by the id or index of what they are about."""
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, **parts}
    report = nc.check_text(json.dumps(article), "json", select=[code])
    assert {one.code for one in report.diagnostics} <= {code}
    return [one.path[1] if len(one.path) > 1 else one.path[0] for one in report.diagnostics]


def event(key, text, start, end, kind="transaction", **parts):
    evidence = [{"exact": text[start:end], "start": start}]
    return {"id": key, "kind": "event", "type": kind, "evidence": evidence, **parts}


def roots():
    return [ET.parse(path).getroot() for path in ARTICLES]


def sentences_of(root):
    """The text of an article of GUM with a sentence in each paragraph, and the spans of the sentences."""
    sentences = list(dict.fromkeys(words_of(sentence) for sentence in root.iter("s")))
    spans, at = [], 0
    for one in sentences:
        spans.append((at, at + len(one)))
        at += len(one) + 2
    return "\n\n".join(sentences), spans


@news
def test_datelines_of_news():
    """Of 24 articles with their days as datelines, two are reported: their metadata have another day than the text."""
    reported = []
    for path, root in zip(ARTICLES, roots(), strict=True):
        day = words_of(next(root.iter("date")))
        if found("NC413", sentences_of(root)[0], published=root.attrib["dateCreated"], dateline=day):
            reported.append(path.stem)
    assert (len(ARTICLES), reported) == (24, ["GUM_news_afghan", "GUM_news_imprisoned"])


@news
def test_dates_that_others_gave_to_unknown_times():
    """Of 173 dates that are hidden, 156 are found again; five differ, of which two are errors of the data."""
    hidden, again, other = 0, 0, []
    for root in roots():
        dates = [(s, date) for s in root.iter("s") for date in s.iter("date") if date.get("when") and words_of(date)]
        claims = [{"quote": words_of(s), "when": {"edtf": "unknown", "text": words_of(date)}} for s, date in dates]
        hidden += len(claims)
        article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": sentences_of(root)[0]}
        article |= {"published": root.attrib["dateCreated"], "claims": claims}
        for one in nc.check_text(json.dumps(article), "json", select=["NC415"]).diagnostics:
            words, date = claims[one.path[1]]["when"]["text"], dates[one.path[1]][1].get("when")
            again += 1
            other += [words] * (f"`{date}" not in one.message.partition("gives")[2])
    assert (hidden, again, other) == (173, 156, ["Wednesday", "November 20", "December 11", "Tuesday", "Yesterday"])


@news
def test_numbers_of_news_whole_and_cut():
    """Each number that is cut is reported, and none that is whole."""
    whole = cut = 0
    for root in roots():
        text, _ = sentences_of(root)
        numbers = [match.span() for match in NUMBER.finditer(text)]
        events = [event(f"whole{i}", text, *span) for i, span in enumerate(numbers)]
        events += [event(f"end{i}", text, a, b - 1) for i, (a, b) in enumerate(numbers) if text[b - 2].isdigit()]
        events += [event(f"begin{i}", text, a + 1, b) for i, (a, b) in enumerate(numbers) if text[a + 1].isdigit()]
        whole += len(numbers)
        cut += len(events) - len(numbers)
        assert set(found("NC305", text, events=events)) == {one["id"] for one in events if one["id"][0] != "w"}
    assert (whole, cut) == (233, 464)


@news
def test_sentences_of_news_cut_at_each_word():
    """Of 13,140 ends of sentences, 83 begin behind a negation; by reading, all of them rightly."""
    every, reported = 0, 0
    for root in roots():
        text, spans = sentences_of(root)
        events = []
        for a, b in spans:
            for word in re.finditer(r"(?<=\s)[\"“]?(?=\w)", text[a:b]):
                start = a + word.end()
                if b - start > 12:
                    events.append(event(f"e{start}", text, start, b))
        every += len(events)
        reported += len(found("NC323", text, events=events))
    assert (every, reported) == (13140, 83)


@news
def test_sentences_of_news_cut_short():
    """No whole sentence is reported; of 13,519 beginnings that end with a word, 4,661, by reading rightly."""
    every, reported = 0, 0
    for root in roots():
        text, spans = sentences_of(root)
        whole = [event(f"e{i}", text, *span) for i, span in enumerate(spans)]
        assert found("NC328", text, events=whole) == []
        ends = [(a, a + word.end()) for a, b in spans for word in re.finditer(r"\w(?=\s)", text[a:b])]
        events = [event(f"e{i}", text, a, end) for i, (a, end) in enumerate(ends) if end - a > 12]
        every += len(events)
        reported += len(found("NC328", text, events=events))
    assert (every, reported) == (13519, 4661)


def chains_of(path):
    """The text of a novel, and the mentions of each of its entities: label, start, end; LitBank labels each twice."""
    kinds, entities = {}, {}
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        label, *places = rest.split("\t")[0].split()
        if key.startswith("T"):
            table = kinds if re.fullmatch(r"(?:PROP|NOM|PRON)_[A-Z]{3}", label) else entities
            table.setdefault((int(places[0]), int(places[-1])), label)
    chains = defaultdict(list)
    for (a, b), kind in kinds.items():
        chains[entities.get((a, b), a)].append((kind, a, b))
    return path.with_suffix(".txt").read_bytes().decode(), list(chains.values())


def people_of(path):
    """The text of a novel, and the mentions of people in it: label, start, end."""
    text, chains = chains_of(path)
    return text, [one for chain in chains for one in chain if one[0].endswith("_PER")]


def not_names(text, **words):
    """The words that NC318 reports, of an actor with these."""
    actors = [{"id": "who", "name": "somebody", "named": False, "kind": "person", **words}]
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": text, "actors": actors}
    return [one.arguments[0] for one in nc.check_text(json.dumps(article), "json", select=["NC318"])]


@novels
def test_words_for_people_of_novels():
    """As aliases, nearly all pronouns are reported, and of all other words but three: those that are pronouns, too."""
    every, reported, others = Counter(), Counter(), Counter()
    for path in NOVELS:
        text, people = people_of(path)
        kinds = defaultdict(set)
        for kind, a, b in people:
            kinds[" ".join(text[a:b].split())].add(kind)
        pronouns = {words for words, some in kinds.items() if "PRON_PER" in some}
        every.update("pronoun" if words in pronouns else "other" for words in kinds)
        for words in not_names(text, aliases=[*kinds]):
            reported["pronoun" if words in pronouns else "other"] += 1
            if words not in pronouns:
                others[words.lower()] += 1
    assert (every, reported) == ({"pronoun": 1950, "other": 6171}, {"pronoun": 1918, "other": 73})
    indefinite = {"nobody", "somebody", "anybody", "everybody", "everyone", "anyone", "one", "none", "each", "both"}
    assert sorted(words[:16] for words in others if words not in {*indefinite, "yours"}) == [
        "the biggest fool",
        "those were who ,",
        "we young colts",
    ]


@novels
def test_sentences_as_mentions_in_novels():
    """Of the sentences that begin with words for somebody, two of three are reported if they are mentions as a whole."""
    every, reported = 0, 0
    for path in NOVELS:
        text, people = people_of(path)
        begins = {a for _, a, _ in people}
        sentences = [match.span() for match in re.finditer(r"\S[^.!?\n]{20,}?(?= [.!?]\s|\n\n|\Z)", text)]
        short = [{"exact": text[a:b], "start": a} for a, b in sentences if a in begins and b - a < 120]
        every += len(short)
        reported += len(not_names(text, mentions=short))
    assert (every, reported) == (1557, 1091)


@novels
def test_mentions_of_people_in_novels():
    """Of the noun phrases that name people, three are taken for clauses: all of them wrongly."""
    every, reported = 0, 0
    for path in NOVELS:
        text, people = people_of(path)
        every += len(people)
        reported += len(not_names(text, mentions=[{"exact": text[a:b], "start": a} for _, a, b in people]))
    assert (every, reported) == (24180, 3)
