"""Sources with errors: each is a loss with its place, and never a traceback; the rest is imported."""

import json
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from command import newscorpus
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cat import TALKS as MENTIONS
from test_webanno_tsv import TALKS

import newscorpus as nc

GOOD = {"text": "It rained in Oslo."}


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("map.yaml").write_text("article: {text: text}\n", encoding="utf-8")


def losses(format_, source):
    """The number of articles, and the first place of each kind of loss."""
    found = nc.import_corpus(source, format_, "out", mapping="map.yaml", force=True)
    return found.articles, {loss.kind: loss.places[0] for loss in found.losses}


def test_torn_json():
    Path("src/sub").mkdir(parents=True)
    Path("src/good.json").write_text(json.dumps(GOOD), encoding="utf-8")
    Path("src/sub/torn.json").write_text('{"text": "It rained"', encoding="utf-8")
    Path("src/twice.json").write_text('{"text": "It rained.",\n "text": "It snowed."}', encoding="utf-8")
    Path("src/list.json").write_text(json.dumps([GOOD]), encoding="utf-8")
    Path("src/latin.json").write_bytes('{"text": "Café"}'.encode("latin-1"))
    Path("src/number.json").write_text('{"text": "It rained.", "n": NaN}', encoding="utf-8")
    Path("src/.hidden.json").write_text(json.dumps(GOOD), encoding="utf-8")
    number, found = losses("json", "src")
    assert number == 3
    assert found["file or line that is not JSON"].startswith("sub/torn.json:1:21: ")
    assert found["duplicate key"] == "twice.json:2:2: duplicate key `text`"
    assert found['article that is not an object (for each of its items: `each: "[]"`)'] == "list.json"
    assert found["file or line that cannot be read"].startswith("latin.json:1:14: file is not UTF-8")
    assert found["value that cannot be read"].startswith("number.json:1:29: ")


def test_torn_lines():
    lines = [json.dumps(GOOD), '{"text": "It', "", "[1]", '{"text": 5}', '{"text": "x"} tail', json.dumps(GOOD)]
    Path("a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    number, found = losses("jsonl", "a.jsonl")
    assert number == 2
    assert found["file or line that is not JSON"].startswith("a.jsonl:2:")
    assert found["article without text"] == "a.jsonl:5"
    assert next(place for kind, place in found.items() if "not an object" in kind) == "a.jsonl:4"
    assert {article.id for article in nc.load("out")} == {"a-1", "a-7"}


def test_torn_rows():
    rows = 'id,text,id\n1,It rained.,2\n2,"It ""snowed"".\nTwice.",3,4\n3\n\n4,"open\n'
    Path("a.csv").write_text(rows, encoding="utf-8")
    number, found = losses("csv", "a.csv")
    assert number == 2
    assert found == {
        "id": "a.csv:2",
        "column that occurs twice": "a.csv:1: id",
        "row with too many or too few fields": "a.csv:3",
        "article without text": "a.csv:5",
        "row that is not CSV": "a.csv:7: unexpected end of data",
    }
    Path("latin.csv").write_bytes("text\nCafé\n".encode("latin-1"))
    done = newscorpus("import", "csv", "latin.csv", "--map", "map.yaml", "--dry-run")
    assert "file or line that cannot be read: latin.csv: not UTF-8" in done.err


def test_no_files():
    Path("src").mkdir()
    with pytest.raises(nc.UsageError, match=r"has no files \*\.json"):
        nc.import_corpus("src", "json", "out", mapping="map.yaml")
    with pytest.raises(nc.UsageError, match="no such file or folder"):
        nc.import_corpus("nowhere", "json", "out", mapping="map.yaml")


def test_files_that_cannot_be_read():
    Path("src/folder.jsonl").mkdir(parents=True)
    Path("src/gone.jsonl").symlink_to("nowhere")
    Path("src/gone.json").symlink_to("nowhere")
    Path("src/a.jsonl").write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode())
    Path("src/a.json").write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode())
    for format_ in ("json", "jsonl"):
        done = newscorpus("import", format_, "src", "--map", "map.yaml", "--dry-run")
        assert done.code == 0
        assert done.err.count("\n") == 2
        assert f"gone.{format_}: no such file" in done.err.lower()


