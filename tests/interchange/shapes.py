"""Small corpora in the shapes of others, written by program: the same bytes each time."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import newscorpus as nc

SECURITY = (
    (
        "Hackers stole 40,000 records from Acme Corp on Tuesday. The attackers asked for $2 million.\n\nThat was all.",
        (
            (("stole", "Databreach", "Actual", (("Hackers", "Person", "Attacker"), ("Acme Corp", "Organization",
              "Victim"), ("Tuesday", "Time", "Time"))), ("asked", "Ransom", "Actual", (("The attackers", "Person",
              "Attacker"), ("$2 million", "Money", "Price")))),
        ),
    ),
    (
        "A flaw in WidgetOS may be exploited soon. Vendors in Norway have shipped a patch — naïve users wait 🙂.",
        (
            (("exploited", "DiscoverVulnerability", "Other", (("WidgetOS", "System", "Vulnerable_System"),)),),
            (("patch", "PatchVulnerability", "Actual", (("Norway", "GPE", "Place"), ("Vendors", "Organization",
              "Releaser"))), ("shipped", "PatchVulnerability", "Actual", ())),
        ),
    ),
    (
        "Phishing costs money every year. Experts warn of it.",
        ((("Phishing", "Phishing", "Generic", (("Experts", "Person", "Trusted-Entity"),)),),),
    ),
)  # fmt: skip
"""Texts, each with groups of events: trigger, subtype, realis, arguments (words, type, role)."""

SECURITY_MAP = """\
source: json
files: "*.json"
corpus: {name: security, language: en}
article:
  id: "{file}"
  text: content
  published: {path: info.date, date: "%Y_%m_%d"}
  url: info.link
  attributes: {sourcefile: sourcefile}
spans: {start: startOffset, end: endOffset, words: text, unit: characters}
events:
  each: cyberevent.hopper[].events[]
  id: "{index}"
  kind: {from: subtype, Databreach: incident, Ransom: incident, "*": event}
  type: "{subtype}"
  status: {from: realis, Actual: occurred, Other: possible, Generic: generic, "*": refuse}
  triggers: nugget
  evidence: sentences
  one: same_as
arguments:
  each: argument[]
  role: role.type
  from: type
  Person: {as: participant, kind: person}
  Organization: {as: participant, kind: organization}
  GPE: {as: place}
  Time: {as: when, read: true}
  Money: {as: thing, read: true}
  "*": {as: thing}
  roles: {Attacker: agent, Victim: victim}
  ids: {wikidata: external_reference.wikidataid}
  same: [wikidata, words+type]
lost: report
"""


def span(text: str, words: str) -> dict[str, Any]:
    """Return an object with offsets in code points."""
    start = text.index(words)
    return {"startOffset": start, "endOffset": start + len(words), "text": words}


def security(folder: Path) -> Path:
    """Write three articles of the shape of CASIE."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (text, groups) in enumerate(SECURITY):
        hopper = []
        for group_number, group in enumerate(groups):
            events = []
            for trigger, subtype, realis, arguments in group:
                argument = [
                    {
                        **span(text, words),
                        "type": kind,
                        "role": {"type": role},
                        "external_reference": {"wikidataid": "Q20"} if words == "Norway" else {},
                    }
                    for words, kind, role in arguments
                ]
                one = {"index": "E", "nugget": span(text, trigger), "type": "Attack", "subtype": subtype}
                events.append({**one, "realis": realis, "argument": argument})
            hopper.append({"index": f"h{group_number}", "events": events, "relation": "same"})
        data = {
            "sourcefile": f"{9000 + number}.txt",
            "content": text,
            "info": {"date": f"2019_05_{15 + number}", "link": f"https://example.org/{number}", "title": "News"},
            "cyberevent": {"hopper": hopper},
        }
        path = folder / f"{10000 + number}.json"
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return folder


FLAT_MAP = """\
source: jsonl
article: {id: "{id}", text: text}
spans: {start: start, end: end, unit: UNIT}
entities:
  each: spans[]
  from: label
  PER: {as: participant, kind: person}
  ORG: {as: participant, kind: organization}
"""

TEXTS = (
    "🚀 Anna Berg launched a rocket 🚀. Berg was glad, and so was Acme Corp",
    "Crowds met Carl Dahl in Oslo. Dahl spoke for Acme Corp.",
)
NAMES = (("Anna Berg", "PER"), ("Carl Dahl", "PER"), ("Acme Corp", "ORG"), ("Oslo", "LOC"))


def flat(path: Path, unit: str = "characters") -> Path:
    """Write two articles as JSON Lines, with spans in a unit."""
    encodings = {"characters": ("utf-32-le", 4), "utf16": ("utf-16-le", 2), "bytes": ("utf-8", 1)}
    code, size = encodings[unit]

    def count(words: str) -> int:
        return len(words.encode(code)) // size

    lines = []
    for number, text in enumerate(TEXTS):
        spans = [
            {
                "start": count(text[: text.index(name)]),
                "end": count(text[: text.index(name) + len(name)]),
                "label": label,
            }
            for name, label in NAMES
            if name in text
        ]
        lines.append(json.dumps({"id": f"n{number}", "text": text, "spans": spans}, ensure_ascii=False))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def table(path: Path, delimiter: str = ",") -> Path:
    """Write three articles as CSV."""
    rows = [
        ("id", "text", "date", "label"),
        ("a1", 'It rained in Oslo.\n\n"A lot", they said.', "05.01.2024", "weather"),
        ("a2", "Nobody won, the match was called off.", "06.01.2024", "sport"),
        ("a3", "Prices rose; wages did not.", "07.01.2024", "economy"),
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    return path


def ids(event: nc.Event) -> dict[str, tuple[str, ...]]:
    """Return the ids of the participants of an event by role."""
    return {role: event.in_role(role) for role in event.participants}
