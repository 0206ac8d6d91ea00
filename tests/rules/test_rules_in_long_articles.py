"""The examples of all rules behind another article: what precedes hides no finding."""

import json
import re
from pathlib import Path
from typing import Any

import yaml
from examples import RULES, SETTING, completed
from plain_data import read_1_2

import newscorpus as nc

ALONE = {
    "of the YAML, not of its data": "NC003 NC004 NC006 NC007 NC012 NC314 NC317",
    "of the file or the corpus": "NC107 NC706",
    "of a plug-in": "NC013",
    "of the length of the text": "NC321",
    "of the rule that a waiver names": "NC801",
}
"""Rules whose examples show nothing behind another article, and why."""


BESIDE = re.compile("another file of the corpus|beside it lies a text|known.baseline has|a model (?:objects|answers)")


def behind(before: dict[str, Any], example: str) -> dict[str, Any] | None:
    """An example behind an article, in text and tables; None if it has no English text of its own."""
    try:
        data = read_1_2(completed(example))
    except (yaml.YAMLError, UnicodeEncodeError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str) or data["language"] != "en":
        return None
    begin = f"{before['text']}\n\n"

    def moved(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: one + len(begin) if key == "start" and type(one) is int else moved(one)
                for key, one in value.items()
            }
        return [moved(one) for one in value] if isinstance(value, list) else value

    tables = {}
    for name in ("actors", "events", "claims"):
        own = entries(moved(data.get(name)))
        known = {entry["id"] for entry in own if "id" in entry}
        tables[name] = [entry for entry in entries(before[name]) if entry.get("id") not in known] + own
    return {**data, **tables, "text": begin + data["text"].rstrip()}


def entries(table: Any) -> list[Any]:
    """The entries of a table, each with its id."""
    return [{"id": key, **one} for key, one in table.items()] if isinstance(table, dict) else [*(table or [])]


def test_an_article_before_an_example_hides_no_finding(tmp_path: Path) -> None:
    before = json.loads(nc.dumps(nc.load_article(Path(__file__).parents[1] / "articles" / "court.yaml"), "json"))
    hidden = set()
    for rule in RULES:
        data = None if BESIDE.search(rule.failing) else behind(before, rule.failing)
        if data is not None:
            head = ["format: newscorpus/1", "name: examples", "articles: a.json", *SETTING.findall(rule.failing)]
            (tmp_path / "corpus.yaml").write_text("\n".join(head))
            (tmp_path / "a.json").write_text(json.dumps(data))
            if rule.code not in nc.check(tmp_path, select=[rule.code]).codes:
                hidden.add(rule.code)
    assert hidden == {code for codes in ALONE.values() for code in codes.split()}
