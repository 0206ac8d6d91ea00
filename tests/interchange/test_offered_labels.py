"""An exported project offers all labels of the corpus, and what people annotate with them comes in."""

import json
import xml.etree.ElementTree as ET

import pytest

import newscorpus as nc
from newscorpus.formats.yaml.reader import parse_yaml

TEXT = "Anna Berg hiked up Mount Fox. Three people were hurt.\n"
CORPUS = """\
format: newscorpus/1
name: hikes
language: en
vocabularies:
  event:
    types: {hike: somebody walks up a mountain}
    roles: {hiker: who walks}
  things: {summit: the mountain}
  sectors: {HIK: hikers}
  relations: {leads_to: is the way to the other}
  actor_relations: {guides: shows the other the way}
attributes:
  event:
    grade: {type: string, enum: [easy, hard]}
    paid: {type: boolean}
    weather: {type: string}
"""
EMPTY = "format: newscorpus/1\nid: fox\ntext_file: fox.txt\npublished: 2024-05-06\n"
TOOLS = ("brat", "label-studio", "potato", "cas")


@pytest.fixture
def project(tmp_path):
    """Export a corpus whose one article has no annotations."""
    folder = tmp_path / "hikes"
    folder.mkdir()
    for name, content in (("corpus.yaml", CORPUS), ("fox.yaml", EMPTY), ("fox.txt", TEXT)):
        (folder / name).write_text(content, encoding="utf-8")

    def export(tool):
        if tool == "cas":
            pytest.importorskip("cassis")
        nc.export(folder, tool, tmp_path / tool)
        return tmp_path / tool

    return export


def offered(project, tool):
    """The labels that the configuration has: of words, of events, of relations; and the values of each attribute."""
    if tool == "potato":
        config = parse_yaml((project / "config.yaml").read_text(encoding="utf-8")).data
        spans, events, links, _ = config["annotation_schemes"]
        types = {
            event["type"]: {argument["role"] for argument in event["arguments"]} for event in events["event_types"]
        }
        return {label["name"] for label in spans["labels"]}, types, {link["name"] for link in links["link_types"]}, {}
    if tool == "label-studio":
        root = ET.fromstring((project / "config.xml").read_text(encoding="utf-8"))
        values = {name: {tag.get("value") for tag in root.iter(name)} for name in ("Label", "Relation")}
        types = dict.fromkeys(values["Label"], values["Relation"])
        choices = {tag.get("name"): {choice.get("value") for choice in tag} for tag in root.iter("Choices")}
        return values["Label"], types, values["Relation"], choices
    if tool == "cas":
        read = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (project / "tagsets").iterdir()}
        tags = {name: {tag["tag_name"] for tag in tag_set["tags"]} for name, tag_set in read.items()}
        return tags["NewsSpan"], dict.fromkeys(tags["NewsEvent"], tags["NewsEvent-arguments"]), tags["NewsRelation"], {}
    sections, section = {}, ""
    for line in (project / "annotation.conf").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            label, _, rest = line.partition("\t")
            section[label] = rest
    events = {
        label: {role.partition("*")[0] for role in rest.split(", ")} for label, rest in sections["events"].items()
    }
    values = {label: set(rest.partition("Value:")[2].split("|")) for label, rest in sections["attributes"].items()}
    return set(sections["entities"]), events, set(sections["relations"]), values


@pytest.mark.parametrize("tool", TOOLS)
def test_all_labels_of_a_corpus_are_offered(project, tool):
    words, events, relations, values = offered(project(tool), tool)
    assert {*nc.vocabulary("actor_kinds"), "headline", "evidence", "when", "place", "thing", "count", "role"} <= words
    for kind in nc.vocabulary("event_kinds"):
        for type_ in nc.vocabulary("types", kind):
            roles = {*nc.vocabulary("roles", kind), *nc.vocabulary("things"), *nc.vocabulary("relations"), "when"}
            assert roles <= events[f"{kind}-{type_}"]
    assert {*nc.vocabulary("casualties")} <= events["incident-attack"]
    assert {"hiker", "summit", "leads_to"} <= events["event-hike"]
    assert {"by", "about", "cue"} <= events["claim"]
    assert tool != "potato" or {"hiker2", "participant2"} <= events["event-hike"]  # it takes one span for each role
    assert {f"relation-{term}" for term in (*nc.vocabulary("actor_relations"), "guides")} <= relations
    if values:
        assert {*nc.vocabulary("sectors"), "HIK"} <= values["sector"]
        assert {*nc.vocabulary("stances")} <= values["stance"]
        statuses = {term for kind in nc.vocabulary("event_kinds") for term in nc.vocabulary("statuses", kind)}
        assert statuses <= values["status"]
        assert {"NO", "XK"} <= values["country"]
        assert (values["string-grade"], values["boolean-paid"]) == ({"easy", "hard"}, {"true", "false"})


SPANS = {
    "a": ("person", "Anna Berg"),
    "h": ("event-hike", "hiked"),
    "s": ("thing", "Mount Fox"),
    "i": ("incident-accident", "hurt"),
    "c": ("count", "Three people"),
}
ARGUMENTS = {"h": {"hiker": "a", "summit": "s"}, "i": {"injured": "c"}}
MARKS = [
    ("a", "sector", "HIK"), ("a", "country", "NO"), ("h", "status", "planned"),
    ("h", "string-grade", "hard"), ("h", "boolean-paid", "true"),
]  # fmt: skip


