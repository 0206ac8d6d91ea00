"""What the files of a corpus have, counted line by line and object by object. It uses nothing of newscorpus."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

_CHAIN = re.compile(r".*-\d+")
"""Labels of LitBank that name a chain of mentions, and are none of their own."""
_HOLDERS = ("Sofa", "View", "DocumentAnnotation", "DocumentMetaData", "XMI", "NULL", "FSArray")
"""What a CAS consists of beside its annotations."""


def brat(folder):
    """Of each document, the spans of words that are no trigger and no chain; of relations, both; and other lines."""
    words, relations, lines = Counter(), [], Counter()
    for path in sorted(Path(folder).rglob("*.ann")):
        name = path.relative_to(folder).with_suffix("").as_posix().replace("/", "-")
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        steps = [row[1].split(" ") for row in rows if row[0][0] == "E"]
        triggers = {event[0].rpartition(":")[2] for event in steps}
        lines["E"] += len(steps)
        lines["arguments"] += sum(len(event) - 1 for event in steps)
        offsets = {row[0]: re.findall(r"\d+", row[1].partition(" ")[2]) for row in rows if row[0][0] == "T"}
        spans = {id_: (int(numbers[0]), int(numbers[-1])) for id_, numbers in offsets.items()}
        for id_, body, *_ in rows:
            label, _, rest = body.partition(" ")
            if id_[0] == "T":
                words[name, *spans[id_]] += id_ not in triggers and not _CHAIN.fullmatch(label)
            elif id_[0] == "R":
                relations.append((name, *(spans.get(end.rpartition(":")[2], ()) for end in rest.split(" "))))
            elif id_[0] != "E":
                lines[id_[0]] += 1
    return words, relations, lines


def leaves(data, path=""):
    """The path of each value that is not empty, without indices: `source[].code`."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value, f"{path}[]")
    elif data not in ("", None):
        yield path


def conllu(text):
    """The mentions that begin in the column MISC, the lemmas, and the heads of words."""
    rows = [line.split("\t") for line in text.split("\n") if line and line[0] != "#"]
    return Counter(
        mentions=sum(row[9].count("(") for row in rows),
        lemma=sum(row[2] != "_" for row in rows),
        head=sum(row[6] != "_" for row in rows),
    )


def cas(path):
    """The layers of a CAS in XMI or JSON: how many annotations each has."""
    if path.suffix == ".json":
        types = [data["%TYPE"] for data in json.loads(path.read_text(encoding="utf-8"))["%FEATURE_STRUCTURES"]]
    else:
        types = [element.tag.rpartition("}")[2] for element in ET.parse(path).getroot()]
    names = (re.split(r"[.:/]", name)[-1] for name in types)
    return Counter(name for name in names if name not in _HOLDERS and not name.endswith("[]"))


def newsml(path):
    """Of each news item of a file, the names of the elements in its meta data, below those of their parents."""
    for item in ET.parse(path).getroot().iter():
        if item.tag.rpartition("}")[2] == "newsItem":
            heads = [head for head in item if head.tag.endswith(("itemMeta", "contentMeta", "rightsInfo"))]
            names = ((head.tag.rpartition("}")[2], child.tag.rpartition("}")[2]) for head in heads for child in head)
            yield Counter("/".join(pair) for pair in names)


def ninjs(data):
    """Of each item with a text in an object, how many values that are not empty each field has: one, or those of a list."""
    if not isinstance(data, dict):
        return
    inner = data.get("associations") or {}
    for item in inner.values() if isinstance(inner, dict) else inner:
        yield from ninjs(item)
    texts = ("headline", "description", "body", "headlines", "descriptions", "bodies", "title")
    if isinstance(data.get("uri"), str) and any(data.get(key) for key in data if key.split("_")[0] in texts):
        several = ((key, value if isinstance(value, list) else [value]) for key, value in data.items())
        yield Counter({key: sum(item not in (None, "", {}) for item in value) for key, value in several})


def potato(project):
    """What annotators have marked: spans, links, events, their arguments and labels, of each file of an annotator."""
    counts = Counter()
    for path in sorted(Path(project).rglob("user_state.json")):
        state = json.loads(path.read_text(encoding="utf-8"))
        for kind in ("span", "link", "event", "label"):
            for items in state.get(f"instance_id_to_{kind}_to_value", {}).values():
                counts[kind] += len(items)
                if kind == "event":
                    counts["argument"] += sum(len(event["arguments"]) for event in items.values())
    return counts
