"""Simple YAML that is read without a parser: whatever it reads, the parser reads alike."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from newscorpus import limits
from newscorpus.formats.source_text import unprintable
from newscorpus.formats.yaml import positions, reader
from newscorpus.formats.yaml.reader import read_simple
from newscorpus.formats.yaml.writer import dump_yaml

# fmt: off
SCALARS = [
    *(
    "a", "b c", "1", "-1", "2023-06-14", "12:30", "010", "1e3", "0x1F", ".5", "+1", "=", "<<", "~", "null", "true",
),
    *("NO", "yes", "'it''s'", '"x y"', "'a: b'", '"a # b"', "''", '""', "'a", '"\\n"', "a:b", "a: b", "a #b", "a#b"),
    *(
        "https://x.example/a?b#c",
        "a,b",
        "[a]",
        "{a: b}",
        "[",
        "&a b",
        "*a",
        "!t b",
        "@a",
        "`a",
        "%a",
        "? a",
        "- a",
        "é“",
    ),
    *("a  ", "...", "---", "a:", "::", "a ::", "#", "|", "|-", "|+", "|2", ">", "\ufeff", "\x07", "x" * 1100, "\ud800"),
]
# fmt: on
fragments = st.sampled_from(SCALARS)
indents = st.sampled_from(["", "", "  ", "    ", " ", "      "])
BREAKS = ["\n"] * 30 + ["\n\n", "\n\n\n", "\r\n", "\x85", "\t\n", " \n", "   \n", "      \n"]


@st.composite
def lines(draw):
    """A line of what might be YAML."""
    line = draw(indents) + draw(st.sampled_from(["", "", "", "- ", "- - ", "-", "# "]))
    form = draw(st.integers(0, 5))
    if form < 4:
        line += draw(st.sampled_from(["a", "b", "c"]) | fragments) + draw(st.sampled_from([":", ":", ": ", " : "]))
    if form > 1:
        line += draw(fragments)
    if draw(st.integers(0, 9)) == 0:
        line += draw(st.sampled_from([" # c", "#c", "  ", " #"]))
    return line + draw(st.sampled_from(BREAKS))


documents = st.lists(lines(), max_size=9).map("".join)
trees = st.recursive(
    fragments,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(fragments, inner, min_size=1, max_size=3),
    max_leaves=8,
)


def by_parser(text):
    """What the parser makes of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "read_simple", lambda *_, **__: None)
        return reader.parse_yaml(text)


def agrees(text):
    """Whether it is simple; then the parser reads the same and has nothing to say, or only hints if these are unasked."""
    if unprintable(text) or "\ufeff" in text:  # characters are judged before
        return False
    for hints in (True, False):
        data = read_simple(text, hints=hints)
        if data is not None:
            document = by_parser(text)
            assert {problem.code for problem in document.problems} <= (set() if hints else {"NC006"})
            assert typed(document.data) == typed(data)
            assert list(map(str, walk(document.data))) == list(map(str, walk(data)))  # the same order
            assert places(reader.parse_yaml(text)) == places(document)
    return read_simple(text) is not None


def places(document):
    """Where each value is, its key, and a part of both."""
    at = document.positions
    return {
        path: (at.value(path), at.key(path), at.inside(path, 0, 1), at.inside(path, 1, 2, key=True))
        for path in paths(document.data)
    }


def paths(value, above=()):
    """The path of every value, and one that leads nowhere below it."""
    yield above
    yield (*above, "nothing")
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from paths(item, (*above, key))


