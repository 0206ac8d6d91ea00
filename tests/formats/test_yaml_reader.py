"""YAML: the data, the problems and the places of one document."""

import sys
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from newscorpus import limits
from newscorpus.edits.text_edits import edited
from newscorpus.formats.document import INVALID, Document, NonDecimalInt
from newscorpus.formats.yaml import parser, reader
from newscorpus.formats.yaml.parser import PurePythonParser, fastest_parser
from newscorpus.formats.yaml.reader import parse_yaml

FASTEST = fastest_parser()


@pytest.fixture(params=[FASTEST, PurePythonParser], ids=["libyaml", "python"], autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the two parsers, and never what reads simple files without one."""
    monkeypatch.setattr(parser, "PARSER", request.param)
    monkeypatch.setattr(reader, "read_simple", lambda *_, **__: None)


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


def cut(document: Document) -> list[tuple[str, str]]:
    """Code and text of each problem."""
    return [(problem.code, document.text[problem.start : problem.end]) for problem in document.problems]


def test_data_of_the_core_schema() -> None:
    document = parse_yaml(
        "2016: 2016\n~: ~\nnull: 'null'\ntrue: True\n'a': [-5, 0x1F, +5, 1.5, 'x', \"1\"]\n1.5: {a: , b: }\n? c\n: |\n  1\n? d\n"
    )
    assert document.problems == []
    assert document.data == {
        "2016": 2016,
        "~": None,
        "null": "null",
        "true": True,
        "a": [-5, 31, 5, 1.5, "x", "1"],
        "1.5": {"a": None, "b": None},
        "c": "1\n",
        "d": None,
    }
    assert [type(value) for value in document.data["a"]] == [int, NonDecimalInt, NonDecimalInt, float, str, str]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_document(text: str) -> None:
    document = parse_yaml(text)
    assert document.data is None
    assert [problem.message for problem in document.problems if problem.code == "NC002"] == ["file is empty"]


def test_duplicate_keys() -> None:
    """Each is reported at its place and points at the first; the first value stays, and reading goes on."""
    document = parse_yaml("a: 1\nb: {c: 1, 'c': 2}\na: 2\n\"a\": 3\n'': 1\n\"\": 2\n")
    assert cut(document) == [("NC003", "'c'"), ("NC003", "a"), ("NC003", '"a"'), ("NC003", '""')]
    assert [problem.labels for problem in document.problems[:3]] == [((9, 10, "first here"),)] + [
        ((0, 1, "first here"),)
    ] * 2
    assert document.data == {"a": 1, "b": {"c": 1}, "": 1}
    assert document.positions.value(("a",)) == (3, 4)


def test_what_is_refused_of_yaml() -> None:
    document = parse_yaml(
        "é: &a x\nb: *a\nc: !!int 3\nd: ! y\ne: &b !t # why\n  - 1\n<<: *a\n'<<': 1\n? [k]\n: 2\n? {a: *b}\n: 3\n*a : 4\n&k !s f: 5\ng: !<u:v> z\n"
    )
    assert cut(document) == [
        ("NC004", text)
        for text in ["&a", "*a", "!!int", "!", "&b", "!t", "<<", "*a", "[", "{", "*b", "*a", "&k", "!s", "!<u:v>"]
    ]
    assert document.data == {
        "é": "x",
        "b": INVALID,
        "c": INVALID,
        "d": INVALID,
        "e": INVALID,
        "<<": 1,
        "f": 5,
        "g": INVALID,
    }
    assert document.positions.value(("e", 0)) == (document.text.index("1\n"), document.text.index("1\n") + 1)


def test_anchors_and_tags_of_keys() -> None:
    """Either alone, of a key that other tools read otherwise, and of one behind those of its mapping."""
    document = parse_yaml("&a b: 1\n!t c: 2\n&d NO: 3\n")
    assert cut(document) == [("NC004", "&a"), ("NC004", "!t"), ("NC004", "&d"), ("NC006", "NO")]
    assert document.data == {"b": 1, "c": 2, "NO": 3}
    assert cut(parse_yaml("&a # c\n&b c: &x # c\n  !t y\n")) == [("NC004", text) for text in ["&a", "&b", "&x", "!t"]]


def test_a_collection_as_key_is_read_over() -> None:
    """Its own faults are reported as well; a scalar at the root may have an anchor or a tag."""
    assert cut(parse_yaml("? - NO\n  - &x z\n: 1\n")) == [("NC004", "-"), ("NC006", "NO"), ("NC004", "&x")]
    assert parse_yaml("&x y").data == "y"
    assert parse_yaml("!x y").data is INVALID
    assert parse_yaml("- &x 5\n- &y\n").data == [5, None]
    document = parse_yaml("[&x [1], !t {}, &y 2, !u v]")
    assert document.data == [[1], INVALID, 2, INVALID]
    assert cut(document) == [("NC004", "&x"), ("NC004", "!t"), ("NC004", "&y"), ("NC004", "!u")]


@pytest.mark.parametrize(("text", "place"), [("a: 1\n---\nb: 2\n", "---"), ("a: 1\n---\n", "---")])
def test_a_second_document(text: str, place: str) -> None:
    document = parse_yaml(text)
    assert cut(document) == [("NC004", place)]
    assert document.data == {"a": 1}


@pytest.mark.parametrize(
    ("text", "line"), [("%YAML 1.2\n---\na: 1\n", "%YAML 1.2"), ("# c\r\n%TAG ! x\r\n---\r\na", "%TAG ! x")]
)
def test_directives(text: str, line: str) -> None:
    document = parse_yaml(text)
    assert ("NC004", line) in cut(document)
    assert document.data is None


@pytest.mark.parametrize("escape", ["\\ud800", "\\U00110000"])
def test_escapes_of_no_character(escape: str) -> None:
    text = f'a: "é\\\\ud8 \\u00e9 {escape}"\nb: c\n'
    document = parse_yaml(text)
    assert cut(document) == [("NC008", escape[:10] if escape[1] == "U" else escape[:6])]
    assert document.data is None


def test_a_scalar_is_pointed_at_behind_its_anchor() -> None:
    assert cut(parse_yaml("a: &x # c\n  NO\nb: &y .inf\n"))[1::2] == [("NC006", "NO"), ("NC008", ".inf")]


@pytest.mark.parametrize("text", ["a: |\n  x", "a: >+\n  x", "&k |\n x"])
def test_a_block_text_that_ends_with_the_file(text: str) -> None:
    """A newline may or may not belong to it: parsers differ, so that is said, at the indicator."""
    problem = next(problem for problem in parse_yaml(text).problems if problem.code == "NC007")
    assert text[problem.start : problem.end] in ("|", ">")
    assert "NC007" not in codes(parse_yaml(text + "\n"))


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("a: NO\n", "a: 'NO'\n"),
        ("- &a 12:30 # c\n", "- &a '12:30' # c\n"),
        ("a: 010\n", None),  # whether the number or the text is meant is not known
        ("a: >2+\r\n   x", "a: >2-\r\n   x\r\n"),
    ],
)
def test_what_tools_read_differently_can_be_mended(text: str, fixed: str | None) -> None:
    document = parse_yaml(text)
    (fix,) = [problem.fix for problem in document.problems if problem.code in ("NC006", "NC007")]
    if fixed is None:
        assert fix is None
        return
    assert fix is not None
    assert edited(text, fix[1]) == fixed
    assert "NC004" in codes(document) or parse_yaml(fixed).problems == []
    assert parse_yaml(fixed).data == (document.data if text[-1] == "\n" else {"a": document.data["a"].rstrip("\n")})


@pytest.mark.parametrize("text", ["a: |-\n  x", "a: x", "a: |\n  x\n  ", "[]"])
def test_no_such_doubt(text: str) -> None:
    assert parse_yaml(text).problems == []


SYNTAX = [
    ("a:\n\t- b\n", "\t", "tab"),
    ("a:\n  b: 1\n\tc: 2\n", "\t", "tab"),
    ("a: |\n\tb\n", "\t", "tab"),
    ("- |\n \tb\n", "\t", "tab"),
    ("a:\n  b: c\n \td\n", "\t", "tab"),
    ("a: |\n  b\n \tc\n", "\t", "tab"),
    ("é: 'b\n", "'b", "not closed"),
    ('é: "b\n---\nc\n', '"b', "not closed"),
    ('a: "b\nc: d\ne: "f"\n', '"b', "not closed on its line"),
    ("😀: b: c\n", ": ", "unquoted `: `"),
    ("a: b\n  c: d\n", "c", "`c` begins at column 3, `a` at 1"),
    ("a: - b\n", "-", "list item on the line of its key `a`"),
    ("a: ? b\n", "?", "unexpected `? `"),
    ("é: 1\nfoo\nb: 2\n", "foo", "neither"),
    ("é: [a, b\nc: d\n", "[a, b", "list in brackets is not closed"),
    ("é: {a: b\n", "{a: b", "mapping in braces is not closed"),
    ("a: 1\n b: 2\n", "b", "`b` begins at column 2, `a` at 1"),
    ("- a\nb: 1\n", "b: 1", "list item without `- `"),
    ("a:\n  - b\n  c\n  - d\n", "c", "list item without `- `"),
    ("a:\n    b: 1\n  c: 2\n", "c", "`c` begins at column 3, `b` at 5"),
    ("a:\n     b: 1\n    c: 2\n    d: 3\n", "b", "`b` begins at column 6, `c` at 5"),
    ("<<<<<<< a\nb: 1\n=======\nb: 2\n>>>>>>> c\n", "<<<<<<< a", "merge conflict"),
    ("- 'a' b\n", "b", "text after a closing quotation mark"),
    ('a: "b", c\n', ", c", "closing quotation mark"),
    ("a: b\nc: 'd'e'\t\n", "e'", "closing quotation mark"),
    ("\n- 'a' b\n", "b", "text after a closing quotation mark"),
    ("a: 'b'\n - c\n", "-", "`- c` begins at column 2"),
    ("a:b\nc: d\n", ":", "no space after the colon"),
    ("\na:b\nc: d\n", ":", "no space after the colon"),
    ("a: 1\nb:\n  - c：d\n    e: f\n", "：", "no space after the colon"),
    ("a:\u00a0b\nc: d\n", "\u00a0", "no-break space (U+00A0) behind the colon of `a`"),
    ("a:\n  - b\n  -\u3000c: 1\n    d: 2\n", "\u3000", "ideographic space (U+3000) behind a dash"),
    ("a:\n  b: 1\n \u2009 c: 2\n", "\u2009", "thin space (U+2009) in the indentation"),
    ("at 10:30\na: b\n", "at 10:30", "neither"),
    ("http://a\nb: c\n", "http://a", "neither"),
    ("'a' b\n", "b", "complete before"),
    ("a: [b, ]]\n", "]", "does not continue"),
    ("[a:[b]]\n", ":", "inside brackets"),
    ("a: *\n", "*", "`*` or `&`"),
    ("a: & b\n", "& b", "`*` or `&`"),
    ("a: @b\n", "@", "`@`"),
    ("a: `b`\n", "`", "backtick"),
    ("a: %b\n", "%", "`%`"),
    ("- [|]\n", "|", "begins with `|`"),
    ("a: !<b c\n", "!<b c", "`!`"),
    ("a: !! b\n", "!! b", "`!`"),
    ('a: "\\q"\n', "\\", "escape"),
    ('a: "\\u12"\n', "1", "hexadecimal"),
    ('a: "\\x\\ud800"\n', "\\", "hexadecimal"),
    ("a: |x\n  b\n", "x", "after `|` or `>`"),
    ("a: >0\n  b\n", "0", "after `|` or `>`"),
    ("[a, b]: ]\n", "]", "is missing before this"),
]


@pytest.mark.parametrize(("text", "at", "words"), SYNTAX, ids=[text for text, _, _ in SYNTAX])
def test_syntax_errors_in_plain_words(text: str, at: str, words: str) -> None:
    document = parse_yaml(text)
    problem = document.problems[-1]
    assert document.data is None
    assert (problem.code, document.text[problem.start : problem.end]) == ("NC002", at)
    assert words in problem.message
    assert problem.help
    assert document.positions.value(("a",)) == (0, len(text))


@pytest.mark.parametrize("fault", [ValueError("x"), IndexError(), yaml.YAMLError(), StopIteration()])
@pytest.mark.parametrize("after", [0, 3])
def test_whatever_a_parser_raises(fault: Exception, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    class Faulty(PurePythonParser):
        left = after

        def get_event(self) -> Any:
            self.left -= 1
            if self.left < 0:
                raise fault
            return super().get_event()  # type: ignore[no-untyped-call]

    monkeypatch.setattr(parser, "PARSER", Faulty)
    document = parse_yaml("a: 1\nb: 2\n")
    assert codes(document) == ["NC002"]
    assert document.data is None


def test_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    assert fastest_parser() is PurePythonParser


def test_positions() -> None:
    """Every value and key; collections end with their last child or bracket, block text before its empty lines."""
    text = "é: &x a😀\nb:\n  - c  \n  - {d: 1, e: [2 , 3 ] }  # f\n  -\n\ng: |\n  h\n\n\ni: [j: k , ]\nl:\n- m\nn: *x\n# end\n"
    positions = parse_yaml(text).positions

    def at(*path: str | int) -> str:
        start, end = positions.value(path)
        return text[start:end]

    assert at("é") == "&x a😀"
    assert at("b", 0) == "c"
    assert at("b", 1) == "{d: 1, e: [2 , 3 ] }"
    assert at("b", 1, "e") == "[2 , 3 ]"
    assert at("b", 2) == ""
    assert at("b").endswith("# f\n  -")
    assert at("g") == "|\n  h"
    assert at("i") == "[j: k , ]"
    assert at("i", 0) == "j: k"
    assert at("l") == "- m"
    assert at("n") == "*x"
    assert at() == text[: text.index("\n# end")]
    assert positions.key(("b", 1, "e")) == (text.index("e: ["), text.index("e: [") + 1)
    assert positions.key(("b", 0)) == positions.value(("b", 0))
    assert positions.value(("b", 9, "x")) == positions.value(("b",))
    assert positions.key(("g", "x")) == positions.key(("g",))
    assert positions.inside(("n",), 0, 1) == positions.value(("n",))
    assert positions.inside(("é",), 1, 2) == (7, 8)
    assert positions.inside(("é",), 0, 1, key=True) == (0, 1)
    assert positions.inside(("b",), 0, 1) == positions.value(("b",))


def test_the_place_of_nothing() -> None:
    text = '{"é":\n\n, b:   }\n'
    positions = parse_yaml(text).positions
    assert positions.value(("é",)) == (5, 5)
    assert positions.value(("b",)) == (text.index("b:") + 2,) * 2


DEPTH = limits.MAX_DEPTH


@pytest.mark.parametrize("unit", ["[", "{a: ", "- ", "? "])
def test_depth(unit: str) -> None:
    if unit == "a:\n":
        texts = ["".join(" " * i + "a:\n" for i in range(depth)) for depth in (DEPTH, DEPTH + 1)]
    else:
        closing = {"[": "]", "{a: ": "}"}.get(unit, "")
        texts = [unit * depth + "x" + closing * depth for depth in (DEPTH, DEPTH + 1)]
    assert "NC005" not in codes(parse_yaml(texts[0]))
    document = parse_yaml(texts[1])
    assert codes(document)[-1] == "NC005"
    assert document.data is None


@given(
    st.recursive(
        st.just("x"),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
        max_leaves=9,
    ),
    st.booleans(),
)
def test_nodes_are_counted(data: Any, flow: bool) -> None:
    def size(value: Any) -> int:
        if isinstance(value, dict):
            return 1 + sum(1 + size(child) for child in value.values())
        return 1 + sum(map(size, value)) if isinstance(value, list) else 1

    text = yaml.safe_dump(data, default_flow_style=flow)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "MAX_NODES", size(data))
        assert parse_yaml(text).data == data
        patch.setattr(limits, "MAX_NODES", size(data) - 1)
        document = parse_yaml(text)
    assert codes(document) == ["NC005"]
    assert document.data is None


FLOODS: dict[str, Callable[[int], str]] = {
    "- ": lambda n: "- " * n,
    "%TAG": lambda n: "%TAG !a! tag:x\n" * n + "---\na",
    "merges": lambda n: "a: &a {}\n" + "b:\n  <<: [*a, *a]\n" * (n // 16),
    "duplicates": lambda n: "a: 1\n" * (n // 8),
    "underscores": lambda n: "1" + "_1" * n + "\n",
    "quote": lambda n: "'" * (n + 1),
}


@pytest.mark.parametrize("name", FLOODS)
def test_floods(name: str) -> None:
    """Hostile text of 50,000 pieces is read by both parsers; nothing is raised, and nothing grows from it."""
    document = parse_yaml(FLOODS[name](50_000))
    document.positions.inside((0,), 0, 1)
    assert document.data is None or len(repr(document.data)) < 10 * len(document.text)


def test_a_million_keys() -> None:
    if parser.PARSER is PurePythonParser:
        pytest.skip("the same, at a tenth of the speed")
    document = parse_yaml("".join(f"k{number}: 1\n" for number in range(1_000_000)))
    assert codes(document) == ["NC005"]
    assert document.text.startswith("1\nk250000", document.problems[0].start)


def test_the_first_of_two_escapes() -> None:
    """Is the one that is wrong, be the other right behind it."""
    [problem] = parse_yaml('a: "\\q\\n"\n').problems
    assert (problem.start, problem.end) == (4, 5)
