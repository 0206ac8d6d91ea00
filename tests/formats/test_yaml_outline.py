"""The tolerant reader of YAML: equal to the strict one on valid files, and of use in files that are cut or damaged.

`NEWSCORPUS_CUTS=all` cuts the files of `seeds/` and `tests/articles` at every character, not at every 97th.
"""

import os
from pathlib import Path

import pytest
from drawn import drawn_articles
from hypothesis import given
from hypothesis import strategies as st

import newscorpus as nc

ROOT = Path(__file__).parent.parent.parent
FILES = [*(ROOT / "seeds").glob("*.yaml"), *(ROOT / "tests" / "articles").glob("*.yaml")]
EVERY = 1 if os.environ.get("NEWSCORPUS_CUTS") == "all" else 97
BLOCK = ("|", ">")


def outline(text, cursor=None):
    from newscorpus.formats.yaml.outline import read_outline

    return read_outline(text, cursor)


def place(text, cursor):
    from newscorpus.formats.yaml.outline_node import place_at

    return place_at(outline(text, cursor), cursor)


def strictly(text):
    """Each key and each scalar of a valid text: its path, whether it is a key, its value, its position."""
    from newscorpus.formats.yaml.reader import parse_yaml

    document = parse_yaml(text)
    assert not [one for one in document.problems if one.code != "NC006"]

    def walk(data, path):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            below = (*path, key)
            if isinstance(data, dict):
                yield below, True, key, document.positions.key(below)
            if isinstance(value, dict | list):
                yield from walk(value, below)
                continue
            start, end = document.positions.value(below)
            # Block text has its end where its last word has it, or at the line break.
            yield (
                below,
                False,
                value if isinstance(value, str) else text[start:end],
                (start, None if text[start] in BLOCK else end),
            )

    return list(walk(document.data, ()))


def loosely(text):
    return [
        (path, is_key, node.value, (node.start, None if node.style in BLOCK else node.end))
        for path, is_key, node in outline(text).scalars()
    ]


def equals_the_strict_reader():
    """Paths, values and positions: of files that people wrote, and of all that newscorpus writes."""
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        assert loosely(text) == strictly(text)

    @given(drawn_articles)
    def written(article):
        text = nc.dumps(article)
        assert loosely(text) == strictly(text)

    written()


def knows_the_place_in_a_cut_file():
    """Where a file ends, the place is the one that the whole file has there."""
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        for path, is_key, _, (start, end) in strictly(text):
            for cut in range(start + 1, (end or start) + 1):
                if cut % EVERY:
                    continue
                found = place(text[:cut], cut)
                if is_key:  # without its colon, a key may be a value in place of a mapping
                    assert found.path in (path[:-1], (*path[:-1], 0)), (file, cut, found)
                else:
                    assert (found.path, found.is_key) == (path, False), (file, cut, found)


def knows_the_ids_of_a_cut_file():
    """All that are complete above the cut."""
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        ids = [(path, end) for path, is_key, _, (_, end) in strictly(text) if is_key and len(path) == 2]
        for cut in range(0, len(text), EVERY):
            found = outline(text[:cut], cut)
            assert all(found.at(path) is not None for path, end in ids if end + 1 < cut), (file, cut)


def loses_one_entry_to_damage():
    """A closing bracket or quotation mark is gone: the ids above and below are known."""
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        ids = {path for path, is_key, *_ in strictly(text) if is_key and len(path) == 2 and path[0] != "annotation"}
        marks = [i for i, character in enumerate(text) if character in "]}\"'" and not text[:i].endswith(":")]
        comments = [i for i in marks if "#" in text[text.rfind("\n", 0, i) + 1 : i]]
        for at in sorted({*marks} - {*comments})[:: 1 if EVERY == 1 else 7]:
            found = {path for path, is_key, _ in outline(text[:at] + text[at + 1 :]).scalars() if is_key}
            assert len(ids - found) <= 1, (file, text[at - 30 : at + 5], ids - found)


SNIPPETS = st.sampled_from(
    ["{", "}", "[", "]", "'", '"', ":", ": ", "- ", "\n", "\n  ", "#", "|", ">", "\t", "\\", ",", "?", "\r", "a"]
)


