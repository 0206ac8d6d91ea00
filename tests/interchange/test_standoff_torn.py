"""Exports of annotation tools with anything in them: what cannot be read is counted, and nothing fails."""

import json
import tempfile
from copy import deepcopy
from pathlib import Path

import pytest
from command import newscorpus
from hypothesis import given
from hypothesis import strategies as st

import newscorpus as nc

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
    with tempfile.TemporaryDirectory() as folder:
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
    with tempfile.TemporaryDirectory() as name:
        content = json.dumps([given_]) if tool == "label-studio" else json.dumps(given_) + "\n"
        path = Path(name, "a.json" if tool == "label-studio" else "a.jsonl")
        path.write_text(content, encoding="utf-8")
        done = newscorpus("import", tool, path, "--dry-run")
        assert done.code in (0, 2) or "Nothing was imported" in done.err  # 2: nothing is left of the task
        assert done.out or done.err


@pytest.mark.parametrize("name", ["", "!!!", "x y", "字"])
def test_what_is_no_term(name, tmp_path):
    """A role and an attribute of our own scheme, renamed in the tool: the corpus cannot declare them, so they are errors."""
    role, attribute = own_task(), own_task()
    results = role["annotations"][0]["result"]
    next(one for one in results if one.get("labels") == ["visitor"])["labels"] = [name]
    noted = {"id": "T2", "from_name": f"string-{name}", "to_name": "text", "type": "textarea"}
    attribute["annotations"][0]["result"].append({**noted, "value": {"start": 0, "end": 4, "text": ["a"]}})
    for task, code in ((role, "NC104"), (attribute, "NC101")):
        path = tmp_path / f"{code}.json"
        path.write_text(json.dumps([task]), encoding="utf-8")
        done = newscorpus("import", "label-studio", path, "-o", tmp_path / code)
        assert done.code == 1, done
        assert code in done.out + done.err
        assert "internal error" not in done.err