KEYS = ("text", "start", "end", "spans", "events", "args", "type", "role", "id", "day", "tags")
SCALARS = st.none() | st.booleans() | st.integers(-9, 99) | st.text(max_size=9) | st.sampled_from(["Rain", "a b", "1"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=20,
)
WHOLE = """\
article: {text: text, published: {day: "%Y"}, keywords: tags, attributes: {t: type}}
spans: {unit: UNIT}
entities: {each: "spans[]", id: id, from: type, "1": thing, "*": {as: participant, named: true}, ids: {x: role}, same: id}
events: {each: "events[]", type: {from: type, Rain: change}, triggers: spans, one: ONE, status: {from: role, "*": planned}}
arguments:
  - {each: "args[]", entity: id, role: role, "*": {as: when, read: true}, Rain: topic}
  - {each: "args[]", role: role, from: type, "*": {as: thing, read: true}, "a b": place, "1": participant}
"""


@settings(max_examples=60)
@given(
    st.fixed_dictionaries({"text": st.just("Rain in a b on 1 May.")}, optional=dict.fromkeys(KEYS[1:], VALUES))
    | VALUES,
    st.sampled_from(["characters", "utf16", "bytes", "tokens"]),
    st.sampled_from(["merge", "same_as"]),
)
def test_no_shape_is_a_traceback(data, unit, one):
    with TemporaryDirectory() as folder:
        source, mapping = Path(folder, "a.json"), Path(folder, "map.yaml")
        source.write_text(json.dumps(data), encoding="utf-8")
        mapping.write_text(WHOLE.replace("UNIT", unit).replace("ONE", one), encoding="utf-8")
        done = newscorpus("import", "json", source, "--map", mapping, "--dry-run")
        assert done.code == int("Nothing was imported" in done.err), done.err
        assert newscorpus("import", "json", source, "--init", "--map", Path(folder, "draft.yaml")).code in (0, 2)


# Label Studio and doccano

TEXT = "Anna met Carl in Oslo. 😀"
TASK = {
    "id": 7,
    "data": {"text": TEXT, "day": "x"},
    "annotations": [
        {
            "completed_by": {"email": "e"},
            "updated_at": "2024-05-03",
            "result": [
                {"id": "a", "type": "labels", "value": {"start": 0, "end": 4, "text": "Anna", "labels": ["Person"]}},
                {"id": "b", "type": "labels", "value": {"start": 5, "end": 8, "text": "met", "labels": ["Event"]}},
                {"id": "a", "type": "choices", "from_name": "c", "value": {"choices": ["d"]}},
                {"id": "a", "type": "textarea", "from_name": "t", "value": {"text": ["u"]}},
                {"type": "relation", "from_id": "b", "to_id": "a", "direction": "right", "labels": ["agent"]},
            ],
        }
    ],
    "predictions": [{"model_version": "m", "result": []}],
}
LINE = {
    "id": 7,
    "text": TEXT,
    "entities": [{"id": 0, "start_offset": 0, "end_offset": 4, "label": "PER"}],
    "label": [[5, 8, "Event"], "calm"],
    "relations": [{"from_id": 0, "to_id": 1, "type": "t"}],
    "Comments": ["c"],
}
OWN = nc.Article(
    id="a",
    language="en",
    text=TEXT,
    actors={"anna": nc.Actor(id="anna", name="Anna", kind="person", roles=(nc.Role(title="chief"),))},
    events={
        "e": nc.Meeting(id="e", type="visit", evidence=("Anna met Carl",), participants={"visitor": ("anna",)}, places=(nc.Place(name="Oslo"),))
    },
)  # fmt: skip
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 40),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "a", "x", "labels", "relation", "Equiv", "😀", "meeting-visit"]),
    st.just([]),
    st.just({}),
    st.just([["x"], {"a": 1}]),
)


