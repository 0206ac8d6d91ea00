"""What is fuzzed: functions of any bytes that return if all laws hold, and raise if one does not.

`python tests/fuzzing` runs them under atheris; the suite replays what that has found (tests/corpus).
"""

import json
import math
from collections.abc import Callable
from contextlib import suppress
from types import NoneType
from typing import Any

import yaml
from hypothesis import given
from plain_data import as_read, read_c_1_1, read_ours, read_pure_1_1
from test_any_file import assert_sane
from test_every_consumer import test_a_converted_folder_is_the_same_corpus, test_all_give_what_check_passes_or_refuse_it
from test_yaml_agreement import agree
from test_yaml_fast_path import documents_of_blocks, read_alike

import newscorpus as nc
from newscorpus.codec import structure_manifest
from newscorpus.formats.document import INVALID, Document
from newscorpus.formats.json.reader import parse_json
from newscorpus.formats.json.writer import dump_json
from newscorpus.formats.source_text import decode
from newscorpus.formats.yaml.reader import parse_yaml
from newscorpus.formats.yaml.writer import dump_yaml

_HARMLESS = {"NC006", "NC007"}


def yaml_reader(data: bytes) -> None:
    """Both parsers of YAML agree, on data, findings and places."""
    document = agree(decode(data)[0])
    if _accepted(document) and not _holds(document.data, NoneType):
        assert parse_yaml(dump_yaml(document.data)).data == document.data


def json_reader(data: bytes) -> None:
    """What is accepted is what the standard library reads; what is refused has a reason within the text."""
    text, _ = decode(data)
    document = parse_json(text)
    assert all(0 <= p.start <= p.end <= len(document.text) for p in document.problems)
    assert (document.data is not None) or document.problems
    if _accepted(document):
        assert as_read(json.loads(document.text)) == _plain(document.data)
        if not _holds(document.data, NoneType):
            assert parse_json(dump_json(document.data, indent=True)).data == document.data
    elif not document.problems or {p.code for p in document.problems} <= {"NC002"}:
        with suppress(ValueError):
            assert json.loads(document.text) is None


def whole_check(data: bytes) -> None:
    """A model or findings that lie in the file; and a model that is written and read again is the same."""
    how, data = data[:1], data[1:]
    if how == b"m":
        document = parse_yaml(decode(data)[0])
        if document.data is not None:
            made, mistakes = structure_manifest(document.data)
            assert made is not None or mistakes
        return
    format = "json" if how == b"j" else "yaml"
    assert_sane(data, format)
    try:
        article = nc.loads(data, format)
    except nc.InvalidCorpus as refused:
        if not all(line.isprintable() for line in str(refused).split("\n")):
            raise AssertionError(str(refused)) from None
        return
    for written in ("yaml", "json"):
        assert nc.loads(nc.dumps(article, written), written) == article


def dumper(data: bytes) -> None:
    """What is written is read alike by all."""
    value = _Values(data).value(4)
    written = dump_yaml(value)
    for read in (read_ours, read_pure_1_1, read_c_1_1):
        assert as_read(read(written)) == as_read(value)
    for indent in (True, False):
        written = dump_json(value, indent=indent)
        assert as_read(parse_json(written).data) == as_read(value)
        if not _holds(value, float):  # YAML 1.1 reads `1e22` as text
            assert as_read(yaml.load(written, yaml.CSafeLoader)) == as_read(value)


@given(documents_of_blocks)
def block_text(text: str) -> None:
    """The reader without a parser, libyaml and the parser in Python agree on block text."""
    read_alike(text)
    agree(text)


def law(test: Any) -> Callable[[bytes], None]:
    """A law of the suite, whose examples are drawn as the bytes say."""

    def run(data: bytes) -> None:
        test.hypothesis.fuzz_one_input(data)

    return run


LAWS = {
    "blocks": law(block_text),
    "consumers": law(test_all_give_what_check_passes_or_refuse_it),
    "converted": law(test_a_converted_folder_is_the_same_corpus),
}
TARGETS = {"yaml": yaml_reader, "json": json_reader, "check": whole_check, "dumper": dumper, **LAWS}


def _accepted(document: Document) -> bool:
    return document.data is not None and all(p.code in _HARMLESS for p in document.problems)


def _plain(value: Any) -> Any:
    """`as_read` of what our reader gives, which has a type of its own for odd integers."""
    if isinstance(value, dict):
        return [(as_read(key), _plain(item)) for key, item in value.items()]
    if isinstance(value, list):
        return [_plain(item) for item in value]
    assert value is not INVALID
    return as_read(int(value) if type(value) is not bool and isinstance(value, int) else value)


def _holds(value: Any, kind: type) -> bool:
    """Whether data holds a value of that type: null is read, and accepted nowhere."""
    if isinstance(value, dict):
        return any(_holds(one, kind) for one in value.values())
    return any(_holds(one, kind) for one in value) if isinstance(value, list) else isinstance(value, kind)


class _Values:
    """Bytes -> plain data: each byte decides something, so that a fuzzer can steer it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def _take(self, count: int) -> bytes:
        taken = self._data[self._at : self._at + count]
        self._at += count
        return taken

    def _byte(self) -> int:
        return (self._take(1) or b"\0")[0]

    def value(self, depth: int) -> Any:
        kind = self._byte() % 16
        if kind == 1:
            return bool(self._byte() % 2)
        if kind == 2:
            return int.from_bytes(self._take(8), "big", signed=True)
        if kind == 3:
            number = self._byte() / 7 * 10.0 ** (self._byte() - 128)
            return number if math.isfinite(number) else 0.5
        if kind in (4, 5, 6) and depth:
            return [self.value(depth - 1) for _ in range(self._byte() % 5)]
        if kind in (7, 8, 9) and depth:
            return {self._text(): self.value(depth - 1) for _ in range(self._byte() % 5)}
        return self._text()

    def _text(self) -> str:
        return self._take(self._byte() % 40).decode("utf-8", "ignore")