def typed(value):
    """With types: True is 1 otherwise."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    return [typed(item) for item in value] if isinstance(value, list) else (type(value), value)


def walk(value):
    """Every key and scalar, in order."""
    for item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield item[0]
        yield from walk(item[1])


@given(documents)
@example("a:\n- b\n- c: d\n  e: f\ng: h\n")
@example("a: |\n  b\n\n    c\n   \n\nd: |-\n  e\n\n")
@example("a: |\n  b\n c\n")
@example("a: |\n\n  b\n")
@example("a: |\n  \n  b\n")
@example("a:\n  - - b\n")
@example("- a: |\n    b\n  c: d\n")
@example("x:\n- a: |\n    b\n  c: d\n")
@example("a:\n  - b\n  c: d\n")
@example("a:\nb: c\n")
@example("a: b\n  c\n")
@example("a: b\n c: d\n")
@example("a:\n    b: c\n  d: e\n")
@example("no: [NO, 012]\non: {y: 12:30}\n")
@example("<<: a\n")
def test_what_is_read_without_a_parser_is_what_a_parser_reads(text):
    agrees(text)


INDICATORS = [*[""] * 9, *["-"] * 4, "+", "1", "2", "3", "2-", "-2", "+1", "0", "10", "--", "x"]
AFTER_HEADER = [*[""] * 12, " ", "  ", " # x", " #x", "#x", " x", "\t", " \t# x"]
# fmt: off
WORDS = [
    *[""] * 9, *["# x"] * 6, "x", "x  ", "x #y", "#x", "#", "k: v", "k:", "- x", "-", "---", "...", "? x", ": x", "'",
    '"',
    "%x", "\tx", "\t", "x\t# y", "\u00a0", "\u3000x", "\u2028", "\x85x", "\ufeffx", "é: “", "k: |", "k: >", "|", "[", "&a",
]
# fmt: on


@st.composite
def blocks(draw):
    """A block header in some collection, and lines that may belong to its text, end it, or be comments below it."""
    above, indentation, below = draw(
        st.sampled_from(
            [
                ("", 0, "z: y\n"),
                ("a:\n  ", 2, "  z: y\n"),
                ("a:\n  b: c\n  ", 2, "z: y\n"),
                ("a:\n- b: c\n  ", 2, "- z: y\n"),
                ("a:\n  b:\n    ", 4, "  z: y\n"),
                ("a:\n- ", 2, "- z: y\n"),
            ]
        )
    )
    widths = st.sampled_from([0, 1, 2, 3, indentation, indentation + 1, indentation + 2, indentation + 4])
    style = draw(st.sampled_from(["|", "|", "|", ">"]))
    key = draw(st.sampled_from(["k:", "k:", "k:", "'k': ", "k:  ", "|:", "-"]))
    header = f"{key} {style}{draw(st.sampled_from(INDICATORS))}{draw(st.sampled_from(AFTER_HEADER))}"
    lines = draw(
        st.lists(st.builds(lambda width, word: " " * width + word, widths, st.sampled_from(WORDS)), max_size=5)
    )
    first = " " * (indentation + 2) + draw(st.sampled_from(["x", "# x"]))
    if draw(st.integers(0, 3)):
        lines.insert(0, first)
    return above + "\n".join([header, *lines]) + "\n" + draw(st.sampled_from(["", below, "# x\n"]))


documents_of_blocks = st.lists(blocks(), min_size=1, max_size=2).map("".join)


def read_alike(text):
    """Each line is text, or ends it, as libyaml has it: read with strings only, since core schemas differ."""
    data = read_simple(text)
    if agrees(text):
        assert data == yaml.load(text, yaml.CBaseLoader)
        assert data == yaml.load(text, yaml.BaseLoader)


@given(documents_of_blocks)
@example("k: |\n  x\n \n  # y\n")
@example("a:\n  k: |-\n    x\n  \n    # y\n")
@example("a:\n- b: c\n  k: |\n      x\n  \n      # y\n")
def test_block_text_is_what_parsers_read(text):
    read_alike(text)


# fmt: off
MEMBERS = [
    *SCALARS, "é b", "it's", "x?y", "a,b", "a, b", "1,500 soldiers", "US", "Q148", "a:", ":a", ".", "..", "a#", "",
]
# fmt: on
# fmt: off
SEPARATORS = [
    ", ", ", ", ", ", ",", " ,", ",  ", ",\n    ", ",\n  ", ",\n", ", # c\n   ", "\n   ", ",\n\n   ",
]
# fmt: on


@st.composite
def collections(draw, depth=0):
    """What might be a flow collection, on one line or several."""
    if depth == 3 or (depth and draw(st.booleans())):
        return draw(st.sampled_from(MEMBERS) | wrapped)
    members = draw(st.lists(collections(depth + 1), max_size=3))
    opening, closing = draw(st.sampled_from(["[]", "[]", "{}", "{}", "[}", "{]"]))
    if opening == "{":
        keys = st.sampled_from(["a", "b", "c d", "'k'", '"k"']) | st.sampled_from(MEMBERS)
        colons = st.sampled_from([": ", ": ", ": ", ":", " : ", ":  ", ""])
        members = [draw(keys) + draw(colons) + member for member in members]
    inner = draw(st.sampled_from(SEPARATORS)).join(members)
    padding = st.sampled_from(["", "", "", " ", "\n   ", ","])
    return opening + draw(padding) + inner + draw(padding) + closing


wrapped = st.lists(
    st.sampled_from(
        ["a", "b c", "d ", "it's", "e: f", "g:", "- h", "# i", "j # k", "[l]", "“m”", "n,", "'", '"', "''"]
    ),
    min_size=1,
    max_size=3,
).flatmap(
    lambda words: st.builds(
        lambda mark, indentation: mark + ("\n" + indentation).join(words) + mark,
        st.sampled_from(["", "", "'", '"']),
        st.sampled_from(["", " ", "  ", "   ", "      ", " \n    "]),
    )
)
"""Scalars over several lines, and what only looks like one."""


@st.composite
def flowing(draw):
    """A document with such a collection or scalar as a value or an item, and what may follow it."""
    value = draw(collections() | wrapped) + draw(st.sampled_from(["", "", "", " ", " # c", "#c", " x", "]", ": a"]))
    form = draw(
        st.sampled_from(["a: {}\n", "a:\n  - {}\n", "a:\n- {}\nb: c\n", "a:\n  b: {}\n  c: d\n", "- {}\n", "{}\n"])
    )
    form = draw(st.sampled_from([form, form, "a:\n  - b: {}\n    c: d\n"]))
    return form.replace("{}", value)


@given(flowing())
@example("a: {b: c, d: [e, f g], h: {i: 'j, k'}} # l\n")
@example("a: [b,\n  c, {d: e,\n   f: g}]\nh: i\n")
@example("a: b\n  c\n   d\ne: 'f\n  g'\n")
@example("a:\n  b: c\n  d\n")
@example("a:\n- b: c\n  d\n")
@example("a: [b, # c,\n  d]\n")
@example("a: [b] # c,\n  d: e\n")
@example('a: "b,\n  c"\nd: ["e,\n f", g]\n')
@example("a: 'b\n \n c'\n")
def test_collections_and_scalars_over_several_lines_are_what_parsers_read(text):
    if agrees(text):
        data = read_simple(text)
        assert _written(data, yaml.load(text, yaml.CBaseLoader))
        assert _written(data, yaml.load(text, yaml.BaseLoader))


def _written(value, strings):
    """Whether these are the strings of which the value is made."""
    if isinstance(value, dict):
        return list(value) == list(strings) and all(map(_written, value.values(), strings.values()))
    if isinstance(value, list):
        return len(value) == len(strings) and all(map(_written, value, strings))
    return value == strings if isinstance(value, str) else isinstance(strings, str)


@given(st.dictionaries(st.sampled_from(["a", "b c", "it's"]), trees, min_size=1))
def test_what_is_written_here_is_mostly_simple(data):
    try:
        text = dump_yaml(data)
    except ValueError:
        return
    agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n",
        "a:\n  - b\n  - c: d\n    e:\n      f: 'it''s'\ng: 2023 # comment\n",
        'a:\n- b\n- "c"\nd: false\n',
        "2024: a\n2024-05-06: b\n",
        "# comment\n\na: |\n  b\n\n\n    c\n\n\nd: |-\n  e\n",
        "on Monday: 2024-05-06\n'12:30': x\n",
        "a: {b: [c, d], e: {f: 2023~/..}} # g\nh:\n  - [i]\n  - {j: k}\n",
        "a: [b, c,\n    d]\ne: {f: g,\n  h: i}\n",
        "a: b c\n  d, e\nf:\n  - g\n    h\n  - 'i\n    j'\n",
    ],
)
def test_what_is_simple_is_read(text):
    assert agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "a: b",
        "a\n",
        "- a\n",
        "a: [b, ]\n",
        "a: [b\n  c]\n",
        "a: [b: c]\n",
        "a: {b: c, b: d}\n",
        "a:\n  b: c\n d\n",
        "a: b\n\n  c\n",
        "a:\n",
        "a: NO\n",
        "a : b\n",
        "12:30: a\n",
        "a: |\n\n  b\n",
        "a: |\n    b\n  c\n",
    ],
)
def test_the_rest_is_the_parsers(text):
    assert not agrees(text)


def test_limits_are_the_parsers(monkeypatch):
    mappings = "".join(f"{'  ' * i}a:\n" for i in range(5)) + "          a: b\n"
    listed = "".join(f"{'  ' * i}a:\n" for i in range(5)) + "          - b\n"
    for text, simple in ((mappings, 7), (listed, 6)):
        monkeypatch.setattr(limits, "MAX_DEPTH", simple)
        assert agrees(text)
        monkeypatch.setattr(limits, "MAX_DEPTH", simple - 1)
        assert not agrees(text)
    flow = "a: [[[b]]]\n"
    monkeypatch.setattr(limits, "MAX_DEPTH", 4)
    assert agrees(flow)
    monkeypatch.setattr(limits, "MAX_DEPTH", 3)
    assert not agrees(flow)
    monkeypatch.undo()
    many = "k:\n" + "- a: b\n" * 4
    monkeypatch.setattr(limits, "MAX_NODES", 16)
    assert agrees(many)
    monkeypatch.setattr(limits, "MAX_NODES", 14)  # it has fifteen
    assert not agrees(many)
    monkeypatch.setattr(limits, "MAX_NODES", 3)
    assert not agrees("a: b\nc: d\n")


def test_lines_that_do_not_fit_the_data_are_parsed_as_a_whole():
    """No simple text is known to have such lines; a wrong place would be worse than a slow one."""
    text = "a: b\nc: d\n"
    root = positions.simple_tree(text, {"a": "b"})
    assert [(key, member.value.start) for key, member in root.children().items()] == [("a", 3), ("c", 8)]