def places(value, path=()):
    """The paths of all values in plain data."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


def torn(data, draw):
    """The data with some values replaced or taken away."""
    made = {"": deepcopy(data)}
    for _ in range(draw(st.integers(1, 3))):
        *above, last = ("", *draw(st.sampled_from(sorted(places(made[""]), key=str))))
        owner = made
        for step in above:
            owner = owner[step]
        if last != "" and draw(st.booleans()):
            del owner[last]
        else:
            owner[last] = deepcopy(draw(ODD))
    return made[""]


def own_task():
    with TemporaryDirectory() as folder:
        nc.export([OWN], "label-studio", Path(folder, "out"))
        return json.loads(Path(folder, "out/tasks.json").read_text(encoding="utf-8"))[0]


@pytest.mark.parametrize(
    ("tool", "data"),
    [("label-studio", TASK), ("label-studio", own_task()), ("doccano", LINE)],
    ids=["tasks", "own", "lines"],
)
@given(draw=st.data())
def test_nothing_fails(tool, data, draw):
    given_ = torn(data, draw.draw)
    with TemporaryDirectory() as name:
        content = json.dumps([given_]) if tool == "label-studio" else json.dumps(given_) + "\n"
        path = Path(name, "a.json" if tool == "label-studio" else "a.jsonl")
        path.write_text(content, encoding="utf-8")
        done = newscorpus("import", tool, path, "--dry-run")
        assert done.code in (0, 2) or "Nothing was imported" in done.err  # 2: nothing is left of the task
        assert done.out or done.err


def test_what_is_no_term(tmp_path):
    """A role and an attribute of our own scheme, renamed in the tool: the corpus cannot declare them, so they are errors."""
    for name in ("", "!!!", "x y", "字"):
        role, attribute = own_task(), own_task()
        results = role["annotations"][0]["result"]
        next(one for one in results if one.get("labels") == ["visitor"])["labels"] = [name]
        noted = {"id": "T2", "from_name": f"string-{name}", "to_name": "text", "type": "textarea"}
        attribute["annotations"][0]["result"].append({**noted, "value": {"start": 0, "end": 4, "text": ["a"]}})
        for task, code in ((role, "NC104"), (attribute, "NC101")):
            path = tmp_path / f"{code}.json"
            path.write_text(json.dumps([task]), encoding="utf-8")
            done = newscorpus("import", "label-studio", path, "-o", tmp_path / code, "--force")
            assert done.code == 1, done
            assert code in done.out + done.err
            assert "internal error" not in done.err


# Files of text: WebAnno TSV, CAT XML, and tags inside a text.

TAGGED = json.dumps({"text": "<e1>Anna</e1> met [ARG0 Carl <e2>in] {{Oslo|LOC}}</e2>."})
TAGS = (
    "article: {text: text}\nmarkup:\n  - {open: '<{label}>', close: '</{label}>'}\n  - {open: '[{label} ', close: ']'}\n"
    "  - {open: '{{', close: '|{label}}}'}\nentities: {each: 'markup[]', from: label, '*': participant}\n"
)


@pytest.mark.parametrize(
    ("tool", "name", "content"),
    [("webanno-tsv", "a.tsv", TALKS), ("cat", "a.xml", MENTIONS), ("json", "a.json", TAGGED)],
    ids=["tsv", "cat", "tags"],
)
@given(draw=st.data())
def test_no_damage_to_a_file_is_a_traceback(tool, name, content, draw):
    damaged = content
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(damaged)))
        gone = draw.draw(st.integers(0, 30))
        new = draw.draw(st.sampled_from(["", "\t", "\n", "|", "[1]", "_", "*", "9", "-", "<", '"', "\\", ";", "🤝"]))
        damaged = damaged[:at] + new + damaged[at + gone :]
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_text(damaged, encoding="utf-8")
        Path(folder, "map.yaml").write_text(TAGS, encoding="utf-8")
        options = ("--map", Path(folder, "map.yaml")) if tool == "json" else ()
        done = newscorpus("import", tool, path, "--dry-run", *options)
        assert done.code in (0, 1, 2), done
        assert "internal error" not in done.err
