"""Rules about numbers, on counts, sums and times of real texts; `docs/testing.md` has the table.

`real_counts.tsv` has the counts of people harmed in GUM's news and PLOVER's records, as read for these tests.
"""

import csv
import re
from collections import Counter
from pathlib import Path

from real_data import ARTICLES, articles, chains, coded, event, found, news, novels, quote, records

HARMS = ("killed", "injured", "missing", "detained")
WORDS = re.findall(r"\w+", "one two three four five six seven eight nine ten eleven twelve")
NUMBERS = {word: i for i, word in enumerate(WORDS, 1)}
BOUNDS = {"at least": "+", "more than": "+", "over": "+", "about": "~", "around": "~", "nearly": "~", "almost": "~"}
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
UNITS = {
    "%": "%",
    "percent": "%",
    "per cent": "%",
    "dollars": "USD",
    "$": "USD",
    "US$": "USD",
    "euros": "EUR",
    "£": "GBP",
}
NOUNS = (
    "people soldiers men miles km votes years points troops tons children students workers feet hours days weeks months"
)
QUANTITY = re.compile(
    rf"(?<![\w.,$£€:/-])(?:(?P<bound>{'|'.join(BOUNDS)}) )?(?P<sign>(?:US)?\$|£)?"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{'|'.join(list(NUMBERS)[1:])})(?: (?P<scale>{'|'.join(SCALES)}))?"
    rf"(?: ?(?P<unit>%|per cent|percent|dollars|euros)| (?P<noun>{'|'.join(NOUNS.split())}))?(?![\w%]|[.,]\d|[-–:/]\w)",
    re.IGNORECASE,
)


def texts():
    return [*(text for _, text, _ in articles()), *(one["text"] for one in coded()), *(text for text, _ in chains())]