def at(words):
    start = TEXT.index(words)
    return start, start + len(words)


def annotate_brat(project):
    """Add what brat writes."""
    numbers = {id_: f"T9{number}" for number, id_ in enumerate(SPANS)}
    lines = [f"{numbers[id_]}\t{label} {at(words)[0]} {at(words)[1]}\t{words}" for id_, (label, words) in SPANS.items()]
    frames = {id_: f"E9{number}" for number, id_ in enumerate(ARGUMENTS)}
    for id_, arguments in ARGUMENTS.items():
        roles = " ".join(f"{role}:{numbers[target]}" for role, target in arguments.items())
        lines.append(f"{frames[id_]}\t{SPANS[id_][0]}:{numbers[id_]} {roles}")
    for number, (target, name, value) in enumerate(MARKS):
        lines.append(f"A9{number}\t{name} {frames.get(target, numbers[target])} {value}")
    with (project / "fox.ann").open("a", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))


def annotate_label_studio(project):
    """Add the results that Label Studio exports."""
    path = project / "tasks.json"
    tasks = json.loads(path.read_text(encoding="utf-8"))
    result = tasks[0]["annotations"][0]["result"]
    values = {}
    for id_, (label, words) in SPANS.items():
        start, end = at(words)
        values[id_] = {"start": start, "end": end, "text": words}
        value = {**values[id_], "labels": [label]}
        result.append({"id": id_, "from_name": "label", "to_name": "text", "type": "labels", "value": value})
    for id_, name, value in MARKS:
        chosen = {**values[id_], "choices": [value]}
        result.append({"id": id_, "from_name": name, "to_name": "text", "type": "choices", "value": chosen})
    for first, arguments in ARGUMENTS.items():
        for role, second in arguments.items():
            ends = {"from_id": first, "to_id": second, "type": "relation", "direction": "right"}
            result.append({**ends, "labels": [role]})
    path.write_text(json.dumps(tasks), encoding="utf-8")


def annotate_potato(project):
    """Add what Potato saves: it offers no labels of unused types for words, and no attributes of spans."""
    path = project / "annotation_output/newscorpus/user_state.json"
    state = json.loads(path.read_text(encoding="utf-8"))
    tables = {kind: state[f"instance_id_to_{kind}_to_value"] for kind in ("span", "event")}
    for id_, (label, words) in SPANS.items():
        start, end = at(words)
        name = "trigger" if id_ in ARGUMENTS else label
        span = {"schema": "spans", "name": name, "title": name, "start": start, "end": end, "id": id_}
        tables["span"]["fox"].append([span, "true"])
    for id_, arguments in ARGUMENTS.items():
        listed = [{"role": role, "span_id": target, "text": SPANS[target][1]} for role, target in arguments.items()]
        event = {"id": f"event_{id_}", "schema": "events", "event_type": SPANS[id_][0], "trigger_span_id": id_}
        tables["event"]["fox"][event["id"]] = {**event, "arguments": listed, "properties": {}}
    path.write_text(json.dumps(state), encoding="utf-8")


def annotate_cas(project):
    """Add what INCEpTION exports."""
    cassis = pytest.importorskip("cassis")
    types, path = cassis.load_typesystem(project / "TypeSystem.xml"), project / "fox.xmi"
    cas = cassis.load_cas_from_xmi(path, typesystem=types)
    layers = {name: types.get_type(f"webanno.custom.{name}") for name in ("NewsSpan", "NewsEvent")}
    array, strings = types.get_type("uima.cas.FSArray"), types.get_type("uima.cas.StringArray")
    link, added = types.get_type("webanno.custom.NewsEventArgumentsLink"), {}
    for id_, (label, words) in SPANS.items():
        begin, end = at(words)
        said = [f"mark:{name}={value}" for target, name, value in MARKS if target == id_]
        properties = strings(elements=said) if said else None
        layer = layers["NewsEvent" if id_ in ARGUMENTS else "NewsSpan"]
        added[id_] = layer(begin=begin, end=end, label=label, properties=properties)
    for id_, arguments in ARGUMENTS.items():
        links = [link(role=role, target=added[target]) for role, target in arguments.items()]
        added[id_].arguments = array(elements=links)
    cas.add_all(added.values())
    cas.to_xmi(path)


ANNOTATE = (annotate_brat, annotate_label_studio, annotate_potato, annotate_cas)


@pytest.mark.parametrize("tool, annotate", [*zip(TOOLS, ANNOTATE, strict=True)])
def test_what_is_annotated_with_labels_that_no_article_had_comes_in(project, tool, annotate, tmp_path):
    annotate(folder := project(tool))
    done = nc.import_corpus(folder, tool, tmp_path / "back")
    assert ([*done.losses], done.errors) == ([], {})
    article = nc.load(tmp_path / "back")["fox"]
    (anna,) = article.actors.values()
    hike, accident = article.events.values()
    assert (anna.name, anna.kind) == ("Anna Berg", "person")
    assert (hike.kind, hike.type, hike.triggers[0].exact) == ("event", "hike", "hiked")
    assert (hike.participants["hiker"][0].actor, hike.things["summit"][0].text.exact) == (anna.id, "Mount Fox")
    assert [(count.count, count.text.exact) for count in accident.casualties["injured"]] == [(3, "Three people")]
    if tool != "potato":
        assert (anna.sector, anna.country, hike.status) == ("HIK", "NO", "planned")
        assert hike.attributes == {"grade": "hard", "paid": True}
