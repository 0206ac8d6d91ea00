"""Rules of wording on texts that others annotated, GUM's news, LitBank's novels, PLOVER's records: how often they err.

`docs/testing.md` has the table, with what was judged by reading.
"""

import json
import os
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from test_real_times import ARTICLES, ET, words_of

import newscorpus as nc

NOVELS = sorted(Path(os.environ.get("NEWSCORPUS_DATA", "nowhere"), "litbank", "coref").rglob("*.ann"))
RECORDS = Path(os.environ.get("NEWSCORPUS_DATA", "nowhere"), "plover", "gold_standard_records", "PLOVER_GSR_CAMEO.txt")
NUMBER = re.compile(r"(?<![\w.,$£€])\d[\d.,]*\d(?![\w.,])")
news = pytest.mark.skipif(not ARTICLES, reason="NEWSCORPUS_DATA has no gum-news")
novels = pytest.mark.skipif(not NOVELS, reason="NEWSCORPUS_DATA has no litbank")

records = pytest.mark.skipif(not RECORDS.exists(), reason="NEWSCORPUS_DATA has no plover")
TYPES = (
    "AGREE agreement, SUPPORT support, DISAPPROVE accusation, REJECT refusal, THREATEN threat, PROTEST protest, SANCTION"
    " sanction, MOBILIZE mobilization, DEMAND request, FIGHT clash, ASSAULT attack, RETREAT withdrawal, CONCEDE concession,"
    " INVESTIGATE investigation, AID aid, COOPERATE cooperation, CONSULT talks, COERCE other"
)
"""The types that come nearest to those of PLOVER."""


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
def test_years_of_dates_of_news():
    """None of 173 dates is reported; of those a year too early 31, and two by NC423; a year too late 28."""
    reported = []
    for years in (0, -1, 1):
        count = 0
        for root in roots():
            dates = [(s, d) for s in root.iter("s") for d in s.iter("date") if d.get("when") and words_of(d)]
            claims = [{"quote": words_of(s), "when": {"edtf": d.get("when"), "text": words_of(d)}} for s, d in dates]
            for claim in claims:
                when = claim["when"]
                when["edtf"] = str(int(when["edtf"][:4]) + years) + when["edtf"][4:]
            published = root.attrib["dateCreated"]
            count += len(found("NC420", sentences_of(root)[0], published=published, claims=claims))
        reported.append(count)
    assert reported == [0, 31, 28]


@news
def test_tenses_of_dates_of_news():
    """Of 173 dates that are a year too early, the tense of three sentences contradicts theirs."""
    counts = Counter[str]()
    for root in roots():
        events = []
        for s in root.iter("s"):
            for d in (one for one in s.iter("date") if one.get("when") and words_of(one)):
                when = {"edtf": f"{int(d.get('when')[:4]) - 1}{d.get('when')[4:]}", "text": words_of(d)}
                made = {"id": f"e{len(events)}", "kind": "event", "type": "other", "evidence": [words_of(s)]}
                events.append({**made, "when": when})
        published = root.attrib["dateCreated"]
        counts.update(events=len(events))
        counts.update(reported=len(found("NC414", sentences_of(root)[0], published=published, events=events)))
    assert counts == {"events": 173, "reported": 3}


@news
def test_weeks_of_dates_of_news():
    """Of 108 days, 24 are reported if they are two weeks too early, and 24 if they are two weeks too late."""
    reported = []
    for weeks in (-2, 2):
        count = 0
        for root in roots():
            dates = [(s, d, d.get("when", "")) for s in root.iter("s") for d in s.iter("date") if words_of(d)]
            days = [(s, d, date.fromisoformat(day)) for s, d, day in dates if len(day) == len("2024-05-06")]
            claims = [
                {"quote": words_of(s), "when": {"edtf": str(day + timedelta(weeks=weeks)), "text": words_of(d)}}
                for s, d, day in days
            ]
            published = root.attrib["dateCreated"]
            count += len(found("NC420", sentences_of(root)[0], published=published, claims=claims))
        reported.append(count)
    assert reported == [24, 24]


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


@news
def test_sentences_of_news_that_deny_an_event():
    """Of 752 sentences as evidence of an event, 27 are reported; by reading, 26 of them rightly."""
    every, reported = 0, 0
    for root in roots():
        text, spans = sentences_of(root)
        every += len(spans)
        reported += len(found("NC520", text, events=[event(f"e{i}", text, *span) for i, span in enumerate(spans)]))
    assert (every, reported) == (752, 27)


@records
def test_types_of_coded_sentences():
    """Of 322 sentences that others coded, 31 are reported; by the codebook, 30 of them rightly."""
    types = dict(pair.split() for pair in TYPES.split(","))
    kinds = {"protest": "incident", "clash": "incident", "attack": "incident", "talks": "meeting"}
    every, reported = 0, 0
    for record in json.loads(RECORDS.read_text(encoding="utf-8", errors="replace")):
        if "text" in record:
            text, of = " ".join(record["text"].split()), types[record["event"]]
            coded = {**event("coded", text, 0, len(text), of), "kind": kinds.get(of, "event")}
            every += 1
            reported += len(found("NC534", text, events=[coded]))
    assert (every, reported) == (322, 31)


