"""Simple YAML that is read without a parser: whatever it reads, the parser reads alike."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from newscorpus import limits
from newscorpus.formats.decoding import unprintable
from newscorpus.formats.yaml import reader
from newscorpus.formats.yaml.fast_path import read_simple
from newscorpus.formats.yaml.writer import dump_yaml

SCALARS = [
    *("a", "b c", "1", "-1", "2023-06-14", "12:30", "010", "1e3", "0x1F", ".5", "+1", "=", "<<", "~", "null", "true"),
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
        patch.setattr(reader, "read_simple", lambda _: None)
        return reader.parse_yaml(text)


def agrees(text):
    """Whether it is simple; then the parser reads the same and has nothing to say."""
    data = read_simple(text)
    if data is None or unprintable(text) or "\ufeff" in text:  # characters are judged before
        return False
    document = by_parser(text)
    assert not document.problems
    assert typed(document.data) == typed(data)
    assert list(map(str, walk(document.data))) == list(map(str, walk(data)))  # the same order
    return True


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
def test_what_is_read_without_a_parser_is_what_a_parser_reads(text):
    """And it has nothing to report of it, not even a hint."""
    agrees(text)


INDICATORS = [*[""] * 9, *["-"] * 4, "+", "1", "2", "3", "2-", "-2", "+1", "0", "10", "--", "x"]
AFTER_HEADER = [*[""] * 12, " ", "  ", " # x", " #x", "#x", " x", "\t", " \t# x"]
WORDS = [
    *[""] * 9,
    *["# x"] * 6,
    "x",
    "x  ",
    "x #y",
    "#x",
    "#",
    "k: v",
    "k:",
    "- x",
    "-",
    "---",
    "...",
    "? x",
    ": x",
    "'",
    '"',
]
WORDS += [
    "%x",
    "\tx",
    "\t",
    "x\t# y",
    "\u00a0",
    "\u3000x",
    "\u2028",
    "\x85x",
    "\ufeffx",
    "é: “",
    "k: |",
    "k: >",
    "|",
    "[",
    "&a",
]


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
    """Whatever its header is, and the lines below it."""
    read_alike(text)


@given(st.dictionaries(st.sampled_from(["a", "b c", "it's"]), trees, min_size=1))
def test_what_is_written_here_is_mostly_simple(data):
    """But for escapes, empty collections, lists of lists and long keys, and what other tools would misread."""
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
        "a:\n- b: c\n  d: e\n- f\n- g: h\n",
        "2024: a\n2024-05-06: b\n",
        "# comment\n\na: |\n  b\n\n\n    c\n\n\nd: |-\n  e\n",
        "on Monday: 2024-05-06\n'12:30': x\n",
    ],
)
def test_what_is_simple_is_read(text):
    """Block style, a scalar a line, block text and comments."""
    assert agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "a: b",
        "a\n",
        "- a\n",
        "a: [b]\n",
        "a: {b: c}\n",
        "a: b\na: c\n",
        "a:\n",
        "a: b\n\tc: d\n",
        "a: NO\n",
        "a : b\n",
        "NO: a\n",
        "12:30: a\n",
        "a: |\n\n  b\n",
        "a: |\n    b\n  c\n",
        "a: |\n  b\n \n  # c\n",
        "- a: |\n    b\n",
    ],
)
def test_the_rest_is_the_parsers(text):
    """Nothing is said of what is not simple."""
    assert not agrees(text)


def test_limits_are_the_parsers(monkeypatch):
    """Too deep, too large: reported there."""
    mappings = "".join(f"{'  ' * i}a:\n" for i in range(5)) + "          a: b\n"
    listed = "".join(f"{'  ' * i}a:\n" for i in range(5)) + "          - b\n"
    for text, simple in ((mappings, 7), (listed, 6)):
        monkeypatch.setattr(limits, "MAX_DEPTH", simple)
        assert agrees(text)
        monkeypatch.setattr(limits, "MAX_DEPTH", simple - 1)
        assert not agrees(text)
    many = "k:\n" + "- a: b\n" * 4
    monkeypatch.setattr(limits, "MAX_NODES", 16)
    assert agrees(many)
    monkeypatch.setattr(limits, "MAX_NODES", 14)  # it has fifteen
    assert not agrees(many)
    monkeypatch.setattr(limits, "MAX_NODES", 3)
    assert not agrees("a: b\nc: d\n")


def test_a_simple_file_has_its_problems_and_its_places():
    """As any other: what is taken off or masked, and where the rest stands."""
    document = reader.parse_yaml("\ufeffa:\n  - b\n")
    assert ([p.code for p in document.problems], document.data) == (["NC007"], {"a": ["b"]})
    assert [document.positions.value(path) for path in (("a", 0), ("a",))] == [(7, 8), (5, 8)]
    assert document.positions.inside(("a", 0), 0, 1) == (7, 8)
    for text, data in (("a: b\x00\n", {"a": "b\ufffd"}), ("a: b\ufeffc\n", {"a": "b\ufffdc"})):
        document = reader.parse_yaml(text)
        assert ([p.code for p in document.problems], document.data) == (["NC008"], data)
    simple = reader.parse_yaml("a: b\nc:\n  d: e\n")
    assert (simple.problems, simple.data, simple.positions.value(("c", "d"))) == (
        [],
        {"a": "b", "c": {"d": "e"}},
        (13, 14),
    )