def raises_nothing():
    """Any text, and any place in it."""

    @given(st.lists(SNIPPETS | st.sampled_from(["actors", "us", "name", "é", "😀"])), st.integers(0, 40))
    def any_text(parts, cursor):
        text = "".join(parts)
        cursor = min(cursor, len(text))
        root = outline(text, cursor)
        for _, _, node in root.scalars():
            assert 0 <= node.start <= node.end <= len(text)
            assert isinstance(node.value, str)
        assert root.data() is not None
        assert place(text, cursor) is not None

    any_text()
    for deep in ("a: " + "{" * 9000, "- " * 9000, "".join(" " * i + "a:\n" for i in range(200)), 'a: "' * 3000):
        assert outline(deep, 5) is not None


BROKEN = {
    "b: 1\n- x\n- y\n": {"b": ["x", "y"]},
    "a:\n  - x\n  y\n  k: v\n": {"a": ["x", "y", {"k": "v"}]},
    "a: [one\n  two, three]\n": {"a": ["one two", "three"]},
    "a: {a: b\n  c: d}\n": {"a": {"a": "b", "c": "d"}},
    "a: {b: [1, }\nc: 2\n": {"a": {"b": ["1"]}, "c": "2"},
    "a: {b: 1]}\nc: 2\n": {"a": {"b": "1"}, "c": "2"},
    "a: ]}\nb: 1\n": {"a": "]}", "b": "1"},
    "- \n- a: 1\n  b:\n": ["", {"a": "1", "b": ""}],
    "id:x\nb: 1\n": {"id": "x", "b": "1"},
    "id:\n  x\nb: 1\n": {"id": "x", "b": "1"},
    "{a: 1}\n": {"a": "1"},
    "a:\n  b: 1\n  {c: 2}\n": {"a": {"b": "1", "": {"c": "2"}}},
    "a: one\n  two # c\n  three\nb: 1\n": {"a": "one two", "b": "1"},
    "a\n": "a",
    "a: 'x\nb: 1\n": {"a": "x", "b": "1"},
    "a: [b: c, d]\n": {"a": [{"b": "c"}, "d"]},
    "a: [b,\n  c # d\n  , e]\n": {"a": ["b", "c", "e"]},
    "a: one # c\n  b: 2\n": {"a": "one", "b": "2"},
    "a: {b: 1}\n  c: 2\n": {"a": {"b": "1"}, "c": "2"},
    "claims:\n  quote\n  by: x\n": {"claims": {"quote": "", "by": "x"}},
    "a: {\n  b: 1,\n}\nc: 2\n": {"a": {"b": "1"}, "c": "2"},
    "a: 1\na: 2\n": {"a": "1"},
    "- x\n- k\n": ["x", "k"],
    "": {},
    "a: 'it''s'\n": {"a": "it's"},
    "a: [one\n  # two\n  , three]\n": {"a": ["one", "three"]},
    "# only\n": {},
}


def recovers_what_is_meant():
    """Lists without dashes, missing commas, colons and closing marks, entries that are indented wrongly."""
    for text, data in BROKEN.items():
        assert outline(text).data() == data, text
    assert outline("a: 1\n").at(("b", "c")) is None
    assert outline("a: [1]\n").at(("a", 3)) is None
    for text, path, is_key in (
        ("a: ¦ {b: 1}\n", ("a",), False),
        ("a:\n  b: 1\n  ¦\nc: 2\n", ("a",), True),
        ("a:\n  - b\n  - ¦\n", ("a", 1), False),
        ("a: [b, ¦]\n", ("a", 1), False),
        ("a: one ¦\n", ("a",), False),
        ("a: [one ¦\n", ("a", 0), False),
        ("¦", (), True),
    ):
        found = place(text.replace("¦", ""), text.index("¦"))
        assert (found.path, found.is_key) == (path, is_key), text


LAWS = (
    recovers_what_is_meant,
    equals_the_strict_reader,
    knows_the_place_in_a_cut_file,
    knows_the_ids_of_a_cut_file,
    loses_one_entry_to_damage,
    raises_nothing,
)


@pytest.mark.parametrize("law", LAWS)
def test_the_tolerant_reader(law):
    law()
