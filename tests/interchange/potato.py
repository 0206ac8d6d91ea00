"""A project folder with what two annotators wrote, as Potato 2.12 writes it."""

import json

import newscorpus as nc

TEXT = "🏭 Anna Berg of Acme attacked Carl Dahl with a rifle in Oslo on Monday. She fled."
CONFIG = """\
annotation_task_name: Attacks
task_dir: .
data_files: [data/news.json, data/more.csv]
item_properties: {id_key: doc, text_key: body}
output_annotation_dir: out/
annotation_schemes:
  - annotation_type: span
    name: entities
    description: entities
    labels: [PERSON, ORGANIZATION, LOCATION, WEAPON, EVENT_TRIGGER]
  - annotation_type: event_annotation
    name: events
    description: events
    span_schema: entities
    event_types:
      - type: ATTACK
        trigger_labels: [EVENT_TRIGGER]
        arguments: [{role: attacker}, {role: target}, {role: weapon}, {role: location}]
  - annotation_type: span_link
    name: relations
    description: relations
    span_schema: entities
    link_types: [{name: WORKS_FOR, directed: true}]
  - {annotation_type: coreference, name: chains, description: chains, span_schema: entities}
  - {annotation_type: radio, name: sentiment, description: sentiment, labels: [good, bad]}
  - {annotation_type: text, name: comment, description: comment}
"""


def span(id_, label, words, **more):
    start = TEXT.index(words)
    return [{"schema": "entities", "name": label, "title": label, "start": start, "end": start + len(words),
             "id": id_, **more}, "true"]  # fmt: skip


def link(id_, schema, type_, *ids, direction="directed", **properties):
    fields = {"schema": schema, "link_type": type_, "span_ids": list(ids), "direction": direction}
    return {id_: {"id": id_, **fields, "properties": properties}}


def label(schema, name, value="true"):
    return [{"schema": schema, "name": name}, value]


def state(user, instance, *, spans=(), links=(), events=(), labels=(), **more):
    """What the file of an annotator says of one instance."""
    made = {"span": list(spans), "label": list(labels), "link": {}, "event": {event["id"]: event for event in events}}
    for given in links:
        made["link"] |= given
    tables = {f"instance_id_to_{kind}_to_value": {instance: values} for kind, values in made.items()}
    return {"user_id": user, "instance_id_ordering": [instance], **tables, **more}


SPANS = [
    span("s1", "PERSON", "Anna Berg"),
    span("s2", "EVENT_TRIGGER", "attacked"),
    span("s3", "PERSON", "Carl Dahl", kb_id="Q7", kb_source="wikidata", kb_label="Carl Dahl"),
    span("s4", "WEAPON", "rifle"),
    span("s5", "LOCATION", "Oslo"),
    span("s6", "ORGANIZATION", "Acme"),
    span("s7", "PERSON", "She"),
]
EVENT = {
    "id": "e1",
    "schema": "events",
    "event_type": "ATTACK",
    "trigger_span_id": "s2",
    "arguments": [
        {"role": "attacker", "span_id": "s1"},
        {"role": "target", "span_id": "s3"},
        {"role": "weapon", "span_id": "s4"},
        {"role": "location", "span_id": "s5"},
    ],
    "properties": {"color": "#dc2626", "trigger_text": "attacked"},
}
ANNA = state(
    "anna",
    "n1",
    spans=SPANS,
    events=[EVENT],
    links=[
        link("l1", "relations", "WORKS_FOR", "s1", "s6"),
        link("l2", "chains", "coreference", "s1", "s7", direction="undirected"),
    ],
    labels=[label("sentiment", "bad"), label("comment", "text_box", "Which Carl?")],
    training_state={"passed": False},
)
BERT = state(
    "bert", "n1", spans=SPANS[:2], events=[{**EVENT, "arguments": EVENT["arguments"][:1]}],
    labels=[label("sentiment", "good")],
)  # fmt: skip


def potato_project(folder, *states, config=CONFIG):
    """Write a project with two texts, and a file for each annotator; return its folder."""
    (folder / "data").mkdir(parents=True)
    (folder / "config.yaml").write_text(config, encoding="utf-8")
    news = [{"doc": "n1", "body": TEXT, "paper": "The Daily"}]
    (folder / "data/news.json").write_text(json.dumps(news), encoding="utf-8")
    (folder / "data/more.csv").write_text("doc,body\nn2,It rained in Oslo.\n", encoding="utf-8")
    for given in states or (ANNA, BERT):
        (folder / "out" / given["user_id"]).mkdir(parents=True)
        (folder / "out" / given["user_id"] / "user_state.json").write_text(json.dumps(given), encoding="utf-8")
    return folder


def imported(source, target, mapping=None):
    """The articles of a project by their ids, and the counts of each kind of loss."""
    done = nc.import_corpus(source, "potato", target, mapping=mapping)
    assert done.errors == {}
    return {one.id: one for one in nc.load(target)}, {loss.kind: loss.count for loss in done.losses}
