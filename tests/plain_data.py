"""What both writers' tests need: hostile plain data, and the parsers that must all read it alike."""

import datetime as dt
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from converters import manifest_of
from hypothesis import strategies as st
from ruamel.yaml import YAML

import newscorpus as nc
from newscorpus.formats.yaml.reader import parse_yaml

CHARACTERS = st.characters(exclude_categories=["Cs"])
# Whatever some parser gives a meaning to, so that Hypothesis combines it.
# fmt: off
PIECES = st.sampled_from([
    *" \n\t\r\0\x07\x0b\x0c\x1b\x1c\x7f\x80\x85\x9f\xa0\u2028\u2029\ufeff\ufdd0\ufffe\uffff\u200b\u200d\u202e\u3000",
    *"-?:,[]{}#&*!|>'\"%@`=<~.+/\\^$;()_0189abefinoxyTZ’“”é漢😀\U0001fffe",
    ": ", " #", "- ", "? ", "---", "...", "\n---\n", "\n...\n", "%YAML 1.1", "\n  ", "\n\n", "\n\t", " \n", "<<", "!!int ",
    "null", "Null", "true", "No", "y", "ON", ".inf", "nan", "0x1F", "0o7", "0b1", "010", "1e3", "1_000", "1,000", "12:30",
    "+5", "2022", "2023-06-14", "2023-02-30", "2023-06", "2023-06-14T12:00:00Z", "12:30:45.5", "2023-05~/..", "\\u0041",
    "a sentence of words", "key: value", "https://example.org/a#b", "__proto__", "constructor", "\\n",
])
# fmt: on
TEXTS = st.text(CHARACTERS, max_size=12) | st.lists(PIECES | CHARACTERS, max_size=8).map("".join)
NUMBERS = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
SCALARS = TEXTS | st.booleans() | NUMBERS
DATA = st.recursive(
    SCALARS,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(TEXTS, children, max_size=4),
    max_leaves=12,
)


class CoreLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML 1.2's core schema, on libyaml where it is."""


CoreLoader.yaml_implicit_resolvers = {}

for _tag, _regex in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
}.items():
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_regex})\Z"), None)


class _CoreDumper(yaml.SafeDumper):
    """Block style, each string in double quotes."""


_CoreDumper.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def block_yaml(data: Any) -> str:
    """Plain data as YAML that all readers read alike."""
    return yaml.dump(data, Dumper=_CoreDumper, allow_unicode=True, sort_keys=False, width=10**9)


def read_1_2(text: str) -> Any:
    """Libyaml with the types of YAML 1.2."""
    return yaml.load(text, CoreLoader)


def read_pure_1_1(text: str) -> Any:
    """PyYAML, in Python."""
    return yaml.load(text, yaml.SafeLoader)


def read_c_1_1(text: str) -> Any:
    """PyYAML, libyaml."""
    return yaml.load(text, yaml.CSafeLoader)


def read_ruamel(text: str) -> Any:
    """`ruamel.yaml`, YAML 1.2 and its own resolution."""
    return YAML(typ="safe", pure=True).load(text)


def read_ours(text: str) -> Any:
    """Read with our own reader, which must find nothing wrong, and nothing that others misread but days of the calendar."""
    document = parse_yaml(text)
    for problem in document.problems:
        assert problem.code == "NC006"
        dt.date.fromisoformat(document.text[problem.start : problem.end])
    return document.data


OTHERS: list[Callable[[str], Any]] = [read_1_2, read_pure_1_1, read_c_1_1, read_ruamel]
"""Readers of YAML by others."""
YAML_READERS = [read_ours, *OTHERS]
SLOW = (read_pure_1_1, read_ruamel)
"""In Python from end to end."""


KINDS = {str: "string", bool: "boolean", int: "integer", float: "number"}


def dumped(texts: list[str], format: str = "yaml", note: str | None = None, **values: Any) -> str:
    """An article as `dumps` writes it, with these keywords, and attributes of a corpus that declares them."""
    declared = {name: {"type": KINDS[type(value)]} for name, value in values.items()}
    corpus = nc.Corpus(manifest=manifest_of(attributes={"article": declared}), articles={}) if values else None
    return nc.dumps(nc.Article(id="a", keywords=texts, note=note, attributes=values), format, corpus=corpus)


def as_read(value: Any) -> Any:
    """Make two values comparable: types and the order of keys count, and a date is its text (YAML 1.1 reads dates)."""
    if isinstance(value, dict):
        return [(as_read(key), as_read(item)) for key, item in value.items()]
    if isinstance(value, (list, tuple)):
        return [as_read(item) for item in value]
    if type(value) is dt.date:
        return (str, repr(value.isoformat()))
    return (type(value), repr(value))


def scalar_values(step_beyond_bmp: int = 1, step_of_letters: int = 1) -> Iterator[str]:
    """All Unicode scalar values; of those beyond the first 65,536 each `step_beyond_bmp`-th, and each plane's last two;
    of the long blocks of Chinese and Korean letters and of private use each `step_of_letters`-th."""
    for code in range(0x10000):
        if 0xD800 <= code < 0xE000 or (0x3400 <= code < 0xF900 and code % step_of_letters):
            continue
        yield chr(code)
    for code in range(0x10000, 0x110000):
        if code % step_beyond_bmp == 0 or code & 0xFFFE == 0xFFFE:
            yield chr(code)


_SCRIPT = """
const { parseDocument } = require(process.argv[1] + "/yaml");
const tagged = (v) =>
  Array.isArray(v) ? ["list", v.map(tagged)]
  : v instanceof Map ? ["dict", [...v].map(([key, item]) => [tagged(key), tagged(item)])]
  : v === null ? ["null", ""]
  : typeof v === "bigint" ? ["int", String(v)]
  : typeof v === "number" ? ["float", Object.is(v, -0) ? "-0" : String(v)]
  : [typeof v, v];
const read = (text) => {
  const document = parseDocument(text, { intAsBigInt: true });
  const problems = [...document.errors, ...document.warnings];
  return problems.length ? ["problem", String(problems[0])] : tagged(document.toJS({ mapAsMap: true }));
};
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map(read)));
"""


def read_javascript(texts: list[str]) -> list[Any]:
    """Read with the npm package `yaml` in the folder of NEWSCORPUS_NODE_MODULES; skips the test if it is not set."""
    folder = os.environ.get("NEWSCORPUS_NODE_MODULES")
    if not folder:
        pytest.skip("NEWSCORPUS_NODE_MODULES names no folder with the npm package `yaml`")
    command = ["node", "-e", _SCRIPT, str(Path(folder).resolve())]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    return [_untagged(kind, value) for kind, value in json.loads(done.stdout)]


def _untagged(kind: str, value: Any) -> Any:
    match kind:
        case "list":
            return [_untagged(*item) for item in value]
        case "dict":
            return {_untagged(*key): _untagged(*item) for key, item in value}
        case "int":
            return int(value)
        case "float":
            return float(value)
        case "string" | "boolean":
            return value
        case _:
            raise AssertionError((kind, value))