@records
def test_roles_in_coded_sentences():
    """Of 321 sentences with the roles that others coded, 1 is reported, rightly by the codebook; of 274 swapped, 71."""
    types = dict(pair.split() for pair in TYPES.split(","))
    kinds = {"protest": "incident", "clash": "incident", "attack": "incident", "talks": "meeting"}
    counts = {"coded": [0, 0], "swapped": [0, 0]}
    for record in json.loads(RECORDS.read_text(encoding="utf-8", errors="replace")):
        text, of = " ".join(record.get("text", "").split()), types.get(record["event"], "sanction")
        kind, actors, sides = kinds.get(of, "event"), [], {"source": [], "target": []}
        for side, found_here in sides.items():
            for i, one in enumerate(one for one in record.get(side) or [] if isinstance(one, dict)):
                name = " ".join(one.get("actorText", "").split())
                if name and name in text:
                    mentions = [{"exact": name, "start": text.index(name)}]
                    actor = {"id": f"{side}{i}", "name": name, "named": False, "kind": "organization"}
                    actors.append(actor | {"mentions": mentions})
                    found_here.append(f"{side}{i}")
        other = "target" if kind == "incident" else "recipient"
        for how, source, target in (("coded", "source", "target"), ("swapped", "target", "source")):
            roles = {"agent": sides[source], other: sides[target]}
            if kind == "meeting" and how == "coded":
                roles = {"participant": [one for names in sides.values() for one in names]}
            roles = {role: names for role, names in roles.items() if names}
            if roles and (how == "coded" or (len(roles) > 1 and kind != "meeting")):
                coded = {**event("coded", text, 0, len(text), of, participants=roles), "kind": kind}
                reported = found("NC539", text, actors=actors, events=[coded])
                counts[how][0] += 1
                counts[how][1] += bool(reported)
    assert counts == {"coded": [321, 1], "swapped": [274, 71]}


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


def people_with_names(path):
    """The text of a novel, the people in it who have a name as actors, and the mentions of each."""
    text, chains = chains_of(path)
    actors, people, used = [], {}, set()
    for i, chain in enumerate(chains):
        names = dict.fromkeys(text[a:b] for kind, a, b in chain if kind == "PROP_PER")
        forms = [name for name in names if name == name.strip() and name not in used]
        used.update(names)
        if forms:
            people[f"a{i}"] = chain
            actors.append({"id": f"a{i}", "name": forms[0], "aliases": forms[1:], "kind": "person"})
    return text, actors, people


@novels
def test_participants_of_novels():
    """Of people whom others found in a sentence, 7 are reported as absent from it; of people elsewhere, 152 are."""
    counts = dict.fromkeys(("here", "reported here", "elsewhere", "reported elsewhere"), 0)
    for path in NOVELS:
        text, actors, people = people_with_names(path)
        events = []
        for i, match in enumerate(re.finditer(r"\S.{20,}?(?= [.!?]\s|\n|\Z)", text)):
            a, b = match.span()
            here = [key for key, chain in people.items() if any(a <= x and y <= b for _, x, y in chain)]
            absent = [key for key in people if key not in here]
            for what, who in (("h", here), ("e", absent if here else [])):
                if who:
                    events.append(event(f"{what}{i}", text, a, b, participants={"agent": who[:1]}))
        reported = found("NC519", text, actors=actors, events=events)
        for what, name in (("h", "here"), ("e", "elsewhere")):
            counts[name] += sum(one["id"][0] == what for one in events)
            counts[f"reported {name}"] += sum(key[0] == what for key in reported)
    assert counts == {"here": 5228, "reported here": 7, "elsewhere": 4961, "reported elsewhere": 152}


@novels
def test_second_participants_of_novels():
    """Beside a participant who is in a sentence, 6 others who are in it are reported, and 120 of those elsewhere."""
    counts = dict.fromkeys(("here", "reported here", "elsewhere", "reported elsewhere"), 0)
    for path in NOVELS:
        text, actors, people = people_with_names(path)
        events = []
        for match in re.finditer(r"\S.{20,}?(?= [.!?]\s|\n|\Z)", text):
            a, b = match.span()
            here = [key for key, chain in people.items() if any(a <= x and y <= b for _, x, y in chain)]
            absent = [key for key in people if key not in here][:2]
            for one in here:
                for what, others in (("h", [other for other in here if other != one]), ("e", absent)):
                    for other in others:
                        roles = {"agent": [one], "recipient": [other]}
                        events.append(event(f"{what}{len(events)}", text, a, b, participants=roles))
        reported = found("NC519", text, actors=actors, events=events)
        for what, name in (("h", "here"), ("e", "elsewhere")):
            counts[name] += sum(one["id"][0] == what for one in events)
            counts[f"reported {name}"] += sum(key[0] == what for key in reported)
    assert counts == {"here": 5330, "reported here": 6, "elsewhere": 13493, "reported elsewhere": 120}


@novels
def test_pairs_of_people_in_novels():
    """Of 5,714 pairs with the second one as agent, 20 are reported; by reading, 16 of them rightly."""
    every, reported = 0, 0
    for path in NOVELS:
        text, chains = chains_of(path)
        actors, places = [], []
        for i, chain in enumerate(chains):
            spans = [(a, b) for kind, a, b in chain if kind in ("PROP_PER", "NOM_PER") and b - a < 40]
            mentions = [{"exact": text[a:b], "start": a} for a, b in spans]
            actors.append({"id": f"a{i}", "name": f"x{i}", "named": False, "kind": "person", "mentions": mentions})
            places += [(a, b, f"a{i}") for a, b in spans]
        events = []
        for match in re.finditer(r"\S.{20,}?(?= [.!?]\s|\n|\Z)", text):
            here = [place for place in sorted(places) if match.start() <= place[0] and place[1] <= match.end()]
            for one, other in permutations(here, 2):
                if one[1] <= other[0] and one[2] != other[2]:
                    roles = {"agent": [other[2]], "recipient": [one[2]]}
                    events.append(event(f"e{len(events)}", text, one[0], other[1], "threat", participants=roles))
        every += len(events)
        reported += len(found("NC533", text, actors=actors, events=events))
    assert (every, reported) == (5714, 20)


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
