"""A baseline, and then any edits: what adds no finding is accepted, and what adds one is reported, and nothing else."""

import json
import random
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import newscorpus as nc
from newscorpus.checking import baseline

MANIFEST = """
format: newscorpus/1
name: harbour
language: en
articles: ['**/*.yaml', '**/*.jsonl']
checks: {baseline: known.baseline, ignore: [NC9, NC205, NC307, NC313]}
"""
WORDS = " ".join(f"w{i}abc" for i in range(60))
"""Words of which each can be cut, and is still unique."""


def article(name: str) -> dict[str, Any]:
    """An article with known findings of many sorts: of items, fields, names, pairs, references, and of two articles."""
    return {
        "format": "newscorpus/1",
        "id": name,
        "text": f"Anna Berg met Carl Dahl. {WORDS}",  # the same text in each: NC705
        "titel": "x",
        "actors": {
            "anna": {"name": "Anna Berg", "kind": "person", "aliases": ["Annie", "Berg", "Dahl"]},
            "carl": {"name": "Carl Dahl", "kind": "person", "aliases": ["Dahl"]},  # NC306
        },
        "events": {
            f"talks{i}": {
                "kind": "meeting",
                "type": "talks",
                "when": "2023-02-30" if i else "2023-02",
                "participants": {"participant": ["anna", "carl", *["nobody"][:i]], "host": ["anna"]},
                "evidence": ["Anna Berg met Carl Dahl", f"w{i}ab"],
                "relations": {"part_of": f"talks{1 - i}"},  # a cycle
            }
            for i in range(2)
        },
        "claims": [
            {"quote": "w2ab"},
            {"quote": "w2ab", "by": "nobody"},
            {"quote": "w3abc", "cue": "w4ab"},
            {"quote": "w0abc", "by": "carl", "about": "talks0", "stance": "asserts"},
            {"quote": "w1abc", "by": "carl", "about": "talks0", "stance": "denies"},
        ],
    }


class Edits(RuleBasedStateMachine):
    """A folder that somebody edits."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.articles = {name: article(name) for name in "ab"}
        self.files = {name: f"{name}.yaml" for name in self.articles}
        self.comments = 0
        self.free = 5
        self.expected: Counter[tuple[str, str]] = Counter()

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize()
    def accept(self) -> None:
        self.write()
        (self.folder / "known.baseline").write_text("")
        found = nc.check(self.folder, jobs=1).diagnostics
        assert len(found) > 20
        baseline.write(self.folder / "known.baseline", found)

    def write(self) -> None:
        for path in [*self.folder.rglob("*.yaml"), *self.folder.rglob("*.jsonl")]:
            path.unlink()
        (self.folder / "corpus.yaml").write_text(MANIFEST)
        (self.folder / "all.jsonl").write_text("")
        (self.folder / "rain.yaml").write_text("format: newscorpus/1\nid: rain\ntext: Rain fell.\n")  # for the glob
        for name, file in self.files.items():
            path = self.folder / file
            path.parent.mkdir(exist_ok=True)
            if path.suffix == ".jsonl":
                path.write_text(path.read_text() + json.dumps(self.articles[name]) + "\n")
            else:
                path.write_text("# a comment\n" * self.comments + yaml.safe_dump(self.articles[name], sort_keys=False))

    def word(self) -> int:
        self.free += 1
        return self.free

    names = st.sampled_from("ab")
    places = st.integers(0, 4)

    @rule()
    def insert_lines(self) -> None:
        self.comments += 1

    @rule(name=names, seed=st.integers(0, 99))
    def reorder(self, name: str, seed: int) -> None:
        """All lists and mappings of an article."""
        turn = random.Random(seed)

        def turned(value: Any) -> Any:
            if isinstance(value, list):
                return turn.sample([turned(one) for one in value], len(value))
            if isinstance(value, dict):
                return {key: turned(value[key]) for key in turn.sample(list(value), len(value))}
            return value

        self.articles[name] = turned(self.articles[name])

    @rule(name=names, file=st.sampled_from(["{}.yaml", "moved/{}.yaml", "z/{}.yaml", "all.jsonl"]))
    def move(self, name: str, file: str) -> None:
        self.files[name] = file.format(name)

    @rule(name=names, old=st.sampled_from(["event", "actor"]))
    def rename_an_id_elsewhere(self, name: str, old: str) -> None:
        """Of an event or actor without findings, which is there for that."""
        made, word = self.articles[name], self.word()
        kind = {
            "event": {"kind": "event", "type": "other", "evidence": ["Anna Berg met"]},
            "actor": {"name": "Anna", "kind": "person", "named": False},
        }
        table = made[f"{old}s"]
        for key in [key for key in table if key.startswith("clean")]:
            del table[key]
        table[f"clean-{word}"] = kind[old]

    @precondition(lambda self: self.free < 50)
    @rule(name=names, at=places, where=st.sampled_from(["claims", "evidence", "aliases"]), bad=st.booleans())
    def insert_an_item(self, name: str, at: int, where: str, bad: bool) -> None:
        """With a finding or without."""
        made, word = self.articles[name], self.word()
        words = f"w{word}ab{'' if bad else 'c'}"
        if where == "claims":
            made["claims"].insert(at, {"quote": words})
        elif where == "evidence":
            made["events"]["talks0"]["evidence"].insert(at, words)
        else:
            words = f"Zed{word}" if bad else f"w{word}abc"
            made["actors"]["anna"]["aliases"].insert(at, words)
        if bad:
            self.expected["NC304" if where == "aliases" else "NC305", words] += 1

    @rule(name=names)
    def repeat_a_known_error(self, name: str) -> None:
        """One more that is equal to known ones is new, too."""
        self.articles[name]["claims"].insert(0, {"quote": "w2ab"})
        self.expected["NC305", "w2ab"] += 1

    @invariant()
    def only_what_is_new_is_reported(self) -> None:
        self.write()
        report = nc.check(self.folder, jobs=1)
        found = Counter()
        for one in report.diagnostics:
            marked = Path(one.primary.file).read_text()[one.primary.start : one.primary.end].strip("\"'")
            found[one.code, marked] += 1
        assert found == self.expected
        assert report.fails(nc.Severity.WARNING) == bool(self.expected)


Edits.TestCase.settings = settings(max_examples=12, stateful_step_count=8, phases=[Phase.generate])
TestEdits = Edits.TestCase