def counts_of_people():
    """Each count: its text, its mark, the harm, and the number."""
    known = {path.stem: text for path, (_, text, _) in zip(ARTICLES, articles(), strict=True)}
    known |= {one["id"]: one["text"] for one in coded()}
    with Path(__file__).with_name("real_counts.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            count = int(row["count"]) if row["count"].isdecimal() else row["count"]
            yield known[row["text"]], (int(row["start"]), int(row["end"])), row["harm"], count


def incident(text, mark, harm, count, **more):
    counted = {"text": quote(text, mark), "count": count, **more}
    return [event("e", text, mark, "incident", "attack", casualties={harm: [counted]})]


@news
@records
def test_counts_of_people():
    """None of 33 is reported with its number and harm; of 99 with another harm 90, of those with another number most."""
    counts = Counter[str]()
    for text, mark, harm, count in counts_of_people():
        counts.update(
            counts=1, reported=len(found("NC517 NC526 NC528", text, events=incident(text, mark, harm, count)))
        )
        for other in HARMS:
            wrong = incident(text, mark, other, count)
            counts["another harm"] += bool(other != harm and found("NC526", text, events=wrong))
        number = re.findall(r"\d+", str(count))[-1]
        changed = {"ten times": str(count).replace(number, f"{number}0"), "its bound lost": number}
        for how, value in changed.items() if number != str(count) else [("ten times", f"{number}0")]:
            given = int(value) if value.isdecimal() else value
            counts.update(
                {how: 1, f"{how}, reported": len(found("NC517", text, events=incident(text, mark, harm, given)))}
            )
    assert +counts == {
        "counts": 33,
        "another harm": 90,
        "ten times": 33,
        "ten times, reported": 32,
        "its bound lost": 12,
        "its bound lost, reported": 12,
    }


def value_of(match, factor=1, unit=None, bound=None):
    """The quantity that words give, as others would read them."""
    words = match["number"].replace(",", "").lower()
    number = NUMBERS[words] if words in NUMBERS else float(words)
    number *= SCALES[match["scale"].lower()] * factor if match["scale"] else factor
    unit = UNITS.get((match["unit"] or match["sign"] or "").lower().replace("us$", "US$"), "") if unit is None else unit
    bound = BOUNDS.get((match["bound"] or "").lower(), "") if bound is None else bound
    return f"{int(number) if number == int(number) else number} {unit}".strip() + bound


@news
@records
@novels
def test_quantities():
    """None of 270 is reported; all are with another currency, or without their million, and others with another number."""
    counts = Counter[str]()
    for text in texts():
        matches = [
            one for one in QUANTITY.finditer(text) if any(one[group] for group in ("sign", "scale", "unit", "noun"))
        ]
        made = []
        for i, match in enumerate(matches):
            values = {"whole": value_of(match), "ten times": value_of(match, 10)}
            if match["bound"]:
                values["its bound lost"] = value_of(match, bound="")
            if value_of(match).strip("+~").endswith(("USD", "GBP", "EUR")):
                values["another currency"] = value_of(match, unit="JPY")
                values["million lost"] = value_of(match, 1 / SCALES[match["scale"].lower()] if match["scale"] else 1)
            for how, value in values.items():
                if how != "million lost" or match["scale"]:
                    counts[how] += 1
                    things = {"amount": [{"text": quote(text, match.span()), "value": value}]}
                    made.append(event(f"{how.replace(' ', '-')}-{i}", text, match.span(), things=things))
        for key in found("NC518", text, events=made) if made else ():
            counts[f"{key.rpartition('-')[0].replace('-', ' ')}, reported"] += 1
    assert counts == {
        "whole": 270,
        "ten times": 270,
        "ten times, reported": 88,
        "its bound lost": 33,
        "its bound lost, reported": 15,
        "another currency": 21,
        "another currency, reported": 21,
        "million lost": 8,
        "million lost, reported": 8,
    }


@news
@records
def test_numbers_of_titles():
    """None of 82 sentences with a number is reported as a title, and 81 of those with another number."""
    months = "January February March April May June July August September October November December"
    counts = Counter[str]()
    given = [(text, text[a:b]) for _, text, marks in articles() for a, b in marks if b - a < 300]
    for text, title in [*given, *((one["text"], one["text"]) for one in coded())]:
        number = next(re.finditer(r"(?<![\w.,/$:-])\d{2,}(?![\w.,:/-])", title), None)
        if number is None or re.fullmatch(r"1[5-9]\d\d|20\d\d", number[0]):
            continue
        if re.search(rf"(?:{'|'.join(months.split())})\W* \Z", title[: number.start()]):
            continue
        changed = title[: number.start()] + str(int(number[0]) + 11) + title[number.end() :]
        for how, words in (("right", title), ("changed", changed)):
            if how == "right" or not re.search(rf"(?<!\d){int(number[0]) + 11}(?!\d)", text):
                made = [{"id": "e", "kind": "event", "type": "other", "title": words}]
                made[0]["evidence"] = [{"exact": title, "start": text.index(title)}]
                counts.update({how: 1, f"{how}, reported": len(found("NC530", text, events=made))})
    assert +counts == {"right": 82, "changed": 82, "changed, reported": 81}


@news
@novels
def test_times_of_day():
    """None of 17 is reported, and all that are an hour, five hours or half a day off."""
    clock = re.compile(r"\b(?:at )?(?:(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\.?|(noon|midnight))(?!\w)", re.IGNORECASE)
    counts = Counter[str]()
    for text in (*(text for _, text, _ in articles()), *(text for text, _ in chains())):
        made = []
        for i, match in enumerate(clock.finditer(text)):
            hour = 12 if match[4] == "noon" else 0 if match[4] else int(match[1]) % 12 + 12 * (match[3].lower() == "p")
            for how, off in (("right", 0), ("an-hour-off", 1), ("five-hours-off", 5), ("half-a-day-off", 12)):
                time = f"2020-05-06T{(hour + off) % 24:02}:{match[2] or '00'}:00+02:00"
                counts[how] += 1
                made.append(event(f"{how}-{i}", text, match.span(), when={"edtf": time, "text": match[0]}))
        for key in found("NC409", text, events=made, published="2020-05-08") if made else ():
            counts[f"{key.rpartition('-')[0]}, reported"] += 1
    late = {"an-hour-off": 17, "five-hours-off": 17, "half-a-day-off": 17}
    assert counts == {"right": 17} | late | {f"{how}, reported": count for how, count in late.items()}
